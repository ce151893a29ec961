//! A first draft of what is computed, of a form that doesn't say: something to begin with, and each guess told.
//!
//! A scale gives a score, yes and no the share of yes, a number its median, several answers the share of each, and so does
//! a short list without an order. Which way is better is said only where the words of a scale say it. The outermost groups
//! of the form are the dimensions.

use std::collections::BTreeSet;

use super::choices::{ChoiceList, ListIs};
use super::notes::Notes;
use super::sheet::{Spot, Words};
use super::spelling::{Spelling, list, sides};
use super::survey::{Asks, Item, Survey, identifier};
use super::{Form, lexicon};
use crate::instrument::text::quoted;
use crate::problem::Code;

/// Answers without an order are told one by one if there are no more than these.
const FEW: usize = 8;

/// Spells dimensions, indicators and groupings; gives how many indicators there are.
pub(super) fn spell(
    form: &Form,
    survey: &Survey,
    lists: &[ChoiceList],
    notes: &mut Notes,
    out: &mut Spelling,
) -> usize {
    let mut draft = Draft { form, out, taken: BTreeSet::new(), made: Vec::new() };
    let mut dimensions: Vec<(String, Words)> = Vec::new();
    let mut of_item = Vec::new();
    for item in &survey.items {
        let (id, title) = match item.group {
            Some(group) => survey.groups[group].clone(),
            None => {
                let rest = Words { mn: "Асуултууд".into(), en: "Questions".into(), others: Vec::new() };
                ("questions".to_owned(), rest)
            }
        };
        let id = identifier(&id);
        if !dimensions.iter().any(|(known, _)| *known == id) {
            dimensions.push((id.clone(), title));
        }
        of_item.push(id);
    }
    let figures: Vec<Figures> = survey.items.iter().map(|item| Figures::of(item, lists)).collect();
    dimensions
        .retain(|(id, _)| of_item.iter().zip(&figures).any(|(of, figures)| of == id && *figures != Figures::None));
    for (id, title) in &dimensions {
        draft.out.heading("[[dimension]]");
        draft.out.raw(&format!("id = {}\ntitle = {{ {} }}\n", quoted(id), sides(title)));
    }
    for ((item, dimension), figures) in survey.items.iter().zip(&of_item).zip(&figures) {
        draft.item(item, dimension, figures, lists);
    }
    for item in &survey.items {
        draft.grouping(item, lists, notes);
    }
    let made = draft.made;
    if !made.is_empty() {
        let at = Spot { row: None, column: None, ..form.anywhere() };
        notes.add(Code::FormDrafted, &at, made.len().to_string(), made.join(", "));
    }
    made.len()
}

/// Whether there is nothing to draft.
pub(super) fn gives_nothing(survey: &Survey, lists: &[ChoiceList]) -> bool {
    survey.items.iter().all(|item| Figures::of(item, lists) == Figures::None)
}

/// What a question gives.
#[derive(Debug, PartialEq, Eq)]
enum Figures {
    Yes(String),
    Score { judges: bool },
    Median,
    Each(usize),
    None,
}

impl Figures {
    fn of(item: &Item, lists: &[ChoiceList]) -> Figures {
        match item.asks {
            Asks::Number { .. } => Figures::Median,
            Asks::Several(at) => Figures::Each(at),
            Asks::One(at) => match &lists[at].is {
                ListIs::YesNo(yes) => Figures::Yes(yes.clone()),
                ListIs::Scale { judges } => Figures::Score { judges: *judges },
                // Whom somebody is gives groups, no figures.
                ListIs::Named
                    if is_sex(item, lists) || lists[at].answers.len() > FEW || lists[at].answers.len() < 2 =>
                {
                    Figures::None
                }
                ListIs::Named => Figures::Each(at),
            },
        }
    }
}

struct Draft<'a> {
    form: &'a Form,
    out: &'a mut Spelling,
    taken: BTreeSet<String>,
    made: Vec<String>,
}

