//! A comparison made by hand for trying the pages: two peer groups, a facility of each standing, everything that can be
//! missing, names that look like formulas and tags.

use crate::compare::*;
use crate::instrument::{Direction, Missing, Scale, TargetKind};
use crate::lang::Label;
use crate::places::{Gazetteer, PlaceId, PlaceSet};
use crate::problem::{At, Code, Problem, Problems, RowNumber};
use crate::report::compare::{Asked, Listed, Source};

/// Facilities of the first group.
const MEMBERS: usize = 24;

fn place(en: &str) -> PlaceId {
    let found = Gazetteer::get().all().find(|id| &*id.place().full_name.en == en);
    found.expect("a place of the gazetteer")
}

fn subject(at: usize, name: Label, group: Option<usize>, place: PlaceId, set: &PlaceSet) -> Subject {
    let kind = match group {
        Some(0) => Label::new("Сумын эрүүл мэндийн төв", "Soum health centre"),
        _ => Label::new("Өрхийн эрүүл мэндийн төв", "Family health centre"),
    };
    let area = set.places().position(|area| area == place || place.lies_in(area));
    Subject {
        id: format!("h-{:02}", at + 1),
        name,
        kind: Some(kind),
        place: Some(place),
        area,
        catchment: (!at.is_multiple_of(5)).then_some(2_000 + 137 * at as u64),
        group,
        registered: at != 7,
        answers: if at == 5 { 0 } else { 12 + (at as u64 * 29) % 160 },
        visits: u64::from(!at.is_multiple_of(3) && at != 5),
    }
}

fn facilities(set: &PlaceSet) -> Vec<Subject> {
    let soums = ["Khovd aimag", "Uvs aimag", "Khuvsgul aimag", "Dornod aimag"].map(place);
    let names = ["Булган", "Мөст", "Дуут", "Тариалан", "Тэс", "Хяргас", "Рэнчинлхүмбэ", "Цагааннуур"];
    let mut all: Vec<Subject> = (0..MEMBERS)
        .map(|at| {
            let name = match at {
                3 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
                4 => Label::same("<script>alert('Ө')</script> & \"хашилт\" сумын эрүүл мэндийн төв"),
                _ => Label::new(
                    format!("{} сумын эрүүл мэндийн төв №{}", names[at % names.len()], at + 1),
                    format!("Soum health centre No. {} of {}", at + 1, ["Bulgan", "Must", "Duut"][at % 3]),
                ),
            };
            subject(at, name, Some(0), soums[at * soums.len() / MEMBERS], set)
        })
        .collect();
    let district = place("Bayanzurkh district");
    let urban = (MEMBERS..MEMBERS + 6).map(|at| {
        let name = Label::same(format!("Баянзүрх ӨЭМТ «Энх-{at}»"));
        subject(at, name, (at != MEMBERS + 5).then_some(1), district, set)
    });
    all.extend(urban);
    all
}

fn figure(id: &str, mn: &str, en: &str, direction: Direction, scale: Scale, chance: Chance) -> Figure {
    Figure {
        id: id.into(),
        title: Label::new(mn, en),
        dimension: Label::default(),
        dimension_id: "quality".into(),
        origin: Origin::Survey,
        composite: false,
        direction,
        scale,
        unit: Label::default(),
        chance,
    }
}

