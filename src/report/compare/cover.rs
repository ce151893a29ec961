//! The cover: what this is, which files, who is in and who is missing, how to read it, and what to look at first.

use super::book::Book;
use super::methods;
use super::overview::how_many;
use crate::compare::{BenchmarkKind, Origin, Signal, Subject};
use crate::lang::Label;
use crate::report::parts::{counted, heading, joined, nothing, paragraph, phrase, same, text, upright};
use crate::report::problems::file_name;
use crate::report::words::{CompareWord, ForumWord, Word, t};
use crate::report::{Block, Section, Value};

/// Names that a line lists at most.
const MOST_NAMES: usize = 12;

/// The cover.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![
        paragraph(Label::new(
            "Ижил төрлийн байгууллагуудыг хооронд нь шударгаар харьцуулав: хэнд дэмжлэг хэрэгтэй, хэнээс суралцах вэ, юуг санамсаргүйгээр тайлбарлаж болох вэ.",
            "Facilities of the same kind side by side, fairly: who needs support, who can be learned from, and what chance alone may explain.",
        )),
        Block::Facts { facts: facts(book) },
        heading(CompareWord::LookAtFirst),
    ];
    blocks.extend(look_first(book).into_iter().map(paragraph));
    blocks.push(heading(CompareWord::HowToRead));
    blocks.extend(how_to_read().into_iter().map(paragraph));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(book: &Book) -> Vec<(Label, Value)> {
    let source = book.source;
    let instruments = source.instruments.iter().map(|asked| {
        let of = match asked.origin {
            Origin::Survey => CompareWord::FromSurvey,
            Origin::Checklist => CompareWord::FromChecklist,
        };
        let title = [asked.title.clone(), Label::same(format!("{} {}", asked.id, asked.version)), t(of)];
        phrase("{0} ({1}; {2})", "{0} ({1}; {2})", &title)
    });
    let files: Vec<&str> = source.files.iter().map(|file| file_name(&file.name)).collect();
    let subjects = &book.comparison.facilities;
    let (with, without): (Vec<&Subject>, Vec<&Subject>) = subjects.iter().partition(|s| book.has_data(s));
    let all = subjects.len() + source.without_data.len();
    let mut facts = vec![
        (t(Word::Instrument), text(joined(&instruments.collect::<Vec<_>>(), "; "))),
        (t(Word::File), if files.is_empty() { nothing() } else { same(files.join(", ")) }),
        (t(CompareWord::Register), register(book)),
        (
            t(CompareWord::DataOf),
            text(phrase("{1} байгууллагаас {0}", "{0} of {1}", &[counted(with.len() as u64), counted(all as u64)])),
        ),
    ];
    if !source.sector.is_empty() {
        facts.insert(0, (t(Word::Sector), text(sector(&source.sector))));
    }
    if !source.rounds.is_empty() {
        facts.push((t(CompareWord::Rounds), same(source.rounds.join(", "))));
    }
    let missing: Vec<Label> = without
        .iter()
        .map(|subject| subject.name.clone())
        .chain(source.without_data.iter().map(|listed| listed.name.clone()))
        .collect();
    let unregistered: Vec<Label> = subjects.iter().filter(|s| !s.registered).map(|s| s.name.clone()).collect();
    let peerless: Vec<Label> = subjects.iter().filter(|s| s.group.is_none()).map(|s| s.name.clone()).collect();
    let lists = [
        (CompareWord::MissingFacilities, missing),
        (CompareWord::NotInRegister, unregistered),
        (CompareWord::NoPeers, peerless),
    ];
    facts.extend(
        lists.into_iter().filter(|(_, names)| !names.is_empty()).map(|(word, names)| (t(word), text(listed(&names)))),
    );
    let groups: Vec<Label> = book
        .comparison
        .groups
        .iter()
        .map(|group| phrase("{0}: {1}", "{0}: {1}", &[group.title.clone(), counted(group.members.len() as u64)]))
        .collect();
    facts.push((t(CompareWord::PeerGroups), if groups.is_empty() { nothing() } else { text(joined(&groups, "; ")) }));
    facts.push((t(Word::Choices), text(methods::in_short(book))));
    facts.push((t(Word::MadeWith), same(crate::report::parts::TOOL)));
    facts
}

