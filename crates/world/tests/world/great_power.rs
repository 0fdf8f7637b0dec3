//! How the great power turns, by rates and by what its postures are worth to it (decision 54).

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::great_power::transition_chances;
use standoff_world::actors::roles::Role;
use standoff_world::state::{Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, World};

use crate::small_war;

const WORTH: [f64; 3] = [0.0, 0.05, -0.02];

/// Nobody talks here, and the great power knows what its postures are worth, or does not.
struct Worth(bool, f64);

impl Decisions for Worth {
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
    fn posture_values(&self, _: &Position, values: &mut [f64]) -> Option<()> {
        self.0.then(|| values.copy_from_slice(&WORTH.map(|worth| worth + self.1)))
    }
    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.0
    }
}

fn choosing_world(choice: f64) -> World {
    let mut war = small_war::war();
    war.postures[0].effects.rounds = 0.0;
    war.postures = vec![war.postures[0].clone(); WORTH.len()];
    war.posture_rates = vec![vec![0.0, 0.03, 0.01], vec![0.03, 0.0, 0.02], vec![0.01, 0.01, 0.0]];
    war.great_power.choice = choice;
    World::new(war)
}

/// Number of steps that are counted.
const PATHS: u32 = 20_000;

/// Shares of the postures after a step of `months`.
fn shares(world: &World, decisions: &Worth, start: State, months: f64) -> Vec<f64> {
    let pace = Pace::new(&world.war, months);
    let mut shares = vec![0.0; world.war.postures.len()];
    for path in 0..PATHS {
        let (mut state, mut scratch) = (start.clone(), Scratch::default());
        step(world, &pace, decisions, &mut state, &Draws::new(8, 0, path), &mut scratch);
        shares[state.posture] += 1.0 / f64::from(PATHS);
    }
    shares
}

/// `p(b) exp(lA V(b))`, rescaled; with no sharpness, and where values are not known, the chances of the process.
#[test]
fn the_great_power_chooses_by_value_with_inertia() {
    const MONTHS: f64 = 6.0;
    // Only differences count, however large the values.
    for (choice, known, level) in
        [(0.0, true, 0.0), (20.0, false, 0.0), (20.0, true, 0.0), (60.0, true, 0.0), (20.0, true, 1000.0)]
    {
        let world = choosing_world(choice);
        let rates = transition_chances(&world.war.posture_rates, MONTHS);
        let tilt = |value: f64| if known { f64::exp(choice * value) } else { 1.0 };
        let weights: Vec<f64> =
            rates[world.war.posture_start].iter().zip(WORTH).map(|(chance, value)| chance * tilt(value)).collect();
        let total: f64 = weights.iter().sum();
        for (share, weight) in
            shares(&world, &Worth(known, level), State::start(&world), MONTHS).into_iter().zip(weights)
        {
            let expected = weight / total;
            let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
            assert!((share - expected).abs() < 4.0 * error, "{choice} {known}: {share} against {expected}");
        }
    }
}

/// What it values is a war: in peace its posture follows the process alone.
#[test]
fn the_great_power_does_not_choose_in_peace() {
    let world = choosing_world(60.0);
    let rates = transition_chances(&world.war.posture_rates, 6.0);
    let peace = State { regime: Regime::Settled { hazard: 0.0, front: 5, cap: 0.0 }, ..State::start(&world) };
    for (share, expected) in
        shares(&world, &Worth(true, 0.0), peace, 6.0).into_iter().zip(&rates[world.war.posture_start])
    {
        let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
        assert!((share - expected).abs() < 4.0 * error, "{share} against {expected}");
    }
}
