//! A survey round as a project: what is made, what isn't made again, and what is never written over.

use std::collections::BTreeMap;

use crate::story::Story;

const NEW: &str = "masam new Ховд/ --instruments health,health-scorecard";
const ANSWERS: &str = "Ховд/surveys/health/round-1/EXAMPLE-synthetic.csv";
const GAPS: &str = "Ховд/out/round-1/health-gaps.csv";

/// A project with made-up answers that was run.
fn made(name: &str) -> Story {
    Story::new(name).run(NEW).exits(0).run("masam run Ховд").exits(0)
}

fn outputs(story: &Story) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for folder in ["Ховд/out", "Ховд/out/round-1", "Ховд/out/health-scorecard-posters"] {
        for name in story.names(folder).into_iter().filter(|name| name.contains('.')) {
            let path = format!("{folder}/{name}");
            all.insert(path.clone(), story.read(&path));
        }
    }
    all
}

#[test]
fn one_command_makes_everything_and_a_second_run_does_nothing() {
    let story = made("a project").stderr_has("6 made, 0 up to date").stderr_has("health-scorecard-posters/poster");
    let once = outputs(&story);
    // Whoever sees a page of the example sees that it is one.
    let page = String::from_utf8(once["Ховд/out/round-1/health-report-card.html"].clone()).expect("text");
    assert!(page.contains("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ") && page.contains("MADE-UP EXAMPLE ANSWERS"));
    assert!(once.len() > 30 && once.contains_key("Ховд/out/round-1/forum.xlsx"), "{:?}", once.keys());
    let story = story.run("masam run Ховд").exits(0).stderr_has("nothing to make, 6 up to date");
    assert_eq!(outputs(&story), once);
    let story = story.run("masam status Ховд").exits(0).stdout_has("round-1/health/gaps");
    let story = story.run("masam verify Ховд/out").exits(0).stdout_has("0 steps differ");
    let story =
        story.run("masam verify Ховд/out --json").exits(0).stdout_has("\"differ\":0").stdout_has("\"state\":\"same\"");
    let story =
        story.run("masam status Ховд --json").stdout_has("\"event\":\"status\"").stdout_has("\"event\":\"end\"");
    // Another folder, other processes: the same bytes, the manifest among them.
    assert_eq!(outputs(&made("the same project elsewhere")), once);
    drop(story);
}

#[test]
fn a_changed_cell_makes_again_what_depends_on_it_and_nothing_else() {
    let story = made("a cell changes");
    let answers = String::from_utf8(story.read(ANSWERS)).expect("text").replacen(",female,", ",male,", 9);
    let before = outputs(&story);
    let story = story.file(ANSWERS, &answers);
    let story =
        story.run("masam run Ховд --check").exits(3).stderr_has(&format!("{} changed", &ANSWERS["Ховд/".len()..]));
    assert_eq!(outputs(&story), before);
    let story = story.run("masam run Ховд").exits(0).stderr_has("4 made, 2 up to date");
    let after = outputs(&story);
    let changed: Vec<&str> =
        after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)).map(|(n, _)| &n[..]).collect();
    assert!(changed.contains(&"Ховд/out/round-1/health-report-card.csv"), "{changed:?}");
    let apart = |name: &&&str| name.contains("scorecard");
    assert_eq!(changed.iter().filter(apart).count(), 0, "{changed:?}");
}

#[test]
fn the_time_of_a_file_means_nothing() {
    let story = made("touched");
    let same = story.read(ANSWERS);
    story.bytes(ANSWERS, &same).run("masam run Ховд").exits(0).stderr_has("nothing to make");
}

#[test]
fn an_output_that_somebody_changed_is_kept_until_it_is_given_up() {
    let story = made("by hand").file(GAPS, "миний тэмдэглэл\n");
    let story =
        story.run("masam run Ховд").exits(3).stderr_has("out/round-1/health-gaps.csv was changed since it was made");
    let story = story.run("masam verify Ховд").exits(3).stdout_has("health-gaps.csv was changed since it was made");
    // Now the step has to be made again, and what somebody wrote still stands there.
    let answers = String::from_utf8(story.read(ANSWERS)).expect("text").replacen(",female,", ",male,", 9);
    let story = story.file(ANSWERS, &answers).run("masam run Ховд").exits(1).stderr_has("[R011]");
    assert_eq!(story.read(GAPS), "миний тэмдэглэл\n".as_bytes());
    let story = story.run("masam run Ховд --force").exits(0).run("masam verify Ховд").exits(0);
    assert_ne!(story.read(GAPS), "миний тэмдэглэл\n".as_bytes());
}

