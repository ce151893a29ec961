//! Facilities side by side, fairly: against a benchmark with limits for chance, among peers, and against what is due to them.
//!
//! A [`Comparison`] is made of panels: one figure in one peer group. It holds no sentences and no sheets. A rank is never
//! without its interval, and stars are never without their reliability, because one type holds both.

mod adjust;
pub mod agreement;
pub mod alpha;
pub mod build;
pub mod casemix;
pub mod composite;
pub mod dispersion;
pub mod funnel;
mod hidden;
pub mod icc;
pub mod intervals;
mod judge;
mod observers;
pub mod ranks;
mod readiness;
mod recipes;
pub mod robustness;
mod roster;
pub mod shape;
pub mod shrinkage;
pub mod standardised;
mod standing;
pub mod stars;
mod survey;
mod tails;
pub mod visits;
mod within;

pub use adjust::Adjusters;
pub use build::{Answers, Request, compare};
pub use survey::Design;

use crate::instrument::{Direction, Missing, Scale, TargetKind};
use crate::lang::Label;
use crate::places::PlaceId;

/// Everything that a comparison gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The facilities: by reporting area, then register, then identifier.
    pub facilities: Vec<Subject>,
    /// The peer groups, in the order of their names. Every facility with known values is in one.
    pub groups: Vec<PeerGroup>,
    /// What is compared, in the order of the instruments.
    pub figures: Vec<Figure>,
    /// One figure in one peer group: by group, then figure. Only those with data.
    pub panels: Vec<Panel>,
    /// What facilities have and lack; none without a checklist.
    pub readiness: Option<Readiness>,
    /// What facilities are due, and what they have of it.
    pub norms: Vec<NormLine>,
    /// How answers were adjusted for who gave them.
    pub case_mix: Option<CaseMix>,
    /// How far composites depend on their recipe.
    pub robustness: Vec<Robustness>,
    /// How well the parts of composites belong together.
    pub consistency: Vec<Consistency>,
    /// How far observers of the same facilities agree.
    pub agreement: Option<Agreement>,
    /// The choices that the numbers depend on.
    pub choices: Choices,
}

/// A facility.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Its identifier, as the register or else the data write it.
    pub id: String,
    /// Its name; its identifier if no name is known.
    pub name: Label,
    /// Its type, as a reader should see it; none if it isn't known.
    pub kind: Option<Label>,
    /// The smallest place that is known.
    pub place: Option<PlaceId>,
    /// The member of the place set it lies in, by index.
    pub area: Option<usize>,
    /// The people it serves.
    pub catchment: Option<u64>,
    /// Its peer group: index in [`Comparison::groups`]; none where a column of the peers isn't known.
    pub group: Option<usize>,
    /// Whether the register has it. True for all where there is no register.
    pub registered: bool,
    /// Rows of the survey about it.
    pub answers: u64,
    /// Rows of the checklist about it.
    pub visits: u64,
}

/// Facilities that may be compared with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerGroup {
    /// What they have in common: "soum health centre, rural".
    pub title: Label,
    /// Indices of its facilities, in their order.
    pub members: Vec<usize>,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Answers of users.
    Survey,
    /// A visit with a checklist.
    Checklist,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its identifier, as in the instrument.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The dimension or domain it belongs to; empty for those over all.
    pub dimension: Label,
    /// Identifier of the dimension that it shares with other instruments (of a survey: of the survey's dimension); empty
    /// if it has none.
    pub dimension_id: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is put together from other figures.
    pub composite: bool,
    /// Which way it is better.
    pub direction: Direction,
    /// In what it is printed. A share is kept as 0 to 1 and printed as percent.
    pub scale: Scale,
    /// The unit, for [`Scale::Own`]; may be empty.
    pub unit: Label,
    /// What chance does to it.
    pub chance: Chance,
}

impl Figure {
    /// What a value is multiplied by for print.
    pub fn factor(&self) -> f64 {
        match self.scale {
            Scale::Percent => 100.0,
            Scale::Points | Scale::Own => 1.0,
        }
    }
}

/// What chance does to a figure, and so which limits it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chance {
    /// So many of so many: exact binomial limits, at the effective number of answers.
    Binomial,
    /// A count against what was expected: exact Poisson limits.
    Poisson,
    /// A mean or another figure with a design-based standard error: normal limits.
    Error,
    /// No limits are drawn: everything there is was counted, or its error is too rough, as that of a median. It is above or
    /// below a target, and nothing else can be said.
    None,
}

