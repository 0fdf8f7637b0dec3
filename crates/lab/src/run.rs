//! One future from the start to the horizon, and the row it leaves behind.

use crate::welfare::Welfare;
use standoff_engine::equilibrium::Equilibrium;
use standoff_num::Draws;
use standoff_world::actors::decisions::Decisions;
use standoff_world::intervention::Orders;
use standoff_world::state::Break;
use standoff_world::state::Critical;
use standoff_world::state::ENDS;
use standoff_world::state::{End, Events, Regime, RoundResult, Signature, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;

/// How a run is laid out in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Steps in a year.
    pub steps_a_year: usize,
    /// Steps to the horizon.
    pub steps: usize,
}

impl Clock {
    /// Weekly or monthly steps up to a horizon in months; month `m` ends with step `m·52/12`, rounded down, or `m`
    /// (model-decisions 2).
    pub fn new(weekly: bool, horizon_months: usize) -> Self {
        let steps_a_year = if weekly { 52 } else { 12 };
        Self { steps_a_year, steps: horizon_months * steps_a_year / 12 }
    }

    /// Length of a step in months.
    pub fn months(&self) -> f64 {
        12.0 / self.steps_a_year as f64
    }

    /// Months at the end of a step.
    pub fn at(&self, steps: usize) -> f64 {
        12.0 * steps as f64 / self.steps_a_year as f64
    }

    /// Number of whole steps in some months.
    pub fn steps_in(&self, months: usize) -> usize {
        months * self.steps_a_year / 12
    }
}

/// A truce.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truce {
    /// Month in which it began; below zero for one that was in force when the future began.
    pub from: f64,
    /// Last month of it.
    pub to: f64,
    /// Whether fighting ended it.
    pub broke: bool,
}

/// What one future left behind. Months are those at the end of the step in which something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Draw of the parameters.
    pub draw: usize,
    /// Path within the draw.
    pub path: usize,
    /// Months to the horizon.
    pub horizon: f64,
    /// Why the run failed, if it did.
    pub failure: Option<String>,
    /// How the war ended, and when; none where it went on to the horizon.
    pub end: Option<(End, f64)>,
    /// What was signed.
    pub signature: Option<Signature>,
    /// First time that both accepted a settlement and the defender's public did not.
    pub unratified: Option<f64>,
    /// When the peace failed.
    pub peace_failed: Option<f64>,
    /// First passage of each way to break, in the order of [`Break::ALL`].
    pub breaks: [Option<f64>; 5],
    /// The critical member or instrument at a break by coverage or instrument.
    pub critical: Option<Critical>,
    /// Truces.
    pub truces: Vec<Truce>,
    /// Rounds held.
    pub rounds: u32,
    /// Rounds held in the first twelve months.
    pub rounds_first_year: u32,
    /// Rounds by result: each [`Outcome`] but the first, not ratified, truce, truce renewed, deal.
    pub results: [u32; 8],
    /// Rounds by track.
    pub tracks: Vec<u32>,
    /// Distance that drafts travelled, in steps of an issue.
    pub motion: f64,
    /// Distance between the first draft and the last.
    pub movement: f64,
    /// Months of fighting.
    pub fighting: f64,
    /// Months of truce.
    pub quiet: f64,
    /// Bilateral aid given, by member, billions.
    pub given: Vec<f32>,
    /// Money from instruments, billions.
    pub pooled: f64,
    /// Front at the end of each month, from the start, in steps.
    pub front: Vec<u16>,
    /// Coverage at the end of each month, from the start.
    pub coverage: Vec<f32>,
    /// Posture at the end of each month, from the start.
    pub posture: Vec<u8>,
    /// Credibility at the end of each month, from the start.
    pub credibility: Vec<f32>,
    /// First month in which each instrument was open, by place in the list.
    pub opened: Vec<Option<f64>>,
    /// First month in which the great power was out.
    pub out: Option<f64>,
    /// First month in which no pooled money flowed after some had.
    pub pooled_out: Option<f64>,
    /// Months of the war in which pooled money flowed.
    pub pooled_months: f64,
    /// Realised value to each role, in the order of [`standoff_world::actors::roles::Role::ALL`]; see [`crate::welfare`].
    pub value: [f64; 4],
}

impl Run {
    /// The first way in which the line broke, and when; ties go to the earlier way in the list.
    pub fn first_break(&self) -> Option<(Break, f64)> {
        let passed = Break::ALL.into_iter().filter_map(|way| self.breaks[way.index()].map(|when| (way, when)));
        passed.fold(None, |first: Option<(Break, f64)>, next| match first {
            Some((_, when)) if when <= next.1 => first,
            _ => Some(next),
        })
    }

    /// When the fighting ended in a settlement or in quiet that lasted; quiet counts from its beginning, as the ends of
    /// past wars do, or from the beginning of the future if it was there before.
    pub fn settled_or_quiet(&self) -> Option<f64> {
        match self.end {
            Some((End::SettlementInside | End::SettlementBeyond, when)) => Some(when),
            Some((End::Frozen, _)) => self.truces.last().map(|truce| truce.from.max(0.0)),
            _ => None,
        }
    }

    /// Which of the five ends it came to; the side that wins a military end makes no difference.
    pub fn end_name(&self) -> &'static str {
        let is = |ends: &[End]| self.end.map_or(ends.is_empty(), |(end, _)| ends.contains(&end));
        ENDS.into_iter().find(|(_, _, ends)| is(ends)).map_or("still-at-war", |(name, _, _)| name)
    }

    /// A row for a run that could not be made.
    pub fn failed(draw: usize, path: usize, reason: String) -> Self {
        Self { failure: Some(reason), ..Self::blank(draw, path) }
    }

    pub(crate) fn blank(draw: usize, path: usize) -> Self {
        Self {
            draw,
            path,
            horizon: 0.0,
            failure: None,
            end: None,
            signature: None,
            unratified: None,
            peace_failed: None,
            breaks: [None; 5],
            critical: None,
            truces: Vec::new(),
            rounds: 0,
            rounds_first_year: 0,
            results: [0; 8],
            tracks: Vec::new(),
            motion: 0.0,
            movement: 0.0,
            fighting: 0.0,
            quiet: 0.0,
            given: Vec::new(),
            pooled: 0.0,
            front: Vec::new(),
            coverage: Vec::new(),
            posture: Vec::new(),
            credibility: Vec::new(),
            opened: Vec::new(),
            out: None,
            pooled_out: None,
            pooled_months: 0.0,
            value: [0.0; 4],
        }
    }
}

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
    if now <= 12.0 + 1e-9 {
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
