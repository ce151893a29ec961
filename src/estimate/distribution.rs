//! Quantiles and tail probabilities of the distributions that intervals and tests use.
//!
//! What      Student t, standard normal, beta, gamma, chi-squared, F
//! Source    distribution functions of `statrs`, `erfc` of `libm`; quantiles refined by Newton steps on them, because the inverses there
//!           stop at about eight digits
//! Checked   R qt, qnorm, qbeta, pt: 1e-12 relative; qgamma, pchisq, pf, qf: 1e-11 relative

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use statrs::distribution::{Beta, Continuous, ContinuousCDF, Gamma, Normal, StudentsT};
use statrs::function::{beta::checked_beta_reg, gamma::checked_gamma_ur};

/// Degrees of freedom of a reference distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Df {
    /// First-stage units minus strata. Zero or less gives no interval.
    Finite(i64),
    /// The normal distribution.
    Infinite,
}

impl Df {
    /// Whether an interval exists.
    pub fn usable(self) -> bool {
        match self {
            Df::Finite(df) => df > 0,
            Df::Infinite => true,
        }
    }
}

/// The largest shape of a gamma distribution that is worked with.
const MOST: f64 = 1e9;

/// How many Newton steps a quantile may take; two or three are enough.
const STEPS: usize = 20;

/// x with P(X ≤ x) = p, by Newton steps from a first guess; a step that leaves the bounds is halved back.
fn refine(start: f64, (low, high): (f64, f64), p: f64, cdf: impl Fn(f64) -> f64, pdf: impl Fn(f64) -> f64) -> f64 {
    let mut x = start;
    for _ in 0..STEPS {
        let density = pdf(x);
        if density.is_nan() || density <= 0.0 {
            return x;
        }
        let mut next = x - (cdf(x) - p) / density;
        if next <= low {
            next = (x + low) / 2.0;
        } else if next >= high {
            next = (x + high) / 2.0;
        }
        if (next - x).abs() <= 1e-15 * x.abs() {
            return next;
        }
        x = next;
    }
    x
}

/// The quantile of the upper tail: t with P(T > t) = `tail`, for a tail below one half.
pub fn upper_t(tail: f64, df: Df) -> Option<f64> {
    let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
    match df {
        Df::Finite(df) if df <= 0 => None,
        // Closed forms where the tails are too heavy for Newton.
        Df::Finite(1) => Some(1.0 / (std::f64::consts::PI * tail).tan()),
        Df::Finite(2) => Some((1.0 - 2.0 * tail) / (2.0 * tail * (1.0 - tail)).sqrt()),
        Df::Finite(df) => {
            let t = StudentsT::new(0.0, 1.0, df as f64).ok()?;
            let start = t.inverse_cdf(tail);
            Some(-refine(start, everywhere, tail, |x| t.cdf(x), |x| t.pdf(x)))
        }
        Df::Infinite => {
            let z = Normal::standard();
            Some(-refine(z.inverse_cdf(tail), everywhere, tail, normal_cdf, |x| z.pdf(x)))
        }
    }
}

/// The factor of an interval: t or z with `level` between −t and t.
///
/// A card asks for the same few factors thousands of times, so each thread remembers those it has computed.
pub fn two_sided(level: f64, df: Df) -> Option<f64> {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<(u64, Df), Option<f64>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        *known.entry((level.to_bits(), df)).or_insert_with(|| upper_t((1.0 - level) / 2.0, df))
    })
}

/// P(Z ≤ z), to the last digit also far out in the lower tail.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// P(|T| ≥ |t|).
pub fn two_sided_p(t: f64, df: Df) -> Option<f64> {
    let t = -t.abs();
    if t == f64::NEG_INFINITY {
        return df.usable().then_some(0.0);
    }
    match df {
        Df::Finite(df) if df <= 0 => None,
        Df::Finite(df) => Some((2.0 * StudentsT::new(0.0, 1.0, df as f64).ok()?.cdf(t)).min(1.0)),
        Df::Infinite => Some((2.0 * normal_cdf(t)).min(1.0)),
    }
}

/// x with P(B ≤ x) = p for B from Beta(a, b).
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    if !(a > 0.0 && b > 0.0) {
        return None;
    }
    let beta = Beta::new(a, b).ok()?;
    Some(refine(beta.inverse_cdf(p), (0.0, 1.0), p, |x| beta.cdf(x), |x| beta.pdf(x)))
}

/// x with P(G ≤ x) = p for G from a gamma distribution of scale one. A chi-squared quantile is twice that of half its degrees.
pub fn gamma_quantile(p: f64, shape: f64) -> Option<f64> {
    // Sums of terms take too long beyond.
    if !(shape > 0.0 && shape <= MOST && p > 0.0 && p < 1.0) {
        return None;
    }
    let gamma = Gamma::new(shape, 1.0).ok()?;
    // Wilson and Hilferty's cube is near enough for Newton, except at the very left, where the power law is.
    let z = -upper_t(p, Df::Infinite)?;
    let cube = shape * (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).powi(3);
    let power = (p.ln() + libm::lgamma(shape + 1.0)) / shape;
    let start = if cube > 0.1 * shape { cube } else { power.exp() };
    // The density by its logarithm: the other way it overflows for shapes near 150.
    let quantile =
        refine(start.max(f64::MIN_POSITIVE), (0.0, f64::INFINITY), p, |x| gamma.cdf(x), |x| gamma.ln_pdf(x).exp());
    quantile.is_finite().then_some(quantile)
}

