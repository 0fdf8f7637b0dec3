//! The wars of the library.

use super::words::ending_words;
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Table};
use standoff_wars::library::Depth;
use standoff_wars::origins::origins;
use standoff_wars::{LibraryWar, Outcome};

/// Renders the list of wars.
pub fn render_wars_list(wars: &[LibraryWar], style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, &format!("{} wars that are over", wars.len()));
    page.blank();
    let heads = [
        ("war", Align::Left),
        ("first day", Align::Left),
        ("last day", Align::Left),
        ("ended with", Align::Left),
        ("fought again", Align::Left),
        ("forecast from", Align::Right),
    ];
    let mut table = Table::new(&heads);
    for war in wars {
        let Outcome { depth, ended, ending, fought_again, .. } = &war.outcome;
        let mark = if *depth == Depth::Control { " (control)" } else { "" };
        table.add_row([
            format!("{}{mark}", war.name),
            war.scenario.war_began.to_string(),
            ended.to_string(),
            ending_words(*ending).to_owned(),
            fought_again.map_or("no".to_owned(), |day| day.to_string()),
            count_days(origins(war).len()),
        ]);
    }
    page.table(&table);
    page.blank();
    page.note(
        "Fought again: large fighting of the same sides within five years of the end. A forecast from one of these days: \
         standoff forecast NAME --as-of DATE. The score of them all: standoff wars score.",
    );
    page.finish()
}

fn count_days(count: usize) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}
