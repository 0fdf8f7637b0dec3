//! One shard of the work of a verb (`--shard 3/16 --out DIR`), kept in a folder from which `standoff merge` makes the answer.
//!
//! The folder holds [what the run is](run_file) and the parts that shards have left. How the work is cut, and why the merged answer has
//! the bytes of one that was never cut, is told in [`standoff::lab::ensemble::division`].

pub mod run_file;
pub mod shard_word;

use crate::program::options::SimulationOptions;
use crate::program::output::{Failure, print_answer};
use run_file::{DividedWork, RunFile};
use schemars::JsonSchema;
use serde::Serialize;
use shard_word::ShardWord;
use standoff::lab::command::quote_for_shell;
use standoff::lab::ensemble::division::{Division, Task};
use standoff::prose::Style;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Version of the keys of [`ShardMade`].
const FORMAT: u32 = 1;

/// Argument that cuts the work of a verb.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ShardOptions {
    /// Do only this shard of the work, such as 3/16, and keep it in the folder of --out, from which `standoff merge` makes the
    /// answer; shared/16 does what all shards share, begin/16 nothing yet. What a shard has not finished is lost when it is stopped
    #[arg(long, value_name = "I/N", requires = "out")]
    pub shard: Option<ShardWord>,
    /// The run that stands in the folder, where `standoff merge` or `resume` asks: without a shard its parts are put together.
    #[arg(skip)]
    pub standing: Option<Arc<StandingRun>>,
    /// Whether a shard that is kept is not told, because an answer follows.
    #[arg(skip)]
    pub silent: bool,
}

impl ShardOptions {
    /// Number of pieces into which the work is cut here: one where all of it is done.
    pub fn pieces(&self) -> usize {
        self.shard.map_or(1, ShardWord::count)
    }

    /// The run whose parts are put together, if that is what is asked.
    pub fn merged(&self) -> Option<&StandingRun> {
        self.standing.as_deref().filter(|_| self.shard.is_none())
    }
}

/// The same, with a folder of its own: for verbs that write nothing else.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ShardFolderOptions {
    #[command(flatten)]
    pub shards: ShardOptions,
    /// Folder in which shards are kept
    #[arg(long, value_name = "DIR", requires = "shard")]
    pub out: Option<PathBuf>,
}

/// A run that was begun.
#[derive(Debug)]
pub struct StandingRun {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is.
    pub run: RunFile,
    /// Whether, where parts are put together, a damaged one counts as missing, because it will be made anew.
    pub mends: bool,
}

impl StandingRun {
    /// Reads the run of a folder.
    ///
    /// # Errors
    ///
    /// Those of [`RunFile::read`].
    pub fn read(folder: &Path, mends: bool) -> Result<Arc<Self>, Failure> {
        Ok(Arc::new(Self { folder: folder.to_owned(), run: RunFile::read(folder)?, mends }))
    }
}

/// What a shard has left.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ShardMade {
    /// Version of the keys.
    pub format: u32,
    /// SHA-256 of what the run is: verb, numbers, scenario, record and version.
    pub run: String,
    /// The shard, from 1; null for what all shards share.
    pub shard: Option<usize>,
    /// Number of shards.
    pub shards: usize,
    /// Units of work that are its own, in the phases that it came to.
    pub units: usize,
    /// Units made now: those that were there were taken as they are.
    pub made: usize,
    /// Whether there is anything that all shards share.
    pub shared: bool,
    /// Phases that wait for other shards.
    pub awaited: Vec<AwaitedPhase>,
    /// True if every phase that was begun has the parts of all shards: the answer can be made.
    pub complete: bool,
    /// Folder of the run.
    pub folder: String,
}

/// A phase of the work that waits for shards.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AwaitedPhase {
    /// Its name.
    pub phase: String,
    /// Shards without a part, from 1; none where all are there and the next phase can begin.
    pub shards: Vec<usize>,
}

