//! Scorecards made by hand for trying the pages: two rounds, four facilities, two areas, everything that can be missing.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::instrument::TargetKind;
use crate::instrument::scorecard::{
    Bound, Entitlement, Entry, GroupPair, Mark, Scale, ScaleForm, ScorecardInstrument, Scored, Tracked,
};
use crate::lang::Label;
use crate::places::{Gazetteer, PlaceId};
use crate::problem::At;
use crate::scorecard::layout::{Fact, Sheet};
use crate::scorecard::results::*;
use crate::scorecard::session::*;
use crate::scorecard::{Facility, Points, Score, Scorecards, Session, Votes};

pub const FIVE: Scale = Scale { from: 1.0, to: 5.0, form: ScaleForm::Points };

fn entry(id: &str, mn: &str, en: &str) -> Entry {
    Entry { id: id.into(), title: Label::new(mn, en), also: Vec::new() }
}

fn scored(id: &str, mn: &str, en: &str) -> Scored {
    let about = if id == "HC01" {
        Label::new("Эмч заасан цагтаа байдаг эсэх.", "Whether the doctor is there when announced.")
    } else {
        Label::default()
    };
    Scored {
        id: id.into(),
        title: Label::new(mn, en),
        about,
        also: Vec::new(),
        facility_types: Vec::new(),
        dimension: None,
    }
}

fn tracked(id: &str, mn: &str, en: &str, unit: Label, entitlements: Vec<Entitlement>) -> Tracked {
    let title = Label::new(mn, en);
    let (also, facility_types) = (Vec::new(), Vec::new());
    let about = Label::default();
    Tracked {
        id: id.into(),
        title,
        about,
        unit,
        also,
        facility_types,
        dimension: None,
        bound: Bound::AtLeast,
        entitlements,
    }
}

fn norm() -> Entitlement {
    Entitlement {
        value: 4.0,
        kind: TargetKind::Norm,
        source: Label::new("Эрүүл мэндийн сайдын тушаал", "Order of the Minister of Health"),
        facility_types: vec![0],
        from: Day::new(2020, 1, 1),
        until: None,
        places: Vec::new(),
    }
}

fn instrument() -> ScorecardInstrument {
    let posts = Label::new("орон тоо", "posts");
    ScorecardInstrument {
        id: "health-scorecard".into(),
        version: "1.0".into(),
        sector: "health".into(),
        title: Label::new(
            "Эрүүл мэндийн байгууллагын олон нийтийн үнэлгээний карт",
            "Community scorecard on health care",
        ),
        description: Label::new("Жишээ", "An example"),
        place_set: "masam".into(),
        scale: FIVE,
        marks: vec![
            Mark { value: 1.0, title: Label::new("Маш муу", "Very bad") },
            Mark { value: 5.0, title: Label::new("Маш сайн", "Very good") },
        ],
        facility_types: vec![
            entry("shc", "Сумын эрүүл мэндийн төв", "Soum health centre"),
            entry("fhc", "Өрхийн эрүүл мэндийн төв", "Family health centre"),
        ],
        groups: vec![
            entry("women", "Эмэгтэйчүүд", "Women"),
            entry("men", "Эрэгтэйчүүд", "Men"),
            entry("disability", "Хөгжлийн бэрхшээлтэй иргэд", "People with disability"),
        ],
        compare: vec![GroupPair { first: 0, second: Some(1) }, GroupPair { first: 2, second: None }],
        stakeholders: vec![
            entry("administration", "Захиргаа", "Administration"),
            entry("khural", "Иргэдийн Төлөөлөгчдийн Хурал", "Citizens' Khural"),
            entry("community", "Иргэд", "Community"),
        ],
        indicators: vec![
            scored("HC01", "Эмч заасан цагтаа байдаг", "The doctor is there at the announced time"),
            scored("HC02", "Шаардлагатай эм байдаг", "Needed medicines are available"),
            scored("HC03", "Ажилтнууд хүнлэг, хүндэтгэлтэй харилцдаг", "Staff are kind and respectful"),
            scored("HC04", "Тэргэнцэртэй хүн орох боломжтой", "A wheelchair can get in"),
            scored("HC05", "Хүлээх хугацаа богино", "Waiting times are short"),
            scored("HC06", "Цэвэр ус, ариун цэврийн өрөө бий", "There is clean water and a toilet"),
            scored("HC07", "Үйлчилгээний үнэ ил байдаг", "Prices are displayed"),
        ],
        inputs: vec![
            tracked("HF02.doctor", "Эмч", "Doctors", posts.clone(), vec![norm()]),
            tracked("HF03.car", "Түргэн тусламжийн машин", "Ambulance", Label::new("ширхэг", "cars"), Vec::new()),
            tracked("HF04.bed", "Ор", "Beds", Label::new("ширхэг", "beds"), Vec::new()),
        ],
        words: Default::default(),
    }
}

