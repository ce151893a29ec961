//! How unevenly things are spread over places and groups, sector by sector.

use super::hall::{Hall, format, gap_format, sector_name};
use crate::forum::{InequalityRow, Sector};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure_or, grid, paragraph, row, same, text};
use crate::report::words::{ForumWord, GapWord, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, Section, Value};

/// The sheet; none if no report of gaps was given.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    let of = |over: fn(&InequalityRow) -> bool| -> Vec<GridRow> {
        let rows = hall.forum.sectors.iter().flat_map(|sector| sector.inequality.iter().map(move |row| (sector, row)));
        rows.filter(|(_, row)| over(row) && row.area_code.is_empty()).map(|(sector, row)| line(sector, row)).collect()
    };
    let places = of(|row| row.over == "places");
    let groups = of(|row| row.over != "places" && row.sii.is_some());
    let mut blocks = Vec::new();
    if !places.is_empty() {
        blocks.push(paragraph(t(GapWord::AboutOverPlaces)));
        blocks.push(Block::Grid(grid("equity.places", t(GapWord::OverPlaces), columns(), 3, places)));
    }
    if !groups.is_empty() {
        blocks.push(paragraph(t(GapWord::AboutOverGroups)));
        blocks.push(Block::Grid(grid("equity.groups", t(GapWord::OverGroups), columns(), 3, groups)));
    }
    (!blocks.is_empty()).then(|| across("equity", ForumWord::SheetEquity, blocks))
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    vec![
        column("sector", ForumWord::Sector, Text),
        column("figure", ForumWord::Figure, Text),
        column("over", ForumWord::Over, Text),
        column("mean", GapWord::WeightedMean, Measure),
        column("best", GapWord::BestOf, Measure),
        column("best_place", ForumWord::Where, Text),
        column("worst", GapWord::WorstOf, Measure),
        column("worst_place", ForumWord::Where, Text),
        column("gap", ForumWord::Gap, Measure),
        column("ratio", GapWord::RatioOf, Measure),
        column("disparity", GapWord::Disparity, Measure),
        column("beyond_chance", GapWord::BeyondChance, Measure),
        column("par", GapWord::Attributable, Measure),
        column("sii", GapWord::Sii, Measure),
        column("concentration", GapWord::Concentration, Measure),
        column("units", ForumWord::Units, Count),
    ]
}

fn place(code: &str) -> Value {
    let known = crate::places::Gazetteer::get().by_code(code);
    known.map_or(absent(Absent::NotApplicable), |place| text(place.place().name.clone()))
}

fn line(sector: &Sector, of: &InequalityRow) -> GridRow {
    let known = sector.everybody(&of.indicator_code, "");
    let format = known.map_or(Format::Points, format);
    let signed = known.map_or(Format::SignedPoints, gap_format);
    let over = match of.over.as_str() {
        "places" => text(t(ForumWord::Places)),
        grouping if of.over_en.is_empty() => same(grouping),
        _ => text(Label::new(&of.over_mn, &of.over_en)),
    };
    let number = |value, format| figure_or(value, format, Absent::NotApplicable);
    row(vec![
        text(sector_name(sector)),
        text(Label::new(&of.indicator_mn, &of.indicator_en)),
        over,
        number(of.mean, format),
        number(of.best, format),
        place(&of.best_code),
        number(of.worst, format),
        place(&of.worst_code),
        number(of.gap, if format == Format::Percent { Format::Points } else { format }),
        number(of.ratio, Format::Plain(2)),
        number(of.index_of_disparity, Format::Plain(1)),
        number(of.variance_beyond_chance, Format::Plain(1)),
        number(of.par, signed),
        number(of.sii, signed),
        number(of.concentration, Format::Signed(3)),
        of.units.map_or(absent(Absent::NoData), crate::report::parts::count),
    ])
}
