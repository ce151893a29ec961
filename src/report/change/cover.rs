//! The cover: which rounds, what of them can be compared, and how to read it.

use super::Volumes;
use crate::design::Rounds;
use crate::lang::Label;
use crate::report::basis;
use crate::report::parts::{TOOL, counted, heading, joined, paragraph, phrase, same, text, upright};
use crate::report::problems::file_name;
use crate::report::words::{GapWord, Word, fill, t};
use crate::report::{Block, Section, Value};

/// The cover.
pub(super) fn section(volumes: &Volumes) -> Section {
    let mut blocks = vec![Block::Facts { facts: facts(volumes) }];
    if !volumes.told.warnings.is_empty() {
        blocks.push(heading(Word::LookFirst));
        blocks.extend(volumes.told.warnings.iter().cloned().map(paragraph));
    }
    blocks.push(heading(Word::HowToRead));
    blocks.extend(how_to_read(volumes).into_iter().map(paragraph));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(volumes: &Volumes) -> Vec<(Label, Value)> {
    let last = volumes.last();
    let mut facts: Vec<(Label, Value)> = Vec::new();
    for (at, book) in volumes.books.iter().enumerate() {
        let instrument = format!("{} {}", book.instrument.id, book.instrument.version);
        let files: Vec<Label> = book.source.files.iter().map(|f| Label::same(file_name(&f.name))).collect();
        let places = fill(
            Word::PlacesWithDataOf,
            &[counted(book.card.with_data.len() as u64), counted(book.places.len() as u64)],
        );
        let rows = fill(Word::RowsOf, &[counted(book.survey.coding.rows.used)]);
        let weights = basis::short(&book.survey.weights.basis(), &|name| book.term(name));
        let words: Vec<Label> =
            [joined(&files, ", "), Label::same(instrument), rows, places].into_iter().chain(weights).collect();
        let words = joined(&words, "; ");
        facts.push((phrase("Үе шат {0}", "Round {0}", &[volumes.name(at)]), text(words)));
    }
    facts.push((t(GapWord::SampledClusters), text(clusters(volumes))));
    facts.push((t(Word::PlaceSet), text(last.survey.set.title.clone())));
    let compared: std::collections::BTreeSet<_> = volumes.changes.changes.iter().map(|c| c.key.figure).collect();
    facts.push((
        t(GapWord::FiguresCompared),
        text(phrase(
            "{1}-аас {0}",
            "{0} of {1}",
            &[counted(compared.len() as u64), counted(last.figures.len() as u64)],
        )),
    ));
    facts.push((t(Word::MadeWith), same(TOOL)));
    facts
}

/// Whether the rounds went to the same clusters, and how that is known.
fn clusters(volumes: &Volumes) -> Label {
    let found: Vec<Label> = volumes
        .told
        .recurring
        .iter()
        .map(|r| {
            let sizes = [r.both, r.first, r.second].map(|n| counted(n as u64));
            phrase(
                "эхнийх {1}, дараагийнх {2}, давтагдсан нь {0}",
                "{1} before, {2} after, {0} of them in both",
                &sizes,
            )
        })
        .collect();
    let said = match (volumes.told.how, volumes.told.given) {
        (Rounds::SameClusters, false) => t(GapWord::ClustersSameFound),
        (Rounds::NewClusters, false) => t(GapWord::ClustersNewFound),
        (Rounds::SameClusters, true) => t(GapWord::ClustersSameTold),
        (Rounds::NewClusters, true) => t(GapWord::ClustersNewTold),
    };
    phrase("{0}: {1}", "{0}: {1}", &[said, joined(&found, "; ")])
}

fn how_to_read(volumes: &Volumes) -> Vec<Label> {
    let level = volumes.last().level_words();
    vec![
        phrase(
            "Өөрчлөлт = дараагийн үеийн утга − өмнөх үеийн утга. «{better}», «{worse}» гэж зөвхөн зассан p утга (Холм; нэг үзүүлэлт, бүх газар; бүх газрын дүнд бүх үзүүлэлт) {0} %-ийн түвшинд тодорхой бол бичнэ. «{no_clear_difference}» гэдэг нь өөрчлөгдөөгүй гэсэн үг биш: түүвэр бага бол бодит өөрчлөлт ч харагдахгүй.",
            "Change = later value − earlier value. “{better}” and “{worse}” are said only if the adjusted p-value (Holm; one figure, all places; for all places together all figures) is clear at {0}%. “{no_clear_difference}” does not mean that nothing changed: in a small sample a real change stays hidden.",
            &[level],
        ),
        phrase(
            "Зөвхөн асуулт, хариултын хувилбар, шүүлтүүр, тооцоолол нь хоёр үед ижил үзүүлэлтийг харьцуулсан; харьцуулаагүйг «{gaps_sheet_left_out}» хуудсанд шалтгаантай нь жагсаасан.",
            "Only figures with the same wording, answers, filter and computing rule in both rounds are compared; what was left out is listed with its reason on the sheet “{gaps_sheet_left_out}”.",
            &[],
        ),
        Label::new(
            "Зөрүү багассан эсэхийг зөрүүнүүдийн зөрүүгээр үзсэн: хоёр бүлгийн зөрүү өмнөхөөсөө тодорхой өөрчлөгдсөн эсэх.",
            "Whether a gap became narrower is judged by the difference of the two gaps, with its own error.",
        ),
        Label::new(
            "Өөрчлөлтийн шалтгааныг хэлж чадахгүй: хөтөлбөр, улирал, асуулт авсан хүмүүс ч нөлөөлсөн байж болно.",
            "It cannot say why something changed: a programme may be behind it, but so may the season or the interviewers.",
        ),
    ]
}
