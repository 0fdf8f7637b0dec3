//! `standoff forecast`: how long the line holds, what ends it, and at whose cost.

use crate::program::ctrl_c;
use crate::program::hand_over::hand_over;
use crate::program::kept::KeptOptions;
use crate::program::memory::{check_memory, check_memory_of_shard};
use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer, print_json};
use crate::program::receiver::caller;
use crate::program::shards::{ShardOptions, divide_work};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use standoff::breakdown::bundle::inputs::{BundleInputs, OWN_FOLDER, command_of_bundle};
use standoff::breakdown::week::Breakdown;
use standoff::breakdown::week::signs::Signs;
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::forecast::findings::Findings;
use standoff::lab::forecast::request::{DEFAULT_DRAWS, ForecastRequest};
use standoff::lab::forecast::run_forecast::Forecast;
use standoff::prose::Style;
use standoff::scenario::evidence::Log;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal::{self, ForecastPart};
use std::path::Path;

/// Arguments of `standoff forecast`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ForecastArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    pub scenario: Option<String>,
    #[command(flatten)]
    pub options: ForecastOptions,
}

/// Arguments of a forecast besides its scenario.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ForecastOptions {
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    pub ensemble: EnsembleOptions,
    /// Answer only these of the scenario's questions
    #[arg(long, value_name = "NAME")]
    question: Vec<String>,
    /// Pull a lever of the scenario in every future, on its own day
    #[arg(long, value_name = "NAME", conflicts_with = "seal")]
    lever: Vec<String>,
    /// Switch a mechanism off: disagreement, durability, waiting, agency, veto, ratification or agenda
    #[arg(long, value_name = "MECHANISM", conflicts_with = "seal")]
    without: Vec<String>,
    #[command(flatten)]
    pub pages: PageOptions,
    #[command(flatten)]
    pub kept: KeptOptions,
    #[command(flatten)]
    pub shards: ShardOptions,
}

/// Arguments that choose what is printed of a forecast: without one, the answer on one screen.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PageOptions {
    /// Print the whole report: all parts
    #[arg(long, conflicts_with_all = ["part", "json", "shard"])]
    pub report: bool,
    /// Print this part of the report, once or more
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = part_names(), conflicts_with_all = ["json", "shard"])]
    part: Vec<ForecastPart>,
}

/// Names of the parts, with what is allowed and the nearest where one is wrong.
fn part_names() -> impl TypedValueParser<Value = ForecastPart> {
    let names = PossibleValuesParser::new(ForecastPart::ALL.map(ForecastPart::name));
    names.try_map(|name| ForecastPart::from_name(&name).ok_or("no such part"))
}

impl PageOptions {
    /// The page. Where it `asks` for questions by name, it is their part, which the first screen has no room for.
    fn render(&self, findings: &Findings, signs: &Signs, asks: bool, style: Style) -> String {
        match self.part.as_slice() {
            [] if asks && !self.report => {
                terminal::render_forecast_parts(findings, signs, &[ForecastPart::Questions], style)
            }
            [] if self.report => terminal::render_forecast(findings, signs, style),
            [] => terminal::render_first_screen(findings, signs, style),
            parts => terminal::render_forecast_parts(findings, signs, parts, style),
        }
    }
}

impl ForecastArguments {
    /// Arguments that mean the default scenario with these options.
    pub fn of_default(options: ForecastOptions) -> Self {
        Self { scenario: None, options }
    }
}

impl ForecastOptions {
    /// Arguments that select parts of the answer or change the war, as a shell reads them.
    fn spell_parts(&self) -> Vec<String> {
        let lists = [("--question", &self.question), ("--lever", &self.lever), ("--without", &self.without)];
        lists.into_iter().flat_map(|(name, values)| shell_arguments(name, values)).collect()
    }
}

/// Makes the forecast and prints it; or one shard of it, which is kept.
pub fn run_forecast(arguments: &ForecastArguments) -> Result<(), Failure> {
    let ForecastOptions { record, ensemble, kept, shards, .. } = &arguments.options;
    let word = options::scenario_word(arguments.scenario.as_ref());
    let record = record.plan_record(word, ensemble.size(DEFAULT_DRAWS)?, &ensemble.simulation)?;
    let mut request = forecast_request(arguments, &record)?;
    if let Some(rule) = &request.rule {
        refuse_beside_rule(rule.name(), kept, shards)?;
    }
    let sealed = match &shards.shard {
        Some(word) => {
            kept.refuse_beside_shard(word)?;
            None
        }
        None => kept.plan(request.scenario.start)?,
    };
    let check = if shards.shard.is_some() { check_memory_of_shard } else { check_memory };
    check(request.runs.div_ceil(shards.pieces()), &request.scenario, ensemble.simulation.quiet)?;
    let levers = record.levers_from_start(&arguments.options.lever)?;
    let work = record.divided_work(request.command.clone(), rerun_command(arguments, &record)?);
    let made = divide_work((shards, kept.folder()), &ensemble.simulation, work, |simulation, command| {
        request.command = command;
        request.posterior = record.take_beside(simulation, &request, levers)?;
        simulation.make_forecast(&request, ctrl_c::stop_on_ctrl_c())
    })?;
    let Some(mut made) = made else { return Ok(()) };
    keep_questions(&mut made.findings, &arguments.options.question);
    let printed = print_forecast(arguments, &mut made, &request);
    let inside = || bundle_parts(arguments, &made, &request, &record);
    let written = kept.write_bundle(&made, &request, inside, ensemble.simulation.quiet);
    let evidence = record.evidence_digest();
    let sealed = sealed
        .map_or(Ok(()), |wanted| wanted.write_sealed(&made.findings, &request.scenario, evidence.as_deref(), ensemble));
    printed.and(written).and(sealed)
}

