//! The answers to a request: one line per estimate.

use super::compile::ShareCut;
use super::reader::Read;
use crate::coding::{SortKey, code_typed, lonely_problem};
use crate::design::Units;
use crate::estimate::{
    Df, Estimate, Form, Linear, NoError, NoEstimate, Precision, ValueKind, combined, estimate, lost,
};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::tally::GroupCode;
use crate::weighting::{Cut, Sums};

/// The kinds of estimates that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Statistic {
    /// Mean.
    Mean,
    /// Share of an answer.
    Share,
    /// Ratio of two totals.
    Ratio,
    /// Total.
    Total,
    /// Number of people.
    Count,
    /// Quantile.
    Quantile,
    /// Difference of two groups.
    Difference,
}

impl Statistic {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Statistic::Mean => "mean",
            Statistic::Share => "share",
            Statistic::Ratio => "ratio",
            Statistic::Total => "total",
            Statistic::Count => "count",
            Statistic::Quantile => "quantile",
            Statistic::Difference => "difference",
        }
    }
}

/// One estimate with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What was estimated.
    pub statistic: Statistic,
    /// Of which column or columns.
    pub variable: String,
    /// The answer code, the probability, or the pair of groups.
    pub category: String,
    /// The group: columns with their values; none for all rows.
    pub group: Vec<(String, String)>,
    /// The estimate, or why there is none.
    pub estimate: Result<Estimate, NoEstimate>,
    /// Rows of the group that aren't among its n.
    pub n_missing: u64,
    /// Replicates in which it isn't defined, so that its error is without them.
    pub lost: usize,
    /// What is known of a quantile's interval where the data don't reach far enough for both ends.
    pub open: Option<OpenInterval>,
}

/// An interval of which an end lies beyond the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenInterval {
    /// Degrees of freedom.
    pub df: Df,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Line {
    /// Whether something that was asked for is not there.
    pub fn withholds(&self) -> bool {
        match &self.estimate {
            Err(_) => true,
            Ok(e) => match &e.precision {
                Precision::Unknown(_) => true,
                Precision::Sampled { interval, .. } => interval.is_none(),
            },
        }
    }
}

/// A group with its name and its place in the order of names.
pub(super) struct Named<'t> {
    pub cut: Cut<'t>,
    pub name: Vec<(String, String)>,
}

impl Read {
    /// All estimates, or what stands in their way.
    pub fn lines(&self) -> Result<Vec<Line>, Problems> {
        self.weights.refuse_lonely(&self.design, self.request.rules.variance.lonely)?;
        let shares = self.shares()?;
        let mut groupings: Vec<&[usize]> = vec![&[]];
        for by in &self.request.by {
            if !groupings.contains(&&by[..]) {
                groupings.push(by);
            }
        }
        let groups: Vec<Named> = groupings.into_iter().flat_map(|g| self.named(g)).collect();
        let mut lines = self.plain(&groups, &shares);
        for grouping in self.quantile_lines(&groups) {
            lines.push(grouping);
        }
        lines.extend(self.difference_lines(&shares)?);
        let refused = lines.iter().find_map(|line| match &line.estimate {
            Ok(Estimate { precision: Precision::Unknown(NoError::Lonely { stratum }), .. }) => Some(*stratum),
            _ => None,
        });
        match refused {
            Some(unit) => Err(lonely_problem(&self.design, &[unit]).into()),
            None => Ok(lines),
        }
    }

