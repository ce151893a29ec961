//! What is wrong with a file that somebody wrote, shown at the line where it stands.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::lang::Lang;
use crate::problem::{At, Code, Hint, Problem, RowNumber, quoted};

/// One thing that is wrong, with the bytes where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    code: Code,
    span: Range<usize>,
    found: String,
    detail: String,
    hint: Option<Hint>,
    earlier: Option<Range<usize>>,
}

impl Fault {
    /// A fault of this kind at these bytes, with the words found there.
    pub fn new(code: Code, span: Range<usize>, found: &str) -> Fault {
        Fault::bare(code, span, quoted(found))
    }

    /// The same with words that are not quoted text, such as a number.
    pub fn bare(code: Code, span: Range<usize>, found: impl fmt::Display) -> Fault {
        let (found, detail) = (found.to_string(), String::new());
        Fault { code, span, found, detail, hint: None, earlier: None }
    }

    /// A problem that another module found in a value of the file.
    pub fn of(problem: Problem, span: Range<usize>) -> Fault {
        let Problem { code, found, detail, hint, .. } = problem;
        Fault { code, span, found, detail, hint, earlier: None }
    }

    /// What goes with it.
    pub fn detail(mut self, detail: impl Into<String>) -> Fault {
        self.detail = detail.into();
        self
    }

    /// What was probably meant, or failing that what there is.
    pub fn known(mut self, known: &[&str]) -> Fault {
        self.hint = nearest(self.found.trim_matches('"'), known)
            .map(|meant| Hint::Meant(meant.to_owned()))
            .or_else(|| (!known.is_empty()).then(|| some_of(known)));
        self
    }

    /// What was meant.
    pub fn meant(mut self, meant: &str) -> Fault {
        self.hint = Some(Hint::Meant(meant.to_owned()));
        self
    }

    /// One of these must be given.
    pub fn one_of(mut self, known: &[&str]) -> Fault {
        self.hint = Some(some_of(known));
        self
    }

    /// Where the other half of the contradiction stands.
    pub fn earlier(mut self, span: Range<usize>) -> Fault {
        self.earlier = Some(span);
        self
    }

    fn problem(&self, file: &str, text: &str) -> Problem {
        let line = text.as_bytes().iter().take(self.span.start).filter(|b| **b == b'\n').count() + 1;
        let at = At::file(file).row(RowNumber::new(line as u64));
        let mut problem = Problem::new(self.code, at, self.found.as_str()).detail(self.detail.as_str());
        problem.hint = self.hint.clone();
        problem
    }
}

/// The known names, shortened to a list that can be read.
fn some_of(known: &[&str]) -> Hint {
    const MOST: usize = 12;
    let mut shown: Vec<String> = known.iter().take(MOST).map(|k| (*k).to_owned()).collect();
    if known.len() > MOST {
        shown.push("…".to_owned());
    }
    Hint::OneOf(shown)
}

/// The known name that is spelled most like this one, if it is like it at all.
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    const ALIKE: f64 = 0.6;
    let folded = name.to_lowercase();
    known
        .iter()
        .map(|k| (strsim::normalized_damerau_levenshtein(&folded, &k.to_lowercase()), *k))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, k)| k)
}

/// Faults as they are found. Shared by all readers of one file, so that one run shows everything.
#[derive(Debug, Default)]
pub struct Log(RefCell<Vec<Fault>>);

impl Log {
    /// Adds a fault.
    pub fn add(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// Everything found, in the order of the file; none if the file is sound.
    pub fn into_faults(self, name: &str, text: &str) -> Option<Faults> {
        let mut faults = self.0.into_inner();
        faults.sort_by_key(|f| f.span.start);
        faults.dedup();
        (!faults.is_empty()).then(|| Faults { name: name.to_owned(), text: text.to_owned(), faults })
    }
}

/// Everything that is wrong with one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults {
    name: String,
    text: String,
    faults: Vec<Fault>,
}

impl Faults {
    /// The faults as problems; the row is the line of the file.
    pub fn problems(&self) -> Vec<Problem> {
        self.faults.iter().map(|f| f.problem(&self.name, &self.text)).collect()
    }

    /// The faults as problems, each where the bytes at which it was found come from.
    pub fn problems_at(&self, at: impl Fn(Range<usize>) -> At) -> Vec<Problem> {
        let problem = |f: &Fault| {
            // Of a text that nobody wrote, what stands there is more to the point than its type.
            let written = self.text.get(f.span.clone()).filter(|_| f.code == Code::WrongValue);
            let found = written.map_or(f.found.clone(), |written| quoted(written.trim_matches('"')));
            let problem = Problem::new(f.code, at(f.span.clone()), found).detail(f.detail.as_str());
            Problem { hint: f.hint.clone(), ..problem }
        };
        self.faults.iter().map(problem).collect()
    }

    /// Every fault with its line and a mark under the place, and how many there are.
    pub fn show(&self, lang: Lang) -> String {
        // Nobody reads more; and a file that isn't an instrument at all would fill the terminal.
        const MOST: usize = 100;
        let mut shown: String = self.faults.iter().take(MOST).map(|f| self.snippet(f, lang) + "\n\n").collect();
        shown += &match (lang, self.faults.len()) {
            (Lang::En, 1) => format!("1 problem in {}", self.name),
            (Lang::En, n) => format!("{n} problems in {}", self.name),
            (Lang::Mn, n) => format!("{} файлд {n} алдаа байна", self.name),
        };
        shown
    }

    fn snippet(&self, fault: &Fault, lang: Lang) -> String {
        let mut problem = fault.problem(&self.name, &self.text);
        let advice = problem.hint.take().map(|h| h.say(lang));
        let (level, first) = match lang {
            Lang::En => (Level::ERROR, "first given here"),
            Lang::Mn => (Level::ERROR.with_name("алдаа"), "эхлээд энд байна"),
        };
        let mut source = Snippet::source(self.text.as_str())
            .path(self.name.as_str())
            .annotation(AnnotationKind::Primary.span(fault.span.clone()).label(advice));
        if let Some(span) = &fault.earlier {
            source = source.annotation(AnnotationKind::Context.span(span.clone()).label(first));
        }
        let title = level.primary_title(problem.sentence(lang)).id(fault.code.id());
        Renderer::plain().render(&[title.element(source)])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::En))
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_word_after_cyrillic() {
        let text = "mn = \"Хүйс\", asked = \"usres\"\n";
        let log = Log::default();
        let start = text.find("\"usres").expect("it is there");
        log.add(Fault::new(Code::UnknownBase, start..start + 7, "usres").known(&["users", "payers"]));
        let said = log.into_faults("миний.toml", text).expect("one fault").to_string();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "error[I008]: there is no base \"usres\"");
        let column = |line: &str, mark: &str| line.find(mark).map(|b| line[..b].chars().count());
        assert_eq!(column(lines[3], "\"usres\""), column(lines[4], "^^^^^^^"));
        assert!(lines[4].ends_with("Did you mean \"users\"?"), "{said}");
        assert!(said.ends_with("1 problem in миний.toml"));
    }

    #[test]
    fn faults_speak_mongolian_too() {
        let log = Log::default();
        log.add(Fault::new(Code::UnknownQuestion, 0..2, "H99"));
        let faults = log.into_faults("a.toml", "id = 1").expect("one fault");
        assert!(faults.show(Lang::Mn).contains("алдаа[I006]: \"H99\" гэсэн асуулт алга"));
        assert_eq!(faults.problems()[0].at.row, Some(RowNumber::new(1)));
    }
}
