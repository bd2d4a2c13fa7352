//! Why a file as a whole is refused: what, where in it, and what to do.
use std::io;

/// A fault of a whole file; `Display` is Chinese and names the cure.
///
/// Lines are physical lines from 1, as a text editor counts; rows are counted as Excel does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// The system would not open or read it.
    #[error("文件读不出来：{0}")]
    Unreadable(String),
    /// A folder was named.
    #[error("这是文件夹，不是文件，请指定其中的一个文件")]
    Directory,
    /// A device, pipe or socket was named.
    #[error("这不是普通文件，请先存成文件再导入")]
    NotRegular,
    /// Nothing in it.
    #[error("文件是空的，请确认导出或复制是否完成")]
    Empty,
    /// Larger than the limit in MB.
    #[error("文件超过 {0} MB，请分成几个文件导入")]
    TooLarge(u64),
    /// An xlsx (or another zip) where CSV was promised.
    #[error("这是 Excel 工作簿（或压缩包），不是 CSV：请用 Excel 打开，另存为「CSV UTF-8」")]
    Workbook,
    /// An xls of Excel 97–2003.
    #[error("这是旧版 Excel 工作簿（xls），请用 Excel 打开，另存为「CSV UTF-8」或 xlsx")]
    OldWorkbook,
    /// A PDF.
    #[error("这是 PDF，读不出表格，请向发文单位索取 Excel 或 CSV 文件")]
    Pdf,
    /// A NUL byte.
    #[error("第 {line} 行有空字节，不是 CSV 文本：请用 Excel 打开，另存为「CSV UTF-8」")]
    Binary {
        /// The line of the first NUL byte.
        line: u32,
    },
    /// A UTF-8 mark in front, something else behind.
    #[error(
        "文件开头是 UTF-8 标记，第 {line} 行的内容却不是 UTF-8：文件已损坏或拼接过，请用 Excel 重新另存为「CSV UTF-8」"
    )]
    NotUtf8AfterMark {
        /// The line of the first byte that does not fit.
        line: u32,
    },
    /// Lines of UTF-8 and lines of GBK in one file.
    #[error(
        "第 {line} 行起编码与前面不同（一部分是 UTF-8，一部分是 GBK），像是两个文件拼接而成：请分开导入，或用 Excel 另存为「CSV UTF-8」"
    )]
    Mixed {
        /// The first line that differs from those before it.
        line: u32,
    },
    /// No known encoding fits.
    #[error(
        "第 {line} 行有认不出的字节，编码不是 UTF-8 也不是 GB18030：请用 Excel 打开，另存为「CSV UTF-8」"
    )]
    Undecodable {
        /// The line of the first byte that fits nothing.
        line: u32,
    },
    /// The encoding the officer named does not fit.
    #[error("第 {line} 行不是 {encoding} 编码：请不指定编码再试，或用 Excel 另存为「CSV UTF-8」")]
    WrongEncoding {
        /// The line of the first byte that does not fit.
        line: u32,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A quote that is never closed, or not where its field ends.
    #[error(
        "第 {line} 行有一个引号没有闭合，其后的行会被吞掉，整个文件没有导入：请改正第 {line} 行的引号"
    )]
    UnclosedQuote {
        /// The line where the quote opened.
        line: u32,
    },
    /// More columns than the limit.
    #[error("第 {row} 行超过 {limit} 列，请删去多余的列")]
    TooManyColumns {
        /// The row.
        row: u32,
        /// The limit.
        limit: usize,
    },
    /// A cell longer than the limit.
    #[error("第 {row} 行有一格超过 1 MB，请核对是否把别的内容粘进了单元格")]
    CellTooLong {
        /// The row.
        row: u32,
    },
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Unreadable("没有这个文件，请核对路径".into()),
            io::ErrorKind::PermissionDenied => Self::Unreadable("没有读取权限".into()),
            io::ErrorKind::IsADirectory => Self::Directory,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}
