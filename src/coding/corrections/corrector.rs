//! The corrections of a survey at work: bound to its columns once, then to rows as they come.
//!
//! A chunk is asked for the rows that corrections name by number; only where they name identifiers is each row looked at,
//! once, whatever the number of corrections.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::answers::{AnswerReader, OUT_OF_RANGE};
use super::super::code::{code_of, code_typed, plain};
use super::super::columns::{Columns, find_column};
use super::{Change, Correction, Corrections, Outcome, RowName, Settled, Written};
use crate::instrument::{Headers, Instrument, Kind};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, quoted, quoted_within};
use crate::table::{Cell, Chunk, Decimal, FileFacts, Number, Put};
use crate::tally::FIRST_ANSWER;

/// Letters that a message quotes of a cell.
const LONGEST: usize = 40;

/// The corrections of each identifier.
type ById = FxHashMap<Box<[u8]>, Vec<usize>>;

/// Applies corrections to the rows of a survey, in the order of its files.
#[derive(Debug)]
pub struct Corrector {
    bound: Vec<Bound>,
    /// For each file, by row number, the corrections of that row.
    by_number: Vec<BTreeMap<u64, Vec<usize>>>,
    /// The column of identifiers, and the corrections of each.
    by_id: Option<(usize, ById)>,
    /// What is known of corrected columns.
    columns: Vec<Corrected>,
    /// The name of each file.
    files: Vec<String>,
    problems: Problems,
    unfilled: u64,
}

/// A correction whose column is known.
#[derive(Debug)]
struct Bound {
    settled: Settled,
    /// The column it is about, among the corrected ones; none if the row is to be left out.
    column: Option<usize>,
    /// The file it must lie in, if it says so.
    file: Option<usize>,
    done: bool,
}

/// A column that some correction is about.
#[derive(Debug)]
struct Corrected {
    /// The column of the table.
    column: usize,
    /// What its cells say, if a question is read from it.
    reader: Option<AnswerReader>,
    /// Whether numbers stand in it.
    numbers: bool,
}

impl Corrector {
    /// Binds corrections to the columns and files of a survey. What doesn't fit is refused here already.
    pub fn new(
        corrections: Corrections,
        instrument: &Instrument,
        columns: &Columns,
        headers: &[String],
        files: &[FileFacts],
    ) -> Corrector {
        let ids = identifiers(&corrections, instrument, headers);
        let mut corrector = Corrector {
            bound: Vec::new(),
            by_number: vec![BTreeMap::new(); files.len()],
            by_id: ids.map(|column| (column, FxHashMap::default())),
            columns: Vec::new(),
            files: files.iter().map(|file| file.name.clone()).collect(),
            problems: corrections.problems.clone(),
            unfilled: corrections.unfilled,
        };
        corrector.say_how(&corrections, headers);
        let binder = Binder { instrument, columns, headers };
        for correction in corrections.list {
            corrector.bind(&binder, correction);
        }
        // Identifiers of rows that nobody corrects by them needn't be looked at.
        corrector.by_id = corrector.by_id.filter(|(_, of)| !of.is_empty());
        corrector
    }

    /// Says what the names of rows were taken for.
    fn say_how(&mut self, corrections: &Corrections, headers: &[String]) {
        let Some(first) = corrections.list.first() else { return };
        let at = At { row: None, ..first.at.clone() };
        let is_number = |c: &Correction| match c.row {
            RowName::Number(_) => true,
            RowName::Id(_) => false,
            RowName::Either(..) => self.by_id.is_none(),
        };
        let some = |numbers: bool| corrections.list.iter().any(|c| is_number(c) == numbers);
        let header =
            |own: &Option<String>, other: &Option<String>| quoted(own.as_ref().or(other.as_ref()).map_or("", |h| h));
        let (number, id) = (&corrections.number_header, &corrections.id_header);
        if some(true) {
            self.problems.add(Problem::new(Code::CorrectionsByNumber, at.clone(), header(number, id)));
        }
        if let Some((column, _)) = self.by_id.as_ref().filter(|_| some(false)) {
            let problem = Problem::new(Code::CorrectionsById, at, header(id, number));
            self.problems.add(problem.detail(quoted(&headers[*column])));
        }
    }

