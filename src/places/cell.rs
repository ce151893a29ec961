//! The parts of a cell: "Улаанбаатар хот, Баянзүрх дүүрэг, 5-р хороо" is a city, a district and what lies below.

use super::gazetteer::{Level, Place};
use super::resolution::Match;
use super::spelling;

/// A word that says of which kind the place before it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// аймаг, дүүрэг, сум, бүс.
    Of(Level),
    /// хот: the capital, or the centre of an aimag.
    City,
    /// хороо, баг: smaller than any place here.
    Below,
}

impl Kind {
    /// The kind that a word stands for, in either script and any case ending that occurs on forms.
    pub fn of_word(word: &str) -> Option<Kind> {
        let sound = spelling::sound(&spelling::key(word));
        Some(match sound.as_str() {
            // аймаг, аймгийн, province
            "aimag" | "aimak" | "aimgin" | "pruvinqe" => Kind::Of(Level::Aimag),
            // дүүрэг, дүүргийн, district
            "dureg" | "durgin" | "distriqt" => Kind::Of(Level::District),
            // сум, сумын, soum
            "sum" | "sumin" => Kind::Of(Level::Soum),
            // бүс, бүсийн, region
            "bus" | "busin" | "regiun" => Kind::Of(Level::Region),
            // хот, хотын, city
            "hut" | "hutin" | "qiti" => Kind::City,
            // хороо, хорооны, баг, багийн
            "huru" | "huruni" | "bag" | "bagin" => Kind::Below,
            _ => return None,
        })
    }

    /// Whether a place found as this can be of the kind.
    pub fn fits(self, place: &Place, how: Match) -> bool {
        match self {
            Kind::Of(level) => place.level == level && how != Match::Centre,
            Kind::City => place.level == Level::Capital || how == Match::Centre || place.is_centre,
            Kind::Below => false,
        }
    }
}

/// One part of a cell: a name, and its kind where a word says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name, without the word for its kind.
    pub name: String,
    /// The kind.
    pub kind: Option<Kind>,
}

/// The parts of a cell.
#[derive(Debug, Default)]
pub struct Parts {
    /// Those that name places.
    pub parts: Vec<Part>,
    /// Whether a khoroo or bag was left out.
    pub below: bool,
    words: Vec<String>,
    ahead: Option<Kind>,
}

impl Parts {
    /// Takes a cell apart.
    pub fn of(text: &str) -> Parts {
        let mut parts = Parts::default();
        for piece in text.split([',', ';', '/', '\\', '|', '(', ')', ':', '—', '–']) {
            for word in piece.split_whitespace() {
                match word {
                    "-" | "." | "&" => parts.end(None),
                    _ => parts.word(word),
                }
            }
            parts.end(None);
        }
        parts
    }

    fn word(&mut self, word: &str) {
        match Kind::of_word(word) {
            Some(Kind::Below) => self.leave_out_below(),
            Some(kind) if self.words.is_empty() => self.ahead = Some(kind),
            Some(kind) => self.end(Some(kind)),
            None if self.below && self.words.is_empty() && is_numbered(word) => {}
            None => self.words.push(word.to_owned()),
        }
    }

    /// A khoroo or bag takes its number with it, or else the name before it.
    fn leave_out_below(&mut self) {
        self.below = true;
        match self.words.pop_if(|last| is_numbered(last)) {
            Some(_) => self.end(None),
            None => self.words.clear(),
        }
    }

    fn end(&mut self, kind: Option<Kind>) {
        if !self.words.is_empty() {
            let kind = kind.or(self.ahead.take());
            self.parts.push(Part { name: std::mem::take(&mut self.words).join(" "), kind });
        }
        self.ahead = None;
    }
}

/// "5", "5-р", "№5".
fn is_numbered(word: &str) -> bool {
    word.chars().count() <= 6 && word.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, Option<Kind>)> {
        Parts::of(text).parts.into_iter().map(|p| (p.name, p.kind)).collect()
    }

    #[test]
    fn words_for_the_level_are_known_in_both_scripts_and_the_genitive() {
        let level = |words: &[&str], level| words.iter().all(|w| Kind::of_word(w) == Some(Kind::Of(level)));
        assert!(level(&["аймаг", "Аймгийн", "aimag", "aimgiin", "Province", "aimak"], Level::Aimag));
        assert!(level(&["дүүрэг", "дуурэг", "дүүргийн", "duureg", "düüreg", "District"], Level::District));
        assert!(level(&["сум", "сумын", "soum", "sum", "sumiin", "sumyn"], Level::Soum));
        assert_eq!(Kind::of_word("хотын"), Some(Kind::City));
        assert_eq!(Kind::of_word("Мөрөн"), None);
    }

    #[test]
    fn a_cell_is_taken_apart_at_commas_and_at_words_for_the_level() {
        let aimag = ("Хөвсгөл".to_owned(), Some(Kind::Of(Level::Aimag)));
        let soum = ("Мөрөн".to_owned(), Some(Kind::Of(Level::Soum)));
        assert_eq!(parts("Хөвсгөл аймаг, Мөрөн сум"), [aimag.clone(), soum.clone()]);
        assert_eq!(parts("Хөвсгөл аймгийн Мөрөн сумын 3-р баг"), [aimag, soum]);
        assert_eq!(parts("БЗД 5-р хороо"), [("БЗД".to_owned(), None)]);
        assert_eq!(parts("УБ - БЗД"), [("УБ".to_owned(), None), ("БЗД".to_owned(), None)]);
    }
}
