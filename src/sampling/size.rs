//! How many people a figure needs, and how exact it is with a given number.
//!
//! What      n₀ = z²·S²/e²; of N people n = n₀/(1 + (n₀ − 1)/N) for a share, n₀/(1 + n₀/N) for a mean; times the design effect;
//!           divided by the share who answer; rounded up once, at the end
//! Spread    S² = p(1 − p) for a share; sd² for a mean; (sd of y − R·x)²/x̄² for a ratio R = ȳ/x̄
//! Source    Cochran (1977), Sampling Techniques, 4.4–4.7 and 6.3; PracTools nPropMoe
//! Checked   R: tests/golden/sampling.R, by simulation too; 1e-12
//! Edges     the number can exceed the population where the design effect or the answers fall short: it is given as it is, and the
//!           report says that everybody is not enough

use super::conditions::Conditions;

/// How far answers of people lie apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    variance: f64,
    is_share: bool,
}

impl Spread {
    /// Of a share `p`, above 0 and below 1.
    pub fn share(p: f64) -> Option<Spread> {
        (p > 0.0 && p < 1.0).then_some(Spread { variance: p * (1.0 - p), is_share: true })
    }

    /// Of numbers with a standard deviation above 0.
    pub fn mean(sd: f64) -> Option<Spread> {
        (sd.is_finite() && sd > 0.0).then_some(Spread { variance: sd * sd, is_share: false })
    }

    /// Of a ratio: the standard deviation of y − R·x, and the mean of x, which stands below.
    pub fn ratio(residual_sd: f64, below: f64) -> Option<Spread> {
        (below.is_finite() && below > 0.0).then(|| Spread::mean(residual_sd / below)).flatten()
    }

    /// Variance of one answer.
    pub fn variance(self) -> f64 {
        self.variance
    }

    /// Standard deviation of one answer.
    pub fn sd(self) -> f64 {
        self.variance.sqrt()
    }
}

/// The steps to a number of people, none of them rounded but the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Answers of a simple random sample of a population without end.
    pub simple: f64,
    /// The same of the population there is.
    pub finite: f64,
    /// Answers in the design there is.
    pub answers: f64,
    /// People to approach, so that so many answer.
    pub exact: f64,
    /// The same, rounded up.
    pub people: u64,
}

/// Up to the next whole number; what exceeds one by rounding noise only is that number.
pub(super) fn up(value: f64) -> u64 {
    (value * (1.0 - 1e-12)).ceil() as u64
}

/// How many people to approach for a margin of ± `margin` (above 0, in the unit of the figure).
pub fn size(spread: Spread, margin: f64, conditions: &Conditions) -> Size {
    let simple = conditions.z().powi(2) * spread.variance / (margin * margin);
    let finite = match conditions.population() {
        Some(people) if spread.is_share => simple / (1.0 + (simple - 1.0) / people),
        Some(people) => simple / (1.0 + simple / people),
        None => simple,
    };
    let answers = finite * conditions.deff();
    let exact = answers / conditions.response();
    Size { simple, finite, answers, exact, people: up(exact) }
}

/// The margin ± that so many people approached give: the inverse of [`size`]. 0 where everybody answers.
pub fn margin(spread: Spread, people: f64, conditions: &Conditions) -> f64 {
    let finite = people * conditions.response() / conditions.deff();
    let simple = match conditions.population() {
        Some(all) if finite >= all => return 0.0,
        Some(all) if spread.is_share => finite * (all - 1.0) / (all - finite),
        Some(all) => finite * all / (all - finite),
        None => finite,
    };
    conditions.z() * (spread.variance / simple).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::conditions::Given;
    use super::*;

    fn conditions(deff: f64, response: f64, population: Option<f64>) -> Conditions {
        Conditions::new(Given { level: 0.95, deff, response, population }).expect("possible numbers")
    }

    #[test]
    fn the_textbook_385_becomes_641_with_a_design_effect_and_nonresponse() {
        // z² · 0.25 / 0.05² = 384.146 by R, qnorm(0.975); × 1.5 / 0.9 = 640.243.
        let half = Spread::share(0.5).expect("a share");
        let plain = size(half, 0.05, &conditions(1.0, 1.0, None));
        assert_eq!(plain.people, 385);
        assert!((plain.simple - 384.145_882_069_412).abs() < 1e-9);
        assert_eq!(size(half, 0.05, &conditions(1.5, 0.9, None)).people, 641);
    }

    #[test]
    fn a_whole_number_is_not_rounded_up_to_the_next() {
        // sd 10 and margin z: n₀ is 100 but for rounding.
        let c = conditions(1.0, 1.0, None);
        assert_eq!(size(Spread::mean(10.0).expect("an sd"), c.z(), &c).people, 100);
    }

    #[test]
    fn the_margin_of_a_size_is_the_margin_that_was_asked() {
        for spread in [Spread::share(0.3), Spread::mean(12.0)].into_iter().flatten() {
            for population in [None, Some(4000.0)] {
                let c = conditions(1.7, 0.8, population);
                let wanted = spread.sd() / 9.0;
                let back = margin(spread, size(spread, wanted, &c).exact, &c);
                assert!((back - wanted).abs() < 1e-12, "{back} {wanted}");
            }
        }
    }

    #[test]
    fn impossible_spreads_cannot_be_made() {
        assert_eq!(Spread::share(0.0).or(Spread::share(1.0)).or(Spread::share(f64::NAN)), None);
        assert_eq!(Spread::mean(0.0).or(Spread::mean(f64::INFINITY)).or(Spread::ratio(1.0, 0.0)), None);
    }
}
