//! The sheets: in short; by place; by group; gaps; what was not compared.

use super::Volumes;
use crate::card::{Figure, GapKind, Where, Whom};
use crate::change::{Change, GapChange, LeftOut, Narrowing, Unlike, What};
use crate::gap::{Difference, Meaning};
use crate::instrument::Scale;
use crate::lang::Label;
use crate::report::pages::{group_label, is_clear, verdict_of};
use crate::report::parts::{
    absent, across, column, count, figure, figure_or, grid, num, paragraph, phrase, row, same, say, text, titled,
};
use crate::report::words::{GapWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Light, Section, Value};

/// How many changes of each kind are told.
const MOST: usize = 10;

/// The clear changes in words, those of all places together first, then the largest.
pub(super) fn summary(volumes: &Volumes) -> Section {
    let mut blocks = Vec::new();
    let of = |meaning: Meaning| -> Vec<&Change> {
        let book = volumes.last();
        let mut clear: Vec<&Change> = volumes
            .changes
            .changes
            .iter()
            .filter(|c| c.meaning == meaning && c.key.whom == Whom::Everybody && is_main(volumes, c.rounds))
            .collect();
        clear.sort_by(|a, b| {
            let own = |c: &Change| c.key.figure.scale(book.instrument) == Scale::Own;
            let size = |c: &Change| (c.difference.value * c.key.figure.factor(book.instrument)).abs();
            let place = |c: &Change| c.key.place != Where::All;
            (place(a), own(a)).cmp(&(place(b), own(b))).then(size(b).total_cmp(&size(a)))
        });
        clear
    };
    for (id, title, meaning, none) in [
        ("summary.better", t(GapWord::ClearlyBetter), Meaning::Better, t(GapWord::NothingBetter)),
        ("summary.worse", t(GapWord::ClearlyWorse), Meaning::Worse, t(GapWord::NothingWorse)),
    ] {
        blocks.extend(told(volumes, id, title, &of(meaning), none));
    }
    let narrowed = |wanted: &[Narrowing]| -> Vec<&GapChange> {
        let groups = |g: &&GapChange| matches!(g.kind, GapKind::BetweenGroups(..)) && is_main(volumes, g.rounds);
        volumes.changes.gaps.iter().filter(groups).filter(|g| wanted.contains(&g.narrowing)).collect()
    };
    let found = [&[Narrowing::Narrower][..], &[Narrowing::Wider][..]].map(narrowed);
    for (gaps, title, none) in [
        (&found[0], t(GapWord::GapsNarrower), t(GapWord::NoGapNarrower)),
        (&found[1], t(GapWord::GapsWider), t(GapWord::NoGapWider)),
    ] {
        blocks.push(Block::Heading { text: title });
        if gaps.is_empty() {
            blocks.push(paragraph(none));
        }
        blocks.extend(gaps.iter().take(MOST).map(|gap| paragraph(gap_sentence(volumes, gap))));
    }
    across("summary", Word::SheetSummary, blocks)
}

/// Of a series the change from the first round to the last is the main one.
fn is_main(volumes: &Volumes, rounds: (usize, usize)) -> bool {
    rounds == (0, volumes.rounds.len() - 1)
}

fn told(volumes: &Volumes, id: &str, title: Label, changes: &[&Change], none: Label) -> Vec<Block> {
    if changes.is_empty() {
        return vec![Block::Heading { text: title }, paragraph(none)];
    }
    let columns = vec![
        column("words", Word::InWords, ColumnKind::Prose),
        column("change", GapWord::Change, ColumnKind::Measure),
        titled("interval", fill(Word::IntervalAt, &[volumes.last().level_words()]), ColumnKind::Measure),
        column("p_adjusted", Word::PValueAdjusted, ColumnKind::Measure),
    ];
    let rows = changes.iter().take(MOST).map(|change| {
        let light = match change.meaning {
            Meaning::Better => Some(Light::Good),
            Meaning::Worse => Some(Light::Poor),
            Meaning::NoClearDifference | Meaning::TooSmall | Meaning::Differs => None,
        };
        let format = volumes.last().gap_format(change.key.figure);
        let factor = change.key.figure.factor(volumes.last().instrument);
        row(vec![
            text(sentence(volumes, change)),
            Value::Number { value: change.difference.value * factor, format, light, few: false },
            interval(&change.difference, factor, format),
            figure_or(change.p_adjusted, Format::PValue, Absent::NoError),
        ])
    });
    let shown = [changes.len().min(MOST), changes.len()].map(|n| crate::report::parts::counted(n as u64));
    let notes = if changes.len() > MOST { vec![fill(Word::LargestShown, &shown)] } else { Vec::new() };
    vec![Block::Grid(Grid { notes, ..grid(id, title, columns, 1, rows.collect()) })]
}

