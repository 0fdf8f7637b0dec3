//! Units, rules of votes, turns of the posture, views and switches: small formulas against closed forms.

use crate::small_war;
use standoff_world::actors::decisions::Answers;
use standoff_world::actors::great_power::transition_chances;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::attrition::Duel;
use standoff_world::battlefield::finish::Fight;
use standoff_world::battlefield::front::lazy_step;
use standoff_world::battlefield::passage::Passage;
use standoff_world::coalition::instruments::Rule;
use standoff_world::coalition::sharing::{best_shot, voluntary, weakest_link};
use standoff_world::quantity::{Conversion, Unit};
use standoff_world::switches::Mechanisms;
use standoff_world::talks::ratification::ratification_chance;
use standoff_world::war::{Direction, blamed_posture};

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{what}: {found}, not {expected}");
}

/// A figure in each spelling, and the same in the base unit: 12 months are 52 weeks.
#[test]
fn units_convert_as_their_spellings_say() {
    let survival = |months: f64, chance: f64| 1.0 - (1.0 - chance).powf(1.0 / months);
    for (unit, spelling, written, base) in [
        (Unit::Share, "percent", 30.0, 0.3),
        (Unit::Rate, "per week", 3.0, 13.0),
        (Unit::Rate, "per year", 6.0, 0.5),
        (Unit::Hazard, "per month", 0.2, 0.2),
        (Unit::Hazard, "per week", 0.1, survival(12.0 / 52.0, 0.1)),
        (Unit::Hazard, "per year", 0.4, survival(12.0, 0.4)),
        (Unit::Discount, "per week", 0.99, 0.99_f64.powf(52.0 / 12.0)),
        (Unit::Discount, "per year", 0.9, 0.9_f64.powf(1.0 / 12.0)),
        (Unit::Cost, "per year", 0.24, 0.02),
        (Unit::Duration, "weeks", 26.0, 6.0),
        (Unit::Duration, "years", 2.0, 24.0),
        (Unit::Money, "m", 500.0, 0.5),
        (Unit::MoneyRate, "bn per month", 2.0, 24.0),
        (Unit::Effort, "percent of GDP per year", 0.4, 0.004),
        (Unit::PeopleRate, "people per year", 36.0, 3.0),
    ] {
        let (_, conversion) = unit.spellings().iter().find(|(name, _)| *name == spelling).expect("a spelling");
        assert_close(conversion.apply(written), base, spelling);
    }
    for (unit, base) in
        [(Unit::Share, "share"), (Unit::Hazard, "per month"), (Unit::Area, "km2"), (Unit::LogOdds, "log-odds")]
    {
        assert_eq!(unit.base(), base);
        assert_eq!(unit.spellings()[0].1.apply(0.25), 0.25);
    }
    assert_close(Conversion::Factor(3.0).apply(2.0), 6.0, "factor");
}

#[test]
fn votes_pass_by_their_rule() {
    let majority = Rule::QualifiedMajority { members: 0.5, weight: 0.6 };
    for (rule, ayes, weight_for, passes) in [
        (Rule::Unanimity, 4, 1.0, true),
        (Rule::Unanimity, 3, 1.0, false),
        (Rule::OneHolder, 4, 1.0, true),
        (Rule::OneHolder, 0, 1.0, false),
        (Rule::AtLeast(2), 2, 0.0, true),
        (Rule::AtLeast(2), 3, 0.0, true),
        (Rule::AtLeast(2), 1, 10.0, false),
        (majority, 2, 6.0, true),
        (majority, 2, 6.0 - 1e-10, true),
        (majority, 2, 6.0 - 1e-8, false),
        (majority, 1, 10.0, false),
        (majority, 4, 5.9, false),
    ] {
        assert_eq!(rule.passes(ayes, 4, weight_for, 10.0), passes, "{rule:?} {ayes} {weight_for}");
    }
    assert!(!Rule::Unanimity.passes(0, 0, 0.0, 0.0), "nobody is no majority");
    let third = Rule::QualifiedMajority { members: 1.0 / 3.0, weight: 0.0 };
    assert!(third.passes(1, 3, 0.0, 0.0) && third.passes(2, 6, 0.0, 0.0), "a share that rounds is met");
}

