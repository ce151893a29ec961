//! The facilities: an index of them all, and a sheet for each while they are not too many.

use super::book::{Book, counted_or, groups_of, sum_of, to_look_at, wanted, written};
use super::{actions, inputs, status};
use crate::lang::Label;
use crate::report::parts::{
    absent, across, column, count, counted, figure_or, grid, joined, paragraph, row, same, text, titled,
};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Paper, Section, Value};
use crate::scorecard::results::{Attended, Change, FacilityCard, FacilityIndex, Line, RoundIndex};
use crate::scorecard::session::{Headcount, Key};

/// Every facility in every round, to be filtered.
pub fn index(book: &Book) -> Section {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("area", Word::Area, Text),
        column("facility", Word::Facility, Text),
        column("id", Word::Code, Code),
        column("type", CardWord::FacilityType, Text),
        column("place", Word::Place, Text),
        column("round", CardWord::Round, Code),
        column("state", CardWord::State, Text),
        column("held", CardWord::Held, Code),
        column("in_groups", CardWord::PeopleInGroups, Count),
        column("attended", CardWord::AllAtMeeting, Count),
        column("community", CardWord::Community, Measure),
        column("provider", CardWord::Provider, Measure),
        column("gap", Word::Gap, Measure),
        column("agreed", CardWord::Agreed, Measure),
        column("input_index", CardWord::InputIndex, Measure),
        column("open", CardWord::OpenActions, Count),
        column("overdue", CardWord::OverdueActions, Measure),
    ];
    let rows = book.expected().into_iter().map(|(facility, round)| index_row(book, facility, round)).collect();
    let notes = vec![book.scale_note(), book.flag_note(), t(CardWord::NoteIndexActions)];
    let grid = Grid { notes, ..grid("facilities", t(CardWord::FacilitiesTitle), columns, 2, rows) };
    let mut blocks = Vec::new();
    let with_card = facilities(book).len();
    if with_card > book.source.most_sheets {
        let numbers = [with_card as u64, book.source.most_sheets as u64].map(counted);
        blocks.push(paragraph(fill(CardWord::TooManySheets, &numbers)));
    }
    blocks.push(Block::Grid(grid));
    across("facilities", Word::SheetFacilities, blocks)
}

fn index_row(book: &Book, at: FacilityIndex, round: Option<RoundIndex>) -> GridRow {
    let facility = book.facility(at);
    let state = round.and_then(|round| book.status(at, round)).map(|s| s.state);
    let mut values = vec![
        book.area_value(facility),
        text(book.facility_name(at)),
        same(&facility.id),
        book.kind(facility),
        book.place_value(facility),
        round.map_or(absent(Absent::NotFilledIn), |round| same(book.round(round))),
        state.map_or(absent(Absent::NoData), |state| text(status::state_words(state))),
    ];
    match round.and_then(|round| book.card(at, round)) {
        Some(card) => values.extend(overall(book, card)),
        None => values.extend(vec![absent(Absent::NoData); 10]),
    }
    row(values)
}

fn overall(book: &Book, card: &FacilityCard) -> Vec<Value> {
    let tally = actions::tally(
        book.cards.actions.entries.iter().filter(|e| (e.facility, e.round) == (card.facility, card.round)),
    );
    let people = Attended::of(&card.session);
    vec![
        held(card),
        counted_or(people.in_groups),
        counted_or(people.all),
        book.mean(card.overall.community),
        book.mean(card.overall.provider),
        book.gap(card.matched_gap, card.matched_gap.is_some_and(|gap| book.is_large(gap))),
        book.mean(card.overall.agreed),
        input_index(card),
        count(tally.planned + tally.under_way),
        to_look_at(tally.overdue),
    ]
}

/// The day of the meeting.
pub fn held(card: &FacilityCard) -> Value {
    card.session.held.map_or(absent(Absent::NotFilledIn), |day| same(day.to_string()))
}

/// All at the meeting, with women and men where both were counted.
pub fn came(card: &FacilityCard) -> Value {
    let people = Attended::of(&card.session);
    match (people.all, people.women, people.men) {
        (Some(all), Some(women), Some(men)) => text(fill(CardWord::CameToMeeting, &[all, women, men].map(counted))),
        (all, ..) => counted_or(all),
    }
}

