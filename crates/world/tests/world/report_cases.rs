//! A world, states of it and reports of them, for the tests of readings.

use crate::recorded_war;
use standoff_num::Draws;
use standoff_world::actors::roles::Side;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::record::{Aid, Hostilities, Losses, Opinion, Reading, Report, Scene, Standing, Trust};
use standoff_world::state::{Regime, RoundHeld, RoundResult, State};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;

/// A world in which every reading has something to say; readings of losses stay where a false one may say them.
pub(crate) fn world() -> World {
    let mut war = recorded_war::war();
    (war.costs.casualties_invader, war.costs.casualties_defender, war.costs.truce_share) = (40.0, 30.0, 0.2);
    war.reporting.missed = 0.05;
    war.reporting.instrument_clarity = 0.9;
    // Support stays far from nobody and everybody, beyond which a reading may stray.
    (war.ratification.support_accepted, war.ratification.support_refused) = (0.6, 0.4);
    World::new(war)
}

/// A state, and what else its reports depend on.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) state: State,
    pub(crate) round: Option<RoundHeld>,
    pub(crate) trust: Trust,
}

impl Case {
    pub(crate) fn scene<'a>(&'a self, world: &'a World) -> Scene<'a> {
        Scene { world, state: &self.state, round: self.round, months: 1.0, trust: self.trust, outlook: 0.0 }
    }
}

pub(crate) const BLIND: Trust = Trust { calm: false, posture: false, instruments: 0 };

pub(crate) fn held_round(result: RoundResult) -> Option<RoundHeld> {
    Some(RoundHeld { track: 0, before: 0, draft: 1, result })
}

/// The state at the start, in which a round was refused.
pub(crate) fn first(world: &World) -> Case {
    let round = held_round(RoundResult::No(Outcome::InvaderRefuses));
    Case { state: State::start(world), round, trust: Trust::default() }
}

/// A state that differs from the first one in all that is read.
pub(crate) fn second(world: &World) -> Case {
    let mut state = State::start(world);
    (state.regime, state.front, state.posture, state.draft) = (Regime::Truce { quiet_months: 2.0 }, 8, 2, 1);
    (state.defender_stamina, state.coalition.stance[0]) = (1, Stance::Blocking);
    state.coalition.aid_rate_bn[1] *= 0.5;
    state.coalition.instruments[0].status = Status::Closed;
    Case { state, round: None, trust: Trust::default() }
}

/// States in all kinds of peace and war.
pub(crate) fn cases(world: &World) -> Vec<Case> {
    let regime = |regime: Regime, front: usize| {
        let mut case = second(world);
        (case.state.regime, case.state.front, case.round) = (regime, front, held_round(RoundResult::TruceRenewed));
        case
    };
    let blind = [first(world), second(world)].map(|case| Case { trust: BLIND, ..case });
    let settled = Regime::Settled { hazard: 0.01, front: 8, cap: 0.0 };
    let peace = [regime(settled, 8), regime(Regime::Frozen, 8), regime(Regime::Over, 12)];
    [first(world), second(world)].into_iter().chain(blind).chain(peace).collect()
}

pub(crate) const SURE: f64 = 0.8;

pub(crate) fn reading<T>(value: T, confidence: f64) -> Vec<Reading<T>> {
    vec![Reading { value, confidence }]
}

pub(crate) fn fresh<T>(value: T) -> Standing<T> {
    Standing { value, fresh: true }
}

