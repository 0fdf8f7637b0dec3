//! One future from the start to the horizon: it moves step by step and leaves a row behind.

use crate::future::clock::Clock;
use crate::future::months::is_by;
use crate::future::run::{Run, Truce};
use crate::future::welfare::Welfare;
use standoff_engine::equilibrium::Equilibrium;
use standoff_num::Draws;
use standoff_world::actors::decisions::Decisions;
use standoff_world::intervention::Orders;
use standoff_world::state::{Break, Critical, End, Events, Regime, RoundResult, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;

/// The world from a step on, and the game that its actors play.
#[derive(Debug)]
pub struct Phase {
    /// First step.
    pub from: usize,
    /// The world.
    pub world: World,
    /// Its rates.
    pub pace: Pace,
    /// The engine.
    pub decisions: Equilibrium,
    /// What is brought about on its first day, where the world changes.
    pub orders: Option<Orders>,
}

/// What all paths of one draw share.
pub struct Stage<'a> {
    /// The world at the start, before any lever.
    pub start: &'a World,
    /// Phases in order of time; the first begins with step 0.
    pub phases: &'a [Phase],
    /// Layout in time.
    pub clock: Clock,
    /// Distances between packages, `[package][package]`.
    pub distances: &'a [Vec<f64>],
}

/// Simulates one future from a state on.
pub fn simulate(stage: &Stage<'_>, state: State, seed: u64, draw: usize, path: usize) -> Run {
    simulate_noting(stage, state, [draw, path], seed, &mut |_, _| ())
}

/// The same, and shows the world and the state at the start and at the end of each month.
pub fn simulate_noting(
    stage: &Stage<'_>,
    state: State,
    [draw, path]: [usize; 2],
    seed: u64,
    note: &mut dyn FnMut(&World, &State),
) -> Run {
    let Some(first) = stage.phases.first() else { return Run::failed(draw, path, "there is no game".to_owned()) };
    let (mut world, mut phase, mut coming) = (stage.start, first, stage.phases.iter().peekable());
    let draws = Draws::new(seed, draw as u32, path as u32);
    let mut course = Course::begin(world, state, stage.clock, stage.distances, [draw, path]);
    note(world, &course.state);
    for index in 0..stage.clock.steps {
        if let Some(next) = coming.next_if(|next| next.from == index) {
            if let Some(orders) = &next.orders {
                course.pass(world, &next.world, orders);
            }
            (world, phase) = (&next.world, next);
        }
        let months = course.months();
        course.step(world, &phase.pace, &phase.decisions, &draws);
        if course.months() > months {
            note(world, &course.state);
        }
        if course.state.regime == Regime::Over {
            break;
        }
    }
    course.finish()
}

/// One future on its way: where it stands, and what it has left behind so far.
///
/// Whoever moves it says at each step which world it moves in and who decides. A copy goes on alone: with other
/// random numbers, once [`standoff_world::state::CoalitionState::renumber`] has made it forget those that
/// it fetched ahead.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    /// Where it stands.
    pub state: State,
    start: State,
    run: Run,
    clock: Clock,
    distances: &'a [Vec<f64>],
    steps: usize,
    key_closed: Option<usize>,
    welfare: Welfare,
    scratch: Scratch,
}

impl<'a> Course<'a> {
    /// A future that begins in a state, as path `path` of draw `draw`; `distances` are those between packages.
    pub fn begin(
        world: &World,
        state: State,
        clock: Clock,
        distances: &'a [Vec<f64>],
        [draw, path]: [usize; 2],
    ) -> Self {
        let mut run = Run {
            tracks: vec![0; world.war.tracks.len()],
            given: vec![0.0; world.war.members.len()],
            opened: opened_at_start(&state),
            horizon: clock.at(clock.steps),
            end: ended(world, &state).map(|end| (end, 0.0)),
            ..Run::blank(draw, path)
        };
        note_month(&state, &mut run);
        run.truces.extend(truce_at_start(&state, run.end));
        let (start, welfare, scratch) = (state.clone(), Welfare::start(), Scratch::default());
        Self { state, start, run, clock, distances, steps: 0, key_closed: None, welfare, scratch }
    }

    /// Steps made so far.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Months ended so far; one in which the war ended counts.
    pub fn months(&self) -> usize {
        self.run.front.len() - 1
    }

    /// Whether nothing more can happen in it: the war is over, or the horizon is reached.
    pub fn is_over(&self) -> bool {
        self.state.regime == Regime::Over || self.steps >= self.clock.steps
    }

    /// What it has left behind so far; what is read off the whole future is there only after [`Course::finish`].
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Takes it from one world to another, where it is still contested. A key instrument that closes on the way breaks the
    /// line in the step that follows.
    pub fn pass(&mut self, before: &World, after: &World, orders: &Orders) {
        if self.state.is_contested() {
            self.key_closed = self.state.change_world(before, after, orders, self.clock.at(self.steps)).key_closed;
        }
    }

    /// Moves it by one step and says what happened.
    pub fn step(&mut self, world: &World, pace: &Pace, decisions: &dyn Decisions, draws: &Draws) -> Events {
        let before = self.state.regime;
        let mut events = step(world, pace, decisions, &mut self.state, draws, &mut self.scratch);
        let key_closed = self.key_closed.take();
        if key_closed.is_some() {
            events.coalition.key_closed = key_closed;
            events.breaks[Break::Instrument.index()] = true;
        }
        self.steps += 1;
        self.note_events(world, &events, before);
        // A war that is over within a month leaves its last state as the end of that month.
        if self.state.regime == Regime::Over || self.steps == self.clock.steps_in(self.run.front.len()) {
            note_month(&self.state, &mut self.run);
            self.welfare.add_month(world, &self.state, &self.run);
        }
        events
    }

