//! A game replayed: its months, what was seen of each, and where it stands.

use crate::game_file::{Game, check_game};
use crate::game_match::Match;
use crate::match_state::MatchState;
use crate::options::Options;
use crate::player::Player;
use crate::refusal::{Place, refused};
use crate::report::{MonthReport, Over, Played, Standing, Watch};
use crate::resolved_decision::ResolvedDecision;
use standoff_lab::error::LabError;
use standoff_lab::future::simulation::Simulation;
use standoff_scenario::{Diagnostic, Scenario};

/// The months of a game that were played.
pub(super) struct Replay<'a> {
    pub player: Player,
    /// The game before each month, with what was decided for it and what could have been.
    pub months: Vec<Month<'a>>,
    /// The game after the last.
    pub state: MatchState<'a>,
    /// What was seen of each month.
    pub reports: Vec<MonthReport>,
}

/// A month of a game.
pub(super) struct Month<'a> {
    pub before: MatchState<'a>,
    pub options: Options,
    pub choice: ResolvedDecision,
}

impl<'a> Match<'a> {
    /// The room of a game.
    ///
    /// # Errors
    ///
    /// As [`Match::new`]; [`LabError::Input`] where the game is not one of this scenario.
    pub fn of(scenario: &'a Scenario, game: &Game) -> Result<Self, LabError> {
        game.check(scenario)?;
        Player::find(&game.chair, scenario)?;
        Self::new(scenario, game.seed)
    }

    /// Plays the months of a game; see [`crate::play`].
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where the game does not belong here or decides what its chair may not.
    pub fn play(&self, game: &Game) -> Result<Played, LabError> {
        let replay = self.replay(game)?;
        let course = &replay.state.course;
        let options = self.options(replay.player, course);
        let position = Standing::of(self, course);
        Ok(Played { months: replay.reports, position, options, over: Over::of(course) })
    }

    /// Plays the months of a game and keeps what a debrief needs.
    pub(super) fn replay(&self, game: &Game) -> Result<Replay<'_>, LabError> {
        check_game(game, self.scenario(), self.digest())?;
        if game.seed != self.seed() {
            let message = format!("the game has the seed {}, the room {}", game.seed, self.seed());
            return Err(refused(vec![Diagnostic::error("wrong-seed", message)]));
        }
        let player = Player::find(&game.chair, self.scenario())?;
        let draws = self.draws(0);
        let mut replay =
            Replay { player, months: Vec::new(), state: MatchState::begin(self.start(0)), reports: Vec::new() };
        for decision in &game.months {
            let before = replay.state.clone();
            if before.course.is_over() {
                return Err(after_the_end(before.course.months_done(), game.months.len()));
            }
            let options = self.options(player, &before.course);
            let choice = ResolvedDecision::read(decision, &options).map_err(refused)?;
            let mut watch = Watch::begin(&before.course, player);
            replay.state.play(self, player, &choice, &draws, &mut |course, events| watch.see(self, course, events));
            replay.reports.push(watch.report(self, &replay.state.course));
            replay.months.push(Month { before, options, choice });
        }
        Ok(replay)
    }

    /// What a chair may decide next.
    fn options(&self, player: Player, course: &Simulation<'_>) -> Options {
        Options::now(&self.world().war, player, &course.state, course.months_done() + 1, course.is_over())
    }
}

fn after_the_end(played: usize, months: usize) -> LabError {
    let place = Place { month: played + 1, field: "months" };
    let fault = place.fault("game-over", format!("nothing more happens after month {played}; the game has {months}"));
    refused(vec![fault.allowed(format!("at most {played} months"))])
}
