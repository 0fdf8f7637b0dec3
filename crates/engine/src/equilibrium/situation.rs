//! The bargaining situation at a state: what each actor holds out for, which packages are deals, who blocks the
//! others, and the stall test (theory 3.8, 3.16).

use super::solved_game::Equilibrium;
use crate::induction::step::PlanningStep;
use crate::induction::workspace::Workspace;
use crate::negotiation::round::NegotiationRound;
use crate::payoff::deterrence::Deterrence;
use crate::payoff::settlement::SettlementGame;
use crate::precision::Planned;
use crate::state_space::{DEFENDER, INVADER, Regime};
use serde::{Deserialize, Serialize};
use standoff_num::elementary::{exp, logistic};
use standoff_world::actors::decisions::Decisions;
use standoff_world::actors::roles::Role;
use standoff_world::war::Position;

/// Chance below which the public, or the coalition, is said to block a package: it is likelier to reject it than not.
const EVEN_CHANCE: f64 = 0.5;
/// The invader and the defender, first among the actors: a deal takes both.
const BELLIGERENTS: usize = 2;

/// The situation at a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// Value of going on to each role that takes part: its reservation value.
    pub reservation: Vec<(Role, f64)>,
    /// Every package, in the scenario's order.
    pub packages: Vec<PackageSituation>,
    /// The stall test, `max_x min{W_R - C_R, W_U - C_U}`: below zero no tweak helps.
    pub gamma: f64,
    /// Land beyond the line: the least among packages that the invader prefers to going on, and the most among
    /// those that the defender prefers. A range exists where the first does not exceed the second.
    pub land_range: [Option<f64>; 2],
    /// Chance that within a month a round opens and ends in a settlement or truce.
    pub deal_per_month: f64,
}

/// One package at a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageSituation {
    /// Gain of each role from signing over going on.
    pub gain: Vec<(Role, f64)>,
    /// True if it can be tabled: a settlement that follows a ceasefire can in a truce alone.
    pub may_be_tabled: bool,
    /// True if it can be tabled, both belligerents prefer it to going on, its public is likelier to ratify it than not, and the coalition to
    /// deliver its parts.
    pub deal: bool,
    /// Belligerents that prefer going on.
    pub prefer_going_on: Vec<Role>,
    /// True if the coalition is likelier to withhold its parts than not.
    pub coalition_withholds: bool,
    /// True if the public is likelier to reject it than not.
    pub public_rejects: bool,
    /// Chance of ratification.
    pub ratification: f64,
    /// Chance that the coalition delivers its parts.
    pub consent: f64,
    /// Hazard a month that the invader attacks again, with the coalition's parts.
    pub hazard: f64,
    /// Chance that both accept it if it is tabled.
    pub accepted: f64,
    /// Chance that it is tabled in the next round.
    pub tabled: f64,
    /// What keeps the invader from attacking again once it is signed and the coalition has delivered its parts; none for
    /// a ceasefire first, which is no settlement.
    pub deterrence: Option<Deterrence>,
}

impl Equilibrium {
    /// The situation at a position, at the nearest planning state.
    pub fn situation(&self, position: &Position) -> Situation {
        let game = self.game_at(position);
        if !std::ptr::eq(self, game) {
            return game.situation(position);
        }
        let grid = &self.problem.grid;
        let bracket = grid.bracket(position.held);
        let front = if bracket.weight < 0.5 { bracket.low } else { bracket.high };
        let round = self.replay_round(position, front);
        let reservation = self.reservation_values(position, &round);
        let packages: Vec<PackageSituation> = (0..grid.packages)
            .map(|package| self.package_situation(position, front, package, &reservation, &round))
            .collect();
        let (gamma, land_range) = (stall_gamma(&packages), self.land_range(position.held, &packages));
        let deal_per_month = self.deal_per_month(position, &packages);
        Situation { reservation, packages, gamma, land_range, deal_per_month }
    }

    /// Plays the round at a planning state once more, from the values of the last planning step.
    pub(super) fn replay_round(&self, position: &Position, front: usize) -> NegotiationRound<Planned> {
        let problem = &self.problem;
        let kernel = problem.kernel(&self.world, self.first_step_months());
        let hope = problem.hope_flow(&kernel);
        let step = PlanningStep { problem, world: &self.world, kernel: &kernel, deviation: None, hope: hope.as_ref() };
        let mut work = Workspace::new(&problem.grid);
        let mut inner = self.values.clone();
        // The front moves by one step at most, so only its neighbours matter.
        for at in front.saturating_sub(2)..(front + 1).min(inner.len()) {
            step.expect_inner(&self.values[at], at, &mut work, &mut inner[at]);
        }
        step.expect_front(&inner, front - 1, &mut work);
        step.play_cell(&problem.grid.cell_of(position, front), Regime::from_truce(position.truce), &mut work);
        work.round
    }

