//! The menu of drafts: a dense set of packages between which negotiators can trade (decision 19).

use crate::talks::packages::{IssueSpace, Mixture, Package, PackageOrigin};
use standoff_num::elementary::exp;

/// Most land, as a share of the stake, that may lie between two drafts that are mixed: negotiators do not split the
/// difference between keeping the line and giving up the province.
const MOST_LAND_BETWEEN: f64 = 0.35;
/// Least distance, in issue steps, of a mixture from all packages there are: a nearer one adds nothing to trade with.
const LEAST_DISTANCE: f64 = 0.1;
/// Difference below which two distances are a tie: they are sums, and round.
const TIE: f64 = 1e-9;
/// Weights of the second draft in a mixture, a finer level where the coarser ones are used up.
const LEVELS: [&[f64]; 3] = [&[0.5], &[0.25, 0.75], &[0.125, 0.375, 0.625, 0.875]];

/// Distance between two packages: the sum over issues of differences, each in steps of its issue.
pub fn package_distance(space: &IssueSpace, one: &Package, other: &Package) -> f64 {
    let places = space.place(&one.terms).into_iter().zip(space.place(&other.terms));
    let sequence = if one.ceasefire_first == other.ceasefire_first { 0.0 } else { 1.0 / space.steps.sequence };
    places.fold(0.0, |sum, (a, b)| sum + (a - b).abs()) + sequence
}

/// Mixtures of drafts that make the menu dense, up to `count` packages with the drafts (decision 19).
///
/// Candidates lie halfway between two settlements whose land differs by at most .35 of the stake. The one farthest from
/// all packages so far is added again and again. Where they are used up, candidates at quarters and eighths
/// follow. Of equally far ones the first by its terms is added, so that the order of drafts decides nothing.
pub fn choose_mixtures(drafts: &[Package], space: &IssueSpace, count: usize) -> Vec<Mixture> {
    let mut chosen: Vec<Package> = Vec::new();
    for weights in LEVELS {
        let mut candidates = mixtures_at(drafts, space, weights);
        while drafts.len() + chosen.len() < count {
            let apart = |package: &Package| {
                let all = drafts.iter().chain(&chosen);
                all.map(|other| package_distance(space, package, other)).fold(f64::INFINITY, f64::min)
            };
            let Some((place, distance)) = farthest(&candidates, space, apart) else { break };
            if distance < LEAST_DISTANCE {
                break;
            }
            chosen.push(candidates.swap_remove(place));
        }
    }
    let mixture = |package: Package| match package.origin {
        PackageOrigin::Mixture(mixture) => Some(mixture),
        PackageOrigin::Draft | PackageOrigin::Following(_) => None,
    };
    chosen.into_iter().filter_map(mixture).collect()
}

fn mixtures_at(drafts: &[Package], space: &IssueSpace, weights: &[f64]) -> Vec<Package> {
    let settlement = |place: &usize| !drafts[*place].ceasefire_first;
    let pairs = (0..drafts.len()).flat_map(|first| (first + 1..drafts.len()).map(move |second| (first, second)));
    let near = |(first, second): &(usize, usize)| {
        let land = drafts[*first].terms.ceded(space.held) - drafts[*second].terms.ceded(space.held);
        settlement(first) && settlement(second) && land.abs() <= MOST_LAND_BETWEEN + TIE
    };
    let mix = |(first, second): (usize, usize)| {
        weights.iter().map(move |&weight| {
            let mixture = Mixture { first, second, weight };
            Package {
                name: String::new(),
                title: String::new(),
                origin: PackageOrigin::Mixture(mixture),
                ceasefire_first: false,
                ceasefire_at_signature: false,
                terms: mixture.terms(drafts),
            }
        })
    };
    pairs.filter(near).flat_map(mix).collect()
}

/// The candidate farthest from all others, with its distance; of equal ones the first by its terms.
fn farthest(candidates: &[Package], space: &IssueSpace, apart: impl Fn(&Package) -> f64) -> Option<(usize, f64)> {
    let distances: Vec<f64> = candidates.iter().map(apart).collect();
    let most = distances.iter().copied().reduce(f64::max)?;
    let tied = (0..candidates.len()).filter(|&place| distances[place] >= most - TIE);
    let by_terms = |one: &usize, other: &usize| {
        let terms = |place: &usize| space.place(&candidates[*place].terms);
        terms(one).partial_cmp(&terms(other)).unwrap_or(std::cmp::Ordering::Equal)
    };
    tied.min_by(by_terms).map(|place| (place, distances[place]))
}

/// Weight of each package in the menu: the less, the more company it keeps, `w_y = 1 / sum_z exp(-d(y,z)/kappa)`, so
/// that a copy of a package, or a near one, changes next to nothing (decision 19).
///
/// A settlement that follows a ceasefire can be tabled in a truce alone; outside it has no weight and is no company.
pub fn company_weights(packages: &[Package], space: &IssueSpace, kernel: f64, truce: bool) -> Vec<f64> {
    let tabled = |package: &&Package| truce || !matches!(package.origin, PackageOrigin::Following(_));
    let weight = |package: &Package| {
        let near = |other: &Package| exp(-package_distance(space, package, other) / kernel);
        1.0 / packages.iter().filter(tabled).map(near).sum::<f64>()
    };
    packages.iter().map(|package| if tabled(&package) { weight(package) } else { 0.0 }).collect()
}

/// The settlement that follows each package that begins with a ceasefire; other packages follow themselves.
pub fn following_settlement(packages: &[Package], draft: usize) -> usize {
    let follows = |package: &Package| package.origin == PackageOrigin::Following(draft);
    packages.iter().position(follows).unwrap_or(draft)
}
