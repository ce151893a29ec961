//! The cover: what this is, of which places, and what to look at first.

use super::book::Book;
use super::parts::{TOOL, count, counted, heading, joined, paragraph, phrase, same, text, upright};
use super::quality::rows_of;
use crate::card::Publication;
use crate::lang::Label;
use crate::problem::Severity;
use crate::report::basis;
use crate::report::problems::file_name;
use crate::report::words::{Word, fill, t};
use crate::report::{Block, Section, Value};
use crate::weighting::Basis;

/// The cover.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Facts { facts: facts(book) }, heading(Word::LookFirst)];
    blocks.extend(look_first(book).into_iter().map(paragraph));
    blocks.push(heading(Word::HowToRead));
    blocks.extend(how_to_read(book).into_iter().map(paragraph));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(book: &Book) -> Vec<(Label, Value)> {
    let instrument = book.instrument;
    let named = Label::same(format!("{} {}", instrument.id, instrument.version));
    let (with, without): (Vec<usize>, Vec<usize>) =
        (0..book.places.len()).partition(|at| book.card.with_data.contains(at));
    let mut facts = vec![(t(Word::Instrument), text(named))];
    if let Some(round) = &book.source.round {
        facts.push((t(Word::Round), same(round)));
    }
    facts.extend(book.source.files.iter().map(|file| {
        let sheet = file.sheet.as_ref().map(|s| format!(", {s}")).unwrap_or_default();
        let mut named = Label::same(format!("{}{sheet}", file_name(&file.name)));
        if let Value::Count { value } = rows_of(file, book.source.files.len(), book.is_public()) {
            named = phrase("{0}: {1}", "{0}: {1}", &[named, fill(Word::RowsOf, &[counted(value)])]);
        }
        (t(Word::File), text(named))
    }));
    facts.push((t(Word::PlaceSet), text(book.survey.set.title.clone())));
    if book.has_places() {
        let how_many = fill(Word::PlacesWithDataOf, &[counted(with.len() as u64), counted(book.places.len() as u64)]);
        facts.push((t(Word::PlacesWithData), text(phrase("{0}: {1}", "{0}: {1}", &[how_many, names(book, &with)]))));
        facts.push((
            t(Word::PlacesWithoutData),
            if without.is_empty() { same("–") } else { text(names(book, &without)) },
        ));
    } else {
        facts.push((t(Word::PlacesWithData), text(t(Word::NoPlaceColumn))));
    }
    facts.push((t(Word::RowsUsed), count(book.survey.coding.rows.used)));
    facts.push((t(Word::Design), text(design_line(book))));
    facts.push((t(Word::MadeFor), text(publication(book.survey.choices.publication))));
    facts.push((t(Word::MadeWith), same(TOOL)));
    facts
}

fn names(book: &Book, places: &[usize]) -> Label {
    let names: Vec<Label> = places.iter().map(|at| book.places[*at].place().name.clone()).collect();
    joined(&names, ", ")
}

/// Weights, strata and clusters in one line.
pub fn design_line(book: &Book) -> Label {
    let design = &book.source.columns.design;
    let header = |column: usize| Label::same(book.source.headers.get(column).cloned().unwrap_or_default());
    let weight = match design.weight {
        Some(column) => fill(Word::WeightedBy, &[header(column)]),
        None => t(Word::EverybodyCountsTheSame),
    };
    let strata = match design.strata {
        Some(column) => fill(Word::StrataBy, &[header(column)]),
        None => t(Word::NoStrata),
    };
    let clusters = match design.clusters[..] {
        [] => t(Word::NoClusters),
        _ => {
            let columns: Vec<Label> = design.clusters.iter().map(|c| header(*c)).collect();
            fill(Word::ClustersBy, &[joined(&columns, ", ")])
        }
    };
    let basis = book.survey.weights.basis();
    // Replicates of the file say everything about the design.
    let parts = if matches!(basis, Basis::Given { .. }) { vec![weight] } else { vec![weight, strata, clusters] };
    joined(&parts.into_iter().chain(basis::short(&basis, &|name| book.term(name))).collect::<Vec<_>>(), "; ")
}

/// For whom the card is.
pub fn publication(publication: Publication) -> Label {
    t(match publication {
        Publication::Internal => Word::ForInternal,
        Publication::Public => Word::ForPublic,
    })
}

