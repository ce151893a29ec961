//! Every workbook that the examples give keeps the rules whose breach makes Excel say that it found a problem and repair the file,
//! as far as they can be read from the parts: names, references, counts, lengths.
//!
//! The rules are those of ECMA-376 part 1 (SpreadsheetML, DrawingML) and of Excel's list of limits; they are read here with a
//! reader of our own, so that what a library forgives is not forgiven.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use crate::story::Story;

/// An element of XML.
#[derive(Debug, Default)]
struct Node {
    /// Its name without prefix.
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    /// The document of a part.
    fn parse(part: &str, bytes: &[u8]) -> Node {
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_reader(bytes);
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{part} is no XML: {e}")) {
                Event::Start(tag) => open.push(Node::begun(part, &tag)),
                Event::Empty(tag) => {
                    let node = Node::begun(part, &tag);
                    open.last_mut().expect("a parent").children.push(node);
                }
                Event::End(_) => {
                    let node = open.pop().expect("an element");
                    open.last_mut().unwrap_or_else(|| panic!("{part}: an end too many")).children.push(node);
                }
                Event::Text(text) => {
                    open.last_mut().expect("a parent").text.push_str(&text);
                }
                Event::GeneralRef(of) => open.last_mut().expect("a parent").text.push(match &*of {
                    "apos" => '\'',
                    "quot" => '"',
                    "lt" => '<',
                    "gt" => '>',
                    _ => '&',
                }),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "{part}: an element without an end");
        open.remove(0)
    }

    fn begun(part: &str, tag: &quick_xml::events::BytesStart<'_>) -> Node {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.unwrap_or_else(|e| panic!("{part}: {e}"));
            let key = attribute.key.as_ref().to_owned();
            let value = attribute.value.into_owned();
            let value = value.replace("&apos;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
            (key, value.replace("&amp;", "&"))
        });
        let name = tag.local_name().as_ref().to_owned();
        Node { name, attributes: attributes.collect(), ..Node::default() }
    }

    fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// All elements of this name within.
    fn all<'n>(&'n self, name: &str) -> Vec<&'n Node> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }
}

/// Cells from a corner to another; rows and columns from 1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cells {
    rows: (u32, u32),
    columns: (u32, u32),
}

impl Cells {
    /// `A1`, `$A$1:$B$2`.
    fn of(text: &str) -> Option<Cells> {
        let corner = |text: &str| {
            let text = text.replace('$', "");
            let letters: String = text.chars().take_while(char::is_ascii_uppercase).collect();
            let row: u32 = text[letters.len()..].parse().ok()?;
            let column = letters.chars().fold(0, |sum, c| sum * 26 + (c as u32 - 'A' as u32 + 1));
            ((1..=1_048_576).contains(&row) && (1..=16_384).contains(&column)).then_some((row, column))
        };
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let (from, to) = (corner(from)?, corner(to)?);
        (from.0 <= to.0 && from.1 <= to.1).then_some(Cells { rows: (from.0, to.0), columns: (from.1, to.1) })
    }

    fn meets(&self, other: &Cells) -> bool {
        let apart = |a: (u32, u32), b: (u32, u32)| a.1 < b.0 || b.1 < a.0;
        !apart(self.rows, other.rows) && !apart(self.columns, other.columns)
    }
}

/// A workbook taken apart.
struct Book {
    name: String,
    parts: BTreeMap<String, Vec<u8>>,
    /// What isn't as it must be.
    faults: Vec<String>,
    /// The cells that hold something, by sheet.
    filled: BTreeMap<String, BTreeSet<(u32, u32)>>,
}

