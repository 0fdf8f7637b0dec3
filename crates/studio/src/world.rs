//! A world that was checked and can be forecast.

use crate::failure::Failure;
use standoff_assimilation::{AssimilationRequest, FilterSize, RecordStart, scenario_onward};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};
use standoff_world::switches::Mechanisms;
use std::sync::Arc;

/// A world.
#[derive(Debug, Clone)]
pub struct World {
    /// Word by which the command line opens its scenario.
    pub word: String,
    /// Scenario as it was opened, before any number was set.
    pub opened: Scenario,
    /// Paths of the numbers set by hand, with their values.
    pub set: Vec<(String, f64)>,
    /// Names of the levers that are pulled.
    pub levers: Vec<String>,
    /// Arguments that select its evidence on the command line.
    pub record_arguments: Vec<String>,
    /// Forecast from the scenario's start, without any evidence.
    pub request: ForecastRequest,
    /// Question about its scenario as it stands, on the same evidence; none where this is that world.
    pub scenario_question: Option<String>,
    /// Evidence, where it is used, and the day as of which it is.
    pub evidence: Option<(Log, Date)>,
}

impl World {
    /// The assimilation of its evidence for a forecast that keeps `draws` draws; none where it has no evidence.
    pub fn assimilation(&self, draws: usize) -> Option<AssimilationRequest> {
        let (log, as_of) = self.evidence.clone()?;
        let ForecastRequest { scenario, seed, resolution, .. } = self.request.clone();
        let size = FilterSize::for_kept_draws(draws);
        Some(AssimilationRequest { scenario, log, as_of, size, seed, resolution })
    }

    /// The forecast without its evidence, for a forecast of `draws` draws.
    pub fn request_without_record(&self, draws: usize) -> ForecastRequest {
        ForecastRequest { runs: self.runs_of(draws), draws, command: String::new(), ..self.request.clone() }
    }

    /// Everything on which the record that it starts from depends.
    pub fn record_question(&self, draws: usize) -> Option<String> {
        let (log, as_of) = self.evidence.as_ref()?;
        let request = self.request_without_record(draws);
        Some(format!(
            "{} {} {as_of} {} {draws} {} {:?} {:?} {:?}",
            request.scenario.digest(),
            log.digest(*as_of),
            request.runs,
            request.seed,
            self.levers,
            request.mechanisms,
            request.resolution,
        ))
    }

    /// The same scenario as it was opened: no number set, no lever pulled, nothing switched off.
    pub fn as_opened(&self) -> Self {
        let request = ForecastRequest {
            scenario: self.opened.clone(),
            lever_settings: Vec::new(),
            mechanisms: Mechanisms::default(),
            ..self.request.clone()
        };
        Self { set: Vec::new(), levers: Vec::new(), request, scenario_question: None, ..self.clone() }
    }

    /// The same world with actors who plan on a short front.
    pub fn sketched(&self) -> Self {
        Self { request: ForecastRequest { resolution: Resolution::Sketch, ..self.request.clone() }, ..self.clone() }
    }

    /// The same world with other numbers of futures and draws.
    pub fn with_counts(&self, runs: usize, draws: usize) -> Self {
        Self { request: ForecastRequest { runs, draws, ..self.request.clone() }, ..self.clone() }
    }

    /// Its forecast from a start on its record.
    ///
    /// # Errors
    ///
    /// What is wrong with its levers.
    pub fn request_on_record(&self, start: &RecordStart, draws: usize) -> Result<ForecastRequest, Failure> {
        Ok(ForecastRequest {
            lever_settings: LeverSetting::find_named(&self.levers, &start.scenario)?,
            scenario: start.scenario.clone(),
            posterior: Some(Arc::clone(&start.posterior)),
            runs: self.runs_of(draws),
            draws,
            ..self.request.clone()
        })
    }

    /// Its forecast from a start on the record of the scenario as it was opened: the numbers set by hand are put over those of
    /// every draw, whose states stay.
    ///
    /// # Errors
    ///
    /// What is wrong with its levers.
    pub fn request_over_opened(&self, opened: &RecordStart, draws: usize) -> Result<ForecastRequest, Failure> {
        let posterior = opened.posterior.thinned(draws).with_values(&self.set);
        let scenario = self.scenario_onward();
        self.request_on_record(&RecordStart { scenario, posterior: Arc::new(posterior) }, draws)
    }

    /// Its scenario from the last day of its evidence on.
    pub fn scenario_onward(&self) -> Scenario {
        match &self.evidence {
            Some((log, as_of)) => scenario_onward(&self.request.scenario, log, *as_of),
            None => self.request.scenario.clone(),
        }
    }

    /// Futures of a forecast of `draws` draws, each with as many as in the whole forecast.
    fn runs_of(&self, draws: usize) -> usize {
        let whole = &self.request;
        if draws == whole.draws { whole.runs } else { draws * whole.runs.div_ceil(whole.draws) }
    }
}
