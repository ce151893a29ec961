//! Workbooks of Excel since 2007: a zip of parts in XML, read cell by cell while they are unpacked.
//!
//! Most surveys and all filled books come in this format, so it is read by our own code: `markup` gives tokens of a part,
//! `letters` what is meant by its text, `texts` and `formats` what cells of all sheets refer to, `sheet` the cells.

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::ZipFile;

mod formats;
mod letters;
mod markup;
mod sheet;
mod texts;

use super::grid::Sheet;
use crate::problem::quoted;
use letters::text;
use markup::{Attributes, Markup, Token, damaged, lacking, local};
use sheet::Shared;
use texts::Texts;

pub(super) use markup::Unread;
pub(super) use sheet::Cells;

/// An opened workbook.
pub(super) struct Xlsx<R> {
    package: Package<R>,
    sheets: Vec<Part>,
    shared: Shared,
}

/// A sheet that can hold rows, and where in the zip it is, if anything says so.
struct Part {
    sheet: Sheet,
    at: Option<usize>,
}

/// The parts of a workbook.
struct Package<R> {
    zip: ZipArchive<R>,
    /// Where in the zip each part is.
    parts: HashMap<String, usize>,
}

/// What a part names of other parts: their paths by what it calls them, and of each kind the first one.
#[derive(Default)]
struct Relations {
    named: HashMap<String, Relation>,
    first: HashMap<String, String>,
}

struct Relation {
    /// What the other part is to this one.
    kind: String,
    path: String,
}

/// Sheets, formats and parts that a workbook may name; Excel has at most 65,490 formats.
const MOST_NAMED: usize = 65_536;

impl<R: Read + Seek> Xlsx<R> {
    /// Opens a workbook: what sheets it has, and what their cells refer to.
    pub fn open(source: R) -> Result<Xlsx<R>, Unread> {
        let mut package = Package::open(source)?;
        let root = package.relations("")?;
        let book = root.first.get("officeDocument").map_or("xl/workbook.xml", String::as_str);
        let relations = package.relations(book)?;
        let mut shared = Shared::default();
        let at = package.find(book).ok_or_else(|| Unread::Damaged(format!("{} is not in it", quoted(book))))?;
        let sheets = read_book(package.part(at)?, &mut shared)?;
        let sheets = package.with_parts(sheets, &relations)?;
        let find = |kind, usual| {
            let named = relations.first.get(kind).and_then(|path| package.find(path));
            named.or_else(|| package.find(&found_from(usual, folder_of(book))))
        };
        let (texts, styles) = (find("sharedStrings", "sharedStrings.xml"), find("styles", "styles.xml"));
        if let Some(texts) = texts {
            shared.texts = Texts::read(package.part(texts)?)?;
        }
        if let Some(styles) = styles {
            shared.formats = formats::read(package.part(styles)?)?;
        }
        Ok(Xlsx { package, sheets, shared })
    }

    /// The sheets that can hold rows, in their order.
    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().map(|part| &part.sheet)
    }

    /// The cells of a sheet; nothing if it turns out to have none.
    pub fn cells(&mut self, name: &str) -> Result<Option<Cells<'_, ZipFile<'_, R>>>, Unread> {
        let Some(part) = self.sheets.iter().find(|part| part.sheet.name == name) else { return Ok(None) };
        let Some(at) = part.at else { return damaged("the sheet is not in it") };
        Cells::of(self.package.part(at)?, &self.shared)
    }
}

impl<R: Read + Seek> Package<R> {
    fn open(source: R) -> Result<Package<R>, Unread> {
        let zip = ZipArchive::new(source).or_else(|e| damaged(e.to_string()))?;
        let names = (0..zip.len()).filter_map(|at| Some((plain(&zip.name_for_index(at)?.ok()?), at)));
        let parts = names.collect();
        Ok(Package { zip, parts })
    }

    fn find(&self, path: &str) -> Option<usize> {
        self.parts.get(&plain(path)).copied()
    }

