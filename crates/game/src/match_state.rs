//! The state of a match: the future so far, and the factors on what members give.

use crate::controller::Controller;
use crate::game_match::Match;
use crate::player::Player;
use crate::resolved_decision::ResolvedDecision;
use standoff_lab::future::run::Run;
use standoff_lab::future::simulation::Simulation;
use standoff_num::Draws;
use standoff_world::coalition::members::Stance;
use standoff_world::state::Events;

/// Factor of a member that is to give nothing. It is so small that the aid counts for nothing anywhere, and not zero,
/// so that what the member would give by itself still changes with fatigue and elections and can be restored. A power
/// of two scales without rounding.
const NEGLIGIBLE_FACTOR: f64 = 1.0 / (1u64 << 60) as f64;

/// State of a match on one path.
#[derive(Debug, Clone)]
pub(super) struct MatchState<'a> {
    /// Future so far.
    pub course: Simulation<'a>,
    /// Factor on what each member would give by itself.
    aid_factors: Vec<f64>,
}

impl<'a> MatchState<'a> {
    /// State before the first month.
    pub(super) fn new(course: Simulation<'a>) -> Self {
        let aid_factors = vec![1.0; course.state.coalition.aid_rate_bn.len()];
        Self { course, aid_factors }
    }

    /// Plays a month, or less where the war ends. `see` is called after every step.
    pub(super) fn play_month(
        &mut self,
        game_match: &Match<'_>,
        player: Player,
        choice: &ResolvedDecision,
        draws: &Draws,
        see: &mut dyn FnMut(&Simulation<'a>, &Events),
    ) {
        self.apply_decision(game_match, player, choice);
        let setting = game_match.setting(choice.posture.is_some());
        let controller = Controller { engine: game_match.engine(), role: player.role, choice };
        let month = self.course.months_done();
        while self.course.months_done() == month && !self.course.is_over() {
            let events = self.course.step(&setting.world, &setting.pace, &controller, draws);
            see(&self.course, &events);
        }
    }

    /// Leaves the rest to the engine, for the person's role too, and returns the finished run.
    pub(super) fn finish_with_engine(mut self, game_match: &Match<'_>, player: Player, draws: &Draws) -> Run {
        self.apply_decision(game_match, player, &ResolvedDecision::default());
        let setting = game_match.setting(false);
        while !self.course.is_over() {
            self.course.step(&setting.world, &setting.pace, game_match.engine(), draws);
        }
        self.course.into_run()
    }

    /// Applies a choice to the state on the first day of the month.
    fn apply_decision(&mut self, game_match: &Match<'_>, player: Player, choice: &ResolvedDecision) {
        let (given, orders) = (self.scale_aid(player, choice.aid.unwrap_or(1.0)), choice.orders());
        if given || !orders.is_empty() {
            // The world stays the same. Passing into it measures coverage anew, with the aid as now decided, and
            // carries out the orders.
            let world = &game_match.setting(choice.posture.is_some()).world;
            self.course.change_world(world, world, &orders);
        }
    }

    /// Replaces the factor on what the role's members would give by themselves. Returns true where anything changed.
    fn scale_aid(&mut self, player: Player, factor: f64) -> bool {
        let coalition = &mut self.course.state.coalition;
        let mut changed = false;
        for (member, standing) in self.aid_factors.iter_mut().enumerate() {
            let gives = player.decides_aid_of(member) && coalition.stance[member] == Stance::In;
            let factor = if gives { factor.max(NEGLIGIBLE_FACTOR) } else { 1.0 };
            if factor != *standing {
                coalition.aid_rate_bn[member] *= factor / *standing;
                *standing = factor;
                changed = true;
            }
        }
        changed
    }
}
