//! Which column answers which question.
//!
//! A column is found by the surest way in which its header fits a name or the words of the question; the ways, from name to
//! mere likeness, are those of [`FoundBy`]. The first of these that fits decides; two columns that fit equally well are a
//! problem that the user has to settle.

use super::design::{ByFacility, DesignColumns};
pub use super::headers::FoundBy;
use super::headers::{Index, Wanted};
use super::platforms::{self, Origin};
use crate::instrument::{Answer, Headers, Instrument, Mention, Missing, Multiple, Question};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, Problems, Severity, quoted};
use crate::table::{Expected, Table};

/// What stands above the rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The headers.
    pub headers: &'a [String],
    /// For each column the words of a second header row, where there is one.
    pub labels: &'a [Option<String>],
    /// How many of the columns are the row's own. Those behind them come from the row that an entry of a repeat belongs to,
    /// and count only where none of its own fits.
    pub own: usize,
    /// The column that tells submissions apart, where a row is an entry of a repeat in one.
    pub submission: Option<usize>,
    /// Texts that several columns hold in place of values.
    pub fillers: &'a [&'static str],
}

impl<'a> Heading<'a> {
    /// That of a table.
    pub fn of(table: &'a Table) -> Heading<'a> {
        Heading {
            headers: table.columns(),
            labels: table.labels(),
            own: table.own_columns(),
            submission: table.of_repeat().and_then(|of| of.submission),
            fillers: table.fillers(),
        }
    }

    /// That of a table of which only the headers are known.
    pub fn plain(headers: &'a [String]) -> Heading<'a> {
        Heading { headers, labels: &[], own: headers.len(), submission: None, fillers: &[] }
    }

    /// What stands for no answer, because the platform writes it or because several columns have it.
    fn nothing(self) -> Vec<(&'static str, Missing)> {
        let shown = self.fillers.iter().map(|filler| (*filler, platforms::reason(filler)));
        let mut all: Vec<_> = Origin::of(self.headers).nothing().chain(shown).collect();
        all.sort_unstable();
        all.dedup_by_key(|(text, _)| *text);
        all
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
    /// How the columns of the design were found, as far as that is known.
    pub of_design: Vec<Found>,
    /// Texts that stand for no answer in this file, unless a question knows them better.
    pub nothing: Vec<(&'static str, Missing)>,
}

impl Columns {
    /// The texts that stand for nothing in places and the design too.
    pub fn nothing_texts(&self) -> Vec<&'static str> {
        self.nothing.iter().map(|(text, _)| *text).collect()
    }

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
pub fn columns(instrument: &Instrument, heading: Heading, named: &Named) -> (Columns, Problems) {
    let mut finder = Finder::new(heading);
    let known = &instrument.columns;
    let multiples: Vec<MultipleColumns> = instrument.multiples.iter().map(|q| finder.multiple(q)).collect();
    let questions = instrument.questions.iter().map(|q| match &q.mention {
        Some(mention) => multiples[mention.of.0].of(mention),
        None => finder.find(Code::SeveralColumns, &q.id, &wanted(q)),
    });
    let questions: Vec<Option<Found>> = questions.collect();
    let facility = finder.named_or(named.facility.as_deref(), "facility", &known.facility);
    let of_design = &mut Vec::new();
    let weight = note(of_design, finder.named_or(named.weight.as_deref(), "design", &known.weight));
    let design = if named.by_facility {
        let facility = facility.map(|found| found.column);
        let (clusters, weight) = (finder.stages(&named.clusters, &[], of_design), weight);
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
            strata: note(of_design, finder.named_or(named.strata.as_deref(), "design", &known.strata)),
            clusters: finder.stages(&named.clusters, &known.clusters, of_design),
            fpc: finder.stages(&named.fpc, &known.fpc, of_design),
            nested: known.nested || named.nested,
            by_facility: ByFacility::No,
        }
    };
    let mut columns = Columns {
        questions,
        multiples,
        area: finder.named_or(named.area.as_deref(), "area", &tagged(&known.area, "adm1")),
        soum: finder.headers("soum", &tagged(&known.soum, "adm2")),
        facility,
        design,
        of_design: std::mem::take(of_design),
        nothing: heading.nothing(),
    };
    if let Some(submission) =
        heading.submission.filter(|_| columns.design.rows_are_units() && columns.design.by_facility == ByFacility::No)
    {
        // Entries of one submission are no draws of their own.
        columns.design.clusters.push(submission);
        columns.of_design.push(Found { column: submission, by: FoundBy::Name });
        let header = quoted(&heading.headers[submission]);
        finder.problems.add(Problem::new(Code::ClustersAreSubmissions, At::default(), header));
    }
    finder.settle_unsure(instrument, &mut columns);
    for lacking in lacking(instrument, &columns) {
        if !finder.contested.contains(&lacking.id.to_owned()) {
            let problem = Problem::new(Code::QuestionWithoutColumn, At::default(), quoted(lacking.id));
            finder.problems.add(match finder.nearest(&lacking.wanted, &columns.read()) {
                Some(near) => problem.hint(Hint::Meant(heading.headers[near].clone())),
                None => problem,
            });
        }
    }
    (columns, finder.problems)
}

/// A question that no column answers; of one that takes several answers and has no column at all, the question as it is asked.
pub(super) struct Lacking<'i> {
    pub id: &'i str,
    pub wanted: Wanted<'i>,
}

/// The questions that no column answers, each once.
pub(super) fn lacking<'i>(instrument: &'i Instrument, columns: &Columns) -> Vec<Lacking<'i>> {
    let mut all: Vec<Lacking> = Vec::new();
    let without = instrument.questions.iter().zip(&columns.questions).filter(|(_, found)| found.is_none());
    for (question, _) in without {
        let whole = question.mention.as_ref().map(|m| (m.of.0, &columns.multiples[m.of.0]));
        let whole = whole.filter(|(_, of)| of.joined.is_none() && of.options.iter().all(Option::is_none));
        let one = match whole.map(|(of, _)| &instrument.multiples[of]) {
            Some(Multiple { id, headers, text, label, .. }) => {
                Lacking { id, wanted: wanted_of(id, headers, [text, label]) }
            }
            None => Lacking { id: &question.id, wanted: wanted(question) },
        };
        if all.iter().all(|known| known.id != one.id) {
            all.push(one);
        }
    }
    all
}

