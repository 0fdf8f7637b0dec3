//! The bargaining situation at a state: what each actor holds out for, which packages are deals, who blocks the
//! others, and the stall test (theory 3.8, 3.16).

use crate::equilibrium::{Equilibrium, Workspace};
use crate::settlement::settled;
use crate::stage::Stage;
use standoff_world::actors::roles::Role;
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::Position;

/// Support at which ratification is no longer an even bet: below it the public blocks.
const EVEN: f64 = 0.5;

/// The situation at a state.
#[derive(Debug, Clone, PartialEq)]
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
    /// Chance a month that a round opens and ends in a settlement or truce.
    pub deal_per_month: f64,
}

/// One package at a state.
#[derive(Debug, Clone, PartialEq)]
pub struct PackageSituation {
    /// Gain of each role from signing over going on.
    pub gain: Vec<(Role, f64)>,
    /// Whether both belligerents prefer it to going on.
    pub deal: bool,
    /// Roles that prefer going on, and a coalition that would rather withhold its parts.
    pub blocked_by: Vec<Role>,
    /// Whether the public is likelier to reject it than not.
    pub public_blocks: bool,
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
}

impl Equilibrium {
    /// The situation at a position, at the nearest planning state.
    pub fn situation(&self, position: &Position) -> Situation {
        let grid = &self.problem.grid;
        let (low, high, weight) = grid.bracket(position.held);
        let front = if weight < 0.5 { low } else { high };
        let work = self.replay(position, front);
        let reservation = self.reservation(position, &work);
        let packages: Vec<PackageSituation> = (0..grid.packages)
            .map(|package| self.package(position, front, package, &reservation, &work.stage))
            .collect();
        let (gamma, land_range) = (self.gamma(&packages), self.land_range(&packages));
        let deal_per_month = self.deal_per_month(position, &packages);
        Situation { reservation, packages, gamma, land_range, deal_per_month }
    }

    /// Plays the round at a planning state once more, from the values of the last planning step.
    fn replay(&self, position: &Position, front: usize) -> Workspace {
        let problem = &self.problem;
        let kernel = problem.kernel(&self.world, self.near_step());
        let mut work = Workspace::new(&problem.grid);
        let mut inner = self.values.clone();
        for at in front.saturating_sub(2)..(front + 1).min(inner.len()) {
            problem.expect_inner(&kernel, &self.values[at], &mut work, &mut inner[at]);
        }
        problem.expect_front(&kernel, &inner, front - 1, &mut work);
        let cell = self.cell(position, front);
        problem.play_cell(&self.world, &kernel, &cell, position.truce, &mut work);
        work
    }

    /// What going on is worth: the value of a step in which nothing is signed and nobody is blamed.
    fn reservation(&self, position: &Position, work: &Workspace) -> Vec<(Role, f64)> {
        let going_on =
            |(actor, &role): (usize, &Role)| (role, work.stage.going_on(Outcome::NoRound, actor)[position.draft]);
        self.problem.grid.roles.iter().enumerate().map(going_on).collect()
    }

    fn package(
        &self,
        position: &Position,
        front: usize,
        package: usize,
        reservation: &[(Role, f64)],
        stage: &Stage,
    ) -> PackageSituation {
        let grid = &self.problem.grid;
        let cell = self.cell(position, front);
        let worth = |actor: usize| stage.signed[actor * grid.lanes() + package];
        let gain: Vec<(Role, f64)> =
            reservation.iter().enumerate().map(|(actor, &(role, going_on))| (role, worth(actor) - going_on)).collect();
        let consent = self.problem.settlement.consent(&cell)[package];
        let ceasefire = self.problem.ceasefire[package];
        let terms = self.world.signed_terms(package, true);
        let durable = settled(&self.world, grid, &self.problem.fight, &cell, position.held, &terms, false);
        let ratification = stage.ratified[package];
        PackageSituation {
            deal: gain.iter().take(2).all(|&(_, gain)| gain >= 0.0),
            blocked_by: blockers(&gain, consent, ceasefire),
            public_blocks: ratification < EVEN,
            ratification,
            consent: if ceasefire { 1.0 } else { consent },
            hazard: if ceasefire { self.world.war.truce.breaks } else { durable.hazard },
            accepted: stage.accepts[0][package] * stage.accepts[1][package] * ratification,
            tabled: self.tabled(position, package),
            gain,
        }
    }

    fn tabled(&self, position: &Position, package: usize) -> f64 {
        use standoff_world::actors::decisions::Decisions;
        let mut lottery = vec![0.0; self.problem.grid.packages];
        let owned = self.world.war.tracks.iter().map(|track| {
            self.propose(position, track.owner, &mut lottery);
            track.share * lottery[package]
        });
        owned.sum()
    }

    fn gamma(&self, packages: &[PackageSituation]) -> f64 {
        let worse_off = |package: &PackageSituation| {
            package.gain.iter().take(2).map(|&(_, gain)| gain).fold(f64::INFINITY, f64::min)
        };
        packages.iter().map(worse_off).fold(f64::NEG_INFINITY, f64::max)
    }

    fn land_range(&self, packages: &[PackageSituation]) -> [Option<f64>; 2] {
        let lands = |actor: usize| {
            packages
                .iter()
                .zip(&self.world.war.packages)
                .filter(move |(at, _)| at.gain[actor].1 >= 0.0)
                .map(|(_, x)| x.terms.land)
        };
        [lands(0).reduce(f64::min), lands(1).reduce(f64::max)]
    }

    fn deal_per_month(&self, position: &Position, packages: &[PackageSituation]) -> f64 {
        let effects = &self.world.war.postures[position.posture].effects;
        let rounds = effects.rounds * if position.truce { self.world.war.truce.rounds } else { 1.0 };
        rounds * packages.iter().map(|package| package.tabled * package.accepted).sum::<f64>()
    }
}

fn blockers(gain: &[(Role, f64)], consent: f64, ceasefire: bool) -> Vec<Role> {
    let mut roles: Vec<Role> = gain.iter().take(2).filter(|&&(_, gain)| gain < 0.0).map(|&(role, _)| role).collect();
    let coalition = gain.iter().any(|&(role, _)| role == Role::Coalition);
    if coalition && !ceasefire && consent < EVEN {
        roles.push(Role::Coalition);
    }
    roles
}
