//! What a form asks, spelled as an instrument: its head, its columns, its questions, and the bases that its filters make.

use std::collections::BTreeSet;

use super::choices::{Choice, ChoiceList};
use super::filter::{self, Asked, Part};
use super::lexicon;
use super::names::{self, choices, settings, survey as key};
use super::notes::Notes;
use super::sheet::{Grid, Spot, Words};
use super::spelling::{Spelling, is_true, list, sides};
use super::survey::{Asks, Item, Survey, identifier};
use super::{Form, cells, xpath};
use crate::instrument::text::quoted;
use crate::instrument::{Bounds, Missing};
use crate::places::{Context, Level, Resolution, resolve};
use crate::problem::{self, Code};

/// A base that a filter makes.
#[derive(Debug, Clone)]
pub(super) struct MadeBase {
    pub(super) id: String,
    title: Words,
    parts: Vec<Part>,
    spot: Spot,
}

/// Spells the top of the file.
pub(super) fn head(form: &Form, out: &mut Spelling) {
    let empty = Grid::default();
    let (grid, given) = match &form.settings {
        Some(grid) if !grid.rows.is_empty() => (grid, true),
        _ => (&empty, false),
    };
    let cell = |key: &str| if given { grid.cell(0, key) } else { "" };
    let spot = |key: &str| if given { grid.spot(0, key) } else { form.anywhere() };
    let words = |key: &str| if given { grid.words(0, key) } else { Words::default() };
    let first = |keys: &[&'static str]| keys.iter().copied().find(|key| !cell(key).is_empty());
    let stem = form.stem();
    let own_title = words(settings::TITLE);
    let title = match (own_title.is_empty(), cell(settings::FORM_TITLE)) {
        (false, _) => own_title,
        (true, "") => Words::of_one(stem),
        (true, title) => Words::of_one(title),
    };
    let id_key = first(&[settings::MASAM_ID, settings::FORM_ID]).unwrap_or(settings::FORM_ID);
    let id = match (cell(settings::MASAM_ID), cell(settings::FORM_ID)) {
        ("", "") => identifier(stem),
        ("", id) => identifier(id),
        (id, _) => id.to_owned(),
    };
    let version_key = first(&[settings::MASAM_VERSION, settings::VERSION]).unwrap_or(settings::VERSION);
    let version = if cell(version_key).is_empty() { "1" } else { cell(version_key) };
    let or = |key: &str, otherwise: &'static str| {
        if cell(key).is_empty() { otherwise.to_owned() } else { cell(key).to_owned() }
    };
    out.text("id", &id, &spot(id_key));
    out.text("version", version, &spot(version_key));
    out.text("sector", &or(settings::SECTOR, "survey"), &spot(settings::SECTOR));
    out.text("place_set", &or(settings::PLACE_SET, "masam"), &spot(settings::PLACE_SET));
    out.truth("stands_for_residents", cell(settings::STANDS_FOR_RESIDENTS), &spot(settings::STANDS_FOR_RESIDENTS));
    out.text("overall", cell(settings::OVERALL), &spot(settings::OVERALL));
    out.label("title", &title, &spot(settings::TITLE));
    let description = words(settings::DESCRIPTION);
    let taken =
        Words {
            mn: "XLSForm маягтаас авсан асуулга.".into(), en: "Taken from an XLSForm.".into(), others: Vec::new()
        };
    out.label("description", if description.is_empty() { &taken } else { &description }, &spot(settings::DESCRIPTION));
}

/// How the column of the area is called where no row says it.
const USUAL_AREA: [&str; 7] = ["area", "aimag", "province", "district", "аймаг", "дүүрэг", "аймаг, дүүрэг"];

