//! Where interviews came from, against the place set and the plan.

use super::super::parts::counted;
use super::super::parts::{absent, across, column, count, grid, nothing, num, row, same, text};
use super::super::words::{CheckWord, Word, fill, t};
use super::super::{Absent, Block, ColumnKind, Format, Grid, GridRow, RowRole, Section, Value};
use super::place_name;
use crate::check::{Check, PlaceCoverage};

/// Places and clusters.
pub fn section(check: &Check) -> Section {
    let mut blocks = vec![Block::Grid(places(check))];
    let clusters = clusters(check);
    if !clusters.rows.is_empty() {
        blocks.push(Block::Grid(clusters));
    }
    across("coverage", CheckWord::SheetCoverage, blocks)
}

/// One row for each place of the set, also for those without interviews.
pub fn places(check: &Check) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("place", Word::Place, Text),
        column("interviews", CheckWord::Interviews, Count),
        column("wanted", CheckWord::Wanted, Count),
        column("lacking", CheckWord::Lacking, Count),
        column("clusters", CheckWord::Clusters, Count),
        column("least", CheckWord::Least, Count),
        column("most", CheckWord::Most, Count),
        column("lone", CheckWord::Lone, Count),
    ];
    let coverage = &check.coverage;
    let of_place = |(member, place): (usize, &PlaceCoverage)| {
        let clusters = [place.clusters, place.least, place.most, place.lone];
        let of_clusters = clusters.map(|n| if coverage.has_clusters { count(n) } else { nothing() });
        let mut values = vec![text(place_name(check, Some(member))), count(place.interviews)];
        values.extend([or_no_plan(place.wanted), or_no_plan(lacking(place))]);
        values.extend(of_clusters);
        row(values)
    };
    let mut rows: Vec<GridRow> = coverage.places.iter().enumerate().map(of_place).collect();
    let rest = |name: crate::lang::Label, n: u64| {
        let mut values = vec![text(name), count(n)];
        values.extend(std::iter::repeat_with(nothing).take(6));
        values
    };
    if coverage.elsewhere > 0 {
        rows.push(row(rest(t(CheckWord::Elsewhere), coverage.elsewhere)));
    }
    let total = rest(t(Word::AllPlaces), coverage.interviews());
    rows.push(GridRow { role: RowRole::Total, values: total });
    grid("coverage", t(CheckWord::SheetCoverage), columns, 1, rows)
}

fn or_no_plan(n: Option<u64>) -> Value {
    n.map_or_else(|| absent(Absent::NotApplicable), count)
}

fn lacking(place: &PlaceCoverage) -> Option<u64> {
    place.wanted.map(|wanted| wanted.saturating_sub(place.interviews))
}

/// The clusters that somebody should look at.
pub fn clusters(check: &Check) -> Grid {
    use ColumnKind::{Code, Count, Prose, Text};
    let columns = vec![
        column("place", Word::Place, Text),
        column("cluster", CheckWord::Cluster, Code),
        column("interviews", CheckWord::Interviews, Count),
        column("why", CheckWord::WhyListed, Prose),
    ];
    let coverage = &check.coverage;
    let line = |member: &Option<usize>, label: &str, n: u64, why| {
        row(vec![text(place_name(check, *member)), same(label), count(n), text(why)])
    };
    let mut rows: Vec<GridRow> =
        coverage.lone.iter().map(|(member, label)| line(member, label, 1, t(CheckWord::WhyLone))).collect();
    let median = num(coverage.median.unwrap_or_default(), Format::Plain(0));
    rows.extend(
        coverage.uneven.iter().map(|(member, label, n)| {
            line(member, label, *n, fill(CheckWord::WhyUneven, std::slice::from_ref(&median)))
        }),
    );
    let behind = coverage.planned.iter().filter(|(_, _, n, wanted)| n < wanted);
    rows.extend(
        behind
            .map(|(member, label, n, wanted)| line(member, label, *n, fill(CheckWord::WhyBehind, &[counted(*wanted)]))),
    );
    grid("clusters", t(CheckWord::ClustersToSee), columns, 2, rows)
}
