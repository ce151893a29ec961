//! What a check can only tell when every row was seen: pairs, lines, numbers far from the others, interviewers, coverage.

use super::checker::Checker;
use super::coverage::Coverage;
use super::found::{Finding, Suggestion};
use super::interviewers::{InterviewerFacts, MOST};
use super::numbers::{MOSTLY_ROUND, Round};
use super::plan::Planned;
use super::straight::Straight;
use super::times;
use super::{Check, NumberFacts, RowAt};
use crate::coding::Answered;
use crate::instrument::QuestionIndex;
use crate::problem::{At, Code, Problem, RowNumber, quoted};

impl<'a> Checker<'a> {
    /// The end of the rows: what could only be told when all had been seen.
    pub fn finish(mut self, plan: &Planned) -> Check<'a> {
        self.identical();
        let scales = self.straight_lines();
        let numbers = self.far_numbers();
        self.lengths();
        let weights = self.extreme_weights();
        let interviewers = self.interviewer_effects();
        let has_clusters = !self.columns.coded.design.clusters.is_empty();
        let coverage = Coverage::new(&self.interviews, &self.clusters, has_clusters, plan);
        self.coverage(&coverage);
        let (findings, beyond) = self.findings.sorted();
        let interviewer_column = self.columns.interviewer.filter(|_| !interviewers.is_empty());
        Check {
            instrument: self.instrument,
            set: self.set,
            rows: self.rows,
            findings,
            beyond,
            completeness: self.completeness,
            numbers,
            scales,
            interviewer_column: interviewer_column.map(|column| self.headers[column].clone()),
            interviewers,
            coverage,
            weights,
            spellings: self.area.map(|area| area.spellings()).unwrap_or_default(),
            rules: self.rules,
            has_times: self.columns.times.is_some(),
        }
    }

    fn at(&self, row: RowAt) -> At {
        self.files[row.file as usize].clone().row(RowNumber::new(row.row))
    }

    fn identical(&mut self) {
        let (answers, numbers) = (&self.answers, &self.numbers);
        let share = |question: usize, answer: Answered| match answer {
            Answered::Choice(code) => {
                answers[question][code.0] as f64 / answers[question].iter().sum::<u64>().max(1) as f64
            }
            Answered::Number(number) => {
                numbers[question].as_ref().map_or(1.0, |all| all.count(number).max(1) as f64 / all.n().max(1) as f64)
            }
            Answered::Missing(_) => 1.0,
        };
        let pairs: Vec<_> =
            std::mem::take(&mut self.duplicates).unlikely(share, |member| self.interviews[member]).collect();
        for pair in pairs {
            let problem = Problem::new(Code::SameAnswers, self.at(pair.second), pair.given.len().to_string());
            let problem = problem.detail(self.told(pair.first, pair.second));
            self.findings.add(Finding::new(problem).id(pair.id).suggestion(Suggestion::Drop));
        }
    }

    fn straight_lines(&mut self) -> Vec<super::ScaleFacts> {
        let empty = Straight::new(self.instrument, &vec![false; self.instrument.questions.len()]);
        let (facts, lines) = std::mem::replace(&mut self.straight, empty).finish();
        for line in lines {
            let questions = &facts[line.scale].questions;
            let first = questions[0].0;
            let code = &self.instrument.questions[first].answers()[line.code].code;
            let at = self.at(line.at).column(self.reader.header(first).unwrap_or_default());
            let problem = Problem::new(Code::StraightLine, at, quoted(code)).detail(line.items.to_string());
            self.findings.add(Finding::new(problem).id(line.id).question(first).found(code.clone()));
        }
        facts
    }

    fn far_numbers(&mut self) -> Vec<NumberFacts> {
        let mut facts = Vec::new();
        for (question, numbers) in std::mem::take(&mut self.numbers).into_iter().enumerate() {
            let Some(numbers) = numbers.filter(|numbers| numbers.n() > 0) else { continue };
            let header = self.reader.header(question).unwrap_or_default().to_owned();
            let (middle, far) = (numbers.middle(), numbers.far());
            for kept in &far {
                let (low, high) = middle.map_or((0.0, 0.0), |middle| middle.limits());
                let range = format!("{}–{}", short(low), short(high));
                let problem = Problem::new(Code::FarNumber, self.at(kept.at).column(&header), kept.value.to_string());
                let finding = Finding::new(problem.detail(range)).id(kept.id.clone()).question(question);
                self.findings.add(finding.found(kept.value.to_string()));
            }
            let round = numbers.round();
            if let Some(Round { share, expected }) = round
                && share >= MOSTLY_ROUND
                && share >= 3.0 * expected
            {
                let percent = |share: f64| format!("{:.0} %", 100.0 * share);
                let at = At::default().column(&header);
                let problem = Problem::new(Code::RoundNumbers, at, percent(share)).detail(percent(expected));
                self.findings.add(Finding::new(problem).question(question));
            }
            facts.push(NumberFacts {
                question: QuestionIndex(question),
                n: numbers.n(),
                median: numbers.median(),
                middle,
                far: far.len() as u64,
                round,
            });
        }
        facts
    }

    fn lengths(&mut self) {
        let Some((start, end)) = self.columns.times else { return };
        for (interview, usual) in times::short(&self.timed) {
            let at = self.at(interview.at).column(&self.headers[end]);
            let problem = Problem::new(Code::ShortInterview, at, short(interview.minutes())).detail(short(usual));
            self.findings.add(Finding::new(problem));
        }
        for (later, earlier) in times::overlapping(&self.timed) {
            let at = self.at(later.at).column(&self.headers[start]);
            let label = later.interviewer.map(|who| self.interviewers.labels[who as usize].as_str());
            let problem = Problem::new(Code::InterviewsOverlap, at, quoted(label.unwrap_or_default()));
            let problem = problem.detail(self.told(earlier.at, later.at));
            self.findings.add(Finding::new(problem));
        }
        if self.unreadable_times > 0 {
            let at = At::default().column(&self.headers[end]);
            let problem = Problem::new(Code::TimesUnreadable, at, self.unreadable_times.to_string());
            self.findings.add(Finding::new(problem));
        }
    }

    fn extreme_weights(&mut self) -> Option<super::WeightFacts> {
        let column = self.columns.coded.design.weight?;
        let weights = std::mem::take(&mut self.weights);
        let (facts, extreme) = weights.finish();
        let median = facts.as_ref().and_then(|facts| facts.median).unwrap_or_default();
        for kept in extreme {
            let at = self.at(kept.at).column(&self.headers[column]);
            let problem = Problem::new(Code::ExtremeWeight, at, short(kept.value)).detail(short(median));
            self.findings.add(Finding::new(problem).id(kept.id.clone()).found(kept.value.to_string()));
        }
        facts
    }

    fn interviewer_effects(&mut self) -> Vec<InterviewerFacts> {
        let Some(column) = self.columns.interviewer else { return Vec::new() };
        let interviewers = std::mem::take(&mut self.interviewers);
        let at = || At::default().column(&self.headers[column]);
        if interviewers.overflowed {
            let problem = Problem::new(Code::TooManyInterviewers, at(), quoted(&self.headers[column]));
            self.findings.add(Finding::new(problem.detail(MOST.to_string())));
            return Vec::new();
        }
        let facts = interviewers.finish(self.instrument, &self.completeness.has_column, self.set.members().len());
        let id = |question: &QuestionIndex| self.instrument.questions[question.0].id.as_str();
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        for one in &facts {
            if !one.differ.is_empty() {
                let all: Vec<String> = one.differ.iter().map(|(q, p)| format!("{} p {}", id(q), p_told(*p))).collect();
                let problem = Problem::new(Code::InterviewerDiffers, at(), quoted(&one.label)).detail(all.join("; "));
                self.findings.add(Finding::new(problem));
            }
            if one.straight_p.is_some() {
                let lines = |(scales, lines): (u64, u64)| percent(lines as f64 / scales.max(1) as f64);
                let both = format!("{} / {}", lines(one.scales), lines(one.others_scales));
                let problem = Problem::new(Code::InterviewerStraight, at(), quoted(&one.label)).detail(both);
                self.findings.add(Finding::new(problem));
            }
            if !one.misses.is_empty() {
                let told = |(q, ours, theirs, _): &(QuestionIndex, f64, f64, f64)| {
                    format!("{} {} / {}", id(q), percent(*ours), percent(*theirs))
                };
                let all: Vec<String> = one.misses.iter().map(told).collect();
                let problem = Problem::new(Code::InterviewerMisses, at(), quoted(&one.label)).detail(all.join("; "));
                self.findings.add(Finding::new(problem));
            }
        }
        facts
    }

    fn coverage(&mut self, coverage: &Coverage) {
        let members = self.set.members();
        let name = |member: usize| members[member].place.to_string();
        let named = |member: &Option<usize>, label: &str| match member {
            Some(member) => format!("{} ({})", quoted(label), members[*member].place.place().name.mn),
            None => quoted(label),
        };
        let design = &self.columns.coded.design;
        let at = || match design.clusters.first() {
            Some(column) => At::default().column(&self.headers[*column]),
            None => At::default(),
        };
        let mut found = Vec::new();
        let has_places = self.area.is_some();
        for (member, place) in coverage.places.iter().enumerate() {
            if let Some(wanted) = place.wanted.filter(|wanted| *wanted > place.interviews) {
                let problem = Problem::new(Code::BehindPlan, At::default(), name(member));
                found.push(problem.detail(format!("{} / {wanted}", place.interviews)));
            } else if has_places && place.interviews == 0 {
                found.push(Problem::new(Code::PlaceWithoutInterviews, At::default(), name(member)));
            }
        }
        for (member, label) in &coverage.lone {
            found.push(Problem::new(Code::LoneInterview, at(), named(member, label)));
        }
        for (member, label, n) in &coverage.uneven {
            let median = coverage.median.map(short).unwrap_or_default();
            found.push(Problem::new(Code::ClusterUneven, at(), named(member, label)).detail(format!("{n} / {median}")));
        }
        for (member, label, n, wanted) in coverage.planned.iter().filter(|(_, _, n, wanted)| n < wanted) {
            let problem = Problem::new(Code::BehindPlan, at(), named(member, label));
            found.push(problem.detail(format!("{n} / {wanted}")));
        }
        found.into_iter().for_each(|problem| self.findings.add(Finding::new(problem)));
    }
}

/// A number of three digits or so, for a sentence.
fn short(x: f64) -> String {
    let decimals = if x.abs() >= 100.0 {
        0
    } else if x.abs() >= 10.0 {
        1
    } else {
        2
    };
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn p_told(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("= {p:.3}") }
}
