//! Small instruments and sessions for the tests of this folder.

use super::facility::Facility;
use super::results::{Choices, Consolidation, Panel};
use super::score::{Points, Score, Votes};
use super::session::{
    Action, AgreedScore, Entitled, Headcount, InputRow, Key, PanelScore, ProviderScore, Session, Status,
};
use crate::day::Day;
use crate::instrument::TargetKind;
use crate::instrument::scorecard::{
    Bound, Entitlement, Entry, GroupPair, Scale, ScaleForm, ScorecardInstrument, Scored, Tracked,
};
use crate::lang::Label;
use crate::places::{Context, PlaceId, resolve};
use crate::problem::At;

pub(super) const HUNDRED: Scale = Scale { from: 0.0, to: 100.0, form: ScaleForm::Points };
pub(super) const TEN: Scale = Scale { from: 0.0, to: 10.0, form: ScaleForm::Points };

/// Three indicators, two groups, two items; women − men and women − all others.
pub(super) fn instrument() -> ScorecardInstrument {
    let entry = |id: &str, mn: &str, en: &str| Entry { id: id.into(), title: Label::new(mn, en), also: vec![] };
    let scored = |id: &str, mn: &str, en: &str| Scored {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        also: vec![],
        facility_types: vec![],
        dimension: None,
    };
    let item = |id: &str, mn: &str, en: &str, bound, entitlements| Tracked {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        unit: Label::same(""),
        also: vec![],
        facility_types: vec![],
        dimension: None,
        bound,
        entitlements,
    };
    let doctors = Entitlement {
        value: 2.0,
        kind: TargetKind::Norm,
        source: Label::new("Журам", "A rule"),
        facility_types: vec![],
        from: Day::new(2026, 1, 1),
        until: None,
        places: vec![],
    };
    ScorecardInstrument {
        id: "sample".into(),
        version: "1".into(),
        sector: "health".into(),
        title: Label::new("Жишээ", "Sample"),
        description: Label::default(),
        place_set: "masam".into(),
        scale: HUNDRED,
        marks: vec![],
        facility_types: vec![entry("shc", "Сумын эрүүл мэндийн төв", "Soum health centre")],
        groups: vec![entry("women", "Эмэгтэйчүүд", "Women"), entry("men", "Эрэгтэйчүүд", "Men")],
        compare: vec![GroupPair { first: 0, second: Some(1) }, GroupPair { first: 0, second: None }],
        stakeholders: vec![entry("khural", "Иргэдийн Хурал", "Khural")],
        indicators: vec![
            scored("HC01", "Эмийн хангамж", "Medicines"),
            scored("HC02", "Ажилтны харилцаа", "Attitude of staff"),
            scored("HC03", "Хүлээх хугацаа", "Waiting time"),
        ],
        inputs: vec![
            item("HF02.doctor", "Эмчийн орон тоо", "Doctors", Bound::AtLeast, vec![doctors]),
            item("EF01", "Бүлгийн хүүхэд", "Children in a group", Bound::AtMost, vec![]),
        ],
        words: Default::default(),
    }
}

pub(super) fn choices() -> Choices {
    Choices {
        consolidation: Consolidation::Mean,
        flag: 20.0,
        as_of: Day::new(2026, 6, 30),
        as_of_given: true,
        due: None,
    }
}

pub(super) fn place(name: &str) -> Option<PlaceId> {
    resolve(name, &Context::any()).place()
}

/// A session without anything in it, of a facility in Khuvsgul.
pub(super) fn session(facility: &str, round: &str) -> Session {
    Session {
        facility: Facility {
            id: facility.into(),
            name: Label::same(format!("{facility} эрүүл мэндийн төв")),
            kind: Some(0),
            place: place("Хөвсгөл аймаг"),
            ..Facility::default()
        },
        round: round.into(),
        files: vec![format!("{facility}.{round}.xlsx")],
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

pub(super) fn score(value: f64) -> Score {
    Score::new(value, HUNDRED).expect("on the scale")
}

pub(super) fn votes(counts: &[(f64, u64)]) -> Option<Votes> {
    Votes::new(counts.iter().map(|(value, n)| (score(*value), *n)).collect())
}

pub(super) fn panel(group: usize, indicator: usize, of: Option<f64>) -> PanelScore {
    PanelScore {
        group: Key::Known(group),
        indicator: Key::Known(indicator),
        score: of.map(score),
        votes: None,
        present: Some(10),
        reason: String::new(),
        suggestion: String::new(),
        at: At::default(),
    }
}

pub(super) fn panels(scores: &[(Key, f64)]) -> Vec<Panel> {
    let panel = |(group, points): &(Key, f64)| Panel {
        group: group.clone(),
        points: Points(*points),
        score: None,
        votes: None,
        present: None,
        reason: String::new(),
        suggestion: String::new(),
    };
    scores.iter().map(panel).collect()
}

pub(super) fn provider(indicator: usize, value: f64) -> ProviderScore {
    ProviderScore { indicator: Key::Known(indicator), score: score(value), reason: String::new(), at: At::default() }
}

pub(super) fn agreed(indicator: usize, value: f64) -> AgreedScore {
    AgreedScore { indicator: Key::Known(indicator), score: score(value), reason: String::new(), at: At::default() }
}

pub(super) fn heads(women: Option<u64>, men: Option<u64>, all: Option<u64>) -> Headcount {
    Headcount { who: Key::Known(0), women, men, all }
}

pub(super) fn input(item: Key) -> InputRow {
    InputRow {
        item,
        unit: Label::default(),
        entitlement: Entitled::Unwritten,
        source: String::new(),
        actual: None,
        evidence: String::new(),
        remarks: String::new(),
        at: At::default(),
    }
}

pub(super) fn added(words: &str) -> Key {
    Key::Added(Label::same(words))
}

pub(super) fn action(id: &str, issue: &str, action: &str, status: Option<Status>) -> Action {
    Action {
        id: id.into(),
        issue: issue.into(),
        indicator: None,
        action: action.into(),
        responsible: String::new(),
        supporting: String::new(),
        deadline: None,
        cost: None,
        funds: String::new(),
        level: None,
        own_means: None,
        status,
        done_on: None,
        evidence: String::new(),
        verified_by: String::new(),
        at: At::default(),
    }
}
