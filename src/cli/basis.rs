//! What is said of the weights and errors of `masam estimate`, beside its numbers.

use crate::ask::Basis;
use crate::estimate::{Centre, Drawn};
use crate::lang::Label;

/// The sentences; none where errors come from strata and clusters alone, as always.
pub(super) fn notes(basis: &Basis) -> Vec<Label> {
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

fn about(centre: Centre) -> (&'static str, &'static str) {
    match centre {
        Centre::Mean => ("зөрүүг давтамжуудын дунджаас авсан", "squares are about their mean"),
        Centre::Full => ("зөрүүг үнэлгээнээс нь авсан", "squares are about the estimate"),
    }
}
