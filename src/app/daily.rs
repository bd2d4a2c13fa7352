//! The day's copy, made beside the interface so that no key and no other work waits for it.

use std::thread;
use std::time::Duration;

use super::{Desk, Session, serve};

/// The first screens and the first keys come first.
const PATIENCE: Duration = Duration::from_secs(2);

/// Starts it. Where the system gives no thread, or the program ends before, the next start or the
/// next import makes the copy; what was half done is swept then.
pub fn start(session: &Session) {
    if session.today_given {
        return;
    }
    let session = session.clone();
    let copying = thread::Builder::new().name("backup".into());
    let _ = copying.spawn(move || {
        thread::sleep(PATIENCE);
        if let Ok(mut desk) = Desk::open(&session) {
            // What went wrong stands in the book, for 备份 and 自检 to tell.
            let _ = serve::daily(&mut desk);
        }
    });
}
