//! Columns that look personal: names, telephones, registers, places of people, devices.
//!
//! Nothing of such a column is kept, only counts of how many of its values look like what. A header speaks first, then its
//! label, then the values: a phone is eight digits from 5 to 9 on, with or without +976; a register two Cyrillic letters and
//! eight digits; coordinates two numbers that lie in Mongolia, in one cell or in two columns; an IMEI fifteen digits of which the
//! last checks the others. Names are known by their header alone.

use super::code::plain;
use crate::problem::{At, Code, Problem, Problems};
use crate::table::{Cell, Chunk};

/// Rows of each file whose values are looked at.
pub const ROWS_SEEN: u64 = 2_000;

/// Values that a pattern must fit before it counts.
const FEWEST: u32 = 3;

/// Why a column looks personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Its header says so.
    Header,
    /// Its label, in a second header row, says so.
    Label,
    /// Its values look like telephone numbers.
    Phone,
    /// Its values look like registration numbers of citizens.
    Register,
    /// Its values look like e-mail addresses.
    Email,
    /// Its values look like coordinates.
    Coordinates,
    /// Its values look like numbers of devices.
    Device,
}

/// A column that looks personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Personal {
    /// The column of the table.
    pub column: usize,
    /// Why.
    pub why: Why,
}

/// Watches the first rows of each file for columns that look personal.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The columns to look at, and what their header or label says.
    columns: Vec<(usize, Option<Why>)>,
    /// Whose values were seen: for each file, how many rows, and what the values of each column look like.
    files: Vec<(u64, Vec<Looks>)>,
}

/// How many values of a column look like what.
#[derive(Debug, Clone, Copy, Default)]
struct Looks {
    filled: u32,
    phones: u32,
    registers: u32,
    mails: u32,
    pairs: u32,
    latitudes: u32,
    longitudes: u32,
    devices: u32,
}

impl Watch {
    /// A watch over the columns of a table, but for those left out because they are read.
    pub fn new(headers: &[String], labels: &[Option<String>], read: &[usize]) -> Watch {
        let said = |column: usize| {
            let label = || labels.get(column).and_then(|label| label.as_deref());
            let by_header = says(&headers[column]).then_some(Why::Header);
            by_header.or_else(|| label().is_some_and(says).then_some(Why::Label))
        };
        let columns = (0..headers.len()).filter(|column| !read.contains(column)).map(|column| (column, said(column)));
        Watch { columns: columns.collect(), files: Vec::new() }
    }

    /// Leaves out further columns that are read.
    pub fn pass_over(&mut self, read: &[usize]) {
        self.columns.retain(|(column, _)| !read.contains(column));
    }

    /// Looks at the rows of a chunk, unless enough of its file were seen.
    pub fn see(&mut self, chunk: &Chunk) {
        if self.files.len() <= chunk.file() {
            self.files.resize(chunk.file() + 1, (0, vec![Looks::default(); self.columns.len()]));
        }
        let (seen, looks) = &mut self.files[chunk.file()];
        for row in chunk.rows().take(usize::try_from(ROWS_SEEN.saturating_sub(*seen)).unwrap_or(usize::MAX)) {
            *seen += 1;
            for ((column, said), looks) in self.columns.iter().zip(&mut *looks) {
                let cell = row.cell(*column);
                if said.is_some() {
                    looks.filled += u32::from(!cell.is_blank());
                } else {
                    looks.see(cell);
                }
            }
        }
    }

    /// The columns that look personal in any of the files.
    pub fn found(&self) -> Vec<Personal> {
        let mut found: Vec<Personal> = (0..self.files.len()).flat_map(|file| self.found_in(file)).collect();
        found.sort_by_key(|personal| (personal.column, personal.why));
        found.dedup_by_key(|personal| personal.column);
        found
    }

