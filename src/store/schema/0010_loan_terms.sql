-- 小额信贷: the terms that interest is computed by, who uses the money, and loans to enterprises
-- for the households that they carry. One column a stored field of `assets/dictionary`.
alter table loan add column interest_method text;   -- 结息方式
alter table loan add column interest_day integer;   -- 结息日
alter table loan add column subsidy_method text;    -- 贴息方式
alter table loan add column penalty_rate real;      -- 罚息加收比例，%
alter table loan add column user_name text;         -- 实际用款人
alter table loan add column user_unit integer references cooperative(id) deferrable initially deferred; -- 用款单位
alter table loan add column agreement text;         -- 帮扶合同编号
alter table loan add column agreement_on text;      -- 帮扶合同签订日期
create index loan_user_unit on loan(user_unit);

-- The stretch that an amount of interest or subsidy is for, and what it was reckoned on.
alter table loan_event add column begins_on text;   -- 计息起日
alter table loan_event add column ends_on text;     -- 计息止日
alter table loan_event add column rate real;        -- 新利率，%
alter table loan_event add column principal integer; -- 计息本金，分

-- 经营主体贷款.
create table enterprise_loan (
    id            integer primary key,

    -- 贷款
    cooperative   integer references cooperative(id) deferrable initially deferred, -- 合作社
    contract      text,       -- 合同编号
    bank          text,       -- 贷款银行
    amount        integer,    -- 贷款金额，分
    lent_on       text,       -- 放款日期
    due_on        text,       -- 到期日期
    rate          real,       -- 贷款利率，%
    subsidy_share real,       -- 贴息比例，%
    purpose       text,       -- 贷款用途

    -- 还款
    balance       integer,    -- 贷款余额，分
    as_of         text,       -- 余额截至日
    repaid_on     text,       -- 结清日期

    -- 带动
    promised      integer,    -- 应带动户数，户

    -- 备注
    note          text        -- 备注
) strict;
create index enterprise_loan_cooperative on enterprise_loan(cooperative, lent_on);

-- 带动户.
create table carried (
    id              integer primary key,

    -- 带动
    enterprise_loan integer references enterprise_loan(id) deferrable initially deferred, -- 经营主体贷款
    household       integer references household(id) deferrable initially deferred, -- 户
    how             text,     -- 利益联结方式
    agreement       text,     -- 帮扶合同编号
    agreement_on    text,     -- 帮扶合同签订日期
    until           text,     -- 带动截止日期
    yearly          integer,  -- 年带动收益，分

    -- 备注
    note            text      -- 备注
) strict;
create index carried_loan on carried(enterprise_loan, household);
create index carried_household on carried(household);
