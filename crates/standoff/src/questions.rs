//! `standoff questions`: the same futures, asked in different words.

use crate::interrupt;
use crate::options::{self, Common, shell_arguments};
use crate::output::{Failure, print, print_json, style};
use crate::progress::Bar;
use standoff::lab::forecast::request::{DEFAULT_DRAWS, ForecastRequest};
use standoff::lab::forecast::wordings::{compare_wordings, default_deadline};
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::terminal;
use standoff::world::switches::Mechanisms;

/// What `standoff questions` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// Last day that counts, once or more [default: 12 months after the start]
    #[arg(long, value_name = "DATE")]
    by: Vec<String>,
    #[command(flatten)]
    common: Common,
}

/// Asks and prints.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (request, by) = request(arguments)?;
    arguments.common.play.use_threads()?;
    let bar = Bar::new(arguments.common.play.shows_progress());
    let found = compare_wordings(
        &request,
        &by,
        ProgressMonitor { cancelled: interrupt::listen(), listener: &|step| bar.step(step) },
    );
    bar.clear();
    let found = found.map_err(Failure::run)?;
    if arguments.common.play.json { print_json(&found) } else { print(&terminal::render_wordings(&found, style())) }
}

fn request(arguments: &Arguments) -> Result<(ForecastRequest, Vec<Date>), Failure> {
    let common = &arguments.common;
    let word = options::word(arguments.scenario.as_ref());
    let scenario = common.play.scenario(word)?;
    let mut by: Vec<Date> = arguments.by.iter().map(|text| day(text, &scenario)).collect::<Result<_, _>>()?;
    if by.is_empty() {
        by.push(default_deadline(&scenario));
    }
    by.sort_unstable();
    by.dedup();
    let (runs, draws) = common.counts(DEFAULT_DRAWS)?;
    let own = shell_arguments("--by", &by.iter().map(Date::to_string).collect::<Vec<String>>());
    let request = ForecastRequest {
        runs,
        draws,
        seed: common.play.seed(),
        mechanisms: Mechanisms::default(),
        lever_settings: Vec::new(),
        resolution: common.resolution(),
        command: common.command("questions", word, (runs, draws), &own),
        posterior: None,
        shard: None,
        scenario,
    };
    Ok((request, by))
}

/// A day after the start. Beyond the horizon there is no answer, and the page says so.
fn day(text: &str, scenario: &Scenario) -> Result<Date, Failure> {
    text.parse::<Date>().ok().filter(|day| *day > scenario.start).ok_or_else(|| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is no day to ask by", text.escape_debug()));
        let allowed = format!("a day after {}, within {} months", scenario.start, scenario.horizon_months);
        Failure::argument("--by", text, diagnostic.allowed(allowed))
    })
}
