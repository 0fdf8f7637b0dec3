//! The shift that an event would cause in the forecast, shown before the event is written.

use super::proposal::{Precautions, Proposal};
use crate::program::options::SEED;
use crate::program::output::{Failure, stderr_style, tell_user};
use crate::program::progress::ProgressDisplay;
use crate::program::{ctrl_c, record};
use standoff::assimilation::{AssimilationRequest, FilterSize, measure_shift};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::error::LabError;
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Scenario, evidence::Log, months_between};
use standoff::terminal;
use std::io::IsTerminal;
use std::sync::atomic::Ordering;

/// Draws of either forecast. A quarter of those of a forecast, so that the preview takes seconds.
const DRAWS: usize = 32;
/// Futures of either forecast.
const RUNS: usize = 1280;

/// Arguments of the preview.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[group(id = "shift")]
pub struct PreviewArguments {
    /// Show the shift that the event would cause in the answers [default: where it is asked for before it is written]
    #[arg(long, overrides_with = "no_preview")]
    preview: bool,
    /// Do not show it
    #[arg(long, overrides_with = "preview")]
    no_preview: bool,
}

impl PreviewArguments {
    /// Steps before a row is written. Without a terminal, or with `--yes`, nothing is asked, and the preview is shown on
    /// demand only.
    pub fn choose_precautions(self, yes: bool, quiet: bool) -> Precautions {
        let asks = !yes && std::io::stdin().is_terminal();
        Precautions { asks, previews: self.preview || (asks && !self.no_preview), progress: !quiet }
    }
}

/// Shows the shift on stderr. Where there is none to show it gives the reason, and the row may be written all the same.
pub fn show_shift(proposal: &Proposal<'_>, precautions: Precautions) -> Result<(), Failure> {
    let request = match preview_request(proposal.scenario, &proposal.after) {
        Ok(request) => request,
        Err(why) => {
            tell_user(&format!("no preview: {why}"));
            return Ok(());
        }
    };
    let stop = ctrl_c::stop_on_ctrl_c_saying("stopping: nothing is written (Ctrl-C again to leave at once)");
    let bar = ProgressDisplay::new(precautions.progress);
    let found =
        measure_shift(&request, &proposal.before, RUNS, ProgressMonitor::new(stop, &|step| bar.show_step(step)));
    bar.take_away();
    if stop.load(Ordering::Relaxed) {
        return Err(Failure::run("stopped during the preview; nothing was written"));
    }
    ctrl_c::leave_on_ctrl_c();
    match found {
        Ok(found) => tell_user(terminal::render_shift(&found, stderr_style()).trim_end()),
        Err(LabError::NothingDone) => return Err(Failure::run(LabError::NothingDone)),
        Err(why) => tell_user(&format!("no preview: {why}")),
    }
    Ok(())
}

/// The request of the forecast with the event, from the scenario's start or from the last day on which anything became known.
fn preview_request(scenario: &Scenario, log: &Log) -> Result<AssimilationRequest, String> {
    let as_of = record::last_known_day(scenario, log);
    if months_between(scenario.start, as_of) > f64::from(scenario.horizon_months) {
        return Err(format!("{as_of} is beyond the horizon of {} months", scenario.horizon_months));
    }
    let (scenario, log, size) = (scenario.clone(), log.clone(), FilterSize::for_kept_draws(DRAWS));
    Ok(AssimilationRequest { scenario, log, as_of, size, seed: SEED, resolution: Resolution::Coarse })
}
