//! The methods: every choice behind the numbers with what else it could have been, in plain words, and what the card
//! cannot say.

use super::book::Book;
use super::cover::{design_line, publication};
use super::parts::{across, column, counted, grid, heading, joined, num, paragraph, phrase, row, same, text};
use crate::card::withhold::presentation::Presentation;
use crate::card::{Average, Importance, Publication};
use crate::coding::ImportanceBy;
use crate::design::LonelyCluster;
use crate::estimate::{DfRule, IntervalMethod, QuantileInterval, QuantileRule};
use crate::lang::Label;
use crate::report::basis;
use crate::report::words::{PriorityWord, Word, t};
use crate::report::{Block, ColumnKind, Format, Grid, GridRow, Section};
use crate::travel::Shared;
use crate::weighting::{Basis, Errors};

/// The sheet of methods.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Grid(choices(book)), Block::Grid(options(book)), heading(Word::CannotSay)];
    blocks.extend(cannot_say(book).into_iter().map(paragraph));
    blocks.push(heading(Word::Sources));
    blocks.push(paragraph(Label::same(SOURCES)));
    across("methods", Word::SheetMethods, blocks)
}

const SOURCES: &str = "Lumley (2010) Complex Surveys; Särndal, Swensson & Wretman (1992); Woodruff (1952, 1971); \
    Korn & Graubard (1998); NCHS, Vital and Health Statistics 2(175) (2017); Holm (1979); Hyndman & Fan (1996); \
    Gusfield (1988); Fischetti & Salazar (2001); World Bank, Citizen Report Cards";

/// A choice: its name, its value, what it means, what else it could have been.
type Choice = (Label, Label, Label, Label);

fn choices(book: &Book) -> Grid {
    use ColumnKind::{Prose, Text};
    let columns = vec![
        column("choice", Word::Option, Text),
        column("value", Word::Value, Text),
        column("meaning", Word::About, Prose),
        column("alternatives", Word::Alternatives, Text),
    ];
    let mut all = [design(book), errors(book), comparisons(book), shown(book), data(book)].concat();
    all.extend(shared(book));
    let rows: Vec<GridRow> = all
        .into_iter()
        .map(|(name, value, meaning, other)| row(vec![text(name), text(value), text(meaning), text(other)]))
        .collect();
    grid("methods", t(Word::Choices), columns, 1, rows)
}

/// The options as they were given, to run the card again.
fn options(book: &Book) -> Grid {
    let columns =
        vec![column("option", Word::Option, ColumnKind::Code), column("value", Word::Value, ColumnKind::Text)];
    let mut rows = vec![row(vec![same("masam"), same(super::parts::TOOL)])];
    rows.extend(book.source.command.iter().map(|(name, value)| row(vec![same(name), same(shown_value(value))])));
    grid("options", t(Word::Options), columns, 1, rows)
}

fn shown_value(value: &str) -> &str {
    if value.is_empty() { "–" } else { value }
}

fn none() -> Label {
    Label::same("–")
}

