//! A report that holds every kind of value, for trying the writers: long texts, quotes, `=`, `<`, an empty table.

use crate::lang::Label;
use crate::places::{PlaceId, PlaceSet};
use crate::report::words::{Word, t};
use crate::report::{
    Absent, Answers, AnswersRow, Block, Chart, Column, ColumnKind, Field, FieldNames, FieldPoint, Format, Funnel,
    FunnelLimits, FunnelPoint, Grid, GridRow, IntervalMark, IntervalRow, Intervals, Legend, Light, MadeBy, Mark, Paper,
    Quadrants, Report, RoundPoint, Rounds, RoundsRow, RowRole, Section, Tidy, TileMap, Trend, Value, Verdict,
};

const PLACES: [(&str, &str); 13] = [
    ("Архангай", "Arkhangai"),
    ("Баян-Өлгий", "Bayan-Ulgii"),
    ("Говь-Алтай", "Govi-Altai"),
    ("Говьсүмбэр", "Govisumber"),
    ("Дорнод", "Dornod"),
    ("Орхон", "Orkhon"),
    ("Сүхбаатар", "Sukhbaatar"),
    ("Увс", "Uvs"),
    ("Ховд", "Khovd"),
    ("Хөвсгөл", "Khuvsgul"),
    ("Баянзүрх дүүрэг", "Bayanzurkh district"),
    ("Сонгинохайрхан дүүрэг", "Songinokhairkhan district"),
    ("Чингэлтэй дүүрэг", "Chingeltei district"),
];

const INDICATORS: [(&str, &str); 20] = [
    ("Сүүлийн 12 сард өрхийн эмнэлгээр үйлчлүүлсэн", "Used the family health centre in the last 12 months"),
    ("30 минутын дотор хүрч очдог", "Reaches it within 30 minutes"),
    ("Цаг захиалах боломжтой", "Can book an appointment"),
    ("Ажлын цагийн хуваарь тохиромжтой", "Opening hours are convenient"),
    ("Хөгжлийн бэрхшээлтэй иргэнд хүртээмжтэй орчинтой", "Accessible for persons with disabilities"),
    ("Эмчийн ур чадварт сэтгэл ханамжтай", "Satisfied with the doctor's skill"),
    ("Ажилтны харилцаа, хандлага сайн", "Staff are polite and attentive"),
    ("Үйлчлүүлэх орчин цэвэр, тохилог", "The premises are clean and comfortable"),
    ("Шаардлагатай эм, эм хэрэгсэл хангалттай", "Needed medicines are available"),
    ("Хүлээсэн хугацаа", "Waiting time"),
    ("Эмч заасан цагтаа байдаг", "The doctor is there at the announced time"),
    ("Асуудал тулгарсан", "Had a problem"),
    ("Гомдол гаргасан", "Complained"),
    ("Гомдлыг нь шийдвэрлэсэн", "The complaint was resolved"),
    ("Үйлчилгээний жагсаалт, үнэ ил байдаг", "Services and prices are displayed"),
    ("Санал хүсэлтэд хариу өгдөг", "Suggestions are answered"),
    ("Халааснаас төлбөр төлсөн", "Paid out of pocket"),
    ("Албан бус төлбөр шаардуулсан", "Was asked for an informal payment"),
    ("Нийт сэтгэл ханамж", "Overall satisfaction"),
    ("Бусдад санал болгоно", "Would recommend it"),
];

const DIMENSIONS: [(&str, &str); 4] = [
    ("Хүртээмж", "Access"),
    ("Чанар", "Quality"),
    ("Найдвартай байдал", "Reliability"),
    ("Ил тод байдал", "Transparency"),
];

fn label((mn, en): (&str, &str)) -> Label {
    Label::new(mn, en)
}

fn text(pair: (&str, &str)) -> Value {
    Value::Text { text: label(pair) }
}

fn same(words: &str) -> Value {
    Value::Text { text: Label::same(words) }
}

fn points(value: f64, light: Option<Light>, few: bool) -> Value {
    Value::Number { value, format: Format::Points, light, few }
}

fn absent(why: Absent) -> Value {
    Value::Absent { why }
}

fn column(id: &str, title: Label, kind: ColumnKind) -> Column {
    Column { id: id.into(), title, kind, group: None, about: None }
}

