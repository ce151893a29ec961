//! Posters on paper: nothing leaves the page or lies on something else, and the file holds the words.

use super::*;
use crate::lang::{Label, Lang};
use crate::report::Face;
use crate::report::poster::{Poster, Promise, Subject, sample};

fn looks(sheet: Sheet, purpose: Use, langs: &[Lang]) -> Looks {
    Looks { sheet, purpose, reading: Reading::new(langs), palette: Palette::default() }
}

/// Every way in which a poster can look.
fn every_look() -> Vec<Looks> {
    let mut all = Vec::new();
    for sheet in [Sheet::A4, Sheet::A3] {
        for purpose in [Use::Wall, Use::Meeting] {
            for langs in [&[Lang::Mn][..], &[Lang::En], &[Lang::Mn, Lang::En], &[Lang::En, Lang::Mn]] {
                all.push(looks(sheet, purpose, langs));
            }
        }
    }
    all
}

fn scored() -> Poster {
    let of = Subject::Facility("KhSHC-02".into());
    sample::scorecards().poster(&of, None).expect("there is something to show")
}

/// A poster in which everything is as long as people can make it.
fn long() -> Poster {
    let words =
        "Хөгжлийн бэрхшээлтэй иргэдэд хүртээмжтэй байдал, гэрийн эргэлт, малчдад үзүүлэх явуулын үйлчилгээ ".repeat(4);
    let word = Label::same("Хөгжлийнбэрхшээлтэйиргэдэдхүртээмжтэйбайдалгэрийнэргэлтмалчдадүзүүлэхявуулынүйлчилгээ");
    let long = Label::same(&words);
    let mut poster = scored();
    for group in &mut poster.groups {
        group.title = long.clone();
        for item in &mut group.items {
            (item.title, item.beside, item.said) = (long.clone(), long.clone(), long.clone());
        }
    }
    let promise = |what: &Label| Promise {
        what: what.clone(),
        who: what.clone(),
        when: what.clone(),
        done: true,
        status: what.clone(),
    };
    poster.promises = (0..30).map(|at| promise(if at % 2 == 0 { &long } else { &word })).collect();
    poster.facts = vec![long.clone(); 4];
    poster.notes = vec![long.clone(); 2];
    (poster.title, poster.lies_in, poster.about) = (word, long.clone(), long);
    poster
}

/// A poster of one line with nothing else to say.
fn bare() -> Poster {
    let of = Subject::Facility("KhSHC-03".into());
    Poster { facts: Vec::new(), lies_in: Label::default(), ..sample::scorecards().poster(&of, None).expect("a line") }
}

fn every_poster() -> Vec<Poster> {
    let card = sample::card();
    let khovd = card.poster(&Subject::Place(card.places()[2]), None).expect("there is something to show");
    vec![scored(), long(), bare(), khovd]
}

#[track_caller]
fn within(page: &Page) {
    for piece in &page.pieces {
        for mark in &piece.marks {
            let [left, top, right, bottom] = mark.extent();
            let inside = left >= 10.0 && top >= 10.0 && right <= page.wide - 10.0 && bottom <= page.high - 10.0;
            assert!(inside, "{:?} leaves the page: {mark:?}", mark.extent());
        }
    }
}

#[track_caller]
fn apart(page: &Page) {
    let texts: Vec<&Mark> =
        page.pieces.iter().flat_map(|piece| &piece.marks).filter(|mark| matches!(mark, Mark::Text { .. })).collect();
    for (at, one) in texts.iter().enumerate() {
        for other in &texts[at + 1..] {
            // The middle half of a line's height: ascenders of one may reach between descenders of another.
            let core = |mark: &Mark| match mark {
                Mark::Text { y, size, .. } => {
                    let [left, _, right, _] = mark.extent();
                    [left, y - 0.6 * size, right, *y]
                }
                Mark::Shape { .. } => mark.extent(),
            };
            let ([a, b, c, d], [e, f, g, h]) = (core(one), core(other));
            let overlap = a < g - 0.5 && e < c - 0.5 && b < h && f < d;
            assert!(!overlap, "these lie on each other:\n{one:?}\n{other:?}");
        }
    }
}

