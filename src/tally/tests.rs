//! The tally against plain sums over the rows.

use super::*;
use crate::instrument::Missing;

/// Numbers that look random and are the same in every run.
struct Lcg(u64);

impl Lcg {
    fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % below
    }
}

struct Row {
    unit: u32,
    weight: f64,
    code: AnswerCode,
    number: f64,
    groups: [GroupCode; 3],
}

/// Area is constant in a unit, sex varies, facility varies in every third unit only.
fn rows(n: usize) -> Vec<Row> {
    let mut random = Lcg(2026);
    (0..n)
        .map(|_| {
            let unit = random.next(12);
            Row {
                unit,
                weight: f64::from(random.next(5)),
                code: random.next(8) as AnswerCode,
                number: f64::from(random.next(90)),
                groups: [
                    unit % 4 + 1,
                    random.next(3),
                    if unit.is_multiple_of(3) { random.next(40) + 1 } else { unit + 100 },
                ],
            }
        })
        .collect()
}

fn plan() -> Plan {
    // The first two are small enough to be crossed.
    let mut plan = Plan { columns: 3, sizes: vec![Size::Of(4), Size::Of(2), Size::Many], ..Plan::default() };
    let answer = plan.variable(Variable::Coded);
    let number = plan.number();
    plan.measure(answer, Adds::One);
    plan.measure(answer, Adds::ByAnswer(vec![0.0, 50.0, 100.0]));
    plan.measure(number, Adds::Number);
    plan.groupings = vec![vec![], vec![0], vec![1], vec![1, 0], vec![2], vec![0, 2]];
    plan
}

fn tallied(rows: &[Row], rows_are_units: bool) -> Tally {
    let mut tally = Tally::new(plan(), rows_are_units);
    let mut batch = Batch::new(tally.plan());
    for part in rows.chunks(37) {
        batch.clear();
        for r in part {
            batch.push(r.unit, r.weight, [r.code, r.code].into_iter(), &[r.number], &r.groups);
        }
        tally.add(&batch);
    }
    tally
}

/// Σ over the rows of a group and unit, the slow and plain way.
fn plainly(rows: &[Row], grouping: &[usize], key: &[GroupCode], unit: u32, measure: usize) -> Totals {
    let mut sum = Totals::default();
    for r in rows.iter().filter(|r| r.unit == unit && r.code >= FIRST_ANSWER) {
        if grouping.iter().zip(key).any(|(c, k)| r.groups[*c] != *k) {
            continue;
        }
        let y = match measure {
            0 => 1.0,
            1 => f64::from(r.code - FIRST_ANSWER) * 50.0,
            _ => r.number,
        };
        sum.n += u64::from(r.weight != 0.0);
        sum.zero_weight += u64::from(r.weight == 0.0);
        sum.w += r.weight;
        sum.wy += r.weight * y;
        sum.second += r.weight * y * y;
    }
    sum
}

fn assert_same(tally: &Tally, rows: &[Row]) {
    for grouping in plan().groupings {
        let groups = tally.groups(&grouping);
        assert!(groups.iter().all(|g| !g.key.contains(&NO_GROUP)));
        for group in &groups {
            for measure in 0..3 {
                let totals = group.totals(measure);
                for (unit, t) in totals {
                    assert_eq!(t, plainly(rows, &grouping, &group.key, unit, measure), "{grouping:?} {:?}", group.key);
                }
            }
        }
        let seen: usize = groups.iter().map(|g| g.totals(2).len()).sum();
        assert!(seen > 10, "{grouping:?}");
        let counted: u64 = groups.iter().map(|g| g.counts(0).rows()).sum();
        let in_a_group = |r: &&Row| grouping.iter().all(|c| r.groups[*c] != NO_GROUP);
        assert_eq!(counted, rows.iter().filter(in_a_group).count() as u64, "{grouping:?}");
    }
}

#[test]
fn sums_by_group_and_unit_are_those_of_the_rows() {
    let rows = rows(2_000);
    assert_same(&tallied(&rows, false), &rows);
}

#[test]
fn two_tallies_merge_into_the_tally_of_all_rows() {
    let rows = rows(900);
    let (a, b) = rows.split_at(333);
    let mut merged = tallied(a, false);
    merged.merge(&tallied(b, false), |unit| unit);
    assert_same(&merged, &rows);
}

#[test]
fn merging_into_an_empty_tally_changes_nothing() {
    let rows = rows(200);
    let mut merged = Tally::new(plan(), false);
    merged.merge(&tallied(&rows, false), |unit| unit);
    assert_same(&merged, &rows);
}

#[test]
fn rows_that_are_units_give_one_cell_each() {
    let mut rows = rows(300);
    for (i, r) in rows.iter_mut().enumerate() {
        r.unit = i as u32;
    }
    let tally = tallied(&rows, true);
    assert_same(&tally, &rows);
    assert_eq!(tally.groups(&[]).len(), 1);
}

