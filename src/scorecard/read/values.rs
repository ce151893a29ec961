//! What people write into cells: scores, people, numbers, days, choices.
//!
//! Nothing is guessed. What can be read in one way only is read, if need be with a note; everything else is a problem, and
//! the value is missing.

use super::known::{Of, Vocabulary};
use super::words::key;
use crate::day::Day;
use crate::instrument::scorecard::{Scale, ScaleForm, ScorecardInstrument};
use crate::problem::{Code, Hint};
use crate::scorecard::score::{Score, Votes};
use crate::table::{Cell, Decimal, parse_number};

/// What came of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read<T> {
    Blank,
    Value(T),
    /// A value that was understood in a way worth knowing: the detail.
    Noted(T, Code, String),
    /// Nothing that can be used: the detail, and what to do.
    Bad(Code, String, Option<Hint>),
}

impl<T> Read<T> {
    fn bad(code: Code, hint: Hint) -> Read<T> {
        Read::Bad(code, String::new(), Some(hint))
    }
}

/// Scales that a denominator or a name may mean.
const SCALES: [Scale; 4] = [
    Scale { from: 1.0, to: 5.0, form: ScaleForm::Points },
    Scale { from: 0.0, to: 10.0, form: ScaleForm::Points },
    Scale { from: 0.0, to: 100.0, form: ScaleForm::Points },
    Scale { from: 1.0, to: 3.0, form: ScaleForm::Faces },
];

/// Words that may follow a number without changing it.
const POINTS: &[&str] = &["оноо", "балл", "point", "points", "pts"];
const PEOPLE: &[&str] = &["хүн", "хүнтэй", "иргэн", "оролцогч", "people", "person", "persons", "participants"];
const TUGRUGS: &[&str] = &["төг", "төгрөг", "mnt", "tugrug", "tugrugs", "tugrik"];
const TIMES: &[(&str, f64)] = &[
    ("мянга", 1e3),
    ("мян", 1e3),
    ("thousand", 1e3),
    ("сая", 1e6),
    ("million", 1e6),
    ("mln", 1e6),
    ("тэрбум", 1e9),
    ("billion", 1e9),
];

/// The number that a text is, with either decimal sign, unless it could be two numbers: 1,234.
pub(super) fn number(text: &str, decimal: Option<Decimal>) -> Option<f64> {
    let text = text.trim();
    if let Some(decimal) = decimal
        && let Some(value) = parse_number(text.as_bytes(), decimal)
    {
        return Some(value);
    }
    if may_be_thousands(text) {
        return None;
    }
    let read = |decimal| parse_number(text.as_bytes(), decimal);
    match (read(Decimal::Point), read(Decimal::Comma)) {
        (Some(a), Some(b)) => (a == b).then_some(a),
        (a, b) => a.or(b),
    }
}

fn may_be_thousands(text: &str) -> bool {
    let Some((whole, rest)) = text.split_once([',', '.']) else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(rest) && rest.len() == 3 && whole.len() <= 3 && whole != "0"
}

/// A number and the words behind it: "50 хүн". Nothing if there is another number in them.
fn number_and_words(text: &str, decimal: Option<Decimal>) -> Option<(f64, &str)> {
    let text = text.trim();
    let ends = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '\''));
    let end = text.find(ends).unwrap_or(text.len());
    let (digits, words) = (text[..end].trim_end_matches(|c: char| !c.is_ascii_digit()), text[end..].trim());
    let other = words.chars().any(|c| c.is_numeric());
    (!other).then(|| number(digits, decimal)).flatten().map(|value| (value, words))
}

/// The scale with this name: `0-10`, `1–5`, `faces 1-3`, or its end alone: `10`.
pub(super) fn scale_named(text: &str, own: Scale) -> Option<Scale> {
    let plain = text.replace(['–', '—', '‒', '−'], "-").replace(' ', "").to_lowercase();
    let all = || std::iter::once(own).chain(SCALES);
    let named = all().find(|s| plain == s.name().replace(' ', "") || plain == format!("{}-{}", s.from, s.to));
    named.or_else(|| plain.parse::<f64>().ok().and_then(|end| all().find(|s| s.to == end)))
}

