//! Bundles: what the book says of their files and columns is so, and a bundle can be made again from its inside.

use crate::book::check_section;
use crate::{ProgramOutput, program_output, run_standoff};
use assert_cmd::Command;
use serde_json::Value;
use standoff::breakdown::bundle::columns::{BundleColumn, ColumnType, PATH_COLUMNS, RUN_COLUMNS};
use standoff::table::columns::Column;
use standoff::table::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const EVENTS: &str = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n\
    round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,2025-07-11,,,a remark\n\
    area,area-held,2025-07-31,,invader,,,250,km2,\"press, foreign\",0.95,2025-08-02,,,\n";

/// Runs a line as a shell reads it, in a folder.
fn run_line(line: &str, folder: &Path) -> ProgramOutput {
    let words = line.strip_prefix("standoff ").expect("a command of the program");
    let line = format!("'{}' {words} --quiet", env!("CARGO_BIN_EXE_standoff"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(folder).output().expect("a shell");
    let said = program_output(output);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""), "{line}");
    said
}

/// Contents of all files below a folder, by their paths.
fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            files.extend(all_files(&entry.path()).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn write_files(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn manifest_of(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["manifest.json"]).unwrap()
}

/// The files of a bundle that a command of this folder writes: a scenario and a log of one's own are in it.
fn bundle_of(line: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let text = standoff::scenario::builtin::source("two-sided").unwrap();
    fs::write(folder.path().join("my war.toml"), text.text().replace("two-sided", "my-war")).unwrap();
    fs::write(folder.path().join("log.csv"), EVENTS).unwrap();
    run_line(&format!("{line} --out made"), folder.path());
    all_files(&folder.path().join("made"))
}

/// What a bundle's own command makes in an empty folder that holds nothing but some of its files.
fn made_again(files: &BTreeMap<String, Vec<u8>>, more: &str) -> BTreeMap<String, Vec<u8>> {
    let empty = tempfile::tempdir().unwrap();
    write_files(empty.path(), files);
    let manifest = files.get("manifest.json");
    let manifest: Value = serde_json::from_slice(manifest.expect("a manifest")).unwrap();
    run_line(&format!("{} {more} --out again", manifest["rerun"].as_str().unwrap()), empty.path());
    all_files(&empty.path().join("again"))
}

const LINES: [&str; 4] = [
    "standoff forecast 'my war.toml' --runs 16 --draws 2 --set 'front.moves=0.6 per week' --seed 3",
    "standoff forecast 'my war.toml' --evidence log.csv --as-of 2025-08-10 --runs 16 --draws 2 --without agenda",
    "standoff assimilate 'my war.toml' --evidence log.csv --runs 16 --draws 2",
    "standoff forecast two-sided --runs 16 --draws 2",
];

#[test]
fn a_bundle_made_again_from_its_inside_has_the_same_bytes() {
    for line in LINES {
        let files = bundle_of(line);
        assert_eq!(files.contains_key("evidence/log.csv"), line.contains("log.csv"), "{line}");
        for threads in ["--threads 1", "--threads 8"] {
            let again = made_again(&files, threads);
            let changed: Vec<&String> = files.keys().filter(|name| again.get(*name) != files.get(*name)).collect();
            assert!(changed.is_empty() && again.len() == files.len(), "{line}: {changed:?}");
        }
    }
}

/// Without the manifest, which knows the first command, the command alone differs.
#[test]
fn the_inputs_alone_give_the_same_futures() {
    let files = bundle_of(LINES[1]);
    let manifest = manifest_of(&files);
    let inputs: Vec<&str> =
        manifest["inputs"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["scenario.toml", "evidence/log.csv"]);
    let empty = tempfile::tempdir().unwrap();
    let kept = files.iter().filter(|(name, _)| inputs.contains(&name.as_str()));
    write_files(empty.path(), &kept.map(|(name, bytes)| (name.clone(), bytes.clone())).collect());
    let rerun = manifest["rerun"].as_str().unwrap();
    run_line(&format!("{rerun} --out again"), empty.path());
    let again = all_files(&empty.path().join("again"));
    for name in ["runs.parquet", "paths.parquet", "scenario.toml", "evidence/log.csv"] {
        assert_eq!(files[name], again[name], "{name}");
    }
    let findings = |files: &BTreeMap<String, Vec<u8>>| {
        let mut findings: Value = serde_json::from_slice(&files["findings.json"]).unwrap();
        let command = findings["command"].take();
        (findings, command)
    };
    assert_eq!(findings(&files).0, findings(&again).0);
    assert_eq!(findings(&again).1, rerun);
    assert_eq!(manifest_of(&again)["digest"], manifest["digest"]);
}

/// A bundle of the default scenario, which has all roles.
fn written_bundle() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("b");
    let own = ["forecast", "--no-record", "--runs", "64", "--draws", "8", "--quiet", "--out"];
    let said = run_standoff(own.into_iter().chain([out.to_str().unwrap()]));
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    folder
}