fn input_index(card: &FacilityCard) -> Value {
    figure_or(card.input_index.map(|index| 100.0 * index), Format::Percent, Absent::NoNorm)
}

/// The facilities with a card, in order.
fn facilities(book: &Book) -> Vec<FacilityIndex> {
    let mut all: Vec<FacilityIndex> = book.cards.cards.iter().map(|card| card.facility).collect();
    all.dedup();
    all
}

/// A sheet for each facility with a card, unless there are too many.
pub fn sheets(book: &Book) -> Vec<Section> {
    let all = facilities(book);
    if all.len() > book.source.most_sheets {
        return Vec::new();
    }
    all.into_iter().map(|at| sheet(book, at)).collect()
}

fn sheet(book: &Book, at: FacilityIndex) -> Section {
    let facility = book.facility(at);
    let mut blocks = vec![Block::Facts {
        facts: vec![
            (t(Word::Code), same(&facility.id)),
            (t(CardWord::FacilityType), book.kind(facility)),
            (t(Word::Place), book.place_value(facility)),
            (t(CardWord::Catchment), counted_or(facility.catchment)),
            (t(CardWord::RunBy), wanted(&facility.provider)),
            (t(CardWord::Contact), wanted(&facility.contact)),
        ],
    }];
    let cards: Vec<&FacilityCard> = book.cards.cards.iter().filter(|card| card.facility == at).collect();
    blocks.push(Block::Grid(rounds(book, at, &cards)));
    // The last round is what people come for.
    for card in cards.iter().rev() {
        blocks.push(Block::Heading { text: fill(CardWord::RoundNamed, &[Label::same(book.round(card.round))]) });
        blocks.extend([Block::Grid(indicators(book, card)), Block::Grid(inputs::of_card(book, card))]);
    }
    let mut last = actions::of_facility(book, at);
    // What holds for all the scores above is said once.
    last.notes.extend([book.scale_note(), book.flag_note(), super::methods::rule_note(book)]);
    blocks.push(Block::Grid(last));
    Section { id: "facility".into(), title: book.facility_name(at), blocks, paper: Paper::Across }
}

/// The rounds one under the other, the last one first.
fn rounds(book: &Book, at: FacilityIndex, cards: &[&FacilityCard]) -> Grid {
    use ColumnKind::{Code, Count, Measure, Narrow, Text};
    let columns = vec![
        column("round", CardWord::Round, Code),
        column("coached", CardWord::Coached, Text),
        column("held", CardWord::Held, Code),
        column("state", CardWord::State, Narrow),
        column("in_groups", CardWord::PeopleInGroups, Count),
        column("attended", CardWord::AllAtMeeting, Count),
        column("women", CardWord::WomenAtMeeting, Count),
        column("men", CardWord::MenAtMeeting, Count),
        column("meetings", CardWord::GroupMeetings, Count),
        column("community", CardWord::Community, Measure),
        column("provider", CardWord::Provider, Measure),
        column("gap", CardWord::MatchedGap, Measure),
        column("agreed", CardWord::Agreed, Measure),
        column("input_index", CardWord::InputIndex, Measure),
    ];
    let rows = cards.iter().rev().map(|card| row(round_values(book, card))).collect();
    grid(&format!("facility{}.rounds", at.0 + 1), t(CardWord::Rounds), columns, 1, rows)
}

fn round_values(book: &Book, card: &FacilityCard) -> Vec<Value> {
    let state = book.status(card.facility, card.round).map(|s| text(status::state_words(s.state)));
    let came = |part: fn(&Headcount) -> Option<u64>| counted_or(sum_of(&card.session.attendance, part));
    vec![
        same(book.round(card.round)),
        wanted(&card.session.facilitator),
        held(card),
        state.unwrap_or(absent(Absent::NoData)),
        counted_or(Attended::of(&card.session).in_groups),
        came(|heads| heads.all),
        came(|heads| heads.women),
        came(|heads| heads.men),
        counted_or(card.session.meetings),
        book.mean(card.overall.community),
        book.mean(card.overall.provider),
        book.gap(card.matched_gap, card.matched_gap.is_some_and(|gap| book.is_large(gap))),
        book.mean(card.overall.agreed),
        input_index(card),
    ]
}

