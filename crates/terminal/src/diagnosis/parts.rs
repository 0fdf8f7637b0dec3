//! The parts that read the war as it is.

use super::verdict_cells::{meaning_row, verdict_cell};
use crate::frame::sheet::role_name;
use crate::vocabulary::name_in_sentence;
use standoff_analysis::diagnosis::age::AgeReached;
use standoff_analysis::diagnosis::diagnose::Diagnosis;
use standoff_analysis::diagnosis::giving_in::{DefenderSweep, GivingIn, SideGivingIn};
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded, step_for_error};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_months, count_things};

/// Finest step of a value or a share.
const FINEST: f64 = 0.01;
/// Finest step of a difference of values: the tolerance of the solved games is half of a hundredth.
const FINEST_VALUE: f64 = 0.001;

fn right<'a>(heads: &[&'a str]) -> Vec<(&'a str, Align)> {
    heads.iter().map(|head| (*head, Align::Right)).collect()
}

fn table_of(first: &str, figures: &[&str]) -> Table {
    let mut heads = vec![(first, Align::Left)];
    heads.extend(right(figures));
    heads.push(("verdict", Align::Right));
    Table::new(&heads)
}

/// A share no finer than its error.
fn format_share(share: Option<f64>, error: Option<f64>) -> String {
    let step = error.and_then(step_for_error).map_or(FINEST, |step| step.max(FINEST));
    share.map_or(UNKNOWN.to_owned(), |share| format_rounded(share, step))
}

fn format_error(error: Option<f64>) -> String {
    error.map_or(UNKNOWN.to_owned(), |error| format!("±{}", format_rounded(error, FINEST)))
}

fn format_value(value: f64) -> String {
    format_rounded(value, FINEST)
}

pub(super) fn write_signatures(page: &mut Page, diagnosis: &Diagnosis) {
    let found = &diagnosis.signatures;
    page.heading("Is what gets signed good for those who sign?");
    let gain = found.median_gain.map_or(String::new(), |gain| {
        format!(" The signer that gains less gains {} of its stake at the median.", format_rounded(gain, FINEST_VALUE))
    });
    page.text(&format!(
        "Settlements signed in {}: {}.{gain}",
        count_things(found.futures, "future"),
        format_count(found.signatures)
    ));
    let mut table = table_of("share of signatures", &["share", "error"]);
    for line in &found.lines {
        table.add_cells([
            Cell::from(&line.title),
            Cell::from(format_share(line.share, line.error)),
            Cell::faint(format_error(line.error)),
            verdict_cell(line.judgement.verdict),
        ]);
        table.add_cells(meaning_row(&line.judgement));
    }
    page.table(&table);
}

pub(super) fn write_age(page: &mut Page, age: &AgeReached) {
    page.heading("Would this war have reached its age?");
    if age.simulated_months == 0 {
        page.text("The war has just begun, so it has no age to reach.");
        return;
    }
    let capped = if (age.simulated_months as f64) + 1.0 < age.age_months { ", as many as are simulated" } else { "" };
    page.text(&format!(
        "The war is {} months old. Begun in its present state, it still goes on after {}{capped} in {} of the futures \
         ({}). Of the wars of the reference class {} lasted as long.",
        format_rounded(age.age_months, 1.0),
        count_months(age.simulated_months),
        format_share(Some(age.still_at_war), age.error),
        format_error(age.error),
        format_share(Some(age.reference_share), None)
    ));
    let mut table = table_of("", &[]);
    table.add_cells([Cell::from("reaches its age"), verdict_cell(age.judgement.verdict)]);
    table.add_cells(meaning_row(&age.judgement));
    page.table(&table);
}

pub(super) fn write_refused_drafts(page: &mut Page, diagnosis: &Diagnosis) {
    page.heading("Would drafts be signed that were refused on the record?");
    if diagnosis.refused_drafts.is_empty() {
        page.text("No record of this war refuses a draft by name, so this part is left out.");
        return;
    }
    let mut table = table_of("draft", &["refused on", "answer", "draws that would sign it"]);
    for draft in &diagnosis.refused_drafts {
        table.add_cells([
            Cell::from(&draft.title),
            Cell::from(&draft.refused),
            Cell::from(&draft.answer),
            Cell::from(format_share(Some(draft.would_sign), None)),
            verdict_cell(draft.judgement.verdict),
        ]);
        table.add_cells(meaning_row(&draft.judgement));
    }
    page.table(&table);
    page.note(
        "A draw would sign a draft that both belligerents prefer to going on at the start, and that would be ratified.",
    );
}