/// Of two postures exactly, `p = a/(a+b) (1 - e^{-(a+b)t})`; of three by what steps add up to.
#[test]
fn postures_turn_as_a_markov_process() {
    let (a, b) = (0.1, 0.05);
    for months in [0.25, 1.0, 7.0, 60.0] {
        let chances = transition_chances(&[vec![9.0, a], vec![b, 9.0]], months);
        let moved = 1.0 - f64::exp(-(a + b) * months);
        assert_close(chances[0][1], a / (a + b) * moved, "there");
        assert_close(chances[1][0], b / (a + b) * moved, "back");
        assert_close(chances[0][0] + chances[0][1], 1.0, "row");
    }
    let rates = [vec![0.0, 0.3, 0.1], vec![0.05, 0.0, 0.2], vec![0.0, 0.4, 0.0]];
    let [one, two, three] = [1.0, 2.0, 3.0].map(|months| transition_chances(&rates, months));
    for from in 0..3 {
        for to in 0..3 {
            let product: f64 = (0..3).map(|through| one[from][through] * two[through][to]).sum();
            assert_close(three[from][to], product, "one month and two are three");
        }
        // Over a short time the chance is the rate times it.
        let short = transition_chances(&rates, 1e-6);
        assert!((0..3).filter(|&to| to != from).all(|to| (short[from][to] / 1e-6 - rates[from][to]).abs() < 1e-5));
    }
    assert_eq!(transition_chances(&[vec![0.0, 0.0], vec![0.0, 0.0]], 5.0), [[1.0, 0.0], [0.0, 1.0]]);
}

/// A third of a tilt leaves and the rest presses, in equal parts where there are several postures of a kind.
#[test]
fn blame_is_shared_among_postures_of_a_kind() {
    let mut war = small_war::war();
    war.talks.blame_out = 0.3;
    let with = |kinds: &[(Option<Side>, bool)]| {
        let mut war = war.clone();
        let posture = |&(presses, out): &(Option<Side>, bool)| {
            let mut posture = war.postures[0].clone();
            (posture.presses, posture.out) = (presses, out);
            posture
        };
        war.postures = kinds.iter().map(posture).collect();
        blamed_posture(&war, Side::Defender)
    };
    let (presses, other, out) = ((Some(Side::Defender), false), (Some(Side::Invader), false), (None, true));
    let close = |found: Vec<f64>, expected: &[f64]| {
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(|(one, two)| (one - two).abs() < 1e-12),
            "{found:?}"
        );
    };
    close(with(&[(None, false), presses, out]), &[0.0, 0.7, 0.3]);
    close(with(&[out, presses, other, presses, out]), &[0.15, 0.35, 0.0, 0.35, 0.15]);
    close(with(&[other, out, out]), &[0.0, 0.5, 0.5]);
    close(with(&[presses, other, presses, presses]), &[1.0 / 3.0, 0.0, 1.0 / 3.0, 1.0 / 3.0]);
    close(with(&[(None, false), other]), &[0.0, 0.0]);
}

/// Leans of 1, -1 and what the scenario says; the gap shrinks by `w0/(w0 + kF seen)`.
#[test]
fn views_lean_by_role() {
    let mut beliefs = small_war::war().beliefs;
    (beliefs.disagreement, beliefs.stamina, beliefs.view_precision, beliefs.front_trust) = (1.2, 4.0, 3.0, 0.5);
    (beliefs.lean_great_power, beliefs.lean_coalition) = (0.25, -0.5);
    let views = beliefs.views(6.0);
    for (role, lean) in
        [(Role::Invader, 1.0), (Role::Defender, -1.0), (Role::GreatPower, 0.25), (Role::Coalition, -0.5)]
    {
        assert_close(views[role].odds_shift, 0.5 * lean * 1.2 * 0.5, role.name());
        assert_close(views[role].invader_wear, f64::powf(2.0, -lean), role.name());
        assert_close(views[role].defender_wear, f64::powf(2.0, lean), role.name());
    }
    (beliefs.turn_expected, beliefs.months_fought) = (0.1, 0.0);
    let (invader, defender) = (beliefs.turns_expected(Side::Invader), beliefs.turns_expected(Side::Defender));
    for (role, lean) in
        [(Role::Invader, 1.0), (Role::Defender, -1.0), (Role::GreatPower, 0.25), (Role::Coalition, -0.5)]
    {
        assert_close(invader[role], 0.05 * (1.0 + lean), role.name());
        assert_close(defender[role], 0.05 * (1.0 - lean), role.name());
    }
    let shared = beliefs.shared();
    assert_eq!((shared.disagreement, shared.stamina, shared.turn_expected), (0.0, 1.0, 0.0));
    assert_eq!(shared.lean_coalition, -0.5);
    for (trust, expected, expect, learn) in
        [(0.0, 0.0, false, false), (0.1, 0.0, false, true), (0.0, 0.1, true, true), (0.1, 0.1, true, true)]
    {
        (beliefs.front_trust, beliefs.turn_expected) = (trust, expected);
        assert_eq!((beliefs.expect_turns(), beliefs.learn()), (expect, learn), "{trust} {expected}");
    }
}

