//! A batch of coded rows on its way into the tally.

use super::plan::{AnswerCode, GroupCode, Plan};

/// Coded rows, one after the other, each with as many codes, numbers and groups as the plan says.
///
/// A row lies in one piece, since it is fetched from far away when its unit's turn comes.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    shape: Shape,
    /// By row: unit, weight, groups, numbers, codes, in units of two bytes.
    data: Vec<u16>,
}

/// What a coded row of a plan consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    variables: usize,
    slots: usize,
    columns: usize,
}

impl Shape {
    pub fn of(plan: &Plan) -> Shape {
        Shape { variables: plan.variables.len(), slots: plan.slots, columns: plan.columns }
    }

    /// Pieces of two bytes in a row.
    pub fn stride(self) -> usize {
        WORD + DOUBLE + WORD * self.columns + DOUBLE * self.slots + self.variables
    }

    /// A row out of its pieces.
    #[inline]
    pub fn read(self, row: &[u16]) -> RowOf<'_> {
        let (unit, rest) = row.split_at(WORD);
        let (weight, rest) = rest.split_at(DOUBLE);
        let (groups, rest) = rest.split_at(WORD * self.columns);
        let (numbers, codes) = rest.split_at(DOUBLE * self.slots);
        RowOf { unit: from_word(unit), weight: from_double(weight), codes, numbers, groups, pieces: row }
    }
}

/// Pieces of two bytes in a unit or a group.
const WORD: usize = 2;

/// Pieces of two bytes in a number.
const DOUBLE: usize = 4;

impl Batch {
    /// An empty batch for rows of a plan.
    pub fn new(plan: &Plan) -> Batch {
        Batch { shape: Shape::of(plan), data: Vec::new() }
    }

    /// An empty batch with memory for a lot that is full.
    pub(super) fn for_a_lot(plan: &Plan) -> Batch {
        let shape = Shape::of(plan);
        Batch { shape, data: Vec::with_capacity(LOT_ROWS * shape.stride()) }
    }

    /// Adds a row: its sampled unit, its weight, its answer codes, numbers and groups.
    pub fn push(
        &mut self,
        unit: u32,
        weight: f64,
        codes: impl ExactSizeIterator<Item = AnswerCode>,
        numbers: &[f64],
        groups: &[GroupCode],
    ) {
        let Shape { variables, slots, columns } = self.shape;
        debug_assert_eq!((codes.len(), numbers.len(), groups.len()), (variables, slots, columns));
        self.data.reserve(self.shape.stride());
        self.data.extend_from_slice(&word(unit));
        self.data.extend_from_slice(&double(weight));
        groups.iter().for_each(|group| self.data.extend_from_slice(&word(*group)));
        numbers.iter().for_each(|number| self.data.extend_from_slice(&double(*number)));
        self.data.extend(codes);
    }

    /// Adds rows of which nothing is known yet.
    pub fn extend_blank(&mut self, rows: usize) {
        self.data.resize(self.data.len() + rows * self.shape.stride(), 0);
    }

    /// Adds a row of another batch of the same plan as a row of this unit and weight, with these groups in place of its own.
    #[inline]
    pub fn push_from(
        &mut self,
        unit: u32,
        weight: f64,
        groups: impl Iterator<Item = (usize, GroupCode)>,
        from: &Batch,
        row: usize,
    ) {
        let stride = self.shape.stride();
        let start = self.data.len();
        self.data.extend_from_slice(&from.data[row * stride..][..stride]);
        let new = &mut self.data[start..];
        new[..WORD].copy_from_slice(&word(unit));
        new[WORD..WORD + DOUBLE].copy_from_slice(&double(weight));
        for (column, group) in groups {
            new[WORD + DOUBLE + WORD * column..][..WORD].copy_from_slice(&word(group));
        }
    }

    /// The group of a row in a column.
    pub fn group(&self, row: usize, column: usize) -> GroupCode {
        self.row(row).group(column)
    }

    /// Sets the codes of a variable, from this row on.
    pub fn put_codes(&mut self, first: usize, variable: usize, codes: &[AnswerCode]) {
        let Shape { slots, columns, .. } = self.shape;
        let at = WORD + DOUBLE + WORD * columns + DOUBLE * slots + variable;
        for (row, code) in self.rows_from(first).zip(codes) {
            row[at] = *code;
        }
    }

    /// Sets the numbers in one slot, from this row on.
    pub fn put_numbers(&mut self, first: usize, slot: usize, numbers: impl Iterator<Item = f64>) {
        let at = WORD + DOUBLE + WORD * self.shape.columns + DOUBLE * slot;
        for (row, number) in self.rows_from(first).zip(numbers) {
            row[at..at + DOUBLE].copy_from_slice(&double(number));
        }
    }

