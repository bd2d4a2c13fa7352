//! Who is at the keyboard and how much of the township is shown.

/// 我的 or 全镇.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The operator's villages and the households paired with the operator.
    Mine,
    /// The whole township.
    #[default]
    Township,
}

/// 操作人: who answers for what is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// The name, as the log keeps it.
    pub name: String,
    /// The post (职务).
    pub post: String,
    /// 我负责的村, by internal key.
    pub villages: Vec<i64>,
    /// The helper (帮扶责任人) that the operator is, whose paired households are 我结对的户.
    pub helper: Option<i64>,
}

impl Operator {
    /// Whether anything makes a 我的 for this operator: else 我的 is the whole township.
    #[must_use]
    pub const fn has_own(&self) -> bool {
        !self.villages.is_empty() || self.helper.is_some()
    }
}
