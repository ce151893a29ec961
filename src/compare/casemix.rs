//! Case mix: what facilities' means would be if all had the same kind of respondents.
//!
//! What      one regression for each item on the adjusters, with an intercept for each facility; adjusted means, their mean over
//!           items, its variance, and each facility against the mean of all
//! Formula   y = x′b + μ_p + e by weighted least squares within facilities; a_p = μ_p + mean(ȳ) − mean(μ), means over facilities;
//!           composite a_p = Σ q_i·a_ip. d_pj = Σ q_i·w·r_ipj/W_ip over the answers of row j, r = residual about its facility;
//!           V_p = n/(n − 1)·Σ d². δ_p = a_p − mean(a); Var δ_p = (1 − 2/P)·V_p + ΣV/P²; t = δ/se;
//!           F = Σ (a_p − m)²/V_p/(P − 1), m the mean with weights 1/V
//! Source    CAHPS Analysis Program 4.1, document and macro, which differ: see [`VarianceForm`] and both p-values
//! Checked   R: fac_casemix, 1e-9 relative. With all weights 1 this is CAHPS; weights are our own: least squares with them, and
//!           V_p the variance of the weighted mean with rows as units
//! Edges     a missing adjuster is the facility's mean of it, or that of all where the facility has none. An adjuster that is
//!           constant within facilities, or a sum of others before it, is left out and named. Facilities without an item keep
//!           the others, with their shares raised to 1. One answer, or answers all alike: no variance, so no test

use super::within::Within;
use crate::estimate::{Df, f_upper_p, two_sided_p};

/// Answers with what they are adjusted for.
#[derive(Debug, Clone, Copy)]
pub struct Survey<'a> {
    /// Of each row: its facility, from 0.
    pub facility: &'a [usize],
    /// How many facilities there are.
    pub facilities: usize,
    /// By adjuster, then row.
    pub adjusters: &'a [Vec<Option<f64>>],
    /// By item, then row.
    pub items: &'a [Vec<Option<f64>>],
    /// By row, 0 or more; none counts each row once.
    pub weights: Option<&'a [f64]>,
}

/// How items share in a composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Share {
    /// All the same.
    #[default]
    Equal,
    /// By how many answered each.
    Responses,
}

/// Which of two forms of V_p.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum VarianceForm {
    /// With n/(n − 1), as the CAHPS document has it.
    #[default]
    Document,
    /// Without, as the CAHPS macro 4.1 computes it.
    Macro41,
}

/// Why nothing can be adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unadjustable {
    /// Columns differ in length, or a row names a facility that isn't there.
    Shape,
    /// A weight is below 0 or no number.
    Weight,
    /// There is no answer.
    NoAnswers,
    /// Only one facility has answers.
    OneFacility,
}

/// What one more of an adjuster does to an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The slope.
    pub value: f64,
    /// Its standard error, as least squares has it with errors that are alike; none without degrees of freedom.
    pub se: Option<f64>,
}

/// The model of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemModel {
    /// Answers used.
    pub n: u64,
    /// By adjuster; none where it was left out as constant within facilities or a sum of those before it.
    pub coefficients: Vec<Option<Coefficient>>,
    /// By facility: the mean as it was answered.
    pub raw: Vec<Option<f64>>,
    /// By facility: the adjusted mean.
    pub adjusted: Vec<Option<f64>>,
}

/// One facility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facility {
    /// Rows with at least one item.
    pub n: u64,
    /// The mean over items as it was answered.
    pub raw: f64,
    /// The adjusted one.
    pub adjusted: f64,
    /// Its variance; none with one row, or where all answers are alike.
    pub variance: Option<f64>,
    /// Adjusted less the mean of all facilities.
    pub delta: f64,
    /// The standard error of that; none if any facility has no variance.
    pub se: Option<f64>,
    /// delta/se.
    pub t: Option<f64>,
    /// Two-sided, with all rows less facilities less adjusters.
    pub p: Option<f64>,
    /// Two-sided, with this facility's rows less one.
    pub p_own: Option<f64>,
}