#[test]
fn nothing_leaves_the_page_and_no_words_lie_on_others_whatever_they_are() {
    for poster in every_poster() {
        for looks in every_look() {
            let page = laid_out(&poster, looks);
            within(&page);
            apart(&page);
        }
    }
}

#[test]
fn the_six_lines_have_at_least_24_points_on_a3_and_a4_is_the_same_page_smaller() {
    for poster in every_poster() {
        let (large, small) = (
            laid_out(&poster, looks(Sheet::A3, Use::Wall, &Lang::ALL)),
            laid_out(&poster, looks(Sheet::A4, Use::Wall, &Lang::ALL)),
        );
        assert_eq!(large.words(), small.words());
        let titles: Vec<&str> =
            poster.groups.iter().flat_map(|g| &g.items).filter_map(|i| i.title.mn.split(' ').next()).collect();
        for (piece, title) in large.pieces.iter().flat_map(|p| titles.iter().map(move |t| (p, t))) {
            for mark in &piece.marks {
                if let Mark::Text { text, size, weight: Weight::Bold, x, .. } = mark
                    && text.starts_with(title)
                    && (100.0..130.0).contains(x)
                {
                    assert!(*size >= 24.0, "{text} has {size} points");
                }
            }
        }
    }
}

#[test]
fn a_poster_has_the_same_bytes_twice() {
    for looks in every_look() {
        let file = || pdf(&laid_out(&scored(), looks), "Дөргөн ЭМТ", Lang::Mn, "masam 0.1.0");
        assert_eq!(file(), file());
    }
}

#[test]
fn a_poster_in_one_language_has_no_word_of_the_other() {
    let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let poster = Poster { promises: Vec::new(), ..scored() };
    let english = laid_out(&poster, looks(Sheet::A4, Use::Wall, &[Lang::En])).words();
    assert!(!cyrillic(&english), "{english}");
    let mongolian = laid_out(&poster, looks(Sheet::A4, Use::Wall, &[Lang::Mn])).words();
    assert!(!mongolian.contains("people") && mongolian.contains("Юу сайн байна"), "{mongolian}");
}

#[test]
fn what_does_not_fit_is_counted_and_what_was_not_agreed_has_lines_to_write_on() {
    let words = laid_out(&long(), looks(Sheet::A4, Use::Wall, &Lang::ALL)).words();
    assert!(words.contains("Өөр 2") && words.contains("more were agreed"), "{words}");
    let bare = laid_out(&bare(), looks(Sheet::A4, Use::Wall, &Lang::ALL));
    assert!(bare.words().contains("Хамтдаа тохироод энд бичнэ"));
    let rules = bare.pieces.iter().flat_map(|piece| &piece.marks).filter(
        |mark| matches!(mark, Mark::Shape { path, fill: None, edge: Some((page::LINE, _)) } if path.len() == 2),
    );
    assert!(rules.count() >= 3 * 3 + 2, "rows to write on, and the lines for complaints");
}

/// What a PDF shows: the texts of its content by the maps of its fonts, a line for each.
fn extracted(file: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(file).into_owned();
    // The maps stand in the order of the fonts: regular, then bold.
    let maps: Vec<std::collections::BTreeMap<u16, char>> = text
        .split("begincmap")
        .skip(1)
        .map(|map| {
            let body = map.split("endcmap").next().unwrap_or_default();
            let pairs = body.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
            let hex = |digits: &str| u16::from_str_radix(digits, 16).ok();
            pairs.filter_map(|(glyph, letter)| Some((hex(glyph)?, char::from_u32(hex(letter)?.into())?))).collect()
        })
        .collect();
    let mut lines = Vec::new();
    let mut font = 0;
    let mut rest = file;
    while let Some(at) = rest.windows(3).position(|three| three == b" Tf" || three == b" Tj") {
        let (before, after) = rest.split_at(at);
        if &after[..3] == b" Tf" {
            let name = before.iter().rposition(|byte| *byte == b'/').map(|at| before[at + 1]);
            font = usize::from(name == Some(b'B'));
        } else if let Some(bytes) = shown(before) {
            let glyphs = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            lines.push(glyphs.map(|glyph| maps[font].get(&glyph).copied().unwrap_or('\u{fffd}')).collect());
        }
        rest = &after[3..];
    }
    lines
}

