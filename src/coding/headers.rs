//! How a header is held against a name: one rule, from the surest way to the least sure.
//!
//! A header comes as somebody's program wrote it: with the groups it lies in before it (`access/H02`, `access-H02`,
//! `access.H02`), in the letters that R leaves of it (`X_uuid`, `access.H02`, `<U+0425><U+04AF>`), as the words of the
//! question in either language, with its number before them, cut off, or with a number behind it because it was there
//! before. [`FoundBy`] lists these ways in the order in which they are tried; every form of a header is made once, here.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::code::plain;
use crate::lang::Label;
use crate::places;

/// How a column was found, from the surest way to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// The user named it.
    User,
    /// By its name.
    Name,
    /// By its name in other letter case or spacing.
    Case,
    /// By its name in the letters and signs that a program leaves of it.
    Written,
    /// By the end of its path.
    PathTail,
    /// By the words of the question.
    Label,
    /// By the number of the question before other words.
    Number,
    /// By the words in a second header row.
    SecondHeader,
    /// By the beginning of its name or words, cut off.
    CutOff,
    /// By its name with a number behind it, as columns get that are there twice.
    Copy,
}

impl FoundBy {
    /// The ways in the order in which they are tried. A user's word isn't tried; it is taken.
    const TRIED: [FoundBy; 9] = [
        FoundBy::Name,
        FoundBy::Case,
        FoundBy::Written,
        FoundBy::PathTail,
        FoundBy::Label,
        FoundBy::Number,
        FoundBy::SecondHeader,
        FoundBy::CutOff,
        FoundBy::Copy,
    ];

    /// The way in a few words.
    pub fn label(self) -> Label {
        match self {
            FoundBy::User => Label::new("хэрэглэгч заасан", "named by the user"),
            FoundBy::Name => Label::new("нэрээр", "by name"),
            FoundBy::Case => Label::new("том жижиг үсэг, зай", "by name, in other case or spacing"),
            FoundBy::Written => Label::new("програмын өөрчилсөн нэрээр", "by name, as a program rewrote it"),
            FoundBy::PathTail => Label::new("замын төгсгөлөөр", "by the end of its path"),
            FoundBy::Label => Label::new("асуултын үгээр", "by the words of the question"),
            FoundBy::Number => Label::new("асуултын дугаараар", "by the number of the question"),
            FoundBy::SecondHeader => Label::new("хоёр дахь толгой мөрөөр", "by the second header row"),
            FoundBy::CutOff => Label::new("тасарсан эхлэлээр", "by its beginning, cut off"),
            FoundBy::Copy => Label::new("ард нь тоотой нэрээр", "by name, with a number behind it"),
        }
    }

    /// Whether nobody need look at it. What only resembles a name is told as a warning.
    pub fn is_sure(self) -> bool {
        match self {
            FoundBy::CutOff | FoundBy::Copy => false,
            FoundBy::User
            | FoundBy::Name
            | FoundBy::Case
            | FoundBy::Written
            | FoundBy::PathTail
            | FoundBy::Label
            | FoundBy::Number
            | FoundBy::SecondHeader => true,
        }
    }
}

/// What is looked for: names in the order of preference, and the words of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted<'a> {
    pub names: Vec<&'a str>,
    pub words: Vec<&'a str>,
}

/// Headers in every form in which they are compared.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// For each way and form, the columns whose header has it.
    forms: BTreeMap<(FoundBy, String), Vec<usize>>,
    /// For each column, what a name or words that were cut off begin with, if it is long enough.
    beginnings: Vec<(usize, String)>,
    /// Each column with the words of its header, as a whole and after every separator.
    worded: Vec<(usize, Vec<String>)>,
}

