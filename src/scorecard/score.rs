//! Scores: one on its scale, votes for one, and the 0 to 100 on which unlike scales meet.

use serde::Serialize;

use crate::instrument::scorecard::Scale;

/// A score that lies on its scale. Zero is a score; a blank is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    value: f64,
    scale: Scale,
}

impl Score {
    /// The score, unless it doesn't lie on the scale.
    pub fn new(value: f64, scale: Scale) -> Option<Score> {
        scale.holds(value).then_some(Score { value, scale })
    }

    /// As it was given, on its scale.
    pub fn value(self) -> f64 {
        self.value
    }

    /// The scale.
    pub fn scale(self) -> Scale {
        self.scale
    }

    /// On 0 to 100.
    pub fn points(self) -> Points {
        Points(self.scale.of_100(self.value))
    }
}

/// Points of 100 out of scores. They can be averaged, subtracted and shown; they have no error and aren't ranked, so there
/// is no order on them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Points(pub(super) f64);

impl Points {
    /// The number, unrounded.
    pub fn get(self) -> f64 {
        self.0
    }

    /// This less another, in points.
    pub fn less(self, other: Points) -> f64 {
        self.0 - other.0
    }

    /// The plain mean; none of nothing.
    pub fn mean(of: impl IntoIterator<Item = Points>) -> Option<Points> {
        let (sum, n) = of.into_iter().fold((0.0, 0_u32), |(sum, n), p| (sum + p.0, n + 1));
        (n > 0).then(|| Points(sum / f64::from(n)))
    }
}

/// Votes of the people present: how many gave which score, in the order of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Votes {
    counts: Vec<(Score, u64)>,
}

impl Votes {
    /// The votes, scores ascending; none if nobody voted.
    pub fn new(mut counts: Vec<(Score, u64)>) -> Option<Votes> {
        counts.retain(|(_, n)| *n > 0);
        counts.sort_by(|a, b| a.0.value.total_cmp(&b.0.value));
        (!counts.is_empty()).then_some(Votes { counts })
    }

    /// How many gave which score, the lowest score first.
    pub fn counts(&self) -> &[(Score, u64)] {
        &self.counts
    }

    /// How many voted.
    pub fn people(&self) -> u64 {
        self.counts.iter().map(|(_, n)| n).sum()
    }

    /// What the middle of them gave; between two middle ones their mean, as the median of any even number of values.
    pub fn median(&self) -> Points {
        let people = self.people();
        let at = |k: u64| {
            let mut before = 0;
            let holds = |(_, n): &&(Score, u64)| {
                before += n;
                before >= k
            };
            self.counts.iter().find(holds).map_or(f64::NAN, |(s, _)| s.points().0)
        };
        Points((at(people.div_ceil(2)) + at(people / 2 + 1)) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::scorecard::ScaleForm;

    const FIVE: Scale = Scale { from: 1.0, to: 5.0, form: ScaleForm::Points };

    fn votes(counts: &[(f64, u64)]) -> Votes {
        let counts = counts.iter().map(|(v, n)| (Score::new(*v, FIVE).expect("on the scale"), *n)).collect();
        Votes::new(counts).expect("somebody voted")
    }

    #[test]
    fn the_median_of_an_even_number_of_votes_is_between_the_two_in_the_middle() {
        // 2, 2, 3, 4: between 2 and 3, which is 37.5 of 100 on 1 to 5.
        assert_eq!(votes(&[(4.0, 1), (2.0, 2), (3.0, 1)]).median(), Points(37.5));
        assert_eq!(votes(&[(5.0, 1)]).median(), Points(100.0));
        assert_eq!(votes(&[(1.0, 3), (5.0, 2)]).median(), Points(0.0));
    }

    #[test]
    fn nobody_is_no_vote_and_zero_is_a_score() {
        let zero = Scale { from: 0.0, to: 10.0, form: ScaleForm::Points };
        assert_eq!(Votes::new(vec![(Score::new(3.0, FIVE).expect("on the scale"), 0)]), None);
        assert_eq!(Score::new(0.0, zero).map(|s| s.points().get()), Some(0.0));
        assert_eq!(Score::new(0.0, FIVE), None);
        assert_eq!(Points::mean([]), None);
    }
}
