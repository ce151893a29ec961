//! What visits say of facilities: readiness by domain, computed figures, composites, norms.
//!
//! What      domain score = items present / items asked, of those that the facility is due; general readiness = weighted mean of
//!           domain scores; absence = 1 − found/rostered; caseload = visits/(workers × days)
//! Source    WHO, Service Availability and Readiness Assessment (2015); World Bank, Service Delivery Indicators
//! Checked   by an R script over the sample of each checklist
//! Edges     what wasn't asked or can't be read is left out and counted; what isn't due is neither present nor absent

use super::roster::Roster;
use super::standing::{Measured, Series};
use super::visits::{self, Counted, Visit, share_present};
use super::{Chance, Domain, DomainScore, Due, Figure, ItemState, NormLine, Note, Origin, Readiness, ReadinessRow};
use crate::card::target_in_force;
use crate::coding::Answered;
use crate::day::Day;
use crate::instrument::checklist::{Aggregate, ChecklistInstrument, Computation, Norm, Part};
use crate::instrument::scorecard::{Bound, is_for};
use crate::instrument::{Direction, Missing, Scale, id_of};
use crate::lang::Label;

/// The visits of each facility, in the order of facilities: one of each observer.
pub(super) struct Visited<'a> {
    /// The checklist.
    pub list: &'a ChecklistInstrument,
    /// The facilities.
    pub roster: &'a Roster,
    /// By facility.
    pub visits: Vec<Vec<&'a Visit>>,
    /// Day on which targets and norms must be in force.
    pub as_of: Option<Day>,
}

