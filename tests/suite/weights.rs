//! Replicate weights, calibrated weights and tests of tables in `masam estimate`, told as stories. Numbers are hand calculations from
//! the formulas of docs/methods.md; what R computes is compared in `weights_golden`.

use crate::story::Story;

/// Four households in two strata, with balanced half samples.
const HALVES: &str = "\
давхарга,жин,минут,дж_1,дж_2
A,2,10,4,0
A,2,20,0,4
B,1,30,2,0
B,1,50,0,2
";

fn halves(options: &str) -> Story {
    let command = format!("masam estimate с.csv --weight жин --mean минут --total минут {options}");
    Story::new("half samples").file("с.csv", HALVES).run(&command)
}

#[test]
fn errors_come_from_replicate_weights_by_hand() {
    // Mean 140/6. Replicates: (40 + 60)/6 and (80 + 100)/6, so 50/3 and 30; deviations from their mean ∓20/3; V = ½ · 2 · (20/3)²
    let told = halves("--replicates дж_* --replicate-type brr").exits(0);
    let estimates = told.estimates();
    estimates.get("mean", "минут", "", "").is("estimate", 140.0 / 6.0).is("se", 20.0 / 3.0).is("df", 1.0).is("n", 4.0);
    // Totals 100 and 180 about 140.
    estimates.get("total", "минут", "", "").is("se", 40.0);
    told.stderr_has(
        "Errors come from 2 replicate weights of the file: scale 0.5; squares are about their mean; 1 degrees",
    );
}

#[test]
fn the_type_says_what_squares_are_multiplied_with() {
    let se = |options: &str| {
        halves(&format!("--replicates дж_* {options} --quiet")).estimates().get("total", "минут", "", "").number("se")
    };
    // Σ (θ − c)² = 3200 for the total.
    for (options, factor) in [
        ("--replicate-type fay:0.5", 1.0 / (2.0 * 0.25)),
        ("--replicate-type jk1", 0.5),
        ("--replicate-type jk2", 1.0),
        ("--replicate-type bootstrap", 1.0),
        ("--replicate-type sdr", 2.0),
        ("--replicate-type jkn --rscales 0.5", 0.5),
        ("--replicate-type jkn --rscales 0.25,0.75", 0.5),
        ("--replicate-type bootstrap --scale 0.1", 0.1),
    ] {
        let want = (3200.0_f64 * factor).sqrt();
        assert!((se(options) - want).abs() < 1e-12 * want, "{options}: {} for {want}", se(options));
    }
}

#[test]
fn factors_are_multiplied_with_the_weight() {
    let text = "w,y,f1,f2\n2,10,2,0\n2,20,0,2\n1,30,2,0\n1,50,0,2\n";
    let command = "masam estimate a.csv --weight w --total y --replicates f? --replicate-type brr --replicate-factors";
    Story::new("factors")
        .file("a.csv", text)
        .run(command)
        .exits(0)
        .estimates()
        .get("total", "y", "", "")
        .is("se", 40.0);
}

#[test]
fn a_group_that_a_replicate_lacks_says_so() {
    let text = "w,y,g,r1,r2,r3\n1,10,а,2,0,2\n1,20,б,0,2,2\n1,40,б,2,2,0\n";
    let told = Story::new("lost")
        .file("a.csv", text)
        .run("masam estimate a.csv --weight w --mean y --by g --replicates r? --replicate-type brr")
        .exits(3);
    // In group а the replicates give 10, nothing, 10: the weights of its only row can't tell an error, and a false zero would be worse.
    let alone = told.estimates();
    alone
        .get("mean", "y", "", "g=а")
        .is("estimate", 10.0)
        .lacks(&["se", "df"])
        .notes("1 replicate without a value is left out");
    // In group б: 40, 30, 20 about 30: V = (100 + 0 + 100)/3. Its two rows have rank 2.
    told.estimates().get("mean", "y", "", "g=б").is("se", (200.0_f64 / 3.0).sqrt()).is("df", 1.0);
}

