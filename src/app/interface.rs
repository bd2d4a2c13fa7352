//! The terminal interface, from opening the book to leaving.

use std::mem::discriminant;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Local;

use super::terminal::{self, Guard, Inbox, Waker, watch};
use super::worker::{News, Worker, is_long, is_search};
use super::{Desk, Session, daily, first, serve};
use crate::port::{BackupReply, BackupRequest, Fault, FaultKind, Reply, Request, Scope};
use crate::tui::doors::DOORS;
use crate::tui::screens::home::Home;
use crate::tui::screens::operator;
use crate::tui::shell::{LayerId, Letter};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::{Cmd, Context, Event, Given, Shell};

/// How long whole ID numbers stay in sight when nobody touches a key.
const PATIENCE: Duration = Duration::from_secs(300);

/// Opens the book and shows the screens until the officer leaves; without a book, a welcome that
/// makes one.
///
/// # Errors
///
/// When the book cannot be opened, or no terminal is there to show it on.
pub fn open(session: &Session) -> Result<(), Fault> {
    if !session.book.exists() {
        return first::welcome(session);
    }
    let mut desk = Desk::open(session)?;
    let demo = desk.store.setting("demo")?.is_some();
    // The day begins with one's own villages and households; the demo shows its whole township.
    if !demo && desk.operator.has_own() {
        desk.scope = Scope::Mine;
    }
    show(session, desk, if demo { "演示" } else { "" })
}

/// Shows an open book; `mark` (演示) stands behind the date in the title.
///
/// # Errors
///
/// When no terminal is there to show it on, or it is lost.
pub fn show(session: &Session, desk: Desk, mark: &'static str) -> Result<(), Fault> {
    let (mut desk, mut said) = (desk, None);
    while let Some(copy) = visit(session, desk, mark, said)? {
        said = Some(match serve::restore(session, &copy) {
            Ok(words) => ("已恢复", words),
            Err(fault) => ("没有恢复", fault.message),
        });
        desk = Desk::open(session)?;
    }
    Ok(())
}

/// Shows an open book until the officer leaves it, beginning with something to tell; the copy that
/// is then to be put in its place, if one was chosen.
fn visit(
    session: &Session,
    desk: Desk,
    mark: &'static str,
    said: Option<(&str, String)>,
) -> Result<Option<PathBuf>, Fault> {
    let failed = |error: std::io::Error| Fault::from(error.to_string());
    let guard = Guard::enter().map_err(failed)?;
    watch::start().map_err(failed)?;
    let mut inbox = Inbox::new().map_err(failed)?;
    let mut shell = shell(session, &desk);
    if let Some((title, words)) = said {
        shell.begin(Cmd::open(Confirm::telling(title, words)));
    }
    let worker = Worker::start(session, inbox.waker()).map_err(failed)?;
    let mut turn = Turn::new(session, desk, worker, inbox.waker(), mark);
    daily::start(session);
    let done = terminal::run(&mut shell, &mut inbox, !session.color, |shell| {
        turn.settle(shell);
    });
    // Letters of the last key, such as drafts to keep, are answered before the end.
    turn.settle(&mut shell);
    drop(guard);
    done.map_err(|error| ended(&error))?;
    Ok(turn.restore)
}

/// Why the loop ended: a terminal that will not do is told, one that is gone hears nothing.
fn ended(error: &std::io::Error) -> Fault {
    let refused = error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<terminal::guard::Refusal>);
    if refused {
        return Fault::from(error.to_string());
    }
    Fault::new(FaultKind::Gone, "终端已断开")
}

/// The screens for a book, 首页 in front.
#[must_use]
pub fn shell(session: &Session, desk: &Desk) -> Shell {
    let dictionary = Arc::clone(&desk.dictionary);
    let given = Rc::new(Given::new(dictionary, desk.today, desk.scope));
    let home = Home::new(&given);
    let mut shell = Shell::new(home, Rc::clone(&given), theme(session), DOORS);
    if desk.asks {
        shell.begin(operator::open(&given));
    }
    shell
}

