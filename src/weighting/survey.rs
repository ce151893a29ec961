//! What the weights of a survey can be calibrated by: its areas, the groupings of its instrument, columns of its file.

use super::targets::{GroupTerm, Meant, Terms};
use crate::coding::{Columns, GroupColumn, personal};
use crate::instrument::{Group, Grouping, GroupingIndex, Holds, Instrument};
use crate::lang::{Label, Lang};
use crate::places::{Context, PlaceSet, resolve};

/// What the area is called in terms and tables of totals.
pub const AREA: &str = "area";

impl<'t> Terms<'t> {
    /// The terms of a survey, and the group column of each group among them.
    pub fn of_survey(
        instrument: &'t Instrument,
        set: &'t PlaceSet,
        columns: &Columns,
        headers: &'t [String],
    ) -> (Terms<'t>, Vec<GroupColumn>) {
        let (mut groups, mut of) = (Vec::new(), Vec::new());
        if columns.area.is_some() || columns.soum.is_some() {
            groups.push(areas(instrument, set));
            of.push(GroupColumn::Area);
        }
        for (at, grouping) in instrument.groupings.iter().enumerate() {
            if columns.questions[grouping.question.0].is_some() {
                groups.push(GroupTerm {
                    name: grouping.id.clone(),
                    also: titles(&grouping.title),
                    groups: grouping.groups.iter().map(|group| group.id.clone()).collect(),
                    find: Box::new(move |written| {
                        find(instrument, grouping, written).map_or(Meant::Unknown, Meant::Group)
                    }),
                });
                of.push(GroupColumn::Grouping(GroupingIndex(at)));
            }
        }
        let named = |header: &String| {
            let tail = header.rsplit(['/', '.', ':']).next().unwrap_or(header).trim().to_lowercase();
            let is = |name: &String| name.to_lowercase() == tail || name.to_lowercase() == header.trim().to_lowercase();
            personal::says(header) || instrument.columns.personal.0.iter().any(is)
        };
        let personal = (0..headers.len()).filter(|at| named(&headers[*at])).collect();
        (Terms { headers, personal, groups }, of)
    }
}

fn titles(of: &Label) -> Vec<String> {
    [Lang::Mn, Lang::En].map(|lang| of.get(lang).to_owned()).to_vec()
}

fn areas<'t>(instrument: &'t Instrument, set: &'t PlaceSet) -> GroupTerm<'t> {
    let find = move |written: &str| {
        let codes = &instrument.columns.area_codes;
        let spelled = codes.iter().find(|(code, _)| code == written).map_or(written, |(_, place)| place);
        // A table of the whole country has places that nobody was asked in.
        let Some(place) = resolve(spelled, &Context::area()).place() else { return Meant::Unknown };
        let member = set.members().iter().position(|member| member.place == place);
        member.map_or(Meant::Elsewhere, Meant::Group)
    };
    GroupTerm {
        name: AREA.into(),
        also: ["аймаг", "аймаг, дүүрэг", "аймаг/дүүрэг", "газар", "aimag", "place"].map(str::to_owned).to_vec(),
        groups: set.members().iter().map(|member| member.place.place().name.en.to_string()).collect(),
        find: Box::new(find),
    }
}

/// The group that is meant: by its identifier, its label, or the answer that it consists of.
fn find(instrument: &Instrument, grouping: &Grouping, written: &str) -> Option<usize> {
    let same = |text: &str| text.trim().to_lowercase() == written.trim().to_lowercase();
    let answers = instrument.questions[grouping.question.0].answers();
    let label = |label: &Label| same(label.get(Lang::Mn)) || same(label.get(Lang::En));
    let is = |group: &Group| {
        let of_answer = match &group.holds {
            Holds::Answers(codes) => match codes[..] {
                [only] => answers.get(only.0).is_some_and(|answer| {
                    same(&answer.code) || label(&answer.label) || answer.also.iter().any(|also| same(also))
                }),
                _ => false,
            },
            Holds::Within(_) => false,
        };
        same(&group.id) || label(&group.label) || of_answer
    };
    let by_id = grouping.groups.iter().position(|group| same(&group.id));
    by_id.or_else(|| grouping.groups.iter().position(is))
}
