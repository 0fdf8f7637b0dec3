//! What one step does to the coalition: what members give, who leaves, elections, and months without coverage (theory 3.6,
//! decision 49).

use crate::one_step::{AGREEABLE, PATHS, assert_share, play_step, quiet_war};
use standoff_num::Draws;
use standoff_world::coalition::instruments::{Instrument, Rule, Status};
use standoff_world::coalition::members::Stance;
use standoff_world::coalition::needs::{Need, NeedFigures};
use standoff_world::state::{CoalitionEvents, CoalitionState, Regime, State};
use standoff_world::step::{CoalitionPace, Surroundings, election_turns, member_changes};
use standoff_world::war::{Direction, Election, Electorate, War, World};

use crate::small_war;

fn step_from(
    war: &War,
    months: f64,
    time: u32,
    around: Surroundings,
    path: u32,
    start: &CoalitionState,
) -> (CoalitionState, CoalitionEvents) {
    let (pace, mut state) = (CoalitionPace::new(war, months), start.clone());
    let events = state.step(war, &pace, time, around, &Draws::new(23, 0, path));
    (state, events)
}

/// Share of futures in which a step from `start` ends as `holds` says.
fn share(
    war: &War,
    months: f64,
    start: &CoalitionState,
    holds: impl Fn(&CoalitionState, CoalitionEvents) -> bool,
) -> f64 {
    let held = (0..PATHS).filter(|&path| {
        let (state, events) = step_from(war, months, 0, Surroundings::default(), path, start);
        holds(&state, events)
    });
    held.count() as f64 / f64::from(PATHS)
}

/// `e^(eta t)` under threat, `e^(-phi l)` for `l` tenths of the stake lost, `e^(-theta k t)` of fatigue, faster in a truce.
#[test]
fn members_answer_threat_news_and_fatigue() {
    let mut war = quiet_war();
    (war.coalition.threat, war.coalition.news, war.coalition.decay) = (0.03, 0.2, 0.01);
    (war.truce.willingness_decay, war.members[1].figures.decay) = (3.0, 2.0);
    war.postures[0].effects.willingness_decay = 1.5;
    let start = CoalitionState::start(&war);
    for (threat, truce, lost_tenths) in
        [(false, false, 0.0), (true, false, 0.0), (true, true, 0.0), (false, false, 0.7), (true, false, -0.4)]
    {
        let around = Surroundings { posture: 0, truce, threat, lost_tenths };
        let (state, _) = step_from(&war, 2.0, 0, around, 1, &start);
        for (member, decay) in [1.0, 2.0].into_iter().enumerate() {
            let fatigue = 0.01 * 1.5 * decay * 2.0 * if truce { 3.0 } else { 1.0 };
            let rise = if threat && !truce { 0.03 * 2.0 } else { 0.0 };
            let expected = f64::exp(rise - 0.2 * lost_tenths - fatigue);
            let found = state.aid_rate_bn[member] / start.aid_rate_bn[member];
            assert!((found / expected - 1.0).abs() < 1e-12, "{around:?}: {found}, not {expected}");
        }
    }
}

/// The invader's momentum is the threat, and a step of the front that it gains is a twelfth of the stake.
#[test]
fn the_step_tells_the_coalition_what_the_front_did() {
    let mut war = quiet_war();
    (war.coalition.threat, war.coalition.news, war.front.moves, war.front.momentum) = (0.03, 0.2, 1.0, 60.0);
    let world = World::new(war);
    let rate = State::start(&world).coalition.aid_rate_bn[0];
    for (momentum, lost_tenths, threat) in [(1, 10.0 / 12.0, 0.03), (-1, -10.0 / 12.0, 0.0)] {
        let start = State { momentum, ..State::start(&world) };
        let (state, _) = play_step(&world, 1.0, &AGREEABLE, start, 0);
        let expected = f64::exp(threat - 0.2 * lost_tenths);
        assert!((state.coalition.aid_rate_bn[0] / rate / expected - 1.0).abs() < 1e-12, "{momentum}");
    }
    let mut still = world.war.clone();
    still.front.moves = 0.0;
    let still = World::new(still);
    let (state, _) = play_step(&still, 1.0, &AGREEABLE, State::start(&still), 0);
    assert_eq!(state.coalition.aid_rate_bn[0], rate);
}

