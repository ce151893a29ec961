//! A request against the headers of a table: which columns are read, and what is added up.

use super::Request;
use crate::coding::{DesignColumns, MOST_STAGES, code_typed};
use crate::design::Centre;
use crate::estimate::{Drawn, Rules, TestStatistic};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::tally::{Adds, MOST_COLUMNS, Plan, Variable};
use crate::weighting::{self, Replicates, Targets, Terms, no_such_column};

/// A compiled request.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    pub(super) headers: Vec<String>,
    pub(super) design: DesignColumns,
    pub(super) plan: Plan,
    pub(super) variables: Vec<Reads>,
    pub(super) group_columns: Vec<usize>,
    pub(super) by: Vec<Vec<usize>>,
    pub(super) wheres: Vec<(usize, String)>,
    pub(super) missing: Vec<String>,
    pub(super) asked: Asked,
    pub(super) rules: Rules,
    pub(super) weighting: Weighed,
}

/// Where errors come from, by columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Weighed {
    Design,
    Given(Replicates),
    Made { how: Drawn, centre: Centre },
    Calibrated(Targets),
}

/// What a variable is read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reads {
    /// Nothing: every row has it.
    Always,
    /// A column of codes; `wanted` are the codes whose share is asked, or all.
    Codes { column: usize, wanted: Wanted },
    /// A column of numbers.
    Number { column: usize },
    /// Two columns of numbers.
    Pair { upper: usize, lower: usize },
}

/// Which codes of a column are asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    All,
    Only(Vec<String>),
}

/// The statistics asked for, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Asked {
    /// (name, measure)
    pub means: Vec<(String, usize)>,
    /// Each way in which the words can be cut.
    pub shares: Vec<(String, Vec<ShareCut>)>,
    pub ratios: Vec<(String, usize)>,
    pub totals: Vec<(String, usize)>,
    pub count: Option<usize>,
    /// (name, probability as written, probability, measure)
    pub quantiles: Vec<(String, String, f64, usize)>,
    /// Each column that the words can begin with, and the rest: (words, [(group column, rest)]).
    pub differences: Vec<(String, Vec<(usize, String)>)>,
    pub tests: Vec<Tabled>,
    pub test_statistics: Vec<TestStatistic>,
}

/// A two-way table: the group column of its rows, the variable of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tabled {
    pub words: String,
    pub column: usize,
    pub variable: usize,
}

/// A share: of one code of a column, or of every code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShareCut {
    pub column: String,
    pub code: Option<String>,
    pub variable: usize,
}

/// Checks a request against headers and says what to read. All faults are shown together.
pub fn compile(request: &Request, headers: &[String]) -> Result<Compiled, Problems> {
    let mut compiler = Compiler { headers, faults: Problems::default(), plan: Plan::default(), variables: Vec::new() };
    let design = compiler.design(request);
    let mut group_columns = Vec::new();
    let by: Vec<Vec<usize>> = request.by.iter().filter_map(|words| compiler.by(words)).collect();
    for column in by.iter().flatten() {
        position_or_push(&mut group_columns, *column);
    }
    let asked = compiler.asked(request, &mut group_columns);
    let wheres = request
        .wheres
        .iter()
        .filter_map(|words| compiler.one_equation(words))
        .map(|(c, code)| (c, code_typed(&code)))
        .collect();
    let weighting = compiler.weighting(request, &design);
    if group_columns.len() > MOST_COLUMNS {
        compiler.fault("--by", format!("at most {MOST_COLUMNS} columns can make groups"));
    }
    let Some(weighting) = weighting.filter(|_| compiler.faults.is_empty()) else {
        return Err(compiler.faults);
    };
    let Compiler { mut plan, variables, .. } = compiler;
    plan.columns = group_columns.len();
    let by: Vec<Vec<usize>> =
        by.iter().map(|g| g.iter().map(|c| position_or_push(&mut group_columns, *c)).collect()).collect();
    let differences = asked.differences.iter().flat_map(|(_, cuts)| cuts.iter().map(|(c, _)| vec![*c]));
    let tests = asked.tests.iter().map(|tabled| vec![tabled.column]);
    plan.groupings = std::iter::once(Vec::new()).chain(by.iter().cloned()).chain(differences).chain(tests).collect();
    let (headers, missing, rules) =
        (headers.to_vec(), request.missing.iter().map(|code| code_typed(code)).collect(), request.rules);
    Ok(Compiled { headers, design, plan, variables, group_columns, by, wheres, missing, asked, rules, weighting })
}

struct Compiler<'a> {
    headers: &'a [String],
    faults: Problems,
    plan: Plan,
    variables: Vec<Reads>,
}

