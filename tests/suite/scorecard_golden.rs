//! Scorecards against numbers of others: two published cards, and the samples beside the instruments, of which
//! `expected.csv` was made by R from the raw files without knowing the instruments (`tests/golden/scorecard.R`).
//!
//! Sessions are built here straight from the files, so that what is compared are the numbers, not the reading; that the
//! program reads the samples so too is a test of its own.

use std::collections::BTreeMap;

use masam::instrument::scorecard::{Scale, ScaleForm, ScorecardInstrument, parse};
use masam::instrument::shelf;
use masam::lang::Label;
use masam::places::{Context, PlaceSet, resolve};
use masam::problem::At;
use masam::scorecard::facility::Facility;
use masam::scorecard::read::book;
use masam::scorecard::results::{Choices, Consolidation, FacilityCard, PlaceCard, Sides};
use masam::scorecard::session::{AgreedScore, Key, PanelScore, ProviderScore};
use masam::scorecard::{Points, Score, Scorecards, Session, Votes, scorecards};
use masam::table::{Input, Options};

use crate::story::{Estimates, Row};

const RULES: [(&str, Consolidation); 4] = [
    ("mean", Consolidation::Mean),
    ("median", Consolidation::Median),
    ("present", Consolidation::Present),
    ("agreed", Consolidation::Agreed),
];

fn made(instrument: &ScorecardInstrument, sessions: &[Session], consolidation: Consolidation) -> Scorecards {
    let choices = Choices { consolidation, flag: 20.0, as_of: None, as_of_given: false, due: None };
    let set = PlaceSet::built_in("masam").expect("built in");
    scorecards(instrument, sessions.to_vec(), &[], None, &set, choices).0
}

fn blank(facility: Facility, round: &str) -> Session {
    Session {
        facility,
        round: round.into(),
        files: vec!["sample.csv".into()],
        made_for: None,
        held: None,
        facilitator: String::new(),
        members: vec![],
        meetings: None,
        inputs: vec![],
        panels: vec![],
        provider: vec![],
        agreed: vec![],
        attendance: vec![],
        actions: vec![],
        sheets: vec![],
    }
}

fn panel(group: Key, indicator: Key) -> PanelScore {
    PanelScore {
        group,
        indicator,
        score: None,
        votes: None,
        present: None,
        reason: String::new(),
        suggestion: String::new(),
        at: At::default(),
    }
}

fn provider(indicator: Key, score: Score) -> ProviderScore {
    ProviderScore { indicator, score, reason: String::new(), at: At::default() }
}

fn agreed(indicator: Key, score: Score) -> AgreedScore {
    AgreedScore { indicator, score, reason: String::new(), at: At::default() }
}

/// The one of a list that a text names: by identifier, title or another spelling.
fn find<'l>(text: &str, list: impl Iterator<Item = (&'l str, &'l Label, &'l [String])>) -> Key {
    let lower = text.to_lowercase();
    let is = |name: &str| name.to_lowercase() == lower;
    let mut found = list
        .enumerate()
        .filter(|(_, (id, title, also))| is(id) || is(&title.mn) || is(&title.en) || also.iter().any(|name| is(name)));
    found.next().map_or_else(|| Key::Added(Label::same(text)), |(at, _)| Key::Known(at))
}

fn indicator(instrument: &ScorecardInstrument, text: &str) -> Key {
    find(text, instrument.indicators.iter().map(|s| (s.id.as_str(), &s.title, &s.also[..])))
}

fn group(instrument: &ScorecardInstrument, text: &str) -> Key {
    find(text, instrument.groups.iter().map(|g| (g.id.as_str(), &g.title, &g.also[..])))
}

// ---- published cards

const SIADARA: &str = include_str!("../golden/scorecards/siadara.csv");
const KAJELO: &str = include_str!("../golden/scorecards/kajelo.csv");

/// The table under the line that names the source.
fn table(file: &str) -> Vec<Row> {
    Estimates::of(file.split_once('\n').expect("a line about the source, then the table").1).rows
}