    fn named(&self, grouping: &[usize]) -> Vec<Named<'_>> {
        let name = |key: &[GroupCode]| {
            let of = |(column, code): (&usize, &GroupCode)| {
                let header = &self.request.headers[self.request.group_columns[*column]];
                (header.clone(), self.groups[*column].text(code - 1))
            };
            grouping.iter().zip(key).map(of).collect::<Vec<_>>()
        };
        let mut named: Vec<Named> =
            self.cuts(grouping).into_iter().map(|cut| Named { name: name(cut.key()), cut }).collect();
        named.sort_by_cached_key(|n| n.name.iter().map(|(_, value)| SortKey::of(value)).collect::<Vec<_>>());
        named
    }

    /// The shares asked for: column, code, measure. Words that could be cut in several ways are settled by the codes
    /// that the file holds.
    fn shares(&self) -> Result<Vec<(String, String, usize)>, Problems> {
        let mut found = Vec::new();
        let mut faults = Problems::default();
        for (words, cuts) in &self.request.asked.shares {
            let known = |cut: &&ShareCut| match &cut.code {
                None => true,
                Some(code) => self.answers[cut.variable].find(code).is_some(),
            };
            let fitting: Vec<&ShareCut> = cuts.iter().filter(known).collect();
            match fitting[..] {
                [cut] => found.extend(self.share_measures(cut)),
                [] => faults.add(cannot_cut(words, "no such answer occurs in the column")),
                _ => faults.add(cannot_cut(words, "several columns and answers fit")),
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    fn share_measures(&self, cut: &ShareCut) -> Vec<(String, String, usize)> {
        let codes = &self.answers[cut.variable];
        let numbers = match &cut.code {
            Some(code) => codes.find(code).into_iter().collect(),
            None => codes.in_order(),
        };
        let measure = |n: u32| self.shares[cut.variable].get(n as usize).copied().flatten();
        numbers.into_iter().filter_map(|n| Some((cut.column.clone(), codes.text(n), measure(n)?))).collect()
    }

    /// The groups of a grouping.
    pub(super) fn cuts(&self, grouping: &[usize]) -> Vec<Cut<'_>> {
        self.weights.cuts(&self.tally, grouping)
    }

    /// Sums of a measure over a group.
    pub(super) fn sums(&self, cut: &Cut, measure: usize) -> Sums {
        self.weights.sums(cut, measure, self.implied())
    }

    /// The design that weights follow from, where no column holds them.
    pub(super) fn implied(&self) -> Option<&Units> {
        self.request.design.implies_weights().then_some(&self.design)
    }

    /// The units whose scores statistics have.
    pub(super) fn units(&self) -> &Units {
        self.weights.units(&self.design)
    }

    fn estimated(&self, linear: &Linear, kind: ValueKind) -> Estimate {
        estimate(linear, kind, self.units(), &self.request.rules)
    }

    fn plain(&self, groups: &[Named], shares: &[(String, String, usize)]) -> Vec<Line> {
        let asked = &self.request.asked;
        let mut lines = Vec::new();
        let mut add = |statistic, variable: &str, category: &str, measure, form: Form, kind| {
            for named in groups {
                let found = self.weights.linear(form, &self.sums(&named.cut, measure));
                lines.push(self.line(statistic, (variable, category), named, measure, found, kind));
            }
        };
        for (name, measure) in &asked.means {
            add(Statistic::Mean, name, "", *measure, Form::Mean, ValueKind::Mean);
        }
        for (column, code, measure) in shares {
            add(Statistic::Share, column, code, *measure, Form::Mean, ValueKind::Share);
        }
        for (words, measure) in &asked.ratios {
            add(Statistic::Ratio, words, "", *measure, Form::Ratio, ValueKind::Mean);
        }
        for (name, measure) in &asked.totals {
            add(Statistic::Total, name, "", *measure, Form::Total, ValueKind::Number);
        }
        if let Some(measure) = asked.count {
            add(Statistic::Count, "", "", measure, Form::Total, ValueKind::Number);
        }
        lines
    }

    fn line(
        &self,
        statistic: Statistic,
        (variable, category): (&str, &str),
        named: &Named,
        measure: usize,
        found: Result<Linear, NoEstimate>,
        kind: ValueKind,
    ) -> Line {
        let n = found.as_ref().map_or(0, |found| found.n);
        let rows = named.cut.group.counts(self.tally.plan().measures[measure].variable).rows();
        Line {
            statistic,
            variable: variable.into(),
            category: category.into(),
            group: named.name.clone(),
            lost: found.as_ref().map_or(0, |found| lost(&found.scores)),
            estimate: found.map(|found| self.estimated(&found, kind)),
            n_missing: rows - n,
            open: None,
        }
    }

    /// Every mean and share asked for, in group B minus group A.
    fn difference_lines(&self, shares: &[(String, String, usize)]) -> Result<Vec<Line>, Problems> {
        let mut lines = Vec::new();
        for (words, cuts) in &self.request.asked.differences {
            let (column, a, b) = self.pair(words, cuts)?;
            let groups = self.cuts(&[column]);
            let names = [a, b].map(|code| self.groups[column].text(code));
            let pair = format!("{}-{}", names[1], names[0]);
            let means = self.request.asked.means.iter().map(|(name, m)| (name, pair.clone(), *m, ValueKind::Number));
            let shares = shares.iter().map(|(name, code, m)| (name, format!("{code}: {pair}"), *m, ValueKind::Number));
            for (name, category, measure, kind) in means.chain(shares) {
                let variable = self.tally.plan().measures[measure].variable;
                let compared = groups.iter().filter(|g| g.key()[0] == a + 1 || g.key()[0] == b + 1);
                let rows: u64 = compared.map(|g| g.group.counts(variable).rows()).sum();
                let found = self.difference(&groups, measure, a + 1, b + 1);
                let n = found.as_ref().map_or(0, |found| found.n);
                lines.push(Line {
                    statistic: Statistic::Difference,
                    variable: name.clone(),
                    category,
                    group: Vec::new(),
                    lost: found.as_ref().map_or(0, |found| lost(&found.scores)),
                    estimate: found.map(|found| self.estimated(&found, kind)),
                    n_missing: rows - n,
                    open: None,
                });
            }
        }
        Ok(lines)
    }

    fn difference(&self, groups: &[Cut], measure: usize, a: GroupCode, b: GroupCode) -> Result<Linear, NoEstimate> {
        let all: Vec<Sums> = groups.iter().map(|cut| self.sums(cut, measure)).collect();
        let mut parts = Vec::new();
        for (cut, sums) in groups.iter().zip(&all) {
            let code = cut.key()[0];
            let sign = f64::from(i8::from(code == b) - i8::from(code == a));
            match self.weights.linear(Form::Mean, sums) {
                Ok(linear) => parts.push((sign, linear)),
                // Other groups only lend their clusters to the degrees of freedom.
                Err(why) if sign != 0.0 => return Err(why),
                Err(_) => {}
            }
        }
        if parts.iter().filter(|(sign, _)| *sign != 0.0).count() < 2 {
            return Err(NoEstimate::NoAnswers);
        }
        let parts: Vec<(f64, &Linear)> = parts.iter().map(|(sign, linear)| (*sign, linear)).collect();
        let mut difference = combined(&parts);
        self.weights.of_all_rows(&mut difference, all.iter());
        Ok(difference)
    }

    /// The column and the codes of A and B, settled by the codes that the file holds.
    fn pair(&self, words: &str, cuts: &[(usize, String)]) -> Result<(usize, u32, u32), Problems> {
        let mut fitting = Vec::new();
        for (column, rest) in cuts {
            for (at, _) in rest.match_indices(',') {
                let find = |code: &str| self.groups[*column].find(&code_typed(code));
                fitting.extend(find(&rest[..at]).zip(find(&rest[at + 1..])).map(|(a, b)| (*column, a, b)));
            }
        }
        match fitting[..] {
            [pair] => Ok(pair),
            [] => Err(cannot_cut(words, "no such groups occur in the column").into()),
            _ => Err(cannot_cut(words, "several columns and groups fit").into()),
        }
    }
}

fn cannot_cut(words: &str, why: &str) -> Problem {
    Problem::new(Code::CannotCut, At::default(), quoted(words)).detail(why)
}
