-- The ledgers (台账). The columns are the stored fields of assets/dictionary, key for key; a test
-- compares the two.
--
-- Money is integer fen, so that sums are exact. Dates are ISO text that keeps its precision (2019,
-- 2019-03, 2019-03-05). ID numbers, account numbers and the system's own numbers are text: a
-- number of 18 digits is no quantity. Codes are stored as the national system has them.
--
-- Nothing but the key is `not null`: a row of a sheet whose household the book does not know goes in
-- and waits in 待挂接, and what a record lacks is 缺项, which a rule names. References are checked
-- at the end of a transaction, since an import writes a person before the household it makes.

-- 村. The name is the key that sheets use; the 12-digit code is mostly missing in them.
create table village (
    id                         integer primary key,

    -- 基本情况
    name                       text,                                    -- 村名称
    code                       text,                                    -- 村编号
    kind                       text,                                    -- 村属性
    category                   text,                                    -- 村分类
    direction                  text,                                    -- 发展方向
    terrain                    text,                                    -- 地形地貌
    natural_villages           integer,                                 -- 自然村数
    leader                     text,                                    -- 村负责人
    leader_duty                text,                                    -- 村负责人职务
    leader_phone               text,                                    -- 村负责人电话
    office_phone               text,                                    -- 村办公电话

    -- 出列
    exit_year                  integer,                                 -- 出列年度
    planned_exit_year          integer,                                 -- 计划出列年度

    -- 人口
    total_households           integer,                                 -- 总户数
    total_people               integer,                                 -- 总人口
    labour                     integer,                                 -- 劳动力人口
    migrant                    integer,                                 -- 外出务工人口
    minority                   integer,                                 -- 少数民族人口
    women                      integer,                                 -- 妇女人口
    disabled                   integer,                                 -- 残疾人口
    subsistence_households     integer,                                 -- 低保户数
    subsistence_people         integer,                                 -- 低保人口
    tekun_households           integer,                                 -- 特困供养户数
    tekun_people               integer,                                 -- 特困供养人口
    party_members              integer,                                 -- 党员数

    -- 收入与产业
    net_per_head               integer,                                 -- 农民人均纯收入，分
    collective_income          integer,                                 -- 集体经济收入，分
    co_operatives              integer,                                 -- 合作社个数
    tourism                    integer,                                 -- 乡村旅游户数
    arable                     real,                                    -- 村耕地面积，亩
    forest                     real,                                    -- 村林地面积，亩

    -- 设施与服务
    road                       integer check (road in (0, 1)),          -- 通硬化路
    bus                        integer check (bus in (0, 1)),           -- 通客运班车
    power                      integer check (power in (0, 1)),         -- 通动力电
    powerless_natural_villages integer,                                 -- 未通电自然村数
    broadband                  integer check (broadband in (0, 1)),     -- 通宽带
    broadband_households       integer,                                 -- 通宽带户数
    water_difficult_households integer,                                 -- 饮水困难户数
    water_unsafe_households    integer,                                 -- 未实现饮水安全户数
    dangerous_households       integer,                                 -- 危房户数
    clinic                     integer check (clinic in (0, 1)),        -- 卫生室
    doctor                     integer check (doctor in (0, 1)),        -- 合格村医
    culture_room               integer check (culture_room in (0, 1)),  -- 文化室
    toilet                     integer check (toilet in (0, 1)),        -- 公共厕所
    waste                      integer check (waste in (0, 1)),         -- 垃圾集中堆放点
    school                     integer check (school in (0, 1)),        -- 村小学
    note                       text                                     -- 备注
) strict;
create index village_name on village(name);

