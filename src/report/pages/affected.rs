//! Problems by the people they hurt: over all places, and the largest of each place.

use super::book::{Book, why_absent};
use super::describe;
use super::parts::{absent, column, count, figure, grid, num, phrase, row, text};
use crate::card::{Affected, Counting, Figure, Finding, Hurt, Priorities, Where};
use crate::instrument::Direction;
use crate::lang::Label;
use crate::report::words::{PriorityWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Value};

/// Problems told of each place.
const MOST: usize = 3;

/// The rankings, as far as there is something to rank.
pub fn blocks(book: &Book, priorities: &Priorities) -> Vec<Block> {
    let all = ranked(priorities, Where::All);
    if all.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Grid(everywhere(book, priorities, &all))];
    let rows: Vec<GridRow> = (0..book.places.len()).flat_map(|at| of_place(book, priorities, at)).collect();
    if book.has_places() && !rows.is_empty() {
        blocks.push(Block::Grid(by_place(priorities, rows)));
    }
    blocks
}

/// The problems of a place by rank; those that aren't shown come last.
fn ranked(priorities: &Priorities, place: Where) -> Vec<&Affected> {
    let mut all: Vec<&Affected> = priorities.affected.iter().filter(|a| a.place == place).collect();
    // Overall satisfaction is no problem of its own.
    all.retain(|a| a.rank.is_some() || a.hurt.is_none());
    all.sort_by_key(|a| (a.rank.is_none(), a.rank));
    all
}

/// Why nobody is counted: the share isn't shown, or it is and the number of respondents isn't to be worked out from it.
pub fn why_uncounted(finding: Option<&Finding>) -> Absent {
    match finding.and_then(Finding::visible) {
        Some(_) => Absent::Withheld,
        None => why_absent(finding),
    }
}

/// What is wrong, in words.
fn problem(book: &Book, of: &Affected) -> Label {
    let indicator = &book.instrument.indicators[of.indicator.0];
    match indicator.direction {
        Direction::Lower => indicator.title.clone(),
        Direction::Higher | Direction::Neither => fill(PriorityWord::NotSo, std::slice::from_ref(&indicator.title)),
    }
}

fn words(counting: Counting) -> [PriorityWord; 3] {
    match counting {
        Counting::People => [PriorityWord::People, PriorityWord::PeopleLow, PriorityWord::PeopleHigh],
        Counting::PerHundred => [PriorityWord::PerHundred, PriorityWord::PerHundredLow, PriorityWord::PerHundredHigh],
    }
}

fn format(counting: Counting) -> Format {
    match counting {
        Counting::People => Format::Plain(0),
        Counting::PerHundred => Format::Plain(1),
    }
}

fn columns(priorities: &Priorities) -> Vec<Column> {
    let [people, low, high] = words(priorities.counting);
    vec![
        column("problem", PriorityWord::Problem, ColumnKind::Text),
        column("rank", Word::Rank, ColumnKind::Count),
        column("share", PriorityWord::BadShare, ColumnKind::Measure),
        column("people", people, ColumnKind::Measure),
        column("people_low", low, ColumnKind::Measure),
        column("people_high", high, ColumnKind::Measure),
        column("n", Word::Base, ColumnKind::Count),
    ]
}

fn values(book: &Book, priorities: &Priorities, of: &Affected) -> Vec<Value> {
    let finding = book.everybody(Figure::Indicator(of.indicator), of.place);
    let rank = of.rank.map_or_else(|| absent(why_uncounted(finding)), |rank| count(rank as u64));
    let mut values = vec![text(problem(book, of)), rank];
    match of.hurt {
        None => values.extend(vec![absent(why_uncounted(finding)); 4]),
        Some(Hurt { share, people, ends, .. }) => {
            let format = format(priorities.counting);
            let few = finding.is_some_and(|f| book.few(f));
            let end = |end: Option<f64>| match end {
                Some(end) => figure(end, format),
                None => absent(Absent::NoError),
            };
            values.extend([
                Value::Number { value: 100.0 * share, format: Format::Percent, light: None, few },
                Value::Number { value: people, format, light: None, few },
                end(ends.map(|e| e.0)),
                end(ends.map(|e| e.1)),
            ]);
        }
    }
    values.push(book.base(finding));
    values
}

