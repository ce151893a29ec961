//! `masam estimate`, told as stories. Numbers are hand calculations from the formulas of docs/methods.md; what R computes
//! is compared in `golden`.

use crate::story::Story;

/// Two strata, two clusters each, weights, a blank, an NA, a zero weight.
const ROWS: &str = "\
аймаг,хүйс,давхарга,кластер,жин,минут,q1,q2
Ховд,эм,A,1,2,10,1,1
Ховд,эр,A,1,1,20,0,1
Ховд,эм,A,2,1,30,1,1
Увс,эр,B,3,2,,1,1
Увс,эм,B,3,1,50,0,1
Увс,эр,B,4,0,60,NA,1
Увс,эм,B,4,3,70,1,1
";

fn survey(command: &str) -> Story {
    Story::new("a small survey").file("с.csv", ROWS).run(command)
}

#[test]
fn columns_come_in_the_promised_order() {
    survey("masam estimate с.csv --mean минут").exits(0).stdout_has(
        "statistic,variable,category,group,estimate,se,df,ci_low,ci_high,ci_method,level,deff,cv,n,n_missing,sum_weights,note\r\n",
    );
}

#[test]
fn a_weighted_mean_is_a_hand_calculation() {
    // Σ w·y = 20 + 20 + 30 + 50 + 210 = 330, Σ w = 2 + 1 + 1 + 1 + 3 = 8
    let told = survey("masam estimate с.csv --mean минут --weight жин --strata давхарга --cluster кластер");
    let estimates = told.exits(0).estimates();
    let mean = estimates.get("mean", "минут", "", "");
    mean.is("estimate", 330.0 / 8.0).is("n", 5.0).is("n_missing", 2.0).is("sum_weights", 8.0).is("df", 2.0);
    // z by cluster: (40 − 41.25·3)/8, (30 − 41.25)/8; (50 − 41.25)/8, (210 − 41.25·3)/8; V = Σ_h (z1 − z2)²
    let z = [40.0_f64 - 41.25 * 3.0, 30.0 - 41.25, 50.0 - 41.25, 210.0 - 41.25 * 3.0].map(|u| u / 8.0);
    let variance = (z[0] - z[1]).powi(2) + (z[2] - z[3]).powi(2);
    mean.is("se", variance.sqrt()).is("cv", variance.sqrt() / 41.25);
    assert_eq!(mean.text("ci_method"), "t");
}

#[test]
fn shares_ratios_totals_and_counts_are_hand_calculations() {
    let told = survey("masam estimate с.csv --share q1 --ratio минут/q2 --total минут --count --weight жин");
    let estimates = told.exits(0).estimates();
    // q1: ones weigh 2 + 1 + 2 + 3 = 8 of 10
    estimates.get("share", "q1", "1", "").is("estimate", 0.8).is("n", 6.0).is("n_missing", 1.0);
    estimates.get("share", "q1", "0", "").is("estimate", 0.2);
    estimates.get("ratio", "минут/q2", "", "").is("estimate", 330.0 / 8.0).is("n_missing", 2.0);
    estimates.get("total", "минут", "", "").is("estimate", 330.0);
    estimates.get("count", "", "", "").is("estimate", 10.0).is("n", 6.0).is("n_missing", 1.0);
    let order: Vec<&str> = estimates.rows.iter().map(|row| row.text("statistic")).collect();
    assert_eq!(order, ["share", "share", "ratio", "total", "count"]);
}

#[test]
fn a_single_code_gives_a_single_row() {
    let estimates = survey("masam estimate с.csv --share q1=1").exits(0).estimates();
    assert_eq!(estimates.rows.len(), 1);
    survey("masam estimate с.csv --share q1=7").exits(1).stderr_has("no such answer occurs in the column");
}