#[test]
fn a_blank_replicate_weight_stops_with_its_row() {
    let text = HALVES.replace("20,0,4", "20,,4");
    Story::new("blank")
        .file("с.csv", &text)
        .run("masam estimate с.csv --mean минут --replicates дж_* --replicate-type brr")
        .exits(1)
        .stderr_has("row 3, column дж_1: \"\" is not a replicate weight [D022]");
}

#[test]
fn a_pattern_that_no_column_fits_says_which_columns_there_are() {
    halves("--replicates rw* --replicate-type brr")
        .exits(1)
        .stderr_has("0 columns fit the pattern of replicate weights");
    halves("--replicates дж_1 --replicate-type brr").exits(1).stderr_has("1 columns fit");
    halves("--replicates дж_* --replicate-type jkn").exits(1).stderr_has("say --rscales");
    halves("--replicates дж_* --replicate-type jkn --rscales 1,1,1").exits(1).stderr_has("3 of --rscales for 2");
    halves("--replicates дж_*").exits(2).stderr_has("--replicate-type");
    halves("--replicates дж_* --replicate-type brr --strata давхарга").exits(2).stderr_has("cannot be used with");
}

#[test]
fn a_jackknife_of_a_mean_is_a_hand_calculation() {
    // Strata of two: leaving one out doubles the other, and Σ w stays 6. Sums: 140 ∓ 20 in A, 140 ± 20 in B; about their mean, which is
    // 140, four squares of (20/6)², each times ½.
    let told = halves("--strata давхарга --jackknife");
    told.estimates().get("mean", "минут", "", "").is("se", (2.0 * (20.0_f64 / 6.0).powi(2)).sqrt()).is("df", 2.0);
    told.stderr_has("the jackknife: 4 replicates");
}

#[test]
fn a_bootstrap_says_the_same_from_the_same_seed() {
    let run = |seed: &str| halves(&format!("--strata давхарга --bootstrap 40 --seed {seed}")).stdout().to_owned();
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
    halves("--strata жин --bootstrap 40 --jackknife").exits(2);
}

/// Four women and two men, of whom there are 60 and 40.
const SEXES: &str = "\
хүйс,нас,минут,бүс
эм,20,10,A
эм,30,20,A
эм,40,30,Б
эм,50,40,Б
эр,20,70,A
эр,60,90,Б
";

const SEX_TOTALS: &str = "хувьсагч,ангилал,нийт\nхүйс,эм,60\nхүйс,эр,40\n";

fn sexes(totals: &str, options: &str) -> Story {
    let command = format!("masam estimate с.csv --mean минут --totals нийт.csv {options}");
    Story::new("sexes").file("с.csv", SEXES).file("нийт.csv", totals).run(&command)
}

#[test]
fn a_post_stratified_mean_and_its_error_are_hand_calculations() {
    // Weights 15 and 20: (60 · 25 + 40 · 80)/100 = 47. z = w (y − mean of the sex)/100: ∓2.25, ∓0.75, ∓2; V = 6/5 Σ z²
    let told = sexes(SEX_TOTALS, "--poststratify хүйс --total минут --count").exits(0);
    let estimates = told.estimates();
    let squares: f64 = [2.25_f64, 0.75, 0.75, 2.25, 2.0, 2.0].iter().map(|z| z * z).sum();
    estimates.get("mean", "минут", "", "").is("estimate", 47.0).is("se", (1.2 * squares).sqrt()).is("df", 5.0);
    estimates.get("total", "минут", "", "").is("estimate", 4700.0).is("se", (1.2 * squares).sqrt() * 100.0);
    // How many people there are is known.
    estimates.get("count", "", "", "").is("estimate", 100.0).is("se", 0.0);
    told.stderr_has("Weights are post-stratified by хүйс: 2 totals, 6 rows, factors 15.0000 to 20.0000");
}

