//! How a survey is read, before anything is computed: files, the column of every question, and the columns left over.

use super::pages::file_facts;
use super::parts::{
    TOOL, across, column, count, counted, grid, joined, nothing, paragraph, phrase, row, same, text, upright,
};
use super::problems::{file_name, severity};
use super::words::{ExplainWord, OwnWords, Word, fill, standard, t};
use super::{Block, ColumnKind, Grid, MadeBy, Report, Tidy, Value};
use crate::coding::explain::{Explained, Left, Role, Sought};
use crate::coding::letters;
use crate::coding::platforms::Origin;
use crate::instrument::Instrument;
use crate::lang::{Label, Lang};
use crate::problem::{At, Code, Problem, Problems};
use crate::table::{FileFacts, OfRepeat};

/// What is explained.
#[derive(Debug)]
pub struct Source<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The files, once all their rows were read.
    pub files: &'a [FileFacts],
    /// Where each comes from, by its columns.
    pub origins: Vec<Origin>,
    /// The headers of the table.
    pub headers: &'a [String],
    /// The repeats of the files, by their names.
    pub repeats: Vec<String>,
    /// The repeat whose entries are the rows.
    pub of_repeat: Option<&'a OfRepeat>,
    /// How columns were found.
    pub explained: &'a Explained,
    /// What is to be looked at.
    pub problems: &'a Problems,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
}

/// The report.
pub fn report(source: &Source) -> Report<'static> {
    source.instrument.words.speak(|| {
        let tidy = standard(|| vec![Tidy::of(&sought(source)), Tidy::of(&left(source))]);
        let found = source.explained.sought.iter().filter(|one| one.found.is_some()).count();
        let all = source.explained.sought.len();
        let counts = fill(ExplainWord::AllFound, &[counted(all as u64), counted(found as u64)]);
        let leftover = match source.explained.left.is_empty() {
            true => paragraph(t(ExplainWord::NothingLeft)),
            false => Block::Grid(in_groups(source)),
        };
        Report {
            title: t(ExplainWord::Title),
            subtitle: joined(&[source.instrument.title.clone(), Label::same(&source.instrument.version)], ", "),
            made_by: MadeBy {
                tool: TOOL.to_string(),
                instrument: format!("{} {}", source.instrument.id, source.instrument.version),
                options: source.command.clone(),
                sources: Vec::new(),
                words: OwnWords::spoken(),
                made_up: false,
            },
            sections: vec![
                upright("files", ExplainWord::Files, files(source)),
                across("sought", ExplainWord::Sought, vec![paragraph(counts), Block::Grid(in_words(sought(source)))]),
                across("left", ExplainWord::Left, vec![leftover]),
                across("problems", ExplainWord::Problems, vec![to_look_at(source.problems)]),
            ],
            tidy,
        }
    })
}

fn files(source: &Source) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !source.repeats.is_empty() {
        let unit = match source.of_repeat {
            None => t(ExplainWord::UnitMain),
            Some(of) => {
                let above = counted((source.headers.len() - of.own) as u64);
                fill(ExplainWord::UnitRepeat, &[Label::same(&of.name), above])
            }
        };
        let facts =
            vec![(t(ExplainWord::Unit), text(unit)), (t(ExplainWord::Repeats), same(source.repeats.join(", ")))];
        blocks.push(Block::Facts { facts });
    }
    for (file, origin) in source.files.iter().zip(&source.origins) {
        blocks.push(Block::Heading { text: Label::same(file_name(&file.name)) });
        let name = origin.name().map_or_else(|| text(t(ExplainWord::OriginUnknown)), same);
        let mut facts = vec![(t(ExplainWord::Origin), name)];
        facts.extend(file_facts(file, count(file.rows)));
        if !file.fillers.is_empty() {
            facts.push((t(ExplainWord::Fillers), same(file.fillers.join(", "))));
        }
        blocks.push(Block::Facts { facts });
    }
    blocks
}

fn header(source: &Source, at: usize) -> Value {
    same(source.headers.get(at).map(String::as_str).unwrap_or_default())
}

/// Everything that was looked for, in the order of the instrument.
fn sought(source: &Source) -> Grid {
    use ColumnKind::{Code, Text};
    let columns = vec![
        column("what", ExplainWord::SoughtWhat, Code),
        column("label", Word::Label, Text),
        column("column", Word::Column, Text),
        column("found_by", Word::FoundBy, Text),
        column("nearest", ExplainWord::Near, Text),
    ];
    let rows = source.explained.sought.iter().map(|Sought { role, found, near, several }| {
        let (id, label) = named(role);
        let near = near.map_or_else(nothing, |near| header(source, near));
        match found {
            Some(found) => {
                row(vec![same(id), text(label), header(source, found.column), text(found.by.label()), nothing()])
            }
            None if !several.is_empty() => {
                const SHOWN: usize = 3;
                let header = |at: &usize| format!("{} ({})", source.headers[*at], letters(*at));
                let mut all: Vec<String> = several.iter().take(SHOWN).map(header).collect();
                all.extend((several.len() > SHOWN).then(|| format!("… ({})", several.len())));
                row(vec![same(id), text(label), same(all.join(", ")), text(t(ExplainWord::Several)), nothing()])
            }
            None => row(vec![same(id), text(label), text(t(Word::NoColumn)), nothing(), near]),
        }
    });
    grid("columns", t(ExplainWord::Sought), columns, 1, rows.collect())
}

