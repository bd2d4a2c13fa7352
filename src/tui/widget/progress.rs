//! How far long work has come, in ASCII.

/// `[####----] 45%` in so many columns; nothing known yet is 0 of 0.
#[must_use]
pub fn progress(done: u64, total: u64, columns: usize) -> String {
    let percent = (done.min(total) * 100).checked_div(total).unwrap_or(0);
    let figure = format!(" {percent}%");
    let bar = columns.saturating_sub(figure.len() + 2).min(40);
    let filled = usize::try_from(percent).unwrap_or(0) * bar / 100;
    format!(
        "[{}{}]{figure}",
        "#".repeat(filled),
        "-".repeat(bar - filled)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_of_signs_every_console_has() {
        assert_eq!(progress(45, 100, 15), "[####-----] 45%");
        assert_eq!(progress(0, 0, 10), "[-----] 0%");
        assert_eq!(progress(7, 7, 12), "[#####] 100%");
    }
}
