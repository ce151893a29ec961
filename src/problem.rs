//! What is wrong with what the user gave us: where it is, what was found, what to do now.
//!
//! A problem is made of fields. Its sentence is made here and nowhere else, in both languages, so that the terminal,
//! the data quality sheet and a script read the same thing. Problems the user can mend are gathered in [`Problems`],
//! counted and shown together; a problem that nobody can work around is returned as an error.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// A row as a spreadsheet shows it: the first row of the sheet is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowNumber(u64);

impl RowNumber {
    /// The row with this number, counted from 1.
    pub fn new(number: u64) -> RowNumber {
        RowNumber(number)
    }

    /// The number, counted from 1.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for RowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where in the input a problem lies. What is not known stays empty.
///
/// Copies share the names: every row of a filled workbook remembers where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct At {
    /// File name as the user gave it.
    pub file: Option<Arc<str>>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Row as Excel shows it.
    pub row: Option<RowNumber>,
    /// Column by its header.
    pub column: Option<Arc<str>>,
}

/// A name in an [`At`]: a text, or one that is shared already.
pub trait Named {
    /// The name, to be shared.
    fn named(self) -> Arc<str>;
}

impl Named for Arc<str> {
    fn named(self) -> Arc<str> {
        self
    }
}

impl Named for &Arc<str> {
    fn named(self) -> Arc<str> {
        Arc::clone(self)
    }
}

impl Named for &str {
    fn named(self) -> Arc<str> {
        self.into()
    }
}

impl Named for &String {
    fn named(self) -> Arc<str> {
        self.as_str().into()
    }
}

impl Named for String {
    fn named(self) -> Arc<str> {
        self.into()
    }
}

impl At {
    /// A whole file.
    pub fn file(file: impl Named) -> At {
        At { file: Some(file.named()), ..At::default() }
    }

    /// This place, narrowed to a sheet.
    pub fn sheet(mut self, sheet: impl Named) -> At {
        self.sheet = Some(sheet.named());
        self
    }

    /// This place, narrowed to a row.
    pub fn row(mut self, row: RowNumber) -> At {
        self.row = Some(row);
        self
    }

    /// This place, narrowed to a column.
    pub fn column(mut self, column: impl Named) -> At {
        self.column = Some(column.named());
        self
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.file.as_ref().map(|f| f.to_string()),
            self.sheet.as_ref().map(|s| format!("sheet {s}")),
            self.row.map(|r| format!("row {r}")),
            self.column.as_ref().map(|c| format!("column {c}")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing was lost; worth knowing (a spelling that was understood).
    Note,
    /// Something was left out or read in a way to be checked.
    Warning,
    /// The answer could not be used, or nothing could be computed.
    Error,
}

/// Declares every kind of problem once: identifier, severity, and its sentence in Mongolian and English.
///
/// In a sentence `{found}` is what was found, already in quotes where it is quoted text, and `{detail}` what goes with it.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $mn:literal, $en:literal;)*) => {
        /// The kinds of problems. The identifier is stable: documents and scripts may name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every kind there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable identifier, such as `C012`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// The kind with this identifier.
            pub fn of_id(id: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.id() == id)
            }

            /// How much problems of this kind matter.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// Whether a problem of this kind makes the whole design wrong, not only a row.
            pub fn contradicts_design(self) -> bool {
                matches!(
                    self,
                    Code::ClusterInTwoStrata
                        | Code::PopulationVaries
                        | Code::PopulationTooSmall
                        | Code::BadPopulation
                )
            }

            fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Code::$name, Lang::Mn) => $mn, (Code::$name, Lang::En) => $en,)* }
            }
        }
    };
}

