//! The program `standoff`: its command line here, and each verb in a file of its own.
//!
//! Data goes to stdout, messages to people go to stderr. The exit status is 0 if all went well, 1 if the run failed, 2 if
//! the input or the arguments are wrong, 3 if the answer was stopped early, and 130 after a second Ctrl-C.
//!
//! It is part of the library so that it can be called from within another program, such as an interpreter of Python: the verbs,
//! their checks and their bytes are then the same ([`run_within`]).

mod assimilate;
mod brief;
mod compare;
mod completions;
mod ctrl_c;
mod diagnose;
mod difference;
mod evidence;
mod exit_status;
mod explain;
mod forecast;
mod frontier;
mod game;
mod glossary;
mod hand_over;
mod help;
mod hindcast;
mod history;
mod kept;
mod man;
mod memory;
mod merge;
mod on_record;
mod options;
mod output;
mod policy;
mod progress;
mod progress_lines;
mod questions;
mod receiver;
mod record;
mod record_folder;
mod scenario;
mod scenario_source;
mod schema;
mod score;
mod shards;
mod stats;
mod studio;
mod sweep;
mod theory;
mod wars;

pub use ctrl_c::stop_call;
pub use receiver::Receiver;

use clap::{ArgMatches, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use output::Failure;
use std::process::ExitCode;
use std::sync::Arc;

/// How long can the line hold, what ends it, at whose cost, and what would change it.
///
/// Without a verb: the forecast of the default scenario. It recommends nothing: it compares consequences under stated
/// assumptions.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    options: forecast::ForecastOptions,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Forecast a war: the four questions, the talks, the order, the outside view
    Forecast(forecast::ForecastArguments),
    /// Bring a forecast up to date with dated events, and say how the answers moved and why
    Assimilate(assimilate::AssimilateArguments),
    /// This week's breakdown, with pictures: a page, Markdown and a document to print
    Brief(brief::BriefArguments),
    /// The same futures with and without levers: what changes, for whom, and how surely
    Compare(compare::CompareArguments),
    /// How options hold up: worst case, regret and levels met, by each actor's own values
    Policy(policy::PolicyArguments),
    /// Terms against durability: who could sign each package, would it last, who would refuse
    Frontier(frontier::FrontierArguments),
    /// Why a forecast says what it says: drivers, boxes, delay, thresholds, what would have to be true
    Explain(explain::ExplainArguments),
    /// Why two forecasts differ: the gap between them by cause
    Difference(difference::DifferenceArguments),
    /// The same questions, live, in the browser: explore, compare, the week, play a chair
    Studio(studio::StudioArguments),
    /// A game that was played in the studio, replayed from its file; and its debrief
    Game(game::GameArguments),
    /// The event log: what happened, who says so, and when it became known
    #[command(subcommand)]
    Evidence(evidence::EvidenceVerb),
    /// How the answers moved along the record, date by date, and which events moved them
    History(history::HistoryArguments),
    /// How forecasts from the past would have fared, beside plain benchmarks
    Hindcast(hindcast::HindcastArguments),
    /// Wars that are over: forecast from inside, scored beside plain methods
    #[command(subcommand)]
    Wars(wars::WarsVerb),
    /// The answer of a run whose work was divided with --shard, from the parts of all shards
    Merge(merge::MergeArguments),
    /// The same, after doing here what is missing of it
    Resume(merge::ResumeArguments),
    /// The same futures, asked in different words: what the fine print of a question is worth
    Questions(questions::QuestionsArguments),
    /// Forecasts against outcomes: scores, reliability, who does better; and whether sealed forecasts are intact
    Score(score::ScoreArguments),
    /// The classic models, each beside its closed form
    #[command(subcommand)]
    Theory(theory::TheoryVerb),
    /// Estimators on a table of your own: survival, competing causes, sensitivity, scenario discovery
    #[command(subcommand)]
    Stats(stats::StatsVerb),
    /// Scenarios: list, show, check, diagnose, start a new one
    #[command(subcommand)]
    Scenario(scenario::ScenarioVerb),
    /// The JSON Schema of every answer that `--json` prints, for programs that read them
    Schema(schema::SchemaArguments),
    /// A script that lets your shell complete commands
    Completions(completions::CompletionsArguments),
    /// The pages of the manual
    Man(man::ManArguments),
}

const EXAMPLES: &str = "Examples:
  standoff                                            the default scenario
  standoff forecast --set 'front.moves=0.6 per week'  with one number set by hand
  standoff forecast --runs 1024 --json                quickly, for another program
  standoff assimilate --as-of 2024-06-30              what the record had taught by then
  standoff compare --lever NAME                       what a lever changes; without --lever, which there are
  standoff explain --part drivers,delay               what moves the answer, what delays a deal
  standoff studio                                     the same questions, live, in the browser
  standoff questions --by 2026-12-31                  one question in many wordings
  standoff scenario new mine                          start a scenario of your own
  standoff theory run V06 --set p=0.6                 a classic model with other numbers
  standoff stats survival t.csv --time t --event e    how long things last, from your own table";

