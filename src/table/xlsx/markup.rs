//! The markup of a workbook's parts, token by token while they are unpacked.
//!
//! Only what workbooks are written in: elements, attributes, texts. Remarks and instructions are passed over. A DOCTYPE is
//! refused: no spreadsheet program writes one, and entities of its own are how a small file becomes a large one. An element
//! that ends where another should have is damage: cells behind it could stand anywhere.

use std::io::{Chain, Cursor, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memmem};

use super::super::encoding::Utf8;
use super::super::grid::caught;
use super::super::text::LONGEST;
use super::letters::{text, unescape};
use crate::problem::quoted;

/// Bytes that are unpacked at once.
const WINDOW: usize = 64 * 1024;

/// Elements that may lie in each other.
const DEEPEST: usize = 1_000;

/// Bytes in which a part says how it is written.
const DECLARATION: u64 = 256;

/// Why a part can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Unread {
    /// It is damaged, or not what it should be.
    Damaged(String),
    /// A text or a tag is longer than a row of a table may be.
    TooLong,
    /// It has more than is taken into memory.
    TooLarge(String),
}

/// Something is damaged, for this reason.
pub(super) fn damaged<T>(why: impl Into<String>) -> Result<T, Unread> {
    Err(Unread::Damaged(why.into()))
}

/// A part without the element that it is about.
pub(super) fn lacking<T>(name: &str) -> Result<T, Unread> {
    damaged(format!("there is no <{name}>"))
}

