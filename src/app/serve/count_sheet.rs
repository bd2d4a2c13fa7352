//! A table of counts as a sheet.

use std::path::PathBuf;

use super::export::{in_file_name, told};
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::domain::page::CountTable;
use crate::exchange::{CsvWriter, Encoding, save};
use crate::port::{Fault, Reply};

/// Writes the table beside other exports; it holds counts and no names, so the log needs no line.
pub(super) fn save_count(desk: &Desk, table: &CountTable) -> Result<Reply, Fault> {
    let township = in_file_name(&desk.township()?);
    let by = in_file_name(&table.by.join("和").replace('_', ""));
    let path = PathBuf::from(format!("{township}按{by}统计{}.csv", desk.today));
    let written = save(&path, |file| -> Result<(), SheetFault> {
        let mut writer = CsvWriter::new(file, Encoding::Utf8Bom);
        let sums = table.columns.len() > 1;
        writer.cell_text(
            &table
                .by
                .first()
                .map(|by| by.replace('_', ""))
                .unwrap_or_default(),
        );
        for head in &table.columns {
            writer.cell_text(&head.label);
        }
        if sums {
            writer.cell_raw("合计");
        }
        writer.end_row()?;
        for (at, head) in table.rows.iter().enumerate() {
            writer.cell_text(&head.label);
            for number in &table.cells[at] {
                writer.cell_raw(&number.map_or_else(String::new, |number| table.number(number)));
            }
            if sums {
                writer.cell_raw(&table.number(table.row_totals[at]));
            }
            writer.end_row()?;
        }
        writer.cell_raw("合计");
        for number in &table.column_totals {
            writer.cell_raw(&table.number(*number));
        }
        if sums {
            writer.cell_raw(&table.number(table.total));
        }
        writer.end_row()?;
        writer.finish()?;
        Ok(())
    });
    written.map_err(|fault| told(fault, &path))?;
    Ok(Reply::Done(format!("已存成 {}", path.display())))
}
