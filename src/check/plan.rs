//! The plan of a survey: how many interviews are wanted from each place or cluster.

use std::collections::BTreeMap;

use crate::coding::{AreaReader, Belongs, code_of, find_column};
use crate::instrument::Headers;
use crate::places::PlaceSet;
use crate::problem::{At, Code, Problem, Problems};
use crate::table::{self, Number, Table};

const PLACE: &[&str] = &["place", "area", "aimag", "аймаг", "аймаг, дүүрэг", "аймаг/дүүрэг", "газар"];
const SOUM: &[&str] = &["soum", "сум", "soum_district", "сум, дүүрэг"];
const CLUSTER: &[&str] = &["cluster", "psu", "ea", "кластер", "анхдагч нэгж"];
const WANTED: &[&str] = &["wanted", "planned", "interviews", "target", "төлөвлөсөн", "ярилцлага"];

/// Interviews that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// By member of the place set: the sum of its rows.
    pub places: BTreeMap<usize, u64>,
    /// By cluster, with its place if the plan says that.
    pub clusters: BTreeMap<(Option<usize>, String), u64>,
}

/// Reads a plan: columns place or cluster, or both, and wanted. Every row must be understood.
pub fn read(table: Table, set: &PlaceSet) -> Result<Planned, Problems> {
    let headers = table.columns().to_vec();
    let column = |names: &[&str]| find_column(&headers, &Headers(names.iter().map(|n| (*n).to_owned()).collect()));
    let (place, soum, cluster, wanted) = (column(PLACE), column(SOUM), column(CLUSTER), column(WANTED));
    let file = table.files().first().map_or_else(At::default, |file| At::file(&file.name));
    let Some(wanted) = wanted else {
        return Err(Problem::new(Code::NoPlanColumn, file, WANTED[..3].join(", ")).into());
    };
    if place.is_none() && cluster.is_none() {
        return Err(Problem::new(Code::NoPlanColumn, file, format!("{}, {}", PLACE[0], CLUSTER[0])).into());
    }
    let mut reader = place.map(|place| AreaReader::new(Some(place), soum, &headers, set.clone()));
    let (mut plan, mut problems) = (Planned::default(), Problems::default());
    let read = table::for_each_chunk(table, false, |chunk| {
        for row in chunk.rows() {
            let here = || file.clone().row(row.number());
            let bad = |detail: &str| Problem::new(Code::PlanRow, here(), "").detail(detail);
            let n = match row.number_at(wanted) {
                Number::Value(n) if n >= 0.0 && n.fract() == 0.0 && n < 1e9 => n as u64,
                Number::Blank => continue,
                Number::Value(_) | Number::Not(_) => {
                    problems.add(bad(&row.cell(wanted).shown()));
                    continue;
                }
            };
            let member = match reader.as_mut().map(|reader| reader.read(&row, &file)) {
                Some((Belongs::To(member), _)) => Some(member),
                Some((Belongs::Outside | Belongs::Unknown, problem)) => {
                    problems.add(problem.map_or_else(|| bad(&headers[place.unwrap_or(wanted)]), |problem| *problem));
                    continue;
                }
                None => None,
            };
            let mut scratch = Vec::new();
            let label = cluster.and_then(|column| code_of(row.cell(column), &mut scratch));
            match (member, label) {
                (member, Some(label)) => {
                    let label = String::from_utf8_lossy(label).into_owned();
                    *plan.clusters.entry((member, label)).or_default() += n;
                    if let Some(member) = member {
                        *plan.places.entry(member).or_default() += n;
                    }
                }
                (Some(member), None) => *plan.places.entry(member).or_default() += n,
                (None, None) => problems.add(bad(CLUSTER[0])),
            }
        }
        Ok(())
    });
    match read {
        Err(problem) => Err(problem.into()),
        Ok(_) if !problems.is_empty() => Err(problems),
        Ok(_) => Ok(plan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Input, Options};

    fn plan(text: &str) -> Result<Planned, Problems> {
        let table = table::open(vec![Input::from_bytes("plan.csv", text)], &Options::default()).expect("a table");
        read(table, &PlaceSet::built_in("masam").expect("a set"))
    }

    #[test]
    fn a_plan_is_read_by_place_and_by_cluster() {
        let set = PlaceSet::built_in("masam").expect("a set");
        let name = |member: usize| set.members()[member].place.place().name.mn.to_string();
        let read = plan("аймаг,wanted\nХовд,60\nKhuvsgul,80\nХовд,5\n").expect("a plan");
        let places: Vec<(String, u64)> = read.places.iter().map(|(member, n)| (name(*member), *n)).collect();
        assert_eq!(places, [("Ховд".to_owned(), 65), ("Хөвсгөл".to_owned(), 80)]);
        let read = plan("psu,interviews\n12,20\n13,20\n").expect("a plan");
        assert_eq!(read.clusters.get(&(None, "12".to_owned())), Some(&20));
        let said = plan("аймаг,wanted\nХовдд,60\nУвс,олон\n").expect_err("two bad rows").to_string();
        assert!(said.contains("P001") && said.contains("row 3") && said.contains("Q017"), "{said}");
        assert!(plan("аймаг\nХовд\n").expect_err("no column").to_string().contains("Q021"));
    }
}
