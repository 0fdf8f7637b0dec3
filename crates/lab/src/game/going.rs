//! A game on its way: the future so far, and what the chair has laid down for later months.

use super::chair::Seated;
use super::choice::Choice;
use super::room::Room;
use super::seat::Seat;
use crate::run::{Course, Run};
use standoff_num::Draws;
use standoff_world::coalition::Stance;
use standoff_world::state::Events;

/// A game on its way.
#[derive(Debug, Clone)]
pub(super) struct Going<'a> {
    /// The future so far.
    pub course: Course<'a>,
    /// Whether the chair keeps the great power's posture.
    pub held: bool,
    /// What each member gave before the chair had it give nothing, billions a year; zero for all others.
    pub idle: Vec<f64>,
}

impl<'a> Going<'a> {
    /// A game that begins.
    pub(super) fn begin(course: Course<'a>) -> Self {
        let idle = vec![0.0; course.state.coalition.effort.len()];
        Self { course, held: false, idle }
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
        let ground = room.ground(self.held);
        let seat = Seat { engine: room.engine(), role: seated.role, choice };
        let month = self.course.months();
        while self.course.months() == month && !self.course.is_over() {
            let events = self.course.step(&ground.world, &ground.pace, &seat, draws);
            see(&self.course, &events);
        }
    }

    /// Leaves the rest to the engine, in the chair too, and returns what the future left behind.
    pub(super) fn finish(mut self, room: &Room<'_>, draws: &Draws) -> Run {
        let ground = room.ground(false);
        while !self.course.is_over() {
            self.course.step(&ground.world, &ground.pace, room.engine(), draws);
        }
        self.course.finish()
    }

    /// What the choice brings about on the first day of the month.
    fn take(&mut self, room: &Room<'_>, seated: Seated, choice: &Choice) {
        self.held = !choice.release && (self.held || choice.posture.is_some());
        let orders = choice.orders();
        if choice.aid.is_none() && orders.is_empty() {
            return;
        }
        if let Some(factor) = choice.aid {
            self.give(seated, factor);
        }
        // The world stays; the passage measures coverage anew and brings about what is ordered.
        let world = &room.ground(self.held).world;
        self.course.pass(world, world, &orders);
    }

    fn give(&mut self, seated: Seated, factor: f64) {
        let coalition = &mut self.course.state.coalition;
        let members = coalition.effort.iter_mut().zip(&coalition.stance).zip(&mut self.idle).enumerate();
        for (_, ((effort, _), idle)) in
            members.filter(|(member, ((_, stance), _))| seated.gives(*member) && **stance == Stance::In)
        {
            let before = if *effort > 0.0 { *effort } else { *idle };
            *effort = factor * before;
            *idle = if *effort > 0.0 { 0.0 } else { before };
        }
    }
}
