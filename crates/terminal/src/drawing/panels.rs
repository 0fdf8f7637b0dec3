//! Points in a square of letters: both axes run from 0 to 1.

use standoff_prose::layout::{column_width, pad_right};

/// Rows of the square: one for each tenth, both ends included.
const ROWS: usize = 11;
/// Columns of the axis at the left.
const AXIS: usize = 4;
/// Columns between two panels.
const GAP: usize = 4;

/// A point and its sign.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
    pub sign: String,
}

/// One square with its title and the words under its axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Panel {
    pub title: String,
    pub axis: String,
    pub points: Vec<Point>,
}

/// Two squares side by side, no wider than `width` together.
pub(crate) fn draw_pair(panels: &[Panel; 2], width: usize) -> Vec<String> {
    let each = (width - GAP) / 2;
    let [left, right] = panels.each_ref().map(|panel| draw_panel(panel, each));
    let lines = left.iter().zip(&right);
    lines.map(|(left, right)| format!("{}{right}", pad_right(left, each + GAP)).trim_end().to_owned()).collect()
}

fn draw_panel(panel: &Panel, width: usize) -> Vec<String> {
    let room = width - AXIS;
    let mut rows = vec![vec![' '; room]; ROWS];
    for point in &panel.points {
        let row = ROWS - 1 - cell_of_share(point.y, ROWS);
        place_sign(&mut rows[row], cell_of_share(point.x, room), &point.sign);
    }
    let mut lines: Vec<String> = standoff_prose::layout::wrap_words(&panel.title, width);
    lines.truncate(1);
    lines.extend(
        rows.iter().enumerate().map(|(at, row)| format!("{}│{}", row_label(at), row.iter().collect::<String>())),
    );
    lines.extend(panel_axis(room));
    lines.push(format!("{}{}", " ".repeat(AXIS), panel.axis.chars().take(room).collect::<String>()));
    lines
}

/// The cell of a share; the first where it is not a number.
fn cell_of_share(share: f64, cells: usize) -> usize {
    (share.clamp(0.0, 1.0) * (cells - 1) as f64).round() as usize
}

/// Puts a sign where it belongs, or at the nearest place of the row that is free.
fn place_sign(row: &mut [char], at: usize, sign: &str) {
    let length = column_width(sign).max(1);
    let Some(last) = row.len().checked_sub(length) else { return };
    let free = |start: &usize| row[*start..start + length].iter().all(|letter| *letter == ' ');
    let nearest = (0..=last).filter(free).min_by_key(|start| start.abs_diff(at));
    let start = nearest.unwrap_or(at.min(last));
    row[start..].iter_mut().zip(sign.chars()).for_each(|(cell, letter)| *cell = letter);
}

/// Every second tenth has its number.
fn row_label(row: usize) -> String {
    let tenth = ROWS - 1 - row;
    if tenth.is_multiple_of(5) { format!("{:.1}", tenth as f64 / 10.0) } else { " ".repeat(AXIS - 1) }
}

fn panel_axis(room: usize) -> [String; 2] {
    let mut rule = vec!['─'; room];
    let mut labels = vec![' '; room + 1];
    for (share, text) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
        rule[cell_of_share(share, room)] = '┴';
        let start = cell_of_share(share, room).saturating_sub(text.len() / 2);
        labels[start..].iter_mut().zip(text.chars()).for_each(|(cell, letter)| *cell = letter);
    }
    let labels: String = labels.into_iter().collect();
    let indent = " ".repeat(AXIS);
    [
        format!("{}┴{}", " ".repeat(AXIS - 1), rule.into_iter().collect::<String>()),
        format!("{indent}{}", labels.trim_end()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(points: &[(f64, f64, &str)]) -> Panel {
        let point = |&(x, y, sign): &(f64, f64, &str)| Point { x, y, sign: sign.to_owned() };
        Panel { title: "values".into(), axis: "peace".into(), points: points.iter().map(point).collect() }
    }

    #[test]
    fn points_stand_where_they_belong() {
        let one = panel(&[(0.0, 1.0, "A"), (1.0, 0.0, "B"), (0.5, 0.5, "c*")]);
        let lines = draw_panel(&one, 25);
        assert_eq!(lines[1], "1.0│A                    ".trim_end().to_owned() + &" ".repeat(20));
        assert!(lines[6].starts_with("0.5│          c*"));
        assert!(lines[11].ends_with('B'));
    }

    #[test]
    fn no_point_is_lost_and_no_line_is_too_wide() {
        let points: Vec<(f64, f64, String)> =
            (0..20u8).map(|at| (0.3, f64::NAN, char::from(b'A' + at).to_string())).collect();
        let points: Vec<(f64, f64, &str)> = points.iter().map(|(x, y, sign)| (*x, *y, sign.as_str())).collect();
        for width in [76, 96] {
            let lines = draw_pair(&[panel(&points), panel(&points)], width);
            assert!(lines.iter().all(|line| column_width(line) <= width), "{lines:#?}");
            let text = lines.join("\n");
            assert!(points.iter().all(|(_, _, sign)| text.matches(sign).count() == 2), "{text}");
        }
    }
}
