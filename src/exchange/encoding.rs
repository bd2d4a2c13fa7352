//! Which encoding a text file has, decided over the whole file, never by guessing.
//!
//! UTF-8 Chinese decodes as GB18030 without an error, so the order is fixed: mark (BOM), strict
//! UTF-8, strict GB18030, else refused. A file glued together of both is refused.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::str::FromStr;

use encoding_rs::{DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::fault::FileFault;

/// Bytes read at a time.
pub(super) const BLOCK: usize = 64 * 1024;
/// Largest CSV taken, in MB.
const LIMIT_MB: u64 = 1024;
/// Chinese characters that make one line UTF-8 beyond doubt, and those that make one of three.
const CERTAIN: usize = 8;
const LIKELY: usize = 4;

/// An encoding of sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with the mark Excel needs.
    #[default]
    Utf8Bom,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first, with a mark: Excel's “Unicode 文本”.
    Utf16Le,
    /// UTF-16, high byte first, with a mark.
    Utf16Be,
}

impl Encoding {
    /// The name used on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Gb18030 => "gb18030",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// The bytes a file of it starts with.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 | Self::Gb18030 => b"",
            Self::Utf8Bom => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
        }
    }

    /// A fresh decoder that takes a mark off if there is one.
    pub(super) fn decoder(self) -> encoding_rs::Decoder {
        let encoding = match self {
            Self::Utf8 | Self::Utf8Bom => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        };
        encoding.new_decoder_with_bom_removal()
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name.trim().to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "utf-8-bom" | "utf8-bom" | "utf-8-sig" => Ok(Self::Utf8Bom),
            "gb18030" | "gbk" | "gb2312" | "cp936" | "ansi" => Ok(Self::Gb18030),
            "utf-16le" | "utf-16-le" | "utf16le" | "utf-16" => Ok(Self::Utf16Le),
            "utf-16be" | "utf-16-be" | "utf16be" => Ok(Self::Utf16Be),
            _ => Err(format!(
                "不认识编码「{name}」，可用：utf-8、utf-8-bom、gb18030、utf-16le、utf-16be"
            )),
        }
    }
}

/// Finds the encoding of a CSV file, reading all of it in blocks of 64 KB.
///
/// Refused: folders, empty files, workbooks, PDF, binary and mixed files, more than 1 GB.
pub fn detect(path: &Path) -> Result<Encoding, FileFault> {
    let file = open(path)?;
    let mut head = Vec::with_capacity(8);
    (&file).take(8).read_to_end(&mut head)?;
    refuse_other_formats(&head)?;
    let again = || -> Result<BufReader<File>, FileFault> {
        Ok(BufReader::with_capacity(BLOCK, open(path)?))
    };
    for encoding in [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
        if head.starts_with(encoding.mark()) {
            if head.len() == encoding.mark().len() {
                return Err(FileFault::Empty);
            }
            return match first_fault(again()?, encoding)? {
                None => Ok(encoding),
                Some(Fault { line, nul: true }) => Err(FileFault::Binary { line }),
                Some(Fault { line, .. }) if encoding == Encoding::Utf8Bom => {
                    Err(FileFault::NotUtf8AfterMark { line })
                }
                Some(Fault { line, .. }) => Err(FileFault::Undecodable { line }),
            };
        }
    }
    match first_fault(again()?, Encoding::Utf8)? {
        None => return Ok(Encoding::Utf8),
        Some(Fault { line, nul: true }) => return Err(FileFault::Binary { line }),
        Some(_) => {}
    }
    if let Some(line) = first_mixed_line(again()?)? {
        return Err(FileFault::Mixed { line });
    }
    match first_fault(again()?, Encoding::Gb18030)? {
        None => Ok(Encoding::Gb18030),
        Some(Fault { line, nul: true }) => Err(FileFault::Binary { line }),
        Some(Fault { line, .. }) => Err(FileFault::Undecodable { line }),
    }
}

/// Opens a regular file within the limit of size.
pub(super) fn open(path: &Path) -> Result<File, FileFault> {
    // Asked before opening: opening a pipe would wait for ever.
    let meta = std::fs::metadata(path)?;
    if meta.is_dir() {
        return Err(FileFault::Directory);
    }
    if !meta.is_file() {
        return Err(FileFault::NotRegular);
    }
    match meta.len() {
        0 => Err(FileFault::Empty),
        n if n > LIMIT_MB * 1024 * 1024 => Err(FileFault::TooLarge(LIMIT_MB)),
        _ => Ok(File::open(path)?),
    }
}

fn refuse_other_formats(head: &[u8]) -> Result<(), FileFault> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Err(FileFault::Workbook);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(FileFault::OldWorkbook);
    }
    if head.starts_with(b"%PDF-") {
        return Err(FileFault::Pdf);
    }
    Ok(())
}

struct Fault {
    line: u32,
    nul: bool,
}

/// Lines begun by `text`, counting `\n`, `\r\n` and a lone `\r`; `after_cr` carries over blocks.
pub(super) fn count_lines(text: &[u8], after_cr: &mut bool) -> u32 {
    let mut lines = 0u32;
    for at in memchr::memchr2_iter(b'\n', b'\r', text) {
        let second = text[at] == b'\n'
            && if at == 0 {
                *after_cr
            } else {
                text[at - 1] == b'\r'
            };
        lines += u32::from(!second);
    }
    if let Some(last) = text.last() {
        *after_cr = *last == b'\r';
    }
    lines
}

