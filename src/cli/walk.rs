//! Which files lie in folders: filled workbooks and long tables, in an order of their own; what else lies there is counted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::{Result, caught, shell};
use crate::problem::{At, Code, Hint, Problem};

/// The files that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Their paths, sorted, each once.
    pub files: Vec<PathBuf>,
    /// Files of other types, locks of open workbooks and hidden files in folders: not read.
    pub passed_over: usize,
}

/// Endings of files that may hold a scorecard.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"];

/// The files of these paths. Folders are looked through to the bottom; a file that is named is taken whatever it is.
///
/// `others` are files with another part in the command, the register or the output: where they lie in a folder they aren't books.
pub(crate) fn files(paths: &[PathBuf], others: &[&Path]) -> Result<Found> {
    let others: BTreeSet<PathBuf> = others.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            look_into(path, &others, &mut found)?;
        } else {
            // It is read more than once, and what came through a pipe is gone after the first time.
            if path == Path::new("-") || shell::is_pipe(path) {
                return Err(Problem::new(Code::NotAFile, At::file(path.display().to_string()), "a pipe")
                    .detail("дамжуулах хоолой")
                    .hint(Hint::advice("Эхлээд файл болгож хадгална уу.", "Save it to a file first."))
                    .into());
            }
            // A file that isn't there is a mistake of the command; one that can't be read, of the file.
            shell::input(path).map(drop).or_else(|e| if path.exists() { Ok(()) } else { Err(e) })?;
            found.files.push(path.clone());
        }
    }
    found.files.sort();
    let mut real = BTreeSet::new();
    found.files.retain(|path| real.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(found)
}

fn look_into(folder: &Path, others: &BTreeSet<PathBuf>, found: &mut Found) -> Result<()> {
    let cannot = || format!("cannot look into {}", folder.display());
    caught::read_folder(folder);
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let hidden = name.starts_with('.') || name.starts_with("~$");
        // A folder that is a link isn't followed: it could lead back up.
        if entry.file_type().with_context(cannot)?.is_dir() {
            if !hidden {
                look_into(&path, others, found)?;
            }
        } else if path.canonicalize().is_ok_and(|real| others.contains(&real)) {
            // It has its own part in the command.
        } else if hidden || !path.is_file() || !is_book(&path) {
            found.passed_over += 1;
        } else {
            found.files.push(path);
        }
    }
    Ok(())
}

pub(crate) fn is_book(path: &Path) -> bool {
    path.extension().is_some_and(|e| ENDINGS.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
}

/// The error of a command that found nothing to read.
pub(crate) fn nothing(paths: &[PathBuf], found: &Found) -> Problem {
    let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    Problem::new(Code::NoBooks, At::default(), names.join(", ")).detail(found.passed_over.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &Found, root: &Path) -> Vec<String> {
        let name = |p: &PathBuf| p.strip_prefix(root).expect("it lies there").display().to_string().replace('\\', "/");
        found.files.iter().map(name).collect()
    }

    #[test]
    fn a_folder_gives_its_books_in_one_order_and_counts_what_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for name in
            ["б.xlsx", "а/б.XLS", "а/~$б.xlsx", ".DS_Store", "а/зураг.jpg", ".git/x.csv", "урт.csv", "байгууллага.csv"]
        {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, "x").expect("a file");
        }
        let register = root.join("байгууллага.csv");
        let twice = [root.to_path_buf(), root.join("а")];
        let found = files(&twice, &[&register]).expect("it can be looked into");
        assert_eq!(names(&found, root), ["а/б.XLS", "б.xlsx", "урт.csv"]);
        let turned = files(&[root.join("а"), root.to_path_buf()], &[&register]).expect("it can be looked into");
        assert_eq!(names(&turned, root), names(&found, root));
        assert!(files(&[root.join("байхгүй.xlsx")], &[]).is_err());
    }
}
