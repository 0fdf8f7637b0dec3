//! Values of signed packages at every planning state: through their own chance of failure, with and without the
//! coalition's parts (theory 3.11, decision 13).
//!
//! A renewed war starts with both sides rested, coverage one level lower, the defender's army capped by the
//! package and the front where the package leaves it, one step short of the end at most. So the values depend on
//! the front, the posture and coverage, not on stamina at the signature.

use super::fight_to_finish::FightValues;
use crate::state_space::{Cell, FrontBracket, Grid, INVADER, Layout};
use rayon::prelude::*;
use standoff_num::elementary::logistic;
use standoff_world::actors::roles::Role;
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::peace::settlement::{attack_hazard, keeping_value, manner_factor, settlement_value};
use standoff_world::talks::packages::Terms;
use standoff_world::war::World;

/// Values of one package at one state: with the coalition's parts or without.
#[derive(Debug, Clone, PartialEq)]
pub struct SettledPackage {
    /// Hazard a month that the invader attacks again.
    pub hazard: f64,
    /// Value to each role that takes part.
    pub values: Vec<f64>,
}

/// The invader's choice, occasion by occasion, between keeping a settlement and attacking again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keeping {
    /// Value of the settlement to the invader.
    pub value: f64,
    /// Hazard a month that it attacks.
    pub attack_hazard: f64,
}

/// Everything from which settlements are valued: the world, its grid, and the war that would be renewed.
#[derive(Debug, Clone, Copy)]
pub struct SettlementGame<'a> {
    /// The world.
    pub world: &'a World,
    /// The planner's grid.
    pub grid: &'a Grid,
    /// Values of fighting to the finish on that grid.
    pub fight: &'a FightValues,
}

/// A renewed war after a settlement: where it would start.
struct RenewedWar {
    bracket: FrontBracket,
    place: usize,
    cap: f64,
}

impl SettlementGame<'_> {
    /// The invader's value of attacking again: of the renewed war, less the cost of a guarantee that is honoured.
    pub fn renewal_value(&self, cell: &Cell, held: f64, terms: &Terms, credibility: f64) -> f64 {
        let war = self.renewed_war(cell, terms, held);
        let fought = self.fight.value(INVADER, war.bracket, war.place, war.cap);
        fought - credibility * self.world.war.peace.honoured_cost * terms.guarantee
    }

    /// Value of keeping a settlement to the invader, and the hazard that it attacks again, given its value of attacking
    /// (theory 3.11).
    pub fn value_of_keeping(&self, terms: &Terms, held: f64, renewal: f64) -> Keeping {
        let peace = &self.world.war.peace;
        let flow = self.world.terms_value(Role::Invader, terms, held);
        let discount = self.world.monthly_discount(Role::Invader);
        let value = keeping_value(discount, flow, peace.occasions, peace.sharpness, renewal);
        Keeping { value, attack_hazard: attack_hazard(value, peace.occasions, peace.sharpness, renewal) }
    }

    /// Values of a package to all roles once signed, at a cell with the front at `held` (theory 3.11).
    pub fn settle(&self, cell: &Cell, held: f64, terms: &Terms) -> SettledPackage {
        let Self { world, grid, fight } = *self;
        let posture = &world.war.postures[cell.posture];
        let renewal = self.renewal_value(cell, held, terms, posture.effects.credibility);
        let keeping = self.value_of_keeping(terms, held, renewal);
        let manner = manner_factor(&world.war.peace, posture.presses.is_some());
        let hazard = (keeping.attack_hazard * manner).clamp(0.0, 1.0);
        let war = self.renewed_war(cell, terms, held);
        let value = |(actor, &role): (usize, &Role)| {
            let fought = fight.value(actor, war.bracket, war.place, war.cap);
            let flow = world.terms_value(role, terms, held);
            // The invader decides, so its value is that of its choice; the others suffer the hazard.
            if role == Role::Invader {
                keeping.value
            } else {
                settlement_value(world.monthly_discount(role), flow, hazard, fought)
            }
        };
        SettledPackage { hazard, values: grid.roles.iter().enumerate().map(value).collect() }
    }

    /// The same where a settlement never fails.
    fn settle_for_good(&self, held: f64, terms: &Terms) -> SettledPackage {
        let flow = |&role: &Role| self.world.terms_value(role, terms, held);
        SettledPackage { hazard: 0.0, values: self.grid.roles.iter().map(flow).collect() }
    }

    /// Coverage cells alternate between money that flows and not, so one level lower is two cells lower.
    fn renewed_war(&self, cell: &Cell, terms: &Terms, held: f64) -> RenewedWar {
        let coverage = if cell.coverage >= 2 { cell.coverage - 2 } else { cell.coverage };
        let rested = Cell { coverage, defender: LEVELS - 1, invader: LEVELS - 1, ..*cell };
        RenewedWar {
            bracket: self.grid.bracket(terms.land_after(held)),
            place: self.grid.place_of(&rested),
            cap: terms.alignment,
        }
    }

    /// Values of signing a package, expected over the coalition's answer, and the chance that it consents.
    fn sign(&self, cell: &Cell, package: usize, durable: bool) -> (Vec<f64>, f64) {
        let Self { world, grid, .. } = *self;
        let held = grid.held_share(cell.front);
        let settle = |consent: bool| {
            let terms = world.signed_terms(package, consent);
            if durable { self.settle_for_good(held, &terms) } else { self.settle(cell, held, &terms) }
        };
        let with = settle(true);
        let Some(coalition) = grid.actor_index(Role::Coalition) else { return (with.values, 1.0) };
        if world.signed_terms(package, true) == world.signed_terms(package, false) {
            // There is nothing that only the coalition could deliver.
            return (with.values, 1.0);
        }
        let without = settle(false);
        let chance = consent_chance(world.war.talks.sharpness, with.values[coalition], without.values[coalition]);
        let mix = |(a, b): (&f64, &f64)| chance * a + (1.0 - chance) * b;
        (with.values.iter().zip(&without.values).map(mix).collect(), chance)
    }
}

