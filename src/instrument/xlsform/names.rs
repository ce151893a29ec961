//! What sheets and columns of a form are called: those of XLSForm itself, and those by which a form says the rest of an
//! instrument.
//!
//! Names are told apart without regard to case; a reader takes more spellings, a writer writes these.

/// What separates the entries of a list in one cell.
pub const LIST: char = '|';

/// What separates conditions in one cell, all of which must hold; and reasons in a cell of missing codes.
pub const CONDITIONS: char = ';';

/// What a word stands between if it holds one of the signs that separate; doubled, it is one of its letters.
pub const QUOTE: char = '"';

/// What stands between the name of a column and its language.
pub const LANGUAGE: &str = "::";

/// How a writer names the two languages behind [`LANGUAGE`], Mongolian first.
pub const LANGUAGES: [&str; 2] = ["Монгол (mn)", "English (en)"];

/// The names of sheets.
pub mod sheet {
    /// The questions.
    pub const SURVEY: &str = "survey";
    /// The lists of answers.
    pub const CHOICES: &str = "choices";
    /// The form as a whole.
    pub const SETTINGS: &str = "settings";
    /// Columns of a file that are no questions.
    pub const COLUMNS: &str = "columns";
    /// Whose answers count.
    pub const BASES: &str = "bases";
    /// The dimensions of the card.
    pub const DIMENSIONS: &str = "dimensions";
    /// What is computed.
    pub const INDICATORS: &str = "indicators";
    /// One number out of several.
    pub const COMPOSITES: &str = "composites";
    /// What answers are broken down by, one row for each group.
    pub const GROUPINGS: &str = "groupings";
    /// What must be true of the answers of one person.
    pub const RULES: &str = "rules";
}

/// The columns of `survey`.
pub mod survey {
    /// What kind of row it is.
    pub const TYPE: &str = "type";
    /// Its identifier.
    pub const NAME: &str = "name";
    /// The question as it is asked, by language.
    pub const LABEL: &str = "label";
    /// What is told beside it, by language.
    pub const HINT: &str = "hint";
    /// Whether it must be answered.
    pub const REQUIRED: &str = "required";
    /// Who is asked.
    pub const RELEVANT: &str = "relevant";
    /// Which answers are taken.
    pub const CONSTRAINT: &str = "constraint";
    /// What is said about others, by language.
    pub const CONSTRAINT_MESSAGE: &str = "constraint_message";
    /// How it looks.
    pub const APPEARANCE: &str = "appearance";
    /// Which choices are offered.
    pub const CHOICE_FILTER: &str = "choice_filter";
    /// How its value is computed.
    pub const CALCULATION: &str = "calculation";
    /// Settings of a range.
    pub const PARAMETERS: &str = "parameters";
    /// Ours: the short name, by language, where it isn't the text.
    pub const MASAM_LABEL: &str = "masam_label";
    /// Ours: the unit of a number, by language.
    pub const UNIT: &str = "unit";
    /// Ours: the base that is asked.
    pub const ASKED: &str = "asked";
    /// Ours: further headers, a list.
    pub const HEADERS: &str = "headers";
    /// Ours: missing codes by reason, `dont_know = 98 | мэдэхгүй; refused = 99`.
    pub const MISSING: &str = "missing";
    /// Ours: the smallest plausible number.
    pub const LEAST: &str = "least";
    /// Ours: the largest plausible number.
    pub const MOST: &str = "most";
    /// Ours: what a row is that is no question, one of [`super::ROLES`].
    pub const ROLE: &str = "role";
}

/// The columns of `choices`.
pub mod choices {
    /// The list a choice belongs to.
    pub const LIST_NAME: &str = "list_name";
    /// Its code.
    pub const NAME: &str = "name";
    /// Its label, by language.
    pub const LABEL: &str = "label";
    /// Ours: its value on a scale.
    pub const SCORE: &str = "score";
    /// Ours: other spellings found in files, a list.
    pub const ALSO: &str = "also";
    /// Ours: the reason, if it isn't an answer but a missing code.
    pub const MISSING: &str = "missing";
}

/// The columns of `settings`.
pub mod settings {
    /// The title of the form.
    pub const FORM_TITLE: &str = "form_title";
    /// Its identifier.
    pub const FORM_ID: &str = "form_id";
    /// Its version.
    pub const VERSION: &str = "version";
    /// The language of columns that name none.
    pub const DEFAULT_LANGUAGE: &str = "default_language";
    /// Ours: the identifier of the instrument, where it isn't that of the form.
    pub const MASAM_ID: &str = "masam_id";
    /// Ours: the version of the instrument, where it isn't that of the form.
    pub const MASAM_VERSION: &str = "masam_version";
    /// Ours: the sector.
    pub const SECTOR: &str = "sector";
    /// Ours: the place set.
    pub const PLACE_SET: &str = "place_set";
    /// Ours: whether respondents stand for the residents of their place.
    pub const STANDS_FOR_RESIDENTS: &str = "stands_for_residents";
    /// Ours: the indicator of overall satisfaction.
    pub const OVERALL: &str = "overall";
    /// Ours: the title of the instrument, by language.
    pub const TITLE: &str = "masam_title";
    /// Ours: what it is for, by language.
    pub const DESCRIPTION: &str = "description";
}

