//! The same futures in different words, as a page.

use crate::frame::answer::{write_answer, write_more};
use crate::frame::closing;
use crate::frame::heading::write_source;
use crate::frame::record::write_record;
use standoff_lab::forecast::wordings::{Chance, DeadlineAnswers, WordingAnswer, Wordings};
use standoff_prose::numbers::{self, UNKNOWN, format_error, step_for_error};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_things, failed_and_left_out, format_band, format_signed};

/// Renders the answer: from which chance to which the public wordings go, and what each wording says, on one screen for one
/// deadline. The rest of the page is that of [`render_wordings`].
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_wordings_answer(found: &Wordings, style: Style) -> String {
    let mut page = Page::new(style);
    write_identity(&mut page, found);
    write_answers(&mut page, found);
    for deadline in &found.deadlines {
        page.blank();
        page.table(&answer_table(found, deadline));
    }
    closing::write_command(&mut page, &found.command);
    write_more(&mut page, "each wording in full, with error and band; what the words meet in this model");
    page.finish()
}

/// The public wordings, the likeliest first, beside the fine print of one event.
fn answer_table(found: &Wordings, deadline: &DeadlineAnswers) -> Table {
    let mut presets: Vec<&WordingAnswer> = deadline.presets.iter().filter(|row| row.chance.is_some()).collect();
    let p = |row: &WordingAnswer| row.chance.map_or(0.0, |chance| chance.p);
    presets.sort_by(|one, other| p(other).total_cmp(&p(one)));
    let grid: Vec<&WordingAnswer> = deadline.grid.iter().filter(|row| row.chance.is_some()).collect();
    let mut table = Table::new(&[
        (format!("Public wordings, by {}", deadline.by), Align::Left),
        (String::new(), Align::Right),
        (format!("The fine print, by {}", deadline.by), Align::Left),
        (String::new(), Align::Right),
    ]);
    let cells = |row: Option<&&WordingAnswer>| {
        let told = row.and_then(|row| Some((row.preset.as_ref().unwrap_or(&row.title), row.chance?)));
        told.map_or([Cell::from(""), Cell::from("")], |(title, chance)| {
            [Cell::from(title), Cell::from(counted_chance(found, chance).percent())]
        })
    };
    for place in 0..presets.len().max(grid.len()) {
        table.add_cells(cells(presets.get(place)).into_iter().chain(cells(grid.get(place))));
    }
    table
}

/// Renders the effect of a question's fine print: one table for each deadline, all from the same futures.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_wordings(found: &Wordings, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, found);
    for deadline in &found.deadlines {
        write_deadline(&mut page, found, deadline);
    }
    write_remarks(&mut page, found);
    closing::write_closing(&mut page, &found.command);
    page.finish()
}

fn write_heading(page: &mut Page, found: &Wordings) {
    write_identity(page, found);
    write_source(
        page,
        &found.provenance.scenario,
        &[format!("seed {}", found.provenance.seed), format!("version {}", found.provenance.version)],
    );
    write_record(page, &found.provenance);
    write_answers(page, found);
    page.blank();
    page.flush(
        Tone::Faint,
        "How to read this. Every row asks the same futures; only the words differ. A band holds 9 of 10 draws of the uncertain \
         parameters; \"error\" is the Monte Carlo error alone. \"Adds\" is the difference to a general ceasefire that takes effect, \
         however short: being of the same futures, it is surer than the chances are.",
    );
}

/// Writes what was asked, of how many futures, and what is missing.
fn write_identity(page: &mut Page, found: &Wordings) {
    page.flush(
        Tone::Strong,
        &format!("STANDOFF · The same futures, worded differently · {}", found.provenance.scenario.title),
    );
    let effort = format!("{} from {}", count_things(found.runs, "future"), count_things(found.draws, "draw"));
    page.flush(Tone::Plain, &format!("As known on {} · {effort}", found.provenance.scenario.start));
    if found.interrupted {
        page.flush(Tone::Strong, "Stopped early: this is the answer from the futures made so far.");
    }
    if found.failed_runs > 0 {
        page.flush(Tone::Strong, &format!("{}.", failed_and_left_out(found.failed_runs, "future")));
    }
}

