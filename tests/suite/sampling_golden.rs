//! Sizes, changes, allocations and draws are those of tests/golden/sampling.R, which computes them in base R.

use std::collections::BTreeMap;
use std::path::Path;

use masam::sampling::{
    Bounds, Comparison, Conditions, Frame, FrameColumns, Given, Method, Numbers, Pairing, Part, Picked, Rule, Spread,
    Wanted, allocate, best_take, draw, inclusion, margin, read_frame, round_correlation, size,
};
use masam::table::{self, Input, Options};

fn golden(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).expect("a golden file");
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Values by what they are of and the numbers that went in.
fn values() -> BTreeMap<(String, String), Vec<f64>> {
    let mut all: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for row in golden("sampling.csv") {
        all.entry((row[0].clone(), row[1].clone())).or_default().push(row[3].parse().expect("a number"));
    }
    all
}

fn conditions(level: f64, deff: f64, response: f64, population: f64) -> Conditions {
    let population = population.is_finite().then_some(population);
    Conditions::new(Given { level, deff, response, population }).expect("possible numbers")
}

fn numbers(inputs: &str) -> Vec<f64> {
    inputs.split(';').map(|x| if x == "Inf" { f64::INFINITY } else { x.parse().expect("a number") }).collect()
}

#[track_caller]
fn same(have: &[f64], want: &[f64], tolerance: f64, what: &str) {
    assert_eq!(have.len(), want.len(), "{what}");
    for (have, want) in have.iter().zip(want) {
        assert!((have - want).abs() <= tolerance * want.abs(), "{what}: {have}, in R {want}");
    }
}

/// What the program says to the inputs of a row.
fn said(what: &str, inputs: &str) -> Vec<f64> {
    let share = |p: f64| Spread::share(p).expect("a share");
    match what {
        "size_share" | "size_mean" => {
            let [s, e, level, deff, response, people] = numbers(inputs)[..] else { panic!("{inputs}") };
            let spread = if what == "size_share" { share(s) } else { Spread::mean(s).expect("an sd") };
            let c = conditions(level, deff, response, people);
            let got = size(spread, e, &c);
            assert!((margin(spread, got.exact, &c) - e).abs() < 1e-12, "{inputs}");
            vec![got.simple, got.finite, got.answers, got.exact, got.people as f64]
        }
        "rounds" | "detectable" => {
            let of = numbers(inputs);
            let (p, d) = (of[0], of[1]);
            let comparison =
                Comparison { pairing: Pairing::Rounds { overlap: of[5], correlation: of[6] }, power: of[3] };
            let c = conditions(of[2], of[4], 1.0, f64::INFINITY);
            if what == "rounds" {
                return vec![comparison.answers(share(p), share(p + d), d, &c)];
            }
            vec![comparison.detectable(p, d > 0.0, (of[7], of[8]), &c).expect("a change")]
        }
        "groups" => {
            let [p, d, level, power, deff, first] = numbers(inputs)[..] else { panic!("{inputs}") };
            let comparison = Comparison { pairing: Pairing::Groups { first }, power };
            vec![comparison.answers(share(p), share(p + d), d, &conditions(level, deff, 1.0, f64::INFINITY))]
        }
        "round_correlation" => {
            let of = numbers(inputs);
            vec![round_correlation(of[0], of[1], of[2])]
        }
        "best_take" => {
            let of = numbers(inputs);
            vec![best_take(of[0], of[1])]
        }
        "allocation" => {
            let (rule, rest) = inputs.split_once(';').expect("a rule");
            let [q, n, least, most] = numbers(rest)[..] else { panic!("{inputs}") };
            let rule = match rule {
                "proportional" => Rule::Proportional,
                "neyman" => Rule::Neyman,
                "power" => Rule::Power(q),
                "equal" => Rule::Equal,
                "kish" => Rule::Kish(q),
                _ => panic!("{rule}"),
            };
            let places = [66_000.0, 88_000.0, 41_000.0, 9_200.0, 430.0, 75.0];
            let sds = [0.5, 0.42, 0.31, 0.49, 0.2, 0.5];
            let means = [0.5, 0.23, 0.11, 0.6, 0.04, 0.5];
            let part = |i: usize| Part {
                population: places[i],
                spread: Spread::mean(sds[i]).expect("an sd"),
                mean: Some(means[i]),
            };
            let parts: Vec<Part> = (0..6).map(part).collect();
            let bounds = Bounds { least: least as u64, most: Some(most as u64) };
            let got = allocate(&parts, n as u64, rule, bounds).expect("an allocation");
            got.iter().map(|a| a.n as f64).collect()
        }
        _ => panic!("nothing is known of {what}"),
    }
}

