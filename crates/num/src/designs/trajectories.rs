//! Morris's trajectories, which change one input at a time.

use crate::random::philox::philox;

/// Keeps the random blocks of trajectories apart from all others; the first word spells MORR.
const TRAJECTORIES_KEY: [u32; 2] = [0x4D4F_5252, 0x1991_0335];

/// Morris's design: each trajectory starts at a random point of a grid with p levels and moves every input once, in
/// random order, up or down by delta = p / (2 (p - 1)).
///
/// 1. Levels are 0, 1 / (p - 1), ..., 1 with p even. The start is uniform on the levels; an input in the lower half
///    moves up, one in the upper half down, so that both directions are equally likely (Morris 1991, Technometrics
///    33:161).
/// 2. Start, direction and place in the order of an input depend only on the seed, the number of the trajectory and the
///    key of the input, such as [`crate::random::entity_address`] of its name. Adding, removing or reordering inputs
///    changes no other input's moves, nor which of two other inputs moves first. Keys should differ.
///
/// # Examples
///
/// ```
/// use standoff_num::Trajectories;
/// let design = Trajectories::new(2026, 4).expect("an even number of levels");
/// let rows = design.rows(0, &[7, 8, 9]);
/// assert_eq!(rows.len(), 4);
/// let moved = |row: usize| (0..3).filter(|&input| rows[row][input] != rows[row - 1][input]).count();
/// assert_eq!([moved(1), moved(2), moved(3)], [1, 1, 1]);
/// assert_eq!(design.delta(), 2.0 / 3.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trajectories {
    seed: u64,
    levels: u32,
}

/// The one move of an input in a trajectory.
struct Move {
    order: (u32, u32),
    from: u32,
    to: u32,
}

impl Trajectories {
    /// Trajectories on `levels` levels; `None` unless the number is even and at least 2, without which up and down
    /// would not be equally likely.
    pub const fn new(seed: u64, levels: u32) -> Option<Self> {
        if levels >= 2 && levels.is_multiple_of(2) { Some(Self { seed, levels }) } else { None }
    }

    /// Morris's delta: the size of a step, as a share of the range of an input.
    pub fn delta(&self) -> f64 {
        f64::from(self.levels / 2) / f64::from(self.levels - 1)
    }

    /// The points of trajectory number `trajectory`, `[point, input]` in [0, 1]: one more than there are inputs.
    pub fn rows(&self, trajectory: u32, keys: &[u32]) -> Vec<Vec<f64>> {
        let moves: Vec<Move> = keys.iter().map(|&key| self.draw_move(trajectory, key)).collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        // Random bits of its own place each input in the order, so that another input never changes who moves first;
        // the key settles ties.
        order.sort_by_key(|&input| (moves[input].order, keys[input]));
        let mut point: Vec<f64> = moves.iter().map(|movement| self.level_value(movement.from)).collect();
        let mut rows = vec![point.clone()];
        for input in order {
            point[input] = self.level_value(moves[input].to);
            rows.push(point.clone());
        }
        rows
    }

    fn draw_move(&self, trajectory: u32, key: u32) -> Move {
        let halves = [self.seed as u32 ^ TRAJECTORIES_KEY[0], (self.seed >> 32) as u32 ^ TRAJECTORIES_KEY[1]];
        let [high, low, level, _] = philox([trajectory, self.levels, key, 0], halves);
        // The high half of the product scales 32 random bits to a level, without the division of a remainder.
        let from = ((u64::from(level) * u64::from(self.levels)) >> 32) as u32;
        let half = self.levels / 2;
        Move { order: (high, low), from, to: if from < half { from + half } else { from - half } }
    }

    fn level_value(&self, level: u32) -> f64 {
        f64::from(level) / f64::from(self.levels - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_must_be_even() {
        assert!([0, 1, 3, 7].iter().all(|&levels| Trajectories::new(1, levels).is_none()));
        assert_eq!(Trajectories::new(1, 2).map(|design| design.delta()), Some(1.0));
    }

    #[test]
    fn each_input_moves_once_by_delta_within_the_grid() {
        let design = Trajectories::new(3, 6).unwrap();
        for trajectory in 0..200 {
            let rows = design.rows(trajectory, &[5, 6, 7, 8]);
            for input in 0..4 {
                let steps: Vec<f64> = rows.windows(2).map(|pair| pair[1][input] - pair[0][input]).collect();
                let moved: Vec<&f64> = steps.iter().filter(|step| **step != 0.0).collect();
                assert!(moved.len() == 1 && (moved[0].abs() - design.delta()).abs() < 1e-15, "{steps:?}");
                assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row[input])));
            }
        }
    }

    #[test]
    fn moves_follow_the_key_and_not_the_place() {
        let design = Trajectories::new(3, 4).unwrap();
        for trajectory in 0..50 {
            let (rows, swapped) = (design.rows(trajectory, &[1, 2, 3]), design.rows(trajectory, &[3, 1, 2]));
            assert!(rows.iter().zip(&swapped).all(|(row, other)| [row[2], row[0], row[1]] == other[..]));
        }
    }

    #[test]
    fn every_bit_of_the_seed_matters() {
        let rows = |seed| -> Vec<_> {
            let design = Trajectories::new(seed, 6).unwrap();
            (0..4).map(|trajectory| design.rows(trajectory, &[1, 2, 3])).collect()
        };
        for bit in 0..64 {
            assert_ne!(rows(0), rows(1 << bit), "bit {bit}");
            assert_ne!(rows(u64::MAX), rows(u64::MAX ^ 1 << bit), "bit {bit}");
        }
    }

    /// Seed 8, 6,000 trajectories: each of 4 starting levels and each of 3 inputs as the first to move; chi-squared
    /// with 3 and 2 degrees of freedom is below 16.27 and 13.82 with chance 0.999.
    #[test]
    fn starts_and_orders_are_uniform() {
        let design = Trajectories::new(8, 4).unwrap();
        let (mut levels, mut first) = ([0.0_f64; 4], [0.0_f64; 3]);
        for trajectory in 0..6_000 {
            let rows = design.rows(trajectory, &[10, 20, 30]);
            levels[(rows[0][1] * 3.0).round() as usize] += 1.0;
            first[(0..3).find(|&input| rows[0][input] != rows[1][input]).unwrap()] += 1.0;
        }
        let statistic = |counts: &[f64]| {
            let expected = 6_000.0 / counts.len() as f64;
            counts.iter().map(|count| (count - expected) * (count - expected) / expected).sum::<f64>()
        };
        assert!(statistic(&levels) < 16.27 && statistic(&first) < 13.82, "{levels:?} {first:?}");
    }
}
