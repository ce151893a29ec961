//! `masam sample size`: how many people a figure or a change needs, and what a given number shows.

use std::path::PathBuf;

use clap::ArgGroup;

use super::{WriteArgs, command, open, wrong};
use crate::cli::shell::ReadArgs;
use crate::cli::{Outcome, Result, shell};
use crate::problem::Problems;
use crate::report::sampling::{self, Figure, Question, SizeAsked};
use crate::sampling::{
    Comparison, Conditions, Given, Pairing, PlanOf, Spread, cluster_effect, of_option, read_places, round_correlation,
    weighting_effect,
};

/// How many people a figure or a change needs; with --n what so many people show.
///
/// Rounded up once, at the end. Shares, margins and changes of shares are given as 0.5, not 50.
///
/// masam sample size --share 0.5 --margin 0.05 --deff 1.5 --response 0.8 --population 4000
///
/// masam sample size --share 0.4 --change 0.1 --power 0.8 --icc 0.05 --take 10
///
/// masam sample size --share 0.4 --n 1300 --deff 1.5
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("figure").required(true).args(["share", "sd"])))]
#[command(group(ArgGroup::new("question").required(true).args(["margin", "change", "n"])))]
pub(super) struct Args {
    /// About how large the share is, 0 to 1; 0.5 needs most
    #[arg(long, value_name = "P", allow_hyphen_values = true, help_heading = "Figure")]
    share: Option<f64>,
    /// Standard deviation of the numbers whose mean is wanted; of a ratio Y/X that of Y − ratio·X
    #[arg(long, value_name = "SD", allow_hyphen_values = true, help_heading = "Figure")]
    sd: Option<f64>,
    /// Of a ratio: the mean of what stands below
    #[arg(long, value_name = "MEAN", requires = "sd", allow_hyphen_values = true, help_heading = "Figure")]
    below: Option<f64>,
    /// Margin ± that is wanted
    #[arg(long, value_name = "E", allow_hyphen_values = true, help_heading = "Question")]
    margin: Option<f64>,
    /// Change between two rounds, or difference of two groups, that is to be shown; may be negative
    #[arg(long, value_name = "D", allow_hyphen_values = true, help_heading = "Question")]
    change: Option<f64>,
    /// People approached: which margin and which change they show
    #[arg(long, value_name = "PEOPLE", help_heading = "Question")]
    n: Option<u64>,
    /// Probability of showing a change that is there
    #[arg(long, default_value_t = 0.8, allow_hyphen_values = true, help_heading = "Question")]
    power: f64,
    /// Two groups of one round instead of two rounds: the share of the first, 0 to 1
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, help_heading = "Question")]
    groups: Option<f64>,
    /// Share of the clusters that both rounds visit
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, allow_hyphen_values = true, help_heading = "Question")]
    overlap: f64,
    /// Correlation of the figures of a cluster that both rounds visit
    #[arg(long, value_name = "R", default_value_t = 0.0, allow_hyphen_values = true, help_heading = "Question")]
    correlation: f64,
    /// Instead of --correlation: how alike clusters really stay, with --icc and --take
    #[arg(long, value_name = "R", requires_all = ["icc", "take"], conflicts_with = "correlation", allow_hyphen_values = true, help_heading = "Question")]
    stability: Option<f64>,
    /// Confidence level
    #[arg(long, default_value_t = 0.95, allow_hyphen_values = true, help_heading = "Conditions")]
    level: f64,
    /// Design effect [default: by --icc, --take and --weight-cv, else 1]
    #[arg(long, conflicts_with_all = ["icc", "weight_cv"], allow_hyphen_values = true, help_heading = "Conditions")]
    deff: Option<f64>,
    /// Correlation of answers within a cluster
    #[arg(long, value_name = "RHO", requires = "take", allow_hyphen_values = true, help_heading = "Conditions")]
    icc: Option<f64>,
    /// People to ask in each cluster
    #[arg(long, value_name = "PEOPLE", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Conditions")]
    take: Option<u64>,
    /// Standard deviation of the weights over their mean
    #[arg(long, value_name = "CV", allow_hyphen_values = true, help_heading = "Conditions")]
    weight_cv: Option<f64>,
    /// Share of those approached who answer
    #[arg(long, default_value_t = 1.0, allow_hyphen_values = true, help_heading = "Conditions")]
    response: f64,
    /// People there are [default: so many that it makes no difference]
    #[arg(long, value_name = "PEOPLE", allow_hyphen_values = true, help_heading = "Conditions")]
    population: Option<f64>,
    /// People of the figure in a household, on average: how many households to visit
    #[arg(long, value_name = "PEOPLE", allow_hyphen_values = true, help_heading = "Conditions")]
    eligible: Option<f64>,
    /// Places that each need the margin: a spreadsheet with --stratum and --people
    #[arg(long, value_name = "FILE", requires_all = ["stratum", "people", "margin"], conflicts_with_all = ["population", "groups"], help_heading = "Places")]
    places: Option<PathBuf>,
    /// Column of the places
    #[arg(long, value_name = "COL", requires = "places", help_heading = "Places")]
    stratum: Option<String>,
    /// Column of the people there
    #[arg(long, value_name = "COL", requires = "places", help_heading = "Places")]
    people: Option<String>,
    /// Where to, instead of a few lines on the terminal: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: Option<PathBuf>,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let inputs: Vec<PathBuf> = args.places.iter().cloned().collect();
    let claimed = args.out.as_ref().map(|out| args.write.claim(out, &inputs)).transpose()?;
    let mut asked = args.asked()?;
    let mut notes = Problems::default();
    if let (Some(path), Some(stratum), Some(people)) = (&args.places, &args.stratum, &args.people) {
        let of = PlanOf {
            stratum: stratum.clone(),
            population: people.clone(),
            share_of_all: args.share.unwrap_or(0.5),
            ..PlanOf::default()
        };
        let (mut places, said) = read_places(open(path, &args.read.options())?, &of)?;
        places.parts.iter_mut().for_each(|part| part.spread = asked.spread);
        asked.places = Some(places);
        notes = said;
    }
    if !args.write.output.quiet {
        shell::show_problems(&notes);
    }
    args.write.write(&sampling::size(&asked), claimed, "size")?;
    Ok(Outcome::Whole)
}

