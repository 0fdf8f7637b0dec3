//! State of the war at the end of each month of one future.

use serde::{Deserialize, Serialize};
use standoff_world::state::Backing;

/// Values at the start and at the end of each month that was simulated; all columns have the same length.
///
/// The columns are narrow because an ensemble keeps thousands of them: a front has far fewer than 65,536 steps, and no
/// answer needs more than the seven digits of an `f32`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MonthlyTrace {
    /// Position of the front, in steps of the scenario's front.
    pub front_steps: Vec<u16>,
    /// Coverage of the defender's need, as a share.
    pub coverage: Vec<f32>,
    /// Posture of the great power, as its place in the scenario's list.
    pub posture: Vec<u8>,
    /// Backers that stand behind their side.
    pub backing: Vec<Backing>,
    /// Credibility of guarantees, as a share.
    pub credibility: Vec<f32>,
    /// Rounds of talks held so far.
    pub rounds: Vec<u16>,
}
