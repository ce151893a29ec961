//! The model of an instrument: its questions, indicators and groupings, however they were spelled in a file.
//!
//! References between parts are indices, checked once when the instrument is loaded: whoever holds an [`Instrument`]
//! holds one that fits together.

use super::SharedDimension;
use crate::day::Day;
use crate::design::{LonelyCluster, ReplicateWeights};
use crate::lang::Label;
use crate::words::OwnWords;

/// Index of a question in [`Instrument::questions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuestionIndex(pub usize);

/// Index of a question that takes several answers in [`Instrument::multiples`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MultipleIndex(pub usize);

/// Index of an answer in [`Question::answers`] or [`Multiple::answers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnswerIndex(pub usize);

/// Index of a base in [`Instrument::bases`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BaseIndex(pub usize);

/// Index of a dimension in [`Instrument::dimensions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DimensionIndex(pub usize);

/// Index of an indicator in [`Instrument::indicators`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndicatorIndex(pub usize);

/// Index of a composite in [`Instrument::composites`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CompositeIndex(pub usize);

/// Index of a grouping in [`Instrument::groupings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupingIndex(pub usize);

/// A citizen report card: what is asked and what is computed from the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Short name, also the name of its folder: `health`.
    pub id: String,
    /// Version of the wording and the computing rules; rounds are compared only within it.
    pub version: String,
    /// The sector it belongs to: `health`, `education`.
    pub sector: String,
    /// Its title.
    pub title: Label,
    /// What it is for, in a sentence or two.
    pub description: Label,
    /// Name of the place set whose places are reported, unless the user names another.
    pub place_set: String,
    /// Columns that say where, when and how the answers were taken.
    pub columns: Columns,
    /// How its samples are drawn, beside what the columns say.
    pub design: DesignRules,
    /// The questions, in the order of the questionnaire. One that takes several answers stands here as a question for each
    /// of them: was it named?
    pub questions: Vec<Question>,
    /// The questions that take several answers, as they are asked.
    pub multiples: Vec<Multiple>,
    /// The named bases.
    pub bases: Vec<Base>,
    /// The dimensions, in the order of the card.
    pub dimensions: Vec<Dimension>,
    /// The indicators, in the order of the card.
    pub indicators: Vec<Indicator>,
    /// The composites, in the order of the card.
    pub composites: Vec<Composite>,
    /// The groupings that answers can be broken down by.
    pub groupings: Vec<Grouping>,
    /// Whether respondents stand for the residents of their place, so that shares of them can be told in people.
    pub stands_for_residents: bool,
    /// The indicator of overall satisfaction, in points or shares and with a better side.
    pub overall: Option<IndicatorIndex>,
    /// What must be true of the answers of one person together; nothing is computed from it.
    pub rules: Vec<Rule>,
    /// The words of reports that it puts otherwise.
    pub words: OwnWords,
}

impl Instrument {
    /// Every label that a reader may see.
    pub fn labels(&self) -> Vec<&Label> {
        let mut labels = vec![&self.title, &self.description];
        for question in &self.questions {
            labels.extend([&question.text, &question.label]);
            labels.extend(question.answers().iter().map(|a| &a.label));
            if let Kind::Number { unit, .. } = &question.kind {
                labels.push(unit);
            }
        }
        labels.extend(self.bases.iter().map(|b| &b.title));
        labels.extend(self.dimensions.iter().map(|d| &d.title));
        for indicator in &self.indicators {
            labels.push(&indicator.title);
            labels.extend(indicator.targets.iter().map(|t| &t.source));
        }
        labels.extend(self.composites.iter().map(|c| &c.title));
        for grouping in &self.groupings {
            labels.push(&grouping.title);
            labels.extend(grouping.groups.iter().map(|g| &g.label));
        }
        labels.extend(self.rules.iter().map(|rule| &rule.title));
        labels
    }