impl Args {
    /// Every number that can't be is named at once.
    fn asked(&self) -> std::result::Result<SizeAsked, Problems> {
        let mut problems = Problems::default();
        let mut number = |option: &str, value: Option<f64>, fits: fn(f64) -> bool, mn: &str, en: &str| {
            if let Some(value) = value.filter(|value| !(value.is_finite() && fits(*value))) {
                problems.add(of_option(option, value, mn, en));
            }
        };
        let within = |x: f64| x > 0.0 && x < 1.0;
        let (mn, en) = ("0 ба 1-ийн хооронд байна (50 хувь бол 0.5)", "It lies between 0 and 1 (0.5 for 50 percent)");
        number("--share", self.share, within, mn, en);
        number("--groups", self.groups, within, mn, en);
        number(
            "--overlap",
            Some(self.overlap),
            |x| (0.0..=1.0).contains(&x),
            "0-ээс 1 хүртэл байна",
            "It lies from 0 to 1",
        );
        for (option, value) in [("--correlation", Some(self.correlation)), ("--stability", self.stability)] {
            number(option, value, |x| (-1.0..=1.0).contains(&x), "−1-ээс 1 хүртэл байна", "It lies from -1 to 1");
        }
        number(
            "--power",
            Some(self.power),
            |x| x > 0.5 && x < 1.0,
            "0.5 ба 1-ийн хооронд байна",
            "It lies between 0.5 and 1",
        );
        number("--icc", self.icc, |x| (0.0..=1.0).contains(&x), "0-ээс 1 хүртэл байна", "It lies from 0 to 1");
        number("--weight-cv", self.weight_cv, |x| x >= 0.0, "0-ээс багагүй байна", "It is 0 or more");
        let more = ("0-ээс их байна", "It is more than 0");
        let positive = [("--sd", self.sd), ("--below", self.below), ("--eligible", self.eligible)];
        positive.into_iter().for_each(|(option, value)| number(option, value, |x| x > 0.0, more.0, more.1));
        if self.share.is_some() {
            number("--margin", self.margin, within, mn, en);
        } else {
            number("--margin", self.margin, |x| x > 0.0, more.0, more.1);
        }
        number("--change", self.change, |x| x != 0.0, "0-ээс өөр байна", "It is not 0");
        number("--n", self.n.map(|n| n as f64), |n| n >= 1.0, "1-ээс багагүй байна", "It is 1 or more");
        let take = self.take.unwrap_or(1) as f64;
        let effect =
            self.icc.map_or(1.0, |icc| cluster_effect(take, icc)) * weighting_effect(self.weight_cv.unwrap_or(0.0));
        let given = Given {
            level: self.level,
            deff: self.deff.unwrap_or(effect),
            response: self.response,
            population: self.population,
        };
        let conditions = Conditions::new(given).map_err(|wrong| problems.append(wrong)).ok();
        let spread = match (self.share, self.sd, self.below) {
            (Some(p), ..) => Spread::share(p),
            (None, Some(sd), Some(below)) => Spread::ratio(sd, below),
            (None, Some(sd), None) => Spread::mean(sd),
            (None, None, _) => None,
        };
        let second = match (self.share, self.change) {
            (Some(p), Some(d)) => {
                let second = Spread::share(p + d);
                if second.is_none() && spread.is_some() {
                    problems.add(of_option(
                        "--change",
                        d,
                        "Өөрчлөлтийн дараах хувь 0 ба 1-ийн хооронд байна",
                        "The share after the change lies between 0 and 1",
                    ));
                }
                second
            }
            (_, _) => spread,
        };
        let correlation = match (self.stability, self.icc) {
            (Some(stability), Some(icc)) => round_correlation(stability, take, icc),
            (_, _) => self.correlation,
        };
        let pairing = match self.groups {
            Some(first) => Pairing::Groups { first },
            None => Pairing::Rounds { overlap: self.overlap, correlation },
        };
        let question = match (self.margin, self.change, self.n) {
            (Some(e), ..) => Question::Margin(e),
            (None, Some(d), _) => Question::Change(d),
            (None, None, Some(n)) => Question::People(n),
            (None, None, None) => {
                problems
                    .add(wrong("--margin, --change, --n-ийн нэгийг өгнө үү", "give one of --margin, --change, --n"));
                return Err(problems);
            }
        };
        let (Some(conditions), Some(spread), Some(second), true) = (conditions, spread, second, problems.is_empty())
        else {
            return Err(problems);
        };
        Ok(SizeAsked {
            figure: self.share.map_or(Figure::Number, Figure::Share),
            spread,
            second,
            question,
            comparison: Comparison { pairing, power: self.power },
            conditions,
            take: self.take,
            eligible: self.eligible,
            places: None,
            groups: self.groups.is_some(),
            command: self.command(),
        })
    }

    fn command(&self) -> Vec<(String, String)> {
        let number = |value: Option<f64>| value.map(|value| value.to_string());
        command(&[
            ("share", number(self.share)),
            ("sd", number(self.sd)),
            ("below", number(self.below)),
            ("margin", number(self.margin)),
            ("change", number(self.change)),
            ("n", self.n.map(|n| n.to_string())),
            ("power", number(Some(self.power))),
            ("groups", number(self.groups)),
            ("overlap", number(Some(self.overlap))),
            ("correlation", number(Some(self.correlation))),
            ("stability", number(self.stability)),
            ("level", number(Some(self.level))),
            ("deff", number(self.deff)),
            ("icc", number(self.icc)),
            ("take", self.take.map(|n| n.to_string())),
            ("weight-cv", number(self.weight_cv)),
            ("response", number(Some(self.response))),
            ("population", number(self.population)),
            ("eligible", number(self.eligible)),
            ("places", self.places.as_ref().map(|path| path.display().to_string())),
        ])
    }
}
