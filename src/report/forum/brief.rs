//! The brief: two pages of sentences, each made from numbers, none saying more than its interval allows.
//!
//! A difference is told only if it is clear after adjustment; two dimensions are set against each other only if their
//! intervals lie apart; what is not clear is counted, so that its absence isn't taken for evenness.

use super::actions::total;
use super::hall::{Hall, average_name, ends, format, gap_format, is_in_points, level, sector_name, with_interval};
use super::profile::source_name;
use super::{change, gaps, matrix, problems};
use crate::forum::{EstimateRow, GapRow, Sector, Signal, by_level, late};
use crate::lang::Label;
use crate::report::parts::{counted, joined, num, paragraph, phrase, say};
use crate::report::words::{ForumWord, t};
use crate::report::{Block, Paper, Section};

/// Things of one kind told at most.
const MOST: usize = 3;

/// A part of the brief.
pub(super) struct Part {
    pub heading: Label,
    pub points: Vec<Label>,
}

/// The sheet.
pub(super) fn section(hall: &Hall) -> Section {
    let mut blocks: Vec<Block> = made_up(hall).into_iter().map(paragraph).collect();
    for part in parts(hall) {
        blocks.push(Block::Heading { text: part.heading });
        blocks.extend(part.points.into_iter().map(paragraph));
    }
    Section { id: "brief".into(), title: t(ForumWord::SheetBrief), blocks, paper: Paper::Sheets(2) }
}

/// That answers are made up, and whose, where it isn't those of all reports.
fn made_up(hall: &Hall) -> Option<Label> {
    let forum = hall.forum;
    let sectors = forum.sectors.iter().map(|sector| (sector.made.made_up, sector_name(sector)));
    let scorecards = forum.scorecards.iter().map(|of| (of.made.made_up, of.title.clone()));
    let facilities = forum.facilities.iter().map(|of| (of.made.made_up, of.title.clone()));
    let (made_up, real): (Vec<_>, Vec<_>) =
        sectors.chain(scorecards).chain(facilities).partition(|(made_up, _)| *made_up);
    let names: Vec<Label> = made_up.into_iter().map(|(_, name)| name).collect();
    match (names.as_slice(), real.as_slice()) {
        ([], _) => None,
        (_, []) => Some(phrase(
            "{0}: эндхийн аль ч тоо бодит газрын тухай биш.",
            "{0}: no number here is about a real place.",
            &[crate::report::made_up()],
        )),
        (names, _) => Some(say(crate::report::made_up(), joined(names, "; "))),
    }
}

/// Everything that the brief says.
pub(super) fn parts(hall: &Hall) -> Vec<Part> {
    let mut parts = Vec::new();
    for sector in &hall.forum.sectors {
        let head = |mn: &str, en: &str| phrase(mn, en, &[sector_name(sector)]);
        let mut add = |heading: Label, points: Vec<Label>| {
            if !points.is_empty() {
                parts.push(Part { heading, points });
            }
        };
        add(head("{0}: иргэд юу хэлж байна", "{0}: what people say"), people_say(hall, sector));
        add(
            head("{0}: зөрүү хаана, хэнд байна", "{0}: where the gaps are, and for whom"),
            where_and_whom(hall, sector),
        );
        add(head("{0}: юу өөрчлөгдсөн", "{0}: what changed"), changed(sector));
    }
    let more = [
        (t(ForumWord::WhatWasAgreed), agreed(hall)),
        (t(ForumWord::WhatSeveralTell), recurring(hall)),
        (t(ForumWord::WhenReading), limits()),
    ];
    parts.extend(
        more.into_iter().filter(|(_, points)| !points.is_empty()).map(|(heading, points)| Part { heading, points }),
    );
    parts
}

/// The composites with a value for all places, that of everything first.
fn overall(sector: &Sector) -> Vec<&EstimateRow> {
    let main = sector.main_figures();
    let known = main.into_iter().filter_map(|row| sector.everybody(&row.indicator_code, ""));
    known.filter(|row| row.value.is_some()).collect()
}

fn value_words(row: &EstimateRow) -> Label {
    let value = row.value.unwrap_or(f64::NAN);
    with_interval(value, ends(row.ci_low, row.ci_high), format(row))
}

