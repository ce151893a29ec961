//! docs/commands is what `--help` says. To write the pages anew: `MASAM_UPDATE_DOCS=1 cargo test --test suite commands`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::story::Story;

fn help(command: &str) -> String {
    let story = Story::new("help").run(&format!("masam {command} --help")).exits(0);
    let lines: Vec<&str> = story.stdout().lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_string()
}

/// The commands that a help page lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let name = |line: &str| Some(line.strip_prefix("  ")?.split(' ').next()?.to_string());
    listed.filter_map(name).filter(|name| !name.is_empty() && name != "help").collect()
}

/// A page for each command, with those below it.
fn pages() -> BTreeMap<String, String> {
    let page = |command: &str| {
        let own = help(command);
        let mut text = format!("# masam {command}\n\n```text\n{own}\n```\n");
        for below in commands(&own) {
            text += &format!("\n## masam {command} {below}\n\n```text\n{}\n```\n", help(&format!("{command} {below}")));
        }
        text
    };
    commands(&help("")).into_iter().map(|command| (format!("{command}.md"), page(&command))).collect()
}

#[test]
fn the_pages_of_commands_are_what_help_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands");
    let pages = pages();
    assert!(pages.len() >= 3, "{:?}", pages.keys());
    if std::env::var_os("MASAM_UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(&folder).expect("docs/commands");
        for (name, text) in &pages {
            std::fs::write(folder.join(name), text).expect("a page");
        }
    }
    const HOW: &str = "MASAM_UPDATE_DOCS=1 cargo test --test suite commands";
    for (name, text) in &pages {
        let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(kept == *text, "docs/commands/{name} is not what --help says; write it anew: {HOW}");
    }
    let kept = std::fs::read_dir(&folder).expect("docs/commands").map(|entry| entry.expect("an entry").file_name());
    let unknown: Vec<_> = kept.filter(|name| !pages.contains_key(&*name.to_string_lossy())).collect();
    assert!(unknown.is_empty(), "docs/commands has pages of no command: {unknown:?}");
}

#[test]
fn every_command_shows_an_example_in_its_help() {
    for command in commands(&help("")) {
        assert!(help(&command).contains(&format!("masam {command} ")), "{command}");
    }
}