#[test]
fn a_file_that_the_project_did_not_make_is_not_written_over() {
    let story = Story::new("foreign").run(NEW).exits(0).file(GAPS, "хэн нэгний файл\n");
    let story = story.run("masam run Ховд").exits(1).stderr_has("[R012]").stderr_has("1 failed, 1 not tried");
    assert_eq!(story.read(GAPS), "хэн нэгний файл\n".as_bytes());
    // What doesn't need it was made all the same.
    assert!(story.names("Ховд/out").contains("health-scorecard.xlsx"));
}

#[test]
fn a_step_that_fails_stops_only_what_needs_it() {
    let story = Story::new("failing").run(NEW).exits(0).file(ANSWERS, "энэ,бол\nсудалгаа,биш\n");
    let story = story.run("masam run Ховд --json").exits(1).stdout_has("\"state\":\"failed\"");
    let story = story.stdout_has("\"state\":\"not-tried\"").stdout_has("\"event\":\"end\",\"made\":2");
    assert!(story.names("Ховд/out").contains("health-scorecard.xlsx"));
    // It is mended, and the rest follows.
    let sound = Story::new("sound").run(NEW).exits(0).read(ANSWERS);
    story.bytes(ANSWERS, &sound).run("masam run Ховд").exits(0).stderr_has("4 made, 2 up to date");
}

#[test]
fn made_up_answers_are_never_counted_together_with_real_ones() {
    let story = Story::new("mixed").run(NEW).exits(0);
    let real = String::from_utf8(story.read(ANSWERS)).expect("text").replacen(",female,", ",male,", 9);
    let story = story.file("Ховд/surveys/health/round-1/жинхэнэ.csv", &real);
    story.run("masam run Ховд").exits(1).stderr_has("EXAMPLE-synthetic.csv holds made-up answers").stderr_has("[R014]");
}

#[test]
fn a_round_without_files_waits_and_the_next_file_is_found() {
    let story = Story::new("waiting").run("masam new Ховд/ --instruments health --rounds 2025,2026").exits(0);
    let story = story.run("masam run Ховд").exits(3).stderr_has("waits for surveys/health/2026/*");
    let answers = story.read("Ховд/surveys/health/2025/EXAMPLE-synthetic.csv");
    let other = String::from_utf8(answers).expect("text").replacen(",female,", ",male,", 9);
    let story =
        story.file("Ховд/surveys/health/2026/өвөл.csv", &other).run("masam run Ховд").stderr_has("health/change");
    assert!(story.names("Ховд/out").contains("health-change.xlsx"));
    // The forum moved on to the new round; that of the old one is left over, and deleted only when that is said.
    let story = story.run("masam status Ховд").stdout_has("left over from an earlier run: out/2025/forum.xlsx");
    let story = story.run("masam run Ховд").stderr_has("files of earlier runs");
    assert!(story.names("Ховд/out/2025").contains("forum.xlsx"));
    let story = story.run("masam run Ховд --prune");
    assert!(!story.names("Ховд/out/2025").contains("forum.xlsx"));
}

#[test]
fn a_named_file_of_corrections_must_be_there_and_a_copy_of_a_survey_does_not_count_twice() {
    let text = "[defaults]\nformat = [\"csv\", \"r\"]\n\n[[survey]]\ninstrument = \"health\"\nfiles = \"*.csv\"\nby = \"sex\"\n\
                corrections = \"засвар.xlsx\"\n";
    let answers = Story::new("answers").run(NEW).exits(0).read(ANSWERS);
    let story = Story::new("named").file("masam.toml", text).bytes("судалгаа.csv", &answers);
    let story =
        story.run("masam run").exits(3).stderr_has("waits for засвар.xlsx").made_no("out/health-report-card.csv");
    // Options that a command doesn't have, such as groups of a check, and formats that it doesn't write, are left to the others.
    let story =
        story.file("masam.toml", &text.replace("corrections = \"засвар.xlsx\"\n", "")).run("masam run").exits(0);
    let story = story.stderr_has("health/check").stderr_has("3 made").made("out/health-report-card.R", "svydesign");
    let story = story.bytes("судалгаа (1).csv", &answers).run("masam run").exits(1);
    story.stderr_has("[C028]").stderr_has("судалгаа (1).csv = судалгаа.csv");
}

#[test]
fn a_folder_without_books_is_waited_for() {
    let story = Story::new("no books").run("masam new Ховд --instruments health,health-scorecard --empty").exits(0);
    let story = story.bytes("Ховд/surveys/health/round-1/a.csv", &Story::new("a").run(NEW).exits(0).read(ANSWERS));
    let story = story.run("masam run Ховд").exits(3).stderr_has("waits for scorecards/health-scorecard/");
    assert!(story.names("Ховд/out/round-1").contains("forum.xlsx"));
}

