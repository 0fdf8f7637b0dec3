//! `standoff assimilate`: a forecast brought up to date with dated events.

use crate::options::{self, Common, shell_arguments};
use crate::output::{Failure, print, print_json, say, style};
use crate::progress::Bar;
use crate::{interrupt, record, seal};
use standoff::assimilation::{
    Assimilation, AssimilationFindings, AssimilationRequest, Checkpoint, FilterSize, ResumedAssimilation,
    resume_assimilation, summarise_assimilation,
};
use standoff::breakdown::bundle::write::write_bundle;
use standoff::breakdown::week::Breakdown;
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::lab::forecast::run_forecast::{Forecast, run_forecast};
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::Diagnostic;
use standoff::terminal;
use standoff::world::switches::Mechanisms;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What `standoff assimilate` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// Use only what was known by this day, and forecast from it [default: the scenario's start, or the last day on which
    /// an event became known]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Do not make the forecast without evidence, with which the answers are compared
    #[arg(long)]
    no_prior: bool,
    /// Go on from the population that this file keeps, if what was reported until then has not changed, and leave in it
    /// that of the day on which the last report became known
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Write a bundle of the forecast into this folder: findings, every run, trajectories
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    seal: seal::SealOptions,
}

/// Brings the forecast up to date and prints it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let word = options::word(arguments.scenario.as_ref());
    let request = request(arguments, word)?;
    let sealed = arguments.seal.wanted(request.as_of)?;
    let left = left(arguments, &request)?;
    arguments.common.play.use_threads()?;
    let stop = interrupt::listen();
    let bar = Bar::new(arguments.common.play.shows_progress());
    let made = resume_assimilation(
        &request,
        left.as_ref(),
        ProgressMonitor { cancelled: stop, listener: &|step| bar.step(step) },
    );
    bar.clear();
    let ResumedAssimilation { assimilation: made, checkpoint, steps_spared: spared } = made.map_err(Failure::run)?;
    keep(arguments, left.as_ref(), &checkpoint, spared)?;
    let wanted = updated(arguments, &request, &made, word)?;
    let after = make(arguments, &wanted, stop)?;
    let alone = if arguments.no_prior { None } else { Some(plain(arguments, &request)?) };
    let before = alone.map(|alone| make(arguments, &alone, stop)).transpose()?;
    let found = summarise_assimilation(&request, &made, &after, before.as_ref(), wanted.command.clone());
    let printed = show(arguments, &found);
    let written = write(arguments, &after, &wanted, &request);
    let evidence = request.log.digest(request.as_of);
    let sealed =
        sealed.map_or(Ok(()), |file| file.write(&after.findings, &wanted.scenario, Some(&evidence), &arguments.common));
    printed.and(written).and(sealed)
}

/// The population that was left, where a file keeps one.
fn left(arguments: &Arguments, request: &AssimilationRequest) -> Result<Option<Checkpoint>, Failure> {
    let Some(path) = &arguments.checkpoint else { return Ok(None) };
    let left = Checkpoint::read(path).map_err(|found| Failure::input(&found))?;
    match left.as_ref().and_then(|left| left.mismatch_with(request)) {
        None => Ok(left),
        Some(misfit) => {
            let diagnostic = Diagnostic::error("other-checkpoint", format!("{misfit}; it was left as it is"))
                .allowed(
                    "a checkpoint of the same scenario, seed, counts and version, not later than the day asked for",
                )
                .hint("choose another name");
            Err(Failure::argument("--checkpoint", &path.display().to_string(), diagnostic))
        }
    }
}