/// Spells `[columns]`: what the sheet of columns says and what rows of the survey are.
pub(super) fn columns(form: &Form, survey: &Survey, lists: &[ChoiceList], notes: &mut Notes, out: &mut Spelling) {
    let mut given: Vec<(String, usize, Vec<String>, Spot)> = Vec::new();
    let mut nested = None;
    if let Some(grid) = &form.columns {
        for row in 0..grid.rows.len() {
            let role = grid.cell(row, names::columns::ROLE).to_lowercase();
            let headers = grid.cell(row, names::columns::HEADERS);
            let spot = grid.spot(row, names::columns::HEADERS);
            if role == names::NESTED {
                nested = is_true(headers).then_some(spot);
            } else if names::ROLES.contains(&role.as_str()) {
                let stage = grid.cell(row, names::columns::STAGE).parse::<f64>().map_or(1, |stage| stage as usize);
                given.push((role, stage, cells::list(headers), spot));
            } else if !role.is_empty() {
                let spot = grid.spot(row, names::columns::ROLE);
                notes.fault(Code::UnknownWord, &spot, problem::quoted(&role), "", &names::ROLES);
            }
        }
    }
    // What the sheet says of a role is all of it.
    let told: BTreeSet<String> = given.iter().map(|(role, ..)| role.clone()).collect();
    let further = survey.roles.iter().filter(|role| !told.contains(&role.role));
    given.extend(further.map(|role| (role.role.clone(), 1, role.headers.clone(), role.spot.clone())));
    let mut taken: BTreeSet<String> = survey.items.iter().map(|item| item.id.to_lowercase()).collect();
    if !given.iter().any(|(role, ..)| role == "area") {
        let known = |header: &&&str| {
            !taken.contains(**header as &str)
                && !given.iter().any(|(.., headers, _)| headers.iter().any(|h| h.eq_ignore_ascii_case(header)))
        };
        let headers: Vec<String> = USUAL_AREA.iter().filter(known).map(|h| (*h).to_owned()).collect();
        notes.add(Code::FormNoArea, &Spot { row: None, column: None, ..form.anywhere() }, headers.join(" | "), "");
        given.insert(0, ("area".into(), 1, headers, form.anywhere()));
    }
    out.heading("[columns]");
    for role in names::ROLES {
        let of_role: Vec<_> = given.iter().filter(|(known, ..)| known == role).collect();
        let Some((.., spot)) = of_role.first() else { continue };
        // A header belongs to one column; what the form gives to two is told by the parser only where the form said so itself.
        let stages = of_role.iter().map(|(_, stage, ..)| *stage).max().unwrap_or(1).clamp(1, 9);
        let mut lists: Vec<Vec<String>> = vec![Vec::new(); stages];
        for (_, stage, headers, _) in &of_role {
            for header in headers {
                let small = header.to_lowercase();
                let own = lists.iter().flatten().any(|known| known.to_lowercase() == small);
                if form.columns.is_some() || (!own && taken.insert(small)) {
                    lists[(*stage).clamp(1, stages) - 1].push(header.clone());
                }
            }
        }
        let spelled = match (role, lists.as_slice()) {
            (names::CLUSTER | names::FPC, [_, _, ..]) => {
                format!("[{}]", lists.iter().map(|one| list(one)).collect::<Vec<_>>().join(", "))
            }
            (_, lists) => list(&lists[0]),
        };
        let key = if role == names::CLUSTER { "clusters" } else { role };
        out.at(spot, |out| out.raw(&format!("{key} = {spelled}\n")));
    }
    if let Some(spot) = nested {
        out.at(&spot, |out| out.raw("nested = true\n"));
    }
    for (role, key) in [("area", "area_codes"), ("soum", "soum_codes")] {
        let known = survey.roles.iter().find(|known| known.role == role);
        let Some((list, spot)) = known.and_then(|known| Some((known.list?, &known.spot))) else { continue };
        let own = lists[list].answers.iter().filter_map(|choice| Some((&*choice.code, own_place(role, choice)?)));
        let pairs: Vec<String> = own.map(|(code, place)| format!("{} = {}", quoted(code), quoted(place))).collect();
        if !pairs.is_empty() {
            out.at(spot, |out| out.raw(&format!("{key} = {{ {} }}\n", pairs.join(", "))));
        }
    }
}

