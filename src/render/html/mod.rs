//! A page for a browser, in one file that needs nothing else: no network, no font, no script to be read.
//!
//! Both languages are in it and one is shown; which one is decided by two buttons and the style sheet alone. The script adds
//! sorting, filtering and links that keep the view; without it the page is whole.

mod board;
mod chart;
mod grid;

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::xlsx::colours;
use super::{File, Palette, Reading, Settings};
use crate::lang::{Label, Lang};
use crate::report::words::{PageWord, fill, t};
use crate::report::{Block, Light, MadeBy, Report, Section};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes `STEM.html`.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let mut ways = BTreeMap::new();
    // A page is filtered by place: a section for each place would say everything twice.
    let sections: Vec<&Section> = report.sections.iter().filter(|section| !section.is_profile()).collect();
    for (at, section) in sections.iter().enumerate() {
        ways.entry(section.id.to_string()).or_insert_with(|| section_id(at, section));
    }
    let page = Page { reading: settings.reading(), palette: settings.palette, ways: &ways };
    let mut text = page.whole(report, &sections).into_string();
    // A browser closes cells and rows by itself; there are thousands.
    for closing in ["</td>", "</th>", "</tr>"] {
        text = text.replace(closing, "");
    }
    // Nor does it need quotes. In words `<` is written otherwise, so that these are a cell and a language.
    text = text.replace("<td class=\"n\">", "<td class=n>");
    for lang in [Lang::Mn, Lang::En].map(Lang::code) {
        text = text.replace(&format!("<span lang=\"{lang}\">"), &format!("<span lang={lang}>"));
    }
    Ok(vec![File { name: format!("{stem}.html"), bytes: text.into_bytes() }])
}

/// How a page is written.
#[derive(Clone, Copy)]
struct Page<'p> {
    reading: Reading,
    palette: Palette,
    /// The name of each section in links, by its own.
    ways: &'p BTreeMap<String, String>,
}

