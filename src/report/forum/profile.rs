//! A sheet for each place: how it stands in every sector, for whom it is harder, what changed, what was agreed.

use super::hall::{Hall, ends, gap_format, light_of_verdict, sector_name, value};
use super::recurring::signal;
use super::{actions, change, gaps, problems};
use crate::forum::{GapRow, Sector, late};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::parts::{absent, column, counted, grid, joined, num, paragraph, phrase, row, say, text};
use crate::report::words::{ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, Format, GridRow, Paper, Section, Value};

/// Gaps and changes told at most.
const MOST: usize = 6;

/// A sheet for each place.
pub(super) fn sections(hall: &Hall) -> Vec<Section> {
    hall.places().into_iter().map(|place| section(hall, place)).collect()
}

fn section(hall: &Hall, place: PlaceId) -> Section {
    let of = place.place();
    let mut blocks = Vec::new();
    for sector in &hall.forum.sectors {
        blocks.push(Block::Heading { text: sector_name(sector) });
        if !hall.has_data(sector, place) {
            blocks.push(paragraph(t(ForumWord::NoDataFromHere)));
            continue;
        }
        blocks.push(paragraph(match hall.forum.respondents(sector, &of.code) {
            Some(n) => phrase("{0} хүн хариулсан.", "{0} people answered.", &[counted(n)]),
            None => Label::new(
                "Хариулсан хүний тоог нууцалсан: цөөн хүн танигдаж болно.",
                "How many people answered is withheld: a few could be recognised.",
            ),
        }));
        blocks.push(Block::Grid(standing(sector, place)));
        blocks.extend(said(sector, place));
    }
    blocks.extend(recurring(hall, place));
    blocks.extend(agreed(hall, place));
    // Tabs: the short name, which is unique among aimags and districts of a set.
    Section { id: "profile".into(), title: of.short_name(), blocks, paper: Paper::Upright }
}

/// The main figures here and everywhere, with the change.
fn standing(sector: &Sector, place: PlaceId) -> crate::report::Grid {
    use ColumnKind::{Measure, Text};
    let code = &place.place().code;
    let columns = vec![
        column("figure", ForumWord::Figure, Text),
        column("here", ForumWord::Value, Measure),
        column("interval", ForumWord::Interval, Measure),
        column("all", ForumWord::All, Measure),
        column("change", ForumWord::Change, Measure),
    ];
    let line = |figure: &crate::forum::EstimateRow| -> GridRow {
        let here = sector.everybody(&figure.indicator_code, code);
        let format = super::hall::format(figure);
        let interval = here.filter(|row| row.value.is_some()).and_then(|row| ends(row.ci_low, row.ci_high));
        let everywhere = sector.everybody(&figure.indicator_code, "");
        let change = sector.changes.iter().find(|row| {
            row.indicator_code == figure.indicator_code && row.area_code == *code && row.group_var.is_empty()
        });
        let change = change.and_then(|row| Some((row.change?, light_of_verdict(&row.verdict))));
        row(vec![
            text(super::matrix::column_name(figure)),
            value(here),
            interval.map_or(absent(Absent::NoError), |(low, high)| Value::Interval { low, high, format }),
            everywhere
                .and_then(|row| row.value)
                .map_or(absent(Absent::NoData), |value| crate::report::parts::figure(value, format)),
            change.map_or(absent(Absent::NotApplicable), |(value, light)| Value::Number {
                value,
                format: gap_format(figure),
                light,
                few: false,
            }),
        ])
    };
    let rows = sector.main_figures().into_iter().map(line).collect();
    let id = format!("profile.{}.{}", code, sector.name);
    let title = phrase("{0}: {1}", "{0}: {1}", &[place.place().name.clone(), sector_name(sector)]);
    grid(&id, title, columns, 1, rows)
}

