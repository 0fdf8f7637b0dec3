//! The program: one file for each verb.
//!
//! stdout is data, stderr is for people. It ends with 0 if all went well, 1 if the run failed, 2 if the input or the
//! arguments are wrong, 130 if it was interrupted twice.

mod assimilate;
mod brief;
mod compare;
mod difference;
mod evidence;
mod explain;
mod forecast;
mod frontier;
mod game;
mod hindcast;
mod interrupt;
mod options;
mod output;
mod pick;
mod policy;
mod progress;
mod questions;
mod record;
mod scenario;
mod score;
mod seal;
mod stats;
mod studio;
mod sweep;
mod theory;

use clap::{Parser, Subcommand};
use output::Failure;
use std::process::ExitCode;

/// How long can the line hold, what ends it, at whose cost, and what would change it.
///
/// Without a verb: the forecast of the default scenario. It recommends nothing: it compares consequences under stated
/// assumptions.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    options: forecast::Options,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Forecast a war: the four questions, the talks, the order, the outside view
    Forecast(forecast::Arguments),
    /// Bring a forecast up to date with dated events, and say how the answers moved and why
    Assimilate(assimilate::Arguments),
    /// This week's breakdown, with pictures: a page, Markdown and a document to print
    Brief(brief::Arguments),
    /// The same futures with and without levers: what changes, for whom, and how surely
    Compare(compare::Arguments),
    /// How options hold up: worst case, regret and levels met, by each actor's own values
    Policy(policy::Arguments),
    /// Terms against durability: who could sign each package, would it last, who would refuse
    Frontier(frontier::Arguments),
    /// Why a forecast says what it says: drivers, boxes, delay, thresholds, what would have to be true
    Explain(explain::Arguments),
    /// Why two forecasts differ: the gap between them by cause
    Difference(difference::Arguments),
    /// The same questions, live, in the browser: explore, compare, the week, play a chair
    Studio(studio::Arguments),
    /// A game that was played in the studio, replayed from its file; and its debrief
    Game(game::Arguments),
    /// The event log: what happened, who says so, and when it became known
    #[command(subcommand)]
    Evidence(evidence::Verb),
    /// How forecasts from the past would have fared, beside plain benchmarks
    Hindcast(hindcast::Arguments),
    /// The same futures, asked in different words: what the fine print of a question is worth
    Questions(questions::Arguments),
    /// Forecasts against outcomes: scores, reliability, who does better; and whether sealed forecasts are intact
    Score(score::Arguments),
    /// The classic models, each beside its closed form
    #[command(subcommand)]
    Theory(theory::Verb),
    /// Estimators on a table of your own: survival, competing causes, sensitivity, scenario discovery
    #[command(subcommand)]
    Stats(stats::Verb),
    /// Scenarios: list, show, check, start a new one
    #[command(subcommand)]
    Scenario(scenario::Verb),
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
  standoff stats survival t.csv --time t --event e    how long things last, from your own table

Exit status: 0 done, 1 the run failed, 2 the input or the arguments are wrong.
NO_COLOR is honoured.";

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.verb {
        None => forecast::run(&forecast::Arguments::of_default(arguments.options)),
        Some(Verb::Forecast(arguments)) => forecast::run(&arguments),
        Some(Verb::Assimilate(arguments)) => assimilate::run(&arguments),
        Some(Verb::Brief(arguments)) => brief::run(&arguments),
        Some(Verb::Compare(arguments)) => compare::run(&arguments),
        Some(Verb::Policy(arguments)) => policy::run(&arguments),
        Some(Verb::Frontier(arguments)) => frontier::run(&arguments),
        Some(Verb::Explain(arguments)) => explain::run(&arguments),
        Some(Verb::Difference(arguments)) => difference::run(&arguments),
        Some(Verb::Studio(arguments)) => studio::run(&arguments),
        Some(Verb::Game(arguments)) => game::run(&arguments),
        Some(Verb::Evidence(verb)) => evidence::run(&verb),
        Some(Verb::Hindcast(arguments)) => hindcast::run(&arguments),
        Some(Verb::Questions(arguments)) => questions::run(&arguments),
        Some(Verb::Score(arguments)) => score::run(&arguments),
        Some(Verb::Theory(verb)) => theory::run(&verb),
        Some(Verb::Stats(verb)) => stats::run(&verb),
        Some(Verb::Scenario(verb)) => scenario::run(&verb),
    }
}
