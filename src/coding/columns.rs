//! Which column answers which question.
//!
//! A column is found by its name, then by the name in other letter case, by the end of its path (`access/H02`,
//! `group-q`, `group.q`), by the words of the question, and last by the words in a second header row. The first of these
//! that fits decides; two columns that fit equally well are a problem that the user has to settle.

use serde::{Deserialize, Serialize};

use super::code::plain;
use super::design::{ByFacility, DesignColumns};
use crate::instrument::{Answer, Headers, Instrument, Mention, Multiple};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, Problems, Severity, quoted};

/// How a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// The user named it.
    User,
    /// By its name.
    Name,
    /// By its name in other letter case or spacing.
    Case,
    /// By the end of its path.
    PathTail,
    /// By the words of the question.
    Label,
    /// By the words in a second header row.
    SecondHeader,
}

impl FoundBy {
    /// The way in a few words.
    pub fn label(self) -> Label {
        match self {
            FoundBy::User => Label::new("хэрэглэгч заасан", "named by the user"),
            FoundBy::Name => Label::new("нэрээр", "by name"),
            FoundBy::Case => Label::new("том жижиг үсэг, зай", "by name, in other case or spacing"),
            FoundBy::PathTail => Label::new("замын төгсгөлөөр", "by the end of its path"),
            FoundBy::Label => Label::new("асуултын үгээр", "by the words of the question"),
            FoundBy::SecondHeader => Label::new("хоёр дахь толгой мөрөөр", "by the second header row"),
        }
    }
}

/// A column and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The column of the table.
    pub column: usize,
    /// How it was found.
    pub by: FoundBy,
}

/// The columns of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// For each question its column, if the file has it; the first of several.
    pub questions: Vec<Option<Found>>,
    /// For each question that takes several answers its columns.
    pub multiples: Vec<MultipleColumns>,
    /// The aimag or district.
    pub area: Option<Found>,
    /// The soum or district beside it.
    pub soum: Option<Found>,
    /// The facility.
    pub facility: Option<Found>,
    /// The design.
    pub design: DesignColumns,
}

impl Columns {
    /// The columns that something is read from.
    pub fn read(&self) -> Vec<usize> {
        let places = [&self.area, &self.soum, &self.facility];
        let multiples = self.multiples.iter().flat_map(|of| of.options.iter().chain([&of.joined]));
        let found = self.questions.iter().chain(places).chain(multiples).flatten().map(|found| found.column);
        let design = &self.design;
        let of_design = design.weight.into_iter().chain(design.strata).chain(design.clusters.iter().copied());
        found.chain(of_design).chain(design.fpc.iter().copied()).collect()
    }
}

/// The columns of a question that takes several answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MultipleColumns {
    /// The one in which what was named stands side by side.
    pub joined: Option<Found>,
    /// For each answer its own.
    pub options: Vec<Option<Found>>,
}

impl MultipleColumns {
    /// The first column that says whether one of some answers was named.
    fn of(&self, mention: &Mention) -> Option<Found> {
        let own: Option<Vec<Found>> = mention.any.iter().map(|answer| self.options[answer.0]).collect();
        own.and_then(|own| own.first().copied()).or(self.joined)
    }
}

/// Columns that the user names; they go before what the instrument says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The aimag or district.
    pub area: Option<String>,
    /// The facility.
    pub facility: Option<String>,
    /// The weight.
    pub weight: Option<String>,
    /// The stratum.
    pub strata: Option<String>,
    /// The clusters.
    pub clusters: Vec<String>,
    /// Population sizes or fractions.
    pub fpc: Vec<String>,
    /// Whether cluster labels start again in every stratum, whatever the instrument says.
    pub nested: bool,
    /// Whether facilities are the strata, whatever the instrument says of strata and clusters: what is wanted is then each
    /// facility's own figure, and only clusters that the user names lie within it.
    pub by_facility: bool,
}

