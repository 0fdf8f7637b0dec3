//! `standoff policy`: the options of a scenario compared over everything that is not known.

use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{
    self, EnsembleSize, MOST_RUNS, SimulationOptions, count_or_default, find_lever, shell_arguments,
};
use crate::program::output::{Failure, print_answer};
use crate::program::shards::{ShardFolderOptions, divide_work};
use clap::value_parser;
use standoff::analysis::options::policy::{
    DEFAULT_DRAWS, DEFAULT_PATHS, MeasureRequest, PolicyRequest, compare_policies,
};
use standoff::analysis::options::robustness::Better;
use standoff::breakdown::bundle::inputs::OWN_FOLDER;
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::outcome::named::Outcome;
use standoff::scenario::Scenario;
use standoff::terminal;

/// Arguments of `standoff policy`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PolicyArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    pub scenario: Option<String>,
    /// A lever to try, or several joined by `+` to pull together [default: each lever of the scenario]
    #[arg(long, value_name = "NAME")]
    lever: Vec<String>,
    /// Measure this instead of the line, the settlement and the fighting; the actors' own values always stand
    #[arg(long, value_name = "OUTCOME")]
    measure: Option<String>,
    /// Level of the measure that is to be reached: more counts as better
    #[arg(long, value_name = "X", requires = "measure", conflicts_with = "at_most", allow_negative_numbers = true)]
    at_least: Option<f64>,
    /// Level of the measure that is not to be exceeded: fewer counts as better
    #[arg(long, value_name = "X", requires = "measure", allow_negative_numbers = true)]
    at_most: Option<f64>,
    /// Draws of the uncertain parameters [default: 32]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    draws: Option<u64>,
    /// Futures of each option in each draw [default: 120]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    paths: Option<u64>,
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    pub simulation: SimulationOptions,
    #[command(flatten)]
    pub shards: ShardFolderOptions,
}

/// Tries the options and prints how they hold up.
pub fn run_policy(arguments: &PolicyArguments) -> Result<(), Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let record = arguments.record.plan_record(word, ensemble_size(arguments), &arguments.simulation)?;
    let mut request = policy_request(arguments, &record)?;
    let PolicyRequest { draws, paths, .. } = request;
    let rerun = repeat_command(arguments, Some(&OWN_FOLDER.to_owned()), &record.spell_arguments_beside(), draws, paths);
    let work = record.divided_work(request.command.clone(), rerun);
    let ShardFolderOptions { shards, out } = &arguments.shards;
    let found = divide_work((shards, out.as_deref()), &arguments.simulation, work, |simulation, command| {
        request.command = command;
        request.posterior = record.take(simulation)?;
        simulation.run_watched(|watch| compare_policies(&request, watch))
    })?;
    found.map_or(Ok(()), |found| print_answer(arguments.simulation.json, &found, terminal::render_policies))
}

fn ensemble_size(arguments: &PolicyArguments) -> EnsembleSize {
    let draws = count_or_default(arguments.draws, DEFAULT_DRAWS);
    let paths = count_or_default(arguments.paths, DEFAULT_PATHS);
    EnsembleSize { runs: draws * paths, draws, resolution: Resolution::Coarse }
}

fn policy_request(arguments: &PolicyArguments, record: &PlannedRecord) -> Result<PolicyRequest, Failure> {
    let scenario = record.scenario.clone();
    let EnsembleSize { runs, draws, resolution } = ensemble_size(arguments);
    let paths = runs / draws;
    Ok(PolicyRequest {
        options: requested_options(arguments, &scenario)?,
        measures: requested_measures(arguments, &scenario)?,
        draws,
        paths,
        seed: arguments.simulation.seed_or_default(),
        resolution,
        command: repeat_command(arguments, arguments.scenario.as_ref(), record.spell_arguments(), draws, paths),
        posterior: None,
        scenario,
    })
}

/// Options asked for, or each lever of the scenario as an option of its own.
fn requested_options(arguments: &PolicyArguments, scenario: &Scenario) -> Result<Vec<Vec<LeverSetting>>, Failure> {
    if arguments.lever.is_empty() {
        return Ok(scenario.levers.iter().map(|lever| vec![LeverSetting::as_stated(lever.clone())]).collect());
    }
    let options = arguments.lever.iter();
    options.map(|names| names.split('+').map(|name| find_lever(name, scenario)).collect()).collect()
}

fn requested_measures(arguments: &PolicyArguments, scenario: &Scenario) -> Result<Vec<MeasureRequest>, Failure> {
    let Some(name) = &arguments.measure else { return Ok(MeasureRequest::default_measures(scenario)) };
    let ask = MeasureRequest::by_convention(
        Outcome::find_for("--measure", name, scenario).map_err(|found| Failure::input(&found))?,
    );
    Ok(vec![match (arguments.at_least, arguments.at_most) {
        (Some(level), _) => MeasureRequest { better: Better::More, level: Some(level), ..ask },
        (None, Some(level)) => MeasureRequest { better: Better::Fewer, level: Some(level), ..ask },
        (None, None) => ask,
    }])
}

/// The command that gives the same answer again.
fn repeat_command(
    arguments: &PolicyArguments,
    scenario: Option<&String>,
    record: &[String],
    draws: usize,
    paths: usize,
) -> String {
    let mut own = record.to_vec();
    own.extend(shell_arguments("--lever", &arguments.lever));
    own.extend(shell_arguments("--measure", arguments.measure.as_slice()));
    own.extend(arguments.at_least.map(|level| format!("--at-least {level}")));
    own.extend(arguments.at_most.map(|level| format!("--at-most {level}")));
    own.push(format!("--draws {draws} --paths {paths}"));
    arguments.simulation.repeat_command("policy", scenario, &own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff::scenario::builtin;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = PolicyArguments {
            lever: vec!["a".into(), "a+b".into()],
            measure: Some("fighting-months".into()),
            at_most: Some(12.5),
            simulation: SimulationOptions { quiet: true, ..SimulationOptions::default() },
            ..PolicyArguments::default()
        };
        let expected = format!(
            "standoff policy {} --lever a --lever a+b --measure fighting-months --at-most 12.5 --draws 8 --paths 4 --seed 1",
            builtin::DEFAULT
        );
        assert_eq!(repeat_command(&arguments, None, &[], 8, 4), expected);
    }
}
