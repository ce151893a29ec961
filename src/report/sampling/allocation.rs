//! How many in each place: the numbers with the precision that each place then has, and the rule.

use super::super::parts::{across, column, count, counted, figure, figure_or, grid, num, paragraph, phrase, row, text};
use super::super::words::{SampleWord, t};
use super::super::{Absent, Block, ColumnKind, Format, Grid, Report, Tidy};
use super::{choices, conditions, methods, percent, population, report};
use crate::lang::Label;
use crate::sampling::{Allocated, Bounds, Conditions, Places, Precision, Rule};

/// An allocation with all that it depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct AllocationAsked {
    /// The places.
    pub places: Places,
    /// What each gets.
    pub allocated: Vec<Allocated>,
    /// What that shows.
    pub precision: Precision,
    /// The rule.
    pub rule: Rule,
    /// The bounds.
    pub bounds: Bounds,
    /// Level, design effect, response.
    pub conditions: Conditions,
    /// Whether the figure is a share, so that margins are in points.
    pub is_share: bool,
    /// The options as they were given.
    pub command: Vec<(String, String)>,
}

const SOURCES: &str = "Neyman (1934) J. R. Stat. Soc. 97:558–625; Cochran (1977) Sampling Techniques, 5; Bankier (1988) Am. Stat. 42:174–177; \
    Kish (1988) J. Off. Stat. 4:19–32; Gabler, Ganninger & Münnich (2012) Metrika 75:151–161";

/// The report of an allocation.
pub fn allocation(asked: &AllocationAsked) -> Report<'static> {
    let table = table(asked);
    let mut blocks: Vec<Block> = said(asked).into_iter().map(paragraph).collect();
    blocks.push(Block::Grid(table.clone()));
    let methods_grid = choices(chosen(asked));
    let sections =
        vec![across("cover", SampleWord::SheetAnswer, blocks), methods(&methods_grid, &asked.command, SOURCES)];
    let tidy = vec![Tidy::of(&table), Tidy::of(&methods_grid)];
    report(SampleWord::AllocationTitle, &asked.command, sections, tidy)
}

fn told(asked: &AllocationAsked, margin: Option<f64>) -> Label {
    match margin {
        Some(margin) if asked.is_share => phrase("{0} нэгж хувь", "{0} points", &[num(100.0 * margin, Format::Points)]),
        Some(margin) => num(margin, Format::Plain(3)),
        None => Label::same("–"),
    }
}

fn said(asked: &AllocationAsked) -> Vec<Label> {
    let n: u64 = asked.allocated.iter().map(|a| a.n).sum();
    let margins = || asked.precision.places.iter().copied();
    let widest = margins().flatten().fold(None, |most: Option<f64>, e| Some(most.map_or(e, |most| most.max(e))));
    let narrowest = margins().flatten().fold(None, |least: Option<f64>, e| Some(least.map_or(e, |least| least.min(e))));
    let with = [
        counted(n),
        counted(asked.places.labels.len() as u64),
        told(asked, asked.precision.whole),
        told(asked, narrowest),
        told(asked, widest),
    ];
    let mut said = vec![phrase(
        "{0} хүнийг {1} газарт хуваарилав. Бүгдийн алдааны хязгаар ±{2}; газруудынх ±{3}–±{4}.",
        "{0} people over {1} places. The margin of the whole is ±{2}; those of places go from ±{3} to ±{4}.",
        &with,
    )];
    said.push(phrase(
        "Өөр өөр хувиар түүвэрлэсний нөлөө (Киш): {0}. Жин заавал хэрэглэнэ.",
        "Effect of sampling places at different rates (Kish): {0}. Weights must be used.",
        &[num(asked.precision.weighting, Format::Plain(2))],
    ));
    said
}

