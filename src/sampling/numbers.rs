//! Random numbers that anybody can make again: L'Ecuyer's MRG32k3a, from a seed.
//!
//! What      x_n = (1403580·x_{n−2} − 810728·x_{n−3}) mod m₁, y_n = (527612·y_{n−1} − 1370589·y_{n−3}) mod m₂, u = (x_n − y_n mod m₁)/(m₁ + 1),
//!           m₁ = 4294967087, m₂ = 4294944443; a difference of 0 counts as m₁
//! Seed      s ← (69069·s + 1) mod 2³², 50 times; then six values more, passing over those that aren't below m₂
//! Source    L'Ecuyer (1999), Operations Research 47:159–164; the seeding is that of R
//! Checked   R: `RNGkind("L'Ecuyer-CMRG"); set.seed(2026); runif(5)` gives the same numbers, to the last digit
//! Edges     seeds are whole numbers from 0 to 2³¹ − 1, as R takes them

/// A stream of numbers between 0 and 1, never either of them.
#[derive(Debug, Clone)]
pub struct Numbers {
    x: [i64; 3],
    y: [i64; 3],
}

const M1: i64 = 4_294_967_087;
const M2: i64 = 4_294_944_443;

impl Numbers {
    /// The largest seed.
    pub const LARGEST_SEED: u32 = i32::MAX as u32;

    /// The stream of this seed, which is at most [`Numbers::LARGEST_SEED`].
    pub fn new(seed: u32) -> Numbers {
        let step = |s: u32| s.wrapping_mul(69_069).wrapping_add(1);
        let mut s = (0..50).fold(seed, |s, _| step(s));
        let mut next = || {
            s = step(s);
            while i64::from(s) >= M2 {
                s = step(s);
            }
            i64::from(s)
        };
        Numbers { x: [next(), next(), next()], y: [next(), next(), next()] }
    }

    /// The next number.
    pub fn uniform(&mut self) -> f64 {
        let [x1, x2, x3] = self.x;
        let [y1, y2, y3] = self.y;
        let x = (1_403_580 * x2 - 810_728 * x1).rem_euclid(M1);
        let y = (527_612 * y3 - 1_370_589 * y1).rem_euclid(M2);
        self.x = [x2, x3, x];
        self.y = [y2, y3, y];
        let difference = if x > y { x - y } else { x - y + M1 };
        difference as f64 * 2.328_306_549_295_727_688e-10
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_state_gives_the_published_first_number() {
        // L'Ecuyer, Simard, Chen & Kelton (2002), RngStreams: all six values 12345.
        let mut numbers = Numbers { x: [12_345; 3], y: [12_345; 3] };
        assert!((numbers.uniform() - 0.127_011_122_046_577).abs() < 1e-15);
    }

    #[test]
    fn a_seed_gives_the_numbers_that_r_gives() {
        // RNGkind("L'Ecuyer-CMRG"); set.seed(2026); runif(5), and set.seed(0); runif(2), printed by R 4.2.2 with 17 digits.
        let mut numbers = Numbers::new(2026);
        for r in [
            0.195_109_441_779_266_12,
            0.091_413_723_540_970_715,
            0.907_019_122_657_360_95,
            0.609_057_779_350_322_24,
            0.307_867_085_336_789_91,
        ] {
            assert_eq!(numbers.uniform(), r);
        }
        let mut zero = Numbers::new(0);
        assert_eq!([zero.uniform(), zero.uniform()], [0.332_927_492_272_322_66, 0.890_352_617_994_264_02]);
    }
}
