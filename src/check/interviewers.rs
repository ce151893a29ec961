//! Interviewers: how each one's answers differ from those of the others in the same place.
//!
//! What      for each question the answers, and the missing ones, of an interviewer against those that the others took in the
//!           same place: chi-squared or Fisher's test; p adjusted over all tests of the file
//! Formula   see `exact`; Holm's adjustment; a difference is told below 0.01
//! Source    interviewer effects: Kish (1962), JASA 57:92–115; West & Blom (2017), J. Surv. Stat. Methodol. 5:175–211
//! Checked   the tests against R (`exact`), Holm against R p.adjust (`gap::adjusted`)
//! Edges     fewer than twenty interviews on either side: no test. Missing answers and straight lines are told of whoever has more
//!           of them, since one who has many makes all others seem to have few. Who works in other clusters than the others meets other
//!           people, so that a difference is a reason to look, no verdict

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::exact::{alike, fisher};
use crate::coding::{Answered, Due, Given};
use crate::gap::{Adjusted, adjusted};
use crate::instrument::{Instrument, Missing, QuestionIndex};

/// Interviews that are needed on either side of a test.
pub const LEAST_INTERVIEWS: u64 = 20;
/// Below this adjusted p a difference is told.
pub const LEVEL: f64 = 0.01;
/// More different labels than any survey has interviewers.
pub(super) const MOST: usize = 2_000;

/// One interviewer in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewerFacts {
    /// The label in the data.
    pub label: String,
    /// The member of the place set; none for rows of no place.
    pub member: Option<usize>,
    /// Interviews.
    pub interviews: u64,
    /// Median minutes of an interview, where times are known.
    pub minutes: Option<f64>,
    /// Share of missing answers among those due, 0 to 1.
    pub missing: Option<f64>,
    /// The same of the others in the place.
    pub others_missing: Option<f64>,
    /// Complete scales of at least three items, and those answered with one code.
    pub scales: (u64, u64),
    /// The same of the others in the place.
    pub others_scales: (u64, u64),
    /// Whether there are enough interviews on both sides.
    pub tested: bool,
    /// Questions whose answers differ, with the adjusted p.
    pub differ: Vec<(QuestionIndex, f64)>,
    /// Questions with more missing answers: ours, theirs, adjusted p.
    pub misses: Vec<(QuestionIndex, f64, f64, f64)>,
    /// The adjusted p of straight lines, where there are more.
    pub straight_p: Option<f64>,
}

/// Counts of one interviewer in one place.
#[derive(Debug, Clone, Default)]
struct Took {
    interviews: u64,
    /// By question.
    asked: Vec<Counts>,
    scales: (u64, u64),
    minutes: Vec<f64>,
}

#[derive(Debug, Clone, Default)]
struct Counts {
    codes: Vec<u64>,
    answered: u64,
    missing: u64,
}

/// Interviewers on the way.
#[derive(Debug, Default)]
pub(super) struct Interviewers {
    numbers: FxHashMap<String, u32>,
    pub(super) labels: Vec<String>,
    took: BTreeMap<(usize, u32), Took>,
    /// Whether there are more than there can be.
    pub(super) overflowed: bool,
}

impl Interviewers {
    /// The number of an interviewer.
    pub(super) fn number(&mut self, label: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(label) {
            return Some(*number);
        }
        if self.labels.len() >= MOST {
            self.overflowed = true;
            return None;
        }
        let number = self.labels.len() as u32;
        self.numbers.insert(label.to_owned(), number);
        self.labels.push(label.to_owned());
        Some(number)
    }

    /// Adds an interview that somebody took in a place; what questions without a column say is nothing.
    pub(super) fn add(
        &mut self,
        (who, place): (u32, usize),
        given: &[Given],
        has_column: &[bool],
        scales: (u32, u32),
        minutes: Option<f64>,
    ) {
        let took = self.took.entry((place, who)).or_default();
        took.interviews += 1;
        took.scales.0 += u64::from(scales.0);
        took.scales.1 += u64::from(scales.1);
        took.minutes.extend(minutes);
        took.asked.resize_with(given.len(), Counts::default);
        let asked = given.iter().zip(&mut took.asked).zip(has_column).filter(|(_, has)| **has);
        for ((given, counts), _) in asked.filter(|((given, _), _)| given.due == Due::Yes) {
            match given.written {
                Answered::Choice(code) => {
                    counts.answered += 1;
                    if counts.codes.len() <= code.0 {
                        counts.codes.resize(code.0 + 1, 0);
                    }
                    counts.codes[code.0] += 1;
                }
                Answered::Number(_) => counts.answered += 1,
                Answered::Missing(Missing::NotAsked) => {}
                Answered::Missing(Missing::Blank | Missing::DontKnow | Missing::Refused | Missing::Unreadable) => {
                    counts.missing += 1
                }
            }
        }
    }