/// What a question is looked for by.
pub(super) fn wanted(question: &Question) -> Wanted<'_> {
    wanted_of(&question.id, &question.headers, [&question.text, &question.label])
}

fn wanted_of<'q>(id: &'q str, headers: &'q Headers, texts: [&'q Label; 2]) -> Wanted<'q> {
    let words = texts.into_iter().flat_map(|text| [&*text.mn, &*text.en]);
    Wanted {
        names: std::iter::once(id).chain(headers.0.iter().map(String::as_str)).collect(),
        words: words.filter(|words| !words.is_empty()).collect(),
    }
}

/// What the headers of a survey with this instrument may say.
pub fn expected(instrument: &Instrument) -> Expected {
    let Instrument { columns, questions, multiples, .. } = instrument;
    let design = [&columns.area, &columns.soum, &columns.facility, &columns.weight, &columns.strata];
    let design = design.into_iter().chain(&columns.clusters).chain(&columns.fpc).flat_map(|headers| &headers.0);
    let of_multiples = multiples.iter().map(|q| wanted_of(&q.id, &q.headers, [&q.text, &q.label]));
    let all: Vec<Wanted> = questions.iter().map(wanted).chain(of_multiples).collect();
    let names = all.iter().flat_map(|one| &one.names).copied().chain(design.map(String::as_str));
    Expected::new(names, all.iter().flat_map(|one| &one.words).copied())
}

