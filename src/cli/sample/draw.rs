//! `masam sample draw`: which clusters, with a seed that draws them again anywhere.

use std::path::PathBuf;

use clap::{ArgGroup, ValueEnum};

use super::{WriteArgs, command, open, wrong};
use crate::cli::shell::ReadArgs;
use crate::cli::{Outcome, Result, shell};
use crate::lang::Label;
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::report::sampling::{self, DrawAsked};
use crate::sampling::{
    Drawing, Frame, FrameColumns, Method, Numbers, Picked, Wanted, draw, of_option, read_frame, read_plan, split,
};
use crate::table::Options;

/// Draw clusters from a list, with their probabilities, weights and a reserve.
///
/// Strata are drawn from by themselves. The same list, options and seed give the same sample on any machine, and in R:
/// docs/sampling.md says how. Beside the list for the field stand a table of the reserve, one of what was drawn from what,
/// and one of methods.
///
/// masam sample draw frame.csv --stratum aimag --size households --clusters 30 --take 10 --seed 2026 --reserve 1 --out sample.csv
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("how_many").required(true).args(["clusters", "each", "plan"])))]
pub(super) struct Args {
    /// List of clusters: CSV, XLSX, XLS, XLSB or ODS; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Column of the strata [default: all are one]
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    stratum: Option<String>,
    /// Column of the sizes: households or people
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    size: Option<String>,
    /// Column that names a cluster [default: psu, cluster, bag and the like, else the first other one]
    #[arg(long, value_name = "COL", help_heading = "Columns")]
    cluster: Option<String>,
    /// Columns by which the clusters of a stratum are put in order before a systematic draw [default: order of the list]
    #[arg(long, value_name = "COL,…", value_delimiter = ',', help_heading = "Columns")]
    order: Vec<String>,
    /// Clusters in all, shared out over strata by size
    #[arg(long, value_name = "N", help_heading = "How many")]
    clusters: Option<usize>,
    /// Clusters in each stratum
    #[arg(long, value_name = "N", help_heading = "How many")]
    each: Option<usize>,
    /// A spreadsheet with columns stratum and clusters, or stratum and n (people; --take of them in a cluster)
    #[arg(long, value_name = "FILE", help_heading = "How many")]
    plan: Option<PathBuf>,
    /// With --clusters: at least so many in each stratum, since one alone has no error
    #[arg(long, value_name = "N", default_value_t = 2, help_heading = "How many")]
    least: usize,
    /// Households or people to ask in a cluster
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), help_heading = "How many")]
    take: Option<u64>,
    /// Clusters in reserve, in each stratum
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "How many")]
    reserve: usize,
    /// How [default: pps if --size is given, else systematic]
    #[arg(long, value_enum, help_heading = "How")]
    method: Option<MethodChoice>,
    /// Any whole number from 0 to 2147483647: write it down before the draw, and don't draw again for a nicer sample
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=i64::from(Numbers::LARGEST_SEED)), help_heading = "How")]
    seed: u32,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MethodChoice {
    /// with probability proportional to size, systematically
    Pps,
    /// with equal probabilities, systematically
    Systematic,
    /// with equal probabilities, simply at random
    Random,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let inputs: Vec<PathBuf> = std::iter::once(&args.file).chain(&args.plan).cloned().collect();
    let claimed = args.write.claim(&args.out, &inputs)?;
    let method = args.method()?;
    let columns = FrameColumns {
        cluster: args.cluster.clone(),
        stratum: args.stratum.clone(),
        size: args.size.clone(),
        order: args.order.clone(),
    };
    let (frame, mut notes) = read_frame(open(&args.file, &args.read.options())?, &columns)?;
    let clusters = args.clusters(&frame)?;
    let wanted: Vec<Wanted> = clusters.into_iter().map(|clusters| Wanted { clusters, reserve: args.reserve }).collect();
    more_than_there_are(&frame, &wanted)?;
    // Sizes that weren't given are no people: nothing is known of how many are in a cluster.
    let take = args.take.filter(|_| frame.has_sizes);
    let drawing = draw(&frame, &wanted, method, take, &mut Numbers::new(args.seed));
    notes.append(noticed(&frame, &drawing, args.reserve, take));
    let asked = DrawAsked {
        method,
        seed: args.seed,
        take,
        stratum_header: args.stratum.clone(),
        order: args.order.clone(),
        shared: args.shared(),
        command: args.command(),
        frame,
        drawing,
    };
    if !args.write.output.quiet {
        shell::show_problems(&notes);
    }
    args.write.write(&sampling::draw(&asked), Some(claimed), "sample")?;
    Ok(Outcome::Whole)
}

