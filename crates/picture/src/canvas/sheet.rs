//! The sheet a chart is drawn on: its frame, its elements, and a record of the places that text has taken.

use std::collections::BTreeSet;

use crate::canvas::hatch::hatch_pattern;
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::svg::{Tag, area_path, escape_xml, format_coordinate, line_path};
use crate::canvas::swatch::Swatch;
use crate::canvas::text::{clean_text, shorten_text, text_width, wrap_text};
use crate::frame::Frame;
use crate::look::{Ground, Look};
use crate::size::Size;

/// Size of labels, in units. No text is smaller than 12.
pub(crate) const LABEL: f64 = 13.0;
/// Size of ticks and remarks.
pub(crate) const SMALL: f64 = 12.0;
/// Distance from one line of labels to the next.
pub(crate) const LEAD: f64 = 16.0;
/// Most lines of a title, and of any other text of the frame.
const TITLE_LINES: usize = 7;

/// Filling of an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fill {
    Nothing,
    Ink(Ink),
    Hatch(Swatch),
}

/// Paint of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    fill: Fill,
    stroke: Option<Ink>,
    width: f64,
    dash: &'static str,
    opacity: f64,
}

impl Paint {
    /// Neither filled nor outlined.
    const NONE: Self = Self { fill: Fill::Nothing, stroke: None, width: 1.0, dash: "", opacity: 1.0 };

    pub(crate) fn fill(ink: Ink) -> Self {
        Self { fill: Fill::Ink(ink), ..Self::NONE }
    }

    /// The hatch of a swatch.
    pub(crate) fn hatch(swatch: Swatch) -> Self {
        Self { fill: Fill::Hatch(swatch), ..Self::NONE }
    }

    pub(crate) const fn stroke(ink: Ink, width: f64) -> Self {
        Self { stroke: Some(ink), width, ..Self::NONE }
    }

    /// The same paint with an outline.
    pub(crate) fn with_edge(self, ink: Ink, width: f64) -> Self {
        Self { stroke: Some(ink), width, ..self }
    }

    pub(crate) fn with_dash(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    pub(crate) fn with_opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}

/// Part of a text that is put at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) x: f64,
    /// Baseline of the letters.
    pub(crate) y: f64,
    pub(crate) text: &'a str,
    pub(crate) size: f64,
    pub(crate) anchor: Anchor,
    pub(crate) bold: bool,
    pub(crate) ink: Ink,
    /// The whole text, where `text` is shortened.
    pub(crate) whole: Option<&'a str>,
}

impl<'a> Text<'a> {
    /// A label with its baseline at `y`, from `x` on.
    pub(crate) fn label(x: f64, y: f64, text: &'a str) -> Self {
        Self { x, y, text, size: LABEL, anchor: Anchor::Start, bold: false, ink: Ink::Text, whole: None }
    }

    /// A small quiet remark.
    pub(crate) fn quiet(x: f64, y: f64, text: &'a str) -> Self {
        Self { size: SMALL, ink: Ink::Quiet, ..Self::label(x, y, text) }
    }

    pub(crate) fn with_anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(crate) fn in_bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn width(&self) -> f64 {
        text_width(self.text, self.size, self.bold)
    }

    /// Patch that the text takes.
    pub(crate) fn taken_patch(&self) -> Patch {
        let width = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Patch::new(left, self.y - 0.8 * self.size, left + width, self.y + 0.22 * self.size)
    }
}

/// A chart under construction.
pub(crate) struct Sheet<'a> {
    frame: &'a Frame,
    look: Look<'a>,
    pub(crate) size: Size,
    slug: String,
    body: String,
    hatches: BTreeSet<Swatch>,
    taken: Vec<Patch>,
    top: f64,
}

impl<'a> Sheet<'a> {
    /// A sheet with the title and the units of a frame.
    pub(crate) fn new(frame: &'a Frame, look: Look<'a>, size: Size) -> Self {
        let kept: String =
            frame.slug.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        let slug = format!("picture-{kept}-{}", size.name());
        let (body, hatches, taken) = (String::new(), BTreeSet::new(), Vec::new());
        let mut sheet = Self { frame, look, size, slug, body, hatches, taken, top: 14.0 };
        let (left, letters) = (sheet.left(), size.choose_by_width(19.0, 17.0));
        let lines = wrap_text(&frame.title, letters, true, sheet.drawing_width(), TITLE_LINES);
        for line in lines.iter().filter(|line| !line.is_empty()) {
            sheet.top += letters * 1.25;
            sheet.write_text(Text { size: letters, ..Text::label(left, sheet.top - letters * 0.3, line).in_bold() });
        }
        sheet.top += 4.0;
        sheet.write_paragraph(&frame.units, LABEL);
        sheet.top += 12.0;
        sheet
    }

    /// Writes quiet text in lines, at the top.
    fn write_paragraph(&mut self, text: &str, size: f64) {
        for line in
            wrap_text(text, size, false, self.drawing_width(), TITLE_LINES).iter().filter(|line| !line.is_empty())
        {
            self.top += size * 1.3;
            self.write_text(Text { size, ..Text::quiet(self.left(), self.top - size * 0.35, line) });
        }
    }