fn table(asked: &AllocationAsked) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("stratum", SampleWord::Stratum, Text),
        column("population", SampleWord::Population, Count),
        column("sd", SampleWord::Spread, Measure),
        column("by_rule", SampleWord::ByRule, Measure),
        column("n", SampleWord::People, Count),
        column("rate", SampleWord::Rate, Measure),
        column("answers", SampleWord::Answers, Count),
        column("margin", SampleWord::Margin, Measure),
    ];
    let margin = |e: Option<f64>| {
        let (scale, format) = if asked.is_share { (100.0, Format::Points) } else { (1.0, Format::Plain(3)) };
        figure_or(e.map(|e| scale * e), format, Absent::NoData)
    };
    let line = |(((name, part), got), e): (((&String, &crate::sampling::Part), &Allocated), &Option<f64>)| {
        row(vec![
            text(Label::same(name)),
            population(Some(part.population)),
            figure(part.spread.sd(), Format::Plain(3)),
            figure(got.by_rule, Format::Plain(1)),
            count(got.n),
            percent(Some(got.n as f64 / part.population)),
            count((got.n as f64 * asked.conditions.response()).round() as u64),
            margin(*e),
        ])
    };
    let each = asked.places.labels.iter().zip(&asked.places.parts).zip(&asked.allocated).zip(&asked.precision.places);
    let mut table = grid("allocation", t(SampleWord::AllocationTitle), columns, 1, each.map(line).collect());
    table.notes.push(whole(asked));
    table
}

/// The line of all, as a note: the table is a plan that is handed on, in which every row is a place.
fn whole(asked: &AllocationAsked) -> Label {
    let all: f64 = asked.places.parts.iter().map(|part| part.population).sum();
    let n: u64 = asked.allocated.iter().map(|a| a.n).sum();
    phrase(
        "Бүгд: {0} хүнээс {1}, алдааны хязгаар ±{2}.",
        "All: {1} of {0} people, margin ±{2}.",
        &[counted(all.round() as u64), counted(n), told(asked, asked.precision.whole)],
    )
}

fn about(rule: Rule) -> Label {
    match rule {
        Rule::Proportional => phrase(
            "Хүн амд нь хувь тэнцүүлсэн: бүгдийн үзүүлэлтэд сайн, жижиг газарт цөөн хүн оногдоно.",
            "As people live there: good for the whole, few people for small places.",
            &[],
        ),
        Rule::Neyman => phrase(
            "Хүн ам × стандарт хазайлтаар: бүгдийн үзүүлэлтийн алдаа хамгийн бага.",
            "By people × standard deviation: the least error of the whole.",
            &[],
        ),
        Rule::Power(q) => phrase(
            "Хүн амыг {0} зэрэгт дэвшүүлсэн: тэнцүү ба хувь тэнцүүлсний дунд.",
            "By people to the power of {0}: between equal and proportional.",
            &[num(q, Format::Plain(2))],
        ),
        Rule::Equal => phrase(
            "Газар бүрт адил: газрыг харьцуулахад сайн, бүгдийнхэд муу.",
            "As many in each place: good to compare places, worse for the whole.",
            &[],
        ),
        Rule::Kish(q) => phrase(
            "Бүгдэд {0} ач холбогдол өгч тэнцүү ба хувь тэнцүүлсний дунд (Киш).",
            "Between equal and proportional, with a weight of {0} for the whole (Kish).",
            &[num(q, Format::Plain(2))],
        ),
    }
}

fn chosen(asked: &AllocationAsked) -> Vec<super::Choice> {
    let most = asked.bounds.most.map_or_else(|| Label::new("хүн ам", "the population"), counted);
    let mut all = vec![
        (t(SampleWord::Rule), Label::same(asked.rule.name()), about(asked.rule)),
        (
            t(SampleWord::Bounds),
            phrase("{0}, {1}", "{0}, {1}", &[counted(asked.bounds.least), most]),
            phrase(
                "Хязгаарт хүрсэн газарт яг тэр тоог, бусдад үлдсэнийг дүрмээр хуваана. Бүхэл болгохдоо доош нь авч, үлдсэнийг хамгийн их үлдэгдэлтэйд, тэнцвэл жагсаалтад эхэнд байгаад өгнө.",
                "Who reaches a bound gets exactly that, the others share the rest by the rule. Whole numbers: rounded down, what is left goes to the largest remainders, to the first of the list where two are alike.",
                &[],
            ),
        ),
    ];
    // The population is that of each place.
    all.extend(conditions(&asked.conditions).into_iter().take(3));
    all
}
