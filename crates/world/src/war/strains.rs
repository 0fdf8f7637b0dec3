//! The order: three measured strains, and the credibility of guarantees that follows (decision 70).

use crate::actors::roles::Role;
use crate::talks::packages::{Package, PackageOrigin};
use crate::war::calibration::World;

/// The three strains of the order at one moment, each a number a reader can check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strains {
    /// Concentration of allied military spending that can be counted on: the sum of squared shares.
    pub power_concentration: f64,
    /// The great power's share of it.
    pub power_share: f64,
    /// Distance between the preferred packages of the great power and of the coalition, against the largest distance
    /// between any two packages.
    pub cohesion_gap: f64,
    /// Similarity of the two rankings of all packages, Signorino and Ritter's S (1999, International Studies
    /// Quarterly 43): `1 - 2 sum|r - r'| / max`, from -1 to 1.
    pub interest_similarity: f64,
}

impl Strains {
    /// Measures the strains with the front at share `held` under a posture. `None` where there is no coalition or
    /// no great power.
    pub fn measure(world: &World, held: f64, posture: usize) -> Option<Self> {
        let war = &world.war;
        if !war.has(Role::GreatPower) || !war.has(Role::Coalition) {
            return None;
        }
        let [power_concentration, power_share] = power_strains(world, posture);
        let [patron, coalition] = [Role::GreatPower, Role::Coalition].map(|role| draft_values(world, role, held));
        Some(Self {
            power_concentration,
            power_share,
            cohesion_gap: relative_gap(world, best_package(&patron), best_package(&coalition)),
            interest_similarity: rank_similarity(&patron, &coalition),
        })
    }
}

fn power_strains(world: &World, posture: usize) -> [f64; 2] {
    let war = &world.war;
    let patron = war.order.great_power_spending * war.postures[posture].effects.commitment;
    let members = war.members.iter().map(|member| member.figures.military_spending);
    // The floor makes shares of nothing zero.
    let total: f64 = (patron + members.clone().sum::<f64>()).max(1e-12);
    let squares: f64 = members.map(|spending| (spending / total) * (spending / total)).sum();
    let share = patron / total;
    [squares + share * share, share]
}

/// Packages that are ranked: the drafts of the scenario. What is derived from them would count their terms again.
fn ranked_drafts(world: &World) -> Vec<&Package> {
    world.war.packages.iter().filter(|package| package.origin == PackageOrigin::Draft).collect()
}

fn draft_values(world: &World, role: Role, held: f64) -> Vec<f64> {
    ranked_drafts(world).into_iter().map(|package| world.terms_value(role, &package.terms, held)).collect()
}

fn best_package(values: &[f64]) -> usize {
    (0..values.len()).fold(0, |best, next| if values[next] > values[best] { next } else { best })
}

fn relative_gap(world: &World, one: usize, other: usize) -> f64 {
    let packages = ranked_drafts(world);
    let space = world.war.issue_space();
    let apart = |a: &Package, b: &Package| crate::talks::menu::package_distance(&space, a, b);
    let largest = packages.iter().flat_map(|a| packages.iter().map(move |b| (a, b))).map(|(a, b)| apart(a, b));
    let largest = largest.fold(0.0, f64::max);
    if largest > 0.0 { apart(packages[one], packages[other]) / largest } else { 0.0 }
}

/// Signorino and Ritter's S of two rankings, ties sharing their mean rank.
fn rank_similarity(one: &[f64], other: &[f64]) -> f64 {
    let count = one.len() as f64;
    let (one, other) = (mean_ranks(one), mean_ranks(other));
    let apart: f64 = one.iter().zip(&other).map(|(a, b)| (a - b).abs()).sum();
    // Two opposite rankings of n things lie floor(n²/2) apart, the most that any two do.
    let most = (count * count / 2.0).floor();
    if most > 0.0 { 1.0 - 2.0 * apart / most } else { 1.0 }
}

fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count() as f64;
        let equal = values.iter().filter(|other| *other == value).count() as f64;
        below + (equal - 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}
