//! How long a report card takes, as ratios to a bare loop over the same file in the same run.
//!
//! `cargo bench` makes synthetic surveys of 60 columns in the target folder, runs the program and the bare loops in turn,
//! and prints medians of the ratios and the peak memory. Times of one machine say nothing; ratios do.
//!
//! `cargo bench -- 1000000` measures one size only.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use calamine::Reader as _;

mod common;

use common::{median, run};

/// Runs of each, in turn.
const ROUNDS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.first().map(String::as_str) {
        Some("loop-csv") => return loop_csv(Path::new(&args[1])),
        Some("loop-xlsx") => return loop_xlsx(Path::new(&args[1])),
        _ => {}
    }
    let sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let instrument = folder.join("bench.toml");
    std::fs::write(&instrument, instrument_text()).expect("the target folder can be written");
    common::head();
    for rows in sizes {
        let file = survey(&folder, rows);
        for (label, threads, by) in [
            ("1 thread", "1", "sex,age,poverty"),
            ("2 threads", "2", "sex,age,poverty"),
            ("1 thread, facilities", "1", "sex,age,poverty,facility"),
            ("2 threads, facilities", "2", "sex,age,poverty,facility"),
        ] {
            let card = card_command(&file, &instrument, threads, by);
            report(&format!("CSV {rows} rows, {label}"), &card, "loop-csv", &file);
        }
        for threads in ["1", "2"] {
            let compare = compare_command(&file, &instrument, threads);
            report(&format!("CSV {rows} rows, facilities compared, {threads} thread(s)"), &compare, "loop-csv", &file);
        }
    }
    let workbook = workbook(&folder, 100_000);
    let card = card_command(&workbook, &instrument, "1", "sex,age,poverty");
    report("XLSX 100000 rows, 1 thread", &card, "loop-xlsx", &workbook);
    let card = card_command(&workbook, &instrument, "2", "sex,age,poverty");
    report("XLSX 100000 rows, 2 threads", &card, "loop-xlsx", &workbook);
    for by in ["poverty", "sex,age,poverty"] {
        start_to_finish(&survey(&folder, 1_000), &instrument, by, &folder);
    }
}

/// Everything, workbook included, on a small survey.
fn start_to_finish(file: &Path, instrument: &Path, by: &str, folder: &Path) {
    let out = folder.join("card.xlsx");
    let mut args = card_command(file, instrument, "2", by);
    args.truncate(args.len() - 4);
    args.extend(["--out".into(), out.display().to_string(), "--force".into()]);
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| run(env!("CARGO_BIN_EXE_masam"), &args).0.as_secs_f64()).collect();
    println!("{:<34} {:>8.3}", format!("CSV 1000 rows to a workbook, {by}"), median(&mut times));
}

fn card_command(file: &Path, instrument: &Path, threads: &str, by: &str) -> Vec<String> {
    let words = ["report-card", &file.display().to_string(), "-i", &instrument.display().to_string(), "--by", by];
    let rest = ["--threads", threads, "--quiet", "--format", "csv", "--out", "-"];
    words.into_iter().chain(rest).map(String::from).collect()
}

/// Every facility held against all others, by the mean of 5,000 peers.
fn compare_command(file: &Path, instrument: &Path, threads: &str) -> Vec<String> {
    let words = ["compare", &file.display().to_string(), "-i", &instrument.display().to_string(), "--peers", "none"];
    let rest = ["--threads", threads, "--quiet", "--format", "csv", "--out", "-"];
    words.into_iter().chain(rest).map(String::from).collect()
}

fn report(label: &str, card: &[String], baseline: &str, file: &Path) {
    common::compare(label, card, &[baseline.to_string(), file.display().to_string()], ROUNDS);
}

/// The floor: every record of the file, nothing done with it.
fn loop_csv(path: &Path) {
    let mut reader = csv::ReaderBuilder::new().from_path(path).expect("the file opens");
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).expect("the file is sound") {
        fields += record.len();
    }
    std::hint::black_box(fields);
}

/// The floor: every cell of the workbook, nothing done with it.
fn loop_xlsx(path: &Path) {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).expect("the file opens");
    let sheet = workbook.sheet_names()[0].clone();
    let mut cells = workbook.worksheet_cells_reader(&sheet).expect("the sheet is there");
    let mut count = 0_u64;
    while let Some(cell) = cells.next_cell().expect("the sheet is sound") {
        std::hint::black_box(cell.get_position());
        count += 1;
    }
    std::hint::black_box(count);
}

// ---- Synthetic surveys ------------------------------------------------------------------------------------------

const AREAS: [&str; 13] = [
    "Ховд",
    "Увс",
    "Хөвсгөл",
    "Сэлэнгэ",
    "Дорнод",
    "Хэнтий",
    "Говьсүмбэр",
    "Сүхбаатар аймаг",
    "Говь-Алтай",
    "Өвөрхангай",
    "Сонгинохайрхан",
    "Баянзүрх",
    "Чингэлтэй",
];
/// Most clusters of a survey; a small one has ten people in each.
const CLUSTERS: u32 = 2_000;
const TAKE: u32 = 10;
const FACILITIES: u32 = 5_000;
const QUESTIONS: usize = 40;

