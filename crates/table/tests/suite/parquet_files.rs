//! Parquet files of the tools that people use: pyarrow and polars (`fixtures/parquet/parquet.py`).

use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, FixedLenByteArray, FixedLenByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use standoff_table::Table;
use standoff_table::columns::Column;
use std::path::PathBuf;
use std::sync::Arc;

fn fixture(name: &str) -> Table {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/parquet");
    Table::read(&folder.join(name)).unwrap_or_else(|found| panic!("{name}: {found}"))
}

fn words(words: [&str; 4]) -> Column {
    Column::Words(words.iter().map(|word| (*word != "null").then(|| (*word).to_owned())).collect())
}

fn numbers(first: f64, second: f64, fourth: f64) -> Column {
    Column::Numbers(vec![Some(first), Some(second), None, Some(fourth)])
}

#[test]
fn dates_and_times_are_text() {
    let table = fixture("types.parquet");
    let days = words(["2025-01-29", "2025-02-12", "null", "1969-12-31"]);
    for (name, expected) in [
        ("date", &days),
        ("date64", &days),
        ("moment", &words(["2025-01-29T00:00:00", "2025-02-12T13:05:00.25", "null", "1969-12-31T00:00:00"])),
        ("moment_s", &words(["2025-01-29T00:00:00", "2025-02-12T13:05:00", "null", "1969-12-31T00:00:00"])),
        ("moment_utc", &words(["2025-01-29T00:00:00Z", "2025-02-12T13:05:00.25Z", "null", "1969-12-31T00:00:00Z"])),
    ] {
        assert_eq!(table.column(name).unwrap(), expected, "{name}");
        let refused = table.numbers(name).unwrap_err().to_string();
        assert!(refused.contains("row 1: `2025-01-29") && refused.contains("is a date"), "{refused}");
    }
    for name in ["clock_ms", "clock_us", "clock_ns"] {
        assert_eq!(table.column(name).unwrap(), &words(["00:00:00", "13:05:00.25", "null", "23:59:59"]), "{name}");
        assert!(table.numbers(name).unwrap_err().to_string().contains("`00:00:00` in column"));
    }
    let old = fixture("old-types.parquet");
    assert_eq!(old.column("moment").unwrap(), table.column("moment").unwrap());
}

#[test]
fn time_spans_are_days() {
    let table = fixture("types.parquet");
    let spans = ["span_s", "span_ms", "span_us", "span_ns"];
    assert_eq!(table.time_spans(), spans);
    for name in spans {
        assert_eq!(table.column(name).unwrap(), &numbers(1.0, 1.5, -1.0), "{name}");
    }
    let polars = fixture("polars.parquet");
    assert_eq!(
        (polars.time_spans(), polars.column("gap").unwrap()),
        (&["gap".to_owned()][..], &numbers(1.0, 1.5, -1.0))
    );
}