fn names<T>(all: &[(&'static str, T)]) -> Label {
    Label::same(all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "))
}

fn design(book: &Book) -> Vec<Choice> {
    let unweighted = book.source.columns.design.weight.is_none();
    let weight = if book.survey.coding.implied_weights {
        Label::new(
            "Жингийн багана байхгүй тул жинг түүврийн хувиас гаргасан: шат бүрийн N/n-ийн үржвэр.",
            "There is no column of weights: they follow from the population sizes, as the product of N/n over the stages.",
        )
    } else if unweighted {
        Label::new(
            "Жингийн багана байхгүй тул хариулагч бүр адил жинтэй. Түүвэр тэгш бус бол нийт дүн хазайж болно.",
            "There is no column of weights: every respondent counts the same. If some were likelier to be drawn, totals are biased.",
        )
    } else {
        Label::new(
            "Хариулагч бүр хэдэн хүнийг төлөөлж байгаагаар нь жинлэсэн. Сул хариулт нөхөөгүй.",
            "Every respondent counts for as many people as their weight says. Non-response is not adjusted for here.",
        )
    };
    let weight = match book.survey.weights.errors() {
        Errors::Calibrated(_) => Label::new(
            "Хариулагч бүр хэдэн хүнийг төлөөлж байгаагаар нь жинлэж, жинг хүн амын мэдэгдэж буй тоонд тааруулсан.",
            "Every respondent counts for as many people as their weight says, and weights were made to give known totals of the population.",
        ),
        Errors::Design | Errors::Made(_) | Errors::Given(..) => weight,
    };
    let basis = book.survey.weights.basis();
    let names_of = |name: &str| book.term(name);
    let weighting = basis::short(&basis, &names_of).map(|short| {
        let options = "--poststratify, --rake, --calibrate; --replicates, --jackknife, --bootstrap";
        (t(Word::WeightsAndErrors), short, joined(&basis::notes(&basis, &names_of), " "), Label::same(options))
    });
    let mut all = vec![(t(Word::Design), design_line(book), weight, none())];
    all.extend(weighting);
    // Replicates of the file say everything about the design.
    if !matches!(basis, Basis::Given { .. }) {
        all.extend(strata_and_clusters(book));
    }
    all.push((
        t(Word::AveragePlaces),
        book.average_name(),
        Label::new(
            "Газруудыг нэг тоонд нэгтгэсэн арга. Медианыг үргэлж бүх хариулагчаас тооцно.",
            "How places are put together into one number. Medians are always taken over all respondents.",
        ),
        names(&Average::NAMES),
    ));
    all
}

fn strata_and_clusters(book: &Book) -> Vec<Choice> {
    let units = &book.survey.coding.units;
    let stage = |stage: u8| units.nodes().iter().filter(|n| n.stage == stage).count() as u64;
    let sizes = [counted(stage(0)), counted(stage(1))];
    let lonely = book.survey.choices.rules.variance.lonely;
    vec![
        (
            t(Word::Strata),
            phrase("давхарга {0}, нэгж {1}", "{0} strata, {1} sampled units", &sizes),
            Label::new(
                "Алдааг нэгдүгээр шатны түүврийн нэгжийн (кластер) хоорондын хэлбэлзлээр, давхарга тус бүрд тооцсон. Тооцоонд ороогүй мөр ч загварт үлдсэн.",
                "Errors come from how first-stage units (clusters) differ within each stratum. Rows that are left out stay in the design.",
            ),
            none(),
        ),
        (t(Word::LonelyClusters), Label::same(lonely.name()), lonely_words(lonely), names(&LonelyCluster::NAMES)),
    ]
}

fn lonely_words(rule: LonelyCluster) -> Label {
    match rule {
        LonelyCluster::Refuse => Label::new(
            "Ганц кластертай давхарга байвал тооцоолол зогсоно; энд тийм давхарга байхгүй.",
            "A stratum with a single cluster stops the run; there is none here.",
        ),
        LonelyCluster::Adjust => Label::new(
            "Ганц кластертай давхаргын хэлбэлзлийг бүх кластерын дунджаас хазайснаар орлуулсан (болгоомжтой).",
            "A stratum with a single cluster adds that cluster's deviation from the mean of all clusters: cautious.",
        ),
        LonelyCluster::Average => Label::new(
            "Ганц кластертай давхарга бусад давхаргын дунджийг нэмнэ.",
            "A stratum with a single cluster adds as much as the others on average.",
        ),
        LonelyCluster::Certainty => Label::new(
            "Ганц кластерыг гарцаагүй сонгогдсон гэж үзэж, алдаа нэмээгүй.",
            "A single cluster counts as drawn with certainty and adds no error.",
        ),
        LonelyCluster::Remove => Label::new(
            "Ганц кластертай давхаргыг алдааны тооцооноос хассан: алдаа бага гарч болно.",
            "A stratum with a single cluster is left out of the variance: errors may be too small.",
        ),
    }
}

fn errors(book: &Book) -> Vec<Choice> {
    let rules = &book.survey.choices.rules;
    let replicates = book.survey.units().scales().is_some();
    let df = match rules.df {
        DfRule::Domain if replicates => Label::new(
            "Тухайн бүлгийн мөрүүдийн давтамжийн жингийн хэмжээсийн тооноос нэгийг хассан чөлөөний зэрэг; хэд хэдийг нийлүүлсэн бол хамгийн их нь.",
            "Degrees of freedom are the rank of the replicate weights of the rows behind the number, less one; the largest where several are put together.",
        ),
        DfRule::Design if replicates => Label::new(
            "Бүх түүврийн давтамжийн жингийн хэмжээсийн тооноос нэгийг хассан чөлөөний зэрэг.",
            "Degrees of freedom are the rank of all replicate weights, less one.",
        ),
        DfRule::Domain => Label::new(
            "Тухайн тоонд орсон кластерын тооноос давхаргын тоог хассан чөлөөний зэрэг.",
            "Degrees of freedom are the clusters behind the number minus their strata.",
        ),
        DfRule::Design => Label::new(
            "Бүх түүврийн кластерын тооноос давхаргын тоог хассан чөлөөний зэрэг.",
            "Degrees of freedom are all clusters of the sample minus all strata.",
        ),
        DfRule::Infinite => Label::new("Хэвийн тархалт ашигласан.", "The normal distribution is used."),
    };
    let df_name = DfRule::NAMES.iter().find(|(_, rule)| *rule == rules.df).map_or("", |(name, _)| name);
    let quantile_interval = match rules.quantile_interval {
        QuantileInterval::Logit => "Woodruff, logit",
        QuantileInterval::T => "Woodruff, t",
    };
    vec![
        (
            t(Word::Level),
            phrase("{0} %", "{0}%", &[book.level_words()]),
            Label::new(
                "Судалгааг дахин дахин хийвэл интервалын ийм хувь нь бодит утгыг агуулна.",
                "If the survey were taken again and again, this share of the intervals would hold the true value.",
            ),
            none(),
        ),
        (t(Word::DegreesOfFreedom), Label::same(df_name), df, names(&DfRule::NAMES)),
        (
            t(Word::IntervalMethod),
            Label::same(rules.share_interval.name()),
            Label::new(
                "Хувийн интервал. 0 ба 100 %-д Корн-Граубардын интервалыг хариултын тоогоор авсан (тэмдэглэсэн). Оноо, дундаж, нэгтгэсэн онооны интервал: утга ± t·стандарт алдаа.",
                "Interval of shares. At 0 and 100% it is Korn and Graubard's with the number of answers, and marked. Scores, means and composites have value ± t × standard error.",
            ),
            interval_names(),
        ),
        (
            t(Word::Quantile),
            phrase("{0}; {1}", "{0}; {1}", &[Label::same(rules.quantile_rule.name()), Label::same(quantile_interval)]),
            Label::new(
                "Медиан зэрэг квантилийг сонгох дүрэм ба интервал. Медианы зөрүүний алдааг тооцдоггүй тул дүгнэлт өгөхгүй.",
                "Which value stands for a median, and its interval. A difference of medians has no error here and is not judged.",
            ),
            names(&QuantileRule::NAMES),
        ),
    ]
}

fn interval_names() -> Label {
    let names: Vec<&str> = IntervalMethod::NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "wald").collect();
    Label::same(names.join(", "))
}

fn comparisons(book: &Book) -> Vec<Choice> {
    let as_of = book.survey.choices.as_of.map_or_else(none, |day| Label::same(day.to_string()));
    vec![
        (
            t(Word::MultipleTesting),
            Label::same("Holm"),
            Label::new(
                "Нэг үзүүлэлтийг бүх газарт нэг төрлөөр харьцуулсан p утгуудыг хамтад нь зассан; бүх газрын дүнд бүх үзүүлэлтийг хамтад нь. Газар доторх өөр өөр үзүүлэлтийг хооронд нь засаагүй: олон үзүүлэлт байвал цөөн хэдэн «тодорхой» ялгаа санамсаргүй гарч болно.",
                "A family is one figure and one kind of gap over all places; for all places together it is one kind of gap over all figures. Figures at a place are not adjusted for one another, so among many a few “clear” differences can be chance.",
            ),
            none(),
        ),
        (
            t(Word::GapToAverage),
            book.average_name(),
            Label::new(
                "Газар өөрөө дундажид ордог тул хамтын кластерын ковариацыг тооцсон.",
                "A place is part of the average it is compared with; the covariance of shared clusters is counted.",
            ),
            none(),
        ),
        (
            t(Word::Target),
            as_of,
            phrase(
                "Хугацаатай зорилтыг зөвхөн өдөр заасан үед хэрэглэнэ. Зорилт бүрийн эх сурвалж «{sheet_indicators}» хуудсанд бий.",
                "Targets with dates are in force only if a day is given (as-of). The source of each target is on the sheet “{sheet_indicators}”.",
                &[],
            ),
            Label::same("--as-of YYYY-MM-DD"),
        ),
        importance(book),
        (
            t(Word::Composite),
            t(Word::AsWritten),
            Label::new(
                "Хувь, оноог 0–100 болгож, бага байх нь сайныг эргүүлж (100 − x), жингээр дундажилсан. Газрын түвшинд үнэлгээгүй хэсгийг орхиж, үлдсэний жинг 100 % болгож дахин тооцсон; хэдэн хэсэг байсныг бичсэн.",
                "Shares and scores become 0 to 100, those where less is better are turned (100 − x), and the weighted mean is taken. At place level a part without estimate is left out and the weights of the rest are scaled to 100%; how many parts there were is printed.",
            ),
            none(),
        ),
    ]
}

/// Where the importance of indicators comes from.
fn importance(book: &Book) -> Choice {
    let by = match book.card.priorities.as_ref().map(|p| p.importance) {
        Some(Importance::Derived(_)) => ImportanceBy::Derived,
        Some(Importance::Stated) => ImportanceBy::Stated,
        Some(Importance::Nothing) | None => ImportanceBy::Nothing,
    };
    let about = match by {
        ImportanceBy::Derived => Label::new(
            "Үзүүлэлт бүрийн хариулт ерөнхий сэтгэл ханамжтай хэр хамт явж байгаа: жинлэсэн корреляц ба шулууны налуу, алдаа нь түүврийн загвараар (Байндер 1983). Чухал, чухал бишийг медианаар хуваасан.",
            "How answers go together with overall satisfaction: the weighted correlation, and the slope of the line with an error by the design (Binder 1983). Cut at the medians of the indicators.",
        ),
        ImportanceBy::Stated => Label::new("Асуулгад заасан 0–100.", "As the instrument states it, 0 to 100."),
        ImportanceBy::Nothing => Label::new("Гаргаагүй.", "Left out."),
    };
    (t(PriorityWord::Importance), Label::same(by.name()), about, names(&ImportanceBy::NAMES))
}

fn shown(book: &Book) -> Vec<Choice> {
    let few = counted(book.survey.choices.few);
    let rules = match book.survey.choices.publication {
        Publication::Internal => phrase(
            "Хариулт {0}-аас цөөн эсвэл чөлөөний зэрэг 8-аас бага тоог * тэмдэглэсэн, юу ч нуугаагүй. Энэ файлыг нийтэд бүү тараа.",
            "Numbers from fewer than {0} answers or fewer than 8 degrees of freedom carry a *; nothing is withheld. Do not publish this file.",
            std::slice::from_ref(&few),
        ),
        Publication::Public => Label::new(
            "Хариулт 5-аас цөөн бол нууцалж, хамт гарах бүх хүснэгтийн нийлбэрээс (газар, бүлэг, байгууллага, нэг асуултын үзүүлэлтүүд, нэгтгэсэн оноо) олж болох нүдийг мөн нууцалсан. Нууцалсан зөрүү p утгын засварт ордоггүй тул зарим дүгнэлт дотоод хуудсынхаас илүү тодорхой байж болно.",
            "Fewer than 5 answers are withheld, and with them cells that the totals of all tables that leave together would give away: of places, groups, facilities, figures of one question, composites. Gaps that are withheld are not among those that p-values are adjusted for, so that a verdict can be clearer than in the internal card.",
        ),
    };
    let public = (book.survey.choices.publication == Publication::Public).then(|| presentation(book));
    let mut said = vec![
        (
            t(Word::FewThreshold),
            few,
            Label::new(
                "Үүнээс цөөн хариулттай тоог дүгнэхгүй (○, *).",
                "A number from fewer answers is not judged (○, *).",
            ),
            none(),
        ),
        (t(Word::MadeFor), publication(book.survey.choices.publication), rules, Label::same("--public")),
    ];
    said.extend(public);
    said
}

/// The rule by which estimates are too unreliable to show.
fn presentation(book: &Book) -> Choice {
    let rule = book.survey.choices.presentation;
    let meaning = match rule {
        Presentation::Nchs => Label::new(
            "Хувь: NCHS-ийн дүрэм (хариулт, үр нөлөөт суурь 30-аас цөөн, Корн-Граубардын 95 %-ийн интервал хэт өргөн бол нийтлэхгүй). Оноо, нэгтгэсэн оноо, цэвэр хувь: мөн 30, интервал нь хүрээнийхээ 30 %. Бусад: хэлбэлзлийн коэффициент 33,3 %-иас их бол нийтлэхгүй.",
            "Shares follow the NCHS rule: not published with fewer than 30 answers or effective answers, or with too wide a Korn-Graubard interval at 95%. Scores, composites and net shares go by the same 30 and an interval of 30% of their range. Other figures are not published with a coefficient of variation above 33.3%.",
        ),
        Presentation::StatCan => Label::new(
            "Канадын статистикийн дүрэм: хариулт 30-аас цөөн эсвэл хэлбэлзлийн коэффициент 33,3 %-иас их бол нийтлэхгүй, 16,6 %-иас их бол тэмдэглэнэ.",
            "Statistics Canada's rule: not published with fewer than 30 answers or a coefficient of variation above 33.3%; marked above 16.6%.",
        ),
        Presentation::Dhs => Label::new(
            "DHS, MICS судалгааны дүрэм: хариулт 25-аас цөөн бол нийтлэхгүй, 25–49 бол тэмдэглэнэ.",
            "The rule of DHS and MICS: not published with fewer than 25 answers; marked with 25 to 49.",
        ),
        Presentation::Ine => Label::new(
            "Чилийн статистикийн хүрээлэнгийн дүрэм: хариулт 60-аас цөөн эсвэл чөлөөний зэрэг 9-өөс бага бол нийтлэхгүй; хувийн стандарт алдаа p^(2/3)/9-өөс их бол тэмдэглэнэ; бусад: хэлбэлзлийн коэффициент 15 %-иас их бол тэмдэглэж, 30 %-иас их бол нийтлэхгүй.",
            "INE Chile's rule: not published with fewer than 60 answers or fewer than 9 degrees of freedom; a share is marked if its standard error exceeds p^(2/3)/9; others are marked with a coefficient of variation above 15%, not published above 30%.",
        ),
        Presentation::None => Label::new(
            "Нарийвчлалаар нь юуг ч хасаагүй; зөвхөн хүн танигдаж болох тоог нууцалсан.",
            "Nothing is left out for its precision; only what could expose somebody is withheld.",
        ),
    };
    let name = t(Word::PrecisionRule);
    (name, Label::same(rule.name()), meaning, names(&Presentation::NAMES))
}

fn data(book: &Book) -> Vec<Choice> {
    let rows = book.survey.coding.rows;
    vec![
        (
            t(Word::Missing),
            phrase("{0} / {1}", "{0} / {1}", &[counted(rows.used), counted(rows.read)]),
            Label::new(
                "Хоосон, «мэдэхгүй», татгалзсан, танигдаагүй хариулт суурьт орохгүй, тус тусад нь тоолно. Нөхөж бичсэн утга байхгүй. Шүүлтүүрээр асуух ёсгүй хүний хариулт тооцогдохгүй.",
                "Blank, don't know, refused and unreadable answers leave the base and are counted by reason. Nothing is imputed. Answers of people whom a filter leaves out do not count.",
            ),
            none(),
        ),
        (
            t(Word::PlaceMatching),
            book.survey.set.title.clone(),
            phrase(
                "Газрын нэрийг код, албан ёсны нэр, галиг, товчлол, төвийн нэр, төстэй үсэг, хуучин фонтоор таньж, яг таараагүй бүрийг «{sheet_places}» хуудсанд жагсаасан. Хоёр өөр газар байж болох нэрийг таамаглаагүй, мөрийг нь хассан.",
                "Places are read by code, official name, romanization, abbreviation, centre town, look-alike letters and old fonts; every match that is not exact is listed on the sheet “{sheet_places}”. A name that could be two places is not guessed: its row is left out.",
                &[],
            ),
            none(),
        ),
        (
            t(Word::Rounding),
            num(0.1, Format::Plain(1)),
            Label::new(
                "Зөвхөн хэвлэхэд бүхэлчилнэ; харьцуулалт, дүгнэлтийг бүхэлчлээгүй тоогоор хийсэн.",
                "Numbers are rounded in print only; everything is compared and judged unrounded.",
            ),
            none(),
        ),
    ]
}

/// The fewest people to a group in tallies for sharing; two numbers where tallies differ.
pub fn least(book: &Book) -> Label {
    let all = book.source.shared.map(|shared| &shared.least[..]).unwrap_or_default();
    match all {
        [] => none(),
        [least] => counted(u64::from(*least)),
        [least, .., most] => phrase("{0}–{1}", "{0}–{1}", &[*least, *most].map(|n| counted(n.into()))),
    }
}

/// What small groups of units were left out of the sums, where a card comes from tallies for sharing.
fn shared(book: &Book) -> Option<Choice> {
    let Shared { left_out, .. } = book.source.shared?;
    let counts = [
        least(book),
        counted(left_out.units),
        counted(left_out.unit_rows),
        counted(left_out.groups),
        counted(left_out.values),
    ];
    Some((
        t(Word::SharedTallies),
        phrase("{0}-аас доошгүй хүн", "at least {0} people", &counts[..1]),
        phrase(
            "Мөрөөс биш, хуваалцахад зориулсан дүнгийн файлаас тооцсон. {0}-аас цөөн хүнтэй түүврийн нэгж {1} ({2} мөр), бусад нэгжид цөөн хүнтэй {3} бүлэг, цөөн хүний өгсөн {4} тоо (дүн, хугацаа) тооцоонд ороогүй; хасаж олж болохгүйн тулд зарим том бүлгийг мөн орхисон. Бүлгийн тоо том кластер руу хазайж, газар, бүлгийн нийлбэр нь нийт дүнтэй тэнцэхгүй байж болно.",
            "Computed from tallies made for sharing, not from rows. {1} sampled units of fewer than {0} people ({2} rows), {3} groups of few people in other units and {4} numbers (amounts, times) that few people of a group gave are left out, and with them larger groups from which they could be worked out; the numbers count as not asked. Figures of groups lean towards larger clusters, and groups need not add up to the total.",
            &counts,
        ),
        Label::same("masam tally --least N"),
    ))
}

fn cannot_say(book: &Book) -> Vec<Label> {
    let mut said = vec![
        Label::new(
            "Яагаад гэдгийг хэлж чадахгүй: хоёр газрын ялгаа нь үйлчилгээнээс гадна хүмүүсийн нас, өвчин, хүлээлтээс ч шалтгаална.",
            "It cannot say why: places differ also because their people differ in age, illness and expectation.",
        ),
        Label::new(
            "Хариулагчийн хэлсэнд тулгуурласан: санах, ичих, айх зэргээс болж хазайж болно, ялангуяа албан бус төлбөрийн тухай.",
            "It rests on what people said: memory, shame and fear bend answers, above all those on informal payments.",
        ),
        Label::new(
            "Итгэх интервал зөвхөн түүврийн алдааг хэмжинэ: хариулаагүй хүмүүс, асуултын үг, асуусан хүний нөлөө үүнд ордоггүй.",
            "Intervals hold the sampling error only: not those who did not answer, nor the wording, nor the interviewer.",
        ),
        phrase(
            "«{no_clear_difference}» гэдэг нь адил гэсэн үг биш: түүвэр бага бол бодит ялгаа ч харагдахгүй.",
            "“{no_clear_difference}” does not mean equal: in a small sample a real difference stays hidden.",
            &[],
        ),
        Label::new(
            "Нэг байгууллага, нэг ажилтныг үнэлээгүй.",
            "It judges no single facility and no single member of staff.",
        ),
    ];
    let without: Vec<Label> = (0..book.places.len())
        .filter(|at| book.has_places() && !book.card.with_data.contains(at))
        .map(|at| book.places[at].place().name.clone())
        .collect();
    if !without.is_empty() {
        said.push(phrase(
            "Мэдээлэл ирээгүй газрын тухай юу ч хэлж чадахгүй: {0}.",
            "It can say nothing of the places without data: {0}.",
            &[joined(&without, ", ")],
        ));
    }
    if book.source.columns.design.clusters.is_empty() {
        said.push(Label::new(
            "Кластерын багана байхгүй тул хариулагч бүрийг тусад нь сонгосон мэт тооцсон: интервал хэт нарийн байж магадгүй.",
            "There is no column of clusters: respondents count as drawn one by one, and intervals are likely too narrow.",
        ));
    }
    said
}
