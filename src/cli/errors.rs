//! The options that standard errors and intervals depend on, the same in every command that estimates.

use clap::ValueEnum;

use crate::design::LonelyCluster;
use crate::estimate::{DfRule, IntervalMethod, Rules, VarianceRule};
use crate::instrument::Instrument;

/// How estimates get their errors.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ErrorArgs {
    /// What a stratum with a single cluster adds to the variance [default: as the instrument says, or refuse]
    #[arg(long, value_enum, help_heading = "Errors")]
    lonely: Option<Lonely>,
    /// A stratum with one cluster left in a group is lonely too (for adjust and average)
    #[arg(long, help_heading = "Errors")]
    domain_lonely: bool,
    /// Interval of shares; other figures use t
    #[arg(long, value_enum, default_value = "logit", help_heading = "Errors")]
    interval: ShareInterval,
    /// Degrees of freedom: of the rows used, of the whole design, or none
    #[arg(long, value_enum, default_value = "domain", help_heading = "Errors")]
    df: DfChoice,
    /// Confidence level
    #[arg(long, default_value_t = 0.95, value_parser = level, help_heading = "Errors")]
    pub level: f64,
}

impl ErrorArgs {
    /// The rules that these options choose, the others at their defaults or as an instrument has them.
    pub fn rules(&self, instrument: Option<&Instrument>) -> Rules {
        let lonely = self.lonely.map(LonelyCluster::from).or(instrument.and_then(|of| of.design.lonely));
        Rules {
            variance: VarianceRule { lonely: lonely.unwrap_or_default(), domain_lonely: self.domain_lonely },
            df: self.df.into(),
            share_interval: self.interval.into(),
            level: self.level,
            ..Rules::default()
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lonely {
    /// stop and name the strata
    Refuse,
    /// its deviation from the mean of all clusters (advised)
    Adjust,
    /// as much as the other strata on average
    Average,
    /// nothing: the cluster was certain to be drawn
    Certainty,
    /// nothing: the stratum is left out of the variance
    Remove,
}

impl From<Lonely> for LonelyCluster {
    fn from(lonely: Lonely) -> LonelyCluster {
        match lonely {
            Lonely::Refuse => LonelyCluster::Refuse,
            Lonely::Adjust => LonelyCluster::Adjust,
            Lonely::Average => LonelyCluster::Average,
            Lonely::Certainty => LonelyCluster::Certainty,
            Lonely::Remove => LonelyCluster::Remove,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShareInterval {
    T,
    Wald,
    Logit,
    Asin,
    Beta,
    Wilson,
}

impl From<ShareInterval> for IntervalMethod {
    fn from(choice: ShareInterval) -> IntervalMethod {
        match choice {
            ShareInterval::T | ShareInterval::Wald => IntervalMethod::T,
            ShareInterval::Logit => IntervalMethod::Logit,
            ShareInterval::Asin => IntervalMethod::Asin,
            ShareInterval::Beta => IntervalMethod::Beta,
            ShareInterval::Wilson => IntervalMethod::Wilson,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DfChoice {
    Domain,
    Design,
    Inf,
}

impl From<DfChoice> for DfRule {
    fn from(choice: DfChoice) -> DfRule {
        match choice {
            DfChoice::Domain => DfRule::Domain,
            DfChoice::Design => DfRule::Design,
            DfChoice::Inf => DfRule::Infinite,
        }
    }
}

fn level(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(level) if level > 0.0 && level < 1.0 => Ok(level),
        _ => Err("it must lie between 0 and 1, such as 0.95".into()),
    }
}