codes! {
    // T: tables. Files, sheets, headers, cells.
    /// The file can't be opened or read at all.
    CannotRead = "T001", Error, "{found} файлыг нээж чадсангүй: {detail}", "cannot read {found}: {detail}";
    /// A file, or its only sheet, holds nothing.
    EmptyFile = "T002", Error, "файл хоосон байна", "the file holds no rows";
    /// Something that isn't a table.
    NotATable = "T003", Error, "энэ бол хүснэгт биш, {detail}", "this is not a table but {found}";
    /// Bytes that are no text.
    Binary = "T004", Error, "энэ файл текст ч, ажлын дэвтэр ч биш", "this is neither text nor a workbook";
    /// A workbook that needs a password.
    Password = "T005", Error, "файл нууц үгтэй байна", "the file is protected by a password";
    /// A workbook that is cut off or damaged.
    BrokenWorkbook = "T006", Error, "ажлын дэвтэр гэмтсэн байна: {detail}", "the workbook is damaged: {detail}";
    /// A workbook that would fill the memory.
    TooLarge = "T007", Error, "задлахад хэт том болно: {detail}", "it is too large once unpacked: {detail}";
    /// A sheet that isn't there.
    NoSuchSheet = "T008", Error, "{found} хуудас алга", "there is no sheet {found}";
    /// No visible sheet holds rows.
    NoSheet = "T009", Error, "өгөгдөлтэй ил хуудас алга", "no visible sheet holds rows";
    /// An encoding by a name nobody knows.
    UnknownEncoding = "T010", Error, "{found} кодчилол танигдсангүй", "{found} is not a known encoding";
    /// The header was said to be in a row that holds nothing.
    NoHeader = "T011", Error, "{found}-р мөрөнд толгой алга", "there is no header in row {found}";
    /// A record that doesn't end.
    RecordTooLong = "T012", Error, "мөр {found}-аас урт байна", "a row is longer than {found}";
    /// More columns than a spreadsheet can hold.
    TooManyColumns = "T013", Error, "{found}-аас олон баганатай мөр байна", "a row has more than {found} columns";
    /// A row that is shorter than the header.
    FewerCells = "T014", Warning, "мөрийн нүд толгойн {found} баганаас цөөн", "the row has fewer cells than the header's {found} columns";
    /// A row that is longer than the header.
    MoreCells = "T015", Warning, "мөрийн нүд толгойн {found} баганаас олон; илүүг уншаагүй", "the row has more cells than the header's {found} columns; the rest was left out";
    /// A quote that is still open at the end of the file.
    UnclosedQuote = "T016", Warning, "хашилт (\") хаагдаагүй байна; үүнээс хойшхийг нэг нүд гэж уншсан", "a quote (\") is never closed; all that follows it was read as one cell";
    /// Bytes that the encoding doesn't have.
    StrayBytes = "T017", Warning, "кодчилолд байхгүй тэмдэгт {found} газар байна", "bytes that are no letters, in {found} places";
    /// Columns of the first file that a later one doesn't have.
    ColumnsMissing = "T018", Warning, "энэ файлд дараах багана алга: {found}", "this file lacks columns: {found}";
    /// Columns that the first file doesn't have.
    ColumnsExtra = "T019", Warning, "эхний файлд байхгүй багана: {found}", "columns that the first file does not have: {found}";
    /// Other sheets hold data too.
    OtherSheets = "T020", Note, "{found} хуудсыг уншив; өгөгдөлтэй өөр хуудас: {detail}", "sheet {found} is read; others hold data too: {detail}";
    /// Hidden sheets were passed over.
    HiddenSheets = "T021", Note, "далд хуудсыг уншаагүй: {found}", "hidden sheets were passed over: {found}";
    /// Formulas that nobody computed.
    FormulasWithoutValue = "T022", Warning, "{found} томьёоны үр дүн хадгалагдаагүй, хоосон гэж уншив", "{found} formulas have no stored result and are read as blank";
    /// Rows or columns beyond what a spreadsheet can hold.
    BeyondSheet = "T023", Error, "хуудасны хэмжээнээс хэтэрсэн нүд байна: {found}", "a cell lies beyond the limits of a sheet: {found}";
    /// A file of entries beside the main one, and no repeat was asked for.
    RepeatAside = "T024", Warning, "энэ файлын мөр бүр нь өөр файлын мөрийн давталт тул уншаагүй: --repeat НЭР", "its rows are entries of a repeat, which belong to rows of the main file, and are not read: --repeat NAME makes them the rows";
    /// A repeat by a name that none has.
    NoSuchRepeat = "T025", Error, "{found} гэсэн давталт алга", "there is no repeat {found}";
    /// Entries of a repeat in several files.
    RepeatOfSeveral = "T026", Error, "{found} давталтыг нэг үндсэн файл, нэг давталтын файлаар уншина", "a repeat in files of its own, such as {found}, is read with one main file and one file of entries at a time";
    /// A table without the column by which its entries name its rows.
    RepeatWithoutKey = "T027", Error, "давталт {found} баганаараа эх мөрөө заадаг, гэтэл энд {detail} багана алга", "entries name their row in column {found}, but the table of these rows has no column {detail}";
    /// An entry whose row isn't there.
    RepeatOrphan = "T028", Error, "давталтын эх мөр {found} алга: эх мөрийн баганууд хоосон", "the row that this entry belongs to ({found}) is not there; its columns are blank";
    /// Two rows with one key.
    RepeatKeyTwice = "T029", Error, "{found} дугаар {detail}-р мөрд бас бий: давталтыг эхнийхэд нь холбов", "{found} is also the key of row {detail}: entries were joined with the first";
    /// More rows above entries than can be kept.
    RepeatTooLarge = "T030", Error, "давталтын эх мөрүүд хэт том", "the rows that entries belong to are too many to be kept";
    /// A file that must lie in memory and is too large for it.
    FileTooLarge = "T031", Error, "файл {found}-аас том байна", "the file is larger than {found}";
    /// A file of text that isn't UTF-8.
    NotUtf8 = "T032", Error, "энэ мөрөнд UTF-8 биш байт байна", "the row holds bytes that are not UTF-8";
    /// A file that became longer or shorter under the reader's hands.
    FileChanged = "T033", Error, "унших зуур файл өөрчлөгджээ: {found} байт байсан, {detail} байт уншив", "the file changed while it was read: it had {found} bytes, {detail} were read";
    /// A device or the like, given as a file.
    NotAFile = "T034", Error, "энэ бол файл биш, {detail}", "this is not a file but {found}";

    // P: places.
    /// No place is written so.
    PlaceUnknown = "P001", Error, "{found} гэсэн газар алга", "{found} is not a known place";
    /// The text could be any of several places.
    PlaceAmbiguous = "P002", Error, "{found} хэд хэдэн газрын нэр байж болно", "{found} could be more than one place";
    /// A place was understood from a spelling that isn't its name letter for letter.
    PlaceSpelling = "P003", Note, "{found} гэснийг {detail} гэж уншсан", "{found} was read as {detail}";
    /// A known place that doesn't belong here: of another level, in another aimag, not in the set.
    PlaceOutside = "P004", Error, "{found} нь энд байх газар биш: {detail}", "{found} does not belong here; it names {detail}";
    /// The parts of a cell name places that don't lie in one another.
    PlaceContradiction = "P005", Error, "{found} доторх газрууд хоорондоо зөрж байна: {detail}", "{found} names places that do not lie in one another: {detail}";
    /// A place set names a place twice, or a place and another in which it lies.
    PlaceTwice = "P006", Error, "{found} газрын жагсаалтад давхардсан: {detail}", "{found} is in the place set more than once: {detail}";
    /// A file of a place set can't be understood.
    BadPlaceSet = "P007", Error, "{found} газрын жагсаалтын файл буруу: {detail}", "{found} is not a place set: {detail}";

    // I: instruments.
    /// The text of an instrument isn't TOML.
    NotToml = "I001", Error, "TOML бичиглэл буруу байна: {detail}", "this is not TOML: {detail}";
    /// A key that instruments don't have.
    UnknownKey = "I002", Error, "{found} гэсэн түлхүүр энд байдаггүй", "there is no key {found} here";
    /// A key that must be there isn't.
    MissingKey = "I003", Error, "{found} дутуу байна", "{found} is missing here";
    /// A value of the wrong type.
    WrongValue = "I004", Error, "{found} утга энд тохирохгүй; иймэрхүү байх ёстой: {detail}", "{found} does not fit here; it should look like {detail}";
    /// An identifier or an entry that is there twice.
    GivenTwice = "I005", Error, "{found} хоёр удаа байна", "{found} is given twice";
    /// A question that isn't in the instrument.
    UnknownQuestion = "I006", Error, "{found} гэсэн асуулт алга", "there is no question {found}";
    /// An answer that the question doesn't have.
    UnknownAnswer = "I007", Error, "{detail} асуултад {found} гэсэн хариулт алга", "question {detail} has no answer {found}";
    /// A base that isn't in the instrument.
    UnknownBase = "I008", Error, "{found} гэсэн суурь бүлэг алга", "there is no base {found}";
    /// A dimension that isn't in the instrument.
    UnknownDimension = "I009", Error, "{found} гэсэн үнэлгээний чиглэл алга", "there is no dimension {found}";
    /// An indicator that isn't in the instrument.
    UnknownIndicator = "I010", Error, "{found} гэсэн үзүүлэлт алга", "there is no indicator {found}";
    /// A list of answers that isn't in the instrument.
    UnknownScale = "I011", Error, "{found} гэсэн хариултын жагсаалт алга", "there is no scale {found}";
    /// A set of missing codes that isn't in the instrument.
    UnknownMissingSet = "I012", Error, "{found} гэсэн дутуу утгын багц алга", "there is no set of missing codes {found}";
    /// A group that the grouping doesn't have.
    UnknownGroup = "I013", Error, "{detail} ангилалд {found} гэсэн бүлэг алга", "grouping {detail} has no group {found}";
    /// A word where one of a few is wanted.
    UnknownWord = "I014", Error, "{found} гэсэн үг энд байдаггүй", "{found} is not a choice here";
    /// A label without words in either language.
    EmptyLabel = "I015", Error, "нэр аль ч хэлээр бичигдээгүй байна", "this label is empty in both languages";
    /// An identifier that can't be one.
    BadIdentifier = "I016", Error, "{found} нь таних тэмдэг болохгүй: үсэг, тоо, '_', '-', '.' л орно", "{found} cannot be an identifier: it takes letters, digits, '_', '-' and '.' only";
    /// No measure, or more than one.
    OneMeasure = "I017", Error, "яг нэг хэмжүүр өгөх ёстой", "exactly one measure must be given";
    /// A number is wanted from a question that takes answer codes.
    NotNumbers = "I018", Error, "{found} асуултын хариулт тоо биш", "question {found} does not take numbers";
    /// Answers are wanted from a question that takes numbers.
    NotAnswers = "I019", Error, "{found} асуулт хариултын жагсаалтгүй, тоо авдаг", "question {found} takes a number, it has no answers to choose from";
    /// A score of a question whose answers have fewer than two values.
    NoScaleValues = "I020", Error, "{found} асуултын хариултуудад хоёроос доошгүй өөр утга (value) алга", "the answers of question {found} have fewer than two different values";
    /// A weight that isn't zero or more.
    BadWeight = "I021", Error, "жин {found} байж болохгүй: 0 ба түүнээс их байна", "a weight cannot be {found}: it is 0 or more";
    /// A probability that isn't between 0 and 1.
    BadProbability = "I022", Error, "магадлал {found} байж болохгүй: 0 ба 1-ийн хооронд байна", "a probability cannot be {found}: it lies between 0 and 1";
    /// Bounds that no number satisfies, or none at all.
    EmptyBounds = "I023", Error, "ямар ч тоо энэ хязгаарт багтахгүй", "no number lies within these bounds";
    /// Two groups that share a respondent.
    GroupsOverlap = "I024", Error, "{found} ба {detail} бүлгүүд давхцаж байна", "groups {found} and {detail} overlap";
    /// An answer code that is a missing code too.
    CodeIsMissing = "I025", Error, "{detail} асуултын {found} код хариулт ч, дутуу утга ч болж байна", "code {found} of question {detail} is both an answer and a missing code";
    /// A missing code that could be a real number.
    MissingIsPlausible = "I026", Error, "{detail} асуултын дутуу утгын код {found} бодит тоо байж болно", "missing code {found} of question {detail} could also be a real number";
    /// One spelling for two answers.
    AnswersAlike = "I027", Error, "{detail} асуултын хоёр хариулт {found} гэж адил бичигдсэн", "two answers of question {detail} are both spelled {found}";
    /// A day that isn't one.
    BadDay = "I028", Error, "{found} нь ЖЖЖЖ-СС-ӨӨ хэлбэрийн огноо биш", "{found} is not a day, which is written YYYY-MM-DD";
    /// A period that ends before it begins.
    DaysReversed = "I029", Error, "{found} нь эхлэх өдрөөсөө өмнө дуусч байна", "the period ends on {found}, before it begins";
    /// A question asked of a base that depends on the question itself.
    CircularBase = "I030", Error, "{found} асуултыг хэнээс асуух нь өөрөөс нь хамаарч байна: {detail}", "who is asked {found} depends on {found} itself: {detail}";
    /// Answers that count for and against.
    BothSides = "I031", Error, "{found} хариулт plus, minus хоёуланд байна", "answer {found} is on both sides";
    /// A weighted indicator that isn't a 0 to 100 number with a direction.
    NotForComposite = "I032", Error, "{found} үзүүлэлт нэгдсэн үзүүлэлтэд орж болохгүй: хувь эсвэл оноо биш, эсвэл чиглэлгүй", "indicator {found} cannot be part of a composite: it is no share or score, or has no direction";
    /// A composite with nothing to weigh.
    EmptyComposite = "I033", Error, "{found} нэгдсэн үзүүлэлтэд жинтэй үзүүлэлт алга", "composite {found} has no indicator with a weight";
    /// A list that must hold something.
    EmptyList = "I034", Error, "{found} хоосон байна", "{found} is empty";
    /// A header that two columns would answer to.
    HeaderShared = "I035", Error, "{found} гарчиг {detail} баганад аль хэдийн хамаарна", "header {found} already belongs to {detail}";
    /// A target outside the printed scale.
    TargetOffScale = "I036", Error, "зорилт {found} нь хэмжүүрийн хязгаараас гадуур: {detail}", "target {found} lies outside the scale of its measure: {detail}";
    /// An instrument that isn't built in.
    UnknownInstrument = "I037", Error, "{found} гэсэн бэлэн асуулга алга", "there is no built-in instrument {found}";
    // Of scorecards.
    /// A scorecard where a report card is wanted.
    IsScorecard = "I038", Error, "{found} бол олон нийтийн үнэлгээний карт: masam scorecard ашиглана", "{found} is a community scorecard: use masam scorecard";
    /// A report card where a scorecard is wanted.
    IsReportCard = "I039", Error, "{found} бол иргэдийн үнэлгээний хуудас: masam report-card ашиглана (картын файлд kind = \"scorecard\" гэсэн мөр байдаг)", "{found} is a citizen report card: use masam report-card (the file of a scorecard says kind = \"scorecard\")";
    /// A checklist where another instrument is wanted.
    IsChecklist = "I049", Error, "{found} бол байгууллагын хяналтын хуудас: masam compare ашиглана", "{found} is a facility checklist: use masam compare";
    /// An indicator of overall satisfaction that isn't in points or has no better side.
    NotForOverall = "I050", Error, "{found} ерөнхий сэтгэл ханамжийн үзүүлэлт болохгүй: хувь, оноо эсвэл цэвэр зөрүү, аль нь дээр гэдэг нь тодорхой байх ёстой", "{found} cannot stand for overall satisfaction: it must be a share, a score or a net share with a better side";
    /// A stated importance that isn't 0 to 100.
    BadImportance = "I051", Error, "ач холбогдол {found} байж болохгүй: 0–100 байна", "an importance cannot be {found}: it is 0 to 100";
    /// A question that takes several answers where one answer is needed.
    OneAnswerWanted = "I052", Error, "{found} асуултад хэд хэдэн хариулт өгч болно: {detail} гэх мэтээр нэгийг нь нэрлэнэ үү", "question {found} takes several answers: name one of them, such as {detail}, or count its codes with a share";
    /// A focus group that isn't in the instrument.
    UnknownFocusGroup = "I040", Error, "{found} гэсэн бүлэг алга", "there is no group {found}";
    /// A type of facilities that isn't in the instrument.
    UnknownFacilityType = "I041", Error, "{found} гэсэн байгууллагын төрөл алга", "there is no facility type {found}";
    /// An entitlement for a type of facilities for which its item isn't counted.
    TypeOutsideItem = "I042", Error, "энэ зүйлийг {found} төрлийн байгууллагад тоолдоггүй", "this item is not counted in facilities of type {found}";
    /// A scale whose best score isn't above its worst.
    ScaleReversed = "I043", Error, "оноо {found}-аас {detail} хүртэл өсөхгүй байна: to нь from-оос их байна", "a scale from {found} to {detail} does not rise: its end must be above its start";
    /// A scale of faces that isn't in whole numbers.
    FacesNotWhole = "I044", Error, "царайны оноо бүхэл тоо байна: {found} болохгүй", "faces stand for whole numbers, which {found} is not";
    /// A word for a score that isn't on the scale.
    MarkOffScale = "I045", Error, "{found} нь {detail} оноонд байхгүй", "{found} is not a score of the scale {detail}";
    /// A spelling by which two entries would be found.
    SpellingShared = "I046", Error, "{found} гэсэн бичиглэл {detail}-д аль хэдийн хамаарна", "the spelling {found} already belongs to {detail}";
    /// A word of the file's own language as an identifier.
    WordTaken = "I047", Error, "{found} гэсэн үг өөр утгатай тул таних тэмдэг болохгүй", "{found} has a meaning of its own here and cannot be an identifier";
    /// An entitlement that nobody can have.
    BadEntitlement = "I048", Error, "байх ёстой хэмжээ {found} байж болохгүй; норм байхгүй бол бичихгүй", "an entitlement cannot be {found}; where there is no norm, leave it out";

    // I: instruments. I060 to I089: forms of survey platforms.
    /// A workbook without the sheet of a form.
    NotAForm = "I060", Error, "энэ бол XLSForm биш: survey хуудас алга ({found})", "this is not an XLSForm: it has no sheet survey ({found})";
    /// A form without a question that can be counted.
    FormNothingAsked = "I061", Error, "маягтад тоолж болох асуулт (сонголт, тоо) алга", "the form has no question that can be counted: none with choices, none with a number";
    /// A row of a type nobody knows.
    FormTypeUnknown = "I062", Warning, "{found} гэсэн төрөл танигдсангүй; мөрийг орхив", "type {found} is not known; the row is left out";
    /// A row of a known type that gives nothing to count.
    FormRowUnused = "I063", Note, "{found} төрлийн мөрийг тоолдоггүй тул ашиглахгүй", "rows of type {found} are not counted and not used";
    /// A list of answers that isn't there, or is empty.
    FormNoList = "I064", Warning, "{found} гэсэн хариултын жагсаалт алга эсвэл хоосон; {detail} асуултыг орхив", "there is no list {found}, or it is empty; question {detail} is left out";
    /// A choice that is there twice.
    FormChoiceTwice = "I065", Warning, "{found} хариулт {detail} жагсаалтад хоёр удаа байна; эхнийхийг нь авав", "choice {found} is in list {detail} twice; the first is taken";
    /// Two choices of one wording.
    FormLabelTwice = "I066", Warning, "{detail} жагсаалтын хоёр хариулт {found} гэж адил бичигдсэн; кодоор нь ялгав", "two choices of list {detail} are worded {found}; they are told apart by their codes";
    /// A filter that isn't understood.
    FormFilter = "I067", Warning, "{found} шүүлтүүрийг ойлгосонгүй; бүх хүнээс асуусан гэж үзнэ", "the filter {found} is not understood; it is left out, as if everybody were asked";
    /// A filter of which a part isn't understood.
    FormFilterPart = "I068", Warning, "{found} шүүлтүүрийн зөвхөн нэг хэсгийг ойлгов", "of the filter {found} only a part is understood";
    /// A constraint that isn't understood, or a part of one.
    FormConstraint = "I069", Note, "{found} хязгаарыг бүхэлд нь ойлгосонгүй", "the constraint {found} is not, or not wholly, understood";
    /// Several questions of one name.
    FormNameTwice = "I070", Warning, "{found} нэртэй хэд хэдэн асуулт байна; эндэхийг: {detail}", "several questions are called {found}; this one becomes: {detail}";
    /// A question that is asked several times of one respondent.
    FormInRepeat = "I071", Warning, "{found} давталтын дотор нэг хүнээс олон удаа асуудаг тул орхив", "it is asked several times of one respondent, in the repeat {found}, and is left out";
    /// A row without what it needs.
    FormRowLacks = "I072", Warning, "мөрд {found} алга; орхив", "the row has no {found} and is left out";
    /// A group that isn't closed, or is closed without having been opened.
    FormGroupOpen = "I073", Warning, "бүлэг (group, repeat) эхлэл төгсгөлгүй байна: {found}", "a group or repeat without its beginning or end: {found}";
    /// A row that was taken for a column that is no question.
    FormRoleGuessed = "I074", Note, "{found} нэрээр нь дараах багана гэж үзэв: {detail}", "{found} is taken, by its name or type, for the column: {detail}";
    /// A choice that was taken for a missing answer.
    FormMissingGuessed = "I075", Note, "{found} гэснийг хариулт биш, дутуу утга ({detail}) гэж үзэв", "{found} is taken for a missing answer: {detail}";
    /// A number that a constraint lets pass beside others, and that lies among them.
    FormMissingPlausible = "I076", Warning, "{found} нь хязгаарын дотор байгаа тул дутуу утга биш, тоо гэж үзэв", "{found} lies among the plausible numbers and is therefore a number, not a missing answer";
    /// A list that was taken for a scale.
    FormScaleGuessed = "I077", Note, "{found} жагсаалтыг үгээр нь үнэлгээний шатлал гэж үзэв: {detail}", "list {found} is taken, by its words, for a scale: {detail}";
    /// A unit that was taken from the words of a question.
    FormUnitGuessed = "I078", Note, "{found} асуултын нэгжийг үгнээс нь авав: {detail}", "the unit of {found} is taken from its words: {detail}";
    /// No row that says where.
    FormNoArea = "I079", Warning, "аль аймаг, дүүрэг болохыг хэлэх асуулт алга; дараах гарчгийг хайна: {found}", "no question says which aimag or district it is; a column of one of these names is looked for: {found}";
    /// Indicators that were drafted.
    FormDrafted = "I080", Note, "маягт үзүүлэлтээ хэлэхгүй тул {found} үзүүлэлт ноорогложээ; аль нь дээр гэдгийг (better), чиглэлийг нь шалгана уу: {detail}", "the form names no indicators, so {found} were drafted; look through which way is better and where they belong: {detail}";
    /// A value on a scale that is no number.
    FormScore = "I082", Warning, "{detail} хариултын оноо {found} тоо биш тул орхив", "the score {found} of choice {detail} is no number and is left out";
    /// A sheet of targets without a column that it needs.
    NoTargetColumn = "I083", Error, "зорилтын хүснэгтэд {found} багана алга", "the sheet of targets has no column {found}";
    /// A row of targets that can't be read.
    TargetRow = "I084", Error, "зорилтын мөрийг ойлгосонгүй: {found}", "this row of targets is not understood: {found}";
    /// A key in `[words]` that no word of reports has.
    NoSuchWord = "I085", Error, "{found} гэсэн үг тайланд байдаггүй; өөрөөр нэрлэж болох үгсийг masam instrument words жагсаана", "reports have no word {found}; masam instrument words lists those that may be put otherwise";
    /// A word of reports put otherwise without its places for values, or with others.
    GapsOfWord = "I086", Error, "{found} үгэнд утга орох газар яг эдгээр байх ёстой: {detail}", "{found} must have these places for values and no others: {detail}";
    /// A grouping that was drafted.
    FormGroupingDrafted = "I081", Note, "{found} асуултаар ангилна", "answers are broken down by {found}";

    // C: coding. Columns and answers.
    /// A column that the user or the instrument named isn't there.
    NoSuchColumn = "C001", Error, "{found} багана алга{detail}", "there is no column {found}{detail}";
    /// A cell that should hold a number doesn't.
    NotANumber = "C012", Error, "{found} тоо биш{detail}", "{found} is not a number{detail}";

    /// Questions that no column answers.
    QuestionsWithoutColumn = "C031", Note, "{found} асуултад хариулах багана алга; хамаарах үзүүлэлт мэдээлэлгүй", "no column answers {found}; the figures that need them have no data";
    /// A question that no column answers.
    QuestionWithoutColumn = "C002", Warning, "{found} асуултад тохирох багана алга", "no column answers question {found}; what needs it has no data";
    /// Hardly any question has a column.
    FewQuestions = "C025", Error, "{detail} асуултаас зөвхөн {found}-д нь багана олдлоо: асуулга, хуудас, толгой мөр зөв үү?", "only {found} of {detail} questions have a column: is it the right instrument, sheet and header row?";
    /// A base asks for a question that no column answers.
    BaseWithoutColumn = "C026", Warning, "{found} суурийн шүүлтүүр асуултад багана алга: бүх хүнээр тооцсон", "no column answers the question that base {found} asks for: figures of that base are over everybody";
    /// The soum stands in for the area.
    AreaFromSoum = "C027", Warning, "аймгийн багана алга: {found} баганын сумаар тодорхойлов", "no column says the aimag: places are told by the soum in column {found}, where only one soum has the name";
    /// A file that is given twice.
    FileTwice = "C028", Error, "{found} файлыг хоёр удаа өгсөн байна", "{found} is given twice, so everybody in it would count twice";
    /// The population of a place that is to be weighted by it.
    NoPopulation = "C029", Error, "{found}: хүн амын тоо алга", "the population of {found} is not known, so places cannot be weighted by population";
    /// A question that several columns could answer.
    SeveralColumns = "C003", Error, "{found}-д хэд хэдэн багана тохирч байна", "several columns fit {found} equally well; none was taken";
    /// A place or the design that several columns could hold.
    SeveralKeyColumns = "C024", Error, "{found}-д хэд хэдэн багана тохирч байна: аль нь болохыг заана уу", "several columns fit {found} equally well; name the right one in an option";
    /// An answer that isn't one of the question's.
    NotAnAnswer = "C013", Error, "{found} нь {detail} асуултын хариулт биш", "{found} is not an answer of {detail}";
    /// A cell that names something else than answers of a question that takes several.
    NotAnswersOf = "C060", Error, "{found} нь {detail} асуултын хариултуудад хуваагдахгүй байна", "{found} cannot be divided into answers of {detail}";
    /// A number beyond what is plausible.
    OutOfRange = "C014", Error, "{found} боломжит хязгаараас гадуур ({detail})", "{found} is beyond what is plausible ({detail}) and was left out";
    /// Answers of people whom a filter leaves out.
    AnsweredUnasked = "C015", Warning, "{found}: шүүлтүүрээр асуух ёсгүй хүн хариулсан; тооцоонд оруулаагүй", "{found} is answered by people who should not have been asked; their answers do not count";
    /// A row without a place.
    NoPlace = "C016", Error, "байршил бичээгүй байна", "no place is given; the row is left out";
    /// A row of a place that isn't reported.
    PlaceOutsideSet = "C017", Warning, "{found} энэ тайланд ороогүй", "{found} is not among the places of this report; the row is left out";
    /// There is no column for the place.
    NoPlaceColumn = "C018", Warning, "аймаг, дүүргийн багана алга: --area COL гэж заана уу (хайсан: {detail})", "no column says the aimag or district, so only the total is reported; say --area COL (looked for: {detail})";
    /// There are no weights.
    NoWeightColumn = "C019", Warning, "жингийн багана алга", "no column holds weights: every respondent counts the same";
    /// There are no clusters.
    NoClusterColumn = "C020", Warning, "кластерын багана алга", "no column holds clusters: respondents count as drawn one by one, and errors are likely understated";
    /// No column answers any question.
    NoQuestionColumn = "C021", Error, "энэ файлын нэг ч багана асуулгын асуулттай тохирсонгүй", "no column of this file answers any question of the instrument; is it the right file, sheet and header row?";
    /// A file of corrections without the columns that they need.
    NotCorrections = "C040", Error, "энэ файлд засварын багана алга: мөр (эсвэл дугаар), багана, хуучин, шинэ гэсэн толгой хэрэгтэй", "this holds no corrections: a header with the columns row (or id), column, old, new is needed";
    /// A correction of an answer that isn't there.
    CorrectionOldDiffers = "C041", Error, "засварт хуучин утга {found} гэсэн, харин нүдэнд {detail} байна; засаагүй", "the correction says that {found} stands there, but it is {detail}; nothing was changed";
    /// A correction of a row that isn't there.
    CorrectionNoRow = "C042", Error, "{found} мөр алга; засаагүй", "there is no row {found}; nothing was changed";
    /// A correction in a column that isn't there.
    CorrectionNoColumn = "C043", Error, "{found} багана алга; засаагүй", "there is no column {found}; nothing was changed";
    /// A correction to something that is no answer.
    CorrectionBadNew = "C044", Error, "шинэ утга {found} нь {detail} асуултын хариулт биш; засаагүй", "the new value {found} is not an answer of {detail}; nothing was changed";
    /// Two corrections of one cell.
    CorrectionTwice = "C045", Error, "нэг нүдийг ({found}) хоёр удаа засах гэсэн; алийг нь ч хийгээгүй", "one cell ({found}) is corrected twice; neither was done";
    /// A correction in a column that isn't read.
    CorrectionNotRead = "C046", Error, "{found} баганыг уншдаггүй тул засахгүй", "the column {found} is not read, so nothing in it is corrected";
    /// A row's identifier that several rows have.
    CorrectionIdTwice = "C047", Error, "{found} дугаартай хэд хэдэн мөр бий: зөвхөн эхнийхийг зассан; мөрийн тоогоор нь заана уу", "several rows have the identifier {found}: only the first was corrected; name it by its row number";
    /// A row number, and several files.
    CorrectionFile = "C048", Error, "мөрийн тоо аль файлынх вэ: {found}", "the file that the row is in must be named in a column file: {found}";
    /// Corrections that were done.
    CorrectionsApplied = "C049", Note, "{found} засвар хийв, {detail} засварыг хийгээгүй", "{found} corrections were applied, {detail} refused";
    /// A line that names no row or no column.
    CorrectionIncomplete = "C050", Error, "засварт {found} алга; хийгээгүй", "the correction names no {found}; nothing was changed";
    /// Rows of corrections are numbers of the spreadsheet.
    CorrectionsByNumber = "C051", Note, "{found} баганын тоог мөрийн дугаар (Excel-д харагддагаар) гэж уншив", "column {found} was read as row numbers, as Excel shows them";
    /// Rows of corrections are identifiers.
    CorrectionsById = "C052", Note, "{found} баганыг судалгааны {detail} баганын утга гэж уншив", "column {found} was read as what stands in column {detail} of the survey";
    /// Lines without a new value.
    CorrectionsUnfilled = "C053", Note, "шинэ утга бичээгүй {found} мөр засвар биш", "{found} lines without a new value are no corrections";
    /// Corrections for a tally.
    CorrectionsOfTally = "C054", Error, "дүнгийн файлд засвар хийх боломжгүй: {found}-г masam tally-д өгнө", "the sums of a tally cannot be corrected: give {found} to masam tally";
    /// Columns that look personal.
    PersonalColumns = "C055", Note, "хувь хүний мэдээлэл байж болзошгүй, уншаагүй багана: {found}", "columns that look personal and were not read: {found}";
    /// Corrections of several rounds.
    CorrectionsOfRound = "C056", Error, "{found}: аль үе шатных вэ, ҮЕ=ФАЙЛ гэж бичнэ", "{found}: of which round is it? Write ROUND=FILE";
    /// Questions whose columns are those of a repeat.
    QuestionsInRepeat = "C062", Warning, "{found} асуултын багана зөвхөн {detail} давталтад байна", "only the repeat {detail} has columns for {found}";
    /// The clusters of entries are the submissions that they came in.
    ClustersAreSubmissions = "C063", Note, "кластерын багана алга: нэг маягтын бичлэгүүд нэг кластер боллоо ({found})", "no column holds clusters: the entries of one submission are taken for one cluster (column {found})";
    /// Corrections of entries that share the number of a row.
    CorrectionsOfWide = "C064", Error, "{found} давталтын бичлэгүүд нэг мөрийн дугаартай тул засвар хийхгүй: файлыг --repeat-гүй уншуулж эсвэл бичлэгийг мөр болгосон файлд засна", "entries of the repeat {found} lie side by side and share the number of their row, so none can be corrected: correct a file with a row for each entry";
    /// A column that was taken for a question because it resembles it.
    ColumnResembles = "C061", Warning, "{detail} асуултад зөвхөн төстэй {found} баганыг авав: шалгана уу", "column {found} was taken for question {detail}, which it only resembles: look whether it is";
    /// A grouping that the instrument doesn't have.
    NoSuchGrouping = "C022", Error, "{found} гэсэн ангилал алга", "there is no grouping {found}";
    /// A place set that is neither built in nor a file.
    NoSuchPlaceSet = "C023", Error, "{found} гэсэн газрын багц алга", "there is no place set {found}";

    // G: gaps, rounds and what is put together from several reports.
    /// A benchmark by a name nobody knows.
    NoSuchBenchmark = "G001", Error, "{found} гэсэн жишиг алга", "there is no benchmark {found}";
    /// A pair of groups that isn't written as one.
    BadPair = "G002", Error, "{found} нь бүлгийн хос биш: АНГИЛАЛ=НЭГ,НӨГӨӨ гэж бичнэ", "{found} is no pair of groups: write GROUPING=FIRST,SECOND";
    /// A group that the grouping doesn't have.
    NoSuchGroup = "G003", Error, "{found} гэсэн бүлэг алга", "there is no group {found}";
    /// A round that isn't written as one.
    BadRound = "G004", Error, "{found} нь үе шат биш: НЭР=ФАЙЛ,ФАЙЛ гэж бичнэ", "{found} is no round: write NAME=FILE,FILE";
    /// Two rounds of one name.
    RoundTwice = "G005", Error, "{found} нэртэй хоёр үе шат байна: --round НЭР=ФАЙЛ гэж өөр нэр өгнө үү", "two rounds are called {found}: give them names with --round NAME=FILE";
    /// One round alone.
    OneRound = "G006", Error, "харьцуулахад дор хаяж хоёр үе шат хэрэгтэй", "a change needs at least two rounds";
    /// A round by a name that none has.
    NoSuchRound = "G007", Error, "{found} гэсэн үе шат алга: НЭР=АСУУЛГА гэж бичнэ", "there is no round {found}: write NAME=INSTRUMENT";
    /// Designs with different numbers of stages.
    RoundsOfOtherStages = "G008", Error, "{found} үеүдийн түүврийн шат өөр: --cluster-ээр нэг шатыг заана уу", "the rounds {found} have designs with different numbers of stages: name the first stage with --cluster";
    /// Populations of one round as sizes, of another as fractions.
    RoundsOfOtherPopulations = "G009", Error, "{found} үеүдийн нэг нь эх олонлогийн тоо, нөгөө нь түүврийн хувь бичсэн", "of the rounds {found} one gives sizes of populations and another sampling fractions";
    /// Rounds that went to the same clusters drew more of them than there are.
    RoundsDrewTooMany = "G017", Error, "{found} үеүд хамтдаа эх олонлогоос нь олон нэгж түүвэрлэсэн тул нэг шошготой нь бүгд нэг кластер байж болохгүй: --clusters new, эсвэл --fpc-гүйгээр ажиллуулна уу", "the rounds {found} together drew more units than their population holds, so what has the same label can't all be the same: use --clusters new, or leave out --fpc";
    /// A file that is no report.
    NotAReport = "G010", Error, "энэ файл {found} --format json-ийн гаралт биш: {detail}", "this is not what {found} --format json writes: {detail}";
    /// A part that the report doesn't have.
    NoSuchSection = "G025", Error, "{found} гэсэн хэсэг тайланд алга", "the report has no part {found}";
    /// A report of another command.
    OtherReport = "G011", Error, "энэ файлыг {found} гаргасан, харин энд {detail} хэрэгтэй", "this was written by {found}, here belongs what {detail} writes";
    /// A report that isn't for publication among those that are.
    NotPublic = "G012", Error, "энэ тайланд {found} сонголтгүй гаргасан тоо бий: дахин гаргаж өгнө үү", "this report was made without {found}: make it anew for publication";
    /// A part without a name.
    BadPart = "G013", Error, "{found} нь НЭР=ФАЙЛ биш", "{found} is not NAME=FILE";
    /// Part of a sector that has no card.
    NoCardOfName = "G014", Error, "{found} нэртэй --card алга", "there is no --card of the name {found}";
    /// Two sectors of one name.
    SectorTwice = "G015", Error, "{found} нэртэй хоёр --card байна", "two --card have the name {found}";
    /// A part about another instrument than the card.
    PartOfOtherInstrument = "G016", Error, "энэ тайлан {found} асуулгынх, харин --card нь {detail}-ынх", "this report is of the instrument {found}, but the --card is of {detail}";
    /// A card under the name of another sector.
    CardOfOtherSector = "G024", Error, "энэ тайлан {found} салбарынх, харин нэр нь {detail}", "this report is of {found}, but it is given the name {detail}";
    /// Reports that tell of places that the forum isn't about.
    PlacesOutside = "G018", Error, "тайлангуудад {found} газар бий, харин газрын багцад алга: --places-ээр багцыг нь заана уу", "the reports tell of {found}, which the place set doesn't have: name their set with --places";
    /// Two rounds with the same answers.
    SameRounds = "G019", Warning, "{found} үеүдийн бүх тоо яг адил: нэг файлыг хоёр удаа өгсөн юм биш үү?", "the rounds {found} agree in every number: is it the same survey twice?";
    /// Rounds whose names count down.
    RoundsCountDown = "G020", Warning, "үе шатны нэр буурч байна ({found}): эрт үеийг эхэнд өгнө", "the names of the rounds count down ({found}): the earliest comes first";
    /// Places that only some rounds have.
    RoundsOfOtherPlaces = "G021", Warning, "зөвхөн зарим үед мэдээлэлтэй газар: {found}; «бүх газар»-ын өөрчлөлтөд аль газар байгаа нь ч нөлөөлнө", "places with data in some rounds only: {found}; a change of all places also comes from which places are there";
    /// A round without a column of clusters among others.
    RoundWithoutClusters = "G022", Warning, "{found} үед кластерын багана алга: интервал хэт нарийн байж болно", "the round {found} has no column of clusters: intervals are likely too narrow";
    /// A public part that is cut otherwise than its card.
    PartCutOtherwise = "G023", Error, "энэ тайланг {found}, харин --card-ыг {detail} гэж гаргасан: нэгд нь нууцалсан тоо нөгөөгөөс нь гарч болно, ижил сонголтоор гаргана уу", "this report was made with {found}, but the --card with {detail}: what one withholds may follow from the other, so make them with the same options";
    /// A facility that a report doesn't tell of.
    NoFacilityOfPoster = "G026", Error, "энэ тайланд {found} байгууллага алга", "this report does not tell of a facility {found}";
    /// A place that a report doesn't tell of.
    NoPlaceOfPoster = "G027", Error, "энэ тайланд {found} алга", "this report does not tell of {found}";
    /// Nothing sure enough for a wall.
    NothingForPoster = "G028", Error, "{found}: ханан дээр тавих тоо алга: мэдээлэлгүй, 30-аас цөөн хариулттай, нууцалсан эсвэл дүгнээгүй байна", "{found}: there is nothing to put on a wall: no data, fewer than 30 answers, withheld, or not judged";
    /// Posters of what a report doesn't tell of.
    NoSuchPosters = "G029", Error, "{detail} гаргасан тайлан {found} тус бүрээр биш", "what {detail} writes does not tell of each {found}";

    // D: designs and estimates.
    /// A weight that is no weight.
    NotAWeight = "D001", Error, "{found} жин байж болохгүй", "{found} is not a weight: it must be a number of 0 or more";
    /// A row without weight.
    MissingWeight = "D002", Error, "жин алга", "there is no weight";
    /// A row without stratum, cluster or population size.
    MissingUnit = "D003", Error, "түүврийн мэдээлэл алга", "the sampling design is blank here";
    /// A cluster label in two strata.
    ClusterInTwoStrata = "D004", Error, "{found} кластер хоёр давхаргад байна: {detail}", "cluster {found} is in two strata: {detail}";
    /// A population size that differs within a unit.
    PopulationVaries = "D005", Error, "{found} доторх эх олонлогийн хэмжээ өөр өөр байна: {detail}", "the population size within {found} differs between rows: {detail}";
    /// A population smaller than the sample.
    PopulationTooSmall = "D006", Error, "{found} доторх эх олонлог түүврээс бага: {detail}", "the population within {found} is smaller than the sample: {detail}";
    /// A population size or sampling fraction that can't be one.
    BadPopulation = "D007", Error, "{found} эх олонлогийн хэмжээ байж болохгүй", "{found} is no population size and no sampling fraction";
    /// Strata with one sampled cluster.
    LonelyCluster = "D008", Error, "{detail} давхаргад ганц кластер байна: {found}", "a stratum with a single sampled cluster has no variance of its own; {detail} found: {found}";
    /// A statistic that can be cut in several ways, or in none.
    CannotCut = "D009", Error, "{found} гэснийг ойлгосонгүй: {detail}", "cannot tell what {found} asks for: {detail}";
    /// Importance was to be derived, and nothing says from what.
    NoOverall = "D010", Error, "{found} асуулгад ерөнхий сэтгэл ханамжийн үзүүлэлт (overall) заагаагүй тул ач холбогдлыг гаргаж чадахгүй", "instrument {found} names no indicator of overall satisfaction, so no importance can be derived";
    /// Importance was to be derived, and the column of overall satisfaction is missing.
    OverallWithoutColumn = "D011", Error, "ерөнхий сэтгэл ханамжийн {found} асуултын багана файлд алга тул ач холбогдлыг гаргаж чадахгүй", "the file has no column for {found}, the question of overall satisfaction, so no importance can be derived";
    /// Importance was to be taken as stated, and the instrument states none.
    NoStatedImportance = "D012", Error, "{found} асуулгын нэг ч үзүүлэлтэд ач холбогдол (importance) заагаагүй", "no indicator of instrument {found} states its importance";
    /// No column fits a pattern of replicate weights, or only one.
    NoReplicates = "D020", Error, "{found} загварт тохирох жингийн багана {detail}", "{detail} columns fit the pattern of replicate weights {found}; at least two are needed";
    /// Replicates whose scales aren't known or can't be ones.
    BadScales = "D021", Error, "давтамж бүрийн үржигдэхүүн тодорхойгүй: {found}", "the scales of the replicates do not fit: {found}";
    /// A cell that should hold a replicate weight.
    NotAReplicate = "D022", Error, "{found} жин байж болохгүй", "{found} is not a replicate weight";
    /// Something that is not computed with replicate or calibrated weights.
    NotWithWeights = "D023", Error, "{found}: {detail}", "{found}: {detail}";
    /// A table of totals whose columns can't be told.
    NotTotals = "D024", Error, "нийт тоонуудын хүснэгтэд {found} багана алга", "the table of totals has no column {found}";
    /// A cell that should hold a total.
    NotATotal = "D025", Error, "{found} нийт тоо байж болохгүй", "{found} is not a total";
    /// A category whose total is given twice.
    TotalTwice = "D026", Error, "{found} хоёр удаа байна", "the total of {found} is given twice";
    /// Something to calibrate to without totals.
    NoTotals = "D027", Error, "{found}: нийт тоо өгөөгүй{detail}", "no totals are given for {found}{detail}";
    /// A column that names people, to calibrate by.
    PersonalTerm = "D037", Error, "{found} нь хүний нэр, утас зэрэг хувийн мэдээлэл тул үүгээр жин тохируулахгүй", "{found} names people, so weights aren't calibrated by it";
    /// Totals of places outside of the set.
    TotalsElsewhere = "D038", Note, "{found}: багцад байхгүй газрын {detail} хүнийг тооцоогүй", "the totals of {found} hold {detail} people of places outside of the set, who are passed over: other margins must be without them too";
    /// A category in a table of totals that is no group of what it is said to be of.
    TotalOfNoGroup = "D036", Error, "{detail}: {found} гэсэн бүлэг алга", "no group of {detail} is called {found}";
    /// A category in the rows without a total.
    CategoryWithoutTotal = "D028", Error, "{found} нийт тоонуудын хүснэгтэд алга", "{found} has no total";
    /// A total of a category that no row has.
    TotalWithoutRows = "D029", Error, "{found} гэсэн мөр алга, нийт тоо нь {detail}", "no row with a weight is {found}, whose total is {detail}: no weights can give it";
    /// A row that lacks what weights are calibrated by.
    CalibrationBlank = "D030", Error, "жинг тохируулах хувьсагч хоосон, эсвэл танигдсангүй: --corrections-оор засах, эсвэл мөрийг хас", "what weights are calibrated by is blank here, or isn't understood: mend it with --corrections, or leave the row out there";
    /// Margins that don't add up to the same.
    TotalsDisagree = "D031", Error, "нийлбэр зөрж байна: {found} ба {detail}; ангилал дутуу байж магадгүй", "margins add up to different populations: {found}, {detail}; a category may be missing";
    /// Margins that add up to nearly the same.
    TotalsScaled = "D032", Warning, "нийлбэр бага зэрэг зөрж байна: {found} ба {detail}; сүүлийнхийг эхнийхэд тааруулав", "margins add up to slightly different populations: {found}, {detail}; the latter were scaled to the former";
    /// Totals that no weights were found for.
    NotCalibrated = "D033", Error, "жин тохируулж чадсангүй: {found} нь {detail}", "no weights give the totals: {found} came to {detail}";
    /// Weights below zero.
    NegativeWeights = "D034", Warning, "тохируулсны дараа {found} мөр сөрөг жинтэй (хамгийн бага нь {detail}): --calfun raking эсвэл --bounds", "{found} rows have a negative weight after calibration, the lowest {detail}: --calfun raking or --bounds avoids it";
    /// Weights that calibration changed much.
    ExtremeWeights = "D035", Warning, "{found} мөрийн жин дундаж өөрчлөлтөөс гурав дахинаас илүү зөрсөн ({detail})", "calibration changed the weights of {found} rows more than threefold beside the average change ({detail})";

    // K: tallies, the sums of a survey in a file.
    /// A file that ends before its last line.
    TallyCutOff = "K001", Error, "файл дутуу хуулагдсан: сүүлийн мөр алга", "the tally is cut off: its last line is missing; copy it again";
    /// A file that isn't as it was written.
    TallyChanged = "K002", Error, "файл бичигдсэнээсээ хойш өөрчлөгдсөн байна: шалгах тоо таарахгүй", "the tally was changed after it was written: its digest does not fit. Copy it again, as a file and not as text";
    /// A format that this program doesn't read.
    TallyFormat = "K003", Error, "файлын хувилбар {found}; энэ програм {detail} хувилбарыг уншдаг", "the tally is of format {found}, and this program reads format {detail}: use the version of the program that wrote it";
    /// A line that can't stand there.
    TallyLine = "K004", Error, "энэ мөр байх ёстой мөр биш: {detail}", "this line does not belong in a tally: {detail}";
    /// Made for another instrument, or another version of it.
    TallyInstrument = "K005", Error, "{found} асуулгаар хийсэн, {detail} биш", "it was made with the instrument {found}, not with {detail}";
    /// Made for an instrument of the same name and version that says something else.
    TallyInstrumentChanged = "K006", Error, "{found} асуулгын агуулга энд өөр байна", "it was made with another text of the instrument {found}: one of the two was changed, or read by another version of the program ({detail})";
    /// Made for an instrument that isn't built in.
    TallyInstrumentUnknown = "K007", Error, "{found} асуулга програмд алга: файлыг нь --instrument гэж зааж өгнө үү", "it was made with {found}, which is not built in: name its file with --instrument";
    /// Made for another place set.
    TallyPlaces = "K008", Error, "{found} газрын багцаар хийсэн, {detail} биш", "it was made with the place set {found}, which is not {detail} or has other members: name the right one with --places";
    /// Sums of another kind than this program adds up.
    TallySums = "K009", Error, "{found} өөрөөр нэмсэн дүнтэй", "its sums are of another kind ({found}): make it again with this version of the program";
    /// A question or a role whose column is another one than in the others.
    TallyColumns = "K010", Error, "{found}-ийн багана бусдаас өөр: {detail}", "{found} was read from another column than in the tallies before it: {detail}";
    /// A design unlike that of the others.
    TallyDesign = "K011", Error, "түүврийн багана бусдаас өөр: {found}; бусад нь {detail}", "its sampling design has other columns ({found}) than the tallies before it ({detail})";
    /// Groups that were not added up.
    TallyGrouping = "K012", Error, "{found} ангиллаар нэмсэн дүн алга; байгаа нь: {detail}", "it holds no sums by {found}, only by {detail}: make it again with --by, or leave the grouping out";
    /// Clusters that are in two tallies.
    TallyClusterTwice = "K013", Error, "{detail} файлтай давхардсан кластер: {found}", "it shares clusters with {detail}, whose people would count twice: {found}";
    /// Two tallies of one file.
    TallyFileTwice = "K014", Error, "{detail} файлтай адил {found} файлаас хийсэн", "it was made from {found}, as was {detail}: everybody in it would count twice";
    /// Tallies and spreadsheets in one command.
    TallyAndRows = "K015", Error, "энэ файл хүснэгт, {found} нь дүнгийн файл: хамтад нь уншихгүй", "this is a spreadsheet, but {found} is a tally: make a tally of each with masam tally first";
    /// A design whose sums are rows.
    TallyOfRows = "K016", Error, "кластерын багана алга: хүн бүр түүврийн нэгж тул дүн нь хүн бүрийн хариулт болно", "there is no column of clusters, so that every respondent is a sampled unit and sums by unit would be their answers: name the clusters with --cluster";
    /// An option that contradicts what was added up.
    TallyOption = "K017", Error, "{found}: дүнг {detail}-аар нэмсэн", "{found} names another column than the tally was made with: {detail}";
    /// Importance that was not added up.
    TallyImportance = "K019", Error, "{found}: дүнд үзүүлэлтүүдийн хамаарал ороогүй", "{found} needs to know how answers go with one another, which was not added up: make the tally again without --importance";
    /// An option that has nothing to do.
    TallyReadOption = "K018", Error, "{found} хүснэгт уншихад хэрэгтэй, дүнгийн файлд биш", "{found} says how spreadsheets are read, and a tally is none";

    // R: projects, of which rounds are made by one command.
    /// A round that the project doesn't have.
    RoundUnknown = "R001", Error, "{found} гэсэн үе шат алга", "there is no round {found}";
    /// Files that must be told apart by round.
    RoundWanted = "R002", Error, "хэд хэдэн үе шат байгаа тул {found} тус бүрд нь хэлнэ: {found} = { \"2026\" = \"…\" }", "there are several rounds, so {found} must be given for each: { \"2026\" = \"…\" }";
    /// A part that the project doesn't have, or not of this kind.
    PartUnknown = "R003", Error, "{found} гэсэн судалгаа, карт энд байхгүй", "there is no survey or scorecard {found} here";
    /// An option that follows from the project.
    OptionOfPlan = "R004", Error, "{found} сонголтыг төсөл өөрөө өгдөг", "{found} follows from the project and is not given here";
    /// An option with a value that its command refuses.
    OptionRefused = "R005", Error, "{found} утга тохирохгүй: {detail}", "{found} does not fit: {detail}";
    /// Outputs outside the project.
    OutputsOutside = "R006", Error, "{found}: гаралтын хавтас төслийн дотор байна", "{found}: outputs go to a folder within the project";
    /// A path that can't be given in a list.
    CommaInPath = "R007", Error, "файлын нэрэнд таслал байж болохгүй: {found}", "a path with a comma cannot be one of several files of a round: {found}";
    /// A folder without a project file.
    NoProject = "R008", Error, "{found} хавтаст masam.toml алга: masam new гэж эхэлнэ", "there is no masam.toml in {found}: begin a project with masam new";
    /// A folder that is no longer empty.
    ProjectThere = "R009", Error, "{found} аль хэдийн байна", "{found} is already there";
    /// Another run in the same folder.
    RunGoing = "R010", Error, "{found} хавтаст өөр masam run ажиллаж байна", "another masam run is going on in {found}";
    /// An output that isn't as a run left it.
    OutputChanged = "R011", Error, "{found} файлыг гаргаснаас хойш өөрчилсөн байна: дарж бичсэнгүй", "{found} was changed since it was made, and is not written over: move it away, or say --force";
    /// A file where an output should go.
    OutputForeign = "R012", Error, "{found} файлыг энэ төсөл гаргаагүй: дарж бичсэнгүй", "{found} was not made by this project, and is not written over: move it away, or say --force";
    /// A manifest that isn't one.
    BadManifest = "R013", Error, "{found} файлыг уншиж чадсангүй: {detail}", "{found} is not a manifest: {detail}; move it away, and everything is made again";
    /// Made-up answers beside real ones.
    ExampleMixed = "R014", Error, "{found} бол зохиомол жишээ хариулт: жинхэнэ файлтай хамт тооцохгүй, устгана уу", "{found} holds made-up answers of the example and stands beside other files: delete it";
    /// Nothing but made-up answers.
    ExampleOnly = "R015", Note, "{found} бол зохиомол жишээ хариулт", "{found} holds made-up answers of the example";
    /// A folder without a manifest.
    NoManifest = "R016", Error, "{found} хавтаст manifest.json алга: masam run гаргаагүй байна", "there is no manifest.json in {found}: it was not made by masam run";
    /// No step is called so.
    NoSuchStep = "R017", Error, "{found} гэж эхэлсэн алхам алга", "no step begins with {found}";

    // S: scorecards. S040 to S059: numbers out of the books.
    /// A group gave a score, and its votes say another.
    VotesDiffer = "S040", Note, "{found} гэж бүлэг өгсөн ч саналын голч нь {detail}: бүлгийн өгсөн оноог авав", "{found} is the group's score, but the median of its votes is {detail}; the group's score counts";
    /// Scores on unlike scales, or on another than the instrument's.
    ScalesConverted = "S041", Note, "оноог {found} хэмжүүрээр өгсөн тул 0–100 руу шилжүүлж тооцов", "scores on {found} were converted to 0–100 before anything was computed";
    /// A weighted mean over a group that wasn't counted.
    NotWeighted = "S042", Warning, "{found}: {detail} бүлгийн хүний тоо алга тул оролцсон хүнээр жигнэсэн дундаж гарахгүй", "{found}: nobody counted the people of {detail}, so there is no score weighted by people present";
    /// An agreed score outside both sides that isn't explained.
    AgreedOutside = "S043", Warning, "{found} гэж тохирсон нь хоёр талын онооны ({detail}) гадна, шалтгааныг нь бичээгүй байна", "{found} was agreed, which lies outside the scores of both sides ({detail}), and no reason is given";
    /// An entitlement in a book that isn't the norm in force.
    EntitlementDiffers = "S044", Note, "{found} гэж маягтад бичсэн, хүчин төгөлдөр норм нь {detail}: маягтыг авав", "{found} is the entitlement in the book, but the norm in force is {detail}; the book counts";
    /// A facility of which nobody knows where it is.
    FacilityWithoutPlace = "S045", Warning, "{found} байгууллагын байршил тодорхойгүй тул зөвхөн нийт дүнд орсон", "the place of facility {found} is not known; it counts only in the row of all places";
    /// A facility outside the place set.
    FacilityOutside = "S046", Warning, "{found} байгууллагын байршил ({detail}) энэ тайланд ороогүй тул зөвхөн нийт дүнд орсон", "facility {found} lies in {detail}, which is not among the places of this report; it counts only in the row of all places";
    /// An open action beyond the facility's means that no level is named for.
    NobodysAction = "S047", Warning, "{found}: байгууллагын нөөц хүрэхгүй, шийдэх түвшинг бичээгүй тул хэнд ч хүрэхгүй", "{found} is beyond the facility's own means, and no level is named that can solve it, so it reaches nobody";
    /// Two sessions of one facility and round.
    SessionTwice = "S048", Error, "{found} хоёр удаа байна: эхнийхийг авав", "{found} is there twice; the first was used";
    /// A column whose header isn't known and that isn't taken for one that is missing.
    ColumnLeftOut = "S049", Warning, "{found} гэсэн баганыг таниагүй тул уншаагүй", "column {found} is not known, and was not read";
    /// Facilities of one code or name in different places, without a register that tells them apart.
    FacilityElsewhere = "S050", Warning, "{found} өөр газар ({detail}) бас байна; өөр байгууллага гэж үзэв", "{found} stands in another place too ({detail}); they were taken for different facilities";
    /// A book with the code of one facility and the name of another.
    FacilityNameDiffers = "S051", Warning, "нүүрэн дээр {found} гэсэн, бүртгэлд энэ код {detail} байгууллагынх; кодоор нь авав", "the cover says {found}, but the code is that of {detail} in the register; the code was taken";
    /// An open action whose deadline was put off from one round to the next.
    DeadlineMoved = "S052", Note, "{found}: хугацааг хойшлуулсан: {detail}", "{found}: its deadline was put off: {detail}";
    /// An action with the day it was done that isn't done by its status.
    DoneYetOpen = "S053", Warning, "{found}: хийсэн өдрийг ({detail}) бичсэн ч явц нь дууссан биш; явцыг авав", "{found} has the day on which it was done ({detail}), but its status says that it is not done; the status was taken";
    /// A latest day that is far from all others, by which deadlines are judged.
    LatestDayAlone = "S054", Warning, "хугацааг {found} өдрөөр шалгав; дэвтрүүдийн бусад өдөр {detail} хүртэл байна: бичихдээ андуурсан бол --as-of гэж өдрийг заана уу", "deadlines are judged on {found}, the latest day in the books, though all others end on {detail}: if it is a slip of the pen, give the day with --as-of";
    // S: scorecards.
    // S070 to S079: books in folders.
    /// No file that could be a scorecard was given.
    NoBooks = "S070", Error, "{found} дотор бөглөсөн дэвтэр алга; алгассан файл: {detail}", "there is no filled workbook in {found}; files passed over: {detail}";
    /// The books don't say which instrument they were made for.
    NoInstrument = "S071", Error, "дэвтрүүд аль асуулгаар хийснээ хэлэхгүй байна", "the books do not say for which instrument they were made: name it with --instrument";
    /// The books were made for different instruments.
    SeveralInstruments = "S072", Error, "дэвтрүүд өөр өөр асуулгаар хийгджээ: {found}", "the books were made for different instruments: {found}. Read those of one at a time, or name one with --instrument";
    /// Not one of the books could be used.
    NoSessions = "S073", Error, "{found} файлаас нэг ч байгууллагын оноон карт уншигдсангүй", "none of the {found} files gave a scorecard";
    /// A book of a round that wasn't asked for.
    OtherRound = "S074", Warning, "энэ дэвтэр {found} үе шатных, {detail} биш; ашиглаагүй", "this book is of round {found}, not of {detail}; it was not used";
    /// The books were made for an instrument that isn't built in.
    InstrumentNotBuiltIn = "S075", Error, "дэвтрүүдийг {found} асуулгаар хийсэн бөгөөд энэ нь програмд алга: файлыг нь --instrument гэж зааж өгнө үү", "the books were made for {found}, which is not built in: name its file with --instrument";

    // F: facilities side by side.
    /// A facility in the data that the register doesn't have.
    FacilityUnknown = "F001", Warning, "{found} байгууллага бүртгэлд алга ({detail} мөр); бүртгэлийн мэдээлэлгүй тул харьцуулах бүлэг нь тодорхойгүй байж болно", "{found} is not in the register of facilities ({detail} rows); nothing else is known of it, and perhaps not whose peer it is";
    /// Facilities that can't be put among peers.
    NoPeers = "F002", Warning, "{detail} нь тодорхойгүй тул хэнтэй ч харьцуулаагүй: {found}", "compared with nobody, because their {detail} is not known: {found}";
    /// A row of a checklist without a facility.
    VisitOfNobody = "F003", Error, "аль байгууллагынх нь бичигдээгүй тул мөрийг орхив", "the row does not say which facility it is about, and is left out";
    /// A second row of one facility by the same observer.
    VisitTwice = "F004", Error, "{found} байгууллагыг нэг ажиглагч хоёр удаа бичсэн; {detail}-р мөрийг авав", "{found} is there twice, by the same observer; row {detail} was taken";
    /// No column that says which facility a row is about.
    NoFacilityColumn = "F005", Error, "байгууллагын багана олдсонгүй", "no column says which facility a row is about: name it with --facility";
    /// Nothing says what makes peers.
    PeersUnknown = "F011", Error, "хэн хэнтэй адил болохыг ({found}) юу ч хэлэхгүй байна", "nothing says who is whose peer: there is no {found}";
    /// Facilities of the register of which nothing came.
    FacilitiesWithoutData = "F006", Warning, "бүртгэлтэй ч мэдээлэл ирээгүй: {found}", "in the register, but without data: {found}";
    /// Something to adjust for that the instrument doesn't ask.
    NoSuchAdjuster = "F007", Error, "{found} гэсэн асуулт хэрэгсэлд алга, эсвэл файлд баганагүй", "the instrument has no question {found} that the file answers";
    /// An adjuster that says nothing new.
    AdjusterLeftOut = "F008", Note, "{found} нь бусдаасаа илүү юм хэлэхгүй тул засварт ороогүй ({detail})", "{found} was left out of the adjustment, as it says nothing that the others do not ({detail})";
    /// Figures that can't be compared between facilities.
    NotCompared = "F009", Note, "байгууллага хооронд харьцуулах боломжгүй үзүүлэлтийг орхив: {found}", "left out, as a larger facility would only have more of it: {found}";
    /// A benchmark that no figure has.
    NothingToHoldAgainst = "F010", Error, "нэг ч үзүүлэлтэд хүчин төгөлдөр зорилт, норм алга", "no figure has a target or norm in force{detail}; give --as-of if they are limited in time, or another --benchmark";

    /// Norms that are limited in time, without a day.
    DatedNorms = "F012", Note, "хугацаатай норм тул өдөр заагаагүй үед хүчингүй: {found}; --as-of гэж өдрийг нь өгнө үү", "these norms are limited in time, and without a day none of them is in force: {found}. Give the day with --as-of";

    // K, from 101 on: forms that are made from an instrument.
    /// A question whose identifier can't be a name in a form.
    NoFormName = "K101", Error, "{found} нь маягтад асуултын нэр болохгүй: үсгээр эхэлсэн байх ёстой", "{found} cannot be the name of a question in a form: it must begin with a letter";
    /// A question that is asked before what decides who is asked it.
    FilterComesLater = "K102", Error, "{found} асуултыг хэнээс асуухыг шийдэх {detail} асуулт түүнээс хойно байна", "who is asked {found} is decided by {detail}, which is asked later";
    /// A code that can't stand among several.
    CodeHoldsBlank = "K103", Error, "{detail} олон хариулттай асуултын {found} код дотор зай байж болохгүй", "the code {found} of {detail} holds a blank, which no code of several answers may";
    /// Soums are to be reported, but no column holds them.
    SoumsWithoutColumn = "K104", Error, "{found} газрын жагсаалт сумтай ч хэрэгсэлд сумын багана ([columns] soum) алга", "the place set {found} has soums, but the instrument has no column for them ([columns] soum)";
    /// A facility of the register that lies in none of the places.
    FacilityNotOffered = "K105", Warning, "{found} байгууллага ({detail}) газрын жагсаалтын гадна тул маягтад ороогүй", "facility {found} lies in none of the places ({detail}) and is not in the form";

    // Q: what a check of a survey finds beside what the cards find too.
    /// An identifier that another row has.
    SameIdentifier = "Q001", Error, "{found} дугаар {detail}-р мөрд бас бий", "identifier {found} is also that of row {detail}";
    /// An interview with the answers of another.
    SameAnswers = "Q002", Warning, "{found} хариулт бүгд {detail}-р мөрийнхтэй адил, санамсаргүй тохиох боломжгүй шахам", "all {found} answers are those of row {detail}, which chance hardly explains";
    /// Answers that can't all be true.
    RuleBroken = "Q003", Warning, "{found}: өөр хариулттайгаа зөрчилдөж байна ({detail} дүрэм)", "{found} contradicts another answer (rule {detail})";
    /// One code over all items of a scale.
    StraightLine = "Q004", Note, "нэг үнэлгээний {detail} асуултад бүгдэд нь {found} гэсэн", "all {detail} items of one scale are answered {found}";
    /// A number far from the others.
    FarNumber = "Q005", Note, "{found} нь бусдаас хол: бусад нь {detail} хооронд", "{found} is far from the others, which lie within {detail}";
    /// Numbers that are mostly round.
    RoundNumbers = "Q006", Note, "тоонуудын {found} нь бөөрөнхий ({detail} байх байсан): баримжаалж хэлсэн бололтой", "{found} of the numbers are round where {detail} would be expected: they seem to be estimates";
    /// An interview that was over too soon.
    ShortInterview = "Q007", Warning, "ярилцлага {found} минут үргэлжилсэн; ийм олон асуултад {detail} минут ердийн", "the interview took {found} minutes, where {detail} are usual for as many questions";
    /// An interview that ends before it starts.
    EndsBeforeStart = "Q008", Error, "эхлэхээсээ ({detail}) өмнө дууссан байна: {found}", "it ends at {found}, before it starts at {detail}";
    /// Two interviews of one interviewer at the same time.
    InterviewsOverlap = "Q009", Warning, "{found} судлаач энэ хугацаанд {detail}-р мөрийн ярилцлагыг бас хийж байжээ", "{found} was at the interview of row {detail} at the same time";
    /// Times that can't be read.
    TimesUnreadable = "Q010", Note, "{found} цаг уншигдсангүй; ЖЖЖЖ-СС-ӨӨ ЦЦ:ММ хэлбэртэй байх ёстой", "{found} times can't be read: they should be written YYYY-MM-DD HH:MM";
    /// Answers of one interviewer that differ from those of the others.
    InterviewerDiffers = "Q011", Note, "{found}: хариултын тархац тэнд ажилласан бусдынхаас өөр ({detail})", "{found}: the answers differ from those of the others there ({detail})";
    /// More missing answers than with the other interviewers.
    InterviewerMisses = "Q012", Note, "{found}: хариулаагүй нь тэнд ажилласан бусдынхаас их ({detail})", "{found}: more missing answers than with the others there ({detail})";
    /// A cluster with one interview.
    LoneInterview = "Q013", Note, "{found} кластерт ганц ярилцлага бий", "cluster {found} has a single interview";
    /// A place without interviews.
    PlaceWithoutInterviews = "Q014", Note, "{found}: ярилцлага ирээгүй", "{found}: no interview came in";
    /// A cluster with far fewer or more interviews than the others.
    ClusterUneven = "Q015", Note, "{found} кластерын ярилцлага, кластеруудын голч: {detail}", "interviews of cluster {found}, and the median of clusters: {detail}";
    /// Fewer interviews than were planned.
    BehindPlan = "Q016", Warning, "{found}: төлөвлөснөөс дутуу: {detail} ярилцлага", "{found} is behind the plan: {detail} interviews";
    /// A row of a plan that isn't understood.
    PlanRow = "Q017", Error, "төлөвлөгөөний мөрийг ойлгосонгүй: {detail}", "this row of the plan is not understood: {detail}";
    /// A weight of nothing.
    ZeroWeight = "Q018", Note, "жин 0: хариулт нь тооцоонд нөлөөлөхгүй", "the weight is 0: the answers count for nothing";
    /// A weight that outweighs the others.
    ExtremeWeight = "Q019", Warning, "жин {found} нь голчоос ({detail}) тав дахин их", "the weight {found} is more than five times the median of {detail}";
    /// An interview with hardly an answer.
    MostlyBlank = "Q020", Warning, "асуух ёстой {detail} асуултаас {found} нь хоосон", "{found} of the {detail} questions that were due are blank";
    /// A plan without a column that it can't do without.
    NoPlanColumn = "Q021", Error, "төлөвлөгөөнд {found} багана алга", "the plan has no column {found}";
    /// One code over all items of a scale, more often than with the other interviewers.
    InterviewerStraight = "Q023", Note, "{found}: нэг үнэлгээний бүх асуултад нэг хариулт өгсөн нь тэнд ажилласан бусдынхаас олон ({detail})", "{found}: one answer in all items of a scale, more often than with the others there ({detail})";
    /// A column of interviewers that can't be one.
    TooManyInterviewers = "Q022", Note, "{found} баганад {detail}-аас олон өөр утга байгаа тул судлаачийнх гэж үзсэнгүй", "column {found} has more than {detail} different values and was not taken for the interviewers";

    // L: lists and plans of a sample.
    /// A number of a plan that can't be one.
    PlanningNumber = "L001", Error, "{found} байж болохгүй", "{found} cannot be";
    /// A cell of a list that must not be blank.
    FrameBlank = "L002", Error, "нүд хоосон байна: кластер, давхарга, хэмжээ бүгд бөглөгдсөн байх ёстой", "the cell is blank: clusters, strata and sizes must all be given";
    /// A size that isn't a number.
    FrameNotNumber = "L003", Error, "{found} нь тоо биш тул хэмжээ болохгүй", "{found} is not a number and cannot be a size";
    /// A size of nothing or less.
    FrameNotPositive = "L004", Error, "{found} байж болохгүй: 0-ээс их байна", "it cannot be {found}: it must be more than 0";
    /// A cluster that is in its stratum twice.
    FrameTwice = "L005", Error, "{found} кластер {detail}-р мөрөнд бас байна", "cluster {found} is there twice: in row {detail} too";
    /// A share that isn't one.
    FrameNotShare = "L006", Error, "хувь {found} байж болохгүй: 0 ба 1-ийн хооронд байна", "a share cannot be {found}: it lies between 0 and 1";
    /// A number that should be one for a place, and isn't.
    FrameVaries = "L007", Error, "{found} газарт хоёр өөр утга байна", "{found} has two different values here";
    /// A place that is spelled in two ways.
    FrameSpelling = "L008", Note, "{found} гэснийг {detail} давхаргад хамааруулав", "{found} was taken for the stratum {detail}";
    /// More clusters wanted than there are.
    MoreThanThereAre = "L009", Error, "{found}: байгаагаас олон кластер хүссэн ({detail})", "{found}: more clusters are wanted than there are ({detail})";
    /// A plan that names a stratum which the list doesn't have.
    PlanStratumUnknown = "L010", Error, "жагсаалтад {found} давхарга алга", "the list has no stratum {found}";
    /// A stratum that the plan says nothing of.
    PlanStratumMissing = "L011", Error, "төлөвлөгөөнд {found} давхарга алга", "the plan says nothing of stratum {found}";
    /// Bounds that allow no allocation.
    NoAllocation = "L012", Error, "{found} хүнийг хуваарилж болохгүй: доод, дээд хязгаар нь {detail} хүнд хүрэлцэнэ", "{found} cannot be shared out: the bounds allow {detail}";
    /// A stratum of which one cluster was drawn that wasn't certain.
    OneClusterDrawn = "L013", Warning, "{found} давхаргаас ганц кластер сонгосон тул алдааг нь тооцох боломжгүй", "one cluster was drawn of {found}, so that its error cannot be computed";
    /// A cluster with fewer people than shall be asked.
    TakeMoreThanSize = "L014", Warning, "{found} кластерт {detail} л байгаа тул бүгдээс нь асууна", "cluster {found} has only {detail}, so that all of them are asked";
    /// Fewer clusters in reserve than wanted.
    FewInReserve = "L015", Note, "{found} давхаргад нөөц болох кластер {detail} л үлдсэн", "stratum {found} has only {detail} clusters left for the reserve";
    /// Options that don't go together, or one that is missing.
    PlanningOptions = "L016", Error, "{found}", "{detail}";

    // O: outputs.
    /// A table is larger than a sheet of a workbook can hold.
    SheetTooSmall = "O001", Error, "{found} хүснэгт нэг хуудсанд багтахгүй: {detail}", "table {found} does not fit a sheet: {detail}";
    /// The user named an output format that isn't there.
    NoSuchFormat = "O002", Error, "{found} гэсэн гаралтын хэлбэр алга{detail}", "there is no output format {found}{detail}";
    /// The user named a palette that isn't there.
    NoSuchPalette = "O003", Error, "{found} гэсэн өнгөний багц алга{detail}", "there is no palette {found}{detail}";
    /// Pictures of charts are wanted, and the report has none.
    NoCharts = "O004", Error, "тайланд график алга тул {found} хэлбэрээр гаргах зүйл байхгүй", "the report has no charts, so there is nothing to write as {found}";
    /// A card that can't be recomputed in R.
    NotInR = "O005", Error, "R скриптээр дахин тооцох боломжгүй: {detail}", "no script of R can recompute this: {found}";
    /// A round that is no period, where the format needs one.
    NoPeriod = "O006", Error, "үе шат {found} нь SDMX-ийн хугацаа биш", "the round {found} is no period of SDMX";
    /// SDMX is wanted of a report that has neither estimates nor gaps nor changes.
    NothingForSdmx = "O007", Error, "тайланд үнэлгээ, зөрүү, өөрчлөлтийн хүснэгт алга тул {found} хэлбэрээр гаргах зүйл байхгүй", "the report has no table of estimates, gaps or changes, so there is nothing to write as {found}";

    // S: scorecards.
    // B: reading books, S001 to S039.
    /// A book that doesn't say of which facility it is.
    FacilityMissing = "S001", Error, "аль байгууллагынх нь бичигдээгүй тул орхив", "it does not say of which facility it is, and is left out";
    /// A facility that the register doesn't have.
    FacilityNotInRegister = "S002", Error, "{found} байгууллага бүртгэлд алга; орхив", "{found} is not in the register of facilities, and is left out";
    /// A name that several facilities of the register have.
    FacilityAmbiguous = "S003", Error, "{found} нэртэй байгууллага хэд хэд байна; орхив", "{found} could be more than one facility, and is left out";
    /// A book that doesn't say of which round it is.
    RoundMissing = "S004", Error, "аль үе шатных нь бичигдээгүй тул орхив", "it does not say of which round it is, and is left out";
    /// A file whose name says something else than what is in it.
    FileNameDiffers = "S005", Warning, "дотор нь {found} гэсэн, файлын нэр нь {detail}; доторхыг нь авав", "it says {found} inside, {detail} in the name of the file; what is inside was taken";
    /// A cover that says something else than the hidden sheet.
    CoverDiffers = "S006", Warning, "нүүрэн дээр {found}, далд хуудсанд {detail} гэсэн; нүүрийг авав", "the cover says {found}, the hidden sheet {detail}; the cover was taken";
    /// A book that was made for another instrument.
    OtherInstrument = "S007", Error, "{found} хэрэгслээр хийсэн дэвтэр тул {detail} хэрэгслээр уншаагүй", "the book was made for {found} and can't be read with {detail}";
    /// A book that was made for another version of the instrument.
    OtherVersion = "S008", Note, "{found} хувилбараар хийсэн дэвтрийг {detail} хувилбараар уншив", "the book was made for version {found} and was read with version {detail}";
    /// A book that has lost its hidden sheet.
    HiddenSheetMissing = "S009", Note, "далд хуудас ({found}) алга; үг, байрлалаар нь уншив", "the hidden sheet {found} is gone; the book was read by its words";
    /// A file in which nothing of a scorecard was found.
    NotAScorecard = "S010", Error, "энэ файлаас онооны хуудасны юу ч олдсонгүй", "nothing of a scorecard was found in it";
    /// Something that was recognised by where it stands.
    FoundByPosition = "S011", Note, "{found} гэснийг байрлалаар нь {detail} гэж уншив", "{found} was read as {detail}, by where it stands";
    /// A label that is near to a known one, but might be another thing.
    NearLabel = "S012", Note, "{found} нь {detail}-тэй төстэй ч шинээр нэмсэн гэж үзэв", "{found} is near to {detail}, but was kept as one added in the field";
    /// Sheets that say the same, or nothing.
    SheetCopied = "S013", Note, "{found} хуудас {detail} хуудастай адил эсвэл хоосон; уншаагүй", "sheet {found} says the same as {detail}, or nothing; it was passed over";
    /// Sheets that hold the same table and differ.
    SheetTwice = "S014", Warning, "{found} хуудас {detail} хуудаснаас зөрж байна; {detail} хуудсыг авав", "sheet {found} holds the same table as {detail} with other values; {detail} was taken";
    /// A score that isn't one number.
    ScoreUnreadable = "S015", Error, "{found} нь нэг оноо биш; хоосон гэж үзэв", "{found} is not one score, and counts as missing";
    /// A score that the scale doesn't have.
    ScoreOffScale = "S016", Error, "{found} нь {detail} хуваарьт байхгүй оноо; хоосон гэж үзэв", "{found} does not lie on the scale {detail}, and counts as missing";
    /// A score that a spreadsheet turned into a day.
    ScoreIsDay = "S017", Error, "оноо {found} огноо болсон байна (Excel 4/5-ыг 5-р сарын 4 болгодог); хоосон гэж үзэв", "the score is the day {found}: a spreadsheet makes 4 May out of 4/5; it counts as missing";
    /// A score on another known scale.
    ScoreConverted = "S018", Note, "{found} оноог {detail} хуваарийн оноо гэж уншив", "{found} was read as a score on the scale {detail}";
    /// Two scores for one thing.
    ScoreTwice = "S019", Error, "{found} хоёр өөр оноотой: {detail}; алийг нь ч аваагүй", "{found} has two different scores, {detail}; neither is used";
    /// People that aren't a whole number.
    CountUnreadable = "S020", Error, "{found} нь хүний тоо биш; хоосон гэж үзэв", "{found} is not a number of people, and counts as missing";
    /// A number that isn't one.
    NumberUnreadable = "S021", Error, "{found} нь нэг тоо биш; хоосон гэж үзэв", "{found} is not one number, and counts as missing";
    /// A day that can't be understood.
    DayUnreadable = "S022", Error, "{found} нь огноо биш; хоосон гэж үзэв", "{found} is not a day, and counts as missing";
    /// A word that isn't among the choices.
    ChoiceUnknown = "S023", Error, "{found} гэсэн сонголт алга; хоосон гэж үзэв", "{found} is not one of the choices, and counts as missing";
    /// A code and a label that name different things.
    CodeAndLabelDiffer = "S024", Warning, "код нь {found}, нэр нь {detail}; кодоор нь авав", "the code is that of {found}, the words are those of {detail}; the code was taken";
    /// Something that isn't in the instrument.
    AddedInField = "S025", Note, "{found} хэрэгсэлд байхгүй; нэмсэн гэж үзэв", "{found} is not in the instrument and was kept as added in the field";
    /// A book in which nothing is filled in.
    BlankBook = "S026", Warning, "дэвтэр бөглөөгүй байна", "nothing is filled in";
    /// A table without a column that it can't do without.
    ColumnMissing = "S027", Error, "{detail} хүснэгтийн {found} багана олдсонгүй; хүснэгтийг орхив", "column {found} of the table {detail} was not found, and the table is left out";
    /// A register without a column of identifiers.
    RegisterColumnMissing = "S028", Error, "бүртгэлд {found} багана алга", "the register has no column {found}";
    /// A facility without an identifier.
    RegisterIdMissing = "S029", Error, "байгууллагын код алга; мөрийг орхив", "the facility has no identifier, and the row is left out";
    /// Two facilities with one identifier.
    RegisterIdTwice = "S030", Error, "{found} код хоёр удаа байна; эхнийхийг нь авав", "identifier {found} is there twice; the first was taken";
    /// A type that the instrument doesn't have.
    RegisterUnknownType = "S031", Error, "{found} төрөл хэрэгсэлд алга", "the instrument has no type {found}";
    /// Two books that say the same.
    BooksAlike = "S032", Note, "{found}: {detail} файлтай адил тул нэгийг нь уншив", "{found}: it says the same as {detail}, and was read once";
    /// Two books that fill each other's blanks.
    BooksJoined = "S033", Warning, "{found}: {detail} файлтай нэгтгэж уншив", "{found}: it was joined with {detail}; each fills blanks of the other";
    /// Two books that contradict each other.
    BooksContradict = "S034", Error, "{found}: {detail} файлаас зөрж байгаа тул алийг нь ч аваагүй", "{found}: it contradicts {detail}; neither is used";
    /// A row of a long table that lacks what it needs.
    RowIncomplete = "S035", Error, "мөрөнд {found} алга; орхив", "the row has no {found}, and is left out";
    /// A side that nobody is on.
    SideUnknown = "S036", Error, "{found} гэсэн тал алга; мөрийг орхив", "{found} is not a side, and the row is left out";
    /// Scores in a matrix made by hand.
    MatrixRead = "S037", Note, "бүлэг, үзүүлэлтийн хүснэгтийг уншив: {found}", "a matrix of indicators and groups was read: {found}";
    /// Two values where there can be one.
    ValueTwice = "S038", Error, "{found} хоёр өөр утгатай: {detail}; алийг нь ч аваагүй", "{found} has two different values, {detail}; neither is used";
    /// Votes that can't be understood.
    VotesUnreadable = "S039", Error, "{found} нь санал биш; хоосон гэж үзэв", "{found} are not votes, and count as missing";
    // S, blank workbooks (S060 and on).
    /// A facility that the register doesn't have.
    NoSuchFacility = "S060", Error, "{found} гэсэн байгууллага бүртгэлд алга", "the register has no facility {found}";
    /// A norm that holds only in a period, and no day was given.
    DatedNorm = "S061", Note, "{found} ({detail}): норм нь хугацаатай тул хоосон орхив", "{found} ({detail}): its norm holds only in a period, so it was left blank";
    // S, the register of facilities (S064 and on).
    /// Columns of the register that aren't understood.
    RegisterColumnUnknown = "S064", Note, "бүртгэлийн ийм баганыг ойлгосонгүй, ашиглаагүй: {found}", "columns of the register that are not known, and were not used: {found}";
    /// Letters of the register that a CSV couldn't hold.
    RegisterLettersLost = "S065", Error, "{found} дотор үсэг алга болжээ", "letters are lost in {found}";
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Where it is.
    pub at: At,
    /// What was found there, for `{found}`.
    pub found: String,
    /// What goes with it, for `{detail}`: what was expected, the reason a library gave.
    pub detail: String,
    /// What to do now, as a whole English sentence, or the value that was probably meant.
    pub hint: Option<Hint>,
}

