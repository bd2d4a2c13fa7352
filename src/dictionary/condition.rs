//! Conditions: what a filter keeps and what a rule asks, as one bare SQL predicate over facts.
//!
//! `脱贫属性 in ('0', '3') and 劳动力人数 >= 1`: the officer's words, no language of our own. A text is
//! read word by word before any database sees it. Only facts, literals, `:today`, comparisons and a
//! short list of functions pass, so a condition can read and do nothing else; a word that is no
//! fact is named; a fact is never compared with what it cannot be.

mod part;
mod read;
mod token;
mod typed;

pub use part::{Filter, Piece, Test};

/// A condition that was read: its text with every fact under its own name and every code as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The predicate.
    pub text: String,
    /// The names of the facts that it reads, each once.
    pub facts: Vec<String>,
}

impl Condition {
    /// The predicate with parameters replaced: `with` says what stands for `:name`, or `None` to
    /// leave it.
    #[must_use]
    pub fn with_parameters(&self, with: impl Fn(&str) -> Option<String>) -> String {
        if !self.text.contains(':') {
            return self.text.clone();
        }
        // What was read once can be read again.
        let Ok(mut words) = token::tokens(&self.text) else {
            return self.text.clone();
        };
        for word in &mut words {
            if let token::Token::Parameter(name) = word
                && let Some(text) = with(name)
            {
                *word = token::Token::Word(text);
            }
        }
        read::written_out(&words)
    }

    /// The names of the parameters that it reads, each once.
    #[must_use]
    pub fn parameters(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for word in token::tokens(&self.text).unwrap_or_default() {
            if let token::Token::Parameter(name) = word
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }
}
