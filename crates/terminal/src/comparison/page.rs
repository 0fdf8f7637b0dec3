//! A comparison as a page: the options side by side, then each, then the sweep.

use super::selection::OutcomeSelection;
use super::{header, option, overview, sweep, units};
use crate::frame::answer::write_more;
use crate::frame::closing::{self, write_command};
use standoff_analysis::options::compare::Comparison;
use standoff_prose::page::Page;
use standoff_prose::style::Style;

/// Renders the answer of a comparison: what was pulled and how, what it changes in a sentence for each option, and the options
/// side by side; the curve along a sweep. The rest of the page is that of [`render_comparison`].
///
/// `asked` are the names of the outcomes to show; none means the usual ones.
pub fn render_comparison_answer(comparison: &Comparison, asked: &[String], style: Style) -> String {
    let mut page = Page::new(style);
    let shown = OutcomeSelection::new(asked);
    let comparison = &units::in_readable_units(comparison);
    header::write_section(&mut page, comparison, shown);
    if !comparison.options.is_empty() {
        overview::write_section(&mut page, comparison, shown);
    }
    if let Some(curve) = &comparison.sweep {
        sweep::write_section(&mut page, comparison, curve, shown);
    }
    write_command(&mut page, &comparison.command);
    write_more(&mut page, "each option in full: the four questions, every actor, the limits of the model");
    page.finish()
}

/// Renders a comparison: what was pulled and how; several options side by side, with what they do together; what each
/// changes in the four questions; the curve along a sweep.
///
/// `asked` are the names of the outcomes to show; none means the usual ones. No line is wider than the style allows,
/// but for the command to copy at the end.
pub fn render_comparison(comparison: &Comparison, asked: &[String], style: Style) -> String {
    let mut page = Page::new(style);
    let shown = OutcomeSelection::new(asked);
    let comparison = &units::in_readable_units(comparison);
    header::write_section(&mut page, comparison, shown);
    if comparison.options.len() > 1 {
        overview::write_section(&mut page, comparison, shown);
    }
    for option in &comparison.options {
        option::write_section(&mut page, comparison, option, shown);
    }
    if let Some(curve) = &comparison.sweep {
        sweep::write_section(&mut page, comparison, curve, shown);
    }
    closing::write_closing(&mut page, &comparison.command);
    page.finish()
}
