//! The report of a forecast, whole or in parts: its sections in order.

use super::part::{ForecastPart, more_sentence};
use super::{benchmark, costs, drivers, ends, header, hold, order, questions, talks, watch};
use crate::frame::closing;
use standoff_breakdown::week::signs::Signs;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};

/// Renders the whole report of a forecast: what was simulated and the answer in three sentences; then how long the line can
/// hold, what ends it, the pattern of talks, the costs, the order, what would change it, what to watch, the outside view and the
/// questions of the scenario.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_forecast(findings: &Findings, signs: &Signs, style: Style) -> String {
    render_forecast_parts(findings, signs, &ForecastPart::ALL, style)
}

/// Renders parts of the report after its head, in the order of the report, and the command that makes it.
pub fn render_forecast_parts(findings: &Findings, signs: &Signs, parts: &[ForecastPart], style: Style) -> String {
    let mut page = Page::new(style);
    header::write_section(&mut page, findings);
    for part in ForecastPart::ALL.into_iter().filter(|part| parts.contains(part)) {
        write_part(&mut page, part, findings, signs);
    }
    closing::write_command(&mut page, &findings.command);
    page.blank();
    page.flush(Tone::Plain, &more_sentence());
    page.finish()
}

fn write_part(page: &mut Page, part: ForecastPart, findings: &Findings, signs: &Signs) {
    match part {
        ForecastPart::Hold => hold::write_section(page, findings),
        ForecastPart::Ends => ends::write_section(page, findings),
        ForecastPart::Talks => talks::write_section(page, findings),
        ForecastPart::Costs => costs::write_section(page, findings),
        ForecastPart::Order => order::write_section(page, findings),
        ForecastPart::Change => drivers::write_section(page, findings),
        ForecastPart::Watch => watch::write_section(page, findings, signs),
        ForecastPart::Outside => benchmark::write_section(page, findings),
        ForecastPart::Questions => questions::write_section(page, findings),
        ForecastPart::Method => closing::write_section(page, findings),
    }
}
