//! Who is asked, out of the filter of a form; and which numbers are plausible, out of its constraint.
//!
//! What      a filter becomes conditions that must all hold, each on one question: one of these codes, or a number within
//!           bounds. `or` joins answers of one question only
//! Source    XLSForm, columns `relevant` and `constraint`: expressions of XPath 1.0
//! Checked   by hand, in the tests of this file
//! Edges     an expression of several parts joined by `and`, of which one isn't understood, is used without that part: who
//!           is asked then is more than the form asks, never less. A filter on a missing answer ("don't know") can't be a
//!           condition. `!=` is the other answers of the list; whoever gave none is not among them

use super::xpath::{Expr, Sign, Value};
use crate::instrument::Bounds;

/// What a filter can ask of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asked {
    /// One of these answers; whether other codes of the question mean that there is none.
    One { codes: Vec<String>, missing: bool },
    /// Several of these.
    Several { codes: Vec<String> },
    /// A number; the smallest plausible one, and whether it is whole.
    Number { least: Option<f64>, whole: bool },
}

/// One condition, by the names of the form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// The answer is one of these.
    Codes(String, Vec<String>),
    /// One of these was named.
    Named(String, Vec<String>),
    /// This one wasn't named.
    NotNamed(String, String),
    /// The number lies within.
    Within(String, Bounds),
}

/// The conditions of a filter, as far as they are understood, and whether that is all of it.
pub(super) fn conditions(expr: &Expr, asked: &dyn Fn(&str) -> Option<Asked>) -> (Vec<Part>, bool) {
    let parts = match expr {
        Expr::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let (mut all, mut whole) = (Vec::new(), true);
    for part in parts {
        let (found, understood) = match part {
            Expr::And(_) => conditions(part, asked),
            other => match understood(other, asked) {
                Some(found) => (found, true),
                None => (Vec::new(), false),
            },
        };
        whole &= understood;
        for condition in found {
            whole &= add(&mut all, condition);
        }
    }
    (all, whole)
}

/// Adds a condition to those that must hold with it; false if nobody could satisfy both.
pub(super) fn add(all: &mut Vec<Part>, new: Part) -> bool {
    if all.contains(&new) {
        return true;
    }
    for known in all.iter_mut() {
        match (known, &new) {
            (Part::Codes(question, codes), Part::Codes(same, others)) if question == same => {
                let both: Vec<String> = codes.iter().filter(|c| others.contains(c)).cloned().collect();
                let satisfiable = !both.is_empty();
                if satisfiable {
                    *codes = both;
                }
                return satisfiable;
            }
            (Part::Within(question, bounds), Part::Within(same, others)) if question == same => {
                return narrow(bounds, others);
            }
            _ => {}
        }
    }
    all.push(new);
    true
}

/// Narrows bounds by others; false if no number is left.
fn narrow(bounds: &mut Bounds, others: &Bounds) -> bool {
    let higher = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::max);
    let lower = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::min);
    let both = Bounds {
        at_least: higher(bounds.at_least, others.at_least),
        above: higher(bounds.above, others.above),
        at_most: lower(bounds.at_most, others.at_most),
        below: lower(bounds.below, others.below),
    };
    let satisfiable = !crate::instrument::questions::is_empty(&both);
    if satisfiable {
        *bounds = both;
    }
    satisfiable
}

