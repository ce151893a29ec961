//! Plans before the field, as somebody types them.

use crate::story::Story;

const LIST: &str = "Аймаг,psu,өрх,хүн,сум
Ховд,K1,120,400,Жаргалант
Ховд,K2,90,300,Жаргалант
Ховд,K3,60,200,Буянт
Ховд,K4,150,520,Мянгад
Дорнод,K5,80,260,Хэрлэн
Дорнод,K6,900,3000,Хэрлэн
Дорнод,K7,110,380,Булган
Дорнод,K8,70,240,Матад
";

fn story(name: &str) -> Story {
    Story::new(name).file("жагсаалт.csv", LIST)
}

#[test]
fn a_size_is_told_in_words_in_both_languages() {
    // R: n0 = 384.1459, over 4000 people 350.5712 with (n0 - 1)/N, × 1.5 / 0.8 = 657.3; rounded up 658.
    Story::new("size")
        .run("masam sample size --share 0.5 --margin 0.05 --deff 1.5 --response 0.8 --population 4000")
        .exits(0)
        .stdout_has("approach 658 people")
        .stdout_has("658 хүнд хандана")
        .stdout_has("Rounded up once, at the end")
        .says_nothing();
}

#[test]
fn a_number_of_people_tells_its_margin_and_the_change_it_shows() {
    // R: 1.96 · √(1.5 · 0.24/1300) = 3.26 points; power.prop-like root of the unpooled formula: 6.7 points up.
    Story::new("inverse")
        .run("masam sample size --share 0.4 --n 1300 --deff 1.5 --lang en")
        .exits(0)
        .stdout_has("±3.3 points at 95% confidence")
        .stdout_has("a rise from 40% to 46.7% (6.7 points)");
}

#[test]
fn more_people_than_there_are_is_said() {
    Story::new("everybody")
        .run("masam sample size --share 0.5 --margin 0.02 --deff 2 --population 300 --lang en")
        .exits(0)
        .stdout_has("There are only 300 people: even all of them do not reach this margin");
}

#[test]
fn every_impossible_number_is_said_at_once() {
    Story::new("numbers")
        .run("masam sample size --share 40 --margin 5 --deff -1 --response 0 --level 95")
        .exits(1)
        .stderr_has("--share 40 cannot be. It lies between 0 and 1 (0.5 for 50 percent). [L001]")
        .stderr_has("--margin 5 cannot be")
        .stderr_has("--deff -1 cannot be")
        .stderr_has("--response 0 cannot be")
        .stderr_has("--level 95 cannot be");
    Story::new("change")
        .run("masam sample size --share 0.95 --change 0.1")
        .exits(1)
        .stderr_has("The share after the change lies between 0 and 1");
}

#[test]
fn an_allocation_adds_up_and_is_a_plan_for_a_draw() {
    let story = story("allocate")
        .run("masam sample allocate жагсаалт.csv --stratum Аймаг --population хүн --n 60 --rule equal --out plan.csv --lang en")
        .exits(0)
        .stderr_has("60 people over 2 places")
        .made("plan.csv", "Ховд,1420,0.5,30,30")
        .made("plan-methods.csv", "As many in each place");
    story
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --plan plan.csv --take 10 --seed 7 --out out.csv")
        .exits(0)
        // 30 people are 3 clusters. K4 of 150 exceeds 420/3 and is certain; 270/2 is left, and 10 · 150/135 is rounded up.
        .made("out-strata.csv", "Ховд,4,420,3,1,0,32,135");
}

