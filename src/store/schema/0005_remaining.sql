-- The remaining ledgers: training, work, schooling, housing, assets, projects, notices, standing
-- teams, care, incidents, lists of conduct, explanations and local figures; one table a ledger, one
-- column a stored field of `assets/dictionary`, as in 0001.

-- 培训. People who took part stand in trainee.
create table training (
    id             integer primary key,

    -- 培训
    name           text,                 -- 培训名称
    trainee_kind   text,                 -- 培训对象
    topic          text,                 -- 培训内容
    skill          text,                 -- 技能类别
    trade          text,                 -- 培训工种
    skilled        integer check (skilled in (0, 1)), -- 高技术工种
    begins_on      text,                 -- 开班日期
    ends_on        text,                 -- 结业日期
    days           integer,              -- 培训天数，天
    place          text,                 -- 培训地点
    village        integer references village(id) deferrable initially deferred, -- 行政村

    -- 组织
    organiser      text,                 -- 主办单位
    school         text,                 -- 定点培训机构
    by_bid         integer check (by_bid in (0, 1)), -- 招标确定机构
    checked_on     text,                 -- 过程检查日期
    check_result   text,                 -- 过程检查情况
    planned_people integer,              -- 计划人数，人
    subsidy        integer,              -- 人均补助标准，分
    source         text,                 -- 资金来源

    -- 备注
    note           text                  -- 备注
) strict;
create index training_begins_on on training(begins_on);
create index training_village on training(village);

-- 参训.
create table trainee (
    id               integer primary key,

    -- 参训
    training         integer references training(id) deferrable initially deferred, -- 培训
    name             text,                 -- 学员姓名
    person           integer references person(id) deferrable initially deferred, -- 学员
    household        integer references household(id) deferrable initially deferred, -- 户
    village          integer references village(id) deferrable initially deferred, -- 行政村
    duty             text,                 -- 学员职务
    days             integer,              -- 参训天数，天

    -- 结果
    certificate      integer check (certificate in (0, 1)), -- 取得证书
    certificate_name text,                 -- 证书名称
    employed         integer check (employed in (0, 1)), -- 培训后就业
    employer         text,                 -- 就业单位
    employed_on      text,                 -- 就业日期
    subsidy          integer,              -- 培训补助，分
    paid_on          text,                 -- 补助发放日期
    arrived          text,                 -- 到账

    -- 备注
    note             text                  -- 备注
) strict;
create index trainee_training on trainee(training, name);
create index trainee_person on trainee(person);
create index trainee_household on trainee(household);
create index trainee_village on trainee(village);

-- 务工, one row a person and spell of work.
create table job (
    id        integer primary key,

    -- 务工
    household integer references household(id) deferrable initially deferred, -- 户
    person    integer references person(id) deferrable initially deferred, -- 务工人员
    year      integer,              -- 务工年度
    kind      text,                 -- 就业方式
    area      text,                 -- 务工区域
    place     text,                 -- 务工地点
    employer  text,                 -- 用工单位
    trade     text,                 -- 从事工种
    post      text,                 -- 公益岗类别
    begins_on text,                 -- 务工开始日期
    ends_on   text,                 -- 务工结束日期
    months    real,                 -- 务工月数，月
    wage      integer,              -- 月工资，分
    contract  integer check (contract in (0, 1)), -- 劳动合同

    -- 补贴
    insurance integer check (insurance in (0, 1)), -- 灵活就业社保补贴
    subsidy   integer,              -- 就业补贴，分
    paid_on   text,                 -- 补贴发放日期

    -- 备注
    note      text                  -- 备注
) strict;
create index job_household on job(household, year);
create index job_person on job(person, year);

-- 未转移就业劳动力.
create table idle_labour (
    id             integer primary key,

    -- 登记
    household      integer references household(id) deferrable initially deferred, -- 户
    person         integer references person(id) deferrable initially deferred, -- 劳动力
    registered_on  text,                 -- 登记日期
    reason         text,                 -- 未就业原因
    wants_job      integer check (wants_job in (0, 1)), -- 有就业愿望
    job_wish       text,                 -- 意向岗位
    wants_training integer check (wants_training in (0, 1)), -- 有培训愿望
    training_wish  text,                 -- 意向培训
    hardship       text,                 -- 特殊困难

    -- 安置
    offered        text,                 -- 推荐岗位
    offered_on     text,                 -- 推荐日期
    placed         text,                 -- 就业去向
    placed_on      text,                 -- 就业日期

    -- 备注
    note           text                  -- 备注
) strict;
create index idle_labour_household on idle_labour(household, placed_on);
create index idle_labour_person on idle_labour(person);

