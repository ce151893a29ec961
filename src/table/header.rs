//! Finds the header among the first rows: below titles, above labels and tags.

use std::collections::BTreeSet;

use super::cell::{Cell, Decimal, parse_number};
use super::chunk::{Chunk, Row};
use super::facts::Skipped;
use crate::problem::RowNumber;

/// Rows among which the header is looked for.
pub(super) const LOOK: usize = 50;

/// What stands above the data.
#[derive(Debug, Clone, PartialEq)]
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
pub(super) fn find(sample: &Chunk, wanted: Option<u64>, expected: &Expected) -> Option<Head> {
    let rows: Vec<Row> = sample.rows().take(if wanted.is_some() { usize::MAX } else { LOOK + 10 }).collect();
    let at = match wanted {
        Some(number) => rows.iter().position(|r| r.number().get() == number)?,
        None => expected_header(&rows, seems_header(&rows)?, expected),
    };
    let header = rows[at];
    let split = rows.get(at + 1).filter(|below| is_split(header, **below));
    let ends = |row: Row| (0..row.width()).rev().find(|&i| !row.own_cell(i).is_blank());
    // A column without a header may have a tag.
    let tagged = rows.iter().skip(at + 1).take(3).find(|row| is_tags(**row));
    let width = [Some(header), split.copied(), tagged.copied()].into_iter().flatten().filter_map(ends).max()? + 1;
    let columns = match split {
        Some(below) => with_options(&texts(header, width), &texts(*below, width)),
        None => texts(header, width),
    };
    // The words of names may stand above them too.
    let above = at.checked_sub(1).filter(|above| wanted.is_none() && labels_above(rows[*above], header, expected));
    let mut labels = above.map(|above| texts(rows[above], width));
    let why = |at: usize| if above == Some(at) { Skipped::Labels } else { Skipped::Title };
    let mut skipped: Vec<_> = rows[..at].iter().enumerate().map(|(at, r)| (r.number(), why(at))).collect();
    let mut last = header.number();
    for (i, row) in rows.iter().enumerate().skip(at + 1).take(4) {
        let followed_by_ids = rows.get(i + 1).is_some_and(|next| is_import_ids(*next));
        let why = if split.is_some() && i == at + 1 {
            Skipped::Options
        } else if is_import_ids(*row) {
            Skipped::ImportIds
        } else if is_tags(*row) {
            // A tag tells what a column holds where no words do.
            let tags = texts(*row, width);
            let labels = labels.get_or_insert_with(|| vec![String::new(); width]);
            labels.iter_mut().zip(tags).filter(|(label, _)| label.is_empty()).for_each(|(label, tag)| *label = tag);
            Skipped::Tags
        } else if repeats(*row, &columns) {
            Skipped::Repeated
        } else if labels.is_none() && (followed_by_ids || are_labels(*row, header, &rows[i + 1..], expected)) {
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

/// What headers are expected to say, so that the right row is taken for the header. Who expects nothing leaves it to the looks
/// of rows.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    names: BTreeSet<String>,
    words: BTreeSet<String>,
    /// How any of them begins, which few answers do.
    begins: BTreeSet<char>,
}

impl Expected {
    /// Names of columns, and the words that may stand in place of a name or beside it.
    pub fn new<'t>(names: impl IntoIterator<Item = &'t str>, words: impl IntoIterator<Item = &'t str>) -> Expected {
        let keys = |texts: &mut dyn Iterator<Item = &'t str>| {
            texts.map(key).filter(|key| !key.is_empty()).collect::<BTreeSet<String>>()
        };
        let (names, words) = (keys(&mut names.into_iter()), keys(&mut words.into_iter()));
        let begins = names.iter().chain(&words).filter_map(|key| key.chars().next()).collect();
        Expected { names, words, begins }
    }

    /// How many cells of a row are names, and how many are words.
    fn hits(&self, row: Row) -> (usize, usize) {
        if self.is_empty() {
            return (0, 0);
        }
        let texts = (0..row.width()).filter_map(|i| match row.own_cell(i) {
            cell @ Cell::Text(_) => Some(cell.shown()),
            _ => None,
        });
        texts
            .map(|text| self.hit(&text))
            .fold((0, 0), |all, (name, words)| (all.0 + usize::from(name), all.1 + usize::from(words)))
    }

    /// How many columns of a head are expected, by name or words.
    pub(super) fn found(&self, head: &Head) -> usize {
        let label = |at: usize| head.labels.as_ref().and_then(|labels| labels.get(at)).map(String::as_str);
        let is_expected = |text: &str| matches!(self.hit(text), (true, _) | (_, true));
        let columns = head.columns.iter().enumerate();
        columns.filter(|(at, column)| is_expected(column) || label(*at).is_some_and(is_expected)).count()
    }

    /// Whether nothing is expected.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.words.is_empty()
    }

    /// Whether a text is a name, and whether it is words. A path before either doesn't matter.
    fn hit(&self, text: &str) -> (bool, bool) {
        let ends = text.match_indices(['/', '-', '.', ':']).map(|(at, _)| &text[at + 1..]);
        let may_be = |text: &&str| letters(text).next().is_some_and(|first| self.begins.contains(&first));
        let keys = std::iter::once(text).chain(ends).filter(may_be).map(key);
        keys.fold((false, false), |hit, key| (hit.0 || self.names.contains(&key), hit.1 || self.words.contains(&key)))
    }
}

