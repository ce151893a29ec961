//! The script that recomputes a card in R: what stands in it, and that R gives the card's numbers.
//!
//! What R says is asked of R itself, on files that hold what goes wrong in the field: hostile labels and headers, two encodings,
//! several spellings, lonely clusters, rows without weight or place. These tests want R with the packages survey and readxl.

use std::collections::BTreeSet;

use crate::story::Story;

/// Questions of every kind, with labels that would end a text or a comment of a careless script.
const INSTRUMENT: &str = r#"
id = "hard"
version = "1"
sector = "health"
place_set = "masam"
title = { mn = "Хатуу\nq(status = 9) # \"", en = "Hard\\" }
description = { mn = "Туршилт", en = "Trial" }

[columns]
area = ["аймаг"]
soum = ["сум"]
facility = ["эмнэлэг"]
weight = ["жин"]
strata = ["давхарга"]
clusters = [["psu"]]
nested = true

[missing]
usual = { dont_know = ["98", "мэдэхгүй"], refused = ["99"] }
number = { dont_know = ["-98"] }

[scale]
yes_no = [
  { code = "yes", mn = "Тийм", en = "Yes", also = ["1"] },
  { code = "no", mn = "Үгүй", en = "No", also = ["0"] },
]

[base.users]
title = { mn = "хэрэглэгчид\"\n)", en = "users" }
where = { U = ["yes"] }

[base.reported]
title = { mn = "мэдэгдсэн", en = "those who reported" }
where = { U = ["yes"], R = ["yes"] }

[base.adults]
title = { mn = "насанд хүрсэн", en = "adults" }
where = { age = { at_least = 18 } }

[base.due]
title = { mn = "эм бичүүлсэн", en = "those to whom something was prescribed" }
where = { U = ["yes"], P = ["all", "some"] }

[[question]]
id = "U"
text = { mn = "Хэрэглэсэн \"үү\"?\\", en = "Used it?" }
scale = "yes_no"
missing = "usual"

[[question]]
id = "W"
text = { mn = "Хэдэн минут?", en = "How many minutes?" }
number = { unit = { mn = "минут", en = "minutes" }, least = 0, most = 5000 }
asked = "users"
missing = "number"

[[question]]
id = "S"
text = { mn = "Үнэлгээ", en = "Rating" }
answers = [
  { code = "1", mn = "Муу", en = "Bad", value = 1 },
  { code = "2", mn = "Дунд \"зэрэг\"\nшүү\\", en = "Fair", value = 2 },
  { code = "3", mn = "Сайн", en = "Good", value = 3 },
  { code = "x", mn = "Янз бүр", en = "It varies" },
]
asked = "users"
missing = "usual"

[[question]]
id = "R"
text = { mn = "Мэдэгдсэн үү?", en = "Reported it?" }
scale = "yes_no"
asked = "users"
missing = "usual"

[[question]]
id = "F"
text = { mn = "Шийдвэрлэсэн үү?", en = "Settled?" }
scale = "yes_no"
asked = "reported"
missing = "usual"

[[question]]
id = "P"
text = { mn = "Эм", en = "Medicine" }
answers = [
  { code = "all", mn = "Бүгд", en = "All" },
  { code = "some", mn = "Зарим", en = "Some" },
  { code = "none", mn = "Бичээгүй", en = "None prescribed" },
]
missing = "usual"

[[question]]
id = "M"
text = { mn = "Юунд төлсөн бэ?", en = "What did you pay for?" }
multiple = true
answers = [
  { code = "drug", mn = "Эм", en = "Medicine" },
  { code = "exam", mn = "Үзлэг", en = "Examination" },
  { code = "bed", mn = "Ор, хоол", en = "Bed, food" },
]
asked = "users"
missing = "usual"

[[question]]
id = "age"
text = { mn = "Нас", en = "Age" }
number = { unit = { mn = "нас", en = "years" }, least = 10, most = 110 }

[[question]]
id = "sex"
text = { mn = "Хүйс", en = "Sex" }
answers = [{ code = "f", mn = "Эмэгтэй", en = "Female" }, { code = "m", mn = "Эрэгтэй", en = "Male" }]

[[question]]
id = "kind"
text = { mn = "Төрөл", en = "Kind" }
answers = [
  { code = "а, б", mn = "Нэг", en = "One" },
  { code = 'в "г"\\', mn = "Хоёр", en = "Two" },
  { code = "д\nе", mn = "Гурав", en = "Three" },
]