fn interval(difference: &Difference, factor: f64, format: Format) -> Value {
    match difference.interval {
        Some(i) => Value::Interval { low: i.low * factor, high: i.high * factor, format },
        None => absent(Absent::NoError),
    }
}

/// `Khovd aimag. Open when needed: 2024: 61.2%; 2025: 70.3%`.
fn sentence(volumes: &Volumes, change: &Change) -> Label {
    let book = volumes.last();
    let side = |round: usize| say(volumes.name(round), value_words(volumes, round, change));
    let head = [book.place_name(change.key.place), change.key.figure.title(book.instrument).clone()];
    let [place, title] = head;
    phrase("{0}. {1}: {2}; {3}", "{0}. {1}: {2}; {3}", &[place, title, side(change.rounds.0), side(change.rounds.1)])
}

fn value_words(volumes: &Volumes, round: usize, change: &Change) -> Label {
    let book = volumes.last();
    let factor = change.key.figure.factor(book.instrument);
    num(value(round, change) * factor, book.format(change.key.figure))
}

/// The value in the earlier or the later round.
fn value(round: usize, change: &Change) -> f64 {
    if round == change.rounds.0 { change.values.0 } else { change.values.1 }
}

fn gap_sentence(volumes: &Volumes, gap: &GapChange) -> Label {
    let book = volumes.last();
    let factor = gap.figure.factor(book.instrument);
    let format = book.gap_format(gap.figure);
    let parts = [
        book.place_name(gap.place),
        gap.figure.title(book.instrument).clone(),
        between(volumes, gap.kind),
        say(volumes.name(gap.rounds.0), num(gap.gaps.0 * factor, format)),
        say(volumes.name(gap.rounds.1), num(gap.gaps.1 * factor, format)),
    ];
    phrase("{0}. {1}, {2}: {3}; {4}.", "{0}. {1}, {2}: {3}; {4}.", &parts)
}

/// What a gap is between: `poor − not poor`, `place − average`.
fn between(volumes: &Volumes, kind: GapKind) -> Label {
    match kind {
        GapKind::BetweenGroups(grouping, a, b) => {
            let of = |group| group_label(volumes.last().instrument, grouping, group);
            phrase("{0} − {1}", "{0} − {1}", &[of(a), of(b)])
        }
        GapKind::ToAverage => t(Word::GapToAverage),
        GapKind::ToTarget(_) | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => Label::default(),
    }
}

/// Every figure at every place.
pub(super) fn places(volumes: &Volumes) -> Option<Section> {
    let of: Vec<&Change> = volumes.changes.changes.iter().filter(|c| c.key.whom == Whom::Everybody).collect();
    let mut columns = names_columns();
    columns.extend(change_columns());
    let rows = of.iter().map(|change| {
        let mut values = names(volumes, change.key.figure, change.key.place);
        values.extend(change_values(volumes, change));
        row(values)
    });
    let grid = grid("change.places", t(GapWord::Change), columns, 2, rows.collect());
    (!of.is_empty()).then(|| across("change-places", GapWord::SheetChange, vec![Block::Grid(grid)]))
}

