//! Which problems several sources tell of: citizens' answers, community scorecards, checks of facilities.
//!
//! What      for each place and dimension what each source says. Citizens: poor if a figure of the dimension is clearly worse
//!           than its target or than the average of the places; good if none is and one is clearly better; else middle.
//!           Scorecards: the mean of the consolidated scores of the dimension's indicators in the area's last round, by thirds
//!           of 0 to 100. Facilities: poor if one lies beyond the 99.8 % limit on the worse side, or lacks what it is due; good
//!           if none does and one lies beyond on the better side; else middle
//! Rule      a problem recurs where at least two sources say poor. No mean is taken over sources: a sample, a negotiated
//!           judgement and a visit are of different kinds
//!           A figure of the sector's own card doesn't count again by facility: it is what the same citizens were asked, no visit
//! Edges     a source that has nothing of a place and dimension says nothing; so do figures with too few answers

use std::collections::{BTreeMap, BTreeSet};

use super::{Facilities, Forum, Scorecards, Sector};
use crate::instrument::SharedDimension;
use crate::places::PlaceId;

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Citizens' answers.
    Citizens,
    /// Community scorecards.
    Scorecards,
    /// Checks and answers by facility.
    Facilities,
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// It does well.
    Good,
    /// Neither well nor badly, as far as can be told.
    Middle,
    /// There is a problem.
    Poor,
}

/// What a source says of a dimension at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The signal.
    pub signal: Signal,
    /// Citizens: the figures behind it. Facilities: those behind it.
    pub about: Vec<String>,
    /// Scorecards: the mean score on 0 to 100.
    pub score: Option<f64>,
    /// Of how many figures, scorecard indicators or facilities.
    pub of: usize,
}

/// What three sources say of a dimension at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// The sector, by its number.
    pub sector: usize,
    /// The place.
    pub place: PlaceId,
    /// The dimension.
    pub dimension: SharedDimension,
    /// What citizens say.
    pub citizens: Option<Told>,
    /// What scorecards say.
    pub scorecards: Option<Told>,
    /// What checks of facilities say.
    pub facilities: Option<Told>,
}

impl Triangle {
    /// The sources with what they say.
    pub fn told(&self) -> impl Iterator<Item = (Source, &Told)> {
        let all = [
            (Source::Citizens, &self.citizens),
            (Source::Scorecards, &self.scorecards),
            (Source::Facilities, &self.facilities),
        ];
        all.into_iter().filter_map(|(source, told)| Some((source, told.as_ref()?)))
    }

    /// How many sources tell of a problem.
    pub fn poor(&self) -> usize {
        self.told().filter(|(_, told)| told.signal == Signal::Poor).count()
    }

    /// Whether a problem recurs.
    pub fn recurs(&self) -> bool {
        self.poor() >= 2
    }
}

/// Every place and dimension of every sector of which at least one source says something.
pub fn triangles(forum: &Forum) -> Vec<Triangle> {
    let mut all = Vec::new();
    for (at, sector) in forum.sectors.iter().enumerate() {
        let same = sector.made.sector();
        let scorecards: Vec<&Scorecards> = forum.scorecards.iter().filter(|s| s.made.sector() == same).collect();
        let facilities: Vec<&Facilities> = forum.facilities.iter().filter(|f| f.made.sector() == same).collect();
        let asked: BTreeSet<&str> = sector.figures().map(|row| row.indicator_code.as_str()).collect();
        let checks = checked(forum, &facilities, &asked);
        let names = |of: &BTreeSet<&str>| of.iter().map(|name| name.to_string()).collect();
        for place in forum.places() {
            for dimension in SharedDimension::all() {
                let triangle = Triangle {
                    sector: at,
                    place,
                    dimension,
                    citizens: citizens(sector, place, dimension),
                    scorecards: scored(&scorecards, place, dimension),
                    facilities: checks
                        .get(&(place, dimension))
                        .and_then(|[seen, poor, good]| told(names(poor), names(good), seen.len())),
                };
                if triangle.told().next().is_some() {
                    all.push(triangle);
                }
            }
        }
    }
    all
}

fn citizens(sector: &Sector, place: PlaceId, dimension: SharedDimension) -> Option<Told> {
    let code = &place.place().code;
    let of: Vec<_> = sector
        .gaps
        .iter()
        .filter(|gap| gap.area_code == *code && gap.dimension == dimension.id())
        .filter(|gap| matches!(gap.kind.as_str(), "target" | "average"))
        .filter(|gap| matches!(gap.verdict.as_str(), "better" | "worse" | "no_clear_difference"))
        .collect();
    let figures: BTreeSet<&str> = of.iter().map(|gap| gap.indicator_code.as_str()).collect();
    let said = |verdict: &str| -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for gap in of.iter().filter(|gap| gap.verdict == verdict) {
            if !said.contains(&gap.indicator_code) {
                said.push(gap.indicator_code.clone());
            }
        }
        said
    };
    told(said("worse"), said("better"), figures.len())
}

