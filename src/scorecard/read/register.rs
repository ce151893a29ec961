//! Reads the register: the facilities that are expected.

use super::words::Words;
use crate::instrument::scorecard::Entry;
use crate::lang::{Label, Lang};
use crate::places::{Context, Match, PlaceId, Resolution, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, quoted};
use crate::scorecard::facility::{Facility, Register, id_key};
use crate::scorecard::layout::Fact;
use crate::table::{self, Cell, Input, Options, Row};

/// The columns, with the words that their headers may be.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["facility id", "facility code", "code", "код", "байгууллагын id"]),
    (
        "name_mn",
        &[
            "name mn",
            "нэр",
            "байгууллага",
            "эмнэлэг",
            "эмнэлгийн нэр",
            "сургууль",
            "сургуулийн нэр",
            "name (mn)",
            "нэр (монгол)",
            "нэр монгол",
            "mn",
        ],
    ),
    ("name_en", &["name en", "name", "facility", "facility name", "name (en)", "нэр (англи)", "нэр англи", "en"]),
    ("type", &["facility type", "kind", "төрөл", "байгууллагын төрөл"]),
    (
        "place",
        &[
            "address",
            "location",
            "хаяг",
            "байршил",
            "газар",
            "орон нутаг",
            "аймаг, сум",
            "аймаг, дүүрэг",
            "сум, аймаг",
            "аймаг, сум, дүүрэг",
            "аймаг/нийслэл, сум/дүүрэг",
        ],
    ),
    ("aimag", &["aimag", "province", "аймаг", "аймаг/нийслэл", "аймаг, нийслэл", "нийслэл"]),
    ("soum", &["soum", "sum", "district", "сум", "дүүрэг", "сум/дүүрэг", "сум, дүүрэг", "soum district"]),
    (
        "catchment",
        &[
            "population",
            "хүн ам",
            "хүн амын тоо",
            "хамрах хүрээ",
            "хамрах хүн ам",
            "хамрах хүний тоо",
            "үйлчлэх хүн ам",
            "catchment population",
        ],
    ),
    ("provider", &["owner", "ownership", "эзэмшигч", "өмч", "харьяалал"]),
    ("contact", &["role", "албан тушаал", "холбоо барих"]),
    ("residence", &["urban rural", "urban/rural", "urban_rural", "хот/хөдөө", "хот, хөдөө", "хот хөдөө"]),
];

/// The facts of a cover that are columns of a register, under the very names that they have there.
const FACTS: &[(&str, Fact)] = &[
    ("id", Fact::FacilityId),
    ("name_mn", Fact::FacilityName),
    ("type", Fact::FacilityType),
    ("place", Fact::Place),
    ("catchment", Fact::Catchment),
    ("provider", Fact::Provider),
    ("contact", Fact::Contact),
];

/// Headers of a column of running numbers, which are the identifiers only where there are no others.
const NUMBERS: &[&str] = &["№", "д/д", "дугаар", "no", "no."];

/// Reads a register: a table with a row for each facility, whose types are among these; without any, a type is taken as it is
/// written. Of rows with one identifier the first is kept. `attributes` are further columns that are wanted, by a name used
/// here or by their header.
pub fn register(
    inputs: Vec<Input>,
    options: &Options,
    types: &[Entry],
    attributes: &[String],
) -> Result<(Register, Problems), Problem> {
    let mut table = table::open(inputs, options)?;
    let headers: Vec<String> = table.columns().iter().map(|header| header.trim().to_owned()).collect();
    let (columns, mut others) = columns(&headers);
    let attributes =
        attributes.iter().map(|name| attribute(name, &headers, &columns)).collect::<Result<Vec<_>, _>>()?;
    others.retain(|(at, _)| !attributes.contains(at));
    let files: Vec<String> = table.files().iter().map(|f| f.name.clone()).collect();
    let mut problems = table.take_problems();
    if !others.is_empty() {
        let at = files.first().map_or_else(At::default, At::file);
        let others: Vec<String> = others.into_iter().map(|(_, header)| header).collect();
        problems.add(Problem::new(Code::RegisterColumnUnknown, at, others.join(", ")).hint(known_columns()));
    }
    if columns[0].is_none() {
        let at = files.first().map_or_else(At::default, At::file);
        let ids = Hint::advice(
            "Дор хаяж id (код) багана хэрэгтэй.",
            "It needs a column id at least: the code that stands on the book of each facility.",
        );
        return Err(Problem::new(Code::RegisterColumnMissing, at, quoted("id")).hint(ids));
    }
    let mut reader = Rows {
        columns,
        attributes,
        types: words_of(types),
        kinds: types.iter().map(|entry| entry.id.clone()).collect(),
        problems: &mut problems,
    };
    let mut facilities: Vec<Facility> = Vec::new();
    let mut known = std::collections::HashSet::new();
    let mut table = table::for_each_chunk(table, false, |chunk| {
        let at = files.get(chunk.file()).map_or_else(At::default, At::file);
        for row in chunk.rows() {
            reader.letters(&row, &at);
            let Some(facility) = reader.facility(&row, &at) else { continue };
            if known.insert(id_key(&facility.id)) {
                facilities.push(facility);
            } else {
                reader.report(Code::RegisterIdTwice, &at, row.number(), "id", &facility.id);
            }
        }
        Ok(())
    })?;
    problems.append(table.take_problems());
    Ok((Register::new(facilities), problems))
}

