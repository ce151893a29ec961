//! A day of the calendar, and the ways people write one.

use std::fmt;

use serde::Serialize;

/// A day of the calendar (Gregorian).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let longest = [31, 28 + u8::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let exists = (1..=12).contains(&month) && (1..=longest[usize::from(month) - 1]).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// A day written as YYYY-MM-DD and in no other way: for options and instrument files.
    pub fn iso(text: &str) -> Option<Day> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
        let shape = (year.len(), month.len(), day.len()) == (4, 2, 2);
        let digits = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !shape || !digits {
            return None;
        }
        Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// A day as people write it: 2026-06-30, 2026.6.30, 30.06.2026, 2026/06/30, "2026 оны 6 сарын 30". The year must have
    /// four digits, so that no other order can be meant; 6/30/2026 is refused, since 6/7/2026 could be two days.
    pub fn written(text: &str) -> Option<Day> {
        let words = ["оны", "он", "сарын", "сар", "өдөр", "өдрийн", "ны", "ний", "-ны", "-ний"];
        let lower = text.trim().to_lowercase();
        let slashes = lower.contains('/');
        let parts: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty() && !words.contains(p)).collect();
        let [a, b, c] = parts[..] else { return None };
        let number = |part: &str| part.parse::<u16>().ok();
        let month_day =
            |month: &str, day: &str| Some((u8::try_from(number(month)?).ok()?, u8::try_from(number(day)?).ok()?));
        if a.len() == 4 {
            let (month, day) = month_day(b, c)?;
            return Day::new(number(a)?, month, day);
        }
        if c.len() == 4 && !slashes {
            let (month, day) = month_day(b, a)?;
            return Day::new(number(c)?, month, day);
        }
        None
    }

    /// Days from 1 January of the year 1 on, which is 0.
    fn ordinal(self) -> i64 {
        let before = i64::from(self.year) - 1;
        let months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let leap = Day::new(self.year, 2, 29).is_some() && self.month > 2;
        before * 365 + before / 4 - before / 100
            + before / 400
            + months[usize::from(self.month) - 1]
            + i64::from(leap)
            + i64::from(self.day)
            - 1
    }

    /// How many days this is after another; negative before it.
    pub fn days_after(self, other: Day) -> i64 {
        self.ordinal() - other.ordinal()
    }

    /// Year, month from 1, day from 1.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_ways_people_write_it_and_never_guessed() {
        let day = Day::new(2026, 6, 30);
        for text in [
            "2026-06-30",
            "2026.6.30",
            "30.06.2026",
            "2026/06/30",
            "2026 оны 6 сарын 30",
            "2026 оны 06 сарын 30-ны өдөр",
        ] {
            assert_eq!(Day::written(text), day, "{text}");
        }
        for text in ["6/7/2026", "30.06.26", "маргааш", "2026-02-30", "", "2026-06"] {
            assert_eq!(Day::written(text), None, "{text}");
        }
        assert_eq!(Day::iso("2026-06-30"), day);
        assert_eq!(Day::iso("2026-6-30"), None);
        assert_eq!(Day::iso("+026-06-30"), None);
    }

    #[test]
    fn days_between_two_are_those_of_the_calendar() {
        let day = |y, m, d| Day::new(y, m, d).expect("a day");
        assert_eq!(day(2026, 3, 1).days_after(day(2026, 2, 28)), 1);
        assert_eq!(day(2024, 3, 1).days_after(day(2024, 2, 28)), 2);
        assert_eq!(day(2000, 1, 1).days_after(day(1999, 1, 1)), 365);
        assert_eq!(day(2026, 1, 1).days_after(day(2026, 12, 31)), -364);
        assert_eq!(Day::new(1900, 2, 29), None);
        assert_eq!(day(2026, 6, 5).to_string(), "2026-06-05");
    }
}