/// Poor if something is, else good if something is, else middle; nothing of nothing.
fn told(poor: Vec<String>, good: Vec<String>, of: usize) -> Option<Told> {
    if of == 0 {
        return None;
    }
    let (signal, about) = match (poor.is_empty(), good.is_empty()) {
        (false, _) => (Signal::Poor, poor),
        (true, false) => (Signal::Good, good),
        (true, true) => (Signal::Middle, Vec::new()),
    };
    Some(Told { signal, about, score: None, of })
}

/// Rounds in the order of their numbers: 2025-10 comes after 2025-2.
fn in_order(round: &str) -> (Vec<u64>, &str) {
    let numbers = round.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    (numbers.collect(), round)
}

fn scored(all: &[&Scorecards], place: PlaceId, dimension: SharedDimension) -> Option<Told> {
    let code = &place.place().code;
    let of: Vec<_> = all
        .iter()
        .flat_map(|cards| &cards.scores)
        .filter(|row| row.of == "area" && row.side == "consolidated" && row.area == *code)
        .collect();
    let last = of.iter().map(|row| row.round.as_str()).max_by_key(|round| in_order(round))?;
    let scores: Vec<f64> = of
        .iter()
        .filter(|row| row.round == last && row.dimension == dimension.id())
        .filter_map(|row| row.score_100)
        .collect();
    if scores.is_empty() {
        return None;
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let signal = match mean {
        mean if mean < 100.0 / 3.0 => Signal::Poor,
        mean if mean <= 200.0 / 3.0 => Signal::Middle,
        _ => Signal::Good,
    };
    Some(Told { signal, about: Vec::new(), score: Some(mean), of: scores.len() })
}

/// The facilities of a place that say something of a dimension: all, those with a problem, those that others could learn from.
type Sides<'f> = [BTreeSet<&'f str>; 3];

