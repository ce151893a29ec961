//! A story: files in a folder of their own, a command run there, and what must come of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder, and what the last command said there. Everything chains; the first thing that isn't so ends the test.
pub struct Story {
    name: String,
    folder: TempDir,
    command: String,
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

impl Story {
    /// A story in an empty folder.
    pub fn new(name: &str) -> Story {
        let folder = tempfile::Builder::new().prefix("masam-story-").tempdir().expect("a temporary folder");
        Story {
            name: name.into(),
            folder,
            command: String::new(),
            code: None,
            stdout: Vec::new(),
            stderr: String::new(),
        }
    }

    /// With a text file.
    pub fn file(self, name: &str, text: &str) -> Story {
        self.bytes(name, text.as_bytes())
    }

    /// With a file of any bytes.
    pub fn bytes(self, name: &str, bytes: &[u8]) -> Story {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
        self
    }

    /// Runs a command as typed in a shell: words, and quotes around words with spaces.
    pub fn run(self, command: &str) -> Story {
        self.piped(command, "")
    }

    /// Runs a script of R in the folder.
    pub fn rscript(mut self, arguments: &str) -> Story {
        let output = Command::new("Rscript")
            .args(words(arguments))
            .current_dir(self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .output()
            .expect("R is installed");
        self.command = format!("Rscript {arguments}");
        self.code = output.status.code();
        self.stdout = output.stdout;
        self.stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        self
    }

    /// The same with a text on standard input.
    pub fn piped(mut self, command: &str, input: &str) -> Story {
        use std::io::Write;
        let words = words(command);
        assert_eq!(words.first().map(String::as_str), Some("masam"), "a command begins with masam");
        let mut child = Command::new(env!("CARGO_BIN_EXE_masam"))
            .args(&words[1..])
            .current_dir(self.folder.path())
            .env_remove("COLUMNS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that stops early closes its input.
        let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        self.command = command.into();
        self.code = output.status.code();
        self.stdout = output.stdout;
        self.stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        self
    }

    /// The command ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Story {
        assert!(self.code == Some(code), "expected code {code}\n{}", self.so_far());
        self
    }

    /// A message holds these words.
    #[track_caller]
    pub fn stderr_has(self, words: &str) -> Story {
        assert!(self.stderr.contains(words), "the messages lack {words:?}\n{}", self.so_far());
        self
    }

    /// What was said.
    pub fn stderr(&self) -> &str {
        &self.stderr
    }

    /// Nothing was said.
    #[track_caller]
    pub fn says_nothing(self) -> Story {
        assert!(self.stderr.is_empty(), "something was said\n{}", self.so_far());
        self
    }

    /// The output holds these words.
    #[track_caller]
    pub fn stdout_has(self, words: &str) -> Story {
        assert!(self.stdout().contains(words), "the output lacks {words:?}\n{}", self.so_far());
        self
    }

    /// The output doesn't hold these words.
    #[track_caller]
    pub fn stdout_lacks(self, words: &str) -> Story {
        assert!(!self.stdout().contains(words), "the output has {words:?}\n{}", self.so_far());
        self
    }

    /// A file that was made holds these words.
    #[track_caller]
    pub fn made(self, name: &str, words: &str) -> Story {
        let text = std::fs::read(self.path(name)).unwrap_or_else(|_| panic!("there is no {name}\n{}", self.so_far()));
        assert!(String::from_utf8_lossy(&text).contains(words), "{name} lacks {words:?}");
        self
    }

    /// There is no such file.
    #[track_caller]
    pub fn made_no(self, name: &str) -> Story {
        assert!(!self.path(name).exists(), "{name} was made\n{}", self.so_far());
        self
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The bytes of the output.
    pub fn output(&self) -> &[u8] {
        &self.stdout
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|_| panic!("there is no {name}\n{}", self.so_far()))
    }

    /// The names of the files in a folder.
    pub fn names(&self, folder: &str) -> BTreeSet<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap_or_else(|_| panic!("no {folder}\n{}", self.so_far()));
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    /// All files in the folder and those within it, by their paths.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        fn within(folder: &Path, before: &str, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let entry = entry.expect("an entry");
                let name = format!("{before}{}", entry.file_name().to_string_lossy());
                match entry.path().is_dir() {
                    true => within(&entry.path(), &format!("{name}/"), found),
                    false => drop(found.insert(name, std::fs::read(entry.path()).expect("a file"))),
                }
            }
        }
        let mut found = BTreeMap::new();
        within(self.folder.path(), "", &mut found);
        found
    }

    /// The output as text.
    pub fn stdout(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("the output is UTF-8")
    }

    /// The output as estimates.
    #[track_caller]
    pub fn estimates(&self) -> Estimates {
        assert!(matches!(self.code, Some(0 | 3)), "there are no estimates\n{}", self.so_far());
        Estimates::of(self.stdout())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(Path::new(name))
    }

    fn so_far(&self) -> String {
        let Story { name, command, code, stdout, stderr, .. } = self;
        let stdout = String::from_utf8_lossy(stdout);
        format!("story: {name}\n$ {command}\nended with {code:?}\n--- messages\n{stderr}\n--- output\n{stdout}")
    }
}

/// The words of a command line; what stands in single or double quotes is one word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Rows of `masam estimate`.
pub struct Estimates {
    /// The rows in their order.
    pub rows: Vec<Row>,
}

/// One estimate: its values by column.
pub struct Row(BTreeMap<String, String>);

impl Estimates {
    /// The estimates in a CSV text.
    pub fn of(text: &str) -> Estimates {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let row =
            |record: csv::StringRecord| Row(columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect());
        let rows = reader.records().map(|record| row(record.expect("a row as wide as the header"))).collect();
        Estimates { rows }
    }

    /// The estimate of this name: "mean wait", "share q1 1", with its group, empty for all rows.
    #[track_caller]
    pub fn get(&self, statistic: &str, variable: &str, category: &str, group: &str) -> &Row {
        let name = [statistic, variable, category, group];
        let found = self.rows.iter().find(|row| row.name() == name);
        found.unwrap_or_else(|| {
            let names: Vec<_> = self.rows.iter().map(Row::name).collect();
            panic!("there is no {name:?} among {names:#?}")
        })
    }

    /// The groups, in their order, without repeats.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.rows.iter().map(|row| row.text("group")).collect();
        groups.dedup();
        groups
    }
}

impl Row {
    fn name(&self) -> [&str; 4] {
        ["statistic", "variable", "category", "group"].map(|column| self.text(column))
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What stands in a column.
    #[track_caller]
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("there is no column {column}"))
    }

    /// The number in a column.
    #[track_caller]
    pub fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or_else(|_| panic!("{column} of {:?} is {:?}", self.name(), self.text(column)))
    }

    /// The number in a column is this one, to twelve digits.
    #[track_caller]
    pub fn is(&self, column: &str, want: f64) -> &Row {
        let have = self.number(column);
        assert!((have - want).abs() <= 1e-12 * want.abs().max(1.0), "{column}: have {have}, want {want}");
        self
    }

    /// Nothing stands in these columns.
    #[track_caller]
    pub fn lacks(&self, columns: &[&str]) -> &Row {
        for column in columns {
            assert_eq!(self.text(column), "", "{column}");
        }
        self
    }

    /// The note holds these words.
    #[track_caller]
    pub fn notes(&self, words: &str) -> &Row {
        assert!(self.text("note").contains(words), "the note is {:?}", self.text("note"));
        self
    }
}
