//! The effort of a debrief, and the outcomes that it reads off futures.

use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::{ForecastPart, Outcome};
use standoff_scenario::{Scenario, Values};
use standoff_world::war::War;

/// Most futures of a debrief; each month that is reviewed has as many paths of its own.
pub(super) const MOST_FUTURES: usize = 10_000;

/// Outcomes by which alternatives are compared, besides the values of all actors: how long the war lasts, and at what
/// cost. Every further outcome adds comparisons, and a difference must then be larger to be called clear.
const COMPARED_OUTCOMES: [&str; 8] = [
    "hold-months",
    "deal-months",
    "fighting-months",
    "cost.invader.area",
    "cost.invader.casualties",
    "cost.defender.casualties",
    "cost.coalition.bilateral",
    "cost.coalition.pooled",
];

/// Effort of a debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebriefEffort {
    /// Number of futures in which the engine plays all roles.
    pub futures: usize,
    /// Number of futures from each month that is reviewed, for the decision and for each alternative.
    pub paths: usize,
    /// Most months that are reviewed: the first ones in which something was decided.
    pub months: usize,
    /// Most alternatives to each.
    pub alternatives: usize,
}

impl Default for DebriefEffort {
    fn default() -> Self {
        Self { futures: 1000, paths: 64, months: 24, alternatives: 6 }
    }
}

/// Outcomes that are read off futures.
pub(super) struct Measures {
    war: War,
    values: Values,
    /// Outcomes that place the played path among the futures.
    pub outcome_lines: Vec<Outcome>,
    /// Outcomes by which alternatives are compared.
    pub compared: Vec<Outcome>,
}

impl Measures {
    pub(super) fn new(scenario: &Scenario, values: &Values) -> Self {
        let values = values.clone();
        let all = Outcome::list(scenario);
        let counted = |outcome: &&Outcome| outcome.unit != "chance" && outcome.part != ForecastPart::Question;
        let compared = |outcome: &&Outcome| {
            COMPARED_OUTCOMES.contains(&outcome.name.as_str()) || outcome.part == ForecastPart::Values
        };
        Self {
            war: scenario.war(&values),
            values,
            outcome_lines: all.iter().filter(counted).cloned().collect(),
            compared: all.iter().filter(compared).cloned().collect(),
        }
    }

    /// Value of an outcome in a future.
    pub(super) fn outcome_value(&self, outcome: &Outcome, run: &Run) -> f64 {
        outcome.read_from(&self.war, &self.values, run)
    }
}
