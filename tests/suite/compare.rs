//! Stories of facility comparison: what is asked for, what comes of it, and what stands in the way.

use crate::story::{Estimates, Story};

/// Twelve clinics of one kind, sixty answers each; at the fourth one in four people is well received, elsewhere three.
fn survey() -> String {
    let mut text = String::from("байгууллага,H01,H10,H18\n");
    for clinic in 1..=12 {
        for answer in 0..60 {
            let problem = if clinic == 4 { answer % 4 != 0 } else { answer % 4 == (clinic + answer / 4) % 4 };
            // Two spellings of one identifier are one facility.
            let id = if clinic == 5 && answer % 2 == 0 { "э-05 ".to_owned() } else { format!("Э-{clinic:02}") };
            text += &format!("{id},yes,{},{}\n", if problem { "yes" } else { "no" }, 1 + (answer * 7 + clinic) % 5);
        }
    }
    text + "Э-99,yes,no,5\nЭ-02,yes,no,3\n"
}

fn register() -> String {
    let mut text = String::from("код;нэр;төрөл;хот/хөдөө;аймаг\n");
    (1..=13).for_each(|n| text += &format!("Э-{n:02};Эмнэлэг №{n};ӨЭМТ;хөдөө;Ховд\n"));
    text
}

fn clinics(name: &str) -> Story {
    Story::new(name).file("санал.csv", &survey()).file("бүртгэл.csv", &register())
}

const PLAIN: &str = "masam compare санал.csv -i health --facilities бүртгэл.csv --format csv --out -";

#[test]
fn the_clinic_that_differs_is_found_and_no_other() {
    let story = clinics("compare").run(PLAIN).exits(0);
    let rows = Estimates::of(story.stdout()).rows;
    let of = |facility: &str| {
        rows.iter().find(|r| r.text("facility") == facility && r.text("indicator") == "H10").expect("a row")
    };
    assert_eq!((of("Э-04").text("standing"), of("Э-04").text("flag")), ("far_above", "support"));
    let flagged = rows.iter().filter(|r| r.text("indicator") == "H10" && !r.text("flag").is_empty()).count();
    assert_eq!(flagged, 1);
    assert_eq!(of("Э-04").text("dimension"), "problem");
    // Both spellings of one identifier.
    assert_eq!(of("Э-05").text("n"), "60");
    assert_eq!(of("Э-13").text("standing"), "no_data");
    story
        .stderr_has("\"Э-99\" is not in the register")
        .stderr_has("in the register, but without data: Э-13")
        .stderr_has("needs support: Эмнэлэг №4");
}

#[test]
fn few_answers_are_too_small_to_tell_and_withheld_for_the_public() {
    let rows = |options: &str| Estimates::of(clinics("few").run(&format!("{PLAIN} --few 61 {options}")).stdout()).rows;
    let standing = |options: &str, facility: &str| {
        let rows = rows(options);
        let row = rows.iter().find(|r| r.text("facility") == facility && r.text("indicator") == "H10").expect("a row");
        (row.text("standing").to_owned(), row.text("raw").to_owned())
    };
    assert_eq!(standing("", "Э-01").0, "too_small");
    assert!(!standing("", "Э-01").1.is_empty());
    assert_eq!(standing("--public", "Э-01"), ("withheld".to_owned(), String::new()));
    assert_eq!(standing("--public", "Э-02").0, "no_benchmark");
}

#[test]
fn nobody_is_compared_with_strangers_unless_told_to() {
    let alone = Story::new("peers").file("санал.csv", &survey());
    let alone = alone.run("masam compare санал.csv -i health --format csv --out -").exits(1);
    alone.stderr_has("nothing says who is whose peer: there is no \"type\", \"residence\"");
    let told = Story::new("peers").file("санал.csv", &survey());
    let told = told.run("masam compare санал.csv -i health --peers none --format csv --out -").exits(0);
    assert!(told.stdout().contains("All facilities") || told.stdout().contains("Бүх байгууллага"), "{}", told.stdout());
    clinics("peers")
        .run(&format!("{PLAIN} --peers хэлбэр"))
        .exits(1)
        .stderr_has("the register has no column \"хэлбэр\"");
}

