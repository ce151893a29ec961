//! The figures that the card is mainly about, each in every place with its interval: what differs and what only seems to.

use super::book::Book;
use super::parts::{across, counted, num, paragraph, phrase};
use super::{scores, summary};
use crate::card::{Figure, Where};
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Block, Chart, Format, IntervalMark, IntervalRow, Intervals, Section, Value};

/// A chart for each main figure. There are none where the file doesn't say who lives where.
pub fn section(book: &Book) -> Option<Section> {
    if !book.has_places() {
        return None;
    }
    let charts = summary::headline_figures(book).into_iter().filter_map(|figure| chart(book, figure));
    let charts: Vec<Block> = charts.map(|chart| Block::Chart(Box::new(Chart::Intervals(chart)))).collect();
    if charts.is_empty() {
        return None;
    }
    let mut blocks = vec![paragraph(about(book))];
    blocks.extend(charts);
    Some(across("intervals", Word::SheetIntervals, blocks))
}

fn about(book: &Book) -> Label {
    phrase(
        "Тэмдэг нь судалгааны дүн, зураас нь {0} %-ийн итгэх интервал: бодит утга тэнд байх магадлал өндөр. Хоёр зураас давхцаж байвал ялгаа нь тохиолдлынх байж мэднэ. Газруудыг албан ёсны дарааллаар бичсэн: эрэмбэ биш.",
        "The mark is what the survey found, the line its {0}% confidence interval: the true value probably lies there. Where two lines overlap, the difference may be chance. Places stand in their official order: this is no ranking.",
        &[book.level_words()],
    )
}

fn chart(book: &Book, figure: Figure) -> Option<Intervals> {
    let rows: Vec<IntervalRow> = book.wheres().map(|place| line(book, figure, place)).collect();
    let known = rows.iter().filter(|row| !row.total && matches!(row.value, Value::Number { .. })).count();
    if known == 0 {
        return None;
    }
    let format = book.format(figure);
    let title = summary::headline_name(book, figure);
    let against = against(book, figure);
    Some(Intervals {
        id: format!("intervals.{}", figure.id(book.instrument)),
        alt: alt(&title, known, &against, format),
        x_title: book.unit(figure),
        title,
        format,
        rows,
        against,
    })
}

fn line(book: &Book, figure: Figure, place: Where) -> IntervalRow {
    let finding = book.everybody(figure, place);
    IntervalRow {
        name: book.place_name(place),
        value: scores::score(book, figure, place),
        interval: finding.and_then(|finding| book.ends(finding)),
        total: place == Where::All,
    }
}

/// The target where there is one for everywhere, and the value of all places.
fn against(book: &Book, figure: Figure) -> Vec<IntervalMark> {
    let target = book.target(figure, Where::All).map(|target| IntervalMark {
        at: target.value,
        name: t(Word::Target),
        target: true,
    });
    let average = match scores::score(book, figure, Where::All) {
        Value::Number { value, .. } if value.is_finite() => {
            Some(IntervalMark { at: value, name: book.average_name(), target: false })
        }
        _ => None,
    };
    target.into_iter().chain(average).collect()
}

fn alt(title: &Label, known: usize, against: &[IntervalMark], format: Format) -> Label {
    const LONGEST: usize = 90;
    let short = super::parts::both(|lang| title.get(lang).chars().take(LONGEST).collect());
    let marks: Vec<Label> =
        against.iter().map(|mark| super::parts::say(mark.name.clone(), num(mark.at, format))).collect();
    phrase(
        "Интервалтай цэгэн график: {0}. {1} газар. {2}. Тоонууд нь хүснэгтэд бий.",
        "Dot plot with intervals: {0}. {1} places. {2}. The numbers are in a table.",
        &[short, counted(known as u64), super::parts::joined(&marks, "; ")],
    )
}
