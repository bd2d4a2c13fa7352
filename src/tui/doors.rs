//! The program's own keys, which work on every screen: one row a key.
//!
//! A main screen is opened with [`Cmd::go`], one to come back from with [`Cmd::open`]; a row with
//! `.on_bar()` stands in the bottom line. The rows stand there in this order.

use super::key::Key;
use super::keymap::Bind;
use super::screens::board::Board;
use super::screens::find::Find;
use super::screens::households::Households;
use super::screens::loans::Loans;
use super::screens::menu::Menu;
use super::screens::note_task;
use super::screens::ready::ReadyScreen;
use super::screens::sheets::Sheets;
use super::screens::villages::Villages;
use super::shell::{Door, door};
use super::{Cmd, forms};

/// The keys.
pub const DOORS: &[Bind<Door>] = &[
    door(&[Key::f(2)], |_| Cmd::home(), "首页").on_bar(),
    door(
        &[Key::f(3)],
        |given| Cmd::go(Households::new(given)),
        "农户",
    )
    .on_bar(),
    door(&[Key::f(4)], |given| Cmd::go(Loans::new(given)), "信贷").on_bar(),
    door(
        &[Key::f(5)],
        |given| Cmd::go(ReadyScreen::new(given)),
        "检查",
    )
    .long("检查准备：下次检查，各村各户还要补什么、改什么")
    .on_bar(),
    door(&[Key::f(6)], |given| Cmd::go(Villages::new(given)), "村").on_bar(),
    door(&[Key::f(7)], |given| Cmd::go(Sheets::new(given)), "收报表").on_bar(),
    door(&[Key::f(8)], |given| Cmd::go(Board::new(given)), "疑点").on_bar(),
    door(
        &[Key::f(9), Key::ctrl('p')],
        |given| Cmd::open(Menu::new(given)),
        "菜单",
    )
    .on_bar(),
    door(
        &[Key::ctrl('f')],
        |given| Cmd::open(Find::new(given)),
        "查找",
    )
    .on_bar(),
    door(&[Key::ctrl('d')], note_task::open, "记来文").long("一行文字记一件来文交办"),
    door(&[Key::ctrl('z'), Key::ctrl('u')], forms::undo, "撤销")
        .long("撤销我的上一次操作，先问一下"),
    door(&[Key::ctrl('o')], |_| Cmd::scope(), "我的/全镇").long("我的：我负责的村和我结对的户"),
];
