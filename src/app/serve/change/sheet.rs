//! The form of a change, made from the kind's description and the household.

use super::home::{Home, Rec};
use crate::app::Desk;
use crate::dictionary::{Dictionary, Mask};
use crate::domain::Value;
use crate::domain::change::{Ask, ChangeKind, Pool, What};
use crate::domain::codes::register_state;
use crate::port::change::{ChangeField, ChangeInput, ChangeSheet, ChangeWish};
use crate::port::{Fault, FaultKind};

/// What stands before a person's key in the key of a relation.
pub(super) const RELATION: &str = "relation:";

/// A blank form of the change.
pub(super) fn sheet(
    desk: &Desk,
    dictionary: &Dictionary,
    wish: ChangeWish,
    home: Option<&Home<'_>>,
) -> Result<ChangeSheet, Fault> {
    let described = wish.kind.description();
    if described.at_card && home.is_none() {
        let message = format!("{}要写明是哪一户：户编号或册内编号", described.label);
        return Err(Fault::new(FaultKind::Usage, message));
    }
    if let Some(home) = home {
        fits(wish.kind, home)?;
    }
    let mut fields = Vec::new();
    for ask in described.asks {
        fields.extend(fields_of(desk, dictionary, wish.kind, ask, home)?);
    }
    let name = home.map_or_else(String::new, |home| {
        format!("{} {}", home.household.text("head_name"), home.place(desk))
    });
    Ok(ChangeSheet {
        wish,
        name,
        fields,
        draft: None,
        chosen: Vec::new(),
    })
}

/// Whether this can happen to the household at all.
fn fits(kind: ChangeKind, home: &Home<'_>) -> Result<(), Fault> {
    let closed = home.household.text("register_state") == register_state::CLOSED;
    let name = home.household.text("head_name");
    let why = match kind {
        ChangeKind::Restore | ChangeKind::Found | ChangeKind::Carry => return Ok(()),
        _ if closed => format!("{name}户已自然销户，要改先办恢复"),
        ChangeKind::Strike if home.household.text("register_state") == register_state::STRUCK => {
            format!("{name}户已经清退，退错了办恢复")
        }
        ChangeKind::Head | ChangeKind::Split if home.pool(Pool::Others).is_empty() => {
            format!("{name}户没有别的在册成员：先按 Ctrl-N 补上成员，没有人了办整户自然销户")
        }
        ChangeKind::Leave if home.current.is_empty() => {
            format!("{name}户没有在册成员")
        }
        _ => return Ok(()),
    };
    Err(why.into())
}

/// The fields that one thing asked for makes: none where it cannot be asked of this household.
fn fields_of(
    desk: &Desk,
    dictionary: &Dictionary,
    kind: ChangeKind,
    ask: &Ask,
    home: Option<&Home<'_>>,
) -> Result<Vec<ChangeField>, Fault> {
    let one = match ask.what {
        What::Like(ledger, key) | What::Past(ledger, key) => {
            // Whoever is gone already went somewhere.
            let gone = kind == ChangeKind::Head && home.is_some_and(|home| home.head().is_none());
            if gone && ask.key.starts_with("left_") {
                return Ok(Vec::new());
            }
            let begins = match kind {
                ChangeKind::Carry => super::carry::first(desk)?,
                _ => first(dictionary, kind, ask.key, home),
            };
            like(dictionary, ask, (ledger, key), begins)?
        }
        What::One(pool) | What::Several(pool) => {
            home.and_then(|home| members(kind, ask, pool, home))
        }
        What::Village if kind == ChangeKind::Carry && home.is_some() => None,
        What::Village => Some(village(desk, ask, home)?),
        What::Relations => {
            let all = home.map(|home| relations(dictionary, kind, ask, home));
            return Ok(all.unwrap_or_default());
        }
    };
    Ok(one.into_iter().collect())
}

fn field(ask: &Ask, label: &str, input: ChangeInput, text: String) -> ChangeField {
    let label = if ask.label.is_empty() {
        label
    } else {
        ask.label
    };
    ChangeField {
        key: ask.key.to_owned(),
        label: label.to_owned(),
        group: String::new(),
        input,
        required: ask.required,
        note: ask.note.to_owned(),
        text,
    }
}