fn people_say(hall: &Hall, sector: &Sector) -> Vec<Label> {
    let mut points = Vec::new();
    let main = overall(sector);
    let (whole, dimensions): (Vec<&EstimateRow>, Vec<&EstimateRow>) =
        main.into_iter().partition(|row| row.statistic == "composite" && row.dimension.is_empty());
    if let Some(whole) = whole.first() {
        points.push(phrase(
            "{0}: 100-гаас {1}. Хариулсан {2} хүн.",
            "{0}: {1} of 100. {2} people answered.",
            &[whole.title(), value_words(whole), hall.respondents(sector, "")],
        ));
    }
    points.extend(lowest_and_highest(&dimensions));
    let mut short: Vec<&GapRow> = sector
        .gaps
        .iter()
        .filter(|gap| gap.kind == "target" && gap.area_code.is_empty() && gap.verdict == "worse")
        .collect();
    short.retain(|gap| sector.everybody(&gap.indicator_code, "").is_some_and(is_in_points));
    short.sort_by(|a, b| b.gap.unwrap_or(0.0).abs().total_cmp(&a.gap.unwrap_or(0.0).abs()));
    let told = short.iter().take(MOST).filter_map(|gap| {
        let of = sector.everybody(&gap.indicator_code, "")?;
        Some(phrase(
            "{0} {1} (зорилт {2})",
            "{0} {1} (target {2})",
            &[of.title(), num(of.value?, format(of)), num(gap.against?, format(of))],
        ))
    });
    let told: Vec<Label> = told.collect();
    if !told.is_empty() {
        points.push(phrase(
            "Зорилтод тодорхой хүрээгүй үзүүлэлт {0}. Зорилтоос хамгийн хол: {1}.",
            "Figures clearly short of their target: {0}. Furthest from it: {1}.",
            &[counted(short.len() as u64), joined(&told, "; ")],
        ));
    }
    let most: Vec<Label> = problems::of_place(sector, "")
        .into_iter()
        .take(MOST)
        .filter_map(|row| Some(say(problems::problem(row), problems::how_many(row)?)))
        .collect();
    if !most.is_empty() {
        points.push(phrase(
            "Хамгийн олон хүнд хамаатай асуудал: {0}.",
            "Problems that concern most people: {0}.",
            &[joined(&most, "; ")],
        ));
    }
    points.extend(fix_first(sector));
    points
}

/// What goes with satisfaction and is weak: what to see to first.
fn fix_first(sector: &Sector) -> Option<Label> {
    let of = sector.priorities.iter().filter(|row| row.area_code.is_empty() && row.quadrant == "fix_first");
    let mut of: Vec<_> = of.collect();
    of.sort_by(|a, b| b.importance.unwrap_or(0.0).total_cmp(&a.importance.unwrap_or(0.0)));
    let names: Vec<Label> =
        of.into_iter().take(MOST).map(|row| Label::new(&row.indicator_mn, &row.indicator_en)).collect();
    (!names.is_empty()).then(|| {
        phrase(
            "Хүмүүсийн сэтгэл ханамжтай холбоотой атлаа гүйцэтгэл нь үзүүлэлтүүдийн голчоос доогуур: {0}.",
            "Goes with satisfaction and does less well than the median of the figures: {0}.",
            &[joined(&names, "; ")],
        )
    })
}

/// The lowest and the highest dimension, if their intervals lie apart.
fn lowest_and_highest(dimensions: &[&EstimateRow]) -> Option<Label> {
    let value = |row: &&&EstimateRow| row.value.unwrap_or(f64::NAN);
    let composites: Vec<&EstimateRow> = dimensions.iter().filter(|row| row.statistic == "composite").copied().collect();
    let lowest = composites.iter().min_by(|a, b| value(a).total_cmp(&value(b)))?;
    let highest = composites.iter().max_by(|a, b| value(a).total_cmp(&value(b)))?;
    if composites.len() < 2 {
        return None;
    }
    let names =
        [lowest, highest].map(|row| phrase("{0} {1}", "{0} {1}", &[matrix::column_name(row), value_words(row)]));
    let [low, high] = names;
    Some(match (lowest.ci_high, highest.ci_low) {
        (Some(end), Some(start)) if end < start => phrase(
            "Нэгтгэсэн чиглэлүүдээс хамгийн доогуур: {0}; хамгийн дээгүүр: {1}.",
            "Of the dimensions with a composite, lowest: {0}; highest: {1}.",
            &[low, high],
        ),
        (Some(_), Some(_)) => phrase(
            "Нэгтгэсэн чиглэлүүдээс хамгийн доогуур, хамгийн дээгүүрийн ялгаа тодорхой бус: {0}, {1}.",
            "Of the dimensions with a composite, the lowest and the highest do not differ clearly: {0} and {1}.",
            &[num(lowest.value?, format(lowest)), num(highest.value?, format(highest))],
        ),
        _ => return None,
    })
}