/// Every report of one kind that there can be, at a confidence.
pub(crate) type DiscreteKind = (&'static str, fn(f64) -> Vec<Report>);

pub(crate) const DISCRETE: [DiscreteKind; 7] = [
    ("meetings", meetings),
    ("hostilities", all_hostilities),
    ("posture", postures),
    ("answers", answers),
    ("drafts", drafts),
    ("instruments", instruments),
    ("stances", stances),
];

pub(crate) fn meetings(_: f64) -> Vec<Report> {
    (0..60).map(|count| Report { meetings: Some(count), ..Report::default() }).collect()
}

pub(crate) fn all_hostilities(_: f64) -> Vec<Report> {
    let all = [Hostilities::Fighting, Hostilities::Truce, Hostilities::Settled, Hostilities::Over];
    all.map(|calm| Report { hostilities: Some(fresh(calm)), ..Report::default() }).to_vec()
}

pub(crate) fn postures(_: f64) -> Vec<Report> {
    (0..3).map(|posture| Report { posture: Some(fresh(posture)), ..Report::default() }).collect()
}

pub(crate) fn answers(confidence: f64) -> Vec<Report> {
    let refused = [Outcome::InvaderEvades, Outcome::InvaderRefuses, Outcome::DefenderEvades, Outcome::DefenderRefuses];
    let made = [RoundResult::Deal, RoundResult::Truce, RoundResult::NotRatified];
    let all = made.into_iter().chain(refused.map(RoundResult::No));
    all.map(|result| Report { answers: reading(result, confidence), ..Report::default() }).collect()
}

pub(crate) fn drafts(confidence: f64) -> Vec<Report> {
    (0..2).map(|draft| Report { drafts: reading(draft, confidence), ..Report::default() }).collect()
}

pub(crate) fn instruments(_: f64) -> Vec<Report> {
    [true, false].map(|open| Report { instruments: vec![fresh((0, open))], ..Report::default() }).to_vec()
}

pub(crate) fn stances(confidence: f64) -> Vec<Report> {
    let all = [Stance::In, Stance::FreeRiding, Stance::Blocking];
    all.map(|stance| Report { stances: reading((0, stance), confidence), ..Report::default() }).to_vec()
}

/// A continuous reading: its name, the report of a value, the value of a report, and where a false one may lie.
pub(crate) struct Scale {
    pub(crate) name: &'static str,
    pub(crate) report: fn(f64, f64) -> Report,
    pub(crate) value: fn(&Report) -> f64,
    pub(crate) room: [f64; 2],
}

/// Amounts of aid below this are read as none.
pub(crate) const SMALLEST_BN: f64 = 5e-4;

pub(crate) const SCALES: [Scale; 4] = [
    Scale { name: "area", report: area, value: |report| report.areas[0].value, room: [75_000.0, 125_000.0] },
    Scale { name: "aid", report: aid, value: |report| report.aid[0].value.amount_bn, room: [0.0, 50.0] },
    // In log, as a reading of losses is weighed.
    Scale { name: "losses", report: losses, value: |report| report.losses[0].value.people.ln(), room: [0.0, 10.0] },
    Scale { name: "opinion", report: opinion, value: |report| report.opinions[0].value.share, room: [0.0, 1.0] },
];

pub(crate) fn area(value: f64, confidence: f64) -> Report {
    Report { areas: reading(value, confidence), ..Report::default() }
}

pub(crate) fn aid(amount_bn: f64, confidence: f64) -> Report {
    let value = Aid { members: vec![0, 1], months: 3.0, amount_bn };
    Report { aid: reading(value, confidence), ..Report::default() }
}

pub(crate) fn losses(log: f64, confidence: f64) -> Report {
    let value = Losses { side: Side::Defender, months: 6.0, people: log.exp() };
    Report { losses: reading(value, confidence), ..Report::default() }
}

pub(crate) fn opinion(share: f64, confidence: f64) -> Report {
    // Measured support for this package lies far enough from nobody and from everybody.
    Report { opinions: reading(Opinion { package: 0, share }, confidence), ..Report::default() }
}

/// One report of each kind, at a confidence.
pub(crate) fn one_of_each(confidence: f64) -> Vec<(&'static str, Report)> {
    let discrete = DISCRETE.map(|(name, all)| (name, all(confidence).swap_remove(0)));
    let continuous = SCALES.map(|scale| (scale.name, (scale.report)(0.5 * scale.room[1], confidence)));
    discrete.into_iter().chain(continuous).collect()
}

pub(crate) const TIMES: u32 = 4000;

pub(crate) fn simulated<'a>(scene: &'a Scene<'a>, like: &'a Report) -> impl Iterator<Item = Report> + 'a {
    (0..TIMES).map(move |path| scene.simulate(like, &Draws::new(11, 0, path)))
}
