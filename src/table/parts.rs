//! The list of texts of a newer workbook, judged before a reader takes it into memory.
//!
//! Sheets are streamed, but the texts that their cells share are kept whole. A reader makes room for as many as the list
//! claims to have, and an empty text of five bytes in the file takes fifty in memory. So both are counted first.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Texts that a workbook may share: about 800 MB for their places alone.
pub(super) const MOST_TEXTS: u64 = 1 << 24;

/// The shortest entry of a list, `<si/>`.
const SHORTEST: u64 = 5;

/// Why a list of texts isn't taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It claims more texts than its bytes can hold.
    Claims(u64),
    /// It has more than may be shared.
    TooMany(u64),
}

/// Whether an entry of a zip is a list of shared texts, in whichever case a reader finds it.
pub(super) fn is_list(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin")
}

/// Judges a list of texts of so many bytes.
pub(super) fn judge(name: &str, list: impl Read, bytes: u64) -> Result<(), Unfit> {
    let list = BufReader::with_capacity(64 * 1024, list);
    if name.to_ascii_lowercase().ends_with(".bin") { of_records(list) } else { of_xml(list, bytes) }
}

fn of_xml(list: BufReader<impl Read>, bytes: u64) -> Result<(), Unfit> {
    let mut xml = Reader::from_reader(list);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    let claimed = loop {
        buffer.clear();
        // What can't be followed is told by the reader of workbooks.
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "sst" => {
                let mut attributes = e.attributes();
                let counts = attributes.with_checks(false).flatten().filter(|a| a.key.as_ref() == "uniqueCount");
                break counts.map(|a| a.value.trim().parse().unwrap_or(0)).max().unwrap_or(0);
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    };
    if claimed > bytes / SHORTEST {
        return Err(Unfit::Claims(claimed));
    }
    if bytes / SHORTEST <= MOST_TEXTS {
        return Ok(());
    }
    let found = entries(xml.into_inner());
    if found > MOST_TEXTS { Err(Unfit::TooMany(found)) } else { Ok(()) }
}

/// How many tags end their name with `si`, at least as many as there are entries.
fn entries(mut rest: impl Read) -> u64 {
    let (mut block, mut kept, mut found) = (vec![0; 64 * 1024], 0, 0_u64);
    loop {
        let read = rest.read(&mut block[kept..]).unwrap_or(0);
        let filled = kept + read;
        let starts = memchr::memmem::find_iter(&block[..filled], b"si");
        found += starts.filter(|at| *at > 0 && matches!(block[at - 1], b'<' | b':') && at + 2 < filled).count() as u64;
        if read == 0 {
            return found;
        }
        // A tag may lie across two blocks: its first letters are looked at again.
        kept = filled.min(3);
        block.copy_within(filled - kept..filled, 0);
    }
}

/// The binary list says in its first record how many texts a reader takes.
fn of_records(mut list: BufReader<impl Read>) -> Result<(), Unfit> {
    let mut byte = || -> Option<u64> {
        let mut one = [0];
        list.read_exact(&mut one).ok()?;
        Some(u64::from(one[0]))
    };
    let mut first = || -> Option<u64> {
        loop {
            let kind = match byte()? {
                low if low & 0x80 != 0 => (low & 0x7F) | (byte()? & 0x7F) << 7,
                low => low,
            };
            let mut length = 0;
            for i in 0..4 {
                let next = byte()?;
                length |= (next & 0x7F) << (7 * i);
                if next & 0x80 == 0 {
                    break;
                }
            }
            if kind == 0x9F {
                (0..4).try_for_each(|_| byte().map(drop))?;
                return (0..4).try_fold(0, |n, i| Some(n | byte()? << (8 * i)));
            }
            (0..length).try_for_each(|_| byte().map(drop))?;
        }
    };
    match first() {
        Some(claimed) if claimed > MOST_TEXTS => Err(Unfit::TooMany(claimed)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, list: &[u8], bytes: u64) -> Result<(), Unfit> {
        judge(name, list, bytes)
    }

    #[test]
    fn a_list_that_claims_more_texts_than_it_has_bytes_is_unfit() {
        let list = |count: &str| {
            format!("<!-- <sst uniqueCount=\"1\"> --><x:sst uniqueCount=\"{count}\"><si><t>Ховд</t></si>")
        };
        assert_eq!(judged("xl/sharedStrings.xml", list("2").as_bytes(), 100), Ok(()));
        let claims = judged("xl/sharedStrings.xml", list("99999999999").as_bytes(), 100);
        assert_eq!(claims, Err(Unfit::Claims(99_999_999_999)));
    }

    #[test]
    fn entries_are_counted_across_blocks() {
        let list = "<si/><x:si><t>size <b> side</t></x:si>".repeat(20_000);
        let counted = entries(list.as_bytes());
        assert!((60_000..=61_000).contains(&counted), "{counted}");
    }

    #[test]
    fn a_binary_list_is_held_to_what_it_claims() {
        let list = |unique: u32| [&[0x01, 0x01, 7, 0x9F, 0x01, 8, 0, 0, 0, 0][..], &unique.to_le_bytes()].concat();
        assert_eq!(judged("xl/sharedStrings.bin", &list(9), 14), Ok(()));
        assert_eq!(judged("xl/sharedStrings.bin", &list(u32::MAX), 14), Err(Unfit::TooMany(u64::from(u32::MAX))));
    }
}
