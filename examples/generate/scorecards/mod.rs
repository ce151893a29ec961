//! The scorecard story: a register of health centres, and what came in over two rounds, with everything that goes wrong.

mod book;
mod fill;
mod mishaps;
mod register;
mod texts;

use anyhow::Result;
use masam::instrument::scorecard::ScorecardInstrument;
use masam::instrument::shelf;
use masam::lang::Lang;
use masam::scorecard::layout::{Block, Fact, Sheet};

use crate::table::{Cell, Table};
use book::Book;
use fill::{FIRST, Filler, Round, SECOND};
use mishaps::{Mishaps, Planted};

/// Where the story lies.
const FOLDER: &str = "examples/health-scorecard";

/// The files of the story.
struct Story {
    instrument: ScorecardInstrument,
    files: Vec<(String, Vec<u8>)>,
    planted: Planted,
}

/// Every file of the story with its bytes. Those in old formats are not among them: see [`to_convert`].
pub fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let mut story = Story { instrument: instrument()?, files: Vec::new(), planted: Planted::new() };
    story.keep("facilities.csv", register::table().csv());
    story.round_1()?;
    story.round_2()?;
    let planted = std::mem::replace(&mut story.planted, Planted::new());
    story.keep("FAULTS.csv", planted.0.csv());
    Ok(story.files)
}

/// Two books of the first round arrived in formats that this program can't write. They are saved by hand:
///
/// ```text
/// cargo run --example generate -- --to-convert target/tmp
/// soffice --headless --convert-to xls --outdir examples/health-scorecard/round-1 target/tmp/UhFHC-01.xlsx
/// soffice --headless --convert-to ods --outdir examples/health-scorecard/round-1 target/tmp/ShFHC-01.xlsx
/// ```
pub fn to_convert() -> Result<Vec<(String, Vec<u8>)>> {
    let instrument = instrument()?;
    let book = |id: &str| Ok((format!("{id}.xlsx"), filled(&instrument, id, FIRST).xlsx()?));
    ["UhFHC-01", "ShFHC-01"].map(book).into_iter().collect()
}

fn instrument() -> Result<ScorecardInstrument> {
    Ok(shelf::open_scorecard("health-scorecard")?)
}

fn filled(instrument: &ScorecardInstrument, id: &str, round: Round) -> Book {
    Filler::new(instrument, register::named(id), round, Lang::Mn).book()
}

impl Story {
    fn keep(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((format!("{FOLDER}/{name}"), bytes));
    }

    /// A book to which something may happen before it is kept.
    fn book(&mut self, file: &str, id: &str, round: Round, happens: impl FnOnce(&mut Mishaps)) -> Result<()> {
        let book = filled(&self.instrument, id, round);
        self.happens_to(file, book, happens)
    }

    fn happens_to(&mut self, file: &str, mut book: Book, happens: impl FnOnce(&mut Mishaps)) -> Result<()> {
        happens(&mut Mishaps { file, book: &mut book, planted: &mut self.planted });
        self.keep(file, book.xlsx()?);
        Ok(())
    }

