//! Standardised rates: what a facility's events come to once the ages of its people are like those of a standard.
//!
//! What      directly standardised rate with Dobson's interval; indirectly standardised ratio of observed to expected
//! Formula   DSR = Σ s·x/n/Σ s; var = Σ x·(s/n)²/(Σ s)²; limits DSR + √(var/O)·(Byar(O) − O). Ratio O/E with Byar's interval of O,
//!           or the exact one where O < 10
//! Source    Dobson & others (1991), Stat. Med. 10:457; PHEindicatormethods
//! Checked   R: fac_standard, 1e-9 relative
//! Edges     a band without people, or no standard: none. O = 0: a rate of 0 has no interval. Rates from fewer than
//!           [`FEWEST`] events aren't to be published, which is for the caller

use super::intervals::{byar, poisson};

/// Fewer events don't make a directly standardised rate.
pub const FEWEST: f64 = 10.0;

/// One band of ages in one facility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Events.
    pub events: f64,
    /// People.
    pub people: f64,
    /// People of the standard.
    pub standard: f64,
}

/// A directly standardised rate, for one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The rate.
    pub value: f64,
    /// Its variance.
    pub variance: f64,
    /// All events.
    pub observed: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

/// The directly standardised rate.
pub fn direct(bands: &[Band], level: f64) -> Option<Rate> {
    let sound = |b: &Band| b.events >= 0.0 && b.people > 0.0 && b.standard >= 0.0;
    let standard: f64 = bands.iter().map(|b| b.standard).sum();
    if !(bands.iter().all(sound) && standard > 0.0) {
        return None;
    }
    let observed: f64 = bands.iter().map(|b| b.events).sum();
    let value = bands.iter().map(|b| b.standard * b.events / b.people).sum::<f64>() / standard;
    let variance =
        bands.iter().map(|b| b.events * (b.standard / b.people).powi(2)).sum::<f64>() / (standard * standard);
    if !(value.is_finite() && variance.is_finite() && observed.is_finite()) {
        return None;
    }
    let stretch = (variance / observed).sqrt();
    let ends = byar(observed, level).and_then(|(low, high)| Some((low?, high)));
    let interval = ends.map(|(low, high)| (value + stretch * (low - observed), value + stretch * (high - observed)));
    Some(Rate { value, variance, observed, interval })
}

/// Events to be expected of `people` by band at the rates of a reference: its events and people.
pub fn expected(people: &[f64], reference: &[(f64, f64)]) -> Option<f64> {
    if people.len() != reference.len() {
        return None;
    }
    let sum: f64 = people.iter().zip(reference).map(|(n, (x, of))| n * x / of).sum();
    (sum.is_finite() && sum >= 0.0).then_some(sum)
}

/// How the interval of a ratio was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RatioInterval {
    /// Exact, of a small count.
    Exact,
    /// Byar's.
    Byar,
}

/// Observed over expected with its interval.
pub fn ratio(observed: f64, expected: f64, level: f64) -> Option<(f64, f64, f64, RatioInterval)> {
    if !(expected > 0.0 && expected.is_finite()) {
        return None;
    }
    let ((low, high), how) = if observed < FEWEST {
        (poisson(observed, level)?, RatioInterval::Exact)
    } else {
        let (low, high) = byar(observed, level)?;
        ((low?, high), RatioInterval::Byar)
    };
    Some((observed / expected, low / expected, high / expected, how))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_area_has_the_rate_of_r() {
        // R: fac_standard, A1, 95 %
        let bands = [
            (0.0, 888.0, 8000.0),
            (0.0, 418.0, 7000.0),
            (1.0, 432.0, 14000.0),
            (2.0, 424.0, 14000.0),
            (1.0, 430.0, 12000.0),
            (2.0, 808.0, 5000.0),
        ]
        .map(|(events, people, standard)| Band { events, people, standard });
        let rate = direct(&bands, 0.95).unwrap();
        let (low, high) = rate.interval.unwrap();
        for (have, want) in [(rate.value, 231.213929374021), (low, 65.5449955431422), (high, 538.270122843804)] {
            assert!((have * 1e5 - want).abs() < 1e-9 * want, "{have} {want}");
        }
        let (r, low, _, how) = ratio(6.0, 183.430399274047, 0.95).unwrap();
        assert!((r - 0.032709954422745).abs() < 1e-14 && (low - 0.0120039767792316).abs() < 1e-12);
        assert_eq!(how, RatioInterval::Exact);
    }

    #[test]
    fn without_people_events_or_a_standard_there_is_no_rate_or_no_interval() {
        assert_eq!(direct(&[], 0.95), None);
        assert_eq!(direct(&[Band { events: 1.0, people: 0.0, standard: 1.0 }], 0.95), None);
        let none = direct(&[Band { events: 0.0, people: 9.0, standard: 1.0 }], 0.95).unwrap();
        assert_eq!((none.value, none.interval), (0.0, None));
        assert_eq!(ratio(3.0, 0.0, 0.95), None);
        assert_eq!(expected(&[1.0], &[]), None);
    }
}
