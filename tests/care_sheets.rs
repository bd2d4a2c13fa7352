//! Sheets of 户帮扶计划, 诉求与信访, 临时救助, 社会帮扶与捐赠 and 来文交办 as townships write them: in once,
//! changed by nothing the second time, and taken back.

#[path = "common/mod.rs"]
mod common;

use std::path::PathBuf;

use common::Township;
use tempfile::TempDir;

/// A book with two villages and two households.
fn township() -> (Township, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut township = Township::new("hubei-2016", "2018-09-20");
    let file = sheet(
        &folder,
        "户.csv",
        "户编号,行政村,村民小组,户主姓名,户主身份证号\n\
         4210990031,白马庙村,3组,张国强,421099196606160016\n\
         4210990032,柳林村,1组,单云娥,421099196003050029\n",
    );
    let report = township.import(&file);
    assert_eq!(report.added, 2, "{report:?}");
    (township, folder)
}

fn sheet(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn one(township: &Township, sql: &str) -> String {
    township
        .book()
        .query_row(sql, [], |row| row.get::<_, Option<String>>(0))
        .unwrap()
        .unwrap_or_default()
}

#[test]
fn a_plan_is_of_a_household_and_a_year() {
    let (mut township, folder) = township();
    let file = sheet(
        &folder,
        "户帮扶计划.csv",
        "户编号,户主,年度,帮扶措施,完成时限,责任人,预计增收（元）,实际完成时间\n\
         4210990031,张国强,2018,养牛2头,2018.12,李建军,4000,\n\
         4210990031,张国强,2018,办理慢病卡,2018-06-30,李建军,,2018-06-12\n",
    );
    let report = township.import(&file);
    assert_eq!((report.ledger.as_str(), report.added), ("plan", 2));
    assert_eq!(
        one(
            &township,
            "select group_concat(household || due_on || coalesce(income, 0) || coalesce(done_on, '-'), ' ') from plan"
        ),
        "12018-12400000- 12018-06-3002018-06-12"
    );
    township.assert_second_import_changes_nothing(&file);
}

#[test]
fn whoever_speaks_need_be_of_no_household() {
    let (mut township, folder) = township();
    let file = sheet(
        &folder,
        "诉求.csv",
        "村,户编号,反映人,受理日期,信访方式,反映问题,答复时限\n\
         白马庙村,4210990031,张国强,2018-09-10,12317热线,分红没有兑现,2018-09-25\n\
         柳林村,,汪德全,2018-09-18,来访,对名单有异议,2018-09-22\n\
         柳林村,4210990099,赵某,2018-09-18,来信,要求修路,2018-10-18\n",
    );
    let report = township.import(&file);
    assert_eq!(
        (report.ledger.as_str(), report.added, report.refused),
        ("appeal", 3, 0)
    );
    assert_eq!(
        one(
            &township,
            "select group_concat(name || way || village || coalesce(household, '-'), ' ') from appeal"
        ),
        "张国强041 汪德全012- 赵某022-".replace("041", "0411")
    );
    // Only the one whose household is named and not there waits for it.
    assert_eq!(
        one(&township, "select group_concat(code) from pending"),
        "4210990099"
    );
    township.assert_second_import_changes_nothing(&file);
}

#[test]
fn relief_may_go_to_anybody() {
    let (mut township, folder) = township();
    let file = sheet(
        &folder,
        "临时救助.csv",
        "行政村,户编号,申请人姓名,申请人身份证号,困难原因,救助事由,申请日期,审批意见,金额,发放日期,是否到账\n\
         白马庙村,4210990031,张国强,421099196606160016,疾病,住院,2018-08-01,批准,3000,2018-08-20,是\n\
         柳林村,,文素珍,421099197205060027,火灾,厨房失火,2018-09-01,待审批,,,\n",
    );
    let report = township.import(&file);
    assert_eq!(
        (report.ledger.as_str(), report.added, report.refused),
        ("relief", 2, 0)
    );
    assert_eq!(
        one(
            &township,
            "select group_concat(reason || decision || coalesce(amount, '-') || coalesce(arrived, '-'), ' ') from relief"
        ),
        "01013000001 0303--"
    );
    township.assert_second_import_changes_nothing(&file);
}

#[test]
fn a_gift_to_two_unknown_households_is_two_gifts() {
    let (mut township, folder) = township();
    let file = sheet(
        &folder,
        "捐赠.csv",
        "捐赠单位,捐赠物资,金额,捐赠日期,受益村,户编号,户主姓名,签收人\n\
         青禾公司,鸡苗50只,600,2018-03-01,白马庙村,4210990031,张国强,张国强\n\
         青禾公司,鸡苗50只,600,2018-03-01,,4210990098,甲某,甲某\n\
         青禾公司,鸡苗50只,600,2018-03-01,,4210990099,乙某,乙某\n\
         鑫源公司,路灯10盏,30000,2018-03-01,柳林村,,,村委会\n",
    );
    let report = township.import(&file);
    assert_eq!(
        (report.ledger.as_str(), report.added, report.refused),
        ("donation", 4, 0)
    );
    assert_eq!(
        one(&township, "select group_concat(code) from pending"),
        "4210990098,4210990099"
    );
    township.assert_second_import_changes_nothing(&file);
}

#[test]
fn a_sheet_of_tasks_and_one_of_who_reported() {
    let (mut township, folder) = township();
    let tasks = sheet(
        &folder,
        "来文交办.csv",
        "来文单位,文号,事项,收文日期,截止日期,几点前,要报的村\n\
         县扶贫办,岭扶办发〔2018〕41号,三季度贴息表,2018-09-11,2018-09-25,17点,各村\n",
    );
    assert_eq!(township.import(&tasks).ledger, "task");
    let reported = sheet(
        &folder,
        "任务分村.csv",
        "事项,截止日期,村,报来日期,报来时刻\n\
         三季度贴息表,2018-09-25,白马庙村,2018-09-19,上午9点\n\
         三季度贴息表,2018-09-25,柳林村,,\n",
    );
    assert_eq!(township.import(&reported).ledger, "task_village");
    assert_eq!(
        one(&township, "select due_on || due_time from task"),
        "2018-09-2517:00"
    );
    assert_eq!(
        one(
            &township,
            "select group_concat(task || village || coalesce(reported_time, '-'), ' ') from task_village"
        ),
        "1109:00 12-"
    );
    township.assert_second_import_changes_nothing(&tasks);
    township.assert_second_import_changes_nothing(&reported);
}
