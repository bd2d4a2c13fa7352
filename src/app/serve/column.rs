//! 自定义栏: making and withdrawing fields, and what a description of one must satisfy.

use super::form::{save, texts};
use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Field, Ledger, LedgerId, OWN_FIELDS, OWN_GROUP, OwnColumn};
use crate::domain::Value;
use crate::domain::text::fold_header;
use crate::port::{
    ColumnLine, ColumnRequest, Entry, Fault, FaultKind, FieldFault, FormReply, FormTarget, Reply,
};
use crate::store::{Act, ActionKind, Store};

/// The narrowest and the widest column of a list.
const WIDTHS: std::ops::RangeInclusive<i64> = 4..=40;
/// The longest unit, in characters.
const LONGEST_UNIT: usize = 6;
/// So many different values of a field are looked at before an option is taken away.
const LOOKED_AT: usize = 1_000;

pub(super) fn answer(desk: &mut Desk, request: ColumnRequest) -> Result<Reply, Fault> {
    match request {
        ColumnRequest::Add(given) => add(desk, given),
        ColumnRequest::List => Ok(Reply::Columns(lines(desk)?)),
        ColumnRequest::Withdraw { ledger, label } => {
            let key = desk.dictionary.ledger(ledger).key.clone();
            let found = desk.store.own_columns().iter();
            let found = found
                .filter(|column| column.ledger == key && column.withdrawn_on.is_empty())
                .find(|column| column.label == label.trim());
            let id = found.map(|column| column.id);
            let id = id.ok_or_else(|| nothing_called(desk, ledger, &label))?;
            withdraw(desk, id, "").map(Reply::Done)
        }
    }
}

fn nothing_called(desk: &Desk, ledger: LedgerId, label: &str) -> Fault {
    let ledger = desk.dictionary.ledger(ledger);
    let own = ledger.fields.iter().filter(|field| field.own.is_some());
    let known: Vec<&str> = own.map(|field| field.label.as_str()).collect();
    let known = match known.join("、") {
        none if none.is_empty() => "还没有自定义栏".to_owned(),
        some => format!("有的是{some}"),
    };
    let label = crate::domain::text::show(label);
    Fault::from(format!(
        "{}没有叫「{label}」的自定义栏：{known}",
        ledger.label
    ))
}

/// Saves a description as its form would; the withdrawn field of that name comes back.
fn add(desk: &mut Desk, mut given: Vec<(String, String)>) -> Result<Reply, Fault> {
    let ledger = described(desk)?.id;
    let text = |key: &str| {
        let found = given.iter().find(|(name, _)| name == key);
        found.map_or("", |(_, text)| text.trim())
    };
    let (home, label) = (text("ledger").to_owned(), text("label").to_owned());
    let withdrawn = desk.store.own_columns().iter().find(|column| {
        let named = column.ledger == home && column.label == label;
        named && !column.withdrawn_on.is_empty()
    });
    let record = withdrawn.map(|column| column.id);
    let base = match record {
        Some(id) => {
            given.push(("withdrawn_on".to_owned(), String::new()));
            desk.store.record(ledger, id)?
        }
        None => Vec::new(),
    };
    let entry = Entry {
        target: FormTarget {
            ledger,
            record,
            parent: None,
        },
        base,
        texts: given,
    };
    match save(desk, &entry)? {
        FormReply::Saved(..) => Ok(Reply::Done(match record {
            Some(_) => format!("已恢复自定义栏「{label}」，原来的值都在"),
            None => format!("已添自定义栏「{label}」，表单、导入、筛选、统计、导出都有了"),
        })),
        FormReply::Invalid(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            Err(Fault::new(FaultKind::Usage, told.join("；")))
        }
        _ => Err(Fault::from("别人正在改这一栏：请再试一次")),
    }
}

fn described(desk: &Desk) -> Result<&Ledger, Fault> {
    let found = desk.dictionary.find(OWN_FIELDS);
    found.ok_or_else(|| Fault::from("数据字典缺少自定义栏：请重新安装程序"))
}