#[test]
fn trust_shifts_both_odds() {
    let answers = Answers { invader_accepts: 0.2, defender_accepts: 0.5, invader_refuses: 0.3, ..Answers::default() };
    let shifted = answers.with_trust(3.0_f64.ln());
    assert_close(shifted.invader_accepts, 0.75 / 1.75, "odds of a quarter have become three quarters");
    assert_close(shifted.defender_accepts, 0.75, "even odds have become three to one");
    assert_eq!(shifted.invader_refuses, 0.3);
}

/// `Phi((support - half)/sd)`: one deviation above is .8413, two below .0228.
#[test]
fn ratification_follows_support() {
    let mut figures = small_war::war().ratification;
    (figures.half, figures.vote_spread) = (0.5, 0.04);
    for (support, chance) in [(0.5, 0.5), (0.54, 0.841_344_746_068_542_9), (0.42, 0.022_750_131_948_179_2)] {
        assert_close(ratification_chance(&figures, support), chance, "ratification");
    }
}

#[test]
fn mechanisms_that_live_in_figures_are_switched_off_there() {
    let mut war = small_war::war();
    (war.invader.unborne, war.defender.leader_gain, war.talks.withheld_relief) = (0.4, 0.1, 0.7);
    (war.defender.legal_bar, war.beliefs.disagreement) = (0.08, 1.0);
    let all = Mechanisms::default();
    assert_eq!(all.apply_to(war.clone()), war);
    let shared = Mechanisms { disagreement: false, ..all }.apply_to(war.clone());
    assert_eq!((shared.beliefs, shared.invader), (war.beliefs.shared(), war.invader));
    let borne = Mechanisms { agency: false, ..all }.apply_to(war.clone());
    assert_eq!((borne.invader.unborne, borne.defender.leader_gain, borne.beliefs), (0.0, 0.0, war.beliefs));
    let free = Mechanisms { veto: false, ..all }.apply_to(war.clone());
    assert_eq!((free.talks.withheld_relief, free.defender.legal_bar, free.invader), (0.0, 0.0, war.invader));
    assert!(!Mechanisms { ratification: false, ..all }.apply_to(war).ratification_needed);
}

#[test]
fn names_are_those_of_the_format() {
    assert_eq!(Role::ALL.map(Role::name), ["invader", "defender", "great_power", "coalition"]);
    assert_eq!(Direction::ALL.map(Direction::name), ["less", "more", "stops-blocking", "starts-blocking"]);
}

#[test]
fn contributions_add_up_by_their_rule() {
    let (willingness, income) = ([0.25, 0.5, 0.125], [8.0, 2.0, 16.0]);
    assert_eq!(voluntary(&willingness, &income), 5.0);
    assert_eq!(weakest_link(&willingness, &income), 3.25);
    assert_eq!(best_shot(&willingness, &income), 2.0);
}

