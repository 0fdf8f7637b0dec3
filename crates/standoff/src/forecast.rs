//! `standoff forecast`: the main job.

use crate::options::{self, Common, shell_arguments};
use crate::output::{Failure, print, print_json, say, style};
use crate::progress::Bar;
use crate::{interrupt, seal};
use standoff::breakdown::bundle::write::write_bundle;
use standoff::breakdown::week::Breakdown;
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::forecast::findings::Findings;
use standoff::lab::forecast::request::{DEFAULT_DRAWS, ForecastRequest};
use standoff::lab::forecast::run_forecast::{Forecast, run_forecast};
use standoff::scenario::evidence::Log;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal;
use std::path::PathBuf;

/// What `standoff forecast` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// What a forecast can be told besides its scenario.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Answer only these of the scenario's questions
    #[arg(long, value_name = "NAME")]
    question: Vec<String>,
    /// Pull a lever of the scenario in every future, on its own day
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    lever: Vec<String>,
    /// Switch a mechanism off: disagreement, durability, waiting, agency, veto, ratification, agenda or noise
    #[arg(long, value_name = "MECHANISM", conflicts_with = "file")]
    without: Vec<String>,
    /// Write a bundle into this folder: findings, every run, trajectories
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    seal: seal::SealOptions,
}

impl Arguments {
    /// The default scenario with these options.
    pub fn of_default(options: Options) -> Self {
        Self { scenario: None, options }
    }
}

/// Makes the forecast and prints it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let request = request(arguments)?;
    let sealed = arguments.options.seal.wanted(request.scenario.start)?;
    arguments.options.common.play.use_threads()?;
    let mut made = make(arguments, &request)?;
    keep_questions(&mut made.findings, &arguments.options.question);
    let printed = show(arguments, &made.findings);
    let written = write(arguments, &made, &request);
    let common = &arguments.options.common;
    let sealed = sealed.map_or(Ok(()), |wanted| wanted.write(&made.findings, &request.scenario, None, common));
    printed.and(written).and(sealed)
}

fn request(arguments: &Arguments) -> Result<ForecastRequest, Failure> {
    let Options { common, question, lever, without, .. } = &arguments.options;
    let word = options::word(arguments.scenario.as_ref());
    let scenario = common.play.scenario(word)?;
    check_questions(&scenario, question)?;
    let (runs, draws) = common.counts(DEFAULT_DRAWS)?;
    let mut own = shell_arguments("--question", question);
    own.extend(shell_arguments("--lever", lever));
    own.extend(shell_arguments("--without", without));
    Ok(ForecastRequest {
        runs,
        draws,
        seed: common.play.seed(),
        mechanisms: standoff::lab::mechanisms::mechanisms_without(without).map_err(|found| Failure::input(&found))?,
        lever_settings: LeverSetting::find_named(lever, &scenario).map_err(|found| Failure::input(&found))?,
        resolution: common.resolution(),
        command: common.command("forecast", word, (runs, draws), &own),
        posterior: None,
        shard: None,
        scenario,
    })
}

fn check_questions(scenario: &Scenario, asked: &[String]) -> Result<(), Failure> {
    let names: Vec<&str> = scenario.questions.iter().map(|question| question.name.as_str()).collect();
    let Some(unknown) = asked.iter().find(|name| !names.contains(&name.as_str())) else { return Ok(()) };
    let message = format!("the scenario {} has no question `{}`", scenario.name, unknown.escape_debug());
    let allowed = if names.is_empty() { "none: it has no questions".to_owned() } else { names.join(", ") };
    let diagnostic = Diagnostic::error("unknown-question", message).allowed(allowed);
    Err(Failure::argument("--question", unknown, diagnostic.nearest(unknown, names)))
}

fn keep_questions(findings: &mut Findings, asked: &[String]) {
    if !asked.is_empty() {
        findings.questions.retain(|question| asked.contains(&question.name));
    }
}

fn make(arguments: &Arguments, request: &ForecastRequest) -> Result<Forecast, Failure> {
    let stop = interrupt::listen();
    let bar = Bar::new(arguments.options.common.play.shows_progress());
    let made = run_forecast(request, stop, &|progress| bar.show(progress));
    bar.clear();
    made.map_err(Failure::run)
}

fn show(arguments: &Arguments, findings: &Findings) -> Result<(), Failure> {
    if arguments.options.common.play.json {
        print_json(findings)
    } else {
        print(&terminal::render_forecast(findings, style()))
    }
}

/// Writes the bundle, if one is wanted. The answer has been printed by then, whatever happens here.
fn write(arguments: &Arguments, made: &Forecast, request: &ForecastRequest) -> Result<(), Failure> {
    let Some(folder) = &arguments.options.out else { return Ok(()) };
    let (log, as_of) = (Log::empty(&request.scenario), request.scenario.start);
    let breakdown = Breakdown::of_forecast(made, request, &log, as_of).map_err(Failure::run)?;
    write_bundle(folder, made, request, Some(&breakdown)).map_err(|error| {
        Failure::run(format!("the bundle was not written, and nothing that stood there was changed: {error}"))
    })?;
    if !arguments.options.common.play.quiet {
        say(&format!("bundle written to {}", folder.display()));
    }
    Ok(())
}