/// A score. Among parts of one, a 1 on a scale to 100 may be 100 %.
pub(super) fn score(
    cell: Cell,
    scale: Scale,
    instrument: &ScorecardInstrument,
    words: &Vocabulary,
    decimal: Option<Decimal>,
    parts_of_one: bool,
) -> Read<Score> {
    let unreadable = || Read::bad(Code::ScoreUnreadable, one_number(scale));
    let on_scale = |value: f64, scale: Scale| match on_scale(value, scale) {
        Read::Value(_) if parts_of_one && value == 1.0 && scale.to >= 100.0 => unreadable(),
        read => read,
    };
    match cell {
        Cell::Blank => Read::Blank,
        Cell::Number(value) => on_scale(value, scale),
        Cell::Date(_) => Read::bad(Code::ScoreIsDay, one_number(scale)),
        Cell::Truth(_) | Cell::Fault(_) => unreadable(),
        Cell::Text(_) => {
            let text = cell.shown();
            if is_nothing(&text, words) {
                return Read::Blank;
            }
            if let Some(value) = number(&text, decimal) {
                return on_scale(value, scale);
            }
            if let Some((a, b)) = text.split_once(['/', '\\']) {
                return fraction(a, b, scale, decimal).unwrap_or_else(unreadable);
            }
            let mark = |text: &str| instrument.marks.get(words.find(Of::Marks, text)?).map(|m| m.value);
            if let Some(value) = mark(&text) {
                return on_scale(value, scale);
            }
            match number_and_words(&text, decimal) {
                Some((value, "%")) if scale.to == 100.0 => on_scale(value, scale),
                Some((value, words)) if POINTS.contains(&key(words).as_str()) || mark(words) == Some(value) => {
                    on_scale(value, scale)
                }
                _ => unreadable(),
            }
        }
    }
}

/// Whether a cell holds a part of one, as a cell does that is shown as 80 %.
pub(super) fn is_part_of_one(cell: Cell, decimal: Option<Decimal>) -> bool {
    let value = match cell {
        Cell::Number(value) => Some(value),
        Cell::Text(_) => number(&cell.shown(), decimal),
        Cell::Blank | Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => None,
    };
    value.is_some_and(|value| 0.0 < value && value < 1.0)
}

fn on_scale(value: f64, scale: Scale) -> Read<Score> {
    // A cell shown as 80 % holds 0.8: on a scale to 100 it could be either.
    if scale.to >= 100.0 && value > 0.0 && value < 1.0 {
        return Read::bad(Code::ScoreUnreadable, one_number(scale));
    }
    match Score::new(value, scale) {
        Some(score) => Read::Value(score),
        None => Read::Bad(Code::ScoreOffScale, scale.name(), None),
    }
}

/// `4/5` is 4 on a scale that ends at 5; on others it is a score of the known scale that does.
fn fraction(a: &str, b: &str, scale: Scale, decimal: Option<Decimal>) -> Option<Read<Score>> {
    let (a, b) = (number(a, decimal)?, number(b, decimal)?);
    if b == scale.to {
        return Some(on_scale(a, scale));
    }
    let other = SCALES.into_iter().find(|s| s.to == b)?;
    Some(match Score::new(a, other) {
        Some(score) => {
            let points = (score.points().get() * 10.0).round() / 10.0;
            Read::Noted(score, Code::ScoreConverted, format!("{} ({points}/100)", other.name()))
        }
        None => Read::Bad(Code::ScoreOffScale, other.name(), None),
    })
}

fn one_number(scale: Scale) -> Hint {
    let (from, to) = (scale.from, scale.to);
    let whole = scale.form == ScaleForm::Faces;
    Hint::advice(
        format!("{from}–{to} хүртэлх нэг {}тоо бичнэ үү.", if whole { "бүхэл " } else { "" }),
        format!("Write one {}number from {from} to {to}.", if whole { "whole " } else { "" }),
    )
}

/// Whether a cell says in words or with a dash that there is nothing.
fn is_nothing(text: &str, words: &Vocabulary) -> bool {
    let text = text.trim();
    matches!(text, "-" | "–" | "—" | "?" | "…" | "..." | "x" | "х") || words.find(Of::Nothing, text).is_some()
}

/// People below this can be added up in any number of rows.
const MOST: u64 = 1_000_000_000;

/// A whole number of people.
pub(super) fn people(cell: Cell, decimal: Option<Decimal>) -> Read<u64> {
    let whole = |value: f64| (value.fract() == 0.0 && (0.0..MOST as f64).contains(&value)).then_some(value as u64);
    let text = cell.shown();
    let found = match cell {
        Cell::Blank => return Read::Blank,
        Cell::Number(value) => whole(value),
        Cell::Text(_) if matches!(text.trim(), "-" | "–" | "—") => return Read::Blank,
        Cell::Text(_) => number_and_words(&text, decimal)
            .filter(|(_, words)| words.is_empty() || PEOPLE.contains(&key(words).as_str()))
            .and_then(|(value, _)| whole(value)),
        Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => None,
    };
    found.map_or_else(|| Read::bad(Code::CountUnreadable, a_count()), Read::Value)
}