    /// Those of one file. A column without any value tells nothing.
    fn found_in(&self, file: usize) -> Vec<Personal> {
        let looks = &self.files[file].1;
        let most = |looks: &Looks, count: u32| count >= FEWEST && u64::from(count) * 5 >= u64::from(looks.filled) * 4;
        let both = looks.iter().any(|l| most(l, l.latitudes)) && looks.iter().any(|l| most(l, l.longitudes));
        let why = |said: Option<Why>, l: &Looks| {
            let patterns = [
                (Why::Phone, l.phones),
                (Why::Register, l.registers),
                (Why::Email, l.mails),
                (Why::Coordinates, l.pairs),
                (Why::Coordinates, if both { l.latitudes.max(l.longitudes) } else { 0 }),
                (Why::Device, l.devices),
            ];
            let said = said.filter(|_| l.filled > 0);
            said.or_else(|| patterns.into_iter().find(|(_, count)| most(l, *count)).map(|(why, _)| why))
        };
        let all = self.columns.iter().zip(looks);
        all.filter_map(|((column, said), l)| Some(Personal { column: *column, why: why(*said, l)? })).collect()
    }

    /// What is to be said of each file: which columns look personal and were not read, by their headers.
    pub fn problems(&self, headers: &[String], places: &[At]) -> Problems {
        let mut problems = Problems::default();
        for (file, place) in places.iter().enumerate().take(self.files.len()) {
            let found = self.found_in(file);
            if !found.is_empty() {
                let names: Vec<&str> = found.iter().map(|personal| headers[personal.column].as_str()).collect();
                problems.add(Problem::new(Code::PersonalColumns, place.clone(), names.join(", ")));
            }
        }
        problems
    }
}

impl Looks {
    fn see(&mut self, cell: Cell) {
        let shown = match cell {
            Cell::Text(text) if !may_tell(text) => {
                self.filled += 1;
                return;
            }
            Cell::Text(_) | Cell::Number(_) => cell.shown(),
            Cell::Blank => return,
            Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => {
                self.filled += 1;
                return;
            }
        };
        self.filled += 1;
        let text = &*shown;
        let digits = digits(text.as_bytes());
        match digits {
            8 => {
                self.phones += u32::from(is_phone(text));
                self.registers += u32::from(is_register(text));
            }
            11 | 13 => self.phones += u32::from(is_phone(text)),
            15 => self.devices += u32::from(is_imei(text)),
            _ => {}
        }
        if text.contains('@') {
            self.mails += u32::from(is_mail(text));
        }
        if digits > LEAST_DECIMALS {
            self.see_degrees(text);
        }
    }

    fn see_degrees(&mut self, text: &str) {
        let mut parts = text.split([' ', ',', ';']).filter(|part| !part.is_empty());
        // A point may say its height and how exact it is as well.
        match (parts.next(), parts.next(), parts.nth(2)) {
            (Some(one), None, _) => {
                self.latitudes += u32::from(is_coordinate(one, LATITUDES));
                self.longitudes += u32::from(is_coordinate(one, LONGITUDES));
            }
            (Some(first), Some(second), None) => {
                let pair = is_coordinate(first, LATITUDES) && is_coordinate(second, LONGITUDES);
                self.pairs += u32::from(pair || (is_coordinate(first, LONGITUDES) && is_coordinate(second, LATITUDES)));
            }
            _ => {}
        }
    }
}

/// Whether a text could be anything that is looked for. Nearly all have too few digits.
fn may_tell(text: &[u8]) -> bool {
    digits(text) > LEAST_DECIMALS || memchr::memchr(b'@', text).is_some()
}

fn digits(text: &[u8]) -> usize {
    text.iter().filter(|byte| byte.is_ascii_digit()).count()
}

/// Mongolia lies between these degrees.
const LATITUDES: [f64; 2] = [41.5, 52.2];
const LONGITUDES: [f64; 2] = [87.7, 120.0];

/// A number with so many decimals means a house.
const LEAST_DECIMALS: usize = 3;

