//! Charts as SVG, each a file of its own that needs no other: for a document, a poster, a slide.
//!
//! Shapes tell the marks apart, so that it is read in black and white; a title and a description are there for those who
//! can't see it.

mod answers;
mod funnel;
mod intervals;
mod lines;
mod map;
mod quadrants;
mod rounds;

use super::{File, Palette, Reading, Settings, axes, safe_name};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem};
use crate::report::{Block, Chart, Report};

/// The ink of words and edges, and of what stands back.
const INK: &str = "#1f2933";
const FAINT: &str = "#6b7783";

/// How wide what a drawing is looked at on is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A sheet of paper, a screen on a desk.
    Desk,
    /// A phone held upright: half as wide, with print as large as on the other once it is fitted.
    Hand,
}

impl Room {
    /// Its name in a page.
    pub fn id(self) -> &'static str {
        match self {
            Room::Desk => "desk",
            Room::Hand => "hand",
        }
    }

    /// The width of a drawing.
    fn wide(self) -> f64 {
        match self {
            Room::Desk => 960.0,
            Room::Hand => 460.0,
        }
    }
}

/// Where what is drawn begins on a phone, under a title of at most two lines and one in the other language.
const HAND_TOP: f64 = 84.0;

/// Writes `STEM-01-funnel1-h02.svg` and so on.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(&**chart),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Facts { .. }
        | Block::Grid(_)
        | Block::Board(_)
        | Block::Link { .. } => None,
    });
    let files: Vec<File> = charts
        .enumerate()
        .map(|(at, chart)| {
            let id = safe_name(&Label::same(chart.id()));
            let mut text = drawn(chart, settings.reading(), settings.palette, Room::Desk);
            if let Some(warning) = report.made_by.warning() {
                warned(&settings.reading().inline(&warning), &mut text);
            }
            File { name: format!("{stem}-{:02}-{id}.svg", at + 1), bytes: text.into_bytes() }
        })
        .collect();
    if files.is_empty() {
        let advice = Hint::advice(
            "Асуулгад оршин суугаа газрын багана байвал газрын зураг, ач холбогдлыг гаргавал зураглал, харьцуулалтад 99,8 %-ийн хязгаараас гадна байгууллага, нэгтгэсэн оноо байвал график гарна; бусад хэлбэрийг сонгоно уу: xlsx, csv, json, md.",
            "A report card has a map where the file says where people live, and a picture where importance is known; a comparison has charts where a facility lies outside the 99.8% limits, and of composites; choose another format: xlsx, csv, json, md.",
        );
        return Err(Problem::new(Code::NoCharts, At::default(), "svg").hint(advice).into());
    }
    Ok(files)
}

/// Says in the corner over the title that answers are made up: a picture goes from hand to hand alone.
fn warned(warning: &str, drawing: &mut String) {
    let x = Room::Desk.wide() - 10.0;
    let said = format!(
        "<text x=\"{x}\" y=\"13\" font-size=\"11\" font-weight=\"bold\" text-anchor=\"end\">{}</text>\n",
        escaped(warning)
    );
    if let Some(end) = drawing.rfind("</svg>") {
        drawing.insert_str(end, &said);
    }
}

/// A drawing to stand in a page among others: its parts are known by names of their own, which begin with `key`.
pub fn inline(chart: &Chart, reading: Reading, palette: Palette, room: Room, key: &str) -> String {
    let drawn = drawn(chart, reading, palette, room);
    let (_, drawn) = drawn.split_once("?>\n").unwrap_or(("", &drawn));
    // Quotes in words are escaped, so that these are the drawing's own.
    drawn
        .replace("id=\"title\"", &format!("id=\"{key}-title\""))
        .replace("id=\"desc\"", &format!("id=\"{key}-desc\""))
        .replace("\"title desc\"", &format!("\"{key}-title {key}-desc\""))
        .replace("id=\"plot\"", &format!("id=\"{key}-plot\""))
        .replace("url(#plot)", &format!("url(#{key}-plot)"))
        .replace("id=\"hatch\"", &format!("id=\"{key}-hatch\""))
        .replace("url(#hatch)", &format!("url(#{key}-hatch)"))
        .replace("id=\"answer-", &format!("id=\"{key}-answer-"))
        .replace("url(#answer-", &format!("url(#{key}-answer-"))
}

