//! Scrambled Sobol points, which fill a cube more evenly than independent draws do.

use sobol_burley::NUM_DIMENSIONS;
use sobol_burley::parts::sobol_rev;

use crate::random::philox::philox;
use crate::random::uniform::uniform_from_words;

/// Keeps the random blocks of points apart from those of paths and Latin hypercubes; the first word spells SOBL.
const POINTS_KEY: [u32; 2] = [0x534F_424C, 0x1967_0D05];

// What a random block is used for, as a word of its address.
const LEFT: u32 = 0;
const SHIFT: u32 = 1;
const ORDER: u32 = 2;

/// The binary digits of a point's number: there are 2^16 points, as many as the matrices of `sobol_burley` provide.
const INDEX_BITS: usize = 16;

/// The random binary digits of a coordinate: as many as [`uniform_from_words`] reads.
const DIGITS: u32 = 52;

/// Scrambled Sobol points in the open unit cube, each of them by its number.
///
/// 1. The generator matrices are those of Joe and Kuo (2008, SIAM J. Sci. Comput. 30:2635), taken from the crate
///    `sobol_burley`, for 65,536 points.
/// 2. Each matrix is multiplied from the left with a random lower triangular matrix, and a random vector is added
///    (Matousek 1998, J. Complexity 14:527). A coordinate has 52 random digits and is uniform in (0, 1), so that means
///    over the points are unbiased; the points still fill the cube evenly.
/// 3. The first 2^m points put one in each of 2^m equal strata of every coordinate, for each m up to 16.
///    Use a power of two of them, from number 0 on.
/// 4. A coordinate depends on the seed, the number of its dimension and the number of the point, and on nothing else:
///    not on how many dimensions there are. Assign dimensions to names in sorted order, so that they are reproducible.
/// 5. There are matrices for 256 dimensions. Each further family of 256 reuses them with scrambles of its own and with
///    the points in another order, a nested random permutation of their numbers that keeps rule 3 (Burley 2020,
///    J. Comput. Graph. Tech. 9(4):1). Within a family the filling is that of Joe and Kuo; two families are combined
///    at random.
///
/// # Examples
///
/// ```
/// let points = standoff_num::LowDiscrepancy::new(2026, 3);
/// let mut strata: Vec<u32> = (0..8).map(|index| (points.coordinate(index, 2) * 8.0) as u32).collect();
/// strata.sort();
/// assert_eq!(strata, [0, 1, 2, 3, 4, 5, 6, 7]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowDiscrepancy {
    dimensions: Vec<Dimension>,
    orders: Vec<Vec<u16>>,
}

impl LowDiscrepancy {
    /// Points with `dimensions` coordinates.
    pub fn new(seed: u64, dimensions: u32) -> Self {
        let key = [seed as u32 ^ POINTS_KEY[0], (seed >> 32) as u32 ^ POINTS_KEY[1]];
        Self {
            dimensions: (0..dimensions).map(|number| Dimension::scrambled(key, number)).collect(),
            orders: (1..dimensions.div_ceil(NUM_DIMENSIONS)).map(|family| shuffled_indices(key, family)).collect(),
        }
    }

    /// The number of coordinates of a point.
    pub fn dimensions(&self) -> usize {
        self.dimensions.len()
    }

    /// One coordinate of one point, in (0, 1); NaN for a dimension that does not exist.
    #[inline]
    pub fn coordinate(&self, index: u16, dimension: usize) -> f64 {
        let index = match dimension / NUM_DIMENSIONS as usize {
            0 => index,
            family => self.orders.get(family - 1).map_or(index, |order| order[usize::from(index)]),
        };
        self.dimensions.get(dimension).map_or(f64::NAN, |dimension| dimension.coordinate_at(index))
    }

    /// All coordinates of one point.
    ///
    /// ```
    /// let points = standoff_num::LowDiscrepancy::new(1, 2);
    /// assert_eq!(points.point(9), [points.coordinate(9, 0), points.coordinate(9, 1)]);
    /// ```
    pub fn point(&self, index: u16) -> Vec<f64> {
        (0..self.dimensions.len()).map(|dimension| self.coordinate(index, dimension)).collect()
    }
}

/// A digital sequence in one dimension: the digits of a point are the sum, without carry, of the shift and of
/// one column for each binary digit of its number. The first digit after the point is the highest bit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dimension {
    shift: u64,
    columns: [u64; INDEX_BITS],
}

impl Dimension {
    fn unscrambled(number: u32) -> Self {
        let column = |digit: usize| sobol_rev((1_u32 << digit).reverse_bits(), number % NUM_DIMENSIONS).reverse_bits();
        Self { shift: 0, columns: std::array::from_fn(|digit| u64::from(column(digit)) << 32) }
    }

    fn scrambled(key: [u32; 2], number: u32) -> Self {
        let words = |place: u32, purpose: u32, subject: u32| philox([place, subject, purpose, 0], key);
        let mut dimension = Self::unscrambled(number);
        dimension.scramble_digits(|digit| words(digit / 4, LEFT, number)[digit as usize % 4]);
        let [high, low, _, _] = words(0, SHIFT, number);
        dimension.shift = u64::from(high) << 32 | u64::from(low);
        dimension
    }

    /// Multiplies by a random lower triangular matrix: each digit of the columns becomes itself plus some of the digits
    /// above it.
    fn scramble_digits(&mut self, random: impl Fn(u32) -> u32) {
        let rows: [u64; DIGITS as usize] = std::array::from_fn(|digit| {
            let own = 1_u64 << (63 - digit);
            let higher = !(own | (own - 1));
            u64::from(random(digit as u32)) << 32 & higher | own
        });
        for column in &mut self.columns {
            let digit = |row: u64| u64::from((row & *column).count_ones() & 1);
            *column = rows.iter().fold(0, |digits, &row| digits << 1 | digit(row)) << (64 - DIGITS);
        }
    }