pub(super) fn write_giving_in(page: &mut Page, diagnosis: &Diagnosis) {
    let Some(found) = &diagnosis.giving_in else { return };
    page.heading("Would a side rather give in?");
    page.text("A side would rather give in where going on for ever, v(nothing signed) − toll, is worth less to it than the end \
               that the other side wins. By its own beliefs it may still win: that is the value of fighting to the finish.");
    write_sides(page, diagnosis, found);
    found.sweeps.iter().for_each(|sweep| write_sweep(page, diagnosis, sweep));
}

fn write_sides(page: &mut Page, diagnosis: &Diagnosis, found: &GivingIn) {
    let name = |side: &SideGivingIn| Cell::from(role_name(&diagnosis.provenance.scenario, &side.role));
    page.caption("What the war and giving in are worth to each side, at central values");
    let heads = ["nothing signed", "toll", "going on for ever", "to the finish", "as it is played", "giving in"];
    let mut table = Table::new(&[[("side", Align::Left)].as_slice(), &right(&heads)].concat());
    for side in &found.sides {
        table.add_cells(std::iter::once(name(side)).chain(side_values(side).map(Cell::from)));
    }
    page.table(&table);
    page.caption("Share of the draws in which giving in is worth more than the war");
    let mut table = table_of("side", &["going on for ever", "to the finish", "as it is played"]);
    for side in &found.sides {
        let shares = side_shares(side).map(Cell::from);
        table.add_cells(std::iter::once(name(side)).chain(shares).chain([verdict_cell(side.judgement.verdict)]));
        table.add_cells(meaning_row(&side.judgement));
    }
    page.table(&table);
}

fn side_values(side: &SideGivingIn) -> [String; 6] {
    let going_on = [side.unsigned, side.toll, side.going_on_for_ever];
    let fighting = [side.fighting_to_the_finish, side.playing, side.giving_in];
    let [unsigned, toll, for_ever] = going_on.map(format_value);
    let [finish, playing, giving_in] = fighting.map(format_value);
    [unsigned, toll, for_ever, finish, playing, giving_in]
}

fn side_shares(side: &SideGivingIn) -> [String; 3] {
    [side.prefers_to_going_on, side.prefers_to_fighting, side.prefers_to_playing].map(format_value)
}

fn write_sweep(page: &mut Page, diagnosis: &Diagnosis, sweep: &DefenderSweep) {
    let defender = name_in_sentence(&diagnosis.provenance.scenario, "defender");
    let by = if sweep.name == "odds" {
        "the invader's odds at the front"
    } else {
        &format!("{} discount factor a year", defender.its())
    };
    page.caption(&format!("Value of the war to {defender}, by {by}"));
    let points: Vec<String> = sweep.points.iter().map(|point| format_value(point.at)).collect();
    let mut table = table_of("", &points.iter().map(String::as_str).collect::<Vec<&str>>());
    let row = |title: &str, read: fn(&standoff_analysis::diagnosis::giving_in::SweepPoint) -> f64, verdict: Cell| {
        let figures = sweep.points.iter().map(|point| Cell::from(format_rounded(read(point), FINEST_VALUE)));
        std::iter::once(Cell::from(title)).chain(figures).chain([verdict]).collect::<Vec<Cell>>()
    };
    table.add_cells(row("its war", |point| point.value, verdict_cell(sweep.judgement.verdict)));
    table.add_cells(row("giving in", |point| point.giving_in, Cell::faint("")));
    table.add_cells(meaning_row(&sweep.judgement));
    page.table(&table);
}

pub(super) fn write_rationality(page: &mut Page, diagnosis: &Diagnosis) {
    let Some(lines) = &diagnosis.rationality else { return };
    page.heading("Is talking worth it to each side?");
    let mut table = table_of("shortfall of playing", &["worst draw", "mean", "draws beyond"]);
    for line in lines {
        let side = role_name(&diagnosis.provenance.scenario, &line.role);
        let against = if line.name == "refusing" { "refusing everything" } else { "half as many rounds again" };
        table.add_cells([
            Cell::from(format!("{side}: against {against}")),
            Cell::from(format_rounded(line.worst, FINEST_VALUE)),
            Cell::from(format_rounded(line.mean, FINEST_VALUE)),
            Cell::from(format!("{} of {}", line.beyond, line.draws)),
            verdict_cell(line.judgement.verdict),
        ]);
        table.add_cells(meaning_row(&line.judgement));
    }
    page.table(&table);
    let tolerance = lines.first().map_or(0.0, |line| line.tolerance);
    page.note(&format!(
        "Of rounds, the shortfall is that of more rounds against the rounds as they are. Beyond: by more than {}.",
        format_rounded(tolerance, FINEST_VALUE)
    ));
}
