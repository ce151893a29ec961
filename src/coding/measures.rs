//! From the indicators of an instrument to what the tally adds up, and for each of its variables the rule that codes it.

use super::at_hand::Answers;
use super::columns::Columns;
use super::groups::GroupColumn;
use super::priorities::{ImportanceBy, ImportanceMeasures, PriorityMeasures};
use crate::instrument::{
    AnswerIndex, BaseIndex, Bounds, CompositeIndex, CompositeLevel, Condition, Holds, Indicator, IndicatorIndex,
    Instrument, Measure, Missing, QuestionIndex, Scale,
};
use crate::lang::{Label, Lang};
use crate::tally::{Adds, AnswerCode, FIRST_ANSWER, Plan, missing_code};

/// What is added up for an instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// What is added up.
    pub plan: Plan,
    /// How each variable of the plan is coded.
    pub(super) rules: Vec<Rule>,
    /// The measure of each indicator.
    pub indicators: Vec<usize>,
    /// The measure of each composite that is taken over respondents.
    pub composites: Vec<Option<usize>>,
    /// What the spread of the answers behind each score is made of.
    pub spreads: Vec<SpreadMeasures>,
    /// The columns of groups that a row carries.
    pub group_columns: Vec<GroupColumn>,
    /// What priorities are made of, if they are asked for.
    pub priorities: Option<PriorityMeasures>,
}

/// How the answers behind a score are spread: a share of each answer that has a value on the scale, over the score's own base.
/// The score tells these answers apart already, so that nothing more is added up for them.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadMeasures {
    /// The score.
    pub indicator: IndicatorIndex,
    /// The answers that have a value.
    pub answers: Vec<AnswerIndex>,
    /// The measure of each: 1 for those who gave it, 0 for others.
    pub measures: Vec<usize>,
}

/// How a variable is coded from the answers of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    base: Option<BaseIndex>,
    /// The other conditions of a base that also asks for some answers to the question itself: to whoever meets them it
    /// applies, so that a missing answer keeps its reason.
    applies: Option<Vec<Condition>>,
    zero_when: Option<Condition>,
    of: Of,
}

#[derive(Debug, Clone, PartialEq)]
enum Of {
    /// The answer as it is, when nothing else decides.
    Plain { question: usize },
    /// The answer; those without a value on the scale are none, if only scaled ones count.
    Answer { question: usize, unscaled: Vec<bool> },
    /// Whether the number lies within bounds.
    Within { question: usize, bounds: Bounds },
    /// The number.
    Number { question: usize },
    /// Two numbers.
    Pair { upper: usize, lower: usize },
    /// The respondent's own mean of several indicators: rule, points by answer from the first on and last those of whoever
    /// counts as zero, weight.
    Mean { parts: Vec<(Rule, Vec<f64>, f64)> },
    /// Two answers at once, each rule with how many answers are told apart; those beyond are one more.
    Both { of: Box<[(Rule, AnswerCode); 2]> },
    /// That there is a respondent.
    Everybody,
}

impl Rule {
    /// The question whose answer is the code as it is.
    pub fn plain(&self) -> Option<usize> {
        match &self.of {
            Of::Plain { question } => Some(*question),
            Of::Answer { .. }
            | Of::Within { .. }
            | Of::Number { .. }
            | Of::Pair { .. }
            | Of::Mean { .. }
            | Of::Both { .. }
            | Of::Everybody => None,
        }
    }

    /// A rule of its own, whoever answers.
    fn alone(of: Of) -> Rule {
        Rule { base: None, applies: None, zero_when: None, of }
    }

