//! Arguments that several verbs share: those of every simulation, and those of an ensemble of futures.

use crate::program::output::{Failure, tell_user};
use crate::program::progress::ProgressDisplay;
use crate::program::{ctrl_c, scenario_source};
use clap::value_parser;
pub use standoff::lab::command::shell_arguments;

use standoff::lab::command::{Command, quote_for_shell};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::ensemble::division::Division;
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::error::LabError;
use standoff::lab::forecast::request::{DEFAULT_RUNS, ForecastRequest};
use standoff::lab::forecast::run_forecast::{Forecast, ForecastProgress, ForecastWatch, run_forecast_with_games};
use standoff::lab::progress::{ProgressMonitor, ProgressStep};
use standoff::scenario::{Diagnostic, Lever, Override, Scenario, Source, builtin};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Largest number of futures of one command.
pub const MOST_RUNS: u64 = 10_000_000;
/// Largest number of threads.
pub const MOST_THREADS: u64 = 1024;
/// Default seed.
pub const SEED: u64 = 1;
/// Futures of each draw when the program chooses the number of draws of a short run: several are needed to tell the spread
/// within draws from the spread between them, on which the errors rest (decision 89).
const PATHS: usize = 8;

/// Arguments of every verb that simulates: the seed, the numbers set by hand, the threads, and the form of the answer.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SimulationOptions {
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
    /// Whether warnings about the input have been told before.
    #[arg(skip)]
    pub warned: bool,
    /// How the work is divided among shards.
    #[arg(skip)]
    pub division: Option<Arc<Division>>,
}

/// Arguments of every verb that simulates an ensemble: its size, the grid on which actors plan, and all that
/// [`SimulationOptions`] holds.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct EnsembleOptions {
    /// Futures to simulate, each of which takes about 2 kB of memory [default: 10240]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    pub runs: Option<u64>,
    /// Draws of the uncertain parameters, no more than runs [default: 128 for a forecast, 64 where the actors plan anew
    /// for every option; an eighth of the runs if that is less]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    pub draws: Option<u64>,
    #[command(flatten)]
    pub simulation: SimulationOptions,
    /// Let the actors plan on the scenario's own front and step: the same shares, about ten times slower
    #[arg(long)]
    pub full: bool,
}

/// The word that names the scenario: the one given, or the name of the default scenario.
pub fn scenario_word(scenario: Option<&String>) -> &str {
    scenario.map_or(builtin::DEFAULT, String::as_str)
}

/// A count that was asked for, or the default.
pub fn count_or_default(asked: Option<u64>, default: usize) -> usize {
    asked.map_or(default, |asked| asked as usize)
}

/// A lever of the scenario, pulled as it is stated there.
pub fn find_lever(name: &str, scenario: &Scenario) -> Result<LeverSetting, Failure> {
    Lever::find(name, scenario).map(LeverSetting::as_stated).map_err(|found| Failure::input(&found))
}

/// Bytes of the stack of a thread on which a verb runs: as many as the first thread of a process usually has.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// A pool of so many threads, within which a verb does its work; of as many as there are cores where it is 0.
pub fn thread_pool(threads: u64) -> Result<rayon::ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads as usize).stack_size(STACK_BYTES);
    pool.build().map_err(Failure::run)
}

impl SimulationOptions {
    /// Loads the scenario that a word names, with the numbers set by hand.
    pub fn read_scenario(&self, word: &str) -> Result<Scenario, Failure> {
        self.read_scenario_and_text(word).map(|(scenario, _)| scenario)
    }

    /// The same, with the text of the scenario.
    pub fn read_scenario_and_text(&self, word: &str) -> Result<(Scenario, Source), Failure> {
        let (scenario, source) = scenario_source::load_scenario_and_text(word, self.quiet || self.warned)?;
        let read = |text: &String| Override::parse(text, &scenario);
        let overrides: Result<Vec<Override>, _> = self.set.iter().map(read).collect();
        let set = overrides.and_then(|overrides| scenario.with_overrides(&overrides));
        set.map(|scenario| (scenario, source)).map_err(|found| Failure::input(&found))
    }

    /// The seed given, or the default.
    pub fn seed_or_default(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }

    /// Tests whether progress is to be shown.
    pub fn shows_progress(&self) -> bool {
        !self.no_progress && !self.quiet
    }

