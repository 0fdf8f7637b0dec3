//! The parts in which one thing is changed at a time.

use super::verdict_cells::{meaning_row, verdict_cell};
use standoff_analysis::diagnosis::diagnose::Diagnosis;
use standoff_analysis::diagnosis::numerics::NumericsLine;
use standoff_analysis::diagnosis::signs::{Direction, SignEffect, SignLine};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_things, format_signed};

/// Finest step of a difference between chances.
const FINEST: f64 = 0.01;
/// Step of its error. One digit more than the difference, since a verdict depends on both.
const FINEST_ERROR: f64 = 0.001;

/// "−0.04 ±0.013".
fn format_difference(difference: Option<f64>, error: Option<f64>) -> String {
    match (difference, error) {
        (Some(difference), Some(error)) => {
            format!("{} ±{}", format_signed(difference, FINEST), format_rounded(error, FINEST_ERROR))
        }
        (Some(difference), None) => format_signed(difference, FINEST),
        _ => UNKNOWN.to_owned(),
    }
}

fn same_futures(diagnosis: &Diagnosis) -> String {
    format!("{}, the same futures each time.", count_things(diagnosis.changed_draws, "draw"))
}

pub(super) fn write_numerics(page: &mut Page, diagnosis: &Diagnosis) {
    let Some(first) = diagnosis.numerics.first() else { return };
    page.heading("Does the answer hang on constants of the method?");
    page.text(&format!(
        "The chance of a settlement or lasting quiet by 24 months is {} in these draws. {} A constant that nobody can know should \
         move it by less than 0.03.",
        format_rounded(first.as_it_is, FINEST),
        same_futures(diagnosis)
    ));
    let heads = [("constant", Align::Left), ("difference", Align::Right), ("verdict", Align::Right)];
    let mut table = Table::new(&heads);
    diagnosis.numerics.iter().for_each(|line| add_numerics_line(&mut table, line));
    page.table(&table);
}

fn add_numerics_line(table: &mut Table, line: &NumericsLine) {
    table.add_cells([
        Cell::from(&line.title),
        Cell::from(format_difference(Some(line.difference), line.error)),
        verdict_cell(line.judgement.verdict),
    ]);
    table.add_cells(meaning_row(&line.judgement));
}

pub(super) fn write_signs(page: &mut Page, diagnosis: &Diagnosis) {
    if diagnosis.signs.is_empty() {
        return;
    }
    page.heading("Do effects have the signs that theory gives?");
    page.text(&format!(
        "Settlements or lasting quiet by 12 and 24 months, and five-year peace of what is signed: with the change less without \
         it. {}",
        same_futures(diagnosis)
    ));
    let mut heads = vec![("change", Align::Left)];
    heads.extend(
        ["by 12 months", "by 24 months", "theory", "five-year peace", "theory", "verdict"]
            .map(|head| (head, Align::Right)),
    );
    let mut table = Table::new(&heads).with_least_words(20);
    diagnosis.signs.iter().for_each(|line| add_sign_line(&mut table, line));
    page.table(&table);
    page.note(
        "Theory: the direction it gives; then whether the figures agree with it or go against it, beyond two errors. Without a \
         word the difference cannot be told from zero.",
    );
}

fn add_sign_line(table: &mut Table, line: &SignLine) {
    let figure = |effect: &SignEffect| Cell::from(format_difference(effect.difference, effect.error));
    table.add_cells([
        Cell::from(&line.title),
        figure(&line.deals_12),
        figure(&line.deals_24),
        Cell::from(theory_words(&[line.deals_12, line.deals_24], ["more", "fewer", "not fewer"])),
        figure(&line.five_year_peace),
        Cell::from(theory_words(&[line.five_year_peace], ["longer", "shorter", "not shorter"])),
        verdict_cell(line.judgement.verdict),
    ]);
    table.add_cells(meaning_row(&line.judgement));
}

/// The direction of theory, and whether the figures have it: "more: agrees".
fn theory_words(effects: &[SignEffect], [rises, falls, not_falls]: [&str; 3]) -> String {
    let direction = match effects.first().map_or(Direction::None, |effect| effect.theory) {
        Direction::Rises => rises,
        Direction::Falls => falls,
        Direction::NotFalls => not_falls,
        Direction::None => return UNKNOWN.to_owned(),
    };
    format!("{direction}{}", agreement(effects))
}

/// The words of agreement: one answer against theory counts more than another that agrees.
fn agreement(effects: &[SignEffect]) -> &'static str {
    let any = |agrees: bool| effects.iter().any(|effect| effect.agrees == Some(agrees));
    if any(false) {
        ": against"
    } else if any(true) {
        ": agrees"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(agrees: Option<bool>) -> SignEffect {
        SignEffect { difference: Some(0.1), error: Some(0.02), theory: Direction::Rises, agrees }
    }

    #[test]
    fn what_goes_against_theory_is_marked() {
        assert_eq!(agreement(&[effect(Some(true)), effect(Some(false))]), ": against");
        assert_eq!(agreement(&[effect(Some(true)), effect(None)]), ": agrees");
        assert_eq!(agreement(&[effect(None)]), "");
    }

    #[test]
    fn a_difference_is_shown_with_its_error() {
        assert_eq!(format_difference(Some(-0.04), Some(0.0134)), "−0.04 ±0.013");
        assert_eq!(format_difference(None, None), UNKNOWN);
    }
}
