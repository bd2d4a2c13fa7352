//! 备份: where the last copy lies and whether it opens, the others beside it, and making one.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::reading::{Reading, Section};
use crate::port::{BackupPage, BackupReply, BackupRequest, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::{Cmd, Given, Screen};

/// The screen.
#[derive(Default)]
pub struct Backups {
    reading: Option<Reading>,
    /// When the last copy was made, for the title.
    last: String,
    /// A copy is being made.
    working: bool,
}

/// Makes a copy now.
#[derive(Clone, Copy, Debug)]
pub struct Make;

/// Opens the screen.
pub fn open(_: &Rc<Given>) -> Cmd {
    Cmd::open(Backups::default())
}

fn page() -> Cmd {
    Cmd::ask(Request::Backup(BackupRequest::Page))
}

/// 2018-09-20 14:30.
fn minute(at: &str) -> String {
    at.chars().take(16).collect::<String>().replace('T', " ")
}

/// Megabytes, to one place.
fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(104_858);
    format!("{}.{}MB", tenths / 10, tenths % 10)
}

fn sections(page: &BackupPage) -> Vec<Section> {
    let last = match &page.last {
        None => vec!["还没有备份过。按 Ctrl-N 备份一次。".to_owned()],
        Some(line) => vec![
            format!(
                "{}  {}  {}",
                minute(&line.at),
                if line.automatic {
                    "自动备份"
                } else {
                    &line.operator
                },
                size(line.bytes)
            ),
            line.path.display().to_string(),
            page.proof.clone(),
            match page.since {
                0 => "备份以后没有新的操作".to_owned(),
                since => format!("备份以后又有{since}步操作没有备份"),
            },
        ],
    };
    let files = page.files.iter();
    let files: Vec<String> = files
        .map(|(name, bytes)| format!("{name}  {}", size(*bytes)))
        .collect();
    let automatic = match page.automatic.as_slice() {
        [] => "每天第一次打开、当天第一次导入以前自动备份一份；还没有".to_owned(),
        [newest, ..] => format!(
            "{}份，最近一份{newest}；留最近7天、4周、12个月的",
            page.automatic.len()
        ),
    };
    let mut automatic = vec![automatic];
    automatic.extend(page.failed.iter().map(|why| format!("没有做成：{why}")));
    let folder = format!("备份文件夹 {}", page.folder.display());
    vec![
        ("最后一次备份".to_owned(), last),
        (folder, files),
        ("自动备份".to_owned(), automatic),
        (
            "怎样恢复".to_owned(),
            vec![
                "各处都离开程序，再用 fupin restore 备份文件；现在的台账留在旁边，不会丢。"
                    .to_owned(),
                "备份要抄到另一个盘上才防得了硬盘坏：fupin backup 后面写U盘的文件夹。".to_owned(),
            ],
        ),
    ]
}

impl Screen for Backups {
    type Action = Make;

    const KEYS: &'static [Bind<Make>] =
        &[bind(&[Key::ctrl('n')], Make, "备份一次").long("抄一份到备份文件夹，打开核对过才算")];

    fn title(&self) -> String {
        match self.last.as_str() {
            "" => "备份".into(),
            day => format!("备份  最后一次{day}"),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        page()
    }

    fn act(&mut self, Make: Make) -> Cmd {
        if std::mem::replace(&mut self.working, true) {
            return Cmd::none();
        }
        Cmd::ask(Request::Backup(BackupRequest::Make(None))).then(Cmd::say("正在备份，请稍等"))
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.reading.as_mut()?.key(key)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Backup(BackupReply::Page(page)) => {
                let last = page.last.as_ref();
                self.last = last.map_or_else(String::new, |line| minute(&line.at));
                self.reading = Some(Reading::new("备份", sections(&page)));
                Cmd::none()
            }
            Reply::Backup(BackupReply::Made(..)) => {
                self.working = false;
                page().then(Cmd::say("已备份，打开核对过"))
            }
            Reply::Failed(_) => {
                self.working = false;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if let Some(reading) = &self.reading {
            reading.view(frame, area, theme);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_never_nothing() {
        assert_eq!([1, 4_681_728].map(size), ["0.1MB", "4.5MB"]);
        assert_eq!(minute("2018-09-20T14:30:05+08:00"), "2018-09-20 14:30");
    }
}
