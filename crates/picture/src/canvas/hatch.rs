//! Hatches: what tells areas apart where colours are not seen.

use crate::canvas::palette::Ink;
use crate::canvas::svg::Tag;
use crate::canvas::swatch::{Hatch, Swatch};
use crate::look::Ground;

/// Side of a pattern, in units.
const SIDE: f64 = 7.0;

/// The pattern of a swatch, as an element of `<defs>`.
pub(crate) fn hatch_pattern(id: &str, swatch: Swatch, ground: Ground) -> String {
    let colour = swatch.ink().svg_colour(ground);
    let tint = if swatch.hatch == Hatch::Solid { 0.75 } else { 0.22 };
    let paper = Tag::new("rect")
        .with_number("width", SIDE)
        .with_number("height", SIDE)
        .with_attribute("fill", &Ink::Paper.svg_colour(ground))
        .close_empty();
    let tint = Tag::new("rect")
        .with_number("width", SIDE)
        .with_number("height", SIDE)
        .with_attribute("fill", &colour)
        .with_number("opacity", tint)
        .close_empty();
    let turn = match swatch.hatch {
        Hatch::Stripes => "rotate(45)",
        Hatch::Grid | Hatch::BackStripes => "rotate(-45)",
        Hatch::Uprights => "rotate(90)",
        _ => "rotate(0)",
    };
    Tag::new("pattern")
        .with_attribute("id", id)
        .with_number("width", SIDE)
        .with_number("height", SIDE)
        .with_attribute("patternUnits", "userSpaceOnUse")
        .with_attribute("patternTransform", turn)
        .close_around(&(paper + &tint + &hatch_strokes(swatch.hatch, &colour)))
}

fn hatch_strokes(hatch: Hatch, colour: &str) -> String {
    let half = SIDE / 2.0;
    let line = |x: [f64; 2], y: [f64; 2], width: f64| {
        let line = Tag::new("line")
            .with_number("x1", x[0])
            .with_number("x2", x[1])
            .with_number("y1", y[0])
            .with_number("y2", y[1]);
        line.with_attribute("stroke", colour).with_number("stroke-width", width).close_empty()
    };
    match hatch {
        Hatch::Solid => String::new(),
        Hatch::Stripes | Hatch::BackStripes => line([half, half], [0.0, SIDE], 2.2),
        Hatch::Dots => Tag::new("circle")
            .with_number("cx", half)
            .with_number("cy", half)
            .with_number("r", 1.7)
            .with_attribute("fill", colour)
            .close_empty(),
        Hatch::Rings => Tag::new("circle")
            .with_number("cx", half)
            .with_number("cy", half)
            .with_number("r", 2.0)
            .with_attribute("fill", "none")
            .with_attribute("stroke", colour)
            .with_number("stroke-width", 1.1)
            .close_empty(),
        Hatch::Lines | Hatch::Uprights => line([0.0, SIDE], [half, half], 1.6),
        Hatch::Grid | Hatch::Squares => line([half, half], [0.0, SIDE], 1.1) + &line([0.0, SIDE], [half, half], 1.1),
    }
}