#[test]
fn every_combination_of_groups_follows_the_row_for_all() {
    let told = survey("masam estimate с.csv --mean минут --by аймаг --by аймаг,хүйс");
    let estimates = told.estimates();
    let groups = [
        "",
        "аймаг=Увс",
        "аймаг=Ховд",
        "аймаг=Увс;хүйс=эм",
        "аймаг=Увс;хүйс=эр",
        "аймаг=Ховд;хүйс=эм",
        "аймаг=Ховд;хүйс=эр",
    ];
    assert_eq!(estimates.groups(), groups);
    estimates.get("mean", "минут", "", "аймаг=Увс;хүйс=эм").is("estimate", 60.0);
}

#[test]
fn groups_are_ordered_by_value_then_by_letter() {
    let text = "бүлэг,y\n10,1\n9,2\nБ,3\n2,4\nА,5\n10,6\n9,1\nБ,2\n2,3\nА,4\n";
    let told = Story::new("order").file("а.csv", text).run("masam estimate а.csv --mean y --by бүлэг").exits(0);
    assert_eq!(told.estimates().groups(), ["", "бүлэг=2", "бүлэг=9", "бүлэг=10", "бүлэг=А", "бүлэг=Б"]);
}

#[test]
fn a_row_without_a_group_stays_in_the_design() {
    let text = "кластер,бүлэг,y\n1,а,1\n2,а,2\n3,,3\n";
    let told = Story::new("no group").file("а.csv", text);
    let estimates = told.run("masam estimate а.csv --mean y --cluster кластер --by бүлэг").exits(0).estimates();
    assert_eq!(estimates.groups(), ["", "бүлэг=а"]);
    // Three clusters in the design, two of them with rows: n/(n − 1) Σ z² = 3/2 · 2 · (1/4)²
    estimates.get("mean", "y", "", "бүлэг=а").is("se", (1.5f64 * 2.0 * 0.0625).sqrt()).is("df", 1.0);
}

#[test]
fn rows_left_out_by_where_stay_in_the_design() {
    let all = "кластер,бүлэг,y\n1,а,1\n2,а,2\n3,б,3\n4,б,4\n";
    let told = Story::new("where").file("а.csv", all);
    let told = told.run("masam estimate а.csv --mean y --cluster кластер --where бүлэг=а").exits(0);
    told.estimates().get("mean", "y", "", "").is("se", (4.0f64 / 3.0 * 2.0 * 0.0625).sqrt()).is("n", 2.0).is("df", 1.0);
    let told = told.run("masam estimate а.csv --mean y --cluster кластер --where бүлэг=а --df design").exits(0);
    told.estimates().get("mean", "y", "", "").is("df", 3.0);
    let told = told.run("masam estimate а.csv --mean y --cluster кластер --where бүлэг=а --df inf").exits(0);
    assert_eq!(told.estimates().get("mean", "y", "", "").text("df"), "inf");
}

#[test]
fn a_lonely_stratum_that_where_leaves_out_is_still_refused() {
    let text = "давхарга,кластер,y\nA,1,1\nA,2,2\nТөв,3,3\n";
    let design = "--strata давхарга --cluster кластер";
    let told = Story::new("lonely").file("а.csv", text);
    let told = told
        .run(&format!("masam estimate а.csv --mean y {design}"))
        .exits(1)
        .stderr_has("a stratum with a single sampled cluster has no variance")
        .stderr_has("\"Төв\"")
        .stderr_has("--lonely adjust (advised), average, certainty or remove");
    let told = told.run(&format!("masam estimate а.csv --mean y {design} --where давхарга=A")).exits(1);
    ["adjust", "average", "certainty", "remove"].iter().fold(told, |told, lonely| {
        let told = told.run(&format!("masam estimate а.csv --mean y {design} --lonely {lonely}"));
        told.exits(0).stdout_has("mean,y,,,2,")
    });
}

#[test]
fn an_unknown_choice_is_answered_with_the_choices() {
    survey("masam estimate с.csv --mean минут --lonely ignore").exits(2).stderr_has("refuse").stderr_has("certainty");
}

