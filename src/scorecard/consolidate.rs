//! From sessions to scorecards: every number that the pages show, in one pass over facilities and rounds.

use rustc_hash::FxHashMap;

use super::actions;
use super::alike::Identity;
use super::change;
use super::facility::Register;
use super::gaps;
use super::inputs;
use super::naming::{file, name, names};
use super::panels;
use super::places;
use super::read::Gathered;
use super::results::{Choices, Consolidation, FacilityCard, FacilityIndex, Line, RoundIndex, Scorecards};
use super::roster::Roster;
use super::score::Score;
use super::session::{AgreedScore, Key, PanelScore, ProviderScore, Session};
use super::status::{self, Unread};
use crate::instrument::scorecard::{Scale, ScorecardInstrument};
use crate::places::PlaceSet;
use crate::problem::{Code, Problem, Problems};

/// The scorecards of all that was read. The problems are those of reading and those of the numbers.
pub fn consolidate(
    instrument: &ScorecardInstrument,
    gathered: Gathered,
    register: Option<&Register>,
    set: &PlaceSet,
    choices: Choices,
) -> (Scorecards, Problems) {
    let Gathered { sessions, unreadable, mut problems } = gathered;
    let (cards, wrong) = scorecards(instrument, sessions, &unreadable, register, set, choices);
    problems.append(wrong);
    (cards, problems)
}

/// The scorecards of some sessions. What is wrong with them comes back beside them and stops nothing.
pub fn scorecards(
    instrument: &ScorecardInstrument,
    sessions: Vec<Session>,
    unread: &[Unread],
    register: Option<&Register>,
    set: &PlaceSet,
    choices: Choices,
) -> (Scorecards, Problems) {
    let mut problems = Problems::default();
    let known = unread.iter().map(|(_, facility, round)| (facility.as_deref(), round.as_deref()));
    let roster = Roster::of(&sessions, known, register, set);
    let maker = Maker { instrument, choices: &choices, roster: &roster };
    let cards = maker.cards(sessions, &mut problems);
    places::report_outside(&cards, &roster, &mut problems);
    let actions = actions::register(&cards, &roster, &choices, &mut problems);
    let cards = Scorecards {
        places: places::places(&cards, &roster, set),
        changes: change::changes(&cards),
        actions,
        status: status::status(&cards, unread, &roster, instrument, &choices),
        cards,
        instrument: instrument.clone(),
        choices,
        facilities: roster.facilities,
        rounds: roster.rounds,
    };
    (cards, problems)
}

/// What every card is made with.
struct Maker<'m> {
    instrument: &'m ScorecardInstrument,
    choices: &'m Choices,
    roster: &'m Roster,
}

impl Maker<'_> {
    /// One card for each session, by facility, then round. Of two sessions of one facility and round the first stays;
    /// whoever gathered the books has settled that, so a second one is reported.
    fn cards(&self, sessions: Vec<Session>, problems: &mut Problems) -> Vec<FacilityCard> {
        let at = |session: Session| {
            let (facility, round) = (self.roster.facility(&session.facility)?, self.roster.round(&session.round)?);
            Some((facility, round, session))
        };
        let mut ordered: Vec<(FacilityIndex, RoundIndex, Session)> = sessions.into_iter().filter_map(at).collect();
        ordered.sort_by(|a, b| (a.0, a.1, &a.2.files).cmp(&(b.0, b.1, &b.2.files)));
        let mut cards: Vec<FacilityCard> = Vec::with_capacity(ordered.len());
        for (facility, round, session) in ordered {
            if cards.last().is_some_and(|card| (card.facility, card.round) == (facility, round)) {
                let found = format!("{}, {}", session.facility.id, session.round);
                problems.add(Problem::new(Code::SessionTwice, file(&session), found));
                continue;
            }
            cards.push(self.card(facility, round, session, problems));
        }
        cards
    }

    fn card(
        &self,
        facility: FacilityIndex,
        round: RoundIndex,
        session: Session,
        problems: &mut Problems,
    ) -> FacilityCard {
        if let Some(unlike) = self.unlike(&session) {
            problems.add(unlike);
        }
        let lines: Vec<Line> = said(&session).into_iter().filter_map(|said| self.line(said, problems)).collect();
        let mut overall = places::Means::default();
        lines.iter().for_each(|line| overall.add(places::sides(line)));
        let owner = self.roster.facilities.get(facility.0).unwrap_or(&session.facility);
        let inputs = inputs::inputs(&session, owner, self.instrument, self.choices, problems);
        FacilityCard {
            facility,
            round,
            overall: overall.sides(),
            matched_gap: places::mean(lines.iter().filter_map(|line| line.gap).map(|gap| gap.points)),
            groups: gaps::groups(lines.iter().flat_map(|line| &line.panels)),
            input_index: inputs::index(&inputs),
            inputs,
            lines,
            session,
        }
    }

    /// An indicator; none if nobody scored it.
    fn line(&self, said: Said, problems: &mut Problems) -> Option<Line> {
        let rule = self.choices.consolidation;
        let id = self.indicator(said.indicator);
        let panels = panels::panels(&said.panels, self.instrument, problems);
        if panels.is_empty() && said.provider.is_none() && said.agreed.is_none() {
            return None;
        }
        let provider = said.provider.map(|row| row.score);
        let community = panels::together(rule, &panels, said.agreed.map(|row| row.score));
        let uncounted = panels::uncounted(&panels);
        if let (Consolidation::Present, Some(row), false) = (rule, said.panels.first(), uncounted.is_empty()) {
            let groups = names(uncounted, |i| self.instrument.groups.get(i).map(|g| g.id.as_str()));
            problems.add(Problem::new(Code::NotWeighted, row.at.clone(), id.clone()).detail(groups));
        }
        let agreed = said.agreed.map(|row| gaps::agreed(row, rule, &panels, community.as_ref(), provider));
        let outside = agreed
            .as_ref()
            .and_then(|agreed| gaps::unexplained(agreed, rule, &panels, community.as_ref(), provider, &id));
        if let Some(outside) = outside {
            problems.add(outside);
        }
        Some(Line {
            indicator: said.indicator.clone(),
            gap: gaps::gap(community.as_ref().map(|c| c.points), provider.map(Score::points), self.choices.flag),
            between: gaps::between(&panels, self.instrument),
            panels,
            community,
            provider,
            agreed,
        })
    }

    fn indicator(&self, key: &Key) -> String {
        name(key, |i| self.instrument.indicators.get(i).map(|scored| scored.id.as_str()))
    }

    /// Scores on another scale than the instrument's, or on several, which only meet in points of 100.
    fn unlike(&self, session: &Session) -> Option<Problem> {
        let mut scales: Vec<Scale> = Vec::new();
        for scale in scales_of(session) {
            if !scales.contains(&scale) {
                scales.push(scale);
            }
        }
        if scales.iter().all(|scale| *scale == self.instrument.scale) {
            return None;
        }
        let found = scales.iter().map(Scale::name).collect::<Vec<_>>().join(", ");
        Some(Problem::new(Code::ScalesConverted, file(session), found))
    }
}

