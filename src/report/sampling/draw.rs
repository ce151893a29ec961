//! Who was drawn: the list for the field, the reserve, what was drawn from what, and how anybody draws it again.

use super::super::parts::{
    across, column, count, counted, figure, figure_or, grid, nothing, num, paragraph, phrase, row, same, text, titled,
};
use super::super::words::{SampleWord, t};
use super::super::{Absent, Block, Column, ColumnKind, Format, Grid, Report, Tidy, Value};
use super::{choices, methods, report};
use crate::lang::Label;
use crate::sampling::{Chosen, Drawing, Frame, Method, Picked};

/// A drawing with all that it depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawAsked {
    /// The list.
    pub frame: Frame,
    /// What was drawn.
    pub drawing: Drawing,
    /// How.
    pub method: Method,
    /// The seed.
    pub seed: u32,
    /// People or households to ask in a cluster.
    pub take: Option<u64>,
    /// The header of the strata, if there are any.
    pub stratum_header: Option<String>,
    /// The columns by which clusters were put in order.
    pub order: Vec<String>,
    /// How clusters were shared out over strata.
    pub shared: Label,
    /// The options as they were given.
    pub command: Vec<(String, String)>,
}

const SOURCES: &str = "Madow (1949) Ann. Math. Stat. 20:333–354; Kish (1965) Survey Sampling, 7; Hartley & Rao (1962) Ann. Math. Stat. 33:350–374; \
    Särndal, Swensson & Wretman (1992) 3.6; L'Ecuyer (1999) Oper. Res. 47:159–164";

/// The report of a drawing.
pub fn draw(asked: &DrawAsked) -> Report<'static> {
    let sample = list(asked, "sample", SampleWord::SheetSample, |picked| picked == Picked::Sample);
    let reserve = list(asked, "reserve", SampleWord::SheetReserve, |picked| picked != Picked::Sample);
    let strata = strata(asked);
    let how = choices(chosen(asked));
    let mut blocks: Vec<Block> = said(asked).into_iter().map(paragraph).collect();
    blocks.push(Block::Grid(strata.clone()));
    let mut sections = vec![across("cover", SampleWord::SheetAnswer, blocks)];
    sections.push(across("sample", SampleWord::SheetSample, vec![Block::Grid(sample.clone())]));
    let mut tidy = vec![Tidy::of(&sample)];
    if !reserve.rows.is_empty() {
        tidy.push(Tidy::of(&reserve));
        sections.push(across(
            "reserve",
            SampleWord::SheetReserve,
            vec![paragraph(about_reserve()), Block::Grid(reserve)],
        ));
    }
    tidy.extend([Tidy::of(&strata), Tidy::of(&how)]);
    sections.push(methods(&how, &asked.command, SOURCES));
    report(SampleWord::DrawTitle, &asked.command, sections, tidy)
}

fn about_reserve() -> Label {
    phrase(
        "Очих боломжгүй кластерыг тухайн давхаргынх нь нөөцөөс дуудах дарааллаар л сольж, шалтгааныг тэмдэглэнэ. Сольсон нь очоогүйгээс үүсэх хазайлтыг арилгахгүй. Жин нь анхнаасаа сонгогдсон мэт тооцсон.",
        "A cluster that cannot be visited is replaced from the reserve of its own stratum only, in the order of calls, and the reason is noted. A replacement does not take away the bias of not going there. Weights are as if it had been drawn at first.",
        &[],
    )
}

fn name(stratum: &str) -> Label {
    if stratum.is_empty() { t(SampleWord::Whole) } else { Label::same(stratum) }
}

