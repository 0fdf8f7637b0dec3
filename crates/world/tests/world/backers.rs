//! Backers: what they add, when they come and go, and what they must leave as it is (decision 105).

use standoff_num::Draws;
use standoff_num::elementary::{exp, ln};
use standoff_world::actors::backers::{Backer, BackerFigures};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::record::{Reading, Report, ReportedBacker, Scene, Trust};
use standoff_world::state::{Backing, Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, War, World};

use crate::record::Stubborn;
use crate::small_war;

const IDLE: BackerFigures = BackerFigures { force: 0.0, pays: 0.0, joins: 0.0, leaves: 0.0, alarm: 0.0 };

fn backer(name: &str, side: Side, backs_at_start: bool, figures: BackerFigures) -> Backer {
    Backer { name: name.into(), title: name.into(), side, backs_at_start, figures }
}

fn war_with(backers: Vec<Backer>) -> War {
    War { backers, ..small_war::war() }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
}

#[test]
fn force_shifts_the_odds_from_those_of_the_first_day() {
    let with = |force| BackerFigures { force, ..IDLE };
    let world = World::new(war_with(vec![
        backer("east", Side::Invader, true, with(0.5)),
        backer("west", Side::Defender, false, with(0.2)),
        backer("north", Side::Defender, false, with(0.3)),
    ]));
    let sharpness = world.war.front.decisiveness;
    let shift = |backing: Backing| world.backing_shift(backing);
    let start = Backing::at_start(&world.war.backers);
    close(shift(start), 0.0);
    close(shift(Backing::default()), -sharpness * ln(1.5));
    // Forces of one side add up.
    close(shift(start.with(1, true).with(2, true)), -sharpness * ln(1.5));
}

/// What was calibrated to the first day stays: a lever on what a backer gives moves the odds, also of one that was in.
#[test]
fn a_change_of_what_a_backer_gives_moves_the_odds() {
    let war = |force| war_with(vec![backer("east", Side::Invader, true, BackerFigures { force, ..IDLE })]);
    let before = World::new(war(0.5));
    let after = before.with_war(war(1.0));
    let start = Backing::at_start(&after.war.backers);
    close(after.backing_shift(start), after.war.front.decisiveness * (ln(2.0) - ln(1.5)));
}

#[test]
fn a_backer_pays_its_share_of_what_the_coalition_leaves() {
    let pays = |pays| BackerFigures { pays, ..IDLE };
    let backers = |left, right| {
        vec![backer("east", Side::Invader, false, pays(left)), backer("west", Side::Defender, false, pays(right))]
    };
    let (plain, world) = (World::new(small_war::war()), World::new(war_with(backers(0.25, 0.4))));
    let toll = |world: &World, role, backing| {
        let mut war = world.war.clone();
        (war.invader.leader_gain, war.defender.leader_gain) = (0.0, 0.0);
        let world = World::new(war);
        world.toll(role, &Position { backing, ..world.start_position() })
    };
    let both = Backing::from_index(3);
    for (role, left) in [(Role::Invader, 0.75), (Role::Defender, 0.6), (Role::Coalition, 1.0)] {
        close(toll(&world, role, both), left * toll(&plain, role, Backing::default()));
        close(toll(&world, role, Backing::default()), toll(&plain, role, Backing::default()));
    }
    // Nobody is paid more than the war costs.
    let generous = World::new(war_with(vec![
        backer("east", Side::Invader, true, pays(0.8)),
        backer("far-east", Side::Invader, true, pays(0.8)),
    ]));
    close(toll(&generous, Role::Invader, both), 0.0);
}

