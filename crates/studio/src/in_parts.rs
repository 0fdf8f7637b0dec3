//! A forecast in parts: the answer after some of its draws, each beside the same draws of the scenario as it stands.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::listener::Listener;
use crate::part::{Part, simulate_draws};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::measure::measure_findings;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;

/// Numbers of draws after which the answer so far is sent. Errors fall with the root of the draws, so each is a visible step.
const PARTS: [usize; 3] = [6, 24, 64];

/// Makes a forecast, to the byte that of [`standoff_lab::forecast::run_forecast::run_forecast()`], and sends the answer after
/// each part of its draws.
///
/// # Errors
///
/// Those of the forecast, or that the client has gone.
pub fn forecast_in_parts(
    request: &ForecastRequest,
    scenario: Option<&Answer>,
    listener: &Listener,
) -> Result<Forecast, Failure> {
    let design = request.design();
    let order = spread_order(design.draws);
    let mut draws: Vec<DrawRuns> = Vec::new();
    for to in PARTS.into_iter().filter(|&part| listener.is_streaming() && part < design.draws) {
        draws.extend(simulate_draws(request, &order[draws.len()..to], &listener.stop)?);
        draws.sort_by_key(|draw| draw.draw);
        let part = Part::new(request.clone(), draws)?;
        let change = scenario.and_then(|answer| part.change_from(answer.into()));
        listener.send_partial(part.answer(design.draws)?, false, change);
        draws = part.into_draws();
    }
    draws.extend(simulate_draws(request, &order[draws.len()..], &listener.stop)?);
    draws.sort_by_key(|draw| draw.draw);
    let ensemble = Ensemble::new(&design, draws, false)?;
    let findings = measure_findings(request, &ensemble)?;
    Ok(Forecast { findings, draws: ensemble.draws })
}

/// All draws in an order of which every beginning is spread evenly: those after a record lie population by population, and the
/// first few would be those of one.
fn spread_order(draws: usize) -> Vec<usize> {
    let bits = draws.next_power_of_two().trailing_zeros();
    let reversed = |place: usize| if bits == 0 { 0 } else { place.reverse_bits() >> (usize::BITS - bits) };
    (0..draws.next_power_of_two()).map(reversed).filter(|&draw| draw < draws).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_is_spread() {
        assert_eq!(spread_order(8), [0, 4, 2, 6, 1, 5, 3, 7]);
        for draws in [1, 2, 5, 6, 100, 128] {
            let order = spread_order(draws);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..draws).collect::<Vec<usize>>());
            let half = order[..draws.div_ceil(2)].iter().filter(|&&draw| 2 * draw < draws).count();
            assert!(half.abs_diff(draws.div_ceil(4)) <= 1, "{draws}: {half}");
        }
    }
}