/// The same for a reader, who has room for the nearest header where nothing was found.
fn in_words(mut sought: Grid) -> Grid {
    sought.id = "columns_in_words".into();
    sought.columns.pop();
    for row in &mut sought.rows {
        if let (Some(Value::Text { text: near }), Some(by)) = (row.values.pop(), row.values.last_mut()) {
            *by = text(fill(ExplainWord::Nearest, &[near]));
        }
    }
    sought
}

/// What is wrong with files and columns. Questions without a column stand above.
fn to_look_at(problems: &Problems) -> Block {
    let columns = vec![
        column("severity", Word::Severity, ColumnKind::Text),
        column("code", Word::Code, ColumnKind::Code),
        column("where", Word::Where, ColumnKind::Text),
        column("sentence", Word::Problem, ColumnKind::Prose),
    ];
    let grouped = problems.grouped();
    let told = grouped.iter().filter(|group| group.first.code != Code::QuestionWithoutColumn);
    let rows: Vec<_> = told
        .map(|group| {
            let Problem { code, at, .. } = &group.first;
            let sentence = Label::new(group.first.sentence(Lang::Mn), group.first.sentence(Lang::En));
            let place = At { file: at.file.as_deref().map(|file| file_name(file).into()), ..at.clone() };
            row(vec![text(t(severity(code.severity()))), same(code.id()), same(place.to_string()), text(sentence)])
        })
        .collect();
    if rows.is_empty() {
        return paragraph(t(Word::NoProblems));
    }
    Block::Grid(grid("problems", t(Word::Problems), columns, 2, rows))
}

fn named(role: &Role) -> (String, Label) {
    let stage = |id: &str, word: Word, at: usize| {
        (format!("{id}{at}"), fill(ExplainWord::StageOf, &[t(word), counted(at as u64)]))
    };
    match role {
        Role::Question { id, label } => (id.clone(), label.clone()),
        Role::Area => ("area".into(), t(Word::Area)),
        Role::Soum => ("soum".into(), t(Word::Soum)),
        Role::Facility => ("facility".into(), t(Word::Facility)),
        Role::Weight => ("weight".into(), t(Word::Weight)),
        Role::Strata => ("strata".into(), t(Word::Strata)),
        Role::Cluster(at) => stage("cluster", Word::Clusters, *at),
        Role::Fpc(at) => stage("fpc", Word::PopulationSize, *at),
    }
}

fn why(source: &Source, left: &Left) -> Label {
    match left {
        Left::Platform => t(ExplainWord::LeftPlatform),
        Left::Personal(_) => t(ExplainWord::LeftPersonal),
        Left::OptionOf(question) => fill(ExplainWord::LeftOption, &[Label::same(question)]),
        Left::CopyOf(column) => fill(ExplainWord::LeftCopy, &[Label::same(&source.headers[*column])]),
        Left::Unnamed => t(ExplainWord::LeftUnnamed),
        Left::Other => t(ExplainWord::LeftOther),
    }
}

/// Every column that isn't used, for machines.
fn left(source: &Source) -> Grid {
    let columns =
        vec![column("column", Word::Column, ColumnKind::Text), column("why", ExplainWord::Why, ColumnKind::Text)];
    let rows = source.explained.left.iter().map(|(at, left)| row(vec![header(source, *at), text(why(source, left))]));
    grid("unused", t(ExplainWord::Left), columns, 1, rows.collect())
}

/// The same for a reader: those of one reason together, those that need a look first.
fn in_groups(source: &Source) -> Grid {
    let columns = vec![
        column("why", ExplainWord::Why, ColumnKind::Text),
        column("count", Word::HowMany, ColumnKind::Count),
        column("headers", ExplainWord::Headers, ColumnKind::Prose),
    ];
    let mut groups: Vec<(Label, u8, Vec<String>)> = Vec::new();
    for (at, left) in &source.explained.left {
        let shown = match source.headers[*at].as_str() {
            "" => phrase("{0}-р багана", "column {0}", &[counted(*at as u64 + 1)]).en.to_string(),
            header => header.to_owned(),
        };
        let why = why(source, left);
        match groups.iter_mut().find(|(known, ..)| *known == why) {
            Some((.., headers)) => headers.push(shown),
            None => groups.push((why, order(left), vec![shown])),
        }
    }
    groups.sort_by_key(|(_, order, _)| *order);
    let rows = groups
        .into_iter()
        .map(|(why, _, headers)| row(vec![text(why), count(headers.len() as u64), same(headers.join(", "))]));
    grid("unused_by_reason", t(ExplainWord::Left), columns, 1, rows.collect())
}

fn order(left: &Left) -> u8 {
    match left {
        Left::CopyOf(_) => 0,
        Left::OptionOf(_) => 1,
        Left::Other => 2,
        Left::Unnamed => 3,
        Left::Personal(_) => 4,
        Left::Platform => 5,
    }
}
