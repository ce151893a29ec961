//! The tables of gaps and of inequality for machines: one row for each, with codes and all digits. Kinds of gaps are told
//! apart by the column `kind`, and `family` says among how many a p-value was adjusted.

use super::book::{Book, is_judged};
use super::parts::{absent, count, figure_or, same};
use super::tidy::{code, dimension, level, shared};
use crate::card::{Breakdown, Dependence, Figure, Gap, GapKind, GroupInequality, People, PlaceInequality, Where, Whom};
use crate::estimate::{Df, NoTest, TestStatistic};
use crate::gap::{Difference, Inequality, Meaning};
use crate::report::columns::{DEPENDENCE, GAPS, INEQUALITY};
use crate::report::words::{Word, t};
use crate::report::{Absent, Format, Tidy, Value};

/// Every gap of the card.
pub fn gaps(book: &Book) -> Tidy<'static> {
    let rows: Vec<Vec<Value>> = book.card.gaps.iter().map(|gap| gap_row(book, gap)).collect();
    Tidy::declared(&GAPS, rows)
}

/// Every test of whether a figure depends on what it is broken down by.
pub fn dependence(book: &Book) -> Tidy<'static> {
    let rows: Vec<Vec<Value>> = book.card.depends.iter().map(|of| dependence_row(book, of)).collect();
    Tidy::declared(&DEPENDENCE, rows)
}

fn dependence_row(book: &Book, of: &Dependence) -> Vec<Value> {
    let mut values = which(book, of.figure);
    values.extend(match of.by {
        Breakdown::Places => [code("places"), code(""), code("")],
        Breakdown::Groups(grouping) => {
            let grouping = &book.instrument.groupings[grouping.0];
            [code(&grouping.id), shared(&grouping.title.mn), shared(&grouping.title.en)]
        }
    });
    values.push(count(of.groups as u64));
    values.push(code(if of.statistic == TestStatistic::F { "rao_scott" } else { "wald" }));
    let tested = of.tested.ok();
    values.push(number(tested.map(|test| test.value)));
    values.push(number(tested.map(|test| test.df)));
    values.push(match tested.and_then(|test| test.df2) {
        Some(df2) if df2.is_infinite() => code("inf"),
        df2 => number(df2),
    });
    values.extend([number(tested.map(|test| test.p)), number(of.p_adjusted), number(of.p_discovery)]);
    values.push(code(match of.tested {
        Ok(_) => "",
        Err(NoTest::OneCategory) => "too_few_groups",
        Err(NoTest::NoDf) => "no_df",
        Err(NoTest::Degenerate) => "degenerate",
        Err(NoTest::NoError) => "no_error",
        Err(NoTest::Unlike) => "unlike_parts",
    }));
    values.push(instrument(book));
    values
}

/// Every measure of inequality.
pub fn inequality(book: &Book, places: &[PlaceInequality], groups: &[GroupInequality]) -> Tidy<'static> {
    let of_places = places.iter().map(|of| place_row(book, of));
    let rows: Vec<Vec<Value>> = of_places.chain(groups.iter().map(|of| group_row(book, of))).collect();
    Tidy::declared(&INEQUALITY, rows)
}

/// Round, indicator, its names and its dimension.
pub fn which(book: &Book, figure: Figure) -> Vec<Value> {
    let title = figure.title(book.instrument);
    vec![
        code(book.source.round.clone().unwrap_or_default()),
        code(figure.id(book.instrument)),
        shared(&title.mn),
        shared(&title.en),
        code(dimension(book, figure)),
    ]
}

/// Code, level and names of a place.
pub fn place(book: &Book, place: Where) -> Vec<Value> {
    let everywhere = t(Word::AllPlaces);
    match place {
        Where::All => vec![code(""), code("all"), shared(&everywhere.mn), shared(&everywhere.en)],
        Where::Place(at) => {
            let place = book.places[at].place();
            let names = [shared(&place.full_name.mn), shared(&place.full_name.en)];
            [code(&place.code), code(level(place.level))].into_iter().chain(names).collect()
        }
    }
}

pub fn number(value: Option<f64>) -> Value {
    figure_or(value, Format::Full, Absent::NotApplicable)
}

pub fn df(df: Option<Df>) -> Value {
    match df {
        Some(Df::Finite(df)) => number(Some(df as f64)),
        Some(Df::Infinite) => code("inf"),
        None => absent(Absent::NoError),
    }
}

pub fn instrument(book: &Book) -> Value {
    code(format!("{} {}", book.instrument.id, book.instrument.version))
}

/// The verdict as a code; none where nothing can be said.
pub fn verdict(meaning: Meaning) -> Value {
    Value::Verdict { verdict: super::book::verdict(meaning) }
}

/// Gap, its error, its interval and its p-value, on the printed scale.
pub fn difference(difference: &Difference, factor: f64, level: f64) -> Vec<Value> {
    let ends = difference.interval;
    vec![
        number(Some(difference.value * factor)),
        number(difference.se.map(|se| se * factor)),
        df(difference.df),
        number(ends.map(|i| i.low * factor)),
        number(ends.map(|i| i.high * factor)),
        number(Some(level)),
        number(difference.p),
    ]
}