/// What a choice of a list of places is called, if its code doesn't already say the same place: a list that numbers aimags in
/// its own way must not be taken for official codes.
fn own_place<'c>(role: &str, choice: &'c Choice) -> Option<&'c str> {
    let context = match role {
        "soum" => Context::soum_column(),
        _ => Context::any().levels(&[Level::Aimag, Level::Capital, Level::District]),
    };
    let label = choice.label.all().find(|label| !label.is_empty())?;
    let same = match (resolve(&choice.code, &context), resolve(label, &context)) {
        (Resolution::Found { place: by_code, .. }, Resolution::Found { place, .. }) => by_code == place,
        (Resolution::Found { place, .. }, Resolution::Ambiguous { candidates }) => candidates.contains(&place),
        _ => false,
    };
    (!same).then_some(label)
}

/// The bases that filters make, and for each question the one that is asked it.
pub(super) fn bases(
    form: &Form,
    survey: &Survey,
    lists: &[ChoiceList],
    notes: &mut Notes,
) -> (Vec<MadeBase>, Vec<String>) {
    let mut made: Vec<MadeBase> = Vec::new();
    let mut told: Vec<&Spot> = Vec::new();
    let mut asked_of = Vec::new();
    for (at, item) in survey.items.iter().enumerate() {
        // Only what was asked before: nobody's own answer decides whether he is asked.
        let known = |name: &str| {
            let mut named = survey.items.iter().enumerate().filter(|(_, item)| item.name == name);
            let (before, earlier) = named.next().filter(|_| named.next().is_none())?;
            (before < at).then(|| asked(form, earlier, lists))
        };
        let stated = form.survey.cell(item.row, key::ASKED);
        if !stated.is_empty() {
            asked_of.push(stated.to_owned());
            continue;
        }
        let mut parts: Vec<Part> = Vec::new();
        for (filter, spot) in &item.filters {
            let (found, mut whole) = filter::conditions(&xpath::parse(filter), &known);
            let nothing = found.is_empty();
            for part in found {
                // A second list of one question can't be spelled beside the first.
                let named_again = |known: &Part| matches!((known, &part), (Part::Named(a, _), Part::Named(b, of)) if a == b && of.len() > 1);
                whole &= !parts.iter().any(named_again) && filter::add(&mut parts, part);
            }
            // The filter of a group is that of each question in it, and told once.
            if !whole && !told.contains(&spot) {
                told.push(spot);
                let code = if nothing { Code::FormFilter } else { Code::FormFilterPart };
                notes.add(code, spot, problem::quoted(filter), "");
            }
        }
        if parts.is_empty() {
            asked_of.push(String::new());
            continue;
        }
        let id = match made.iter().find(|base| base.parts == parts) {
            Some(base) => base.id.clone(),
            None => {
                let spot = item.filters.last().map_or_else(|| form.anywhere(), |(_, spot)| spot.clone());
                let base = MadeBase::new(form, parts, spot, &made, survey, lists);
                made.push(base);
                made[made.len() - 1].id.clone()
            }
        };
        asked_of.push(id);
    }
    (made, asked_of)
}

fn asked(form: &Form, item: &Item, lists: &[ChoiceList]) -> Asked {
    let codes = |list: usize| lists[list].answers.iter().map(|a| a.code.clone()).collect();
    match item.asks {
        Asks::One(list) => Asked::One { codes: codes(list), missing: !lists[list].missing.is_empty() },
        Asks::Several(list) => Asked::Several { codes: codes(list) },
        Asks::Number { whole } => {
            let constraint = form.survey.cell(item.row, key::CONSTRAINT);
            Asked::Number { least: filter::plausible(&xpath::parse(constraint), whole).least, whole }
        }
    }
}

