//! A bundle from disk: what [`crate::bundle::write::write_bundle`] wrote, checked before anything is made of it.
//!
//! A bundle of another version is refused with both versions and the command that makes it again. A file that is cut
//! off, and a missing row or column, are errors that name the file.

use crate::bundle::columns::RUN_COLUMNS;
use crate::bundle::manifest::{BUNDLE_FORMAT, Manifest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use standoff_lab::error::LabError;
use standoff_lab::forecast::findings::{FORMAT, Findings};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_table::column_names::PARAMETER;
use standoff_table::columns::Column;
use standoff_table::table::Table;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Largest JSON file read, in bytes: far more than the findings of any scenario.
const LARGEST_JSON_BYTES: u64 = 64 * 1024 * 1024;

/// A bundle in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// Description of the bundle.
    pub manifest: Manifest,
    /// Findings of the forecast.
    pub findings: Findings,
    /// Table of runs, one row each.
    pub runs: Table,
}

/// The parameters of a bundle, one row per draw.
#[derive(Debug, Clone, PartialEq)]
pub struct BundleParameters {
    /// Paths of the parameters that vary, in the order of the file.
    pub names: Vec<String>,
    /// Numbers of the draws, ascending.
    pub draws: Vec<u32>,
    /// Values, `[draw, parameter]`, in base units.
    pub values: Vec<Vec<f64>>,
}

/// Reads a bundle from its folder.
///
/// # Errors
///
/// [`LabError::Input`] where the folder is not a whole bundle of the version that this program writes.
pub fn read_bundle(directory: &Path) -> Result<Bundle, LabError> {
    read_folder(directory).map_err(LabError::Input)
}

fn read_folder(directory: &Path) -> Result<Bundle, Diagnostics> {
    check_folder(directory)?;
    let [manifest, findings] = ["manifest.json", "findings.json"].map(|name| directory.join(name));
    let manifest: Manifest = parse_json(&manifest, &read_json(&manifest)?, "bundle_format", BUNDLE_FORMAT)?;
    if let Some(input) = manifest.inputs.iter().find(|input| !input.is_unchanged(directory)) {
        return Err(refuse_file(&directory.join(&input.file), changed_input(&manifest.command)));
    }
    let findings: Findings = parse_json(&findings, &read_json(&findings)?, "format", FORMAT)?;
    let runs = Table::read(&directory.join("runs.parquet"))?;
    Bundle { manifest, findings, runs }.checked()
}

fn refuse_file(path: &Path, diagnostic: Diagnostic) -> Diagnostics {
    Diagnostics::one(Source::new(path.display().to_string(), ""), diagnostic)
}

fn check_folder(directory: &Path) -> Result<(), Diagnostics> {
    let message = match directory {
        path if !path.exists() => "there is no such folder",
        path if !path.is_dir() => "this is a file, and a bundle is a folder",
        path if !path.join("manifest.json").is_file() => "the folder has no manifest.json: it is not a bundle",
        _ => return Ok(()),
    };
    let diagnostic =
        Diagnostic::error("not-a-bundle", message).allowed("a folder that `standoff forecast --out` wrote");
    Err(refuse_file(directory, diagnostic.hint("make one: standoff forecast --out DIR")))
}

fn read_json(path: &Path) -> Result<String, Diagnostics> {
    read_text(path).map_err(|reason| refuse_file(path, damaged_part(&reason)))
}

