-- 人口变更, 户变更: events. The rows of person and household take their effect in the same action.

-- 人口变更.
create table person_change (
    id        integer primary key,

    -- 变更
    household integer references household(id) deferrable initially deferred, -- 户
    person    integer references person(id) deferrable initially deferred, -- 成员
    kind      text,                 -- 变更类型
    reason    text,                 -- 变更原因
    day       text,                 -- 变更日期

    -- 佐证
    evidence  text,                 -- 佐证
    document  text,                 -- 审批表号
    note      text                  -- 备注
) strict;
create index person_change_household on person_change(household);
create index person_change_person on person_change(person);

-- 户变更.
create table household_change (
    id         integer primary key,

    -- 变更
    household  integer references household(id) deferrable initially deferred, -- 户
    kind       text,                -- 变更类型
    reason     text,                -- 变更原因
    day        text,                -- 变更日期
    other      integer references household(id) deferrable initially deferred, -- 对方户
    members    text,                -- 涉及成员

    -- 变更前后
    from_head  text,                -- 原户主
    to_head    text,                -- 新户主
    from_group text,                -- 原村组
    to_group   text,                -- 新村组
    from_state text,                -- 原建档状态
    to_state   text,                -- 新建档状态

    -- 佐证
    evidence   text,                -- 佐证
    document   text,                -- 审批表号
    note       text                 -- 备注
) strict;
create index household_change_household on household_change(household);
create index household_change_other on household_change(other);

-- 年度结转: the fields of a year that stand as they were the year before and that nobody has
-- looked at since, by key, with commas between them.
alter table household_year add column unconfirmed text; -- 结转未核
-- 年度结转 walks one year of the whole township.
create index household_year_year on household_year(year, household);