impl Book {
    fn open(name: &str, bytes: &[u8]) -> Book {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut parts = BTreeMap::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            let part = file.name().expect("a name in UTF-8").into_owned();
            let before = parts.insert(part.clone(), bytes);
            assert!(before.is_none(), "{name}: two parts are called {part}");
        }
        Book { name: name.to_owned(), parts, faults: Vec::new(), filled: BTreeMap::new() }
    }

    fn node(&self, part: &str) -> Node {
        let bytes = self.parts.get(part).unwrap_or_else(|| panic!("{}: there is no {part}", self.name));
        Node::parse(part, bytes)
    }

    fn must(&mut self, so: bool, part: &str, said: impl FnOnce() -> String) {
        if !so && self.faults.len() < 20 {
            self.faults.push(format!("{part}: {}", said()));
        }
    }

    /// The relations of a part: kind and target by identifier.
    fn relations(&self, part: &str) -> BTreeMap<String, (String, String, bool)> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" });
        if !self.parts.contains_key(&rels) {
            return BTreeMap::new();
        }
        let mut found = BTreeMap::new();
        for relation in self.node(&rels).all("Relationship") {
            let outside = relation.get("TargetMode") == "External";
            let target =
                if outside { relation.get("Target").to_owned() } else { joined(folder, relation.get("Target")) };
            let kind = relation.get("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let before = found.insert(relation.get("Id").to_owned(), (kind, target, outside));
            assert!(before.is_none(), "{}: {rels} has {} twice", self.name, relation.get("Id"));
        }
        found
    }

    /// Every part has a type, every target is there.
    fn package(&mut self) {
        let types = self.node("[Content_Types].xml");
        let defaults: BTreeSet<String> = types.all("Default").iter().map(|d| d.get("Extension").to_owned()).collect();
        let mut overrides = BTreeSet::new();
        for one in types.all("Override") {
            let part = one.get("PartName").trim_start_matches('/').to_owned();
            self.must(self.parts.contains_key(&part), "content types", || format!("{part} isn't there"));
            self.must(overrides.insert(part.clone()), "content types", || format!("{part} is there twice"));
        }
        for part in self.parts.keys().cloned().collect::<Vec<_>>() {
            let extension = part.rsplit('.').next().unwrap_or_default().to_owned();
            let known = overrides.contains(&part) || defaults.contains(&extension) || part == "[Content_Types].xml";
            self.must(known, &part, || "it has no content type".into());
            for (id, (_, target, outside)) in self.relations(&part) {
                self.must(!outside, &part, || format!("{id} leaves the workbook: {target}"));
                self.must(self.parts.contains_key(&target), &part, || format!("{id}: {target} isn't there"));
            }
            if part.ends_with(".xml") || part.ends_with(".rels") || part.ends_with(".vml") {
                self.node(&part);
            }
        }
    }

    /// The sheets: tab and part.
    fn sheets(&mut self) -> Vec<(String, String)> {
        let book = self.node("xl/workbook.xml");
        let relations = self.relations("xl/workbook.xml");
        let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
        let mut sheets = Vec::new();
        for sheet in book.all("sheet") {
            let name = sheet.get("name").to_owned();
            let long = name.encode_utf16().count();
            self.must((1..=31).contains(&long), &name, || format!("a tab of {long} characters"));
            let forbidden = name.chars().any(|c| "[]:*?/\\".contains(c) || c.is_control());
            let quoted = name.starts_with('\'') || name.ends_with('\'');
            self.must(!forbidden && !quoted && !name.eq_ignore_ascii_case("history"), &name, || {
                "no name of a tab".into()
            });
            self.must(names.insert(name.to_lowercase()), &name, || "two tabs have this name".into());
            self.must(ids.insert(sheet.get("sheetId").to_owned()), &name, || "two sheets have one number".into());
            match relations.get(sheet.get("r:id")) {
                Some((_, part, _)) if self.parts.contains_key(part) => sheets.push((name, part.clone())),
                Some(_) | None => self.must(false, &name, || "it has no part".into()),
            }
        }
        sheets
    }

    fn check(mut self) -> Vec<String> {
        self.package();
        let sheets = self.sheets();
        let strings = if self.parts.contains_key("xl/sharedStrings.xml") {
            self.node("xl/sharedStrings.xml").all("si").len()
        } else {
            0
        };
        let styles = self.node("xl/styles.xml");
        let inner = |name: &str| styles.all(name).first().map_or(0, |node| node.children.len());
        let (formats, differences) = (inner("cellXfs"), inner("dxfs"));
        let mut nodes = Vec::new();
        for (tab, part) in &sheets {
            let node = self.node(part);
            let filled = self.cells(tab, &node, strings, formats);
            self.filled.insert(tab.clone(), filled);
            nodes.push((tab.clone(), part.clone(), node));
        }
        self.names();
        let mut tables = (BTreeSet::new(), BTreeSet::new());
        for (tab, part, node) in &nodes {
            self.sheet(tab, node, differences);
            self.related(tab, part, node, &mut tables);
        }
        let charts: Vec<String> =
            self.parts.keys().filter(|part| part.starts_with("xl/charts/chart")).cloned().collect();
        charts.iter().for_each(|part| self.chart(part));
        self.faults.iter().map(|fault| format!("{}: {fault}", self.name)).collect()
    }

    /// Rows and cells run upwards; a number is a number; strings and looks are among those that there are.
    fn cells(&mut self, tab: &str, node: &Node, strings: usize, formats: usize) -> BTreeSet<(u32, u32)> {
        let mut filled = BTreeSet::new();
        let mut last_row = 0;
        for row in node.all("row") {
            let number: u32 = row.get("r").parse().unwrap_or(0);
            self.must(number > last_row, tab, || format!("row {number} after {last_row}"));
            last_row = number;
            let mut last = 0;
            for cell in &row.children {
                let at = cell.get("r").to_owned();
                let Some(place) = Cells::of(&at) else {
                    self.must(false, tab, || format!("a cell at {at:?}"));
                    continue;
                };
                self.must(place.rows.0 == number && place.columns.0 > last, tab, || format!("{at} out of turn"));
                last = place.columns.0;
                let look: usize = cell.get("s").parse().unwrap_or(0);
                self.must(look < formats, tab, || format!("{at} has a look that isn't there"));
                let Some(value) = cell.children.iter().find(|child| child.name == "v" || child.name == "is") else {
                    continue;
                };
                filled.insert((place.rows.0, place.columns.0));
                match cell.get("t") {
                    "s" => {
                        let so = value.text.parse::<usize>().is_ok_and(|at| at < strings);
                        self.must(so, tab, || format!("{at} has a string that isn't there"));
                    }
                    "" | "n" => {
                        let so = value.text.parse::<f64>().is_ok_and(f64::is_finite);
                        self.must(so, tab, || format!("{at} holds {:?} for a number", value.text));
                    }
                    "inlineStr" | "str" | "b" => {
                        let long = value.all("t").iter().map(|t| t.text.encode_utf16().count()).sum::<usize>();
                        self.must(long <= 32_767, tab, || format!("{at} holds {long} characters"));
                    }
                    other => self.must(false, tab, || format!("{at} is of kind {other:?}")),
                }
            }
        }
        filled
    }

    /// Names of cells: letters that Excel takes, no two alike, cells that there are.
    fn names(&mut self) {
        let book = self.node("xl/workbook.xml");
        let mut seen = BTreeSet::new();
        for name in book.all("definedName") {
            let of = name.get("name").to_owned();
            let own = of.strip_prefix("_xlnm.").unwrap_or(&of);
            let first = own.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '\\');
            let rest = own.chars().all(|c| c.is_alphanumeric() || "_.\\".contains(c));
            self.must(first && rest && own.chars().count() <= 255, "names", || format!("{of:?} is none"));
            self.must(Cells::of(&own.to_uppercase()).is_none(), "names", || format!("{of:?} is a cell"));
            let so = seen.insert((of.to_lowercase(), name.get("localSheetId").to_owned()));
            self.must(so, "names", || format!("{of:?} is there twice"));
            for reference in references(&name.text) {
                self.reference("names", &reference, false);
            }
        }
    }

    /// A reference leads to a sheet that is there; where it should be filled, to a cell that holds something.
    fn reference(&mut self, part: &str, reference: &str, filled: bool) {
        let Some((tab, cells)) = reference.rsplit_once('!') else {
            return self.must(false, part, || format!("{reference:?} has no sheet"));
        };
        let tab = tab.trim_start_matches('=').trim_matches('\'').replace("''", "'");
        let Some(there) = self.filled.get(&tab) else {
            return self.must(false, part, || format!("{reference:?}: there is no sheet {tab:?}"));
        };
        // Whole rows or columns, as titles of pages are.
        let whole = cells.replace(['$', ':'], "");
        if whole.chars().all(|c| c.is_ascii_digit()) || whole.chars().all(|c| c.is_ascii_uppercase()) {
            return;
        }
        let Some(area) = Cells::of(cells) else {
            return self.must(false, part, || format!("{reference:?} is no range"));
        };
        let any = there.iter().any(|(row, column)| {
            (area.rows.0..=area.rows.1).contains(row) && (area.columns.0..=area.columns.1).contains(column)
        });
        self.must(any || !filled, part, || format!("{reference:?} holds nothing"));
    }

    /// What a sheet says of its own cells.
    fn sheet(&mut self, tab: &str, node: &Node, differences: usize) {
        let mut merged: Vec<Cells> = Vec::new();
        for merge in node.all("mergeCell") {
            match Cells::of(merge.get("ref")) {
                Some(cells) => merged.push(cells),
                None => self.must(false, tab, || format!("merged {:?}", merge.get("ref"))),
            }
        }
        merged.sort_by_key(|cells| cells.rows.0);
        for (at, cells) in merged.iter().enumerate() {
            let after = merged[at + 1..].iter().take_while(|other| other.rows.0 <= cells.rows.1);
            let crossed = after.filter(|other| other.meets(cells)).count();
            self.must(crossed == 0, tab, || format!("merged cells overlap at {cells:?}"));
        }
        for rule in node.all("conditionalFormatting") {
            self.squares(tab, rule.get("sqref"));
            for one in &rule.children {
                let look: usize = one.get("dxfId").parse().unwrap_or(0);
                let so = one.get("dxfId").is_empty() || look < differences;
                self.must(so, tab, || format!("a rule has look {look} of {differences}"));
            }
        }
        for validation in node.all("dataValidation") {
            self.squares(tab, validation.get("sqref"));
            for (what, most) in [("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)] {
                let long = validation.get(what).encode_utf16().count();
                self.must(long <= most, tab, || format!("{what} of {long} characters"));
            }
            for formula in validation.all("formula1").into_iter().chain(validation.all("formula2")) {
                let long = formula.text.encode_utf16().count();
                self.must(long <= 255, tab, || format!("a list of {long} characters"));
            }
        }
        let mut linked = BTreeSet::new();
        for link in node.all("hyperlink") {
            self.squares(tab, link.get("ref"));
            self.must(linked.insert(link.get("ref").to_owned()), tab, || format!("two links in {}", link.get("ref")));
            self.must(link.get("r:id").is_empty(), tab, || "a link leaves the workbook".into());
            self.reference(tab, link.get("location"), false);
        }
        for filter in node.children.iter().flat_map(|sheet| &sheet.children).filter(|node| node.name == "autoFilter") {
            self.squares(tab, filter.get("ref"));
        }
        for sparkline in node.all("sparkline") {
            for child in &sparkline.children {
                match child.name.as_str() {
                    "f" => self.reference(tab, &child.text, true),
                    _ => self.squares(tab, &child.text),
                }
            }
        }
        let breaks: Vec<u32> = node.all("brk").iter().map(|b| b.get("id").parse().unwrap_or(0)).collect();
        let so = breaks.len() <= 1_026 && breaks.windows(2).all(|two| two[0] < two[1]) && !breaks.contains(&0);
        self.must(so, tab, || format!("page breaks {breaks:?}"));
        for child in node.children.iter().flat_map(|sheet| sheet.all("oddFooter")) {
            self.must(child.text.encode_utf16().count() <= 255, tab, || "a long footer".into());
        }
    }

    fn squares(&mut self, tab: &str, squares: &str) {
        let so = !squares.is_empty() && squares.split(' ').all(|square| Cells::of(square).is_some());
        self.must(so, tab, || format!("{squares:?} is no range"));
    }

    /// The parts of a sheet: drawings, notes, tables.
    fn related(&mut self, tab: &str, part: &str, node: &Node, (names, ids): &mut (BTreeSet<String>, BTreeSet<String>)) {
        let relations = self.relations(part);
        for kind in ["drawing", "legacyDrawing", "tablePart"] {
            for one in node.all(kind) {
                let so = relations.contains_key(one.get("r:id"));
                self.must(so, tab, || format!("{kind} {} isn't there", one.get("r:id")));
            }
        }
        for (kind, target, _) in relations.values() {
            match kind.as_str() {
                "drawing" => self.drawing(target),
                "comments" => {
                    let mut noted = BTreeSet::new();
                    for note in self.node(target).all("comment") {
                        let at = note.get("ref").to_owned();
                        self.squares(target, &at);
                        self.must(noted.insert(at.clone()), target, || format!("two notes at {at}"));
                        let long: usize = note.all("t").iter().map(|t| t.text.encode_utf16().count()).sum();
                        self.must(long <= 32_767, target, || format!("a note of {long} characters"));
                    }
                }
                "table" => {
                    let table = self.node(target);
                    let table = &table.children[0];
                    let name = table.get("displayName").to_lowercase();
                    self.must(names.insert(name), target, || "two tables have one name".into());
                    self.must(ids.insert(table.get("id").to_owned()), target, || "two tables have one number".into());
                    let columns = table.all("tableColumn");
                    let heads: BTreeSet<String> = columns.iter().map(|c| c.get("name").to_lowercase()).collect();
                    self.must(heads.len() == columns.len(), target, || "two columns have one name".into());
                    let wide = Cells::of(table.get("ref")).map_or(0, |cells| cells.columns.1 - cells.columns.0 + 1);
                    self.must(wide as usize == columns.len(), target, || "as many columns as cells".into());
                }
                _ => {}
            }
        }
    }

    /// Every picture has a number and a name of its own, and words for those who can't see it.
    fn drawing(&mut self, part: &str) {
        let (node, relations) = (self.node(part), self.relations(part));
        let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
        for frame in node.all("cNvPr") {
            self.must(ids.insert(frame.get("id").to_owned()), part, || format!("two have number {}", frame.get("id")));
            self.must(names.insert(frame.get("name").to_owned()), part, || format!("two are {}", frame.get("name")));
            let long = frame.get("descr").encode_utf16().count();
            self.must((1..=255).contains(&long), part, || format!("a description of {long} characters"));
        }
        for chart in node.all("chart") {
            self.must(relations.contains_key(chart.get("r:id")), part, || "a chart isn't there".into());
        }
    }

    /// Every reference of a chart leads to cells that hold something; as many labels as points at most.
    fn chart(&mut self, part: &str) {
        let node = self.node(part);
        for formula in node.all("f") {
            self.reference(part, &formula.text, false);
        }
        let mut orders = BTreeSet::new();
        for series in node.all("ser") {
            let number = |name: &str| series.children.iter().find(|c| c.name == name).map(|c| c.get("val").to_owned());
            self.must(orders.insert((number("idx"), number("order"))), part, || "two series have one number".into());
            let values = series.children.iter().filter(|child| child.name == "val" || child.name == "yVal");
            let filled: Vec<String> = values.flat_map(|child| child.all("f")).map(|f| f.text.clone()).collect();
            self.must(!filled.is_empty(), part, || "a series without values".into());
            for formula in filled {
                self.reference(part, &formula, true);
            }
            let labels: Vec<&str> =
                series.all("dLbl").iter().flat_map(|l| l.all("idx")).map(|i| i.get("val")).collect();
            let unique: BTreeSet<&&str> = labels.iter().collect();
            self.must(unique.len() == labels.len(), part, || "two labels of one point".into());
        }
        for value in node.all("v") {
            self.must(value.text != "NaN" && value.text != "NAN", part, || "no number in the cache".into());
        }
        self.must(!orders.is_empty(), part, || "a chart without series".into());
    }
}

