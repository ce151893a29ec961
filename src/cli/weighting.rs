//! The options that say where weights and errors come from besides strata and clusters.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Result, shell};
use crate::design::{Centre, ReplicateType, ReplicateWeights};
use crate::estimate::{Distance, Drawn};
use crate::instrument::Instrument;
use crate::problem::{At, Code, Problem};
use crate::table::{self, Options};
use crate::weighting::{Asked, CalibrateBy, Calibration, read_totals};

/// Where weights and errors come from: calibration to known totals, or replicates.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct WeightingArgs {
    #[command(flatten)]
    calibration: CalibrationArgs,
    #[command(flatten)]
    replicates: ReplicateArgs,
}

impl WeightingArgs {
    /// The files of totals.
    pub fn files(&self) -> &[PathBuf] {
        &self.calibration.totals
    }

    /// What is asked for, with the totals read.
    pub fn asked(&self) -> Result<Asked> {
        Ok(match self.calibration.calibration()? {
            Some(calibration) => Asked::Calibrated(calibration),
            None => {
                let replicates = &self.replicates;
                let none = replicates.replicates.is_empty() && !replicates.jackknife && replicates.bootstrap.is_none();
                refuse_idle(&[(replicates.mse && none, "--mse", "--replicates, --jackknife or --bootstrap")])?;
                replicates.asked()
            }
        })
    }

    /// What is asked for of one of several surveys, with these files of totals in place of all.
    pub fn of_round(&self, totals: &[PathBuf]) -> Result<Asked> {
        let calibration = CalibrationArgs { totals: totals.to_vec(), ..self.calibration.clone() };
        WeightingArgs { calibration, replicates: self.replicates.clone() }.asked()
    }

    /// What is asked for, or what the instrument says of its files.
    pub fn of_survey(&self, instrument: &Instrument) -> Result<Asked> {
        let asked = self.asked()?;
        Ok(match (&asked, &instrument.design.replicates) {
            (Asked::Design, Some(replicates)) => Asked::Given(replicates.clone()),
            _ => asked,
        })
    }

    /// The options that numbers depend on, as they were given.
    pub fn command(&self) -> Vec<(String, String)> {
        let CalibrationArgs { poststratify, rake, calibrate, totals, calfun, bounds, variance } = &self.calibration;
        let mut options: Vec<(String, String)> = Vec::new();
        let mut add = |name: &str, value: String| options.push((name.into(), value));
        let name = |value: &dyn Fn() -> Option<clap::builder::PossibleValue>| {
            value().map(|value| value.get_name().to_owned()).unwrap_or_default()
        };
        poststratify.iter().for_each(|words| add("poststratify", words.clone()));
        rake.iter().for_each(|words| add("rake", words.clone()));
        if !rake.is_empty() {
            add("variance", name(&|| variance.to_possible_value()));
        }
        if !calibrate.is_empty() {
            add("calibrate", calibrate.join(","));
            add("calfun", name(&|| calfun.to_possible_value()));
            bounds.iter().for_each(|(low, high)| add("bounds", format!("{low},{high}")));
        }
        totals.iter().for_each(|file| add("totals", file.display().to_string()));
        self.replicates.command(add);
        options
    }
}

/// Refuses an instrument whose files hold replicate weights, where a command has no use for them.
pub(super) fn refuse_replicates(instrument: &Instrument, command: &str) -> Result<()> {
    if instrument.design.replicates.is_none() {
        return Ok(());
    }
    Err(no_replicates(&format!("[design] of {}", instrument.id), command).into())
}

/// That a command has no use for replicate weights, and who asks for them.
pub(super) fn no_replicates(asked_by: &str, command: &str) -> Problem {
    let why = format!("{command} doesn't take replicate weights of files");
    Problem::new(Code::NotWithWeights, At::default(), asked_by).detail(why)
}