    /// Sets the groups of one column, from this row on.
    pub fn put_groups(&mut self, first: usize, column: usize, groups: impl Iterator<Item = GroupCode>) {
        let at = WORD + DOUBLE + WORD * column;
        for (row, group) in self.rows_from(first).zip(groups) {
            row[at..at + WORD].copy_from_slice(&word(group));
        }
    }

    fn rows_from(&mut self, first: usize) -> impl Iterator<Item = &mut [u16]> {
        let stride = self.shape.stride();
        self.data.chunks_exact_mut(stride).skip(first)
    }

    /// Gives its rows, in their order, other weights.
    pub fn put_weights(&mut self, weights: impl Iterator<Item = f64>) {
        for (row, weight) in self.rows_from(0).zip(weights) {
            row[WORD..WORD + DOUBLE].copy_from_slice(&double(weight));
        }
    }

    /// Gives its rows, in their order, other units.
    pub fn put_units(&mut self, units: impl Iterator<Item = u32>) {
        for (row, unit) in self.rows_from(0).zip(units) {
            row[..WORD].copy_from_slice(&word(unit));
        }
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.data.len() / self.shape.stride()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Empties it and keeps its memory.
    pub fn clear(&mut self) {
        self.data.clear();
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = RowOf<'_>> {
        self.data.chunks_exact(self.shape.stride()).map(|row| self.shape.read(row))
    }

    pub(super) fn row(&self, i: usize) -> RowOf<'_> {
        self.shape.read(&self.data[i * self.shape.stride()..][..self.shape.stride()])
    }

    /// Adds a row of another batch of the same plan, as a row of this unit.
    pub(super) fn copy(&mut self, unit: u32, row: &RowOf) {
        self.data.reserve(self.shape.stride());
        self.data.extend_from_slice(&word(unit));
        self.data.extend_from_slice(&row.pieces[WORD..]);
    }
}

fn word(value: u32) -> [u16; WORD] {
    [value as u16, (value >> 16) as u16]
}

fn from_word(pieces: &[u16]) -> u32 {
    pieces.iter().rev().fold(0, |value, piece| value << 16 | u32::from(*piece))
}

fn double(value: f64) -> [u16; DOUBLE] {
    let bits = value.to_bits();
    std::array::from_fn(|i| (bits >> (16 * i)) as u16)
}

fn from_double(pieces: &[u16]) -> f64 {
    f64::from_bits(pieces.iter().rev().fold(0, |bits, piece| bits << 16 | u64::from(*piece)))
}

/// Rows on their way, sorted roughly by unit: a lot holds the rows of few units, so that adding it finds its rows and its
/// sums close together in memory, in whatever order the file has them.
#[derive(Debug)]
pub struct Lots {
    lots: Vec<Batch>,
    full: Option<usize>,
}

/// How many lots there are.
pub(super) const LOTS: usize = 64;

/// Rows in a full lot.
const LOT_ROWS: usize = 2_048;

impl Lots {
    /// Empty lots for rows of a plan.
    pub fn new(plan: &Plan) -> Lots {
        Lots { lots: (0..LOTS).map(|_| Batch::new(plan)).collect(), full: None }
    }

    /// Adds a row of another batch as a row of this unit and weight, with these groups in place of its own; units of one number
    /// share a lot, or rows of one facility. A lot that is full must be taken before the next row.
    #[inline]
    pub fn push(
        &mut self,
        lot: u32,
        unit: u32,
        weight: f64,
        groups: impl Iterator<Item = (usize, GroupCode)>,
        from: &Batch,
        row: usize,
    ) {
        let at = lot as usize % LOTS;
        let lot = &mut self.lots[at];
        lot.push_from(unit, weight, groups, from, row);
        if lot.data.len() >= LOT_ROWS * lot.shape.stride() {
            self.full = Some(at);
        }
    }

    /// The lot that the last row filled, if it did, with its number. The taker leaves it empty.
    #[inline]
    pub fn full(&mut self) -> Option<(usize, &mut Batch)> {
        self.full.take().map(|at| (at, &mut self.lots[at]))
    }

    /// All lots, at the end.
    pub(super) fn rest(self) -> impl Iterator<Item = (usize, Batch)> {
        self.lots.into_iter().enumerate().filter(|(_, lot)| !lot.is_empty())
    }
}

/// One row of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowOf<'a> {
    pub unit: u32,
    pub weight: f64,
    pub codes: &'a [AnswerCode],
    numbers: &'a [u16],
    groups: &'a [u16],
    /// All of it.
    pub pieces: &'a [u16],
}

impl RowOf<'_> {
    #[inline]
    pub fn number(&self, slot: usize) -> f64 {
        from_double(&self.numbers[slot * DOUBLE..][..DOUBLE])
    }

    #[inline]
    pub fn group(&self, column: usize) -> GroupCode {
        from_word(&self.groups[column * WORD..][..WORD])
    }

    /// The groups of all columns.
    #[inline]
    pub fn groups(&self) -> impl Iterator<Item = GroupCode> {
        self.groups.chunks_exact(WORD).map(from_word)
    }
}
