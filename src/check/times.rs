//! When interviews began and ended: how long each took, and whether one person was at two at once.
//!
//! What      minutes for each question that was due, against the median of all interviews; interviews of one person that overlap
//! Formula   short: (end − start) / questions < ⅓ · median of the same. Overlap: the next begins more than a minute before the
//!           latest end so far
//! Source    a third of the median: Greszki, Meyer & Schoen (2015), Public Opin. Q. 79:471–503 (30 to 50 % are usual)
//! Checked   by hand
//! Edges     a form that stayed open for more than twelve hours says nothing of the interview and is left out; fewer than
//!           twenty interviews have no usual length

use super::RowAt;
use crate::day::Day;
use crate::table::Cell;

/// So many interviews at least make a usual length.
pub const LEAST: usize = 20;
/// Shorter than this part of the usual time is short.
pub const SHORT: f64 = 1.0 / 3.0;
/// A form that was open longer was left open.
const LONGEST: f64 = 12.0 * 3600.0;
/// Overlaps up to this many seconds are a question of clocks.
const SLACK: f64 = 60.0;

/// One interview in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timed {
    /// Its row.
    pub at: RowAt,
    /// The interviewer, by number.
    pub interviewer: Option<u32>,
    /// Seconds from 1 January 1970 on.
    pub start: f64,
    /// The same.
    pub end: f64,
    /// Questions that were due.
    pub due: u16,
}

impl Timed {
    /// Minutes that it took.
    pub fn minutes(&self) -> f64 {
        (self.end - self.start) / 60.0
    }

    fn is_sound(&self) -> bool {
        (0.0..=LONGEST).contains(&(self.end - self.start))
    }

    fn pace(&self) -> f64 {
        (self.end - self.start) / f64::from(self.due.max(1))
    }
}

/// The time in a cell, in seconds from 1 January 1970 on: a date of a workbook, or text such as
/// `2026-05-03T09:12:44.000+08:00`. Without a time of day there is none.
pub fn seconds(cell: Cell) -> Option<f64> {
    match cell {
        Cell::Date(date) => {
            let day = Day::new(date.year, date.month, date.day)?;
            Some(days(day) + f64::from(date.second))
        }
        Cell::Text(text) => written(std::str::from_utf8(text).ok()?),
        // Days from 30 December 1899 on, as a spreadsheet counts; of this century, so that no other number is a time.
        Cell::Number(serial) if (36_526.0..73_051.0).contains(&serial) && serial.fract() > 0.0 => {
            Some((serial - 25_569.0) * 86_400.0)
        }
        Cell::Number(_) | Cell::Blank | Cell::Truth(_) | Cell::Fault(_) => None,
    }
}

fn days(day: Day) -> f64 {
    let first = Day::new(1970, 1, 1).expect("it is a day");
    day.days_after(first) as f64 * 86_400.0
}

fn written(text: &str) -> Option<f64> {
    let (day, time) = text.split_once(['T', ' '])?;
    let (time, offset) = match time.find(['+', '-', 'Z']) {
        Some(at) => (&time[..at], offset(&time[at..])?),
        None => (time, 0.0),
    };
    Some(days(Day::written(day)?) + clock(time.trim())? - offset)
}

/// `09:12`, `09:12:44.5` in seconds.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let (hours, minutes) = (parts.next()?.parse::<u8>().ok()?, parts.next()?.parse::<u8>().ok()?);
    let seconds = parts.next().map_or(Some(0.0), |s| s.parse::<f64>().ok())?;
    let sound = hours < 24 && minutes < 60 && (0.0..61.0).contains(&seconds) && parts.next().is_none();
    sound.then(|| f64::from(hours) * 3600.0 + f64::from(minutes) * 60.0 + seconds)
}