/// A sector as a reader should see it; one that isn't known as it is written.
fn sector(id: &str) -> Label {
    match id {
        "health" => t(ForumWord::Health),
        "education" => t(ForumWord::Education),
        other => Label::same(other),
    }
}

fn register(book: &Book) -> Value {
    match &book.source.register {
        Some(headers) => same(headers.join(", ")),
        None => text(t(CompareWord::NoRegister)),
    }
}

/// The first names, and how many more there are.
fn listed(names: &[Label]) -> Label {
    let first = joined(&names[..names.len().min(MOST_NAMES)], "; ");
    match names.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        Some(more) => phrase("{0} … өөр {1}", "{0} … and {1} more", &[first, counted(more as u64)]),
        None => first,
    }
}

fn look_first(book: &Book) -> Vec<Label> {
    let support = book.signalled(Signal::Support);
    let learn = book.signalled(Signal::Learn);
    let mut said = Vec::new();
    if book.comparison.choices.benchmark == BenchmarkKind::BestQuarter {
        said.push(t(CompareWord::NobodyMarked));
    } else if support.is_empty() {
        said.push(t(CompareWord::NobodySupport));
    } else {
        let mut names: Vec<Label> =
            support.iter().map(|(_, entry)| book.subject(entry.facility).name.clone()).collect();
        names.dedup();
        said.push(phrase(
            "Дэмжлэг хэрэгтэй байгууллага ({0}): {1}. «{scorecard_sheet_overview}» хуудсыг үзнэ үү.",
            "Facilities that need support ({0}): {1}. See the sheet “{scorecard_sheet_overview}”.",
            &[counted(how_many(&support)), listed(&names)],
        ));
    }
    if !learn.is_empty() {
        said.push(phrase(
            "Туршлагаас нь суралцах байгууллага: {0}.",
            "Facilities that can be learned from: {0}.",
            &[counted(how_many(&learn))],
        ));
    }
    let not_met = book.comparison.norms.iter().filter(|line| super::norms::met(line) == Some(false)).count() as u64;
    if not_met > 0 {
        said.push(phrase(
            "Хангагдаагүй норм: {0}. «{compare_sheet_norms}» хуудсыг үзнэ үү.",
            "Norms that are not met: {0}. See the sheet “{compare_sheet_norms}”.",
            &[counted(not_met)],
        ));
    }
    said
}

/// Five lines that anybody can read.
fn how_to_read() -> Vec<Label> {
    vec![
        Label::new(
            "1. Зоос арван удаа шидэхэд 7 удаа сүлд буувал зоос муу гэсэн үг биш. Цөөн хүнээс асуусан тоо ч тэгж хэлбэлздэг.",
            "1. Toss a coin ten times: seven heads don't make it a bad coin. Numbers from few people jump about in the same way.",
        ),
        Label::new(
            "2. Хязгаар нь санамсаргүй хэлбэлзэл хаа хүртэл хүрэхийг харуулна. Хязгаар дотор байвал бүлгээсээ ялгаатай гэж хэлж болохгүй.",
            "2. Limits show how far chance alone can carry a number. Within them nobody can say that a facility differs from its peers.",
        ),
        Label::new(
            "3. ▼ ба ▲ нь 99,8 %-ийн хязгаараас гадна: санамсаргүйгээр 1000-аас 2 удаа л ингэж гарна. ▼ бол очиж асуугаад дэмжих, ▲ бол очиж суралцах шалтгаан.",
            "3. ▼ and ▲ lie outside the 99.8% limits: chance does that only 2 times in 1,000. ▼ is a reason to go, ask and support; ▲ a reason to go and learn.",
        ),
        Label::new(
            "4. ● бол 95 %-ийн хязгаараас гадна: 20-ийн 1 нь санамсаргүйгээр ингэж гарна. Ажиглаад, дараагийн удаа дахин хараарай.",
            "4. ● lies outside the 95% limits only: 1 in 20 does so by chance. Keep an eye on it and look again next time.",
        ),
        Label::new(
            "5. ○ бол хариулт хэт цөөн: сайн ч, муу ч гэж хэлэхгүй. Мэдээлэлгүй байгууллага тэг оноотой гэсэн үг биш.",
            "5. ○ means too few answers: neither good nor bad can be said. A facility without data doesn't have a score of zero.",
        ),
    ]
}
