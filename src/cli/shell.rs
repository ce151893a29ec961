//! Disk and terminal: opening inputs, saving outputs whole or not at all, showing problems and progress.

use std::fs::File;
use std::io::{IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::{Result, caught, is_about_input};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, Severity};
use crate::render::{self, Bundle};
use crate::table::{Chunk, Decimal, Fingerprint, Input, Options};
use crate::travel;

/// How spreadsheets are read where the guess is wrong.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Sheet of a workbook [default: the first visible one with data]
    #[arg(long)]
    pub sheet: Option<String>,
    /// Encoding of text files, such as utf-8, utf-16le, windows-1251 [default: found from the file]
    #[arg(long)]
    pub encoding: Option<String>,
    /// Delimiter of text files: , ; | or tab [default: found from the file]
    #[arg(long, value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// Decimal sign of numbers written as text: point or comma [default: found from the file]
    #[arg(long, value_parser = decimal)]
    pub decimal: Option<Decimal>,
    /// Row of the header, as the spreadsheet counts [default: found from the file]
    #[arg(long, value_name = "ROW")]
    pub header_row: Option<u64>,
    /// Make a row of each entry of this repeat, with the columns of the row that it belongs to [default: rows of the main table]
    #[arg(long, value_name = "NAME")]
    pub repeat: Option<String>,
    /// Read workbooks that unpack to more than is usual
    #[arg(long)]
    pub allow_large: bool,
}

impl ReadArgs {
    /// One of the options that was given, if any was.
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            ("--sheet", self.sheet.is_some()),
            ("--encoding", self.encoding.is_some()),
            ("--delimiter", self.delimiter.is_some()),
            ("--decimal", self.decimal.is_some()),
            ("--header-row", self.header_row.is_some()),
            ("--repeat", self.repeat.is_some()),
            ("--allow-large", self.allow_large),
        ];
        given.into_iter().find(|(_, given)| *given).map(|(option, _)| option)
    }

    pub fn options(&self) -> Options {
        Options {
            sheet: self.sheet.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            decimal: self.decimal,
            header_row: self.header_row,
            repeat: self.repeat.clone(),
            expected: Default::default(),
            allow_large: self.allow_large,
        }
    }
}

fn delimiter(text: &str) -> std::result::Result<u8, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        "," | ";" | "|" => Ok(text.as_bytes()[0]),
        _ => Err("it must be one of , ; | tab".into()),
    }
}

fn decimal(text: &str) -> std::result::Result<Decimal, String> {
    match text {
        "." | "point" => Ok(Decimal::Point),
        "," | "comma" => Ok(Decimal::Comma),
        _ => Err("it must be point or comma".into()),
    }
}

/// Bytes that come through a pipe and so must lie in memory.
const MOST_PIPED: u64 = 1 << 30;

/// Bytes of a file that is written by hand: an instrument, a place set.
const MOST_BY_HAND: u64 = 16 << 20;

/// Bytes of a file that a command made: a tally, a report as JSON.
const MOST_MADE: u64 = 512 << 20;

/// Whether standard input was read: a second time nothing would be there, which looks like an empty file.
static READ_STDIN: AtomicBool = AtomicBool::new(false);

/// The input of this path; `-` is standard input. What comes through a pipe is taken into memory. It is noted that it is read: this is
/// for the thread that a command runs on.
pub(crate) fn input(path: &Path) -> Result<Input> {
    let input = open(path)?;
    caught::read(path, &input.fingerprint);
    Ok(input)
}

/// The inputs of a table of several files, each there once: by its path, and by its content.
pub(crate) fn inputs(files: &[PathBuf]) -> Result<Vec<Input>> {
    each_once(files)?;
    let mut inputs = files.iter().map(|path| input(path)).collect::<Result<Vec<_>>>()?;
    refuse_copies(&mut inputs)?;
    Ok(inputs)
}

/// Refuses a copy of a file beside it: everybody in it would count twice. Of tallies that is told by what they were made from.
fn refuse_copies(inputs: &mut [Input]) -> Result<()> {
    for at in 1..inputs.len() {
        let (before, rest) = inputs.split_at_mut(at);
        let input = &mut rest[0];
        // Only files of one length are compared, so that nobody waits for digests that tell nothing.
        let same = |other: &&Input| other.bytes == input.bytes && other.fingerprint == input.fingerprint;
        if let Some(first) = before.iter().find(same).filter(|_| input.bytes > 0)
            && !is_tally(input)?
        {
            let both = format!("{} = {}", first.name, input.name);
            return Err(Problem::new(Code::FileTwice, At::default(), both).into());
        }
    }
    Ok(())
}

