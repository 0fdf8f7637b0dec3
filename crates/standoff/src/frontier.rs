//! `standoff frontier`: terms against durability over all packages.

use crate::options::{MOST_RUNS, MOST_THREADS, SEED, quoted, use_threads};
use crate::output::{Failure, print, print_json, style};
use crate::progress::Bar;
use crate::{interrupt, pick};
use clap::value_parser;
use standoff::analysis::options::frontier::{DEFAULT_DRAWS, DEFAULT_SIGNABLE, Request, frontier};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::ensemble::lever_setting::Pull;
use standoff::lab::progress::Watch;
use standoff::scenario::{Diagnostic, Lever, Override, Scenario, builtin};
use standoff::terminal;

/// What `standoff frontier` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// A posture of the great power [default: every posture of the scenario]
    #[arg(long, value_name = "NAME")]
    posture: Vec<String>,
    /// The invader's share of the stake, from 0 to 1 [default: that of the start]
    #[arg(long, value_name = "SHARE")]
    held: Option<f64>,
    /// Take a truce to be in force
    #[arg(long)]
    truce: bool,
    /// A lever that has been pulled; several are pulled together
    #[arg(long, value_name = "NAME")]
    lever: Vec<String>,
    /// Chance of a signature at one tabling from which a package is marked [default: 0.1]
    #[arg(long, value_name = "CHANCE")]
    signable: Option<f64>,
    /// Draws of the uncertain parameters [default: 64]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    draws: Option<u64>,
    /// Seed of all chance: the same seed gives the same answer [default: 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Set a number by hand, such as 'front.moves=0.6 per week'; `*` stands for any name in a path
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
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

/// Looks at all packages and prints what was found.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let request = request(arguments)?;
    use_threads(arguments.threads)?;
    let bar = Bar::new(!arguments.no_progress && !arguments.quiet);
    let found = frontier(&request, Watch { stop: interrupt::listen(), progress: &|step| bar.step(step) });
    bar.clear();
    let found = found.map_err(Failure::run)?;
    if arguments.json { print_json(&found) } else { print(&terminal::render_frontier(&found, style())) }
}

fn request(arguments: &Arguments) -> Result<Request, Failure> {
    let scenario = scenario(arguments)?;
    check_share("--held", arguments.held)?;
    check_share("--signable", arguments.signable)?;
    let lever = |name: &String| Lever::find(name, &scenario).map(Pull::whole).map_err(|found| Failure::input(&found));
    let draws = arguments.draws.map_or(DEFAULT_DRAWS, |draws| draws as usize);
    Ok(Request {
        postures: arguments.posture.iter().map(|name| posture(name, &scenario)).collect::<Result<_, _>>()?,
        held: arguments.held,
        truce: arguments.truce,
        pulls: arguments.lever.iter().map(lever).collect::<Result<_, _>>()?,
        signable: arguments.signable.unwrap_or(DEFAULT_SIGNABLE),
        draws,
        seed: arguments.seed.unwrap_or(SEED),
        resolution: Resolution::Coarse,
        command: command(arguments, draws),
        posterior: None,
        scenario,
    })
}

fn word(arguments: &Arguments) -> &str {
    arguments.scenario.as_deref().unwrap_or(builtin::DEFAULT)
}

fn scenario(arguments: &Arguments) -> Result<Scenario, Failure> {
    let scenario = pick::scenario(word(arguments), arguments.quiet)?;
    let read = |text: &String| Override::parse(text, &scenario);
    let overrides: Result<Vec<Override>, _> = arguments.set.iter().map(read).collect();
    overrides.and_then(|overrides| scenario.with(&overrides)).map_err(|found| Failure::input(&found))
}

/// Place of a posture in the scenario's list.
fn posture(name: &str, scenario: &Scenario) -> Result<usize, Failure> {
    let names: Vec<&str> = scenario.structure.postures.iter().map(|posture| posture.name.as_str()).collect();
    names.iter().position(|one| *one == name).ok_or_else(|| {
        let message = format!("the scenario {} has no posture `{}`", scenario.name, name.escape_debug());
        let diagnostic = Diagnostic::error("unknown-posture", message).allowed(names.join(", "));
        Failure::argument("--posture", name, diagnostic.nearest(name, names.iter().copied()))
    })
}

fn check_share(name: &str, share: Option<f64>) -> Result<(), Failure> {
    match share {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            let diagnostic = Diagnostic::error("out-of-bounds", format!("{share} is not a share")).allowed("0 to 1");
            Err(Failure::argument(name, &share.to_string(), diagnostic))
        }
        _ => Ok(()),
    }
}

/// The command that gives the same answer.
fn command(arguments: &Arguments, draws: usize) -> String {
    let mut command = format!("standoff frontier {}", quoted(word(arguments)));
    command.extend(arguments.posture.iter().map(|posture| format!(" --posture {}", quoted(posture))));
    command.extend(arguments.held.map(|held| format!(" --held {held}")));
    command.extend(arguments.truce.then(|| " --truce".to_owned()));
    command.extend(arguments.lever.iter().map(|lever| format!(" --lever {}", quoted(lever))));
    command.extend(arguments.signable.map(|chance| format!(" --signable {chance}")));
    command.push_str(&format!(" --draws {draws} --seed {}", arguments.seed.unwrap_or(SEED)));
    command.extend(arguments.set.iter().map(|set| format!(" --set {}", quoted(set))));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = Arguments {
            posture: vec!["out".into()],
            held: Some(0.25),
            truce: true,
            lever: vec!["a".into()],
            quiet: true,
            ..Arguments::default()
        };
        let expected = format!(
            "standoff frontier {} --posture out --held 0.25 --truce --lever a --draws 8 --seed 1",
            builtin::DEFAULT
        );
        assert_eq!(command(&arguments, 8), expected);
    }
}