[[question]]
id = "gone"
text = { mn = "Энэ файлд байхгүй асуулт", en = "A question that no file has" }
scale = "yes_no"

[[dimension]]
id = "quality"
weight = 2

[[dimension]]
id = "problem"

[[indicator]]
id = "U"
title = { mn = "Хэрэглэсэн\nx <- 1", en = "Used" }
dimension = "quality"
measure = { share = "U", codes = ["yes"] }
better = "neither"

[[indicator]]
id = "W.soon"
title = { mn = "Удаан хүлээгээгүй", en = "Did not wait long" }
dimension = "quality"
measure = { share = "W", above = 3, below = 40.5 }
base = "users"
better = "higher"
weight = 1
targets = [{ value = 60, kind = "target", source = { mn = "Төлөвлөгөө", en = "Plan" } }]

[[indicator]]
id = "W.p90"
title = { mn = "90 хувь", en = "Ninth decile" }
dimension = "quality"
measure = { quantile = "W", p = 0.9 }
better = "lower"

[[indicator]]
id = "W.total"
title = { mn = "Нийт минут", en = "Minutes in all" }
dimension = "quality"
measure = { total = "W" }
better = "neither"

[[indicator]]
id = "W.mean"
title = { mn = "Дундаж минут", en = "Mean minutes" }
dimension = "quality"
measure = { mean = "W", zero_when = { U = ["no"] } }
base = "adults"
better = "lower"
targets = [{ value = 90, kind = "norm", source = { mn = "Журам", en = "Rule" } }]

[[indicator]]
id = "ratio"
title = { mn = "Насанд ногдох минут", en = "Minutes for each year of age" }
dimension = "quality"
measure = { ratio = ["W", "age"] }
better = "neither"

[[indicator]]
id = "S.score"
title = { mn = "Оноо", en = "Score" }
dimension = "quality"
measure = { score = "S" }
better = "higher"
weight = 3

[[indicator]]
id = "S.net"
title = { mn = "Цэвэр", en = "Net" }
dimension = "quality"
measure = { net = "S", plus = ["3"], minus = ["1", "2"] }
better = "higher"

[[indicator]]
id = "P"
title = { mn = "Бүх эм", en = "All medicines" }
dimension = "quality"
measure = { share = "P", codes = ["all"] }
base = "due"
better = "higher"

[[indicator]]
id = "R"
title = { mn = "Мэдэгдсэн", en = "Reported" }
dimension = "problem"
measure = { share = "R", codes = ["yes"] }
better = "lower"
weight = 1

[[indicator]]
id = "F"
title = { mn = "Шийдвэрлээгүй", en = "Not settled" }
dimension = "problem"
measure = { share = "F", codes = ["no"], zero_when = { R = ["no"] } }
base = "users"
better = "lower"
weight = 1

[[indicator]]
id = "drug"
title = { mn = "Эмэнд төлсөн", en = "Paid for medicine" }
dimension = "problem"
measure = { share = "M", codes = ["drug"] }
better = "lower"

[[indicator]]
id = "care"
title = { mn = "Эм, үзлэгт төлсөн", en = "Paid for medicine or examination" }
dimension = "problem"
measure = { share = "M", codes = ["exam", "drug"], zero_when = { U = ["no"] } }
better = "lower"

[[indicator]]
id = "gone"
title = { mn = "Байхгүй", en = "Not there" }
dimension = "problem"
measure = { share = "gone", codes = ["yes"] }
better = "higher"

[[composite]]
id = "all"
title = { mn = "Нийт", en = "All" }
dimensions = "all"

[[composite]]
id = "own"
title = { mn = "Өөрийн дундаж", en = "Own mean" }
indicators = { "S.score" = 2, F = 1, "S.net" = 1 }
level = "respondent"

[[grouping]]
id = "sex"
title = { mn = "Хүйс", en = "Sex" }
question = "sex"
compare = [["f", "m"]]

[[grouping]]
id = "age"
title = { mn = "Нас", en = "Age" }
question = "age"
groups = [{ id = "young", below = 30 }, { id = "middle", at_least = 30, below = 60 }, { id = "old", at_least = 60 }]
compare = [["young", "old"]]

[[grouping]]
id = "kind"
title = { mn = "Төрөл", en = "Kind" }
question = "kind"
compare = [["а, б", 'в "г"\\']]

