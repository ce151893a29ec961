//! Workbooks of Excel since 2007: a zip of parts in XML, read cell by cell while they are unpacked.
//!
//! Most surveys and all filled books come in this format, so it is read by our own code: `markup` gives tokens of a part,
//! `texts` and `formats` what cells of all sheets refer to, `sheet` the cells.

use std::collections::HashMap;
use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::ZipFile;

mod formats;
mod markup;
mod sheet;
mod texts;

use super::grid::Sheet;
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

/// A sheet that can hold rows, and the part that it is in.
struct Part {
    sheet: Sheet,
    path: String,
}

/// The parts of a workbook.
struct Package<R> {
    zip: ZipArchive<R>,
    /// Where in the zip each part is; names differ in case and in their slashes.
    parts: HashMap<String, usize>,
}

/// What a part names of other parts.
#[derive(Default)]
struct Relations(Vec<Relation>);

struct Relation {
    id: String,
    /// What the other part is to this one.
    kind: String,
    path: String,
}

impl<R: Read + Seek> Xlsx<R> {
    /// Opens a workbook: what sheets it has, and what their cells refer to.
    pub fn open(source: R) -> Result<Xlsx<R>, Unread> {
        let mut package = Package::open(source)?;
        let book = package.relations("")?.path_of("officeDocument").unwrap_or_else(|| "xl/workbook.xml".into());
        let relations = package.relations(&book)?;
        let mut shared = Shared::default();
        let sheets = read_book(package.part(&book)?, &relations, &mut shared)?;
        let path = |kind, usual| relations.path_of(kind).unwrap_or_else(|| found_from(usual, folder_of(&book)));
        let (texts, styles) = (path("sharedStrings", "sharedStrings.xml"), path("styles", "styles.xml"));
        if package.has(&texts) {
            shared.texts = Texts::read(package.part(&texts)?)?;
        }
        if package.has(&styles) {
            shared.formats = formats::read(package.part(&styles)?)?;
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
        Cells::of(self.package.part(&part.path)?, &self.shared)
    }
}

impl<R: Read + Seek> Package<R> {
    fn open(source: R) -> Result<Package<R>, Unread> {
        let zip = ZipArchive::new(source).or_else(|e| damaged(e.to_string()))?;
        let names = (0..zip.len()).filter_map(|at| Some((plain(&zip.name_for_index(at)?.ok()?), at)));
        let parts = names.collect();
        Ok(Package { zip, parts })
    }

    fn has(&self, path: &str) -> bool {
        self.parts.contains_key(&plain(path))
    }

    fn part(&mut self, path: &str) -> Result<Markup<ZipFile<'_, R>>, Unread> {
        let Some(at) = self.parts.get(&plain(path)) else { return damaged(format!("{path} is not in it")) };
        let part = self.zip.by_index(*at).or_else(|e| damaged(e.to_string()))?;
        let bytes = part.size();
        Markup::new(part, bytes)
    }

    /// What a part names of others; the package itself is the part without a name.
    fn relations(&mut self, of: &str) -> Result<Relations, Unread> {
        let folder = folder_of(of);
        let name = of[folder.len()..].trim_start_matches('/');
        let path = format!("{folder}/_rels/{name}.rels");
        let mut relations = Relations::default();
        if !self.has(&path) {
            return Ok(relations);
        }
        let mut list = self.part(&path)?;
        loop {
            match list.next()? {
                Token::Open(b"Relationship", attributes) => {
                    let of = |name| Ok(attributes.text(name)?.unwrap_or_default());
                    let (id, kind, path) = (of("Id")?, of("Type")?, found_from(of("Target")?.as_str(), folder));
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.0.push(Relation { id, kind, path });
                }
                Token::Close(b"Relationships") => return Ok(relations),
                Token::End => return lacking("Relationships"),
                _ => {}
            }
        }
    }
}

impl Relations {
    fn path_of(&self, kind: &str) -> Option<String> {
        self.0.iter().find(|relation| relation.kind == kind).map(|relation| relation.path.clone())
    }

    fn of(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }
}

/// A name in a zip, in one form for all ways to write it.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Where a part is that another one in this folder calls by this name.
fn found_from(target: &str, folder: &str) -> String {
    let mut path: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
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

/// The sheets of a workbook, and how it counts days.
fn read_book(mut book: Markup<impl Read>, relations: &Relations, shared: &mut Shared) -> Result<Vec<Part>, Unread> {
    let mut parts = Vec::new();
    loop {
        match book.next()? {
            Token::Open(b"sheet", attributes) => {
                let (name, visible) = (attributes.text("name")?.unwrap_or_default(), is_visible(attributes)?);
                let Some(relation) = relations.of(&id(attributes)?) else {
                    return damaged(format!("nothing says where the sheet \u{201c}{name}\u{201d} is"));
                };
                // The others hold charts, dialogs or macros.
                if relation.kind == "worksheet" {
                    parts.push(Part { sheet: Sheet { name, visible }, path: relation.path.clone() });
                }
            }
            Token::Open(b"workbookPr", attributes) => {
                if let Some(said) = attributes.get("date1904")? {
                    shared.from_1904 = matches!(said, b"1" | b"true");
                }
            }
            Token::Close(b"workbook") => return Ok(parts),
            Token::End => return lacking("workbook"),
            _ => {}
        }
    }
}

fn is_visible(sheet: Attributes) -> Result<bool, Unread> {
    Ok(sheet.get("state")?.is_none_or(|state| state == b"visible"))
}

/// What a sheet's part is called by, whatever the prefix.
fn id(sheet: Attributes) -> Result<String, Unread> {
    for attribute in sheet {
        let (name, value) = attribute?;
        if local(name) == b"id" {
            return markup::text(value);
        }
    }
    Ok(String::new())
}

#[cfg(test)]
mod tests;