/// The columns of `columns`.
pub mod columns {
    /// What the column is, one of [`super::ROLES`].
    pub const ROLE: &str = "role";
    /// Headers that will do, a list; of [`super::NESTED`] `true`.
    pub const HEADERS: &str = "headers";
    /// The stage of a cluster or a population size, from 1.
    pub const STAGE: &str = "stage";
}

/// What a column is that is no question; each is also a key of `[columns]`, but for [`CLUSTER`], which is `clusters` there.
pub const ROLES: [&str; 13] = [
    "area",
    "soum",
    "facility",
    "round",
    "weight",
    "strata",
    CLUSTER,
    FPC,
    "personal",
    "id",
    "start",
    "end",
    "interviewer",
];
/// The role of a sampling unit.
pub const CLUSTER: &str = "cluster";
/// The role of a population size or sampling fraction.
pub const FPC: &str = "fpc";
/// On `survey` alone: a row of the form that is no question and no column, such as consent.
pub const FORM: &str = "form";
/// On `columns` alone: cluster numbers start again in each stratum.
pub const NESTED: &str = "nested";

/// Columns that several of our sheets have.
pub mod ours {
    /// Identifier.
    pub const ID: &str = "id";
    /// Title, by language.
    pub const TITLE: &str = "title";
    /// Conditions.
    pub const WHERE: &str = "where";
    /// Weight.
    pub const WEIGHT: &str = "weight";
    /// The question.
    pub const QUESTION: &str = "question";
    /// Codes that count, a list.
    pub const CODES: &str = "codes";
    /// x ≥ this.
    pub const AT_LEAST: &str = "at_least";
    /// x > this.
    pub const ABOVE: &str = "above";
    /// x ≤ this.
    pub const AT_MOST: &str = "at_most";
    /// x < this.
    pub const BELOW: &str = "below";
}

/// The columns of `indicators` beside those of [`ours`].
pub mod indicators {
    /// The dimension.
    pub const DIMENSION: &str = "dimension";
    /// share, score, mean, median, quantile, net, ratio or total.
    pub const MEASURE: &str = "measure";
    /// The probability of a quantile.
    pub const P: &str = "p";
    /// Codes of a net share that count +1.
    pub const PLUS: &str = "plus";
    /// Codes of a net share that count −1.
    pub const MINUS: &str = "minus";
    /// The question below of a ratio.
    pub const DENOMINATOR: &str = "denominator";
    /// Who counts as zero: a condition.
    pub const ZERO_WHEN: &str = "zero_when";
    /// Whose answers count.
    pub const BASE: &str = "base";
    /// higher, lower or neither.
    pub const BETTER: &str = "better";
    /// How important it is.
    pub const IMPORTANCE: &str = "importance";
    /// The value of a target.
    pub const TARGET: &str = "target";
    /// norm or target.
    pub const TARGET_KIND: &str = "target_kind";
    /// Whose target it is, by language.
    pub const TARGET_SOURCE: &str = "target_source";
    /// Its first day.
    pub const TARGET_FROM: &str = "target_from";
    /// Its last day.
    pub const TARGET_UNTIL: &str = "target_until";
    /// Where it is valid, a list.
    pub const TARGET_PLACES: &str = "target_places";
}

/// The columns of `composites` beside those of [`ours`].
pub mod composites {
    /// What it is made of: `dimension quality`, `dimensions all`, `dimensions access | quality`, `indicators H06.score * 2 | H03`.
    pub const OF: &str = "of";
    /// place or respondent.
    pub const LEVEL: &str = "level";
    /// What [`OF`] begins with: the indicators of one dimension.
    pub const OF_DIMENSION: &str = "dimension";
    /// What [`OF`] begins with: dimensions, or `all`.
    pub const OF_DIMENSIONS: &str = "dimensions";
    /// What [`OF`] begins with: named indicators.
    pub const OF_INDICATORS: &str = "indicators";
    /// Every dimension.
    pub const ALL: &str = "all";
    /// What stands before the weight of an indicator.
    pub const TIMES: char = '*';
}

/// The columns of `groupings` beside those of [`ours`].
pub mod groupings {
    /// The identifier of the grouping; its first row says the rest of it.
    pub const GROUPING: &str = "grouping";
    /// Whether the groups go from the lower end to the upper one.
    pub const ORDERED: &str = "ordered";
    /// The identifier of the group.
    pub const GROUP: &str = "group";
    /// Its label, by language.
    pub const LABEL: &str = "label";
    /// Pairs that are compared, `f - m`, a list; on the first row of the grouping.
    pub const COMPARE: &str = "compare";
    /// What stands between the two groups of a pair, with spaces around it.
    pub const MINUS: &str = " - ";
}

/// The columns of `rules` beside those of [`ours`].
pub mod rules {
    /// Where all of these hold …
    pub const WHEN: &str = "when";
    /// … each of these must hold too.
    pub const NEEDS: &str = "needs";
}