impl Index {
    /// Of these columns of a table. `labels` are the words of a second header row, where there is one.
    pub fn new(headers: &[String], labels: &[Option<String>], columns: Range<usize>) -> Index {
        let mut index = Index { forms: BTreeMap::new(), beginnings: Vec::new(), worded: Vec::new() };
        for column in columns {
            let label = labels.get(column).and_then(|label| label.as_deref());
            index.learn(column, &headers[column], label);
        }
        index
    }

    fn learn(&mut self, column: usize, header: &str, label: Option<&str>) {
        let decoded = decoded(header);
        let mut forms = vec![(FoundBy::Name, header.to_owned()), (FoundBy::Case, plain(&decoded))];
        forms.extend(written(&decoded).into_iter().map(|form| (FoundBy::Written, form)));
        forms.extend(paths(&decoded).into_iter().map(|path| (FoundBy::PathTail, path)));
        let words = worded(&decoded);
        forms.extend(words.iter().map(|words| (FoundBy::Label, words.clone())));
        self.worded.push((column, words));
        forms.extend(number(&decoded).map(|number| (FoundBy::Number, number)));
        if let Some(original) = original(&decoded) {
            forms.extend(written(original).into_iter().chain(worded(original)).map(|form| (FoundBy::Copy, form)));
        }
        if let Some(label) = label {
            forms.extend(worded(label).into_iter().map(|words| (FoundBy::SecondHeader, words)));
        }
        for (by, form) in forms.into_iter().filter(|(_, form)| !form.is_empty()) {
            let columns = self.forms.entry((by, form)).or_default();
            if columns.last() != Some(&column) {
                columns.push(column);
            }
        }
        self.beginnings.extend(beginning(&decoded).map(|beginning| (column, beginning)));
    }

    /// The columns that fit best, and by which way they do: those of the first name that occurs, or of any of the words.
    pub fn best(&self, wanted: &Wanted) -> Option<(FoundBy, Vec<usize>)> {
        let fitting = |by| Some(self.fitting(by, wanted)).filter(|columns| !columns.is_empty());
        FoundBy::TRIED.into_iter().find_map(|by| Some((by, fitting(by)?)))
    }

    fn fitting(&self, by: FoundBy, wanted: &Wanted) -> Vec<usize> {
        let known = |form: String| self.forms.get(&(by, form)).cloned().unwrap_or_default();
        let first = |form: &dyn Fn(&str) -> String| {
            let mut all = wanted.names.iter().map(|name| known(form(name)));
            all.find(|columns| !columns.is_empty()).unwrap_or_default()
        };
        let any = |forms: &mut dyn Iterator<Item = String>| {
            let mut columns: Vec<usize> = forms.filter(|form| !form.is_empty()).flat_map(known).collect();
            columns.sort_unstable();
            columns.dedup();
            columns
        };
        let name = wanted.names.first().map(|name| folded(name)).unwrap_or_default();
        let mut words = wanted.words.iter().map(|words| folded(words)).flat_map(|w| [format!("{name} {w}"), w]);
        match by {
            FoundBy::User => Vec::new(),
            FoundBy::Name => first(&str::to_owned),
            FoundBy::Case => first(&plain),
            FoundBy::Written => first(&folded),
            FoundBy::PathTail => first(&|name| path(name)),
            FoundBy::Label => any(&mut words),
            FoundBy::Number => first(&plain),
            FoundBy::SecondHeader => match first(&folded) {
                columns if columns.is_empty() => any(&mut words),
                columns => columns,
            },
            FoundBy::CutOff => self.cut_off(wanted),
            FoundBy::Copy => match first(&folded) {
                columns if columns.is_empty() => any(&mut words),
                columns => columns,
            },
        }
    }

    /// Columns whose header is the beginning of a name or of the words.
    fn cut_off(&self, wanted: &Wanted) -> Vec<usize> {
        if self.beginnings.is_empty() {
            return Vec::new();
        }
        let whole: Vec<String> = wanted.names.iter().chain(&wanted.words).map(|text| folded(text)).collect();
        let begins = |beginning: &String| whole.iter().any(|w| w.len() > beginning.len() && w.starts_with(beginning));
        self.beginnings.iter().filter(|(_, beginning)| begins(beginning)).map(|(column, _)| *column).collect()
    }

