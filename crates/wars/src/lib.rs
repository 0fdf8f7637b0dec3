//! Wars that are over, forecast from inside with what was known on the day, and scored beside plain methods.
//!
//! A model of wars that has been run on one can be believed by nobody. The [library](mod@library) holds wars as scenarios with
//! their record, and apart from these, read by no forecast, how each ended. From every [origin](origins) of a war the model
//! [forecasts](model_forecast) when and how it ends; methods that know no politics do the same ([durations], [fronts]); and
//! what came is [scored](score). The forms of all comparisons were written down before the first score was computed, in
//! `scenarios/wars/comparisons.toml`.
//!
//! What the simulated wars look like as a class stands beside what many wars were like in [moments].

pub mod blend;
pub mod calibration;
mod curve;
pub mod durability;
pub mod durations;
pub mod fronts;
mod keep;
pub mod library;
pub mod model_forecast;
pub mod moments;
pub mod origins;
mod rows;
pub mod score;
mod score_request;
mod simulated_end;
pub mod simulated_wars;

pub use blend::Blend;
pub use curve::{EndCurve, MONTHS};
pub use library::{Ending, LibraryWar, Outcome, library};
pub use moments::{WarsMoments, measure_moments};
pub use score::{WarsScore, score_wars};
pub use score_request::ScoreRequest;