fn figures() -> Vec<Figure> {
    use Direction::{Higher, Lower, Neither};
    let access = Label::new("Хүртээмж", "Access");
    let quality = Label::new("Чанар", "Quality");
    let share = |id, mn, en, direction, dimension: &Label| Figure {
        dimension: dimension.clone(),
        ..figure(id, mn, en, direction, Scale::Percent, Chance::Binomial)
    };
    let mut all = vec![
        share("H02", "30 минутын дотор хүрч очдог", "Reaches it within 30 minutes", Higher, &access),
        share("H05", "Албан бус төлбөр шаардуулсан", "Was asked for an informal payment", Lower, &access),
        share("H07", "Шаардлагатай эм байсан", "Needed medicines were there", Higher, &quality),
        share("H09", "Өмнө нь өөр эмнэлэгт үзүүлсэн", "Had been elsewhere before", Neither, &quality),
    ];
    all.push(Figure {
        unit: Label::new("минут", "minutes"),
        dimension: quality.clone(),
        ..figure("H10", "Хүлээсэн хугацаа", "Waiting time", Lower, Scale::Own, Chance::Error)
    });
    all.push(Figure {
        composite: true,
        ..figure("all", "Нийт оноо", "Overall score", Higher, Scale::Points, Chance::Error)
    });
    all.push(Figure {
        origin: Origin::Checklist,
        unit: Label::new("эмч 1000 хүнд", "doctors per 1,000"),
        ..figure("C01", "Эмчийн хүрэлцээ", "Doctors", Higher, Scale::Own, Chance::None)
    });
    all.extend((1..=8).map(|n| {
        let (mn, en) =
            (format!("Ажилтны харилцаа хандлага, {n} дүгээр асуулт"), format!("Staff attitude, question {n}"));
        Figure {
            dimension: quality.clone(),
            ..figure(&format!("H2{n}"), &mn, &en, Higher, Scale::Points, Chance::Error)
        }
    }));
    all
}

/// The entry of a facility: far off for a few, else somewhere within.
fn entry(at: usize, of: usize, figure: &Figure, group: usize) -> Entry {
    let unit = match figure.scale {
        Scale::Percent => 1.0,
        Scale::Points => 100.0,
        Scale::Own => 40.0,
    };
    let n = 14 + ((at * 37 + of * 11) % 150) as u64;
    let s = 0.48 * unit / (n as f64).sqrt();
    let centre = 0.62 * unit;
    let z = match (at + of * 5) % 24 {
        1 => -4.1,
        2 => -2.4,
        6 => 3.8,
        9 => 2.3,
        k => ((k * 7) % 13) as f64 / 5.0 - 1.3,
    };
    let value = centre + z * s;
    let limits = |z: f64| ((centre - z * s).max(0.0), (centre + z * s).min(unit * 1.5));
    let none = figure.chance == Chance::None;
    let standing = match at {
        5 => Standing::NoData,
        8 if of == 1 => Standing::Withheld,
        10 if of == 2 => Standing::NoError,
        11 if of == 4 => Standing::NoBenchmark,
        _ if n < 30 && !none => Standing::TooSmall,
        _ if none && value < centre => Standing::Below,
        _ if none => Standing::Above,
        _ if z < -3.09 => Standing::FarBelow,
        _ if z < -1.96 => Standing::Below,
        _ if z > 3.09 => Standing::FarAbove,
        _ if z > 1.96 => Standing::Above,
        _ => Standing::AsExpected,
    };
    let judged = matches!(
        standing,
        Standing::FarBelow | Standing::Below | Standing::AsExpected | Standing::Above | Standing::FarAbove
    );
    let limited = judged && !none;
    let data = standing != Standing::NoData && standing != Standing::Withheld;
    let known = data && standing != Standing::NoError;
    let signal = match (standing, figure.direction) {
        (Standing::FarBelow | Standing::FarAbove, Direction::Neither) => Some(Signal::Differs),
        (Standing::FarBelow, Direction::Higher) | (Standing::FarAbove, Direction::Lower) => Some(Signal::Support),
        (Standing::FarBelow, Direction::Lower) | (Standing::FarAbove, Direction::Higher) => Some(Signal::Learn),
        _ => None,
    };
    let mut notes = Vec::new();
    if standing == Standing::TooSmall {
        notes.push(Note::Few);
    }
    if at == 7 {
        notes.extend([Note::NotRegistered, Note::Parts(3, 4), Note::ItemsAsked(9, 12), Note::Observers(2)]);
    }
    if standing == Standing::NoError {
        notes.push(Note::AllAlike);
    }
    Entry {
        facility: at,
        n: if data { n } else { 0 },
        raw: data.then_some(value),
        adjusted: (data && figure.id == "all").then_some(value + 0.01 * unit),
        se: (known && !none).then_some(s),
        interval: (known && !none).then_some((value - 1.96 * s, value + 1.96 * s)),
        size: (known && !none).then_some(n as f64),
        benchmark: (standing != Standing::NoBenchmark && data).then_some(centre),
        limits_95: limited.then(|| limits(1.96)),
        limits_998: limited.then(|| limits(3.09)),
        standing,
        p: limited.then_some(if z.abs() > 3.0 { 0.000_04 } else { 0.31 }),
        p_adjusted: limited.then_some(if z.abs() > 3.0 { 0.000_9 } else { 1.0 }),
        reliability: (known && !none).then_some(0.74),
        shrunken: (known && !none).then_some(centre + 0.74 * z * s),
        rank: (limited && group == 0).then_some(Rank { expected: 7.3, low: 2, high: 15 }),
        stars: (limited && group == 0).then_some(if z < -3.09 { 1 } else { 2 }),
        signal,
        notes,
    }
}