/// What is to be said of questions that no column answers, but one of a repeat would: how to ask for it.
pub fn in_repeats(instrument: &Instrument, columns: &Columns, table: &Table) -> Problems {
    let mut problems = Problems::default();
    let asked_for = table.of_repeat().map(|of| of.name.as_str());
    for repeat in table.repeats().iter().filter(|repeat| Some(repeat.name.as_str()) != asked_for) {
        let index = Index::new(&repeat.headers, &[], 0..repeat.headers.len());
        let fits = |one: &Lacking| index.best(&one.wanted).is_some_and(|(by, fit)| by.is_sure() && fit.len() == 1);
        let there: Vec<String> =
            lacking(instrument, columns).iter().filter(|one| fits(one)).map(|one| quoted(one.id)).collect();
        if !there.is_empty() {
            let problem = Problem::new(Code::QuestionsInRepeat, At::default(), there.join(", "));
            let how = format!("--repeat {}", repeat.name);
            let advice = Hint::advice(
                format!("Бичлэг бүрийг мөр болгохдоо {how} гэж өгнө."),
                format!("Say {how} to make a row of each of its entries."),
            );
            problems.add(problem.detail(quoted(&repeat.name)).hint(advice));
        }
    }
    problems
}

/// The column with one of these headers, if there is just one that fits best.
pub fn find_column(table: &[String], wanted: &Headers) -> Option<usize> {
    Finder::new(Heading::plain(table)).headers("", wanted).map(|found| found.column)
}

/// The headers of a place, and last the HXL tags of its level, which a second header row may have.
fn tagged(headers: &Headers, level: &str) -> Headers {
    let tags = [format!("#{level}+name"), format!("#{level}")];
    Headers(headers.0.iter().cloned().chain(tags).collect())
}

/// The column, which is kept with how it was found.
fn note(of_design: &mut Vec<Found>, found: Option<Found>) -> Option<usize> {
    of_design.extend(found);
    found.map(|found| found.column)
}

struct Finder<'a> {
    headers: &'a [String],
    /// The row's own columns, and those of the row that it belongs to.
    scopes: [Index; 2],
    /// What several columns fit, so that none was taken.
    contested: Vec<String>,
    problems: Problems,
}

