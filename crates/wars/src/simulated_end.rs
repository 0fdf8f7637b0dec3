//! How and when a simulated war ends, as ends of past wars are dated.

use crate::library::Ending;
use standoff_lab::future::run::{FightingEnd, Run};
use standoff_scenario::Values;
use standoff_world::quantity::hazard_over;
use standoff_world::state::End;

/// Months within which the same sides may fight again.
pub(crate) const AGAIN_MONTHS: f64 = 60.0;

/// The end of a simulated war.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SimulatedEnd {
    pub ending: Ending,
    /// Chance that it is fought again within five years.
    pub fought_again: f64,
    /// Hazard a month of a renewed war, where the end is a settlement.
    pub hazard: Option<f64>,
}

/// The first end of a future with its month, as ends of past wars are dated.
pub(crate) fn simulated_end(values: &Values, run: &Run) -> Option<(f64, SimulatedEnd)> {
    let (end, month) = run.first_end()?;
    let simulated = match end {
        FightingEnd::Quiet(place) => {
            // What broke in the future was fought again; what lasted to the horizon may still be.
            let hazard = values.get("truce.frozen_breaks").unwrap_or(0.0);
            let broken = run.truces[place].broken;
            let fought_again = if broken { 1.0 } else { hazard_over(hazard, AGAIN_MONTHS) };
            SimulatedEnd { ending: Ending::Ceasefire, fought_again, hazard: None }
        }
        FightingEnd::Settled(place) => {
            let signature = run.settlements[place].signature;
            let fought_again = signature.map_or(0.0, |signature| 1.0 - signature.five_year_peace());
            // Whatever the terms: both sides have accepted them.
            SimulatedEnd { ending: Ending::Settlement, fought_again, hazard: signature.map(|one| one.hazard) }
        }
        // Nothing follows a victory in the model.
        FightingEnd::Won(End::InvaderWins) => SimulatedEnd { ending: Ending::Invader, fought_again: 0.0, hazard: None },
        FightingEnd::Won(_) => SimulatedEnd { ending: Ending::Defender, fought_again: 0.0, hazard: None },
    };
    Some((month, simulated))
}