    /// The indicators that a composite is made of, with their weights in it; the weights of all sum to 1.
    pub fn composite_parts(&self, composite: CompositeIndex) -> Vec<(IndicatorIndex, f64)> {
        let parts: Vec<(IndicatorIndex, f64)> = match &self.composites[composite.0].of {
            CompositeOf::Indicators(parts) => parts.clone(),
            CompositeOf::Dimension(dimension) => self.dimension_parts(*dimension),
            CompositeOf::Dimensions(dimensions) => {
                dimensions.iter().flat_map(|d| self.scaled_parts(*d, self.dimensions[d.0].weight)).collect()
            }
        };
        let sum: f64 = parts.iter().map(|(_, weight)| weight).sum();
        parts.into_iter().map(|(indicator, weight)| (indicator, weight / sum)).collect()
    }

    /// The indicators of a dimension that count in it.
    fn dimension_parts(&self, dimension: DimensionIndex) -> Vec<(IndicatorIndex, f64)> {
        let counts = |(_, i): &(usize, &Indicator)| i.dimension == dimension && i.weight > 0.0;
        self.indicators.iter().enumerate().filter(counts).map(|(at, i)| (IndicatorIndex(at), i.weight)).collect()
    }

    /// The same, with weights that sum to the weight of the dimension.
    fn scaled_parts(&self, dimension: DimensionIndex, weight: f64) -> Vec<(IndicatorIndex, f64)> {
        let parts = self.dimension_parts(dimension);
        let sum: f64 = parts.iter().map(|(_, w)| w).sum();
        parts.into_iter().map(|(indicator, w)| (indicator, weight * w / sum)).collect()
    }
}

/// Accepted headers of one column: its name, path tail, label or alias, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers(pub Vec<String>);

/// Columns that are no questions: place, facility, round, design, and what must never be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// The aimag, or the district of the capital.
    pub area: Headers,
    /// The soum or district beside the area; it decides when the area is the capital.
    pub soum: Headers,
    /// The facility the answers are about.
    pub facility: Headers,
    /// The round of the survey.
    pub round: Headers,
    /// The sampling weight.
    pub weight: Headers,
    /// The stratum.
    pub strata: Headers,
    /// The sampling units, first stage first.
    pub clusters: Vec<Headers>,
    /// Population sizes or sampling fractions, one for each stage.
    pub fpc: Vec<Headers>,
    /// Whether cluster labels are used again in other strata.
    pub nested: bool,
    /// Columns that name a person. They are never read.
    pub personal: Headers,
    /// The column by which corrections name a row; empty for [`Columns::USUAL_IDS`].
    pub id: Headers,
    /// What codes in the column of the area mean, as somebody spelled it: `21`, `Говьсүмбэр`. They go before official codes.
    pub area_codes: Vec<(String, String)>,
    /// The same for the column of the soum.
    pub soum_codes: Vec<(String, String)>,
    /// How an interview went: its time, and who took it. Only a check reads them.
    pub interview: InterviewHeaders,
}

impl Columns {
    /// The columns by which survey platforms tell rows apart, best first: Kobo and ODK, SurveyCTO, Qualtrics.
    pub const USUAL_IDS: [&'static str; 7] = ["_id", "_uuid", "instanceID", "KEY", "ResponseId", "uuid", "id"];

    /// The headers of the column that tells rows apart.
    pub fn ids(&self) -> Headers {
        match self.id.0.is_empty() {
            true => Headers(Self::USUAL_IDS.map(str::to_owned).to_vec()),
            false => self.id.clone(),
        }
    }
}

/// How the samples of an instrument are drawn, beside what the columns say: in force unless the user says otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DesignRules {
    /// What a lonely cluster adds.
    pub lonely: Option<LonelyCluster>,
    /// The replicate weights that its files hold.
    pub replicates: Option<ReplicateWeights>,
}

/// Columns that say how an interview went. Only a check of the data reads them; figures never depend on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewHeaders {
    /// When it began.
    pub start: Headers,
    /// When it ended.
    pub end: Headers,
    /// Who took it.
    pub interviewer: Headers,
}

impl InterviewHeaders {
    /// The usual names of the beginning.
    pub const USUAL_START: &'static [&'static str] = &["start", "starttime", "start_time", "эхэлсэн", "эхэлсэн цаг"];
    /// The usual names of the end. The time of submission isn't among them: forms are sent in the evening.
    pub const USUAL_END: &'static [&'static str] = &["end", "endtime", "end_time", "дууссан", "дууссан цаг"];
    /// The usual names of whoever took it.
    pub const USUAL_INTERVIEWER: &'static [&'static str] = &[
        "interviewer",
        "enumerator",
        "interviewer_id",
        "enumerator_id",
        "судлаач",
        "ярилцлага авагч",
        "username",
        "_submitted_by",
        "SubmitterName",
        "deviceid",
        "DeviceID",
    ];
}

