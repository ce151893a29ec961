//! Intraclass correlation: how far raters who see the same units give them the same number.
//!
//! What      the six forms of Shrout and Fleiss with their intervals, from units × raters without gaps
//! Formula   MSR between units, MSC between raters, MSE the rest, MSW within units. (1,1) (MSR − MSW)/(MSR + (k − 1)·MSW);
//!           (2,1) (MSR − MSE)/(MSR + (k − 1)·MSE + k(MSC − MSE)/n); (3,1) (MSR − MSE)/(MSR + (k − 1)·MSE);
//!           of means (1,k) (MSR − MSW)/MSR; (2,k) (MSR − MSE)/(MSR + (MSC − MSE)/n); (3,k) (MSR − MSE)/MSR
//! Source    Shrout & Fleiss (1979), Psychol. Bull. 86:420; McGraw & Wong (1996), Psychol. Methods 1:30 for the intervals
//! Checked   R psych::ICC through score_icc, 1e-9 relative; the printed table of Shrout and Fleiss
//! Edges     fewer than two units or raters, or a gap: none. Raters who agree to the last: 1, without an interval. Units
//!           whose means are all the same: none, as there is nothing to tell apart

use crate::estimate::f_quantile;

/// A form of the coefficient with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// The coefficient.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

/// All forms. `one`: each unit has raters of its own; `two`: raters are a sample, and agreement is absolute; `three`: these
/// raters only, and a rater's level doesn't matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// Mean square between units.
    pub msr: f64,
    /// Mean square between raters.
    pub msc: f64,
    /// Mean square of what is left.
    pub mse: f64,
    /// Mean square within units.
    pub msw: f64,
    /// ICC(1,1) and ICC(1,k).
    pub one: (Form, Form),
    /// ICC(2,1) and ICC(2,k).
    pub two: (Form, Form),
    /// ICC(3,1) and ICC(3,k).
    pub three: (Form, Form),
}

/// The coefficients of units × raters, by unit; `level` is that of the intervals.
pub fn icc(units: &[Vec<f64>], level: f64) -> Option<Icc> {
    let k = units.first()?.len();
    let sound = units.iter().all(|u| u.len() == k && u.iter().all(|x| x.is_finite()));
    if units.len() < 2 || k < 2 || !sound || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let squares = Squares::of(units);
    let Squares { n, k, msr, msc, mse, msw } = squares;
    // Rounding alone: units with the same mean.
    let scale = units.iter().flatten().map(|x| x * x).sum::<f64>();
    if msr <= 1e-24 * scale {
        return None;
    }
    let form = |value: f64, interval: Option<(f64, f64)>| {
        let interval = interval.filter(|(low, high)| low.is_finite() && high.is_finite());
        value.is_finite().then_some(Form { value, interval })
    };
    let of_mean = |ends: Option<(f64, f64)>| {
        let up = |r: f64| r * k / (1.0 + r * (k - 1.0));
        ends.map(|(low, high)| (up(low), up(high)))
    };
    let first = squares.by_ratio(msr / msw, n * (k - 1.0), level);
    let second = squares.absolute(level);
    let third = squares.by_ratio(msr / mse, (n - 1.0) * (k - 1.0), level);
    Some(Icc {
        msr,
        msc,
        mse,
        msw,
        one: (form((msr - msw) / (msr + (k - 1.0) * msw), first)?, form((msr - msw) / msr, of_mean(first))?),
        two: (form(squares.two(), second)?, form((msr - mse) / (msr + (msc - mse) / n), of_mean(second))?),
        three: (form((msr - mse) / (msr + (k - 1.0) * mse), third)?, form((msr - mse) / msr, of_mean(third))?),
    })
}

#[derive(Clone, Copy)]
struct Squares {
    n: f64,
    k: f64,
    msr: f64,
    msc: f64,
    mse: f64,
    msw: f64,
}

