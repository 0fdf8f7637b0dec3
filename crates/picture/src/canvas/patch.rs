//! Rectangles that must not lie on each other.

/// A rectangle in units; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Patch {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Patch {
    pub(crate) const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    /// A square about a point.
    pub(crate) fn around_point(x: f64, y: f64, half: f64) -> Self {
        Self::new(x - half, y - half, x + half, y + half)
    }

    pub(crate) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(crate) fn lies_within(self, other: Self) -> bool {
        self.left >= other.left && self.right <= other.right && self.top >= other.top && self.bottom <= other.bottom
    }
}

/// Tops of boxes of the given heights, each as near its wanted middle as the others allow, between `low` and `high`.
pub(crate) fn spread_boxes(middles: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..middles.len()).collect();
    order.sort_by(|&one, &other| middles[one].total_cmp(&middles[other]));
    let mut tops = vec![0.0; middles.len()];
    let mut edge = low;
    for &at in &order {
        tops[at] = (middles[at] - heights[at] / 2.0).max(edge);
        edge = tops[at] + heights[at];
    }
    let mut edge = high;
    for &at in order.iter().rev() {
        tops[at] = tops[at].min(edge - heights[at]);
        edge = tops[at];
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_spread_and_kept_inside() {
        assert_eq!(spread_boxes(&[50.0, 52.0, 10.0], &[10.0; 3], 0.0, 100.0), [45.0, 55.0, 5.0]);
        assert_eq!(spread_boxes(&[99.0, 99.0], &[10.0; 2], 0.0, 100.0), [80.0, 90.0]);
    }
}
