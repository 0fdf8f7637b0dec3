//! Columns from any flat Parquet file, with any number of row groups and with nulls.
//!
//! Whole numbers, floats, decimals, booleans and text are read; a column of another kind is listed with the reason, and
//! is an error only if somebody asks for it. Pages may be plain, Snappy or gzip. The file is not trusted: sizes are
//! checked before anything is read, and a file that is cut off or damaged is an error. Arrow is not used (decision 86).

use crate::catch_panic::catch_panic;
use crate::columns::Column;
use parquet::basic::{Compression, ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;

/// Most values for which memory is reserved in advance. The number of rows comes from the file, so a forged one must
/// not reserve gigabytes.
const MOST_PREALLOCATED: usize = 1 << 16;

/// Contents of a Parquet file.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The columns that can be used, in the order of the file.
    pub columns: Vec<(String, Column)>,
    /// The columns that cannot, with the reason.
    pub unread: Vec<(String, String)>,
    /// Rows.
    pub rows: usize,
}

/// Reasons why a Parquet file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is cut off, damaged, or not Parquet.
    #[error("{0}")]
    Damaged(String),
    /// It is larger than allowed.
    #[error("{rows} rows of {columns} columns are too many")]
    TooLarge {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// Its pages are compressed in a way that this build does not know.
    #[error("column `{column}` is compressed with {codec}")]
    Codec {
        /// The first such column.
        column: String,
        /// The way.
        codec: String,
    },
}

impl From<ParquetError> for ReadError {
    fn from(error: ParquetError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Reads all columns of a file that `fits`, which is asked with the number of rows and columns.
///
/// # Errors
///
/// [`ReadError`] where the file is damaged, too large or compressed in an unknown way.
pub fn read_columns(file: File, fits: impl Fn(usize, usize) -> bool) -> Result<Columns, ReadError> {
    catch_panic(|| decode_columns(file, fits))
        .unwrap_or_else(|| Err(ReadError::Damaged("what is in its pages cannot be decoded".to_owned())))
}

fn decode_columns(file: File, fits: impl Fn(usize, usize) -> bool) -> Result<Columns, ReadError> {
    let reader = SerializedFileReader::new(file)?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let rows = row_count(metadata)?;
    if !fits(rows, schema.num_columns()) {
        return Err(ReadError::TooLarge { rows, columns: schema.num_columns() });
    }
    check_codecs(metadata)?;
    let mut found = Columns { columns: Vec::new(), unread: Vec::new(), rows };
    for (at, column) in schema.columns().iter().enumerate() {
        // The parts of a nested column all carry the name of the whole, so only the first is listed.
        let name = column.path().parts().first().cloned().unwrap_or_default();
        match read_column(&ColumnChunks { reader: &reader, index: at, column, rows })? {
            Ok(values) => found.columns.push((name, values)),
            Err(reason) if found.unread.last().is_none_or(|(last, _)| *last != name) => {
                found.unread.push((name, reason))
            }
            Err(_) => (),
        }
    }
    Ok(found)
}

/// Rows of the file, on which its parts must agree.
fn row_count(metadata: &ParquetMetaData) -> Result<usize, ReadError> {
    let groups = metadata.row_groups().iter().map(|group| usize::try_from(group.num_rows()).ok());
    let sum = groups.sum::<Option<usize>>();
    let said = usize::try_from(metadata.file_metadata().num_rows()).ok();
    match sum {
        Some(rows) if said == Some(rows) => Ok(rows),
        _ => Err(ReadError::Damaged("its parts do not agree on the number of rows".to_owned())),
    }
}

fn check_codecs(metadata: &ParquetMetaData) -> Result<(), ReadError> {
    for chunk in metadata.row_groups().iter().flat_map(|group| group.columns()) {
        match chunk.compression() {
            Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) => (),
            other => {
                let codec = format!("{other}").split('(').next().unwrap_or_default().to_lowercase();
                return Err(ReadError::Codec { column: chunk.column_path().string(), codec });
            }
        }
    }
    Ok(())
}

/// A column, or why it cannot be used.
type Usable = Result<Column, String>;

fn read_column(source: &ColumnChunks<'_>) -> Result<Usable, ReadError> {
    let column = source.column;
    if column.max_rep_level() > 0 || column.path().parts().len() > 1 {
        return Ok(Err("it is nested: a list or a structure".to_owned()));
    }
    Ok(Ok(match column.physical_type() {
        Physical::BOOLEAN => Column::Flags(source.read_values::<BoolType, bool>(|value| value)?),
        Physical::INT32 if is_unsigned(column) => {
            integer_column(source.read_values::<Int32Type, _>(|value| i64::from(value as u32))?, 0)
        }
        Physical::INT32 => integer_column(source.read_values::<Int32Type, _>(i64::from)?, decimal_scale(column)),
        Physical::INT64 => integer_column(source.read_values::<Int64Type, _>(|value| value)?, decimal_scale(column)),
        Physical::FLOAT => Column::Numbers(source.read_values::<FloatType, _>(f64::from)?),
        Physical::DOUBLE => Column::Numbers(source.read_values::<DoubleType, _>(|value| value)?),
        Physical::BYTE_ARRAY => return Ok(text_column(&source.read_values::<ByteArrayType, _>(|value| value)?)),
        Physical::FIXED_LEN_BYTE_ARRAY if is_decimal(column) => {
            let scale = 10f64.powi(column.type_scale());
            Column::Numbers(
                source.read_values::<FixedLenByteArrayType, _>(|value| number_from_big_endian(value.data()) / scale)?,
            )
        }
        other => return Ok(Err(format!("its type is {other}"))),
    }))
}

/// `true` if a column stores unsigned integers.
fn is_unsigned(column: &ColumnDescriptor) -> bool {
    [ConvertedType::UINT_8, ConvertedType::UINT_16, ConvertedType::UINT_32].contains(&column.converted_type())
}

fn is_decimal(column: &ColumnDescriptor) -> bool {
    column.converted_type() == ConvertedType::DECIMAL
        || matches!(column.logical_type_ref(), Some(LogicalType::Decimal { .. }))
}

/// Digits after the point of a decimal stored as an integer; 0 for other columns.
fn decimal_scale(column: &ColumnDescriptor) -> i32 {
    if is_decimal(column) { column.type_scale() } else { 0 }
}

/// A signed integer of any length, most significant byte first.
fn number_from_big_endian(bytes: &[u8]) -> f64 {
    let first = bytes.first().map_or(0.0, |&byte| f64::from(byte as i8));
    bytes.iter().skip(1).fold(first, |sum, &byte| sum * 256.0 + f64::from(byte))
}

/// A column of counts if all values fit, else of numbers.
fn integer_column(values: Vec<Option<i64>>, scale: i32) -> Column {
    let counts = values.iter().map(|value| value.map(u32::try_from).transpose()).collect::<Result<_, _>>();
    match counts {
        Ok(counts) if scale == 0 => Column::Counts(counts),
        _ => Column::Numbers(values.iter().map(|value| value.map(|value| value as f64 / 10f64.powi(scale))).collect()),
    }
}

fn text_column(values: &[Option<ByteArray>]) -> Usable {
    let word = |value: &ByteArray| value.as_utf8().map(str::to_owned);
    let words = values.iter().map(|value| value.as_ref().map(word).transpose()).collect::<Result<_, _>>();
    words.map(Column::Words).map_err(|_| "it holds bytes that are no text in UTF-8".to_owned())
}

/// One column in all row groups.
struct ColumnChunks<'a> {
    reader: &'a SerializedFileReader<File>,
    index: usize,
    column: &'a ColumnDescriptor,
    rows: usize,
}