/// `x (1 + xc left)` a month, and `xl` times as much while coverage is under its threshold.
#[test]
fn members_leave_as_often_as_stated() {
    let mut war = quiet_war();
    (war.coalition.exit, war.coalition.exit_losing, war.coalition.cascade) = (0.1, 3.0, 2.0);
    war.members[1].figures.income = 3000.0;
    // They give 10: at a need of 20, coverage is just what the threshold asks for.
    war.coalition.threshold = 0.5;
    for (need, left, chance) in
        [(5.0, 0.0, 0.1), (20.0, 0.0, 0.1), (100.0, 0.0, 0.3), (5.0, 0.5, 0.2), (100.0, 0.25, 0.45)]
    {
        war.coalition.need = need;
        let mut start = CoalitionState::start(&war);
        start.departed_share = left;
        for (member, income) in [0.25, 0.75].into_iter().enumerate() {
            let gone = share(&war, 1.0, &start, |state, events| {
                let leavers = state.stance.iter().filter(|stance| **stance == Stance::FreeRiding).count();
                assert_eq!(events.exits as usize, leavers);
                state.stance[member] == Stance::FreeRiding
            });
            assert_share(gone, chance, &format!("{need} {left}"));
            let (mut alone, mut found) = (start.clone(), 0);
            alone.stance[1 - member] = Stance::Blocking;
            for path in 0..40 {
                let (state, events) = step_from(&war, 1.0, 0, Surroundings::default(), path, &alone);
                found += events.exits;
                let expected = left + f64::from(events.exits) * income;
                assert!((state.departed_share - expected).abs() < 1e-12);
                assert_eq!(state.stance[1 - member], Stance::Blocking);
            }
            assert!(found > 0);
        }
    }
    // Over two months, `1 - (1 - x)^2`.
    war.coalition.need = 5.0;
    let start = CoalitionState::start(&war);
    let gone = share(&war, 2.0, &start, |state, _| state.stance[0] == Stance::FreeRiding);
    assert_share(gone, 0.19, "two months");
}

/// Coverage exactly at its threshold is enough.
#[test]
fn months_without_coverage_are_counted() {
    let mut war = quiet_war();
    for (need, threshold, after) in [(12.0, 0.5, 0.0), (12.0, 0.51, 6.5), (100.0, 0.5, 6.5), (1.0, 0.5, 0.0)] {
        (war.coalition.need, war.coalition.threshold) = (need, threshold);
        let mut start = CoalitionState::start(&war);
        start.undercovered_months = 4.0;
        let (state, _) = step_from(&war, 2.5, 0, Surroundings::default(), 0, &start);
        assert_eq!(state.undercovered_months, after, "{need} {threshold} {}", state.coverage);
    }
}

/// Flows end at the end of the step that reaches their date.
#[test]
fn coverage_is_that_of_the_end_of_the_step() {
    let mut war = quiet_war();
    (war.coalition.need, war.coalition.other_flows, war.coalition.other_flows_last) = (20.0, 4.0, 8.0);
    for (time, coverage) in [(2, 0.5), (3, 0.3)] {
        let (state, _) = step_from(&war, 2.0, time, Surroundings::default(), 0, &CoalitionState::start(&war));
        assert!((state.coverage - coverage).abs() < 1e-12, "{time}");
    }
}

fn election(member: usize, months: f64, chances: &[(Direction, f64)]) -> Election {
    Election { name: "vote".into(), of: Electorate::Member(member), months, turns: vec![], chances: chances.to_vec() }
}

