//! A scorecard workbook as a careful facilitator fills it in: every row, every sheet, nothing odd.

use masam::day::Day;
use masam::instrument::scorecard::{Scale, ScaleForm, ScorecardInstrument, is_for};
use masam::lang::{Label, Lang};
use masam::scorecard::layout::{Block, Fact, Sheet, VERSION};
use masam::scorecard::session::{Level, Status};

use super::book::{Book, Grid, Page};
use super::register::{SITES, Site};
use super::texts::{TALK, Talk, about};
use crate::dice::Dice;
use crate::table::Cell;

/// A round of the story.
#[derive(Clone, Copy)]
pub struct Round {
    /// Its name in the books.
    pub name: &'static str,
    /// 1 or 2.
    pub number: u8,
    /// Year and month of the interface meetings.
    pub month: (u16, u8),
}

/// The round before the first plans.
pub const FIRST: Round = Round { name: "2025-2", number: 1, month: (2025, 10) };
/// Half a year later.
pub const SECOND: Round = Round { name: "2026-1", number: 2, month: (2026, 4) };

/// Who fills a book in, for which facility and round, in which language.
pub struct Filler<'a> {
    instrument: &'a ScorecardInstrument,
    site: &'static Site,
    round: Round,
    lang: Lang,
    kind: Option<usize>,
    dice: Dice,
}

/// One indicator of a book: its index, and what the sides think of it in points of 100.
struct Opinion {
    indicator: usize,
    community: f64,
    provider: f64,
}

