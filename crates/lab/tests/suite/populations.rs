//! Errors of a forecast on a record are taken between the populations of its filter (decision 93).

use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::forecast::findings::{PairedDifference, Stall};
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::{Forecast, ForecastProgress, run_forecast};
use standoff_scenario::builtin;
use standoff_world::state::State;
use standoff_world::war::World;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

const POPULATIONS: usize = 3;
const DRAWS_OF_EACH: usize = 4;
const DRAWS: usize = POPULATIONS * DRAWS_OF_EACH;

/// Forecast from draws that are the same within each population, which has the number that `label` gives to a draw, and the last
/// progress that it reports.
fn forecast_with(label: fn(usize) -> usize) -> (Forecast, ForecastProgress) {
    let scenario = builtin::load("two-sided").expect("a built-in scenario");
    let values = scenario.draws(3, POPULATIONS as u32);
    let draw = |draw: usize| {
        let population = draw / DRAWS_OF_EACH;
        let values = values.values(population);
        let state = State::start(&World::new(scenario.war(&values)));
        let reasons = standoff_num::Draws::new(3, population as u32, 0);
        PosteriorDraw { values, reasons, states: vec![state], population: label(draw) }
    };
    let posterior = Posterior {
        draws: (0..DRAWS).map(draw).collect(),
        record: RecordSummary::default(),
        series: Default::default(),
    };
    let request = ForecastRequest {
        runs: 60 * DRAWS,
        draws: DRAWS,
        resolution: Resolution::Sketch,
        posterior: Some(Arc::new(posterior)),
        ..ForecastRequest::new(scenario)
    };
    let last = Mutex::new(None);
    let forecast = run_forecast(&request, &AtomicBool::new(false), &|at| {
        let mut last = last.lock().expect("no panic");
        *last = last.filter(|known: &ForecastProgress| known.done > at.done).or(Some(*at));
    });
    (forecast.expect("a forecast"), last.into_inner().expect("no panic").expect("progress"))
}

/// Were the draws of a population the same to the last future, errors of all draws would be sqrt(11/2) = 2.3 times as large, and those
/// of the eight draws of the stall table, three, two and three of each population, between 1.7 and 2.
#[test]
fn draws_of_one_population_count_once() {
    let [(together, near), (apart, far)] = [|draw| draw / DRAWS_OF_EACH, |draw| draw].map(forecast_with);
    for (wide, narrow) in together.findings.hold.survival.iter().zip(&apart.findings.hold.survival) {
        assert_eq!(wide.p, narrow.p);
        assert!(wide.mc_error > 1.3 * narrow.mc_error || wide.mc_error == 0.0, "{wide:?} {narrow:?}");
    }
    let differences = |stall: &Stall| [stall.deals_difference, stall.deal_per_month_difference];
    let of_all = |forecast: &Forecast| -> Vec<PairedDifference> {
        forecast.findings.talks.stall.iter().flat_map(differences).flatten().collect()
    };
    let mut compared = 0;
    for (wide, narrow) in of_all(&together).iter().zip(of_all(&apart)) {
        assert_eq!(wide.mean, narrow.mean);
        let [wide, narrow] = [wide.error, narrow.error].map(|error| error.expect("several draws"));
        assert!(wide > 1.6 * narrow && wide < 2.1 * narrow || wide == 0.0, "{wide} {narrow}");
        compared += usize::from(wide > 0.0);
    }
    assert!(compared > 4, "{compared}");
    let width = |at: &ForecastProgress| at.hold[2] - at.hold[0];
    assert_eq!((near.done, near.hold[1]), (60 * DRAWS, far.hold[1]));
    assert!(width(&near) > 1.3 * width(&far), "{near:?} {far:?}");
}