fn grid(id: &str, title: (&str, &str), keys: usize, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Grid {
    let rows = rows.into_iter().map(|values| GridRow { role: RowRole::Plain, values }).collect();
    Grid {
        id: id.into(),
        title: label(title),
        columns,
        keys,
        rows,
        notes: Vec::new(),
        legend: Legend::Target,
        trend: None,
        leads: Vec::new(),
    }
}

fn section(id: &'static str, title: Word, landscape: bool, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: t(title), blocks, paper: if landscape { Paper::Across } else { Paper::Upright } }
}

/// A made-up figure between 12 and 97 that depends on its place and indicator only.
fn figure(place: usize, indicator: usize) -> f64 {
    12.0 + ((place * 37 + indicator * 53 + place * indicator * 7) % 850) as f64 / 10.0
}

fn scored(place: usize, indicator: usize) -> Value {
    let value = figure(place, indicator);
    match (place, indicator) {
        (6, _) => absent(Absent::NoData),
        (3, 12 | 13) => absent(Absent::Withheld),
        (7, 13) => absent(Absent::Unreliable),
        (8, 13) => absent(Absent::NotScored),
        (8, 14) => absent(Absent::NotFilledIn),
        (8, 15) => absent(Absent::NotDue),
        (8, 16) => absent(Absent::NoNorm),
        (8, 17) => points(value, Some(Light::Attention), false),
        (_, 11) => points(value, None, place == 3),
        (3, _) => points(value, Some(Light::TooSmall), true),
        _ if value >= 70.0 => points(value, Some(Light::Good), false),
        _ if value >= 50.0 => points(value, Some(Light::Middle), false),
        _ => points(value, Some(Light::Poor), false),
    }
}

fn scores() -> Grid {
    let mut columns = vec![column("place", t(Word::Area), ColumnKind::Text)];
    columns.push(column("n", t(Word::Base), ColumnKind::Count));
    columns.extend(INDICATORS.iter().enumerate().map(|(i, title)| Column {
        id: format!("H{:02}", i + 1),
        title: label(*title),
        kind: ColumnKind::Measure,
        group: Some(label(DIMENSIONS[i / 5])),
        about: Some(Label::new(
            format!("«{}» гэж хариулсан хүний хувь. Зорилт: 70.", title.0),
            format!("Share of those who said “{}”. Target: 70.", title.1),
        )),
    }));
    let row = |p: usize| {
        let mut values = vec![text(PLACES[p]), Value::Count { value: 82 + p as u64 }];
        values.extend((0..INDICATORS.len()).map(|i| scored(p, i)));
        values
    };
    let mut grid = grid(
        "scores",
        ("Үзүүлэлт бүрийн оноо, газраар", "Score of each indicator by place"),
        1,
        columns,
        (0..13).map(row).collect(),
    );
    let mut total = vec![Value::Text { text: t(Word::AllPlaces) }, Value::Count { value: 1_067 }];
    total.extend((0..INDICATORS.len()).map(|i| points(figure(20, i), Some(Light::Middle), false)));
    grid.rows.push(GridRow { role: RowRole::Total, values: total });
    grid.notes.push(Label::new(
        "Хүснэгтэд жинлэсэн дүнг үзүүлэв; зорилттой харьцуулахдаа тоймлоогүй утгыг ашигласан.",
        "Weighted results; unrounded values were compared with the targets.",
    ));
    grid
}

fn detail() -> Grid {
    let columns = vec![
        column("place", t(Word::Area), ColumnKind::Text),
        column("indicator", t(Word::Indicator), ColumnKind::Text),
        column("code", t(Word::Code), ColumnKind::Code),
        column("value", t(Word::Estimate), ColumnKind::Measure),
        column("se", t(Word::StandardError), ColumnKind::Measure),
        column("interval", t(Word::Interval), ColumnKind::Measure),
        column("n", t(Word::Base), ColumnKind::Count),
        column("gap", t(Word::GapToTarget), ColumnKind::Measure),
        column("p", t(Word::PValue), ColumnKind::Measure),
        column("verdict", t(Word::Verdict), ColumnKind::Text),
    ];
    let verdicts = [Verdict::Better, Verdict::Worse, Verdict::NoClearDifference, Verdict::TooSmall, Verdict::Differs];
    let row = |p: usize, i: usize| {
        let value = figure(p, i);
        let mut values = vec![text(PLACES[p]), text(INDICATORS[i]), same(&format!("H{:02}", i + 1))];
        if p == 6 {
            values.extend((0..3).map(|_| absent(Absent::NoData)));
            values.push(Value::Count { value: 0 });
            values.extend([absent(Absent::NoData), absent(Absent::NotApplicable), absent(Absent::NotApplicable)]);
            return values;
        }
        let number = |value: f64, format: Format| Value::Number { value, format, light: None, few: p == 3 };
        values.extend([
            number(value, Format::Percent),
            if i == 4 { absent(Absent::NoError) } else { number(2.75, Format::Plain(2)) },
            Value::Interval { low: value - 6.2, high: value + 6.2, format: Format::Percent },
            Value::Count { value: 82 },
            if i == 2 { absent(Absent::NoTarget) } else { number(value - 70.0, Format::SignedPoints) },
            number([0.0, 0.013, 0.5][i % 3], Format::PValue),
            Value::Verdict { verdict: verdicts[i % 5] },
        ]);
        values
    };
    let rows = (0..13).flat_map(|p| (0..20).map(move |i| (p, i))).map(|(p, i)| row(p, i)).collect();
    grid("detail", ("Бүх үнэлгээ", "All estimates"), 2, columns, rows)
}

fn odd() -> Grid {
    let columns = vec![
        column("question", t(Word::Question), ColumnKind::Prose),
        column("code", t(Word::Code), ColumnKind::Code),
        column("value", t(Word::Value), ColumnKind::Measure),
        column("odd", Label::same("=A1+1"), ColumnKind::Measure),
    ];
    let long = "Та сүүлийн 12 сарын хугацаанд өрхийн эрүүл мэндийн төвөөр үйлчлүүлэхдээ хэр удаан хүлээсэн бэ? ";
    let number = |value: f64, format: Format| Value::Number { value, format, light: None, few: false };
    let rows = vec![
        vec![
            same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            same("+976"),
            number(12_345.678, Format::Plain(2)),
            same("@SUM(A1)"),
        ],
        vec![
            same("<script>alert('Ө')</script> & \"хашилт\""),
            same("a | b"),
            number(-0.04, Format::SignedPoints),
            number(f64::NAN, Format::Points),
        ],
        vec![same(&long.repeat(3)), same("-99"), number(-3.2, Format::Signed(1)), number(1.0 / 3.0, Format::Full)],
        vec![same(&"Ү".repeat(40_000)), same("00123"), number(45.0, Format::Plain(0)), absent(Absent::NotApplicable)],
    ];
    let mut grid = grid(
        "codebook.odd",
        ("Сонин утгууд: \"хашилт\", <тэмдэг>", "Odd values: \"quotes\", <signs>"),
        1,
        columns,
        rows,
    );
    grid.rows.insert(0, GridRow { role: RowRole::Heading, values: vec![text(("Ерөнхий", "General"))] });
    grid
}

fn summary() -> Vec<Block> {
    let gaps = |rows: &[usize]| {
        let row = |&i: &usize| {
            let gap =
                Value::Number { value: figure(2, i) - 70.0, format: Format::SignedPoints, light: None, few: false };
            vec![text(INDICATORS[i]), scored(2, i), gap, Value::Verdict { verdict: Verdict::Worse }]
        };
        let columns = vec![
            column("indicator", t(Word::Indicator), ColumnKind::Text),
            column("score", t(Word::Score), ColumnKind::Measure),
            column("gap", t(Word::GapToTarget), ColumnKind::Measure),
            column("verdict", t(Word::Verdict), ColumnKind::Text),
        ];
        grid(
            "summary.gaps",
            ("Зорилтоос хамгийн хол үзүүлэлтүүд", "Indicators furthest from their target"),
            1,
            columns,
            rows.iter().map(row).collect(),
        )
    };
    vec![
        Block::Paragraph {
            text: Label::new(
                "Судалгаанд 13 газрын 1 067 өрх оролцлоо. Нийт сэтгэл ханамж 62,4 оноо байгаа нь зорилтот түвшнээс 7,6 оноогоор дутуу. Хүлээсэн хугацаа, эмийн хангамж хоёр хамгийн их санаа зовоож байна.",
                "1,067 households in 13 places took part. Overall satisfaction stands at 62.4 points, 7.6 short of the target. Waiting time and the supply of medicines are the greatest worries.",
            ),
        },
        Block::Facts {
            facts: vec![
                (t(Word::Respondents), Value::Count { value: 1_067 }),
                (t(Word::PlacesWithData), text(("13-аас 12", "12 of 13"))),
                (label(("Нийт сэтгэл ханамж", "Overall satisfaction")), points(62.4, Some(Light::Middle), false)),
            ],
        },
        Block::Heading { text: t(Word::LargestGaps) },
        Block::Grid(gaps(&[3, 7, 9, 12])),
        Block::Heading { text: t(Word::SheetChanges) },
        Block::Grid(grid(
            "summary.changes",
            ("Өмнөх судалгаанаас хойшхи өөрчлөлт", "Change since the previous round"),
            1,
            vec![
                column("indicator", t(Word::Indicator), ColumnKind::Text),
                column("change", t(Word::Change), ColumnKind::Measure),
            ],
            Vec::new(),
        )),
    ]
}

fn cover() -> Vec<Block> {
    vec![
        Block::Paragraph {
            text: label((
                "Өрхийн эрүүл мэндийн төвийн үйлчилгээг иргэд хэрхэн үнэлж буйг харуулна.",
                "Shows how citizens rate the services of family health centres.",
            )),
        },
        Block::Facts {
            facts: vec![
                (t(Word::Instrument), same("health 1.0")),
                (t(Word::Round), same("2026")),
                (t(Word::Respondents), Value::Count { value: 1_067 }),
                (t(Word::PlacesWithoutData), text(PLACES[6])),
                (t(Word::Source), same("wave2 \"эцсийн\".xlsx")),
            ],
        },
    ]
}

fn tidy() -> Grid {
    let columns = ["indicator_code", "area_mn", "value", "se", "note"];
    let columns = columns.iter().map(|id| column(id, Label::same(*id), ColumnKind::Text)).collect();
    let number = |value: f64| Value::Number { value, format: Format::Full, light: None, few: false };
    let rows = vec![
        vec![same("H01"), same("Ховд"), number(200.0 / 3.0), number(0.1), same("")],
        vec![same("H02"), same("Ховд"), absent(Absent::Withheld), absent(Absent::Withheld), same("withheld")],
        vec![
            same("H03"),
            same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            number(-3.2),
            absent(Absent::NoError),
            same("a, \"b\"\nв"),
        ],
    ];
    grid("estimates", ("Өгөгдөл", "Data"), 1, columns, rows)
}

/// A second table for machines.
fn tidy_actions() -> Grid {
    let columns = ["id", "issue"].iter().map(|id| column(id, Label::same(*id), ColumnKind::Text)).collect();
    grid("actions", ("Төлөвлөгөө", "Actions"), 1, columns, vec![vec![same("1"), same("Ус, дулаан")]])
}

/// A funnel with every mark, a hostile name, and limits without an end.
fn funnel() -> Chart {
    let limits = |n: u32| {
        let size = f64::from(n);
        let half = 49.0 / size.sqrt();
        FunnelLimits {
            size,
            limits_95: (62.0 - 1.96 * half, 62.0 + 1.96 * half),
            limits_998: (62.0 - 3.09 * half, 62.0 + 3.09 * half),
        }
    };
    let mut curve: Vec<FunnelLimits> = (1..=26).map(|at| limits(at * 10)).collect();
    curve.push(FunnelLimits { size: 300.0, limits_95: (f64::NAN, f64::INFINITY), limits_998: (f64::NAN, 70.0) });
    let point = |at: usize| {
        let mark = Mark::ALL[at % Mark::ALL.len()];
        let name = match at {
            0 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            1 => Label::same("<script>alert('Ө')</script> & \"хашилт\""),
            _ => label(PLACES[at % PLACES.len()]),
        };
        FunnelPoint { name, size: 40.0 + 9.0 * at as f64, value: figure(at, 1), mark }
    };
    Chart::Funnel(Funnel {
        id: "funnel1.H02".into(),
        title: label(("=30 минутын дотор хүрч очдог: <бүлэг>", "=Reaches it within 30 minutes: <group>")),
        x_title: label(("Хариултын тоо", "Answers")),
        y_title: Label::same("%"),
        format: Format::Percent,
        benchmark: 62.0,
        benchmark_name: label(("бүлгийн дундаж", "mean of the peers")),
        curve,
        points: (0..18).map(point).collect(),
        alt: label(("Юүлүүр график: «хашилт», <тэмдэг>.", "Funnel chart: \"quotes\", <signs>.")),
    })
}

/// A map with every light, a small base, a number without light, every way of having none, and places outside.
fn map() -> Chart {
    let value = |place: PlaceId| match place.place().code.as_str() {
        "82" => points(82.25, Some(Light::Good), false),
        "42" => points(61.5, Some(Light::Middle), false),
        "21" => points(38.04, Some(Light::Poor), false),
        "62" => points(55.0, Some(Light::TooSmall), true),
        "22" => points(47.0, Some(Light::Attention), false),
        "43" => points(70.0, None, false),
        "85" => absent(Absent::Withheld),
        "84" => absent(Absent::Unreliable),
        "67" => points(-0.04, Some(Light::Middle), false),
        "23" => points(f64::NAN, None, false),
        "1116" => points(100.0, Some(Light::Good), true),
        "1110" => points(33.3, Some(Light::Poor), true),
        _ => absent(Absent::NoData),
    };
    let title = label(("=Нэгдсэн үзүүлэлт: <газраар>", "=Overall composite: <by place>"));
    let about = label(("Өнгө нь «зорилт»-той харьцуулсан.", "Colours are against the \"target\" & nothing else."));
    let set = PlaceSet::built_in("masam").expect("it is built in");
    Chart::Map(TileMap::of_places("map.overall", (title, about), &set, value).expect("its places have tiles"))
}

/// A chart of four fields with a point in each, hostile names, a point far out and one that is no number.
fn quadrants() -> Chart {
    let point = |at: usize| FieldPoint {
        code: format!("H{at:02}"),
        name: match at {
            0 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            1 => Label::same("<script>alert('Ө')</script> & \"хашилт\""),
            _ => label(INDICATORS[at]),
        },
        x: if at == 9 { f64::NAN } else { figure(at, 3) },
        y: figure(3, at) / 100.0,
        field: Field::ALL[at % Field::ALL.len()],
    };
    Chart::Quadrants(Quadrants {
        id: "priorities.chart".into(),
        title: label(("=Ач холбогдол <ба> гүйцэтгэл", "=Importance <and> performance")),
        x_title: label(("Гүйцэтгэл", "Performance")),
        y_title: label(("Ач холбогдол", "Importance")),
        x_format: Format::Points,
        y_format: Format::Plain(2),
        x_cut: (52.5, label(("Гүйцэтгэлийн медиан", "Median performance"))),
        y_cut: (0.4, label(("Ач холбогдлын медиан", "Median importance"))),
        fields: FieldNames {
            upper_left: label(("Эхэлж засах", "Fix first")),
            upper_right: label(("Хэвээр хадгалах", "Keep up")),
            lower_left: label(("Дараагийн ээлжинд", "Low priority")),
            lower_right: label(("Хүч илүү зарж байж магадгүй", "Possible overkill")),
        },
        points: (0..14).map(point).collect(),
        alt: label(("Дөрвөн талбар: «хашилт», <тэмдэг>.", "Four fields: \"quotes\", <signs>.")),
    })
}

/// Values with intervals: every light, every way of having none, ends that are no numbers, hostile names.
fn intervals() -> Chart {
    let row = |at: usize| IntervalRow {
        name: match at {
            0 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            1 => Label::same("<script>alert('Ө')</script> & \"хашилт\""),
            _ => label(PLACES[at % PLACES.len()]),
        },
        value: scored(8, at + 8),
        interval: match at {
            3 => None,
            4 => Some((f64::NAN, f64::INFINITY)),
            _ => Some((figure(8, at + 8) - 8.0, figure(8, at + 8) + 6.0)),
        },
        total: at == 11,
    };
    let mark = |at, name, target| IntervalMark { at, name: label(name), target };
    Chart::Intervals(Intervals {
        id: "intervals.H02".into(),
        title: label(("=Хүлээсэн хугацаа: <газраар>", "=Waiting time: <by place>")),
        x_title: label(("Хувь", "Percent")),
        format: Format::Percent,
        rows: (0..12).map(row).collect(),
        against: vec![mark(70.0, ("Зорилт", "Target"), true), mark(55.5, ("Дундаж", "Average"), false)],
        alt: label(("Интервал: «хашилт», <тэмдэг>.", "Intervals: \"quotes\", <signs>.")),
    })
}

/// A figure over so many rounds: every verdict, every way of having none, ends that are no numbers, hostile names.
fn rounds(id: &str, count: usize) -> Chart {
    let verdicts = [Verdict::Better, Verdict::Worse, Verdict::NoClearDifference, Verdict::TooSmall, Verdict::Differs];
    let row = |at: usize| {
        let point = |round: usize| {
            let value = figure(at, round * 3);
            match (at, round) {
                (6, _) => RoundPoint { value: absent(Absent::NoData), interval: None },
                (7, 1) => RoundPoint { value: absent(Absent::Withheld), interval: Some((1.0, 2.0)) },
                (8, 0) => RoundPoint { value: points(f64::NAN, None, false), interval: Some((f64::NAN, 3.0)) },
                (9, _) => RoundPoint { value: points(value, None, true), interval: None },
                _ => RoundPoint { value: points(value, None, false), interval: Some((value - 6.0, value + 7.5)) },
            }
        };
        let (change, verdict) = match at {
            6 => (absent(Absent::NoData), absent(Absent::NoData)),
            7 => (absent(Absent::Withheld), absent(Absent::Withheld)),
            8 => (absent(Absent::NotApplicable), absent(Absent::NoError)),
            _ => {
                let change =
                    Value::Number { value: 9.1 - at as f64, format: Format::SignedPoints, light: None, few: false };
                (change, Value::Verdict { verdict: verdicts[at % 5] })
            }
        };
        let name = match at {
            0 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            1 => Label::same("<script>alert('Ө')</script> & \"хашилт\""),
            _ => label(PLACES[at % PLACES.len()]),
        };
        RoundsRow { name, points: (0..count).map(point).collect(), change, verdict, total: at == 13 }
    };
    let names = ["=2024", "2025 <2>", "2026 & хавар", "2027"];
    Chart::Rounds(Rounds {
        id: id.into(),
        title: label(("=Хүлээсэн хугацаа: <үе шатаар>", "=Waiting time: <over rounds>")),
        x_title: label(("Оноо", "Points")),
        format: Format::Points,
        rounds: names.iter().take(count).map(|name| Label::same(*name)).collect(),
        rows: (0..14).map(row).collect(),
        alt: label(("Үе шат: «хашилт», <тэмдэг>.", "Rounds: \"quotes\", <signs>.")),
    })
}

/// How answers are spread: places with all, with one answer only, with a small base, with none for every reason; long answers.
fn answers() -> Chart {
    let share = |value: f64, few: bool| Value::Number { value, format: Format::Percent, light: None, few };
    let row = |at: usize| {
        let shares = match at {
            2 => vec![absent(Absent::Withheld); 5],
            3 => vec![absent(Absent::NoData); 5],
            4 => [0.0, 0.0, 0.0, 0.0, 100.0].map(|value| share(value, false)).to_vec(),
            5 => vec![share(f64::NAN, false); 5],
            _ => [4.0, 11.5, 24.5, 41.0, 19.0].map(|value| share(value, at == 6)).to_vec(),
        };
        let base = if at == 2 { absent(Absent::Withheld) } else { Value::Count { value: 82 } };
        let name = match at {
            0 => Label::same("=HYPERLINK(\"http://x\",\"Ховд\")"),
            1 => Label::same("<script>alert('Ө')</script> & \"хашилт\""),
            _ => label(PLACES[at % PLACES.len()]),
        };
        AnswersRow { name, shares, base, total: at == 12 }
    };
    Chart::Answers(Answers {
        id: "answers.q12".into(),
        title: label((
            "=Та <үйлчилгээнд> хэр сэтгэл ханамжтай байна вэ?",
            "=How satisfied are you with the <service>?",
        )),
        answers: vec![
            label(("Огт сэтгэл ханамжгүй", "Not satisfied at all")),
            label(("Сэтгэл ханамжгүй", "Not satisfied")),
            label(("Дунд зэрэг & \"тийм\"", "So-so & \"so\"")),
            label(("Сэтгэл ханамжтай", "Satisfied")),
            label(("<Маш> сэтгэл ханамжтай", "<Very> satisfied")),
        ],
        rows: (0..13).map(row).collect(),
        alt: label(("Хариулт: «хашилт», <тэмдэг>.", "Answers: \"quotes\", <signs>.")),
    })
}

/// A table with a series over time and ways to other sections, one of which isn't there.
fn series() -> Vec<Block> {
    let columns = vec![
        column("place", t(Word::Area), ColumnKind::Text),
        column("r1", Label::same("2024"), ColumnKind::Measure),
        column("r2", Label::same("2025"), ColumnKind::Measure),
        column("r3", Label::same("2026"), ColumnKind::Measure),
    ];
    let row = |at: usize| {
        let value = |round: usize| match (at, round) {
            (6, _) => absent(Absent::NoData),
            (7, 1) => absent(Absent::Withheld),
            (8, _) => points(figure(at, round) - 60.0, None, false),
            _ => points(figure(at, round), None, false),
        };
        vec![text(PLACES[at]), value(0), value(1), value(2)]
    };
    let title = ("Оноо, <үе шатаар>", "Score, <by round>");
    let grid = grid("series", title, 1, columns, (0..13).map(row).collect());
    let trend = Trend { first: 1, count: 3, title: label(("Хандлага", "Trend")) };
    let lead = |at: usize| match at {
        0 => Some("scores".to_string()),
        1 => Some("nowhere".to_string()),
        _ => None,
    };
    vec![
        Block::Link { text: label(("← Оноо & <буцах>", "← Scores & <back>")), to: "scores".into() },
        Block::Grid(Grid { trend: Some(trend), leads: (0..3).map(lead).collect(), ..grid }),
    ]
}

/// The sample.
pub fn report() -> Report<'static> {
    let grid_only = |grid: Grid| vec![Block::Grid(grid)];
    let methods = Block::Paragraph {
        text: Label::new(
            "Харьцааны дисперсийг Вудраффын (1971) шугаман ойртолтоор, түүврийн нэгжийн нийлбэрээс тооцов. Итгэх интервал 95 %.",
            "The variance of a ratio is linearised (Woodruff 1971) and computed from the totals of the sampling units. Intervals are at 95%.",
        ),
    };
    Report {
        title: label((
            "Эрүүл мэндийн анхан шатны үйлчилгээний иргэдийн үнэлгээний хуудас",
            "Citizen report card on primary health care",
        )),
        subtitle: label(("2026 оны судалгаа", "Survey of 2026")),
        made_by: MadeBy {
            tool: "masam 0.1.0".into(),
            instrument: "health 1.0".into(),
            options: vec![("level".into(), "0.95".into())],
            sources: Vec::new(),
            words: Default::default(),
            made_up: false,
        },
        sections: vec![
            section("cover", Word::SheetCover, false, cover()),
            section("summary", Word::SheetSummary, false, summary()),
            section("scores", Word::SheetScores, true, grid_only(scores())),
            section("detail", Word::SheetDetail, true, grid_only(detail())),
            section(
                "methods",
                Word::SheetMethods,
                false,
                vec![Block::Heading { text: t(Word::VarianceMethod) }, methods],
            ),
            section("codebook", Word::SheetCodebook, false, grid_only(odd())),
            section(
                "charts",
                Word::SheetGaps,
                true,
                vec![
                    Block::Heading { text: t(Word::Score) },
                    Block::Chart(Box::new(funnel())),
                    Block::Chart(Box::new(quadrants())),
                    Block::Chart(Box::new(intervals())),
                ],
            ),
            section("map", Word::SheetMap, true, vec![Block::Chart(Box::new(map()))]),
            section(
                "rounds",
                Word::SheetIntervals,
                true,
                vec![
                    Block::Chart(Box::new(rounds("rounds.H02", 2))),
                    Block::Chart(Box::new(rounds("rounds.series", 3))),
                    Block::Chart(Box::new(answers())),
                ],
            ),
            section("series", Word::SheetChanges, true, series()),
        ],
        tidy: vec![Tidy::of(&tidy()), Tidy::of(&tidy_actions())],
    }
}
