//! Estimates, gaps and changes as SDMX-CSV 2: one observation in each row, its key before it, its attributes behind it.
//!
//! SDMX-CSV 2.0 for SDMX 3.0 (the same columns in 2.1). `OBS_STATUS` is of the code list CL_OBS_STATUS: what is withheld or not
//! reliable enough to be shown is Q, what cannot be there M, what is missing O, what must be read with care U, the rest A.
//! A value that isn't there is NaN, never empty, which would mean "unchanged" to whoever loads the file. Codes have the
//! letters that SDMX allows.

use std::sync::Mutex;

use super::{File, Settings, csv};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::report::columns::{CHANGES, ESTIMATES, GAPS, SDMX_CHANGES, SDMX_GAPS, SDMX_REPORT_CARD, Table as Declared};
use crate::report::{Absent, Report, Rows, Tidy, Value, Verdict};

/// Writes `STEM.csv`, and of a second table `STEM-NAME.csv`, each with its metadata behind it.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    // A row of tags is HXL and nothing that SDMX knows.
    let settings = Settings { hxl: false, ..settings.clone() };
    let mut files = Vec::new();
    for tidy in &report.tidy {
        let flow = tidy.table().and_then(|of| FLOWS.iter().find(|flow| flow.is_of(of)));
        let Some(flow) = flow else { continue };
        let name = if files.is_empty() { format!("{stem}.csv") } else { format!("{stem}-{}.csv", flow.to.id) };
        let no_period = Mutex::new(None);
        let rows = Observations { flow, tidy, no_period: &no_period };
        let made = csv::with_metadata(report, &Tidy::declared(flow.to, rows), &settings, name)?;
        // Whoever held it has ended.
        if let Some(round) = no_period.lock().map_or(None, |mut found| found.take()) {
            return Err(not_a_period(&round).into());
        }
        files.extend(made);
    }
    if files.is_empty() {
        return Err(Problem::new(Code::NothingForSdmx, At::default(), "sdmx").into());
    }
    Ok(files)
}

fn not_a_period(round: &str) -> Problem {
    let found = if round.is_empty() { "–".to_owned() } else { quoted(round) };
    Problem::new(Code::NoPeriod, At::default(), found).hint(Hint::advice(
        "Үе шатыг 2026, 2026-Q2, 2026-06 гэх мэтээр нэрлэнэ үү.",
        "Name the round as a period: 2026, 2026-Q2, 2026-06.",
    ))
}

/// A dataflow: from which table it is made, and from which of its columns each component comes.
struct Flow {
    from: &'static Declared,
    to: &'static Declared,
    id: &'static str,
    /// The column of the observation.
    value: &'static str,
    /// One for each field of the table it becomes.
    parts: &'static [Part],
}

