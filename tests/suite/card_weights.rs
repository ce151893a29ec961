//! Calibrated and replicate weights on report cards, told as stories. What the numbers are is known from `masam estimate`, which R
//! has checked; that R gives the same cards is asked in `recompute`.

use std::collections::BTreeMap;

use crate::story::Story;

const INSTRUMENT: &str = r#"
id = "ус"
version = "1"
sector = "water"
place_set = "masam"
title = { mn = "Усны хангамж", en = "Water" }
description = { mn = "Худаг", en = "Wells" }

[columns]
area = ["аймаг"]
weight = ["жин"]
strata = ["давхарга"]
clusters = ["кластер"]
nested = true

[[question]]
id = "хүйс"
text = { mn = "Хүйс", en = "Sex" }
answers = [{ code = "эм", mn = "Эмэгтэй", en = "Female", also = ["1"] }, { code = "эр", mn = "Эрэгтэй", en = "Male", also = ["2"] }]

[[question]]
id = "ус"
text = { mn = "Ус ойрхон уу?", en = "Is water near?" }
answers = [{ code = "т", mn = "Тийм", en = "Yes" }, { code = "ү", mn = "Үгүй", en = "No" }]

[[question]]
id = "минут"
text = { mn = "Хэдэн минут?", en = "How many minutes?" }
number = { unit = { mn = "минут", en = "minutes" } }

[[dimension]]
id = "access"
title = { mn = "Хүртээмж", en = "Access" }

[[indicator]]
id = "near"
title = { mn = "Ойрхон", en = "Near" }
dimension = "access"
measure = { share = "ус", codes = ["т"] }
better = "higher"

[[indicator]]
id = "wait"
title = { mn = "Хүлээсэн", en = "Waited" }
dimension = "access"
measure = { mean = "минут" }
better = "lower"

[[indicator]]
id = "median"
title = { mn = "Голч", en = "Median" }
dimension = "access"
measure = { quantile = "минут", p = 0.5 }
better = "lower"

[[indicator]]
id = "all"
title = { mn = "Нийт минут", en = "Minutes in all" }
dimension = "access"
measure = { total = "минут" }
better = "neither"

[[grouping]]
id = "sex"
title = { mn = "Хүйс", en = "Sex" }
question = "хүйс"
"#;

/// Two aimags of two strata with three clusters each, of four people; weights, and four replicates of them.
fn survey() -> String {
    let mut text = String::from("аймаг,давхарга,кластер,жин,хүйс,ус,минут,д1,д2,д3,д4\n");
    let mut dice = 17_u64;
    let mut below = |n: u64| {
        dice = dice * 48_271 % 2_147_483_647;
        dice % n
    };
    for person in 0..48 {
        let (stratum, cluster) = (person / 12, person / 4 % 3);
        let aimag = ["Ховд", "Увс"][(stratum / 2) as usize];
        let weight = 5 + below(20);
        let (sex, near) = (["эм", "эр"][below(2) as usize], ["т", "ү"][below(2) as usize]);
        let minutes = below(90);
        text.push_str(&format!("{aimag},{stratum},{cluster},{weight},{sex},{near},{minutes}"));
        for replicate in 0..4 {
            text.push_str(&format!(",{}", if cluster == replicate % 3 { 0 } else { weight * (2 + below(2)) / 2 }));
        }
        text.push('\n');
    }
    text
}

const TOTALS: &str = "sex,total\nFemale,700\nэрэгтэй,600\n";
const AREAS: &str = "area,total\nХовд аймаг,800\nUvs,500\nӨмнөговь,9999\n";

fn story() -> Story {
    Story::new("жинтэй карт")
        .file("ус.toml", INSTRUMENT)
        .file("с.csv", &survey())
        .file("хүйс.csv", TOTALS)
        .file("газар.csv", AREAS)
        .file(
            "гарчгаар.csv",
            "хувьсагч,ангилал,нийт\nхүйс,Эмэгтэй,700\nSex,male,600\nАймаг,Ховд,800\nаймаг,MN-046,500\n",
        )
        // The same for columns of the file, as `estimate` wants them.
        .file("баганаар.csv", "variable,category,total\nхүйс,эм,700\nхүйс,эр,600\nаймаг,Ховд,800\nаймаг,Увс,500\n")
}