    /// Runs a piece of work under a progress bar, and stops it at the first Ctrl-C.
    pub fn run_watched<T>(&self, work: impl FnOnce(ProgressMonitor<'_>) -> Result<T, LabError>) -> Result<T, Failure> {
        let bar = ProgressDisplay::new(self.shows_progress());
        let (division, listener) = (self.division.as_deref(), |step: &ProgressStep| bar.show_step(step));
        let made = work(ProgressMonitor { cancelled: ctrl_c::stop_on_ctrl_c(), listener: &listener, division });
        ctrl_c::work_is_done();
        bar.take_away();
        made.map_err(Failure::from)
    }

    /// Makes a forecast under a bar that shows the band of the answer so far. `stop` comes from the caller, since Ctrl-C
    /// can be caught only once and some verbs make two forecasts.
    pub fn make_forecast(&self, request: &ForecastRequest, stop: &AtomicBool) -> Result<Forecast, Failure> {
        self.tell_rounded_runs(request);
        let bar = ProgressDisplay::new(self.shows_progress());
        let progress = |progress: &ForecastProgress| bar.show_forecast(progress);
        let watch = ForecastWatch { stop, progress: &progress, division: self.division.as_deref() };
        let made = run_forecast_with_games(request, &[], watch);
        ctrl_c::work_is_done();
        bar.take_away();
        made.map_err(Failure::from)
    }

    /// Every draw has as many futures as another, so that their number is rounded up to a multiple of the draws.
    fn tell_rounded_runs(&self, request: &ForecastRequest) {
        let made = request.design().run_count();
        if made != request.runs && !self.quiet {
            let paths = made / request.draws.max(1);
            tell_user(&format!(
                "{made} futures: {paths} from each of {} draws, instead of {}",
                request.draws, request.runs
            ));
        }
    }

    /// The command that gives the same answer again, for a verb without an ensemble: `own` are the arguments of the verb
    /// itself, each as a shell reads it.
    pub fn repeat_command(&self, verb: &str, scenario: Option<&String>, own: &[String]) -> String {
        let mut parts = vec![format!("standoff {verb} {}", quote_for_shell(scenario_word(scenario)))];
        parts.extend_from_slice(own);
        parts.push(format!("--seed {}", self.seed_or_default()));
        parts.extend(shell_arguments("--set", &self.set));
        parts.join(" ")
    }
}

/// Size of the ensemble that an answer is made of.
#[derive(Debug, Clone, Copy)]
pub struct EnsembleSize {
    /// Futures.
    pub runs: usize,
    /// Draws.
    pub draws: usize,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
}

impl EnsembleOptions {
    /// Numbers of runs and draws: those asked for, or defaults that fit the other.
    pub fn runs_and_draws(&self, default_draws: usize) -> Result<(usize, usize), Failure> {
        let runs = count_or_default(self.runs, DEFAULT_RUNS);
        let draws = count_or_default(self.draws, default_draws.min(runs.div_ceil(PATHS)));
        if draws <= runs {
            return Ok((runs, draws));
        }
        let message = format!("{draws} draws need at least as many runs; there are {runs}");
        let diagnostic = Diagnostic::error("too-many-draws", message).allowed(format!("1 to {runs}"));
        let diagnostic = diagnostic.hint("add runs with --runs, or leave --draws out");
        Err(Failure::argument("--draws", &draws.to_string(), diagnostic))
    }

    /// Size of the ensemble.
    pub fn size(&self, default_draws: usize) -> Result<EnsembleSize, Failure> {
        let (runs, draws) = self.runs_and_draws(default_draws)?;
        Ok(EnsembleSize { runs, draws, resolution: self.planning_resolution() })
    }

    /// The grid on which actors plan.
    pub fn planning_resolution(&self) -> Resolution {
        if self.full { Resolution::Full } else { Resolution::Coarse }
    }

    /// The command that gives the same answer again: it spells out everything that can change the answer, defaults
    /// included, so that a later default changes nothing. `own` are the arguments of the verb itself, each as a shell
    /// reads it.
    pub fn repeat_command(&self, verb: &str, word: &str, counts: (usize, usize), own: &[String]) -> String {
        let (scenario, seed, set) = (word, self.simulation.seed_or_default(), &self.simulation.set);
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
        let options = EnsembleOptions {
            simulation: SimulationOptions { set, quiet: true, ..SimulationOptions::default() },
            full: true,
            ..EnsembleOptions::default()
        };
        let text = options.repeat_command("forecast", "mine", (64, 8), &shell_arguments("--question", &["q".into()]));
        let expected = "standoff forecast mine --runs 64 --draws 8 --seed 1 --set 'front.moves=0.6 per week' \
                        --set 'talks.x=it'\\''s' --question q --full";
        assert_eq!(text, expected);
    }

    #[test]
    fn draws_follow_runs_unless_asked_for() {
        let counts =
            |runs, draws| EnsembleOptions { runs, draws, ..EnsembleOptions::default() }.runs_and_draws(DEFAULT_DRAWS);
        assert_eq!(counts(None, None), Ok((DEFAULT_RUNS, DEFAULT_DRAWS)));
        assert_eq!(counts(Some(64), None), Ok((64, 8)));
        assert_eq!(counts(Some(1), None), Ok((1, 1)));
        assert_eq!(counts(Some(64), Some(64)), Ok((64, 64)));
        assert!(matches!(counts(Some(64), Some(65)), Err(Failure::Input(message)) if message.contains("1 to 64")));
    }
}
