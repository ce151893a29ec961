//! The sentences of a blank workbook, in both languages.

use crate::day::Day;
use crate::instrument::scorecard::{Scale, ScaleForm};
use crate::lang::Label;
use crate::scorecard::layout::NOT_DUE;

/// How the book is filled in, a sentence or two each.
pub fn how_to() -> [Label; 6] {
    [
        Label::new(
            "Зөвхөн цайвар шар нүдийг бөглөнө. Нэмэлт үзүүлэлт, бүлгийг хоосон шар мөрөнд бичнэ; дутвал яг доор нь мөр нэмнэ. Бусад нүд түгжээтэй (нууц үггүй).",
            "Fill in the light yellow cells only. Indicators and groups of your own go into the blank yellow rows; if these are too few, put in a row right below one. The other cells are locked, without a password.",
        ),
        Label::new(
            "Мэдэхгүй бол хоосон орхино. 0 гэдэг нь тоо, оноо; хоосон гэдэг нь мэдээлэл алга гэсэн үг.",
            "Leave blank what you don't know. 0 is a number and a score; blank means that nothing is known.",
        ),
        Label::new(
            "Нэг бүлэг нэг үзүүлэлтэд нэг оноо тохирно. Хүн бүр тус тусдаа санал өгсөн бол \"Санал хураалт\" хуудсыг бөглөнө; хэдэн хүн оролцсоныг мөн л \"Иргэдийн оноо\" хуудсанд бичнэ.",
            "A group agrees on one score for each indicator. If everybody voted, fill in the sheet of votes instead; how many were present still goes on the sheet of scores.",
        ),
        Label::new(
            "Хүний нэр бичихгүй: албан тушаал, байгууллага, хүний тоог бичнэ.",
            "Write no names of people: write roles, organisations and how many people.",
        ),
        Label::new(
            "Баганын гарчиг дээр хулганаа аваачихад тайлбар гарна.",
            "Point at the header of a column to read what goes there.",
        ),
        Label::new(
            "Цаасан дээр бөглөсөн бол дараа нь энэ файлд хуулж бичнэ. Файлын нэрийг солихгүй илгээнэ.",
            "If you fill it in on paper, copy it into this file afterwards. Send the file under the name it has.",
        ),
    ]
}

/// The heading above them.
pub fn how_to_title() -> Label {
    Label::new("Яаж бөглөх вэ", "How to fill it in")
}

/// What goes on the sheet of inputs.
pub fn inputs(day: Option<Day>) -> Label {
    let due = (NOT_DUE.0[0], NOT_DUE.1[0]);
    let as_of = day.map_or_else(Label::default, |day| {
        Label::new(format!(" Норм: {day} өдрийн байдлаар."), format!(" Norms as of {day}."))
    });
    Label::new(
        format!(
            "Байгааг нь очиж үзэж тоолно. Огт байхгүй бол 0. Энэ байгууллагад хамаарахгүй бол \"{}\" гэж бичнэ.{}",
            due.0, as_of.mn
        ),
        format!(
            "Go and count. Write 0 if there is none, and \"{}\" where this facility is not entitled to it.{}",
            due.1, as_of.en
        ),
    )
}

/// What goes on the sheet of scores.
pub fn scores() -> Label {
    Label::new(
        "Бүлэг бүр нэг хуудас. Зөвшилцсөн оноогоо, шалтгааныг нь бичнэ.",
        "A page for each group: the score that it agreed on, and why.",
    )
}

/// What goes on the sheet of votes.
pub fn votes(steps: &str) -> Label {
    Label::new(
        format!("Бүлгээрээ нэг оноо тохирсон бол хоосон орхино. Оноо тус бүрийг ({steps}) хэдэн хүн өгснийг бичнэ."),
        format!("Leave it blank if the group agreed on one score. Write how many people gave each score ({steps})."),
    )
}

/// What goes on the provider's sheet.
pub fn provider() -> Label {
    Label::new(
        "Байгууллагын хамт олон иргэдийн оноог харахаас өмнө өөрсдөө тохирч бөглөнө.",
        "The staff fill it in together, before they see the scores of the citizens.",
    )
}

/// What goes on the sheet of the meeting.
pub fn meeting() -> Label {
    Label::new(
        "Хоёр тал оноогоо танилцуулж, хамтдаа нэг оноо тохирно. Тохироогүй бол хоосон орхино.",
        "Both sides show their scores and agree on one. Leave it blank where they do not agree.",
    )
}