    /// The rule for a file with these columns: who counts as zero of a question counts only where the question was asked.
    pub fn for_columns(&self, columns: &Columns) -> Rule {
        let mut rule = self.clone();
        let has_column = |question: &usize| columns.questions[*question].is_some();
        match &mut rule.of {
            Of::Plain { question }
            | Of::Answer { question, .. }
            | Of::Within { question, .. }
            | Of::Number { question } => rule.zero_when = rule.zero_when.filter(|_| has_column(question)),
            Of::Pair { .. } | Of::Everybody => {}
            Of::Mean { parts } => parts.iter_mut().for_each(|(part, ..)| *part = part.for_columns(columns)),
            Of::Both { of } => of.iter_mut().for_each(|(part, _)| *part = part.for_columns(columns)),
        }
        rule
    }

    /// The rules within it: those of a respondent's own mean, or of two answers at once.
    fn parts(&self) -> Vec<&Rule> {
        match &self.of {
            Of::Mean { parts } => parts.iter().map(|(part, ..)| part).collect(),
            Of::Both { of } => of.iter().map(|(part, _)| part).collect(),
            Of::Plain { .. }
            | Of::Answer { .. }
            | Of::Within { .. }
            | Of::Number { .. }
            | Of::Pair { .. }
            | Of::Everybody => Vec::new(),
        }
    }

    /// The code of a respondent who isn't of the base.
    fn outside(&self, answers: &Answers, question: usize, row: usize) -> AnswerCode {
        let code = answers.code(question, row);
        let applies = self.applies.as_ref().is_some_and(|others| others.iter().all(|c| answers.meets(c, row)));
        if applies && code < FIRST_ANSWER { code } else { missing_code(Missing::NotAsked) }
    }

    /// The code of the variable, and its numbers behind those of the variables before it.
    #[inline]
    pub fn apply(&self, answers: &Answers, row: usize, numbers: &mut Vec<f64>) -> AnswerCode {
        let outside = self.base.is_some_and(|base| !answers.of_base(base.0, row));
        let zero = !outside && self.zero_when.as_ref().is_some_and(|c| answers.meets(c, row));
        let not_asked = missing_code(Missing::NotAsked);
        match &self.of {
            Of::Plain { question } => answers.code(*question, row),
            Of::Answer { question, .. } | Of::Within { question, .. } if outside => {
                self.outside(answers, *question, row)
            }
            Of::Answer { question, unscaled } => {
                let code = answers.code(*question, row);
                match code.checked_sub(FIRST_ANSWER) {
                    _ if zero => FIRST_ANSWER + NO_ANSWER_COUNTS,
                    Some(at) if unscaled.get(usize::from(at)) == Some(&true) => not_asked,
                    _ => code,
                }
            }
            Of::Within { question, bounds } => match answers.code(*question, row) {
                _ if zero => FIRST_ANSWER,
                code if code < FIRST_ANSWER => code,
                _ => FIRST_ANSWER + AnswerCode::from(bounds.contains(answers.number(*question, row))),
            },
            Of::Number { question } => {
                let code = answers.code(*question, row);
                let (code, number) = match (outside, zero) {
                    (true, _) => (self.outside(answers, *question, row), 0.0),
                    (false, true) => (FIRST_ANSWER, 0.0),
                    (false, false) if code < FIRST_ANSWER => (code, 0.0),
                    (false, false) => (code, answers.number(*question, row)),
                };
                numbers.push(number);
                code
            }
            Of::Pair { upper, lower } => {
                let codes = [answers.code(*upper, row), answers.code(*lower, row)];
                let missing = codes.into_iter().find(|c| *c < FIRST_ANSWER);
                numbers.extend([answers.number(*upper, row), answers.number(*lower, row)]);
                if outside { not_asked } else { missing.unwrap_or(FIRST_ANSWER) }
            }
            Of::Mean { parts } => {
                let (mut sum, mut weights) = (0.0, 0.0);
                for (rule, values, weight) in parts {
                    let code = rule.apply(answers, row, &mut Vec::new());
                    if let Some(at) = code.checked_sub(FIRST_ANSWER) {
                        let points = values.get(usize::from(at)).or(values.last());
                        sum += weight * points.copied().unwrap_or(0.0);
                        weights += weight;
                    }
                }
                numbers.push(if weights > 0.0 { sum / weights } else { 0.0 });
                if weights > 0.0 { FIRST_ANSWER } else { missing_code(Missing::Blank) }
            }
            Of::Both { of } => {
                let [(x, x_answers), (y, y_answers)] = &**of;
                let codes = [x, y].map(|rule| rule.apply(answers, row, numbers));
                match codes.map(|code| code.checked_sub(FIRST_ANSWER)) {
                    [Some(x), Some(y)] => FIRST_ANSWER + x.min(*x_answers) * (y_answers + 1) + y.min(*y_answers),
                    [None, _] => codes[0],
                    [Some(_), None] => codes[1],
                }
            }
            Of::Everybody => FIRST_ANSWER,
        }
    }
}

