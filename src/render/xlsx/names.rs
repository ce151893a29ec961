//! Names inside a workbook: tabs of sheets, and the names by which formulas find a grid.

use std::collections::BTreeSet;

use crate::lang::Label;
use crate::render::Reading;

/// Longest name of a sheet.
const LONGEST_TAB: usize = 31;

/// Gives each sheet a name that Excel accepts and no other sheet has.
#[derive(Default)]
pub struct Tabs(BTreeSet<String>);

impl Tabs {
    /// A name for the sheet of this title; in both languages where they fit.
    pub fn claim(&mut self, title: &Label, reading: Reading) -> String {
        let both = clean(&reading.joined(title, " · "));
        let wanted = if both.chars().count() <= LONGEST_TAB { both } else { clean(reading.main(title)) };
        let wanted =
            if wanted.is_empty() || wanted.eq_ignore_ascii_case("history") { format!("{wanted}_") } else { wanted };
        let mut name = shortened(&wanted, LONGEST_TAB);
        let mut times = 1;
        // Excel doesn't tell upper from lower case here.
        while !self.0.insert(name.to_lowercase()) {
            times += 1;
            let end = format!(" ({times})");
            name = shortened(&wanted, LONGEST_TAB - end.len()) + &end;
        }
        name
    }
}

fn clean(title: &str) -> String {
    let forbidden = |c: char| c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let text: String = title.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect();
    text.trim_matches(|c: char| c == '\'' || c.is_whitespace()).to_string()
}

/// A long name without its middle, since what tells two facilities apart often stands at the end: `… төв №2`.
fn shortened(text: &str, most: usize) -> String {
    const END: usize = 11;
    let long = text.chars().count();
    if long <= most {
        return first_chars(text, most);
    }
    let end: String = text.chars().skip(long - END).collect();
    format!("{}…{end}", first_chars(text, most - END - 1))
}

fn first_chars(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    cut.trim_end_matches(|c: char| c == '\'' || c.is_whitespace()).to_string()
}

/// A sheet's name as a reference needs it: in quotes, with its own apostrophes doubled.
pub fn quoted(tab: &str) -> String {
    format!("'{}'", tab.replace('\'', "''"))
}

/// The name of a grid for formulas: `gaps.target`. Not one that Excel reads as a cell, such as `H18`.
pub fn defined(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let name: String = id.chars().map(|c| if allowed(c) { c } else { '_' }).take(200).collect();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = &name[letters..];
    let like_a_cell = letters <= 3 && !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit());
    let like_row_column = name.starts_with(['R', 'r', 'C', 'c'])
        && name.bytes().skip(1).all(|b| b.is_ascii_digit() || b.eq_ignore_ascii_case(&b'c'));
    if letters == 0 || like_a_cell || like_row_column { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn tabs_are_short_unique_and_free_of_forbidden_signs() {
        let mut tabs = Tabs::default();
        let both = Reading::new(&[Lang::Mn, Lang::En]);
        assert_eq!(tabs.claim(&Label::new("Оноо", "Scores"), both), "Оноо · Scores");
        assert_eq!(tabs.claim(&Label::new("оноо", "scores"), both), "оноо · scores (2)");
        let long = Label::new("Зөрүү: зорилтот түвшин / [бүлэг]? нийт дүнгээр", "Gaps");
        let name = tabs.claim(&long, both);
        assert!(name.chars().count() <= 31 && name.starts_with("Зөрүү"), "{name}");
        let again = tabs.claim(&long, both);
        assert!(again.chars().count() <= 31 && again.ends_with(" (2)"), "{again}");
        assert_eq!(tabs.claim(&Label::same("'"), both), "_");
        let facility = Label::same("Жаргалант сумын өрхийн эрүүл мэндийн төв №2");
        assert_eq!(tabs.claim(&facility, both), "Жаргалант сумын өрх…дийн төв №2");
    }

    #[test]
    fn a_name_for_formulas_is_never_a_cell() {
        assert_eq!(defined("gaps.target"), "gaps.target");
        assert_eq!((defined("gap"), defined("r2change")), ("gap".into(), "r2change".into()));
        assert_eq!((defined("H18"), defined("r"), defined("R12")), ("_H18".into(), "_r".into(), "_R12".into()));
        assert_eq!(defined("r1c1"), "_r1c1");
        assert_eq!(defined("оноо 1"), "______1");
    }
}
