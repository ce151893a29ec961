//! How long two thousand scorecard workbooks take, as a ratio to a bare loop that unzips and parses the same files.
//!
//! `cargo bench --bench scorecards` makes the books in the target folder out of a blank one: filled in once, then copied with
//! other scores and another facility in each. `cargo bench --bench scorecards -- 200` takes fewer.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use calamine::Reader as _;
use masam::instrument::shelf;
use masam::lang::Lang;
use masam::scorecard::Facility;
use masam::template;

mod common;
#[path = "../tests/suite/typist.rs"]
mod typist;

use typist::Typist;

/// Runs of each, in turn.
const ROUNDS: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [word, folder, threads] = &args[..]
        && word == "loop"
    {
        return bare(Path::new(folder), threads.parse().expect("a number of threads"));
    }
    let books = args.iter().find_map(|a| a.parse().ok()).unwrap_or(2_000);
    let folder = made(books);
    common::head();
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let words = ["scorecard", &folder.display().to_string(), "--threads", &threads.to_string(), "--quiet"];
        let rest = ["--format", "csv", "--out", "-"];
        let card: Vec<String> = words.into_iter().chain(rest).map(String::from).collect();
        let bare = ["loop".to_string(), folder.display().to_string(), threads.to_string()];
        common::compare(&format!("{books} books, {threads} threads"), &card, &bare, ROUNDS);
    }
}

/// The floor: every cell of every sheet of every file, nothing done with it.
fn bare(folder: &Path, threads: usize) {
    let entries = std::fs::read_dir(folder).expect("the folder of books");
    let files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("the file opens");
            for sheet in book.sheet_names() {
                let mut cells = book.worksheet_cells_reader(&sheet).expect("the sheet is there");
                while let Some(cell) = cells.next_cell().expect("the sheet is sound") {
                    std::hint::black_box(cell.get_position());
                }
            }
        }
    };
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
}

// ---- Synthetic books --------------------------------------------------------------------------------------------

/// What stands for the facility and for each score in the book that is copied.
const FACILITY: &str = "BENCH0000";
const SCORE: &str = "50.5";

/// So many filled books, made once.
fn made(books: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scorecards-{books}"));
    if folder.exists() {
        return folder;
    }
    let part = folder.with_extension("part");
    std::fs::create_dir_all(&part).expect("the target folder can be written");
    let filled = filled();
    for number in 0..books {
        let mut scores = (number as u64).wrapping_mul(2_654_435_761) % 97;
        let copy = filled.with(|text| {
            let text = text.replace(FACILITY, &format!("BENCH{number:04}"));
            let mut pieces = text.split(SCORE);
            let mut varied = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                scores = (scores * 31 + 17) % 101;
                varied += &(scores / 5 * 5).to_string();
                varied += piece;
            }
            varied
        });
        std::fs::write(part.join(format!("book-{number:04}.xlsx")), copy.done()).expect("the disk has room");
    }
    std::fs::rename(&part, &folder).expect("the folder can be renamed");
    folder
}

/// A blank book with everything filled in.
fn filled() -> Typist {
    let instrument = shelf::open_scorecard("health-scorecard").expect("it is shipped");
    let facility = Facility { id: FACILITY.into(), kind: Some(0), ..Facility::default() };
    let blank =
        template::workbook(&instrument, &facility, "2026-1", None, &[Lang::Mn, Lang::En]).expect("a blank book");
    let mut book = Typist::open(&blank.bytes);
    for (sheet, id, columns) in [
        ("Иргэдийн оноо", "HC", &[("Оноо", SCORE), ("Шалтгаан", "Дараалал их, эмч цөөн")][..]),
        ("Өөрийн үнэлгээ", "HC", &[("Өөрийн үнэлгээ", SCORE), ("Шалтгаан", "Орон тоо дутуу")]),
        ("Нэгдсэн хурал", "HC", &[("Тохирсон оноо", SCORE)]),
        ("Хангамж", "HF", &[("Бодит байдал", "3"), ("Нотолгоо", "Биечлэн үзэв")]),
    ] {
        for (header, words) in columns {
            let column = book.column(sheet, header);
            for (row, _) in book.find(sheet, id) {
                book.types(sheet, (row, column), words);
            }
        }
    }
    book
}