/// What to do about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// The value that was probably meant: "Did you mean X?".
    Meant(String),
    /// One of these must be chosen.
    OneOf(Vec<String>),
    /// Advice in both languages.
    Do {
        /// Mongolian.
        mn: String,
        /// English.
        en: String,
    },
}

impl Hint {
    /// Advice in both languages.
    pub fn advice(mn: impl Into<String>, en: impl Into<String>) -> Hint {
        Hint::Do { mn: mn.into(), en: en.into() }
    }

    /// The advice as a sentence.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Hint::Meant(value), Lang::Mn) => format!("\"{value}\" гэсэн үг үү?"),
            (Hint::Meant(value), Lang::En) => format!("Did you mean \"{value}\"?"),
            (Hint::OneOf(values), Lang::Mn) => format!("Сонголтууд: {}.", listed(values)),
            (Hint::OneOf(values), Lang::En) => format!("It could be: {}.", listed(values)),
            (Hint::Do { mn, .. }, Lang::Mn) => mn.clone(),
            (Hint::Do { en, .. }, Lang::En) => en.clone(),
        }
    }
}

/// Choices in a row; those that have commas of their own are kept apart by semicolons.
fn listed(values: &[String]) -> String {
    values.join(if values.iter().any(|value| value.contains(',')) { "; " } else { ", " })
}

