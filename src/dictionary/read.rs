//! Reading what a sheet or an officer wrote into a field.

use chrono::NaiveDate;

use super::{Dictionary, Field, Kind};
use crate::domain::problem::code;
use crate::domain::{
    DateFault, DisabilityNumber, IdNumber, MoneyFault, NumberFault, PartialDate, Unit, Value,
    account, clock, date, money, name, number, phone, text,
};

/// Sheets keep longer texts elsewhere; in characters.
const LONGEST_LINE: usize = 500;
/// The longest note, in characters.
const LONGEST_NOTE: usize = 20_000;

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The value as stored; empty when the cell says nothing, or when what it says is unusable
    /// and `warnings` tells so.
    pub value: Value,
    /// What the officer should look at: a stable word and a Chinese sentence.
    pub warnings: Vec<(&'static str, String)>,
}

/// Why a cell cannot be taken: a stable word and a Chinese sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The stable word (see `import --json`).
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// How money without a unit of its own is meant.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The unit that the header or the dictionary names.
    pub unit: Unit,
    /// Today: birth dates lie before it, typed dates near it.
    pub today: NaiveDate,
    /// Whether an officer typed the text, so that `920` and `今天` are dates.
    pub typed: bool,
}

impl Cell {
    fn of(value: Value) -> Self {
        Self {
            value,
            warnings: Vec::new(),
        }
    }

    fn warn(mut self, code: &'static str, message: impl Into<String>) -> Self {
        self.warnings.push((code, message.into()));
        self
    }
}

impl Dictionary {
    /// Reads one cell of a field. References are read by whoever knows the book: here they are
    /// text.
    ///
    /// # Errors
    ///
    /// [`CellFault`] when the cell says something that the field cannot hold.
    pub fn read(&self, field: &Field, raw: &str, context: Context) -> Result<Cell, CellFault> {
        if is_error_cell(raw) {
            return Err(fault(
                code::CELL_ERROR,
                format!("单元格是公式错误 {}，请改成正确的值", raw.trim()),
            ));
        }
        match field.kind {
            Kind::Text | Kind::Reference(_) | Kind::Any => line(raw, LONGEST_LINE),
            Kind::Serial => line(&text::compact(raw), LONGEST_LINE),
            Kind::Note => note(raw),
            Kind::Name => person_name(raw),
            Kind::Integer => Ok(Cell::of(counted(number::integer(raw))?)),
            Kind::Decimal | Kind::Rate => decimal(raw),
            Kind::Money => Ok(Cell::of(amount(raw, context.unit)?)),
            Kind::Date => dated(raw, context),
            Kind::Time => time(raw),
            Kind::Year => year(raw, context),
            Kind::YesNo => Ok(yes_no(raw)),
            Kind::Code(_) => Ok(self.one_code(field, raw)),
            Kind::Codes(_) => Ok(self.several_codes(field, raw)),
            Kind::IdNumber => id_number(raw, context.today),
            Kind::DisabilityNumber => disability(raw, context.today),
            Kind::Phone => Ok(telephone(raw)),
            Kind::Account => bank_account(raw),
        }
    }

    fn one_code(&self, field: &Field, raw: &str) -> Cell {
        let list = self.codes_of(field);
        if let Some(entry) = list.and_then(|list| list.exact(raw)) {
            return Cell::of(Value::Text(entry.code.as_str().into()));
        }
        if text::is_nothing(raw) {
            return self.says_none(field, raw);
        }
        match self.codes_of(field).and_then(|list| list.read(raw)) {
            Some(entry) => Cell::of(Value::Text(entry.code.as_str().into())),
            None => unknown_code(field, raw),
        }
    }

    /// `无` is nothing, unless the list has it as a code.
    fn says_none(&self, field: &Field, raw: &str) -> Cell {
        let entry = self.codes_of(field).and_then(|list| list.read(raw));
        Cell::of(entry.map_or(Value::Empty, |entry| {
            Value::Text(entry.code.as_str().into())
        }))
    }

