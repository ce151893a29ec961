//! What a statistic is to whatever finds its error: a value of sums over all rows, and a score of sums over some of them.

use crate::tally::Totals;

/// Sums over rows.
pub trait Summed: Copy + Default {
    /// Adds the sums of other rows.
    fn add(&mut self, other: &Self);
    /// These sums without those of some of their rows.
    fn less(&self, part: &Self) -> Self;
    /// The same rows with weights so many times as large.
    fn scaled(self, k: f64) -> Self;
    /// The same sums of rows that aren't counted.
    fn uncounted(self) -> Self;
}

/// A statistic of sums.
pub trait Statistic<T> {
    /// Its value, where these are the sums over all rows; none where it isn't defined.
    fn value(&self, all: &T) -> Option<f64>;
    /// What some of the rows add to its deviation, where `all` are the sums of all.
    fn score(&self, all: &T) -> impl Fn(&T) -> f64;
}

impl Summed for Totals {
    fn add(&mut self, other: &Totals) {
        self.add(other);
    }

    fn less(&self, part: &Totals) -> Totals {
        self.less(part)
    }

    fn scaled(self, k: f64) -> Totals {
        self.scaled(k)
    }

    fn uncounted(self) -> Totals {
        Totals { n: 0, zero_weight: 0, ..self }
    }
}

/// The sum over all units.
pub fn whole<T: Summed>(units: &[(u32, T)]) -> T {
    let mut all = T::default();
    units.iter().for_each(|(_, of)| all.add(of));
    all
}
