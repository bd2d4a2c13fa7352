//! The shape of a page: every tag closed in its order, nothing run, nothing fetched.

/// Tags that have no end.
const VOID: [&str; 3] = ["meta", "br", "!DOCTYPE"];

/// Fails with what is wrong.
pub fn check(page: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once('<') {
        let (tag, after) = behind.split_once('>').expect("a tag that ends");
        rest = after;
        assert!(!tag.contains('<'), "a tag within a tag: {tag}");
        assert_eq!(tag.matches('"').count() % 2, 0, "a quote stays open: {tag}");
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            assert_eq!(last.as_deref(), Some(name), "closed out of order");
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(
            name.chars().all(|c| c.is_ascii_alphanumeric() || c == '!'),
            "no tag: {tag}"
        );
        inside(tag);
        if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert_eq!(open, [""; 0], "left open");
    let low = page.to_lowercase();
    for word in [
        "<script",
        "http:",
        "https:",
        "url(",
        "@import",
        "src=",
        "javascript:",
    ] {
        assert!(!low.contains(word), "{word}");
    }
    assert!(!page.contains('\u{1b}'));
    for word in [
        "@page",
        "A4",
        "table-header-group",
        "page-break",
        "utf-8",
        "CJK",
    ] {
        assert!(page.contains(word), "no {word}");
    }
}

/// Handlers of events, and links that lead out.
fn inside(tag: &str) {
    for part in tag.split(' ').skip(1) {
        assert!(!part.starts_with("on"), "{tag}");
        if let Some(link) = part.strip_prefix("href=") {
            assert!(link.starts_with("\"#"), "{tag}");
        }
    }
}
