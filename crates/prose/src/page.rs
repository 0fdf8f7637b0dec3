//! A page that grows line by line.

use crate::layout::{strip_controls, wrap_words};
use crate::style::{Style, Tone};
use crate::table::Table;

/// A page under construction.
#[derive(Debug)]
pub struct Page {
    style: Style,
    lines: Vec<String>,
}

impl Page {
    /// Spaces before everything but headings.
    const INDENT: usize = 2;

    /// An empty page.
    pub fn new(style: Style) -> Self {
        Self { style, lines: Vec::new() }
    }

    /// Columns to fill.
    pub fn columns(&self) -> usize {
        self.style.columns()
    }

    /// A heading with a rule, after an empty line. The same section has the same heading on every page.
    pub fn heading(&mut self, words: &str) {
        self.blank();
        let mut lines = wrap_words(&strip_controls(words), self.style.columns() - 2);
        let last = lines.pop().unwrap_or_default();
        lines.iter().for_each(|line| self.lines.push(self.style.paint(Tone::Strong, line)));
        let rule = "─".repeat(self.style.columns().saturating_sub(crate::layout::column_width(&last) + 1));
        let line = format!("{} {}", self.style.paint(Tone::Strong, &last), self.style.paint(Tone::Faint, &rule));
        self.lines.push(line);
    }

    /// The words over a table or picture, after an empty line.
    pub fn caption(&mut self, words: &str) {
        self.blank();
        self.push_wrapped(Tone::Strong, words, Self::INDENT);
    }

    /// A sentence or more.
    pub fn text(&mut self, words: &str) {
        self.push_wrapped(Tone::Plain, words, Self::INDENT);
    }

    /// One of several remarks.
    pub fn item(&mut self, words: &str) {
        let lines = wrap_words(&strip_controls(words), self.style.columns() - Self::INDENT - 2);
        let mark = |at: usize| if at == 0 { '·' } else { ' ' };
        self.lines.extend(lines.iter().enumerate().map(|(at, line)| format!("  {} {line}", mark(at))));
    }

    /// A note, read last.
    pub fn note(&mut self, words: &str) {
        self.push_wrapped(Tone::Faint, words, Self::INDENT);
    }

    /// Text without indent.
    pub fn flush(&mut self, tone: Tone, words: &str) {
        self.push_wrapped(tone, words, 0);
    }

    /// One line as it is, such as a command to copy; it may be wider than the page.
    pub fn verbatim(&mut self, line: &str) {
        self.lines.push(format!("  {}", strip_controls(line)));
    }

    /// Lines of a picture.
    pub fn picture(&mut self, lines: &[String]) {
        self.lines.extend(lines.iter().map(|line| self.style.paint(Tone::Ink, &format!("  {line}"))));
    }

    /// A table.
    pub fn table(&mut self, table: &Table) {
        self.lines.extend(table.render(self.style));
    }

    /// An empty line, never two.
    pub fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// The page as text, every line ended.
    pub fn finish(self) -> String {
        let style = self.style;
        self.lines.iter().map(|line| format!("{}\n", style.spell(line.trim_end()))).collect()
    }

    fn push_wrapped(&mut self, tone: Tone, words: &str, indent: usize) {
        let lines = wrap_words(&strip_controls(words), self.style.columns() - indent);
        let style = self.style;
        self.lines.extend(lines.iter().map(|line| format!("{}{}", " ".repeat(indent), style.paint(tone, line))));
    }
}
