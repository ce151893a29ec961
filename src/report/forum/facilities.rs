//! The facilities that stand out beyond chance: who needs support in what, and from whom others could learn.

use super::hall::{Hall, format, sector_name};
use crate::forum::{Facilities, Sector, StandingRow};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure_or, grid, paragraph, row, same, text};
use crate::report::words::{CompareWord, ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, Format, GridRow, Section};

/// The sheet; none if no facility stands out, or none were compared.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Measure, Text};
    let mut rows = Vec::new();
    for comparison in &hall.forum.facilities {
        let sector = hall.forum.sectors.iter().find(|sector| sector.made.sector() == comparison.made.sector());
        for flag in ["support", "learn"] {
            let mut of: Vec<&StandingRow> = comparison.standings.iter().filter(|row| row.flag == flag).collect();
            of.sort_by(|a, b| (&a.place, &a.facility).cmp(&(&b.place, &b.facility)));
            rows.extend(of.into_iter().map(|standing| line(hall, comparison, sector, standing)));
        }
    }
    let columns = vec![
        column("sector", ForumWord::Sector, Text),
        column("standing", ForumWord::Standing, Text),
        column("place", ForumWord::Place, Text),
        column("facility", ForumWord::Facility, Text),
        column("figure", ForumWord::Figure, Text),
        column("value", ForumWord::Value, Measure),
        column("benchmark", ForumWord::Benchmark, Measure),
    ];
    let about = Label::new(
        "Зөвхөн 99,8 %-ийн хязгаараас гадна, бүх байгууллагыг тооцоход ч тодорхой зөрсөн байгууллагууд: очиж үзэх, дэмжих, суралцах жагсаалт болохоос эрэмбэ биш. Яагаадыг нь харьцуулалтын тайлангаас харна.",
        "Only facilities beyond the 99.8% limit, clear with all of them counted: a list of where to go, support and learn, and no ranking. Why stands in the comparison itself.",
    );
    let any = !rows.is_empty();
    let grid = grid("facilities", t(ForumWord::SheetFacilities), columns, 4, rows);
    any.then(|| across("facilities", ForumWord::SheetFacilities, vec![paragraph(about), Block::Grid(grid)]))
}

fn line(hall: &Hall, comparison: &Facilities, sector: Option<&Sector>, standing: &StandingRow) -> GridRow {
    let known = sector.and_then(|sector| sector.everybody(&standing.indicator, ""));
    let format = known.map_or(Format::Plain(1), format);
    let word = if standing.flag == "support" { CompareWord::SignSupport } else { CompareWord::SignLearn };
    let sign = if standing.flag == "support" { "▼" } else { "▲" };
    row(vec![
        sector.map_or_else(|| text(comparison.title.clone()), |sector| text(sector_name(sector))),
        text(crate::report::parts::phrase("{0} {1}", "{0} {1}", &[Label::same(sign), t(word)])),
        hall.forum.area_of(&standing.place).map_or(absent(Absent::NoData), |place| text(place.place().name.clone())),
        text(standing.name.clone()),
        known.map_or_else(|| same(&standing.indicator), |known| text(known.title())),
        figure_or(standing.raw, format, Absent::NoData),
        figure_or(standing.benchmark, format, Absent::NoData),
    ])
}