-- 户. Not divided by year: what changes every year stands in household_year. 户编号 and the ID
-- number are soft keys, indexed but not unique: they can be blank, wrong or corrected later.
create table household (
    id                        integer primary key,

    -- 基本情况
    code                      text,                                                 -- 户编号
    village                   integer references village(id) deferrable initially deferred, -- 行政村
    group_name                text,                                                 -- 村民小组
    head_name                 text,                                                 -- 户主姓名
    head_id                   text,                                                 -- 户主证件号码
    phone                     text,                                                 -- 联系电话
    bank                      text,                                                 -- 开户银行
    account                   text,                                                 -- 银行卡号
    archive_box               text,                                                 -- 档案盒号

    -- 识别与退出
    register_state            text,                                                 -- 建档状态
    unregistered_reason       text,                                                 -- 未建档原因
    register_year             text,                                                 -- 建档时间
    identified_standard       text,                                                 -- 识别标准
    exit_state                text,                                                 -- 脱贫属性
    exit_year                 integer,                                              -- 脱贫年度
    planned_exit_year         integer,                                              -- 计划脱贫年度
    exit_signed               text,                                                 -- 退出签字日期
    unexited_reason           text,                                                 -- 未脱贫原因
    relapse_year              integer,                                              -- 返贫年度
    relapse_reason            text,                                                 -- 返贫原因
    poverty_kind              text,                                                 -- 贫困户属性
    cause                     text,                                                 -- 主要致贫原因
    other_causes              text,                                                 -- 其他致贫原因

    -- 监测
    monitor_kind              text,                                                 -- 监测类别
    monitored_on              text,                                                 -- 识别监测时间
    risk                      text,                                                 -- 风险类型
    discovery                 text,                                                 -- 发现渠道
    risk_cleared              integer check (risk_cleared in (0, 1)),               -- 风险是否消除
    cleared_on                text,                                                 -- 消除监测时间
    cleared_how               text,                                                 -- 风险消除方式
    no_labour                 integer check (no_labour in (0, 1)),                  -- 整户无劳动能力

    -- 其他标志
    military_family           integer check (military_family in (0, 1)),            -- 军烈属
    one_child                 integer check (one_child in (0, 1)),                  -- 独生子女户
    two_daughters             integer check (two_daughters in (0, 1)),              -- 双女户
    key_object                integer check (key_object in (0, 1)),                 -- 重点对象
    family_planning_household integer check (family_planning_household in (0, 1)),  -- 计划生育户
    zero_transfer             integer check (zero_transfer in (0, 1)),              -- 零转移家庭
    relocation                integer check (relocation in (0, 1)),                 -- 搬迁意愿
    relocation_way            text,                                                 -- 搬迁方式
    settle_way                text,                                                 -- 安置方式
    settle_place              text,                                                 -- 安置地
    note                      text                                                  -- 备注
) strict;
create index household_code on household(code);
create index household_head_id on household(head_id);
-- 同名户.
create index household_head_name on household(head_name);
-- The order of lists: 2组 before 10组.
create index household_order on household(village, length(group_name), group_name, id);

-- The counts of 首页 walk this index alone.
create index household_state on household(village, register_state, exit_state, planned_exit_year, register_year, monitor_kind, risk_cleared);

