//! P-values adjusted for how many were looked at.
//!
//! What      Holm: the i-th smallest of m becomes the largest of (m − j + 1)·p_j over j ≤ i; Benjamini-Hochberg: the
//!           smallest of m/j·p_j over j ≥ i; both at most 1
//! Source    Holm (1979), Scand. J. Stat. 6:65–70; Benjamini & Hochberg (1995), JRSS B 57:289–300
//! Checked   R `p.adjust`

/// How p-values of one family are adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Adjusted {
    /// No false alarm in the whole family, at the level.
    #[default]
    Holm,
    /// False alarms are at most this share of the alarms.
    BenjaminiHochberg,
}

/// The adjusted p-values in the given order; absent ones stay absent and don't count.
pub fn adjusted(p: &[Option<f64>], how: Adjusted) -> Vec<Option<f64>> {
    let mut order: Vec<usize> = (0..p.len()).filter(|i| p[*i].is_some()).collect();
    order.sort_by(|a, b| p[*a].unwrap_or(1.0).total_cmp(&p[*b].unwrap_or(1.0)));
    let m = order.len() as f64;
    let mut out = vec![None; p.len()];
    let mut bound = match how {
        Adjusted::Holm => 0.0_f64,
        Adjusted::BenjaminiHochberg => 1.0,
    };
    match how {
        Adjusted::Holm => {
            for (rank, i) in order.iter().enumerate() {
                bound = bound.max((m - rank as f64) * p[*i].unwrap_or(1.0)).min(1.0);
                out[*i] = Some(bound);
            }
        }
        Adjusted::BenjaminiHochberg => {
            for (rank, i) in order.iter().enumerate().rev() {
                bound = bound.min(m / (rank as f64 + 1.0) * p[*i].unwrap_or(1.0));
                out[*i] = Some(bound);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_values_are_those_of_r() {
        // R: p.adjust(c(.01, .04, .03, .005, .2), "holm"), the same with "BH"
        let p = [0.01, 0.04, 0.03, 0.005, 0.2].map(Some);
        let close = |have: Vec<Option<f64>>, want: [f64; 5]| {
            for (h, w) in have.into_iter().zip(want) {
                assert!((h.unwrap() - w).abs() < 1e-15, "{h:?} {w}");
            }
        };
        close(adjusted(&p, Adjusted::Holm), [0.04, 0.09, 0.09, 0.025, 0.2]);
        close(adjusted(&p, Adjusted::BenjaminiHochberg), [0.025, 0.05, 0.05, 0.025, 0.2]);
    }

    #[test]
    fn an_absent_value_does_not_count() {
        assert_eq!(adjusted(&[Some(0.02), None, Some(0.03)], Adjusted::Holm), [Some(0.04), None, Some(0.04)]);
    }
}