/// Replicate weights: in the file, or made from the design.
#[derive(Debug, Clone, clap::Args)]
struct ReplicateArgs {
    /// Columns of replicate weights; * stands for any letters
    ///
    /// They say everything about the design, so that strata, clusters and population sizes aren't named. Every row is added once for
    /// each of them; memory doesn't grow with rows, but for quantiles.
    #[arg(long, value_name = "PATTERN", requires = "replicate_type", help_heading = "Replicates",
        conflicts_with_all = ["strata", "cluster", "fpc", "nested", "lonely", "domain_lonely", "jackknife", "bootstrap"])]
    replicates: Vec<String>,
    /// How they were made: brr, fay:RHO, jk1, jkn, jk2, bootstrap or sdr (successive differences)
    #[arg(long, value_name = "TYPE", value_parser = kind, requires = "replicates", help_heading = "Replicates")]
    replicate_type: Option<ReplicateType>,
    /// The columns hold factors that the weight is multiplied with, not whole weights
    #[arg(long, requires = "replicates", help_heading = "Replicates")]
    replicate_factors: bool,
    /// What the sum of squares is multiplied with, in place of what the type says
    #[arg(long, value_name = "NUMBER", requires = "replicates", help_heading = "Replicates")]
    scale: Option<f64>,
    /// What the square of each replicate is multiplied with: one number, or one for each column
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', requires = "replicates", help_heading = "Replicates")]
    rscales: Vec<f64>,
    /// Replicates made from the design: every first-stage unit is left out once (JK1, with strata JKn)
    #[arg(long, conflicts_with = "bootstrap", help_heading = "Replicates")]
    jackknife: bool,
    /// Replicates made from the design: so many samples are drawn again (Rao and Wu)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000), help_heading = "Replicates")]
    bootstrap: Option<u32>,
    /// What the draws of the bootstrap follow from
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "bootstrap", help_heading = "Replicates")]
    seed: u64,
    /// Squares about the estimate, not about the mean of the replicates
    #[arg(long, help_heading = "Replicates")]
    mse: bool,
}