/// The line of the first byte that does not decode strictly, or of the first NUL.
fn first_fault(mut file: impl BufRead, encoding: Encoding) -> io::Result<Option<Fault>> {
    let mut decoder = encoding.decoder();
    let mut text = String::with_capacity(BLOCK * 3 + 16);
    let (mut line, mut after_cr) = (1u32, false);
    loop {
        let block = file.fill_buf()?;
        let (last, length) = (block.is_empty(), block.len());
        let mut rest = block;
        loop {
            text.clear();
            let (result, read) =
                decoder.decode_to_string_without_replacement(rest, &mut text, last);
            let nul = memchr::memchr(0, text.as_bytes());
            let sound = nul
                .and_then(|at| text.as_bytes().get(..at))
                .unwrap_or(text.as_bytes());
            line = line.saturating_add(count_lines(sound, &mut after_cr));
            if nul.is_some() || matches!(result, DecoderResult::Malformed(..)) {
                return Ok(Some(Fault {
                    line,
                    nul: nul.is_some(),
                }));
            }
            rest = rest.get(read..).unwrap_or_default();
            if result == DecoderResult::InputEmpty {
                break;
            }
        }
        if last {
            return Ok(None);
        }
        file.consume(length);
    }
}

/// In a file that is not UTF-8: the first line that differs, when other lines surely are UTF-8.
///
/// GBK Chinese is valid UTF-8 by accident only in short runs of two-byte sequences, which decode
/// to no Chinese; so a line with eight Chinese characters, or three with four, is proof.
fn first_mixed_line(mut file: impl BufRead) -> io::Result<Option<u32>> {
    let mut line = Vec::new();
    let (mut number, mut likely, mut certain) = (0u32, 0u32, false);
    let (mut first_utf8, mut first_other) = (None, None);
    loop {
        line.clear();
        if (&mut file)
            .take(BLOCK as u64)
            .read_until(b'\n', &mut line)?
            == 0
        {
            break;
        }
        number = number.saturating_add(1);
        match std::str::from_utf8(&line) {
            Ok(text) => {
                let chinese = text.chars().filter(|c| is_chinese(*c)).count();
                if chinese >= LIKELY {
                    likely += 1;
                    certain |= chinese >= CERTAIN;
                    first_utf8.get_or_insert(number);
                }
            }
            // A line cut at the block's end may end within a character.
            Err(error) if error.error_len().is_none() && line.len() == BLOCK => {}
            Err(_) => {
                first_other.get_or_insert(number);
            }
        }
        if line.len() == BLOCK && !line.ends_with(b"\n") {
            number -= 1;
        }
    }
    let mixed = certain || likely >= 3;
    Ok(mixed.then(|| first_utf8.max(first_other).unwrap_or(1)))
}

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LINE: &str = "421099500941,新民村,1组,方泰菊,脱贫户,缺技术,村镇银行\r\n";

    fn found(bytes: &[u8]) -> Result<Encoding, FileFault> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        detect(file.path())
    }

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn goes_down_the_ladder() {
        assert_eq!(found(LINE.as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(found(b"a,b\n"), Ok(Encoding::Utf8));
        assert_eq!(
            found(format!("\u{feff}{LINE}").as_bytes()),
            Ok(Encoding::Utf8Bom)
        );
        assert_eq!(found(&gbk(&LINE.repeat(5000))), Ok(Encoding::Gb18030));
        assert_eq!(found(&gbk("钟𠮷,李㛃\n")), Ok(Encoding::Gb18030));
        let wide: Vec<u8> = "\u{feff}户,人\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(found(&wide), Ok(Encoding::Utf16Le));
    }

    #[test]
    fn refuses_glued_files() {
        let (utf8, other) = (LINE.repeat(11).into_bytes(), gbk(&LINE.repeat(10)));
        assert_eq!(
            found(&[utf8.clone(), other.clone()].concat()),
            Err(FileFault::Mixed { line: 12 })
        );
        assert_eq!(
            found(&[other, utf8.clone()].concat()),
            Err(FileFault::Mixed { line: 11 })
        );
        let marked = [b"\xef\xbb\xbf".to_vec(), gbk(LINE)].concat();
        assert_eq!(found(&marked), Err(FileFault::NotUtf8AfterMark { line: 1 }));
        let header = [
            "户主姓名,身份证号,村\n".as_bytes().to_vec(),
            gbk(&LINE.repeat(3)),
        ]
        .concat();
        assert_eq!(found(&header), Err(FileFault::Mixed { line: 2 }));
        // Across block borders.
        let long = [LINE.repeat(3000).into_bytes(), gbk(&LINE.repeat(3000))].concat();
        assert_eq!(found(&long), Err(FileFault::Mixed { line: 3001 }));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(found(b""), Err(FileFault::Empty));
        assert_eq!(found(b"\xef\xbb\xbf"), Err(FileFault::Empty));
        assert_eq!(found(b"PK\x03\x04...."), Err(FileFault::Workbook));
        assert_eq!(
            found(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            Err(FileFault::OldWorkbook)
        );
        assert_eq!(found(b"%PDF-1.7"), Err(FileFault::Pdf));
        assert_eq!(found(b"a\nb\nc\0d"), Err(FileFault::Binary { line: 3 }));
        assert_eq!(
            found(b"a\r\nb\r\n\xff\xff\n"),
            Err(FileFault::Undecodable { line: 3 })
        );
        assert_eq!(detect(Path::new("/")), Err(FileFault::Directory));
        assert!(matches!(
            detect(Path::new("/nowhere/x")),
            Err(FileFault::Unreadable(_))
        ));
    }

    #[test]
    fn names_parse() {
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf8Bom,
            Encoding::Gb18030,
            Encoding::Utf16Be,
        ] {
            assert_eq!(encoding.name().parse(), Ok(encoding));
        }
        assert_eq!("GBK".parse(), Ok(Encoding::Gb18030));
        assert!("big5".parse::<Encoding>().is_err());
    }
}
