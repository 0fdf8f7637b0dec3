//! The page of a diagnosis, part by part: each line with its verdict and what it means for the author of a war.

mod changes;
mod parts;
mod verdict_cells;

use crate::frame::closing::write_command;
use crate::frame::sheet::{SheetHead, write_head};
use standoff_analysis::diagnosis::diagnose::{Diagnosis, DiagnosisPart};
use standoff_analysis::diagnosis::verdict::Verdict;
use standoff_prose::numbers::format_count;
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::words::count_things;

/// Renders a whole diagnosis.
pub fn render_diagnosis(diagnosis: &Diagnosis, style: Style) -> String {
    DiagnosisPart::ALL.into_iter().map(|part| render_diagnosis_part(part, diagnosis, style)).collect()
}

/// Renders one part of a diagnosis, so that a page can be shown while the rest is still being made.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_diagnosis_part(part: DiagnosisPart, diagnosis: &Diagnosis, style: Style) -> String {
    let mut page = Page::new(style);
    match part {
        DiagnosisPart::Heading => write_heading(&mut page, diagnosis),
        DiagnosisPart::Signatures => parts::write_signatures(&mut page, diagnosis),
        DiagnosisPart::Age => parts::write_age(&mut page, &diagnosis.age),
        DiagnosisPart::RefusedDrafts => parts::write_refused_drafts(&mut page, diagnosis),
        DiagnosisPart::GivingIn => parts::write_giving_in(&mut page, diagnosis),
        DiagnosisPart::Rationality => parts::write_rationality(&mut page, diagnosis),
        DiagnosisPart::Numerics => changes::write_numerics(&mut page, diagnosis),
        DiagnosisPart::Signs => changes::write_signs(&mut page, diagnosis),
        DiagnosisPart::Summary => write_summary(&mut page, diagnosis),
    }
    // A page begins without an empty line, and a part needs one between it and the part before.
    let text = page.finish();
    if part == DiagnosisPart::Heading || text.is_empty() { text } else { format!("\n{text}") }
}

fn write_heading(page: &mut Page, diagnosis: &Diagnosis) {
    let scenario = &diagnosis.provenance.scenario;
    let made =
        format!("{} with {} each", count_things(diagnosis.draws, "draw"), count_things(diagnosis.paths, "future"));
    let sheet = SheetHead {
        title: "diagnosis of the scenario",
        scenario,
        known: &scenario.start,
        made,
        seed: diagnosis.provenance.seed,
        version: &diagnosis.provenance.version,
        interrupted: diagnosis.interrupted,
        failed_draws: diagnosis.failed_draws,
        draws: diagnosis.draws,
    };
    write_head(page, &sheet);
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

const LEGEND: &str = "How to read this. Each finding has a verdict. ok: nothing speaks against the numbers of the war. look: look \
    at the numbers named before you trust the forecast. fault: do not trust it until the cause is found, in the scenario or in \
    the program. ± is one standard error, with draws as clusters. Values are shares of an actor's own stake.";

fn write_summary(page: &mut Page, diagnosis: &Diagnosis) {
    page.heading("In sum");
    let verdicts = diagnosis.verdicts();
    let count = |verdict: Verdict| format_count(verdicts.iter().filter(|&&one| one == verdict).count());
    let [ok, look, fault] = [Verdict::Ok, Verdict::Look, Verdict::Fault].map(count);
    page.text(&format!("Verdict: {}. Findings: {ok} ok, {look} look, {fault} fault.", diagnosis.verdict.name()));
    if diagnosis.interrupted {
        page.text("Stopped early: parts that were not finished are missing.");
    }
    page.text(
        "A war without a finding can still be described wrongly: no program finds errors of meaning. A finding says where to \
         look, and is no reason to move a number that is known.",
    );
    write_command(page, &diagnosis.command);
}
