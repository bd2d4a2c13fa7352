//! 备份: where the last copy lies and whether it opens, the others, making one, putting one back.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::port::{BackupPage, BackupReply, BackupRequest, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{dashed, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen};

/// The screen.
#[derive(Default)]
pub struct Backups {
    found: Option<Box<BackupPage>>,
    page: Page,
    /// A copy is being made.
    working: bool,
}

/// What an officer does with copies.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Makes one now.
    Make,
    /// Puts the one selected in the place of the book.
    Restore,
}

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

/// The copies that can be put back, in the order of the screen: file and what stands in its line.
fn copies(page: &BackupPage) -> Vec<(&Path, String)> {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let files = page.files.iter();
    let files = files.map(|(path, bytes)| (&**path, format!("{}  {}", name(path), size(*bytes))));
    let own = page.automatic.iter();
    let own = own.map(|(day, path)| (&**path, format!("自动备份 {day}")));
    files.chain(own).collect()
}

/// Where the last copy lies, and what was found when it was opened.
fn last(page: &BackupPage) -> Vec<String> {
    let Some(line) = &page.last else {
        return vec!["还没有备份过。按 Ctrl-N 备份一次。".to_owned()];
    };
    let by = if line.automatic {
        "自动备份"
    } else {
        &line.operator
    };
    vec![
        format!("{}  {by}  {}", minute(&line.at), size(line.bytes)),
        line.path.display().to_string(),
        page.proof.clone(),
        match page.since {
            0 => "备份以后没有新的操作".to_owned(),
            since => format!("备份以后又有{since}步操作没有备份"),
        },
    ]
}

/// What copies there are and what becomes of them.
fn notes(page: &BackupPage) -> Vec<String> {
    let mut notes = vec![
        "每天第一次打开、当天第一次导入以前自动备份，留最近7天、4周、12个月的。".to_owned(),
        "恢复时现在的台账改名留在旁边，不会丢；别处开着这本台账的先离开。".to_owned(),
        "硬盘坏了备份也没有了，要抄到别的盘上：fupin backup 后面写U盘的文件夹。".to_owned(),
    ];
    if let Some(why) = &page.failed {
        notes.insert(0, format!("自动备份没有做成：{why}"));
    }
    notes
}

impl Backups {
    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<usize>> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let room = usize::from(columns).saturating_sub(4).max(2);
        let mut rows = Vec::new();
        let heading = |rows: &mut Vec<Row<usize>>, text: &str| {
            for line in wrap(&safe(&dashed(text)), room) {
                rows.push(Row::plain(Line::styled(format!(" {line}"), theme.heading)));
            }
        };
        let told = |rows: &mut Vec<Row<usize>>, texts: Vec<String>| {
            for text in texts {
                let lines = wrap(&safe(&dashed(&text)), room.saturating_sub(2).max(2));
                for (place, line) in lines.into_iter().enumerate() {
                    let gap = if place == 0 { "" } else { "  " };
                    rows.push(Row::plain(format!("   {gap}{line}")));
                }
            }
        };
        heading(&mut rows, "最后一次备份");
        told(&mut rows, last(found));
        let copies = copies(found);
        let count = copies.len();
        let folder = found.folder.display();
        let folder = match count {
            0 => format!("备份放在 {folder}"),
            count => format!("有{count}份备份，在 {folder}"),
        };
        heading(&mut rows, &folder);
        for (at, (_, text)) in copies.into_iter().enumerate() {
            let text = safe(&dashed(&text));
            rows.push(Row::leading(format!("   {text}"), at));
        }
        told(&mut rows, notes(found));
        rows
    }

    /// The copy that is selected.
    fn selected(&self) -> Option<PathBuf> {
        let at = self.page.target(&self.rows(80, &Theme::plain()))?;
        let copies = copies(self.found.as_ref()?);
        copies.get(at).map(|(path, _)| path.to_path_buf())
    }

    fn restore(&self) -> Cmd {
        let Some(copy) = self.selected() else {
            return Cmd::say("还没有可以恢复的备份");
        };
        let name = copy.file_name().unwrap_or_default().to_string_lossy();
        let question =
            format!("用 {name} 恢复台账？这份备份以后的操作都不在了；现在的台账改名留在旁边。");
        Cmd::open(Confirm::new("恢复", question, move || {
            Cmd::ask(Request::Backup(BackupRequest::Restore(copy.clone())))
        }))
    }
}

impl Screen for Backups {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('n')], Action::Make, "备份一次")
            .long("抄一份到备份文件夹，打开核对过才算"),
        bind(&[Key::ENTER], Action::Restore, "恢复").long("用选中的备份恢复，先问一下"),
    ];

    fn title(&self) -> String {
        let last = self.found.as_ref().and_then(|page| page.last.as_ref());
        match last {
            None => "备份".into(),
            Some(line) => format!("备份  最后一次{}", minute(&line.at)),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        page()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Restore => self.restore(),
            Action::Make if std::mem::replace(&mut self.working, true) => Cmd::none(),
            Action::Make => Cmd::ask(Request::Backup(BackupRequest::Make(None)))
                .then(Cmd::say("正在备份，请稍等")),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Backup(BackupReply::Page(page)) => {
                self.found = Some(page);
                Cmd::none()
            }
            Reply::Backup(BackupReply::Made(..)) => {
                self.working = false;
                page().then(Cmd::say("已备份，打开核对过"))
            }
            Reply::Backup(BackupReply::Leaving) => Cmd::quit(),
            Reply::Failed(_) => {
                self.working = false;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, true);
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
