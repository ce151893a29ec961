//! From the text of `masam.toml` to a [`Project`], or everything that is wrong with it.
//!
//! Keys that the project knows itself are few; every other key is an option of a command, called as on the command line, so that there is
//! nothing to learn twice. Which options there are is told by the command line itself.

use serde_spanned::Spanned;
use toml::de::DeValue;

use super::model::{ByRound, Command, CommandSpec, Given, Kind, OptionSpec, Part, Project, Round, Setting};
use crate::problem::Code;
use crate::toml_file::{self, Fault, Faults, Log, Names, Section, Word, choice, identifier, sections, words};

/// Reads a project file. `name` is what it is called in messages, `commands` are those of the command line.
///
/// # Errors
///
/// Everything that is wrong with it, each fault at its line.
pub fn read(name: &str, text: &str, commands: &[CommandSpec]) -> Result<Project, Faults> {
    toml_file::read(name, text, |file| Some(Reader { text, commands }.project(file)))
}

struct Reader<'r> {
    text: &'r str,
    commands: &'r [CommandSpec],
}

impl Reader<'_> {
    fn project(&self, file: Section<'_>) -> Project {
        let title = file.label("title");
        let out = file.text("out");
        if let Some(out) = out.as_ref().filter(|out| !stays_inside(out.get_ref())) {
            file.log.add(Fault::new(Code::OutputsOutside, out.span(), out.get_ref()));
        }
        let every: Vec<Command> = Command::NAMES.iter().map(|(_, command)| *command).collect();
        let defaults = file.value("defaults").and_then(|v| Section::of(file.log, v));
        let defaults = defaults.map(|section| self.settings(&section, &[], &every)).unwrap_or_default();

        let mut round_names = Names::new(Code::RoundUnknown);
        let mut rounds = Vec::new();
        for section in file.sections("round") {
            let name = section.wanted_text("name");
            if section.has("name") {
                identifier(file.log, &name);
            }
            round_names.add(file.log, &name);
            rounds.push(Round { name: name.into_inner(), settings: self.settings(&section, &["name"], &every) });
        }

        let mut names = Names::new(Code::PartUnknown);
        let mut parts = Vec::new();
        for kind in Kind::ALL {
            for section in tables(&file, kind) {
                let part = self.part(&section, kind, (&round_names, rounds.len()), &mut names);
                let about = part.of.map(|at: usize| (at, &parts[at]));
                if let Some((_, other)) = about.filter(|(_, other): &(usize, &Part)| !kind.is_about(other.kind)) {
                    let span =
                        section.value(if kind == Kind::Compare { "survey" } else { "of" }).map_or(0..0, |v| v.span());
                    file.log.add(Fault::new(Code::PartUnknown, span, &other.name));
                }
                parts.push(part);
            }
        }
        if parts.is_empty() {
            file.log.add(Fault::new(Code::MissingKey, file.span(), "[[survey]]"));
        }
        file.done();
        let out = out.map_or_else(|| "out".to_string(), |out| out.into_inner().trim_end_matches('/').to_string());
        Project { title, out, rounds, defaults, parts }
    }

    fn part(&self, section: &Section<'_>, kind: Kind, rounds: (&Names, usize), names: &mut Names) -> Part {
        let log = section.log;
        let (commands, usual) = kind.commands();
        // What a part has of these, it has by its kind; the rest is an unknown key like any other.
        let own: &[&'static str] = match kind {
            Kind::Survey => &["name", "files", "corrections", "make"],
            Kind::Scorecard => &["name", "files", "make"],
            Kind::Compare => &["name", "files", "corrections", "checklist", "survey"],
            Kind::Poster => &["name", "of"],
            Kind::Forum => &[],
        };
        let has = |key: &str| own.contains(&key);
        let by_round =
            |key: &'static str| if has(key) { self.by_round(section, key, kind, rounds) } else { ByRound::new() };
        let of = match kind {
            Kind::Compare => section.text("survey"),
            Kind::Poster => section.wanted("of").and_then(|_| section.text("of")),
            Kind::Survey | Kind::Scorecard | Kind::Forum => None,
        };
        let of = of.and_then(|of| names.find(log, &of).map(|at| (at, of.into_inner())));
        let instrument = section.text("instrument").map(Word::into_inner);
        let given = if has("name") { section.text("name") } else { None };
        if let Some(given) = &given {
            identifier(log, given);
        }
        let name = given.unwrap_or_else(|| {
            let by_kind = match (kind, &of, &instrument) {
                (Kind::Compare, Some((_, of)), _) => format!("{of}-facilities"),
                (Kind::Poster, Some((_, of)), _) => format!("{of}-posters"),
                (Kind::Forum, _, _) => "forum".to_string(),
                (_, _, Some(instrument)) => stem(instrument).to_string(),
                (_, _, None) => kind.key().to_string(),
            };
            Spanned::new(section.span(), by_kind)
        });
        names.add(log, &name);
        let make = self.make(section, has("make"), commands, usual);
        // Where a part is made into several things, each may have options of its own: `[survey.gaps]`.
        let settings_of: Vec<(Command, Vec<Setting>)> = commands
            .iter()
            .filter(|_| commands.len() > 1)
            .filter_map(|command| {
                let value = section.value(command.name()).filter(|v| v.get_ref().is_table())?;
                let section = Section::of(log, value)?;
                Some((*command, self.settings(&section, &[], &[*command])))
            })
            .collect();
        let mut reserved: Vec<&str> = own.to_vec();
        reserved.extend(settings_of.iter().map(|(command, _)| command.name()));
        let part = Part {
            kind,
            name: name.into_inner(),
            files: by_round("files"),
            corrections: by_round("corrections"),
            checklists: by_round("checklist"),
            of: of.map(|(at, _)| at),
            make,
            settings: self.settings(section, &reserved, commands),
            settings_of,
        };
        let wants_files = match kind {
            Kind::Survey | Kind::Scorecard => true,
            Kind::Compare => part.of.is_none(),
            Kind::Poster | Kind::Forum => false,
        };
        if wants_files && part.files.is_empty() && !section.has("files") {
            log.add(Fault::new(Code::MissingKey, section.span(), "files"));
        }
        let wants_instrument = kind == Kind::Survey || (kind == Kind::Compare && part.of.is_none());
        if wants_instrument && instrument.is_none() {
            log.add(Fault::new(Code::MissingKey, section.span(), "instrument"));
        }
        part
    }

    /// What is made of a part.
    fn make(&self, section: &Section<'_>, asked: bool, commands: &[Command], usual: usize) -> Vec<Command> {
        if !asked || !section.has("make") {
            return commands[..usual].to_vec();
        }
        if let Some(value) = section.value("make").filter(|_| section.texts("make").is_empty()) {
            section.log.add(Fault::bare(Code::EmptyList, value.span(), "make"));
        }
        let known: Vec<(&str, Command)> = commands.iter().map(|command| (command.name(), *command)).collect();
        let mut make: Vec<Command> =
            section.texts("make").iter().filter_map(|word| choice(section.log, word, &known)).collect();
        // In the order in which they are made, each once.
        make.sort_by_key(|command| commands.iter().position(|known| known == command));
        make.dedup();
        make
    }

    /// Paths of each round: `{ "2026" = "…" }`; without rounds, and of books that say their round themselves, a list.
    fn by_round(
        &self,
        section: &Section<'_>,
        key: &'static str,
        kind: Kind,
        (names, rounds): (&Names, usize),
    ) -> ByRound {
        let Some(value) = section.value(key) else { return ByRound::new() };
        if !value.get_ref().is_table() {
            if rounds > 1 && kind != Kind::Scorecard {
                section.log.add(Fault::new(Code::RoundWanted, value.span(), key));
            }
            let only = (rounds == 1 && kind != Kind::Scorecard).then_some(0);
            return vec![(only, patterns(section.log, value))];
        }
        let mut all = ByRound::new();
        for (round, value) in section.named(key) {
            let found = names.find(section.log, &round);
            let patterns = patterns(section.log, value);
            all.extend(found.map(|at| (Some(at), patterns)));
        }
        all.sort_by_key(|(round, _)| *round);
        all
    }

    /// The options that a table gives, of these commands.
    fn settings(&self, section: &Section<'_>, own: &[&str], commands: &[Command]) -> Vec<Setting> {
        let mut settings = Vec::new();
        for (key, value) in section.entries() {
            let name = key.get_ref().as_str();
            if own.contains(&name) {
                continue;
            }
            let specs = || self.commands.iter().filter(|spec| commands.contains(&spec.command));
            let may_be_given = specs().find_map(|spec| spec.setting(name));
            match may_be_given {
                None if specs().any(|spec| spec.option(name).is_some()) => {
                    section.log.add(Fault::new(Code::OptionOfPlan, key.span(), name));
                }
                Some(spec) => settings.extend(given(section.log, value, spec).map(|given| Setting {
                    option: name.to_string(),
                    given,
                    span: key.span().start..value.span().end,
                    line: self.line(key.span().start),
                })),
                None => {
                    let known = self.known(own, commands);
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    section.log.add(Fault::new(Code::UnknownKey, key.span(), name).known(&known));
                }
            }
        }
        settings
    }

    /// Everything that may stand in a table.
    fn known(&self, own: &[&str], commands: &[Command]) -> Vec<String> {
        let mut known: Vec<String> = own.iter().map(|key| (*key).to_string()).collect();
        for spec in self.commands.iter().filter(|spec| commands.contains(&spec.command)) {
            for option in spec.options.iter().filter(|option| !spec.command.is_decided(&option.name)) {
                if !known.contains(&option.name) {
                    known.push(option.name.clone());
                }
            }
        }
        known
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// The tables of a kind: `[[survey]]` any number of times, `[forum]` once.
fn tables<'t>(file: &Section<'t>, kind: Kind) -> Vec<Section<'t>> {
    match (file.value(kind.key()), kind) {
        (None, _) => Vec::new(),
        (Some(value), Kind::Forum) => Section::of(file.log, value).into_iter().collect(),
        (Some(value), _) => sections(file.log, value),
    }
}

