//! `standoff forecast`: the main job.

use crate::interrupt;
use crate::output::{Failure, print, print_json, say, style};
use crate::pick;
use crate::progress::Bar;
use clap::value_parser;
use standoff::brief::terminal;
use standoff::lab::findings::Findings;
use standoff::lab::{DEFAULT_DRAWS, DEFAULT_RUNS, Forecast, Request, Resolution, bundle, forecast};
use standoff::scenario::{Diagnostic, Override, Scenario, builtin};
use standoff::world::switches::Mechanisms;
use std::path::PathBuf;

/// Most futures of one command.
const MOST_RUNS: u64 = 10_000_000;
/// Most threads.
const MOST_THREADS: u64 = 1024;
/// Seed unless said otherwise.
const SEED: u64 = 1;
/// Futures of each draw that the default number of draws leaves.
const PATHS: usize = 8;

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
    /// Futures to simulate [default: 10240]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    runs: Option<u64>,
    /// Draws of the uncertain parameters, no more than runs [default: 128, or an eighth of the runs if that is less]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    draws: Option<u64>,
    /// Seed of all chance: the same seed gives the same answer [default: 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Set a number by hand, such as 'front.moves=0.6 per week'; `*` stands for any name in a path
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Answer only these of the scenario's questions
    #[arg(long, value_name = "NAME")]
    question: Vec<String>,
    /// Write a bundle into this folder: findings, every run, trajectories
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// Threads to use [default: one for each core]; the answer does not depend on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_THREADS))]
    threads: Option<u64>,
    /// Let the actors plan on the scenario's own front and step: the same shares, about ten times slower
    #[arg(long)]
    full: bool,
    /// Show no progress
    #[arg(long)]
    no_progress: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
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
    use_threads(arguments.options.threads)?;
    let mut made = make(arguments, &request)?;
    keep_questions(&mut made.findings, &arguments.options.question);
    let printed = show(arguments, &made.findings);
    let written = write(arguments, &made, &request);
    printed.and(written)
}

fn request(arguments: &Arguments) -> Result<Request, Failure> {
    let scenario = scenario(arguments)?;
    check_questions(&scenario, &arguments.options.question)?;
    let (runs, draws) = counts(arguments)?;
    Ok(Request {
        scenario,
        runs,
        draws,
        seed: arguments.options.seed.unwrap_or(SEED),
        mechanisms: Mechanisms::default(),
        resolution: if arguments.options.full { Resolution::Full } else { Resolution::Coarse },
        command: command(arguments, runs, draws),
        shard: None,
    })
}

fn word(arguments: &Arguments) -> &str {
    arguments.scenario.as_deref().unwrap_or(builtin::DEFAULT)
}

fn scenario(arguments: &Arguments) -> Result<Scenario, Failure> {
    let scenario = pick::scenario(word(arguments), arguments.options.quiet)?;
    let read = |text: &String| Override::parse(text, &scenario);
    let overrides: Result<Vec<Override>, _> = arguments.options.set.iter().map(read).collect();
    overrides.and_then(|overrides| scenario.with(&overrides)).map_err(|found| Failure::input(&found))
}

/// Runs and draws: what was asked for, or what fits it.
fn counts(arguments: &Arguments) -> Result<(usize, usize), Failure> {
    let runs = arguments.options.runs.map_or(DEFAULT_RUNS, |runs| runs as usize);
    let draws = arguments.options.draws.map_or(DEFAULT_DRAWS.min(runs.div_ceil(PATHS)), |draws| draws as usize);
    if draws <= runs {
        return Ok((runs, draws));
    }
    let diagnostic =
        Diagnostic::error("too-many-draws", format!("{draws} draws need at least as many runs; there are {runs}"));
    let diagnostic = diagnostic.allowed(format!("1 to {runs}")).hint("add runs with --runs, or leave --draws out");
    Err(Failure::argument("--draws", &draws.to_string(), diagnostic))
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

fn use_threads(threads: Option<u64>) -> Result<(), Failure> {
    let Some(threads) = threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(threads as usize).build_global().map_err(Failure::run)
}

fn make(arguments: &Arguments, request: &Request) -> Result<Forecast, Failure> {
    let stop = interrupt::listen();
    let bar = Bar::new(!arguments.options.no_progress && !arguments.options.quiet);
    let made = forecast(request, stop, &|progress| bar.show(progress));
    bar.clear();
    made.map_err(Failure::run)
}

fn show(arguments: &Arguments, findings: &Findings) -> Result<(), Failure> {
    if arguments.options.json { print_json(findings) } else { print(&terminal::forecast(findings, style())) }
}

/// Writes the bundle, if one is wanted. The answer has been printed by then, whatever happens here.
fn write(arguments: &Arguments, made: &Forecast, request: &Request) -> Result<(), Failure> {
    let Some(folder) = &arguments.options.out else { return Ok(()) };
    bundle::write_bundle(folder, made, request).map_err(|error| {
        Failure::run(format!("the bundle was not written, and nothing that stood there was changed: {error}"))
    })?;
    if !arguments.options.quiet {
        say(&format!("bundle written to {}", folder.display()));
    }
    Ok(())
}

/// The command that makes the same findings: everything that can change them, spelt out.
fn command(arguments: &Arguments, runs: usize, draws: usize) -> String {
    let seed = arguments.options.seed.unwrap_or(SEED);
    let mut command =
        format!("standoff forecast {} --runs {runs} --draws {draws} --seed {seed}", quoted(word(arguments)));
    let sets = arguments.options.set.iter().map(|set| format!(" --set {}", quoted(set)));
    let questions = arguments.options.question.iter().map(|name| format!(" --question {}", quoted(name)));
    command.extend(sets.chain(questions));
    if arguments.options.full {
        command.push_str(" --full");
    }
    command
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_spells_out_what_matters() {
        let options = Options {
            set: vec!["front.moves=0.6 per week".into(), "talks.x=it's".into()],
            question: vec!["q".into()],
            full: true,
            quiet: true,
            ..Options::default()
        };
        let text = command(&Arguments::of_default(options), 64, 8);
        let expected = format!(
            "standoff forecast {} --runs 64 --draws 8 --seed 1 --set 'front.moves=0.6 per week' --set 'talks.x=it'\\''s' \
             --question q --full",
            builtin::DEFAULT
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn draws_follow_runs_unless_asked_for() {
        let counts = |runs, draws| counts(&Arguments::of_default(Options { runs, draws, ..Options::default() }));
        assert_eq!(counts(None, None), Ok((DEFAULT_RUNS, DEFAULT_DRAWS)));
        assert_eq!(counts(Some(64), None), Ok((64, 8)));
        assert_eq!(counts(Some(1), None), Ok((1, 1)));
        assert_eq!(counts(Some(64), Some(64)), Ok((64, 64)));
        assert!(matches!(counts(Some(64), Some(65)), Err(Failure::Input(message)) if message.contains("1 to 64")));
    }
}