/// From what a component comes.
enum Part {
    /// The word dataflow.
    Structure,
    /// The dataflow.
    StructureId,
    /// A code of a dimension, with what stands where the column is empty.
    Code(&'static str, &'static str),
    /// A period.
    Period(&'static str),
    /// The observation.
    Value,
    /// Its status.
    Status,
    /// Whether it is confidential.
    Confidential,
    /// The unit as a code.
    Unit(&'static str),
    /// An attribute as it stands.
    As(&'static str),
}

/// All of a dimension: no breakdown.
const TOTAL: &str = "_T";
/// What has no meaning in a row.
const NOT_APPLICABLE: &str = "_Z";

static FLOWS: &[Flow] = {
    use Part::{As, Code, Confidential, Period, Status, Structure, StructureId, Unit, Value};
    &[
        Flow {
            from: &ESTIMATES,
            to: &SDMX_REPORT_CARD,
            id: "MASAM:REPORT_CARD(1.0)",
            value: "value",
            parts: &[
                Structure,
                StructureId,
                Code("area_code", TOTAL),
                Code("indicator_code", NOT_APPLICABLE),
                Code("facility_code", TOTAL),
                Code("group_var", TOTAL),
                Code("group_value", TOTAL),
                Period("round"),
                Value,
                Status,
                Confidential,
                Unit("unit"),
                As("statistic"),
                As("se"),
                As("ci_low"),
                As("ci_high"),
                As("level"),
                As("df"),
                As("n"),
                As("n_missing"),
                As("n_weighted"),
                As("deff"),
                As("target"),
                As("note"),
                As("instrument"),
                As("method_version"),
            ],
        },
        Flow {
            from: &GAPS,
            to: &SDMX_GAPS,
            id: "MASAM:GAPS(1.0)",
            value: "gap",
            parts: &[
                Structure,
                StructureId,
                Code("area_code", TOTAL),
                Code("indicator_code", NOT_APPLICABLE),
                Code("kind", NOT_APPLICABLE),
                Code("group_var", TOTAL),
                Code("group_first", TOTAL),
                Code("group_second", NOT_APPLICABLE),
                Period("round"),
                Value,
                Status,
                Confidential,
                As("value"),
                As("against"),
                As("se"),
                As("ci_low"),
                As("ci_high"),
                As("level"),
                As("df"),
                As("p"),
                As("p_adjusted"),
                As("verdict"),
                As("n"),
                As("n_against"),
                As("instrument"),
            ],
        },
        Flow {
            from: &CHANGES,
            to: &SDMX_CHANGES,
            id: "MASAM:CHANGES(1.0)",
            value: "change",
            parts: &[
                Structure,
                StructureId,
                Code("area_code", TOTAL),
                Code("indicator_code", NOT_APPLICABLE),
                Code("group_var", TOTAL),
                Code("group_value", TOTAL),
                Period("round_from"),
                Period("round"),
                Value,
                Status,
                Confidential,
                As("value"),
                As("value_from"),
                As("se"),
                As("ci_low"),
                As("ci_high"),
                As("level"),
                As("df"),
                As("p"),
                As("p_adjusted"),
                As("verdict"),
                As("n"),
                As("n_from"),
                As("instrument"),
            ],
        },
    ]
};

impl Flow {
    fn is_of(&self, table: &Declared) -> bool {
        (self.from.id, self.from.of) == (table.id, table.of)
    }
}

/// The rows of a table as observations.
struct Observations<'a> {
    flow: &'static Flow,
    tidy: &'a Tidy<'a>,
    /// The first round that is no period.
    no_period: &'a Mutex<Option<String>>,
}

impl Rows for Observations<'_> {
    fn parts(&self) -> usize {
        self.tidy.parts()
    }

    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        Box::new(self.tidy.part(at).map(|row| self.observation(&row)))
    }
}

impl Observations<'_> {
    fn observation(&self, row: &[Value]) -> Vec<Value> {
        let of = |id: &str| self.flow.from.position(id).and_then(|at| row.get(at));
        let words = |id: &str| of(id).map_or("", words);
        let observed = of(self.flow.value);
        let one = |part: &Part| match part {
            Part::Structure => said("dataflow"),
            Part::StructureId => said(self.flow.id),
            Part::Code(id, otherwise) => match words(id) {
                "" => said(otherwise),
                code => said(&identifier(code)),
            },
            Part::Period(id) => said(self.period(words(id))),
            Part::Value => match observed {
                Some(value @ Value::Number { .. }) => value.clone(),
                _ => said("NaN"),
            },
            Part::Status => said(status(observed, is_with_care(words("shown"), of("verdict")))),
            Part::Confidential => match observed {
                Some(Value::Absent { why: Absent::Withheld }) => said("C"),
                _ => said(""),
            },
            Part::Unit(id) => said(&unit(words(id))),
            Part::As(id) => of(id).cloned().unwrap_or(Value::Absent { why: Absent::NotApplicable }),
        };
        self.flow.parts.iter().map(one).collect()
    }

    fn period<'r>(&self, round: &'r str) -> &'r str {
        if !is_period(round)
            && let Ok(mut found) = self.no_period.lock()
        {
            found.get_or_insert_with(|| round.to_owned());
        }
        round
    }
}

fn said(words: &str) -> Value {
    Value::Text { text: Label::same(words) }
}

/// Codes are the same in both languages.
fn words(value: &Value) -> &str {
    match value {
        Value::Text { text } => &text.en,
        Value::Count { .. }
        | Value::Number { .. }
        | Value::Interval { .. }
        | Value::Verdict { .. }
        | Value::Absent { .. } => "",
    }
}

fn is_with_care(shown: &str, verdict: Option<&Value>) -> bool {
    shown == "with_care" || matches!(verdict, Some(Value::Verdict { verdict: Verdict::TooSmall }))
}

/// The code of CL_OBS_STATUS.
fn status(value: Option<&Value>, with_care: bool) -> &'static str {
    match value {
        Some(Value::Number { .. }) if with_care => "U",
        Some(Value::Number { .. }) => "A",
        Some(Value::Absent { why: Absent::Withheld | Absent::Unreliable }) => "Q",
        Some(Value::Absent { why: Absent::NotApplicable | Absent::NotDue }) => "M",
        Some(
            Value::Absent {
                why:
                    Absent::NoData
                    | Absent::NoError
                    | Absent::NoTarget
                    | Absent::NotScored
                    | Absent::NotFilledIn
                    | Absent::NoNorm,
            }
            | Value::Text { .. }
            | Value::Count { .. }
            | Value::Interval { .. }
            | Value::Verdict { .. },
        )
        | None => "O",
    }
}

