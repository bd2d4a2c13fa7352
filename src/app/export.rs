//! From the book into a sheet: values become the words that officers read.
//!
//! The book is read on one thread and the sheet written on another; between them go blocks of
//! rows, so that memory does not grow with the book.

mod cell;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use self::cell::{Block, Form};
use crate::dictionary::{Dictionary, Ledger, Mask, Part};
use crate::exchange::{CsvWriter, Encoding};
use crate::port::{Fault, SheetEncoding};
use crate::store::{OutVillage, Store, StoreError};

/// Blocks under way between the two threads.
const BLOCKS: usize = 4;

/// One sheet to be written.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// Which village's records.
    pub village: &'a OutVillage,
    /// Only these records, in this order.
    pub keys: Option<&'a [i64]>,
    /// The encoding.
    pub encoding: SheetEncoding,
    /// Whether sensitive values are masked.
    pub mask: Mask,
    /// What derived fields call today.
    pub today: &'a str,
}

/// Why a sheet was not written.
#[derive(Debug)]
pub enum SheetFault {
    /// The book could not be read.
    Book(StoreError),
    /// The sheet could not be written.
    Write(io::Error),
    /// Something else, in words already.
    Other(Fault),
}

impl From<StoreError> for SheetFault {
    fn from(error: StoreError) -> Self {
        Self::Book(error)
    }
}

impl From<io::Error> for SheetFault {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<Fault> for SheetFault {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

/// Writes the sheet to `target` and returns how many records it has.
///
/// # Errors
///
/// When the book cannot be read or the target cannot be written.
pub fn write(
    store: &Store,
    sheet: &Sheet<'_>,
    target: impl Write + Send,
) -> Result<u64, SheetFault> {
    let dictionary = store.dictionary();
    let columns = dictionary.sheet(sheet.ledger);
    let parts: Vec<Part> = columns.iter().map(|column| column.part).collect();
    let forms = columns
        .iter()
        .map(|column| Form::of(dictionary, column.field, sheet.mask));
    let forms: Vec<Form<'_>> = forms.collect();
    let mut writer = CsvWriter::new(target, encoding(sheet.encoding));
    for column in &columns {
        writer.cell_raw(&column.header);
    }
    writer.end_row()?;
    thread::scope(|scope| {
        let (send, receive) = sync_channel::<Block>(BLOCKS);
        let written = scope.spawn(move || write_blocks(writer, &forms, &receive));
        let mut block = Block::default();
        let read = store.export(
            sheet.ledger,
            &parts,
            (sheet.village, sheet.keys),
            sheet.today,
            |row| {
                block.push(row);
                if block.is_full() && send.send(std::mem::take(&mut block)).is_err() {
                    // The writer has ended; what stopped it is told below.
                    return Err(SheetFault::Write(io::ErrorKind::BrokenPipe.into()));
                }
                Ok(())
            },
        );
        let _ = send.send(block);
        drop(send);
        let stopped = || SheetFault::from(Fault::from("导出中断，没有写完：请再试一次"));
        written.join().map_err(|_| stopped())??;
        read
    })
}

/// Writes a sheet with headers and no rows: neither the internal key nor what the book derives.
///
/// # Errors
///
/// When the target cannot be written.
pub fn write_template(
    dictionary: &Dictionary,
    ledger: &Ledger,
    target: impl Write,
) -> io::Result<()> {
    let mut writer = CsvWriter::new(target, Encoding::Utf8Bom);
    for column in dictionary.sheet(ledger) {
        let typed = match column.part {
            Part::Key => false,
            Part::Field(place) => ledger.fields[place].is_asked(),
            Part::Of(..) => true,
        };
        if typed {
            writer.cell_raw(&column.header);
        }
    }
    writer.end_row()?;
    writer.finish().map(|_| ())
}

fn write_blocks<W: Write>(
    mut writer: CsvWriter<W>,
    forms: &[Form<'_>],
    blocks: &Receiver<Block>,
) -> io::Result<()> {
    for block in blocks {
        block.write(forms, &mut writer)?;
    }
    writer.finish().map(|_| ())
}

const fn encoding(encoding: SheetEncoding) -> Encoding {
    match encoding {
        SheetEncoding::Utf8Bom => Encoding::Utf8Bom,
        SheetEncoding::Utf8 => Encoding::Utf8,
        SheetEncoding::Gb18030 => Encoding::Gb18030,
    }
}
