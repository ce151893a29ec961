//! Long lists of sums in few characters, exact to the last bit.
//!
//! A sum of weights that are all alike is written as how many there were, and what repeats as one entry with its number:
//! `[[0,12],3,"61.85"]` is twelve times 0, three weights, and a sum as it stands.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// An entry of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// So many: rows, or weights that are all alike.
    Whole(u64),
    /// A sum of weights.
    Sum(f64),
    /// A sum of numbers.
    Number(f64),
}

impl Entry {
    fn is(self, other: Entry) -> bool {
        match (self, other) {
            (Entry::Whole(a), Entry::Whole(b)) => a == b,
            (Entry::Sum(a), Entry::Sum(b)) | (Entry::Number(a), Entry::Number(b)) => a.to_bits() == b.to_bits(),
            (Entry::Whole(_) | Entry::Sum(_) | Entry::Number(_), _) => false,
        }
    }
}

/// A list, with what repeats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Runs(Vec<(Entry, u32)>);

impl Runs {
    /// The list of these entries.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Runs {
        let mut runs: Vec<(Entry, u32)> = Vec::new();
        for entry in entries {
            match runs.last_mut() {
                Some((last, times)) if last.is(entry) => *times += 1,
                _ => runs.push((entry, 1)),
            }
        }
        Runs(runs)
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All entries; none if there are more than so many.
    pub fn entries(&self, most: usize) -> Option<Vec<Entry>> {
        let all: u64 = self.0.iter().map(|(_, times)| u64::from(*times)).sum();
        let each = |(entry, times): &(Entry, u32)| std::iter::repeat_n(*entry, *times as usize);
        (all <= most as u64).then(|| self.0.iter().flat_map(each).collect())
    }
}

/// Sums of so many weights that are all alike: w + w + … as they come, which isn't the product to the last bit.
#[derive(Debug, Clone)]
pub struct Multiples {
    weight: f64,
    sums: Vec<f64>,
}

/// Nobody interviews more people in a cluster.
const MOST: u64 = 100_000;

impl Multiples {
    /// Those of a weight.
    pub fn of(weight: f64) -> Multiples {
        Multiples { weight, sums: vec![0.0] }
    }

    /// The sum of so many; none beyond what is kept.
    pub fn sum(&mut self, times: u64) -> Option<f64> {
        // Whole numbers add up exactly.
        let product = self.weight * times as f64;
        if self.weight.fract() == 0.0 && product < 9e15 {
            return Some(product);
        }
        if times > MOST {
            return None;
        }
        while (self.sums.len() as u64) <= times {
            self.sums.push(self.sums[self.sums.len() - 1] + self.weight);
        }
        self.sums.get(times as usize).copied()
    }

    /// Of how many weights this is the sum, if it is one.
    pub fn times(&mut self, sum: f64) -> Option<u64> {
        let times = if sum.to_bits() == 0 { 0.0 } else { (sum / self.weight).round() };
        let times = (0.0..9e15).contains(&times).then_some(times as u64)?;
        (self.sum(times)?.to_bits() == sum.to_bits()).then_some(times)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Entry::Whole(n) => serializer.serialize_u64(*n),
            Entry::Sum(sum) => serializer.serialize_str(&format!("{sum:?}")),
            Entry::Number(sum) => serializer.serialize_f64(*sum),
        }
    }
}

impl Serialize for Runs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(entry, times)| Run { entry: *entry, times: *times }))
    }
}

struct Run {
    entry: Entry,
    times: u32,
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.times == 1 { self.entry.serialize(serializer) } else { (self.entry, self.times).serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Runs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Runs, D::Error> {
        let runs: Vec<Run> = Deserialize::deserialize(deserializer)?;
        Ok(Runs(runs.into_iter().map(|run| (run.entry, run.times)).collect()))
    }
}

impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Run, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        let run = Run::deserialize(deserializer)?;
        if run.times == 1 { Ok(run.entry) } else { Err(D::Error::custom("a repetition within a repetition")) }
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Run;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a whole number, a sum in quotes, a number, or one of these with how often it comes")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Run, E> {
        Ok(Run { entry: Entry::Whole(n), times: 1 })
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Run, E> {
        Ok(Run { entry: Entry::Number(number), times: 1 })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Run, E> {
        let sum = text.parse().ok().filter(|sum: &f64| sum.is_finite());
        let entry = Entry::Sum(sum.ok_or_else(|| E::custom(format!("{text:?} is not a number")))?);
        Ok(Run { entry, times: 1 })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Run, A::Error> {
        let lacks = || A::Error::custom("a repetition is an entry and how often it comes");
        let (entry, times) = (seq.next_element()?.ok_or_else(lacks)?, seq.next_element()?.ok_or_else(lacks)?);
        match seq.next_element::<Entry>()? {
            None => Ok(Run { entry, times }),
            Some(_) => Err(lacks()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_written_once_and_read_as_it_was() {
        let entries = [0, 0, 0, 3].map(Entry::Whole).into_iter().chain([Entry::Sum(61.85), Entry::Number(-0.1)]);
        let runs = Runs::of(entries.clone());
        let text = serde_json::to_string(&runs).unwrap();
        assert_eq!(text, r#"[[0,3],3,"61.85",-0.1]"#);
        let read: Runs = serde_json::from_str(&text).unwrap();
        assert_eq!(read.entries(6), Some(entries.collect()));
        assert_eq!(read.entries(5), None);
    }

    #[test]
    fn sums_of_equal_weights_are_counts_only_if_every_bit_is_that_of_adding_them_one_by_one() {
        // 0.1 + 0.1 + 0.1 is 0.30000000000000004 in binary, and not 0.3.
        let mut multiples = Multiples::of(0.1);
        assert_eq!(multiples.times(0.1 + 0.1 + 0.1), Some(3));
        assert_eq!(multiples.times(0.3), None);
        assert_eq!(multiples.times(0.0), Some(0));
        assert_eq!(multiples.times(-0.0), None);
        assert_eq!(Multiples::of(0.0).times(0.0), Some(0));
        assert_eq!(Multiples::of(0.0).times(1.0), None);
        assert_eq!(Multiples::of(2.0).sum(1_000_000_000), Some(2e9));
        assert_eq!(Multiples::of(2.5).sum(u64::MAX), None);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["[[1]]", "[[1,2,3]]", "[[[1,2],2]]", "[\"inf\"]", "[\"x\"]", "[null]", "[-1]", "[{}]"] {
            assert!(serde_json::from_str::<Runs>(text).is_err(), "{text}");
        }
    }
}
