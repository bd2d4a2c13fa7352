//! The codes that the program reads by name are those of the dictionary.

use fupin::dictionary::Dictionary;
use fupin::domain::codes::{
    POOR_VILLAGE, exit_state, five_class, health, labour_skill, loan_event, register_state,
    schooling,
};
use fupin::domain::relation::HEAD;

#[test]
fn every_named_code_means_what_its_name_says() {
    let dictionary = Dictionary::built_in().unwrap();
    for (ledger, field, code, label) in [
        (
            "household",
            "register_state",
            register_state::REGISTERED,
            "建档立卡",
        ),
        (
            "household",
            "register_state",
            register_state::UNREGISTERED,
            "未建档重点户",
        ),
        (
            "household",
            "register_state",
            register_state::STRUCK,
            "已清退",
        ),
        (
            "household",
            "register_state",
            register_state::CLOSED,
            "自然销户",
        ),
        (
            "household",
            "exit_state",
            exit_state::EXITED,
            "已脱贫（享受政策）",
        ),
        ("household", "exit_state", exit_state::PLANNED, "预脱贫"),
        ("household", "exit_state", exit_state::RELAPSED, "返贫"),
        (
            "household",
            "exit_state",
            exit_state::LEFT_ALONE,
            "已脱贫（不再享受政策）",
        ),
        ("village", "kind", POOR_VILLAGE[0], "贫困村"),
        ("village", "kind", POOR_VILLAGE[1], "十二五贫困村"),
        ("village", "kind", POOR_VILLAGE[2], "十三五贫困村"),
        ("village", "kind", POOR_VILLAGE[3], "非贫困县贫困村"),
        ("person", "relation", HEAD, "户主"),
        ("person", "health", health::CHRONIC, "长期慢性病"),
        ("person", "health", health::SERIOUS, "患有大病"),
        ("person", "health", health::DISABLED, "残疾"),
        (
            "person",
            "labour_skill",
            labour_skill::ORDINARY,
            "普通劳动力",
        ),
        (
            "person",
            "labour_skill",
            labour_skill::SKILLED,
            "技能劳动力",
        ),
        (
            "person",
            "labour_skill",
            labour_skill::WEAK,
            "弱劳动力或半劳动力",
        ),
        ("person", "schooling", schooling::NONE, "非在校生"),
        ("loan_event", "kind", loan_event::LENT, "放款"),
        ("loan_event", "kind", loan_event::REPAID, "还款"),
        ("loan_event", "kind", loan_event::BALANCE, "银行余额"),
        ("loan_event", "kind", loan_event::RENEWED, "续贷"),
        ("loan_event", "kind", loan_event::EXTENDED, "展期"),
        ("loan_event", "kind", loan_event::COMPENSATED, "代偿"),
        ("loan_event", "kind", loan_event::SUBSIDISED, "贴息"),
        ("loan_event", "kind", loan_event::OVERDUE, "逾期"),
        ("loan_event", "kind", loan_event::NOTICE, "到期通知"),
        ("loan_event", "kind", loan_event::CREDITED, "授信"),
        ("loan_event", "kind", loan_event::WRITTEN_OFF, "核销"),
        ("loan_event", "kind", loan_event::DUNNED, "催收"),
        (
            "loan_event",
            "kind",
            loan_event::TOLD_REPAID,
            "已还待银行核对",
        ),
        ("loan", "five_class", five_class::SUBSTANDARD, "次级"),
        ("loan", "five_class", five_class::DOUBTFUL, "可疑"),
        ("loan", "five_class", five_class::LOST, "损失"),
    ] {
        let found = dictionary.find(ledger).unwrap();
        let codes = dictionary.codes_of(found.field(field).unwrap()).unwrap();
        assert_eq!(codes.label(code), Some(label), "{ledger} {field} {code}");
    }
}
