//! Limited truces: how often they come, how long they last, and what they must leave as it is.

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::record::{Reading, Report, ReportedTruce, Scene, TruceReport, Trust};
use standoff_world::state::{Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::talks::limited_truces::{LimitedTruce, LimitedTruceFigures};
use standoff_world::war::{Position, World};

use crate::small_war;

const WEEK: f64 = 12.0 / 52.0;

/// Both sides answer by the toss of a coin; the defender only where the invader has accepted.
struct Wavering;

impl Decisions for Wavering {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery[0] = 1.0;
    }
    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers { invader_accepts: 0.02, defender_accepts: 0.5, ..Answers::default() }
    }
    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.0
    }
    fn outlook(&self, _: &Position) -> f64 {
        0.0
    }
    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        None
    }
    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.0
    }
}

/// Two truces a year of a month each, which are never broken and leave nothing.
const PLAIN: LimitedTruceFigures = LimitedTruceFigures {
    arrivals: 2.0 / 12.0,
    talks: 0.0,
    pressed: 1.0,
    length: 1.0,
    breach: 0.0,
    trust_kept: 0.0,
    trust_broken: 0.0,
};

/// A war with kinds of limited truces.
fn war_with(kinds: &[(&str, LimitedTruceFigures)]) -> standoff_world::war::War {
    let mut war = small_war::war();
    let kind = |&(name, figures): &(&str, LimitedTruceFigures)| LimitedTruce {
        name: name.to_owned(),
        title: name.to_owned(),
        figures,
    };
    war.limited_truces = kinds.iter().map(kind).collect();
    war
}

/// A war in which nothing moves but talks and truces.
fn quiet_world(kinds: &[(&str, LimitedTruceFigures)]) -> World {
    let mut war = war_with(kinds);
    (war.front.moves, war.front.collapse) = (0.0, 0.0);
    war.postures[0].effects.rounds = 0.0;
    World::new(war)
}

/// Counts of truces of the first kind in a year of many paths: begun, kept, broken; and the share of steps under way.
fn yearly_counts(world: &World, months: f64, prepare: impl Fn(&mut State)) -> [f64; 4] {
    const PATHS: u32 = 4000;
    let pace = Pace::new(&world.war, months);
    let (mut scratch, mut counts) = (Scratch::default(), [0.0; 4]);
    let steps = (12.0 / months).round() as usize;
    for path in 0..PATHS {
        let mut state = State::start(world);
        let draws = Draws::new(3, 0, path);
        for _ in 0..steps {
            prepare(&mut state);
            let events = step(world, &pace, &Wavering, &mut state, &draws, &mut scratch).limited_truces;
            for (count, mask) in counts.iter_mut().zip([events.began, events.kept, events.broken]) {
                *count += f64::from(mask & 1);
            }
            counts[3] += f64::from(u8::from(state.limited_truces.months_left(0) > 0.0)) / steps as f64;
        }
    }
    counts.map(|count| count / f64::from(PATHS))
}

/// Truces of a week come as often as their rate says, in steps of a week and of a month, but for the time that one is under way.
#[test]
fn a_year_has_as_many_as_its_rate_says() {
    let figures = LimitedTruceFigures { length: WEEK, arrivals: 1.0 / 12.0, ..PLAIN };
    let world = quiet_world(&[("energy", figures)]);
    let begun = [WEEK, 1.0].map(|months| yearly_counts(&world, months, |_| ())[0]);
    // A step of a month holds one at most, and the next holds none: 1 - exp(-1/12) a step, of those that are free.
    let chance = 1.0 - (-1.0_f64 / 12.0).exp();
    let monthly = 12.0 * chance / (1.0 + chance);
    assert!((begun[0] / (1.0 / (1.0 + 1.0 / 52.0)) - 1.0).abs() < 0.05, "{begun:?}");
    assert!((begun[1] / monthly - 1.0).abs() < 0.05, "{begun:?} and {monthly}");
}

/// Twice as many come where the excitement of talks is twice its mean and all of the rate follows it; none in calm talks. A great
/// power that presses either side multiplies them.
#[test]
fn bursts_and_pressure_bring_more() {
    let figures = LimitedTruceFigures { length: 0.01, arrivals: 0.05, talks: 1.0, pressed: 2.0, ..PLAIN };
    let world = |presses: Option<Side>| {
        let mut war = war_with(&[("energy", figures)]);
        (war.front.moves, war.front.collapse) = (0.0, 0.0);
        (war.talks.excitement, war.talks.excitement_half_life) = (0.5, 1.0);
        war.postures[0].presses = presses;
        World::new(war)
    };
    let plain = world(None);
    let usual = 0.5 * plain.war.postures[0].effects.rounds;
    let begun = |world: &World, times: f64| yearly_counts(world, WEEK, |state| state.excitement = times * usual)[0];
    let one = begun(&plain, 1.0);
    assert_eq!(begun(&plain, 0.0), 0.0);
    assert!((begun(&plain, 2.0) / one - 2.0).abs() < 0.15);
    assert!((begun(&world(Some(Side::Invader)), 1.0) / one - 2.0).abs() < 0.15);
}

