//! `standoff scenario diagnose`: what the author of a war needs to know before trusting its forecast.

use crate::program::options::{self, MOST_RUNS, SimulationOptions, count_or_default};
use crate::program::output::{Failure, print_json, print_text, stdout_style};
use crate::program::record::RecordOptions;
use clap::value_parser;
use standoff::analysis::diagnosis::diagnose::{
    DEFAULT_DRAWS, Diagnosis, DiagnosisPart, DiagnosisRequest, PATHS, diagnose_scenario,
};
use standoff::terminal;

/// Arguments of `standoff scenario diagnose`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DiagnoseArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// Draws of the uncertain parameters; the time that it takes is in proportion [default: 16]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST_RUNS))]
    draws: Option<u64>,
    #[command(flatten)]
    simulation: SimulationOptions,
}

/// Diagnoses a scenario, and prints each part as soon as it is ready; as JSON all of them at the end.
pub fn run_diagnose(arguments: &DiagnoseArguments) -> Result<(), Failure> {
    let request = diagnosis_request(arguments)?;
    let mut closed = Ok(());
    let mut show = |part: DiagnosisPart, found: &Diagnosis| {
        if !arguments.simulation.json && closed.is_ok() {
            closed = print_text(&terminal::render_diagnosis_part(part, found, stdout_style()));
        }
    };
    let found = arguments.simulation.run_watched(|monitor| diagnose_scenario(&request, monitor, &mut show))?;
    closed?;
    if arguments.simulation.json { print_json(&found) } else { Ok(()) }
}

fn diagnosis_request(arguments: &DiagnoseArguments) -> Result<DiagnosisRequest, Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let scenario = arguments.simulation.read_scenario(word)?;
    let log = RecordOptions::default().read_log(word, &scenario, arguments.simulation.quiet)?;
    let draws = count_or_default(arguments.draws, DEFAULT_DRAWS);
    let own = [format!("--draws {draws}")];
    let command = arguments.simulation.repeat_command("scenario diagnose", arguments.scenario.as_ref(), &own);
    let seed = arguments.simulation.seed_or_default();
    Ok(DiagnosisRequest { scenario, log, draws, paths: PATHS, seed, command })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = DiagnoseArguments { scenario: Some("two-sided".into()), ..DiagnoseArguments::default() };
        let request = diagnosis_request(&arguments).unwrap();
        assert_eq!(request.command, "standoff scenario diagnose two-sided --draws 16 --seed 1");
    }
}
