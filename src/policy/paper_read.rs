//! Reads the templates of papers; every word that nobody knows is named with its pack and paper.

use super::case_fault::{CaseError, Found};
use super::paper::{CASE_WORDS, Paper, PaperPer, Part, Piece, ROW_WORDS, Text, WALL_WORDS};
use super::procedure_read::PaperSpec;

/// The most blank rows of a table.
const MOST_BLANK: usize = 60;

pub(super) fn read(pack: &str, spec: PaperSpec) -> Result<Paper, CaseError> {
    let found = Found::of(pack, format!("材料 {}", spec.id));
    let per = match spec.per.as_str() {
        "户" => PaperPer::Household,
        "名单" => PaperPer::List,
        other => return Err(found.wrong(format!("per 写「户」或「名单」，不能写「{other}」"))),
    };
    if spec.wall && per == PaperPer::Household {
        return Err(found.wrong("贴出去的（wall）要写 per = \"名单\""));
    }
    let mut parts = Vec::new();
    for line in spec.template.trim_matches('\n').lines() {
        parts.push(part(line.trim_end(), &found)?);
    }
    let paper = Paper {
        title: text(&spec.title, &found)?,
        id: spec.id,
        per,
        wall: spec.wall,
        parts,
    };
    check(&paper, &found)?;
    Ok(paper)
}

fn part(line: &str, found: &Found) -> Result<Part, CaseError> {
    if line.starts_with('|') {
        return table(line, found);
    }
    let (right, rest) = match line.strip_prefix('>') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, line),
    };
    Ok(Part::Line {
        text: text(rest, found)?,
        right,
    })
}

fn table(line: &str, found: &Found) -> Result<Part, CaseError> {
    let inside = line
        .strip_prefix('|')
        .and_then(|rest| rest.strip_suffix('|'));
    let inside = inside.ok_or_else(|| found.wrong(format!("表的一行要以 | 结束：{line}")))?;
    let mut cells: Vec<&str> = inside.split('|').collect();
    let mut blank = None;
    if let Some(count) = cells.first().and_then(|cell| cell.strip_prefix('*')) {
        let rows = count
            .parse()
            .ok()
            .filter(|rows| (1..=MOST_BLANK).contains(rows));
        blank = Some(rows.ok_or_else(|| {
            found.wrong(format!("空白行数要写 *1 到 *{MOST_BLANK}，不能写 *{count}"))
        })?);
        cells.remove(0);
    }
    let mut columns = Vec::new();
    for cell in cells {
        let (head, word) = match cell.split_once('：') {
            Some((head, word)) => (head.trim(), word.trim()),
            None => (cell.trim(), cell.trim()),
        };
        if head.is_empty() {
            return Err(found.wrong(format!("表里有一列没有列名：{line}")));
        }
        columns.push((head.to_owned(), (!word.is_empty()).then(|| word.to_owned())));
    }
    Ok(Part::Table { columns, blank })
}

/// A text: `{word}` and `{:figure}` between what stands as it is.
fn text(written: &str, found: &Found) -> Result<Text, CaseError> {
    let mut pieces = Vec::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, next) = after
            .split_once('}')
            .ok_or_else(|| found.wrong(format!("{{ 后面缺 }}：{written}")))?;
        if !before.is_empty() {
            pieces.push(Piece::Said(before.to_owned()));
        }
        pieces.push(match word.strip_prefix(':') {
            Some(figure) => Piece::Figure(figure.to_owned()),
            None => Piece::Word(word.to_owned()),
        });
        rest = next;
    }
    if rest.contains('}') {
        return Err(found.wrong(format!("}} 前面缺 {{：{written}")));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Said(rest.to_owned()));
    }
    Ok(Text(pieces))
}

/// What can be told without the dictionary: words of the case, and what a wall may say.
fn check(paper: &Paper, found: &Found) -> Result<(), CaseError> {
    let case_word = |word: &str| CASE_WORDS.contains(&word);
    if paper.per == PaperPer::List
        && let Some(word) = paper.words().find(|word| !case_word(word))
    {
        return Err(found.word(word));
    }
    if paper.wall
        && let Some(word) = paper.columns().find(|word| !WALL_WORDS.contains(word))
    {
        let known = WALL_WORDS.join("、");
        return Err(found.wrong(format!("贴出去的材料不能写「{word}」：只能写{known}")));
    }
    Ok(())
}

/// Words of households that the paper reads: facts, unless the case or the row knows them.
pub(super) fn facts(paper: &Paper) -> impl Iterator<Item = &str> {
    let case = |word: &&str| !CASE_WORDS.contains(word) && !ROW_WORDS.contains(word);
    paper.words().chain(paper.columns()).filter(case)
}
