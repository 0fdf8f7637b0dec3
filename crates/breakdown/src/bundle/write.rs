//! A bundle on disk: manifest, the scenario and the evidence it was made from, findings, one row per run, trajectories of
//! some runs. Written whole or not at all (decision 77).
//!
//! The files are made in a new folder beside the target, since only a rename within one file system is atomic, and
//! renamed into place. An older bundle is replaced only once the new one is complete; anything else at the target is
//! left alone.

use crate::bundle::file_error::file_error;
use crate::bundle::inputs::BundleInputs;
use crate::bundle::manifest::{BUNDLE_FORMAT, Manifest};
use crate::week::Breakdown;
use serde::Serialize;
use standoff_lab::atomic_write::{IfExists, try_folder};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_table::column_names::OUTCOME;
use standoff_table::columns::{Column, write_columns};
use standoff_world::actors::roles::Role;
use standoff_world::quantity::Figures;
use standoff_world::state::{Break, End};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Name of the file from which a brief is written.
pub const BREAKDOWN_FILE: &str = "breakdown.json";
/// Word for the end of a run that could not be made.
pub const FAILED: &str = "failed";
/// Runs whose trajectories are kept: every run of a small ensemble, else about this many, evenly spaced. A picture
/// shows no more, and all of them would be most of the bundle.
const RUNS_WITH_PATHS: usize = 1000;

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
    let range = request.run_range()?;
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
        range: [range.start, range.end],
        complete: !findings.interrupted,
        parameters: parameters.collect(),
    })
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<(), LabError> {
    let text = serde_json::to_vec_pretty(value).map_err(|error| file_error(path, &error))?;
    let mut file = File::create(path).map_err(|error| file_error(path, &error))?;
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(|error| file_error(path, &error))
}

fn write_table(path: &Path, columns: &[(String, Column)]) -> Result<(), LabError> {
    let file = File::create(path).map_err(|error| file_error(path, &error))?;
    write_columns(file, columns).map_err(|error| file_error(path, &error))
}

type NamedColumns = Vec<(String, Column)>;

fn all_runs(draws: &[DrawRuns]) -> Vec<&Run> {
    draws.iter().flat_map(|draw| &draw.runs).collect()
}

fn number_column(runs: &[&Run], number: impl Fn(&Run) -> Option<f64>) -> Column {
    Column::Numbers(runs.iter().map(|run| number(run)).collect())
}

fn word_column(runs: &[&Run], word: impl Fn(&Run) -> Option<String>) -> Column {
    Column::Words(runs.iter().map(|run| word(run)).collect())
}

fn count_column(runs: &[&Run], count: impl Fn(&Run) -> u32) -> Column {
    Column::Counts(runs.iter().map(|run| Some(count(run))).collect())
}

fn runs_table(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let runs = all_runs(draws);
    let mut columns: NamedColumns = outcome_columns(&runs, request);
    columns.extend(break_columns(&runs));
    columns.extend(answer_columns(draws, request));
    columns.extend(parameter_columns(draws, request));
    columns
}

fn outcome_columns(runs: &[&Run], request: &ForecastRequest) -> NamedColumns {
    let structure = &request.scenario.structure;
    // Of several settlements the last: it is in force, or the last that was.
    let signature = |run: &Run| run.signatures().last();
    let package = |run: &Run| signature(run).map(|signature| structure.packages[signature.draft].name.clone());
    let column = |name: &str, column: Column| (name.to_owned(), column);
    vec![
        column("draw", count_column(runs, |run| run.draw as u32)),
        column("path", count_column(runs, |run| run.path as u32)),
        column("failure", word_column(runs, |run| run.failure.clone())),
        column("end", word_column(runs, |run| Some(end_of_run(run).to_owned()))),
        column("winner", word_column(runs, |run| run.end.and_then(|(end, _)| winner(end)).map(str::to_owned))),
        column("end_month", number_column(runs, |run| run.end.map(|(_, when)| when))),
        column("package", word_column(runs, package)),
        column(
            "consented",
            Column::Flags(runs.iter().map(|run| signature(run).map(|signed| signed.consent)).collect()),
        ),
        column("hazard_per_month", number_column(runs, |run| signature(run).map(|signature| signature.hazard))),
        column("signatures", count_column(runs, |run| run.signatures().count() as u32)),
        column("peace_failed_month", number_column(runs, Run::first_failure_month)),
        column("rounds", count_column(runs, |run| run.talks.rounds)),
        column("months_fighting", number_column(runs, |run| Some(run.fighting_months))),
        column("months_truce", number_column(runs, |run| Some(run.truce_months))),
        column(
            "bilateral",
            number_column(runs, |run| Some(run.funding.member_aid_bn.iter().map(|&given| f64::from(given)).sum())),
        ),
        column("pooled", number_column(runs, |run| Some(run.funding.pooled_bn))),
    ]
}

