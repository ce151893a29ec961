//! `masam sample allocate`: a number of people shared out over places.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{WriteArgs, advised, command, open};
use crate::cli::shell::ReadArgs;
use crate::cli::{Outcome, Result, shell};
use crate::problem::{At, Code, Problem, Problems};
use crate::report::sampling::{self, AllocationAsked};
use crate::sampling::{Bounds, Conditions, Given, PlanOf, Rule, allocate, of_option, precision, read_places};

/// Share a number of people out over places, with the margin that each then has.
///
/// The file has a row for each place, or several, whose people are added up. The CSV that comes out is a plan for
/// `masam sample draw --plan`.
///
/// masam sample allocate frame.csv --stratum aimag --population pop --n 1300 --rule power --least 60 --out plan.csv
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// List of places, or of clusters in places: CSV, XLSX, XLS, XLSB or ODS; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Column of the places
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    stratum: String,
    /// Column of the people (or households) there
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    population: String,
    /// Column of the standard deviations there
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    sd: Option<String>,
    /// Column of the expected shares there, 0 to 1
    #[arg(long, value_name = "COL", conflicts_with = "sd", help_heading = "Columns")]
    share_column: Option<String>,
    /// Column of the expected means there, for the power rule with --sd
    #[arg(long, value_name = "COL", requires = "sd", help_heading = "Columns")]
    mean: Option<String>,
    /// People to approach in all
    #[arg(long, value_name = "PEOPLE", help_heading = "Rule")]
    n: u64,
    /// By what rule
    #[arg(long, value_enum, default_value = "proportional", help_heading = "Rule")]
    rule: RuleChoice,
    /// Exponent of power (0 is equal, 1 is by people), weight of the whole for kish
    #[arg(long, value_name = "Q", default_value_t = 0.5, allow_hyphen_values = true, help_heading = "Rule")]
    exponent: f64,
    /// At least so many in each place, or everybody where they are fewer
    #[arg(long, value_name = "PEOPLE", default_value_t = 0, help_heading = "Rule")]
    least: u64,
    /// At most so many in each place
    #[arg(long, value_name = "PEOPLE", help_heading = "Rule")]
    most: Option<u64>,
    /// Expected share everywhere, where there is no column; 0.5 gives the widest margins
    #[arg(long, value_name = "P", default_value_t = 0.5, allow_hyphen_values = true, help_heading = "Conditions")]
    share: f64,
    /// Confidence level
    #[arg(long, default_value_t = 0.95, allow_hyphen_values = true, help_heading = "Conditions")]
    level: f64,
    /// Design effect within a place
    #[arg(long, default_value_t = 1.0, allow_hyphen_values = true, help_heading = "Conditions")]
    deff: f64,
    /// Share of those approached who answer
    #[arg(long, default_value_t = 1.0, allow_hyphen_values = true, help_heading = "Conditions")]
    response: f64,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", default_value = "-", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuleChoice {
    /// as people live there
    Proportional,
    /// by people and standard deviation
    Neyman,
    /// between equal and proportional, by an exponent
    Power,
    /// as many in each place
    Equal,
    /// between equal and proportional, by the weight of the whole
    Kish,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let claimed = args.write.claim(&args.out, std::slice::from_ref(&args.file))?;
    let given = Given { level: args.level, deff: args.deff, response: args.response, population: None };
    let mut wrong = Problems::default();
    let conditions = Conditions::new(given).map_err(|problems| wrong.append(problems)).ok();
    let rule = args.rule();
    let in_range = match rule {
        Rule::Power(q) => (0.0..=1.0).contains(&q),
        Rule::Kish(q) => q.is_finite() && q >= 0.0,
        Rule::Proportional | Rule::Neyman | Rule::Equal => true,
    };
    if !in_range {
        let (mn, en) = (
            "power бол 0-ээс 1 хүртэл, kish бол 0-ээс багагүй",
            "It lies from 0 to 1 for power, and is 0 or more for kish",
        );
        wrong.add(of_option("--exponent", args.exponent, mn, en));
    }
    let of = PlanOf {
        stratum: args.stratum.clone(),
        population: args.population.clone(),
        sd: args.sd.clone(),
        share: args.share_column.clone(),
        mean: args.mean.clone(),
        share_of_all: args.share,
    };
    let places =
        read_places(open(&args.file, &args.read.options())?, &of).map_err(|problems| wrong.append(problems)).ok();
    let (Some(conditions), Some((places, notes)), true) = (conditions, places, wrong.is_empty()) else {
        return Err(wrong.into());
    };
    let bounds = Bounds { least: args.least, most: args.most };
    let allocated = allocate(&places.parts, args.n, rule, bounds).map_err(|(least, most)| {
        let problem = Problem::new(Code::NoAllocation, At::default(), args.n.to_string());
        let (mn, en) = ("--n, --least, --most-ыг өөрчилнө үү.", "Change --n, --least or --most.");
        advised(problem.detail(format!("{least}–{most}")), mn, en)
    })?;
    let people: Vec<u64> = allocated.iter().map(|a| a.n).collect();
    let asked = AllocationAsked {
        precision: precision(&places.parts, &people, &conditions),
        places,
        allocated,
        rule,
        bounds,
        conditions,
        is_share: args.sd.is_none(),
        command: args.command(),
    };
    if !args.write.output.quiet {
        shell::show_problems(&notes);
    }
    args.write.write(&sampling::allocation(&asked), Some(claimed), "allocation")?;
    Ok(Outcome::Whole)
}

impl Args {
    fn rule(&self) -> Rule {
        match self.rule {
            RuleChoice::Proportional => Rule::Proportional,
            RuleChoice::Neyman => Rule::Neyman,
            RuleChoice::Power => Rule::Power(self.exponent),
            RuleChoice::Equal => Rule::Equal,
            RuleChoice::Kish => Rule::Kish(self.exponent),
        }
    }

    fn command(&self) -> Vec<(String, String)> {
        command(&[
            ("file", Some(self.file.display().to_string())),
            ("stratum", Some(self.stratum.clone())),
            ("population", Some(self.population.clone())),
            ("sd", self.sd.clone()),
            ("share-column", self.share_column.clone()),
            ("mean", self.mean.clone()),
            ("n", Some(self.n.to_string())),
            ("rule", Some(self.rule().name().to_owned())),
            ("exponent", Some(self.exponent.to_string())),
            ("least", Some(self.least.to_string())),
            ("most", self.most.map(|most| most.to_string())),
            ("share", Some(self.share.to_string())),
            ("level", Some(self.level.to_string())),
            ("deff", Some(self.deff.to_string())),
            ("response", Some(self.response.to_string())),
        ])
    }
}
