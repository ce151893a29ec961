//! Methods and limits in plain words, and the options of every report that the forum is made from.

use super::hall::{Hall, sector_name};
use crate::forum::Made;
use crate::lang::Label;
use crate::report::parts::{across, column, grid, paragraph, row, same, text};
use crate::report::words::{ForumWord, Word, t};
use crate::report::{Block, ColumnKind, GridRow, Section};

/// The sheet.
pub(super) fn section(hall: &Hall) -> Section {
    let mut blocks: Vec<Block> = plain().into_iter().map(paragraph).collect();
    let columns = vec![
        column("report", ForumWord::Report, ColumnKind::Text),
        column("option", Word::Option, ColumnKind::Code),
        column("value", Word::Value, ColumnKind::Text),
    ];
    let mut rows = Vec::new();
    for sector in &hall.forum.sectors {
        rows.extend(options(sector_name(sector), &sector.made));
    }
    for cards in &hall.forum.scorecards {
        rows.extend(options(t(ForumWord::Scorecards), &cards.made));
    }
    for comparison in &hall.forum.facilities {
        rows.extend(options(t(ForumWord::SheetFacilities), &comparison.made));
    }
    blocks.push(Block::Grid(grid("options", t(Word::Options), columns, 2, rows)));
    across("methods", Word::SheetMethods, blocks)
}

fn options(name: Label, made: &Made) -> Vec<GridRow> {
    let facts = [("masam", made.tool.as_str()), ("instrument", made.instrument.as_str())];
    let given = made.options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    facts
        .into_iter()
        .chain(given)
        .map(|(option, value)| row(vec![text(name.clone()), same(option), same(value)]))
        .collect()
}

fn plain() -> Vec<Label> {
    vec![
        Label::new(
            "Энд шинэ тооцоо хийгээгүй: тоо бүр салбарын тайлангаас ирсэн. Стандарт алдаа, интервалыг түүврийн давхарга, кластераар тооцсон.",
            "Nothing is computed anew here: every number comes from the report of a sector. Standard errors and intervals follow the strata and clusters of the sample.",
        ),
        Label::new(
            "«Тодорхой» гэдэг нь олон харьцуулалтыг (нэг үзүүлэлтийг бүх газарт, Холм) зассаны дараа ч санамсаргүй гэж тайлбарлахад хэцүү ялгаа. «Тодорхой бус» гэдэг нь адил гэсэн үг биш.",
            "“Clear” is a difference that chance hardly explains even after adjustment for the number of places (one figure, Holm). “Not clear” does not mean equal.",
        ),
        Label::new(
            "Өөр өөр үзүүлэлтийг хооронд нь засаагүй: олон үзүүлэлтийн дунд цөөн хэдэн «тодорхой» ялгаа санамсаргүй гарч болно.",
            "Figures are not adjusted for one another: among many, a few “clear” differences can be chance.",
        ),
        Label::new(
            "Зөрүүний төрөл бүр (зорилтоос, дунджаас, бүлэг хооронд, үе хооронд, иргэд ба үйлчилгээ үзүүлэгч) өөр утгатай: хооронд нь нэмж, харьцуулж болохгүй.",
            "Each kind of gap (to a target, to the average, between groups, between rounds, community and provider) means something else: they must not be added or compared.",
        ),
        Label::new(
            "Үнэлгээний картын оноо бол тохиролцсон үнэлэлт, түүврийн тоо биш: интервал, эрэмбэ байхгүй. Хэн, хэдэн хүн оролцсоныг картын тайлангаас харна.",
            "Scores of scorecards are agreed judgements, not sample figures: they have no interval and no order. Who was there stands in their own report.",
        ),
        Label::new(
            "Судалгаа яагаад гэдгийг хэлж чадахгүй. Хариулаагүй хүмүүс, асуултын үг, асуусан хүний нөлөө интервалд ордоггүй.",
            "A survey cannot say why. Those who did not answer, the wording and the interviewer are not in the intervals.",
        ),
        Label::new(
            "Хүний тоо бол ойролцоо: хариулагчид газрынхаа хүн амыг төлөөлнө гэж үзсэн.",
            "Numbers of people are approximate: respondents are taken to stand for the residents of their place.",
        ),
    ]
}