/// `Z`, `+08`, `+08:00`, `+0800` in seconds.
fn offset(text: &str) -> Option<f64> {
    let sign = match text.as_bytes().first()? {
        b'Z' => return (text.len() == 1).then_some(0.0),
        b'-' => -1.0,
        _ => 1.0,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let minutes = if digits.len() > 2 { digits.get(2..)?.parse::<u8>().ok()? } else { 0 };
    Some(sign * (f64::from(digits.get(..2)?.parse::<u8>().ok()?) * 3600.0 + f64::from(minutes) * 60.0))
}

/// Interviews that were too short, each with the minutes that would be usual.
pub fn short(interviews: &[Timed]) -> Vec<(Timed, f64)> {
    let mut paces: Vec<f64> = interviews.iter().filter(|i| i.is_sound()).map(Timed::pace).collect();
    if paces.len() < LEAST {
        return Vec::new();
    }
    paces.sort_by(f64::total_cmp);
    let usual = f64::midpoint(paces[(paces.len() - 1) / 2], paces[paces.len() / 2]);
    let is_short = |i: &&Timed| i.is_sound() && i.pace() < SHORT * usual;
    interviews.iter().filter(is_short).map(|i| (*i, usual * f64::from(i.due.max(1)) / 60.0)).collect()
}

/// Pairs of interviews of one person that overlap: the later one, and the earlier one that hadn't ended.
pub fn overlapping(interviews: &[Timed]) -> Vec<(Timed, Timed)> {
    let mut sorted: Vec<&Timed> = interviews.iter().filter(|i| i.interviewer.is_some() && i.is_sound()).collect();
    sorted.sort_by(|a, b| a.interviewer.cmp(&b.interviewer).then(a.start.total_cmp(&b.start)).then(a.at.cmp(&b.at)));
    let mut pairs = Vec::new();
    let mut latest: Option<&Timed> = None;
    for interview in sorted {
        match latest.filter(|before| before.interviewer == interview.interviewer) {
            Some(before) => {
                if interview.start + SLACK < before.end {
                    pairs.push((*interview, *before));
                }
                if interview.end > before.end {
                    latest = Some(interview);
                }
            }
            None => latest = Some(interview),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Date;

    fn timed(row: u64, start: f64, minutes: f64) -> Timed {
        let at = RowAt { file: 0, row };
        Timed { at, interviewer: Some(0), start, end: start + minutes * 60.0, due: 10 }
    }

    #[test]
    fn times_are_read_as_platforms_and_workbooks_write_them() {
        // 2026-05-03 01:12:44 UTC is 1777770764 (date -u -d '2026-05-03 01:12:44' +%s).
        let text = |text: &'static str| seconds(Cell::Text(text.as_bytes()));
        assert_eq!(text("2026-05-03T09:12:44.000+08:00"), Some(1_777_770_764.0));
        assert_eq!(text("2026-05-03T01:12:44Z"), Some(1_777_770_764.0));
        assert_eq!(text("2026-05-03 01:12:44"), Some(1_777_770_764.0));
        assert_eq!(text("03.05.2026 01:12"), Some(1_777_770_720.0));
        let date = Date { year: 2026, month: 5, day: 3, second: 4_364 };
        assert_eq!(seconds(Cell::Date(date)), Some(1_777_770_764.0));
        // Day 46145 is 3 May 2026; half of it is noon.
        assert_eq!(seconds(Cell::Number(46_145.5)), Some(1_777_809_600.0));
        for bad in ["2026-05-03", "маргааш", "5/3/2026 10:00", "2026-05-03 25:00", ""] {
            assert_eq!(text(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_interview_of_a_third_of_the_usual_time_is_short() {
        let mut all: Vec<Timed> = (0..30).map(|n| timed(n + 2, n as f64 * 4000.0, 30.0)).collect();
        all.push(timed(40, 900_000.0, 9.0));
        all.push(timed(41, 910_000.0, 11.0));
        all.push(timed(42, 920_000.0, 5_000.0)); // left open over night
        let found = short(&all);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0.at.row, found[0].1), (40, 30.0));
        assert!(short(&all[..10]).is_empty());
    }

    #[test]
    fn nobody_is_at_two_interviews_at_once() {
        let all = [timed(2, 0.0, 60.0), timed(3, 1800.0, 10.0), timed(4, 3000.0, 60.0), timed(5, 6580.0, 20.0)];
        let pairs: Vec<(u64, u64)> = overlapping(&all).iter().map(|(a, b)| (a.at.row, b.at.row)).collect();
        // Row 5 begins 20 seconds before row 4 ends: clocks.
        assert_eq!(pairs, [(3, 2), (4, 2)]);
        let others = [timed(2, 0.0, 60.0), Timed { interviewer: Some(1), ..timed(3, 1800.0, 10.0) }];
        assert!(overlapping(&others).is_empty());
    }
}