/// All facilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// By item.
    pub items: Vec<ItemModel>,
    /// By facility; none without answers.
    pub facilities: Vec<Option<Facility>>,
    /// Rows with at least one item.
    pub n: u64,
    /// Mean of the facilities' adjusted means.
    pub mean: f64,
    /// Mean with weights 1/V, over those with a variance.
    pub mean_inverse: Option<f64>,
    /// F that all facilities with a variance are alike.
    pub f: Option<f64>,
    /// Its upper degrees of freedom: those facilities less one.
    pub df1: u64,
    /// Its lower ones: rows less facilities less adjusters; 0 or less gives no test.
    pub df2: i64,
    /// Its probability.
    pub p: Option<f64>,
}

impl Adjustment {
    /// The survey-wide reliability of the facilities' means: 1 − 1/F.
    pub fn reliability(&self) -> Option<f64> {
        self.f.filter(|f| *f > 0.0).map(|f| 1.0 - 1.0 / f)
    }
}

fn check(survey: &Survey) -> Result<(), Unadjustable> {
    let rows = survey.facility.len();
    let columns = survey.adjusters.iter().chain(survey.items);
    if columns.into_iter().any(|c| c.len() != rows)
        || survey.weights.is_some_and(|w| w.len() != rows)
        || survey.facility.iter().any(|f| *f >= survey.facilities)
    {
        return Err(Unadjustable::Shape);
    }
    if survey.weights.is_some_and(|w| w.iter().any(|w| !(w.is_finite() && *w >= 0.0))) {
        return Err(Unadjustable::Weight);
    }
    Ok(())
}

/// Adjusts the facilities' means of one or more items.
pub fn adjust(survey: &Survey, share: Share, form: VarianceForm) -> Result<Adjustment, Unadjustable> {
    check(survey)?;
    let weight = |row: usize| survey.weights.map_or(1.0, |w| w[row]);
    let adjusters = completed(survey, weight);
    let solved: Vec<(Within, Vec<f64>)> = survey
        .items
        .iter()
        .map(|item| {
            let within = Within::of(survey.facility, survey.facilities, item, &adjusters, weight);
            let residuals = within.residuals(survey.facility, item, &adjusters);
            (within, residuals)
        })
        .collect();
    let models: Vec<ItemModel> = solved.iter().map(|(within, _)| model(within)).collect();
    let answers = Answers::count(survey, weight);
    let rows: u64 = answers.rows.iter().sum();
    match answers.rows.iter().filter(|n| **n > 0).count() {
        0 => return Err(Unadjustable::NoAnswers),
        1 => return Err(Unadjustable::OneFacility),
        _ => {}
    }
    let total: u64 = models.iter().map(|m| m.n).sum();
    let shares: Vec<f64> = models
        .iter()
        .map(|m| match share {
            Share::Equal => 1.0 / models.len() as f64,
            Share::Responses => m.n as f64 / total as f64,
        })
        .collect();
    let variances = variances(survey, &solved, &shares, &answers.rows, form, weight);
    let composite = |of: &dyn Fn(&ItemModel) -> Option<f64>| {
        let parts = || models.iter().zip(&shares).filter_map(|(m, q)| Some((of(m)?, *q)));
        let whole: f64 = parts().map(|(_, q)| q).sum();
        parts().map(|(value, q)| value * q).sum::<f64>() / whole
    };
    let means = (0..survey.facilities)
        .map(|f| (answers.rows[f] > 0).then(|| (composite(&|m| m.raw[f]), composite(&|m| m.adjusted[f]))))
        .collect();
    let used = models.iter().map(|m| m.coefficients.iter().flatten().count()).max().unwrap_or(0);
    Ok(compared(models, means, &variances, &answers.rows, rows as i64 - used as i64))
}

/// Adjusters without gaps: the facility's mean, or that of all facilities.
fn completed(survey: &Survey, weight: impl Fn(usize) -> f64) -> Vec<Vec<f64>> {
    let one = |column: &Vec<Option<f64>>| {
        let (mut sums, mut weights) = (vec![0.0; survey.facilities], vec![0.0; survey.facilities]);
        for (row, x) in column.iter().enumerate() {
            if let Some(x) = x.filter(|x| x.is_finite()) {
                sums[survey.facility[row]] += weight(row) * x;
                weights[survey.facility[row]] += weight(row);
            }
        }
        let (sum, all) = (sums.iter().sum::<f64>(), weights.iter().sum::<f64>());
        let overall = if all > 0.0 { sum / all } else { 0.0 };
        let mean = |f: usize| if weights[f] > 0.0 { sums[f] / weights[f] } else { overall };
        let fill =
            |(row, x): (usize, &Option<f64>)| x.filter(|x| x.is_finite()).unwrap_or_else(|| mean(survey.facility[row]));
        column.iter().enumerate().map(fill).collect()
    };
    survey.adjusters.iter().map(one).collect()
}