fn forecast_request(arguments: &ForecastArguments, record: &PlannedRecord) -> Result<ForecastRequest, Failure> {
    let ForecastOptions { ensemble, question, lever, without, .. } = &arguments.options;
    let (word, scenario) = (options::scenario_word(arguments.scenario.as_ref()), record.scenario.clone());
    check_questions(&scenario, question)?;
    let (runs, draws) = ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let own = [record.spell_arguments(), &arguments.options.spell_parts()].concat();
    let given = ensemble.repeat_command("forecast", word, (runs, draws), &own);
    let rule = caller().and_then(|caller| caller.rule());
    let command =
        command_of_bundle(Path::new(word), &rerun_command(arguments, record)?, record.evidence_digest().as_deref())
            .unwrap_or(given);
    Ok(ForecastRequest {
        runs,
        draws,
        seed: ensemble.simulation.seed_or_default(),
        mechanisms: standoff::lab::mechanisms::mechanisms_without(without).map_err(|found| Failure::input(&found))?,
        lever_settings: LeverSetting::find_named(lever, &scenario).map_err(|found| Failure::input(&found))?,
        resolution: ensemble.planning_resolution(),
        command: match &rule {
            // The shell passes over what follows, and a reader sees what is missing.
            Some(rule) => format!("{command} # and the rule {}", rule.name()),
            None => command,
        },
        rule,
        ..ForecastRequest::new(scenario)
    })
}

/// Refuses what is kept for others where a caller's own rule decides: nobody could make it again from what is kept.
fn refuse_beside_rule(rule: String, kept: &KeptOptions, shards: &ShardOptions) -> Result<(), Failure> {
    let shard = (shards.shard.is_some() || shards.standing.is_some()).then_some("--shard");
    let Some(name) = shard.or(kept.first_target()) else { return Ok(()) };
    let message = format!("the rule {rule} is not kept, so that nobody could make this forecast again");
    let diagnostic = Diagnostic::error("not-with-rule", message)
        .allowed(format!("a rule of your own without {name}"))
        .hint("keep the tables that the call returns, and the rule beside them");
    Err(Failure::argument(name, name, diagnostic))
}

/// The command that makes the same forecast in the folder of its bundle, where the record lies beside the scenario.
fn rerun_command(arguments: &ForecastArguments, record: &PlannedRecord) -> Result<String, Failure> {
    let ensemble = &arguments.options.ensemble;
    let own = [record.spell_arguments_beside(), arguments.options.spell_parts()].concat();
    Ok(ensemble.repeat_command("forecast", OWN_FOLDER, ensemble.runs_and_draws(DEFAULT_DRAWS)?, &own))
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

fn print_forecast(
    arguments: &ForecastArguments,
    made: &mut Forecast,
    request: &ForecastRequest,
) -> Result<(), Failure> {
    let ForecastOptions { ensemble, pages, question, .. } = &arguments.options;
    let json = ensemble.simulation.json;
    if json && caller().is_none() {
        return print_json(&made.findings);
    }
    hand_over(made, request)?;
    let signs = Signs::of_forecast(made, request).map_err(Failure::run)?;
    print_answer(json, &made.findings, |findings, style| pages.render(findings, &signs, !question.is_empty(), style))
}

/// What a bundle of the forecast holds besides it.
fn bundle_parts(
    arguments: &ForecastArguments,
    made: &Forecast,
    request: &ForecastRequest,
    record: &PlannedRecord,
) -> Result<(Breakdown, BundleInputs), Failure> {
    let none = Log::empty(&request.scenario);
    let log = record.request.as_ref().map_or(&none, |taken| &taken.log);
    let breakdown = Breakdown::of_forecast(made, request, log, request.scenario.start).map_err(Failure::run)?;
    let known = record.request.as_ref().map(|taken| &taken.log);
    Ok((breakdown, BundleInputs::new(record.source.text(), known, rerun_command(arguments, record)?)))
}
