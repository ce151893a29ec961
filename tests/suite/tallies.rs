//! Tallies travel: several of them make the card that their rows together make, to the last byte, and what doesn't fit together
//! is refused.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use masam::table::{self, Input, Options};

use super::story::Story;

/// The example's survey as CSV in two files, with clusters of a stratum in one of them only.
fn halves() -> &'static [String; 2] {
    static HALVES: OnceLock<[String; 2]> = OnceLock::new();
    HALVES.get_or_init(|| {
        let workbook = include_bytes!("../../examples/health-survey/round-1.xlsx");
        let input = Input::from_bytes("round-1.xlsx", &workbook[..]);
        let table = table::open(vec![input], &Options::default()).expect("the example's workbook");
        let headers = table.columns().to_vec();
        let stratum = headers.iter().position(|h| h.contains("stratum")).expect("a column of strata");
        let mut files = [(); 2].map(|()| csv::Writer::from_writer(Vec::new()));
        files.iter_mut().for_each(|file| file.write_record(&headers).expect("memory"));
        let mut strata: Vec<String> = Vec::new();
        table::for_each_chunk(table, false, |chunk| {
            for row in chunk.rows() {
                let cells: Vec<String> = (0..headers.len()).map(|c| row.cell(c).shown().into_owned()).collect();
                let known = strata.iter().position(|s| *s == cells[stratum]);
                let at = known.unwrap_or_else(|| {
                    strata.push(cells[stratum].clone());
                    strata.len() - 1
                });
                files[usize::from(at % 3 == 1)].write_record(&cells).expect("memory");
            }
            Ok(())
        })
        .expect("the example's rows");
        files.map(|file| String::from_utf8(file.into_inner().expect("memory")).expect("UTF-8"))
    })
}

/// The two files, and a tally of each.
fn tallied(name: &str, options: &str) -> Story {
    let [first, second] = halves();
    Story::new(name)
        .file("ховд.csv", first)
        .file("увс.csv", second)
        .run(&format!("masam tally ховд.csv --instrument health {options} --out ховд.tally"))
        .exits(3)
        .run(&format!("masam tally увс.csv --instrument health {options} --out увс.tally"))
        .exits(3)
}

#[track_caller]
fn same_bytes(name: &str, tally: &str, card: &str) {
    let formats = "--format xlsx,csv,json,md";
    let story = tallied(name, tally)
        .run(&format!("masam report-card ховд.csv увс.csv --instrument health {card} {formats} --out rows/"))
        .exits(3)
        .run(&format!("masam report-card ховд.tally увс.tally {card} {formats} --out tallies/"))
        .exits(3);
    let names: BTreeSet<String> = story.names("rows");
    assert!(names.len() >= 4, "{names:?}");
    assert_eq!(names, story.names("tallies"));
    for name in names {
        let (rows, tallies) = (story.read(&format!("rows/{name}")), story.read(&format!("tallies/{name}")));
        if rows != tallies {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
            let (rows, tallies) = (text(&rows), text(&tallies));
            let first = rows.iter().zip(&tallies).find(|(a, b)| a != b);
            panic!("{name} differs: {first:?}");
        }
    }
}

#[test]
fn two_tallies_make_the_bytes_of_their_rows() {
    same_bytes("tallies", "", "");
}

#[test]
fn two_tallies_make_the_bytes_of_their_rows_with_facilities_and_groups() {
    same_bytes("tallies by", "--by facility,sex,poverty", "--by facility,sex,poverty");
}

#[test]
fn two_tallies_make_the_bytes_of_their_rows_for_publication() {
    same_bytes("tallies public", "", "--public --average equal --round 2024 --lonely adjust --few 20");
}

