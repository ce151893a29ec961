//! Putting words and shapes on a page: in the main language large, in the other one small under it.

use super::font::Weight;
use super::page::{Colour, FAINT, INK, LINE, Mark, Piece, Role, line};
use crate::lang::{Label, Lang};
use crate::render::{Palette, Reading};

/// From the top of a line of text to its baseline, and to the next line, in sizes.
const BASELINE: f32 = 0.95;
const NEXT_LINE: f32 = 1.19;

/// How words look.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Size in the main language, and in the other one.
    pub size: [f32; 2],
    /// How heavy the main language is.
    pub weight: Weight,
    /// Its colour.
    pub colour: Colour,
    /// How many lines there may be, in each language.
    pub most: [usize; 2],
    /// What they are.
    pub role: Part,
}

/// What words are to a reader who can't see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The title of the page.
    Title,
    /// The title of a part.
    Heading,
    /// Other words.
    Text,
}

impl Words {
    /// Bold words in the ink of the page.
    pub fn bold(main: f32, other: f32) -> Words {
        Words { size: [main, other], weight: Weight::Bold, colour: INK, most: [1, 1], role: Part::Text }
    }

    /// Words to be read from near.
    pub fn regular(main: f32, other: f32) -> Words {
        Words { weight: Weight::Regular, ..Words::bold(main, other) }
    }

    /// The same on so many lines.
    pub fn most(self, main: usize, other: usize) -> Words {
        Words { most: [main, other], ..self }
    }

    /// The same as a title.
    pub fn role(self, role: Part) -> Words {
        Words { role, ..self }
    }

    /// The same in another colour.
    pub fn colour(self, colour: Colour) -> Words {
        Words { colour, ..self }
    }
}

/// Where a line of words stands in its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At its left.
    Left,
    /// In its middle.
    Middle,
}

/// What has been put on a page so far.
#[derive(Debug, Clone)]
pub struct Pen {
    /// The pieces, in reading order.
    pub pieces: Vec<Piece>,
    /// The languages.
    pub reading: Reading,
    /// The colours of the faces.
    pub palette: Palette,
}

impl Pen {
    /// An empty page.
    pub fn new(reading: Reading, palette: Palette) -> Pen {
        Pen { pieces: Vec::new(), reading, palette }
    }

    /// Words in a column from `top` on; gives where they end.
    pub fn words(&mut self, label: &Label, [left, right]: [f32; 2], top: f32, words: Words) -> f32 {
        self.placed(label, [left, right], top, words, Side::Left)
    }

    /// Words in the middle of a column.
    pub fn middle(&mut self, label: &Label, [left, right]: [f32; 2], top: f32, words: Words) -> f32 {
        self.placed(label, [left, right], top, words, Side::Middle)
    }

    fn placed(&mut self, label: &Label, column: [f32; 2], top: f32, words: Words, side: Side) -> f32 {
        let reading = self.reading;
        let main = self.lines(reading.main(label), reading.first, column, top, words, side);
        match (reading.second, reading.other(label)) {
            (Some(lang), Some(text)) if !text.is_empty() => {
                let other = Words {
                    size: [words.size[1], words.size[1]],
                    weight: Weight::Regular,
                    colour: FAINT,
                    most: [words.most[1], words.most[1]],
                    role: Part::Text,
                };
                self.lines(text, lang, column, main + 0.1 * words.size[1], other, side)
            }
            _ => main,
        }
    }

    fn lines(&mut self, text: &str, lang: Lang, [left, right]: [f32; 2], top: f32, words: Words, side: Side) -> f32 {
        let size = words.size[0];
        let lines = words.weight.wrapped(text, size, right - left, words.most[0]);
        let mut y = top;
        let mut marks = Vec::new();
        for text in lines {
            let x = match side {
                Side::Left => left,
                Side::Middle => left + ((right - left - words.weight.width(&text, size)) / 2.0).max(0.0),
            };
            marks.push(Mark::Text {
                x,
                y: y + BASELINE * size,
                size,
                weight: words.weight,
                colour: words.colour,
                text,
            });
            y += NEXT_LINE * size;
        }
        let role = match words.role {
            Part::Title => Role::Title,
            Part::Heading => Role::Heading,
            Part::Text => Role::Text,
        };
        self.piece(role, lang, marks);
        y
    }

