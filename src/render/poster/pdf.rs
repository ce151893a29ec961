//! A page as PDF: the letters that it uses embedded, its text searchable, its pieces tagged for readers who can't see it.
//!
//! Streams aren't packed: a poster is small, and packing differs between machines. Objects are numbered in the order in which
//! they are written, and no time or chance goes in.

use std::collections::BTreeMap;

use pdf_writer::types::{ArtifactType, CidFontType, FontFlags, LineCapStyle, StructRole, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use subsetter::GlyphRemapper;

use super::font::Weight;
use super::page::{Colour, Mark, Page, Piece, Role, Step};
use crate::lang::Lang;

/// Every glyph is named by its number in the embedded font.
const IDENTITY: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The numbers of the objects that there is one of.
struct Known {
    catalog: Ref,
    info: Ref,
    pages: Ref,
    page: Ref,
    content: Ref,
    structure: Ref,
    document: Ref,
    parents: Ref,
}

/// The bytes of a file with this page alone. `title` is that of the file, `lang` its main language.
///
/// ```
/// use masam::lang::Lang;
/// use masam::render::poster::{Page, pdf};
///
/// let empty = Page { wide: 595.0, high: 842.0, pieces: Vec::new() };
/// let bytes = pdf(&empty, "Ховд аймаг", Lang::Mn, "masam");
/// assert!(bytes.starts_with(b"%PDF-1.7") && bytes == pdf(&empty, "Ховд аймаг", Lang::Mn, "masam"));
/// ```
pub fn pdf(page: &Page, title: &str, lang: Lang, made_by: &str) -> Vec<u8> {
    let mut next = Ref::new(1);
    let known = Known {
        catalog: next.bump(),
        info: next.bump(),
        pages: next.bump(),
        page: next.bump(),
        content: next.bump(),
        structure: next.bump(),
        document: next.bump(),
        parents: next.bump(),
    };
    let fonts = Weight::ALL.map(|weight| Embedded::new(page, weight));
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    catalog(&mut pdf, &known, lang);
    pdf.document_info(known.info).title(TextStr(title)).creator(TextStr(made_by)).producer(TextStr(made_by));
    pdf.pages(known.pages).kids([known.page]).count(1);
    let font_ids = fonts.each_ref().map(|font| font.write(&mut pdf, &mut next));
    let mut sheet = pdf.page(known.page);
    sheet.parent(known.pages).media_box(Rect::new(0.0, 0.0, page.wide, page.high)).contents(known.content);
    sheet.struct_parents(0);
    let mut resources = sheet.resources();
    let mut named = resources.fonts();
    for (weight, id) in Weight::ALL.into_iter().zip(font_ids) {
        named.pair(Name(name_of(weight)), id);
    }
    named.finish();
    resources.finish();
    sheet.finish();
    pdf.stream(known.content, &content(page, &fonts));
    structure(&mut pdf, &known, page, &mut next);
    pdf.finish()
}

fn catalog(pdf: &mut Pdf, known: &Known, lang: Lang) {
    let mut catalog = pdf.catalog(known.catalog);
    catalog.pages(known.pages).lang(TextStr(lang.code()));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), known.structure);
}

/// What a font is called in the content.
fn name_of(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => b"R",
        Weight::Bold => b"B",
    }
}

/// The letters of a font that a page uses.
struct Embedded {
    weight: Weight,
    glyphs: GlyphRemapper,
    /// Each letter with its number in the embedded font.
    letters: BTreeMap<char, u16>,
}

impl Embedded {
    fn new(page: &Page, weight: Weight) -> Embedded {
        let mut used = std::collections::BTreeSet::new();
        for mark in page.pieces.iter().flat_map(|piece| &piece.marks) {
            match mark {
                Mark::Text { weight: of, text, .. } if *of == weight => used.extend(text.chars()),
                Mark::Text { .. } | Mark::Shape { .. } => {}
            }
        }
        let mut glyphs = GlyphRemapper::new();
        let letters = used.into_iter().map(|letter| (letter, glyphs.remap(weight.glyph(letter).0))).collect();
        Embedded { weight, glyphs, letters }
    }

    /// A text as the numbers of its glyphs.
    fn coded(&self, text: &str) -> Vec<u8> {
        text.chars().flat_map(|letter| self.letters.get(&letter).copied().unwrap_or_default().to_be_bytes()).collect()
    }

    /// Writes the font and gives its number.
    fn write(&self, pdf: &mut Pdf, next: &mut Ref) -> Ref {
        let [font, cid, descriptor, file, cmap] = std::array::from_fn(|_| next.bump());
        let face = self.weight.face();
        let name: &[u8] = match self.weight {
            Weight::Regular => b"MASAMR+NotoSans-Regular",
            Weight::Bold => b"MASAMB+NotoSans-Bold",
        };
        pdf.type0_font(font)
            .base_font(Name(name))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut cids = pdf.cid_font(cid);
        cids.subtype(CidFontType::Type2).base_font(Name(name)).system_info(IDENTITY).font_descriptor(descriptor);
        cids.cid_to_gid_map_predefined(Name(b"Identity"));
        let widths = self.glyphs.remapped_gids().map(|glyph| self.weight.advance(ttf_parser::GlyphId(glyph)));
        cids.widths().consecutive(0, widths);
        cids.finish();
        let per_em = 1000.0 / f32::from(face.units_per_em());
        let bounds = face.global_bounding_box();
        let [left, bottom, right, top] =
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|at| f32::from(at) * per_em);
        pdf.font_descriptor(descriptor)
            .name(Name(name))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(left, bottom, right, top))
            .italic_angle(0.0)
            .ascent(f32::from(face.ascender()) * per_em)
            .descent(f32::from(face.descender()) * per_em)
            .cap_height(f32::from(face.capital_height().unwrap_or_default()) * per_em)
            .stem_v(if self.weight == Weight::Bold { 140.0 } else { 80.0 })
            .font_file2(file);
        let cut = subsetter::subset(self.weight.data(), 0, &self.glyphs).expect("the font is part of the program");
        pdf.stream(file, &cut).pair(Name(b"Length1"), i32::try_from(cut.len()).unwrap_or(i32::MAX));
        let mut unicode: UnicodeCmap = UnicodeCmap::new(Name(b"MASAM-Unicode"), IDENTITY);
        for (letter, glyph) in &self.letters {
            unicode.pair(*glyph, *letter);
        }
        pdf.cmap(cmap, &unicode.finish()).name(Name(b"MASAM-Unicode")).system_info(IDENTITY);
        font
    }
}

