//! What may come soon and would move the answer: the days of the calendar, and events without a day of their own.

use super::upcoming::{self, UpcomingDay};
use super::watch::{self, WatchItem};
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;

/// Signs of the next months, measured on the futures of a forecast.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signs {
    /// Days of the calendar to come, in order of time, each with how far it may move the answer.
    pub upcoming: Vec<UpcomingDay>,
    /// Events that would move the answer, the strongest first.
    pub watch: Vec<WatchItem>,
}

impl Signs {
    /// Measures the signs in a forecast. It lends its futures, which are not copied: there may be gigabytes of them.
    ///
    /// ```
    /// use standoff_breakdown::week::signs::Signs;
    /// use standoff_lab::forecast::{request::ForecastRequest, run_forecast::run_forecast};
    /// use standoff_scenario::builtin;
    /// use std::sync::atomic::AtomicBool;
    ///
    /// let request = ForecastRequest { runs: 16, draws: 2, ..ForecastRequest::new(builtin::load("two-sided").unwrap()) };
    /// let mut made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
    /// let signs = Signs::of_forecast(&mut made, &request).unwrap();
    /// // So few futures tell nothing from chance.
    /// assert!(signs.watch.is_empty() && made.draws.len() == 2);
    /// ```
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where no run can be read.
    pub fn of_forecast(made: &mut Forecast, request: &ForecastRequest) -> Result<Self, LabError> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, std::mem::take(&mut made.draws), made.findings.interrupted)?;
        let signs = Self { upcoming: upcoming::list_upcoming(&ensemble), watch: watch::list_watched(&ensemble) };
        made.draws = ensemble.draws;
        Ok(signs)
    }
}
