//! Gaps, each kind on a sheet of its own: to the target, to benchmarks made of the places, between groups of one place.

use super::book::{Book, is_judged, verdict};
use super::parts::{absent, column, figure, figure_or, grid, joined, nothing, paragraph, row, text, titled};
use crate::card::{Finding, Gap, GapKind, Shown, Where, Whom, people_of_gap};
use crate::gap::Meaning;
use crate::instrument::GroupingIndex;
use crate::lang::Label;
use crate::report::words::{GapWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, Paper, Section, Value};

/// A sheet: its name, its title on the tab, the caption of its table, what is said over it.
struct Sheet {
    id: &'static str,
    grid: &'static str,
    tab: Label,
    title: Label,
    about: Label,
}

/// The sheets of gaps that there are.
pub fn sections(book: &Book) -> Vec<Section> {
    let of_places = |kind: fn(GapKind) -> bool, row: fn(&Book, &Gap) -> GridRow| -> Vec<GridRow> {
        of(book, kind).map(|gap| row(book, gap)).collect()
    };
    let mut sections = Vec::new();
    let mut add = |sheet: Sheet, columns: Vec<Column>, rows: Vec<GridRow>| {
        if !rows.is_empty() {
            let grid = grid(sheet.grid, sheet.title, columns, 2, rows);
            let left_out = book.is_public().then(|| paragraph(t(GapWord::WithheldGaps)));
            let blocks = [paragraph(sheet.about)].into_iter().chain(left_out).chain([Block::Grid(grid)]).collect();
            sections.push(Section { id: sheet.id.into(), title: sheet.tab, blocks, paper: Paper::Across });
        }
    };
    let targets = of_places(|k| matches!(k, GapKind::ToTarget(_)), target_row);
    let sheet = Sheet {
        id: "gaps-target",
        grid: "gaps.target",
        tab: t(Word::SheetTargetGaps),
        title: t(Word::GapToTarget),
        about: about(book, Word::AboutTargetGaps),
    };
    add(sheet, place_columns(t(Word::Target), &[("n", Word::Base)]), targets);
    let averages = of_places(|k| k == GapKind::ToAverage, average_row);
    let sheet = Sheet {
        id: "gaps-average",
        grid: "gaps.average",
        tab: t(Word::SheetAverageGaps),
        title: t(Word::GapToAverage),
        about: about(book, Word::AboutAverageGaps),
    };
    let bases = [("n", Word::Base), ("n_all", Word::BaseAll)];
    add(sheet, place_columns(t(Word::AllPlaces), &bases), averages);
    let regions = of_places(|k| k == GapKind::ToRegion, benchmark_row);
    let sheet = Sheet {
        id: "gaps-region",
        grid: "gaps.region",
        tab: t(GapWord::SheetRegionGaps),
        title: t(GapWord::GapToRegion),
        about: fill(GapWord::AboutRegionGaps, &[book.level_words()]),
    };
    add(sheet, benchmark_columns(t(GapWord::OwnRegion)), regions);
    let best = of_places(|k| k == GapKind::ToBest, benchmark_row);
    let sheet = Sheet {
        id: "gaps-best",
        grid: "gaps.best",
        tab: t(GapWord::SheetBestGaps),
        title: t(GapWord::GapToBest),
        about: fill(GapWord::AboutBestGaps, &[book.level_words()]),
    };
    add(sheet, benchmark_columns(t(GapWord::BestPlace)), best);
    let quarter = of_places(|k| k == GapKind::ToQuarter, benchmark_row);
    let sheet = Sheet {
        id: "gaps-quarter",
        grid: "gaps.quarter",
        tab: t(GapWord::SheetQuarterGaps),
        title: t(GapWord::GapToQuarter),
        about: fill(GapWord::AboutQuarterGaps, &[book.level_words()]),
    };
    add(sheet, benchmark_columns(t(GapWord::BestQuarter)), quarter);
    let groups = of(book, |k| matches!(k, GapKind::BetweenGroups(..))).filter_map(|gap| group_row(book, gap)).collect();
    let sheet = Sheet {
        id: "gaps-groups",
        grid: "gaps.groups",
        tab: t(Word::SheetGroupGaps),
        title: t(Word::GapBetweenGroups),
        about: about(book, Word::AboutGroupGaps),
    };
    add(sheet, group_columns(), groups);
    sections
}

fn place_columns(against: Label, bases: &[(&str, Word)]) -> Vec<Column> {
    let mut columns = vec![figure_column(), place_column()];
    columns.extend(difference_columns(Word::Value, against, bases));
    columns
}

