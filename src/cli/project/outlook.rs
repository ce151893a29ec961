//! What a run would do and why, before anything is done.

use std::collections::BTreeMap;

use anyhow::bail;
use serde_json::json;

use super::super::{Outcome, Result, shell};
use super::{Contents, Opened};
use crate::project::{self, Chosen, From, Stale, stale};

/// How things are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// In words, on standard error.
    Words,
    /// As events for scripts, on standard output.
    Json,
    /// Not at all.
    Nothing,
}

/// So many of a thing: `1 file`, `3 files`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// An event as a line.
pub(super) fn line(event: serde_json::Value) -> String {
    format!("{event}\n")
}

/// A name as wide as others beside it.
pub(super) fn pad(name: &str) -> String {
    const WIDTH: usize = 34;
    format!("{name}{}", " ".repeat(WIDTH.saturating_sub(name.chars().count())))
}

/// Why a step is to be made, in words.
pub(super) fn why(stale: &Stale) -> String {
    match stale {
        Stale::New => "not made yet".into(),
        Stale::CutShort => "a run was cut short here".into(),
        Stale::Version(version) => format!("made by masam {version}"),
        Stale::Command => "its options or files changed".into(),
        Stale::Input(file) => format!("{file} changed"),
        Stale::InputGone(file) => format!("{file} is gone"),
        Stale::OutputGone(file) => format!("{file} is gone"),
        Stale::After(step) => format!("{step} is made again"),
    }
}

/// Why each step is to be made, as far as it can be told before anything is; none for those that are up to date.
pub(super) fn reasons(opened: &Opened, contents: &mut Contents, force: bool) -> Vec<Option<Stale>> {
    let mut reasons: Vec<Option<Stale>> = Vec::new();
    for step in &opened.plan.steps {
        let command = step.arguments(&opened.specs);
        let own = stale(&opened.manifest, &step.id, &command, &mut |path| contents.at(path));
        let before = step.after.iter().find(|before| reasons[**before].is_some());
        let after = || before.map(|before| Stale::After(opened.plan.steps[*before].id.clone()));
        let forced = force.then_some(Stale::Command);
        reasons.push(own.or_else(after).or(forced));
    }
    reasons
}

/// What would be made, and what is missing.
pub(super) fn check(opened: &Opened, chosen: &[bool], how: Told, force: bool) -> Result<Outcome> {
    let mut contents = Contents::default();
    let reasons = reasons(opened, &mut contents, force);
    let mut all_made = true;
    for ((step, reason), _) in opened.plan.steps.iter().zip(&reasons).zip(chosen).filter(|(_, chosen)| **chosen) {
        let (sign, state, words) = match reason {
            _ if !step.waits_for.is_empty() => ("…", "waiting", format!("no file yet: {}", step.waits_for.join(", "))),
            Some(reason) => ("→", "to-be-made", why(reason)),
            None => ("·", "up-to-date", "up to date".into()),
        };
        all_made &= reason.is_none() && step.waits_for.is_empty();
        if how == Told::Json {
            shell::print(&format!("{}\n", json!({ "event": "would", "step": step.id, "state": state, "why": words })))?;
        } else if how == Told::Words {
            shell::say(format_args!("{sign} {} {words}", pad(&step.id)));
        }
    }
    Ok(if all_made { Outcome::Whole } else { Outcome::WithGaps })
}

/// The command of each step, and where its options come from.
pub(super) fn explain(opened: &Opened, chosen: &[bool]) -> Result<Outcome> {
    let mut text = String::new();
    for step in opened.plan.steps.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(step, _)| step) {
        let command: Vec<String> = step.arguments(&opened.specs).iter().map(|word| quoted_for_shell(word)).collect();
        text += &format!("{}\n    masam {}\n", step.id, command.join(" "));
        let mut lines: BTreeMap<String, Vec<&Chosen>> = BTreeMap::new();
        for chosen in &step.options {
            let from = match chosen.from {
                From::Line(line) => format!("{} line {line}", project::FILE),
                From::Plan => "the plan".into(),
            };
            lines.entry(from).or_default().push(chosen);
        }
        for (from, options) in lines {
            let options: Vec<String> = options.iter().map(|chosen| said(chosen)).collect();
            text += &format!("      {from}: {}\n", options.join("; "));
        }
        if !step.waits_for.is_empty() {
            text += &format!("      waits for: {}\n", step.waits_for.join(", "));
        }
    }
    if text.is_empty() {
        bail!("there is no step to explain");
    }
    shell::print(&text)?;
    Ok(Outcome::Whole)
}

fn said(chosen: &Chosen) -> String {
    if chosen.values.is_empty() {
        chosen.option.clone()
    } else {
        format!("{} = {}", chosen.option, chosen.values.join(", "))
    }
}

/// A word as a shell takes it for one.
fn quoted_for_shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=,:@%+".contains(c);
    if word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