    /// The y at which the chart begins.
    pub(crate) fn chart_top(&self) -> f64 {
        self.top
    }

    /// The left edge of what is drawn.
    pub(crate) fn left(&self) -> f64 {
        self.size.choose_by_width(16.0, 12.0)
    }

    /// The right edge of what is drawn.
    pub(crate) fn right(&self) -> f64 {
        self.size.width() - self.left()
    }

    /// The width of what is drawn.
    pub(crate) fn drawing_width(&self) -> f64 {
        self.right() - self.left()
    }

    /// Draws an outline.
    pub(crate) fn draw_path(&mut self, path: &str, paint: Paint) {
        let tag = self.painted_tag(path, paint);
        self.body += &tag.close_empty();
    }

    /// Draws an outline with a title, which a reader sees who points at it.
    pub(crate) fn draw_titled_path(&mut self, path: &str, paint: Paint, title: &str) {
        let title = Tag::new("title").close_around(&escape_xml(title));
        let tag = self.painted_tag(path, paint);
        self.body += &tag.close_around(&title);
    }

    fn painted_tag(&mut self, path: &str, paint: Paint) -> Tag {
        let fill = match paint.fill {
            Fill::Nothing => "none".to_owned(),
            Fill::Ink(ink) => ink.svg_colour(self.look.ground),
            Fill::Hatch(swatch) => {
                self.hatches.insert(swatch);
                format!("url(#{}-hatch-{})", self.slug, swatch.name())
            }
        };
        let mut tag = Tag::new("path").with_attribute("d", path).with_attribute("fill", &fill);
        if let Some(ink) = paint.stroke {
            tag = tag
                .with_attribute("stroke", &ink.svg_colour(self.look.ground))
                .with_number("stroke-width", paint.width);
        }
        if !paint.dash.is_empty() {
            tag = tag.with_attribute("stroke-dasharray", paint.dash);
        }
        if paint.opacity < 1.0 { tag.with_number("opacity", paint.opacity) } else { tag }
    }

