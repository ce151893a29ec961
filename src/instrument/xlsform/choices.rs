//! The lists of answers of a form: which choices are answers, which mean that there is none, and which lists are scales.

use std::collections::BTreeSet;

use super::lexicon;
use super::notes::Notes;
use super::sheet::{Grid, Spot, Words};
use super::{cells, names};
use crate::problem::{Code, quoted};

/// A list of answers.
#[derive(Debug, Clone, Default)]
pub(super) struct ChoiceList {
    pub(super) name: String,
    pub(super) answers: Vec<Choice>,
    /// Codes that mean that there is no answer, by reason, in the order of the list.
    pub(super) missing: Vec<(String, String)>,
    /// What the list is for a first draft.
    pub(super) is: ListIs,
}

/// One answer.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) label: Words,
    pub(super) also: Vec<String>,
    /// Its value on a scale, as it stands in the form.
    pub(super) value: String,
    pub(super) spot: Spot,
}

/// What is known of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum ListIs {
    /// Answers without an order.
    #[default]
    Named,
    /// Yes and no; the code of yes.
    YesNo(String),
    /// A scale; whether its upper end is known to be the better one.
    Scale { judges: bool },
}

/// The reasons for which there may be no answer.
const REASONS: [&str; 5] = ["blank", "not_asked", "dont_know", "refused", "unreadable"];

/// The choice that `or_other` adds.
pub(super) fn other() -> Choice {
    let label = Words { mn: "Бусад".to_owned(), en: "Other".to_owned(), others: Vec::new() };
    let spot = Spot { sheet: names::sheet::CHOICES.into(), row: None, column: None };
    Choice { code: "other".to_owned(), label, also: Vec::new(), value: String::new(), spot }
}

/// Reads the sheet of choices. `ours` says that the form spells its missing codes itself.
pub(super) fn read(grid: &Grid, ours: bool, of_roles: &BTreeSet<String>, notes: &mut Notes) -> Vec<ChoiceList> {
    use names::choices::{ALSO, LABEL, LIST_NAME, MISSING, NAME, SCORE};
    let mut lists: Vec<ChoiceList> = Vec::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for row in 0..grid.rows.len() {
        let (list, code) = (grid.cell(row, LIST_NAME), grid.cell(row, NAME));
        if list.is_empty() || code.is_empty() {
            let lacking = if list.is_empty() { LIST_NAME } else { NAME };
            // A row of neither is a heading or a remark.
            if list.is_empty() != code.is_empty() {
                notes.add(Code::FormRowLacks, &grid.row_spot(row), lacking, "");
            }
            continue;
        }
        let spot = grid.spot(row, NAME);
        if !seen.insert((list.to_owned(), code.to_lowercase())) {
            notes.add(Code::FormChoiceTwice, &spot, quoted(code), list);
            continue;
        }
        let at = lists.iter().position(|known| known.name == list).unwrap_or_else(|| {
            lists.push(ChoiceList { name: list.to_owned(), ..ChoiceList::default() });
            lists.len() - 1
        });
        let label = grid.words(row, LABEL);
        let label = if label.is_empty() { Words::of_one(code) } else { label };
        let also = cells::list(grid.cell(row, ALSO));
        let stated = grid.cell(row, MISSING);
        let guessed = if ours { None } else { label.all().find_map(lexicon::missing).map(lexicon::reason) };
        match (stated, guessed) {
            ("", None) => {
                let score = grid.cell(row, SCORE);
                let is_number = score.parse().is_ok_and(f64::is_finite);
                if !score.is_empty() && !is_number {
                    notes.add(Code::FormScore, &grid.spot(row, SCORE), quoted(score), code);
                }
                let value = if is_number { score.to_owned() } else { String::new() };
                lists[at].answers.push(Choice { code: code.to_owned(), label, also, value, spot });
            }
            (stated, guessed) => {
                let reason = if stated.is_empty() { guessed.unwrap_or_default() } else { stated };
                if !REASONS.contains(&reason) {
                    notes.fault(Code::UnknownWord, &grid.spot(row, MISSING), quoted(reason), "", &REASONS);
                    continue;
                }
                if stated.is_empty() {
                    notes.add(Code::FormMissingGuessed, &spot, quoted(label.all().next().unwrap_or(code)), reason);
                }
                let spellings = [code].into_iter().chain(label.all()).chain(also.iter().map(String::as_str));
                for spelling in spellings {
                    let list = &mut lists[at].missing;
                    if !list.iter().any(|(_, known)| known.eq_ignore_ascii_case(spelling)) {
                        list.push((reason.to_owned(), spelling.to_owned()));
                    }
                }
            }
        }
    }
    for list in lists.iter_mut().filter(|list| !of_roles.contains(&list.name.to_lowercase())) {
        // What is an answer by its code can't be none as well.
        let codes: BTreeSet<String> = list.answers.iter().map(|a| a.code.to_lowercase()).collect();
        list.missing.retain(|(_, code)| !codes.contains(&code.to_lowercase()));
        list.tell_apart(notes);
        list.is = list.judged(!grid.has(SCORE), notes);
    }
    lists
}

