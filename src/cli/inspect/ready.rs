//! `fupin inspect ready`: what there is to mend before the next inspection.

use std::io;
use std::path::PathBuf;

use crate::cli::{Exit, Given, Output, Run, Usage};
use crate::port::ready::{ReadyCounts, ReadyPage, ReadyReply, ReadyRequest};
use crate::port::{Reply, Request};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：{\"inspection\":{id,name,by,begins,ends,days}或空,\"villages\":[…],\"households\":[…]}，
  村和户都有 grave not_met doubts missing evidence overdue loans explained findings 各几条；
  村另有 open（要补要改的户数）、visit_late（走访超期户数）、own（村级自己的）；
  户另有 id village group name state claims（已脱贫或今年拟脱贫）left（已清退、自然销户）visit_days visit_late。
  次序：声明退出的户的严重疑点，逾期待办，缺项，走访。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    /// 只看这个村
    #[arg(long, value_name = "村")]
    village: Option<String>,
    /// 没有要补要改的户也列
    #[arg(long)]
    all: bool,
    /// 写成网页和文字各一个文件，放进这个文件夹（. 是当前文件夹）
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let wish = match &self.output {
            Some(_) if given.json => {
                return Err(Usage("-o 写的是网页和文字；要 JSON 请不写 -o".to_owned()));
            }
            Some(folder) => ReadyRequest::Paper(self.village.clone(), folder.clone()),
            None => ReadyRequest::Page {
                scope: given.scope,
                village: self.village.clone(),
            },
        };
        Ok(vec![Request::Ready(wish)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Ready(ReadyReply::Page(mut page)) => {
                if !self.all {
                    page.households
                        .retain(|one| one.visit_late || one.counts.is_open());
                }
                if out.json {
                    out.json(&*page)?;
                } else {
                    self.tell(&page, out)?;
                }
                for fault in &page.faults {
                    out.say(fault)?;
                }
                Ok(Exit::Done)
            }
            Reply::Done(words) => out.line(&words).map(|()| Exit::Done),
            other => out.unexpected(&other),
        }
    }
}

impl Args {
    fn tell(&self, page: &ReadyPage, out: &mut Output<'_>) -> io::Result<()> {
        match &page.inspection {
            Some(next) => out.line(&format!(
                "下次检查  {}  {}  {}",
                next.begins,
                next.who(),
                next.when()
            ))?,
            None => out.line("没有登记的检查")?,
        }
        for village in &page.villages {
            let visits = late(village.visit_late);
            let counts = told(&village.counts);
            out.line(&format!(
                "{}  {}户要补要改  {counts}{visits}",
                village.name, village.open
            ))?;
        }
        // The households of the whole township are many; one village's are what one goes through.
        if self.village.is_none() && !self.all {
            return Ok(());
        }
        for one in &page.households {
            let visited = match one.visit_days {
                Some(days) => format!("走访{days}天前"),
                None => "没有走访".to_owned(),
            };
            out.line(&format!(
                "  {}  {}{}  {}  {}  {visited}",
                one.name,
                one.village,
                one.group,
                one.state,
                told(&one.counts)
            ))?;
        }
        Ok(())
    }
}

fn late(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(" 走访超期{count}户"),
    }
}

/// 未达标1 缺项2.
fn told(counts: &ReadyCounts) -> String {
    let some = counts.columns().into_iter().filter(|(_, count)| *count > 0);
    let some = some.map(|(word, count)| format!("{word}{count}"));
    some.collect::<Vec<_>>().join(" ")
}
