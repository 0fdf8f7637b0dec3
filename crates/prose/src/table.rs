//! Tables: columns as wide as their content, one of which gives way.

use crate::layout::{column_width, pad_left, pad_right, strip_controls, widest_word, wrap_words};
use crate::style::{Style, Tone};

/// Side at which a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words: flush left; the first such column wraps where the table is too wide.
    Left,
    /// Figures: flush right.
    Right,
}

/// One place of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: strip_controls(text.as_ref()), tone: Tone::Plain }
    }
}

impl Cell {
    /// Text in a tone.
    pub fn toned(tone: Tone, text: impl AsRef<str>) -> Self {
        Self { tone, ..Self::from(text) }
    }

    /// Bars and other drawings.
    pub fn ink(text: impl AsRef<str>) -> Self {
        Self::toned(Tone::Ink, text)
    }

    /// Text to read last.
    pub fn faint(text: impl AsRef<str>) -> Self {
        Self::toned(Tone::Faint, text)
    }
}

/// A table of words and figures.
///
/// ```
/// use standoff_prose::{Align, Style, Table};
/// let mut table = Table::new(&[("end", Align::Left), ("share", Align::Right)]);
/// table.add_row(["a settlement", "0.4"]);
/// assert_eq!(table.render(Style::plain()), ["  end           share", "  a settlement    0.4"]);
/// ```
#[derive(Debug, Clone)]
pub struct Table {
    heads: Vec<(String, Align)>,
    rows: Vec<Vec<Cell>>,
    even: bool,
    words: usize,
}

impl Table {
    /// Spaces before the first column.
    const INDENT: usize = 2;
    /// Spaces between two columns.
    const GAP: usize = 2;
    /// Narrowest that a column of words becomes, unless said otherwise.
    const WORDS: usize = 12;

    /// A table with these column heads; where all are empty, no line is spent on them.
    pub fn new<T: AsRef<str>>(heads: &[(T, Align)]) -> Self {
        let heads = heads.iter().map(|(head, align)| (strip_controls(head.as_ref()), *align)).collect();
        Self { heads, rows: Vec::new(), even: false, words: Self::WORDS }
    }

    /// Gives all columns of figures the same room, and the words at least so much.
    #[must_use]
    pub fn with_even_figures(self, words: usize) -> Self {
        Self { even: true, words, ..self }
    }

    /// Gives the words at least so much room.
    #[must_use]
    pub fn with_least_words(self, words: usize) -> Self {
        Self { words, ..self }
    }