/// References of a name: `'Оноо'!$1:$2,'Оноо'!$A:$A`.
fn references(text: &str) -> Vec<String> {
    let (mut found, mut one, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                one.push(c);
            }
            ',' if !quoted => found.push(std::mem::take(&mut one)),
            c => one.push(c),
        }
    }
    found.push(one);
    found
}

/// A target beside a folder.
fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Runs commands in a folder beside the examples and looks at every workbook they make.
fn sound(name: &str, commands: &[&str]) -> usize {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut story = Story::new(name);
    for command in commands {
        story = story.run(&command.replace("EX/", &format!("{examples}/")));
        assert!(!story.stderr().contains("error:"), "{command}\n{}", story.stderr());
    }
    let books: BTreeMap<String, Vec<u8>> =
        story.files().into_iter().filter(|(name, _)| name.ends_with(".xlsx")).collect();
    let faults: Vec<String> = books.iter().flat_map(|(name, bytes)| Book::open(name, bytes).check()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    books.len()
}

#[test]
fn report_cards_in_either_language_and_palette_need_no_repair() {
    let made = sound(
        "card",
        &[
            "masam report-card EX/health-survey/round-2.xlsx -i health -q --lang mn,en --out both.xlsx",
            "masam report-card EX/education-survey/survey.csv -i education -q --lang en --palette rag --public --out en.xlsx",
        ],
    );
    assert_eq!(made, 2);
}

#[test]
fn gaps_changes_and_checks_need_no_repair() {
    let made = sound(
        "gaps",
        &[
            "masam gaps EX/health-survey/round-2.xlsx -i health -q --lang mn,en --out gaps.xlsx",
            "masam change EX/health-survey/round-1.xlsx EX/health-survey/round-2.xlsx -i health -q --lang mn,en --out change.xlsx",
            "masam check EX/health-survey/round-1.xlsx -i health -q --lang mn,en --out check.xlsx",
            "masam estimate EX/education-survey/survey.csv --count --format xlsx --out estimate.xlsx",
        ],
    );
    assert_eq!(made, 4);
}

#[test]
fn comparisons_and_scorecards_need_no_repair() {
    let made = sound(
        "facilities",
        &[
            "masam compare EX/facilities/survey.csv -i health --facilities EX/facilities/register.csv --checklist EX/facilities/checklist.xlsx --profiles 8 -q --lang mn,en --out compare.xlsx",
            "masam compare EX/facilities/checklist.xlsx -i health-facility --facilities EX/facilities/register.csv --as-of 2025-06-01 -q --out ready.xlsx",
            "masam scorecard EX/health-scorecard/round-1 EX/health-scorecard/round-2 --facilities EX/health-scorecard/facilities.csv --as-of 2026-06-30 -q --lang mn,en --meeting-sheets meetings.xlsx --out scorecard.xlsx",
            "masam template scorecard -i health-scorecard --facilities EX/health-scorecard/facilities.csv --round 2026-1 --out blank/",
        ],
    );
    assert!(made > 10, "{made}");
}

#[test]
fn forums_forms_and_plans_need_no_repair() {
    let made = sound(
        "forum",
        &[
            "masam report-card EX/health-survey/round-2.xlsx -i health -q --round 2025 --format json --out health.json",
            "masam report-card EX/education-survey/round-2.csv -i education -q --round 2025 --format json --out education.json",
            "masam forum --card health=health.json --card education=education.json -q --lang mn,en --out forum.xlsx",
            "masam instrument to-xlsform health -q --out form.xlsx",
            "masam sample size --share 0.5 --margin 0.05 --deff 1.5 --out size.xlsx",
        ],
    );
    assert_eq!(made, 3);
}

#[test]
fn a_workbook_that_excel_would_repair_is_found() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/education-survey/survey.csv");
    let story = Story::new("broken").run(&format!("masam report-card {examples} -i education -q --out card.xlsx"));
    let whole = story.read("card.xlsx");
    let broken = |part: &str, from: &str, to: &str| {
        let mut book = Book::open("card.xlsx", &whole);
        let text = String::from_utf8(book.parts[part].clone()).expect("UTF-8");
        assert!(text.contains(from), "{part} lacks {from}");
        book.parts.insert(part.into(), text.replacen(from, to, 1).into_bytes());
        book.check()
    };
    assert_eq!(Book::open("card.xlsx", &whole).check(), Vec::<String>::new());
    for (part, from, to) in [
        ("xl/worksheets/sheet2.xml", "<v>", "<v>NaN"),
        ("xl/worksheets/sheet1.xml", "location=\"'", "location=\"'алга"),
        ("xl/worksheets/sheet1.xml", "<mergeCell ref=\"A1:", "<mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A1:"),
        ("xl/workbook.xml", "<sheet name=\"", "<sheet name=\"[1]"),
        ("xl/workbook.xml", "<definedName name=\"scores\"", "<definedName name=\"a1\""),
        ("xl/charts/chart1.xml", "<c:f>'", "<c:f>'алга"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/none.xml"),
        ("xl/drawings/drawing1.xml", "descr=\"", "x=\""),
    ] {
        assert!(!broken(part, from, to).is_empty(), "{part}: {from} → {to}");
    }
}