    /// The column whose header looks most like a name or words, if any looks like it.
    pub fn nearest(&self, wanted: &Wanted, is_free: impl Fn(usize) -> bool) -> Option<usize> {
        const NEAR: f64 = 0.6;
        let whole = wanted.names.iter().chain(&wanted.words).map(|text| folded(text));
        let whole: Vec<String> = whole.filter(|w| !w.is_empty()).collect();
        // Texts of very unlike lengths can't be near, and needn't be compared.
        let may_be = |a: &str, b: &str| a.len().min(b.len()) as f64 >= NEAR / 2.0 * a.len().max(b.len()) as f64;
        let alike = |form: &String| {
            let near = whole.iter().filter(|w| may_be(form, w)).map(|w| strsim::normalized_levenshtein(form, w));
            near.fold(0.0, f64::max)
        };
        let free = self.worded.iter().filter(|(column, _)| is_free(*column));
        let all = free.map(|(column, forms)| (forms.iter().map(alike).fold(0.0, f64::max), *column));
        let best = all.filter(|(near, _)| *near >= NEAR).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map(|(_, column)| column)
    }
}

/// A header without the number that a program put behind it, because the name was there before: `H02.1` of R and pandas,
/// `H02_1`, `H02...7` of readr, `H02 (2)`.
pub(super) fn original(header: &str) -> Option<&str> {
    let header = header.trim_end();
    let unbraced = header.strip_suffix(')').unwrap_or(header);
    let without = unbraced.trim_end_matches(|c: char| c.is_ascii_digit());
    if without.len() == unbraced.len() || unbraced.len() - without.len() > 3 {
        return None;
    }
    let braced = unbraced.len() < header.len();
    let original = match braced {
        true => without.strip_suffix('(')?.trim_end(),
        false => without.strip_suffix("...").or(without.strip_suffix(['.', '_']))?,
    };
    Some(original).filter(|name| !name.is_empty())
}

/// A header in the letters that were meant: Cyrillic that R wrote as `<U+0425>` or `.U.0425.`, words without marks of bold
/// type or colour.
fn decoded(header: &str) -> String {
    let text = without_marks(header);
    let text = escapes(&text, "<U+", ">");
    let text = escapes(&text, ".U.", ".");
    match text.strip_prefix("U.") {
        Some(_) => escapes(&format!(".{text}"), ".U.", "."),
        None => text,
    }
}