fn drawn(chart: &Chart, reading: Reading, palette: Palette, room: Room) -> String {
    match chart {
        Chart::Funnel(funnel) => funnel::drawn(funnel, reading, palette, room),
        Chart::Map(map) => map::drawn(map, reading, palette, room),
        Chart::Quadrants(chart) => quadrants::drawn(chart, reading, palette, room),
        Chart::Intervals(chart) => intervals::drawn(chart, reading, palette, room),
        Chart::Rounds(chart) => rounds::drawn(chart, reading, palette, room),
        Chart::Answers(chart) => answers::drawn(chart, reading, room),
    }
}

/// The beginning of a drawing so wide and high: its title and description for those who can't see it, and a white ground.
fn begun((wide, high): (f64, f64), title: &Label, alt: &Label, reading: Reading) -> String {
    let lang = reading.first.code();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" role=\"img\" lang=\"{lang}\" aria-labelledby=\"title desc\" font-family=\"'Noto Sans', 'DejaVu Sans', Arial, sans-serif\" font-size=\"13\" fill=\"{INK}\">\n"
    );
    out.push_str(&format!("<title id=\"title\">{}</title>\n", escaped(&reading.inline(title))));
    out.push_str(&format!("<desc id=\"desc\">{}</desc>\n", escaped(&reading.inline(alt))));
    out.push_str(&format!("<rect width=\"{wide}\" height=\"{high}\" fill=\"#ffffff\"/>\n"));
    out
}

/// The title at the top, the other language under it; on a phone in two lines, small.
fn titled(title: &Label, left: f64, room: Room, reading: Reading, out: &mut String) {
    let mut line = |y: f64, size: f64, text: &str, look: &str| {
        out.push_str(&format!("<text x=\"{left}\" y=\"{y}\" font-size=\"{size}\" {look}>{}</text>\n", escaped(text)));
    };
    let (bold, faint) = ("font-weight=\"bold\"", format!("fill=\"{FAINT}\""));
    match room {
        Room::Desk => {
            line(30.0, 18.0, &axes::short(reading.main(title), 92), bold);
            if let Some(other) = reading.other(title) {
                line(52.0, 14.0, &axes::short(other, 118), &faint);
            }
        }
        Room::Hand => {
            let mut lines = wrapped(reading.main(title), 46);
            if lines.len() > 2 {
                let rest = lines.split_off(1).join(" ");
                lines.push(axes::short(&rest, 46));
            }
            // The last of them stands close above the drawing.
            let other = reading.other(title).map(|other| axes::short(other, 62));
            let count = lines.len() + usize::from(other.is_some());
            let places = [22.0, 41.0, 60.0].into_iter().skip(3usize.saturating_sub(count));
            let texts = lines.iter().map(|text| (15.0, text.as_str(), bold));
            for (y, (size, text, look)) in places.zip(texts.chain(other.iter().map(|o| (12.0, o.as_str(), &*faint)))) {
                line(y, size, text, look);
            }
        }
    }
}

/// A text in lines of at most so many letters, broken at words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let long = line.chars().count() + 1 + word.chars().count();
            if line.is_empty() {
                line.push_str(word);
            } else if long <= most {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_string());
            }
        }
    }
    lines
}