/// Finds the columns of an instrument in the headers of a table. Problems that leave a card possible are gathered too.
pub fn columns(
    instrument: &Instrument,
    headers: &[String],
    labels: &[Option<String>],
    named: &Named,
) -> (Columns, Problems) {
    let mut finder = Finder::new(headers, labels);
    let known = &instrument.columns;
    let multiples: Vec<MultipleColumns> = instrument.multiples.iter().map(|q| finder.multiple(q)).collect();
    let questions = instrument.questions.iter().map(|q| match &q.mention {
        Some(mention) => multiples[mention.of.0].of(mention),
        None => finder.question(&q.id, &q.headers, [&q.text, &q.label]),
    });
    let questions: Vec<Option<Found>> = questions.collect();
    let facility = finder.named_or(named.facility.as_deref(), "facility", &known.facility);
    let weight = finder.named_or(named.weight.as_deref(), "design", &known.weight).map(|found| found.column);
    let design = if named.by_facility {
        let facility = facility.map(|found| found.column);
        let (clusters, weight) = (finder.stages(&named.clusters, &[]), weight);
        let by = if clusters.is_empty() { ByFacility::Rows } else { ByFacility::Clusters };
        DesignColumns {
            weight,
            strata: facility.filter(|_| by == ByFacility::Clusters),
            clusters: if by == ByFacility::Rows { facility.into_iter().collect() } else { clusters },
            fpc: Vec::new(),
            nested: true,
            by_facility: by,
        }
    } else {
        DesignColumns {
            weight,
            strata: finder.named_or(named.strata.as_deref(), "design", &known.strata).map(|found| found.column),
            clusters: finder.stages(&named.clusters, &known.clusters),
            fpc: finder.stages(&named.fpc, &known.fpc),
            nested: known.nested || named.nested,
            by_facility: ByFacility::No,
        }
    };
    let columns = Columns {
        questions,
        multiples,
        area: finder.named_or(named.area.as_deref(), "area", &known.area),
        soum: finder.headers("soum", &known.soum),
        facility,
        design,
    };
    let mut lacking: Vec<&str> = Vec::new();
    for (question, found) in instrument.questions.iter().zip(&columns.questions) {
        // Of a question that takes several answers and has no column at all, the question is named.
        let whole = question.mention.as_ref().map(|m| (m.of.0, &columns.multiples[m.of.0]));
        let whole = whole.filter(|(_, of)| of.joined.is_none() && of.options.iter().all(Option::is_none));
        let id = whole.map_or(question.id.as_str(), |(of, _)| &instrument.multiples[of].id);
        if found.is_none() && !lacking.contains(&id) {
            lacking.push(id);
        }
    }
    for id in lacking {
        finder.problems.add(Problem::new(Code::QuestionWithoutColumn, At::default(), quoted(id)));
    }
    (columns, finder.problems)
}

/// The column with one of these headers, if there is just one that fits best.
pub fn find_column(table: &[String], wanted: &Headers) -> Option<usize> {
    Finder::new(table, &[]).headers("", wanted).map(|found| found.column)
}

struct Finder<'a> {
    headers: &'a [String],
    plain: Vec<String>,
    tails: Vec<Vec<String>>,
    labels: Vec<String>,
    problems: Problems,
}