#[test]
fn a_draw_is_ready_for_an_estimate_and_tells_the_number_of_households_exactly() {
    // Drawn in proportion to size, the total of the sizes themselves has no error: 420 + 1160 households, by hand.
    let story = story("draw")
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --each 2 --take 10 --seed 2026 --reserve 1 --out sample.csv")
        .exits(0)
        .made("sample.csv", "Дорнод,Дорнод: K6,K6,900,1,1,")
        .made("sample-reserve.csv", "call,Аймаг,stratum,psu")
        .made("sample-methods.csv", "set.seed(2026)")
        .stderr_has("\"Дорнод\"");
    let estimated = story
        .run("masam estimate sample.csv --strata stratum --cluster psu --weight cluster_weight --total size --lonely certainty")
        .exits(0);
    assert!(estimated.stdout().contains("total,size,,,1580,"), "{}", estimated.stdout());
}

#[test]
fn the_same_seed_draws_the_same_bytes_and_another_one_does_not() {
    let draw = |seed: u32| {
        let command = format!(
            "masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --clusters 5 --seed {seed} --out a.xlsx"
        );
        story("again").run(&command).exits(0).read("a.xlsx")
    };
    assert_eq!(draw(2026), draw(2026));
    assert_ne!(draw(2026), draw(2027));
}

#[test]
fn everything_wrong_with_a_list_is_said_at_once() {
    let list = "Аймаг,psu,өрх\nХовд,K1,олон\nХовд,K2,0\nХовд,K3,\nХовд,K4,50\nХовд,K4,60\n,K5,10\n";
    Story::new("faults")
        .file("л.csv", list)
        .run("masam sample draw л.csv --stratum Аймаг --size өрх --each 1 --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("row 2, column өрх: \"олон\" is not a number and cannot be a size [L003]")
        .stderr_has("row 3, column өрх: it cannot be 0: it must be more than 0 [L004]")
        .stderr_has("row 4, column өрх: the cell is blank")
        .stderr_has("row 6, column psu: cluster \"K4\" is there twice: in row 5 too [L005]")
        .stderr_has("row 7, column Аймаг: the cell is blank")
        .made_no("a.csv");
}

#[test]
fn more_clusters_than_there_are_and_unknown_strata_are_said() {
    story("more")
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --each 5 --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("\"Ховд\": more clusters are wanted than there are (5 > 4) [L009]")
        .stderr_has("\"Дорнод\": more clusters are wanted than there are (5 > 4) [L009]");
    story("all")
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --clusters 9 --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("--clusters: more clusters are wanted than there are (9 > 8) [L009]");
    story("least")
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --clusters 3 --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("--clusters 3 cannot be. With --least 2 in each stratum it takes 4. [L001]");
    story("plan")
        .file("plan.csv", "stratum,clusters\nХовд,2\nЗавхан,2\n")
        .run("masam sample draw жагсаалт.csv --stratum Аймаг --size өрх --plan plan.csv --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("the list has no stratum \"Завхан\" [L010]")
        .stderr_has("the plan says nothing of stratum \"Дорнод\" [L011]");
    story("column")
        .run("masam sample draw жагсаалт.csv --stratum Аймог --size өрх --each 1 --seed 1 --out a.csv")
        .exits(1)
        .stderr_has("Did you mean \"Аймаг\"?");
}

#[test]
fn a_mean_a_difference_of_groups_and_places_are_told_too() {
    // Hand: 1.96² · 24²/3² · 1.3 = 319.6.
    let size = |rest: &str| story("size").run(&format!("masam sample size {rest} --lang en")).exits(0);
    size("--sd 24 --margin 3 --deff 1.3").stdout_has("±3.000 with 95% confidence, approach 320 people");
    // R: (0.24/0.2 + 0.2496/0.8) · (1.96 + 0.8416)² / 0.12² = 824.1.
    size("--share 0.4 --change 0.12 --groups 0.2").stdout_has("approach 825 people of both together");
    // R: 1420 and 3880 people at ±10 points, n0 = 96.04: 90.01 → 91 and 93.74 → 94.
    size("--share 0.5 --margin 0.1 --places жагсаалт.csv --stratum Аймаг --people хүн")
        .stdout_has("in each of 2 places, approach 185 people in all");
}
