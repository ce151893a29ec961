//! Tail probabilities of counts, exact far out in both tails: what funnel limits and their p-values stand on.
//!
//! What      P(X ≤ k), P(X ≥ k) and the interpolated position of a tail probability, for a binomial and a Poisson count
//! Formula   lower position at q: r − (F(r) − q)/f(r), r the smallest count with F(r) ≥ q; upper position at q:
//!           r − (q − S(r))/f(r), r the smallest count with S(r) = P(X > r) ≤ q
//! Source    Spiegelhalter (2005), Stat. Med. 24:1185, appendix; Loader (2000) for f without cancellation
//! Checked   R dbinom, pbinom, ppois; fac_funnel_prop, fac_funnel_ratio
//! Edges     a share of 0 or 1, and a mean of 0, have no tails: the callers answer for them

use std::f64::consts::PI;

/// How a count varies by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Count {
    /// Cases among `n`, each with probability `p`, 0 < p < 1.
    Binomial { n: u64, p: f64 },
    /// Events of which `mean` > 0 are expected.
    Poisson { mean: f64 },
}

/// Beyond so many cases sums of terms take long, and the normal distribution is as good.
pub(super) const MOST: f64 = 1e9;

impl Count {
    /// The mean.
    pub(super) fn mean(self) -> f64 {
        match self {
            Count::Binomial { n, p } => n as f64 * p,
            Count::Poisson { mean } => mean,
        }
    }

    fn sd(self) -> f64 {
        match self {
            Count::Binomial { n, p } => (n as f64 * p * (1.0 - p)).sqrt(),
            Count::Poisson { mean } => mean.sqrt(),
        }
    }

    /// The largest count that can occur.
    fn top(self) -> u64 {
        match self {
            Count::Binomial { n, .. } => n,
            Count::Poisson { .. } => u64::MAX,
        }
    }

    /// P(X = k).
    pub(super) fn at(self, k: u64) -> f64 {
        let x = k as f64;
        match self {
            Count::Binomial { n, .. } if k > n => 0.0,
            Count::Binomial { n, p } if k == 0 => (n as f64 * libm::log1p(-p)).exp(),
            Count::Binomial { n, p } if k == n => (n as f64 * p.ln()).exp(),
            Count::Binomial { n, p } => {
                let n = n as f64;
                let rest = n - x;
                let log = stirling_error(n)
                    - stirling_error(x)
                    - stirling_error(rest)
                    - deviance(x, n * p)
                    - deviance(rest, n * (1.0 - p));
                log.exp() * (n / (2.0 * PI * x * rest)).sqrt()
            }
            Count::Poisson { mean } if k == 0 => (-mean).exp(),
            Count::Poisson { mean } => (-stirling_error(x) - deviance(x, mean)).exp() / (2.0 * PI * x).sqrt(),
        }
    }

    /// P(X = k + 1)/P(X = k).
    fn next(self, k: u64) -> f64 {
        let x = k as f64;
        match self {
            Count::Binomial { n, p } => (n as f64 - x) / (x + 1.0) * p / (1.0 - p),
            Count::Poisson { mean } => mean / (x + 1.0),
        }
    }

    /// P(X = k), P(X = k − 1) and so on, added up.
    fn downwards(self, k: u64) -> f64 {
        let mut term = self.at(k);
        let mut sum = term;
        for j in (0..k).rev() {
            term /= self.next(j);
            sum += term;
            if term <= 1e-18 * sum {
                break;
            }
        }
        sum
    }

    /// P(X = k), P(X = k + 1) and so on, added up.
    fn upwards(self, k: u64) -> f64 {
        let mut term = self.at(k);
        let mut sum = term;
        for j in k..self.top() {
            term *= self.next(j);
            sum += term;
            if term <= 1e-18 * sum {
                break;
            }
        }
        sum
    }

    /// P(X ≤ k).
    pub(super) fn at_most(self, k: u64) -> f64 {
        if k >= self.top() {
            1.0
        } else if (k as f64) < self.mean() {
            self.downwards(k).min(1.0)
        } else {
            1.0 - self.upwards(k + 1).min(1.0)
        }
    }

    /// P(X ≥ k).
    pub(super) fn at_least(self, k: u64) -> f64 {
        if k == 0 {
            1.0
        } else if k > self.top() {
            0.0
        } else if (k as f64) > self.mean() {
            self.upwards(k).min(1.0)
        } else {
            1.0 - self.downwards(k - 1).min(1.0)
        }
    }

    /// A count near the place where the normal quantile is z, from which the search starts.
    fn near(self, z: f64) -> u64 {
        let skew = match self {
            Count::Binomial { p, .. } => (1.0 - 2.0 * p) * (z * z - 1.0) / 6.0,
            Count::Poisson { .. } => (z * z - 1.0) / 6.0,
        };
        ((self.mean() + z * self.sd() + skew).max(0.0) as u64).min(self.top())
    }

    /// The place in the lower tail with probability `tail` below it; `z` is the normal quantile of the tail, above 0.
    pub(super) fn lower(self, tail: f64, z: f64) -> f64 {
        let mut r = self.near(-z);
        let mut mass = self.at(r);
        let mut below = self.at_most(r);
        while below < tail && r < self.top() {
            mass *= self.next(r);
            r += 1;
            below += mass;
        }
        while r > 0 && below - mass >= tail {
            below -= mass;
            r -= 1;
            mass /= self.next(r);
        }
        place(r, below - tail, mass)
    }

    /// The place in the upper tail with probability `tail` above it.
    pub(super) fn upper(self, tail: f64, z: f64) -> f64 {
        let mut r = self.near(z);
        let mut mass = self.at(r);
        let mut above = if r < self.top() { self.at_least(r + 1) } else { 0.0 };
        while above > tail && r < self.top() {
            mass *= self.next(r);
            r += 1;
            above -= mass;
        }
        while r > 0 && above + mass <= tail {
            above += mass;
            r -= 1;
            mass /= self.next(r);
        }
        place(r, tail - above, mass)
    }
}

fn place(r: u64, excess: f64, mass: f64) -> f64 {
    if mass > 0.0 { r as f64 - excess / mass } else { r as f64 }
}

/// ln n! minus Stirling's formula.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (2.0 * PI).ln();
    }
    let s = 1.0 / (n * n);
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - s / 1188.0) * s) * s) * s) / n
}

/// x·ln(x/m) + m − x, also where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    for j in 1..1000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-12 * want.abs(), "have {have}, want {want}");
    }

    #[test]
    fn the_terms_of_a_small_binomial_are_those_of_a_hand_calculation() {
        let count = Count::Binomial { n: 4, p: 0.5 };
        for (k, want) in [(0, 1.0), (1, 4.0), (2, 6.0), (3, 4.0), (4, 1.0)] {
            close(count.at(k), want / 16.0);
        }
        close(count.at_most(1), 5.0 / 16.0);
        close(count.at_least(3), 5.0 / 16.0);
        assert_eq!(count.at_least(5), 0.0);
    }

    #[test]
    fn both_tails_add_up_to_one_also_for_large_counts() {
        for count in [Count::Binomial { n: 1_000_000, p: 0.3 }, Count::Poisson { mean: 250_000.0 }] {
            let k = count.mean() as u64 + 700;
            assert!((count.at_most(k) + count.at_least(k + 1) - 1.0).abs() < 1e-12);
            // Two independent roads to the same number: the lower sum and one less the upper sum.
            assert!((count.downwards(k) - count.at_most(k)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_poisson_count_of_nothing_is_the_exponential() {
        close(Count::Poisson { mean: 2.5 }.at_most(0), (-2.5_f64).exp());
    }
}
