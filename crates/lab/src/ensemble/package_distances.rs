//! Distances between the packages of a war.

use standoff_world::talks::menu::package_distance;
use standoff_world::war::War;

/// Distances between all packages, `[package][package]`, in steps of an issue.
pub fn package_distances(war: &War) -> Vec<Vec<f64>> {
    let space = war.issue_space();
    let apart = |one: &_| war.packages.iter().map(|other| package_distance(&space, one, other)).collect();
    war.packages.iter().map(apart).collect()
}
