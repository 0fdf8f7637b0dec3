//! A future that is watched step by step for the events that questions ask for.

use crate::future::months::happened_by;
use crate::future::run::Run;
use crate::future::watched::{WatchRecord, Watched};
use standoff_num::Draws;
use standoff_scenario::QuestionEvent;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::state::{CoalitionState, State};
use standoff_world::step::{Pace, member_changes};
use standoff_world::war::{Direction, World};

/// What is watched in one future, and what of the coalition must be remembered for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch {
    /// Whether each member gave before the step.
    giving: Vec<bool>,
    /// Stances before the step.
    stances: Vec<Stance>,
    /// Whether each instrument has been open.
    opened: Vec<bool>,
    /// Whether elections must be looked up.
    elections: bool,
}

impl Watch {
    /// Begins to watch a future for some events; what is so on the first day is noted.
    pub fn begin(list: &[Watched], state: &State, run: &mut Run) -> Self {
        let open = |coalition: &CoalitionState| {
            coalition.instruments.iter().map(|instrument| instrument.status == Status::Open).collect()
        };
        let (giving, stances, opened) = if list.is_empty() {
            Default::default()
        } else {
            (giving_members(&state.coalition), state.coalition.stance.clone(), open(&state.coalition))
        };
        let elections = list.iter().any(|one| matches!(one.event, QuestionEvent::ElectionResult(..)));
        run.watched = list.iter().map(|&watched| WatchRecord { watched, happened: false }).collect();
        let mut watch = Self { giving, stances, opened, elections };
        watch.note(state, (0.0, &[]), run);
        watch
    }

    /// Notes the state at the end of a step `now` months after the start.
    pub fn note_step(
        &mut self,
        (world, pace, draws): (&World, &Pace, &Draws),
        (state, before): (&State, bool),
        now: f64,
        run: &mut Run,
    ) {
        if run.watched.is_empty() {
            return;
        }
        // Elections are held in a contested war only, as the coalition is left alone in peace.
        let changes = if self.elections && before {
            let stance = |member: usize| self.stances[member];
            member_changes(&world.war, pace.coalition(), draws, state.time - 1, stance)
        } else {
            Vec::new()
        };
        self.note(state, (now, &changes), run);
    }

    fn note(&mut self, state: &State, (now, changes): (f64, &[(usize, Direction)]), run: &mut Run) {
        let giving = giving_members(&state.coalition);
        for (opened, instrument) in self.opened.iter_mut().zip(&state.coalition.instruments) {
            *opened |= instrument.status == Status::Open;
        }
        for place in 0..run.watched.len() {
            let WatchRecord { watched, happened } = run.watched[place];
            if happened_by(now, watched.months) {
                run.watched[place].happened = match watched.event {
                    QuestionEvent::InstrumentOpenOn(instrument) => is_open(state, instrument),
                    QuestionEvent::InstrumentLapsed(instrument) => {
                        self.opened[instrument] && !is_open(state, instrument)
                    }
                    QuestionEvent::MemberStops(member) => {
                        happened || members_among(member, self.giving.len()).any(|at| self.giving[at] && !giving[at])
                    }
                    QuestionEvent::MemberGivesAgain(member) => {
                        happened || members_among(member, self.giving.len()).any(|at| !self.giving[at] && giving[at])
                    }
                    QuestionEvent::ElectionResult(member, change) => happened || changes.contains(&(member, change)),
                    QuestionEvent::RoundsAtLeast(rounds) => f64::from(run.talks.rounds) >= rounds,
                    // Sums of steps round.
                    QuestionEvent::AidAtLeast(member, bn) => {
                        f64::from(run.funding.member_aid_bn[member]) >= bn * (1.0 - 1e-6)
                    }
                    _ => happened,
                };
            }
        }
        self.giving = giving;
        self.stances.clone_from(&state.coalition.stance);
    }
}

fn is_open(state: &State, instrument: usize) -> bool {
    state.coalition.instruments[instrument].status == Status::Open
}

/// Whether each member gives.
fn giving_members(coalition: &CoalitionState) -> Vec<bool> {
    let members = coalition.stance.iter().zip(&coalition.aid_rate_bn);
    members.map(|(stance, rate)| *stance == Stance::In && *rate > 0.0).collect()
}

/// The member that is meant, or all of so many.
fn members_among(member: Option<usize>, count: usize) -> std::ops::Range<usize> {
    member.map_or(0..count, |member| member..member + 1)
}
