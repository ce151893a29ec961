//! Surveys as they arrive: exports of platforms, rewritten by R, with repeats, with rows over and under the header.

use rust_xlsxwriter::Workbook;

use crate::story::Story;

const INSTRUMENT: &str = r#"
id = "trial"
version = "1"
sector = "health"
place_set = "masam"
title = { mn = "Туршилт", en = "Trial" }
description = { mn = "Туршилт", en = "Trial" }

[columns]
area = ["aimag", "Аймаг"]
weight = ["weight", "жин"]

[missing]
usual = { dont_know = ["98"] }

[[question]]
id = "H01"
text = { mn = "Сүүлийн жилд үйлчлүүлсэн үү?", en = "Did you use it in the last year?" }
label = { mn = "Үйлчлүүлсэн", en = "Used" }
answers = [{ code = "1", mn = "Тийм", en = "Yes" }, { code = "2", mn = "Үгүй", en = "No" }]
missing = "usual"

[[question]]
id = "H02"
text = { mn = "Хэдэн минут хүлээсэн бэ?", en = "How many minutes did you wait?" }
number = { unit = { mn = "минут", en = "minutes" }, least = 0, most = 600 }

[[question]]
id = "H03"
text = { mn = "Юунд төлсөн бэ?", en = "What did you pay for?" }
multiple = true
answers = [{ code = "drug", mn = "Эм", en = "Medicine" }, { code = "bed", mn = "Ор", en = "Bed" }]

[[dimension]]
id = "cost"

[[indicator]]
id = "used"
title = { mn = "Үйлчлүүлсэн", en = "Used" }
dimension = "cost"
measure = { share = "H01", codes = ["1"] }
better = "higher"

[[indicator]]
id = "wait"
title = { mn = "Хүлээсэн", en = "Waited" }
dimension = "cost"
measure = { mean = "H02" }
better = "lower"

[[indicator]]
id = "drug"
title = { mn = "Эмэнд төлсөн", en = "Paid for medicine" }
dimension = "cost"
measure = { share = "H03", codes = ["drug"] }
better = "lower"
"#;

fn story(name: &str) -> Story {
    Story::new(name).file("t.toml", INSTRUMENT)
}

/// The value and the number of answers of an indicator for all places.
fn figure(story: &Story, indicator: &str) -> (String, String) {
    let text = story.stdout();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let at = |name: &str| header.iter().position(|h| *h == name).expect("a column");
    let line = lines
        .find(|line| line[at("indicator_code")] == indicator && line[at("area_level")] == "all")
        .unwrap_or_else(|| panic!("no {indicator} in\n{text}\n{}", story.stderr()));
    (line[at("value")].to_owned(), line[at("n")].to_owned())
}

fn values(story: &Story) -> [(String, String); 3] {
    ["used", "wait", "drug"].map(|indicator| figure(story, indicator))
}

fn are(values: [(&str, &str); 3]) -> [(String, String); 3] {
    values.map(|(value, n)| (value.to_owned(), n.to_owned()))
}

const CARD: &str = "--instrument t.toml --by none --out - --format csv";

