//! Simulation of one future, step by step, from the start to the horizon.
//!
//! Time is divided into periods: within a period the world and the actors' solved game stay the same. A lever begins a new
//! period on its day.

use crate::future::clock::Clock;
use crate::future::decision_rule::DecisionRule;
use crate::future::funding_record::FundingRecord;
use crate::future::months::happened_by;
use crate::future::run::{Agreement, Run, Settlement, Truce};
use crate::future::talks_record::TalksRecord;
use crate::future::watch::Watch;
use crate::future::watched::Watched;
use crate::future::welfare::Welfare;
use crate::report_months::NEAR_MONTHS;
use standoff_engine::equilibrium::Equilibrium;
use standoff_num::Draws;
use standoff_world::actors::decisions::Decisions;
use standoff_world::intervention::Orders;
use standoff_world::state::{Break, Critical, End, Events, Regime, State, Underway};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::talks::stages::Stage;
use standoff_world::war::World;

/// Stretch of time in which the world and the game that its actors play stay the same.
#[derive(Debug)]
pub struct Period {
    /// First step.
    pub first_step: usize,
    /// World of the period.
    pub world: World,
    /// Rates of the world per step.
    pub pace: Pace,
    /// Solved game, from which the actors' decisions come.
    pub decisions: Equilibrium,
    /// Orders carried out on its first day, where a lever begins it.
    pub orders: Option<Orders>,
}

/// World, periods and clock that all paths of one draw share.
pub struct Timeline<'a> {
    /// The world at the start, before any lever.
    pub start: &'a World,
    /// Periods in order of time; the first begins with step 0.
    pub periods: &'a [Period],
    /// Layout in time.
    pub clock: Clock,
    /// Distances between packages, `[package][package]`.
    pub distances: &'a [Vec<f64>],
    /// Events that every future is watched for.
    pub watched: &'a [Watched],
    /// Rule by which actors decide in place of the solved games; none where the games decide.
    pub rule: Option<&'a dyn DecisionRule>,
}

/// Simulates path `path` of draw `draw` from a state on.
///
/// The random numbers depend on seed, draw and path alone, so that two timelines share them (decision 72).
pub fn simulate_future(timeline: &Timeline<'_>, state: State, seed: u64, draw: usize, path: usize) -> Run {
    simulate_with(timeline, state, [draw, path], seed, &mut |_, _| ())
}

/// Simulates a path as [`simulate_future`] does and calls an observer with the world and the state at the start and at the
/// end of each month.
pub fn simulate_with<'p>(
    timeline: &'p Timeline<'p>,
    state: State,
    [draw, path]: [usize; 2],
    seed: u64,
    observe: &mut dyn FnMut(&World, &State),
) -> Run {
    let Some(first) = timeline.periods.first() else { return Run::failed(draw, path, "there is no game".to_owned()) };
    let (mut world, mut phase, mut coming) = (timeline.start, first, timeline.periods.iter().peekable());
    let by_rule = |period: &'p Period| timeline.rule.map(|rule| rule.in_period(&period.world, &period.decisions));
    let mut own = None;
    let draws = Draws::new(seed, draw as u32, path as u32);
    let mut simulation = Simulation::from_state(world, state, timeline.clock, timeline.distances, [draw, path]);
    simulation.watch(timeline.watched);
    observe(world, &simulation.state);
    for index in 0..timeline.clock.horizon_steps {
        if let Some(next) = coming.next_if(|next| next.first_step == index) {
            if let Some(orders) = &next.orders {
                simulation.change_world(world, &next.world, orders);
            }
            (world, phase, own) = (&next.world, next, by_rule(next));
        }
        let months = simulation.months_done();
        simulation.step(world, &phase.pace, own.as_deref().unwrap_or(&phase.decisions), &draws);
        if simulation.months_done() > months {
            observe(world, &simulation.state);
        }
        if simulation.state.regime == Regime::Over {
            break;
        }
    }
    simulation.into_run()
}