/// A text that stays a text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::render::sample;

    fn files(langs: &[Lang]) -> Vec<String> {
        let settings = Settings { langs: langs.to_vec(), ..Settings::default() };
        let files = write(&sample::report(), &settings, "card").expect("the sample can be written");
        files.into_iter().map(|file| String::from_utf8(file.bytes).expect("it is UTF-8")).collect()
    }

    #[test]
    fn a_chart_has_a_title_and_a_description_and_hostile_names_stay_text() {
        let text = files(&[Lang::Mn]).concat();
        assert!(text.contains("<title id=\"title\">") && text.contains("<desc id=\"desc\">"));
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script"), "{text}");
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    }

    #[test]
    fn limits_are_dashed_at_95_and_solid_at_998() {
        let text = files(&[Lang::En]).swap_remove(0);
        assert_eq!(text.matches("stroke-dasharray").count(), 3, "two limits and the legend");
        assert!(text.contains("99.8% limits") && text.contains("95% limits"));
    }

    #[test]
    fn a_map_says_by_shape_and_stroke_what_it_says_by_colour() {
        let text = files(&[Lang::En]).swap_remove(3);
        for shown in ["▲ 82.3", "● 61.5", "▼ 38.0", "○ 55.0*", ">70.0<", ">SKhD<", ">Umnugovi<", ">Ulaanbaatar<"]
        {
            assert!(text.contains(shown), "{shown}");
        }
        // Bayanzurkh, Songinokhairkhan and Chingeltei are of the set; only Chingeltei sent nothing.
        assert_eq!(text.matches("fill=\"url(#hatch)\"").count(), 2, "a tile and the legend");
        assert!(text.contains("<title>Arkhangai aimag: not covered</title>"));
        assert!(text.contains("<title>Uvs aimag: withheld</title>"));
    }

    #[test]
    fn a_map_in_two_languages_names_each_place_in_both() {
        let text = files(&[Lang::Mn, Lang::En]).swap_remove(3);
        assert!(text.contains(">СХД<") && text.contains(">SKhD<") && text.contains(">Өмнөговь<"));
    }

    #[test]
    fn each_field_has_its_name_in_a_corner_and_a_shape_of_its_own() {
        let text = files(&[Lang::Mn]).swap_remove(1);
        for name in ["Эхэлж засах", "Хэвээр хадгалах", "Дараагийн ээлжинд", "Хүч илүү зарж байж магадгүй"]
        {
            // In the corner and in the legend.
            assert_eq!(text.matches(&format!(">{name}</text>")).count(), 2, "{name}");
        }
        assert_eq!(text.matches("stroke-dasharray").count(), 4, "two cuts and the legend");
        // The point that is no number isn't drawn: 13 of 14, and the legend's four.
        let shapes = text.matches("Z\" fill=").count() + text.matches("<circle").count();
        assert_eq!(shapes, 13 + 4, "{text}");
    }

    #[test]
    fn an_interval_has_its_ends_and_its_light_a_shape_and_what_is_no_number_is_not_drawn() {
        let text = files(&[Lang::En]).swap_remove(2);
        // Twelve rows, four without a value; of the others one has no interval and one has ends that are no numbers.
        assert_eq!(text.matches("v8M").count(), 12 - 4 - 2, "{text}");
        assert!(text.contains("Target: 70.0%") && text.contains("Average: 55.5%"), "{text}");
        assert_eq!(text.matches("stroke-dasharray").count(), 2, "the average and the legend");
        assert!(text.contains(">not filled in<") || text.contains("not filled in</text>"), "{text}");
    }

    #[test]
    fn a_clear_change_is_a_full_line_and_any_other_is_dotted_and_grey() {
        let text = files(&[Lang::En]).swap_remove(4);
        // Of fourteen places eleven have both values. Of these 0, 5, 10 are better, 1 and 11 worse, 4 and 9 differ; 2 and 12
        // don't clearly, 3 and 13 are too small to tell.
        assert_eq!(text.matches("stroke-width=\"2.5\"/>").count(), 7, "{text}");
        assert_eq!(text.matches("stroke-dasharray=\"2 4\"").count(), 4, "{text}");
        assert!(text.contains("+9.1 ▲ Better") && text.contains("● No clear difference"), "{text}");
        // A value that is withheld has no interval either, whatever the chart holds.
        assert!(text.contains("<title>Uvs. =2024:") && text.contains("2025 &lt;2&gt;: withheld. withheld"), "{text}");
    }

    #[test]
    fn more_than_two_rounds_are_a_small_picture_for_each_place() {
        let text = files(&[Lang::En]).swap_remove(5);
        assert_eq!(text.matches("font-size=\"11\" fill=\"#6b7783\">=2024<").count(), 14, "{text}");
        assert!(!text.contains("NaN") && text.contains("Songinokhairkhan district"), "{text}");
    }

    #[test]
    fn pieces_of_a_bar_are_as_long_as_their_shares_and_have_patterns() {
        let text = files(&[Lang::En]).swap_remove(6);
        // 41 % of a plot of 528.
        assert_eq!(text.matches("width=\"216.5\"").count(), 9, "{text}");
        assert_eq!(text.matches("<pattern id=\"answer-").count(), 4, "the middle one is plain: {text}");
        for said in ["n = 82", "withheld", "no data", "Not satisfied at all"] {
            assert!(text.contains(said), "{said}");
        }
    }

    #[test]
    fn a_report_without_charts_is_refused_with_what_to_do() {
        let mut report = sample::report();
        report.sections.iter_mut().for_each(|s| s.blocks.retain(|block| !matches!(block, Block::Chart(_))));
        let said = write(&report, &Settings::default(), "card").expect_err("no charts").to_string();
        assert!(said.contains("no charts") && said.contains("xlsx"), "{said}");
    }
}