/// P(X > x) for X from the chi-squared distribution.
pub fn chi2_upper_p(x: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && df <= MOST && x >= 0.0) {
        return None;
    }
    if x == f64::INFINITY {
        return Some(0.0);
    }
    if x == 0.0 { Some(1.0) } else { checked_gamma_ur(df / 2.0, x / 2.0).ok() }
}

/// P(F > f) for F with `df1` and `df2` degrees of freedom, which needn't be whole.
pub fn f_upper_p(f: f64, df1: f64, df2: f64) -> Option<f64> {
    if !(df1 > 0.0 && df2 > 0.0 && f >= 0.0 && df2.is_finite()) {
        return None;
    }
    checked_beta_reg(df2 / 2.0, df1 / 2.0, df2 / (df2 + df1 * f)).ok()
}

/// x with P(F ≤ x) = p for F with `df1` and `df2` degrees of freedom.
pub fn f_quantile(p: f64, df1: f64, df2: f64) -> Option<f64> {
    // Beyond these the search for a beta quantile may not end.
    let usable = |df: f64| (1e-6..=1e7).contains(&df);
    if !(usable(df1) && usable(df2) && p > 0.0 && p < 1.0) {
        return None;
    }
    // The upper tail of F is the lower tail of a beta: no difference of numbers near one.
    let b = beta_quantile(1.0 - p, df2 / 2.0, df1 / 2.0)?;
    (b > 0.0).then(|| df2 * (1.0 - b) / (df1 * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-12 * want.abs(), "have {have}, want {want}");
    }

    #[test]
    fn t_quantiles_are_those_of_r() {
        // R: qt(.975, c(1,2,3,7,24,187)), qt(.995, 5), qnorm(.975)
        for (df, want) in [
            (1, 12.706204736174694),
            (2, 4.3026527297494619),
            (3, 3.1824463052837078),
            (7, 2.3646242515927849),
            (24, 2.0638985616280254),
            (187, 1.9727310334089082),
        ] {
            close(two_sided(0.95, Df::Finite(df)).unwrap(), want);
        }
        close(two_sided(0.99, Df::Finite(5)).unwrap(), 4.0321429835552278);
        close(two_sided(0.95, Df::Infinite).unwrap(), 1.959963984540054);
        assert_eq!(two_sided(0.95, Df::Finite(0)), None);
    }

    #[test]
    fn beta_quantiles_are_those_of_r() {
        // R: qbeta(.025, 3.7, 12.4), qbeta(.975, 4.7, 11.4), qbeta(.025, 30, 1)
        close(beta_quantile(0.025, 3.7, 12.4).unwrap(), 0.066354322367269028);
        close(beta_quantile(0.975, 4.7, 11.4).unwrap(), 0.52776553566025708);
        close(beta_quantile(0.025, 30.0, 1.0).unwrap(), 0.88429669177797221);
    }

    #[test]
    fn tail_probabilities_are_those_of_r() {
        // R: 2*pt(-2.5, 7)
        close(two_sided_p(2.5, Df::Finite(7)).unwrap(), 0.040992218585752874);
    }

    #[test]
    fn gamma_quantiles_are_right_from_small_to_large() {
        // Closed forms: an exponential; two of them: x with e^-x (1 + x) = 1/2. R: qchisq(.975, 6)/2, from the table of Poisson limits
        close(gamma_quantile(0.95, 1.0).unwrap(), -0.05_f64.ln());
        close(gamma_quantile(0.5, 2.0).unwrap(), 1.6783469900166605);
        for shape in [0.3, 20.0, 151.38, 5_000.0, 250_000.0] {
            for p in [0.001, 0.025, 0.975, 0.999] {
                let x = gamma_quantile(p, shape).unwrap();
                let back = 1.0 - chi2_upper_p(2.0 * x, 2.0 * shape).unwrap();
                assert!((back - p).abs() < 1e-11, "{shape} {p} {x} {back}");
            }
        }
        assert_eq!(gamma_quantile(0.5, f64::NAN), None);
        assert_eq!(gamma_quantile(1.0, 2.0), None);
    }

    #[test]
    fn an_f_with_one_upper_degree_is_a_squared_t() {
        close(f_quantile(0.95, 1.0, 7.0).unwrap(), two_sided(0.95, Df::Finite(7)).unwrap().powi(2));
        close(f_upper_p(6.25, 1.0, 7.0).unwrap(), two_sided_p(2.5, Df::Finite(7)).unwrap());
        close(chi2_upper_p(9.0, 2.0).unwrap(), (-4.5_f64).exp());
        assert_eq!(f_upper_p(1.0, 0.0, 3.0), None);
        assert_eq!(chi2_upper_p(f64::NAN, 3.0), None);
    }
}