fn model(within: &Within) -> ItemModel {
    let raw: Vec<Option<f64>> = within.groups.iter().map(|g| g.mean_y).collect();
    let intercepts: Vec<Option<f64>> = (0..within.groups.len()).map(|f| Some(raw[f]? - within.predicted(f))).collect();
    let mean = |of: &[Option<f64>]| {
        let n = of.iter().flatten().count() as f64;
        of.iter().flatten().sum::<f64>() / n
    };
    let shift = mean(&raw) - mean(&intercepts);
    ItemModel {
        n: within.n,
        coefficients: within.slopes.iter().map(|s| s.map(|(value, se)| Coefficient { value, se })).collect(),
        adjusted: intercepts.iter().map(|i| i.map(|i| i + shift)).collect(),
        raw,
    }
}

/// Rows with at least one item, by facility.
struct Answers {
    rows: Vec<u64>,
}

impl Answers {
    fn count(survey: &Survey, weight: impl Fn(usize) -> f64) -> Answers {
        let mut rows = vec![0; survey.facilities];
        for (row, facility) in survey.facility.iter().enumerate() {
            if weight(row) > 0.0 && survey.items.iter().any(|i| i[row].is_some_and(f64::is_finite)) {
                rows[*facility] += 1;
            }
        }
        Answers { rows }
    }
}

/// V_p by facility; none with one row, or where it is nothing but rounding.
fn variances(
    survey: &Survey,
    solved: &[(Within, Vec<f64>)],
    shares: &[f64],
    rows: &[u64],
    form: VarianceForm,
    weight: impl Fn(usize) -> f64,
) -> Vec<Option<f64>> {
    let mut sums = vec![0.0; survey.facilities];
    let mut scale = vec![0.0_f64; survey.facilities];
    // A facility without an item spreads that item's share over its others.
    let whole = |f: usize| -> f64 {
        solved.iter().zip(shares).filter(|((w, _), _)| w.groups[f].weight > 0.0).map(|(_, q)| q).sum()
    };
    let whole: Vec<f64> = (0..survey.facilities).map(whole).collect();
    for (row, &f) in survey.facility.iter().enumerate() {
        let mut d = 0.0;
        for (i, (within, residuals)) in solved.iter().enumerate() {
            let group = &within.groups[f];
            if group.weight > 0.0 {
                let factor = shares[i] / whole[f] * weight(row) / group.weight;
                d += factor * residuals[row];
                scale[f] = scale[f].max(group.mean_y.unwrap_or(0.0).abs() * factor);
            }
        }
        sums[f] += d * d;
    }
    let one = |f: usize| {
        let n = rows[f] as f64;
        let factor = match form {
            VarianceForm::Document => n / (n - 1.0),
            VarianceForm::Macro41 => 1.0,
        };
        let variance = sums[f] * factor;
        (n > 1.0 && variance > 1e-24 * n * scale[f] * scale[f]).then_some(variance)
    };
    (0..survey.facilities).map(one).collect()
}