impl<'a> Filler<'a> {
    /// Somebody who fills in this facility's book.
    pub fn new(instrument: &'a ScorecardInstrument, site: &'static Site, round: Round, lang: Lang) -> Filler<'a> {
        let at = SITES.iter().position(|s| s.id == site.id).unwrap_or_default() as u64;
        let kind = instrument.facility_types.iter().position(|t| t.id == site.kind);
        let dice = Dice::new(7_000 + at * 10 + u64::from(round.number));
        Filler { instrument, site, round, lang, kind, dice }
    }

    /// The whole book.
    pub fn book(mut self) -> Book {
        let opinions = self.opinions();
        let lang = self.lang;
        let page = |sheet: Sheet, lead, grids| Page { sheet, name: sheet.title().get(lang).to_owned(), lead, grids };
        let (cover, headline) = (self.facts(), self.headline());
        let mut pages = vec![page(Sheet::Cover, cover, Vec::new())];
        for sheet in Sheet::ALL.into_iter().skip(1) {
            pages.push(page(sheet, headline.clone(), Vec::new()));
        }
        let scores = self.scores(&opinions);
        let provider = self.provider(&opinions);
        let agreed = self.agreed(&opinions, &scores, &provider);
        let grids = [
            self.heads(Block::Members, 7),
            self.inputs(),
            scores,
            self.votes(&[]),
            provider,
            self.heads(Block::Attendance, 4),
            agreed,
            self.actions(&opinions),
        ];
        for grid in grids {
            let sheet = grid.block.sheet();
            pages.iter_mut().filter(|p| p.sheet == sheet).for_each(|p| p.grids.push(grid.clone()));
        }
        Book { pages, hidden: self.hidden() }
    }

    fn say(&self, label: &Label) -> Cell {
        Cell::text(label.get(self.lang))
    }

    fn headline(&self) -> Vec<Vec<Cell>> {
        vec![vec![Cell::text(format!("{} · {}", self.name(), self.round.name))]]
    }

    fn name(&self) -> &'static str {
        match self.lang {
            Lang::Mn => self.site.mn,
            Lang::En => self.site.en,
        }
    }

    /// Names and values of the hidden sheet.
    fn hidden(&self) -> Vec<(&'static str, String)> {
        vec![
            ("layout", VERSION.to_owned()),
            ("instrument", self.instrument.id.clone()),
            ("version", self.instrument.version.clone()),
            (Fact::FacilityId.id(), self.site.id.to_owned()),
            (Fact::Round.id(), self.round.name.to_owned()),
        ]
    }

    /// The day of the interface meeting.
    fn held(&mut self) -> Cell {
        let (year, month) = self.round.month;
        Cell::Day(year, month + self.dice.below(2) as u8, 3 + self.dice.below(24) as u8)
    }

    fn facts(&mut self) -> Vec<Vec<Cell>> {
        let mut lines = vec![vec![self.say(&self.instrument.title)]];
        for fact in Fact::ALL {
            let value = match fact {
                Fact::FacilityId => Cell::text(self.site.id),
                Fact::FacilityName => Cell::text(self.name()),
                Fact::FacilityType => {
                    self.kind.map_or(Cell::Blank, |k| self.say(&self.instrument.facility_types[k].title))
                }
                Fact::Place => Cell::text(self.site.place),
                Fact::Catchment => Cell::Number(f64::from(self.site.catchment)),
                Fact::Provider => {
                    Cell::text(if self.site.kind == "shc" { "төрийн" } else { "хувийн, гэрээт" })
                }
                Fact::Contact => Cell::text("дарга"),
                Fact::Round => Cell::text(self.round.name),
                Fact::Held => self.held(),
                Fact::Facilitator => Cell::text("Жишээ ТББ"),
                Fact::Meetings => Cell::Number(2.0 + self.dice.below(4) as f64),
            };
            lines.push(vec![self.say(&fact.title()), value]);
        }
        lines
    }

    /// Stakeholder groups with women and men.
    fn heads(&mut self, block: Block, about: usize) -> Grid {
        let mut grid = Grid::new(block, self.lang);
        for who in &self.instrument.stakeholders {
            let women = 1.0 + self.dice.below(about) as f64;
            let men = self.dice.below(about) as f64;
            let cells = [
                ("id", Cell::text(&who.id)),
                ("who", self.say(&who.title)),
                ("women", Cell::Number(women)),
                ("men", Cell::Number(men)),
                ("all", Cell::Number(women + men)),
            ];
            grid.rows.push(grid.row(&cells));
        }
        grid
    }

    fn opinions(&mut self) -> Vec<Opinion> {
        let mut opinions = Vec::new();
        for (indicator, scored) in self.instrument.indicators.iter().enumerate() {
            if !is_for(&scored.facility_types, self.kind) {
                continue;
            }
            let grown = if self.round.number == 2 { 7.0 } else { 0.0 };
            let community = 52.0 + self.site.effect + about(&scored.id).effect + grown + 7.0 * self.dice.normal();
            let provider = community + 9.0 + 8.0 * self.dice.normal();
            opinions.push(Opinion { indicator, community, provider });
        }
        opinions
    }

    fn scores(&mut self, opinions: &[Opinion]) -> Grid {
        let mut grid = Grid::new(Block::Scores, self.lang);
        for group in &self.instrument.groups {
            let (effect, present) = (leaning(&group.id), Cell::Number(6.0 + self.dice.below(11) as f64));
            for opinion in opinions {
                let scored = &self.instrument.indicators[opinion.indicator];
                let points = opinion.community + effect + 5.0 * self.dice.normal();
                let (reason, suggestion) = remarks(about(&scored.id), points, &mut self.dice);
                let cells = [
                    ("group_id", Cell::text(&group.id)),
                    ("group", self.say(&group.title)),
                    ("present", present.clone()),
                    ("id", Cell::text(&scored.id)),
                    ("indicator", self.say(&scored.title)),
                    ("score", Cell::Number(on_scale(self.instrument.scale, points))),
                    ("reason", reason),
                    ("suggestion", suggestion),
                ];
                grid.rows.push(grid.row(&cells));
            }
        }
        grid
    }

    /// The votes of some groups, and no rows for the others.
    pub fn votes(&mut self, groups: &[&str]) -> Grid {
        let scale = self.instrument.scale;
        let marks = marks(scale);
        let mut grid = Grid::new(Block::Votes, self.lang);
        for mark in &marks {
            grid.columns.push(mark.to_string());
            grid.headers.push(mark.to_string());
        }
        for group in self.instrument.groups.iter().filter(|g| groups.contains(&g.id.as_str())) {
            let people = 7 + self.dice.below(6);
            for opinion in self.opinions() {
                let scored = &self.instrument.indicators[opinion.indicator];
                let mut row = grid.row(&[
                    ("group_id", Cell::text(&group.id)),
                    ("group", self.say(&group.title)),
                    ("id", Cell::text(&scored.id)),
                    ("indicator", self.say(&scored.title)),
                ]);
                let mut counts = vec![0.0; marks.len()];
                for _ in 0..people {
                    let points = (opinion.community + leaning(&group.id) + 16.0 * self.dice.normal()).clamp(0.0, 100.0);
                    counts[(points / 100.0 * (marks.len() - 1) as f64).round() as usize] += 1.0;
                }
                for (mark, count) in marks.iter().zip(counts).filter(|(_, count)| *count > 0.0) {
                    row[grid.at(&mark.to_string())] = Cell::Number(count);
                }
                grid.rows.push(row);
            }
        }
        grid
    }

    fn provider(&mut self, opinions: &[Opinion]) -> Grid {
        let mut grid = Grid::new(Block::Provider, self.lang);
        for opinion in opinions {
            let scored = &self.instrument.indicators[opinion.indicator];
            let (reason, _) = remarks(about(&scored.id), opinion.provider, &mut self.dice);
            let cells = [
                ("id", Cell::text(&scored.id)),
                ("indicator", self.say(&scored.title)),
                ("score", Cell::Number(on_scale(self.instrument.scale, opinion.provider))),
                ("reason", reason),
            ];
            grid.rows.push(grid.row(&cells));
        }
        grid
    }

    /// The agreed scores: each between both sides.
    fn agreed(&mut self, opinions: &[Opinion], scores: &Grid, provider: &Grid) -> Grid {
        let mut grid = Grid::new(Block::Agreed, self.lang);
        for (at, opinion) in opinions.iter().enumerate() {
            let scored = &self.instrument.indicators[opinion.indicator];
            let said = scores.rows.iter().skip(at).step_by(opinions.len());
            let said: Vec<f64> = said.map(|row| number(&row[scores.at("score")])).collect();
            let community = said.iter().sum::<f64>() / said.len() as f64;
            let own = number(&provider.rows[at][provider.at("score")]);
            let middle = ((community + own) / 10.0).round() * 5.0;
            let between = (community.min(own)..=community.max(own)).contains(&middle);
            let cells = [
                ("id", Cell::text(&scored.id)),
                ("indicator", self.say(&scored.title)),
                ("score", Cell::Number(if between { middle } else { own })),
            ];
            grid.rows.push(grid.row(&cells));
        }
        grid
    }

    fn inputs(&mut self) -> Grid {
        let mut grid = Grid::new(Block::Inputs, self.lang);
        let day = Day::new(self.round.month.0, self.round.month.1, 1);
        for (at, item) in self.instrument.inputs.iter().enumerate() {
            if !is_for(&item.facility_types, self.kind) {
                continue;
            }
            let (due, source) = match self.instrument.entitlement(at, self.kind, None, day) {
                Some(norm) => (Some(norm.value), self.say(&norm.source)),
                None => (self.posts(&item.id), Cell::text("Батлагдсан орон тооны жагсаалт")),
            };
            let share = [0.5, 0.75, 0.75, 1.0, 1.0, 1.0][self.dice.below(6)];
            let actual = due.map_or(f64::from(self.site.catchment), |due| (due * share).floor());
            let cells = [
                ("id", Cell::text(&item.id)),
                ("item", self.say(&item.title)),
                ("unit", self.say(&item.unit)),
                ("entitlement", due.map_or(Cell::Blank, Cell::Number)),
                ("source", if due.is_some() { source } else { Cell::Blank }),
                ("actual", Cell::Number(actual)),
                ("evidence", Cell::text(*self.dice.pick(&["Биечлэн үзэв", "Тайлан, бүртгэл", "Тушаал, акт"]))),
            ];
            grid.rows.push(grid.row(&cells));
        }
        grid
    }

    /// The approved posts of this facility.
    fn posts(&self, item: &str) -> Option<f64> {
        let for_each = match item {
            "HF02.doctor" => 1_500.0,
            "HF02.nurse" => 800.0,
            "HF02.other" => 700.0,
            _ => return None,
        };
        Some((f64::from(self.site.catchment) / for_each).ceil().min(24.0))
    }

    /// The plan: in the first round four new actions on what scored lowest; in the second these four, and one more.
    fn actions(&mut self, opinions: &[Opinion]) -> Grid {
        let mut grid = Grid::new(Block::Actions, self.lang);
        for (at, talk) in self.weak(opinions).into_iter().enumerate() {
            if at == 4 && self.round.number == 1 {
                break;
            }
            let progress = self.progress(at);
            let title = |label: Label| self.say(&label);
            let level = Level::ALL.into_iter().find(|l| l.id() == talk.level);
            let scored = self.instrument.indicators.iter().find(|i| i.id == talk.id);
            let (done, proof, verified) = match (progress.status, progress.proven) {
                (Status::Done, true) => {
                    (Cell::Day(2026, 3, 2 + at as u8), Cell::text(talk.proof), Cell::text("Олон талт бүлэг"))
                }
                (Status::Done, false) => (Cell::Day(2026, 3, 20), Cell::Blank, Cell::Blank),
                _ => (Cell::Blank, Cell::Blank, Cell::Blank),
            };
            let (year, month, day) = progress.deadline;
            let own =
                if talk.level == "facility" { Label::new("Тийм", "Yes") } else { Label::new("Үгүй", "No") };
            let cells = [
                ("id", Cell::Number(at as f64 + 1.0)),
                ("issue", Cell::text(talk.issue)),
                ("indicator", scored.map_or(Cell::Blank, |s| self.say(&s.title))),
                ("action", Cell::text(talk.action)),
                ("responsible", Cell::text(talk.responsible)),
                ("supporting", Cell::text(talk.supporting)),
                ("deadline", Cell::Day(year, month, day)),
                ("cost", Cell::Number(f64::from(talk.cost))),
                ("funds", Cell::text(talk.funds)),
                ("level", level.map_or(Cell::Blank, |l| title(l.title()))),
                ("own_means", title(own)),
                ("status", title(progress.status.title())),
                ("done_on", done),
                ("evidence", proof),
                ("verified_by", verified),
            ];
            let cells = cells.map(|(column, cell)| (column, if cell == Cell::text("") { Cell::Blank } else { cell }));
            grid.rows.push(grid.row(&cells));
        }
        grid
    }

    /// What scores lowest here: the same in both rounds, so that a plan is carried over.
    fn weak(&self, opinions: &[Opinion]) -> Vec<&'static Talk> {
        let mut dice = Dice::new(self.site.catchment.into());
        let mut weak: Vec<(f64, &Talk)> = TALK.iter().map(|t| (t.effect + 9.0 * dice.normal(), t)).collect();
        weak.retain(|(_, talk)| opinions.iter().any(|o| self.instrument.indicators[o.indicator].id == talk.id));
        weak.sort_by(|a, b| a.0.total_cmp(&b.0));
        weak.into_iter().take(5).map(|(_, talk)| talk).collect()
    }

    /// How far the action of this place in the plan is, and until when it was promised.
    fn progress(&mut self, at: usize) -> Progress {
        let deadlines = [(2025, 12, 31), (2026, 3, 31), (2026, 5, 31), (2026, 12, 31), (2026, 11, 30)];
        let later = self.round.number == 2;
        let (status, proven) = match (later, at) {
            (false, 0) => (Status::UnderWay, false),
            (true, 0) => (Status::Done, true),
            (true, 1) if self.site.effect >= 0.0 => (Status::Done, false),
            (true, 1 | 2) => (Status::UnderWay, false),
            (true, 3) if self.site.catchment.is_multiple_of(3) => (Status::Dropped, false),
            _ => (Status::Planned, false),
        };
        Progress { status, proven, deadline: deadlines[at] }
    }
}