#[test]
fn a_card_may_ask_for_fewer_groupings_than_its_tallies_hold() {
    tallied("fewer", "--by facility,sex,poverty")
        .run("masam report-card ховд.tally увс.tally --by poverty --lang en --format csv --out -")
        .exits(3)
        .stdout_has(",poverty,")
        .stdout_lacks(",sex,")
        .stdout_lacks(",facility,")
        .run("masam report-card ховд.tally увс.tally --lang en --format csv --out -")
        .exits(3)
        .stdout_has(",sex,")
        .stdout_lacks(",facility,");
}

#[test]
fn a_card_without_importance_is_that_of_tallies_without_it() {
    same_bytes("tallies without importance", "--importance none", "--importance none");
    tallied("importance", "--importance none")
        .run("masam report-card ховд.tally --importance derived --format csv --out -")
        .exits(1)
        .stderr_has("needs to know how answers go with one another, which was not added up");
}

#[test]
fn the_gaps_of_tallies_are_those_of_their_rows() {
    let story = tallied("gaps", "--by sex,poverty --importance none")
        .run("masam gaps ховд.csv увс.csv --instrument health --by sex,poverty --within-places --format json --out а.json")
        .exits(3)
        .run("masam gaps ховд.tally увс.tally --by sex,poverty --within-places --format json --out б.json")
        .exits(3);
    assert!(story.read("а.json") == story.read("б.json"));
}

/// A survey with two stages and what their populations are, from which weights follow; its strata begin with `letter`.
fn staged(letter: char) -> String {
    let mut text = String::from("aimag,strat,psu,өрх,N,M,sex,H01,H04,H18\n");
    for n in 0..240 {
        let (stratum, cluster, household) = (n / 80, n / 20, n / 2 % 10);
        let aimag = ["Ховд", "Hovsgol", "Увс"][stratum];
        let (sex, used) = (["female", "male"][n % 2], ["yes", "yes", "no"][n * 7 % 3]);
        let (minutes, fine) = (n * 13 % 47, 1 + n * 11 % 5);
        let (minutes, fine) =
            if used == "yes" { (minutes.to_string(), fine.to_string()) } else { (String::new(), String::new()) };
        let row = format!("{aimag},{letter}{stratum},К{cluster},{household},30,{}", 40 + cluster);
        text += &format!("{row},{sex},{used},{minutes},{fine}\n");
    }
    text
}

const STAGES: &str = "--strata strat --cluster psu,өрх --fpc N,M --nested";

#[test]
fn designs_of_two_stages_whose_weights_follow_from_populations_travel_too() {
    let story = Story::new("stages")
        .file("а.csv", &staged('А'))
        .file("б.csv", &staged('Б'))
        .run(&format!("masam tally а.csv -i health {STAGES} --out а.tally"))
        .exits(3)
        .run(&format!("masam tally б.csv -i health {STAGES} --out б.tally"))
        .exits(3)
        .run(&format!("masam report-card а.csv б.csv -i health {STAGES} --format json --out rows.json"))
        .exits(3)
        .run(&format!("masam report-card а.tally б.tally {STAGES} --format json --out sums.json"))
        .exits(3);
    assert!(story.read("rows.json") == story.read("sums.json"));
    let story = story
        .run(&format!("masam report-card б.csv а.csv -i health {STAGES} --format csv --out rows.csv"))
        .exits(3)
        .run(&format!("masam report-card б.tally а.tally {STAGES} --format csv --out sums.csv"))
        .exits(3);
    assert!(story.read("rows.csv") == story.read("sums.csv"), "in the other order");
}

#[test]
fn a_tally_names_what_it_holds_and_how_confidential_it_is() {
    tallied("said", "")
        .stderr_has("sampled units,")
        .stderr_has("as confidential as the survey:")
        .stderr_has("written: увс.tally")
        .run("masam tally ховд.csv -i health --least 5 --out хуваалцах.tally")
        .exits(3)
        .stderr_has("for sharing, at least 5 people to a group:")
        .run("masam report-card хуваалцах.tally --lang en --format md --out карт.md")
        .exits(3)
        .made("карт.md", "Made from tallies for sharing: clusters and groups within them of fewer than 5 people")
        .made("карт.md", "Groups left out in other units, for fewer than 5 people")
        .made("карт.md", "Computed from tallies made for sharing, not from rows.");
}

