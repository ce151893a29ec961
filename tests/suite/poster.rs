//! Posters from what other commands wrote: for one, for each, and the messages where there is nothing to hang up.

use std::sync::OnceLock;

use masam::forum::read_one_of;
use masam::lang::Lang;
use masam::render::poster::{Looks, Sheet, Use, laid_out};
use masam::render::{Palette, Reading};
use masam::report::poster::{Source, Subject};

use crate::story::Story;

const HEALTH: &str = include_str!("../../instruments/health/sample.csv");
const EDUCATION: &str = include_str!("../../instruments/education/sample.csv");
const SCORES: &str = include_str!("../../instruments/health-scorecard/sample.csv");
const SURVEY: &str = include_str!("../../examples/facilities/survey.csv");
const REGISTER: &str = include_str!("../../examples/facilities/register.csv");

/// Cards, scorecards and a comparison as JSON: made once for all stories.
fn reports(name: &str) -> Story {
    static MADE: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let story = Story::new("reports-for-posters")
            .file("эм.csv", HEALTH)
            .file("боловсрол.csv", EDUCATION)
            .file("карт/карт.csv", SCORES)
            .file("байгууллага.csv", SURVEY)
            .file("бүртгэл.csv", REGISTER)
            .run("masam report-card эм.csv -i health --lonely adjust --quiet --public --format json --out health.json")
            .run("masam report-card боловсрол.csv -i education --lonely adjust --quiet --format json --out education.json")
            .run("masam gaps эм.csv -i health --lonely adjust --quiet --format json --out gaps.json")
            .run("masam scorecard карт -i health-scorecard --as-of 2026-06-01 --format json --out sc.json --quiet")
            .run("masam compare байгууллага.csv -i health --facilities бүртгэл.csv --format json --out cmp.json --quiet");
        ["health.json", "education.json", "gaps.json", "sc.json", "cmp.json"].map(|file| (file, story.read(file))).to_vec()
    });
    made.iter().fold(Story::new(name), |story, (file, bytes)| story.bytes(file, bytes))
}

fn source(story: &Story, file: &str) -> Source {
    let (kind, read) = read_one_of(&story.read(file), file, &Source::KINDS).expect("a report");
    Source::new(kind, read)
}

/// Everybody that a report tells of.
fn everybody(source: &Source) -> Vec<Subject> {
    let facilities = source.facilities().into_iter().map(|(id, _)| Subject::Facility(id));
    facilities.chain(source.places().into_iter().map(Subject::Place)).collect()
}

#[test]
fn every_poster_of_the_examples_keeps_within_its_page_in_every_language() {
    let story = reports("pages");
    let mut made = 0;
    for file in ["health.json", "education.json", "sc.json", "cmp.json"] {
        let source = source(&story, file);
        for poster in everybody(&source).iter().filter_map(|of| source.poster(of, None)) {
            for langs in [&[Lang::Mn][..], &[Lang::En], &[Lang::Mn, Lang::En]] {
                for purpose in [Use::Wall, Use::Meeting] {
                    let reading = Reading::new(langs);
                    let looks = Looks { sheet: Sheet::A4, purpose, reading, palette: Palette::default() };
                    let page = laid_out(&poster, looks);
                    for mark in page.pieces.iter().flat_map(|piece| &piece.marks) {
                        let [left, top, right, bottom] = mark.extent();
                        let inside = left > 0.0 && top > 0.0 && right < page.wide && bottom < page.high;
                        assert!(inside, "{file}, {}: {mark:?}", poster.title.mn);
                    }
                    assert!(page.words().contains(reading.main(&poster.groups[0].title)));
                    made += 1;
                }
            }
        }
    }
    // 121 facilities were compared; some of them have few answers.
    assert!(made >= 6 * 100, "{made}");
}

#[test]
fn a_figure_that_the_card_withholds_or_that_rests_on_few_answers_is_on_no_poster() {
    let story = reports("withheld");
    let card: serde_json::Value = serde_json::from_slice(&story.read("health.json")).unwrap();
    let source = source(&story, "health.json");
    let mut hidden = 0;
    for place in source.places() {
        let code = place.place().code.as_str();
        let Some(poster) = source.poster(&Subject::Place(place), None) else { continue };
        let shown: Vec<&str> =
            poster.groups.iter().flat_map(|group| &group.items).map(|item| &*item.title.en).collect();
        let rows = card["estimates"].as_array().unwrap().iter();
        let of_place =
            rows.filter(|row| row["area_code"] == code && row["group_var"] == "" && row["facility_code"] == "");
        for row in of_place.filter(|row| {
            !["yes", "with_care"].contains(&row["shown"].as_str().unwrap()) || row["n"].as_u64().is_none_or(|n| n < 30)
        }) {
            let title = row["indicator_en"].as_str().unwrap().trim_end_matches(" (score)");
            assert!(!shown.contains(&title), "{code}: {title}");
            hidden += 1;
        }
    }
    assert!(hidden > 0);
}