impl Compiler<'_> {
    fn design(&mut self, request: &Request) -> DesignColumns {
        let clusters: Vec<usize> = request.clusters.iter().filter_map(|c| self.column(c)).collect();
        let fpc: Vec<usize> = request.fpc.iter().filter_map(|c| self.column(c)).collect();
        if clusters.len().max(fpc.len()) > MOST_STAGES {
            self.fault(&request.clusters.join(","), format!("at most {MOST_STAGES} stages"));
        }
        DesignColumns {
            weight: request.weight.as_ref().and_then(|c| self.column(c)),
            strata: request.strata.as_ref().and_then(|c| self.column(c)),
            // Population sizes of stages without labels are those of rows, and only the first stage can be rows.
            fpc: fpc.into_iter().take(clusters.len().max(1)).collect(),
            clusters,
            nested: request.nested,
            by_facility: Default::default(),
        }
    }

    fn weighting(&mut self, request: &Request, design: &DesignColumns) -> Option<Weighed> {
        let compiled = match &request.weighting {
            weighting::Asked::Design => return Some(Weighed::Design),
            weighting::Asked::Made { how, centre } => return Some(Weighed::Made { how: *how, centre: *centre }),
            weighting::Asked::Given(given) => Replicates::of(given, self.headers, design.weight).map(Weighed::Given),
            weighting::Asked::Calibrated(calibration) => {
                let terms = Terms { headers: self.headers, personal: Vec::new(), groups: Vec::new() };
                calibration.compile(&terms).map(Weighed::Calibrated)
            }
        };
        match compiled {
            Ok(weighed) => Some(weighed),
            Err(faults) => {
                self.faults.append(faults);
                None
            }
        }
    }

    fn asked(&mut self, request: &Request, group_columns: &mut Vec<usize>) -> Asked {
        let mut asked = Asked::default();
        for name in &request.means {
            let found = self.number(name, Adds::Number);
            asked.means.extend(found.map(|m| (name.clone(), m)));
        }
        for words in &request.shares {
            let cuts = self.share_cuts(words);
            asked.shares.push((words.clone(), cuts));
        }
        for words in &request.ratios {
            asked.ratios.extend(self.ratio(words).map(|m| (words.clone(), m)));
        }
        for name in &request.totals {
            let found = self.number(name, Adds::Number);
            asked.totals.extend(found.map(|m| (name.clone(), m)));
        }
        if request.count {
            let variable = self.variable(Reads::Always);
            asked.count = Some(self.plan.measure(variable, Adds::One));
        }
        for words in &request.quantiles {
            asked.quantiles.extend(self.quantile(words));
        }
        for words in &request.differences {
            let cuts = self.cuts(words, ':');
            if cuts.is_empty() {
                self.fault(words, "it must be COL:A,B with a column of the file".into());
            }
            let cuts = cuts.into_iter().map(|(column, rest)| (position_or_push(group_columns, column), rest)).collect();
            asked.differences.push((words.clone(), cuts));
        }
        for words in &request.tests {
            asked.tests.extend(self.tabled(words, group_columns));
        }
        asked.test_statistics = request.test_statistics.clone();
        asked
    }

    /// Every way to cut words at a sign so that a column stands before it.
    fn cuts(&self, words: &str, sign: char) -> Vec<(usize, String)> {
        let cut = |(at, _): (usize, &str)| {
            let column = self.headers.iter().position(|h| *h == words[..at])?;
            Some((column, words[at + sign.len_utf8()..].to_string()))
        };
        words.match_indices(sign).filter_map(cut).collect()
    }

    fn share_cuts(&mut self, words: &str) -> Vec<ShareCut> {
        let whole = self.headers.iter().position(|h| h == words).map(|column| (column, None));
        let equations = self.cuts(words, '=').into_iter().map(|(column, code)| (column, Some(code_typed(&code))));
        let cuts: Vec<(usize, Option<String>)> = whole.into_iter().chain(equations).collect();
        if cuts.is_empty() {
            let name = words.split('=').next().unwrap_or(words).to_string();
            self.column(&name);
        }
        let mut found = Vec::new();
        for (column, code) in cuts {
            let variable = self.coded(column, code.clone());
            found.push(ShareCut { column: self.headers[column].clone(), code, variable });
        }
        found
    }

    /// The variable of a column's codes, asked for one more code, or for all.
    fn coded(&mut self, column: usize, code: Option<String>) -> usize {
        for (at, reads) in self.variables.iter_mut().enumerate() {
            if let Reads::Codes { column: known, wanted } = reads
                && *known == column
            {
                match (wanted, code) {
                    (Wanted::Only(codes), Some(code)) => codes.push(code),
                    (wanted, None) => *wanted = Wanted::All,
                    (Wanted::All, _) => {}
                }
                return at;
            }
        }
        let wanted = code.map_or(Wanted::All, |code| Wanted::Only(vec![code]));
        self.variable(Reads::Codes { column, wanted })
    }

    fn number(&mut self, name: &str, adds: Adds) -> Option<usize> {
        let column = self.column(name)?;
        let variable = self.variable(Reads::Number { column });
        Some(self.plan.measure(variable, adds))
    }

    fn ratio(&mut self, words: &str) -> Option<usize> {
        let pair = |(upper, rest): (usize, String)| {
            let lower = self.headers.iter().position(|h| *h == rest)?;
            Some((upper, lower))
        };
        let pairs: Vec<(usize, usize)> = self.cuts(words, '/').into_iter().filter_map(pair).collect();
        match pairs[..] {
            [(upper, lower)] => {
                let variable = self.variable(Reads::Pair { upper, lower });
                Some(self.plan.measure(variable, Adds::Ratio))
            }
            [] => {
                self.fault(words, "it must be A/B with two columns of the file".into());
                None
            }
            _ => {
                self.fault(words, "several pairs of columns fit".into());
                None
            }
        }
    }

    fn tabled(&mut self, words: &str, group_columns: &mut Vec<usize>) -> Option<Tabled> {
        let pair = |(row, rest): (usize, String)| Some((row, self.headers.iter().position(|h| *h == rest)?));
        let pairs: Vec<(usize, usize)> = self.cuts(words, ',').into_iter().filter_map(pair).collect();
        match pairs[..] {
            [(row, column)] if row != column => {
                let variable = self.coded(column, None);
                let column = position_or_push(group_columns, row);
                Some(Tabled { words: words.into(), column, variable })
            }
            [] | [_] => {
                self.fault(words, "it must be COL,COL with two columns of the file".into());
                None
            }
            _ => {
                self.fault(words, "several pairs of columns fit".into());
                None
            }
        }
    }

    fn quantile(&mut self, words: &str) -> Option<(String, String, f64, usize)> {
        let Some((name, written)) = words.rsplit_once('@') else {
            self.fault(words, "it must be COL@P with P from 0 to 1".into());
            return None;
        };
        let Some(p) = written.parse().ok().filter(|p| (0.0..=1.0).contains(p)) else {
            self.fault(words, format!("{} is not a probability from 0 to 1", quoted(written)));
            return None;
        };
        let measure = self.number(name, Adds::Kept)?;
        Some((name.to_string(), written.to_string(), p, measure))
    }

    fn by(&mut self, words: &str) -> Option<Vec<usize>> {
        if let Some(column) = self.headers.iter().position(|h| h == words) {
            return Some(vec![column]);
        }
        words.split(',').map(|name| self.column(name)).collect()
    }

    fn one_equation(&mut self, words: &str) -> Option<(usize, String)> {
        let mut cuts = self.cuts(words, '=');
        match cuts.len() {
            1 => cuts.pop(),
            0 => {
                self.fault(words, "it must be COL=VALUE with a column of the file".into());
                None
            }
            _ => {
                self.fault(words, "several columns fit".into());
                None
            }
        }
    }

    /// The variable that reads this, made once.
    fn variable(&mut self, reads: Reads) -> usize {
        if let Some(known) = self.variables.iter().position(|v| *v == reads) {
            return known;
        }
        match reads {
            Reads::Always | Reads::Codes { .. } => self.plan.variable(Variable::Coded),
            Reads::Number { .. } => self.plan.number(),
            Reads::Pair { .. } => self.plan.pair(),
        };
        self.variables.push(reads);
        self.variables.len() - 1
    }

    fn column(&mut self, name: &str) -> Option<usize> {
        let mut fits = self.headers.iter().enumerate().filter(|(_, h)| *h == name);
        match (fits.next(), fits.next()) {
            (Some((column, _)), None) => Some(column),
            (Some(_), Some(_)) => {
                self.fault(name, "several columns have this name".into());
                None
            }
            (None, _) => {
                self.faults.add(no_such_column(name, self.headers));
                None
            }
        }
    }

    fn fault(&mut self, words: &str, why: String) {
        self.faults.add(Problem::new(Code::CannotCut, At::default(), quoted(words)).detail(why));
    }
}

fn position_or_push(columns: &mut Vec<usize>, column: usize) -> usize {
    columns.iter().position(|c| *c == column).unwrap_or_else(|| {
        columns.push(column);
        columns.len() - 1
    })
}