-- 教育资助.
create table grant (
    id         integer primary key,

    -- 资助
    household  integer references household(id) deferrable initially deferred, -- 户
    person     integer references person(id) deferrable initially deferred, -- 学生
    kind       text,                 -- 资助类别
    year       integer,              -- 资助年度
    term       text,                 -- 学期
    school     text,                 -- 就读学校
    stage      text,                 -- 就读学段
    grade      text,                 -- 年级
    major      text,                 -- 专业

    -- 审批与发放
    applied_on text,                 -- 申请日期
    decision   text,                 -- 审批结果
    decided_on text,                 -- 审批日期
    amount     integer,              -- 资助金额，分
    paid_on    text,                 -- 发放日期
    arrived    text,                 -- 到账
    by_card    integer check (by_card in (0, 1)), -- 一卡通发放

    -- 备注
    note       text                  -- 备注
) strict;
create index grant_household on grant(household, year);
create index grant_person on grant(person, year);

-- 两后生.
create table leaver (
    id          integer primary key,

    -- 毕业
    household   integer references household(id) deferrable initially deferred, -- 户
    person      integer references person(id) deferrable initially deferred, -- 两后生
    year        integer,              -- 毕业年度
    stage       text,                 -- 毕业学段
    school      text,                 -- 毕业学校
    wish        text,                 -- 本人愿望

    -- 去向
    outcome     text,                 -- 毕业去向
    outcome_at  text,                 -- 去向单位
    outcome_on  text,                 -- 落实日期
    free        integer check (free in (0, 1)), -- 免费职业教育
    followed_on text,                 -- 回访日期
    follow_up   text,                 -- 回访情况

    -- 备注
    note        text                  -- 备注
) strict;
create index leaver_household on leaver(household, year);
create index leaver_person on leaver(person, year);

-- 易地搬迁, one row a household.
create table relocation (
    id              integer primary key,

    -- 安置
    household       integer references household(id) deferrable initially deferred, -- 户
    kind            text,                 -- 搬迁方式
    way             text,                 -- 安置方式
    site            text,                 -- 安置类型
    place           text,                 -- 安置点
    people          integer,              -- 搬迁人数，人
    house_type      text,                 -- 户型
    area            real,                 -- 安置房面积，平方米
    self_raised     integer,              -- 自筹金额，分

    -- 进度
    signed_plan     text,                 -- 计划签协议日期
    signed_on       text,                 -- 签协议日期
    started_plan    text,                 -- 计划开工日期
    started_on      text,                 -- 开工日期
    roofed_plan     text,                 -- 计划封顶日期
    roofed_on       text,                 -- 封顶日期
    finished_plan   text,                 -- 计划竣工日期
    finished_on     text,                 -- 竣工日期
    keys_plan       text,                 -- 计划交钥匙日期
    keys_on         text,                 -- 交钥匙日期
    moved_plan      text,                 -- 计划入住日期
    moved_on        text,                 -- 入住日期
    demolished_plan text,                 -- 计划拆旧日期
    demolished_on   text,                 -- 拆旧日期
    reclaimed_plan  text,                 -- 计划复垦日期
    reclaimed_on    text,                 -- 复垦日期
    old_house       text,                 -- 旧房状况

    -- 后续帮扶
    follow          text,                 -- 后续帮扶措施
    standing        text,                 -- 后续帮扶状态

    -- 备注
    note            text                  -- 备注
) strict;
create index relocation_household on relocation(household);

-- 危房改造, one row a household and year.
create table house_repair (
    id            integer primary key,

    -- 鉴定
    household     integer references household(id) deferrable initially deferred, -- 户
    year          integer,              -- 改造年度
    grade         text,                 -- 鉴定等级
    appraised_on  text,                 -- 鉴定日期
    appraiser     text,                 -- 鉴定单位
    way           text,                 -- 改造方式
    area          real,                 -- 改造面积，平方米

    -- 进度
    started_plan  text,                 -- 计划动工日期
    started_on    text,                 -- 动工日期
    stopped_on    text,                 -- 停工日期
    stopped_why   text,                 -- 停工原因
    finished_plan text,                 -- 计划完工日期
    finished_on   text,                 -- 完工日期
    accepted_plan text,                 -- 计划验收日期
    accepted_on   text,                 -- 验收日期
    accepted      text,                 -- 验收结果

    -- 补助
    amount        integer,              -- 补助金额，分
    paid_on       text,                 -- 补助发放日期
    arrived       text,                 -- 到账
    told_on       text,                 -- 告知日期
    interest      integer,              -- 建房贷款贴息，分

    -- 备注
    note          text                  -- 备注
) strict;
create index house_repair_household on house_repair(household, year);

