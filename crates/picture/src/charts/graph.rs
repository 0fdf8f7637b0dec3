//! Drafts of an agreement and the changes between them.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::canvas::text::{clean_text, shorten_text, wrap_text};
use crate::chart::Chart;
use crate::charts::hull::{convex_hull, hull_holds};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{leading_number, left_out_words};
use crate::scale::range::if_drawable;
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place along the first axis; at zero it is as good as no draft.
    pub x: f64,
    /// Its place along the second axis, likewise.
    pub y: f64,
    /// Its name.
    pub name: String,
    /// For each actor, in order, whether it would sign; missing entries count as no.
    pub signs: Vec<bool>,
}

/// Drafts as points, changes as lines, the drafts of the record as a path, and where all would sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Up to four actors, in an order that means nothing.
    pub actors: Vec<String>,
    /// Meaning of the first axis, from left to right.
    pub across: String,
    /// Meaning of the second axis, from the bottom up.
    pub upward: String,
    /// The drafts.
    pub nodes: Vec<Node>,
    /// Pairs of drafts that are one change apart.
    pub edges: Vec<(usize, usize)>,
    /// Drafts in the order in which they were on the table.
    pub path: Vec<usize>,
}

/// Most actors.
const ACTORS: usize = 4;
/// Radius of a node.
const NODE: f64 = 6.0;
/// Radius of the region around a node that all would sign.
const REGION: f64 = 20.0;
/// Least distance of a node from the edge.
const EDGE: f64 = REGION + 10.0;

impl Chart for Graph {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let drawn = |node: &Node| if_drawable(node.x).is_some() && if_drawable(node.y).is_some();
        if !self.nodes.iter().any(drawn) {
            return sheet.finish_without_chart();
        }
        let top = self.draw_key_of_actors(&mut sheet);
        let top = self.draw_axis_names(&mut sheet, top);
        let height = size.choose_by_width(360.0, 330.0);
        let plot = Patch::new(sheet.left(), top, sheet.right(), top + height);
        sheet.draw_rect(plot, Paint::stroke(Ink::Grid, 1.0));
        let plane = DraftPlane::around_nodes(self.nodes.iter().filter(|node| drawn(node)), plot);
        plane.draw_zero(&mut sheet);
        let places: Vec<Option<(f64, f64)>> =
            self.nodes.iter().map(|node| drawn(node).then(|| plane.node_on_sheet(node))).collect();
        self.draw_region(&mut sheet, &places);
        for (one, other) in &self.edges {
            if let (Some(one), Some(other)) = (place_of_node(&places, *one), place_of_node(&places, *other)) {
                sheet.draw_line(one, other, Paint::stroke(Ink::Quiet, 0.8).with_opacity(0.6));
            }
        }
        self.draw_path(&mut sheet, &places, plot);
        self.draw_nodes(&mut sheet, &places);
        let left_out = self.draw_names(&mut sheet, &places, plot);
        let mut bottom = plot.bottom + 6.0;
        if left_out > 0 {
            let text = left_out_words(left_out);
            sheet.write_text(Text::quiet(plot.left, bottom + 14.0, &text));
            bottom += LEAD;
        }
        let across = shorten_text(&clean_text(&self.across), SMALL, false, sheet.drawing_width() - 20.0) + " →";
        sheet.write_text(Text::quiet(plot.right, bottom + 14.0, &across).with_anchor(Anchor::End));
        sheet.finish_at(bottom + 18.0)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut names = vec!["draft", "x", "y"];
        names.extend(self.actors.iter().take(ACTORS).map(String::as_str));
        names.push("place in the record");
        let row = |(at, node): (usize, &Node)| {
            let mut row = vec![Cell::Text(node.name.clone()), Cell::Number(node.x), Cell::Number(node.y)];
            row.extend(
                (0..self.actor_count()).map(|actor| Cell::from(if would_sign(node, actor) { "signs" } else { "no" })),
            );
            let on = self.path.iter().enumerate().filter(|(_, node)| **node == at);
            let on: Vec<String> = on.map(|(place, _)| (place + 1).to_string()).collect();
            row.push(if on.is_empty() { Cell::Empty } else { Cell::Text(on.join(" ")) });
            row
        };
        std::iter::once(header_row(&names)).chain(self.nodes.iter().enumerate().map(row)).collect()
    }
}

/// The plane of the drafts: both axes reach from the lowest to the highest of zero and all drafts.
struct DraftPlane {
    plot: Patch,
    x: (f64, f64),
    y: (f64, f64),
}

