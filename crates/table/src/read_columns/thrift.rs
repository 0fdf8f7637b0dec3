//! A look through what a Parquet file says of itself, in the compact form of Thrift, before it is decoded.
//!
//! The decoder passes over what it does not know, and believes how many items a list there is said to have. Items that are
//! true or false take no bytes in its eyes, so that a few bytes can keep it busy for seconds, and a few thousand for days.
//! No list of a Parquet file holds true and false, and all other items take a byte or more.

/// Deepest nesting; a footer needs half a dozen levels.
const DEEPEST: usize = 64;

/// Reason to refuse a part of a file.
const FORGED: &str = "a list in it is longer than the file";

/// Checks that a footer is whole, and that no list of it is longer than the bytes that are left for it.
pub fn check_lists(footer: &[u8]) -> Result<(), &'static str> {
    let mut walk = Walk { left: footer, beyond: 0 };
    walk.pass_structure(0, &mut |_, _, _| Ok(())).unwrap_or(Err("it is cut off or no footer"))
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

/// Kinds of the values of a header, by its field and the field of the structure in it; the decoder takes a known field for what it
/// should be, whatever the file says, and would read on at another place than this. Numbers of 32 bits are 5, of 64 bits 6, bytes
/// 8, structures 12, and 1 and 2 are false and true.
fn kinds_in_header(path: &[i16]) -> Option<&'static [u8]> {
    Some(match path {
        [1..=4] | [5, 1..=4] | [7, 1..=2] | [8, 1..=6] => &[5],
        [5..=8] | [5, 5] | [8, 8] => &[12],
        [7, 3] | [8, 7] | [5, 5, 7 | 8] | [8, 8, 7 | 8] => &[1, 2],
        [5, 5, 1 | 2 | 5 | 6] | [8, 8, 1 | 2 | 5 | 6] => &[8],
        [5, 5, 3 | 4] | [8, 8, 3 | 4] => &[6],
        _ => return None,
    })
}

/// Reads the header of a page at the beginning of some bytes, with as many more `beyond` them; nothing where it does not end
/// within them.
pub fn page_sizes(bytes: &[u8], beyond: u64) -> Option<Result<PageSizes, &'static str>> {
    const STRANGE: &str = "it is none of a page";
    let mut walk = Walk { left: bytes, beyond };
    let mut sizes = [None, None];
    let passed = walk.pass_structure(0, &mut |path, kind, number| {
        // A page has no lists, and what is not known is passed over by its kind.
        if kinds_in_header(path).is_some_and(|kinds| !kinds.contains(&kind)) || matches!(kind, 9..=11) {
            return Err(STRANGE);
        }
        if let [field @ 2..=3] = path {
            let size = number.and_then(|number| u32::try_from(number).ok()).filter(|&size| size <= i32::MAX as u32);
            let known = sizes[*field as usize - 2].replace(u64::from(size.ok_or("a page has no size")?));
            return if known.is_some() { Err(STRANGE) } else { Ok(()) };
        }
        Ok(())
    })?;
    if let Err(reason) = passed {
        return Some(Err(reason));
    }
    let header = bytes.len() - walk.left.len();
    let [plain, stored] = sizes;
    Some(plain.zip(stored).map(|(plain, stored)| PageSizes { header, plain, stored }).ok_or("a page has no size"))
}

/// Nothing where the bytes end, or cannot be what they are said to be.
type Passed = Option<Result<(), &'static str>>;

/// What is asked of each field: its path, the kind of its value, and the value where it is a whole number.
type Visit<'v> = &'v mut dyn FnMut(&[i16], u8, Option<i64>) -> Result<(), &'static str>;

struct Walk<'a> {
    left: &'a [u8],
    /// Bytes of the file after them.
    beyond: u64,
}