/// The same without a note, for a thread that helps; [`caught::read`] is then called by whoever it helps.
pub(crate) fn open(path: &Path) -> Result<Input> {
    if path == Path::new("-") {
        if READ_STDIN.swap(true, Ordering::Relaxed) {
            bail!("standard input can be read once, and - is given twice: save one of them to a file");
        }
        let bytes = at_most(std::io::stdin().lock(), "-", MOST_PIPED)?;
        return Ok(Input::from_bytes("-", bytes));
    }
    let name = path.display().to_string();
    let facts = std::fs::metadata(path);
    if facts.as_ref().is_ok_and(is_odd) {
        return Err(Problem::new(Code::NotAFile, At::file(name), "a device")
            .detail("төхөөрөмж")
            .hint(Hint::advice("Хүснэгтийн файлыг өгнө үү.", "Give the file that holds the table."))
            .into());
    }
    let opened = File::open(path).and_then(|file| {
        let facts = file.metadata()?;
        if facts.is_dir() {
            return Err(std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Ok((file, facts))
    });
    match opened {
        // Files that the system makes up as they are read say that they have no bytes.
        Ok((file, facts)) if !facts.is_file() || facts.len() == 0 => {
            let bytes = at_most(file, &name, MOST_PIPED)?;
            Ok(Input::from_bytes(name, bytes))
        }
        Ok((file, facts)) => {
            let fingerprint = fingerprint(path, facts.len());
            Ok(Input { name, source: Box::new(file), bytes: facts.len(), fingerprint })
        }
        Err(error) => {
            let why = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_string(),
                std::io::ErrorKind::PermissionDenied => "it may not be read".to_string(),
                _ => error.to_string(),
            };
            let mut problem = Problem::new(Code::CannotRead, At::default(), name).detail(why);
            if let Some(near) = nearest_file(path).filter(|_| !path.exists()) {
                problem = problem.hint(Hint::Meant(near));
            }
            Err(problem.into())
        }
    }
}

/// What a file is known by; of a large one it is counted when somebody asks, or from [`super::output::name_sources`] on.
fn fingerprint(path: &Path, bytes: u64) -> Fingerprint {
    const SMALL: u64 = 1 << 20;
    match File::open(path) {
        Ok(file) if bytes <= SMALL => Fingerprint::counted(file),
        Ok(file) => Fingerprint::later(file),
        Err(_) => Fingerprint::unknown(),
    }
}

/// All bytes that can be read, if they aren't too many.
fn at_most(from: impl Read, name: &str, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > most {
        return Err(Problem::new(Code::FileTooLarge, At::file(name), format!("{} MB", most >> 20))
            .hint(Hint::advice("Энэ нь зөв файл мөн эсэхийг шалгана уу.", "Look whether this is the file you mean."))
            .into());
    }
    Ok(bytes)
}

/// Whether a file is one of sums, by how it begins.
pub(crate) fn is_tally(input: &mut Input) -> Result<bool> {
    let mut start = Vec::new();
    let read = (&mut input.source).take(64).read_to_end(&mut start).and_then(|_| input.source.rewind());
    read.with_context(|| format!("cannot read {}", input.name))?;
    Ok(travel::is_tally(&start))
}

/// The first line of a file, if it can be had without using it up.
pub(crate) fn first_line(path: &Path) -> Option<Vec<u8>> {
    const LONGEST: u64 = 1 << 16;
    if path == Path::new("-") || is_device(path) {
        return None;
    }
    let mut line = Vec::new();
    File::open(path).ok()?.take(LONGEST).read_to_end(&mut line).ok()?;
    line.truncate(line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len()));
    Some(line)
}

/// All bytes of a file that a command made.
pub(crate) fn all_bytes(input: Input) -> Result<Vec<u8>> {
    at_most(input.source, &input.name, MOST_MADE)
}