fn check_columns(table: &Table, described: &[BundleColumn]) {
    for (name, column) in table.columns() {
        let of: Vec<&BundleColumn> = described.iter().filter(|one| one.describes(name)).collect();
        assert_eq!(of.len(), 1, "`{name}` is described once");
        let (text, flag) = (matches!(column, Column::Words(_)), matches!(column, Column::Flags(_)));
        assert!(column.is_all_missing() || text == (of[0].kind == ColumnType::Text), "`{name}`");
        assert!(column.is_all_missing() || flag == (of[0].kind == ColumnType::Flag), "`{name}`");
        let complete = (0..column.len()).all(|row| column.text_at(row).is_some());
        assert!(of[0].nullable || complete, "`{name}` has no nulls");
    }
    for one in described {
        // The war of the bundle has no backers; where one has them is the next test's.
        let absent = one.name == "backer.NAME";
        let found = table.columns().iter().any(|(name, _)| one.describes(name));
        assert!(found != absent, "a bundle has `{}`", one.name);
    }
}

fn words_in(table: &Table, name: &str) -> BTreeSet<String> {
    let column = table.column(name).unwrap();
    (0..column.len()).filter_map(|row| column.text_at(row)).collect()
}

/// Each backer has a column of its own in the months, which says when it stands behind its side.
#[test]
fn a_war_with_backers_has_a_column_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("b");
    let arguments = ["forecast", "korea-1950", "--runs", "32", "--draws", "4", "--quiet", "--json", "--out"];
    let answer = run_standoff(arguments.into_iter().chain([bundle.to_str().unwrap()])).parse_json();
    let paths = Table::read(&bundle.join("paths.parquet")).unwrap();
    let months = paths.numbers("months").unwrap();
    let backers = answer["backers"].as_array().unwrap();
    assert_eq!(backers.len(), 2);
    let at_start = |backer: &Value| backer["at"][0]["share"].as_f64().unwrap();
    assert_eq!(backers.iter().map(at_start).sum::<f64>(), 1.0);
    for backer in backers {
        let column = paths.numbers(&format!("backer.{}", backer["backer"].as_str().unwrap())).unwrap();
        assert!(column.iter().all(|&backs| backs == 0.0 || backs == 1.0) && backer["side"] == "invader");
        assert!((0..months.len()).filter(|&row| months[row] == 0.0).all(|row| column[row] == at_start(backer)));
    }
}

#[test]
fn files_and_columns_are_those_that_are_described() {
    let folder = written_bundle();
    let bundle = folder.path().join("b");
    let (runs, paths) =
        (Table::read(&bundle.join("runs.parquet")).unwrap(), Table::read(&bundle.join("paths.parquet")).unwrap());
    check_columns(&runs, RUN_COLUMNS);
    check_columns(&paths, PATH_COLUMNS);
    let findings: Value = serde_json::from_slice(&fs::read(bundle.join("findings.json")).unwrap()).unwrap();
    let words = |list: &Value, key: &str| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert!(words_in(&runs, "end").is_subset(&words(&findings["ends"], "end")));
    assert!(words_in(&runs, "end").contains("still-at-war"));
    for cause in words(&findings["hold"]["causes"], "cause") {
        assert!(runs.column(&format!("break_{cause}_month")).is_ok(), "{cause}");
    }
    // Shares of ends are those of the findings.
    let ends = runs.labels("end").unwrap();
    for end in findings["ends"].as_array().unwrap() {
        let at = ends.index_of(end["end"].as_str().unwrap());
        let count = ends.indices.iter().filter(|&&index| Some(index) == at).count();
        assert!((count as f64 / 64.0 - end["p"].as_f64().unwrap()).abs() < 1e-9, "{end}");
    }
    let names: BTreeSet<String> = all_files(&bundle).into_keys().collect();
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/bundle.md")).unwrap();
    for name in &names {
        assert!(page.contains(&format!("| `{name}` |")), "`{name}` is on the page");
    }
    for word in words_in(&paths, "posture") {
        assert!(!word.is_empty() && word.parse::<f64>().is_err(), "a posture by name");
    }
}

fn column_table(described: &[BundleColumn]) -> String {
    let mut made = "| column | type | unit | null | meaning |\n|---|---|---|---|---|\n".to_owned();
    for one in described {
        let null = if one.nullable { "yes" } else { "no" };
        let _ = writeln!(made, "| `{}` | {} | {} | {null} | {} |", one.name, one.kind.words(), one.unit, one.meaning);
    }
    made
}

/// Type of a key, as a reader calls it.
fn type_words(key: &Value) -> &'static str {
    match (key["type"].as_str(), key["type"][0].as_str()) {
        (Some("string"), _) | (_, Some("string")) => "text",
        (Some("integer"), _) => "whole number",
        (Some("boolean"), _) => "true or false",
        (Some("array"), _) => "list",
        _ => "object",
    }
}

#[test]
fn the_page_on_bundles_is_what_the_program_says() {
    check_section("bundle.md", "runs", &column_table(RUN_COLUMNS));
    check_section("bundle.md", "paths", &column_table(PATH_COLUMNS));
    let said = run_standoff(["schema", "bundle", "manifest"]);
    let schema: Value = serde_json::from_str(&said.stdout).unwrap();
    let mut made = "| key | value | meaning |\n|---|---|---|\n".to_owned();
    for (key, value) in schema["properties"].as_object().unwrap() {
        let _ = writeln!(made, "| `{key}` | {} | {} |", type_words(value), value["description"].as_str().unwrap());
    }
    check_section("bundle.md", "manifest", &made);
}