#[test]
fn a_group_after_post_stratification_still_gains_from_the_known_totals() {
    // In A weights are 15, 15, 20: (150 + 300 + 1400)/50 = 37. e = (y − 37)/50 in A, 0 outside; its means over all of a sex are
    // taken off: −0.54 and −0.34 and 0, 0 of women, so −0.22; 0.66 and 0 of men, so 0.33.
    let z = [15.0 * (-0.54 + 0.22), 15.0 * (-0.34 + 0.22), 15.0 * 0.22, 15.0 * 0.22, 20.0 * 0.33, -20.0 * 0.33];
    let want = (1.2 * z.iter().map(|z: &f64| z * z).sum::<f64>()).sqrt();
    let told = sexes(SEX_TOTALS, "--poststratify хүйс --by бүс --quiet");
    told.estimates().get("mean", "минут", "", "бүс=A").is("estimate", 37.0).is("se", want).is("df", 2.0).is("n", 3.0);
    let told = sexes(SEX_TOTALS, "--poststratify хүйс --where бүс=A --quiet");
    told.estimates().get("mean", "минут", "", "").is("estimate", 37.0).is("se", want).is("df", 2.0);
}

#[test]
fn raking_is_exponential_calibration_to_the_margins() {
    let totals = format!("{SEX_TOTALS}бүс,A,45\nбүс,Б,55\n");
    let raked = sexes(&totals, "--rake хүйс --rake бүс --by бүс --quiet").stdout().to_owned();
    let calibrated = sexes(&totals, "--calibrate хүйс,бүс --calfun raking --by бүс --quiet");
    let (raked, calibrated) = (crate::story::Estimates::of(&raked), calibrated.estimates());
    for (a, b) in raked.rows.iter().zip(&calibrated.rows) {
        for column in ["estimate", "se"] {
            assert!((a.number(column) - b.number(column)).abs() < 1e-9 * b.number(column), "{column}");
        }
    }
    let sum = raked.get("mean", "минут", "", "бүс=A").number("sum_weights");
    assert!((sum - 45.0).abs() < 1e-9, "{sum}");
}

#[test]
fn a_number_is_calibrated_to_with_and_without_the_number_of_people() {
    // Without: g = 1 + x λ, λ = (T − Σx)/Σx² with x the age: Σx = 220, Σx² = 400 + 900 + 1600 + 2500 + 400 + 3600 = 9400
    let lambda = (440.0 - 220.0) / 9400.0;
    let rows = [(20.0, 10.0), (30.0, 20.0), (40.0, 30.0), (50.0, 40.0), (20.0, 70.0), (60.0, 90.0)];
    let w = |x: f64| 1.0 + x * lambda;
    let (mut wy, mut sum) = (0.0, 0.0);
    for (x, y) in rows {
        wy += w(x) * y;
        sum += w(x);
    }
    let told = sexes("variable,category,total\nнас,,440\n", "--calibrate нас --quiet");
    told.estimates().get("mean", "минут", "", "").is("estimate", wy / sum).is("sum_weights", sum);
    let told = sexes("variable,category,total\nнас,,440\n,,12\n", "--calibrate нас --quiet");
    told.estimates().get("mean", "минут", "", "").is("sum_weights", 12.0);
}

#[test]
fn a_cross_is_read_from_a_wide_table_in_any_order() {
    let totals = "бүс;хүйс;нийт\nA;эм;30\nБ;эм;30\nA;эр;15\nБ;эр;25\n";
    let told = sexes(totals, "--poststratify хүйс,бүс --quiet");
    // (30·15 + 30·35 + 15·70 + 25·90)/100
    told.estimates().get("mean", "минут", "", "").is("estimate", 48.0);
    sexes(SEX_TOTALS, "--poststratify хүйс,бүс")
        .exits(1)
        .stderr_has("a table with the columns хүйс, бүс and total is needed");
}