/// The process has no memory: two steps of one length are one of twice that, and losses of its own side alone call one in.
#[test]
fn chances_compose_and_follow_the_losses_of_the_own_side() {
    let figures = BackerFigures { joins: 0.08, leaves: 0.03, alarm: 2.0, ..IDLE };
    let east = backer("east", Side::Invader, false, figures);
    let chance = |from, held, months| east.chance_to_back(from, held, 0.5, months);
    for (from, held) in [(true, 0.5), (false, 0.5), (false, 0.2), (true, 0.2)] {
        let middle = chance(from, held, 1.5);
        let twice = middle * chance(true, held, 1.5) + (1.0 - middle) * chance(false, held, 1.5);
        close(twice, chance(from, held, 3.0));
    }
    let factor = |held| ln(1.0 - chance(false, held, 1e-6)) / ln(1.0 - chance(false, 0.5, 1e-6));
    assert!((factor(0.2) - exp(2.0 * 0.3)).abs() < 1e-6);
    assert!((factor(0.8) - 1.0).abs() < 1e-6);
    let west = backer("west", Side::Defender, false, figures);
    assert!(west.chance_to_back(false, 0.8, 0.5, 1.0) > west.chance_to_back(false, 0.2, 0.5, 1.0));
    // Long after, it is in for the part of the time that its rates give.
    close(west.chance_to_back(false, 0.1, 0.5, 1e6), 0.08 / 0.11);
}

/// How often it stands behind its side after three months, in steps of months and of weeks alike.
#[test]
fn futures_move_backers_at_their_rates() {
    let figures = BackerFigures { joins: 0.1, leaves: 0.05, ..IDLE };
    let mut war = war_with(vec![backer("east", Side::Invader, false, figures)]);
    (war.front.moves, war.front.collapse) = (0.0, 0.0);
    let world = World::new(war);
    for steps in [3, 13] {
        let pace = Pace::new(&world.war, 3.0 / f64::from(steps));
        let backs = |path: u32| {
            let mut state = State::start(&world);
            let (mut joined, mut left) = (0, 0);
            for _ in 0..steps {
                let draws = Draws::new(9, 0, path);
                let events = step(&world, &pace, &Stubborn, &mut state, &draws, &mut Scratch::default());
                joined += i32::from(events.backers.joined);
                left += i32::from(events.backers.left);
            }
            assert_eq!(joined - left, i32::from(state.backing.has(0)));
            f64::from(u8::from(state.backing.has(0)))
        };
        let share = (0..20_000).map(backs).sum::<f64>() / 20_000.0;
        let expected = world.war.backers[0].chance_to_back(false, 0.5, 0.5, 3.0);
        assert!((share - expected).abs() < 4.0 * (expected * (1.0 - expected) / 20_000.0).sqrt(), "{share} {expected}");
    }
}

/// One that gives nothing changes nobody else's luck; one that gives does.
#[test]
fn an_idle_backer_leaves_all_else_as_it_is() {
    let end = |backers: Vec<Backer>| {
        let world = World::new(war_with(backers));
        let pace = Pace::new(&world.war, 1.0);
        let mut state = State::start(&world);
        for _ in 0..24 {
            step(&world, &pace, &Stubborn, &mut state, &Draws::new(3, 0, 0), &mut Scratch::default());
        }
        State { backing: Backing::default(), ..state }
    };
    let moves = BackerFigures { joins: 0.3, leaves: 0.3, ..IDLE };
    let none = end(Vec::new());
    assert_eq!(end(vec![backer("east", Side::Invader, false, moves)]), none);
    assert_ne!(
        end(vec![backer("east", Side::Invader, false, BackerFigures { force: 20.0, joins: 5.0, ..IDLE })]),
        none
    );
}

#[test]
fn none_moves_in_peace_and_by_chance_in_a_record() {
    let world = World::new(war_with(vec![backer("east", Side::Invader, false, BackerFigures { joins: 50.0, ..IDLE })]));
    let pace = Pace::new(&world.war, 1.0);
    let after = |pace: &Pace, regime: Regime| {
        let mut state = State { regime, ..State::start(&world) };
        step(&world, pace, &Stubborn, &mut state, &Draws::new(3, 0, 0), &mut Scratch::default());
        state.backing.has(0)
    };
    assert!(after(&pace, Regime::War) && after(&pace, Regime::Truce { quiet_months: 0.0 }));
    assert!(!after(&pace, Regime::Frozen));
    assert!(!after(&pace.for_record(), Regime::War));
}

