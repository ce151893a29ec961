//! The instruments built into the program, one for each folder of `instruments/`.

use super::checklist::ChecklistInstrument;
use super::scorecard::ScorecardInstrument;
use super::{AnyInstrument, Instrument, InstrumentKind};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::toml_file::nearest;

/// Identifier, text and sample of each, in the order of the identifiers.
const SHELF: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/shelf.rs"));

/// The identifiers of the built-in instruments, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    SHELF.iter().map(|(id, _, _)| *id)
}

/// The text of a built-in instrument as it stands in its file.
pub fn text(id: &str) -> Option<&'static str> {
    SHELF.iter().find(|(known, _, _)| *known == id).map(|(_, text, _)| *text)
}

/// Synthetic answers for a built-in instrument, as a CSV file.
pub fn sample(id: &str) -> Option<&'static [u8]> {
    SHELF.iter().find(|(known, _, _)| *known == id).map(|(_, _, sample)| *sample)
}

/// The problem of an instrument that isn't built in, with what was probably meant or what there is.
pub fn unknown(id: &str) -> Problem {
    let known: Vec<&str> = ids().collect();
    let hint = match nearest(id, &known) {
        Some(meant) => Hint::Meant(meant.to_owned()),
        None => Hint::OneOf(known.into_iter().map(str::to_owned).collect()),
    };
    Problem::new(Code::UnknownInstrument, At::default(), quoted(id)).hint(hint)
}

/// Which kind a built-in instrument is of.
pub fn kind(id: &str) -> Option<InstrumentKind> {
    text(id).and_then(InstrumentKind::of)
}

/// A built-in instrument of a report card.
pub fn open(id: &str) -> Result<Instrument, Problems> {
    match open_any(id)? {
        AnyInstrument::ReportCard(instrument) => Ok(*instrument),
        other => Err(other_kind(&other, InstrumentKind::ReportCard).into()),
    }
}

/// A built-in instrument of a community scorecard.
pub fn open_scorecard(id: &str) -> Result<ScorecardInstrument, Problems> {
    match open_any(id)? {
        AnyInstrument::Scorecard(instrument) => Ok(*instrument),
        other => Err(other_kind(&other, InstrumentKind::Scorecard).into()),
    }
}

/// A built-in checklist of facilities.
pub fn open_checklist(id: &str) -> Result<ChecklistInstrument, Problems> {
    match open_any(id)? {
        AnyInstrument::Checklist(instrument) => Ok(*instrument),
        other => Err(other_kind(&other, InstrumentKind::Checklist).into()),
    }
}

/// A built-in instrument of whichever kind.
pub fn open_any(id: &str) -> Result<AnyInstrument, Problems> {
    let text = text(id).ok_or_else(|| unknown(id))?;
    // A shipped instrument with a fault doesn't get past the tests.
    AnyInstrument::parse(&format!("{id}/instrument.toml"), text).map_err(|faults| {
        let mut problems = Problems::default();
        faults.problems().into_iter().for_each(|problem| problems.add(problem));
        problems
    })
}

