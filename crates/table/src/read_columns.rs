//! Columns from any flat Parquet file, with any number of row groups and with nulls.
//!
//! A column is read as what it means, not as the number that is stored. Whole numbers, floats, decimals, booleans and
//! text are what they are; lengths of time become days; dates, moments and times of day become text after ISO 8601,
//! since no number is meant; whole numbers that a float would change stay text too. A column of another kind is listed
//! with the reason, and is an error only if somebody asks for it. Pages may be plain or compressed with Snappy, gzip,
//! Zstandard, LZ4 or Brotli. The file is not trusted: sizes are checked before anything is read, and a file that is cut
//! off or damaged is an error. Arrow is not used (decision 86).

mod arrow_schema;
mod checked_pages;
mod civil_time;
mod column_chunks;
mod column_kind;
mod compressed_pages;
mod number_columns;
mod page_headers;
mod thrift;
mod time_unit;

use crate::catch_panic::catch_panic;
use crate::columns::Column;
use crate::table::limits::LARGEST_TEXT_BYTES;
use column_chunks::ColumnChunks;
use column_kind::{ColumnKind, column_kind};
use number_columns::{decimal_column, half_number, uuid_text, whole_column, whole_from_bytes};
use parquet::basic::{Compression, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type, Int64Type, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::ChunkReader;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time_unit::TimeUnit;

/// Key of the metadata under which tools store the Arrow schema.
const ARROW_SCHEMA_KEY: &str = "ARROW:schema";

/// Contents of a Parquet file.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The columns that can be used, in the order of the file.
    pub columns: Vec<(String, Column)>,
    /// The columns that cannot, with the reason.
    pub unread: Vec<(String, String)>,
    /// The columns that hold lengths of time, which are read in days.
    pub time_spans: Vec<String>,
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
    /// Its text is larger than allowed once every row has its own.
    #[error("the text of all rows together is too large")]
    TooMuchText,
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

/// Reads all columns of a file, or of its bytes, that `fits`, which is asked with the number of rows and columns.
///
/// # Errors
///
/// [`ReadError`] where the file is damaged, too large or compressed in an unknown way.
pub fn read_columns<R: ChunkReader + 'static>(
    file: R,
    fits: impl Fn(usize, usize) -> bool,
) -> Result<Columns, ReadError> {
    catch_panic(|| decode_columns(file, fits))
        .unwrap_or_else(|| Err(ReadError::Damaged("what is in its pages cannot be decoded".to_owned())))
}

fn decode_columns<R: ChunkReader + 'static>(
    file: R,
    fits: impl Fn(usize, usize) -> bool,
) -> Result<Columns, ReadError> {
    let file = Arc::new(file);
    check_footer(&*file)?;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&*file)?;
    let schema = metadata.file_metadata().schema_descr();
    let rows = row_count(&metadata)?;
    if !fits(rows, schema.num_columns()) {
        return Err(ReadError::TooLarge { rows, columns: schema.num_columns() });
    }
    check_codecs(&metadata)?;
    let names = schema.columns().iter().filter_map(|column| Some(column.path().parts().first()?.as_bytes()));
    let spans = span_columns(&metadata, &names.collect());
    let (mut text_bytes, page_bytes) = (0, Cell::new(0));
    let mut found = Columns { columns: Vec::new(), unread: Vec::new(), time_spans: Vec::new(), rows };
    for (index, column) in schema.columns().iter().enumerate() {
        // The parts of a nested column all carry the name of the whole, so only the first is listed.
        let name = column.path().parts().first().cloned().unwrap_or_default();
        let span = spans.get(name.as_bytes()).copied();
        let kind = column_kind(column, span);
        let chunks = ColumnChunks {
            file: &file,
            metadata: &metadata,
            index,
            column: column.clone(),
            rows,
            page_bytes: &page_bytes,
        };
        match read_column(kind, &chunks, &mut text_bytes)? {
            Ok(values) => {
                if is_in_days(kind, &values) {
                    found.time_spans.push(name.clone());
                }
                found.columns.push((name, values));
            }
            Err(reason) if found.unread.last().is_none_or(|(last, _)| *last != name) => {
                found.unread.push((name, reason))
            }
            Err(_) => (),
        }
    }
    Ok(found)
}