#[test]
fn a_tally_for_sharing_quotes_nobody() {
    let secret = staged('А').replacen("yes,13,", "yes,НУУЦ,", 1).replacen("Hovsgol", "БИ ДОРЖ", 1);
    assert!(secret.contains("НУУЦ"));
    let run = |least: &str| {
        let story = Story::new("secret").file("хувийн/а.csv", &secret);
        let story = story.run(&format!("masam tally хувийн/а.csv -i health {STAGES} {least} --out а.tally")).exits(3);
        String::from_utf8(story.read("а.tally")).expect("UTF-8")
    };
    let (all, shared) = (run(""), run("--least 2"));
    for word in ["НУУЦ", "БИ ДОРЖ", "хувийн"] {
        assert!(all.contains(word), "{word}");
        assert!(!shared.contains(word), "{word}");
    }
}

/// A small survey of one stage, in these strata.
fn small(letter: char) -> Story {
    Story::new("refused").file("а.csv", &staged(letter)).run("masam tally а.csv -i health --cluster psu --out а.tally")
}

#[test]
fn tallies_that_share_people_are_refused() {
    let other = staged('А').replace("Ховд", "Ховд аймаг");
    small('А')
        .file("б.csv", &other)
        .run("masam tally б.csv -i health --cluster psu --out б.tally")
        .run("masam report-card а.tally б.tally --format csv --out -")
        .exits(1)
        .stderr_has("б.tally: it shares clusters with а.tally, whose people would count twice: \"К0\"")
        .stderr_has("… (12)")
        .run("masam report-card а.csv б.csv -i health --cluster psu --format csv --out -")
        .exits(3);
    small('А')
        .run("masam tally а.csv -i health --cluster psu --by sex --out б.tally")
        .run("masam report-card а.tally б.tally --format csv --out -")
        .exits(1)
        .stderr_has("б.tally: it was made from а.csv, as was а.tally");
    small('А')
        .run("masam report-card а.tally а.tally --format csv --out -")
        .exits(1)
        .stderr_has("а.tally is given twice");
}

#[test]
fn tallies_of_unlike_columns_or_designs_are_refused() {
    let two = |name: &str, second: &str, options: &str| {
        small('А')
            .file("б.csv", second)
            .run(&format!("masam tally б.csv -i health {options} --out б.tally"))
            .run("masam report-card а.tally б.tally --format csv --out -")
            .exits(1)
            .stderr_has(name)
    };
    let other = staged('Б').replace("К", "Л");
    two("б.tally: H18 was read from another column", &other.replace("H18", "q/H18"), "--cluster psu");
    two("б.tally: its sampling design has other columns", &other, "--cluster өрх");
    two("б.tally: its sampling design has other columns", &other, "--strata strat --cluster psu");
    two("б.tally: it was made with the place set aimags, which is not masam", &other, "--cluster psu --places aimags");
}

#[test]
fn tallies_of_another_instrument_are_refused() {
    let toml = include_str!("../../instruments/health/instrument.toml");
    let version = toml.lines().find(|line| line.starts_with("version")).expect("a version");
    let newer = toml.replacen(version, "version = \"9.9\"", 1);
    small('А')
        .file("newer.toml", &newer)
        .file("same.toml", toml)
        .run("masam report-card а.tally -i same.toml --format csv --out -")
        .exits(3)
        .run("masam report-card а.tally -i newer.toml --format csv --out -")
        .exits(1)
        .stderr_has("а.tally: it was made with the instrument health 1.0, not with health 9.9")
        .run("masam report-card а.tally -i education --format csv --out -")
        .exits(1)
        .stderr_has("it was made with the instrument health 1.0, not with education")
        .run("masam tally а.csv -i newer.toml --cluster psu --out шинэ.tally")
        .exits(3)
        .run("masam report-card а.tally шинэ.tally --format csv --out -")
        .exits(1)
        .stderr_has("шинэ.tally: it was made with the instrument health 9.9, not with health 1.0");
}

