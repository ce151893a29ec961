//! What is planted in the facilities: which truly differ, in what, by how much, and which only looks as if it did.

use crate::table::{Cell, Table};

/// A facility that isn't like its peers in one thing.
pub struct Planted {
    /// Its code.
    pub code: &'static str,
    /// The question.
    pub question: &'static str,
    /// The probability of the answer that counts, or the middle of a rating: what holds here, in place of its peers'.
    pub here: f64,
    /// What it is seen in: indicators of the instrument.
    pub indicators: &'static str,
    /// Whether it is better or worse.
    pub better: bool,
}

const fn planted(
    code: &'static str,
    question: &'static str,
    here: f64,
    indicators: &'static str,
    better: bool,
) -> Planted {
    Planted { code, question, here, indicators, better }
}

/// Those that truly differ. Four are worse, three are better.
pub const PLANTED: &[Planted] = &[
    planted("UvSHC-03", "H05", 0.25, "H05 composite.overall", false),
    planted("DoSHC-05", "H06", 2.3, "H06.score H06.good composite.quality", false),
    planted("DoSHC-05", "H18", 2.3, SATISFACTION, false),
    planted("BzFHC-02", "H03", 0.4, "H03 composite.access", false),
    planted("HeGH-01", "H14", 0.15, "H14 composite.transparency composite.overall", false),
    planted("HeGH-01", "H15", 0.5, "H15", false),
    planted("KhSHC-06", "H14", 0.95, "H14 composite.transparency composite.overall", true),
    planted("KhSHC-06", "H20", 0.9, "H20", true),
    planted("UhFHC-02", "H08", 0.92, "H08 composite.quality", true),
    planted("SuSHC-02", "H09", 4.7, "H09.score H09.good", true),
];

/// Every figure of how satisfied people are, and what follows from it.
const SATISFACTION: &str = "H18.score H18.satisfied H18.fully H18.dissatisfied H18.net composite.overall";

/// The one whose patients are older and in poorer health, and who is no worse than its peers for anybody.
pub const CASE_MIX: &str = "ChFHC-04";

/// What usually holds: the probability of the answer that counts, or the middle of a rating.
pub const USUAL: &[(&str, f64)] = &[
    ("H03", 0.82),
    ("H05", 0.75),
    ("H06", 3.75),
    ("H07", 3.85),
    ("H08", 0.5),
    ("H09", 3.4),
    ("H10", 0.22),
    ("H14", 0.55),
    ("H15", 0.06),
    ("H18", 3.65),
    ("H20", 0.45),
];

/// What usually holds for this question.
pub fn usual(question: &str) -> f64 {
    USUAL.iter().find(|(known, _)| *known == question).expect("every question of the survey is listed").1
}

/// What is planted for this question, if something is.
pub fn here(code: &str, question: &str) -> Option<f64> {
    PLANTED.iter().find(|p| p.code == code && p.question == question).map(|p| p.here)
}

/// Everything that is planted, as a table.
pub fn table() -> Table {
    let headers = ["facility", "source", "indicators", "kind", "usual", "here", "about"].map(str::to_owned).to_vec();
    let words = |texts: [&str; 4]| texts.map(Cell::text);
    let line = |start: [&str; 4], usual: Cell, here: Cell, about: &str| {
        words(start).into_iter().chain([usual, here, Cell::text(about)]).collect::<Vec<Cell>>()
    };
    let mut rows: Vec<Vec<Cell>> = PLANTED
        .iter()
        .map(|p| {
            let kind = if p.better { "truly better" } else { "truly worse" };
            let about = if p.here > 1.0 { "middle of a rating from 1 to 5" } else { "probability" };
            line([p.code, "survey", p.indicators, kind], Cell::Number(usual(p.question)), Cell::Number(p.here), about)
        })
        .collect();
    let seen = "H06.score H06.good H18.score H18.satisfied H18.dissatisfied H18.net composite.quality";
    let why =
        "patients are 20 years older and rate their own health 1.5 of 5 lower; no worse than its peers once adjusted";
    rows.push(line([CASE_MIX, "survey", seen, "case mix only"], Cell::Blank, Cell::Blank, why));
    for (code, kind, about) in MISHAPS {
        let source = if *kind == "checklist" { "checklist" } else { "survey" };
        rows.push(line([code, source, "", "fault"], Cell::Blank, Cell::Blank, about));
    }
    for (code, about) in STOCK {
        rows.push(line([code, "checklist", "medicines SDI.medicines", "truly worse"], Cell::Blank, Cell::Blank, about));
    }
    Table { headers, rows }
}

/// What goes wrong, with the file it goes wrong in.
const MISHAPS: &[(&str, &str, &str)] = &[
    (FEW[0].0, "survey", "12 answers: too few to judge"),
    (FEW[1].0, "survey", "21 answers: too few to judge"),
    (SILENT, "survey", "in the register, without answers"),
    (UNKNOWN, "survey", "7 answers, not in the register"),
    (OTHER_CASE, "survey", "every other answer has the code in small letters"),
    (TWICE, "checklist", "the same observer twice"),
];

/// Facilities with few answers.
pub const FEW: [(&str, usize); 2] = [("GsSHC-01", 12), ("GaSHC-04", 21)];
/// A facility of the register that nobody answered about.
pub const SILENT: &str = "HuSHC-07";
/// A code that no register has.
pub const UNKNOWN: &str = "UvSHC-19";
/// A facility whose code is also written in small letters.
pub const OTHER_CASE: &str = "SeSHC-02";
/// A facility that the same observer has two rows of.
pub const TWICE: &str = "KhSHC-04";
/// Facilities with empty shelves, and why.
pub const STOCK: &[(&str, &str)] =
    &[("UvSHC-03", "most tracer medicines are out of stock or expired: why patients go without")];
