//! A look through what a Parquet file says of itself, in the compact form of Thrift, before it is decoded.
//!
//! The decoder passes over what it does not know, and believes how many items a list there is said to have. Items that are
//! true or false take no bytes in its eyes, so that a few bytes can keep it busy for seconds, and a few thousand for days.
//! No list of a Parquet file holds true and false, and all other items take a byte or more.

/// Deepest nesting; a footer needs half a dozen levels.
const DEEPEST: usize = 64;

/// Reason to refuse a part of a file.
const FORGED: &str = "a list in it is longer than the file";

/// Checks that no list of a footer is longer than the bytes that are left for it. A footer that is cut off elsewhere passes: the
/// decoder says so.
pub fn check_lists(footer: &[u8]) -> Result<(), &'static str> {
    Walk { left: footer, beyond: 0, numbers: [None; HEADER_FIELDS] }.pass_structure(0).unwrap_or(Ok(()))
}

/// What the header of a page says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSizes {
    /// Bytes of the header itself.
    pub header: usize,
    /// Bytes of the page once it is decompressed.
    pub plain: u64,
    /// Bytes of the page as they are in the file.
    pub stored: u64,
}

/// Number of the first fields of a header, and one for none: the kind of the page, its size when plain, and as it is stored.
const HEADER_FIELDS: usize = 4;

/// Reads the header of a page at the beginning of some bytes, with as many more `beyond` them; nothing where it does not end
/// within them.
pub fn page_sizes(bytes: &[u8], beyond: u64) -> Option<Result<PageSizes, &'static str>> {
    let mut walk = Walk { left: bytes, beyond, numbers: [None; HEADER_FIELDS] };
    if let Err(reason) = walk.pass_structure(0)? {
        return Some(Err(reason));
    }
    let [_, _, plain, stored] = walk.numbers;
    let header = bytes.len() - walk.left.len();
    Some(plain.zip(stored).map(|(plain, stored)| PageSizes { header, plain, stored }).ok_or("a page has no size"))
}

/// Nothing where the bytes end, or cannot be what they are said to be.
type Passed = Option<Result<(), &'static str>>;

struct Walk<'a> {
    left: &'a [u8],
    /// Bytes of the file after them.
    beyond: u64,
    /// Whole numbers, not below zero, in the first fields of the outermost structure.
    numbers: [Option<u64>; HEADER_FIELDS],
}

impl Walk<'_> {
    fn pass_structure(&mut self, depth: usize) -> Passed {
        let mut field = 0;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Ok(()));
            }
            field = if head >> 4 == 0 { signed(self.number()?) } else { field + i64::from(head >> 4) };
            let before = self.left;
            if let Err(reason) = self.pass_value(head & 0xf, depth)? {
                return Some(Err(reason));
            }
            if depth == 0 && matches!(head & 0xf, 4..=6) {
                let number = Walk { left: before, ..*self }.number().map(signed);
                if let Some(place) = usize::try_from(field).ok().and_then(|field| self.numbers.get_mut(field)) {
                    *place = number.and_then(|number| u64::try_from(number).ok());
                }
            }
        }
    }

    fn pass_value(&mut self, kind: u8, depth: usize) -> Passed {
        if depth > DEEPEST {
            return Some(Err("it is nested too deep"));
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
        if count > self.left.len() as u64 + self.beyond || flags && count > 0 {
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

/// The whole number that a number of bits stands for: 0, -1, 1, -2 and so on.
fn signed(bits: u64) -> i64 {
    (bits >> 1) as i64 ^ -((bits & 1) as i64)
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

    /// A kind, 300 plain bytes, 200 stored, and a structure that says more of the page.
    const HEADER: [u8; 12] = [0x15, 0, 0x15, 0xd8, 0x04, 0x15, 0x90, 0x03, 0x2c, 0x15, 0x02, 0];

    #[test]
    fn headers_of_pages_say_how_large_they_are() {
        let bytes = [&HEADER[..], &[0, 7, 7, 7]].concat();
        assert_eq!(page_sizes(&bytes, 0), Some(Ok(PageSizes { header: 13, plain: 300, stored: 200 })));
        assert!((0..13).all(|end| page_sizes(&bytes[..end], 1000).is_none()));
        // Fields may be numbered in full; the last of several of one number counts, as it does for the decoder.
        let numbered = [0x05, 0x04, 0x14, 0x05, 0x06, 0x16, 0x05, 0x04, 0x18, 0];
        assert_eq!(page_sizes(&numbered, 0), Some(Ok(PageSizes { header: 10, plain: 12, stored: 11 })));
        // None, or one below zero, is no size.
        assert_eq!(page_sizes(&[0], 0), Some(Err("a page has no size")));
        assert_eq!(page_sizes(&[0x25, 0x01, 0x15, 0x04, 0], 0), Some(Err("a page has no size")));
    }

    #[test]
    fn a_list_in_a_header_may_be_as_long_as_the_file() {
        let long = [&HEADER[..11], &[0x19, 0xf3, 0x80, 0x10]].concat();
        assert_eq!(page_sizes(&long, 100), Some(Err(FORGED)));
        assert_eq!(page_sizes(&long, 2048), None);
        assert_eq!(page_sizes(&[&HEADER[..11], &[0x19, 0x11]].concat(), 2048), Some(Err(FORGED)));
    }
}