/// Every own field, those that ran out or were withdrawn last.
fn lines(desk: &Desk) -> Result<Vec<ColumnLine>, Fault> {
    let today = desk.today.to_string();
    let mut lines = Vec::new();
    for column in desk.store.own_columns() {
        let state = match (column.withdrawn_on.is_empty(), column.is_open(&today)) {
            (false, _) => "withdrawn",
            (true, false) => "ended",
            (true, true) => "open",
        };
        let home = desk.dictionary.find(&column.ledger);
        let kinds = desk.dictionary.code_list("own_type");
        let kind = kinds.and_then(|list| list.label(&column.kind));
        lines.push(ColumnLine {
            id: column.id,
            ledger: column.ledger.clone(),
            ledger_label: home.map_or_else(String::new, |ledger| ledger.label.clone()),
            label: column.label.clone(),
            kind: column.kind.clone(),
            kind_label: kind.unwrap_or_default().to_owned(),
            codes: column.codes.clone(),
            unit: column.unit.clone(),
            asked_by: column.asked_by.clone(),
            until: column.until.clone(),
            withdrawn_on: column.withdrawn_on.clone(),
            state,
            values: desk.store.own_count(column.id)?,
        });
    }
    let order = |line: &ColumnLine| match line.state {
        "open" => 0,
        "ended" => 1,
        _ => 2,
    };
    lines.sort_by_key(order);
    Ok(lines)
}

/// Takes a field out of sight; its values stay. One that was never filled is removed.
pub(super) fn withdraw(desk: &mut Desk, id: i64, reason: &str) -> Result<String, Fault> {
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let ledger = described(desk)?.id;
    let described = dictionary.ledger(ledger);
    let values = desk.store.record(ledger, id)?;
    let (name, _) = texts(desk, ledger, &values);
    let filled = desk.store.own_count(id)?;
    let Some(place) = described.position("withdrawn_on") else {
        return Err("数据字典缺少自定义栏：请重新安装程序".into());
    };
    if !values[place].is_empty() {
        return Err(format!("自定义栏「{name}」已经停用了").into());
    }
    let why = match reason.trim() {
        "" => String::new(),
        reason => format!("：{reason}"),
    };
    let at = now();
    let act = Act::new(
        &desk.who,
        &at,
        ActionKind::Remove,
        format!("停用{OWN_GROUP} {name}{why}"),
    );
    let today = Value::from_text(&desk.today.to_string());
    desk.store.act(&act, |writer| {
        // Emptied values keep their days: only a field that nothing is known of may go.
        if writer.own_is_used(id)? {
            writer.update(ledger, id, &[(place, today)]).map(|_| ())
        } else {
            writer.remove(ledger, id)
        }
    })?;
    Ok(match filled {
        0 => format!("已停用自定义栏「{name}」，可以撤销"),
        filled => format!("已停用自定义栏「{name}」，{filled}条的值都留着，再添同名的栏就恢复"),
    })
}

/// What is checked of a description beyond what the dictionary says of its fields.
pub(super) struct Checked<'a> {
    desk: &'a Desk,
    ledger: &'a Ledger,
    record: Option<i64>,
    values: &'a [Value],
    before: &'a [Value],
    faults: &'a mut Vec<FieldFault>,
}

/// Checks the description of an own field; records of other ledgers are none.
pub(super) fn check(
    desk: &Desk,
    target: FormTarget,
    values: &[Value],
    before: &[Value],
    faults: &mut Vec<FieldFault>,
) -> Result<(), Fault> {
    let ledger = desk.dictionary.ledger(target.ledger);
    if ledger.key != OWN_FIELDS {
        return Ok(());
    }
    let mut checked = Checked {
        desk,
        ledger,
        record: target.record,
        values,
        before,
        faults,
    };
    checked.label();
    checked.options()?;
    checked.measures();
    checked.kept()
}