impl DraftPlane {
    fn around_nodes<'a>(nodes: impl Iterator<Item = &'a Node>, plot: Patch) -> Self {
        let wider = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        let ends = nodes.fold(((0.0, 0.0), (0.0, 0.0)), |(x, y), node| (wider(x, node.x), wider(y, node.y)));
        Self { plot, x: ends.0, y: ends.1 }
    }

    fn node_on_sheet(&self, node: &Node) -> (f64, f64) {
        (self.x_of(node.x), self.y_of(node.y))
    }

    fn x_of(&self, x: f64) -> f64 {
        self.plot.left + EDGE + share_between(x, self.x) * (self.plot.width() - 2.0 * EDGE)
    }

    fn y_of(&self, y: f64) -> f64 {
        self.plot.bottom - EDGE - share_between(y, self.y) * (self.plot.height() - 2.0 * EDGE)
    }

    /// The lines on which a draft is as good as none.
    fn draw_zero(&self, sheet: &mut Sheet<'_>) {
        let (x, y) = (self.x_of(0.0), self.y_of(0.0));
        let paint = Paint::stroke(Ink::Quiet, 1.0).with_dash("4 3");
        sheet.draw_line((x, self.plot.top), (x, self.plot.bottom), paint);
        sheet.draw_line((self.plot.left, y), (self.plot.right, y), paint);
    }
}

/// Place of a value between two ends, 0 to 1; one half where both ends are equal.
fn share_between(value: f64, (low, high): (f64, f64)) -> f64 {
    let width = high - low;
    if width > 0.0 { ((value - low) / width).clamp(0.0, 1.0) } else { 0.5 }
}

fn place_of_node(places: &[Option<(f64, f64)>], node: usize) -> Option<(f64, f64)> {
    places.get(node).copied().flatten()
}

fn would_sign(node: &Node, actor: usize) -> bool {
    node.signs.get(actor).copied().unwrap_or(false)
}

impl Graph {
    fn actor_count(&self) -> usize {
        self.actors.len().min(ACTORS)
    }

    fn all_sign(&self, node: &Node) -> bool {
        self.actor_count() > 0 && (0..self.actor_count()).all(|actor| would_sign(node, actor))
    }

