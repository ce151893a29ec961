//! The clear gaps of every sector, kinds kept apart: one table to filter.

use super::hall::{Hall, ends, format, gap_format, is_in_points, light_of_verdict, place_name, sector_name};
use crate::forum::{GapRow, Sector};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure_or, grid, paragraph, phrase, row, text};
use crate::report::words::{ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, GridRow, Section, Value};

/// Kinds of gaps by their code, in the order of the table.
pub(super) const KINDS: [(&str, ForumWord); 6] = [
    ("target", ForumWord::GapTarget),
    ("average", ForumWord::GapAverage),
    ("region", ForumWord::GapRegion),
    ("best", ForumWord::GapBest),
    ("best_quarter", ForumWord::GapQuarter),
    ("groups", ForumWord::GapGroups),
];

/// Whether a gap is clear.
pub(super) fn is_clear(gap: &GapRow) -> bool {
    matches!(gap.verdict.as_str(), "better" | "worse" | "differs")
}

/// What a gap is between.
pub(super) fn between(gap: &GapRow) -> Label {
    match KINDS.iter().find(|(code, _)| *code == gap.kind) {
        _ if gap.kind == "groups" => phrase(
            "{0} − {1}",
            "{0} − {1}",
            &[
                Label::new(&gap.group_first_mn, &gap.group_first_en),
                Label::new(&gap.group_second_mn, &gap.group_second_en),
            ],
        ),
        Some((_, word)) => t(*word),
        None => Label::same(&gap.kind),
    }
}

/// The sheet; none if no gap is clear.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Measure, Text};
    let mut rows = Vec::new();
    for (kind, _) in KINDS {
        for sector in &hall.forum.sectors {
            let mut clear: Vec<&GapRow> = sector.gaps.iter().filter(|gap| gap.kind == kind && is_clear(gap)).collect();
            let own = |gap: &GapRow| sector.everybody(&gap.indicator_code, "").is_some_and(|of| !is_in_points(of));
            clear.sort_by(|a, b| {
                let size = |gap: &GapRow| gap.gap.unwrap_or(0.0).abs();
                (!a.area_code.is_empty(), own(a))
                    .cmp(&(!b.area_code.is_empty(), own(b)))
                    .then(size(b).total_cmp(&size(a)))
            });
            rows.extend(clear.into_iter().map(|gap| gap_row(sector, gap)));
        }
    }
    let columns = vec![
        column("sector", ForumWord::Sector, Text),
        column("kind", ForumWord::KindOfGap, Text),
        column("place", ForumWord::Place, Text),
        column("figure", ForumWord::Figure, Text),
        column("between", ForumWord::Between, Text),
        column("value", ForumWord::Value, Measure),
        column("against", ForumWord::Against, Measure),
        column("gap", ForumWord::Gap, Measure),
        column("interval", ForumWord::Interval, Measure),
    ];
    let about = Label::new(
        "Зөвхөн тодорхой зөрүүг (газрын тоогоор зассан) жагсаасан; зөрүүний төрлүүдийг хооронд нь нэмж, дундажилж болохгүй. Бүгдийг нь салбарын тайлангаас харна уу.",
        "Only gaps that are clear, adjusted for the number of places, are listed; kinds of gaps must not be added or averaged. All of them stand in the reports of the sectors.",
    );
    let any = !rows.is_empty();
    let grid = grid("gaps", t(ForumWord::SheetGaps), columns, 4, rows);
    any.then(|| across("gaps", ForumWord::SheetGaps, vec![paragraph(about), Block::Grid(grid)]))
}

fn gap_row(sector: &Sector, gap: &GapRow) -> GridRow {
    let of = sector.everybody(&gap.indicator_code, "");
    let kind = KINDS.iter().find(|(code, _)| *code == gap.kind).map_or(ForumWord::Gap, |(_, word)| *word);
    let made_of = if gap.kind == "groups" { between(gap) } else { Label::default() };
    let number = |value: Option<f64>| match of {
        Some(of) => figure_or(value, format(of), Absent::NoData),
        None => absent(Absent::NoData),
    };
    let (difference, interval) = match of {
        Some(of) => {
            let format = gap_format(of);
            let light = light_of_verdict(&gap.verdict);
            let difference =
                gap.gap.map_or(absent(Absent::NoData), |value| Value::Number { value, format, light, few: false });
            let interval = ends(gap.ci_low, gap.ci_high);
            (difference, interval.map_or(absent(Absent::NoError), |(low, high)| Value::Interval { low, high, format }))
        }
        None => (absent(Absent::NoData), absent(Absent::NoData)),
    };
    row(vec![
        text(sector_name(sector)),
        text(t(kind)),
        text(place_name(sector, &gap.area_code)),
        text(Label::new(&gap.indicator_mn, &gap.indicator_en)),
        text(made_of),
        number(gap.value),
        number(gap.against),
        difference,
        interval,
    ])
}