-- 合作社.
create table cooperative (
    id         integer primary key,

    -- 基本情况
    name       text,                 -- 合作社名称
    village    integer references village(id) deferrable initially deferred, -- 行政村
    kind       text,                 -- 合作组织类别
    product    text,                 -- 主营产品
    founded_on text,                 -- 成立日期
    licence    text,                 -- 社会信用代码
    leader     text,                 -- 理事长
    phone      text,                 -- 联系电话
    members    integer,              -- 成员数
    model      integer check (model in (0, 1)), -- 示范社
    state      text,                 -- 经营状况

    -- 备注
    note       text                  -- 备注
) strict;
create index cooperative_name on cooperative(name);
create index cooperative_village on cooperative(village);

-- 入社.
create table membership (
    id          integer primary key,

    -- 入社
    household   integer references household(id) deferrable initially deferred, -- 户
    cooperative integer references cooperative(id) deferrable initially deferred, -- 合作社
    joined_on   text,                 -- 入社日期
    left_on     text,                 -- 退社日期
    input       text,                 -- 投入要素
    amount      integer,              -- 折价金额，分
    way         text,                 -- 带动方式
    contract    text,                 -- 协议编号

    -- 备注
    note        text                  -- 备注
) strict;
create index membership_household on membership(household, cooperative);
create index membership_cooperative on membership(cooperative);

-- 资产收益.
create table asset_share (
    id           integer primary key,

    -- 资产
    name         text,                 -- 项目名称
    kind         text,                 -- 资产类别
    household    integer references household(id) deferrable initially deferred, -- 户
    village      integer references village(id) deferrable initially deferred, -- 行政村
    power        real,                 -- 装机容量，千瓦
    connected_on text,                 -- 并网日期
    payer        text,                 -- 经营主体
    invested     integer,              -- 投入金额，分
    source       text,                 -- 资金来源

    -- 合同与收益
    contract     text,                 -- 合同编号
    begins_on    text,                 -- 合同开始日期
    ends_on      text,                 -- 合同结束日期
    rate         real,                 -- 约定收益率，%
    expected     integer,              -- 预期年收益，分

    -- 备注
    note         text                  -- 备注
) strict;
create index asset_share_name on asset_share(name);
create index asset_share_household on asset_share(household, kind);
create index asset_share_village on asset_share(village, kind);

-- 分红.
create table dividend (
    id          integer primary key,

    -- 分红
    asset_share integer references asset_share(id) deferrable initially deferred, -- 资产收益
    period      text,                 -- 分红期次
    due_on      text,                 -- 应付日期
    due         integer,              -- 应付金额，分
    paid_on     text,                 -- 实付日期
    paid        integer,              -- 实付金额，分
    evidence    text,                 -- 付款凭证
    reason      text,                 -- 未付原因

    -- 备注
    note        text                  -- 备注
) strict;
create index dividend_asset_share on dividend(asset_share, due_on);

-- 标准厂房.
create table factory (
    id             integer primary key,

    -- 厂房
    name           text,                 -- 厂房名称
    village        integer references village(id) deferrable initially deferred, -- 行政村
    partners       text,                 -- 合建村
    shares         text,                 -- 合建股份
    area           real,                 -- 厂房面积，平方米
    priority       text,                 -- 优先安排理由
    land_ok        integer check (land_ok in (0, 1)), -- 用地手续齐全
    environment_ok integer check (environment_ok in (0, 1)), -- 环评手续齐全
    started_on     text,                 -- 开工日期
    finished_on    text,                 -- 建成日期
    accepted_on    text,                 -- 验收日期

    -- 奖补
    cost           integer,              -- 厂房造价，分
    grant_province integer,              -- 省奖补资金，分
    grant_city     integer,              -- 市奖补资金，分
    grant_county   integer,              -- 县奖补资金，分
    other_money    integer,              -- 其他统筹资金，分
    paid_on        text,                 -- 奖补拨付日期

    -- 租用与用工
    tenant         text,                 -- 承租企业
    lease_from     text,                 -- 租期开始
    lease_until    text,                 -- 租期结束
    rent           integer,              -- 年租金，分
    workers        integer,              -- 用工总数，人
    poor_workers   integer,              -- 贫困户用工数，人
    term_years     real,                 -- 用工期限，年

    -- 备注
    note           text                  -- 备注
) strict;
create index factory_village on factory(village);

