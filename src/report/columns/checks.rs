//! What is to be mended in a survey, and what was.

use super::{Table, fields};

fields! {
    SEVERITY = "severity", Code, None, "", ["Хүнд хөнгөн", "Severity"],
        ["error засах ёстой, warning анхаарах, notice мэдэгдэл", "error, warning or notice"];
    CODE = "code", Code, None, "", ["Асуудлын код", "Code of the problem"],
        ["Асуудлын тогтмол код: C012 гэх мэт", "Stable code of the problem, such as C012"];
    FILE = "file", Words, None, "", ["Файл", "File"], ["Файлын нэр", "Name of the file"];
    SHEET = "sheet", Words, None, "", ["Хуудас", "Sheet"], ["Ажлын дэвтрийн хуудас", "Sheet of the workbook"];
    ROW = "row", Count, None, "", ["Мөр", "Row"],
        ["Мөрийн дугаар, хүснэгтийн програм харуулдгаар", "Number of the row as a spreadsheet shows it"];
    ROW_ID = "row id", Code, None, "", ["Мөрийн ялгах дугаар", "Row id"],
        ["Платформын өгсөн ялгах дугаар (_uuid, KEY …)", "Identifier that the platform gave (_uuid, KEY and so on)"];
    COLUMN = "column", Words, None, "", ["Багана", "Column"],
        ["Баганын толгой; мөр бүхэлдээ бол *", "Header of the column; * for the whole row"];
    QUESTION = "question", Code, None, "", ["Асуулт", "Question"], ["Асуултын код", "Code of the question"];
    OLD = "old", Words, None, "", ["Хуучин", "Old"], ["Нүдэнд байгаа утга", "What stands in the cell"];
    SUGGESTION = "suggestion", Words, None, "", ["Санал", "Suggestion"],
        ["Юу байх магадлалтай", "What it probably should be"];
    NEW = "new", Words, None, "", ["Шинэ", "New"],
        ["Юу болгох; шалгалтын жагсаалтад хянагч бөглөнө", "What it becomes; in the list of a check for the supervisor to fill in"];
    REASON_MN = "reason_mn", Prose, None, "", ["Шалтгаан (монгол)", "Reason (Mongolian)"],
        ["Юу буруу байгаа, монголоор", "What is wrong, in Mongolian"];
    REASON_EN = "reason_en", Prose, None, "", ["Шалтгаан (англи)", "Reason (English)"],
        ["Юу буруу байгаа, англиар", "What is wrong, in English"];
    BY = "by", Words, None, "", ["Хэн", "By"], ["Хэн зассан", "Who has corrected it"];
    ROUND = "round", Code, None, "", ["Үе шат", "Round"],
        ["Судалгааны үе шат, хэд хэд байвал", "Round of the survey where there are several"];
    CORRECTED_ID = "row_id", Code, None, "", ["Мөрийн ялгах дугаар", "Row id"],
        ["Засварт нэрлэсэн ялгах дугаар", "Identifier of the row as the correction names it"];
    REASON = "reason", Prose, None, "", ["Шалтгаан", "Reason"],
        ["Яагаад зассан, бичсэнээр", "Why it was corrected, as it was written"];
    OUTCOME = "outcome", Code, None, "", ["Үр дүн", "Outcome"],
        ["applied хийсэн, refused хийгээгүй", "applied or refused"];
    WHY_REFUSED = "code", Code, None, "", ["Яагаад хийгээгүй", "Why it was refused"],
        ["Хийгээгүй шалтгааны код", "Code of the problem for which it was refused"];
}

/// What is to be mended.
pub const FINDINGS: Table = Table {
    id: "findings",
    of: "masam check",
    title: ["Засах зүйл", "To mend"],
    row: [
        "Нэг нүд буюу мөрийн нэг асуудал; засварын файлын баганатай",
        "One problem of a cell or row, with the columns of a file of corrections",
    ],
    key: &[],
    hxl: "#meta",
    fields: &[
        &SEVERITY,
        &CODE,
        &FILE,
        &SHEET,
        &ROW,
        &ROW_ID,
        &COLUMN,
        &QUESTION,
        &OLD,
        &SUGGESTION,
        &NEW,
        &REASON_MN,
        &REASON_EN,
        &BY,
    ],
};

/// What became of corrections.
pub const CORRECTIONS: Table = Table {
    id: "corrections",
    of: "--corrections",
    title: ["Засварууд", "Corrections"],
    row: ["Нэг засвар", "One correction"],
    key: &[],
    hxl: "#meta",
    fields: &[&ROUND, &FILE, &ROW, &CORRECTED_ID, &COLUMN, &OLD, &NEW, &REASON, &BY, &OUTCOME, &WHY_REFUSED],
};