impl<'a> Finder<'a> {
    fn new(headers: &'a [String], labels: &[Option<String>]) -> Finder<'a> {
        Finder {
            headers,
            plain: headers.iter().map(|h| plain(h)).collect(),
            tails: headers.iter().map(|h| tails(h)).collect(),
            labels: labels.iter().map(|l| plain(l.as_deref().unwrap_or_default())).collect(),
            problems: Problems::default(),
        }
    }

    /// The column that the user names, or else one with these headers.
    fn named_or(&mut self, user: Option<&str>, what: &str, headers: &Headers) -> Option<Found> {
        match user {
            Some(name) => self.user(name),
            None => self.headers(what, headers),
        }
    }

    fn stages(&mut self, user: &[String], known: &[Headers]) -> Vec<usize> {
        let columns: Vec<Option<usize>> = if user.is_empty() {
            known.iter().map(|h| self.headers("design", h).map(|f| f.column)).collect()
        } else {
            user.iter().map(|name| self.user(name).map(|f| f.column)).collect()
        };
        // A later stage means nothing without the one above it.
        columns.into_iter().map_while(|c| c).collect()
    }

    /// A column that the user names: by its name, its name in other case, or the end of its path.
    fn user(&mut self, name: &str) -> Option<Found> {
        let known = self.problems.count(Severity::Error);
        let found = self.find(Code::SeveralKeyColumns, name, &[name], &[]);
        if found.is_none() && self.problems.count(Severity::Error) == known {
            let names = |c: usize| std::iter::once(&self.plain[c]).chain(&self.tails[c]);
            let near =
                |c: &usize| names(*c).map(|n| strsim::normalized_levenshtein(n, &plain(name))).fold(0.0, f64::max);
            let best = (0..self.headers.len()).max_by(|a, b| near(a).total_cmp(&near(b))).filter(|c| near(c) >= 0.6);
            let hint = match best {
                Some(column) => Hint::Meant(self.headers[column].clone()),
                None => Hint::OneOf(self.headers.iter().take(30).cloned().collect()),
            };
            self.problems.add(Problem::new(Code::NoSuchColumn, At::default(), quoted(name)).hint(hint));
        }
        found.map(|found| Found { by: FoundBy::User, ..found })
    }

    /// The column of a question.
    fn question(&mut self, id: &str, headers: &Headers, texts: [&Label; 2]) -> Option<Found> {
        let names: Vec<&str> = std::iter::once(id).chain(headers.0.iter().map(String::as_str)).collect();
        let words: Vec<&str> = texts.into_iter().flat_map(|text| [&*text.mn, &*text.en]).collect();
        self.find(Code::SeveralColumns, id, &names, &words)
    }

    /// The columns of a question that takes several answers.
    fn multiple(&mut self, of: &Multiple) -> MultipleColumns {
        let joined = self.question(&of.id, &of.headers, [&of.text, &of.label]);
        let names: Vec<&str> = std::iter::once(of.id.as_str()).chain(of.headers.0.iter().map(String::as_str)).collect();
        let words: Vec<&str> = [&of.text, &of.label].into_iter().flat_map(|text| [&*text.mn, &*text.en]).collect();
        let option = |answer: &Answer| {
            let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
            let names = pairs(&names, &own[..1], &['/', '.', '_', '-', ':']);
            let words = pairs(&words, &own[1..], &['/']);
            let id = format!("{}/{}", of.id, answer.code);
            self.find(Code::SeveralColumns, &id, &texts(&names), &texts(&words))
        };
        MultipleColumns { joined, options: of.answers.iter().map(option).collect() }
    }

    fn headers(&mut self, what: &str, headers: &Headers) -> Option<Found> {
        let names: Vec<&str> = headers.0.iter().map(String::as_str).collect();
        self.find(Code::SeveralKeyColumns, what, &names, &[])
    }

    /// The best column for one of these names or words; where several fit, a problem of this kind.
    fn find(&mut self, several: Code, what: &str, names: &[&str], words: &[&str]) -> Option<Found> {
        let simple: Vec<String> = names.iter().map(|n| plain(n)).collect();
        let words: Vec<String> = words.iter().map(|w| plain(w)).filter(|w| !w.is_empty()).collect();
        let every = 0..self.headers.len();
        let ways: [(FoundBy, Vec<usize>); 5] = [
            (FoundBy::Name, every.clone().filter(|c| names.contains(&self.headers[*c].as_str())).collect()),
            (FoundBy::Case, every.clone().filter(|c| simple.contains(&self.plain[*c])).collect()),
            (FoundBy::PathTail, every.clone().filter(|c| self.tails[*c].iter().any(|t| simple.contains(t))).collect()),
            (FoundBy::Label, every.clone().filter(|c| self.says(&self.plain[*c], *c, &words)).collect()),
            (FoundBy::SecondHeader, every.filter(|c| self.labels.get(*c).is_some_and(|l| words.contains(l))).collect()),
        ];
        let (by, fitting) = ways.into_iter().find(|(_, fitting)| !fitting.is_empty())?;
        // Of several accepted names the first that occurs decides.
        let best = names.iter().find_map(|name| {
            let mut same =
                fitting.iter().filter(|c| plain(name) == self.plain[**c] || self.tails[**c].contains(&plain(name)));
            Some((*same.next()?, same.next().is_none()))
        });
        let (column, alone) = best.unwrap_or((fitting[0], fitting.len() == 1));
        if !alone {
            let fit: Vec<String> = fitting.iter().map(|c| self.headers[*c].clone()).collect();
            let problem = Problem::new(several, At::default(), quoted(what));
            self.problems.add(problem.hint(Hint::OneOf(fit)));
            return None;
        }
        Some(Found { column, by })
    }

    /// Whether a header, or the end of its path, is the words of a question.
    fn says(&self, header: &str, column: usize, words: &[String]) -> bool {
        words.iter().any(|w| w == header) || self.tails[column].iter().any(|t| words.contains(t))
    }
}

/// What follows each path separator, in plain letters.
fn tails(header: &str) -> Vec<String> {
    let separators = header.char_indices().filter(|(_, c)| matches!(c, '/' | '-' | '.' | ':'));
    separators.map(|(at, c)| plain(&header[at + c.len_utf8()..])).filter(|t| !t.is_empty()).collect()
}

/// Every name of a question with every name of an answer, in every way of joining them.
fn pairs(questions: &[&str], answers: &[&str], by: &[char]) -> Vec<String> {
    let mut all = Vec::new();
    for question in questions.iter().filter(|q| !q.is_empty()) {
        for answer in answers.iter().filter(|a| !a.is_empty()) {
            all.extend(by.iter().map(|by| format!("{question}{by}{answer}")));
        }
    }
    all
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}
