//! Head and foot of the pages on options, hindcasts and assimilations: the scenario and its inputs, what was left out, and
//! how to make the page again.

use crate::frame::closing::write_command;
use crate::frame::heading::write_actors;
use standoff_lab::forecast::findings::Band;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::numbers::{self, Chance, error_of_mean, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::words::{self, count_things, failed_and_left_out};

/// Finest step in which a share, a chance or a value is shown.
const FINEST: f64 = 0.01;

/// Inputs of a page.
pub(crate) struct SheetHead<'a> {
    pub title: &'a str,
    pub scenario: &'a ScenarioName,
    /// The last day of what was known.
    pub known: &'a str,
    /// Number and kind of simulations.
    pub made: String,
    pub seed: u64,
    pub version: &'a str,
    pub interrupted: bool,
    pub failed_draws: usize,
    pub draws: usize,
}

/// Writes the head of a page.
pub(crate) fn write_head(page: &mut Page, sheet: &SheetHead<'_>) {
    let scenario = sheet.scenario;
    page.flush(Tone::Strong, &format!("STANDOFF · {} · {}", scenario.title, sheet.title));
    page.flush(Tone::Plain, &format!("As known on {} · {}", sheet.known, sheet.made));
    write_actors(page, scenario);
    let digest: String = scenario.digest.chars().take(12).collect();
    let source = format!("{} · digest {digest} · seed {} · version {}", scenario.name, sheet.seed, sheet.version);
    page.flush(Tone::Faint, &source);
    if sheet.interrupted {
        let draws = count_things(sheet.draws, "draw");
        page.flush(Tone::Strong, &format!("Stopped early: this is the answer from the {draws} made so far."));
    }
    if sheet.failed_draws > 0 {
        page.flush(Tone::Strong, &format!("{}.", failed_and_left_out(sheet.failed_draws, "draw")));
    }
}

/// Writes the foot of a page.
pub(crate) fn write_foot(page: &mut Page, scenario: &ScenarioName, command: &str) {
    page.blank();
    page.text(&format!(
        "Every figure is conditional on the stated values and ranges of the parameters (`standoff scenario show {}`). Nothing \
         here recommends an option or terms: what is better by one actor's values may be worse by another's.",
        scenario.name
    ));
    write_command(page, command);
}

/// The name of an actor by its role.
pub(crate) fn role_name<'a>(scenario: &'a ScenarioName, role: &'a str) -> &'a str {
    scenario.roles.get(role).map_or(role, String::as_str)
}

/// A mean over draws, no finer than its error.
pub(crate) fn format_mean(band: Band, draws: usize) -> String {
    format_rounded(band.mean, step_for_band(band, draws))
}

/// The band over draws, in the step of its mean.
pub(crate) fn format_mean_band(band: Band, draws: usize) -> String {
    words::format_band(band.low, band.high, step_for_band(band, draws))
}

/// Everything here is a share, a chance or a value from 0 to 1: never finer than one in a hundred.
fn step_for_band(band: Band, draws: usize) -> f64 {
    numbers::step_for_error(error_of_mean(band.low, band.high, draws)).map_or(FINEST, |step| step.max(FINEST))
}

/// A mean chance that was computed, not counted.
pub(crate) fn format_mean_chance(band: Band, draws: usize) -> String {
    match band.mean {
        low if low < FINEST / 2.0 => "<0.005".to_owned(),
        high if high > 1.0 - FINEST / 2.0 => ">0.995".to_owned(),
        _ => format_mean(band, draws),
    }
}

/// A mean with its sign.
pub(crate) fn format_signed_mean(band: Band, draws: usize) -> String {
    let text = format_mean(band, draws);
    let nought = text.chars().all(|letter| "0.,−".contains(letter));
    if band.mean > 0.0 && !nought { format!("+{text}") } else { text }
}

/// A share of the draws.
pub(crate) fn format_draw_share(share: f64, draws: usize) -> String {
    Chance::share(share, draws as f64).number()
}