fn a_count() -> Hint {
    Hint::advice(
        "Хүний тоог бүхлээр бичнэ: 50. \"50 хүн\" гэвэл болно, \"~50\", \"50 орчим\" гэвэл болохгүй.",
        "Write how many as a whole number: 50. \"50 people\" will do, \"~50\" or \"about 50\" won't.",
    )
}

/// A number in a unit, or of tugrugs.
pub(super) fn amount(cell: Cell, unit: &str, decimal: Option<Decimal>) -> Read<f64> {
    let text = cell.shown();
    let found = match cell {
        Cell::Blank => return Read::Blank,
        Cell::Number(value) => Some(value),
        Cell::Text(_) if matches!(text.trim(), "-" | "–" | "—") => return Read::Blank,
        Cell::Text(_) => number_and_words(text.trim_start_matches('₮'), decimal)
            .and_then(|(value, words)| in_unit(value, words, unit)),
        Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => None,
    };
    let hint = || Hint::advice("Нэг тоо бичнэ үү.", "Write one number.");
    found.filter(|v| v.is_finite()).map_or_else(|| Read::bad(Code::NumberUnreadable, hint()), Read::Value)
}

fn in_unit(value: f64, words: &str, unit: &str) -> Option<f64> {
    if words == "%" {
        return unit.contains('%').then_some(value);
    }
    let mut value = value;
    for word in words.split_whitespace().map(key) {
        let times = TIMES.iter().find(|(name, _)| *name == word);
        let known = times.is_some()
            || word.is_empty()
            || word == key(unit)
            || [TUGRUGS, PEOPLE, &["ш", "ширхэг", "pcs"]].iter().any(|list| list.contains(&word.as_str()));
        if !known {
            return None;
        }
        value *= times.map_or(1.0, |(_, by)| *by);
    }
    Some(value)
}

/// A day.
pub(super) fn day(cell: Cell) -> Read<Day> {
    let found = match cell {
        Cell::Blank => return Read::Blank,
        Cell::Date(date) => Day::new(date.year, date.month, date.day),
        Cell::Text(b"-") => return Read::Blank,
        Cell::Text(_) => Day::written(&cell.shown()),
        Cell::Number(_) | Cell::Truth(_) | Cell::Fault(_) => None,
    };
    let hint = || Hint::advice("Он-сар-өдөр гэж бичнэ үү: 2026-06-30.", "Write year-month-day: 2026-06-30.");
    found.map_or_else(|| Read::bad(Code::DayUnreadable, hint()), Read::Value)
}

/// One of a few words, of which `all` are the names.
pub(super) fn choice(cell: Cell, of: Of, words: &Vocabulary, all: impl Fn() -> Vec<String>) -> Read<usize> {
    let text = match cell {
        Cell::Truth(yes) if of == Of::YesNo => return Read::Value(usize::from(!yes)),
        _ => cell.shown(),
    };
    if text.is_empty() || matches!(&*text, "-" | "–" | "—") {
        return Read::Blank;
    }
    match words.by_id(of, &text).or_else(|| words.find(of, &text)) {
        Some(index) => Read::Value(index),
        None => Read::bad(Code::ChoiceUnknown, Hint::OneOf(all())),
    }
}

/// Votes of a long table: how many gave which score, `1:3; 2:5; 4:2`.
pub(super) fn votes(text: &str, scale: Scale) -> Read<Votes> {
    let hint = || Hint::advice("Оноо:хүн гэж бичнэ үү: 3:5; 4:2.", "Write score:people, as 3:5; 4:2.");
    let mut counts = Vec::new();
    for part in text.split([';', ',', '|']).map(str::trim).filter(|p| !p.is_empty()) {
        let read = part.split_once([':', '=', '×']).and_then(|(score, people)| {
            let score = Score::new(score.trim().parse().ok()?, scale)?;
            Some((score, people.trim().parse::<u64>().ok().filter(|people| *people < MOST)?))
        });
        let Some(read) = read else { return Read::bad(Code::VotesUnreadable, hint()) };
        counts.push(read);
    }
    Votes::new(counts).map_or(Read::Blank, Read::Value)
}

#[cfg(test)]
mod tests {
    use super::super::known::Known;
    use super::super::sample::instrument;
    use super::*;
    use crate::table::Date;