#[test]
fn one_survey_gives_one_card_whichever_platform_it_came_through() {
    // Four people: three used it; waits of 10, 20 and 60 minutes; of three who answered one paid for medicine.
    let files = [
        (
            "kobo.csv",
            "\"start\";\"Аймаг\";\"g/H01\";\"g/H02\";\"g/H03\";\"g/H03/drug\";\"g/H03/bed\";\"_id\";\"_uuid\";\"_validation_status\"\r\n\
             \"2026\";\"Ховд\";\"1\";\"10\";\"drug bed\";\"1\";\"1\";\"1\";\"a\";\"\"\r\n\
             \"2026\";\"Ховд\";\"1\";\"20\";\"bed\";\"0\";\"1\";\"2\";\"b\";\"\"\r\n\
             \"2026\";\"Дорнод\";\"1\";\"60\";\"bed\";\"0\";\"1\";\"3\";\"c\";\"\"\r\n\
             \"2026\";\"Дорнод\";\"2\";\"\";\"\";\"\";\"\";\"4\";\"d\";\"\"\r\n",
        ),
        (
            "ona.csv",
            "aimag,g/H01,g/H02,g/H03/drug,g/H03/bed,meta/instanceID,_uuid,_submission_time,_version\n\
             Ховд,1,10,True,True,a,a,2026,1\nХовд,1,20,False,True,b,b,2026,1\n\
             Дорнод,1,60,False,True,c,c,2026,1\nДорнод,2,n/a,n/a,n/a,d,d,2026,1\n",
        ),
        (
            "odk.csv",
            "SubmissionDate,aimag,g-H01,g-H02,g-H03,g-H03/drug,g-H03/bed,KEY,SubmitterName\n\
             2026,Ховд,1,10,drug bed,1,1,uuid:a,Бат\n2026,Ховд,1,20,bed,0,1,uuid:b,Бат\n\
             2026,Дорнод,1,60,bed,0,1,uuid:c,Бат\n2026,Дорнод,2,,,0,0,uuid:d,Бат\n",
        ),
        (
            "r.csv",
            "\"\",\"aimag\",\"g.H01\",\"g.H02\",\"g.H03.drug\",\"g.H03.bed\",\"X_uuid\"\n\
             \"1\",\"Ховд\",1,10,TRUE,TRUE,\"a\"\n\"2\",\"Ховд\",1,20,FALSE,TRUE,\"b\"\n\
             \"3\",\"Дорнод\",1,60,FALSE,TRUE,\"c\"\n\"4\",\"Дорнод\",2,NA,NA,NA,\"d\"\n",
        ),
        (
            "qualtrics.csv",
            "StartDate,EndDate,Finished,ResponseId,aimag,H01,H02,H03\n\
             Start Date,End Date,Finished,Response ID,Аль аймаг вэ?,Сүүлийн жилд үйлчлүүлсэн үү?,Хэдэн минут хүлээсэн бэ?,Юунд төлсөн бэ?\n\
             \"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\"{\"\"ImportId\"\":\"\"c\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",\"{\"\"ImportId\"\":\"\"e\"\"}\",\"{\"\"ImportId\"\":\"\"f\"\"}\",\"{\"\"ImportId\"\":\"\"g\"\"}\",\"{\"\"ImportId\"\":\"\"h\"\"}\"\n\
             2026,2026,True,R1,Ховд,Тийм,10,\"Эм,Ор\"\n2026,2026,True,R2,Ховд,Тийм,20,Ор\n\
             2026,2026,True,R3,Дорнод,Тийм,60,Ор\n2026,2026,True,R4,Дорнод,Үгүй,,\n",
        ),
        (
            "monkey.csv",
            "Respondent ID,Collector ID,Аймаг,Сүүлийн жилд үйлчлүүлсэн үү?,Хэдэн минут хүлээсэн бэ?,Юунд төлсөн бэ?,\n\
             ,,Response,Response,Open-Ended Response,Эм,Ор\n\
             1,9,Ховд,Тийм,10,Эм,Ор\n2,9,Ховд,Тийм,20,,Ор\n3,9,Дорнод,Тийм,60,,Ор\n4,9,Дорнод,Үгүй,,,\n",
        ),
        (
            "google.csv",
            "Timestamp,Аймаг,1. Сүүлийн жилд үйлчлүүлсэн үү? *,H02. Хүлээсэн минут,Юунд төлсөн бэ?\n\
             8/21/2026 13:10:31,Ховд,Тийм,10,\"Эм, Ор\"\n8/21/2026 13:10:31,Ховд,Тийм,20,Ор\n\
             8/21/2026 13:10:31,Дорнод,Тийм,60,Ор\n8/21/2026 13:10:31,Дорнод,Үгүй,,\n",
        ),
        (
            "tagged.csv",
            "Судалгаа 2026,,,\nplace,h01,minutes (H02),H03\n#adm1+name,#x,#y,#z\n\
             Ховд,1,10,drug bed\nХовд,1,20,bed\nДорнод,1,60,bed\nДорнод,2,,\n",
        ),
    ];
    for (name, text) in files {
        let text = text.replace("minutes (H02)", "H02");
        let card = story(name).file(name, &text).run(&format!("masam report-card {name} {CARD}"));
        let card = card.exits(0);
        assert_eq!(values(&card), are([("75", "4"), ("30", "3"), ("33.33333333333333", "3")]), "{name}");
    }
}