[[grouping]]
id = "bed"
title = { mn = "Ор", en = "Bed" }
question = "M/bed"
groups = [{ id = "bed", codes = ["1"], mn = "Ор", en = "A bed" }, { id = "other", codes = ["0"], mn = "Бусад", en = "Others" }]
"#;

/// Numbers that look random and are the same each time (Lehmer, modulus 2³¹ − 1).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 % n
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }
}

/// Places as people write them, with the soum beside them: two that can't be understood or aren't reported.
const PLACES: [[&str; 2]; 8] = [
    ["Ховд", "Жаргалант"],
    ["Ховд аймгийн", ""],
    ["Увс", "Улаангом"],
    ["Улаанбаатар", "БЗД"],
    ["Улаанбаатар", "Чингэлтэй"],
    ["Дорнод", "Хэрлэн"],
    ["Хаана ч биш", ""],
    ["Орхон", "Баян-Өндөр"],
];

/// The answers of one person, in the order of [`HEADERS`].
fn person(dice: &mut Dice, row: u64) -> Vec<String> {
    // Eight strata of three clusters, one of a single cluster; two to four households in each, of two people.
    let cluster = row / 16 % 25;
    let (stratum, psu) = if cluster == 24 { (8, 1) } else { (cluster / 3, cluster % 3 + 1) };
    let [aimag, soum] = PLACES[if stratum == 8 { 0 } else { stratum as usize }];
    let household = row % 16 / 2 % (2 + cluster % 3);
    let weight = match dice.below(60) {
        0 => String::new(),
        1 => "0".into(),
        n => format!("{},{:03}", 20 + n * (stratum + 1), dice.below(1000)),
    };
    let used = dice.of(&["yes", "Тийм", "1", "ТИЙМ ", "Үгүй", "no", "98", ""]);
    let minutes = match dice.below(14) {
        0 => String::new(),
        1 => "-98".into(),
        2 => "олон".into(),
        3 => "9999".into(),
        4 => format!("1 0{:02},5", dice.below(100)),
        n => format!("{},{}", dice.below(20 + 6 * n + stratum), dice.below(10)),
    };
    let rating = dice.of(&["1", "2", "2.0", "3", "сайн", "Дунд \"зэрэг\" шүү\\", "x", "99", "мэдэхгүй", "7"]);
    let named = dice.of(&["drug", "exam bed", "Эм; Ор, хоол", "bed", "", "98", "нэг нь", "drug exam"]);
    [
        aimag,
        soum,
        &format!("Эмнэлэг {}", if dice.below(2) == 0 { stratum.to_string() } else { format!("{stratum} ") }),
        &weight,
        &format!("Давхарга {stratum}"),
        &psu.to_string(),
        &household.to_string(),
        &(4 + stratum).to_string(),
        &(6 + psu).to_string(),
        used,
        &minutes,
        rating,
        dice.of(&["yes", "no", "no", "99"]),
        dice.of(&["yes", "no", ""]),
        dice.of(&["all", "some", "Зарим", "none", "98", ""]),
        named,
        &(10 + dice.below(75)).to_string(),
        dice.of(&["f", "m", "Эмэгтэй", ""]),
        dice.of(&["а, б", "в \"г\"\\", "Гурав", "Нэг"]),
    ]
    .map(str::to_owned)
    .to_vec()
}

const HEADERS: [&str; 19] = [
    "аймаг",
    "сум",
    "эмнэлэг",
    "жин",
    "давхарга",
    "psu",
    "өрх",
    "N",
    "M",
    "Хэрэглэсэн \"үү\"?\\",
    "W",
    "S",
    "R",
    "F",
    "P",
    "юунд",
    "age",
    "sex",
    "kind",
];

