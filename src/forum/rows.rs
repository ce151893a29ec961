//! The rows of other reports' tables, as far as a forum needs them. What a table doesn't have, or leaves empty, is absent.

use serde::{Deserialize, Deserializer};

use crate::lang::Label;

/// Words of a cell: the same in both languages, or in each.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Both(Label),
    Same(String),
    Nothing(()),
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
    Ok(match Words::deserialize(deserializer)? {
        Words::Both(label) => label,
        Words::Same(text) => Label::same(text),
        Words::Nothing(()) => Label::default(),
    })
}

/// A code; empty where there is none.
fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Words::deserialize(deserializer)? {
        Words::Both(label) => label.en.to_string(),
        Words::Same(text) => text,
        Words::Nothing(()) => String::new(),
    })
}

/// An estimate of a report card.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct EstimateRow {
    /// The round.
    pub round: String,
    /// The figure; of a composite with `composite.` before it.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// Its title in English.
    pub indicator_en: String,
    /// Its dimension; empty for a composite of several.
    pub dimension: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// The facility, if it is about one.
    pub facility_code: String,
    /// The grouping, if it is about a group.
    pub group_var: String,
    /// The group.
    pub group_value: String,
    /// What was computed: share, score, composite.
    pub statistic: String,
    /// The value on the printed scale.
    pub value: Option<f64>,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// Confidence level.
    pub level: Option<f64>,
    /// Answers.
    pub n: Option<u64>,
    /// The unit, in English.
    pub unit: String,
    /// The target in force.
    pub target: Option<f64>,
    /// Value minus target.
    pub gap_target: Option<f64>,
    /// Value minus the average of all places.
    pub gap_average: Option<f64>,
    /// How it stands: good, middle, poor, too_small.
    pub light: String,
    /// Whether it may be shown: yes, with_care, withheld, unreliable, no_data.
    pub shown: String,
}

impl EstimateRow {
    /// The figure's title.
    pub fn title(&self) -> Label {
        Label::new(&self.indicator_mn, &self.indicator_en)
    }

    /// Whether it is about everybody of a place.
    pub fn is_about_everybody(&self) -> bool {
        self.facility_code.is_empty() && self.group_var.is_empty()
    }
}

/// A gap of a report card.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct GapRow {
    /// The figure.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// Its title in English.
    pub indicator_en: String,
    /// Its dimension.
    pub dimension: String,
    /// target, average, region, best, best_quarter, groups.
    pub kind: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// The grouping, if it is between groups.
    pub group_var: String,
    /// The first group.
    pub group_first: String,
    /// The second.
    pub group_second: String,
    /// Label of the first group in Mongolian.
    pub group_first_mn: String,
    /// In English.
    pub group_first_en: String,
    /// Label of the second group in Mongolian.
    pub group_second_mn: String,
    /// In English.
    pub group_second_en: String,
    /// The value.
    pub value: Option<f64>,
    /// What it is held against.
    pub against: Option<f64>,
    /// Value minus what it is held against.
    pub gap: Option<f64>,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// The p-value adjusted for its family.
    pub p_adjusted: Option<f64>,
    /// better, worse, no_clear_difference, too_small, differs.
    #[serde(deserialize_with = "code")]
    pub verdict: String,
    /// Answers.
    pub n: Option<u64>,
}

/// A problem or an indicator among the priorities of a report card.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct PriorityRow {
    /// The indicator.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// In English.
    pub indicator_en: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// higher or lower.
    pub better: String,
    /// Its importance.
    pub importance: Option<f64>,
    /// How well it does, 0 to 100.
    pub performance: Option<f64>,
    /// fix_first, keep_up, low_priority, possible_overkill.
    pub quadrant: String,
    /// Share of people for whom it isn't as it should be, in percent.
    pub bad_share: Option<f64>,
    /// So many people.
    pub people: Option<f64>,
    /// Lower end.
    pub people_low: Option<f64>,
    /// Upper end.
    pub people_high: Option<f64>,
    /// In what people are counted: `people`, or something else for 100 respondents.
    pub people_unit: String,
    /// Its rank by people in the place.
    pub rank: Option<u64>,
    /// Answers of the share.
    pub n_share: Option<u64>,
}

/// How unevenly a figure is spread.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct InequalityRow {
    /// The figure.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// In English.
    pub indicator_en: String,
    /// `places`, or the grouping.
    pub over: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// The grouping's title in Mongolian.
    pub over_mn: String,
    /// In English.
    pub over_en: String,
    /// The place with the best value.
    pub best_code: String,
    /// The place with the worst.
    pub worst_code: String,
    /// What counts: residents, equal, answers.
    pub weights: String,
    /// Places or groups.
    pub units: Option<u64>,
    /// Weighted mean.
    pub mean: Option<f64>,
    /// Value of the best.
    pub best: Option<f64>,
    /// Value of the worst.
    pub worst: Option<f64>,
    /// Largest less smallest.
    pub gap: Option<f64>,
    /// Largest over smallest.
    pub ratio: Option<f64>,
    /// Index of disparity, percent.
    pub index_of_disparity: Option<f64>,
    /// Variance between places beyond what sampling makes.
    pub variance_beyond_chance: Option<f64>,
    /// What the mean would change by if all were like the best.
    pub par: Option<f64>,
    /// Slope index of inequality.
    pub sii: Option<f64>,
    /// Its standard error.
    pub sii_se: Option<f64>,
    /// Concentration index.
    pub concentration: Option<f64>,
}