/// One future under way: its state now and the row so far.
///
/// The caller decides at each step which world applies and who makes the decisions. A clone continues on its own. To give it
/// other random numbers, call [`standoff_world::state::CoalitionState::renumber`] first, because the coalition's numbers are
/// fetched ahead.
#[derive(Debug, Clone)]
pub struct Simulation<'a> {
    /// State now.
    pub state: State,
    start: State,
    run: Run,
    clock: Clock,
    distances: &'a [Vec<f64>],
    steps: usize,
    key_closed: Option<usize>,
    welfare: Welfare,
    watch: Watch,
    scratch: Scratch,
}

impl<'a> Simulation<'a> {
    /// Begins path `path` of draw `draw` in a state; `distances` are those between packages.
    pub fn from_state(
        world: &World,
        state: State,
        clock: Clock,
        distances: &'a [Vec<f64>],
        [draw, path]: [usize; 2],
    ) -> Self {
        let mut run = Run {
            draw,
            path,
            horizon_months: clock.months_after(clock.horizon_steps),
            end: end_at_start(&state).map(|end| (end, 0.0)),
            settlements: settlement_at_start(&state),
            talks: TalksRecord {
                track_rounds: vec![0; world.war.tracks.len()],
                limited_truce_month: vec![None; world.war.limited_truces.len()],
                ..TalksRecord::default()
            },
            funding: FundingRecord {
                member_aid_bn: vec![0.0; world.war.members.len()],
                instrument_open_month: instrument_open_months_at_start(&state),
                ..FundingRecord::default()
            },
            ..Run::default()
        };
        record_month(&state, &mut run);
        run.truces.extend(truce_at_start(&state));
        run.agreements.extend(agreement_at_start(&state));
        let (start, welfare, scratch) = (state.clone(), Welfare::start(), Scratch::default());
        Self {
            state,
            start,
            run,
            clock,
            distances,
            steps: 0,
            key_closed: None,
            welfare,
            watch: Watch::default(),
            scratch,
        }
    }

    /// Watches this future for some events from now on.
    pub fn watch(&mut self, watched: &[Watched]) {
        self.watch = Watch::begin(watched, &self.state, &mut self.run);
    }

    /// Steps made so far.
    pub fn steps_done(&self) -> usize {
        self.steps
    }

    /// Months ended so far; one in which the war ended counts.
    pub fn months_done(&self) -> usize {
        self.run.monthly.front_steps.len() - 1
    }

    /// True if nothing more can happen: the war is over, or the horizon is reached.
    pub fn is_over(&self) -> bool {
        self.state.regime == Regime::Over || self.steps >= self.clock.horizon_steps
    }

    /// Row so far. The movement of drafts and the values to the roles are filled in by [`Simulation::into_run`] only.
    pub fn run_so_far(&self) -> &Run {
        &self.run
    }

    /// Changes the world, unless one side has won. A key instrument that this closes breaks a line that is contested in the next
    /// step; in peace the change waits for the war that may be renewed.
    pub fn change_world(&mut self, before: &World, after: &World, orders: &Orders) {
        if self.state.regime == Regime::Over {
            return;
        }
        let changed = self.state.change_world(before, after, orders, self.clock.months_after(self.steps));
        self.key_closed = changed.key_closed.filter(|_| self.state.is_contested());
    }

    /// Moves the war by one step and returns the events of that step.
    pub fn step(&mut self, world: &World, pace: &Pace, decisions: &dyn Decisions, draws: &Draws) -> Events {
        let before = self.state.regime;
        let mut events = step(world, pace, decisions, &mut self.state, draws, &mut self.scratch);
        let key_closed = self.key_closed.take();
        if key_closed.is_some() {
            events.coalition.key_closed = key_closed;
            events.breaks[Break::Instrument.index()] = true;
        }
        self.steps += 1;
        self.record_events(world, &events, before);
        let contested = matches!(before, Regime::War | Regime::Truce { .. });
        let now = self.clock.months_after(self.steps);
        self.watch.note_step((world, pace, draws), (&self.state, contested), now, &mut self.run);
        // A war that ends within a month leaves its last state as the value of that month, so that the trace always includes
        // the state in which the war ended.
        if self.state.regime == Regime::Over
            || self.steps == self.clock.steps_in_months(self.run.monthly.front_steps.len())
        {
            record_month(&self.state, &mut self.run);
            self.welfare.add_month(world, &self.state, &self.run);
        }
        events
    }

