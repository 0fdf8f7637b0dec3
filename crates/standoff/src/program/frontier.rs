//! `standoff frontier`: terms against durability over all packages.

use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{
    self, EnsembleSize, MOST_RUNS, SimulationOptions, count_or_default, find_lever, shell_arguments,
};
use crate::program::output::{Failure, print_answer};
use clap::value_parser;
use standoff::analysis::options::frontier::{DEFAULT_DRAWS, DEFAULT_SIGNABLE, FrontierRequest, find_frontiers};
use standoff::lab::ensemble::design::Resolution;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal;

/// Futures of each draw in the forecast without the record, as many as in a forecast with its usual counts.
const FUTURES_A_DRAW: usize = 80;

/// Arguments of `standoff frontier`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FrontierArguments {
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
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    simulation: SimulationOptions,
}

/// Looks at all packages and prints what was found.
pub fn run_frontier(arguments: &FrontierArguments) -> Result<(), Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let record = arguments.record.plan_record(word, ensemble_size(arguments), &arguments.simulation)?;
    let mut request = frontier_request(arguments, &record)?;
    request.posterior = record.take(&arguments.simulation)?;
    let found = arguments.simulation.run_watched(|watch| find_frontiers(&request, watch))?;
    print_answer(arguments.simulation.json, &found, terminal::render_frontier)
}

/// Size of the ensemble; its futures are those of the forecast without the record, as a frontier itself has none.
fn ensemble_size(arguments: &FrontierArguments) -> EnsembleSize {
    let draws = count_or_default(arguments.draws, DEFAULT_DRAWS);
    EnsembleSize { runs: draws * FUTURES_A_DRAW, draws, resolution: Resolution::Coarse }
}

fn frontier_request(arguments: &FrontierArguments, record: &PlannedRecord) -> Result<FrontierRequest, Failure> {
    let scenario = record.scenario.clone();
    check_share("--held", arguments.held)?;
    check_share("--signable", arguments.signable)?;
    let EnsembleSize { draws, resolution, .. } = ensemble_size(arguments);
    Ok(FrontierRequest {
        postures: arguments.posture.iter().map(|name| posture_index(name, &scenario)).collect::<Result<_, _>>()?,
        held_share: arguments.held,
        truce: arguments.truce,
        lever_settings: arguments.lever.iter().map(|name| find_lever(name, &scenario)).collect::<Result<_, _>>()?,
        signable: arguments.signable.unwrap_or(DEFAULT_SIGNABLE),
        draws,
        seed: arguments.simulation.seed_or_default(),
        resolution,
        command: repeat_command(arguments, record.spell_arguments(), draws),
        posterior: None,
        scenario,
    })
}

/// Index of a posture in the scenario's list.
fn posture_index(name: &str, scenario: &Scenario) -> Result<usize, Failure> {
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

/// The command that gives the same answer again.
fn repeat_command(arguments: &FrontierArguments, record: &[String], draws: usize) -> String {
    let mut own = record.to_vec();
    own.extend(shell_arguments("--posture", &arguments.posture));
    own.extend(arguments.held.map(|held| format!("--held {held}")));
    own.extend(arguments.truce.then(|| "--truce".to_owned()));
    own.extend(shell_arguments("--lever", &arguments.lever));
    own.extend(arguments.signable.map(|chance| format!("--signable {chance}")));
    own.push(format!("--draws {draws}"));
    arguments.simulation.repeat_command("frontier", arguments.scenario.as_ref(), &own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff::scenario::builtin;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = FrontierArguments {
            posture: vec!["out".into()],
            held: Some(0.25),
            truce: true,
            lever: vec!["a".into()],
            simulation: SimulationOptions { quiet: true, ..SimulationOptions::default() },
            ..FrontierArguments::default()
        };
        let expected = format!(
            "standoff frontier {} --posture out --held 0.25 --truce --lever a --draws 8 --seed 1",
            builtin::DEFAULT
        );
        assert_eq!(repeat_command(&arguments, &[], 8), expected);
    }
}