impl<'a> Finder<'a> {
    fn new(Heading { headers, labels, own, .. }: Heading<'a>) -> Finder<'a> {
        let scopes = [Index::new(headers, labels, 0..own), Index::new(headers, labels, own..headers.len())];
        Finder { headers, scopes, contested: Vec::new(), problems: Problems::default() }
    }

    /// The column that the user names, or else one with these headers.
    fn named_or(&mut self, user: Option<&str>, what: &str, headers: &Headers) -> Option<Found> {
        match user {
            Some(name) => self.user(name),
            None => self.headers(what, headers),
        }
    }

    fn stages(&mut self, user: &[String], known: &[Headers], of_design: &mut Vec<Found>) -> Vec<usize> {
        let columns: Vec<Option<Found>> = if user.is_empty() {
            known.iter().map(|h| self.headers("design", h)).collect()
        } else {
            user.iter().map(|name| self.user(name)).collect()
        };
        // A later stage means nothing without the one above it.
        columns.into_iter().map_while(|found| note(of_design, found)).collect()
    }

    /// A column that the user names, in any of the sure ways.
    fn user(&mut self, name: &str) -> Option<Found> {
        let known = self.problems.count(Severity::Error);
        let found = self.find(Code::SeveralKeyColumns, name, &Wanted { names: vec![name], words: Vec::new() });
        let found = found.filter(|found| found.by.is_sure());
        if found.is_none() && self.problems.count(Severity::Error) == known {
            let wanted = Wanted { names: vec![name], words: Vec::new() };
            let near = self.scopes.iter().find_map(|scope| scope.nearest(&wanted, |_| true));
            let hint = match near {
                Some(column) => Hint::Meant(self.headers[column].clone()),
                None => Hint::OneOf(self.headers.iter().take(30).cloned().collect()),
            };
            self.problems.add(Problem::new(Code::NoSuchColumn, At::default(), quoted(name)).hint(hint));
        }
        found.map(|found| Found { by: FoundBy::User, ..found })
    }

    /// The columns of a question that takes several answers. None is taken that only resembles one: many look alike here.
    fn multiple(&mut self, of: &Multiple) -> MultipleColumns {
        let wanted = wanted_of(&of.id, &of.headers, [&of.text, &of.label]);
        let joined = self.find(Code::SeveralColumns, &of.id, &wanted).filter(|found| found.by.is_sure());
        let option = |answer: &Answer| {
            let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
            let names = pairs(&wanted.names, &own[..1], &['/', '.', '_', '-', ':']);
            let words = pairs(&wanted.words, &own[1..], &['/']);
            let id = format!("{}/{}", of.id, answer.code);
            let wanted = Wanted { names: texts(&names), words: texts(&words) };
            self.find(Code::SeveralColumns, &id, &wanted).filter(|found| found.by.is_sure())
        };
        MultipleColumns { options: of.answers.iter().map(option).collect(), joined }
    }

    /// A column by its usual headers. What only resembles one isn't taken: a place or a weight is too much to guess.
    fn headers(&mut self, what: &str, headers: &Headers) -> Option<Found> {
        let names = headers.0.iter().map(String::as_str).collect();
        let found = self.find(Code::SeveralKeyColumns, what, &Wanted { names, words: Vec::new() });
        found.filter(|found| found.by.is_sure())
    }

    /// The best column for one of these names or words; where several fit, a problem of this kind.
    fn find(&mut self, several: Code, what: &str, wanted: &Wanted) -> Option<Found> {
        let (by, fitting) = self.scopes.iter().find_map(|scope| scope.best(wanted))?;
        if let [column] = fitting[..] {
            return Some(Found { column, by });
        }
        // What only resembles it, and several do, isn't that of the question: they may be its options or entries of a repeat.
        if !by.is_sure() {
            return None;
        }
        self.contested.push(what.to_owned());
        // Headers that are the same to the letter are told apart by where they stand.
        let same = |c: &usize| fitting.iter().filter(|other| self.headers[**other] == self.headers[*c]).count() > 1;
        let shown = |c: &usize| match same(c) {
            true => format!("{} ({})", self.headers[*c], letters(*c)),
            false => self.headers[*c].clone(),
        };
        let fit: Vec<String> = fitting.iter().map(shown).collect();
        self.problems.add(Problem::new(several, At::default(), quoted(what)).hint(Hint::OneOf(fit)));
        None
    }

    /// What only resembles a name is told; it is nobody's if something surer took it, or if two questions claim it.
    fn settle_unsure(&mut self, instrument: &Instrument, columns: &mut Columns) {
        let (sure, unsure): (Vec<Found>, Vec<Found>) =
            columns.questions.iter().flatten().copied().partition(|found| found.by.is_sure());
        let taken = Columns { questions: sure.into_iter().map(Some).collect(), ..columns.clone() }.read();
        let claims = |column: usize| unsure.iter().filter(|found| found.column == column).count();
        for (question, found) in instrument.questions.iter().zip(&mut columns.questions) {
            let Some(Found { column, by }) = found.filter(|found| !found.by.is_sure()) else { continue };
            if claims(column) > 1 || taken.contains(&column) {
                *found = None;
                continue;
            }
            let header = quoted(&self.headers[column]);
            let problem = Problem::new(Code::ColumnResembles, At::default(), header).detail(&question.id);
            self.problems.add(
                problem.hint(Hint::advice(format!("{} олсон.", by.label().mn), format!("Found {}.", by.label().en))),
            );
        }
    }

    /// The column that looks most like a question without one, but for those that are read.
    fn nearest(&self, wanted: &Wanted, read: &[usize]) -> Option<usize> {
        let is_free = |column: usize| !read.contains(&column);
        self.scopes.iter().find_map(|scope| scope.nearest(wanted, is_free))
    }
}

/// A column as a spreadsheet letters it: A, B, … Z, AA.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
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
