//! Guesses the delimiter of a text, and the decimal sign of its numbers.

use super::cell::{Cell, Decimal, parse_number};
use super::chunk::Chunk;
use super::split::{ROOM, Splitter};

/// Delimiters that are tried, in this order.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Records that the guess looks at.
const LOOK: usize = 200;
/// Bytes in which it looks for them, and those if they are longer.
const FEW: usize = 96 * 1024;
const MANY: usize = 256 * 1024;

/// A delimiter announced by the first line (`sep=;`), and how many bytes that line takes.
pub(super) fn announced(text: &[u8]) -> Option<(u8, usize)> {
    let line = text.split_inclusive(|&b| b == b'\n').next()?;
    let word = line.trim_ascii_end();
    let word = word.strip_prefix(b"\"").and_then(|w| w.strip_suffix(b"\"")).unwrap_or(word);
    match word {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => Some((*delimiter, line.len())),
        [s, e, p, b'='] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && line.starts_with(b"sep=\t") => {
            Some((b'\t', line.len()))
        }
        _ => None,
    }
}

/// The delimiter with which most records have the same number of fields, weighted by that number: `;` with 10 fields in
/// every record beats `,` with 11 in half of them. A text that no delimiter divides has one column.
pub(super) fn delimiter(text: &[u8], whole: bool) -> u8 {
    let mut best = (b',', 0.0);
    let seen = &text[..text.len().min(MANY)];
    for candidate in DELIMITERS.into_iter().filter(|candidate| memchr::memchr(*candidate, seen).is_some()) {
        let score = score(text, whole, candidate);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

fn score(text: &[u8], whole: bool, delimiter: u8) -> f64 {
    // The first piece nearly always has the records to look at.
    let of = |most: usize| sample(text[..text.len().min(most)].to_vec(), 0, whole, delimiter);
    let mut chunk = of(FEW);
    if chunk.len() <= LOOK && text.len() > FEW {
        chunk = of(MANY);
    }
    let widths: Vec<usize> = chunk.rows().take(LOOK).map(|r| r.width()).collect();
    let mut counts = std::collections::BTreeMap::new();
    for width in widths.iter().filter(|w| **w >= 2) {
        *counts.entry(*width).or_insert(0_usize) += 1;
    }
    let Some((&width, &count)) = counts.iter().max_by_key(|(width, count)| (*count * *width, *width)) else {
        return 0.0;
    };
    let share = count as f64 / widths.len() as f64;
    // A decimal comma divides numbers, but not the header: the first record of full width would hold numbers.
    let first = chunk.rows().find(|r| r.width() == width);
    let texts = first.is_some_and(|r| !(0..width).any(|i| is_number(r.own_cell(i))));
    share * width as f64 * if texts { 1.0 } else { 0.4 }
}

fn is_number(cell: Cell) -> bool {
    match cell {
        Cell::Text(text) => parse_number(text, Decimal::Point).is_some(),
        Cell::Number(_) => true,
        Cell::Blank | Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => false,
    }
}

/// The rows of a text that is in memory, after so many bytes that are none of them.
pub(super) fn sample(mut text: Vec<u8>, skip: usize, whole: bool, delimiter: u8) -> Chunk {
    text.drain(..skip);
    let filled = text.len();
    text.resize(filled + ROOM, 0);
    let mut chunk = Chunk { bytes: text, ..Chunk::default() };
    // What is too wide here is refused when it is read.
    let _ = Splitter::new(delimiter, 0).split(&mut chunk.bytes, filled, whole, &mut chunk.rows);
    chunk
}

/// The decimal sign that more cells of the sample show.
pub(super) fn decimal(chunk: &Chunk) -> Decimal {
    let (mut points, mut commas) = (0, 0);
    for row in chunk.rows().take(5_000) {
        for i in 0..row.width() {
            if let Cell::Text(text) = row.own_cell(i) {
                match fraction(text) {
                    Some(b'.') => points += 1,
                    Some(b',') => commas += 1,
                    _ => {}
                }
            }
        }
    }
    if commas > points { Decimal::Comma } else { Decimal::Point }
}

/// What programs write into cells that have no value: Ona, R, pandas, databases, CSPro.
const FILLERS: [&str; 15] = [
    "n/a", "N/A", "NA", "#N/A", "<NA>", "NULL", "null", "None", "NaN", "nan", "NaT", "NOTAPPL", "MISSING", "DEFAULT",
    "REFUSED",
];

/// Those that several columns of a sample hold below its head. In one column alone it may be a value.
pub(super) fn fillers(chunk: &Chunk, head: u64) -> Vec<&'static str> {
    let mut columns = [(); FILLERS.len()].map(|()| std::collections::BTreeSet::new());
    // As very few other cells do.
    let mut begins = [false; 256];
    FILLERS.iter().for_each(|filler| begins[usize::from(filler.as_bytes()[0])] = true);
    for row in chunk.rows().filter(|row| row.number().get() > head) {
        for i in 0..row.width() {
            let Cell::Text(text) = row.own_cell(i) else { continue };
            if text.len() > 8 || !text.first().is_some_and(|byte| begins[usize::from(*byte)]) {
                continue;
            }
            if let Some(at) = FILLERS.iter().position(|filler| filler.as_bytes() == text) {
                columns[at].insert(i);
            }
        }
    }
    FILLERS.iter().zip(columns).filter(|(_, columns)| columns.len() > 1).map(|(filler, _)| *filler).collect()
}

/// The sign in `12,5`, if the text is like that. `1,234` may be a thousand and says nothing.
fn fraction(text: &[u8]) -> Option<u8> {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let at = text.iter().position(|b| matches!(b, b'.' | b','))?;
    let (whole, rest) = (&text[..at], &text[at + 1..]);
    let digits = |t: &[u8]| !t.is_empty() && t.iter().all(u8::is_ascii_digit);
    let thousand = text[at] == b',' && rest.len() == 3 && whole.len() <= 3 && whole != b"0";
    (digits(whole) && digits(rest) && !thousand).then_some(text[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_divides_evenly() {
        assert_eq!(delimiter("аймаг;орлого\nДорнод;1,5\nХовд;2,25\n".as_bytes(), true), b';');
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n4,5;5,5;6,5\n".as_bytes(), true), b';');
        assert_eq!(delimiter("нэр,тайлбар\nа,\"нэг; хоёр; гурав\"\nб,\"x; y\"\n".as_bytes(), true), b',');
        assert_eq!(delimiter(b"a\tb\tc\n1\t2\t3\n", true), b'\t');
        assert_eq!(delimiter(b"a|b\n1|2\n", true), b'|');
        assert_eq!(delimiter("нэг багана\nа\nб\n".as_bytes(), true), b',');
        assert_eq!(delimiter("Тайлан 2024\n\nаймаг;a;b\nДорнод;1;2\n".as_bytes(), true), b';');
    }

    #[test]
    fn the_first_line_may_announce_the_delimiter() {
        assert_eq!(announced(b"sep=;\r\na;b\r\n"), Some((b';', 7)));
        assert_eq!(announced(b"\"sep=|\"\na|b\n"), Some((b'|', 8)));
        assert_eq!(announced(b"sep=\t\na\tb\n"), Some((b'\t', 6)));
        assert_eq!(announced(b"separator;b\n"), None);
    }

    #[test]
    fn the_decimal_sign_is_the_one_most_numbers_show() {
        let of = |text: &str| decimal(&sample(text.into(), 0, true, b';'));
        assert_eq!(of("a;b\n1,5;2\n-0,25;3\n"), Decimal::Comma);
        assert_eq!(of("a;b\n1.5;2\n"), Decimal::Point);
        assert_eq!(of("a;b\n1,500;2\n"), Decimal::Point);
        assert_eq!(of("a;b\n12.05.2023;2\n"), Decimal::Point);
    }
}
