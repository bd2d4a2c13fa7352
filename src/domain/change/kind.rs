//! The kinds of changes and what each asks for.

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// 自然增加: somebody joins, or a former member comes back.
    Join,
    /// 自然减少: a member leaves.
    Leave,
    /// 户主变更.
    Head,
    /// 分户: members go into a household of their own.
    Split,
    /// 并户: the household goes into another.
    Unite,
    /// 迁组: to another group or village.
    Move,
    /// 整户自然销户: nobody is left.
    Close,
    /// 清退: it should not have been registered.
    Strike,
    /// 恢复: a household or a member was struck off wrongly.
    Restore,
    /// 补录: a household found later.
    Found,
    /// 年度结转: a new year begins with what stays as it was.
    Carry,
}

/// Whom a field lets one choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// The members on the register.
    Current,
    /// The members on the register but the head.
    Others,
    /// Those who left.
    Former,
}

/// What a field of a change takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The same as a field of a ledger: its ledger's key and its own.
    Like(&'static str, &'static str),
    /// A date that is like a field of a ledger and not in the future.
    Past(&'static str, &'static str),
    /// One member.
    One(Pool),
    /// Several members.
    Several(Pool),
    /// The new relation of every member, a field for each.
    Relations,
    /// A village.
    Village,
}

/// One field of a change.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// Its name in commands and drafts.
    pub key: &'static str,
    /// What officers call it; empty where the ledger's field says it.
    pub label: &'static str,
    /// What it takes.
    pub what: What,
    /// Whether the change cannot be without it.
    pub required: bool,
    /// What the officer should know about it.
    pub note: &'static str,
}

/// What a kind of change is and asks for.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// The kind.
    pub kind: ChangeKind,
    /// Its name in commands.
    pub key: &'static str,
    /// What officers call it.
    pub label: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// Its code among 户变更's types; empty where it makes no such record.
    pub code: &'static str,
    /// Whether it begins at the card of a household.
    pub at_card: bool,
    /// The fields, in the order of the form.
    pub asks: &'static [Ask],
}

impl ChangeKind {
    /// The kind's description.
    #[must_use]
    pub fn description(self) -> &'static Description {
        let found = KINDS.iter().find(|one| one.kind == self);
        // Every kind is described; a test says so.
        found.unwrap_or(&KINDS[0])
    }

    /// What officers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.description().label
    }

    /// The kind that a command names, by key or label.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = KINDS
            .iter()
            .find(|one| one.key == name || one.label == name);
        found.map(|one| one.kind)
    }
}

const fn ask(key: &'static str, label: &'static str, what: What) -> Ask {
    Ask {
        key,
        label,
        what,
        required: false,
        note: "",
    }
}

