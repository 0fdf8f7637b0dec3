//! What every verb that plays futures can be told, and what follows from it.

use crate::output::Failure;
use crate::progress::Bar;
use crate::{interrupt, pick};
use clap::value_parser;
pub use standoff::lab::command::{quote_for_shell, shell_arguments};

use standoff::lab::command::Command;
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::error::LabError;
use standoff::lab::forecast::request::DEFAULT_RUNS;
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Diagnostic, Override, Scenario, builtin};

/// Most futures of one command.
pub const MOST_RUNS: u64 = 10_000_000;
/// Most threads.
pub const MOST_THREADS: u64 = 1024;
/// Seed unless said otherwise.
pub const SEED: u64 = 1;
/// Futures of each draw that the default number of draws leaves.
const PATHS: usize = 8;

/// From which numbers and which chance, on how many threads, and how the answer is shown: what every verb that plays
/// futures can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PlayOptions {
    /// Seed of all chance: the same seed gives the same answer [default: 1]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Set a number by hand, such as 'front.moves=0.6 per week'; `*` stands for any name in a path
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
    /// Threads to use [default: one for each core]; the answer does not depend on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_THREADS))]
    pub threads: Option<u64>,
    /// Show no progress
    #[arg(long)]
    pub no_progress: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    pub quiet: bool,
}

/// How many futures, how finely planned, and all that [`PlayOptions`] holds.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Common {
    /// Futures to simulate [default: 10240]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    pub runs: Option<u64>,
    /// Draws of the uncertain parameters, no more than runs [default: 128 for a forecast, 64 where the actors plan anew
    /// for every option; an eighth of the runs if that is less]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    pub draws: Option<u64>,
    #[command(flatten)]
    pub play: PlayOptions,
    /// Let the actors plan on the scenario's own front and step: the same shares, about ten times slower
    #[arg(long)]
    pub full: bool,
}

/// The word for a scenario, or for the default one.
pub fn word(scenario: Option<&String>) -> &str {
    scenario.map_or(builtin::DEFAULT, String::as_str)
}

impl PlayOptions {
    /// The scenario that a word means, with the numbers set by hand.
    pub fn scenario(&self, word: &str) -> Result<Scenario, Failure> {
        let scenario = pick::scenario(word, self.quiet)?;
        let read = |text: &String| Override::parse(text, &scenario);
        let overrides: Result<Vec<Override>, _> = self.set.iter().map(read).collect();
        overrides.and_then(|overrides| scenario.with_overrides(&overrides)).map_err(|found| Failure::input(&found))
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }

    /// Whether progress is to be shown.
    pub fn shows_progress(&self) -> bool {
        !self.no_progress && !self.quiet
    }

    /// Keeps to as many threads as were asked for.
    pub fn use_threads(&self) -> Result<(), Failure> {
        let Some(threads) = self.threads else { return Ok(()) };
        rayon::ThreadPoolBuilder::new().num_threads(threads as usize).build_global().map_err(Failure::run)
    }

    /// Does a piece of work that tells how far it has come and stops when it is told to.
    pub fn watch<T>(&self, work: impl FnOnce(ProgressMonitor<'_>) -> Result<T, LabError>) -> Result<T, Failure> {
        let bar = Bar::new(self.shows_progress());
        let made = work(ProgressMonitor { cancelled: interrupt::listen(), listener: &|step| bar.step(step) });
        bar.clear();
        made.map_err(Failure::run)
    }
}

impl Common {
    /// Runs and draws: what was asked for, or what fits it.
    pub fn counts(&self, default_draws: usize) -> Result<(usize, usize), Failure> {
        let runs = self.runs.map_or(DEFAULT_RUNS, |runs| runs as usize);
        let draws = self.draws.map_or(default_draws.min(runs.div_ceil(PATHS)), |draws| draws as usize);
        if draws <= runs {
            return Ok((runs, draws));
        }
        let message = format!("{draws} draws need at least as many runs; there are {runs}");
        let diagnostic = Diagnostic::error("too-many-draws", message).allowed(format!("1 to {runs}"));
        let diagnostic = diagnostic.hint("add runs with --runs, or leave --draws out");
        Err(Failure::argument("--draws", &draws.to_string(), diagnostic))
    }

    /// How finely actors plan.
    pub fn resolution(&self) -> Resolution {
        if self.full { Resolution::Full } else { Resolution::Coarse }
    }

    /// The command that gives the same answer: everything that can change it, shell_arguments out. `own` are the arguments of
    /// the verb itself, each as a shell reads it.
    pub fn command(&self, verb: &str, word: &str, counts: (usize, usize), own: &[String]) -> String {
        let (scenario, seed, set) = (word, self.play.seed(), &self.play.set);
        Command { verb, scenario, counts, seed, overrides: set, arguments: own, full_resolution: self.full }
            .shell_line()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff::lab::forecast::request::DEFAULT_DRAWS;

    #[test]
    fn the_command_spells_out_what_matters() {
        let set = vec!["front.moves=0.6 per week".into(), "talks.x=it's".into()];
        let options = Common {
            play: PlayOptions { set, quiet: true, ..PlayOptions::default() },
            full: true,
            ..Common::default()
        };
        let text = options.command("forecast", "mine", (64, 8), &shell_arguments("--question", &["q".into()]));
        let expected = "standoff forecast mine --runs 64 --draws 8 --seed 1 --set 'front.moves=0.6 per week' \
                        --set 'talks.x=it'\\''s' --question q --full";
        assert_eq!(text, expected);
    }

    #[test]
    fn draws_follow_runs_unless_asked_for() {
        let counts = |runs, draws| Common { runs, draws, ..Common::default() }.counts(DEFAULT_DRAWS);
        assert_eq!(counts(None, None), Ok((DEFAULT_RUNS, DEFAULT_DRAWS)));
        assert_eq!(counts(Some(64), None), Ok((64, 8)));
        assert_eq!(counts(Some(1), None), Ok((1, 1)));
        assert_eq!(counts(Some(64), Some(64)), Ok((64, 64)));
        assert!(matches!(counts(Some(64), Some(65)), Err(Failure::Input(message)) if message.contains("1 to 64")));
    }
}