fn where_and_whom(hall: &Hall, sector: &Sector) -> Vec<Label> {
    let mut points = Vec::new();
    points.extend(places(hall, sector));
    points.extend(for_whom(sector));
    points
}

/// For every pair of groups in how many figures the first does clearly worse and better, and the largest gap.
fn for_whom(sector: &Sector) -> Vec<Label> {
    let of: Vec<&GapRow> = sector.gaps.iter().filter(|gap| gap.kind == "groups" && gap.area_code.is_empty()).collect();
    let pair = |gap: &GapRow| (gap.group_var.clone(), gap.group_first.clone(), gap.group_second.clone());
    let mut pairs = Vec::new();
    for gap in &of {
        if !pairs.contains(&pair(gap)) {
            pairs.push(pair(gap));
        }
    }
    let (mut clear, mut unclear) = (Vec::new(), Vec::new());
    for wanted in pairs {
        let gaps: Vec<&GapRow> = of.iter().filter(|gap| pair(gap) == wanted).copied().collect();
        let count = |verdict: &str| counted(gaps.iter().filter(|gap| gap.verdict == verdict).count() as u64);
        let largest = gaps
            .iter()
            .filter(|gap| gaps::is_clear(gap))
            .filter_map(|gap| {
                let known = sector.everybody(&gap.indicator_code, "").filter(|known| is_in_points(known))?;
                Some((gap.gap?, *gap, known))
            })
            .max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
        match largest {
            Some((value, gap, known)) => {
                let difference = with_interval(value, ends(gap.ci_low, gap.ci_high), gap_format(known));
                clear.push(phrase(
                    "{0}: муу {1}, сайн {2}; хамгийн их нь {3} {4}",
                    "{0}: worse in {1}, better in {2}; largest {3} {4}",
                    &[gaps::between(gap), count("worse"), count("better"), known.title(), difference],
                ));
            }
            None => unclear.extend(gaps.first().map(|gap| gaps::between(gap))),
        }
    }
    let mut points = Vec::new();
    if !clear.is_empty() {
        points.push(phrase(
            "Бүлгүүд (нэгдүгээр нь хэдэн үзүүлэлтээр тодорхой муу, сайн). {0}.",
            "Groups (in how many figures the first does clearly worse and better). {0}.",
            &[joined(&clear, ". ")],
        ));
    }
    if !unclear.is_empty() {
        points.push(phrase("Тодорхой зөрүүгүй: {0}.", "No clear gap: {0}.", &[joined(&unclear, "; ")]));
    }
    points
}

/// Which places are clearly above and below all of them, by the first main figure.
fn places(hall: &Hall, sector: &Sector) -> Option<Label> {
    let figure = sector.main_figures().into_iter().next()?;
    let (mut better, mut worse, mut without) = (Vec::new(), Vec::new(), Vec::new());
    let (mut unclear, mut small, mut hidden, mut unjudged) = (0, 0, 0, 0);
    for place in hall.places() {
        let name = place.place().name.clone();
        let gap = sector.gap(&figure.indicator_code, "average", &place.place().code);
        match gap.map(|gap| gap.verdict.as_str()) {
            Some("better") => better.push(name),
            Some("worse") => worse.push(name),
            Some("no_clear_difference") => unclear += 1,
            Some("too_small") => small += 1,
            _ if !hall.has_data(sector, place) => without.push(name),
            _ if is_hidden(sector, figure, &place.place().code) => hidden += 1,
            _ => unjudged += 1,
        }
    }
    let named = |names: &[Label]| if names.is_empty() { t(ForumWord::NoneAtAll) } else { joined(names, ", ") };
    let mut words = vec![phrase(
        "{0}, «{1}»-тай харьцуулахад: тодорхой муу: {2}; тодорхой сайн: {3}; ялгаа тодорхой бус: {4} газар",
        "{0}, against “{1}”: clearly worse: {2}; clearly better: {3}; no clear difference: {4} places",
        &[figure.title(), average_name(sector), named(&worse), named(&better), counted(unclear)],
    )];
    if small > 0 {
        let few = phrase("дүгнэхэд хариулт цөөн: {0} газар", "too few answers to judge: {0}", &[counted(small)]);
        words.push(few);
    }
    if hidden > 0 {
        words.push(phrase("нийтлээгүй: {0} газар", "not published: {0}", &[counted(hidden)]));
    }
    if unjudged > 0 {
        words.push(phrase("дүгнэх боломжгүй: {0} газар", "cannot be judged: {0}", &[counted(unjudged)]));
    }
    if !without.is_empty() {
        words.push(phrase("мэдээлэлгүй: {0}", "no data: {0}", &[named(&without)]));
    }
    Some(phrase("{0}.", "{0}.", &[joined(&words, "; ")]))
}

