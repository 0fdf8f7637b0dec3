//! `standoff score`: scores forecasts against outcomes, and checks that sealed forecasts are intact.

use crate::program::output::{Failure, print_answer, tell_user};
use crate::program::{record, scenario_source};
use clap::value_parser;
use standoff::assimilation::scenario_onward;
use standoff::breakdown::bundle::read::read_bundle;
use standoff::scenario::evidence::Log;
use standoff::scenario::{Override, Scenario, builtin};
use standoff::table::table::Table;
use standoff::terminal;
use standoff::verify::scoring::{
    DEFAULT_BINS, ForecastSet, Outcomes, ScoringSettings, forecast_table, score_forecasts,
};
use standoff::verify::seal::{CheckAgainst, SealVerdict, SealedFile};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  standoff forecast --seal december.json                    a forecast that nobody can change unseen
  standoff score check december.json                        whether it is as it was
  standoff score december.json people.csv --outcomes o.csv  who was right

people.csv has the columns forecaster, question, made, and in each row one of: probability; category and probability;
level and value (a quantile); member and value (one of an ensemble). o.csv has the columns question, outcome (yes, no,
annulled, a number or a category), resolved, and if needed categories (such as low<middle<high), unit and cluster.";

/// Arguments of `standoff score`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ScoreArguments {
    #[command(subcommand)]
    verb: Option<ScoreVerb>,
    /// Sealed forecasts, and tables of forecasts entered by hand (CSV or Parquet)
    #[arg(required = true, value_name = "FORECASTS")]
    forecasts: Vec<PathBuf>,
    /// What came: a table with the columns question, outcome, resolved, and if needed categories, unit, cluster
    #[arg(long, required = true, value_name = "FILE")]
    outcomes: Option<PathBuf>,
    /// Score every forecast, not only the last of each forecaster on a question
    #[arg(long)]
    every: bool,
    /// Bins of the reliability diagram [default: 10]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=100))]
    bins: Option<u64>,
    /// Seed of the resamples behind intervals, and of the draws that place outcomes within ties [default: 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum ScoreVerb {
    /// Whether sealed forecasts are as they were; exit status 1 if not
    Check(CheckSealsArguments),
}

