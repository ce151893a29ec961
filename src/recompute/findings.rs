//! The card's own numbers, to be set beside R's: the only ones that the script doesn't compute.

use super::{Recomputed, heading, quote};
use crate::card::{Breakdown, Figure, Finding, Gap, GapKind, Shown, Where, Whom};
use crate::estimate::{Df, Precision, TestStatistic};
use crate::gap::Difference;
use crate::instrument::Missing;

/// Every finding that the card shows, also those without a number.
pub(super) fn card(of: &Recomputed) -> String {
    let mut table = vec!["figure,place,grouping,group,value,se,df,low,high,n,missing,weighted,deff".to_owned()];
    table.extend(of.card.findings.iter().filter(|f| is_shown(f)).map(|finding| row(of, finding)));
    format!(
        "{}# Хувь нь 100-гаар үржсэн. Хоосон нүд: тийм тоо байхгүй. / Shares are in percent. A blank cell: there is no such number.\n\
         card <- read.csv(text = {}, na.strings = \"\", colClasses = c(rep(\"character\", 4), rep(\"numeric\", 9)))\n\
         card[1:4][is.na(card[1:4])] <- \"\"\n",
        heading("6", "masam-ын тоо, харьцуулахад", "masam's own numbers, for comparison"),
        lines(&table),
    )
}

/// Every gap that the card has, of targets, the average and groups.
pub(super) fn gaps(of: &Recomputed) -> String {
    let mut table = vec!["figure,place,kind,target,grouping,first,second,value,se,df,low,high,p,holm,bh".to_owned()];
    table.extend(of.card.gaps.iter().filter_map(|gap| gap_row(of, gap)));
    format!(
        "# Зөрүү: зорилт, дундаж, бүлэг хооронд / Gaps: to targets, to the average, between groups\n\
         gaps <- read.csv(text = {}, na.strings = \"\", colClasses = c(rep(\"character\", 3), \"integer\", rep(\"character\", 3), rep(\"numeric\", 8)))\n\
         gaps[c(1:3, 5:7)][is.na(gaps[c(1:3, 5:7)])] <- \"\"\n",
        lines(&table),
    )
}

fn gap_row(of: &Recomputed, gap: &Gap) -> Option<String> {
    let instrument = of.survey.instrument;
    let (kind, target, groups) = match gap.kind {
        GapKind::ToTarget(at) => ("target", (at + 1).to_string(), ",,".to_owned()),
        GapKind::ToAverage => ("average", String::new(), ",,".to_owned()),
        GapKind::BetweenGroups(grouping, first, second) => {
            let grouping = &instrument.groupings[grouping.0];
            let group = |at: usize| field(&grouping.groups[at].id);
            ("between", String::new(), format!("{},{},{}", field(&grouping.id), group(first), group(second)))
        }
        // A card holds its places against none of these.
        GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => return None,
    };
    let factor = gap.figure.factor(instrument);
    let full = |value: Option<f64>| value.map(quote::number).unwrap_or_default();
    let Difference { value, se, df, interval, p } = &gap.difference;
    let numbers = [
        full(Some(value * factor)),
        full(se.map(|se| se * factor)),
        df.map(degrees).unwrap_or_default(),
        full(interval.map(|i| i.low * factor)),
        full(interval.map(|i| i.high * factor)),
        full(*p),
        full(gap.p_adjusted),
        full(gap.p_discovery),
    ];
    let (id, place) = (field(&gap.figure.id(instrument)), of.place(gap.place));
    Some(format!("{id},{place},{kind},{target},{groups},{}", numbers.join(",")))
}

/// Every test of whether a figure depends on the place or the group.
pub(super) fn tests(of: &Recomputed) -> String {
    let instrument = of.survey.instrument;
    let mut table = vec!["figure,over,test,groups,f,df,df2,p,holm,bh".to_owned()];
    for test in &of.card.depends {
        let over = match test.by {
            Breakdown::Places => "places".to_owned(),
            Breakdown::Groups(grouping) => field(&instrument.groupings[grouping.0].id),
        };
        let name = if test.statistic == TestStatistic::F { "rao_scott" } else { "wald" };
        let full = |value: Option<f64>| value.map(quote::number).unwrap_or_default();
        let tested = test.tested.ok();
        let numbers = [
            full(tested.map(|t| t.value)),
            full(tested.map(|t| t.df)),
            full(tested.and_then(|t| t.df2)),
            full(tested.map(|t| t.p)),
            full(test.p_adjusted),
            full(test.p_discovery),
        ];
        table.push(format!(
            "{},{over},{name},{},{}",
            field(&test.figure.id(instrument)),
            test.groups,
            numbers.join(",")
        ));
    }
    let types = "c(rep(\"character\", 3), rep(\"numeric\", 7))";
    format!(
        "# Газраас, бүлгээс хамаарах эсэх / Whether figures depend on the place, on the group\n\
         tests <- read.csv(text = {}, na.strings = \"\", colClasses = {types})\n",
        lines(&table),
    )
}

