//! An explanation as a page, in pieces that can be shown as soon as they are made: the head, the parts, the foot.

use super::{boxes, delay, drivers, requirements, screening, thresholds, variance};
use crate::frame::closing;
use standoff_analysis::explanation::explain::{Explanation, ExplanationPart};
use standoff_analysis::explanation::requirement::Requirement;
use standoff_prose::page::Page;
use standoff_prose::style::Style;

/// Renders the whole explanation: its head, every part with a finding, its foot.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_explanation(explanation: &Explanation, style: Style) -> String {
    let made = ExplanationPart::ALL.into_iter().filter(|&part| has_findings(part, explanation));
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
pub fn render_part(part: ExplanationPart, explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    match part {
        ExplanationPart::Drivers => drivers::write_section(&mut page, explanation),
        ExplanationPart::Boxes => boxes::write_section(&mut page, explanation),
        ExplanationPart::Delay => delay::write_section(&mut page, explanation),
        ExplanationPart::Thresholds => thresholds::write_section(&mut page, explanation),
        ExplanationPart::Requirements => requirements::write_section(&mut page, explanation),
        ExplanationPart::Screening => screening::write_section(&mut page, explanation),
        ExplanationPart::Variance => variance::write_section(&mut page, explanation),
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

fn has_findings(part: ExplanationPart, explanation: &Explanation) -> bool {
    match part {
        ExplanationPart::Drivers => !explanation.drivers.is_empty(),
        ExplanationPart::Boxes => !explanation.boxes.is_empty(),
        ExplanationPart::Delay => explanation.delay.is_some(),
        ExplanationPart::Thresholds => !explanation.thresholds.is_empty(),
        ExplanationPart::Requirements => !explanation.requirements.is_empty(),
        ExplanationPart::Screening => !explanation.screening.is_empty(),
        ExplanationPart::Variance => !explanation.variance.is_empty(),
    }
}