-- 户年度. One row a household and year, as the national system keeps it. Sums stand as the sheet
-- wrote them beside their parts, so that a rule can find where they disagree.
create table household_year (
    id                integer primary key,

    -- 基本情况
    household         integer references household(id) deferrable initially deferred, -- 户
    year              integer,                                     -- 年度
    population        integer,                                     -- 家庭人口数

    -- 收入
    wage              integer,                                     -- 工资性收入，分
    business          integer,                                     -- 生产经营性收入，分
    property          integer,                                     -- 财产性收入，分
    property_dividend integer,                                     -- 资产收益扶贫分红收入，分
    property_other    integer,                                     -- 其他财产性收入，分
    transfer          integer,                                     -- 转移性收入，分
    family_planning   integer,                                     -- 计划生育金，分
    subsistence       integer,                                     -- 低保金，分
    tekun             integer,                                     -- 特困供养金，分
    pension           integer,                                     -- 养老保险金，分
    ecology           integer,                                     -- 生态补偿金，分
    transfer_other    integer,                                     -- 其他转移性收入，分
    gross             integer,                                     -- 年收入，分
    expense           integer,                                     -- 生产经营性支出，分
    net               integer,                                     -- 纯收入，分
    net_per_head      integer,                                     -- 人均纯收入，分

    -- 生产条件
    arable            real,                                        -- 耕地面积，亩
    irrigated         real,                                        -- 有效灌溉面积，亩
    forest            real,                                        -- 林地面积，亩
    returned          real,                                        -- 退耕还林面积，亩
    orchard           real,                                        -- 林果面积，亩
    pasture           real,                                        -- 牧草地面积，亩
    water_area        real,                                        -- 水面面积，亩
    production_power  integer check (production_power in (0, 1)),  -- 通生产用电
    co_operative      integer check (co_operative in (0, 1)),      -- 加入农民专业合作社
    enterprise        integer check (enterprise in (0, 1)),        -- 龙头企业带动
    leader            integer check (leader in (0, 1)),            -- 致富带头人带动
    road_distance     real,                                        -- 与村主干路距离，公里
    road_kind         text,                                        -- 入户路类型

    -- 生活条件
    living_power      integer check (living_power in (0, 1)),      -- 通生活用电
    broadcast         integer check (broadcast in (0, 1)),         -- 通广播电视
    water_difficulty  integer check (water_difficulty in (0, 1)),  -- 饮水困难
    water_safe        integer check (water_safe in (0, 1)),        -- 饮水安全
    toilet            integer check (toilet in (0, 1)),            -- 卫生厕所
    fuel              text,                                        -- 主要燃料类型

    -- 住房
    housing_area      real,                                        -- 住房面积，平方米
    housing_structure text,                                        -- 房屋结构
    built_year        text,                                        -- 建房时间
    dangerous_house   integer check (dangerous_house in (0, 1)),   -- 危房户
    danger_grade      text,                                        -- 危房级别

    -- 两不愁三保障
    food_ok           integer check (food_ok in (0, 1)),           -- 不愁吃
    clothing_ok       integer check (clothing_ok in (0, 1)),       -- 不愁穿
    education_ok      integer check (education_ok in (0, 1)),      -- 义务教育保障
    medical_ok        integer check (medical_ok in (0, 1)),        -- 基本医疗保障
    housing_ok        integer check (housing_ok in (0, 1)),        -- 住房安全
    note              text                                         -- 备注
) strict;
create index household_year_household on household_year(household, year);

-- 收支明细. Each amount with who was asked and the evidence, so that a yearly figure can be traced.
create table income_line (
    id          integer primary key,

    -- 收支
    household   integer references household(id) deferrable initially deferred, -- 户
    income_year integer,              -- 收入年度
    line        text,                 -- 收支项目
    period      text,                 -- 所属期间
    what        text,                 -- 内容
    amount      integer,              -- 金额，分

    -- 来源
    evidence    text,                 -- 佐证
    asked_of    text,                 -- 问的谁
    asked_on    text,                 -- 采集日期
    note        text                  -- 备注
) strict;
create index income_line_household on income_line(household);