fn understood(expr: &Expr, asked: &dyn Fn(&str) -> Option<Asked>) -> Option<Vec<Part>> {
    match expr {
        Expr::And(parts) => {
            let mut all = Vec::new();
            for part in parts {
                for condition in understood(part, asked)? {
                    add(&mut all, condition).then_some(())?;
                }
            }
            Some(all)
        }
        Expr::Or(parts) => either(parts.iter().map(|part| understood(part, asked)), asked),
        Expr::Not(inner) => denied(inner, asked),
        Expr::Selected(Value::Question(question), code) => {
            let code = written(code)?;
            match asked(question)? {
                Asked::One { codes, .. } => {
                    codes.contains(&code).then(|| vec![Part::Codes(question.clone(), vec![code])])
                }
                Asked::Several { codes } => {
                    codes.contains(&code).then(|| vec![Part::Named(question.clone(), vec![code])])
                }
                Asked::Number { .. } => None,
            }
        }
        Expr::Compare(Value::Question(question), sign, value) => compared(question, *sign, value, &asked(question)?),
        Expr::Compare(value, sign, Value::Question(question)) => {
            compared(question, sign.turned(), value, &asked(question)?)
        }
        Expr::Compare(..) | Expr::Selected(..) | Expr::Unknown => None,
    }
}

/// Conditions of which one must hold: answers of one question.
fn either(parts: impl Iterator<Item = Option<Vec<Part>>>, asked: &dyn Fn(&str) -> Option<Asked>) -> Option<Vec<Part>> {
    let mut joined: Option<Part> = None;
    for part in parts {
        let [one] = <[Part; 1]>::try_from(part?).ok()?;
        joined = Some(match (joined, one) {
            (None, one) => one,
            (Some(Part::Codes(question, codes)), Part::Codes(same, others)) if question == same => {
                Part::Codes(question, union(codes, others))
            }
            (Some(Part::Named(question, codes)), Part::Named(same, others)) if question == same => {
                Part::Named(question, union(codes, others))
            }
            _ => return None,
        });
    }
    let mut joined = joined?;
    // In the order of the list, so that one filter in two spellings is one base.
    if let Part::Codes(question, codes) | Part::Named(question, codes) = &mut joined
        && let Some(Asked::One { codes: order, .. } | Asked::Several { codes: order }) = asked(question)
    {
        codes.sort_by_key(|code| order.iter().position(|known| known == code));
    }
    Some(vec![joined])
}

fn union(mut codes: Vec<String>, others: Vec<String>) -> Vec<String> {
    codes.extend(others);
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    codes
}

fn denied(expr: &Expr, asked: &dyn Fn(&str) -> Option<Asked>) -> Option<Vec<Part>> {
    match expr {
        Expr::Not(inner) => understood(inner, asked),
        Expr::Compare(left, sign, right) => {
            understood(&Expr::Compare(left.clone(), sign.opposite(), right.clone()), asked)
        }
        // Not this and not that.
        Expr::Or(parts) => {
            let parts = parts.iter().map(|part| Expr::Not(Box::new(part.clone()))).collect();
            understood(&Expr::And(parts), asked)
        }
        Expr::Selected(Value::Question(question), code) => match asked(question)? {
            Asked::One { .. } => compared(question, Sign::Differs, code, &asked(question)?),
            Asked::Several { codes } => {
                let code = written(code)?;
                codes.contains(&code).then(|| vec![Part::NotNamed(question.clone(), code)])
            }
            Asked::Number { .. } => None,
        },
        Expr::And(_) | Expr::Selected(..) | Expr::Unknown => None,
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Question(_) | Value::Own | Value::Unknown => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number).filter(|x| x.is_finite()),
        Value::Text(text) => text.trim().parse().ok().filter(|x: &f64| x.is_finite()),
        Value::Question(_) | Value::Own | Value::Unknown => None,
    }
}