/// Added to the first answer: a code beyond every answer, which adds 0 to any measure.
const NO_ANSWER_COUNTS: AnswerCode = AnswerCode::MAX - 2 - FIRST_ANSWER;

/// Compiles the indicators; `groups` are the group columns, the groupings of the tally index them.
pub fn compile(instrument: &Instrument, group_columns: Vec<GroupColumn>, groupings: Vec<Vec<usize>>) -> Compiled {
    compile_with(instrument, group_columns, groupings, None)
}

/// The same with what priorities are made of, where they are asked for: it is added up for every unit and group, and takes its
/// time.
pub fn compile_with(
    instrument: &Instrument,
    group_columns: Vec<GroupColumn>,
    groupings: Vec<Vec<usize>>,
    priorities: Option<ImportanceBy>,
) -> Compiled {
    let mut compiled = Compiled {
        plan: Plan {
            columns: group_columns.len(),
            groupings,
            sizes: group_columns.iter().map(|column| column.size(instrument)).collect(),
            ..Plan::default()
        },
        rules: Vec::new(),
        indicators: Vec::new(),
        composites: Vec::new(),
        spreads: Vec::new(),
        group_columns,
        priorities: None,
    };
    for indicator in &instrument.indicators {
        let measure = compiled.indicator(instrument, indicator);
        compiled.indicators.push(measure);
    }
    for index in 0..instrument.composites.len() {
        let measure = match instrument.composites[index].level {
            CompositeLevel::Place => None,
            CompositeLevel::Respondent => Some(compiled.own_mean(instrument, CompositeIndex(index))),
        };
        compiled.composites.push(measure);
    }
    compiled.spreads =
        (0..instrument.indicators.len()).filter_map(|at| compiled.spread(instrument, IndicatorIndex(at))).collect();
    compiled.priorities = priorities.map(|by| PriorityMeasures::compile(&mut compiled, instrument, by));
    compiled
}

impl Compiled {
    /// Groups alone, of which nothing is added up.
    pub fn of_groups(instrument: &Instrument, group_columns: Vec<GroupColumn>) -> Compiled {
        let bare = Instrument { indicators: Vec::new(), composites: Vec::new(), ..instrument.clone() };
        compile_with(&bare, group_columns, Vec::new(), None)
    }

    fn indicator(&mut self, instrument: &Instrument, indicator: &Indicator) -> usize {
        let (rule, adds) = rule_of(instrument, indicator);
        let variable = self.variable(rule);
        self.plan.measure(variable, adds)
    }

    /// What the spread of a score's answers is made of; none of another measure.
    fn spread(&mut self, instrument: &Instrument, indicator: IndicatorIndex) -> Option<SpreadMeasures> {
        let Measure::Score { question, .. } = instrument.indicators[indicator.0].measure else { return None };
        let variable = self.plan.measures[self.indicators[indicator.0]].variable;
        let all = instrument.questions[question.0].answers();
        let answers: Vec<AnswerIndex> = (0..all.len()).filter(|at| all[*at].value.is_some()).map(AnswerIndex).collect();
        let one = |answer: &AnswerIndex| {
            Adds::ByAnswer((0..all.len()).map(|at| f64::from(u8::from(at == answer.0))).collect())
        };
        let measures = answers.iter().map(|answer| self.plan.measure(variable, one(answer))).collect();
        Some(SpreadMeasures { indicator, answers, measures })
    }

