//! Making text harmless to spreadsheets, and taking that back exactly.
//!
//! A cell that starts like a formula gets a leading `'` (OWASP, CSV injection), and so does text
//! that starts with `'`, so that reading back is exact. Long digit strings get a trailing tab:
//! Excel then keeps them as text, and any other reader gets them by trimming. `="…"` was not
//! chosen because it is itself a formula, a leading tab because it looks like an attack.
use std::borrow::Cow;

/// True when a spreadsheet may run the text as a formula.
///
/// `=`, `+`, `-`, `@` and their full-width forms, also behind blanks, marks and control
/// characters; a leading tab, CR or LF alone.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let skipped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    };
    text.trim_start_matches(skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// True when Excel would turn the text into a number or date and lose characters.
#[must_use]
pub fn is_fragile(text: &str) -> bool {
    let numeric =
        |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'-' | b'+' | b'E' | b'e');
    let bytes = text.as_bytes();
    let Some(first) = bytes.first().filter(|b| b.is_ascii_digit()) else {
        return false;
    };
    if !bytes.iter().copied().all(numeric) {
        return false;
    }
    let whole = bytes.iter().all(u8::is_ascii_digit);
    // Excel shows twelve digits and more as 4.2E+11.
    !whole || bytes.len() > 11 || (*first == b'0' && bytes.len() > 1)
}

fn needs_guard(text: &str) -> bool {
    text.starts_with('\'') || is_formula(text) || text.strip_suffix('\t').is_some_and(is_fragile)
}

/// The text as it goes into a cell of text.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    if needs_guard(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes back what [`guard`] and the trailing tab of digits did; other text stays as it is.
///
/// Meant for files this program wrote (they carry 册内编号): in a foreign file a leading `'`
/// before `=` may be the sender's own.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    if let Some(rest) = cell.strip_prefix('\'')
        && needs_guard(rest)
    {
        return rest;
    }
    match cell.strip_suffix('\t') {
        Some(digits) if is_fragile(digits) => digits,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_formulas_only() {
        for bad in [
            "=1+1",
            "+1",
            "-暂无-",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
            " =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\tx",
        ] {
            assert_eq!(guard(bad), format!("'{bad}"), "{bad:?}");
            assert_eq!(unguard(&guard(bad)), bad);
        }
        for fine in ["已上报乡镇", "", "a=1", "1-2", "|x", "%x", "421099"] {
            assert_eq!(guard(fine), fine);
            assert_eq!(unguard(fine), fine);
        }
        assert_eq!(guard("'x"), "''x");
        assert_eq!(unguard("''x"), "'x");
        assert_eq!(unguard("'421099"), "'421099");
    }

    #[test]
    fn knows_what_excel_would_spoil() {
        for bad in [
            "421099195503060861",
            "007",
            "1E5",
            "3-1",
            "421099500941",
            "07165222333",
        ] {
            assert!(is_fragile(bad), "{bad}");
        }
        for fine in ["", "0", "13700005584", "42109919550306086X", "村", "7组"] {
            assert!(!is_fragile(fine), "{fine}");
        }
    }

    proptest::proptest! {
        #[test]
        fn exact(text in "['=\\t0-9a ]{0,16}") {
            let guarded = guard(&text);
            proptest::prop_assert_eq!(unguard(&guarded), text.as_str());
        }
    }
}
