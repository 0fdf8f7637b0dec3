//! Tables: columns as wide as their content, one of which gives way.

use crate::layout::{clean, columns, pad_left, pad_right, widest_word, wrap};
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
        Self { text: clean(text.as_ref()), tone: Tone::Plain }
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
/// table.row(["a settlement", "0.4"]);
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
    const INDENT: usize = 2;
    const GAP: usize = 2;
    /// Narrowest that a column of words becomes, unless said otherwise.
    const WORDS: usize = 12;

    /// A table with these column heads; where all are empty, no line is spent on them.
    pub fn new<T: AsRef<str>>(heads: &[(T, Align)]) -> Self {
        let heads = heads.iter().map(|(head, align)| (clean(head.as_ref()), *align)).collect();
        Self { heads, rows: Vec::new(), even: false, words: Self::WORDS }
    }

    /// Gives all columns of figures the same room, and the words at least so much.
    #[must_use]
    pub fn even(self, words: usize) -> Self {
        Self { even: true, words, ..self }
    }

    /// Gives the words at least so much room.
    #[must_use]
    pub fn words(self, words: usize) -> Self {
        Self { words, ..self }
    }

    /// Adds a row of plain text. A row of one cell takes the whole width.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Cell::from).collect());
    }

    /// Adds a row of cells.
    pub fn cells(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table in lines, as wide as needed and no wider than the style allows.
    pub fn render(&self, style: Style) -> Vec<String> {
        let widths = self.widths(style.columns());
        let mut lines = Vec::new();
        if self.heads.iter().any(|(head, _)| !head.is_empty()) {
            let heads = self.heads.iter().map(|(head, _)| Cell::faint(head));
            lines.extend(self.lines(&heads.collect::<Vec<Cell>>(), &widths, style, true));
        }
        for row in &self.rows {
            lines.extend(if self.spans(row) {
                spanning(&row[0], style)
            } else {
                self.lines(row, &widths, style, false)
            });
        }
        lines
    }

    /// Widths of the columns: what they hold. Where that is too wide, words give way first, then figures that can
    /// be broken between words.
    fn widths(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.heads.len()).map(|at| self.natural(at)).collect();
        if self.even {
            let widest = self.aligned(Align::Right).map(|at| widths[at]).max().unwrap_or(0);
            self.aligned(Align::Right).for_each(|at| widths[at] = widest);
        }
        let least: Vec<usize> = (0..widths.len()).map(|at| self.least(at)).collect();
        while self.total(&widths) > room {
            let widest = |align| self.aligned(align).filter(|&at| widths[at] > least[at]).max_by_key(|&at| widths[at]);
            let Some(at) = widest(Align::Left).or_else(|| widest(Align::Right)) else { break };
            widths[at] -= 1;
        }
        widths
    }

    /// Whether a row is one cell that takes the whole width.
    fn spans(&self, row: &[Cell]) -> bool {
        row.len() == 1 && self.heads.len() > 1
    }

    fn aligned(&self, align: Align) -> impl Iterator<Item = usize> {
        let heads = self.heads.iter().enumerate();
        heads.filter(move |(_, (_, one))| *one == align).map(|(at, _)| at)
    }

    fn total(&self, widths: &[usize]) -> usize {
        Self::INDENT + widths.iter().sum::<usize>() + Self::GAP * widths.len().saturating_sub(1)
    }

    fn texts(&self, at: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !self.spans(row));
        rows.filter_map(move |row| row.get(at)).map(|cell| cell.text.as_str())
    }

    /// Width of the widest cell; the head of a column of figures may take two lines.
    fn natural(&self, at: usize) -> usize {
        let (head, align) = &self.heads[at];
        let two_lines = || (widest_word(head)..).find(|&width| wrap(head, width).len() <= 2);
        let head = if *align == Align::Right { two_lines().unwrap_or(0) } else { columns(head) };
        self.texts(at).map(columns).max().unwrap_or(0).max(head)
    }

    /// Width below which the column cannot go.
    fn least(&self, at: usize) -> usize {
        let (head, align) = &self.heads[at];
        match align {
            Align::Left if self.texts(at).any(is_drawing) => self.natural(at),
            Align::Left => self.natural(at).min(self.words),
            Align::Right => self.texts(at).map(widest_word).max().unwrap_or(0).max(widest_word(head)),
        }
    }

    /// One row, in as many lines as its highest cell; heads sit at the foot of theirs.
    fn lines(&self, row: &[Cell], widths: &[usize], style: Style, at_foot: bool) -> Vec<String> {
        let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| fitted(&cell.text, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let mut text = " ".repeat(Self::INDENT);
            for (column, lines) in cells.iter().enumerate() {
                let missing = if at_foot { height - lines.len() } else { 0 };
                let piece = at.checked_sub(missing).and_then(|at| lines.get(at)).map_or("", String::as_str);
                let piece = self.padded(piece, column, widths[column]);
                text += &style.paint(row[column].tone, &piece);
                text += &" ".repeat(Self::GAP);
            }
            text.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }

    fn padded(&self, text: &str, column: usize, width: usize) -> String {
        match self.heads[column].1 {
            Align::Left => pad_right(text, width),
            Align::Right => pad_left(text, width),
        }
    }
}

/// Text that fits keeps its spaces (bars have them); other text is wrapped, and keeps its indent.
fn fitted(text: &str, width: usize) -> Vec<String> {
    if columns(text) <= width {
        return vec![text.to_owned()];
    }
    let indent = (text.len() - text.trim_start().len()).min(width / 2);
    wrap(text, width - indent).into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

/// A cell over the whole width.
fn spanning(cell: &Cell, style: Style) -> Vec<String> {
    let lines = fitted(&cell.text, style.columns() - Table::INDENT);
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
        table.row(["a long title ".repeat(12).as_str(), "0.4"]);
        let lines = table.render(Style { width: 80, ..Style::plain() });
        assert!(lines.iter().all(|line| columns(line) <= 80), "{lines:#?}");
        assert!(lines.len() > 3);
    }

    #[test]
    fn rows_may_be_short_and_tables_empty() {
        let mut table = Table::new(&[("", Align::Left), ("", Align::Right)]);
        assert!(table.is_empty() && table.render(Style::plain()).is_empty());
        table.row(["a"]);
        assert_eq!(table.render(Style::plain()), ["  a"]);
    }
}