/// Writes the answer by the first deadlines.
fn write_answers(page: &mut Page, found: &Wordings) {
    let first = found.deadlines.iter().take(DEADLINES);
    write_answer(page, &first.filter_map(|by| answer_sentence(found, by)).collect::<Vec<String>>());
}

/// Deadlines told first.
const DEADLINES: usize = 2;

/// From which chance to which the public wordings go, and how often they divide.
fn answer_sentence(found: &Wordings, deadline: &DeadlineAnswers) -> Option<String> {
    let told =
        deadline.presets.iter().filter_map(|row| Some((row.preset.as_deref()?, counted_chance(found, row.chance?))));
    let mut told: Vec<(&str, numbers::Chance)> = told.collect();
    told.sort_by(|(_, one), (_, other)| one.p.total_cmp(&other.p));
    let ((least, low), (most, high)) = (*told.first()?, *told.last()?);
    let divided = deadline.divided.map(|divided| counted_chance(found, divided).percent());
    let divided =
        divided.map_or(String::new(), |share| format!("; in {share} of futures one wording says yes and another no"));
    Some(format!(
        "By {} the public wordings say from {} ({least}) to {} ({most}){divided}.",
        deadline.by,
        low.percent(),
        high.percent()
    ))
}

fn write_deadline(page: &mut Page, found: &Wordings, deadline: &DeadlineAnswers) {
    page.heading(&format!("By {}", deadline.by));
    let heads = [("wording", Align::Left)].into_iter();
    let heads = heads.chain(["futures", "chance", "error", "band", "adds"].map(|head| (head, Align::Right)));
    let heads: Vec<(&str, Align)> = heads.collect();
    for (caption, rows) in [("Public questions", &deadline.presets), ("The fine print, piece by piece", &deadline.grid)]
    {
        page.caption(caption);
        let mut table = Table::new(&heads);
        rows.iter().for_each(|worded| add_wording_row(&mut table, found, worded));
        page.table(&table);
    }
    let Some(divided) = deadline.divided.map(|divided| counted_chance(found, divided)) else { return };
    page.blank();
    page.text(&format!(
        "In {} futures ({}) one public wording of a ceasefire says yes and another no.",
        divided.futures(),
        divided.number()
    ));
}

fn counted_chance(found: &Wordings, chance: Chance) -> numbers::Chance {
    numbers::Chance::new(chance.p, chance.mc_error, found.runs)
}

fn add_wording_row(table: &mut Table, found: &Wordings, worded: &WordingAnswer) {
    let title = match &worded.preset {
        Some(preset) => format!("{preset}: {}", worded.title),
        None => worded.title.clone(),
    };
    let star = if worded.assumed > 0.0 { "*" } else { "" };
    let shown = worded.chance.map(|at| (counted_chance(found, at), at));
    let text = |words: Option<String>| words.unwrap_or(UNKNOWN.to_owned());
    table.add_cells([
        Cell::from(title),
        Cell::from(text(shown.map(|(chance, _)| chance.futures().short()))),
        Cell::toned(Tone::Strong, text(shown.map(|(chance, _)| format!("{star}{}", chance.number())))),
        Cell::faint(text(shown.map(|(_, at)| format_error(at.mc_error)))),
        Cell::faint(text(shown.map(|(chance, at)| format_band(at.low, at.high, chance.step())))),
        Cell::from(text(worded.adds.map(|adds| format_signed(adds.value, difference_step(adds.mc_error))))),
    ]);
}

/// The step of a difference between wordings, never finer than one in a thousand.
fn difference_step(error: f64) -> f64 {
    step_for_error(error).unwrap_or(0.001).max(0.001)
}

fn write_remarks(page: &mut Page, found: &Wordings) {
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
