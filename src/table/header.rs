//! Finds the header among the first rows: below titles, above labels and tags.

use super::cell::{Cell, Decimal, parse_number};
use super::chunk::{Chunk, Row};
use super::facts::Skipped;
use crate::problem::RowNumber;

/// Rows among which the header is looked for.
pub(super) const LOOK: usize = 50;

/// What stands above the data.
#[derive(Debug, PartialEq)]
pub(super) struct Head {
    pub row: RowNumber,
    pub columns: Vec<String>,
    /// A second header row in words, where there is one; as many as columns.
    pub labels: Option<Vec<String>>,
    pub skipped: Vec<(RowNumber, Skipped)>,
    /// The last row that isn't data.
    pub last: RowNumber,
}

/// The header of a sample's rows: in the row with this number, or where it seems to be. Nothing if there are no rows.
pub(super) fn find(sample: &Chunk, wanted: Option<u64>) -> Option<Head> {
    let rows: Vec<Row> = sample.rows().take(if wanted.is_some() { usize::MAX } else { LOOK + 10 }).collect();
    let at = match wanted {
        Some(number) => rows.iter().position(|r| r.number().get() == number)?,
        None => seems_header(&rows)?,
    };
    let header = rows[at];
    let width = (0..header.width()).rev().find(|&i| !header.own_cell(i).is_blank())? + 1;
    let columns = texts(header, width);
    let mut skipped: Vec<_> = rows[..at].iter().map(|r| (r.number(), Skipped::Title)).collect();
    let mut labels = None;
    let mut last = header.number();
    for (i, row) in rows.iter().enumerate().skip(at + 1).take(3) {
        let followed_by_ids = rows.get(i + 1).is_some_and(|next| is_import_ids(*next));
        let why = if is_import_ids(*row) {
            Skipped::ImportIds
        } else if is_tags(*row) {
            Skipped::Tags
        } else if repeats(*row, &columns) {
            Skipped::Repeated
        } else if labels.is_none() && followed_by_ids {
            labels = Some(texts(*row, width));
            Skipped::Labels
        } else {
            break;
        };
        skipped.push((row.number(), why));
        last = row.number();
    }
    Some(Head { row: header.number(), columns, labels, skipped, last })
}

/// The first row that is about as wide as the rows below it and holds words, each once. A row of tags settles it: the
/// header is the row above.
fn seems_header(rows: &[Row]) -> Option<usize> {
    if let Some(tags) = rows.iter().take(25).position(|r| is_tags(*r)) {
        return Some(tags.saturating_sub(1));
    }
    let filled: Vec<usize> = rows.iter().map(|r| filled(*r)).collect();
    let fits = |i: usize| {
        let mut below = filled[i + 1..].to_vec();
        below.sort_unstable();
        let usual = below.get(below.len() / 2).copied().unwrap_or(0);
        filled[i] * 2 >= usual && (filled[i] >= 2 || usual <= 1) && reads_as_header(rows[i])
    };
    let Some(first) = (0..rows.len().min(LOOK)).find(|&i| fits(i)) else {
        return (!rows.is_empty()).then_some(0);
    };
    // A narrow block above a sparse table can fit too, such as `Completed by:` with a name. The header is far wider.
    let wider = |i: &usize| filled[*i] >= 4 && filled[*i] > 2 * filled[first] && fits(*i);
    let narrow = filled[first] <= 2;
    Some(if narrow { (first + 1..rows.len().min(LOOK)).find(wider).unwrap_or(first) } else { first })
}

fn filled(row: Row) -> usize {
    (0..row.width()).filter(|&i| !row.own_cell(i).is_blank()).count()
}

/// Mostly words, mostly different ones.
fn reads_as_header(row: Row) -> bool {
    let (mut words, mut all) = (std::collections::BTreeSet::new(), 0);
    for i in 0..row.width() {
        let cell = row.own_cell(i);
        if cell.is_blank() {
            continue;
        }
        all += 1;
        if let Cell::Text(text) = cell
            && parse_number(text, Decimal::Point).is_none()
        {
            words.insert(text);
        }
    }
    words.len() * 2 >= all && all > 0
}

