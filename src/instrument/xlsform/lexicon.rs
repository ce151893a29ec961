//! Words of answers whose meaning is known in Mongolian and English: yes and no, "don't know", the steps of common scales,
//! the usual names of columns and of units.
//!
//! A text is known only as a whole: "don't know" is a missing answer, "don't know how to read" is a reason.

use crate::instrument::Missing;

/// What a whole text is, in the forms in which it is looked up: small letters, no numbering, no marks.
pub(super) fn folded(text: &str) -> String {
    let small: String = text.to_lowercase().replace(['’', '‘', '`', '\''], "");
    let words: String = small.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    // "1. Маш муу", "5 = very good"
    let numbered = words.len() > 1 && words[0].chars().all(|c| c.is_ascii_digit());
    words[usize::from(numbered)..].join(" ")
}

/// A text without what stands in brackets, and its parts between slashes.
fn parts(text: &str) -> impl Iterator<Item = String> {
    let bare = text.split(['(', '[']).next().unwrap_or_default();
    let slashed: Vec<String> = bare.split('/').map(folded).filter(|part| !part.is_empty()).collect();
    [folded(text)].into_iter().chain(slashed)
}

/// Why there is no answer, if this is what a text says.
pub(super) fn missing(text: &str) -> Option<Missing> {
    const WORDS: [(Missing, &[&str]); 4] = [
        (
            Missing::DontKnow,
            &[
                "dont know",
                "do not know",
                "i dont know",
                "doesnt know",
                "dont know cant say",
                "cant say",
                "dk",
                "unknown",
                "dont remember",
                "cant remember",
                "not sure",
                "unsure",
                "мэдэхгүй",
                "сайн мэдэхгүй",
                "мэдэхгүй байна",
                "санахгүй байна",
                "санахгүй",
                "хэлж мэдэхгүй",
                "хэлж чадахгүй",
            ],
        ),
        (
            Missing::Refused,
            &[
                "refused",
                "refuse",
                "refused to answer",
                "refuse to answer",
                "refuses to answer",
                "declined",
                "decline to answer",
                "declined to answer",
                "prefer not to answer",
                "prefer not to say",
                "rather not say",
                "dont want to answer",
                "татгалзсан",
                "хариулахаас татгалзсан",
                "хариулахгүй",
                "хариулахыг хүсээгүй",
                "хариулахыг хүсэхгүй",
                "хариулахыг хүсэхгүй байна",
                "хариулахаас татгалзав",
            ],
        ),
        (
            Missing::NotAsked,
            &[
                "not applicable",
                "n a",
                "na",
                "does not apply",
                "doesnt apply",
                "хамаарахгүй",
                "хамааралгүй",
                "хамаагүй",
            ],
        ),
        (
            Missing::Blank,
            &["no answer", "no response", "missing", "not answered", "хариулаагүй", "хариултгүй", "хариу алга"],
        ),
    ];
    parts(text)
        .find_map(|part| WORDS.iter().find(|(_, words)| words.contains(&part.as_str())).map(|(reason, _)| *reason))
}

/// Why there is no answer, where only a number is known: 98, −88, 999.
pub(super) fn missing_number(number: f64) -> Option<Missing> {
    let digits = number.abs().to_string();
    // A negative number of one digit repeated is a code too, for a reason of its own: −666, −77.
    let repeated = digits.len() >= 2 && digits.chars().all(|c| digits.starts_with(c));
    if number < 0.0 && repeated && !digits.starts_with(['7', '8', '9']) {
        return Some(Missing::Blank);
    }
    let coded = digits.len() >= 2 || number < 0.0;
    if !coded || !digits.chars().all(|c| matches!(c, '7' | '8' | '9')) {
        return None;
    }
    match digits.chars().last() {
        Some('7') => Some(Missing::NotAsked),
        Some('8') => Some(Missing::DontKnow),
        _ => Some(Missing::Refused),
    }
}

/// How a reason is called in an instrument.
pub(super) fn reason(missing: Missing) -> &'static str {
    match missing {
        Missing::Blank => "blank",
        Missing::NotAsked => "not_asked",
        Missing::DontKnow => "dont_know",
        Missing::Refused => "refused",
        Missing::Unreadable => "unreadable",
    }
}

/// Whether a text says yes (`true`) or no.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    const YES: [&str; 6] = ["yes", "y", "true", "тийм", "тиймээ", "т"];
    const NO: [&str; 6] = ["no", "n", "false", "үгүй", "биш", "ү"];
    let text = folded(text);
    match (YES.contains(&text.as_str()), NO.contains(&text.as_str())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        (false, false) => None,
    }
}

/// A scale whose steps are known by their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Family {
    /// Its steps, from the lowest up; each has several spellings.
    steps: &'static [&'static [&'static str]],
    /// Whether its upper end is the better one.
    pub(super) judges: bool,
}