/// Every stance with every change that is certain to come.
#[test]
fn elections_change_what_the_stance_lets_them() {
    use Direction::{Less, More, StartsBlocking, StopsBlocking};
    use Stance::{Blocking, FreeRiding, In};
    let mut war = quiet_war();
    (war.coalition.election_drop, war.coalition.election_gain) = (0.25, 0.5);
    for (stance, change, after, factor, brings) in [
        (In, Less, In, 0.75, true),
        (In, More, In, 1.5, true),
        (In, StartsBlocking, Blocking, 1.0, true),
        (In, StopsBlocking, In, 1.0, false),
        (FreeRiding, Less, FreeRiding, 0.75, false),
        (FreeRiding, More, In, 1.5, true),
        (FreeRiding, StartsBlocking, FreeRiding, 1.0, false),
        (FreeRiding, StopsBlocking, FreeRiding, 1.0, false),
        (Blocking, Less, Blocking, 0.75, false),
        (Blocking, More, Blocking, 1.5, false),
        (Blocking, StopsBlocking, In, 1.0, true),
        (Blocking, StartsBlocking, Blocking, 1.0, false),
    ] {
        let only = Direction::ALL.map(|direction| (direction, f64::from(u8::from(direction == change))));
        war.members[1].stance = stance;
        war.elections = vec![election(1, 3.0, &only)];
        let start = CoalitionState::start(&war);
        let draws = Draws::new(23, 0, 1);
        let (state, _) = step_from(&war, 1.0, 2, Surroundings::default(), 1, &start);
        let found = state.aid_rate_bn[1] / start.aid_rate_bn[1];
        assert!(state.stance[1] == after && (found - factor).abs() < 1e-12, "{stance:?} {change:?} {state:?}");
        assert_eq!((state.stance[0], state.aid_rate_bn[0]), (start.stance[0], start.aid_rate_bn[0]));
        let changes = member_changes(&war, &CoalitionPace::new(&war, 1.0), &draws, 2, |_| stance);
        assert_eq!(changes, if brings { vec![(1, change)] } else { vec![] }, "{stance:?} {change:?}");
        // One that gives already, and gives more, has not turned.
        let turns = brings && (stance, change) != (In, More);
        assert_eq!(election_turns(&war, &war.elections[0], &draws), turns, "{stance:?} {change:?}");
    }
    // One that gives nothing of its own cannot give less.
    (war.members[1].stance, war.members[1].figures.willingness) = (In, 0.0);
    war.elections = vec![election(1, 3.0, &[(Less, 1.0), (More, 0.0), (StartsBlocking, 0.0)])];
    assert!(!election_turns(&war, &war.elections[0], &Draws::new(23, 0, 1)));
}

/// A step holds its end and not its beginning.
#[test]
fn elections_fall_in_the_step_of_their_date() {
    let mut war = quiet_war();
    for (months, date, due) in
        [(1.0, 5.0, 4), (2.5, 5.0, 1), (2.5, 5.1, 2), (0.25, 0.25, 0), (0.5, 0.1, 0), (4.0, 5.0, 1)]
    {
        war.elections = vec![election(0, date, &[(Direction::Less, 1.0)])];
        let start = CoalitionState::start(&war);
        for time in 0..8 {
            let (state, _) = step_from(&war, months, time, Surroundings::default(), 1, &start);
            assert_eq!(state.aid_rate_bn[0] < start.aid_rate_bn[0], time == due, "{months} {date} {time}");
        }
    }
}