impl Checked<'_> {
    fn text(&self, key: &str) -> &str {
        let place = self.ledger.position(key);
        place.and_then(|at| self.values[at].text()).unwrap_or("")
    }

    fn was(&self, key: &str) -> &Value {
        let place = self.ledger.position(key).unwrap_or_default();
        self.before.get(place).unwrap_or(&Value::Empty)
    }

    fn differs(&self, key: &str) -> bool {
        let place = self.ledger.position(key).unwrap_or_default();
        self.values[place] != *self.was(key)
    }

    fn fault(&mut self, key: &str, message: String) {
        if !self.faults.iter().any(|fault| fault.key == key) {
            let key = key.to_owned();
            self.faults.push(FieldFault { key, message });
        }
    }

    fn others(&self) -> impl Iterator<Item = &OwnColumn> {
        let own = self.desk.store.own_columns().iter();
        let home = self.text("ledger").to_owned();
        own.filter(move |column| column.ledger == home && Some(column.id) != self.record)
    }

    /// The label is a bare word that nothing else of its ledger has.
    fn label(&mut self) {
        let label = self.text("label").trim().to_owned();
        if label.is_empty() || !(self.differs("label") || self.differs("ledger")) {
            return;
        }
        let folded = fold_header(&label);
        let taken = self.others().find(|column| {
            let aliases = column.aliases.iter().chain([&column.label]);
            aliases.into_iter().any(|word| fold_header(word) == folded)
        });
        let taken = taken.map(|column| match column.withdrawn_on.as_str() {
            "" => format!("已经有自定义栏「{}」，请换一个名字", column.label),
            _ => format!(
                "「{}」停用过：更正那一栏、清空停用日期，就恢复了",
                column.label
            ),
        });
        if let Some(message) = taken {
            return self.fault("label", message);
        }
        // The field itself is no rival of its own new name.
        let rest: Vec<OwnColumn> = self.others().cloned().collect();
        let Some(home) = self.desk.store.base_dictionary().find(self.text("ledger")) else {
            return;
        };
        let with = self.desk.store.base_dictionary().with_own(&rest, "");
        if let Some(why) = with.label_fault(with.ledger(home.id), &label) {
            self.fault("label", why);
        }
    }

    /// A list has options; one that is in use stays.
    fn options(&mut self) -> Result<(), Fault> {
        let codes = OwnColumn::parts(self.text("codes"));
        let listed = matches!(self.text("type"), "code" | "codes");
        if listed && codes.is_empty() {
            self.fault(
                "codes",
                "请写有哪些选项，用顿号分开：一级、二级、三级".into(),
            );
        }
        let Some(id) = self.record.filter(|_| listed && self.differs("codes")) else {
            return Ok(());
        };
        for value in self.desk.store.own_values(id, LOOKED_AT)? {
            let used = value.text().unwrap_or_default();
            let lost = used
                .split(',')
                .find(|code| !codes.iter().any(|known| known == code));
            if let Some(code) = lost {
                let message = format!("选项「{code}」已经有记录在用，不能去掉");
                self.fault("codes", message);
            }
        }
        Ok(())
    }

    fn measures(&mut self) {
        let width = self.ledger.position("width");
        let width = width.and_then(|at| self.values[at].int());
        if width.is_some_and(|width| !WIDTHS.contains(&width)) {
            let message = format!("列表宽要在{}到{}之间", WIDTHS.start(), WIDTHS.end());
            self.fault("width", message);
        }
        if self.text("unit").chars().count() > LONGEST_UNIT {
            self.fault(
                "unit",
                format!("单位不能超过{LONGEST_UNIT}字，如亩、只、平方米"),
            );
        }
        let number = matches!(self.text("type"), "integer" | "decimal" | "money");
        if !self.text("unit").is_empty() && !number {
            self.fault("unit", "只有整数、小数才有单位".into());
        }
    }

    /// What was filled in keeps its meaning: neither type nor ledger changes under it.
    fn kept(&mut self) -> Result<(), Fault> {
        let Some(id) = self.record else {
            return Ok(());
        };
        let changed = ["type", "ledger"]
            .into_iter()
            .filter(|key| self.differs(key));
        let changed: Vec<&str> = changed.collect();
        if changed.is_empty() {
            return Ok(());
        }
        let filled = self.desk.store.own_count(id)?;
        for key in changed.into_iter().filter(|_| filled > 0) {
            let label = self
                .ledger
                .field(key)
                .map_or("", |field: &Field| &field.label);
            let message = format!("已经填了{filled}条，{label}不能改：请另添一栏，停用这一栏");
            self.fault(key, message);
        }
        Ok(())
    }
}

/// What an own field of a record was filled with, day by day, the newest first: as the page of the
/// record shows it behind the value; empty where it never was.
pub(super) fn history(store: &Store, ledger: &Ledger, id: i64) -> Result<Vec<String>, Fault> {
    let dictionary = store.dictionary();
    let mut all = Vec::with_capacity(ledger.fields.len());
    for field in &ledger.fields {
        let Some(own) = field.own else {
            all.push(String::new());
            continue;
        };
        let values = store.own_history(own, id)?;
        let shown =
            |value: &Value| match dictionary.show(field, value, crate::dictionary::Mask::Masked) {
                none if none.is_empty() => "空".to_owned(),
                text => text,
            };
        let told = values.iter().enumerate().map(|(at, value)| match at {
            0 => format!("{}填", value.day),
            1 => format!("原为{}（{}）", shown(&value.value), value.day),
            _ => format!("{}（{}）", shown(&value.value), value.day),
        });
        all.push(told.collect::<Vec<_>>().join("，"));
    }
    Ok(all)
}
