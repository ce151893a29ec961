//! Composites and their recipes: how far ranks depend on the weights and the mean, and whether the parts belong together.

use super::alpha::alpha;
use super::composite::Mean;
use super::robustness::{Alternative, robustness};
use super::roster::Roster;
use super::standing::{Measured, Series};
use super::{Choices, Consistency, Origin, Recipe, RecipeResult, Robustness};
use crate::card;
use crate::instrument::checklist::{Aggregate, ChecklistInstrument, Part};
use crate::instrument::{CompositeIndex, Direction, Instrument};
use crate::lang::Label;

/// A composite by its series, and those of its parts.
pub(super) struct Composed {
    series: usize,
    parts: Vec<OfOne>,
    mean: Mean,
}

/// A part: its series, its weight, and the straight line that makes points of its values.
struct OfOne {
    series: usize,
    weight: f64,
    slope: f64,
    start: f64,
}

/// The composites of a report card.
pub(super) fn of_survey(instrument: &Instrument, series: &[Series]) -> Vec<Composed> {
    let at = |id: &str| series.iter().position(|s| s.figure.origin == Origin::Survey && s.figure.id == id);
    let composed = |c: usize| {
        let figure = card::Figure::Composite(CompositeIndex(c));
        let part = |(i, weight): (crate::instrument::IndicatorIndex, f64)| {
            let indicator = &instrument.indicators[i.0];
            let start = indicator.as_points(0.0);
            let series = at(&indicator.id)?;
            Some(OfOne { series, weight, slope: indicator.as_points(1.0) - start, start })
        };
        let parts: Option<Vec<OfOne>> = instrument.composite_parts(CompositeIndex(c)).into_iter().map(part).collect();
        Some(Composed { series: at(&figure.id(instrument))?, parts: parts?, mean: Mean::Arithmetic })
    };
    (0..instrument.composites.len()).filter_map(composed).collect()
}

/// The composites of a checklist.
pub(super) fn of_list(list: &ChecklistInstrument, series: &[Series]) -> Vec<Composed> {
    let at = |id: &str| series.iter().position(|s| s.figure.origin == Origin::Checklist && s.figure.id == id);
    let composed = |composite: &crate::instrument::checklist::Composite| {
        let part = |(part, weight): &(Part, f64)| {
            let (id, direction) = match part {
                Part::Domain(d) => (&list.asks.dimensions[*d].id, Direction::Higher),
                Part::Figure(f) => (&list.figures[*f].id, list.figures[*f].direction),
            };
            let (slope, start) = if direction == Direction::Lower { (-100.0, 100.0) } else { (100.0, 0.0) };
            Some(OfOne { series: at(id)?, weight: *weight, slope, start })
        };
        let mean = match composite.aggregate {
            Aggregate::Arithmetic => Mean::Arithmetic,
            Aggregate::Geometric => Mean::Geometric,
        };
        Some(Composed {
            series: at(&composite.id)?,
            parts: composite.of.iter().map(part).collect::<Option<_>>()?,
            mean,
        })
    };
    list.composites.iter().filter_map(composed).collect()
}

impl Composed {
    /// The points of each part at a facility; none where one is missing.
    fn points(&self, series: &[Series], facility: usize) -> Option<Vec<f64>> {
        let point = |part: &OfOne| {
            let value = series[part.series].values[facility].as_ref()?.value();
            Some(part.start + part.slope * value)
        };
        self.parts.iter().map(point).collect()
    }

    /// The facilities with all parts among these, and their points by part.
    fn complete(&self, series: &[Series], among: impl Iterator<Item = usize>) -> (Vec<usize>, Vec<Vec<f64>>) {
        let rows: Vec<(usize, Vec<f64>)> = among.filter_map(|f| Some((f, self.points(series, f)?))).collect();
        let parts = (0..self.parts.len()).map(|p| rows.iter().map(|(_, row)| row[p]).collect()).collect();
        (rows.into_iter().map(|(f, _)| f).collect(), parts)
    }

    /// Whether a facility has answers enough for its own values to be shown to everybody.
    fn has_answers(&self, series: &[Series], facility: usize, few: u64) -> bool {
        let of = &series[self.series];
        let enough = |value: &Measured| value.n >= few && !value.hidden;
        of.figure.origin == Origin::Checklist || of.values[facility].as_ref().is_some_and(enough)
    }

    /// Marks where the composite would give away a part that isn't to be published.
    pub fn hide(&self, series: &mut [Series], few: u64) {
        for facility in 0..series[self.series].values.len() {
            let of = |part: &OfOne| series[part.series].values[facility].as_ref();
            let few_answers = |part: &OfOne| of(part).is_some_and(|v| v.n < few || v.hidden);
            let hidden = self.parts.iter().any(few_answers);
            if let Some(value) = series[self.series].values[facility].as_mut() {
                value.hidden = hidden;
            }
        }
    }

    fn title(&self, series: &[Series], part: usize) -> Label {
        series[self.parts[part].series].figure.title.clone()
    }

    /// How far the ranks of each peer group depend on the recipe.
    pub fn robustness(&self, series: &[Series], roster: &Roster, choices: &Choices) -> Vec<Robustness> {
        if self.parts.len() < 2 {
            return Vec::new();
        }
        let weights: Vec<f64> = self.parts.iter().map(|p| p.weight).collect();
        let of = |(group, members): (usize, &Vec<usize>)| {
            let shown = |f: &usize| !choices.public || self.has_answers(series, *f, choices.few);
            let (facilities, parts) = self.complete(series, members.iter().copied().filter(shown));
            let found = robustness(&parts, &weights, self.mean)?;
            let recipes = found.shifts.into_iter().map(|(alternative, shift)| RecipeResult {
                recipe: self.recipe(series, alternative),
                mean_shift: shift.mean,
                max_shift: shift.most,
                spearman: shift.spearman,
                kendall: shift.kendall,
            });
            let (recipes, ranks) = (recipes.collect(), found.ranks);
            Some(Robustness { figure: self.series, group, facilities, recipes, ranks })
        };
        roster.groups.iter().map(|g| &g.members).enumerate().filter_map(of).collect()
    }

    fn recipe(&self, series: &[Series], alternative: Alternative) -> Recipe {
        match alternative {
            Alternative::EqualWeights => Recipe::EqualWeights,
            Alternative::Arithmetic => Recipe::Arithmetic,
            Alternative::Geometric => Recipe::Geometric,
            Alternative::Ranks => Recipe::Ranks,
            Alternative::Standardised => Recipe::Standardised,
            Alternative::Without(part) => Recipe::Without(self.title(series, part)),
        }
    }

    /// Whether the parts belong together, over all facilities that have them.
    pub fn consistency(&self, series: &[Series], level: f64) -> Option<Consistency> {
        let facilities = series[self.series].values.len();
        let (_, parts) = self.complete(series, 0..facilities);
        let rows: Vec<Vec<Option<f64>>> = parts.into_iter().map(|p| p.into_iter().map(Some).collect()).collect();
        let found = alpha(&rows, None, level)?;
        let part =
            |(at, part): (usize, &super::alpha::Part)| (self.title(series, at), part.with_rest, part.alpha_without);
        Some(Consistency {
            figure: self.series,
            n: found.n,
            alpha: found.interval.map(|(low, high)| (found.raw, low, high)),
            parts: found.parts.iter().enumerate().map(part).collect(),
        })
    }
}
