//! Sheets of the remaining ledgers as townships write them: known for what they are, in once,
//! changed by nothing the second time; and what a row names that the book does not know.

#[path = "common/mod.rs"]
mod common;

use std::path::PathBuf;

use common::Township;
use fupin::port::import::ImportReport;
use tempfile::TempDir;

const PEOPLE: &str = "\
户编号,姓名,证件号码,与户主关系,行政村,村民小组,户主姓名
4210990031,张国强,421099196606160016,户主,白马庙村,3组,张国强
4210990031,张敏,421099200103080021,之女,白马庙村,3组,张国强
4210990032,单云娥,421099196003050029,户主,柳林村,1组,单云娥
";

/// A sheet with the ledger that it is of and its rows.
const SHEETS: &[(&str, usize, &str)] = &[
    (
        "training",
        1,
        "培训班名称,培训对象,培训内容,培训时间,培训天数,培训地点,培训机构,补助标准（元）\n\
         2018年养蜂培训班第1期,贫困劳动力,养蜂,2018.3.22,3,镇文化站,县职教中心,500\n",
    ),
    (
        "trainee",
        2,
        "培训班名称,培训时间,姓名,身份证号,村,职务,是否取证,是否就业,补助金额（元）\n\
         2018年养蜂培训班第1期,2018-03-22,张国强,421099196606160016,白马庙村,,是,是,500\n\
         2018年养蜂培训班第1期,2018-03-22,王支书,,柳林村,村党支部书记,,,\n",
    ),
    (
        "job",
        1,
        "户编号,户主姓名,务工人员姓名,身份证号,年度,就业类型,务工地,务工企业,开始时间,月收入（元）,是否签订劳动合同\n\
         4210990031,张国强,张国强,421099196606160016,2018,外出务工,东莞,东莞电子厂,2018.2,3500,是\n",
    ),
    (
        "idle_labour",
        1,
        "户编号,户主姓名,劳动力姓名,身份证号,登记时间,未转移就业原因,就业愿望,求职意向,培训愿望,推荐情况\n\
         4210990032,单云娥,单云娥,421099196003050029,2018-03-10,照顾家人,是,公益岗,否,镇茶厂\n",
    ),
    (
        "grant",
        2,
        "户编号,户主,学生姓名,学生身份证号,资助项目,年度,学期,学校名称,年级,申请时间,补助金额（元）,发放时间,是否到账\n\
         4210990031,张国强,张敏,421099200103080021,雨露计划,2018,春季学期,县职教中心,二年级,2018-3-5,1500,2018-4-26,是\n\
         4210990031,张国强,张敏,421099200103080021,雨露计划,2018,秋季学期,县职教中心,二年级,2018-9-12,1500,,否\n",
    ),
    (
        "leaver",
        1,
        "户编号,户主姓名,毕业生姓名,身份证号,毕业年份,毕业类别,毕业学校,本人意愿,去向\n\
         4210990031,张国强,张敏,421099200103080021,2018,初中,镇初级中学,升学,中职\n",
    ),
    (
        "relocation",
        1,
        "户编号,户主姓名,村,安置方式,安置点名称,搬迁人口,户型,安置住房面积（平方米）,计划入住时间,入住时间,旧房处置\n\
         4210990032,单云娥,柳林村,集中,枫树坪安置点,2,50平米,50,2018-06-30,2018.6.15,未拆\n",
    ),
    (
        "house_repair",
        1,
        "户编号,户主姓名,年度,危房等级,鉴定时间,改造方式,开工时间,竣工时间,验收时间,补助资金（元）,发放日期\n\
         4210990032,单云娥,2017,D级,2017-03-01,新建,2017-05-06,2017-08-20,2017-09-10,25000,2017-10-08\n",
    ),
    (
        "cooperative",
        1,
        "合作社名称,村,主体类型,主营,成立时间,理事长,联系电话,社员数\n\
         白马庙村肉牛养殖专业合作社,白马庙村,专业合作社,肉牛,2015-06-18,周正国,13900000001,46\n",
    ),
    (
        "membership",
        1,
        "户编号,户主姓名,村,加入合作社,入社时间,入股方式,入股金额（元）,带动方式\n\
         4210990031,张国强,白马庙村,白马庙村肉牛养殖专业合作社,2016.5,土地、劳动力,1500,分红\n",
    ),
    (
        "asset_share",
        3,
        "资产收益项目,资产类型,户编号,户主姓名,村,装机规模,投资额（元）,合同到期日期,约定收益率,预计年收益（元）\n\
         户用光伏,户用光伏,4210990031,张国强,白马庙村,4,28000,,,4000\n\
         户用光伏,户用光伏,4210990032,单云娥,柳林村,3,21000,,,3000\n\
         柳林村光伏电站,村级光伏,,,柳林村,60,480000,2037-12-31,,54000\n",
    ),
    (
        "dividend",
        3,
        "收益项目,户编号,村,分红期间,应付日期,应付分红（元）,实付日期,实分金额（元）,凭证\n\
         户用光伏,4210990031,白马庙村,2018年二季度,2018-07-15,1143,2018-07-19,1143,回单\n\
         户用光伏,4210990032,柳林村,2018年二季度,2018-07-15,900,,,\n\
         柳林村光伏电站,,柳林村,2018年二季度,2018-07-15,16300,2018-07-20,16300,回单\n",
    ),
    (
        "factory",
        1,
        "厂房名称,村,建筑面积（平方米）,省级奖补（万元）,市级奖补（万元）,县级奖补（万元）,租用企业,用工人数,吸纳贫困劳动力,用工年限\n\
         柳林村标准厂房,柳林村,1000,40,10,10,兴达制衣,58,31,5\n",
    ),
    (
        "village_asset",
        1,
        "集体资产名称,村,资产类型,资产面积,单位,经营方式,承租方,租金（元）,合同到期日期,是否闲置\n\
         白马庙村旧校舍,白马庙村,校舍,420,平方米,租赁,青禾公司,10000,2021-12-31,否\n",
    ),
    (
        "village_income",
        1,
        "村,年度,收入项目,集体资产名称,应收时间,应收租金（元）,收款日期,实收租金（元）,票据号\n\
         白马庙村,2018,租金,白马庙村旧校舍,2018-06-30,5000,2018-07-05,5000,0012\n",
    ),
    (
        "project",
        1,
        "扶贫项目名称,实施年度,项目类型,建设规模,总投资（万元）,资金渠道,支持方式,项目负责人,绩效,批复时间,计划竣工时间,验收时间,报账时间\n\
         柑橘分选线,2018,产业,三村联建,150,中央、省级,以奖代补,孟晓明,户均增收500元,2018-04-01,2018-12-20,,\n",
    ),
    (
        "project_village",
        2,
        "项目名称,年度,村,分配资金（万元）,受益户数\n\
         柑橘分选线,2018,白马庙村,75,24\n柑橘分选线,2018,柳林村,75,20\n",
    ),
    (
        "project_payment",
        1,
        "项目名称,年度,第几期,拨款日期,拨款金额（万元）,形象进度,凭证号,签批人\n\
         柑橘分选线,2018,1,2018-06-21,45,30,K01,孟晓明\n",
    ),
    (
        "notice",
        1,
        "公示名称,公示类别,村,张贴地点,张贴日期,公示期,公示结束时间,是否有异议\n\
         柳林村2018年拟脱贫名单,拟脱贫名单,柳林村,村委会公示栏,2018-09-15,7,2018-09-22,否\n",
    ),
    (
        "team",
        1,
        "驻点村,派出单位,组队方式,队长姓名,进驻时间\n柳林村,县财政局,县直,李建军,2017-03-06\n",
    ),
    (
        "team_member",
        1,
        "驻点村,派出单位,队员姓名,联系电话,队员身份,原工作单位,驻村开始时间,通讯补贴（元）\n\
         柳林村,县财政局,李建军,15300006821,队长兼第一书记,县财政局,2017-03-06,80\n",
    ),
    (
        "team_month",
        1,
        "队员姓名,联系电话,年度,月份,本月驻村天数,本月请假天数,请假原因\n李建军,15300006821,2018,8,21,1,家事\n",
    ),
    (
        "team_appraisal",
        1,
        "队员姓名,年度,考核等级,考核机关,考核时间\n李建军,2017,优秀,县扶贫指挥部,2018-01-12\n",
    ),
    (
        "plan_paper",
        1,
        "规划名称,层级,文书类型,村,年度,签字日期,责任人,与谁签订,完成时限\n\
         柳林村2018年脱贫攻坚责任书,村级,责任状,柳林村,2018,2018-02-24,周正国,镇政府,2018-12-31\n",
    ),
    (
        "care_person",
        2,
        "留守人员姓名,留守类别,身份证号,村,监护人姓名,监护人联系电话,结对关爱人,最近探访时间\n\
         张敏,留守儿童,421099200103080021,白马庙村,陈桂英,15200000542,李建军,2018-09-03\n\
         赵小宝,孤儿,,柳林村,赵大年,,村妇联,2018-09-05\n",
    ),
    (
        "need",
        1,
        "帮扶需求,需求类型,户编号,户主姓名,村,提出日期,对接平台,认领单位,认领日期,落实时间\n\
         书桌一张,助学,4210990031,张国强,白马庙村,2018-06-04,网络直通车,志愿者协会,2018-06-20,2018-07-09\n",
    ),
    (
        "incident",
        1,
        "事件概要,事件类型,严重程度,事发时间,村,事发地点,报告时间,报给谁,处置措施,反馈时间\n\
         暴雨冲毁公路,灾害,一般,2018-07-05,柳林村,2组,2018-07-05,县扶贫办,抢通便道,2018-07-23\n",
    ),
    (
        "event",
        1,
        "活动主题,活动类型,活动时间,村,活动地点,宣讲人,受众人数,活动照片\n\
         脱贫政策宣讲,宣讲,2018-05-16,柳林村,村委会,镇宣讲队,46,有\n",
    ),
    (
        "honour",
        1,
        "受表彰人,表彰类型,村,户编号,户主姓名,荣誉,表彰方式,授予日期,奖金（元）,先进事迹\n\
         张国强,脱贫户,白马庙村,4210990031,张国强,脱贫光荣户,精神+物质,2017-10-17,500,主动养牛\n",
    ),
    (
        "conduct",
        1,
        "户编号,户主姓名,清单类型,具体行为,发现日期,发现人,暂停时间,暂停享受政策,暂停理由\n\
         4210990031,张国强,负面,贷款挪作他用,2018-05-02,刘晓燕,2018-05-10,产业奖补、贷款贴息,未按用途使用\n",
    ),
    (
        "explanation",
        1,
        "说明类别,对象类型,户编号,户主姓名,疑点编号,说明内容,说明时间,有效期至,县批文号\n\
         情况说明,户,4210990031,张国强,national-2016/户-有车辆,面包车贩运山货,2018-03-20,2018-12-31,岭扶办函〔2018〕19号\n",
    ),
    (
        "document",
        1,
        "户编号,户主姓名,持证人姓名,身份证号,证件种类,证号,发证日期,有效期至,发证机关\n\
         4210990031,张国强,张国强,421099196606160016,慢病卡,MB0012,2017-09-01,2020-12-31,县医保局\n",
    ),
    (
        "local_figure",
        2,
        "指标名称,适用年度,数值,计量单位,文件名称,发文日期,是否已核\n\
         贫困线,2018,3535,元,岭扶发〔2018〕3号,2018-02-01,是\n公示天数,2018,7,天,岭扶办发〔2018〕9号,2018-02-20,是\n",
    ),
];

