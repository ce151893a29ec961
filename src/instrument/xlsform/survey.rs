//! The rows of a survey: which are questions, whom they are asked, which columns are something else.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{ChoiceList, ListIs};
use super::lexicon;
use super::names::{self, survey as key};
use super::notes::Notes;
use super::sheet::{Grid, Spot, Words};
use crate::instrument::InterviewHeaders;
use crate::problem::{Code, quoted};

/// A question that an instrument can have.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its row of the grid.
    pub(super) row: usize,
    /// Its name in the form, by which expressions refer to it.
    pub(super) name: String,
    /// Its identifier, which nobody else has.
    pub(super) id: String,
    /// The groups it lies in and its name.
    pub(super) path: Vec<String>,
    pub(super) asks: Asks,
    /// The outermost group with a label.
    pub(super) group: Option<usize>,
    /// The filters of its groups and its own, outermost first.
    pub(super) filters: Vec<(String, Spot)>,
}

/// What a question takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asks {
    /// One answer of a list.
    One(usize),
    /// Several.
    Several(usize),
    /// A number; whether it is whole.
    Number { whole: bool },
}

/// A column that is no question.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) role: String,
    pub(super) headers: Vec<String>,
    /// Its choices, by the number of their list.
    pub(super) list: Option<usize>,
    pub(super) spot: Spot,
}

/// What was found on the sheet.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) items: Vec<Item>,
    pub(super) roles: Vec<Role>,
    /// Names and labels of groups.
    pub(super) groups: Vec<(String, Words)>,
}

/// What the type of a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RowIs {
    One {
        list: String,
        other: bool,
    },
    Several {
        list: String,
        other: bool,
    },
    Number {
        whole: bool,
    },
    Begin {
        repeats: bool,
    },
    End,
    /// How the interview went, by role.
    Interview(&'static str),
    /// Who or where somebody is.
    Personal,
    /// Text, a computed value: no question, but perhaps a column.
    Open,
    /// Known, and nothing that is counted.
    Passed,
    Unknown,
}

fn row_is(kind: &str) -> RowIs {
    let kind = kind.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let of_list = |names: &[&str]| {
        let rest = names.iter().find_map(|name| kind.strip_prefix(name)).filter(|rest| rest.starts_with(' '))?;
        let rest = rest.trim();
        let bare = ["or_other", "or specify other", "or other"].iter().find_map(|other| rest.strip_suffix(other));
        Some((bare.unwrap_or(rest).trim().to_owned(), bare.is_some()))
    };
    if kind.contains("_from_file") || kind.contains("external") {
        return RowIs::Passed;
    }
    if let Some((list, other)) = of_list(&["select_one from", "select one from", "select_one", "select one", "select1"])
    {
        return RowIs::One { list, other };
    }
    let several = [
        "select all that apply from",
        "select_multiple from",
        "select multiple from",
        "select all that apply",
        "select_multiple",
        "select multiple",
        "select",
    ];
    if let Some((list, other)) = of_list(&several) {
        return RowIs::Several { list, other };
    }
    let spaced = kind.replace('_', " ");
    let spaced = spaced.strip_prefix("uri:").unwrap_or(&spaced).to_owned();
    match spaced.as_str() {
        "integer" | "int" | "add integer prompt" => RowIs::Number { whole: true },
        "decimal" | "range" | "number" | "numeric" => RowIs::Number { whole: false },
        "start" | "start time" | "starttime" | "get start time" => RowIs::Interview("start"),
        "end" | "end time" | "endtime" | "get end time" => RowIs::Interview("end"),
        "deviceid" | "device id" | "get device id" | "imei" | "username" | "user name" => {
            RowIs::Interview("interviewer")
        }
        "geopoint" | "gps" | "location" | "geotrace" | "geoshape" | "start-geopoint" | "phonenumber"
        | "phone number" | "get phone number" | "subscriberid" | "subscriber id" | "simserial" | "sim serial"
        | "sim id" | "email" => RowIs::Personal,
        "text" | "string" | "calculate" | "hidden" | "calculate here" | "text audit" | "add text prompt" => RowIs::Open,
        "note"
        | "date"
        | "time"
        | "datetime"
        | "date time"
        | "image"
        | "photo"
        | "audio"
        | "video"
        | "file"
        | "barcode"
        | "acknowledge"
        | "trigger"
        | "today"
        | "get today"
        | "audit"
        | "rank"
        | "xml-external"
        | "csv-external"
        | "background-audio"
        | "background-geopoint"
        | "uri"
        | "url"
        | "comments"
        | "signature"
        | "caseid"
        | "calculate audit"
        | "hidden value"
        | "q external"
        | "instance"
        | "osm"
        | "speed violations audit"
        | "audio audit"
        | "speed violations count"
        | "speed violations list" => RowIs::Passed,
        other if other.starts_with("begin ") => {
            RowIs::Begin { repeats: ["repeat", "loop", "lgroup"].iter().any(|word| other.contains(word)) }
        }
        other if other.starts_with("end ") => RowIs::End,
        other if other.starts_with("rank ") || other.starts_with("osm ") => RowIs::Passed,
        _ => RowIs::Unknown,
    }
}

