-- 办结与延期: duties that leave no record of their own, signed off or put off; one column a stored
-- field of `assets/dictionary`, as in 0001.

create table sign_off (
    id        integer primary key,

    -- 待办
    kind      text,                 -- 办理结果
    rule      text,                 -- 规则编号
    period    text,                 -- 待办期次
    household integer references household(id) deferrable initially deferred, -- 户
    person    integer references person(id) deferrable initially deferred, -- 家庭成员
    village   integer references village(id) deferrable initially deferred, -- 行政村
    loan      integer references loan(id) deferrable initially deferred, -- 小额信贷
    helper    integer references helper(id) deferrable initially deferred, -- 帮扶责任人
    team      integer references team(id) deferrable initially deferred, -- 驻村工作队

    -- 办理
    done_on   text,                 -- 办理日期
    until     text,                 -- 延期至
    "by"      text,                 -- 经办人

    -- 备注
    note      text                  -- 备注
) strict;
create index sign_off_rule on sign_off(rule, period);
create index sign_off_household on sign_off(household);
create index sign_off_person on sign_off(person);
create index sign_off_village on sign_off(village);
create index sign_off_loan on sign_off(loan);
create index sign_off_helper on sign_off(helper);
create index sign_off_team on sign_off(team);
