//! Over-dispersion: whether facilities differ more than chance allows, by how much, and the wider limits that follow.
//!
//! What      z = (y − θ)/s with s under the target; φ = Σ z²/I of trimmed z; τ² between facilities
//! Formula   τ² = max(0, (I·φ − (I − 1))/(Σw − Σw²/Σw)), w = 1/s². Additive limits θ ± z·√(s² + τ²), multiplicative
//!           θ ± z·s·√φ. Gate: Σ z² (not trimmed) against χ² with I − 1 degrees of freedom
//! Source    Spiegelhalter (2005), Qual. Saf. Health Care 14:347, Stat. Med. 24:1185; Care Quality Commission (square root of a
//!           ratio); NHS Digital SHMI (logarithm, tails dropped)
//! Checked   R: fac_funnel_prop, fac_funnel_ratio, fac_funnel_mean with their parameters, 1e-9 relative
//! Edges     fewer than two points with s > 0: none. φ below 1 counts as 1, so that limits are never narrower than chance

use super::OverDispersion;
use super::funnel::{Limits, factor};
use super::ranks::{Ties, ranks};
use crate::estimate::chi2_upper_p;

/// A figure of one facility with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

impl Point {
    /// Whether both are numbers and the error is above 0.
    pub(super) fn usable(&self) -> bool {
        self.value.is_finite() && self.se.is_finite() && self.se > 0.0
    }
}

/// How outlying z-scores are kept from blowing up φ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trim {
    /// Not at all.
    Nothing,
    /// Pulled in to the quantiles at this share from either end.
    Winsorise(f64),
    /// The lowest and the highest tenth by rank are left out, as for SHMI.
    Drop,
}

/// How much facilities differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Σ z² of all, not trimmed.
    pub chi2: f64,
    /// Points less one.
    pub df: u64,
    /// Probability of so large a Σ z² by chance alone.
    pub p: f64,
    /// Σ z²/I after trimming.
    pub phi: f64,
    /// Variance between facilities.
    pub tau2: f64,
    /// Points that φ and τ² are made from.
    pub used: usize,
}

impl Dispersion {
    /// Whether chance alone is no explanation, at the level of a one-sided test: 0.95.
    pub fn excessive(&self, level: f64) -> bool {
        1.0 - self.p > level
    }
}

/// How many standard errors a figure is above the target.
pub fn z_score(value: f64, target: f64, se: f64) -> Option<f64> {
    let z = (value - target) / se;
    (se > 0.0 && z.is_finite()).then_some(z)
}

/// The quantile of sorted values by R's rule 7.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    // R's own guard against n·p falling a hair short of a whole number.
    let place = p.clamp(0.0, 1.0) * last as f64;
    let low = (place + 4.0 * f64::EPSILON).floor();
    let part = place - low;
    let part = if part.abs() < 4.0 * f64::EPSILON { 0.0 } else { part };
    let (a, b) = (sorted[low as usize], sorted[(low as usize + 1).min(last)]);
    a + part * (b - a)
}

/// The values with those beyond the quantiles at `share` and 1 − `share` pulled in to them.
pub fn winsorised(z: &[f64], share: f64) -> Vec<f64> {
    let mut sorted: Vec<f64> = z.iter().copied().filter(|v| !v.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() || share.is_nan() || share <= 0.0 {
        return z.to_vec();
    }
    let share = share.min(0.5);
    let (low, high) = (quantile(&sorted, share), quantile(&sorted, 1.0 - share));
    z.iter()
        .map(|v| {
            if *v < low {
                low
            } else if *v > high {
                high
            } else {
                *v
            }
        })
        .collect()
}

/// How much the figures differ from the target beyond chance.
pub fn dispersion(points: &[Point], target: f64, trim: Trim) -> Option<Dispersion> {
    let points: Vec<&Point> = points.iter().filter(|p| p.usable()).collect();
    if points.len() < 2 || !target.is_finite() {
        return None;
    }
    let z: Vec<f64> = points.iter().map(|p| (p.value - target) / p.se).collect();
    let chi2: f64 = z.iter().map(|z| z * z).sum();
    let df = points.len() - 1;
    let (kept, z) = match trim {
        Trim::Nothing => (vec![true; z.len()], z),
        Trim::Winsorise(share) => (vec![true; z.len()], winsorised(&z, share)),
        Trim::Drop => (middle(&z), z),
    };
    let used = kept.iter().filter(|k| **k).count();
    if used == 0 {
        return None;
    }
    let of_kept = |part: &dyn Fn(usize) -> f64| (0..z.len()).filter(|i| kept[*i]).map(part).sum::<f64>();
    let square = of_kept(&|i| z[i] * z[i]);
    let w1 = of_kept(&|i| points[i].se.powi(-2));
    let w2 = of_kept(&|i| points[i].se.powi(-4));
    let room = w1 - w2 / w1;
    let tau2 = if room > 0.0 { ((square - (used as f64 - 1.0)) / room).max(0.0) } else { 0.0 };
    let p = chi2_upper_p(chi2, df as f64)?;
    Some(Dispersion { chi2, df: df as u64, p, phi: square / used as f64, tau2, used })
}

/// Which z are in the middle eight tenths by rank: those that [`Trim::Drop`] keeps.
pub fn middle(z: &[f64]) -> Vec<bool> {
    let count = z.len() as f64 + 1.0;
    let lowest_first: Vec<f64> = z.iter().map(|z| -z).collect();
    let tenth = |rank: f64| (10.0 * rank / count).floor();
    ranks(&lowest_first, Ties::Mean).into_iter().map(|rank| (1.0..=8.0).contains(&tenth(rank))).collect()
}

/// Limits that allow for what facilities differ by. Whether they should is asked of [`Dispersion::excessive`] before.
pub fn limits(target: f64, se: f64, level: f64, found: &Dispersion, how: OverDispersion) -> Option<Limits> {
    let wide = match how {
        OverDispersion::None => se,
        OverDispersion::Additive => (se * se + found.tau2).sqrt(),
        OverDispersion::Multiplicative => se * found.phi.max(1.0).sqrt(),
    };
    super::funnel::by_error(target, wide, level)
}

/// A scale on which shares or ratios of observed to expected have an error that doesn't depend on their value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scale {
    /// arcsin √p of a share; s = 1/(2√n).
    Arcsine,
    /// √(O/E) of a ratio, as the Care Quality Commission; s = 1/(2√E).
    Root,
    /// ln(O/E) of a ratio, as SHMI; s = 1/√E.
    Log,
}