fn key(text: &str) -> String {
    letters(text).collect()
}

/// What a header is known by: its letters and digits, small.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '_').flat_map(char::to_lowercase)
}

/// The row that has by far the most of what is expected, if the one that looks like the header has little of it; names rather
/// than the words above them.
fn expected_header(rows: &[Row], seems: usize, expected: &Expected) -> usize {
    let hits: Vec<(usize, usize)> = rows.iter().take(LOOK).map(|row| expected.hits(*row)).collect();
    let all = |at: usize| hits.get(at).map_or(0, |(names, words)| names + words);
    let most = (0..hits.len()).rev().max_by_key(|at| all(*at)).unwrap_or(seems);
    let at = if all(most) >= 2 && all(seems) * 2 < all(most) { most } else { seems };
    let names = |at: usize| hits.get(at).map_or(0, |(names, _)| *names);
    let below = names(at + 1);
    if below >= 2 && below > names(at) && rows.get(at + 1).is_some() { at + 1 } else { at }
}

/// Whether the row above a header of names holds their words.
fn labels_above(above: Row, header: Row, expected: &Expected) -> bool {
    let ((_, words), (names, _)) = (expected.hits(above), expected.hits(header));
    words >= 2 && names >= 2 && filled(above) * 2 >= filled(header)
}

/// Whether the row below a header of names holds their words: it has those that are expected, or every name is one word, nearly
/// every column has a text of its own, most of them of several words, and nothing below is like it.
fn are_labels(row: Row, header: Row, below: &[Row], expected: &Expected) -> bool {
    let ((names, _), (_, words)) = (expected.hits(header), expected.hits(row));
    if words >= 2 && (names >= 2 || words * 2 >= filled(row)) {
        return true;
    }
    let (width, below) = (header.width(), &below[..below.len().min(LOOK)]);
    if width < 3 || below.len() < 2 {
        return false;
    }
    let text = |row: Row, i: usize| row.own_cell(i).shown().into_owned();
    let are_names = (0..width).all(|i| !text(header, i).contains(char::is_whitespace));
    let is_word = |i: &usize| matches!(row.own_cell(*i), Cell::Text(t) if parse_number(t, Decimal::Point).is_none());
    let own: BTreeSet<String> = (0..width).filter(is_word).map(|i| text(row, i)).collect();
    let several = |row: Row| (0..width).filter(|i| text(row, *i).split_whitespace().count() >= 3).count();
    let alike = below.iter().any(|other| several(*other) * 3 >= several(row));
    let again = (0..width).any(|i| !row.own_cell(i).is_blank() && below.iter().any(|r| text(*r, i) == text(row, i)));
    are_names && own.len() * 4 >= width * 3 && several(row) * 2 >= width && !alike && !again
}

/// What SurveyMonkey writes under a question that has no options of its own.
const RESPONSES: [&str; 4] = ["response", "open-ended response", "хариулт", "нээлттэй хариулт"];

/// Whether the row below a header says which answer of the question each column is for.
fn is_split(header: Row, below: Row) -> bool {
    let is = |text: &str, name: &str| text.len() == name.len() && text.to_lowercase() == name;
    let has = |row: Row, names: &[&str]| {
        (0..row.width()).filter(|i| names.iter().any(|name| is(row.own_cell(*i).shown().trim(), name))).count()
    };
    let of_monkey = has(header, &["respondent id", "collector id"]) == 2;
    let under_nothing = (0..below.width()).any(|i| !below.own_cell(i).is_blank() && header.own_cell(i).is_blank());
    let responses = has(below, &RESPONSES);
    (of_monkey && (responses > 0 || under_nothing)) || (under_nothing && responses > 0)
}