impl Visited<'_> {
    /// Every item of a facility, as its observers found it together.
    fn items(&self, facility: usize) -> Vec<ItemState> {
        let kind = self.roster.kinds[facility];
        let state = |item| {
            let found: Vec<ItemState> =
                self.visits[facility].iter().map(|v| visits::item(self.list, item, kind, v)).collect();
            visits::together(&found)
        };
        (0..self.list.items.len()).map(state).collect()
    }

    /// What facilities have and lack.
    pub fn readiness(&self) -> Option<Readiness> {
        let scored: Vec<usize> = self.list.scored_domains().collect();
        if scored.is_empty() {
            return None;
        }
        let domain = |d: &usize| Domain {
            id: self.list.asks.dimensions[*d].id.clone(),
            title: self.list.asks.dimensions[*d].title.clone(),
            dimension: id_of(self.list.asks.dimensions[*d].shared),
            items: self
                .list
                .items_of(*d)
                .map(|i| (self.list.items[i].id.clone(), self.list.items[i].title.clone()))
                .collect(),
        };
        let visited = (0..self.visits.len()).filter(|f| !self.visits[*f].is_empty());
        Some(Readiness {
            domains: scored.iter().map(domain).collect(),
            rows: visited.map(|facility| self.row(facility, &scored)).collect(),
        })
    }

    fn row(&self, facility: usize, scored: &[usize]) -> ReadinessRow {
        let states = self.items(facility);
        let items: Vec<Vec<ItemState>> =
            scored.iter().map(|d| self.list.items_of(*d).map(|i| states[i]).collect()).collect();
        let score = |states: &Vec<ItemState>| {
            share_present(states).map(|(value, asked, due)| DomainScore { value, asked, due })
        };
        let scores: Vec<Option<DomainScore>> = items.iter().map(score).collect();
        let weighted: Vec<(f64, f64)> = (scored.iter().zip(&scores))
            .filter_map(|(d, score)| Some((score.as_ref()?.value, self.list.asks.dimensions[*d].weight)))
            .collect();
        ReadinessRow { facility, items, scores, general: mean(&weighted) }
    }

    /// One series for each domain score, computed figure and composite.
    pub fn series(&self) -> Vec<Series> {
        let states: Vec<Vec<ItemState>> = (0..self.visits.len()).map(|f| self.items(f)).collect();
        let domains: Vec<Series> = self.list.scored_domains().map(|d| self.domain(d, &states)).collect();
        let figures: Vec<Series> = (0..self.list.figures.len()).map(|f| self.figure(f, &states)).collect();
        let parts = Parts { domains: self.list.scored_domains().zip(&domains).collect(), figures: &figures };
        let composites: Vec<Series> = (0..self.list.composites.len()).map(|c| self.composite(c, &parts)).collect();
        domains.into_iter().chain(figures).chain(composites).collect()
    }

    fn domain(&self, domain: usize, states: &[Vec<ItemState>]) -> Series {
        let of = &self.list.asks.dimensions[domain];
        let value = |facility: usize| {
            let states: Vec<ItemState> = self.list.items_of(domain).map(|i| states[facility][i]).collect();
            let (value, asked, due) = share_present(&states)?;
            let mut notes = self.notes(facility);
            notes.extend((asked < due).then_some(Note::ItemsAsked(asked, due)));
            Some(Measured::plain(asked, value, notes))
        };
        Series {
            secret: Default::default(),
            figure: Figure {
                id: of.id.clone(),
                title: of.title.clone(),
                dimension: of.title.clone(),
                dimension_id: id_of(of.shared).to_string(),
                origin: Origin::Checklist,
                composite: false,
                direction: Direction::Higher,
                scale: Scale::Percent,
                unit: Label::default(),
                chance: Chance::None,
            },
            values: self.each(value),
            targets: vec![None; self.visits.len()],
        }
    }

    fn figure(&self, figure: usize, states: &[Vec<ItemState>]) -> Series {
        let of = &self.list.figures[figure];
        let chance = match of.of {
            Computation::Share { .. } => Chance::Binomial,
            Computation::Count { .. } => Chance::Poisson,
            Computation::Ratio { .. } | Computation::Number(_) | Computation::All(_) | Computation::Items(_) => {
                Chance::None
            }
        };
        let value = |facility: usize| {
            is_for(&of.facility_types, self.roster.kinds[facility]).then_some(())?;
            self.computed(&of.of, facility, &states[facility])
        };
        let target = |facility: usize| {
            let at = target_in_force(&of.targets, self.roster.facilities[facility].place, self.as_of)?;
            let factor = if of.of.scale() == Scale::Percent { 100.0 } else { 1.0 };
            Some(of.targets[at].value / factor)
        };
        Series {
            secret: Default::default(),
            figure: Figure {
                id: of.id.clone(),
                title: of.title.clone(),
                dimension: self.list.asks.dimensions[of.domain.0].title.clone(),
                dimension_id: id_of(of.dimension).to_string(),
                origin: Origin::Checklist,
                composite: false,
                direction: of.direction,
                scale: of.of.scale(),
                unit: of.unit.clone(),
                chance,
            },
            values: self.each(value),
            targets: (0..self.visits.len()).map(target).collect(),
        }
    }

    /// A figure of a facility: parts of its observers are added up, so that their mean weighs as they counted.
    fn computed(&self, of: &Computation, facility: usize, states: &[ItemState]) -> Option<Measured> {
        let mut notes = self.notes(facility);
        match of {
            Computation::All(_) => {
                // Whether everything is there is asked of each observer; two who miss different things both say no.
                let kind = self.roster.kinds[facility];
                let said = self.visits[facility].iter().filter_map(|v| visits::everything(self.list, of, kind, v));
                let said: Vec<f64> = said.collect();
                let mean = said.iter().sum::<f64>() / said.len() as f64;
                (!said.is_empty()).then(|| Measured::plain(1, mean, notes))
            }
            Computation::Items(items) => {
                let found: Vec<ItemState> = items.iter().map(|i| states[*i]).collect();
                let (value, asked, due) = share_present(&found)?;
                notes.extend((asked < due).then_some(Note::ItemsAsked(asked, due)));
                Some(Measured::plain(asked, value, notes))
            }
            Computation::Share { .. }
            | Computation::Count { .. }
            | Computation::Ratio { .. }
            | Computation::Number(_) => {
                let counted: Vec<Counted> =
                    self.visits[facility].iter().filter_map(|v| visits::counted(of, v).ok()).collect();
                let observers = counted.len() as f64;
                let sum = |part: fn(&Counted) -> f64| counted.iter().map(part).sum::<f64>();
                let (upper, lower) = (sum(|c| c.upper), sum(|c| c.lower));
                (observers > 0.0).then_some(())?;
                // Several observers saw the same people: their counts are one count, more exactly.
                let size = lower / observers;
                let is_count = matches!(of, Computation::Share { .. } | Computation::Count { .. });
                let n =
                    if matches!(of, Computation::Share { .. }) { size.round() } else { (upper / observers).round() };
                let n = if is_count { n.max(0.0) as u64 } else { 1 };
                Some(Measured { size: is_count.then_some(size), ..Measured::plain(n, upper / lower, notes) })
            }
        }
    }

    fn composite(&self, composite: usize, parts: &Parts) -> Series {
        let of = &self.list.composites[composite];
        let value = |facility: usize| {
            let values: Vec<(f64, f64)> =
                of.of.iter().filter_map(|(part, weight)| Some((parts.points(*part, facility)?, *weight))).collect();
            let mut notes = self.notes(facility);
            let (there, all) = (values.len() as u64, of.of.len() as u64);
            notes.extend((there < all).then_some(Note::Parts(there, all)));
            let points = match of.aggregate {
                Aggregate::Arithmetic => mean(&values),
                Aggregate::Geometric => geometric(&values),
            };
            points.map(|points| Measured::plain(there, points, notes))
        };
        Series {
            secret: Default::default(),
            figure: Figure {
                id: of.id.clone(),
                title: of.title.clone(),
                dimension: Label::default(),
                dimension_id: String::new(),
                origin: Origin::Checklist,
                composite: true,
                direction: Direction::Higher,
                scale: Scale::Points,
                unit: Label::default(),
                chance: Chance::None,
            },
            values: self.each(value),
            targets: vec![None; self.visits.len()],
        }
    }

    fn each(&self, value: impl Fn(usize) -> Option<Measured>) -> Vec<Option<Measured>> {
        (0..self.visits.len()).map(|f| if self.visits[f].is_empty() { None } else { value(f) }).collect()
    }

    fn notes(&self, facility: usize) -> Vec<Note> {
        let observers = self.visits[facility].len() as u64;
        if observers > 1 { vec![Note::Observers(observers)] } else { Vec::new() }
    }

    /// Every norm for every facility that was visited.
    pub fn norms(&self) -> Vec<NormLine> {
        let visited = (0..self.visits.len()).filter(|f| !self.visits[*f].is_empty());
        visited.flat_map(|facility| self.list.norms.iter().map(move |norm| self.norm(facility, norm))).collect()
    }

    fn norm(&self, facility: usize, norm: &Norm) -> NormLine {
        let (kind, place) = (self.roster.kinds[facility], self.roster.facilities[facility].place);
        let answers = self.visits[facility].iter().map(|v| v.answers[norm.actual.0]);
        let numbers: Vec<f64> = answers
            .clone()
            .filter_map(|a| match a {
                Answered::Number(number) => Some(number),
                Answered::Choice(_) | Answered::Missing(_) => None,
            })
            .collect();
        let why = answers
            .filter_map(|a| match a {
                Answered::Missing(why) => Some(why),
                Answered::Choice(_) | Answered::Number(_) => None,
            })
            .next();
        let actual = match numbers.len() {
            0 => Err(why.unwrap_or(Missing::Blank)),
            n => Ok(numbers.iter().sum::<f64>() / n as f64),
        };
        let due = match norm.item.entitlement(kind, place, self.as_of) {
            _ if kind.is_some() && !is_for(&norm.item.facility_types, kind) => Due::NotDue,
            // "Not applicable" in the data says what a list of types says in the instrument.
            _ if actual == Err(Missing::NotAsked) => Due::NotDue,
            None => Due::NoNorm,
            Some(due) => {
                let (above, below) = match norm.item.bound {
                    Bound::AtLeast => (actual.ok(), Some(due.value)),
                    Bound::AtMost => (Some(due.value), actual.ok()),
                };
                Due::InForce {
                    value: due.value,
                    kind: due.kind,
                    source: due.source.clone(),
                    gap: actual.ok().map(|a| a - due.value),
                    ratio: above.zip(below).filter(|(_, below)| *below != 0.0).map(|(above, below)| above / below),
                    met: actual.ok().map(|a| match norm.item.bound {
                        Bound::AtLeast => a >= due.value,
                        Bound::AtMost => a <= due.value,
                    }),
                }
            }
        };
        let (item, title, unit) = (norm.item.id.clone(), norm.item.title.clone(), norm.item.unit.clone());
        NormLine { facility, item, dimension: id_of(norm.item.dimension), title, unit, actual, due }
    }
}