impl Scale {
    /// A figure and its size (answers, expected count) on the scale; none where the scale has no such value, as ln 0.
    pub fn point(self, value: f64, size: f64) -> Option<Point> {
        let point = Point { value: self.to(value)?, se: self.error(size)? };
        point.usable().then_some(point)
    }

    /// A value on the scale.
    pub fn to(self, value: f64) -> Option<f64> {
        let on = match self {
            Scale::Arcsine => value.sqrt().asin(),
            Scale::Root => value.sqrt(),
            Scale::Log => value.ln(),
        };
        on.is_finite().then_some(on)
    }

    /// The standard error on the scale.
    pub fn error(self, size: f64) -> Option<f64> {
        let se = match self {
            Scale::Arcsine | Scale::Root => 0.5 / size.sqrt(),
            Scale::Log => 1.0 / size.sqrt(),
        };
        (se.is_finite() && se > 0.0).then_some(se)
    }

    /// Back to a share or a ratio; what lies beyond its ends is at them.
    pub fn back(self, on: f64) -> f64 {
        match self {
            Scale::Arcsine => on.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2),
            Scale::Root => on.max(0.0).powi(2),
            Scale::Log => on.exp(),
        }
    }

    /// Limits about a share or a ratio that allow for a variance `tau2` on the scale.
    pub fn limits(self, target: f64, size: f64, level: f64, tau2: f64) -> Option<Limits> {
        let se = self.error(size)?;
        let half = factor(level)? * (se * se + tau2.max(0.0)).sqrt();
        let middle = self.to(target)?;
        Some(Limits { low: self.back(middle - half), high: self.back(middle + half) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-11 * want.abs().max(1e-3), "have {have}, want {want}");
    }

    #[test]
    fn three_facilities_give_what_a_hand_calculation_gives() {
        // z = −2, 0, 3; Σz² = 13; w = 1; τ² = (13 − 2)/(3 − 1)
        let points = [1.0, 3.0, 6.0].map(|value| Point { value, se: 1.0 });
        let found = dispersion(&points, 3.0, Trim::Nothing).unwrap();
        close(found.chi2, 13.0);
        close(found.phi, 13.0 / 3.0);
        close(found.tau2, 5.5);
        // R: pchisq(13, 2, lower = FALSE) = exp(-6.5)
        close(found.p, (-6.5_f64).exp());
        assert!(found.excessive(0.95));
        close(
            limits(3.0, 1.0, 0.95, &found, OverDispersion::Additive).unwrap().high,
            3.0 + 1.959963984540054 * 6.5_f64.sqrt(),
        );
    }

    #[test]
    fn winsorising_uses_the_quantiles_of_r() {
        // R: quantile(0:10, c(.1, .9)) is 1 and 9
        let z: Vec<f64> = (0..=10).map(f64::from).collect();
        let pulled = winsorised(&z, 0.1);
        close(pulled[0], 1.0);
        close(pulled[10], 9.0);
        close(pulled[5], 5.0);
    }

    #[test]
    fn facilities_that_are_all_alike_show_no_over_dispersion() {
        let found = dispersion(&[Point { value: 2.0, se: 0.5 }; 4], 2.0, Trim::Winsorise(0.1)).unwrap();
        assert_eq!((found.chi2, found.phi, found.tau2, found.p), (0.0, 0.0, 0.0, 1.0));
        let plain = limits(2.0, 0.5, 0.95, &found, OverDispersion::None);
        assert_eq!(limits(2.0, 0.5, 0.95, &found, OverDispersion::Multiplicative), plain);
        assert_eq!(limits(2.0, 0.5, 0.95, &found, OverDispersion::Additive), plain);
    }

    #[test]
    fn one_facility_or_none_cannot_be_over_dispersed() {
        for points in [vec![], vec![Point { value: 1.0, se: 1.0 }], vec![Point { value: f64::NAN, se: 0.0 }; 3]] {
            assert_eq!(dispersion(&points, 1.0, Trim::Drop), None);
        }
        assert_eq!(z_score(1.0, 1.0, 0.0), None);
        assert_eq!(winsorised(&[], 0.1), Vec::<f64>::new());
    }

    #[test]
    fn a_scale_comes_back_to_where_it_started() {
        for (scale, value) in [(Scale::Arcsine, 0.37), (Scale::Root, 1.8), (Scale::Log, 0.6)] {
            close(scale.back(scale.to(value).unwrap()), value);
        }
        assert_eq!(Scale::Log.point(0.0, 10.0), None);
        assert_eq!(Scale::Arcsine.limits(1.0, 4.0, 0.95, 0.0).unwrap().high, 1.0);
    }
}
