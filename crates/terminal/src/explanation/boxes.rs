//! In which part of what we do not know each outcome comes.

use crate::interval::{format_three_digits, unit_after};
use standoff_analysis::explanation::discovery::{BoxLimit, DiscoveredBox, Discovery};
use standoff_analysis::explanation::explain::Explanation;
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things};

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Boxes: in which part of what we do not know an outcome comes");
    if !explanation.boxes.is_empty() {
        page.caption(&answer_sentence(&explanation.boxes));
    }
    page.text("A short rule on the parameters, such that the outcome is likely in most of the draws that obey it.");
    page.note(
        "Coverage: share of such draws that a rule catches. Density: their share among the draws it holds. Mass: share of all \
         draws it holds. Chance: of so good a rule where there is nothing to find.",
    );
    if explanation.boxes.is_empty() {
        page.text("Boxes are made for outcomes that are yes or no; none was asked for.");
    }
    explanation.boxes.iter().for_each(|found| write_discovery(page, found));
}

/// The outcomes for which a rule was found that chance does not explain.
fn answer_sentence(all: &[Discovery]) -> String {
    let ruled: Vec<String> =
        all.iter().filter(|found| !found.boxes.is_empty()).map(|found| found.title.clone()).collect();
    match ruled.as_slice() {
        [] => "No rule is told from chance.".to_owned(),
        _ => format!("Rules are told from chance for {} of {} outcomes: {}.", ruled.len(), all.len(), ruled.join("; ")),
    }
}

fn write_discovery(page: &mut Page, found: &Discovery) {
    let above = format_rounded(found.above, 0.01);
    page.caption(&format!(
        "{}: a chance above {above} in {} of {}",
        capitalize(&found.title),
        found.cases,
        count_things(found.draws, "draw")
    ));
    if found.boxes.is_empty() {
        page.text(&format!("Nothing worth reporting: {}.", ending_words(found)));
        return;
    }
    for (at, rule) in found.boxes.iter().enumerate() {
        page.text(&format!("{} {above} mostly where", rule_opening(at, found.boxes.len())));
        rule.limits.iter().for_each(|limit| page.item(&limit_words(limit)));
    }
    page.table(&rule_table(&found.boxes));
    page.note(&format!("No further rule: {}.", ending_words(found)));
}

fn rule_opening(at: usize, of: usize) -> String {
    match (at, of) {
        (0, 1) => "A chance above".to_owned(),
        (0, _) => "Rule 1: a chance above".to_owned(),
        _ => format!("Rule {}, among the draws that are left: a chance above", at + 1),
    }
}

/// "share of the need that members are willing to give (coalition.willingness) is above 0.7".
fn limit_words(limit: &BoxLimit) -> String {
    let unit = unit_after(&limit.unit);
    let within = match (limit.low, limit.high) {
        (Some(low), Some(high)) => {
            format!("between {} and {}{unit}", format_three_digits(low), format_three_digits(high))
        }
        (Some(low), None) => format!("at least {}{unit}", format_three_digits(low)),
        (None, Some(high)) => format!("at most {}{unit}", format_three_digits(high)),
        (None, None) => "restricted".to_owned(),
    };
    format!("{}: {within} ({})", limit.parameter, limit.meaning)
}

fn rule_table(rules: &[DiscoveredBox]) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let mut table =
        Table::new(&[("", Align::Left), right("coverage"), right("density"), right("mass"), right("chance")]);
    for (at, rule) in rules.iter().enumerate() {
        let numbers = [rule.coverage, rule.density, rule.mass].map(|share| Cell::from(format_rounded(share, 0.01)));
        let chance = if rule.chance.is_finite() { format_rounded(rule.chance, 0.005) } else { UNKNOWN.to_owned() };
        let title = if rules.len() == 1 { "This rule".to_owned() } else { format!("Rule {}", at + 1) };
        table.add_cells([Cell::from(title)].into_iter().chain(numbers).chain([Cell::from(chance)]));
    }
    table
}

/// Reason for which the search ended.
fn ending_words(found: &Discovery) -> &str {
    match found.ended.as_str() {
        "chance" => "a search among shuffled draws does as well too often, so that there may be nothing to find",
        "thin" => "no rule has 4 of 5 such draws by limits that chance does not explain",
        "whole" if 5 * found.cases >= 4 * found.draws => "it is so in 4 of 5 draws or more, whatever the parameters",
        "whole" => "no limit on a parameter says more than the draws as a whole",
        "enough" => "the search ends with so many",
        "no-spread" if found.cases == 0 => "it is so in no draw",
        "no-spread" => "it is so in every draw",
        other => other,
    }
}
