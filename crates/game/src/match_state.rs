//! A game on its way: the future so far, and the factors that stand on what members give.

use crate::controller::Controller;
use crate::game_match::Match;
use crate::player::Player;
use crate::resolved_decision::ResolvedDecision;
use standoff_lab::future::run::Run;
use standoff_lab::future::simulation::Simulation;
use standoff_num::Draws;
use standoff_world::coalition::members::Stance;
use standoff_world::state::Events;

/// The factor of who gives nothing: so small that what is given counts for nothing anywhere, and not zero, so that what the
/// member would give by itself goes on with its fatigue and its elections. A power of two scales without rounding.
const NOTHING: f64 = 1.0 / (1u64 << 60) as f64;

/// A game on its way.
#[derive(Debug, Clone)]
pub(super) struct MatchState<'a> {
    /// The future so far.
    pub course: Simulation<'a>,
    /// The factor that stands on what each member would give by itself.
    factors: Vec<f64>,
}

impl<'a> MatchState<'a> {
    /// A game that begins.
    pub(super) fn begin(course: Simulation<'a>) -> Self {
        let factors = vec![1.0; course.state.coalition.aid_rate_bn.len()];
        Self { course, factors }
    }

    /// Plays a month, as far as the war goes. `see` hears of every step.
    pub(super) fn play(
        &mut self,
        game_match: &Match<'_>,
        player: Player,
        choice: &ResolvedDecision,
        draws: &Draws,
        see: &mut dyn FnMut(&Simulation<'a>, &Events),
    ) {
        self.take(game_match, player, choice);
        let ground = game_match.ground(choice.posture.is_some());
        let controller = Controller { engine: game_match.engine(), role: player.role, choice };
        let month = self.course.months_done();
        while self.course.months_done() == month && !self.course.is_over() {
            let events = self.course.step(&ground.world, &ground.pace, &controller, draws);
            see(&self.course, &events);
        }
    }

    /// Leaves the rest to the engine, in the chair too, and returns what the future left behind.
    pub(super) fn finish(mut self, game_match: &Match<'_>, player: Player, draws: &Draws) -> Run {
        self.take(game_match, player, &ResolvedDecision::default());
        let ground = game_match.ground(false);
        while !self.course.is_over() {
            self.course.step(&ground.world, &ground.pace, game_match.engine(), draws);
        }
        self.course.into_run()
    }

    /// What the choice brings about on the first day of the month.
    fn take(&mut self, game_match: &Match<'_>, player: Player, choice: &ResolvedDecision) {
        let (given, orders) = (self.give(player, choice.aid.unwrap_or(1.0)), choice.orders());
        if given || !orders.is_empty() {
            // The world stays; the passage measures coverage anew and brings about what is ordered.
            let world = &game_match.ground(choice.posture.is_some()).world;
            self.course.change_world(world, world, &orders);
        }
    }

    /// Puts a factor on what the chair's members would give by themselves, in place of the one of the month before. Returns
    /// whether anything changed.
    fn give(&mut self, player: Player, factor: f64) -> bool {
        let coalition = &mut self.course.state.coalition;
        let mut changed = false;
        for (member, standing) in self.factors.iter_mut().enumerate() {
            let gives = player.gives(member) && coalition.stance[member] == Stance::In;
            let factor = if gives { factor.max(NOTHING) } else { 1.0 };
            if factor != *standing {
                coalition.aid_rate_bn[member] *= factor / *standing;
                *standing = factor;
                changed = true;
            }
        }
        changed
    }
}
