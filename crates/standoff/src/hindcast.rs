//! `standoff hindcast`: forecasts from days of the past, scored against what came after.

use crate::options::{self, Common, shell_arguments};
use crate::output::{Failure, print, print_json, style};
use crate::progress::Bar;
use crate::{interrupt, record};
use clap::value_parser;
use standoff::assimilation::FilterSize;
use standoff::assimilation::hindcast::{HindcastRequest, run_hindcast};
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::lab::progress::ProgressMonitor;
use standoff::terminal;

/// Months between origins, unless said otherwise.
const EVERY: u32 = 3;

/// What `standoff hindcast` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
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
    common: Common,
}

/// Makes the hindcasts and prints their scores.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let request = request(arguments)?;
    arguments.common.play.use_threads()?;
    let bar = Bar::new(arguments.common.play.shows_progress());
    let found =
        run_hindcast(&request, ProgressMonitor { cancelled: interrupt::listen(), listener: &|step| bar.step(step) });
    bar.clear();
    let found = found.map_err(Failure::run)?;
    if arguments.common.play.json { print_json(&found) } else { print(&terminal::render_hindcast(&found, style())) }
}

fn request(arguments: &Arguments) -> Result<HindcastRequest, Failure> {
    let word = options::word(arguments.scenario.as_ref());
    let scenario = arguments.common.play.scenario(word)?;
    let log = arguments.record.log(word, &scenario, arguments.common.play.quiet)?;
    let until = record::as_of("--until", arguments.until.as_ref(), &scenario, &log)?;
    let every = arguments.every.unwrap_or(EVERY);
    let (runs, draws) = arguments.common.counts(DEFAULT_DRAWS)?;
    let mut own = arguments.record.shell_arguments();
    own.extend(shell_arguments("--until", &[until.to_string()]));
    own.push(format!("--every {every}"));
    Ok(HindcastRequest {
        scenario,
        log,
        until,
        months_between_origins: every,
        size: FilterSize::for_kept_draws(draws),
        seed: arguments.common.play.seed(),
        resolution: arguments.common.resolution(),
        command: arguments.common.command("hindcast", word, (runs, draws), &own),
    })
}
