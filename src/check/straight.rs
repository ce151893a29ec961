//! Straight lines: one code over all items of a scale, against what would be expected of people who look at each item.
//!
//! What      among interviews with at least three items of one list of answers answered, and all that were due, those with
//!           the same code in all of them
//! Formula   expected: the mean over these interviews of Σ_c Π_items p(item, c), p the share of code c among answers to the item
//! Source    Krosnick (1991), Appl. Cogn. Psychol. 5:213–236; Kim et al. (2019), Soc. Sci. Comput. Rev. 37:214–233
//! Checked   by hand
//! Edges     items of one scale go together in honest answers too, so that more than expected is no proof; a single interview is
//!           listed only with five items and more, where p of its own line is below 1 %

use std::collections::BTreeMap;

use super::RowAt;
use crate::coding::{Answered, Due, Given};
use crate::instrument::{Instrument, QuestionIndex};

/// Items that a line must have to be counted.
const LEAST_ITEMS: usize = 3;
/// Items that a line must have to be listed.
const LISTED_ITEMS: u32 = 5;
/// Lines that chance alone gives more often aren't listed.
const LISTED_P: f64 = 0.01;
const MOST_KEPT: usize = 10_000;

/// Questions of one list of answers, and how they were answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleFacts {
    /// The questions.
    pub questions: Vec<QuestionIndex>,
    /// Interviews with enough items answered.
    pub n: u64,
    /// Those with one code in all.
    pub straight: u64,
    /// The share that would be expected, 0 to 1.
    pub expected: Option<f64>,
}

/// A line that is worth a look.
pub(super) struct Line {
    pub at: RowAt,
    pub id: String,
    pub scale: usize,
    pub code: usize,
    pub items: u32,
}

/// Straight lines on the way.
pub(super) struct Straight {
    scales: Vec<Scale>,
    kept: Vec<(Line, u64)>,
}

struct Scale {
    questions: Vec<usize>,
    /// By item and code, how often it was given.
    codes: Vec<Vec<u64>>,
    /// By which items were answered, how many interviews there are.
    patterns: BTreeMap<u64, u64>,
    straight: u64,
}

impl Straight {
    /// The scales of an instrument: at least three questions with a column and the same answers, three of which have values.
    pub(super) fn new(instrument: &Instrument, has_column: &[bool]) -> Straight {
        let mut scales: Vec<Scale> = Vec::new();
        for (at, question) in instrument.questions.iter().enumerate().filter(|(at, _)| has_column[*at]) {
            let answers = question.answers();
            if answers.iter().filter(|answer| answer.value.is_some()).count() < 3 {
                continue;
            }
            let same = |scale: &&mut Scale| {
                instrument.questions[scale.questions[0]].answers() == answers && scale.questions.len() < 64
            };
            match scales.iter_mut().find(same) {
                Some(scale) => scale.questions.push(at),
                None => scales.push(Scale::new(at)),
            }
        }
        scales.retain(|scale| scale.questions.len() >= LEAST_ITEMS);
        for scale in &mut scales {
            let answers = instrument.questions[scale.questions[0]].answers().len();
            scale.codes = vec![vec![0; answers]; scale.questions.len()];
        }
        Straight { scales, kept: Vec::new() }
    }

    /// Adds an interview; says how many scales it has, and on how many it is a straight line.
    pub(super) fn add(&mut self, given: &[Given], at: RowAt, id: impl Fn() -> String) -> (u32, u32) {
        let (mut scales, mut lines) = (0, 0);
        for (number, scale) in self.scales.iter_mut().enumerate() {
            let Some((pattern, one)) = scale.add(given) else { continue };
            scales += 1;
            let Some(code) = one else { continue };
            lines += 1;
            scale.straight += 1;
            let items = pattern.count_ones();
            if items >= LISTED_ITEMS && self.kept.len() < MOST_KEPT {
                self.kept.push((Line { at, id: id(), scale: number, code, items }, pattern));
            }
        }
        (scales, lines)
    }

