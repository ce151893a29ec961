//! What weights are calibrated to: the terms that a user names, with the totals of the tables.

use rustc_hash::{FxHashMap, FxHashSet};
use strsim::jaro_winkler;

use super::totals::{Category, Names, TotalsTable, categories, number};
use crate::estimate::{Distance, Frame};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};

/// Calibrated weights, in the user's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// How weights are found.
    pub by: CalibrateBy,
    /// Columns: of one cross, of each margin, or of each term.
    pub terms: Vec<String>,
    /// The known totals.
    pub totals: Vec<TotalsTable>,
}

/// How weights are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CalibrateBy {
    /// Every cell of one cross gets its total.
    PostStratify,
    /// Margin after margin, until all fit.
    Rake {
        /// Whether errors are those of R's `rake`, which takes residuals margin after margin too.
        margin_by_margin: bool,
    },
    /// As near to the design weights as can be.
    Calibrate {
        /// What near means.
        distance: Distance,
        /// How far a weight may go, as factors on the design weight.
        bounds: Option<(f64, f64)>,
    },
}

/// What the category of a row is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// A column of the file, as it is written there.
    Column(usize),
    /// A group that was found otherwise, by its place among [`Targets::groups`].
    Group(usize),
}

/// Groups of rows that weights can be calibrated by beside columns: the places of a set, a grouping of an instrument.
pub struct GroupTerm<'t> {
    /// What it is called.
    pub name: String,
    /// What else it may be called: its titles.
    pub also: Vec<String>,
    /// Its groups, by their identifiers.
    pub groups: Vec<String>,
    /// What a word in a table of totals means.
    pub find: Box<dyn Fn(&str) -> Meant + 't>,
}

/// What a word in a table of totals means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// This group.
    Group(usize),
    /// Something that no row can belong to: a place outside the set.
    Elsewhere,
    /// Nobody can tell.
    Unknown,
}

/// What terms can be made of.
pub struct Terms<'t> {
    /// The columns of the file.
    pub headers: &'t [String],
    /// Those that name people, which nothing is calibrated by.
    pub personal: Vec<usize>,
    /// Groups, which go before columns of the same name.
    pub groups: Vec<GroupTerm<'t>>,
}

/// A request against the columns of a file and the totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Targets {
    pub(super) by: CalibrateBy,
    /// Terms of categories.
    pub(super) crosses: Vec<Cross>,
    /// Columns of numbers.
    pub(super) numbers: Vec<usize>,
    /// Whether the first column of x is 1 for everybody.
    pub(super) everybody: bool,
    /// The totals; cells are still to be met.
    pub(super) frame: Frame,
    /// By column of x, what it is.
    pub(super) names: Vec<String>,
    /// What is to be told of the totals: margins that were scaled, places that were passed over.
    pub(super) scaled: Vec<Problem>,
    /// The groups that are used, by their places among those of the terms.
    groups: Vec<usize>,
    /// By group that is used, what its groups are called.
    pub(super) texts: Vec<Vec<String>>,
}

/// A term of categories, as it is told.
pub struct TermOf<'t> {
    /// What it is read from, each with its name.
    pub factors: Vec<(Factor, &'t str)>,
    /// Its categories by their codes, one of each factor, with their totals.
    pub categories: Vec<(&'t [String], f64)>,
}

/// A term of categories.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cross {
    /// As the user wrote it.
    pub words: String,
    pub factors: Vec<Factor>,
    /// What each is called.
    pub names: Vec<String>,
    /// Its categories, by the code of each factor.
    pub categories: Vec<Vec<String>>,
    /// The column of x of each category.
    pub places: FxHashMap<Vec<u8>, u32>,
    /// Its columns of x.
    pub range: std::ops::Range<usize>,
    /// People of categories that no row can belong to, whose totals are passed over.
    pub passed_over: f64,
}

