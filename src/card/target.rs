//! Which target is in force for an indicator, at a place, on a day.

use crate::coding::targets::place_of_target;
use crate::day::Day;
use crate::instrument::{Indicator, Target};
use crate::places::PlaceId;

/// The target of an indicator in force at a place (or everywhere) on a day; the narrower of two wins, then the later.
///
/// A target that is limited in time is in force only if the day is known.
pub fn target_for(indicator: &Indicator, place: Option<PlaceId>, day: Option<Day>) -> Option<usize> {
    target_in_force(&indicator.targets, place, day)
}

/// The same among these targets.
pub fn target_in_force(targets: &[Target], place: Option<PlaceId>, day: Option<Day>) -> Option<usize> {
    let in_force = |(_, t): &(usize, &Target)| timely(t, day) && covers(t, place);
    let mut fitting: Vec<(usize, &Target)> = targets.iter().enumerate().filter(in_force).collect();
    fitting.sort_by_key(|(at, t)| (t.places.is_empty(), std::cmp::Reverse(t.from), *at));
    fitting.first().map(|(at, _)| *at)
}

fn timely(target: &Target, day: Option<Day>) -> bool {
    match day {
        None => target.from.is_none() && target.until.is_none(),
        Some(day) => target.from.is_none_or(|f| f <= day) && target.until.is_none_or(|u| day <= u),
    }
}

fn covers(target: &Target, place: Option<PlaceId>) -> bool {
    if target.places.is_empty() {
        return true;
    }
    let Some(place) = place else { return false };
    let names = |text: &String| place_of_target(text).is_some_and(|p| place == p || place.lies_in(p));
    target.places.iter().any(names)
}
