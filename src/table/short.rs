//! Short numbers, read eight bytes at a time: ages, weights and amounts are hardly ever longer.
//!
//! Digit by digit, the length of a number and the place of its sign are branches that nobody can foresee.

/// The number that up to eight bytes say, if they are digits with at most one decimal sign among or before them; the same as
/// digit by digit. None means to look closer.
#[inline]
pub(super) fn short_number(bytes: &[u8; 8], length: usize, sign: u8) -> Option<f64> {
    if length == 0 || length > 8 {
        return None;
    }
    // The text at the upper end, so that digits stand at the same places whatever its length.
    let mut word = u64::from_le_bytes(*bytes) << (8 * (8 - length));
    let signs = word ^ (EACH * u64::from(sign));
    let found = signs.wrapping_sub(EACH) & !signs & (EACH << 7);
    let (mut digits, mut places) = (length, 0);
    if found != 0 {
        // What stands before the sign moves up over it.
        let at = found.trailing_zeros() / 8;
        let before = word & ((1 << (8 * at)) - 1);
        word = (word & !(u64::MAX >> (56 - 8 * at))) | before << 8;
        (digits, places) = (length - 1, 7 - at as usize);
        if places == 0 {
            return None;
        }
    }
    // Zeros before the first digit.
    word |= ZEROS & (1_u64 << (8 * (8 - digits))).wrapping_sub(1);
    let upper = EACH * 0xF0;
    let all_digits = (word & upper) | (word.wrapping_add(EACH * 6) & upper) >> 4;
    (all_digits == EACH * 0x33).then(|| f64::from(eight_digits(word)) / EXACT[places])
}

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The digit 0 in each byte.
const ZEROS: u64 = EACH * b'0' as u64;

const EXACT: [f64; 8] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

/// The number of eight digits: pairs, then fours, then all, side by side in one word.
#[inline]
fn eight_digits(word: u64) -> u32 {
    let digits = word - ZEROS;
    let pairs = digits * 10 + (digits >> 8);
    const PAIRS: u64 = 0x0000_00FF_0000_00FF;
    let upper = (pairs & PAIRS).wrapping_mul(100 + (1_000_000 << 32));
    let lower = (pairs >> 16 & PAIRS).wrapping_mul(1 + (10_000 << 32));
    (upper.wrapping_add(lower) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Decimal, parse_number};
    use super::*;

    /// The text with something behind it, as in a chunk.
    fn short(text: &[u8], sign: u8) -> Option<f64> {
        let mut bytes = [b'7'; 8];
        let length = text.len().min(8);
        bytes[..length].copy_from_slice(&text[..length]);
        short_number(&bytes, text.len(), sign)
    }

    #[test]
    fn short_numbers_are_what_they_are_digit_by_digit() {
        assert_eq!(short(b"43", b'.'), Some(43.0));
        assert_eq!(short(b"0", b'.'), Some(0.0));
        assert_eq!(short(b"319.999", b'.'), Some(319.999));
        assert_eq!(short(b"12345678", b'.'), Some(12_345_678.0));
        assert_eq!(short(b"0012,500", b','), Some(12.5));
        assert_eq!(short(b".5", b'.'), Some(0.5));
        for text in ["", "5.", ".", "-1", "1 2", "1.2.3", "1,5", "1e3", "Ховд", "123456789"] {
            assert_eq!(short(text.as_bytes(), b'.'), None, "{text}");
        }
    }

    #[test]
    fn no_text_of_digits_and_signs_is_read_in_another_way() {
        let alphabet = b"0123456789.,-+ eE/:\xD2\x00\x80\xFF";
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut below = move |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        let mut read = 0;
        for round in 0..200_000 {
            // Mostly digits, so that many are numbers.
            let text: Vec<u8> = (0..1 + below(9))
                .map(|_| alphabet[if below(8) == 0 { below(alphabet.len()) } else { below(11) }])
                .collect();
            for decimal in [Decimal::Point, Decimal::Comma] {
                if let Some(number) = short(&text, decimal.sign()) {
                    read += 1;
                    let slowly = parse_number(&text, decimal).map(f64::to_bits);
                    assert_eq!(Some(number.to_bits()), slowly, "round {round}: {}", text.escape_ascii());
                }
            }
        }
        assert!(read > 100_000, "{read}");
    }
}