-- 村集体资产.
create table village_asset (
    id          integer primary key,

    -- 资产
    name        text,                 -- 资产名称
    village     integer references village(id) deferrable initially deferred, -- 行政村
    kind        text,                 -- 资产类别
    quantity    real,                 -- 资产数量
    unit        text,                 -- 计量单位
    value       integer,              -- 资产原值，分
    acquired_on text,                 -- 取得日期
    certificate text,                 -- 权属证书
    elsewhere   integer check (elsewhere in (0, 1)), -- 异地投资

    -- 使用
    usage       text,                 -- 使用方式
    idle        integer check (idle in (0, 1)), -- 闲置
    letting     text,                 -- 招租方式
    tenant      text,                 -- 承租人
    begins_on   text,                 -- 租期开始
    ends_on     text,                 -- 租期结束
    rent        integer,              -- 年租金，分
    contract    text,                 -- 合同编号

    -- 备注
    note        text                  -- 备注
) strict;
create index village_asset_village on village_asset(village, kind);
create index village_asset_name on village_asset(name);

-- 村集体收入.
create table village_income (
    id          integer primary key,

    -- 收入
    village     integer references village(id) deferrable initially deferred, -- 行政村
    year        integer,              -- 收入年度
    source      text,                 -- 收入来源
    asset       integer references village_asset(id) deferrable initially deferred, -- 村集体资产
    what        text,                 -- 收入内容
    due_on      text,                 -- 应收日期
    due         integer,              -- 应收金额，分
    received_on text,                 -- 实收日期
    received    integer,              -- 实收金额，分
    evidence    text,                 -- 收款凭证

    -- 备注
    note        text                  -- 备注
) strict;
create index village_income_village on village_income(village, year);
create index village_income_asset on village_income(asset);

-- 资金项目.
create table project (
    id              integer primary key,

    -- 立项
    name            text,                 -- 项目名称
    year            integer,              -- 项目年度
    kind            text,                 -- 项目类别
    content         text,                 -- 建设内容
    plan            integer,              -- 计划资金，分
    source          text,                 -- 资金来源
    way             text,                 -- 扶持方式
    owner           text,                 -- 责任主体
    responsible     text,                 -- 项目责任人
    goal            text,                 -- 绩效目标
    households      integer,              -- 受益贫困户数，户
    joined          integer check (joined in (0, 1)), -- 贫困户参与监督
    approved_on     text,                 -- 批复日期
    document        text,                 -- 批复文号

    -- 公示与招标
    noticed_from    text,                 -- 公示开始日期
    noticed_until   text,                 -- 公示截止日期
    tender          text,                 -- 招标方式
    tendered_on     text,                 -- 招标日期
    contractor      text,                 -- 施工单位
    contract_amount integer,              -- 合同金额，分

    -- 实施
    started_plan    text,                 -- 计划开工日期
    started_on      text,                 -- 开工日期
    finished_plan   text,                 -- 计划完工日期
    finished_on     text,                 -- 完工日期

    -- 验收报账审计
    accepted_on     text,                 -- 验收日期
    accepted        text,                 -- 验收结果
    claimed_on      text,                 -- 报账日期
    claimed         integer,              -- 报账金额，分
    audited_on      text,                 -- 审计日期
    audit           text,                 -- 审计结果
    handed_on       text,                 -- 移交日期

    -- 备注
    note            text                  -- 备注
) strict;
create index project_year on project(year, name);

-- 项目村.
create table project_village (
    id         integer primary key,

    -- 项目村
    project    integer references project(id) deferrable initially deferred, -- 资金项目
    village    integer references village(id) deferrable initially deferred, -- 行政村
    amount     integer,              -- 分村资金，分
    households integer,              -- 受益户数，户

    -- 备注
    note       text                  -- 备注
) strict;
create index project_village_project on project_village(project, village);
create index project_village_village on project_village(village);

-- 项目拨付.
create table project_payment (
    id         integer primary key,

    -- 拨付
    project    integer references project(id) deferrable initially deferred, -- 资金项目
    number     integer,              -- 拨付期次
    planned_on text,                 -- 计划拨付日期
    paid_on    text,                 -- 拨付日期
    amount     integer,              -- 拨付金额，分
    progress   real,                 -- 工程进度，%
    evidence   text,                 -- 拨付凭证
    approver   text,                 -- 审批人

    -- 备注
    note       text                  -- 备注
) strict;
create index project_payment_project on project_payment(project, number);

