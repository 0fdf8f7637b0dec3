//! What one option changes: the four questions, every actor with the same room.

use super::super::words::{capital, roles};
use super::effect::{Effect, error};
use super::shown::Shown;
use crate::numbers::Chance;
use crate::page::Page;
use crate::style::Tone;
use crate::table::{Align, Cell, Table};
use standoff_analysis::options::compare::{AppliedLever, Comparison, OptionDifference, OutcomeDifference};
use standoff_lab::ensemble::estimate::Estimate;

/// Said once for the whole page.
const HORIZON: &str = ", within the horizon";
/// Least room for the titles of the outcomes.
const WORDS: usize = 22;

pub(super) fn write(page: &mut Page, comparison: &Comparison, option: &OptionDifference, shown: Shown<'_>) {
    page.heading(&heading(option));
    option.levers.iter().for_each(|lever| about(page, lever, option.levers.len() > 1));
    page.text(&changed(comparison, option));
    if option.touched.value != 0.0 {
        page.blank();
        page.table(&table(comparison, option, shown));
    }
}

fn heading(option: &OptionDifference) -> String {
    match option.levers.len() {
        1 => option.title.clone(),
        count => format!("All {count} levers together"),
    }
}

fn about(page: &mut Page, lever: &AppliedLever, titled: bool) {
    let title = if titled { format!("{}: ", lever.title) } else { String::new() };
    page.text(&format!("{title}{}, {}.", lever.name, pulled_on(&lever.date, lever.foreseen)));
    if let Some(note) = &lever.note {
        page.note(&format!("Note in the scenario: {note}"));
    }
}

/// "on 2026-01-01, as a surprise".
pub(super) fn pulled_on(date: &str, foreseen: bool) -> String {
    format!("on {date}, {}", if foreseen { "foreseen by the actors" } else { "as a surprise to the actors" })
}

fn changed(comparison: &Comparison, option: &OptionDifference) -> String {
    if option.touched.value == 0.0 {
        return "Nothing at all differs in any future.".to_owned();
    }
    let futures = |estimate: &Estimate| Chance::new(estimate.value, error(estimate), comparison.runs).futures();
    format!(
        "The end changed in {} futures; something differs in {}.",
        futures(&option.end_changed),
        futures(&option.touched)
    )
}

fn table(comparison: &Comparison, option: &OptionDifference, shown: Shown<'_>) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("", Align::Left),
        right("without"),
        right("with"),
        right("difference"),
        right("95 % interval"),
        ("", Align::Left),
    ];
    let mut table = Table::new(&heads).words(WORDS);
    for group in groups(comparison, option, shown) {
        if !table.is_empty() {
            table.cells([Cell::from("")]);
        }
        table.cells([Cell::toned(Tone::Strong, &group.title)]);
        group.rows.iter().for_each(|row| rows(&mut table, row, comparison.runs));
    }
    table
}

/// Lines that belong together.
struct Group<'a> {
    title: String,
    rows: Vec<(String, &'a OutcomeDifference)>,
}

/// The four questions in their order; of the third, one group for each actor.
fn groups<'a>(comparison: &Comparison, option: &'a OptionDifference, shown: Shown<'_>) -> Vec<Group<'a>> {
    let of_part = |part: &str| option.outcomes.iter().filter(|row| row.part == part && shown.has(row)).collect();
    let plain = |title: &str, part: &str| {
        let rows: Vec<&OutcomeDifference> = of_part(part);
        Group { title: title.to_owned(), rows: rows.into_iter().map(|row| (titled(row), row)).collect() }
    };
    let mut groups = vec![plain("How long the line holds", "hold"), plain("What ends it", "ends")];
    for (role, word, name) in roles(&comparison.scenario) {
        let prefix = format!("cost.{role}.");
        let own = option.outcomes.iter().filter(|row| row.outcome.starts_with(&prefix) && shown.has(row));
        let rows = own.map(|row| (titled(row), row)).collect();
        groups.push(Group { title: format!("At whose cost: {name}, {word}"), rows });
    }
    let values: Vec<&OutcomeDifference> = of_part("values");
    let actor = |row: &OutcomeDifference| row.title.split(": ").next().unwrap_or_default().to_owned();
    let title =
        "What it turned out to be worth to each, by its own values (in shares of what is at stake for it)".to_owned();
    groups.push(Group { title, rows: values.into_iter().map(|row| (actor(row), row)).collect() });
    groups.push(plain("Questions of the scenario", "question"));
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// The title without the actor's name, with the unit: "Bilateral aid, bn EUR".
pub(super) fn titled(row: &OutcomeDifference) -> String {
    let title = match row.part.as_str() {
        "costs" => row.title.split_once(": ").map_or(row.title.as_str(), |(_, title)| title),
        _ => &row.title,
    };
    capital(&worded(title, &row.unit))
}

/// A title with its unit, where it does not go without saying.
pub(super) fn worded(title: &str, unit: &str) -> String {
    let title = title.trim_end_matches(HORIZON);
    let said = unit == "chance" || title.starts_with("chance") || title.contains(unit);
    if said { title.to_owned() } else { format!("{title}, {unit}") }
}

fn rows(table: &mut Table, (title, row): &(String, &OutcomeDifference), runs: usize) {
    let effect = Effect::new(row, runs);
    let tone = effect.tone();
    let cells = [effect.without(), effect.with(), effect.difference(), effect.interval()];
    let figures = cells.into_iter().map(|text| Cell::toned(tone, text));
    table.cells(std::iter::once(Cell::toned(tone, format!("  {title}"))).chain(figures).chain([effect.mark()]));
    if let Some(text) = effect.both_ways() {
        table.cells([Cell::faint(format!("    {text}"))]);
    }
}
