//! What the walk of the front must do.

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
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
    war.coalition.decay = 0.0;
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    World::new(war)
}

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
