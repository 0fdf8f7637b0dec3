//! What a forecast leaves for a caller within the process besides its data: tables and pictures.

use crate::program::output::Failure;
use crate::program::receiver::{Receiver, caller};
use standoff::breakdown::bundle::run_tables::{paths_table, runs_table};
use standoff::breakdown::week::Breakdown;
use standoff::brief::answer_pictures::draw_answer;
use standoff::lab::forecast::ensemble::Ensemble;
use standoff::lab::forecast::request::ForecastRequest;
use standoff::lab::forecast::run_forecast::Forecast;

/// Hands the tables of a forecast to the caller, if there is one, with its pictures if they are wanted.
pub fn hand_over(made: &mut Forecast, request: &ForecastRequest) -> Result<(), Failure> {
    let Some(caller) = caller() else { return Ok(()) };
    hand_tables(&*caller, "", made, request);
    if caller.wants_pictures() {
        // The futures are lent, not copied: there may be gigabytes of them.
        let design = request.design();
        let draws = std::mem::take(&mut made.draws);
        let ensemble = Ensemble::new(&design, draws, made.findings.interrupted).map_err(Failure::run)?;
        let week = Breakdown::of_answer(&ensemble, request).map_err(Failure::run)?;
        made.draws = ensemble.draws;
        for drawn in draw_answer(&week) {
            caller.picture(&drawn.name, &drawn.title, &drawn.svg);
        }
    }
    Ok(())
}

/// Hands the tables of the forecast without the record to the caller, if there is one.
pub fn hand_over_without(made: &Forecast, request: &ForecastRequest) {
    if let Some(caller) = caller() {
        hand_tables(&*caller, "without.", made, request);
    }
}

fn hand_tables(caller: &dyn Receiver, prefix: &str, made: &Forecast, request: &ForecastRequest) {
    caller.table(&format!("{prefix}runs"), &runs_table(&made.draws, request));
    caller.table(&format!("{prefix}paths"), &paths_table(&made.draws, request));
}
