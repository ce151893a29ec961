//! The page for the wall, as large as the window: faces are drawn, so that no font is needed.

use maud::{Markup, PreEscaped, html};

use super::Page;
use crate::report::{Board, BoardMark, Face};

impl Page<'_> {
    /// The page for the wall.
    pub(super) fn board(self, board: &Board) -> Markup {
        html! {
            div.board {
                dl.facts {
                    @for (name, value) in &board.facts { div { dt { (self.say(name)) } dd { (self.value(value)) } } }
                }
                div.scroll tabindex="0" role="group" aria-label=(self.reading.inline(&board.heading)) {
                    table {
                        thead {
                            tr {
                                th scope="col" { (self.say(&board.heading)) }
                                @for side in &board.sides { th scope="col" { (self.say(side)) } }
                            }
                        }
                        tbody {
                            @for line in &board.lines {
                                tr {
                                    th scope="row" { (self.say(&line.title)) }
                                    @for mark in &line.marks { td { (self.mark(mark)) } }
                                }
                            }
                        }
                    }
                }
                @for (name, text) in &board.lists { p { b { (self.say(name)) } ": " (self.say(text)) } }
                h4 { (self.say(&board.promised)) }
                div.scroll tabindex="0" role="group" aria-label=(self.reading.inline(&board.promised)) {
                    table {
                        thead { tr { @for head in &board.promise_heads { th scope="col" { (self.say(head)) } } } }
                        tbody {
                            @for promise in &board.promises {
                                tr { @for value in promise { td { (self.value(value)) } } }
                            }
                        }
                    }
                }
                @for note in &board.notes { p.note { (self.say(note)) } }
            }
        }
    }

    fn mark(self, mark: &BoardMark) -> Markup {
        html! {
            @if let Some(face) = mark.face { (PreEscaped(drawn(face))) " " }
            (self.value(&mark.value))
        }
    }
}

/// A face: glad in a circle, middling in a square, sad in a square on its corner.
fn drawn(face: Face) -> String {
    let (outline, mouth) = match face {
        Face::Glad => ("<circle cx=\"16\" cy=\"16\" r=\"14\"/>", "M9 19q7 7 14 0"),
        Face::Middling => ("<rect x=\"2\" y=\"2\" width=\"28\" height=\"28\"/>", "M9 21h14"),
        Face::Sad => ("<path d=\"M16 1 31 16 16 31 1 16z\"/>", "M11 22q5-5 10 0"),
    };
    format!(
        "<svg class=\"face\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\">{outline}<path d=\"{mouth}\"/></g><circle cx=\"11.5\" cy=\"12.5\" r=\"1.8\"/><circle cx=\"20.5\" cy=\"12.5\" r=\"1.8\"/></svg>"
    )
}