#[test]
fn an_unknown_column_is_answered_with_the_nearest() {
    survey("masam estimate с.csv --mean минyт").exits(1).stderr_has("Did you mean \"минут\"?");
    survey("masam estimate с.csv --share хүйсс=эм").exits(1).stderr_has("Did you mean \"хүйс\"?");
}

#[test]
fn all_faults_of_a_request_are_shown_at_once() {
    survey("masam estimate с.csv --mean x1 --total x2 --by x3")
        .exits(1)
        .stderr_has("\"x1\"")
        .stderr_has("\"x2\"")
        .stderr_has("\"x3\"");
}

#[test]
fn signs_inside_names_and_codes_are_cut_where_columns_and_codes_exist() {
    let text = "а=б,а/б,в,г:д\nx=1,4,2,p\ny,6,3,\"p,q\"\nx=1,8,4,p\nу:ү,10,5,r\n";
    let told = Story::new("signs").file("а.csv", text);
    let told = told.run("masam estimate а.csv --share а=б=x=1 --ratio а/б/в --mean а/б --difference \"г:д:p,p,q\"");
    let estimates = told.exits(0).estimates();
    estimates.get("share", "а=б", "x=1", "").is("estimate", 0.5);
    estimates.get("ratio", "а/б/в", "", "").is("estimate", 2.0);
    estimates.get("difference", "а/б", "p,q-p", "").is("estimate", 0.0);
}

#[test]
fn words_that_fit_several_columns_are_refused() {
    let text = "q,q=1,1=2\n1=2,2,x\n1,2,x\n";
    Story::new("several fit")
        .file("а.csv", text)
        .run("masam estimate а.csv --share q=1=2")
        .exits(1)
        .stderr_has("several columns and answers fit");
    let text = "a,a/b,b/c,c\n1,2,3,4\n1,2,3,4\n";
    Story::new("several ratios")
        .file("а.csv", text)
        .run("masam estimate а.csv --ratio a/b/c")
        .exits(1)
        .stderr_has("several pairs of columns fit");
}

#[test]
fn a_quantile_is_cut_at_the_last_at() {
    let text = "a@b\n1\n2\n3\n4\n5\n";
    let told = Story::new("at").file("а.csv", text).run("masam estimate а.csv --quantile a@b@0.5");
    told.estimates().get("quantile", "a@b", "0.5", "").is("estimate", 3.0);
    Story::new("no probability")
        .file("а.csv", text)
        .run("masam estimate а.csv --quantile a@b@1.5")
        .exits(1)
        .stderr_has("is not a probability from 0 to 1");
}

#[test]
fn quantile_rules_differ_as_they_should() {
    let text = "y\n1\n2\n3\n10\n";
    for (rule, want) in [("math", 2.0), ("school", 2.5), ("hf7", 2.5)] {
        let told = Story::new(rule).file("а.csv", text);
        let told = told.run(&format!("masam estimate а.csv --quantile y@0.5 --quantile-rule {rule}"));
        told.estimates().get("quantile", "y", "0.5", "").is("estimate", want);
    }
}

#[test]
fn an_end_beyond_the_data_is_empty_and_the_other_stays() {
    let rows: String = (1..=12).map(|y| format!("{y}\n")).collect();
    let told = Story::new("open").file("а.csv", &format!("y\n{rows}"));
    let told = told.run("masam estimate а.csv --quantile y@0.9 --quantile-interval t").exits(3);
    let estimates = told.estimates();
    let ninth = estimates.get("quantile", "y", "0.9", "");
    ninth.is("estimate", 11.0).is("df", 11.0).lacks(&["se", "ci_high", "cv"]).notes("beyond the data");
    assert!(ninth.number("ci_low") < 11.0);
}

