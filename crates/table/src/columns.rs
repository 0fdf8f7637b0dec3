//! Named columns, and how they are written to a Parquet file: one row group, compressed with Snappy.
//!
//! Every column may hold nulls. The Parquet crate is used without Arrow, which would be most of the build for a dozen
//! plain columns (decision 86).

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::fs::File;
use std::sync::Arc;

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Real numbers.
    Numbers(Vec<Option<f64>>),
    /// Counts.
    Counts(Vec<Option<u32>>),
    /// Yes or no.
    Flags(Vec<Option<bool>>),
    /// Words.
    Words(Vec<Option<String>>),
}

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Counts(values) => values.len(),
            Self::Flags(values) => values.len(),
            Self::Words(values) => values.len(),
        }
    }

    /// `true` if it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `true` if no row has a value.
    pub fn is_all_missing(&self) -> bool {
        match self {
            Self::Numbers(values) => values.iter().all(Option::is_none),
            Self::Counts(values) => values.iter().all(Option::is_none),
            Self::Flags(values) => values.iter().all(Option::is_none),
            Self::Words(values) => values.iter().all(Option::is_none),
        }
    }

    /// The value of a row as a number, where it is one.
    pub fn number_at(&self, row: usize) -> Option<f64> {
        match self {
            Self::Numbers(values) => values.get(row).copied().flatten(),
            Self::Counts(values) => values.get(row).copied().flatten().map(f64::from),
            Self::Flags(values) => values.get(row).copied().flatten().map(|flag| f64::from(u8::from(flag))),
            Self::Words(_) => None,
        }
    }

    /// The value of a row as text that reads back to the same value; none where it is missing or there is no such row.
    pub fn text_at(&self, row: usize) -> Option<String> {
        match self {
            Self::Numbers(values) => values.get(row)?.map(number_text),
            Self::Counts(values) => values.get(row)?.map(|value| value.to_string()),
            Self::Flags(values) => values.get(row)?.map(|value| value.to_string()),
            Self::Words(values) => values.get(row)?.clone(),
        }
    }

    /// The values of some rows, which must exist.
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        match self {
            Self::Numbers(values) => Self::Numbers(rows.iter().map(|&row| values[row]).collect()),
            Self::Counts(values) => Self::Counts(rows.iter().map(|&row| values[row]).collect()),
            Self::Flags(values) => Self::Flags(rows.iter().map(|&row| values[row]).collect()),
            Self::Words(values) => Self::Words(rows.iter().map(|&row| values[row].clone()).collect()),
        }
    }
}

/// A number with as many digits as it takes to read back the same. One that is too large for all its whole neighbours to
/// be floats has an exponent: written in full it would be taken for an identifier, which is text.
fn number_text(number: f64) -> String {
    if number.abs() > LARGEST_WHOLE { format!("{number:e}") } else { number.to_string() }
}

/// Up to here every whole number is a float.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Writes columns of equal length.
///
/// # Errors
///
/// [`ParquetError`] where the file cannot be written or the columns do not fit together.
pub fn write_columns(file: File, columns: &[(String, Column)]) -> Result<(), ParquetError> {
    let fields = columns.iter().map(|(name, column)| schema_field(name, column)).collect::<Result<_, _>>()?;
    let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build()?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(file, schema, properties)?;
    let mut group = writer.next_row_group()?;
    for (_, column) in columns {
        write_column(&mut group, column)?;
    }
    group.close()?;
    let file = writer.into_inner()?;
    file.sync_all().map_err(ParquetError::from)
}

fn schema_field(name: &str, column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column {
        Column::Numbers(_) => (Physical::DOUBLE, None),
        Column::Counts(_) => (Physical::INT32, None),
        Column::Flags(_) => (Physical::BOOLEAN, None),
        Column::Words(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(builder.with_logical_type(logical).build()?))
}

fn write_column(group: &mut SerializedRowGroupWriter<'_, File>, column: &Column) -> Result<(), ParquetError> {
    match column {
        Column::Numbers(values) => write_values::<DoubleType, f64>(group, values, |value| *value),
        Column::Counts(values) => write_values::<Int32Type, u32>(group, values, |value| *value as i32),
        Column::Flags(values) => write_values::<BoolType, bool>(group, values, |value| *value),
        Column::Words(values) => {
            write_values::<ByteArrayType, String>(group, values, |value| ByteArray::from(value.as_str()))
        }
    }
}

fn write_values<D: DataType, V>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[Option<V>],
    stored: impl Fn(&V) -> D::T,
) -> Result<(), ParquetError> {
    let present: Vec<D::T> = values.iter().flatten().map(stored).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General("more columns than the schema has".to_owned()));
    };
    writer.typed::<D>().write_batch(&present, Some(&levels), None)?;
    writer.close()
}