#[test]
fn every_fault_of_a_project_file_is_shown_at_its_line() {
    let text = "[defaults]\nlang = [\"мн\"]\nfromat = \"xlsx\"\n\n[[round]]\nname = \"2026\"\n\n\
                [[survey]]\ninstrument = \"health\"\nfiles = { \"2025\" = \"a.csv\" }\nout = \"x\"\nmake = [\"cards\"]\n\n[[poster]]\nof = \"усны\"\n";
    let story = Story::new("faults").file("Ховд/masam.toml", text).run("masam run Ховд").exits(1);
    let said = story.stderr();
    for words in [
        "there is no key \"fromat\" here",
        "Did you mean \"format\"?",
        "there is no round \"2025\"",
        "\"out\" follows from the project",
        "\"cards\" is not a choice here",
        "there is no survey or scorecard \"усны\" here",
        "5 problems in Ховд/masam.toml",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(said.contains("masam.toml:3:1") && said.contains("masam.toml:10:"), "{said}");
}

#[test]
fn a_value_that_a_command_refuses_is_shown_at_its_line() {
    let text = "[[survey]]\ninstrument = \"health\"\nfiles = \"a.csv\"\naverage = \"тэнцүү\"\n";
    let story = Story::new("values").file("a.csv", "a\n1\n").file("masam.toml", text).run("masam run").exits(1);
    let story = story.stderr_has("average does not fit: invalid value 'тэнцүү'").stderr_has("masam.toml:4:1");
    story.run("masam run --only усны").exits(1);
}

#[test]
fn every_option_says_which_line_it_comes_from() {
    let story = Story::new("explained").run(NEW).exits(0).run("masam run Ховд --explain").exits(0);
    let story = story.stdout_has("masam report-card surveys/health/round-1/EXAMPLE-synthetic.csv");
    let story = story.stdout_has("masam.toml line 11: places = masam").stdout_has("the plan: round = round-1");
    story.made_no("Ховд/out/manifest.json");
}

#[test]
fn every_report_ends_with_its_sources_and_their_fingerprints() {
    // The digests are those of sha256sum.
    let story = Story::new("sources").file("судалгаа.csv", "aimag,H01\nХовд,1\nУвс,2\n");
    let story = story.file("засвар.csv", "row,column,old,new,reason,by\n2,H01,1,2,алдаа,МС\n");
    let story =
        story.run("masam report-card судалгаа.csv -i health --corrections засвар.csv --format md --lang en --out -");
    let (_, sources) = story.stdout().rsplit_once("## Sources").expect("the last section");
    for words in [
        "d4e8009c955e39b4ebca66b1008ab4f83987a0e6b0d0108e8a340f3bffa745ea",
        "9a948a199f460bef70131cf3032098fa456a5ebf31091cdcf84df82b51b61bac",
        "судалгаа.csv",
        "засвар.csv",
        "health 1.0",
    ] {
        assert!(sources.contains(words), "{words}\n{sources}");
    }
}

#[test]
fn what_was_read_is_not_written_over_by_whatever_name() {
    let answers = Story::new("answers").run(NEW).exits(0).read(ANSWERS);
    // The names of outputs follow from a folder or a stem, and hit the survey and the register of targets.
    let story =
        Story::new("spared").bytes("д/health-report-card.csv", &answers).file("д/к.md", "indicator,target\nH01,50\n");
    let story = story.run("masam report-card д/health-report-card.csv -i health --format csv,md --out д/ --force");
    let story = story.exits(1).stderr_has("д/health-report-card.csv was read, so it is not written over");
    let story = story.run(
        "masam report-card д/health-report-card.csv -i health --targets д/к.md --format json,md --out д/к.* --force",
    );
    let story = story.exits(1).stderr_has("д/к.md was read");
    assert_eq!(story.read("д/health-report-card.csv"), answers);
    story.made_no("д/к.json");
}

#[test]
fn a_folder_that_is_no_project_and_one_that_is_there_are_refused() {
    let story = Story::new("none").run("masam run").exits(1).stderr_has("[R008]");
    let story = story.file("энд/юм.txt", "x").run("masam new энд").exits(1).stderr_has("[R009]");
    let story = story.run("masam new өөр --instruments helth").exits(1).stderr_has("Did you mean \"health\"?");
    story.made_no("өөр/masam.toml");
}

#[test]
fn the_shipped_project_is_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/project");
    let story = Story::new("shipped").run(&format!("masam run '{folder}' --explain")).exits(0);
    let story = story.stdout_has("2026/health/report-card").stdout_has("health/change").stdout_has("2026/forum");
    story.stdout_has("2026/facilities/compare").stdout_lacks("waits for");
}
