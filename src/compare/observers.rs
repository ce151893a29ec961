//! How far observers agree who saw the same facility.

use super::agreement::{Distance, krippendorff};
use super::icc::icc;
use super::readiness::Visited;
use super::standing::Series;
use super::visits::{self, Visit, share_present};
use super::{Agreement, FigureAgreement, ItemState, Origin};
use crate::instrument::checklist::Computation;

/// Agreement on every domain and computed figure; none unless some facility was seen by two observers.
pub(super) fn agreement(visited: &Visited, series: &[Series], level: f64) -> Option<Agreement> {
    let seen: Vec<usize> = (0..visited.visits.len()).filter(|f| visited.visits[*f].len() > 1).collect();
    if seen.is_empty() {
        return None;
    }
    let at = |id: &str| series.iter().position(|s| s.figure.origin == Origin::Checklist && s.figure.id == id);
    let domains = visited.list.scored_domains().map(|d| {
        let items: Vec<usize> = visited.list.items_of(d).collect();
        (at(&visited.list.asks.dimensions[d].id), Computation::Items(items))
    });
    let figures = visited.list.figures.iter().map(|figure| (at(&figure.id), figure.of.clone()));
    let one = |(figure, of): (Option<usize>, Computation)| {
        let values: Vec<Vec<Option<f64>>> =
            (seen.iter()).map(|f| visited.visits[*f].iter().map(|v| value(visited, &of, *f, v)).collect()).collect();
        figure_agreement(figure?, &values, level)
    };
    Some(Agreement { facilities: seen.len() as u64, figures: domains.chain(figures).filter_map(one).collect() })
}

/// What one observer's row gives.
fn value(visited: &Visited, of: &Computation, facility: usize, visit: &Visit) -> Option<f64> {
    let kind = visited.roster.kinds[facility];
    let states = |items: &[usize]| -> Vec<ItemState> {
        items.iter().map(|i| visits::item(visited.list, *i, kind, visit)).collect()
    };
    match of {
        Computation::Items(items) => share_present(&states(items)).map(|(share, ..)| share),
        Computation::All(_) => visits::everything(visited.list, of, kind, visit),
        Computation::Share { .. } | Computation::Count { .. } | Computation::Ratio { .. } | Computation::Number(_) => {
            visits::counted(of, visit).ok().map(|c| c.upper / c.lower)
        }
    }
}

fn figure_agreement(figure: usize, values: &[Vec<Option<f64>>], level: f64) -> Option<FigureAgreement> {
    let pairs: Vec<&Vec<Option<f64>>> = values.iter().filter(|v| v.iter().flatten().count() > 1).collect();
    if pairs.is_empty() {
        return None;
    }
    // An ICC wants equally many values of each facility: the first two.
    let two: Vec<Vec<f64>> = pairs.iter().map(|v| v.iter().flatten().take(2).copied().collect()).collect();
    let found = icc(&two, level);
    Some(FigureAgreement {
        figure,
        n: pairs.len() as u64,
        icc_one: found.as_ref().map(|f| f.two.0.value),
        icc_mean: found.as_ref().map(|f| f.two.1.value),
        krippendorff: krippendorff(values, Distance::Interval),
    })
}
