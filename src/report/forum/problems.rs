//! Problems by the people they concern, and what people find important.

use super::hall::{Hall, ends, people, place_name, sector_name};
use crate::forum::{PriorityRow, Sector};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure_or, grid, paragraph, phrase, row, text};
use crate::report::words::{ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, Format, GridRow, Section, Value};

/// From fewer answers no number of people is told.
const FEW: u64 = 30;

/// Problems told for each place.
const EACH: u64 = 5;

/// The problems of a place by people, the largest first.
pub(super) fn of_place<'s>(sector: &'s Sector, area: &str) -> Vec<&'s PriorityRow> {
    // A handful of answers says nothing of thousands of people.
    let enough = |row: &&PriorityRow| row.n_share.is_none_or(|n| n >= FEW);
    let mut rows: Vec<&PriorityRow> = sector
        .priorities
        .iter()
        .filter(|row| row.area_code == area && row.rank.is_some() && row.people.is_some())
        .collect();
    rows.retain(enough);
    rows.sort_by_key(|row| row.rank);
    rows
}

/// What the problem is: the figure, or that it isn't so where more of it is better.
pub(super) fn problem(row: &PriorityRow) -> Label {
    let title = Label::new(&row.indicator_mn, &row.indicator_en);
    match row.better.as_str() {
        "higher" => phrase("«{0}» биш", "not “{0}”", &[title]),
        _ => phrase("«{0}»", "“{0}”", &[title]),
    }
}

/// So many people, or per hundred respondents.
pub(super) fn how_many(row: &PriorityRow) -> Option<Label> {
    let of = row.people?;
    Some(match (row.people_unit == "people", ends(row.people_low, row.people_high)) {
        (true, Some((low, high))) => phrase(
            "ойролцоогоор {0} хүн ({1}–{2})",
            "about {0} people ({1}–{2})",
            &[people(of), people(low), people(high)],
        ),
        (true, None) => phrase("ойролцоогоор {0} хүн", "about {0} people", &[people(of)]),
        (false, _) => phrase("100 хүн тутмын {0}", "{0} of 100 people", &[people(of)]),
    })
}

/// The sheet; none if the cards have no priorities.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Measure, Text};
    let mut rows = Vec::new();
    for sector in &hall.forum.sectors {
        rows.extend(of_place(sector, "").into_iter().map(|row| line(sector, row)));
        for place in hall.places() {
            let of = of_place(sector, &place.place().code);
            rows.extend(of.into_iter().take(EACH as usize).map(|row| line(sector, row)));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("sector", ForumWord::Sector, Text),
        column("place", ForumWord::Place, Text),
        column("figure", ForumWord::Figure, Text),
        column("bad_share", ForumWord::BadShare, Measure),
        column("people", ForumWord::People, Measure),
        column("interval", ForumWord::PeopleInterval, Measure),
        column("importance", ForumWord::Importance, Measure),
        column("performance", ForumWord::Performance, Measure),
    ];
    let about = Label::new(
        "Хүний тоо = газрын хүн ам × тухайн асуултад хамаатай хүмүүсийн эзлэх хувь × асуудалтай хувь: хариулагчид газрынхаа хүн амыг төлөөлнө гэж үзсэн. Газар бүрээр эхний тав.",
        "People = residents of the place × share whom the question concerns × share with the problem: respondents are taken to stand for the residents. The first five of each place.",
    );
    let title = t(ForumWord::ProblemsByPeople);
    let blocks = vec![paragraph(about), Block::Grid(grid("problems", title, columns, 3, rows))];
    Some(across("problems", ForumWord::SheetProblems, blocks))
}

fn line(sector: &Sector, of: &PriorityRow) -> GridRow {
    let format = Format::Plain(0);
    let interval = ends(of.people_low, of.people_high);
    let overall =
        sector.priorities.iter().find(|row| row.indicator_code == of.indicator_code && row.area_code.is_empty());
    let number = |value: Option<f64>, format| figure_or(value, format, Absent::NotApplicable);
    row(vec![
        text(sector_name(sector)),
        text(place_name(sector, &of.area_code)),
        text(problem(of)),
        number(of.bad_share, Format::Percent),
        number(of.people, format),
        interval.map_or(absent(Absent::NoError), |(low, high)| Value::Interval { low, high, format }),
        number(overall.and_then(|row| row.importance), Format::Plain(2)),
        number(overall.and_then(|row| row.performance), Format::Points),
    ])
}