fn quoted(text: &str, by: char) -> String {
    match text.contains([by, '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// A file with a title, a row that is left blank and answers of several kinds side by side; and one of the tablets, in
/// UTF-16, whose columns stand in another order and hold each answer of the question with several by itself.
fn files() -> (String, Vec<u8>) {
    let mut dice = Dice(7);
    let (mut first, mut second) = (String::from("sep=;\nСудалгаа;;\n"), String::from("\u{feff}"));
    let line = |cells: &[String], by: char| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, by)).collect();
        format!("{}\n", cells.join(&by.to_string()))
    };
    let headers: Vec<String> = HEADERS.iter().map(|h| h.replace("юунд", "M")).collect();
    first.push_str(&line(&headers, ';'));
    // M is the number of households too.
    let first = &mut first.replacen("N;M;", "N;өрхийн тоо;", 1);
    let options = ["M/drug", "M/exam", "M/bed"].map(str::to_owned);
    let mut turned: Vec<String> = headers.iter().rev().filter(|h| *h != "M").cloned().chain(options).collect();
    turned.insert(10, "өрхийн тоо".into());
    second.push_str(&line(&turned, '\t'));
    for row in 0..400 {
        let cells = person(&mut dice, row);
        if row == 30 {
            first.push_str(";;;\n");
        }
        if row < 250 {
            first.push_str(&line(&cells, ';'));
            continue;
        }
        let own = ["drug", "exam", "bed"].map(|answer| match &*cells[15] {
            "" => String::new(),
            named => u8::from(named.contains(answer)).to_string(),
        });
        let mut turned: Vec<String> =
            (0..19).rev().filter(|at| *at != 15 && *at != 8).map(|at| cells[at].clone()).chain(own).collect();
        turned.insert(10, cells[8].clone());
        second.push_str(&line(&turned, '\t'));
    }
    (std::mem::take(first), second.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

fn survey(name: &str) -> Story {
    let (first, second) = files();
    Story::new(name).file("hard.toml", INSTRUMENT).file("хүснэгт.csv", &first).bytes("таблет.tsv", &second)
}

const BOTH: &str = "masam report-card хүснэгт.csv таблет.tsv --instrument hard.toml --lonely adjust --quiet";

/// The script of both files with further options.
fn script(options: &str) -> String {
    let story = survey("script").run(&format!("{BOTH} {options} --format r --out card.R")).exits(3);
    String::from_utf8(story.read("card.R")).expect("a script is UTF-8")
}

/// What R runs of a script: its code, with each text as `""` and without comments. Also its texts.
fn code_and_texts(script: &str) -> (String, Vec<String>) {
    let (mut code, mut texts) = (String::new(), Vec::new());
    let mut rest = script.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => {
                let mut text = String::new();
                loop {
                    match rest.next().expect("every text ends") {
                        '"' => break,
                        '\\' => match rest.next().expect("something is escaped") {
                            'n' => text.push('\n'),
                            other => text.push(other),
                        },
                        other => text.push(other),
                    }
                }
                code.push_str("\"\"");
                texts.push(text);
            }
            '#' => {
                rest.find(|c| *c == '\n');
                code.push('\n');
            }
            c => code.push(c),
        }
    }
    (code, texts)
}

#[test]
fn labels_and_headers_stay_texts_whatever_they_hold() {
    let (code, texts) = code_and_texts(&script(""));
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
        assert_eq!(code.matches(open).count(), code.matches(close).count(), "{open}{close}");
    }
    for smuggled in ["status = 9", "x <- 1", "үү", "зэрэг", "хэрэглэгчид"] {
        assert!(!code.contains(smuggled), "{smuggled}");
    }
    for whole in ["Хэрэглэсэн \"үү\"?\\", "Дунд \"зэрэг\"\nшүү\\", "аймаг", "таблет.tsv"]
    {
        assert!(texts.iter().any(|text| text == whole), "{whole}");
    }
    assert!(code.is_ascii(), "only texts and comments are Mongolian");
}

#[test]
fn the_script_says_how_it_is_run_in_both_languages_and_declares_the_design() {
    let script = script("--cluster psu,өрх --fpc \"N,өрхийн тоо\"");
    assert!(script.contains("# Ажиллуулах / Run:\n#   Rscript card.R хүснэгт.csv таблет.tsv\n"));
    // However its lines are broken.
    let script = script.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "дахин тооцох скрипт",
        "This script recomputes every number",
        "format = \"csv\", encoding = \"UTF-8\", separator = \";\"",
        "format = \"csv\", encoding = \"UTF-16LE\", separator = \"\\t\"",
        "header_row = 2, first_row = 3,",
        "weight = \"жин\", strata = \"давхарга\", clusters = c(\"psu\", \"өрх\"), fpc = c(\"N\", \"өрхийн тоо\")",
        "lonely = \"adjust\"",
        "b[[\"reported\"]] <- one_of(a[[\"U\"]], \"yes\") & one_of(a[[\"R\"]], \"yes\")",
        "y[[\"W.soon\"]] <- share(a[[\"W\"]], above = 3, below = 40.5, base = b[[\"users\"]], better = \"higher\")",
        "composites[[\"composite.all\"]] <- c(",
        "c(\"Улаанбаатар\", \"БЗД\")",
    ] {
        assert!(script.contains(words), "the script lacks {words:?}");
    }
}