fn said(asked: &DrawAsked) -> Vec<Label> {
    let strata = &asked.drawing.strata;
    let drawn: usize = strata.iter().map(|s| s.drawn).sum();
    let certain: usize = strata.iter().map(|s| s.certain).sum();
    let reserve: usize = strata.iter().map(|s| s.reserve).sum();
    let mut said = vec![phrase(
        "{2} давхаргын {1} кластераас {0}-г сонгов; {3} нь заавал орсон, {4} нь нөөцөд. Эх тоо (seed): {5}.",
        "{0} of {1} clusters in {2} strata were drawn; {3} of them were certain, {4} more are in reserve. Seed: {5}.",
        &[
            counted(drawn as u64),
            counted(asked.frame.clusters.len() as u64),
            counted(strata.len() as u64),
            counted(certain as u64),
            counted(reserve as u64),
            Label::same(asked.seed.to_string()),
        ],
    )];
    let sample = || asked.drawing.chosen.iter().filter(|chosen| chosen.picked == Picked::Sample);
    if asked.take.is_some() {
        let all: f64 = sample().filter_map(|chosen| chosen.take).sum();
        let weights = || sample().map(|chosen| chosen.weight);
        let (low, high) = weights().fold((f64::INFINITY, 0f64), |(low, high), w| (low.min(w), high.max(w)));
        said.push(phrase(
            "Нийт {0}-г асууна; жин {1}–{2}.",
            "{0} are to be asked in all; weights go from {1} to {2}.",
            &[counted(all.round() as u64), num(low, Format::Plain(2)), num(high, Format::Plain(2))],
        ));
    }
    said
}

/// Columns that are there in every list.
const OWN: [&str; 11] =
    ["call", "stratum", "psu", "size", "probability", "certain", "take", "cluster_weight", "weight", "fpc", "fpc2"];

/// A header of the user's list that isn't taken yet.
fn free(header: &str) -> String {
    if OWN.contains(&header) { format!("list_{header}") } else { header.to_owned() }
}

fn list(asked: &DrawAsked, id: &str, title: SampleWord, is: impl Fn(Picked) -> bool) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let mut columns: Vec<Column> = Vec::new();
    let reserve = id == "reserve";
    if reserve {
        columns.push(column("call", SampleWord::Call, Count));
    }
    if let Some(header) = &asked.stratum_header {
        columns.push(titled(&free(header), Label::same(header), Text));
    }
    columns.extend([
        column("stratum", SampleWord::Stratum, Text),
        column("psu", SampleWord::Cluster, Code),
        column("size", SampleWord::Size, Measure),
        column("probability", SampleWord::Probability, Measure),
        column("certain", SampleWord::IsCertain, Count),
        column("take", SampleWord::Take, Measure),
        column("cluster_weight", SampleWord::ClusterWeight, Measure),
        column("weight", SampleWord::Weight, Measure),
        column("fpc", SampleWord::Fpc, Measure),
        column("fpc2", SampleWord::FpcWithin, Measure),
    ]);
    columns.extend(asked.frame.carried.iter().map(|header| titled(&free(header), Label::same(header), Text)));
    let rows = asked.drawing.chosen.iter().filter(|chosen| is(chosen.picked)).map(|chosen| {
        let call = match chosen.picked {
            Picked::Reserve(call) => Some(count(call as u64)),
            Picked::Sample => None,
        };
        row(call.into_iter().chain(values(asked, chosen)).collect())
    });
    let mut list = grid(id, t(title), columns, 1 + usize::from(reserve), rows.collect());
    list.notes.push(phrase(
        "stratum, psu, weight, fpc, fpc2 баганыг судалгааны мэдээлэлд psu-гаар нь нэгтгэвэл masam өөрөө таньна. Өрхөөс нэг хүнийг асуувал жинг тэр өрхийн хүний тоогоор үржүүлнэ.",
        "Join the columns stratum, psu, weight, fpc and fpc2 to the survey by psu, and masam finds them. Where one person of a household is asked, multiply the weight by the people in it.",
        &[],
    ));
    list
}

