//! Which problems several sources tell of, by place and dimension.

use super::hall::{Hall, sector_name};
use crate::forum::{Signal, Told, Triangle};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, count, counted, grid, num, paragraph, phrase, row, text};
use crate::report::words::{ForumWord, t};
use crate::report::{Absent, Block, ColumnKind, Format, GridRow, RowRole, Section, Value};

/// The sheet; none if only one kind of source was given.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Count, Text};
    if hall.forum.scorecards.is_empty() && hall.forum.facilities.is_empty() {
        return None;
    }
    let mut all: Vec<&Triangle> = hall.triangles.iter().filter(|triangle| triangle.told().count() > 1).collect();
    all.sort_by_key(|triangle| {
        (std::cmp::Reverse(triangle.poor()), triangle.sector, triangle.place, triangle.dimension)
    });
    if all.is_empty() {
        return None;
    }
    let columns = vec![
        column("sector", ForumWord::Sector, Text),
        column("place", ForumWord::Place, Text),
        column("dimension", ForumWord::Dimension, Text),
        column("citizens", ForumWord::Citizens, Text),
        column("scorecards", ForumWord::Scorecards, Text),
        column("facilities", ForumWord::Checks, Text),
        column("poor", ForumWord::HowMany, Count),
    ];
    let rows = all.into_iter().map(|triangle| line(hall, triangle)).collect();
    let about = phrase(
        "Ижил чиглэлийн тухай гурван эх сурвалж. Иргэд: аль нэг үзүүлэлт нь зорилтоос эсвэл дунджаас тодорхой муу бол «{forum_problem}». Үнэлгээний карт: сүүлийн үеийн нэгтгэсэн онооны дундаж 100-гийн доод гуравны нэгт бол «{forum_problem}». Байгууллагын үзлэг: 99,8 %-ийн хязгаараас муу талд гарсан эсвэл нормоо хангаагүй байгууллага байвал «{forum_problem}»; иргэдээс асуусан үзүүлэлтийг байгууллагаар дахин тооцохгүй. Хоёр ба түүнээс олон эх сурвалж хэлсэн асуудлыг тодруулсан. Эх сурвалжуудыг дундажилж болохгүй.",
        "Three sources on the same dimension. Citizens: “{forum_problem}” if a figure is clearly worse than its target or the average. Scorecards: “{forum_problem}” if the mean of consolidated scores of the last round lies in the lowest third of 0 to 100. Facility checks: “{forum_problem}” if a facility lies beyond the 99.8% limit on the worse side or lacks what it is due; what citizens were asked does not count again by facility. Problems that two sources or more tell of stand out. Sources must not be averaged.",
        &[],
    );
    let title = t(ForumWord::ProblemsOfSeveral);
    let blocks = vec![paragraph(about), Block::Grid(grid("recurring", title, columns, 3, rows))];
    Some(across("recurring", ForumWord::SheetRecurring, blocks))
}

fn line(hall: &Hall, triangle: &Triangle) -> GridRow {
    let values = vec![
        text(sector_name(&hall.forum.sectors[triangle.sector])),
        text(triangle.place.place().name.clone()),
        text(triangle.dimension.title().clone()),
        told(triangle.citizens.as_ref(), |told| {
            phrase(
                "{1} үзүүлэлтээс {0}",
                "{0} of {1} figures",
                &[counted(told.about.len() as u64), counted(told.of as u64)],
            )
        }),
        told(triangle.scorecards.as_ref(), |told| {
            phrase(
                "{0} / 100, {1} үзүүлэлт",
                "{0} / 100, {1} indicators",
                &[num(told.score.unwrap_or(f64::NAN), Format::Plain(0)), counted(told.of as u64)],
            )
        }),
        told(triangle.facilities.as_ref(), |told| {
            phrase(
                "{1} байгууллагаас {0}",
                "{0} of {1} facilities",
                &[counted(told.about.len() as u64), counted(told.of as u64)],
            )
        }),
        count(triangle.poor() as u64),
    ];
    GridRow { role: if triangle.recurs() { RowRole::Total } else { RowRole::Plain }, ..row(values) }
}

/// `▼ problem (2 of 9 facilities)`.
fn told(of: Option<&Told>, about: impl Fn(&Told) -> Label) -> Value {
    match of {
        Some(told) => text(phrase("{0} ({1})", "{0} ({1})", &[signal(told.signal), about(told)])),
        None => absent(Absent::NoData),
    }
}

/// A signal with its sign.
pub(super) fn signal(signal: Signal) -> Label {
    let (sign, word) = match signal {
        Signal::Poor => ("▼", ForumWord::Problem),
        Signal::Middle => ("●", ForumWord::Middling),
        Signal::Good => ("▲", ForumWord::DoesWell),
    };
    phrase("{0} {1}", "{0} {1}", &[Label::same(sign), t(word)])
}
