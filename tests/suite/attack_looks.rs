//! What tables beside a report card give away that is no equation: rows that are there or not, p-values adjusted for gaps which
//! nobody sees, ends of a range that no shown place has.

use std::collections::{BTreeMap, BTreeSet};

use super::attack::Spot;
use super::attack_notes::{Notes, Public, Record, Told, at, number, row, sides, text};

impl Told {
    /// The withheld cells.
    pub fn withheld(&self) -> BTreeSet<(String, Spot)> {
        let withheld = self.estimates.iter().filter(|e| text(e, "shown") == "withheld").map(row);
        withheld.map(|r| (r.figure, r.spot)).collect()
    }

    /// Rows about a withheld figure. Where there is none about a figure without answers, that a row is there says that somebody
    /// answered.
    pub fn rows_of_withheld(&self, public: &Public, round: &str) -> Vec<String> {
        let withheld = self.withheld();
        let about = |record: &Record, spots: Vec<Spot>| {
            let figure = text(record, "indicator_code");
            let hidden = spots.into_iter().find(|spot| withheld.contains(&(figure.to_owned(), spot.clone())))?;
            Some(format!("a row {} of {figure} at {hidden:?}", text(record, "kind")))
        };
        let gap = |gap: &Record| {
            let (own, other) = sides(gap);
            let region = text(gap, "kind") == "region";
            let places = if region { public.region(text(gap, "indicator_code"), &own[0]) } else { Vec::new() };
            let best = text(gap, "against_code").split_whitespace().map(at);
            let spots = [own].into_iter().chain(other).chain(places.iter().map(|(place, _)| at(place))).chain(best);
            about(gap, spots.collect())
        };
        let of_round = |c: &&Record| [text(c, "round"), text(c, "round_from")].contains(&round);
        let changes = self.changes.iter().filter(of_round).filter_map(|c| about(c, vec![row(c).spot]));
        self.gaps.iter().chain(self.gap_changes.iter().filter(of_round)).filter_map(gap).chain(changes).collect()
    }

    /// Adjusted p-values that aren't those of the p-values printed: they were adjusted for others too, and may be theirs.
    pub fn adjusted_for_others(&self) -> Vec<String> {
        let mut families: BTreeMap<Vec<&str>, Vec<&Record>> = BTreeMap::new();
        for (table, record) in (self.gaps.iter().map(|r| ("gap", r)))
            .chain(self.gap_changes.iter().map(|r| ("gap change", r)))
            .chain(self.changes.iter().map(|r| ("change", r)))
        {
            let names = [
                "indicator_code",
                "round",
                "round_from",
                "kind",
                "group_var",
                "group_first",
                "group_second",
                "group_value",
            ];
            let level = if text(record, "area_code").is_empty() { "all" } else { "places" };
            // Of all places together the figures are one family.
            let named = |name| if level == "all" && name == "indicator_code" { "" } else { text(record, name) };
            let family = [table, level].into_iter().chain(names.map(named)).collect();
            let family: &mut Vec<&Record> = families.entry(family).or_default();
            // The gaps of a card stand among those of the report of gaps again.
            let which =
                |record: &Record| (text(record, "area_code").to_string(), text(record, "indicator_code").to_string());
            if family.iter().all(|known| which(known) != which(record)) {
                family.push(record);
            }
        }
        let mut strange = Vec::new();
        for (family, records) in families {
            let tested: Vec<(&Record, f64)> = records.iter().filter_map(|r| Some((*r, number(r, "p")?))).collect();
            let p: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
            let (holm, discovery) = match family[5] {
                // Of composites only places with all parts are among the pairs.
                "best" if family[2].starts_with("composite.") => continue,
                "best" => (p.iter().map(|p| (p * self.pairs(family[2])).min(1.0)).collect(), None),
                // Adjusted by its own degrees of freedom and the number of places.
                "best_quarter" => continue,
                _ => (holm(&p), Some(discovery(&p))),
            };
            let discovery = discovery.map_or(vec![None; p.len()], |p| p.into_iter().map(Some).collect());
            for (((record, _), holm), discovery) in tested.into_iter().zip(holm).zip(discovery) {
                let differs = |name, want: Option<f64>| {
                    want.is_some_and(|want| number(record, name).is_none_or(|found| (found - want).abs() > 1e-9))
                };
                if differs("p_adjusted", Some(holm)) || differs("p_bh", discovery) {
                    strange.push(format!("{family:?} at {:?}: {holm} {discovery:?}", text(record, "area_code")));
                }
            }
        }
        strange
    }

    /// How many pairs there are of places that are shown with an error and answers enough to be the best.
    fn pairs(&self, figure: &str) -> f64 {
        let could = |e: &&Record| {
            let spot = row(e).spot;
            text(e, "indicator_code") == figure
                && spot == at(&spot[0])
                && !spot[0].is_empty()
                && number(e, "value").is_some()
                && number(e, "se").is_some()
                && number(e, "n").is_some_and(|n| n >= 30.0)
        };
        let places: BTreeSet<&str> = self.estimates.iter().filter(could).map(|e| text(e, "area_code")).collect();
        let k = places.len() as f64;
        (k * (k - 1.0) / 2.0).max(1.0)
    }

    /// Best and worst values of inequality that no shown place or group has.
    pub fn ends_of_nobody(&self) -> Vec<String> {
        let mut values: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for estimate in &self.estimates {
            values.entry(text(estimate, "indicator_code")).or_default().extend(number(estimate, "value"));
        }
        let mut nobody = Vec::new();
        for of in &self.inequality {
            let figure = text(of, "indicator_code");
            let known = |end: &f64| values.get(figure).is_some_and(|v| v.iter().any(|v| (v - end).abs() < 1e-9));
            let ends = ["best", "worst"].into_iter().filter_map(|name| number(of, name));
            nobody
                .extend(ends.filter(|end| !known(end)).map(|end| format!("{figure} over {}: {end}", text(of, "over"))));
        }
        nobody
    }

    /// Everything that is given away of a round.
    pub fn leaks(&self, public: &Public, round: &str) -> Vec<String> {
        let found = Notes::taken(self, round, public).attack().into_iter().map(|found| format!("{found:?}"));
        let looked = [self.rows_of_withheld(public, round), self.adjusted_for_others(), self.ends_of_nobody()];
        found.chain(looked.into_iter().flatten()).collect()
    }
}

/// Holm's p-values.
fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let (mut adjusted, mut largest) = (vec![0.0; p.len()], 0.0_f64);
    for (rank, at) in order.into_iter().enumerate() {
        largest = largest.max((p.len() - rank) as f64 * p[at]).min(1.0);
        adjusted[at] = largest;
    }
    adjusted
}

/// Benjamini and Hochberg's.
fn discovery(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let (mut adjusted, mut least) = (vec![0.0; p.len()], 1.0_f64);
    for (after, at) in order.into_iter().enumerate() {
        least = least.min(p.len() as f64 / (p.len() - after) as f64 * p[at]);
        adjusted[at] = least;
    }
    adjusted
}