impl Squares {
    fn of(units: &[Vec<f64>]) -> Squares {
        let (n, raters) = (units.len() as f64, units[0].len());
        let k = raters as f64;
        let rows: Vec<f64> = units.iter().map(|u| u.iter().sum::<f64>() / k).collect();
        let columns: Vec<f64> = (0..raters).map(|j| units.iter().map(|u| u[j]).sum::<f64>() / n).collect();
        let mean = rows.iter().sum::<f64>() / n;
        let between = rows.iter().map(|r| (r - mean).powi(2)).sum::<f64>() * k;
        let raters = columns.iter().map(|c| (c - mean).powi(2)).sum::<f64>() * n;
        let cells = || units.iter().zip(&rows);
        let within: f64 = cells().flat_map(|(u, r)| u.iter().map(move |x| (x - r).powi(2))).sum();
        let rest: f64 =
            cells().flat_map(|(u, r)| u.iter().zip(&columns).map(move |(x, c)| (x - r - c + mean).powi(2))).sum();
        Squares {
            n,
            k,
            msr: between / (n - 1.0),
            msc: raters / (k - 1.0),
            mse: rest / ((n - 1.0) * (k - 1.0)),
            msw: within / (n * (k - 1.0)),
        }
    }

    fn two(self) -> f64 {
        (self.msr - self.mse) / (self.msr + (self.k - 1.0) * self.mse + self.k * (self.msc - self.mse) / self.n)
    }

    /// The interval of the forms that are functions of one F.
    fn by_ratio(self, f: f64, df2: f64, level: f64) -> Option<(f64, f64)> {
        let upper = 1.0 - (1.0 - level) / 2.0;
        let low = f / f_quantile(upper, self.n - 1.0, df2)?;
        let high = f * f_quantile(upper, df2, self.n - 1.0)?;
        let end = |f: f64| (f - 1.0) / (f + self.k - 1.0);
        Some((end(low), end(high)))
    }

    /// The interval of absolute agreement, with Satterthwaite's degrees of freedom.
    fn absolute(self, level: f64) -> Option<(f64, f64)> {
        let Squares { n, k, msr, msc, mse, .. } = self;
        let r = self.two();
        let upper = 1.0 - (1.0 - level) / 2.0;
        let f = msc / mse;
        let rest = n * (1.0 + (k - 1.0) * r) - k * r;
        let over = (k - 1.0) * (n - 1.0) * (k * r * f + rest).powi(2);
        let v = over / ((n - 1.0) * k * k * r * r * f * f + rest * rest);
        if !v.is_finite() {
            return None;
        }
        let first = f_quantile(upper, n - 1.0, v)?;
        let second = f_quantile(upper, v, n - 1.0)?;
        let both = k * msc + (k * n - k - n) * mse;
        Some((n * (msr - first * mse) / (first * both + n * msr), n * (second * msr - mse) / (both + n * second * msr)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<Vec<f64>> {
        // Shrout & Fleiss (1979), table 2
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
            .map(|unit| unit.map(f64::from).to_vec())
            .to_vec()
    }

    #[test]
    fn the_printed_table_has_the_printed_coefficients() {
        // Shrout & Fleiss (1979), table 4
        let found = icc(&table(), 0.95).unwrap();
        for (form, want) in [
            (found.one.0, 0.17),
            (found.two.0, 0.29),
            (found.three.0, 0.71),
            (found.one.1, 0.44),
            (found.two.1, 0.62),
            (found.three.1, 0.91),
        ] {
            assert!((form.value - want).abs() < 0.005, "{form:?} {want}");
        }
        // R psych::ICC
        let (low, high) = found.two.0.interval.unwrap();
        assert!((low - 0.018786513374712).abs() < 1e-11 && (high - 0.761084369648953).abs() < 1e-11);
    }

    #[test]
    fn raters_who_agree_to_the_last_have_a_coefficient_of_one() {
        let found = icc(&[vec![1.0, 1.0], vec![3.0, 3.0], vec![2.0, 2.0]], 0.95).unwrap();
        assert_eq!((found.two.0.value, found.two.1.value, found.two.0.interval), (1.0, 1.0, None));
    }

    #[test]
    fn too_little_has_no_coefficient() {
        assert_eq!(icc(&[], 0.95), None);
        assert_eq!(icc(&[vec![1.0, 2.0]], 0.95), None);
        assert_eq!(icc(&[vec![1.0], vec![2.0]], 0.95), None);
        assert_eq!(icc(&[vec![1.0, 1.0], vec![1.0, 1.0]], 0.95), None);
        assert_eq!(icc(&[vec![1.0, f64::NAN], vec![1.0, 1.0]], 0.95), None);
        assert_eq!(icc(&[vec![1.0, 2.0], vec![1.0]], 0.95), None);
    }
}
