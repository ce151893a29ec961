//! The texts that cells share.

use std::borrow::Cow;
use std::io::Read;

use super::super::guard::MOST_TEXTS;
use super::letters::spelled_out;
use super::markup::{Markup, Token, Unread, lacking};

/// Bytes of all of them.
const MOST_TEXT: usize = 1 << 30;

/// Texts one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Reads the list of shared texts. How many it claims to have is not believed.
    pub fn read(mut list: Markup<impl Read>) -> Result<Texts, Unread> {
        let mut texts = Texts::default();
        loop {
            match list.next()? {
                Token::Open(b"si", _) => {
                    if texts.ends.len() as u64 == MOST_TEXTS {
                        return Err(Unread::TooLarge(format!("> {MOST_TEXTS} texts")));
                    }
                    rich(&mut list, &mut texts.bytes)?;
                    if texts.bytes.len() > MOST_TEXT {
                        return Err(Unread::TooLarge(format!("> {} MB", MOST_TEXT >> 20)));
                    }
                    texts.ends.push(texts.bytes.len());
                }
                Token::Close(b"sst") => return Ok(texts),
                Token::End => return lacking("sst"),
                _ => {}
            }
        }
    }

    /// The text with this number, from 0.
    pub fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.bytes[start..end])
    }
}

/// Puts the text of the element that has just begun behind what is there: in one piece, or in runs that look different. How
/// it is said, which East Asian texts may have above them, isn't part of it.
pub(super) fn rich(markup: &mut Markup<impl Read>, text: &mut Vec<u8>) -> Result<(), Unread> {
    let mut depth = 1_usize;
    while depth > 0 {
        match markup.next()? {
            Token::Open(b"rPh", _) => markup.skip()?,
            Token::Open(b"t", _) => {
                let start = text.len();
                markup.text_into(text)?;
                if let Cow::Owned(meant) = spelled_out(&text[start..]) {
                    text.truncate(start);
                    text.extend_from_slice(&meant);
                }
            }
            Token::Open(..) => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(_) | Token::Verbatim(_) | Token::End => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &str) -> Result<Vec<String>, Unread> {
        let texts = Texts::read(Markup::new(list.as_bytes(), 0)?)?;
        let all = (0..).map_while(|index| texts.get(index));
        Ok(all.map(|text| String::from_utf8_lossy(text).into_owned()).collect())
    }

    #[test]
    fn texts_are_read_in_one_piece_and_in_runs() {
        let list = "<x:sst uniqueCount=\"99999999999\"><x:si><x:t> Ховд </x:t></x:si><si/><si><t xml:space='preserve'> а </t></si>\
            <si><r><rPr><b/></rPr><t>Өмнөговь </t></r><r><t>&amp; _x0441_ум</t></r><rPh><t>үгүй</t></rPh></si>\
            <si><t><![CDATA[<b>]]></t></si></x:sst>";
        assert_eq!(texts(list).expect("sound"), [" Ховд ", "", " а ", "Өмнөговь & сум", "<b>"]);
    }

    #[test]
    fn a_list_that_breaks_off_is_damaged() {
        for list in ["<sst><si><t>Ховд</t></si>", "<sst><si><t>Ховд</sst>", "<sst><si></sst>", ""] {
            assert!(matches!(texts(list), Err(Unread::Damaged(_))), "{list}");
        }
    }
}