/// The name of a grid of a facility's sheet.
pub fn grid_id(what: &str, card: &FacilityCard) -> String {
    format!("facility{}.{what}{}", card.facility.0 + 1, card.round.0 + 1)
}

fn indicators(book: &Book, card: &FacilityCard) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let groups = groups_of(card);
    let mut columns = vec![column("code", Word::Code, Code), column("indicator", Word::Indicator, Text)];
    columns.extend(groups.iter().enumerate().map(|(at, group)| Column {
        group: Some(t(CardWord::Community)),
        ..titled(&format!("group{}", at + 1), with_people(book, card, group), Measure)
    }));
    // Who scored lowest is seen from the groups' own scores; the sheet of gaps says it in words.
    let more = [
        column("community", CardWord::Together, Measure),
        column("present", CardWord::Present, Count),
        column("spread", CardWord::Spread, Measure),
    ];
    columns.extend(more.map(|column| Column { group: Some(t(CardWord::Community)), ..column }));
    columns.extend([
        column("provider", CardWord::Provider, Measure),
        column("gap", Word::Gap, Measure),
        column("agreed", CardWord::Agreed, Measure),
        column("change", CardWord::ChangeOfCommunity, Measure),
    ]);
    let rows = card.lines.iter().map(|line| indicator_row(book, card, line, &groups)).collect();
    grid(&grid_id("scores", card), t(CardWord::IndicatorsTitle), columns, 2, rows)
}

/// A group with how many of it were there.
fn with_people(book: &Book, card: &FacilityCard, group: &Key) -> Label {
    let panels = card.lines.iter().flat_map(|line| &line.panels).filter(|panel| &panel.group == group);
    match panels.filter_map(|panel| panel.present).max() {
        Some(n) => fill(CardWord::GroupOf, &[book.group(group), counted(n)]),
        None => book.group(group),
    }
}

fn indicator_row(book: &Book, card: &FacilityCard, line: &Line, groups: &[&Key]) -> GridRow {
    let mut values = vec![written(book.indicator_id(&line.indicator)), text(book.indicator(&line.indicator))];
    values.extend(groups.iter().map(|group| {
        let panel = line.panels.iter().find(|panel| &&panel.group == group);
        book.given(panel.map(|panel| panel.points))
    }));
    values.extend(together(book, line).into_iter().take(3));
    values.push(book.score(line.provider));
    values.push(book.gap(line.gap.map(|gap| gap.points), line.gap.is_some_and(|gap| gap.flagged)));
    values.push(book.score(line.agreed.as_ref().map(|agreed| agreed.score.score)));
    values.push(change(book, card, line));
    row(values)
}

/// What the groups said together: score, people, spread, who scored lowest.
pub fn together(book: &Book, line: &Line) -> Vec<Value> {
    let Some(all) = &line.community else { return vec![absent(Absent::NotScored); 4] };
    let lowest: Vec<Label> = all.lowest.iter().map(|group| book.group(group)).collect();
    vec![
        book.mean(Some(all.points)),
        counted_or(all.present),
        book.spread(all.spread),
        if lowest.is_empty() { text(t(CardWord::AllAlike)) } else { text(joined(&lowest, ", ")) },
    ]
}

/// The community's change from the round before.
fn change(book: &Book, card: &FacilityCard, line: &Line) -> Value {
    let changes = book.cards.changes.iter().find(|c| (c.facility, c.to) == (card.facility, card.round));
    let Some(changes) = changes else { return absent(Absent::NotApplicable) };
    let found = changes.lines.iter().find(|change| change.indicator == line.indicator);
    match found.and_then(of_community) {
        Some(change) => book.gap(Some(change), false),
        None => absent(Absent::NotApplicable),
    }
}

fn of_community(change: &Change) -> Option<f64> {
    Some(change.after.community?.less(change.before.community?))
}
