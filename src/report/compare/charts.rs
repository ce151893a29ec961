//! Which funnels are drawn, and what is on them.

use super::book::{Book, format, mark, unit};
use crate::compare::{Chance, Panel};
use crate::instrument::Scale;
use crate::lang::{Label, Lang};
use crate::report::parts::{both, counted, joined, num, phrase};
use crate::report::words::{CompareWord, t};
use crate::report::{Chart, Funnel, FunnelLimits, FunnelPoint, Mark};

/// Charts of a peer group at most.
const MOST: usize = 12;
/// What a screen reader is told at most, in UTF-16 units; workbooks allow 255.
const LONGEST_ALT: usize = 250;
/// Names that an alternative text tells at most.
const NAMES: usize = 3;

/// The charts of a group, and a sentence that says which they are.
pub struct Drawn {
    /// The charts.
    pub charts: Vec<Chart>,
    /// Why these, and how many are left out.
    pub about: Label,
}

/// Funnels of every figure with a facility outside the 99.8 % limits and of composites; those with somebody outside first.
pub fn of_group(book: &Book, group: usize, panels: &[&Panel]) -> Drawn {
    let wanted = |panel: &&&Panel| outside(book, panel) || book.figure(panel).composite;
    let mut found: Vec<&Panel> = panels.iter().filter(wanted).filter(|panel| drawable(panel)).copied().collect();
    found.sort_by_key(|panel| (!outside(book, panel), panel.figure));
    let left_out = found.len().saturating_sub(MOST) as u64;
    let mut about = vec![Label::new(
        "График бүр: цэг бол байгууллага. Баруун тийш байх тусам хариулт олон, хязгаар нарийн. Хоёр үргэлжилсэн зураасны гадна байгаа нь санамсаргүй гэж тайлбарлах аргагүй. 99,8 %-ийн хязгаараас гадна байгууллагатай үзүүлэлт, нэгтгэсэн оноог зурсан.",
        "In each chart a point is a facility. Further right there are more answers, and the limits are narrower. What lies outside the two solid lines is more than chance explains. Drawn are figures with a facility outside the 99.8% limits, and composites.",
    )];
    if left_out > 0 {
        about.push(phrase(
            "Өөр {0} график багтаагүй: утгууд нь хүснэгт, CSV файлд бий.",
            "{0} more charts are left out; their numbers are in the tables and the CSV.",
            &[counted(left_out)],
        ));
    }
    let charts = found.into_iter().take(MOST).filter_map(|panel| funnel(book, group, panel));
    Drawn { charts: charts.collect(), about: joined(&about, " ") }
}

fn outside(book: &Book, panel: &Panel) -> bool {
    let of = book.figure(panel);
    panel.entries.iter().any(|entry| mark(of, entry.standing).is_some_and(Mark::is_outside))
}

fn drawable(panel: &Panel) -> bool {
    panel.benchmark.is_some_and(f64::is_finite) && panel.curve.len() > 1
}

/// The funnel of a panel; none without limits or points.
fn funnel(book: &Book, group: usize, panel: &Panel) -> Option<Chart> {
    let of = book.figure(panel);
    let factor = of.factor();
    let scaled = |(low, high): (f64, f64)| (low * factor, high * factor);
    let points: Vec<FunnelPoint> = panel
        .entries
        .iter()
        .filter_map(|entry| {
            let value = entry.value().filter(|value| value.is_finite())? * factor;
            let size = entry.size.filter(|size| size.is_finite())?;
            Some(FunnelPoint {
                name: book.subject(entry.facility).name.clone(),
                size,
                value,
                mark: mark(of, entry.standing)?,
            })
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let curve = panel.curve.iter().map(|point| FunnelLimits {
        size: point.size,
        limits_95: scaled(point.limits_95),
        limits_998: scaled(point.limits_998),
    });
    let title = phrase("{0}: {1}", "{0}: {1}", &[of.title.clone(), book.group_title(group)]);
    let alt = alt(book, panel, &points);
    Some(Chart::Funnel(Funnel {
        id: format!("funnel{}.{}", group + 1, of.id),
        title,
        x_title: t(size_word(of.chance)),
        y_title: y_title(of.scale, unit(of)),
        format: format(of),
        benchmark: panel.benchmark? * factor,
        benchmark_name: book.benchmark_name(),
        curve: curve.collect(),
        points,
        alt,
    }))
}

fn size_word(chance: Chance) -> CompareWord {
    match chance {
        Chance::Binomial => CompareWord::SizeEffective,
        Chance::Poisson => CompareWord::SizeExpected,
        Chance::Error | Chance::None => CompareWord::SizeAnswers,
    }
}

fn y_title(scale: Scale, unit: Label) -> Label {
    match scale {
        Scale::Percent => Label::same("%"),
        Scale::Points | Scale::Own if unit.mn.is_empty() && unit.en.is_empty() => t(CompareWord::Judged),
        Scale::Points | Scale::Own => unit,
    }
}

/// What the chart shows: how many facilities, the benchmark, who lies outside.
fn alt(book: &Book, panel: &Panel, points: &[FunnelPoint]) -> Label {
    let of = book.figure(panel);
    let outside: Vec<Label> = points.iter().filter(|p| p.mark.is_outside()).map(|p| p.name.clone()).collect();
    let facts = [
        of.title.clone(),
        counted(points.len() as u64),
        num(panel.benchmark.unwrap_or(f64::NAN) * of.factor(), format(of)),
        counted(outside.len() as u64),
        joined(&outside[..outside.len().min(NAMES)], ", "),
    ];
    let said = match outside.len() {
        0 => phrase(
            "Юүлүүр график: {0}. {1} байгууллага, харьцуулах түвшин {2}. 99,8 %-ийн хязгаараас гадна байгууллага алга.",
            "Funnel chart: {0}. {1} facilities, benchmark {2}. None lies outside the 99.8% limits.",
            &facts,
        ),
        _ => phrase(
            "Юүлүүр график: {0}. {1} байгууллага, харьцуулах түвшин {2}. 99,8 %-ийн хязгаараас гадна {3}: {4}.",
            "Funnel chart: {0}. {1} facilities, benchmark {2}. Outside the 99.8% limits {3}: {4}.",
            &facts,
        ),
    };
    both(|lang: Lang| short(said.get(lang)))
}

fn short(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_ALT {
        return text.to_string();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_ALT
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