/// Every figure in every group for all places together, and what is clear at single places.
pub(super) fn groups(volumes: &Volumes) -> Option<Section> {
    let book = volumes.last();
    let mut rows = Vec::new();
    for change in &volumes.changes.changes {
        let Whom::Group(grouping, group) = change.key.whom else { continue };
        let clear = matches!(change.meaning, Meaning::Better | Meaning::Worse | Meaning::Differs);
        if change.key.place != Where::All && !clear {
            continue;
        }
        let mut values = names(volumes, change.key.figure, change.key.place);
        values.push(text(book.instrument.groupings[grouping.0].title.clone()));
        values.push(text(group_label(book.instrument, grouping, group)));
        values.extend(change_values(volumes, change));
        rows.push(row(values));
    }
    let mut columns = names_columns();
    columns.push(column("grouping", Word::Grouping, ColumnKind::Text));
    columns.push(column("group", Word::Group, ColumnKind::Text));
    columns.extend(change_columns());
    let any = !rows.is_empty();
    let grid = grid("change.groups", t(GapWord::SheetGroupChange), columns, 2, rows);
    let about = paragraph(t(GapWord::AboutClearAtPlaces));
    any.then(|| across("change-groups", GapWord::SheetGroupChange, vec![about, Block::Grid(grid)]))
}

/// Whether gaps became narrower.
pub(super) fn gaps(volumes: &Volumes) -> Option<Section> {
    use ColumnKind::{Count, Measure, Text};
    let mut columns = names_columns();
    columns.extend([
        column("kind", GapWord::KindOfGap, Text),
        column("from", GapWord::FromRound, Text),
        column("to", GapWord::ToRound, Text),
        column("before", GapWord::GapBefore, Measure),
        column("after", GapWord::GapAfter, Measure),
        column("change", GapWord::GapChange, Measure),
        column("low", Word::Low, Measure),
        column("high", Word::High, Measure),
        column("se", Word::StandardError, Measure),
        column("p", Word::PValue, Measure),
        column("p_adjusted", Word::PValueAdjusted, Measure),
        column("p_discovery", GapWord::PValueDiscovery, Measure),
        column("verdict", Word::Verdict, Text),
        column("n", Word::Base, Count),
    ]);
    let clear = |gap: &&GapChange| match gap.narrowing {
        Narrowing::Narrower | Narrowing::Wider | Narrowing::Shifted => true,
        Narrowing::NoClearChange | Narrowing::TooSmall => gap.place == Where::All,
    };
    let rows: Vec<GridRow> = volumes.changes.gaps.iter().filter(clear).map(|gap| gap_row(volumes, gap)).collect();
    let about = phrase(
        "Зөрүүний өөрчлөлт = дараагийн зөрүү − өмнөх зөрүү, дөрвөн талынхаа хамтын кластерыг тооцсон алдаатай. «{gaps_narrower}»: зөрүүний хэмжээ тодорхой багассан; «{gaps_shifted}»: зөрүү тодорхой өөрчлөгдсөн ч хэмжээ нь ижил байж болно (нөгөө тал руугаа). Засварын бүлэг: нэг үзүүлэлт, нэг төрлийн зөрүү, бүх газар; бүх газрын дүнд бүх үзүүлэлт (Холм). Итгэх түвшин {0} %. n нь дөрвөн талын хамгийн цөөн хариулт.",
        "Change of the gap = later gap − earlier gap, with an error that counts the clusters its four sides share. “{gaps_narrower}”: the size of the gap is clearly smaller; “{gaps_shifted}”: the gap changed clearly but may be as large as before, to the other side. Adjusted within one figure and kind of gap over all places, and for all places together over all figures (Holm). Confidence level {0}%. n is the fewest answers of the four sides.",
        &[volumes.last().level_words()],
    );
    let any = !rows.is_empty();
    let grid = grid("change.gaps", t(GapWord::GapChange), columns, 2, rows);
    let blocks = vec![paragraph(about), paragraph(t(GapWord::AboutClearAtPlaces)), Block::Grid(grid)];
    any.then(|| across("change-gaps", GapWord::SheetGapChange, blocks))
}

