//! How many replicate weights say something of their own: the degrees of freedom of a design that is known by them alone.
//!
//! What      the rank of the matrix of weights, one row for each respondent, one column for each replicate; df = rank − 1
//! How       an orthonormal basis of the rows so far, and one direction at right angles to all of it: a row that has a part in that
//!           direction is new. Each row costs as many steps as there are replicates, and only new ones are kept
//! Source    R survey, `degf`: `qr(weights(design), tol = 1e-5)$rank − 1`
//! Checked   `qr` of R on the weights of tests/golden
//! Edges     a row of zeros adds nothing; parts below 1e-5 of a row are rounding of the file, as in R

/// The rank of rows that go by.
#[derive(Debug, Clone)]
pub struct Rank {
    columns: usize,
    basis: Vec<Vec<f64>>,
    /// At right angles to the basis; none once every direction is in it.
    other: Option<Vec<f64>>,
}

/// What is less of a row than this is rounding.
const TOLERANCE: f64 = 1e-5;

impl Rank {
    /// Nothing seen of rows with so many columns.
    pub fn new(columns: usize) -> Rank {
        // Any direction does that no real weights stand at right angles to; it is the same each time.
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        let other: Vec<f64> = (0..columns).map(|_| next()).collect();
        Rank { columns, basis: Vec::new(), other: unit(other) }
    }

    /// Sees a row.
    pub fn row(&mut self, row: &[f64]) {
        let Some(other) = &self.other else { return };
        let length = dot(row, row).sqrt();
        let open = (self.columns - self.basis.len()) as f64;
        // The part in one direction is smaller than the whole part outside: by the root of how many there are, and by chance.
        let seems_new = length > 0.0 && dot(row, other).abs() > TOLERANCE / 16.0 * length / open.sqrt();
        if !seems_new {
            return;
        }
        let outside = self.outside(row.to_vec());
        if dot(&outside, &outside).sqrt() <= TOLERANCE * length {
            return;
        }
        let Some(new) = unit(outside) else { return };
        self.basis.push(new);
        let before = self.other.take().filter(|_| self.basis.len() < self.columns);
        self.other = before.and_then(|other| unit(self.outside(other)));
    }

    /// The part of a vector outside of the basis; twice, because once leaves rounding.
    fn outside(&self, mut vector: Vec<f64>) -> Vec<f64> {
        for _ in 0..2 {
            for direction in &self.basis {
                let k = dot(&vector, direction);
                vector.iter_mut().zip(direction).for_each(|(v, d)| *v -= k * d);
            }
        }
        vector
    }

    /// The rank of the rows so far.
    pub fn rank(&self) -> usize {
        self.basis.len()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(vector: Vec<f64>) -> Option<Vec<f64>> {
    let length = dot(&vector, &vector).sqrt();
    (length > 0.0).then(|| vector.into_iter().map(|v| v / length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_balanced_replicates_of_three_strata_have_rank_four() {
        // The ambulances of Levy and Lemeshow in R's survey package, ?svrepdesign; R: qr(weights)$rank is 4, degf is 3
        let columns =
            [[1., 0., 1., 0., 1., 0.], [1., 0., 0., 1., 0., 1.], [0., 1., 1., 0., 0., 1.], [0., 1., 0., 1., 1., 0.]];
        let mut rank = Rank::new(4);
        for row in 0..6 {
            rank.row(&columns.map(|column| 2.0 * column[row]));
        }
        assert_eq!(rank.rank(), 4);
    }

    #[test]
    fn weights_rounded_to_six_digits_gain_no_rank() {
        // Four clusters in eight replicates; nothing is new but the rounding.
        let factors =
            [[0.0, 1.125, 2.25, 1.125, 0.0, 3.375, 1.125, 0.0], [1.125, 0.0, 0.0, 2.25, 1.125, 1.125, 0.0, 2.25]];
        let mut rank = Rank::new(8);
        for row in 0..200 {
            let weight = 100.0 + 3.7 * f64::from(row % 83) / 7.0;
            let six = |factor: f64| format!("{:.3}", weight * factor).parse::<f64>().unwrap();
            rank.row(&factors[row as usize % 2].map(six));
        }
        assert_eq!(rank.rank(), 2);
    }

    #[test]
    fn rows_that_are_sums_of_others_add_nothing_however_many_there_are() {
        let mut rank = Rank::new(7);
        for k in 0..500 {
            let (a, b) = (1.0 + f64::from(k % 13), f64::from(k % 7) - 2.0);
            rank.row(&[a, b, a + b, a - b, 2.0 * a, 3.0 * b, a + 2.0 * b]);
        }
        assert_eq!(rank.rank(), 2);
    }

    #[test]
    fn every_deletion_of_a_jackknife_is_a_direction_of_its_own() {
        let n = 40;
        let mut rank = Rank::new(n);
        for row in 0..3 * n {
            let weight = 1.0 + (row % 5) as f64;
            let kept = |replicate: usize| if row % n == replicate { 0.0 } else { weight * 40.0 / 39.0 };
            rank.row(&(0..n).map(kept).collect::<Vec<_>>());
        }
        assert_eq!(rank.rank(), n);
    }
}
