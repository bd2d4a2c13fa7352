-- 来文交办 and the ledgers of plans, requests, relief and gifts: one table a ledger, one column a
-- stored field of `assets/dictionary`, as in 0001.

-- 来文交办. Open while neither 上报日期 nor 办结日期 is there.
create table task (
    id          integer primary key,

    -- 来文
    title       text,        -- 交办事项
    source      text,        -- 来文单位
    document    text,        -- 文号
    received_on text,        -- 收文日期
    due_on      text,        -- 报送期限
    due_time    text,        -- 截止时刻
    villages    text,        -- 报送村
    requirement text,        -- 具体要求
    handler     text,        -- 经办人

    -- 办理
    sent_on     text,        -- 上报日期
    sent_time   text,        -- 上报时刻
    file        text,        -- 上报文件
    closed_on   text,        -- 办结日期

    -- 备注
    note        text         -- 备注
) strict;
-- What stands on 首页, the nearest first.
create index task_open on task(due_on) where closed_on is null and sent_on is null;

-- 任务分村: which village feeds a task, and when it did.
create table task_village (
    id            integer primary key,

    -- 报送
    task          integer references task(id) deferrable initially deferred, -- 来文交办
    village       integer references village(id) deferrable initially deferred, -- 行政村
    reported_on   text,        -- 报来日期
    reported_time text,        -- 报来时刻

    -- 备注
    note          text         -- 备注
) strict;
create index task_village_task on task_village(task, village);
create index task_village_village on task_village(village);

-- 户帮扶计划: one row a thing that is to be done for a household in a year.
create table plan (
    id          integer primary key,

    -- 计划
    household   integer references household(id) deferrable initially deferred, -- 户
    year        integer,     -- 计划年度
    goal        text,        -- 帮扶目标
    kind        text,        -- 措施类别
    what        text,        -- 计划内容
    due_on      text,        -- 完成期限
    responsible text,        -- 落实人
    income      integer,     -- 预期增收，分

    -- 完成
    done_on     text,        -- 完成日期
    result      text,        -- 完成情况

    -- 备注
    note        text         -- 备注
) strict;
create index plan_household on plan(household, year);
create index plan_open on plan(due_on) where done_on is null;

-- 诉求与信访. Who speaks need be of no household of the book.
create table appeal (
    id          integer primary key,

    -- 诉求
    name        text,        -- 反映人
    village     integer references village(id) deferrable initially deferred, -- 行政村
    household   integer references household(id) deferrable initially deferred, -- 户
    phone       text,        -- 反映人电话
    received_on text,        -- 收到日期
    way         text,        -- 反映渠道
    kind        text,        -- 诉求类别
    content     text,        -- 诉求内容

    -- 办理
    handler     text,        -- 承办人
    due_on      text,        -- 答复期限
    answered_on text,        -- 答复日期
    result      text,        -- 办理结果
    satisfied   integer check (satisfied in (0, 1)), -- 反映人满意

    -- 备注
    note        text         -- 备注
) strict;
create index appeal_name on appeal(name, received_on);
create index appeal_household on appeal(household);
create index appeal_village on appeal(village);
create index appeal_open on appeal(due_on) where answered_on is null;

-- 临时救助.
create table relief (
    id          integer primary key,

    -- 困难
    name        text,        -- 救助对象
    id_number   text,        -- 救助对象证件号码
    village     integer references village(id) deferrable initially deferred, -- 行政村
    household   integer references household(id) deferrable initially deferred, -- 户
    reason      text,        -- 困难类型
    event       text,        -- 困难情形
    happened_on text,        -- 发生日期

    -- 救助
    applied_on  text,        -- 申请日期
    asked       integer,     -- 申请金额，分
    decision    text,        -- 审批结果
    decided_on  text,        -- 审批日期
    amount      integer,     -- 救助金额，分
    paid_on     text,        -- 发放日期
    arrived     text,        -- 到账
    source      text,        -- 资金来源

    -- 备注
    note        text         -- 备注
) strict;
create index relief_name on relief(name, applied_on);
create index relief_household on relief(household);
create index relief_village on relief(village);
create index relief_unpaid on relief(decision) where paid_on is null;

-- 社会帮扶与捐赠.
create table donation (
    id         integer primary key,

    -- 捐赠
    donor      text,        -- 捐赠方
    donor_kind text,        -- 捐赠方类别
    kind       text,        -- 捐赠类别
    what       text,        -- 捐赠内容
    amount     integer,     -- 捐赠金额，分
    donated_on text,        -- 捐赠日期

    -- 受益
    village    integer references village(id) deferrable initially deferred, -- 受益村
    household  integer references household(id) deferrable initially deferred, -- 受益户
    signed_by  text,        -- 签收人
    signed_on  text,        -- 签收日期
    receipt    text,        -- 捐赠票据号

    -- 备注
    note       text         -- 备注
) strict;
create index donation_day on donation(donated_on, donor);
create index donation_household on donation(household);
create index donation_village on donation(village);
