//! How the answers behind scores are spread: a bar for each place, cut at each answer. A score of 50 may be everybody in the
//! middle, or half of them at either end.

use super::book::{Book, why_absent};
use super::parts::{absent, across, both, counted, paragraph, phrase};
use crate::card::{Figure, Where};
use crate::instrument::{IndicatorIndex, Measure};
use crate::lang::Label;
use crate::report::words::Word;
use crate::report::{Answers, AnswersRow, Block, Chart, Format, Section, Value};

/// A chart for each score, in the order of the instrument.
pub fn section(book: &Book) -> Option<Section> {
    let scores = (0..book.instrument.indicators.len()).map(IndicatorIndex);
    let charts: Vec<Block> = scores
        .filter_map(|indicator| chart(book, indicator))
        .map(|chart| Block::Chart(Box::new(Chart::Answers(chart))))
        .collect();
    if charts.is_empty() {
        return None;
    }
    let mut blocks = vec![paragraph(about())];
    blocks.extend(charts);
    Some(across("answers", Word::SheetAnswers, blocks))
}

fn about() -> Label {
    phrase(
        "Багана бүр нэг газрын 100 % хариулт, хэсэг бүр нэг хариултын жинлэсэн хувь. Мэдэхгүй, хариулаагүй хүмүүс ороогүй; n нь хариулсан хүний тоо. Оноо нь ижил боловч хариулт нь өөр тархсан байж болно. Интервалыг «{sheet_detail}» хуудсанд оноогоор нь өгсөн. Эрэмбэ биш.",
        "Each bar is all answers of a place, each piece the weighted share of one answer. Those who don't know or didn't answer are left out; n is how many answered. Two places may have the same score from quite different answers. Intervals stand with the scores on the sheet “{sheet_detail}”. This is no ranking.",
        &[],
    )
}

fn chart(book: &Book, indicator: IndicatorIndex) -> Option<Answers> {
    let of = &book.instrument.indicators[indicator.0];
    let Measure::Score { question, .. } = of.measure else { return None };
    let (spread, _) = book.card.spread(indicator, Where::All)?;
    let question = &book.instrument.questions[question.0];
    let answers: Vec<usize> = spread.shares.iter().map(|(answer, _)| answer.0).collect();
    let labels = answers.iter().map(|at| question.answers()[*at].label.clone()).collect();
    let places = if book.has_places() { book.wheres().collect() } else { vec![Where::All] };
    let rows: Vec<AnswersRow> = places.into_iter().map(|place| row(book, indicator, place, answers.len())).collect();
    let known = rows.iter().filter(|row| !row.total && row.known().is_some()).count();
    Some(Answers {
        id: format!("answers.{}", of.id),
        alt: alt(&question.text, known, answers.len()),
        title: question.text.clone(),
        answers: labels,
        rows,
    })
}

fn row(book: &Book, indicator: IndicatorIndex, place: Where, answers: usize) -> AnswersRow {
    let finding = book.everybody(Figure::Indicator(indicator), place);
    let shares = match book.card.spread(indicator, place) {
        Some((spread, finding)) => {
            let few = book.few(finding);
            let share = |(_, share): &(_, f64)| Value::Number {
                value: share * 100.0,
                format: Format::Percent,
                light: None,
                few,
            };
            spread.shares.iter().map(share).collect()
        }
        None => vec![absent(why_absent(finding)); answers],
    };
    AnswersRow { name: book.place_name(place), shares, base: book.base(finding), total: place == Where::All }
}

fn alt(title: &Label, known: usize, answers: usize) -> Label {
    const LONGEST: usize = 110;
    let short = both(|lang| title.get(lang).chars().take(LONGEST).collect());
    phrase(
        "Хариултын тархалт, 100 %-ийн багана: {0} {1} газар, {2} хариулт. Тоонууд нь хүснэгтэд бий.",
        "How answers are spread, bars of 100%: {0} {1} places, {2} answers. The numbers are in a table.",
        &[short, counted(known as u64), counted(answers as u64)],
    )
}