impl MadeBase {
    fn new(
        form: &Form,
        parts: Vec<Part>,
        spot: Spot,
        made: &[MadeBase],
        survey: &Survey,
        lists: &[ChoiceList],
    ) -> MadeBase {
        const LONGEST: usize = 40;
        let mut title = Words::default();
        let mut id: Vec<String> = Vec::new();
        for part in &parts {
            let name = part.question();
            let item = survey.items.iter().find(|item| item.name == name);
            let words = item.map(|item| form.short(item)).unwrap_or_default();
            let list = item.and_then(|item| match item.asks {
                Asks::One(list) | Asks::Several(list) => Some(&lists[list]),
                Asks::Number { .. } => None,
            });
            let answers = |codes: &[String], side: fn(&Words) -> &str| {
                let label = |code: &String| {
                    let answer = list.and_then(|list| list.answers.iter().find(|a| a.code == *code));
                    answer.map(|a| side(&a.label)).filter(|text| !text.is_empty()).unwrap_or(code).to_owned()
                };
                codes.iter().map(label).collect::<Vec<_>>().join(", ")
            };
            for (side, said) in [(mn as fn(&Words) -> &str, &mut title.mn), (en, &mut title.en)] {
                let question = Some(side(&words)).filter(|text| !text.is_empty()).unwrap_or(name);
                let holds = match part {
                    Part::Codes(_, codes) | Part::Named(_, codes) => format!(": {}", answers(codes, side)),
                    Part::NotNamed(_, code) => format!(" ≠ {}", answers(std::slice::from_ref(code), side)),
                    Part::Within(_, bounds) => bounded(bounds),
                };
                if !said.is_empty() {
                    *said += "; ";
                }
                *said += &format!("{question}{holds}");
            }
            id.push(match part {
                Part::Codes(_, codes) | Part::Named(_, codes) => format!("{name}_{}", codes.join("_")),
                Part::NotNamed(_, code) => format!("{name}_not_{code}"),
                Part::Within(_, bounds) => format!("{name}{}", bounded(bounds).replace(' ', "")),
            });
        }
        if words_lack(&title, form, survey, &parts) {
            title.mn.clear();
        }
        let mut id: String = identifier(
            &id.join("-").replace('≥', "_from_").replace('≤', "_to_").replace('<', "_below_").replace('>', "_above_"),
        );
        if id.chars().count() > LONGEST {
            id = format!("asked_{}", made.len() + 1);
        }
        let taken = |id: &str| made.iter().any(|base| base.id == id) || form.names_base(id);
        while taken(&id) {
            id += "_";
        }
        MadeBase { id, title, parts, spot }
    }

    pub(super) fn spell(&self, survey: &Survey, out: &mut Spelling) {
        out.at(&self.spot, |out| {
            out.heading(&format!("[base.{}]", quoted(&self.id)));
            out.raw(&format!("title = {{ {} }}\n", sides(&self.title)));
            let id = |name: &str| {
                survey.items.iter().find(|item| item.name == name).map_or(name, |item| &item.id).to_owned()
            };
            let mut whole: BTreeSet<&str> = BTreeSet::new();
            let parts = self.parts.iter().map(|part| match part {
                Part::Codes(question, codes) => format!("{} = {}", quoted(&id(question)), list(codes)),
                Part::Named(question, codes) if codes.len() > 1 || whole.insert(question) => {
                    format!("{} = {}", quoted(&id(question)), list(codes))
                }
                Part::Named(question, codes) => {
                    format!("{} = [\"1\"]", quoted(&format!("{}/{}", id(question), codes.concat())))
                }
                Part::NotNamed(question, code) => format!("{} = [\"0\"]", quoted(&format!("{}/{code}", id(question)))),
                Part::Within(question, bounds) => format!("{} = {{ {} }}", quoted(&id(question)), spelled(bounds)),
            });
            let parts: Vec<String> = parts.collect();
            out.raw(&format!("where = {{ {} }}\n", parts.join(", ")));
        });
    }
}

fn mn(words: &Words) -> &str {
    &words.mn
}

fn en(words: &Words) -> &str {
    &words.en
}

/// Whether the questions of some conditions have no Mongolian words, so that a title of them would be none either.
fn words_lack(title: &Words, form: &Form, survey: &Survey, parts: &[Part]) -> bool {
    let lacks = |part: &Part| {
        let item = survey.items.iter().find(|item| item.name == part.question());
        item.is_some_and(|item| form.short(item).mn.is_empty())
    };
    !title.en.is_empty() && parts.iter().all(lacks)
}