/// Arguments of `standoff score check`. Evidence is read by the scenario it is about.
#[derive(Debug, clap::Args)]
#[command(mut_arg("evidence", |argument| argument.requires("scenario")))]
#[command(mut_arg("no_record", |argument| argument.requires("scenario")))]
struct CheckSealsArguments {
    /// Sealed forecasts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Bundle of the same forecast, whose findings must be those that were sealed
    #[arg(long, value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// The scenario that it must have been made from
    #[arg(long, value_name = "SCENARIO")]
    scenario: Option<String>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Scores the forecasts and prints the scores, or checks seals.
pub fn run_score(arguments: &ScoreArguments) -> Result<(), Failure> {
    if let Some(ScoreVerb::Check(arguments)) = &arguments.verb {
        return check_seals(arguments);
    }
    let refused = |found| Failure::input(&found);
    // Without a verb clap insists on a file of outcomes.
    let outcomes = arguments.outcomes.as_deref().unwrap_or(Path::new(""));
    let outcomes = Table::read(outcomes).and_then(|table| Outcomes::read(&table)).map_err(refused)?;
    let mut gathered = ForecastSet::default();
    for path in &arguments.forecasts {
        gather_forecasts(&mut gathered, path, &outcomes)?;
    }
    let settings = ScoringSettings {
        every: arguments.every,
        bins: arguments.bins.map_or(DEFAULT_BINS, |bins| bins as usize),
        seed: arguments.seed.unwrap_or(ScoringSettings::default().seed),
    };
    let found = score_forecasts(&gathered, &outcomes, &settings).map_err(refused)?;
    print_answer(arguments.json, &found, terminal::render_scores)
}

fn gather_forecasts(gathered: &mut ForecastSet, path: &Path, outcomes: &Outcomes) -> Result<(), Failure> {
    let refused = |found| Failure::input(&found);
    if is_json(path) {
        let found = SealedFile::read(path).map_err(refused)?;
        return gathered.add_sealed(&found, outcomes).map_err(refused);
    }
    let table = Table::read(path).map_err(refused)?;
    let stated = forecast_table::read_forecasts(&table, outcomes).map_err(refused)?;
    gathered.add_forecasts(table.name(), stated).map_err(refused)
}

/// Tests whether a file is called JSON or begins like it. People rename files, so the first byte counts too.
fn is_json(path: &Path) -> bool {
    let mut first = [0; 1];
    let called = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    called || File::open(path).is_ok_and(|mut file| file.read_exact(&mut first).is_ok() && first == *b"{")
}

fn check_seals(arguments: &CheckSealsArguments) -> Result<(), Failure> {
    let found: Vec<SealedFile> = arguments
        .files
        .iter()
        .map(|file| SealedFile::read(file))
        .collect::<Result<_, _>>()
        .map_err(|found| Failure::input(&found))?;
    let bundle = arguments.bundle.as_deref().map(read_bundle).transpose().map_err(Failure::from)?;
    let mut verdicts: Vec<SealVerdict> = Vec::new();
    for one in &found {
        let (scenario, log) =
            arguments.scenario.as_ref().map(|word| scenario_and_log(arguments, word, one)).transpose()?.unzip();
        if scenario.is_none() {
            note_builtin(one);
        }
        let findings = bundle.as_ref().map(|bundle| &bundle.findings);
        // A scenario has a record of its own, which a forecast may well have been made without; files that are named must
        // be what it was made with.
        let asked = one.sealed.evidence.is_some() || !arguments.record.evidence.is_empty();
        let log = log.as_ref().filter(|_| asked);
        verdicts.push(one.check_against(&CheckAgainst { findings, scenario: scenario.as_ref(), log }));
    }
    print_answer(arguments.json, &verdicts, |verdicts, style| terminal::render_verdicts(verdicts, style))?;
    let changed = verdicts.iter().filter(|verdict| !verdict.intact).count();
    if changed == 0 {
        return Ok(());
    }
    let of = verdicts.len();
    Err(Failure::run(format!("{changed} of {of} sealed forecast{} not intact", if of == 1 { " is" } else { "s are" })))
}

/// Loads the scenario given, with the numbers that were set by hand for a sealed forecast, and the evidence given with it. A
/// forecast on evidence begins on the last day of it, so its scenario is carried on to that day.
fn scenario_and_log(
    arguments: &CheckSealsArguments,
    word: &str,
    found: &SealedFile,
) -> Result<(Scenario, Log), Failure> {
    let scenario = apply_overrides(&scenario_source::load_scenario(word, true)?, found)
        .map_err(|faults| Failure::input(&faults))?;
    let log = arguments.record.read_log(word, &scenario, true)?;
    let onward = match (&found.sealed.evidence, found.start_date()) {
        (Some(_), Some(start)) => scenario_onward(&scenario, &log, start),
        _ => scenario,
    };
    Ok((onward, log))
}

fn apply_overrides(scenario: &Scenario, found: &SealedFile) -> Result<Scenario, standoff::scenario::Diagnostics> {
    let read = |text: &String| Override::parse(text, scenario);
    let overrides: Vec<Override> = found.sealed.set.iter().map(read).collect::<Result<_, _>>()?;
    scenario.with_overrides(&overrides)
}

/// Tells the user if the built-in scenario of that name has changed since: no fault of the file.
fn note_builtin(found: &SealedFile) {
    let name = &found.sealed.scenario.name;
    let Ok(scenario) = builtin::load(name).and_then(|scenario| apply_overrides(&scenario, found)) else { return };
    // With evidence only those who have it can tell.
    if found.sealed.evidence.is_none() && scenario.digest() != found.sealed.scenario.digest {
        tell_user(&format!("{}: made from another {name} than the one built in here", found.file));
    }
}