impl Default for InterviewHeaders {
    fn default() -> InterviewHeaders {
        let of = |names: &[&str]| Headers(names.iter().map(|name| (*name).to_owned()).collect());
        InterviewHeaders {
            start: of(Self::USUAL_START),
            end: of(Self::USUAL_END),
            interviewer: of(Self::USUAL_INTERVIEWER),
        }
    }
}

/// What must be true of the answers of one person together: whoever gave these answers must have given those.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Identifier: `satisfied_with_bad_care`.
    pub id: String,
    /// What is odd where it is broken: "very satisfied, though everything was very bad".
    pub title: Label,
    /// Where all of these hold …
    pub when: Vec<Condition>,
    /// … each of these must hold too, as far as its question is answered.
    pub needs: Vec<Condition>,
}

/// A question and how its answers look in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Identifier, unique in the instrument: `H02`.
    pub id: String,
    /// The question as it is asked.
    pub text: Label,
    /// A short name for tables.
    pub label: Label,
    /// Accepted headers beside the identifier and the texts.
    pub headers: Headers,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// Who is asked; nobody else's answer counts. Every respondent if none.
    pub asked: Option<BaseIndex>,
    /// Codes that mean that there is no answer, with the reason.
    pub missing: Vec<MissingCode>,
    /// The answers of another question whose mention it stands for, if it isn't asked as it is.
    pub mention: Option<Mention>,
}

/// "Was one of these answers named?", of a question that takes several. Its own answers are yes and no, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The question that is asked.
    pub of: MultipleIndex,
    /// Its answers that count, in its order.
    pub any: Vec<AnswerIndex>,
}

impl Mention {
    /// The answer of whoever named one of them.
    pub const NAMED: AnswerIndex = AnswerIndex(0);
    /// The answer of whoever named others only.
    pub const NOT_NAMED: AnswerIndex = AnswerIndex(1);
}

/// A question that takes several answers at once ("select all that apply").
#[derive(Debug, Clone, PartialEq)]
pub struct Multiple {
    /// Identifier: `H21`.
    pub id: String,
    /// The question as it is asked.
    pub text: Label,
    /// A short name for tables.
    pub label: Label,
    /// Accepted headers beside the identifier and the texts.
    pub headers: Headers,
    /// The answers in the order of the questionnaire.
    pub answers: Vec<Answer>,
    /// Who is asked. Every respondent if none.
    pub asked: Option<BaseIndex>,
    /// Codes that mean that there is no answer, with the reason.
    pub missing: Vec<MissingCode>,
}

impl Question {
    /// The answers of a question with answer codes; none for a number.
    pub fn answers(&self) -> &[Answer] {
        match &self.kind {
            Kind::Single { answers } => answers,
            Kind::Number { .. } => &[],
        }
    }
}

/// The kinds of answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One answer out of a list; a scale is such a list with values.
    Single {
        /// The answers in the order of the questionnaire.
        answers: Vec<Answer>,
    },
    /// A number: minutes, days, money.
    Number {
        /// Its unit.
        unit: Label,
        /// The smallest plausible value; smaller ones are unreadable.
        least: Option<f64>,
        /// The largest plausible value; larger ones are unreadable.
        most: Option<f64>,
    },
}

/// One answer of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The code in the data: `1`, `yes`.
    pub code: String,
    /// The label in the questionnaire; data may hold it instead of the code.
    pub label: Label,
    /// Other spellings found in data.
    pub also: Vec<String>,
    /// The value on a scale; none for an answer that isn't on the scale.
    pub value: Option<f64>,
}

/// A code that stands for a missing answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCode {
    /// The code or text in the data: `98`, `мэдэхгүй`.
    pub code: String,
    /// Why there is no answer.
    pub reason: Missing,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The cell is empty.
    Blank,
    /// The question didn't concern the respondent: filtered out or "not applicable".
    NotAsked,
    /// "Don't know".
    DontKnow,
    /// "Refused".
    Refused,
    /// Something stands there that is no answer of the question.
    Unreadable,
}