    #[inline]
    fn coordinate_at(&self, index: u16) -> f64 {
        let chosen = self.columns.iter().enumerate().filter(|(digit, _)| index >> digit & 1 == 1);
        let bits = chosen.fold(self.shift, |bits, (_, column)| bits ^ column);
        uniform_from_words((bits >> 32) as u32, bits as u32)
    }
}

/// The numbers of the points in another order, a nested random permutation: whether a binary digit is flipped depends
/// on the digits above it.
fn shuffled_indices(key: [u32; 2], family: u32) -> Vec<u16> {
    // One block holds 128 decisions. Each is drawn once here, not once for every point that reads it.
    let blocks = |digit: u32| {
        let prefixes = 1_u32 << (INDEX_BITS as u32 - 1 - digit);
        (0..prefixes.div_ceil(128)).map(|block| philox([block, digit, ORDER, family], key)).collect()
    };
    let blocks: Vec<Vec<[u32; 4]>> = (0..INDEX_BITS as u32).map(blocks).collect();
    let flip = |digit: u32, above: u32| {
        let words = blocks[digit as usize][above as usize / 128];
        (words[above as usize / 32 % 4] >> (above % 32) & 1) << digit
    };
    let shuffled =
        |index: u32| (0..INDEX_BITS as u32).fold(index, |number, digit| number ^ flip(digit, index >> (digit + 1)));
    (0..1 << INDEX_BITS).map(|index| shuffled(index) as u16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    /// SciPy visits the points in the order of the Gray code.
    #[test]
    fn unscrambled_points_agree_with_scipy() {
        let text = include_str!("../../../../fixtures/oracle/sensitivity.json");
        for [dimension, index, expected] in read_table(text, "sobol_points") {
            let gray = index as u16 ^ index as u16 >> 1;
            let found = Dimension::unscrambled(dimension as u32).coordinate_at(gray);
            assert!((found - expected).abs() < 1e-15, "dimension {dimension}, point {index}");
        }
    }

    #[test]
    fn every_prefix_fills_its_strata() {
        let points = LowDiscrepancy::new(7, 600);
        for dimension in [0, 1, 2, 17, 255, 256, 300, 511, 512, 599] {
            for exponent in [0, 1, 5, 10, 16] {
                let count = 1_usize << exponent;
                let mut seen = vec![false; count];
                (0..count).for_each(|index| {
                    seen[(points.coordinate(index as u16, dimension) * count as f64) as usize] = true;
                });
                assert!(seen.iter().all(|&stratum| stratum), "dimension {dimension}, 2^{exponent} points");
            }
        }
    }

    #[test]
    fn a_coordinate_depends_on_seed_dimension_and_number() {
        let (few, many) = (LowDiscrepancy::new(3, 2), LowDiscrepancy::new(3, 5));
        assert_eq!(few.point(77)[..], many.point(77)[..2]);
        assert_ne!(few.point(77), LowDiscrepancy::new(4, 2).point(77));
        assert_ne!(few.point(77), LowDiscrepancy::new(3 | 1 << 32, 2).point(77));
        assert!(few.coordinate(0, 2).is_nan());
        assert_eq!((few.dimensions(), LowDiscrepancy::new(1, 0).point(1)), (2, vec![]));
    }

    /// Over 4,000 seeds one coordinate is uniform: chi-squared with 7 degrees of freedom is below 24.32 with chance
    /// 0.999.
    #[test]
    fn a_coordinate_is_uniform_over_seeds() {
        let mut counts = [0.0_f64; 8];
        for seed in 0..4_000 {
            counts[(LowDiscrepancy::new(seed, 3).coordinate(5, 2) * 8.0) as usize] += 1.0;
        }
        let statistic: f64 = counts.iter().map(|count| (count - 500.0) * (count - 500.0) / 500.0).sum();
        assert!(statistic < 24.32, "{statistic}");
    }

    /// Two families reuse the same matrices, and must not give related points. The correlation of 1,024 independent
    /// pairs has a standard deviation of 1/32 and exceeds 4 of them once in 16,000 times; here it is taken 400 times.
    #[test]
    fn families_are_unrelated() {
        for seed in 0..100 {
            let points = LowDiscrepancy::new(seed, 520);
            for (left, right) in [(0, 256), (1, 257), (0, 512), (256, 512)] {
                let product = |index| (points.coordinate(index, left) - 0.5) * (points.coordinate(index, right) - 0.5);
                let correlation = crate::sums::sum_of((0..1024).map(product)) * 12.0 / 1024.0;
                assert!(correlation.abs() < 0.125, "seed {seed}, {left} and {right}: {correlation}");
            }
        }
    }

    /// A smooth function in six dimensions: the root mean square error of 1,024 points over 50 seeds is below a tenth
    /// of that of independent draws.
    #[test]
    fn means_converge_faster_than_with_independent_draws() {
        let product = |point: &[f64]| point.iter().map(|x| 1.0 + 0.5 * (x - 0.5)).product::<f64>();
        let error = |seed| {
            let points = LowDiscrepancy::new(seed, 6);
            crate::sums::sum_of((0..1024).map(|index| product(&points.point(index)))) / 1024.0 - 1.0
        };
        let square = crate::sums::sum_of((0..50).map(|seed| error(seed) * error(seed))) / 50.0;
        let independent = ((1.0 + 0.25 / 12.0_f64).powi(6) - 1.0) / 1024.0;
        assert!(square.sqrt() < 0.1 * independent.sqrt(), "{} {}", square.sqrt(), independent.sqrt());
    }
}
