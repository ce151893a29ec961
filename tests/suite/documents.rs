//! The documents say everything that the program does, and point at files that are there.

use std::path::{Path, PathBuf};

use masam::ask::Statistic;
use masam::card::Average;
use masam::coding::ImportanceBy;
use masam::design::{LonelyCluster, ReplicateType};
use masam::estimate::{DfRule, Distance, IntervalMethod, QuantileRule, TestStatistic};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn methods() -> String {
    std::fs::read_to_string(root().join("docs/methods.md")).expect("docs/methods.md")
}

#[track_caller]
fn names<'n>(page: &str, names: impl IntoIterator<Item = &'n str>) {
    let lacking: Vec<&str> = names.into_iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(lacking.is_empty(), "docs/methods.md says nothing of {lacking:?}");
}

#[test]
fn every_rule_is_described_under_its_name() {
    let page = methods();
    names(&page, LonelyCluster::NAMES.map(|(name, _)| name));
    names(&page, IntervalMethod::NAMES.map(|(name, _)| name));
    names(&page, [IntervalMethod::BetaAtEdge.name()]);
    names(&page, DfRule::NAMES.map(|(name, _)| name));
    names(&page, QuantileRule::NAMES.map(|(name, _)| name));
    names(&page, Average::NAMES.map(|(name, _)| name));
    names(&page, ReplicateType::NAMES);
    names(&page, Distance::NAMES.map(|(name, _)| name));
    names(&page, TestStatistic::NAMES.map(|(name, _)| name));
    names(&page, ImportanceBy::NAMES.map(|(name, _)| name));
}

#[test]
fn every_statistic_and_every_measure_is_described_under_its_name() {
    let page = methods();
    use Statistic::{Count, Difference, Mean, Quantile, Ratio, Share, Total};
    names(&page, [Mean, Share, Ratio, Total, Count, Quantile, Difference].map(Statistic::name));
    let model = std::fs::read_to_string(root().join("src/instrument/model.rs")).expect("the model");
    let (_, after) = model.split_once("pub enum Measure {").expect("the measures");
    let (body, _) = after.split_once("\n}").expect("the end of the measures");
    let variants =
        body.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| line.starts_with(char::is_uppercase));
    let variants: Vec<String> = variants.map(|line| line.trim_end_matches([' ', '{', ',']).to_lowercase()).collect();
    assert!(variants.len() >= 7, "{variants:?}");
    names(&page, variants.iter().map(String::as_str));
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(pages(&path));
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
    found
}

#[test]
fn links_lead_to_files_that_are_there() {
    let mut broken = Vec::new();
    for page in pages(root()) {
        let text = std::fs::read_to_string(&page).expect("a page");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let outside = file.is_empty() || file.contains("://") || file.contains(' ') || file.starts_with("mailto:");
            if !outside && !page.parent().expect("a folder").join(file).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_guide_to_reading_explains_the_very_words_of_the_outputs() {
    use masam::lang::Lang;
    use masam::report::words::Word;
    let guide = std::fs::read_to_string(root().join("docs/reading-a-card.md")).expect("the guide").to_lowercase();
    let words = [
        Word::Better,
        Word::Worse,
        Word::NoClearDifference,
        Word::TooSmall,
        Word::NoData,
        Word::Withheld,
        Word::NoTarget,
    ];
    for word in words {
        for lang in [Lang::Mn, Lang::En] {
            let said = word.get(lang).to_lowercase();
            assert!(guide.contains(&said), "{said}");
        }
    }
}

/// Files of answers among the examples: what says how they were made isn't any.
fn shipped_answers() -> Vec<PathBuf> {
    fn within(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let about = ["TRUTH.csv", "FAULTS.csv", "facilities.csv", "register.csv"].contains(&name.as_str());
            match path.is_dir() {
                true if name != "out" => within(&path, found),
                false if !about && (name.ends_with(".csv") || name.ends_with(".xlsx")) => found.push(path),
                true | false => {}
            }
        }
    }
    let mut found = Vec::new();
    ["examples", "instruments"].iter().for_each(|folder| within(&root().join(folder), &mut found));
    found.sort();
    found
}

#[test]
fn every_file_of_answers_that_comes_with_the_program_is_known_as_made_up() {
    let path = root().join("examples/made-up.sha256");
    let digest = |file: &PathBuf| {
        let bytes = std::fs::read(file).expect("a file");
        // What a larger file is known by is counted only if it is asked for.
        assert!(bytes.len() < 1 << 20, "{file:?}: {} bytes", bytes.len());
        let of = masam::table::Fingerprint::of(&bytes);
        let name = file.strip_prefix(root()).expect("it lies there").to_string_lossy().replace('\\', "/");
        format!("{}  {name}\n", of.digits().expect("a digest"))
    };
    let wanted: String = shipped_answers().iter().map(digest).collect();
    if std::env::var_os("MASAM_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &wanted).expect("the list");
    }
    let kept = std::fs::read_to_string(&path).expect("the list");
    assert!(kept == wanted, "it is behind: MASAM_UPDATE_DOCS=1 cargo test --test suite documents");
}
