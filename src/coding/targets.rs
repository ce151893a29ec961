//! Targets of one's own: a sheet of what a place or a programme agreed on, in place of the targets of the instrument.

use std::collections::BTreeMap;

use super::find_column;
use crate::day::Day;
use crate::instrument::{Headers, Instrument, Target, TargetKind};
use crate::lang::Label;
use crate::places::{Context, PlaceId, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::table::{self, Number, Row, Table};

const INDICATOR: &[&str] = &["indicator", "үзүүлэлт", "id", "code", "код"];
const VALUE: &[&str] = &["target", "value", "зорилт", "утга", "norm", "норм"];
const PLACE: &[&str] = &["place", "area", "aimag", "аймаг", "аймаг, дүүрэг", "аймаг/дүүрэг", "газар"];
const KIND: &[&str] = &["kind", "төрөл"];
const FROM: &[&str] = &["from", "эхлэх", "эхлэх өдөр"];
const UNTIL: &[&str] = &["until", "дуусах", "дуусах өдөр"];
const SOURCE: &[&str] = &["source", "эх сурвалж", "тогтоосон"];

/// The columns of the sheet.
struct Columns {
    indicator: usize,
    value: usize,
    place: Option<usize>,
    kind: Option<usize>,
    from: Option<usize>,
    until: Option<usize>,
    source: Option<usize>,
}

/// Takes over the targets of a sheet. An indicator that is in it has these targets and no others; the rest keep their own.
///
/// Columns: indicator and target, in the unit in which the indicator is printed; and, where there are such, place, kind (norm or target),
/// from, until and source. Every row must be understood.
///
/// # Errors
///
/// Every row that isn't, and columns that aren't there.
pub fn take_over(table: Table, instrument: &mut Instrument) -> Result<(), Problems> {
    let headers = table.columns().to_vec();
    let column = |names: &[&str]| find_column(&headers, &Headers(names.iter().map(|n| (*n).to_owned()).collect()));
    let file = table.files().first().map_or_else(At::default, |file| At::file(&file.name));
    let lacks = |names: &[&str]| Problem::new(Code::NoTargetColumn, file.clone(), names[..2].join(", "));
    let (Some(indicator), Some(value)) = (column(INDICATOR), column(VALUE)) else {
        return Err(lacks(if column(INDICATOR).is_none() { INDICATOR } else { VALUE }).into());
    };
    let (kind, from, until) = (column(KIND), column(FROM), column(UNTIL));
    let columns = Columns { indicator, value, place: column(PLACE), kind, from, until, source: column(SOURCE) };
    let (mut found, mut problems) = (BTreeMap::<usize, Vec<Target>>::new(), Problems::default());
    let read = table::for_each_chunk(table, false, |chunk| {
        for row in chunk.rows() {
            match columns.read(&row, instrument, &file) {
                Ok(Some((indicator, target))) => found.entry(indicator).or_default().push(target),
                Ok(None) => {}
                Err(problem) => problems.add(*problem),
            }
        }
        Ok(())
    });
    read?;
    if !problems.is_empty() {
        return Err(problems);
    }
    for (indicator, targets) in found {
        instrument.indicators[indicator].targets = targets;
    }
    Ok(())
}

/// The place that a target names. Many an aimag has a soum of its name: then the aimag is meant.
pub fn place_of_target(text: &str) -> Option<PlaceId> {
    resolve(text, &Context::area()).place().or_else(|| resolve(text, &Context::any()).place())
}

impl Columns {
    /// The indicator of a row with its target; nothing if the row is blank.
    fn read(&self, row: &Row, instrument: &Instrument, file: &At) -> Result<Option<(usize, Target)>, Box<Problem>> {
        let shown = |column: Option<usize>| column.map(|c| row.cell(c).shown().trim().to_owned()).unwrap_or_default();
        let bad = |code, found: &str| Box::new(Problem::new(code, file.clone().row(row.number()), quoted(found)));
        let id = shown(Some(self.indicator));
        let value = match row.number_at(self.value) {
            Number::Blank if id.is_empty() => return Ok(None),
            Number::Value(value) => value,
            Number::Blank | Number::Not(_) => return Err(bad(Code::TargetRow, &shown(Some(self.value)))),
        };
        let Some(indicator) = instrument.indicators.iter().position(|known| known.id.eq_ignore_ascii_case(&id)) else {
            let known = instrument.indicators.iter().map(|known| known.id.clone()).take(12).collect();
            return Err(Box::new(bad(Code::UnknownIndicator, &id).hint(Hint::OneOf(known))));
        };
        let (low, high) = instrument.indicators[indicator].measure.ends();
        if !(low..=high).contains(&value) {
            return Err(Box::new(bad(Code::TargetOffScale, &value.to_string()).detail(format!("{low}…{high}"))));
        }
        let place = shown(self.place);
        if !place.is_empty() && place_of_target(&place).is_none() {
            return Err(bad(Code::PlaceUnknown, &place));
        }
        let kind = match shown(self.kind).to_lowercase().as_str() {
            "" | "target" | "зорилт" => TargetKind::Target,
            "norm" | "норм" => TargetKind::Norm,
            other => return Err(bad(Code::TargetRow, other)),
        };
        let day = |column: Option<usize>| match shown(column) {
            text if text.is_empty() => Ok(None),
            text => Day::written(&text).map(Some).ok_or_else(|| bad(Code::TargetRow, &text)),
        };
        let (from, until) = (day(self.from)?, day(self.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            return Err(bad(Code::DaysReversed, &until.to_string()));
        }
        let source = match shown(self.source) {
            text if text.is_empty() => Label::new("төслийн зорилт", "target of the project"),
            text => Label::same(text),
        };
        let places = if place.is_empty() { Vec::new() } else { vec![place] };
        Ok(Some((indicator, Target { value, kind, source, from, until, places })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::shelf;
    use crate::table::{Input, Options};

    fn with(text: &str) -> Result<Instrument, Problems> {
        let mut instrument = shelf::open("health").expect("built in");
        let table = table::open(vec![Input::from_bytes("зорилт.csv", text)], &Options::default())?;
        take_over(table, &mut instrument).map(|()| instrument)
    }

    #[test]
    fn an_indicator_in_the_sheet_has_its_targets_and_no_others() {
        let own = shelf::open("health").expect("built in");
        let sheet = "үзүүлэлт,аймаг,зорилт,эхлэх,эх сурвалж\nh02.WITHIN30,Ховд,71.5,2026-01-01,ИТХ-ын тогтоол\nH02.within30,,60,,\n,,,,\n";
        let taken = with(sheet).expect("two targets");
        let of = |instrument: &Instrument, id: &str| {
            let found = instrument.indicators.iter().find(|known| known.id == id);
            found.expect("an indicator").targets.clone()
        };
        let targets = of(&taken, "H02.within30");
        assert_eq!(targets.iter().map(|t| t.value).collect::<Vec<_>>(), [71.5, 60.0]);
        assert_eq!((&targets[0].places[..], targets[0].from), (&["Ховд".to_string()][..], Day::iso("2026-01-01")));
        assert_eq!(&*targets[0].source.mn, "ИТХ-ын тогтоол");
        for other in own.indicators.iter().filter(|known| known.id != "H02.within30") {
            assert_eq!(of(&taken, &other.id), other.targets);
        }
    }

    #[test]
    fn every_row_that_is_not_understood_is_told() {
        let sheet = "indicator,target,place,from,until\nH99,5,,,\nH02.within30,140,,,\nH02.within30,50,Ховдд,,\nH02.within30,олон,,,\nH02.within30,50,,2026-02-01,2026-01-01\n";
        let said = with(sheet).expect_err("five faults").to_string();
        for words in ["row 2", "\"H99\"", "row 3", "0…100", "\"Ховдд\"", "row 5", "\"олон\"", "2026-01-01"] {
            assert!(said.contains(words), "{words}\n{said}");
        }
        assert!(with("indicator,place\nH02.within30,Ховд\n").expect_err("no column").to_string().contains("I083"));
    }
}