pub fn area(en: &str) -> PlaceId {
    let found = Gazetteer::get().all().find(|id| &*id.place().full_name.en == en);
    found.expect("a place of the gazetteer")
}

fn facility(id: &str, mn: &str, en: &str, kind: usize, place: Option<PlaceId>) -> Facility {
    Facility {
        id: id.into(),
        name: Label::new(mn, en),
        kind: Some(kind),
        place,
        catchment: Some(3_412),
        provider: "Төрийн".into(),
        contact: if id == "kh-01" { "Эрхлэгч".into() } else { String::new() },
        attributes: Vec::new(),
    }
}

fn facilities() -> Vec<Facility> {
    let khovd = Some(area("Khovd aimag"));
    let uvs = Some(area("Uvs aimag"));
    let long = "Жаргалант сумын өрхийн эрүүл мэндийн төв №2";
    vec![
        facility("uv-01", "Тариалан сумын эрүүл мэндийн төв", "Health centre of Tarialan soum", 0, uvs),
        facility("uv-02", "=1+1", "=1+1", 0, uvs),
        facility("kh-01", "Булган сумын эрүүл мэндийн төв", "Health centre of Bulgan soum", 0, khovd),
        facility("kh-02", long, "Family health centre No. 2 of Jargalant", 1, khovd),
    ]
}

pub fn points(value: f64, scale: Scale) -> Points {
    Score::new(value, scale).expect("on the scale").points()
}

fn head(who: usize, women: Option<u64>, men: Option<u64>) -> Headcount {
    Headcount { who: Key::Known(who), women, men, all: women.zip(men).map(|(w, m)| w + m) }
}

fn action(id: &str, issue: &str, what: &str, level: Option<Level>, status: Option<Status>) -> Action {
    Action {
        id: id.into(),
        issue: issue.into(),
        indicator: Some(Key::Known(1)),
        action: what.into(),
        responsible: if id == "2" { String::new() } else { "Эрхлэгч эмч".into() },
        supporting: "Сумын Засаг дарга".into(),
        deadline: Day::new(2026, 3, 31),
        cost: Some(1_250_000.0),
        funds: "Орон нутгийн хөгжлийн сан".into(),
        level,
        own_means: Some(level == Some(Level::Facility)),
        status,
        done_on: None,
        evidence: String::new(),
        verified_by: String::new(),
        at: At::default(),
    }
}

fn session(facility: Facility, round: &str) -> Session {
    let inputs = vec![
        input(Key::Known(0), Entitled::Unwritten, Some(3.0)),
        input(Key::Known(1), Entitled::NotDue, None),
        input(Key::Known(2), Entitled::Unwritten, Some(0.0)),
        input(Key::Added(Label::same("Цахилгаан үүсгүүр")), Entitled::To(1.0), None),
    ];
    Session {
        files: vec![format!("D:\\карт\\{}-{round}.xlsx", facility.id)],
        facility,
        round: round.into(),
        made_for: Some("health-scorecard 1.0".into()),
        held: Day::new(2026, 1, 20),
        facilitator: "«Дөл» ТББ".into(),
        members: vec![head(0, Some(1), Some(2)), head(2, Some(4), Some(3))],
        meetings: Some(3),
        inputs,
        panels: Vec::new(),
        provider: vec![ProviderScore {
            indicator: Key::Known(0),
            score: Score::new(5.0, FIVE).expect("on the scale"),
            reason: "Цагийн хуваарь ханан дээр байгаа".into(),
            at: At::default(),
        }],
        agreed: Vec::new(),
        attendance: vec![head(0, Some(2), Some(1)), head(2, Some(21), Some(17)), head(1, None, None)],
        actions: Vec::new(),
        sheets: Sheet::ALL.map(|sheet| (sheet, Found::Id)).to_vec(),
    }
}

