//! Addressed random draws (decision 60).
//!
//! 1. A draw depends on its address only: (seed, draw, path, purpose, step, entity).
//! 2. Asking in another order, twice, or on another machine gives the same number.
//! 3. Different addresses give independent numbers (for every practical purpose; see [`crate::philox`]).
//! 4. Adding an entity, a purpose or a path changes no other number, because entities are addressed by
//!    the hash of their name ([`entity`]) and not by their position.
//!
//! The address is laid out in the Philox counter as `[path, draw, purpose << 16 | step, entity]`; the two
//! halves of the seed are the key. One address yields one block of four words (128 bits), to be spent in
//! one way: two uniforms of one address share their block with [`Draws::uniform`].

use crate::philox::blocks;

pub use crate::philox::philox;

/// The random numbers of one path of one parameter draw.
///
/// # Examples
///
/// ```
/// use standoff_num::random::{Draws, entity};
/// let draws = Draws::new(2026, 3, 14);
/// let first = draws.uniform(1, 0, entity("Alpha"));
/// assert_eq!(first, Draws::new(2026, 3, 14).uniform(1, 0, entity("Alpha")));
/// assert!(first > 0.0 && first < 1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
    draw: u32,
    path: u32,
}

impl Draws {
    /// The draws of path number `path` within parameter draw number `draw`.
    #[inline]
    pub const fn new(seed: u64, draw: u32, path: u32) -> Self {
        Self { seed, draw, path }
    }

    /// The seed of the whole run.
    #[inline]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The number of the parameter draw.
    #[inline]
    pub const fn draw(&self) -> u32 {
        self.draw
    }

    /// The number of the path within the draw.
    #[inline]
    pub const fn path(&self) -> u32 {
        self.path
    }

    /// Four independent uniform 32-bit words.
    #[inline]
    pub fn block(&self, purpose: u16, step: u16, entity: u32) -> [u32; 4] {
        let [path, draw, moment] = self.head(purpose, step);
        philox([path, draw, moment, entity], self.key())
    }

    /// One block per entity, the same as [`Draws::block`] gives one by one but several times as fast.
    ///
    /// The shorter of `entities` and `out` sets how many are filled.
    ///
    /// ```
    /// let draws = standoff_num::Draws::new(1, 2, 3);
    /// let mut out = [[0; 4]; 2];
    /// draws.blocks_into(4, 5, &[10, 11], &mut out);
    /// assert_eq!(out, [draws.block(4, 5, 10), draws.block(4, 5, 11)]);
    /// ```
    #[inline]
    pub fn blocks_into(&self, purpose: u16, step: u16, entities: &[u32], out: &mut [[u32; 4]]) {
        blocks(self.head(purpose, step), entities, self.key(), out);
    }

    /// A uniform number in the open interval (0, 1), from the first two words of the block.
    #[inline]
    pub fn uniform(&self, purpose: u16, step: u16, entity: u32) -> f64 {
        let block = self.block(purpose, step, entity);
        unit(block[0], block[1])
    }

    /// Two independent uniform numbers in (0, 1); the first is that of [`Draws::uniform`].
    #[inline]
    pub fn uniforms2(&self, purpose: u16, step: u16, entity: u32) -> [f64; 2] {
        let block = self.block(purpose, step, entity);
        [unit(block[0], block[1]), unit(block[2], block[3])]
    }

    /// An index drawn with chances in proportion to `weights`; see [`pick_from`].
    #[inline]
    pub fn pick(&self, purpose: u16, step: u16, entity: u32, weights: &[f64]) -> usize {
        pick_from(self.uniform(purpose, step, entity), weights)
    }

    #[inline]
    const fn head(&self, purpose: u16, step: u16) -> [u32; 3] {
        [self.path, self.draw, (purpose as u32) << 16 | step as u32]
    }

    #[inline]
    const fn key(&self) -> [u32; 2] {
        [self.seed as u32, (self.seed >> 32) as u32]
    }
}

/// A number in the open interval (0, 1) from 52 of the 64 bits of two words.
///
/// The result is `(2 k + 1) / 2^53` for an integer `k` in `0..2^52`: the centres of 2^52 equal cells, each
/// represented exactly, symmetric about one half, never 0 and never 1.
///
/// ```
/// use standoff_num::random::unit;
/// assert_eq!(unit(0, 0), 1.0 / 2.0_f64.powi(53));
/// assert_eq!(unit(u32::MAX, u32::MAX), 1.0 - 1.0 / 2.0_f64.powi(53));
/// ```
#[inline]
pub fn unit(high: u32, low: u32) -> f64 {
    const ONE: u64 = 1023 << 52;
    const HALF_CELL: f64 = f64::EPSILON / 2.0;
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
    (f64::from_bits(ONE | bits) - 1.0) + HALF_CELL
}

/// The index `i` at which the running sum of `weights` first exceeds `uniform` times their total.
///
/// Weights that are negative or not numbers count as nothing and are never picked.
/// Where no weight is positive the answer is 0.
///
/// ```
/// use standoff_num::random::pick_from;
/// assert_eq!(pick_from(0.30, &[1.0, 0.0, 3.0]), 2);
/// assert_eq!(pick_from(0.20, &[1.0, 0.0, 3.0]), 0);
/// ```
#[inline]
pub fn pick_from(uniform: f64, weights: &[f64]) -> usize {
    let total: f64 = weights.iter().filter(|&&weight| weight > 0.0).sum();
    let target = uniform * total;
    let (mut running, mut last) = (0.0, 0);
    for (index, &weight) in weights.iter().enumerate().filter(|&(_, &weight)| weight > 0.0) {
        running += weight;
        last = index;
        if running > target {
            break;
        }
    }
    last
}

