//! Books for tests: a blank workbook in memory, as the layout has it, on which a test does what people do.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::instrument::scorecard::*;
use crate::lang::Label;
use crate::scorecard::layout::{Block, Fact, HIDDEN_SHEET, Sheet as Tab};
use crate::table::Input;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum V {
    Blank,
    T(String),
    N(f64),
    Day(u16, u8, u8),
}

impl From<&str> for V {
    fn from(text: &str) -> V {
        if text.is_empty() { V::Blank } else { V::T(text.to_owned()) }
    }
}

impl From<f64> for V {
    fn from(number: f64) -> V {
        V::N(number)
    }
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Vec<V>>,
    /// First row and column, last row and column, from 0.
    pub merged: Vec<[usize; 4]>,
}

/// A book.
#[derive(Debug, Clone)]
pub struct Sample {
    pub pages: Vec<Page>,
}

/// A row of texts.
pub fn texts(cells: &[&str]) -> Vec<V> {
    cells.iter().map(|t| V::from(*t)).collect()
}

impl Sample {
    /// A blank book: titles in Mongolian, or in both languages.
    pub fn blank(instrument: &ScorecardInstrument, both: bool) -> Sample {
        let said = |label: &Label| if both { format!("{}\n{}", label.mn, label.en) } else { label.mn.to_string() };
        let mut pages: Vec<Page> = Vec::new();
        for tab in Tab::ALL {
            let mut rows = Vec::new();
            if tab == Tab::Cover {
                let value = |fact| match fact {
                    Fact::FacilityId => "KhFHC-03",
                    Fact::FacilityName => "Буянт сумын эрүүл мэндийн төв",
                    Fact::FacilityType => "Сумын эрүүл мэндийн төв",
                    Fact::Place => "Ховд аймаг, Буянт сум",
                    Fact::Round => "2026-1",
                    _ => "",
                };
                rows.push(texts(&[&said(&instrument.title)]));
                rows.extend(Fact::ALL.map(|fact| texts(&["", &said(&fact.title()), value(fact)])));
            }
            for block in tab.blocks() {
                rows.push(texts(&[&said(&block.title())]));
                let mut header: Vec<V> = block.columns().iter().map(|c| V::T(said(&c.title()))).collect();
                if *block == Block::Votes {
                    header.extend((1..=5).map(|n| V::N(f64::from(n))));
                }
                rows.push(header);
                rows.extend(body(*block, instrument, &said));
                rows.push(Vec::new());
            }
            pages.push(Page { name: tab.title().mn.to_string(), rows, ..Page::default() });
        }
        let mut sample = Sample { pages };
        for block in [Block::Scores, Block::Votes] {
            let (_, first, _) = sample.place(block, "", "");
            let page = sample.page_mut(block.sheet());
            for group in 0..instrument.groups.len() {
                let top = first + 1 + group * instrument.indicators.len();
                let columns = if block == Block::Scores { 3 } else { 2 };
                page.merged.extend((0..columns).map(|c| [top, c, top + instrument.indicators.len() - 1, c]));
            }
        }
        sample.pages.push(hidden(instrument));
        sample
    }

    /// A sheet by what it is.
    pub fn page_mut(&mut self, tab: Tab) -> &mut Page {
        let index = Tab::ALL.iter().position(|t| *t == tab).expect("a sheet");
        &mut self.pages[index]
    }

    /// The page, the row of the header and the column of a table.
    fn place(&self, block: Block, column: &str, head: &str) -> (usize, usize, usize) {
        let page = Tab::ALL.iter().position(|t| *t == block.sheet()).expect("a sheet");
        let at = block.columns().iter().position(|c| c.id == column);
        let title = block.title();
        let starts = |row: &Vec<V>| matches!(row.first(), Some(V::T(t)) if t.starts_with(&*title.mn));
        let header = self.pages[page].rows.iter().position(starts).expect("a heading") + 1;
        let voted = head.parse::<usize>().ok().map(|n| 3 + n);
        (page, header, at.or(voted).unwrap_or(0))
    }

    /// Writes a cell of a table: the row counted from 0 below the header.
    pub fn set(&mut self, block: Block, row: usize, column: &str, value: impl Into<V>) -> &mut Sample {
        let (page, header, column) = self.place(block, column, column);
        let rows = &mut self.pages[page].rows;
        let at = header + 1 + row;
        if rows.len() <= at {
            rows.resize(at + 1, Vec::new());
        }
        if rows[at].len() <= column {
            rows[at].resize(column + 1, V::Blank);
        }
        rows[at][column] = value.into();
        self
    }

    /// The score of a group for an indicator.
    pub fn score(&mut self, group: usize, indicator: usize, value: impl Into<V>) -> &mut Sample {
        self.set(Block::Scores, group * 4 + indicator, "score", value)
    }

    /// The book as a file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for page in &self.pages {
            let sheet = book.add_worksheet().set_name(&page.name).expect("a name").set_hidden(page.hidden);
            for [top, left, bottom, right] in page.merged.iter().copied() {
                sheet
                    .merge_range(top as u32, left as u16, bottom as u32, right as u16, "", &Format::new())
                    .expect("a region");
            }
            for (r, row) in page.rows.iter().enumerate() {
                for (c, value) in row.iter().enumerate() {
                    let (r, c) = (r as u32, c as u16);
                    match value {
                        V::Blank => {}
                        V::T(text) => drop(sheet.write_string(r, c, text).expect("a text")),
                        V::N(number) => drop(sheet.write_number(r, c, *number).expect("a number")),
                        V::Day(y, m, d) => {
                            let date = ExcelDateTime::from_ymd(*y, *m, *d).expect("a day");
                            sheet.write_datetime_with_format(r, c, &date, &day).expect("a day");
                        }
                    }
                }
            }
        }
        book.save_to_buffer().expect("a workbook in memory")
    }

    /// The book as a file of this name.
    pub fn input(&self, name: &str) -> Input {
        Input::from_bytes(name, self.bytes())
    }
}

