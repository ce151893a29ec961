//! What a cell holds, and which texts are numbers.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or only spaces.
    Blank,
    /// Text as it stands in the file, without the spaces around it. Meant to be UTF-8; bytes that aren't are shown as �.
    Text(&'a [u8]),
    /// A number of a workbook.
    Number(f64),
    /// True or false of a workbook.
    Truth(bool),
    /// A date of a workbook.
    Date(Date),
    /// What a formula left behind when it couldn't be computed.
    Fault(Fault),
}

impl<'a> Cell<'a> {
    /// The cell as a reader would see it.
    pub fn shown(&self) -> Cow<'a, str> {
        match *self {
            Cell::Blank => Cow::Borrowed(""),
            Cell::Text(bytes) => String::from_utf8_lossy(bytes),
            Cell::Number(value) => Cow::Owned(value.to_string()),
            Cell::Truth(true) => Cow::Borrowed("TRUE"),
            Cell::Truth(false) => Cow::Borrowed("FALSE"),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::Fault(fault) => Cow::Borrowed(fault.text()),
        }
    }

    /// Whether nothing is in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Blank)
    }

    /// The cell as a number, where text is read with this decimal sign.
    pub fn number(self, decimal: Decimal) -> Number<'a> {
        match self {
            Cell::Blank => Number::Blank,
            Cell::Number(value) => Number::Value(value),
            Cell::Text(bytes) => match parse_number(bytes, decimal) {
                Some(value) => Number::Value(value),
                None => Number::Not(self),
            },
            Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => Number::Not(self),
        }
    }
}

/// A cell asked for a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number<'a> {
    /// Nothing is there.
    Blank,
    /// A number.
    Value(f64),
    /// Something else is there.
    Not(Cell<'a>),
}

/// A day of the calendar, with the time of day in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Seconds since midnight.
    pub second: u32,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        match self.second {
            0 => Ok(()),
            s => write!(f, " {:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60),
        }
    }
}

/// What a formula left behind when it couldn't be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Division by nothing.
    DivisionByZero,
    /// A value that isn't there.
    NotAvailable,
    /// An unknown name.
    Name,
    /// Two ranges that don't meet.
    Null,
    /// A number that can't be.
    Number,
    /// A cell that was deleted.
    Reference,
    /// A value of the wrong kind.
    Value,
    /// Data that was still being fetched.
    Waiting,
    /// What programs have added to these since, by its place in a list of them.
    Newer(u8),
}

/// What programs have added; the last stands for what isn't known at all.
const NEWER: &[&str] = &[
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#EXTERNAL!",
    "#PYTHON!",
    "#ERROR!",
];

impl Fault {
    /// As the spreadsheet shows it.
    pub fn text(self) -> &'static str {
        match self {
            Fault::DivisionByZero => "#DIV/0!",
            Fault::NotAvailable => "#N/A",
            Fault::Name => "#NAME?",
            Fault::Null => "#NULL!",
            Fault::Number => "#NUM!",
            Fault::Reference => "#REF!",
            Fault::Value => "#VALUE!",
            Fault::Waiting => "#DATA!",
            Fault::Newer(at) => NEWER[usize::from(at).min(NEWER.len() - 1)],
        }
    }

    /// The fault that a workbook writes like this.
    pub(super) fn of(written: &[u8]) -> Fault {
        match written {
            b"#DIV/0!" => Fault::DivisionByZero,
            b"#N/A" => Fault::NotAvailable,
            b"#NAME?" => Fault::Name,
            b"#NULL!" => Fault::Null,
            b"#NUM!" => Fault::Number,
            b"#REF!" => Fault::Reference,
            b"#VALUE!" => Fault::Value,
            b"#GETTING_DATA" => Fault::Waiting,
            other => {
                let at = NEWER.iter().position(|newer| newer.as_bytes() == other);
                Fault::Newer(at.unwrap_or(NEWER.len() - 1) as u8)
            }
        }
    }
}

/// The sign between whole numbers and fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `3.5`
    #[default]
    Point,
    /// `3,5`
    Comma,
}

impl Decimal {
    /// The sign itself.
    pub fn sign(self) -> u8 {
        match self {
            Decimal::Point => b'.',
            Decimal::Comma => b',',
        }
    }

    fn other(self) -> u8 {
        match self {
            Decimal::Point => b',',
            Decimal::Comma => b'.',
        }
    }
}

/// The text without the spaces around it: those of ASCII and the ones that don't break lines.
#[inline]
pub fn trim(mut text: &[u8]) -> &[u8] {
    const NBSP: &[u8] = "\u{a0}".as_bytes();
    while let [first, rest @ ..] = text {
        match first {
            0..=b' ' => text = rest,
            0xC2 if text.starts_with(NBSP) => text = &text[NBSP.len()..],
            _ => break,
        }
    }
    while let [rest @ .., last] = text {
        match last {
            0..=b' ' => text = rest,
            0xA0 if text.ends_with(NBSP) => text = &text[..text.len() - NBSP.len()],
            _ => break,
        }
    }
    text
}

/// The number that a text says, or nothing where it could be read in two ways: `1 234,5` with a decimal comma is one,
/// `1,234` with a decimal point is not, since it may be a decimal comma typed by hand. Neither is `12%`.
pub fn parse_number(text: &[u8], decimal: Decimal) -> Option<f64> {
    simple(text, decimal.sign()).or_else(|| grouped(text, decimal))
}

