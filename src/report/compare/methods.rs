//! The methods: every choice in words, with its formula, what else it could have been, and where it comes from.

use super::book::{Book, benchmark_name, percent};
use crate::compare::{BenchmarkKind, Chance, OverDispersion, StarRule};
use crate::lang::Label;
use crate::report::parts::{
    TOOL, across, column, counted, grid, heading, joined, num, paragraph, phrase, row, same, text,
};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Block, ColumnKind, Format, Grid, GridRow, Section};

/// The sheet of methods.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Grid(choices(book)), Block::Grid(options(book)), heading(Word::CannotSay)];
    blocks.extend(cannot_say().into_iter().map(paragraph));
    blocks.push(heading(Word::Sources));
    blocks.push(paragraph(Label::same(SOURCES)));
    across("methods", Word::SheetMethods, blocks)
}

const SOURCES: &str = "Spiegelhalter (2005) Statistics in Medicine 24:1185 (funnel plots, over-dispersion); \
    Spiegelhalter (2005) Quality and Safety in Health Care 14:347; CAHPS Analysis Program (case mix, stars); \
    Holm (1979) Scandinavian Journal of Statistics 6:65; Klein, Wright & Wieczorek (2020) JRSS C 69 (joint ranks); \
    DerSimonian & Laird (1986), Paule & Mandel (1982) (between-facility variance); \
    WHO Service Availability and Readiness Assessment (2015); World Bank Service Delivery Indicators; \
    Cronbach (1951) Psychometrika 16:297; Shrout & Fleiss (1979) Psychological Bulletin 86:420; \
    Krippendorff (2004) Content Analysis";

/// A choice: its name, its value, what it means, its formula, what else it could have been.
struct Choice {
    name: Label,
    value: Label,
    meaning: Label,
    formula: &'static str,
    other: Label,
}