/// What a reader should know before any number.
fn look_first(book: &Book) -> Vec<Label> {
    let rows = book.survey.coding.rows;
    let problems = book.source.problems;
    let errors = problems.count(Severity::Error);
    let warnings = problems.count(Severity::Warning) - errors;
    let mut said = vec![match errors + warnings {
        0 => t(Word::NoProblems),
        _ => phrase(
            "Өгөгдөлд {0} алдаа, {1} анхааруулга илэрсэн: «{sheet_quality}» хуудсыг үзнэ үү.",
            "The data have {0} errors and {1} warnings: see the sheet “{sheet_quality}”.",
            &[counted(errors), counted(warnings)],
        ),
    }];
    if rows.used < rows.read {
        said.push(phrase(
            "Уншсан {0} мөрөөс {1} мөр тооцоонд ороогүй: газар тодорхойгүй {2}, жагсаалтаас гадуурх газар {3}, түүврийн мэдээлэл дутуу {4}.",
            "Of {0} rows read, {1} are left out: place unknown {2}, place outside the set {3}, sampling design missing {4}.",
            &[rows.read, rows.read - rows.used, rows.no_place, rows.outside, rows.no_design].map(counted),
        ));
    }
    if book.source.shared.is_some() {
        said.push(phrase(
            "Хуваалцах дүнгийн файлаас хийсэн: {0}-аас цөөн хүнтэй кластер, бүлэг тооцоонд ороогүй. «{sheet_methods}» хуудсыг үзнэ үү.",
            "Made from tallies for sharing: clusters and groups within them of fewer than {0} people are left out. See the sheet “{sheet_methods}”.",
            &[super::methods::least(book)],
        ));
    }
    let small = smallest_places(book);
    if !small.is_empty() {
        said.push(phrase(
            "Оролцогч цөөн ({0}-аас доош) газар: {1}. Эдгээр газрын тоог болгоомжтой уншина уу.",
            "Places with fewer than {0} respondents: {1}. Read their figures with care.",
            &[counted(book.survey.choices.few), names(book, &small)],
        ));
    }
    said
}

fn smallest_places(book: &Book) -> Vec<usize> {
    let small = |at: &usize| book.card.respondents.get(*at).is_some_and(|n| *n > 0 && *n < book.survey.choices.few);
    (0..book.places.len()).filter(small).collect()
}

fn how_to_read(book: &Book) -> Vec<Label> {
    let level = book.level_words();
    vec![
        phrase(
            "Тоо бүр түүврийн үнэлгээ. Итгэх интервал ({0} %) нь бодит утга хаана байж болохыг хэлнэ. Хоёр тоо зөрж байгаа нь ялгаатай гэсэн үг биш: ялгаа тодорхой эсэхийг зөрүүний хуудсуудаас харж, тоогоор нь газруудыг эрэмбэлж болохгүй.",
            "Every number is an estimate from a sample; its {0}% interval says where the true value may lie. That two numbers differ does not mean that the places do: whether a difference is clear stands on the sheets of gaps. Do not rank places by their numbers.",
            &[level],
        ),
        phrase(
            "Гэрэл: ▲ зорилтод хүрсэн буюу дунджаас тодорхой илүү; ● тодорхой ялгаагүй; ▼ зорилтоос буюу дунджаас тодорхой дутуу; ○ хариулт {0}-аас цөөн тул дүгнээгүй. Тооны ард * байвал болгоомжтой уншина.",
            "Lights: ▲ reached the target or clearly better than the average; ● no clear difference; ▼ clearly short of the target or worse than the average; ○ fewer than {0} answers, not judged. A * after a number asks for care.",
            &[counted(book.survey.choices.few)],
        ),
        phrase(
            "Газар жагсаалтад байгаа боловч мэдээлэл ирээгүй бол «{no_data}» гэж бичсэн: энэ нь тэг гэсэн үг биш.",
            "A place of the list that sent nothing reads “{no_data}”: that is not zero.",
            &[],
        ),
        phrase(
            "«{sheet_summary}» хуудсаас эхэлж, «{sheet_scores}» хуудсаар газруудыг харж, «{sheet_methods}» хуудаснаас тоо хэрхэн гарсныг шалгана уу.",
            "Begin with “{sheet_summary}”, compare places on “{sheet_scores}”, and check on “{sheet_methods}” how the numbers were made.",
            &[],
        ),
    ]
}