/// Digits with at most one decimal sign, short enough to be exact: `m / 10^k` of two exact numbers is rounded once.
#[inline]
fn simple(text: &[u8], sign: u8) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut value, mut places, mut fraction) = (0_u64, 0_usize, false);
    for &b in digits {
        match b {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(b - b'0');
                places += usize::from(fraction);
            }
            _ if b == sign && !fraction => fraction = true,
            _ => return None,
        }
    }
    const EXACT: [f64; 17] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];
    if value >= 1 << 53 || (fraction && digits.len() == 1) {
        return None;
    }
    let value = value as f64 / EXACT[places];
    Some(if negative { -value } else { value })
}

/// The rest: long numbers, exponents, thousands in groups of three, a minus sign of typography.
fn grouped(text: &[u8], decimal: Decimal) -> Option<f64> {
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return None;
    }
    let mut text = std::str::from_utf8(text).ok()?;
    let mut plain = String::with_capacity(text.len());
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        plain.push('-');
        text = rest;
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest;
    }
    let (body, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = match body.find(char::from(decimal.sign())) {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    push_whole(&mut plain, whole, fraction.is_some(), char::from(decimal.other()))?;
    if let Some(fraction) = fraction {
        if !fraction.bytes().all(|b| b.is_ascii_digit()) || (fraction.is_empty() && whole.is_empty()) {
            return None;
        }
        plain.push('.');
        plain.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if whole.is_empty() || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        plain.push('e');
        plain.push_str(exponent);
    }
    plain.parse::<f64>().ok().filter(|v| v.is_finite())
}

/// The digits before the decimal sign, where groups of three may be set apart by one kind of space or, if nothing else
/// can be meant, by the other sign.
fn push_whole(plain: &mut String, whole: &str, has_fraction: bool, other: char) -> Option<()> {
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}');
    let Some(gap) = whole.chars().find(|&c| is_gap(c) || c == other) else {
        if !whole.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        plain.push_str(whole);
        return Some(());
    };
    let groups: Vec<&str> = whole.split(gap).collect();
    let digits = groups.iter().all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
    let of_three = groups[0].len() <= 3 && groups[1..].iter().all(|g| g.len() == 3);
    if !digits || !of_three || (gap == other && !has_fraction && groups.len() < 3) {
        return None;
    }
    plain.extend(groups);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Option<f64> {
        parse_number(text.as_bytes(), Decimal::Point)
    }

    fn comma(text: &str) -> Option<f64> {
        parse_number(text.as_bytes(), Decimal::Comma)
    }

    #[test]
    fn numbers_are_read_with_the_decimal_sign_of_the_file() {
        assert_eq!(point("3.5"), Some(3.5));
        assert_eq!(comma("3,5"), Some(3.5));
        assert_eq!(comma("1 234,5"), Some(1234.5));
        assert_eq!(comma("1\u{a0}234\u{a0}567,25"), Some(1_234_567.25));
        assert_eq!(comma("12\u{2009}345"), Some(12_345.0));
        assert_eq!(comma("1.234,5"), Some(1234.5));
        assert_eq!(point("1,234.5"), Some(1234.5));
        assert_eq!(point("1,234,567"), Some(1_234_567.0));
        assert_eq!(
            (point("-0.25"), point("+7"), point("\u{2212}4"), point("007")),
            (Some(-0.25), Some(7.0), Some(-4.0), Some(7.0))
        );
        assert_eq!(
            (point(".5"), point("5."), point("1e3"), point("1.5E-02")),
            (Some(0.5), Some(5.0), Some(1000.0), Some(0.015))
        );
        assert_eq!(point("12345678901234567890"), Some(12_345_678_901_234_567_890.0));
        assert_eq!(point("47.918452345678912345"), "47.918452345678912345".parse().ok());
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_a_number() {
        for text in [
            "3,5", "1,234", "12%", "", "-", ".", "1.2.3", "12 34", "1 2345", "нэг", "3O", "inf", "NaN", "0x10", "e5",
            "1e", "1 234 5", "1e999", "5-6", "--5",
        ] {
            assert_eq!(point(text), None, "{text}");
        }
        for text in ["3.5", "1.234", "12.05.2023", "1,2,3"] {
            assert_eq!(comma(text), None, "{text}");
        }
    }

    #[test]
    fn short_numbers_are_exact_to_the_last_bit() {
        for text in
            ["0.1", "0.3", "2.675", "99.99", "0.000001", "123456789.123456", "9007199254740991", "9007199254740993"]
        {
            assert_eq!(point(text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
        }
    }

    #[test]
    fn spaces_that_do_not_break_are_spaces() {
        assert_eq!(trim("\u{a0} \tӨмнөговь\u{a0}\r".as_bytes()), "Өмнөговь".as_bytes());
        assert_eq!(trim("\u{a0}".as_bytes()), b"");
        assert_eq!(trim("р".as_bytes()), "р".as_bytes());
        assert_eq!(trim("à".as_bytes()), "à".as_bytes());
    }

    #[test]
    fn a_cell_is_shown_as_a_reader_sees_it() {
        let date = Date { year: 2024, month: 2, day: 29, second: 45_296 };
        assert_eq!(Cell::Date(date).shown(), "2024-02-29 12:34:56");
        assert_eq!(Cell::Fault(Fault::NotAvailable).shown(), "#N/A");
        assert_eq!(Cell::Text(b"\xD0\xA3\xFF").shown(), "У\u{fffd}");
        assert_eq!(Cell::Number(3.0).shown(), "3");
    }
}
