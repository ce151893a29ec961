//! The tables of a card as linked tables, and closing them.
//!
//! What      cells are places (and all together) by everybody, by each group of each grouping, and facilities. A place is the
//!           sum of its groups and of its facilities; all places together are the sum of the places. Families of figures are
//!           closed one after the other, those first whose answers decide who is asked
//!           With an average of places the shares of all places together are told twice, as that average and, where problems are
//!           counted in people, by sampling weights
//! Edges     rows in no group, or without facility, would keep a place from being the sum of its groups. Nobody can rely on it,
//!           so the equation counts all the same: with one equation more, more is withheld and never less. A facility counts
//!           in the place that most of its users name

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Average, Card, Figure, Finding, Shown, Survey, Where, Whom};
use super::figures::{Family, families, parts};
use super::linked::Linked;
use super::{answers, exposes};
use crate::card::affected::counts_people;

/// Where a number stands: what all figures have in common.
type Spot = (Where, Whom);

/// A total and its parts.
struct Line {
    total: usize,
    parts: Vec<usize>,
    /// Whether the value of the total is an average of the parts, each counting the same or by its population.
    average: bool,
    /// Whether it is about everybody, all places together.
    whole: bool,
}

/// The cells of every figure, and how they add up.
struct Tables {
    spots: Vec<Spot>,
    lines: Vec<Line>,
}

/// Withholds more cells until none that is withheld can be worked out from those that are shown.
pub(super) fn close(card: &mut Card, survey: &Survey) {
    let tables = Tables::of(card, survey);
    let families = families(survey.instrument);
    let (respondents, answered) = counts(card, &tables, &families);
    // The respondents come first, and then each family.
    let mut layers: Vec<Layer> = vec![tables.layer(&respondents, BTreeSet::new(), [1, 0])];
    for (family, answered) in families.iter().zip(&answered) {
        let above = family.above.iter().map(|at| at + 1).chain([0]).collect();
        // The same whether or not priorities are asked for: a report without them may leave beside one that has them.
        let pooled = usize::from(family.members.iter().any(|i| counts_people(&survey.instrument.indicators[i.0])));
        layers.push(tables.layer(answered, above, [family.bases, pooled]));
    }
    settle(&mut layers);
    let withheld: Vec<BTreeSet<Spot>> = layers
        .iter()
        .map(|layer| (0..tables.spots.len()).filter(|c| layer.cells.is_withheld(*c)).map(|c| tables.spots[c]).collect())
        .collect();
    let family_of: BTreeMap<usize, usize> =
        families.iter().enumerate().flat_map(|(at, f)| f.members.iter().map(move |i| (i.0, at + 1))).collect();
    for finding in &mut card.findings {
        let spot = (finding.key.place, finding.key.whom);
        let layers: Vec<usize> = match finding.key.figure {
            Figure::Indicator(i) => family_of.get(&i.0).copied().into_iter().collect(),
            // The other parts would give a withheld one away; and where all parts are shown, so is their mean.
            composite @ Figure::Composite(_) => {
                parts(survey.instrument, composite).iter().filter_map(|i| family_of.get(&i.0).copied()).collect()
            }
        };
        if layers.into_iter().chain([0]).any(|layer| withheld[layer].contains(&spot)) {
            finding.shown = Shown::Withheld;
        }
    }
    if survey.choices.average != Average::Sample {
        withhold_uneven_averages(card);
    }
    let of_place = |spot: &Spot| match spot {
        (Where::Place(member), Whom::Everybody) => Some(*member),
        (Where::All, _) | (Where::Place(_), Whom::Group(..) | Whom::Facility(_)) => None,
    };
    card.withheld_respondents = withheld[0].iter().filter_map(of_place).collect();
}

/// Withholds the average of a composite over places of which a withheld one lacks parts: as a mean of others than those of its
/// parts it would say one thing more of that place.
fn withhold_uneven_averages(card: &mut Card) {
    let lacks = |f: &&Finding| f.parts.is_some_and(|(there, all)| there < all) && f.shown == Shown::Withheld;
    let places = card.findings.iter().filter(|f| f.key.place != Where::All);
    let uneven: BTreeSet<_> = places.filter(lacks).map(|f| (f.key.figure, f.key.whom)).collect();
    for finding in card.findings.iter_mut().filter(|f| f.key.place == Where::All) {
        if uneven.contains(&(finding.key.figure, finding.key.whom)) {
            finding.shown = Shown::Withheld;
        }
    }
}

/// The cells of one family, and the layers that decide who is asked.
struct Layer {
    cells: Linked,
    above: BTreeSet<usize>,
}