/// The rows of a table in a blank book.
fn body(block: Block, instrument: &ScorecardInstrument, said: &impl Fn(&Label) -> String) -> Vec<Vec<V>> {
    let scored = || instrument.indicators.iter().map(|i| (i.id.clone(), said(&i.title)));
    match block {
        Block::Members | Block::Attendance => {
            instrument.stakeholders.iter().map(|s| texts(&[&s.id, &said(&s.title)])).collect()
        }
        Block::Inputs => {
            let row = |i: &Tracked| {
                let due = i.entitlements.first().map_or(V::Blank, |e| V::N(e.value));
                vec![V::T(i.id.clone()), V::T(said(&i.title)), V::T(said(&i.unit)), due]
            };
            instrument.inputs.iter().map(row).collect()
        }
        Block::Scores | Block::Votes => {
            let rows = instrument.groups.iter().flat_map(|group| {
                scored().enumerate().map(move |(i, (id, title))| {
                    let first = i == 0;
                    let (code, name) = (group.id.as_str(), group.title.mn.to_string());
                    let mut row = if first { texts(&[code, &name]) } else { texts(&["", ""]) };
                    row.extend((block == Block::Scores).then_some(V::Blank));
                    row.extend(texts(&[&id, &title]));
                    row
                })
            });
            rows.collect()
        }
        Block::Provider | Block::Agreed => scored().map(|(id, title)| texts(&[&id, &title])).collect(),
        Block::Actions => (1..=4).map(|n| texts(&[&n.to_string()])).collect(),
    }
}

fn hidden(instrument: &ScorecardInstrument) -> Page {
    let mut rows: Vec<Vec<V>> = [
        ["layout", "1"],
        ["instrument", &instrument.id],
        ["version", &instrument.version],
        ["facility_id", "KhFHC-03"],
        ["round", "2026-1"],
    ]
    .iter()
    .map(|row| texts(row))
    .collect();
    rows.extend([Vec::new(), texts(&["kind", "id", "mn", "en", "shown"])]);
    for indicator in &instrument.indicators {
        rows.push(texts(&["indicator", &indicator.id, &indicator.title.mn, &indicator.title.en]));
    }
    Page { name: HIDDEN_SHEET.to_owned(), hidden: true, rows, merged: Vec::new() }
}

fn entry(id: &str, mn: &str, en: &str) -> Entry {
    Entry { id: id.into(), title: Label::new(mn, en), also: Vec::new() }
}

/// A small instrument.
pub fn instrument() -> ScorecardInstrument {
    let scored = |id: &str, mn: &str, en: &str| Scored {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        also: Vec::new(),
        facility_types: Vec::new(),
        dimension: None,
    };
    let tracked = |id: &str, mn: &str, en: &str| Tracked {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        unit: Label::new("хүн", "people"),
        also: Vec::new(),
        facility_types: Vec::new(),
        dimension: None,
        bound: Bound::AtLeast,
        entitlements: vec![Entitlement {
            value: 4.0,
            kind: crate::instrument::TargetKind::Norm,
            source: Label::new("Стандарт", "Standard"),
            facility_types: Vec::new(),
            from: None,
            until: None,
            places: Vec::new(),
        }],
    };
    let mark = |value, mn: &str, en: &str| Mark { value, title: Label::new(mn, en) };
    ScorecardInstrument {
        id: "health-scorecard".into(),
        version: "1".into(),
        sector: "health".into(),
        title: Label::new("Эрүүл мэндийн онооны хуудас", "Health scorecard"),
        description: Label::default(),
        place_set: "all".into(),
        scale: Scale { from: 1.0, to: 5.0, form: ScaleForm::Points },
        marks: vec![mark(1.0, "Муу", "Bad"), mark(5.0, "Сайн", "Good")],
        facility_types: vec![entry("shc", "Сумын эрүүл мэндийн төв", "Soum health centre")],
        groups: vec![
            entry("women", "Эмэгтэйчүүд", "Women"),
            entry("men", "Эрэгтэйчүүд", "Men"),
            entry("elderly", "Ахмад настан", "Elderly"),
        ],
        compare: Vec::new(),
        stakeholders: vec![
            entry("khural", "Иргэдийн хурал", "Khural"),
            entry("cso", "Иргэний нийгэм", "Civil society"),
        ],
        indicators: vec![
            scored("HC01", "Хүлээх хугацаа", "Waiting time"),
            scored("HC02", "Цэвэр байдал", "Cleanliness"),
            scored("HC03", "Эмч нарын хандлага", "Attitude of doctors"),
            scored("HC04", "Эмийн хүртээмж", "Medicines"),
        ],
        inputs: vec![tracked("HF01", "Эмч", "Doctors"), tracked("HF02", "Түргэн тусламжийн машин", "Ambulance")],
        words: Default::default(),
    }
}
