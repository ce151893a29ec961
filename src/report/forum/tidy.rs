//! The tables for machines: the matrix, what three sources say, and the sentences of the brief.

use super::brief;
use super::hall::Hall;
use crate::forum::{Signal, Told};
use crate::report::columns::{BRIEF, MATRIX, RECURRING};
use crate::report::parts::{absent, count, figure_or, same, text};
use crate::report::{Absent, Format, Tidy, Value};

/// All of them.
pub(super) fn tables(hall: &Hall) -> Vec<Tidy<'static>> {
    let mut matrix = Vec::new();
    for sector in &hall.forum.sectors {
        for figure in sector.main_figures() {
            let places = hall.places().into_iter().map(|place| place.place().code.clone());
            for code in places.chain([String::new()]) {
                let found = sector.everybody(&figure.indicator_code, &code);
                let number = |of: Option<f64>| figure_or(of, Format::Full, Absent::NoData);
                matrix.push(vec![
                    same(&sector.name),
                    same(&figure.indicator_code),
                    same(&figure.indicator_mn),
                    same(&figure.indicator_en),
                    same(&figure.dimension),
                    same(code),
                    number(found.and_then(|row| row.value)),
                    number(found.and_then(|row| row.ci_low)),
                    number(found.and_then(|row| row.ci_high)),
                    found.and_then(|row| row.n).map_or(absent(Absent::NoData), count),
                    same(found.map_or("", |row| row.light.as_str())),
                    same(found.map_or("no_data", |row| row.shown.as_str())),
                ]);
            }
        }
    }
    let recurring: Vec<Vec<Value>> = hall
        .triangles
        .iter()
        .map(|triangle| {
            let about = |told: &Option<Told>| same(told.as_ref().map_or(String::new(), |told| told.about.join(" ")));
            vec![
                same(&hall.forum.sectors[triangle.sector].name),
                same(&triangle.place.place().code),
                same(triangle.dimension.id()),
                same(signal(&triangle.citizens)),
                same(signal(&triangle.scorecards)),
                same(signal(&triangle.facilities)),
                about(&triangle.citizens),
                about(&triangle.facilities),
                count(triangle.poor() as u64),
            ]
        })
        .collect();
    let said = brief::parts(hall).into_iter().flat_map(|part| {
        let heading = part.heading.clone();
        part.points.into_iter().map(move |point| vec![text(heading.clone()), text(point)])
    });
    vec![
        Tidy::declared(&MATRIX, matrix),
        Tidy::declared(&RECURRING, recurring),
        Tidy::declared(&BRIEF, said.collect::<Vec<_>>()),
    ]
}

fn signal(told: &Option<Told>) -> &'static str {
    match told.as_ref().map(|told| told.signal) {
        Some(Signal::Good) => "good",
        Some(Signal::Middle) => "middle",
        Some(Signal::Poor) => "poor",
        None => "",
    }
}