/// The text of a small file: an instrument, a place set.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let Input { name, source, .. } = input(path)?;
    String::from_utf8(at_most(source, &name, MOST_BY_HAND)?).map_err(|wrong| {
        let sound = &wrong.as_bytes()[..wrong.utf8_error().valid_up_to()];
        let row = sound.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        let problem = Problem::new(Code::NotUtf8, At::file(name).row(RowNumber::new(row)), "");
        problem.hint(Hint::advice("UTF-8 кодчилолоор хадгална уу.", "Save the file as UTF-8.")).into()
    })
}

/// All bytes of a file that a command made.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    all_bytes(input(path)?)
}

/// Writes a text to standard output. Whoever reads it may stop early.
pub(crate) fn print(text: &str) -> Result<()> {
    let file = render::File { name: String::new(), bytes: text.as_bytes().to_vec() };
    save(&Bundle(vec![file]), &Target::Stdout, false).map(|_| ())
}

/// A file beside the one that isn't there, with almost its name.
fn nearest_file(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?.to_lowercase();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<String> =
        std::fs::read_dir(folder).ok()?.filter_map(|e| e.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let near = |name: &String| strsim::normalized_levenshtein(&name.to_lowercase(), &wanted);
    let best = names.into_iter().max_by(|a, b| near(a).total_cmp(&near(b)))?;
    (near(&best) > 0.6).then(|| path.with_file_name(best).display().to_string())
}

/// Where outputs go. Claimed before the long work, so that a wrong path fails first.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// One file.
    File(PathBuf),
    /// A folder; the files in it begin with a stem.
    Folder(PathBuf),
    /// The same with a stem that was given: `folder/stem.*`.
    Stem(PathBuf, String),
}

impl Target {
    /// Whether one file goes there and no more.
    pub fn takes_one(&self) -> bool {
        match self {
            Target::Stdout => true,
            Target::File(path) => is_device(path),
            Target::Folder(_) | Target::Stem(..) => false,
        }
    }

    /// What the names of files begin with: that of the file, else this.
    pub fn stem(&self, otherwise: &str) -> String {
        match self {
            Target::File(path) => path.file_stem().map_or(otherwise.into(), |s| s.to_string_lossy().into_owned()),
            Target::Stem(_, stem) => stem.clone(),
            Target::Stdout | Target::Folder(_) => otherwise.to_owned(),
        }
    }
}

/// Checks that an output path can be written. `folder` says that several files are coming.
pub(crate) fn claim(out: &Path, folder: bool, extension: &str, force: bool) -> Result<Target> {
    if out == Path::new("-") {
        return if folder {
            bail!("several files cannot go to standard output: name a folder with --out")
        } else {
            Ok(Target::Stdout)
        };
    }
    if let Some(stem) = out.file_name().and_then(|name| name.to_str()?.strip_suffix(".*")) {
        return Ok(Target::Stem(out.parent().unwrap_or(Path::new("")).to_path_buf(), stem.to_owned()));
    }
    let ends_in = |known: &str| out.extension().is_some_and(|e| e.eq_ignore_ascii_case(known));
    let known = ends_in(extension)
        || ends_in(crate::recompute::EXTENSION)
        || render::FORMATS.iter().any(|f| ends_in(f.extension));
    if folder && known && !out.is_dir() {
        bail!("several files are written, so --out must name a folder: {} looks like a file", out.display());
    }
    let says_folder = out.is_dir() || out.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    if folder || says_folder {
        if out.exists() && !out.is_dir() {
            bail!("{} is a file, but several files are to be written: name a folder", out.display());
        }
        return Ok(Target::Folder(out.to_path_buf()));
    }
    let given = out.extension().and_then(|e| e.to_str());
    if !is_device(out) && given.is_none_or(|given| !given.eq_ignore_ascii_case(extension)) {
        bail!(
            "{} does not end in .{extension}, the format that is written: change --out or --format, or end --out with / to name a folder",
            out.display()
        );
    }
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        bail!("there is no folder {}: make it, or choose another --out", parent.display());
    }
    if is_device(out) {
        return Ok(Target::File(out.to_path_buf()));
    }
    refuse_overwriting(out, force)?;
    // A link keeps pointing where it points: what it points to is replaced.
    let linked = if out.is_symlink() { out.canonicalize().ok() } else { None };
    Ok(Target::File(linked.unwrap_or_else(|| out.to_path_buf())))
}

