-- 检查: who comes when, whom they look at, what they answer, and what must be put right. One table
-- a ledger, one column a stored field of `assets/dictionary`.

-- 公示公告: the case whose step hangs on the wall.
alter table notice add column case_file integer references case_file(id) deferrable initially deferred; -- 办理
create index notice_case_file on notice(case_file);

-- 参训: a cadre or a doctor of a village by the post; 务工: in which factory.
alter table trainee add column post integer references post(id) deferrable initially deferred; -- 村级人员
create index trainee_post on trainee(post);
alter table job add column factory integer references factory(id) deferrable initially deferred; -- 标准厂房
create index job_factory on job(factory);

-- 检查.
create table inspection (
    id           integer primary key,

    -- 检查
    name         text,       -- 检查名称
    kind         text,       -- 检查类别
    "by"         text,       -- 检查单位
    announced_on text,       -- 通知日期
    document     text,       -- 通知文号
    begins_on    text,       -- 检查开始日期
    ends_on      text,       -- 检查结束日期
    scope        text,       -- 检查内容

    -- 抽查
    seed         integer,    -- 抽户种子
    drawn_how    text,       -- 抽取办法

    -- 结果
    result       text,       -- 检查结果
    points       real,       -- 得分
    closed_on    text,       -- 办结日期

    -- 备注
    note         text        -- 备注
) strict;
create index inspection_begins_on on inspection(begins_on);

-- 抽查对象: a household, village or team that was drawn; a file of the township has none of them.
create table inspection_item (
    id           integer primary key,

    -- 对象
    inspection   integer references inspection(id) deferrable initially deferred, -- 检查
    number       integer,    -- 抽查序号
    checklist    text,       -- 检查表
    household    integer references household(id) deferrable initially deferred, -- 户
    village      integer references village(id) deferrable initially deferred, -- 行政村
    team         integer references team(id) deferrable initially deferred, -- 驻村工作队
    why          text,       -- 抽中原因

    -- 查看
    state        text,       -- 查看情况
    checked_on   text,       -- 查看日期
    checked_by   text,       -- 查看人

    -- 结论
    wrongly_left integer check (wrongly_left in (0, 1)), -- 错退
    missed       integer check (missed in (0, 1)), -- 漏评
    recognises   integer check (recognises in (0, 1)), -- 认可

    -- 备注
    note         text        -- 备注
) strict;
create index inspection_item_inspection on inspection_item(inspection, number);
create index inspection_item_household on inspection_item(household);
create index inspection_item_village on inspection_item(village);
create index inspection_item_team on inspection_item(team);

-- 检查答案.
create table inspection_answer (
    id          integer primary key,

    -- 答案
    item        integer references inspection_item(id) deferrable initially deferred, -- 抽查对象
    question    text,        -- 检查项
    answer      text,        -- 检查结论
    points      real,        -- 得分
    seen        text,        -- 查看记录
    evidence    text,        -- 佐证材料
    answered_on text,        -- 查看日期
    answered_by text,        -- 查看人

    -- 备注
    note        text         -- 备注
) strict;
create index inspection_answer_item on inspection_answer(item, question);

-- 问题整改.
create table finding (
    id          integer primary key,

    -- 问题
    what        text,        -- 问题
    source      text,        -- 问题来源
    inspection  integer references inspection(id) deferrable initially deferred, -- 检查
    item_key    text,        -- 检查项
    household   integer references household(id) deferrable initially deferred, -- 户
    village     integer references village(id) deferrable initially deferred, -- 行政村
    found_on    text,        -- 发现日期
    found_by    text,        -- 指出人

    -- 整改
    unit        text,        -- 责任单位
    responsible text,        -- 责任人
    measure     text,        -- 整改措施
    due_on      text,        -- 整改期限
    evidence    text,        -- 整改佐证
    done_on     text,        -- 整改完成日期

    -- 销号
    result      text,        -- 整改结果
    closed_on   text,        -- 销号日期
    closed_by   text,        -- 销号人

    -- 备注
    note        text         -- 备注
) strict;
create index finding_inspection on finding(inspection);
create index finding_household on finding(household);
create index finding_village on finding(village);
create index finding_open on finding(due_on) where closed_on is null;
