//! Moves of the front to expect in a step: the rate of the war, the season and the pace (decision 44).

use crate::battlefield::season::SeasonYear;
use crate::quantity::half_life_share;
use crate::state::war_state::State;
use crate::step::draws::StepDraws;
use crate::step::purpose::Purpose;
use crate::war::figures::War;
use standoff_num::distributions::normal_quantile;
use standoff_num::elementary::exp;

/// Moves of the front in a step of one length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FrontRate {
    /// Moves in a step at the long-run rate.
    mean_moves: f64,
    season: Option<StepSeason>,
    memory: Option<PaceMemory>,
}

/// The season on the calendar of a war.
#[derive(Debug, Clone, PartialEq)]
struct StepSeason {
    year: SeasonYear,
    /// Months into the year at the start.
    begins: f64,
    /// Length of a step.
    months: f64,
}

/// Memory of the pace: the logarithm of the pace returns to its mean (Ornstein and Uhlenbeck), exactly over any step.
#[derive(Debug, Clone, PartialEq)]
struct PaceMemory {
    /// Standard deviation of the logarithm in the long run.
    spread: f64,
    /// Share of the score that is left after a step.
    kept: f64,
}

impl FrontRate {
    /// The moves of a war in steps of `months`.
    pub(super) fn new(war: &War, months: f64) -> Self {
        let season = |factors: [f64; 12]| StepSeason {
            year: SeasonYear::new(&factors),
            begins: war.start_month_of_year,
            months,
        };
        let memory =
            PaceMemory { spread: war.front.pace_spread, kept: half_life_share(war.front.pace_half_life, months) };
        Self {
            mean_moves: war.front.moves * months,
            season: war.season.monthly_factors().map(season),
            memory: (war.front.pace_spread > 0.0).then_some(memory),
        }
    }

    /// Moves to expect of a state in the step that begins `draws.time()` steps after the start.
    pub(super) fn expected_moves(&self, state: &State, draws: &StepDraws<'_>) -> f64 {
        let season = self.season.as_ref().map_or(1.0, |season| {
            let from = season.begins + f64::from(draws.time()) * season.months;
            season.year.mean_factor(from, season.months)
        });
        let pace = self.memory.as_ref().map_or(1.0, |memory| {
            let score = state.pace_score.unwrap_or_else(|| first_score(draws));
            // Half the variance is taken off so that the mean of the pace is one.
            exp(memory.spread * score - 0.5 * memory.spread * memory.spread)
        });
        self.mean_moves * season * pace
    }

    /// Moves the pace of a state by a step. Without memory there is none, and no random number is asked for.
    pub(super) fn change_pace(&self, state: &mut State, draws: &StepDraws<'_>) {
        let Some(memory) = &self.memory else { return };
        let [change, _] = draws.pair(Purpose::Pace, 0);
        let before = state.pace_score.unwrap_or_else(|| first_score(draws));
        let drawn = (1.0 - memory.kept * memory.kept).sqrt();
        state.pace_score = Some(memory.kept * before + drawn * normal_quantile(change));
    }
}

/// Score of a state whose pace nobody knows: from the law of the long run.
fn first_score(draws: &StepDraws<'_>) -> f64 {
    let [_, first] = draws.pair(Purpose::Pace, 0);
    normal_quantile(first)
}