    fn variable(&mut self, rule: Rule) -> usize {
        if let Some(known) = self.rules.iter().position(|r| *r == rule) {
            return known;
        }
        match rule.of {
            Of::Plain { .. } | Of::Answer { .. } | Of::Within { .. } | Of::Both { .. } | Of::Everybody => {
                self.plan.variable(crate::tally::Variable::Coded)
            }
            Of::Number { .. } | Of::Mean { .. } => self.plan.number(),
            Of::Pair { .. } => self.plan.pair(),
        };
        self.rules.push(rule);
        self.rules.len() - 1
    }

    /// Adds up a question's answers as numbers to adjust for: its number, its values on a scale, or for answers without
    /// values whether each but the first was given. Identifier, title and measure of each.
    pub fn covariates(&mut self, instrument: &Instrument, question: usize) -> Vec<(String, Label, usize)> {
        let of = &instrument.questions[question];
        let rule = Rule::alone;
        if of.answers().is_empty() {
            let variable = self.variable(rule(Of::Number { question }));
            return vec![(of.id.clone(), of.label.clone(), self.plan.measure(variable, Adds::Number))];
        }
        let unscaled: Vec<bool> = of.answers().iter().map(|a| a.value.is_none()).collect();
        if unscaled.iter().filter(|none| !**none).count() > 1 {
            let variable = self.variable(rule(Of::Answer { question, unscaled }));
            let values = of.answers().iter().map(|a| a.value.unwrap_or(0.0)).collect();
            return vec![(of.id.clone(), of.label.clone(), self.plan.measure(variable, Adds::ByAnswer(values)))];
        }
        let variable = self.variable(rule(Of::Plain { question }));
        let mut added = Vec::new();
        for (at, answer) in of.answers().iter().enumerate().skip(1) {
            let values = (0..of.answers().len()).map(|a| f64::from(u8::from(a == at))).collect();
            let title = |lang| format!("{}: {}", of.label.get(lang), answer.label.get(lang));
            let title = Label::new(title(Lang::Mn), title(Lang::En));
            added.push((
                format!("{}={}", of.id, answer.code),
                title,
                self.plan.measure(variable, Adds::ByAnswer(values)),
            ));
        }
        added
    }

    fn own_mean(&mut self, instrument: &Instrument, composite: CompositeIndex) -> usize {
        let part = |(indicator, weight): (crate::instrument::IndicatorIndex, f64)| {
            let indicator = &instrument.indicators[indicator.0];
            let (rule, adds) = rule_of(instrument, indicator);
            let Adds::ByAnswer(values) = adds else { return None };
            // Where less is better, whoever counts as zero has all points.
            Some((rule, values.into_iter().chain([0.0]).map(|v| indicator.as_points(v)).collect(), weight))
        };
        let parts = instrument.composite_parts(composite).into_iter().filter_map(part).collect();
        let variable = self.variable(Rule::alone(Of::Mean { parts }));
        self.plan.measure(variable, Adds::Number)
    }
}

impl Compiled {
    /// The bases that a rule depends on, or that decide about asking a question.
    pub(super) fn bases(&self) -> Vec<usize> {
        let mut bases: Vec<usize> = self.every_rule().filter_map(|r| r.base.map(|b| b.0)).collect();
        bases.sort_unstable();
        bases.dedup();
        bases
    }

    /// The questions that a rule reads.
    pub(super) fn questions(&self) -> Vec<usize> {
        let mut questions = Vec::new();
        for rule in self.every_rule() {
            questions.extend(rule.zero_when.as_ref().map(|c| c.question.0));
            match &rule.of {
                Of::Plain { question }
                | Of::Answer { question, .. }
                | Of::Within { question, .. }
                | Of::Number { question } => questions.push(*question),
                Of::Pair { upper, lower } => questions.extend([*upper, *lower]),
                Of::Mean { .. } | Of::Both { .. } | Of::Everybody => {}
            }
        }
        questions
    }

