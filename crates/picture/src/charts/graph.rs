//! Drafts of an agreement and the changes between them.

use crate::canvas::callout::write_callout;
use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, Paint, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::chart::Chart;
use crate::charts::hull::{convex_hull, hull_holds};
use crate::charts::roster::{RosterRow, draw_roster, mark_paint, numbered_name};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_level_axis, draw_upright_axis, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place along the first axis; at zero it is as good as no draft.
    pub x: f64,
    /// Its place along the second axis, likewise.
    pub y: f64,
    /// Its number, the same in every picture.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// For each actor, in order, whether it would sign; missing entries count as no.
    pub signs: Vec<bool>,
}

/// One who would sign or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Signer {
    /// Its name.
    pub name: String,
    /// Its shape and colour, the same in every picture.
    pub mark: usize,
}

/// Drafts as numbered points, changes as lines, the drafts of the record as a path, and below them a list of who would sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Up to four actors, in an order that means nothing.
    pub actors: Vec<Signer>,
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
const NODE: f64 = 4.5;
/// Radius of the region around a node that all would sign.
const REGION: f64 = 18.0;
/// Least distance of a node from the edge.
const EDGE: f64 = 22.0;

impl Chart for Graph {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let Some((across, upward)) = self.ranges() else { return sheet.finish_without_chart() };
        let top = self.draw_key_of_actors(&mut sheet);
        let top = draw_axis_title(&mut sheet, &self.upward, top);
        let right = sheet.right();
        let plot = plot_beside(&sheet, upward, top, size.choose_by_width(340.0, 300.0), right);
        let plane = DraftPlane::new(plot, across, upward);
        let bottom = plane.draw_axes(&mut sheet, &self.across);
        let places: Vec<Option<(f64, f64)>> = self.nodes.iter().map(|node| plane.node_on_sheet(node)).collect();
        self.draw_region(&mut sheet, &places);
        for (one, other) in &self.edges {
            if let (Some(one), Some(other)) = (place_of_node(&places, *one), place_of_node(&places, *other)) {
                sheet.draw_line(one, other, Paint::stroke(Ink::Quiet, 0.8).with_opacity(0.6));
            }
        }
        self.draw_path(&mut sheet, &places);
        self.draw_nodes(&mut sheet, &places, plot);
        let bottom = draw_roster(&mut sheet, bottom + 8.0, &self.roster());
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut names = vec!["draft", "x", "y"];
        names.extend(self.actors.iter().take(ACTORS).map(|actor| actor.name.as_str()));
        names.push("place in the record");
        let row = |(at, node): (usize, &Node)| {
            let name = Cell::Text(numbered_name(node.number, &node.name));
            let mut row = vec![name, Cell::Number(node.x), Cell::Number(node.y)];
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

/// The plane of the drafts, whose points stay off the edge.
struct DraftPlane {
    plot: Patch,
    across: Range,
    upward: Range,
    x: Scale,
    y: Scale,
}

impl DraftPlane {
    fn new(plot: Patch, across: Range, upward: Range) -> Self {
        let x = across.scale_between(plot.left + EDGE, plot.right - EDGE);
        Self { plot, across, upward, x, y: upward.scale_between(plot.bottom - EDGE, plot.top + EDGE) }
    }

    fn node_on_sheet(&self, node: &Node) -> Option<(f64, f64)> {
        node.is_drawable().then(|| (self.x.position(node.x), self.y.position(node.y)))
    }

    /// Draws both axes, with ticks, and the lines on which a draft is as good as none; the y at which they end.
    fn draw_axes(&self, sheet: &mut Sheet<'_>, title: &str) -> f64 {
        let plot = self.plot;
        draw_level_axis(sheet, plot, self.upward, self.y);
        let inner = Patch { left: plot.left + EDGE, right: plot.right - EDGE, ..plot };
        let bottom = draw_upright_axis(sheet, inner, &[(plot.top, plot.bottom)], self.across, title);
        sheet.draw_rect(plot, Paint::stroke(Ink::Grid, 1.0));
        let paint = Paint::stroke(Ink::Text, 1.0).with_dash("4 3");
        let (x, y) = (self.x.position(0.0), self.y.position(0.0));
        sheet.draw_line((x, plot.top), (x, plot.bottom), paint);
        sheet.draw_line((plot.left, y), (plot.right, y), paint);
        bottom
    }
}

fn place_of_node(places: &[Option<(f64, f64)>], node: usize) -> Option<(f64, f64)> {
    places.get(node).copied().flatten()
}

fn would_sign(node: &Node, actor: usize) -> bool {
    node.signs.get(actor).copied().unwrap_or(false)
}

impl Node {
    fn is_drawable(&self) -> bool {
        if_drawable(self.x).is_some() && if_drawable(self.y).is_some()
    }
}

impl Graph {
    fn actor_count(&self) -> usize {
        self.actors.len().min(ACTORS)
    }

    fn all_sign(&self, node: &Node) -> bool {
        self.actor_count() > 0 && (0..self.actor_count()).all(|actor| would_sign(node, actor))
    }

    /// The ranges of both axes, around zero and all drafts; none where there is no draft.
    fn ranges(&self) -> Option<(Range, Range)> {
        let drawn: Vec<&Node> = self.nodes.iter().filter(|node| node.is_drawable()).collect();
        drawn.first()?;
        let x = Range::around_values(drawn.iter().map(|node| node.x).chain([0.0]), 6.0)?;
        Some((x, Range::around_values(drawn.iter().map(|node| node.y).chain([0.0]), 6.0)?))
    }

    fn draw_key_of_actors(&self, sheet: &mut Sheet<'_>) -> f64 {
        let actors = self.actors.iter().take(ACTORS);
        let would = |actor: &Signer| {
            (Sample::Point(Shape(actor.mark), mark_paint(actor.mark, true)), format!("{} would sign", actor.name))
        };
        let mut entries: Vec<(Sample, String)> = actors.map(would).collect();
        if let Some(actor) = self.actors.first() {
            let hollow = Sample::Point(Shape(actor.mark), mark_paint(actor.mark, false));
            entries.push((hollow, "hollow: would not sign".to_owned()));
        }
        if self.nodes.iter().any(|node| self.all_sign(node)) {
            entries.push((Sample::Area(region_paint()), "all would sign".to_owned()));
        }
        if self.path.len() > 1 {
            entries.push((Sample::Line(Paint::stroke(Ink::Text, 1.6)), "drafts issued, in order".to_owned()));
        }
        entries.push((Sample::Line(Paint::stroke(Ink::Text, 1.0).with_dash("4 3")), "as good as no draft".to_owned()));
        let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, word)| (*sample, word.as_str())).collect();
        let top = sheet.chart_top();
        draw_key(sheet, top, &entries)
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

    fn draw_path(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>]) {
        for pair in self.path.windows(2) {
            if let (Some(from), Some(to)) = (place_of_node(places, pair[0]), place_of_node(places, pair[1])) {
                draw_arrow(sheet, from, to);
            }
        }
    }