/// A number of degrees so exact that it means a house.
fn is_coordinate(text: &str, [least, most]: [f64; 2]) -> bool {
    let exact = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= LEAST_DECIMALS);
    exact && text.parse().is_ok_and(|value: f64| (least..=most).contains(&value))
}

/// Eight digits that begin with 5 to 9, with or without +976, in groups or not.
fn is_phone(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}')).collect();
    let own = match digits.strip_prefix('+') {
        Some(rest) => rest.strip_prefix("976"),
        None => {
            digits.strip_prefix("00976").or(digits.strip_prefix("976").filter(|rest| rest.len() == 8)).or(Some(&digits))
        }
    };
    own.is_some_and(|own| own.len() == 8 && own.bytes().all(|b| b.is_ascii_digit()) && own.as_bytes()[0] >= b'5')
}

/// Two letters and eight digits: `АА00112233`.
fn is_register(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_letter = |c: &char| c.is_alphabetic() && !c.is_ascii();
    letters.len() == 10 && letters[..2].iter().all(is_letter) && letters[2..].iter().all(char::is_ascii_digit)
}

fn is_mail(text: &str) -> bool {
    let Some((who, host)) = text.split_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    plain(who) && plain(host) && host.split_once('.').is_some_and(|(a, b)| plain(a) && plain(b))
}

