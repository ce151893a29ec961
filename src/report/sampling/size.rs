//! How many: the answer in words, its steps, what other margins or changes would need, places, methods.

use super::super::parts::{
    across, column, count, counted, figure, grid, nothing, num, paragraph, phrase, row, text, titled, upright,
};
use super::super::words::{SampleWord, t};
use super::super::{Block, ColumnKind, Format, Grid, GridRow, Report, RowRole, Tidy, Value};
use super::{choices, conditions, methods, population, report, share};
use crate::lang::Label;
use crate::sampling::{Comparison, Conditions, Pairing, Places, Size, Spread, margin, precision, size as needed};

/// What is to be known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A share of about this, 0 to 1.
    Share(f64),
    /// A mean or a ratio of two.
    Number,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question {
    /// How many for this margin ± of a figure.
    Margin(f64),
    /// How many to show this change, or this difference of groups; signed.
    Change(f64),
    /// What so many people approached can show.
    People(u64),
}

/// A question about a size, with all that it depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct SizeAsked {
    /// What is to be known.
    pub figure: Figure,
    /// How far answers lie apart.
    pub spread: Spread,
    /// The same after the change.
    pub second: Spread,
    /// What is asked.
    pub question: Question,
    /// Rounds or groups, and with which power.
    pub comparison: Comparison,
    /// Level, design effect, response, population.
    pub conditions: Conditions,
    /// People to ask in each cluster.
    pub take: Option<u64>,
    /// People of the figure in a household, on average.
    pub eligible: Option<f64>,
    /// Places that each need the margin.
    pub places: Option<Places>,
    /// Whether groups were named, so that a margin is that of their difference.
    pub groups: bool,
    /// The options as they were given.
    pub command: Vec<(String, String)>,
}

impl SizeAsked {
    /// A number of the figure's scale, in words.
    fn told(&self, value: f64) -> Label {
        match self.figure {
            Figure::Share(_) => phrase("{0} нэгж хувь", "{0} points", &[num(100.0 * value, Format::Points)]),
            Figure::Number => num(value, Format::Plain(3)),
        }
    }

    /// A number of the figure's scale, in a cell.
    fn cell(&self, value: f64) -> Value {
        match self.figure {
            Figure::Share(_) => figure(100.0 * value, Format::Points),
            Figure::Number => figure(value, Format::Plain(3)),
        }
    }

    fn two(&self) -> bool {
        self.groups || matches!(self.question, Question::Change(_))
    }

    /// The steps to the number, of one figure or of two.
    fn steps(&self) -> Option<Size> {
        let of_two = |d: f64, comparison: &Comparison| {
            let answers = comparison.answers(self.spread, self.second, d, &self.conditions);
            let simple = answers / self.conditions.deff();
            let exact = answers / self.conditions.response();
            Size { simple, finite: simple, answers, exact, people: Comparison::people(answers, &self.conditions) }
        };
        match self.question {
            // Without power: the interval of the difference just reaches as far as the margin.
            Question::Margin(e) if self.groups => Some(of_two(e, &Comparison { power: 0.5, ..self.comparison })),
            Question::Margin(e) => Some(needed(self.spread, e, &self.conditions)),
            Question::Change(d) => Some(of_two(d, &self.comparison)),
            Question::People(_) => None,
        }
    }
}

const SOURCES: &str = "Cochran (1977) Sampling Techniques, 4–6; Kish (1965) Survey Sampling, 5.4, 8.2, 12.4; UN (2005) Household Sample \
    Surveys in Developing and Transition Countries; Valliant, Dever & Kreuter (2018) Practical Tools for Designing and Weighting Survey Samples";

