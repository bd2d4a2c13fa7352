use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

use super::*;
use crate::tui::text;

fn field(key: &str, label: &str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        key: key.into(),
        label: label.into(),
        group: "基本情况".into(),
        kind,
        required: key == "name",
        note: String::new(),
        hint: String::new(),
    }
}

fn causes() -> Vec<Choice> {
    vec![
        Choice::new("1", "因病", "yb"),
        Choice::new("2", "因残", "yc"),
        Choice::new("3", "因学", "yx"),
    ]
}

fn check(spec: &FieldSpec, text: &str) -> Result<String, String> {
    match spec.kind {
        FieldKind::Integer => match text.parse::<i64>() {
            Ok(n) => Ok(n.to_string()),
            Err(_) => Err("请填写整数".into()),
        },
        _ => Ok(text.into()),
    }
}

fn form() -> Form {
    let fields = vec![
        field("name", "户主", FieldKind::Text),
        field("people", "人口", FieldKind::Integer),
        field("cause", "主要致贫原因", FieldKind::Code(causes())),
        field("others", "其他原因", FieldKind::Codes(causes())),
        field("ruined", "危房", FieldKind::YesNo),
        field("helper", "责任人", FieldKind::Reference),
        field("note", "备注", FieldKind::Note),
    ];
    Form::new(fields, check)
}

/// Types as the shell would hand it on.
fn write(form: &mut Form, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => drop(form.key(Key::ENTER)),
            c => drop(form.text(c.encode_utf8(&mut [0; 4]))),
        }
    }
}

fn picture(form: &Form, width: u16, height: u16) -> (String, Position) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| form.view(frame, frame.area(), &Theme::plain()))
        .unwrap();
    let cells = terminal.backend().buffer().content().to_vec();
    let mut rows = Vec::new();
    for row in cells.chunks(usize::from(width)) {
        let mut line = String::new();
        let mut at = 0;
        while let Some(cell) = row.get(at) {
            line.push_str(cell.symbol());
            at += text::width(cell.symbol()).max(1);
        }
        rows.push(line.trim_end().to_owned());
    }
    let cursor = terminal.get_cursor_position().unwrap();
    (rows.join("\n"), cursor)
}

#[test]
fn a_form_is_filled_in_without_leaving_the_keyboard() {
    let mut form = form();
    write(&mut form, "张三\n04\nyc\n因病\n\nf\n");
    assert_eq!(form.focused().unwrap().key, "helper");
    assert_eq!(form.value("people").unwrap(), "4");
    assert_eq!(form.value("cause").unwrap(), "因残");
    assert_eq!(form.value("others").unwrap(), "因病");
    assert_eq!(form.value("ruined").unwrap(), "否");
    let Some(FormEvent::Save(values)) = form.key(Key::ctrl('s')) else {
        panic!("not saved");
    };
    assert_eq!(values[0], ("name".into(), "张三".into()));
    assert_eq!(values.len(), 7);
}

#[test]
fn a_fault_is_told_when_the_field_is_left_and_gone_to_on_save() {
    let mut form = form();
    assert_eq!(form.key(Key::DOWN), Some(FormEvent::None));
    write(&mut form, "四");
    assert_eq!(form.key(Key::TAB), Some(FormEvent::Changed));
    assert!(picture(&form, 60, 20).0.contains("! 请填写整数"));
    form.key(Key::ctrl('s'));
    assert_eq!(form.focused().unwrap().key, "name");
    assert!(picture(&form, 60, 20).0.contains("! 请填写户主"));
}

#[test]
fn several_codes_are_taken_and_given_back() {
    let mut form = form();
    form.focus("others");
    write(&mut form, "1\n3\n");
    assert_eq!(form.value("others").unwrap(), "因病、因学");
    form.key(Key::RIGHT);
    form.key(Key::ENTER);
    assert_eq!(form.value("others").unwrap(), "因病");
    assert_eq!(form.focused().unwrap().key, "others");
    form.key(Key::BACKSPACE);
    assert_eq!(form.value("others").unwrap(), "");
}

