//! Codes of places: two to five digits, with or without MN, as spreadsheets leave them.

use super::gazetteer::{Gazetteer, PlaceId};
use unicode_normalization::UnicodeNormalization;

/// The places that a code could mean; empty if the text is no code of a place.
///
/// Unit codes have two digits (aimags) or four (soums, districts); the statistics office puts one digit before them.
/// ISO 3166-2 codes are `MN-` and three digits that begin with 0. Where a lost or added zero or hyphen makes ISO's 041
/// (Khuvsgul) and the unit code 41 (Tuv) meet, both are given.
pub fn places(text: &str) -> Vec<PlaceId> {
    let gazetteer = Gazetteer::get();
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let plain = plain.replace(['‐', '‑', '–', '—', '−'], "-");
    if let Some(region) = plain.strip_prefix('R').filter(|n| n.len() == 1) {
        return gazetteer.by_code(&format!("R{region}")).into_iter().collect();
    }
    let (prefixed, hyphen, digits) = match plain.strip_prefix("MN").or_else(|| plain.strip_prefix("МН")) {
        Some(rest) => (true, rest.starts_with('-'), rest.trim_start_matches(['-', '_'])),
        None => (false, false, whole_number(&plain)),
    };
    if digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let unit = gazetteer.by_code(digits);
    let iso = |digits: &str| gazetteer.by_code(&format!("MN-{digits}"));
    let mut found: Vec<PlaceId> = match (digits.len(), digits.strip_prefix('0')) {
        (1, _) if prefixed => iso(digits).into_iter().collect(),
        (2, None) if hyphen => [unit, iso(&format!("0{digits}"))].into_iter().flatten().collect(),
        (3, Some(_)) if prefixed => iso(digits).into_iter().collect(),
        (3, Some(rest)) => [gazetteer.by_code(rest), iso(digits)].into_iter().flatten().collect(),
        (2.., _) => unit.into_iter().collect(),
        _ => Vec::new(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// The digits of a number that a spreadsheet wrote as a decimal: `67.0` is 67.
fn whole_number(text: &str) -> &str {
    match text.split_once(['.', ',']) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<&'static str> {
        places(text).into_iter().map(|id| &*id.place().full_name.mn).collect()
    }

    #[test]
    fn a_code_is_read_with_and_without_its_letters() {
        for text in ["267", "67", "67.0", "67,0", "MN67", "mn-041", "MN041", "MN 67", "６７", "МН67"] {
            assert_eq!(named(text), ["Хөвсгөл аймаг"], "{text}");
        }
        for text in ["51110", "1110", "MN1110", "1110.0"] {
            assert_eq!(named(text), ["Баянзүрх дүүрэг"], "{text}");
        }
        assert_eq!(named("MN6701"), ["Мөрөн сум"]);
        assert_eq!(named("26701"), ["Мөрөн сум"]);
        assert_eq!(named("MN-1"), ["Улаанбаатар хот"]);
        assert_eq!(named("R2"), ["Хангайн бүс"]);
    }

    #[test]
    fn a_code_that_lost_a_zero_or_won_one_is_not_guessed() {
        assert_eq!(named("MN-41"), ["Төв аймаг", "Хөвсгөл аймаг"]);
        assert_eq!(named("041"), ["Төв аймаг", "Хөвсгөл аймаг"]);
    }

    #[test]
    fn other_numbers_are_no_places() {
        for text in ["", "5", "99", "67.5", "0067", "123456", "MN", "-67", "6a", "1e5", "МН-ааа"] {
            assert_eq!(named(text), [""; 0], "{text}");
        }
    }
}