/// Each facility against the mean of all, and all against each other.
fn compared(
    items: Vec<ItemModel>,
    means: Vec<Option<(f64, f64)>>,
    variances: &[Option<f64>],
    rows: &[u64],
    df_rows: i64,
) -> Adjustment {
    let there: Vec<usize> = (0..means.len()).filter(|f| means[*f].is_some()).collect();
    let count = there.len() as f64;
    let mean = means.iter().flatten().map(|m| m.1).sum::<f64>() / count;
    let total: Option<f64> = there.iter().map(|f| variances[*f]).sum();
    let df2 = df_rows - there.len() as i64;
    let test = |t: Option<f64>, df: i64| t.and_then(|t| two_sided_p(t, Df::Finite(df)));
    let facility = |f: usize| {
        let (raw, adjusted) = means[f]?;
        let delta = adjusted - mean;
        let se = variances[f].zip(total).map(|(v, total)| ((1.0 - 2.0 / count) * v + total / (count * count)).sqrt());
        let t = se.map(|se| delta / se);
        let p_own = test(t, rows[f] as i64 - 1);
        Some(Facility { n: rows[f], raw, adjusted, variance: variances[f], delta, se, t, p: test(t, df2), p_own })
    };
    let facilities: Vec<Option<Facility>> = (0..means.len()).map(facility).collect();
    let known: Vec<(f64, f64)> = facilities.iter().flatten().filter_map(|f| Some((f.adjusted, f.variance?))).collect();
    let weights: f64 = known.iter().map(|k| 1.0 / k.1).sum();
    let mean_inverse = (weights > 0.0).then(|| known.iter().map(|k| k.0 / k.1).sum::<f64>() / weights);
    let df1 = known.len().saturating_sub(1);
    let f = mean_inverse
        .filter(|_| df1 > 0)
        .map(|m| known.iter().map(|k| (k.0 - m).powi(2) / k.1).sum::<f64>() / df1 as f64);
    let p = f.and_then(|f| f_upper_p(f, df1 as f64, df2 as f64));
    let n = rows.iter().sum();
    Adjustment { items, facilities, n, mean, mean_inverse, f, df1: df1 as u64, df2, p }
}

/// Variances of small facilities pulled towards the usual one, so that three answers alike are no proof.
///
/// (A·S̄/n + (n − 1)·V)/(A + n − 1), S̄ = Σ(n − 1)·n·V/Σ(n − 1), from each facility's n and V. CAHPS takes A = 25 for ratings,
/// 20 for composites, 15 for reports.
pub fn smoothed(variances: &[Option<(f64, f64)>], prior: f64) -> Vec<Option<f64>> {
    let known = || variances.iter().flatten().filter(|(n, _)| *n > 1.0);
    let typical = known().map(|(n, v)| (n - 1.0) * n * v).sum::<f64>() / known().map(|(n, _)| n - 1.0).sum::<f64>();
    let one = |(n, v): (f64, f64)| {
        let smooth = (prior * typical / n + (n - 1.0) * v) / (prior + n - 1.0);
        (n >= 1.0 && smooth.is_finite()).then_some(smooth)
    };
    variances.iter().map(|v| v.and_then(one)).collect()
}