/// Each is kept to its end or broken; the share that is broken follows the rate, whatever the length of a step.
#[test]
fn lengths_and_breaches_are_as_stated() {
    let figures = LimitedTruceFigures { arrivals: 0.1, length: 1.5, breach: 0.4, ..PLAIN };
    let world = quiet_world(&[("energy", figures)]);
    for months in [WEEK, 0.5] {
        let [_, kept, broken, _] = yearly_counts(&world, months, |_| ());
        let share = broken / (kept + broken);
        // Those of the last weeks of the year are broken early or not counted: two points of the share.
        assert!((share - (1.0 - (-0.6_f64).exp())).abs() < 0.03, "{months}: {share}");
    }
    let unbroken = quiet_world(&[("energy", LimitedTruceFigures { breach: 0.0, ..figures })]);
    let [begun, _, broken, under_way] = yearly_counts(&unbroken, 0.5, |_| ());
    assert_eq!(broken, 0.0);
    assert!((under_way * 12.0 / begun / 1.5 - 1.0).abs() < 0.1, "{under_way} of a year for {begun}");
}

/// Ten years of a war, without the truces themselves.
fn history(world: &World, path: u32) -> Vec<(State, Option<standoff_world::state::RoundHeld>)> {
    let pace = Pace::new(&world.war, WEEK);
    let (mut state, mut scratch) = (State::start(world), Scratch::default());
    let draws = Draws::new(5, 0, path);
    let mut next = || {
        let events = step(world, &pace, &Wavering, &mut state, &draws, &mut scratch);
        assert!(!events.truce_began || matches!(state.regime, Regime::Truce { .. }));
        (State { limited_truces: Default::default(), ..state.clone() }, events.round)
    };
    (0..520).map(|_| next()).collect()
}

/// With a trust of zero, they change nothing else: not the front, not talks, not the regime.
#[test]
fn without_trust_they_change_nothing_else() {
    let without = World::new(small_war::war());
    let with = World::new(war_with(&[("energy", PLAIN), ("holiday", LimitedTruceFigures { breach: 2.0, ..PLAIN })]));
    assert!((0..100).all(|path| history(&without, path) == history(&with, path)));
}

/// A kind more changes nothing of the others.
#[test]
fn a_kind_more_leaves_the_others_alone() {
    let one = quiet_world(&[("energy", PLAIN)]);
    let two = quiet_world(&[("energy", PLAIN), ("holiday", PLAIN)]);
    assert_eq!(yearly_counts(&one, WEEK, |_| ()), yearly_counts(&two, WEEK, |_| ()));
}

/// Trust counts in the next round and is used up by it: broken truces lower the share of rounds that both accept, kept ones raise it.
#[test]
fn trust_lasts_until_the_next_round() {
    let accepted = |trust: f64| {
        let world = World::new(small_war::war());
        let (pace, mut scratch) = (Pace::new(&world.war, WEEK), Scratch::default());
        let mut held = [0.0; 2];
        for path in 0..20_000 {
            let mut state = State::start(&world);
            state.limited_truces.add_trust(trust);
            let events = step(&world, &pace, &Wavering, &mut state, &Draws::new(9, 0, path), &mut scratch);
            if let Some(round) = events.round {
                assert_eq!(state.limited_truces.trust(), 0.0);
                held[0] += 1.0;
                held[1] += f64::from(u8::from(!matches!(round.result, standoff_world::state::RoundResult::No(_))));
            } else {
                assert_eq!(state.limited_truces.trust(), trust);
            }
        }
        held[1] / held[0]
    };
    let [low, plain, high] = [-1.0, 0.0, 1.0].map(accepted);
    assert!(low < plain && plain < high, "{low}, {plain}, {high}");
}