#[test]
fn the_script_tells_nothing_that_somebody_answered() {
    let (mut first, second) = files();
    first = first.replacen("аймаг;", "Утас;аймаг;", 1).replace("\nХовд;", "\n99112233;Ховд;");
    let first = first.replace("\nУвс", "\n99112233;Увс").replace("\nУлаан", "\n99112233;Улаан");
    let story = Story::new("нууц").file("hard.toml", INSTRUMENT).file("а.csv", &first).bytes("б.tsv", &second);
    let command = "masam report-card а.csv б.tsv -i hard.toml --lonely adjust --quiet --format r --out card.R";
    let script = String::from_utf8(story.run(command).exits(3).read("card.R")).expect("text");
    for told in ["99112233", "Утас", "нэг нь", "олон", "Хаана ч биш", "Орхон"] {
        assert!(!script.contains(told), "{told}");
    }
}

#[test]
fn one_survey_gives_the_same_script_with_any_number_of_threads() {
    assert!(script("--threads 1") == script("--threads 2"));
}

#[test]
fn what_is_not_published_is_not_in_the_script() {
    let story = survey("нийтэд").run(&format!("{BOTH} --public --format csv,r --out out")).exits(3);
    let read = |name: &str| String::from_utf8(story.read(&format!("out/hard-report-card{name}"))).expect("text");
    let (csv, script) = (read(".csv"), read(".R"));
    let (_, texts) = code_and_texts(&script);
    let card = texts.iter().find(|text| text.starts_with("figure,place,grouping,group,value,")).expect("a table");
    let mut own = csv::Reader::from_reader(card.as_bytes());
    let own: BTreeSet<String> = own.records().map(|row| key_of(&row.expect("a row"), [0, 1, 2, 3])).collect();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let (mut hidden, mut shown) = (0, 0);
    for row in reader.records() {
        let row = row.expect("a row");
        let of = |name: &str| row[headers.iter().position(|h| h == name).expect("a column")].to_owned();
        let columns = ["indicator_code", "area_code", "group_var", "group_value"];
        let key = key_of(&row, columns.map(|name| headers.iter().position(|h| h == name).expect("a column")));
        let there = own.contains(&key);
        match &*of("shown") {
            "withheld" | "unreliable" => {
                assert!(!there, "{key}");
                hidden += 1;
            }
            "yes" | "with_care" => {
                assert!(there, "{key}");
                shown += 1;
            }
            _ => {}
        }
    }
    assert!(hidden > 100 && shown > 50, "{hidden} {shown}");
    assert!(!script.contains("rows = 250"), "people of one file");
    assert!(script.contains(&format!("Нийтлэхгүй {hidden} үнэлгээ энд алга.")), "{hidden} are told");
}

#[test]
fn a_script_wants_rows() {
    let survey = survey("мөргүй")
        .run(&BOTH.replace("report-card", "tally").replace(" --lonely adjust", " --out a.tally"))
        .exits(3);
    let command = "masam report-card a.tally --instrument hard.toml --lonely adjust --format xlsx,r --out out";
    let story = survey.run(command).exits(1).stderr_has("a tally has no rows").stderr_has("[O005]").made_no("out");
    let text = "аймаг,давхарга,psu,жин,visit[1]/U,visit[2]/U\nХовд,1,1,2,yes,no\nХовд,1,2,2,no,yes\n";
    story
        .file("айлчлал.csv", text)
        .run("masam report-card айлчлал.csv --instrument hard.toml --repeat visit --format r --out card.R")
        .exits(1)
        .stderr_has("rows are entries of a repeat")
        .made_no("card.R");
}

#[test]
fn the_format_is_offered_where_it_can_be_made() {
    let story = survey("хэлбэр").run(&format!("{BOTH} --format pdf --out card.pdf")).exits(1);
    let story = story.stderr_has("It could be: xlsx, csv, sdmx, json, md, html, svg, r. [O002]");
    let story = story.run(&BOTH.replace("report-card", "gaps").replace("--quiet", "--format r --out gaps.R"));
    story.exits(1).stderr_has("It could be: xlsx, csv, sdmx, json, md, html, svg. [O002]").made_no("gaps.R");
}

