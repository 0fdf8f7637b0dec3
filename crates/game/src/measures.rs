//! How much a debrief plays, and what it reads off futures.

use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::{ForecastPart, Outcome};
use standoff_scenario::{Scenario, Values};
use standoff_world::war::War;

/// Most futures of a debrief.
pub(super) const MOST: usize = 10_000;

/// Outcomes for which alternatives are looked at, beside the values of all actors: how long, and at what cost.
const COMPARED: [&str; 8] = [
    "hold-months",
    "deal-months",
    "fighting-months",
    "cost.invader.area",
    "cost.invader.casualties",
    "cost.defender.casualties",
    "cost.coalition.bilateral",
    "cost.coalition.pooled",
];

/// How much a debrief plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Futures in which the engine plays all chairs.
    pub futures: usize,
    /// Futures from each month that is looked at, for what was decided and for each alternative.
    pub paths: usize,
    /// Months that are looked at, the first ones in which something was decided.
    pub months: usize,
    /// Alternatives to each.
    pub alternatives: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { futures: 1000, paths: 64, months: 24, alternatives: 6 }
    }
}

/// What is read off futures.
pub(super) struct Measures {
    war: War,
    values: Values,
    /// For the lines.
    pub lines: Vec<Outcome>,
    /// For alternatives.
    pub compared: Vec<Outcome>,
}

impl Measures {
    pub(super) fn of_scenario(scenario: &Scenario) -> Self {
        let values = scenario.central_values();
        let all = Outcome::list(scenario);
        let counted = |outcome: &&Outcome| outcome.unit != "chance" && outcome.part != ForecastPart::Question;
        let compared =
            |outcome: &&Outcome| COMPARED.contains(&outcome.name.as_str()) || outcome.part == ForecastPart::Values;
        Self {
            war: scenario.war(&values),
            values,
            lines: all.iter().filter(counted).cloned().collect(),
            compared: all.iter().filter(compared).cloned().collect(),
        }
    }

    /// An outcome of a future.
    pub(super) fn of(&self, outcome: &Outcome, run: &Run) -> f64 {
        outcome.read_from(&self.war, &self.values, run)
    }
}