/// A general truce takes those under way with it, and none begins in it.
#[test]
fn a_general_truce_takes_them_with_it() {
    let world = quiet_world(&[("energy", LimitedTruceFigures { arrivals: 4.0, ..PLAIN })]);
    let pace = Pace::new(&world.war, WEEK);
    let mut state = State { regime: Regime::Truce { quiet_months: 1.0 }, ..State::start(&world) };
    state.limited_truces.set_months_left(0, 1.0);
    let events = step(&world, &pace, &Wavering, &mut state, &Draws::new(1, 0, 0), &mut Scratch::default());
    assert_eq!(events.limited_truces, Default::default());
    assert_eq!(state.limited_truces.months_left(0), 0.0);
}

/// The density of a report is the chance of what it says, and draws come as often. One that may be false tells of a truce that
/// begins once a year, and of either end of one half the time.
#[test]
fn reports_are_as_likely_as_their_draws() {
    let world = quiet_world(&[("energy", LimitedTruceFigures { arrivals: 1.0, breach: 0.5, ..PLAIN })]);
    let (begins, breaks, once_a_year) = (1.0 - (-WEEK).exp(), 1.0 - (-1.0_f64).exp(), 1.0 - (-WEEK / 12.0).exp());
    let checked = |regime: Regime, report: TruceReport, expected: f64| {
        let state = State { regime, ..State::start(&world) };
        let scene =
            Scene { world: &world, state: &state, round: None, months: WEEK, trust: Trust::default(), outlook: 0.0 };
        let value = ReportedTruce { kind: 0, report };
        let report = Report { limited_truces: vec![Reading { value, confidence: 0.8 }], ..Report::default() };
        assert!((scene.log_density(&report).exp() - expected).abs() < 1e-12);
        let same = |path: u32| scene.simulate(&report, &Draws::new(4, 0, path)) == report;
        let share = (0..8000).filter(|&path| same(path)).count() as f64 / 8000.0;
        assert!((share - expected).abs() < 0.02, "{share} against {expected}");
    };
    checked(Regime::War, TruceReport::Began, 0.8 * begins + 0.2 * once_a_year);
    checked(Regime::War, TruceReport::NoneBegan, 0.8 * (1.0 - begins) + 0.2 * (1.0 - once_a_year));
    checked(Regime::War, TruceReport::Broken { months: 2.0 }, 0.8 * breaks + 0.1);
    checked(Regime::War, TruceReport::Kept { months: 2.0 }, 0.8 * (1.0 - breaks) + 0.1);
    // Where the war is not fought, nothing is learnt of their rate, and a sure report of one rules no state out.
    let once_in_a_century = 1.0 - (-WEEK / 1200.0).exp();
    for regime in [Regime::Truce { quiet_months: 1.0 }, Regime::Frozen] {
        checked(regime, TruceReport::NoneBegan, 0.8 * (1.0 - once_in_a_century) + 0.2 * (1.0 - once_a_year));
        checked(regime, TruceReport::Began, 0.8 * once_in_a_century + 0.2 * once_a_year);
    }
}

/// Kinds have bits of their own, and truces that are reported neither begin nor are kept or broken by chance.
#[test]
fn kinds_are_told_apart_and_reported_ones_are_not_drawn() {
    let sure = LimitedTruceFigures { arrivals: 1000.0, length: 2.0, trust_kept: 0.5, ..PLAIN };
    let never = LimitedTruceFigures { arrivals: 0.0, ..PLAIN };
    let brittle = LimitedTruceFigures { breach: 1000.0, trust_broken: 0.25, ..sure };
    for (second, ended) in [(sure, (0b100, 0b000, 0.5)), (brittle, (0b000, 0b100, -0.25))] {
        let world = quiet_world(&[("one", never), ("two", never), ("three", second)]);
        let (pace, draws, mut scratch) = (Pace::new(&world.war, 1.0), Draws::new(3, 0, 0), Scratch::default());
        let mut state = State::start(&world);
        let began = step(&world, &pace, &Wavering, &mut state, &draws, &mut scratch).limited_truces;
        assert_eq!((began.began, began.kept, began.broken, state.limited_truces.months_left(2)), (0b100, 0, 0, 2.0));
        state.limited_truces.set_months_left(2, 0.5);
        let mut reported = state.clone();
        let over = step(&world, &pace, &Wavering, &mut state, &draws, &mut scratch).limited_truces;
        assert_eq!((over.kept, over.broken, state.limited_truces.trust()), ended);
        let pace = Pace::new(&world.war, 1.0).for_record();
        for _ in 0..3 {
            let events = step(&world, &pace, &Wavering, &mut reported, &draws, &mut scratch).limited_truces;
            assert_eq!((events.began, events.kept, events.broken), (0, 0, 0));
            assert_eq!((reported.limited_truces.months_left(2), reported.limited_truces.trust()), (0.0, 0.0));
        }
    }
}