    fn bind(&mut self, binder: &Binder, correction: Correction) {
        let at = correction.at.clone();
        let (file, column) = (self.file(&correction), self.column(binder, &correction));
        let header = column.as_ref().ok().and_then(|c| *c).map(|c| binder.headers[self.columns[c].column].clone());
        let mut settled = Settled {
            file: None,
            row: None,
            header,
            outcome: Outcome::Refused(Problem::new(Code::CorrectionNoRow, at, quoted(&correction.row.shown()))),
            correction,
        };
        let (column, file) = match (column, file) {
            (Ok(column), Ok(file)) => (column, file),
            (Err(problem), _) | (_, Err(problem)) => {
                settled.outcome = Outcome::Refused(*problem);
                self.bound.push(Bound { settled, column: None, file: None, done: true });
                return;
            }
        };
        let (own, row) = (self.bound.len(), settled.correction.row.clone());
        self.bound.push(Bound { settled, column, file, done: false });
        match (row, &mut self.by_id) {
            (RowName::Id(id) | RowName::Either(id, _), Some((_, of))) => {
                of.entry(code_typed(&id).into_bytes().into()).or_default().push(own);
            }
            (RowName::Number(number) | RowName::Either(_, number), _) => {
                // Only a single file needs no name, which was looked at.
                self.by_number[file.unwrap_or(0)].entry(number.get()).or_default().push(own);
            }
            (RowName::Id(_), None) => {}
        }
    }

    /// The file that a correction is about; none if any will do.
    fn file(&self, correction: &Correction) -> Result<Option<usize>, Box<Problem>> {
        let short = |path: &str| plain(path.rsplit(['/', '\\']).next().unwrap_or(path));
        let files = || self.files.iter().map(|file| short(file)).collect::<Vec<_>>();
        let Some(named) = &correction.file else {
            let by_number = match correction.row {
                RowName::Number(_) => true,
                RowName::Either(..) => self.by_id.is_none(),
                RowName::Id(_) => false,
            };
            return match by_number && self.files.len() > 1 {
                true => Err(Problem::new(Code::CorrectionFile, correction.at.clone(), files().join(", ")).into()),
                false => Ok(None),
            };
        };
        let same = |file: &String| {
            let (file, named) = (short(file), short(named));
            file == named || file.rsplit_once('.').is_some_and(|(stem, _)| stem == named)
        };
        let fitting: Vec<usize> = (0..self.files.len()).filter(|at| same(&self.files[*at])).collect();
        match fitting[..] {
            [one] => Ok(Some(one)),
            _ => Err(Problem::new(Code::CorrectionFile, correction.at.clone(), files().join(", ")).into()),
        }
    }

    /// The column that a correction is about, if what it wants can stand there; none for the whole row.
    fn column(&mut self, binder: &Binder, correction: &Correction) -> Result<Option<usize>, Box<Problem>> {
        if correction.change == Change::LeaveOut {
            return Ok(None);
        }
        let Place { column, question, numbers } = binder.place(&correction.column, &correction.at)?;
        let known = self.columns.iter().position(|known| known.column == column);
        let own = known.unwrap_or_else(|| {
            let reader = question.and_then(|q| AnswerReader::of(binder.instrument, binder.columns, q));
            self.columns.push(Corrected { column, reader, numbers });
            self.columns.len() - 1
        });
        match &correction.change {
            Change::To(new) if !self.columns[own].takes(new) => {
                let (answers, what) = match question {
                    Some(q) => {
                        let question = &binder.instrument.questions[q];
                        (question.answers().iter().map(|a| a.code.clone()).collect(), question.id.clone())
                    }
                    None => (Vec::new(), binder.headers[column].clone()),
                };
                let found = quoted_within(&new.text, LONGEST);
                let problem = Problem::new(Code::CorrectionBadNew, correction.at.clone(), found).detail(what);
                Err(if answers.is_empty() { problem } else { problem.hint(Hint::OneOf(answers)) }.into())
            }
            Change::To(_) | Change::Blank | Change::LeaveOut => Ok(Some(own)),
        }
    }

    /// Corrects the rows of a chunk; chunks come in the order of the files.
    pub fn correct(&mut self, chunk: &mut Chunk) {
        if chunk.is_empty() || self.bound.is_empty() {
            return;
        }
        let mut hits: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let (first, last) = (chunk.row(0).number().get(), chunk.row(chunk.len() - 1).number().get());
        for (number, named) in self.by_number[chunk.file()].range(first..=last) {
            if let Some(at) = chunk.find(RowNumber::new(*number)) {
                hits.entry(at).or_default().extend(named);
            }
        }
        if let Some((column, ids)) = &self.by_id {
            let mut scratch = Vec::new();
            for (at, row) in chunk.rows().enumerate() {
                let named = code_of(row.cell(*column), &mut scratch).and_then(|id| ids.get(id));
                let here = |c: &usize| self.bound[*c].file.is_none_or(|file| file == chunk.file());
                let named: Vec<usize> = named.into_iter().flatten().copied().filter(here).collect();
                if !named.is_empty() {
                    hits.entry(at).or_default().extend(named);
                }
            }
        }
        let mut leaving = Vec::new();
        for (at, mut named) in hits {
            named.sort_unstable();
            self.correct_row(chunk, at, &named, &mut leaving);
        }
        chunk.leave_out(&leaving);
    }

