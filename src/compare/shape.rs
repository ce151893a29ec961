//! The shape of a figure over facilities: how skewed it is and how heavy its tails are, before it goes into a composite.
//!
//! Formula   with m_r the mean of (x − mean)^r: skew g₁ = m₃/m₂^1.5, adjusted √(n(n − 1))/(n − 2)·g₁; kurtosis g₂ = m₄/m₂² − 3,
//!           adjusted (n − 1)/((n − 2)(n − 3))·((n + 1)·g₂ + 6)
//! Source    Joanes & Gill (1998), The Statistician 47:183; COINr takes skew above 2 with kurtosis above 3.5 for outliers
//! Checked   R: asem_stats, 1e-9 relative
//! Edges     fewer than four values, or all alike: no skew and no kurtosis

/// The shape of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Values that are there.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation; none of one value.
    pub sd: Option<f64>,
    /// Adjusted skew.
    pub skew: Option<f64>,
    /// Adjusted excess kurtosis.
    pub kurtosis: Option<f64>,
}

impl Shape {
    /// Whether a few values would dominate a composite.
    pub fn has_outliers(&self) -> bool {
        self.skew.is_some_and(|s| s.abs() > 2.0) && self.kurtosis.is_some_and(|k| k > 3.5)
    }
}

/// The shape of the values that are there; none if there is none.
pub fn shape(values: &[Option<f64>]) -> Option<Shape> {
    let x: Vec<f64> = values.iter().flatten().copied().filter(|x| x.is_finite()).collect();
    if x.is_empty() {
        return None;
    }
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let moment = |r: i32| x.iter().map(|x| (x - mean).powi(r)).sum::<f64>() / n;
    let (m2, m3, m4) = (moment(2), moment(3), moment(4));
    let whole = n > 3.0 && m2 > 1e-28 * mean * mean;
    let skew = (n * (n - 1.0)).sqrt() / (n - 2.0) * m3 / m2.powf(1.5);
    let kurtosis = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (m4 / (m2 * m2) - 3.0) + 6.0);
    let kept = |x: f64| (whole && x.is_finite()).then_some(x);
    Some(Shape {
        n: x.len() as u64,
        mean,
        sd: (n > 1.0).then(|| (m2 * n / (n - 1.0)).sqrt()),
        skew: kept(skew),
        kurtosis: kept(kurtosis),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_large_value_of_five_is_an_outlier() {
        // By hand: m₂ = .16, m₃ = .096, m₄ = .0832: g₁ = 1.5, g₂ = .25
        let found = shape(&[0.0, 0.0, 0.0, 0.0, 1.0].map(Some)).unwrap();
        assert!((found.skew.unwrap() - 20.0_f64.sqrt() / 3.0 * 1.5).abs() < 1e-12);
        assert!((found.kurtosis.unwrap() - 4.0 / 6.0 * (6.0 * 0.25 + 6.0)).abs() < 1e-12);
        assert!(found.has_outliers());
    }

    #[test]
    fn too_few_values_and_equal_ones_have_no_shape() {
        assert_eq!(shape(&[None, Some(f64::NAN)]), None);
        assert_eq!(shape(&[Some(1.0)]).unwrap().sd, None);
        assert_eq!(shape(&[Some(0.1); 9]).unwrap().skew, None);
        assert!(!shape(&[Some(0.1); 9]).unwrap().has_outliers());
    }
}
