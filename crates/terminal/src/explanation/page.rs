//! An explanation as a page, in pieces that can be shown as soon as they are made: the head, the parts, the foot.

use super::{boxes, delay, drivers, requirements, screening, thresholds, variance};
use crate::frame::closing;
use standoff_analysis::explanation::explain::{Explanation, Part};
use standoff_analysis::explanation::requirement::Requirement;
use standoff_prose::page::Page;
use standoff_prose::style::Style;

/// Renders the whole explanation: its head, every part with a finding, its foot.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_explanation(explanation: &Explanation, style: Style) -> String {
    let made = Part::ALL.into_iter().filter(|&part| has_findings(part, explanation));
    let parts: String = made.map(|made| render_part(made, explanation, style)).collect();
    render_heading(explanation, style) + &parts + &render_foot(explanation, style)
}

/// Renders the head: what is explained, and how to read it.
pub fn render_heading(explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    super::heading::write_section(&mut page, explanation);
    page.finish()
}

/// Renders one part, after an empty line.
pub fn render_part(part: Part, explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    match part {
        Part::Drivers => drivers::write_section(&mut page, explanation),
        Part::Boxes => boxes::write_section(&mut page, explanation),
        Part::Delay => delay::write_section(&mut page, explanation),
        Part::Thresholds => thresholds::write_section(&mut page, explanation),
        Part::Requirements => requirements::write_section(&mut page, explanation),
        Part::Screening => screening::write_section(&mut page, explanation),
        Part::Variance => variance::write_section(&mut page, explanation),
    }
    format!("\n{}", page.finish())
}

/// Renders the changes that one outcome would need to reach its target.
pub fn render_requirement(requirement: &Requirement, style: Style) -> String {
    let mut page = Page::new(style);
    requirements::write_outcome(&mut page, requirement);
    page.finish()
}

/// Renders the foot, after an empty line: parts left out and why, limits of the model, and the command.
pub fn render_foot(explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    super::heading::write_left_out(&mut page, explanation);
    closing::write_closing(&mut page, &explanation.command);
    format!("\n{}", page.finish())
}

fn has_findings(part: Part, explanation: &Explanation) -> bool {
    match part {
        Part::Drivers => !explanation.drivers.is_empty(),
        Part::Boxes => !explanation.boxes.is_empty(),
        Part::Delay => explanation.delay.is_some(),
        Part::Thresholds => !explanation.thresholds.is_empty(),
        Part::Requirements => !explanation.requirements.is_empty(),
        Part::Screening => !explanation.screening.is_empty(),
        Part::Variance => !explanation.variance.is_empty(),
    }
}
