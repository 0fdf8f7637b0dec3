//! The record that an answer starts from: planned before anything is simulated, so that a mistake costs nothing, and then
//! taken.

use crate::program::options::{EnsembleSize, SimulationOptions, find_lever, shell_arguments};
use crate::program::output::Failure;
use crate::program::record::{RecordOptions, resolve_last_day};
use crate::program::shards::run_file::DividedWork;
use standoff::assimilation::{AssimilationRequest, FilterSize, scenario_onward, start_on_record};
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::ensemble::posterior::Posterior;
use standoff::lab::forecast::request::ForecastRequest;
use standoff::scenario::{Diagnostic, Scenario, Source};
use std::sync::Arc;

/// Arguments of every answer that starts from the record of its scenario.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OnRecordOptions {
    #[command(flatten)]
    pub record: RecordOptions,
    /// Use only what was known by this day, and answer from it on [default: the scenario's start, or the last day on which
    /// an event became known]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// A record that is to be taken before an answer is made.
#[derive(Debug, Clone)]
pub struct PlannedRecord {
    /// Scenario of the answer: from the last day of the record on, or as it is where no record is used.
    pub scenario: Scenario,
    /// Assimilation of the record; none where nothing is known by the day.
    pub request: Option<AssimilationRequest>,
    /// Text of the scenario.
    pub source: Source,
    runs: usize,
    spelled: Vec<String>,
}

impl OnRecordOptions {
    /// Reads a scenario with its record, and checks that an answer can start from the day asked for.
    pub fn plan_record(
        &self,
        word: &str,
        size: EnsembleSize,
        simulation: &SimulationOptions,
    ) -> Result<PlannedRecord, Failure> {
        let (scenario, source) = simulation.read_scenario_and_text(word)?;
        let log = self.record.read_log(word, &scenario, simulation.quiet || simulation.warned)?;
        let as_of = resolve_last_day("--as-of", self.as_of.as_ref(), &scenario, &log)?;
        let mut spelled = self.record.spell_arguments();
        let runs = size.runs;
        if log.known_by(as_of).is_empty() {
            return match &self.as_of {
                Some(day) if as_of != scenario.start => Err(nothing_known(day, &scenario)),
                _ => Ok(PlannedRecord { scenario, request: None, source, runs, spelled }),
            };
        }
        spelled.extend(shell_arguments("--as-of", &[as_of.to_string()]));
        let request = AssimilationRequest {
            log,
            as_of,
            size: FilterSize::for_kept_draws(size.draws),
            seed: simulation.seed_or_default(),
            resolution: size.resolution,
            scenario,
        };
        let scenario = scenario_onward(&request.scenario, &request.log, as_of);
        Ok(PlannedRecord { scenario, request: Some(request), source, runs, spelled })
    }
}

impl OnRecordOptions {
    /// Arguments as they were given, as a shell reads them: for a verb of two scenarios, whose days may differ.
    pub fn spell_given_arguments(&self) -> Vec<String> {
        let mut given = self.record.spell_arguments();
        given.extend(shell_arguments("--as-of", self.as_of.as_slice()));
        given
    }
}

/// Without a report there is nothing that could take the war to another day than the scenario's own.
fn nothing_known(day: &str, scenario: &Scenario) -> Failure {
    let diagnostic = Diagnostic::error("nothing-known", "no event was known by that day")
        .allowed(format!("{}, the scenario's start, or a day by which an event was known", scenario.start))
        .hint("leave --as-of out, or give events with --evidence");
    Failure::argument("--as-of", day, diagnostic)
}

impl PlannedRecord {
    /// Arguments that select the record, as a shell reads them.
    pub fn spell_arguments(&self) -> &[String] {
        &self.spelled
    }

    /// Arguments that select the record where it lies beside the scenario, as in a bundle.
    pub fn spell_arguments_beside(&self) -> Vec<String> {
        self.request.iter().flat_map(|request| shell_arguments("--as-of", &[request.as_of.to_string()])).collect()
    }

    /// Work of a verb that starts here, as shards divide it.
    pub fn divided_work(&self, command: String, rerun: String) -> DividedWork {
        DividedWork {
            command,
            rerun,
            // The whole scenario, from which the record is taken: what lies before its last day is gone from the one onward.
            scenario: Some(self.request.as_ref().map_or(&self.scenario, |request| &request.scenario).digest()),
            evidence: self.evidence_digest(),
            scenario_text: Some(self.source.text().to_owned()),
            evidence_text: self.request.as_ref().map(|request| request.log.to_csv()),
        }
    }

    /// Digest of the evidence that is used.
    pub fn evidence_digest(&self) -> Option<String> {
        self.request.as_ref().map(|request| request.log.digest(request.as_of))
    }

    /// Levers as they are placed in the scenario that the record is of.
    pub fn levers_from_start(&self, names: &[String]) -> Result<Vec<LeverSetting>, Failure> {
        let Some(request) = &self.request else { return Ok(Vec::new()) };
        names.iter().map(|name| find_lever(name, &request.scenario)).collect()
    }

    /// Takes the record, with the forecast of the scenario alone beside it.
    pub fn take(&self, simulation: &SimulationOptions) -> Result<Option<Arc<Posterior>>, Failure> {
        let Some(request) = &self.request else { return Ok(None) };
        self.take_beside(simulation, &self.plain_request(request), Vec::new())
    }

    /// Takes the record, with the forecast of the scenario alone beside it: under the same mechanisms and by the same rule as another
    /// forecast, and with its levers as they are placed there.
    pub fn take_beside(
        &self,
        simulation: &SimulationOptions,
        like: &ForecastRequest,
        lever_settings: Vec<LeverSetting>,
    ) -> Result<Option<Arc<Posterior>>, Failure> {
        let Some(request) = &self.request else { return Ok(None) };
        let (mechanisms, rule) = (like.mechanisms, like.rule.clone());
        let without = ForecastRequest { mechanisms, rule, lever_settings, ..self.plain_request(request) };
        let start = simulation.run_watched(|watch| start_on_record(request, Some(&without), watch))?;
        Ok(start.map(|start| start.posterior))
    }

    /// Request of the forecast of the scenario alone.
    fn plain_request(&self, request: &AssimilationRequest) -> ForecastRequest {
        ForecastRequest {
            runs: self.runs,
            draws: request.size.kept,
            seed: request.seed,
            resolution: request.resolution,
            ..ForecastRequest::new(request.scenario.clone())
        }
    }
}