fn texts(row: Row, width: usize) -> Vec<String> {
    (0..width).map(|i| row.own_cell(i).shown().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn share(row: Row, is: impl Fn(&str) -> bool) -> f64 {
    let cells = (0..row.width()).map(|i| row.own_cell(i)).filter(|c| !c.is_blank());
    let (yes, all) = cells.fold((0, 0), |(yes, all), c| (yes + usize::from(is(&c.shown())), all + 1));
    if all == 0 { 0.0 } else { f64::from(yes as u32) / f64::from(all as u32) }
}

fn is_tags(row: Row) -> bool {
    share(row, |t| t.strip_prefix('#').is_some_and(|t| t.trim_start().starts_with(|c: char| c.is_ascii_alphabetic())))
        > 0.6
}

fn is_import_ids(row: Row) -> bool {
    share(row, |t| t.starts_with("{\"ImportId\"") || t.starts_with("{'ImportId'")) > 0.5
}

fn repeats(row: Row, columns: &[String]) -> bool {
    let own = texts(row, columns.len());
    let (same, all) = own
        .iter()
        .zip(columns)
        .filter(|(a, b)| !a.is_empty() || !b.is_empty())
        .fold((0, 0), |(same, all), (a, b)| (same + usize::from(a == b), all + 1));
    all >= 2 && same * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::super::dialect::sample;
    use super::*;

    fn head(text: &str) -> Head {
        find(&sample(text.as_bytes(), true, b';'), None).unwrap()
    }

    #[test]
    fn the_header_is_found_below_titles() {
        let found = head(
            "Иргэдийн санал асуулга 2024\n\nОгноо:;2024-05-01\nаймаг;сум;a1;a2;a3\nДорнод;Хэрлэн;1;2;3\nХовд;Буянт;;;1\n",
        );
        assert_eq!((found.row.get(), found.last.get()), (4, 4));
        assert_eq!(found.columns, ["аймаг", "сум", "a1", "a2", "a3"]);
        assert_eq!(found.skipped, [(RowNumber::new(1), Skipped::Title), (RowNumber::new(3), Skipped::Title)]);
    }

    #[test]
    fn tags_and_labels_are_not_data() {
        let tagged = head("Аймаг;Тоо\n#adm1+name;#affected\nДорнод;5\n");
        assert_eq!((tagged.row.get(), tagged.last.get()), (1, 2));
        assert_eq!(tagged.skipped, [(RowNumber::new(2), Skipped::Tags)]);
        let ids = head("Q1;Q2\nӨвчин;Үйлчилгээ\n{\"ImportId\":\"QID1\"};{\"ImportId\":\"QID2\"}\n1;2\n");
        assert_eq!(ids.last.get(), 3);
        assert_eq!(ids.labels.unwrap(), ["Өвчин", "Үйлчилгээ"]);
        let twice = head("нас;хүйс\nнас;хүйс\n3;эм\n");
        assert_eq!(twice.skipped, [(RowNumber::new(2), Skipped::Repeated)]);
    }

    #[test]
    fn a_plain_table_begins_in_its_first_row() {
        assert_eq!(head("q1;q2;q3\nа;б;в\nг;;\n;;д\n").row.get(), 1);
        assert_eq!(head("нэр\nа\nб\n").row.get(), 1);
        assert_eq!(head(";нэр;2024\n1;а;3\n2;б;4\n").columns, ["", "нэр", "2024"]);
        assert_eq!(head("a;b;c\n1;2;3;4;5\n1;2;3;4;5\nx;y;z;u;v\n").row.get(), 1);
        assert_eq!(head("a;b\n").row.get(), 1);
    }
}
