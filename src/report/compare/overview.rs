//! The one sheet on which a ministry sees who needs support: those beyond chance first, then who to learn from, then counts
//! by place and peer group, then who can't be told anything about.

use super::book::{Book, place_of, with_unit};
use crate::compare::{BenchmarkKind, Entry, Origin, Panel, Signal, Standing, Subject};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, count, counted, grid, nothing, paragraph, phrase, row, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Grid, GridRow, Legend, RowRole, Section, Value};

/// The sheet.
pub fn section(book: &Book) -> Section {
    let mut blocks = Vec::new();
    let support = book.signalled(Signal::Support);
    if book.comparison.choices.benchmark == BenchmarkKind::BestQuarter {
        blocks.push(paragraph(t(CompareWord::NobodyMarked)));
    } else if support.is_empty() {
        blocks.push(paragraph(t(CompareWord::NobodySupport)));
    } else {
        blocks.push(paragraph(in_short(&support)));
        blocks.push(paragraph(t(CompareWord::AboutSupport)));
        blocks.push(Block::Grid(signals(book, "overview.support", CompareWord::SupportTitle, &support)));
    }
    let learn = book.signalled(Signal::Learn);
    if book.comparison.choices.benchmark == BenchmarkKind::BestQuarter {
        // Nobody is marked.
    } else if learn.is_empty() {
        blocks.push(paragraph(t(CompareWord::NobodyLearn)));
    } else {
        blocks.push(Block::Grid(signals(book, "overview.learn", CompareWord::LearnTitle, &learn)));
    }
    let differs = book.signalled(Signal::Differs);
    if !differs.is_empty() {
        blocks.push(Block::Grid(signals(book, "overview.differs", CompareWord::DiffersTitle, &differs)));
    }
    blocks.extend(super::lacking::blocks(book));
    blocks.push(Block::Grid(by_place(book)));
    blocks.push(Block::Grid(by_group(book)));
    blocks.push(Block::Grid(untold(book)));
    across("overview", CompareWord::SheetSupport, blocks)
}

fn in_short(support: &[(&Panel, &Entry)]) -> Label {
    phrase(
        "Дэмжлэг хэрэгтэй байгууллага: {0}; байгууллага × үзүүлэлт: {1}.",
        "Facilities that need support: {0}; facility × figure: {1}.",
        &[counted(how_many(support)), counted(support.len() as u64)],
    )
}

/// How many facilities are among these; they come by facility.
pub fn how_many(found: &[(&Panel, &Entry)]) -> u64 {
    found.chunk_by(|a, b| a.1.facility == b.1.facility).count() as u64
}

fn signals(book: &Book, id: &str, title: CompareWord, found: &[(&Panel, &Entry)]) -> Grid {
    use ColumnKind::{Count, Measure, Narrow, Text};
    let columns = vec![
        column("facility", Word::Facility, Text),
        column("place", Word::Place, Text),
        column("group", CompareWord::PeerGroup, Narrow),
        column("figure", CompareWord::Figure, Text),
        column("value", CompareWord::Judged, Measure),
        column("benchmark", Word::Benchmark, Measure),
        column("distance", CompareWord::HowFar, Measure),
        column("limits_998", CompareWord::Limits998, Measure),
        column("n", Word::Base, Count),
    ];
    let rows = found.iter().map(|(panel, entry)| {
        let subject = book.subject(entry.facility);
        row(vec![
            text(subject.name.clone()),
            book.place(subject),
            book.group_of(subject),
            text(with_unit(book.figure(panel))),
            book.value(panel, entry),
            book.printed(panel, entry, entry.benchmark),
            book.distance(panel, entry),
            book.ends(panel, entry, entry.limits_998),
            count(entry.n),
        ])
    });
    Grid { legend: Legend::Chance, ..grid(id, t(title), columns, 1, rows.collect()) }
}

/// How many facilities and standings there are of each kind.
#[derive(Default)]
struct Counts {
    facilities: u64,
    with_data: u64,
    support: u64,
    learn: u64,
    outside: u64,
    near: u64,
    within: u64,
    too_small: u64,
    untold: u64,
}

impl Counts {
    fn add(&mut self, book: &Book, subject: &Subject, entries: &[(&Panel, &Entry)]) {
        self.facilities += 1;
        self.with_data += u64::from(book.has_data(subject));
        self.support += u64::from(entries.iter().any(|(_, entry)| entry.signal == Some(Signal::Support)));
        self.learn += u64::from(entries.iter().any(|(_, entry)| entry.signal == Some(Signal::Learn)));
        for (_, entry) in entries {
            match entry.standing {
                Standing::FarBelow | Standing::FarAbove => self.outside += 1,
                Standing::Below | Standing::Above => self.near += 1,
                Standing::AsExpected => self.within += 1,
                Standing::TooSmall => self.too_small += 1,
                Standing::NoError | Standing::NoBenchmark | Standing::Withheld => self.untold += 1,
                Standing::NoData => {}
            }
        }
    }

    fn columns() -> Vec<Column> {
        let of = |id: &str, word: CompareWord, group: CompareWord| Column {
            group: Some(t(group)),
            ..column(id, word, ColumnKind::Count)
        };
        use CompareWord::*;
        vec![
            of("facilities", AllFacilities, Facilities),
            of("with_data", WithData, Facilities),
            of("support", NeedsSupport, Facilities),
            of("learn", LearnFrom, Facilities),
            of("outside", CountOutside, Standing),
            of("near", CountNear, Standing),
            of("within", CountWithin, Standing),
            of("too_small", CountTooSmall, Standing),
            of("untold", CountUntold, Standing),
        ]
    }

