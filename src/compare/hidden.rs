//! Values that others of the same facility, or of the same place, would give away.
//!
//! What      figures of one question that share their sums are shown or withheld together: the mean among three payers follows
//!           from that over all users and the share of payers. Where a place has a facility of 1 to 4 answers and no other
//!           that is withheld, the smallest other one goes with it, because the figure of the whole place may stand elsewhere
//! Source    [`crate::card::withhold`]
//! Edges     a facility that is alone in its place can't be hidden here; its place is withheld in a report card

use std::collections::BTreeMap;

use super::Origin;
use super::roster::Roster;
use super::standing::Series;
use crate::card::withhold::{deciding, exposes, questions, share_sums};
use crate::instrument::{Indicator, Instrument};

/// Marks what isn't to be published beside values that could expose somebody; those with fewer than `few` answers are withheld
/// in any case.
pub(super) fn hide(series: &mut [Series], instrument: &Instrument, roster: &Roster, few: u64) {
    let families = families(series, instrument);
    for family in &families {
        for facility in 0..roster.facilities.len() {
            let answers = |at: &usize| series[*at].values[facility].as_ref().map(|v| v.n);
            if family.iter().filter_map(answers).any(exposes) {
                mark(series, family, facility);
            }
        }
        alone_in_their_places(series, family, roster, few);
    }
    // A base may depend on a base that depends on another.
    for _ in 0..3 {
        below_hidden(series, instrument, roster);
    }
}

/// Hides figures, and that there are none, where the answers that decide who is asked are hidden: nobody among three who paid
/// says that none of the three paid.
fn below_hidden(series: &mut [Series], instrument: &Instrument, roster: &Roster) {
    let known = known(series, instrument);
    for (at, indicator) in &known {
        let deciding = deciding(instrument, indicator);
        let decides = |of: &Indicator| questions(&of.measure).iter().any(|q| deciding.contains(q));
        let above = known.iter().filter(|(_, of)| decides(of) || share_sums(indicator, of)).map(|(at, _)| *at);
        let above: Vec<usize> = above.filter(|above| above != at).collect();
        for facility in 0..roster.facilities.len() {
            let hides = |at: &usize| {
                let value = series[*at].values[facility].as_ref();
                value.is_some_and(|v| v.hidden || exposes(v.n)) || series[*at].secret.contains(&facility)
            };
            if exposes(roster.facilities[facility].answers) || above.iter().any(hides) {
                match series[*at].values[facility].as_mut() {
                    Some(value) => value.hidden = true,
                    None if roster.facilities[facility].answers > 0 => {
                        series[*at].secret.insert(facility);
                    }
                    None => {}
                }
            }
        }
    }
}

/// The indicators of the survey, by series.
fn known<'i>(series: &[Series], instrument: &'i Instrument) -> Vec<(usize, &'i Indicator)> {
    let at = |id: &str| series.iter().position(|s| s.figure.origin == Origin::Survey && s.figure.id == id);
    instrument.indicators.iter().filter_map(|i| Some((at(&i.id)?, i))).collect()
}

fn mark(series: &mut [Series], family: &[usize], facility: usize) {
    for at in family {
        if let Some(value) = series[*at].values[facility].as_mut() {
            value.hidden = true;
        }
    }
}

/// The series of indicators that share sums.
fn families(series: &[Series], instrument: &Instrument) -> Vec<Vec<usize>> {
    let known = known(series, instrument);
    let mut families: Vec<Vec<usize>> = Vec::new();
    for (at, (one, indicator)) in known.iter().enumerate() {
        let linked = |family: &Vec<usize>| {
            known[..at].iter().any(|(other, of)| family.contains(other) && share_sums(indicator, of))
        };
        let (mut own, rest): (Vec<Vec<usize>>, Vec<Vec<usize>>) = families.into_iter().partition(linked);
        own.push(vec![*one]);
        families = rest;
        families.push(own.concat());
    }
    families
}

/// The facilities of a place with answers.
#[derive(Default)]
struct Neighbours {
    withheld: usize,
    /// The smallest of those that are shown: its answers, and which it is.
    least: Option<(u64, usize)>,
    /// Whether one of them could expose somebody.
    exposed: bool,
}

/// Hides the smallest other facility of a place whose only withheld one could expose somebody.
fn alone_in_their_places(series: &mut [Series], family: &[usize], roster: &Roster, few: u64) {
    let mut places: BTreeMap<usize, Neighbours> = BTreeMap::new();
    for (facility, subject) in roster.facilities.iter().enumerate() {
        let Some(area) = subject.area else { continue };
        let values: Vec<_> = family.iter().filter_map(|at| series[*at].values[facility].as_ref()).collect();
        let Some(n) = values.iter().map(|v| v.n).filter(|n| *n > 0).min() else { continue };
        let place = places.entry(area).or_default();
        place.exposed |= exposes(n);
        if n < few || values.iter().any(|v| v.hidden) {
            place.withheld += 1;
        } else if place.least.is_none_or(|least| (n, facility) < least) {
            place.least = Some((n, facility));
        }
    }
    for Neighbours { withheld, least, exposed } in places.into_values() {
        if let (true, 1, Some((_, facility))) = (exposed, withheld, least) {
            mark(series, family, facility);
        }
    }
}