#[test]
fn arrows_pass_a_list_unless_it_was_entered() {
    let mut form = form();
    form.focus("cause");
    form.key(Key::DOWN);
    assert_eq!(form.focused().unwrap().key, "others");
    form.key(Key::UP);
    form.key(Key::RIGHT);
    form.key(Key::DOWN);
    form.key(Key::DOWN);
    form.key(Key::ENTER);
    assert_eq!(form.value("cause").unwrap(), "因学");
    assert_eq!(form.focused().unwrap().key, "others");
}

#[test]
fn what_no_list_has_is_a_fault() {
    let mut form = form();
    form.focus("cause");
    write(&mut form, "懒");
    assert_eq!(form.key(Key::ESC), Some(FormEvent::None));
    assert_eq!(form.key(Key::ESC), None);
    write(&mut form, "懒");
    form.key(Key::TAB);
    assert!(picture(&form, 60, 20).0.contains("! 选单里没有 懒"));
}

#[test]
fn a_reference_is_looked_up() {
    let mut form = form();
    form.focus("helper");
    write(&mut form, "ljj");
    let asked = FormEvent::LookUp {
        field: "helper".into(),
        text: "ljj".into(),
    };
    assert_eq!(form.key(Key::ENTER), Some(asked));
    form.set("helper", "李建军 县财政局");
    assert_eq!(form.value("helper").unwrap(), "李建军 县财政局");
    form.refuse("helper", "没有这个人");
    assert_eq!(form.focused().unwrap().key, "helper");
}

#[test]
fn a_paste_confirms_nothing_and_a_note_keeps_its_lines() {
    let mut form = form();
    form.text("张三\n李四");
    assert_eq!(form.focused().unwrap().key, "name");
    assert_eq!(form.value("name").unwrap(), "张三 李四");
    form.focus("note");
    form.text("一\n二");
    form.key(Key::ctrl('j'));
    form.text("三");
    assert_eq!(form.value("note").unwrap(), "一\n二\n三");
}

#[test]
fn a_draft_comes_back() {
    let mut first = form();
    write(&mut first, "张三\n四\nyb\n");
    let mut second = form();
    assert!(second.is_blank());
    second.restore(&first.draft());
    assert_eq!(second.draft(), first.draft());
}

#[test]
fn a_narrow_terminal_shows_the_field_in_focus_with_its_list() {
    let mut form = form();
    form.focus("cause");
    write(&mut form, "y");
    let (rows, cursor) = picture(&form, 40, 8);
    assert!(rows.contains("主要致贫原因"), "{rows}");
    assert!(
        rows.contains("> 2 因残") || rows.contains("> 1 因病"),
        "{rows}"
    );
    assert_eq!(rows.lines().count(), 8, "{rows}");
    assert_eq!(cursor.x, 17);
}

#[test]
fn a_form_on_a_telephone() {
    let mut form = form();
    write(&mut form, "张三\n四\n");
    let (rows, cursor) = picture(&form, 40, 9);
    let expected = [
        " 基本情况",
        " *户主          张三",
        "  人口          四",
        "                ! 请填写整数",
        "> 主要致贫原因",
        "                打字筛选，右键进选单",
        "                  1 因病",
        "                  2 因残",
        "                  3 因学",
    ];
    assert_eq!(rows.lines().collect::<Vec<_>>(), expected);
    assert_eq!(cursor, Position::new(16, 4));
}

#[test]
fn a_required_code_that_no_list_has_says_so_when_saved() {
    let mut kind = field("kind", "事件类型", FieldKind::Code(causes()));
    kind.required = true;
    let mut form = Form::new(vec![kind], check);
    form.key(Key::ctrl('s'));
    assert!(picture(&form, 60, 20).0.contains("! 请填写事件类型"));
    write(&mut form, "怪事");
    assert_eq!(form.key(Key::ctrl('s')), Some(FormEvent::Changed));
    assert!(picture(&form, 60, 20).0.contains("! 选单里没有 怪事"));
}