/// Lanchester's two laws with figures that can be checked in the head (Lanchester 1916).
#[test]
fn duels_end_as_the_laws_say() {
    // a A^2 = 16 and b B^2 = 9 at rates of .04 and .01: of the first are left sqrt(7/.04).
    let duel = Duel { forces: [20.0, 30.0], kill_rates: [0.04, 0.01] };
    let ending = duel.square_ending();
    assert_close(ending.survivors[0], 175.0_f64.sqrt(), "survivors");
    assert_close(ending.time, 0.5 * ((1.0 + 0.75) / (1.0 - 0.75_f64)).ln() / 0.02, "artanh(3/4)/w");
    assert_close(duel.linear_advantage(), 0.5, "linear advantage");
    assert_eq!(duel.linear_survivors().map(|left| (left * 1e9).round() / 1e9), [12.5, 0.0]);
    assert_close(duel.square_balance(), 40.0, "balance");
    let lost = Duel { forces: [10.0, 30.0], kill_rates: [0.04, 0.01] };
    assert_close(lost.square_ending().survivors[1], 500.0_f64.sqrt(), "survivors");
    assert_eq!(lost.square_ending().survivors[0], 0.0);
    assert_close(lost.linear_survivors()[0], 2.5, "area fire decides otherwise");
    assert_close(Duel { forces: [5.0, 30.0], ..lost }.linear_survivors()[1], 10.0, "linear survivors");
    let nobody = Duel { forces: [0.0, 0.0], ..duel };
    assert_eq!(nobody.square_ending().time, 0.0);
}

/// A fair walk on 0..=4 reaches the top with k/4 and ends after k (4 - k) moves; lazy ones take as many times longer
/// (gambler's ruin).
#[test]
fn a_fight_to_the_finish_is_gamblers_ruin() {
    let fight = Fight { steps: 4, step: lazy_step(0.5, 0.5), discount: 0.9, cost: 0.3, ends: [0.2, 0.7] };
    for (place, (top, months)) in fight.reach_top().into_iter().zip(fight.duration()).enumerate() {
        assert_close(top, place as f64 / 4.0, "top");
        assert_close(months, 2.0 * (place * (4 - place)) as f64, "duration");
    }
    // E[d^T; top] on 0..=2 from the middle: x = d (x/2 + 1/4).
    let short = Fight { steps: 2, ..fight };
    assert_close(short.discounted_top()[1], 0.9 * 0.25 / (1.0 - 0.9 * 0.5), "discounted");
    assert_eq!((short.discounted_top()[0], short.discounted_top()[2]), (0.0, 1.0));
}

/// Mean d/m and deviation s/m sqrt(d/m); what drifts away is reached with e^{2md/s^2}.
#[test]
fn passages_have_the_moments_of_the_inverse_gaussian_law() {
    let front = Passage { distance: 12.0, drift: 3.0, deviation: 1.5 };
    assert_close(front.mean(), 4.0, "mean");
    assert_close(front.standard_deviation(), 1.0, "deviation");
    assert_eq!(front.reached_ever(), 1.0);
    let away = Passage { drift: -0.25, ..front };
    assert_eq!((away.mean(), away.standard_deviation()), (f64::INFINITY, f64::INFINITY));
    assert_close(away.reached_ever(), f64::exp(-2.0 * 0.25 * 12.0 / 2.25), "ever");
    let still = Passage { drift: 0.0, ..front };
    assert_eq!((still.mean(), still.standard_deviation(), still.reached_ever()), (f64::INFINITY, f64::INFINITY, 1.0));
    let there = Passage { distance: 0.0, ..front };
    assert_eq!((there.mean(), there.standard_deviation(), there.quantile(0.5)), (0.0, 0.0, 0.0));
    let sure = Passage { deviation: 0.0, ..front };
    assert_eq!((sure.quantile(0.5), sure.reached_by(3.99), sure.reached_by(4.0)), (4.0, 0.0, 1.0));
    assert_eq!([0.0, -1.0].map(|drift| Passage { drift, deviation: 0.0, ..front }.reached_ever()), [0.0, 0.0]);
    // The reflection principle: without drift, P(T <= t) = 2 Phi(-d/(s sqrt t)); one deviation is .1587 on a side.
    assert_close(still.reached_by(64.0), 0.317_310_507_862_914_1, "one deviation");
    assert_close(still.quantile(0.317_310_507_862_914_1), 64.0, "its quantile");
}
