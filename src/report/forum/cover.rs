//! The cover: what is in here, from which reports, and how to read it.

use super::hall::{Hall, sector_name};
use crate::lang::Label;
use crate::report::parts::{TOOL, counted, heading, joined, paragraph, phrase, same, text, upright};
use crate::report::words::{Word, fill, t};
use crate::report::{Block, Section, Value};

/// The cover.
pub(super) fn section(hall: &Hall) -> Section {
    let mut blocks = vec![Block::Facts { facts: facts(hall) }, heading(Word::HowToRead)];
    blocks.extend(how_to_read().into_iter().map(paragraph));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(hall: &Hall) -> Vec<(Label, Value)> {
    let mut facts = Vec::new();
    let places = hall.places();
    for sector in &hall.forum.sectors {
        let with = places.iter().filter(|place| hall.has_data(sector, **place)).count();
        let round = sector.estimates.first().map(|row| row.round.clone()).unwrap_or_default();
        let words = joined(
            &[
                Label::same(&sector.made.instrument),
                Label::same(round),
                fill(Word::PlacesWithDataOf, &[counted(with as u64), counted(places.len() as u64)]),
                phrase("{0} хүн", "{0} respondents", &[hall.respondents(sector, "")]),
            ],
            "; ",
        );
        facts.push((sector_name(sector), text(words)));
        let missing: Vec<Label> = places
            .iter()
            .filter(|place| !hall.has_data(sector, **place))
            .map(|place| place.place().name.clone())
            .collect();
        if !missing.is_empty() {
            let name = phrase("{0}: мэдээлэлгүй", "{0}: no data", &[sector_name(sector)]);
            facts.push((name, text(joined(&missing, ", "))));
        }
    }
    facts.extend(hall.asked.files.iter().map(|(file, what)| (what.clone(), same(file))));
    facts.push((t(Word::PlaceSet), text(hall.forum.set.title.clone())));
    let made_for = if hall.asked.public {
        Label::new("Нийтэд: цөөн хариулттай тоог нууцалсан.", "Everybody: small figures are withheld.")
    } else {
        Label::new(
            "Дотоод хэрэгцээнд: нийтэд бүү тараа (--public-ээр дахин гаргана).",
            "Internal use: do not publish (make it anew with --public).",
        )
    };
    facts.push((t(Word::MadeFor), text(made_for)));
    facts.push((t(Word::MadeWith), same(TOOL)));
    facts
}

fn how_to_read() -> Vec<Label> {
    vec![
        phrase(
            "«{forum_sheet_brief}» хуудас хоёр нүүр: өгүүлбэр бүр тооноос гарсан, интервал нь зөвшөөрөхөөс илүүг хэлэхгүй. Цаад тоо нь дараагийн хуудсуудад бий.",
            "The sheet “{forum_sheet_brief}” has two pages: every sentence comes from numbers and says no more than their intervals allow. The numbers behind it stand on the sheets that follow.",
            &[],
        ),
        Label::new(
            "▲ зорилтод хүрсэн эсвэл дунджаас тодорхой сайн; ▼ тодорхой муу; ● ялгаа тодорхой бус; ○ хариулт цөөн. Өнгөгүй хэвлэсэн ч тэмдгээр нь уншина.",
            "▲ target reached or clearly better than the average; ▼ clearly worse; ● no clear difference; ○ too few answers. The signs are read without colours too.",
        ),
        Label::new(
            "Энэ бол эрэмбэ биш. Хоёр газрын ялгаа нь хүн амынх нь ялгаанаас ч шалтгаалж болно.",
            "This is no ranking. Places also differ because their people differ.",
        ),
    ]
}