impl Problem {
    /// A problem of this kind at this place, with what was found there.
    pub fn new(code: Code, at: At, found: impl Into<String>) -> Problem {
        Problem { code, at, found: found.into(), detail: String::new(), hint: None }
    }

    /// The same problem with what goes with it.
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = detail.into();
        self
    }

    /// The same problem with what to do about it.
    pub fn hint(mut self, hint: Hint) -> Problem {
        self.hint = Some(hint);
        self
    }

    /// The same problem without anything that stands in a cell, for publication.
    pub fn unquoted(self) -> Problem {
        use Code::{
            BadPopulation, ClusterInTwoStrata, CorrectionBadNew, CorrectionIdTwice, CorrectionNoRow,
            CorrectionOldDiffers, CorrectionTwice, NotANumber, NotAWeight, NotAnAnswer, OutOfRange, PlaceAmbiguous,
            PlaceContradiction, PlaceOutside, PlaceOutsideSet, PlaceSpelling, PlaceUnknown, PopulationTooSmall,
            PopulationVaries,
        };
        let quotes = match self.code {
            // What goes with it is the question, or its bounds.
            NotAnAnswer | OutOfRange | CorrectionBadNew => Some(self.detail.clone()),
            NotANumber | PlaceUnknown | PlaceAmbiguous | PlaceSpelling | PlaceOutside | PlaceContradiction
            | PlaceOutsideSet | NotAWeight | ClusterInTwoStrata | PopulationVaries | PopulationTooSmall
            | BadPopulation | CorrectionOldDiffers | CorrectionNoRow | CorrectionTwice | CorrectionIdTwice => {
                Some(if self.detail.is_empty() { String::new() } else { "…".to_owned() })
            }
            _ => None,
        };
        match quotes {
            Some(detail) => Problem { found: "…".into(), detail, hint: None, ..self },
            None => self,
        }
    }

    /// What is wrong, without the place and the identifier.
    pub fn sentence(&self, lang: Lang) -> String {
        let said = self.code.template(lang).replace("{found}", &self.found).replace("{detail}", &self.detail);
        match &self.hint {
            Some(hint) => format!("{}. {}", said.trim_end_matches('.'), hint.say(lang)),
            None => said,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_string();
        if !at.is_empty() {
            write!(f, "{at}: ")?;
        }
        write!(f, "{} [{}]", self.sentence(Lang::En), self.code.id())
    }
}

