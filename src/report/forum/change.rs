//! What changed since the round before: figures of all places together, main figures of each place, and gaps.

use super::hall::{Hall, ends, format, gap_format, light_of_verdict, place_name, sector_name};
use crate::forum::{ChangeRow, GapChangeRow, Sector};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure_or, grid, paragraph, row, text};
use crate::report::words::{ForumWord, GapWord, Word, t};
use crate::report::{Absent, Block, ColumnKind, GridRow, Section, Value};

/// The sheet; none if no comparison of rounds was given.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Measure, Text};
    let mut rows = Vec::new();
    let mut gaps = Vec::new();
    for sector in &hall.forum.sectors {
        let main: Vec<&str> = sector.main_figures().iter().map(|row| row.indicator_code.as_str()).collect();
        let wanted = |row: &&ChangeRow| {
            row.group_var.is_empty() && (row.area_code.is_empty() || main.contains(&row.indicator_code.as_str()))
        };
        rows.extend(sector.changes.iter().filter(wanted).map(|change| line(sector, change)));
        let clear = |row: &&GapChangeRow| {
            row.kind == "groups" && matches!(row.narrowing.as_str(), "narrower" | "wider" | "shifted")
        };
        gaps.extend(sector.gap_changes.iter().filter(clear).map(|gap| gap_line(sector, gap)));
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("sector", ForumWord::Sector, Text),
        column("figure", ForumWord::Figure, Text),
        column("place", ForumWord::Place, Text),
        column("before", ForumWord::Before, Measure),
        column("after", ForumWord::After, Measure),
        column("change", ForumWord::Change, Measure),
        column("interval", ForumWord::Interval, Measure),
    ];
    let about = Label::new(
        "Бүх газрын дүнгээр бүх үзүүлэлт, газар бүрээр нэгдсэн үзүүлэлт. Өнгө, тэмдэг нь газрын тоогоор зассан дүгнэлт; ● нь өөрчлөгдөөгүй гэсэн үг биш.",
        "Every figure for all places together, and the main figures for each place. Colour and sign are the verdict, adjusted for the number of places; figures are not adjusted for one another; ● does not mean that nothing changed.",
    );
    let mut blocks = vec![paragraph(about)];
    blocks.push(Block::Grid(grid("change", t(ForumWord::SheetChange), columns, 3, rows)));
    if !gaps.is_empty() {
        let columns = vec![
            column("sector", ForumWord::Sector, Text),
            column("figure", ForumWord::Figure, Text),
            column("place", ForumWord::Place, Text),
            column("groups", ForumWord::Between, Text),
            column("before", GapWord::GapBefore, Measure),
            column("after", GapWord::GapAfter, Measure),
            column("verdict", Word::Verdict, Text),
        ];
        let title = t(ForumWord::GapsChanged);
        blocks.push(Block::Grid(grid("change.gaps", title, columns, 3, gaps)));
    }
    Some(across("change", ForumWord::SheetChange, blocks))
}

fn line(sector: &Sector, change: &ChangeRow) -> GridRow {
    let mut values = vec![
        text(sector_name(sector)),
        text(Label::new(&change.indicator_mn, &change.indicator_en)),
        text(place_name(sector, &change.area_code)),
    ];
    let Some(of) = sector.everybody(&change.indicator_code, "") else {
        values.extend(vec![absent(Absent::NoData); 4]);
        return row(values);
    };
    let signed = gap_format(of);
    values.extend([change.value_from, change.value].map(|value| figure_or(value, format(of), Absent::NoData)));
    let light = light_of_verdict(&change.verdict);
    values.push(change.change.map_or(absent(Absent::NoData), |value| Value::Number {
        value,
        format: signed,
        light,
        few: false,
    }));
    let interval = ends(change.ci_low, change.ci_high);
    values.push(interval.map_or(absent(Absent::NoError), |(low, high)| Value::Interval { low, high, format: signed }));
    row(values)
}

/// The names of two groups, as the gaps of the sector have them.
pub(super) fn groups(sector: &Sector, gap: &GapChangeRow) -> Label {
    let same = |row: &&crate::forum::GapRow| {
        row.group_var == gap.group_var && row.group_first == gap.group_first && row.group_second == gap.group_second
    };
    match sector.gaps.iter().find(same) {
        Some(known) => super::gaps::between(known),
        None => Label::same(format!("{} − {}", gap.group_first, gap.group_second)),
    }
}

/// What became of a gap.
pub(super) fn narrowing(code: &str) -> Label {
    t(match code {
        "narrower" => GapWord::Narrower,
        "wider" => GapWord::Wider,
        "shifted" => GapWord::Shifted,
        _ => GapWord::NoClearChange,
    })
}

fn gap_line(sector: &Sector, gap: &GapChangeRow) -> GridRow {
    let of = sector.everybody(&gap.indicator_code, "");
    let number = |value: Option<f64>| match of {
        Some(of) => figure_or(value, gap_format(of), Absent::NoData),
        None => absent(Absent::NoData),
    };
    row(vec![
        text(sector_name(sector)),
        text(Label::new(&gap.indicator_mn, &gap.indicator_en)),
        text(place_name(sector, &gap.area_code)),
        text(groups(sector, gap)),
        number(gap.gap_from),
        number(gap.gap),
        text(narrowing(&gap.narrowing)),
    ])
}
