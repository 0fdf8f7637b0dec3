//! Forecasts that are kept in a folder, so that a score which was stopped goes on, and one that is repeated is quick.

use crate::library::LibraryWar;
use crate::model_forecast::{ModelForecast, forecast_from};
use crate::score_request::ScoreRequest;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standoff_lab::atomic_write::{IfExists, atomic_write, try_folder};
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::sha256;
use std::path::{Path, PathBuf};

/// Makes forecasts, or takes them from the folder of a request.
pub struct Keeper<'r> {
    request: &'r ScoreRequest,
    /// Digest of the program that is running: another build may forecast something else.
    program: String,
}

/// A forecast as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Digest of everything that the forecast depends on.
    key: String,
    /// None where nothing was known of the war on the day.
    forecast: Option<ModelForecast>,
}

impl<'r> Keeper<'r> {
    /// A keeper for a request.
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where the folder cannot be written to, or the program cannot be read: another build would then be
    /// taken for this one.
    pub fn new(request: &'r ScoreRequest) -> Result<Self, LabError> {
        let Some(folder) = &request.keep else { return Ok(Self { request, program: String::new() }) };
        let fault = |path: &Path, error: std::io::Error| LabError::File {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        std::fs::create_dir_all(folder).and_then(|()| try_folder(folder)).map_err(|error| fault(folder, error))?;
        let running = std::env::current_exe().map_err(|error| fault(Path::new("the program"), error))?;
        let bytes = std::fs::read(&running).map_err(|error| fault(&running, error))?;
        Ok(Self { request, program: sha256(&bytes) })
    }

    /// The forecast of a war from an origin: the one that is kept if it is of the same scenario, record, size and program,
    /// otherwise a new one, which is kept.
    ///
    /// # Errors
    ///
    /// As [`forecast_from`]; [`LabError::File`] where it cannot be written.
    pub fn forecast(
        &self,
        war: &LibraryWar,
        origin: Date,
        watch: ProgressMonitor<'_>,
    ) -> Result<Option<ModelForecast>, LabError> {
        let key = self.key(war, origin);
        let file = self.request.keep.as_ref().map(|folder| folder.join(format!("{}-{origin}.json", war.name)));
        if let Some(kept) = file.as_ref().and_then(read_kept).filter(|kept| kept.key == key) {
            return Ok(kept.forecast);
        }
        let kept = Kept { key, forecast: forecast_from(war, origin, self.request, watch)? };
        if let Some(file) = file {
            write_kept(&file, &kept)?;
        }
        Ok(kept.forecast)
    }

    fn key(&self, war: &LibraryWar, origin: Date) -> String {
        let ScoreRequest { draws, runs, seed, resolution, .. } = self.request;
        let parts = [
            self.program.clone(),
            war.scenario.digest(),
            war.log.digest(origin),
            format!("{origin} {draws} {runs} {seed} {resolution:?}"),
        ];
        sha256(parts.join("\n").as_bytes())
    }
}

/// A file that cannot be read, or that something else has written, counts as none: the forecast is made again.
fn read_kept(file: &PathBuf) -> Option<Kept> {
    serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()
}

fn write_kept(file: &Path, kept: &Kept) -> Result<(), LabError> {
    let fault = |reason: String| LabError::File { path: file.display().to_string(), reason };
    let text = serde_json::to_string(kept).map_err(|error| fault(error.to_string()))?;
    atomic_write(file, text.as_bytes(), IfExists::Replace).map_err(|error| fault(error.to_string()))
}
