//! States that are taken from outside: one fault after another, and what a state says of itself.

use crate::{recorded_war, small_war};
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::{Aggregation, Stance};
use standoff_world::peace::settlement::beyond_hazard;
use standoff_world::state::{Break, CoalitionState, Critical, End, Regime, Signature, State, Underway};
use standoff_world::talks::packages::Terms;
use standoff_world::talks::stages::Stage;
use standoff_world::war::World;

const UNDERWAY: Underway = Underway {
    draft: 1,
    stage: Stage::Signed,
    months_left: 2.0,
    passes: true,
    consents: 0.5,
    forced: false,
    gains: [0.1, -0.1],
    ratification: 0.7,
};

/// A state of this world, with everything that it may hold.
fn full_state(world: &World) -> State {
    State {
        regime: Regime::Settled { hazard: 0.1, front: 12, cap: 0.5 },
        front: 12,
        pace_score: Some(0.3),
        loss_score: Some(-0.2),
        momentum: -1,
        invader_stamina: 2,
        defender_stamina: 2,
        posture: 2,
        draft: 1,
        underway: Some(UNDERWAY),
        ..State::start(world)
    }
}

#[test]
fn a_state_with_one_fault_belongs_to_no_world() {
    let world = World::new(recorded_war::war());
    assert_eq!((world.war.front_steps, world.war.postures.len(), world.war.packages.len()), (12, 3, 2));
    assert!(State::start(&world).belongs_to(&world) && full_state(&world).belongs_to(&world));
    type Change = fn(&mut State);
    let changes: [(&str, Change); 26] = [
        ("front", |state| state.front = 13),
        ("front of a settlement", |state| state.regime = Regime::Settled { hazard: 0.1, front: 13, cap: 0.5 }),
        ("hazard", |state| state.regime = Regime::Settled { hazard: f64::NAN, front: 3, cap: 0.5 }),
        ("cap", |state| state.regime = Regime::Settled { hazard: 0.1, front: 3, cap: f64::INFINITY }),
        ("quiet", |state| state.regime = Regime::Truce { quiet_months: f64::NAN }),
        ("momentum up", |state| state.momentum = 2),
        ("momentum down", |state| state.momentum = -2),
        ("invader's stamina", |state| state.invader_stamina = 3),
        ("defender's stamina", |state| state.defender_stamina = 3),
        ("posture", |state| state.posture = 3),
        ("draft", |state| state.draft = 2),
        ("credibility", |state| state.credibility = f64::NAN),
        ("cap on the army", |state| state.army_cap = f64::NAN),
        ("pace", |state| state.pace_score = Some(f64::NAN)),
        ("fighting", |state| state.fighting = f64::INFINITY),
        ("seen", |state| state.seen = f64::NAN),
        ("losses", |state| state.loss_score = Some(f64::NAN)),
        ("excitement", |state| state.excitement = f64::NAN),
        ("trust", |state| state.limited_truces.add_trust(f64::NAN)),
        ("limited truce", |state| state.limited_truces.set_months_left(0, f64::NAN)),
        ("draft under way", |state| state.underway = Some(Underway { draft: 2, ..UNDERWAY })),
        ("months left", |state| state.underway = Some(Underway { months_left: f64::NAN, ..UNDERWAY })),
        ("gain", |state| state.underway = Some(Underway { gains: [0.0, f64::NAN], ..UNDERWAY })),
        ("members", |state| state.coalition.aid_rate_bn.push(1.0)),
        ("stances", |state| state.coalition.stance.clear()),
        ("instruments", |state| state.coalition.instruments.clear()),
    ];
    for (what, change) in changes {
        let mut state = full_state(&world);
        change(&mut state);
        assert!(!state.belongs_to(&world), "{what}");
    }
    let numbers: [(&str, Change); 9] = [
        ("aid", |state| state.coalition.aid_rate_bn[1] = f64::NAN),
        ("next vote", |state| state.coalition.instruments[2].next_vote_months = f64::NAN),
        ("grace", |state| state.coalition.instruments[0].grace_months = f64::NAN),
        ("part", |state| state.coalition.instruments[0].part = f64::NAN),
        ("coverage", |state| state.coalition.coverage = f64::NAN),
        ("coverage in war", |state| state.coalition.war_coverage = f64::NAN),
        ("pooled money", |state| state.coalition.pooled_bn = f64::INFINITY),
        ("left", |state| state.coalition.departed_share = f64::NAN),
        ("under", |state| state.coalition.undercovered_months = f64::NAN),
    ];
    for (what, change) in numbers {
        let mut state = full_state(&world);
        change(&mut state);
        assert!(!state.belongs_to(&world), "{what}");
    }
}

/// What gives least to one signer, and `(1 - h)^60`.
#[test]
fn a_signature_tells_its_least_gain_and_five_years() {
    let world = World::new(small_war::war());
    let terms = Terms { land: 0.0, ..world.war.packages[0].terms };
    let signature = Signature {
        draft: 0,
        consent: true,
        terms,
        beyond: false,
        hazard: 0.02,
        gains: [0.3, -0.1],
        ratification: 0.8,
    };
    assert_eq!((signature.least_gain(), Signature { gains: [0.05, 0.2], ..signature }.least_gain()), (-0.1, 0.05));
    assert!((signature.five_year_peace() - 0.98_f64.powi(60)).abs() < 1e-12);
    assert!(beyond_hazard(&world.war.peace, 0.5) >= 0.0);
}

