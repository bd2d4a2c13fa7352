//! 备份, 自检 and 工作交接 at the screens, at 80x24 and at a telephone's 40x20.
//!
//! `BLESS=1 cargo test --test handover_screens` draws the pictures anew; read the differences.

mod support;

use fupin::store::{Act, ActionKind, Who};
use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures_but;

/// An officer with villages and open work under her name, and a successor who is a helper.
fn at_work() -> Session {
    Session::with(|store| {
        let who = Who {
            operator: "刘晓燕".into(),
            account: "t".into(),
        };
        let at = "2018-09-19T08:00:00+08:00";
        let act = Act::new(&who, at, ActionKind::Form, "录入".into());
        let done = store.act(&act, |writer| {
            writer.set("operator", "刘晓燕")?;
            writer.set(
                "operator:刘晓燕",
                r#"{"post":"扶贫专干","villages":[1],"helper":null}"#,
            )?;
            for (ledger, fields) in [
                ("task", "title=三季度贴息表 source=县扶贫办 due_on=2018-09-25 handler=刘晓燕"),
                ("task", "title=危改进度表 source=县住建局 due_on=2018-09-12 handler=刘晓燕"),
                ("task", "title=已报的表 due_on=2018-09-01 sent_on=2018-09-01 handler=刘晓燕"),
                ("case_file", "name=白马庙村脱贫退出 procedure=hubei-2016/户退出 village=1 handler=刘晓燕 opened_on=2018-09-01"),
                ("finding", "what=慢病卡没有办 source=01 household=1 found_on=2018-09-10 responsible=刘晓燕 due_on=2018-09-30"),
                ("post", "village=1 duty=07 name=刘晓燕 begins_on=2016-03"),
            ] {
                support::add(writer, ledger, fields);
            }
            Ok(())
        });
        done.unwrap();
    })
}

/// The picture without the folder, which differs from run to run.
fn same(session: &Session, name: &str) {
    let folder = session.book().parent().unwrap().display().to_string();
    same_pictures_but(session, name, |picture| {
        picture.replace(&folder, "台账的文件夹")
    });
}

fn menu(session: &mut Session, typed: &str) {
    session.press(&[Key::f(9)]).write(typed);
    session.press(&[Key::ENTER]);
}

#[test]
fn a_handover_is_looked_at_then_done_and_taken_back() {
    let mut session = at_work();
    menu(&mut session, "工作交接");
    same(&session, "handover");
    session.press(&[Key::TAB]).write("王接任");
    session.press(&[Key::ctrl('s')]);
    same(&session, "handover_move");
    let before = session.last_action();
    session.press(&[Key::ctrl('s')]);
    same(&session, "handover_move-done");
    assert_eq!(session.last_action(), before + 1);
    session.press(&[Key::ENTER, Key::f(2)]);
    let tasks = |session: &Session| {
        let book = rusqlite::Connection::open(session.book()).unwrap();
        let sql = "select group_concat(handler) from task order by id";
        book.query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    // What was sent up stays under the name of whoever sent it.
    assert_eq!(tasks(&session), "王接任,王接任,刘晓燕");
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert_eq!(tasks(&session), "刘晓燕,刘晓燕,刘晓燕");
}

#[test]
fn nobody_hands_over_to_himself() {
    let mut session = at_work();
    menu(&mut session, "工作交接");
    session.press(&[Key::TAB]).write("刘晓燕");
    session.press(&[Key::ctrl('s')]);
    assert!(
        session.screen().contains("请写两个人"),
        "{}",
        session.screen()
    );
    // What was typed is still there.
    assert!(session.screen().contains("接交人"), "{}", session.screen());
}

#[test]
fn a_copy_is_made_shown_and_proved() {
    let mut session = Session::open();
    menu(&mut session, "备份");
    same(&session, "backups-none");
    session.press(&[Key::ctrl('n')]);
    let screen = session.screen();
    assert!(screen.contains("打开核对"), "{screen}");
    assert!(screen.contains("没有新的操作"), "{screen}");
    let folder = session.book().parent().unwrap().join("备份");
    let copy = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    std::fs::write(copy.path(), "坏了").unwrap();
    session.press(&[Key::ESC]);
    menu(&mut session, "备份");
    let screen = session.screen();
    assert!(screen.contains("不是扶贫台账的备份"), "{screen}");
}

#[test]
fn the_book_is_examined_and_what_is_wrong_stands_first() {
    let mut session = Session::open();
    menu(&mut session, "自检");
    same(&session, "doctor");
    let book = rusqlite::Connection::open(session.book()).unwrap();
    book.execute_batch("pragma foreign_keys = off; update person set household = 99 where id = 1")
        .unwrap();
    session.press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("有问题1项"), "{screen}");
    assert!(screen.contains("人口1条指着不在的记录"), "{screen}");
}