/// Name of the end of a run, as in the findings; a run that could not be made has none of them.
fn end_of_run(run: &Run) -> &'static str {
    if run.failure.is_some() { FAILED } else { run.end_name() }
}

fn winner(end: End) -> Option<&'static str> {
    match end {
        End::InvaderWins => Some(Role::Invader.name()),
        End::DefenderWins => Some(Role::Defender.name()),
        End::SettlementInside | End::SettlementBeyond | End::Frozen => None,
    }
}

fn break_columns(runs: &[&Run]) -> NamedColumns {
    let ways = Break::ALL.into_iter();
    ways.map(|way| (format!("break_{}_month", way.name()), number_column(runs, |run| run.break_months[way.index()])))
        .collect()
}

/// Columns of every outcome that has a name, so that sensitivities and boxes can be estimated without new runs.
fn answer_columns(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let scenario = &request.scenario;
    let war = scenario.war(&scenario.central_values());
    let column = |outcome: Outcome| {
        let sound = |run: &Run| run.failure.is_none();
        let read = |draw: &DrawRuns, run: &Run| sound(run).then(|| outcome.read_from(&war, &draw.values, run));
        let values = draws.iter().flat_map(|draw| draw.runs.iter().map(|run| read(draw, run)).collect::<Vec<_>>());
        (format!("{OUTCOME}{}", outcome.name), Column::Numbers(values.collect()))
    };
    Outcome::list(scenario).into_iter().map(column).collect()
}

/// Values of the parameters that vary, repeated for each run of a draw.
fn parameter_columns(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let varies =
        |place: &usize| draws.iter().any(|draw| draw.values.as_slice()[*place] != draws[0].values.as_slice()[*place]);
    let column = |place: usize| {
        let values = draws.iter().flat_map(|draw| draw.runs.iter().map(move |_| Some(draw.values.as_slice()[place])));
        (format!("parameter.{}", request.scenario.parameters[place].path), Column::Numbers(values.collect()))
    };
    (0..request.scenario.parameters.len()).filter(varies).map(column).collect()
}

/// Month-end values of about [`RUNS_WITH_PATHS`] runs.
fn paths_table(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let war = request.scenario.war(&request.scenario.central_values());
    let all = draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
    let every = all.clone().count().div_ceil(RUNS_WITH_PATHS).max(1);
    let kept: Vec<(&DrawRuns, &Run)> = all.step_by(every).collect();
    let rows =
        || kept.iter().flat_map(|&(draw, run)| (0..run.monthly.front_steps.len()).map(move |month| (draw, run, month)));
    let counts =
        |count: fn(&Run, usize) -> u32| Column::Counts(rows().map(|(_, run, month)| Some(count(run, month))).collect());
    let numbers = |number: fn(&Run, usize) -> f32| {
        Column::Numbers(rows().map(|(_, run, month)| Some(f64::from(number(run, month)))).collect())
    };
    let area = |draw: &DrawRuns, run: &Run, month: usize| {
        let steps = f64::from(run.monthly.front_steps[month]) - war.front_start as f64;
        steps * draw.values.figure("front.area_per_step")
    };
    let posture = |run: &Run, month: usize| war.postures.get(usize::from(run.monthly.posture[month]));
    let column = |name: &str, column: Column| (name.to_owned(), column);
    let backs = |place: usize| {
        Column::Counts(rows().map(|(_, run, month)| Some(u32::from(run.monthly.backing[month].has(place)))).collect())
    };
    let mut columns = vec![
        column("draw", counts(|run, _| run.draw as u32)),
        column("path", counts(|run, _| run.path as u32)),
        column("months", counts(|_, month| month as u32)),
        column("area", Column::Numbers(rows().map(|(draw, run, month)| Some(area(draw, run, month))).collect())),
        column("coverage", numbers(|run, month| run.monthly.coverage[month])),
        column(
            "posture",
            Column::Words(rows().map(|(_, run, month)| posture(run, month).map(|one| one.name.clone())).collect()),
        ),
        column("credibility", numbers(|run, month| run.monthly.credibility[month])),
    ];
    let backers = war.backers.iter().enumerate();
    columns.extend(backers.map(|(place, backer)| column(&format!("backer.{}", backer.name), backs(place))));
    columns
}