fn gap_row(volumes: &Volumes, gap: &GapChange) -> GridRow {
    let book = volumes.last();
    let (format, factor) = (book.gap_format(gap.figure), gap.figure.factor(book.instrument));
    let mut values = names(volumes, gap.figure, gap.place);
    values.extend([
        text(between(volumes, gap.kind)),
        text(volumes.name(gap.rounds.0)),
        text(volumes.name(gap.rounds.1)),
    ]);
    values.extend([figure(gap.gaps.0 * factor, format), figure(gap.gaps.1 * factor, format)]);
    values.extend(difference(volumes, gap.figure, &gap.difference, gap.p_adjusted, gap.p_discovery));
    let judged = gap.narrowing == Narrowing::TooSmall || gap.p_adjusted.is_some();
    values.push(if judged { text(narrowing(gap.narrowing)) } else { absent(Absent::NoError) });
    values.push(count(gap.n));
    row(values)
}

/// What became of a gap, in a word or two.
pub(super) fn narrowing(of: Narrowing) -> Label {
    match of {
        Narrowing::Narrower => t(GapWord::Narrower),
        Narrowing::Wider => t(GapWord::Wider),
        Narrowing::Shifted => t(GapWord::Shifted),
        Narrowing::NoClearChange => t(GapWord::NoClearChange),
        Narrowing::TooSmall => t(Word::TooSmall),
    }
}

fn names_columns() -> Vec<Column> {
    vec![column("figure", Word::Indicator, ColumnKind::Text), column("place", Word::Place, ColumnKind::Text)]
}

fn names(volumes: &Volumes, figure: Figure, place: Where) -> Vec<Value> {
    let book = volumes.last();
    vec![text(figure.title(book.instrument).clone()), text(book.place_name(place))]
}

fn change_columns() -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    vec![
        column("from", GapWord::FromRound, Text),
        column("to", GapWord::ToRound, Text),
        column("before", GapWord::Before, Measure),
        column("after", GapWord::After, Measure),
        column("change", GapWord::Change, Measure),
        column("low", Word::Low, Measure),
        column("high", Word::High, Measure),
        column("se", Word::StandardError, Measure),
        column("p", Word::PValue, Measure),
        column("p_adjusted", Word::PValueAdjusted, Measure),
        column("p_discovery", GapWord::PValueDiscovery, Measure),
        column("verdict", Word::Verdict, Text),
        column("n_before", GapWord::BaseBefore, Count),
        column("n_after", GapWord::BaseAfter, Count),
    ]
}

fn change_values(volumes: &Volumes, change: &Change) -> Vec<Value> {
    let book = volumes.last();
    let factor = change.key.figure.factor(book.instrument);
    let side = |round| figure(value(round, change) * factor, book.format(change.key.figure));
    let mut values = vec![text(volumes.name(change.rounds.0)), text(volumes.name(change.rounds.1))];
    values.extend([side(change.rounds.0), side(change.rounds.1)]);
    values.extend(difference(volumes, change.key.figure, &change.difference, change.p_adjusted, change.p_discovery));
    values.push(if is_clear(&change.difference, change.p_adjusted, change.meaning) {
        Value::Verdict { verdict: verdict_of(change.meaning) }
    } else {
        absent(Absent::NoError)
    });
    values.extend([count(change.n.0), count(change.n.1)]);
    values
}

/// Difference, ends, standard error and p-values.
fn difference(
    volumes: &Volumes,
    of: Figure,
    difference: &Difference,
    p_adjusted: Option<f64>,
    p_discovery: Option<f64>,
) -> Vec<Value> {
    let book = volumes.last();
    let (format, factor) = (book.gap_format(of), of.factor(book.instrument));
    let error = |value: Option<f64>, format| figure_or(value, format, Absent::NoError);
    vec![
        figure(difference.value * factor, format),
        error(difference.interval.map(|i| i.low * factor), format),
        error(difference.interval.map(|i| i.high * factor), format),
        error(difference.se.map(|se| se * factor), book.plain_format(of)),
        error(difference.p, Format::PValue),
        error(p_adjusted, Format::PValue),
        error(p_discovery, Format::PValue),
    ]
}