/// Whether a figure of a place may not be shown.
fn is_hidden(sector: &Sector, figure: &EstimateRow, area: &str) -> bool {
    let row = sector.everybody(&figure.indicator_code, area);
    row.is_some_and(|row| matches!(row.shown.as_str(), "withheld" | "unreliable"))
}

fn changed(sector: &Sector) -> Vec<Label> {
    let of: Vec<_> = sector.changes.iter().filter(|row| row.area_code.is_empty() && row.group_var.is_empty()).collect();
    let Some(first) = of.first() else { return Vec::new() };
    let mut points = Vec::new();
    let rounds = [Label::same(&first.round_from), Label::same(&first.round)];
    let count = |verdict: &str| of.iter().filter(|row| row.verdict == verdict).count() as u64;
    let judged = count("better") + count("worse") + count("no_clear_difference");
    let [from, to] = rounds;
    points.push(phrase(
        "{0} → {1}: {2} үзүүлэлтээс {3} нь тодорхой сайжирч, {4} нь тодорхой муудсан; {5}-д тодорхой өөрчлөлт алга.",
        "{0} → {1}: of {2} figures {3} are clearly better and {4} clearly worse; {5} show no clear change.",
        &[
            from,
            to,
            counted(judged),
            counted(count("better")),
            counted(count("worse")),
            counted(count("no_clear_difference")),
        ],
    ));
    let words = |verdict: &str| -> Vec<Label> {
        let mut clear: Vec<_> = of
            .iter()
            .filter(|row| row.verdict == verdict)
            .filter(|row| sector.everybody(&row.indicator_code, "").is_some_and(is_in_points))
            .collect();
        clear.sort_by(|a, b| b.change.unwrap_or(0.0).abs().total_cmp(&a.change.unwrap_or(0.0).abs()));
        let told = clear.into_iter().take(MOST).filter_map(|row| {
            let known = sector.everybody(&row.indicator_code, "")?;
            let change = with_interval(row.change?, ends(row.ci_low, row.ci_high), gap_format(known));
            Some(phrase("{0} {1}", "{0} {1}", &[Label::new(&row.indicator_mn, &row.indicator_en), change]))
        });
        told.collect()
    };
    let (better, worse) = (words("better"), words("worse"));
    if !better.is_empty() {
        points.push(phrase("Хамгийн их сайжирсан: {0}.", "Most improved: {0}.", &[joined(&better, "; ")]));
    }
    if !worse.is_empty() {
        points.push(phrase("Хамгийн их муудсан: {0}.", "Most worsened: {0}.", &[joined(&worse, "; ")]));
    }
    points.extend(narrowed(sector));
    points
}

fn narrowed(sector: &Sector) -> Option<Label> {
    let of: Vec<_> = sector.gap_changes.iter().filter(|gap| gap.kind == "groups" && gap.area_code.is_empty()).collect();
    if of.is_empty() {
        return None;
    }
    let clear = |what: &str| of.iter().filter(|gap| gap.narrowing == what).copied().collect::<Vec<_>>();
    let (narrower, wider) = (clear("narrower"), clear("wider"));
    if narrower.is_empty() && wider.is_empty() {
        return Some(Label::new(
            "Бүлэг хоорондын аль ч зөрүү тодорхой багасаагүй, тодорхой ихсээгүй.",
            "No gap between groups became clearly narrower or clearly wider.",
        ));
    }
    let words = |gaps: &[&crate::forum::GapChangeRow]| -> Label {
        let told = gaps.iter().take(MOST).map(|gap| {
            let title = Label::new(&gap.indicator_mn, &gap.indicator_en);
            joined(&[title, change::groups(sector, gap)], ", ")
        });
        let told: Vec<Label> = told.collect();
        if told.is_empty() { t(ForumWord::NoneAtAll) } else { joined(&told, "; ") }
    };
    Some(phrase(
        "Тодорхой багассан зөрүү: {0}. Тодорхой ихэссэн зөрүү: {1}.",
        "Gaps clearly narrower: {0}. Clearly wider: {1}.",
        &[words(&narrower), words(&wider)],
    ))
}

