//! Under which heading each ledger stands in the menu, and what it is for.

/// What the lists of the other ledgers are for, under the headings of the menu.
pub const LEDGERS: &[(&str, &[(&str, &str)])] = &[
    (
        "户和人",
        &[
            ("person", "家庭成员，包括已减少的"),
            ("household_year", "每户每年的收入、土地、住房、保障"),
            ("income_line", "每一笔收入和支出，从哪里来"),
            ("document", "残疾证、慢病卡、协议合同，何时到期"),
            ("care_person", "留守儿童妇女老人、残疾人，监护人"),
            ("person_change", "谁何时增加、减少，为什么"),
            ("household_change", "户主变更、分户、并户、销户、清退"),
        ],
    ),
    (
        "结对帮扶",
        &[
            ("unit", "帮扶单位名单"),
            ("helper", "帮扶责任人和电话"),
            ("pairing", "谁帮扶哪一户，从何时到何时"),
            ("visit", "入户走访记录"),
            ("measure", "享受的措施，发放和到账"),
            ("plan", "今年要做什么、谁落实、何时完成"),
            ("need", "户和村要什么，谁对接、落实没有"),
            ("donation", "谁给了什么、给了谁、谁签收"),
            ("relief", "突发困难和给的救助"),
            ("conduct", "责任清单、负面清单，暂停和恢复"),
        ],
    ),
    (
        "就业教育住房",
        &[
            ("training", "每期培训班，给谁办、几天、补助"),
            ("trainee", "谁参加了哪一期，取证、就业"),
            ("job", "务工、公益岗、创业，在哪里、工资"),
            ("idle_labour", "没有转移就业的劳动力，愿望和安置"),
            ("grant", "雨露计划、助学金，申请到发放"),
            ("leaver", "初高中毕业未升学的，去了哪里"),
            ("relocation", "安置点、户型，计划和实际进度"),
            ("house_repair", "鉴定、动工、验收、补助到户"),
        ],
    ),
    (
        "产业收益",
        &[
            ("cooperative", "合作社、资金互助组织、龙头企业"),
            ("membership", "哪一户入了哪个社，拿什么入的"),
            ("asset_share", "光伏、入股、流转，合同和收益率"),
            ("dividend", "每期应付、实付，付了没有"),
            ("factory", "面积、奖补、承租企业、用工"),
            ("loan_event", "还款、结息、贴息、银行余额"),
            ("enterprise_loan", "合作社、企业因带动户得的贷款"),
            ("carried", "经营主体贷款带动了哪些户，合同"),
        ],
    ),
    (
        "村和资金",
        &[
            ("post", "村干部、第一书记、工作队、信息员"),
            ("village_asset", "集体资产租给谁、租金、闲置"),
            ("village_income", "集体收入应收、实收"),
            ("project", "立项、招标、施工、验收、报账、审计"),
            ("project_village", "一个项目涉及哪些村"),
            ("project_payment", "第几期、拨了多少、工程进度"),
            ("notice", "公示公告的起止、异议"),
        ],
    ),
    (
        "驻村和责任",
        &[
            ("team", "哪个单位驻哪个村，从何时到何时"),
            ("team_member", "队员、第一书记和电话"),
            ("team_month", "每人每月驻村、请假几天"),
            ("team_appraisal", "每人每年的考核等次"),
            ("plan_paper", "规划、计划、方案、责任书"),
        ],
    ),
    (
        "检查和整改",
        &[
            ("inspection_item", "抽到哪些户、村，查到哪里"),
            ("inspection_answer", "每一问的结论和当时所见"),
            ("finding", "问题、责任人、措施、期限、销号"),
        ],
    ),
    (
        "办事和说明",
        &[
            ("task_village", "各村报没报、哪天报的"),
            ("case_item", "各份办理的名单，走到哪个环节"),
            ("case_step", "办过的环节和张贴的公示"),
            ("objection", "公示期间的异议，谁核查、何时办结"),
            ("evidence", "办理的佐证材料，在哪一盒"),
            ("appeal", "来访、来信、12317，谁办、何时答复"),
            ("incident", "何时上报、怎样处置、何时反馈"),
            ("event", "宣讲、送温暖、扶志活动"),
            ("honour", "表彰谁、为什么、给了什么"),
            ("explanation", "疑点为什么是这样，豁免的文号"),
            ("sign_off", "办结了、延期了哪些待办，为什么"),
            ("local_figure", "县里定的数字，出自哪份文件"),
        ],
    ),
];