/// Reads the JSON of a file, whose key `version` must be `known`.
fn parse_json<T: DeserializeOwned>(path: &Path, text: &str, version: &str, known: u32) -> Result<T, Diagnostics> {
    let broken = |error: serde_json::Error| refuse_file(path, damaged_part(&error.to_string()));
    let value: Value = serde_json::from_str(text).map_err(broken)?;
    match value.get(version).and_then(Value::as_u64) {
        Some(found) if found == u64::from(known) => serde_json::from_value(value).map_err(broken),
        found => Err(refuse_file(path, other_version(version, found, known, value.get("command")))),
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST_JSON_BYTES + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() as u64 > LARGEST_JSON_BYTES {
        Err("it is larger than that of any bundle".to_owned())
    } else {
        Ok(text)
    }
}

fn damaged_part(reason: &str) -> Diagnostic {
    Diagnostic::error("damaged", format!("this part of the bundle cannot be read: {reason}"))
        .allowed("a whole bundle")
        .hint("copy or make the bundle again")
}

fn changed_input(command: &str) -> Diagnostic {
    let message = "the file is missing or is not the one from which the bundle was made";
    hint_to_remake(Diagnostic::error("changed-input", message).allowed("the bytes that the manifest names"), command)
}

fn other_version(key: &str, found: Option<u64>, known: u32, command: Option<&Value>) -> Diagnostic {
    let found = found.map_or("of an unknown version".to_owned(), |found| format!("of version {found}"));
    let diagnostic = Diagnostic::error("other-version", format!("this bundle is {found}, told by its key `{key}`"));
    let diagnostic = diagnostic.allowed(format!("version {known}"));
    hint_to_remake(diagnostic, command.and_then(Value::as_str).unwrap_or("standoff forecast"))
}

/// Adds the command that makes the bundle again.
fn hint_to_remake(diagnostic: Diagnostic, command: &str) -> Diagnostic {
    const LONGEST: usize = 500;
    let command: String = command.chars().take(LONGEST).filter(|letter| !letter.is_control()).collect();
    diagnostic.hint(format!("make it again with this program: {command} --out DIR"))
}

impl Bundle {
    /// A bundle from the texts of its manifest and its findings and the table of its runs.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] as [`read_bundle`].
    pub fn from_parts(manifest: &str, findings: &str, runs: Table) -> Result<Self, LabError> {
        let manifest = parse_json(Path::new("manifest.json"), manifest, "bundle_format", BUNDLE_FORMAT);
        let findings = || parse_json(Path::new("findings.json"), findings, "format", FORMAT);
        manifest.and_then(|manifest| Self { manifest, findings: findings()?, runs }.checked()).map_err(LabError::Input)
    }

    /// The bundle, if its parts agree.
    fn checked(self) -> Result<Self, Diagnostics> {
        match self.find_fault() {
            Some(diagnostic) => Err(self.runs.refuse(self.hint_to_remake(diagnostic))),
            None => Ok(self),
        }
    }

    fn hint_to_remake(&self, diagnostic: Diagnostic) -> Diagnostic {
        hint_to_remake(diagnostic, &self.manifest.command)
    }

    /// Finds the first disagreement between the parts.
    fn find_fault(&self) -> Option<Diagnostic> {
        let [first, end] = self.manifest.range;
        let (found, said) = (self.runs.rows(), end.saturating_sub(first));
        let required = || RUN_COLUMNS.iter().filter(|column| column.is_in_every_bundle()).map(|column| column.name);
        if let Some(name) = required().find(|name| !self.has_column(name)) {
            let diagnostic = Diagnostic::error("missing-column", format!("the runs have no column `{name}`"));
            return Some(diagnostic.allowed(required().collect::<Vec<&str>>().join(", ")));
        }
        if found == said || found < said && !self.manifest.complete {
            return None;
        }
        let diagnostic = Diagnostic::error("wrong-rows", format!("there are {found} runs; the manifest says {said}"));
        Some(diagnostic.allowed("as many as the manifest says"))
    }

    fn has_column(&self, name: &str) -> bool {
        self.runs.columns().iter().any(|(one, _)| one == name)
    }

    /// Number of the draw of each run.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where one is missing or no count.
    pub fn draw_numbers(&self) -> Result<Vec<u32>, LabError> {
        let numbers = self.runs.numbers("draw").map_err(LabError::Input)?;
        let whole = |&number: &f64| number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
        match numbers.iter().position(|number| !whole(number)) {
            None => Ok(numbers.into_iter().map(|number| number as u32).collect()),
            Some(row) => {
                let message = format!("`{}` is not the number of a draw", numbers[row]);
                let diagnostic = Diagnostic::error("not-a-draw", message).allowed("whole numbers from 0");
                Err(LabError::Input(self.runs.refuse_at(row, "draw", self.hint_to_remake(diagnostic))))
            }
        }
    }

    /// Names of the columns that are outcomes of a run, not parameters of its draw.
    pub fn outcome_names(&self) -> Vec<&str> {
        let names = self.runs.columns().iter().map(|(name, _)| name.as_str());
        names.filter(|name| !name.starts_with(PARAMETER) && !["draw", "path"].contains(name)).collect()
    }

    /// An outcome of every run, as it is stored.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where there is no such column.
    pub fn outcome_column(&self, name: &str) -> Result<&Column, LabError> {
        self.runs.column(name).map_err(LabError::Input)
    }

    /// The parameters that vary, one row per draw.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where a value is missing, or differs between the runs of a draw.
    pub fn parameters(&self) -> Result<BundleParameters, LabError> {
        let of = self.draw_numbers()?;
        let columns = self.runs.columns().iter().map(|(name, _)| name.as_str());
        let columns: Vec<&str> = columns.filter(|name| name.starts_with(PARAMETER)).collect();
        let matrix = self.runs.matrix(&columns).map_err(LabError::Input)?;
        let mut first = BTreeMap::new();
        for (row, &draw) in of.iter().enumerate() {
            let known = *first.entry(draw).or_insert(row);
            if let Some(at) = matrix.iter().position(|column| column[row] != column[known]) {
                return Err(LabError::Input(self.not_constant(row, columns[at], draw)));
            }
        }
        let values = first.values().map(|&row| matrix.iter().map(|column| column[row]).collect()).collect();
        let names = columns.iter().filter_map(|name| name.strip_prefix(PARAMETER)).map(str::to_owned).collect();
        Ok(BundleParameters { names, draws: first.into_keys().collect(), values })
    }

    fn not_constant(&self, row: usize, column: &str, draw: u32) -> Diagnostics {
        let message = format!("`{column}` differs between the runs of draw {draw}");
        let diagnostic = Diagnostic::error("not-constant", message).allowed("one value for all runs of a draw");
        self.runs.refuse_at(row, column, self.hint_to_remake(diagnostic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::inputs::{BundleInputs, command_of_bundle};
    use crate::bundle::write::write_bundle;
    use standoff_lab::atomic_write::IfExists;
    use standoff_lab::forecast::request::ForecastRequest;
    use standoff_lab::forecast::run_forecast::run_forecast;
    use standoff_scenario::builtin;
    use standoff_table::columns::write_columns;
    use std::fs;
    use std::path::PathBuf;
    use std::sync::atomic::AtomicBool;

    struct WrittenBundle {
        folder: tempfile::TempDir,
        findings: Findings,
    }

    impl WrittenBundle {
        fn new() -> Self {
            let request = ForecastRequest {
                runs: 12,
                draws: 3,
                seed: 1,
                command: "standoff forecast two-sided --runs 12".to_owned(),
                ..ForecastRequest::new(builtin::load("two-sided").unwrap())
            };
            let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let text = builtin::source("two-sided").unwrap();
            let inputs = BundleInputs::new(text.text(), None, "standoff forecast . --runs 12".to_owned());
            write_bundle((&folder.path().join("b"), IfExists::Keep), &made, &request, None, &inputs).unwrap();
            Self { folder, findings: made.findings }
        }

        fn bundle_path(&self) -> PathBuf {
            self.folder.path().join("b")
        }

        fn read(&self) -> Result<Bundle, LabError> {
            read_bundle(&self.bundle_path())
        }

        fn assert_refused(&self, words: &[&str]) {
            let page = self.read().unwrap_err().to_string();
            assert!(words.iter().all(|word| page.contains(word)), "{words:?} in\n{page}");
        }

        /// Replaces words in a file.
        fn replace_in(&self, file: &str, from: &str, to: &str) {
            let path = self.bundle_path().join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(from), "{from} in {text}");
            fs::write(&path, text.replacen(from, to, 1)).unwrap();
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let written = WrittenBundle::new();
        let bundle = written.read().unwrap();
        assert_eq!(bundle.findings, written.findings);
        assert_eq!((bundle.runs.rows(), bundle.manifest.range), (12, [0, 12]));
        assert_eq!(bundle.draw_numbers().unwrap(), [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
        let parameters = bundle.parameters().unwrap();
        assert_eq!((parameters.draws.as_slice(), parameters.values.len()), (&[0, 1, 2][..], 3));
        assert!(!parameters.names.is_empty());
        assert!(parameters.values.iter().all(|row| row.len() == parameters.names.len()));
        assert!(bundle.outcome_names().contains(&"end_month") && bundle.outcome_column("rounds").is_ok());
        assert!(!bundle.outcome_names().contains(&"draw") && bundle.outcome_column("nothing").is_err());
        assert_eq!(bundle.estimation_table().unwrap().labels("war_end").unwrap().indices.len(), 12);
    }

    #[test]
    fn other_versions_are_refused_with_the_way_out() {
        let written = WrittenBundle::new();
        written.replace_in("findings.json", &format!("\"format\": {FORMAT}"), "\"format\": 70");
        written.assert_refused(&[
            "of version 70",
            &format!("allowed: version {FORMAT}"),
            "findings.json",
            "two-sided --runs 12 --out DIR",
        ]);
        written.replace_in("manifest.json", "\"bundle_format\": 2", "\"bundle_format\": 99");
        written.assert_refused(&["of version 99", "`bundle_format`", "manifest.json", "two-sided --runs 12 --out DIR"]);
        written.replace_in("manifest.json", "\"bundle_format\": 99,", "");
        written.assert_refused(&["of an unknown version"]);
    }

    /// A bundle of the first format has neither the scenario nor the names of today.
    #[test]
    fn a_bundle_of_the_first_format_is_refused_with_the_way_out() {
        let written = WrittenBundle::new();
        written.replace_in("manifest.json", "\"bundle_format\": 2", "\"bundle_format\": 1");
        written.assert_refused(&[
            "of version 1",
            "allowed: version 2",
            "make it again",
            "two-sided --runs 12 --out DIR",
        ]);
    }

    #[test]
    fn a_changed_scenario_is_noticed() {
        let written = WrittenBundle::new();
        let rerun = "standoff forecast . --runs 12";
        let command = "standoff forecast two-sided --runs 12";
        assert_eq!(command_of_bundle(&written.bundle_path(), rerun, None).as_deref(), Some(command));
        assert_eq!(command_of_bundle(&written.bundle_path(), "standoff forecast . --runs 13", None), None);
        assert_eq!(command_of_bundle(&written.bundle_path(), rerun, Some("other evidence")), None);
        written.replace_in("manifest.json", "\"standoff forecast two-sided", "\"rm -r two-sided");
        assert_eq!(command_of_bundle(&written.bundle_path(), rerun, None), None);
        written.replace_in("scenario.toml", "two-sided", "two-faced");
        written.assert_refused(&["scenario.toml", "is not the one from which the bundle was made"]);
        assert_eq!(command_of_bundle(&written.bundle_path(), rerun, None), None);
        fs::remove_file(written.bundle_path().join("scenario.toml")).unwrap();
        written.assert_refused(&["scenario.toml", "missing"]);
    }

    #[test]
    fn parts_that_are_cut_off_are_refused() {
        for file in ["manifest.json", "findings.json", "runs.parquet"] {
            let written = WrittenBundle::new();
            let path = written.bundle_path().join(file);
            let bytes = fs::read(&path).unwrap();
            for end in [0, 3, 100, bytes.len() / 2, bytes.len() - 2] {
                fs::write(&path, &bytes[..end]).unwrap();
                written.assert_refused(&[file]);
            }
            fs::remove_file(&path).unwrap();
            assert!(written.read().is_err());
        }
    }

    #[test]
    fn rows_and_columns_are_counted() {
        let written = WrittenBundle::new();
        written.replace_in("manifest.json", "12\n  ]", "13\n  ]");
        written.assert_refused(&["there are 12 runs", "says 13", "runs.parquet"]);
        written.replace_in("manifest.json", "\"complete\": true", "\"complete\": false");
        assert!(written.read().is_ok());
        let file = fs::File::create(written.bundle_path().join("runs.parquet")).unwrap();
        write_columns(file, &[("draw".to_owned(), Column::Counts(vec![Some(0); 12]))]).unwrap();
        written.assert_refused(&["no column `path`"]);
    }

    #[test]
    fn parameters_may_not_change_within_a_draw() {
        let written = WrittenBundle::new();
        let bundle = written.read().unwrap();
        let mut columns = bundle.runs.columns().to_vec();
        let place = columns.iter().position(|(name, _)| name.starts_with(PARAMETER)).unwrap();
        let Column::Numbers(values) = &mut columns[place].1 else { panic!("parameters are numbers") };
        values[1] = Some(-1.0);
        let changed = Bundle { runs: Table::new("runs.parquet", columns).unwrap(), ..bundle };
        let page = changed.parameters().unwrap_err().to_string();
        assert!(page.contains("differs between the runs of draw 0") && page.contains("row 2"), "{page}");
    }

    #[test]
    fn other_folders_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| read_bundle(path).unwrap_err().to_string();
        assert!(refused(folder.path()).contains("not a bundle"));
        assert!(refused(&folder.path().join("none")).contains("no such folder"));
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(refused(&file).contains("a bundle is a folder"));
        fs::write(folder.path().join("manifest.json"), "{}").unwrap();
        assert!(refused(folder.path()).contains("unknown version"));
    }
}
