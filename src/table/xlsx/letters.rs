//! What is meant by the letters that a part is written in: references of XML, and letters that Excel spells out.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::markup::{Unread, damaged};
use crate::problem::quoted;

/// Bytes of a name or another text in a tag.
const LONGEST_NAME: usize = 4_096;

/// A value as a text.
pub(super) fn text(raw: &[u8]) -> Result<String, Unread> {
    if raw.len() > LONGEST_NAME {
        return damaged(format!("a name of more than {LONGEST_NAME} bytes"));
    }
    let mut text = Vec::new();
    unescape(raw, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Puts what a written text means behind what is there: `&amp;` is `&`, and every end of line is one.
pub(super) fn unescape(raw: &[u8], text: &mut Vec<u8>) -> Result<(), Unread> {
    /// Letters of the longest reference, `&#x10FFFF;`, with some zeros.
    const LONGEST: usize = 16;
    let mut rest = raw;
    while let Some(at) = memchr2(b'&', b'\r', rest) {
        text.extend_from_slice(&rest[..at]);
        let (first, after) = (rest[at], &rest[at + 1..]);
        if first == b'\r' {
            text.push(b'\n');
            rest = after.strip_prefix(b"\n").unwrap_or(after);
            continue;
        }
        let end = memchr(b';', &after[..after.len().min(LONGEST)]);
        let Some((end, meant)) = end.and_then(|end| Some((end, referred(&after[..end])?))) else {
            let found = String::from_utf8_lossy(&rest[at..rest.len().min(at + LONGEST)]);
            return damaged(format!("{} means nothing", quoted(&found)));
        };
        text.extend_from_slice(meant.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &after[end + 1..];
    }
    text.extend_from_slice(rest);
    Ok(())
}

/// The letter that stands between `&` and `;`.
fn referred(name: &[u8]) -> Option<char> {
    let number = |digits: &[u8], base| u32::from_str_radix(std::str::from_utf8(digits).ok()?, base).ok();
    match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', b'x', digits @ ..] => number(digits, 16).and_then(char::from_u32).filter(|c| *c != '\0'),
        [b'#', digits @ ..] => number(digits, 10).and_then(char::from_u32).filter(|c| *c != '\0'),
        _ => None,
    }
}

/// A text with the letters that Excel spells out: `_x000D_` is an end of line, and `_x005F_` the sign that begins it.
pub(super) fn spelled_out(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'_', text).is_none() {
        return Cow::Borrowed(text);
    }
    let found = |from: usize| {
        let at = memmem::find_iter(&text[from..], b"_x").map(|at| from + at).find(|at| unit(text, *at).is_some())?;
        Some((at, unit(text, at)?))
    };
    let Some(mut next) = found(0) else { return Cow::Borrowed(text) };
    let (mut plain, mut done) = (Vec::with_capacity(text.len()), 0);
    loop {
        let (at, first) = next;
        plain.extend_from_slice(&text[done..at]);
        done = at + UNIT;
        // Letters beyond the first 65,536 are spelled as two halves.
        let second = unit(text, done).filter(|_| (0xD800..0xDC00).contains(&first));
        let letter = match second.map(|second| char::decode_utf16([first, second]).next()) {
            Some(Some(Ok(letter))) => {
                done += UNIT;
                letter
            }
            _ => char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        plain.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        match found(done) {
            Some(further) => next = further,
            None => break,
        }
    }
    plain.extend_from_slice(&text[done..]);
    Cow::Owned(plain)
}

/// Bytes of a letter that is spelled out.
const UNIT: usize = b"_x0000_".len();

/// The letter, or half of one, that is spelled out here.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + UNIT)?.strip_prefix(b"_x")?.strip_suffix(b"_")?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_spelled_out_are_put_in() {
        for (written, meant) in [
            ("аймаг", "аймаг"),
            ("а_x000D_б", "а\rб"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00__x04e9_", "\u{1F600}ө"),
            ("_xD83D_x", "\u{FFFD}x"),
            ("_xD83D__x0041_", "\u{FFFD}A"),
            ("snake_x_x00ZZ_x00", "snake_x_x00ZZ_x00"),
            ("_x+123_", "_x+123_"),
        ] {
            assert_eq!(String::from_utf8_lossy(&spelled_out(written.as_bytes())), meant);
        }
    }
}