/// A piece of markup. Names are without their prefix.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token<'a> {
    /// An element begins. One that is empty ends with the next token.
    Open(&'a [u8], Attributes<'a>),
    /// An element ends.
    Close(&'a [u8]),
    /// A text as it is written: see [`unescape`].
    Text(&'a [u8]),
    /// A text that means itself.
    Verbatim(&'a [u8]),
    /// Nothing follows, and every element has ended.
    End,
}

/// What is found at the beginning of the window.
enum Piece {
    Open,
    Close,
    Text,
    Verbatim,
    Remark,
}

/// Reads a part.
pub(super) struct Markup<R> {
    source: Utf8<Chain<Cursor<Vec<u8>>, R>>,
    window: Vec<u8>,
    /// Where the next piece begins.
    at: usize,
    filled: usize,
    /// Whether nothing follows behind the window.
    ended: bool,
    /// Where the name of an element stands that ended where it began.
    empty: Option<(usize, usize)>,
    open: Open,
}

/// The names of the elements that have begun and not ended, one behind the other.
#[derive(Debug, Default)]
struct Open {
    names: Vec<u8>,
    starts: Vec<usize>,
}

impl Open {
    fn begin(&mut self, name: &[u8]) -> Result<(), Unread> {
        if self.starts.len() == DEEPEST {
            return damaged(format!("more than {DEEPEST} elements lie in each other"));
        }
        self.starts.push(self.names.len());
        self.names.extend_from_slice(name);
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Unread> {
        match self.starts.pop() {
            Some(start) if self.names[start..] == *name => {
                self.names.truncate(start);
                Ok(())
            }
            _ => damaged(format!("{} ends nothing", quoted(&format!("</{}>", String::from_utf8_lossy(name))))),
        }
    }

    fn last(&self) -> Option<&[u8]> {
        self.starts.last().map(|start| &self.names[*start..])
    }
}

impl<R: Read> Markup<R> {
    /// A reader from the beginning of a part of so many bytes, as far as is known, in whatever encoding it says that it is.
    pub fn new(mut source: R, bytes: u64) -> Result<Markup<R>, Unread> {
        let mut start = Vec::new();
        read(|| source.by_ref().take(DECLARATION).read_to_end(&mut start))?;
        let encoding = encoding(&start);
        let mut source = Utf8::new(Cursor::new(start).chain(source), encoding);
        // A little more than all of it, so that its end is seen too.
        let mut window = vec![0; usize::try_from(bytes).map_or(WINDOW, |bytes| bytes.saturating_add(64).min(WINDOW))];
        let (filled, ended) = read(|| source.fill(&mut window))?;
        let at = if window.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Ok(Markup { source, window, at, filled, ended, empty: None, open: Open::default() })
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'_>, Unread> {
        if let Some((from, to)) = self.empty.take() {
            return Ok(Token::Close(&self.window[from..to]));
        }
        let (piece, at, length) = loop {
            let rest = &self.window[self.at..self.filled];
            let found = match rest {
                [] if self.ended => return self.open.last().map_or(Ok(Token::End), unended),
                [] => None,
                [b'<', ..] => piece(rest)?,
                _ => find(b'<', rest).or(self.ended.then_some(rest.len())).map(|length| (Piece::Text, length)),
            };
            match found {
                Some((Piece::Remark, length)) => self.at += length,
                Some((piece, length)) => {
                    let at = self.at;
                    self.at += length;
                    break (piece, at, length);
                }
                None if self.ended => return damaged("it ends within a tag"),
                None => self.fill()?,
            }
        };
        let found = &self.window[at..at + length];
        Ok(match piece {
            Piece::Text | Piece::Remark => Token::Text(found),
            Piece::Verbatim => Token::Verbatim(&found[CDATA.len()..length - 3]),
            Piece::Close => {
                let name = found[2..length - 1].trim_ascii_end();
                self.open.end(name)?;
                Token::Close(local(name))
            }
            Piece::Open => {
                let empty = found[length - 2] == b'/';
                let inner = &found[1..length - 1 - usize::from(empty)];
                let name = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
                let (name, attributes) = inner.split_at(name);
                let plain = local(name);
                if empty {
                    let end = at + 1 + name.len();
                    self.empty = Some((end - plain.len(), end));
                } else {
                    self.open.begin(name)?;
                }
                Token::Open(plain, Attributes(attributes))
            }
        })
    }

    /// What is unpacked and not read yet, for a look at it as a whole.
    pub fn at_hand(&self) -> &[u8] {
        if self.empty.is_some() { &[] } else { &self.window[self.at..self.filled] }
    }

    /// Passes over so many bytes of what is at hand: whole elements only.
    pub fn pass(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.filled);
    }

    /// Passes over everything up to the end of the element that has just begun.
    pub fn skip(&mut self) -> Result<(), Unread> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Token::Open(..) => depth += 1,
                Token::Close(_) => depth -= 1,
                Token::Text(_) | Token::Verbatim(_) | Token::End => {}
            }
        }
        Ok(())
    }

    /// Puts the text of the element that has just begun behind what is there.
    pub fn text_into(&mut self, text: &mut Vec<u8>) -> Result<(), Unread> {
        let most = text.len() + LONGEST;
        loop {
            if text.len() > most {
                return Err(Unread::TooLong);
            }
            match self.next()? {
                Token::Text(raw) => unescape(raw, text)?,
                Token::Verbatim(raw) => text.extend_from_slice(raw),
                Token::Open(..) => self.skip()?,
                Token::Close(_) | Token::End => return Ok(()),
            }
        }
    }

    /// Reads on, keeping the piece that has begun.
    fn fill(&mut self) -> Result<(), Unread> {
        self.window.copy_within(self.at..self.filled, 0);
        (self.filled, self.at) = (self.filled - self.at, 0);
        if self.window.len() - self.filled < WINDOW / 2 {
            if self.window.len() >= LONGEST {
                return Err(Unread::TooLong);
            }
            self.window.resize((self.window.len() * 2).clamp(WINDOW, LONGEST), 0);
        }
        let Markup { source, window, filled, .. } = self;
        let (read, ended) = read(|| source.fill(&mut window[*filled..]))?;
        (self.filled, self.ended) = (self.filled + read, ended);
        Ok(())
    }
}

