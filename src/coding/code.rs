//! Codes: what stands in a cell, as trimmed text that is the same whether a spreadsheet kept it as text or as number.

use crate::design::{Labels, Short};
use crate::table::Cell;

/// The code in a cell: `1.0` is `1`, `01` stays `01`. None for a blank cell. `scratch` holds the text of typed cells.
pub fn code_of<'a>(cell: Cell<'a>, scratch: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    match cell {
        Cell::Blank => None,
        Cell::Text(text) => Some(without_zeros(text)),
        Cell::Number(_) | Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => {
            scratch.clear();
            scratch.extend_from_slice(cell.shown().as_bytes());
            Some(scratch)
        }
    }
}

/// The code that a user typed, as it stands in cells: trimmed, `1.0` as `1`.
pub fn code_typed(text: &str) -> String {
    let text = text.trim();
    String::from_utf8_lossy(without_zeros(text.as_bytes())).into_owned()
}

/// Words as they are compared where spelling may differ: lower case, one space between words, no spaces around.
pub(super) fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // Files written where no code page has Ө and Ү hold Є and Ї in their place.
    words.replace('є', "ө").replace('ї', "ү")
}

/// `12.0` and `12.00` are the whole number 12; anything else stays.
fn without_zeros(text: &[u8]) -> &[u8] {
    if text.last() != Some(&b'0') {
        return text;
    }
    let Some(point) = text.iter().rposition(|b| *b == b'.') else { return text };
    let (whole, zeros) = text.split_at(point);
    let digits = whole.strip_prefix(b"-").unwrap_or(whole);
    let is_whole = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    if is_whole && zeros[1..].iter().all(|b| *b == b'0') { whole } else { text }
}

/// Codes seen in a column, numbered as they came.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    numbers: Labels,
    texts: Vec<Box<[u8]>>,
}

impl Codes {
    /// The number of a code, new or known, and whether it is new.
    pub fn number(&mut self, code: &[u8]) -> (u32, bool) {
        if let Some(number) = self.numbers.get(code) {
            return (number, false);
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(code, number);
        self.texts.push(code.into());
        (number, true)
    }

    /// The number of a known code that is short.
    #[inline]
    pub fn known(&self, code: &Short) -> Option<u32> {
        self.numbers.get_short(code)
    }

    /// The number of a known code.
    pub fn find(&self, code: &str) -> Option<u32> {
        self.numbers.get(code.as_bytes())
    }

    /// The text of a code.
    pub fn text(&self, number: u32) -> String {
        String::from_utf8_lossy(&self.texts[number as usize]).into_owned()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The numbers in the order in which people list codes: numbers by value, then texts.
    pub fn in_order(&self) -> Vec<u32> {
        let mut all: Vec<(SortKey, u32)> = (0..self.len() as u32).map(|n| (SortKey::of(&self.text(n)), n)).collect();
        all.sort();
        all.into_iter().map(|(_, n)| n).collect()
    }
}

/// Orders codes: numbers by value before texts.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey(f64, String);

impl SortKey {
    /// The key of a code.
    pub fn of(code: &str) -> SortKey {
        let number = code.parse().ok().filter(|n: &f64| n.is_finite());
        SortKey(number.unwrap_or(f64::INFINITY), code.to_string())
    }
}

impl Eq for SortKey {}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &SortKey) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &SortKey) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then_with(|| self.1.cmp(&other.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_one_code_however_it_was_kept() {
        let mut scratch = Vec::new();
        for cell in [Cell::Text(b"1"), Cell::Text(b"1.0"), Cell::Number(1.0)] {
            assert_eq!(code_of(cell, &mut scratch), Some(&b"1"[..]));
        }
        assert_eq!(code_of(Cell::Text(b"01"), &mut scratch), Some(&b"01"[..]));
        assert_eq!(code_of(Cell::Text(b"1.50"), &mut scratch), Some(&b"1.50"[..]));
        assert_eq!(code_of(Cell::Text("Ховд.0".as_bytes()), &mut scratch), Some("Ховд.0".as_bytes()));
        assert_eq!(code_of(Cell::Blank, &mut scratch), None);
    }

    #[test]
    fn codes_are_listed_by_value_then_by_text() {
        let mut codes = Codes::default();
        for code in ["10", "9", "Увс", "Ховд", "2"] {
            codes.number(code.as_bytes());
        }
        let listed: Vec<String> = codes.in_order().into_iter().map(|n| codes.text(n)).collect();
        assert_eq!(listed, ["2", "9", "10", "Увс", "Ховд"]);
    }
}
