//! `standoff wars`: the library of wars that are over, the score of the model on them, and what they look like as a class.

use crate::program::options::{SimulationOptions, count_or_default};
use crate::program::output::{Failure, print_answer, print_json, print_text, stdout_style};
use crate::program::shards::run_file::DividedWork;
use crate::program::shards::{ShardFolderOptions, divide_work};
use clap::{Subcommand, value_parser};
use schemars::JsonSchema;
use serde::Serialize;
use standoff::lab::command::quote_for_shell;
use standoff::scenario::Diagnostic;
use standoff::terminal;
use standoff::wars::library::Depth;
use standoff::wars::origins::origins;
use standoff::wars::{Ending, LibraryWar, ScoreRequest, library, measure_moments, score_wars};
use std::path::PathBuf;

/// Verbs of the library of wars.
#[derive(Debug, Subcommand)]
pub enum WarsVerb {
    /// List the wars, with how long each lasted, how it ended, and how many forecasts are made of it
    List(ListArguments),
    /// Forecast every war from inside with what was known on the day, and score the forecasts beside plain methods
    Score(ScorePageArguments),
    /// What the simulated wars look like as a class, beside what many wars were like
    Moments(ScoreArguments),
}

/// Arguments of `standoff wars list`.
#[derive(Debug, clap::Args)]
pub struct ListArguments {
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of `standoff wars score`.
#[derive(Debug, clap::Args)]
pub struct ScorePageArguments {
    #[command(flatten)]
    pub score: ScoreArguments,
    /// Print the whole report: the eras, calibration, durability, and war by war
    #[arg(long, conflicts_with_all = ["json", "shard"])]
    pub report: bool,
    #[command(flatten)]
    pub shards: ShardFolderOptions,
}

/// Arguments of `standoff wars score` and `standoff wars moments`.
#[derive(Debug, clap::Args)]
pub struct ScoreArguments {
    /// Names of wars, as `standoff wars list` gives them [default: all]
    wars: Vec<String>,
    /// Futures of each forecast [default: 2048]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=100_000))]
    runs: Option<u64>,
    /// Draws of the uncertain parameters that each forecast keeps [default: 64]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(2..=4096))]
    draws: Option<u64>,
    /// Keep the forecasts in this folder, and take from it those that are there: what was stopped goes on
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Seed of all chance: the same seed gives the same answer [default: 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
    /// Threads to use [default: one for each core]; the answer does not depend on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=crate::program::options::MOST_THREADS))]
    threads: Option<u64>,
    /// Show no progress
    #[arg(long)]
    pub no_progress: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    pub quiet: bool,
}

/// A war of the library as it is listed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ListedWar {
    /// Name, which is also that of its scenario.
    name: String,
    /// Title.
    title: String,
    /// Whether it has a full scenario or a short one.
    depth: Depth,
    /// First day of the war.
    began: String,
    /// Last day of fighting.
    ended: String,
    /// How it ended.
    ending: Ending,
    /// First day of renewed large fighting of the same sides within five years; none where there was none.
    fought_again: Option<String>,
    /// Where this comes from.
    source: String,
    /// Days from which it is forecast.
    origins: Vec<String>,
}

/// Runs a verb of the library of wars.
pub fn run_wars(verb: &WarsVerb) -> Result<(), Failure> {
    match verb {
        WarsVerb::List(arguments) => list_wars(arguments.json),
        WarsVerb::Score(arguments) => print_score(arguments),
        WarsVerb::Moments(arguments) => {
            let request = arguments.request("wars moments")?;
            let found = arguments.simulation().run_watched(|watch| measure_moments(&request, watch))?;
            print_answer(arguments.json, &found, terminal::render_wars_moments)
        }
    }
}

/// Scores the wars and prints the score; or does one shard of it, which is kept.
pub fn print_score(arguments: &ScorePageArguments) -> Result<(), Failure> {
    let ScorePageArguments { score, report, shards: ShardFolderOptions { shards, out } } = arguments;
    let mut request = score.request("wars score")?;
    let work = DividedWork::of_command(request.command.clone());
    let found = divide_work((shards, out.as_deref()), &score.simulation(), work, |simulation, command| {
        request.command = command;
        simulation.run_watched(|watch| score_wars(&request, watch))
    })?;
    let render = if *report { terminal::render_wars_score } else { terminal::render_wars_score_answer };
    found.map_or(Ok(()), |found| print_answer(score.json, &found, render))
}

fn list_wars(json: bool) -> Result<(), Failure> {
    let wars = library()?;
    if json {
        return print_json(&wars.iter().map(list_war).collect::<Vec<ListedWar>>());
    }
    print_text(&terminal::render_wars_list(&wars, stdout_style()))
}

fn list_war(war: &LibraryWar) -> ListedWar {
    ListedWar {
        name: war.name.clone(),
        title: war.scenario.title.clone(),
        depth: war.outcome.depth,
        began: war.scenario.war_began.to_string(),
        ended: war.outcome.ended.to_string(),
        ending: war.outcome.ending,
        fought_again: war.outcome.fought_again.map(|day| day.to_string()),
        source: war.outcome.source.clone(),
        origins: origins(war).iter().map(ToString::to_string).collect(),
    }
}

impl ScoreArguments {
    fn simulation(&self) -> SimulationOptions {
        SimulationOptions {
            seed: self.seed,
            json: self.json,
            threads: self.threads,
            no_progress: self.no_progress,
            quiet: self.quiet,
            ..SimulationOptions::default()
        }
    }

    fn request(&self, verb: &str) -> Result<ScoreRequest, Failure> {
        self.check_names()?;
        let usual = ScoreRequest::default();
        let (draws, seed) = (count_or_default(self.draws, usual.draws), self.simulation().seed_or_default());
        let runs = count_or_default(self.runs, usual.runs).max(draws);
        let names: String = self.wars.iter().map(|name| format!(" {}", quote_for_shell(name))).collect();
        let command = format!("standoff {verb}{names} --runs {runs} --draws {draws} --seed {seed}");
        Ok(ScoreRequest { wars: self.wars.clone(), draws, runs, seed, keep: self.keep.clone(), command, ..usual })
    }

    /// A name that the library does not have is refused before anything is simulated.
    fn check_names(&self) -> Result<(), Failure> {
        let known: Vec<String> = library()?.into_iter().map(|war| war.name).collect();
        let Some(unknown) = self.wars.iter().find(|name| !known.contains(name)) else { return Ok(()) };
        let names = || known.iter().map(String::as_str);
        let diagnostic = Diagnostic::error("unknown-war", format!("there is no war `{unknown}` in the library"))
            .allowed(names().collect::<Vec<_>>().join(", "))
            .nearest(unknown, names());
        Err(Failure::argument("war", unknown, diagnostic))
    }
}
