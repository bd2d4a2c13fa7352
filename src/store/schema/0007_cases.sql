-- 办理: a list that goes through a procedure of a policy pack, its households, the steps done,
-- objections and evidence. One table a ledger, one column a stored field, as in 0001.

-- 办理.
create table case_file (
    id         integer primary key,

    -- 办理
    name       text,        -- 办理名称
    procedure  text,        -- 办理事项
    village    integer references village(id) deferrable initially deferred, -- 行政村
    year       integer,     -- 办理年度
    handler    text,        -- 经办人
    opened_on  text,        -- 开始日期

    -- 进度
    step       integer,     -- 环节序号
    step_name  text,        -- 当前环节
    step_since text,        -- 环节起始日

    -- 办结
    closed_on  text,        -- 办结日期
    how        text,        -- 办结方式

    -- 备注
    note       text         -- 备注
) strict;
create index case_file_name on case_file(name);
create index case_file_village on case_file(village);
create index case_file_open on case_file(step_since) where closed_on is null;

-- 办理名单: a household (a village, a project) of a list.
create table case_item (
    id          integer primary key,

    -- 名单
    case_file   integer references case_file(id) deferrable initially deferred, -- 办理
    household   integer references household(id) deferrable initially deferred, -- 户
    village     integer references village(id) deferrable initially deferred, -- 行政村
    project     integer references project(id) deferrable initially deferred, -- 项目

    -- 进度
    step        integer,    -- 所在环节
    since       text,       -- 进入环节日期
    state       text,       -- 名单状态
    reason      text,       -- 留下原因

    -- 认定
    ground      text,       -- 事由
    kind        text,       -- 认定类别
    cleared_how text,       -- 消除方式

    -- 备注
    note        text        -- 备注
) strict;
create index case_item_case on case_item(case_file, household);
create index case_item_household on case_item(household);
create index case_item_village on case_item(village);
create index case_item_project on case_item(project);

-- 办理环节: a step that was done, or whose notice was posted.
create table case_step (
    id        integer primary key,

    -- 环节
    case_file integer references case_file(id) deferrable initially deferred, -- 办理
    step      integer,      -- 环节序号
    name      text,         -- 环节

    -- 公示
    posted_on text,         -- 张贴日期
    until     text,         -- 公示截止日期
    place     text,         -- 张贴地点

    -- 完成
    done_on   text,         -- 完成日期
    handler   text,         -- 办理人
    passed    integer,      -- 通过数
    result    text,         -- 办理结果
    document  text,         -- 文号

    -- 备注
    note      text          -- 备注
) strict;
create index case_step_case on case_step(case_file, step);

-- 异议: it holds its household until it is closed.
create table objection (
    id          integer primary key,

    -- 异议
    case_file   integer references case_file(id) deferrable initially deferred, -- 办理
    household   integer references household(id) deferrable initially deferred, -- 户
    village     integer references village(id) deferrable initially deferred, -- 行政村
    raised_on   text,       -- 提出日期
    raised_by   text,       -- 提出人
    what        text,       -- 异议内容

    -- 处理
    responsible text,       -- 责任人
    due_on      text,       -- 核查期限
    handled     text,       -- 核查情况
    finding     text,       -- 核查结论
    closed_on   text,       -- 办结日期

    -- 备注
    note        text        -- 备注
) strict;
create index objection_case on objection(case_file, household);
create index objection_household on objection(household);
create index objection_village on objection(village);
create index objection_open on objection(due_on) where closed_on is null;

-- 佐证材料: what a step of a list must have, and in which box it lies.
create table evidence (
    id        integer primary key,

    -- 材料
    case_file integer references case_file(id) deferrable initially deferred, -- 办理
    step      integer,      -- 环节序号
    what      text,         -- 材料名称
    household integer references household(id) deferrable initially deferred, -- 户
    village   integer references village(id) deferrable initially deferred, -- 行政村
    state     text,         -- 材料情况
    archive_box text,       -- 档案盒号

    -- 备注
    note      text          -- 备注
) strict;
create index evidence_case on evidence(case_file, step);
create index evidence_household on evidence(household);
create index evidence_village on evidence(village);