fn compared(question: &str, sign: Sign, value: &Value, asked: &Asked) -> Option<Vec<Part>> {
    match asked {
        Asked::One { codes, missing } => {
            let wanted = written(value)?;
            let kept = |code: &&String| match sign {
                Sign::Equal => **code == wanted,
                Sign::Differs => **code != wanted,
                Sign::Below | Sign::AtMost | Sign::Above | Sign::AtLeast => match (code.parse(), number(value)) {
                    (Ok(code), Some(than)) => within(sign, than).contains(code),
                    _ => false,
                },
            };
            let left: Vec<String> = codes.iter().filter(kept).cloned().collect();
            // Whoever doesn't know is asked too where an answer is only ruled out.
            let also_missing = sign != Sign::Equal && *missing;
            let known = sign != Sign::Differs || wanted.is_empty() || codes.contains(&wanted);
            (!left.is_empty() && !also_missing && known).then(|| vec![Part::Codes(question.to_owned(), left)])
        }
        // Equality is that nothing else was named.
        Asked::Several { .. } => None,
        Asked::Number { least, whole } => {
            let than = number(value)?;
            let bounds = match sign {
                // The smallest number is ruled out.
                Sign::Differs if *whole && *least == Some(than) => within(Sign::Above, than),
                Sign::Differs => return None,
                sign => within(sign, than),
            };
            Some(vec![Part::Within(question.to_owned(), bounds)])
        }
    }
}

fn within(sign: Sign, than: f64) -> Bounds {
    let open = Bounds::default();
    match sign {
        Sign::Equal => Bounds { at_least: Some(than), at_most: Some(than), ..open },
        Sign::Differs => open,
        Sign::Below => Bounds { below: Some(than), ..open },
        Sign::AtMost => Bounds { at_most: Some(than), ..open },
        Sign::Above => Bounds { above: Some(than), ..open },
        Sign::AtLeast => Bounds { at_least: Some(than), ..open },
    }
}

/// What a constraint says of a number.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plausible {
    pub(super) least: Option<f64>,
    pub(super) most: Option<f64>,
    /// Single numbers that are taken beside.
    pub(super) beside: Vec<f64>,
    /// Whether all of it is understood.
    pub(super) whole: bool,
}