    fn round_1(&mut self) -> Result<()> {
        self.book("round-1/KhSHC-01.xlsx", "KhSHC-01", FIRST, |_| ())?;
        self.book("round-1/KhSHC-02.xlsx", "KhSHC-02", FIRST, |m| {
            m.rows_inserted_and_moved();
            let row = m.book.grid(Block::Inputs).find(&[("id", "HF03.transport")]);
            m.written(Block::Inputs, row, "entitlement", "хамаарахгүй", "an item that the facility is not due");
        })?;
        self.book("round-1/UvSHC-01.xlsx", "UvSHC-01", FIRST, |m| {
            m.extra_group("Жолооч нар");
            m.own_indicator(OWN_INDICATOR, [35.0, 60.0, 45.0]);
        })?;
        self.book("round-1/HuSHC-01.xlsx", "HuSHC-01", FIRST, |m| {
            m.retyped(
                &[("score", "ҮНЭЛГЭЭ"), ("present", "Хүний тоо"), ("group", "Focus group")],
                &[
                    ("indicator", "Эмийн хангамж", "эмийн  хангамж"),
                    ("indicator", "Хүлээх хугацаа", "Waiting time"),
                    ("group", "Эмэгтэйчүүд", "ЭМЭГТЭЙЧҮҮД"),
                ],
            );
        })?;
        self.book("round-1/SeSHC-01.xlsx", "SeSHC-01", FIRST, |m| m.merged_and_continued())?;
        self.book("round-1/DoSHC-01.xlsx", "DoSHC-01", FIRST, |m| {
            m.written(Block::Scores, 1, "score", "60 эсвэл 70", "two scores in one cell");
            m.written(Block::Scores, 2, "score", "80/100", "a score with the end of its scale");
            m.written(Block::Scores, 3, "score", "62,5", "a decimal comma");
            m.written(Block::Scores, 4, "score", "4/5", "a score on another scale");
            m.written(Block::Scores, 5, "score", "мэдэхгүй", "words for a score");
            m.became_a_day(6);
            m.written(Block::Provider, 4, "score", "120", "a score beyond the scale");
            m.written(Block::Scores, 12, "present", "12 хүн", "a word after a number of people");
            m.written(Block::Actions, 1, "deadline", "3 сар", "a deadline that is no day");
        })?;
        self.book("round-1/HeSHC-01.xlsx", "HeSHC-01", FIRST, |m| {
            m.renamed(Sheet::Provider, "Sheet3");
            m.copied(
                Sheet::Scores,
                &[(Block::Scores, "score"), (Block::Scores, "reason"), (Block::Scores, "suggestion")],
            );
        })?;
        self.book("round-1/SuSHC-01.xlsx", "SuSHC-01", FIRST, |m| m.never_computed())?;
        self.planted.note("round-1/UhFHC-01.xls", "", "a workbook of an old Excel", "");
        self.planted.note("round-1/ShFHC-01.ods", "", "a workbook of LibreOffice", "");
        let long = self.long_table(&["BzFHC-01", "ChFHC-01"]);
        self.planted.note("round-1/ub-long.csv", "", "a long table of two facilities", "BzFHC-01, ChFHC-01");
        self.keep("round-1/ub-long.csv", long.csv());
        Ok(())
    }

    fn round_2(&mut self) -> Result<()> {
        self.book("round-2/KhSHC-01.xlsx", "KhSHC-01", SECOND, |_| ())?;
        self.two_halves("KhSHC-02")?;
        self.book("round-2/UvSHC-01.xlsx", "UvSHC-01", SECOND, |m| {
            m.own_indicator(OWN_INDICATOR, [55.0, 65.0, 60.0]);
        })?;
        self.two_that_contradict("HuSHC-01")?;
        self.book("round-2/SeSHC-01.xlsx", "SeSHC-01", SECOND, |m| {
            m.left_blank(Block::Provider, &["score", "reason"]);
            m.left_blank(Block::Attendance, &["women", "men", "all"]);
            m.promised_anew(1, "Аймгийн Иргэдийн Төлөөлөгчдийн Хуралд өргөдөл гаргах");
        })?;
        let english = Filler::new(&self.instrument, register::named("DoSHC-01"), SECOND, Lang::En).book();
        self.happens_to("round-2/DoSHC-01.xlsx", english, |m| {
            m.planted.note(m.file, "", "a book with English labels", "");
        })?;
        for file in ["round-2/HeSHC-01.xlsx", "round-2/HeSHC-01 (1).xlsx"] {
            self.book(file, "HeSHC-01", SECOND, |_| ())?;
        }
        self.planted.note("round-2/HeSHC-01 (1).xlsx", "", "the same book once more", "HeSHC-01.xlsx");
        self.book("round-2/SuSHC-01.xlsx", "SuSHC-01", FIRST, |m| m.never_computed())?;
        self.planted.note("round-2/SuSHC-01.xlsx", "", "a book of another round", FIRST.name);
        self.voted("UhFHC-01")?;
        let whole = filled(&self.instrument, "ShFHC-01", SECOND).xlsx()?;
        self.keep("round-2/ShFHC-01.xlsx", whole[..whole.len() * 3 / 5].to_vec());
        self.planted.note("round-2/ShFHC-01.xlsx", "", "a file that was cut off", "");
        self.made_by_hand("BzFHC-01")
    }