-- 人口. Somebody who leaves is not deleted: left_on and left_how say when and why.
create table person (
    id                 integer primary key,

    -- 基本情况
    household          integer references household(id) deferrable initially deferred, -- 户
    code               text,                                          -- 人编号
    name               text,                                          -- 姓名
    id_number          text,                                          -- 证件号码
    sex                text,                                          -- 性别
    birth              text,                                          -- 出生日期
    relation           text,                                          -- 与户主关系
    ethnic             text,                                          -- 民族
    politics           text,                                          -- 政治面貌
    phone              text,                                          -- 人联系电话
    bank               text,                                          -- 本人开户银行
    account            text,                                          -- 本人银行卡号
    identified_on      text,                                          -- 人员识别时间
    resident           integer check (resident in (0, 1)),            -- 常住
    mandarin           integer check (mandarin in (0, 1)),            -- 会讲普通话
    soldier            integer check (soldier in (0, 1)),             -- 现役军人

    -- 教育
    education          text,                                          -- 文化程度
    schooling          text,                                          -- 在校生状况
    school_name        text,                                          -- 就读学校
    dropout_reason     text,                                          -- 失学辍学原因

    -- 健康与保障
    health             text,                                          -- 健康状况
    disability_number  text,                                          -- 残疾证号
    chronic_card       integer check (chronic_card in (0, 1)),        -- 慢病卡
    medical            integer check (medical in (0, 1)),             -- 基本医疗保险
    serious_medical    integer check (serious_medical in (0, 1)),     -- 大病保险
    pension            integer check (pension in (0, 1)),             -- 基本养老保险
    worker_pension     integer check (worker_pension in (0, 1)),      -- 职工养老保险
    subsistence        integer check (subsistence in (0, 1)),         -- 享受低保
    accident_insurance integer check (accident_insurance in (0, 1)),  -- 意外保险补贴
    extra_medical      integer check (extra_medical in (0, 1)),       -- 商业补充医疗保险

    -- 劳动与务工
    labour_skill       text,                                          -- 劳动技能
    work_place         text,                                          -- 务工状况
    work_where         text,                                          -- 务工地点
    work_months        real,                                          -- 务工时间，月

    -- 人员变更
    joined_on          text,                                          -- 增加日期
    joined_how         text,                                          -- 增加原因
    left_on            text,                                          -- 减少日期
    left_how           text,                                          -- 减少原因
    note               text                                           -- 备注
) strict;
-- With left_on, so that people on the register are counted without going to their rows.
create index person_household on person(household, left_on);
create index person_id_number on person(id_number);
create index person_code on person(code);

-- 帮扶单位.
create table unit (
    id          integer primary key,
    name        text,                                  -- 单位名称
    kind        text,                                  -- 单位类型
    affiliation text,                                  -- 隶属关系
    enterprise  integer check (enterprise in (0, 1)),  -- 是否企业
    contact     text,                                  -- 联系人
    phone       text,                                  -- 单位电话
    note        text                                   -- 备注
) strict;

-- 帮扶责任人. Their phones are for work and never masked.
create table helper (
    id              integer primary key,

    -- 基本情况
    name            text,                                       -- 姓名
    unit            integer references unit(id) deferrable initially deferred, -- 帮扶单位
    phone           text,                                       -- 联系电话
    id_number       text,                                       -- 证件号码
    sex             text,                                       -- 性别
    politics        text,                                       -- 政治面貌
    position        text,                                       -- 职务
    rank            text,                                       -- 职务级别

    -- 驻村
    first_secretary integer check (first_secretary in (0, 1)),  -- 第一书记
    team_leader     integer check (team_leader in (0, 1)),      -- 工作队队长
    team_member     integer check (team_member in (0, 1)),      -- 驻村队员
    village_cadre   integer check (village_cadre in (0, 1)),    -- 村干部
    note            text                                        -- 备注
) strict;
create index helper_name on helper(name);
create index helper_unit on helper(unit);

-- 结对. A dated relation, not a field of the household: when helpers change, the old pairing ends.
create table pairing (
    id         integer primary key,
    household  integer references household(id) deferrable initially deferred, -- 户
    helper     integer references helper(id) deferrable initially deferred, -- 帮扶责任人
    role       text,                 -- 帮扶顺序
    begins_on  text,                 -- 帮扶开始时间
    ends_on    text,                 -- 帮扶结束时间
    end_reason text,                 -- 结束原因
    note       text                  -- 备注
) strict;
create index pairing_household on pairing(household);
create index pairing_helper on pairing(helper);