/// Refuses a file that is given twice: everybody in it would count twice.
pub(crate) fn each_once(inputs: &[PathBuf]) -> Result<()> {
    let real: Vec<Option<PathBuf>> = inputs.iter().map(|path| path.canonicalize().ok()).collect();
    for (at, path) in real.iter().enumerate() {
        if path.is_some() && real[..at].contains(path) {
            return Err(Problem::new(Code::FileTwice, At::default(), inputs[at].display().to_string()).into());
        }
    }
    Ok(())
}

/// Refuses to write over what is to be read, with --force too.
pub(crate) fn spare(target: &Target, inputs: &[PathBuf]) -> Result<()> {
    let Target::File(out) = target else { return Ok(()) };
    let same = |input: &&PathBuf| matches!((input.canonicalize(), out.canonicalize()), (Ok(a), Ok(b)) if a == b);
    match inputs.iter().find(same).filter(|_| !is_device(out)) {
        Some(input) => bail!("{} is to be read, so it is not written over: choose another --out", input.display()),
        None => Ok(()),
    }
}

/// Whether what lies there comes through a pipe.
pub(crate) fn is_pipe(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| !facts.is_file() && !facts.is_dir() && !is_odd(&facts))
}

/// Whether it is a device or the like: neither file, folder nor pipe. From a terminal answers are taken by `-` only.
fn is_odd(facts: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = facts.file_type();
        kind.is_char_device() || kind.is_block_device() || kind.is_socket()
    }
    #[cfg(not(unix))]
    {
        !facts.is_file() && !facts.is_dir()
    }
}

/// Whether something is there that is neither file nor folder: a pipe, `/dev/null`. It is written to, never replaced.
fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| !facts.is_file() && !facts.is_dir())
}

fn refuse_overwriting(path: &Path, force: bool) -> Result<()> {
    if path.exists() && !force {
        bail!("{} is already there: choose another --out, or say --force to replace it", path.display());
    }
    Ok(())
}

