//! Sets of places in a sorted column, one bit each: counting and stepping 64 places at a time.

use std::ops::Range;

const BITS: usize = u64::BITS as usize;

/// An empty set with room for `places`.
pub(super) fn empty_set(places: usize) -> Vec<u64> {
    vec![0; places.div_ceil(BITS)]
}

pub(super) fn insert_place(set: &mut [u64], place: usize) {
    set[place / BITS] |= 1 << (place % BITS);
}

pub(super) fn remove_place(set: &mut [u64], place: usize) {
    set[place / BITS] &= !(1 << (place % BITS));
}

pub(super) fn contains_place(set: &[u64], place: usize) -> bool {
    set[place / BITS] >> (place % BITS) & 1 == 1
}

/// The number of members in the range.
pub(super) fn count_members(set: &[u64], range: Range<usize>) -> usize {
    word_range(&range).map(|word| (set[word] & word_mask(word, &range)).count_ones() as usize).sum()
}

/// The number of places in the range that are members of both.
pub(super) fn count_both(left: &[u64], right: &[u64], range: Range<usize>) -> usize {
    word_range(&range).map(|word| (left[word] & right[word] & word_mask(word, &range)).count_ones() as usize).sum()
}

/// The members in the range, ascending.
pub(super) fn members_within(set: &[u64], range: Range<usize>) -> impl Iterator<Item = usize> {
    word_range(&range).flat_map(move |word| {
        let mut rest = set[word] & word_mask(word, &range);
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (bit < BITS).then_some(word * BITS + bit)
        })
    })
}

/// The member with `skip` members below it.
pub(super) fn nth_lowest(set: &[u64], mut skip: usize) -> Option<usize> {
    for (word, &bits) in set.iter().enumerate() {
        let here = bits.count_ones() as usize;
        if skip < here {
            let rest = (0..skip).fold(bits, |bits, _| bits & (bits - 1));
            return Some(word * BITS + rest.trailing_zeros() as usize);
        }
        skip -= here;
    }
    None
}

/// The member with `skip` members above it.
pub(super) fn nth_highest(set: &[u64], mut skip: usize) -> Option<usize> {
    for (word, &bits) in set.iter().enumerate().rev() {
        let here = bits.count_ones() as usize;
        if skip < here {
            let rest = (0..skip).fold(bits, |bits, _| bits & !(1 << bits.ilog2()));
            return Some(word * BITS + rest.ilog2() as usize);
        }
        skip -= here;
    }
    None
}

/// The first member at a place or above it.
pub(super) fn first_at_or_above(set: &[u64], place: usize) -> Option<usize> {
    members_within(set, place..set.len() * BITS).next()
}

/// The last member below a place.
pub(super) fn last_below(set: &[u64], place: usize) -> Option<usize> {
    let range = 0..place;
    let found = word_range(&range).rev().find(|&word| set[word] & word_mask(word, &range) != 0)?;
    Some(found * BITS + (set[found] & word_mask(found, &range)).ilog2() as usize)
}

fn word_range(range: &Range<usize>) -> Range<usize> {
    range.start / BITS..range.end.div_ceil(BITS).max(range.start / BITS)
}

/// The bits of a word that lie in the range.
fn word_mask(word: usize, range: &Range<usize>) -> u64 {
    let ones = |end: usize| 1_u64.checked_shl(end as u32).map_or(u64::MAX, |bit| bit - 1);
    let within = |place: usize| place.saturating_sub(word * BITS).min(BITS);
    ones(within(range.end)) & !ones(within(range.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example_set() -> (Vec<u64>, Vec<usize>) {
        let places: Vec<usize> = (0..200).filter(|place| place % 7 == 3 || (64..70).contains(place)).collect();
        let mut set = empty_set(200);
        places.iter().for_each(|&place| insert_place(&mut set, place));
        (set, places)
    }

    #[test]
    fn agrees_with_a_plain_list() {
        let (set, places) = example_set();
        for start in 0..200 {
            assert_eq!(first_at_or_above(&set, start), places.iter().copied().find(|&place| place >= start));
            assert_eq!(last_below(&set, start), places.iter().rev().copied().find(|&place| place < start));
            for end in start..=200 {
                let inside: Vec<usize> = places.iter().copied().filter(|place| (start..end).contains(place)).collect();
                assert_eq!(members_within(&set, start..end).collect::<Vec<usize>>(), inside);
                assert_eq!(count_members(&set, start..end), inside.len());
                assert_eq!(count_both(&set, &set, start..end), inside.len());
            }
        }
        for skip in 0..=places.len() {
            assert_eq!(nth_lowest(&set, skip), places.get(skip).copied());
            assert_eq!(nth_highest(&set, skip), places.iter().rev().nth(skip).copied());
        }
    }

    #[test]
    fn removed_places_are_gone() {
        let (mut set, places) = example_set();
        remove_place(&mut set, places[0]);
        assert_eq!(nth_lowest(&set, 0), Some(places[1]));
        assert_eq!(count_both(&set, &empty_set(200), 0..200), 0);
    }
}
