//! The least total of cells that must go with those withheld, for tables of few cells.
//!
//! What      every set of cells that hides the withheld ones has a cell of each combination of equations that gives one away;
//!           trying these one after the other, and giving up where the total isn't below the best, finds the least
//! Source    Land & Doig (1960), Econometrica 28:497–520, branch and bound
//! Checked   suppress_complement: least totals and their cells for tables of 4 × 4
//! Edges     of two sets with the same total the one of fewer cells counts as less, then the one found first; above the stated number of cells or steps what was
//!           found without this search stays

use super::linked::Linked;

/// Tables with more cells that could go aren't searched.
const MOST_CELLS: usize = 30;
/// Steps after which the search is given up.
const MOST_STEPS: usize = 4_000;

/// Replaces the added cells by others of a smaller total, if there are such.
pub(super) fn improve(linked: &mut Linked, added: &mut Vec<usize>) {
    if linked.candidates() + added.len() > MOST_CELLS {
        return;
    }
    let first = added.clone();
    first.iter().for_each(|cell| linked.open(*cell));
    let mut search =
        Search { best: linked.cost(&first), found: None, chosen: Vec::new(), excluded: Vec::new(), steps: 0 };
    search.from(linked);
    let best = search.found.unwrap_or(first);
    best.iter().for_each(|cell| linked.withhold(*cell));
    *added = best;
    added.sort_unstable();
}

struct Search {
    best: (u64, usize),
    found: Option<Vec<usize>>,
    chosen: Vec<usize>,
    excluded: Vec<usize>,
    steps: usize,
}

impl Search {
    fn from(&mut self, linked: &mut Linked) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let Some(mut open) = linked.given_away_by() else {
            self.best = linked.cost(&self.chosen);
            self.found = Some(self.chosen.clone());
            return;
        };
        open.retain(|cell| !self.excluded.contains(cell));
        open.sort_by_key(|cell| (linked.cost(&[*cell]), *cell));
        let before = self.excluded.len();
        for cell in open {
            self.chosen.push(cell);
            if linked.cost(&self.chosen) >= self.best {
                self.chosen.pop();
                break;
            }
            linked.withhold(cell);
            self.from(linked);
            linked.open(cell);
            self.chosen.pop();
            self.excluded.push(cell);
        }
        self.excluded.truncate(before);
    }
}
