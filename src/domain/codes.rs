//! The codes that rules of the program itself read, by name. Every other code is the dictionary's
//! alone; `tests/codes.rs` compares these with it.

/// 建档状态.
pub mod register_state {
    /// 建档立卡.
    pub const REGISTERED: &str = "01";
    /// 未建档重点户.
    pub const UNREGISTERED: &str = "02";
    /// 已清退.
    pub const STRUCK: &str = "03";
    /// 自然销户.
    pub const CLOSED: &str = "04";
}

/// 措施类别.
pub mod measure_kind {
    /// 健康帮扶.
    pub const HEALTH: &str = "09";
}

/// 问题来源.
pub mod finding_source {
    /// 检查发现.
    pub const INSPECTION: &str = "01";
    /// 自查发现.
    pub const OWN_CHECK: &str = "02";
    /// 检查人当面指出.
    pub const REMARK: &str = "03";
}

/// 检查类别.
pub mod inspection_kind {
    /// 镇自查.
    pub const OWN: &str = "07";
}

/// 佐证材料.
pub mod evidence_state {
    /// 缺.
    pub const LACKING: &str = "2";
}

/// 脱贫属性.
pub mod exit_state {
    /// 已脱贫（享受政策）.
    pub const EXITED: &str = "1";
    /// 预脱贫.
    pub const PLANNED: &str = "2";
    /// 返贫.
    pub const RELAPSED: &str = "3";
    /// 已脱贫（不再享受政策）.
    pub const LEFT_ALONE: &str = "4";
}

/// 村属性 of a village that counts as poor: 贫困村, 十二五, 十三五 and 非贫困县贫困村.
pub const POOR_VILLAGE: [&str; 4] = ["01", "03", "04", "06"];

/// 健康状况.
pub mod health {
    /// 长期慢性病.
    pub const CHRONIC: &str = "02";
    /// 患有大病.
    pub const SERIOUS: &str = "03";
    /// 残疾.
    pub const DISABLED: &str = "04";
}

/// 劳动技能, as far as it makes a 劳动力.
pub mod labour_skill {
    /// 普通劳动力.
    pub const ORDINARY: &str = "01";
    /// 技能劳动力.
    pub const SKILLED: &str = "02";
    /// 弱劳动力或半劳动力.
    pub const WEAK: &str = "05";
}

/// 在校生状况.
pub mod schooling {
    /// 非在校生.
    pub const NONE: &str = "01";
}

/// 五级分类.
pub mod five_class {
    /// 正常.
    pub const NORMAL: &str = "01";
    /// 关注.
    pub const WATCH: &str = "02";
    /// 次级.
    pub const SUBSTANDARD: &str = "03";
    /// 可疑.
    pub const DOUBTFUL: &str = "04";
    /// 损失.
    pub const LOST: &str = "05";
}

/// 小额信贷结息方式.
pub mod interest_method {
    /// 按月结息.
    pub const MONTHLY: &str = "01";
    /// 按季结息.
    pub const QUARTERLY: &str = "02";
    /// 按年结息.
    pub const YEARLY: &str = "03";
    /// 利随本清.
    pub const AT_END: &str = "04";
}

/// 小额信贷贴息方式.
pub mod subsidy_method {
    /// 先收后贴.
    pub const PAID_BACK: &str = "01";
    /// 直贴银行.
    pub const TO_BANK: &str = "02";
}

/// 贷款事件.
pub mod loan_event {
    /// 放款.
    pub const LENT: &str = "01";
    /// 还款.
    pub const REPAID: &str = "02";
    /// 银行余额.
    pub const BALANCE: &str = "03";
    /// 贴息.
    pub const SUBSIDISED: &str = "04";
    /// 逾期.
    pub const OVERDUE: &str = "05";
    /// 续贷.
    pub const RENEWED: &str = "06";
    /// 展期.
    pub const EXTENDED: &str = "07";
    /// 代偿.
    pub const COMPENSATED: &str = "08";
    /// 欠息.
    pub const UNPAID: &str = "09";
    /// 到期通知.
    pub const NOTICE: &str = "10";
    /// 授信.
    pub const CREDITED: &str = "11";
    /// 核销.
    pub const WRITTEN_OFF: &str = "12";
    /// 催收.
    pub const DUNNED: &str = "14";
    /// 已还待银行核对.
    pub const TOLD_REPAID: &str = "15";
    /// 付息.
    pub const INTEREST_PAID: &str = "16";
    /// 其他: what a sheet calls by a word that no code has.
    pub const OTHER: &str = "99";
}