const FAMILIES: [Family; 5] = [
    Family {
        steps: &[
            &["very bad", "very poor", "terrible", "extremely bad", "extremely poor", "маш муу", "тун муу"],
            &["bad", "poor", "муу"],
            &[
                "fair",
                "average",
                "medium",
                "moderate",
                "neutral",
                "ok",
                "okay",
                "acceptable",
                "so so",
                "neither good nor bad",
                "neither bad nor good",
                "дунд",
                "дунд зэрэг",
                "дунд зэргийн",
                "боломжийн",
                "ердийн",
                "хэвийн",
            ],
            &["good", "сайн"],
            &["very good", "excellent", "extremely good", "маш сайн", "онц", "тун сайн"],
        ],
        judges: true,
    },
    Family {
        steps: &[
            &[
                "very dissatisfied",
                "very unsatisfied",
                "completely dissatisfied",
                "extremely dissatisfied",
                "not at all satisfied",
                "огт сэтгэл ханамжгүй",
                "маш сэтгэл ханамжгүй",
                "сэтгэл огт ханамжгүй",
                "маш их сэтгэл ханамжгүй",
                "огт сэтгэл хангалуун бус",
            ],
            &["dissatisfied", "unsatisfied", "not satisfied", "сэтгэл ханамжгүй", "сэтгэл хангалуун бус"],
            &[
                "neither satisfied nor dissatisfied",
                "neither",
                "neutral",
                "fair",
                "дунд",
                "дунд зэрэг",
                "хэлж мэдэхгүй дунд зэрэг",
                "аль нь ч биш",
                "дунд зэргийн сэтгэл ханамжтай",
            ],
            &["satisfied", "сэтгэл ханамжтай", "сэтгэл хангалуун"],
            &[
                "very satisfied",
                "completely satisfied",
                "extremely satisfied",
                "маш сэтгэл ханамжтай",
                "маш их сэтгэл ханамжтай",
                "бүрэн сэтгэл ханамжтай",
                "маш сэтгэл хангалуун",
            ],
        ],
        judges: true,
    },
    Family {
        steps: &[
            &[
                "strongly disagree",
                "completely disagree",
                "огт санал нийлэхгүй",
                "огт санал нийлэхгүй байна",
                "эрс эсэргүүцэж байна",
            ],
            &["disagree", "санал нийлэхгүй", "санал нийлэхгүй байна"],
            &["neither agree nor disagree", "neutral", "neither", "дунд", "дунд зэрэг", "аль нь ч биш"],
            &["agree", "санал нийлнэ", "санал нийлж байна"],
            &[
                "strongly agree",
                "completely agree",
                "бүрэн санал нийлнэ",
                "бүрэн санал нийлж байна",
                "маш их санал нийлнэ",
            ],
        ],
        // Whether agreeing is good depends on the statement.
        judges: false,
    },
    Family {
        steps: &[
            &["never", "хэзээ ч үгүй", "огт үгүй"],
            &["rarely", "seldom", "ховор", "ховорхон"],
            &["sometimes", "occasionally", "заримдаа", "хааяа"],
            &["often", "usually", "mostly", "ихэнхдээ", "байнга шахам", "олонтаа"],
            &["always", "үргэлж", "байнга"],
        ],
        judges: false,
    },
    Family {
        steps: &[
            &["not at all", "огт", "огт үгүй"],
            &["a little", "slightly", "not much", "бага зэрэг", "жаахан"],
            &["somewhat", "moderately", "дунд зэрэг"],
            &["very", "much", "a lot", "quite a bit", "их", "маш"],
            &["extremely", "very much", "a great deal", "маш их", "туйлын"],
        ],
        judges: false,
    },
];

/// The scale on which every one of these answers is a step of its own, with their steps. Each answer comes with all its
/// spellings.
pub(super) fn scale(answers: &[Vec<&str>]) -> Option<(Family, Vec<usize>)> {
    const FEWEST: usize = 3;
    if answers.len() < FEWEST {
        return None;
    }
    FAMILIES.into_iter().find_map(|family| {
        let step = |spellings: &Vec<&str>| {
            let known = |text: &&str| family.steps.iter().position(|words| words.contains(&folded(text).as_str()));
            spellings.iter().find_map(known)
        };
        let steps: Vec<usize> = answers.iter().map(step).collect::<Option<_>>()?;
        let rises = steps.windows(2).all(|pair| pair[0] < pair[1]);
        let falls = steps.windows(2).all(|pair| pair[0] > pair[1]);
        (rises || falls).then_some((family, steps))
    })
}

