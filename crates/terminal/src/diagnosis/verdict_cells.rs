//! Cells that say how a finding is judged.

use standoff_analysis::diagnosis::verdict::{Judgement, Verdict};
use standoff_prose::style::Tone;
use standoff_prose::table::Cell;

/// The cell of a verdict: what is in order is read last.
pub(super) fn verdict_cell(verdict: Verdict) -> Cell {
    match verdict {
        Verdict::Ok => Cell::faint(verdict.name()),
        Verdict::Look | Verdict::Fault => Cell::toned(Tone::Strong, verdict.name()),
    }
}

/// The meaning of a finding, below its row.
pub(super) fn meaning_row(judgement: &Judgement) -> [Cell; 1] {
    let tone = if judgement.verdict == Verdict::Ok { Tone::Faint } else { Tone::Plain };
    [Cell::toned(tone, format!("  {}", judgement.meaning))]
}
