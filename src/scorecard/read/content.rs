//! What the tables of a book say, and whether two of them say the same.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::known::Of;
use super::rows::Who;
use crate::problem::{At, Code, quoted};
use crate::scorecard::score::Score;
use crate::scorecard::session::{Action, AgreedScore, Headcount, InputRow, Key, PanelScore, ProviderScore};

/// What tables say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Content {
    pub members: Vec<Headcount>,
    pub inputs: Vec<InputRow>,
    pub panels: Vec<PanelScore>,
    /// How many people of each group were present, also of those that gave no score but voted.
    pub people: Vec<(Who, u64)>,
    pub provider: Vec<ProviderScore>,
    pub agreed: Vec<AgreedScore>,
    pub attendance: Vec<Headcount>,
    pub actions: Vec<Action>,
}

impl Content {
    /// How many rows of it somebody has filled in. Entitlements are filled in beforehand.
    pub fn filled(&self) -> usize {
        let counted = |i: &&InputRow| i.actual.is_some() || !i.evidence.is_empty() || !i.remarks.is_empty();
        self.members.len()
            + self.inputs.iter().filter(counted).count()
            + self.panels.len()
            + self.provider.len()
            + self.agreed.len()
            + self.attendance.len()
            + self.actions.len()
    }

    /// The same without the places where it stands.
    pub fn placeless(&self) -> Content {
        let mut content = self.clone();
        content.inputs.iter_mut().for_each(|i| i.at = At::default());
        content.panels.iter_mut().for_each(|p| p.at = At::default());
        content.provider.iter_mut().for_each(|p| p.at = At::default());
        content.agreed.iter_mut().for_each(|a| a.at = At::default());
        content.actions.iter_mut().for_each(|a| a.at = At::default());
        content
    }

    /// Whether both have scores of one group.
    pub fn shares_groups(&self, other: &Content) -> bool {
        self.panels.iter().any(|p| other.panels.iter().any(|o| o.group == p.group))
    }

    /// Adds what another table says.
    pub fn append(&mut self, other: Content) {
        self.members.extend(other.members);
        self.inputs.extend(other.inputs);
        self.panels.extend(other.panels);
        self.people.extend(other.people);
        self.provider.extend(other.provider);
        self.agreed.extend(other.agreed);
        self.attendance.extend(other.attendance);
        self.actions.extend(other.actions);
    }

    /// One row for each thing: what stands in two rows is joined if they agree, and missing if they don't.
    pub fn settle(&mut self, desk: &mut Desk) {
        self.panels = panels(desk, std::mem::take(&mut self.panels));
        self.count_voters(desk);
        let scored = |desk: &Desk, key: &Key| desk.name(Of::Indicators, key);
        self.provider = once(desk, std::mem::take(&mut self.provider), |p| (&p.indicator, p.score, &p.at), scored);
        self.agreed = once(desk, std::mem::take(&mut self.agreed), |a| (&a.indicator, a.score, &a.at), scored);
        self.inputs = inputs(desk, std::mem::take(&mut self.inputs));
        for counts in [&mut self.members, &mut self.attendance] {
            let mut seen = BTreeSet::new();
            counts.retain(|h| seen.insert(h.who.clone()));
        }
    }

    /// The table of votes has no column for the people present: they stand beside the blank scores of the group.
    fn count_voters(&mut self, desk: &Desk) {
        for (group, people) in &self.people {
            let Some(group) = group.settled(desk, Of::Groups) else { continue };
            let uncounted = |p: &&mut PanelScore| p.group == group && p.votes.is_some() && p.present.is_none();
            self.panels.iter_mut().filter(uncounted).for_each(|p| p.present = Some(*people));
        }
    }
}

/// Fills a blank text.
pub(super) fn fill(text: &mut String, other: &str) {
    if text.is_empty() {
        other.clone_into(text);
    }
}

fn panels(desk: &mut Desk, rows: Vec<PanelScore>) -> Vec<PanelScore> {
    let mut kept: Vec<PanelScore> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    let mut contradictory = BTreeSet::new();
    for row in rows {
        let key = (row.group.clone(), row.indicator.clone());
        let Some(&i) = places.get(&key) else {
            places.insert(key, kept.len());
            kept.push(row);
            continue;
        };
        let first: &mut PanelScore = &mut kept[i];
        let differ = first.score.is_some() && row.score.is_some() && first.score != row.score;
        if differ && contradictory.insert(i) {
            let name = format!("{}, {}", desk.name(Of::Groups, &row.group), desk.name(Of::Indicators, &row.indicator));
            desk.report(Code::ScoreTwice, row.at.clone(), quoted(&name), both(first.score, row.score));
        }
        first.score = if contradictory.contains(&i) { None } else { first.score.or(row.score) };
        first.votes = first.votes.take().or(row.votes);
        first.present = first.present.or(row.present);
        fill(&mut first.reason, &row.reason);
        fill(&mut first.suggestion, &row.suggestion);
    }
    kept
}

fn both(a: Option<Score>, b: Option<Score>) -> String {
    let shown = |s: Option<Score>| s.map_or_else(String::new, |s| s.value().to_string());
    format!("{} / {}", shown(a), shown(b))
}

/// Rows of which each thing may have one score.
fn once<T>(
    desk: &mut Desk,
    rows: Vec<T>,
    parts: impl Fn(&T) -> (&Key, Score, &At),
    name: impl Fn(&Desk, &Key) -> String,
) -> Vec<T> {
    let mut kept: Vec<Option<T>> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for row in rows {
        let (key, score, at) = parts(&row);
        let Some(&i) = places.get(key) else {
            places.insert(key.clone(), kept.len());
            kept.push(Some(row));
            continue;
        };
        let first: &mut Option<T> = &mut kept[i];
        let before = first.as_ref().map(|f| parts(f).1);
        if before.is_some() && before != Some(score) {
            let named = quoted(&name(desk, key));
            desk.report(Code::ScoreTwice, at.clone(), named, both(before, Some(score)));
            *first = None;
        }
    }
    kept.into_iter().flatten().collect()
}

fn inputs(desk: &mut Desk, rows: Vec<InputRow>) -> Vec<InputRow> {
    let mut kept: Vec<InputRow> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    let mut contradictory = BTreeSet::new();
    for row in rows {
        let Some(&i) = places.get(&row.item) else {
            places.insert(row.item.clone(), kept.len());
            kept.push(row);
            continue;
        };
        let first = &mut kept[i];
        if let (Some(a), Some(b)) = (first.actual, row.actual)
            && a != b
            && contradictory.insert(i)
        {
            let name = quoted(&desk.name(Of::Inputs, &row.item));
            desk.report(Code::ValueTwice, row.at.clone(), name, format!("{a} / {b}"));
        }
        first.actual = if contradictory.contains(&i) { None } else { first.actual.or(row.actual) };
        fill(&mut first.source, &row.source);
        fill(&mut first.evidence, &row.evidence);
        fill(&mut first.remarks, &row.remarks);
    }
    kept
}