    fn several_codes(&self, field: &Field, raw: &str) -> Cell {
        let list = self.codes_of(field);
        if let Some(entry) = list.and_then(|list| list.exact(raw)) {
            return Cell::of(Value::Text(entry.code.as_str().into()));
        }
        if text::is_nothing(raw) {
            return self.says_none(field, raw);
        }
        let Some(list) = self.codes_of(field) else {
            return Cell::default();
        };
        if let Some(entry) = list
            .read(raw)
            .filter(|entry| text::fold_header(raw) == text::fold_header(&entry.label))
        {
            return Cell::of(Value::Text(entry.code.as_str().into()));
        }
        let mut codes: Vec<&str> = Vec::new();
        for part in raw
            .split([',', '，', '、', ';', '；', '|', '/', '+', ' '])
            .filter(|part| !part.trim().is_empty())
        {
            match list.read(part) {
                Some(entry) if codes.contains(&entry.code.as_str()) => {}
                Some(entry) => codes.push(&entry.code),
                None => return unknown_code(field, raw),
            }
        }
        codes.sort_unstable();
        Cell::of(Value::from_text(&codes.join(",")))
    }
}

/// The error values that Excel writes into cells.
fn is_error_cell(raw: &str) -> bool {
    raw.trim_start().starts_with('#')
        && matches!(
            raw.trim(),
            "#REF!"
                | "#N/A"
                | "#VALUE!"
                | "#DIV/0!"
                | "#NAME?"
                | "#NULL!"
                | "#NUM!"
                | "#SPILL!"
                | "#CALC!"
        )
}

fn fault(code: &'static str, message: impl Into<String>) -> CellFault {
    CellFault {
        code,
        message: message.into(),
    }
}

fn unknown_code(field: &Field, raw: &str) -> Cell {
    let message = format!(
        "{}里没有「{}」这个取值，这一格没有导入，请核对",
        field.label,
        text::show(raw.trim())
    );
    Cell::default().warn(code::CODE, message)
}

fn line(raw: &str, longest: usize) -> Result<Cell, CellFault> {
    let trimmed = raw.trim();
    if trimmed.len() > longest && trimmed.chars().count() > longest {
        return Err(fault(
            code::TOO_LONG,
            format!("文字超过{longest}字，请缩短或改写在备注里"),
        ));
    }
    if trimmed.bytes().any(|byte| !(b' '..0x7F).contains(&byte)) && text::has_hidden(trimmed) {
        return Err(fault(
            code::CONTROL_CHARACTER,
            "文字里有看不见的控制字符，请重新录入",
        ));
    }
    Ok(Cell::of(Value::from_text(trimmed)))
}

/// A note is stored as it stands; terminals see it through [`text::show_note`].
fn note(raw: &str) -> Result<Cell, CellFault> {
    if raw.trim().is_empty() {
        return Ok(Cell::default());
    }
    if raw.len() > LONGEST_NOTE && raw.chars().count() > LONGEST_NOTE {
        return Err(fault(
            code::TOO_LONG,
            format!("文字超过{LONGEST_NOTE}字，请分开保存"),
        ));
    }
    Ok(Cell::of(Value::Text(raw.into())))
}

fn person_name(raw: &str) -> Result<Cell, CellFault> {
    match name::read(raw) {
        Ok(read) => {
            let mut cell = Cell::of(Value::Text(read.text.into()));
            cell.warnings = read
                .warnings
                .iter()
                .map(|w| (w.code(), w.to_string()))
                .collect();
            Ok(cell)
        }
        Err(crate::domain::NameFault::Missing) => Ok(Cell::default()),
        Err(other) => Err(fault(other.code(), other.to_string())),
    }
}

fn counted(read: Result<i64, NumberFault>) -> Result<Value, CellFault> {
    match read {
        Ok(number) => Ok(Value::Int(number)),
        Err(NumberFault::Missing) => Ok(Value::Empty),
        Err(other) => Err(fault(other.code(), other.to_string())),
    }
}

fn decimal(raw: &str) -> Result<Cell, CellFault> {
    let raw = raw.trim().trim_end_matches(['%', '％']);
    match number::decimal(raw) {
        Ok(number) => Ok(Cell::of(Value::Real(number))),
        Err(NumberFault::Missing) => Ok(Cell::default()),
        Err(other) => Err(fault(other.code(), other.to_string())),
    }
}

fn amount(raw: &str, unit: Unit) -> Result<Value, CellFault> {
    match money::read(raw, unit) {
        Ok(fen) => Ok(Value::Int(fen.0)),
        Err(MoneyFault::Missing) => Ok(Value::Empty),
        Err(other) => Err(fault(other.code(), other.to_string())),
    }
}

