//! The straight line through two answers of the same respondents: its slope, and how closely they go together.
//!
//! What      b: how much higher y is where x is one higher; r: from −1 to 1, 0 where neither tells of the other
//! Formula   b = S_xy / S_xx, r = S_xy / √(S_xx·S_yy), S_xy = Σ w (x − x̄)(y − ȳ) over rows with both answers
//! Score     of unit c: Σ w (x − x̄)(y − ȳ − b (x − x̄)) over its rows, over S_xx
//! df        one less than of a mean: the line has two parameters
//! Source    Binder (1983), Int. Stat. Rev. 51:279–292; Lohr (2010), Sampling: Design and Analysis, ch. 11
//! Checked   R survey 4.1, `svyglm(y ~ x)`: slope, standard error, p, interval; r from `svyvar`; tests/golden/priorities.R,
//!           1e-9 relative
//! Edges     where x or y is the same for everybody there is no line; in one cluster its error can't be seen

use super::linear::{Linear, NoEstimate};
use super::statistic::{Statistic, Summed, whole};
use super::variance::Score;
use super::{Df, Estimate, Rules, ValueKind, estimate_with};
use crate::design::Units;
use crate::tally::Totals;

/// Sums of one unit over its rows with both answers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Products {
    /// Those of x: rows, Σ w, Σ w·x, Σ w·x².
    pub x: Totals,
    /// Those of y over the same rows.
    pub y: Totals,
    /// Σ w·x·y
    pub wxy: f64,
}

impl Summed for Products {
    fn add(&mut self, other: &Products) {
        self.x.add(&other.x);
        self.y.add(&other.y);
        self.wxy += other.wxy;
    }

    fn less(&self, part: &Products) -> Products {
        Products { x: self.x.less(&part.x), y: self.y.less(&part.y), wxy: self.wxy - part.wxy }
    }

    fn scaled(self, k: f64) -> Products {
        Products { x: self.x.scaled(k), y: self.y.scaled(k), wxy: k * self.wxy }
    }

    fn uncounted(self) -> Products {
        Products { x: self.x.uncounted(), y: self.y.uncounted(), ..self }
    }
}

/// How much higher y is where x is one higher.
#[derive(Debug, Clone, Copy)]
pub struct Slope;

impl Statistic<Products> for Slope {
    fn value(&self, all: &Products) -> Option<f64> {
        let means = Means::of(all);
        let xx = varies(&all.x, means.x).filter(|_| all.x.n > 0)?;
        Some(means.xy(all) / xx)
    }

    fn score(&self, all: &Products) -> impl Fn(&Products) -> f64 {
        let means = Means::of(all);
        let xx = means.xx(all);
        let slope = means.xy(all) / xx;
        move |of| (means.xy(of) - slope * means.xx(of)) / xx
    }
}

/// A line through the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// How much higher y is where x is one higher.
    pub slope: Estimate,
    /// Correlation, −1 to 1.
    pub r: f64,
}

/// Why there is no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoLine {
    /// Nobody gave both answers, or only people without weight.
    NoAnswers(NoEstimate),
    /// One of the two answers is the same for everybody.
    Constant,
}

/// The line through x and y; `with_error` makes of its slope, linearised, the slope with the scores that its error is made of.
pub fn line(
    products: &[(u32, Products)],
    units: &Units,
    rules: &Rules,
    with_error: impl Fn(Linear) -> Linear,
) -> Result<Line, NoLine> {
    let all = whole(products);
    match (all.x.n, all.x.zero_weight) {
        (0, 0) => return Err(NoLine::NoAnswers(NoEstimate::NoAnswers)),
        (0, _) => return Err(NoLine::NoAnswers(NoEstimate::NoWeight)),
        _ => {}
    }
    let means = Means::of(&all);
    let (Some(xx), Some(yy)) = (varies(&all.x, means.x), varies(&all.y, means.y)) else {
        return Err(NoLine::Constant);
    };
    let xy = means.xy(&all);
    let score = Slope.score(&all);
    let score = |(unit, of): &(u32, Products)| Score { unit: *unit, z: score(of), weighted: of.x.n > 0 };
    let linear = with_error(Linear {
        value: xy / xx,
        scores: products.iter().map(score).collect(),
        n: all.x.n,
        zero_weight: all.x.zero_weight,
        sum_weights: all.x.w,
        simple_variance: None,
    });
    let df = match rules.df.df(units, &linear.scores) {
        Df::Finite(df) => Df::Finite(df - 1),
        Df::Infinite => Df::Infinite,
    };
    let r = (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0);
    Ok(Line { slope: estimate_with(&linear, ValueKind::Mean, units, rules, df), r })
}

