//! Every expected value from R for calibrated and replicate designs and for tests of tables.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::story::{Estimates, Row, Story};

/// A design of the reference: its data as text, what is typed for it, and the totals it is calibrated to.
struct Design {
    name: &'static str,
    data: Rows,
    arguments: &'static str,
    totals: &'static str,
}

/// A table as text.
struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn open(folder: &Path, name: &str) -> Rows {
        let path = folder.join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        Rows { header, rows }
    }

    fn place(&self, column: &str) -> usize {
        self.header.iter().position(|h| h == column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// Only the rows with another value in the column.
    fn without(mut self, column: &str, value: &str) -> Rows {
        let place = self.place(column);
        self.rows.retain(|row| row[place] != value);
        self
    }

    /// With the columns of another table of the same rows.
    fn beside(mut self, other: Rows) -> Rows {
        assert_eq!(self.rows.len(), other.rows.len());
        self.header.extend(other.header.into_iter().skip(1));
        for (row, more) in self.rows.iter_mut().zip(other.rows) {
            row.extend(more.into_iter().skip(1));
        }
        self
    }

    /// With a column of these values.
    fn with(mut self, column: &str, values: &[f64]) -> Rows {
        self.header.push(column.into());
        self.rows.iter_mut().zip(values).for_each(|(row, value)| row.push(value.to_string()));
        self
    }

    fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        self.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

const STYPE_API99: &str = "variable,category,total\nstype,E,4421\nstype,H,755\nstype,M,1018\napi99,,3914069\n";

const AGE_SEX: &str =
    "variable,category,total\nagegrp,15-24,77000\nagegrp,25-49,154500\nagegrp,50+,74500\nsex,F,160500\nsex,M,145500\n";

fn designs(folder: &Path) -> Vec<Design> {
    let open = |name: &str| Rows::open(folder, name);
    let design = |name, data, arguments, totals| Design { name, data, arguments, totals };
    let crc = || open("crc").without("stratum", "R5-urban").without("weight", "0");
    let scd = open("scd")
        .with("r1", &[2., 0., 2., 0., 2., 0.])
        .with("r2", &[2., 0., 0., 2., 0., 2.])
        .with("r3", &[0., 2., 2., 0., 0., 2.])
        .with("r4", &[0., 2., 0., 2., 2., 0.]);
    vec![
        design("jkn_fpc", open("apistrat"), "--strata stype --weight pw --fpc fpc --jackknife", ""),
        design("jkn_nofpc_mse", open("apistrat"), "--strata stype --weight pw --jackknife --mse", ""),
        design(
            "boot_canty",
            open("apistrat").beside(open("apistrat_bootw")),
            "--weight pw --replicates bw* --replicate-type bootstrap --scale 0.0207540643375994",
            "",
        ),
        design("clus1_jk1", open("apiclus1"), "--cluster dnum --weight pw --jackknife", ""),
        design(
            "nhanes_jkn",
            open("nhanes"),
            "--strata SDMVSTRA --cluster SDMVPSU --nested --weight WTMEC2YR --jackknife",
            "",
        ),
        design(
            "poststrat_schwide",
            open("apistrat"),
            "--strata stype --weight pw --poststratify sch.wide --totals totals.csv",
            "sch.wide,total\nNo,1072\nYes,5122\n",
        ),
        design(
            "rake_3margins",
            open("apistrat"),
            "--weight pw --rake stype --rake comp.imp --rake sch.wide --totals totals.csv --variance r-rake",
            "variable,category,total\nstype,E,4421\nstype,H,755\nstype,M,1018\ncomp.imp,No,1712\ncomp.imp,Yes,4482\n\
             sch.wide,No,1072\nsch.wide,Yes,5122\n",
        ),
        design(
            "greg_linear",
            open("apistrat"),
            "--strata stype --weight pw --fpc fpc --calibrate stype,api99 --totals totals.csv",
            STYPE_API99,
        ),
        design(
            "cal_raking",
            open("apistrat"),
            "--strata stype --weight pw --fpc fpc --calibrate stype,api99 --calfun raking --totals totals.csv",
            STYPE_API99,
        ),
        design(
            "crc_poststrat",
            crc(),
            "--strata stratum --cluster psu --weight weight --poststratify agegrp,sex --totals totals.csv",
            "sex,agegrp,total\nF,15-24,41000\nF,25-49,80500\nF,50+,39000\nM,15-24,36000\nM,25-49,74000\nM,50+,35500\n",
        ),
        design(
            "crc_rake",
            crc(),
            "--strata stratum --cluster psu --weight weight --rake agegrp --rake sex --totals totals.csv --variance r-rake",
            AGE_SEX,
        ),
        design(
            "crc_calrake",
            crc(),
            "--strata stratum --cluster psu --weight weight --calibrate agegrp,sex --calfun raking --totals totals.csv",
            AGE_SEX,
        ),
        // The same weights another way: residuals on all margins are the program's own choice for raking.
        design(
            "crc_calrake",
            crc(),
            "--strata stratum --cluster psu --weight weight --rake agegrp --rake sex --totals totals.csv",
            AGE_SEX,
        ),
        design("scd_brr", scd, "--replicates r? --replicate-type brr", ""),
    ]
}

/// What was compared of one design.
#[derive(Default)]
struct Tally {
    rows: usize,
    compared: usize,
    missed: usize,
    left_out: usize,
}

/// How R's kind of interval is asked for: interval, degrees of freedom. None for what the program doesn't offer.
fn asked_as(row: &Row) -> Option<(&'static str, &'static str)> {
    let df = match row.text("ci_method") {
        "t_full" => "design",
        "z" => "inf",
        _ => "domain",
    };
    let share = row.text("statistic") == "prop";
    match row.text("ci_method") {
        "t_full" | "t_domain" | "z" | "" => Some((if share { "--interval wald" } else { "" }, df)),
        "mean" => Some(("--interval wald", df)),
        "xlogit" => Some(("--interval logit", df)),
        "asin" => Some(("--interval asin", df)),
        "beta" => Some(("--interval beta", df)),
        "wilson" => Some(("--interval wilson", df)),
        "mean/math" => Some(("--quantile-interval t", "domain")),
        // R iterates to 1e-7 and the formula is that of xlogit; for replicates it is another one.
        "logit" | "likelihood" => None,
        other => panic!("an unknown interval {other}"),
    }
}

fn statistic(row: &Row) -> &str {
    match row.text("statistic") {
        "prop" => "share",
        other => other,
    }
}

fn options(row: &Row) -> String {
    let (variable, level) = (row.text("variable"), row.text("level"));
    match row.text("statistic") {
        "prop" => format!("--share {variable}"),
        "count" => "--count".into(),
        "quantile" => format!("--quantile {variable}@{level}"),
        statistic => format!("--{statistic} {variable}"),
    }
}

fn group(domain: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = domain.split(';').collect();
    parts.sort_unstable();
    parts
}

fn columns(domain: &str) -> String {
    let names: Vec<&str> = domain.split(';').filter_map(|part| Some(part.split_once('=')?.0)).collect();
    names.join(",")
}

/// R folds an angle past 0 or a right angle back in place of stopping there.
fn folded(row: &Row) -> bool {
    let angle = |column: &str| row.text(column).parse().map_or(f64::NAN, |share: f64| share.sqrt().asin());
    let (p, low, high) = (angle("estimate"), angle("ci_low"), angle("ci_high"));
    let apart = ((high - p) - (p - low)).abs();
    apart.is_nan() || apart > 1e-9
}

fn compare(design: &Design, expected: &[&Row], verbose: bool) -> Tally {
    let mut tally = Tally::default();
    let mut runs: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    let extra = ["deff_replace", "cv", "variance"];
    for row in expected.iter().filter(|row| !extra.contains(&row.text("statistic"))) {
        // R takes the rows of the whole file for n of a group's beta interval where weights are calibrated.
        let whole_n = !design.totals.is_empty() && row.text("ci_method") == "beta" && !row.text("domain").is_empty();
        let undefined = row.text("estimate").parse::<f64>().is_err() || row.text("note").contains("EDGE");
        let usable = !(undefined || whole_n || row.text("ci_method") == "asin" && folded(row));
        match asked_as(row).filter(|_| usable) {
            Some(how) => runs.entry(how).or_default().push(row),
            None => tally.left_out += 1,
        }
    }
    for ((interval, df), rows) in runs {
        let mut words: Vec<String> = Vec::new();
        let by = |row: &Row| match row.text("domain") {
            "" => String::new(),
            domain => format!("--by {}", columns(domain)),
        };
        for word in rows.iter().map(|row| options(row)).chain(rows.iter().map(|row| by(row))) {
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        let deff = if df == "inf" { "wor" } else { "srs" };
        let command = format!(
            "masam estimate data.csv {} {interval} --df {df} --deff {deff} {} --quiet",
            design.arguments,
            words.join(" ")
        );
        let mut story = Story::new(design.name).file("data.csv", &design.data.text());
        if !design.totals.is_empty() {
            story = story.file("totals.csv", design.totals);
        }
        let estimates = story.run(&command).estimates();
        let beside = |row: &Row, statistic: &str| -> String {
            let like = |other: &&&Row| {
                other.text("statistic") == statistic
                    && ["variable", "domain", "level"].iter().all(|c| other.text(c) == row.text(c))
            };
            expected.iter().find(like).map(|row| row.text("estimate").to_owned()).unwrap_or_default()
        };
        for row in rows {
            tally.rows += 1;
            let (se, value) = (row.text("se").parse().unwrap_or(0.0), row.number("estimate"));
            let end = if se > 0.0 { se } else { 1e-9 * f64::abs(value) };
            let mut pairs = vec![
                ("estimate", row.text("estimate").to_owned(), f64::abs(value).max(se)),
                ("se", row.text("se").to_owned(), se),
                ("ci_low", row.text("ci_low").to_owned(), end),
                ("ci_high", row.text("ci_high").to_owned(), end),
                ("df", row.text("df").to_owned(), 1.0),
                ("n", row.text("n").to_owned(), 1.0),
            ];
            match (df, row.text("statistic")) {
                ("inf", "mean" | "total") => pairs.push(("deff", row.text("deff").to_owned(), 1.0)),
                (_, "mean") => pairs.push(("deff", beside(row, "deff_replace"), 1.0)),
                _ => {}
            }
            if row.text("statistic") == "mean" {
                pairs.push(("cv", beside(row, "cv"), 1.0));
            }
            let domain = group(row.text("domain"));
            let fits = |have: &&Row| {
                have.text("statistic") == statistic(row)
                    && have.text("variable") == row.text("variable")
                    && have.text("category") == row.text("level")
                    && group(have.text("group")) == domain
            };
            let have = estimates.rows.iter().find(fits);
            for (column, want, scale) in pairs {
                let Ok(want) = want.parse::<f64>() else { continue };
                let have = have.and_then(|row| row.text(column).parse::<f64>().ok());
                tally.compared += 1;
                let near =
                    have.is_some_and(|have| have == want || (have - want).abs() <= 1e-9 * scale + 1e-13 * want.abs());
                if !near {
                    tally.missed += 1;
                    if verbose && tally.missed <= 12 {
                        let name = ["statistic", "variable", "level", "domain", "ci_method"].map(|c| row.text(c));
                        println!("{} {name:?} {column}: have {have:?}, want {want}", design.name);
                    }
                }
            }
        }
    }
    tally
}

fn folder() -> PathBuf {
    PathBuf::from(std::env::var_os("MASAM_REFERENCE").expect("MASAM_REFERENCE names a folder"))
}

fn expected(folder: &Path) -> Vec<Row> {
    ["apistrat", "apiclus1", "apiclus2", "nhanes", "scd", "crc"]
        .iter()
        .flat_map(|name| {
            let path = folder.join(format!("{name}.expected.csv"));
            Estimates::of(&std::fs::read_to_string(path).unwrap()).rows
        })
        .collect()
}

#[test]
#[ignore = "needs MASAM_REFERENCE, a folder of expected values from R; .ci/run names it where there is one"]
fn calibrated_and_replicate_designs_equal_r_in_every_cell() {
    let folder = folder();
    let expected = expected(&folder);
    let (mut rows_compared, mut compared, mut missed) = (0, 0, 0);
    for design in designs(&folder) {
        let rows: Vec<&Row> = expected.iter().filter(|row| row.text("design") == design.name).collect();
        assert!(!rows.is_empty(), "no expected values of {}", design.name);
        let tally = compare(&design, &rows, true);
        let Tally { rows, compared: cells, missed: misses, left_out } = tally;
        println!("{}: {rows} rows, {cells} cells compared, {misses} missed, {left_out} rows left out", design.name);
        rows_compared += tally.rows;
        compared += tally.compared;
        missed += tally.missed;
    }
    println!("all: {rows_compared} rows, {compared} cells compared, {missed} missed");
    assert!(compared > 7_500, "only {compared} cells were compared");
    assert_eq!(missed, 0);
}

/// What is typed for the designs whose tables are tested.
const TABLES: [(&str, &str, &str); 6] = [
    ("strat_fpc", "apistrat", "--strata stype --weight pw --fpc fpc"),
    ("strat_nofpc", "apistrat", "--strata stype --weight pw"),
    ("clus1_fpc", "apiclus1", "--cluster dnum --weight pw --fpc fpc"),
    ("clus2_2stage_fpc", "apiclus2", "--cluster dnum,snum --weight pw --fpc fpc1,fpc2"),
    ("nhanes", "nhanes", "--strata SDMVSTRA --cluster SDMVPSU --nested --weight WTMEC2YR"),
    ("crc_nolone", "crc", "--strata stratum --cluster psu --weight weight"),
];

#[test]
#[ignore = "needs MASAM_REFERENCE, a folder of expected values from R; .ci/run names it where there is one"]
fn tests_of_tables_equal_r_in_every_cell() {
    let folder = folder();
    let expected = expected(&folder);
    let (mut compared, mut missed, mut left_out) = (0, 0, 0);
    for (design, file, arguments) in TABLES {
        let mut data = Rows::open(&folder, file);
        if file == "crc" {
            data = data.without("stratum", "R5-urban");
        }
        for row in expected.iter().filter(|row| row.text("design") == design) {
            let Some(test) = row.text("statistic").strip_prefix("chisq_") else { continue };
            let test = test.to_lowercase();
            if test == "lincom" || test == "saddlepoint" {
                left_out += 1;
                continue;
            }
            let columns = row.text("variable").replace('*', ",");
            let command = format!(
                "masam estimate data.csv {arguments} --test {columns} --test-statistic {test} --df design --quiet"
            );
            let story = Story::new(design).file("data.csv", &data.text()).run(&command);
            let estimates = story.estimates();
            let have = &estimates.rows[0];
            let pearson = || {
                let like = |other: &&Row| {
                    other.text("statistic") == "pearson_X2_weighted_to_n"
                        && ["design", "variable"].iter().all(|c| other.text(c) == row.text(c))
                };
                expected.iter().find(like).expect("X² of the table").text("estimate")
            };
            // R's own X² counts rows that lack an answer.
            let value = if test == "chisq" { pearson() } else { row.text("estimate") };
            for (column, want) in
                [("estimate", value), ("df", row.text("df")), ("df2", row.text("df2")), ("p", row.text("p_value"))]
            {
                let Ok(want) = want.parse::<f64>() else { continue };
                compared += 1;
                if !have.text(column).parse::<f64>().is_ok_and(|have| (have - want).abs() <= 1e-9 * want.abs()) {
                    missed += 1;
                    println!("{design} {test} {columns} {column}: have {}, want {want}", have.text(column));
                }
            }
        }
    }
    println!("tests of tables: {compared} compared, {missed} missed, {left_out} rows left out");
    assert!(compared > 120, "only {compared} cells were compared");
    assert_eq!(missed, 0);
}
