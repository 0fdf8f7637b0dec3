//! After a game: the played path against other futures, and what else could have been decided.

use crate::alternatives::{Review, ReviewedMonth, mark_clear};
use crate::game_file::Game;
use crate::game_match::Match;
use crate::match_state::MatchState;
use crate::measures::{Effort, MOST, Measures};
use crate::player::Player;
use rayon::prelude::*;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ribbon::Ribbon;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_num::quantile::quantile;
use standoff_world::state::ENDS;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Levels of the quantiles of a line.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What a game came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Debrief {
    /// Months that the person decided; from then on, and in months left open, the engine played the chair.
    pub decided: usize,
    /// Futures in which the engine played all chairs.
    pub futures: usize,
    /// Futures from each month that was looked at.
    pub paths: usize,
    /// What the played path came to, against the futures.
    pub lines: Vec<Line>,
    /// How the futures ended, and how the played path did.
    pub ends: Vec<EndShare>,
    /// Land that the invader gained on the ground since the start, month by month; what a settlement moves is in the lines.
    pub area: Trace,
    /// Coverage of the defender's need, month by month.
    pub coverage: Trace,
    /// Months in which something was decided, and what else could have been.
    pub months: Vec<ReviewedMonth>,
    /// Whether it was stopped before all months were looked at.
    pub interrupted: bool,
}

/// An outcome of the played path against the futures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Line {
    /// Stable name.
    pub outcome: String,
    /// What it is.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// On the played path.
    pub played: f64,
    /// 5, 25, 50, 75 and 95 % of the futures.
    pub quantiles: [f64; 5],
    /// Share of futures with less; those with as much count half.
    pub below: f64,
}

/// An end, and the share of futures that came to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct EndShare {
    /// Stable name.
    pub end: String,
    /// What it is.
    pub title: String,
    /// Share of the futures.
    pub share: f64,
    /// Its standard error.
    pub error: f64,
    /// Whether the played path came to it.
    pub played: bool,
}

/// A quantity month by month: the played path, and the futures as long as they are contested.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Trace {
    /// On the played path.
    pub played: Vec<f64>,
    /// In the futures.
    pub futures: Ribbon,
}

impl Match<'_> {
    /// Debriefs a game; see [`crate::debrief`].
    ///
    /// # Errors
    ///
    /// As [`crate::debrief`].
    pub fn debrief(
        &self,
        game: &Game,
        effort: Effort,
        stop: &AtomicBool,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Debrief, LabError> {
        check(effort)?;
        let replay = self.replay(game)?;
        let played = replay.state.clone().finish(self, replay.player, &self.draws(0));
        let decided = replay.months.iter().zip(&game.months).filter(|(_, decision)| !decision.is_empty());
        let decided: Vec<_> = decided.collect();
        let wanted = decided.len().min(effort.months);
        let most = effort.futures + wanted * (1 + effort.alternatives) * effort.paths;
        let count = AtomicUsize::new(0);
        let done = || progress(count.fetch_add(1, Ordering::Relaxed) + 1, most);
        let futures = self.futures(effort.futures, replay.player, stop, &done).ok_or(LabError::NothingDone)?;
        let measures = Measures::of_scenario(self.scenario());
        let look = Review { game_match: self, player: replay.player, measures: &measures, effort, stop, done: &done };
        let mut months: Vec<ReviewedMonth> =
            decided[..wanted].iter().map_while(|(month, decision)| look.at(month, decision)).collect();
        mark_clear(&mut months);
        Ok(Debrief {
            decided: decided.len(),
            futures: futures.len(),
            paths: effort.paths,
            lines: measures.lines.iter().map(|outcome| line(&measures, outcome, &played, &futures)).collect(),
            ends: ends(&played, &futures),
            area: trace(&played, &futures, &|run, month| self.gained(usize::from(run.front[month]))),
            coverage: trace(&played, &futures, &|run, month| f64::from(run.coverage[month])),
            interrupted: months.len() < wanted,
            months,
        })
    }

    /// Futures in which the engine plays all chairs; none once it was stopped.
    fn futures(&self, count: usize, player: Player, stop: &AtomicBool, done: &(dyn Fn() + Sync)) -> Option<Vec<Run>> {
        let future = |path: usize| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let run = MatchState::begin(self.start(path)).finish(self, player, &self.draws(path));
            done();
            Some(run)
        };
        (1..=count).into_par_iter().map(future).collect()
    }
}

fn check(effort: Effort) -> Result<(), LabError> {
    let fits = (1..=MOST).contains(&effort.futures) && (2..=MOST).contains(&effort.paths);
    if fits {
        return Ok(());
    }
    let Effort { futures, paths, .. } = effort;
    Err(LabError::Counts(format!("{futures} futures and {paths} for each month: 1 and 2 to {MOST} can be played")))
}

fn line(measures: &Measures, outcome: &Outcome, played: &Run, futures: &[Run]) -> Line {
    let at = measures.of(outcome, played);
    let mut values: Vec<f64> = futures.iter().map(|run| measures.of(outcome, run)).collect();
    values.sort_by(f64::total_cmp);
    let (less, equal) = values.iter().fold((0.0, 0.0), |(less, equal), &value| {
        (less + f64::from(u8::from(value < at)), equal + f64::from(u8::from(value == at)))
    });
    Line {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        played: at,
        quantiles: LEVELS.map(|level| quantile(&values, level)),
        below: (less + equal / 2.0) / values.len() as f64,
    }
}

fn ends(played: &Run, futures: &[Run]) -> Vec<EndShare> {
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
    ENDS.iter().map(end).collect()
}

fn trace(played: &Run, futures: &[Run], figure: &dyn Fn(&Run, usize) -> f64) -> Trace {
    let longest = futures.iter().map(|run| run.front.len()).max().unwrap_or(0);
    let months = (0..longest).map(|month| {
        let there = futures.iter().filter(|run| run.front.len() > month && run.contested_at(month));
        there.map(|run| figure(run, month)).collect::<Vec<f64>>()
    });
    Trace {
        played: (0..played.front.len()).map(|month| figure(played, month)).collect(),
        futures: Ribbon::of_months(months.take_while(|values| !values.is_empty())),
    }
}