/// Weights calibrated to known totals of the population.
#[derive(Debug, Clone, clap::Args)]
struct CalibrationArgs {
    /// Weights that give every cell of a cross of columns its known total
    ///
    /// On report cards what is crossed may be the area too, and the groupings of the instrument: area,sex. Errors take into account that the totals are known: they come from residuals. Rows are kept, small, until weights are known.
    #[arg(long, value_name = "COL[,COL…]", requires = "totals", help_heading = "Calibration",
        conflicts_with_all = ["rake", "calibrate", "replicates", "jackknife", "bootstrap"])]
    poststratify: Option<String>,
    /// Weights that give every category of several margins its known total: once for each margin
    #[arg(long, value_name = "COL[,COL…]", requires = "totals", help_heading = "Calibration",
        conflicts_with_all = ["calibrate", "replicates", "jackknife", "bootstrap"])]
    rake: Vec<String>,
    /// Weights near to those of the design that give the known totals of columns: categories, or numbers
    #[arg(long, value_name = "COL[,COL…]", value_delimiter = ',', requires = "totals", help_heading = "Calibration",
        conflicts_with_all = ["replicates", "jackknife", "bootstrap"])]
    calibrate: Vec<String>,
    /// Tables of known totals: columns variable, category, total; or a column for each that is crossed, and total
    ///
    /// Of a column of numbers the category is blank; a line with both blank is the number of people.
    #[arg(long, value_name = "FILE", help_heading = "Calibration")]
    totals: Vec<PathBuf>,
    /// What near to the design means
    #[arg(long, value_enum, default_value = "linear", requires = "calibrate", help_heading = "Calibration")]
    calfun: Calfun,
    /// How far weights may go: the least and the largest factor
    #[arg(long, value_name = "LOW,HIGH", value_parser = bounds, requires = "calibrate", help_heading = "Calibration",
        required_if_eq("calfun", "logit"))]
    bounds: Option<(f64, f64)>,
    /// How errors of raked weights are taken
    #[arg(long, value_enum, default_value = "residual", requires = "rake", help_heading = "Calibration")]
    variance: RakeVariance,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Calfun {
    /// regression estimator; weights may become negative
    Linear,
    /// exponential; never negative
    Raking,
    /// between --bounds, smoothly
    Logit,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RakeVariance {
    /// residuals of the regression on all margins
    Residual,
    /// residuals margin by margin, as rake in R's survey package
    RRake,
}

fn refuse_idle(idle: &[(bool, &str, &str)]) -> Result<()> {
    match idle.iter().find(|(idle, ..)| *idle) {
        Some((_, option, with)) => {
            let why = format!("it makes no difference without {with}");
            Err(Problem::new(Code::NotWithWeights, At::default(), *option).detail(why).into())
        }
        None => Ok(()),
    }
}

impl CalibrationArgs {
    /// Refuses what would make no difference: options that go with another one, which isn't given. The parser
    /// doesn't ask for it where that one conflicts with something else that is given.
    fn refuse_idle(&self) -> Result<()> {
        let any = self.poststratify.is_some() || !self.rake.is_empty() || !self.calibrate.is_empty();
        let idle = [
            (!self.totals.is_empty() && !any, "--totals", "--poststratify, --rake or --calibrate"),
            (self.bounds.is_some() && self.calibrate.is_empty(), "--bounds", "--calibrate"),
            (!matches!(self.calfun, Calfun::Linear) && self.calibrate.is_empty(), "--calfun", "--calibrate"),
            (!matches!(self.variance, RakeVariance::Residual) && self.rake.is_empty(), "--variance", "--rake"),
        ];
        refuse_idle(&idle)
    }

    /// What is asked for, with the totals read; none if nothing is.
    fn calibration(&self) -> Result<Option<Calibration>> {
        self.refuse_idle()?;
        let distance = match self.calfun {
            Calfun::Linear => Distance::Linear,
            Calfun::Raking => Distance::Raking,
            Calfun::Logit => Distance::Logit,
        };
        let (by, terms) = match &self.poststratify {
            Some(words) => (CalibrateBy::PostStratify, vec![words.clone()]),
            None if !self.rake.is_empty() => {
                let margin_by_margin = matches!(self.variance, RakeVariance::RRake);
                (CalibrateBy::Rake { margin_by_margin }, self.rake.clone())
            }
            None if !self.calibrate.is_empty() => {
                (CalibrateBy::Calibrate { distance, bounds: self.bounds }, self.calibrate.clone())
            }
            None => return Ok(None),
        };
        let mut totals = Vec::new();
        for path in &self.totals {
            let table = table::open(vec![shell::input(path)?], &Options::default())?;
            totals.push(read_totals(table)?);
        }
        Ok(Some(Calibration { by, terms, totals }))
    }
}

fn bounds(text: &str) -> std::result::Result<(f64, f64), String> {
    let ends = text.split_once(',').and_then(|(low, high)| Some((low.trim().parse().ok()?, high.trim().parse().ok()?)));
    ends.filter(|(low, high): &(f64, f64)| *low < 1.0 && *high > 1.0 && high.is_finite() && low.is_finite())
        .ok_or_else(|| "it must be two numbers, one below and one above 1, such as 0.5,2".into())
}

fn kind(text: &str) -> std::result::Result<ReplicateType, String> {
    ReplicateType::named(text).ok_or_else(|| format!("it must be one of {}", ReplicateType::NAMES.join(", ")))
}

impl ReplicateArgs {
    /// What is asked for.
    fn asked(&self) -> Asked {
        let centre = if self.mse { Centre::Full } else { Centre::Mean };
        let made = |how| Asked::Made { how, centre };
        match (self.replicate_type, self.bootstrap) {
            (Some(kind), _) => Asked::Given(ReplicateWeights {
                columns: self.replicates.clone(),
                kind,
                scale: self.scale,
                rscales: self.rscales.clone(),
                centre: self.mse.then_some(centre),
                factors: self.replicate_factors,
            }),
            (None, Some(replicates)) => made(Drawn::Bootstrap { replicates: replicates as usize, seed: self.seed }),
            (None, None) if self.jackknife => made(Drawn::Jackknife),
            (None, None) => Asked::Design,
        }
    }

    /// The options that numbers depend on, as they were given.
    fn command(&self, mut add: impl FnMut(&str, String)) {
        self.replicates.iter().for_each(|pattern| add("replicates", pattern.clone()));
        self.replicate_type.iter().for_each(|kind| add("replicate-type", kind.to_string()));
        if self.replicate_factors {
            add("replicate-factors", "true".into());
        }
        self.scale.iter().for_each(|scale| add("scale", scale.to_string()));
        if !self.rscales.is_empty() {
            add("rscales", self.rscales.iter().map(f64::to_string).collect::<Vec<_>>().join(","));
        }
        if self.jackknife {
            add("jackknife", "true".into());
        }
        if let Some(replicates) = self.bootstrap {
            add("bootstrap", replicates.to_string());
            add("seed", self.seed.to_string());
        }
        if self.mse {
            add("mse", "true".into());
        }
    }
}
