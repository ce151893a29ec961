//! Places of many rows: every spelling is read once and remembered, and can be listed for the data quality sheet.

use std::collections::HashMap;

use super::context::Context;
use super::gazetteer::PlaceId;
use super::lookup;
use super::resolution::Resolution;

/// Reads places row after row in one context.
#[derive(Debug)]
pub struct Resolver {
    context: Context,
    known: HashMap<Option<PlaceId>, HashMap<Box<str>, usize>>,
    seen: Vec<Spelling>,
    last: Option<Resolution>,
    beyond: u64,
    most: usize,
}

/// A spelling, what it was read as, and how often it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The text of the cell.
    pub text: String,
    /// The place beside it in the row, if there was one.
    pub parent: Option<PlaceId>,
    /// What came of it.
    pub resolution: Resolution,
    /// In how many cells.
    pub count: u64,
}

impl Resolver {
    /// Different spellings remembered; past this many each is read anew, so that a hostile file doesn't fill the memory.
    const MOST: usize = 20_000;

    /// A resolver for one column.
    pub fn new(context: Context) -> Resolver {
        Resolver { context, known: HashMap::new(), seen: Vec::new(), last: None, beyond: 0, most: Self::MOST }
    }

    /// The place that a cell names, or why there is none.
    pub fn resolve(&mut self, text: &str) -> Result<PlaceId, &Resolution> {
        self.resolve_in(None, text)
    }

    /// The same for a cell beside which the row names the place above: the soum beside its aimag.
    pub fn resolve_in(&mut self, parent: Option<PlaceId>, text: &str) -> Result<PlaceId, &Resolution> {
        let known = self.known.get(&parent).and_then(|spellings| spellings.get(text)).copied();
        let index = match known {
            Some(index) => index,
            None if self.seen.len() >= self.most => return self.read_anew(parent, text),
            None => self.remember(parent, text),
        };
        let spelling = &mut self.seen[index];
        spelling.count += 1;
        spelling.resolution.place().ok_or(&spelling.resolution)
    }

    /// Every spelling seen, by place in the official order, then by text; those without a place come last.
    pub fn spellings(&self) -> Vec<&Spelling> {
        let mut all: Vec<&Spelling> = self.seen.iter().collect();
        let place = |s: &Spelling| s.resolution.place();
        all.sort_by(|a, b| {
            let key = |s: &Spelling| (place(s).is_none(), place(s), s.parent);
            key(a).cmp(&key(b)).then_with(|| a.text.cmp(&b.text))
        });
        all
    }

    /// Cells whose spelling came after too many different ones, and so isn't in the list.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    fn within(&self, parent: Option<PlaceId>) -> Context {
        match parent {
            Some(parent) => self.context.clone().parent(parent),
            None => self.context.clone(),
        }
    }

    fn remember(&mut self, parent: Option<PlaceId>, text: &str) -> usize {
        let resolution = lookup::resolve(text, &self.within(parent));
        let index = self.seen.len();
        self.seen.push(Spelling { text: text.to_owned(), parent, resolution, count: 0 });
        self.known.entry(parent).or_default().insert(text.into(), index);
        index
    }

    fn read_anew(&mut self, parent: Option<PlaceId>, text: &str) -> Result<PlaceId, &Resolution> {
        self.beyond += 1;
        let resolution = self.last.insert(lookup::read(text, &self.within(parent)));
        resolution.place().ok_or(resolution)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Level, Match};
    use super::*;

    #[test]
    fn spellings_are_counted_and_listed_with_how_they_were_read() {
        let mut resolver = Resolver::new(Context::aimag_column());
        for text in ["Ховд", "Hovsgol", "Ховд", "Хөвсгөл", "Ховдд1", "Õºâñãºë"] {
            let _ = resolver.resolve(text);
        }
        let seen: Vec<_> = resolver.spellings().into_iter().map(|s| (s.text.as_str(), s.count)).collect();
        assert_eq!(seen, [("Ховд", 2), ("Hovsgol", 1), ("Õºâñãºë", 1), ("Хөвсгөл", 1), ("Ховдд1", 1)]);
        let how = resolver.spellings()[2].resolution.clone();
        assert!(matches!(how, Resolution::Found { how: Match::Legacy8Bit, .. }));
    }

    #[test]
    fn the_aimag_beside_a_soum_decides_between_soums_of_one_name() {
        let mut aimags = Resolver::new(Context::aimag_column());
        let mut soums = Resolver::new(Context::level(Level::Soum));
        let mut code = |aimag: &str, soum: &str| {
            let aimag = aimags.resolve(aimag).ok();
            soums.resolve_in(aimag, soum).map(|id| id.place().code.as_str()).ok()
        };
        assert_eq!(code("Хөвсгөл", "Мөрөн"), Some("6701"));
        assert_eq!(code("Хэнтий", "Мөрөн"), Some("2340"));
        assert_eq!(code("?", "Мөрөн"), None);
    }

    #[test]
    fn past_its_bound_a_resolver_still_reads() {
        let mut resolver = Resolver { most: 20, ..Resolver::new(Context::any()) };
        for i in 0..25 {
            let _ = resolver.resolve(&format!("{}", 1_000_000 + i));
        }
        assert_eq!(resolver.resolve("Чингэлтэй дүүрэг").map(|id| id.place().code.as_str()), Ok("1125"));
        assert_eq!(resolver.beyond(), 6);
    }
}
