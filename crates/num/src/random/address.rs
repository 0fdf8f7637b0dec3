//! Addresses of named entities.

/// The address of a named entity: the 32-bit FNV-1a hash of the bytes of its name.
///
/// Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft).
/// Two names may share an address: among n names that happens with probability about n^2 / 2^33. A caller who knows all
/// names should check.
///
/// ```
/// assert_eq!(standoff_num::random::entity_address("foobar"), 0xbf9c_f968);
/// ```
#[inline]
pub const fn entity_address(name: &str) -> u32 {
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
    fn hashes_are_the_published_ones() {
        assert_eq!(entity_address(""), 0x811c_9dc5);
        assert_eq!(entity_address("a"), 0xe40c_292c);
        assert_eq!(entity_address("foobar"), 0xbf9c_f968);
    }
}
