//! `masam estimate`: design-based estimates of columns, without an instrument.

use std::path::PathBuf;

use clap::{ArgGroup, ValueEnum};

use super::errors::ErrorArgs;
use super::lines;
use super::shell::{self, Progress, ReadArgs};
use super::weighting::WeightingArgs;
use super::{Outcome, Result};
use crate::ask::{self, Line, Reader, Request};
use crate::estimate::{DeffRule, QuantileInterval, QuantileRule, Rules, TestStatistic};
use crate::lang::{Label, Lang};
use crate::problem::At;
use crate::render::{self, Settings};
use crate::report::basis;
use crate::table;

/// Estimate means, shares, ratios, totals and quantiles of columns, with their errors.
///
/// The same engine as the report card, without an instrument. Strata, clusters, weights and population sizes are named
/// by column; every number equals R's survey package where that is defined.
///
/// masam estimate survey.csv --strata stratum --cluster psu --weight weight --mean wait_min --share q7 --by area
///
/// masam estimate survey.csv --weight w --poststratify sex,ageband --totals population.xlsx --mean wait_min
///
/// masam estimate survey.csv --weight w --replicates 'rw_*' --replicate-type brr --mean wait_min
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("statistic").required(true).multiple(true)
    .args(["mean", "share", "ratio", "total", "count", "quantile", "test"])))]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Mean of a column of numbers
    #[arg(long, value_name = "COL", allow_hyphen_values = true, help_heading = "Statistics")]
    mean: Vec<String>,
    /// Share of each answer of a column, or of one
    #[arg(long, value_name = "COL[=CODE]", allow_hyphen_values = true, help_heading = "Statistics")]
    share: Vec<String>,
    /// Ratio of the totals of two columns
    #[arg(long, value_name = "A/B", allow_hyphen_values = true, help_heading = "Statistics")]
    ratio: Vec<String>,
    /// Total of a column of numbers
    #[arg(long, value_name = "COL", allow_hyphen_values = true, help_heading = "Statistics")]
    total: Vec<String>,
    /// Number of people
    #[arg(long, help_heading = "Statistics")]
    count: bool,
    /// Quantile of a column of numbers; @0.5 is the median
    #[arg(long, value_name = "COL@P", allow_hyphen_values = true, help_heading = "Statistics")]
    quantile: Vec<String>,
    /// Every mean and share asked, in group B minus group A of a column
    #[arg(long, value_name = "COL:A,B", allow_hyphen_values = true, help_heading = "Statistics")]
    difference: Vec<String>,
    /// Whether two columns go together: a test of their two-way table, over all rows
    #[arg(long, value_name = "COL,COL", allow_hyphen_values = true, help_heading = "Statistics")]
    test: Vec<String>,
    /// Which tests: Rao and Scott's F, their chisq, wald, adjwald
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "f",
        requires = "test",
        help_heading = "Statistics"
    )]
    test_statistic: Vec<Test>,
    /// Columns whose values make groups; the estimate for all rows comes first
    #[arg(long, value_name = "COL[,COL…]", allow_hyphen_values = true, help_heading = "Groups")]
    by: Vec<String>,
    /// Only rows with this value; the others stay in the design
    #[arg(long = "where", value_name = "COL=VALUE", allow_hyphen_values = true, help_heading = "Groups")]
    wheres: Vec<String>,
    /// Codes that mean missing, beside blank and NA
    #[arg(long, value_name = "CODES", value_delimiter = ',', allow_hyphen_values = true, help_heading = "Groups")]
    missing: Vec<String>,
    /// Column of the strata
    #[arg(long, value_name = "COL", allow_hyphen_values = true, help_heading = "Design")]
    strata: Option<String>,
    /// Columns of the clusters, first stage first
    #[arg(long, value_name = "C1[,C2]", value_delimiter = ',', allow_hyphen_values = true, help_heading = "Design")]
    cluster: Vec<String>,
    /// Column of the weights; without one: N/n if --fpc is given, else 1
    #[arg(long, value_name = "COL", allow_hyphen_values = true, help_heading = "Design")]
    weight: Option<String>,
    /// Columns of population sizes, or of sampling fractions if no value exceeds 1
    #[arg(long, value_name = "F1[,F2]", value_delimiter = ',', allow_hyphen_values = true, help_heading = "Design")]
    fpc: Vec<String>,
    /// Cluster labels start again in every stratum
    #[arg(long, help_heading = "Design")]
    nested: bool,
    #[command(flatten)]
    weighting: WeightingArgs,
    #[command(flatten)]
    errors: ErrorArgs,
    /// Which value stands for a quantile
    #[arg(long, value_enum, default_value = "math", help_heading = "Errors")]
    quantile_rule: QRule,
    /// Scale of a quantile's interval
    #[arg(long, value_enum, default_value = "logit", help_heading = "Errors")]
    quantile_interval: QInterval,
    /// Design effect against simple random sampling with replacement (srs) or without (wor)
    #[arg(long, value_enum, default_value = "srs", help_heading = "Errors")]
    deff: Deff,
    /// What is written
    #[arg(long, value_enum, default_value = "csv", help_heading = "Output")]
    format: OutFormat,
    /// Where to; - is standard output
    #[arg(long, value_name = "FILE|-", default_value = "-", help_heading = "Output")]
    out: PathBuf,
    /// Replace an existing file
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Neutralise text that a spreadsheet could take for a formula, on standard output too
    #[arg(long, help_heading = "Output")]
    safe_csv: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Test {
    F,
    Chisq,
    Wald,
    #[value(name = "adjwald")]
    AdjWald,
}