/// A group that is open.
struct Open {
    name: String,
    repeats: bool,
    filter: Option<(String, Spot)>,
    group: Option<usize>,
}

/// Reads the sheet of the survey. `guess` says that nothing else names the columns that are no questions.
pub(super) fn read(grid: &Grid, lists: &mut Vec<ChoiceList>, guess: bool, notes: &mut Notes) -> Survey {
    let mut reader = Reader { grid, lists, guess, notes, survey: Survey::default(), open: Vec::new() };
    for row in 0..grid.rows.len() {
        reader.row(row);
    }
    if let Some(open) = reader.open.first() {
        let spot = Spot { sheet: grid.sheet.clone(), row: None, column: None };
        reader.notes.add(Code::FormGroupOpen, &spot, quoted(&open.name), "");
    }
    let mut survey = reader.survey;
    survey.district_is_area();
    survey.name_each_once(grid, notes);
    survey
}

struct Reader<'a> {
    grid: &'a Grid,
    lists: &'a mut Vec<ChoiceList>,
    guess: bool,
    notes: &'a mut Notes,
    survey: Survey,
    open: Vec<Open>,
}

/// The lists that only rows with a role choose from: places, facilities. Nobody's answers are in them.
pub(super) fn lists_of_roles(grid: &Grid) -> BTreeSet<String> {
    let (mut of_roles, mut of_questions) = (BTreeSet::new(), BTreeSet::new());
    for row in 0..grid.rows.len() {
        let (RowIs::One { list, .. } | RowIs::Several { list, .. }) = row_is(grid.cell(row, key::TYPE)) else {
            continue;
        };
        let of = if grid.cell(row, key::ROLE).is_empty() { &mut of_questions } else { &mut of_roles };
        of.insert(list.to_lowercase());
    }
    of_roles.difference(&of_questions).cloned().collect()
}