/// The report of a size.
pub fn size(asked: &SizeAsked) -> Report<'static> {
    let mut blocks: Vec<Block> = answer(asked).into_iter().map(paragraph).collect();
    let mut tidy = Vec::new();
    if let Some(steps) = asked.steps() {
        let grid = steps_grid(asked, &steps);
        tidy.push(Tidy::of(&grid));
        blocks.push(Block::Grid(grid));
    }
    let mut sections = vec![upright("cover", SampleWord::SheetAnswer, blocks)];
    if let (Some(places), Question::Margin(e)) = (&asked.places, asked.question) {
        let grid = places_grid(asked, places, e);
        tidy.push(Tidy::of(&grid));
        sections.push(across("places", SampleWord::SheetPlaces, vec![Block::Grid(grid)]));
    }
    let other = otherwise(asked);
    tidy.push(Tidy::of(&other));
    sections.push(across("otherwise", SampleWord::SheetOther, vec![Block::Grid(other)]));
    let grid = choices(chosen(asked));
    tidy.push(Tidy::of(&grid));
    sections.push(methods(&grid, &asked.command, SOURCES));
    report(SampleWord::SizeTitle, &asked.command, sections, tidy)
}

fn answer(asked: &SizeAsked) -> Vec<Label> {
    let mut said = match (asked.question, asked.steps()) {
        (Question::Margin(e), Some(steps)) => needs_margin(asked, e, &steps),
        (Question::Change(d), Some(steps)) => needs_change(asked, d, &steps),
        (Question::People(n), _) => return shows(asked, n),
        (Question::Margin(_) | Question::Change(_), None) => Vec::new(),
    };
    if let Some(steps) = asked.steps() {
        said.extend(in_the_field(asked, &steps));
    }
    if let (Some(places), Question::Margin(e)) = (&asked.places, asked.question) {
        said.push(places_said(asked, places, e));
    }
    said
}

fn needs_margin(asked: &SizeAsked, e: f64, steps: &Size) -> Vec<Label> {
    let with = [asked.told(e), share(asked.conditions.level()), counted(steps.people), what(asked)];
    let said = if asked.groups {
        phrase(
            "Хоёр бүлгийн ялгааг ±{0} нарийвчлалтай, {1} итгэлтэй мэдэхийн тулд ({3}) хоёр бүлэгт нийт {2} хүнд хандана.",
            "To know the difference of two groups ({3}) to ±{0} with {1} confidence, approach {2} people of both groups together.",
            &with,
        )
    } else {
        phrase(
            "±{0} нарийвчлалтай, {1} итгэлтэй мэдэхийн тулд ({3}) {2} хүнд хандана.",
            "To know {3} to ±{0} with {1} confidence, approach {2} people.",
            &with,
        )
    };
    vec![said]
}

/// What is to be known, in words.
fn what(asked: &SizeAsked) -> Label {
    match asked.figure {
        Figure::Share(p) => phrase("ойролцоогоор {0} гэж таамагласан хувь", "a share of about {0}", &[share(p)]),
        Figure::Number => phrase("дундаж буюу харьцаа", "a mean or ratio", &[]),
    }
}

fn needs_change(asked: &SizeAsked, d: f64, steps: &Size) -> Vec<Label> {
    let from = match asked.figure {
        Figure::Share(p) => phrase("{0}-аас {1} болсныг", "from {0} to {1}", &[share(p), share(p + d)]),
        Figure::Number => phrase("{0} өөрчлөгдсөнийг", "by {0}", &[num(d, Format::Signed(3))]),
    };
    let apart = match asked.figure {
        Figure::Share(p) => {
            phrase("нэг нь {0}, нөгөө нь {1} гэж", "one has {0} and the other {1}", &[share(p), share(p + d)])
        }
        Figure::Number => phrase("{0} гэж", "they are {0} apart", &[num(d, Format::Signed(3))]),
    };
    let with = [
        if asked.groups { apart } else { from },
        share(asked.comparison.power),
        counted(steps.people),
        share(1.0 - asked.conditions.level()),
    ];
    let said = if asked.groups {
        phrase(
            "Хоёр бүлэг {0} ялгаатайг {1} магадлалтай илрүүлэхийн тулд (хоёр талт шалгуур, {3}) хоёр бүлэгт нийт {2} хүнд хандана.",
            "To show with a power of {1} that two groups differ where {0} (two-sided test at {3}), approach {2} people of both together.",
            &with,
        )
    } else {
        phrase(
            "Хоёр судалгааны хооронд {0} {1} магадлалтай илрүүлэхийн тулд (хоёр талт шалгуур, {3}) судалгаа бүрт {2} хүнд хандана.",
            "To show with a power of {1} that a figure went {0} between two rounds (two-sided test at {3}), approach {2} people in each round.",
            &with,
        )
    };
    vec![said]
}

