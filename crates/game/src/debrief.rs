//! The debrief of a game: the played path among other futures, and the alternatives to its decisions.

use crate::alternatives::{Review, ReviewedMonth, mark_clear_differences};
use crate::game_file::Game;
use crate::game_match::Match;
use crate::match_state::MatchState;
use crate::measures::{DebriefEffort, MOST_FUTURES, Measures};
use crate::player::Player;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_lab::forecast::ribbon::Ribbon;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_num::quantile::quantile;
use standoff_scenario::Scenario;
use standoff_world::state::possible_ends;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Levels of the quantiles of an outcome.
const QUANTILE_LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The debrief of a game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Debrief {
    /// Number of months in which the person decided something; after the last, and in months left open, the engine
    /// played.
    pub decided: usize,
    /// Number of futures in which the engine played all roles.
    pub futures: usize,
    /// Number of futures from each month that was reviewed.
    pub paths: usize,
    /// Outcomes of the played path among those of the futures.
    pub lines: Vec<OutcomeLine>,
    /// Shares of the ends of the futures, and the end of the played path.
    pub ends: Vec<EndShare>,
    /// Land in km² that the invader gained on the ground since the start, month by month; land that a settlement moves
    /// is in the lines.
    pub area: MonthlyTrace,
    /// Coverage of the defender's need as a share, month by month.
    pub coverage: MonthlyTrace,
    /// Months in which something was decided, and the alternatives to each.
    pub months: Vec<ReviewedMonth>,
    /// True where it was stopped before all months were reviewed.
    pub interrupted: bool,
}

/// An outcome of the played path among those of the futures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeLine {
    /// Stable name.
    pub outcome: String,
    /// Outcome in words.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Value on the played path.
    pub played: f64,
    /// Quantiles of the futures at 5, 25, 50, 75 and 95 %.
    pub quantiles: [f64; 5],
    /// Share of futures with a lower value; those with an equal one count half.
    pub below: f64,
}

/// An end of the war, and the share of futures that came to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EndShare {
    /// Stable name.
    pub end: String,
    /// End in words.
    pub title: String,
    /// Share of the futures.
    pub share: f64,
    /// Its standard error.
    pub error: f64,
    /// True where the played path came to it.
    pub played: bool,
}

/// A quantity month by month: the played path, and the futures as long as they are contested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MonthlyTrace {
    /// Values on the played path.
    pub played: Vec<f64>,
    /// Quantiles over the futures.
    pub futures: Ribbon,
}

impl Match<'_> {
    /// Debriefs a game; see [`crate::debrief_game`].
    ///
    /// # Errors
    ///
    /// As [`crate::debrief_game`].
    pub fn debrief_game(
        &self,
        game: &Game,
        effort: DebriefEffort,
        stop: &AtomicBool,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Debrief, LabError> {
        check_effort(effort)?;
        let replay = self.replay_game(game)?;
        let played = replay.state.clone().finish_with_engine(self, replay.player, &self.draws_of_path(0));
        let decided = replay.months.iter().zip(&game.months).filter(|(_, decision)| !decision.is_empty());
        let decided: Vec<_> = decided.collect();
        let wanted = decided.len().min(effort.months);
        let most = effort.futures + wanted * (1 + effort.alternatives) * effort.paths;
        let count = AtomicUsize::new(0);
        let done = || progress(count.fetch_add(1, Ordering::Relaxed) + 1, most);
        let futures = self.simulate_futures(effort.futures, replay.player, stop, &done).ok_or(LabError::NothingDone)?;
        let measures = Measures::new(self.scenario(), self.values());
        let review = Review { game_match: self, player: replay.player, measures: &measures, effort, stop, done: &done };
        let mut months: Vec<ReviewedMonth> =
            decided[..wanted].iter().map_while(|(month, decision)| review.review_month(month, decision)).collect();
        mark_clear_differences(&mut months);
        Ok(Debrief {
            decided: decided.len(),
            futures: futures.len(),
            paths: effort.paths,
            lines: measures
                .outcome_lines
                .iter()
                .map(|outcome| outcome_line(&measures, outcome, &played, &futures))
                .collect(),
            ends: end_shares(self.scenario(), &played, &futures),
            area: monthly_trace(&played, &futures, &|run, month| {
                self.gained_km2(usize::from(run.monthly.front_steps[month]))
            }),
            coverage: monthly_trace(&played, &futures, &|run, month| f64::from(run.monthly.coverage[month])),
            interrupted: months.len() < wanted,
            months,
        })
    }

    /// Plays futures in which the engine plays all roles; none once it was stopped. Path 0 is the game's own, so they
    /// begin with path 1.
    fn simulate_futures(
        &self,
        count: usize,
        player: Player,
        stop: &AtomicBool,
        done: &(dyn Fn() + Sync),
    ) -> Option<Vec<Run>> {
        let future = |path: usize| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let run =
                MatchState::new(self.begin_path(path)).finish_with_engine(self, player, &self.draws_of_path(path));
            done();
            Some(run)
        };
        (1..=count).into_par_iter().map(future).collect()
    }
}

fn check_effort(effort: DebriefEffort) -> Result<(), LabError> {
    let fits = (1..=MOST_FUTURES).contains(&effort.futures) && (2..=MOST_FUTURES).contains(&effort.paths);
    if fits {
        return Ok(());
    }
    let DebriefEffort { futures, paths, .. } = effort;
    Err(LabError::Counts(format!(
        "{futures} futures and {paths} for each month: 1 and 2 to {MOST_FUTURES} can be played"
    )))
}

fn outcome_line(measures: &Measures, outcome: &Outcome, played: &Run, futures: &[Run]) -> OutcomeLine {
    let at = measures.outcome_value(outcome, played);
    let mut values: Vec<f64> = futures.iter().map(|run| measures.outcome_value(outcome, run)).collect();
    values.sort_by(f64::total_cmp);
    let (less, equal) = values.iter().fold((0.0, 0.0), |(less, equal), &value| {
        (less + f64::from(u8::from(value < at)), equal + f64::from(u8::from(value == at)))
    });
    OutcomeLine {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        played: at,
        quantiles: QUANTILE_LEVELS.map(|level| quantile(&values, level)),
        below: (less + equal / 2.0) / values.len() as f64,
    }
}

fn end_shares(scenario: &Scenario, played: &Run, futures: &[Run]) -> Vec<EndShare> {
    let end = |(name, title, _): &(&str, &str, _)| {
        let count = futures.iter().filter(|run| run.end_name() == *name).count();
        let share = count as f64 / futures.len() as f64;
        EndShare {
            end: (*name).to_owned(),
            title: (*title).to_owned(),
            share,
            error: (share * (1.0 - share) / futures.len() as f64).sqrt(),
            played: played.end_name() == *name,
        }
    };
    possible_ends(scenario.structure.roles.coalition.is_some()).iter().map(end).collect()
}

fn monthly_trace(played: &Run, futures: &[Run], figure: &dyn Fn(&Run, usize) -> f64) -> MonthlyTrace {
    let longest = futures.iter().map(|run| run.monthly.front_steps.len()).max().unwrap_or(0);
    let months = (0..longest).map(|month| {
        let there = futures.iter().filter(|run| run.monthly.front_steps.len() > month && run.contested_at(month));
        there.map(|run| figure(run, month)).collect::<Vec<f64>>()
    });
    MonthlyTrace {
        played: (0..played.monthly.front_steps.len()).map(|month| figure(played, month)).collect(),
        futures: Ribbon::from_values(months.take_while(|values| !values.is_empty())),
    }
}
