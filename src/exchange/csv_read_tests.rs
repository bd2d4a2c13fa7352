use crate::exchange::{Encoding, FileFault, Row, Rows};

fn all(text: &str) -> Result<Vec<(u32, u32, Vec<String>)>, FileFault> {
    read(text.as_bytes(), Encoding::Utf8)
}

fn read(source: &[u8], encoding: Encoding) -> Result<Vec<(u32, u32, Vec<String>)>, FileFault> {
    collect(Rows::new(source, encoding)?)
}

fn drip(source: &[u8], encoding: Encoding) -> Result<Vec<(u32, u32, Vec<String>)>, FileFault> {
    collect(Rows::in_blocks(source, encoding, 1)?)
}

fn collect(mut rows: Rows<&[u8]>) -> Result<Vec<(u32, u32, Vec<String>)>, FileFault> {
    let (mut row, mut found) = (Row::default(), Vec::new());
    while rows.next(&mut row)? {
        found.push((
            row.number,
            row.line,
            row.cells().map(str::to_owned).collect(),
        ));
    }
    Ok(found)
}

fn cells(text: &str) -> Vec<Vec<String>> {
    all(text).unwrap().into_iter().map(|row| row.2).collect()
}

#[test]
fn splits_cells_and_rows() {
    assert_eq!(cells("a,b\nc,d"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells("a,b\r\nc,d\r\n"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells("a,b\rc,d\r"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells("a,\n,\n"), [["a", ""], ["", ""]]);
    assert_eq!(cells("a\tb,c\nd\te\n"), [["a", "b,c"], ["d", "e"]]);
    assert_eq!(cells("a;b\nd;e\n"), [["a", "b"], ["d", "e"]]);
    assert_eq!(cells("4\t,5\t,6\t\n"), [["4\t", "5\t", "6\t"]]);
    assert_eq!(cells(""), Vec::<Vec<String>>::new());
    assert_eq!(cells("\"\"\n"), [[""]]);
}

#[test]
fn quotes_as_rfc_4180_says() {
    assert_eq!(cells("\"a,\"\"b\"\"\",c\n"), [["a,\"b\"", "c"]]);
    assert_eq!(cells("a\"b\",c\n"), [["a\"b\"", "c"]]);
    assert_eq!(cells("\"ab\"c,d\n"), [["abc", "d"]]);
    assert_eq!(cells("\"x\r\ny\",d\r\ne,f"), [["x\r\ny", "d"], ["e", "f"]]);
}

#[test]
fn counts_as_excel_and_as_an_editor() {
    let text = "title\r\n\r\n\"a\r\nb\",c\r\nd,e\r\n";
    let rows = all(text).unwrap();
    let places: Vec<_> = rows.iter().map(|row| (row.0, row.1, row.2.len())).collect();
    assert_eq!(places, [(1, 1, 1), (2, 2, 0), (3, 3, 2), (4, 5, 2)]);
    assert_eq!(drip(text.as_bytes(), Encoding::Utf8).unwrap(), rows);
    let sep = all("sep=;\r\na;b\r\nc;d\r\n").unwrap();
    assert_eq!(sep[0], (1, 2, vec!["a".into(), "b".into()]));
    assert_eq!(sep[1].0, 2);
    assert_eq!(all("sep=;\na;b\n").unwrap().len(), 1);
}

#[test]
fn names_the_line_of_an_unclosed_quote() {
    let head = "户编号,村,备注\n1,新民村,x\n";
    let fault = Err(FileFault::UnclosedQuote { line: 3 });
    assert_eq!(all(&format!("{head}2,\"高岭村,y\n3,青山村,z\n")), fault);
    assert_eq!(all(&format!("{head}2,\"高岭村,y\n3,\"青山村\",z\n")), fault);
    let long = format!("{head}2,\"高岭村,y\n{}", "3,青山村,z\n".repeat(100_000));
    assert_eq!(all(&long), fault);
    let fine = format!("{head}2,\"高岭村,\n\"\"引号\"\"\",y\n3,青山村,z\n");
    assert_eq!(all(&fine).unwrap().len(), 4);
}

#[test]
fn keeps_limits() {
    assert_eq!(all(&",".repeat(499)).unwrap()[0].2.len(), 500);
    let wide = format!("a,b\n{}\n", ",".repeat(500));
    assert_eq!(
        all(&wide),
        Err(FileFault::TooManyColumns { row: 2, limit: 500 })
    );
    let long = format!("a,b\n{},c\n", "x".repeat((1 << 20) + 1));
    assert_eq!(all(&long), Err(FileFault::CellTooLong { row: 2 }));
    assert_eq!(
        all(&format!("{},c\n", "x".repeat(1 << 20))).unwrap().len(),
        1
    );
}

#[test]
fn decodes_and_names_the_line_that_does_not() {
    let gbk = encoding_rs::GB18030.encode("村,名\n新民村,钟𠮷\n").0;
    let rows = drip(&gbk, Encoding::Gb18030).unwrap();
    assert_eq!(rows[1].2, ["新民村", "钟𠮷"]);
    let fault = FileFault::WrongEncoding {
        line: 2,
        encoding: "utf-8",
    };
    assert_eq!(read(b"a,b\nc,\xff\n", Encoding::Utf8), Err(fault));
    let cut = FileFault::WrongEncoding {
        line: 2,
        encoding: "utf-8",
    };
    assert_eq!(read(b"a,b\nc,\xe6\x9d", Encoding::Utf8), Err(cut));
    assert_eq!(all("\u{feff}a,b\n").unwrap()[0].2, ["a", "b"]);
}

#[test]
fn a_second_pass_can_tell_the_file_is_the_same() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "a,b\nc,d\n").unwrap();
    let digest = || {
        let mut rows = Rows::open_hashed(file.path(), Encoding::Utf8).unwrap();
        let mut row = Row::default();
        while rows.next(&mut row).unwrap() {}
        rows.digest().unwrap()
    };
    let first = digest();
    assert_eq!(digest(), first);
    std::fs::write(file.path(), "a,b\nc,e\n").unwrap();
    assert_ne!(digest(), first);
}

proptest::proptest! {
    #[test]
    fn never_panics_and_blocks_do_not_matter(text in "[,;\"\r\na村]{0,60}") {
        let whole = all(&text);
        // The delimiter is looked for in the first block, which is one byte here.
        if !text.contains(';') {
            proptest::prop_assert_eq!(drip(text.as_bytes(), Encoding::Utf8), whole);
        }
    }
}