/// Closes every layer, after those above it, until nothing changes.
fn settle(layers: &mut [Layer]) {
    let mut changed: BTreeSet<usize> = (0..layers.len()).collect();
    while !changed.is_empty() {
        let mut next = BTreeSet::new();
        for at in 0..layers.len() {
            let above: Vec<usize> = layers[at].above.iter().copied().collect();
            let before = layers[at].cells.withheld();
            for from in above {
                for cell in layers[from].cells.withheld() {
                    layers[at].cells.withhold(cell);
                }
            }
            let after = layers[at].cells.withheld();
            let grew = after != before;
            let closed = grew || changed.contains(&at);
            let added = if closed { layers[at].cells.close() } else { Vec::new() };
            if grew || !added.is_empty() {
                next.insert(at);
            }
        }
        changed = next;
    }
}

/// By spot the respondents, and for each family its answers: the largest number of its members, or a small one that exposes
/// somebody.
fn counts(card: &Card, tables: &Tables, families: &[Family]) -> (Vec<u64>, Vec<Vec<u64>>) {
    let at: BTreeMap<Spot, usize> = tables.spots.iter().enumerate().map(|(at, spot)| (*spot, at)).collect();
    let mut respondents = vec![0; tables.spots.len()];
    let mut answered = vec![vec![0; tables.spots.len()]; families.len()];
    for (family, answered) in families.iter().zip(&mut answered) {
        for member in &family.members {
            for finding in card.findings_of(Figure::Indicator(*member)) {
                let Some(spot) = at.get(&(finding.key.place, finding.key.whom)) else { continue };
                respondents[*spot] = respondents[*spot].max(finding.counts.rows());
                let (old, new) = (answered[*spot], answers(finding));
                answered[*spot] = match (exposes(old), exposes(new)) {
                    (true, false) => old,
                    (false, true) => new,
                    (true, true) | (false, false) => old.max(new),
                };
            }
        }
    }
    (respondents, answered)
}

impl Tables {
    fn of(card: &Card, survey: &Survey) -> Tables {
        let spots: BTreeSet<Spot> = card.findings.iter().map(|f: &Finding| (f.key.place, f.key.whom)).collect();
        let spots: Vec<Spot> = spots.into_iter().collect();
        let at: BTreeMap<Spot, usize> = spots.iter().enumerate().map(|(at, spot)| (*spot, at)).collect();
        // Totals with what is in them: a place in all places, a group in its place, a facility in its place and in all.
        let mut within: BTreeMap<(Spot, u8, Option<usize>), Vec<usize>> = BTreeMap::new();
        for (cell, spot) in spots.iter().enumerate() {
            let mut add = |total: Spot, kind, grouping| within.entry((total, kind, grouping)).or_default().push(cell);
            match *spot {
                (Where::Place(_), Whom::Everybody) => add((Where::All, Whom::Everybody), 0, None),
                (place, whom @ Whom::Group(grouping, _)) => {
                    add((place, Whom::Everybody), 1, Some(grouping.0));
                    if place != Where::All {
                        add((Where::All, whom), 0, None);
                    }
                }
                (_, Whom::Facility(facility)) => {
                    add((Where::All, Whom::Everybody), 2, None);
                    let area = survey.coding.facilities.get(facility).and_then(|seen| seen.area());
                    if let Some(area) = area {
                        add((Where::Place(area), Whom::Everybody), 2, None);
                    }
                }
                (Where::All, Whom::Everybody) => {}
            }
        }
        let averaged = survey.choices.average != Average::Sample;
        let line = |((total, kind, _), parts): ((Spot, u8, _), Vec<usize>)| {
            let whole = total == (Where::All, Whom::Everybody);
            Some(Line { total: *at.get(&total)?, parts, average: averaged && kind == 0, whole })
        };
        let lines = within.into_iter().filter_map(line).collect();
        Tables { spots, lines }
    }

    /// The linked tables of a family with so many answers in each spot; so many bases that its averages are told on, and so many
    /// numbers more for everybody in all places together.
    fn layer(&self, answers: &[u64], above: BTreeSet<usize>, [bases, more]: [usize; 2]) -> Layer {
        let mut cells = Linked::default();
        for (spot, n) in self.spots.iter().zip(answers) {
            let cell = cells.cell(*n, table(*spot));
            if exposes(*n) {
                cells.withhold(cell);
            }
        }
        for Line { total, parts, average, whole } in &self.lines {
            match average {
                true => cells.average(*total, parts, bases + if *whole { more } else { 0 }),
                false => cells.sum(*total, parts),
            }
        }
        Layer { cells, above }
    }
}

/// Inside of which table a spot stands: its grouping without margins, or the places and facilities.
fn table((place, whom): Spot) -> usize {
    match (place, whom) {
        (Where::Place(_), Whom::Group(grouping, _)) => 1 + grouping.0,
        (Where::All, Whom::Group(..)) | (_, Whom::Everybody | Whom::Facility(_)) => 0,
    }
}