/// Saves every file of a bundle, or none: all are written beside their places first and then moved there.
pub(crate) fn save(bundle: &Bundle, target: &Target, force: bool) -> Result<Vec<PathBuf>> {
    let folder = match target {
        Target::Stdout => {
            // Tables with unlike columns can't follow one another in a stream: only the main one goes there.
            for file in bundle.0.iter().take(1) {
                match std::io::stdout().lock().write_all(&file.bytes) {
                    // Whoever reads has seen enough.
                    Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => return Ok(Vec::new()),
                    written => written.context("cannot write to standard output")?,
                }
            }
            return Ok(Vec::new());
        }
        Target::File(path) if is_device(path) => {
            for file in bundle.0.iter().take(1) {
                std::fs::write(path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
            }
            return Ok(vec![path.clone()]);
        }
        Target::Folder(folder) | Target::Stem(folder, _) => folder.clone(),
        Target::File(path) => parent(path),
    };
    // The first file is the one that was named; further tables stand beside it under names of their own.
    let path_of = |at: usize, name: &str| match target {
        Target::File(path) if at == 0 => path.clone(),
        Target::File(_) | Target::Stdout | Target::Folder(_) | Target::Stem(..) => folder.join(name),
    };
    let files: Vec<(PathBuf, &[u8])> =
        bundle.0.iter().enumerate().map(|(at, file)| (path_of(at, &file.name), &file.bytes[..])).collect();
    // Whatever it is called and however it came to be read: what was read stays as it is.
    if let Some((path, _)) = files.iter().find(|(path, _)| caught::has_read(path)) {
        bail!("{} was read, so it is not written over: choose another --out", path.display());
    }
    if !caught::save(&files) {
        place(&files, force)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Puts files in their places, all or none; folders are made. Without `force` no file is written over.
pub(crate) fn place(files: &[(PathBuf, &[u8])], force: bool) -> Result<()> {
    let mut waiting = Vec::new();
    for (path, bytes) in files {
        refuse_overwriting(path, force)?;
        let folder = parent(path);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make folder {}", folder.display()))?;
        let cannot = || format!("cannot write {}", path.display());
        let mut new = beside(&folder).with_context(cannot)?;
        new.write_all(bytes).with_context(cannot)?;
        new.as_file().sync_all().with_context(cannot)?;
        // Closed, only its name is kept: more files may come than a process may have open.
        waiting.push((new.into_temp_path(), path));
    }
    for (new, path) in waiting {
        // Without --force a file that somebody made meanwhile stays as well.
        let moved = if force { new.persist(path) } else { new.persist_noclobber(path) };
        moved.with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The folder that a file lies in.
fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

/// A new file in a folder that waits for its name. It is as readable as any other new file of this user.
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the user's mask forbids.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(WAITING).tempfile_in(folder)
}

/// What the names of files that wait for their name begin with.
pub(crate) const WAITING: &str = ".masam-";

/// A line on standard error. Whoever reads it may stop early.
pub(crate) fn say(line: impl std::fmt::Display) {
    let line = line.to_string();
    if !caught::say(&line) {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}

/// Whether --quiet was given.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Keeps remarks back from here on.
pub(crate) fn be_quiet(quiet: bool) {
    QUIET.store(quiet, Ordering::Relaxed);
}

/// A line that is said before anybody knows which command it is for, and not with --quiet.
pub(crate) fn remark(line: impl std::fmt::Display) {
    if !QUIET.load(Ordering::Relaxed) {
        say(line);
    }
}

/// Says which files were written.
pub(crate) fn say_written(saved: &[PathBuf]) {
    if caught::is_step() {
        return;
    }
    let tick = if std::io::stderr().is_terminal() { "✓ " } else { "" };
    for path in saved {
        say(format_args!("{tick}written: {}", path.display()));
    }
}

/// Shows an error with its causes.
pub(crate) fn show_error(error: &anyhow::Error) {
    if is_about_input(error) {
        say(error.to_string().trim_end());
    } else {
        say(format_args!("error: {error:#}"));
    }
}

/// Shows gathered problems; in public without anything that stands in a cell, as messages are kept and sent on.
pub(crate) fn show_problems_for(problems: &Problems, public: bool) {
    if public { show_problems(&problems.unquoted()) } else { show_problems(problems) }
}

/// Shows gathered problems, the worst first, and not more than a screen of them; of notes only a few, so that they don't
/// drown what has to be mended.
pub(crate) fn show_problems(problems: &Problems) {
    const MOST: usize = 25;
    const MOST_NOTES: usize = 8;
    let grouped = problems.grouped();
    let notes = grouped.iter().filter(|g| g.first.code.severity() == Severity::Note).take(MOST_NOTES);
    let serious = grouped.iter().filter(|g| g.first.code.severity() > Severity::Note).take(MOST);
    let shown: Vec<_> = serious.chain(notes).take(MOST).collect();
    for group in &shown {
        let more = match group.total {
            0 | 1 => String::new(),
            2 => ", and 1 more row like this".to_string(),
            n => format!(", and {} more rows like this", n - 1),
        };
        say(format_args!("{}{more}", group.first));
    }
    if grouped.len() > shown.len() {
        say(format_args!(
            "… and {} more of other kinds; a card lists all on its sheet of data quality",
            grouped.len() - shown.len()
        ));
    }
}

/// A bar for long reads, on a terminal only.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub fn new(quiet: bool) -> Progress {
        if let Some(bar) = caught::bar() {
            return Progress(bar);
        }
        let visible = !quiet && std::io::stderr().is_terminal();
        let bar = if visible { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress(bar)
    }

    /// Shows how far a chunk has brought the reading.
    pub fn advance(&self, chunk: &Chunk, rows: u64) {
        if self.0.is_hidden() || self.0.elapsed() < Duration::from_millis(300) {
            return;
        }
        let (done, total) = chunk.position();
        self.0.set_length(total);
        self.0.set_position(done);
        self.0.set_message(format!("{rows} rows, {} of {}", HumanBytes(done), HumanBytes(total)));
    }

    /// Shows which book is read.
    pub fn book(&self, before: usize, all: usize, path: &Path) {
        if self.0.is_hidden() {
            return;
        }
        let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(40).collect();
        self.0.set_length(all as u64);
        self.0.set_position(before as u64);
        self.0.set_message(format!("{} of {all}: {name}", before + 1));
    }

    pub fn done(&self) {
        if !caught::is_step() {
            self.0.finish_and_clear();
        }
    }
}