impl Args {
    fn method(&self) -> Result<Method> {
        let method = match (self.method, &self.size) {
            (Some(MethodChoice::Pps) | None, Some(_)) => Method::Pps,
            (Some(MethodChoice::Pps), None) => {
                return Err(wrong("pps-д --size хэрэгтэй", "pps needs --size, the column of sizes").into());
            }
            (Some(MethodChoice::Systematic), _) | (None, None) => Method::Systematic,
            (Some(MethodChoice::Random), _) => Method::Random,
        };
        if self.take.is_some() && self.size.is_none() {
            return Err(wrong(
                "--take-д --size хэрэгтэй: кластерт хэдэн өрх байгааг мэдэхгүйгээр жин гарахгүй",
                "--take needs --size: without the households of a cluster there is no weight",
            )
            .into());
        }
        Ok(method)
    }

    /// How many of each stratum.
    fn clusters(&self, frame: &Frame) -> Result<Vec<usize>> {
        if let Some(plan) = &self.plan {
            return Ok(read_plan(open(plan, &Options::default())?, frame, self.take)?);
        }
        if let Some(each) = self.each {
            return Ok(vec![each; frame.strata.len()]);
        }
        let clusters = self.clusters.unwrap_or_default();
        let there = frame.clusters.len();
        let split = split(frame, clusters, self.least).ok_or_else(|| {
            if clusters > there {
                let detail = format!("{clusters} > {there}");
                return Problem::new(Code::MoreThanThereAre, At::default(), "--clusters").detail(detail);
            }
            let least = self.least * frame.strata.len();
            of_option(
                "--clusters",
                clusters as f64,
                &format!("Давхарга бүрт --least {} бол {least} хэрэгтэй", self.least),
                &format!("With --least {} in each stratum it takes {least}", self.least),
            )
        })?;
        Ok(split)
    }

    fn shared(&self) -> Label {
        match (&self.plan, self.each) {
            (Some(plan), _) => {
                let plan = plan.display();
                Label::new(format!("Тоог {plan} файлаас авсан."), format!("Numbers are those of {plan}."))
            }
            (None, Some(each)) => Label::new(format!("Тус бүрээс {each}."), format!("{each} of each.")),
            (None, None) => Label::new(
                format!(
                    "Хэмжээнд нь хувь тэнцүүлсэн, тус бүрээс {}-оос багагүй, хамгийн их үлдэгдлээр бүхэл болгосон.",
                    self.least
                ),
                format!("Shared out by size, at least {} of each, whole by the largest remainders.", self.least),
            ),
        }
    }

    fn command(&self) -> Vec<(String, String)> {
        let path = |path: &PathBuf| path.display().to_string();
        command(&[
            ("file", Some(path(&self.file))),
            ("stratum", self.stratum.clone()),
            ("size", self.size.clone()),
            ("cluster", self.cluster.clone()),
            ("order", (!self.order.is_empty()).then(|| self.order.join(","))),
            ("clusters", self.clusters.map(|n| n.to_string())),
            ("each", self.each.map(|n| n.to_string())),
            ("plan", self.plan.as_ref().map(path)),
            ("least", self.clusters.map(|_| self.least.to_string())),
            ("take", self.take.map(|n| n.to_string())),
            ("reserve", Some(self.reserve.to_string())),
            ("seed", Some(self.seed.to_string())),
        ])
    }
}

/// Strata of which more is wanted than they have, all of them.
fn more_than_there_are(frame: &Frame, wanted: &[Wanted]) -> std::result::Result<(), Problems> {
    let mut problems = Problems::default();
    for (h, (stratum, want)) in frame.strata.iter().zip(wanted).enumerate() {
        let there = frame.clusters.iter().filter(|cluster| cluster.stratum == h).count();
        if want.clusters > there {
            let detail = format!("{} > {there}", want.clusters);
            problems.add(Problem::new(Code::MoreThanThereAre, At::default(), quoted(stratum)).detail(detail));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What is worth knowing of a drawing.
fn noticed(frame: &Frame, drawing: &Drawing, reserve: usize, take: Option<u64>) -> Problems {
    let mut notes = Problems::default();
    for (stratum, told) in frame.strata.iter().zip(&drawing.strata) {
        if told.drawn - told.certain == 1 {
            notes.add(Problem::new(Code::OneClusterDrawn, At::default(), quoted(stratum)));
        }
        if told.drawn > 0 && told.reserve < reserve {
            let few = Problem::new(Code::FewInReserve, At::default(), quoted(stratum));
            notes.add(few.detail(told.reserve.to_string()));
        }
    }
    let short = |take: f64| drawing.chosen.iter().filter(move |c| c.picked == Picked::Sample && c.take < Some(take));
    for chosen in take.into_iter().flat_map(|take| short(take as f64)) {
        let cluster = &frame.clusters[chosen.cluster];
        let problem = Problem::new(Code::TakeMoreThanSize, At::default(), quoted(&cluster.label));
        notes.add(problem.detail(cluster.size.to_string()));
    }
    notes
}