impl Part {
    fn question(&self) -> &str {
        match self {
            Part::Codes(question, _)
            | Part::Named(question, _)
            | Part::NotNamed(question, _)
            | Part::Within(question, _) => question,
        }
    }
}

fn bounded(bounds: &Bounds) -> String {
    let sides = [("≥", bounds.at_least), (">", bounds.above), ("≤", bounds.at_most), ("<", bounds.below)];
    sides.iter().filter_map(|(sign, x)| x.map(|x| format!(" {sign} {x}"))).collect()
}

fn spelled(bounds: &Bounds) -> String {
    let sides =
        [("at_least", bounds.at_least), ("above", bounds.above), ("at_most", bounds.at_most), ("below", bounds.below)];
    sides.iter().filter_map(|(key, x)| x.map(|x| format!("{key} = {x}"))).collect::<Vec<_>>().join(", ")
}

/// Missing codes by reason, in order.
type MissingCodes = Vec<(String, String)>;

/// Spells the sets of missing codes and the questions.
pub(super) fn questions(
    form: &Form,
    survey: &Survey,
    lists: &[ChoiceList],
    asked: &[String],
    notes: &mut Notes,
    out: &mut Spelling,
) {
    let mut headers_taken = survey.taken();
    headers_taken.extend(USUAL_AREA.map(str::to_owned));
    headers_taken.extend(form.column_headers());
    let mut sets: Vec<Vec<MissingCodes>> = Vec::new();
    let numbers: Vec<Option<Number>> = survey.items.iter().map(|item| number(form, item, notes)).collect();
    for (item, number) in survey.items.iter().zip(&numbers) {
        let mut codes = stated_missing(form, item, notes);
        let nothing = not_available(form, item, lists);
        match item.asks {
            Asks::One(list) | Asks::Several(list) => {
                for (reason, code) in &lists[list].missing {
                    if !codes.iter().any(|(_, known)| known == code) {
                        codes.push((reason.clone(), code.clone()));
                    }
                }
            }
            Asks::Number { .. } if codes.is_empty() => codes.extend(number.iter().flat_map(|n| n.missing.clone())),
            Asks::Number { .. } => {}
        }
        codes.extend(nothing);
        sets.push(segments(codes));
    }
    let named = |at: usize, part: usize| format!("m{at}_{part}");
    if sets.iter().any(|parts| !parts.is_empty()) {
        out.heading("[missing]");
        for (at, parts) in sets.iter().enumerate() {
            for (part, codes) in parts.iter().enumerate() {
                let row = form.survey.spot(survey.items[at].row, key::MISSING);
                out.at(&row, |out| out.raw(&format!("{} = {{ {} }}\n", named(at, part), reasons(codes))));
            }
        }
    }
    for (at, item) in survey.items.iter().enumerate() {
        let row = item.row;
        let spot = |key: &str| form.survey.spot(row, key);
        out.at(&form.survey.row_spot(row), |out| {
            out.heading("[[question]]");
            out.text("id", &item.id, &spot(key::NAME));
            let words = form.words(item);
            out.label("text", &words, &spot(key::LABEL));
            out.label("label", &form.survey.words(row, key::MASAM_LABEL), &spot(key::MASAM_LABEL));
            let mut headers = cells::list(form.survey.cell(row, key::HEADERS));
            let own = item.id.to_lowercase();
            let mut further = words.others.clone();
            if item.id != item.name {
                further.insert(0, item.path.join("/"));
            }
            // A header that could be that of another column helps nobody.
            headers.extend(
                further.into_iter().filter(|h| h.to_lowercase() != own && headers_taken.insert(h.to_lowercase())),
            );
            out.list("headers", &headers, &spot(key::HEADERS));
            match item.asks {
                Asks::One(list) | Asks::Several(list) => answers(&lists[list].answers, out),
                Asks::Number { .. } => {
                    if let Some(number) = &numbers[at] {
                        number.spell(out);
                    }
                }
            }
            if matches!(item.asks, Asks::Several(_)) {
                out.raw("multiple = true\n");
            }
            out.text("asked", &asked[at], &spot(key::ASKED));
            let used: Vec<String> = (0..sets[at].len()).map(|part| named(at, part)).collect();
            out.list("missing", &used, &spot(key::MISSING));
        });
    }
}