/// What facilities say, in one walk over their rows; nothing of what citizens were asked.
fn checked<'f>(
    forum: &Forum,
    all: &[&'f Facilities],
    asked: &BTreeSet<&str>,
) -> BTreeMap<(PlaceId, SharedDimension), Sides<'f>> {
    let mut sides: BTreeMap<(PlaceId, SharedDimension), Sides> = BTreeMap::new();
    for comparison in all {
        // A norm doesn't say where its facility is; its standings do.
        let mut places: BTreeMap<&str, Option<PlaceId>> = BTreeMap::new();
        for row in &comparison.standings {
            places.entry(&row.facility).or_insert_with(|| forum.area_of(&row.place));
        }
        let key = |facility: &str, dimension: &str| {
            Some((places.get(facility).copied().flatten()?, SharedDimension::named(dimension)?))
        };
        for row in comparison.standings.iter().filter(|row| !asked.contains(row.indicator.as_str())) {
            let Some(key) = key(&row.facility, &row.dimension) else { continue };
            let side = match (row.standing.as_str(), row.flag.as_str()) {
                ("far_below" | "far_above", "support") => Some(1),
                ("far_below" | "far_above", "learn") => Some(2),
                ("as_expected" | "below" | "above" | "far_below" | "far_above", _) => None,
                _ => continue,
            };
            let of = sides.entry(key).or_default();
            of[0].insert(&row.facility);
            side.into_iter().for_each(|side| _ = of[side].insert(&row.facility));
        }
        for row in comparison.norms.iter().filter(|row| matches!(row.met.as_str(), "yes" | "no")) {
            let Some(key) = key(&row.facility, &row.dimension) else { continue };
            let of = sides.entry(key).or_default();
            of[0].insert(&row.facility);
            if row.met == "no" {
                of[1].insert(&row.facility);
            }
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::{GapRow, Made, NormRow, Read, ScoreRow, StandingRow};
    use crate::places::PlaceSet;

    fn sector(gaps: Vec<GapRow>) -> Sector {
        let made_by = Made { instrument: "health 1.0".into(), ..Made::default() };
        let text = r#"{"title": {"mn": "Карт", "en": "Card"}, "subtitle": {}, "made_by": {}}"#;
        let empty: Read = serde_json::from_str(text).unwrap();
        Sector::new("health", Read { made_by, gaps: Some(gaps), ..empty })
    }

    fn gap(figure: &str, kind: &str, verdict: &str) -> GapRow {
        GapRow {
            indicator_code: figure.into(),
            dimension: "access".into(),
            kind: kind.into(),
            area_code: "84".into(),
            verdict: verdict.into(),
            ..GapRow::default()
        }
    }

    fn forum(gaps: Vec<GapRow>, scores: Vec<ScoreRow>, standings: Vec<StandingRow>, norms: Vec<NormRow>) -> Forum {
        let made = |instrument: &str| Made { instrument: instrument.into(), ..Made::default() };
        let title = crate::lang::Label::same("");
        Forum {
            set: PlaceSet::built_in("masam").unwrap(),
            sectors: vec![sector(gaps)],
            scorecards: vec![Scorecards {
                made: made("health-scorecard 1.0"),
                title: title.clone(),
                scores,
                actions: Vec::new(),
            }],
            facilities: vec![Facilities { made: made("health 1.0, health-facility 1.0"), title, standings, norms }],
        }
    }

    fn score(round: &str, indicator: &str, score: f64) -> ScoreRow {
        ScoreRow {
            area: "84".into(),
            round: round.into(),
            of: "area".into(),
            side: "consolidated".into(),
            indicator: indicator.into(),
            dimension: "access".into(),
            score_100: Some(score),
            ..ScoreRow::default()
        }
    }

    fn stands(facility: &str, place: &str, standing: &str, flag: &str) -> StandingRow {
        StandingRow {
            facility: facility.into(),
            place: place.into(),
            dimension: "access".into(),
            standing: standing.into(),
            flag: flag.into(),
            ..StandingRow::default()
        }
    }

    #[test]
    fn a_problem_recurs_where_two_sources_tell_of_it() {
        // Khovd is 84; one of its soums lies in it.
        let soum = crate::places::Gazetteer::get()
            .places(crate::places::Level::Soum)
            .find(|soum| soum.place().code.starts_with("84"))
            .unwrap();
        let code = &soum.place().code;
        let gaps = vec![gap("H03", "target", "no_clear_difference"), gap("H02", "average", "worse")];
        let scores = vec![score("2025-2", "HC01", 10.0), score("2026-1", "HC01", 30.0), score("2026-1", "HC02", 35.0)];
        let standings = vec![stands("A", code, "far_below", "support"), stands("B", code, "below", "")];
        let all = triangles(&forum(gaps, scores, standings, Vec::new()));
        let [here] = all.as_slice() else { panic!("{all:?}") };
        let citizens = here.citizens.as_ref().unwrap();
        assert_eq!(
            (citizens.signal, citizens.about.as_slice(), citizens.of),
            (Signal::Poor, &["H02".to_string()][..], 2)
        );
        // Of the last round only: the mean of 30 and 35 lies in the lowest third.
        let cards = here.scorecards.as_ref().unwrap();
        assert_eq!((cards.signal, cards.score, cards.of), (Signal::Poor, Some(32.5), 2));
        let checks = here.facilities.as_ref().unwrap();
        assert_eq!((checks.signal, checks.about.as_slice(), checks.of), (Signal::Poor, &["A".to_string()][..], 2));
        assert!(here.recurs() && here.poor() == 3);
    }

    #[test]
    fn the_last_round_goes_by_its_number() {
        let mut rounds = ["2025-10", "2025-2", "2024-11", "2026-1"];
        rounds.sort_by_key(|round| in_order(round));
        assert_eq!(rounds, ["2024-11", "2025-2", "2025-10", "2026-1"]);
    }

    #[test]
    fn what_is_not_clear_is_no_problem_and_too_small_says_nothing() {
        let unclear = triangles(&forum(vec![gap("H03", "target", "no_clear_difference")], vec![], vec![], vec![]));
        assert_eq!(unclear[0].citizens.as_ref().unwrap().signal, Signal::Middle);
        // Gaps between groups, to the region or the best say nothing here.
        let others = [gap("H03", "target", "too_small"), gap("H03", "groups", "worse"), gap("H03", "best", "worse")];
        assert!(triangles(&forum(others.to_vec(), vec![], vec![], vec![])).is_empty());
    }

    #[test]
    fn a_norm_that_is_not_met_is_a_problem_of_the_facility_where_it_stands() {
        let norm = |met: &str| NormRow {
            facility: "A".into(),
            dimension: "access".into(),
            met: met.into(),
            ..NormRow::default()
        };
        // The district is a place of the set itself.
        let standing = StandingRow { dimension: "quality".into(), ..stands("A", "1110", "as_expected", "") };
        let all = triangles(&forum(vec![], vec![], vec![standing.clone()], vec![norm("no")]));
        let of = |all: &[Triangle], dimension: &str| {
            let found =
                all.iter().find(|t| t.dimension.id() == dimension).map(|t| t.facilities.as_ref().unwrap().signal);
            found.unwrap()
        };
        assert_eq!((of(&all, "access"), of(&all, "quality")), (Signal::Poor, Signal::Middle));
        let met = triangles(&forum(vec![], vec![], vec![standing], vec![norm("yes")]));
        assert_eq!(of(&met, "access"), Signal::Middle);
    }

    #[test]
    fn what_citizens_were_asked_does_not_count_again_by_facility() {
        let standing = |indicator: &str| StandingRow {
            facility: "A".into(),
            place: "8401".into(),
            indicator: indicator.into(),
            dimension: "access".into(),
            standing: "far_below".into(),
            flag: "support".into(),
            ..StandingRow::default()
        };
        let facilities = Facilities {
            made: Made::default(),
            title: crate::lang::Label::default(),
            standings: vec![standing("H03")],
            norms: Vec::new(),
        };
        let forum = Forum {
            set: PlaceSet::built_in("masam").unwrap(),
            sectors: Vec::new(),
            scorecards: Vec::new(),
            facilities: Vec::new(),
        };
        assert_eq!(checked(&forum, &[&facilities], &BTreeSet::new()).len(), 1);
        assert_eq!(checked(&forum, &[&facilities], &BTreeSet::from(["H03"])).len(), 0);
    }
}