#[test]
fn lots_chosen_by_a_column_hold_its_groups_whole() {
    let mut rows = rows(10_000);
    let pass = Pass::new(&plan(), true);
    let mut lots = Lots::new(&plan());
    let mut batch = Batch::new(&plan());
    for (i, r) in rows.iter_mut().enumerate() {
        r.unit = i as u32;
        batch.push(r.unit, r.weight, [r.code, r.code].into_iter(), &[r.number], &r.groups);
        lots.push(r.groups[0], r.unit, r.weight, std::iter::empty(), &batch, i);
        if let Some((at, lot)) = lots.full() {
            pass.turns().take(at, lot);
        }
    }
    pass.left(lots).into_iter().for_each(|left| pass.add_left(left));
    let tally = pass.finish();
    assert_same(&tally, &rows);
    let sums = |group: &Group| (group.key.clone(), group.totals(2));
    let mut by_lot: Vec<_> = tally.kept_lots().iter().flat_map(|lot| lot.groups(0)).map(|g| sums(&g)).collect();
    by_lot.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(by_lot, tally.groups(&[0]).iter().map(sums).collect::<Vec<_>>());
    // Of 2,500 rows each, so that all have a full lot and what is left of another.
    assert_eq!((by_lot.len(), tally.kept_lots().len()), (4, 4));
}

#[test]
fn kept_rows_merge_into_the_kept_rows_of_all() {
    let mut rows = rows(300);
    rows.iter_mut().enumerate().for_each(|(i, r)| r.unit = i as u32);
    let (a, b) = rows.split_at(100);
    let mut merged = tallied(a, true);
    merged.merge(&tallied(b, true), |unit| unit);
    assert_same(&merged, &rows);
    assert_eq!(merged.kept_lots().len(), 1);
}

#[test]
fn missing_answers_are_counted_by_reason() {
    let rows = rows(500);
    let counts = tallied(&rows, false).groups(&[])[0].counts(0);
    for (reason, n) in Missing::ALL.into_iter().zip(counts.missing) {
        let code = missing_code(reason);
        assert_eq!(n, rows.iter().filter(|r| r.code == code).count() as u64, "{reason:?}");
    }
}

/// The same rows with a variable more, which is asked for over all rows only.
fn with_uncut(rows: &[Row]) -> Tally {
    let mut plan = plan();
    plan.uncut_from = Some(plan.variables.len());
    let uncut = plan.variable(Variable::Coded);
    plan.measure(uncut, Adds::ByAnswer(vec![0.0, 50.0, 100.0]));
    let mut tally = Tally::new(plan, false);
    let mut batch = Batch::new(tally.plan());
    for part in rows.chunks(37) {
        batch.clear();
        for r in part {
            batch.push(r.unit, r.weight, [r.code, r.code, r.code].into_iter(), &[r.number], &r.groups);
        }
        tally.add(&batch);
    }
    tally
}

#[test]
fn what_is_not_cut_by_groups_is_whole_over_all_rows_and_leaves_the_rest_alone() {
    let rows = rows(2_000);
    let (a, b) = rows.split_at(777);
    let mut merged = with_uncut(a);
    merged.merge(&with_uncut(b), |unit| unit);
    for tally in [with_uncut(&rows), merged] {
        assert_same(&tally, &rows);
        let all = tally.groups(&[]).swap_remove(0).totals(3);
        assert_eq!(all.len(), 12, "every unit has answers");
        for (unit, totals) in all {
            assert_eq!(totals, plainly(&rows, &[], &[], unit, 1));
        }
    }
}

/// Weights whose sums depend on the order in which they are added.
fn uneven(n: usize) -> Vec<Row> {
    let mut random = Lcg(7);
    let mut rows = rows(n);
    rows.iter_mut().for_each(|row| row.weight = f64::from(random.next(10_000)) / 700.0);
    rows
}

fn kept_plan() -> Plan {
    let mut plan = plan();
    plan.measure(1, Adds::Kept);
    plan
}

fn bits(totals: &Totals) -> [u64; 5] {
    [totals.n, totals.zero_weight, totals.w.to_bits(), totals.wy.to_bits(), totals.second.to_bits()]
}