/// One figure in one peer group.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Index in [`Comparison::groups`].
    pub group: usize,
    /// Index in [`Comparison::figures`].
    pub figure: usize,
    /// What it is held against, where that is one number for all. None with [`BenchmarkKind::Previous`], or where there is
    /// no target or nobody to be compared with.
    pub benchmark: Option<f64>,
    /// Whether facilities differ more than chance allows, and how that was treated; none without limits.
    pub spread: Option<Spread>,
    /// Reliability of the figure in this group: the mean of those of its facilities; none where it can't be known.
    pub reliability: Option<f64>,
    /// The limits as functions of size, for a funnel; empty without limits that depend on size.
    pub curve: Vec<CurvePoint>,
    /// Its facilities, in their order; those without data too.
    pub entries: Vec<Entry>,
}

/// Whether facilities differ more than chance allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Σ z² of the facilities that are judged.
    pub chi2: f64,
    /// How many are judged, less one.
    pub df: u64,
    /// Probability of so large a Σ z² by chance alone.
    pub p: f64,
    /// Over-dispersion after winsorising, φ.
    pub phi: f64,
    /// Variance between facilities that was added to that of chance, τ²; 0 if none was.
    pub tau2: f64,
    /// What was done about it.
    pub treated: OverDispersion,
}

/// What is done where facilities differ more than chance allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum OverDispersion {
    /// Nothing: limits are those of chance alone.
    None,
    /// The variance between facilities is added to that of chance.
    #[default]
    Additive,
    /// Standard errors are multiplied by √φ.
    Multiplicative,
}

impl OverDispersion {
    /// Every way by the name used in options.
    pub const NAMES: [(&'static str, OverDispersion); 3] = [
        ("additive", OverDispersion::Additive),
        ("multiplicative", OverDispersion::Multiplicative),
        ("none", OverDispersion::None),
    ];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, way)| *way == self).map_or("", |(name, _)| name)
    }
}

/// Limits at one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Answers, effective answers or expected count: as [`Entry::size`].
    pub size: f64,
    /// Control limits at 95 %.
    pub limits_95: (f64, f64),
    /// Control limits at 99.8 %.
    pub limits_998: (f64, f64),
}

/// One facility and one figure. Numbers are on the scale of the figure: a share is 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Index in [`Comparison::facilities`].
    pub facility: usize,
    /// Answers, things counted, or items asked; 0 without data.
    pub n: u64,
    /// The value as it was measured.
    pub raw: Option<f64>,
    /// The value as if all facilities had the same kind of respondents; none if it wasn't adjusted.
    pub adjusted: Option<f64>,
    /// Standard error of the adjusted value, or else of the raw one.
    pub se: Option<f64>,
    /// Its own confidence interval. It is no control limit.
    pub interval: Option<(f64, f64)>,
    /// What the width of its limits depends on; none without limits.
    pub size: Option<f64>,
    /// What it is held against.
    pub benchmark: Option<f64>,
    /// Control limits at 95 %.
    pub limits_95: Option<(f64, f64)>,
    /// Control limits at 99.8 %.
    pub limits_998: Option<(f64, f64)>,
    /// Where it stands.
    pub standing: Standing,
    /// Two-sided probability of being so far from the benchmark by chance.
    pub p: Option<f64>,
    /// The same, adjusted for the facilities of the panel.
    pub p_adjusted: Option<f64>,
    /// Share of the variance between facilities in that of this value, 0 to 1.
    pub reliability: Option<f64>,
    /// The value pulled towards the mean of the peers as far as it is unreliable.
    pub shrunken: Option<f64>,
    /// Its rank among peers, 1 is best, with its uncertainty.
    pub rank: Option<Rank>,
    /// Stars; none below the stated reliability.
    pub stars: Option<u8>,
    /// Whether somebody should go and look.
    pub signal: Option<Signal>,
    /// What must be said beside it.
    pub notes: Vec<Note>,
}

impl Entry {
    /// The value that is judged.
    pub fn value(&self) -> Option<f64> {
        self.adjusted.or(self.raw)
    }
}

/// Where a facility stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Below the 99.8 % limit.
    FarBelow,
    /// Below the 95 % limit.
    Below,
    /// Within the limits; of a figure without chance: exactly at the benchmark.
    AsExpected,
    /// Above the 95 % limit.
    Above,
    /// Above the 99.8 % limit.
    FarAbove,
    /// Too few answers to tell.
    TooSmall,
    /// There is a value but no standard error.
    NoError,
    /// There is nothing to hold it against: no target, no previous round, too few peers; or peers of a figure without limits,
    /// for an average is no norm.
    NoBenchmark,
    /// There are no data.
    NoData,
    /// A figure that isn't to be published.
    Withheld,
}