/// The key of a category: its codes, told apart by their lengths.
pub(super) fn add_to_key(key: &mut Vec<u8>, code: &[u8]) {
    key.extend_from_slice(&(code.len() as u32).to_le_bytes());
    key.extend_from_slice(code);
}

/// Populations of margins may differ by this part; rounding to thousands of people does that.
const ROUNDING: f64 = 1e-3;

/// Less than this is how a computer adds.
const EXACT: f64 = 1e-12;

impl Calibration {
    /// The totals of what is asked for. All faults are shown together.
    pub fn compile(&self, terms: &Terms) -> Result<Targets, Problems> {
        let mut faults = Problems::default();
        let mut targets = Targets {
            by: self.by,
            crosses: Vec::new(),
            numbers: Vec::new(),
            everybody: false,
            frame: Frame::default(),
            names: Vec::new(),
            scaled: Vec::new(),
            groups: Vec::new(),
            texts: Vec::new(),
        };
        let crossed = !matches!(self.by, CalibrateBy::Calibrate { .. });
        if let (false, Some(people)) = (crossed, number(&self.totals, None)) {
            targets.everybody = true;
            targets.column("everybody".into(), people);
        }
        let mut numbers = Vec::new();
        for words in &self.terms {
            let factors = match terms.factors(words, crossed) {
                Ok(factors) => factors,
                Err(unknown) => {
                    faults.append(unknown);
                    continue;
                }
            };
            let names: Vec<Names> = factors.iter().map(|factor| terms.names(*factor)).collect();
            let found = categories(&self.totals, &names).and_then(|found| terms.known(&factors, found));
            let total = number(&self.totals, Some(words)).filter(|_| !crossed);
            match (found, total.zip(terms.header(words))) {
                (Err(bad), _) => faults.append(bad),
                (Ok((found, passed_over)), _) if !found.is_empty() => {
                    targets.cross(words, terms, factors, found);
                    if let Some(cross) = targets.crosses.last_mut().filter(|_| passed_over > 0.0) {
                        cross.passed_over = passed_over;
                        let problem = Problem::new(Code::TotalsElsewhere, At::default(), quoted(words));
                        targets.scaled.push(problem.detail(passed_over.to_string()));
                    }
                }
                // A grouping and the column that it is made from may have one name: of the latter there is a single total.
                (Ok(_), Some((total, column))) => numbers.push((column, words, total)),
                (Ok(_), None) => faults.add(no_totals(words, &names)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        targets.frame.numbers_from = targets.names.len();
        for (column, words, total) in numbers {
            targets.numbers.push(column);
            targets.column(words.clone(), total);
        }
        targets.settle()?;
        Ok(targets)
    }
}

impl Terms<'_> {
    fn factor(&self, name: &str) -> Option<Factor> {
        let group = self.groups.iter().position(|group| group.name == name).map(Factor::Group);
        let titled = || self.groups.iter().position(|group| group.also.iter().any(|also| same(also, name)));
        group.or_else(|| self.header(name).map(Factor::Column)).or_else(|| titled().map(Factor::Group))
    }

    fn header(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    /// What a term consists of. What is crossed is named with commas between.
    fn factors(&self, words: &str, crossed: bool) -> Result<Vec<Factor>, Problems> {
        let mut unknown = Problems::default();
        let is_personal = |factor: &Factor| matches!(factor, Factor::Column(at) if self.personal.contains(at));
        let personal = |name: &str| Problem::new(Code::PersonalTerm, At::default(), quoted(name));
        match self.factor(words) {
            Some(factor) if is_personal(&factor) => return Err(personal(words).into()),
            Some(factor) => return Ok(vec![factor]),
            None => {}
        }
        let parts: Vec<&str> = if crossed { words.split(',').collect() } else { vec![words] };
        let mut factors = Vec::new();
        for name in parts {
            match self.factor(name) {
                Some(factor) if is_personal(&factor) => unknown.add(personal(name)),
                Some(factor) => factors.push(factor),
                None => unknown.add(self.no_such(name)),
            }
        }
        if unknown.is_empty() { Ok(factors) } else { Err(unknown) }
    }

    fn no_such(&self, name: &str) -> Problem {
        let groups = self.groups.iter().map(|group| group.name.clone());
        let headers = self.headers.iter().enumerate().filter(|(at, _)| !self.personal.contains(at));
        no_such_column(name, &groups.chain(headers.map(|(_, header)| header.clone())).collect::<Vec<_>>())
    }

    /// What a factor may be called in a table of totals.
    fn names(&self, factor: Factor) -> Names {
        let also = match factor {
            Factor::Column(_) => &[][..],
            Factor::Group(group) => &self.groups[group].also,
        };
        std::iter::once(self.name(factor)).chain(also.iter().map(String::as_str)).map(str::to_owned).collect()
    }

    fn name(&self, factor: Factor) -> &str {
        match factor {
            Factor::Column(column) => &self.headers[column],
            Factor::Group(group) => &self.groups[group].name,
        }
    }

    /// The categories of a table in the words of the rows.
    fn known(&self, factors: &[Factor], found: Vec<Category>) -> Result<(Vec<Category>, f64), Problems> {
        let (mut faults, mut known, mut passed_over) = (Problems::default(), Vec::new(), 0.0);
        let mut seen: FxHashSet<Vec<String>> = FxHashSet::default();
        for Category { mut codes, total, at } in found {
            let mut elsewhere = false;
            for (factor, code) in factors.iter().zip(&mut codes) {
                let Factor::Group(group) = factor else { continue };
                let GroupTerm { name, groups, find, .. } = &self.groups[*group];
                match find(code) {
                    Meant::Group(at) => code.clone_from(&groups[at]),
                    Meant::Elsewhere => elsewhere = true,
                    Meant::Unknown => {
                        let problem = Problem::new(Code::TotalOfNoGroup, at.clone(), quoted(code));
                        faults.add(problem.detail(name.clone()).hint(Hint::OneOf(groups.clone())));
                    }
                }
            }
            if elsewhere {
                passed_over += total;
            } else {
                if !seen.insert(codes.clone()) {
                    faults.add(Problem::new(Code::TotalTwice, at.clone(), quoted(&codes.join(", "))));
                }
                known.push(Category { codes, total, at });
            }
        }
        if faults.is_empty() { Ok((known, passed_over)) } else { Err(faults) }
    }
}

/// Whether two titles are the same but for letter case.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// A column that isn't there, with the nearest that is.
pub fn no_such_column(name: &str, headers: &[String]) -> Problem {
    let problem = Problem::new(Code::NoSuchColumn, At::default(), quoted(name));
    let near = |h: &&String| jaro_winkler(&h.to_lowercase(), &name.to_lowercase());
    let best = headers.iter().filter(|h| near(h) > 0.75).max_by(|a, b| near(a).total_cmp(&near(b)));
    match best {
        Some(header) => problem.hint(Hint::Meant(header.clone())),
        None => problem.hint(Hint::OneOf(headers.iter().take(30).cloned().collect())),
    }
}

fn no_totals(words: &str, names: &[Names]) -> Problem {
    let first: Vec<&str> = names.iter().filter_map(|names| names.first()).map(String::as_str).collect();
    let detail = match first[..] {
        [_] => String::new(),
        _ => format!(
            ": a table with the columns {} and total is needed; for a margin of each, say --rake {}",
            first.join(", "),
            first.join(" --rake ")
        ),
    };
    Problem::new(Code::NoTotals, At::default(), quoted(words)).detail(detail)
}

impl Targets {
    fn column(&mut self, name: String, total: f64) {
        self.names.push(name);
        self.frame.totals.push(total);
    }

    /// How weights are found.
    pub fn by(&self) -> CalibrateBy {
        self.by
    }

    /// The number of people, where that is a total by itself.
    pub fn everybody(&self) -> Option<f64> {
        self.everybody.then(|| self.frame.totals[0])
    }

    /// The columns of numbers, each with its total.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, f64)> {
        self.numbers.iter().copied().zip(self.frame.totals[self.frame.numbers_from..].iter().copied())
    }

    /// The terms of categories.
    pub fn terms(&self) -> impl Iterator<Item = TermOf<'_>> {
        self.crosses.iter().map(|cross| {
            let factors = cross.factors.iter().copied().zip(cross.names.iter().map(String::as_str)).collect();
            let totals = &self.frame.totals[cross.range.clone()];
            let categories = cross.categories.iter().map(Vec::as_slice).zip(totals.iter().copied()).collect();
            TermOf { factors, categories }
        })
    }

    /// The columns of the file that rows need.
    pub fn columns(&self) -> Vec<usize> {
        let factors = self.crosses.iter().flat_map(|cross| &cross.factors);
        let column = |factor: &Factor| match factor {
            Factor::Column(column) => Some(*column),
            Factor::Group(_) => None,
        };
        factors.filter_map(column).chain(self.numbers.iter().copied()).collect()
    }

    /// The groups that rows need, by their places among those of the terms.
    pub fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// A factor by the place of its group among those that are used.
    fn used(&mut self, factor: Factor, terms: &Terms) -> Factor {
        let Factor::Group(group) = factor else { return factor };
        let known = self.groups.iter().position(|used| *used == group);
        Factor::Group(known.unwrap_or_else(|| {
            self.groups.push(group);
            self.texts.push(terms.groups[group].groups.clone());
            self.groups.len() - 1
        }))
    }

    fn cross(&mut self, words: &str, terms: &Terms, factors: Vec<Factor>, found: Vec<Category>) {
        let names = factors.iter().map(|factor| terms.name(*factor).to_owned()).collect();
        let factors = factors.into_iter().map(|factor| self.used(factor, terms)).collect();
        let first = self.names.len();
        let mut places = FxHashMap::default();
        let categories = found.iter().map(|category| category.codes.clone()).collect();
        for Category { codes, total, .. } in found {
            let mut key = Vec::new();
            codes.iter().for_each(|code| add_to_key(&mut key, code.as_bytes()));
            places.insert(key, self.names.len() as u32);
            self.column(format!("{words}={}", codes.join(",")), total);
        }
        self.crosses.push(Cross {
            words: words.into(),
            factors,
            names,
            categories,
            places,
            range: first..self.names.len(),
            passed_over: 0.0,
        });
    }

    /// All margins are of one population: small differences are scaled away, and told.
    fn settle(&mut self) -> Result<(), Problems> {
        let everybody = self.everybody.then(|| ("everybody".to_owned(), self.frame.totals[0]));
        let sum = |cross: &Cross, totals: &[f64]| totals[cross.range.clone()].iter().sum::<f64>();
        let mut first = everybody;
        let mut faults = Problems::default();
        for cross in &self.crosses {
            let own = sum(cross, &self.frame.totals);
            let words = match cross.passed_over > 0.0 {
                true => format!("{} (without {} people elsewhere)", cross.words, cross.passed_over),
                false => cross.words.clone(),
            };
            let Some((name, people)) = &first else {
                first = Some((words, own));
                continue;
            };
            let off = (own - people).abs() / people.abs().max(own.abs()).max(f64::MIN_POSITIVE);
            let told =
                |code| Problem::new(code, At::default(), format!("{name} {people}")).detail(format!("{words} {own}"));
            if off > ROUNDING {
                faults.add(told(Code::TotalsDisagree));
            } else if off > EXACT {
                self.scaled.push(told(Code::TotalsScaled));
            }
            if off <= ROUNDING && own > 0.0 {
                self.frame.totals[cross.range.clone()].iter_mut().for_each(|total| *total *= people / own);
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}