#[test]
fn a_poster_is_made_for_one_or_for_each_with_the_same_bytes_twice() {
    reports("one")
        .run("masam poster sc.json --facility СЭМТ-01 --out нэг.pdf --quiet")
        .exits(0)
        .says_nothing()
        .made("нэг.pdf", "%PDF-1.7")
        .run("masam poster sc.json --facility СЭМТ-01 --out нэг.pdf")
        .exits(1)
        .stderr_has("already there");
    let each = reports("each")
        .run("masam poster sc.json --each facility --paper a4 --kind meeting --lang en --out posters/")
        .exits(0);
    let names = each.names("posters");
    assert!(names.contains("сэмт-01-meeting.pdf"), "{names:?}");
    let again =
        reports("again").run("masam poster sc.json --each facility --paper a4 --kind meeting --lang en --out posters/");
    for name in &names {
        assert_eq!(each.read(&format!("posters/{name}")), again.read(&format!("posters/{name}")), "{name}");
    }
}

#[test]
fn whoever_has_nothing_to_show_is_left_out_and_named() {
    reports("left-out")
        .run("masam poster health.json --each place --out posters/")
        .exits(3)
        .stderr_has("there is nothing to put on a wall: no data, fewer than 30 answers, withheld, or not judged [G028]")
        .stderr_has("written: posters/");
    reports("not-public")
        .run("masam poster education.json --each place --out posters/")
        .stderr_has("not for publication: the report was made without --public");
}

#[test]
fn a_wrong_file_and_unknown_names_are_one_message_each() {
    reports("kinds")
        .run("masam poster gaps.json --place Ховд --out x.pdf")
        .exits(1)
        .stderr_has("this was written by \"masam gaps\"")
        .stderr_has("[G011]")
        .made_no("x.pdf");
    reports("names")
        .run("masam poster sc.json --facility СЭМТ-91 --out x.pdf")
        .exits(1)
        .stderr_has("sc.json: this report does not tell of a facility \"СЭМТ-91\". It could be: СЭМТ-01 (")
        .stderr_has("[G026]")
        .run("masam poster health.json --place Хвд --out x.pdf")
        .exits(1)
        .stderr_has("this report does not tell of \"Хвд\". Did you mean \"Ховд\"? [G027]")
        .run("masam poster health.json --each facility --out posters/")
        .exits(1)
        .stderr_has("what \"masam report-card\" writes does not tell of each facility [G029]");
    reports("options")
        .run("masam poster sc.json --out x.pdf")
        .exits(2)
        .run("masam poster sc.json --facility СЭМТ-01 --place Ховд --out x.pdf")
        .exits(2)
        .run("masam poster sc.json --facility СЭМТ-01 --lang ru --out x.pdf")
        .exits(2)
        .stderr_has("both, mn, en, or mn,en")
        .run("masam poster sc.json --each facility --out x.pdf")
        .exits(1)
        .stderr_has("looks like a file");
}

#[test]
fn a_poster_of_made_up_answers_says_so_in_both_languages_and_one_of_real_answers_does_not() {
    let story = reports("made-up");
    let words = |source: &Source, langs: &[Lang], purpose| {
        let looks = Looks { sheet: Sheet::A4, purpose, reading: Reading::new(langs), palette: Palette::default() };
        let poster = everybody(source).iter().find_map(|of| source.poster(of, None)).expect("a poster");
        laid_out(&poster, looks).words()
    };
    for file in ["health.json", "sc.json", "cmp.json"] {
        let (made_up, text) = (source(&story, file), String::from_utf8(story.read(file)).expect("JSON"));
        // Somebody's answers look like those of the example; what tells them apart stands in the report.
        let real = text.replace("\"made_up\": true", "\"made_up\": false");
        assert_ne!(text, real, "{file}");
        let (kind, read) = read_one_of(real.as_bytes(), file, &Source::KINDS).expect("a report");
        let real = Source::new(kind, read);
        for purpose in [Use::Wall, Use::Meeting] {
            let both = words(&made_up, &Lang::ALL, purpose);
            assert!(both.contains("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ") && both.contains("MADE-UP EXAMPLE ANSWERS"), "{both}");
            assert!(words(&made_up, &[Lang::En], purpose).contains("MADE-UP EXAMPLE ANSWERS"));
            assert!(!words(&real, &Lang::ALL, purpose).contains("ЗОХИОМОЛ"), "{file}");
        }
    }
}