fn panel(group: usize, members: &[usize], of: usize, figure: &Figure) -> Panel {
    let entries: Vec<Entry> = members.iter().map(|at| entry(*at, of, figure, group)).collect();
    let none = figure.chance == Chance::None;
    let unit = match figure.scale {
        Scale::Percent => 1.0,
        Scale::Points => 100.0,
        Scale::Own => 40.0,
    };
    let curve = (1..=40).map(|k| {
        let size = f64::from(k) * 5.0;
        let s = 0.48 * unit / size.sqrt();
        let ends = |z: f64| ((0.62 * unit - z * s).max(0.0), (0.62 * unit + z * s).min(unit * 1.5));
        CurvePoint { size, limits_95: ends(1.96), limits_998: ends(3.09) }
    });
    let spread = Spread {
        chi2: 41.2,
        df: 20,
        p: if of.is_multiple_of(2) { 0.003 } else { 0.4 },
        phi: 1.4,
        tau2: if of.is_multiple_of(2) { 0.002 } else { 0.0 },
        treated: if of.is_multiple_of(2) { OverDispersion::Additive } else { OverDispersion::None },
    };
    Panel {
        group,
        figure: of,
        benchmark: Some(0.62 * unit),
        spread: (!none).then_some(spread),
        reliability: (!none).then_some(0.74),
        curve: if none { Vec::new() } else { curve.collect() },
        entries,
    }
}

fn readiness(facilities: &[Subject]) -> Readiness {
    let item = |id: String, mn: &str, en: &str| (id, Label::new(mn, en));
    let domain = |id: &str, mn: &str, en: &str, n: usize| Domain {
        id: id.into(),
        title: Label::new(mn, en),
        dimension: "availability",
        items: (0..n)
            .map(|at| match at % 4 {
                0 => item(format!("{id}{at}"), "Цэвэр ус", "Clean water"),
                1 => item(format!("{id}{at}"), "Хүйтэн хэлхээний хөргөгч", "Cold chain refrigerator"),
                2 => item(format!("{id}{at}"), "Цахилгаан", "Power"),
                _ => item(format!("{id}{at}"), "Тэргэнцэртэй хүний налуу зам", "Ramp for wheelchairs"),
            })
            .collect(),
    };
    let domains = vec![
        domain("amenities", "Суурь нөхцөл", "Basic amenities", 7),
        domain("equipment", "Тоног төхөөрөмж", "Basic equipment", 6),
        domain("medicines", "Зайлшгүй эм", "Essential medicines", 9),
    ];
    let state = |at: usize, k: usize| match (at * 5 + k * 3) % 11 {
        0 | 4 => ItemState::Absent,
        1 => ItemState::NotDue,
        2 if at == 1 => ItemState::Missing(Missing::DontKnow),
        3 if at == 2 => ItemState::Mixed(0.5),
        _ => ItemState::Present,
    };
    let visited = facilities.iter().enumerate().filter(|(_, subject)| subject.visits > 0);
    let rows = visited.map(|(at, _)| ReadinessRow {
        facility: at,
        items: domains.iter().map(|d| (0..d.items.len()).map(|k| state(at, k)).collect()).collect(),
        scores: domains
            .iter()
            .map(|d| (at != 13).then_some(DomainScore { value: 0.7, asked: 6, due: d.items.len() as u64 }))
            .collect(),
        general: (at != 13).then_some(0.7),
    });
    Readiness { rows: rows.collect(), domains }
}