impl Missing {
    /// Every reason, in the order in which outputs count them.
    pub const ALL: [Missing; 5] =
        [Missing::Blank, Missing::NotAsked, Missing::DontKnow, Missing::Refused, Missing::Unreadable];
}

/// A named set of respondents: those who gave one of the named answers to every named question.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Identifier: `users`.
    pub id: String,
    /// What it is called beside a number: "users in the last 12 months".
    pub title: Label,
    /// All of these must hold.
    pub all: Vec<Condition>,
}

/// "The answer to this question is one of these."
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The question.
    pub question: QuestionIndex,
    /// What its answer must be.
    pub holds: Holds,
}

/// What an answer must be to count.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    /// One of these answers.
    Answers(Vec<AnswerIndex>),
    /// A number within these bounds.
    Within(Bounds),
}

/// Bounds of a number; what is not given is open.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// x ≥ this.
    pub at_least: Option<f64>,
    /// x > this.
    pub above: Option<f64>,
    /// x ≤ this.
    pub at_most: Option<f64>,
    /// x < this.
    pub below: Option<f64>,
}

impl Bounds {
    /// Whether a number lies within.
    pub fn contains(&self, x: f64) -> bool {
        self.at_least.is_none_or(|b| x >= b)
            && self.above.is_none_or(|b| x > b)
            && self.at_most.is_none_or(|b| x <= b)
            && self.below.is_none_or(|b| x < b)
    }
}

/// A dimension of the card: access, quality, transparency.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Identifier: `access`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Its weight in a composite of dimensions.
    pub weight: f64,
    /// The dimension of the shared list that it is; of a domain of a checklist, the one it belongs to.
    pub shared: Option<SharedDimension>,
}

/// One figure of the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Identifier, unique in the instrument: `H18.net`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The dimension it belongs to.
    pub dimension: DimensionIndex,
    /// What is computed.
    pub measure: Measure,
    /// Whose answers count, beside the rule who was asked.
    pub base: Option<BaseIndex>,
    /// Which way is better.
    pub direction: Direction,
    /// What it is measured against; several if they differ by date or place.
    pub targets: Vec<Target>,
    /// Weight in the composites of its dimension; zero keeps it out.
    pub weight: f64,
    /// How important it is, 0 to 100, as a workshop or the literature states it.
    pub importance: Option<f64>,
}

/// What is computed from the answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// Share of the answers that satisfy the condition (codes that count, or a threshold), 0 to 1.
    Share {
        /// The answers that count.
        counts: Condition,
        /// Respondents who count as "no" though they weren't asked (a problem never reported in those resolved of all).
        zero_when: Option<Condition>,
    },
    /// Mean of 100·(x − min)/(max − min) over answers with a value on the scale, 0 to 100.
    Score {
        /// The question.
        question: QuestionIndex,
        /// Value of the worst end of the scale.
        from: f64,
        /// Value of the best end of the scale.
        to: f64,
    },
    /// Mean of the numbers, in their unit.
    Mean {
        /// The question.
        question: QuestionIndex,
        /// Respondents for whom the number is 0 though they weren't asked (non-payers in an amount over all users).
        zero_when: Option<Condition>,
    },
    /// Share of one set of answers minus the share of another, −1 to 1.
    Net {
        /// The question.
        question: QuestionIndex,
        /// Answers that count +1.
        plus: Vec<AnswerIndex>,
        /// Answers that count −1.
        minus: Vec<AnswerIndex>,
    },
    /// Sum of one number over the sum of another, over rows with both.
    Ratio {
        /// The number above.
        numerator: QuestionIndex,
        /// The number below.
        denominator: QuestionIndex,
    },
    /// Weighted total of the numbers: an estimate for the population.
    Total {
        /// The question.
        question: QuestionIndex,
    },
    /// Quantile of the numbers.
    Quantile {
        /// The question.
        question: QuestionIndex,
        /// Its probability; 0.5 is the median.
        probability: f64,
    },
}