/// A code in the letters that SDMX allows: those of ASCII, digits, `_`, `-`, `@`, `$`. No two codes become one.
fn identifier(code: &str) -> String {
    let mut id = String::with_capacity(code.len());
    let mut units = [0; 2];
    for c in code.chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '-' => id.push(c),
            '.' => id.push('@'),
            other => {
                for unit in other.encode_utf16(&mut units) {
                    id.push_str(&format!("${unit:04X}"));
                }
            }
        }
    }
    id
}

/// The unit as a code.
fn unit(words: &str) -> String {
    match words {
        "percent" | "Percent" | "%" => "PT".to_owned(),
        "points" | "Points" => "POINTS".to_owned(),
        other => identifier(&other.to_uppercase().replace(' ', "_")),
    }
}

/// Whether it is a period of SDMX: a year, a half, a third, a quarter, a month, a week, a day.
fn is_period(text: &str) -> bool {
    let is_number = |text: &str, digits: usize, most: u16| {
        text.len() == digits
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u16>().is_ok_and(|n| (1..=most).contains(&n))
    };
    let Some((year, rest)) = text.split_at_checked(4) else { return false };
    if !is_number(year, 4, 9999) {
        return false;
    }
    let Some(rest) = rest.strip_prefix('-') else { return rest.is_empty() };
    let of = |letter: char, digits, most| rest.strip_prefix(letter).is_some_and(|rest| is_number(rest, digits, most));
    let parts = of('A', 1, 1)
        || of('S', 1, 2)
        || of('T', 1, 3)
        || of('Q', 1, 4)
        || of('M', 2, 12)
        || of('W', 2, 53)
        || of('D', 3, 366);
    parts || is_number(rest, 2, 12) || crate::day::Day::iso(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn every_flow_names_columns_that_are_there_and_one_for_each_component() {
        for flow in FLOWS {
            assert_eq!(flow.parts.len(), flow.to.fields.len(), "{}", flow.id);
            assert!(flow.from.position(flow.value).is_some(), "{}", flow.id);
            for part in flow.parts {
                if let Part::Code(id, _) | Part::Period(id) | Part::Unit(id) | Part::As(id) = part {
                    assert!(flow.from.position(id).is_some(), "{}: {id}", flow.id);
                }
            }
        }
    }

    #[test]
    fn periods_are_those_that_sdmx_knows() {
        // SDMX 3.0, technical notes, "Time": Gregorian periods and reporting periods.
        for good in ["2026", "2026-A1", "2026-S2", "2026-T3", "2026-Q4", "2026-06", "2026-M06", "2026-W53", "2026-D366"]
        {
            assert!(is_period(good), "{good}");
        }
        assert!(is_period("2026-06-30"));
        for bad in ["", "намар", "2026 намар", "26", "2026-", "2026-Q5", "2026-13", "2026-W54", "2026-02-30", "2026-q1"]
        {
            assert!(!is_period(bad), "{bad}");
        }
    }

    #[test]
    fn codes_keep_to_the_letters_of_sdmx_and_stay_apart() {
        assert_eq!(identifier("H18.net"), "H18@net");
        // U+04AF and U+0441; a letter beyond the first plane is two units of UTF-16.
        assert_eq!(identifier("үс 1"), "$04AF$0441$00201");
        assert_eq!(identifier("😀"), "$D83D$DE00");
        assert_ne!(identifier("a.b"), identifier("a_b"));
    }

    #[test]
    fn what_is_not_there_has_its_status() {
        let number = |few| Value::Number { value: 1.5, format: crate::report::Format::Full, light: None, few };
        let absent = |why| Value::Absent { why };
        assert_eq!(status(Some(&number(false)), false), "A");
        assert_eq!(status(Some(&number(true)), true), "U");
        assert_eq!(status(Some(&absent(Absent::Withheld)), false), "Q");
        assert_eq!(status(Some(&absent(Absent::Unreliable)), false), "Q");
        assert_eq!(status(Some(&absent(Absent::NotApplicable)), false), "M");
        assert_eq!(status(Some(&absent(Absent::NoData)), true), "O");
    }

    #[test]
    fn a_report_without_estimates_is_refused() {
        let said = write(&sample::report(), &Settings::default(), "card").map(|_| ()).expect_err("nothing to write");
        assert!(said.to_string().contains("[O007]"), "{said}");
    }
}