-- 村级人员. One person in one post, with beginning and end.
create table post (
    id        integer primary key,
    village   integer references village(id) deferrable initially deferred, -- 行政村
    duty      text,                 -- 职务
    name      text,                 -- 姓名
    phone     text,                 -- 联系电话
    unit_name text,                 -- 派出单位
    begins_on text,                 -- 任职时间
    ends_on   text,                 -- 离任时间
    note      text                  -- 备注
) strict;
create index post_village on post(village);

-- 走访. The visitor is a name: cadres who are nobody's helper go too.
create table visit (
    id         integer primary key,

    -- 走访
    household  integer references household(id) deferrable initially deferred, -- 户
    visited_on text,                              -- 走访日期
    visitor    text,                              -- 走访人
    way        text,                              -- 走访方式
    minutes    integer,                           -- 时长，分钟
    content    text,                              -- 走访内容

    -- 问题与办理
    problem    text,                              -- 存在问题
    need       text,                              -- 需求
    measure    text,                              -- 解决措施
    due        text,                              -- 整改期限
    outcome    text,                              -- 解决情况
    signed     integer check (signed in (0, 1)),  -- 户主签字
    note       text                               -- 备注
) strict;
create index visit_household on visit(household, visited_on);
create index visit_day on visit(visited_on);

-- 措施. What a household or a person was given, when it was paid and whether it arrived.
create table measure (
    id         integer primary key,
    household  integer references household(id) deferrable initially deferred, -- 户
    person     integer references person(id) deferrable initially deferred, -- 受益人
    kind       text,                 -- 措施类别
    name       text,                 -- 措施内容
    year       integer,              -- 措施年度
    amount     integer,              -- 措施金额，分
    decided_on text,                 -- 确定日期
    paid_on    text,                 -- 发放日期
    arrived    text,                 -- 到账
    source     text,                 -- 资金来源
    group15    text,                 -- 措施大类
    note       text                  -- 备注
) strict;
create index measure_household on measure(household);
create index measure_person on measure(person);

-- 小额信贷. Repaid, balance, overdue and unpaid interest are not columns: they come from loan_event,
-- where the bank's sheet of each month is kept beside the last.
create table loan (
    id             integer primary key,

    -- 借款人
    household      integer references household(id) deferrable initially deferred, -- 户
    borrower       text,                 -- 借款人姓名
    borrower_id    text,                 -- 借款人身份证号
    borrower_phone text,                 -- 借款人电话

    -- 授信
    credit_grade   text,                 -- 信用等级
    credit_line    integer,              -- 授信额度，分
    credited_on    text,                 -- 授信时间

    -- 贷款
    contract       text,                 -- 合同编号
    bank           text,                 -- 贷款银行
    clerk          text,                 -- 银行经办人
    clerk_phone    text,                 -- 经办人电话
    amount         integer,              -- 贷款金额，分
    term_months    integer,              -- 贷款期限，月
    lent_on        text,                 -- 放款日期
    due_on         text,                 -- 到期日期
    rate           real,                 -- 贷款利率，%
    subsidy_share  real,                 -- 贴息比例，%
    subsidy        integer,              -- 累计贴息金额，分
    purpose        text,                 -- 贷款用途
    mode           text,                 -- 使用方式
    guarantee      text,                 -- 担保方式
    renewed        text,                 -- 续贷展期
    five_class     text,                 -- 五级分类
    note           text                  -- 备注
) strict;
create index loan_household on loan(household);
create index loan_borrower_id on loan(borrower_id);

-- 贷款事件. Kinds: 01 放款 02 还款 03 银行余额 04 贴息 05 逾期 06 续贷 07 展期 08 代偿 09 欠息.
create table loan_event (
    id     integer primary key,
    loan   integer references loan(id) deferrable initially deferred, -- 贷款
    kind   text,                 -- 事件类型
    date   text,                 -- 事件日期
    amount integer,              -- 事件金额，分
    source text,                 -- 来源
    note   text                  -- 备注
) strict;
-- The last balance, repayments and 代偿 of a loan, without going to the rows: every list of loans
-- asks for them.
create index loan_event_loan on loan_event(loan, kind, date, amount);