/// The column of an attribute that is wanted.
fn attribute(name: &str, headers: &[String], columns: &[Option<usize>; COLUMNS.len()]) -> Result<usize, Problem> {
    let known = COLUMNS.iter().position(|(id, _)| *id == name).and_then(|i| columns[i]);
    let same = || headers.iter().position(|header| header.to_lowercase() == name.trim().to_lowercase());
    known.or_else(same).ok_or_else(|| {
        let problem = Problem::new(Code::RegisterColumnMissing, At::default(), quoted(name));
        problem.hint(Hint::OneOf(headers.iter().filter(|header| !header.is_empty()).cloned().collect()))
    })
}

/// Where each column stands, and the headers that say nothing.
fn columns(headers: &[String]) -> ([Option<usize>; COLUMNS.len()], Vec<(usize, String)>) {
    let mut names = Words::default();
    for (i, (id, words)) in COLUMNS.iter().enumerate() {
        names.id(id, i);
        words.iter().for_each(|word| names.word(word, i));
        FACTS.iter().filter(|(of, _)| of == id).for_each(|(_, fact)| names.label(&fact.title(), i));
    }
    let number = |header: &String| NUMBERS.contains(&header.to_lowercase().as_str());
    let (mut columns, mut others) = ([None; COLUMNS.len()], Vec::new());
    for (at, header) in headers.iter().enumerate().filter(|(_, header)| !header.is_empty() && !number(header)) {
        match names.find(header) {
            Some(known) => drop(columns[known].get_or_insert(at)),
            None => others.push((at, quoted(header))),
        }
    }
    columns[0] = columns[0].or_else(|| headers.iter().position(number));
    (columns, others)
}

fn known_columns() -> Hint {
    let title = |lang| move |(_, fact): &(&str, Fact)| fact.title().get(lang).to_owned();
    let all = |lang| FACTS.iter().map(title(lang)).collect::<Vec<_>>().join("; ");
    Hint::advice(format!("Уншдаг багана: {}.", all(Lang::Mn)), format!("These are read: {}.", all(Lang::En)))
}

fn words_of(types: &[Entry]) -> Words {
    let mut words = Words::default();
    for (i, entry) in types.iter().enumerate() {
        words.id(&entry.id, i);
        words.label(&entry.title, i);
        entry.also.iter().for_each(|also| words.word(also, i));
    }
    words
}

/// Which of these types a text means, whatever its spelling; none if it is none of them.
pub fn type_of(text: &str, types: &[Entry]) -> Option<usize> {
    let words = words_of(types);
    words.by_id(text).or_else(|| words.find(text))
}

struct Rows<'a> {
    columns: [Option<usize>; COLUMNS.len()],
    attributes: Vec<usize>,
    types: Words,
    kinds: Vec<String>,
    problems: &'a mut Problems,
}