/// Value, error and degrees of freedom by indicator, area and group.
fn card(options: &str) -> BTreeMap<String, [String; 5]> {
    let command = format!("masam report-card с.csv -i ус.toml {options} --format csv --out карт/ --quiet");
    let story = story().run(&command).exits(0);
    let text = story.read("карт/ус-report-card.csv");
    let mut rows = csv::Reader::from_reader(&text[..]);
    let at: BTreeMap<String, usize> =
        rows.headers().expect("headers").iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let mut found = BTreeMap::new();
    for row in rows.records() {
        let row = row.expect("a row");
        let key = ["indicator_code", "area_en", "group_value"].map(|name| &row[at[name]]).join("|");
        let values = ["value", "se", "df", "ci_low", "ci_high"].map(|name| row[at[name]].to_owned());
        found.insert(key, values);
    }
    found
}

fn same(ours: &str, theirs: f64, what: &str) {
    let ours: f64 = ours.parse().unwrap_or_else(|_| panic!("{what}: {ours:?} for {theirs}"));
    assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1e-12), "{what}: {ours} for {theirs}");
}

#[test]
fn a_card_has_the_numbers_that_estimate_has_of_the_same_weights() {
    let design = "--strata давхарга --cluster кластер --nested";
    for (card_options, design, weights) in [
        (
            "--rake sex --rake area --totals хүйс.csv --totals газар.csv",
            design,
            "--rake хүйс --rake аймаг --totals баганаар.csv",
        ),
        (
            "--rake sex --rake area --variance r-rake --totals хүйс.csv --totals газар.csv",
            design,
            "--rake хүйс --rake аймаг --variance r-rake --totals баганаар.csv",
        ),
        ("--poststratify sex --totals хүйс.csv", design, "--poststratify хүйс --totals баганаар.csv"),
        // By the titles of the grouping and of places, in a table of both.
        ("--rake Хүйс --rake area --totals гарчгаар.csv", design, "--rake хүйс --rake аймаг --totals баганаар.csv"),
        ("--calibrate area,хүйс --totals баганаар.csv", design, "--calibrate аймаг,хүйс --totals баганаар.csv"),
        ("--replicates д? --replicate-type brr", "", "--replicates д? --replicate-type brr"),
        ("--jackknife", design, "--jackknife"),
        ("--bootstrap 40 --seed 5", design, "--bootstrap 40 --seed 5"),
        ("", design, ""),
    ] {
        let card = card(card_options);
        let asked = "--mean минут --share ус=т --total минут --quantile минут@0.5 --by аймаг --by хүйс --quiet";
        let told = story().run(&format!("masam estimate с.csv --weight жин {design} {weights} {asked}"));
        let estimates = told.estimates();
        let mut compared = 0;
        for (figure, statistic, variable, category, k) in [
            ("near", "share", "ус", "т", 100.0),
            ("wait", "mean", "минут", "", 1.0),
            ("all", "total", "минут", "", 1.0),
            ("median", "quantile", "минут", "0.5", 1.0),
        ] {
            for (place, group, of) in [
                ("", "", ""),
                ("Khovd aimag", "", "аймаг=Ховд"),
                ("Uvs aimag", "", "аймаг=Увс"),
                ("", "эм", "хүйс=эм"),
                ("", "эр", "хүйс=эр"),
            ] {
                let what = format!("{card_options}: {figure}|{place}|{group}");
                let area = if place.is_empty() { "MASAM" } else { place };
                let ours = card.iter().find(|(key, _)| {
                    let mut parts = key.split('|');
                    let (code, at, whom) = (parts.next(), parts.next().unwrap_or_default(), parts.next());
                    code == Some(figure)
                        && (at == area || (place.is_empty() && !at.contains("aimag") && !at.contains("district")))
                        && whom == Some(group)
                });
                let ([value, se, df, low, high], theirs) = (
                    ours.map(|(_, values)| values).unwrap_or_else(|| panic!("{what}: {card:?}")),
                    estimates.get(statistic, variable, category, of),
                );
                same(value, k * theirs.number("estimate"), &what);
                if theirs.text("se").is_empty() {
                    assert_eq!(se, "", "{what}");
                    continue;
                }
                for (ours, column, k) in [(se, "se", k), (df, "df", 1.0), (low, "ci_low", k), (high, "ci_high", k)] {
                    same(ours, k * theirs.number(column), &format!("{what} {column}"));
                }
                compared += 1;
            }
        }
        assert!(compared >= 15, "{card_options}: only {compared} numbers were compared");
    }
}

