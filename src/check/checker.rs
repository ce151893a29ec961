//! The one pass over the rows of a check.

use std::sync::Arc;

use super::RowAt;
use super::completeness::Completeness;
use super::coverage::{Clusters, LABEL_JOIN};
use super::duplicates::Duplicates;
use super::found::{Finding, Findings, Suggestion, meant_number};
use super::interviewers::Interviewers;
use super::numbers::Numbers;
use super::straight::Straight;
use super::times::{self, Timed};
use super::weights::Weights;
use crate::coding::{
    Answered, AreaReader, Belongs, Columns as Coded, Due, Given, InterviewReader, Sampler, SpellingSeen, code_of,
    find_column, holds_of,
};
use crate::instrument::{AnswerIndex, Headers, Instrument, Kind, Missing, QuestionIndex};
use crate::places::{Context, Level, Match, PlaceSet, Resolution, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::table::{Chunk, Number, Row};

/// Questions that must be due before an interview can be called blank.
const LEAST_DUE: usize = 6;

/// The columns of a survey, with those that only a check reads.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Those that a card reads too.
    pub coded: Coded,
    /// When interviews began and ended.
    pub times: Option<(usize, usize)>,
    /// Who took them.
    pub interviewer: Option<usize>,
    /// Their identifiers.
    pub id: Option<usize>,
}

impl Columns {
    /// Finds the columns that only a check reads. A column that answers a question, or names a respondent, is none of them. Of
    /// entries of a repeat only their own columns tell them apart: those behind, of their submission, are the same for all of it.
    pub fn find(instrument: &Instrument, headers: &[String], own: usize, coded: Coded) -> Columns {
        let known = &instrument.columns;
        let personal: Vec<String> = known.personal.0.iter().map(|name| name.to_lowercase()).collect();
        let is_free = |column: &usize| {
            let header = headers[*column].to_lowercase();
            let tail = header.rsplit(['/', '-', '.', ':']).next().unwrap_or(&header);
            let answers = coded.questions.iter().flatten().any(|found| found.column == *column);
            !answers && !personal.iter().any(|name| *name == header || name == tail)
        };
        let find = |names: &Headers| find_column(headers, names).filter(is_free);
        let of_own = |names: &Headers| find_column(&headers[..own], names).filter(is_free);
        let of = &known.interview;
        Columns {
            times: of_own(&of.start).zip(of_own(&of.end)).filter(|(start, end)| start != end),
            interviewer: find(&of.interviewer),
            id: of_own(&known.ids()),
            coded,
        }
    }

    /// The columns that a card wouldn't read.
    pub fn only_checked(&self) -> Vec<usize> {
        let times = self.times.into_iter().flat_map(|(start, end)| [start, end]);
        times.chain(self.interviewer).chain(self.id).collect()
    }
}

/// Looks at one row after the other.
pub struct Checker<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) set: &'a PlaceSet,
    pub(super) columns: Columns,
    pub(super) headers: Vec<String>,
    /// Every file and its sheet.
    pub(super) files: Vec<At>,
    pub(super) reader: InterviewReader<'a>,
    pub(super) area: Option<AreaReader>,
    /// What is to be said of a spelling, by its number: asked once.
    pub(super) spellings: Vec<Option<Option<Arc<str>>>>,
    pub(super) sampler: Sampler,
    pub(super) findings: Findings,
    pub(super) completeness: Completeness,
    pub(super) numbers: Vec<Option<Numbers>>,
    /// By question and answer, how often it counts.
    pub(super) answers: Vec<Vec<u64>>,
    pub(super) straight: Straight,
    pub(super) duplicates: Duplicates,
    pub(super) interviewers: Interviewers,
    pub(super) timed: Vec<Timed>,
    pub(super) unreadable_times: u64,
    pub(super) weights: Weights,
    pub(super) clusters: Clusters,
    /// By member of the place set; the last is for rows of no place.
    pub(super) interviews: Vec<u64>,
    pub(super) rules: Vec<(u64, u64)>,
    pub(super) rows: u64,
}

/// What is known of a row beside its answers.
struct Here<'r, 'a> {
    row: &'r Row<'a>,
    at: At,
    key: RowAt,
    id: String,
    member: Option<usize>,
}