impl Rows<'_> {
    fn text(&self, row: &Row, column: &str) -> String {
        let at = COLUMNS.iter().position(|(id, _)| *id == column).and_then(|i| self.columns[i]);
        at.map(|c| row.cell(c)).unwrap_or(Cell::Blank).shown().trim().to_owned()
    }

    fn report(&mut self, code: Code, at: &At, row: RowNumber, column: &str, found: &str) {
        self.problems.add(Problem::new(code, at.clone().row(row).column(column), quoted(found)));
    }

    /// Says so where letters are lost: what Excel's plain CSV can't hold stands there as a question mark.
    fn letters(&mut self, row: &Row, at: &At) {
        let lost = |column: &usize| lost_letters(&row.cell(*column).shown());
        if let Some(column) = self.columns.iter().flatten().copied().find(lost) {
            let found = row.cell(column).shown().into_owned();
            let advice = Hint::advice(
                "Excel-ийн энгийн CSV Ө, Ү үсгийг хадгалдаггүй: \"CSV UTF-8\" эсвэл XLSX болгож хадгална уу.",
                "Excel's plain CSV can't hold Ө and Ү: save it as \"CSV UTF-8\" or XLSX.",
            );
            let problem = Problem::new(Code::RegisterLettersLost, at.clone().row(row.number()), quoted(&found));
            self.problems.add(problem.hint(advice));
        }
    }

    fn facility(&mut self, row: &Row, at: &At) -> Option<Facility> {
        let id = self.text(row, "id");
        if id.is_empty() {
            self.report(Code::RegisterIdMissing, at, row.number(), "id", "");
            return None;
        }
        let [mn, en] = ["name_mn", "name_en"].map(|column| self.text(row, column));
        let name = match (mn.is_empty(), en.is_empty()) {
            (true, true) => Label::same(&id),
            _ => Label::new(mn, en),
        };
        Some(Facility {
            id,
            name,
            kind: self.kind(row, at),
            place: self.place(row, at),
            catchment: self.catchment(row, at),
            provider: self.text(row, "provider"),
            contact: self.text(row, "contact"),
            attributes: self.attributes.iter().map(|c| row.cell(*c).shown().trim().to_owned()).collect(),
        })
    }

    fn kind(&mut self, row: &Row, at: &At) -> Option<usize> {
        let text = self.text(row, "type");
        let found = self.types.by_id(&text).or_else(|| self.types.find(&text));
        if found.is_none() && !text.is_empty() && !self.kinds.is_empty() {
            let at = at.clone().row(row.number()).column("type");
            let problem = Problem::new(Code::RegisterUnknownType, at, quoted(&text));
            let hint = match self.types.near(&text) {
                Some(near) => Hint::Meant(self.kinds[near].clone()),
                None => Hint::OneOf(self.kinds.clone()),
            };
            self.problems.add(problem.hint(hint));
        }
        found
    }

    /// The smallest place that the row names: the soum in its aimag, the aimag, or a place in one cell.
    fn place(&mut self, row: &Row, at: &At) -> Option<PlaceId> {
        let aimag = self.resolved(row, at, "aimag", Context::aimag_column());
        let soum = self.resolved(row, at, "soum", Context::soum_column().parent(aimag));
        soum.or(aimag).or_else(|| self.resolved(row, at, "place", Context::any()))
    }

    fn resolved(&mut self, row: &Row, at: &At, column: &str, context: Context) -> Option<PlaceId> {
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        let resolution = resolve(&text, &context);
        // The aimag and the soum in one cell are the usual way to write it: nothing to look at again.
        let plain = matches!(resolution, Resolution::Found { how: Match::Combined, .. });
        let problem = resolution.problem(at.clone().row(row.number()).column(column), &text);
        if let Some(problem) = problem.filter(|_| !plain) {
            self.problems.add(problem);
        }
        resolution.place()
    }

    fn catchment(&mut self, row: &Row, at: &At) -> Option<u64> {
        let text = self.text(row, "catchment");
        match super::values::people(if text.is_empty() { Cell::Blank } else { Cell::Text(text.as_bytes()) }, None) {
            super::values::Read::Value(people) => Some(people),
            super::values::Read::Bad(code, ..) => {
                self.report(code, at, row.number(), "catchment", &text);
                None
            }
            super::values::Read::Blank | super::values::Read::Noted(..) => None,
        }
    }
}