impl std::error::Error for Problem {}

/// Text in quotes for `{found}`, shortened to what fits a line.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    quoted_within(text, LONGEST)
}

/// Text in quotes of which at most so many letters are told.
pub fn quoted_within(text: &str, longest: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= longest {
        format!("\"{clean}\"")
    } else {
        format!("\"{}…\"", clean.chars().take(longest).collect::<String>())
    }
}

/// Problems gathered on the way: like ones are counted, the first rows of each kept.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    groups: BTreeMap<Problem, Count>,
    beyond: BTreeMap<Code, u64>,
}

#[derive(Debug, Clone, Default)]
struct Count {
    rows: Vec<RowNumber>,
    total: u64,
}

/// Like problems, seen `total` times; `first` carries the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// The first of them.
    pub first: Problem,
    /// The first few rows, ascending.
    pub rows: Vec<RowNumber>,
    /// How many there were.
    pub total: u64,
}

impl Problems {
    /// Different problems kept apart; past this many they are only counted by kind, so that a hostile file stays cheap.
    const MOST_GROUPS: usize = 5_000;
    /// Rows remembered for each.
    pub const MOST_ROWS: usize = 10;

    /// Adds a problem, or counts it with those that differ in the row only.
    pub fn add(&mut self, mut problem: Problem) {
        let row = problem.at.row.take();
        if self.groups.len() >= Self::MOST_GROUPS && !self.groups.contains_key(&problem) {
            *self.beyond.entry(problem.code).or_default() += 1;
            return;
        }
        let count = self.groups.entry(problem).or_default();
        count.total += 1;
        if count.rows.len() < Self::MOST_ROWS {
            count.rows.extend(row);
        }
    }