impl ColumnChunks<'_> {
    fn read_values<D: DataType, V>(&self, value: impl Fn(D::T) -> V) -> Result<Vec<Option<V>>, ReadError> {
        let mut all = Vec::with_capacity(self.rows.min(MOST_PREALLOCATED));
        for group in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(group)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let mut reader = get_typed_column_reader::<D>(group.get_column_reader(self.index)?);
            let (mut levels, mut present) = (Vec::new(), Vec::new());
            reader.read_records(rows, Some(&mut levels), None, &mut present)?;
            self.place_values(&levels, present.into_iter().map(&value), &mut all);
        }
        if all.len() == self.rows {
            return Ok(all);
        }
        Err(ReadError::Damaged(format!("column `{}` is not complete", self.column.path().string())))
    }

    /// Places values at the rows whose definition level says that one is present.
    fn place_values<V>(&self, levels: &[i16], mut present: impl Iterator<Item = V>, all: &mut Vec<Option<V>>) {
        match self.column.max_def_level() {
            0 => all.extend(present.map(Some)),
            full => all.extend(levels.iter().map(|&level| if level == full { present.next() } else { None })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::write_columns;
    use std::io::{Seek, Write};

    fn sample_columns() -> Vec<(String, Column)> {
        let words = [Some("é"), None, Some("")].map(|word| word.map(str::to_owned));
        vec![
            ("number".to_owned(), Column::Numbers(vec![Some(0.1), None, Some(f64::INFINITY)])),
            ("count".to_owned(), Column::Counts(vec![Some(3), Some(u32::MAX / 2), None])),
            ("flag".to_owned(), Column::Flags(vec![None, Some(true), Some(false)])),
            ("word".to_owned(), Column::Words(words.to_vec())),
        ]
    }

    fn parquet_bytes(table: &[(String, Column)]) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        write_columns(File::create(&path).unwrap(), table).unwrap();
        std::fs::read(path).unwrap()
    }

    fn read_bytes(bytes: &[u8]) -> Result<Columns, ReadError> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        read_columns(file, |rows, columns| rows <= 1000 && columns <= 100)
    }

    #[test]
    fn what_is_written_is_read() {
        let read = read_bytes(&parquet_bytes(&sample_columns())).unwrap();
        assert_eq!(read, Columns { columns: sample_columns(), unread: vec![], rows: 3 });
    }

    #[test]
    fn no_damage_does_harm() {
        let bytes = parquet_bytes(&sample_columns());
        for end in 0..bytes.len() {
            assert!(matches!(read_bytes(&bytes[..end]), Err(ReadError::Damaged(_))), "cut at {end}");
        }
        for at in 0..bytes.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] ^= flip;
                let _ = read_bytes(&bytes);
            }
        }
    }

    #[test]
    fn whole_numbers_keep_what_they_mean() {
        assert_eq!(integer_column(vec![Some(-1), None], 0), Column::Numbers(vec![Some(-1.0), None]));
        assert_eq!(integer_column(vec![Some(125)], 2), Column::Numbers(vec![Some(1.25)]));
        assert_eq!(integer_column(vec![Some(5)], 0), Column::Counts(vec![Some(5)]));
        assert_eq!([&[0xff, 0x38][..], &[0, 1, 0], &[]].map(number_from_big_endian), [-200.0, 256.0, 0.0]);
    }

    #[test]
    fn a_table_that_is_too_large_is_refused() {
        let rows = vec![("x".to_owned(), Column::Counts(vec![Some(1); 1001]))];
        assert!(matches!(read_bytes(&parquet_bytes(&rows)), Err(ReadError::TooLarge { rows: 1001, columns: 1 })));
    }
}