/// Shares of items in one facility's composite where few answered some: min(n, `enough`), to a sum of 1. They apply to item
/// means less the item's mean over all.
pub fn low_response_shares(answers: &[u64], enough: u64) -> Option<Vec<f64>> {
    let kept: Vec<f64> = answers.iter().map(|n| (*n).min(enough) as f64).collect();
    let sum: f64 = kept.iter().sum();
    (sum > 0.0).then(|| kept.iter().map(|n| n / sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(of: &[f64]) -> Vec<Option<f64>> {
        of.iter().copied().map(Some).collect()
    }

    const FACILITY: [usize; 6] = [0, 0, 0, 1, 1, 1];

    fn run(adjusters: &[Vec<Option<f64>>], items: &[Vec<Option<f64>>], weights: Option<&[f64]>) -> Adjustment {
        let survey = Survey { facility: &FACILITY, facilities: 2, adjusters, items, weights };
        adjust(&survey, Share::Equal, VarianceForm::Document).unwrap()
    }

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-12 * want.abs().max(1.0), "have {have}, want {want}");
    }

    #[test]
    fn older_people_in_one_facility_are_allowed_for() {
        // y = 1 + x in both: raw means 3 and 5 differ by who was asked alone
        let found = run(&[some(&[1.0, 2.0, 3.0, 3.0, 4.0, 5.0])], &[some(&[2.0, 3.0, 4.0, 4.0, 5.0, 6.0])], None);
        close(found.items[0].coefficients[0].unwrap().value, 1.0);
        let (a, b) = (found.facilities[0].unwrap(), found.facilities[1].unwrap());
        close(a.raw, 3.0);
        close(b.raw, 5.0);
        close(a.adjusted, 4.0);
        close(b.adjusted, 4.0);
        // Nothing is left to vary.
        assert_eq!((a.variance, a.p, found.f), (None, None, None));
    }

    #[test]
    fn the_slope_and_its_error_are_those_of_a_hand_calculation() {
        // Within facilities x: −1 0 1 twice, y: −1 0 1 and −2 1 1. b = (2 + 3)/4, Σe² = 8 − 25/4, σ² = 1.75/3
        let found = run(&[some(&[1.0, 2.0, 3.0, 3.0, 4.0, 5.0])], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], None);
        let slope = found.items[0].coefficients[0].unwrap();
        close(slope.value, 1.25);
        close(slope.se.unwrap(), (1.75_f64 / 3.0 / 4.0).sqrt());
        assert_eq!((found.df1, found.df2, found.n), (1, 3, 6));
    }

    #[test]
    fn without_adjusters_the_variance_is_that_of_a_mean() {
        let found = run(&[], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], None);
        let (a, b) = (found.facilities[0].unwrap(), found.facilities[1].unwrap());
        close(a.variance.unwrap(), 1.0 / 3.0);
        close(b.variance.unwrap(), 1.0);
        // With two facilities δ is half the difference.
        close(a.delta, -1.0);
        close(a.se.unwrap(), (4.0_f64 / 3.0).sqrt() / 2.0);
    }

    #[test]
    fn a_row_of_double_weight_moves_the_mean_as_two_rows_do() {
        let found = run(&[], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], Some(&[2.0, 1.0, 1.0, 1.0, 1.0, 0.0]));
        close(found.facilities[0].unwrap().raw, 2.75);
        assert_eq!(found.facilities[1].unwrap().n, 2);
        let same = run(&[], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], Some(&[7.0; 6]));
        let one = run(&[], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], None);
        close(same.facilities[0].unwrap().variance.unwrap(), one.facilities[0].unwrap().variance.unwrap());
    }

    #[test]
    fn an_adjuster_that_says_nothing_new_is_left_out_and_named() {
        let x = some(&[1.0, 2.0, 4.0, 3.0, 4.0, 5.0]);
        let twice: Vec<Option<f64>> = x.iter().map(|x| x.map(|x| 2.0 * x + 1.0)).collect();
        let constant = some(&[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
        let found = run(&[x, twice, constant], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0])], None);
        let kept: Vec<bool> = found.items[0].coefficients.iter().map(Option::is_some).collect();
        assert_eq!(kept, [true, false, false]);
    }

    #[test]
    fn a_facility_without_an_item_keeps_the_other() {
        let second = vec![Some(1.0), Some(0.0), Some(1.0), None, None, None];
        let found = run(&[], &[some(&[2.0, 3.0, 4.0, 3.0, 6.0, 6.0]), second], None);
        close(found.facilities[1].unwrap().raw, 5.0);
        close(found.facilities[1].unwrap().variance.unwrap(), 1.0);
    }

    #[test]
    fn what_cannot_be_adjusted_says_why() {
        let of = |facility: &[usize], facilities: usize, items: &[Vec<Option<f64>>], weights: Option<&[f64]>| {
            let survey = Survey { facility, facilities, adjusters: &[], items, weights };
            adjust(&survey, Share::Responses, VarianceForm::Macro41).unwrap_err()
        };
        assert_eq!(of(&[], 0, &[], None), Unadjustable::NoAnswers);
        assert_eq!(of(&[0, 1], 2, &[vec![None, Some(f64::NAN)]], None), Unadjustable::NoAnswers);
        assert_eq!(of(&[0, 1], 2, &[vec![Some(1.0), None]], None), Unadjustable::OneFacility);
        assert_eq!(of(&[0, 2], 2, &[vec![None, None]], None), Unadjustable::Shape);
        assert_eq!(of(&[0], 1, &[vec![None]], Some(&[-1.0])), Unadjustable::Weight);
    }

    #[test]
    fn small_facilities_borrow_variance() {
        // S̄ = 4; (25·4/2 + 1·0)/(25 + 1) and (25·4/9 + 8·(36/8/9))/33
        let found = smoothed(&[Some((2.0, 0.0)), Some((9.0, 0.5)), None], 25.0);
        close(found[0].unwrap(), 50.0 / 26.0);
        close(found[1].unwrap(), (100.0 / 9.0 + 4.0) / 33.0);
        assert_eq!(found[2], None);
        assert_eq!(low_response_shares(&[3, 50], 10), Some(vec![3.0 / 13.0, 10.0 / 13.0]));
        assert_eq!(low_response_shares(&[0, 0], 10), None);
    }
}
