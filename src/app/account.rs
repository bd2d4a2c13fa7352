//! Which user of the system is at work, as the log keeps it.

/// The system's user, and where from when the line is SSH: `liu（10.0.0.7）`.
pub(super) fn account() -> String {
    let user = user();
    let client = std::env::var("SSH_CLIENT").unwrap_or_default();
    match client.split_whitespace().next().filter(|from| plain(from)) {
        Some(from) => format!("{user}（{from}）"),
        None => user,
    }
}

/// The user's name: by the user's number, since a variable can say anything.
pub(super) fn user() -> String {
    let number = rustix::process::getuid().as_raw();
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = known.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, _, id) = (parts.next()?, parts.next()?, parts.next()?);
        (id.parse() == Ok(number) && !name.is_empty()).then(|| name.to_owned())
    });
    let variable = || std::env::var("USER").ok().filter(|name| plain(name));
    named
        .or_else(variable)
        .unwrap_or_else(|| format!("uid{number}"))
}

fn plain(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || ".:%_-@".contains(c);
    !text.is_empty() && text.len() <= 64 && text.chars().all(fine)
}