    /// The rules of all variables, and those within them.
    fn every_rule(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().flat_map(|rule| std::iter::once(rule).chain(rule.parts()))
    }

    /// The same sums, with only those priorities made of them that are asked for.
    pub fn asked_for(mut self, by: Option<ImportanceBy>) -> Compiled {
        self.priorities = match (by, self.priorities) {
            (None, _) | (_, None) => None,
            (Some(ImportanceBy::Derived), derived) => derived,
            (Some(ImportanceBy::Stated), Some(of)) => {
                Some(PriorityMeasures { importance: ImportanceMeasures::Stated, ..of })
            }
            (Some(ImportanceBy::Nothing), Some(of)) => {
                Some(PriorityMeasures { importance: ImportanceMeasures::Nothing, ..of })
            }
        };
        self
    }

    /// The measure of how many respondents there are.
    pub(super) fn everybody(&mut self) -> usize {
        let variable = self.variable(Rule::alone(Of::Everybody));
        self.plan.measure(variable, Adds::One)
    }

    /// Adds up two indicators over the respondents who have both: the first as it is, the second in points, and their product.
    /// None where one of them isn't made of answers that can be listed.
    pub(super) fn together(&mut self, instrument: &Instrument, x: &Indicator, y: &Indicator) -> Option<[usize; 3]> {
        let ((x_rule, x_adds), (y_rule, y_adds)) = (rule_of(instrument, x), rule_of(instrument, y));
        let (Adds::ByAnswer(x_values), Adds::ByAnswer(y_values)) = (x_adds, y_adds) else { return None };
        let answers = [x_values.len(), y_values.len()].map(|n| AnswerCode::try_from(n).ok());
        let [Some(x_answers), Some(y_answers)] = answers else { return None };
        // Both with one more: answers beyond the list add 0.
        let combinations = x_answers.checked_add(1)?.checked_mul(y_answers.checked_add(1)?)?;
        combinations.checked_add(FIRST_ANSWER)?;
        let of = Box::new([(x_rule, x_answers), (y_rule, y_answers)]);
        let variable = self.variable(Rule::alone(Of::Both { of }));
        let value = |of: &[f64], at: usize| of.get(at).copied().unwrap_or(0.0);
        let table = |value: &dyn Fn(usize, usize) -> f64| {
            let pairs = (0..=x_values.len()).flat_map(|x| (0..=y_values.len()).map(move |y| (x, y)));
            Adds::ByAnswer(pairs.map(|(x, y)| value(x, y)).collect())
        };
        let points = |at: usize| y.as_points(value(&y_values, at));
        let tables = [
            table(&|x, _| value(&x_values, x)),
            table(&|_, y| points(y)),
            table(&|x, y| value(&x_values, x) * points(y)),
        ];
        Some(tables.map(|adds| self.plan.measure(variable, adds)))
    }
}

/// How an indicator's variable is coded, and what it adds.
fn rule_of(instrument: &Instrument, indicator: &Indicator) -> (Rule, Adds) {
    let (rule, adds) = full_rule(instrument, indicator);
    (rule.simplified(instrument), adds)
}

impl Rule {
    /// Without a base that the question is asked of anyway; an answer that nothing else touches is plain.
    fn simplified(mut self, instrument: &Instrument) -> Rule {
        let question = match &self.of {
            Of::Answer { question, .. } | Of::Within { question, .. } | Of::Number { question } => *question,
            Of::Plain { .. } | Of::Pair { .. } | Of::Mean { .. } | Of::Both { .. } | Of::Everybody => return self,
        };
        // Whoever would count as zero need not be asked, so then the base still decides.
        if self.zero_when.is_none() && self.base == instrument.questions[question].asked {
            (self.base, self.applies) = (None, None);
        }
        match &self.of {
            Of::Answer { question, unscaled }
                if self.base.is_none() && self.zero_when.is_none() && !unscaled.contains(&true) =>
            {
                Rule::alone(Of::Plain { question: *question })
            }
            _ => self,
        }
    }
}