    /// Corrects one row, which these corrections name.
    fn correct_row(&mut self, chunk: &mut Chunk, row: usize, named: &[usize], leaving: &mut Vec<usize>) {
        let number = chunk.row(row).number();
        let whole = |c: &usize| self.bound[*c].column.is_none();
        let same_cell = |a: usize, b: usize| a != b && self.bound[a].column == self.bound[b].column;
        let twice: Vec<usize> = named
            .iter()
            .copied()
            .filter(|c| (named.len() > 1 && named.iter().any(whole)) || named.iter().any(|other| same_cell(*c, *other)))
            .collect();
        for at in named {
            let Bound { settled, column, done, .. } = &mut self.bound[*at];
            let here = settled.correction.at.clone();
            if std::mem::replace(done, true) {
                // A row with the same identifier came before.
                let id = quoted(&settled.correction.row.shown());
                self.problems.add(Problem::new(Code::CorrectionIdTwice, here, id));
                continue;
            }
            settled.row = Some(number);
            settled.file = Some(self.files[chunk.file()].clone());
            let header = settled.header.as_deref().unwrap_or("*");
            if twice.contains(at) {
                let cell = format!("{}, {header}", settled.correction.row.shown());
                settled.outcome = Outcome::Refused(Problem::new(Code::CorrectionTwice, here, cell));
                continue;
            }
            let Some(column) = column.map(|c| &mut self.columns[c]) else {
                settled.outcome = Outcome::Applied;
                leaving.push(row);
                continue;
            };
            let (cell, old) = (chunk.row(row).cell(column.column), &settled.correction.old);
            if !column.holds(cell, old, chunk.decimal()) {
                let found = match cell.is_blank() {
                    true => "–".to_owned(),
                    false => quoted_within(&cell.shown(), LONGEST),
                };
                let problem =
                    Problem::new(Code::CorrectionOldDiffers, here.column(header), quoted_within(&old.text, LONGEST));
                settled.outcome = Outcome::Refused(problem.detail(found));
                continue;
            }
            let put = match &settled.correction.change {
                Change::To(Written { number: Some(number), .. }) if column.numbers => Put::Number(*number),
                Change::To(new) => Put::Text(&new.text),
                Change::Blank | Change::LeaveOut => Put::Text(""),
            };
            settled.outcome = match chunk.put(row, column.column, put) {
                true => Outcome::Applied,
                false => Outcome::Refused(Problem::new(Code::CorrectionNoColumn, here, quoted(header))),
            };
        }
    }

    /// What became of every correction, in their order, and everything that is to be said of them.
    pub fn finish(self) -> (Vec<Settled>, Problems) {
        let mut problems = self.problems;
        let settled: Vec<Settled> = self.bound.into_iter().map(|bound| bound.settled).collect();
        let mut at = At::default();
        for one in &settled {
            at = At { row: None, ..one.correction.at.clone() };
            if let Outcome::Refused(problem) = &one.outcome {
                problems.add(problem.clone());
            }
        }
        let applied = settled.iter().filter(|one| one.is_applied()).count();
        if !settled.is_empty() {
            let problem = Problem::new(Code::CorrectionsApplied, at.clone(), applied.to_string());
            problems.add(problem.detail((settled.len() - applied).to_string()));
        }
        if self.unfilled > 0 {
            problems.add(Problem::new(Code::CorrectionsUnfilled, at, self.unfilled.to_string()));
        }
        (settled, problems)
    }
}

impl Corrected {
    /// Whether a new value can stand in the column.
    fn takes(&mut self, new: &Written) -> bool {
        match &mut self.reader {
            Some(reader) => said(reader, new).0 < OUT_OF_RANGE,
            None => !self.numbers || new.number.is_some_and(|number| number >= 0.0),
        }
    }

    /// Whether a cell holds what a correction says: the same letters, the same number, or the same answer.
    fn holds(&mut self, cell: Cell, old: &Written, decimal: Decimal) -> bool {
        if cell.is_blank() || old.is_blank() {
            return cell.is_blank() && old.is_blank();
        }
        let mut scratch = Vec::new();
        let same = code_of(cell, &mut scratch).is_some_and(|code| code == code_typed(&old.text).as_bytes());
        let number = match cell.number(decimal) {
            Number::Value(value) => Some(value),
            Number::Blank | Number::Not(_) => None,
        };
        if same || (number.is_some() && number == old.number) {
            return true;
        }
        let Some(reader) = &mut self.reader else { return false };
        let (here, there) = (reader.says(cell, decimal), said(reader, old));
        (FIRST_ANSWER..OUT_OF_RANGE).contains(&here.0) && here == there
    }
}