#[test]
fn weights_that_no_totals_can_give_are_told_with_what_to_do() {
    let refused = |options: &str, words: &str| {
        story()
            .file("буруу.csv", "sex,total\nэм,1\nбусад,2\n")
            .file("байхгүй.csv", "area,total\nХовд,1\nУвс,1\nСэлэнгэ,7\n")
            .run(&format!("masam report-card с.csv -i ус.toml {options} --out карт/"))
            .exits(1)
            .stderr_has(words)
            .made_no("карт/ус-report-card.xlsx");
    };
    refused("--rake sex --totals буруу.csv", "no group of sex is called \"бусад\". It could be: эм, эр");
    refused("--rake area --totals байхгүй.csv", "no row with a weight is \"area=Selenge\", whose total is 7");
    refused("--rake sexes --totals хүйс.csv", "there is no column \"sexes\". Did you mean \"sex\"?");
    refused("--rake sex --totals газар.csv", "no totals are given for \"sex\"");
    refused("--replicates жин* --replicate-type brr", "0 columns fit the pattern of replicate weights");
    refused("--bootstrap 9 --format r,xlsx", "a bootstrap draws numbers of its own");
}

#[test]
fn a_row_that_lacks_what_weights_are_calibrated_by_stops_the_card_with_its_row() {
    let text = survey().replacen(",эр,", ",,", 1);
    let row = 1 + text.lines().position(|line| line.contains(",,")).expect("it was blanked");
    let told = story()
        .file("дутуу.csv", &text)
        .run("masam report-card дутуу.csv -i ус.toml --rake sex --totals хүйс.csv --out а.xlsx");
    told.exits(1)
        .stderr_has(&format!(
            "row {row}, column sex: what weights are calibrated by is blank here, or isn't understood"
        ))
        .made_no("а.xlsx");
}

#[test]
fn tallies_have_no_rows_to_put_other_weights_on() {
    story()
        .run("masam tally с.csv -i ус.toml --out а.tally --quiet")
        .exits(0)
        .run("masam report-card а.tally -i ус.toml --rake sex --totals хүйс.csv --out а.xlsx")
        .exits(1)
        .stderr_has("--totals: tallies have no rows")
        .made_no("а.xlsx");
    // Their units are all that a jackknife needs.
    let card = |files: &str| {
        let command = format!("masam report-card {files} -i ус.toml --jackknife --format csv --out а/ --quiet");
        let tallied = story().run("masam tally с.csv -i ус.toml --out а.tally --quiet").exits(0).run(&command).exits(0);
        String::from_utf8(tallied.read("а/ус-report-card.csv")).expect("a table is UTF-8")
    };
    assert_eq!(card("а.tally"), card("с.csv"));
}

#[test]
fn the_instrument_says_how_its_samples_are_drawn_unless_the_user_does() {
    let design = "[design]\nreplicates = { columns = [\"д?\"], type = \"jk2\" }\n\n[[question]]\n";
    let instrument = INSTRUMENT.replacen("[[question]]\n", design, 1);
    let run = |options: &str| {
        let command = format!("masam report-card с.csv -i давталт.toml {options} --format json --out - --quiet");
        story().file("давталт.toml", &instrument).run(&command).exits(0)
    };
    run("").stdout_has("4 replicate weights").stdout_has("4 давтамжийн жин");
    run("--jackknife").stdout_has("jackknife, 12 replicates");
    // Commands without a use for them say so.
    for command in ["change с.csv өмнөх.csv", "tally с.csv", "compare с.csv"] {
        story()
            .file("давталт.toml", &instrument)
            .file("өмнөх.csv", &survey())
            .run(&format!("masam {command} --instrument давталт.toml --out а/"))
            .exits(1)
            .stderr_has("[design] of ус: masam")
            .stderr_has("doesn't take replicate weights");
    }
    let bad = instrument.replacen("jk2", "jk3", 1);
    story().file("буруу.toml", &bad).run("masam instrument check буруу.toml").exits(1).stderr_has("jk3");
    for (bad, told) in
        [("\"jkn\"", "jkn has none of its own"), ("\"jk2\", scale = -1", "-1 must be a number of 0 or more")]
    {
        let bad = instrument.replacen("\"jk2\"", bad, 1);
        story().file("буруу.toml", &bad).run("masam instrument check буруу.toml").exits(1).stderr_has(told);
    }
    // A lonely cluster is refused, or counted as the instrument says.
    let all = survey();
    let lonely = all.lines().filter(|line| !line.contains(",3,1,") && !line.contains(",3,2,")).collect::<Vec<_>>();
    let adjust = INSTRUMENT.replacen("[[question]]\n", "[design]\nlonely = \"adjust\"\n\n[[question]]\n", 1);
    let run = |instrument: &str| {
        story()
            .file("ганц.csv", &lonely.join("\n"))
            .file("у.toml", instrument)
            .run("masam report-card ганц.csv -i у.toml --format md --out - --quiet")
    };
    run(INSTRUMENT).exits(1).stderr_has("--lonely");
    run(&adjust).exits(0).stdout_has("adjust");
}