    fn part(&mut self, at: usize) -> Result<Markup<ZipFile<'_, R>>, Unread> {
        let part = self.zip.by_index(at).or_else(|e| damaged(e.to_string()))?;
        let bytes = part.size();
        Markup::new(part, bytes)
    }

    /// What a part names of others; the package itself is the part without a name.
    fn relations(&mut self, of: &str) -> Result<Relations, Unread> {
        let folder = folder_of(of);
        let name = of[folder.len()..].trim_start_matches('/');
        let mut relations = Relations::default();
        let Some(at) = self.find(&format!("{folder}/_rels/{name}.rels")) else { return Ok(relations) };
        let mut list = self.part(at)?;
        loop {
            match list.next()? {
                Token::Open(b"Relationship", attributes) => {
                    let said = |name| Ok(attributes.text(name)?.unwrap_or_default());
                    let (id, kind, path) = (said("Id")?, said("Type")?, found_from(&said("Target")?, folder));
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.first.entry(kind.clone()).or_insert_with(|| path.clone());
                    relations.named.insert(id, Relation { kind, path });
                    within(relations.named.len())?;
                }
                Token::Close(b"Relationships") => return Ok(relations),
                Token::End => return lacking("Relationships"),
                _ => {}
            }
        }
    }

    /// The sheets that can hold rows, with their parts: others hold charts, dialogs or macros. Hidden ones that are nowhere
    /// are remains of old programs.
    fn with_parts(&self, named: Vec<Named>, relations: &Relations) -> Result<Vec<Part>, Unread> {
        let (mut parts, mut names, mut places) = (Vec::new(), HashSet::new(), HashSet::new());
        for Named { sheet, ids } in named {
            let relation = ids.iter().find_map(|id| relations.named.get(id));
            if relation.is_some_and(|relation| relation.kind != "worksheet") {
                continue;
            }
            let at = relation.and_then(|relation| self.find(&relation.path));
            if at.is_none() && !sheet.visible {
                continue;
            }
            if !names.insert(sheet.name.clone()) || at.is_some_and(|at| !places.insert(at)) {
                return damaged(format!("the sheet {} is there twice", quoted(&sheet.name)));
            }
            parts.push(Part { sheet, at });
        }
        Ok(parts)
    }
}

/// Refuses what names more than anybody needs.
fn within(named: usize) -> Result<(), Unread> {
    match named > MOST_NAMED {
        true => Err(Unread::TooLarge(format!("> {MOST_NAMED} sheets, formats or relations"))),
        false => Ok(()),
    }
}

/// The name of a part in one form for all ways to write it.
fn plain(name: &str) -> String {
    let bytes = name.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.filter(|_| *byte == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(if *byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).trim_start_matches('/').to_owned()
}

/// Where a part is that another one in this folder calls by this name.
fn found_from(target: &str, folder: &str) -> String {
    let from_root = target.starts_with(['/', '\\']);
    let mut path: Vec<&str> =
        if from_root { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A sheet, and what its part may be called by.
struct Named {
    sheet: Sheet,
    ids: Vec<String>,
}

/// The sheets that a workbook names, of whatever kind, and how it counts days.
fn read_book(mut book: Markup<impl Read>, shared: &mut Shared) -> Result<Vec<Named>, Unread> {
    let (mut sheets, mut in_list) = (Vec::new(), false);
    loop {
        match book.next()? {
            Token::Open(b"sheets", _) => in_list = true,
            Token::Close(b"sheets") => in_list = false,
            Token::Open(b"sheet", attributes) if in_list => {
                let name = attributes.text("name")?.unwrap_or_default();
                let visible = !matches!(attributes.get("state")?, Some(b"hidden" | b"veryHidden"));
                sheets.push(Named { sheet: Sheet { name, visible }, ids: ids(attributes)? });
                within(sheets.len())?;
            }
            Token::Open(b"workbookPr", attributes) => {
                if let Some(said) = attributes.get("date1904")? {
                    shared.from_1904 = matches!(said, b"1" | b"true");
                }
            }
            Token::Close(b"workbook") => return Ok(sheets),
            Token::End => return lacking("workbook"),
            _ => {}
        }
    }
}

/// What a sheet's part is called by: `r:id`, whatever the prefix.
fn ids(sheet: Attributes) -> Result<Vec<String>, Unread> {
    let mut ids = Vec::new();
    for attribute in sheet {
        let (name, value) = attribute?;
        if local(name) == b"id" {
            ids.push(text(value)?);
        }
    }
    Ok(ids)
}

#[cfg(test)]
mod tests;
