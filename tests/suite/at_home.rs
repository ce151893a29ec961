//! The program in a shell: completions, pages for `man`, pipes, codes at the end, long and Cyrillic paths, silence.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::story::Story;

const SURVEY: &str = "aimag,psu,weight,sex,H01,H02\n\
    Ховд,1,1,1,1,20\nХовд,1,1,2,1,40\nХовд,2,1,1,2,\nХовд,2,2,2,1,10\n\
    Увс,3,1,1,1,60\nУвс,3,2,2,1,30\nУвс,4,1,2,2,\nУвс,4,1,1,1,25\n";

fn story() -> Story {
    Story::new("at home").file("судалгаа.csv", SURVEY)
}

#[test]
fn every_shell_gets_completions_with_commands_options_and_built_in_names() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = Story::new("completions").run(&format!("masam completions {shell}")).exits(0).says_nothing();
        let told = told.stdout_has("report-card").stdout_has("excel-csv");
        // Elvish is told of no values.
        if !["elvish", "powershell"].contains(&shell) {
            told.stdout_has("education-scorecard").stdout_has("okabe-ito").stdout_has("sdmx");
        }
    }
    Story::new("completions").run("masam completions tcsh").exits(2).stderr_has("bash, zsh, fish");
}

#[test]
fn bash_understands_its_completions() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let program = env!("CARGO_BIN_EXE_masam");
    let script = format!(
        "source <({program} completions bash); COMP_WORDS=(masam report-card --instrument edu); COMP_CWORD=3; \
         _masam masam edu --instrument; echo \"${{COMPREPLY[@]}}\""
    );
    let told = Command::new("bash").args(["-c", &script]).output().expect("bash runs");
    let offered = String::from_utf8(told.stdout).expect("UTF-8");
    assert!(offered.split_whitespace().any(|word| word == "education"), "{offered} {:?}", told.stderr);
}

#[test]
fn there_is_a_page_for_man_of_every_command_and_none_is_replaced_unasked() {
    let told = Story::new("man").run("masam man хуудас/").exits(0).stderr_has("pages written");
    let names = told.names("хуудас");
    for page in ["masam.1", "masam-report-card.1", "masam-instrument-dictionary.1", "masam-sample-draw.1"] {
        assert!(names.contains(page), "{names:?}");
    }
    // troff: a title line, and the sections that man(7) names.
    let told = told.made("хуудас/masam-gaps.1", ".TH masam-gaps 1").made("хуудас/masam-gaps.1", ".SH SYNOPSIS");
    let told = told.made("хуудас/masam-gaps.1", "Examples:");
    told.run("masam man хуудас/").exits(1).run("masam man хуудас/ --force -q").exits(0).says_nothing();
}

#[test]
fn code_0_means_that_all_is_well() {
    story().run("masam estimate судалгаа.csv --mean H02").exits(0);
}

#[test]
fn code_1_means_that_nothing_was_made() {
    story().run("masam estimate алга.csv --mean H02").exits(1).stderr_has("there is no such file");
}

#[test]
fn code_2_means_that_the_command_is_wrong() {
    story().run("masam estimate судалгаа.csv --дундаж H02").exits(2);
    story().run("masam estimate судалгаа.csv").exits(2);
}

#[test]
fn code_3_means_that_something_was_left_out() {
    let told =
        story().run("masam report-card судалгаа.csv --instrument health --public --by none --format csv --out к.csv");
    told.exits(3).made("к.csv", "withheld");
}

#[test]
fn the_document_of_installing_says_what_the_codes_mean() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/install.md");
    let page = std::fs::read_to_string(page).expect("docs/install.md");
    for code in ["| 0 |", "| 1 |", "| 2 |", "| 3 |"] {
        assert!(page.contains(code), "{code}");
    }
}

#[cfg(unix)]
#[test]
fn whoever_stops_reading_early_ends_the_program_quietly() {
    let told = story();
    for words in [
        "report-card судалгаа.csv --instrument health --format csv -q --out -",
        "instrument show health",
        "instrument dictionary health",
        "places list --format csv",
        "completions zsh",
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_masam"))
            .args(words.split(' '))
            .current_dir(told.folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = [0; 1];
        let mut output = child.stdout.take().expect("it is piped");
        output.read_exact(&mut first).expect("something is written");
        drop(output);
        let ended = child.wait_with_output().expect("the program ends");
        assert!(matches!(ended.status.code(), Some(0 | 3)), "{words}: {ended:?}");
        assert!(ended.stderr.is_empty(), "{words}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn a_survey_an_instrument_and_a_place_set_may_come_through_a_pipe_but_not_two_of_them() {
    let told = Story::new("pipes").piped("masam report-card - --instrument health -q --format csv --out -", SURVEY);
    let told = told.exits(3).stdout_has("H01");
    let instrument = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("instruments/health/instrument.toml");
    let instrument = std::fs::read_to_string(instrument).expect("the instrument");
    let told = told.piped("masam instrument check -", &instrument).exits(0).stdout_has("no faults");
    let told = told.piped("masam instrument dictionary - --out -", &instrument).exits(0).stdout_has(",indicator,H01,");
    let told = told.file("судалгаа.csv", SURVEY);
    let told = told.piped("masam report-card судалгаа.csv --instrument - -q --format csv --out -", &instrument);
    let told = told.exits(3).stdout_has("H01");
    let told = told.piped("masam report-card - --instrument - --out к.xlsx", &instrument);
    let told = told.exits(1).stderr_has("standard input can be read once").made_no("к.xlsx");
    told.piped("masam scorecard - --out к.xlsx", "").exits(1).stderr_has("Save it to a file first");
}

/// A folder whose path is longer than 255 bytes, in Cyrillic.
#[test]
fn long_paths_in_cyrillic_are_read_and_written() {
    let folder = "Ховд аймгийн эрүүл мэндийн газрын иргэдийн судалгаа 2026/Өрхийн эрүүл мэндийн төвүүдийн түүвэр судалгааны \
                  анхан шатны мэдээлэл/Үйлчлүүлэгчийн үнэлгээ";
    assert!(folder.len() > 255, "{}", folder.len());
    let told = Story::new("long").file(&format!("{folder}/Судалгаа №1.csv"), SURVEY);
    let command = format!(
        "masam report-card '{folder}/Судалгаа №1.csv' --instrument health -q --format csv,xlsx,json,html --out '{folder}/Гарц өө үү'"
    );
    let told = told.run(&command).exits(3).says_nothing();
    let names = told.names(&format!("{folder}/Гарц өө үү"));
    assert!(
        names.contains("health-report-card.xlsx") && names.contains("health-report-card.csv-metadata.json"),
        "{names:?}"
    );
    let told = told.run(&format!("masam estimate '{folder}/Судалгаа №1.csv' --mean H02 --out '{folder}/дүн.csv'"));
    told.exits(0).made(&format!("{folder}/дүн.csv"), "mean,H02");
}
