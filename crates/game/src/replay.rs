//! The replay of a game: its months, a report of each, and the state after the last.

use crate::game_file::{Game, refuse_foreign_game};
use crate::game_match::Match;
use crate::match_state::MatchState;
use crate::options::DecisionOptions;
use crate::player::Player;
use crate::refusal::{FieldPlace, refusal_error};
use crate::report::{GameOver, MonthObserver, MonthReport, MonthStanding, PlayedGame};
use crate::resolved_decision::ResolvedDecision;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::future::simulation::Simulation;
use standoff_scenario::{Diagnostic, Scenario};

/// A game that was played through.
pub(super) struct Replay<'a> {
    pub player: Player,
    /// State before each month, with its options and the decision.
    pub months: Vec<ReplayedMonth<'a>>,
    /// State after the last month.
    pub state: MatchState<'a>,
    /// Report of each month.
    pub reports: Vec<MonthReport>,
}

/// A month of a game that was played through.
pub(super) struct ReplayedMonth<'a> {
    pub before: MatchState<'a>,
    pub options: DecisionOptions,
    pub choice: ResolvedDecision,
}

impl<'a> Match<'a> {
    /// Solves the scenario of a game, and the record that it starts from, after checking that they belong together.
    ///
    /// # Errors
    ///
    /// As [`Match::new`]; [`LabError::Input`] where the game is not one of this scenario.
    pub fn for_game(scenario: &'a Scenario, game: &Game, posterior: Option<&Posterior>) -> Result<Self, LabError> {
        game.check(scenario)?;
        game.check_record(posterior.map(|posterior| &posterior.record))?;
        Player::in_role(&game.chair, scenario)?;
        match posterior {
            Some(posterior) => Self::on_record(scenario, game.seed, posterior),
            None => Self::new(scenario, game.seed),
        }
    }

    /// Plays the months of a game; see [`crate::play_game`].
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where the game does not belong here or decides something that its role may not.
    pub fn play_game(&self, game: &Game) -> Result<PlayedGame, LabError> {
        let replay = self.replay_game(game)?;
        let course = &replay.state.course;
        let options = self.options_after(replay.player, course);
        let position = MonthStanding::after_course(self, course);
        Ok(PlayedGame { months: replay.reports, position, options, over: GameOver::after_course(course) })
    }

    /// Plays the months of a game and keeps what a debrief needs.
    pub(super) fn replay_game(&self, game: &Game) -> Result<Replay<'_>, LabError> {
        refuse_foreign_game(game, self.scenario(), self.digest())?;
        if game.seed != self.seed() {
            let message = format!("the game has the seed {}, the room {}", game.seed, self.seed());
            return Err(refusal_error(vec![Diagnostic::error("wrong-seed", message)]));
        }
        let player = Player::in_role(&game.chair, self.scenario())?;
        let draws = self.draws_of_path(0);
        let mut replay =
            Replay { player, months: Vec::new(), state: MatchState::new(self.begin_path(0)), reports: Vec::new() };
        for decision in &game.months {
            let before = replay.state.clone();
            if before.course.is_over() {
                return Err(past_the_end_error(before.course.months_done(), game.months.len()));
            }
            let options = self.options_after(player, &before.course);
            let choice = ResolvedDecision::resolve(decision, &options).map_err(refusal_error)?;
            let mut observer = MonthObserver::new(&before.course, player);
            replay.state.play_month(self, player, &choice, &draws, &mut |course, events| {
                observer.observe_step(self, course, events)
            });
            replay.reports.push(observer.into_report(self, &replay.state.course));
            replay.months.push(ReplayedMonth { before, options, choice });
        }
        Ok(replay)
    }

    /// Options of the role for the next month.
    fn options_after(&self, player: Player, course: &Simulation<'_>) -> DecisionOptions {
        DecisionOptions::in_state(&self.world().war, player, &course.state, course.months_done() + 1, course.is_over())
    }
}

fn past_the_end_error(played: usize, months: usize) -> LabError {
    let place = FieldPlace { month: played + 1, field: "months" };
    let fault =
        place.fault_here("game-over", format!("nothing more happens after month {played}; the game has {months}"));
    refusal_error(vec![fault.allowed(format!("at most {played} months"))])
}