/// A column of intervals, as DuckDB and Spark write them: months, days and milliseconds.
fn interval_table(intervals: &[[u32; 3]]) -> Table {
    let field = Type::primitive_type_builder("gap", Physical::FIXED_LEN_BYTE_ARRAY)
        .with_length(12)
        .with_converted_type(ConvertedType::INTERVAL)
        .with_repetition(Repetition::REQUIRED);
    let schema = Type::group_type_builder("t").with_fields(vec![Arc::new(field.build().unwrap())]).build().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("t.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let bytes = |parts: &[u32; 3]| parts.iter().flat_map(|part| part.to_le_bytes()).collect::<Vec<u8>>();
    let values: Vec<FixedLenByteArray> = intervals.iter().map(|parts| ByteArray::from(bytes(parts)).into()).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<FixedLenByteArrayType>().write_batch(&values, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    Table::read(&path).unwrap()
}

#[test]
fn intervals_are_days_unless_they_have_months() {
    let days = interval_table(&[[0, 2, 0], [0, 0, 43_200_000]]);
    assert_eq!((days.time_spans().len(), days.numbers("gap").unwrap()), (1, vec![2.0, 0.5]));
    let months = interval_table(&[[0, 2, 0], [1, 0, 0]]);
    assert!(months.time_spans().is_empty());
    let refused = months.numbers("gap").unwrap_err().to_string();
    assert!(refused.contains("row 1: `P2D` in column `gap` is a time span"), "{refused}");
}

#[test]
fn whole_numbers_keep_every_digit() {
    let table = fixture("types.parquet");
    assert_eq!(table.column("identifier").unwrap(), &words(["9007199254740993", "9007199254740994", "null", "7"]));
    assert_eq!(table.column("unsigned").unwrap(), &words(["18446744073709551615", "9223372036854775808", "null", "7"]));
    assert_eq!(table.column("decimal_whole").unwrap(), &words(["1152921504606846977", "1", "null", "2"]));
    assert_eq!(table.column("large").unwrap(), &numbers(9007199254740992.0, -1152921504606846976.0, 7.0));
    assert_eq!(table.column("unsigned_32").unwrap(), &Column::Counts(vec![Some(u32::MAX), Some(0), None, Some(7)]));
    assert_eq!(table.column("small").unwrap(), &numbers(-1.0, 0.0, 7.0));
    let refused = table.numbers("unsigned").unwrap_err().to_string();
    assert!(refused.contains("row 1: `18446744073709551615` in column `unsigned` is a whole number"), "{refused}");
    let table = Table::parse("t.csv", "id,x\n7,1\n9007199254740993,2\n").unwrap();
    assert!(matches!(table.column("id").unwrap(), Column::Words(_)));
    let refused = table.numbers("id").unwrap_err().to_string();
    assert!(refused.contains("t.csv:3:1") && refused.contains("more digits than a float keeps"), "{refused}");
    assert_eq!(table.labels("id").unwrap().names, ["7", "9007199254740993"]);
}

#[test]
fn other_types_are_what_they_mean() {
    let table = fixture("types.parquet");
    assert_eq!(table.column("decimal").unwrap(), &numbers(1.25, -0.01, 99.99));
    assert_eq!(table.column("decimal_long").unwrap(), &numbers(0.123_456_789_012_345_68, -1.0, 3.0));
    assert_eq!(table.column("half").unwrap(), &numbers(1.5, -0.25, 65504.0));
    assert_eq!(table.column("text").unwrap(), &words(["a", "é", "null", ""]));
    assert_eq!(table.column("category").unwrap(), &words(["x", "y", "null", "x"]));
    assert_eq!(table.column("flag").unwrap(), &Column::Flags(vec![Some(true), Some(false), None, Some(true)]));
    assert_eq!(table.column("nothing").unwrap(), &Column::Counts(vec![None; 4]));
    for (name, reason) in [("list", "nested"), ("decimal_256", "38 digits"), ("bytes", "no text"), ("fixed", "bytes")] {
        let refused = table.column(name).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
}

/// Every codec, in pages of both versions, with nulls, a dictionary and two row groups.
#[test]
fn every_codec_says_the_same() {
    let plain = fixture("none-v1.parquet");
    let number = |row: usize| (!row.is_multiple_of(7)).then_some(row as f64 * 0.37);
    assert_eq!(plain.column("number").unwrap(), &Column::Numbers((0..500).map(number).collect()));
    for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"] {
        for version in [1, 2] {
            let table = fixture(&format!("{codec}-v{version}.parquet"));
            assert_eq!(table.columns(), plain.columns(), "{codec}, pages of version {version}");
        }
    }
}

/// A file with altered bytes is refused or read, and does no harm.
#[test]
fn damage_does_no_harm() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/parquet");
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("t.parquet");
    for name in ["polars.parquet", "zstd-v2.parquet", "lz4-v1.parquet", "brotli-v1.parquet", "types.parquet"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        for at in (4..bytes.len()).step_by(bytes.len() / 200) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x5a;
            std::fs::write(&path, bytes).unwrap();
            let _ = Table::read(&path);
        }
    }
}

/// The header of a dictionary page may not claim more values than the page has bytes, whatever the codec: the decoder makes room
/// for as many as it says. Here 8,191 in 2,400 bytes, where there are 300; two billion are said as easily.
#[test]
fn a_dictionary_claims_no_more_than_it_holds() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/parquet");
    for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"] {
        for version in ["v1", "v2"] {
            let name = format!("{codec}-{version}.parquet");
            let mut bytes = std::fs::read(folder.join(&name)).unwrap();
            // Of the header of the first page: a structure for a dictionary, whose first field is the number of its values.
            assert_eq!(bytes[12..16], [0x4c, 0x15, 0xd8, 0x04], "{name}");
            bytes[14..16].copy_from_slice(&[0xfe, 0x7f]);
            let refused = Table::from_bytes(&name, bytes).unwrap_err().to_string();
            assert!(refused.contains("a dictionary claims more than it holds"), "{name}: {refused}");
        }
    }
}

/// A file whose first bytes after the mark, those of the header of its first page, are others.
fn refusal_with_header(name: &str, at: usize, header: &[u8]) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/parquet");
    let mut bytes = std::fs::read(folder.join(name)).unwrap();
    bytes[at..at + header.len()].copy_from_slice(header);
    Table::from_bytes(name, bytes).err().map(|refused| refused.to_string())
}

/// The decoder makes room for what the header of a page claims and passes over lists in it, however long they are said to be:
/// some kilobytes could keep it busy for minutes. A page that holds more than it claims could fill the memory.
#[test]
fn the_header_of_a_page_claims_no_more_than_there_is() {
    const MARK: usize = 4;
    let endless = [0x15, 0x00, 0x15, 0x02, 0x15, 0x02, 0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07];
    let huge = [0x15, 0x00, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0x02, 0x00];
    let short = [0x15, 0x04, 0x15, 0xc8, 0x01];
    for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"] {
        for version in ["v1", "v2"] {
            let name = format!("{codec}-{version}.parquet");
            let refused = refusal_with_header(&name, MARK, &endless).unwrap();
            assert!(refused.contains("a page header: it is none of a page"), "{name}: {refused}");
            let refused = refusal_with_header(&name, MARK, &huge).unwrap();
            assert!(refused.contains("a page is larger than 512 MB"), "{name}: {refused}");
            // A hundred bytes where there are 2,400: what is not compressed has its size in the file.
            let refused = refusal_with_header(&name, MARK, &short);
            assert_eq!(refused.is_some(), codec != "none", "{name}: {refused:?}");
            let limited = ["gzip", "zstd", "brotli"].contains(&codec);
            assert!(!limited || refused.unwrap().contains("pages hold more than their headers say"), "{name}");
        }
    }
}
