//! Case mix in a survey: each figure's answers, facility by facility, adjusted for who gave them within a peer group.
//!
//! Respondents are the units. Composites whose parts weigh alike are adjusted as a whole; others keep their raw values.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::build::Answers;
use super::casemix::{self, Adjustment, Share, VarianceForm};
use super::roster::Roster;
use super::standing::Series;
use super::survey::Design;
use super::{CaseMix, CaseMixModel, Chance};
use crate::card;
use crate::coding::GroupColumn;
use crate::estimate::{Df, student};
use crate::instrument::{Instrument, Measure, Scale};
use crate::lang::Label;
use crate::problem::{At, Code, Problem, Problems};
use crate::tally::Group;

/// What answers are adjusted for: identifier, title, and the measure of the tally that holds its numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Adjusters(pub Vec<(String, Label, usize)>);

/// A figure as a regression takes it: the measures whose answers are its items, each as slope and start of a straight line.
struct Model {
    series: usize,
    items: Vec<(usize, f64, f64)>,
}

/// The rows of one facility: by row its adjusters, and where a sampled unit stands.
struct Rows<'t> {
    facility: usize,
    group: &'t Group<'t>,
    place: FxHashMap<u32, usize>,
    weights: Vec<f64>,
    adjusters: Vec<Vec<Option<f64>>>,
}

/// Adjusts what can be adjusted, and gives the tables of it; none if nothing is to be adjusted for.
pub(super) fn adjust(
    answers: &Answers,
    roster: &Roster,
    series: &mut [Series],
    level: f64,
    problems: &mut Problems,
) -> Option<CaseMix> {
    let adjusters = &answers.adjusters.0;
    let column = answers.survey.compiled.group_columns.iter().position(|c| *c == GroupColumn::Facility)?;
    if adjusters.is_empty() {
        return None;
    }
    let groups = answers.survey.tally.groups(&[column]);
    let at = |group: &Group| roster.find(&answers.survey.coding.facilities[group.key[0] as usize - 1].id);
    let facilities: Vec<Rows> = groups.iter().filter_map(|g| Some(rows(answers, at(g)?, g))).collect();
    let models = models(answers, series);
    let mut tables = Vec::new();
    for number in 0..roster.groups.len() {
        let of = |f: &&Rows<'_>| roster.facilities[f.facility].group == Some(number);
        let within: Vec<&Rows<'_>> = facilities.iter().filter(of).collect();
        for model in &models {
            let Some(found) = fit(answers, &within, model) else { continue };
            let moves = moved(&within, &found, &mut series[model.series], level);
            tables.push(table(model, number, &found, adjusters.len(), moves));
        }
    }
    let used: BTreeSet<usize> = tables.iter().flat_map(|t| known(&t.coefficients)).collect();
    let left_out: Vec<Label> =
        (0..adjusters.len()).filter(|a| !used.contains(a)).map(|a| adjusters[a].1.clone()).collect();
    for title in &left_out {
        let problem = Problem::new(Code::AdjusterLeftOut, At::default(), title.en.to_string());
        problems.add(problem.detail(title.mn.to_string()));
    }
    let adjusters = adjusters.iter().map(|(id, title, _)| (id.clone(), title.clone())).collect();
    Some(CaseMix { adjusters, models: tables, left_out })
}

/// Sets the adjusted values beside the raw ones, and lists facility, raw and adjusted.
fn moved(within: &[&Rows], found: &Adjustment, series: &mut Series, level: f64) -> Vec<(usize, f64, f64)> {
    let bounds = match series.figure.scale {
        Scale::Percent if series.figure.chance == Chance::Binomial => (0.0, 1.0),
        Scale::Percent => (-1.0, 1.0),
        Scale::Points => (0.0, 100.0),
        Scale::Own => (f64::NEG_INFINITY, f64::INFINITY),
    };
    let mut moves = Vec::new();
    for (rows, facility) in within.iter().zip(&found.facilities) {
        let (Some(facility), Some(value)) = (facility, &mut series.values[rows.facility]) else { continue };
        value.adjusted = Some(facility.adjusted);
        value.se = facility.variance.map(f64::sqrt);
        value.interval = value.se.and_then(|se| {
            let found = student(facility.adjusted, se, Df::Finite(facility.n as i64 - 1), level)?;
            Some((found.low.max(bounds.0), found.high.min(bounds.1)))
        });
        moves.push((rows.facility, value.raw, facility.adjusted));
    }
    moves
}

fn table(
    model: &Model,
    group: usize,
    found: &Adjustment,
    adjusters: usize,
    moves: Vec<(usize, f64, f64)>,
) -> CaseMixModel {
    // Of a composite there is one regression for each part; theirs are in the tables of the parts.
    let coefficients = match &found.items[..] {
        [item] => item.coefficients.iter().map(|c| c.as_ref().and_then(|c| Some((c.value, c.se?)))).collect(),
        _ => vec![None; adjusters],
    };
    let f = found.f.map(|f| (f, found.df1 as f64, found.df2 as f64));
    CaseMixModel { figure: model.series, group, n: found.n, coefficients, moves, f }
}

