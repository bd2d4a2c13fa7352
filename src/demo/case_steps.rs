//! The steps of the procedures of the demo, as they were done, and the papers that they leave.

/// A step that was done: its name, who acted, how many days after the case began, and of a notice
/// how many days before that it was posted and where.
pub(super) type Done = (&'static str, &'static str, i32, Option<(i32, &'static str)>);

pub(super) const EXIT: [Done; 8] = [
    ("村确定脱贫名单", "村两委", 0, None),
    ("村公示", "村两委", 9, Some((8, "村务公开栏"))),
    ("乡镇审核", "刘晓燕", 15, None),
    ("县抽查", "县扶贫办", 25, None),
    (
        "县级媒体公示",
        "县扶贫办",
        36,
        Some((8, "岭东县人民政府网")),
    ),
    ("市州抽查", "市扶贫办", 43, None),
    ("省抽查", "省第三方评估组", 57, None),
    ("脱贫销号", "刘晓燕", 65, None),
];

pub(super) const VILLAGE_EXIT: [Done; 7] = [
    ("县确定脱贫名单", "县扶贫办", 0, None),
    (
        "县级媒体公示",
        "县扶贫办",
        10,
        Some((9, "岭东县人民政府网")),
    ),
    ("县上报名单", "县扶贫办", 15, None),
    ("市州抽查", "市扶贫办", 28, None),
    ("省抽查", "省第三方评估组", 43, None),
    ("省级媒体公示", "省扶贫办", 54, Some((9, "省扶贫网"))),
    ("脱贫销号", "刘晓燕", 62, None),
];

pub(super) const RETURN: [Done; 2] = [
    ("公开公示", "村两委", 9, Some((8, "村务公开栏"))),
    ("民主评议", "村两委", 16, None),
];

pub(super) const STRIKE: [Done; 3] = [
    ("入户核查", "驻村工作队", 0, None),
    ("民主评议", "村两委", 6, None),
    ("村公示", "村两委", 15, Some((8, "村务公开栏"))),
];

/// The papers that the steps of a household's exit leave behind.
pub(super) const EXIT_PROOFS: [(i64, &str); 14] = [
    (1, "评议会议记录"),
    (1, "评议签到表"),
    (1, "评议照片"),
    (1, "入户核查表"),
    (1, "户主确认书"),
    (2, "公示原件"),
    (2, "公示照片"),
    (3, "乡镇审核意见"),
    (4, "县抽查记录"),
    (5, "媒体公示截图"),
    (6, "市州抽查记录"),
    (7, "省抽查记录"),
    (8, "公告原件"),
    (8, "公告照片"),
];

/// Those of a village's exit.
pub(super) const VILLAGE_PROOFS: [(i64, &str); 9] = [
    (1, "村退出申请和自查报告"),
    (1, "县确定名单的文件"),
    (2, "媒体公示截图"),
    (3, "县上报文件"),
    (4, "市州抽查记录"),
    (5, "省抽查记录"),
    (6, "媒体公示截图"),
    (7, "销号文件"),
    (7, "公告照片"),
];