/// The coalition's chances where an election has none of its own: less `pD`, more `pG`, and a member that gives less may block.
#[test]
fn elections_without_chances_have_those_of_the_coalition() {
    let mut war = quiet_war();
    let coalition = &mut war.coalition;
    (coalition.election_loss, coalition.election_win, coalition.election_turn) = (0.3, 0.2, 0.4);
    (coalition.election_drop, coalition.election_gain) = (0.25, 0.5);
    war.elections = vec![election(0, 0.5, &[])];
    let mut start = CoalitionState::start(&war);
    let rate = start.aid_rate_bn[0];
    assert_share(share(&war, 1.0, &start, |state, _| state.aid_rate_bn[0] < rate), 0.3, "less");
    assert_share(share(&war, 1.0, &start, |state, _| state.aid_rate_bn[0] > rate), 0.2, "more");
    assert_share(share(&war, 1.0, &start, |state, _| state.stance[0] == Stance::Blocking), 0.3 * 0.4, "starts");
    start.stance[0] = Stance::Blocking;
    assert_share(share(&war, 1.0, &start, |state, _| state.stance[0] == Stance::In), 0.4, "stops");
}

/// Members vote before their time with the stated chance, whether that is below or above the share of steps in which they are
/// asked, and the result is independent of it.
#[test]
fn early_elections_come_as_often_as_stated() {
    let mut war = quiet_war();
    (war.coalition.election_drop, war.coalition.election_win) = (0.25, 0.0);
    for (hazard, months) in [(0.05, 1.0_f64), (0.1, 1.0), (0.2, 2.0)] {
        let chance = 1.0 - f64::powf(1.0 - hazard, months);
        for loss in [1.0, 0.4] {
            (war.coalition.early_elections, war.coalition.election_loss) = (hazard, loss);
            let start = CoalitionState::start(&war);
            for member in 0..2 {
                let rate = start.aid_rate_bn[member];
                let found = share(&war, months, &start, |state, _| state.aid_rate_bn[member] < rate);
                assert_share(found, chance * loss, &format!("{hazard} {months} {loss}"));
            }
        }
    }
}

/// The first key instrument of the list that closes is the one that breaks the line; one that is closed already does not.
#[test]
fn a_key_instrument_breaks_the_line_when_it_closes() {
    for (keys, starts, closed) in [
        ([true, true], [Status::Open, Status::Open], Some(0)),
        ([false, true], [Status::Open, Status::Open], Some(1)),
        ([false, false], [Status::Open, Status::Open], None),
        ([true, true], [Status::Closed, Status::Open], Some(1)),
        ([true, false], [Status::Closed, Status::Open], None),
        ([true, false], [Status::Proposed, Status::Open], None),
    ] {
        let mut war = quiet_war();
        let loan = |place: usize| {
            let mut loan = Instrument { retries: 0, ..small_war::loan(["one", "two"][place]) };
            (loan.key, loan.start, loan.figures.assent, loan.figures.first_vote) =
                (keys[place], starts[place], 0.0, 1.0);
            loan
        };
        war.instruments = vec![loan(0), loan(1)];
        let (state, events) = step_from(&war, 1.0, 0, Surroundings::default(), 0, &CoalitionState::start(&war));
        assert_eq!(events.key_closed, closed, "{keys:?} {starts:?}");
        assert!(state.instruments.iter().all(|instrument| instrument.status == Status::Closed));
    }
}

#[test]
fn a_truce_needs_less() {
    let mut war = quiet_war();
    (war.coalition.need, war.truce.need, war.truce.frozen_after) = (20.0, 0.6, 100.0);
    let world = World::new(war);
    let start = State { regime: Regime::Truce { quiet_months: 0.0 }, ..State::start(&world) };
    let (state, _) = play_step(&world, 1.0, &AGREEABLE, start, 0);
    assert!((state.coalition.coverage - 0.5).abs() < 1e-12 && (state.coalition.war_coverage - 0.3).abs() < 1e-12);
}

/// Votes by weight: the first member has three quarters of it and is for it, the second against it.
#[test]
fn weights_decide_a_qualified_majority() {
    let mut war = quiet_war();
    (war.members[0].figures.weight, war.members[1].figures.weight) = (3.0, 1.0);
    for (share, status) in [(0.7, Status::Open), (0.75, Status::Open), (0.8, Status::Proposed)] {
        let mut loan = Instrument {
            rule: Rule::QualifiedMajority { members: 0.5, weight: share },
            doubtful: vec![(0, 1.0), (1, 0.0)],
            ..small_war::loan("loan")
        };
        loan.figures.first_vote = 1.0;
        war.instruments = vec![loan];
        let (state, _) = step_from(&war, 1.0, 0, Surroundings::default(), 0, &CoalitionState::start(&war));
        assert_eq!(state.instruments[0].status, status, "{share}");
    }
}