impl ChoiceList {
    /// Two answers of one wording, or one worded like the code of another, would be one answer in a file of labels.
    fn tell_apart(&mut self, notes: &mut Notes) {
        let missing: Vec<String> = self.missing.iter().map(|(_, code)| code.to_lowercase()).collect();
        let codes: Vec<String> = self.answers.iter().map(|a| a.code.to_lowercase()).collect();
        let mut taken: BTreeSet<String> = codes.iter().chain(&missing).cloned().collect();
        for answer in &mut self.answers {
            let own = answer.code.to_lowercase();
            let mut wordings: BTreeSet<String> = BTreeSet::new();
            for side in [&mut answer.label.mn, &mut answer.label.en] {
                if side.is_empty() {
                    continue;
                }
                if side.to_lowercase() != own && taken.contains(&side.to_lowercase()) {
                    notes.add(Code::FormLabelTwice, &answer.spot, quoted(side), &self.name);
                    *side = format!("{side} ({})", answer.code);
                }
                wordings.insert(side.to_lowercase());
            }
            taken.extend(wordings);
        }
        for at in 0..self.answers.len() {
            let spelled = |text: &String| {
                let text = text.to_lowercase();
                let mine = self.answers[at].code.to_lowercase() == text;
                mine || !taken.contains(&text)
            };
            let further: Vec<String> = self.answers[at].label.others.iter().filter(|t| spelled(t)).cloned().collect();
            for text in further {
                let small = text.to_lowercase();
                if small != self.answers[at].code.to_lowercase() && taken.insert(small) {
                    self.answers[at].also.push(text);
                }
            }
        }
    }

    /// What the list is; where `guess` says that the form states no values, answers get them by the words of a scale.
    fn judged(&mut self, guess: bool, notes: &mut Notes) -> ListIs {
        let spellings: Vec<Vec<&str>> = self.answers.iter().map(|a| a.label.all().collect()).collect();
        let yes_no: Vec<Option<bool>> =
            self.answers.iter().map(|a| a.label.all().chain([a.code.as_str()]).find_map(lexicon::yes_no)).collect();
        if let [Some(first), Some(second)] = yes_no[..]
            && first != second
        {
            return ListIs::YesNo(self.answers[usize::from(second)].code.clone());
        }
        let words = lexicon::scale(&spellings);
        if self.answers.iter().any(|a| !a.value.is_empty()) {
            // Which end of a stated scale is better is known where the words say so and the values go with them.
            let values: Vec<f64> = self.answers.iter().filter_map(|a| a.value.parse().ok()).collect();
            let judges = words.is_some_and(|(family, steps)| {
                let pairs = || steps.windows(2).zip(values.windows(2));
                family.judges && values.len() == steps.len() && pairs().all(|(s, v)| (s[0] < s[1]) == (v[0] < v[1]))
            });
            let mut several = values.clone();
            several.dedup();
            return if several.len() > 1 { ListIs::Scale { judges } } else { ListIs::Named };
        }
        let Some((family, steps)) = words.filter(|_| guess) else { return ListIs::Named };
        let spot = self.answers[0].spot.clone();
        // Codes that are numbers and rise with the words are the values.
        let codes: Option<Vec<f64>> = self.answers.iter().map(|a| a.code.parse().ok()).collect();
        let codes = codes.filter(|codes| {
            let pairs = || steps.windows(2).zip(codes.windows(2));
            codes.iter().all(|c| c.is_finite()) && pairs().all(|(s, c)| c[0] != c[1] && (s[0] < s[1]) == (c[0] < c[1]))
        });
        let values = codes.unwrap_or_else(|| values(&steps));
        for (answer, value) in self.answers.iter_mut().zip(values) {
            answer.value = value.to_string();
        }
        let ends: Vec<String> = self.answers.iter().map(|a| format!("{} = {}", a.code, a.value)).collect();
        notes.add(Code::FormScaleGuessed, &spot, quoted(&self.name), ends.join(", "));
        ListIs::Scale { judges: family.judges }
    }
}

/// Values of the steps of a scale: 1, 2, 3 … from the lowest step up, in even distances as they are shown to people.
fn values(steps: &[usize]) -> Vec<f64> {
    let rises = steps.first() < steps.last();
    (0..steps.len()).map(|at| if rises { at + 1 } else { steps.len() - at } as f64).collect()
}