fn answers(answers: &[Choice], out: &mut Spelling) {
    out.raw("answers = [\n");
    for answer in answers {
        out.at(&answer.spot, |out| {
            out.raw(&format!("    {{ code = {}, {}", quoted(&answer.code), sides(&answer.label)));
            if !answer.also.is_empty() {
                out.raw(&format!(", also = {}", list(&answer.also)));
            }
            if !answer.value.is_empty() {
                let column = Spot { column: Some(choices::SCORE.into()), ..answer.spot.clone() };
                out.raw(", value = ");
                out.at(&column, |out| out.raw(&super::spelling::number(&answer.value)));
            }
            out.raw(" },\n");
        });
    }
    out.raw("]\n");
}

/// What the form says of a number.
struct Number {
    unit: Words,
    unit_spot: Spot,
    least: String,
    most: String,
    least_spot: Spot,
    missing: MissingCodes,
}

fn number(form: &Form, item: &Item, notes: &mut Notes) -> Option<Number> {
    let Asks::Number { whole } = item.asks else { return None };
    let grid = &form.survey;
    let cell = |key: &str| grid.cell(item.row, key);
    let mut least = cell(key::LEAST).to_owned();
    let mut most = cell(key::MOST).to_owned();
    let mut missing = Vec::new();
    if least.is_empty() && most.is_empty() {
        for parameter in cell(key::PARAMETERS).split([' ', ',', ';']) {
            match parameter.split_once('=') {
                Some(("start", x)) => least = x.to_owned(),
                Some(("end", x)) => most = x.to_owned(),
                _ => {}
            }
        }
        // A range may run down.
        if let (Ok(a), Ok(b)) = (least.parse::<f64>(), most.parse::<f64>())
            && a > b
        {
            std::mem::swap(&mut least, &mut most);
        }
    }
    let constraint = cell(key::CONSTRAINT);
    if least.is_empty() && most.is_empty() && !constraint.is_empty() {
        let spot = grid.spot(item.row, key::CONSTRAINT);
        let mut found = filter::plausible(&xpath::parse(constraint), whole);
        if !found.whole {
            notes.add(Code::FormConstraint, &spot, problem::quoted(constraint), "");
        }
        if let (Some(a), Some(b)) = (found.least, found.most)
            && a > b
        {
            (found.least, found.most) = (None, None);
        }
        // A number of its own that is no code widens what is plausible: 0, or 5 and more.
        let (codes, others): (Vec<f64>, Vec<f64>) =
            found.beside.iter().partition(|x| lexicon::missing_number(**x).is_some());
        let low = found.least.map(|least| others.iter().copied().fold(least, f64::min));
        let high = found.most.map(|most| others.iter().copied().fold(most, f64::max));
        let lies_within = |x: f64| low.is_none_or(|least| x >= least) && high.is_none_or(|most| x <= most);
        let hint = grid.words(item.row, key::HINT);
        for x in codes {
            let reason = hint.all().find_map(lexicon::missing).or(lexicon::missing_number(x)).unwrap_or(Missing::Blank);
            if lies_within(x) {
                notes.add(Code::FormMissingPlausible, &spot, x.to_string(), "");
            } else {
                notes.add(Code::FormMissingGuessed, &spot, x.to_string(), lexicon::reason(reason));
                missing.push((lexicon::reason(reason).to_owned(), x.to_string()));
            }
        }
        least = low.map(|x| x.to_string()).unwrap_or_default();
        most = high.map(|x| x.to_string()).unwrap_or_default();
    }
    let mut unit = grid.words(item.row, key::UNIT);
    if unit.is_empty() && !grid.has(key::UNIT) {
        let texts = [form.words(item), grid.words(item.row, key::HINT)];
        let texts: Vec<&str> = texts.iter().flat_map(Words::all).chain([item.name.as_str()]).collect();
        let guessed = lexicon::unit(&texts);
        let (mn, en) = guessed.unwrap_or(("тоо", "number"));
        if guessed.is_some() {
            notes.add(Code::FormUnitGuessed, &grid.spot(item.row, key::NAME), problem::quoted(&item.id), en);
        }
        unit = Words { mn: mn.to_owned(), en: en.to_owned(), others: Vec::new() };
    }
    let least_key = if grid.has(key::LEAST) { key::LEAST } else { key::CONSTRAINT };
    Some(Number {
        unit,
        unit_spot: grid.spot(item.row, key::UNIT),
        least,
        most,
        least_spot: grid.spot(item.row, least_key),
        missing,
    })
}