/// The two sides of Siadara name four of their indicators differently; an instrument matches them by other spellings.
fn siadara_instrument() -> ScorecardInstrument {
    let names = [
        ("water", "Water", "Broken water pump"),
        ("attitude", "Staff behaviour", "Staff attitudes/behaviour"),
        ("waiting", "Waiting times", "Waiting time"),
        ("clean", "Clinic cleanliness", "Цэвэр байдал"),
    ];
    let indicators = names.map(|(id, title, also)| {
        format!(
            "[[indicators]]\nid = \"{id}\"\ntitle = {{ mn = \"{title}\", en = \"{title}\" }}\nalso = [\"{also}\"]\n"
        )
    });
    let text = format!(
        "kind = \"scorecard\"\nid = \"siadara\"\nversion = \"1\"\nsector = \"health\"\nplace_set = \"masam\"\n\
         title = {{ mn = \"Сиадара\", en = \"Siadara\" }}\ndescription = {{ mn = \"Туршилт\", en = \"A test\" }}\n\
         [scale]\nfrom = 0\nto = 10\nform = \"points\"\n\
         [[facility_types]]\nid = \"bhf\"\ntitle = {{ mn = \"Эмнэлэг\", en = \"Basic health facility\" }}\n\
         [[groups]]\nid = \"community\"\ntitle = {{ mn = \"Иргэд\", en = \"Community\" }}\n\
         [[stakeholders]]\nid = \"community\"\ntitle = {{ mn = \"Иргэд\", en = \"Community\" }}\n{}",
        indicators.concat()
    );
    parse("siadara.toml", &text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn siadara() -> (ScorecardInstrument, Scorecards) {
    let instrument = siadara_instrument();
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    for row in table(SIADARA) {
        let round = row.text("round");
        let facility = Facility { id: "siadara".into(), ..Facility::default() };
        let session = sessions.entry(round.into()).or_insert_with(|| blank(facility, round));
        let key = indicator(&instrument, row.text("indicator"));
        let score = Score::new(row.number("score"), instrument.scale).expect("on the scale");
        match row.text("side") {
            "provider" => session.provider.push(provider(key, score)),
            _ => session.panels.push(PanelScore { score: Some(score), ..panel(Key::Known(0), key) }),
        }
    }
    let sessions: Vec<Session> = sessions.into_values().collect();
    let cards = made(&instrument, &sessions, Consolidation::Mean);
    (instrument, cards)
}

/// Points of 100 as the paper has them, of 10.
fn of_ten(points: Option<Points>) -> Option<f64> {
    points.map(|p| (p.get() * 100.0).round() / 1000.0)
}

#[test]
fn siadara_has_the_printed_means_in_each_of_three_rounds() {
    let (_, cards) = siadara();
    let means: Vec<_> = cards.cards.iter().map(|c| [c.overall.provider, c.overall.community].map(of_ten)).collect();
    let printed = [[7.889, 8.0], [9.056, 9.6], [9.5, 10.0]].map(|means| means.map(Some));
    assert_eq!(means, printed);
}

#[test]
fn siadara_has_the_printed_gaps_on_the_indicators_that_both_sides_scored() {
    let (instrument, cards) = siadara();
    let card = &cards.cards[0];
    let gaps: Vec<_> = card.lines.iter().filter_map(|line| Some((line.indicator.clone(), line.gap?))).collect();
    let gap = |id: &str| {
        let key = indicator(&instrument, id);
        gaps.iter().find(|(known, _)| *known == key).map(|(_, gap)| (gap.points / 10.0, gap.flagged))
    };
    // 3 of 10 are 30 of 100, which is beyond the 20 from which gaps are flagged.
    let expected =
        [("waiting", (1.0, false)), ("clean", (3.0, true)), ("attitude", (0.0, false)), ("water", (0.0, false))];
    for (id, printed) in expected {
        assert_eq!(gap(id), Some(printed), "{id}");
    }
    assert_eq!((gaps.len(), card.lines.len()), (4, 9 + 10 - 4));
    // (1 + 3 + 0 + 0)/4 of 10.
    assert_eq!(card.matched_gap, Some(10.0));
}

#[test]
fn siadara_changes_from_round_to_round_as_printed() {
    let (instrument, cards) = siadara();
    let water = indicator(&instrument, "water");
    let changes = cards.changes.iter().map(|changes| {
        assert_eq!((changes.lines.len(), changes.new.len(), changes.dropped.len()), (15, 0, 0));
        let line = changes.lines.iter().find(|line| line.indicator == water).expect("in every round");
        [line.before, line.after].map(|sides| [of_ten(sides.community), of_ten(sides.provider)])
    });
    let changes: Vec<_> = changes.collect();
    assert_eq!(changes, [[[Some(5.0); 2], [Some(10.0); 2]], [[Some(10.0); 2]; 2]]);
}

#[test]
fn kajelo_has_the_median_of_its_votes_and_the_printed_consensus() {
    // Medians by hand, 0 the worst word and 100 the best: of twelve votes the sixth and the seventh count.
    let medians = [50.0, 0.0, 25.0, 0.0, 50.0, 0.0, 0.0];
    let instrument = siadara_instrument();
    let hundred = Scale { from: 0.0, to: 100.0, form: ScaleForm::Points };
    let mut session = blank(Facility { id: "kajelo".into(), ..Facility::default() }, "1");
    let rows = table(KAJELO);
    for row in &rows {
        let key = Key::Added(Label::same(row.text("indicator")));
        let counts: Vec<u64> = row
            .text("votes")
            .split(';')
            .map(|vote| vote.split_once('=').expect("a count").1.parse().expect("people"))
            .collect();
        let words = Scale { from: 1.0, to: counts.len() as f64, form: ScaleForm::Faces };
        let vote = |(at, n): (usize, &u64)| (Score::new(at as f64 + 1.0, words).expect("a word"), *n);
        let votes = Votes::new(counts.iter().enumerate().map(vote).collect());
        session.panels.push(PanelScore { votes, ..panel(Key::Known(0), key.clone()) });
        let consensus = Score::new(row.number("consensus"), hundred).expect("on the scale");
        session.agreed.push(agreed(key, consensus));
    }
    for (rule, points) in [(Consolidation::Median, None), (Consolidation::Agreed, Some("consensus"))] {
        let cards = made(&instrument, std::slice::from_ref(&session), rule);
        let lines = &cards.cards[0].lines;
        for (at, (line, row)) in lines.iter().zip(&rows).enumerate() {
            let community = line.community.as_ref().map(|c| c.points.get());
            assert_eq!(
                community,
                Some(points.map_or(medians[at], |column| row.number(column))),
                "{}",
                row.text("indicator")
            );
            assert_eq!(line.agreed.as_ref().map(|a| a.score.score.value()), Some(row.number("consensus")));
        }
        assert_eq!(lines.len(), 7);
    }
}

// ---- the samples, against R

const HEALTH: [&str; 3] = [
    "health-scorecard",
    include_str!("../../instruments/health-scorecard/sample.csv"),
    include_str!("../../instruments/health-scorecard/expected.csv"),
];
const EDUCATION: [&str; 3] = [
    "education-scorecard",
    include_str!("../../instruments/education-scorecard/sample.csv"),
    include_str!("../../instruments/education-scorecard/expected.csv"),
];

#[test]
fn every_number_of_the_health_sample_is_the_one_that_r_gives() {
    compare(HEALTH, sessions);
}

#[test]
fn every_number_of_the_education_sample_is_the_one_that_r_gives() {
    compare(EDUCATION, sessions);
}

#[test]
fn a_sample_read_as_a_long_table_gives_the_same_numbers() {
    let read = |instrument: &ScorecardInstrument, sample: &str| {
        let input = Input::from_bytes("sample.csv", sample);
        let reading = book(input, &Options::default(), instrument, None);
        assert!(!reading.unreadable, "{}", reading.problems);
        reading.sessions
    };
    compare(HEALTH, read);
    compare(EDUCATION, read);
}

/// What, rule, facility or place, round, indicator, key: as in the first columns of `expected.csv`.
type Numbers = BTreeMap<[String; 6], String>;

fn compare([id, sample, expected]: [&str; 3], sessions: impl Fn(&ScorecardInstrument, &str) -> Vec<Session>) {
    let instrument = shelf::open_scorecard(id).unwrap_or_else(|problems| panic!("{problems}"));
    let sessions = sessions(&instrument, sample);
    let mut have = Numbers::new();
    for (rule, consolidation) in RULES {
        let cards = made(&instrument, &sessions, consolidation);
        Said { cards: &cards, rule, numbers: &mut have }.all();
    }
    let mut misses = Vec::new();
    let rows = table(expected);
    for row in &rows {
        let key = ["what", "rule", "facility", "round", "indicator", "key"].map(|column| row.text(column).to_owned());
        let (want, have) = (row.text("value"), have.remove(&key));
        let near = |have: &str| match (have.parse::<f64>(), want.parse::<f64>()) {
            (Ok(have), Ok(want)) => (have - want).abs() <= 1e-9,
            _ => have == want,
        };
        if !have.as_deref().is_some_and(near) {
            misses.push(format!("{key:?}: {have:?} for {want}"));
        }
    }
    misses.extend(have.into_iter().map(|(key, value)| format!("{key:?}: {value}, of which R says nothing")));
    let first = misses[..misses.len().min(40)].join("\n");
    assert!(misses.is_empty(), "{} of {} differ:\n{first}", misses.len(), rows.len());
    assert!(rows.len() > 800, "only {} numbers were compared", rows.len());
}

fn sessions(instrument: &ScorecardInstrument, sample: &str) -> Vec<Session> {
    let mut sessions: BTreeMap<(String, String), Session> = BTreeMap::new();
    for row in Estimates::of(sample).rows {
        let (id, round) = (row.text("facility"), row.text("round"));
        let place = resolve(row.text("place"), &Context::any()).place();
        assert!(place.is_some(), "{}", row.text("place"));
        let facility = Facility { id: id.into(), name: Label::same(id), place, ..Facility::default() };
        let session = sessions.entry((id.into(), round.into())).or_insert_with(|| blank(facility, round));
        let key = indicator(instrument, row.text("indicator"));
        let score = row.text("score").parse().ok().and_then(|value| Score::new(value, instrument.scale));
        match (row.text("side"), score) {
            ("community", score) => session.panels.push(PanelScore {
                score,
                votes: votes(row.text("votes"), instrument.scale),
                present: row.text("n").parse().ok(),
                ..panel(group(instrument, row.text("group")), key)
            }),
            ("provider", Some(score)) => session.provider.push(provider(key, score)),
            ("agreed", Some(score)) => session.agreed.push(agreed(key, score)),
            other => panic!("{other:?}"),
        }
    }
    sessions.into_values().collect()
}

/// `3:5; 4:2`: how many gave which score.
fn votes(text: &str, scale: Scale) -> Option<Votes> {
    let count = |vote: &str| {
        let (score, people) = vote.split_once(':')?;
        Some((Score::new(score.trim().parse().ok()?, scale)?, people.trim().parse().ok()?))
    };
    Votes::new(text.split(';').filter_map(count).collect())
}

/// The numbers of cards under the names that R gives them.
struct Said<'s> {
    cards: &'s Scorecards,
    rule: &'s str,
    numbers: &'s mut Numbers,
}

impl Said<'_> {
    fn all(mut self) {
        for card in &self.cards.cards {
            let facility = &self.cards.facilities[card.facility.0].id;
            let round = &self.cards.rounds[card.round.0];
            self.card(card, facility, round);
        }
        // Places and changes are compared under the default rule.
        if self.rule == "mean" {
            self.places();
            self.changes();
        }
    }

    fn say(&mut self, key: [&str; 6], value: impl ToString) {
        self.numbers.insert(key.map(str::to_owned), value.to_string());
    }

    fn number(&mut self, key: [&str; 6], value: Option<f64>) {
        self.say(key, value.map(|v| v.to_string()).unwrap_or_default());
    }

    fn indicator(&self, key: &Key) -> String {
        match key {
            Key::Known(at) => self.cards.instrument.indicators[*at].id.clone(),
            Key::Added(label) => label.mn.to_string(),
        }
    }

    fn group(&self, key: &Key) -> String {
        match key {
            Key::Known(at) => self.cards.instrument.groups[*at].id.clone(),
            Key::Added(label) => label.mn.to_string(),
        }
    }

    fn card(&mut self, card: &FacilityCard, f: &str, r: &str) {
        let (rule, points) = (self.rule, |p: Option<Points>| p.map(Points::get));
        for line in &card.lines {
            let i = &self.indicator(&line.indicator);
            let community = line.community.as_ref();
            self.number(["score", rule, f, r, i, ""], community.map(|c| c.points.get()));
            self.number(["gap", rule, f, r, i, ""], line.gap.map(|gap| gap.points));
            self.number(["provider", "", f, r, i, ""], line.provider.map(|s| s.points().get()));
            let agreed = line.agreed.as_ref();
            self.number(["agreed", "", f, r, i, ""], agreed.map(|a| a.score.score.points().get()));
            if rule != "mean" {
                continue;
            }
            let between = agreed.and_then(|a| a.between);
            self.number(["between", "", f, r, i, ""], between.map(|yes| f64::from(u8::from(yes))));
            if let Some(community) = community {
                let lowest: Vec<String> = community.lowest.iter().map(|key| self.group(key)).collect();
                self.number(["spread", "", f, r, i, ""], Some(community.spread));
                self.say(["lowest", "", f, r, i, ""], lowest.join("+"));
                self.say(["groups", "", f, r, i, ""], community.groups);
                self.number(["present", "", f, r, i, ""], community.present.map(|n| n as f64));
            }
            for (pair, difference) in &line.between {
                let second = pair.second.map_or("others".to_owned(), |at| self.group(&Key::Known(at)));
                let pair = format!("{}-{second}", self.group(&Key::Known(pair.first)));
                self.number(["pair", "", f, r, i, &pair], Some(*difference));
            }
        }
        for (group, mean) in &card.groups {
            let group = self.group(group);
            self.number(["group", "", f, r, "", &group], Some(mean.get()));
        }
        for (side, value) in sides(card.overall) {
            self.number(["overall", rule, f, r, "", side], points(value));
        }
        self.number(["overall", rule, f, r, "", "gap"], card.matched_gap);
    }

    /// Areas with facilities, and one without for each instrument.
    fn places(&mut self) {
        let with: Vec<_> = self.cards.places.iter().filter(|p| p.facilities > 0).map(|p| p.place).collect();
        for card in &self.cards.places {
            let area = card.place.map_or("all".to_owned(), |place| place.place().name.en.to_string());
            if area == "Uvs" || with.contains(&card.place) {
                let round = self.cards.rounds[card.round.0].clone();
                self.place(card, &area, &round);
            }
        }
    }

    fn place(&mut self, card: &PlaceCard, area: &str, r: &str) {
        self.say(["place", "mean", area, r, "", "facilities"], card.facilities);
        for (side, value) in sides(card.overall) {
            self.number(["place", "mean", area, r, "", side], value.map(Points::get));
        }
        self.number(["place", "mean", area, r, "", "gap"], card.matched_gap);
        for (at, (means, counts)) in &card.indicators {
            let i = self.indicator(&Key::Known(*at));
            for ((side, value), n) in sides(*means).into_iter().zip(counts) {
                self.number(["place", "mean", area, r, &i, side], value.map(Points::get));
                self.say(["place", "mean", area, r, &i, &format!("n {side}")], n);
            }
        }
    }

    fn changes(&mut self) {
        for changes in &self.cards.changes {
            let f = &self.cards.facilities[changes.facility.0].id;
            let r = &format!("{}>{}", self.cards.rounds[changes.from.0], self.cards.rounds[changes.to.0]);
            assert!(changes.rescaled.is_empty());
            for line in &changes.lines {
                let i = self.indicator(&line.indicator);
                for ((side, before), (_, after)) in sides(line.before).into_iter().zip(sides(line.after)) {
                    let change = before.zip(after).map(|(before, after)| after.less(before));
                    self.number(["change", "mean", f, r, &i, side], change);
                }
            }
            for (what, keys) in [("new", &changes.new), ("dropped", &changes.dropped)] {
                for key in keys {
                    let i = self.indicator(key);
                    self.say(["change", "mean", f, r, &i, what], 1);
                }
            }
        }
    }
}

fn sides(of: Sides) -> [(&'static str, Option<Points>); 3] {
    [("community", of.community), ("provider", of.provider), ("agreed", of.agreed)]
}