/// What a column is, by its usual names.
pub(super) fn role(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &[&str]); 8] = [
        (
            "area",
            &[
                "area",
                "aimag",
                "aimag district",
                "aimag or district",
                "province",
                "аймаг",
                "аймаг дүүрэг",
                "аймаг нийслэл",
            ],
        ),
        ("soum", &["soum", "sum", "soum district", "сум", "сум дүүрэг", "дүүрэг", "district"]),
        (
            "facility",
            &[
                "facility",
                "facility id",
                "facility name",
                "health facility",
                "health center",
                "health centre",
                "hospital",
                "school",
                "kindergarten",
                "school name",
                "байгууллага",
                "эрүүл мэндийн байгууллага",
                "эмнэлэг",
                "сургууль",
                "цэцэрлэг",
                "байгууллагын нэр",
            ],
        ),
        ("round", &["round", "wave", "survey round", "үе шат"]),
        ("weight", &["weight", "wt", "sampling weight", "survey weight", "sample weight", "жин", "түүврийн жин"]),
        ("strata", &["stratum", "strata", "давхарга"]),
        ("cluster", &["psu", "cluster", "cluster id", "ea", "кластер", "анхдагч нэгж"]),
        (
            "personal",
            &[
                "name",
                "full name",
                "first name",
                "last name",
                "surname",
                "respondent",
                "respondent name",
                "name of respondent",
                "phone",
                "phone number",
                "mobile",
                "telephone",
                "tel",
                "email",
                "address",
                "home address",
                "register",
                "national id",
                "id number",
                "нэр",
                "овог",
                "овог нэр",
                "утас",
                "утасны дугаар",
                "хаяг",
                "гэрийн хаяг",
                "регистр",
                "регистрийн дугаар",
                "имэйл",
                "цахим шуудан",
                "what is your name",
                "what is your name?",
                "таны нэр",
                "таны нэр хэн бэ",
            ],
        ),
    ];
    let name = folded(&name.replace('_', " "));
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| *role)
}

/// The unit that the words of a question name, Mongolian and English.
pub(super) fn unit(texts: &[&str]) -> Option<(&'static str, &'static str)> {
    const UNITS: [(&str, &str, &[&str]); 10] = [
        ("минут", "minutes", &["minute", "minutes", "mins", "min", "минут", "минутын"]),
        ("цаг", "hours", &["hour", "hours", "hrs", "цаг", "цагийн"]),
        ("хоног", "days", &["day", "days", "өдөр", "хоног", "хоногийн"]),
        ("нас", "years", &["age", "aged", "years", "year", "нас", "настай", "насыг", "жил"]),
        ("сар", "months", &["month", "months", "сар"]),
        ("төгрөг", "tugriks", &["mnt", "tugrik", "tugriks", "tögrög", "төгрөг", "төгрөгөөр"]),
        ("км", "km", &["km", "kilometre", "kilometres", "kilometers", "kms", "км", "километр"]),
        ("удаа", "times", &["times", "удаа"]),
        ("%", "%", &["percent", "percentage", "хувь"]),
        ("хүн", "people", &["people", "persons", "members", "children", "хүн", "хүүхэд"]),
    ];
    let words: Vec<String> =
        texts.iter().flat_map(|t| folded(t).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    let named = |names: &&[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    UNITS.iter().find(|(_, _, names)| named(names)).map(|(mn, en, _)| (*mn, *en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_answer_is_known_only_as_a_whole() {
        assert_eq!(missing("Мэдэхгүй"), Some(Missing::DontKnow));
        assert_eq!(missing("98. Don't know"), Some(Missing::DontKnow));
        assert_eq!(missing("Хариулахаас татгалзсан"), Some(Missing::Refused));
        assert_eq!(missing("Don’t know / Мэдэхгүй"), Some(Missing::DontKnow));
        assert_eq!(missing("N/A"), Some(Missing::NotAsked));
        assert_eq!((missing("Don't know how to read"), missing("Уншиж мэдэхгүй")), (None, None));
    }

    #[test]
    fn numbers_of_eights_and_nines_are_codes_and_others_are_numbers() {
        assert_eq!(missing_number(98.0), Some(Missing::DontKnow));
        assert_eq!(missing_number(-99.0), Some(Missing::Refused));
        assert_eq!(missing_number(997.0), Some(Missing::NotAsked));
        assert_eq!((missing_number(-666.0), missing_number(-1.0)), (Some(Missing::Blank), None));
        assert_eq!((missing_number(9.0), missing_number(0.0), missing_number(120.0)), (None, None, None));
    }

    #[test]
    fn scales_are_known_by_their_words_in_both_languages_and_directions() {
        let of = |words: &[&'static str]| scale(&words.iter().map(|w| vec![*w]).collect::<Vec<_>>());
        let (family, steps) = of(&["Маш муу", "Муу", "Дунд зэрэг", "Сайн", "Маш сайн"]).expect("a scale");
        assert_eq!((family.judges, steps), (true, vec![0, 1, 2, 3, 4]));
        assert_eq!(of(&["1. Good", "2. Fair", "3. Bad"]).map(|(_, steps)| steps), Some(vec![3, 2, 1]));
        assert_eq!(of(&["never", "sometimes", "always"]).map(|(family, _)| family.judges), Some(false));
        assert_eq!(
            (of(&["good", "bad"]), of(&["good", "bad", "fair"]), of(&["red", "good", "bad"])),
            (None, None, None)
        );
    }

    #[test]
    fn a_unit_is_a_word_of_the_question() {
        assert_eq!(unit(&["Хэдэн минут хүлээсэн бэ?"]), Some(("минут", "minutes")));
        assert_eq!(unit(&["What was the amount?"]), None);
    }
}
