//! Columns of time spans, found in the Arrow schema that most tools store beside the columns.
//!
//! Parquet has no type for a length of time in seconds or parts of them: pandas, polars and Arrow store it as a whole
//! number, and only the Arrow schema in the file's metadata says that it is one, and in which unit. The schema is a
//! FlatBuffer, in Base64. Of it, the names and types of the columns are read; anything unexpected ends the reading, and
//! the columns stay the numbers that they are.

use super::time_unit::TimeUnit;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of the parts of a table in the schema's definition (Arrow format 1.0, `Message.fbs` and `Schema.fbs`).
const MESSAGE_HEADER: usize = 2;
const SCHEMA_FIELDS: usize = 1;
const FIELD_NAME: usize = 0;
const FIELD_KIND: usize = 2;
const FIELD_TYPE: usize = 3;
const DURATION: u8 = 18;
const DURATION_UNIT: usize = 0;
/// Marks a message whose length follows in four bytes.
const CONTINUATION: u32 = u32::MAX;

/// Which of some columns are of time spans, with their units, from the Base64 text of a schema.
pub fn span_columns<'n>(base64: &str, columns: &BTreeSet<&'n [u8]>) -> BTreeMap<&'n [u8], TimeUnit> {
    decode_base64(base64).and_then(|bytes| Buffer(&bytes).span_fields(columns)).unwrap_or_default()
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let digit = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

/// A FlatBuffer; every place is checked before it is read.
struct Buffer<'a>(&'a [u8]);

impl Buffer<'_> {
    /// Only names that columns have are kept: in a forged schema a million fields may share one name of a million bytes.
    fn span_fields<'n>(&self, columns: &BTreeSet<&'n [u8]>) -> Option<BTreeMap<&'n [u8], TimeUnit>> {
        let begin = if self.word(0)? == CONTINUATION { 8 } else { 4 };
        let message = self.follow(begin)?;
        let schema = self.follow(self.part(message, MESSAGE_HEADER)?)?;
        let fields = self.follow(self.part(schema, SCHEMA_FIELDS)?)?;
        let number = self.word(fields)? as usize;
        let mut spans = BTreeMap::new();
        for place in (0..number).map(|field| fields + 4 + 4 * field) {
            let Some((name, unit)) = self.span_field(self.follow(place)?)? else { continue };
            if let Some(column) = columns.get(name) {
                spans.entry(*column).or_insert(unit);
            }
        }
        Some(spans)
    }

    /// The name and unit of a field if it is of time spans.
    fn span_field(&self, field: usize) -> Option<Option<(&[u8], TimeUnit)>> {
        let kind = self.part(field, FIELD_KIND).and_then(|at| self.0.get(at).copied());
        if kind != Some(DURATION) {
            return Some(None);
        }
        let name = self.name(self.follow(self.part(field, FIELD_NAME)?)?)?;
        let unit = self.part(self.follow(self.part(field, FIELD_TYPE)?)?, DURATION_UNIT);
        // A part that has its default value is left out: milliseconds.
        let unit = match unit.map_or(Some(1), |at| self.half_word(at))? {
            0 => TimeUnit::Seconds,
            1 => TimeUnit::Milliseconds,
            2 => TimeUnit::Microseconds,
            3 => TimeUnit::Nanoseconds,
            _ => return None,
        };
        Some(Some((name, unit)))
    }

    fn word(&self, at: usize) -> Option<u32> {
        self.0.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn half_word(&self, at: usize) -> Option<u16> {
        self.0.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
    }

    /// The place that a distance leads to.
    fn follow(&self, at: usize) -> Option<usize> {
        at.checked_add(self.word(at)? as usize)
    }

    /// The place of a part of a table; none if it is left out.
    fn part(&self, table: usize, number: usize) -> Option<usize> {
        let back = self.word(table)? as i32;
        let parts = table.checked_add_signed((back as isize).checked_neg()?)?;
        let entry = 4 + 2 * number;
        let length = usize::from(self.half_word(parts)?);
        let distance = if entry < length { usize::from(self.half_word(parts + entry)?) } else { 0 };
        (distance > 0).then_some(table + distance)
    }

    fn name(&self, at: usize) -> Option<&[u8]> {
        let begin = at.checked_add(4)?;
        self.0.get(begin..begin.checked_add(self.word(at)? as usize)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema that Arrow writes for a column of whole numbers and one of spans in each of three units.
    const SCHEMA: &str = concat!(
        "/////xABAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAQAAACoAAAAZAAAADQAAAAEAAAAeP//",
        "/wAAARIQAAAAGAAAAAQAAAAAAAAABgAAAHNwYW5fcwAAqv///wAAAACk////AAABEhAAAAAYAAAABAAAAAAAAAAHAAAAc3Bhbl9u",
        "cwDW////AAADAND///8AAAESEAAAABwAAAAEAAAAAAAAAAQAAABzcGFuAAAGAAgABgAGAAAAAAACABAAFAAIAAYABwAMAAAAEAAQ",
        "AAAAAAABAhAAAAAcAAAABAAAAAAAAAADAAAAcm93AAgADAAIAAcACAAAAAAAAAFAAAAAAAAAAA==",
    );

    #[test]
    fn spans_are_found_with_their_units() {
        let expected =
            [("span", TimeUnit::Microseconds), ("span_ns", TimeUnit::Nanoseconds), ("span_s", TimeUnit::Seconds)];
        let expected = expected.map(|(name, unit)| (name.as_bytes(), unit));
        let columns = BTreeSet::from(["row", "span", "span_s", "span_ns"].map(str::as_bytes));
        assert!(span_columns(SCHEMA, &columns).into_iter().eq(expected));
        assert!(span_columns("", &columns).is_empty() && span_columns("!", &columns).is_empty());
        // A name that no column has is passed over.
        assert!(span_columns(SCHEMA, &BTreeSet::from([&b"row"[..]])).is_empty());
    }

    #[test]
    fn no_damage_does_harm() {
        let bytes = decode_base64(SCHEMA).unwrap();
        let columns = BTreeSet::from([&b"span"[..]]);
        for end in 0..bytes.len() {
            let _ = Buffer(&bytes[..end]).span_fields(&columns);
            for flip in [0x01, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[end] ^= flip;
                let _ = Buffer(&bytes).span_fields(&columns);
            }
        }
    }
}
