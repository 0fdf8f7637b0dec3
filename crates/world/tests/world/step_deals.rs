//! What a settlement brings when it takes effect, what ends a truce and a peace, and how the line breaks (theory 3.8 to 3.11,
//! decisions 11, 13, 24 and 40).

use crate::one_step::{AGREEABLE, Fixed, assert_share, play_step, quiet_war, share_of_steps};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::{Break, End, Regime, State, Underway};
use standoff_world::talks::packages::Terms;
use standoff_world::talks::stages::Stage;
use standoff_world::war::{War, World};

const TERMS: Terms = Terms { land: 0.05, guarantee: 0.5, alignment: 0.3, relief: 0.4, form: 0.0, ..Terms::NONE };

/// A war in which the first draft is agreed, signed, approved and in effect within the first step.
fn signing_war(terms: Terms) -> War {
    let mut war = quiet_war();
    war.postures[0].effects.rounds = 1.0;
    war.ratification_needed = false;
    war.packages[0].terms = terms;
    (war.red_lines.land, war.red_lines.form) = (0.08, 0.5);
    (war.talks.withheld_guarantee, war.talks.withheld_relief) = (0.6, 0.75);
    war
}

fn signed(war: War, decisions: &Fixed) -> (World, State, standoff_world::state::Events) {
    let world = World::new(war);
    let (state, events) = play_step(&world, 1.0, decisions, State::start(&world), 0);
    (world, state, events)
}

/// `h = min(1, clip(attack e^(bM + bF forced)) + phi rho (1 - S))`, `S` the security that terms leave at the credibility of
/// guarantees.
#[test]
fn the_hazard_of_a_peace_is_that_of_attack_and_of_going_beyond() {
    let (forced, monitors) = (0.7, -0.2);
    for (presses, consent, attack) in
        [(None, 1.0, 0.01), (Some(Side::Defender), 1.0, 0.01), (None, 0.0, 0.02), (None, 1.0, 3.0)]
    {
        let mut war = signing_war(TERMS);
        (war.peace.forced, war.peace.monitors, war.peace.beyond, war.peace.occasions) = (forced, monitors, 0.2, 0.1);
        (war.postures[0].presses, war.order.credibility) = (presses, 0.4);
        let (world, state, events) = signed(war, &Fixed { consent, attack, ..AGREEABLE });
        let signature = events.signature.expect("a signature");
        let terms = if consent == 1.0 { TERMS } else { Terms { guarantee: 0.2, relief: 0.1, ..TERMS } };
        let close = |one: f64, other: f64| (one - other).abs() < 1e-12;
        let signed = signature.terms;
        assert!(close(signed.guarantee, terms.guarantee) && close(signed.relief, terms.relief));
        assert_eq!(Terms { guarantee: terms.guarantee, relief: terms.relief, ..signed }, terms);
        assert_eq!((signature.draft, signature.consent, signature.beyond), (0, consent == 1.0, false));
        let manner = f64::exp(monitors + if presses.is_some() { forced } else { 0.0 });
        let security = world.effective_security(&terms, 0.4);
        let expected = ((attack * manner).min(1.0) + 0.2 * 0.1 * (1.0 - security)).min(1.0);
        assert!(close(signature.hazard, expected), "{presses:?} {consent}: {}, not {expected}", signature.hazard);
        let hazard = signature.hazard;
        assert_eq!(
            state.regime,
            Regime::Settled { hazard, front: 7, cap: 0.3 },
            "half of twelve, and .05 of them more"
        );
        assert_eq!(events.end, Some(End::SettlementInside));
        assert!(!state.is_contested() && events.agreed && events.text_signed && !events.fell_apart);
    }
}

/// To the nearest step of the twelve, and a step short of either end.
#[test]
fn a_renewed_war_would_start_from_the_line_of_the_settlement() {
    for (land, front) in [(0.2, 8), (0.22, 9), (1.0, 11), (0.5, 11), (-0.3, 2), (-1.0, 1)] {
        let (_, state, _) = signed(signing_war(Terms { land, ..TERMS }), &AGREEABLE);
        assert!(
            matches!(state.regime, Regime::Settled { front: found, .. } if found == front),
            "{land} {:?}",
            state.regime
        );
    }
}

/// Beyond the lines a settlement breaks the line: by consent where the coalition delivers parts of its own, by the signature
/// where it does not or there are none. Without a coalition there are no lines.
#[test]
fn settlements_beyond_the_lines_break_the_line_in_one_of_two_ways() {
    let beyond = Terms { land: 0.2, ..TERMS };
    let plain = Terms { guarantee: 0.0, relief: 0.0, ..beyond };
    for (terms, consent, way) in [
        (beyond, 1.0, Some(Break::Consent)),
        (beyond, 0.0, Some(Break::Signature)),
        (plain, 1.0, Some(Break::Signature)),
        (Terms { guarantee: 0.3, ..plain }, 1.0, Some(Break::Consent)),
        (Terms { relief: 0.3, ..plain }, 1.0, Some(Break::Consent)),
        (TERMS, 1.0, None),
    ] {
        let (_, _, events) = signed(signing_war(terms), &Fixed { consent, ..AGREEABLE });
        let found: Vec<Break> = Break::ALL.into_iter().filter(|way| events.breaks[way.index()]).collect();
        assert_eq!(found, way.into_iter().collect::<Vec<_>>(), "{terms:?} {consent}");
        let end = if way.is_some() { End::SettlementBeyond } else { End::SettlementInside };
        assert_eq!((events.end, events.signature.map(|one| one.beyond)), (Some(end), Some(way.is_some())));
    }
    let mut alone = signing_war(beyond);
    alone.roles[Role::Coalition] = None;
    let (_, _, events) = signed(alone, &Fixed { consent: 0.0, ..AGREEABLE });
    let signature = events.signature.expect("a signature");
    assert_eq!((events.end, signature.beyond, signature.terms), (Some(End::SettlementInside), false, beyond));
    assert_eq!(events.breaks, [false; 5]);
}

