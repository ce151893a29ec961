//! Published rules for which estimates are precise enough to be shown.
//!
//! What      five ways that statistical offices go by, each with the bounds that it prints. They are about quality; what guards
//!           people is in [`super`]
//! Formula   NCHS, shares: n or n/deff below 30 withheld; else the Korn-Graubard interval at 95 %, of width d: d ≤ 0.05 shown;
//!           d ≥ 0.30 or d/p > 1.30 withheld; d/(1 − p) > 1.30 marked; shares of 0 and 1 count with width 0 and are marked.
//!           Korn-Graubard: beta quantiles at n* = min(n, p(1 − p)/s² · (t_{n−1}/t_df)²).
//!           Statistics Canada: cv = s/p up to 16.6 % shown, up to 33.3 % marked, else withheld; fewer than 30 answers withheld.
//!           DHS and MICS: fewer than 25 answers withheld, 25 to 49 marked. INE Chile: n ≥ 60 and df ≥ 9, else withheld;
//!           shares marked if s > p^⅔/9 (p ≤ ½, else 1 − p); others by cv: up to 15 % shown, up to 30 % marked, else withheld
//! Source    NCHS, Vital and Health Statistics, series 2 no. 175 (2017); Korn & Graubard (1998), Survey Methodology 24:193–201;
//!           Statistics Canada, guidelines of the household surveys; DHS and MICS report conventions; INE Chile (2020), Estándar
//!           de evaluación de la calidad de estimaciones
//! Checked   R, suppress_prop: every class of 60 shares, and widths to 1e-9
//! Edges     a cv of 0/0 is withheld by Statistics Canada's rule. An effective number never counts as more than n. Without a
//!           standard error nothing is known of precision, and only rules that go by the number of answers say anything

use crate::estimate::{Df, beta_quantile, effective_n, two_sided};

/// The rule by which estimates are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Presentation {
    /// National Center for Health Statistics, United States.
    #[default]
    Nchs,
    /// Statistics Canada.
    StatCan,
    /// Demographic and Health Surveys, and Multiple Indicator Cluster Surveys.
    Dhs,
    /// Instituto Nacional de Estadísticas, Chile.
    Ine,
    /// Everything is shown that exposes nobody.
    None,
}

impl Presentation {
    /// Every rule by the name used in options.
    pub const NAMES: [(&'static str, Presentation); 5] = [
        ("nchs", Presentation::Nchs),
        ("statcan", Presentation::StatCan),
        ("dhs", Presentation::Dhs),
        ("ine", Presentation::Ine),
        ("none", Presentation::None),
    ];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}

/// What a rule says of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Said {
    /// It is shown.
    Show,
    /// It is shown with a mark.
    Mark,
    /// It is too unreliable to be shown.
    Unreliable,
}

/// What is known of a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfShare {
    /// Answers.
    pub n: u64,
    /// Design effect, if it is known.
    pub deff: Option<f64>,
    /// Degrees of freedom.
    pub df: Df,
    /// The share, 0 to 1.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
}

/// What the NCHS rule says of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nchs {
    /// It is shown; `complement` if not so its complement. Shares of 0 and 1 want a look.
    Present {
        /// Whether the interval is too wide for what is left to 1.
        complement: bool,
        /// Whether the share is 0 or 1.
        edge: bool,
    },
    /// n or effective n below 30.
    FewAnswers,
    /// An interval of 0.30 or wider.
    Wide,
    /// An interval wider than 1.30 times the share.
    WideForItsSize,
}

/// Statistics Canada's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatCan {
    /// Shown.
    A,
    /// Marked.
    E,
    /// Withheld, for its coefficient of variation.
    F,
    /// Withheld, for fewer than 30 answers.
    FewAnswers,
}

/// INE Chile's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ine {
    /// Shown.
    Reliable,
    /// Marked.
    WeaklyReliable,
    /// Withheld.
    NotReliable,
}