/// Patterns of paths, with the slashes of all systems.
fn patterns(log: &Log, value: &Spanned<DeValue<'_>>) -> Vec<String> {
    let words = words(log, value);
    if words.is_empty() {
        log.add(Fault::bare(Code::EmptyList, value.span(), "files"));
    }
    words.into_iter().map(|word| word.into_inner().replace('\\', "/")).collect()
}

/// What an option is given, if it can be given that.
fn given(log: &Log, value: &Spanned<DeValue<'_>>, spec: &OptionSpec) -> Option<Given> {
    match (value.get_ref(), spec.takes_value) {
        (DeValue::Boolean(said), false) => Some(Given::Flag(*said)),
        (_, false) => {
            log.add(Fault::bare(Code::WrongValue, value.span(), value.get_ref().type_str()).detail("true"));
            None
        }
        (DeValue::Datetime(day), true) => Some(Given::Values(vec![day.to_string()])),
        (_, true) => Some(Given::Values(words(log, value).into_iter().map(Word::into_inner).collect())),
    }
}

/// Whether a folder lies within the project: what is made must not be scattered over the disk.
fn stays_inside(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    !path.is_empty()
        && !path.starts_with('/')
        && !path.contains([':', '\\', '*'])
        && path.split('/').all(|part| part != ".." && !part.is_empty())
}

/// What an instrument is called by its path: that of its file, or of its folder.
fn stem(instrument: &str) -> &str {
    let path = instrument.trim_end_matches(['/', '\\']);
    let path = path.strip_suffix("/instrument.toml").unwrap_or(path);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
