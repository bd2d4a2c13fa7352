use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Rect, Size};

use super::*;
use crate::dictionary::Dictionary;
use crate::port::Request;
use crate::tui::screen::Screen;
use crate::tui::text;

/// A screen that can do everything once.
#[derive(Default)]
struct Toy {
    name: &'static str,
    query: String,
    log: Vec<String>,
    stays: bool,
}

#[derive(Clone, Copy)]
enum Act {
    Good,
    Ask,
    Deeper,
    Popup,
    Next,
}

impl Screen for Toy {
    type Action = Act;

    const KEYS: &'static [Bind<Act>] = &[
        bind(&[Key::char('1')], Act::Good, "合格").long("这一项查过，合格"),
        bind(&[Key::ENTER], Act::Ask, "打开"),
        bind(&[Key::ctrl('n')], Act::Deeper, "新增"),
        bind(&[Key::DELETE], Act::Popup, "删除"),
        bind(&[Key::RIGHT], Act::Next, "下一户"),
    ];

    fn title(&self) -> String {
        format!("{}{}", self.name, self.log.join(","))
    }

    fn act(&mut self, act: Act) -> Cmd {
        match act {
            Act::Good => self.log.push("合格".into()),
            Act::Ask => return Cmd::ask(Request::LastAction),
            Act::Deeper => return Cmd::open(toy("深处")),
            Act::Popup => return Cmd::open(Sure),
            Act::Next => return Cmd::replace(toy("另一户")),
        }
        Cmd::none()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.query.is_empty() {
            self.query.clear();
            return Some(Cmd::none());
        }
        None
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.query.push_str(text);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        self.log.push(format!("{reply:?}"));
        Cmd::none()
    }

    fn told(&mut self, text: &str) -> Cmd {
        self.log.push(text.into());
        Cmd::none()
    }

    fn leave(&mut self) -> Leave {
        if self.stays {
            Leave::Stay(Cmd::say("请先保存"))
        } else {
            Leave::Go(Cmd::none())
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, _: &Theme) {
        for y in area.top()..area.bottom() {
            let line = Rect::new(area.x, y, area.width, 1);
            frame.render_widget("王小明".repeat(20), line);
        }
        frame.render_widget(text::fit(&format!("找{}", self.query), 20), area);
        frame.set_cursor_position(area);
    }
}

struct Sure;

impl Screen for Sure {
    type Action = ();
    const KEYS: &'static [Bind<()>] = &[bind(&[Key::ENTER], (), "确定")];

    fn title(&self) -> String {
        "确认删除".into()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(13, 1))
    }

    fn act(&mut self, (): ()) -> Cmd {
        Cmd::answer(Cmd::tell("删了").then(Cmd::ask(Request::LastAction)))
    }

    fn view(&self, frame: &mut Frame, area: Rect, _: &Theme) {
        frame.render_widget("真的吗", area);
    }
}

fn toy(name: &'static str) -> Toy {
    Toy {
        name,
        ..Toy::default()
    }
}

const DOORS: &[Bind<Door>] = &[
    door(&[Key::f(2)], |_| Cmd::home(), "首页").on_bar(),
    door(&[Key::f(3)], |_| Cmd::go(toy("农户")), "农户").on_bar(),
    door(&[Key::f(4)], |_| Cmd::home(), "信贷").on_bar(),
    door(&[Key::f(5)], |_| Cmd::home(), "检查").on_bar(),
    door(&[Key::f(6)], |_| Cmd::home(), "村").on_bar(),
    door(&[Key::f(7)], |_| Cmd::home(), "收报表").on_bar(),
    door(&[Key::f(8)], |_| Cmd::home(), "疑点").on_bar(),
    door(&[Key::f(9)], |_| Cmd::home(), "菜单").on_bar(),
    door(&[Key::ctrl('f')], |_| Cmd::open(toy("查找")), "查找").on_bar(),
];

fn given() -> Rc<Given> {
    let dictionary = Dictionary::built_in().unwrap();
    let today = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
    Rc::new(Given::new(Arc::new(dictionary), today, Scope::Mine))
}

fn shell() -> Shell {
    let mut shell = Shell::new(toy("首页"), given(), Theme::plain(), DOORS);
    shell.set_context(Context {
        township: "松垭镇".into(),
        operator: "刘晓燕".into(),
        scope: "我的".into(),
        date_note: "2018-09-20演示".into(),
    });
    shell
}

fn press(shell: &mut Shell, keys: &[Key]) {
    for key in keys {
        shell.update(Event::Key(*key));
    }
}

/// The picture as an officer would copy it.
fn picture(shell: &Shell, width: u16, height: u16) -> (Vec<String>, Position) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| shell.view(frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let rows = buffer.content().chunks(usize::from(width)).map(|row| {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in row {
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = text::width(cell.symbol()).saturating_sub(1);
            } else {
                hidden -= 1;
            }
        }
        line.trim_end().to_owned()
    });
    let rows = rows.collect();
    (rows, terminal.get_cursor_position().unwrap())
}

fn title(shell: &Shell) -> String {
    picture(shell, 80, 10).0[0].clone()
}

#[test]
fn the_main_screens_are_in_sight_at_any_width() {
    let (wide, _) = picture(&shell(), 80, 10);
    assert_eq!(
        wide[9],
        "F1帮助 F2首页 F3农户 F4信贷 F5检查 F6村 F7收报表 F8疑点 F9菜单 Ctrl-F查找"
    );
    let (narrow, _) = picture(&shell(), 40, 10);
    assert_eq!(narrow[9], "F1帮F2首F3农F4信F5检F6村F7收F8疑F9菜^F查");
}