/// What was not compared, and why.
pub(super) fn left_out(volumes: &Volumes) -> Section {
    if volumes.changes.left_out.is_empty() {
        let all = t(GapWord::AllCompared);
        return across("left-out", GapWord::SheetLeftOut, vec![paragraph(all)]);
    }
    let columns = vec![
        column("what", GapWord::WhatLeftOut, ColumnKind::Text),
        column("code", Word::Code, ColumnKind::Code),
        column("round", GapWord::RoundLeftOut, ColumnKind::Text),
        column("why", GapWord::WhyLeftOut, ColumnKind::Prose),
    ];
    let rows = volumes.changes.left_out.iter().map(|left| {
        let (title, code) = what(volumes, left);
        row(vec![text(title), same(code), text(volumes.name(left.round)), text(why(left.why))])
    });
    let grid = grid("left_out", t(GapWord::SheetLeftOut), columns, 1, rows.collect());
    across("left-out", GapWord::SheetLeftOut, vec![Block::Grid(grid)])
}

/// The name and the code of something that was left out.
pub(super) fn what(volumes: &Volumes, left: &LeftOut) -> (Label, String) {
    let book = volumes.last();
    match &left.what {
        What::Figure(figure) => (figure.title(book.instrument).clone(), figure.id(book.instrument)),
        What::Dropped(id) => {
            let theirs = volumes.books[left.round].instrument;
            let title = Figure::all(theirs).into_iter().find(|f| f.id(theirs) == *id).map(|f| f.title(theirs).clone());
            (title.unwrap_or_default(), id.clone())
        }
        What::Place(at) => {
            let place = book.places[*at].place();
            (place.full_name.clone(), place.code.clone())
        }
        What::Grouping(grouping) => {
            let of = &book.instrument.groupings[grouping.0];
            (of.title.clone(), of.id.clone())
        }
    }
}

/// Why something was left out.
fn why(why: Unlike) -> Label {
    match why {
        Unlike::NotThere => Label::new("Энэ үеийн асуулгад байхгүй", "The instrument of this round does not have it"),
        Unlike::Dropped => Label::new("Зөвхөн өмнөх үед байсан", "Only the earlier round has it"),
        Unlike::NotAsked | Unlike::NotAskedLast => {
            Label::new("Энэ үеийн файлд асуултын багана алга", "The file of this round has no column for its question")
        }
        Unlike::Wording => Label::new("Асуултын үг өөр", "The question is worded differently"),
        Unlike::Scale => Label::new("Хариултын хувилбар, нэгж өөр", "The answers or the unit are others"),
        Unlike::Measure => Label::new("Тооцоолол өөр", "It is computed differently"),
        Unlike::Base => Label::new("Хэнээс асуусан, хэн тооцогдох нь өөр", "It is asked of others, or others count"),
        Unlike::Direction => Label::new("Аль тал нь сайн болох нь өөр", "The good side is another one"),
        Unlike::Parts => Label::new("Өөр хэсгээс бүрдсэн", "It is made of other parts"),
        Unlike::Groups => Label::new("Бүлгүүд нь өөр", "Its groups are others"),
        Unlike::NoData => Label::new("Энэ үед мэдээлэлгүй", "There are no data of it in this round"),
    }
}

/// Why something was left out, as a code.
pub(super) fn why_code(why: Unlike) -> &'static str {
    match why {
        Unlike::NotThere => "not in the instrument",
        Unlike::Dropped => "only in the earlier round",
        Unlike::NotAsked | Unlike::NotAskedLast => "no column",
        Unlike::Wording => "wording",
        Unlike::Scale => "answers or unit",
        Unlike::Measure => "computation",
        Unlike::Base => "base",
        Unlike::Direction => "direction",
        Unlike::Parts => "parts",
        Unlike::Groups => "groups",
        Unlike::NoData => "no data",
    }
}