/// What goes on the sheet of actions; `carried` is whether those of the round before stand there already.
pub fn actions(carried: bool) -> Label {
    let (mn, en) = match carried {
        true => (
            "Эхний мөрүүдэд өмнөх үе шатны дуусаагүй ажил байна: дугаар, үгийг нь хэвээр үлдээж, явцыг нь шинэчилнэ.",
            "The first rows are what the round before left open: leave their number and words, and say how far they are.",
        ),
        false => (
            "Өмнөх үе шатны ажлыг дугаар, үгийг нь хэвээр хуулж, явцыг нь шинэчилнэ.",
            "Copy those of the round before with their number and words, and say how far they are.",
        ),
    };
    Label::new(
        format!("Нэг мөрөнд нэг ажил. Хэн хариуцах, хэзээ дуусгахыг заавал бичнэ. {mn}"),
        format!("One action in a row, always with who does it and by when. {en}"),
    )
}

/// The name of the scale: "Оноо: 0–100, их нь сайн".
pub fn scale(scale: Scale) -> Label {
    let Scale { from, to, form } = scale;
    match form {
        ScaleForm::Points => {
            Label::new(format!("Оноо: {from}–{to}, их нь сайн."), format!("Scores: {from} to {to}, more is better."))
        }
        ScaleForm::Faces => Label::new(
            format!("Оноо: {from}–{to} хүртэлх царай, тоог нь бичнэ."),
            format!("Scores: faces from {from} to {to}; write the number."),
        ),
    }
}

/// The words before the choices of a column: "Явц: …".
pub fn of_two(name: &Label, choices: &Label) -> Label {
    Label::new(format!("{}: {}", name.mn, choices.mn), format!("{}: {}", name.en, choices.en))
}

/// What a cell for a score takes.
pub fn score_wanted(scale: Scale) -> Label {
    let Scale { from, to, form } = scale;
    match form {
        ScaleForm::Points => Label::new(
            format!("{from}–{to} хүртэл тоо. Мэдэхгүй бол хоосон орхино."),
            format!("A number from {from} to {to}. Leave it blank if you don't know."),
        ),
        ScaleForm::Faces => Label::new(
            format!("{from}–{to} хүртэл бүхэл тоо. Мэдэхгүй бол хоосон орхино."),
            format!("A whole number from {from} to {to}. Leave it blank if you don't know."),
        ),
    }
}

/// What a cell for people takes.
pub fn people_wanted() -> Label {
    Label::new("Хүний тоо: 0 эсвэл түүнээс их бүхэл тоо.", "How many people: a whole number, 0 or more.")
}

/// What a cell for an amount takes.
pub fn amount_wanted() -> Label {
    Label::new("Тоо: 0 эсвэл түүнээс их.", "A number, 0 or more.")
}

/// What a cell for an entitlement takes.
pub fn entitlement_wanted() -> Label {
    let (mn, en) = (NOT_DUE.0[0], NOT_DUE.1[0]);
    Label::new(
        format!("Тоо эсвэл \"{mn}\". Нормгүй бол хоосон орхино."),
        format!("A number, or \"{en}\". Leave it blank if there is no norm."),
    )
}

/// What a cell for a day takes.
pub fn day_wanted() -> Label {
    Label::new("Он-сар-өдөр: 2026-06-30.", "Year-month-day: 2026-06-30.")
}

/// What a cell for a choice takes.
pub fn choice_wanted() -> Label {
    Label::new("Жагсаалтаас сонгоно.", "Choose from the list.")
}

/// What a cell for a choice takes that may also be one's own.
pub fn suggestion_wanted() -> Label {
    Label::new("Жагсаалтаас сонгоно; өөр бол өөрөө бичнэ.", "Choose from the list, or write your own.")
}

/// The titles of messages.
pub fn titles() -> [Label; 6] {
    [
        Label::new("Оноо", "Score"),
        Label::new("Хүний тоо", "People"),
        Label::new("Тоо", "Number"),
        Label::new("Байх ёстой", "Entitlement"),
        Label::new("Өдөр", "Day"),
        Label::new("Сонголт", "Choice"),
    ]
}

/// In the head of a printed page: the round.
pub fn round() -> Label {
    Label::new("Үе шат", "Round")
}