/// The problem of an instrument of another kind, with those of the kind that is wanted.
fn other_kind(given: &AnyInstrument, wanted: InstrumentKind) -> Problem {
    let fitting = ids().filter(|id| kind(id) == Some(wanted)).map(str::to_owned);
    Problem::new(given.kind().elsewhere(), At::default(), given.id()).hint(Hint::OneOf(fitting.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{Kind, Measure, Question};

    #[test]
    fn shipped_instruments_have_no_fault_and_are_called_as_their_folder() {
        assert!(ids().count() > 0);
        for (id, text, _) in SHELF {
            match AnyInstrument::parse(id, text) {
                Ok(instrument) => assert_eq!(instrument.id(), *id),
                Err(faults) => panic!("{faults}"),
            }
        }
    }

    #[test]
    fn every_label_of_a_shipped_instrument_is_in_both_languages() {
        for id in ids() {
            let instrument = open_any(id).expect("shipped instruments have no fault");
            for label in instrument.labels() {
                assert!(!label.mn.is_empty() && !label.en.is_empty(), "{id}: {label:?}");
            }
        }
    }

    #[test]
    fn a_misspelled_instrument_is_answered_with_the_nearest() {
        assert!(
            unknown("helth")
                .to_string()
                .contains("there is no built-in instrument \"helth\". Did you mean \"health\"?")
        );
        assert!(unknown("усны").to_string().contains("health"));
    }

    #[test]
    fn an_instrument_of_the_other_kind_is_refused_in_one_sentence() {
        let said = open("health-scorecard").expect_err("a scorecard is no report card").to_string();
        assert!(said.contains("health-scorecard is a community scorecard: use masam scorecard"), "{said}");
        let said = open_scorecard("health").expect_err("a report card is no scorecard").to_string();
        assert!(said.contains("health is a citizen report card: use masam report-card"), "{said}");
        assert!(said.contains("It could be: education-scorecard, health-scorecard"), "{said}");
        assert_eq!(kind("education-scorecard"), Some(InstrumentKind::Scorecard));
        assert_eq!(kind("education"), Some(InstrumentKind::ReportCard));
        assert_eq!(kind("боловсрол"), None);
    }

    #[test]
    fn resolved_of_all_counts_the_unreported_as_not_resolved() {
        let health = open("health").expect("it is shipped");
        let all = health.indicators.iter().find(|i| i.id == "H12.all").expect("it is there");
        let Measure::Share { zero_when: Some(zero), .. } = &all.measure else { panic!("{:?}", all.measure) };
        assert_eq!(health.questions[zero.question.0].id, "H11");
    }

    /// Whether a question has this cell among its answers, its missing codes or its plausible numbers.
    fn is_answer(question: &Question, cell: &str) -> bool {
        let coded = question.answers().iter().any(|a| *a.code == *cell || *a.label.mn == *cell);
        let missing = question.missing.iter().any(|m| m.code == cell);
        let number = matches!((&question.kind, cell.parse::<f64>()), (Kind::Number { least, most, .. }, Ok(x))
            if least.is_none_or(|l| x >= l) && most.is_none_or(|m| x <= m));
        coded || missing || number
    }

    fn readable(id: &str, separator: u8, text: &str) {
        let instrument = open(id).expect("shipped instruments have no fault");
        let text = text.trim_start_matches('\u{feff}').as_bytes();
        let mut table = csv::ReaderBuilder::new().delimiter(separator).from_reader(text);
        let headers = table.headers().expect("a header").clone();
        let asked: Vec<Option<&Question>> =
            headers.iter().map(|h| instrument.questions.iter().find(|q| *q.id == *h || *q.label.mn == *h)).collect();
        for (header, question) in headers.iter().zip(&asked) {
            let columns = &instrument.columns;
            let design = [
                &columns.area,
                &columns.soum,
                &columns.weight,
                &columns.strata,
                &columns.clusters[0],
                &columns.facility,
            ];
            let known = design.iter().any(|c| c.0.contains(&header.to_lowercase()));
            assert!(question.is_some() || known, "{id}: nothing answers to {header}");
        }
        for question in &instrument.questions {
            assert!(asked.iter().flatten().any(|q| q.id == question.id), "{id}: no column for {}", question.id);
        }
        for record in table.records().map(|r| r.expect("a row")) {
            for (cell, question) in record.iter().zip(&asked) {
                let Some(question) = question else { continue };
                assert!(cell.is_empty() || is_answer(question, cell), "{id}: {cell} in {}", question.id);
            }
        }
    }

    #[test]
    fn the_samples_answer_every_question_of_their_instrument() {
        readable("health", b',', include_str!("../../instruments/health/sample.csv"));
        readable("education", b',', include_str!("../../instruments/education/sample.csv"));
        readable("education", b';', include_str!("../../examples/education-survey/survey.csv"));
        readable("education", b';', include_str!("../../examples/education-survey/round-2.csv"));
    }
}
