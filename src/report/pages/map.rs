//! The map: the figure that stands for all of them, in each place of the set.

use super::book::Book;
use super::parts::{across, phrase};
use super::{scores, summary};
use crate::card::{Figure, Where};
use crate::instrument::Direction;
use crate::lang::Label;
use crate::report::words::Word;
use crate::report::{Block, Chart, Section, TileMap};

/// The map of the overall composite or, where there is none, of the first main figure. There is none where the file
/// doesn't say who lives where, or where the places of the set are no aimags and districts.
pub fn section(book: &Book) -> Option<Section> {
    let figure = summary::headline_figures(book).into_iter().next().filter(|_| book.has_places())?;
    let place_at = |place| book.places.iter().position(|at| *at == place);
    let value = |place| match place_at(place) {
        Some(at) => scores::score(book, figure, Where::Place(at)),
        None => super::parts::nothing(),
    };
    let id = format!("map.{}", figure.id(book.instrument));
    let title = summary::headline_name(book, figure);
    let map = TileMap::of_places(&id, (title, about(book, figure)), book.survey.set, value)?;
    Some(across("map", Word::SheetMap, vec![Block::Chart(Box::new(Chart::Map(map)))]))
}

/// What the colours mean.
fn about(book: &Book, figure: Figure) -> Label {
    let average = book.average_name();
    if figure.direction(book.instrument) == Direction::Neither {
        return phrase(
            "Нэг дөрвөлжин нэг аймаг, дүүрэг. Энэ үзүүлэлтийг сайн, муу гэж дүгнэдэггүй тул өнгөгүй.",
            "One tile is one aimag or district. This figure has no better or worse, so it has no colours.",
            &[],
        );
    }
    if book.target(figure, Where::All).is_some() {
        return phrase(
            "Нэг дөрвөлжин нэг аймаг, дүүрэг: газар нутаг, хүн амынх нь хэмжээг харуулахгүй. Өнгө, тэмдэг нь зорилттой харьцуулсан дүн. Эрэмбэ биш.",
            "One tile is one aimag or district, whatever its size or population. Colour and sign are against the target. This is no ranking.",
            &[],
        );
    }
    phrase(
        "Нэг дөрвөлжин нэг аймаг, дүүрэг: газар нутаг, хүн амынх нь хэмжээг харуулахгүй. Өнгө, тэмдэг нь «{0}»-тай харьцуулсан дүн: ▲ илт дээр, ▼ илт доор, ● ялгаа тодорхой бус. Эрэмбэ биш.",
        "One tile is one aimag or district, whatever its size or population. Colour and sign are against “{0}”: ▲ clearly better, ▼ clearly worse, ● no clear difference. This is no ranking.",
        &[average],
    )
}
