//! What a form says beside the instrument: to whoever asks, and to whoever is asked.

use super::cell::number;
use super::xpath::missing_numbers;
use crate::instrument::{Headers, Kind, Missing, MissingCode, Question};
use crate::lang::{Label, Lang};

fn say(mn: &str, en: &str) -> Label {
    Label::new(mn, en)
}

/// What is said before the first question. It promises what the program keeps: no name is asked, only sums are shown.
pub fn consent_note(title: &Label) -> Label {
    Label::new(
        format!(
            "Сайн байна уу. Бид «{}» хийж байна. Оролцох эсэхээ та өөрөө шийднэ: аль ч асуултад хариулахгүй байж, хүссэн үедээ зогсоож болно. Таны нэр, утсыг бичихгүй, хариултыг зөвхөн нэгтгэсэн дүнд ашиглана.",
            title.get(Lang::Mn)
        ),
        format!(
            "Hello. We are taking a survey: “{}”. Whether you take part is up to you: you may leave out any question and stop whenever you like. Your name and telephone are not written down, and your answers are used in totals only.",
            title.get(Lang::En)
        ),
    )
}

/// The question of consent.
pub fn consent() -> Label {
    say("Та судалгаанд оролцохыг зөвшөөрч байна уу?", "Do you agree to take part?")
}