impl Reader<'_> {
    fn row(&mut self, row: usize) {
        let kind = self.grid.cell(row, key::TYPE);
        if kind.is_empty() || kind.starts_with('#') || self.grid.cell(row, "disabled").eq_ignore_ascii_case("yes") {
            return;
        }
        let stated = self.grid.cell(row, key::ROLE);
        let is = row_is(kind);
        if stated.eq_ignore_ascii_case(names::FORM) {
            // A group whose filter is the form's alone still holds what stands in it.
            if let RowIs::Begin { repeats } = is {
                self.begin(row, repeats, None);
            }
            return;
        }
        if !stated.is_empty() {
            return self.role(row, stated.to_lowercase());
        }
        match is {
            RowIs::Begin { repeats } => {
                let filter = Some(self.grid.cell(row, key::RELEVANT)).filter(|filter| !filter.is_empty());
                self.begin(row, repeats, filter.map(str::to_owned));
            }
            RowIs::End => {
                if self.open.pop().is_none() {
                    self.notes.add(Code::FormGroupOpen, &self.grid.spot(row, key::TYPE), quoted(kind), "");
                }
            }
            RowIs::One { list, other } => self.of_list(row, &list, other, Asks::One),
            RowIs::Several { list, other } => self.of_list(row, &list, other, Asks::Several),
            RowIs::Number { whole } => {
                if self.guessed(row, &["cluster", "strata", "round", "area", "soum"]) {
                    return;
                }
                self.item(row, Asks::Number { whole });
            }
            RowIs::Interview(role) => {
                let usual = match role {
                    "start" => InterviewHeaders::USUAL_START,
                    "end" => InterviewHeaders::USUAL_END,
                    _ => InterviewHeaders::USUAL_INTERVIEWER,
                };
                let name = self.grid.cell(row, key::NAME);
                if self.guess && !name.is_empty() && !usual.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    self.guess_role(row, role.to_owned());
                }
            }
            RowIs::Personal => {
                if self.guess {
                    self.guess_role(row, "personal".to_owned());
                }
            }
            RowIs::Open => {
                let all = ["area", "soum", "facility", "round", "weight", "strata", "cluster", "personal"];
                if !self.guessed(row, &all) {
                    self.passed(row, kind);
                }
            }
            RowIs::Passed => self.passed(row, kind),
            RowIs::Unknown => {
                self.notes.add(Code::FormTypeUnknown, &self.grid.spot(row, key::TYPE), quoted(kind), "");
            }
        }
    }

    fn passed(&mut self, row: usize, kind: &str) {
        let kind = kind.split_whitespace().next().unwrap_or_default().to_lowercase();
        self.notes.add(Code::FormRowUnused, &self.grid.spot(row, key::TYPE), quoted(&kind), "");
    }

    fn begin(&mut self, row: usize, repeats: bool, filter: Option<String>) {
        let label = self.grid.words(row, key::LABEL);
        let name = self.grid.cell(row, key::NAME).to_owned();
        let around = self.open.iter().find_map(|open| open.group);
        let group = around.or_else(|| {
            (!label.is_empty()).then(|| {
                let name =
                    if name.is_empty() { format!("group_{}", self.survey.groups.len() + 1) } else { name.clone() };
                self.survey.groups.push((name, label));
                self.survey.groups.len() - 1
            })
        });
        let filter = filter.map(|filter| (filter, self.grid.spot(row, key::RELEVANT)));
        self.open.push(Open { name, repeats, filter, group });
    }

    fn of_list(&mut self, row: usize, list: &str, other: bool, asks: fn(usize) -> Asks) {
        let Some(at) = self.lists.iter().position(|l| l.name.eq_ignore_ascii_case(list)) else {
            let name = self.grid.cell(row, key::NAME).to_owned();
            self.notes.add(Code::FormNoList, &self.grid.spot(row, key::TYPE), quoted(list), name);
            return;
        };
        let at = if other { self.with_other(at) } else { at };
        if self.lists[at].answers.is_empty() {
            self.notes.add(
                Code::FormNoList,
                &self.grid.spot(row, key::TYPE),
                quoted(list),
                self.grid.cell(row, key::NAME),
            );
            return;
        }
        let one = asks(at) == Asks::One(at);
        let yes_no = matches!(self.lists[at].is, ListIs::YesNo(_));
        if one && !yes_no && self.guessed(row, &["area", "soum", "facility", "round", "cluster", "strata"]) {
            return;
        }
        self.item(row, asks(at));
    }

    /// The same list with "other".
    fn with_other(&mut self, at: usize) -> usize {
        let mut list = self.lists[at].clone();
        list.name += " or_other";
        if let Some(known) = self.lists.iter().position(|l| l.name == list.name) {
            return known;
        }
        if !list.answers.iter().any(|a| a.code.eq_ignore_ascii_case("other")) {
            let other = super::choices::other();
            let taken =
                |side: &str| list.answers.iter().any(|a| a.label.all().any(|text| text.eq_ignore_ascii_case(side)));
            if taken(&other.label.mn) || taken(&other.label.en) {
                return at;
            }
            list.answers.push(other);
            list.is = ListIs::Named;
        }
        self.lists.push(list);
        self.lists.len() - 1
    }

    fn item(&mut self, row: usize, asks: Asks) {
        let name = self.grid.cell(row, key::NAME).to_owned();
        if name.is_empty() {
            self.notes.add(Code::FormRowLacks, &self.grid.row_spot(row), key::NAME, "");
            return;
        }
        if let Some(repeat) = self.open.iter().find(|open| open.repeats) {
            self.notes.add(Code::FormInRepeat, &self.grid.spot(row, key::NAME), quoted(&repeat.name), "");
            return;
        }
        let mut filters: Vec<(String, Spot)> = self.open.iter().filter_map(|open| open.filter.clone()).collect();
        let own = self.grid.cell(row, key::RELEVANT);
        if !own.is_empty() {
            filters.push((own.to_owned(), self.grid.spot(row, key::RELEVANT)));
        }
        let path = self.path(&name);
        let group = self.open.iter().find_map(|open| open.group);
        self.survey.items.push(Item { row, id: name.clone(), name, path, asks, group, filters });
    }

    fn path(&self, name: &str) -> Vec<String> {
        self.open.iter().map(|open| open.name.clone()).filter(|n| !n.is_empty()).chain([name.to_owned()]).collect()
    }

    /// Whether a row is taken for one of these columns by its name.
    fn guessed(&mut self, row: usize, among: &[&str]) -> bool {
        let name = self.grid.cell(row, key::NAME);
        let within_repeat = self.open.iter().any(|open| open.repeats);
        let role = lexicon::role(name).filter(|role| self.guess && !within_repeat && among.contains(role));
        let Some(role) = role else { return false };
        let taken = self.survey.roles.iter().any(|known| known.role == role);
        if taken && role != "personal" {
            return false;
        }
        self.guess_role(row, role.to_owned());
        true
    }

    fn guess_role(&mut self, row: usize, role: String) {
        let name = self.grid.cell(row, key::NAME).to_owned();
        if !name.is_empty() {
            self.notes.add(Code::FormRoleGuessed, &self.grid.spot(row, key::NAME), quoted(&name), &role);
            self.role(row, role);
        }
    }

    fn role(&mut self, row: usize, role: String) {
        let name = self.grid.cell(row, key::NAME);
        if !names::ROLES.contains(&role.as_str()) {
            self.notes.fault(Code::UnknownWord, &self.grid.spot(row, key::ROLE), quoted(&role), "", &names::ROLES);
            return;
        }
        if name.is_empty() {
            self.notes.add(Code::FormRowLacks, &self.grid.row_spot(row), key::NAME, "");
            return;
        }
        let words = self.grid.words(row, key::LABEL);
        let mut headers = vec![name.to_owned()];
        headers.extend(super::cells::list(self.grid.cell(row, key::HEADERS)));
        headers.extend(words.all().map(str::to_owned));
        let asks = self.grid.cell(row, key::TYPE).to_lowercase();
        let asks: Vec<&str> = asks.split_whitespace().collect();
        let list = self.lists.iter().position(|list| asks.contains(&list.name.to_lowercase().as_str()));
        self.survey.roles.push(Role { role, headers, list, spot: self.grid.spot(row, key::NAME) });
    }
}