/// In what a measure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scale {
    /// A share: kept as 0 to 1, printed as percent; differences in points.
    Percent,
    /// Points of a 0 to 100 score.
    Points,
    /// The unit of the question.
    Own,
}

impl Measure {
    /// In what it is printed.
    pub fn scale(&self) -> Scale {
        match self {
            Measure::Share { .. } | Measure::Net { .. } => Scale::Percent,
            Measure::Score { .. } => Scale::Points,
            Measure::Mean { .. } | Measure::Ratio { .. } | Measure::Total { .. } | Measure::Quantile { .. } => {
                Scale::Own
            }
        }
    }

    /// The least and the greatest value on the printed scale.
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Measure::Share { .. } | Measure::Score { .. } => (0.0, 100.0),
            Measure::Net { .. } => (-100.0, 100.0),
            Measure::Mean { .. } | Measure::Ratio { .. } | Measure::Total { .. } | Measure::Quantile { .. } => {
                (f64::NEG_INFINITY, f64::INFINITY)
            }
        }
    }

    /// The question whose answers are counted.
    pub fn question(&self) -> QuestionIndex {
        match self {
            Measure::Share { counts, .. } => counts.question,
            Measure::Score { question, .. }
            | Measure::Mean { question, .. }
            | Measure::Net { question, .. }
            | Measure::Total { question }
            | Measure::Quantile { question, .. } => *question,
            Measure::Ratio { numerator, .. } => *numerator,
        }
    }

    /// Its name in files: share, score, mean, net, ratio, total, quantile.
    pub fn name(&self) -> &'static str {
        match self {
            Measure::Share { .. } => "share",
            Measure::Score { .. } => "score",
            Measure::Mean { .. } => "mean",
            Measure::Net { .. } => "net",
            Measure::Ratio { .. } => "ratio",
            Measure::Total { .. } => "total",
            Measure::Quantile { .. } => "quantile",
        }
    }
}

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: a figure to know.
    Neither,
}

/// What an indicator is measured against.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The value, on the printed scale: percent for a share, points for a score, the unit of the question otherwise.
    pub value: f64,
    /// Norm of law, or a target somebody set.
    pub kind: TargetKind,
    /// Who says so.
    pub source: Label,
    /// First day it is valid.
    pub from: Option<Day>,
    /// Last day it is valid.
    pub until: Option<Day>,
    /// Places it is valid for, in any spelling; everywhere if empty.
    pub places: Vec<String>,
}

/// Whether a target binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetKind {
    /// A norm of law or standard.
    Norm,
    /// A target that a programme set itself.
    Target,
}

impl TargetKind {
    /// Both with their names in files.
    pub(super) const NAMES: [(&str, TargetKind); 2] = [("norm", TargetKind::Norm), ("target", TargetKind::Target)];
}

/// One number out of several indicators.
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    /// Identifier: `overall`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What it is made of.
    pub of: CompositeOf,
    /// Where the mean is taken.
    pub level: CompositeLevel,
}

/// What a composite is made of. Shares and scores count as 0 to 100, turned so that more is better.
#[derive(Debug, Clone, PartialEq)]
pub enum CompositeOf {
    /// The indicators of a dimension with a weight above zero.
    Dimension(DimensionIndex),
    /// The dimensions, each the weighted mean of its indicators.
    Dimensions(Vec<DimensionIndex>),
    /// Named indicators with their weights.
    Indicators(Vec<(IndicatorIndex, f64)>),
}

/// Where the mean of a composite is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompositeLevel {
    /// The mean of the indicator values of the place or group.
    Place,
    /// The mean over respondents of each respondent's own mean.
    Respondent,
}

/// A way of breaking answers down: sex, age band, poverty.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    /// Identifier: `sex`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The question it is made from.
    pub question: QuestionIndex,
    /// The groups, in order.
    pub groups: Vec<Group>,
    /// Pairs of groups (indices) whose difference, first minus second, is reported.
    pub compare: Vec<(usize, usize)>,
    /// Whether the groups go from those at the lower end (poorest, least schooled, youngest) to those at the upper one, so
    /// that a figure can be followed along them.
    pub ordered: bool,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Identifier: `female`, `15-24`.
    pub id: String,
    /// Its label.
    pub label: Label,
    /// Who belongs to it.
    pub holds: Holds,
}