fn input(item: Key, entitlement: Entitled, actual: Option<f64>) -> InputRow {
    let evidence = if actual.is_some() { "Цалингийн хүснэгт".into() } else { String::new() };
    let (source, remarks) = (String::new(), String::new());
    InputRow { item, unit: Label::default(), entitlement, source, actual, evidence, remarks, at: At::default() }
}

fn panel(group: Key, value: f64, scale: Scale, present: Option<u64>) -> Panel {
    Panel {
        group,
        points: points(value, scale),
        score: Score::new(value, scale),
        votes: None,
        present,
        reason: "Эмч өглөө хожуу ирдэг; {0} = \"хашилт\"".into(),
        suggestion: "=HYPERLINK(\"http://x\") цагийн хуваарийг хаалган дээр наах".into(),
    }
}

fn voted(group: Key, scale: Scale) -> Panel {
    let counts = [(scale.from, 2), (scale.to, 3)].map(|(v, n)| (Score::new(v, scale).expect("on the scale"), n));
    let votes = Votes::new(counts.to_vec()).expect("somebody voted");
    Panel { points: votes.median(), score: None, votes: Some(votes), ..panel(group, scale.to, scale, Some(5)) }
}

fn line(at: usize, community: &[f64], provider: Option<f64>, agreed: Option<f64>, scale: Scale) -> Line {
    let panels: Vec<Panel> = community
        .iter()
        .enumerate()
        .map(|(g, value)| panel(Key::Known(g), *value, scale, Some(8 + g as u64)))
        .collect();
    with_panels(Key::Known(at), panels, provider, agreed, scale)
}

fn with_panels(indicator: Key, panels: Vec<Panel>, provider: Option<f64>, agreed: Option<f64>, scale: Scale) -> Line {
    let all: Vec<f64> = panels.iter().map(|p| p.points.get()).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lowest = panels.iter().filter(|p| high > low && p.points.get() == low).map(|p| p.group.clone()).collect();
    let community = Points::mean(panels.iter().map(|p| p.points)).map(|points| Consolidated {
        points,
        groups: panels.len(),
        present: panels.iter().map(|p| p.present).sum(),
        spread: high - low,
        lowest,
    });
    let provider = provider.map(|value| Score::new(value, scale).expect("on the scale"));
    let gap = community.as_ref().zip(provider).map(|(all, own)| all.points.less(own.points()));
    let reason =
        if agreed == Some(1.0) { String::new() } else { "Хоёр тал ярилцаж тохирсон".to_string() };
    let agreed = agreed.map(|value| Agreed {
        score: AgreedScore {
            indicator: indicator.clone(),
            score: Score::new(value, scale).expect("on the scale"),
            reason,
            at: At::default(),
        },
        between: Some(value > 1.0),
    });
    let of = |group: usize| panels.iter().find(|p| p.group == Key::Known(group)).map(|p| p.points);
    let between = of(0).zip(of(1)).map(|(a, b)| (GroupPair { first: 0, second: Some(1) }, a.less(b)));
    Line {
        between: between.into_iter().collect(),
        gap: gap.map(|points| ScoreGap { points, flagged: points.abs() >= 20.0 }),
        indicator,
        panels,
        community,
        provider,
        agreed,
    }
}