    /// Two people typed one half each.
    fn two_halves(&mut self, id: &str) -> Result<()> {
        let file = format!("round-2/{id} иргэд.xlsx");
        self.book(&file, id, SECOND, |m| {
            m.left_blank(Block::Provider, &["score", "reason"]);
            m.left_blank(Block::Agreed, &["score", "reason"]);
            m.book.grid(Block::Actions).rows.clear();
        })?;
        self.planted.note(&file, "", "one half of a book", id);
        let file = format!("round-2/{id} байгууллага.xlsx");
        self.book(&file, id, SECOND, |m| m.left_blank(Block::Scores, &["present", "score", "reason", "suggestion"]))?;
        self.planted.note(&file, "", "the other half of a book", id);
        Ok(())
    }

    /// Somebody corrected a copy and sent both.
    fn two_that_contradict(&mut self, id: &str) -> Result<()> {
        self.book(&format!("round-2/{id}.xlsx"), id, SECOND, |_| ())?;
        let file = format!("round-2/{id} засвар.xlsx");
        self.book(&file, id, SECOND, |m| {
            for row in 0..3 {
                let grid = m.book.grid(Block::Scores);
                let high = grid.rows[row][grid.at("score")] == Cell::Number(90.0);
                grid.set(row, "score", Cell::Number(if high { 70.0 } else { 90.0 }));
            }
        })?;
        self.planted.note(&file, "", "a second book that contradicts the first", id);
        Ok(())
    }

    /// Every group voted.
    fn voted(&mut self, id: &str) -> Result<()> {
        let groups: Vec<String> = self.instrument.groups.iter().map(|g| g.id.clone()).collect();
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        let mut filler = Filler::new(&self.instrument, register::named(id), SECOND, Lang::Mn);
        let votes = filler.votes(&groups);
        let file = format!("round-2/{id}.xlsx");
        self.book(&file, id, SECOND, |m| {
            *m.book.grid(Block::Votes) = votes;
            // The meeting sided with the provider throughout.
            let own = m.book.grid(Block::Provider).clone();
            let agreed = m.book.grid(Block::Agreed);
            for row in 0..agreed.rows.len() {
                agreed.set(row, "score", own.rows[row][own.at("score")].clone());
            }
            m.left_blank(Block::Scores, &["score", "reason", "suggestion"]);
        })?;
        self.planted.note(&file, "", "votes in place of scores", "");
        Ok(())
    }

    /// A book that wasn't made from a blank one, with an agreed score that nobody explained and an issue that comes again.
    fn made_by_hand(&mut self, id: &str) -> Result<()> {
        let file = format!("round-2/{id}.xlsx");
        self.book(&file, id, SECOND, |m| {
            m.book.hidden.clear();
            m.planted.note(m.file, "", "a book without the hidden sheet", "");
            m.book
                .page(Sheet::Cover)
                .lead
                .retain(|line| line.first() != Some(&Cell::text(Fact::Meetings.title().get(Lang::Mn))));
            let agreed = m.book.grid(Block::Agreed);
            agreed.set(0, "score", Cell::Number(100.0));
            m.planted.note(m.file, "", "an agreed score outside both sides without a reason", "100");
        })
    }

    /// Scores of some facilities as a long table.
    fn long_table(&self, ids: &[&str]) -> Table {
        let headers = ["facility", "round", "group", "indicator", "score", "n", "reason"].map(str::to_owned).to_vec();
        let mut rows = Vec::new();
        for id in ids {
            let mut book = filled(&self.instrument, id, FIRST);
            let grid = book.grid(Block::Scores);
            for row in &grid.rows {
                let cell = |column: &str| row[grid.at(column)].clone();
                rows.push(vec![
                    Cell::text(*id),
                    Cell::text(FIRST.name),
                    cell("group_id"),
                    cell("id"),
                    cell("score"),
                    cell("present"),
                    cell("reason"),
                ]);
            }
        }
        Table { headers, rows }
    }
}

/// What one facility scored beyond the instrument.
const OWN_INDICATOR: &str = "Халаалт, өрөөний дулаан";
