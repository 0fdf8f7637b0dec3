//! Requirements: changes that bring an outcome to a target.

use super::parameter_rows;
use crate::drawing::bars::signed_bar;
use crate::interval::{IntervalFigure, format_three_digits, is_share, unit_after};
use standoff_analysis::explanation::explain::Explanation;
use standoff_analysis::explanation::requirement::{ChangeSet, RequiredChange, Requirement};
use standoff_prose::numbers::{format_figure, format_rounded, format_two_digits, step_for_range};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things};

/// Single changes shown.
const ROWS: usize = 12;
/// Letters of a bar to each side.
const HALF: usize = 6;
/// Least room for the words.
const WORDS: usize = 24;
/// Cases that are counted one by one.
const FEW: f64 = 20.0;
/// Chance from which on it is given in tenths instead of as 1 in n.
const COMMON: f64 = 0.4;

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Requirements: what would have to be true");
    page.text("The smallest sets of changes found that bring an outcome to a target, each played on the same draws and futures.");
    page.note(
        "A fact: a parameter lies so far off; its range says how likely, facts as independent. A lever: somebody acts; no chance is \
         given. Changes are on the same futures. Smaller sets may exist.",
    );
    if explanation.requirements.is_empty() {
        page.text("Nothing to look for: a target for several outcomes is one for chances, and none was asked for.");
    }
    explanation.requirements.iter().for_each(|requirement| write_outcome(page, requirement));
}

pub(crate) fn write_outcome(page: &mut Page, requirement: &Requirement) {
    let today = IntervalFigure::new(&requirement.unit, &requirement.today);
    let bound = if requirement.rises { "at least" } else { "at most" };
    page.caption(&format!(
        "{}: {bound} {}; as things are {}",
        capitalize(&requirement.title),
        format_target(requirement),
        if requirement.unit == "chance" { today.as_chance() } else { today }.with_ends()
    ));
    page.text(&verdict_sentence(requirement));
    for (at, set) in requirement.sets.iter().enumerate() {
        write_set(page, requirement, set, at + 1);
    }
    if !requirement.singles.is_empty() {
        page.blank();
        page.table(&single_change_table(requirement));
        let more = requirement.singles.len().saturating_sub(ROWS);
        parameter_rows::note_others(page, more, "with less effect.");
    }
    page.note(&format!(
        "{}; {} played.",
        count_things(requirement.draws, "draw"),
        count_things(requirement.played, "set")
    ));
}

fn format_target(requirement: &Requirement) -> String {
    let step = if is_share(&requirement.unit) { 0.01 } else { step_for_range([requirement.target, 0.0, 0.0], 0.0) };
    format!("{}{}", format_rounded(requirement.target, step), unit_after(&requirement.unit))
}

fn verdict_sentence(requirement: &Requirement) -> String {
    let size = requirement.sets.first().map_or(0, |set| set.changes.len());
    let order = if requirement.sets.len() > 1 { ", the most plausible first" } else { "" };
    match (requirement.reached, size) {
        (true, 0) => "It is there already.".to_owned(),
        (true, 1) => format!("One change is enough{order}; facts lie only as far off as it takes:"),
        (true, size) => {
            format!("No single change is enough, {size} together are{order}; facts lie only as far off as it takes:")
        }
        (false, 0) => "Nothing could be tried.".to_owned(),
        (false, _) => "No plausible change that was tried reaches it, alone or with others. The best found:".to_owned(),
    }
}

/// "To 0.77: +0.25 (0.20–0.30)", then each change.
fn write_set(page: &mut Page, requirement: &Requirement, set: &ChangeSet, number: usize) {
    let facts = set.changes.iter().filter(|change| change.plausibility.is_some()).count();
    let joint = set.plausibility.filter(|_| facts > 1);
    let joint = joint.map_or(String::new(), |chance| format!("; all facts together {}", chance_words(chance)));
    let number = if requirement.sets.len() > 1 { format!("{number}. ") } else { String::new() };
    let difference = IntervalFigure::new(&requirement.unit, &set.difference);
    let value = IntervalFigure::new(&requirement.unit, &set.value).in_step_of(difference);
    let clear = if difference.is_clear() { "" } else { ", not clear" };
    page.text(&format!(
        "{number}To {}{}: {} ({}){clear}{joint}",
        value.value(),
        unit_after(&requirement.unit),
        difference.signed(),
        difference.ends()
    ));
    set.changes.iter().for_each(|change| page.item(&change_words(change)));
}

/// "`front.moves` would have to be 0.7 per week or more (central 0.5): 1 chance in 8 by its source range; what it is".
fn change_words(change: &RequiredChange) -> String {
    let (Some(value), Some(central)) = (change.value, change.central) else {
        return format!("the lever {} would have to be pulled: {}", change.name, change.title);
    };
    let side = if change.upwards.unwrap_or(value > central) { "or more" } else { "or less" };
    let unit = change.unit.as_deref().map_or(String::new(), unit_after);
    let chance =
        change.plausibility.map_or(String::new(), |chance| format!(": {} by its source range", chance_words(chance)));
    format!(
        "{} would have to be {}{unit} {side} (central {}){chance}; {}",
        change.name,
        format_three_digits(value),
        format_figure(central),
        change.title
    )
}

/// "1 chance in 8", "4 chances in 10".
fn chance_words(chance: f64) -> String {
    if !(chance > 0.0 && chance.is_finite()) {
        return "a chance that is not known".to_owned();
    }
    if chance >= COMMON {
        return format!("{} chances in 10", format_rounded(chance * 10.0, 1.0));
    }
    let cases = 1.0 / chance;
    format!("1 chance in {}", if cases < FEW { format_rounded(cases, 1.0) } else { format_two_digits(cases) })
}

fn single_change_table(requirement: &Requirement) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("each change alone", Align::Left),
        right("chance by its range"),
        right("outcome"),
        right("change"),
        right("95 % interval"),
        ("", Align::Left),
    ])
    .with_least_words(WORDS);
    let shown = &requirement.singles[..requirement.singles.len().min(ROWS)];
    let gap = (requirement.target - requirement.today.value).abs();
    let most = shown.iter().map(|set| set.difference.value.abs()).fold(gap, f64::max);
    for set in shown {
        let [change] = &set.changes[..] else { continue };
        let name = change
            .value
            .map_or(change.name.clone(), |value| format!("{} = {}", change.name, format_three_digits(value)));
        parameter_rows::add_parameter_row(
            &mut table,
            &name,
            &change.title,
            single_change_cells(requirement, set, change, most),
        );
    }
    table
}

/// Cells for chance, outcome, change, interval and a bar; `most` is a whole bar.
fn single_change_cells(requirement: &Requirement, set: &ChangeSet, change: &RequiredChange, most: f64) -> [Cell; 5] {
    let difference = IntervalFigure::new(&requirement.unit, &set.difference);
    let value = IntervalFigure::new(&requirement.unit, &set.value).in_step_of(difference);
    let bar = Cell::ink(signed_bar(set.difference.value / most, HALF));
    [
        Cell::from(change.plausibility.map_or("lever".to_owned(), |chance| format_rounded(chance, 0.01))),
        Cell::from(value.value()),
        Cell::from(difference.signed()),
        Cell::faint(difference.ends()),
        match (difference.is_clear(), difference.is_nothing()) {
            (true, _) => bar,
            (_, true) => Cell::faint("none"),
            _ => Cell::faint("not clear"),
        },
    ]
}