/// Refuses a footer that would keep its decoder busy without an end; see [`thrift`].
fn check_footer<R: ChunkReader>(file: &R) -> Result<(), ReadError> {
    const TAIL: u64 = 8;
    let Some(end) = file.len().checked_sub(TAIL) else { return Ok(()) };
    let tail = file.get_bytes(end, TAIL as usize)?;
    let length = tail.iter().take(4).rev().fold(0, |length, byte| length << 8 | u64::from(*byte));
    match end.checked_sub(length) {
        Some(begin) => thrift::check_lists(&file.get_bytes(begin, length as usize)?)
            .map_err(|reason| ReadError::Damaged(format!("its footer: {reason}"))),
        // The decoder says that it is cut off.
        None => Ok(()),
    }
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
        if chunk.compression() == Compression::LZO {
            return Err(ReadError::Codec { column: chunk.column_path().string(), codec: "lzo".to_owned() });
        }
    }
    Ok(())
}

/// The columns of time spans with their units, as far as the file has an Arrow schema that says so.
fn span_columns<'n>(metadata: &ParquetMetaData, names: &BTreeSet<&'n [u8]>) -> BTreeMap<&'n [u8], TimeUnit> {
    let pairs = metadata.file_metadata().key_value_metadata().map_or(&[][..], Vec::as_slice);
    let schema = pairs.iter().find(|pair| pair.key == ARROW_SCHEMA_KEY).and_then(|pair| pair.value.as_deref());
    schema.map(|schema| arrow_schema::span_columns(schema, names)).unwrap_or_default()
}

/// `true` for lengths of time; those with months are text.
fn is_in_days(kind: ColumnKind, values: &Column) -> bool {
    matches!(kind, ColumnKind::Span(_) | ColumnKind::Interval) && matches!(values, Column::Numbers(_))
}

/// A column, or why it cannot be used.
type Usable = Result<Column, String>;

fn read_column<R: ChunkReader + 'static>(
    kind: ColumnKind,
    source: &ColumnChunks<'_, R>,
    text_bytes: &mut u64,
) -> Result<Usable, ReadError> {
    if source.column.max_rep_level() > 0 || source.column.path().parts().len() > 1 {
        return Ok(Err("it is nested: a list or a structure".to_owned()));
    }
    Ok(match source.column.physical_type() {
        Physical::BOOLEAN => Ok(Column::Flags(source.read_values::<BoolType, bool>(|value| value)?)),
        Physical::INT32 => integer_column(kind, source.read_values::<Int32Type, _>(i64::from)?, |value| value as u32),
        Physical::INT64 => {
            integer_column(kind, source.read_values::<Int64Type, i64>(|value| value)?, |value| value as u64)
        }
        Physical::INT96 => {
            let moments =
                source.read_values::<Int96Type, _>(|value| civil_time::old_moment_nanoseconds(value.data()))?;
            text_of(&moments, |moment| civil_time::moment_text(*moment, false))
        }
        Physical::FLOAT => Ok(Column::Numbers(source.read_values::<FloatType, _>(f64::from)?)),
        Physical::DOUBLE => Ok(Column::Numbers(source.read_values::<DoubleType, f64>(|value| value)?)),
        Physical::BYTE_ARRAY => {
            let values = source.read_values::<ByteArrayType, ByteArray>(|value| value)?;
            count_text(&values, text_bytes)?;
            bytes_column(kind, &values)
        }
        Physical::FIXED_LEN_BYTE_ARRAY => {
            let values = source.read_values::<FixedLenByteArrayType, ByteArray>(ByteArray::from)?;
            count_text(&values, text_bytes)?;
            bytes_column(kind, &values)
        }
    })
}

/// Adds the bytes of the values to those of the columns before. The values share the memory of a dictionary until they
/// become text of their own: a word of a million letters may stand in a million rows of a small file.
fn count_text(values: &[Option<ByteArray>], text_bytes: &mut u64) -> Result<(), ReadError> {
    *text_bytes += values.iter().flatten().map(|value| value.len() as u64).sum::<u64>();
    if *text_bytes > LARGEST_TEXT_BYTES { Err(ReadError::TooMuchText) } else { Ok(()) }
}