fn everywhere(book: &Book, priorities: &Priorities, all: &[&Affected]) -> Grid {
    let mut columns = columns(priorities);
    columns.insert(1, column("base", PriorityWord::OfWhom, ColumnKind::Text));
    let rows = all.iter().map(|of| {
        let mut values = values(book, priorities, of);
        let base = book.instrument.indicators[of.indicator.0].base;
        values.insert(1, text(describe::base(book.instrument, base)));
        row(values)
    });
    Grid {
        notes: notes(book, priorities),
        ..grid("priorities.people", t(PriorityWord::Affected), columns, 1, rows.collect())
    }
}

fn of_place(book: &Book, priorities: &Priorities, at: usize) -> Vec<GridRow> {
    let place = Where::Place(at);
    let told = ranked(priorities, place).into_iter().filter(|of| of.rank.is_some()).take(MOST);
    told.map(|of| {
        let mut all = vec![text(book.place_name(place))];
        all.extend(values(book, priorities, of));
        row(all)
    })
    .collect()
}

fn by_place(priorities: &Priorities, rows: Vec<GridRow>) -> Grid {
    let mut columns = columns(priorities);
    columns.insert(0, column("place", Word::Place, ColumnKind::Text));
    let note = phrase(
        "Газар бүрийн хамгийн олон хүнд тулгарсан {0} асуудал; бүгд нь CSV файлд бий. Газруудын эрэмбэ биш.",
        "The {0} problems that hurt the most people in each place; all are in the CSV output. This is no ranking of places.",
        &[num(MOST as f64, Format::Plain(0))],
    );
    Grid { notes: vec![note], ..grid("priorities.places", t(PriorityWord::AffectedPlaces), columns, 2, rows) }
}

/// What the numbers are made of.
fn notes(book: &Book, priorities: &Priorities) -> Vec<Label> {
    let people = match priorities.counting {
        Counting::People => {
            let members = book.survey.set.members();
            let sum: u64 = book.card.with_data.iter().filter_map(|at| members[*at].population()).map(u64::from).sum();
            phrase(
                "Хүн = хүн ам × хариулагчдын (жингээр) дунд энэ асуулт хамаарч, хариулсан хувь × тулгарсан хувь. Хүн ам нь «{0}»-ын мэдээлэлтэй газрынх, нийт {1}: хариулагчид тэднийг бүгдийг, хүүхэд, асуугаагүй хүмүүсийг ч төлөөлнө гэж үзсэн.",
                "People = population × share of respondents (by weight) whom the question concerns and who answered × share it hurts. The population is that of the places of “{0}” with data, {1} in all; respondents are taken to stand for all of them, children and those who were not asked included.",
                &[book.survey.set.title.clone(), num(sum as f64, Format::Plain(0))],
            )
        }
        Counting::PerHundred => Label::new(
            "Хүн ам нь мэдэгдэхгүй газар байгаа (эсвэл газрын багана алга) тул хүний оронд 100 оролцогч тутамд тооцсон: энэ асуулт хамаарч, хариулсан хувь × тулгарсан хувь, жингээр.",
            "The population of a place is not known (or there is no column of places), so this is out of 100 respondents instead of people: the share, by weight, whom the question concerns and who answered × the share it hurts.",
        ),
    };
    let errors = phrase(
        "Доод, дээд хязгаар нь хувийн {0} % итгэх интервалаас гарсан; хүн ам, хамаарах хүний хувийн алдаа ороогүй. «Мэдэхгүй», хоосон хариултыг тулгараагүй гэж тооцсон. Бүх газрын дүн түүврийн жингээр.",
        "Low and high follow from the {0}% interval of the share; population and the share concerned are taken as they are. Don't know and blank answers hurt nobody. All places together go by sampling weights.",
        &[book.level_words()],
    );
    vec![people, errors]
}