    /// Where nothing came in there are no counts of standings, and no zeros.
    fn values(&self) -> Vec<Value> {
        let said = [self.support, self.learn, self.outside, self.near, self.within, self.too_small, self.untold];
        let mut values = vec![count(self.facilities)];
        match self.with_data {
            0 => values.extend(vec![absent(Absent::NoData); 1 + said.len()]),
            n => {
                values.push(count(n));
                values.extend(said.map(count));
            }
        }
        values
    }
}

/// Every facility is counted in the place it lies in, and in all.
fn by_place(book: &Book) -> Grid {
    let areas: Vec<Label> = book.source.set.places().map(|place| place.place().full_name.clone()).collect();
    let mut counts: Vec<Counts> = (0..=areas.len()).map(|_| Counts::default()).collect();
    let mut all = Counts::default();
    let slot = |area: Option<usize>| area.filter(|at| *at < areas.len()).unwrap_or(areas.len());
    let entries = entries_by_facility(book);
    for (subject, entries) in book.comparison.facilities.iter().zip(&entries) {
        counts[slot(subject.area)].add(book, subject, entries);
        all.add(book, subject, entries);
    }
    for listed in &book.source.without_data {
        counts[slot(listed.area)].facilities += 1;
        all.facilities += 1;
    }
    let mut columns = vec![column("place", Word::Place, ColumnKind::Text)];
    columns.extend(Counts::columns());
    let line = |name: Label, counts: &Counts| [vec![text(name)], counts.values()].concat();
    let mut rows: Vec<GridRow> =
        areas.iter().zip(&counts).map(|(name, counts)| row(line(name.clone(), counts))).collect();
    if let Some(rest) = counts.last().filter(|counts| counts.facilities > 0) {
        rows.push(row(line(t(CompareWord::NoPlace), rest)));
    }
    rows.push(GridRow { role: RowRole::Total, values: line(t(Word::AllPlaces), &all) });
    let notes = vec![phrase(
        "«{compare_facilities}» баганад хэдэн байгууллага байгааг тоолсон. «{compare_standing}» баганад байгууллага × үзүүлэлтийг тоолсон: нэг байгууллага олон үзүүлэлтэд орно.",
        "Under “{compare_facilities}” facilities are counted; under “{compare_standing}” facility × figure, so that one facility is there many times.",
        &[],
    )];
    Grid { notes, ..grid("overview.places", t(CompareWord::CountsByPlace), columns, 1, rows) }
}

/// For each facility the panels that it is in, found in one pass.
fn entries_by_facility<'a>(book: &Book<'a>) -> Vec<Vec<(&'a Panel, &'a Entry)>> {
    let mut found = vec![Vec::new(); book.comparison.facilities.len()];
    for panel in &book.comparison.panels {
        for entry in &panel.entries {
            found[entry.facility].push((panel, entry));
        }
    }
    found
}

fn by_group(book: &Book) -> Grid {
    let mut columns = vec![column("group", CompareWord::PeerGroup, ColumnKind::Text)];
    columns.extend(Counts::columns());
    let entries = entries_by_facility(book);
    let rows = book.comparison.groups.iter().map(|group| {
        let mut counts = Counts::default();
        group.members.iter().for_each(|at| counts.add(book, book.subject(*at), &entries[*at]));
        row([vec![text(group.title.clone())], counts.values()].concat())
    });
    grid("overview.groups", t(CompareWord::CountsByGroup), columns, 1, rows.collect())
}

/// Facilities of which nothing can be said, or less than isn't said.
fn untold(book: &Book) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("facility", Word::Facility, Text),
        column("place", Word::Place, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("why", CompareWord::WhyNotTold, Text),
        column("too_small", CompareWord::FiguresTooSmall, Count),
        column("judged", CompareWord::FiguresJudged, Count),
    ];
    let entries = entries_by_facility(book);
    let asked = book.comparison.figures.iter().any(|figure| figure.origin == Origin::Survey);
    let known = book.comparison.facilities.iter().zip(&entries).filter_map(|(subject, entries)| {
        let small = entries.iter().filter(|(_, entry)| entry.standing == Standing::TooSmall).count() as u64;
        let judged = entries.iter().filter(|(_, entry)| is_judged(entry.standing)).count() as u64;
        let why = match (book.has_data(subject), subject.group) {
            (false, _) => t(Word::NoData),
            (true, None) => t(CompareWord::PeersNotKnown),
            (true, Some(_)) if asked && subject.answers == 0 => t(CompareWord::NobodyAnswered),
            (true, Some(_)) if small > judged => t(CompareWord::TooSmall),
            (true, Some(_)) if asked && judged == 0 => t(CompareWord::NothingJudged),
            (true, Some(_)) => return None,
        };
        let mut values = vec![text(subject.name.clone()), book.place(subject), book.group_of(subject), text(why)];
        match book.has_data(subject) {
            true => values.extend([count(small), count(judged)]),
            false => values.extend([absent(Absent::NoData), absent(Absent::NoData)]),
        }
        Some(row(values))
    });
    let absentees = book.source.without_data.iter().map(|listed| {
        let why = text(t(Word::NoData));
        let none = absent(Absent::NoData);
        row(vec![text(listed.name.clone()), place_of(listed.place), nothing(), why, none.clone(), none])
    });
    grid("overview.untold", t(CompareWord::SmallTitle), columns, 1, known.chain(absentees).collect())
}

fn is_judged(standing: Standing) -> bool {
    match standing {
        Standing::FarBelow | Standing::Below | Standing::AsExpected | Standing::Above | Standing::FarAbove => true,
        Standing::TooSmall | Standing::NoError | Standing::NoBenchmark | Standing::NoData | Standing::Withheld => false,
    }
}
