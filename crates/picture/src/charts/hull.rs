//! The least convex outline around points.

type HullPoint = (f64, f64);

/// Twice the area of a triangle; above zero where it turns left.
fn turn_area(a: HullPoint, b: HullPoint, c: HullPoint) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// The corners of the convex hull, in one sense of rotation (the monotone chain of Andrew, 1979).
pub(crate) fn convex_hull(points: &[HullPoint]) -> Vec<HullPoint> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let mut corners = half_hull(sorted.iter().copied());
    corners.extend(half_hull(sorted.iter().rev().copied()));
    corners
}

/// One half of the hull, without its last point.
fn half_hull(points: impl Iterator<Item = HullPoint>) -> Vec<HullPoint> {
    let mut chain: Vec<HullPoint> = Vec::new();
    for point in points {
        while let [.., one, other] = chain[..] {
            if turn_area(one, other, point) > 0.0 {
                break;
            }
            chain.pop();
        }
        chain.push(point);
    }
    chain.pop();
    chain
}

/// Tests whether a point lies in a hull or nearer to it than `near`.
pub(crate) fn hull_holds(corners: &[HullPoint], point: HullPoint, near: f64) -> bool {
    let sides = || corners.iter().copied().zip(corners.iter().copied().cycle().skip(1));
    let inside = corners.len() > 2 && sides().all(|(one, other)| turn_area(one, other, point) >= 0.0);
    inside || sides().any(|(one, other)| distance_to_segment(one, other, point) < near)
}

/// Distance from a point to a line between two points.
fn distance_to_segment(one: HullPoint, other: HullPoint, point: HullPoint) -> f64 {
    let (dx, dy) = (other.0 - one.0, other.1 - one.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point.0 - one.0) * dx + (point.1 - one.1) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (point.0 - one.0 - along * dx).hypot(point.1 - one.1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulls_hold_their_points() {
        let corners = convex_hull(&[(0.0, 0.0), (2.0, 0.0), (1.0, 0.5), (2.0, 2.0), (0.0, 2.0)]);
        assert_eq!(corners.len(), 4);
        assert!(hull_holds(&corners, (1.0, 0.5), 0.0) && !hull_holds(&corners, (3.0, 1.0), 0.5));
        assert!(hull_holds(&convex_hull(&[(0.0, 0.0), (2.0, 0.0)]), (1.0, 0.1), 0.2));
        assert!(convex_hull(&[(1.0, 1.0), (1.0, 1.0)]).len() == 1 && convex_hull(&[]).is_empty());
    }
}
