//! `[design]`: how the samples of an instrument are drawn, beside what its columns say.

use super::text::{list, quoted};
use super::{DesignRules, Instrument};
use crate::design::{BadScales, Centre, LonelyCluster, ReplicateType, ReplicateWeights};
use crate::problem::Code;
use crate::toml_file::{Fault, Section};

/// Reads `[design]`.
pub(super) fn read(file: &Section<'_>) -> DesignRules {
    let Some(section) = file.value("design").and_then(|value| Section::of(file.log, value)) else {
        return DesignRules::default();
    };
    let rules = DesignRules {
        lonely: section.choice("lonely", &LonelyCluster::NAMES),
        replicates: section.value("replicates").and_then(|value| replicates(Section::of(file.log, value)?)),
    };
    section.done();
    rules
}

/// `{ columns = ["rw_*"], type = "brr" }`.
fn replicates(section: Section<'_>) -> Option<ReplicateWeights> {
    let columns = section.wanted_texts("columns");
    let named = section.wanted("type").and_then(|_| section.text("type"));
    let kind = named.and_then(|word| {
        let kind = ReplicateType::named(word.get_ref());
        if kind.is_none() {
            let fault = Fault::new(Code::UnknownWord, word.span(), word.get_ref());
            section.log.add(fault.one_of(&ReplicateType::NAMES));
        }
        kind
    });
    let replicates = ReplicateWeights {
        columns: columns.into_iter().map(|word| word.into_inner()).collect(),
        kind: kind.unwrap_or(ReplicateType::Brr),
        scale: section.number("scale").map(|scale| scale.into_inner()),
        rscales: section.numbers("rscales"),
        centre: section.truth("mse").then_some(Centre::Full),
        factors: section.truth("factors"),
    };
    if let Some(kind) = kind {
        // How many columns there are is known when a file is read.
        let some = replicates.rscales.len().max(2);
        if let Err(why) = kind.scales(some, replicates.scale, &replicates.rscales, replicates.centre) {
            let key = match why {
                BadScales::Needed => "type",
                BadScales::NoScale(bad) if replicates.scale == Some(bad) => "scale",
                BadScales::NoScale(_) | BadScales::Count { .. } => "rscales",
            };
            let span = section.value(key).map_or(section.span(), |value| value.span());
            section.log.add(Fault::bare(Code::BadScales, span, why));
        }
    }
    section.done();
    kind.map(|_| replicates)
}

/// The lines of `[design]`.
pub(super) fn text(of: &Instrument) -> String {
    let DesignRules { lonely, replicates } = &of.design;
    if lonely.is_none() && replicates.is_none() {
        return String::new();
    }
    let mut out = String::from("\n# How the sample is drawn, beside what the columns say.\n[design]\n");
    if let Some(rule) = lonely {
        out += &format!("lonely = {}\n", quoted(rule.name()));
    }
    if let Some(of) = replicates {
        let mut items = vec![
            format!("columns = {}", list(of.columns.iter().map(String::as_str))),
            format!("type = {}", quoted(&of.kind.to_string())),
        ];
        items.extend(of.scale.map(|scale| format!("scale = {scale}")));
        if !of.rscales.is_empty() {
            let all: Vec<String> = of.rscales.iter().map(f64::to_string).collect();
            items.push(format!("rscales = [{}]", all.join(", ")));
        }
        items.extend((of.centre == Some(Centre::Full)).then(|| "mse = true".to_owned()));
        items.extend(of.factors.then(|| "factors = true".to_owned()));
        out += &format!("replicates = {{ {} }}\n", items.join(", "));
    }
    out
}