/// What so many people show.
fn shows(asked: &SizeAsked, n: u64) -> Vec<Label> {
    let answers = n as f64 * asked.conditions.response();
    let mut said = vec![phrase(
        "{0} хүнд хандвал {1} нь хариулна; алдааны хязгаар ±{3} ({2}, {4} итгэлтэй).",
        "Of {0} people approached {1} answer; the margin of {2} is ±{3} at {4} confidence.",
        &[
            counted(n),
            counted(answers.round() as u64),
            what(asked),
            asked.told(margin(asked.spread, n as f64, &asked.conditions)),
            share(asked.conditions.level()),
        ],
    )];
    let pair = (answers, answers);
    match asked.figure {
        Figure::Share(p) => said.extend([true, false].map(|up| {
            let d = asked.comparison.detectable(p, up, pair, &asked.conditions);
            change_said(asked, p, up, d)
        })),
        Figure::Number => {
            let d = asked.comparison.detectable_mean(asked.spread, pair, &asked.conditions);
            let with = [asked.told(d), share(asked.comparison.power)];
            said.push(phrase(
                "{1} магадлалтай илрүүлж чадах хамгийн бага өөрчлөлт: {0}.",
                "The smallest change that is shown with a power of {1}: {0}.",
                &with,
            ));
        }
    }
    said
}

fn change_said(asked: &SizeAsked, p: f64, up: bool, d: Option<f64>) -> Label {
    let Some(d) = d else {
        return if up {
            phrase("Ийм цөөн хүнээр ямар ч өсөлтийг илрүүлж чадахгүй.", "So few people can show no rise at all.", &[])
        } else {
            phrase("Ийм цөөн хүнээр ямар ч бууралтыг илрүүлж чадахгүй.", "So few people can show no fall at all.", &[])
        };
    };
    let with = [share(p), share(if up { p + d } else { p - d }), asked.told(d), share(asked.comparison.power)];
    match (asked.groups, up) {
        (true, _) => phrase(
            "Хоёр бүлгийн {0} ба {1} гэсэн ялгааг ({2}) {3} магадлалтай илрүүлнэ; үүнээс бага бол илрэхгүй байж магадгүй.",
            "A difference of groups of {0} and {1} ({2}) is shown with a power of {3}; a smaller one may not be.",
            &with,
        ),
        (false, true) => phrase(
            "Судалгаа бүрт ийм олон бол {0}-аас {1} хүртэлх өсөлтийг ({2}) {3} магадлалтай илрүүлнэ.",
            "With as many in each round, a rise from {0} to {1} ({2}) is shown with a power of {3}.",
            &with,
        ),
        (false, false) => phrase(
            "Судалгаа бүрт ийм олон бол {0}-аас {1} хүртэлх бууралтыг ({2}) {3} магадлалтай илрүүлнэ.",
            "With as many in each round, a fall from {0} to {1} ({2}) is shown with a power of {3}.",
            &with,
        ),
    }
}

/// Clusters, households, answers, and whether there are enough people.
fn in_the_field(asked: &SizeAsked, steps: &Size) -> Vec<Label> {
    let mut said = vec![phrase(
        "Тэдний {0} нь хариулна гэж тооцсон. Дээш нь зөвхөн төгсгөлд нь бүхэл болгосон.",
        "{0} of them are expected to answer. Rounded up once, at the end.",
        &[counted((steps.people as f64 * asked.conditions.response()).round() as u64)],
    )];
    if let Some(clusters) = clusters(asked, steps) {
        let with = [counted(clusters), counted(asked.take.unwrap_or_default())];
        said.push(phrase("Кластер бүрт {1} бол {0} кластер.", "With {1} in each cluster: {0} clusters.", &with));
    }
    if let Some(households) = households(asked, steps) {
        said.push(phrase("Очих өрх: {0}.", "Households to visit: {0}.", &[counted(households)]));
    }
    let people = asked.conditions.population().filter(|_| !asked.two());
    if let Some(people) = people.filter(|people| steps.exact > *people) {
        said.push(phrase(
            "Нийт {0} хүн л байна: бүгдэд нь хандсан ч энэ хязгаарт хүрэхгүй. Илүү өргөн хязгаар, эсвэл өндөр хариулалт хэрэгтэй.",
            "There are only {0} people: even all of them do not reach this margin. It takes a wider margin, or more who answer.",
            &[counted(people.round() as u64)],
        ));
    }
    said
}

