//! Changes by one option: the four questions, every actor with the same room.

use super::effect::{Effect, standard_error};
use super::selection::OutcomeSelection;
use crate::vocabulary::roles_taking_part;
use standoff_analysis::options::compare::{AppliedLever, Comparison, OptionDifference, OutcomeDifference};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::Chance;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::capitalize;

/// Said once for the whole page.
const HORIZON: &str = ", within the horizon";
/// Least room for the titles of the outcomes.
const WORDS: usize = 22;

pub(crate) fn write_section(
    page: &mut Page,
    comparison: &Comparison,
    option: &OptionDifference,
    shown: OutcomeSelection<'_>,
) {
    page.heading(&option_heading(option));
    option.levers.iter().for_each(|lever| write_lever(page, lever, option.levers.len() > 1));
    page.text(&changed_sentence(comparison, option));
    if option.touched.value != 0.0 {
        page.blank();
        page.table(&outcome_table(comparison, option, shown));
    }
}

fn option_heading(option: &OptionDifference) -> String {
    match option.levers.len() {
        1 => option.title.clone(),
        count => format!("All {count} levers together"),
    }
}

fn write_lever(page: &mut Page, lever: &AppliedLever, titled: bool) {
    let title = if titled { format!("{}: ", lever.title) } else { String::new() };
    page.text(&format!("{title}{}, {}.", lever.name, pull_words(&lever.date, lever.foreseen)));
    if let Some(note) = &lever.note {
        page.note(&format!("Note in the scenario: {note}"));
    }
}

/// "on 2026-01-01, as a surprise".
pub(crate) fn pull_words(date: &str, foreseen: bool) -> String {
    format!("on {date}, {}", if foreseen { "foreseen by the actors" } else { "as a surprise to the actors" })
}

fn changed_sentence(comparison: &Comparison, option: &OptionDifference) -> String {
    if option.touched.value == 0.0 {
        return "Nothing at all differs in any future.".to_owned();
    }
    let futures =
        |estimate: &Estimate| Chance::new(estimate.value, standard_error(estimate), comparison.runs).futures();
    format!(
        "The end changed in {} futures; something differs in {}.",
        futures(&option.end_changed),
        futures(&option.touched)
    )
}

fn outcome_table(comparison: &Comparison, option: &OptionDifference, shown: OutcomeSelection<'_>) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("", Align::Left),
        right("without"),
        right("with"),
        right("difference"),
        right("95 % interval"),
        ("", Align::Left),
    ];
    let mut table = Table::new(&heads).with_least_words(WORDS);
    for group in group_outcomes(comparison, option, shown) {
        if !table.is_empty() {
            table.add_cells([Cell::from("")]);
        }
        table.add_cells([Cell::toned(Tone::Strong, &group.title)]);
        group.rows.iter().for_each(|row| add_outcome_rows(&mut table, row, comparison.runs));
    }
    table
}

/// Lines that belong together.
struct Group<'a> {
    title: String,
    rows: Vec<(String, &'a OutcomeDifference)>,
}

/// The four questions in their order; of the third, one group for each actor.
fn group_outcomes<'a>(
    comparison: &Comparison,
    option: &'a OptionDifference,
    shown: OutcomeSelection<'_>,
) -> Vec<Group<'a>> {
    let of_part = |part: &str| option.outcomes.iter().filter(|row| row.part == part && shown.has(row)).collect();
    let plain = |title: &str, part: &str| {
        let rows: Vec<&OutcomeDifference> = of_part(part);
        Group { title: title.to_owned(), rows: rows.into_iter().map(|row| (outcome_title(row), row)).collect() }
    };
    let mut groups = vec![plain("How long the line holds", "hold"), plain("What ends it", "ends")];
    for (role, word, name) in roles_taking_part(&comparison.provenance.scenario) {
        let prefix = format!("cost.{role}.");
        let own = option.outcomes.iter().filter(|row| row.outcome.starts_with(&prefix) && shown.has(row));
        let rows = own.map(|row| (outcome_title(row), row)).collect();
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
pub(crate) fn outcome_title(row: &OutcomeDifference) -> String {
    let title = match row.part.as_str() {
        "costs" => row.title.split_once(": ").map_or(row.title.as_str(), |(_, title)| title),
        _ => &row.title,
    };
    capitalize(&title_with_unit(title, &row.unit))
}

/// A title with its unit, where it does not go without saying.
pub(crate) fn title_with_unit(title: &str, unit: &str) -> String {
    let title = title.trim_end_matches(HORIZON);
    let said = unit == "chance" || title.starts_with("chance") || title.contains(unit);
    if said { title.to_owned() } else { format!("{title}, {unit}") }
}

fn add_outcome_rows(table: &mut Table, (title, row): &(String, &OutcomeDifference), runs: usize) {
    let effect = Effect::new(row, runs);
    let tone = effect.tone();
    let cells = [effect.without(), effect.with(), effect.difference(), effect.interval()];
    let figures = cells.into_iter().map(|text| Cell::toned(tone, text));
    table.add_cells(std::iter::once(Cell::toned(tone, format!("  {title}"))).chain(figures).chain([effect.mark()]));
    if let Some(text) = effect.both_ways() {
        table.add_cells([Cell::faint(format!("    {text}"))]);
    }
}