/// A text whose escapes of four hexadecimal digits between these signs are letters again.
fn escapes(text: &str, before: &str, after: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // `make.names` puts an X before what would begin with a sign.
    if let Some(first) = rest.strip_prefix('X').filter(|first| letter(first, before, after).is_some()) {
        rest = first;
    }
    while let Some(at) = rest.find(before) {
        match letter(&rest[at..], before, after) {
            Some((letter, length)) => {
                out.push_str(&rest[..at]);
                out.push(letter);
                rest = &rest[at + length..];
            }
            None => {
                out.push_str(&rest[..at + before.len()]);
                rest = &rest[at + before.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The letter of an escape at the start of a text, and how long the escape is.
fn letter(text: &str, before: &str, after: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix(before)?.get(..4)?;
    let rest = &text[before.len() + 4..];
    let letter = char::from_u32(u32::from_str_radix(digits, 16).ok()?).filter(|c| c.is_alphabetic())?;
    rest.starts_with(after).then_some((letter, before.len() + 4 + after.len()))
}

/// The text without tags (`<span style="…">`) and signs of bold type.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let is_tag = |tag: &str| tag.starts_with(|c: char| c == '/' || c.is_ascii_lowercase());
    while let Some(at) = rest.find('<') {
        match rest[at..].find('>').filter(|end| is_tag(&rest[at + 1..at + end])) {
            Some(end) => {
                out.push_str(&rest[..at]);
                rest = &rest[at + end + 1..];
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.replace("**", "")
}

/// The letters and digits of a text in lower case, with one space for whatever stands between them.
pub(super) fn folded(text: &str) -> String {
    let mended = places::repair(text).0;
    let apart: String = mended.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain(&places::repair(&apart).0)
}

/// A name as programs rewrite it, without the X that R puts before a sign or a digit.
fn written(header: &str) -> Vec<String> {
    let bare = header.strip_prefix(['X', 'x']).filter(|rest| rest.starts_with(|c: char| !c.is_alphabetic()));
    std::iter::once(header).chain(bare).map(folded).collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '-' | '.' | ':')
}

/// A name as a path: its parts with one stroke between them, whatever separates them.
fn path(name: &str) -> String {
    let parts: Vec<String> = name.split(is_separator).map(plain).filter(|part| !part.is_empty()).collect();
    parts.join("/")
}

/// The path of a header and every end of it.
fn paths(header: &str) -> Vec<String> {
    let whole = path(header);
    let ends: Vec<String> = whole.match_indices('/').map(|(at, _)| whole[at + 1..].to_owned()).collect();
    std::iter::once(whole).chain(ends).collect()
}

/// The words of a header, and those after every separator in it.
pub(super) fn worded(header: &str) -> Vec<String> {
    let after = header.char_indices().filter(|(_, c)| is_separator(*c)).map(|(at, c)| &header[at + c.len_utf8()..]);
    std::iter::once(header).chain(after).map(folded).collect()
}

/// The number before the words: `H02. How long …`, `access/H02) …`. Options of a question have its number too, behind a stroke.
fn number(header: &str) -> Option<String> {
    let (number, rest) = header.split_once([' ', '\u{a0}'])?;
    let number = number.rsplit('/').next().unwrap_or(number);
    let bare = number.trim_end_matches(['.', ')', ':']);
    // A letter with digits is a number without a sign behind it too: no word looks like `H02`.
    let is_number = |text: &str| text.contains(char::is_alphabetic) && text.contains(|c: char| c.is_ascii_digit());
    let is_one = bare.len() < number.len() && !bare.is_empty() || is_number(bare);
    (is_one && rest.contains(char::is_alphabetic) && !rest.contains('/')).then(|| plain(bare))
}

/// What something begins with that was cut off to this header; too short a beginning says nothing.
fn beginning(header: &str) -> Option<String> {
    const NAME: usize = 10;
    const WORDS: usize = 20;
    let cut = header.trim_end().trim_end_matches(['…', '.']);
    let is_marked = header.trim_end().ends_with(['…']) || header.trim_end().ends_with("...");
    let beginning = folded(cut);
    let least = if beginning.contains(' ') && !is_marked { WORDS } else { NAME };
    (beginning.chars().count() >= least).then_some(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(headers: &[&str], names: &[&str], words: &[&str]) -> Option<(FoundBy, Vec<usize>)> {
        let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        let wanted = Wanted { names: names.to_vec(), words: words.to_vec() };
        Index::new(&headers, &[], 0..headers.len()).best(&wanted)
    }

    fn by(header: &str, name: &str, words: &str) -> Option<FoundBy> {
        best(&["өөр", header], &[name], &[words]).map(|(by, columns)| {
            assert_eq!(columns, [1]);
            by
        })
    }

    #[test]
    fn one_question_is_found_in_every_form_that_programs_give_its_header() {
        let words = "Эмнэлэгт хүрэхэд хэдэн минут явсан бэ?";
        for (header, way) in [
            ("H02", FoundBy::Name),
            (" h02", FoundBy::Case),
            ("access/H02", FoundBy::PathTail),
            ("access-H02", FoundBy::PathTail),
            ("access.H02", FoundBy::PathTail),
            ("access:H02", FoundBy::PathTail),
            ("Эмнэлэгт хүрэхэд хэдэн минут явсан бэ?", FoundBy::Label),
            ("Хүртээмж/Эмнэлэгт хүрэхэд хэдэн минут явсан бэ?", FoundBy::Label),
            ("Эмнэлэгт.хүрэхэд.хэдэн.минут.явсан.бэ.", FoundBy::Label),
            ("Хүртээмж.Эмнэлэгт.хүрэхэд.хэдэн.минут.явсан.бэ.", FoundBy::Label),
            ("H02. Эмнэлэгт хүрэхэд хэдэн минут явсан бэ?", FoundBy::Label),
            ("H02 Эмнэлэгт хүрэхэд хэдэн минут явсан бэ", FoundBy::Label),
            ("12. Эмнэлэгт  хүрэхэд хэдэн минут явсан бэ? *", FoundBy::Label),
            ("**Эмнэлэгт** хүрэхэд <span style=\"color:red\">хэдэн</span> минут явсан бэ?", FoundBy::Label),
            ("Эмнэлэгт хvрэхэд хэдэн минут явсан бэ?", FoundBy::Label),
            ("Эмнэлэгт хїрэхэд хэдэн минут явсан бэ?", FoundBy::Label),
            ("H02. Хэдэн минут явав?", FoundBy::Number),
            ("access/H02 Хэдэн минут явав?", FoundBy::Number),
            ("Эмнэлэгт хүрэхэд хэдэн ми…", FoundBy::CutOff),
            ("H02...7", FoundBy::Copy),
            ("H02.1", FoundBy::Copy),
            ("H02_1", FoundBy::Copy),
            ("H02 (2)", FoundBy::Copy),
        ] {
            assert_eq!(by(header, "H02", words), Some(way), "{header}");
        }
        for header in ["H021", "H02/1 цаг", "H02. Хэдэн минут?/Мэдэхгүй", "Эмнэлэгт", "X", "not_H02"]
        {
            assert_eq!(by(header, "H02", words), None, "{header}");
        }
    }

    #[test]
    fn names_that_r_rewrote_are_read_back() {
        // R 4: make.names(c("_uuid", "access/H02", "2б", "Хүйс")), and the same of enc2native("Хүйс") where no letter is known.
        assert_eq!(by("X_uuid", "_uuid", ""), Some(FoundBy::Written));
        assert_eq!(by("X2б", "2б", ""), Some(FoundBy::Written));
        assert_eq!(by("H02.1", "H02-1", ""), Some(FoundBy::Written));
        assert_eq!(by("<U+0425><U+04AF><U+0439><U+0441>", "Хүйс", ""), Some(FoundBy::Case));
        assert_eq!(by("X.U.0425..U.04AF..U.0439..U.0441.", "Хүйс", ""), Some(FoundBy::Case));
        assert_eq!(by("бүлэг.Х<U+04AF>йс", "Хүйс", ""), Some(FoundBy::PathTail));
    }

    #[test]
    fn the_surer_way_wins_and_the_full_path_tells_alike_names_apart() {
        assert_eq!(best(&["б/нэр", "а/нэр"], &["нэр"], &[]), Some((FoundBy::PathTail, vec![0, 1])));
        assert_eq!(best(&["б/нэр", "а/нэр"], &["а/нэр"], &[]), Some((FoundBy::Name, vec![1])));
        assert_eq!(best(&["санал.б.нэр", "санал.а.нэр"], &["а/нэр"], &[]), Some((FoundBy::PathTail, vec![1])));
        assert_eq!(best(&["H02.1", "H02"], &["H02"], &[]), Some((FoundBy::Name, vec![1])));
        assert_eq!(best(&["H02", "H02.1"], &["H02.1"], &[]), Some((FoundBy::Name, vec![1])));
        assert_eq!(best(&["нас", "хүйс"], &["хүйс", "нас"], &[]), Some((FoundBy::Name, vec![1])));
    }
}