#[test]
fn what_contradicts_itself_is_refused_in_a_sentence() {
    for (options, said) in [
        ("--benchmark previous", "needs the survey of the round before"),
        ("--previous өмнөх.csv", "is only read for --benchmark previous"),
        ("--adjust жин", "has no question \"жин\" that the file answers"),
        ("--facility clinic", "there is no column \"clinic\""),
        ("--checklist өмнөх.csv", "no column says which facility"),
        ("--previous өмнөх.csv --benchmark previous --adjust H01", "leave out --adjust or --benchmark previous"),
        ("--cluster байгууллага", "clusters are visits or classes within a facility"),
        ("--peers none,type", "give it alone"),
        ("--peers утас", "isn't published"),
        ("--peers contact", "isn't published"),
        ("--checklist-instrument health-facility", "none is given"),
    ] {
        clinics("refused").file("өмнөх.csv", &survey()).run(&format!("{PLAIN} {options}")).exits(1).stderr_has(said);
    }
    let nobody = Story::new("nobody").file("санал.csv", "байгууллага,H01,H10\n");
    nobody
        .run("masam compare санал.csv -i health --peers none --out - --format csv")
        .exits(1)
        .stderr_has("nothing to compare");
    let nowhere = Story::new("no facility").file("санал.csv", "H01,H10\nyes,no\n");
    nowhere
        .run("masam compare санал.csv -i health --peers none --out -  --format csv")
        .exits(1)
        .stderr_has("--facility");
}

#[test]
fn a_facility_is_held_against_its_own_round_before() {
    let before = survey().replace(",yes,yes,", ",yes,no,");
    let story = clinics("previous").file("өмнөх.csv", &before);
    let story = story.run(&format!("{PLAIN} --benchmark previous --previous өмнөх.csv")).exits(0);
    let rows = Estimates::of(story.stdout()).rows;
    let satisfied =
        rows.iter().find(|r| r.text("facility") == "Э-04" && r.text("indicator") == "H18.score").expect("a row");
    assert_eq!((satisfied.text("benchmark_kind"), satisfied.text("standing")), ("previous", "as_expected"));
    assert_eq!(satisfied.text("raw"), satisfied.text("benchmark"));
}

#[test]
fn nobody_is_marked_where_the_best_are_picked_by_the_values_that_are_judged() {
    let rows = Estimates::of(clinics("best").run(&format!("{PLAIN} --benchmark best-quarter")).stdout()).rows;
    assert!(rows.iter().any(|r| r.text("facility") == "Э-04" && r.text("standing") == "far_above"));
    assert!(rows.iter().all(|r| r.text("flag").is_empty()));
}

#[test]
fn a_composite_does_not_give_away_a_part_that_is_withheld() {
    // At the second clinic only ten of sixty answer one question of four.
    let mut text = String::from("байгууллага,E04,E05,E06,E07\n");
    for school in 1..=5 {
        for answer in 0..60 {
            let last = if school == 2 && answer >= 10 { String::new() } else { format!("{}", 1 + answer % 5) };
            let [a, b, c] = [1, 2, 3].map(|k| 1 + (answer * k + school) % 5);
            text += &format!("С-{school},{a},{b},{c},{last}\n");
        }
    }
    let story = || Story::new("hidden").file("санал.csv", &text);
    let command = "masam compare санал.csv -i education --peers none --format csv --out -";
    let quality = |options: &str, school: &str| {
        let rows = Estimates::of(story().run(&format!("{command} {options}")).stdout()).rows;
        let found = |r: &&crate::story::Row| r.text("facility") == school && r.text("indicator") == "composite.quality";
        rows.iter().find(found).expect("a row").text("standing").to_owned()
    };
    assert_eq!(quality("--public", "С-2"), "withheld");
    assert_ne!(quality("--public", "С-3"), "withheld");
    assert_ne!(quality("", "С-2"), "withheld");
}

#[test]
fn norms_that_are_limited_in_time_want_a_day() {
    let command = "masam compare үзлэг.csv -i health-facility --peers none --format csv --out -";
    let story = || Story::new("dated").file("үзлэг.csv", include_str!("../../instruments/health-facility/sample.csv"));
    let said = "limited in time, and without a day none of them is in force: HF01";
    story().run(command).stderr_has(said);
    assert!(!story().run(&format!("{command} --as-of 2026-01-01")).stderr().contains(said));
}

#[test]
fn who_counts_as_zero_counts_only_where_the_question_was_asked() {
    // Nobody was asked how much (H16): that some paid nothing doesn't make a mean of 0.
    let mut text = String::from("байгууллага,H15\n");
    for clinic in 1..=4 {
        (0..40).for_each(|n| text += &format!("Э-{clinic},{}\n", if n % 3 == 0 { "yes" } else { "no" }));
    }
    let story = Story::new("zero").file("санал.csv", &text);
    let story = story.run("masam compare санал.csv -i health --peers none --format csv --out -").exits(0);
    let rows = Estimates::of(story.stdout()).rows;
    assert!(rows.iter().any(|r| r.text("indicator") == "H15" && r.text("standing") == "as_expected"));
    assert!(rows.iter().filter(|r| r.text("indicator") == "H16.users").all(|r| r.text("raw").is_empty()));
}

