//! Long work, on one thread with a connection of its own, so that keys are never waited for.
//!
//! To make a request long, name it in [`is_long`] and answer it in `answer`, telling now and then
//! how far it has come and looking whether it was stopped ([`Errand`]).

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use chrono::NaiveDate;

use super::terminal::Waker;
use super::{Desk, Session, serve};
use crate::port::import::{SheetReply, SheetRequest};
use crate::port::{
    Fault, FindingRequest, FormRequest, LendingRequest, Operator, ReadyRequest, Reply, Request,
    RuleRequest,
};
use crate::store::{SearchIndex, Store, Who};
use crate::tui::shell::LayerId;

/// Whether a request may take longer than an officer waits for a key.
#[must_use]
pub const fn is_long(request: &Request) -> bool {
    matches!(
        request,
        Request::Attention(_)
            | Request::Export(_)
            | Request::Print(..)
            | Request::PlanBoard(_)
            | Request::Ready(ReadyRequest::Page { .. } | ReadyRequest::Paper(..))
            | Request::Finding(FindingRequest::Paper(..))
            | Request::Wall(..)
            | Request::Paper(_)
            | Request::Lending(
                LendingRequest::Month(..)
                    | LendingRequest::Notices(..)
                    | LendingRequest::Roster(..)
            )
            | Request::CheckLog
            | Request::Backup(_)
            | Request::Form(FormRequest::Many(_))
            | Request::Rule(
                RuleRequest::Board(_)
                    | RuleRequest::Check(_)
                    | RuleRequest::Duties(_)
                    | RuleRequest::Test(_)
            )
            | Request::Sheet(SheetRequest::Preview(_) | SheetRequest::Apply { .. })
    )
}

/// Whether a request is answered from the search keys, and so has to wait until they are loaded.
#[must_use]
pub fn is_search(request: &Request) -> bool {
    let typed = match request {
        Request::Find(query) => &query.text,
        Request::List(query) => &query.text,
        Request::Loans(query) => &query.text,
        // The household that a form refers to.
        Request::Form(FormRequest::Choices { .. }) => return true,
        _ => return false,
    };
    !typed.trim().is_empty()
}

/// Answers long work. What is not told apart here is answered as anywhere.
fn answer(desk: &mut Desk, request: Request, errand: &Errand) -> Reply {
    match request {
        Request::Sheet(request) => serve::sheet(desk, request, &mut |rows, of| {
            errand.tell(Reply::Sheet(SheetReply::Progress(rows, of)));
            !errand.is_stopped()
        }),
        other => serve::answer(desk, other),
    }
}

/// A piece of long work: tells how far it has come, and knows whether it was stopped.
pub struct Errand {
    from: LayerId,
    news: Sender<News>,
    waker: Waker,
    stopped: Arc<AtomicBool>,
}

impl Errand {
    /// Tells the screen that asked how far the work has come.
    pub fn tell(&self, reply: Reply) {
        // Nobody listens any more: the program is ending.
        let _ = self.news.send(News::Reply(self.from, reply));
        self.waker.wake();
    }

    /// Whether the officer stopped it.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// What the worker has to say.
pub enum News {
    /// An answer, or how far the work has come.
    Reply(LayerId, Reply),
    /// The search keys, as they were after this action; `None` where they could not be read.
    Index(Option<(SearchIndex, i64)>),
    /// No page of the book is damaged: it may be written.
    Sound,
}

/// Who asks, and on which day: these change while the worker lives.
#[derive(Clone)]
struct Bearings {
    today: NaiveDate,
    who: Who,
    operator: Operator,
}

enum Job {
    Ask(Box<(LayerId, Request, Bearings)>),
    Index,
}

/// The thread and the ways to it. It ends when this is dropped and its work is done.
pub struct Worker {
    jobs: Sender<Job>,
    news: Receiver<News>,
    stopped: Arc<AtomicBool>,
}

impl Worker {
    /// Starts the thread; its connection is opened there.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn start(session: &Session, waker: Waker) -> io::Result<Self> {
        let (jobs, inbox) = channel();
        let (outbox, news) = channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let clerk = Clerk {
            session: session.clone(),
            news: outbox,
            waker,
            stopped: Arc::clone(&stopped),
        };
        thread::Builder::new()
            .name("worker".into())
            .spawn(move || clerk.work(&inbox))?;
        Ok(Self {
            jobs,
            news,
            stopped,
        })
    }

