//! The form of a change, made from the kind's description and the household.

use super::home::Home;
use crate::app::Desk;
use crate::dictionary::{Dictionary, Mask};
use crate::domain::Value;
use crate::domain::change::{Ask, ChangeKind, Pool, What, register_state};
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
        ChangeKind::Strike
            if home.household.text("register_state") == register_state::STRUCK =>
        {
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

fn fields_of(
    desk: &Desk,
    dictionary: &Dictionary,
    kind: ChangeKind,
    ask: &Ask,
    home: Option<&Home<'_>>,
) -> Result<Vec<ChangeField>, Fault> {
    let field = |label: &str, input, text: String| ChangeField {
        key: ask.key.to_owned(),
        label: if ask.label.is_empty() { label } else { ask.label }.to_owned(),
        group: String::new(),
        input,
        required: ask.required,
        note: ask.note.to_owned(),
        text,
    };
    Ok(match ask.what {
        // Whoever is gone already went somewhere.
        What::Like(..) | What::Past(..)
            if ask.key.starts_with("left_")
                && kind == ChangeKind::Head
                && home.is_some_and(|home| home.head().is_none()) =>
        {
            Vec::new()
        }
        What::Like(ledger, key) | What::Past(ledger, key) => {
            let ledger = super::home::ledger(dictionary, ledger)?;
            let Some(place) = ledger.position(key) else {
                return Ok(Vec::new());
            };
            let like = &ledger.fields[place];
            let mut one = field(
                &like.label,
                ChangeInput::Like(ledger.id, place),
                match kind {
                    ChangeKind::Carry => super::carry::first(desk)?,
                    _ => first(dictionary, kind, ask.key, home),
                },
            );
            if one.note.is_empty() {
                one.note.clone_from(&like.note);
            }
            vec![one]
        }
        What::One(pool) | What::Several(pool) => {
            let Some(home) = home else {
                return Ok(Vec::new());
            };
            let people = home.pool(pool);
            if people.is_empty() && !ask.required {
                return Ok(Vec::new());
            }
            let input = ChangeInput::Choose {
                labels: people
                    .iter()
                    .map(|one| home.label(one.id).to_owned())
                    .collect(),
                several: matches!(ask.what, What::Several(_)),
                otherwise: not_among(kind, pool).to_owned(),
            };
            vec![field("", input, String::new())]
        }
        What::Relations => home.map_or_else(Vec::new, |home| relations(dictionary, kind, ask, home)),
        What::Village if kind == ChangeKind::Carry && home.is_some() => Vec::new(),
        What::Village => {
            let villages = desk.store.villages_by_name()?;
            let text = home.map(|home| home.village(desk)).unwrap_or_default();
            let input = ChangeInput::Choose {
                labels: villages.into_iter().map(|(_, name)| name).collect(),
                several: false,
                otherwise: "台账里没有这个村：先在菜单「村」里新增".to_owned(),
            };
            vec![field("行政村", input, text)]
        }
    })
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
    let pool = if kind == ChangeKind::Split {
        Pool::Others
    } else {
        Pool::Current
    };
    let person = home.household.ledger;
    let Some(like) = dictionary.find("person").unwrap_or(person).position("relation") else {
        return Vec::new();
    };
    let Some(ledger) = dictionary.find("person") else {
        return Vec::new();
    };
    let described = &ledger.fields[like];
    let field = |one: &super::home::Rec<'_>| {
        let now = dictionary.show(described, one.get("relation"), Mask::Whole);
        ChangeField {
            key: format!("{RELATION}{}", one.id),
            label: format!("{}（{now}）", home.label(one.id)),
            group: if kind == ChangeKind::Unite {
                "与对方户主的关系".into()
            } else {
                "与新户主的关系".into()
            },
            input: ChangeInput::Like(ledger.id, like),
            required: false,
            note: ask.note.to_owned(),
            text: String::new(),
        }
    };
    home.pool(pool).into_iter().map(field).collect()
}

/// What a field begins with.
fn first(dictionary: &Dictionary, kind: ChangeKind, key: &str, home: Option<&Home<'_>>) -> String {
    let shown = |ledger: &str, field: &str, value: &Value| {
        let found = dictionary.find(ledger).and_then(|ledger| ledger.field(field));
        found.map_or_else(String::new, |field| dictionary.show(field, value, Mask::Whole))
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