#[test]
fn ends_and_breaks_have_names_and_places() {
    assert_eq!(Break::ALL.map(Break::index), [0, 1, 2, 3, 4]);
    let names = ["coverage", "instrument", "consent-beyond", "signature-beyond", "military"];
    assert_eq!(Break::ALL.map(Break::name), names);
    let ends = [End::SettlementInside, End::SettlementBeyond, End::Frozen, End::InvaderWins, End::DefenderWins];
    assert_eq!(ends.map(End::is_military), [false, false, false, true, true]);
}

/// The largest gap counts: of members what they gave at the start, of instruments what they could give. Of equal gaps the first.
#[test]
fn the_most_missed_is_the_largest_gap() {
    let mut war = small_war::war();
    war.instruments = ["one", "two", "three"].map(small_war::loan).to_vec();
    for (instrument, size) in war.instruments.iter_mut().zip([3.0, 2.0, 3.0]) {
        instrument.figures.size = size;
        instrument.start = Status::Open;
    }
    // The first member gives 4 at the start, and the second 2.
    let start = CoalitionState::start(&war);
    assert_eq!(start.most_missed(&war, &start), None);
    let missed = |change: &dyn Fn(&mut CoalitionState)| {
        let mut now = start.clone();
        change(&mut now);
        now.most_missed(&war, &start)
    };
    let close = |now: &mut CoalitionState, place: usize| {
        now.instruments[place].status = Status::Proposed;
    };
    assert_eq!(missed(&|now| now.aid_rate_bn[1] = 1.0), Some(Critical::Member(1)));
    assert_eq!(missed(&|now| now.aid_rate_bn = vec![3.0, 0.5]), Some(Critical::Member(1)));
    assert_eq!(missed(&|now| now.aid_rate_bn = vec![3.0, 1.0]), Some(Critical::Member(0)));
    assert_eq!(missed(&|now| now.aid_rate_bn = vec![9.0, 9.0]), None);
    assert_eq!(missed(&|now| close(now, 1)), Some(Critical::Instrument(1)));
    let both = |now: &mut CoalitionState| {
        close(now, 0);
        close(now, 2);
        now.aid_rate_bn[0] = 1.5;
    };
    assert_eq!(missed(&both), Some(Critical::Instrument(0)));
    assert_eq!(
        missed(&|now| {
            close(now, 0);
            now.stance[0] = Stance::Blocking;
        }),
        Some(Critical::Member(0))
    );
    // Money that comes later or in part is missing in part.
    assert_eq!(missed(&|now| now.instruments[0].payment_months = -1.0), Some(Critical::Instrument(0)));
    assert_eq!(
        missed(&|now| {
            now.instruments[0].part = 0.5;
            close(now, 1);
        }),
        Some(Critical::Instrument(1))
    );
    // What was closed at the start is not missed, nor what has an alternative that is open.
    let mut closed = war.clone();
    closed.instruments[0].start = Status::Closed;
    let start_closed = CoalitionState::start(&closed);
    assert_eq!(start_closed.most_missed(&closed, &start_closed), None);
    let mut pooled = war.clone();
    (pooled.instruments[0].pool, pooled.instruments[1].pool) = (Some("pool".into()), Some("pool".into()));
    let mut now = start.clone();
    close(&mut now, 0);
    assert_eq!(now.most_missed(&pooled, &start), None);
    close(&mut now, 1);
    assert_eq!(now.most_missed(&pooled, &start), Some(Critical::Instrument(0)));
}

/// The four rules by which contributions add up, of members that give .004 and .002 of 1,000 and 3,000.
#[test]
fn bilateral_aid_follows_the_rule_of_the_scenario() {
    let mut war = small_war::war();
    war.members[1].figures.income = 3000.0;
    for (rule, all, alone) in [
        (Aggregation::Voluntary, 10.0, 6.0),
        (Aggregation::BestShot, 6.0, 6.0),
        (Aggregation::WeakestLink, 8.0, 6.0),
        (Aggregation::EqualShare, 8.0, 6.0),
    ] {
        war.aggregation = rule;
        let mut state = CoalitionState::start(&war);
        assert!((state.bilateral_bn - all).abs() < 1e-12, "{rule:?}: {}", state.bilateral_bn);
        state.stance[0] = Stance::FreeRiding;
        state.measure(&war, 0, false, 0.0);
        assert!((state.bilateral_bn - alone).abs() < 1e-12, "{rule:?}: {}", state.bilateral_bn);
    }
}

/// `B0 (1 - met)`, in a truce a share of it; a war without members needs nothing from outside.
#[test]
fn coverage_is_money_against_the_need() {
    let mut war = small_war::war();
    (war.coalition.need, war.truce.need, war.postures[0].effects.need_met) = (20.0, 0.5, 0.25);
    let mut state = CoalitionState::start(&war);
    assert!((state.coverage - 0.4).abs() < 1e-12 && (state.war_coverage - 0.4).abs() < 1e-12);
    state.measure(&war, 0, true, 0.0);
    assert!((state.coverage - 0.8).abs() < 1e-12 && (state.war_coverage - 0.4).abs() < 1e-12);
    war.coalition.need = 0.0;
    state.measure(&war, 0, false, 0.0);
    assert_eq!(state.coverage, 1.0);
    war.members.clear();
    let empty = CoalitionState::start(&war);
    assert_eq!((empty.coverage, empty.war_coverage, empty.belongs_to(&war)), (1.0, 1.0, true));
}