fn theme(session: &Session) -> Theme {
    if session.color {
        Theme::ansi()
    } else {
        Theme::plain()
    }
}

/// What the title line says.
#[must_use]
pub fn context(session: &Session, desk: &Desk, shell: &Shell, mark: &str) -> Context {
    let day = if session.today_given || !mark.is_empty() {
        format!("{}{mark}", desk.today)
    } else {
        String::new()
    };
    Context {
        // A book without a name is no reason to stop.
        township: desk.township().unwrap_or_default(),
        operator: desk.operator.name.clone(),
        scope: shell.given().scope_label().into(),
        date_note: day,
    }
}

/// Answers every letter where it stands, and those that the answers lead to: the way without a
/// worker, for tests.
pub fn settle(shell: &mut Shell, desk: &mut Desk) {
    loop {
        let letters = shell.take_letters();
        if letters.is_empty() {
            return;
        }
        for Letter { from, request } in letters {
            let reply = serve::answer(desk, request);
            shell.given().follow(&desk.dictionary);
            shell.update(Event::Reply(from, reply));
        }
    }
}

/// What the loop does between keys.
struct Turn {
    session: Session,
    desk: Desk,
    worker: Worker,
    mark: &'static str,
    /// The last action and the state of the file that the screens and the index know of.
    change: Option<(i64, i64)>,
    /// How often the search keys were asked for and have not come yet.
    awaited: usize,
    /// Searches that wait for them.
    searches: Vec<Letter>,
    /// The copy that is put in the place of the book once it is left.
    restore: Option<PathBuf>,
    timer: Timer,
}

impl Turn {
    fn new(
        session: &Session,
        desk: Desk,
        worker: Worker,
        waker: Waker,
        mark: &'static str,
    ) -> Self {
        Self {
            session: session.clone(),
            desk,
            worker,
            mark,
            change: None,
            awaited: 0,
            searches: Vec::new(),
            restore: None,
            timer: Timer::new(waker),
        }
    }

    fn settle(&mut self, shell: &mut Shell) {
        if self.timer.is_over() {
            shell.refresh();
        }
        self.begin_day(shell);
        self.take_news(shell);
        self.look_for_changes(shell);
        self.answer_all(shell);
        self.look_for_changes(shell);
        self.answer_all(shell);
    }

    fn take_news(&mut self, shell: &mut Shell) {
        self.follow(shell);
        for news in self.worker.news() {
            match news {
                News::Reply(to, reply) => shell.update(Event::Reply(to, reply)),
                News::Sound => self.desk.store.trust(),
                News::Index(loaded) => {
                    self.awaited = self.awaited.saturating_sub(1);
                    let known = self.change.map(|(known, _)| known);
                    let loaded = loaded.filter(|(_, change)| known == Some(*change));
                    self.desk.index = loaded.map(|(index, _)| index);
                }
            }
        }
        if self.awaited == 0 {
            for letter in std::mem::take(&mut self.searches) {
                self.answer(shell, letter);
            }
        }
    }

    /// Own fields that the worker or another process made.
    fn follow(&mut self, shell: &Shell) {
        // A book that cannot be read now tells so at the next key.
        let _ = self.desk.follow();
        shell.given().follow(&self.desk.dictionary);
    }

    fn answer_all(&mut self, shell: &mut Shell) {
        loop {
            let letters = shell.take_letters();
            if letters.is_empty() {
                return;
            }
            for letter in letters {
                self.answer(shell, letter);
            }
        }
    }