fn values(asked: &DrawAsked, chosen: &Chosen) -> Vec<Value> {
    let cluster = &asked.frame.clusters[chosen.cluster];
    let stratum = &asked.frame.strata[cluster.stratum];
    let told = &asked.drawing.strata[cluster.stratum];
    // A certain cluster is a stratum of its own: nothing was left to chance among clusters.
    let own = if chosen.certain { format!("{stratum}: {}", cluster.label) } else { stratum.clone() };
    let own = if own.is_empty() { "1".to_owned() } else { own.trim_start_matches(": ").to_owned() };
    let exact = |value: f64| figure(value, Format::Plain(2));
    let mut values: Vec<Value> = Vec::new();
    values.extend(asked.stratum_header.as_ref().map(|_| same(stratum)));
    values.extend([
        same(own),
        same(&cluster.label),
        if asked.frame.has_sizes { figure(cluster.size, Format::Plain(0)) } else { nothing() },
        figure(chosen.probability, Format::Plain(4)),
        count(u64::from(chosen.certain)),
        figure_or(chosen.take, Format::Plain(0), Absent::NotApplicable),
        exact(chosen.cluster_weight),
        exact(chosen.weight),
        figure_or(if chosen.certain { Some(1.0) } else { told.fpc }, Format::Plain(2), Absent::NotApplicable),
        figure_or(chosen.take.map(|_| cluster.size), Format::Plain(0), Absent::NotApplicable),
    ]);
    values.extend(cluster.carried.iter().map(same));
    values
}

fn strata(asked: &DrawAsked) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("stratum", SampleWord::Stratum, Text),
        column("clusters", SampleWord::InList, Count),
        column("size", SampleWord::SizeInAll, Measure),
        column("drawn", SampleWord::Drawn, Count),
        column("certain", SampleWord::Certain, Count),
        column("reserve", SampleWord::SheetReserve, Count),
        column("take", SampleWord::Asked, Measure),
        column("interval", SampleWord::Interval, Measure),
        column("start", SampleWord::Start, Measure),
        column("fpc", SampleWord::Fpc, Measure),
    ];
    let asked_in = |h: usize| -> Option<f64> {
        let of = asked
            .drawing
            .chosen
            .iter()
            .filter(|c| c.picked == Picked::Sample && asked.frame.clusters[c.cluster].stratum == h);
        of.map(|c| c.take).sum::<Option<f64>>().filter(|_| asked.take.is_some())
    };
    let line = |(h, s): (usize, &crate::sampling::StratumDrawn)| {
        let number = |value: Option<f64>, digits| figure_or(value, Format::Plain(digits), Absent::NotApplicable);
        row(vec![
            text(name(&asked.frame.strata[h])),
            count(s.clusters as u64),
            if asked.frame.has_sizes { figure(s.size, Format::Plain(0)) } else { nothing() },
            count(s.drawn as u64),
            count(s.certain as u64),
            count(s.reserve as u64),
            number(asked_in(h), 0),
            number(s.interval, 2),
            number(s.start, 6),
            number(s.fpc, 2),
        ])
    };
    grid("strata", t(SampleWord::SheetStrata), columns, 1, asked.drawing.strata.iter().enumerate().map(line).collect())
}

