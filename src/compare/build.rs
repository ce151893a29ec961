//! Everything that is known of facilities to a [`Comparison`].

use super::adjust::{self, Adjusters};
use super::readiness::Visited;
use super::roster::{Roster, Sources, in_short, roster};
use super::standing::{Before, Series, panel};
use super::survey::{self, Design};
use super::visits::{Visit, of_observers};
use super::{BenchmarkKind, CaseMix, Choices, Comparison, Panel, hidden, observers, recipes};
use crate::card::Survey;
use crate::coding::FacilitySeen;
use crate::day::Day;
use crate::instrument::checklist::{ChecklistInstrument, Norm};
use crate::places::{PlaceId, PlaceSet};
use crate::problem::{At, Code, Problem, Problems};
use crate::scorecard::facility::Register;
use crate::together;

/// Answers of a survey.
pub struct Answers<'a> {
    /// The survey, with facilities as strata.
    pub survey: Survey<'a>,
    /// What makes answers worth less.
    pub design: Design,
    /// What answers are adjusted for; none if they aren't.
    pub adjusters: Adjusters,
}

/// What is compared, and how.
pub struct Request<'a> {
    /// The survey, if there is one.
    pub answers: Option<Answers<'a>>,
    /// The survey of the round before.
    pub before: Option<Answers<'a>>,
    /// The checklist with its visits, if there is one.
    pub visits: Option<(&'a ChecklistInstrument, &'a [Visit])>,
    /// The facilities that are expected, if that is known.
    pub register: Option<&'a Register>,
    /// The places that are reported.
    pub set: &'a PlaceSet,
    /// Day on which targets and norms must be in force.
    pub as_of: Option<Day>,
    /// The choices.
    pub choices: Choices,
    /// Threads; no number depends on it.
    pub threads: usize,
}

/// Compares the facilities.
pub fn compare(request: &Request) -> (Comparison, Problems) {
    let mut problems = Problems::default();
    let seen = request.answers.as_ref().map(|a| seen(&a.survey)).unwrap_or_default();
    let (list, visits) = request.visits.map_or((None, &[][..]), |(list, visits)| (Some(list), visits));
    let sources = Sources {
        register: request.register,
        survey: &seen,
        visits,
        peers: &request.choices.peers,
        types: list.map_or(&[], |list| &list.facility_types),
        set: request.set,
    };
    let roster = roster(&sources, &mut problems);
    let visited = list.map(|list| visited(request, list, visits, &roster, &mut problems));
    let mut series = request.answers.as_ref().map(|a| of_survey(request, a, &roster)).unwrap_or_default();
    let mut case_mix = request
        .answers
        .as_ref()
        .and_then(|a| adjust::adjust(a, &roster, &mut series, request.choices.level, &mut problems));
    if request.choices.benchmark == BenchmarkKind::Previous
        && let Some(before) = &request.before
    {
        let mut earlier = of_survey(request, before, &roster);
        if request.choices.public {
            hide(request, before, &mut earlier, &roster);
        }
        remember(&mut series, &earlier);
    }
    series.extend(visited.iter().flat_map(Visited::series));
    let mut composites =
        request.answers.as_ref().map(|a| recipes::of_survey(a.survey.instrument, &series)).unwrap_or_default();
    if let Some(answers) = request.answers.as_ref().filter(|_| request.choices.public) {
        hide(request, answers, &mut series, &roster);
    }
    let panels = panels(request, &roster, &series);
    if let Some(case_mix) = case_mix.as_mut().filter(|_| request.choices.public) {
        withhold(case_mix, &series, request.choices.few);
    }
    composites.extend(list.into_iter().flat_map(|list| recipes::of_list(list, &series)));
    if request.as_of.is_none() {
        let dated = |norm: &&Norm| norm.item.entitlements.iter().any(|e| e.from.is_some() || e.until.is_some());
        let dated: Vec<String> =
            list.iter().flat_map(|list| &list.norms).filter(dated).map(|n| n.item.id.clone()).collect();
        if !dated.is_empty() {
            problems.add(Problem::new(Code::DatedNorms, At::default(), in_short(&dated)));
        }
    }
    let lacking: Vec<String> =
        (roster.facilities.iter()).filter(|f| f.answers == 0 && f.visits == 0).map(|f| f.id.clone()).collect();
    if !lacking.is_empty() {
        problems.add(Problem::new(Code::FacilitiesWithoutData, At::default(), in_short(&lacking)));
    }
    let comparison = Comparison {
        robustness: composites.iter().flat_map(|c| c.robustness(&series, &roster, &request.choices)).collect(),
        consistency: composites.iter().filter_map(|c| c.consistency(&series, request.choices.level)).collect(),
        agreement: visited.as_ref().and_then(|v| observers::agreement(v, &series, request.choices.level)),
        readiness: visited.as_ref().and_then(Visited::readiness),
        norms: visited.as_ref().map(Visited::norms).unwrap_or_default(),
        facilities: roster.facilities,
        groups: roster.groups,
        figures: series.into_iter().map(|s| s.figure).collect(),
        panels,
        case_mix,
        choices: request.choices.clone(),
    };
    (comparison, problems)
}

