//! `standoff difference`: why two forecasts differ.

use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{EnsembleSize, SimulationOptions, count_or_default, shell_arguments};
use crate::program::output::{Failure, print_answer};
use clap::value_parser;
use standoff::analysis::explanation::difference::{
    DEFAULT_DRAWS, DEFAULT_PATHS, DifferenceRequest, Engine, explain_gap,
};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::ensemble::posterior::Posterior;
use standoff::lab::outcome::named::Outcome;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal;
use std::sync::Arc;

/// Help of `--set`, which changes only one of the two forecasts here.
const SET: &str =
    "Set a number of the other one by hand, such as 'front.moves=0.6 per week'; `*` stands for any name in a path";
/// Largest number of draws, and of paths of a draw.
const MOST: u64 = 100_000;
/// Default month of the outcome; the horizon if that is nearer.
const MONTH: u32 = 24;

/// Arguments of `standoff difference`.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(mut_arg("set", |set| set.help(SET)))]
pub struct DifferenceArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml
    one: String,
    /// The other one [default: the first, with the numbers of --set]
    other: Option<String>,
    /// Who makes the decisions of the other one [default: equilibrium]
    #[arg(long, value_name = "NAME")]
    engine: Option<DecisionMaker>,
    /// The outcome, such as hold-months or end.frozen [default: settled-24]
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Draws of the uncertain parameters [default: 32]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(2..=MOST))]
    draws: Option<u64>,
    /// Futures of each draw and of each forecast in between [default: 120]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST))]
    paths: Option<u64>,
    /// Let the actors plan on the scenario's own front and step: the same shares, about ten times slower
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    simulation: SimulationOptions,
}

/// The decision maker of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum DecisionMaker {
    /// The actors of the model, in equilibrium.
    #[default]
    Equilibrium,
    /// Nobody: the outside view, how long past wars went on.
    Hazard,
}

impl DecisionMaker {
    fn as_engine(self) -> Engine {
        match self {
            Self::Equilibrium => Engine::Equilibrium,
            Self::Hazard => Engine::Hazard,
        }
    }
}

/// Explains the gap and prints it.
pub fn run_difference(arguments: &DifferenceArguments) -> Result<(), Failure> {
    let records = planned_records(arguments)?;
    let mut request = difference_request(arguments, &records)?;
    request.posteriors = take_records(arguments, &records)?;
    let explained = arguments.simulation.run_watched(|watch| explain_gap(&request, watch))?;
    print_answer(arguments.simulation.json, &explained, terminal::render_difference)
}

/// Plans the records of the two scenarios. One that is named twice says what is wrong with it once.
fn planned_records(arguments: &DifferenceArguments) -> Result<[PlannedRecord; 2], Failure> {
    let simulation = &arguments.simulation;
    let (draws, resolution) = (arguments.draw_count(), arguments.planning_resolution());
    let size = EnsembleSize { runs: draws * arguments.path_count(), draws, resolution };
    let of_one = SimulationOptions { set: Vec::new(), ..simulation.clone() };
    let of_other = SimulationOptions { quiet: simulation.quiet || arguments.other.is_none(), ..simulation.clone() };
    let plan = |word: &str, simulation: &SimulationOptions| arguments.record.plan_record(word, size, simulation);
    Ok([plan(&arguments.one, &of_one)?, plan(arguments.other_word(), &of_other)?])
}

/// Takes the records; once where they are the same.
fn take_records(
    arguments: &DifferenceArguments,
    records: &[PlannedRecord; 2],
) -> Result<[Option<Arc<Posterior>>; 2], Failure> {
    let one = records[0].take(&arguments.simulation)?;
    let same = arguments.other.is_none() && arguments.simulation.set.is_empty();
    let other = if same { one.clone() } else { records[1].take(&arguments.simulation)? };
    Ok([one, other])
}

fn difference_request(
    arguments: &DifferenceArguments,
    records: &[PlannedRecord; 2],
) -> Result<DifferenceRequest, Failure> {
    let simulation = &arguments.simulation;
    let [one, other] = [&records[0], &records[1]].map(|record| record.scenario.clone());
    let engine = arguments.engine.unwrap_or_default().as_engine();
    let outcome = checked_outcome(arguments, [&one, &other], engine)?;
    Ok(DifferenceRequest {
        one: (one, Engine::Equilibrium),
        other: (other, engine),
        posteriors: [None, None],
        draws: arguments.draw_count(),
        paths: arguments.path_count(),
        seed: simulation.seed_or_default(),
        resolution: arguments.planning_resolution(),
        command: arguments.repeat_command(&outcome, &arguments.record.spell_given_arguments()),
        outcome,
    })
}

/// Name of the outcome, which both scenarios must have and the engine must have an answer for.
fn checked_outcome(
    arguments: &DifferenceArguments,
    scenarios: [&Scenario; 2],
    engine: Engine,
) -> Result<String, Failure> {
    let month = scenarios.map(|scenario| scenario.horizon_months).into_iter().fold(MONTH, u32::min);
    let name = arguments.outcome.clone().unwrap_or_else(|| format!("settled-{month}"));
    for scenario in scenarios {
        Outcome::find(&name, scenario).map_err(|found| Failure::input(&found))?;
    }
    if engine.covers_outcome(&name) {
        return Ok(name);
    }
    let message = format!("the engine `{}` does not speak to `{name}`: it knows only when wars end", engine.name());
    let allowed = format!("settled-M, M from 1 to {}; deal-months", scenarios[0].horizon_months);
    Err(Failure::argument("--outcome", &name, Diagnostic::error("engine-is-silent", message).allowed(allowed)))
}

impl DifferenceArguments {
    fn planning_resolution(&self) -> Resolution {
        if self.full { Resolution::Full } else { Resolution::Coarse }
    }

    fn other_word(&self) -> &str {
        self.other.as_deref().unwrap_or(&self.one)
    }

    fn draw_count(&self) -> usize {
        count_or_default(self.draws, DEFAULT_DRAWS)
    }

    fn path_count(&self) -> usize {
        count_or_default(self.paths, DEFAULT_PATHS)
    }

    /// The command that gives the same answer again: it spells out everything that can change the answer.
    fn repeat_command(&self, outcome: &str, record: &[String]) -> String {
        let mut parts = shell_arguments("standoff difference", std::slice::from_ref(&self.one));
        parts.extend(shell_arguments("", self.other.as_slice()).iter().map(|word| word.trim_start().to_owned()));
        parts.extend_from_slice(record);
        parts.extend(shell_arguments("--set", &self.simulation.set));
        parts.extend(self.engine.map(|engine| format!("--engine {}", engine.as_engine().name())));
        parts.extend(shell_arguments("--outcome", &[outcome.to_owned()]));
        parts.push(format!(
            "--draws {} --paths {} --seed {}",
            self.draw_count(),
            self.path_count(),
            self.simulation.seed_or_default()
        ));
        parts.extend(self.full.then(|| "--full".to_owned()));
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = DifferenceArguments {
            one: "my war.toml".into(),
            other: Some("two-sided".into()),
            engine: Some(DecisionMaker::Hazard),
            simulation: SimulationOptions {
                set: vec!["front.moves=0.6 per week".into()],
                quiet: true,
                ..SimulationOptions::default()
            },
            ..DifferenceArguments::default()
        };
        let expected = "standoff difference 'my war.toml' two-sided --set 'front.moves=0.6 per week' --engine hazard \
                        --outcome settled-24 --draws 32 --paths 120 --seed 1";
        assert_eq!(arguments.repeat_command("settled-24", &[]), expected);
    }
}