/// A rank that can't be separated from its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// Expected rank, 1 is best.
    pub expected: f64,
    /// Lower end of the joint interval of ranks.
    pub low: u64,
    /// Upper end.
    pub high: u64,
}

/// Whether somebody should go and look: outside the 99.8 % limit, and so even when all facilities of the panel are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Clearly worse: find out why and support.
    Support,
    /// Clearly better: find out why and learn.
    Learn,
    /// Clearly different, where no way is better.
    Differs,
}

/// What must be said beside a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Note {
    /// Fewer answers than the stated number.
    Few,
    /// Not all parts of a composite are there: so many of so many.
    Parts(u64, u64),
    /// Items that weren't asked or are unreadable were left out: so many of so many were asked.
    ItemsAsked(u64, u64),
    /// All answers are alike, so that no error can be known.
    AllAlike,
    /// The facility isn't in the register.
    NotRegistered,
    /// Several observers; values are their mean.
    Observers(u64),
}

/// What facilities are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum BenchmarkKind {
    /// The mean of the peers, by their answers.
    #[default]
    Peers,
    /// The norm or target in force.
    Target,
    /// The mean of the best quarter of the peers.
    BestQuarter,
    /// The facility's own previous round.
    Previous,
}

impl BenchmarkKind {
    /// Every kind by the name used in options.
    pub const NAMES: [(&'static str, BenchmarkKind); 4] = [
        ("peers", BenchmarkKind::Peers),
        ("target", BenchmarkKind::Target),
        ("best-quarter", BenchmarkKind::BestQuarter),
        ("previous", BenchmarkKind::Previous),
    ];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// Which stars are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum StarRule {
    /// None.
    #[default]
    None,
    /// Three levels by the adjusted test: 1 clearly worse than the peers, 3 clearly better.
    Three,
    /// Five levels by exact clustering of the scores.
    Five,
}

impl StarRule {
    /// Every rule by the name used in options.
    pub const NAMES: [(&'static str, StarRule); 3] =
        [("none", StarRule::None), ("three", StarRule::Three), ("five", StarRule::Five)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}

/// The choices that numbers depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What facilities are held against.
    pub benchmark: BenchmarkKind,
    /// What is done about over-dispersion.
    pub over_dispersion: OverDispersion,
    /// Below this many answers a facility isn't judged.
    pub few: u64,
    /// Columns that make peers; empty compares all with all.
    pub peers: Vec<String>,
    /// What answers are adjusted for; empty if they aren't.
    pub adjust: Vec<String>,
    /// Which stars.
    pub stars: StarRule,
    /// Stars want at least this reliability.
    pub reliability: f64,
    /// Peer groups with more facilities get no ranks.
    pub ranks_up_to: usize,
    /// Confidence level of a facility's own interval.
    pub level: f64,
    /// Whether small figures are withheld.
    pub public: bool,
}

/// What facilities have and lack.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// The domains with their items.
    pub domains: Vec<Domain>,
    /// One row for each facility that was visited, in the order of facilities.
    pub rows: Vec<ReadinessRow>,
}

/// A domain of readiness.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Identifier of the shared dimension that it belongs to; empty if it has none.
    pub dimension: &'static str,
    /// Identifier and title of its items.
    pub items: Vec<(String, Label)>,
}

/// What one facility has.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadinessRow {
    /// Index in [`Comparison::facilities`].
    pub facility: usize,
    /// By domain: each item.
    pub items: Vec<Vec<ItemState>>,
    /// By domain: its score; none if nothing was asked.
    pub scores: Vec<Option<DomainScore>>,
    /// General readiness: the weighted mean of the domain scores; none if there is none.
    pub general: Option<f64>,
}

/// The score of a domain: the share of items that are there among those that were asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DomainScore {
    /// 0 to 1.
    pub value: f64,
    /// Items asked and answered.
    pub asked: u64,
    /// Items that the facility is due.
    pub due: u64,
}

/// What a visitor found of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ItemState {
    /// It is there.
    Present,
    /// It isn't.
    Absent,
    /// Observers differ: the share of them who found it.
    Mixed(f64),
    /// The facility isn't due one.
    NotDue,
    /// Nobody knows, and why.
    Missing(Missing),
}