#[test]
fn a_changed_text_of_the_same_instrument_is_refused_and_one_that_is_not_built_in_is_asked_for() {
    let toml = include_str!("../../instruments/health/instrument.toml");
    let own = toml.replacen("id = \"health\"", "id = \"манай-эмнэлэг\"", 1).replacen("манай-эмнэлэг", "own_health", 1);
    let other = own.replacen("most = ", "most = 1", 1);
    assert!(own != toml && other != own);
    Story::new("own")
        .file("а.csv", &staged('А'))
        .file("own.toml", &own)
        .file("other.toml", &other)
        .run("masam tally а.csv -i own.toml --cluster psu --out а.tally")
        .exits(3)
        .run("masam report-card а.tally -i own.toml --format csv --out -")
        .exits(3)
        .run("masam report-card а.tally --format csv --out -")
        .exits(1)
        .stderr_has("а.tally: it was made with \"own_health\", which is not built in: name its file with --instrument")
        .run("masam report-card а.tally -i other.toml --format csv --out -")
        .exits(1)
        .stderr_has("it was made with another text of the instrument own_health 1.0");
}

#[test]
fn options_that_a_tally_cannot_follow_are_refused() {
    let refused = |options: &str, said: &str| {
        small('А').run(&format!("masam report-card а.tally {options} --format csv --out -")).exits(1).stderr_has(said)
    };
    refused("--cluster өрх", "--cluster names another column than the tally was made with: psu");
    refused("--weight N", "--weight names another column than the tally was made with: –");
    refused("--weight жин", "there is no column \"жин\"");
    refused("--by facility", "there is no grouping \"facility\"");
    refused("--delimiter tab", "--delimiter says how spreadsheets are read, and a tally is none");
    refused("а.csv", "а.csv: this is a spreadsheet, but а.tally is a tally");
    small('А')
        .run("masam tally а.csv -i health --cluster psu --by none --out б.tally")
        .run("masam report-card б.tally --by sex --format csv --out -")
        .exits(1)
        .stderr_has("б.tally: it holds no sums by \"sex\", only by area")
        .run("masam report-card б.tally --format csv --out -")
        .exits(3)
        .run("masam tally б.tally -i health --out в.tally")
        .exits(1)
        .stderr_has("б.tally is a tally already");
}

#[test]
fn a_design_without_clusters_has_no_sums_but_its_rows() {
    Story::new("rows")
        .file("а.csv", "aimag,sex,H01\nХовд,female,yes\nХовд,male,no\n")
        .run("masam tally а.csv -i health --out а.tally")
        .exits(1)
        .stderr_has("every respondent is a sampled unit and sums by unit would be their answers: name the clusters")
        .made_no("а.tally")
        .run("masam report-card а.csv --format csv --out -")
        .exits(2)
        .stderr_has("name the instrument with --instrument");
}

#[test]
fn tallies_that_came_to_harm_are_refused_in_a_sentence() {
    let whole = String::from_utf8(small('А').read("а.tally")).expect("UTF-8");
    let refused = |text: &str, said: &str| {
        Story::new("harm")
            .file("а.tally", text)
            .run("masam report-card а.tally --format csv --out -")
            .exits(1)
            .stderr_has(said)
    };
    refused(&whole[..whole.len() / 3], "а.tally: the tally is cut off: its last line is missing");
    refused(&whole.replacen("female", "male", 1), "а.tally: the tally was changed after it was written");
    let later = whole.replacen("\"format\":1", "\"format\":7", 1);
    Story::new("harm")
        .file("а.tally", &later)
        .run("masam report-card а.tally -i health --format csv --out -")
        .exits(1)
        .stderr_has("а.tally: the tally is of format 7, and this program reads format 1");
}
