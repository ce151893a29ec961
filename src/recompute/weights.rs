//! Where weights and errors come from, as the script is told: a design alone, known totals, or replicates.

use super::{Recomputed, heading, quote, truth};
use crate::design::Centre;
use crate::estimate::{Distance, Drawn};
use crate::weighting::{AREA, CalibrateBy, Errors, Factor, Replicates, Targets, TermOf};

/// Between the codes of a category that is crossed.
const BESIDE: &str = "\u{1f}";

/// The list that says it.
pub(super) fn weights(of: &Recomputed) -> String {
    let survey = of.survey;
    let section = heading("5", "Жин", "Weights");
    let mse = survey.units().scales().map_or(Centre::Mean, |scales| scales.centre) == Centre::Full;
    let mse = format!("mse = {}", truth(mse));
    let items = match survey.weights.errors() {
        Errors::Design => vec!["kind = \"design\"".to_owned()],
        Errors::Made(made) => match made.how() {
            Drawn::Jackknife => vec!["kind = \"replicates\"".into(), "by = \"jackknife\"".into(), mse],
            // Nobody draws the same numbers: the command line makes no script of them.
            Drawn::Bootstrap { .. } => Vec::new(),
        },
        Errors::Given(_, replicates) => given(of, replicates, mse),
        Errors::Calibrated(residuals) => calibrated(of, residuals.targets()),
    };
    format!("{section}weighting <- {}\n", quote::call("list", &items, 0))
}

fn given(of: &Recomputed, replicates: &Replicates, mse: String) -> Vec<String> {
    let columns: Vec<String> = replicates.columns.iter().map(|column| of.column(*column)).collect();
    let scales = &replicates.scales;
    let rscales: Vec<String> = scales.rscales.iter().map(|r| quote::number(*r)).collect();
    vec![
        "kind = \"replicates\"".into(),
        "by = \"columns\"".into(),
        format!("columns = {}", quote::texts(columns.iter().map(String::as_str))),
        format!("factors = {}", truth(replicates.factors)),
        format!("scale = {}", quote::number(scales.scale)),
        format!("rscales = {}", quote::call("c", &rscales, 2)),
        mse,
    ]
}

fn calibrated(of: &Recomputed, targets: &Targets) -> Vec<String> {
    let set = of.survey.set.members();
    let code = |(factor, name): &(Factor, &str), code: &str| match factor {
        Factor::Group(_) if *name == AREA => {
            let member = set.iter().find(|member| *member.place.place().name.en == *code);
            member.map_or_else(|| code.to_owned(), |member| member.place.place().code.to_string())
        }
        Factor::Group(_) | Factor::Column(_) => code.to_owned(),
    };
    let read_from = |(factor, name): &(Factor, &str)| match factor {
        Factor::Group(_) if *name == AREA => "list(place = TRUE)".to_owned(),
        Factor::Group(_) => format!("list(group = {})", quote::text(name)),
        Factor::Column(column) => format!("list(column = {})", quote::text(&of.column(*column))),
    };
    let terms = targets.terms().map(|TermOf { factors, categories }| {
        let totals = categories.iter().map(|(codes, total)| {
            let words: Vec<String> = factors.iter().zip(*codes).map(|(factor, text)| code(factor, text)).collect();
            quote::named(&words.join(BESIDE), quote::number(*total))
        });
        let factors: Vec<String> = factors.iter().map(read_from).collect();
        let totals = quote::call("c", &totals.collect::<Vec<_>>(), 6);
        format!("list(factors = list({}), totals = {totals})", factors.join(", "))
    });
    let terms: Vec<String> = terms.collect();
    let numbers: Vec<String> =
        targets.numbers().map(|(column, total)| quote::named(&of.column(column), quote::number(total))).collect();
    let (by, distance, bounds) = match targets.by() {
        CalibrateBy::PostStratify => ("poststratify", Distance::Linear, None),
        CalibrateBy::Rake { margin_by_margin: true } => ("rake margin by margin", Distance::Raking, None),
        CalibrateBy::Rake { margin_by_margin: false } => ("rake", Distance::Raking, None),
        CalibrateBy::Calibrate { distance, bounds } => ("calibrate", distance, bounds),
    };
    let mut items = vec![
        "kind = \"calibrated\"".to_owned(),
        format!("by = \"{by}\""),
        format!("distance = \"{}\"", distance.name()),
        format!("everybody = {}", targets.everybody().map_or_else(|| "NA".into(), quote::number)),
    ];
    items.extend(bounds.map(|(low, high)| format!("bounds = c({}, {})", quote::number(low), quote::number(high))));
    items.push(format!("terms = {}", quote::call("list", &terms, 2)));
    items.push(format!("numbers = {}", if numbers.is_empty() { "NULL".into() } else { quote::call("c", &numbers, 4) }));
    items
}