impl Survey {
    /// Where a form asks for a district and for no aimag, the district is what is reported.
    fn district_is_area(&mut self) {
        if !self.roles.iter().any(|role| role.role == "area")
            && let Some(soum) = self.roles.iter_mut().find(|role| role.role == "soum")
        {
            soum.role = "area".to_owned();
        }
    }

    /// Gives questions of one name the end of their paths that tells them apart, and identifiers the letters they may have.
    fn name_each_once(&mut self, grid: &Grid, notes: &mut Notes) {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for item in &self.items {
            *count.entry(item.name.to_lowercase()).or_default() += 1;
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut kept = Vec::new();
        for mut item in std::mem::take(&mut self.items) {
            let spot = grid.spot(item.row, key::NAME);
            let several = count[&item.name.to_lowercase()] > 1;
            item.id = identifier(&if several { item.path.join(".") } else { item.name.clone() });
            if taken.insert(item.id.to_lowercase()) {
                if several {
                    notes.add(Code::FormNameTwice, &spot, quoted(&item.name), &item.id);
                }
                kept.push(item);
            } else {
                notes.add(Code::FormNameTwice, &spot, quoted(&item.name), "—");
            }
        }
        self.items = kept;
    }

    /// The headers under which nothing else may be looked for: identifiers of questions, headers of columns.
    pub(super) fn taken(&self) -> BTreeSet<String> {
        let ids = self.items.iter().flat_map(|item| [&item.id, &item.name]);
        let headers = self.roles.iter().flat_map(|role| &role.headers);
        ids.chain(headers).map(|text| text.to_lowercase()).collect()
    }
}

/// A name with the letters that an identifier may have.
pub(super) fn identifier(name: &str) -> String {
    let sound = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' };
    name.trim().chars().map(sound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_in_their_old_and_new_spellings() {
        let one = |list: &str, other| RowIs::One { list: list.into(), other };
        assert_eq!(row_is("select_one yes_no"), one("yes_no", false));
        assert_eq!(row_is("select one from yes_no"), one("yes_no", false));
        assert_eq!(row_is("Select_One  тийм_үгүй or_other"), one("тийм_үгүй", true));
        assert_eq!(row_is("select_one a or specify other"), one("a", true));
        let several = RowIs::Several { list: "a".into(), other: false };
        assert_eq!((row_is("select all that apply from a"), row_is("select_multiple a")), (several.clone(), several));
        assert_eq!(
            (row_is("begin group"), row_is("begin_repeat")),
            (RowIs::Begin { repeats: false }, RowIs::Begin { repeats: true })
        );
        assert_eq!(
            (row_is("end_group"), row_is("end repeat"), row_is("end")),
            (RowIs::End, RowIs::End, RowIs::Interview("end"))
        );
        assert_eq!((row_is("int"), row_is("decimal")), (RowIs::Number { whole: true }, RowIs::Number { whole: false }));
        assert_eq!(
            (row_is("select_one_from_file a.csv"), row_is("note"), row_is("тоо")),
            (RowIs::Passed, RowIs::Passed, RowIs::Unknown)
        );
    }
}
