//! A look through the footer of a Parquet file before it is decoded.
//!
//! The decoder passes over what it does not know, and believes how many items a list there is said to have. Items that are
//! true or false take no bytes in its eyes, so that a few bytes can keep it busy for seconds, and a few thousand for days.
//! No list of a footer holds true and false, and all other items take a byte or more.

/// Deepest nesting; a footer needs half a dozen levels.
const DEEPEST: usize = 64;

/// Reason to refuse a footer.
const FORGED: &str = "a list in its footer is longer than the footer";

/// Checks that no list of a footer, in the compact form of Thrift, is longer than the bytes that are left for it. A footer that
/// is cut off elsewhere passes: the decoder says so.
pub fn check_lists(footer: &[u8]) -> Result<(), &'static str> {
    Walk { left: footer }.pass_structure(0).unwrap_or(Ok(()))
}

/// Nothing where the bytes end, or cannot be what they are said to be.
type Passed = Option<Result<(), &'static str>>;

struct Walk<'a> {
    left: &'a [u8],
}

impl Walk<'_> {
    fn pass_structure(&mut self, depth: usize) -> Passed {
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Ok(()));
            }
            if head >> 4 == 0 {
                self.number()?;
            }
            if let Err(reason) = self.pass_value(head & 0xf, depth)? {
                return Some(Err(reason));
            }
        }
    }

    fn pass_value(&mut self, kind: u8, depth: usize) -> Passed {
        if depth > DEEPEST {
            return Some(Err("its footer is nested too deep"));
        }
        match kind {
            1 | 2 => (),
            3 => self.pass_bytes(1)?,
            4..=6 => drop(self.number()?),
            7 => self.pass_bytes(8)?,
            8 => {
                let length = self.number()?;
                self.pass_bytes(length)?;
            }
            9 | 10 => return self.pass_list(depth + 1),
            11 => return self.pass_map(depth + 1),
            12 => return self.pass_structure(depth + 1),
            13 => self.pass_bytes(16)?,
            _ => return None,
        }
        Some(Ok(()))
    }

    fn pass_list(&mut self, depth: usize) -> Passed {
        let head = self.byte()?;
        let count = if head >> 4 == 15 { self.number()? } else { u64::from(head >> 4) };
        self.pass_items(count, &[head & 0xf], depth)
    }

    fn pass_map(&mut self, depth: usize) -> Passed {
        let count = self.number()?;
        if count == 0 {
            return Some(Ok(()));
        }
        let kinds = self.byte()?;
        self.pass_items(count, &[kinds >> 4, kinds & 0xf], depth)
    }

    fn pass_items(&mut self, count: u64, kinds: &[u8], depth: usize) -> Passed {
        let flags = kinds.iter().any(|kind| matches!(kind, 1 | 2));
        if count > self.left.len() as u64 || flags && count > 0 {
            return Some(Err(FORGED));
        }
        for _ in 0..count {
            for kind in kinds {
                if let Err(reason) = self.pass_value(*kind, depth)? {
                    return Some(Err(reason));
                }
            }
        }
        Some(Ok(()))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, left) = self.left.split_first()?;
        self.left = left;
        Some(*first)
    }

    fn pass_bytes(&mut self, count: u64) -> Option<()> {
        self.left = self.left.get(usize::try_from(count).ok()?..)?;
        Some(())
    }

    /// A number of seven bits in each byte, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_longer_than_the_footer_are_refused_wherever_they_are() {
        // A field of a list of two billion items: of true and false, of structures, in a structure, and as a map.
        let long = [0xff, 0xff, 0xff, 0xff, 0x07];
        for before in [&[0x19, 0xf1][..], &[0x19, 0xfc], &[0x1c, 0x19, 0xf5], &[0x19, 0x19, 0xf5]] {
            assert_eq!(check_lists(&[before, &long, &[0; 40]].concat()), Err(FORGED), "{before:?}");
        }
        assert_eq!(check_lists(&[&[0x1b][..], &long, &[0x55], &[0; 40]].concat()), Err(FORGED));
        assert_eq!(check_lists(&[0x19, 0x21, 1, 1, 0]), Err(FORGED));
        assert!(check_lists(&[0x1c; 1000]).is_err());
    }

    #[test]
    fn footers_pass_whole_and_cut_off() {
        // A whole number, a list of three bytes, a word, a structure with a flag, a map.
        let footer =
            [0x15, 0x80, 0x01, 0x19, 0x33, 1, 2, 3, 0x18, 2, b'a', b'b', 0x1c, 0x11, 0, 0x1b, 1, 0x88, 0, 0, 0];
        assert_eq!(check_lists(&footer), Ok(()));
        // Cut within a list, it has a list that is too long; anywhere else the decoder is to say that it is cut off.
        for end in 0..footer.len() {
            let within_list = matches!(end, 5..8 | 18);
            assert_eq!(check_lists(&footer[..end]).is_err(), within_list, "{end}");
        }
    }
}
