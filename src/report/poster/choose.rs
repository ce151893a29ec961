//! Which figures of a survey stand on a poster: those whose finding is clear, the largest difference first; then those that
//! don't differ clearly, one of each dimension.
//!
//! One figure stands for a question. Where good and poor findings are both many, each gets half of the page, so that a
//! poster neither scolds nor flatters.

use std::collections::BTreeSet;

use super::{Item, MOST_ITEMS};
use crate::lang::Label;
use crate::report::Face;

/// Fewer answers aren't shown on a wall, whatever the card says of them.
pub const LEAST_ANSWERS: u64 = 30;

/// A figure that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What its finding is: clearly good, clearly poor, or neither.
    pub face: Face,
    /// How far it lies from what it is held against, in points, whichever way.
    pub size: f64,
    /// Its code: `H06.good` and `H06.score` are of one question.
    pub code: String,
    /// Its dimension.
    pub dimension: String,
    /// Whether the card publishes it without asking for care.
    pub sure: bool,
    /// Whether it counts people, which is easier to read than points.
    pub counts_people: bool,
    /// Its line.
    pub item: Item,
}

impl Candidate {
    fn is_clear(&self) -> bool {
        self.face != Face::Middling
    }

    /// What makes one figure of a question stand for it.
    fn rank(&self) -> (bool, bool, bool) {
        (self.is_clear(), self.sure, self.counts_people)
    }

    fn question(&self) -> &str {
        self.code.split('.').next().unwrap_or(&self.code)
    }
}

/// The lines of a poster with their faces, of candidates in the order of the card.
pub fn chosen(candidates: Vec<Candidate>) -> Vec<(Face, Item)> {
    let all = one_for_each_question(candidates);
    let clear = |face: Face| {
        let mut of: Vec<&Candidate> = all.iter().filter(|c| c.face == face).collect();
        of.sort_by(|a, b| b.size.total_cmp(&a.size));
        of
    };
    let (poor, good) = (clear(Face::Sad), clear(Face::Glad));
    let half = MOST_ITEMS / 2;
    let poor_get = poor.len().min(MOST_ITEMS - good.len().min(half));
    let good_get = good.len().min(MOST_ITEMS - poor_get);
    let mut taken: Vec<&Candidate> = good[..good_get].iter().chain(&poor[..poor_get]).copied().collect();
    let mut middling: Vec<&Candidate> = all.iter().filter(|c| !c.is_clear()).collect();
    middling.sort_by_key(|c| !c.sure);
    let mut dimensions: BTreeSet<&str> = taken.iter().map(|c| c.dimension.as_str()).collect();
    let (first, later): (Vec<&Candidate>, Vec<&Candidate>) =
        middling.into_iter().partition(|c| dimensions.insert(&c.dimension));
    taken.extend(first.into_iter().chain(later).take(MOST_ITEMS - taken.len()));
    taken.into_iter().map(|c| (c.face, c.item.clone())).collect()
}

/// Of the figures of a question the clear one, of several the surer one, then the one that counts people, then the first.
fn one_for_each_question(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let better = |a: &Candidate, b: &Candidate| a.rank() > b.rank();
        match kept.iter_mut().find(|known| known.question() == candidate.question()) {
            Some(known) if better(&candidate, known) => *known = candidate,
            Some(_) => {}
            None => kept.push(candidate),
        }
    }
    kept
}

/// A title without "(score)": the number beside it says so.
pub fn plain_title(title: &Label) -> Label {
    let without =
        |text: &str, word: &str| text.strip_suffix(word).map_or(text.to_string(), |t| t.trim_end().to_string());
    Label::new(without(&title.mn, "(оноо)"), without(&title.en, "(score)"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::poster::Said;

    fn candidate(code: &str, face: Face, size: f64) -> Candidate {
        let item = Said::people(70.0).item(Label::same(code), Label::default());
        Candidate { face, size, code: code.into(), dimension: code[..1].into(), sure: true, counts_people: true, item }
    }

    fn codes(of: Vec<Candidate>) -> Vec<String> {
        chosen(of).into_iter().map(|(_, item)| item.title.en.to_string()).collect()
    }

    #[test]
    fn where_both_are_many_good_and_poor_findings_get_half_of_the_page_each() {
        let good = (1..=5).map(|n| candidate(&format!("G{n}"), Face::Glad, f64::from(n)));
        let poor = (1..=5).map(|n| candidate(&format!("P{n}"), Face::Sad, f64::from(n)));
        assert_eq!(codes(good.chain(poor).collect()), ["G5", "G4", "G3", "P5", "P4", "P3"]);
    }

    #[test]
    fn where_one_kind_is_few_the_other_takes_its_room_before_what_is_not_clear() {
        let poor = (1..=7).map(|n| candidate(&format!("P{n}"), Face::Sad, f64::from(n)));
        let others = [candidate("G1", Face::Glad, 1.0), candidate("M1", Face::Middling, 50.0)];
        assert_eq!(codes(poor.chain(others).collect()), ["G1", "P7", "P6", "P5", "P4", "P3"]);
    }

    #[test]
    fn what_is_not_clear_comes_one_of_each_dimension_in_the_order_of_the_card() {
        let all = ["A1", "A2", "B1", "A3", "C1", "B2", "A4", "B3"].map(|code| candidate(code, Face::Middling, 1.0));
        assert_eq!(codes(all.to_vec()), ["A1", "B1", "C1", "A2", "A3", "B2"]);
    }

    #[test]
    fn what_asks_for_care_comes_after_what_does_not() {
        let mut all = ["A1", "B1", "C1", "D1", "E1", "F1", "G1"].map(|code| candidate(code, Face::Middling, 1.0));
        all[0].sure = false;
        assert_eq!(codes(all.to_vec()), ["B1", "C1", "D1", "E1", "F1", "G1"]);
    }

    #[test]
    fn a_question_has_one_line_the_clear_figure_before_the_easy_one() {
        let mut score = candidate("H09.score", Face::Glad, 9.0);
        score.counts_people = false;
        let share = candidate("H09.good", Face::Middling, 12.0);
        assert_eq!(codes(vec![score.clone(), share]), ["H09.score"]);
        let clear = candidate("H09.good", Face::Glad, 12.0);
        assert_eq!(codes(vec![score, clear]), ["H09.good"]);
    }

    #[test]
    fn one_figure_makes_a_poster_and_none_makes_none() {
        assert_eq!(codes(vec![candidate("A1", Face::Sad, 1.0)]), ["A1"]);
        assert!(codes(Vec::new()).is_empty());
    }
}
