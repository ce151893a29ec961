//! Any bytes as a text file: they give rows or a problem, and however often the same ones.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masam::table::{self, Input, Options};

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let options = Options {
        delimiter: [None, None, Some(b','), Some(b';')][usize::from(first & 3)],
        header_row: (first & 4 != 0).then_some(u64::from(first >> 4) + 1),
        encoding: (first & 8 != 0).then(|| ["utf-8", "windows-1251", "utf-16le", "utf-16be"][usize::from(first >> 6)].into()),
        ..Options::default()
    };
    let read = || -> Result<u64, masam::problem::Problem> {
        let table = table::open(vec![Input::from_bytes("a.csv", bytes)], &options)?;
        let (width, mut rows, mut last) = (table.columns().len(), 0, 0);
        table::for_each_chunk(table, false, |chunk| {
            for row in chunk.rows() {
                assert!(row.number().get() > last, "rows come in order");
                (last, rows) = (row.number().get(), rows + 1);
                for column in 0..width {
                    let _ = (row.cell(column).shown().len(), row.number_at(column), row.words(column));
                }
            }
            Ok(())
        })?;
        Ok(rows)
    };
    let (once, twice) = (read(), read());
    assert_eq!(once.as_ref().map_err(ToString::to_string), twice.as_ref().map_err(ToString::to_string));
    let _ = table::book::open(Input::from_bytes("a.csv", bytes), &options);
});