#[test]
fn sizes_changes_and_allocations_are_those_of_r() {
    let all = values();
    assert!(all.len() > 300, "{}", all.len());
    for ((what, inputs), want) in &all {
        // A change is where a root finder of R stopped.
        let tolerance = if what == "detectable" { 1e-10 } else { 1e-12 };
        same(&said(what, inputs), want, tolerance, &format!("{what} {inputs}"));
    }
}

fn frame() -> Frame {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/frame.csv");
    let input = Input::from_bytes("frame.csv", std::fs::read(path).expect("the list"));
    let columns = FrameColumns {
        stratum: Some("aimag".into()),
        size: Some("households".into()),
        cluster: Some("psu".into()),
        order: Vec::new(),
    };
    read_frame(table::open(vec![input], &Options::default()).expect("a table"), &columns).expect("a frame").0
}

#[test]
fn a_draw_is_the_one_that_r_draws_with_the_same_seed() {
    let frame = frame();
    let wanted = vec![Wanted { clusters: 6, reserve: 2 }; frame.strata.len()];
    let mut compared = 0;
    let mut draws: BTreeMap<(String, String), Vec<Vec<String>>> = BTreeMap::new();
    for row in golden("sampling_draw.csv") {
        draws.entry((row[0].clone(), row[1].clone())).or_default().push(row);
    }
    for ((method, seed), want) in draws {
        let how = match method.as_str() {
            "pps" => Method::Pps,
            "systematic" => Method::Systematic,
            _ => Method::Random,
        };
        let mut numbers = Numbers::new(seed.parse::<f64>().expect("a seed") as u32);
        let got = draw(&frame, &wanted, how, Some(10), &mut numbers).chosen;
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(&want) {
            let picked = match got.picked {
                Picked::Sample => 0,
                Picked::Reserve(call) => call,
            };
            let have = (picked.to_string(), frame.clusters[got.cluster].label.clone());
            assert_eq!(have, (want[2].clone(), want[3].clone()), "{method}, seed {seed}");
            same(&[got.probability], &[want[4].parse().expect("a number")], 1e-12, &have.1);
            compared += 1;
        }
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn clusters_are_drawn_as_often_as_their_probability_says() {
    let frame = frame();
    let wanted = vec![Wanted { clusters: 6, reserve: 1 }; frame.strata.len()];
    const DRAWS: u32 = 4000;
    let mut hits = vec![0.0; frame.clusters.len()];
    // One stream: the starts of neighbouring seeds lie more evenly than chance would have it.
    let mut numbers = Numbers::new(2026);
    for _ in 0..DRAWS {
        let drawing = draw(&frame, &wanted, Method::Pps, None, &mut numbers);
        drawing.chosen.iter().filter(|c| c.picked == Picked::Sample).for_each(|c| hits[c.cluster] += 1.0);
    }
    let (mut squares, mut uncertain) = (0.0, 0);
    for h in 0..frame.strata.len() {
        let of: Vec<usize> = (0..frame.clusters.len()).filter(|i| frame.clusters[*i].stratum == h).collect();
        let sizes: Vec<f64> = of.iter().map(|i| frame.clusters[*i].size).collect();
        for (i, pi) in of.iter().zip(inclusion(&sizes, 6)) {
            let expected = f64::from(DRAWS) * pi;
            if pi >= 1.0 {
                assert_eq!(hits[*i], expected);
                continue;
            }
            let z = (hits[*i] - expected) / (expected * (1.0 - pi)).sqrt();
            assert!(z.abs() < 4.5, "{}: {} of {expected}", frame.clusters[*i].label, hits[*i]);
            squares += z * z;
            uncertain += 1;
        }
    }
    // Each square is 1 on average; neighbours go together, which widens their mean without moving it.
    let mean = squares / f64::from(uncertain);
    assert!(uncertain > 60 && (0.5..1.6).contains(&mean), "{uncertain} {mean}");
}

#[test]
fn the_weights_of_a_draw_make_all_households_alike_and_add_up_to_all() {
    let frame = frame();
    let wanted = vec![Wanted { clusters: 6, reserve: 0 }; frame.strata.len()];
    let drawing = draw(&frame, &wanted, Method::Pps, Some(10), &mut Numbers::new(2026));
    for (h, stratum) in drawing.strata.iter().enumerate() {
        let of = drawing.chosen.iter().filter(|c| frame.clusters[c.cluster].stratum == h);
        let all: f64 = of.map(|c| c.weight * c.take.expect("a take")).sum();
        assert!((all - stratum.size).abs() < 1e-8 * all, "{all} {}", stratum.size);
    }
}