    /// Completes the row and returns it.
    pub fn into_run(mut self) -> Run {
        self.run.talks.draft_movement_steps = self.distances[self.start.draft][self.state.draft];
        self.run.welfare = self.welfare.total_by_role();
        self.run
    }

    fn record_events(&mut self, world: &World, events: &Events, before: Regime) {
        let (months, now) = (self.clock.step_months(), self.clock.months_after(self.steps));
        let (state, run) = (&self.state, &mut self.run);
        match before {
            Regime::War => {
                run.fighting_months += months;
                // Of the fighting of the step, also where it ended in a truce or with a signature.
                run.loss_months += months * world.war.costs.war_factor(state.fighting, state.loss_score);
            }
            Regime::Truce { .. } => run.truce_months += months,
            Regime::Settled { .. } | Regime::Frozen | Regime::Over => {}
        }
        record_truce(events, before, now, run);
        if run.great_power_exit_month.is_none() && world.war.postures[state.posture].out && before != Regime::Over {
            run.great_power_exit_month = Some(now);
        }
        if !matches!(before, Regime::War | Regime::Truce { .. }) {
            record_peace(events, before, now, run);
            return;
        }
        record_round(self.distances, events, now, run);
        record_limited_truces(events, now, run);
        record_stages(events, now, run);
        record_coalition(world, &self.start, state, events, now, months, run);
        run.end = events.end.map(|end| (end, now));
        if events.signature.is_some() {
            run.settlements.push(Settlement { signature: events.signature, effect_month: now, failed_month: None });
        }
    }
}

/// End of a war that is over when the future begins. Evidence says that it is over and not under which terms, so that a
/// settlement counts as one inside the red lines.
fn end_at_start(state: &State) -> Option<End> {
    match state.regime {
        Regime::War | Regime::Truce { .. } => None,
        Regime::Settled { .. } => Some(End::SettlementInside),
        Regime::Frozen => Some(End::Frozen),
        Regime::Over if state.front == 0 => Some(End::DefenderWins),
        Regime::Over => Some(End::InvaderWins),
    }
}

/// Settlement in force when the future begins, if there is one.
fn settlement_at_start(state: &State) -> Vec<Settlement> {
    let settled = matches!(state.regime, Regime::Settled { .. });
    settled.then_some(Settlement { signature: None, effect_month: 0.0, failed_month: None }).into_iter().collect()
}

fn instrument_open_months_at_start(state: &State) -> Vec<Option<f64>> {
    let open = |status| (status == standoff_world::coalition::instruments::Status::Open).then_some(0.0);
    state.coalition.instruments.iter().map(|instrument| open(instrument.status)).collect()
}

fn record_month(state: &State, run: &mut Run) {
    run.monthly.front_steps.push(state.front as u16);
    run.monthly.coverage.push(state.coalition.coverage as f32);
    run.monthly.posture.push(state.posture as u8);
    run.monthly.backing.push(state.backing);
    run.monthly.credibility.push(state.credibility as f32);
    run.monthly.rounds.push(u16::try_from(run.talks.rounds).unwrap_or(u16::MAX));
}

fn record_round(distances: &[Vec<f64>], events: &Events, now: f64, run: &mut Run) {
    let Some(round) = events.round else { return };
    run.talks.rounds += 1;
    if happened_by(now, NEAR_MONTHS as f64) {
        run.talks.near_rounds += 1;
    }
    run.talks.track_rounds[round.track] += 1;
    run.talks.draft_motion_steps += distances[round.before][round.draft];
    run.talks.result_counts.add_round(round.result);
}