/// The answer of a verb whose work may be divided: `make` gets the command that the answer names, and the options with the division.
/// None where only a shard was asked for, which is then kept and told.
pub fn divide_work<T>(
    (options, out): (&ShardOptions, Option<&Path>),
    simulation: &SimulationOptions,
    work: DividedWork,
    make: impl FnOnce(&SimulationOptions, String) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    if let Some(StandingRun { folder, run, mends }) = options.merged() {
        run.check_same(&work, folder)?;
        let task = if *mends { Task::Resume } else { Task::Merge };
        let division = Arc::new(Division::new(folder, run.digest(), run.shards, task));
        let made = make(&divided(simulation, &division), run.command.clone())?;
        division.finish()?;
        return Ok(Some(made));
    }
    let (Some(word), Some(folder)) = (options.shard, out) else {
        return make(simulation, work.command.clone()).map(Some);
    };
    let task = match word {
        ShardWord::One(shard) => Task::OneShard(shard),
        ShardWord::Shared(_) | ShardWord::Begin(_) => Task::Shared,
    };
    let run = match options.standing.as_deref() {
        // It is not begun again: the folder may have been removed meanwhile, by whoever wants no more of it.
        Some(StandingRun { run, .. }) => run.check_same(&work, folder).map(|()| run.clone())?,
        None => RunFile::begin(folder, work, options.pieces())?,
    };
    let division = Arc::new(Division::new(folder, run.digest(), run.shards, task));
    if !matches!(word, ShardWord::Begin(_)) {
        match make(&divided(simulation, &division), run.command.clone()) {
            Ok(_) | Err(Failure::AwaitsShards) => {}
            Err(failure) => return Err(failure),
        }
        division.finish()?;
    }
    if !options.silent {
        print_answer(simulation.json, &describe_shard(&run, folder, &division), render_shard)?;
    }
    Ok(None)
}

fn divided(simulation: &SimulationOptions, division: &Arc<Division>) -> SimulationOptions {
    SimulationOptions { division: Some(Arc::clone(division)), ..simulation.clone() }
}

fn describe_shard(run: &RunFile, folder: &Path, division: &Division) -> ShardMade {
    let done = division.done_so_far();
    let awaited = done
        .awaited
        .into_iter()
        .map(|(phase, shards)| AwaitedPhase { phase, shards: shards.into_iter().map(|shard| shard + 1).collect() });
    let awaited: Vec<AwaitedPhase> = awaited.collect();
    ShardMade {
        format: FORMAT,
        run: run.digest(),
        shard: if let Task::OneShard(shard) = division.task() { Some(shard.index + 1) } else { None },
        shards: run.shards,
        units: done.own,
        made: done.made,
        shared: done.shared,
        complete: !awaited.is_empty() && awaited.iter().all(|phase| phase.shards.is_empty()),
        awaited,
        folder: folder.display().to_string(),
    }
}

fn render_shard(made: &ShardMade, _: Style) -> String {
    let kept = match (made.shard, made.units, made.made) {
        (None, ..) if made.shared => "What all shards share is kept".to_owned(),
        (None, ..) => "The run is begun, and nothing of it is done; it is kept".to_owned(),
        (Some(shard), 0, _) => format!("Shard {shard} of {} has nothing to do, which is noted", made.shards),
        (Some(shard), _, 0) => format!("Shard {shard} of {} was there already", made.shards),
        (Some(shard), _, 1) => format!("Shard {shard} of {}, 1 unit of work, is kept", made.shards),
        (Some(shard), _, many) => format!("Shard {shard} of {}, {many} units of work, is kept", made.shards),
    };
    let missing = made.awaited.iter().map(|phase| phase.shards.len()).max().unwrap_or(made.shards);
    let next = match missing {
        0 => format!("All shards are there: standoff merge {}", quote_for_shell(&made.folder)),
        1 => "One shard is still missing.".to_owned(),
        many => format!("{many} shards are still missing."),
    };
    format!("{kept} in {}. {next}\n", made.folder)
}
