//! Reading groupings: the groups that answers are broken down by, and the pairs that are compared.

use super::questions::{Asked, filled, is_empty};
use super::{Answer, AnswerIndex, Bounds, Group, Grouping, Holds, QuestionIndex};
use crate::lang::Label;
use crate::problem::{Code, quoted};
use crate::toml_file::{Fault, Names, Section, Word, words};

/// Reads `[[grouping]]`.
pub(super) fn read(file: &Section<'_>, asked: &Asked) -> Vec<Grouping> {
    let mut ids = Names::new(Code::UnknownGroup);
    let mut groupings = Vec::new();
    for section in file.sections("grouping") {
        let id = section.id();
        ids.add(file.log, &id);
        groupings.extend(grouping(&section, id, asked));
        section.done();
    }
    groupings
}

fn grouping(section: &Section<'_>, id: Word, asked: &Asked) -> Option<Grouping> {
    let log = section.log;
    let title = section.wanted_label("title");
    let name = section.wanted_text("question");
    let (written, pairs) = (section.value("groups"), section.value("compare"));
    let question = asked.question(log, &name)?;
    let (groups, ids) = match written {
        Some(_) => written_groups(section, question, asked),
        None => (answer_groups(question, asked), Vec::new()),
    };
    if written.is_none() && groups.is_empty() {
        section.wanted("groups");
    }
    let mut names = Names::new(Code::UnknownGroup);
    for (at, group) in groups.iter().enumerate() {
        let word = ids.get(at).cloned().unwrap_or_else(|| Word::new(name.span(), group.id.clone()));
        names.add(log, &word);
        if let Some(other) = groups[..at].iter().find(|g| overlap(&g.holds, &group.holds)) {
            let fault = Fault::new(Code::GroupsOverlap, word.span(), &other.id);
            log.add(fault.detail(quoted(&group.id)));
        }
    }
    let compare = pairs.map(|_| compare(section, &names, id.get_ref())).unwrap_or_default();
    let ordered = section.truth("ordered");
    Some(Grouping { id: id.into_inner(), title, question, groups, compare, ordered })
}

/// One group for each answer.
fn answer_groups(question: QuestionIndex, asked: &Asked) -> Vec<Group> {
    let answers = asked.questions[question.0].answers().iter().enumerate();
    let group = |(at, answer): (usize, &Answer)| Group {
        id: answer.code.clone(),
        label: answer.label.clone(),
        holds: Holds::Answers(vec![AnswerIndex(at)]),
    };
    answers.map(group).collect()
}

fn written_groups(section: &Section<'_>, question: QuestionIndex, asked: &Asked) -> (Vec<Group>, Vec<Word>) {
    let (mut groups, mut ids) = (Vec::new(), Vec::new());
    for group in section.sections("groups") {
        let id = group.id();
        let named = group.has("mn") || group.has("en");
        let label = if named { group.own_label() } else { Label::same(id.get_ref().as_str()) };
        let holds = asked.holds(&group, question).unwrap_or(Holds::Answers(Vec::new()));
        group.done();
        groups.push(Group { id: id.get_ref().clone(), label, holds });
        ids.push(id);
    }
    let span = section.value("groups").map_or(section.span(), |v| v.span());
    (filled(section.log, "groups", span, groups), ids)
}

/// Pairs to compare, `[["poor", "non_poor"]]`: first minus second.
fn compare(section: &Section<'_>, names: &Names, grouping: &str) -> Vec<(usize, usize)> {
    let Some(value) = section.value("compare") else { return Vec::new() };
    let wrong = |span| section.log.add(Fault::bare(Code::WrongValue, span, "compare").detail(r#"[["a", "b"]]"#));
    let Some(list) = value.get_ref().as_array() else {
        wrong(value.span());
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for pair in list.iter() {
        let ends = if pair.get_ref().is_array() { words(section.log, pair) } else { Vec::new() };
        let [first, second] = ends.as_slice() else {
            wrong(pair.span());
            continue;
        };
        let first_at = names.find_within(section.log, first, grouping);
        let second_at = names.find_within(section.log, second, grouping);
        if let (Some(a), Some(b)) = (first_at, second_at) {
            if a == b {
                section.log.add(Fault::new(Code::GivenTwice, second.span(), second.get_ref()).earlier(first.span()));
            }
            pairs.push((a, b));
        }
    }
    pairs
}

/// Whether somebody could belong to both.
fn overlap(a: &Holds, b: &Holds) -> bool {
    match (a, b) {
        (Holds::Answers(a), Holds::Answers(b)) => a.iter().any(|x| b.contains(x)),
        (Holds::Within(a), Holds::Within(b)) => {
            let higher = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::max);
            let lower = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::min);
            !is_empty(&Bounds {
                at_least: higher(a.at_least, b.at_least),
                above: higher(a.above, b.above),
                at_most: lower(a.at_most, b.at_most),
                below: lower(a.below, b.below),
            })
        }
        (Holds::Answers(_), Holds::Within(_)) | (Holds::Within(_), Holds::Answers(_)) => false,
    }
}