#[test]
fn what_was_taken_apart_and_put_together_has_the_same_sums_to_the_last_bit() {
    let rows = uneven(3_000);
    let mut tally = Tally::new(kept_plan(), false);
    let mut batch = Batch::new(tally.plan());
    for r in &rows {
        batch.push(r.unit, r.weight, [r.code, r.code].into_iter(), &[r.number], &r.groups);
    }
    tally.add(&batch);
    let parts: Vec<UnitSums> = tally.apart().collect();
    let again = Tally::from_parts(kept_plan(), parts.clone().into_iter().rev()).expect("the same plan");
    for grouping in kept_plan().groupings {
        let (ours, theirs) = (tally.groups(&grouping), again.groups(&grouping));
        assert_eq!(ours.len(), theirs.len());
        for (a, b) in ours.iter().zip(&theirs) {
            assert_eq!((&a.key, a.counts(0), a.counts(1)), (&b.key, b.counts(0), b.counts(1)));
            for measure in 0..3 {
                let all = |group: &Group| -> Vec<(u32, [u64; 5])> {
                    group.totals(measure).iter().map(|(unit, totals)| (*unit, bits(totals))).collect()
                };
                assert_eq!(all(a), all(b), "{grouping:?} {:?} {measure}", a.key);
            }
        }
        let lists = |tally: &Tally| {
            let mut kept = tally.kept(3, &grouping);
            let order = |k: &Kept| (k.unit, k.value.to_bits(), k.weight.to_bits());
            kept.values_mut().for_each(|list| list.sort_by_key(order));
            kept
        };
        assert_eq!(lists(&tally), lists(&again), "{grouping:?}");
    }
    // Facilities of a third of the units vary, so much that rows of theirs have no block of their own.
    assert!(parts.iter().any(|unit| unit.parts.iter().any(|part| part.columns == [2])));
}

#[test]
fn rows_without_a_block_add_up_as_their_block_would() {
    // Fewer rows to a facility than a block is worth: nothing but rows is kept of them.
    let in_one = |row: Row| Row { unit: 0, groups: [1, row.groups[1], row.groups[2]], ..row };
    let rows: Vec<Row> = uneven(60).into_iter().map(in_one).collect();
    let of = |sizes: Vec<Size>| {
        let mut tally = Tally::new(Plan { sizes, ..plan() }, false);
        let mut batch = Batch::new(tally.plan());
        for r in &rows {
            batch.push(r.unit, r.weight, [r.code, r.code].into_iter(), &[r.number], &r.groups);
        }
        tally.add(&batch);
        let sums = |group: &Group| (0..3).map(|m| group.totals(m).iter().map(|t| bits(&t.1)).collect()).collect();
        tally.groups(&[2]).iter().map(sums).collect::<Vec<Vec<Vec<[u64; 5]>>>>()
    };
    let loose = of(vec![Size::Of(4), Size::Of(2), Size::Many]);
    assert_eq!(loose, of(vec![Size::Of(4), Size::Of(2), Size::Of(200)]));
    assert!(loose.len() < rows.len(), "some rows share a facility");
}

#[test]
fn parts_that_are_not_those_of_the_plan_are_refused() {
    let tally = tallied(&rows(300), false);
    let whole: Vec<UnitSums> = tally.apart().collect();
    let broken: [fn(&mut UnitSums); 6] = [
        |unit| unit.parts.truncate(1),
        |unit| unit.parts[0].groups[0].1.bins.push(0.0),
        |unit| unit.parts[0].groups[0].1.lacking = vec![u32::MAX; 4],
        |unit| unit.constant.truncate(1),
        |unit| unit.parts[0].groups[0].0 = Box::new([1]),
        |unit| unit.parts[1].groups.reverse(),
    ];
    for breaks in broken {
        let mut parts = whole.clone();
        breaks(&mut parts[0]);
        let bad = Bad { unit: parts[0].unit };
        assert_eq!(Tally::from_parts(plan(), parts).err(), Some(bad));
    }
    let twice = whole.iter().chain(&whole[..1]).cloned().collect::<Vec<_>>();
    assert!(Tally::from_parts(plan(), twice).is_err());
}

#[test]
fn groups_of_everybody_consist_of_those_within_places_where_no_place_parts_a_unit() {
    let tally = tallied(&rows(4_000), false);
    let (own, out_of_places) = (tally.groups(&[1]), Group::of_column(tally.groups(&[0, 1]), 1));
    assert_eq!(own.len(), 2);
    for (own, other) in own.iter().zip(&out_of_places) {
        assert_eq!((&own.key, own.units()), (&other.key, other.units()));
        (0..2).for_each(|variable| assert_eq!(own.counts(variable), other.counts(variable)));
        (0..3).for_each(|measure| assert_eq!(own.totals(measure), other.totals(measure)));
    }
    // Each unit lies in one of the four places, and each facility that varies within units doesn't.
    let units = |grouping: &[usize]| tally.groups(grouping).iter().filter_map(Group::units).sum::<usize>();
    assert_eq!((units(&[]), units(&[0])), (12, 12));
    assert!(units(&[2]) > 12);
    assert_eq!(tallied(&rows(10), true).groups(&[])[0].units(), None);
}
