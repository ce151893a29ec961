//! Input tracking: what a facility is entitled to, and what is there.
//!
//! What      gap = actual − entitlement, in the unit. Ratio: actual / entitlement where the entitlement is a least amount,
//!           entitlement / actual where it is a most. Index: the mean over items of the ratio, cut at 1
//! Source    input tracking of a community scorecard; the cut, so that plenty of one item can't hide the lack of another,
//!           is ours and is not in what is displayed
//! Checked   by hand below
//! Which     the number in the book goes before the instrument's, because who filled it in knows the facility; a number
//!           that differs from the norm in force is noted; its source is what the book says of it. A blank takes what is in
//!           force on the day of the session, else on the as-of day
//! Edges     not due, no norm, nothing counted: neither gap nor ratio, and not in the index. An entitlement of 0 of which
//!           there must be at least so much has no ratio: 0 of 0 is neither met nor missed. Of which there may be at most
//!           so much: an actual of 0 has ratio 1, since nothing exceeds it. Negative numbers have no ratio. An item
//!           that the instrument doesn't know is taken as a least amount

use super::facility::Facility;
use super::naming::{name, shown};
use super::results::{Choices, EntitlementFound, InputLine};
use super::session::{Entitled, InputRow, Key, Session};
use crate::instrument::scorecard::{Bound, Entitlement, ScorecardInstrument, Tracked, is_for};
use crate::lang::Label;
use crate::problem::{Code, Problem, Problems};

/// The items of a book, those of the instrument in its order, then added ones.
pub(super) fn inputs(
    session: &Session,
    facility: &Facility,
    instrument: &ScorecardInstrument,
    choices: &Choices,
    problems: &mut Problems,
) -> Vec<InputLine> {
    let day = session.held.or(choices.as_of);
    let mut lines = Vec::with_capacity(session.inputs.len());
    for row in &session.inputs {
        let known = known(&row.item, instrument);
        let norm = known.and_then(|(index, _)| instrument.entitlement(index, facility.kind, facility.place, day));
        let due = known.is_none_or(|(_, item)| is_for(&item.facility_types, facility.kind));
        if let Some(differs) = differs(row, norm, instrument) {
            problems.add(differs);
        }
        lines.push(line(row, entitlement(row, norm, due), known.map(|(_, item)| item.bound)));
    }
    lines.sort_by_key(|line| if let Key::Known(index) = line.row.item { index } else { usize::MAX });
    lines
}

fn known<'i>(item: &Key, instrument: &'i ScorecardInstrument) -> Option<(usize, &'i Tracked)> {
    let Key::Known(index) = item else { return None };
    instrument.inputs.get(*index).map(|item| (*index, item))
}

/// What counts of what the book says and what is in force; `due` is whether facilities of this type are due one.
fn entitlement(row: &InputRow, norm: Option<&Entitlement>, due: bool) -> EntitlementFound {
    let of = |norm: &Entitlement| EntitlementFound::To {
        value: norm.value,
        kind: Some(norm.kind),
        source: norm.source.clone(),
    };
    match (row.entitlement, norm) {
        (Entitled::NotDue, _) => EntitlementFound::NotDue,
        (Entitled::To(value), Some(norm)) if same(value, norm.value) => of(norm),
        (Entitled::To(value), _) => EntitlementFound::To { value, kind: None, source: written_source(row, norm) },
        (Entitled::Unwritten, _) if !due => EntitlementFound::NotDue,
        (Entitled::Unwritten, Some(norm)) => of(norm),
        (Entitled::Unwritten, None) => EntitlementFound::NoNorm,
    }
}

/// Where a number of the book is from; empty unless the book says so. The norm's own source, left there beside another number, isn't.
fn written_source(row: &InputRow, norm: Option<&Entitlement>) -> Label {
    let written = row.source.trim();
    let of_norm = |norm: &Entitlement| {
        let says = |label: &str| !label.is_empty() && written.contains(label);
        says(&norm.source.mn) || says(&norm.source.en)
    };
    match written.is_empty() || norm.is_some_and(of_norm) {
        true => Label::default(),
        false => Label::same(written),
    }
}

fn line(row: &InputRow, entitlement: EntitlementFound, bound: Option<Bound>) -> InputLine {
    let both = match (&entitlement, row.actual) {
        (EntitlementFound::To { value, .. }, Some(actual)) => Some((actual, *value)),
        _ => None,
    };
    let gap = both.map(|(actual, due)| actual - due);
    let ratio = both.and_then(|(actual, due)| ratio(actual, due, bound.unwrap_or(Bound::AtLeast)));
    InputLine { row: row.clone(), entitlement, gap, ratio }
}

fn ratio(actual: f64, due: f64, bound: Bound) -> Option<f64> {
    let met = match bound {
        Bound::AtLeast => (due > 0.0).then(|| actual / due),
        Bound::AtMost if actual == 0.0 => Some(1.0),
        Bound::AtMost => Some(due / actual),
    };
    met.filter(|_| actual >= 0.0 && due >= 0.0)
}