#[test]
fn what_does_not_fit_the_totals_stops_with_its_place() {
    let only_women = "хувьсагч,ангилал,нийт\nхүйс,эм,60\n";
    sexes(only_women, "--poststratify хүйс").exits(1).stderr_has("row 6, column хүйс: \"хүйс=эр\" has no total [D028]");
    let others = format!("{SEX_TOTALS}хүйс,бусад,3\n");
    sexes(&others, "--poststratify хүйс")
        .exits(1)
        .stderr_has("no row with a weight is \"хүйс=бусад\", whose total is 3");
    sexes(SEX_TOTALS, "--rake хүйс --rake бүс").exits(1).stderr_has("no totals are given for \"бүс\"");
    sexes("хүйс,нийт\nэм,олон\n", "--poststratify хүйс")
        .exits(1)
        .stderr_has("row 2, column нийт: \"олон\" is not a total");
    sexes("a,b\n1,2\n", "--poststratify хүйс").exits(1).stderr_has("has no column \"total\"");
    let blank = SEXES.replace("эр,60", ",60");
    let told = Story::new("blank").file("с.csv", &blank).file("нийт.csv", SEX_TOTALS);
    told.run("masam estimate с.csv --mean минут --poststratify хүйс --totals нийт.csv")
        .exits(1)
        .stderr_has("row 7, column хүйс: what weights are calibrated by is blank here, or isn't understood");
}

#[test]
fn margins_of_two_populations_are_refused_and_rounding_is_scaled_away_and_told() {
    let with = |a: &str, b: &str| format!("{SEX_TOTALS}бүс,A,{a}\nбүс,Б,{b}\n");
    let two = "--rake хүйс --rake бүс";
    sexes(&with("45", "65"), two)
        .exits(1)
        .stderr_has("different populations: хүйс 100, бүс 110; a category may be missing");
    sexes(&with("45", "55.05"), two).exits(0).stderr_has("the latter were scaled to the former");
}

#[test]
fn weights_out_of_the_ordinary_are_told_and_bounds_that_cannot_hold_stop() {
    let old = "variable,category,total\nнас,,330\n,,6\n";
    sexes(old, "--calibrate нас").exits(0).stderr_has("have a negative weight after calibration");
    sexes(old, "--calibrate нас --calfun logit --bounds 0.1,4").exits(0);
    let far = "variable,category,total\nнас,,900\n,,6\n";
    sexes(far, "--calibrate нас --calfun raking").exits(1).stderr_has("no weights give the totals");
    sexes(old, "--calibrate нас --calfun logit").exits(2).stderr_has("--bounds");
    sexes(old, "--calibrate нас --bounds 2,3").exits(2).stderr_has("one below and one above 1");
    sexes(SEX_TOTALS, "--poststratify хүйс --jackknife").exits(2).stderr_has("cannot be used with");
}

#[test]
fn rows_without_weight_change_neither_the_weights_nor_the_error() {
    let with_weights = |zero: &str| {
        let mut rows: String = SEXES.lines().skip(1).map(|line| format!("{line},1,{}\n", line.len())).collect();
        rows.insert_str(0, "хүйс,нас,минут,бүс,жин,кластер\n");
        let rows: String = rows
            .lines()
            .enumerate()
            .map(|(i, line)| match i {
                0 => format!("{line}\n"),
                _ => format!("{},{}\n", line.rsplit_once(',').expect("a cell").0, i % 3),
            })
            .collect();
        Story::new("zero")
            .file("с.csv", &format!("{rows}{zero}"))
            .file("нийт.csv", SEX_TOTALS)
            .run("masam estimate с.csv --mean минут --weight жин --cluster кластер --poststratify хүйс --totals нийт.csv --quiet")
            .estimates()
            .get("mean", "минут", "", "")
            .number("se")
    };
    assert_eq!(with_weights(""), with_weights("эм,30,1000,A,0,1\n,30,1000,A,0,2\n"));
}

#[test]
fn the_choices_stand_under_the_table() {
    sexes(SEX_TOTALS, "--poststratify хүйс --format md").stdout_has("Weights are post-stratified by хүйс");
}