    /// Adds a problem that was counted elsewhere, with the first of its rows.
    pub fn add_many(&mut self, problem: Problem, rows: Vec<RowNumber>, total: u64) {
        let count = self.groups.entry(problem).or_default();
        count.total += total;
        count.rows.extend(rows.into_iter().take(Self::MOST_ROWS.saturating_sub(count.rows.len())));
    }

    /// Adds every problem of another collection, after the own ones.
    pub fn append(&mut self, other: Problems) {
        for (problem, theirs) in other.groups {
            let ours = self.groups.entry(problem).or_default();
            ours.total += theirs.total;
            let room = Self::MOST_ROWS.saturating_sub(ours.rows.len());
            ours.rows.extend(theirs.rows.into_iter().take(room));
        }
        for (code, n) in other.beyond {
            *self.beyond.entry(code).or_default() += n;
        }
    }

    /// The same problems without anything that stands in a cell.
    pub fn unquoted(&self) -> Problems {
        let mut bare = Problems { beyond: self.beyond.clone(), ..Problems::default() };
        for Grouped { first, rows, total } in self.grouped() {
            let first = Problem { at: At { row: None, ..first.at.clone() }, ..first };
            bare.add_many(first.unquoted(), rows, total);
        }
        bare
    }

    /// Forgets problems of a kind.
    pub fn forget(&mut self, code: Code) {
        self.groups.retain(|problem, _| problem.code != code);
        self.beyond.remove(&code);
    }