/// One norm for one facility.
#[derive(Debug, Clone, PartialEq)]
pub struct NormLine {
    /// Index in [`Comparison::facilities`].
    pub facility: usize,
    /// Identifier of the item.
    pub item: String,
    /// Identifier of the shared dimension that it belongs to; empty if it has none.
    pub dimension: &'static str,
    /// Its title.
    pub title: Label,
    /// Its unit.
    pub unit: Label,
    /// What the facility has; none if it wasn't found out.
    pub actual: Result<f64, Missing>,
    /// What it is due.
    pub due: Due,
}

/// What a facility is due of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Due {
    /// So much, and who says so.
    InForce {
        /// In the unit of the item.
        value: f64,
        /// Norm or target.
        kind: TargetKind,
        /// Who says so.
        source: Label,
        /// Actual − due; none without an actual number.
        gap: Option<f64>,
        /// Actual/due, or due/actual where it is an upper bound; not capped. None where the lower part is 0.
        ratio: Option<f64>,
        /// Whether it is met.
        met: Option<bool>,
    },
    /// A facility of this type isn't due one.
    NotDue,
    /// No norm is known for this type, place and day.
    NoNorm,
}

/// How answers were adjusted for who gave them.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseMix {
    /// Each adjuster: identifier, title, and what its number stands for.
    pub adjusters: Vec<(String, Label)>,
    /// By figure and peer group.
    pub models: Vec<CaseMixModel>,
    /// Adjusters that were left out of every model because they are a sum of the others, by title.
    pub left_out: Vec<Label>,
}

/// The adjustment of one figure in one peer group.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseMixModel {
    /// Index in [`Comparison::figures`].
    pub figure: usize,
    /// Index in [`Comparison::groups`].
    pub group: usize,
    /// Answers used.
    pub n: u64,
    /// By adjuster: coefficient and its standard error, on the scale of the figure; none if left out.
    pub coefficients: Vec<Option<(f64, f64)>>,
    /// Facility, raw, adjusted.
    pub moves: Vec<(usize, f64, f64)>,
    /// F test that the facilities are alike: F, and the two degrees of freedom.
    pub f: Option<(f64, f64, f64)>,
}

/// How far a composite depends on its recipe.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// Index of the composite in [`Comparison::figures`].
    pub figure: usize,
    /// Index in [`Comparison::groups`].
    pub group: usize,
    /// Facilities with all parts.
    pub facilities: Vec<usize>,
    /// The recipes that were tried.
    pub recipes: Vec<RecipeResult>,
    /// By facility: lowest and highest rank over all recipes, and its rank by the stated recipe.
    pub ranks: Vec<(f64, f64, f64)>,
}

/// A recipe and how far ranks move under it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecipeResult {
    /// What is done otherwise.
    pub recipe: Recipe,
    /// Mean absolute change of rank.
    pub mean_shift: f64,
    /// Largest change of rank.
    pub max_shift: f64,
    /// Spearman's rank correlation with the stated recipe; none if all are alike.
    pub spearman: Option<f64>,
    /// Kendall's τ-b; none if all are alike.
    pub kendall: Option<f64>,
}

/// Another way to put a composite together.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// All parts weigh the same.
    EqualWeights,
    /// The geometric mean.
    Geometric,
    /// The arithmetic mean.
    Arithmetic,
    /// The mean of ranks.
    Ranks,
    /// Parts standardised to the same spread first.
    Standardised,
    /// Without one part.
    Without(Label),
}

/// How well the parts of a composite belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Consistency {
    /// Index of the composite in [`Comparison::figures`].
    pub figure: usize,
    /// Facilities with all parts.
    pub n: u64,
    /// Cronbach's α with its interval; none where it isn't defined.
    pub alpha: Option<(f64, f64, f64)>,
    /// By part: its title, correlation with the mean of the others, α without it.
    pub parts: Vec<(Label, Option<f64>, Option<f64>)>,
}

/// How far observers agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Facilities seen by two observers or more.
    pub facilities: u64,
    /// By figure of the checklist.
    pub figures: Vec<FigureAgreement>,
}

/// How far observers agree on one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureAgreement {
    /// Index in [`Comparison::figures`].
    pub figure: usize,
    /// Facilities with two values or more.
    pub n: u64,
    /// ICC(2,1): absolute agreement of one observer; none unless all were seen by equally many.
    pub icc_one: Option<f64>,
    /// ICC(2,k): that of their mean.
    pub icc_mean: Option<f64>,
    /// Krippendorff's α for intervals.
    pub krippendorff: Option<f64>,
}
