//! A bundle on disk: manifest, the scenario and the evidence it was made from, findings, one row per run, trajectories of
//! some runs. Written whole or not at all (decision 77).
//!
//! The files are made in a new folder beside the target, since only a rename within one file system is atomic, and
//! renamed into place. An older bundle is replaced only once the new one is complete; anything else at the target is
//! left alone.

use crate::bundle::file_error::file_error;
use crate::bundle::inputs::BundleInputs;
use crate::bundle::manifest::{BUNDLE_FORMAT, Manifest};
use crate::bundle::run_tables::{NamedColumns, paths_table, runs_table};
use crate::week::Breakdown;
use serde::Serialize;
use standoff_lab::atomic_write::{IfExists, try_folder};
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_table::columns::write_columns;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Name of the file from which a brief is written.
pub const BREAKDOWN_FILE: &str = "breakdown.json";

/// Writes the bundle of a forecast into a folder, with the breakdown from which a brief is written, if there is one. It
/// appears whole or not at all.
///
/// # Errors
///
/// [`LabError::File`] where something cannot be written, where there is a bundle that is to be kept, or where the folder holds
/// something that is not a bundle.
pub fn write_bundle(
    (directory, standing): (&Path, IfExists),
    forecast: &Forecast,
    request: &ForecastRequest,
    breakdown: Option<&Breakdown>,
    inputs: &BundleInputs,
) -> Result<(), LabError> {
    try_bundle_target(directory, standing)?;
    let directory = &real_place(directory);
    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| file_error(parent, &error))?;
    let making =
        tempfile::Builder::new().prefix(".standoff-").tempdir_in(parent).map_err(|error| file_error(parent, &error))?;
    inputs.write_into(making.path())?;
    write_json(&making.path().join("manifest.json"), &describe_bundle(forecast, request, inputs)?)?;
    write_files(making.path(), forecast, request)?;
    if let Some(breakdown) = breakdown {
        write_json(&making.path().join(BREAKDOWN_FILE), breakdown)?;
    }
    sync_files(making.path()).map_err(|error| file_error(making.path(), &error))?;
    put_in_place(making, parent, directory)
}

/// The folder itself where the target is there: a link to it, or `.`, cannot be renamed.
fn real_place(directory: &Path) -> PathBuf {
    directory.canonicalize().unwrap_or_else(|_| directory.to_owned())
}

/// Brings every file of a folder to disk, so that no power cut leaves an empty one under its new name.
fn sync_files(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { sync_files(&path)? } else { File::open(&path)?.sync_all()? }
    }
    Ok(())
}

/// Tries whether a bundle could be written into a folder: it may be absent, empty, or a bundle that is to be replaced, and
/// the folder above it must take new ones. Nothing is left behind.
///
/// # Errors
///
/// [`LabError::File`] with the reason why it could not.
pub fn try_bundle_target(directory: &Path, standing: IfExists) -> Result<(), LabError> {
    let directory = &real_place(directory);
    let refuse = |reason: &str| Err(file_error(directory, &reason));
    match fs::read_dir(directory) {
        Ok(mut entries) => {
            let (holds_something, is_bundle) = (entries.next().is_some(), directory.join("manifest.json").is_file());
            if holds_something && !is_bundle {
                return refuse("the folder is not empty and not a bundle; nothing was written");
            }
            if holds_something && standing == IfExists::Keep {
                return refuse("there is a bundle already, and it was left as it is; --force replaces it");
            }
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => return refuse("is not a folder"),
        Err(error) if directory.symlink_metadata().is_ok() => return Err(file_error(directory, &error)),
        Err(_) => {}
    }
    let above = directory.parent().unwrap_or(directory);
    try_folder(above).map_err(|error| file_error(above, &error))
}

fn put_in_place(making: tempfile::TempDir, parent: &Path, directory: &Path) -> Result<(), LabError> {
    if directory.exists() && exchange(making.path(), directory) {
        // The old bundle now lies where the new one was made, and goes with it.
        return Ok(());
    }
    let old = tempfile::Builder::new()
        .prefix(".standoff-old-")
        .tempdir_in(parent)
        .map_err(|error| file_error(parent, &error))?;
    let aside = old.path().join("bundle");
    let stood = directory.exists();
    if stood {
        fs::rename(directory, &aside).map_err(|error| file_error(directory, &error))?;
    }
    let made = making.keep();
    if let Err(error) = fs::rename(&made, directory) {
        if stood {
            // The old bundle goes back. If that fails too, the first error is the one to report.
            let _ = fs::rename(&aside, directory);
        }
        let _ = fs::remove_dir_all(&made);
        return Err(file_error(directory, &error));
    }
    Ok(())
}

/// Exchanges two folders in one step, so that whoever is killed meanwhile leaves the one or the other; false where the
/// system cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

fn write_files(folder: &Path, forecast: &Forecast, request: &ForecastRequest) -> Result<(), LabError> {
    write_json(&folder.join("findings.json"), &forecast.findings)?;
    write_table(&folder.join("runs.parquet"), &runs_table(&forecast.draws, request))?;
    write_table(&folder.join("paths.parquet"), &paths_table(&forecast.draws, request))
}

fn describe_bundle(
    forecast: &Forecast,
    request: &ForecastRequest,
    inputs: &BundleInputs,
) -> Result<Manifest, LabError> {
    let findings = &forecast.findings;
    let parameters = request.scenario.parameters.iter().map(|parameter| (parameter.path.clone(), parameter.value));
    let design = request.design();
    Ok(Manifest {
        bundle_format: BUNDLE_FORMAT,
        scenario: findings.provenance.scenario.name.clone(),
        digest: findings.provenance.scenario.digest.clone(),
        evidence: findings.provenance.record.as_ref().map(|record| record.evidence.clone()),
        seed: findings.provenance.seed,
        version: findings.provenance.version.clone(),
        engine: findings.engine.clone(),
        command: findings.command.clone(),
        rerun: inputs.rerun.clone(),
        inputs: inputs.list_files(),
        draws: design.draws,
        runs: design.run_count(),
        range: [0, design.run_count()],
        complete: !findings.interrupted,
        parameters: parameters.collect(),
    })
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<(), LabError> {
    let text = serde_json::to_vec_pretty(value).map_err(|error| file_error(path, &error))?;
    let mut file = File::create(path).map_err(|error| file_error(path, &error))?;
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(|error| file_error(path, &error))
}

fn write_table(path: &Path, columns: &NamedColumns) -> Result<(), LabError> {
    let file = File::create(path).map_err(|error| file_error(path, &error))?;
    write_columns(file, columns).map_err(|error| file_error(path, &error))
}
