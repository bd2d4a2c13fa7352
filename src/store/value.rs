//! Values on their way into `SQLite` and out of it.

use compact_str::CompactString;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::Value;

/// A [`Value`] as a bound parameter.
pub(super) struct Bind<'a>(pub &'a Value);

impl ToSql for Bind<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Empty => ValueRef::Null,
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
        }))
    }
}

/// A [`Value`] read from a column.
pub(super) struct Read(pub Value);

impl FromSql for Read {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(match value {
            ValueRef::Integer(number) => Value::Int(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(bytes) => Value::Text(CompactString::from_utf8_lossy(bytes)),
            ValueRef::Null | ValueRef::Blob(_) => Value::Empty,
        }))
    }
}

/// The values of a row from column `first` on.
pub(super) fn row_values(
    row: &rusqlite::Row<'_>,
    first: usize,
    count: usize,
) -> rusqlite::Result<Vec<Value>> {
    (first..first + count)
        .map(|at| row.get::<_, Read>(at).map(|read| read.0))
        .collect()
}