fn unended<T>(name: &[u8]) -> Result<T, Unread> {
    damaged(format!("it ends before {}", quoted(&format!("</{}>", String::from_utf8_lossy(name)))))
}

/// What unpacks is not ours: it may complain, or panic.
fn read<T>(read: impl FnOnce() -> std::io::Result<T>) -> Result<T, Unread> {
    match caught(read) {
        Some(Ok(read)) => Ok(read),
        Some(Err(e)) => damaged(e.to_string()),
        None => damaged("it can't be unpacked"),
    }
}

/// How a part that begins like this is written.
fn encoding(start: &[u8]) -> &'static Encoding {
    match start {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => return UTF_16LE,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let declared = || {
        let declaration = start.strip_prefix(b"<?xml")?;
        let declaration = &declaration[..memchr(b'?', declaration)?];
        Encoding::for_label(Attributes(declaration).get("encoding").ok()??)
    };
    // One that says in bytes of one letter each that it is UTF-16 is mistaken.
    declared().filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(UTF_8)
}

const CDATA: &[u8] = b"<![CDATA[";

/// What begins with this `<`, and how long it is; nothing if its end isn't there yet.
fn piece(rest: &[u8]) -> Result<Option<(Piece, usize)>, Unread> {
    let ends = |end: &[u8], from: usize| memmem::find(rest.get(from..)?, end).map(|at| from + at + end.len());
    let (piece, length) = match rest.get(1) {
        None => return Ok(None),
        Some(b'/') => (Piece::Close, find(b'>', rest).map(|at| at + 1)),
        Some(b'?') => (Piece::Remark, ends(b"?>", 2)),
        Some(b'!') if rest.starts_with(b"<!--") => (Piece::Remark, ends(b"-->", 4)),
        Some(b'!') if rest.starts_with(CDATA) => (Piece::Verbatim, ends(b"]]>", CDATA.len())),
        Some(b'!') if rest.len() < CDATA.len() => return Ok(None),
        Some(b'!') => return damaged("it has a DOCTYPE"),
        Some(b'>') => return damaged("a tag without a name"),
        Some(_) => (Piece::Open, end_of_tag(rest)),
    };
    Ok(length.map(|length| (piece, length)))
}

/// Where a byte is. Tags and numbers are short: most are seen through before a search for long ones has begun.
#[inline]
fn find(byte: u8, rest: &[u8]) -> Option<usize> {
    const SHORT: usize = 16;
    let short = rest.iter().take(SHORT).position(|other| *other == byte);
    short.or_else(|| memchr(byte, rest.get(SHORT..)?).map(|at| at + SHORT))
}

/// The length of a tag. A `>` between quotes doesn't end it.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}

/// A name without its prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|byte| *byte == b':').map_or(name, |at| &name[at + 1..])
}

/// The attributes of an element: names with their prefixes, and values as they are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attributes<'a>(&'a [u8]);

