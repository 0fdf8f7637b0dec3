//! `standoff assimilate`: a forecast brought up to date with dated events.

use crate::program::hand_over::{hand_over, hand_over_without};
use crate::program::kept::KeptOptions;
use crate::program::memory::check_memory;
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer, tell_user};
use crate::program::{ctrl_c, record};
use standoff::assimilation::{
    Assimilation, AssimilationFindings, AssimilationRequest, Checkpoint, FilterSize, RecordTaken,
    summarise_assimilation, take_record,
};
use standoff::breakdown::bundle::inputs::{BundleInputs, OWN_FOLDER, command_of_bundle};
use standoff::breakdown::week::Breakdown;
use standoff::lab::atomic_write::{IfExists, try_target};
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::scenario::{Diagnostic, Source};
use standoff::terminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `standoff assimilate`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AssimilateArguments {
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
    ensemble: EnsembleOptions,
    #[command(flatten)]
    kept: KeptOptions,
}

/// Brings the forecast up to date and prints it.
pub fn run_assimilate(arguments: &AssimilateArguments) -> Result<(), Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let (request, source) = assimilation_request(arguments, word)?;
    let sealed = arguments.kept.plan(request.as_of)?;
    let (runs, _) = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    check_memory(runs, &request.scenario, arguments.ensemble.simulation.quiet)?;
    let left = read_checkpoint(arguments, &request)?;
    let simulation = &arguments.ensemble.simulation;
    let alone = if arguments.no_prior { None } else { Some(plain_request(arguments, &request)?) };
    let taken = simulation.run_watched(|watch| take_record(&request, left.as_ref(), alone.as_ref(), watch))?;
    let RecordTaken { assimilation: made, checkpoint, steps_spared, without } = taken;
    write_checkpoint(arguments, left.as_ref(), &checkpoint, steps_spared)?;
    let wanted = updated_request(arguments, &request, &made, word)?;
    let mut after = simulation.make_forecast(&wanted, ctrl_c::stop_on_ctrl_c())?;
    hand_over(&mut after, &wanted)?;
    if let Some((without, plain)) = without.as_ref().zip(alone.as_ref()) {
        hand_over_without(without, plain);
    }
    let found = summarise_assimilation(&request, &made, &after, without.as_ref(), wanted.command.clone());
    let printed = print_updating(arguments, &found);
    let inside = || {
        let breakdown = Breakdown::of_forecast(&after, &wanted, &request.log, request.as_of).map_err(Failure::run)?;
        let inputs = BundleInputs::new(source.text(), Some(&request.log), rerun_command(arguments, &request)?);
        Ok((breakdown, inputs))
    };
    let written = arguments.kept.write_bundle(&after, &wanted, inside, simulation.quiet);
    let evidence = request.log.digest(request.as_of);
    let sealed = sealed.map_or(Ok(()), |file| {
        file.write_sealed(&after.findings, &wanted.scenario, Some(&evidence), &arguments.ensemble)
    });
    printed.and(written).and(sealed)
}

