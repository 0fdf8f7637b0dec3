//! A picture of points in a square, made of letters.

/// Columns of the picture.
const WIDTH: usize = 50;
/// Rows of the picture. Letters are about twice as high as wide, so that 50 by 12 is about twice as wide as high.
const HEIGHT: usize = 12;

/// A point with both coordinates in 0..=1, and its letter.
pub(crate) type Point = (f64, f64, char);

/// Points over two axes from 0 to 1; where two fall together the later one is seen.
pub(crate) fn draw_scatter(points: &[Point], across: &str, up: &str) -> Vec<String> {
    let mut cells = vec![[' '; WIDTH + 1]; HEIGHT + 1];
    for &(x, y, letter) in points {
        cells[HEIGHT - cell_of_share(y, HEIGHT)][cell_of_share(x, WIDTH)] = letter;
    }
    let mut lines = vec![format!("   {up}")];
    for (row, cells) in cells.iter().enumerate() {
        let label = ["1.0", "0.5", "0.0"].into_iter().zip([0, HEIGHT / 2, HEIGHT]).find(|(_, at)| *at == row);
        let picture: String = cells.iter().collect();
        lines.push(format!("{} │{}", label.map_or("   ", |(label, _)| label), picture.trim_end()));
    }
    lines.push(format!("    ┴{}", "─".repeat(WIDTH + 1)));
    let gap = " ".repeat(WIDTH / 2 - 3);
    lines.push(format!("    0.0{gap}0.5{gap}1.0  {across}"));
    lines
}

fn cell_of_share(share: f64, cells: usize) -> usize {
    (share.clamp(0.0, 1.0) * cells as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_where_they_belong() {
        let lines = draw_scatter(&[(0.0, 0.0, 'a'), (1.0, 1.0, 'b'), (0.5, 0.5, 'c'), (f64::NAN, 7.0, 'd')], "x", "y");
        assert_eq!(lines.len(), HEIGHT + 4);
        assert_eq!(lines[1], format!("1.0 │d{}b", " ".repeat(WIDTH - 1)));
        assert_eq!(lines[1 + HEIGHT / 2], format!("0.5 │{}c", " ".repeat(WIDTH / 2)));
        assert_eq!(lines[1 + HEIGHT], "0.0 │a");
        let places: Vec<Option<usize>> = ["0.0", "0.5", "1.0"].map(|label| lines[HEIGHT + 3].find(label)).to_vec();
        assert_eq!(places, [Some(4), Some(4 + WIDTH / 2), Some(4 + WIDTH)]);
    }
}
