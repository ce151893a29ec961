//! What visits found lacking, for the overview: peer groups by domain, and the facilities that have less than half of what they
//! are due somewhere. Half is an absolute measure: an average of peers would be no norm.

use super::book::{Book, domain_score};
use super::readiness::{general, score_value};
use crate::compare::{Due, ItemState, Readiness, ReadinessRow};
use crate::lang::{Label, Lang};
use crate::report::parts::{both, column, count, grid, num, phrase, row, text, titled};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Block, ColumnKind, Format, Grid};

/// A domain of which a facility has less than this share is named.
const HALF: f64 = 0.5;

/// Both tables; none without a checklist.
pub fn blocks(book: &Book) -> Vec<Block> {
    let Some(readiness) = &book.comparison.readiness else { return Vec::new() };
    vec![Block::Grid(by_group(book, readiness)), Block::Grid(facilities(book, readiness))]
}

/// The mean of each domain over the facilities of a peer group, every facility alike.
fn by_group(book: &Book, readiness: &Readiness) -> Grid {
    let mut columns = vec![
        column("group", CompareWord::PeerGroup, ColumnKind::Text),
        titled("visited", t(CompareWord::Visited), ColumnKind::Count),
    ];
    columns.extend(readiness.domains.iter().map(|d| titled(&d.id, d.title.clone(), ColumnKind::Measure)));
    let rows = book.comparison.groups.iter().enumerate().map(|(group, of)| {
        let here: Vec<&ReadinessRow> =
            readiness.rows.iter().filter(|r| book.subject(r.facility).group == Some(group)).collect();
        let mut values = vec![text(of.title.clone()), count(here.len() as u64)];
        values.extend((0..readiness.domains.len()).map(|domain| {
            let scores: Vec<f64> = here.iter().filter_map(|r| domain_score(r.scores[domain])).collect();
            score_value((!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64))
        }));
        row(values)
    });
    let title = t(CompareWord::ReadinessByPeers);
    grid("overview.readiness", title, columns, 1, rows.collect())
}

/// Facilities with less than half of what they are due in a domain, or below a norm.
fn facilities(book: &Book, readiness: &Readiness) -> Grid {
    use ColumnKind::{Count, Measure, Prose, Text};
    let columns = vec![
        column("facility", Word::Facility, Text),
        column("place", Word::Place, Text),
        column("general", CompareWord::GeneralReadiness, Measure),
        titled("half", t(CompareWord::LessThanHalf), Prose),
        titled("lacking", t(CompareWord::ItemsLacking), Count),
        titled("due", t(CompareWord::ItemsKnown), Count),
        titled("unmet", t(CompareWord::NormsNotMet), Count),
    ];
    let mut rows = Vec::new();
    for found in &readiness.rows {
        let short = short_of(readiness, found);
        let unmet = unmet(book, found.facility);
        if short.is_empty() && unmet == 0 {
            continue;
        }
        let subject = book.subject(found.facility);
        let states = || found.items.iter().flatten();
        let lacking = states().filter(|s| **s == ItemState::Absent).count() as u64;
        let known = states().filter(|s| !matches!(s, ItemState::NotDue | ItemState::Missing(_))).count() as u64;
        let said = both(|lang: Lang| short.iter().map(|l| l.get(lang)).collect::<Vec<_>>().join("; "));
        rows.push(row(vec![
            text(subject.name.clone()),
            book.place(subject),
            general(found),
            text(said),
            count(lacking),
            count(known),
            count(unmet),
        ]));
    }
    let title = t(CompareWord::LackMuch);
    let note = phrase(
        "Аль нэг чиглэлд байх ёстой зүйлсийн талаас бага нь байгаа, эсвэл хүчин төгөлдөр норм хангаагүй байгууллагыг газрын дарааллаар жагсаав. Дунджаас доош гэдэг нь норм биш тул харгалзаагүй.",
        "Listed by place are those with less than half of the items due in some domain, or with a norm in force not met. Being below an average doesn't count: an average is no norm.",
        &[],
    );
    Grid { notes: vec![note], ..grid("overview.lacking", title, columns, 1, rows) }
}

/// The domains of which less than half is there, with their shares.
fn short_of(readiness: &Readiness, found: &ReadinessRow) -> Vec<Label> {
    let domains = readiness.domains.iter().zip(&found.scores);
    let short = domains.filter_map(|(domain, score)| score.filter(|s| s.value < HALF).map(|s| (domain, s.value)));
    short
        .map(|(domain, value)| {
            phrase("{0} {1}", "{0} {1}", &[domain.title.clone(), num(100.0 * value, Format::Percent)])
        })
        .collect()
}

fn unmet(book: &Book, facility: usize) -> u64 {
    let lines = book.comparison.norms.iter().filter(|line| line.facility == facility);
    lines.filter(|line| matches!(line.due, Due::InForce { met: Some(false), .. })).count() as u64
}