/// Σ w (v − v̄)² over all rows; none if what is left is the rounding of sums of equal answers.
fn varies(all: &Totals, mean: f64) -> Option<f64> {
    let squares = all.second - mean * all.wy;
    (squares > 4.0 * all.n as f64 * f64::EPSILON * all.second).then_some(squares)
}

/// The means of all rows, about which the sums of a unit are taken.
struct Means {
    x: f64,
    y: f64,
}

impl Means {
    fn of(all: &Products) -> Means {
        Means { x: all.x.wy / all.x.w, y: all.y.wy / all.x.w }
    }

    fn xy(&self, of: &Products) -> f64 {
        of.wxy - self.x * of.y.wy - self.y * of.x.wy + self.x * self.y * of.x.w
    }

    fn xx(&self, of: &Products) -> f64 {
        of.x.second - 2.0 * self.x * of.x.wy + self.x * self.x * of.x.w
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Precision;

    /// Rows as units of one stratum: weight, x, y.
    fn of_rows(rows: &[(f64, f64, f64)]) -> Vec<(u32, Products)> {
        let totals = |w: f64, v: f64| Totals { n: 1, zero_weight: 0, w, wy: w * v, second: w * v * v };
        let products = |(w, x, y): &(f64, f64, f64)| Products { x: totals(*w, *x), y: totals(*w, *y), wxy: w * x * y };
        (0..).zip(rows.iter().map(products)).collect()
    }

    const SLOPE: f64 = 27.85714285714286;
    const SE: f64 = 12.41475963991091;
    const R: f64 = 0.6257042364454564;

    const ROWS: [(f64, f64, f64); 8] = [
        (1.0, 0.0, 25.0),
        (2.0, 1.0, 75.0),
        (1.5, 0.0, 50.0),
        (1.0, 1.0, 100.0),
        (3.0, 1.0, 50.0),
        (0.5, 0.0, 0.0),
        (1.0, 1.0, 75.0),
        (2.0, 0.0, 50.0),
    ];

    #[test]
    fn the_slope_is_that_of_svyglm_and_r_that_of_cov_wt() {
        // R: w <- c(1,2,1.5,1,3,.5,1,2); x <- c(0,1,0,1,1,0,1,0); y <- c(25,75,50,100,50,0,75,50)
        // d <- svydesign(~1, weights = ~w, data = data.frame(x, y, w)); g <- svyglm(y ~ x, d)
        // coef(g)[2]; SE(g)[2]; g$df.residual; cov.wt(cbind(x, y), w / sum(w), cor = TRUE)$cor[1, 2]
        let line = line(&of_rows(&ROWS), &Units::of_rows(8), &Rules::default(), |slope| slope).unwrap();
        assert!((line.slope.value - SLOPE).abs() < 1e-12 * SLOPE, "{line:?}");
        let Precision::Sampled { se, df, .. } = line.slope.precision else { panic!("{line:?}") };
        assert!((se - SE).abs() < 1e-12 * SE && df == Df::Finite(6), "{se} {df:?}");
        assert!((line.r - R).abs() < 1e-12, "{}", line.r);
    }

    #[test]
    fn an_answer_that_everybody_gives_tells_of_nothing() {
        let same: Vec<(f64, f64, f64)> = ROWS.iter().map(|(w, _, y)| (*w, 1.0, *y)).collect();
        assert_eq!(line(&of_rows(&same), &Units::of_rows(8), &Rules::default(), |slope| slope), Err(NoLine::Constant));
        let thirds: Vec<(f64, f64, f64)> = ROWS.iter().map(|(w, x, _)| (*w, *x, 100.0 / 3.0)).collect();
        assert_eq!(
            line(&of_rows(&thirds), &Units::of_rows(8), &Rules::default(), |slope| slope),
            Err(NoLine::Constant)
        );
        let nobody = Err(NoLine::NoAnswers(NoEstimate::NoAnswers));
        assert_eq!(line(&[], &Units::of_rows(8), &Rules::default(), |slope| slope), nobody);
    }
}
