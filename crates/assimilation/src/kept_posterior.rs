//! What a record leaves, as shards share it.

use crate::request::AssimilationRequest;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::record::series::RecordSeries;
use standoff_num::Draws;
use standoff_world::state::State;
use standoff_world::war::World;
use std::sync::Arc;

/// A posterior as it is kept. The order of the fields is the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptPosterior {
    draws: Vec<KeptDraw>,
    /// Events used, and the first day, the last day and the digest of the record.
    record: (usize, String, String, String),
    /// Effective sample size.
    ess: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptDraw {
    figures: Vec<f64>,
    /// Seed, draw and path of its reasons.
    reasons: (u64, u32, u32),
    states: Vec<State>,
    population: usize,
}

impl KeptPosterior {
    /// Takes down a posterior, before the forecast without the record is added to its summary.
    pub(crate) fn of(posterior: &Posterior) -> Self {
        let draw = |draw: &PosteriorDraw| KeptDraw {
            figures: draw.values.as_slice().to_vec(),
            reasons: (draw.reasons.seed(), draw.reasons.draw(), draw.reasons.path()),
            states: draw.states.clone(),
            population: draw.population,
        };
        let record = &posterior.record;
        Self {
            draws: posterior.draws.iter().map(draw).collect(),
            record: (record.events, record.from.clone(), record.until.clone(), record.evidence.clone()),
            ess: record.ess,
        }
    }

    /// True if it can be what a request leaves: as many draws as are kept, of the scenario's parameters, with states of its war.
    pub(crate) fn fits(&self, request: &AssimilationRequest) -> bool {
        let central = request.scenario.central_values();
        let world = World::new(request.scenario.begun_on(request.as_of).war(&central));
        let own = |state: &State| state.belongs_to(&world);
        let draw = |draw: &KeptDraw| {
            let figures =
                draw.figures.len() == central.as_slice().len() && draw.figures.iter().all(|one| one.is_finite());
            figures && !draw.states.is_empty() && draw.population < self.draws.len() && draw.states.iter().all(own)
        };
        !self.draws.is_empty() && self.draws.len() <= request.size.kept && self.draws.iter().all(draw)
    }

    /// The posterior again, in the scenario of a request; the series of the record follow from its log.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where the values are not those of the scenario's parameters.
    pub(crate) fn into_posterior(self, request: &AssimilationRequest) -> Result<Posterior, LabError> {
        let central = request.scenario.central_values();
        let draw = |draw: KeptDraw| -> Result<PosteriorDraw, LabError> {
            let (seed, number, path) = draw.reasons;
            Ok(PosteriorDraw {
                values: central.with_figures(draw.figures).ok_or(DrawError::Foreign)?,
                reasons: Draws::new(seed, number, path),
                states: draw.states,
                population: draw.population,
            })
        };
        let (events, from, until, evidence) = self.record;
        Ok(Posterior {
            draws: self.draws.into_iter().map(draw).collect::<Result<_, _>>()?,
            record: RecordSummary { events, from, until, evidence, ess: self.ess, ..RecordSummary::default() },
            series: Arc::new(RecordSeries::new(&request.scenario, &request.log, request.as_of)),
        })
    }
}