/// The series that composites are made of.
struct Parts<'s> {
    domains: Vec<(usize, &'s Series)>,
    figures: &'s [Series],
}

impl Parts<'_> {
    /// A part of a facility as 0 to 100 with more being better.
    fn points(&self, part: Part, facility: usize) -> Option<f64> {
        let series = match part {
            Part::Domain(domain) => self.domains.iter().find(|(d, _)| *d == domain).map(|(_, s)| *s)?,
            Part::Figure(figure) => self.figures.get(figure)?,
        };
        let points = 100.0 * series.values[facility].as_ref()?.raw;
        Some(if series.figure.direction == Direction::Lower { 100.0 - points } else { points })
    }
}

/// Σ w·x / Σ w; none without weight.
fn mean(values: &[(f64, f64)]) -> Option<f64> {
    let weights: f64 = values.iter().map(|(_, w)| w).sum();
    (weights > 0.0).then(|| values.iter().map(|(x, w)| x * w).sum::<f64>() / weights)
}

/// exp(Σ w·ln x / Σ w); a part of zero makes it zero.
fn geometric(values: &[(f64, f64)]) -> Option<f64> {
    if values.iter().any(|(x, w)| *x <= 0.0 && *w > 0.0) {
        return Some(0.0);
    }
    let logs: Vec<(f64, f64)> = values.iter().filter(|(_, w)| *w > 0.0).map(|(x, w)| (x.ln(), *w)).collect();
    mean(&logs).map(f64::exp)
}
