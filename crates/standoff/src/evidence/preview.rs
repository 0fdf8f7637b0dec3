//! What an event would change in the forecast, shown before it is written.

use super::proposal::{Proposal, Wish};
use crate::options::SEED;
use crate::output::{Failure, say, style_on_stderr};
use crate::progress::Bar;
use crate::{interrupt, record};
use standoff::assimilation::{AssimilationRequest, FilterSize, measure_shift};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::error::LabError;
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Scenario, evidence::Log, months_between};
use standoff::terminal;
use std::io::IsTerminal;
use std::sync::atomic::Ordering;

/// Draws of either forecast: a preview is to be seen within seconds.
const DRAWS: usize = 32;
/// Futures of either forecast.
const RUNS: usize = 1280;

/// Whether to preview.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[group(id = "shift")]
pub struct Arguments {
    /// Show the shift that the event would cause in the answers [default: where it is asked for before it is written]
    #[arg(long, overrides_with = "no_preview")]
    preview: bool,
    /// Do not show it
    #[arg(long, overrides_with = "preview")]
    no_preview: bool,
}

impl Arguments {
    /// What is to happen: without a terminal, or with `--yes`, nothing is asked, and shown on demand only.
    pub fn wish(self, yes: bool, quiet: bool) -> Wish {
        let asks = !yes && std::io::stdin().is_terminal();
        Wish { asks, previews: self.preview || (asks && !self.no_preview), progress: !quiet }
    }
}

/// Shows the shift on stderr. Where there is none to show, it says why: the row may be written all the same.
pub fn show(proposal: &Proposal<'_>, wish: Wish) -> Result<(), Failure> {
    let request = match request(proposal.scenario, &proposal.after) {
        Ok(request) => request,
        Err(why) => {
            say(&format!("no preview: {why}"));
            return Ok(());
        }
    };
    let stop = interrupt::listen_and_say("stopping: nothing is written (Ctrl-C again to leave at once)");
    let bar = Bar::new(wish.progress);
    let found = measure_shift(
        &request,
        &proposal.before,
        RUNS,
        ProgressMonitor { cancelled: stop, listener: &|step| bar.step(step) },
    );
    bar.clear();
    if stop.load(Ordering::Relaxed) {
        return Err(Failure::run("stopped during the preview; nothing was written"));
    }
    interrupt::leave_at_once();
    match found {
        Ok(found) => say(terminal::render_shift(&found, style_on_stderr()).trim_end()),
        Err(LabError::NothingDone) => return Err(Failure::run(LabError::NothingDone)),
        Err(why) => say(&format!("no preview: {why}")),
    }
    Ok(())
}

/// The forecast with the event, from the scenario's start or from the last day on which anything became known.
fn request(scenario: &Scenario, log: &Log) -> Result<AssimilationRequest, String> {
    let as_of = record::last_known_day(scenario, log);
    if months_between(scenario.start, as_of) > f64::from(scenario.horizon_months) {
        return Err(format!("{as_of} is beyond the horizon of {} months", scenario.horizon_months));
    }
    let (scenario, log, size) = (scenario.clone(), log.clone(), FilterSize::for_kept_draws(DRAWS));
    Ok(AssimilationRequest { scenario, log, as_of, size, seed: SEED, resolution: Resolution::Coarse })
}