fn scales_of(session: &Session) -> impl Iterator<Item = Scale> {
    let groups = session.panels.iter().flat_map(|panel| {
        let vote = panel.votes.as_ref().and_then(|votes| votes.counts().first()).map(|(score, _)| *score);
        panel.score.into_iter().chain(vote)
    });
    let provider = session.provider.iter().map(|row| row.score);
    let agreed = session.agreed.iter().map(|row| row.score);
    groups.chain(provider).chain(agreed).map(Score::scale)
}

/// All that was said of one indicator.
struct Said<'s> {
    indicator: &'s Key,
    panels: Vec<&'s PanelScore>,
    provider: Option<&'s ProviderScore>,
    agreed: Option<&'s AgreedScore>,
}

/// What a book says, by indicator: those of the instrument in its order, then added ones in the order of the book.
fn said(session: &Session) -> Vec<Said<'_>> {
    let mut list = Gathering::default();
    for row in &session.panels {
        list.of(&row.indicator).panels.push(row);
    }
    for row in &session.provider {
        list.of(&row.indicator).provider.get_or_insert(row);
    }
    for row in &session.agreed {
        list.of(&row.indicator).agreed.get_or_insert(row);
    }
    let mut list = list.said;
    list.sort_by_key(|said| Identity::of(said.indicator).rank());
    list
}

#[derive(Default)]
struct Gathering<'s> {
    said: Vec<Said<'s>>,
    known: FxHashMap<Identity, usize>,
}

