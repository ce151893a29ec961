//! Which of a workbook's formats show a number as a date: nothing else says that a cell holds one.

use std::collections::HashMap;
use std::io::Read;

use super::markup::{Attributes, Markup, Token, Unread, lacking};
use super::sheet::whole;
use super::within;

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

/// How the formats of cells show numbers, in the order in which cells refer to them. Other formats, such as those of what is
/// shown under a condition, have numbers of their own.
pub(super) fn read(mut styles: Markup<impl Read>) -> Result<Vec<Shows>, Unread> {
    let (mut codes, mut formats) = (HashMap::new(), Vec::new());
    let (mut in_codes, mut in_formats) = (false, false);
    loop {
        match styles.next()? {
            Token::Open(b"numFmts", _) => in_codes = true,
            Token::Close(b"numFmts") => in_codes = false,
            Token::Open(b"cellXfs", _) => in_formats = true,
            Token::Close(b"cellXfs") => in_formats = false,
            Token::Open(b"numFmt", attributes) if in_codes => {
                if let Some(code) = attributes.text("formatCode")? {
                    codes.insert(id(attributes)?, shown_by(&code));
                    within(codes.len())?;
                }
            }
            Token::Open(b"xf", attributes) if in_formats => {
                formats.push(id(attributes)?);
                within(formats.len())?;
            }
            Token::Close(b"styleSheet") => break,
            Token::End => return lacking("styleSheet"),
            _ => {}
        }
    }
    Ok(formats.into_iter().map(|id| codes.get(&id).copied().unwrap_or_else(|| built_in(id))).collect())
}

fn id(format: Attributes) -> Result<u32, Unread> {
    Ok(format.get("numFmtId")?.and_then(whole).unwrap_or(0))
}

/// How formats show numbers that every workbook has without saying so (ECMA-376, 18.8.30); some of 27 to 81 are dates in
/// East Asian offices only.
fn built_in(id: u32) -> Shows {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 | 71..=78 | 80 | 81 => Shows::Date,
        46 | 79 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// How a format with this code shows numbers: a letter of a date or time that is not part of a text makes it one. What is
/// only for negative numbers isn't asked.
fn shown_by(code: &str) -> Shows {
    let code = code.to_lowercase();
    // The general format, alone or as Chinese offices write it; its letters mean no era.
    let code = code.replace("general", "").replace("g/", "");
    let mut letters = code.chars().peekable();
    let mut has_condition = false;
    while let Some(letter) = letters.next() {
        match letter {
            // What follows is shown as it is, or as much space.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|c| *c == '"')),
            '[' => {
                let within: String = letters.by_ref().take_while(|c| *c != ']').collect();
                has_condition |= within.starts_with(['<', '>', '=']);
                let elapsed = |unit: char| !within.is_empty() && within.chars().all(|c| c == unit);
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return Shows::Duration;
                }
            }
            ';' if !has_condition => return Shows::Number,
            // Of a number with a power.
            'e' if matches!(letters.peek(), Some('+' | '-')) => {}
            // Day, month, year, hour, minute, second; weekdays, eras and years of East Asia.
            'd' | 'm' | 'y' | 'h' | 's' | 'a' | 'b' | 'e' | 'g' => return Shows::Date,
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
            ("G/通用格式\"元\"", Shows::Number),
            ("[=0]\"\";yyyy\\-mm\\-dd", Shows::Date),
            ("[>100]0;d/m/yy", Shows::Date),
            ("[$-804]aaaa;@", Shows::Date),
            ("[$-404]e", Shows::Date),
            ("[DBNum1][$-804]General", Shows::Number),
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
            <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf/><xf numFmtId='165'/><xf numFmtId='46'/><xf numFmtId='14'/></cellXfs>\
            <dxfs><dxf><numFmt numFmtId='14' formatCode='0.00%'/></dxf><dxf><numFmt numFmtId='165' formatCode='0'/></dxf></dxfs></styleSheet>";
        let read = read(Markup::new(styles.as_bytes(), 0).expect("a part")).expect("sound");
        assert_eq!(read, [Shows::Number, Shows::Date, Shows::Duration, Shows::Date]);
    }
}