#[test]
fn a_test_of_a_table_is_pearsons_where_rows_are_drawn_one_by_one() {
    // 20, 30, 50 against 40, 10, 50. Rows of equal weight: V is n/(n − 1) times that of a simple random sample, and so is Δ.
    // R: chisq.test(matrix(c(20, 30, 50, 40, 10, 50), 2, byrow = TRUE), correct = FALSE) says X² = 50/3 on 2.
    let mut text = "хүйс,хариулт\n".to_owned();
    for (sex, answer, times) in
        [("эм", "а", 20), ("эм", "б", 30), ("эм", "в", 50), ("эр", "а", 40), ("эр", "б", 10), ("эр", "в", 50)]
    {
        text.push_str(&format!("{sex},{answer}\n").repeat(times));
    }
    text.push_str("эм,\n,а\n");
    let told = Story::new("table")
        .file("с.csv", &text)
        .run("masam estimate с.csv --test хүйс,хариулт --test-statistic f,chisq --share хариулт")
        .exits(0);
    let estimates = told.estimates();
    // Blank rows stay sampled: n_h is 202, so that V is 202/201 · 200 · … /200²: Δ is 202/201.
    let inflated = 202.0 / 201.0;
    let chisq = estimates.get("test_chisq", "хүйс,хариулт", "2x3", "");
    chisq.is("estimate", 50.0 / 3.0).is("df", 2.0).is("n", 200.0).is("n_missing", 2.0);
    chisq.is("p", f64::exp(-25.0 / 3.0 / inflated));
    let f = estimates.get("test_f", "хүйс,хариулт", "2x3", "");
    f.is("estimate", 25.0 / 3.0 / inflated).is("df", 2.0).is("df2", 2.0 * 199.0);
    estimates.get("share", "хариулт", "а", "").lacks(&["df2", "p"]);
}

#[test]
fn a_table_that_cannot_be_tested_says_why() {
    let text = "a,b\n1,1\n1,2\n1,1\n";
    let told = Story::new("table").file("с.csv", text).run("masam estimate с.csv --test a,b").exits(3);
    told.estimates().rows[0].notes("fewer than two categories").lacks(&["estimate", "p"]);
    let run =
        |words: &str| Story::new("table").file("с.csv", text).run(&format!("masam estimate с.csv --test {words}"));
    run("a,a").exits(1).stderr_has("it must be COL,COL");
    run("a,c").exits(1).stderr_has("it must be COL,COL");
    run("a").exits(1).stderr_has("it must be COL,COL");
}

#[test]
fn tests_go_with_every_kind_of_weights() {
    let text: String =
        (0..48).map(|i| format!("{},{},{},{},{}\n", i / 4, i % 2, (i / 3) % 3, 1 + i % 5, i % 4)).collect();
    let text = format!("кластер,хүйс,q,жин,бүс\n{text}");
    let run = |options: &str| {
        let command =
            format!("masam estimate с.csv --weight жин --test хүйс,q --test-statistic f,wald --quiet {options}");
        let totals = "бүс,нийт\n0,30\n1,40\n2,20\n3,50\n";
        let told = Story::new("kinds").file("с.csv", &text).file("нийт.csv", totals).run(&command).exits(0);
        told.estimates().rows.iter().map(|row| row.number("p")).collect::<Vec<_>>()
    };
    let kinds = [
        "--cluster кластер",
        "--cluster кластер --jackknife",
        "--cluster кластер --bootstrap 200",
        "--cluster кластер --poststratify бүс --totals нийт.csv",
    ];
    let found = kinds.map(run);
    for p in found.iter().flatten() {
        assert!((0.0..=1.0).contains(p), "{found:?}");
    }
    // The jackknife comes near to the linearised test, and is not the same.
    assert!(found[0] != found[1] && (found[0][0] - found[1][0]).abs() < 0.1, "{found:?}");
}
