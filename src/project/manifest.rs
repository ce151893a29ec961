//! What outputs were made from: the file beside them, by which a run knows what is out of date and anybody what to trust.
//!
//! It holds no time and no name of a computer, so that the same project gives the same manifest.

use serde::{Deserialize, Serialize};

/// A file by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMark {
    /// Its path, relative to the project; that of a folder ends in `/`.
    pub file: String,
    /// SHA-256 of its bytes as 64 hexadecimal digits, as `sha256sum` prints it; of a folder, of the names in it.
    pub sha256: String,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Made {
    /// All is well.
    Whole,
    /// Something was left out or withheld.
    WithGaps,
}

/// A step that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is called.
    pub step: String,
    /// The version of the program that made it.
    pub masam: String,
    /// The command, as it could be typed in the folder of the project after `masam`.
    pub command: Vec<String>,
    /// The instruments that it used, with their versions.
    pub instruments: Vec<String>,
    /// Every file that it read, in the order of their names.
    pub inputs: Vec<FileMark>,
    /// Every file that it wrote.
    pub outputs: Vec<FileMark>,
    /// How it ended; nothing while its files are being put in their places.
    pub made: Option<Made>,
}

/// What the outputs of a project were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Where the project lies, seen from the manifest.
    pub project: String,
    /// The steps, in the order of their names.
    pub steps: Vec<Entry>,
    /// Files that earlier runs wrote and no step writes any more.
    pub left_over: Vec<FileMark>,
}

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Manifest {
    /// One without steps.
    pub fn new(project: &str) -> Manifest {
        Manifest { project: project.into(), steps: Vec::new(), left_over: Vec::new() }
    }

    /// What is known of a step.
    pub fn entry(&self, step: &str) -> Option<&Entry> {
        self.steps.iter().find(|entry| entry.step == step)
    }

    /// Takes in a step in place of what was known of it. What it wrote before and doesn't write now is left over.
    pub fn put(&mut self, entry: Entry) {
        if let Some(at) = self.steps.iter().position(|known| known.step == entry.step) {
            self.left_over.extend(self.steps.remove(at).outputs);
        }
        let written = |mark: &FileMark| entry.outputs.iter().any(|output| output.file == mark.file);
        self.left_over.retain(|mark| !written(mark));
        let at = self.steps.partition_point(|known| known.step < entry.step);
        self.steps.insert(at, entry);
    }

    /// Forgets the steps that aren't among these; what they wrote is left over.
    pub fn keep(&mut self, is_planned: impl Fn(&str) -> bool) {
        let (kept, gone): (Vec<Entry>, Vec<Entry>) = self.steps.drain(..).partition(|entry| is_planned(&entry.step));
        self.steps = kept;
        let written = |mark: &FileMark| self.steps.iter().flat_map(|entry| &entry.outputs).any(|o| o.file == mark.file);
        let gone: Vec<FileMark> =
            gone.into_iter().flat_map(|entry| entry.outputs).filter(|mark| !written(mark)).collect();
        self.left_over.extend(gone);
        self.left_over.sort_by(|a, b| a.file.cmp(&b.file));
        self.left_over.dedup();
    }

    /// Whether a run wrote this very content there.
    pub fn wrote(&self, mark: &FileMark) -> bool {
        self.steps.iter().flat_map(|entry| &entry.outputs).chain(&self.left_over).any(|known| known == mark)
    }

    /// Whether a run wrote anything there.
    pub fn knows(&self, file: &str) -> bool {
        self.steps.iter().flat_map(|entry| &entry.outputs).chain(&self.left_over).any(|known| known.file == file)
    }

    /// As it is saved.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts and lists are JSON");
        text.push('\n');
        text
    }

    /// Out of what was saved.
    ///
    /// # Errors
    ///
    /// Where and why it isn't a manifest.
    pub fn read(text: &str) -> Result<Manifest, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

/// Why a step is to be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale {
    /// It never was.
    New,
    /// The run that made it was cut short.
    CutShort,
    /// It was made by another version of the program.
    Version(String),
    /// Its command is another one.
    Command,
    /// A file that it read is another one now.
    Input(String),
    /// A file that it read is gone.
    InputGone(String),
    /// A file that it wrote is gone.
    OutputGone(String),
    /// A step whose outputs it reads is made again, which may change them.
    After(String),
}

/// Why a step is out of date, if it is. `content` is the SHA-256 of what lies at a path now.
pub fn stale(
    manifest: &Manifest,
    step: &str,
    command: &[String],
    content: &mut dyn FnMut(&str) -> Option<String>,
) -> Option<Stale> {
    let Some(entry) = manifest.entry(step) else { return Some(Stale::New) };
    if entry.made.is_none() {
        return Some(Stale::CutShort);
    }
    if entry.masam != VERSION {
        return Some(Stale::Version(entry.masam.clone()));
    }
    if entry.command != command {
        return Some(Stale::Command);
    }
    for input in &entry.inputs {
        match content(&input.file) {
            Some(now) if now == input.sha256 => {}
            Some(_) => return Some(Stale::Input(input.file.clone())),
            None => return Some(Stale::InputGone(input.file.clone())),
        }
    }
    let gone = entry.outputs.iter().find(|output| content(&output.file).is_none());
    gone.map(|output| Stale::OutputGone(output.file.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(step: &str) -> Entry {
        let mark = |file: &str, sha: &str| FileMark { file: file.into(), sha256: sha.into() };
        Entry {
            step: step.into(),
            masam: VERSION.into(),
            command: vec!["report-card".into(), "судалгаа.csv".into()],
            instruments: vec!["health 1".into()],
            inputs: vec![mark("судалгаа.csv", "aa")],
            outputs: vec![mark("out/карт.xlsx", "bb")],
            made: Some(Made::WithGaps),
        }
    }

    fn manifest() -> Manifest {
        let mut manifest = Manifest::new("..");
        manifest.put(entry("2026/эрүүл мэнд/report-card"));
        manifest
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        assert_eq!(Manifest::read(&manifest().text()), Ok(manifest()));
        assert!(Manifest::read("{\"masam\": 1}").is_err());
    }

    #[test]
    fn a_step_is_out_of_date_by_its_command_and_by_content_alone() {
        let (manifest, step) = (manifest(), "2026/эрүүл мэнд/report-card");
        let command = &entry(step).command;
        let mut as_then = |path: &str| Some(if path.ends_with("csv") { "aa" } else { "bb" }.to_string());
        assert_eq!(stale(&manifest, step, command, &mut as_then), None);
        assert_eq!(stale(&manifest, step, &command[..1], &mut as_then), Some(Stale::Command));
        assert_eq!(stale(&manifest, "2026/усны", command, &mut as_then), Some(Stale::New));
        let mut other = |path: &str| Some(if path.ends_with("csv") { "cc" } else { "bb" }.to_string());
        assert_eq!(stale(&manifest, step, command, &mut other), Some(Stale::Input("судалгаа.csv".into())));
        let mut gone = |path: &str| path.ends_with("csv").then(|| "aa".to_string());
        assert_eq!(stale(&manifest, step, command, &mut gone), Some(Stale::OutputGone("out/карт.xlsx".into())));
    }

    #[test]
    fn steps_stand_in_one_order_whichever_was_ready_first() {
        let (mut one, mut two) = (Manifest::new("."), Manifest::new("."));
        ["б", "а", "в"].iter().for_each(|step| one.put(entry(step)));
        ["в", "б", "а", "а"].iter().for_each(|step| two.put(entry(step)));
        assert_eq!(one.text(), two.text());
    }
}
