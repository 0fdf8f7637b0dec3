//! `standoff hindcast`: forecasts from days of the past, scored against what came after.

use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer};
use crate::program::record;
use clap::value_parser;
use standoff::assimilation::FilterSize;
use standoff::assimilation::hindcast::{HindcastRequest, run_hindcast};
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::terminal;

/// Default number of months between origins.
const EVERY: u32 = 3;

/// Arguments of `standoff hindcast`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct HindcastArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// Score nothing after this day [default: the scenario's start, or the last day on which an event became known]
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Months from one origin to the next [default: 3]
    #[arg(long, value_name = "MONTHS", value_parser = value_parser!(u32).range(1..=24))]
    every: Option<u32>,
    #[command(flatten)]
    ensemble: EnsembleOptions,
}

/// Makes the hindcasts and prints their scores.
pub fn run_hindcasts(arguments: &HindcastArguments) -> Result<(), Failure> {
    let request = hindcast_request(arguments)?;
    let found = arguments.ensemble.simulation.run_watched(|watch| run_hindcast(&request, watch))?;
    print_answer(arguments.ensemble.simulation.json, &found, terminal::render_hindcast)
}

fn hindcast_request(arguments: &HindcastArguments) -> Result<HindcastRequest, Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let scenario = arguments.ensemble.simulation.read_scenario(word)?;
    let log = arguments.record.read_log(word, &scenario, arguments.ensemble.simulation.quiet)?;
    let until = record::resolve_last_day("--until", arguments.until.as_ref(), &scenario, &log)?;
    let every = arguments.every.unwrap_or(EVERY);
    let (runs, draws) = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let mut own = arguments.record.spell_arguments();
    own.extend(shell_arguments("--until", &[until.to_string()]));
    own.push(format!("--every {every}"));
    Ok(HindcastRequest {
        scenario,
        log,
        until,
        months_between_origins: every,
        size: FilterSize::for_kept_draws(draws),
        seed: arguments.ensemble.simulation.seed_or_default(),
        resolution: arguments.ensemble.planning_resolution(),
        command: arguments.ensemble.repeat_command("hindcast", word, (runs, draws), &own),
    })
}