    /// Draws the drafts, and then the number of each beside it or at the end of a line to it.
    fn draw_nodes(&self, sheet: &mut Sheet<'_>, places: &[Option<(f64, f64)>], plot: Patch) {
        let drawn = || self.nodes.iter().zip(places).filter_map(|(node, place)| Some((node, (*place)?)));
        for (node, (x, y)) in drawn() {
            let inside = if self.all_sign(node) { Ink::Text } else { Ink::Paper };
            let paint = Paint::fill(inside).with_edge(Ink::Text, 1.6);
            sheet.draw_titled_path(&Shape(0).svg_path(x, y, NODE), paint, &numbered_name(node.number, &node.name));
            sheet.reserve_patch(Patch::around_point(x, y, NODE + 1.5));
        }
        for (node, place) in drawn() {
            let number = node.number.to_string();
            let text = Text { size: LABEL, ..Text::label(0.0, 0.0, &number) }.in_bold();
            write_callout(sheet, place, NODE + 9.0, text, plot);
        }
    }

    fn roster(&self) -> Vec<RosterRow<'_>> {
        let marks = |node: &Node| {
            self.actors.iter().take(ACTORS).enumerate().map(|(at, actor)| (actor.mark, would_sign(node, at))).collect()
        };
        let drawn = self.nodes.iter().filter(|node| node.is_drawable());
        drawn.map(|node| RosterRow { number: node.number, name: &node.name, marks: marks(node) }).collect()
    }
}

/// Paint of the region in which all would sign.
fn region_paint() -> Paint {
    Paint::fill(Ink::Series(2)).with_opacity(0.2)
}

/// An arrow between two nodes.
fn draw_arrow(sheet: &mut Sheet<'_>, from: (f64, f64), to: (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length < 4.0 * NODE {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let along = |far: f64, aside: f64| (to.0 - dx * far - dy * aside, to.1 - dy * far + dx * aside);
    let tip = NODE + 2.0;
    sheet.draw_line((from.0 + dx * tip, from.1 + dy * tip), along(tip + 5.0, 0.0), Paint::stroke(Ink::Text, 1.6));
    let head = line_path(&[along(tip, 0.0), along(tip + 9.0, 4.0), along(tip + 9.0, -4.0)]) + "Z";
    sheet.draw_path(&head, Paint::fill(Ink::Text));
}
