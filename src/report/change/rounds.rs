//! The main figures over the rounds: a chart of each, and of more than two rounds a table with all values.

use super::Volumes;
use crate::card::{Figure, Finding, Where, Whom};
use crate::change::Change;
use crate::lang::Label;
use crate::report::pages::{headline_figures, headline_name, is_clear, verdict_of};
use crate::report::parts::{
    absent, across, both, column, counted, figure, grid, joined, paragraph, phrase, row, text, titled,
};
use crate::report::words::{GapWord, Word, t};
use crate::report::{
    Absent, Block, Chart, ColumnKind, Grid, GridRow, RoundPoint, Rounds, RoundsRow, RowRole, Section, Trend, Value,
    Verdict,
};

/// A chart of each main figure that was compared.
pub(super) fn section(volumes: &Volumes) -> Option<Section> {
    let charts = headline_figures(volumes.last()).into_iter().filter_map(|figure| chart(volumes, figure));
    let charts: Vec<Block> = charts.map(|chart| Block::Chart(Box::new(Chart::Rounds(chart)))).collect();
    if charts.is_empty() {
        return None;
    }
    let mut blocks = vec![paragraph(about(volumes))];
    blocks.extend(charts);
    Some(across("rounds", GapWord::SheetRounds, blocks))
}

fn about(volumes: &Volumes) -> Label {
    let level = [volumes.last().level_words()];
    match volumes.rounds.len() {
        0..=2 => phrase(
            "Газар бүрд хоёр тэмдэг: дээд нь өмнөх үе, доод нь дараагийн үе; зураас нь {0} %-ийн итгэх интервал. Өнгө, дүрс нь олон харьцуулалтыг зассан дүгнэлт: ▲ сайжирсан, ▼ муудсан; саарал нь тодорхой өөрчлөлтгүй, өөрөөр хэлбэл ялгаа нь тохиолдлынх байж мэднэ. Эрэмбэ биш.",
            "Two marks for each place: the upper one is the earlier round, the lower one the later; the line is the {0}% confidence interval. Colour and shape are the verdict, adjusted for many comparisons: ▲ better, ▼ worse; grey is no clear difference: what is seen may be chance. This is no ranking.",
            &level,
        ),
        _ => phrase(
            "Үе шат бүрийн утга зүүнээс баруун тийш. Өнгө, дүрс нь эхний үеэс сүүлийн үе хүртэлх өөрчлөлтийн дүгнэлт (олон харьцуулалтыг зассан): ▲ сайжирсан, ▼ муудсан; саарал тасархай нь тодорхой өөрчлөлтгүй. Итгэх түвшин {0} %. Эрэмбэ биш.",
            "The values of the rounds run from left to right. Colour and shape are the verdict on the change from the first round to the last, adjusted for many comparisons: ▲ better, ▼ worse; grey and broken is no clear difference. Confidence level {0}%. This is no ranking.",
            &level,
        ),
    }
}

fn chart(volumes: &Volumes, figure: Figure) -> Option<Rounds> {
    let book = volumes.last();
    let compared = volumes.changes.changes.iter().any(|c| c.key.figure == figure && c.key.whom == Whom::Everybody);
    if !compared {
        return None;
    }
    let places = if book.has_places() { book.wheres().collect() } else { vec![Where::All] };
    let rows: Vec<RoundsRow> = places.into_iter().map(|place| line(volumes, figure, place)).collect();
    let title = headline_name(book, figure);
    Some(Rounds {
        id: format!("rounds.{}", figure.id(book.instrument)),
        alt: alt(volumes, &title, &rows),
        x_title: book.unit(figure),
        title,
        format: book.format(figure),
        rounds: (0..volumes.rounds.len()).map(|round| volumes.name(round)).collect(),
        rows,
    })
}

fn line(volumes: &Volumes, figure: Figure, place: Where) -> RoundsRow {
    let points: Vec<RoundPoint> = (0..volumes.rounds.len()).map(|round| point(volumes, round, figure, place)).collect();
    let (change, verdict) = judged(volumes, figure, place, &points);
    RoundsRow { name: volumes.last().place_name(place), points, change, verdict, total: place == Where::All }
}

/// The change from the first round to the last and its verdict; where there is none, why a value is missing.
fn judged(volumes: &Volumes, of: Figure, place: Where, points: &[RoundPoint]) -> (Value, Value) {
    let book = volumes.last();
    let Some(change) = change(volumes, of, place, (0, volumes.rounds.len() - 1)) else {
        let why = points.iter().find_map(|point| match point.value {
            Value::Absent { why } => Some(why),
            _ => None,
        });
        let why = absent(why.unwrap_or(Absent::NotApplicable));
        return (why.clone(), why);
    };
    let value = change.difference.value * of.factor(book.instrument);
    // Its verdict stands beside it.
    let value = figure(value, book.gap_format(of));
    let verdict = match is_clear(&change.difference, change.p_adjusted, change.meaning) {
        true => Value::Verdict { verdict: verdict_of(change.meaning) },
        false => absent(Absent::NoError),
    };
    (value, verdict)
}