/// What a row is about: figure, place, grouping and group.
fn key_of(row: &csv::StringRecord, at: [usize; 4]) -> String {
    at.map(|column| &row[column]).join("|")
}

/// Every kind of design and choice that a card can be made with.
const CHOICES: [&str; 10] = [
    "--lonely adjust",
    "--lonely average --average equal --interval beta --by facility,sex",
    "--lonely certainty --average population --interval asin --df design --by sex,age",
    "--lonely remove --cluster psu,өрх --fpc N --domain-lonely --interval wilson",
    "--lonely adjust --cluster psu,өрх --fpc \"N,өрхийн тоо\"",
    "--lonely average --domain-lonely --df inf",
    "--lonely adjust --domain-lonely --level 0.8 --interval t",
    "--lonely adjust --public",
    "--lonely adjust --corrections засвар.csv",
    "--lonely adjust --strata давхарга --by none",
];

const CORRECTIONS: &str = "file,row,column,old,new,by
хүснэгт.csv,4,S,x,3,Бат
хүснэгт.csv,6,age,70,44,Бат
хүснэгт.csv,6,sex,,f,Бат
хүснэгт.csv,7,жин,\"65,927\",\"33,25\",Бат
хүснэгт.csv,8,*,,drop,Бат
хүснэгт.csv,9,аймаг,Ховд,Увс,Бат
";

/// R's survey package itself is asked, on this machine.
#[test]
#[ignore = "wants R with the package survey"]
fn r_gives_every_number_of_the_card() {
    for choices in CHOICES {
        let story = survey("r").file("засвар.csv", CORRECTIONS);
        let card = BOTH.replace("--lonely adjust", choices);
        let story = story.run(&format!("{card} --format r --out card.R")).exits(3);
        let story = story.rscript("card.R --csv=compared.csv").exits(0).stdout_has("(1e-9 is allowed)");
        println!("{choices}: {}", story.stdout().lines().last().unwrap_or_default());
        assert!(story.read("compared.csv").len() > 1000);
    }
}

/// Files that hold what the others don't: one column with several answers, rows that are units, weights that the design implies,
/// no strata, fractions.
#[test]
#[ignore = "wants R with the package survey"]
fn r_gives_the_card_of_every_design() {
    let without = |key: &str| {
        let line = INSTRUMENT.lines().find(|line| line.starts_with(key)).expect("the key is there");
        INSTRUMENT.replacen(&format!("{line}\n"), "", 1)
    };
    let rows = without("clusters");
    let implied = without("weight");
    let one = without("strata").replacen("nested = true", "nested = false", 1);
    for (instrument, options) in [
        (INSTRUMENT, "--lonely adjust"),
        (&rows, "--by sex,bed"),
        (&implied, "--lonely adjust --cluster psu,өрх --fpc \"N,өрхийн тоо\""),
        (&one, "--cluster давхарга --by age"),
    ] {
        let story = Story::new("designs").file("hard.toml", instrument).file("а.csv", &files().0);
        let command = format!("masam report-card а.csv -i hard.toml --quiet {options} --format r --out card.R");
        let story = story.run(&command).exits(3).rscript("card.R а.csv").exits(0);
        println!("{options}: {}", story.stdout().lines().last().unwrap_or_default());
    }
}

#[test]
#[ignore = "wants R with the package survey"]
fn r_finds_a_number_that_is_not_the_cards_and_a_file_that_is_another() {
    let story = survey("зөрүү").run(&format!("{BOTH} --by none --format r --out card.R")).exits(3);
    let script = String::from_utf8(story.read("card.R")).expect("text");
    let line = script.lines().find(|line| line.starts_with("S.score,,,,")).expect("a figure");
    let value = line.split(',').nth(4).expect("a value");
    let moved: f64 = value.parse::<f64>().expect("a number") * (1.0 + 1e-8);
    let wrong = script.replacen(line, &line.replacen(value, &format!("{moved:?}"), 1), 1);
    let story = story.file("wrong.R", &wrong).rscript("wrong.R").exits(1).stdout_has("Таараагүй / What differs");
    // One more row.
    let (first, _) = files();
    let more = format!("{first}{}\n", first.lines().last().expect("rows"));
    let story = story.file("өөр.csv", &more).rscript("card.R өөр.csv таблет.tsv").exits(1);
    story
        .stdout_has("өөр.csv: R reads 251 rows, masam 250.")
        .rscript("card.R нэг.csv")
        .exits(2)
        .stderr_has("Give 2 files");
}

