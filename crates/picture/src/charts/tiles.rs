//! Tile maps: regions as squares of one size about where they lie, each filled by the share of it that is held.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::text::wrap_text;
use crate::chart::Chart;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::number::{format_number, if_drawable};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A region.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Its name.
    pub name: String,
    /// Its place from the left, from 0.
    pub column: usize,
    /// Its place from the top, from 0.
    pub row: usize,
    /// The amount of it that is held.
    pub held: f64,
    /// Its whole amount.
    pub whole: f64,
}

/// Regions as squares about where they lie, filled from below by the share that is held. No border is drawn: where in a region
/// the held part lies is not said.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Names of the parts held and not held.
    pub words: [String; 2],
    /// The regions. Of two in one place the first is drawn.
    pub tiles: Vec<Tile>,
}

/// Most columns and rows.
const MOST: usize = 24;
/// Room between two squares.
const GAP: f64 = 6.0;
/// Smallest and largest side of a square.
const SIDES: [f64; 2] = [76.0, 118.0];

impl Chart for Tiles {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let drawn = self.drawn_tiles();
        let columns = drawn.iter().map(|tile| tile.column + 1).max().unwrap_or(0);
        let side = (sheet.drawing_width() + GAP) / columns.max(1) as f64 - GAP;
        if drawn.is_empty() || side < SIDES[0] {
            return sheet.finish_without_chart();
        }
        let side = side.min(SIDES[1]);
        let top = sheet.chart_top();
        let entries =
            [(Sample::Area(held_paint()), self.words[0].as_str()), (Sample::Area(rest_paint()), &self.words[1])];
        let top = draw_key(&mut sheet, top, &entries);
        let mut bottom = top;
        for tile in drawn {
            let left = sheet.left() + tile.column as f64 * (side + GAP);
            let y = top + tile.row as f64 * (side + GAP);
            self.draw_tile(&mut sheet, tile, Patch::new(left, y, left + side, y + side));
            bottom = f64::max(bottom, y + side);
        }
        sheet.finish_at(bottom + 6.0)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let row = |tile: &Tile| {
            let place = [tile.column, tile.row].map(|place| Cell::Number(place as f64));
            let amounts = [tile.held, tile.whole].map(Cell::Number);
            std::iter::once(Cell::Text(tile.name.clone())).chain(place).chain(amounts).collect()
        };
        let names = ["region", "column", "row", "held", "whole"];
        std::iter::once(header_row(&names)).chain(self.tiles.iter().map(row)).collect()
    }
}

/// A plain tint, as names and shares are written over it.
fn held_paint() -> Paint {
    Paint::fill(Ink::Series(5)).with_opacity(0.4)
}

fn rest_paint() -> Paint {
    Paint::fill(Ink::Paper).with_edge(Ink::Quiet, 0.8)
}

impl Tile {
    /// The share of it that is held, if that can be drawn.
    fn share(&self) -> Option<f64> {
        let (held, whole) = (if_drawable(self.held)?, if_drawable(self.whole)?);
        (whole > 0.0).then(|| (held / whole).clamp(0.0, 1.0))
    }
}

impl Tiles {
    /// The regions that can be drawn, the first of each place, moved so that no row and no column at the edge is empty.
    fn drawn_tiles(&self) -> Vec<&Tile> {
        let mut drawn: Vec<&Tile> = Vec::new();
        for tile in self.tiles.iter().filter(|tile| tile.share().is_some() && tile.column.max(tile.row) < MOST) {
            if drawn.iter().all(|other| (other.column, other.row) != (tile.column, tile.row)) {
                drawn.push(tile);
            }
        }
        drawn
    }

    fn draw_tile(&self, sheet: &mut Sheet<'_>, tile: &Tile, place: Patch) {
        let share = tile.share().unwrap_or(0.0);
        sheet.draw_rect(place, rest_paint());
        let level = place.bottom - share * (place.bottom - place.top);
        if share > 0.0 {
            sheet.draw_rect(Patch { top: level, ..place }, held_paint());
        }
        let middle = f64::midpoint(place.left, place.right);
        let lines = wrap_text(&tile.name, SMALL, true, place.width() - 8.0, 2);
        let text = Text { size: SMALL, ..Text::label(middle, place.top + 16.0, "") }.in_bold();
        sheet.write_lines(text.with_anchor(Anchor::Middle), &lines, &tile.name);
        let words = percent_words(share);
        let text = Text::label(middle, place.top + 16.0 + 2.0 * LEAD + 2.0, &words).with_anchor(Anchor::Middle);
        sheet.write_text(Text { size: LABEL, ..text });
    }
}

/// A share in percent; small ones and those just under the whole are not rounded to either.
fn percent_words(share: f64) -> String {
    match share * 100.0 {
        0.0 => "0 %".to_owned(),
        percent if percent < 1.0 => "under 1 %".to_owned(),
        percent if percent > 99.0 && percent < 100.0 => "over 99 %".to_owned(),
        percent => format!("{} %", format_number(percent, 1.0)),
    }
}
