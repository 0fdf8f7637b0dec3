//! The event log as pages: the events in force as of a day, and the kinds of events.

use standoff_prose::numbers::format_count;
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};

/// Subject of a list of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Title of the war.
    pub title: String,
    /// Day by which it was known; none for everything.
    pub as_of: Option<String>,
    /// The only kind shown; none for all.
    pub kind: Option<String>,
    /// Rows of the log, including those that are not in force.
    pub rows: usize,
    /// Digest of the rows in force.
    pub digest: String,
}

/// One event in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Day, or first and last day.
    pub days: String,
    /// Kind, subject and answer.
    pub event: String,
    /// Parties.
    pub who: String,
    /// Magnitude with its unit; empty without.
    pub value: String,
    /// Chance that it is true.
    pub confidence: String,
    /// Day on which it became known.
    pub known: String,
    /// Its name in the log.
    pub id: String,
}

/// Renders the events in force as of a day.
///
/// ```
/// use standoff_prose::Style;
/// use standoff_terminal::evidence::{Heading, render_events};
/// let heading = Heading { title: "A war".into(), as_of: None, kind: None, rows: 0, digest: "0".into() };
/// assert!(render_events(&heading, &[], Style::plain()).contains("No event stands."));
/// ```
pub fn render_events(heading: &Heading, rows: &[Row], style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, &format!("Events · {}", heading.title));
    let when = heading.as_of.as_ref().map_or("as known to the log".to_owned(), |day| format!("as known on {day}"));
    let of = heading.kind.as_ref().map_or(String::new(), |kind| format!(" of the kind {kind}"));
    let stand = if rows.len() == 1 { "stands" } else { "stand" };
    let shown = format_count(rows.len());
    let rows_word = if heading.rows == 1 { "row" } else { "rows" };
    page.flush(
        Tone::Plain,
        &format!("{} {rows_word} in the log; {shown}{of} {stand} {when}.", format_count(heading.rows)),
    );
    page.flush(Tone::Faint, &format!("Digest of all that stands {}.", heading.digest));
    page.blank();
    if rows.is_empty() {
        page.text("No event stands.");
    } else {
        page.table(&event_table(rows));
    }
    page.finish()
}

fn event_table(rows: &[Row]) -> Table {
    let left = |head: &'static str| (head, Align::Left);
    let heads = [left("event"), left("day"), left("who"), ("value", Align::Right), ("chance", Align::Right)];
    // A day takes ten columns; nothing narrower reads well.
    let mut table = Table::new(&[heads.as_slice(), &[left("known"), left("id")]].concat()).with_least_words(10);
    for row in rows {
        let plain = [&row.event, &row.days, &row.who, &row.value, &row.confidence, &row.known].map(Cell::from);
        table.add_cells(plain.into_iter().chain([Cell::faint(&row.id)]));
    }
    table
}

/// One kind of event in words; what does not apply is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct KindRow {
    /// Its word in a log.
    pub name: String,
    /// Its class in the PLOVER ontology.
    pub plover: String,
    /// Description.
    pub description: String,
    /// Parties it may have.
    pub party: String,
    /// Subjects it may have.
    pub subject: String,
    /// Answers it may have.
    pub answer: String,
    /// Its magnitude, with unit and bounds.
    pub value: String,
}

/// Renders the kinds of events, each with its description and the fields its row may have.
pub fn render_kinds(kinds: &[KindRow], style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, "Kinds of events");
    page.flush(Tone::Faint, "The word behind a kind is its class in PLOVER; in brackets where none fits well.");
    for kind in kinds {
        page.caption(&format!("{} · {}", kind.name, kind.plover));
        page.text(&format!("{}.", kind.description));
        let lines =
            [("party", &kind.party), ("subject", &kind.subject), ("answer", &kind.answer), ("value", &kind.value)];
        for (word, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            page.item(&format!("{word}: {text}"));
        }
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_page() {
        let word = |text: &str| text.to_owned();
        let row = Row {
            days: word("2025-03-01 to 2025-03-31"),
            event: word("aid-allocated pooled, a subject with a rather long name that goes on"),
            who: word("invader;defender;great-power;coalition"),
            value: word("123456.789 bn EUR"),
            confidence: word("0.95"),
            known: word("2025-04-01"),
            id: word("2025-03-01.aid-allocated.pooled"),
        };
        let heading = Heading {
            kind: None,
            title: "t ".repeat(80),
            as_of: Some("2025-04-01".into()),
            rows: 12,
            digest: "0".repeat(64),
        };
        for width in [80, 100] {
            let page = render_events(&heading, std::slice::from_ref(&row), Style { width, ..Style::plain() });
            assert!(page.lines().all(|line| standoff_prose::column_width(line) <= width), "{page}");
        }
    }
}
