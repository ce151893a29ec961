//! From a [`Project`] to the steps that make its outputs, each a command that somebody could type.
//!
//! The plan knows which files there are, not what is in them.

use super::model::{ByRound, Command, CommandSpec, Given, Kind, Part, Project, Setting};
use crate::problem::{At, Code, Problem, Problems, quoted};

/// Where the value of an option comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A line of the project file.
    Line(usize),
    /// What the plan itself needs: the round, a format that a later step reads.
    Plan,
}

/// An option of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The option, called as on the command line.
    pub option: String,
    /// What it is given; nothing for an option that takes no value.
    pub values: Vec<String>,
    /// Where that comes from.
    pub from: From,
    /// The bytes of the project file where it stands, if it does.
    pub span: Option<std::ops::Range<usize>>,
}

/// A command with what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called: round, part and command, such as `2026/health/report-card`.
    pub id: String,
    /// The command.
    pub command: Command,
    /// Its files, relative to the project.
    pub files: Vec<String>,
    /// Its options beside those that every step has.
    pub options: Vec<Chosen>,
    /// Its formats; of posters none are chosen.
    pub formats: Vec<String>,
    /// Where it writes: a folder and what the names of files begin with; posters are called after whom they are about.
    pub folder: String,
    /// What the names of its files begin with.
    pub stem: Option<String>,
    /// Steps whose outputs it reads.
    pub after: Vec<usize>,
    /// Patterns that no file fits yet: the step waits for them.
    pub waits_for: Vec<String>,
}

/// What is made of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The steps; those that a step is after come before it.
    pub steps: Vec<Step>,
}

impl Step {
    /// The command as it could be typed in the folder of the project, without what only a run decides.
    pub fn arguments(&self, specs: &[CommandSpec]) -> Vec<String> {
        let spec = specs.iter().find(|spec| spec.command == self.command);
        let mut arguments = vec![self.command.name().to_string()];
        arguments.extend(self.files.iter().cloned());
        for chosen in &self.options {
            let repeats = spec.and_then(|spec| spec.option(&chosen.option)).is_some_and(|option| option.repeats);
            match (&chosen.values[..], repeats) {
                ([], _) => arguments.push(format!("--{}", chosen.option)),
                (values, true) => arguments.extend(values.iter().map(|value| format!("--{}={value}", chosen.option))),
                (values, false) => arguments.push(format!("--{}={}", chosen.option, values.join(","))),
            }
        }
        if !self.formats.is_empty() {
            arguments.push(format!("--format={}", self.formats.join(",")));
        }
        arguments.push(format!("--out={}", self.out()));
        arguments
    }

    /// What `--out` is given.
    pub fn out(&self) -> String {
        match &self.stem {
            Some(stem) => format!("{}/{stem}.*", self.folder),
            None => format!("{}/", self.folder),
        }
    }

    /// The JSON of the report, which later steps read.
    fn json(&self) -> String {
        format!("{}/{}.json", self.folder, self.stem.as_deref().unwrap_or_default())
    }

    fn needs_json(&mut self) {
        if !self.formats.iter().any(|format| format == "json") {
            self.formats.push("json".into());
        }
    }
}

/// Makes the plan. `find` gives the paths that fit a pattern, in order; a path without wildcards fits if it is there.
///
/// # Errors
///
/// Names of files that can't be handed on.
pub fn plan(project: &Project, specs: &[CommandSpec], find: &dyn Fn(&str) -> Vec<String>) -> Result<Plan, Problems> {
    let mut planner =
        Planner { project, specs, find, plan: Plan::default(), made: Vec::new(), problems: Problems::default() };
    for (at, part) in project.parts.iter().enumerate() {
        match part.kind {
            Kind::Survey => planner.survey(at, part),
            Kind::Scorecard => planner.scorecard(at, part),
            Kind::Compare => planner.compare(at, part),
            Kind::Poster => planner.poster(part),
            Kind::Forum => planner.forum(part),
        }
    }
    if planner.problems.is_empty() { Ok(planner.plan) } else { Err(planner.problems) }
}

/// Whether a pattern is the path of one file, which was meant to be there.
fn names_a_file(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '['])
}

/// The option that names tables of known totals.
const TOTALS: &str = "totals";

struct Planner<'p> {
    project: &'p Project,
    specs: &'p [CommandSpec],
    find: &'p dyn Fn(&str) -> Vec<String>,
    plan: Plan,
    /// Of each step its part, its command and its round.
    made: Vec<(usize, Command, Option<usize>)>,
    problems: Problems,
}

