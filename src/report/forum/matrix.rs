//! Places by dimensions, the sectors side by side; and a map of tiles for each sector.

use super::hall::{Hall, average_name, sector_name, value};
use crate::forum::{EstimateRow, Sector};
use crate::instrument::SharedDimension;
use crate::lang::Label;
use crate::report::parts::{across, grid, phrase, row, text, titled};
use crate::report::words::{ForumWord, t};
use crate::report::{Block, Chart, Column, ColumnKind, Grid, GridRow, Paper, RowRole, Section, TileMap};

/// What a main figure of a sector is called in a narrow column.
pub(super) fn column_name(figure: &EstimateRow) -> Label {
    match (figure.statistic.as_str(), SharedDimension::named(&figure.dimension)) {
        ("composite", Some(dimension)) => dimension.title().clone(),
        ("composite", None) if figure.dimension.is_empty() => t(ForumWord::Overall),
        _ => figure.title(),
    }
}

/// The matrix.
pub(super) fn section(hall: &Hall) -> Section {
    let mut columns = vec![titled("place", t(ForumWord::Place), ColumnKind::Text)];
    for sector in &hall.forum.sectors {
        columns.extend(sector.main_figures().into_iter().map(|figure| Column {
            group: Some(sector_name(sector)),
            about: Some(figure.title()),
            ..titled(&format!("{}.{}", sector.name, figure.indicator_code), column_name(figure), ColumnKind::Measure)
        }));
    }
    let mut rows: Vec<GridRow> = hall
        .places()
        .into_iter()
        .map(|place| row(line(hall, &place.place().code, place.place().full_name.clone())))
        .collect();
    rows.push(GridRow { role: RowRole::Total, ..row(line(hall, "", t(ForumWord::All))) });
    let notes = hall.forum.sectors.iter().map(|sector| {
        phrase(
            "{0}: нэгдсэн үзүүлэлт 0–100, их байх нь сайн. Сүүлийн мөр: {1}.",
            "{0}: composites from 0 to 100, higher is better. Last row: {1}.",
            &[sector_name(sector), average_name(sector)],
        )
    });
    let notes = notes.collect();
    let title = t(ForumWord::PlacesAndDimensions);
    let grid = Grid { notes, ..grid("matrix", title, columns, 1, rows) };
    across("matrix", ForumWord::SheetMatrix, vec![Block::Grid(grid)])
}

fn line(hall: &Hall, code: &str, name: Label) -> Vec<crate::report::Value> {
    let mut values = vec![text(name)];
    for sector in &hall.forum.sectors {
        values.extend(
            sector.main_figures().into_iter().map(|figure| value(sector.everybody(&figure.indicator_code, code))),
        );
    }
    values
}

/// A map for each sector: its first main figure.
pub(super) fn maps(hall: &Hall) -> Vec<Section> {
    hall.forum.sectors.iter().filter_map(|sector| map(hall, sector)).collect()
}

fn map(hall: &Hall, sector: &Sector) -> Option<Section> {
    let figure = sector.main_figures().into_iter().next()?;
    let title = phrase("{0}: {1}", "{0}: {1}", &[sector_name(sector), figure.title()]);
    let about = phrase(
        "Нэг дөрвөлжин нэг аймаг, дүүрэг: газар нутаг, хүн амынх нь хэмжээг харуулахгүй. Өнгө, тэмдэг: ▲ дунджаас (эсвэл зорилтоос) тодорхой сайн, ▼ тодорхой муу, ● ялгаа тодорхой бус. Зураастай: мэдээлэл ирээгүй. Саарал: хамрагдаагүй. Эрэмбэ биш.",
        "One tile is one aimag or district, whatever its size or population. Colour and sign: ▲ clearly better than the average (or the target), ▼ clearly worse, ● no clear difference. Hatched: no data. Grey: not of the set. This is no ranking.",
        &[],
    );
    let map = TileMap::of_places(&format!("map.{}", sector.name), (title, about), &hall.forum.set, |place| {
        value(sector.everybody(&figure.indicator_code, &place.place().code))
    })?;
    let title = phrase("Зураг {0}", "Map {0}", &[short(sector_name(sector))]);
    let blocks = vec![Block::Chart(Box::new(Chart::Map(map)))];
    Some(Section { id: "map".into(), title, blocks, paper: Paper::Across })
}

/// A name short enough for a tab.
fn short(name: Label) -> Label {
    let first = |text: &str| text.chars().take(10).collect::<String>();
    Label::new(first(&name.mn), first(&name.en))
}
