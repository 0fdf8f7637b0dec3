//! `standoff game`: a game that was played in the studio, replayed from its file.

use crate::output::{Failure, print, print_json};
use crate::progress::Bar;
use crate::{interrupt, pick};
use clap::Args;
use standoff::brief::debrief;
use standoff::brief::document::Document;
use standoff::game;
use standoff::game::Game;
use standoff::lab::progress::ProgressStep;
use standoff::scenario::{Diagnostic, Override, Scenario, builtin};
use std::io::Read;
use std::path::PathBuf;

/// Most bytes of a file that can be a game.
const LARGEST: u64 = 1 << 20;

/// Which game, and how it is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file that the studio has saved
    file: PathBuf,
    /// The scenario's file, where it is none that comes with the program
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
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

/// Replays it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let game = Game::read(&text(arguments)?).map_err(failure)?;
    let scenario = scenario_of(arguments, &game)?;
    let read = |text: &String| Override::parse(text, &scenario);
    let overrides: Result<Vec<Override>, _> = game.set.iter().map(read).collect();
    let scenario =
        overrides.and_then(|overrides| scenario.with_overrides(&overrides)).map_err(|found| Failure::input(&found))?;
    if !arguments.debrief {
        return print_json(&game::play_game(&scenario, &game).map_err(failure)?);
    }
    let bar = Bar::new(!arguments.quiet);
    let progress = |done, of| bar.step(&ProgressStep { what: "futures".to_owned(), done, of });
    let made = game::debrief_game(&scenario, &game, arguments.futures, interrupt::listen(), &progress);
    bar.clear();
    let made = made.map_err(failure)?;
    if arguments.json {
        return print_json(&made);
    }
    let subtitle = format!("A game from the chair {}, seed {}", game.chair, game.seed);
    let document =
        Document { title: scenario.title.clone(), subtitle, sections: vec![debrief::compose_debrief(&made)] };
    print(&document.markdown())
}

fn text(arguments: &Arguments) -> Result<String, Failure> {
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

/// The scenario that is named on the command line, or the built-in one that the game names: a file that somebody else has
/// made opens no other file.
fn scenario_of(arguments: &Arguments, game: &Game) -> Result<Scenario, Failure> {
    match &arguments.scenario {
        Some(file) => pick::scenario(file, arguments.quiet),
        None => builtin::load(&game.scenario).map_err(|found| Failure::input(&found)),
    }
}

/// A game that does not fit is a mistake in the input; all else is the run's.
fn failure(error: standoff::lab::error::LabError) -> Failure {
    match error {
        standoff::lab::error::LabError::Input(found) => Failure::input(&found),
        other => Failure::run(other),
    }
}
