//! What is wrong with what the user gave us: where it is, what was found, what to do now.
//!
//! A problem is made of fields. Its sentence is made here and nowhere else, in both languages, so that the terminal,
//! the data quality sheet and a script read the same thing. Problems the user can mend are gathered in [`Problems`],
//! counted and shown together; a problem that nobody can work around is returned as an error.

use std::collections::BTreeMap;
use std::fmt;

use crate::lang::Lang;

/// A row as a spreadsheet shows it: the first row of the sheet is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowNumber(u64);

impl RowNumber {
    /// The row with this number, counted from 1.
    pub fn new(number: u64) -> RowNumber {
        RowNumber(number)
    }

    /// The number, counted from 1.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for RowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where in the input a problem lies. What is not known stays empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct At {
    /// File name as the user gave it.
    pub file: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Row as Excel shows it.
    pub row: Option<RowNumber>,
    /// Column by its header.
    pub column: Option<String>,
}

impl At {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> At {
        At { file: Some(file.into()), ..At::default() }
    }

    /// This place, narrowed to a sheet.
    pub fn sheet(mut self, sheet: impl Into<String>) -> At {
        self.sheet = Some(sheet.into());
        self
    }

    /// This place, narrowed to a row.
    pub fn row(mut self, row: RowNumber) -> At {
        self.row = Some(row);
        self
    }

    /// This place, narrowed to a column.
    pub fn column(mut self, column: impl Into<String>) -> At {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.file.clone(),
            self.sheet.as_ref().map(|s| format!("sheet {s}")),
            self.row.map(|r| format!("row {r}")),
            self.column.as_ref().map(|c| format!("column {c}")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing was lost; worth knowing (a spelling that was understood).
    Note,
    /// Something was left out or read in a way to be checked.
    Warning,
    /// The answer could not be used, or nothing could be computed.
    Error,
}

/// Declares every kind of problem once: identifier, severity, and its sentence in Mongolian and English.
///
/// In a sentence `{found}` is what was found, already in quotes where it is quoted text, and `{detail}` what goes with it.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $mn:literal, $en:literal;)*) => {
        /// The kinds of problems. The identifier is stable: documents and scripts may name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every kind there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable identifier, such as `C012`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// How much problems of this kind matter.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Code::$name, Lang::Mn) => $mn, (Code::$name, Lang::En) => $en,)* }
            }
        }
    };
}

codes! {
    // T: tables. Files, sheets, headers, cells.
    /// The file can't be opened or read at all.
    CannotRead = "T001", Error, "{found} файлыг нээж чадсангүй: {detail}", "cannot read {found}: {detail}";

    // P: places.

    // I: instruments.

    // C: coding. Columns and answers.
    /// A column that the user or the instrument named isn't there.
    NoSuchColumn = "C001", Error, "{found} багана алга{detail}", "there is no column {found}{detail}";
    /// A cell that should hold a number doesn't.
    NotANumber = "C012", Error, "{found} тоо биш{detail}", "{found} is not a number{detail}";

    // D: designs and estimates.

    // O: outputs.
    /// A table is larger than a sheet of a workbook can hold.
    SheetTooSmall = "O001", Error, "{found} хүснэгт нэг хуудсанд багтахгүй: {detail}", "table {found} does not fit a sheet: {detail}";
    /// The user named an output format that isn't there.
    NoSuchFormat = "O002", Error, "{found} гэсэн гаралтын хэлбэр алга{detail}", "there is no output format {found}{detail}";
    /// The user named a palette that isn't there.
    NoSuchPalette = "O003", Error, "{found} гэсэн өнгөний багц алга{detail}", "there is no palette {found}{detail}";
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Where it is.
    pub at: At,
    /// What was found there, for `{found}`.
    pub found: String,
    /// What goes with it, for `{detail}`: what was expected, the reason a library gave.
    pub detail: String,
    /// What to do now, as a whole English sentence, or the value that was probably meant.
    pub hint: Option<Hint>,
}

/// What to do about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hint {
    /// The value that was probably meant: "Did you mean X?".
    Meant(String),
    /// One of these must be chosen.
    OneOf(Vec<String>),
    /// Advice in both languages.
    Do {
        /// Mongolian.
        mn: String,
        /// English.
        en: String,
    },
}

impl Hint {
    /// Advice in both languages.
    pub fn advice(mn: impl Into<String>, en: impl Into<String>) -> Hint {
        Hint::Do { mn: mn.into(), en: en.into() }
    }

    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Hint::Meant(value), Lang::Mn) => format!("\"{value}\" гэсэн үг үү?"),
            (Hint::Meant(value), Lang::En) => format!("Did you mean \"{value}\"?"),
            (Hint::OneOf(values), Lang::Mn) => format!("Сонголтууд: {}.", values.join(", ")),
            (Hint::OneOf(values), Lang::En) => format!("It could be: {}.", values.join(", ")),
            (Hint::Do { mn, .. }, Lang::Mn) => mn.clone(),
            (Hint::Do { en, .. }, Lang::En) => en.clone(),
        }
    }
}

impl Problem {
    /// A problem of this kind at this place, with what was found there.
    pub fn new(code: Code, at: At, found: impl Into<String>) -> Problem {
        Problem { code, at, found: found.into(), detail: String::new(), hint: None }
    }