#[test]
fn a_text_for_no_answer_is_blank_only_where_the_file_shows_it_and_the_question_knows_no_better() {
    let known = INSTRUMENT.replace(r#"dont_know = ["98"]"#, r#"dont_know = ["98"], refused = ["NA"]"#);
    let text = "aimag,H01,H02,H03\nХовд,1,NA,NA\nХовд,NA,20,bed\nДорнод,2,5,drug\n";
    let card = Story::new("na").file("t.toml", &known).file("s.csv", text);
    let card = card.run("masam report-card s.csv --instrument t.toml --by none --out - --format md --lang en").exits(0);
    card.stdout_has("Refused");
    // Nobody was drawn in a cluster "NA", and no place is called so.
    let design = "aimag,psu,H01,H02,H03\nХовд,a,1,NA,bed\nХовд,b,2,20,bed\nХовд,NA,1,20,bed\nNA,a,1,20,bed\n";
    let card = story("design").file("s.csv", design).run(&format!("masam report-card s.csv --cluster psu {CARD}"));
    let card = card.exits(3).stderr_has("row 4, column psu: the sampling design is blank here");
    let card = card.stderr_has("row 5, column aimag: no place is given");
    assert_eq!(figure(&card, "used"), ("50".into(), "2".into()));
    // In one column alone it may be anything.
    let alone = "aimag,H01,H02,H03\nХовд,1,NA,bed\nХовд,2,20,bed\n";
    story("alone")
        .file("s.csv", alone)
        .run(&format!("masam report-card s.csv {CARD}"))
        .exits(3)
        .stderr_has("\"NA\" is not a number");
}

/// A main sheet of three submissions, and the visits of two of them on a sheet of their own.
fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let rows: [&[&str]; 4] = [
        &["Аймаг", "жин", "_uuid", "_validation_status", "_index"],
        &["Ховд", "1", "a", "", "1"],
        &["Дорнод", "3", "b", "", "2"],
        &["Дорнод", "1", "c", "", "3"],
    ];
    write(&mut book, "Маягт", &rows);
    let rows: [&[&str]; 6] = [
        &["visit/H01", "visit/H02", "visit/H03", "_index", "_parent_table_name", "_parent_index"],
        &["1", "10", "drug", "1", "Маягт", "1"],
        &["2", "20", "bed", "2", "Маягт", "1"],
        &["1", "30", "drug bed", "3", "Маягт", "2"],
        &["1", "", "", "4", "Маягт", "2"],
        &["1", "40", "bed", "5", "Маягт", "7"],
    ];
    write(&mut book, "visit", &rows);
    let rows: [&[&str]; 3] =
        [&["drug/name", "_parent_table_name", "_parent_index"], &["Аспирин", "visit", "3"], &["Йод", "visit", "1"]];
    write(&mut book, "drug", &rows);
    book.save_to_buffer().expect("a workbook")
}

fn write(book: &mut Workbook, name: &str, rows: &[&[&str]]) {
    let sheet = book.add_worksheet().set_name(name).expect("a name");
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row as u32, column as u16, number),
                Err(_) => sheet.write(row as u32, column as u16, *cell),
            }
            .expect("a cell");
        }
    }
}

#[test]
fn a_repeat_becomes_the_rows_only_when_it_is_asked_for_and_brings_its_submission_along() {
    let told = story("asked").bytes("s.xlsx", &book()).run(&format!("masam report-card s.xlsx {CARD}")).exits(1);
    told.stderr_has("Say --repeat visit to make a row of each of its entries");
    let card = story("repeat").bytes("s.xlsx", &book()).run(&format!("masam report-card s.xlsx --repeat visit {CARD}"));
    let card =
        card.exits(3).stderr_has("s.xlsx, sheet visit, row 6: the row that this entry belongs to (\"7\") is not there");
    let card = card.stderr_has("the entries of one submission are taken for one cluster (column \"_uuid\")");
    // Weights of the submissions are 1, 1, 3, 3: used (1 + 3 + 3) of 8; minutes (10 + 20 + 3·30) of 5; medicine (1 + 3) of 5.
    assert_eq!(values(&card), are([("87.5", "4"), ("24", "3"), ("80", "3")]));
}