/// Numbers that look random and are the same in every run.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % n
    }
}

fn headers() -> Vec<String> {
    let fixed =
        ["_uuid", "start", "end", "area", "facility", "stratum", "psu", "weight", "sex", "age", "poverty", "residence"];
    let questions = (1..=QUESTIONS).map(|q| format!("q{q}"));
    let last = ["amount1", "amount2", "note1", "note2", "_id", "_submission_time", "team", "device"];
    fixed.iter().map(|s| s.to_string()).chain(questions).chain(last.iter().map(|s| s.to_string())).collect()
}

/// What people wrote in their own words.
const NOTES: [&str; 5] = [
    "эмч байгаагүй тул дахин ирэхээр боллоо",
    "удаан хүлээсэн, дугаар авахад бүтэн өдөр зарцуулсан",
    "сайн үйлчилсэн, баярлалаа",
    "эм дутуу байсан, хажуугийн эмийн сангаас авсан",
    "",
];

/// One row, of the width that a platform's export has, of a survey of so many: clusters come in no order, facilities lie in one
/// cluster or two.
fn row(n: usize, rows: usize, random: &mut Lcg) -> Vec<String> {
    let cluster = random.below(CLUSTERS.min(rows as u32 / TAKE));
    let area = cluster % 13;
    let facility = (cluster * 5 / 2 + random.below(3)) % FACILITIES;
    let day = format!("2026-0{}-{:02}", 1 + random.below(9), 1 + random.below(28));
    let (hour, minute, millis) = (8 + random.below(12), random.below(60), random.below(1000));
    let mut part = |bits: u32| random.below(1 << bits);
    let uuid =
        format!("{:04x}{:04x}-{:04x}-4{:03x}-8{:03x}-{:012x}", part(16), part(16), part(16), part(12), part(12), n);
    let mut row = vec![
        uuid,
        format!("{day}T{hour:02}:{minute:02}:11.{millis:03}"),
        format!("{day}T{hour:02}:{minute:02}:58.{millis:03}"),
        AREAS[area as usize].to_string(),
        format!("F{facility:04}"),
        format!("S{:02}", area * 2 + cluster / 13 % 2),
        format!("C{cluster:04}"),
        format!("{}.{:03}", 20 + random.below(300), random.below(1000)),
        ["female", "male"][random.below(2) as usize].to_string(),
        format!("{}", 15 + random.below(70)),
        ["poor", "non_poor"][usize::from(random.below(4) > 0)].to_string(),
        ["urban", "rural"][random.below(2) as usize].to_string(),
    ];
    for q in 1..=QUESTIONS {
        let missing = random.below(20) == 0;
        let answer = if q % 4 == 0 { 1 + random.below(2) } else { 1 + random.below(5) };
        row.push(if missing { String::new() } else { answer.to_string() });
    }
    for _ in 0..2 {
        let paid = random.below(10) == 0;
        row.push(if paid { (random.below(400) * 500).to_string() } else { "0".into() });
    }
    for _ in 0..2 {
        row.push(NOTES[random.below(5) as usize].to_string());
    }
    row.push((120_000_000 + n).to_string());
    row.push(format!("{day}T{hour:02}:{minute:02}:59"));
    row.push(format!("T{}", random.below(40)));
    row.push(format!("ee.mn:{}", random.below(1000)));
    row
}

fn survey(folder: &Path, rows: usize) -> PathBuf {
    let path = folder.join(format!("export-{rows}.csv"));
    if path.exists() {
        return path;
    }
    let mut random = Lcg(2026);
    let part = path.with_extension("part");
    let mut out = BufWriter::new(File::create(&part).expect("the target folder can be written"));
    writeln!(out, "{}", headers().join(",")).expect("the disk has room");
    for n in 1..=rows {
        let cells: Vec<String> = row(n, rows, &mut random)
            .into_iter()
            .map(|c| if c.contains(',') { format!("\"{c}\"") } else { c })
            .collect();
        writeln!(out, "{}", cells.join(",")).expect("the disk has room");
    }
    drop(out);
    std::fs::rename(&part, &path).expect("the file can be renamed");
    path
}

fn workbook(folder: &Path, rows: usize) -> PathBuf {
    let path = folder.join(format!("export-{rows}.xlsx"));
    if path.exists() {
        return path;
    }
    let mut random = Lcg(2026);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (c, header) in headers().iter().enumerate() {
        sheet.write(0, c as u16, header).expect("it fits");
    }
    for n in 1..=rows {
        for (c, cell) in row(n, rows, &mut random).iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(n as u32, c as u16, number).expect("it fits"),
                Err(_) if cell.is_empty() => continue,
                Err(_) => sheet.write(n as u32, c as u16, cell).expect("it fits"),
            };
        }
    }
    book.save(&path).expect("the target folder can be written");
    path
}