/// Chance that the coalition consents: a logit on its values with and without its parts (theory 3.8).
pub fn consent_chance(sharpness: f64, with: f64, without: f64) -> f64 {
    logistic(sharpness * (with - without))
}

/// Values of all packages at every front, posture and coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementValues {
    coverage_cells: usize,
    layout: Layout,
    /// `[front - 1]` of `[posture, coverage][actor][lane]`, expected over the coalition's answer.
    signing: Vec<Vec<f64>>,
    /// `[front - 1]` of `[posture, coverage][lane]`.
    consent: Vec<Vec<f64>>,
}

impl SettlementValues {
    /// Values at every state. `durable` switches the chance of failure off.
    pub fn new(world: &World, grid: &Grid, fight: &FightValues, durable: bool) -> Self {
        let game = SettlementGame { world, grid, fight };
        let fronts: Vec<(Vec<f64>, Vec<f64>)> =
            (1..grid.front_steps).into_par_iter().map(|front| sign_at_front(game, front, durable)).collect();
        let (signing, consent) = fronts.into_iter().unzip();
        Self { coverage_cells: grid.coverage_cells, layout: grid.layout(), signing, consent }
    }

    /// Values of signing, expected over the coalition's answer, `[actor][lane]`.
    #[inline]
    pub fn signing_values(&self, cell: &Cell) -> &[f64] {
        let len = self.layout.draft_len();
        &self.signing[cell.front - 1][self.state_index(cell) * len..][..len]
    }

    /// Chance that the coalition delivers its parts, `[lane]`; one in padded lanes.
    pub fn consent_chances(&self, cell: &Cell) -> &[f64] {
        &self.consent[cell.front - 1][self.layout.lane_row(self.state_index(cell))]
    }

    fn state_index(&self, cell: &Cell) -> usize {
        cell.posture * self.coverage_cells + cell.coverage
    }
}

/// Values of signing and chances of consent at one position of the front.
fn sign_at_front(game: SettlementGame<'_>, front: usize, durable: bool) -> (Vec<f64>, Vec<f64>) {
    let grid = game.grid;
    let padding = grid.lanes() - grid.packages;
    let (mut signing, mut consents) = (Vec::new(), Vec::new());
    for posture in 0..grid.postures {
        for coverage in 0..grid.coverage_cells {
            let cell = Cell { front, coverage, defender: 0, invader: 0, posture };
            let signed: Vec<(Vec<f64>, f64)> =
                (0..grid.packages).map(|package| game.sign(&cell, package, durable)).collect();
            for actor in 0..grid.roles.len() {
                signing.extend(signed.iter().map(|(values, _)| values[actor]));
                signing.resize(signing.len() + padding, 0.0);
            }
            consents.extend(signed.iter().map(|(_, consent)| consent));
            consents.resize(consents.len() + padding, 1.0);
        }
    }
    (signing, consents)
}
