//! What is wrong with a cell or a row, as plain data for reports and `--json`.
use serde::Serialize;

/// What becomes of the row or the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row stays out and goes back with its reason.
    Refuse,
    /// The cell stays out, the rest of the row goes in.
    Drop,
    /// The row goes in, and the officer is told.
    Warn,
}

/// One finding about one row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Row number as Excel shows it, from 1; 0 when the whole file is meant.
    pub row: u32,
    /// The column's label, when one column is meant.
    pub column: Option<String>,
    /// Stable word from [`code`].
    pub code: &'static str,
    /// What becomes of the row or the cell.
    pub severity: Severity,
    /// The offending value; the caller masks what must be masked.
    pub value: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

/// Stable words for findings; scripts may rely on them, so none is ever renamed.
pub mod code {
    /// 超长文本
    pub const TOO_LONG: &str = "too-long";
    /// 15位旧号，已升18位
    pub const ID_OLD: &str = "id-old";
    /// 末三位000，疑似Excel截断
    pub const ID_SUSPECT: &str = "id-suspect";
    /// 姓名含造字区字符
    pub const PRIVATE_USE: &str = "private-use";
    /// 含?或替换符，疑似转码丢字
    pub const LOST_CHARACTER: &str = "lost-character";
    /// 电话位数不对
    pub const PHONE: &str = "phone";
    /// 电话变成科学计数
    pub const PHONE_DAMAGED: &str = "phone-damaged";
    /// 银行账号位数不对或含非数字
    pub const ACCOUNT: &str = "account";
    /// 银行卡校验位不符
    pub const ACCOUNT_CHECK_DIGIT: &str = "account-check-digit";
    /// 银行卡号变成科学计数或丢了末位
    pub const ACCOUNT_DAMAGED: &str = "account-damaged";
    /// 性别与身份证不符
    pub const ID_SEX: &str = "id-sex";
    /// 出生日期与身份证不符
    pub const ID_BIRTH_MISMATCH: &str = "id-birth-mismatch";
    /// 两位年份
    pub const DATE_SHORT_YEAR: &str = "date-short-year";
    /// 贷款超过上限
    pub const LOAN_OVER_CAP: &str = "loan-over-cap";
    /// 余额≠本金-已还
    pub const LOAN_BALANCE: &str = "loan-balance";
    /// 贷款期限过长
    pub const LOAN_TERM: &str = "loan-term";
    /// 续贷、展期与上一段期限重叠，或没有往后
    pub const LOAN_RENEWAL: &str = "loan-renewal";
    /// 已还>本金
    pub const LOAN_OVERPAID: &str = "loan-overpaid";
    /// 户或人不在库中
    pub const HOUSEHOLD_UNKNOWN: &str = "household-unknown";
    /// 所指的记录（培训、项目、家庭成员……）不在库中
    pub const REFERENCE_UNKNOWN: &str = "reference-unknown";
    /// 借款人年龄不在范围
    pub const BORROWER_AGE: &str = "borrower-age";
    /// 取值不在字典
    pub const CODE: &str = "code";
    /// 编号相符，人不相符，疑似错行
    pub const KEY_MISMATCH: &str = "key-mismatch";
    /// 户主换成户内另一成员
    pub const HEAD_CHANGED: &str = "head-changed";
    /// 人数与成员行数不等
    pub const MEMBER_COUNT: &str = "member-count";
    /// 收入分项与合计不等
    pub const INCOME_SUM: &str = "income-sum";
    /// 健康状况为死亡
    pub const AFTER_DEATH: &str = "after-death";
    /// 必填项为空
    pub const MISSING: &str = "missing";
    /// 证件号码位数不对
    pub const ID_LENGTH: &str = "id-length";
    /// 证件号码含非法字符
    pub const ID_CHARSET: &str = "id-charset";
    /// 证件号码校验码错
    pub const ID_CHECK_DIGIT: &str = "id-check-digit";
    /// 证件号码中的出生日期非法
    pub const ID_BIRTH: &str = "id-birth";
    /// 证件号码省级代码非法
    pub const ID_REGION: &str = "id-region";
    /// 证件号码被Excel损坏
    pub const ID_DAMAGED: &str = "id-damaged";
    /// 含控制符、双向或零宽字符
    pub const CONTROL_CHARACTER: &str = "control-character";
    /// 姓名以公式字符开头
    pub const FORMULA: &str = "formula";
    /// 文件内重复
    pub const DUPLICATE_IN_FILE: &str = "duplicate-in-file";
    /// 同号不同人
    pub const DUPLICATE_CONFLICT: &str = "duplicate-conflict";
    /// 户内无户主
    pub const HOUSEHOLD_WITHOUT_HEAD: &str = "household-without-head";
    /// 户内两个户主
    pub const HOUSEHOLD_TWO_HEADS: &str = "household-two-heads";
    /// 日期非法
    pub const DATE: &str = "date";
    /// 时刻非法
    pub const TIME: &str = "time";
    /// 结束早于开始
    pub const DATE_ORDER: &str = "date-order";
    /// 日期在未来
    pub const DATE_FUTURE: &str = "date-future";
    /// 疑似元/万元混淆
    pub const AMOUNT_UNIT: &str = "amount-unit";
    /// 不是数，或为负
    pub const NUMBER: &str = "number";
    /// 单元格为#REF!、#N/A，或公式无缓存值
    pub const CELL_ERROR: &str = "cell-error";
    /// 与本表前面同一户的行不一致
    pub const DIFFERS_IN_FILE: &str = "differs-in-file";
    /// 表头重名，只取一列
    pub const DUPLICATE_COLUMN: &str = "duplicate-column";
    /// 变更只记作历史，人口和户没有改动
    pub const HISTORY_ONLY: &str = "history-only";
    /// 一行的格子比表头多
    pub const EXTRA_CELLS: &str = "extra-cells";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serialises_as_the_json_report_promises() {
        let problem = Problem {
            row: 12,
            column: Some("证件号码".into()),
            code: code::ID_LENGTH,
            severity: Severity::Refuse,
            value: "421***678".into(),
            message: "位数不对".into(),
        };
        let json = serde_json::to_string(&problem).unwrap();
        assert!(json.contains(r#""severity":"refuse""#), "{json}");
        assert!(json.contains(r#""code":"id-length""#), "{json}");
    }
}
