//! First looks: a small answer within a moment, by actors who plan on a short front.
//!
//! Without evidence it is one draw at the central values. From a record it is a few draws, with the numbers of the world put
//! over theirs: those of the record of the scenario as it was opened, or, until that has been taken, of a small one that is
//! taken for first looks alone.

use crate::change::Change;
use crate::failure::Failure;
use crate::listener::Listener;
use crate::part::Part;
use crate::records::Records;
use crate::world::World;
use standoff_assimilation::{RecordStart, start_on_record};
use standoff_breakdown::progressive::{ProgressiveForecast, forecast_at_central_values};
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use std::sync::{Arc, Mutex, PoisonError};

/// Draws of the first look from evidence. Every draw has to go through the whole record, so one at the central values would not do.
const DRAWS: usize = 8;

/// What first looks share: the records that they start from, and the last look at a scenario as it stands.
#[derive(Debug, Default)]
pub struct FirstLooks {
    records: Arc<Records>,
    scenario: Mutex<Option<(Arc<Posterior>, Arc<Part>)>>,
}

impl FirstLooks {
    /// First looks from these records.
    pub fn new(records: Arc<Records>) -> Self {
        Self { records, scenario: Mutex::default() }
    }

    /// Sends a first look at a world.
    ///
    /// # Errors
    ///
    /// What is wrong with the world, or that the client has gone.
    pub fn send(&self, world: &World, listener: &Listener) -> Result<(), Failure> {
        if listener.has_gone() {
            return Err(LabError::NothingDone.into());
        }
        match self.record(world, listener)? {
            Some(start) => self.send_on_record(world, &start, listener),
            None => send_at_central_values(world, listener),
        }
    }

    /// The record from which first looks at a world start; none where it has no evidence.
    ///
    /// # Errors
    ///
    /// What is wrong with the evidence, or that the client has gone.
    pub fn record(&self, world: &World, listener: &Listener) -> Result<Option<RecordStart>, Failure> {
        let opened = world.as_opened();
        let taken = opened.record_question(world.request.draws).and_then(|question| self.records.get(&question));
        if taken.is_some() {
            return Ok(taken);
        }
        // Whatever the numbers of the question, so that all views of a day share one.
        let sketch = opened.sketched().with_counts(DRAWS, DRAWS);
        let (Some(question), Some(wanted)) = (sketch.record_question(DRAWS), sketch.assimilation(DRAWS)) else {
            return Ok(None);
        };
        let take = || {
            let watch = ProgressMonitor::new(&listener.stop, &|_| ());
            start_on_record(&wanted, None, watch)?.ok_or_else(|| LabError::NothingDone.into())
        };
        self.records.get_or_take(&question, &listener.stop, take).map(Some)
    }

    fn send_on_record(&self, world: &World, start: &RecordStart, listener: &Listener) -> Result<(), Failure> {
        let look = look_on_record(world, start, listener)?;
        let change = match &world.scenario_question {
            Some(_) => look.change_from((&*self.look_at_scenario(world, start, listener)?).into()),
            None => None,
        };
        listener.send_partial(look.answer(world.request.draws)?, true, change);
        Ok(())
    }

    /// The look at the scenario as it stands, which is made once for all worlds that start from one record.
    fn look_at_scenario(&self, world: &World, start: &RecordStart, listener: &Listener) -> Result<Arc<Part>, Failure> {
        let mut known = self.scenario.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, look)) = known.as_ref().filter(|(posterior, _)| Arc::ptr_eq(posterior, &start.posterior)) {
            return Ok(Arc::clone(look));
        }
        let look = Arc::new(look_on_record(&world.as_opened(), start, listener)?);
        *known = Some((Arc::clone(&start.posterior), Arc::clone(&look)));
        Ok(look)
    }
}

fn look_on_record(world: &World, start: &RecordStart, listener: &Listener) -> Result<Part, Failure> {
    let draws = DRAWS.min(world.request.draws);
    Part::simulate(world.sketched().request_over_opened(start, draws)?, &listener.stop)
}

/// Sends one draw at the central values, with the curve of the scenario's; one draw says nothing about the error of a change.
fn send_at_central_values(world: &World, listener: &Listener) -> Result<(), Failure> {
    let look = |world: &World| forecast_at_central_values(&world.request);
    let scenario = || world.scenario_question.as_ref().map(|_| look(&world.as_opened())).transpose();
    let (glance, scenario) = rayon::join(|| look(world), scenario);
    let curve = |seen: ProgressiveForecast| seen.answer.forecast.hold.curve.iter().map(|at| at.p).collect();
    let change = scenario?.flatten().map(|seen| Change::of_curve(curve(seen)));
    if let Some(glance) = glance? {
        listener.send_partial(glance, true, change);
    }
    Ok(())
}