fn clusters(asked: &SizeAsked, steps: &Size) -> Option<u64> {
    asked.take.map(|take| steps.people.div_ceil(take.max(1)))
}

fn households(asked: &SizeAsked, steps: &Size) -> Option<u64> {
    asked.eligible.map(|eligible| (steps.exact / eligible * (1.0 - 1e-12)).ceil() as u64)
}

fn steps_grid(asked: &SizeAsked, steps: &Size) -> Grid {
    use SampleWord::{StepClusters, StepContacts, StepDesign, StepFinite, StepHouseholds, StepPeople, StepSimple};
    let columns = vec![
        column("step", SampleWord::Step, ColumnKind::Text),
        column("value", SampleWord::Value, ColumnKind::Measure),
    ];
    let exact = |word, value| row(vec![text(t(word)), figure(value, Format::Plain(1))]);
    let whole = |word, value| row(vec![text(t(word)), count(value)]);
    let mut rows = vec![exact(StepSimple, steps.simple)];
    // Of a change the population makes no difference: who was asked is another one the next time.
    rows.extend((!asked.two()).then(|| exact(StepFinite, steps.finite)));
    rows.extend([exact(StepDesign, steps.answers), exact(StepContacts, steps.exact), whole(StepPeople, steps.people)]);
    rows.extend(clusters(asked, steps).map(|n| whole(StepClusters, n)));
    rows.extend(households(asked, steps).map(|n| whole(StepHouseholds, n)));
    grid("size", t(SampleWord::SizeTitle), columns, 1, rows)
}

/// Each place with the margin as if it stood alone.
fn by_place(asked: &SizeAsked, places: &Places, e: f64) -> Vec<u64> {
    let of = |people: f64| needed(asked.spread, e, &asked.conditions.among(people)).people;
    places.parts.iter().map(|part| of(part.population)).collect()
}

fn places_said(asked: &SizeAsked, places: &Places, e: f64) -> Label {
    let people = by_place(asked, places, e);
    let whole = precision(&places.parts, &people, &asked.conditions).whole;
    phrase(
        "{0} газар бүрт ийм нарийвчлалтай байхын тулд нийт {1} хүнд хандана; тэгвэл бүгдийнх ±{2} болно.",
        "For this margin in each of {0} places, approach {1} people in all; the margin of the whole is then ±{2}.",
        &[counted(people.len() as u64), counted(people.iter().sum()), asked.told(whole.unwrap_or(e))],
    )
}

fn places_grid(asked: &SizeAsked, places: &Places, e: f64) -> Grid {
    let columns = vec![
        column("place", SampleWord::Place, ColumnKind::Text),
        column("population", SampleWord::Population, ColumnKind::Count),
        column("n", SampleWord::People, ColumnKind::Count),
        column("margin", SampleWord::Margin, ColumnKind::Measure),
    ];
    let people = by_place(asked, places, e);
    let told = precision(&places.parts, &people, &asked.conditions);
    let all: f64 = places.parts.iter().map(|part| part.population).sum();
    let line = |role, name, people: f64, n, margin: Option<f64>| GridRow {
        role,
        values: vec![text(name), population(Some(people)), count(n), margin.map_or_else(nothing, |m| asked.cell(m))],
    };
    let mut rows = vec![line(RowRole::Total, t(SampleWord::Whole), all, people.iter().sum(), told.whole)];
    let each = places.labels.iter().zip(&places.parts).zip(people.iter().zip(&told.places));
    rows.extend(each.map(|((name, part), (n, e))| line(RowRole::Plain, Label::same(name), part.population, *n, *e)));
    grid("places", t(SampleWord::SheetPlaces), columns, 1, rows)
}