    /// Adds problems that were only counted elsewhere.
    pub fn add_beyond(&mut self, code: Code, total: u64) {
        *self.beyond.entry(code).or_default() += total;
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The like problems together: worst first, then by place.
    pub fn grouped(&self) -> Vec<Grouped> {
        let mut all: Vec<Grouped> = self
            .groups
            .iter()
            .map(|(problem, count)| {
                let mut first = problem.clone();
                first.at.row = count.rows.first().copied();
                Grouped { first, rows: count.rows.clone(), total: count.total }
            })
            .collect();
        all.sort_by(|a, b| {
            let key =
                |g: &Grouped| (std::cmp::Reverse(g.first.code.severity()), g.first.at.file.clone(), g.first.at.row);
            key(a).cmp(&key(b)).then_with(|| a.first.cmp(&b.first))
        });
        all
    }

    /// Problems that were only counted because there were too many different ones.
    pub fn beyond(&self) -> impl Iterator<Item = (Code, u64)> + '_ {
        self.beyond.iter().map(|(code, n)| (*code, *n))
    }

    /// How many problems of at least this severity there are.
    pub fn count(&self, least: Severity) -> u64 {
        let kept = self.groups.iter().filter(|(p, _)| p.code.severity() >= least).map(|(_, c)| c.total);
        let beyond = self.beyond.iter().filter(|(code, _)| code.severity() >= least).map(|(_, n)| *n);
        kept.chain(beyond).sum()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        let mut problems = Problems::default();
        problems.add(problem);
        problems
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in self.grouped() {
            write!(f, "{}", group.first)?;
            match group.total {
                0 | 1 => writeln!(f)?,
                2 => writeln!(f, " and 1 more row like this")?,
                n => writeln!(f, " and {} more rows like this", n - 1)?,
            }
        }
        for (code, n) in self.beyond() {
            writeln!(f, "and {n} more problems of kind [{}]", code.id())?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad_cell(row: u64, found: &str) -> Problem {
        let at = At::file("wave2.xlsx").sheet("Өгөгдөл").row(RowNumber::new(row)).column("q7");
        Problem::new(Code::NotANumber, at, quoted(found)).hint(Hint::Meant("30".into()))
    }

    #[test]
    fn a_problem_says_where_what_and_what_now() {
        let said = bad_cell(214, "3O").to_string();
        assert_eq!(
            said,
            "wave2.xlsx, sheet Өгөгдөл, row 214, column q7: \"3O\" is not a number. Did you mean \"30\"? [C012]"
        );
    }

    #[test]
    fn like_problems_are_counted_together_with_their_first_rows() {
        let mut problems = Problems::default();
        for row in 2..214 {
            problems.add(bad_cell(row, "3O"));
        }
        let grouped = problems.grouped();
        assert_eq!(grouped.len(), 1);
        assert_eq!((grouped[0].total, grouped[0].rows.len()), (212, 10));
        assert!(problems.to_string().contains("row 2, column q7"));
        assert!(problems.to_string().contains("and 211 more rows like this"));
    }

    #[test]
    fn in_public_the_kind_and_the_row_are_told_and_not_the_cell() {
        let mut problems = Problems::default();
        problems.add(bad_cell(214, "утасны дугаар 99112233"));
        problems.add(bad_cell(9, "Бат"));
        let said = problems.unquoted().to_string();
        assert!(said.contains("column q7: … is not a number [C012] and 1 more row like this"), "{said}");
        assert!(!said.contains("99112233") && !said.contains("Бат"), "{said}");
    }

    #[test]
    fn identifiers_are_unique() {
        let ids: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
    }
}
