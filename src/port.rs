//! The port between the screens and the world: every wish and every answer, as plain data.

/// Something a screen wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Nothing at all.
    Nothing,
}

/// What came of a [`Request`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Nothing to tell.
    Nothing,
    /// It could not be done; the text is for the officer.
    Failed(String),
}
