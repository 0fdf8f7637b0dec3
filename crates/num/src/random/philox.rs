//! The Philox4x32-10 counter-based generator.
//!
//! Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11.
//! A block of four 32-bit words is a keyed bijection of a 128-bit counter: ten rounds, each of two
//! 32 x 32 -> 64 bit multiplications and four exclusive ors, with a Weyl sequence on the key.

// The published constants: the multipliers were chosen by search for the fastest mixing, the Weyl increments are the
// golden ratio and sqrt(3) - 1 in 32 bits. Changing any of them changes every result.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
/// Seven rounds pass all tests of TestU01; the authors recommend ten, as a margin.
const ROUNDS: u32 = 10;

/// One block: four independent uniform 32-bit words for a counter and a key.
///
/// # Examples
///
/// ```
/// let block = standoff_num::random::philox([0; 4], [0; 2]);
/// assert_eq!(block, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
/// ```
#[inline(always)]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut state = counter;
    for index in 0..ROUNDS {
        state = philox_round(state, round_key(key, index));
    }
    state
}

/// Fills `out[i]` with `philox([head[0], head[1], head[2], last[i]], key)`.
///
/// Stops at the end of the shorter of `last` and `out`.
///
/// # Examples
///
/// ```
/// use standoff_num::random::{philox, philox_blocks};
/// let mut out = [[0; 4]; 3];
/// philox_blocks([1, 2, 3], &[7, 8, 9], [5, 6], &mut out);
/// assert_eq!(out[2], philox([1, 2, 3, 9], [5, 6]));
/// ```
pub fn philox_blocks(head: [u32; 3], last: &[u32], key: [u32; 2], out: &mut [[u32; 4]]) {
    // A plain loop on purpose: the compiler turns it into vector instructions over several blocks. Grouping the blocks
    // by hand prevented that when measured.
    for (&word, block) in last.iter().zip(out) {
        *block = philox([head[0], head[1], head[2], word], key);
    }
}

#[inline(always)]
fn round_key(key: [u32; 2], index: u32) -> [u32; 2] {
    [key[0].wrapping_add(WEYL[0].wrapping_mul(index)), key[1].wrapping_add(WEYL[1].wrapping_mul(index))]
}

#[inline(always)]
fn philox_round(state: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let first = u64::from(MULTIPLIERS[0]) * u64::from(state[0]);
    let second = u64::from(MULTIPLIERS[1]) * u64::from(state[2]);
    [(second >> 32) as u32 ^ state[1] ^ key[0], second as u32, (first >> 32) as u32 ^ state[3] ^ key[1], first as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers published with Random123 (file `kat_vectors`, philox4x32, 10 rounds).
    #[test]
    fn gives_the_published_known_answers() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        assert_eq!(
            philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn many_blocks_equal_single_blocks() {
        let last: Vec<u32> = (0..19_u32).map(|index| index.wrapping_mul(0x9E37_79B9)).collect();
        let mut out = vec![[0; 4]; last.len()];
        philox_blocks([u32::MAX, 7, 0xDEAD_BEEF], &last, [3, u32::MAX], &mut out);
        for (&word, block) in last.iter().zip(&out) {
            assert_eq!(*block, philox([u32::MAX, 7, 0xDEAD_BEEF, word], [3, u32::MAX]));
        }
    }

    #[test]
    fn the_shorter_slice_sets_the_count() {
        let mut out = [[9; 4]; 3];
        philox_blocks([0; 3], &[1], [0; 2], &mut out);
        assert_ne!(out[0], [9; 4]);
        assert_eq!(out[1..], [[9; 4]; 2]);
    }
}
