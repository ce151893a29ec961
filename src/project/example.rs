//! The project that `masam new` begins: a file that says what to change, and synthetic answers with which it can be run at once.

use std::fmt::Write;

use crate::instrument::{InstrumentKind, shelf};

/// Files of a new project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text of `masam.toml`.
    pub project: String,
    /// Answers made up, each with its path in the project.
    pub answers: Vec<(String, &'static [u8])>,
    /// Folders for what comes from the field.
    pub folders: Vec<String>,
}

/// What a file of made-up answers is called.
const NAME: &str = "EXAMPLE-synthetic.csv";

/// A new project for these built-in instruments and rounds. With `answers` there are synthetic ones of the first round.
pub fn example(
    places: &str,
    instruments: &[(&'static str, InstrumentKind)],
    rounds: &[String],
    answers: bool,
) -> Example {
    let mut made = Example { project: String::new(), answers: Vec::new(), folders: Vec::new() };
    let text = &mut made.project;
    let say = |text: &mut String, lines: &[&str]| {
        lines.iter().for_each(|line| {
            let _ = writeln!(text, "{line}");
        })
    };
    say(
        text,
        &[
            "# Төсөл: юу байгаа, юу гаргах. `masam run` гэж бичээд ажиллуулна.",
            "# A project: what there is, and what is made of it. Run it with `masam run`.",
            "#",
            "# Энд байхгүй түлхүүр бүр тушаалын сонголттой адил нэртэй: masam report-card --help",
            "# Any further key is an option of a command, called as on the command line: masam report-card --help",
            "",
            "title = { mn = \"Судалгааны үе шат\", en = \"Survey rounds\" }",
            "",
            "# Бүх алхамд хамаарах сонголт. Options of every step that knows them.",
            "[defaults]",
        ],
    );
    let _ = writeln!(text, "places = {places:?}");
    say(
        text,
        &[
            "lang = [\"mn\", \"en\"]",
            "format = [\"xlsx\", \"html\", \"csv\"]",
            "# public = true    # нийтлэхэд зориулна, for publication",
            "",
        ],
    );
    for round in rounds {
        let _ = writeln!(
            text,
            "[[round]]\nname = {round:?}\n# as-of = 2026-06-30    # зорилт, хугацааг шалгах өдөр, the day on which targets and deadlines are judged\n"
        );
    }
    let of_kind = |kind| instruments.iter().filter(move |(_, of)| *of == kind).map(|(id, _)| *id);
    for id in of_kind(InstrumentKind::ReportCard) {
        let _ = writeln!(text, "# Иргэдийн судалгаа. A survey of users.\n[[survey]]\ninstrument = {id:?}");
        by_round(text, "files", &format!("surveys/{id}"), rounds);
        by_round(text, "corrections", &format!("corrections/{id}"), rounds);
        say(
            text,
            &["# make = [\"check\", \"report-card\", \"gaps\", \"change\"]", "# by = [\"sex\", \"poverty\"]", ""],
        );
        made.folders.extend(
            rounds.iter().flat_map(|round| [format!("surveys/{id}/{round}"), format!("corrections/{id}/{round}")]),
        );
        made.answers.extend(sample(id, &format!("surveys/{id}/{}", rounds[0])));
    }
    for id in of_kind(InstrumentKind::Scorecard) {
        let _ = writeln!(
            text,
            "# Байгууллагын үнэлгээний карт: бөглөсөн дэвтрүүд. Scorecards of facilities: filled workbooks."
        );
        say(text, &["# Хоосон дэвтэр: masam template, blank workbooks", "[[scorecard]]"]);
        let _ = writeln!(text, "instrument = {id:?}\nfiles = \"scorecards/{id}/\"");
        say(text, &["# facilities = \"facilities.csv\"    # бүртгэл, the register", ""]);
        let _ = writeln!(
            text,
            "# Хананд өлгөх хуудас. Pages for the wall.\n[[poster]]\nof = {id:?}\neach = \"facility\"\n"
        );
        made.folders.push(format!("scorecards/{id}"));
        made.answers.extend(sample(id, &format!("scorecards/{id}")));
    }
    for id in of_kind(InstrumentKind::Checklist) {
        let _ = writeln!(
            text,
            "# Байгууллагын хяналтын хуудас. Checklists of facilities.\n[[compare]]\ninstrument = {id:?}"
        );
        by_round(text, "files", &format!("checklists/{id}"), rounds);
        text.push('\n');
        made.folders.extend(rounds.iter().map(|round| format!("checklists/{id}/{round}")));
        made.answers.extend(sample(id, &format!("checklists/{id}/{}", rounds[0])));
    }
    if of_kind(InstrumentKind::ReportCard).next().is_some() {
        say(text, &["# Бүгдийг нэг дор: бодлогын хэлэлцүүлэгт. Everything together, for a policy forum.", "[forum]"]);
    }
    if !answers {
        made.answers.clear();
    }
    made
}

/// Whether a file holds the made-up answers that a new project begins with: by its name, or by its bytes.
pub fn is_example(path: &str, bytes: &[u8]) -> bool {
    path.ends_with(NAME) || shelf::ids().any(|id| shelf::sample(id) == Some(bytes))
}

fn sample(id: &str, folder: &str) -> Option<(String, &'static [u8])> {
    Some((format!("{folder}/{NAME}"), shelf::sample(id)?))
}

fn by_round(text: &mut String, key: &str, folder: &str, rounds: &[String]) {
    let paths: Vec<String> = rounds.iter().map(|round| format!("{round:?} = \"{folder}/{round}/*\"")).collect();
    let _ = writeln!(text, "{key} = {{ {} }}", paths.join(", "));
}