    /// Words on one line, the other language small behind them; gives where the line ends.
    pub fn inline(&mut self, label: &Label, [left, right]: [f32; 2], top: f32, words: Words) -> f32 {
        let reading = self.reading;
        // Both a little smaller rather than one of them missing.
        const SMALLER: [f32; 5] = [1.0, 0.95, 0.9, 0.85, 0.8];
        let beside = |by: f32| {
            let other = reading.other(label).map_or(0.0, |text| Weight::Regular.width(text, by * words.size[1]));
            words.weight.width(reading.main(label), by * words.size[0]) + by * 0.8 * words.size[1] + other
        };
        let by = SMALLER.into_iter().find(|by| beside(*by) <= right - left).unwrap_or(1.0);
        let top = top + BASELINE * words.size[0] * (1.0 - by);
        let words = Words { size: words.size.map(|size| by * size), ..words };
        let size = words.size[0];
        let main = words.weight.wrapped(reading.main(label), size, right - left, 1).concat();
        let end = left + words.weight.width(&main, size);
        let next = self.lines(&main, reading.first, [left, right], top, words, Side::Left);
        let Some((lang, text)) = reading.second.zip(reading.other(label)) else { return next };
        let small = words.size[1];
        let start = end + 0.8 * small;
        if Weight::Regular.width(text, small) > right - start {
            return next;
        }
        let top = top + BASELINE * (size - small);
        let other =
            Words { size: [small, small], weight: Weight::Regular, colour: FAINT, most: [1, 1], role: Part::Text };
        self.lines(text, lang, [start, right], top, other, Side::Left);
        next
    }

    /// Several words beside each other: each as wide as it is, or, where that is too much, all as wide as each other.
    pub fn row(&mut self, labels: &[Label], [left, right]: [f32; 2], top: f32, words: Words) -> f32 {
        const BETWEEN: f32 = 22.0;
        let reading = self.reading;
        let wide = |label: &Label| {
            let other = reading.other(label).map_or(0.0, |text| Weight::Regular.width(text, words.size[1]));
            words.weight.width(reading.main(label), words.size[0]).max(other) + BETWEEN
        };
        let natural: Vec<f32> = labels.iter().map(wide).collect();
        let all = natural.iter().sum::<f32>() - BETWEEN;
        let even = (right - left) / labels.len().max(1) as f32;
        let (mut x, mut end) = (left, top);
        for (label, wide) in labels.iter().zip(natural) {
            let (wide, room) = if all <= right - left { (wide, wide) } else { (even, even - 8.0) };
            end = end.max(self.words(label, [x, x + room], top, words.most(2, 2)));
            x += wide;
        }
        end
    }

    /// Marks as one piece; nothing if there are none.
    pub fn piece(&mut self, role: Role, lang: Lang, marks: Vec<Mark>) {
        if !marks.is_empty() {
            self.pieces.push(Piece { role, lang, marks });
        }
    }

    /// A drawing with its meaning in words.
    pub fn picture(&mut self, says: &Label, marks: Vec<Mark>) {
        let says = self.reading.inline(says).into_owned();
        self.piece(Role::Picture(says), self.reading.first, marks);
    }

    /// Marks that say nothing.
    pub fn decoration(&mut self, marks: Vec<Mark>) {
        self.piece(Role::Decoration, self.reading.first, marks);
    }

    /// A line across, to part things or to write on.
    pub fn rule(&mut self, [left, right]: [f32; 2], y: f32, colour: Colour, wide: f32) {
        let path = line(&[[left, y], [right, y]]);
        self.decoration(vec![Mark::Shape { path, fill: None, edge: Some((colour, wide)) }]);
    }

    /// A line to write on after words: `Утас ______`.
    pub fn fill_in(&mut self, label: &Label, [left, right]: [f32; 2], top: f32, words: Words) {
        let size = words.size[0];
        let reading = self.reading;
        let wide = |text: &str, weight: Weight, size: f32| weight.width(text, size);
        let main = wide(reading.main(label), words.weight, size);
        let other =
            reading.other(label).map_or(0.0, |text| wide(text, Weight::Regular, words.size[1]) + 0.8 * words.size[1]);
        self.inline(label, [left, right], top, words);
        let start = (left + main + other + 0.5 * size).min(right);
        self.rule([start, right], top + BASELINE * size + 1.5, LINE, 0.8);
    }
}