/// A table between quotes, each of its rows on a line of the script.
fn lines(rows: &[String]) -> String {
    let quoted: Vec<String> = rows.iter().map(|row| quote::text(row)).collect();
    let bare: Vec<&str> = quoted.iter().map(|line| &line[1..line.len() - 1]).collect();
    format!("\"{}\n\"", bare.join("\n"))
}

/// A code as a field of a table: an answer's code is a group's too, and may hold anything.
fn field(code: &str) -> String {
    if code.contains([',', '"', '\n', '\r']) { format!("\"{}\"", code.replace('"', "\"\"")) } else { code.to_owned() }
}

fn is_shown(finding: &Finding) -> bool {
    match finding.shown {
        Shown::Freely | Shown::WithCare => true,
        Shown::Withheld | Shown::Unreliable => false,
    }
}

fn row(of: &Recomputed, finding: &Finding) -> String {
    let instrument = of.survey.instrument;
    let factor = finding.key.figure.factor(instrument);
    let (grouping, group) = of.whom(finding.key.whom);
    let id = finding.key.figure.id(instrument);
    let (id, grouping, group) = (field(&id), field(grouping), field(&group));
    let key = format!("{id},{},{grouping},{group}", of.place(finding.key.place));
    let missing = match finding.key.figure {
        Figure::Indicator(_) => finding.counts.missing.iter().sum::<u64>().to_string(),
        Figure::Composite(_) => String::new(),
    };
    let Ok(estimate) = &finding.estimate else { return format!("{key},,,,,,0,{missing},,") };
    let full = |value: f64| quote::number(value * factor);
    let (error, effect) = match &estimate.precision {
        Precision::Sampled { se, df, interval, deff } => {
            let ends = interval.map_or_else(|| ",".into(), |i| format!("{},{}", full(i.low), full(i.high)));
            (format!("{},{},{ends}", full(*se), degrees(*df)), deff.map(quote::number).unwrap_or_default())
        }
        Precision::Unknown(_) => (",,,".to_owned(), String::new()),
    };
    let weighted = quote::number(estimate.sum_weights);
    format!("{key},{},{error},{},{missing},{weighted},{effect}", full(estimate.value), estimate.n)
}

fn degrees(df: Df) -> String {
    match df {
        Df::Finite(df) => df.to_string(),
        Df::Infinite => "Inf".into(),
    }
}

/// How many of all respondents answered, and why the others didn't: a check of how cells are understood. Not published.
pub(super) fn answered(of: &Recomputed) -> String {
    let mut table = vec!["figure,reason,count".to_owned()];
    let everybody = |f: &&Finding| f.key.place == Where::All && f.key.whom == Whom::Everybody;
    for finding in of.card.findings.iter().filter(everybody).filter(|_| !of.is_public()) {
        if let Figure::Composite(_) = finding.key.figure {
            continue;
        }
        let counts = &finding.counts;
        let missing = |reason: Missing| counts.missing[Missing::ALL.iter().position(|r| *r == reason).unwrap_or(0)];
        // What a formula left behind that failed is unreadable here and blank to R.
        let unknown = missing(Missing::Blank) + missing(Missing::Unreadable);
        let id = field(&finding.key.figure.id(of.survey.instrument));
        for (reason, count) in [
            ("answered", counts.valid + counts.zero_weight),
            ("blank_or_unreadable", unknown),
            ("not_asked", missing(Missing::NotAsked)),
            ("dont_know", missing(Missing::DontKnow)),
            ("refused", missing(Missing::Refused)),
        ] {
            table.push(format!("{id},{reason},{count}"));
        }
    }
    format!(
        "# Хариулт, хариулаагүй шалтгаан / Answers, and why there are none\nanswered <- read.csv(text = {}, na.strings = \"\", colClasses = c(\"character\", \"character\", \"numeric\"))\n",
        lines(&table)
    )
}

/// What of the card the script leaves alone, to be said when it is run.
pub(super) fn not_recomputed(of: &Recomputed) -> String {
    let mut said: Vec<(String, String)> = Vec::new();
    let hidden = of.card.findings.iter().filter(|f| !is_shown(f)).count();
    if hidden > 0 {
        said.push((
            format!("Нийтлэхгүй {hidden} үнэлгээ энд алга."),
            format!("{hidden} estimates that aren't published are not in this script."),
        ));
    }
    if of.is_public() && of.corrections.is_some_and(|all| all.iter().any(|one| one.is_applied())) {
        said.push((
            "Залруулгыг нийтлэхгүй тул энд алга: тоо зөрнө.".into(),
            "Corrections aren't published and are not in this script: numbers will differ.".into(),
        ));
    }
    if of.card.priorities.is_some() {
        said.push((
            "Тэргүүлэх чиглэл, хүний тоог дахин тооцоогүй.".into(),
            "Priorities and numbers of people are not recomputed.".into(),
        ));
    }
    let all: Vec<String> = said.iter().map(|(mn, en)| quote::text(&format!("{mn}\n  {en}"))).collect();
    format!("# Дахин тооцоогүй зүйл / What is not recomputed\nnot_recomputed <- {}\n", quote::call("c", &all, 0))
}