    /// The row that it leaves behind.
    pub fn finish(mut self) -> Run {
        self.run.movement = self.distances[self.start.draft][self.state.draft];
        self.run.value = self.welfare.total();
        self.run
    }

    fn note_events(&mut self, world: &World, events: &Events, before: Regime) {
        let (months, now) = (self.clock.months(), self.clock.at(self.steps));
        let (state, run) = (&self.state, &mut self.run);
        match before {
            Regime::War => run.fighting += months,
            Regime::Truce { .. } => run.quiet += months,
            Regime::Settled { .. } | Regime::Over => {}
        }
        if events.peace_failed {
            run.peace_failed = Some(now);
        }
        if matches!(before, Regime::Settled { .. } | Regime::Over) {
            return;
        }
        note_round(self.distances, events, now, run);
        note_truce(events, before, now, run);
        note_coalition(world, &self.start, state, events, now, months, run);
        if run.end.is_none() {
            run.end = events.end.map(|end| (end, now));
            run.signature = events.signature;
        }
    }
}

/// How a war ended that is over when a future begins: evidence says that it is, and not under which terms.
fn ended(world: &World, state: &State) -> Option<End> {
    match state.regime {
        Regime::War | Regime::Truce { .. } => None,
        Regime::Settled { .. } => Some(End::SettlementInside),
        Regime::Over if state.front == 0 => Some(End::DefenderWins),
        Regime::Over if state.front == world.war.front_steps => Some(End::InvaderWins),
        Regime::Over => Some(End::Frozen),
    }
}

fn opened_at_start(state: &State) -> Vec<Option<f64>> {
    let open = |status| (status == standoff_world::coalition::instruments::Status::Open).then_some(0.0);
    state.coalition.instruments.iter().map(|instrument| open(instrument.status)).collect()
}

fn note_month(state: &State, run: &mut Run) {
    run.front.push(state.front as u16);
    run.coverage.push(state.coalition.coverage as f32);
    run.posture.push(state.posture as u8);
    run.credibility.push(state.credibility as f32);
}

fn note_round(distances: &[Vec<f64>], events: &Events, now: f64, run: &mut Run) {
    let Some(round) = events.round else { return };
    run.rounds += 1;
    if is_by(now, 12.0) {
        run.rounds_first_year += 1;
    }
    run.tracks[round.track] += 1;
    run.motion += distances[round.before][round.draft];
    if round.result == RoundResult::NotRatified && run.unratified.is_none() {
        run.unratified = Some(now);
    }
    let result = match round.result {
        RoundResult::No(outcome) => outcome.index() - 1,
        RoundResult::NotRatified => Outcome::ALL.len() - 1,
        RoundResult::Truce => Outcome::ALL.len(),
        RoundResult::TruceRenewed => Outcome::ALL.len() + 1,
        RoundResult::Deal => Outcome::ALL.len() + 2,
    };
    run.results[result] += 1;
}

/// The truce in which a future begins.
fn truce_at_start(state: &State, end: Option<(End, f64)>) -> Option<Truce> {
    let quiet = match state.regime {
        Regime::Truce { quiet_months: quiet } => Some(quiet),
        _ => end.filter(|(end, _)| *end == End::Frozen).map(|_| 0.0),
    };
    quiet.map(|quiet| Truce { from: -quiet, to: 0.0, broke: false })
}

fn note_truce(events: &Events, before: Regime, now: f64, run: &mut Run) {
    if events.truce_began {
        run.truces.push(Truce { from: now, to: now, broke: false });
    } else if let (Regime::Truce { .. }, Some(last)) = (before, run.truces.last_mut()) {
        (last.to, last.broke) = (now, events.truce_broke);
    }
}

fn note_coalition(world: &World, start: &State, state: &State, events: &Events, now: f64, months: f64, run: &mut Run) {
    for (given, (effort, stance)) in
        run.given.iter_mut().zip(state.coalition.aid_rate_bn.iter().zip(&state.coalition.stance))
    {
        if *stance == standoff_world::coalition::members::Stance::In {
            *given += (effort * months / 12.0) as f32;
        }
    }
    run.pooled += state.coalition.pooled_bn * months / 12.0;
    for (opened, instrument) in run.opened.iter_mut().zip(&state.coalition.instruments) {
        if opened.is_none() && instrument.status == standoff_world::coalition::instruments::Status::Open {
            *opened = Some(now);
        }
    }
    if state.coalition.pooled_bn > 0.0 {
        run.pooled_months += months;
    }
    let dry = run.pooled > 0.0 && state.coalition.pooled_bn == 0.0;
    if dry && run.pooled_out.is_none() {
        run.pooled_out = Some(now);
    }
    if run.out.is_none() && world.war.postures[state.posture].out {
        run.out = Some(now);
    }
    let first = run.first_break().is_none();
    for (passed, happened) in run.breaks.iter_mut().zip(events.breaks) {
        if passed.is_none() && happened {
            *passed = Some(now);
        }
    }
    if first {
        run.critical = critical(world, start, state, events);
    }
}

fn critical(world: &World, start: &State, state: &State, events: &Events) -> Option<Critical> {
    if events.breaks[Break::Coverage.index()] {
        return state.coalition.most_missed(&world.war, &start.coalition);
    }
    events.coalition.key_closed.map(Critical::Instrument)
}
