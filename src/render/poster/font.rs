//! The two fonts of a poster: how wide a text is, and where it breaks into lines.
//!
//! Noto Sans, cut down to Latin and Cyrillic with Ө, Ү and ₮; its licence lies beside it.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// For what is read from near.
    Regular,
    /// For what is read from afar.
    Bold,
}

impl Weight {
    /// Both.
    pub const ALL: [Weight; 2] = [Weight::Regular, Weight::Bold];

    /// The bytes of its font.
    pub fn data(self) -> &'static [u8] {
        match self {
            Weight::Regular => include_bytes!("fonts/NotoSans-Regular.ttf"),
            Weight::Bold => include_bytes!("fonts/NotoSans-Bold.ttf"),
        }
    }

    /// Its font, read once.
    pub fn face(self) -> &'static Face<'static> {
        static REGULAR: OnceLock<Face<'static>> = OnceLock::new();
        static BOLD: OnceLock<Face<'static>> = OnceLock::new();
        let kept = match self {
            Weight::Regular => &REGULAR,
            Weight::Bold => &BOLD,
        };
        kept.get_or_init(|| Face::parse(self.data(), 0).expect("the font is part of the program"))
    }

    /// The glyph of a letter; the empty box for one that the font doesn't have.
    pub fn glyph(self, letter: char) -> GlyphId {
        self.face().glyph_index(letter).unwrap_or_default()
    }

    /// How far a glyph moves on, in thousandths of the size.
    pub fn advance(self, glyph: GlyphId) -> f32 {
        let face = self.face();
        f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * 1000.0 / f32::from(face.units_per_em())
    }

    /// How wide a text is at this size.
    pub fn width(self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(self.glyph(letter))).sum::<f32>() * size / 1000.0
    }

    /// A text in lines no wider than this, and no more than `most`; the last ends with … where something had to be left out.
    pub fn wrapped(self, text: &str, size: f32, wide: f32, most: usize) -> Vec<String> {
        let space = self.width(" ", size);
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut length) = (String::new(), 0.0);
        let text = printable(text);
        for word in text.split_whitespace().flat_map(|word| self.pieces(word, size, wide)) {
            let next = self.width(&word, size);
            if line.is_empty() {
                (line, length) = (word, next);
            } else if length + space + next <= wide {
                line.push(' ');
                line.push_str(&word);
                length += space + next;
            } else {
                lines.push(std::mem::replace(&mut line, word));
                length = next;
                if lines.len() > most {
                    break;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                self.end_with_dots(last, size, wide);
            }
        }
        lines
    }

    fn end_with_dots(self, line: &mut String, size: f32, wide: f32) {
        while !line.is_empty() && self.width(line, size) + self.width("…", size) > wide {
            line.pop();
        }
        line.truncate(line.trim_end_matches([' ', ',', ';', '.', '(', '-']).len());
        line.push('…');
    }

    /// A word, cut where it is too wide for a line by itself.
    fn pieces(self, word: &str, size: f32, wide: f32) -> Vec<String> {
        if self.width(word, size) <= wide {
            return vec![word.to_string()];
        }
        let room = wide - self.width("-", size);
        let mut pieces = vec![String::new()];
        let mut length = 0.0;
        for letter in word.chars() {
            let next = self.advance(self.glyph(letter)) * size / 1000.0;
            let piece = pieces.last_mut().expect("there is one");
            if !piece.is_empty() && length + next > room {
                piece.push('-');
                pieces.push(String::from(letter));
                length = next;
            } else {
                piece.push(letter);
                length += next;
            }
        }
        pieces
    }
}

/// A text in the letters that the fonts have: accents joined to their letters, a minus as a dash.
fn printable(text: &str) -> String {
    text.nfc().map(|letter| if letter == '−' { '–' } else { letter }).filter(|letter| !is_mark(*letter)).collect()
}

/// Marks of direction and the like, which have no shape.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fonts_have_every_mongolian_letter_and_the_signs_of_a_poster() {
        let letters = "АБВГДЕЁЖЗИЙКЛМНОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмноөпрстуүфхцчшщъыьэюя0123456789";
        let signs = "₮№–—…«»„“”().,:;!?%/+-<>";
        for weight in Weight::ALL {
            for letter in letters.chars().chain(signs.chars()) {
                assert!(weight.face().glyph_index(letter).is_some(), "{weight:?}: {letter}");
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_its_room_even_if_a_word_is() {
        let long = "Эрүүл мэндийн байгууллагынхантайгаа хөгжлийнбэрхшээлтэйиргэдэдзориулсанорчин";
        for wide in [40.0, 90.0, 200.0, 700.0] {
            let lines = Weight::Bold.wrapped(long, 20.0, wide, 99);
            assert!(lines.iter().all(|line| Weight::Bold.width(line, 20.0) <= wide), "{wide}: {lines:?}");
            let whole: String = lines.concat().chars().filter(|c| *c != '-' && *c != ' ').collect();
            assert_eq!(whole, long.replace(' ', ""));
        }
    }

    #[test]
    fn what_does_not_fit_ends_with_dots_within_its_room() {
        let lines = Weight::Regular.wrapped("Гэрийн эргэлт, малчдад үзүүлэх явуулын үйлчилгээ", 17.0, 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && Weight::Regular.width(&lines[1], 17.0) <= 150.0, "{lines:?}");
        assert_eq!(Weight::Regular.wrapped("  ", 17.0, 150.0, 2), Vec::<String>::new());
    }

    #[test]
    fn a_letter_of_two_signs_is_joined_and_a_minus_is_a_dash() {
        let lines = Weight::Regular.wrapped("хи\u{438}\u{306}\u{feff} −20 °C", 10.0, 500.0, 1);
        assert_eq!(lines, ["хий –20 °C"]);
    }

    #[test]
    fn a_letter_that_no_font_has_is_a_box_and_stops_nothing() {
        assert_eq!(Weight::Regular.glyph('漢'), GlyphId(0));
        assert!(Weight::Regular.width("漢字", 10.0) > 0.0);
    }
}