impl<'a> Checker<'a> {
    /// A checker of files with these columns; `files` are their names and sheets.
    pub fn new(
        instrument: &'a Instrument,
        set: &'a PlaceSet,
        columns: Columns,
        headers: &[String],
        files: Vec<At>,
    ) -> Checker<'a> {
        let coded = &columns.coded;
        let reader = InterviewReader::new(instrument, coded, headers);
        let has_column: Vec<bool> = (0..instrument.questions.len()).map(|q| reader.has_column(q)).collect();
        let column = |found: Option<crate::coding::Found>| found.map(|found| found.column);
        let (area, soum) = (column(coded.area), column(coded.soum));
        let numeric = |question: &crate::instrument::Question| matches!(question.kind, Kind::Number { .. });
        Checker {
            area: (area.is_some() || soum.is_some()).then(|| {
                AreaReader::new(area, soum, headers, set.clone())
                    .without(coded.nothing_texts())
                    .with_codes_of(instrument)
            }),
            sampler: Sampler::new(coded.design.clone(), headers).without(coded.nothing_texts()),
            straight: Straight::new(instrument, &has_column),
            completeness: Completeness::new(has_column, set.members().len()),
            numbers: instrument.questions.iter().map(|q| numeric(q).then(Numbers::default)).collect(),
            answers: instrument.questions.iter().map(|q| vec![0; q.answers().len()]).collect(),
            interviews: vec![0; set.members().len() + 1],
            rules: vec![(0, 0); instrument.rules.len()],
            instrument,
            set,
            columns,
            headers: headers.to_vec(),
            files,
            reader,
            spellings: Vec::new(),
            findings: Findings::default(),
            duplicates: Duplicates::default(),
            interviewers: Interviewers::default(),
            timed: Vec::new(),
            unreadable_times: 0,
            weights: Weights::default(),
            clusters: Clusters::new(),
            rows: 0,
        }
    }

    /// Rows seen so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds what is wrong with files and columns; of like problems the first rows.
    pub fn problems(&mut self, problems: &Problems) {
        for group in problems.grouped() {
            if group.rows.is_empty() {
                self.findings.add(Finding::new(group.first));
                continue;
            }
            for row in group.rows {
                let at = At { row: Some(row), ..group.first.at.clone() };
                self.findings.add(Finding::new(Problem { at, ..group.first.clone() }));
            }
        }
    }

    /// Looks at the rows of a chunk.
    pub fn chunk(&mut self, chunk: &Chunk) {
        let file = chunk.file();
        for row in chunk.rows() {
            self.rows += 1;
            let key = RowAt { file: file as u32, row: row.number().get() };
            let id = self.columns.id.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default();
            let mut here = Here { row: &row, at: self.files[file].clone().row(row.number()), key, id, member: None };
            if self.identifier(&here) {
                // It no longer names this row.
                here.id.clear();
            }
            here.member = self.place(&here);
            self.design(&here);
            self.interview(&here);
        }
    }

    fn place(&mut self, here: &Here) -> Option<usize> {
        let unknown = self.interviews.len() - 1;
        let Some(reader) = &mut self.area else {
            self.interviews[unknown] += 1;
            return None;
        };
        let (belongs, problem) = reader.read(here.row, &here.at);
        let member = match belongs {
            Belongs::To(member) => Some(member),
            Belongs::Outside | Belongs::Unknown => None,
        };
        self.interviews[member.unwrap_or(unknown)] += 1;
        if let Some(problem) = problem.map(|problem| *problem).or_else(|| self.odd_spelling(here)) {
            let found = self.cell(here.row, problem.at.column.as_deref());
            let suggestion = match (&problem.hint, problem.code) {
                (None, Code::PlaceSpelling) => Suggestion::Value(problem.detail.clone()),
                _ => Finding::new(problem.clone()).suggestion,
            };
            let finding = Finding::new(problem).id(here.id.clone()).found(found).suggestion(suggestion);
            self.findings.add(finding);
        }
        member
    }

    /// A spelling that was understood, but that somebody should mend: letters of an old font or keyboard, or a name that two
    /// places have. Names in another script or case are ways of writing, and stand in the list of spellings only.
    fn odd_spelling(&mut self, here: &Here) -> Option<Problem> {
        let reader = self.area.as_ref()?;
        let meant = match reader.last_number() {
            Some(number) => {
                if self.spellings.len() <= number {
                    self.spellings.resize(number + 1, None);
                }
                let known = &mut self.spellings[number];
                known.get_or_insert_with(|| reader.last().and_then(|(_, seen)| meant_place(&seen))).clone()
            }
            None => reader.last().and_then(|(_, seen)| meant_place(&seen)),
        }?;
        let (_, seen) = reader.last()?;
        let at = here.at.clone().column(&seen.column);
        Some(Problem::new(Code::PlaceSpelling, at, quoted(&seen.text)).detail(&*meant))
    }

    /// What stands in the column with this header.
    fn cell(&self, row: &Row, header: Option<&str>) -> String {
        let column = header.and_then(|header| self.headers.iter().position(|h| h == header));
        column.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default()
    }

    fn design(&mut self, here: &Here) {
        let design = &self.columns.coded.design;
        if let Err(problem) = self.sampler.row(here.row, &here.at, None) {
            let found = self.cell(here.row, problem.at.column.as_deref());
            self.weights.missing += u64::from(matches!(problem.code, Code::NotAWeight | Code::MissingWeight));
            self.findings.add(Finding::new(*problem).id(here.id.clone()).found(found));
        }
        if let Some(column) = design.weight
            && let Number::Value(weight) = here.row.number_at(column)
            && weight.is_finite()
            && weight >= 0.0
        {
            self.weights.add(weight, here.key, || here.id.clone());
            if weight == 0.0 {
                let at = here.at.clone().column(&self.headers[column]);
                let problem = Problem::new(Code::ZeroWeight, at, "0");
                self.findings.add(Finding::new(problem).id(here.id.clone()).found("0"));
            }
        }
        if let Some(cluster) = self.columns.coded.design.clusters.first() {
            let strata = self.columns.coded.design.strata.filter(|_| self.columns.coded.design.nested);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let stratum = strata.and_then(|column| code_of(here.row.cell(column), &mut a));
            if let Some(label) = code_of(here.row.cell(*cluster), &mut b) {
                let label = String::from_utf8_lossy(label);
                let label = match stratum {
                    Some(stratum) => format!("{}{LABEL_JOIN}{label}", String::from_utf8_lossy(stratum)),
                    None => label.into_owned(),
                };
                *self.clusters.entry((here.member, label)).or_default() += 1;
            }
        }
    }

    /// Whether another row had the identifier of this one before.
    fn identifier(&mut self, here: &Here) -> bool {
        let Some(column) = self.columns.id.filter(|_| !here.id.is_empty()) else { return false };
        let Some(before) = self.duplicates.identifier(&here.id, here.key) else { return false };
        let at = here.at.clone().column(&self.headers[column]);
        let problem = Problem::new(Code::SameIdentifier, at, quoted(&here.id)).detail(self.told(before, here.key));
        self.findings.add(Finding::new(problem).found(here.id.clone()));
        true
    }

    /// A row's number, with its file where that is another one.
    pub(super) fn told(&self, row: RowAt, beside: RowAt) -> String {
        match self.files[row.file as usize].file.as_deref().filter(|_| row.file != beside.file) {
            Some(file) => format!("{} ({file})", row.row),
            None => row.row.to_string(),
        }
    }

    fn interview(&mut self, here: &Here) {
        let given = self.reader.row(here.row).to_vec();
        let (mut due, mut blank) = (0, 0);
        for (question, one) in given.iter().enumerate() {
            if !self.completeness.has_column[question] {
                continue;
            }
            self.completeness.add(question, here.member, *one, here.row.number());
            // A question that takes several answers is one question.
            let mention = self.instrument.questions[question].mention.as_ref();
            if mention.is_none_or(|mention| mention.any == [AnswerIndex(0)]) {
                due += usize::from(one.due == Due::Yes);
                blank += usize::from(one.due == Due::Yes && one.written == Answered::Missing(Missing::Blank));
            }
            match one.counts() {
                Answered::Choice(code) => self.answers[question][code.0] += 1,
                Answered::Number(number) => {
                    if let Some(numbers) = &mut self.numbers[question] {
                        numbers.add(number, here.key, || here.id.clone());
                    }
                }
                Answered::Missing(_) => {}
            }
        }
        for (question, one) in given.iter().enumerate() {
            if one.written == Answered::Missing(Missing::Unreadable) {
                self.unreadable(question, here);
            } else if one.is_unasked() {
                self.unasked(question, here);
            }
        }
        if due >= LEAST_DUE && 2 * blank > due {
            let problem = Problem::new(Code::MostlyBlank, here.at.clone(), blank.to_string()).detail(due.to_string());
            self.findings.add(Finding::new(problem).id(here.id.clone()));
        }
        self.rules(&given, here);
        let place = here.member.unwrap_or(self.set.members().len());
        self.duplicates.answers(&given, place, here.key, || here.id.clone());
        let scales = self.straight.add(&given, here.key, || here.id.clone());
        let interviewer = self.interviewer(here);
        let minutes = self.time(here, interviewer, due);
        if let Some(who) = interviewer {
            self.interviewers.add((who, place), &given, &self.completeness.has_column, scales, minutes);
        }
    }

    fn unreadable(&mut self, question: usize, here: &Here) {
        let Some(problem) = self.reader.unreadable(question, here.row, &here.at) else { return };
        let shown = self.reader.shown(question, here.row);
        let finding = Finding::new(problem).id(here.id.clone()).question(question);
        let finding = match finding.problem.code {
            Code::NotANumber => match meant_number(&shown) {
                Some(meant) => Finding {
                    problem: finding.problem.clone().hint(Hint::Meant(meant.clone())),
                    ..finding.suggestion(Suggestion::Value(meant))
                },
                None => finding,
            },
            _ => finding,
        };
        self.findings.add(finding.found(shown));
    }

    fn unasked(&mut self, question: usize, here: &Here) {
        let at = here.at.clone().column(self.reader.header(question).unwrap_or_default());
        let problem = Problem::new(Code::AnsweredUnasked, at, quoted(&self.instrument.questions[question].id));
        let finding = Finding::new(problem).id(here.id.clone()).question(question);
        self.findings.add(finding.found(self.reader.shown(question, here.row)).suggestion(Suggestion::Blank));
    }

    /// Rules hold of answers that count; one that isn't answered breaks none.
    fn rules(&mut self, given: &[Given], here: &Here) {
        for (rule, (applied, broken)) in self.instrument.rules.iter().zip(&mut self.rules) {
            let counts = |question: QuestionIndex| given[question.0].counts();
            if !rule.when.iter().all(|condition| holds_of(condition, counts(condition.question)) == Ok(true)) {
                continue;
            }
            *applied += 1;
            let fails = |condition: &&crate::instrument::Condition| {
                holds_of(condition, counts(condition.question)) == Ok(false)
            };
            let Some(condition) = rule.needs.iter().find(fails) else { continue };
            *broken += 1;
            let question = condition.question.0;
            let at = here.at.clone().column(self.reader.header(question).unwrap_or_default());
            let shown = self.reader.shown(question, here.row);
            let problem = Problem::new(Code::RuleBroken, at, quoted(&shown)).detail(rule.id.clone());
            let problem = problem.hint(Hint::advice(&*rule.title.mn, &*rule.title.en));
            self.findings.add(Finding::new(problem).id(here.id.clone()).question(question).found(shown));
        }
    }

    fn interviewer(&mut self, here: &Here) -> Option<u32> {
        let cell = here.row.cell(self.columns.interviewer?);
        if cell.is_blank() {
            return None;
        }
        self.interviewers.number(&cell.shown())
    }

    /// The minutes of an interview, if they are known.
    fn time(&mut self, here: &Here, interviewer: Option<u32>, due: usize) -> Option<f64> {
        let (start, end) = self.columns.times?;
        let cells = [start, end].map(|column| here.row.cell(column));
        let [Some(from), Some(to)] = cells.map(times::seconds) else {
            self.unreadable_times += u64::from(cells.iter().any(|c| !c.is_blank() && times::seconds(*c).is_none()));
            return None;
        };
        if to < from {
            let [from, to] = cells.map(|cell| cell.shown().into_owned());
            let at = here.at.clone().column(&self.headers[end]);
            let problem = Problem::new(Code::EndsBeforeStart, at, quoted(&to)).detail(quoted(&from));
            self.findings.add(Finding::new(problem).id(here.id.clone()).found(to));
            return None;
        }
        let timed =
            Timed { at: here.key, interviewer, start: from, end: to, due: due.min(usize::from(u16::MAX)) as u16 };
        self.timed.push(timed);
        Some(timed.minutes())
    }
}

/// The place that a spelling was taken for, where somebody should mend it.
fn meant_place(seen: &SpellingSeen) -> Option<Arc<str>> {
    let (place, how) = seen.found?;
    let mend = match how {
        Match::UkrainianLetters | Match::LookAlike | Match::Legacy8Bit | Match::SoundAlike => true,
        // A name that several places have, settled by the soum beside it.
        Match::Combined => {
            let context = Context::any().levels(&[Level::Aimag, Level::Capital, Level::District]);
            matches!(resolve(&seen.text, &context), Resolution::Ambiguous { .. })
        }
        Match::Exact
        | Match::Code
        | Match::Normalised
        | Match::Romanization
        | Match::Abbreviation
        | Match::Variant
        | Match::Genitive
        | Match::Centre => false,
    };
    mend.then(|| Arc::clone(&place.place().full_name.mn))
}