    pub(crate) fn draw_line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        self.draw_path(&line_path(&[from, to]), paint);
    }

    /// Draws a level line that covers the months from 0 to `last`, so that a page can tell which month a pointer is over.
    pub(crate) fn draw_months_line(&mut self, from: (f64, f64), to: (f64, f64), last: f64) {
        let tag =
            self.painted_tag(&line_path(&[from, to]), Paint::stroke(Ink::Quiet, 1.0)).with_number("data-months", last);
        self.body += &tag.close_empty();
    }

    pub(crate) fn draw_rect(&mut self, patch: Patch, paint: Paint) {
        let (top, bottom) = ([patch.left, patch.right].map(|x| (x, patch.top)), [patch.left, patch.right]);
        self.draw_path(&area_path(&top, &bottom.map(|x| (x, patch.bottom))), paint);
    }

    pub(crate) fn draw_mark(&mut self, shape: Shape, x: f64, y: f64, radius: f64, paint: Paint) {
        self.draw_path(&shape.svg_path(x, y, radius), paint);
    }

    /// Draws a line with caps from `low` to `high`, level at `y`.
    pub(crate) fn draw_whisker(&mut self, low: f64, high: f64, y: f64) {
        let [one, other] = [low, high].map(|x| {
            format!("M{x} {}V{}", format_coordinate(y - 4.0), format_coordinate(y + 4.0), x = format_coordinate(x))
        });
        let path = format!("{}{one}{other}", line_path(&[(low, y), (high, y)]));
        self.draw_path(&path, Paint::stroke(Ink::Paper, 3.6));
        self.draw_path(&path, Paint::stroke(Ink::Text, 1.4));
    }

    /// Writes a line of text, moved or cut so that it stays on the sheet.
    pub(crate) fn write_text(&mut self, text: Text<'_>) {
        let cleaned = clean_text(text.text);
        let kept = shorten_text(&cleaned, text.size, text.bold, self.drawing_width());
        let whole = if kept == cleaned { text.whole } else { text.whole.or(Some(text.text)) };
        let mut text = Text { text: &kept, whole, ..text };
        let patch = text.taken_patch();
        text.x += (self.left() - patch.left).max(0.0) - (patch.right - self.right()).max(0.0);
        self.taken.push(text.taken_patch());
        self.append_text(&text);
    }

    fn append_text(&mut self, text: &Text<'_>) {
        if text.text.trim().is_empty() {
            return;
        }
        let mut tag =
            Tag::new("text").with_number("x", text.x).with_number("y", text.y).with_number("font-size", text.size);
        tag = tag.with_attribute("fill", &text.ink.svg_colour(self.look.ground));
        tag = match text.anchor {
            Anchor::Start => tag,
            Anchor::Middle => tag.with_attribute("text-anchor", "middle"),
            Anchor::End => tag.with_attribute("text-anchor", "end"),
        };
        if text.bold {
            tag = tag.with_attribute("font-weight", "700");
        }
        let halo = Ink::Paper.svg_colour(self.look.ground);
        tag = tag
            .with_attribute("stroke", &halo)
            .with_number("stroke-width", 3.0)
            .with_attribute("paint-order", "stroke");
        let whole = text.whole.map(|whole| Tag::new("title").close_around(&escape_xml(whole))).unwrap_or_default();
        self.body += &tag.close_around(&(escape_xml(text.text) + whole.trim_end()));
    }

    /// Writes several lines of text, the first on `text.y`.
    pub(crate) fn write_lines(&mut self, text: Text<'_>, lines: &[String], whole: &str) {
        let joined = lines.join(" ");
        for (at, line) in lines.iter().enumerate() {
            let whole = (joined.contains('…') && joined != whole).then_some(whole);
            self.write_text(Text { text: line, y: text.y + at as f64 * LEAD, whole, ..text });
        }
    }

    /// Writes a line of text if it covers nothing and lies on the sheet. Returns whether it was written.
    pub(crate) fn write_label(&mut self, text: Text<'_>) -> bool {
        let free = self.is_free(text.taken_patch(), Patch::new(self.left(), 0.0, self.right(), f64::INFINITY));
        if free {
            self.write_text(text);
        }
        free
    }

    /// Tests whether a place is still free and lies within another.
    pub(crate) fn is_free(&self, patch: Patch, within: Patch) -> bool {
        patch.lies_within(within) && !self.taken.iter().any(|taken| patch.overlaps(*taken))
    }

    /// Keeps labels away from a place.
    pub(crate) fn reserve_patch(&mut self, patch: Patch) {
        self.taken.push(patch);
    }

    /// Writes a label near a point, at the first place with room: right, left, above, below, then diagonally. Returns whether it
    /// was written.
    pub(crate) fn write_label_beside(&mut self, x: f64, y: f64, away: f64, text: Text<'_>, within: Patch) -> bool {
        use Anchor::{End, Middle, Start};
        let (level, above, below) = (y + 0.35 * text.size, y - away - 2.0, y + away + 0.85 * text.size);
        let places = [
            (x + away, level, Start),
            (x - away, level, End),
            (x, above, Middle),
            (x, below, Middle),
            (x + away * 0.6, above, Start),
            (x + away * 0.6, below, Start),
            (x - away * 0.6, above, End),
            (x - away * 0.6, below, End),
        ];
        let text_at = |(x, y, anchor)| Text { x, y, anchor, ..text };
        let found = places.into_iter().map(text_at).find(|text| self.is_free(text.taken_patch(), within));
        if let Some(text) = found {
            self.write_text(text);
        }
        found.is_some()
    }

    /// Finishes a picture that has nothing to show, with a line that says so.
    pub(crate) fn finish_without_chart(mut self) -> String {
        let y = self.top + 28.0;
        self.write_text(Text::quiet(self.left(), y, "There is nothing to show."));
        self.finish_at(y + 20.0)
    }

    /// Finishes the picture, whose chart ends at `bottom`.
    pub(crate) fn finish_at(mut self, bottom: f64) -> String {
        self.top = bottom + 8.0;
        let source = &self.frame.source;
        self.write_paragraph(source, SMALL);
        let (width, height) = (self.size.width(), (self.top + 10.0).ceil());
        let (slug, ground) = (&self.slug, self.look.ground);
        let names = ["title", "desc"].map(|part| format!("{slug}-{part}"));
        let part = |name, id: &str, text: &str| Tag::new(name).with_attribute("id", id).close_around(&escape_xml(text));
        let mut inner = "\n".to_owned();
        inner += &part("title", &names[0], &self.frame.title);
        inner += &part("desc", &names[1], &self.frame.alt);
        let hatch = |swatch: &Swatch| hatch_pattern(&format!("{slug}-hatch-{}", swatch.name()), *swatch, ground);
        let hatches: String = self.hatches.iter().map(hatch).collect();
        if !hatches.is_empty() {
            inner += &Tag::new("defs").close_around(&hatches);
        }
        if ground == Ground::Alone {
            let paper = Tag::new("rect").with_number("width", width).with_number("height", height);
            inner += &paper.with_attribute("fill", &Ink::Paper.svg_colour(ground)).close_empty();
        }
        let view = format!("0 0 {} {}", format_coordinate(width), format_coordinate(height));
        let mut tag = Tag::new("svg");
        if ground == Ground::Alone {
            tag = tag.with_attribute("xmlns", "http://www.w3.org/2000/svg");
        }
        tag = tag
            .with_attribute("role", "img")
            .with_attribute("aria-labelledby", &names.join(" "))
            .with_attribute("viewBox", &view);
        tag = match ground {
            Ground::Page => tag.with_attribute("width", "100%"),
            Ground::Alone => tag.with_number("width", width).with_number("height", height),
        };
        tag = tag.with_attribute("stroke-linejoin", "round").with_attribute("stroke-linecap", "round");
        tag.with_attribute("font-family", self.look.font)
            .with_attribute("direction", "ltr")
            .close_around(&(inner + &self.body))
            .trim_end()
            .to_owned()
    }
}