fn card(facility: usize, round: usize, session: Session, scale: Scale) -> FacilityCard {
    let up = round as f64;
    let mut lines = vec![
        line(0, &[2.0, 3.0, 1.0], Some(5.0), Some(3.0), scale),
        line(1, &[1.0 + up, 2.0], Some(2.0), Some(1.0), scale),
        line(2, &[5.0, 4.0, 5.0], Some(4.0), Some(5.0), scale),
        line(3, &[1.0, 2.0, 1.0], None, None, scale),
        line(4, &[], Some(3.0), None, scale),
        line(5, &[3.0, 3.0], Some(3.0), Some(3.0), scale),
        with_panels(Key::Known(6), vec![voted(Key::Known(0), scale)], Some(4.0), Some(5.0), scale),
    ];
    if round == 1 {
        let herders = panel(Key::Added(Label::same("Малчид")), 2.0, scale, None);
        let own = Key::Added(Label::same("Халуун усны газар =1+1"));
        lines.push(with_panels(own, vec![herders], None, None, scale));
    }
    let mean = |of: fn(&Line) -> Option<Points>| Points::mean(lines.iter().filter_map(of));
    let overall = Sides {
        community: mean(|l| l.community.as_ref().map(|c| c.points)),
        provider: mean(|l| l.provider.map(Score::points)),
        agreed: mean(|l| l.agreed.as_ref().map(|a| a.score.score.points())),
    };
    let gaps: Vec<f64> = lines.iter().filter_map(|l| l.gap.map(|g| g.points)).collect();
    FacilityCard {
        facility: FacilityIndex(facility),
        round: RoundIndex(round),
        inputs: session.inputs.iter().map(input_line).collect(),
        session,
        overall,
        matched_gap: Some(gaps.iter().sum::<f64>() / gaps.len() as f64),
        groups: Vec::new(),
        input_index: Some(0.75),
        lines,
    }
}

fn input_line(row: &InputRow) -> InputLine {
    let source = Label::new("Эрүүл мэндийн сайдын тушаал", "Order of the Minister of Health");
    let (entitlement, value) = match (&row.item, row.entitlement) {
        (_, Entitled::NotDue) => (EntitlementFound::NotDue, None),
        (Key::Known(0), _) => (EntitlementFound::To { value: 4.0, kind: Some(TargetKind::Norm), source }, Some(4.0)),
        (_, Entitled::To(value)) => (EntitlementFound::To { value, kind: None, source: Label::default() }, Some(value)),
        (_, Entitled::Unwritten) => (EntitlementFound::NoNorm, None),
    };
    let both = row.actual.zip(value);
    InputLine {
        row: row.clone(),
        entitlement,
        gap: both.map(|(actual, due)| actual - due),
        ratio: both.map(|(actual, due)| actual / due),
    }
}

fn registered(facility: usize, round: usize, action: Action, late: Option<u32>) -> Registered {
    let status = action.status.unwrap_or(Status::Planned);
    Registered {
        facility: FacilityIndex(facility),
        round: RoundIndex(round),
        since: RoundIndex(0),
        status,
        overdue_days: late,
        carried: round == 1,
        repeated: if late.is_some() { vec![RoundIndex(0)] } else { Vec::new() },
        unproven: status == Status::Done,
        action,
    }
}

fn register() -> ActionRegister {
    let medicine = "Эм дутагдалтай";
    let entries = vec![
        registered(0, 1, action("1", medicine, "Эмийн нөөцийг сар бүр шалгах", Some(Level::Aimag), None), Some(91)),
        registered(
            0,
            1,
            action("2", "Хаалга нарийн", "Налуу зам, өргөн хаалга хийх", Some(Level::Soum), Some(Status::UnderWay)),
            None,
        ),
        registered(
            2,
            1,
            action("1", medicine, "Аймгийн агуулахаас эм захиалах", Some(Level::Aimag), Some(Status::Planned)),
            Some(12),
        ),
        registered(
            2,
            1,
            action("2", "Хүлээлт урт", "Цаг захиалгын дэвтэр нээх", Some(Level::Facility), Some(Status::Done)),
            None,
        ),
        registered(2, 0, action("3", "", "Шинэ барилга", None, Some(Status::Dropped)), None),
    ];
    let tally =
        |all: u64, overdue: u64| Tally { all, planned: 2, under_way: 1, done: 1, dropped: 1, overdue, own_means: 1 };
    let escalated = vec![Escalation {
        level: Level::Aimag,
        indicator: Some(Key::Known(1)),
        issue: medicine.into(),
        facilities: vec![FacilityIndex(0), FacilityIndex(2)],
        actions: vec![0, 2],
        places: vec![area("Uvs aimag"), area("Khovd aimag")],
    }];
    ActionRegister {
        entries,
        total: tally(5, 2),
        by_level: BTreeMap::from([(None, tally(1, 0)), (Some(Level::Aimag), tally(4, 2))]),
        by_place: BTreeMap::from([(Some(area("Uvs aimag")), tally(2, 1)), (Some(area("Khovd aimag")), tally(3, 1))]),
        escalated,
    }
}