    /// The same problem with what goes with it.
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = detail.into();
        self
    }

    /// The same problem with what to do about it.
    pub fn hint(mut self, hint: Hint) -> Problem {
        self.hint = Some(hint);
        self
    }

    /// What is wrong, without the place and the identifier.
    pub fn sentence(&self, lang: Lang) -> String {
        let said = self.code.template(lang).replace("{found}", &self.found).replace("{detail}", &self.detail);
        match &self.hint {
            Some(hint) => format!("{}. {}", said.trim_end_matches('.'), hint.say(lang)),
            None => said,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_string();
        if !at.is_empty() {
            write!(f, "{at}: ")?;
        }
        write!(f, "{} [{}]", self.sentence(Lang::En), self.code.id())
    }
}

impl std::error::Error for Problem {}

/// Text in quotes for `{found}`, shortened to what fits a line.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= LONGEST {
        format!("\"{clean}\"")
    } else {
        format!("\"{}…\"", clean.chars().take(LONGEST).collect::<String>())
    }
}

/// Problems gathered on the way: like ones are counted, the first rows of each kept.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    groups: BTreeMap<Problem, Count>,
    beyond: BTreeMap<Code, u64>,
}

#[derive(Debug, Clone, Default)]
struct Count {
    rows: Vec<RowNumber>,
    total: u64,
}

/// Like problems, seen `total` times; `first` carries the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// The first of them.
    pub first: Problem,
    /// The first few rows, ascending.
    pub rows: Vec<RowNumber>,
    /// How many there were.
    pub total: u64,
}

impl Problems {
    /// Different problems kept apart; past this many they are only counted by kind, so that a hostile file stays cheap.
    const MOST_GROUPS: usize = 5_000;
    /// Rows remembered for each.
    const MOST_ROWS: usize = 10;

    /// Adds a problem, or counts it with those that differ in the row only.
    pub fn add(&mut self, mut problem: Problem) {
        let row = problem.at.row.take();
        if self.groups.len() >= Self::MOST_GROUPS && !self.groups.contains_key(&problem) {
            *self.beyond.entry(problem.code).or_default() += 1;
            return;
        }
        let count = self.groups.entry(problem).or_default();
        count.total += 1;
        if count.rows.len() < Self::MOST_ROWS {
            count.rows.extend(row);
        }
    }

    /// Adds every problem of another collection, after the own ones.
    pub fn append(&mut self, other: Problems) {
        for (problem, theirs) in other.groups {
            let ours = self.groups.entry(problem).or_default();
            ours.total += theirs.total;
            let room = Self::MOST_ROWS.saturating_sub(ours.rows.len());
            ours.rows.extend(theirs.rows.into_iter().take(room));
        }
        for (code, n) in other.beyond {
            *self.beyond.entry(code).or_default() += n;
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The like problems together: worst first, then by place.
    pub fn grouped(&self) -> Vec<Grouped> {
        let mut all: Vec<Grouped> = self
            .groups
            .iter()
            .map(|(problem, count)| {
                let mut first = problem.clone();
                first.at.row = count.rows.first().copied();
                Grouped { first, rows: count.rows.clone(), total: count.total }
            })
            .collect();
        all.sort_by(|a, b| {
            let key =
                |g: &Grouped| (std::cmp::Reverse(g.first.code.severity()), g.first.at.file.clone(), g.first.at.row);
            key(a).cmp(&key(b)).then_with(|| a.first.cmp(&b.first))
        });
        all
    }

    /// Problems that were only counted because there were too many different ones.
    pub fn beyond(&self) -> impl Iterator<Item = (Code, u64)> + '_ {
        self.beyond.iter().map(|(code, n)| (*code, *n))
    }

    /// How many problems of at least this severity there are.
    pub fn count(&self, least: Severity) -> u64 {
        let kept = self.groups.iter().filter(|(p, _)| p.code.severity() >= least).map(|(_, c)| c.total);
        let beyond = self.beyond.iter().filter(|(code, _)| code.severity() >= least).map(|(_, n)| *n);
        kept.chain(beyond).sum()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        let mut problems = Problems::default();
        problems.add(problem);
        problems
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in self.grouped() {
            write!(f, "{}", group.first)?;
            match group.total {
                0 | 1 => writeln!(f)?,
                2 => writeln!(f, " and 1 more row like this")?,
                n => writeln!(f, " and {} more rows like this", n - 1)?,
            }
        }
        for (code, n) in self.beyond() {
            writeln!(f, "and {n} more problems of kind [{}]", code.id())?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad_cell(row: u64, found: &str) -> Problem {
        let at = At::file("wave2.xlsx").sheet("Өгөгдөл").row(RowNumber::new(row)).column("q7");
        Problem::new(Code::NotANumber, at, quoted(found)).hint(Hint::Meant("30".into()))
    }

    #[test]
    fn a_problem_says_where_what_and_what_now() {
        let said = bad_cell(214, "3O").to_string();
        assert_eq!(
            said,
            "wave2.xlsx, sheet Өгөгдөл, row 214, column q7: \"3O\" is not a number. Did you mean \"30\"? [C012]"
        );
    }

    #[test]
    fn like_problems_are_counted_together_with_their_first_rows() {
        let mut problems = Problems::default();
        for row in 2..214 {
            problems.add(bad_cell(row, "3O"));
        }
        let grouped = problems.grouped();
        assert_eq!(grouped.len(), 1);
        assert_eq!((grouped[0].total, grouped[0].rows.len()), (212, 10));
        assert!(problems.to_string().contains("row 2, column q7"));
        assert!(problems.to_string().contains("and 211 more rows like this"));
    }

    #[test]
    fn identifiers_are_unique() {
        let ids: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
    }
}
