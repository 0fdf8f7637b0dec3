//! Values of signed packages at every planning state: through their own chance of failure, with and without the
//! coalition's parts, and with what its text means beyond its terms (theory 3.11, decisions 13, 20, 21 and 24).
//!
//! A renewed war starts with both sides rested, coverage one level lower, the defender's army capped by the
//! package and the front where the package leaves it, one step short of the end at most. So the values depend on
//! the front, the posture and coverage, not on stamina at the signature.

use super::fight_to_finish::FightValues;
use crate::precision::{Number, Planned};
use crate::state_space::{Cell, DEFENDER, FrontBracket, Grid, INVADER, Layout};
use rayon::prelude::*;
use standoff_num::elementary::logistic;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::peace::settlement::{
    PeaceEnds, attack_hazard, keeping_value, manner_factor, peace_value, settlement_value,
};
use standoff_world::talks::packages::Terms;
use standoff_world::war::World;

/// Values of one package at one state: with the coalition's parts or without.
#[derive(Debug, Clone, PartialEq)]
pub struct SettledPackage {
    /// Hazard a month that the war is renewed: the invader attacks again, or goes beyond the stake.
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

/// Terms with the front somewhere, and what they are worth to each role that takes part while they hold: the same under
/// every posture and coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedTerms {
    held: f64,
    terms: Terms,
    flows: Vec<f64>,
}

/// A renewed war after a settlement: where it would start.
struct RenewedWar {
    bracket: FrontBracket,
    place: usize,
    cap: f64,
}

impl SettlementGame<'_> {
    /// Terms with the front at `held`, and their worth while they hold.
    pub fn price(&self, held: f64, terms: &Terms) -> PricedTerms {
        let flow = |&role: &Role| self.world.terms_value(role, terms, held);
        PricedTerms { held, terms: *terms, flows: self.grid.roles.iter().map(flow).collect() }
    }

    /// The invader's value of attacking again: of the renewed war, less the cost of starting it and of a guarantee that is
    /// honoured, `F_R(s') - cred K g - c_ren` (decision 24).
    pub fn renewal_value(&self, cell: &Cell, held: f64, terms: &Terms, credibility: f64) -> f64 {
        let peace = &self.world.war.peace;
        let war = self.renewed_war(cell, terms, held);
        let fought = self.fight.value(INVADER, war.bracket, war.place, war.cap);
        fought - peace.honoured_cost * terms.believed_guarantee(credibility) - peace.renewal_cost
    }

    /// Value of a settlement to the invader, and the hazard that it attacks again, given its value of attacking.
    ///
    /// The hazard is that of the choice at each occasion (theory 3.11). The value is what the same behaviour earns,
    /// `((1-d) v + d a ren)/(1 - d(1-a))`, without the option value of the choice's noise (decision 21).
    pub fn value_of_keeping(&self, priced: &PricedTerms, renewal: f64) -> Keeping {
        let peace = &self.world.war.peace;
        let flow = priced.flows[INVADER];
        let discount = self.world.monthly_discount(Role::Invader);
        let kept = keeping_value(discount, flow, peace.occasions, peace.sharpness, renewal);
        let attack_hazard = attack_hazard(kept, peace.occasions, peace.sharpness, renewal);
        Keeping { value: settlement_value(discount, flow, attack_hazard, renewal), attack_hazard }
    }

    /// Values of a package to all roles once signed, at a cell (theory 3.11).
    pub fn settle(&self, cell: &Cell, priced: &PricedTerms) -> SettledPackage {
        let Self { world, grid, fight } = *self;
        let PricedTerms { held, ref terms, ref flows } = *priced;
        let posture = &world.war.postures[cell.posture];
        let renewal = self.renewal_value(cell, held, terms, posture.effects.credibility);
        let keeping = self.value_of_keeping(priced, renewal);
        let manner = manner_factor(&world.war.peace, posture.presses.is_some());
        let attack = (keeping.attack_hazard * manner).clamp(0.0, 1.0);
        let credibility = posture.effects.credibility;
        let beyond = world.beyond_hazard(terms, credibility).min(1.0 - attack);
        let war = self.renewed_war(cell, terms, held);
        let value = |(actor, &role): (usize, &Role)| {
            // The invader decides, so its value is that of its choice; the others suffer the hazards.
            if role == Role::Invader {
                return keeping.value;
            }
            let help = if role == Role::Defender { world.war.peace.guarantee_help } else { 0.0 };
            let ends = PeaceEnds {
                renewal: attack,
                renewed: fight.value(actor, war.bracket, war.place, war.cap)
                    + terms.believed_guarantee(credibility) * help,
                beyond,
                beyond_value: world.end_terms_value(role, Side::Invader) - world.beyond_loss(role),
            };
            peace_value(world.monthly_discount(role), flows[actor], &ends)
        };
        SettledPackage { hazard: attack + beyond, values: grid.roles.iter().enumerate().map(value).collect() }
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

    /// A package with the front at `held`: with the coalition's parts, and without.
    fn price_package(&self, held: f64, package: usize) -> [PricedTerms; 2] {
        [true, false].map(|consent| self.price(held, &self.world.signed_terms(package, consent)))
    }

    /// Values of signing a package, expected over the coalition's answer, with what its text means beyond its terms, and
    /// the log-odds that the coalition consents.
    fn sign(&self, cell: &Cell, package: usize, priced: &[PricedTerms; 2], durable: bool) -> (Vec<f64>, f64) {
        let (mut values, consent) = self.sign_terms(cell, priced, durable);
        values[INVADER] += self.world.reasons.invader[package];
        values[DEFENDER] += self.world.reasons.defender[package];
        (values, consent)
    }

    fn sign_terms(&self, cell: &Cell, [with, without]: &[PricedTerms; 2], durable: bool) -> (Vec<f64>, f64) {
        let Self { world, grid, .. } = *self;
        // A settlement that never fails is worth what its terms are.
        let values = |priced: &PricedTerms| {
            if durable { priced.flows.clone() } else { self.settle(cell, priced).values }
        };
        let Some(coalition) = grid.actor_index(Role::Coalition) else { return (values(with), CERTAIN) };
        if with == without {
            // There is nothing that only the coalition could deliver.
            return (values(with), CERTAIN);
        }
        let (with, without) = (values(with), values(without));
        // A logit on the coalition's values with and without its parts (theory 3.8).
        let odds = world.war.numerics.sharpness * (with[coalition] - without[coalition]);
        let chance = logistic(odds);
        let mix = |(a, b): (&f64, &f64)| chance * a + (1.0 - chance) * b;
        (with.iter().zip(&without).map(mix).collect(), odds.clamp(-CERTAIN, CERTAIN))
    }
}