/// Its answers.
pub fn consent_answers() -> [(&'static str, Label); 2] {
    [("yes", say("Тийм, зөвшөөрч байна", "Yes, I agree")), ("no", say("Үгүй", "No"))]
}

/// What stands at the end of an interview that didn't take place.
pub fn declined() -> Label {
    say("Баярлалаа. Маягтыг хадгалаад ярилцлагыг дуусгана уу.", "Thank you. Save the form and end the interview.")
}

/// The group of place, facility and interviewer.
pub fn visit() -> Label {
    say("Хаана, хэн асууж байна", "Where, and who asks")
}

/// A group of questions that belong to no dimension and come first.
pub fn general() -> Label {
    say("Ерөнхий асуулт", "General questions")
}

/// A group of questions that belong to no dimension and come last.
pub fn respondent() -> Label {
    say("Судалгаанд оролцогчийн тухай", "About the respondent")
}

/// The aimag or district.
pub fn area() -> Label {
    say("Аймаг, дүүрэг", "Aimag or district")
}

/// The aimag or capital that only narrows the list of soums.
pub fn above() -> Label {
    say("Аль аймаг, нийслэлд байна вэ?", "In which aimag, or in the capital?")
}

/// The soum or district.
pub fn soum() -> Label {
    say("Сум, дүүрэг", "Soum or district")
}

/// The facility.
pub fn facility() -> Label {
    say("Байгууллага", "Facility")
}

/// What to write for a facility that is in no list.
pub fn facility_hint() -> Label {
    say("Бүх маягтад нэг байгууллагыг ижил бичнэ.", "Write one facility the same way in every form.")
}

/// The facility's name.
pub fn facility_name() -> Label {
    say("Байгууллагын нэр", "Name of the facility")
}

/// The facility's type.
pub fn facility_type() -> Label {
    say("Байгууллагын төрөл", "Type of facility")
}

/// Where the facility stands.
pub fn residence() -> Label {
    say("Байршил", "Residence")
}

/// Town or countryside.
pub fn residences() -> [(&'static str, Label); 2] {
    [("urban", say("Хот, суурин", "Urban")), ("rural", say("Хөдөө", "Rural"))]
}

/// A sampling unit.
pub fn cluster() -> Label {
    say("Түүврийн нэгж", "Cluster")
}

/// What to write there.
pub fn cluster_hint() -> Label {
    say(
        "Түүврийн жагсаалт дахь дугаар (баг, хороо, тооллогын хэсэг). Дугааргүй бол нэг нэгжийг үргэлж ижил бичнэ.",
        "Its number in the list of the sample (bag, khoroo, enumeration area). Without one, write one unit always the same way.",
    )
}

/// Who asks.
pub fn interviewer() -> Label {
    say("Судлаач", "Interviewer")
}

/// Who looks.
pub fn observer() -> Label {
    say("Ажиглагч", "Observer")
}

/// What to write there.
pub fn interviewer_hint() -> Label {
    say("Код бичнэ, нэр биш.", "A code, not a name.")
}

/// What a reason is called by default.
fn standard(reason: Missing) -> Label {
    match reason {
        Missing::DontKnow => say("Мэдэхгүй", "Don't know"),
        Missing::Refused => say("Хариулахаас татгалзсан", "Refused"),
        Missing::NotAsked => say("Хамаарахгүй", "Not applicable"),
        Missing::Blank => say("Хоосон", "Blank"),
        Missing::Unreadable => say("Ойлгомжгүй", "Unreadable"),
    }
}

/// What a reason is called as a choice: by the usual words, if those are among the codes, so that a file of labels is read
/// too; else by the longest word among the codes in that alphabet.
pub fn reason(reason: Missing, codes: &[MissingCode]) -> Label {
    let words: Vec<&str> = codes.iter().filter(|c| c.reason == reason).map(|c| c.code.as_str()).collect();
    among(&standard(reason), &words)
}

/// The words of a label that are among those known; where they aren't, the longest known one in their alphabet.
fn among(label: &Label, words: &[&str]) -> Label {
    let side = |lang: Lang| {
        let usual = label.get(lang);
        if words.iter().any(|word| word.to_lowercase() == usual.to_lowercase()) {
            return usual.to_owned();
        }
        let written = |c: char| match lang {
            Lang::Mn => ('\u{400}'..='\u{4ff}').contains(&c),
            Lang::En => c.is_ascii_alphabetic(),
        };
        let fits = |word: &&&str| {
            let own = word.chars().all(|c| written(c) || matches!(c, ' ' | ',' | '\''));
            own && word.chars().filter(|c| written(*c)).count() > 2
        };
        // Of words as long as each other the first.
        let longest = words.iter().filter(fits).rev().max_by_key(|word| word.chars().count());
        longest.map_or_else(|| usual.to_owned(), |word| capital(word))
    };
    Label::new(side(Lang::Mn), side(Lang::En))
}

/// The words of a row that fills a column: such as a file of labels is found by.
pub fn header(label: &Label, headers: &Headers) -> Label {
    among(label, &headers.0.iter().map(String::as_str).collect::<Vec<_>>())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What stands below a question that takes a number: its unit, and what to write where there is no answer.
pub fn number_hint(question: &Question) -> Label {
    let Kind::Number { unit, .. } = &question.kind else { return Label::default() };
    let codes = missing_numbers(&question.missing);
    let side = |lang: Lang| {
        let mut parts: Vec<String> = Some(unit.get(lang)).filter(|u| !u.is_empty()).map(capital).into_iter().collect();
        let coded = codes.iter().map(|(x, why)| {
            let words = reason(*why, &question.missing);
            format!("{}: {}", words.get(lang), number(*x))
        });
        parts.extend(coded);
        parts.join(". ")
    };
    Label::new(side(Lang::Mn), side(Lang::En))
}

/// What is said of a number that isn't taken.
pub fn number_message(question: &Question) -> Label {
    let Kind::Number { least, most, .. } = question.kind else { return Label::default() };
    let codes = missing_numbers(&question.missing);
    let side = |lang: Lang| {
        let bounds = match (lang, least.map(number), most.map(number)) {
            (_, None, None) => return String::new(),
            (Lang::Mn, Some(a), Some(b)) => format!("{a}-аас {b} хүртэлх тоо байх ёстой"),
            (Lang::Mn, Some(a), None) => format!("{a} буюу түүнээс их тоо байх ёстой"),
            (Lang::Mn, None, Some(b)) => format!("{b} буюу түүнээс бага тоо байх ёстой"),
            (Lang::En, Some(a), Some(b)) => format!("It must be a number from {a} to {b}"),
            (Lang::En, Some(a), None) => format!("It must be a number of {a} or more"),
            (Lang::En, None, Some(b)) => format!("It must be a number of {b} or less"),
        };
        let coded: Vec<String> = codes
            .iter()
            .map(|(x, why)| format!("{} ({})", number(*x), reason(*why, &question.missing).get(lang)))
            .collect();
        let or = match lang {
            Lang::Mn => ", эсвэл ",
            Lang::En => ", or ",
        };
        let coded = if coded.is_empty() { String::new() } else { format!("{or}{}", coded.join(", ")) };
        format!("{bounds}{coded}.")
    };
    Label::new(side(Lang::Mn), side(Lang::En))
}

/// What is said where a reason for no answer was chosen beside an answer.
pub fn alone_message() -> Label {
    say("“Мэдэхгүй” зэрэг хариуг өөр хариулттай хамт сонгохгүй.", "“Don't know” and the like stand alone.")
}