fn chosen(asked: &DrawAsked) -> Vec<super::Choice> {
    let method = match asked.method {
        Method::Pps => (
            Label::new("хэмжээнд нь хувь тэнцүүлсэн, системтэй (pps)", "proportional to size, systematic (pps)"),
            phrase(
                "π = n·x/X. Алхмаас том кластер заавал орно; бусдыг нь дахин тооцно. Нийлбэр магадлалын мөрөнд u, u + 1, u + 2 … тусах кластерыг авна.",
                "π = n·x/X. A cluster larger than the interval is certain, and the others are computed anew. Along the running sum of probabilities, those are taken in which u, u + 1, u + 2 … fall.",
                &[],
            ),
        ),
        Method::Systematic => (
            Label::new("тэнцүү магадлалтай, системтэй (systematic)", "equal probabilities, systematic (systematic)"),
            phrase("π = n/N; алхам бүрт нэг кластер.", "π = n/N; one cluster in each interval.", &[]),
        ),
        Method::Random => (
            Label::new("энгийн санамсаргүй (random)", "simple random (random)"),
            phrase(
                "Кластер бүрт нэг тоо; хамгийн бага n тоотойг нь авна.",
                "A number for each cluster; those with the n smallest numbers are taken.",
                &[],
            ),
        ),
    };
    let order = if asked.order.is_empty() {
        Label::new("жагсаалтын дараалал", "order of the list")
    } else {
        Label::same(asked.order.join(", "))
    };
    let take = asked.take.map_or_else(|| Label::same("–"), counted);
    vec![
        (Label::new("Сонгох арга", "How clusters are drawn"), method.0, method.1),
        (
            t(SampleWord::Stratum),
            asked.stratum_header.as_ref().map_or_else(|| Label::new("нэг", "one"), Label::same),
            phrase(
                "Давхарга бүрээс тусад нь сонгоно. {0}",
                "Each stratum is drawn from by itself. {0}",
                std::slice::from_ref(&asked.shared),
            ),
        ),
        (
            Label::new("Дараалал", "Order"),
            order,
            phrase(
                "Системтэй сонголт энэ дарааллын дагуу жигд тархана.",
                "A systematic draw spreads evenly along it.",
                &[],
            ),
        ),
        (
            t(SampleWord::Take),
            take,
            phrase(
                "Заавал орсон кластерт том байгаагаараа олныг асууна: нэг хүний сонгогдох магадлал адил байна. Жин = 1/π × кластерын хэмжээ / асуух тоо. Талбарт гарахад хэмжээ өөр байвал жинг шинэ/хуучин хэмжээгээр үржүүлнэ.",
                "In a certain cluster as many more as it is larger than the interval, so that all have the same chance. Weight = 1/π × size / to ask. Where the field finds another size, multiply the weight by new/old.",
                &[],
            ),
        ),
        (
            Label::new("Эх тоо (seed)", "Seed"),
            Label::same(asked.seed.to_string()),
            phrase(
                "MRG32k3a (L'Ecuyer 1999), R-тэй адил: RNGkind(\"L'Ecuyer-CMRG\"); set.seed({0}); runif(1). Давхарга бүрт жагсаалтын дарааллаар нэг тоо (random бол кластер бүрт нэг), дараа нь нөөцөд мөн адил.",
                "MRG32k3a (L'Ecuyer 1999), as in R: RNGkind(\"L'Ecuyer-CMRG\"); set.seed({0}); runif(1). One number for each stratum in the order of the list (random: one for each cluster), then the same for the reserve.",
                &[Label::same(asked.seed.to_string())],
            ),
        ),
        (
            t(SampleWord::Fpc),
            Label::new("n²/Σπ²", "n²/Σπ²"),
            phrase(
                "Магадлал тэнцүү бол яг кластерын тоо; pps үед Хартли, Рао нарын ойролцоолол. Заавал орсон кластер нь өөрөө давхарга, fpc = 1: masam estimate --strata stratum --cluster psu,өрх --fpc fpc,fpc2 --weight weight. Заавал орсон кластергүй бол --fpc-гүйгээр тооцох нь болгоомжтой.",
                "The clusters there are where probabilities are equal; with pps the approximation of Hartley and Rao. A certain cluster is a stratum of its own with fpc = 1: masam estimate --strata stratum --cluster psu,household --fpc fpc,fpc2 --weight weight. Without certain clusters, to leave --fpc out is the cautious choice.",
                &[],
            ),
        ),
        (
            t(SampleWord::SheetReserve),
            counted(asked.drawing.strata.iter().map(|s| s.reserve as u64).sum()),
            about_reserve(),
        ),
    ]
}