-- 公示公告.
create table notice (
    id          integer primary key,

    -- 公示
    title       text,                 -- 公示事项
    kind        text,                 -- 公示类型
    subject     text,                 -- 名单类别
    village     integer references village(id) deferrable initially deferred, -- 行政村
    project     integer references project(id) deferrable initially deferred, -- 资金项目
    place       text,                 -- 公示地点
    medium      text,                 -- 公示方式
    households  integer,              -- 公示户数，户
    posted_on   text,                 -- 公示开始日期
    days        integer,              -- 公示天数，天
    until       text,                 -- 公示截止日期

    -- 异议
    objected    integer check (objected in (0, 1)), -- 有无异议
    objection   text,                 -- 异议内容
    handled     text,                 -- 异议处理情况
    handled_on  text,                 -- 异议处理日期

    -- 佐证
    photo       integer check (photo in (0, 1)), -- 有照片
    archive_box text,                 -- 档案盒号

    -- 备注
    note        text                  -- 备注
) strict;
create index notice_until on notice(until);
create index notice_village on notice(village, posted_on);
create index notice_project on notice(project);

-- 驻村工作队.
create table team (
    id        integer primary key,

    -- 工作队
    village   integer references village(id) deferrable initially deferred, -- 驻点村
    unit_name text,                 -- 派出单位
    kind      text,                 -- 工作队类别
    leader    text,                 -- 队长
    also      text,                 -- 兼管村
    begins_on text,                 -- 进驻日期
    ends_on   text,                 -- 撤离日期

    -- 备注
    note      text                  -- 备注
) strict;
create index team_village on team(village, begins_on);

-- 驻村队员.
create table team_member (
    id        integer primary key,

    -- 队员
    team      integer references team(id) deferrable initially deferred, -- 驻村工作队
    name      text,                 -- 队员姓名
    phone     text,                 -- 队员电话
    role      text,                 -- 队内职务
    home_unit text,                 -- 原单位
    released  integer check (released in (0, 1)), -- 脱产驻村
    begins_on text,                 -- 驻村开始日期
    ends_on   text,                 -- 驻村结束日期
    living    integer,              -- 生活补贴，分
    calls     integer,              -- 通讯补贴，分

    -- 备注
    note      text                  -- 备注
) strict;
create index team_member_team on team_member(team, name);
create index team_member_name on team_member(name);

-- 驻村天数.
create table team_month (
    id          integer primary key,

    -- 天数
    team_member integer references team_member(id) deferrable initially deferred, -- 驻村队员
    year        integer,              -- 年度
    month       integer,              -- 月份
    days        integer,              -- 驻村天数，天
    leave       integer,              -- 请假天数，天
    reason      text,                 -- 请假事由
    approver    text,                 -- 准假人

    -- 备注
    note        text                  -- 备注
) strict;
create index team_month_team_member on team_month(team_member, year, month);

-- 驻村考核.
create table team_appraisal (
    id           integer primary key,

    -- 考核
    team_member  integer references team_member(id) deferrable initially deferred, -- 驻村队员
    year         integer,              -- 考核年度
    grade        text,                 -- 考核等次
    appraiser    text,                 -- 考核单位
    appraised_on text,                 -- 考核日期
    remark       text,                 -- 考核意见

    -- 备注
    note         text                  -- 备注
) strict;
create index team_appraisal_team_member on team_appraisal(team_member, year);

-- 规划与责任书.
create table plan_paper (
    id            integer primary key,

    -- 文书
    title         text,                 -- 文书名称
    level         text,                 -- 文书级别
    kind          text,                 -- 文书类别
    village       integer references village(id) deferrable initially deferred, -- 行政村
    year          integer,              -- 文书年度
    document      text,                 -- 文号
    signed_on     text,                 -- 签订日期
    signed_by     text,                 -- 签订人
    signed_with   text,                 -- 签订对方
    due_on        text,                 -- 完成期限

    -- 要素
    has_goal      integer check (has_goal in (0, 1)), -- 有目标任务
    has_measure   integer check (has_measure in (0, 1)), -- 有工作措施
    has_deadline  integer check (has_deadline in (0, 1)), -- 有脱贫时限
    has_guarantee integer check (has_guarantee in (0, 1)), -- 有保障机制
    archive_box   text,                 -- 档案盒号

    -- 备注
    note          text                  -- 备注
) strict;
create index plan_paper_year on plan_paper(year, title);
create index plan_paper_village on plan_paper(village, kind);