/// The bytes of the string in brackets that ends here: as they are, or after a backslash as a sign or three octal digits.
fn shown(before: &[u8]) -> Option<Vec<u8>> {
    let start = before.windows(2).rposition(|two| two == b"\n(")? + 2;
    let inside = before.get(start..before.len() - 1)?;
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < inside.len() {
        let (byte, read) = match (inside[at], inside.get(at + 1).copied()) {
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(b'b')) => (8, 2),
            (b'\\', Some(b'f')) => (12, 2),
            (b'\\', Some(b'0'..=b'7')) => {
                let digits = std::str::from_utf8(inside.get(at + 1..at + 4)?).ok()?;
                (u8::from_str_radix(digits, 8).ok()?, 4)
            }
            (b'\\', Some(sign)) => (sign, 2),
            (byte, _) => (byte, 1),
        };
        bytes.push(byte);
        at += read;
    }
    Some(bytes)
}

#[test]
fn the_words_can_be_found_in_the_file_in_cyrillic_and_latin() {
    for poster in every_poster() {
        let page = laid_out(&poster, looks(Sheet::A3, Use::Wall, &Lang::ALL));
        let file = pdf(&page, "Дөргөн ЭМТ", Lang::Mn, "masam 0.1.0");
        assert_eq!(extracted(&file), page.words().lines().map(String::from).collect::<Vec<_>>());
    }
    let page = laid_out(&scored(), looks(Sheet::A3, Use::Wall, &Lang::ALL));
    let words = extracted(&pdf(&page, "Дөргөн ЭМТ", Lang::Mn, "masam 0.1.0"));
    for line in ["Дөргөн ЭМТ", "Юуг засах вэ", "Үзүүлэлт HC07", "100 онооноос 20", "70 хүн оноо өгсөн"]
    {
        assert!(words.iter().any(|word| word == line), "{line}: {words:?}");
    }
}

#[test]
fn a_file_names_its_title_and_language_and_every_piece_that_says_something() {
    let page = laid_out(&scored(), looks(Sheet::A4, Use::Wall, &Lang::ALL));
    let file = String::from_utf8_lossy(&pdf(&page, "Durgun", Lang::Mn, "masam 0.1.0")).into_owned();
    for needed in
        ["/Lang (mn)", "/Title (Durgun)", "/Marked true", "/DisplayDocTitle true", "/S /H1", "/S /H2", "/S /Figure"]
    {
        assert!(file.contains(needed), "{needed}");
    }
    let said = page.pieces.iter().filter(|piece| piece.role != Role::Decoration).count();
    assert_eq!(file.matches("/Type /StructElem").count(), said + 1, "a piece each, and the document");
    assert_eq!(file.matches("/MCID").count(), said, "every piece is marked where it is drawn");
    assert!(!file.contains("CreationDate") && !file.contains("ModDate"));
}

#[test]
fn faces_differ_in_their_outline_and_rows_in_their_length() {
    let outline = |face: Face| shapes::face(face, [0.0, 0.0], 10.0, 0, 0).swap_remove(0);
    let shape = |mark: Mark| match mark {
        Mark::Shape { path, .. } => path,
        Mark::Text { .. } => Vec::new(),
    };
    let [sad, middling, glad] = [Face::Sad, Face::Middling, Face::Glad].map(|face| shape(outline(face)));
    assert!(sad != middling && middling != glad && glad != sad);
    let people = sample::card();
    let poster = people.poster(&Subject::Place(people.places()[2]), None).expect("a poster");
    let item = &poster.groups[0].items[0];
    let marks = shapes::meter(item.meter, [0.0, 0.0], 100.0, 10.0, 0x123456);
    let filled = marks.iter().filter(|mark| matches!(mark, Mark::Shape { fill: Some(0x123456), .. })).count();
    assert_eq!(filled, 2 * 7, "seven heads and seven bodies");
}
