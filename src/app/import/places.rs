//! Where the fields lie that matching knows by name.

use crate::dictionary::{Dictionary, LedgerId};

/// The dictionary lacks a field that matching needs.
#[derive(Debug, thiserror::Error)]
#[error("数据字典缺少 {0}，请重新安装程序")]
pub struct NoSuchPlace(String);

/// Fields of 户.
#[derive(Clone, Copy, Debug)]
pub struct HouseholdPlaces {
    /// The ledger.
    pub ledger: LedgerId,
    /// 户编号.
    pub code: usize,
    /// 行政村.
    pub village: usize,
    /// 户主姓名.
    pub head_name: usize,
    /// 户主证件号码.
    pub head_id: usize,
}

/// Fields of 人口.
#[derive(Clone, Copy, Debug)]
pub struct PersonPlaces {
    /// The ledger.
    pub ledger: LedgerId,
    /// 户.
    pub household: usize,
    /// 人编号.
    pub code: usize,
    /// 姓名.
    pub name: usize,
    /// 证件号码.
    pub id_number: usize,
    /// 性别.
    pub sex: usize,
    /// 出生日期.
    pub birth: usize,
    /// 与户主关系.
    pub relation: usize,
    /// 健康状况.
    pub health: usize,
}

/// Fields of 户年度.
#[derive(Clone, Copy, Debug)]
pub struct YearPlaces {
    /// The ledger.
    pub ledger: LedgerId,
    /// 户.
    pub household: usize,
    /// 年度.
    pub year: usize,
    /// 家庭人口数, as sheets say it.
    pub population: usize,
}

/// Fields of 小额信贷 and 贷款事件.
#[derive(Clone, Copy, Debug)]
pub struct LoanPlaces {
    /// 小额信贷.
    pub ledger: LedgerId,
    /// 借款人姓名.
    pub borrower: usize,
    /// 借款人身份证号.
    pub borrower_id: usize,
    /// 贷款金额.
    pub amount: usize,
    /// 放款日期.
    pub lent_on: usize,
    /// 到期日期.
    pub due_on: usize,
    /// 已还本金.
    pub repaid: usize,
    /// 贷款余额.
    pub balance: usize,
    /// 余额截至日.
    pub as_of: usize,
    /// 五级分类.
    pub five_class: usize,
    /// 贷款事件.
    pub events: LedgerId,
    /// Its 贷款.
    pub event_loan: usize,
    /// Its kind.
    pub event_kind: usize,
    /// Its day.
    pub event_date: usize,
    /// Its amount.
    pub event_amount: usize,
}

/// All of them, for sheets of one ledger.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// 户.
    pub household: HouseholdPlaces,
    /// 人口.
    pub person: PersonPlaces,
    /// 户年度.
    pub year: YearPlaces,
    /// 小额信贷.
    pub loan: LoanPlaces,
    /// The field by which the sheet's ledger refers to 户, if it does.
    pub household_reference: Option<usize>,
    /// Where that reference writes 户编号, 户主姓名, 户主证件号码 and 行政村.
    pub household_parts: [Option<usize>; 4],
}

impl Places {
    /// Looks them up.
    ///
    /// # Errors
    ///
    /// [`NoSuchPlace`] when the dictionary lacks one; a test reads the built-in dictionary.
    pub fn of(dictionary: &Dictionary, sheet: LedgerId) -> Result<Self, NoSuchPlace> {
        let find = |ledger: &str, field: &str| {
            let missing = || NoSuchPlace(format!("{ledger}.{field}"));
            dictionary
                .find(ledger)
                .and_then(|l| l.position(field))
                .ok_or_else(missing)
        };
        let ledger = |key: &str| {
            dictionary
                .find(key)
                .map(|l| l.id)
                .ok_or_else(|| NoSuchPlace(key.to_owned()))
        };
        let household = ledger("household")?;
        let reference = dictionary.ledger(sheet).reference_to(household);
        let part = |key: &str| {
            let columns = &dictionary.ledger(sheet).fields[reference?].columns;
            columns.iter().position(|column| column.key == key)
        };
        Ok(Self {
            household: HouseholdPlaces {
                ledger: household,
                code: find("household", "code")?,
                village: find("household", "village")?,
                head_name: find("household", "head_name")?,
                head_id: find("household", "head_id")?,
            },
            person: PersonPlaces {
                ledger: ledger("person")?,
                household: find("person", "household")?,
                code: find("person", "code")?,
                name: find("person", "name")?,
                id_number: find("person", "id_number")?,
                sex: find("person", "sex")?,
                birth: find("person", "birth")?,
                relation: find("person", "relation")?,
                health: find("person", "health")?,
            },
            year: YearPlaces {
                ledger: ledger("household_year")?,
                household: find("household_year", "household")?,
                year: find("household_year", "year")?,
                population: find("household_year", "population")?,
            },
            loan: LoanPlaces {
                ledger: ledger("loan")?,
                borrower: find("loan", "borrower")?,
                borrower_id: find("loan", "borrower_id")?,
                amount: find("loan", "amount")?,
                lent_on: find("loan", "lent_on")?,
                due_on: find("loan", "due_on")?,
                repaid: find("loan", "repaid")?,
                balance: find("loan", "balance")?,
                as_of: find("loan", "as_of")?,
                five_class: find("loan", "five_class")?,
                events: ledger("loan_event")?,
                event_loan: find("loan_event", "loan")?,
                event_kind: find("loan_event", "kind")?,
                event_date: find("loan_event", "date")?,
                event_amount: find("loan_event", "amount")?,
            },
            household_reference: reference,
            household_parts: ["code", "head_name", "head_id", "village"].map(part),
        })
    }
}