    /// Hands over a request; its replies come as news.
    pub fn ask(&self, desk: &Desk, from: LayerId, request: Request) {
        let bearings = Bearings {
            today: desk.today,
            who: desk.who.clone(),
            operator: desk.operator.clone(),
        };
        self.stopped.store(false, Ordering::Relaxed);
        let _ = self
            .jobs
            .send(Job::Ask(Box::new((from, request, bearings))));
    }

    /// Asks for the search keys.
    pub fn ask_index(&self) {
        let _ = self.jobs.send(Job::Index);
    }

    /// Stops the work under way at its next look.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// What has come since the last look.
    pub fn news(&self) -> impl Iterator<Item = News> + '_ {
        self.news.try_iter()
    }
}

/// The side of the thread.
struct Clerk {
    session: Session,
    news: Sender<News>,
    waker: Waker,
    stopped: Arc<AtomicBool>,
}

impl Clerk {
    fn work(&self, inbox: &Receiver<Job>) {
        let mut desk = None;
        let mut ready = false;
        loop {
            let job = match inbox.try_recv() {
                Ok(job) => job,
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {
                    // Nobody waits for anything: the time to look at every page.
                    if !std::mem::replace(&mut ready, true) {
                        self.prepare_writing(&mut desk);
                    }
                    let Ok(job) = inbox.recv() else { return };
                    job
                }
            };
            match job {
                Job::Ask(job) => {
                    let (from, request, bearings) = *job;
                    let errand = Errand {
                        from,
                        news: self.news.clone(),
                        waker: self.waker.clone(),
                        stopped: Arc::clone(&self.stopped),
                    };
                    errand.tell(self.answer(&mut desk, request, bearings, &errand));
                }
                Job::Index => self.index(&mut desk),
            }
        }
    }

    fn answer(
        &self,
        desk: &mut Option<Desk>,
        request: Request,
        bearings: Bearings,
        errand: &Errand,
    ) -> Reply {
        let desk = match self.desk(desk) {
            Ok(desk) => desk,
            Err(fault) => return Reply::Failed(fault),
        };
        if let Err(fault) = desk.set_day(bearings.today) {
            return Reply::Failed(fault);
        }
        desk.who = bearings.who;
        desk.operator = bearings.operator;
        desk.index = None;
        answer(desk, request, errand)
    }

    /// Without an index the next search tries again and tells what is wrong.
    fn index(&self, desk: &mut Option<Desk>) {
        let index = self.desk(desk).and_then(|desk| load(&desk.store));
        let _ = self.news.send(News::Index(index.ok()));
        self.waker.wake();
    }

    /// Looks at every page beside the loop, so that the first save need not wait for it, and keeps
    /// the counts that the next start begins with.
    fn prepare_writing(&self, desk: &mut Option<Desk>) {
        let Ok(desk) = self.desk(desk) else { return };
        if desk.store.ready_to_write().is_ok() {
            let _ = self.news.send(News::Sound);
            self.waker.wake();
            // What cannot be kept is counted again.
            let _ = serve::answer(desk, Request::Home(desk.scope));
        }
    }

    fn desk<'a>(&self, desk: &'a mut Option<Desk>) -> Result<&'a mut Desk, Fault> {
        match desk {
            Some(desk) => Ok(desk),
            None => Ok(desk.insert(Desk::open(&self.session)?)),
        }
    }
}

/// The number is read first: a write in between makes the index look older than it is, never newer.
fn load(store: &Store) -> Result<(SearchIndex, i64), Fault> {
    let change = store.change_number()?;
    Ok((store.search_index()?, change))
}