impl OfShare {
    /// n/deff, at most n; n itself where all answers are alike, for then nothing is known of the design's effect.
    pub fn effective_n(&self) -> f64 {
        let n = self.n as f64;
        let deff = self.deff.filter(|_| !self.all_alike());
        effective_n(self.n, deff).unwrap_or(n).min(n)
    }

    fn all_alike(&self) -> bool {
        self.share <= 0.0 || self.share >= 1.0 || self.se <= 0.0
    }

    /// The number of answers of Korn and Graubard's interval, at most n: n itself where the share is 0 or 1 or has no error.
    pub fn korn_graubard_n(&self) -> Option<f64> {
        let (n, p) = (self.n as f64, self.share);
        if self.all_alike() {
            return Some(n);
        }
        let t = two_sided(0.95, Df::Finite(self.n as i64 - 1))? / two_sided(0.95, self.df)?;
        Some((p * (1.0 - p) / (self.se * self.se) * t * t).min(n))
    }

    /// Korn and Graubard's interval at 95 %.
    pub fn korn_graubard(&self) -> Option<(f64, f64)> {
        let (n, p) = (self.korn_graubard_n()?, self.share);
        let x = n * p;
        let low = if p <= 0.0 { 0.0 } else { beta_quantile(0.025, x, n - x + 1.0)? };
        let high = if p >= 1.0 { 1.0 } else { beta_quantile(0.975, x + 1.0, n - x)? };
        Some((low, high))
    }

    /// The NCHS rule.
    pub fn nchs(&self) -> Nchs {
        let p = self.share;
        let Some((low, high)) = self.korn_graubard() else { return Nchs::Wide };
        let width = high - low;
        match () {
            () if self.n < 30 || self.effective_n() < 30.0 => Nchs::FewAnswers,
            () if p <= 0.0 || p >= 1.0 => Nchs::Present { complement: false, edge: true },
            () if width <= 0.05 => Nchs::Present { complement: false, edge: false },
            () if width >= 0.30 => Nchs::Wide,
            () if width / p > 1.30 => Nchs::WideForItsSize,
            () => Nchs::Present { complement: width / (1.0 - p) > 1.30, edge: false },
        }
    }

    /// INE Chile's rule.
    pub fn ine(&self) -> Ine {
        let smaller = self.share.min(1.0 - self.share);
        match () {
            () if !ine_base(self.n, self.df) => Ine::NotReliable,
            () if self.se <= smaller.powf(2.0 / 3.0) / 9.0 => Ine::Reliable,
            () => Ine::WeaklyReliable,
        }
    }

    /// CEPAL's coefficient of variation of a share on the scale of logarithms, s/(q·|ln q|) with q the smaller of p and 1 − p;
    /// none for 0 and 1.
    pub fn log_cv(&self) -> Option<f64> {
        let smaller = self.share.min(1.0 - self.share);
        (smaller > 0.0).then(|| self.se / (smaller * -smaller.ln()))
    }
}

/// Statistics Canada's rule for any figure.
pub fn statcan(n: u64, value: f64, se: f64) -> StatCan {
    let cv = se / value.abs();
    match () {
        () if n < 30 => StatCan::FewAnswers,
        () if cv <= 0.166 => StatCan::A,
        () if cv <= 0.333 => StatCan::E,
        () => StatCan::F,
    }
}

/// The rule of DHS and MICS for any figure.
pub fn dhs(n: u64) -> Said {
    match n {
        0..25 => Said::Unreliable,
        25..50 => Said::Mark,
        _ => Said::Show,
    }
}

/// INE Chile's rule for a mean or a total.
pub fn ine_mean(n: u64, df: Df, value: f64, se: f64) -> Ine {
    let cv = se / value.abs();
    match () {
        () if !ine_base(n, df) => Ine::NotReliable,
        () if cv <= 0.15 => Ine::Reliable,
        () if cv <= 0.30 => Ine::WeaklyReliable,
        () => Ine::NotReliable,
    }
}