#[test]
fn a_quantile_of_the_largest_value_or_of_one_cluster_has_no_error() {
    let text = "аймаг,кластер,y\nХовд,1,1\nХовд,1,2\nХовд,1,3\nУвс,2,3\nУвс,3,5\nУвс,4,5\n";
    let told = Story::new("silent").file("а.csv", text);
    let command = "masam estimate а.csv --quantile y@0.5 --cluster кластер --by аймаг";
    ["logit", "t"].iter().fold(told, |told, scale| {
        let told = told.run(&format!("{command} --quantile-interval {scale}")).exits(3);
        let estimates = told.estimates();
        let [khovd, uvs] = ["Ховд", "Увс"].map(|a| estimates.get("quantile", "y", "0.5", &format!("аймаг={a}")));
        khovd.is("estimate", 2.0).lacks(&["se", "ci_low", "ci_high"]).notes("one cluster");
        uvs.is("estimate", 5.0).lacks(&["se", "ci_low", "ci_high"]).notes("beyond the data");
        told
    });
}

#[test]
fn whole_numbers_are_one_code_and_leading_zeros_another() {
    let text = "код\n1\n1.0\n01\n 1 \n2\n";
    let told = Story::new("codes").file("а.csv", text).run("masam estimate а.csv --share код").exits(0);
    let estimates = told.estimates();
    let codes: Vec<&str> = estimates.rows.iter().map(|row| row.text("category")).collect();
    assert_eq!(codes, ["01", "1", "2"]);
    estimates.get("share", "код", "1", "").is("estimate", 0.6);
}

#[test]
fn a_code_is_typed_as_it_is_read() {
    let text = "код,бүлэг,y\n1.0,1,1\n1,2.0,3\n2,2,5\n2,1,8\n";
    let told = Story::new("typed").file("а.csv", text);
    let told = told
        .run("masam estimate а.csv --share код=1.00 --mean y --difference бүлэг:1.0,2.0 --where код=1.0 --missing 8.0");
    let estimates = told.estimates();
    estimates.get("share", "код", "1", "").is("estimate", 1.0).is("n", 2.0);
    estimates.get("difference", "y", "2-1", "").is("estimate", 2.0);
}

#[test]
fn a_code_that_only_rows_left_out_have_is_a_share_of_zero() {
    let text = "аймаг,q\nХовд,1\nХовд,2\nУвс,3\n";
    let told =
        Story::new("left out").file("а.csv", text).run("masam estimate а.csv --share q=3 --where аймаг=Ховд").exits(0);
    told.estimates().get("share", "q", "3", "").is("estimate", 0.0).notes("share of 0 or 1");
}

#[test]
fn without_any_row_there_is_a_line_that_says_so() {
    let told = survey("masam estimate с.csv --mean минут --quantile минут@0.5 --count --where аймаг=Дорнод").exits(3);
    let estimates = told.estimates();
    assert_eq!(estimates.rows.len(), 3);
    estimates.get("mean", "минут", "", "").lacks(&["estimate", "se"]).notes("no answers").is("n", 0.0);
}

#[test]
fn a_column_of_names_has_no_shares() {
    let rows: String = (0..2_500).map(|i| format!("Иргэн {i}\n")).collect();
    let told = Story::new("names").file("а.csv", &format!("нэр\n{rows}"));
    let told = told.run("masam estimate а.csv --share нэр").exits(1).stderr_has("too many different answers");
    told.run("masam estimate а.csv --share \"нэр=Иргэн 2400\"").exits(0).stdout_has(",0.0004,");
}

#[test]
fn missing_codes_are_left_out_of_numbers_answers_and_groups() {
    let text = "бүлэг,y,q\nа,1,1\nа,3,-99\n-99,99,1\nа,-99,2\n";
    let told = Story::new("missing").file("а.csv", text);
    let told = told.run("masam estimate а.csv --mean y --share q --by бүлэг --missing 99,-99");
    let estimates = told.estimates();
    assert_eq!(estimates.rows.iter().filter(|row| row.text("group").is_empty()).count(), 3);
    estimates.get("mean", "y", "", "").is("estimate", 2.0).is("n", 2.0).is("n_missing", 2.0);
    estimates.get("share", "q", "2", "").is("estimate", 1.0 / 3.0).is("n_missing", 1.0);
    assert!(estimates.rows.iter().all(|row| row.text("group") != "бүлэг=-99"));
}