/// A column stored as whole numbers; `unsigned` reads the same bits without a sign.
fn integer_column<U: Into<i128> + Copy>(
    kind: ColumnKind,
    values: Vec<Option<i64>>,
    unsigned: impl Fn(i64) -> U,
) -> Usable {
    match kind {
        ColumnKind::Unsigned => Ok(whole_column(&values.iter().map(|value| value.map(&unsigned)).collect::<Vec<_>>())),
        ColumnKind::Decimal(scale) => {
            Ok(decimal_column(&values.iter().map(|value| value.map(i128::from)).collect::<Vec<_>>(), scale))
        }
        ColumnKind::Span(unit) => {
            Ok(Column::Numbers(values.iter().map(|value| value.map(|value| unit.to_days(value))).collect()))
        }
        ColumnKind::Date => text_of(&values, |day| i32::try_from(*day).ok().and_then(civil_time::date_text)),
        ColumnKind::TimeOfDay(unit) => text_of(&values, |time| civil_time::time_text(unit.to_nanoseconds(*time))),
        ColumnKind::Moment { unit, utc } => {
            text_of(&values, |time| civil_time::moment_text(unit.to_nanoseconds(*time), utc))
        }
        _ => Ok(whole_column(&values)),
    }
}

fn bytes_column(kind: ColumnKind, values: &[Option<ByteArray>]) -> Usable {
    match kind {
        ColumnKind::Text => {
            let word = |value: &ByteArray| value.as_utf8().map(str::to_owned);
            let words = values.iter().map(|value| value.as_ref().map(word).transpose()).collect::<Result<_, _>>();
            words.map(Column::Words).map_err(|_| "it holds bytes that are no text in UTF-8".to_owned())
        }
        ColumnKind::Uuid => text_of(values, |value| Some(uuid_text(value.data()))),
        ColumnKind::Half => Ok(Column::Numbers(map_present(values, |value| half_number(value.data())))),
        ColumnKind::Decimal(scale) => {
            let whole = values.iter().map(|value| {
                let Some(value) = value else { return Ok(None) };
                whole_from_bytes(value.data()).map(Some).ok_or("it holds decimals of more than 38 digits")
            });
            Ok(decimal_column(&whole.collect::<Result<Vec<_>, _>>()?, scale))
        }
        ColumnKind::Interval => Ok(interval_column(values)),
        _ => Err("it holds bytes whose meaning is not known".to_owned()),
    }
}

/// A column of lengths of time in days, or of text if one of them has months.
fn interval_column(values: &[Option<ByteArray>]) -> Column {
    let lengths = map_present(values, |value| civil_time::interval(value.data()));
    let days = lengths.iter().map(|length| length.clone().transpose()).collect::<Result<_, _>>();
    match days {
        Ok(days) => Column::Numbers(days),
        Err(_) => Column::Words(map_present(&lengths, |length| match length {
            Ok(days) => format!("P{days}D"),
            Err(text) => text.clone(),
        })),
    }
}

fn map_present<T, V>(values: &[Option<T>], convert: impl Fn(&T) -> V) -> Vec<Option<V>> {
    values.iter().map(|value| value.as_ref().map(&convert)).collect()
}

/// A column of text, from values of which each has one.
fn text_of<T>(values: &[Option<T>], text: impl Fn(&T) -> Option<String>) -> Usable {
    let words = values.iter().enumerate().map(|(row, value)| match value {
        None => Ok(None),
        Some(value) => {
            text(value).map(Some).ok_or_else(|| format!("row {} holds a time that no calendar has", row + 1))
        }
    });
    words.collect::<Result<_, _>>().map(Column::Words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::write_columns;
    use parquet::basic::{LogicalType, Repetition};
    use parquet::file::properties::{EnabledStatistics, WriterProperties};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::types::Type;
    use std::fs::File;
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
        assert_eq!(read, Columns { columns: sample_columns(), unread: vec![], time_spans: vec![], rows: 3 });
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

    /// A file of some kilobytes, in which one word of a million letters stands in 600 rows.
    #[test]
    fn a_word_of_the_dictionary_in_more_rows_than_memory_has_room_for_is_refused() {
        let field = Type::primitive_type_builder("word", Physical::BYTE_ARRAY)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(Some(LogicalType::String));
        let field = Arc::new(field.build().unwrap());
        let schema = Arc::new(Type::group_type_builder("table").with_fields(vec![field]).build().unwrap());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_dictionary_page_size_limit(1 << 24)
            .set_statistics_enabled(EnabledStatistics::None);
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties.build())).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let words = vec![ByteArray::from(vec![b'a'; 1_000_000]); 600];
        column.typed::<ByteArrayType>().write_batch(&words, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
        assert!(matches!(read_bytes(&bytes), Err(ReadError::TooMuchText)));
    }

    #[test]
    fn a_table_that_is_too_large_is_refused() {
        let rows = vec![("x".to_owned(), Column::Counts(vec![Some(1); 1001]))];
        assert!(matches!(read_bytes(&parquet_bytes(&rows)), Err(ReadError::TooLarge { rows: 1001, columns: 1 })));
    }
}