#[test]
fn what_weights_rest_on_stands_in_the_card_in_both_languages() {
    let weights = "--rake sex --rake area --totals хүйс.csv --totals газар.csv";
    let command = format!("masam report-card с.csv -i ус.toml {weights} --format md --out - --lang mn,en --quiet");
    story()
        .run(&command)
        .exits(0)
        .stdout_has("raked to Sex; Aimag or district")
        .stdout_has("Жин, алдааны гарал")
        .stdout_has("жинг захын нийлбэрт тааруулсан: Хүйс; Аймаг, дүүрэг")
        .stdout_has("газар.csv");
}

#[test]
fn changes_of_calibrated_rounds_have_the_errors_of_both() {
    let other = survey().replace(",т,", ",?,").replace(",ү,", ",т,").replace(",?,", ",ү,");
    let values = |command: &str, file: &str, columns: [&str; 2]| -> BTreeMap<String, [f64; 2]> {
        let story = story()
            .file("б.csv", &other)
            .file("дараа.csv", "sex,total\nэм,650\nэр,650\n")
            .run(&format!("masam {command} -i ус.toml --format csv --out а/ --quiet"));
        let text = story.read(&format!("а/{file}"));
        let mut rows = csv::Reader::from_reader(&text[..]);
        let headers = rows.headers().expect("headers").clone();
        let at = |name: &str| headers.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} in {headers:?}"));
        let of = |row: csv::StringRecord| {
            let key = ["indicator_code", "area_code", "group_var", "group_value"].map(|name| &row[at(name)]).join("|");
            Some((key, [row[at(columns[0])].parse().ok()?, row[at(columns[1])].parse().ok()?]))
        };
        rows.records().filter_map(|row| of(row.expect("a row"))).collect()
    };
    let card = |file: &str, totals: &str| {
        let command = format!("report-card {file} --rake sex --totals {totals}");
        values(&command, "ус-report-card.csv", ["value", "se"])
    };
    let (before, after) = (card("с.csv", "хүйс.csv"), card("б.csv", "дараа.csv"));
    let rounds =
        "change --round 2025=с.csv --round 2026=б.csv --rake sex --totals 2025=хүйс.csv --totals 2026=дараа.csv";
    let changed = values(&format!("{rounds} --clusters new"), "ус-change.csv", ["change", "se"]);
    let mut compared = 0;
    for (key, [change, se]) in &changed {
        let ([a, a_se], [b, b_se]) = (before[key], after[key]);
        assert!((change - (b - a)).abs() <= 1e-9 * a.abs(), "{key}: {change} for {b} − {a}");
        let want = a_se.hypot(b_se);
        assert!((se - want).abs() <= 1e-9 * want, "{key}: {se} for {want}");
        compared += 1;
    }
    assert!(compared >= 8, "{changed:?}");
    // The same clusters in both: what `estimate` says of one file of both rounds, whose weights are post-stratified by round and sex.
    let stacked: String = [("2025", survey()), ("2026", other.clone())]
        .iter()
        .flat_map(|(round, text)| text.lines().skip(1).map(move |line| format!("{round},{line}\n")).collect::<Vec<_>>())
        .collect();
    let header = format!("үе,{}\n", survey().lines().next().expect("a header"));
    let told = story()
        .file("хоёул.csv", &(header + &stacked))
        .file("хоёул-нийт.csv", "үе,хүйс,total\n2025,эм,700\n2025,эр,600\n2026,эм,650\n2026,эр,650\n")
        .run(
            "masam estimate хоёул.csv --strata давхарга --cluster кластер --nested --weight жин --poststratify үе,хүйс \
             --totals хоёул-нийт.csv --share ус=т --difference үе:2025,2026 --quiet",
        );
    let difference = told.estimates().get("difference", "ус", "т: 2026-2025", "").number("se");
    let same = values(&format!("{rounds} --clusters same"), "ус-change.csv", ["change", "se"]);
    let [_, se] = same["near|||"];
    assert!((se / 100.0 - difference).abs() <= 1e-12 * difference, "{se} for {difference}");
    assert!((changed["near|||"][1] - se).abs() > 0.01 * se, "covariance counts");
    let jackknife = "change с.csv б.csv --jackknife --clusters same";
    let jackknife = values(jackknife, "ус-change.csv", ["change", "se"]);
    let plain = values("change с.csv б.csv --clusters same", "ус-change.csv", ["change", "se"]);
    let ([change, se], [again, jackknifed]) = (plain["near|||"], jackknife["near|||"]);
    assert!(change == again && (jackknifed / se - 1.0).abs() < 0.05, "{jackknifed} beside {se}");
    story().run("masam change с.csv с.csv -i ус.toml --replicates д? --replicate-type brr --out а.xlsx").exits(1);
}