impl Planner<'_> {
    fn survey(&mut self, at: usize, part: &Part) {
        for (round, patterns) in &part.files {
            for command in part.make.iter().filter(|command| **command != Command::Change) {
                let mut step = self.step(part, *command, *round);
                self.give_files(&mut step, patterns);
                self.give_corrections(&mut step, &part.corrections, *round);
                self.give_round(&mut step, *round);
                self.add(step, at, *round);
            }
        }
        if part.make.contains(&Command::Change) && part.files.len() > 1 {
            self.change(at, part);
        }
    }

    /// The rounds of a survey against one another: those that have files, if there are two.
    fn change(&mut self, at: usize, part: &Part) {
        let last = part.files.last().and_then(|(round, _)| *round);
        let mut step = self.step(part, Command::Change, last);
        (step.folder, step.id) = (self.project.out.clone(), format!("{}/change", part.name));
        let mut waits = Vec::new();
        // Totals are those of each round's own cards, unless they are named for this command.
        let is_own = |(of, settings): &(Command, Vec<Setting>)| {
            *of == Command::Change && settings.iter().any(|setting| setting.option == TOTALS)
        };
        let of_rounds = !part.settings_of.iter().any(is_own);
        if of_rounds {
            step.options.retain(|chosen| chosen.option != TOTALS);
        }
        for (round, patterns) in &part.files {
            let card = self.step(part, Command::ReportCard, *round);
            for totals in card.options.iter().filter(|chosen| of_rounds && chosen.option == TOTALS) {
                let name = round.map(|at| self.project.rounds[at].name.as_str()).unwrap_or_default();
                let values = totals.values.iter().map(|file| format!("{name}={file}")).collect();
                step.options.push(Chosen { values, ..totals.clone() });
            }
            let (files, missing) = self.expand(patterns);
            waits.extend(missing);
            let name = round.map(|at| self.project.rounds[at].name.as_str()).unwrap_or_default();
            if files.is_empty() {
                continue;
            }
            if let Some(path) = files.iter().find(|path| path.contains(',')) {
                self.problems.add(Problem::new(Code::CommaInPath, At::file(path.as_str()), quoted(path)));
            }
            step.choose("round", vec![format!("{name}={}", files.join(","))]);
            for (_, patterns) in part.corrections.iter().filter(|(of, _)| of == round) {
                let (files, missing) = self.expand(patterns);
                step.choose("corrections", files.into_iter().map(|file| format!("{name}={file}")).collect());
                step.waits_for.extend(missing.into_iter().filter(|pattern| names_a_file(pattern)));
            }
        }
        let rounds = step.options.iter().filter(|chosen| chosen.option == "round").count();
        step.waits_for.extend(waits.into_iter().filter(|_| rounds < 2));
        self.add(step, at, None);
    }

    /// Books of facilities say themselves which round they are of.
    fn scorecard(&mut self, at: usize, part: &Part) {
        for command in &part.make {
            let last = self.project.rounds.len().checked_sub(1);
            let mut step = self.step(part, *command, last);
            step.folder = self.project.out.clone();
            step.id = format!("{}/{}", part.name, command.name());
            let patterns: Vec<String> = part.files.iter().flat_map(|(_, patterns)| patterns.clone()).collect();
            self.give_files(&mut step, &patterns);
            if *command == Command::Scorecard {
                step.stem = Some(part.name.clone());
            }
            self.add(step, at, None);
        }
    }

    fn compare(&mut self, at: usize, part: &Part) {
        let survey = part.of.map(|of| &self.project.parts[of]);
        let files = if part.files.is_empty() {
            survey.map(|s| s.files.clone()).unwrap_or_default()
        } else {
            part.files.clone()
        };
        let corrections =
            if part.files.is_empty() { survey.map(|s| &s.corrections) } else { None }.unwrap_or(&part.corrections);
        for (turn, (round, patterns)) in files.iter().enumerate() {
            let mut step = self.step(part, Command::Compare, *round);
            // What the survey says of itself holds here as well, where this command knows it.
            if let Some(survey) = survey {
                self.settle(&mut step, &survey.settings);
                self.settle(&mut step, &part.settings);
            }
            step.stem = Some(part.name.clone());
            self.give_files(&mut step, patterns);
            self.give_corrections(&mut step, corrections, *round);
            for (_, patterns) in part.checklists.iter().filter(|(of, _)| of == round || of.is_none()) {
                let (checklists, missing) = self.expand(patterns);
                step.choose("checklist", checklists);
                step.waits_for.extend(missing);
            }
            let before = step.options.iter().any(|c| c.option == "benchmark" && c.values == ["previous"]);
            if let Some((_, patterns)) = turn.checked_sub(1).map(|before| &files[before]).filter(|_| before) {
                let (previous, missing) = self.expand(patterns);
                step.choose("previous", previous);
                step.waits_for.extend(missing);
            }
            if before && turn == 0 {
                // There is no round before the first.
                continue;
            }
            self.add(step, at, *round);
        }
    }

    /// Posters of the newest report of a part.
    fn poster(&mut self, part: &Part) {
        let Some(of) = part.of else { return };
        let command = match self.project.parts[of].kind {
            Kind::Scorecard => Command::Scorecard,
            Kind::Compare => Command::Compare,
            Kind::Survey | Kind::Poster | Kind::Forum => Command::ReportCard,
        };
        let Some(source) = self.newest(of, command) else { return };
        let round = self.made[source].2;
        let mut step = self.step(part, Command::Poster, round);
        step.folder = format!("{}/{}", step.folder, part.name);
        (step.stem, step.formats) = (None, Vec::new());
        self.read_json(&mut step, source, None);
        self.add(step, usize::MAX, round);
    }

    /// Everything of the newest round in which there is a report card.
    fn forum(&mut self, part: &Part) {
        let surveys = || (0..self.project.parts.len()).filter(|at| self.project.parts[*at].kind == Kind::Survey);
        let cards: Vec<(usize, usize)> =
            surveys().filter_map(|at| Some((at, self.newest(at, Command::ReportCard)?))).collect();
        let Some(round) = cards.iter().map(|(_, step)| self.made[*step].2).max() else { return };
        let mut step = self.step(part, Command::Forum, round);
        step.stem = Some("forum".into());
        step.id = [self.project_round(round), "forum"]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("/");
        if let Some(title) = &self.project.title
            && !step.options.iter().any(|chosen| chosen.option == "title")
        {
            let title = if title.mn.is_empty() { &title.en } else { &title.mn };
            step.choose("title", vec![title.to_string()]);
        }
        for (at, card) in cards {
            let name = self.project.parts[at].name.clone();
            let of = self.made[card].2;
            self.read_json(&mut step, card, Some(("card", Some(&name))));
            if let Some(gaps) = self.find_step(at, Command::Gaps, of) {
                self.read_json(&mut step, gaps, Some(("gaps", Some(&name))));
            }
            if let Some(change) = self.find_step(at, Command::Change, None) {
                self.read_json(&mut step, change, Some(("change", Some(&name))));
            }
        }
        for at in 0..self.project.parts.len() {
            let (option, command) = match self.project.parts[at].kind {
                Kind::Scorecard => ("scorecards", Command::Scorecard),
                Kind::Compare => ("facilities", Command::Compare),
                Kind::Survey | Kind::Poster | Kind::Forum => continue,
            };
            if let Some(source) = self.newest(at, command) {
                self.read_json(&mut step, source, Some((option, None)));
            }
        }
        self.add(step, usize::MAX, round);
    }

    /// A step with the options that the project gives it, the nearest to it last.
    fn step(&self, part: &Part, command: Command, round: Option<usize>) -> Step {
        let of_round = self.project_round(round);
        let folder =
            [self.project.out.as_str(), of_round].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
        let id =
            [of_round, &part.name, command.name()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
        let mut step = Step {
            id: id.join("/"),
            command,
            files: Vec::new(),
            options: Vec::new(),
            formats: Vec::new(),
            folder: folder.join("/"),
            stem: Some(format!("{}-{}", part.name, command.name())),
            after: Vec::new(),
            waits_for: Vec::new(),
        };
        self.settle(&mut step, &self.project.defaults);
        if let Some(round) = round {
            self.settle(&mut step, &self.project.rounds[round].settings);
        }
        self.settle(&mut step, &part.settings);
        for (_, settings) in part.settings_of.iter().filter(|(of, _)| *of == command) {
            self.settle(&mut step, settings);
        }
        step.formats.retain(|format| command.writes(format));
        if step.formats.is_empty() {
            step.formats.push(if command == Command::Tally { "tally" } else { "xlsx" }.into());
        }
        if command == Command::Tally {
            step.formats.clear();
        }
        step
    }

    /// Takes over the options that the command of a step knows; later ones replace earlier ones.
    fn settle(&self, step: &mut Step, settings: &[Setting]) {
        let Some(spec) = self.specs.iter().find(|spec| spec.command == step.command) else { return };
        for setting in settings.iter().filter(|setting| spec.setting(&setting.option).is_some()) {
            step.options.retain(|chosen| chosen.option != setting.option);
            let values = match &setting.given {
                Given::Flag(false) => continue,
                Given::Flag(true) => Vec::new(),
                Given::Values(values) if setting.option == "format" => {
                    step.formats.clone_from(values);
                    continue;
                }
                Given::Values(values) => values.clone(),
            };
            let (option, span) = (setting.option.clone(), Some(setting.span.clone()));
            step.options.push(Chosen { option, values, from: From::Line(setting.line), span });
        }
    }

    fn give_files(&self, step: &mut Step, patterns: &[String]) {
        let (files, missing) = self.expand(patterns);
        step.files = files;
        step.waits_for.extend(missing);
    }

    /// Corrections of a round; there may be none yet, but a file that is named must be there.
    fn give_corrections(&self, step: &mut Step, corrections: &ByRound, round: Option<usize>) {
        for (_, patterns) in corrections.iter().filter(|(of, _)| *of == round) {
            let (files, missing) = self.expand(patterns);
            step.choose("corrections", files);
            step.waits_for.extend(missing.into_iter().filter(|pattern| names_a_file(pattern)));
        }
    }

    /// The name of a round, for the commands that print one.
    fn give_round(&self, step: &mut Step, round: Option<usize>) {
        let knows = self.specs.iter().any(|spec| spec.command == step.command && spec.option("round").is_some());
        if let Some(round) = round.filter(|_| knows) {
            step.choose("round", vec![self.project.rounds[round].name.clone()]);
        }
    }

    /// The paths of patterns, each once, and the patterns that none fits.
    fn expand(&self, patterns: &[String]) -> (Vec<String>, Vec<String>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for pattern in patterns {
            let paths = (self.find)(pattern);
            if paths.is_empty() {
                missing.push(pattern.clone());
            }
            for path in paths {
                if !found.contains(&path) {
                    found.push(path);
                }
            }
        }
        (found, missing)
    }

    fn add(&mut self, step: Step, part: usize, round: Option<usize>) {
        self.made.push((part, step.command, round));
        self.plan.steps.push(step);
    }

    /// Lets a step read the JSON of an earlier one: as its file, or as an option, with a name before it.
    fn read_json(&mut self, step: &mut Step, source: usize, option: Option<(&str, Option<&str>)>) {
        let earlier = &mut self.plan.steps[source];
        earlier.needs_json();
        let path = earlier.json();
        match option {
            None => step.files.push(path),
            Some((option, None)) => step.add_to(option, path),
            Some((option, Some(name))) => step.add_to(option, format!("{name}={path}")),
        }
        step.after.push(source);
    }

    fn find_step(&self, part: usize, command: Command, round: Option<usize>) -> Option<usize> {
        let fits = |at: &usize| self.made[*at] == (part, command, round) && self.plan.steps[*at].waits_for.is_empty();
        (0..self.made.len()).find(fits)
    }

    /// The last step of this kind that waits for nothing.
    fn newest(&self, part: usize, command: Command) -> Option<usize> {
        let fits = |at: &usize| {
            let (of, made, _) = self.made[*at];
            (of, made) == (part, command) && self.plan.steps[*at].waits_for.is_empty()
        };
        (0..self.made.len()).rev().find(fits)
    }

    fn project_round(&self, round: Option<usize>) -> &str {
        round.map(|at| self.project.rounds[at].name.as_str()).unwrap_or_default()
    }
}

impl Step {
    /// Gives an option what the plan decides, if it is anything.
    fn choose(&mut self, option: &str, values: Vec<String>) {
        if values.is_empty() {
            return;
        }
        self.options.push(Chosen { option: option.to_string(), values, from: From::Plan, span: None });
    }

    /// The same, added to what it has.
    fn add_to(&mut self, option: &str, value: String) {
        match self.options.iter_mut().find(|chosen| chosen.option == option) {
            Some(chosen) => chosen.values.push(value),
            None => self.choose(option, vec![value]),
        }
    }
}