/// How far an action is.
struct Progress {
    status: Status,
    proven: bool,
    deadline: (u16, u8, u8),
}

/// How much better than the others a group scores, in points of 100.
fn leaning(group: &str) -> f64 {
    match group {
        "women" => -3.0,
        "youth" => 2.0,
        "elderly" => 5.0,
        "disability" => -12.0,
        "herders" => -5.0,
        _ => 0.0,
    }
}

fn remarks(talk: &Talk, points: f64, dice: &mut Dice) -> (Cell, Cell) {
    let reason = match points {
        p if p < 50.0 => Cell::text(talk.low),
        p if p > 68.0 => Cell::text(talk.high),
        _ => Cell::Blank,
    };
    (reason, if dice.chance(0.25) { Cell::text(talk.suggestion) } else { Cell::Blank })
}

/// The score that stands nearest to so many points of 100; a long scale is used in steps of five.
pub fn on_scale(scale: Scale, points: f64) -> f64 {
    let step = if scale.form == ScaleForm::Points && scale.to - scale.from > 20.0 { 5.0 } else { 1.0 };
    let score = (scale.at(points.clamp(0.0, 100.0)) / step).round() * step;
    score.clamp(scale.from, scale.to)
}

/// The scores that people vote for.
fn marks(scale: Scale) -> Vec<f64> {
    let step = if scale.to - scale.from > 20.0 { 10.0 } else { 1.0 };
    let steps = ((scale.to - scale.from) / step) as usize;
    (0..=steps).map(|at| scale.from + step * at as f64).collect()
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(x) => *x,
        _ => 0.0,
    }
}
