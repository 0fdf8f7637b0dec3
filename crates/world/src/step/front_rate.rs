//! Moves of the front to expect in a step: the rate of the war, the season and the pace (decision 44).

use crate::battlefield::season::SeasonYear;
use crate::state::war_state::State;
use crate::step::draws::StepDraws;
use crate::step::memory::Memory;
use crate::step::purpose::Purpose;
use crate::war::figures::War;
use standoff_num::elementary::exp;

/// Moves of the front in a step of one length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FrontRate {
    /// Moves in a step at the long-run rate.
    mean_moves: f64,
    season: Option<StepSeason>,
    /// Standard deviation of the logarithm of the pace in the long run.
    spread: f64,
    memory: Option<Memory>,
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

impl FrontRate {
    /// The moves of a war in steps of `months`.
    pub(super) fn new(war: &War, months: f64) -> Self {
        let season = |factors: [f64; 12]| StepSeason {
            year: SeasonYear::new(&factors),
            begins: war.start_month_of_year,
            months,
        };
        let (spread, half_life) = (war.front.pace_spread, war.front.pace_half_life);
        Self {
            mean_moves: war.front.moves * months,
            season: war.season.monthly_factors().map(season),
            spread,
            memory: Memory::new(Purpose::Pace, spread, half_life, months),
        }
    }

    /// Moves to expect of a state in the step that begins `draws.time()` steps after the start.
    pub(super) fn expected_moves(&self, state: &State, draws: &StepDraws<'_>) -> f64 {
        let season = self.season.as_ref().map_or(1.0, |season| {
            let from = season.begins + f64::from(draws.time()) * season.months;
            season.year.mean_factor(from, season.months)
        });
        let pace = self.memory.as_ref().map_or(1.0, |memory| {
            let score = memory.score_before(state.pace_score, draws);
            // Half the variance is taken off so that the mean of the pace is one.
            exp(self.spread * score - 0.5 * self.spread * self.spread)
        });
        self.mean_moves * season * pace
    }

    /// Moves of a step against their mean in the long run; the mean where the front never moves.
    pub(super) fn relative_moves(&self, moved: u32) -> f64 {
        if self.mean_moves > 0.0 { f64::from(moved) / self.mean_moves } else { 1.0 }
    }

    /// Moves the pace of a state by a step.
    pub(super) fn change_pace(&self, state: &mut State, draws: &StepDraws<'_>) {
        if let Some(memory) = &self.memory {
            state.pace_score = Some(memory.score_after(state.pace_score, draws));
        }
    }
}
