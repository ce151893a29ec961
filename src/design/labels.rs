//! Labels of units, facilities and places to numbers, found by one look.
//!
//! Every row asks for its unit, so this look must be short: a label of usual length stands in the table itself, and finding
//! it touches one place of memory.

use rustc_hash::FxHashMap;

/// Labels, each with its number.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Box<[u8]>, u32>,
}

/// A label of up to [`SHORT`] bytes, with its length in the byte behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Short([u64; 4]);

/// Bytes of a short label: fifteen letters of Cyrillic.
const SHORT: usize = 31;

impl Short {
    #[inline]
    fn new(label: &[u8]) -> Option<Short> {
        if label.len() > SHORT {
            return None;
        }
        let mut bytes = [0_u8; SHORT + 1];
        bytes[..label.len()].copy_from_slice(label);
        bytes[SHORT] = label.len() as u8;
        let (words, _) = bytes.as_chunks::<8>();
        Some(Short(std::array::from_fn(|i| u64::from_le_bytes(words[i]))))
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
}