#[test]
fn the_title_line_says_where_who_and_when() {
    let shell = shell();
    let (wide, _) = picture(&shell, 80, 10);
    assert!(wide[0].starts_with(" 松垭镇  首页"), "{}", wide[0]);
    assert!(
        wide[0].ends_with("刘晓燕  我的  2018-09-20演示"),
        "{}",
        wide[0]
    );
    let (narrow, _) = picture(&shell, 30, 10);
    assert_eq!(narrow[0], " 首页    我的  2018-09-20演示");
}

#[test]
fn a_message_stands_over_the_hints_until_the_next_key() {
    let mut shell = shell();
    assert_eq!(
        picture(&shell, 80, 10).0[8],
        " 1:合格  回车:打开  Ctrl-N:新增  Delete:删除  右:下一户"
    );
    press(&mut shell, &[Key::ctrl('c')]);
    assert_eq!(picture(&shell, 80, 10).0[8], " 离开请按 F10 或 Ctrl-Q");
    assert!(shell.is_running());
    press(&mut shell, &[Key::LEFT]);
    assert!(picture(&shell, 80, 10).0[8].contains("打开"));
}

#[test]
fn escape_empties_the_search_then_goes_back_and_never_leaves() {
    let mut shell = shell();
    press(&mut shell, &[Key::f(3)]);
    shell.update(Event::Text("zgq 3组".into()));
    press(&mut shell, &[Key::ESC]);
    assert!(title(&shell).contains("农户"));
    press(&mut shell, &[Key::ESC]);
    assert!(title(&shell).contains("首页"));
    press(&mut shell, &[Key::ESC]);
    assert_eq!(picture(&shell, 80, 10).0[8], " F10 或 Ctrl-Q 离开");
    press(&mut shell, &[Key::f(10)]);
    assert!(!shell.is_running());
}

#[test]
fn a_burst_goes_to_the_key_table_a_paste_does_not() {
    let mut shell = shell();
    shell.update(Event::Text("１1张三".into()));
    assert!(title(&shell).contains("首页合格,合格"));
    shell.update(Event::Paste("1李四\r\n王五".into()));
    assert!(title(&shell).contains("首页合格,合格 "));
    assert!(picture(&shell, 80, 10).0[1].starts_with("找张三1李四王五"));
}

#[test]
fn doors_unwind_and_find_comes_back() {
    let mut shell = shell();
    press(&mut shell, &[Key::ctrl('n'), Key::ctrl('n'), Key::f(3)]);
    assert_eq!(shell.layers.len(), 2);
    press(&mut shell, &[Key::ctrl('f')]);
    assert!(title(&shell).contains("查找"));
    press(&mut shell, &[Key::ESC]);
    assert!(title(&shell).contains("农户"));
    press(&mut shell, &[Key::RIGHT]);
    assert!(title(&shell).contains("另一户"));
    assert_eq!(shell.layers.len(), 2);
}

#[test]
fn a_screen_may_stay() {
    let stubborn = Toy {
        stays: true,
        ..toy("表单")
    };
    let mut shell = shell();
    shell.open(Box::new(stubborn));
    for key in [Key::ESC, Key::f(3), Key::f(10)] {
        press(&mut shell, &[key]);
        assert!(title(&shell).contains("表单"));
        assert_eq!(picture(&shell, 80, 10).0[8], " 请先保存");
        assert!(shell.is_running());
    }
}

#[test]
fn replies_find_their_screen_and_the_closed_get_none() {
    let mut shell = shell();
    press(&mut shell, &[Key::f(3), Key::ENTER]);
    let letters = shell.take_letters();
    press(&mut shell, &[Key::ctrl('f')]);
    let from = letters[0].from;
    shell.update(Event::Reply(from, Reply::Failed("没有这个户".into())));
    assert_eq!(picture(&shell, 80, 10).0[8], " 没有这个户");
    press(&mut shell, &[Key::ESC]);
    assert!(title(&shell).contains("Failed"));
    press(&mut shell, &[Key::ESC]);
    shell.update(Event::Reply(from, Reply::LastAction(None)));
    assert!(!title(&shell).contains("Nothing"));
}

#[test]
fn a_popup_answers_for_the_screen_below() {
    let mut shell = shell();
    press(&mut shell, &[Key::DELETE]);
    let (rows, cursor) = picture(&shell, 40, 8);
    assert_eq!(rows[2], "王小明王小 +- 确认删除 ----+明王小明王小");
    assert_eq!(rows[3], "王小明王小 | 真的吗        |明王小明王小");
    assert_eq!(cursor, Position::new(13, 3));
    let below = shell.layers[0].0;
    press(&mut shell, &[Key::ENTER]);
    assert!(title(&shell).contains("删了"));
    assert_eq!(shell.take_letters()[0].from, below);
}

#[test]
fn help_is_written_from_the_tables() {
    let mut shell = shell();
    press(&mut shell, &[Key::f(1)]);
    let (rows, _) = picture(&shell, 60, 30);
    assert_eq!(rows[2], "  1                    合格：这一项查过，合格");
    assert!(rows.iter().any(|row| row.contains("F10 Ctrl-Q")));
    let (short, _) = picture(&shell, 60, 8);
    press(&mut shell, &[Key::END]);
    assert_ne!(picture(&shell, 60, 8).0[1], short[1]);
    press(&mut shell, &[Key::ESC]);
    assert!(title(&shell).contains("首页"));
}

#[test]
fn redraw_is_asked_for_once() {
    let mut shell = shell();
    press(&mut shell, &[Key::ctrl('l')]);
    assert!(shell.take_redraw());
    assert!(!shell.take_redraw());
}