    /// The interviewers, place by place, and what differs.
    pub(super) fn finish(self, instrument: &Instrument, has_column: &[bool], members: usize) -> Vec<InterviewerFacts> {
        let mut places: BTreeMap<usize, Took> = BTreeMap::new();
        for ((place, _), took) in &self.took {
            places.entry(*place).or_default().join(took);
        }
        let mut facts = Vec::new();
        let mut tests: Vec<(usize, Test, Option<f64>)> = Vec::new();
        for ((place, who), took) in &self.took {
            let rest = places[place].without(took);
            let tested = took.interviews >= LEAST_INTERVIEWS && rest.interviews >= LEAST_INTERVIEWS;
            if tested {
                for question in (0..instrument.questions.len()).filter(|q| has_column[*q]) {
                    let (ours, theirs) = (&took.asked[question], &rest.asked[question]);
                    let (our_codes, their_codes) = ours.padded(theirs);
                    tests.push((facts.len(), Test::Answers(question), alike(&our_codes, &their_codes)));
                    let table = [[ours.missing, ours.answered], [theirs.missing, theirs.answered]];
                    tests.push((facts.len(), Test::Missing(question), fisher(table)));
                }
                let plain = |(scales, lines): (u64, u64)| [lines, scales - lines];
                tests.push((facts.len(), Test::Straight, fisher([plain(took.scales), plain(rest.scales)])));
            }
            facts.push(InterviewerFacts {
                label: self.labels[*who as usize].clone(),
                member: (*place < members).then_some(*place),
                interviews: took.interviews,
                minutes: median(&took.minutes),
                missing: took.missing(),
                others_missing: rest.missing(),
                scales: took.scales,
                others_scales: rest.scales,
                tested,
                differ: Vec::new(),
                misses: Vec::new(),
                straight_p: None,
            });
        }
        let p: Vec<Option<f64>> = tests.iter().map(|(_, _, p)| *p).collect();
        let keys: Vec<(usize, u32)> = self.took.keys().copied().collect();
        for ((at, test, _), p) in tests.iter().zip(adjusted(&p, Adjusted::Holm)) {
            let Some(p) = p.filter(|p| *p < LEVEL) else { continue };
            match test {
                Test::Answers(question) => facts[*at].differ.push((QuestionIndex(*question), p)),
                Test::Missing(question) => {
                    let key = keys[*at];
                    let (ours, rest) = (&self.took[&key], places[&key.0].without(&self.took[&key]));
                    let rates = [ours, &rest].map(|took| took.asked[*question].rate().unwrap_or_default());
                    if rates[0] > rates[1] {
                        facts[*at].misses.push((QuestionIndex(*question), rates[0], rates[1], p));
                    }
                }
                Test::Straight => {
                    let share = |(scales, lines): (u64, u64)| lines as f64 / scales.max(1) as f64;
                    if share(facts[*at].scales) > share(facts[*at].others_scales) {
                        facts[*at].straight_p = Some(p);
                    }
                }
            }
        }
        facts
    }
}

#[derive(Debug, Clone, Copy)]
enum Test {
    Answers(usize),
    Missing(usize),
    Straight,
}

impl Counts {
    fn padded(&self, other: &Counts) -> (Vec<u64>, Vec<u64>) {
        let width = self.codes.len().max(other.codes.len());
        let wide = |codes: &[u64]| codes.iter().copied().chain(std::iter::repeat(0)).take(width).collect();
        (wide(&self.codes), wide(&other.codes))
    }

    fn rate(&self) -> Option<f64> {
        let due = self.answered + self.missing;
        (due > 0).then(|| self.missing as f64 / due as f64)
    }
}

impl Took {
    fn join(&mut self, other: &Took) {
        self.interviews += other.interviews;
        self.scales = (self.scales.0 + other.scales.0, self.scales.1 + other.scales.1);
        self.asked.resize_with(self.asked.len().max(other.asked.len()), Counts::default);
        for (ours, theirs) in self.asked.iter_mut().zip(&other.asked) {
            ours.answered += theirs.answered;
            ours.missing += theirs.missing;
            ours.codes.resize(ours.codes.len().max(theirs.codes.len()), 0);
            ours.codes.iter_mut().zip(&theirs.codes).for_each(|(a, b)| *a += b);
        }
    }

    /// What is left without somebody who is in it.
    fn without(&self, part: &Took) -> Took {
        let mut rest = self.clone();
        rest.interviews -= part.interviews;
        rest.scales = (rest.scales.0 - part.scales.0, rest.scales.1 - part.scales.1);
        for (all, ours) in rest.asked.iter_mut().zip(&part.asked) {
            all.answered -= ours.answered;
            all.missing -= ours.missing;
            all.codes.iter_mut().zip(&ours.codes).for_each(|(a, b)| *a -= b);
        }
        rest
    }

    fn missing(&self) -> Option<f64> {
        let missing: u64 = self.asked.iter().map(|counts| counts.missing).sum();
        let due: u64 = missing + self.asked.iter().map(|counts| counts.answered).sum::<u64>();
        (due > 0).then(|| missing as f64 / due as f64)
    }
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    Some(f64::midpoint(*sorted.get(n.checked_sub(1)? / 2)?, sorted[n / 2]))
}
