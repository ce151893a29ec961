//! Whether two groups answer differently: Fisher's exact test of a table of two by two, chi-squared of two by many.
//!
//! What      the probability of a table at least as far from independence as the one seen, with its margins
//! Formula   Fisher: the sum of P(x) over all x with P(x) ≤ P(seen)·(1 + 1e-7), P hypergeometric;
//!           chi-squared: Σ (seen − expected)² / expected with (columns − 1) degrees of freedom, without continuity correction
//! Source    Fisher (1935), JRSS 98:39–82; the tolerance of ties is that of R; Pearson (1900), Phil. Mag. 50:157–175
//! Checked   R fisher.test, chisq.test(correct = FALSE): 1e-10 relative
//! Edges     an empty row or column says nothing: no p; rare answers are put together, rarest first, until all are expected
//!           at least five times in both groups; where only two kinds remain or fewer, the test is Fisher's

use crate::estimate::chi2_upper_p;

/// Expected counts below this make chi-squared a poor guide (Cochran 1954).
const LEAST_EXPECTED: f64 = 5.0;

/// Two-sided p of a table of two by two: `[[a, b], [c, d]]`.
pub fn fisher([[a, b], [c, d]]: [[u64; 2]; 2]) -> Option<f64> {
    let (row, other, column) = (a + b, c + d, a + c);
    if row == 0 || other == 0 || column == 0 || b + d == 0 {
        return None;
    }
    // P relative to the table seen, by the ratio of neighbours, so that no factorial is needed.
    let (least, most) = (column.saturating_sub(other), column.min(row));
    let up = |x: u64| {
        let (x, row, other, column) = (x as f64, row as f64, other as f64, column as f64);
        (row - x) * (column - x) / ((x + 1.0) * (other - column + x + 1.0))
    };
    let limit = 1.0 + 1e-7;
    let (mut all, mut extreme) = (1.0, 1.0);
    let mut add = |p: f64| {
        all += p;
        if p <= limit {
            extreme += p;
        }
    };
    let mut p = 1.0;
    for x in a..most {
        p *= up(x);
        add(p);
    }
    p = 1.0;
    for x in (least..a).rev() {
        p /= up(x);
        add(p);
    }
    let p: f64 = extreme / all;
    p.is_finite().then_some(p.min(1.0))
}

/// Chi-squared of a table of two rows, with its degrees of freedom and p.
pub fn chi_squared(ours: &[u64], theirs: &[u64]) -> Option<(f64, f64, f64)> {
    let (n, m) = (ours.iter().sum::<u64>() as f64, theirs.iter().sum::<u64>() as f64);
    let both: Vec<(f64, f64)> =
        ours.iter().zip(theirs).map(|(a, b)| (*a as f64, *b as f64)).filter(|(a, b)| a + b > 0.0).collect();
    if n == 0.0 || m == 0.0 || both.len() < 2 {
        return None;
    }
    let term = |(a, b): &(f64, f64)| {
        let (x, y) = ((a + b) * n / (n + m), (a + b) * m / (n + m));
        (a - x).powi(2) / x + (b - y).powi(2) / y
    };
    let (statistic, df) = (both.iter().map(term).sum(), both.len() as f64 - 1.0);
    Some((statistic, df, chi2_upper_p(statistic, df)?))
}

/// P that two groups answer alike, by whichever test the counts bear.
pub fn alike(ours: &[u64], theirs: &[u64]) -> Option<f64> {
    let (n, m) = (ours.iter().sum::<u64>() as f64, theirs.iter().sum::<u64>() as f64);
    if n == 0.0 || m == 0.0 {
        return None;
    }
    let mut kinds: Vec<(u64, u64)> =
        ours.iter().zip(theirs).map(|(a, b)| (*a, *b)).filter(|(a, b)| a + b > 0).collect();
    let smaller = n.min(m) / (n + m);
    kinds.sort_by_key(|(a, b)| std::cmp::Reverse(a + b));
    while kinds.len() > 2 && kinds.last().is_some_and(|(a, b)| (a + b) as f64 * smaller < LEAST_EXPECTED) {
        let (a, b) = kinds.pop().expect("there are more than two");
        let last = kinds.last_mut().expect("there are two at least");
        *last = (last.0 + a, last.1 + b);
        kinds.sort_by_key(|(a, b)| std::cmp::Reverse(a + b));
    }
    match kinds[..] {
        [(a, c), (b, d)] => fisher([[a, b], [c, d]]),
        [] | [_] => None,
        _ => {
            let (ours, theirs): (Vec<u64>, Vec<u64>) = kinds.into_iter().unzip();
            chi_squared(&ours, &theirs).map(|(_, _, p)| p)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(ours: f64, theirs: f64) -> bool {
        (ours - theirs).abs() <= 1e-10 * theirs.abs()
    }

    #[test]
    fn fishers_test_is_that_of_r() {
        // R: fisher.test(matrix(c(3,17,40,60),2))$p.value and so on; R fills matrices by column.
        for (table, p) in [
            ([[3, 40], [17, 60]], 0.041_036_176_885_565_1),
            ([[0, 30], [20, 250]], 0.238_938_937_338_082),
            ([[10, 3], [2, 15]], 0.000_536_724_119_143_437),
            ([[120, 900], [380, 1600]], 1.592_850_792_665_47e-07),
        ] {
            let ours = fisher(table).expect("a p");
            assert!(near(ours, p), "{table:?}: {ours}");
        }
        assert_eq!(fisher([[0, 0], [4, 5]]), None);
        assert_eq!(fisher([[0, 3], [0, 5]]), None);
    }

    #[test]
    fn chi_squared_is_that_of_r() {
        // R: chisq.test(rbind(c(12,30,18), c(80,150,270)), correct = FALSE)
        let (statistic, df, p) = chi_squared(&[12, 30, 18], &[80, 150, 270]).expect("a test");
        assert!(near(statistic, 13.188_405_797_101_45) && df == 2.0 && near(p, 0.001_368_277_131_831_22));
        // R: chisq.test(rbind(c(12,30), c(80,150)), correct = FALSE)
        let (statistic, _, p) = chi_squared(&[12, 30], &[80, 150]).expect("a test");
        assert!(near(statistic, 0.612_116_302_097_399) && near(p, 0.433_992_095_929_779));
        assert_eq!(chi_squared(&[12, 0], &[80, 0]), None);
    }

    #[test]
    fn rare_answers_are_put_together_before_they_are_compared() {
        // 20 against 280, two rare answers of 3 together: what is left is two by two, and R says
        // fisher.test(matrix(c(0,20,30,250),2))$p.value
        let p = alike(&[20, 0, 0], &[250, 28, 2]).expect("a p");
        assert!(near(p, 0.238_938_937_338_082), "{p}");
    }
}