fn sheet(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(format!("{name}.csv"));
    std::fs::write(&path, text).unwrap();
    path
}

/// A book with two villages, two households and three people.
fn township() -> (Township, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut township = Township::new("hubei-2016", "2018-09-20");
    let report = township.import(&sheet(&folder, "人口", PEOPLE));
    assert_eq!((report.added, report.refused), (3, 0), "{report:?}");
    (township, folder)
}

fn one(township: &Township, sql: &str) -> String {
    let found = township.book().query_row(sql, [], |row| {
        row.get::<_, Option<rusqlite::types::Value>>(0)
    });
    match found.unwrap() {
        Some(rusqlite::types::Value::Integer(number)) => number.to_string(),
        Some(rusqlite::types::Value::Real(number)) => number.to_string(),
        Some(rusqlite::types::Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn told(report: &ImportReport) -> Vec<(&'static str, String)> {
    let all = report.problems.iter();
    all.map(|p| (p.code, p.message.clone())).collect()
}

#[test]
fn every_sheet_is_known_for_what_it_is_and_goes_in_once() {
    let (mut township, folder) = township();
    for (ledger, rows, text) in SHEETS {
        let file = sheet(&folder, ledger, text);
        let report = township.import(&file);
        assert_eq!(
            (
                report.ledger.as_str(),
                report.added as usize,
                report.refused
            ),
            (*ledger, *rows, 0),
            "{:?}",
            report.refused_rows
        );
        assert_eq!(report.unknown_columns, Vec::<String>::new(), "{ledger}");
        assert_eq!(told(&report), Vec::new(), "{ledger}");
        assert_eq!(report.pending, 0, "{ledger}");
        township.assert_second_import_changes_nothing(&file);
    }
    let all: Vec<&str> = SHEETS.iter().map(|(ledger, ..)| *ledger).collect();
    assert_eq!(all.len(), 33);
    for (sql, wanted) in [
        // A row that names a person and no household is of the person's household.
        (
            "select household || '/' || person from trainee where person is not null",
            "1/1",
        ),
        ("select trainee_kind || subsidy from training", "0150000"),
        ("select input from membership", "1,5"),
        ("select house_type || old_house from relocation", "501"),
        ("select plan || source from project", "15000000001,02"),
        ("select policies from conduct", "01,02"),
        ("select subject || kind from explanation", "household1"),
        (
            "select group_concat(asset_share || ':' || due, ' ') from dividend",
            "1:114300 2:90000 3:1630000",
        ),
        ("select asset from village_income", "1"),
        (
            "select value from local_figure where name = '贫困线'",
            "3535",
        ),
    ] {
        assert_eq!(one(&township, sql), wanted, "{sql}");
    }
}

#[test]
fn who_or_what_is_not_known_is_named() {
    let (mut township, folder) = township();
    let text = "户编号,户主姓名,务工人员姓名,身份证号,年度,就业类型\n\
                4210990031,张国强,赵六,421099199001010017,2018,外出务工\n";
    let report = township.import(&sheet(&folder, "务工", text));
    assert_eq!((report.added, report.refused), (0, 1));
    let reason = &report.refused_rows[0].1;
    assert!(reason.contains("人口里没有「赵六」"), "{reason}");
    let text = "培训班名称,培训时间,姓名\n没有这一期,2018-03-22,张国强\n";
    let report = township.import(&sheet(&folder, "参训", text));
    let reason = &report.refused_rows[0].1;
    assert!(reason.contains("培训里没有「没有这一期」"), "{reason}");
    // What the row can do without is named, and the row goes in.
    let text = "公示名称,张贴日期,村,项目名称\n某项目公示,2018-09-15,柳林村,没有的项目\n";
    let report = township.import(&sheet(&folder, "公示", text));
    assert_eq!(report.added, 1);
    assert_eq!(
        told(&report),
        [(
            "reference-unknown",
            "资金项目里没有「没有的项目」，请核对，或先登记再导入".to_owned()
        )]
    );
}

#[test]
fn no_policy_of_basic_life_can_be_suspended() {
    let (mut township, folder) = township();
    let rows = [
        "低保",
        "特困供养",
        "医疗保险",
        "医疗救助",
        "义务教育",
        "危房改造",
        "住房",
        "饮水安全",
    ]
    .map(|policy| format!("4210990031,张国强,负面,{policy}之外,2018-05-02,2018-05-10,{policy}"));
    let text = format!(
        "户编号,户主姓名,清单类型,具体行为,发现日期,暂停时间,暂停享受政策\n{}\n",
        rows.join("\n")
    );
    let report = township.import(&sheet(&folder, "负面清单", &text));
    assert_eq!(report.added, 8, "{:?}", report.refused_rows);
    assert_eq!(told(&report).len(), 8);
    assert_eq!(one(&township, "select count(policies) from conduct"), "0");
}
