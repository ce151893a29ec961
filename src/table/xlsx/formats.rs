//! Which of a workbook's formats show a number as a date: nothing else says that a cell holds one.

use std::collections::HashMap;
use std::io::Read;

use super::markup::{Markup, Token, Unread, lacking, text};

/// How a format shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shows {
    /// As a number.
    #[default]
    Number,
    /// As a day, a time of day or both.
    Date,
    /// As hours, minutes or seconds that may be more than a day has.
    Duration,
}

/// How the formats of cells show numbers, in the order in which cells refer to them.
pub(super) fn read(mut styles: Markup<impl Read>) -> Result<Vec<Shows>, Unread> {
    let (mut codes, mut formats) = (HashMap::new(), Vec::new());
    let mut of_cells = false;
    loop {
        match styles.next()? {
            Token::Open(b"numFmt", attributes) => {
                if let (Some(id), Some(code)) = (attributes.text("numFmtId")?, attributes.get("formatCode")?) {
                    codes.insert(id, shown_by(&text(code)?));
                }
            }
            Token::Open(b"cellXfs", _) => of_cells = true,
            Token::Close(b"cellXfs") => of_cells = false,
            Token::Open(b"xf", attributes) if of_cells => formats.push(attributes.text("numFmtId")?),
            Token::Close(b"styleSheet") => break,
            Token::End => return lacking("styleSheet"),
            _ => {}
        }
    }
    let shows = |id: Option<String>| {
        let id = id.unwrap_or_default();
        codes.get(&id).copied().unwrap_or_else(|| built_in(id.parse().unwrap_or(0)))
    };
    Ok(formats.into_iter().map(shows).collect())
}

/// How formats show numbers that every workbook has without saying so (ECMA-376, 18.8.30); some of 27 to 58 are dates in
/// East Asian offices only.
fn built_in(id: u32) -> Shows {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Date,
        46 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// How a format with this code shows positive numbers: a letter of a date or time that is not part of a text makes it one.
fn shown_by(code: &str) -> Shows {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // What follows is shown as it is, or as much space.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|c| *c == '"')),
            '[' => {
                let within: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = |unit: char| !within.is_empty() && within.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return Shows::Duration;
                }
            }
            // What follows is for negative numbers.
            ';' => return Shows::Number,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return Shows::Date,
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_are_told_from_those_of_numbers() {
        for (code, shows) in [
            ("General", Shows::Number),
            ("yyyy\\-mm\\-dd", Shows::Date),
            ("[$-450]yyyy \"оны\" m \"сарын\" d", Shows::Date),
            ("h:mm AM/PM", Shows::Date),
            ("[hh]:mm", Shows::Duration),
            ("[s].000", Shows::Duration),
            ("#,##0\"₮ ydms\"", Shows::Number),
            ("#,##0 [$₮-450]", Shows::Number),
            ("[Red]0.00E+00;[Red]yy", Shows::Number),
            ("0_d\\y*m", Shows::Number),
            ("[", Shows::Number),
            ("\"", Shows::Number),
        ] {
            assert_eq!(shown_by(code), shows, "{code}");
        }
    }

    #[test]
    fn formats_are_those_of_cells_in_their_order() {
        let styles = "<styleSheet><numFmts><numFmt numFmtId='165' formatCode='d.m.yyyy &quot;он&quot;'/></numFmts>\
            <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf/><xf numFmtId='165'/><xf numFmtId='46'/></cellXfs>\
            <dxfs><dxf><numFmt numFmtId='0' formatCode='0'/></dxf></dxfs></styleSheet>";
        let read = read(Markup::new(styles.as_bytes(), 0).expect("a part")).expect("sound");
        assert_eq!(read, [Shows::Number, Shows::Date, Shows::Duration]);
    }
}