impl Page<'_> {
    fn whole(self, report: &Report, sections: &[&Section]) -> Markup {
        let Reading { first, second } = self.reading;
        html! {
            (DOCTYPE)
            html lang=(first.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(report.made_by.tool);
                    title { (self.reading.inline(&report.title)) }
                    style { (PreEscaped(STYLE)) (PreEscaped(self.colours())) (PreEscaped(languages(first, second))) }
                }
                body {
                    a.skip href="#main" { (self.say(&t(PageWord::SkipToContent))) }
                    header {
                        div.titles {
                            h1 { (self.say(&report.title)) }
                            p.subtitle { (self.say(&report.subtitle)) }
                        }
                        @if let Some(second) = second { (self.switch(first, second)) }
                    }
                    (self.contents(sections))
                    (self.tools())
                    main id="main" tabindex="-1" {
                        @for (at, section) in sections.iter().enumerate() { (self.section(at, section)) }
                    }
                    footer { p { (self.say(&made_by(&report.made_by))) } }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    /// The buttons by which the language is chosen.
    fn switch(self, first: Lang, second: Lang) -> Markup {
        let name = |lang| match lang {
            Lang::Mn => PageWord::Mongolian,
            Lang::En => PageWord::English,
        };
        html! {
            fieldset.switch {
                legend { (self.say(&t(PageWord::Language))) }
                @for lang in [first, second] {
                    @let id = format!("lang-{}", lang.code());
                    input type="radio" name="lang" id=(id) value=(lang.code()) checked[lang == first];
                    // The name of a language in itself, whichever is shown.
                    label for=(id) lang=(lang.code()) data-own="" { (name(lang).get(lang)) }
                }
            }
        }
    }

    fn contents(self, sections: &[&Section]) -> Markup {
        let about = self.reading.inline(&t(PageWord::Contents)).into_owned();
        html! {
            nav aria-label=(about) {
                ol {
                    @for (at, section) in sections.iter().enumerate() {
                        li { a href=(format!("#{}", section_id(at, section))) { (self.say(&section.title)) } }
                    }
                }
            }
        }
    }

    /// What the script brings to life; without it there is nothing to see.
    fn tools(self) -> Markup {
        let words =
            [PageWord::RowsShown, PageWord::SortBy, PageWord::LinkTo, PageWord::AllPlaces, PageWord::AllDimensions];
        html! {
            form.tools hidden="" aria-label=(self.reading.inline(&t(PageWord::Filter))) {
                label for="find" { (self.say(&t(PageWord::Search))) }
                input type="search" id="find" autocomplete="off";
                label for="place" { (self.say(&t(PageWord::Place))) }
                select id="place" {}
                label for="dimension" { (self.say(&t(PageWord::Dimension))) }
                select id="dimension" {}
                button type="reset" { (self.say(&t(PageWord::Clear))) }
                output for="find place dimension" aria-live="polite" {}
                @for word in words {
                    @let word_both = t(word);
                    data value=(format!("{word:?}")) data-mn=(word_both.mn) data-en=(word_both.en) {}
                }
            }
        }
    }

    fn section(self, at: usize, section: &Section) -> Markup {
        let id = section_id(at, section);
        html! {
            section id=(id) aria-labelledby=(format!("{id}-title")) {
                h2 id=(format!("{id}-title")) { (self.say(&section.title)) }
                @for (nth, block) in section.blocks.iter().enumerate() { (self.block(block, &format!("{id}-{nth}"))) }
            }
        }
    }

    fn block(self, block: &Block, key: &str) -> Markup {
        match block {
            Block::Heading { text } => html! { h3 { (self.say(text)) } },
            Block::Paragraph { text } => html! { p { (self.say(text)) } },
            Block::Facts { facts } => html! {
                dl.facts {
                    @for (name, value) in facts { div { dt { (self.say(name)) } dd { (self.value(value)) } } }
                }
            },
            Block::Grid(grid) => self.grid(grid),
            Block::Board(board) => self.board(board),
            Block::Chart(chart) => self.chart(chart, key),
            Block::Link { text, to } => html! {
                @if let Some(way) = self.ways.get(to) { p { a href=(format!("#{way}")) { (self.say(text)) } } }
            },
        }
    }

    /// Words in each language that the page has, the one that isn't wanted hidden by the style sheet.
    fn say(self, label: &Label) -> Markup {
        match (self.reading.main(label), self.reading.other(label), self.reading.second) {
            (main, Some(other), Some(second)) => html! {
                span lang=(self.reading.first.code()) { (main) } span lang=(second.code()) { (other) }
            },
            (main, ..) => html! { (main) },
        }
    }

    /// The same with the lines of a text kept apart.
    fn readings(self) -> impl Iterator<Item = Reading> {
        [Some(self.reading.first), self.reading.second].into_iter().flatten().map(|lang| Reading::new(&[lang]))
    }

    /// The colours of the lights, by name.
    fn colours(self) -> String {
        const LIGHTS: [Light; 5] = [Light::Good, Light::Middle, Light::Poor, Light::TooSmall, Light::Attention];
        let rule = |light: Light| {
            let (fill, ink) = colours(light, self.palette);
            format!(".{}{{background:#{fill:06x};color:#{ink:06x}}}", grid::class_of(light))
        };
        LIGHTS.map(rule).concat()
    }
}

/// The name of a section in links: its own, or with a number where several sections share one.
fn section_id(at: usize, section: &Section) -> String {
    format!("{}-{}", section.id, at + 1)
}

/// Which words are hidden: those of the other language, unless its button is pressed.
fn languages(first: Lang, second: Option<Lang>) -> String {
    let Some(second) = second else { return String::new() };
    let (first, second) = (first.code(), second.code());
    let of = |lang: &str| format!("body [lang={lang}]:not([data-own])");
    let pressed = format!(":root:has(#lang-{second}:checked)");
    format!(
        "{}{{display:none}}{pressed} {}{{display:revert}}{pressed} {}{{display:none}}",
        of(second),
        of(second),
        of(first)
    )
}

fn made_by(made_by: &MadeBy) -> Label {
    let of = |text: &String| Label::same(text.as_str());
    match made_by.instrument.is_empty() {
        true => fill(PageWord::MadeByTool, &[of(&made_by.tool)]),
        false => fill(PageWord::MadeBy, &[of(&made_by.tool), of(&made_by.instrument)]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::render::sample;

    fn written(langs: &[Lang]) -> String {
        let settings = Settings { langs: langs.to_vec(), ..Settings::default() };
        let files = write(&sample::report(), &settings, "card").expect("the sample can be written");
        assert_eq!((files.len(), files[0].name.as_str()), (1, "card.html"));
        String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8")
    }

    /// The page without its style sheet and its script.
    fn words(page: &str) -> String {
        let (head, rest) = page.split_once("<style>").expect("a style sheet");
        let (_, rest) = rest.split_once("</style>").expect("its end");
        let (body, _) = rest.split_once("<script>").expect("a script");
        [head, body].concat()
    }

    #[test]
    fn text_of_the_data_stays_text() {
        for langs in [&[Lang::Mn][..], &[Lang::Mn, Lang::En]] {
            let page = words(&written(langs));
            assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
            assert!(!page.contains("NaN") && !page.contains(">inf"), "{page}");
        }
    }

    #[test]
    fn nothing_is_fetched_from_anywhere() {
        let page = written(&[Lang::Mn, Lang::En]);
        for call in ["src=", "@import", "fetch(", "XMLHttpRequest", "<link", "url(http"] {
            assert!(!page.contains(call), "{call}");
        }
        // An address is there as the name of a vocabulary, and as text that somebody typed.
        let addresses = page.matches("http").count();
        let known = page.matches("http://www.w3.org/2000/svg").count() + page.matches("HYPERLINK(&quot;http").count();
        assert_eq!(addresses, known);
    }

    #[test]
    fn every_name_in_the_page_is_there_once_and_every_link_leads_somewhere() {
        let page = written(&[Lang::Mn, Lang::En]);
        let after = |mark: &str| {
            let parts = page.split(mark).skip(1).map(|part| part.split('"').next().unwrap_or_default().to_owned());
            parts.collect::<Vec<String>>()
        };
        let ids = after(" id=\"");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), known.len(), "{ids:?}");
        for link in after(" href=\"#").into_iter().chain(after(" for=\"")).chain(after("url(#")) {
            for name in link.trim_end_matches(')').split(' ') {
                assert!(known.contains(&name.to_owned()), "{name}");
            }
        }
    }

    #[test]
    fn each_row_has_a_cell_for_each_column_and_a_header_that_names_it() {
        let page = written(&[Lang::En]);
        let tables: Vec<&str> = page.split("<table>").skip(1).filter_map(|t| t.split("</table>").next()).collect();
        assert!(tables.len() > 5);
        for table in tables {
            let (head, body) = table.split_once("</thead>").expect("a head");
            let last = head.rsplit("<tr>").next().unwrap_or_default();
            let columns = last.matches("<th").count();
            for row in body.split("<tr").skip(1) {
                let rest = row.split("<td colspan=\"").nth(1).and_then(|rest| rest.split('"').next());
                let rest = rest.map_or(0, |rest| rest.parse::<usize>().expect("a number") - 1);
                assert_eq!(row.matches("<td").count() + row.matches("<th").count() + rest, columns, "{row}");
                assert!(row.contains("<th scope=\"row\""), "{row}");
            }
        }
    }

    #[test]
    fn one_language_has_no_buttons_and_two_are_both_there() {
        let one = written(&[Lang::En]);
        assert!(!one.contains("type=\"radio\"") && one.contains("<html lang=\"en\">"));
        assert!(!words(&one).contains("Итгэх интервал"));
        let two = written(&[Lang::Mn, Lang::En]);
        assert!(two.contains("<span lang=mn>Чанар</span>") && two.contains("<span lang=en>Quality</span>"), "{two}");
        assert!(two.contains(":root:has(#lang-en:checked) body [lang=mn]"), "{two}");
    }

    #[test]
    fn a_chart_is_there_for_a_desk_and_for_a_hand_in_each_language_and_the_language_is_around_both() {
        let page = written(&[Lang::Mn, Lang::En]);
        let there = |words: &str| page.matches(words).count();
        let (pictures, columns) = (there("<figure class=\"chart\""), there("<figure class=\"chart column\""));
        assert!(pictures >= 3 && columns >= 3, "{pictures} {columns}");
        for lang in ["mn", "en"] {
            assert_eq!(there(&format!("<div lang=\"{lang}\"><div class=\"scroll desk\"")), pictures, "{lang}");
            assert_eq!(there(&format!("<div lang=\"{lang}\"><div class=\"scroll any\"")), columns, "{lang}");
        }
        assert_eq!(there("<div class=\"scroll hand\""), 2 * pictures);
    }

    #[test]
    fn a_long_table_shows_what_is_clear_and_says_how_much_there_is() {
        let mut report = sample::report();
        let mut long = None;
        for section in &mut report.sections {
            for block in &mut section.blocks {
                if let Block::Grid(grid) = block
                    && grid.id == "detail"
                {
                    while grid.rows.len() <= 300 {
                        let more = grid.rows.clone();
                        grid.rows.extend(more);
                    }
                    long = Some(grid.rows.len());
                }
            }
        }
        let files = write(&report, &Settings { langs: vec![Lang::En], ..Settings::default() }, "card").expect("a page");
        let page = String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8");
        let all = long.expect("the table of all estimates");
        assert!(page.contains(&format!("This table has {all} rows")), "{all}");
    }
}
