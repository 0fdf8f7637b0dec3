//! The kind of a column: its logical type, or its older form, with the physical type below it.

use super::time_unit::TimeUnit;
use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::schema::types::ColumnDescriptor;

/// The meaning of the stored values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// True and false.
    Flag,
    /// Whole numbers with a sign.
    Whole,
    /// Whole numbers without a sign.
    Unsigned,
    /// Decimals with this many digits after the point.
    Decimal(i32),
    /// Floats of single or double precision.
    Float,
    /// Floats of half precision, in two bytes.
    Half,
    /// Text.
    Text,
    /// Identifiers of sixteen bytes.
    Uuid,
    /// Days since 1 January 1970.
    Date,
    /// Time since midnight.
    TimeOfDay(TimeUnit),
    /// Time since the beginning of 1970; in UTC or as a clock on the wall shows it.
    Moment {
        /// Unit of the stored number.
        unit: TimeUnit,
        /// `true` for UTC.
        utc: bool,
    },
    /// Moments in the form of twelve bytes that some older programs write.
    OldMoment,
    /// Lengths of time.
    Span(TimeUnit),
    /// Months, days and milliseconds, in twelve bytes.
    Interval,
    /// Anything else.
    Other,
}

/// The kind of a column; `span` is the unit of a column of time spans, which Parquet itself stores as plain numbers.
pub fn column_kind(column: &ColumnDescriptor, span: Option<TimeUnit>) -> ColumnKind {
    let logical = column.logical_type_ref().and_then(|logical| logical_kind(logical, column));
    match logical.or_else(|| converted_kind(column)).unwrap_or_else(|| physical_kind(column.physical_type())) {
        ColumnKind::Whole if column.physical_type() == Physical::INT64 => {
            span.map_or(ColumnKind::Whole, ColumnKind::Span)
        }
        kind => kind,
    }
}

fn logical_kind(logical: &LogicalType, column: &ColumnDescriptor) -> Option<ColumnKind> {
    Some(match logical {
        LogicalType::String | LogicalType::Enum | LogicalType::Json => ColumnKind::Text,
        LogicalType::Decimal(_) => ColumnKind::Decimal(column.type_scale()),
        LogicalType::Date => ColumnKind::Date,
        LogicalType::Time(time) => ColumnKind::TimeOfDay(TimeUnit::of_parquet(&time.unit)),
        LogicalType::Timestamp(time) => {
            ColumnKind::Moment { unit: TimeUnit::of_parquet(&time.unit), utc: time.is_adjusted_to_u_t_c }
        }
        LogicalType::Integer(integer) => {
            if integer.is_signed {
                ColumnKind::Whole
            } else {
                ColumnKind::Unsigned
            }
        }
        LogicalType::Uuid => ColumnKind::Uuid,
        LogicalType::Float16 => ColumnKind::Half,
        // A column in which every value is null has no type of its own.
        LogicalType::Unknown => return None,
        _ => ColumnKind::Other,
    })
}

/// The kind that files say which were written before there were logical types.
fn converted_kind(column: &ColumnDescriptor) -> Option<ColumnKind> {
    Some(match column.converted_type() {
        ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON => ColumnKind::Text,
        ConvertedType::DECIMAL => ColumnKind::Decimal(column.type_scale()),
        ConvertedType::DATE => ColumnKind::Date,
        ConvertedType::TIME_MILLIS => ColumnKind::TimeOfDay(TimeUnit::Milliseconds),
        ConvertedType::TIME_MICROS => ColumnKind::TimeOfDay(TimeUnit::Microseconds),
        ConvertedType::TIMESTAMP_MILLIS => ColumnKind::Moment { unit: TimeUnit::Milliseconds, utc: true },
        ConvertedType::TIMESTAMP_MICROS => ColumnKind::Moment { unit: TimeUnit::Microseconds, utc: true },
        ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
            ColumnKind::Unsigned
        }
        ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64 => {
            ColumnKind::Whole
        }
        ConvertedType::INTERVAL => ColumnKind::Interval,
        ConvertedType::BSON => ColumnKind::Other,
        _ => return None,
    })
}

fn physical_kind(physical: Physical) -> ColumnKind {
    match physical {
        Physical::BOOLEAN => ColumnKind::Flag,
        Physical::INT32 | Physical::INT64 => ColumnKind::Whole,
        Physical::INT96 => ColumnKind::OldMoment,
        Physical::FLOAT | Physical::DOUBLE => ColumnKind::Float,
        Physical::BYTE_ARRAY => ColumnKind::Text,
        Physical::FIXED_LEN_BYTE_ARRAY => ColumnKind::Other,
    }
}
