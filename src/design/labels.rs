//! Labels of units, facilities and places to numbers, found by one look.
//!
//! Every row asks for its unit, so this look must be short: a label of usual length stands in the table itself, and finding
//! it touches one place of memory.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

/// Labels, each with its number.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Box<[u8]>, u32>,
}

/// A label of up to 31 bytes, with its length in the byte behind them.
#[derive(Debug, Clone, Copy, Eq, Default)]
pub struct Short([u64; 4]);

/// Bytes of a short label: fifteen letters of Cyrillic.
const SHORT: usize = 31;

impl Short {
    /// A label, unless it is longer.
    #[inline]
    pub fn new(label: &[u8]) -> Option<Short> {
        if label.len() > SHORT {
            return None;
        }
        let mut bytes = [0_u8; SHORT + 1];
        bytes[..label.len()].copy_from_slice(label);
        bytes[SHORT] = label.len() as u8;
        let (words, _) = bytes.as_chunks::<8>();
        Some(Short(std::array::from_fn(|i| u64::from_le_bytes(words[i]))))
    }

    /// A label whose bytes lie in words already, with its length in the last byte.
    #[inline]
    pub fn of_words(words: [u64; 4]) -> Short {
        Short(words)
    }
}

impl PartialEq for Short {
    /// Word by word in registers: for an array the compiler calls a function that compares memory.
    #[inline]
    fn eq(&self, other: &Short) -> bool {
        self.0.iter().zip(&other.0).fold(0, |differ, (ours, theirs)| differ | (ours ^ theirs)) == 0
    }
}

impl Hash for Short {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

impl Labels {
    /// The number of a label.
    #[inline]
    pub fn get(&self, label: &[u8]) -> Option<u32> {
        match Short::new(label) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(label).copied(),
        }
    }

    /// The number of a short label.
    #[inline]
    pub fn get_short(&self, label: &Short) -> Option<u32> {
        self.short.get(label).copied()
    }

    /// How many labels there are.
    pub fn count(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Gives a label a number, in place of the one that it may have.
    pub fn insert(&mut self, label: &[u8], number: u32) {
        match Short::new(label) {
            Some(short) => self.short.insert(short, number),
            None => self.long.insert(label.into(), number),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_differ_only_in_length_or_trailing_zeros_are_kept_apart() {
        let texts: [&[u8]; 6] =
            [b"", b"\0", b"\0\0", "Ховд".as_bytes(), "Ховд, Жаргалант сум, 3-р баг".as_bytes(), &[7; SHORT]];
        let mut labels = Labels::default();
        for (text, number) in texts.into_iter().zip(0..) {
            assert_eq!(labels.get(text), None);
            labels.insert(text, number);
        }
        for (text, number) in texts.into_iter().zip(0..) {
            assert_eq!(labels.get(text), Some(number));
        }
        assert_eq!(labels.get(&[7; SHORT + 1]), None);
    }

    #[test]
    fn labels_that_differ_in_any_byte_or_in_their_length_are_kept_apart() {
        for length in 0..=SHORT {
            let label: Vec<u8> = (1..=length as u8).collect();
            let mut labels = Labels::default();
            labels.insert(&label, 1);
            assert_eq!(labels.get(&label), Some(1));
            for at in 0..length {
                let mut other = label.clone();
                other[at] = 200;
                assert_eq!(labels.get(&other), None, "{length}, {at}");
            }
            for other in 0..=SHORT {
                let same = [1; SHORT];
                let mut labels = Labels::default();
                labels.insert(&same[..length], 1);
                assert_eq!(labels.get(&same[..other]).is_some(), other == length, "{length}, {other}");
            }
        }
    }
}