/// What somebody's writing says in answer to a question: by its letters, or else by the number that they are.
fn said(reader: &mut AnswerReader, written: &Written) -> (u16, f64) {
    let by_letters = reader.says(written.letters(), Decimal::Point);
    if by_letters.0 < OUT_OF_RANGE { by_letters } else { reader.says(written.cell(), Decimal::Point) }
}

/// The column of identifiers: the one by whose very name rows are named, or else the first of those of the instrument.
fn identifiers(corrections: &Corrections, instrument: &Instrument, headers: &[String]) -> Option<usize> {
    let Headers(known) = instrument.columns.ids();
    let own = corrections.id_header.as_ref().and_then(|own| known.iter().find(|id| plain(id) == plain(own)));
    own.and_then(|own| find_column(headers, &Headers(vec![own.clone()])))
        .or_else(|| find_column(headers, &Headers(known)))
}

/// What corrections are bound to.
struct Binder<'a> {
    instrument: &'a Instrument,
    columns: &'a Columns,
    headers: &'a [String],
}

/// A column that is read.
struct Place {
    column: usize,
    question: Option<usize>,
    numbers: bool,
}

impl Binder<'_> {
    /// The column of this name: a header as it stands, a question, or a header in other case or by the end of its path.
    fn place(&self, name: &str, at: &At) -> Result<Place, Box<Problem>> {
        let exact = self.headers.iter().position(|header| header.trim() == name);
        let asked = || {
            let same = |text: &str| !text.is_empty() && plain(text) == plain(name);
            let question = self.instrument.questions.iter().position(|q| {
                let texts: [&str; 5] = [&q.id, &q.label.mn, &q.label.en, &q.text.mn, &q.text.en];
                texts.into_iter().any(same)
            })?;
            Some(self.columns.questions[question]?.column)
        };
        let column = exact.or_else(asked).or_else(|| find_column(self.headers, &Headers(vec![name.to_owned()])));
        let Some(column) = column else {
            return Err(Problem::new(Code::CorrectionNoColumn, at.clone(), quoted(name)).into());
        };
        let question = self.columns.questions.iter().position(|found| found.is_some_and(|f| f.column == column));
        let Columns { area, soum, facility, design, .. } = self.columns;
        let places = [area, soum, facility].into_iter().flatten().map(|found| found.column);
        let words = places.chain(design.strata).chain(design.clusters.iter().copied()).any(|c| c == column);
        let figures = design.weight.iter().chain(&design.fpc).any(|c| *c == column);
        if question.is_none() && !words && !figures {
            return Err(Problem::new(Code::CorrectionNotRead, at.clone(), quoted(&self.headers[column])).into());
        }
        let number = |q: usize| matches!(self.instrument.questions[q].kind, Kind::Number { .. });
        Ok(Place { column, question, numbers: figures || question.is_some_and(number) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::{Heading, Named, columns, corrections};
    use crate::instrument::shelf;
    use crate::table::{self, Input, Options};

    /// What the cells of a survey are after its corrections, and what became of these.
    fn corrected(survey: &str, sheet: &str) -> (Vec<Vec<String>>, Vec<Settled>, Problems) {
        let text = shelf::text("health").expect("a built-in instrument");
        let instrument = crate::instrument::parse("health.toml", text).expect("a whole instrument");
        let table = table::open(vec![Input::from_bytes("судалгаа.csv", survey)], &Options::default()).expect("a table");
        let headers = table.columns().to_vec();
        let (found, _) = columns(&instrument, Heading::of(&table), &Named::default());
        let read = corrections::read(Input::from_bytes("засвар.csv", sheet)).expect("corrections");
        let mut corrector = Corrector::new(read, &instrument, &found, &headers, table.files());
        let mut rows = Vec::new();
        table::hand_over(table, &mut |mut chunk| {
            corrector.correct(&mut chunk);
            rows.extend(
                chunk
                    .rows()
                    .map(|row| (0..headers.len()).map(|c| row.cell(c).shown().into_owned()).collect::<Vec<_>>()),
            );
            chunk
        })
        .expect("rows");
        let (settled, problems) = corrector.finish();
        (rows, settled, problems)
    }

    fn codes(settled: &[Settled]) -> Vec<Option<Code>> {
        settled
            .iter()
            .map(|one| match &one.outcome {
                Outcome::Applied => None,
                Outcome::Refused(problem) => Some(problem.code),
            })
            .collect()
    }

    const SURVEY: &str = "аймаг;жин;H01;H06;H02_minutes;утас;_id\nХовд;1,5;yes;4;3,5;99112233;а1\nУвс;2;no;5;10;88112233;а2\nХовд;1;yes;2;7;;а3\n";

    #[test]
    fn a_correction_changes_the_cell_it_names_and_no_other() {
        let (rows, settled, _) =
            corrected(SURVEY, "мөр;багана;хуучин;шинэ\n2;H06;4;5\n3;аймаг;Увс;Дорнод\n4;жин;1;2,5\n");
        assert_eq!(codes(&settled), [None, None, None]);
        assert_eq!(rows[0], ["Ховд", "1,5", "yes", "5", "3,5", "99112233", "а1"]);
        assert_eq!(rows[1], ["Дорнод", "2", "no", "5", "10", "88112233", "а2"]);
        assert_eq!(rows[2], ["Ховд", "2,5", "yes", "2", "7", "", "а3"]);
    }

    #[test]
    fn the_old_value_fits_as_text_as_number_or_as_the_answer() {
        let (rows, settled, _) = corrected(
            SURVEY,
            "дугаар,question,found,new\nа1,H02_minutes,3.50,4.5\nа1,H01,Тийм,Үгүй\nа2,H01,тийм,yes\n",
        );
        assert_eq!(codes(&settled), [None, None, Some(Code::CorrectionOldDiffers)]);
        // The number is written as the file writes numbers.
        assert_eq!(&rows[0][2..5], ["Үгүй", "4", "4,5"]);
        assert_eq!(rows[1][2], "no");
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_reason() {
        let sheet = "row,column,old,new\n9,H06,4,5\n2,H99,4,5\n2,утас,99112233,1\n2,H06,4,77\n3,H06,5,4\nrow 3,H06,5,3\n1,H06,,4\n";
        let (rows, settled, problems) = corrected(SURVEY, sheet);
        use Code::{CorrectionBadNew, CorrectionNoColumn, CorrectionNoRow, CorrectionNotRead, CorrectionTwice};
        let refused = [
            CorrectionNoRow,
            CorrectionNoColumn,
            CorrectionNotRead,
            CorrectionBadNew,
            CorrectionTwice,
            CorrectionTwice,
            CorrectionNoRow,
        ];
        assert_eq!(codes(&settled), refused.map(Some));
        assert_eq!(rows[1][3], "5");
        assert_eq!(problems.count(crate::problem::Severity::Error), 7);
        assert!(!problems.to_string().contains("99112233"), "{problems}");
    }

    #[test]
    fn a_row_is_left_out_whole_and_those_after_it_stay_as_they_are() {
        let (rows, settled, _) = corrected(SURVEY, "id,column,old,new\nа2,*,,drop\nа3,H06,2,\n");
        assert_eq!(codes(&settled), [None, None]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], ["Ховд", "1", "yes", "", "7", "", "а3"]);
        assert_eq!(settled[1].row, Some(RowNumber::new(4)));
    }

    #[test]
    fn an_identifier_of_two_rows_corrects_the_first_and_is_told() {
        let survey = "H06;_id\n4;а\n4;а\n";
        let (rows, settled, problems) = corrected(survey, "id,column,old,new\nа,H06,4,5\n");
        assert_eq!((rows[0][0].as_str(), rows[1][0].as_str()), ("5", "4"));
        assert_eq!(codes(&settled), [None]);
        assert!(problems.grouped().iter().any(|g| g.first.code == Code::CorrectionIdTwice));
    }

    #[test]
    fn one_cell_named_by_number_and_by_identifier_is_one_cell() {
        let (rows, settled, _) = corrected(SURVEY, "id,column,old,new\nа1,H06,4,5\nrow 2,H06,4,3\n");
        assert_eq!(codes(&settled), [Some(Code::CorrectionTwice); 2]);
        assert_eq!(rows[0][3], "4");
    }

    #[test]
    fn a_cell_that_a_short_row_does_not_have_can_be_filled() {
        let (rows, settled, _) = corrected("аймаг;H01;H06\nХовд\nУвс;no;5\n", "row,column,old,new\n2,H06,,4\n");
        assert_eq!(codes(&settled), [None]);
        assert_eq!(rows, [["Ховд", "", "4"], ["Увс", "no", "5"]]);
    }
}