fn record_limited_truces(events: &Events, now: f64, run: &mut Run) {
    let began = events.limited_truces.began;
    if began == 0 {
        return;
    }
    for (kind, month) in run.talks.limited_truce_month.iter_mut().enumerate() {
        if month.is_none() && began >> kind & 1 == 1 {
            *month = Some(now);
        }
    }
}

/// A text is signed of the agreement that was made last: no other is made while it is under way.
fn record_stages(events: &Events, now: f64, run: &mut Run) {
    if events.agreed {
        run.agreements.push(Agreement { agreed_month: now, signed_month: None });
    }
    if let (true, Some(last)) = (events.text_signed, run.agreements.last_mut()) {
        last.signed_month = Some(now);
    }
}

/// Settlement under way when the future begins, if there is one.
fn agreement_at_start(state: &State) -> Option<Agreement> {
    let signed = |underway: Underway| (underway.stage != Stage::Agreed).then_some(0.0);
    state.underway.map(|underway| Agreement { agreed_month: 0.0, signed_month: signed(underway) })
}

/// Truce in force when the future begins, if there is one.
fn truce_at_start(state: &State) -> Option<Truce> {
    let begun = |quiet: f64, frozen_month: Option<f64>| Truce {
        start_month: -quiet,
        last_month: 0.0,
        frozen_month,
        broken: false,
    };
    match state.regime {
        Regime::Truce { quiet_months } => Some(begun(quiet_months, None)),
        Regime::Frozen => Some(begun(0.0, Some(0.0))),
        _ => None,
    }
}

fn record_truce(events: &Events, before: Regime, now: f64, run: &mut Run) {
    if events.truce_began {
        run.truces.push(Truce { start_month: now, last_month: now, frozen_month: None, broken: false });
    } else if let (Regime::Truce { .. } | Regime::Frozen, Some(last)) = (before, run.truces.last_mut()) {
        (last.last_month, last.broken) = (now, events.truce_broke || events.peace_failed);
        if events.end == Some(End::Frozen) {
            last.frozen_month = Some(now);
        }
    }
}

/// A peace that fails has not ended the war.
fn record_peace(events: &Events, before: Regime, now: f64, run: &mut Run) {
    if !events.peace_failed {
        return;
    }
    run.end = None;
    if let (Regime::Settled { .. }, Some(last)) = (before, run.settlements.last_mut()) {
        last.failed_month = Some(now);
    }
}

fn record_coalition(
    world: &World,
    start: &State,
    state: &State,
    events: &Events,
    now: f64,
    months: f64,
    run: &mut Run,
) {
    for (given, (effort, stance)) in
        run.funding.member_aid_bn.iter_mut().zip(state.coalition.aid_rate_bn.iter().zip(&state.coalition.stance))
    {
        if *stance == standoff_world::coalition::members::Stance::In {
            *given += (effort * months / 12.0) as f32;
        }
    }
    run.funding.pooled_bn += state.coalition.pooled_bn * months / 12.0;
    for (opened, instrument) in run.funding.instrument_open_month.iter_mut().zip(&state.coalition.instruments) {
        if opened.is_none() && instrument.status == standoff_world::coalition::instruments::Status::Open {
            *opened = Some(now);
        }
    }
    if state.coalition.pooled_bn > 0.0 {
        run.funding.pooled_months += months;
    }
    let dry = run.funding.pooled_bn > 0.0 && state.coalition.pooled_bn == 0.0;
    if dry && run.funding.pooled_exhausted_month.is_none() {
        run.funding.pooled_exhausted_month = Some(now);
    }
    let first = run.first_break().is_none();
    for (passed, happened) in run.break_months.iter_mut().zip(events.breaks) {
        if passed.is_none() && happened {
            *passed = Some(now);
        }
    }
    if first {
        run.critical = critical_at_break(world, start, state, events);
    }
}

fn critical_at_break(world: &World, start: &State, state: &State, events: &Events) -> Option<Critical> {
    if events.breaks[Break::Coverage.index()] {
        return state.coalition.most_missed(&world.war, &start.coalition);
    }
    events.coalition.key_closed.map(Critical::Instrument)
}