/// What a piece is in the structure of a PDF; none for what says nothing.
fn role(piece: &Piece) -> Option<StructRole> {
    match piece.role {
        Role::Title => Some(StructRole::H1),
        Role::Heading => Some(StructRole::H2),
        Role::Text => Some(StructRole::P),
        Role::Picture(_) => Some(StructRole::Figure),
        Role::Decoration => None,
    }
}

/// The drawing of a page. Marked pieces are numbered in their order.
fn content(page: &Page, fonts: &[Embedded]) -> Vec<u8> {
    let mut content = Content::new();
    // From the lower left corner up, as PDF counts, to the upper left corner down.
    let flipped = |[x, y]: [f32; 2]| [round(x), round(page.high - y)];
    content.set_line_cap(LineCapStyle::RoundCap);
    let mut number = 0;
    for piece in &page.pieces {
        match role(piece) {
            Some(role) => {
                content.begin_marked_content_with_properties(role.to_name()).properties().identify(number);
                number += 1;
            }
            None => {
                let mut artifact = content.begin_marked_content_with_properties(Name(b"Artifact"));
                artifact.properties().artifact().kind(ArtifactType::Layout);
            }
        }
        for mark in &piece.marks {
            drawn(&mut content, mark, fonts, &flipped);
        }
        content.end_marked_content();
    }
    content.finish().to_vec()
}

fn drawn(content: &mut Content, mark: &Mark, fonts: &[Embedded], flipped: &impl Fn([f32; 2]) -> [f32; 2]) {
    match mark {
        Mark::Text { x, y, size, weight, colour, text } => {
            let Some(font) = fonts.iter().find(|font| font.weight == *weight) else { return };
            let [x, y] = flipped([*x, *y]);
            let [red, green, blue] = parts(*colour);
            content.set_fill_rgb(red, green, blue);
            content.begin_text().set_font(Name(name_of(*weight)), round(*size)).next_line(x, y);
            content.show(Str(&font.coded(text))).end_text();
        }
        Mark::Shape { path, fill, edge } => {
            if let Some([red, green, blue]) = fill.map(parts) {
                content.set_fill_rgb(red, green, blue);
            }
            if let Some((colour, wide)) = edge {
                let [red, green, blue] = parts(*colour);
                content.set_stroke_rgb(red, green, blue).set_line_width(round(*wide));
            }
            for step in path {
                stepped(content, step, flipped);
            }
            match (fill, edge) {
                (Some(_), Some(_)) => content.fill_nonzero_and_stroke(),
                (Some(_), None) => content.fill_nonzero(),
                (None, Some(_)) => content.stroke(),
                (None, None) => content.end_path(),
            };
        }
    }
}

fn stepped(content: &mut Content, step: &Step, flipped: &impl Fn([f32; 2]) -> [f32; 2]) {
    match step {
        Step::Move(to) => {
            let [x, y] = flipped(*to);
            content.move_to(x, y);
        }
        Step::Line(to) => {
            let [x, y] = flipped(*to);
            content.line_to(x, y);
        }
        Step::Curve(points) => {
            let [[a, b], [c, d], [e, f]] = points.map(flipped);
            content.cubic_to(a, b, c, d, e, f);
        }
        Step::Close => {
            content.close_path();
        }
    }
}

/// A length to a hundredth of a point: more can't be seen.
fn round(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn parts(colour: Colour) -> [f32; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue].map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0)
}

/// The tree of what is on the page: a document with its pieces in reading order, and the way back from the page to them.
fn structure(pdf: &mut Pdf, known: &Known, page: &Page, next: &mut Ref) {
    let marked: Vec<(&Piece, StructRole, Ref)> =
        page.pieces.iter().filter_map(|piece| Some((piece, role(piece)?, next.bump()))).collect();
    let mut root = pdf.indirect(known.structure).start::<pdf_writer::writers::StructTreeRoot>();
    root.child(known.document).parent_tree().nums().insert(0, known.parents);
    root.parent_tree_next_key(1);
    root.finish();
    let mut document = pdf.struct_element(known.document);
    document.kind(StructRole::Document).parent(known.structure);
    let mut children = document.children();
    for (_, _, id) in &marked {
        children.struct_element(*id);
    }
    children.finish();
    document.finish();
    for (number, (piece, role, id)) in marked.iter().enumerate() {
        let mut element = pdf.struct_element(*id);
        element.kind(*role).parent(known.document).page(known.page).lang(TextStr(piece.lang.code()));
        if let Role::Picture(says) = &piece.role {
            element.alt(TextStr(says));
        }
        element.children().marked_content_id(i32::try_from(number).unwrap_or(i32::MAX));
    }
    let mut parents = pdf.indirect(known.parents).array();
    for (_, _, id) in &marked {
        parents.item(*id);
    }
}