/// A change between rounds.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct ChangeRow {
    /// The later round.
    pub round: String,
    /// The earlier round.
    pub round_from: String,
    /// The figure.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// In English.
    pub indicator_en: String,
    /// Its dimension.
    pub dimension: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// The grouping, if it is about a group.
    pub group_var: String,
    /// The group.
    pub group_value: String,
    /// The earlier value.
    pub value_from: Option<f64>,
    /// The later value.
    pub value: Option<f64>,
    /// Later minus earlier.
    pub change: Option<f64>,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// The p-value adjusted for its family.
    pub p_adjusted: Option<f64>,
    /// better, worse, no_clear_difference, too_small, differs.
    #[serde(deserialize_with = "code")]
    pub verdict: String,
    /// Answers in the later round.
    pub n: Option<u64>,
}

/// A change of a gap between rounds.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct GapChangeRow {
    /// The later round.
    pub round: String,
    /// The earlier round.
    pub round_from: String,
    /// The figure.
    pub indicator_code: String,
    /// Its title in Mongolian.
    pub indicator_mn: String,
    /// In English.
    pub indicator_en: String,
    /// average, groups.
    pub kind: String,
    /// The place; empty for all places together.
    pub area_code: String,
    /// The grouping.
    pub group_var: String,
    /// The first group.
    pub group_first: String,
    /// The second.
    pub group_second: String,
    /// The earlier gap.
    pub gap_from: Option<f64>,
    /// The later gap.
    pub gap: Option<f64>,
    /// narrower, wider, shifted, no_clear_change, too_small.
    #[serde(deserialize_with = "code")]
    pub narrowing: String,
}

/// A score of a community scorecard.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct ScoreRow {
    /// The facility; empty where it is about a place.
    pub facility: String,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub facility_name: Label,
    /// The aimag or district.
    pub area: String,
    /// The place of the facility, in words.
    #[serde(deserialize_with = "words")]
    pub place_name: Label,
    /// The round.
    pub round: String,
    /// The day of the meeting.
    #[serde(deserialize_with = "code")]
    pub held: String,
    /// facility or area.
    pub of: String,
    /// community, consolidated, provider, agreed.
    pub side: String,
    /// The indicator.
    pub indicator: String,
    /// Its dimension of the shared list.
    pub dimension: String,
    /// Its label.
    #[serde(deserialize_with = "words")]
    pub indicator_label: Label,
    /// The group, if it is of one.
    pub group: String,
    /// The score on its own scale.
    pub score: Option<f64>,
    /// The scale: `0-100`, `1-5`.
    pub scale: String,
    /// The score on 0 to 100.
    pub score_100: Option<f64>,
    /// Community minus provider, on 0 to 100.
    pub gap_100: Option<f64>,
    /// yes where that gap is large.
    #[serde(deserialize_with = "code")]
    pub flagged: String,
    /// People who were there.
    pub n_present: Option<u64>,
    /// Facilities behind the score of a place.
    pub n_facilities: Option<u64>,
}

/// Something that was agreed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct ActionRow {
    /// The facility.
    pub facility: String,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub facility_name: Label,
    /// The aimag or district.
    pub area: String,
    /// The round in which it is followed.
    pub round: String,
    /// Its number.
    pub action_id: String,
    /// What is wrong.
    pub issue: String,
    /// The dimension of its indicator.
    pub dimension: String,
    /// What was agreed.
    pub action: String,
    /// Who does it.
    pub responsible: String,
    /// Until when.
    #[serde(deserialize_with = "code")]
    pub deadline: String,
    /// The day on which lateness was counted.
    #[serde(deserialize_with = "code")]
    pub as_of: String,
    /// Days late; none if it isn't.
    pub overdue_days: Option<u64>,
    /// planned, under-way, done, dropped.
    pub status: String,
    /// facility, soum, aimag, ministry: who can solve it.
    pub level: String,
    /// Its cost in tögrög.
    pub cost: Option<f64>,
}

/// How a facility stands in one figure.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct StandingRow {
    /// The facility.
    pub facility: String,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub name: Label,
    /// Its place.
    pub place: String,
    /// The figure.
    pub indicator: String,
    /// Its dimension of the shared list.
    pub dimension: String,
    /// Answers.
    pub n: Option<u64>,
    /// Its value on the printed scale.
    pub raw: Option<f64>,
    /// What it is held against.
    pub benchmark: Option<f64>,
    /// as_expected, below, far_below, above, far_above, too_small …
    pub standing: String,
    /// support, learn, or nothing.
    pub flag: String,
}

/// What a figure of a comparison is.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct FigureRow {
    /// The figure.
    pub indicator: String,
    /// Its title.
    #[serde(deserialize_with = "words")]
    pub indicator_label: Label,
    /// survey or checklist.
    pub origin: String,
    /// yes for what is put together from others.
    pub composite: String,
    /// Its unit.
    #[serde(deserialize_with = "words")]
    pub unit: Label,
    /// higher, lower, or nothing.
    pub better: String,
}

/// An item that a facility should have.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct ItemRow {
    /// The facility.
    pub facility: String,
    /// The dimension of its domain.
    pub dimension: String,
    /// The item.
    pub item: String,
    /// present, absent, …
    pub state: String,
}

/// What a facility has of what it is due.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct NormRow {
    /// The facility.
    pub facility: String,
    /// The item.
    pub item: String,
    /// Its dimension of the shared list.
    pub dimension: String,
    /// yes, no, or nothing.
    pub met: String,
}