/// Leaves the population of the last day for the next time.
fn keep(arguments: &Arguments, left: Option<&Checkpoint>, checkpoint: &Checkpoint, spared: u32) -> Result<(), Failure> {
    let Some(path) = &arguments.checkpoint else { return Ok(()) };
    checkpoint.write(path).map_err(Failure::run)?;
    match left {
        _ if arguments.common.play.quiet => {}
        None => say(&format!("kept for the next time in {}", path.display())),
        Some(left) if spared > 0 => say(&format!("went on from {}, {spared} steps into the record", left.as_of())),
        Some(left) => say(&format!(
            "what was reported up to {} is not what it was, or the steps of this record fall on other days (they count back from \
             the day asked for): the record was gone through from its beginning",
            left.as_of()
        )),
    }
    Ok(())
}

fn request(arguments: &Arguments, word: &str) -> Result<AssimilationRequest, Failure> {
    let scenario = arguments.common.play.scenario(word)?;
    let log = arguments.record.log(word, &scenario, arguments.common.play.quiet)?;
    let as_of = record::as_of("--as-of", arguments.as_of.as_ref(), &scenario, &log)?;
    let (_, kept) = arguments.common.counts(DEFAULT_DRAWS)?;
    let size = FilterSize::for_kept_draws(kept);
    Ok(AssimilationRequest {
        scenario,
        log,
        as_of,
        size,
        seed: arguments.common.play.seed(),
        resolution: arguments.common.resolution(),
    })
}

/// The forecast from the day up to which evidence was used.
fn updated(
    arguments: &Arguments,
    request: &AssimilationRequest,
    made: &Assimilation,
    word: &str,
) -> Result<standoff::lab::forecast::request::ForecastRequest, Failure> {
    let mut own = arguments.record.shell_arguments();
    own.extend(shell_arguments("--as-of", &[request.as_of.to_string()]));
    own.extend(arguments.no_prior.then(|| "--no-prior".to_owned()));
    let counts = arguments.common.counts(DEFAULT_DRAWS)?;
    Ok(standoff::lab::forecast::request::ForecastRequest {
        scenario: made.scenario.clone(),
        posterior: Some(Arc::new(made.posterior.clone())),
        command: arguments.common.command("assimilate", word, counts, &own),
        ..plain(arguments, request)?
    })
}

/// The forecast of the scenario alone.
fn plain(
    arguments: &Arguments,
    request: &AssimilationRequest,
) -> Result<standoff::lab::forecast::request::ForecastRequest, Failure> {
    let (runs, draws) = arguments.common.counts(DEFAULT_DRAWS)?;
    Ok(standoff::lab::forecast::request::ForecastRequest {
        scenario: request.scenario.clone(),
        runs,
        draws,
        seed: request.seed,
        mechanisms: Mechanisms::default(),
        lever_settings: Vec::new(),
        resolution: request.resolution,
        command: String::new(),
        posterior: None,
        shard: None,
    })
}

fn make(
    arguments: &Arguments,
    request: &standoff::lab::forecast::request::ForecastRequest,
    stop: &AtomicBool,
) -> Result<Forecast, Failure> {
    let bar = Bar::new(arguments.common.play.shows_progress());
    let made = run_forecast(request, stop, &|progress| bar.show(progress));
    bar.clear();
    made.map_err(Failure::run)
}

fn show(arguments: &Arguments, found: &AssimilationFindings) -> Result<(), Failure> {
    if arguments.common.play.json { print_json(found) } else { print(&terminal::render_updating(found, style())) }
}

/// Writes the bundle, if one is wanted. The answer has been printed by then, whatever happens here.
fn write(
    arguments: &Arguments,
    made: &Forecast,
    wanted: &standoff::lab::forecast::request::ForecastRequest,
    request: &AssimilationRequest,
) -> Result<(), Failure> {
    let Some(folder) = &arguments.out else { return Ok(()) };
    let breakdown = Breakdown::of_forecast(made, wanted, &request.log, request.as_of).map_err(Failure::run)?;
    write_bundle(folder, made, wanted, Some(&breakdown)).map_err(|error| {
        Failure::run(format!("the bundle was not written, and nothing that stood there was changed: {error}"))
    })?;
    if !arguments.common.play.quiet {
        say(&format!("bundle written to {}", folder.display()));
    }
    Ok(())
}
