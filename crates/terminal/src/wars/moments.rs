//! What simulated wars look like as a class, beside what many wars were like.

use standoff_prose::numbers::{UNKNOWN, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Table};
use standoff_prose::words::count_things;
use standoff_wars::WarsMoments;

/// Renders the moments of the simulated class.
pub fn render_wars_moments(found: &WarsMoments, style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, "Simulated wars and past ones");
    let futures = count_things(found.futures, "future");
    page.flush(
        Tone::Plain,
        &format!(
            "{}, each from its first day · {futures} of each · seed {}",
            count_things(found.wars.len(), "war"),
            found.seed
        ),
    );
    page.blank();
    let heads = [
        ("figure", Align::Left),
        ("model", Align::Right),
        ("wars", Align::Right),
        ("source of the latter", Align::Left),
    ];
    let mut table = Table::new(&heads);
    for moment in &found.moments {
        let model = moment.model.map_or(UNKNOWN.to_owned(), format_two_digits);
        table.add_row([moment.moment.clone(), model, format_two_digits(moment.wars), moment.source.clone()]);
    }
    page.table(&table);
    page.blank();
    page.note(
        "Each war of the library has as many futures; hazards are ends over the months of all of them. A simulated war lasts at most five years; an end is a victory, a settlement \
         in effect, or a truce of six months. The wars of the sources are not those of the library.",
    );
    page.verbatim(&found.command);
    page.finish()
}
