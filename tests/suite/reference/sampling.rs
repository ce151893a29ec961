//! Sample sizes, detectable changes, allocations and probabilities proportional to size.

use std::path::Path;

use masam::sampling::{
    Allocated, Bounds, Comparison, Conditions, Given, Pairing, Part, Rule, Spread, allocate, best_take, cluster_effect,
    inclusion, size, systematic, weighting_effect,
};

use super::{Table, Tally, number};

/// The numbers of `p=0.5 e=0.05 conf=0.95`, by name.
fn input(inputs: &str, name: &str) -> f64 {
    let found = inputs.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let text = found.unwrap_or_else(|| panic!("no {name} in {inputs}"));
    if text == "Inf" { f64::INFINITY } else { text.parse().expect("a number") }
}

fn conditions(level: f64, deff: f64, response: f64, population: f64) -> Conditions {
    let population = population.is_finite().then_some(population);
    Conditions::new(Given { level, deff, response, population }).expect("possible numbers")
}

fn share(p: f64) -> Spread {
    Spread::share(p).expect("a share")
}

pub fn sample_size(folder: &Path) -> Vec<Tally> {
    let table = Table::open(folder, "sample_size.expected");
    let mut tally = Tally::new("sample_size");
    let rows = table.texts("what").into_iter().zip(table.texts("inputs")).zip(table.texts("value"));
    for ((what, inputs), want) in rows {
        let of = |name: &str| input(inputs, name);
        let weights = || -> Vec<f64> { inputs[2..].split(';').map(|w| w.parse().expect("a weight")).collect() };
        let have = match what {
            "n_srs" | "n_fpc" | "n_deff" | "n_final" | "n_final_ceiling" => {
                let c = conditions(of("conf"), of("deff"), of("response"), of("N"));
                let got = size(share(of("p")), of("e"), &c);
                match what {
                    "n_srs" => got.simple,
                    "n_fpc" => got.finite,
                    "n_deff" => got.answers,
                    "n_final" => got.exact,
                    _ => got.people as f64,
                }
            }
            "mics_n_households" => {
                // MICS takes 2 for 1.96, and households of `avesize` people of whom a share `pb` is asked about.
                let two = 0.954_499_736_103_641_6;
                let c = conditions(two, of("deff"), of("rr"), f64::INFINITY);
                size(share(of("r")), of("rme") * of("r"), &c).exact / (of("pb") * of("avesize"))
            }
            "n_per_round_unpooled" => {
                let rounds = Comparison { pairing: Pairing::Rounds { overlap: 0.0, correlation: 0.0 }, power: 0.8 };
                let (p1, p2) = (of("p1"), of("p2"));
                let c = conditions(0.95, of("deff"), 1.0, f64::INFINITY);
                rounds.answers(share(p1), share(p2), p2 - p1, &c)
            }
            "mdd_increase" => {
                let pairing = Pairing::Rounds { overlap: of("overlap"), correlation: of("rho") };
                let c = conditions(0.95, of("deff"), 1.0, f64::INFINITY);
                let found = Comparison { pairing, power: 0.8 }.detectable(of("p1"), true, (of("n1"), of("n2")), &c);
                // R stopped its root finder at 1e-10 or so.
                tally.check_to(1e-8, format_args!("{what} {inputs}"), found, want);
                continue;
            }
            "deff_cluster" => {
                let (take, icc) = inputs.split_once(' ').expect("two numbers");
                let of = |text: &str| number(text.split_once('=').expect("a number").1).expect("a number");
                cluster_effect(of(take), of(icc))
            }
            "optimum_b" => best_take(of("C1/C2"), of("icc")),
            "deff_weights_kish" | "n_effective_kish" => {
                let weights = weights();
                let n = weights.len() as f64;
                let mean = weights.iter().sum::<f64>() / n;
                let variance = weights.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / n;
                let effect = weighting_effect(variance.sqrt() / mean);
                if what == "deff_weights_kish" { effect } else { n / effect }
            }
            // Variances are pooled there, which is another formula.
            "n_per_round_power.prop.test" => {
                tally.left_out += 1;
                continue;
            }
            _ => panic!("nothing is known of {what}"),
        };
        tally.check(format_args!("{what} {inputs}"), Some(have), want);
    }
    vec![tally]
}

pub fn allocation(folder: &Path) -> Vec<Tally> {
    let strata = Table::open(folder, "allocation_strata");
    let table = Table::open(folder, "allocation.expected");
    let mut tally = Tally::new("allocation");
    let columns = ["N", "S", "Y"].map(|column| strata.numbers(column));
    let part = |i: usize| Part {
        population: columns[0][i],
        spread: Spread::mean(columns[1][i]).expect("an sd"),
        mean: Some(columns[2][i]),
    };
    let parts: Vec<Part> = (0..columns[0].len()).map(part).collect();
    let (methods, exponents) = (table.texts("method"), table.blanks("q"));
    for start in (0..table.rows.len()).step_by(parts.len()) {
        let q = exponents[start].unwrap_or_default();
        // The square root is a power where spreads and means are alike.
        let plain: Vec<Part> = parts.iter().map(|part| Part { mean: None, ..*part }).collect();
        let (rule, parts) = match methods[start] {
            "prop" => (Rule::Proportional, &parts),
            "neyman" => (Rule::Neyman, &parts),
            "equal" => (Rule::Equal, &parts),
            "sqrt" => (Rule::Power(0.5), &plain),
            "power_bankier" => (Rule::Power(q), &parts),
            "kish" => (Rule::Kish(q), &parts),
            other => panic!("nothing is known of {other}"),
        };
        let n = table.numbers("n_total")[start] as u64;
        let all: Vec<Allocated> = allocate(parts, n, rule, Bounds { least: 30, most: None }).expect("an allocation");
        for (i, got) in all.iter().enumerate() {
            let cell = |column: &str| table.texts(column)[start + i].to_owned();
            let what = format!("{} q={q} stratum {}", methods[start], i + 1);
            tally.check(&what, Some(got.by_rule), &cell("n_exact"));
            tally.check(&what, Some(got.bounded), &cell("n_min30_cap_N"));
            // Of exactly equal remainders the first gets more; there rounding noise decided.
            let tied = |other: &Allocated| ((other.bounded - got.bounded).fract().abs() < 1e-9) && other.n != got.n;
            let whole = cell("n_integer_largest_remainder");
            if number(&whole) != Some(got.n as f64) && all.iter().any(tied) {
                tally.left_out += 1;
                continue;
            }
            tally.check(&what, Some(got.n as f64), &whole);
        }
    }
    vec![tally]
}

pub fn pps(folder: &Path) -> Vec<Tally> {
    let table = Table::open(folder, "pps.expected");
    let mut tally = Tally::new("pps");
    let n = table.numbers("pi").iter().sum::<f64>().round() as usize;
    let pi = inclusion(&table.numbers("size"), n);
    tally.column(&table, "pi", pi.iter().map(|p| Some(*p)));
    tally.column(&table, "weight", pi.iter().map(|p| Some(1.0 / p)));
    for (column, u) in [("0.1", 0.1), ("0.37", 0.37), ("0.5", 0.5), ("0.999", 0.999)] {
        let taken = systematic(&pi, u);
        let hit = (0..pi.len()).map(|i| Some(f64::from(u8::from(taken.contains(&i)))));
        tally.column(&table, &format!("selected_u{column}"), hit);
    }
    vec![tally]
}
