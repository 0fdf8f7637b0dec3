//! Short labels near points, with a line to the point where there is no room beside it.

use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, Paint, Sheet, Text};

/// Directions in which a label is looked for, as steps to the right and down. A table, as sines differ between platforms.
const DIRECTIONS: [(f64, f64); 16] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.707, -0.707),
    (-0.707, -0.707),
    (0.707, 0.707),
    (-0.707, 0.707),
    (0.924, -0.383),
    (-0.924, -0.383),
    (0.924, 0.383),
    (-0.924, 0.383),
    (0.383, -0.924),
    (-0.383, -0.924),
    (0.383, 0.924),
    (-0.383, 0.924),
];
/// Distances at which it is looked for.
const RINGS: usize = 12;
/// From one distance to the next.
const RING: f64 = 8.0;

/// Writes a label whose middle is `away` or farther from a point, at the nearest place with room. Returns whether it was
/// written.
pub(crate) fn write_callout(
    sheet: &mut Sheet<'_>,
    (x, y): (f64, f64),
    away: f64,
    text: Text<'_>,
    within: Patch,
) -> bool {
    let half = text.width() / 2.0 - 4.0;
    let place = |ring: usize, (right, down): (f64, f64)| {
        let far = away + ring as f64 * RING;
        // A wide label stands farther off to the side, so that it does not reach back over the point.
        (x + right * (far + half.max(0.0)), y + down * far)
    };
    let places = (0..RINGS).flat_map(|ring| DIRECTIONS.iter().map(move |to| (ring, place(ring, *to))));
    let set = |(x, y): (f64, f64)| Text { x, y: y + 0.35 * text.size, ..text }.with_anchor(Anchor::Middle);
    let places: Vec<(usize, (f64, f64))> = places.collect();
    let found = places.into_iter().find(|(_, at)| sheet.is_free(set(*at).taken_patch(), within));
    if let Some((ring, at)) = found {
        if ring > 0 {
            draw_leader(sheet, (x, y), set(at).taken_patch());
        }
        sheet.write_text(set(at));
    }
    found.is_some()
}

/// A line from a point to the nearest place on the edge of a label.
fn draw_leader(sheet: &mut Sheet<'_>, from: (f64, f64), label: Patch) {
    let to = (from.0.clamp(label.left, label.right), from.1.clamp(label.top, label.bottom));
    sheet.draw_line(from, to, Paint::stroke(Ink::Quiet, 0.9));
}
