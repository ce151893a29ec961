//! Commands that run as steps of a project: what they say, read and write is caught in memory, on the thread they run on.
//!
//! Outside a step nothing here has any effect. Inside, the functions of [`super::shell`] hand over to it, so that a command need not know
//! whether somebody typed it.

use std::cell::RefCell;
use std::io::Read;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use sha2::{Digest, Sha256};

use crate::project::FileMark;

/// What a step said, read and made.
#[derive(Debug, Default)]
pub(super) struct Caught {
    /// The lines that it would have written to standard error.
    pub said: Vec<String>,
    /// Files and folders that it read, each once.
    pub read: Vec<FileMark>,
    /// Instruments that it used.
    pub instruments: Vec<String>,
    /// What it would have saved.
    pub made: Vec<(PathBuf, Vec<u8>)>,
    /// Where it shows how far it is.
    bar: Option<ProgressBar>,
}

thread_local! {
    static STEP: RefCell<Option<Caught>> = const { RefCell::new(None) };
}

/// Runs a command on this thread and catches what it does. A panic is caught too: other steps go on.
pub(super) fn catch<T>(bar: ProgressBar, command: impl FnOnce() -> T) -> (std::thread::Result<T>, Caught) {
    STEP.set(Some(Caught { bar: Some(bar), ..Caught::default() }));
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(command));
    (ended, STEP.take().unwrap_or_default())
}

fn with<T>(into: impl FnOnce(&mut Caught) -> T) -> Option<T> {
    STEP.with_borrow_mut(|step| step.as_mut().map(into))
}

/// Whether this thread runs a step.
pub(super) fn is_step() -> bool {
    STEP.with_borrow(Option::is_some)
}

/// Takes a line, if this is a step.
pub(super) fn say(line: &str) -> bool {
    with(|step| step.said.push(line.to_string())).is_some()
}

/// The bar of the step.
pub(super) fn bar() -> Option<ProgressBar> {
    with(|step| step.bar.clone()).flatten()
}

/// Notes the name and version of an instrument.
pub(super) fn used(instrument: &str, version: &str) {
    let name = format!("{instrument} {version}");
    with(|step| {
        if !step.instruments.contains(&name) {
            step.instruments.push(name);
        }
    });
}

/// Notes that a file is read.
pub(super) fn read(path: &Path) {
    if is_step() {
        note(written(path), digest_of_file(path));
    }
}

/// Notes that the names in a folder are read.
pub(super) fn read_folder(path: &Path) {
    if is_step() {
        let name = written(path);
        note(format!("{}/", name.trim_end_matches('/')), digest_of_folder(path));
    }
}

fn note(file: String, sha256: Option<String>) {
    let Some(sha256) = sha256 else { return };
    with(|step| {
        if !step.read.iter().any(|mark| mark.file == file) {
            step.read.push(FileMark { file, sha256 });
        }
    });
}

/// Takes the files that a command would save, if this is a step.
pub(super) fn save(files: &[(PathBuf, &[u8])]) -> bool {
    with(|step| step.made.extend(files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())))).is_some()
}

/// A path as the manifest writes it on every system.
pub(super) fn written(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The SHA-256 of what lies at a path of the manifest now: of a file its bytes, of a folder the names in it.
pub(super) fn content(path: &str) -> Option<String> {
    if path.ends_with('/') { digest_of_folder(Path::new(path)) } else { digest_of_file(Path::new(path)) }
}

/// The SHA-256 of some bytes.
pub(super) fn digest_of(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}

fn digest_of_file(path: &Path) -> Option<String> {
    let mut file = std::fs::File::open(path).ok().filter(|file| file.metadata().is_ok_and(|facts| facts.is_file()))?;
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(hex(digest.finalize().as_slice())),
            read => digest.update(&buffer[..read]),
        }
    }
}

fn digest_of_folder(path: &Path) -> Option<String> {
    let entries = std::fs::read_dir(path).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    Some(digest_of(names.join("\n").as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // FIPS 180-4, SHA-256 of "abc".
        assert_eq!(digest_of(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn nothing_is_caught_outside_a_step_and_all_inside_though_it_panics() {
        assert!(!say("энд") && bar().is_none());
        let (ended, caught) = catch(ProgressBar::hidden(), || {
            super::super::shell::say("Ховд аймгийн мөр");
            assert!(save(&[(PathBuf::from("out/карт.csv"), b"a")]));
            used("health", "2");
            used("health", "2");
            if is_step() {
                std::panic::resume_unwind(Box::new("stop"));
            }
        });
        assert!(ended.is_err() && !is_step());
        assert_eq!(
            (caught.said, caught.instruments),
            (vec!["Ховд аймгийн мөр".to_string()], vec!["health 2".to_string()])
        );
        assert_eq!(caught.made, [(PathBuf::from("out/карт.csv"), b"a".to_vec())]);
    }
}