impl Number {
    fn spell(&self, out: &mut Spelling) {
        out.raw("number = { ");
        if !self.unit.is_empty() {
            out.raw("unit = ");
            out.at(&self.unit_spot, |out| out.raw(&format!("{{ {} }}", sides(&self.unit))));
        }
        for (key, x) in [("least", &self.least), ("most", &self.most)] {
            if !x.is_empty() {
                let comma = if self.unit.is_empty() && key == "least" { "" } else { ", " };
                out.raw(comma);
                out.at(&self.least_spot, |out| out.raw(&format!("{key} = {}", super::spelling::number(x))));
            }
        }
        out.raw(" }\n");
    }
}

fn stated_missing(form: &Form, item: &Item, notes: &mut Notes) -> MissingCodes {
    let cell = form.survey.cell(item.row, key::MISSING);
    let spot = form.survey.spot(item.row, key::MISSING);
    match cells::reasons(cell) {
        Ok(reasons) => reasons
            .into_iter()
            .flat_map(|(reason, codes)| codes.into_iter().map(move |code| (reason.clone(), code)))
            .collect(),
        Err(part) => {
            notes.fault(
                Code::WrongValue,
                &spot,
                problem::quoted(&part),
                "dont_know = 98 | мэдэхгүй; refused = 99",
                &[],
            );
            Vec::new()
        }
    }
}

/// What some platforms write into every cell without an answer, unless the form spells its missing codes itself.
fn not_available(form: &Form, item: &Item, lists: &[ChoiceList]) -> Option<(String, String)> {
    const NOTHING: &str = "n/a";
    let taken = match item.asks {
        Asks::One(list) | Asks::Several(list) => {
            let is = |text: &str| text.eq_ignore_ascii_case(NOTHING);
            let answers = &lists[list].answers;
            answers.iter().any(|a| is(&a.code) || a.label.all().any(is) || a.also.iter().any(|text| is(text)))
                || lists[list].missing.iter().any(|(_, code)| is(code))
        }
        Asks::Number { .. } => false,
    };
    (!taken && !form.states_missing()).then(|| ("blank".to_owned(), NOTHING.to_owned()))
}

/// Sets of codes in which each reason stands once, so that they keep their order.
fn segments(codes: MissingCodes) -> Vec<MissingCodes> {
    let mut sets: Vec<MissingCodes> = Vec::new();
    for (reason, code) in codes {
        let fits = sets.last().is_some_and(|set| {
            let last = set.last().is_some_and(|(known, _)| *known == reason);
            (last || !set.iter().any(|(known, _)| *known == reason)) && !set.iter().any(|(_, known)| *known == code)
        });
        if !fits {
            sets.push(Vec::new());
        }
        if let Some(set) = sets.last_mut() {
            set.push((reason, code));
        }
    }
    sets
}

fn reasons(codes: &[(String, String)]) -> String {
    let mut spelled: Vec<(String, Vec<String>)> = Vec::new();
    for (reason, code) in codes {
        match spelled.last_mut() {
            Some((last, list)) if last == reason => list.push(code.clone()),
            _ => spelled.push((reason.clone(), vec![code.clone()])),
        }
    }
    spelled.iter().map(|(reason, codes)| format!("{} = {}", quoted(reason), list(codes))).collect::<Vec<_>>().join(", ")
}