impl Draft<'_> {
    fn item(&mut self, item: &Item, dimension: &str, figures: &Figures, lists: &[ChoiceList]) {
        let title = self.form.short(item);
        let id = &item.id;
        let with = |mn: &str, en: &str| Words {
            mn: if title.mn.is_empty() { String::new() } else { format!("{} ({mn})", title.mn) },
            en: if title.en.is_empty() { String::new() } else { format!("{} ({en})", title.en) },
            others: Vec::new(),
        };
        match figures {
            Figures::None => {}
            Figures::Yes(yes) => {
                let measure = format!("share = {}, codes = {}", quoted(id), list(std::slice::from_ref(yes)));
                self.indicator(item, id.clone(), &title, dimension, &measure, "neither");
            }
            Figures::Score { judges } => {
                let better = if *judges { "higher" } else { "neither" };
                let measure = format!("score = {}", quoted(id));
                self.indicator(item, format!("{id}.score"), &with("оноо", "score"), dimension, &measure, better);
            }
            Figures::Median => {
                let measure = format!("median = {}", quoted(id));
                self.indicator(item, format!("{id}.median"), &with("медиан", "median"), dimension, &measure, "neither");
            }
            Figures::Each(at) => {
                for answer in &lists[*at].answers {
                    let joined = |a: &str, b: &str, otherwise: &str| match (a, b) {
                        ("", _) => String::new(),
                        (a, "") => format!("{a}: {otherwise}"),
                        (a, b) => format!("{a}: {b}"),
                    };
                    let title = Words {
                        mn: joined(&title.mn, &answer.label.mn, &answer.code),
                        en: joined(&title.en, &answer.label.en, &answer.code),
                        others: Vec::new(),
                    };
                    let measure =
                        format!("share = {}, codes = {}", quoted(id), list(std::slice::from_ref(&answer.code)));
                    self.indicator(item, format!("{id}.{}", answer.code), &title, dimension, &measure, "neither");
                }
            }
        }
    }

    fn indicator(&mut self, item: &Item, id: String, title: &Words, dimension: &str, measure: &str, better: &str) {
        let mut id = identifier(&id);
        while !self.taken.insert(id.to_lowercase()) {
            id += "_";
        }
        let spot = self.form.survey.row_spot(item.row);
        self.out.at(&spot, |out| {
            out.heading("[[indicator]]");
            out.raw(&format!("id = {}\ntitle = {{ {} }}\n", quoted(&id), sides(title)));
            out.raw(&format!(
                "dimension = {}\nmeasure = {{ {measure} }}\nbetter = {}\n",
                quoted(dimension),
                quoted(better)
            ));
        });
        self.made.push(id);
    }

    /// Women and men, in that order.
    fn grouping(&mut self, item: &Item, lists: &[ChoiceList], notes: &mut Notes) {
        let Asks::One(at) = item.asks else { return };
        if !is_sex(item, lists) || lists[at].answers.iter().any(|a| identifier(&a.code) != a.code) {
            return;
        }
        let spot = self.form.survey.row_spot(item.row);
        self.out.at(&spot, |out| {
            out.heading("[[grouping]]");
            out.raw(&format!("id = {}\n", quoted(&item.id)));
            out.raw(&format!("title = {{ {} }}\nquestion = {}\n", sides(&self.form.short(item)), quoted(&item.id)));
        });
        notes.add(Code::FormGroupingDrafted, &spot, crate::problem::quoted(&item.id), "");
    }
}

fn is_sex(item: &Item, lists: &[ChoiceList]) -> bool {
    let Asks::One(at) = item.asks else { return false };
    let name = lexicon::folded(&item.name.replace('_', " "));
    let named = name.split(' ').any(|word| ["sex", "gender", "хүйс"].contains(&word));
    named && (2..=4).contains(&lists[at].answers.len())
}