fn change<'a>(volumes: &'a Volumes, figure: Figure, place: Where, rounds: (usize, usize)) -> Option<&'a Change> {
    volumes
        .changes
        .changes
        .iter()
        .find(|c| c.rounds == rounds && c.key.figure == figure && c.key.place == place && c.key.whom == Whom::Everybody)
}

/// The value of a round: that which was compared, else that of its card.
fn point(volumes: &Volumes, round: usize, of: Figure, place: Where) -> RoundPoint {
    let last = volumes.last();
    let theirs = &volumes.books[round];
    let id = of.id(last.instrument);
    let own = theirs.figures.iter().copied().find(|figure| figure.id(theirs.instrument) == id);
    let finding: Option<&Finding> = own.and_then(|figure| theirs.everybody(figure, place));
    let shown = match own {
        Some(figure) => theirs.value(finding.filter(|finding| finding.key.figure == figure), None),
        None => absent(Absent::NotApplicable),
    };
    let compared = volumes.changes.changes.iter().find_map(|c| {
        let here = c.key.figure == of && c.key.place == place && c.key.whom == Whom::Everybody;
        match (here, c.rounds) {
            (true, (earlier, _)) if earlier == round => Some((c.values.0, c.intervals.0)),
            (true, (_, later)) if later == round => Some((c.values.1, c.intervals.1)),
            _ => None,
        }
    });
    let factor = of.factor(last.instrument);
    let Value::Number { few, .. } = shown else { return RoundPoint { value: shown, interval: None } };
    let number = |value: f64| Value::Number { value, format: last.format(of), light: None, few };
    match compared {
        // A composite of unlike parts is compared on those that both rounds have: another number than the card's.
        Some((value, interval)) => RoundPoint {
            value: number(value * factor),
            interval: interval.map(|interval| (interval.low * factor, interval.high * factor)),
        },
        None => RoundPoint { value: shown, interval: finding.and_then(|finding| theirs.ends(finding)) },
    }
}

fn alt(volumes: &Volumes, title: &Label, rows: &[RoundsRow]) -> Label {
    const LONGEST: usize = 80;
    let short = both(|lang| title.get(lang).chars().take(LONGEST).collect());
    let names: Vec<Label> = (0..volumes.rounds.len()).map(|round| volumes.name(round)).collect();
    let count =
        |wanted: Verdict| counted(rows.iter().filter(|row| !row.total && row.judged() == Some(wanted)).count() as u64);
    phrase(
        "{0}: {1}. Газрууд: {2} сайжирсан, {3} муудсан, {4} тодорхой өөрчлөлтгүй. Тоонууд нь хүснэгтэд бий.",
        "{0}: {1}. Places: {2} better, {3} worse, {4} not clearly different. The numbers are in a table.",
        &[
            short,
            joined(&names, " → "),
            count(Verdict::Better),
            count(Verdict::Worse),
            count(Verdict::NoClearDifference),
        ],
    )
}

/// Of more than two rounds: every compared figure at every place with the value of each round, and a small picture of them.
pub(super) fn series(volumes: &Volumes) -> Option<Section> {
    let rounds = volumes.rounds.len();
    if rounds < 3 {
        return None;
    }
    let book = volumes.last();
    let mut columns =
        vec![column("figure", Word::Indicator, ColumnKind::Text), column("place", Word::Place, ColumnKind::Text)];
    columns
        .extend((0..rounds).map(|round| titled(&format!("r{}", round + 1), volumes.name(round), ColumnKind::Measure)));
    columns.extend([
        column("change", GapWord::Change, ColumnKind::Measure),
        column("verdict", Word::Verdict, ColumnKind::Text),
    ]);
    let mut rows: Vec<GridRow> = Vec::new();
    for of in book.figures.iter().copied() {
        let any = volumes.changes.changes.iter().any(|c| c.key.figure == of && c.key.whom == Whom::Everybody);
        if !any {
            continue;
        }
        for place in book.wheres().filter(|place| *place == Where::All || book.has_places()) {
            let line = line(volumes, of, place);
            if line.points.iter().all(|point| point.value().is_none()) {
                continue;
            }
            let mut values = vec![text(of.title(book.instrument).clone()), text(line.name)];
            values.extend(line.points.into_iter().map(|point| point.value));
            values.extend([line.change, line.verdict]);
            rows.push(match line.total {
                true => GridRow { role: RowRole::Total, values },
                false => row(values),
            });
        }
    }
    let trend = Some(Trend { first: 2, count: rounds, title: t(GapWord::Trend) });
    let about = Label::new(
        "Өөрчлөлт, дүгнэлт нь эхний үеэс сүүлийн үе хүртэл. Хандлагын багана тэгээс эхэлсэн, мөр бүр өөрийн хэмжээстэй: мөрүүдийг хооронд нь харьцуулахгүй.",
        "Change and verdict are from the first round to the last. The columns of the trend begin at nought and each row has a scale of its own: rows are not to be held against one another.",
    );
    let grid = Grid { trend, ..grid("rounds.series", t(GapWord::SheetSeries), columns, 2, rows) };
    (!grid.rows.is_empty())
        .then(|| across("rounds-series", GapWord::SheetSeries, vec![paragraph(about), Block::Grid(grid)]))
}
