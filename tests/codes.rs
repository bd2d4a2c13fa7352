//! The codes that the program reads by name are those of the dictionary.

use fupin::dictionary::Dictionary;
use fupin::domain::codes::{
    POOR_VILLAGE, evidence_state, exit_state, finding_source, five_class, health, inspection_kind,
    interest_method, labour_skill, loan_event, register_state, schooling, subsidy_method,
};
use fupin::domain::relation::HEAD;
use fupin::domain::verdict::{Progress, Verdict};

/// Ledger, field, code, and what the dictionary calls it.
const NAMED: &[(&str, &str, &str, &str)] = &[
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
    ("loan_event", "kind", loan_event::UNPAID, "欠息"),
    ("loan_event", "kind", loan_event::CREDITED, "授信"),
    ("loan_event", "kind", loan_event::WRITTEN_OFF, "核销"),
    (
        "loan_event",
        "kind",
        loan_event::TOLD_REPAID,
        "已还待银行核对",
    ),
    ("loan_event", "kind", loan_event::INTEREST_PAID, "付息"),
    ("loan_event", "kind", loan_event::OTHER, "其他"),
    ("loan", "five_class", five_class::NORMAL, "正常"),
    ("loan", "five_class", five_class::WATCH, "关注"),
    ("loan", "five_class", five_class::SUBSTANDARD, "次级"),
    ("loan", "five_class", five_class::DOUBTFUL, "可疑"),
    ("loan", "five_class", five_class::LOST, "损失"),
    (
        "loan",
        "interest_method",
        interest_method::MONTHLY,
        "按月结息",
    ),
    (
        "loan",
        "interest_method",
        interest_method::QUARTERLY,
        "按季结息",
    ),
    (
        "loan",
        "interest_method",
        interest_method::YEARLY,
        "按年结息",
    ),
    (
        "loan",
        "interest_method",
        interest_method::AT_END,
        "利随本清",
    ),
    (
        "loan",
        "subsidy_method",
        subsidy_method::PAID_BACK,
        "先收后贴",
    ),
    (
        "loan",
        "subsidy_method",
        subsidy_method::TO_BANK,
        "直贴银行",
    ),
    ("finding", "source", finding_source::INSPECTION, "检查发现"),
    ("finding", "source", finding_source::OWN_CHECK, "自查发现"),
    (
        "finding",
        "source",
        finding_source::REMARK,
        "检查人当面指出",
    ),
    ("inspection", "kind", inspection_kind::OWN, "镇自查"),
    ("evidence", "state", evidence_state::LACKING, "缺"),
    ("loan_event", "kind", loan_event::OVERDUE, "逾期"),
    ("loan_event", "kind", loan_event::NOTICE, "到期通知"),
    ("loan_event", "kind", loan_event::DUNNED, "催收"),
];

#[test]
fn every_named_code_means_what_its_name_says() {
    let dictionary = Dictionary::built_in().unwrap();
    for (ledger, field, code, label) in NAMED {
        let found = dictionary.find(ledger).unwrap();
        let codes = dictionary.codes_of(found.field(field).unwrap()).unwrap();
        assert_eq!(codes.label(code), Some(*label), "{ledger} {field} {code}");
    }
}

/// What is answered on a checklist, and how far a look has come, name their own codes and words.
#[test]
fn answers_and_progress_are_the_lists_of_the_dictionary() {
    let dictionary = Dictionary::built_in().unwrap();
    let answers = Verdict::ALL.map(|one| ("inspection_answer", one.code(), one.word()));
    let states = Progress::ALL.map(|one| ("inspected_state", one.code(), one.word()));
    for (list, code, word) in answers.into_iter().chain(states) {
        let codes = dictionary.code_list(list).unwrap();
        assert_eq!(codes.label(code), Some(word), "{list} {code}");
    }
}

#[test]
fn what_makes_a_field_required_is_a_code_of_the_record() {
    let dictionary = Dictionary::built_in().unwrap();
    for ledger in dictionary.ledgers() {
        for field in &ledger.fields {
            let Some((key, code)) = &field.required_when else {
                continue;
            };
            let other = ledger.field(key).unwrap();
            let list = dictionary.codes_of(other).unwrap();
            assert!(list.read(code).is_some(), "{} {key} {code}", field.key);
        }
    }
}