/// Fifteen digits of which the last checks the others by Luhn's rule.
fn is_imei(text: &str) -> bool {
    if text.len() != 15 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let digits = text.bytes().rev().map(|b| u32::from(b - b'0')).enumerate();
    let sum: u32 = digits.map(|(at, d)| if at % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    sum.is_multiple_of(10) && text.bytes().any(|b| b != b'0')
}

/// Words that speak of a person wherever they stand.
const WORDS: [&str; 38] = [
    "phone",
    "mobile",
    "telephone",
    "tel",
    "phonenumber",
    "утас",
    "утасны",
    "email",
    "mail",
    "имэйл",
    "мэйл",
    "шуудан",
    "register",
    "регистр",
    "регистрийн",
    "рд",
    "passport",
    "паспорт",
    "үнэмлэх",
    "үнэмлэхийн",
    "address",
    "хаяг",
    "хаягийн",
    "ipaddress",
    "ip",
    "gps",
    "latitude",
    "longitude",
    "lat",
    "lon",
    "lng",
    "geopoint",
    "өргөрөг",
    "уртраг",
    "imei",
    "signature",
    "surname",
    "овог",
];

/// Headers that are personal as a whole, in letters and digits only.
const WHOLE: [&str; 16] = [
    "deviceid",
    "simserial",
    "subscriberid",
    "simid",
    "devicephonenum",
    "username",
    "submittedby",
    "enumerator",
    "interviewer",
    "birthdate",
    "dateofbirth",
    "dob",
    "төрсөнөдөр",
    "төрсөногноо",
    "nationalid",
    "геобайршил",
];

/// A name of somebody, unless it is that of one of these.
const NAMES: [&str; 5] = ["name", "нэр", "нэрс", "firstname", "lastname"];

/// What else has a name.
const NAMED: [&str; 38] = [
    "facility",
    "table",
    "school",
    "hospital",
    "clinic",
    "kindergarten",
    "soum",
    "sum",
    "aimag",
    "district",
    "bag",
    "khoroo",
    "place",
    "village",
    "area",
    "region",
    "cluster",
    "stratum",
    "sheet",
    "file",
    "form",
    "project",
    "variable",
    "unit",
    "байгууллагын",
    "сургуулийн",
    "цэцэрлэгийн",
    "эмнэлгийн",
    "төвийн",
    "аймгийн",
    "сумын",
    "дүүргийн",
    "багийн",
    "хорооны",
    "газрын",
    "салбарын",
    "файлын",
    "маягтын",
];

/// Whether a header or a label speaks of a person.
pub fn says(header: &str) -> bool {
    // What stands before the last stroke of a path is the group that a question is in.
    let header = header.rsplit('/').next().unwrap_or(header);
    let words = words(header);
    let any = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let whole: String = words.concat();
    any(&WORDS) || WHOLE.contains(&whole.as_str()) || (any(&NAMES) && !any(&NAMED))
}

/// The words of a header, in plain letters: `RecipientFirstName` has three.
fn words(header: &str) -> Vec<String> {
    let mut apart = String::with_capacity(header.len());
    let mut before_small = false;
    for c in header.chars() {
        if c.is_uppercase() && before_small {
            apart.push(' ');
        }
        before_small = c.is_lowercase();
        apart.push(c);
    }
    apart.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{self, Input, Options};

    fn found(text: &str, read: &[usize]) -> Vec<(String, Why)> {
        let table = table::open(vec![Input::from_bytes("судалгаа.csv", text)], &Options::default()).expect("a table");
        let headers = table.columns().to_vec();
        let mut watch = Watch::new(&headers, table.labels(), read);
        table::for_each_chunk(table, false, |chunk| {
            watch.see(chunk);
            Ok(())
        })
        .expect("rows");
        watch.found().into_iter().map(|p| (headers[p.column].clone(), p.why)).collect()
    }

    #[test]
    fn headers_speak_of_people_in_both_languages() {
        for personal in [
            "person/name",
            "Нэр",
            "Овог, нэр",
            "respondent_name",
            "RecipientFirstName",
            "утасны дугаар",
            "Утас",
            "phone_number",
            "Регистрийн дугаар",
            "РД",
            "E-mail",
            "Имэйл",
            "Хаяг",
            "_gps_latitude",
            "deviceid",
            "IPAddress",
            "LocationLongitude",
            "_submitted_by",
            "төрсөн өдөр",
            "IMEI",
            "гар утас",
        ] {
            assert!(says(personal), "{personal}");
        }
        for other in [
            "facility_name",
            "Сургуулийн нэр",
            "Аймгийн нэр",
            "person/age",
            "name/H01",
            "registration",
            "weight",
            "Байршил",
            "H02_minutes",
            "_id",
            "_notes",
            "Кластер",
            "platform",
            "тавтай",
        ] {
            assert!(!says(other), "{other}");
        }
    }

    #[test]
    fn values_give_away_what_a_header_hides() {
        let text = "a;b;c;d;e;f;g;h\n\
            99112233;АА00112233;bat@example.mn;47.91845;106.91776;47.918 106.917 1300 5;490154203237518;55000000\n\
            +976 8811-2233;уб99112233;saran@example.mn;47.12345;106.12345;46.111 99.222 0 0;356938035643809;1000\n\
            88112233;ХЭ85010203;tuya@example.mn;46.55555;101.55555;45.111 98.222;490154203237518;20\n";
        let why: Vec<Why> = found(text, &[]).into_iter().map(|(_, why)| why).collect();
        use Why::{Coordinates, Device, Email, Phone, Register};
        assert_eq!(why, [Phone, Register, Email, Coordinates, Coordinates, Coordinates, Device]);
    }

    #[test]
    fn a_number_that_only_happens_to_lie_in_mongolia_is_no_coordinate() {
        let weights = "жин;оноо\n47.9184;3\n45.1234;4\n46.5555;5\n";
        assert_eq!(found(weights, &[]), []);
        assert!(!is_phone("12345678") && !is_phone("9911223") && !is_phone("+1 99112233") && is_phone("97699112233"));
        assert!(!is_register("AB00112233") && !is_imei("490154203237519") && !is_imei("000000000000000"));
    }

    #[test]
    fn columns_that_are_read_and_columns_without_a_value_are_not_told() {
        assert_eq!(found("нэр;утас;тоо\nБат;;1\nДорж;;2\n", &[]), [("нэр".to_owned(), Why::Header)]);
        assert_eq!(found("нэр;утас;тоо\nБат;;1\nДорж;;2\n", &[0]), []);
    }
}