/// The number with which the coalition's answer is drawn is below its chance of consent as often as that says.
#[test]
fn consent_is_drawn() {
    let world = World::new(signing_war(TERMS));
    let decisions = Fixed { consent: 0.3, ..AGREEABLE };
    let found = share_of_steps(&world, 1.0, &decisions, &State::start(&world), |_, events| {
        events.signature.expect("a signature").consent
    });
    assert_share(found, 0.3, "consent");
}

fn truce(quiet_months: f64) -> Regime {
    Regime::Truce { quiet_months }
}

#[test]
fn a_truce_breaks_as_stated_or_freezes_in_time() {
    let mut war = quiet_war();
    (war.truce.breaks, war.truce.frozen_after) = (0.2, 7.0);
    let world = World::new(war);
    let start = State { regime: truce(1.0), ..State::start(&world) };
    let broke = share_of_steps(&world, 2.0, &AGREEABLE, &start, |state, events| {
        assert_eq!(state.regime, if events.truce_broke { Regime::War } else { truce(3.0) });
        events.truce_broke
    });
    assert_share(broke, 1.0 - 0.8 * 0.8, "breaks");
    let mut calm = world.war.clone();
    calm.truce.breaks = 0.0;
    let calm = World::new(calm);
    // Sums of weeks round: what is short of the date by less than a second has reached it.
    for (quiet, frozen) in [(4.9, false), (5.0, true), (5.0 - 1e-10, true), (5.0 - 1e-8, false), (6.0, true)] {
        let start = State { regime: truce(quiet), ..State::start(&calm) };
        let (state, events) = play_step(&calm, 2.0, &AGREEABLE, start.clone(), 0);
        assert_eq!((state.regime == Regime::Frozen, events.end == Some(End::Frozen)), (frozen, frozen), "{quiet}");
        // A settlement under way is waited for.
        let underway = Underway {
            draft: 0,
            stage: Stage::Agreed,
            months_left: 9.0,
            passes: true,
            consents: 0.5,
            forced: false,
            gains: [0.0; 2],
            ratification: 1.0,
        };
        let (state, events) = play_step(&calm, 2.0, &AGREEABLE, State { underway: Some(underway), ..start }, 0);
        assert!(matches!(state.regime, Regime::Truce { .. }) && events.end.is_none());
        assert_eq!(state.underway.map(|underway| underway.months_left), Some(7.0));
    }
}

/// Other flows count on the day on which the war is renewed, which is the end of the step.
#[test]
fn a_renewed_war_has_the_money_of_its_day() {
    let mut war = quiet_war();
    (war.coalition.other_flows, war.coalition.other_flows_last, war.coalition.need) = (4.0, 10.0, 10.0);
    let world = World::new(war);
    for (time, other_bn) in [(3, 4.0), (4, 0.0)] {
        let start = State { time, regime: Regime::Settled { hazard: 1.0, front: 5, cap: 0.2 }, ..State::start(&world) };
        let (state, events) = play_step(&world, 2.0, &AGREEABLE, start, 0);
        assert!(events.peace_failed && state.regime == Regime::War);
        // A level of a quarter is lost of (6 + other) / 10, but not below the lowest.
        let before: f64 = (6.0 + other_bn) / 10.0;
        let expected = (before - 0.25).max(0.25_f64.min(before));
        assert!((state.coalition.war_coverage - expected).abs() < 1e-12, "{time}: {}", state.coalition.war_coverage);
    }
}

/// Coverage breaks the line once it has been short for longer than the grace, and not in the step of a signature.
#[test]
fn the_line_breaks_after_the_grace() {
    let mut war = quiet_war();
    (war.coalition.need, war.coalition.threshold, war.coalition.grace) = (20.0, 0.6, 3.0);
    for (before, breaks) in
        [(1.0, false), (2.0, false), (2.0 + 1e-10, false), (2.0 + 1e-8, true), (2.5, true), (7.0, true)]
    {
        let world = World::new(war.clone());
        let mut start = State::start(&world);
        start.coalition.undercovered_months = before;
        let (state, events) = play_step(&world, 1.0, &AGREEABLE, start.clone(), 0);
        assert_eq!(events.breaks[Break::Coverage.index()], breaks, "{before}");
        assert_eq!(state.coalition.undercovered_months, before + 1.0);
        let mut signing = signing_war(TERMS);
        signing.coalition = war.coalition;
        let signing = World::new(signing);
        let (_, events) = play_step(&signing, 1.0, &AGREEABLE, start, 0);
        assert!(events.signature.is_some() && !events.breaks[Break::Coverage.index()]);
    }
}