fn full_rule(instrument: &Instrument, indicator: &Indicator) -> (Rule, Adds) {
    let applies = indicator.base.and_then(|base| other_conditions(instrument, base, indicator.measure.question()));
    let rule = |zero_when: Option<&Condition>, of| Rule {
        base: indicator.base,
        applies: applies.clone(),
        zero_when: zero_when.cloned(),
        of,
    };
    let answer = |q: QuestionIndex| Of::Answer { question: q.0, unscaled: Vec::new() };
    let by_answer = |q: QuestionIndex, value: &dyn Fn(usize) -> f64| {
        Adds::ByAnswer((0..instrument.questions[q.0].answers().len()).map(value).collect())
    };
    match &indicator.measure {
        Measure::Share { counts, zero_when } => match &counts.holds {
            Holds::Answers(codes) => {
                let adds = by_answer(counts.question, &|at| f64::from(u8::from(codes.iter().any(|c| c.0 == at))));
                (rule(zero_when.as_ref(), answer(counts.question)), adds)
            }
            Holds::Within(bounds) => {
                let of = Of::Within { question: counts.question.0, bounds: *bounds };
                (rule(zero_when.as_ref(), of), Adds::ByAnswer(vec![0.0, 1.0]))
            }
        },
        Measure::Score { question, from, to } => {
            let answers = instrument.questions[question.0].answers();
            let unscaled = answers.iter().map(|a| a.value.is_none()).collect();
            let points = |at: usize| answers[at].value.map_or(0.0, |v| 100.0 * (v - from) / (to - from));
            (rule(None, Of::Answer { question: question.0, unscaled }), by_answer(*question, &points))
        }
        Measure::Net { question, plus, minus } => {
            let has = |list: &[crate::instrument::AnswerIndex], at: usize| list.iter().any(|a| a.0 == at);
            let sign = |at: usize| f64::from(i8::from(has(plus, at)) - i8::from(has(minus, at)));
            (rule(None, answer(*question)), by_answer(*question, &sign))
        }
        Measure::Mean { question, zero_when } => {
            (rule(zero_when.as_ref(), Of::Number { question: question.0 }), Adds::Number)
        }
        Measure::Total { question } => (rule(None, Of::Number { question: question.0 }), Adds::Number),
        Measure::Quantile { question, .. } => (rule(None, Of::Number { question: question.0 }), Adds::Kept),
        Measure::Ratio { numerator, denominator } => {
            (rule(None, Of::Pair { upper: numerator.0, lower: denominator.0 }), Adds::Ratio)
        }
    }
}

/// The conditions of a base beside that on a question; none if it has none on it.
fn other_conditions(instrument: &Instrument, base: BaseIndex, question: QuestionIndex) -> Option<Vec<Condition>> {
    let all = &instrument.bases[base.0].all;
    let others: Vec<Condition> = all.iter().filter(|c| c.question != question).cloned().collect();
    (others.len() < all.len()).then_some(others)
}

impl Indicator {
    /// A value of the indicator as 0 to 100 points with more being better, for composites.
    pub fn as_points(&self, value: f64) -> f64 {
        let points = match (self.measure.scale(), &self.measure) {
            (_, Measure::Net { .. }) => 50.0 + 50.0 * value,
            (Scale::Percent, _) => 100.0 * value,
            (Scale::Points | Scale::Own, _) => value,
        };
        match self.direction {
            crate::instrument::Direction::Lower => 100.0 - points,
            crate::instrument::Direction::Higher | crate::instrument::Direction::Neither => points,
        }
    }
}