fn agreed(hall: &Hall) -> Vec<Label> {
    let all = total(hall, None);
    if all.all() == 0 {
        return Vec::new();
    }
    let numbers = [all.all(), all.done, all.open, all.late, all.dropped].map(counted);
    let mut points = vec![phrase(
        "Тохирсон {0} ажлаас {1} хийгдсэн, {2} явагдаж буй, {3} хугацаа хэтэрсэн, {4} хассан.",
        "Of {0} things agreed {1} are done, {2} open, {3} late, {4} dropped.",
        &numbers,
    )];
    let levels: Vec<Label> = by_level(hall.forum, None)
        .into_iter()
        .filter(|of| of.progress.late > 0)
        .map(|of| say(level(of.level), counted(of.progress.late)))
        .collect();
    if !levels.is_empty() {
        points.push(phrase(
            "Хугацаа хэтэрснийг шийдэх түвшин: {0}.",
            "Who can solve what is late: {0}.",
            &[joined(&levels, "; ")],
        ));
    }
    let late: Vec<Label> = late(hall.forum, None)
        .into_iter()
        .take(MOST)
        .map(|action| {
            let days = counted(action.overdue_days.unwrap_or(0));
            phrase(
                "{0}: {1} ({2} хоног)",
                "{0}: {1} ({2} days)",
                &[action.facility_name.clone(), Label::same(&action.action), days],
            )
        })
        .collect();
    if !late.is_empty() {
        points.push(phrase("Хамгийн удсан нь: {0}.", "Longest overdue: {0}.", &[joined(&late, "; ")]));
    }
    points
}

fn recurring(hall: &Hall) -> Vec<Label> {
    let all: Vec<_> = hall.triangles.iter().filter(|triangle| triangle.recurs()).collect();
    let several = hall.triangles.iter().filter(|triangle| triangle.told().count() > 1).count();
    if several == 0 {
        return Vec::new();
    }
    if all.is_empty() {
        return vec![phrase(
            "Хоёр ба түүнээс олон эх сурвалж ярьсан {0} газар-чиглэлийн аль нь ч хоёр эх сурвалжид зэрэг асуудалтай гараагүй.",
            "In none of the {0} places and dimensions of which several sources speak do two of them tell of a problem.",
            &[counted(several as u64)],
        )];
    }
    let mut largest = all.clone();
    largest.sort_by_key(|triangle| (std::cmp::Reverse(triangle.poor()), triangle.sector, triangle.place));
    let told: Vec<Label> = largest
        .into_iter()
        .take(2 * MOST)
        .map(|triangle| {
            let sources: Vec<Label> = triangle
                .told()
                .filter(|(_, told)| told.signal == Signal::Poor)
                .map(|(source, _)| source_name(source))
                .collect();
            phrase(
                "{0}, {1} ({2})",
                "{0}, {1} ({2})",
                &[triangle.place.place().name.clone(), triangle.dimension.title().clone(), joined(&sources, ", ")],
            )
        })
        .collect();
    vec![phrase(
        "Хэд хэдэн эх сурвалж ярьсан {0} газар-чиглэлээс {1}-д нь хоёроос доошгүй эх сурвалж асуудал байна гэсэн: {2}.",
        "Of {0} places and dimensions of which several sources speak, two or more tell of a problem in {1}: {2}.",
        &[counted(several as u64), counted(all.len() as u64), joined(&told, "; ")],
    )]
}

fn limits() -> Vec<Label> {
    vec![Label::new(
        "Хаалтанд итгэх интервал. «Тодорхой» гэдгийг нэг газрын хувьд газрын тоогоор, бүх газрын дүнд үзүүлэлтийн тоогоор зассан; газар доторх үзүүлэлтүүд, бүлгийн хосуудыг хооронд нь засаагүй тул цөөн хэд нь санамсаргүй гарч болно. «Тодорхой бус» нь адил гэсэн үг биш. Судалгаа шалтгааныг хэлж чадахгүй, газруудыг эрэмбэлэхгүй. Дэлгэрэнгүйг дараагийн хуудсуудаас харна уу.",
        "Intervals stand in brackets. “Clear” is adjusted for the number of places at a place, and for the number of figures for all places together; figures at a place and pairs of groups are not adjusted for one another, so a few can be called clear by chance. “Not clear” does not mean equal. A survey cannot tell causes, and this is no ranking of places. The sheets that follow hold the details.",
    )]
}