fn dated(raw: &str, context: Context) -> Result<Cell, CellFault> {
    let read = if context.typed {
        PartialDate::read_typed(raw, context.today)
    } else {
        date::read(raw)
    };
    match read {
        Ok(read) => {
            let cell = Cell::of(Value::said(&read.date));
            if !read.short_year {
                return Ok(cell);
            }
            let doubt = format!("年份只写了两位，按{}年导入，请核对", read.date.year());
            Ok(cell.warn(code::DATE_SHORT_YEAR, doubt))
        }
        Err(DateFault::Missing) => Ok(Cell::default()),
        Err(other) => Err(fault(
            other.code(),
            format!("{other}：{}", text::show(raw.trim())),
        )),
    }
}

fn time(raw: &str) -> Result<Cell, CellFault> {
    if text::is_nothing(raw) {
        return Ok(Cell::default());
    }
    match clock::read(raw) {
        Some(time) => Ok(Cell::of(Value::Text(clock::stored(time).into()))),
        None => Err(fault(
            code::TIME,
            format!(
                "看不懂这个时刻：{}，请写成 17:00 或 下午5点",
                text::show(raw.trim())
            ),
        )),
    }
}

fn year(raw: &str, context: Context) -> Result<Cell, CellFault> {
    let cell = dated(raw.trim().trim_end_matches("年度"), context)?;
    let read = cell
        .value
        .text()
        .and_then(|iso| iso.parse::<PartialDate>().ok());
    let value = read.map_or(Value::Empty, |date| Value::Int(i64::from(date.year())));
    Ok(Cell { value, ..cell })
}

fn yes_no(raw: &str) -> Cell {
    match raw {
        "是" => return Cell::of(Value::Int(1)),
        "否" => return Cell::of(Value::Int(0)),
        _ => {}
    }
    let folded = text::compact(raw);
    let answer = match folded.as_ref() {
        "是" | "有" | "1" | "01" | "√" | "✓" | "✔" | "Y" | "y" | "YES" | "yes" | "Yes" | "对"
        | "已" | "TRUE" | "true" => 1,
        "否" | "无" | "没有" | "0" | "00" | "×" | "✗" | "X" | "x" | "N" | "n" | "NO" | "no"
        | "No" | "未" | "不是" | "FALSE" | "false" => 0,
        other if text::is_nothing(other) => return Cell::default(),
        other => {
            let message = format!(
                "应填「是」或「否」，现为「{}」，这一格没有导入",
                text::show(other)
            );
            return Cell::default().warn(code::CODE, message);
        }
    };
    Cell::of(Value::Int(answer))
}

fn id_number(raw: &str, today: NaiveDate) -> Result<Cell, CellFault> {
    match IdNumber::read(raw, today) {
        Ok(read) => {
            let mut cell = Cell::of(Value::Text(read.number.as_str().into()));
            if read.from_old {
                cell = cell.warn(code::ID_OLD, "15位旧号，已按规则升为18位，请核对身份证");
            }
            if read.suspect_tail {
                cell = cell.warn(
                    code::ID_SUSPECT,
                    "证件号码末三位是000，可能被 Excel 截断，请核对身份证",
                );
            }
            Ok(cell)
        }
        Err(crate::domain::IdFault::Missing) => Ok(Cell::default()),
        Err(other) => Err(fault(other.code(), other.to_string())),
    }
}

fn disability(raw: &str, today: NaiveDate) -> Result<Cell, CellFault> {
    match DisabilityNumber::read(raw, today) {
        Ok(read) => Ok(Cell::of(Value::Text(read.number.as_str().into()))),
        Err(crate::domain::IdFault::Missing) => Ok(Cell::default()),
        Err(other) => Err(fault(other.code(), format!("残疾证号：{other}"))),
    }
}

/// A wrong telephone number is dropped and named; it keeps no family out.
fn telephone(raw: &str) -> Cell {
    let read = phone::read(raw);
    match read.fault {
        None => Cell::of(Value::from_text(&read.text)),
        Some(fault) => Cell::default().warn(fault.code(), fault.to_string()),
    }
}

fn bank_account(raw: &str) -> Result<Cell, CellFault> {
    let read = account::read(raw);
    match read.fault {
        None => Ok(Cell::of(Value::from_text(&read.text))),
        Some(doubt @ crate::domain::AccountFault::CheckDigit) => {
            Ok(Cell::of(Value::from_text(&read.text)).warn(doubt.code(), doubt.to_string()))
        }
        Some(other) => Err(fault(other.code(), other.to_string())),
    }
}
