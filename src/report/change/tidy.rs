//! The tables for machines: changes, changes of gaps, what was left out.

use super::Volumes;
use super::pages::{what, why_code};
use crate::card::{Figure, GapKind, Whom};
use crate::change::{Change, GapChange, LeftOut, Narrowing, What};
use crate::report::columns::{CHANGES, GAP_CHANGES, LEFT_OUT};
use crate::report::pages::is_clear;
use crate::report::pages::tidy_gaps::{difference, instrument, kind, number, place, verdict, which};
use crate::report::parts::{absent, count, same};
use crate::report::{Absent, Tidy, Value};

/// All three.
pub(super) fn tables(volumes: &Volumes) -> Vec<Tidy<'static>> {
    let changes: Vec<Vec<Value>> = volumes.changes.changes.iter().map(|change| change_row(volumes, change)).collect();
    let gaps: Vec<Vec<Value>> = volumes.changes.gaps.iter().map(|gap| gap_row(volumes, gap)).collect();
    let left: Vec<Vec<Value>> = volumes.changes.left_out.iter().map(|left| left_row(volumes, left)).collect();
    vec![Tidy::declared(&CHANGES, changes), Tidy::declared(&GAP_CHANGES, gaps), Tidy::declared(&LEFT_OUT, left)]
}

/// Round, indicator, names, dimension, and the round before.
fn head(volumes: &Volumes, figure: Figure, rounds: (usize, usize)) -> Vec<Value> {
    let mut values = which(volumes.last(), figure);
    values[0] = same(&volumes.rounds[rounds.1].name);
    values.push(same(&volumes.rounds[rounds.0].name));
    values
}

fn change_row(volumes: &Volumes, change: &Change) -> Vec<Value> {
    let book = volumes.last();
    let factor = change.key.figure.factor(book.instrument);
    let mut values = head(volumes, change.key.figure, change.rounds);
    values.extend(place(book, change.key.place));
    match change.key.whom {
        Whom::Group(grouping, group) => {
            let of = &book.instrument.groupings[grouping.0];
            let label = &of.groups[group].label;
            values.extend([same(&of.id), same(&of.groups[group].id), same(&*label.mn), same(&*label.en)]);
        }
        Whom::Everybody | Whom::Facility(_) => values.extend([same(""), same(""), same(""), same("")]),
    }
    values.extend([change.values.0, change.values.1].map(|value| number(Some(value * factor))));
    values.extend(difference(&change.difference, factor, book.level()));
    values.extend([number(change.p_adjusted), number(change.p_discovery)]);
    values.push(if is_clear(&change.difference, change.p_adjusted, change.meaning) {
        verdict(change.meaning)
    } else {
        absent(Absent::NoError)
    });
    values.extend([count(change.n.0), count(change.n.1), instrument(book)]);
    values
}

fn gap_row(volumes: &Volumes, gap: &GapChange) -> Vec<Value> {
    let book = volumes.last();
    let factor = gap.figure.factor(book.instrument);
    let mut values = head(volumes, gap.figure, gap.rounds);
    values.push(same(kind(gap.kind)));
    values.extend(place(book, gap.place));
    match gap.kind {
        GapKind::BetweenGroups(grouping, first, second) => {
            let of = &book.instrument.groupings[grouping.0];
            values.extend([same(&of.id), same(&of.groups[first].id), same(&of.groups[second].id)]);
        }
        GapKind::ToTarget(_) | GapKind::ToAverage | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => {
            values.extend([same(""), same(""), same("")]);
        }
    }
    values.extend([number(Some(gap.gaps.0 * factor)), number(Some(gap.gaps.1 * factor))]);
    values.extend(difference(&gap.difference, factor, book.level()));
    values.extend([number(gap.p_adjusted), number(gap.p_discovery)]);
    let judged = gap.narrowing == Narrowing::TooSmall || gap.p_adjusted.is_some();
    values.push(if judged { same(narrowing(gap.narrowing)) } else { absent(Absent::NoError) });
    values.extend([count(gap.n), instrument(book)]);
    values
}

fn narrowing(of: Narrowing) -> &'static str {
    match of {
        Narrowing::Narrower => "narrower",
        Narrowing::Wider => "wider",
        Narrowing::Shifted => "shifted",
        Narrowing::NoClearChange => "no_clear_change",
        Narrowing::TooSmall => "too_small",
    }
}

fn left_row(volumes: &Volumes, left: &LeftOut) -> Vec<Value> {
    let (name, code) = what(volumes, left);
    let kind = match left.what {
        What::Figure(_) | What::Dropped(_) => "indicator",
        What::Place(_) => "place",
        What::Grouping(_) => "grouping",
    };
    let round = same(&volumes.rounds[left.round].name);
    vec![same(kind), same(code), same(&*name.mn), same(&*name.en), round, same(why_code(left.why))]
}
