//! The compound file that an old workbook lies in: the stream of the workbook, and whether its chains can be followed.
//!
//! A compound file is a small disk: sectors, tables that say which sector follows which, a list of streams. Readers follow
//! what the tables say. A chain that runs in a circle, or a stream that claims to be longer than the file, would let them
//! gather sectors until the memory is full; such a file is refused here.

/// Sectors with numbers from here on are marks: the end of a chain, a free sector, a table.
const MARKS: u32 = 0xFFFF_FFFA;

const ENDLESS: &str = "a chain of its sectors runs in a circle";
const TOO_LONG: &str = "a stream is said to be longer than the file";

/// What stands in a compound file.
pub(super) struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    /// For each sector the next one.
    table: Vec<u32>,
    /// The list of streams.
    entries: Vec<u8>,
}

/// A stream: where it begins, and how long it is.
#[derive(Debug, Clone, Copy)]
struct Stream {
    first: u32,
    length: u64,
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

impl<'a> Compound<'a> {
    /// Looks into a compound file. What is too short or odd to be one gives none: its reader says why.
    pub fn of(file: &'a [u8]) -> Result<Option<Compound<'a>>, &'static str> {
        let Some(mut compound) = Compound::with_table(file)? else { return Ok(None) };
        let Some(first) = u32_at(file, 48) else { return Ok(None) };
        compound.entries = compound.chain(first)?;
        compound.check()?;
        Ok(Some(compound))
    }

    fn with_table(file: &'a [u8]) -> Result<Option<Compound<'a>>, &'static str> {
        let sector = match u16_at(file, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Ok(None),
        };
        let mut compound = Compound { file, sector, table: Vec::new(), entries: Vec::new() };
        let (Some(head), Some(mut next)) = (file.get(76..512), u32_at(file, 68)) else { return Ok(None) };
        let mut list = head.to_vec();
        let most = compound.sectors();
        for round in 0.. {
            let ids = list.chunks_exact(4).filter_map(|id| u32_at(id, 0)).filter(|id| *id < MARKS);
            for id in ids {
                let Some(sector) = compound.at(id) else { continue };
                compound.table.extend(sector.chunks_exact(4).filter_map(|id| u32_at(id, 0)));
                // A table has an entry for each sector, and no more than a sector of them too many.
                if compound.table.len() > 2 * (most + compound.sector) {
                    return Err(ENDLESS);
                }
            }
            if next >= MARKS {
                break;
            }
            if round > most {
                return Err(ENDLESS);
            }
            // The last entry of a sector of the list is the next such sector.
            let Some(sector) = compound.at(next) else { return Ok(None) };
            list = sector.to_vec();
            let Some(last) = list.len().checked_sub(4) else { return Ok(None) };
            next = u32_at(&list, last).unwrap_or(MARKS);
            list.truncate(last);
        }
        Ok(Some(compound))
    }

    fn sectors(&self) -> usize {
        self.file.len() / self.sector + 1
    }

    fn at(&self, id: u32) -> Option<&'a [u8]> {
        let rest = self.file.get((id as usize).checked_add(1)?.checked_mul(self.sector)?..)?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Result<Vec<u8>, &'static str> {
        follow(first, &self.table, self.sectors(), |id| self.at(id))
    }

    fn streams(&self) -> impl Iterator<Item = (String, Stream)> {
        self.entries.chunks_exact(128).map(|entry| {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
            let units: Vec<u16> = (0..length / 2).filter_map(|i| u16_at(entry, i * 2)).collect();
            let low = u64::from(u32_at(entry, 120).unwrap_or(0));
            // Small sectors belong to the older version, whose upper half may hold anything.
            let high = if self.sector == 512 { 0 } else { u64::from(u32_at(entry, 124).unwrap_or(0)) };
            let stream = Stream { first: u32_at(entry, 116).unwrap_or(MARKS), length: high << 32 | low };
            (String::from_utf16_lossy(&units), stream)
        })
    }

    fn stream(&self, names: &[&str]) -> Option<Stream> {
        let named = |name: &String| names.iter().any(|n| name.eq_ignore_ascii_case(n));
        self.streams().find(|(name, _)| named(name)).map(|(_, stream)| stream)
    }