-- 三留守与残疾人.
create table care_person (
    id                integer primary key,

    -- 对象
    name              text,                 -- 关爱对象姓名
    kind              text,                 -- 关爱类别
    person            integer references person(id) deferrable initially deferred, -- 关爱对象
    household         integer references household(id) deferrable initially deferred, -- 户
    village           integer references village(id) deferrable initially deferred, -- 行政村
    registered_on     text,                 -- 登记日期
    removed_on        text,                 -- 退出日期
    needs             text,                 -- 主要需求

    -- 监护与关爱
    guardian          text,                 -- 监护人
    guardian_relation text,                 -- 监护关系
    guardian_phone    text,                 -- 监护人电话
    agreement         integer check (agreement in (0, 1)), -- 监护协议
    helper            text,                 -- 关爱责任人
    visited_on        text,                 -- 上次探访日期

    -- 备注
    note              text                  -- 备注
) strict;
create index care_person_village on care_person(village, kind);
create index care_person_name on care_person(name);
create index care_person_person on care_person(person);
create index care_person_household on care_person(household);

-- 需求对接.
create table need (
    id            integer primary key,

    -- 需求
    what          text,                 -- 需求内容
    kind          text,                 -- 需求类别
    household     integer references household(id) deferrable initially deferred, -- 户
    village       integer references village(id) deferrable initially deferred, -- 行政村
    registered_on text,                 -- 登记日期
    published_on  text,                 -- 发布日期
    platform      text,                 -- 对接平台

    -- 对接
    donor         text,                 -- 对接方
    matched_on    text,                 -- 对接日期
    answered_on   text,                 -- 落实日期
    result        text,                 -- 落实情况

    -- 备注
    note          text                  -- 备注
) strict;
create index need_registered_on on need(registered_on);
create index need_household on need(household);
create index need_village on need(village);

-- 重大涉贫事件.
create table incident (
    id            integer primary key,

    -- 事件
    what          text,                 -- 事件名称
    kind          text,                 -- 事件类别
    level         text,                 -- 事件等级
    happened_on   text,                 -- 发生日期
    happened_time text,                 -- 发生时刻
    village       integer references village(id) deferrable initially deferred, -- 行政村
    place         text,                 -- 发生地点
    detail        text,                 -- 事件经过

    -- 上报与处置
    reported_on   text,                 -- 上报日期
    reported_time text,                 -- 上报时刻
    reported_to   text,                 -- 上报对象
    handler       text,                 -- 处置人
    handled       text,                 -- 处置情况
    answered_on   text,                 -- 反馈日期
    answer        text,                 -- 反馈内容
    closed_on     text,                 -- 办结日期

    -- 备注
    note          text                  -- 备注
) strict;
create index incident_happened_on on incident(happened_on);
create index incident_village on incident(village);

-- 宣讲与慰问.
create table event (
    id         integer primary key,

    -- 活动
    title      text,                 -- 活动名称
    kind       text,                 -- 活动类别
    held_on    text,                 -- 活动日期
    village    integer references village(id) deferrable initially deferred, -- 行政村
    household  integer references household(id) deferrable initially deferred, -- 户
    place      text,                 -- 活动地点
    who        text,                 -- 组织人员

    -- 效果
    people     integer,              -- 参加人数，人
    households integer,              -- 惠及户数，户
    goods      text,                 -- 发放物资
    amount     integer,              -- 发放金额，分
    photo      integer check (photo in (0, 1)), -- 有照片

    -- 备注
    note       text                  -- 备注
) strict;
create index event_held_on on event(held_on);
create index event_village on event(village);
create index event_household on event(household);

-- 表彰.
create table honour (
    id        integer primary key,

    -- 表彰
    name      text,                 -- 受表彰者
    subject   text,                 -- 表彰对象类别
    village   integer references village(id) deferrable initially deferred, -- 行政村
    household integer references household(id) deferrable initially deferred, -- 户
    title     text,                 -- 荣誉称号
    kind      text,                 -- 奖励方式
    given_on  text,                 -- 表彰日期
    given_by  text,                 -- 表彰单位
    amount    integer,              -- 奖励金额，分
    goods     text,                 -- 奖励物品
    reason    text,                 -- 主要事迹

    -- 备注
    note      text                  -- 备注
) strict;
create index honour_given_on on honour(given_on);
create index honour_village on honour(village);
create index honour_household on honour(household);

