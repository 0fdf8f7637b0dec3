//! What would change the answer: events of the next months, and the assumption that goes with it most.

use crate::forecast::drivers::strongest_driver;
use crate::forecast::watch::{Sign, strongest_signs};
use standoff_breakdown::week::signs::Signs;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::percent_of_share;
use standoff_prose::words::{capitalize, count_months, format_signed};

/// Where to ask for effects and reasons, which one ensemble cannot show. The verbs know no rule.
pub(super) fn other_verbs(findings: &Findings) -> &'static str {
    match &findings.rule {
        None => "Effects of levers: standoff compare. Reasons: standoff explain.",
        Some(_) => "By the game alone: standoff compare, standoff explain.",
    }
}

/// The strongest events that are told from chance, and the strongest assumption; what is not told from chance is said so.
pub(super) fn change_rows(findings: &Findings, signs: &Signs, most_signs: usize) -> Vec<String> {
    let near = count_months(near_months(findings.horizon_months));
    // An event that is itself a way to break changes the answer by definition: the report has it.
    let strongest: Vec<Sign<'_>> = strongest_signs(signs).into_iter().filter(|sign| !sign.breaks_line()).collect();
    let mut rows: Vec<String> = strongest.iter().take(most_signs).map(|sign| sign_row(findings, sign, &near)).collect();
    if rows.is_empty() {
        rows.push("No event of the next months is told from chance.".to_owned());
    }
    rows.push(assumption_row(findings));
    rows
}

/// "Vote: the loan, about 2001-05-31: it is opened (40 %): holds 12 months 76 %, otherwise 66 %".
fn sign_row(findings: &Findings, sign: &Sign<'_>, near: &str) -> String {
    let [chance, with, without] = [sign.chance(), sign.with(), sign.without()].map(|told| percent_of_share(&told));
    format!("{} ({chance}): holds {near} {with}, otherwise {without}", capitalize(&sign.event(findings)))
}

fn assumption_row(findings: &Findings) -> String {
    match strongest_driver(findings) {
        None => "No assumption is told from chance by these draws.".to_owned(),
        Some((driver, correlation, step)) => {
            format!("Assumption: {} (correlation {})", lower_first(&driver.meaning), format_signed(correlation, step))
        }
    }
}

/// The words with a small letter first, unless they begin with a name or an abbreviation.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}
