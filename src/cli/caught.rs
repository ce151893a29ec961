//! What a command reads, and, where it runs as a step of a project, what it says and makes: noted on the thread it runs on.
//!
//! The functions of [`super::shell`] tell it, so that a command need not know whether somebody typed it, and can't forget a file that it
//! read.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use crate::project::FileMark;
use crate::table::Fingerprint;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Files and folders, each once, in the order of reading.
    pub files: Vec<(String, Fingerprint)>,
    /// Instruments with their versions, each once.
    pub instruments: Vec<String>,
    /// What was read before by whoever made a file that was read: of a tally its spreadsheets.
    behind: Vec<(String, Vec<(String, Fingerprint)>)>,
    /// Whether somebody will ask what the files are known by.
    fingerprints: bool,
}

impl Read {
    /// The files as a manifest names them, in the order of their names.
    pub fn marks(&self) -> Vec<FileMark> {
        let mark = |(file, of): &(String, Fingerprint)| {
            Some(FileMark { file: file.clone(), sha256: of.digits()?.to_string() })
        };
        let mut marks: Vec<FileMark> = self.files.iter().filter_map(mark).collect();
        marks.sort_by(|a, b| a.file.cmp(&b.file));
        marks
    }
}

/// What a step said and made.
#[derive(Debug, Default)]
pub(super) struct Caught {
    /// The lines that it would have written to standard error.
    pub said: Vec<String>,
    /// What it would have saved.
    pub made: Vec<(PathBuf, Vec<u8>)>,
    /// Where it shows how far it is.
    bar: Option<ProgressBar>,
}

thread_local! {
    static READ: RefCell<Read> = RefCell::default();
    static STEP: RefCell<Option<Caught>> = const { RefCell::new(None) };
}

/// Runs a command on this thread and catches what it does. A panic is caught too: other steps go on.
pub(super) fn catch<T>(bar: ProgressBar, command: impl FnOnce() -> T) -> (std::thread::Result<T>, Caught, Read) {
    READ.take();
    STEP.set(Some(Caught { bar: Some(bar), ..Caught::default() }));
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(command));
    (ended, STEP.take().unwrap_or_default(), READ.take())
}

fn with<T>(into: impl FnOnce(&mut Caught) -> T) -> Option<T> {
    STEP.with_borrow_mut(|step| step.as_mut().map(into))
}

/// Whether this thread runs a step.
pub(super) fn is_step() -> bool {
    STEP.with_borrow(Option::is_some)
}

/// Is done with something large. A command that somebody typed ends soon, and the system takes its memory back sooner than it is taken
/// to pieces.
pub(super) fn done_with<T>(large: T) {
    if is_step() { drop(large) } else { std::mem::forget(large) }
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
    READ.with_borrow_mut(|read| {
        if !read.instruments.contains(&name) {
            read.instruments.push(name);
        }
    });
}

/// Notes that a file is read.
pub(super) fn read(path: &Path, of: &Fingerprint) {
    if READ.with_borrow(|read| read.fingerprints) {
        of.begin();
    }
    note(written(path), || of.clone());
}

/// From now on, what files are known by is counted beside whatever is done with them.
pub(super) fn begin_fingerprints() {
    READ.with_borrow_mut(|read| {
        read.fingerprints = true;
        read.files.iter().for_each(|(_, of)| of.begin());
    });
}

/// Notes that the names in a folder are read.
pub(super) fn read_folder(path: &Path) {
    let name = format!("{}/", written(path).trim_end_matches('/'));
    note(name, || of_folder(path).unwrap_or_else(Fingerprint::unknown));
}

fn note(file: String, of: impl FnOnce() -> Fingerprint) {
    READ.with_borrow_mut(|read| {
        if !read.files.iter().any(|(known, _)| *known == file) {
            read.files.push((file, of()));
        }
    });
}

/// Whether what lies there was read.
pub(super) fn has_read(path: &Path) -> bool {
    let Ok(real) = path.canonicalize() else { return false };
    let same = |(file, _): &(String, Fingerprint)| Path::new(file).canonicalize().is_ok_and(|read| read == real);
    real.is_file() && READ.with_borrow(|read| read.files.iter().any(same))
}

/// Notes that a file holds sums of other files, which are the sources then.
pub(super) fn stands_for(path: &Path, files: impl Iterator<Item = (String, Fingerprint)>) {
    READ.with_borrow_mut(|read| read.behind.push((written(path), files.collect())));
}

/// The files that were read so far, without folders, and the instruments. In place of sums stand the files that they are of.
pub(super) fn sources() -> (Vec<(String, Fingerprint)>, Vec<String>) {
    READ.with_borrow(|read| {
        let files = read.files.iter().filter(|(name, _)| !name.ends_with('/'));
        let behind = |name: &String| read.behind.iter().find(|(of, _)| of == name).map(|(_, files)| files.clone());
        let mut files: Vec<_> = files.flat_map(|file| behind(&file.0).unwrap_or_else(|| vec![file.clone()])).collect();
        // In which order they were opened is nobody's business.
        files.sort_by(|a, b| a.0.cmp(&b.0));
        (files, read.instruments.clone())
    })
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
    let found = if path.ends_with('/') { of_folder(Path::new(path)) } else { of_file(Path::new(path)) };
    found?.digits().map(str::to_string)
}

/// The SHA-256 of some bytes.
pub(super) fn digest_of(bytes: &[u8]) -> String {
    Fingerprint::of(bytes).digits().unwrap_or_default().to_string()
}

fn of_file(path: &Path) -> Option<Fingerprint> {
    let file = std::fs::File::open(path).ok().filter(|file| file.metadata().is_ok_and(|facts| facts.is_file()))?;
    Some(Fingerprint::counted(file))
}

fn of_folder(path: &Path) -> Option<Fingerprint> {
    let entries = std::fs::read_dir(path).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    Some(Fingerprint::of(names.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_caught_outside_a_step_and_all_inside_though_it_panics() {
        assert!(!say("энд") && bar().is_none());
        let (ended, caught, read) = catch(ProgressBar::hidden(), || {
            super::super::shell::say("Ховд аймгийн мөр");
            assert!(save(&[(PathBuf::from("out/карт.csv"), b"a")]));
            used("health", "2");
            used("health", "2");
            if is_step() {
                std::panic::resume_unwind(Box::new("stop"));
            }
        });
        assert!(ended.is_err() && !is_step());
        assert_eq!(caught.said, ["Ховд аймгийн мөр"]);
        assert_eq!(read.instruments, ["health 2"]);
        assert_eq!(caught.made, [(PathBuf::from("out/карт.csv"), b"a".to_vec())]);
    }
}