fn place(place: Option<PlaceId>, round: usize, cards: &[FacilityCard]) -> PlaceCard {
    let first = &cards[0];
    let indicators = first.lines.iter().filter_map(|line| {
        let Key::Known(at) = line.indicator else { return None };
        let sides = Sides {
            community: line.community.as_ref().map(|c| c.points),
            provider: line.provider.map(Score::points),
            agreed: None,
        };
        Some((at, (sides, [2, 2, 0])))
    });
    PlaceCard {
        place,
        round: RoundIndex(round),
        facilities: 2,
        attended: Attended { women: Some(46), men: Some(36), all: Some(82), in_groups: Some(54) },
        overall: first.overall,
        matched_gap: first.matched_gap,
        input_index: Some(0.75),
        indicators: indicators.collect(),
    }
}

fn changes(cards: &[FacilityCard]) -> Vec<Changes> {
    let sides = |card: &FacilityCard| Sides {
        community: card.lines[1].community.as_ref().map(|c| c.points),
        ..Sides::default()
    };
    let change = Change { indicator: Key::Known(1), before: sides(&cards[0]), after: sides(&cards[1]) };
    vec![Changes {
        facility: FacilityIndex(0),
        from: RoundIndex(0),
        to: RoundIndex(1),
        lines: vec![change],
        new: vec![Key::Added(Label::same("Халуун усны газар =1+1"))],
        dropped: vec![Key::Known(5)],
        rescaled: vec![Key::Known(6)],
    }]
}

fn status(facility: Option<usize>, round: usize, state: State) -> FacilityStatus {
    let lacks =
        vec![Lack::Fact(Fact::Held), Lack::Cells("reason", 3, 21), Lack::Group(Key::Known(2)), Lack::Attendance];
    let sheets = match state {
        State::In => Sheet::ALL.map(|sheet| (sheet, SheetState::In(Found::Id))).to_vec(),
        State::Incomplete => vec![
            (Sheet::Cover, SheetState::In(Found::Label)),
            (Sheet::Scores, SheetState::Incomplete { found: Found::Position, lacks }),
            (Sheet::Votes, SheetState::Missing),
            (Sheet::Actions, SheetState::Missing),
        ],
        State::Awaited | State::Late | State::Unreadable => Vec::new(),
    };
    let files = if sheets.is_empty() && facility.is_some() {
        Vec::new()
    } else {
        vec!["D:\\карт\\дэвтэр.xlsx".into()]
    };
    FacilityStatus { facility: facility.map(FacilityIndex), round: Some(RoundIndex(round)), files, state, sheets }
}

/// The sample; the second round may have been scored on another scale.
pub fn scorecards(second: Scale) -> Scorecards {
    let facilities = facilities();
    let sessions = |f: usize, round: &str| session(facilities[f].clone(), round);
    let cards = vec![
        card(0, 0, sessions(0, "2025-2"), FIVE),
        card(0, 1, sessions(0, "2026-1"), second),
        card(1, 1, sessions(1, "2026-1"), second),
        card(2, 1, sessions(2, "2026-1"), second),
        card(3, 1, sessions(3, "2026-1"), second),
    ];
    Scorecards {
        instrument: instrument(),
        choices: Choices {
            consolidation: Consolidation::Mean,
            flag: 20.0,
            as_of: Day::new(2026, 6, 30),
            as_of_given: true,
            due: None,
        },
        rounds: vec!["2025-2".into(), "2026-1".into()],
        places: vec![
            place(Some(area("Uvs aimag")), 0, &cards),
            place(Some(area("Uvs aimag")), 1, &cards),
            place(Some(area("Khovd aimag")), 1, &cards),
            place(None, 0, &cards),
            place(None, 1, &cards),
        ],
        changes: changes(&cards),
        actions: register(),
        status: vec![
            status(Some(0), 0, State::In),
            status(Some(0), 1, State::In),
            status(Some(1), 0, State::Late),
            status(Some(1), 1, State::Incomplete),
            status(Some(2), 0, State::Awaited),
            status(Some(2), 1, State::In),
            status(Some(3), 1, State::In),
            status(None, 1, State::Unreadable),
        ],
        facilities,
        cards,
    }
}
