//! The reliability diagram: the chance stated to the right, the share that happened upwards, both from 0 to 1.

/// Rows: one for each tenth, both ends included.
const ROWS: usize = 11;
/// Widest that the square becomes.
const WIDEST: usize = 51;
/// Columns of the axis at the left.
const AXIS: usize = 5;

/// One bin: mean chance, the share that happened and its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mark {
    pub chance: f64,
    pub frequency: f64,
    pub low: f64,
    pub high: f64,
}

/// The diagram in lines. Where chances mean what they say, marks lie on the dotted diagonal.
pub(crate) fn reliability_diagram(marks: &[Mark], columns: usize) -> Vec<String> {
    let room = WIDEST.min(columns.saturating_sub(AXIS + 2)).max(ROWS);
    let mut rows = vec![vec![' '; room]; ROWS];
    for step in 0..=2 * (ROWS - 1) {
        let share = step as f64 / (2 * (ROWS - 1)) as f64;
        rows[cell_of_share(share, ROWS)][cell_of_share(share, room)] = '·';
    }
    for mark in marks {
        (cell_of_share(mark.low, ROWS)..=cell_of_share(mark.high, ROWS))
            .for_each(|row| rows[row][cell_of_share(mark.chance, room)] = '│');
    }
    for mark in marks {
        rows[cell_of_share(mark.frequency, ROWS)][cell_of_share(mark.chance, room)] = '●';
    }
    let mut lines = vec!["share that happened".to_owned()];
    lines.extend(rows.iter().enumerate().rev().map(|(tenth, row)| diagram_line(tenth, row)));
    lines.extend(diagram_axis(room));
    lines
}

fn diagram_line(tenth: usize, row: &[char]) -> String {
    let label = if tenth.is_multiple_of(5) { format!("{:.1}", tenth as f64 / 10.0) } else { String::new() };
    format!("{label:>3} ┤{}", row.iter().collect::<String>()).trim_end().to_owned()
}

/// The cell of a share; the first where it is not a number.
fn cell_of_share(share: f64, cells: usize) -> usize {
    (share.clamp(0.0, 1.0) * (cells - 1) as f64).round() as usize
}

fn diagram_axis(room: usize) -> [String; 2] {
    let mut rule = vec!['─'; room];
    let mut labels = String::new();
    for tenth in [0, 5, 10] {
        let place = cell_of_share(f64::from(tenth) / 10.0, room);
        rule[place] = '┴';
        labels = format!("{labels:place$}{:.1}", f64::from(tenth) / 10.0);
    }
    let indent = " ".repeat(AXIS);
    [
        format!("{indent}{}", rule.into_iter().collect::<String>()),
        format!("{}{labels}  chance stated", " ".repeat(AXIS - 1)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_over_their_chance() {
        let mark = |chance, frequency| Mark { chance, frequency, low: frequency - 0.1, high: frequency + 0.1 };
        let lines = reliability_diagram(&[mark(0.0, 0.5), mark(1.0, 1.0)], 100);
        assert!(lines[6].starts_with("0.5 ┤●"), "{lines:#?}");
        assert!(lines[1].starts_with("1.0 ┤") && lines[1].ends_with('●'));
        assert_eq!(lines[6].chars().nth(AXIS), Some('●'));
        assert!(lines.iter().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn bad_marks_do_no_harm() {
        let bad = Mark { chance: f64::NAN, frequency: f64::INFINITY, low: f64::NAN, high: -3.0 };
        assert_eq!(reliability_diagram(&[bad], 0).len(), ROWS + 3);
    }
}