/// 30 indicators on 40 questions: shares, scores, net shares and means.
fn instrument_text() -> String {
    let mut text = String::from(INSTRUMENT_HEAD);
    for q in 1..=QUESTIONS {
        let scale = if q % 4 == 0 { "yes_no" } else { "five" };
        let _ = write!(
            text,
            "[[question]]\nid = \"q{q}\"\ntext = {{ mn = \"Асуулт {q}\", en = \"Question {q}\" }}\nlabel = {{ mn = \"А{q}\", en = \"Q{q}\" }}\nscale = \"{scale}\"\n\n"
        );
    }
    text.push_str(INSTRUMENT_AMOUNTS);
    for i in 1..=30 {
        let measure = match i {
            29 | 30 => format!("{{ mean = \"amount{}\" }}", i - 28),
            _ if i % 4 == 0 => format!("{{ share = \"q{i}\", codes = [\"1\"] }}"),
            _ if i % 3 == 0 => format!("{{ score = \"q{i}\" }}"),
            _ => format!("{{ share = \"q{i}\", codes = [\"4\", \"5\"] }}"),
        };
        let _ = write!(
            text,
            "[[indicator]]\nid = \"i{i}\"\ntitle = {{ mn = \"Үзүүлэлт {i}\", en = \"Indicator {i}\" }}\ndimension = \"all\"\nmeasure = {measure}\nbetter = \"higher\"\n\n"
        );
    }
    text
}

const INSTRUMENT_HEAD: &str = r#"
id = "bench"
version = "1"
sector = "health"
place_set = "masam"
title = { mn = "Хурдны туршилт", en = "Benchmark" }
description = { mn = "Хурд хэмжих зохиомол асуулга.", en = "A made-up instrument for measuring speed." }

[columns]
area = ["area"]
facility = ["facility"]
weight = ["weight"]
strata = ["stratum"]
clusters = ["psu"]

[scale]
five = [
    { code = "1", mn = "Маш муу", en = "Very bad", value = 1 },
    { code = "2", mn = "Муу", en = "Bad", value = 2 },
    { code = "3", mn = "Дунд", en = "Middling", value = 3 },
    { code = "4", mn = "Сайн", en = "Good", value = 4 },
    { code = "5", mn = "Маш сайн", en = "Very good", value = 5 },
]
yes_no = [{ code = "1", mn = "Тийм", en = "Yes" }, { code = "2", mn = "Үгүй", en = "No" }]

[[dimension]]
id = "all"
title = { mn = "Бүгд", en = "All" }

[[question]]
id = "sex"
text = { mn = "Хүйс", en = "Sex" }
label = { mn = "Хүйс", en = "Sex" }
answers = [{ code = "female", mn = "Эмэгтэй", en = "Female" }, { code = "male", mn = "Эрэгтэй", en = "Male" }]

[[question]]
id = "age"
text = { mn = "Нас", en = "Age" }
label = { mn = "Нас", en = "Age" }
number = { unit = { mn = "нас", en = "years" }, least = 0, most = 120 }

[[question]]
id = "poverty"
text = { mn = "Амьжиргаа", en = "Poverty" }
label = { mn = "Амьжиргаа", en = "Poverty" }
answers = [{ code = "poor", mn = "Ядуу", en = "Poor" }, { code = "non_poor", mn = "Ядуу бус", en = "Not poor" }]

[[grouping]]
id = "sex"
title = { mn = "Хүйс", en = "Sex" }
question = "sex"

[[grouping]]
id = "age"
title = { mn = "Нас", en = "Age" }
question = "age"
groups = [
    { id = "15-24", at_least = 15, below = 25, mn = "15–24", en = "15–24" },
    { id = "25-39", at_least = 25, below = 40, mn = "25–39", en = "25–39" },
    { id = "40-59", at_least = 40, below = 60, mn = "40–59", en = "40–59" },
    { id = "60", at_least = 60, mn = "60+", en = "60+" },
]

[[grouping]]
id = "poverty"
title = { mn = "Амьжиргаа", en = "Poverty" }
question = "poverty"

"#;

const INSTRUMENT_AMOUNTS: &str = r#"
[[question]]
id = "amount1"
text = { mn = "Төлсөн мөнгө", en = "Amount paid" }
label = { mn = "Төлсөн мөнгө", en = "Amount paid" }
number = { unit = { mn = "төгрөг", en = "MNT" }, least = 0 }

[[question]]
id = "amount2"
text = { mn = "Бусад зардал", en = "Other cost" }
label = { mn = "Бусад зардал", en = "Other cost" }
number = { unit = { mn = "төгрөг", en = "MNT" }, least = 0 }

"#;