/// Known totals of places, of ages by cluster, and of years; of places also one that nobody was asked in.
const TOTALS: [(&str, &str); 3] = [
    (
        "газар.csv",
        "area,total\nХовд аймаг,30000\nУвс,14000\nБЗД,21000\nЧД,22000\nДорнод,16000\nСэлэнгэ аймаг,0\nӨмнөговь,71000\n",
    ),
    (
        "нас.csv",
        "age,psu,total\nyoung,1,10000\nyoung,2,9000\nyoung,3,8000\nmiddle,1,14000\nmiddle,2,15000\nmiddle,3,16000\nold,1,9000\nold,2,11000\nold,3,11000\n",
    ),
    ("тоо.csv", "variable,category,total\nage,,4900000\npsu,1,33000\npsu,2,35000\npsu,3,35000\n,,103000\nнас,,0\n"),
];

/// Weights of every kind that a card can be made with, on files with rows that have no weight or a weight of 0.
#[test]
#[ignore = "wants R with the package survey"]
fn r_gives_the_card_of_calibrated_and_replicate_weights() {
    for options in [
        "--rake area --rake age,psu --totals газар.csv --totals нас.csv",
        "--rake age,psu --rake area --variance r-rake --totals газар.csv --totals нас.csv --by sex",
        "--poststratify age,psu --totals нас.csv --average equal --interval beta",
        "--calibrate psu,age --totals тоо.csv --df design --by facility",
        "--calibrate psu,area --calfun logit --bounds 0.02,60 --totals газар.csv --totals тоо.csv --public",
        "--calibrate age --calfun raking --totals тоо.csv --cluster psu,өрх --fpc \"N,өрхийн тоо\" --by none",
        "--jackknife",
        "--jackknife --mse --average population --interval asin --by kind",
    ] {
        let story = TOTALS.iter().fold(survey("жин"), |story, (name, text)| story.file(name, text));
        let card = BOTH.replace("--lonely adjust", "--lonely certainty");
        let story = story.run(&format!("{card} {options} --format r --out card.R")).exits(3);
        let story = story.rscript("card.R --csv=compared.csv");
        println!("{options}: {}", story.stdout().lines().last().unwrap_or_default());
        let story = story.exits(0).stdout_has("(1e-9 is allowed)");
        assert!(story.read("compared.csv").len() > 1000);
    }
}

/// A file whose rows bring eight replicate weights along, as factors of their weight.
fn with_replicates() -> String {
    let mut dice = Dice(11);
    let line = |cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, ';')).collect();
        format!("{}\n", cells.join(";"))
    };
    let names = (1..=8).map(|at| format!("давталт {at}"));
    let mut text = line(HEADERS.iter().map(|h| (*h).to_owned()).chain(names).collect());
    for row in 0..300 {
        let cells = person(&mut dice, row);
        let factors = (0..8).map(|at| format!("{},{:02}", (row / 16 + at) % 3, dice.below(100)));
        text.push_str(&line(cells.into_iter().chain(factors.collect::<Vec<_>>()).collect()));
    }
    text
}

/// The instrument says which columns hold them; the command line may say otherwise.
#[test]
#[ignore = "wants R with the package survey"]
fn r_gives_the_card_of_replicates_in_the_file() {
    let of_file =
        "[design]\nreplicates = { columns = [\"давталт *\"], type = \"fay:0.3\", factors = true }\n\n[missing]\n";
    let instrument = INSTRUMENT.replacen("[missing]\n", of_file, 1);
    for options in [
        "",
        "--by sex,age --replicates \"давталт *\" --replicate-type jkn --rscales 0.5 --mse --replicate-factors",
        "--df design --by none --replicates \"давталт ?\" --replicate-type sdr --level 0.9",
    ] {
        let story = Story::new("давталт").file("hard.toml", &instrument).file("а.csv", &with_replicates());
        let command = format!("masam report-card а.csv -i hard.toml --quiet {options} --format r --out card.R");
        let story = story.run(&command).exits(3).rscript("card.R --csv=compared.csv");
        println!("{options}: {}", story.stdout().lines().last().unwrap_or_default());
        let story = story.exits(0).stdout_has("(1e-9 is allowed)");
        assert!(story.read("compared.csv").len() > 1000);
    }
}