    /// What was found, with the lines that are worth a look.
    pub(super) fn finish(self) -> (Vec<ScaleFacts>, Vec<Line>) {
        let Straight { scales, kept } = self;
        let rare = |line: &Line, pattern: u64| scales[line.scale].p(line.code, pattern) < LISTED_P;
        let worth = kept.into_iter().filter(|(line, pattern)| rare(line, *pattern));
        (scales.iter().map(Scale::facts).collect(), worth.map(|(line, _)| line).collect())
    }
}

impl Scale {
    fn new(question: usize) -> Scale {
        Scale { questions: vec![question], codes: Vec::new(), patterns: BTreeMap::new(), straight: 0 }
    }

    /// Which items were answered, and the code if it is one; none if too few were, or one that was due wasn't.
    fn add(&mut self, given: &[Given]) -> Option<(u64, Option<usize>)> {
        let (mut pattern, mut first, mut same) = (0, None, true);
        let mut complete = true;
        for (item, question) in self.questions.iter().enumerate() {
            match given[*question].counts() {
                Answered::Choice(code) => {
                    self.codes[item][code.0] += 1;
                    pattern |= 1 << item;
                    same &= *first.get_or_insert(code.0) == code.0;
                }
                Answered::Missing(_) | Answered::Number(_) => complete &= given[*question].due == Due::No,
            }
        }
        if !complete || u64::count_ones(pattern) < LEAST_ITEMS as u32 {
            return None;
        }
        *self.patterns.entry(pattern).or_default() += 1;
        Some((pattern, first.filter(|_| same)))
    }

    /// How likely it is to give this code to all of these items.
    fn p(&self, code: usize, pattern: u64) -> f64 {
        let share = |item: &Vec<u64>| item[code] as f64 / item.iter().sum::<u64>().max(1) as f64;
        let items = self.codes.iter().enumerate().filter(|(item, _)| pattern >> item & 1 == 1);
        items.map(|(_, item)| share(item)).product()
    }

    fn facts(&self) -> ScaleFacts {
        let n: u64 = self.patterns.values().sum();
        let codes = self.codes[0].len();
        let of = |(pattern, n): (&u64, &u64)| *n as f64 * (0..codes).map(|code| self.p(code, *pattern)).sum::<f64>();
        let expected = self.patterns.iter().map(of).sum::<f64>() / n as f64;
        ScaleFacts {
            questions: self.questions.iter().map(|q| QuestionIndex(*q)).collect(),
            n,
            straight: self.straight,
            expected: (n > 0).then_some(expected),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::Answered;
    use crate::instrument::{AnswerIndex, Missing, shelf};

    #[test]
    fn one_code_in_five_items_is_listed_and_held_against_chance() {
        let text = shelf::text("education").expect("a built-in instrument");
        let instrument = crate::instrument::parse("education", text).expect("it is sound");
        let items: Vec<usize> = ["E04", "E05", "E06", "E07", "E16"]
            .map(|id| instrument.questions.iter().position(|q| q.id == id).expect("a question"))
            .to_vec();
        let mut straight = Straight::new(&instrument, &vec![true; instrument.questions.len()]);
        let mut add = |row: u64, codes: [usize; 5]| {
            let none = Given { written: Answered::Missing(Missing::NotAsked), due: Due::No };
            let mut given = vec![none; instrument.questions.len()];
            for (item, code) in items.iter().zip(codes) {
                given[*item] = Given { written: Answered::Choice(AnswerIndex(code)), due: Due::Yes };
            }
            straight.add(&given, RowAt { file: 0, row }, String::new)
        };
        for n in 0..20 {
            assert_eq!(add(n as u64 + 2, std::array::from_fn(|item| (n + item) % 5)), (1, 0));
        }
        assert_eq!(add(22, [2; 5]), (1, 1));
        let (facts, lines) = straight.finish();
        let [facts] = &facts[..] else { panic!("one scale has three items: {facts:?}") };
        assert_eq!((facts.n, facts.straight, facts.questions.len()), (21, 1, 5));
        // By hand: four codes with 4 of 21 each, one with 5 of 21: 4·(4/21)⁵ + (5/21)⁵.
        assert!((facts.expected.expect("a share") - 0.001_768_0).abs() < 1e-6, "{:?}", facts.expected);
        let [line] = &lines[..] else { panic!("one line") };
        assert_eq!((line.at.row, line.code, line.items), (22, 2, 5));
    }
}