impl<'s> Gathering<'s> {
    fn of(&mut self, indicator: &'s Key) -> &mut Said<'s> {
        let at = *self.known.entry(Identity::of(indicator)).or_insert_with(|| {
            self.said.push(Said { indicator, panels: Vec::new(), provider: None, agreed: None });
            self.said.len() - 1
        });
        &mut self.said[at]
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn made(sessions: Vec<Session>, choices: Choices) -> (Scorecards, String) {
        let set = PlaceSet::built_in("masam").expect("built in");
        let (cards, problems) = scorecards(&sample::instrument(), sessions, &[], None, &set, choices);
        (cards, problems.to_string())
    }

    /// Women 0 and 50, men 100 and blank; provider 60 and 80 (of another indicator); agreed 55.
    fn session() -> Session {
        Session {
            panels: vec![
                sample::panel(1, 0, Some(100.0)),
                sample::panel(0, 0, Some(0.0)),
                sample::panel(0, 1, Some(50.0)),
                sample::panel(1, 1, None),
                PanelScore { indicator: sample::added("Гадаа зам"), ..sample::panel(0, 0, Some(10.0)) },
            ],
            provider: vec![sample::provider(2, 80.0), sample::provider(0, 60.0)],
            agreed: vec![sample::agreed(0, 55.0)],
            ..sample::session("Х-1", "2026-1")
        }
    }

    #[test]
    fn zero_is_a_score_and_blank_is_missing() {
        let (cards, said) = made(vec![session()], sample::choices());
        let card = &cards.cards[0];
        let community: Vec<_> =
            card.lines.iter().map(|l| (l.indicator.clone(), l.community.as_ref().map(|c| c.points.get()))).collect();
        // Women 0 and men 100; women alone; nobody but the provider; then what was added.
        let expected = [
            (Key::Known(0), Some(50.0)),
            (Key::Known(1), Some(50.0)),
            (Key::Known(2), None),
            (sample::added("Гадаа зам"), Some(10.0)),
        ];
        assert_eq!(community, expected);
        assert_eq!(said, "");
    }

    #[test]
    fn each_side_has_its_own_mean_and_the_gap_is_over_what_both_scored() {
        let (cards, _) = made(vec![session()], sample::choices());
        let card = &cards.cards[0];
        let points = |p: Option<super::super::Points>| p.map(super::super::Points::get);
        // Community (50 + 50 + 10)/3, provider (60 + 80)/2, agreed 55; matched: 50 − 60 only.
        assert_eq!(points(card.overall.community), Some(110.0 / 3.0));
        assert_eq!([points(card.overall.provider), points(card.overall.agreed)], [Some(70.0), Some(55.0)]);
        assert_eq!(card.matched_gap, Some(-10.0));
        // Women (0 + 50 + 10)/3, men 100.
        let groups: Vec<_> = card.groups.iter().map(|(key, p)| (key.clone(), p.get())).collect();
        assert_eq!(groups, [(Key::Known(0), 20.0), (Key::Known(1), 100.0)]);
        assert_eq!(card.lines[0].agreed.as_ref().and_then(|a| a.between), Some(true));
    }

    #[test]
    fn a_group_that_nobody_counted_stops_the_weighted_mean_of_its_indicator_only() {
        let mut session = session();
        session.panels[0].present = None;
        let choices = Choices { consolidation: Consolidation::Present, ..sample::choices() };
        let (cards, said) = made(vec![session], choices);
        let community: Vec<_> = cards.cards[0].lines.iter().map(|l| l.community.is_some()).collect();
        assert_eq!(community, [false, true, false, true]);
        assert!(said.contains("HC01: nobody counted the people of men"), "{said}");
        assert_eq!(cards.cards[0].matched_gap, None);
    }

    #[test]
    fn unlike_scales_meet_in_points_and_it_is_said() {
        let mut session = session();
        let five = Score::new(5.0, sample::TEN).expect("on the scale");
        session.provider[1].score = five;
        let (cards, said) = made(vec![session], sample::choices());
        assert_eq!(cards.cards[0].lines[0].provider.map(|s| s.points().get()), Some(50.0));
        assert!(said.contains("Х-1.2026-1.xlsx: scores on 0-100, 0-10 were converted"), "{said}");
    }

    #[test]
    fn the_order_of_books_changes_nothing() {
        let books = || {
            let of = |id: &str, round: &str| Session {
                round: round.into(),
                ..Session {
                    files: vec![format!("{id}{round}.xlsx")],
                    facility: sample::session(id, round).facility,
                    ..session()
                }
            };
            vec![of("Х-2", "2026-10"), of("Х-10", "2026-2"), of("Х-2", "2026-2")]
        };
        let (cards, said) = made(books(), sample::choices());
        let mut turned = books();
        turned.reverse();
        assert_eq!(made(turned, sample::choices()), (cards.clone(), said));
        assert_eq!(cards.rounds, ["2026-2", "2026-10"]);
        let at: Vec<_> = cards.cards.iter().map(|c| (c.facility.0, c.round.0)).collect();
        assert_eq!(at, [(0, 0), (0, 1), (1, 0)]);
    }

    #[test]
    fn a_second_session_of_one_facility_and_round_is_reported() {
        let (cards, said) = made(vec![session(), session()], sample::choices());
        assert_eq!(cards.cards.len(), 1);
        assert!(said.contains("Х-1, 2026-1 is there twice"), "{said}");
    }

    #[test]
    fn nothing_gives_areas_without_numbers() {
        let (cards, said) = made(vec![], sample::choices());
        assert_eq!((cards.cards.len(), cards.places.len(), said.as_str()), (0, 0, ""));
    }

    #[test]
    fn two_thousand_books_are_made_into_cards() {
        let book = |i: usize| {
            let groups = (0..72).map(|k| sample::panel(k % 2, k % 3, Some(((i + k) % 101) as f64))).collect();
            Session { panels: groups, ..sample::session(&format!("Х-{}", i / 2), &format!("2026-{}", i % 2)) }
        };
        let (cards, _) = made((0..2_000).map(book).collect(), sample::choices());
        assert_eq!((cards.cards.len(), cards.changes.len(), cards.facilities.len()), (2_000, 1_000, 1_000));
    }
}