#[test]
fn files_of_entries_are_joined_by_their_keys_and_two_rows_with_one_key_are_told() {
    let main = "SubmissionDate,aimag,weight,KEY\n2026,Ховд,1,uuid:a\n2026,Дорнод,3,uuid:b\n2026,Увс,9,uuid:b\n";
    let visits = "H01,H02,H03,PARENT_KEY,KEY\n1,10,drug,uuid:a,uuid:a/visit[1]\n2,20,bed,uuid:a,uuid:a/visit[2]\n\
                  1,30,drug bed,uuid:b,uuid:b/visit[1]\n1,,,uuid:b,uuid:b/visit[2]\n";
    let with = |story: Story| story.file("s.csv", main).file("s-visit.csv", visits);
    let card = with(story("odk")).run(&format!("masam report-card s.csv s-visit.csv --repeat visit {CARD}")).exits(3);
    let card = card.stderr_has("s.csv, row 4: \"uuid:b\" is also the key of row 3");
    assert_eq!(values(&card), are([("87.5", "4"), ("24", "3"), ("80", "3")]));
    // Without the repeat its file is put aside, and said.
    with(story("aside"))
        .run("masam report-card s.csv s-visit.csv --instrument t.toml --explain --lang en")
        .exits(3)
        .stdout_has("--repeat visit to make a row")
        .stdout_has("T024");
    with(story("unknown"))
        .run(&format!("masam report-card s.csv s-visit.csv --repeat айл {CARD}"))
        .exits(1)
        .stderr_has("there is no repeat \"айл\". It could be: visit");
}

#[test]
fn a_repeat_within_a_repeat_brings_both_rows_along() {
    let main = "aimag,weight,KEY,SubmissionDate\nХовд,1,uuid:a,2026\nДорнод,3,uuid:b,2026\n";
    let visits = "H01,PARENT_KEY,KEY\n1,uuid:a,uuid:a/visit[1]\n2,uuid:b,uuid:b/visit[1]\n";
    let waits = "H02,H03,PARENT_KEY,KEY\n10,drug,uuid:a/visit[1],uuid:a/visit[1]/wait[1]\n\
                 30,bed,uuid:a/visit[1],uuid:a/visit[1]/wait[2]\n50,bed,uuid:b/visit[1],uuid:b/visit[1]/wait[1]\n";
    let files = story("nested").file("s.csv", main).file("s-visit.csv", visits).file("s-wait.csv", waits);
    let card = files.run(&format!("masam report-card s.csv s-visit.csv s-wait.csv --repeat wait {CARD}")).exits(0);
    // Weights 1, 1, 3: used 2 of 5; minutes (10 + 30 + 150) of 5; medicine 1 of 5.
    assert_eq!(values(&card), are([("40", "3"), ("38", "3"), ("20", "3")]));
}

#[test]
fn entries_side_by_side_become_rows_in_both_ways_of_numbering_them() {
    for (name, text) in [
        (
            "visit",
            "aimag,weight,visit[1]/H01,visit[1]/H02,visit[1]/H03,visit[2]/H01,visit[2]/H02,visit[2]/H03,_uuid\n\
             Ховд,1,1,10,drug,2,20,bed,a\nДорнод,3,1,30,drug bed,1,,,b\nДорнод,3,,,,,,,c\n",
        ),
        (
            "H01",
            "aimag,weight,H01_1,H02_1,H03_1,H01_2,H02_2,H03_2,KEY\n\
             Ховд,1,1,10,drug,2,20,bed,a\nДорнод,3,1,30,drug bed,1,,,b\nДорнод,3,,,,,,,c\n",
        ),
    ] {
        let card = story(name).file("s.csv", text).run(&format!("masam report-card s.csv --repeat {name} {CARD}"));
        assert_eq!(values(&card), are([("87.5", "4"), ("24", "3"), ("80", "3")]), "{name}\n{}", card.stderr());
        // Which entry of a row would be corrected nobody could tell.
        card.file("fix.csv", "row,column,old,new\n2,H02,10,11\n")
            .run(&format!("masam report-card s.csv --repeat {name} --corrections fix.csv {CARD}"))
            .exits(1)
            .stderr_has("C064");
    }
}

