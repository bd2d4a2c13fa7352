use super::*;

const FEW: Children = Children {
    sons: 1,
    daughters: 1,
};

fn kin(relation: &str, sex: Sex) -> Kin<'_> {
    Kin {
        relation,
        sex: Some(sex),
    }
}

/// What each member becomes when the new head is one of the old head's family.
fn all<'a>(head: Sex, new: Kin<'a>, children: Children, members: &[(&'a str, Sex)]) -> String {
    let one = |(relation, sex): &(&'a str, Sex)| {
        to_new_head(Some(head), new, kin(relation, *sex), children).unwrap_or("-")
    };
    members.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_son_becomes_head() {
    let family = [
        (HEAD, Male),
        (SPOUSE, Female),
        ("05", Female),
        ("07", Male),
        ("08", Female),
        ("04", Female),
        ("06", Male),
        ("09", Male),
        ("11", Male),
        ("12", Female),
        ("13", Male),
        ("14", Female),
        ("17", Male),
        (OTHER, Male),
    ];
    let told = all(Male, kin("03", Male), FEW, &family);
    assert_eq!(told, "11 12 02 03 04 - - - 17 18 19 20 - -");
    let two = Children {
        sons: 2,
        daughters: 0,
    };
    // Whose wife and children they are is not known.
    let told = all(Male, kin("03", Male), two, &family[..5]);
    assert_eq!(told, "11 12 - - -");
}

#[test]
fn a_widow_becomes_head() {
    let family = [
        (HEAD, Male),
        ("03", Male),
        ("04", Female),
        ("05", Female),
        ("07", Male),
        ("10", Female),
        ("11", Male),
        ("12", Female),
        ("13", Male),
        ("14", Female),
    ];
    let told = all(Male, kin(SPOUSE, Female), FEW, &family);
    assert_eq!(told, "02 03 04 05 07 10 15 16 11 12");
}

#[test]
fn a_husband_becomes_head() {
    let family = [
        (HEAD, Female),
        ("03", Male),
        ("11", Male),
        ("12", Female),
        ("15", Male),
        ("16", Female),
    ];
    let told = all(Female, kin(SPOUSE, Male), FEW, &family);
    assert_eq!(told, "02 03 13 14 11 12");
}

#[test]
fn parents_in_law_and_grandparents_become_head() {
    let family = [
        (HEAD, Male),
        (SPOUSE, Female),
        ("03", Male),
        ("04", Female),
        ("12", Female),
        ("17", Male),
        ("18", Female),
        ("20", Female),
    ];
    let father = all(Male, kin("11", Male), FEW, &family);
    assert_eq!(father, "03 05 07 08 02 11 12 14");
    let mother = all(
        Male,
        kin("12", Female),
        FEW,
        &[(HEAD, Male), ("11", Male), ("17", Male)],
    );
    assert_eq!(mother, "03 02 15");
    let in_law = all(Male, kin("13", Male), FEW, &family[..4]);
    assert_eq!(in_law, "06 04 09 10");
    let his_parents = all(
        Female,
        kin("16", Female),
        FEW,
        &[(HEAD, Female), (SPOUSE, Male), ("15", Male), ("03", Male)],
    );
    assert_eq!(his_parents, "05 03 02 07");
    let old = all(
        Male,
        kin("17", Male),
        FEW,
        &[
            (HEAD, Male),
            ("18", Female),
            ("11", Male),
            ("12", Female),
            ("03", Male),
        ],
    );
    assert_eq!(old, "07 02 03 05 -");
}

#[test]
fn those_who_married_in_become_head() {
    let family = [
        (HEAD, Male),
        (SPOUSE, Female),
        ("03", Male),
        ("07", Male),
        ("04", Female),
    ];
    let wife = all(Male, kin("05", Female), FEW, &family);
    assert_eq!(wife, "15 16 02 03 -");
    let husband = all(
        Female,
        kin("06", Male),
        FEW,
        &[(HEAD, Female), ("04", Female), ("10", Female), ("03", Male)],
    );
    assert_eq!(husband, "14 02 04 -");
}

#[test]
fn grandchildren_become_head() {
    let family = [
        (HEAD, Male),
        (SPOUSE, Female),
        ("03", Male),
        ("05", Female),
        ("04", Female),
        ("08", Female),
    ];
    let told = all(Male, kin("07", Male), FEW, &family);
    assert_eq!(told, "17 18 11 12 - -");
    let told = all(
        Male,
        kin("10", Female),
        FEW,
        &[
            (HEAD, Male),
            (SPOUSE, Female),
            ("04", Female),
            ("06", Male),
            ("03", Male),
        ],
    );
    assert_eq!(told, "19 20 12 11 -");
}

#[test]
fn what_is_not_known_is_not_derived() {
    let unknown = Kin {
        relation: HEAD,
        sex: None,
    };
    assert_eq!(to_new_head(None, kin("03", Male), unknown, FEW), None);
    assert_eq!(
        to_new_head(Some(Male), kin(OTHER, Male), kin("03", Male), FEW),
        None
    );
    // A second spouse of the list is nobody's mistake to repair here.
    assert_eq!(
        to_new_head(
            Some(Male),
            kin("03", Male),
            kin("03", Male),
            Children {
                sons: 2,
                daughters: 0
            }
        ),
        None
    );
}

/// Whoever becomes head and gives it back, everybody is again what he was.
#[test]
fn there_and_back_is_the_same() {
    let codes: Vec<String> = (2..=20).map(|code| format!("{code:02}")).collect();
    for head in [Male, Female] {
        let sexed = |code: &str| match code {
            SPOUSE => opposite(Some(head)),
            _ => sex_of(code),
        };
        let fits = |code: &str| match code {
            "13" | "14" => head == Male,
            "15" | "16" => head == Female,
            _ => true,
        };
        for new in codes.iter().filter(|code| fits(code)) {
            let there = Kin {
                relation: new,
                sex: sexed(new),
            };
            let old = Kin {
                relation: HEAD,
                sex: Some(head),
            };
            let old_now = to_new_head(Some(head), there, old, FEW).expect("the old head");
            for member in codes.iter().filter(|code| fits(code) && *code != new) {
                let kin = Kin {
                    relation: member,
                    sex: sexed(member),
                };
                let Some(now) = to_new_head(Some(head), there, kin, FEW) else {
                    continue;
                };
                let back = to_new_head(
                    there.sex,
                    Kin {
                        relation: old_now,
                        sex: Some(head),
                    },
                    Kin {
                        relation: now,
                        sex: kin.sex,
                    },
                    FEW,
                );
                assert!(
                    back.is_none_or(|back| back == member),
                    "{head:?} {new} {member}: {now} {back:?}"
                );
            }
        }
    }
}

#[test]
fn a_family_joins_another_through_its_head() {
    let wife = kin("05", Female);
    let told = |relation, sex| through(Some(Male), wife, kin(relation, sex));
    // She marries the head's son and brings a child.
    assert_eq!(told("04", Female), Some("08"));
    assert_eq!(told(HEAD, Female), Some("05"));
    assert_eq!(told("12", Female), None);
    let mother = kin("12", Female);
    assert_eq!(through(Some(Male), mother, kin(SPOUSE, Male)), Some("11"));
    assert_eq!(through(Some(Male), mother, kin("04", Female)), None);
}
