//! A browser that prints pages to PDF.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a PDF says of its pages.
pub struct Pdf {
    /// Width and height of each page, in points.
    pub boxes: Vec<(f64, f64)>,
}

/// The first of the known browsers that is installed.
pub fn installed() -> Option<String> {
    let known = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |name: &&&str| {
        let mut command = Command::new(name);
        command
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    known.iter().find(runs).map(|name| (*name).to_owned())
}

/// Prints a page as a reader would, with the page's own margins.
pub fn print(browser: &str, page: &Path, pdf: &Path) -> Pdf {
    let profile = tempfile::tempdir().unwrap();
    let done = Command::new(browser)
        .args([
            "--headless",
            "--disable-gpu",
            "--no-sandbox",
            "--no-first-run",
        ])
        .arg("--disable-dev-shm-usage")
        .arg("--no-pdf-header-footer")
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    let bytes = fs::read(pdf).unwrap_or_else(|_| panic!("no PDF: {said}"));
    let text = String::from_utf8_lossy(&bytes);
    let boxes = text.split("/MediaBox").skip(1).map(|behind| {
        let inside = behind.split(['[', ']']).nth(1).unwrap();
        let numbers: Vec<f64> = inside
            .split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect();
        (numbers[2] - numbers[0], numbers[3] - numbers[1])
    });
    Pdf {
        boxes: boxes.collect(),
    }
}