    /// Whether every stream fits the file and the lists of small sectors end.
    fn check(&self) -> Result<(), &'static str> {
        let most = (self.file.len() + self.sector) as u64;
        if self.streams().any(|(_, stream)| stream.length > most) {
            return Err(TOO_LONG);
        }
        let (small, count) = (u32_at(self.file, 60).unwrap_or(MARKS), u32_at(self.file, 64).unwrap_or(0));
        if u64::from(count) * self.sector as u64 > most {
            return Err(TOO_LONG);
        }
        let container = self.streams().next().map_or(MARKS, |(_, root)| root.first);
        let starts = if count > 0 { [small, container] } else { [MARKS, MARKS] };
        starts.into_iter().filter(|first| *first < MARKS).try_for_each(|first| self.chain(first).map(drop))
    }

    /// Whether what is in it was encrypted as a whole.
    pub fn is_encrypted(&self) -> bool {
        self.stream(&["EncryptedPackage"]).is_some()
    }

    /// The stream of the workbook: sectors of a chain, or small ones within such a chain.
    pub fn workbook(&self) -> Result<Option<Vec<u8>>, &'static str> {
        let Some(book) = self.stream(&["Workbook", "Book"]) else { return Ok(None) };
        if book.length >= u64::from(u32_at(self.file, 56).unwrap_or(0)) {
            return self.chain(book.first).map(Some);
        }
        let (Some(root), Some(first)) = (self.stream(&["Root Entry"]), u32_at(self.file, 60)) else { return Ok(None) };
        let within = self.chain(root.first)?;
        let ids: Vec<u32> = self.chain(first)?.chunks_exact(4).filter_map(|id| u32_at(id, 0)).collect();
        let part = |id: u32| within.get((id as usize).checked_mul(64)?..).map(|rest| &rest[..rest.len().min(64)]);
        follow(book.first, &ids, within.len() / 64 + 1, part).map(Some)
    }
}

/// The bytes of a chain of sectors, of which there are at most so many.
fn follow<'b>(
    first: u32,
    next: &[u32],
    most: usize,
    bytes: impl Fn(u32) -> Option<&'b [u8]>,
) -> Result<Vec<u8>, &'static str> {
    let (mut all, mut id) = (Vec::new(), first);
    for _ in 0..=most {
        let Some(sector) = (id < MARKS).then(|| bytes(id)).flatten() else { return Ok(all) };
        all.extend_from_slice(sector);
        match next.get(id as usize) {
            Some(after) => id = *after,
            None => return Ok(all),
        }
    }
    Err(ENDLESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &[u8] = include_bytes!("../../tests/files/scorecard.xls");

    /// The file with the table's entry for the first sector of the list of streams changed.
    fn with_next_of_list(next: u32) -> Vec<u8> {
        let mut file = SAMPLE.to_vec();
        let list = u32_at(&file, 48).expect("a list") as usize;
        let table = u32_at(&file, 76).expect("a table") as usize;
        let at = (table + 1) * 512 + list * 4;
        file[at..at + 4].copy_from_slice(&next.to_le_bytes());
        file
    }

    #[test]
    fn a_sound_file_gives_its_workbook() {
        let compound = Compound::of(SAMPLE).expect("sound").expect("a compound file");
        let book = compound.workbook().expect("sound").expect("a workbook");
        assert_eq!((u16_at(&book, 0), compound.is_encrypted()), (Some(0x0809), false));
        assert!(Compound::of(&[0xD0; 600]).is_ok_and(|found| found.is_none()));
    }

    #[test]
    fn a_list_of_streams_that_runs_in_a_circle_is_refused() {
        let list = u32_at(SAMPLE, 48).expect("a list");
        assert_eq!(Compound::of(&with_next_of_list(list)).err(), Some(ENDLESS));
    }

    #[test]
    fn a_stream_longer_than_the_file_is_refused() {
        let mut file = SAMPLE.to_vec();
        let at = (u32_at(&file, 48).expect("a list") as usize + 1) * 512 + 120;
        file[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(Compound::of(&file).err(), Some(TOO_LONG));
    }
}
