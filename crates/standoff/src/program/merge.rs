//! `standoff merge`: the answer of a run from the parts of its shards; and `standoff resume`, which first does what is missing.

use crate::program::explain::{ExplainArguments, run_explain};
use crate::program::forecast::{ForecastArguments, run_forecast};
use crate::program::kept::KeptOptions;
use crate::program::options::{MOST_THREADS, SimulationOptions};
use crate::program::output::{Failure, tell_user};
use crate::program::policy::{PolicyArguments, run_policy};
use crate::program::shards::run_file::RunFile;
use crate::program::shards::shard_word::ShardWord;
use crate::program::shards::{ShardOptions, StandingRun};
use crate::program::wars::{ScorePageArguments, print_score};
use clap::value_parser;
use standoff::breakdown::bundle::inputs::OWN_FOLDER;
use standoff::lab::atomic_write::{IfExists, write_together};
use standoff::lab::ensemble::division::shard::Shard;
use standoff::scenario::{Diagnostic, Diagnostics, Source};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `standoff merge`.
#[derive(Debug, Clone, clap::Args)]
pub struct MergeArguments {
    /// Folder in which the shards were kept
    folder: PathBuf,
    #[command(flatten)]
    kept: KeptOptions,
    /// Print the whole report
    #[arg(long, conflicts_with = "json")]
    report: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// Threads to use [default: one for each core]; the answer does not depend on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_THREADS))]
    threads: Option<u64>,
    /// Show no progress
    #[arg(long)]
    no_progress: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Arguments of `standoff resume`.
#[derive(Debug, Clone, clap::Args)]
pub struct ResumeArguments {
    #[command(flatten)]
    merge: MergeArguments,
    /// Do only this shard of the run, counted from 1, or `shared` for what all shards share, and give no answer
    #[arg(long, value_name = "I", conflicts_with_all = ["KeptTargets", "report"])]
    shard: Option<String>,
}

/// Makes the answer of a run from its parts.
pub fn run_merge(arguments: &MergeArguments) -> Result<(), Failure> {
    merge_parts(arguments, false).map_err(|failure| at_folder(failure, &arguments.folder))
}

/// Missing parts, with the folder in which they are missing.
fn at_folder(failure: Failure, folder: &Path) -> Failure {
    let Failure::MissingShards { words, .. } = failure else { return failure };
    let diagnostic = Diagnostic::error("missing-shards", words)
        .allowed("the parts of all shards")
        .hint("run these shards, or `standoff resume`, which does it here");
    Failure::input(&Diagnostics::one(Source::new(folder.display().to_string(), ""), diagnostic))
}

fn merge_parts(arguments: &MergeArguments, mends: bool) -> Result<(), Failure> {
    let run = StandingRun::read(&arguments.folder, mends)?;
    let verb = DividedVerb::of_run(&run.run, &arguments.folder)?;
    verb.run(arguments, &ShardOptions { shard: None, standing: Some(run), silent: false }, &arguments.folder)
}

/// Does the shards that are missing, one after the other, and makes the answer.
pub fn run_resume(ResumeArguments { merge: arguments, shard }: &ResumeArguments) -> Result<(), Failure> {
    if let Some(shard) = shard {
        let run = StandingRun::read(&arguments.folder, true)?;
        let word = check_shard(shard, run.run.shards)?;
        return do_shard(arguments, &run, word, false);
    }
    let mut done = None;
    loop {
        let (words, shards) = match merge_parts(arguments, true) {
            Err(Failure::MissingShards { words, shards }) => (words, shards),
            other => return other,
        };
        let run = StandingRun::read(&arguments.folder, true)?;
        if !arguments.quiet {
            tell_user(&format!("{words}; doing what is missing"));
        }
        // A shard that was done and is missing all the same would be done for ever.
        if done.as_ref() == Some(&words) {
            return Err(at_folder(Failure::MissingShards { words, shards }, &arguments.folder));
        }
        let quietly = MergeArguments { kept: KeptOptions::default(), json: false, report: false, ..arguments.clone() };
        for &index in &shards {
            do_shard(&quietly, &run, ShardWord::One(Shard { index, count: run.run.shards }), true)?;
        }
        done = Some(words);
    }
}

/// Does one shard of a run, and tells what it has left unless it is to be silent.
fn do_shard(arguments: &MergeArguments, run: &Arc<StandingRun>, word: ShardWord, silent: bool) -> Result<(), Failure> {
    let verb = DividedVerb::of_run(&run.run, &arguments.folder)?;
    let shards = ShardOptions { shard: Some(word), standing: Some(Arc::clone(run)), silent };
    verb.run(arguments, &shards, &arguments.folder)
}

fn check_shard(word: &str, count: usize) -> Result<ShardWord, Failure> {
    format!("{word}/{count}").parse().ok().filter(|_| word != "begin").ok_or_else(|| {
        let diagnostic = Diagnostic::error("no-such-shard", format!("the run has {count} shards"))
            .allowed(format!("1 to {count}, or `shared`"))
            .hint("shards are counted from 1");
        Failure::argument("--shard", word, diagnostic)
    })
}

/// A verb whose work is divided, as the command of a run has it. What it reads lies in a folder of its own while it runs.
struct DividedVerb {
    arguments: VerbArguments,
    inputs: tempfile::TempDir,
}

enum VerbArguments {
    Forecast(Box<ForecastArguments>),
    Explain(Box<ExplainArguments>),
    Policy(Box<PolicyArguments>),
    WarsScore(Box<ScorePageArguments>),
}

impl DividedVerb {
    fn of_run(run: &RunFile, folder: &Path) -> Result<Self, Failure> {
        let words = shlex::split(&run.rerun).unwrap_or_default();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let arguments = match words.as_slice() {
            ["standoff", "forecast", rest @ ..] => parse(rest).map(|it| VerbArguments::Forecast(Box::new(it))),
            ["standoff", "explain", rest @ ..] => parse(rest).map(|it| VerbArguments::Explain(Box::new(it))),
            ["standoff", "policy", rest @ ..] => parse(rest).map(|it| VerbArguments::Policy(Box::new(it))),
            ["standoff", "wars", "score", rest @ ..] => parse(rest).map(|it| VerbArguments::WarsScore(Box::new(it))),
            _ => None,
        };
        let unusable = || {
            let diagnostic = Diagnostic::error("no-run", "its run.json names no work that is divided")
                .allowed("the run.json that a shard of `forecast`, `explain`, `policy` or `wars score` wrote")
                .hint("move the folder away, and begin again in a new one");
            Failure::input(&Diagnostics::one(Source::new(folder.display().to_string(), ""), diagnostic))
        };
        let inputs = tempfile::Builder::new().prefix("standoff-").tempdir().map_err(Failure::run)?;
        let texts = [("scenario.toml", &run.scenario_text), ("evidence/log.csv", &run.evidence_text)];
        let files = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text.clone()?.into_bytes())));
        write_together(inputs.path(), &files.collect::<Vec<_>>(), IfExists::Keep).map_err(Failure::run)?;
        Ok(Self { arguments: arguments.ok_or_else(unusable)?, inputs })
    }

    /// Runs the verb: all of it from the parts, or one shard of it. How it answers is for the merge to say.
    fn run(self, how: &MergeArguments, shards: &ShardOptions, folder: &Path) -> Result<(), Failure> {
        // Where one shard is done, what is kept is the shard, and nothing is printed.
        let of_shard = shards.shard.is_some();
        let out = of_shard.then(|| folder.to_owned());
        let simulation = |before: &SimulationOptions| SimulationOptions {
            json: how.json,
            threads: how.threads,
            no_progress: how.no_progress,
            quiet: how.quiet,
            warned: true,
            ..before.clone()
        };
        let word = |before: &mut Option<String>| {
            if before.as_deref() == Some(OWN_FOLDER) {
                *before = Some(self.inputs.path().display().to_string());
            }
        };
        match self.arguments {
            VerbArguments::Forecast(mut arguments) => {
                word(&mut arguments.scenario);
                let options = &mut arguments.options;
                options.ensemble.simulation = simulation(&options.ensemble.simulation);
                options.pages.report = how.report;
                options.kept = if of_shard { KeptOptions::in_folder(folder) } else { how.kept.clone() };
                options.shards = shards.clone();
                run_forecast(&arguments)
            }
            VerbArguments::Explain(mut arguments) => {
                how.refuse_kept()?;
                word(&mut arguments.scenario);
                arguments.ensemble.simulation = simulation(&arguments.ensemble.simulation);
                (arguments.shards.shards, arguments.shards.out) = (shards.clone(), out);
                run_explain(&arguments)
            }
            VerbArguments::Policy(mut arguments) => {
                how.refuse_kept()?;
                word(&mut arguments.scenario);
                arguments.simulation = simulation(&arguments.simulation);
                (arguments.shards.shards, arguments.shards.out) = (shards.clone(), out);
                run_policy(&arguments)
            }
            VerbArguments::WarsScore(mut arguments) => {
                how.refuse_kept()?;
                let score = &mut arguments.score;
                (score.json, score.no_progress, score.quiet) = (how.json, how.no_progress, how.quiet);
                arguments.report = how.report;
                (arguments.shards.shards, arguments.shards.out) = (shards.clone(), out);
                print_score(&arguments)
            }
        }
    }
}

/// The arguments of a verb from the words after its name; none where they are not its own.
fn parse<A: clap::Args>(words: &[&str]) -> Option<A> {
    let command = A::augment_args(clap::Command::new("standoff").no_binary_name(true));
    A::from_arg_matches(&command.try_get_matches_from(words).ok()?).ok()
}

impl MergeArguments {
    /// Refuses a bundle or a seal of an answer that is no forecast.
    fn refuse_kept(&self) -> Result<(), Failure> {
        let Some(name) = self.kept.first_target() else { return Ok(()) };
        let diagnostic = Diagnostic::error("no-forecast", "only a forecast is kept as a bundle or sealed")
            .allowed("merge without it")
            .hint("send the answer to a file: standoff merge DIR --json > answer.json");
        Err(Failure::argument(name, name, diagnostic))
    }
}