/// What is clear here, in sentences: against the target, the average, between groups, since the round before.
fn said(sector: &Sector, place: PlaceId) -> Vec<Block> {
    let code = &place.place().code;
    let mut blocks = Vec::new();
    let mut list = |title: Label, points: Vec<Label>| {
        if !points.is_empty() {
            blocks.push(paragraph(say(title, joined(&points, "; "))));
        }
    };
    let clear = |kinds: &[&str], verdict: &str| -> Vec<&GapRow> {
        let of = sector.gaps.iter().filter(|gap| gap.area_code == *code && kinds.contains(&gap.kind.as_str()));
        let mut of: Vec<&GapRow> = of.filter(|gap| gap.verdict == verdict).collect();
        of.sort_by(|a, b| b.gap.unwrap_or(0.0).abs().total_cmp(&a.gap.unwrap_or(0.0).abs()));
        of
    };
    let words = |gap: &&GapRow| {
        let of = sector.everybody(&gap.indicator_code, "");
        let format = of.map_or(Format::SignedPoints, gap_format);
        let title = Label::new(&gap.indicator_mn, &gap.indicator_en);
        let title = if gap.kind == "groups" { joined(&[title, gaps::between(gap)], ", ") } else { title };
        phrase("{0} {1}", "{0} {1}", &[title, num(gap.gap.unwrap_or(f64::NAN), format)])
    };
    let told = |gaps: Vec<&GapRow>| -> Vec<Label> { gaps.iter().take(MOST).map(words).collect() };
    list(t(ForumWord::BetterThanElsewhere), told(clear(&["average"], "better")));
    list(t(ForumWord::WorseThanElsewhere), told(clear(&["average"], "worse")));
    list(t(ForumWord::ShortOfTarget), told(clear(&["target"], "worse")));
    list(t(ForumWord::HarderFor), told(clear(&["groups"], "worse")));
    let changed = |verdict: &str| -> Vec<Label> {
        let of = sector.changes.iter().filter(|row| row.area_code == *code && row.group_var.is_empty());
        of.filter(|row| row.verdict == verdict)
            .take(MOST)
            .map(|row| {
                let format = sector.everybody(&row.indicator_code, "").map_or(Format::SignedPoints, gap_format);
                let title = Label::new(&row.indicator_mn, &row.indicator_en);
                phrase("{0} {1}", "{0} {1}", &[title, num(row.change.unwrap_or(f64::NAN), format)])
            })
            .collect()
    };
    list(t(ForumWord::BetterThanBefore), changed("better"));
    list(t(ForumWord::WorseThanBefore), changed("worse"));
    let narrower = sector.gap_changes.iter().filter(|gap| {
        gap.area_code == *code && gap.kind == "groups" && matches!(gap.narrowing.as_str(), "narrower" | "wider")
    });
    let narrower = narrower.take(MOST).map(|gap| {
        let title = Label::new(&gap.indicator_mn, &gap.indicator_en);
        joined(&[title, change::groups(sector, gap), change::narrowing(&gap.narrowing)], ", ")
    });
    list(t(ForumWord::GapsSinceBefore), narrower.collect());
    let largest = problems::of_place(sector, code)
        .into_iter()
        .take(3)
        .filter_map(|row| Some(say(problems::problem(row), problems::how_many(row)?)));
    list(t(ForumWord::ProblemsOfMost), largest.collect());
    if blocks.is_empty() {
        blocks.push(paragraph(Label::new(
            "Түүврийн хэмжээгээр тодорхой гэж хэлэх ялгаа, өөрчлөлт алга.",
            "Nothing is clear enough to be said from a sample of this size.",
        )));
    }
    blocks
}

/// Problems of the place that several sources tell of.
fn recurring(hall: &Hall, place: PlaceId) -> Vec<Block> {
    let mut blocks = Vec::new();
    for triangle in hall.triangles.iter().filter(|t| t.place == place && t.recurs()) {
        let sources: Vec<Label> =
            triangle.told().map(|(source, told)| say(source_name(source), signal(told.signal))).collect();
        let head = [sector_name(&hall.forum.sectors[triangle.sector]), triangle.dimension.title().clone()];
        blocks.push(paragraph(say(joined(&head, ", "), joined(&sources, "; "))));
    }
    if !blocks.is_empty() {
        let title = t(ForumWord::SeveralTellHere);
        blocks.insert(0, Block::Heading { text: title });
    }
    blocks
}

/// What a source is called.
pub(super) fn source_name(source: crate::forum::Source) -> Label {
    t(match source {
        crate::forum::Source::Citizens => ForumWord::Citizens,
        crate::forum::Source::Scorecards => ForumWord::Scorecards,
        crate::forum::Source::Facilities => ForumWord::Checks,
    })
}

/// What was agreed here and how far it is.
fn agreed(hall: &Hall, place: PlaceId) -> Vec<Block> {
    let code = &place.place().code;
    let all = actions::total(hall, Some(code));
    if all.all() == 0 {
        return Vec::new();
    }
    let numbers = [all.all(), all.done, all.open, all.late, all.dropped].map(counted);
    let mut blocks = vec![
        Block::Heading { text: t(ForumWord::SheetActions) },
        paragraph(phrase(
            "Тохирсон {0}: хийсэн {1}, явагдаж буй {2}, хугацаа хэтэрсэн {3}, хассан {4}.",
            "{0} agreed: {1} done, {2} open, {3} late, {4} dropped.",
            &numbers,
        )),
    ];
    for action in late(hall.forum, Some(code)).into_iter().take(MOST) {
        let days = action.overdue_days.unwrap_or(0);
        blocks.push(paragraph(phrase(
            "{0}: {1} ({2}; {3} хоног хоцорсон)",
            "{0}: {1} ({2}; {3} days late)",
            &[
                action.facility_name.clone(),
                Label::same(&action.action),
                Label::same(&action.responsible),
                counted(days),
            ],
        )));
    }
    blocks
}
