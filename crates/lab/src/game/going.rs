//! A game on its way: the future so far, and the factors that stand on what members give.

use super::chair::Seated;
use super::choice::Choice;
use super::room::Room;
use super::seat::Seat;
use crate::run::{Course, Run};
use standoff_num::Draws;
use standoff_world::coalition::members::Stance;
use standoff_world::state::Events;

/// The factor of who gives nothing: so small that what is given counts for nothing anywhere, and not zero, so that what the
/// member would give by itself goes on with its fatigue and its elections. A power of two scales without rounding.
const NOTHING: f64 = 1.0 / (1u64 << 60) as f64;

/// A game on its way.
#[derive(Debug, Clone)]
pub(super) struct Going<'a> {
    /// The future so far.
    pub course: Course<'a>,
    /// The factor that stands on what each member would give by itself.
    factors: Vec<f64>,
}

impl<'a> Going<'a> {
    /// A game that begins.
    pub(super) fn begin(course: Course<'a>) -> Self {
        let factors = vec![1.0; course.state.coalition.aid_rate_bn.len()];
        Self { course, factors }
    }

    /// Plays a month, as far as the war goes. `see` hears of every step.
    pub(super) fn play(
        &mut self,
        room: &Room<'_>,
        seated: Seated,
        choice: &Choice,
        draws: &Draws,
        see: &mut dyn FnMut(&Course<'a>, &Events),
    ) {
        self.take(room, seated, choice);
        let ground = room.ground(choice.posture.is_some());
        let seat = Seat { engine: room.engine(), role: seated.role, choice };
        let month = self.course.months();
        while self.course.months() == month && !self.course.is_over() {
            let events = self.course.step(&ground.world, &ground.pace, &seat, draws);
            see(&self.course, &events);
        }
    }

    /// Leaves the rest to the engine, in the chair too, and returns what the future left behind.
    pub(super) fn finish(mut self, room: &Room<'_>, seated: Seated, draws: &Draws) -> Run {
        self.take(room, seated, &Choice::default());
        let ground = room.ground(false);
        while !self.course.is_over() {
            self.course.step(&ground.world, &ground.pace, room.engine(), draws);
        }
        self.course.finish()
    }

    /// What the choice brings about on the first day of the month.
    fn take(&mut self, room: &Room<'_>, seated: Seated, choice: &Choice) {
        let (given, orders) = (self.give(seated, choice.aid.unwrap_or(1.0)), choice.orders());
        if given || !orders.is_empty() {
            // The world stays; the passage measures coverage anew and brings about what is ordered.
            let world = &room.ground(choice.posture.is_some()).world;
            self.course.pass(world, world, &orders);
        }
    }

    /// Puts a factor on what the chair's members would give by themselves, in place of the one of the month before. Returns
    /// whether anything changed.
    fn give(&mut self, seated: Seated, factor: f64) -> bool {
        let coalition = &mut self.course.state.coalition;
        let mut changed = false;
        for (member, standing) in self.factors.iter_mut().enumerate() {
            let gives = seated.gives(member) && coalition.stance[member] == Stance::In;
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