#[test]
fn zero_weights_count_as_clusters_but_not_as_answers() {
    let text = "кластер,жин,y\n1,1,1\n2,1,2\n3,0,9\n";
    let told = Story::new("zero").file("а.csv", text);
    let told = told.run("masam estimate а.csv --mean y --cluster кластер --weight жин").exits(0);
    let estimates = told.estimates();
    let mean = estimates.get("mean", "y", "", "");
    mean.is("estimate", 1.5).is("n", 2.0).is("n_missing", 1.0).is("df", 1.0).is("se", (1.5f64 * 2.0 * 0.0625).sqrt());
}

#[test]
fn a_bad_weight_or_a_blank_design_stops_with_its_row() {
    let text = "жин,кластер,y\n1,1,1\n-2,2,2\n,3,2\nтав,,2\n";
    let told = Story::new("bad weights").file("өгөгдөл.csv", text);
    told.run("masam estimate өгөгдөл.csv --mean y --weight жин --cluster кластер")
        .exits(1)
        .stderr_has("өгөгдөл.csv, row 3, column жин: -2 is not a weight")
        .stderr_has("row 4, column жин: there is no weight")
        .stderr_has("row 5, column жин: \"тав\" is not a weight");
}

#[test]
fn population_sizes_and_fractions_say_the_same() {
    let sizes = "давхарга,N,y\nA,10,1\nA,10,3\nB,20,2\nB,20,6\n";
    let fractions = "давхарга,N,y\nA,0.2,1\nA,0.2,3\nB,0.1,2\nB,0.1,6\n";
    let command = "masam estimate а.csv --mean y --total y --count --strata давхарга --fpc N";
    let [a, b] = [sizes, fractions].map(|text| Story::new("fpc").file("а.csv", text).run(command).exits(0).estimates());
    for (a, b) in a.rows.iter().zip(&b.rows) {
        for column in ["estimate", "se", "df", "sum_weights"] {
            a.is(column, b.number(column));
        }
    }
    // Weights follow: N/n = 5 and 10. Mean (5·4 + 10·8)/30; V = Σ (1 − f) n s² (w/W)²
    let mean = a.get("mean", "y", "", "");
    let variance = 0.8 * 2.0 * 2.0 * (5.0f64 / 30.0).powi(2) + 0.9 * 2.0 * 8.0 * (10.0f64 / 30.0).powi(2);
    mean.is("estimate", 100.0 / 30.0).is("sum_weights", 30.0).is("se", variance.sqrt());
    a.get("count", "", "", "").is("estimate", 30.0).notes("no spread");
}

#[test]
fn a_population_that_varies_or_is_too_small_is_refused() {
    let told = |text: &str| Story::new("fpc").file("а.csv", text).run("masam estimate а.csv --mean y --fpc N").exits(1);
    told("N,y\n10,1\n11,2\n").stderr_has("the population size within");
    told("N,y\n1.5,1\n1.5,2\n").stderr_has("is smaller than the sample");
    told("N,y\n-3,1\n-3,2\n").stderr_has("is no population size");
}

#[test]
fn a_cluster_label_in_two_strata_needs_nested() {
    let text = "давхарга,кластер,y\nA,1,1\nA,2,2\nB,1,3\nB,2,5\n";
    let command = "masam estimate а.csv --mean y --strata давхарга --cluster кластер";
    Story::new("nested")
        .file("а.csv", text)
        .run(command)
        .exits(1)
        .stderr_has("row 4: cluster \"1\" is in two strata: \"A\", \"B\"")
        .stderr_has("If cluster labels start again in every stratum, say --nested.")
        .run(&format!("{command} --nested"))
        .exits(0)
        .stdout_has("mean,y,,,2.75,");
}

