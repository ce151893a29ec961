//! Places as they are spelled in the files: each spelling that occurs, to the place that is reported.
//!
//! A statistician can't be expected to have our gazetteer, so the script lists what the columns of places hold: names of places
//! and nothing else. What wasn't understood isn't listed, and its rows stay out as they do in the card.

use std::collections::BTreeMap;

use super::{Recomputed, heading, quote};
use crate::coding::{GroupColumn, SpellingSeen};
use crate::lang::Lang;

/// The place of every spelling, texts that stand for nothing, and facilities.
pub(super) fn places(of: &Recomputed) -> String {
    let mut out = heading("3", "Газар", "Places");
    out.push_str(
        "# Файлд тохиолдсон бичлэг бүр; хос нь аймаг ба түүний дэргэдэх сум, дүүрэг. Бусад мөр тооцоонд орохгүй.\n\
         # Every spelling that occurs; a pair is the area with the soum or district beside it. Other rows aren't used.\n",
    );
    let spelled = by_member(of);
    let members = spelled.iter().map(|(member, spelled)| {
        let member = &of.survey.set.members()[*member];
        let place = member.place.place();
        let name = format!("{} / {}", place.full_name.get(Lang::Mn), place.full_name.get(Lang::En));
        let population = member.population().map_or_else(|| "NA".to_owned(), |n| n.to_string());
        let items = vec![
            format!("name = {}", quote::text(&name)),
            format!("population = {population}"),
            format!("spelled = {}", quote::call("list", spelled, 4)),
        ];
        quote::named(&place.code, quote::call("list", &items, 2))
    });
    let members: Vec<String> = members.collect();
    out.push_str(&format!("places <- {}\n", quote::call("list", &members, 0)));
    if of.survey.compiled.group_columns.contains(&GroupColumn::Facility) {
        let told = of.card.findings.iter().filter(|f| f.visible().is_some()).filter_map(|f| match f.key.whom {
            crate::card::Whom::Facility(at) => Some(at),
            crate::card::Whom::Everybody | crate::card::Whom::Group(..) => None,
        });
        let mut told: Vec<usize> = told.collect();
        told.sort_unstable();
        told.dedup();
        let seen = &of.survey.coding.facilities;
        let all: Vec<String> =
            told.iter().map(|at| quote::named(&(at + 1).to_string(), quote::text(&seen[*at].id))).collect();
        out.push_str(&format!("facilities <- {}\n", quote::call("c", &all, 0)));
    }
    out.push_str("# Хариулт биш бичлэг, шалтгаанаар / Texts that stand for no answer, by reason\n");
    out.push_str(&format!("nothing <- {}\n", super::answers::reasons(&of.columns.nothing, 0)));
    out
}

/// By member of the place set: its spellings, alone where the soum beside them makes no difference.
fn by_member(of: &Recomputed) -> BTreeMap<usize, Vec<String>> {
    let mut by_area: BTreeMap<&str, Vec<(&SpellingSeen, Option<usize>)>> = BTreeMap::new();
    for seen in &of.survey.coding.spellings {
        by_area.entry(&seen.text).or_default().push((seen, member(of, seen)));
    }
    let mut all: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (area, seen) in by_area {
        let first = seen[0].1;
        match first.filter(|_| seen.iter().all(|(_, member)| *member == first)) {
            Some(member) => all.entry(member).or_default().push(quote::text(area)),
            None => {
                for (pair, member) in seen {
                    let Some(member) = member else { continue };
                    all.entry(member).or_default().push(quote::texts([area, pair.beside.as_str()]));
                }
            }
        }
    }
    all
}

/// The member of the place set that a spelling means.
fn member(of: &Recomputed, seen: &SpellingSeen) -> Option<usize> {
    let area = of.survey.set.area_of(seen.found?.0)?;
    of.survey.set.places().position(|place| place == area)
}
