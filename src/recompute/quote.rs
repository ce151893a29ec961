//! Texts and numbers as R reads them back, whatever somebody wrote into a questionnaire, a header or a cell.
//!
//! A script is code: a label with a quote or a line break in it must stay a label. Letters that aren't seen or turn the
//! direction of writing are spelled out, so that what a reader sees of the script is what R runs.

use std::fmt::Write as _;

/// Columns of a line before it is broken.
const WIDE: usize = 118;

/// A text between quotes.
pub(super) fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // R has no text with this letter.
            '\0' => quoted.push_str("\\ufffd"),
            c if is_unseen(c) => {
                let code = u32::from(c);
                let _ = if code > 0xffff { write!(quoted, "\\U{code:08x}") } else { write!(quoted, "\\u{code:04x}") };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text behind a `#`: one line, without letters that aren't seen.
pub(super) fn comment(text: &str) -> String {
    let seen: String = text.chars().map(|c| if is_unseen(c) { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, ends of lines, and letters that only steer how others are shown.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A number with as many digits as are needed to read the same number back.
pub(super) fn number(value: f64) -> String {
    match value {
        v if v.is_nan() => "NA".into(),
        f64::INFINITY => "Inf".into(),
        f64::NEG_INFINITY => "-Inf".into(),
        v => {
            let digits = format!("{v:?}");
            digits.strip_suffix(".0").map_or_else(|| digits.clone(), str::to_owned)
        }
    }
}

/// A name and its value: `"yes" = 1`.
pub(super) fn named(name: &str, value: impl AsRef<str>) -> String {
    format!("{} = {}", text(name), value.as_ref())
}

/// `c("a", "b")`; one text stands alone.
pub(super) fn texts<'t>(all: impl IntoIterator<Item = &'t str>) -> String {
    let all: Vec<String> = all.into_iter().map(text).collect();
    match &all[..] {
        [] => "character()".into(),
        [one] => one.clone(),
        _ => format!("c({})", all.join(", ")),
    }
}

/// `head(item, item)`, broken into lines where it is long; `indent` is what stands before the first line.
pub(super) fn call(head: &str, items: &[String], indent: usize) -> String {
    let short = format!("{head}({})", items.join(", "));
    if indent + short.chars().count() <= WIDE && !short.contains('\n') {
        return short;
    }
    let margin = " ".repeat(indent + 2);
    let (mut out, mut line) = (format!("{head}("), String::new());
    for (at, item) in items.iter().enumerate() {
        let comma = if at + 1 < items.len() { "," } else { "" };
        let room = line.chars().count() + item.chars().count() + 2 + margin.len();
        if line.is_empty() || room > WIDE || item.contains('\n') {
            let _ = write!(out, "{line}\n{margin}");
            line.clear();
        } else {
            line.push(' ');
        }
        line.push_str(item);
        line.push_str(comma);
    }
    let _ = write!(out, "{line}\n{})", " ".repeat(indent));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_not_end_before_its_quote() {
        assert_eq!(text(r#"Тийм" ; q() # \"#), r#""Тийм\" ; q() # \\""#);
        assert_eq!(text("нэг\nхоёр\r\tгурав\0"), r#""нэг\nхоёр\r\tгурав\ufffd""#);
    }

    #[test]
    fn letters_that_turn_the_direction_of_writing_are_spelled_out() {
        assert_eq!(text("a\u{202e}b\u{feff}\u{e0041}"), r#""a\u202eb\ufeff\U000e0041""#);
        assert_eq!(comment("Нэг\nquit()\u{2028}x\u{202e}y"), "Нэг quit() x y");
    }

    #[test]
    fn numbers_are_written_as_r_reads_them() {
        let all = [0.1, 12.0, -0.0, 1e-7, 1.5e300, f64::INFINITY].map(number);
        assert_eq!(all, ["0.1", "12", "-0", "1e-7", "1.5e300", "Inf"]);
    }

    #[test]
    fn long_lists_are_broken_between_items() {
        let items: Vec<String> = (0..40).map(|n| text(&format!("бичлэг {n}"))).collect();
        let broken = call("c", &items, 4);
        assert!(broken.lines().all(|line| line.chars().count() <= WIDE + 4), "{broken}");
        assert_eq!(broken.matches("бичлэг").count(), 40);
        assert_eq!(call("c", &items[..2], 4), r#"c("бичлэг 0", "бичлэг 1")"#);
    }
}
