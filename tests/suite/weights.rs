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
    // In group а the replicates give 10, nothing, 10.
    told.estimates().get("mean", "y", "", "g=а").is("se", 0.0).notes("1 replicate without a value is left out");
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
    halves("--replicates дж_* --replicate-type brr --quantile минут@0.5").exits(1).stderr_has("needs the rows");
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
