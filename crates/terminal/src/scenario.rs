//! The parameters of a scenario as a table for a terminal.

use standoff_prose::layout::{column_width, strip_controls, wrap_words};
use standoff_prose::numbers::format_figure;
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};

/// One parameter with what is known about it. Figures are in `unit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Path.
    pub path: String,
    /// Central value.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Lowest and highest value in a draw; none for a fixed number.
    pub range: Option<(f64, f64)>,
    /// Distribution over the range.
    pub distribution: String,
    /// Grade of the evidence.
    pub grade: String,
    /// Title of the source, or a remark instead of it.
    pub source: String,
    /// Day that the number describes.
    pub date: Option<String>,
    /// Meaning.
    pub meaning: String,
}

/// Summary of a scenario, for the lines above the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// Facts, one line each.
    pub facts: Vec<String>,
    /// Lists with a caption, such as levers and questions.
    pub lists: Vec<(String, Vec<(String, String)>)>,
}

/// Renders a scenario: its summary, every parameter by group, and the sources they come from.
pub fn render_scenario(heading: &Heading, rows: &[Row], style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, &format!("{} · {}", heading.name, heading.title));
    page.flush(Tone::Plain, &heading.summary);
    heading.facts.iter().for_each(|fact| page.flush(Tone::Plain, fact));
    for (caption, items) in heading.lists.iter().filter(|(_, items)| !items.is_empty()) {
        page.heading(caption);
        page.table(&list_table(items));
    }
    page.heading(&format!("Parameters ({})", rows.len()));
    page.note(
        "Figures are in the unit they were written in. The number in brackets after a grade is the source below.",
    );
    let sources = distinct_sources(rows);
    for group in group_rows(rows) {
        page.caption(&format!("[{}]", split_path(&group[0].path).0));
        page.table(&parameter_table(group, &sources));
    }
    page.heading("Sources");
    page.table(&source_table(&sources));
    page.finish()
}

fn list_table(items: &[(String, String)]) -> Table {
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    items.iter().for_each(|(name, words)| table.add_row([name, words]));
    table
}

/// The table of a path, and the name in it.
fn split_path(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}

/// Neighbours in the same table of the scenario.
fn group_rows(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|one, other| split_path(&one.path).0 == split_path(&other.path).0)
}

/// Titles of the sources, each once, in the order in which they are met.
fn distinct_sources(rows: &[Row]) -> Vec<&str> {
    let mut sources: Vec<&str> = Vec::new();
    for row in rows {
        if !sources.contains(&row.source.as_str()) {
            sources.push(&row.source);
        }
    }
    sources
}

fn parameter_table(rows: &[Row], sources: &[&str]) -> Table {
    let mut table = Table::new(&[
        ("", Align::Left),
        ("value", Align::Right),
        ("range", Align::Right),
        ("unit", Align::Left),
        ("grade", Align::Left),
        ("what it is", Align::Left),
    ]);
    rows.iter().for_each(|row| table.add_cells(parameter_cells(row, sources)));
    table
}

/// Cells of a parameter. Its source is given by its number in the list of sources, which has that of every row.
fn parameter_cells(row: &Row, sources: &[&str]) -> [Cell; 6] {
    let source = sources.iter().position(|source| *source == row.source).map_or(0, |at| at + 1);
    let date = row.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    [
        Cell::from(split_path(&row.path).1),
        Cell::toned(Tone::Strong, format_figure(row.value)),
        Cell::from(format_range(row)),
        Cell::faint(&row.unit),
        Cell::from(format!("{} [{source}]{date}", row.grade)),
        Cell::faint(&row.meaning),
    ]
}

fn format_range(row: &Row) -> String {
    match row.range {
        None if row.distribution == "dirichlet" => "with the others".to_owned(),
        None => "fixed".to_owned(),
        Some((low, high)) => format!("{}–{}", format_figure(low), format_figure(high)),
    }
}

fn source_table(sources: &[&str]) -> Table {
    let mut table = Table::new(&[("", Align::Right), ("", Align::Left)]);
    for (at, source) in sources.iter().enumerate() {
        table.add_cells([Cell::from(format!("[{}]", at + 1)), Cell::from(source)]);
    }
    table
}

/// Renders a list of names with a line of words each, such as the built-in scenarios.
pub fn render_names(items: &[(String, String)], style: Style) -> String {
    let widest = items.iter().map(|(name, _)| column_width(name)).max().unwrap_or(0);
    let mut text = String::new();
    for (name, words) in items {
        let room = style.columns().saturating_sub(widest + 2);
        for (at, line) in wrap_words(&strip_controls(words), room).iter().enumerate() {
            let name = if at == 0 { strip_controls(name) } else { String::new() };
            text += &format!("{name:widest$}  {line}\n");
        }
    }
    style.spell(&text)
}
