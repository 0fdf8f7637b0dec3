//! The menu of drafts: how far apart packages are and how much each weighs (decision 4).

use crate::talks::packages::{IssueSteps, Package};

/// Distance between two packages: the sum over issues of differences, each in steps of its issue.
pub fn package_distance(steps: &IssueSteps, one: &Package, other: &Package) -> f64 {
    let (a, b) = (&one.terms, &other.terms);
    let sequence = if one.ceasefire_first == other.ceasefire_first { 0.0 } else { 1.0 / steps.sequence };
    (a.land - b.land).abs() / steps.land
        + (a.guarantee - b.guarantee).abs() / steps.guarantee
        + (a.alignment - b.alignment).abs() / steps.alignment
        + (a.relief - b.relief).abs() / steps.relief
        + (a.form - b.form).abs() / steps.form
        + sequence
}

/// The menu's weight of each package, so that a copy of a package changes nothing (theory 3.19 trap 2,
/// decision 4).
///
/// Every distinct set of terms belongs to one cluster: that of its copies which holds most sets of terms. A cluster
/// has weight 1, each of its sets of terms an equal part of that, and copies share the part of their set.
pub fn menu_weights(packages: &[Package]) -> Vec<f64> {
    let first = |package: &Package| packages.iter().position(|other| same_terms(package, other)).unwrap_or(0);
    let homes: Vec<&str> = packages.iter().map(|package| home_cluster(packages, package)).collect();
    let sets: Vec<usize> = (0..packages.len()).filter(|&index| first(&packages[index]) == index).collect();
    let weight = |(index, package): (usize, &Package)| {
        let sharing = sets.iter().filter(|&&set| homes[set] == homes[index]).count() as f64;
        let copies = packages.iter().filter(|other| same_terms(package, other)).count() as f64;
        1.0 / (sharing * copies)
    };
    packages.iter().enumerate().map(weight).collect()
}

fn same_terms(one: &Package, other: &Package) -> bool {
    one.terms == other.terms && one.ceasefire_first == other.ceasefire_first
}

/// The cluster to which a package's set of terms belongs; of equal ones the first by name.
fn home_cluster<'a>(packages: &'a [Package], package: &Package) -> &'a str {
    let copies = packages.iter().filter(|other| same_terms(package, other)).map(|other| other.cluster.as_str());
    let fuller = |one: &str, other: &str| {
        let (a, b) = (distinct_sets(packages, one), distinct_sets(packages, other));
        a > b || (a == b && one < other)
    };
    copies.fold("", |best, next| if best.is_empty() || fuller(next, best) { next } else { best })
}

fn distinct_sets(packages: &[Package], cluster: &str) -> usize {
    let members: Vec<&Package> = packages.iter().filter(|package| package.cluster == cluster).collect();
    (0..members.len()).filter(|&i| !members[..i].iter().any(|earlier| same_terms(earlier, members[i]))).count()
}