/// Reads the population that an earlier run left in the file of `--checkpoint`. One that does not fit is refused instead of
/// replaced: it belongs to another forecast.
fn read_checkpoint(
    arguments: &AssimilateArguments,
    request: &AssimilationRequest,
) -> Result<Option<Checkpoint>, Failure> {
    let Some(path) = &arguments.checkpoint else { return Ok(None) };
    try_target(path, IfExists::Replace).map_err(|error| {
        let diagnostic = Diagnostic::error("unwritable", format!("the file cannot be written: {error}"))
            .allowed("a file in a folder that can be written to");
        Failure::argument("--checkpoint", &path.display().to_string(), diagnostic)
    })?;
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

/// Writes the population of the last day for the next run, and reports how much of this one was spared.
fn write_checkpoint(
    arguments: &AssimilateArguments,
    left: Option<&Checkpoint>,
    checkpoint: &Checkpoint,
    spared: u32,
) -> Result<(), Failure> {
    let Some(path) = &arguments.checkpoint else { return Ok(()) };
    checkpoint.write(path).map_err(Failure::run)?;
    match left {
        _ if arguments.ensemble.simulation.quiet => {}
        None => tell_user(&format!("kept for the next time in {}", path.display())),
        Some(left) if spared > 0 => {
            tell_user(&format!("went on from {}, {spared} steps into the record", left.as_of()))
        }
        Some(left) => tell_user(&format!(
            "what was reported up to {} is not what it was, or the steps of this record fall on other days (they count back from \
             the day asked for): the record was gone through from its beginning",
            left.as_of()
        )),
    }
    Ok(())
}

/// The assimilation that was asked for, and the text of its scenario.
fn assimilation_request(arguments: &AssimilateArguments, word: &str) -> Result<(AssimilationRequest, Source), Failure> {
    let (scenario, source) = arguments.ensemble.simulation.read_scenario_and_text(word)?;
    let log = arguments.record.read_log(word, &scenario, arguments.ensemble.simulation.quiet)?;
    let as_of = record::resolve_last_day("--as-of", arguments.as_of.as_ref(), &scenario, &log)?;
    let (_, kept) = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let size = FilterSize::for_kept_draws(kept);
    let request = AssimilationRequest {
        scenario,
        log,
        as_of,
        size,
        seed: arguments.ensemble.simulation.seed_or_default(),
        resolution: arguments.ensemble.planning_resolution(),
    };
    Ok((request, source))
}

/// The request of the forecast from the day up to which evidence was used.
fn updated_request(
    arguments: &AssimilateArguments,
    request: &AssimilationRequest,
    made: &Assimilation,
    word: &str,
) -> Result<standoff::lab::forecast::request::ForecastRequest, Failure> {
    let own = [arguments.record.spell_arguments(), arguments.spell_own(request)].concat();
    let counts = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let given = arguments.ensemble.repeat_command("assimilate", word, counts, &own);
    Ok(standoff::lab::forecast::request::ForecastRequest {
        scenario: made.scenario.clone(),
        posterior: Some(Arc::new(made.posterior.clone())),
        command: command_of_bundle(
            Path::new(word),
            &rerun_command(arguments, request)?,
            Some(&request.log.digest(request.as_of)),
        )
        .unwrap_or(given),
        ..plain_request(arguments, request)?
    })
}

/// The command that makes the same update in the folder of its bundle, where the record lies beside the scenario.
fn rerun_command(arguments: &AssimilateArguments, request: &AssimilationRequest) -> Result<String, Failure> {
    let counts = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    Ok(arguments.ensemble.repeat_command("assimilate", OWN_FOLDER, counts, &arguments.spell_own(request)))
}

impl AssimilateArguments {
    /// Arguments besides those that name the evidence, as a shell reads them.
    fn spell_own(&self, request: &AssimilationRequest) -> Vec<String> {
        let mut own = shell_arguments("--as-of", &[request.as_of.to_string()]);
        own.extend(self.no_prior.then(|| "--no-prior".to_owned()));
        own
    }
}

/// The request of the forecast of the scenario alone, without evidence.
fn plain_request(
    arguments: &AssimilateArguments,
    request: &AssimilationRequest,
) -> Result<standoff::lab::forecast::request::ForecastRequest, Failure> {
    let (runs, draws) = arguments.ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    Ok(standoff::lab::forecast::request::ForecastRequest {
        runs,
        draws,
        seed: request.seed,
        resolution: request.resolution,
        ..standoff::lab::forecast::request::ForecastRequest::new(request.scenario.clone())
    })
}

fn print_updating(arguments: &AssimilateArguments, found: &AssimilationFindings) -> Result<(), Failure> {
    print_answer(arguments.ensemble.simulation.json, found, terminal::render_updating)
}
