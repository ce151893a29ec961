//! What was scored together: community, provider and agreed score of each place, and the gap between the first two.
//!
//! These are agreed judgements. They get no interval, no light by test and no order.

use std::collections::BTreeMap;

use super::hall::Hall;
use crate::forum::ScoreRow;
use crate::lang::Label;
use crate::places::Gazetteer;
use crate::report::parts::{absent, across, column, count, figure_or, grid, paragraph, row, same, text};
use crate::report::words::{ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, Format, GridRow, Light, Section, Value};

/// What is said of an indicator at a place in a round.
#[derive(Default)]
struct Sides<'f> {
    consolidated: Option<&'f ScoreRow>,
    provider: Option<&'f ScoreRow>,
    agreed: Option<&'f ScoreRow>,
}

/// The sheet; none without scorecards of places.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Count, Measure, Text};
    let mut lines: BTreeMap<(usize, &str, &str, usize), Sides> = BTreeMap::new();
    let mut indicators: Vec<&str> = Vec::new();
    for (at, cards) in hall.forum.scorecards.iter().enumerate() {
        for score in cards.scores.iter().filter(|score| score.of == "area" && !score.area.is_empty()) {
            let order = match indicators.iter().position(|known| *known == score.indicator) {
                Some(order) => order,
                None => {
                    indicators.push(&score.indicator);
                    indicators.len() - 1
                }
            };
            let sides = lines.entry((at, &score.area, &score.round, order)).or_default();
            match score.side.as_str() {
                "consolidated" => sides.consolidated = Some(score),
                "provider" => sides.provider = Some(score),
                "agreed" => sides.agreed = Some(score),
                _ => {}
            }
        }
    }
    let columns = vec![
        column("place", ForumWord::Place, Text),
        column("round", ForumWord::Round, Text),
        column("indicator", ForumWord::Figure, Text),
        column("community", ForumWord::Community, Measure),
        column("provider", ForumWord::Provider, Measure),
        column("gap", ForumWord::CommunityProvider, Measure),
        column("agreed", ForumWord::Agreed, Measure),
        column("facilities", ForumWord::NumberOfFacilities, Count),
    ];
    let rows: Vec<GridRow> = lines.iter().filter_map(|((_, area, round, _), sides)| line(area, round, sides)).collect();
    let about = Label::new(
        "Оноо 0–100. Иргэд: бүлгүүдийн нэгтгэсэн оноо, байгууллагуудын дундаж. Зөрүү = иргэд − үйлчилгээ үзүүлэгч; ◆ нь заасан хэмжээнээс их зөрүү. Тохиролцсон үнэлэлт тул интервал, эрэмбэгүй.",
        "Scores from 0 to 100. Community: consolidated scores of the groups, mean of the facilities. Gap = community − provider; ◆ marks one above the stated size. Agreed judgements have no interval and no order.",
    );
    let any = !rows.is_empty();
    let title = t(ForumWord::ScoredTogether);
    let grid = grid("scorecards", title, columns, 3, rows);
    any.then(|| across("scorecards", ForumWord::SheetScorecards, vec![paragraph(about), Block::Grid(grid)]))
}

fn line(area: &str, round: &str, sides: &Sides) -> Option<GridRow> {
    let first = sides.consolidated.or(sides.agreed).or(sides.provider)?;
    let points =
        |score: Option<&ScoreRow>| figure_or(score.and_then(|s| s.score_100), Format::Points, Absent::NotScored);
    let gap = sides.consolidated.zip(sides.provider).and_then(|(a, b)| Some(a.score_100? - b.score_100?));
    let flagged = sides.consolidated.is_some_and(|score| score.flagged == "yes");
    let gap = gap.map_or(absent(Absent::NotScored), |value| Value::Number {
        value,
        format: Format::SignedPoints,
        light: flagged.then_some(Light::Attention),
        few: false,
    });
    let name = Gazetteer::get().by_code(area).map_or_else(|| Label::same(area), |place| place.place().name.clone());
    Some(row(vec![
        text(name),
        same(round),
        text(first.indicator_label.clone()),
        points(sides.consolidated),
        points(sides.provider),
        gap,
        points(sides.agreed),
        first.n_facilities.map_or(absent(Absent::NotApplicable), count),
    ]))
}