-- 责任清单与负面清单.
create table conduct (
    id           integer primary key,

    -- 清单
    household    integer references household(id) deferrable initially deferred, -- 户
    kind         text,                 -- 清单类别
    item         text,                 -- 清单事项
    noted_on     text,                 -- 记录日期
    noted_by     text,                 -- 记录人
    kept         integer check (kept in (0, 1)), -- 做到
    evidence     text,                 -- 佐证

    -- 暂停与恢复
    suspended_on text,                 -- 暂停日期
    policies     text,                 -- 暂停政策
    decided_by   text,                 -- 决定单位
    reason       text,                 -- 暂停原因
    restored_on  text,                 -- 恢复日期
    restored_why text,                 -- 恢复理由

    -- 备注
    note         text                  -- 备注
) strict;
create index conduct_household on conduct(household, suspended_on);

-- 情况说明与豁免.
create table explanation (
    id           integer primary key,

    -- 对象
    kind         text,                 -- 说明类别
    subject      text,                 -- 对象类别
    household    integer references household(id) deferrable initially deferred, -- 户
    person       integer references person(id) deferrable initially deferred, -- 家庭成员
    village      integer references village(id) deferrable initially deferred, -- 行政村
    loan         integer references loan(id) deferrable initially deferred, -- 小额信贷
    helper       integer references helper(id) deferrable initially deferred, -- 帮扶责任人
    team         integer references team(id) deferrable initially deferred, -- 驻村工作队

    -- 说明
    rule         text,                 -- 规则编号
    reason       text,                 -- 说明理由
    evidence     text,                 -- 佐证
    begins_on    text,                 -- 说明日期
    until        text,                 -- 说明有效期至
    explained_by text,                 -- 说明人

    -- 豁免
    document     text,                 -- 批准文号
    document_on  text,                 -- 批准日期
    approver     text,                 -- 批准单位

    -- 备注
    note         text                  -- 备注
) strict;
create index explanation_rule on explanation(rule);
create index explanation_until on explanation(until);
create index explanation_household on explanation(household);
create index explanation_person on explanation(person);
create index explanation_village on explanation(village);
create index explanation_loan on explanation(loan);
create index explanation_helper on explanation(helper);
create index explanation_team on explanation(team);

-- 证件与协议.
create table document (
    id          integer primary key,

    -- 证件
    household   integer references household(id) deferrable initially deferred, -- 户
    person      integer references person(id) deferrable initially deferred, -- 持证人
    kind        text,                 -- 证件类别
    number      text,                 -- 证件编号
    issued_on   text,                 -- 签发日期
    until       text,                 -- 证件有效期至
    issuer      text,                 -- 签发单位
    archive_box text,                 -- 档案盒号

    -- 备注
    note        text                  -- 备注
) strict;
create index document_household on document(household, kind);
create index document_until on document(until);
create index document_person on document(person);

-- 本地数字. A figure that the county or the township sets, with the paper it comes from.
create table local_figure (
    id           integer primary key,

    -- 数字
    name         text,                 -- 数字名称
    begins_on    text,                 -- 适用起始
    value        real,                 -- 数值
    unit         text,                 -- 数字单位

    -- 出处
    document     text,                 -- 依据文件
    document_on  text,                 -- 文件日期
    confirmed    integer check (confirmed in (0, 1)), -- 已核
    confirmed_on text,                 -- 核实日期

    -- 备注
    note         text                  -- 备注
) strict;
create index local_figure_name on local_figure(name, begins_on);