/// Runs the program on the arguments of its process, with its streams. The exit status is that of the crate's page
/// [`program`](self).
pub fn main() -> ExitCode {
    let matches = full_command().try_get_matches();
    ExitCode::from(matches.map_or_else(
        |error| error.exit(),
        |matches| match threads_asked(&matches) {
            None => run_matches(&matches),
            Some(threads) => run_in_pool(&matches, threads),
        },
    ))
}

/// Runs the program within another: `arguments` are those after its name, and what it prints goes to a receiver. Returns the
/// exit status. One call is made at a time; others wait.
///
/// ```
/// use standoff::program::{Receiver, run_within};
/// use std::sync::{Arc, Mutex};
/// #[derive(Default)]
/// struct Answer(Mutex<String>);
/// impl Receiver for Answer {
///     fn data(&self, text: &str) {
///         self.0.lock().unwrap().push_str(text);
///     }
/// }
/// let answer = Arc::new(Answer::default());
/// assert_eq!(run_within(&["theory", "list", "--json"], answer.clone()), 0);
/// assert!(answer.0.lock().unwrap().contains("V06"));
/// assert_eq!(run_within(&["theory", "lost"], answer), 2);
/// ```
pub fn run_within(arguments: &[impl AsRef<str>], receiver: Arc<dyn Receiver>) -> u8 {
    let _call = receiver::begin_call(receiver);
    ctrl_c::forget_stop();
    let words = std::iter::once("standoff").chain(arguments.iter().map(AsRef::as_ref));
    match full_command().try_get_matches_from(words) {
        // A pool of its own also without a number: a process that is forked keeps the threads of no earlier one.
        Ok(matches) => run_in_pool(&matches, threads_asked(&matches).unwrap_or(0)),
        Err(error) => refuse_arguments(&error),
    }
}

/// Says what is wrong with the arguments, or what was asked of the program itself, such as its version.
fn refuse_arguments(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    match error.exit_code() {
        0 => output::print_text(&text).map_or_else(|failure| failure.report(), |()| 0),
        status => {
            output::tell_user(text.trim_end());
            u8::try_from(status).unwrap_or(2)
        }
    }
}

fn run_matches(matches: &ArgMatches) -> u8 {
    match CommandLine::from_arg_matches(matches).map(run_verb) {
        Ok(Ok(())) if ctrl_c::was_stopped() => ctrl_c::STOPPED_EARLY,
        Ok(Ok(())) => 0,
        Ok(Err(failure)) => failure.report(),
        Err(error) => refuse_arguments(&error),
    }
}

/// Does the same in a pool of so many threads; of as many as there are cores where it is 0.
fn run_in_pool(matches: &ArgMatches, threads: u64) -> u8 {
    match options::thread_pool(threads) {
        Ok(pool) => pool.install(|| run_matches(matches)),
        Err(failure) => failure.report(),
    }
}

/// The number of threads that the verb was asked to use.
fn threads_asked(matches: &ArgMatches) -> Option<u64> {
    match matches.subcommand() {
        Some((_, verb)) => threads_asked(verb),
        None => matches.try_get_one("threads").ok().flatten().copied(),
    }
}

/// The command line with all that its help says.
fn full_command() -> Command {
    help::with_feet(CommandLine::command())
}

fn run_verb(arguments: CommandLine) -> Result<(), Failure> {
    match arguments.verb {
        None => forecast::run_forecast(&forecast::ForecastArguments::of_default(arguments.options)),
        Some(Verb::Forecast(arguments)) => forecast::run_forecast(&arguments),
        Some(Verb::Assimilate(arguments)) => assimilate::run_assimilate(&arguments),
        Some(Verb::Brief(arguments)) => brief::run_brief(&arguments),
        Some(Verb::Compare(arguments)) => compare::run_compare(&arguments),
        Some(Verb::Policy(arguments)) => policy::run_policy(&arguments),
        Some(Verb::Frontier(arguments)) => frontier::run_frontier(&arguments),
        Some(Verb::Explain(arguments)) => explain::run_explain(&arguments),
        Some(Verb::Difference(arguments)) => difference::run_difference(&arguments),
        Some(Verb::Studio(arguments)) => studio::run_studio(&arguments),
        Some(Verb::Game(arguments)) => game::run_game(&arguments),
        Some(Verb::Evidence(verb)) => evidence::run_evidence(&verb),
        Some(Verb::History(arguments)) => history::print_history(&arguments),
        Some(Verb::Hindcast(arguments)) => hindcast::run_hindcasts(&arguments),
        Some(Verb::Wars(verb)) => wars::run_wars(&verb),
        Some(Verb::Merge(arguments)) => merge::run_merge(&arguments),
        Some(Verb::Resume(arguments)) => merge::run_resume(&arguments),
        Some(Verb::Questions(arguments)) => questions::run_questions(&arguments),
        Some(Verb::Score(arguments)) => score::run_score(&arguments),
        Some(Verb::Theory(verb)) => theory::run_theory(&verb),
        Some(Verb::Stats(verb)) => stats::run_stats(&verb),
        Some(Verb::Scenario(verb)) => scenario::run_scenario(&verb),
        Some(Verb::Schema(arguments)) => schema::print_schemas(&arguments),
        Some(Verb::Completions(arguments)) => completions::print_completions(&arguments, full_command()),
        Some(Verb::Man(arguments)) => man::print_manual(&arguments, full_command()),
    }
}