#[test]
fn later_units_are_nested_and_ignored_without_a_first_population() {
    let text = "кластер,өрх,N,y\n1,1,4,1\n1,2,4,2\n2,1,4,5\n2,2,4,8\n";
    let told = Story::new("stages").file("а.csv", text);
    let one = told.run("masam estimate а.csv --mean y --cluster кластер").exits(0);
    let two = one.estimates().get("mean", "y", "", "").text("se").to_string();
    let told = one.run("masam estimate а.csv --mean y --cluster кластер,өрх").exits(0);
    assert_eq!(told.estimates().get("mean", "y", "", "").text("se"), two);
}

#[test]
fn a_share_of_zero_or_one_gets_a_marked_interval() {
    let told = survey("masam estimate с.csv --share q2 --share q1 --interval wilson").exits(0);
    let estimates = told.estimates();
    let all = estimates.get("share", "q2", "1", "");
    // Clopper-Pearson for 7 of 7: (0.025)^(1/7)
    all.is("estimate", 1.0).is("se", 0.0).is("ci_low", 0.025f64.powf(1.0 / 7.0)).is("ci_high", 1.0);
    all.notes("share of 0 or 1");
    assert_eq!(all.text("ci_method"), "beta-edge");
    assert_eq!(estimates.get("share", "q1", "1", "").text("ci_method"), "wilson");
}

#[test]
fn every_interval_method_has_its_name() {
    for (asked, named) in
        [("t", "t"), ("wald", "t"), ("logit", "logit"), ("asin", "asin"), ("beta", "beta"), ("wilson", "wilson")]
    {
        let told = survey(&format!("masam estimate с.csv --share q1 --mean минут --interval {asked}")).exits(0);
        let estimates = told.estimates();
        assert_eq!(estimates.get("share", "q1", "1", "").text("ci_method"), named);
        assert_eq!(estimates.get("mean", "минут", "", "").text("ci_method"), "t");
    }
}

#[test]
fn a_group_without_answers_has_no_estimate_and_is_said() {
    let text = "аймаг,y\nХовд,1\nХовд,2\nУвс,\nУвс,NA\n";
    let told = Story::new("no answers").file("а.csv", text).run("masam estimate а.csv --mean y --by аймаг").exits(3);
    let estimates = told.estimates();
    let uvs = estimates.get("mean", "y", "", "аймаг=Увс");
    uvs.lacks(&["estimate", "se", "df", "ci_low", "ci_high", "ci_method", "deff", "cv", "sum_weights"]);
    uvs.is("n", 0.0).is("n_missing", 2.0).notes("no answers");
}

#[test]
fn a_group_in_one_cluster_has_a_value_but_no_error() {
    let text = "аймаг,кластер,y\nХовд,1,1\nХовд,1,2\nУвс,2,3\nУвс,3,5\n";
    let told = Story::new("one cluster").file("а.csv", text);
    let told = told.run("masam estimate а.csv --mean y --cluster кластер --by аймаг").exits(3);
    let estimates = told.estimates();
    let khovd = estimates.get("mean", "y", "", "аймаг=Ховд");
    khovd.is("estimate", 1.5).lacks(&["se", "ci_low", "ci_high"]).notes("one cluster");
}

