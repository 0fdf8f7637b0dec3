//! Head of an explanation, and the parts that were left out.

use crate::frame::heading::{write_actors, write_source};
use crate::frame::record::write_record;
use standoff_analysis::explanation::explain::Explanation;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;

const LEGEND: &str = "How to read this. A draw is one set of values of the uncertain parameters, from their stated ranges. A 95 % interval is \
    the error from finitely many draws and futures, not the doubt about the model. No number is finer than its error. All \
    of it is about the model under its stated assumptions.";

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    let scenario = &explanation.provenance.scenario;
    page.flush(Tone::Strong, &format!("STANDOFF · {}", scenario.title));
    page.flush(Tone::Plain, &format!("Why the forecast says what it says · as known on {}", scenario.start));
    write_actors(page, scenario);
    write_source(
        page,
        scenario,
        &[format!("seed {}", explanation.provenance.seed), format!("version {}", explanation.provenance.version)],
    );
    write_record(page, &explanation.provenance);
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

/// Nothing where all was made.
pub(crate) fn write_left_out(page: &mut Page, explanation: &Explanation) {
    if explanation.interrupted {
        page.heading("Stopped early");
        page.text("Parts may be missing, or made from fewer draws than asked for; each says from how many.");
    } else if !explanation.left_out.is_empty() {
        page.heading("Left out");
    }
    for left_out in &explanation.left_out {
        page.item(&format!("{}: {}", left_out.part, left_out.reason));
    }
}