    fn answer(&mut self, shell: &mut Shell, letter: Letter) {
        // What is typed is seen at once, and answered as soon as the keys are there: the last of
        // what a screen asked, for it shows nothing else.
        self.searches.retain(|waiting| {
            waiting.from != letter.from
                || discriminant(&waiting.request) != discriminant(&letter.request)
        });
        if self.awaited > 0 && self.desk.index.is_none() && is_search(&letter.request) {
            self.searches.push(letter);
            return;
        }
        let Letter { from, request } = letter;
        if let Request::Backup(BackupRequest::Restore(copy)) = request {
            self.leave_for(shell, from, copy);
            return;
        }
        if is_long(&request) {
            self.worker.ask(&self.desk, from, request);
            return;
        }
        if request == Request::Cancel {
            self.worker.stop();
            return;
        }
        if matches!(
            request,
            Request::Reveal(_) | Request::CardFile { unmask: true, .. }
        ) {
            self.timer.start();
        }
        let reply = serve::answer(&mut self.desk, request);
        shell.given().follow(&self.desk.dictionary);
        shell.update(Event::Reply(from, reply));
    }

    /// A book that is open cannot be replaced: it is left first. Where a form keeps the officer,
    /// nothing is.
    fn leave_for(&mut self, shell: &mut Shell, from: LayerId, copy: PathBuf) {
        shell.update(Event::Reply(from, Reply::Backup(BackupReply::Leaving)));
        self.restore = (!shell.is_running()).then_some(copy);
    }

    /// After any write the search keys are loaded anew beside the loop; after one by somebody
    /// else the screen in front asks again, too.
    fn look_for_changes(&mut self, shell: &mut Shell) {
        let store = &self.desk.store;
        let Ok(now) = store
            .change_number()
            .and_then(|change| Ok((change, store.data_version()?)))
        else {
            return;
        };
        if self.change == Some(now) {
            return;
        }
        let foreign = self.change.is_some_and(|(_, version)| version != now.1);
        if self.change.is_none_or(|(change, _)| change != now.0) {
            self.desk.index = None;
            self.worker.ask_index();
            self.awaited += 1;
        }
        self.change = Some(now);
        shell.set_context(context(&self.session, &self.desk, shell, self.mark));
        if foreign {
            self.follow(shell);
            shell.refresh();
        }
    }

    fn begin_day(&mut self, shell: &mut Shell) {
        let today = Local::now().date_naive();
        if self.session.today_given || !self.mark.is_empty() || today == self.desk.today {
            return;
        }
        // A book that cannot be read now tells so at the next key.
        let _ = self.desk.set_day(today);
        shell.given().set_today(today);
        shell.refresh();
    }
}

/// Wakes the loop once when nobody has touched a key for a while after a look at whole numbers.
struct Timer {
    waker: Waker,
    over: Arc<AtomicBool>,
    running: bool,
    last: Instant,
}

impl Timer {
    fn new(waker: Waker) -> Self {
        Self {
            waker,
            over: Arc::new(AtomicBool::new(false)),
            running: false,
            last: Instant::now(),
        }
    }

    fn start(&mut self) {
        if !self.running {
            self.running = self.sleep(PATIENCE);
        }
    }

    /// Whether the thread could be started; without it, leaving the screen still masks.
    fn sleep(&self, time: Duration) -> bool {
        let (waker, over) = (self.waker.clone(), Arc::clone(&self.over));
        let sleeper = thread::Builder::new().name("timer".into());
        let spawned = sleeper.spawn(move || {
            thread::sleep(time);
            over.store(true, Ordering::SeqCst);
            waker.wake();
        });
        spawned.is_ok()
    }

    /// Whether the time is over without a key; called before every key is answered.
    fn is_over(&mut self) -> bool {
        let idle = self.last.elapsed();
        if self.over.swap(false, Ordering::SeqCst) {
            if idle.as_secs() + 1 >= PATIENCE.as_secs() {
                self.running = false;
                return true;
            }
            self.running = self.sleep(PATIENCE.saturating_sub(idle));
            return false;
        }
        self.last = Instant::now();
        false
    }
}
