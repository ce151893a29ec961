//! The sheet that tells whoever edits a form what its sheets are for.

use super::sheet::{Row, Sheet, in_language};
use crate::instrument::xlsform::names::sheet;
use crate::lang::{Label, Lang};

/// Its name. Survey platforms and the reader pass over it.
const NAME: &str = "about";

/// What a form of a report card says of itself.
pub fn of_card(id: &str, langs: &[Lang]) -> Sheet {
    let say = Label::new;
    let rows = vec![
        (
            "",
            say(
                "Энэ ажлын дэвтэр нь утас, таблетаар асуух маягт (XLSForm: KoboToolbox, ODK, Ona) бөгөөд masam програмын асуулга юм. Нэрийг (name) өөрчлөхгүй: асуулга, тооцоо түүгээр холбогдоно.",
                "This workbook is a form for phones and tablets (XLSForm: KoboToolbox, ODK, Ona), and an instrument of masam. Leave the names as they are: questions and figures are tied by them.",
            ),
        ),
        (
            sheet::SURVEY,
            say(
                "Асуултууд. asked, masam_label, unit, least, most, missing, headers, role багана нь masam-д зориулсан; маягт тэдгээрийг уншихгүй.",
                "The questions. The columns asked, masam_label, unit, least, most, missing, headers and role are for masam; the form passes over them.",
            ),
        ),
        (
            sheet::CHOICES,
            say(
                "Хариултууд. score нь хуваарийн утга, also нь файлд тохиолдох өөр бичлэг, missing нь хариулт биш сонголтын шалтгаан.",
                "The answers. score is the value on the scale, also are other spellings in files, missing is the reason where a choice is no answer.",
            ),
        ),
        (sheet::SETTINGS, say("Маягт ба асуулгын нэр, хувилбар.", "Title and version of form and instrument.")),
        (
            sheet::COLUMNS,
            say(
                "Газар, байгууллага, жин, түүврийн нэгжийн баганын нэрс.",
                "Headers of the columns of place, facility, weight and sample.",
            ),
        ),
        (sheet::BASES, say("Хэний хариулт тоологдох вэ.", "Whose answers count.")),
        (sheet::DIMENSIONS, say("Үзүүлэлтийн бүлгүүд.", "The dimensions of the card.")),
        (sheet::INDICATORS, say("Үзүүлэлтүүд ба зорилтууд.", "The figures and their targets.")),
        (sheet::COMPOSITES, say("Нэгдсэн үзүүлэлтүүд.", "One number out of several.")),
        (sheet::GROUPINGS, say("Хариултыг хэний дундаа задлах вэ.", "What answers are broken down by.")),
        (
            sheet::RULES,
            say("Нэг хүний хариултууд хоорондоо зөрөх ёсгүй.", "What must be true of the answers of one person."),
        ),
    ];
    let more = Label::new(
        format!("Хариултыг уншуулах: masam report-card ФАЙЛ --instrument {id}"),
        format!("To read the answers: masam report-card FILE --instrument {id}"),
    );
    of(rows.into_iter().chain([("", more)]), langs)
}

/// What a form of a checklist says of itself.
pub fn of_checklist(id: &str, langs: &[Lang]) -> Sheet {
    let rows = vec![
        (
            "",
            Label::new(
                "Энэ ажлын дэвтэр нь байгууллагад очиж үзэх маягт (XLSForm: KoboToolbox, ODK, Ona). Үзүүлэлт, норм нь асуулгын TOML файлдаа үлдэнэ; нэрийг (name) өөрчлөхгүй.",
                "This workbook is a form for the visit to a facility (XLSForm: KoboToolbox, ODK, Ona). Items, figures and norms stay in the TOML file of the instrument; leave the names as they are.",
            ),
        ),
        (sheet::SURVEY, Label::new("Асуултууд.", "The questions.")),
        (sheet::CHOICES, Label::new("Хариултууд.", "The answers.")),
        (sheet::SETTINGS, Label::new("Маягтын нэр, хувилбар.", "Title and version of the form.")),
        (
            "",
            Label::new(
                format!("Хариултыг уншуулах: masam compare ФАЙЛ --instrument {id}"),
                format!("To read the answers: masam compare FILE --instrument {id}"),
            ),
        ),
    ];
    of(rows.into_iter(), langs)
}

fn of(rows: impl Iterator<Item = (&'static str, Label)>, langs: &[Lang]) -> Sheet {
    let row = |(sheet, what): (&str, Label)| Row::default().with("sheet", sheet).label("what", &what, langs);
    let sheet = Sheet::new(NAME, &["sheet", "what"], 1, langs, rows.map(row).collect());
    debug_assert!(langs.iter().all(|lang| sheet.columns.contains(&in_language("what", *lang))));
    sheet
}