    fn draw_key_of_actors(&self, sheet: &mut Sheet<'_>) -> f64 {
        let actors = self.actors.iter().take(ACTORS).enumerate();
        let would = |(at, name): (usize, &String)| {
            (
                Sample::Point(Shape(at), Paint::fill(Ink::Series(at)).with_edge(Ink::Series(at), 1.0)),
                format!("{name} would sign"),
            )
        };
        let mut entries: Vec<(Sample, String)> = actors.map(would).collect();
        if self.nodes.iter().any(|node| self.all_sign(node)) {
            entries.push((Sample::Area(region_paint()), "all would sign".to_owned()));
        }
        if self.path.len() > 1 {
            entries.push((Sample::Line(Paint::stroke(Ink::Text, 2.0)), "drafts of the record".to_owned()));
        }
        entries.push((Sample::Line(Paint::stroke(Ink::Quiet, 1.0).with_dash("4 3")), "as good as no draft".to_owned()));
        let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, word)| (*sample, word.as_str())).collect();
        let top = sheet.chart_top();
        let top = draw_key(sheet, top, &entries);
        if self.nodes.iter().any(|node| self.all_sign(node)) {
            return top;
        }
        let lines = wrap_text("No draft is acceptable to all today.", LABEL, true, sheet.drawing_width(), 2);
        sheet.write_lines(Text::label(sheet.left(), top + 12.0, "").in_bold(), &lines, "");
        top + lines.len() as f64 * LEAD + 6.0
    }

    fn draw_axis_names(&self, sheet: &mut Sheet<'_>, top: f64) -> f64 {
        let upward = shorten_text(&clean_text(&self.upward), SMALL, false, sheet.drawing_width() - 20.0);
        sheet.write_text(Text::quiet(sheet.left(), top + 10.0, &format!("↑ {upward}")));
        top + 17.0
    }

    /// Shades the hull of the drafts that all would sign; each alone, where the hull would hold another.
    fn draw_region(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>]) {
        let of = |all: bool| -> Vec<(f64, f64)> {
            let nodes = self.nodes.iter().zip(places).filter(|(node, _)| self.all_sign(node) == all);
            nodes.filter_map(|(_, place)| *place).collect()
        };
        let (accepted, others) = (of(true), of(false));
        let corners = convex_hull(&accepted);
        if corners.len() > 1 && !others.iter().any(|other| hull_holds(&corners, *other, REGION + NODE)) {
            let outline = line_path(&corners) + "Z";
            sheet.draw_path(
                &outline,
                Paint::fill(Ink::Series(2)).with_edge(Ink::Series(2), 2.0 * REGION).with_opacity(0.2),
            );
        } else {
            accepted.iter().for_each(|(x, y)| sheet.draw_mark(Shape(0), *x, *y, REGION, region_paint()));
        }
    }

    fn draw_path(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>], plot: Patch) {
        let known: Vec<(f64, f64)> = places.iter().flatten().copied().collect();
        known.iter().for_each(|(x, y)| sheet.reserve_patch(Patch::new(x - 15.0, y - NODE - 1.0, x + 15.0, y + 18.0)));
        for (step, pair) in self.path.windows(2).enumerate() {
            if let (Some(from), Some(to)) = (place_of_node(places, pair[0]), place_of_node(places, pair[1])) {
                draw_arrow(sheet, from, to);
                let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
                let number = (step + 1).to_string();
                let aside = offset_aside(from, to);
                let text = Text::label(x + aside.0, y + aside.1 + 4.5, &number).in_bold().with_anchor(Anchor::Middle);
                let _ = sheet.write_label(text) || sheet.write_label_beside(x, y, 5.0, text, plot);
                (1..12).map(|part| f64::from(part) / 12.0).for_each(|part| {
                    let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
                    sheet.reserve_patch(Patch::around_point(x, y, 4.0));
                });
            }
        }
    }

    fn draw_nodes(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>]) {
        for (node, place) in self.nodes.iter().zip(places) {
            let Some((x, y)) = *place else { continue };
            let inside = if self.all_sign(node) { Ink::Text } else { Ink::Paper };
            let paint = Paint::fill(inside).with_edge(Ink::Text, 1.5);
            sheet.draw_titled_path(&Shape(0).svg_path(x, y, NODE), paint, &node.name);
            let first = x - (self.actor_count() as f64 - 1.0) * 4.5;
            for actor in 0..self.actor_count() {
                let ink = Ink::Series(actor);
                let paint = if would_sign(node, actor) { Paint::fill(ink) } else { Paint::fill(Ink::Paper) };
                sheet.draw_mark(Shape(actor), first + actor as f64 * 9.0, y + 13.0, 3.2, paint.with_edge(ink, 1.0));
            }
        }
    }

    /// Writes names where there is room; how many have none.
    fn draw_names(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>], plot: Patch) -> usize {
        let most = sheet.size.choose_by_width(210.0, 130.0);
        let mut left_out = 0;
        for (node, place) in self.nodes.iter().zip(places) {
            let Some((x, y)) = *place else { continue };
            let name = shorten_text(&clean_text(&node.name), LABEL, false, most);
            let whole = (name != node.name).then_some(node.name.as_str());
            let text = Text { whole, ..Text::label(x, y, &name) };
            if !sheet.write_label_beside(x, y, 18.0, text, plot) {
                left_out += 1;
                if let Some(number) = leading_number(&node.name) {
                    let _ = sheet.write_label_beside(x, y, 14.0, Text::label(x, y, number), plot);
                }
            }
        }
        left_out
    }
}

/// Paint of the region in which all would sign.
fn region_paint() -> Paint {
    Paint::fill(Ink::Series(2)).with_opacity(0.2)
}

/// A step of ten units at a right angle to a line.
fn offset_aside(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    (-dy / length * 10.0, dx / length * 10.0)
}

/// An arrow between two nodes.
fn draw_arrow(sheet: &mut Sheet<'_>, from: (f64, f64), to: (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length < 3.0 * NODE {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let along = |far: f64, aside: f64| (to.0 - dx * far - dy * aside, to.1 - dy * far + dx * aside);
    let tip = NODE + 3.0;
    sheet.draw_line((from.0 + dx * tip, from.1 + dy * tip), along(tip + 6.0, 0.0), Paint::stroke(Ink::Text, 2.0));
    let head = line_path(&[along(tip, 0.0), along(tip + 10.0, 5.0), along(tip + 10.0, -5.0)]) + "Z";
    sheet.draw_path(&head, Paint::fill(Ink::Text));
}