impl<'a> Attributes<'a> {
    /// The value of an attribute.
    pub fn get(self, name: &str) -> Result<Option<&'a [u8]>, Unread> {
        for attribute in self {
            let (key, value) = attribute?;
            if key == name.as_bytes() {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The value of an attribute as a text.
    pub fn text(self, name: &str) -> Result<Option<String>, Unread> {
        self.get(name)?.map(text).transpose()
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<(&'a [u8], &'a [u8]), Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        self.0 = &[];
        if rest.is_empty() {
            return None;
        }
        let attribute = || {
            let name =
                rest.iter().position(|byte| matches!(byte, b'=' | b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\''))?;
            let value = rest[name..].trim_ascii_start().strip_prefix(b"=")?;
            let (quote, value) = value.trim_ascii_start().split_first()?;
            let end = value.iter().position(|byte| byte == quote)?;
            matches!(quote, b'"' | b'\'').then(|| (&rest[..name], &value[..end], &value[end + 1..]))
        };
        Some(match attribute() {
            Some((name, value, rest)) => {
                self.0 = rest;
                Ok((name, value))
            }
            None => {
                let start = String::from_utf8_lossy(&rest[..rest.len().min(DECLARATION as usize)]);
                damaged(format!("an attribute that can't be followed: {}", quoted(&start)))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in a part, a word for each token.
    fn tokens(part: &[u8]) -> Result<Vec<String>, Unread> {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let meant = |raw: &[u8]| {
            let mut text = Vec::new();
            unescape(raw, &mut text).map(|()| shown(&text))
        };
        let mut markup = Markup::new(part, part.len() as u64)?;
        let mut all = Vec::new();
        loop {
            all.push(match markup.next()? {
                Token::Open(name, attributes) => {
                    let mut open = format!("<{}", shown(name));
                    for attribute in attributes {
                        let (name, value) = attribute?;
                        open += &format!(" {}={}", shown(name), meant(value)?);
                    }
                    open
                }
                Token::Close(name) => format!("/{}", shown(name)),
                Token::Text(raw) => meant(raw)?,
                Token::Verbatim(raw) => shown(raw),
                Token::End => return Ok(all),
            });
        }
    }

    #[test]
    fn markup_is_taken_apart_into_tokens() {
        let part = "\u{feff}<?xml version=\"1.0\"?><!-- <v> --><x:c r='A1' s = \"2>1\" >өө&amp;&#x4E9;<b x:id=\"&lt;\" /><![CDATA[<&]]></x:c >\r\n";
        let expected = ["<c r=A1 s=2>1", "өө&ө", "<b x:id=<", "/b", "<&", "/c", "\n"];
        assert_eq!(tokens(part.as_bytes()).expect("sound"), expected);
    }

    #[test]
    fn pieces_may_lie_across_windows() {
        let long = "ө".repeat(WINDOW);
        let part = format!("<a b=\"{long}\">{long}<!--{long}--><![CDATA[{long}]]></a>");
        let found = tokens(part.as_bytes()).expect("sound");
        assert_eq!(found, [format!("<a b={long}"), long.clone(), long, "/a".into()]);
        for shift in 0..40 {
            let part = format!("{}<c r=\"A1\"><v>1</v></c>", " ".repeat(WINDOW - shift));
            assert_eq!(tokens(part.as_bytes()).expect("sound")[1..], ["<c r=A1", "<v", "1", "/v", "/c"]);
        }
    }

    #[test]
    fn a_part_may_be_written_in_another_encoding() {
        let part = "<t a='ө'>Ховд</t>";
        let wide: Vec<u8> = format!("\u{feff}{part}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bare: Vec<u8> = part.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (old, _, _) =
            encoding_rs::WINDOWS_1251.encode("<?xml version='1.0' encoding='windows-1251'?><t a='г'>Ховд</t>");
        let mistaken = format!("<?xml version='1.0' encoding='UTF-16'?>{part}");
        for bytes in [wide, bare, mistaken.into_bytes()] {
            assert_eq!(tokens(&bytes).expect("sound"), ["<t a=ө", "Ховд", "/t"]);
        }
        assert_eq!(tokens(&old).expect("sound"), ["<t a=г", "Ховд", "/t"]);
    }

    #[test]
    fn what_cannot_be_followed_is_damage() {
        for part in [
            "<c>",
            "<c></b>",
            "</c>",
            "<c><b></c></b>",
            "<c",
            "<c r='A1>",
            "<!-- ",
            "<![CDATA[ ]]",
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "<>",
            "<c r=A1></c>",
            "<c r'A1' s='2'></c>",
            "<c>&өө;</c>",
            "&#0;",
            "&#xD800;",
            "& ",
        ] {
            assert!(matches!(tokens(part.as_bytes()), Err(Unread::Damaged(_))), "{part}");
        }
        let endless = Markup::new(std::io::repeat(b'x'), 0).and_then(|mut markup| markup.next().map(drop));
        assert_eq!(endless, Err(Unread::TooLong));
    }
}