fn norms() -> Vec<NormLine> {
    let source =
        Label::new("Эрүүл мэндийн сайдын 2019 оны А/123 тушаал", "Order A/123 of the Minister of Health, 2019");
    let force = |value: f64, gap, ratio, met| Due::InForce {
        value,
        kind: TargetKind::Norm,
        source: source.clone(),
        gap,
        ratio,
        met,
    };
    let line = |facility, actual, due| NormLine {
        facility,
        item: "doctors".into(),
        dimension: "availability",
        title: Label::new("Эмч", "Doctors"),
        unit: Label::new("орон тоо", "posts"),
        actual,
        due,
    };
    vec![
        line(0, Ok(3.0), force(4.0, Some(-1.0), Some(0.75), Some(false))),
        line(1, Ok(4.5), force(4.0, Some(0.5), Some(1.125), Some(true))),
        line(2, Err(Missing::Blank), force(4.0, None, None, None)),
        line(3, Ok(0.0), Due::NotDue),
        line(4, Ok(2.0), Due::NoNorm),
    ]
}

fn case_mix() -> CaseMix {
    CaseMix {
        adjusters: vec![
            ("age".into(), Label::new("Нас (10 жил тутам)", "Age (each 10 years)")),
            ("education".into(), Label::new("Дээд боловсрол", "Higher education")),
        ],
        models: vec![CaseMixModel {
            figure: 5,
            group: 0,
            n: 1_834,
            coefficients: vec![Some((1.234, 0.41)), None],
            moves: (0..4).map(|at| (at, 61.0 + at as f64, 62.3 + at as f64)).collect(),
            f: Some((3.21, 23.0, 1_809.0)),
        }],
        left_out: vec![Label::new("Дээд боловсрол", "Higher education")],
    }
}

