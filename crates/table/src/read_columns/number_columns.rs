//! Columns from stored whole numbers, decimals and floats of half precision.

use crate::columns::Column;
use crate::whole_numbers::exact_float;

/// A column of counts if all values fit, of numbers if floats hold all of them exactly, else of text, so that no digit
/// is lost.
pub fn whole_column<T: Copy + Into<i128>>(values: &[Option<T>]) -> Column {
    let whole = || values.iter().map(|value| value.map(Into::<i128>::into));
    let counts = whole().map(|value| value.map(u32::try_from).transpose());
    if let Ok(counts) = counts.collect() {
        return Column::Counts(counts);
    }
    let exact = whole().map(|value| value.map_or(Some(None), |value| exact_float(value).map(Some)));
    match exact.collect() {
        Some(numbers) => Column::Numbers(numbers),
        None => Column::Words(whole().map(|value| value.map(|value| value.to_string())).collect()),
    }
}

/// A column from decimals without their point, which has `scale` digits after it.
pub fn decimal_column(values: &[Option<i128>], scale: i32) -> Column {
    if scale == 0 {
        return whole_column(values);
    }
    Column::Numbers(values.iter().map(|value| value.map(|value| decimal_number(value, scale))).collect())
}

/// The float nearest to a decimal.
fn decimal_number(value: i128, scale: i32) -> f64 {
    match exact_float(value) {
        // Both numbers are exact, so their quotient is rounded once.
        Some(whole) if (0..=22).contains(&scale) => whole / 10f64.powi(scale),
        _ => format!("{value}e{}", -scale).parse().unwrap_or(f64::NAN),
    }
}

/// A whole number with a sign, most significant byte first; none beyond sixteen bytes.
pub fn whole_from_bytes(bytes: &[u8]) -> Option<i128> {
    let sign = bytes.first().map_or(0, |&byte| if byte & 0x80 == 0 { 0 } else { -1 });
    (bytes.len() <= 16).then(|| bytes.iter().fold(sign, |whole, &byte| whole << 8 | i128::from(byte)))
}

/// The number of half precision in two bytes, least significant first.
pub fn half_number(bytes: &[u8]) -> f64 {
    let bits = bytes.try_into().map_or(0, u16::from_le_bytes);
    let (power, digits) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match power {
        0 => digits * 2f64.powi(-24),
        0x1f => {
            if digits == 0.0 {
                f64::INFINITY
            } else {
                f64::NAN
            }
        }
        _ => (1024.0 + digits) * 2f64.powi(power - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

/// Sixteen bytes in the usual form of an identifier.
pub fn uuid_text(bytes: &[u8]) -> String {
    let group = |from: usize, to: usize| -> String {
        bytes.iter().take(to).skip(from).map(|byte| format!("{byte:02x}")).collect()
    };
    [(0, 4), (4, 6), (6, 8), (8, 10), (10, 16)].map(|(from, to)| group(from, to)).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_keep_every_digit() {
        assert_eq!(whole_column(&[Some(-1_i64), None]), Column::Numbers(vec![Some(-1.0), None]));
        assert_eq!(whole_column(&[Some(5_u64), None]), Column::Counts(vec![Some(5), None]));
        assert_eq!(whole_column(&[Some(1_u64 << 63)]), Column::Numbers(vec![Some(2f64.powi(63))]));
        let words = vec![Some("18446744073709551615".to_owned()), Some("1".to_owned())];
        assert_eq!(whole_column(&[Some(u64::MAX), Some(1)]), Column::Words(words));
    }

    #[test]
    fn decimals_are_the_nearest_float() {
        assert_eq!(decimal_column(&[Some(125), None], 2), Column::Numbers(vec![Some(1.25), None]));
        let long = Column::Numbers(vec![Some(0.123_456_789_012_345_68), Some(-0.000_000_1)]);
        assert_eq!(decimal_column(&[Some(1_234_567_890_123_456_789), Some(-1_000_000_000_000)], 19), long);
        assert_eq!(decimal_column(&[Some(3)], -2), Column::Numbers(vec![Some(300.0)]));
        assert_eq!([&[0xff, 0x38][..], &[0, 1, 0], &[]].map(whole_from_bytes), [Some(-200), Some(256), Some(0)]);
        assert_eq!(whole_from_bytes(&[0; 17]), None);
    }

    #[test]
    fn halves_and_identifiers() {
        let half = |bits: u16| half_number(&bits.to_le_bytes());
        assert_eq!([0x3c00, 0xc000, 0x3555, 0x0001].map(half), [1.0, -2.0, 0.333251953125, 2f64.powi(-24)]);
        assert!(half(0x7c00) == f64::INFINITY && half(0x7e00).is_nan());
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(uuid_text(&bytes), "00010203-0405-0607-0809-0a0b0c0d0e0f");
    }
}
