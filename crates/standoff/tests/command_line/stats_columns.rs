//! Columns of every type in the tables of `standoff stats`, and the streams and files that they come from.

use crate::{program_output, run_standoff};
use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;

fn parquet_path(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/parquet");
    folder.join(name).to_str().unwrap().to_owned()
}

/// A column of the fixture without nulls, written as text.
fn three_rows(folder: &tempfile::TempDir, values: [&str; 3]) -> String {
    let path = folder.path().join("t.csv");
    let [a, b, c] = values;
    fs::write(&path, format!("t,x,e\n1,{a},1\n2,{b},0\n3,{c},1\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_is_no_number_is_refused_with_row_column_and_kind() {
    let path = parquet_path("types.parquet");
    for (column, kind) in [
        ("date", "is a date,"),
        ("moment", "is a date with a time,"),
        ("clock_us", "is a time of day,"),
        ("unsigned", "more digits than a float keeps"),
        ("identifier", "more digits than a float keeps"),
    ] {
        let words = ["row 1: `", &format!("in column `{column}`"), kind, "help:"];
        let inputs = ["--inputs", column, "--output", "row"];
        for ask in [
            &["survival", &path, "--time", column, "--event", "flag"][..],
            &["incidence", &path, "--time", column, "--event", "text"],
            &["survival", &path, "--time", "row", "--event", "row_flag", "--cox", column],
            &["prim", &path, "--output", column, "--above", "1", "--inputs", "row"],
            &["sobol", &path, "--output", column, "--inputs", "row"],
            &["morris", &path, "--output", column, "--inputs", "row"],
            &["shares", &path, "--output", column, "--inputs", "row"],
            &[&["sobol", &path][..], &inputs].concat(),
            &[&["morris", &path][..], &inputs].concat(),
            &[&["shares", &path][..], &inputs].concat(),
            &["shapley", &path, "--causes", "row_flag", "--output", column],
        ] {
            run_standoff(["stats"].iter().chain(ask).copied()).assert_refused(&words);
        }
    }
}

/// The same kinds in CSV, with the line and the place in it.
#[test]
fn csv_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for (values, kind) in [
        (["2025-12-05", "2025-12-06", "2025-12-07"], "is a date,"),
        (["13:05", "14:00", "15:00"], "is a time of day,"),
        (["P3D", "P4D", "P5D"], "is a time span,"),
        (["9007199254740993", "1", "2"], "more digits than a float keeps"),
        (["x", "1", "2"], "is not a number"),
    ] {
        let path = three_rows(&folder, values);
        run_standoff(["stats", "survival", &path, "--time", "x", "--event", "e"]).assert_refused(&[
            "t.csv:2:3",
            "in column `x`",
            kind,
            "help:",
        ]);
    }
}

#[test]
fn time_spans_are_told_to_be_in_days() {
    let path = parquet_path("polars.parquet");
    let said = run_standoff(["stats", "incidence", &path, "--time", "ended", "--event", "gap"]);
    said.assert_refused(&["a value is missing in column `gap`"]);
    let said = run_standoff(["stats", "prim", &path, "--output", "ended", "--inputs", "ended"]);
    said.assert_refused(&["the output cannot be an input too"]);
    let said = run_standoff(["stats", "survival", &path, "--time", "ended", "--event", "ended", "--json"]).parse_json();
    assert_eq!(said["time_spans"], serde_json::json!(["gap"]));
    let said = run_standoff(["stats", "survival", &path, "--time", "ended", "--event", "ended"]);
    assert!(said.stdout.contains("Time spans are read in days: gap."), "{}", said.stdout);
}

#[test]
fn every_codec_is_read_from_a_file_and_from_a_stream() {
    let ask = ["--time", "row", "--event", "odd", "--json"];
    let answer = |path: &str, input: Vec<u8>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
        let said =
            program_output(command.args(["stats", "survival", path]).args(ask).write_stdin(input).output().unwrap());
        let mut answer = said.parse_json();
        assert_eq!(answer["rows"], 500);
        answer["table"] = serde_json::Value::Null;
        answer
    };
    let plain = answer(&parquet_path("none-v1.parquet"), Vec::new());
    for codec in ["snappy", "gzip", "zstd", "lz4", "brotli"] {
        let path = parquet_path(&format!("{codec}-v2.parquet"));
        assert_eq!(answer(&path, Vec::new()), plain, "{codec}");
        assert_eq!(answer("-", fs::read(&path).unwrap()), plain, "{codec}");
    }
    let rows: String = (0..500).map(|row| format!("{row},{}\n", row % 2)).collect();
    assert_eq!(answer("-", format!("row,odd\n{rows}").into_bytes()), plain);
}

/// A name that is no UTF-8 is no reason to refuse a file.
#[cfg(unix)]
#[test]
fn a_name_may_be_any_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"t\xff.csv"));
    fs::write(&path, "t,e\n1,1\n2,0\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    let command = command.args(["stats", "survival"]).arg(&path).args(["--time", "t", "--event", "e", "--json"]);
    assert_eq!(program_output(command.output().unwrap()).parse_json()["rows"], 2);
}