impl From<Test> for TestStatistic {
    fn from(test: Test) -> TestStatistic {
        match test {
            Test::F => TestStatistic::F,
            Test::Chisq => TestStatistic::Chisq,
            Test::Wald => TestStatistic::Wald,
            Test::AdjWald => TestStatistic::AdjWald,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum QRule {
    Math,
    School,
    Hf7,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum QInterval {
    Logit,
    T,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deff {
    Srs,
    Wor,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutFormat {
    Csv,
    Json,
    Xlsx,
    Md,
}

impl Args {
    fn request(&self) -> Result<Request> {
        Ok(Request {
            means: self.mean.clone(),
            shares: self.share.clone(),
            ratios: self.ratio.clone(),
            totals: self.total.clone(),
            count: self.count,
            quantiles: self.quantile.clone(),
            differences: self.difference.clone(),
            tests: self.test.clone(),
            test_statistics: self.test_statistic.iter().copied().map(Into::into).collect(),
            by: self.by.clone(),
            wheres: self.wheres.clone(),
            missing: self.missing.clone(),
            strata: self.strata.clone(),
            clusters: self.cluster.clone(),
            weight: self.weight.clone(),
            fpc: self.fpc.clone(),
            nested: self.nested,
            weighting: self.weighting.asked()?,
            rules: self.rules(),
        })
    }

    fn rules(&self) -> Rules {
        Rules {
            deff: match self.deff {
                Deff::Srs => DeffRule::Srs,
                Deff::Wor => DeffRule::Wor,
            },
            quantile_rule: match self.quantile_rule {
                QRule::Math => QuantileRule::Math,
                QRule::School => QuantileRule::School,
                QRule::Hf7 => QuantileRule::Hf7,
            },
            quantile_interval: match self.quantile_interval {
                QInterval::Logit => QuantileInterval::Logit,
                QInterval::T => QuantileInterval::T,
            },
            ..self.errors.rules(None)
        }
    }

    fn format(&self) -> &'static str {
        match self.format {
            OutFormat::Csv => "csv",
            OutFormat::Json => "json",
            OutFormat::Xlsx => "xlsx",
            OutFormat::Md => "md",
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let format = render::format(args.format())?;
    let target = shell::claim(&args.out, false, format.extension, args.force)?;
    shell::spare(&target, &args.files)?;
    shell::spare(&target, args.weighting.files())?;
    let table = table::open(shell::inputs(&args.files)?, &args.read.options())?;
    let request = ask::compile(&args.request()?, table.columns())?;

    let mut reader = Reader::new(request);
    let places: Vec<At> =
        table.files().iter().map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) }).collect();
    let progress = Progress::new(args.quiet);
    let mut rows = 0;
    let mut table = table::for_each_chunk(table, true, |chunk| {
        chunk.rows().for_each(|row| reader.row(&row, &places[chunk.file()]));
        rows += chunk.len() as u64;
        progress.advance(chunk, rows);
        Ok(())
    })?;
    progress.done();

    let read = reader.finish()?;
    let estimates = read.lines()?;
    let tests = read.tests()?;
    let notes = basis::notes(&read.weights.basis(), &|name| Label::same(name));
    let mut problems = table.take_problems();
    problems.append(read.problems);

    let to_stdout = matches!(target, shell::Target::Stdout);
    let settings = Settings { langs: vec![Lang::En], safe_csv: args.safe_csv || !to_stdout, ..Settings::default() };
    let report = lines::report(&estimates, &tests, args.errors.level, notes.clone());
    let bundle = render::render(&report, &[format], &settings, &target.stem("estimates"))?;
    shell::save(&bundle, &target, args.force)?;
    if !args.quiet {
        // A table for machines has no room for sentences.
        if matches!(args.format, OutFormat::Csv) {
            notes.iter().for_each(|note| shell::say(format_args!("{}", note.get(Lang::En))));
        }
        shell::show_problems(&problems);
    }
    let withheld = estimates.iter().any(Line::withholds) || tests.iter().any(|test| test.tested.is_err());
    let left_out = problems.count(crate::problem::Severity::Error) > 0;
    Ok(if withheld || left_out { Outcome::WithGaps } else { Outcome::Whole })
}