/// The same, with what the benchmark is made of.
fn benchmark_columns(against: Label) -> Vec<Column> {
    let mut columns = place_columns(against, &[("n", Word::Base)]);
    columns.push(column("benchmark", GapWord::MadeOf, ColumnKind::Text));
    columns
}

fn group_columns() -> Vec<Column> {
    let mut columns = vec![figure_column(), place_column()];
    columns.push(column("grouping", Word::Grouping, ColumnKind::Text));
    columns.push(column("first", Word::FirstGroup, ColumnKind::Text));
    columns.push(column("second", Word::SecondGroup, ColumnKind::Text));
    let bases = [("n_first", Word::BaseFirst), ("n_second", Word::BaseSecond)];
    columns.extend(difference_columns(Word::FirstValue, t(Word::SecondValue), &bases));
    columns
}

fn about(book: &Book, what: Word) -> Label {
    fill(what, &[book.level_words()])
}

fn of<'b>(book: &'b Book, kind: impl Fn(GapKind) -> bool + 'b) -> impl Iterator<Item = &'b Gap> {
    book.card.gaps.iter().filter(move |gap| kind(gap.kind))
}

fn figure_column() -> Column {
    column("figure", Word::Indicator, ColumnKind::Text)
}

fn place_column() -> Column {
    column("place", Word::Place, ColumnKind::Text)
}

fn difference_columns(value: Word, against: Label, bases: &[(&str, Word)]) -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    let mut columns = vec![
        column("value", value, Measure),
        titled("against", against, Measure),
        column("gap", Word::Gap, Measure),
        column("gap_low", Word::Low, Measure),
        column("gap_high", Word::High, Measure),
        column("se", Word::StandardError, Measure),
        column("p", Word::PValue, Measure),
        column("p_adjusted", Word::PValueAdjusted, Measure),
        column("p_discovery", GapWord::PValueDiscovery, Measure),
        column("verdict", Word::Verdict, Text),
        column("people", GapWord::GapPeople, Measure),
    ];
    columns.extend(bases.iter().map(|(id, word)| titled(id, t(*word), Count)));
    columns
}

fn target_row(book: &Book, gap: &Gap) -> GridRow {
    let finding = book.everybody(gap.figure, gap.place);
    let target = match book.target(gap.figure, gap.place) {
        Some(target) => figure(target.value, unsigned(book.format(gap.figure))),
        None => absent(Absent::NoTarget),
    };
    let mut values = names(book, gap);
    values.extend([book.value(finding, None), target]);
    values.extend(difference(book, gap, &[finding]));
    values.push(book.base(finding));
    row(values)
}

fn unsigned(format: Format) -> Format {
    match format {
        Format::SignedPoints => Format::Points,
        format => format,
    }
}

fn average_row(book: &Book, gap: &Gap) -> GridRow {
    let sides = [book.everybody(gap.figure, gap.place), book.everybody(gap.figure, Where::All)];
    let mut values = names(book, gap);
    values.extend(compared(book, gap, sides.map(|side| book.value(side, None))));
    values.extend(difference(book, gap, &sides));
    values.extend(sides.map(|side| book.base(side)));
    row(values)
}

/// Against a benchmark made of places, whose names stand at the end.
fn benchmark_row(book: &Book, gap: &Gap) -> GridRow {
    let finding = book.everybody(gap.figure, gap.place);
    let against = gap.against.as_ref().filter(|_| book.is_open(gap));
    let factor = gap.figure.factor(book.instrument);
    let mut values = names(book, gap);
    let against_value = match against {
        Some(against) => figure(against.value * factor, book.format(gap.figure)),
        None => absent(why_closed(&[finding])),
    };
    values.extend(compared(book, gap, [book.value(finding, None), against_value]));
    values.extend(difference(book, gap, &[finding]));
    values.push(book.base(finding));
    values.push(against.map_or_else(nothing, |_| text(against_name(book, gap))));
    row(values)
}

/// What a benchmark made of places is called: the region, the place, the places.
pub fn against_name(book: &Book, gap: &Gap) -> Label {
    let places = gap.against.as_ref().map_or(&[][..], |against| &against.places);
    let place = |at: &usize| book.places[*at].place();
    if gap.kind == GapKind::ToRegion {
        let region = places.first().and_then(|at| place(at).region());
        return region.map_or_else(Label::default, |region| region.place().full_name.clone());
    }
    joined(&places.iter().map(|at| place(at).name.clone()).collect::<Vec<_>>(), ", ")
}