fn known(coefficients: &[Option<(f64, f64)>]) -> impl Iterator<Item = usize> + '_ {
    (0..coefficients.len()).filter(|c| coefficients[*c].is_some())
}

/// The adjusters of a facility's rows.
fn rows<'t>(answers: &Answers, facility: usize, group: &'t Group<'t>) -> Rows<'t> {
    let mut rows = Rows { facility, group, place: FxHashMap::default(), weights: Vec::new(), adjusters: Vec::new() };
    let columns = &answers.adjusters.0;
    for (at, (.., measure)) in columns.iter().enumerate() {
        for (unit, totals) in group.totals(*measure) {
            if totals.w > 0.0 {
                let row = rows.row(unit, totals.w, columns.len());
                rows.adjusters[row][at] = Some(totals.wy / totals.w);
            }
        }
    }
    rows
}

impl Rows<'_> {
    /// The row of a sampled unit, new or known.
    fn row(&mut self, unit: u32, weight: f64, adjusters: usize) -> usize {
        *self.place.entry(unit).or_insert_with(|| {
            self.weights.push(weight);
            self.adjusters.push(vec![None; adjusters]);
            self.weights.len() - 1
        })
    }
}

/// What can be adjusted: figures that are a mean over respondents, and composites of such whose parts weigh alike.
fn models(answers: &Answers, series: &[Series]) -> Vec<Model> {
    let instrument: &Instrument = answers.survey.instrument;
    let measures = &answers.survey.compiled.indicators;
    let mean = |i: usize| {
        let measure = &instrument.indicators[i].measure;
        matches!(measure, Measure::Share { .. } | Measure::Score { .. } | Measure::Mean { .. } | Measure::Net { .. })
    };
    let of = |figure: card::Figure| -> Option<Vec<(usize, f64, f64)>> {
        match figure {
            card::Figure::Indicator(i) => mean(i.0).then(|| vec![(measures[i.0], 1.0, 0.0)]),
            card::Figure::Composite(c) => {
                let parts = instrument.composite_parts(c);
                let alike = parts.windows(2).all(|w| (w[0].1 - w[1].1).abs() < 1e-12);
                let line = |i: usize| {
                    let start = instrument.indicators[i].as_points(0.0);
                    (measures[i], instrument.indicators[i].as_points(1.0) - start, start)
                };
                let sound = alike && parts.iter().all(|(i, _)| mean(i.0));
                sound.then(|| parts.iter().map(|(i, _)| line(i.0)).collect())
            }
        }
    };
    let models = card::Figure::all(instrument).into_iter().filter_map(|figure| {
        let id = figure.id(instrument);
        Some(Model { series: series.iter().position(|s| s.figure.id == id)?, items: of(figure)? })
    });
    models.collect()
}

/// The regressions of a figure over the rows of a peer group.
fn fit(answers: &Answers, within: &[&Rows], model: &Model) -> Option<Adjustment> {
    let weighted = answers.design == Design::Weighted;
    let columns = answers.adjusters.0.len();
    let mut facility = Vec::new();
    let mut weights = Vec::new();
    let mut adjusters: Vec<Vec<Option<f64>>> = vec![Vec::new(); columns];
    let mut items: Vec<Vec<Option<f64>>> = vec![Vec::new(); model.items.len()];
    for (number, rows) in within.iter().enumerate() {
        // A row without any adjuster still has answers; it gets its facility's means.
        let mut place = rows.place.clone();
        let mut of: Vec<(Vec<Option<f64>>, f64)> =
            rows.weights.iter().map(|w| (vec![None; model.items.len()], *w)).collect();
        for (at, (measure, slope, start)) in model.items.iter().enumerate() {
            for (unit, totals) in rows.group.totals(*measure) {
                if totals.w > 0.0 {
                    let row = *place.entry(unit).or_insert_with(|| {
                        of.push((vec![None; model.items.len()], totals.w));
                        of.len() - 1
                    });
                    of[row].0[at] = Some(start + slope * totals.wy / totals.w);
                }
            }
        }
        for (row, (values, weight)) in of.into_iter().enumerate() {
            facility.push(number);
            weights.push(weight);
            for (column, values) in adjusters.iter_mut().enumerate() {
                values.push(rows.adjusters.get(row).and_then(|a| a[column]));
            }
            items.iter_mut().zip(values).for_each(|(item, value)| item.push(value));
        }
    }
    let survey = casemix::Survey {
        facility: &facility,
        facilities: within.len(),
        adjusters: &adjusters,
        items: &items,
        weights: weighted.then_some(&weights[..]),
    };
    casemix::adjust(&survey, Share::Equal, VarianceForm::Document).ok()
}
