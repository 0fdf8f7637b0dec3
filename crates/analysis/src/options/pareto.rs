//! Pareto dominance: points that no other point dominates.

/// True if one point is nowhere below another and somewhere above it; more is better in every place.
///
/// ```
/// use standoff_analysis::options::pareto::dominates;
/// assert!(dominates(&[1.0, 2.0], &[1.0, 1.0]));
/// assert!(!dominates(&[1.0, 2.0], &[1.0, 2.0]) && !dominates(&[0.0, 2.0], &[1.0, 1.0]));
/// ```
pub fn dominates(one: &[f64], other: &[f64]) -> bool {
    let pairs = || one.iter().zip(other);
    pairs().all(|(one, other)| one >= other) && pairs().any(|(one, other)| one > other)
}

/// Marks each point that no other point dominates. Equal points get the same mark; a point with a figure that is not a number
/// neither dominates nor is dominated.
///
/// ```
/// use standoff_analysis::options::pareto::mark_undominated;
/// let points = [[0.9, 0.1], [0.5, 0.5], [0.4, 0.4], [0.1, 0.9]];
/// assert_eq!(mark_undominated(&points), [true, true, false, true]);
/// ```
pub fn mark_undominated<P: AsRef<[f64]>>(points: &[P]) -> Vec<bool> {
    let free = |point: &P| !points.iter().any(|other| dominates(other.as_ref(), point.as_ref()));
    points.iter().map(free).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    fn random_points(seed: u64) -> Vec<Vec<f64>> {
        let draws = Draws::new(seed, 0, 0);
        let coordinate = |point: u32, place: u32| (draws.uniform(1, place as u16, point) * 5.0).floor();
        (0..20).map(|point| (0..3).map(|place| coordinate(point, place)).collect()).collect()
    }

    #[test]
    fn whoever_is_dominated_is_dominated_by_one_who_is_not() {
        for seed in 0..50 {
            let points = random_points(seed);
            let free = mark_undominated(&points);
            assert!(free.contains(&true));
            for (point, _) in points.iter().zip(&free).filter(|(_, free)| !**free) {
                let mut best = points.iter().zip(&free).filter(|(_, free)| **free);
                assert!(best.any(|(other, _)| dominates(other, point)), "seed {seed}");
            }
        }
    }

    #[test]
    fn order_does_not_matter_and_equals_share_their_fate() {
        let mut points = random_points(7);
        points.push(points[0].clone());
        let free = mark_undominated(&points);
        assert_eq!(free[0], free[20]);
        points.reverse();
        let mut turned = mark_undominated(&points);
        turned.reverse();
        assert_eq!(free, turned);
    }
}