/// The comparison.
pub fn comparison(set: &PlaceSet) -> Comparison {
    let facilities = facilities(set);
    let members = |group: usize| -> Vec<usize> {
        facilities.iter().enumerate().filter(|(_, s)| s.group == Some(group)).map(|(at, _)| at).collect()
    };
    let groups = vec![
        PeerGroup {
            title: Label::new("Сумын эрүүл мэндийн төв, хөдөө", "Soum health centre, rural"),
            members: members(0),
        },
        PeerGroup {
            title: Label::new("Өрхийн эрүүл мэндийн төв, хот", "Family health centre, urban"),
            members: members(1),
        },
    ];
    let figures = figures();
    let mut panels: Vec<Panel> =
        figures.iter().enumerate().map(|(of, figure)| panel(0, &groups[0].members, of, figure)).collect();
    panels.extend([0, 6].map(|of| panel(1, &groups[1].members, of, &figures[of])));
    let recipes = [Recipe::EqualWeights, Recipe::Geometric, Recipe::Without(Label::new("Хүртээмж", "Access"))];
    let robustness = Robustness {
        figure: 5,
        group: 0,
        facilities: vec![0, 1, 2],
        recipes: recipes
            .map(|recipe| RecipeResult { recipe, mean_shift: 1.2, max_shift: 4.0, spearman: Some(0.94), kendall: None })
            .to_vec(),
        ranks: vec![(1.0, 3.0, 2.0), (2.5, 6.0, 4.0), (1.0, 1.0, 1.0)],
    };
    let consistency = Consistency {
        figure: 5,
        n: 22,
        alpha: Some((0.71, 0.52, 0.83)),
        parts: vec![
            (Label::new("Хүртээмж", "Access"), Some(0.4), Some(0.66)),
            (Label::new("Чанар", "Quality"), None, None),
        ],
    };
    let agreement = Agreement {
        facilities: 4,
        figures: vec![FigureAgreement {
            figure: 6,
            n: 4,
            icc_one: Some(0.8),
            icc_mean: Some(0.89),
            krippendorff: None,
        }],
    };
    let choices = Choices {
        benchmark: BenchmarkKind::Peers,
        over_dispersion: OverDispersion::Additive,
        few: 30,
        peers: vec!["type".into(), "residence".into()],
        adjust: vec!["age".into(), "education".into()],
        stars: StarRule::Three,
        reliability: 0.7,
        ranks_up_to: 400,
        level: 0.95,
        public: false,
    };
    Comparison {
        readiness: Some(readiness(&facilities)),
        facilities,
        groups,
        figures,
        panels,
        norms: norms(),
        case_mix: Some(case_mix()),
        robustness: vec![robustness],
        consistency: vec![consistency],
        agreement: Some(agreement),
        choices,
    }
}

/// A comparison of nothing with nothing.
pub fn nothing(set: &PlaceSet) -> Comparison {
    Comparison {
        facilities: Vec::new(),
        groups: Vec::new(),
        figures: Vec::new(),
        panels: Vec::new(),
        readiness: None,
        norms: Vec::new(),
        case_mix: None,
        robustness: Vec::new(),
        consistency: Vec::new(),
        agreement: None,
        ..comparison(set)
    }
}

/// The place set of the programme.
pub fn set() -> PlaceSet {
    PlaceSet::built_in("masam").expect("a built-in set")
}

/// What was wrong.
pub fn problems() -> Problems {
    let mut problems = Problems::default();
    let at = At::file("D:\\тандалт\\checklist.xlsx").row(RowNumber::new(7)).column("facility_id");
    problems.add(Problem::new(Code::FacilityNotInRegister, at, "\"h-99\""));
    problems
}

/// Everything that is known of the source.
pub fn source<'a>(set: &'a PlaceSet, problems: &'a Problems) -> Source<'a> {
    let asked = |id: &str, mn: &str, en: &str, origin| Asked {
        id: id.into(),
        version: "1.0".into(),
        title: Label::new(mn, en),
        origin,
        words: Default::default(),
    };
    let missing = (1..=3).map(|n| Listed {
        id: format!("h-9{n}"),
        name: Label::new(format!("Матад сумын ЭМТ {n}"), format!("Health centre of Matad soum {n}")),
        kind: None,
        place: (n != 3).then(|| place("Dornod aimag")),
        area: (n != 3).then(|| set.places().position(|area| area == place("Dornod aimag"))).flatten(),
    });
    Source {
        instruments: vec![
            asked("health", "Эрүүл мэндийн үйлчилгээ", "Health services", Origin::Survey),
            asked(
                "health-facility",
                "Эрүүл мэндийн байгууллагын хяналт",
                "Health facility checklist",
                Origin::Checklist,
            ),
        ],
        sector: "health".into(),
        files: &[],
        register: Some(vec!["Код".into(), "Нэр".into(), "Төрөл".into(), "Аймаг".into()]),
        without_data: missing.collect(),
        set,
        problems,
        corrections: None,
        rounds: vec!["2026".into()],
        command: vec![("facility".into(), "facility_id".into()), ("peers".into(), "type,residence".into())],
        profiles: 3,
    }
}