/// `question/answer` where a row of answers stands below the questions, each of which stands above its first answer.
fn with_options(questions: &[String], options: &[String]) -> Vec<String> {
    let mut question = String::new();
    let mut columns = Vec::with_capacity(questions.len());
    for (own, option) in questions.iter().zip(options) {
        if !own.is_empty() {
            question.clone_from(own);
        }
        columns.push(match option.as_str() {
            "" => own.clone(),
            option if RESPONSES.contains(&option.to_lowercase().as_str()) => question.clone(),
            option => format!("{question}/{option}"),
        });
    }
    columns
}

/// The first row that is about as wide as the rows below it and holds words, each once. A row of tags settles it: the
/// header is the row above.
fn seems_header(rows: &[Row]) -> Option<usize> {
    if let Some(tags) = rows.iter().take(25).position(|r| is_tags(*r)) {
        return Some(tags.saturating_sub(1));
    }
    let splits = |at: &usize| rows.get(at + 1).is_some_and(|below| is_split(rows[*at], *below));
    if let Some(questions) = (0..rows.len().min(25)).find(splits) {
        return Some(questions);
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
    let (mut words, mut all) = (BTreeSet::new(), 0);
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
        find(&sample(text.into(), 0, true, b';'), None, &Expected::default()).unwrap()
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
    fn names_are_the_header_and_their_words_stand_above_or_below() {
        let expected = Expected::new(["H01", "H02", "sex"], ["Үйлчлүүлсэн үү?", "Хэдэн минут явсан бэ?", "Хүйс"]);
        let of = |text: &str| find(&sample(text.into(), 0, true, b';'), None, &expected).unwrap();
        let words = "Үйлчлүүлсэн үү?;Хэдэн минут явсан бэ?;Хүйс;Тайлбар\n";
        let names = "g/H01;g/H02;g/sex;note\n";
        for (text, row) in [(format!("{words}{names}1;2;3;а\n"), 2), (format!("{names}{words}1;2;3;а\n"), 1)] {
            let found = of(&text);
            assert_eq!((found.row.get(), found.last.get()), (row, 2), "{text}");
            assert_eq!(found.columns, ["g/H01", "g/H02", "g/sex", "note"]);
            assert_eq!(found.labels.unwrap()[1], "Хэдэн минут явсан бэ?");
            assert_eq!(found.skipped, [(RowNumber::new(3 - row), Skipped::Labels)]);
        }
        let deep = of(&format!("Тайлан;2024;Ховд аймаг\nа;б;в\nг;д;е\n{names}1;2;3;а\n"));
        assert_eq!((deep.row.get(), deep.skipped.len()), (4, 3));
        assert_eq!(of(&format!("{words}1;2;3;а\n")).columns[2], "Хүйс");
    }

    #[test]
    fn a_row_of_sentences_under_names_is_no_answer() {
        let text =
            "q1;q2;q3\nТа хэдэн настай вэ?;Таны хүйс юу вэ?;Та хаана амьдардаг вэ?\n31;эм;Ховд\n40;эр;Увс\n22;эм;Увс\n";
        let found = head(text);
        assert_eq!((found.row.get(), found.last.get()), (1, 2));
        assert_eq!(found.labels.unwrap()[0], "Та хэдэн настай вэ?");
        // Answers in sentences are answers.
        let open = "q1;q2;q3\nЭмч их сайн байсан;Юу ч хэлэх юмгүй дээ;Хүлээх газар хэрэгтэй байна\nЭмч байгаагүй тэр өдөр;Юу ч алга байна;Дугаар их удаан\nСайн сайн сайн;а б в;г д е\n";
        assert_eq!(head(open).last.get(), 1);
    }

    #[test]
    fn a_row_of_answers_under_questions_makes_a_column_of_each() {
        let text = "Respondent ID;Collector ID;Таны хүйс?;Юунд төлсөн бэ?;;;Санал\n;;Response;Эм;Ор;Бусад;Open-Ended Response\n11;22;Эм;Эм;;;сайн\n12;22;Эр;;Ор;;\n";
        let found = head(text);
        let columns = [
            "Respondent ID",
            "Collector ID",
            "Таны хүйс?",
            "Юунд төлсөн бэ?/Эм",
            "Юунд төлсөн бэ?/Ор",
            "Юунд төлсөн бэ?/Бусад",
            "Санал",
        ];
        assert_eq!((found.columns, found.last.get()), (columns.map(String::from).to_vec(), 2));
        assert_eq!(found.skipped, [(RowNumber::new(2), Skipped::Options)]);
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