#[test]
fn an_explanation_tells_every_column_and_computes_nothing() {
    let text = "Тайлан 2026\n\nАймаг,g/H01,Хэдэн минут хүлээсэн,H03/drug,H03/bed,H03/other,H01.1,Утас,өөр,_id,_uuid,_validation_status\n\
                Ховд,1,10,1,0,0,1,99112233,x,1,a,\nХовд,2,20,0,1,0,2,99112234,y,2,b,\n";
    let told = story("explain").file("s.csv", text);
    let told = told.run("masam report-card s.csv --instrument t.toml --explain --lang en --out card.xlsx").exits(0);
    for line in [
        "Where from        KoboToolbox",
        "Rows passed over  1 (a title)",
        "H01       Used                       g/H01                 by the end of its path",
        "by its beginning, cut off",
        "H03/drug  Medicine                   H03/drug              by name",
        "area      Aimag or district          Аймаг                 by name",
        "weight    Weight                     no column",
        "looks like a copy of g/H01",
        "an answer of H03 that the instrument",
        "the platform's own",
        "looks personal",
        "column \"Хэдэн минут хүлээсэн\" was taken for question H02",
    ] {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(told.stdout()).contains(&words(line)), "{line}\n{}", told.stdout());
    }
    let too_wide = told.stdout().lines().find(|line| line.chars().count() > 100).map(str::to_owned);
    assert_eq!(too_wide, None);
    let told = told.made_no("card.xlsx").run("masam check s.csv --instrument t.toml --explain --format csv").exits(0);
    told.stdout_has("H02,")
        .run("masam gaps s.csv --instrument t.toml --explain")
        .exits(0)
        .stdout_has("замын төгсгөлөөр");
}

#[test]
fn a_cover_before_the_answers_is_not_taken_for_them() {
    let mut book = Workbook::new();
    write(&mut book, "Заавар", &[&["Багана", "Тайлбар"], &["H01", "Үйлчлүүлсэн үү"], &["x", "y"]]);
    let rows: [&[&str]; 4] = [&["Тайлан", "", ""], &["Аймаг", "H01", "H02"], &["Ховд", "1", "10"], &["Увс", "2", "20"]];
    write(&mut book, "Хариулт", &rows);
    let bytes = book.save_to_buffer().expect("a workbook");
    story("cover")
        .bytes("s.xlsx", &bytes)
        .run("masam report-card s.xlsx --instrument t.toml --explain --lang en")
        .exits(0)
        .stdout_has("Хариулт")
        .stdout_has("sheet \"Хариулт\" is read; others hold data too: \"Заавар\"");
}

#[test]
fn alike_names_in_two_groups_are_a_problem_that_names_both() {
    let text = "aimag,a/H01,b/H01,H02,H03\nХовд,1,2,10,drug\nХовд,1,2,20,drug\n";
    story("alike")
        .file("s.csv", text)
        .run(&format!("masam report-card s.csv {CARD}"))
        .exits(3)
        .stderr_has("several columns fit \"H01\" equally well; none was taken. It could be: a/H01, b/H01");
    let path = INSTRUMENT.replace("id = \"H01\"\n", "id = \"H01\"\nheaders = [\"b/H01\"]\n");
    let card = Story::new("told").file("t.toml", &path).file("s.csv", text);
    let card = card.run(&format!("masam report-card s.csv {CARD}"));
    assert_eq!(figure(&card, "used"), ("0".into(), "2".into()), "{}", card.stderr());
}
