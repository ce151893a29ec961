//! The code keeps to docs/architecture.md: the modules of its table, who may use whom, and who touches the world.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A row of the table: a module, and the modules it may use.
struct Listed {
    name: String,
    may_use: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn listed() -> Vec<Listed> {
    let page = std::fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let name = |text: &str| text.trim().trim_matches('`').to_string();
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 3, "{line}");
        let may_use = cells[2].split(',').map(name).filter(|used| !used.is_empty()).collect();
        Listed { name: name(cells[0]), may_use }
    };
    rows.map(row).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module of a source file: its folder or file right under src.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).expect("it lies in src");
    let first = below.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// The code of a file without comments and without its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.ends_with("sample.rs")
}

fn used(code: &str) -> BTreeSet<String> {
    assert!(!code.contains("crate::{"), "one use line for each module: use crate::lang::…");
    let after = code.split("crate::").skip(1);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn the_table_of_modules_names_every_module_and_no_other() {
    let in_table: BTreeSet<String> = listed().into_iter().map(|row| row.name).collect();
    let files =
        std::fs::read_dir(root().join("src")).expect("src").map(|entry| module(&entry.expect("an entry").path()));
    let in_src: BTreeSet<String> = files.filter(|name| name != "lib" && name != "main").collect();
    assert_eq!(in_table, in_src);
}

#[test]
fn modules_use_only_what_the_table_allows_and_only_downwards() {
    let table = listed();
    for (at, row) in table.iter().enumerate() {
        let above: BTreeSet<&str> = table[..at].iter().map(|row| row.name.as_str()).collect();
        for allowed in &row.may_use {
            assert!(above.contains(allowed.as_str()), "{} stands before {allowed}, which it may use", row.name);
        }
    }
    for path in sources(&root().join("src")).into_iter().filter(|path| !is_test(path)) {
        let name = module(&path);
        let Some(row) = table.iter().find(|row| row.name == name) else { continue };
        let beyond: Vec<String> =
            used(&code(&path)).into_iter().filter(|used| *used != name && !row.may_use.contains(used)).collect();
        assert!(beyond.is_empty(), "{} uses {beyond:?}, which docs/architecture.md doesn't allow", path.display());
    }
}

#[test]
fn nothing_but_the_command_line_touches_the_world() {
    const WORLD: [&str; 14] = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "std::time",
        "SystemTime",
        "Instant::",
        "println!",
        "print!(",
        "stdin()",
        "stdout()",
        "stderr()",
        "indicatif",
        "tempfile",
    ];
    for path in sources(&root().join("src")) {
        if is_test(&path) || ["cli", "main"].contains(&module(&path).as_str()) {
            continue;
        }
        let code = code(&path);
        let touched: Vec<&str> = WORLD.into_iter().filter(|word| code.contains(word)).collect();
        assert!(touched.is_empty(), "{} touches {touched:?}", path.display());
    }
}

#[test]
fn nothing_is_unsafe_and_every_file_says_what_it_is_for() {
    for path in sources(&root().join("src")) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        assert!(is_test(&path) || text.starts_with("//!"), "{} does not begin with //!", path.display());
        assert!(!text.contains("unsafe {"), "{}", path.display());
    }
}
