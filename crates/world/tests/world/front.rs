//! What the walk of the front must do.

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::{Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, World};

use crate::small_war;

/// Nobody talks here.
struct Silent;

impl Decisions for Silent {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery[0] = 1.0;
    }
    fn answer(&self, _: &Position, _: usize) -> Answers {
        unreachable!("no rounds are held")
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

/// A war in which nothing moves but the front.
fn front_only_world(steps: usize, start: usize, moves: f64) -> World {
    let mut war = small_war::war();
    (war.front_steps, war.front_start) = (steps, start);
    (war.front.moves, war.front.momentum_change, war.front.collapse) = (moves, 0.0, 0.0);
    war.postures[0].effects.rounds = 0.0;
    for stamina in [&mut war.stamina.invader, &mut war.stamina.defender] {
        (stamina.down, stamina.up) = (0.0, 0.0);
    }
    (war.coalition.decay, war.coalition.news, war.coalition.threat) = (0.0, 0.0, 0.0);
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    World::new(war)
}

/// The same war with a season that halves the moves of January to April, and a pace that strays.
fn seasoned_world(strength: f64, spread: f64, begins: f64) -> World {
    let mut war = front_only_world(2400, 1200, 25.0).war;
    war.start_month_of_year = begins;
    (war.season.january, war.season.february, war.season.march, war.season.april) = (0.5, 0.5, 0.5, 0.5);
    (war.season.strength, war.front.pace_spread, war.front.pace_half_life) = (strength, spread, 5.0);
    World::new(war)
}

/// Mean and standard deviation of the steps gained over some months.
fn gains(world: &World, months: f64, steps: usize, paths: u32) -> (f64, f64) {
    let start = world.war.front_start as f64;
    let gains: Vec<f64> = (0..paths).map(|path| state_after(world, months, steps, path).front as f64 - start).collect();
    let mean = gains.iter().sum::<f64>() / f64::from(paths);
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / f64::from(paths - 1);
    (mean, variance.sqrt())
}

const WEEK: f64 = 12.0 / 52.0;

fn state_after(world: &World, months: f64, steps: usize, path: u32) -> State {
    let pace = Pace::new(&world.war, months);
    let (mut state, mut scratch) = (State::start(world), Scratch::default());
    for _ in 0..steps {
        step(world, &pace, &Silent, &mut state, &Draws::new(5, 0, path), &mut scratch);
    }
    state
}

/// With `n` moments a step, each with a move of chance `p` that goes up with chance `q`, a step has the mean
/// `n p (2q-1)` and the variance `n (p - p²(2q-1)²)`: within four standard errors over 4,000 paths of a month.
#[test]
fn several_moves_in_a_step_keep_drift_and_variance() {
    const PATHS: u32 = 4000;
    for (moves, moments) in [(2.0, 1.0), (6.0, 2.0), (25.0, 6.0)] {
        let world = front_only_world(1200, 600, moves);
        let months = 12.0 / 52.0;
        let start = State::start(&world);
        let odds = world.move_odds(start.coalition.coverage, start.posture, 2, 2, 0.0);
        let (chance, tilt) = (moves * months / moments, 2.0 * odds - 1.0);
        let (mean, variance) = (4.0 * moments * chance * tilt, 4.0 * moments * (chance - (chance * tilt).powi(2)));
        let gains: Vec<f64> =
            (0..PATHS).map(|path| state_after(&world, months, 4, path).front as f64 - 600.0).collect();
        let paths = f64::from(PATHS);
        let found = gains.iter().sum::<f64>() / paths;
        let spread = gains.iter().map(|gain| (gain - found).powi(2)).sum::<f64>() / (paths - 1.0);
        assert!((found - mean).abs() < 4.0 * (variance / paths).sqrt(), "{moves}: mean {found}, not {mean}");
        // The variance of a nearly normal sum has a relative error of about √(2/n).
        assert!((spread / variance - 1.0).abs() < 4.0 * (2.0 / paths).sqrt(), "{moves}: {spread}, not {variance}");
    }
}

/// Several moves in a step do not take the front beyond an end, and there the war is over.
#[test]
fn no_move_goes_beyond_an_end() {
    let world = front_only_world(12, 6, 100.0);
    let ended: Vec<State> = (0..200).map(|path| state_after(&world, 1.0, 12, path)).collect();
    assert!(ended.iter().all(|state| state.front <= 12));
    assert!(ended.iter().filter(|state| state.regime == Regime::Over).count() > 100);
    assert!(ended.iter().all(|state| (state.regime == Regime::Over) == (state.front == 0 || state.front == 12)));
}

/// Over a year the front goes as far as without season and pace, whenever the year begins: within 3 %.
#[test]
fn season_and_pace_leave_the_ground_of_a_year() {
    let (plain, narrow) = gains(&seasoned_world(0.0, 0.0, 0.0), WEEK, 52, 2000);
    for (strength, spread, begins) in [(1.0, 0.0, 0.0), (1.0, 0.0, 11.1), (0.0, 0.5, 0.0), (1.0, 0.5, 6.4)] {
        let (mean, wide) = gains(&seasoned_world(strength, spread, begins), WEEK, 52, 4000);
        assert!((mean / plain - 1.0).abs() < 0.03, "{strength} {spread} {begins}: {mean} against {plain}");
        assert!(spread == 0.0 || wide > 2.0 * narrow, "{spread}: {wide} against {narrow}");
    }
}

/// The cold months have half the moves of the others, in steps of a week as of a month, and a pace strays as far.
#[test]
fn weeks_and_months_have_the_same_season_and_pace() {
    let (cold, warm) = (seasoned_world(1.0, 0.0, 0.0), seasoned_world(1.0, 0.0, 4.0));
    let weekly = [gains(&cold, WEEK, 17, 4000).0 * 52.0 / 51.0, gains(&warm, WEEK, 17, 4000).0 * 52.0 / 51.0];
    let monthly = [gains(&cold, 1.0, 4, 4000).0, gains(&warm, 1.0, 4, 4000).0];
    for (weeks, months) in weekly.into_iter().zip(monthly) {
        assert!((weeks / months - 1.0).abs() < 0.03, "{weeks} against {months}");
    }
    assert!((weekly[0] / weekly[1] - 0.5).abs() < 0.02 && (monthly[0] / monthly[1] - 0.5).abs() < 0.02);
    let strayed = seasoned_world(0.0, 0.5, 0.0);
    let (weeks, months) = (gains(&strayed, WEEK, 52, 4000), gains(&strayed, 1.0, 12, 4000));
    assert!((weeks.0 / months.0 - 1.0).abs() < 0.03 && (weeks.1 / months.1 - 1.0).abs() < 0.06, "{weeks:?} {months:?}");
}

/// Neither a strength of zero nor a spread of zero asks for a number or changes one.
#[test]
fn no_season_and_no_pace_are_the_war_as_it_was() {
    let plain = front_only_world(2400, 1200, 25.0);
    let without = seasoned_world(0.0, 0.0, 3.3);
    for path in 0..200 {
        let state = state_after(&without, WEEK, 52, path);
        assert_eq!(state, state_after(&plain, WEEK, 52, path));
        assert_eq!(state.pace_score, None);
    }
}

/// A pace that is far above its mean brings more ground in the next weeks, and half as much more after a half-life.
#[test]
fn a_pace_is_remembered() {
    let world = seasoned_world(0.0, 0.5, 0.0);
    let pace = Pace::new(&world.war, WEEK);
    let gained = |from: usize, path: u32| {
        let (mut state, mut scratch) = (State::start(&world), Scratch::default());
        state.pace_score = Some(2.0);
        let mut before = state.front;
        for index in 0..from + 4 {
            before = if index == from { state.front } else { before };
            step(&world, &pace, &Silent, &mut state, &Draws::new(6, 0, path), &mut scratch);
        }
        state.front as f64 - before as f64
    };
    let mean = |from: usize| (0..4000).map(|path| gained(from, path)).sum::<f64>() / 4000.0;
    let usual = 4.0 * WEEK * 25.0 * (2.0 * 0.72 - 1.0);
    // E exp(s y - s²/2) with y normal about 2k with variance 1 - k² is exp(2 s k - s² k²/2).
    for (from, months) in [(0, 1.5 * WEEK), (20, 21.5 * WEEK)] {
        let kept = 0.5_f64.powf(months / 5.0);
        let expected = usual * (kept - 0.125 * kept * kept).exp();
        assert!((mean(from) / expected - 1.0).abs() < 0.03, "{from}: {} against {expected}", mean(from));
    }
}

/// Losses of a year in months of the base rate, and those of its weeks.
fn yearly_losses(world: &World, path: u32) -> (f64, Vec<f64>) {
    let pace = Pace::new(&world.war, WEEK);
    let (mut state, mut scratch) = (State::start(world), Scratch::default());
    let week = |_| {
        step(world, &pace, &Silent, &mut state, &Draws::new(7, 0, path), &mut scratch);
        state.loss_factor(&world.war.costs)
    };
    let weeks: Vec<f64> = (0..52).map(week).collect();
    (weeks.iter().sum::<f64>() * WEEK, weeks)
}

/// A year costs as much as without what the losses follow, within 3 %; the cold months cost less, and the months differ.
#[test]
fn losses_follow_the_fighting_and_keep_their_mean() {
    let mut war = seasoned_world(1.0, 0.5, 0.0).war;
    (war.costs.follows, war.costs.month_spread, war.costs.month_half_life) = (0.4, 0.3, 6.0);
    let world = World::new(war);
    let years: Vec<(f64, Vec<f64>)> = (0..2500).map(|path| yearly_losses(&world, path)).collect();
    let mean_over = |weeks: std::ops::Range<usize>| {
        let count = (years.len() * weeks.len()) as f64;
        years.iter().flat_map(|(_, all)| &all[weeks.clone()]).sum::<f64>() / count
    };
    let year = years.iter().map(|(year, _)| year).sum::<f64>() / years.len() as f64;
    assert!((year / 12.0 - 1.0).abs() < 0.03, "{year}");
    let (cold, warm) = (mean_over(8..17), mean_over(30..52));
    assert!((0.75..0.9).contains(&(cold / warm)), "{cold} against {warm}");
    let spread = years.iter().map(|(one, _)| (one - year).powi(2)).sum::<f64>() / years.len() as f64;
    assert!((0.2..0.35).contains(&(spread.sqrt() / year)), "{spread}");
}

#[test]
fn losses_that_follow_nothing_are_the_same_every_week() {
    let (year, weeks) = yearly_losses(&seasoned_world(1.0, 0.5, 0.0), 1);
    assert!(weeks.iter().all(|&week| week == 1.0) && (year - 12.0).abs() < 1e-9);
}

/// The same war in which the tide may turn, and actors learn from the front as far as they trust it.
fn tidal_world(hazard: f64, trust: f64) -> World {
    let mut war = front_only_world(2400, 1200, 25.0).war;
    (war.tide.hazard, war.tide.invader_size, war.tide.defender_size) = (hazard, 0.5, 1.0);
    (war.beliefs.front_trust, war.beliefs.view_precision) = (trust, 3.0);
    World::new(war)
}

/// Three levels, one step up or down at a time: the shares after a year are those of the chain, within four standard errors.
#[test]
fn the_tide_turns_as_often_as_its_hazard_says() {
    const PATHS: u32 = 6000;
    const HAZARD: f64 = 0.05;
    let world = tidal_world(HAZARD, 0.0);
    let mut expected = [0.0, 1.0, 0.0];
    let turns = HAZARD * (1.0 - HAZARD);
    for _ in 0..12 {
        let [low, middle, high] = expected;
        expected = [
            low * (1.0 - turns) + middle * turns,
            middle * (1.0 - 2.0 * turns) + (low + high) * turns,
            high * (1.0 - turns) + middle * turns,
        ];
    }
    let mut counts = [0.0; 3];
    for path in 0..PATHS {
        counts[match state_after(&world, 1.0, 12, path).tide {
            Some(Side::Defender) => 0,
            None => 1,
            Some(Side::Invader) => 2,
        }] += 1.0;
    }
    for (count, expected) in counts.into_iter().zip(expected) {
        let share = count / f64::from(PATHS);
        let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
        assert!((share - expected).abs() < 4.0 * error, "{share} against {expected}");
    }
}

/// While the tide is with a side the log-odds of a move are shifted by its size.
#[test]
fn the_tide_shifts_the_odds() {
    let world = tidal_world(0.0, 0.0);
    let odds = world.move_odds(world.coverage, world.war.posture_start, 2, 2, 0.0);
    for (tide, shift) in [(None, 0.0), (Some(Side::Invader), 0.5), (Some(Side::Defender), -1.0)] {
        let shifted = 1.0 / (1.0 + (1.0 / odds - 1.0) * f64::exp(-shift));
        let pace = Pace::new(&world.war, 1.0);
        let gained = |path: u32| {
            let mut state = State { tide, ..State::start(&world) };
            step(&world, &pace, &Silent, &mut state, &Draws::new(6, 0, path), &mut Scratch::default());
            state.front as f64 - 1200.0
        };
        const PATHS: u32 = 4000;
        let mean = (0..PATHS).map(gained).sum::<f64>() / f64::from(PATHS);
        let error = (25.0 / f64::from(PATHS)).sqrt();
        let expected = 25.0 * (2.0 * shifted - 1.0);
        assert!((mean - expected).abs() < 4.0 * error, "{tide:?}: {mean} against {expected}");
    }
}

/// What the front tells is the moves that were seen, each by `p(1-p)`; without trust nothing is kept.
#[test]
fn moves_are_what_is_learnt_from() {
    let world = tidal_world(0.0, 0.25);
    let months = 6.0;
    let seen: f64 = (0..400).map(|path| state_after(&world, 1.0, 6, path).seen).sum::<f64>() / 400.0;
    let told = months * world.seen_monthly();
    assert!((seen / told - 1.0).abs() < 0.05, "{seen} against {told}");
    let left = world.gap_left(told);
    assert!((left - 3.0 / (3.0 + 0.25 * told)).abs() < 1e-12, "{left}");
    assert_eq!(state_after(&tidal_world(0.0, 0.0), 1.0, 6, 0).seen, 0.0);
}

/// A line that gets harder to push comes to rest where the odds are even: where the gradient has taken what the first day gave,
/// `tau_0 + logit(p_0) / gr`. With many moves a step and with few it is the same place.
#[test]
fn a_gradient_brings_the_front_to_rest() {
    for (months, steps) in [(WEEK, 520), (1.0, 120)] {
        let mut war = front_only_world(2400, 1200, 25.0).war;
        let log_odds = f64::ln(war.front.odds / (1.0 - war.front.odds));
        war.front.gradient = log_odds.abs() / 0.1;
        let (gained, _) = gains(&World::new(war), months, steps, 200);
        assert!((gained - 240.0 * log_odds.signum()).abs() < 8.0, "{gained} in {steps} steps");
    }
}