fn ine_base(n: u64, df: Df) -> bool {
    let enough = match df {
        Df::Finite(df) => df >= 9,
        Df::Infinite => true,
    };
    n >= 60 && enough
}

impl From<Nchs> for Said {
    fn from(nchs: Nchs) -> Said {
        match nchs {
            Nchs::Present { complement: false, edge: false } => Said::Show,
            Nchs::Present { .. } => Said::Mark,
            Nchs::FewAnswers | Nchs::Wide | Nchs::WideForItsSize => Said::Unreliable,
        }
    }
}

impl From<StatCan> for Said {
    fn from(class: StatCan) -> Said {
        match class {
            StatCan::A => Said::Show,
            StatCan::E => Said::Mark,
            StatCan::F | StatCan::FewAnswers => Said::Unreliable,
        }
    }
}

impl From<Ine> for Said {
    fn from(class: Ine) -> Said {
        match class {
            Ine::Reliable => Said::Show,
            Ine::WeaklyReliable => Said::Mark,
            Ine::NotReliable => Said::Unreliable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(n: u64, df: i64, deff: f64, share: f64, se: f64) -> OfShare {
        OfShare { n, deff: Some(deff), df: Df::Finite(df), share, se }
    }

    /// Rows 3, 5, 7, 8, 22, 32 and 1 of a table made in base R (`qbeta`, `qt`) by the formulas at the head of this file.
    #[test]
    fn nchs_classes_and_widths_are_those_of_r() {
        let width = |s: OfShare| s.korn_graubard().map_or(f64::NAN, |(low, high)| high - low);
        let shown = Nchs::Present { complement: false, edge: false };
        let cases = [
            (share(157, 25, 1.955, 0.5, 0.0557947786521352), 0.237361139262391, shown),
            (share(30, 25, 1.764, 0.7719, 0.101749392784429), 0.430029163774424, Nchs::FewAnswers),
            (share(49, 8, 1.595, 0.7376, 0.0793733431837368), 0.379461652128337, Nchs::Wide),
            (share(509, 6, 3.504, 0.0888, 0.0236013310137132), 0.125718421839226, Nchs::WideForItsSize),
            (share(1048, 8, 1.154, 0.0734, 0.00865399103533709), 0.0414116340391929, shown),
            (
                share(111, 6, 1.418, 0.8461, 0.0407855932235219),
                0.213414898145208,
                Nchs::Present { complement: true, edge: false },
            ),
            (share(626, 60, 2.186, 0.0, 0.0), 0.00587545031452029, Nchs::Present { complement: false, edge: true }),
        ];
        for (share, want, class) in cases {
            assert!((width(share) - want).abs() < 1e-9 * want, "{share:?}: {} is not {want}", width(share));
            assert_eq!(share.nchs(), class, "{share:?}");
        }
    }

    #[test]
    fn bounds_of_other_offices_hold_at_their_ends() {
        assert_eq!(statcan(30, 100.0, 16.6), StatCan::A);
        assert_eq!(statcan(30, -100.0, 33.3), StatCan::E);
        assert_eq!(statcan(30, 0.0, 0.0), StatCan::F);
        assert_eq!(statcan(29, 100.0, 1.0), StatCan::FewAnswers);
        assert_eq!([24, 25, 49, 50].map(dhs), [Said::Unreliable, Said::Mark, Said::Mark, Said::Show]);
        // s = (1/8)^⅔/9 = 1/36.
        assert_eq!(share(60, 9, 1.0, 0.125, 1.0 / 36.0 - 1e-9).ine(), Ine::Reliable);
        assert_eq!(share(60, 9, 1.0, 0.875, 1.0 / 36.0 + 1e-9).ine(), Ine::WeaklyReliable);
        assert_eq!(share(60, 8, 1.0, 0.125, 0.001).ine(), Ine::NotReliable);
        assert_eq!(ine_mean(60, Df::Infinite, 100.0, 30.1), Ine::NotReliable);
    }
}
