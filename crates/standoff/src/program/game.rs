//! `standoff game`: a game that was played in the studio, replayed from its file.

use crate::program::options::{SEED, SimulationOptions};
use crate::program::output::{Failure, print_json, print_text};
use crate::program::progress::ProgressDisplay;
use crate::program::record::{RecordOptions, resolve_last_day};
use crate::program::{ctrl_c, scenario_source};
use clap::Args;
use standoff::assimilation::{AssimilationRequest, FilterSize, scenario_onward, start_on_record};
use standoff::brief::debrief;
use standoff::brief::document::Document;
use standoff::game;
use standoff::game::Game;
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::ensemble::posterior::Posterior;
use standoff::lab::ensemble::record_summary::RecordSummary;
use standoff::lab::progress::ProgressStep;
use standoff::scenario::{Diagnostic, Override, Scenario, builtin};
use std::io::Read;
use std::path::PathBuf;

/// Largest size in bytes of a file that is read as a game. A file that somebody else has
/// made must not fill the memory.
const LARGEST: u64 = 1 << 20;

/// Arguments of `standoff game`.
#[derive(Debug, Args)]
pub struct GameArguments {
    /// The file that the studio has saved
    file: PathBuf,
    /// The scenario's file, where it is none that comes with the program
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// A file of events, CSV or JSON, beside the scenario's own record, for a game that starts from it; may be given several
    /// times
    #[arg(long, value_name = "FILE")]
    evidence: Vec<PathBuf>,
    /// Set the game against other futures, and against what else could have been decided
    #[arg(long)]
    debrief: bool,
    /// Futures of the debrief
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, requires = "debrief")]
    futures: usize,
    /// Print the debrief as JSON instead of Markdown
    #[arg(long, requires = "debrief")]
    json: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Replays the game, and prints its course or its debrief.
pub fn run_game(arguments: &GameArguments) -> Result<(), Failure> {
    let game = Game::read(&read_game_file(arguments)?).map_err(Failure::from)?;
    let opened = scenario_of(arguments, &game)?;
    let read = |text: &String| Override::parse(text, &opened);
    let overrides: Result<Vec<Override>, _> = game.set.iter().map(read).collect();
    let overrides = overrides.map_err(|found| Failure::input(&found))?;
    let scenario = opened.with_overrides(&overrides).map_err(|found| Failure::input(&found))?;
    let (scenario, posterior) = start_of_game(arguments, &game, (&opened, scenario), &overrides)?;
    if !arguments.debrief {
        let played = game::play_game_on_record(&scenario, &game, posterior.as_ref());
        return print_json(&played.map_err(Failure::from)?);
    }
    let bar = ProgressDisplay::new(!arguments.quiet);
    let progress = |done, of| bar.show_step(&ProgressStep { what: "futures".to_owned(), done, of });
    let made = game::debrief_game(
        (&scenario, posterior.as_ref()),
        &game,
        arguments.futures,
        ctrl_c::stop_on_ctrl_c(),
        &progress,
    );
    bar.take_away();
    let made = made.map_err(Failure::from)?;
    if arguments.json {
        return print_json(&made);
    }
    let subtitle = format!("A game from the chair {}, seed {}", game.chair, game.seed);
    let sections = vec![debrief::compose_debrief(&made)];
    let document = Document { title: scenario.title.clone(), subtitle, sections, one_page: false };
    print_text(&document.markdown())
}

/// Scenario in which a game is played, and what the record has left that it starts from. The record is that of the scenario before
/// any number was set, taken with the usual size and seed, so that games of all seeds share it; numbers set by hand are put over
/// its draws.
fn start_of_game(
    arguments: &GameArguments,
    game: &Game,
    (opened, scenario): (&Scenario, Scenario),
    overrides: &[Override],
) -> Result<(Scenario, Option<Posterior>), Failure> {
    let Some(record) = &game.record else { return Ok((scenario, None)) };
    let word = arguments.scenario.as_deref().unwrap_or(&game.scenario);
    let options = RecordOptions { evidence: arguments.evidence.clone(), no_record: false };
    let log = options.read_log(word, opened, arguments.quiet)?;
    let as_of = resolve_last_day("record.as_of", Some(&record.as_of), opened, &log)?;
    let known = RecordSummary { evidence: log.digest(as_of), until: as_of.to_string(), ..RecordSummary::default() };
    game.check_record(Some(&known)).map_err(Failure::from)?;
    let onward = scenario_onward(&scenario, &log, as_of);
    game.check(&onward).map_err(Failure::from)?;
    let (size, resolution) = (FilterSize::default(), Resolution::Coarse);
    let request = AssimilationRequest { scenario: opened.clone(), log, as_of, size, seed: SEED, resolution };
    let simulation = SimulationOptions { quiet: arguments.quiet, ..SimulationOptions::default() };
    let start = simulation.run_watched(|watch| start_on_record(&request, None, watch))?;
    let path = |place: usize| opened.parameters[place].path.clone();
    let set = overrides.iter().flat_map(|one| one.values.iter().map(|(place, value)| (path(*place), *value)));
    let set: Vec<(String, f64)> = set.collect();
    Ok((onward, start.map(|start| start.posterior.with_values(&set))))
}

fn read_game_file(arguments: &GameArguments) -> Result<String, Failure> {
    let path = arguments.file.display().to_string();
    let refuse = |what: String| {
        let diagnostic = Diagnostic::error("unreadable-game", what).allowed("a file that the studio has saved");
        Failure::argument("FILE", &path, diagnostic)
    };
    let read = || -> std::io::Result<String> {
        let mut text = String::new();
        std::fs::File::open(&arguments.file)?.take(LARGEST + 1).read_to_string(&mut text)?;
        Ok(text)
    };
    let text = read().map_err(|error| refuse(format!("it cannot be read: {error}")))?;
    if text.len() as u64 > LARGEST {
        return Err(refuse(format!("it has more than {LARGEST} bytes")));
    }
    Ok(text)
}

/// Loads the scenario that is named on the command line, or the built-in one that the game names. A file that somebody
/// else has made must not make the program open another file, so its own word is never taken for a path.
fn scenario_of(arguments: &GameArguments, game: &Game) -> Result<Scenario, Failure> {
    match &arguments.scenario {
        Some(file) => scenario_source::load_scenario(file, arguments.quiet),
        None => builtin::load(&game.scenario).map_err(|found| Failure::input(&found)),
    }
}