#[test]
fn differences_are_b_minus_a_over_all_rows() {
    let told = survey("masam estimate с.csv --mean минут --share q1=1 --difference хүйс:эр,эм --by аймаг --weight жин");
    let estimates = told.estimates();
    // Women: (20 + 30 + 50 + 210)/7; men: 20/1 (a zero weight and a blank)
    estimates
        .get("difference", "минут", "эм-эр", "")
        .is("estimate", 310.0 / 7.0 - 20.0)
        .is("n", 5.0)
        .is("n_missing", 2.0);
    estimates.get("difference", "q1", "1: эм-эр", "").is("estimate", 6.0 / 7.0 - 2.0 / 3.0);
    let grouped = estimates.rows.iter().filter(|row| row.text("statistic") == "difference");
    assert!(grouped.clone().count() == 2 && grouped.into_iter().all(|row| row.text("group").is_empty()));
    survey("masam estimate с.csv --mean минут --difference хүйс:эр,өөр").exits(1).stderr_has("no such groups occur");
}

#[test]
fn a_bad_number_is_counted_and_the_rest_is_made() {
    let text = "y,z\n1,1\n3O,1\n5,1\n";
    let told = Story::new("bad cell").file("өгөгдөл.csv", text).run("masam estimate өгөгдөл.csv --mean y");
    let told = told.exits(3).stderr_has("өгөгдөл.csv, row 3, column y: \"3O\" is not a number");
    told.estimates().get("mean", "y", "", "").is("estimate", 3.0).is("n_missing", 1.0);
    Story::new("quiet").file("а.csv", text).run("masam estimate а.csv --mean y --quiet").exits(3).says_nothing();
}

#[test]
fn several_files_are_one_survey() {
    Story::new("two files")
        .file("нэг.csv", "y;x\n1;1\n2;1\n")
        .file("хоёр.csv", "x,y\n1,6\n")
        .run("masam estimate нэг.csv хоёр.csv --mean y")
        .exits(0)
        .stdout_has("mean,y,,,3,");
}

#[test]
fn standard_input_is_a_file_called_dash() {
    Story::new("pipe").piped("masam estimate - --mean минут", ROWS).exits(0).stdout_has("mean,минут,,,40,");
}

#[test]
fn an_argument_may_begin_with_a_hyphen() {
    let told = Story::new("hyphen").file("а.csv", "-y,бүлэг\n1,-1\n3,-1\n5,2\n7,2\n");
    let told = told.run("masam estimate а.csv --mean -y --by бүлэг --missing -9 --where бүлэг=-1").exits(0);
    told.estimates().get("mean", "-y", "", "бүлэг=-1").is("estimate", 2.0);
}

#[test]
fn design_effects_are_against_sampling_with_or_without_replacement() {
    // 4 answers standing for 8: S² = 4/3 · Σ(y − m)²/4 = 20/3, V = S²/4 in an unclustered sample
    let text = "жин,y\n2,1\n2,3\n2,5\n2,7\n";
    let told =
        Story::new("deff").file("а.csv", text).run("masam estimate а.csv --mean y --total y --weight жин").exits(0);
    let estimates = told.estimates();
    estimates.get("mean", "y", "", "").is("deff", 1.0).is("se", (20.0f64 / 3.0 / 4.0).sqrt());
    estimates.get("total", "y", "", "").is("deff", 1.0);
    let told = told.run("masam estimate а.csv --mean y --weight жин --deff wor").exits(0);
    told.estimates().get("mean", "y", "", "").is("deff", 2.0);
}

#[test]
fn the_level_is_a_probability() {
    survey("masam estimate с.csv --mean минут --level 95").exits(2).stderr_has("between 0 and 1");
    let told = survey("masam estimate с.csv --mean минут --level 0.9").exits(0);
    told.estimates().get("mean", "минут", "", "").is("level", 0.9);
}

#[test]
fn a_wrong_file_is_answered_with_the_nearest_one() {
    survey("masam estimate c.csv --mean минут").exits(1).stderr_has("cannot read c.csv: there is no such file");
    Story::new("near")
        .file("survey.csv", ROWS)
        .run("masam estimate survye.csv --mean минут")
        .exits(1)
        .stderr_has("survey.csv");
}

#[test]
fn a_request_for_nothing_is_refused() {
    survey("masam estimate с.csv").exits(2).stderr_has("--mean");
}