/// A field that takes what a field of a ledger takes.
fn like(
    dictionary: &Dictionary,
    ask: &Ask,
    (ledger, key): (&str, &str),
    begins: String,
) -> Result<Option<ChangeField>, Fault> {
    let ledger = super::home::ledger(dictionary, ledger)?;
    Ok(ledger.position(key).map(|place| {
        let like = &ledger.fields[place];
        let input = ChangeInput::Like(ledger.id, place);
        let mut one = field(ask, &like.label, input, begins);
        if one.note.is_empty() {
            one.note.clone_from(&like.note);
        }
        one
    }))
}

/// Members to choose from; left out where there is nobody and nobody is needed.
fn members(kind: ChangeKind, ask: &Ask, pool: Pool, home: &Home<'_>) -> Option<ChangeField> {
    let people = home.pool(pool);
    if people.is_empty() && !ask.required {
        return None;
    }
    let labels = people.iter().map(|one| home.label(one.id).to_owned());
    let input = ChangeInput::Choose {
        labels: labels.collect(),
        several: matches!(ask.what, What::Several(_)),
        otherwise: not_among(kind, pool).to_owned(),
    };
    Some(field(ask, "", input, String::new()))
}

fn village(desk: &Desk, ask: &Ask, home: Option<&Home<'_>>) -> Result<ChangeField, Fault> {
    let villages = desk.store.villages_by_name()?;
    let here = home.map(|home| home.village(desk)).unwrap_or_default();
    let input = ChangeInput::Choose {
        labels: villages.into_iter().map(|(_, name)| name).collect(),
        several: false,
        otherwise: "台账里没有这个村：先在菜单「村」里新增".to_owned(),
    };
    Ok(field(ask, "行政村", input, here))
}

const fn not_among(kind: ChangeKind, pool: Pool) -> &'static str {
    match (kind, pool) {
        (ChangeKind::Head | ChangeKind::Split, _) => {
            "不是这户的在册成员，不能当户主：先办自然增加，或核对姓名"
        }
        (_, Pool::Former) => "不是这户减少了的成员，请核对姓名",
        _ => "不是这户的在册成员，请核对姓名",
    }
}

/// A field for each member who may need another relation.
fn relations(
    dictionary: &Dictionary,
    kind: ChangeKind,
    ask: &Ask,
    home: &Home<'_>,
) -> Vec<ChangeField> {
    let person = dictionary.find("person");
    let Some((ledger, place)) = person.and_then(|one| Some((one, one.position("relation")?)))
    else {
        return Vec::new();
    };
    let (pool, group) = match kind {
        ChangeKind::Split => (Pool::Others, "与新户主的关系"),
        ChangeKind::Unite => (Pool::Current, "与对方户主的关系"),
        _ => (Pool::Current, "与新户主的关系"),
    };
    let row = |one: &Rec<'_>| {
        let now = dictionary.show(&ledger.fields[place], one.get("relation"), Mask::Whole);
        ChangeField {
            key: format!("{RELATION}{}", one.id),
            label: format!("{}（{now}）", home.label(one.id)),
            group: group.to_owned(),
            ..field(ask, "", ChangeInput::Like(ledger.id, place), String::new())
        }
    };
    home.pool(pool).into_iter().map(row).collect()
}

/// What a field begins with.
fn first(dictionary: &Dictionary, kind: ChangeKind, key: &str, home: Option<&Home<'_>>) -> String {
    let shown = |ledger: &str, field: &str, value: &Value| {
        let found = dictionary
            .find(ledger)
            .and_then(|ledger| ledger.field(field));
        found.map_or_else(String::new, |field| {
            dictionary.show(field, value, Mask::Whole)
        })
    };
    let of_household = |field: &str| {
        home.map_or_else(String::new, |home| {
            shown("household", field, home.household.get(field))
        })
    };
    match (kind, key) {
        (ChangeKind::Found, "state") => {
            let registered = Value::Text(register_state::REGISTERED.into());
            shown("household", "register_state", &registered)
        }
        (ChangeKind::Head, "phone" | "bank" | "account") => of_household(key),
        (ChangeKind::Split | ChangeKind::Move, "group") => of_household("group_name"),
        _ => String::new(),
    }
}
