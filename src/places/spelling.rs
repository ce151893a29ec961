//! Spellings: the letters of a name brought to one form, before any place is looked for.
//!
//! Three steps, from what loses nothing to what loses most. [`repair`] undoes damage (old fonts, look-alike letters);
//! [`key`] forgets case, spaces, hyphens and quotes; [`sound`] writes both scripts in one plain Latin alphabet in which
//! the round vowels о ө у ү are one letter and length is not written.

use unicode_normalization::UnicodeNormalization;

use super::resolution::Match;

/// The text in composed letters, without invisible characters, and without quotes, dots and spaces at its ends.
pub fn clean(text: &str) -> String {
    let composed: String = text
        .nfc()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}'))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let edge = |c: char| c.is_whitespace() || "\"'“”„«»‘’`.,;:*".contains(c);
    composed.trim_matches(edge).to_owned()
}

/// The letters and digits of a text in composed letters, in lower case, nothing else.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // What nearly all names consist of needs no table.
            'а'..='я' | 'ё' | 'ө' | 'ү' | 'a'..='z' | '0'..='9' => key.push(c),
            'А'..='Я' => key.extend(char::from_u32(u32::from(c) + 0x20)),
            _ if c.is_ascii() => key.extend(c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase())),
            _ if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}

/// How a key sounds, roughly: the same for the usual ways to write one name in either script.
pub fn sound(key: &str) -> String {
    let mut plain = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        match cyrillic_sound(c) {
            Some(sound) => plain.push_str(sound),
            None if c.is_ascii() => plain.push(c),
            None => plain.extend(c.nfd().filter(|part| part.is_alphanumeric())),
        }
    }
    merge(&plain)
}

fn cyrillic_sound(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' | 'ю' => "iu",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ө' | 'у' | 'ү' => "u",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ф' => "f",
        'х' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        'я' => "ia",
        _ => return None,
    })
}

/// One letter for what different romanizations write differently (`q` for ц), and no doubled vowels.
fn merge(plain: &str) -> String {
    let mut letters = plain.chars().peekable();
    let mut out = String::with_capacity(plain.len());
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        let (said, used) = match (c, next) {
            ('k', Some('h')) => ('h', 2),
            ('z', Some('h')) => ('j', 2),
            ('d', Some('z')) => ('z', 2),
            ('i' | 'y', Some('e')) => ('e', 2),
            ('c', Some('h')) => ('c', 2),
            ('c', _) => ('q', 1),
            ('t', Some('s' | 'z')) => ('q', 2),
            ('o' | 'u', _) => ('u', 1),
            ('y', _) => ('i', 1),
            ('x', _) => ('h', 1),
            ('w', _) => ('v', 1),
            ('q', _) => ('k', 1),
            _ => (c, 1),
        };
        let doubled = matches!(said, 'a' | 'e' | 'i' | 'u') && out.ends_with(said);
        if !doubled {
            out.push(said);
        }
        if used == 2 {
            letters.next();
        }
    }
    out
}

/// What a key in the genitive could be the genitive of: Хөвсгөлийн, Дорноговийн, Сэлэнгийн, Булганы, Говь-Алтайн.
pub fn stems(key: &str) -> Vec<String> {
    const CYRILLIC: [&str; 6] = ["гийн", "ийн", "ын", "ы", "ий", "н"];
    const LATIN: [&str; 4] = ["giin", "iin", "yn", "n"];
    // A stem may have lost a soft sign or its last short vowel before the ending.
    const LOST: [&str; 9] = ["", "ь", "э", "а", "о", "ө", "i", "e", "a"];
    let endings = CYRILLIC.iter().chain(&LATIN).filter_map(|ending| key.strip_suffix(ending));
    let stems = endings.filter(|stem| stem.chars().count() >= 2);
    stems.flat_map(|stem| LOST.iter().map(move |lost| format!("{stem}{lost}"))).collect()
}

/// The text with damaged words mended, and which damage was the worst.
pub fn repair(text: &str) -> (String, Option<Match>) {
    let mut out = String::with_capacity(text.len());
    let mut worst = None;
    let edge = |c: char| c.is_whitespace() || ",;/\\|()-".contains(c);
    for piece in text.split_inclusive(edge) {
        let word = piece.trim_end_matches(edge);
        let (mended, how) = repair_word(word);
        out.push_str(&mended);
        out.push_str(&piece[word.len()..]);
        worst = worst.max(how);
    }
    (out, worst)
}

fn repair_word(word: &str) -> (String, Option<Match>) {
    // Nearly all words are whole: those of a single script in its usual letters.
    let cyrillic = |c: char| {
        matches!(c, 'А'..='я' | 'Ё' | 'ё' | 'Ө' | 'ө' | 'Ү' | 'ү') || (c.is_ascii() && !c.is_ascii_alphabetic())
    };
    if word.is_ascii() || word.chars().all(cyrillic) {
        return (word.to_owned(), None);
    }
    if let Some(read) = old_font(word) {
        return (read, Some(Match::Legacy8Bit));
    }
    let ukrainian: String = word.chars().map(|c| pick(c, "ЄєЇї", "ӨөҮү")).collect();
    let barred: String = ukrainian.chars().map(|c| pick(c, "ӪӫѲѳƟɵΘθҰұЎў", "ӨөӨөӨөӨөҮүҮү")).collect();
    let plain = one_script(&barred).unwrap_or_else(|| barred.clone());
    let how = match (plain == ukrainian, ukrainian == word) {
        (false, _) => Some(Match::LookAlike),
        (true, false) => Some(Match::UkrainianLetters),
        (true, true) => None,
    };
    (plain, how)
}

fn pick(c: char, from: &str, to: &str) -> char {
    from.chars().zip(to.chars()).find(|(f, _)| *f == c).map_or(c, |(_, t)| t)
}

/// A word whose Cyrillic bytes (CP1251 with Ө and Ү in the places of Є and Ї) were read as Western European letters.
fn old_font(word: &str) -> Option<String> {
    let western = |c: char| ('\u{C0}'..='\u{FF}').contains(&c) || "ª¯¨º¿¸".contains(c);
    let spared = |c: char| c.is_ascii() && !c.is_ascii_alphabetic();
    if !word.chars().any(western) || !word.chars().all(|c| western(c) || spared(c)) {
        return None;
    }
    let read = |c: char| match c {
        '\u{C0}'..='\u{FF}' => char::from_u32(u32::from(c) - 0xC0 + 0x410).unwrap_or(c),
        _ => pick(c, "ª¯¨º¿¸", "ӨҮЁөүё"),
    };
    Some(word.chars().map(read).collect())
}

const LATIN_LOOKS: &str = "ABCEHKMOPTXYVaceopxyvkÖöÜüØø";
const CYRILLIC_LOOKS: &str = "АВСЕНКМОРТХҮҮасеорхүүкӨөҮүӨө";

/// A word of mixed scripts in the script in which all of it can be written: Cyrillic if possible, else Latin.
fn one_script(word: &str) -> Option<String> {
    let cyrillic = |c: char| ('\u{400}'..='\u{52F}').contains(&c);
    let latin = |c: char| c.is_alphabetic() && !cyrillic(c);
    if !(word.chars().any(cyrillic) && word.chars().any(latin)) {
        return None;
    }
    let to_cyrillic: String = word.chars().map(|c| pick(c, LATIN_LOOKS, CYRILLIC_LOOKS)).collect();
    if !to_cyrillic.chars().any(latin) {
        return Some(to_cyrillic);
    }
    let to_latin: String =
        word.chars().map(|c| pick(c, "АВСЕНКМОРТХасеорхукӨөҮү", "ABCEHKMOPTXaceopxykÖöÜü")).collect();
    (!to_latin.chars().any(cyrillic)).then_some(to_latin)
}

/// A word of Latin capitals that all look Cyrillic ("OPXOH"), read as Cyrillic.
pub fn seen_as_cyrillic(text: &str) -> Option<String> {
    if !text.chars().any(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let seen: String = text.chars().map(|c| pick(c, LATIN_LOOKS, CYRILLIC_LOOKS)).collect();
    (!seen.chars().any(|c| c.is_ascii_alphabetic())).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_letters_and_digits_in_lower_case() {
        assert_eq!(key("  Өвөрхангай  АЙМАГ-2, Ёл (Ññ) Ⅳ٣"), "өвөрхангайаймаг2ёлññⅳ٣");
        // The short way for usual letters is the long one.
        for c in '\0'..='\u{2fff}' {
            let long: String = c.to_lowercase().filter(|_| c.is_alphanumeric()).collect();
            assert_eq!(key(&c.to_string()), long, "{c:?}");
        }
    }

    #[test]
    fn one_name_sounds_alike_in_every_usual_spelling() {
        for name in ["Хөвсгөл", "Khuvsgul", "Khövsgöl", "Xo'vsgo'l", "Hovsgol", "Huvsgul", "Ховсгол", "Hövsgöl"]
        {
            assert_eq!(sound(&key(name)), "huvsgul", "{name}");
        }
        for name in ["Цэцэрлэг", "Tsetserleg", "Cecerleg"] {
            assert_eq!(sound(&key(name)), "qeqerleg", "{name}");
        }
    }

    #[test]
    fn old_font_text_is_read_letter_for_letter() {
        assert_eq!(repair("Õºâñãºë"), ("Хөвсгөл".into(), Some(Match::Legacy8Bit)));
        assert_eq!(repair("Ñ¿õáààòàð àéìàã"), ("Сүхбаатар аймаг".into(), Some(Match::Legacy8Bit)));
        assert_eq!(repair("Хєвсгєл"), ("Хөвсгөл".into(), Some(Match::UkrainianLetters)));
    }

    #[test]
    fn look_alike_letters_are_mended_only_inside_words_of_mixed_scripts() {
        assert_eq!(repair("Баянзvрх"), ("Баянзүрх".into(), Some(Match::LookAlike)));
        assert_eq!(repair("Ѳвѳрхангай"), ("Өвөрхангай".into(), Some(Match::LookAlike)));
        assert_eq!(repair("Кhovd"), ("Khovd".into(), Some(Match::LookAlike)));
        assert_eq!(repair("Khövsgöl, Ховд"), ("Khövsgöl, Ховд".into(), None));
    }

    #[test]
    fn a_genitive_leads_back_to_its_name() {
        for (genitive, name) in [
            ("дорноговийн", "дорноговь"),
            ("сэлэнгийн", "сэлэнгэ"),
            ("булганы", "булган"),
            ("хэнтийн", "хэнтий"),
            ("хөвсгөлийн", "хөвсгөл"),
        ] {
            assert!(stems(genitive).contains(&name.to_owned()), "{genitive}");
        }
    }
}