/// Log-odds that stand for certain: finite, so that they can be interpolated.
const CERTAIN: f64 = 400.0;

/// Values of all packages at every front, posture, backing and coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementValues {
    grid: Grid,
    layout: Layout,
    /// `[front - 1]` of `[posture, support][actor][menu]`, expected over the coalition's answer.
    signing: Vec<Vec<Planned>>,
    /// Log-odds of consent, `[front - 1]` of `[posture, support][menu]`.
    consent_odds: Vec<Vec<f64>>,
}

impl SettlementValues {
    /// Values at every state. `durable` switches the chance of failure off.
    pub fn new(world: &World, grid: &Grid, fight: &FightValues, durable: bool) -> Self {
        let game = SettlementGame { world, grid, fight };
        let fronts: Vec<(Vec<Planned>, Vec<f64>)> =
            (1..grid.front_steps).into_par_iter().map(|front| sign_at_front(game, front, durable)).collect();
        let (signing, consent_odds) = fronts.into_iter().unzip();
        Self { grid: grid.clone(), layout: grid.layout(), signing, consent_odds }
    }

    /// Values of signing, expected over the coalition's answer, `[actor][menu]`.
    #[inline]
    pub fn signing_values(&self, cell: &Cell) -> &[Planned] {
        let len = self.layout.menu_len();
        &self.signing[cell.front - 1][self.state_index(cell) * len..][..len]
    }

    /// Log-odds that the coalition delivers its parts, `[menu]`.
    pub fn consent_odds(&self, cell: &Cell) -> &[f64] {
        &self.consent_odds[cell.front - 1][self.layout.menu_row(self.state_index(cell))]
    }

    fn state_index(&self, cell: &Cell) -> usize {
        cell.posture * self.grid.support_cells() + self.grid.support_of(cell)
    }
}

/// Values of signing and chances of consent at one position of the front.
fn sign_at_front(game: SettlementGame<'_>, front: usize, durable: bool) -> (Vec<Planned>, Vec<f64>) {
    let grid = game.grid;
    let padding = grid.menu_lanes() - grid.packages;
    let (mut signing, mut consents) = (Vec::new(), Vec::new());
    let held = grid.held_share(front);
    let priced: Vec<[PricedTerms; 2]> = (0..grid.packages).map(|package| game.price_package(held, package)).collect();
    for posture in 0..grid.postures {
        for support in 0..grid.support_cells() {
            let cell = grid.cell_at(front, (posture * grid.support_cells() + support) * LEVELS * LEVELS);
            let signed: Vec<(Vec<f64>, f64)> =
                priced.iter().enumerate().map(|(package, priced)| game.sign(&cell, package, priced, durable)).collect();
            for actor in 0..grid.roles.len() {
                signing.extend(signed.iter().map(|(values, _)| Planned::of(values[actor])));
                signing.resize(signing.len() + padding, 0.0);
            }
            consents.extend(signed.iter().map(|(_, consent)| consent));
            consents.resize(consents.len() + padding, CERTAIN);
        }
    }
    (signing, consents)
}