    /// Adds a row of plain text. A row of one cell takes the whole width.
    pub fn add_row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Cell::from).collect());
    }

    /// Adds a row of cells.
    pub fn add_cells(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Tests whether the table has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table in lines, as wide as needed and no wider than the style allows.
    pub fn render(&self, style: Style) -> Vec<String> {
        let widths = self.column_widths(style.columns());
        let mut lines = Vec::new();
        if self.heads.iter().any(|(head, _)| !head.is_empty()) {
            let heads = self.heads.iter().map(|(head, _)| Cell::faint(head));
            lines.extend(self.row_lines(&heads.collect::<Vec<Cell>>(), &widths, style, true));
        }
        for row in &self.rows {
            lines.extend(if self.takes_whole_width(row) {
                render_spanning(&row[0], style)
            } else {
                self.row_lines(row, &widths, style, false)
            });
        }
        lines
    }

    /// Widths of the columns: what they hold. Where that is too wide, words give way first, then figures that can
    /// be broken between words.
    fn column_widths(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.heads.len()).map(|at| self.natural_width(at)).collect();
        if self.even {
            let widest = self.columns_aligned(Align::Right).map(|at| widths[at]).max().unwrap_or(0);
            self.columns_aligned(Align::Right).for_each(|at| widths[at] = widest);
        }
        let least: Vec<usize> = (0..widths.len()).map(|at| self.least_width(at)).collect();
        while self.total_width(&widths) > room {
            let widest =
                |align| self.columns_aligned(align).filter(|&at| widths[at] > least[at]).max_by_key(|&at| widths[at]);
            let Some(at) = widest(Align::Left).or_else(|| widest(Align::Right)) else { break };
            widths[at] -= 1;
        }
        widths
    }

    /// Tests whether a row is one cell that takes the whole width.
    fn takes_whole_width(&self, row: &[Cell]) -> bool {
        row.len() == 1 && self.heads.len() > 1
    }

    fn columns_aligned(&self, align: Align) -> impl Iterator<Item = usize> {
        let heads = self.heads.iter().enumerate();
        heads.filter(move |(_, (_, one))| *one == align).map(|(at, _)| at)
    }

    fn total_width(&self, widths: &[usize]) -> usize {
        Self::INDENT + widths.iter().sum::<usize>() + Self::GAP * widths.len().saturating_sub(1)
    }

    fn column_texts(&self, at: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !self.takes_whole_width(row));
        rows.filter_map(move |row| row.get(at)).map(|cell| cell.text.as_str())
    }

    /// Width of the widest cell; the head of a column of figures may take two lines.
    fn natural_width(&self, at: usize) -> usize {
        let (head, align) = &self.heads[at];
        let two_lines = || (widest_word(head)..).find(|&width| wrap_words(head, width).len() <= 2);
        let head = if *align == Align::Right { two_lines().unwrap_or(0) } else { column_width(head) };
        self.column_texts(at).map(column_width).max().unwrap_or(0).max(head)
    }

    /// Width below which the column cannot go.
    fn least_width(&self, at: usize) -> usize {
        let (head, align) = &self.heads[at];
        match align {
            Align::Left if self.column_texts(at).any(is_drawing) => self.natural_width(at),
            Align::Left => self.natural_width(at).min(self.words),
            Align::Right => self.column_texts(at).map(widest_word).max().unwrap_or(0).max(widest_word(head)),
        }
    }

    /// One row, in as many lines as its highest cell; heads sit at the foot of theirs.
    fn row_lines(&self, row: &[Cell], widths: &[usize], style: Style, at_foot: bool) -> Vec<String> {
        let cells: Vec<Vec<String>> =
            row.iter().zip(widths).map(|(cell, width)| fit_cell(&cell.text, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let mut text = " ".repeat(Self::INDENT);
            for (column, lines) in cells.iter().enumerate() {
                let missing = if at_foot { height - lines.len() } else { 0 };
                let piece = at.checked_sub(missing).and_then(|at| lines.get(at)).map_or("", String::as_str);
                let piece = self.pad_cell(piece, column, widths[column]);
                text += &style.paint(row[column].tone, &piece);
                text += &" ".repeat(Self::GAP);
            }
            text.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }

    fn pad_cell(&self, text: &str, column: usize, width: usize) -> String {
        match self.heads[column].1 {
            Align::Left => pad_right(text, width),
            Align::Right => pad_left(text, width),
        }
    }
}

/// Text that fits keeps its spaces (bars have them); other text is wrapped, and keeps its indent.
fn fit_cell(text: &str, width: usize) -> Vec<String> {
    if column_width(text) <= width {
        return vec![text.to_owned()];
    }
    let indent = (text.len() - text.trim_start().len()).min(width / 2);
    wrap_words(text, width - indent).into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

/// A cell over the whole width.
fn render_spanning(cell: &Cell, style: Style) -> Vec<String> {
    let lines = fit_cell(&cell.text, style.columns() - Table::INDENT);
    lines.iter().map(|line| format!("{}{}", " ".repeat(Table::INDENT), style.paint(cell.tone, line))).collect()
}

/// Drawings cannot be wrapped.
fn is_drawing(text: &str) -> bool {
    text.contains(['█', '▓', '░', '│'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_give_way() {
        let mut table = Table::new(&[("words", Align::Left), ("share of futures", Align::Right)]);
        table.add_row(["a long title ".repeat(12).as_str(), "0.4"]);
        let lines = table.render(Style { width: 80, ..Style::plain() });
        assert!(lines.iter().all(|line| column_width(line) <= 80), "{lines:#?}");
        assert!(lines.len() > 3);
    }

    #[test]
    fn rows_may_be_short_and_tables_empty() {
        let mut table = Table::new(&[("", Align::Left), ("", Align::Right)]);
        assert!(table.is_empty() && table.render(Style::plain()).is_empty());
        table.add_row(["a"]);
        assert_eq!(table.render(Style::plain()), ["  a"]);
    }
}