fn group_row(book: &Book, gap: &Gap) -> Option<GridRow> {
    let GapKind::BetweenGroups(grouping, a, b) = gap.kind else { return None };
    let sides = [a, b].map(|group| book.finding(gap.figure, gap.place, Whom::Group(grouping, group)));
    let title = &book.instrument.groupings[grouping.0].title;
    let mut values = names(book, gap);
    values.push(text(title.clone()));
    values.extend([a, b].map(|group| text(group_name(book, grouping, group))));
    values.extend(compared(book, gap, sides.map(|side| book.value(side, None))));
    values.extend(difference(book, gap, &sides));
    values.extend(sides.map(|side| book.base(side)));
    Some(row(values))
}

/// The label of a group.
pub fn group_name(book: &Book, grouping: GroupingIndex, group: usize) -> Label {
    book.instrument.groupings[grouping.0].groups.get(group).map(|g| g.label.clone()).unwrap_or_default()
}

/// Two groups of a grouping that are compared.
pub type Pair = (GroupingIndex, usize, usize);

/// Every pair of groups that is compared, in the order of the instrument.
pub fn pairs(book: &Book) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for gap in &book.card.gaps {
        if let GapKind::BetweenGroups(grouping, first, second) = gap.kind
            && !pairs.contains(&(grouping, first, second))
        {
            pairs.push((grouping, first, second));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// What a pair of groups is called.
pub fn pair_name(book: &Book, (grouping, first, second): &Pair) -> Label {
    let name = |group| group_name(book, *grouping, group);
    super::parts::phrase("{0} − {1}", "{0} − {1}", &[name(*first), name(*second)])
}

fn names(book: &Book, gap: &Gap) -> Vec<Value> {
    vec![text(gap.figure.title(book.instrument).clone()), text(book.place_name(gap.place))]
}

/// The two values that a gap is the difference of: the findings, or of composites those on their common parts.
fn compared(book: &Book, gap: &Gap, findings: [Value; 2]) -> [Value; 2] {
    match gap.on.filter(|_| book.is_open(gap)) {
        Some((first, second)) => [first, second]
            .map(|value| figure(value * gap.figure.factor(book.instrument), unsigned(book.format(gap.figure)))),
        None => findings,
    }
}

/// Gap, ends, standard error, p-values and verdict; nothing of it if one of its sides may not be shown.
fn difference(book: &Book, gap: &Gap, sides: &[Option<&Finding>]) -> Vec<Value> {
    if !book.is_open(gap) {
        return vec![absent(why_closed(sides)); 9];
    }
    let format = book.gap_format(gap.figure);
    let factor = gap.figure.factor(book.instrument);
    let ends = gap.difference.interval.map(|i| (i.low * factor, i.high * factor));
    let error = |value: Option<f64>, format| figure_or(value, format, Absent::NoError);
    vec![
        figure(book.gap_value(gap), format),
        error(ends.map(|e| e.0), format),
        error(ends.map(|e| e.1), format),
        error(gap.difference.se.filter(|se| *se > 0.0).map(|se| se * factor), book.plain_format(gap.figure)),
        error(gap.difference.p, Format::PValue),
        error(gap.p_adjusted, Format::PValue),
        figure_or(gap.p_discovery, Format::PValue, Absent::NotApplicable),
        meaning(gap),
        figure_or(people(book, gap), Format::Plain(0), Absent::NotApplicable),
    ]
}

/// How many people a clear gap of a share concerns, where populations are known.
pub fn people(book: &Book, gap: &Gap) -> Option<f64> {
    let clear = matches!(gap.meaning, Meaning::Better | Meaning::Worse | Meaning::Differs);
    if clear { people_of_gap(book.card, book.survey, gap) } else { None }
}

fn why_closed(sides: &[Option<&Finding>]) -> Absent {
    let withheld = sides.iter().flatten().any(|f| f.shown == Shown::Withheld);
    let unreliable = sides.iter().flatten().any(|f| f.shown == Shown::Unreliable);
    match (withheld, unreliable) {
        (false, true) => Absent::Unreliable,
        (true, _) | (false, false) => Absent::Withheld,
    }
}

/// What a gap means; nothing is said of one without any error.
pub fn meaning(gap: &Gap) -> Value {
    if is_judged(gap) { Value::Verdict { verdict: verdict(gap.meaning) } } else { absent(Absent::NoError) }
}
