//! Interviews that are there twice: the same identifier, or the same answers under another one.
//!
//! What      interviews of one place that agree in every answer, with at least ten of them, where chance hardly gives it
//! Formula   expected pairs = n(n − 1)/2 · Π p(answer), n the interviews of the place, p the share of the answer among those
//!           to its question in the whole file; listed below 0.01
//! Source    of identical answers as a sign: Kuriakose & Robbins (2016), Stat. J. IAOS 32:283–291; the bound of 0.01 is ours
//! Checked   by hand
//! Edges     answers go together, so that chance gives more pairs than this expects: a warning, no proof. Short interviews (of
//!           people who never used the service) are alike by chance and aren't listed. Answers are compared by a digest of 64 bits

use std::hash::{DefaultHasher, Hasher};

use rustc_hash::FxHashMap;

use super::RowAt;
use crate::coding::{Answered, Given};

/// Answers that must agree.
const LEAST_ANSWERS: usize = 10;
/// Chance must give fewer pairs than this.
const MOST_EXPECTED: f64 = 0.01;
/// Pairs that are kept until it is known what chance gives.
const MOST_PAIRS: usize = 5_000;

/// Interviews that were seen.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    identifiers: FxHashMap<u64, RowAt>,
    answers: FxHashMap<u64, RowAt>,
    pairs: Vec<Pair>,
}

/// Two interviews with the same answers.
#[derive(Debug)]
pub(super) struct Pair {
    pub first: RowAt,
    pub second: RowAt,
    pub id: String,
    pub member: usize,
    /// The answers, by question.
    pub given: Vec<(usize, Answered)>,
}

impl Duplicates {
    /// The row that has this identifier already.
    pub(super) fn identifier(&mut self, id: &str, at: RowAt) -> Option<RowAt> {
        let mut hasher = DefaultHasher::new();
        hasher.write(id.as_bytes());
        first(&mut self.identifiers, hasher.finish(), at)
    }

    /// Notes the answers of an interview in a place.
    pub(super) fn answers(&mut self, given: &[Given], member: usize, at: RowAt, id: impl Fn() -> String) {
        let mut hasher = DefaultHasher::new();
        hasher.write_usize(member);
        let mut answered = 0;
        for (question, given) in given.iter().enumerate() {
            match given.counts() {
                Answered::Missing(_) => continue,
                Answered::Choice(code) => hasher.write_usize(code.0),
                Answered::Number(number) => hasher.write_u64(number.to_bits()),
            }
            hasher.write_usize(question);
            answered += 1;
        }
        if answered < LEAST_ANSWERS {
            return;
        }
        if let Some(before) = first(&mut self.answers, hasher.finish(), at)
            && self.pairs.len() < MOST_PAIRS
        {
            let answers = given.iter().map(|given| given.counts()).enumerate();
            let given = answers.filter(|(_, answer)| !matches!(answer, Answered::Missing(_))).collect();
            self.pairs.push(Pair { first: before, second: at, id: id(), member, given });
        }
    }

    /// The pairs that chance hardly gives: `share` is that of an answer, `interviews` those of a place.
    pub(super) fn unlikely(
        self,
        share: impl Fn(usize, Answered) -> f64,
        interviews: impl Fn(usize) -> u64,
    ) -> impl Iterator<Item = Pair> {
        self.pairs.into_iter().filter(move |pair| {
            let n = interviews(pair.member) as f64;
            let log_p: f64 = pair.given.iter().map(|(question, answer)| share(*question, *answer).ln()).sum();
            (n * (n - 1.0) / 2.0).ln() + log_p < MOST_EXPECTED.ln()
        })
    }
}

/// The row that came first with this digest; this one if none did.
fn first(seen: &mut FxHashMap<u64, RowAt>, digest: u64, at: RowAt) -> Option<RowAt> {
    match seen.entry(digest) {
        std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
        std::collections::hash_map::Entry::Vacant(entry) => {
            entry.insert(at);
            None
        }
    }
}