/// Other margins and shares, or other changes.
fn otherwise(asked: &SizeAsked) -> Grid {
    const STEPS: [f64; 8] = [0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15];
    const SHARES: [f64; 5] = [0.1, 0.2, 0.3, 0.4, 0.5];
    let two = asked.two();
    let (first, title) = if two {
        (SampleWord::Change, SampleWord::OtherChanges)
    } else {
        (SampleWord::Margin, SampleWord::OtherMargins)
    };
    let share_column = |p: &f64| titled(&format!("share_{}", (100.0 * p).round()), share(*p), ColumnKind::Count);
    let mut columns = vec![column(if two { "change" } else { "margin" }, first, ColumnKind::Measure)];
    let Figure::Share(p) = asked.figure else {
        columns.push(column("n", SampleWord::People, ColumnKind::Count));
        let line = |part: &f64| {
            let d = asked.spread.sd() * part;
            row(vec![asked.cell(d), count(people_for(asked, asked.spread, asked.spread, d))])
        };
        return grid("otherwise", t(title), columns, 1, STEPS.iter().map(line).collect());
    };
    if two {
        columns.push(column("rise", SampleWord::People, ColumnKind::Count));
        let line = |d: &f64| {
            let of = |to: f64| Spread::share(to).map(|second| people_for(asked, asked.spread, second, *d));
            // Whether up or down, of a share near its end only one is possible.
            let n = of(p + d).into_iter().chain(of(p - d)).max();
            row(vec![asked.cell(*d), n.map_or_else(nothing, count)])
        };
        return grid("otherwise", t(title), columns, 1, STEPS.iter().map(line).collect());
    }
    columns.extend(SHARES.iter().map(share_column));
    let line = |e: &f64| {
        let of = |p: &f64| match Spread::share(*p) {
            Some(spread) => count(people_for(asked, spread, spread, *e)),
            None => nothing(),
        };
        row(std::iter::once(asked.cell(*e)).chain(SHARES.iter().map(of)).collect())
    };
    grid("otherwise", t(title), columns, 1, STEPS.iter().map(line).collect())
}

fn people_for(asked: &SizeAsked, first: Spread, second: Spread, d: f64) -> u64 {
    if asked.two() {
        let comparison = match asked.question {
            Question::Margin(_) => Comparison { power: 0.5, ..asked.comparison },
            Question::Change(_) | Question::People(_) => asked.comparison,
        };
        return Comparison::people(comparison.answers(first, second, d, &asked.conditions), &asked.conditions);
    }
    needed(first, d, &asked.conditions).people
}

fn chosen(asked: &SizeAsked) -> Vec<super::Choice> {
    let mut all = vec![(
        t(SampleWord::Spread),
        num(asked.spread.sd(), Format::Plain(3)),
        phrase(
            "Хүмүүсийн хариулт хэр зөрөхийг хэлнэ: хувийн хувьд √(p·(1 − p)), 50 % үед хамгийн их тул мэдэхгүй бол 50 %-ийг авна.",
            "How far answers of people lie apart: √(p·(1 − p)) of a share, largest at 50 %, which is what to take if nothing is known.",
            &[],
        ),
    )];
    all.extend(conditions(&asked.conditions));
    if asked.two() || matches!(asked.question, Question::People(_)) {
        all.push((
            t(SampleWord::Power),
            share(asked.comparison.power),
            phrase(
                "Ийм өөрчлөлт үнэхээр байвал түүнийг илрүүлэх магадлал. Дисперсийг нэгтгээгүй; хүн амын тоо өөрчлөлтөд нөлөөлөхгүй гэж үзсэн.",
                "Probability of showing a change of this size if it is there. Variances are not pooled; the population makes no difference to a change.",
                &[],
            ),
        ));
        if let Pairing::Rounds { overlap, correlation } = asked.comparison.pairing {
            all.push((
                t(SampleWord::Overlap),
                share(overlap),
                phrase(
                    "Ижил кластерт дахин очвол өөрчлөлтийн алдаа багасна: 2·g·ρ·S₁·S₂-ыг хасна.",
                    "To visit the same clusters again makes the error of a change smaller: 2·g·ρ·S₁·S₂ is taken off.",
                    &[],
                ),
            ));
            all.push((
                t(SampleWord::Correlation),
                num(correlation, Format::Plain(2)),
                phrase(
                    "Нэг кластерын дундаж хоёр судалгаанд хэр адил хэлбэлзэхийг хэлнэ.",
                    "How alike the figures of a cluster vary in both rounds.",
                    &[],
                ),
            ));
        }
    }
    all
}