/// The address of a named entity: the 32-bit FNV-1a hash of the bytes of its name.
///
/// Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft).
/// Two names may share an address (chance about n^2 / 2^33 among n names): callers who hold all names
/// should check.
///
/// ```
/// assert_eq!(standoff_num::random::entity("foobar"), 0xbf9c_f968);
/// ```
#[inline]
pub const fn entity(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash = 0x811c_9dc5_u32;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_gives_published_values() {
        assert_eq!(entity(""), 0x811c_9dc5);
        assert_eq!(entity("a"), 0xe40c_292c);
        assert_eq!(entity("foobar"), 0xbf9c_f968);
    }

    #[test]
    fn address_parts_land_in_their_words() {
        let draws = Draws::new(0x0123_4567_89AB_CDEF, 5, 6);
        let expected = philox([6, 5, 0x0007_0008, 9], [0x89AB_CDEF, 0x0123_4567]);
        assert_eq!(draws.block(7, 8, 9), expected);
    }

    #[test]
    fn every_part_of_the_address_matters() {
        let base = Draws::new(1, 1, 1).block(1, 1, 1);
        let others = [
            Draws::new(2, 1, 1).block(1, 1, 1),
            Draws::new(1 << 32 | 1, 1, 1).block(1, 1, 1),
            Draws::new(1, 2, 1).block(1, 1, 1),
            Draws::new(1, 1, 2).block(1, 1, 1),
            Draws::new(1, 1, 1).block(2, 1, 1),
            Draws::new(1, 1, 1).block(1, 2, 1),
            Draws::new(1, 1, 1).block(1, 1, 2),
        ];
        assert!(others.iter().all(|other| *other != base));
    }

    #[test]
    fn the_unit_interval_is_open_and_symmetric() {
        let (low, high) = (unit(0, 0), unit(u32::MAX, u32::MAX));
        assert!(low > 0.0 && high < 1.0);
        assert_eq!(low, 1.0 - high);
    }

    /// Seed 20260101, 100,000 uniforms in 100 cells: chi-squared with 99 degrees of freedom is below 148.23
    /// with chance 0.999 (p-value 0.001); the seed is fixed, so the test cannot flicker.
    #[test]
    fn uniforms_fill_the_interval_evenly() {
        let mut counts = [0.0_f64; 100];
        for path in 0..100_000 {
            let uniform = Draws::new(20_260_101, 0, path).uniform(3, 1, entity("x"));
            counts[(uniform * 100.0) as usize] += 1.0;
        }
        let statistic: f64 = counts.iter().map(|count| (count - 1000.0) * (count - 1000.0) / 1000.0).sum();
        assert!(statistic < 148.23, "chi-squared {statistic}");
    }

    /// Seed 7, 100,000 pairs: the correlation of independent pairs is below 3.29 / sqrt(n) with chance 0.999.
    #[test]
    fn neighbouring_addresses_are_uncorrelated() {
        let pair = |path, step, name| Draws::new(7, 0, path).uniform(1, step, entity(name)) - 0.5;
        let correlation = |left: fn(u32) -> (u32, u16), right: fn(u32) -> (u32, u16)| -> f64 {
            let product = |index: u32| {
                let ((p, s), (q, t)) = (left(index), right(index));
                pair(p, s, "a") * pair(q, t, "a")
            };
            (0..100_000).map(product).sum::<f64>() / 100_000.0 * 12.0
        };
        let bound = 3.29 / 100_000.0_f64.sqrt();
        assert!(correlation(|i| (i, 0), |i| (i, 1)).abs() < bound);
        assert!(correlation(|i| (i, 0), |i| (i + 1, 0)).abs() < bound);
    }

    #[test]
    fn picking_skips_what_has_no_weight() {
        assert_eq!(pick_from(0.999_999, &[1.0, f64::NAN, -3.0]), 0);
        assert_eq!(pick_from(0.5, &[]), 0);
        assert_eq!(pick_from(0.5, &[0.0, 0.0]), 0);
        assert_eq!(pick_from(1.0, &[0.5, 0.5, 0.0]), 1);
        assert_eq!(pick_from(0.0, &[0.0, 0.5, 0.5]), 1);
    }

    /// Seed 11, 50,000 picks with weights 1:2:5: chi-squared with 2 degrees of freedom, p-value 0.001 at 13.82.
    #[test]
    fn picks_follow_the_weights() {
        let mut counts = [0.0_f64; 3];
        for path in 0..50_000 {
            counts[Draws::new(11, 1, path).pick(2, 2, 2, &[1.0, 2.0, 5.0])] += 1.0;
        }
        let expected = [6_250.0, 12_500.0, 31_250.0];
        let statistic: f64 = counts.iter().zip(expected).map(|(c, e)| (c - e) * (c - e) / e).sum();
        assert!(statistic < 13.82, "chi-squared {statistic}");
    }
}
