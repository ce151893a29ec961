//! File names of blank workbooks: the facility's identifier and the round, as any disk takes them.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::instrument::scorecard::ScorecardInstrument;
use crate::scorecard::Facility;

/// The longest part of a name; two of them in Cyrillic stay below the 255 bytes of every disk.
const LONGEST: usize = 50;

/// The name, without its ending: `KhFHC-03_2026-1`.
pub fn of(instrument: &ScorecardInstrument, facility: &Facility, round: &str) -> String {
    let facility = safe(&facility.id);
    let who = if facility.is_empty() { safe(&instrument.id) } else { facility };
    let round = safe(round);
    if round.is_empty() { who } else { format!("{who}_{round}") }
}

/// Letters and digits of any script, hyphens and underscores; everything else a hyphen. No full stop: what stands before
/// one may be a name that Windows keeps for itself.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for c in text.trim().nfc() {
        if c.is_alphanumeric() || c == '_' {
            safe.push(c);
        } else if !safe.is_empty() && !safe.ends_with('-') {
            safe.push('-');
        }
    }
    let short: String = safe.chars().take(LONGEST).collect();
    short.trim_matches('-').to_string()
}

/// The names that are given away, without regard to case.
#[derive(Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// This name, or with a number before its ending if another file has it.
    pub fn claim(&mut self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let numbered = (2..).map(|n| format!("{stem}-{n}.{ending}"));
        let mut free = std::iter::once(name.to_string()).chain(numbered);
        let found = free.find(|candidate| self.0.insert(candidate.to_lowercase()));
        found.unwrap_or_else(|| name.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leaves_its_folder_and_no_disk_keeps_it_for_itself() {
        assert_eq!(safe("KhFHC-03"), "KhFHC-03");
        assert_eq!(safe("../Ховд/ӨЭМТ №3"), "Ховд-ӨЭМТ-3");
        assert_eq!(safe("CON.1"), "CON-1");
        assert_eq!(safe("..."), "");
        // A letter and its breve, two signs, are the one letter that most disks keep.
        assert_eq!(safe("\u{418}\u{306}"), "Й");
        assert_eq!(safe(&"Ү".repeat(300)).chars().count(), LONGEST);
    }

    #[test]
    fn two_facilities_never_share_a_file() {
        let mut taken = Taken::default();
        assert_eq!(taken.claim("Ө-1_2026.xlsx"), "Ө-1_2026.xlsx");
        assert_eq!(taken.claim("ө-1_2026.xlsx"), "ө-1_2026-2.xlsx");
        assert_eq!(taken.claim("ө-1_2026.xlsx"), "ө-1_2026-3.xlsx");
    }
}
