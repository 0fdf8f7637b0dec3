//! The same futures in different words, as a page.

use super::footer;
use super::header::source;
use super::words::{band, signed_at};
use crate::numbers::{self, UNKNOWN, count, rounded, step};
use crate::page::Page;
use crate::style::{Style, Tone};
use crate::table::{Align, Cell, Table};
use standoff_lab::forecast::wordings::{Chance, DeadlineAnswers, WordingAnswer, Wordings};

/// What the fine print of a question is worth: one table for each deadline, all from the same futures.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn wordings(found: &Wordings, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, found);
    for deadline in &found.deadlines {
        table(&mut page, found, deadline);
    }
    remarks(&mut page, found);
    footer::close(&mut page, &found.command);
    page.finish()
}

fn head(page: &mut Page, found: &Wordings) {
    page.flush(Tone::Strong, &format!("STANDOFF · The same futures, worded differently · {}", found.scenario.title));
    let effort = format!("{} futures from {} draws", count(found.runs), count(found.draws));
    page.flush(Tone::Plain, &format!("As known on {} · {effort}", found.scenario.start));
    source(page, &found.scenario, &[format!("seed {}", found.seed), format!("version {}", found.version)]);
    if found.interrupted {
        page.flush(Tone::Strong, "Stopped early: this is the answer from the futures made so far.");
    }
    if found.failed_runs > 0 {
        let failed = count(found.failed_runs);
        page.flush(Tone::Strong, &format!("{failed} futures failed and are left out."));
    }
    page.blank();
    page.flush(
        Tone::Faint,
        "How to read this. Every row asks the same futures; only the words differ. A band holds 9 of 10 draws of the uncertain \
         parameters; \"error\" is the Monte Carlo error alone. \"Adds\" is the difference to a general ceasefire that takes effect, \
         however short: being of the same futures, it is surer than the chances are.",
    );
}

fn table(page: &mut Page, found: &Wordings, deadline: &DeadlineAnswers) {
    page.heading(&format!("By {}", deadline.by));
    let heads = [("wording", Align::Left)].into_iter();
    let heads = heads.chain(["futures", "chance", "error", "band", "adds"].map(|head| (head, Align::Right)));
    let heads: Vec<(&str, Align)> = heads.collect();
    for (caption, rows) in [("Public questions", &deadline.presets), ("The fine print, piece by piece", &deadline.grid)]
    {
        page.caption(caption);
        let mut table = Table::new(&heads);
        rows.iter().for_each(|worded| row(&mut table, found, worded));
        page.table(&table);
    }
    let Some(divided) = deadline.divided.map(|divided| chance(found, divided)) else { return };
    page.blank();
    page.text(&format!(
        "In {} futures ({}) one public wording of a ceasefire says yes and another no.",
        divided.futures(),
        divided.number()
    ));
}

fn chance(found: &Wordings, chance: Chance) -> numbers::Chance {
    numbers::Chance::new(chance.p, chance.mc_error, found.runs)
}

fn row(table: &mut Table, found: &Wordings, worded: &WordingAnswer) {
    let title = match &worded.preset {
        Some(preset) => format!("{preset}: {}", worded.title),
        None => worded.title.clone(),
    };
    let star = if worded.assumed > 0.0 { "*" } else { "" };
    let shown = worded.chance.map(|at| (chance(found, at), at));
    let text = |words: Option<String>| words.unwrap_or(UNKNOWN.to_owned());
    table.cells([
        Cell::from(title),
        Cell::from(text(shown.map(|(chance, _)| chance.futures().short()))),
        Cell::toned(Tone::Strong, text(shown.map(|(chance, _)| format!("{star}{}", chance.number())))),
        Cell::faint(text(shown.map(|(_, at)| error(at.mc_error)))),
        Cell::faint(text(shown.map(|(chance, at)| band(at.low, at.high, chance.step())))),
        Cell::from(text(worded.adds.map(|adds| signed_at(adds.value, finest(adds.mc_error))))),
    ]);
}

/// The step of a difference between wordings, never finer than one in a thousand.
fn finest(error: f64) -> f64 {
    step(error).unwrap_or(0.001).max(0.001)
}

/// An error rounded up to its own step.
fn error(error: f64) -> String {
    step(error).filter(|step| *step >= 0.001).map_or("<0.001".to_owned(), |step| rounded(step, step))
}

fn remarks(page: &mut Page, found: &Wordings) {
    page.heading("What the words meet in this model");
    page.item("Truces and settlements bind both sides: what one side declares alone does not occur, so \"mutual\" changes nothing.");
    page.item("They are agreed without end: any length that is only meant, and not held, is met.");
    page.item("Agreeing and taking effect differ where the defender's public refuses what both leaders have accepted.");
    page.item("Days that must be held may lie past the deadline; a frozen conflict lasts for good.");
    let rows = || found.deadlines.iter().flat_map(|deadline| deadline.presets.iter().chain(&deadline.grid));
    let mut reasons: Vec<&str> = rows().filter_map(|row| row.silent.as_deref()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons.iter().for_each(|reason| page.item(&format!("{UNKNOWN} is not answered: {reason}.")));
    if rows().any(|row| row.assumed > 0.0) {
        page.item("* rests in some futures on a quiet that the horizon cut off; it is taken to go on.");
    }
}