/// The facilities of a survey with their rows and the area that most of those name.
fn seen(survey: &Survey) -> Vec<(FacilitySeen, u64, Option<PlaceId>)> {
    let area = |seen: &FacilitySeen| survey.set.members().get(seen.area()?).map(|member| member.place);
    survey.coding.facilities.iter().map(|seen| (seen.clone(), u64::from(seen.rows), area(seen))).collect()
}

fn of_survey(request: &Request, answers: &Answers, roster: &Roster) -> Vec<Series> {
    let of: Vec<Option<usize>> = answers.survey.coding.facilities.iter().map(|f| roster.find(&f.id)).collect();
    let places: Vec<Option<PlaceId>> = roster.facilities.iter().map(|f| f.place).collect();
    survey::series(&answers.survey, &of, &places, answers.design, request.threads)
}

/// Marks what would give a value away that isn't to be published.
fn hide(request: &Request, answers: &Answers, series: &mut [Series], roster: &Roster) {
    let instrument = answers.survey.instrument;
    hidden::hide(series, instrument, roster, request.choices.few);
    recipes::of_survey(instrument, series).iter().for_each(|c| c.hide(series, request.choices.few));
}

/// Leaves out how far facilities move whose own values are withheld.
fn withhold(case_mix: &mut CaseMix, series: &[Series], few: u64) {
    for model in &mut case_mix.models {
        let values = &series[model.figure].values;
        model
            .moves
            .retain(|(facility, ..)| values[*facility].as_ref().is_some_and(|value| value.n >= few && !value.hidden));
    }
}

/// Sets the values of the round before beside those of now.
fn remember(now: &mut [Series], before: &[Series]) {
    for series in now {
        let Some(earlier) = before.iter().find(|s| s.figure.id == series.figure.id) else { continue };
        for (value, earlier) in series.values.iter_mut().zip(&earlier.values) {
            if let (Some(value), Some(earlier)) = (value, earlier.as_ref().filter(|earlier| !earlier.hidden)) {
                value.before = Some(Before { n: earlier.n, value: earlier.raw, se: earlier.se, size: earlier.size });
            }
        }
    }
}

fn visited<'a>(
    request: &Request<'a>,
    list: &'a ChecklistInstrument,
    visits: &'a [Visit],
    roster: &'a Roster,
    problems: &mut Problems,
) -> Visited<'a> {
    let mut of: Vec<Vec<&Visit>> = vec![Vec::new(); roster.facilities.len()];
    for visit in visits {
        if let Some(at) = roster.find(&visit.facility) {
            of[at].push(visit);
        }
    }
    let visits = of.iter().map(|visits| of_observers(visits, problems)).collect();
    Visited { list, roster, visits, as_of: request.as_of }
}

/// One panel for each peer group and figure with data. Facilities without peers have values and no standing.
fn panels(request: &Request, roster: &Roster, series: &[Series]) -> Vec<Panel> {
    let pairs: Vec<(usize, usize)> =
        (0..roster.groups.len()).flat_map(|g| (0..series.len()).map(move |f| (g, f))).collect();
    let made = together::each(pairs, request.threads, |(group, figure)| {
        panel(group, figure, &series[figure], &roster.groups[group].members, &request.choices)
    });
    made.into_iter().flatten().collect()
}