-- What villages, households, their years and people are asked for besides. A column that is added
-- stands last, whatever its place in the dictionary.
alter table village add column leading_industry text;                                        -- 主导产业
alter table village add column helping_unit text;                                            -- 驻村帮扶单位
alter table village add column enterprise text;                                              -- 结对企业
alter table village add column mutual_funds integer;                                         -- 资金互助组织数
alter table village add column irrigated_per_head real;                                      -- 人均有效灌溉面积，亩
alter table village add column e_commerce integer check (e_commerce in (0, 1));              -- 电商服务站
alter table village add column polluting integer check (polluting in (0, 1));                -- 引入污染企业
alter table village add column land_misused integer check (land_misused in (0, 1));          -- 乱占农村土地
alter table village add column graded_road integer check (graded_road in (0, 1));            -- 通四级以上公路
alter table village add column merged_road integer check (merged_road in (0, 1));            -- 撤并村通水泥路
alter table village add column living_power integer check (living_power in (0, 1));          -- 户户通生活用电
alter table village add column three_links integer check (three_links in (0, 1));            -- 三通配套较好
alter table village add column signal integer check (signal in (0, 1));                      -- 通信信号覆盖
alter table village add column broadcast integer check (broadcast in (0, 1));                -- 户户通广播电视
alter table village add column hamlet_broadband integer check (hamlet_broadband in (0, 1));  -- 自然村通宽带
alter table village add column clinic_managed integer check (clinic_managed in (0, 1));      -- 卫生室一体化管理
alter table village add column kindergarten integer check (kindergarten in (0, 1));          -- 村幼儿园
alter table village add column service_station integer check (service_station in (0, 1));    -- 综合服务站
alter table village add column logistics integer check (logistics in (0, 1));                -- 物流快递覆盖
alter table village add column farm_advice integer check (farm_advice in (0, 1));            -- 农业科技远程服务
alter table village add column care_centre integer check (care_centre in (0, 1));            -- 留守儿童关爱中心
alter table village add column waste_treated integer check (waste_treated in (0, 1));        -- 垃圾集中处理
alter table village add column sewage integer check (sewage in (0, 1));                      -- 污水处理
alter table village add column toilets_done integer check (toilets_done in (0, 1));          -- 卫生厕所普及
alter table village add column tidy integer check (tidy in (0, 1));                          -- 人居环境干净整洁
alter table village add column strong_team integer check (strong_team in (0, 1));            -- 有双强班子
alter table village add column sound_plan integer check (sound_plan in (0, 1));              -- 有科学规划
alter table village add column good_fields integer check (good_fields in (0, 1));            -- 有高效农田
alter table village add column own_industry integer check (own_industry in (0, 1));          -- 有特色产业
alter table village add column facilities integer check (facilities in (0, 1));              -- 有配套设施
alter table village add column upkeep integer check (upkeep in (0, 1));                      -- 有保障机制
alter table village add column neat integer check (neat in (0, 1));                          -- 有整洁村容
alter table village add column civil integer check (civil in (0, 1));                        -- 有文明村风
alter table household add column land_certificate integer check (land_certificate in (0, 1));    -- 土地确权证
alter table household add column house_certificate integer check (house_certificate in (0, 1));  -- 房屋确权证
alter table household add column town_year integer check (town_year in (0, 1));                  -- 住城镇一年以上
alter table household add column town_place text;                                                -- 输入地
alter table household add column motivation text;                                                -- 思想状况
alter table household add column vehicle integer check (vehicle in (0, 1));                      -- 有车辆
alter table household add column town_house integer check (town_house in (0, 1));                -- 有商品房
alter table household add column company integer check (company in (0, 1));                      -- 有工商登记
alter table household add column salaried integer check (salaried in (0, 1));                    -- 有财政供养人员
alter table household add column cadre_family integer check (cadre_family in (0, 1));            -- 有村干部
alter table household add column credit_rated integer check (credit_rated in (0, 1));            -- 已评级授信
alter table household add column credit_line integer;                                            -- 户授信额度，分
alter table household add column loan_fit integer check (loan_fit in (0, 1));                    -- 符合贷款条件
alter table household add column loan_wish integer check (loan_wish in (0, 1));                  -- 有贷款愿望
alter table household_year add column main_business text;                                     -- 增收主业
alter table household_year add column businesses integer;                                     -- 增收主业数
alter table household_year add column skill text;                                             -- 就业创业技能
alter table household_year add column skills integer;                                         -- 掌握技能数
alter table household_year add column kitchen integer check (kitchen in (0, 1));              -- 卫生厨房
alter table household_year add column school_eased integer check (school_eased in (0, 1));    -- 上学难已解决
alter table household_year add column job_eased integer check (job_eased in (0, 1));          -- 就业难已解决
alter table household_year add column medical_eased integer check (medical_eased in (0, 1));  -- 看病难已解决
alter table household_year add column housing_eased integer check (housing_eased in (0, 1));  -- 安居难已解决
alter table household_year add column elder_eased integer check (elder_eased in (0, 1));      -- 养老难已解决
alter table person add column special text;                                                 -- 特殊群体
alter table person add column home_school integer check (home_school in (0, 1));            -- 送教上门
alter table person add column health_card integer check (health_card in (0, 1));            -- 居民健康卡
alter table person add column family_doctor integer check (family_doctor in (0, 1));        -- 家庭医生签约
alter table person add column serious_relief integer check (serious_relief in (0, 1));      -- 纳入大病救助
alter table person add column pension_paid integer check (pension_paid in (0, 1));          -- 养老保险代缴
alter table person add column institution_wish integer check (institution_wish in (0, 1));  -- 愿意集中供养
alter table person add column institution integer check (institution in (0, 1));            -- 已集中供养
alter table person add column skill text;                                                   -- 掌握技能
alter table person add column job_wish integer check (job_wish in (0, 1));                  -- 有就业愿望
alter table person add column training_wish integer check (training_wish in (0, 1));        -- 有培训愿望