/// The mean of the ratios, none above 1.
pub(super) fn index(lines: &[InputLine]) -> Option<f64> {
    let ratios: Vec<f64> = lines.iter().filter_map(InputLine::capped).collect();
    (!ratios.is_empty()).then(|| ratios.iter().sum::<f64>() / ratios.len() as f64)
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A number of the book that isn't the norm in force.
fn differs(row: &InputRow, norm: Option<&Entitlement>, instrument: &ScorecardInstrument) -> Option<Problem> {
    let (Entitled::To(value), Some(norm)) = (row.entitlement, norm) else { return None };
    if same(value, norm.value) {
        return None;
    }
    let item = name(&row.item, |i| instrument.inputs.get(i).map(|item| item.id.as_str()));
    let problem = Problem::new(Code::EntitlementDiffers, row.at.clone(), format!("{item}: {}", shown(value)));
    Some(problem.detail(shown(norm.value)))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::day::Day;

    fn row(item: Key, entitlement: Entitled, actual: Option<f64>) -> InputRow {
        InputRow { entitlement, actual, ..sample::input(item) }
    }

    fn of(rows: Vec<InputRow>) -> (Vec<InputLine>, String) {
        let session = Session { inputs: rows, ..sample::session("А-01", "2026-1") };
        let mut problems = Problems::default();
        let lines = inputs(&session, &session.facility, &sample::instrument(), &sample::choices(), &mut problems);
        (lines, problems.to_string())
    }

    #[test]
    fn a_ratio_is_shown_whole_and_cut_in_the_index() {
        // Doctors 4 of 2: 2; pupils at most 25, actual 50: 0.5. Index (1 + 0.5)/2.
        let (lines, said) = of(vec![
            row(Key::Known(1), Entitled::To(25.0), Some(50.0)),
            row(Key::Known(0), Entitled::Unwritten, Some(4.0)),
        ]);
        let ratios: Vec<_> = lines.iter().map(|l| (l.gap, l.ratio)).collect();
        assert_eq!(ratios, [(Some(2.0), Some(2.0)), (Some(25.0), Some(0.5))]);
        assert_eq!(index(&lines), Some(0.75));
        assert_eq!(said, "");
    }

    #[test]
    fn the_source_of_a_number_in_the_book_is_the_one_written_beside_it() {
        let source = |source: &str, entitlement| {
            let row = InputRow { source: source.into(), ..row(Key::Known(0), entitlement, Some(1.0)) };
            match of(vec![row]).0.remove(0).entitlement {
                EntitlementFound::To { source, .. } => source.mn.to_string(),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(source("Батлагдсан орон тоо, 2026", Entitled::To(3.0)), "Батлагдсан орон тоо, 2026");
        for left in ["", "Журам", "Журам\nA rule"] {
            assert_eq!(source(left, Entitled::To(3.0)), "");
        }
        assert_eq!(source("Өөр", Entitled::To(2.0)), "Журам");
    }

    #[test]
    fn not_due_no_norm_and_not_counted_are_in_no_index() {
        let (lines, _) = of(vec![
            row(Key::Known(0), Entitled::NotDue, Some(0.0)),
            row(Key::Known(1), Entitled::Unwritten, Some(30.0)),
            row(sample::added("Түргэний машин"), Entitled::To(1.0), None),
            row(sample::added("Хашаа"), Entitled::To(0.0), Some(0.0)),
            row(sample::added("Өр"), Entitled::To(2.0), Some(-1.0)),
        ]);
        assert_eq!(lines[0].entitlement, EntitlementFound::NotDue);
        assert_eq!(lines[1].entitlement, EntitlementFound::NoNorm);
        assert_eq!(lines.iter().filter_map(|l| l.ratio).count(), 0);
        assert_eq!(index(&lines), None);
        assert_eq!([lines[3].gap, lines[2].gap], [Some(0.0), None]);
    }

    #[test]
    fn nothing_there_exceeds_no_limit() {
        assert_eq!(ratio(0.0, 25.0, Bound::AtMost), Some(1.0));
        assert_eq!(ratio(0.0, 0.0, Bound::AtMost), Some(1.0));
        assert_eq!(ratio(3.0, 0.0, Bound::AtMost), Some(0.0));
        assert_eq!(ratio(0.0, 2.0, Bound::AtLeast), Some(0.0));
        assert_eq!(ratio(3.0, 0.0, Bound::AtLeast), None);
    }

    #[test]
    fn a_number_of_the_book_goes_before_the_norm_and_the_difference_is_noted() {
        let (lines, said) = of(vec![row(Key::Known(0), Entitled::To(3.0), Some(3.0))]);
        assert_eq!(lines[0].ratio, Some(1.0));
        assert!(matches!(&lines[0].entitlement, EntitlementFound::To { value, kind: None, .. } if *value == 3.0));
        assert!(said.contains("HF02.doctor: 3") && said.contains('2'), "{said}");
        let (lines, said) = of(vec![row(Key::Known(0), Entitled::To(2.0), Some(3.0))]);
        assert!(matches!(&lines[0].entitlement, EntitlementFound::To { kind: Some(_), .. }));
        assert_eq!(said, "");
    }

    #[test]
    fn the_norm_is_that_of_the_day_of_the_session() {
        // The norm of two doctors is in force from 2026 on; the as-of day is in 2026.
        let at = |held| {
            let rows = vec![row(Key::Known(0), Entitled::Unwritten, Some(1.0))];
            let session = Session { inputs: rows, held, ..sample::session("А-01", "2025-1") };
            inputs(&session, &session.facility, &sample::instrument(), &sample::choices(), &mut Problems::default())[0]
                .ratio
        };
        assert_eq!(at(Day::new(2025, 6, 1)), None);
        assert_eq!(at(Day::new(2026, 6, 1)), Some(0.5));
        assert_eq!(at(None), Some(0.5));
    }
}
