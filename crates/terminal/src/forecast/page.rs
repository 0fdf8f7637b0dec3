//! The page of a forecast: its sections in order.

use super::{benchmark, costs, drivers, ends, header, hold, order, questions, talks};
use crate::frame::closing;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::page::Page;
use standoff_prose::style::Style;

/// Renders a forecast: what was simulated and the answer in three sentences; then how long the line can hold,
/// what ends it, the pattern of talks, the costs, the order, what would change it, the outside view and the questions
/// of the scenario.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_forecast(findings: &Findings, style: Style) -> String {
    let mut page = Page::new(style);
    for section in SECTIONS {
        section(&mut page, findings);
    }
    page.finish()
}

/// The sections in the order of the page.
const SECTIONS: [fn(&mut Page, &Findings); 10] = [
    header::write_section,
    hold::write_section,
    ends::write_section,
    talks::write_section,
    costs::write_section,
    order::write_section,
    drivers::write_section,
    benchmark::write_section,
    questions::write_section,
    closing::write_section,
];
