//! The command line as a whole: examples at the end of every help, and what a shell may offer where a value is typed.
//!
//! A command says its examples in its own documentation, as paragraphs that begin with `masam`; here they are put into a block of
//! their own. Names that are built in are offered by shells beside the files of the folder, since a path would do as well.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, CommandFactory};

use super::Cli;
use crate::instrument::shelf;
use crate::places::PlaceSet;
use crate::render::{FORMATS, Palette};

/// The command with all that is said here. Of those below it only the one that is asked for is finished, or all that are built.
pub(super) fn command() -> Command {
    finished(Cli::command())
}

/// The same for a command and, once they are wanted, those below it.
fn finished(command: Command) -> Command {
    with_examples(command).mut_args(offering).mut_subcommands(|below| below.defer(finished))
}

/// Moves the examples out of the description, to the end.
fn with_examples(command: Command) -> Command {
    let Some(long) = command.get_long_about().map(ToString::to_string) else { return command };
    let (examples, said): (Vec<&str>, Vec<&str>) = long.split("\n\n").partition(|part| part.starts_with("masam "));
    if examples.is_empty() {
        return command;
    }
    let listed: String = examples.iter().map(|example| format!("\n  {example}")).collect();
    command.long_about(said.join("\n\n")).after_help(format!("Examples:{listed}"))
}

/// Values of any text, some of which are offered.
#[derive(Clone)]
struct Offered(Vec<&'static str>);

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

/// What may be offered for an option of this name.
fn offered(name: &str) -> Option<Vec<&'static str>> {
    match name {
        "instrument" | "instruments" | "checklist_instrument" => Some(shelf::ids().collect()),
        "places" | "set" | "place_set" => Some(PlaceSet::built_in_names().collect()),
        "format" => Some(FORMATS.iter().map(|format| format.id).collect()),
        "palette" => Some(Palette::ALL.iter().map(|palette| palette.id()).collect()),
        _ => None,
    }
}

fn offering(arg: Arg) -> Arg {
    let is_text = arg.get_value_parser().type_id() == std::any::TypeId::of::<String>();
    match offered(arg.get_id().as_str()).filter(|_| is_text && arg.get_action().takes_values()) {
        // The help says them in words.
        Some(values) => arg.value_parser(Offered(values)).hide_possible_values(true),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command that does something, with its words.
    fn leaves() -> Vec<(String, Command)> {
        fn below(words: &str, command: &Command, into: &mut Vec<(String, Command)>) {
            for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
                let words = format!("{words} {}", sub.get_name());
                if sub.has_subcommands() {
                    below(&words, sub, into);
                } else {
                    into.push((words, sub.clone()));
                }
            }
        }
        let (mut whole, mut all) = (command(), Vec::new());
        whole.build();
        below("masam", &whole, &mut all);
        all
    }

    /// The words of a command line in a shell: quotes hold together what stands in them.
    fn words(line: &str) -> Vec<String> {
        let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
        for c in line.chars() {
            match quote {
                Some(open) if c == open => quote = None,
                None if c == '"' || c == '\'' => quote = Some(c),
                None if c == ' ' => words.push(std::mem::take(&mut word)),
                Some(_) | None => word.push(c),
            }
        }
        words.push(word);
        words.retain(|word| !word.is_empty());
        words
    }

    #[test]
    fn the_command_line_is_put_together_soundly() {
        command().debug_assert();
    }

    #[test]
    fn every_command_shows_examples_that_are_right() {
        let leaves = leaves();
        assert!(leaves.len() > 20);
        for (name, leaf) in leaves {
            let said = leaf.get_long_about().map(ToString::to_string).unwrap_or_default();
            assert!(!said.contains("\nmasam "), "{name}: an example stands outside");
            let end = leaf.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples = end.strip_prefix("Examples:\n").unwrap_or_else(|| panic!("{name} has no examples"));
            let lines: Vec<&str> = examples.lines().filter_map(|line| line.strip_prefix("  masam ")).collect();
            assert!(!lines.is_empty(), "{name}");
            for line in lines {
                // What a shell does with the output is its own.
                let line = format!("masam {}", line.split(" > ").next().unwrap_or_default());
                assert!(line.starts_with(&name), "{name}: {line} is an example of another command");
                let parsed = command().try_get_matches_from(words(&line));
                assert!(parsed.is_ok(), "{line}: {}", parsed.err().map(|e| e.to_string()).unwrap_or_default());
            }
        }
    }

    #[test]
    fn the_command_that_is_asked_for_is_finished() {
        let said = |line: &str| command().try_get_matches_from(line.split(' ')).expect_err(line).to_string();
        for line in ["masam report-card --help", "masam help report-card", "masam places resolve --help"] {
            assert!(said(line).contains("Examples:\n  masam "), "{line}");
        }
    }

    #[test]
    fn a_name_that_is_not_offered_is_taken_all_the_same() {
        let taken = |line: &str| command().try_get_matches_from(line.split(' ')).is_ok();
        assert!(taken("masam report-card с.csv --instrument миний/маягт.xlsx --places газар.toml --out к.xlsx"));
        assert!(taken("masam instrument show миний.toml"));
    }
}