/// Reads a constraint. Of whole numbers `. > 0` is `. >= 1`; of others the bound itself is let pass.
pub(super) fn plausible(expr: &Expr, integers: bool) -> Plausible {
    let mut found = Plausible { whole: true, ..Plausible::default() };
    let parts = match expr {
        Expr::Or(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut ranges = 0;
    for part in parts {
        if let Expr::Compare(Value::Own, Sign::Equal, value) | Expr::Compare(value, Sign::Equal, Value::Own) = part
            && let Some(x) = number(value)
        {
            found.beside.push(x);
            continue;
        }
        ranges += 1;
        let (bounds, whole) = range(part);
        found.whole &= whole;
        let step = if integers { 1.0 } else { 0.0 };
        found.least = bounds.at_least.into_iter().chain(bounds.above.map(|x| x + step)).reduce(f64::max);
        found.most = bounds.at_most.into_iter().chain(bounds.below.map(|x| x - step)).reduce(f64::min);
    }
    if ranges > 1 {
        return Plausible::default();
    }
    found
}

fn range(expr: &Expr) -> (Bounds, bool) {
    let (mut bounds, mut whole) = (Bounds::default(), true);
    let parts = match expr {
        Expr::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    for part in parts {
        let of = match part {
            Expr::Compare(Value::Own, sign, value) => number(value).map(|x| (*sign, x)),
            Expr::Compare(value, sign, Value::Own) => number(value).map(|x| (sign.turned(), x)),
            Expr::Not(inner) => match &**inner {
                Expr::Compare(Value::Own, sign, value) => number(value).map(|x| (sign.opposite(), x)),
                _ => None,
            },
            Expr::And(_) => {
                let (inner, all) = range(part);
                whole &= all && narrow(&mut bounds, &inner);
                continue;
            }
            _ => None,
        };
        whole &= match of {
            Some((Sign::Differs, _)) | None => false,
            Some((sign, x)) => narrow(&mut bounds, &within(sign, x)),
        };
    }
    (bounds, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::xlsform::xpath::parse;

    fn asked(question: &str) -> Option<Asked> {
        let codes = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect();
        match question {
            "H01" => Some(Asked::One { codes: codes(&["yes", "no"]), missing: false }),
            "H05" => Some(Asked::One { codes: codes(&["1", "2", "3"]), missing: false }),
            "H06" => Some(Asked::One { codes: codes(&["yes", "no"]), missing: true }),
            "өвчин" => Some(Asked::Several { codes: codes(&["ханиад", "ходоод", "бусад"]) }),
            "age" => Some(Asked::Number { least: Some(0.0), whole: true }),
            _ => None,
        }
    }

    fn of(filter: &str) -> (Vec<Part>, bool) {
        conditions(&parse(filter), &asked)
    }

    fn codes(question: &str, codes: &[&str]) -> Part {
        Part::Codes(question.into(), codes.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn the_common_shapes_are_conditions() {
        assert_eq!(of("${H01} = 'yes'"), (vec![codes("H01", &["yes"])], true));
        assert_eq!(of("'yes'=${H01}"), (vec![codes("H01", &["yes"])], true));
        assert_eq!(of("selected(${H01}, \"yes\")"), (vec![codes("H01", &["yes"])], true));
        assert_eq!(of("${H05} = 3 or ${H05} = 1"), (vec![codes("H05", &["1", "3"])], true));
        assert_eq!(of("${H05} >= 2"), (vec![codes("H05", &["2", "3"])], true));
        assert_eq!(of("${H01} != 'no'"), (vec![codes("H01", &["yes"])], true));
        assert_eq!(of("not(${H05} = '2')"), (vec![codes("H05", &["1", "3"])], true));
        let (parts, whole) = of("${age} >= 15 and ${age} < 25 and ${H01} = 'yes'");
        let bounds = Bounds { at_least: Some(15.0), below: Some(25.0), ..Bounds::default() };
        assert_eq!((parts, whole), (vec![Part::Within("age".into(), bounds), codes("H01", &["yes"])], true));
    }

    #[test]
    fn what_was_named_among_several_answers_is_a_condition() {
        let (parts, whole) = of("selected(${өвчин}, 'ходоод') or selected(${өвчин}, 'ханиад')");
        assert_eq!((parts, whole), (vec![Part::Named("өвчин".into(), vec!["ханиад".into(), "ходоод".into()])], true));
        let (parts, whole) = of("not(selected(${өвчин}, 'бусад'))");
        assert_eq!((parts, whole), (vec![Part::NotNamed("өвчин".into(), "бусад".into())], true));
    }

    #[test]
    fn what_is_not_understood_asks_more_and_never_less() {
        assert_eq!(of("${H01} = 'yes' and count(${x}) > 1"), (vec![codes("H01", &["yes"])], false));
        assert_eq!(of("${H01} = 'yes' or ${age} > 15"), (vec![], false));
        assert_eq!(of("${H01} = 'yse'"), (vec![], false));
        assert_eq!(of("${name} = 'Бат'"), (vec![], false));
        // Whoever doesn't know is asked, and can't be a condition.
        assert_eq!(of("${H06} != 'no'"), (vec![], false));
        assert_eq!(of("${H01} = 'yes' and ${H01} = 'no'"), (vec![codes("H01", &["yes"])], false));
    }

    #[test]
    fn constraints_give_bounds_and_numbers_beside_them() {
        let of = |constraint: &str, integers| plausible(&parse(constraint), integers);
        let both = Plausible { least: Some(0.0), most: Some(300.0), beside: vec![], whole: true };
        assert_eq!(of(". >= 0 and . <= 300", true), both);
        assert_eq!(
            of(".>=0 and .<=120 or .=-98", true),
            Plausible { most: Some(120.0), beside: vec![-98.0], ..both.clone() }
        );
        assert_eq!(of("(. > 0 and . < 10)", true), Plausible { least: Some(1.0), most: Some(9.0), ..both.clone() });
        assert_eq!(of("(. > 0 and . < 10)", false), Plausible { most: Some(10.0), ..both.clone() });
        assert_eq!(of(". <= ${total} and . >= 0", true), Plausible { most: None, whole: false, ..both });
        assert_eq!(of("regex(., '[0-9]+')", true), Plausible::default());
    }
}
