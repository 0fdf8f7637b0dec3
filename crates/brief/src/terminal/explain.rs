//! An explanation as a page, in pieces that can be shown as soon as they are made: the head, the parts, the foot.

mod boxes;
mod delay;
mod drivers;
mod head;
mod named;
mod requirements;
mod screening;
mod thresholds;
mod variance;

use super::footer;
use crate::page::Page;
use crate::style::Style;
use standoff_analysis::explanation::explain::{Explanation, ExplanationPart};
use standoff_analysis::explanation::requirement::Requirement;

/// The whole explanation: its head, every part that has something in it, its foot.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn page(explanation: &Explanation, style: Style) -> String {
    let made = ExplanationPart::ALL.into_iter().filter(|&part| has(part, explanation));
    let parts: String = made.map(|made| part(made, explanation, style)).collect();
    head(explanation, style) + &parts + &foot(explanation, style)
}

/// What is explained, and how to read it.
pub fn head(explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    head::write(&mut page, explanation);
    page.finish()
}

/// One part, after an empty line.
pub fn part(part: ExplanationPart, explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    match part {
        ExplanationPart::Drivers => drivers::write(&mut page, explanation),
        ExplanationPart::Boxes => boxes::write(&mut page, explanation),
        ExplanationPart::Delay => delay::write(&mut page, explanation),
        ExplanationPart::Thresholds => thresholds::write(&mut page, explanation),
        ExplanationPart::Requirements => requirements::write(&mut page, explanation),
        ExplanationPart::Screening => screening::write(&mut page, explanation),
        ExplanationPart::Variance => variance::write(&mut page, explanation),
    }
    format!("\n{}", page.finish())
}

/// What one outcome would need to reach its target.
pub fn requirement(requirement: &Requirement, style: Style) -> String {
    let mut page = Page::new(style);
    requirements::outcome(&mut page, requirement);
    page.finish()
}

/// What was left out and why, what the model does not contain, and how to make it again; after an empty line.
pub fn foot(explanation: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    head::left_out(&mut page, explanation);
    footer::close(&mut page, &explanation.command);
    format!("\n{}", page.finish())
}

fn has(part: ExplanationPart, explanation: &Explanation) -> bool {
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