impl Walk<'_> {
    /// Passes over the outermost structure, and asks of its fields and of those of the structures in it.
    fn pass_structure(&mut self, depth: usize, visit: Visit<'_>) -> Passed {
        self.pass_fields(depth, &mut Vec::new(), visit)
    }

    fn pass_fields(&mut self, depth: usize, path: &mut Vec<i16>, visit: Visit<'_>) -> Passed {
        let mut field = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Ok(()));
            }
            field = if head >> 4 == 0 { signed(self.number()?) } else { field + i64::from(head >> 4) };
            // The decoder cuts a larger number to one that it knows.
            let Ok(field) = i16::try_from(field) else { return Some(Err("it has a field that is none")) };
            let kind = head & 0xf;
            path.push(field);
            let number = match kind {
                4..=6 => Some(signed(Walk { ..*self }.number()?)),
                _ => None,
            };
            let passed = match visit(path, kind, number) {
                Err(reason) => return Some(Err(reason)),
                Ok(()) if kind == 12 && depth < DEEPEST => self.pass_fields(depth + 1, path, visit)?,
                Ok(()) => self.pass_value(kind, depth)?,
            };
            path.pop();
            if passed.is_err() {
                return Some(passed);
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
            12 if depth < DEEPEST => return self.pass_structure(depth + 1, &mut |_, _, _| Ok(())),
            12 => return Some(Err("it is nested too deep")),
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
        // What cannot be read is not passed by: a number of more bytes than one has, before a list without an end.
        let number = [&[0x15][..], &[0x80; 10], &[0], &[0xf9, 0xf1], &long, &[0; 40]].concat();
        assert!(check_lists(&number).is_err());
    }

    #[test]
    fn footers_pass_whole_and_cut_off() {
        // A whole number, a list of three bytes, a word, a structure with a flag, a map.
        let footer =
            [0x15, 0x80, 0x01, 0x19, 0x33, 1, 2, 3, 0x18, 2, b'a', b'b', 0x1c, 0x11, 0, 0x1b, 1, 0x88, 0, 0, 0];
        assert_eq!(check_lists(&footer), Ok(()));
        assert!((0..footer.len()).all(|end| check_lists(&footer[..end]).is_err()));
    }

    /// A kind, 300 plain bytes, 200 stored, and a structure that says more of the page.
    const HEADER: [u8; 12] = [0x15, 0, 0x15, 0xd8, 0x04, 0x15, 0x90, 0x03, 0x2c, 0x15, 0x02, 0];

    #[test]
    fn headers_of_pages_say_how_large_they_are() {
        let bytes = [&HEADER[..], &[0, 7, 7, 7]].concat();
        assert_eq!(page_sizes(&bytes, 0), Some(Ok(PageSizes { header: 13, plain: 300, stored: 200 })));
        assert!((0..13).all(|end| page_sizes(&bytes[..end], 1000).is_none()));
        // Fields may be numbered in full.
        let numbered = [0x05, 0x02, 0x00, 0x05, 0x04, 0x14, 0x05, 0x06, 0x16, 0];
        assert_eq!(page_sizes(&numbered, 0), Some(Ok(PageSizes { header: 10, plain: 10, stored: 11 })));
        // None, or one below zero, is no size.
        assert_eq!(page_sizes(&[0], 0), Some(Err("a page has no size")));
        assert_eq!(page_sizes(&[0x25, 0x01, 0x15, 0x04, 0], 0), Some(Err("a page has no size")));
    }

    /// The decoder believes what it knows and cuts what is too large: each of these says one thing to it and another to a reader
    /// of kinds.
    #[test]
    fn headers_that_say_two_things_are_refused() {
        let refused =
            |more: &[u8]| page_sizes(&[&HEADER[..], more, &[0; 9]].concat(), 4096).is_some_and(|one| one.is_err());
        assert!(!refused(&[0]));
        // A list of bytes, a field of number 65,538, a second size, a size that is a flag or a size of 2^32.
        assert!(refused(&[0x69, 0x23, 1, 1, 0]));
        assert!(refused(&[0x05, 0x84, 0x80, 0x08, 0x80, 0x80, 0x80, 0x80, 0x08, 0]));
        assert!(refused(&[0x05, 0x04, 0x14, 0]));
        assert!(page_sizes(&[0x15, 0, 0x11, 0x15, 0x02, 0], 0).is_some_and(|one| one.is_err()));
        assert!(page_sizes(&[0x25, 0x80, 0x80, 0x80, 0x80, 0x20, 0x15, 0x02, 0], 0).is_some_and(|one| one.is_err()));
    }

    #[test]
    fn a_value_may_end_far_beyond_the_bytes_at_hand() {
        // A quotation of 2,000 bytes.
        let quoted = [&HEADER[..], &[0x68, 0xd0, 0x0f, 7, 7]].concat();
        assert_eq!(page_sizes(&quoted, 4096), None);
    }
}
