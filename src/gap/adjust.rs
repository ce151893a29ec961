//! P-values adjusted for how many were looked at.
//!
//! What      of m p-values in rising order, with j counted from the smallest. Bonferroni: m·p. Holm: the largest of
//!           (m − j + 1)·p_j over j ≤ i. Hochberg: the smallest of (m − j + 1)·p_j over j ≥ i. Benjamini-Hochberg: the smallest
//!           of m/j·p_j over j ≥ i. Benjamini-Yekutieli: that times 1 + 1/2 + … + 1/m. All at most 1
//! Source    Holm (1979), Scand. J. Stat. 6:65–70; Hochberg (1988), Biometrika 75:800–802; Benjamini & Hochberg (1995), JRSS B
//!           57:289–300; Benjamini & Yekutieli (2001), Ann. Stat. 29:1165–1188
//! Checked   R `p.adjust`, 1e-14
//! Edges     absent values, and those that are no number, stay absent and don't count

/// How p-values of one family are adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Adjusted {
    /// No false alarm in the whole family, at the level.
    #[default]
    Holm,
    /// The same, for tests that are independent or go together.
    Hochberg,
    /// The same as Holm, in one step, and never sharper.
    Bonferroni,
    /// False alarms are at most this share of the alarms.
    BenjaminiHochberg,
    /// The same, however the tests depend on each other.
    BenjaminiYekutieli,
}

/// The adjusted p-values in the given order; absent ones stay absent and don't count.
pub fn adjusted(p: &[Option<f64>], how: Adjusted) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> =
        p.iter().enumerate().filter_map(|(i, p)| Some((i, p.filter(|p| !p.is_nan())?))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let m = order.len() as f64;
    let step_down = |rank: f64, p: f64| (m - rank) * p;
    let step_up = |rank: f64, p: f64| m / (rank + 1.0) * p;
    let mut out = vec![None; p.len()];
    match how {
        Adjusted::Bonferroni => order.iter().for_each(|(i, p)| out[*i] = Some((m * p).min(1.0))),
        Adjusted::Holm => {
            let mut bound = 0.0_f64;
            for (rank, (i, p)) in order.iter().enumerate() {
                bound = bound.max(step_down(rank as f64, *p)).min(1.0);
                out[*i] = Some(bound);
            }
        }
        Adjusted::Hochberg => from_above(&order, step_down, &mut out),
        Adjusted::BenjaminiHochberg => from_above(&order, step_up, &mut out),
        Adjusted::BenjaminiYekutieli => {
            let harmonic: f64 = (1..=order.len()).map(|j| 1.0 / j as f64).sum();
            from_above(&order, |rank, p| harmonic * step_up(rank, p), &mut out);
        }
    }
    out
}

/// The smallest so far, from the largest p-value down.
fn from_above(order: &[(usize, f64)], factor: impl Fn(f64, f64) -> f64, out: &mut [Option<f64>]) {
    let mut bound = 1.0_f64;
    for (rank, (i, p)) in order.iter().enumerate().rev() {
        bound = bound.min(factor(rank as f64, *p));
        out[*i] = Some(bound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_values_are_those_of_r() {
        // R: p.adjust(c(.01, .04, .03, .005, .2), "holm"), the same with "hochberg", "BH", "BY", "bonferroni"
        let p = [0.01, 0.04, 0.03, 0.005, 0.2].map(Some);
        let close = |have: Vec<Option<f64>>, want: [f64; 5]| {
            for (h, w) in have.into_iter().zip(want) {
                assert!((h.unwrap() - w).abs() < 1e-15, "{h:?} {w}");
            }
        };
        close(adjusted(&p, Adjusted::Holm), [0.04, 0.09, 0.09, 0.025, 0.2]);
        close(adjusted(&p, Adjusted::Hochberg), [0.04, 0.08, 0.08, 0.025, 0.2]);
        close(adjusted(&p, Adjusted::BenjaminiHochberg), [0.025, 0.05, 0.05, 0.025, 0.2]);
        let h = 137.0 / 60.0;
        close(adjusted(&p, Adjusted::BenjaminiYekutieli), [0.025 * h, 0.05 * h, 0.05 * h, 0.025 * h, 0.2 * h]);
        close(adjusted(&p, Adjusted::Bonferroni), [0.05, 0.2, 0.15, 0.025, 1.0]);
    }

    #[test]
    fn an_absent_value_does_not_count() {
        let p = [Some(0.02), None, Some(0.03), Some(f64::NAN)];
        assert_eq!(adjusted(&p, Adjusted::Holm), [Some(0.04), None, Some(0.04), None]);
        assert_eq!(adjusted(&[], Adjusted::Hochberg), []);
    }
}