impl Ask {
    const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

use What::{Like, One, Past, Relations, Several, Village};

const PERSON_DAY: Ask = ask("day", "变更日期", Past("person_change", "day")).required();
const PERSON_EVIDENCE: Ask = ask("evidence", "", Like("person_change", "evidence"));
const PERSON_DOCUMENT: Ask = ask("document", "", Like("person_change", "document"));
const PERSON_NOTE: Ask = ask("note", "", Like("person_change", "note"));
const DAY: Ask = ask("day", "变更日期", Past("household_change", "day")).required();
const REASON: Ask = ask("reason", "", Like("household_change", "reason"));
const EVIDENCE: Ask = ask("evidence", "", Like("household_change", "evidence"));
const DOCUMENT: Ask = ask("document", "", Like("household_change", "document"));
const NOTE: Ask = ask("note", "", Like("household_change", "note"));
const RELATIONS: Ask = ask("relation", "", Relations);
const GROUP: Ask = ask("group", "", Like("household", "group_name"));
const PHONE: Ask = ask("phone", "", Like("household", "phone"));

/// Every kind, in the order of menus.
pub const KINDS: &[Description] = &[
    Description {
        kind: ChangeKind::Join,
        key: "join",
        label: "自然增加",
        about: "嫁入、出生、转入，或原成员回来",
        code: "",
        at_card: true,
        asks: &[
            ask("back", "回来的原成员", One(Pool::Former))
                .note("新来的人空着，在下面填；回来的人选他，下面只填关系、原因和日期"),
            ask("name", "", Like("person", "name")),
            ask("id_number", "", Like("person", "id_number")).note("新生儿还没有就空着"),
            ask("sex", "", Like("person", "sex")),
            ask("birth", "", Like("person", "birth")),
            ask("person_relation", "", Like("person", "relation")).required(),
            ask("reason", "增加原因", Like("person", "joined_how")).required(),
            PERSON_DAY,
            PERSON_EVIDENCE,
            PERSON_DOCUMENT,
            PERSON_NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Leave,
        key: "leave",
        label: "自然减少",
        about: "死亡、嫁出、收监、转出",
        code: "",
        at_card: true,
        asks: &[
            ask("person", "减少的成员", One(Pool::Current)).required(),
            ask("reason", "减少原因", Like("person", "left_how")).required(),
            PERSON_DAY.note("去世、离开的那一天"),
            PERSON_EVIDENCE,
            PERSON_DOCUMENT,
            PERSON_NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Head,
        key: "head",
        label: "户主变更",
        about: "换户主，各成员的关系跟着换",
        code: "01",
        at_card: true,
        asks: &[
            ask("left_how", "原户主去向", Like("person", "left_how")).note("仍在户内就空着"),
            ask("left_on", "原户主离开日期", Past("person", "left_on")),
            ask("head", "新户主", One(Pool::Others)).required(),
            DAY,
            RELATIONS.note("推算的，可以改；推不出的写其他"),
            PHONE.note("户的联系电话，原来多半是原户主的"),
            ask("bank", "", Like("household", "bank")),
            ask("account", "", Like("household", "account")).note("原户主的卡要换成新户主的"),
            REASON,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Split,
        key: "split",
        label: "分户",
        about: "几个成员分出去另立一户",
        code: "02",
        at_card: true,
        asks: &[
            ask("head", "新户户主", One(Pool::Others)).required(),
            ask("members", "一起分出的", Several(Pool::Others))
                .note("新户主以外还有谁；贷款跟着借款人，个人的措施跟着人"),
            DAY,
            RELATIONS.note("分出去的人与新户主的关系，可以改"),
            ask("code", "新户编号", Like("household", "code")),
            GROUP,
            PHONE,
            REASON,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Unite,
        key: "unite",
        label: "并户",
        about: "全户并入另一户，本户自然销户",
        code: "03",
        at_card: true,
        asks: &[
            ask("other", "并入哪一户", Like("household_change", "other")).required(),
            DAY,
            RELATIONS.note("与对方户主的关系；先写本户户主的，其余推算"),
            REASON,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Move,
        key: "move",
        label: "迁组",
        about: "迁到别的组或别的村",
        code: "04",
        at_card: true,
        asks: &[
            ask("village", "行政村", Village).required(),
            GROUP,
            DAY,
            REASON,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Close,
        key: "close",
        label: "整户自然销户",
        about: "户里没人了：去世、全部转出",
        code: "05",
        at_card: true,
        asks: &[
            ask("left_how", "减少原因", Like("person", "left_how")).required(),
            DAY,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Strike,
        key: "strike",
        label: "清退",
        about: "识别错了，退出建档立卡；人还在",
        code: "06",
        at_card: true,
        asks: &[REASON.required(), DAY, EVIDENCE, DOCUMENT, NOTE],
    },
    Description {
        kind: ChangeKind::Restore,
        key: "restore",
        label: "恢复",
        about: "减错、销错、退错了，恢复原样",
        code: "08",
        at_card: true,
        asks: &[
            ask("members", "恢复的成员", Several(Pool::Former)),
            REASON.required(),
            DAY,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Found,
        key: "found",
        label: "补录新增户",
        about: "漏登、新识别的户；成员以后再增加",
        code: "07",
        at_card: false,
        asks: &[
            ask("village", "行政村", Village).required(),
            GROUP,
            ask("name", "", Like("household", "head_name")).required(),
            ask("id_number", "", Like("household", "head_id")).required(),
            ask("code", "", Like("household", "code")),
            PHONE,
            ask("state", "", Like("household", "register_state")).required(),
            REASON.required(),
            DAY,
            EVIDENCE,
            DOCUMENT,
            NOTE,
        ],
    },
    Description {
        kind: ChangeKind::Carry,
        key: "carry",
        label: "年度结转",
        about: "由上一年开出新一年，收入不带",
        code: "",
        at_card: false,
        asks: &[
            ask("year", "", Like("household_year", "year"))
                .required()
                .note("要开的年度；已有的户只补空着的项"),
            ask("village", "行政村", Village).note("空着就是全镇"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_described_once_and_found_by_both_names() {
        for one in KINDS {
            assert_eq!(one.kind.label(), one.label);
            assert_eq!(ChangeKind::named(one.key), Some(one.kind));
            assert_eq!(ChangeKind::named(one.label), Some(one.kind));
            let same = |ask: &&Ask| one.asks.iter().filter(|a| a.key == ask.key).count() > 1;
            assert!(one.asks.iter().find(same).is_none(), "{}", one.key);
        }
        assert_eq!(ChangeKind::named("脱贫销号"), None);
    }
}