#[test]
fn a_card_tests_dependence_as_estimate_tests_a_table_also_where_a_cell_is_empty() {
    // In Увс everybody says yes.
    let one_sided: String = survey()
        .lines()
        .map(|line| if line.starts_with("Увс") { line.replace(",ү,", ",т,") } else { line.to_owned() } + "\n")
        .collect();
    for text in [survey(), one_sided] {
        let story = story().file("а.csv", &text);
        let story = story.run("masam report-card а.csv -i ус.toml --few 1 --format csv --out а/ --quiet").exits(0);
        let table = story.read("а/ус-report-card-dependence.csv");
        let mut rows = csv::Reader::from_reader(&table[..]);
        let headers = rows.headers().expect("headers").clone();
        let at = |name: &str| headers.iter().position(|h| h == name).expect("a column");
        let near: Vec<csv::StringRecord> =
            rows.records().map(|row| row.expect("a row")).filter(|row| &row[at("indicator_code")] == "near").collect();
        assert_eq!(near.len(), 2, "by place and by sex");
        for row in near {
            let column = if &row[at("over")] == "places" { "аймаг" } else { "хүйс" };
            let design = "--strata давхарга --cluster кластер --nested --weight жин";
            let told = Story::new("хүснэгт").file("а.csv", &text);
            let told = told.run(&format!("masam estimate а.csv {design} --test {column},ус --quiet"));
            let estimates = told.estimates();
            let theirs = estimates.get("test_f", &format!("{column},ус"), "2x2", "");
            for (ours, column) in [("f", "estimate"), ("df", "df"), ("df2", "df2"), ("p", "p")] {
                same(&row[at(ours)], theirs.number(column), &format!("{column} of {row:?}"));
            }
        }
    }
}

#[test]
fn shares_that_cannot_be_are_marked_and_never_published() {
    // Minutes that nobody could wait: weights become negative.
    let story = story().file("т.csv", "variable,category,total\nминут,,200000\n,,1300\n");
    let command =
        "masam report-card с.csv -i ус.toml --calibrate минут --totals т.csv --by none --few 1 --format csv --out а/";
    let story = story.run(command).stderr_has("a negative weight after calibration");
    let table = story.read("а/ус-report-card.csv");
    let mut rows = csv::Reader::from_reader(&table[..]);
    let headers = rows.headers().expect("headers").clone();
    let at = |name: &str| headers.iter().position(|h| h == name).expect("a column");
    let mut impossible = 0;
    for row in rows.records().map(|row| row.expect("a row")).filter(|row| &row[at("indicator_code")] == "near") {
        if row[at("value")].parse::<f64>().is_ok_and(|share| !(0.0..=100.0).contains(&share)) {
            assert_eq!(&row[at("shown")], "with_care", "{row:?}");
            impossible += 1;
        }
    }
    assert!(impossible > 0);
    story.run(&format!("{command} --public --force")).exits(1).stderr_has("calibration gives negative weights");
}
