//! Key tables. Dispatch, footer and help all read the same rows, so they cannot disagree.

use std::collections::HashSet;

use super::key::Key;

/// One row of a key table.
#[derive(Clone, Copy, Debug)]
pub struct Bind<A: 'static> {
    /// The keys that trigger it; the first is the one shown in the footer.
    pub keys: &'static [Key],
    /// What it does.
    pub action: A,
    /// What officers call it, in two to four characters.
    pub label: &'static str,
    /// A sentence for the help, where the label alone does not tell.
    pub long: &'static str,
    /// Whether it stands in the bottom line of every screen.
    pub on_bar: bool,
}

/// Shorthand for a [`Bind`] in a `const` table, where a bare letter is a compile error.
///
/// # Panics
///
/// On a bare letter; in a `const`, that stops the build.
pub const fn bind<A: Copy>(keys: &'static [Key], action: A, label: &'static str) -> Bind<A> {
    let mut i = 0;
    while i < keys.len() {
        assert!(
            !keys[i].is_bare_letter(),
            "an input method would swallow a bare letter"
        );
        i += 1;
    }
    Bind {
        keys,
        action,
        label,
        long: "",
        on_bar: false,
    }
}

impl<A: Copy> Bind<A> {
    /// The same row, explained by a sentence in the help.
    #[must_use]
    pub const fn long(self, long: &'static str) -> Self {
        Self { long, ..self }
    }

    /// The same row, always in sight in the bottom line.
    #[must_use]
    pub const fn on_bar(self) -> Self {
        Self {
            on_bar: true,
            ..self
        }
    }
}

/// Finds the action for a key.
#[must_use]
pub fn resolve<A: Copy>(table: &[Bind<A>], key: Key) -> Option<A> {
    table
        .iter()
        .find(|row| row.keys.contains(&key.meant()))
        .map(|row| row.action)
}

/// A row as shown to the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// All keys of the row.
    pub keys: &'static [Key],
    /// What it does.
    pub label: &'static str,
    /// The sentence for the help; may be empty.
    pub long: &'static str,
    /// Whether it stands in the bottom line.
    pub on_bar: bool,
}

/// Rows that belong together, under a heading of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The rows.
    pub hints: Vec<Hint>,
}

/// A table as a group of the help.
#[must_use]
pub fn group<A>(title: impl Into<String>, table: &'static [Bind<A>]) -> Group {
    Group {
        title: title.into(),
        hints: hints(table),
    }
}

/// Whether no key stands in two rows.
#[must_use]
pub fn is_unambiguous(hints: &[Hint]) -> bool {
    let mut seen = HashSet::new();
    hints
        .iter()
        .flat_map(|hint| hint.keys)
        .all(|key| seen.insert(key))
}

/// The rows of a table, with their actions left out.
#[must_use]
pub fn hints<A>(table: &'static [Bind<A>]) -> Vec<Hint> {
    table
        .iter()
        .map(|row| Hint {
            keys: row.keys,
            label: row.label,
            long: row.long,
            on_bar: row.on_bar,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Bind<u8>] = &[
        bind(&[Key::char('1')], 1, "合格").long("这一项查过，合格"),
        bind(&[Key::ctrl('s')], 2, "保存").on_bar(),
    ];

    #[test]
    fn a_full_width_digit_is_the_digit_of_the_table() {
        assert_eq!(resolve(TABLE, Key::char('１')), Some(1));
        assert_eq!(resolve(TABLE, Key::char('s')), None);
    }

    #[test]
    fn a_key_in_two_rows_is_found() {
        let mut rows = hints(TABLE);
        assert!(is_unambiguous(&rows));
        rows.extend(hints(TABLE));
        assert!(!is_unambiguous(&rows));
    }
}