    /// A text as a score: the number on its scale, or the code of what is wrong.
    fn scored(cell: Cell, scale: Scale) -> Result<Option<(f64, String)>, Code> {
        let instrument = instrument();
        let known = Known::new(&instrument);
        match score(cell, scale, &instrument, &Vocabulary::new(&known), None, false) {
            Read::Blank => Ok(None),
            Read::Value(s) | Read::Noted(s, ..) => Ok(Some((s.value(), s.scale().name()))),
            Read::Bad(code, ..) => Err(code),
        }
    }

    fn text(text: &str, scale: Scale) -> Result<Option<(f64, String)>, Code> {
        scored(Cell::Text(text.as_bytes()), scale)
    }

    const FIVE: Scale = SCALES[0];
    const TEN: Scale = SCALES[1];
    const HUNDRED: Scale = SCALES[2];

    #[test]
    fn a_score_is_read_however_it_is_written() {
        let is = |value: f64| Ok(Some((value, "1-5".to_owned())));
        for (written, value) in [
            ("4", 4.0),
            ("3,5", 3.5),
            ("3.5", 3.5),
            (" 4 ", 4.0),
            ("4/5", 4.0),
            ("4 / 5", 4.0),
            ("4 оноо", 4.0),
            ("Муу", 1.0),
            ("1 - муу", 1.0),
        ] {
            assert_eq!(text(written, FIVE), is(value), "{written}");
        }
        assert_eq!(scored(Cell::Number(0.0), TEN), Ok(Some((0.0, "0-10".to_owned()))));
        assert_eq!(text("80%", HUNDRED), Ok(Some((80.0, "0-100".to_owned()))));
        for blank in ["-", "—", "мэдэхгүй", "don't know"] {
            assert_eq!(text(blank, FIVE), Ok(None), "{blank}");
        }
    }

    #[test]
    fn what_could_be_two_scores_is_none() {
        for written in ["3 or 4", "3-4", "3–4", "3, 4", "~4", "4?", "сайн байсан", "4/7", "четыре", "3 эсвэл 4", "80%"]
        {
            assert_eq!(text(written, FIVE), Err(Code::ScoreUnreadable), "{written}");
        }
        for cell in [Cell::Number(6.0), Cell::Number(0.0), Cell::Text(b"-1"), Cell::Text(b"7/5")] {
            assert_eq!(scored(cell, FIVE), Err(Code::ScoreOffScale), "{cell:?}");
        }
        let may = Date { year: 2026, month: 5, day: 4, second: 0 };
        assert_eq!(scored(Cell::Date(may), FIVE), Err(Code::ScoreIsDay));
        assert_eq!(scored(Cell::Number(0.8), HUNDRED), Err(Code::ScoreUnreadable));
        assert_eq!(scored(Cell::Number(2.5), SCALES[3]), Err(Code::ScoreOffScale));
    }

    #[test]
    fn a_denominator_of_another_known_scale_says_which_scale_it_is() {
        assert_eq!(text("8/10", FIVE), Ok(Some((8.0, "0-10".to_owned()))));
        assert_eq!(text("4/5", HUNDRED), Ok(Some((4.0, "1-5".to_owned()))));
        assert_eq!(text("8/10", TEN), Ok(Some((8.0, "0-10".to_owned()))));
        assert_eq!(scale_named("0 – 10", FIVE), Some(TEN));
        assert_eq!((scale_named("100", FIVE), scale_named("хувь", FIVE)), (Some(HUNDRED), None));
    }

    #[test]
    fn people_are_counted_and_not_estimated() {
        let of = |text: &str| people(Cell::Text(text.as_bytes()), None);
        assert_eq!(
            (of("50"), of("50 хүн"), of("1 200"), of("0")),
            (Read::Value(50), Read::Value(50), Read::Value(1200), Read::Value(0))
        );
        for written in ["~50", "50 орчим", "50-60", "12,5", "-3", "олон", "5 эм 6 эр"] {
            assert!(matches!(of(written), Read::Bad(Code::CountUnreadable, ..)), "{written}");
        }
    }

    #[test]
    fn numbers_keep_their_unit_and_their_thousands() {
        let of = |text: &str| amount(Cell::Text(text.as_bytes()), "эмч", None);
        for (written, value) in [
            ("1 200 000 ₮", 1.2e6),
            ("1.5 сая төгрөг", 1.5e6),
            ("3 эмч", 3.0),
            ("2,5", 2.5),
            ("1,200,000", 1.2e6),
            ("₮500", 500.0),
        ] {
            assert_eq!(of(written), Read::Value(value), "{written}");
        }
        for written in ["1,234", "3-4", "хангалттай", "12%", "3 сувилагч"] {
            assert!(matches!(of(written), Read::Bad(Code::NumberUnreadable, ..)), "{written}");
        }
    }
}
