//! Where the rows come from: the files as they were read, which of their columns is which, what was corrected.

use super::{Recomputed, heading, quote, truth};
use crate::coding::GroupColumn;
use crate::coding::corrections::Change;
use crate::table::{FileFacts, Format};

/// How each file is read, and where in it the columns stand.
pub(super) fn files(of: &Recomputed) -> String {
    let mut out = heading("2", "Файл, багана", "Files and columns");
    out.push_str(
        "# Мөр, баганыг Excel-д харагдах дугаараар (багана 1 = A). / Rows and columns are numbered as Excel shows them (column 1 is A).\n",
    );
    let several = of.files.len() > 1;
    let all: Vec<String> = of
        .files
        .iter()
        .zip(of.own_columns)
        .map(|(facts, own)| {
            let mut items = vec![format!("path = {}", quote::text(&facts.name))];
            items.push(how(facts));
            items.push(format!("decimal = {}", quote::text(&char::from(facts.decimal.sign()).to_string())));
            items.push(format!("header_row = {}", facts.header_row.get()));
            items.push(format!("first_row = {}", first_row(facts)));
            // How many people answered in one of several files isn't published.
            if !(of.is_public() && several) {
                items.push(format!("bytes = {}, rows = {}", facts.bytes, facts.rows));
            }
            let columns: Vec<String> = of.read().into_iter().map(|c| column(of, own, c)).collect();
            items.push(format!("columns = {}", quote::call("c", &columns, 4)));
            quote::call("list", &items, 2)
        })
        .collect();
    out.push_str(&format!("files <- {}\n", quote::call("list", &all, 0)));
    out
}

fn column(of: &Recomputed, own: &[Option<usize>], column: usize) -> String {
    let at = own.get(column).copied().flatten();
    quote::named(&of.column(column), at.map_or_else(|| "NA".to_owned(), |at| (at + 1).to_string()))
}

fn how(facts: &FileFacts) -> String {
    match facts.format {
        Format::Text => {
            let encoding = quote::text(facts.encoding.unwrap_or("UTF-8"));
            let separator = quote::text(&char::from(facts.delimiter.unwrap_or(b',')).to_string());
            format!("format = \"csv\", encoding = {encoding}, separator = {separator}")
        }
        Format::Xlsx | Format::Xls => {
            format!("format = \"workbook\", sheet = {}", quote::text(facts.sheet.as_deref().unwrap_or("")))
        }
        Format::Xlsb | Format::Ods => format!("format = {}", quote::text(facts.format.name())),
    }
}

/// The first row of data: below the header and whatever belongs to it.
fn first_row(facts: &FileFacts) -> u64 {
    let last = facts.skipped.iter().map(|(row, _)| row.get()).max();
    last.unwrap_or_default().max(facts.header_row.get()) + 1
}

/// The columns of place, facility and design.
pub(super) fn columns(of: &Recomputed) -> String {
    let (columns, design) = (of.columns, &of.columns.design);
    let name = |column: usize| quote::text(&of.column(column));
    let by_facility = of.survey.compiled.group_columns.contains(&GroupColumn::Facility);
    let facility = columns.facility.filter(|_| by_facility);
    let mut items: Vec<String> = Vec::new();
    for (role, found) in [("area", columns.area), ("soum", columns.soum), ("facility", facility)] {
        items.extend(found.map(|found| format!("{role} = {}", name(found.column))));
    }
    items.extend(design.weight.map(|column| format!("weight = {}", name(column))));
    items.extend(design.strata.map(|column| format!("strata = {}", name(column))));
    for (role, stages) in [("clusters", &design.clusters), ("fpc", &design.fpc)] {
        if !stages.is_empty() {
            let names: Vec<String> = stages.iter().map(|c| of.column(*c)).collect();
            items.push(format!("{role} = {}", quote::texts(names.iter().map(String::as_str))));
        }
    }
    format!(
        "# Газар, байгууллага, түүврийн багана / Columns of place, facility and design\ncolumns <- {}\n",
        quote::call("list", &items, 0)
    )
}

/// The corrections that were done. Published is only that there were some.
pub(super) fn corrections(of: &Recomputed) -> String {
    let all = of.corrections.unwrap_or_default().iter().filter(|one| one.is_applied());
    if of.is_public() {
        return format!("corrections <- list()\ncorrections_withheld <- {}\n", truth(all.count() > 0));
    }
    let file = |name: &Option<String>| of.files.iter().position(|f| Some(&f.name) == name.as_ref()).unwrap_or(0) + 1;
    let mut items = Vec::new();
    for one in all {
        let row = one.row.map_or(0, |row| row.get());
        let place = format!("file = {}, row = {row}", file(&one.file));
        let new = match &one.correction.change {
            Change::LeaveOut => None,
            Change::Blank => Some("new = \"\"".to_owned()),
            Change::To(new) => {
                let number = new.number.map(|n| format!(", number = {}", quote::number(n))).unwrap_or_default();
                Some(format!("new = {}{number}", quote::text(&new.text)))
            }
        };
        let header = one.header.as_deref().unwrap_or_default();
        let column = of.read().into_iter().find(|c| of.headers[*c] == header);
        items.extend(match (new, column) {
            (None, _) => Some(format!("list({place})")),
            (Some(new), Some(column)) => {
                let column = quote::text(&of.column(column));
                Some(format!("list({place}, column = {column}, {new})"))
            }
            // A column that nothing is computed from.
            (Some(_), None) => None,
        });
    }
    let about = "# Залруулга; баганагүй нь хасагдсан мөр / Corrections; one without a column leaves the row out\n";
    let about = if items.is_empty() { "" } else { about };
    format!("{about}corrections <- {}\ncorrections_withheld <- FALSE\n", quote::call("list", &items, 0))
}
