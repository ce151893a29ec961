//! Looks at a zip's list of entries before anything is unpacked.
//!
//! The sizes in the list can be relied on: unpacking stops with an error where an entry is larger than the list says.

use std::io::{BufReader, Read};

use zip::ZipArchive;

use super::facts::Format;
use super::{Source, sniff};
use crate::problem::{At, Code, Hint, Problem};

/// Unpacked bytes beyond which the user must agree.
const MOST: u64 = 1 << 30;

/// Entries below this size are let through however well they pack.
const SMALL: u64 = 50 << 20;

/// How much a real sheet packs at most; usual are 5 to 30 times, a stress test had 121.
const RATIO: u64 = 200;

/// Texts that the cells of a workbook may share. The reader of binary ones takes some 50 bytes for each place alone.
pub(super) const MOST_TEXTS: u64 = 1 << 24;

/// Entries that a zip may have; a workbook has some for each sheet and picture.
const MOST_ENTRIES: usize = 65_536;

/// The workbook format of a zip whose entries are of a reasonable size.
pub(super) fn format(name: &str, source: &mut dyn Source, allow_large: bool) -> Result<Format, Problem> {
    let mut zip = ZipArchive::new(source).map_err(|e| broken(name, &e.to_string()))?;
    if zip.len() > MOST_ENTRIES && !allow_large {
        return Err(too_large(name, &format!("{} files", zip.len())));
    }
    let (mut total, mut names) = (0_u64, Vec::new());
    for i in 0..zip.len() {
        let entry = zip.by_index_raw(i).map_err(|e| broken(name, &e.to_string()))?;
        let (size, packed) = (entry.size(), entry.compressed_size());
        if entry.encrypted() {
            return Err(password(name));
        }
        total = total.saturating_add(size);
        names.push(String::from_utf8_lossy(entry.name_raw()).into_owned());
        if !allow_large && size > SMALL && size / packed.max(1) > RATIO {
            return Err(too_large(name, &format!("{} MB, × {}", size >> 20, size / packed.max(1))));
        }
    }
    if !allow_large && total > MOST {
        return Err(too_large(name, &format!("{} MB", total >> 20)));
    }
    // The reader of binary workbooks makes room for as many texts as the list of them claims to have.
    for i in (0..names.len()).filter(|i| names[*i].to_ascii_lowercase().ends_with("sharedstrings.bin")) {
        let list = zip.by_index(i).map_err(|e| broken(name, &e.to_string()))?;
        if let Some(texts) = claimed_texts(list).filter(|texts| *texts > MOST_TEXTS) {
            return Err(beyond(name, &format!("{texts} texts > {MOST_TEXTS}")));
        }
    }
    sniff::workbook(names.iter().map(String::as_str)).ok_or_else(|| {
        Problem::new(Code::NotATable, At::file(name), "a zip archive")
            .detail("zip архив")
            .hint(Hint::advice("Задлаад доторх хүснэгтийг нь өгнө үү.", "Unpack it and give the tables inside."))
    })
}

/// How many texts a binary list claims to have, in its first record.
fn claimed_texts(list: impl Read) -> Option<u64> {
    let mut bytes = BufReader::new(list).bytes().map_while(Result::ok).map(u64::from);
    loop {
        let kind = match bytes.next()? {
            low if low & 0x80 != 0 => (low & 0x7F) | (bytes.next()? & 0x7F) << 7,
            low => low,
        };
        let mut length = 0;
        for i in 0..4 {
            let next = bytes.next()?;
            length |= (next & 0x7F) << (7 * i);
            if next & 0x80 == 0 {
                break;
            }
        }
        if kind == 0x9F {
            // How often texts are used stands before how many there are.
            bytes.nth(3)?;
            return (0..4).try_fold(0, |n, i| Some(n | bytes.next()? << (8 * i)));
        }
        (0..length).try_for_each(|_| bytes.next().map(drop))?;
    }
}

/// A file that is too large unless the user agrees.
pub(super) fn too_large(name: &str, size: &str) -> Problem {
    Problem::new(Code::TooLarge, At::file(name), "").detail(size).hint(Hint::advice(
        "Файлд итгэж байвал --allow-large гэж өгнө үү, эсвэл CSV болгож хадгална уу.",
        "If you trust the file, give --allow-large, or save it as CSV.",
    ))
}

/// A workbook of which some part is larger than anybody needs, whoever trusts it.
pub(super) fn beyond(name: &str, what: &str) -> Problem {
    Problem::new(Code::TooLarge, At::file(name), "")
        .detail(what)
        .hint(Hint::advice("CSV болгож хадгалаад өгнө үү.", "Save it as CSV and give that."))
}

/// A workbook that was encrypted.
pub(super) fn password(name: &str) -> Problem {
    Problem::new(Code::Password, At::file(name), "").hint(Hint::advice(
        "Excel дээр нээж, нууц үгийг арилгаад хадгална уу.",
        "Open it in Excel, remove the password and save it.",
    ))
}

/// A workbook that can't be read to its end.
pub(super) fn broken(name: &str, reason: &str) -> Problem {
    Problem::new(Code::BrokenWorkbook, At::file(name), "").detail(reason).hint(Hint::advice(
        "Дахин татаж аваад, эсвэл Excel дээр нээж шинээр хадгалаад үзнэ үү.",
        "Download it again, or open it in Excel and save it anew.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binary_list_says_how_many_texts_it_has() {
        let list = |unique: u32| [&[0x01, 0x01, 7, 0x9F, 0x01, 8, 0, 0, 0, 0][..], &unique.to_le_bytes()].concat();
        assert_eq!(claimed_texts(&list(9)[..]), Some(9));
        assert_eq!(claimed_texts(&list(u32::MAX)[..]), Some(u64::from(u32::MAX)));
        assert_eq!(claimed_texts(&list(9)[..9]), None);
    }
}
