//! What is said of weights and errors that strata and clusters alone don't give.

use crate::design::Centre;
use crate::estimate::Drawn;
use crate::lang::Label;
use crate::report::parts::joined;
use crate::weighting::{Basis, CalibrateBy, Calibrated};

/// What something that weights are calibrated by is called.
pub type Names<'n> = &'n dyn Fn(&str) -> Label;

/// By what weights are calibrated: terms one after the other, what is crossed with a sign between.
fn by_what(terms: &[Vec<String>], names: Names) -> Label {
    let crossed = |term: &Vec<String>| joined(&term.iter().map(|name| names(name)).collect::<Vec<_>>(), " × ");
    joined(&terms.iter().map(crossed).collect::<Vec<_>>(), "; ")
}

/// What they are, in a few words; nothing where errors come from strata and clusters alone, as always.
pub fn short(basis: &Basis, names: Names) -> Option<Label> {
    let named = |mn: &str, en: &str, terms: &[Vec<String>]| {
        let terms = by_what(terms, names);
        Label::new(format!("{mn}: {}", terms.mn), format!("{en} {}", terms.en))
    };
    Some(match basis {
        Basis::Design => return None,
        Basis::Given { replicates, .. } => {
            Label::new(format!("{replicates} давтамжийн жин"), format!("{replicates} replicate weights"))
        }
        Basis::Made { how: Drawn::Jackknife, replicates, .. } => Label::new(
            format!("хутга (jackknife), {replicates} давтамж"),
            format!("jackknife, {replicates} replicates"),
        ),
        Basis::Made { how: Drawn::Bootstrap { seed, .. }, replicates, .. } => Label::new(
            format!("бутстрап, {replicates} давтамж, эхлэл {seed}"),
            format!("bootstrap, {replicates} replicates, seed {seed}"),
        ),
        Basis::Calibrated(Calibrated { by, terms, .. }) => match by {
            CalibrateBy::PostStratify => named("жинг давхаргад тааруулсан", "post-stratified by", terms),
            CalibrateBy::Rake { .. } => named("жинг захын нийлбэрт тааруулсан", "raked to", terms),
            CalibrateBy::Calibrate { .. } => named("жинг нийт тоонд тааруулсан", "calibrated to", terms),
        },
    })
}

/// The sentences; none where errors come from strata and clusters alone, as always.
pub fn notes(basis: &Basis, names: Names) -> Vec<Label> {
    match basis {
        Basis::Design => Vec::new(),
        Basis::Given { replicates, scale, own, centre, df } => {
            let (mn_own, en_own) = match own {
                true => (", давтамж бүр өөрийн үржигдэхүүнтэй", ", each replicate with a factor of its own"),
                false => ("", ""),
            };
            let (mn, en) = about(*centre);
            vec![Label::new(
                format!(
                    "Алдааг файлын {replicates} давтамжийн жингээр тооцов: үржигдэхүүн {scale}{mn_own}; {mn}; чөлөөний зэрэг {df}."
                ),
                format!(
                    "Errors come from {replicates} replicate weights of the file: scale {scale}{en_own}; {en}; {df} degrees of freedom."
                ),
            )]
        }
        Basis::Calibrated(calibrated) => vec![of_calibration(calibrated, names)],
        Basis::Made { how, replicates, centre } => {
            let (mn_how, en_how) = match how {
                Drawn::Jackknife => (
                    format!("хутга (jackknife): анхан шатны нэгж бүрийг нэг удаа хасаж {replicates} давтамж"),
                    format!("the jackknife: {replicates} replicates, each without one first-stage unit"),
                ),
                Drawn::Bootstrap { seed, .. } => (
                    format!("бутстрап (Рао, Ву): {replicates} давтамж, эхлэл {seed}"),
                    format!("the bootstrap of Rao and Wu: {replicates} samples drawn again, from seed {seed}"),
                ),
            };
            let (mn, en) = about(*centre);
            vec![Label::new(
                format!("Алдааг тооцсон арга — {mn_how}; {mn}."),
                format!("Errors come from {en_how}; {en}."),
            )]
        }
    }
}

fn of_calibration(of: &Calibrated, names: Names) -> Label {
    let Label { mn: mn_terms, en: en_terms } = by_what(&of.terms, names);
    let bounded = |bounds: Option<(f64, f64)>| match bounds {
        Some((low, high)) => (format!(", хязгаар {low}–{high}"), format!(", bounds {low} to {high}")),
        None => Default::default(),
    };
    let (mn, en) = match of.by {
        CalibrateBy::PostStratify => {
            (format!("дараах давхаргад ({mn_terms})"), format!("post-stratified by {en_terms}"))
        }
        CalibrateBy::Rake { .. } => {
            let cycles = of.cycles.unwrap_or_default();
            (
                format!("захын нийлбэрт ({mn_terms}), {cycles} давталтаар"),
                format!("raked to {en_terms} in {cycles} cycles"),
            )
        }
        CalibrateBy::Calibrate { distance, bounds } => {
            let (mn, en) = bounded(bounds);
            let name = distance.name();
            (format!("нийт тоонд ({mn_terms}), {name}{mn}"), format!("calibrated to {en_terms}, {name}{en}"))
        }
    };
    let (mn_errors, en_errors) = match of.by {
        CalibrateBy::Rake { margin_by_margin: true } => (
            "алдаа нь R-ийн rake-ийнх шиг, зах тус бүрээр үлдэгдлээс",
            "errors come from residuals margin by margin, as R's rake has them",
        ),
        _ => (
            "алдаа нь нийт тоогоор тайлбарлагдаагүй үлдэгдлээс",
            "errors come from residuals on what the totals are of",
        ),
    };
    let Calibrated { totals, rows, factors: (low, high), .. } = of;
    Label::new(
        format!("Жинг тохируулсан: {mn}; {totals} нийт тоо, {rows} мөр, үржигдэхүүн {low:.4}–{high:.4}; {mn_errors}."),
        format!("Weights are {en}: {totals} totals, {rows} rows, factors {low:.4} to {high:.4}; {en_errors}."),
    )
}

fn about(centre: Centre) -> (&'static str, &'static str) {
    match centre {
        Centre::Mean => ("зөрүүг давтамжуудын дунджаас авсан", "squares are about their mean"),
        Centre::Full => ("зөрүүг үнэлгээнээс нь авсан", "squares are about the estimate"),
    }
}
