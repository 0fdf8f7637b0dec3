//! What a signed package is worth at every planning state: through its own chance of failure, with and without
//! the coalition's parts (theory 3.11, model-decisions 13).
//!
//! A renewed war starts with both sides rested, coverage one level lower, the defender's army capped by the
//! package and the front where the package leaves it, one step short of the end at most. So the values depend on
//! the front, the posture and coverage, not on stamina at the signature.

use crate::fight::FightValues;
use crate::grid::{Cell, Grid};
use rayon::prelude::*;
use standoff_num::elementary::logistic;
use standoff_world::actors::roles::Role;
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::peace::settlement::{attack_hazard, keeping_value, manner_factor, settlement_value};
use standoff_world::talks::packages::Terms;
use standoff_world::war::World;

/// Values of one package at one state: with the coalition's parts or without.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// Hazard a month that the invader attacks again.
    pub hazard: f64,
    /// Value to each role that takes part.
    pub values: Vec<f64>,
}

/// Values of all packages at every front, posture and coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementValues {
    coverage: usize,
    packages: usize,
    actors: usize,
    /// `[front - 1][posture, coverage][actor][lane]`, expected over the coalition's answer.
    expected: Vec<Vec<f64>>,
    /// `[front - 1][posture, coverage][lane]`.
    consent: Vec<Vec<f64>>,
}

/// A renewed war after a settlement: where it would start.
struct Renewed {
    bracket: (usize, usize, f64),
    place: usize,
    cap: f64,
}

fn renewed(grid: &Grid, cell: &Cell, terms: &Terms, held: f64) -> Renewed {
    let coverage = if cell.coverage >= 2 { cell.coverage - 2 } else { cell.coverage };
    let rested = Cell { coverage, defender: LEVELS - 1, invader: LEVELS - 1, ..*cell };
    Renewed { bracket: grid.bracket(terms.land_after(held)), place: grid.place(&rested), cap: terms.alignment }
}

/// The invader's value of attacking again: of the renewed war, less the cost of a guarantee that is honoured.
pub fn renewal_value(
    world: &World,
    grid: &Grid,
    fight: &FightValues,
    cell: &Cell,
    held: f64,
    terms: &Terms,
    credibility: f64,
) -> f64 {
    let war = renewed(grid, cell, terms, held);
    fight.value(0, war.bracket, war.place, war.cap) - credibility * world.war.peace.honoured_cost * terms.guarantee
}

/// What keeping a settlement is worth to the invader, and the hazard a month that it attacks again, given its value
/// of attacking (theory 3.11).
pub fn keeping(world: &World, terms: &Terms, held: f64, renewal: f64) -> [f64; 2] {
    let peace = &world.war.peace;
    let flow = world.terms_value(Role::Invader, terms, held);
    let kept = keeping_value(world.monthly_discount(Role::Invader), flow, peace.occasions, peace.sharpness, renewal);
    [kept, attack_hazard(kept, peace.occasions, peace.sharpness, renewal)]
}

/// What a package is worth to everybody once signed, at a cell with the front at `held` (theory 3.11).
pub fn settled(
    world: &World,
    grid: &Grid,
    fight: &FightValues,
    cell: &Cell,
    held: f64,
    terms: &Terms,
    durable: bool,
) -> Settled {
    let peace = &world.war.peace;
    let posture = &world.war.postures[cell.posture];
    let flow = |role: Role| world.terms_value(role, terms, held);
    if durable {
        return Settled { hazard: 0.0, values: grid.roles.iter().map(|&role| flow(role)).collect() };
    }
    let renewal = renewal_value(world, grid, fight, cell, held, terms, posture.effects.credibility);
    let [kept, attack] = keeping(world, terms, held, renewal);
    let hazard = (attack * manner_factor(peace, posture.presses.is_some())).clamp(0.0, 1.0);
    let war = renewed(grid, cell, terms, held);
    let value = |(actor, &role): (usize, &Role)| {
        let fought = fight.value(actor, war.bracket, war.place, war.cap);
        if role == Role::Invader {
            kept
        } else {
            settlement_value(world.monthly_discount(role), flow(role), hazard, fought)
        }
    };
    Settled { hazard, values: grid.roles.iter().enumerate().map(value).collect() }
}

impl SettlementValues {
    /// Values at every state. `durable` switches the chance of failure off.
    pub fn new(world: &World, grid: &Grid, fight: &FightValues, durable: bool) -> Self {
        let fronts: Vec<(Vec<f64>, Vec<f64>)> =
            (1..grid.front_steps).into_par_iter().map(|front| at_front(world, grid, fight, front, durable)).collect();
        let (expected, consent) = fronts.into_iter().unzip();
        Self { coverage: grid.coverage, packages: grid.lanes(), actors: grid.roles.len(), expected, consent }
    }

    fn pair(&self, cell: &Cell) -> usize {
        cell.posture * self.coverage + cell.coverage
    }

    /// Values of signing, expected over the coalition's answer, `[actor][package]`.
    pub fn expected(&self, cell: &Cell) -> &[f64] {
        let size = self.actors * self.packages;
        &self.expected[cell.front - 1][self.pair(cell) * size..][..size]
    }

    /// Chance that the coalition delivers its parts, `[package]`.
    pub fn consent(&self, cell: &Cell) -> &[f64] {
        &self.consent[cell.front - 1][self.pair(cell) * self.packages..][..self.packages]
    }
}

fn at_front(world: &World, grid: &Grid, fight: &FightValues, front: usize, durable: bool) -> (Vec<f64>, Vec<f64>) {
    let (mut expected, mut consents) = (Vec::new(), Vec::new());
    for posture in 0..grid.postures {
        for coverage in 0..grid.coverage {
            let cell = Cell { front, coverage, defender: 0, invader: 0, posture };
            let signed: Vec<(Vec<f64>, f64)> =
                (0..grid.packages).map(|package| signing(world, grid, fight, &cell, package, durable)).collect();
            for actor in 0..grid.roles.len() {
                expected.extend(signed.iter().map(|(values, _)| values[actor]));
                expected.resize(expected.len() + grid.lanes() - grid.packages, 0.0);
            }
            consents.extend(signed.iter().map(|(_, consent)| consent));
            consents.resize(consents.len() + grid.lanes() - grid.packages, 1.0);
        }
    }
    (expected, consents)
}

/// Values of signing a package, expected over the coalition's answer, and the chance that it consents.
fn signing(
    world: &World,
    grid: &Grid,
    fight: &FightValues,
    cell: &Cell,
    package: usize,
    durable: bool,
) -> (Vec<f64>, f64) {
    let held = grid.held(cell.front);
    let at = |consent: bool| settled(world, grid, fight, cell, held, &world.signed_terms(package, consent), durable);
    let with = at(true);
    let Some(coalition) = grid.actor(Role::Coalition) else { return (with.values, 1.0) };
    if world.signed_terms(package, true) == world.signed_terms(package, false) {
        // There is nothing that only the coalition could deliver.
        return (with.values, 1.0);
    }
    let without = at(false);
    let chance = consent(world.war.talks.sharpness, with.values[coalition], without.values[coalition]);
    let mix = |(a, b): (&f64, &f64)| chance * a + (1.0 - chance) * b;
    (with.values.iter().zip(&without.values).map(mix).collect(), chance)
}

/// Chance that the coalition consents: a logit on its values with and without its parts (theory 3.8).
pub fn consent(sharpness: f64, with: f64, without: f64) -> f64 {
    logistic(sharpness * (with - without))
}