/// A refused renewal leaves the grace of the instrument, a refused proposal none, and grace runs out with the months.
#[test]
fn grace_follows_what_was_open() {
    let mut war = quiet_war();
    for (start, grace) in [(Status::Open, 5.0), (Status::Proposed, 0.0)] {
        let mut loan = Instrument { start, retries: 3, ..small_war::loan("loan") };
        (loan.figures.assent, loan.figures.first_vote, loan.figures.interval, loan.figures.grace) =
            (0.0, 2.0, 9.0, 5.0);
        war.instruments = vec![loan];
        let (state, _) = step_from(&war, 2.0, 0, Surroundings::default(), 0, &CoalitionState::start(&war));
        let after = state.instruments[0];
        assert_eq!((after.status, after.grace_months, after.next_vote_months), (Status::Proposed, grace, 9.0));
        assert_eq!(after.tries_left, 2);
        let (state, _) = step_from(&war, 2.0, 1, Surroundings::default(), 0, &state);
        assert_eq!(state.instruments[0].grace_months, f64::max(grace - 2.0, 0.0));
    }
}

/// `logit(as) + bG (need - money without it) / need`: members give 6 and others 1.5 of 10, and a route that pays 2 itself is
/// renewed as if that were missing.
#[test]
fn missing_money_presses_voters() {
    let mut war = quiet_war();
    (war.coalition.need, war.coalition.other_flows, war.coalition.assent_gap) = (10.0, 1.5, 4.0);
    for (start, money_bn) in [(Status::Proposed, 7.5), (Status::Open, 7.5)] {
        let mut loan = Instrument { start, voters: vec![0], ..small_war::loan("loan") };
        (loan.figures.assent, loan.figures.first_vote, loan.figures.size) = (0.3, 1.0, 2.0);
        war.instruments = vec![loan];
        let figures = NeedFigures { amount: 0.0, notice: 1.0 };
        let need = Need { name: "need".into(), title: "Need".into(), routes: vec![0], by_months: None, figures };
        war.needs = vec![need];
        let gap = (10.0 - money_bn) / 10.0;
        let odds = 0.3 / 0.7 * f64::exp(4.0 * gap);
        let passed =
            share(&war, 1.0, &CoalitionState::start(&war), |state, _| state.instruments[0].status == Status::Open);
        assert_share(passed, odds / (1.0 + odds), &format!("{start:?}"));
    }
}

/// Where those against it stay out, an instrument opens with the share of those for it; where nobody is for it, it does not,
/// however small the quorum.
#[test]
fn an_instrument_opens_with_those_who_take_part() {
    let mut war = quiet_war();
    war.members[1].figures.income = 3000.0;
    for (assents, status, part) in
        [([0.0, 0.0], Status::Proposed, 0.0), ([1.0, 0.0], Status::Open, 0.25), ([0.0, 1.0], Status::Open, 0.75)]
    {
        let mut loan = Instrument { opt_out: true, doubtful: (0..).zip(assents).collect(), ..small_war::loan("loan") };
        (loan.figures.quorum, loan.figures.stays_out, loan.figures.first_vote) = (0.0, 1.0, 1.0);
        war.instruments = vec![loan];
        let (state, _) = step_from(&war, 1.0, 0, Surroundings::default(), 0, &CoalitionState::start(&war));
        let found = state.instruments[0];
        assert_eq!(found.status, status, "{assents:?}");
        assert!(status == Status::Proposed || (found.part - part).abs() < 1e-12, "{found:?}");
    }
}
