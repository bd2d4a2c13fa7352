use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;

fn list() -> List<usize> {
    let columns = vec![
        Column::new("户主", 8),
        Column::new("村", 12).grows(),
        Column::new("人口", 4).right().rank(1),
        Column::new("属性", 10).rank(2),
    ];
    let cells = |row: &usize| {
        vec![
            format!("户{row}"),
            "柳林村".into(),
            "3".into(),
            "低保".into(),
        ]
    };
    List::new(columns, cells).identified(|row| i64::try_from(*row).unwrap())
}

/// Answers needs as the store would, and counts them.
fn serve(list: &mut List<usize>, total: usize) -> usize {
    let mut asked = 0;
    while let Some(Need { offset, limit }) = list.need() {
        let rows = (offset..total.min(offset + limit)).collect();
        list.fill(offset, total, rows);
        asked += 1;
    }
    asked
}

fn picture(list: &List<usize>, width: u16, height: u16) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| list.view(frame, frame.area(), &Theme::plain()))
        .unwrap();
    let buffer = terminal.backend().buffer();
    let rows = buffer.content().chunks(usize::from(width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
        .collect()
}

#[test]
fn only_pages_in_sight_are_asked_for() {
    let mut list = list();
    assert_eq!(serve(&mut list, 1000), 1);
    picture(&list, 40, 11);
    assert_eq!(serve(&mut list, 1000), 0);
    for _ in 0..100 {
        assert!(list.key(Key::DOWN));
        serve(&mut list, 1000);
        assert_eq!(list.selected().copied(), Some(list.position()));
    }
    list.key(Key::END);
    assert_eq!(serve(&mut list, 1000), 1);
    assert_eq!(list.selected(), Some(&999));
    assert!(picture(&list, 40, 11)[10].starts_with("> 户 999"));
    list.key(Key::PAGE_UP);
    assert_eq!(serve(&mut list, 1000), 0);
    assert_eq!(list.position(), 989);
}

#[test]
fn an_empty_list_asks_once() {
    let mut list = list();
    assert_eq!(serve(&mut list, 0), 1);
    assert!(list.key(Key::DOWN));
    assert_eq!(list.selected(), None);
    assert_eq!(list.need(), None);
    list.restart();
    assert!(list.need().is_some());
}

#[test]
fn the_selection_survives_a_shorter_list() {
    let mut list = list();
    serve(&mut list, 50);
    list.select(49);
    serve(&mut list, 50);
    list.refresh();
    serve(&mut list, 3);
    assert_eq!(list.selected(), Some(&2));
}

#[test]
fn unimportant_columns_give_way_to_narrow_terminals() {
    let list = list();
    assert_eq!(fit_columns(&list.columns, 80), [8, 53, 4, 10]);
    assert_eq!(fit_columns(&list.columns, 36), [8, 20, 4, 0]);
    assert_eq!(fit_columns(&list.columns, 25), [8, 14, 0, 0]);
}

#[test]
fn marks_stay_with_their_rows() {
    let mut list = list();
    serve(&mut list, 10);
    list.toggle_mark();
    list.toggle_mark();
    assert_eq!(list.position(), 2);
    assert_eq!(list.marked().iter().copied().collect::<Vec<_>>(), [0, 1]);
    let rows = picture(&list, 40, 5);
    assert!(
        rows[1].starts_with(" *户") && rows[3].starts_with("> 户"),
        "{rows:?}"
    );
}