#[test]
fn limits_about_a_target_are_not_widened_by_the_spread_of_peers() {
    // Informal payment at half, a tenth and none of forty visits: the target is 0, whatever the others do.
    let mut text = String::from("байгууллага,H15\n");
    for clinic in 1..=6 {
        let of = [2, 10, 41][clinic % 3];
        (1..=40).for_each(|n| text += &format!("Э-{clinic},{}\n", if n % of == 0 { "yes" } else { "no" }));
    }
    let story = Story::new("target").file("санал.csv", &text);
    let story =
        story.run("masam compare санал.csv -i health --peers none --benchmark target --format csv --out -").exits(0);
    let rows = Estimates::of(story.stdout()).rows;
    let standing = |id: &str| {
        let found = rows.iter().find(|r| r.text("facility") == id && r.text("indicator") == "H15");
        found.expect("a row").text("standing").to_owned()
    };
    assert_eq!(["Э-3", "Э-1", "Э-2"].map(standing), ["far_above", "far_above", "as_expected"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_on_one_thread_and_on_two() {
    for format in ["csv", "json", "xlsx"] {
        let of = |threads: u8| {
            let command = PLAIN.replace("--format csv", &format!("--format {format} --threads {threads}"));
            clinics("bytes").run(&command).exits(0).output().to_vec()
        };
        assert_eq!(of(1), of(2), "{format}");
    }
}

#[test]
fn columns_that_the_instrument_does_not_name_never_leave_the_file() {
    let secret = survey()
        .replace("байгууллага,", "утас,байгууллага,")
        .replace("\nЭ", "\n99112233,Э")
        .replace("\nэ", "\n99112233,э");
    let story = Story::new("persons").file("санал.csv", &secret).file("бүртгэл.csv", &register());
    let story = story.run(&PLAIN.replace("--format csv", "--format json")).exits(0);
    assert!(!story.stdout().contains("99112233"));
}

#[test]
fn what_a_facility_gives_is_what_the_general_design_gives() {
    // Weights that differ, blanks that still count as sampled, and a facility where all say the same.
    let mut text = String::from("байгууллага,жин,H01,H10,H18\n");
    for row in 0..600_u32 {
        let (clinic, mixed) = (row % 9, row.wrapping_mul(2_654_435_761) >> 7);
        let problem = match (clinic, mixed % 7) {
            (_, 0) => "",
            (8, _) => "no",
            (_, 1 | 2) => "yes",
            _ => "no",
        };
        let satisfied = if mixed % 11 == 0 { String::new() } else { (1 + mixed % 5).to_string() };
        text += &format!("Э-{clinic},{},yes,{problem},{satisfied}\n", 1.0 + f64::from(mixed % 13) / 4.0);
    }
    let story = || Story::new("general").file("санал.csv", &text);
    let own = story().run("masam compare санал.csv -i health --peers none --few 5 --format csv --out -").exits(0);
    let general = story()
        .run("masam estimate санал.csv --strata байгууллага --weight жин --share H10=yes --mean H18 --by байгууллага");
    let (own, general) = (Estimates::of(own.stdout()).rows, Estimates::of(general.exits(0).stdout()).rows);
    let mut compared = 0;
    for row in general.iter().filter(|row| !row.text("group").is_empty()) {
        let facility = row.text("group").split_once('=').expect("a group").1;
        // A mean of 1 to 5 is 25 points a step.
        let (indicator, times, from) =
            if row.text("statistic") == "share" { ("H10", 100.0, 0.0) } else { ("H18.score", 25.0, 1.0) };
        let found = own.iter().find(|r| r.text("facility") == facility && r.text("indicator") == indicator);
        let found = found.unwrap_or_else(|| panic!("no row of {facility} and {indicator}"));
        assert_eq!(found.text("n"), row.text("n"), "{facility} {indicator}");
        for (ours, theirs, start) in
            [("raw", "estimate", from), ("se", "se", 0.0), ("ci_low", "ci_low", from), ("ci_high", "ci_high", from)]
        {
            let (a, b) = (found.text(ours).parse::<f64>(), row.text(theirs).parse::<f64>());
            let (a, b) = (a.expect("a number"), times * (b.expect("a number") - start));
            let b = if ours == "ci_high" && indicator == "H18.score" { b.min(100.0) } else { b };
            assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{facility} {indicator} {ours}: {a} for {b}");
            compared += 1;
        }
    }
    assert_eq!(compared, 9 * 2 * 4);
}