    /// Reservation values: of a step in which nothing is signed and nobody is blamed.
    fn reservation_values(&self, position: &Position, round: &NegotiationRound<Planned>) -> Vec<(Role, f64)> {
        let going_on = |(actor, &role): (usize, &Role)| (role, f64::from(round.going_on(actor)[position.draft]));
        self.problem.grid.roles.iter().enumerate().map(going_on).collect()
    }

    fn package_situation(
        &self,
        position: &Position,
        front: usize,
        package: usize,
        reservation: &[(Role, f64)],
        round: &NegotiationRound<Planned>,
    ) -> PackageSituation {
        let problem = &self.problem;
        let cell = problem.grid.cell_of(position, front);
        let signed = |actor: usize| f64::from(round.signed_values(actor)[package]);
        let gain: Vec<(Role, f64)> =
            reservation.iter().enumerate().map(|(actor, &(role, going_on))| (role, signed(actor) - going_on)).collect();
        let consent = logistic(problem.settlement.consent_odds(&cell)[package]);
        let ceasefire = self.world.war.packages[package].ceasefire_first;
        let terms = self.world.signed_terms(package, true);
        let game = SettlementGame { world: &self.world, grid: &problem.grid, fight: &problem.fight };
        let settled = game.settle(&cell, &game.price(position.held, &terms));
        let ratification = f64::from(round.ratified[package]);
        let accepts = |side: usize| f64::from(round.answers[side].accepts[package]);
        let accepted = accepts(INVADER) * accepts(DEFENDER) * ratification;
        let belligerents = gain.iter().take(BELLIGERENTS);
        let prefer_going_on: Vec<Role> = belligerents.filter(|&&(_, gain)| gain < 0.0).map(|&(role, _)| role).collect();
        let coalition_withholds = !ceasefire && consent < EVEN_CHANCE;
        let public_rejects = ratification < EVEN_CHANCE;
        let regime = Regime::from_truce(position.truce);
        let may_be_tabled = problem.menu_weights[regime.index()][package] > 0.0;
        PackageSituation {
            may_be_tabled,
            deal: may_be_tabled && prefer_going_on.is_empty() && !coalition_withholds && !public_rejects,
            prefer_going_on,
            coalition_withholds,
            public_rejects,
            ratification,
            consent: if ceasefire { 1.0 } else { consent },
            hazard: if ceasefire { self.world.war.truce.breaks } else { settled.hazard },
            accepted,
            tabled: self.tabled_chance(position, package),
            deterrence: (!ceasefire).then(|| game.deterrence(&cell, position.held, &terms)),
            gain,
        }
    }

    fn tabled_chance(&self, position: &Position, package: usize) -> f64 {
        let mut lottery = vec![0.0; self.problem.grid.packages];
        let chances = self.world.war.tracks.iter().map(|track| {
            self.propose(position, track.owner, &mut lottery);
            track.share * lottery[package]
        });
        chances.sum()
    }

    fn land_range(&self, held: f64, packages: &[PackageSituation]) -> [Option<f64>; 2] {
        let lands = |actor: usize| {
            packages
                .iter()
                .zip(&self.world.war.packages)
                .filter(move |(at, _)| at.may_be_tabled && at.gain[actor].1 >= 0.0)
                .map(move |(_, package)| package.terms.ceded(held))
        };
        [lands(INVADER).reduce(f64::min), lands(DEFENDER).reduce(f64::max)]
    }

    /// Rounds come at a rate, and more than one a month is possible: the rate of deals is an expected number, from which
    /// the chance of at least one follows.
    fn deal_per_month(&self, position: &Position, packages: &[PackageSituation]) -> f64 {
        let effects = &self.world.war.postures[position.posture].effects;
        let rounds = effects.rounds * if position.truce { self.world.war.truce.rounds } else { 1.0 };
        let deals = rounds * packages.iter().map(|package| package.tabled * package.accepted).sum::<f64>();
        1.0 - exp(-deals)
    }
}

/// The stall test: the best that any package offers the belligerent whom it serves worse.
fn stall_gamma(packages: &[PackageSituation]) -> f64 {
    let worse_off = |package: &PackageSituation| {
        package.gain.iter().take(BELLIGERENTS).map(|&(_, gain)| gain).fold(f64::INFINITY, f64::min)
    };
    let tabled = packages.iter().filter(|package| package.may_be_tabled);
    tabled.map(worse_off).fold(f64::NEG_INFINITY, f64::max)
}