fn gap_row(book: &Book, gap: &Gap) -> Vec<Value> {
    let factor = gap.figure.factor(book.instrument);
    let open = book.is_open(gap);
    let shown = |place, whom| {
        let estimate = book.finding(gap.figure, place, whom).and_then(|f| f.visible());
        number(estimate.map(|e| e.value * factor))
    };
    let (first_of, against_code, against) = match gap.kind {
        GapKind::ToTarget(at) => {
            let Figure::Indicator(i) = gap.figure else { unreachable!("only indicators have targets") };
            (Whom::Everybody, String::new(), number(Some(book.instrument.indicators[i.0].targets[at].value)))
        }
        GapKind::ToAverage => (Whom::Everybody, String::new(), shown(Where::All, Whom::Everybody)),
        GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => {
            let against = gap.against.as_ref().filter(|_| open);
            (Whom::Everybody, against_codes(book, gap), number(against.map(|a| a.value * factor)))
        }
        GapKind::BetweenGroups(grouping, first, second) => {
            (Whom::Group(grouping, first), String::new(), shown(gap.place, Whom::Group(grouping, second)))
        }
    };
    let mut values = which(book, gap.figure);
    values.push(code(kind(gap.kind)));
    values.extend(place(book, gap.place));
    values.extend(groups(book, gap.kind));
    values.push(code(if open { against_code } else { String::new() }));
    match gap.on.filter(|_| open) {
        Some((first, second)) => values.extend([first, second].map(|value| number(Some(value * factor)))),
        None => values.extend([shown(gap.place, first_of), against]),
    }
    if open {
        values.extend(difference(&gap.difference, factor, book.level()));
        values.extend([number(gap.p_adjusted), number(gap.p_discovery), code(family(gap))]);
        values.push(if is_judged(gap) { verdict(gap.meaning) } else { absent(Absent::NoError) });
        values.extend([number(super::gaps::people(book, gap)), count(gap.n.0)]);
        values.push(gap.n.1.map_or(absent(Absent::NotApplicable), count));
    } else {
        values.extend(vec![absent(Absent::Withheld); 14]);
    }
    values.push(instrument(book));
    values
}

fn groups(book: &Book, kind: GapKind) -> Vec<Value> {
    let GapKind::BetweenGroups(grouping, first, second) = kind else { return vec![code(""); 7] };
    let of = &book.instrument.groupings[grouping.0];
    let (a, b) = (&of.groups[first], &of.groups[second]);
    let mut values = vec![code(&of.id), code(&a.id), code(&b.id)];
    values.extend([&a.label, &b.label].into_iter().flat_map(|label| [shared(&label.mn), shared(&label.en)]));
    values
}

/// The codes of the places that a benchmark is made of, of a region its own.
fn against_codes(book: &Book, gap: &Gap) -> String {
    let places = gap.against.as_ref().map_or(&[][..], |against| &against.places);
    let place = |at: &usize| book.places[*at].place();
    if gap.kind == GapKind::ToRegion {
        let region = places.first().and_then(|at| place(at).region());
        return region.map_or_else(String::new, |region| region.place().code.clone());
    }
    places.iter().map(|at| place(at).code.as_str()).collect::<Vec<_>>().join(" ")
}

/// Kinds of gaps by the code used in files.
pub fn kind(kind: GapKind) -> &'static str {
    match kind {
        GapKind::ToTarget(_) => "target",
        GapKind::ToAverage => "average",
        GapKind::ToRegion => "region",
        GapKind::ToBest => "best",
        GapKind::ToQuarter => "best_quarter",
        GapKind::BetweenGroups(..) => "groups",
    }
}

/// Among what a p-value is adjusted.
fn family(gap: &Gap) -> &'static str {
    match (gap.kind, gap.place) {
        (GapKind::ToBest, _) => "all pairs of places",
        (GapKind::ToQuarter, _) => "all contrasts of places",
        (_, Where::All) => "figures of all places",
        (_, Where::Place(_)) => "places of the figure",
    }
}

fn measures(m: &Inequality, beyond_chance: Option<f64>) -> Vec<Value> {
    let numbers = [
        Some(m.mean),
        Some(m.best),
        Some(m.worst),
        Some(m.gap),
        m.ratio,
        Some(m.from_best),
        m.disparity,
        m.theil,
        m.log_deviation,
        Some(m.variance),
        beyond_chance,
        Some(m.par),
        m.paf,
    ];
    numbers.into_iter().map(number).collect()
}

fn place_row(book: &Book, of: &PlaceInequality) -> Vec<Value> {
    let mut values = which(book, of.figure);
    let weights = match of.people {
        People::Residents => "residents",
        People::Equal => "equal",
    };
    let ends = of.ends.map(|at| code(&book.places[at].place().code));
    values.extend([code("places"), code(""), code("")]);
    values.extend(ends);
    values.extend([code(""), code(weights), count(of.places as u64), count(of.left_out as u64)]);
    values.push(absent(Absent::NotApplicable));
    values.extend(measures(&of.measures, of.beyond_chance));
    values.extend(vec![absent(Absent::NotApplicable); 6]);
    values.push(instrument(book));
    values
}

fn group_row(book: &Book, of: &GroupInequality) -> Vec<Value> {
    let mut values = which(book, of.figure);
    let area = match of.place {
        Where::All => same(""),
        Where::Place(at) => code(&book.places[at].place().code),
    };
    let grouping = &book.instrument.groupings[of.grouping.0];
    values.extend([code(&grouping.id), shared(&grouping.title.mn), shared(&grouping.title.en), code(""), code("")]);
    values.extend([area, code("answers")]);
    values.extend([count(of.groups.0 as u64), count((of.groups.1 - of.groups.0) as u64), count(of.n)]);
    values.extend(measures(&of.measures, None));
    let along = of.along.as_ref();
    let concentration = along.and_then(|along| along.concentration.as_ref());
    values.extend([
        number(along.map(|along| along.sii.value)),
        number(along.and_then(|along| along.sii.se)),
        number(along.and_then(|along| along.slope.rii)),
        number(concentration.map(|c| c.value)),
        number(concentration.and_then(|c| c.se)),
        along.map_or(absent(Absent::NotApplicable), |along| df(along.sii.df)),
        instrument(book),
    ]);
    values
}
