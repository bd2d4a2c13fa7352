//! The arguments of `fupin case`; the comments are the help.

use std::path::PathBuf;

use clap::Subcommand;

/// What is done.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// 列出办理：在哪一步、公示还有几天、留下几户
    List {
        /// 办结的也列
        #[arg(long)]
        all: bool,
    },
    /// 本镇口径里有哪些办理事项、各有哪些环节
    Procedures,
    /// 一份办理：名单、环节、佐证、异议
    Show {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 开始一份办理：fupin case open 户退出 --village 青山村
    Open {
        /// 办理事项，如 户退出、户返贫、村退出
        #[arg(value_name = "事项")]
        procedure: String,
        /// 村名；全镇的不写
        #[arg(long, value_name = "村", default_value = "")]
        village: String,
        /// 年度；不写是今年
        #[arg(long, value_name = "年")]
        year: Option<i64>,
        /// 办理名称；不写由村、年度、事项合成
        #[arg(long, value_name = "名称", default_value = "")]
        name: String,
    },
    /// 往名单里加：首字母和组、户编号，或按条件，或按表
    Add {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 一户一个，首字母带组的用引号括起来：'zgq 3组'；村退出写村名
        #[arg(value_name = "谁")]
        whom: Vec<String>,
        /// 条件，如 计划脱贫年度 = 2018；只取本村的
        #[arg(long = "where", value_name = "条件", conflicts_with_all = ["whom", "sheet"])]
        condition: Option<String>,
        /// 一张 CSV，有户编号或户主姓名一列
        #[arg(long, value_name = "文件", conflicts_with = "whom")]
        sheet: Option<PathBuf>,
    },
    /// 记张贴公示：从这天起算
    Post {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 第几步的公示；不写是现在这一步（落在后面的户另行公示时写）
        #[arg(long, value_name = "步")]
        step: Option<usize>,
        /// 张贴的日子；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        day: String,
        /// 贴在哪里
        #[arg(long, value_name = "地点", default_value = "")]
        place: String,
    },
    /// 往下走一步：先核对，不够条件的退回村；公示期没满不能走
    Move {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 只走这几户（show 里名单的编号，用逗号隔开）；不写是这一步在办的全部
        #[arg(long, value_name = "名单编号", value_delimiter = ',')]
        items: Vec<i64>,
        /// 办理的日子；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        day: String,
        /// 办理人；不写按环节
        #[arg(long, value_name = "姓名", default_value = "")]
        by: String,
        /// 办理结果
        #[arg(long, value_name = "文字", default_value = "")]
        result: String,
        /// 文号
        #[arg(long, value_name = "文号", default_value = "")]
        document: String,
        /// 只看会怎样，不办
        #[arg(long)]
        dry_run: bool,
    },
    /// 名单里的几户：暂缓、退回，或恢复在办
    Mark {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 暂缓、退回、在办
        #[arg(value_name = "状态")]
        state: String,
        /// 名单的编号（show 里的），用逗号隔开
        #[arg(long, value_name = "名单编号", value_delimiter = ',', required = true)]
        items: Vec<i64>,
        /// 原因
        #[arg(long, value_name = "文字", default_value = "")]
        reason: String,
    },
    /// 从名单里拿掉加错的（走过环节的不能拿）
    Drop {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 名单的编号（show 里的），用逗号隔开
        #[arg(long, value_name = "名单编号", value_delimiter = ',', required = true)]
        items: Vec<i64>,
    },
    /// 登记异议：只留住这一户
    Object {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 户主（村退出写村名）
        #[arg(value_name = "谁")]
        whom: String,
        /// 异议内容
        #[arg(value_name = "内容")]
        text: String,
        /// 提出人；匿名的不写
        #[arg(long, value_name = "姓名")]
        by: Option<String>,
        /// 提出日期；不写是今天
        #[arg(long, value_name = "日期")]
        day: Option<String>,
        /// 责任人；不写是操作人
        #[arg(long, value_name = "姓名")]
        responsible: Option<String>,
        /// 核查期限
        #[arg(long, value_name = "日期")]
        due: Option<String>,
    },
    /// 列出异议，没办结的在前
    Objections {
        /// 编号（list 的第一列）；不写是全部
        #[arg(value_name = "编号")]
        id: Option<i64>,
    },
    /// 异议核查完了：成立、不成立、部分成立
    Answer {
        /// 异议的编号
        #[arg(value_name = "异议编号")]
        objection: i64,
        /// 成立、不成立、部分成立
        #[arg(value_name = "结论")]
        finding: String,
        /// 核查情况
        #[arg(value_name = "情况")]
        handled: String,
    },
    /// 记一样佐证材料有没有、在哪一盒
    Evidence {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 第几步
        #[arg(value_name = "步")]
        step: usize,
        /// 材料名称
        #[arg(value_name = "材料")]
        what: String,
        /// 有、缺、不适用
        #[arg(value_name = "情况")]
        state: String,
        /// 档案盒号
        #[arg(long = "box", value_name = "盒号", default_value = "")]
        archive_box: String,
    },
    /// 退回和留下的，连同原因存成表，发回村里
    Returned {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 印材料：评议记录、签到表、核查表、公示、确认书……（号码都遮住）
    Paper {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 哪一种；不写是这一步的全部
        #[arg(value_name = "材料", default_value = "")]
        paper: String,
        /// 只印这几户（show 里名单的编号，用逗号隔开）
        #[arg(long, value_name = "名单编号", value_delimiter = ',')]
        items: Vec<i64>,
        /// 要纯文本，不要网页
        #[arg(long)]
        text: bool,
        /// 写到哪里；不写放在当前文件夹
        #[arg(short, long, value_name = "文件")]
        output: Option<PathBuf>,
    },
    /// 终止一份办理，要写原因
    End {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 原因
        #[arg(value_name = "原因")]
        reason: String,
    },
}