fn choices(book: &Book) -> Grid {
    use ColumnKind::{Prose, Text};
    let columns = vec![
        column("choice", Word::Option, Text),
        column("value", Word::Value, Text),
        column("meaning", Word::About, Prose),
        column("formula", Word::Formula, Prose),
        column("alternatives", Word::Alternatives, Text),
    ];
    let mut all = compared(book);
    all.extend(chance(book));
    all.extend(told(book));
    all.extend(made_of(book));
    let line =
        |c: Choice| row(vec![text(c.name), text(c.value), text(c.meaning), same(or_dash(c.formula)), text(c.other)]);
    grid("methods", t(Word::Choices), columns, 1, all.into_iter().map(line).collect())
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn dash() -> Label {
    Label::same("–")
}

fn names<T>(all: &[(&'static str, T)]) -> Label {
    Label::same(all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "))
}

/// Who is compared with whom, and with what.
fn compared(book: &Book) -> Vec<Choice> {
    let chosen = &book.comparison.choices;
    let peers = match chosen.peers.is_empty() {
        true => Label::new("бүх байгууллагыг хамт", "all facilities together"),
        false => Label::same(chosen.peers.join(", ")),
    };
    let about = match chosen.peers.is_empty() {
        true => Label::new(
            "Анхаар: өөр төрлийн байгууллагуудыг хооронд нь харьцуулсан, учир нь тушаалд тэгж заасан. Эмнэлэг ба сумын төвийн ялгаа нь ажлын ялгаа биш байж болно.",
            "Mind: facilities of different types are compared with each other, because the command said so. A hospital differs from a soum health centre in more than its work.",
        ),
        false => Label::new(
            "Байгууллагыг зөвхөн ижил төрлийн, ижил нөхцөлтэй байгууллагатай харьцуулсан. Бүлэг нь тодорхойгүй байгууллагыг харьцуулаагүй.",
            "A facility is compared only with others of its kind and setting. One whose group isn't known is not compared.",
        ),
    };
    let benchmark = match chosen.benchmark {
        BenchmarkKind::Peers => (
            "th = Σ n·y / Σ n",
            Label::new(
                "Бүлгийн дундаж, хариултын тоогоор жинлэсэн. Дундаж бол норм биш.",
                "The mean of the peers by their answers. An average is not a norm.",
            ),
        ),
        BenchmarkKind::Target => (
            "",
            Label::new(
                "Тухайн өдөр, газар, төрөлд хүчинтэй норм, зорилт. Байхгүй бол дүгнэхгүй.",
                "The norm or target in force for that day, place and type. Without one nothing is judged.",
            ),
        ),
        BenchmarkKind::BestQuarter => (
            "",
            Label::new(
                "Бүлгийн шилдэг дөрөвний нэгийн дундаж: хүрч болох түвшин, норм биш. Дүгнэж буй утгаар нь сонгосон тул хэнийг ч тэмдэглэхгүй.",
                "The mean of the best quarter of the peers: what can be reached, not a norm. They are picked by the values that are judged, so that nobody is marked.",
            ),
        ),
        BenchmarkKind::Previous => (
            "",
            Label::new(
                "Байгууллагын өөрийнх нь өмнөх үе шатны утга: өөрчлөлтийг хоёр үеийн ялгааны алдаатай харьцуулна. Хоёр үед хоёуланд нь хариулт хангалттай байх ёстой.",
                "The facility's own value in the previous round; the change is judged with the error of the difference. Both rounds must have answers enough.",
            ),
        ),
    };
    vec![
        Choice {
            name: t(CompareWord::PeerGroups),
            value: peers,
            meaning: about,
            formula: "",
            other: Label::same("--peers"),
        },
        Choice {
            name: t(Word::Benchmark),
            value: benchmark_name(chosen.benchmark),
            meaning: benchmark.1,
            formula: benchmark.0,
            other: names(&BenchmarkKind::NAMES),
        },
        Choice {
            name: t(Word::Design),
            value: Label::new("байгууллага бүр нэг давхарга", "each facility is a stratum"),
            meaning: Label::new(
                "Хариулагч (эсвэл тухайн өдрийн хариулагчид) нь байгууллага доторх түүврийн нэгж. Жин байвал тооцсон. Стандарт алдаа нь зөвхөн тэр байгууллагын хариултын хэлбэлзлээс гарна.",
                "Respondents, or those of one visit, are the sampled units of a facility. Weights count where there are any. A standard error comes from the answers of that facility alone.",
            ),
            formula: "y = Σ w·y / Σ w",
            other: dash(),
        },
    ]
}

/// What chance allows.
fn chance(book: &Book) -> Vec<Choice> {
    let chosen = &book.comparison.choices;
    let used = |chance: Chance| book.comparison.figures.iter().any(|of| of.chance == chance);
    let mut all = Vec::new();
    for (chance, word, formula) in [
        (
            Chance::Binomial,
            CompareWord::ChanceBinomial,
            "P(R ≤ r) = p, interpolated; p = .025, .975, .001, .999; n = effective answers",
        ),
        (Chance::Poisson, CompareWord::ChancePoisson, "P(O ≤ o) = p, interpolated, / E; p = .025, .975, .001, .999"),
        (Chance::Error, CompareWord::ChanceError, "th ± z·s; z = 1.960, 3.090; with visit clusters t of clusters − 1"),
        (Chance::None, CompareWord::ChanceNone, ""),
    ] {
        if used(chance) {
            all.push(Choice {
                name: t(CompareWord::Limits),
                value: t(word),
                meaning: limits_about(chance),
                formula,
                other: dash(),
            });
        }
    }
    // The spread of peers around their own mean says nothing of how far they lie from a target.
    let about_peers = matches!(chosen.benchmark, BenchmarkKind::Peers | BenchmarkKind::BestQuarter);
    let meaning = match about_peers {
        true => over_dispersion(chosen.over_dispersion),
        false => Label::new(
            "Зорилт, өмнөх үе шат нь бүлгийн дундаж биш тул байгууллага хоорондын хэлбэлзлээр хязгаарыг өргөсгөөгүй.",
            "A target and the round before aren't the mean of the peers, so that limits about them are not widened by what peers differ by.",
        ),
    };
    all.push(Choice {
        name: t(CompareWord::OverDispersion),
        value: Label::same(chosen.over_dispersion.name()),
        meaning,
        formula: match chosen.over_dispersion {
            OverDispersion::Additive => "z = (y − th)/s; φ = Σ z²/I after winsorising at 10 % and 90 %; τ² = max(0, (I·φ − (I − 1)) / (Σw − Σw²/Σw)), w = 1/s²; th ± z·√(s² + τ²)",
            OverDispersion::Multiplicative => "z = (y − th)/s; φ = Σ z²/I after winsorising at 10 % and 90 %; th ± z·s·√φ",
            OverDispersion::None => "Σ z² against χ²(I − 1)",
        },
        other: names(&OverDispersion::NAMES),
    });
    all.push(Choice {
        name: t(Word::FewThreshold),
        value: counted(chosen.few),
        meaning: phrase(
            "Үүнээс цөөн хариулттай бол байгууллагыг дүгнэхгүй: «{compare_too_small}».",
            "A facility with fewer answers is not judged: “{compare_too_small}”.",
            &[],
        ),
        formula: "",
        other: Label::same("--few"),
    });
    all
}

fn limits_about(chance: Chance) -> Label {
    match chance {
        Chance::Binomial => Label::new(
            "Бүх байгууллага яг адил ажилладаг байсан ч хариултын тоо цөөн бол хувь хэлбэлзэнэ. Хязгаар тэр хэлбэлзлийг харуулна: 95 %-ийн гадна 20-ийн 1, 99,8 %-ийн гадна 1000-ын 2 нь санамсаргүй гарна.",
            "If all facilities worked exactly alike, shares would still vary where answers are few. The limits show by how much: by chance 1 in 20 lies outside 95%, 2 in 1,000 outside 99.8%.",
        ),
        Chance::Poisson => Label::new(
            "Тоог хүлээгдсэн тоотой харьцуулсан; тоо бага бол санамсаргүй хэлбэлзэл их.",
            "A count is held against what was expected; small counts vary more by chance.",
        ),
        Chance::Error => Label::new(
            "Дундаж, онооны хязгаар нь түүврийн стандарт алдаанаас гарна. Байгууллагын өөрийн итгэх интервал бол өөр зүйл: хяналтын хязгаар биш.",
            "Limits of means and scores come from the design-based standard error. A facility's own confidence interval is another thing: no control limit.",
        ),
        Chance::None => Label::new(
            "Байгаа бүхнийг тоолсон тул санамсаргүй хэлбэлзэл алга: зөвхөн харьцуулах түвшнээс дээгүүр, доогуур гэж хэлнэ.",
            "Everything there is was counted, so chance plays no part: it is above or below the benchmark, and no more can be said.",
        ),
    }
}

fn over_dispersion(way: OverDispersion) -> Label {
    match way {
        OverDispersion::Additive => Label::new(
            "Байгууллагууд санамсаргүйгээс илүү ялгаатай бол (χ² шалгуур, p < 0,05) байгууллага хоорондын хэлбэлзэл τ²-ийг нэмж хязгаарыг өргөсгөнө. Тэгэхгүй бол олон байгууллага дэмий «гадна» гарна.",
            "Where facilities differ more than chance explains (χ² test, p < 0.05), the variance between them, τ², is added and limits get wider. Otherwise many would lie outside for nothing.",
        ),
        OverDispersion::Multiplicative => Label::new(
            "Байгууллагууд санамсаргүйгээс илүү ялгаатай бол (χ² шалгуур, p < 0,05) стандарт алдааг √φ дахин үржүүлнэ.",
            "Where facilities differ more than chance explains (χ² test, p < 0.05), standard errors are multiplied by √φ.",
        ),
        OverDispersion::None => Label::new(
            "Хязгаар нь зөвхөн санамсаргүй хэлбэлзлийнх. Байгууллагууд үүнээс илүү ялгаатай бол олон нь гадна гарна.",
            "Limits are those of chance alone. Where facilities differ more than that, many lie outside.",
        ),
    }
}

/// Tests, signals, ranks and stars.
fn told(book: &Book) -> Vec<Choice> {
    let chosen = &book.comparison.choices;
    let reliability = num(chosen.reliability, Format::Plain(2));
    vec![
        Choice {
            name: t(CompareWord::NeedsSupport),
            value: phrase("99,8 %, Холм", "99.8%, Holm", &[]),
            meaning: Label::new(
                "Дохио өгөхийн тулд 99,8 %-ийн хязгаараас гадна байх ёстой, бүлгийн бүх байгууллагыг тооцсон ч (Холмын засвар). Нэг бүлэг, нэг үзүүлэлт нь засварын нэг бүлэг; үзүүлэлтүүдийг хооронд нь засаагүй.",
                "A signal wants a value outside the 99.8% limits, also when all facilities of the group are counted (Holm). A family is one figure in one group; figures are not adjusted for one another.",
            ),
            formula: "p = 2·min(P(≤), P(≥)); Holm: p(i)·(m − i + 1), made monotone",
            other: dash(),
        },
        Choice {
            name: t(CompareWord::Reliability),
            value: phrase("≥ {0}", "≥ {0}", std::slice::from_ref(&reliability)),
            meaning: phrase(
                "Ялгааны хэдэн хувь нь байгууллага хоорондын бодит ялгаа вэ (0–1). {0}-аас бага бол од өгөхгүй.",
                "Which share of the variance is real difference between facilities (0 to 1). Below {0} there are no stars.",
                &[reliability],
            ),
            formula: "B = τ²/(τ² + s²); shrunken = B·y + (1 − B)·μ",
            other: Label::same("--reliability"),
        },
        Choice {
            name: t(CompareWord::Ranks),
            value: phrase("≤ {0}", "≤ {0}", &[counted(chosen.ranks_up_to as u64)]),
            meaning: phrase(
                "Хүлээгдэх эрэмбэ ба хамтын интервал (95 %). {0}-аас олон байгууллагатай бүлэгт эрэмбэ байхгүй. Эрэмбийг интервалгүйгээр хэзээ ч бичихгүй.",
                "The expected rank and its joint interval (95%). Groups of more than {0} facilities have none. A rank is never printed without its interval.",
                &[counted(chosen.ranks_up_to as u64)],
            ),
            formula: "1 + Σ Φ((yj − yi)/√(si² + sj²)); [1 + #{Lj > Ui}, k − #{Uj < Li}]",
            other: dash(),
        },
        Choice {
            name: t(CompareWord::Stars),
            value: Label::same(chosen.stars.name()),
            meaning: stars(chosen.stars),
            formula: match chosen.stars {
                StarRule::Three => "t = (a − mean)/se, df = n − 1, Holm",
                StarRule::Five => "min Σ (y − cluster mean)², exact by dynamic programming",
                StarRule::None => "",
            },
            other: names(&StarRule::NAMES),
        },
        Choice {
            name: t(Word::Level),
            value: percent(chosen.level),
            meaning: Label::new(
                "Байгууллагын өөрийн утгын итгэх интервал. Хяналтын хязгаараас өөр зүйл.",
                "The confidence interval of a facility's own value. It is not a control limit.",
            ),
            formula: "",
            other: dash(),
        },
        Choice {
            name: t(Word::MadeFor),
            value: t(if chosen.public { Word::ForPublic } else { Word::ForInternal }),
            meaning: Label::new(
                "Дүгнэж буй зүйл нь байгууллага, нэртэй ажилтан биш.",
                "The subject is the facility, never a named member of staff.",
            ),
            formula: "",
            other: Label::same("--public"),
        },
    ]
}

fn stars(rule: StarRule) -> Label {
    match rule {
        StarRule::None => Label::new("Од өгөөгүй.", "No stars are given."),
        StarRule::Three => Label::new(
            "1 од: бүлгийн дунджаас тодорхой доогуур, 3 од: тодорхой дээгүүр, 2 од: бусад. Хэн нэгэнд заавал доогуур од өгөхгүй.",
            "1 star is clearly worse than the peers, 3 clearly better, 2 all others. Nobody has to come last.",
        ),
        StarRule::Five => Label::new(
            "Оноог таван бүлэгт хуваасан: бүлэг доторх ялгаа хамгийн бага байхаар. Хэн нэгэн заавал 1 од авна.",
            "Scores are put into five clusters so that those within one are as alike as can be. Somebody always gets one star.",
        ),
    }
}

/// What figures are made of.
fn made_of(book: &Book) -> Vec<Choice> {
    let chosen = &book.comparison.choices;
    let adjusted = match chosen.adjust.is_empty() {
        true => (
            Label::new("засаагүй", "not adjusted"),
            Label::new(
                "Хариулагчдын нас, боловсрол, эрүүл мэндийн ялгааг тооцоогүй: байгууллагын ялгаанд хариулагчдын ялгаа орсон байж болно.",
                "Age, education and health of respondents are not taken out: differences between facilities may be differences between those who answered.",
            ),
        ),
        false => (
            Label::same(chosen.adjust.join(", ")),
            Label::new(
                "Үзүүлэлт бүрийг бүлэг дотор хариулагчийн шинжээр засаж, байгууллага бүр ижил хариулагчтай байсан мэт тооцсон. Дутуу шинжийг тухайн байгууллагын дунджаар орлуулсан.",
                "In each group every figure is adjusted for who answered, as if all facilities had the same respondents. A missing trait takes the facility's mean.",
            ),
        ),
    };
    let mut all = vec![Choice {
        name: t(CompareWord::CaseMix),
        value: adjusted.0,
        meaning: adjusted.1,
        formula: "y = x′b + μp + e; ap = μp + mean(ȳ) − mean(μ)",
        other: Label::same("--adjust"),
    }];
    if book.comparison.readiness.is_some() {
        all.push(Choice {
            name: t(CompareWord::SheetReadiness),
            value: Label::same("WHO SARA"),
            meaning: Label::new(
                "Чиглэлийн оноо: асуусан зүйлээс байгаа нь. Асуугаагүй, уншигдаагүй зүйлийг орхиж, үлдсэнээр тооцоод тэгж бичсэн. Шаардахгүй зүйл тооцоонд орохгүй: тэг биш.",
                "The score of a domain is the share of items that are there among those asked. Items not asked or unreadable are left out, and that is said. What a facility isn't due doesn't count: it is no zero.",
            ),
            formula: "domain = present/asked; general = mean of the domains",
            other: dash(),
        });
    }
    if !book.comparison.norms.is_empty() {
        all.push(Choice {
            name: t(Word::Norm),
            value: Label::new("хүчинтэй өдөр, газар, төрлөөр", "by day, place and type in force"),
            meaning: phrase(
                "Норм нь өдөр, газар, байгууллагын төрлөөр өөр. Норм мэдэгдэхгүй бол «{no_norm}», тэг биш.",
                "Norms depend on day, place and type of facility. Where none is known it says “{no_norm}”, not zero.",
                &[],
            ),
            formula: "gap = actual − due; ratio = actual/due",
            other: Label::same("--as-of YYYY-MM-DD"),
        });
    }
    all
}

/// The options as they were given, to run it again.
fn options(book: &Book) -> Grid {
    let columns =
        vec![column("option", Word::Option, ColumnKind::Code), column("value", Word::Value, ColumnKind::Text)];
    let mut rows: Vec<GridRow> = vec![row(vec![same("masam"), same(TOOL)])];
    rows.extend(book.source.command.iter().map(|(name, value)| row(vec![same(name), same(or_dash(value))])));
    grid("options", t(Word::Options), columns, 1, rows)
}

fn cannot_say() -> Vec<Label> {
    vec![
        Label::new(
            "Яагаад гэдгийг хэлж чадахгүй. Хязгаараас гадна байгаа нь очиж асуух шалтгаан, буруутгах үндэслэл биш.",
            "It cannot say why. To lie outside the limits is a reason to go and ask, not to blame.",
        ),
        Label::new(
            "Хязгаар дотор байгаа нь сайн гэсэн үг биш: зөвхөн бүлгээсээ ялгарах нотолгоо алга. Бүх бүлэг сул байж болно.",
            "Within the limits doesn't mean good: there is only no evidence of a difference. The whole group may be weak.",
        ),
        Label::new(
            "Цөөн хариулттай байгууллагын бодит ялгаа харагдахгүй байж болно.",
            "Where answers are few, a real difference may stay hidden.",
        ),
        Label::new(
            "Үзүүлэлт олон бол бүгдийг хамтад нь засаагүй тул цөөн нь санамсаргүй гадна гарч болно.",
            "Figures are not adjusted for one another, so among many a few may lie outside by chance.",
        ),
    ]
}

/// The choices in one line, for the cover.
pub fn in_short(book: &Book) -> Label {
    let chosen = &book.comparison.choices;
    let adjust = match chosen.adjust.is_empty() {
        true => Label::new("засваргүй", "not adjusted"),
        false => phrase("зассан: {0}", "adjusted for {0}", &[Label::same(chosen.adjust.join(", "))]),
    };
    joined(
        &[
            benchmark_name(chosen.benchmark),
            phrase("{0}-аас цөөн бол дүгнэхгүй", "not judged below {0} answers", &[counted(chosen.few)]),
            adjust,
            t(if chosen.public { Word::ForPublic } else { Word::ForInternal }),
        ],
        "; ",
    )
}