/// A report weighs a state by the chance that its figures and its front give it; one that may be false tells of a move once a
/// year. Where the backer stood is that of the record, whatever the state says, and in peace nothing is learnt of its figures.
#[test]
fn reports_weigh_states_by_the_chance_of_what_they_say() {
    let figures = BackerFigures { joins: 0.05, leaves: 0.1, alarm: 3.0, ..IDLE };
    let world = World::new(war_with(vec![backer("east", Side::Invader, false, figures)]));
    let once_in = |years: f64| 1.0 - exp(-1.0 / (12.0 * years));
    let checked = |(front, regime): (usize, Regime), (before, after): (bool, bool), confidence: f64, expected: f64| {
        for backing in [Backing::default(), Backing::default().with(0, true)] {
            let state = State { front, regime, backing, ..State::start(&world) };
            let scene =
                Scene { world: &world, state: &state, round: None, months: 1.0, trust: Trust::default(), outlook: 0.0 };
            let value = ReportedBacker { backer: 0, before, after };
            let report = Report { backers: vec![Reading { value, confidence }], ..Report::default() };
            close(exp(scene.log_density(&report)), expected);
            let same = |path: u32| scene.simulate(&report, &Draws::new(5, 0, path)) == report;
            let share = (0..4000).filter(|&path| same(path)).count() as f64 / 4000.0;
            assert!((share - expected).abs() < 0.03, "{share} for {expected}");
        }
    };
    let (joined, left) = ((false, true), (true, false));
    for front in [2, 6, 9] {
        let to_back =
            |before| world.war.backers[0].chance_to_back(before, world.held_share(front), world.start_share(), 1.0);
        let (joins, leaves) = (to_back(false), 1.0 - to_back(true));
        for regime in [Regime::War, Regime::Truce { quiet_months: 2.0 }] {
            checked((front, regime), joined, 1.0, joins);
            checked((front, regime), joined, 0.6, 0.6 * joins + 0.4 * once_in(1.0));
            checked((front, regime), left, 0.6, 0.6 * leaves + 0.4 * once_in(1.0));
            checked((front, regime), (true, true), 1.0, 1.0 - leaves);
            checked((front, regime), (false, false), 1.0, 1.0 - joins);
        }
        checked((front, Regime::Frozen), joined, 1.0, once_in(100.0));
        checked((front, Regime::Frozen), (false, false), 1.0, 1.0 - once_in(100.0));
    }
}

/// A doubtful report of a move, with quiet steps around it, speaks for rates near one move in that time, as long as it
/// is more likely true than false: less clearly than a sure one does.
#[test]
fn a_doubtful_report_does_not_teach_the_opposite() {
    let likelihood = |joins: f64, confidence: f64| {
        let figures = BackerFigures { joins, ..IDLE };
        let world = World::new(war_with(vec![backer("east", Side::Invader, false, figures)]));
        let state = State::start(&world);
        let scene =
            Scene { world: &world, state: &state, round: None, months: 0.25, trust: Trust::default(), outlook: 0.0 };
        let log_density = |after, confidence| {
            let value = ReportedBacker { backer: 0, before: false, after };
            scene.log_density(&Report { backers: vec![Reading { value, confidence }], ..Report::default() })
        };
        16.0 * log_density(false, 1.0) + log_density(true, confidence)
    };
    // Once in eight years, at about the rate of one move in these steps, and twelve times a year.
    let [rare, apt, often] = [0.01, 0.2, 1.0];
    let mut clear = f64::INFINITY;
    for confidence in [1.0, 0.95, 0.8, 0.6] {
        let gain = likelihood(apt, confidence) - likelihood(rare, confidence);
        assert!(gain > 0.0 && gain < clear, "{confidence}: {gain}");
        assert!(likelihood(apt, confidence) > likelihood(often, confidence));
        clear = gain;
    }
}

/// A state names no backer that the war does not have.
#[test]
fn a_state_belongs_to_a_war_with_its_backers() {
    let world = World::new(war_with(vec![backer("east", Side::Invader, true, IDLE)]));
    let state = State::start(&world);
    assert!(state.backing.has(0) && state.belongs_to(&world));
    let other = State { backing: Backing::from_index(2), ..state };
    assert!(!other.belongs_to(&world));
}
