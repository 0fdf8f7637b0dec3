//! Shapes of points: one for each series.

use crate::canvas::svg::line_path;

/// A shape, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape(pub(crate) usize);

impl Shape {
    /// The outline of the shape about a point, all of about the same weight.
    pub(crate) fn svg_path(self, x: f64, y: f64, radius: f64) -> String {
        let corners: &[(f64, f64)] = match self.0 % 8 {
            0 => return circle_path(x, y, radius),
            1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            2 => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
            3 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            4 => &[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
            5 => &CROSS,
            6 => &[(1.2, 0.0), (-0.8, 1.1), (-0.8, -1.1)],
            _ => &HOURGLASS,
        };
        let corners: Vec<(f64, f64)> = corners.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect();
        line_path(&corners) + "Z"
    }
}

/// Corners of a cross about the origin; its area is about that of a circle of radius 1.
const CROSS: [(f64, f64); 12] = [
    (-0.4, -1.1),
    (0.4, -1.1),
    (0.4, -0.4),
    (1.1, -0.4),
    (1.1, 0.4),
    (0.4, 0.4),
    (0.4, 1.1),
    (-0.4, 1.1),
    (-0.4, 0.4),
    (-1.1, 0.4),
    (-1.1, -0.4),
    (-0.4, -0.4),
];

/// Corners of an hourglass about the origin.
const HOURGLASS: [(f64, f64); 4] = [(-1.0, -1.1), (1.0, -1.1), (-1.0, 1.1), (1.0, 1.1)];

fn circle_path(x: f64, y: f64, radius: f64) -> String {
    use crate::canvas::svg::format_coordinate;
    let (r, left, right, y) =
        (format_coordinate(radius), format_coordinate(x - radius), format_coordinate(x + radius), format_coordinate(y));
    format!("M{left} {y}A{r} {r} 0 1 1 {right} {y}A{r} {r} 0 1 1 {left} {y}Z")
}
