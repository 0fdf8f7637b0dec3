//! Summaries of a record, as the answers that rest on it carry them.

use crate::assimilated::StepUpdate;
use crate::calendar::Calendar;
use crate::request::AssimilationRequest;
use standoff_lab::ensemble::record_summary::{RecordSummary, WithoutRecord};
use standoff_lab::forecast::findings::{Findings, ProbabilityAt};

/// Summary of the record of a request, without the answers that there would be without it.
pub(crate) fn summarise_record(
    request: &AssimilationRequest,
    calendar: &Calendar,
    effective_games: f64,
    updates: &[StepUpdate],
) -> RecordSummary {
    // A step that resampled leaves draws of equal weight, so the figure before the resampling is the one that counts.
    let effective_draws = updates.last().map_or(f64::INFINITY, |last| last.effective_draws);
    RecordSummary {
        events: request.log.known_by(request.as_of).len(),
        from: calendar.start.to_string(),
        until: request.as_of.to_string(),
        evidence: request.log.digest(request.as_of),
        ess: effective_games.min(effective_draws),
        without: Vec::new(),
        without_runs: 0,
    }
}

/// Adds the chances in the forecast without the record, at the months of its tables.
pub(crate) fn add_forecast_without(record: &mut RecordSummary, findings: &Findings) {
    let at_month = |series: &[ProbabilityAt], months: usize| series.iter().find(|at| at.months == months).copied();
    let at = |held: &ProbabilityAt| {
        let settled = at_month(&findings.war_ends.settled_or_quiet, held.months)?;
        let ended = at_month(&findings.benchmark.model, held.months)?;
        Some(WithoutRecord {
            months: held.months,
            p: held.p,
            mc_error: held.mc_error,
            settled: settled.p,
            settled_mc_error: settled.mc_error,
            ended: ended.p,
            ended_mc_error: ended.mc_error,
        })
    };
    record.without = findings.hold.survival.iter().filter_map(at).collect();
    record.without_runs = findings.runs;
}