/// Whether a question mark stands in a Cyrillic word, where no question ends.
fn lost_letters(text: &str) -> bool {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    text.split_whitespace().any(|word| {
        let inner = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        inner.contains('?') && inner.contains(cyrillic)
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::instrument;
    use super::*;

    fn read(text: &str) -> (Register, Vec<String>) {
        let input = Input::from_bytes("бүртгэл.csv", text);
        let (register, problems) =
            register(vec![input], &Options::default(), &instrument().facility_types, &[]).expect("a register");
        (register, problems.grouped().iter().map(|g| g.first.to_string()).collect())
    }

    #[test]
    fn a_register_is_read_in_either_language() {
        let (register, problems) = read(
            "код;нэр;name;төрөл;аймаг;сум;хүн ам;өмчийн хэлбэр;албан тушаал\nХО-01;Буянт сумын эрүүл мэндийн төв;Buyant health centre;shc;Ховд;Буянт;3 500;төрийн;эрхлэгч\n",
        );
        let facility = register.find(" хо-01 ").expect("it is there");
        assert_eq!((&*facility.name.mn, &*facility.name.en), ("Буянт сумын эрүүл мэндийн төв", "Buyant health centre"));
        assert_eq!((facility.kind, facility.catchment), (Some(0), Some(3500)));
        assert_eq!(facility.place.map(|p| p.place().name.mn.to_string()).as_deref(), Some("Буянт"));
        assert_eq!((facility.provider.as_str(), facility.contact.as_str()), ("төрийн", "эрхлэгч"));
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_in_a_register_is_named_with_its_row() {
        let (register, problems) = read(
            "id,name,type,aimag\nA1,Нэг,shc,Ховд\na1,Хоёр,shc,Ховд\n,Гурав,shc,Ховд\nA4,Дөрөв,эмнэлэгүүд,Хоовддд\n",
        );
        assert_eq!(register.facilities().len(), 2);
        for part in [
            "row 3, column id: identifier \"a1\" is there twice",
            "row 4, column id: the facility has no identifier",
            "row 5, column type",
            "row 5, column aimag",
        ] {
            assert!(problems.iter().any(|p| p.contains(part)), "{part} in {problems:#?}");
        }
        let none = register_of("нэр,төрөл\nНэг,shc\n");
        assert_eq!(none.err().map(|p| p.code), Some(Code::RegisterColumnMissing));
    }

    #[test]
    fn the_words_of_the_cover_and_those_of_an_excel_list_head_a_register() {
        for header in [
            "Байгууллагын код;Байгууллагын нэр;Төрөл;Аймаг, сум / дүүрэг;Үйлчлүүлэх хүний тоо;Өмчийн хэлбэр;Холбогдох албан тушаал",
            "Код;Эмнэлгийн нэр;Байгууллагын төрөл;Аймаг, сум;Хамрах хүн ам;Харьяалал;Холбоо барих",
        ] {
            let (register, problems) =
                read(&format!("№;{header}\n1;ЭМТ-1;Бурхант;shc;Хөвсгөл аймаг, Галт сум;4 120;төрийн;эрхлэгч\n"));
            let facility = register.find("ЭМТ-1").expect("the code, not the running number");
            assert_eq!(facility.place.map(|p| p.place().name.mn.to_string()).as_deref(), Some("Галт"), "{header}");
            assert_eq!((facility.kind, facility.catchment), (Some(0), Some(4120)));
            assert_eq!((facility.provider.as_str(), facility.contact.as_str()), ("төрийн", "эрхлэгч"));
            assert_eq!(problems, Vec::<String>::new());
        }
        assert!(read("№;нэр\n7;Бурхант\n").0.find("7").is_some());
    }

    #[test]
    fn a_column_that_says_nothing_and_lost_letters_are_named() {
        let (_, problems) =
            read("код;нэр;хаана;Т?р?л\nЭМТ-1;Сумын эр??л мэндийн т?в;Ховд;shc\nЭМТ-2;Хаана? (асуух);;\n");
        assert_eq!(problems.len(), 2, "{problems:#?}");
        assert!(problems[1].contains("were not used: \"хаана\", \"Т?р?л\""), "{problems:#?}");
        assert!(problems[1].contains("These are read: Facility code; Facility; Type; Aimag and soum"), "{problems:#?}");
        assert!(problems[0].contains("row 2: letters are lost in \"Сумын эр??л мэндийн т?в\""), "{problems:#?}");
    }

    fn register_of(text: &str) -> Result<(Register, Problems), Problem> {
        register(vec![Input::from_bytes("а.csv", text)], &Options::default(), &instrument().facility_types, &[])
    }
}
