//! Checkpoints: the populations on disk, from which an assimilation goes on another week.
//!
//! The file is one line of JSON, which names the request it belongs to, followed by the population in the postcard
//! format. A run that goes on from it gives the same bytes as one without a stop, as long as the reports up to its last
//! step are the same; otherwise it has to begin anew. Games are not in it: they are large, and solving them again gives
//! the same bytes.

use super::calendar::Calendar;
use super::war_model::{Particle, WarModel};
use crate::assimilated::StepUpdate;
use crate::conflict::Conflict;
use crate::game_weights::GameWeights;
use crate::request::AssimilationRequest;
use serde::{Deserialize, Serialize};
use standoff_filter::Population;
use standoff_lab::atomic_write;
use standoff_lab::atomic_write::IfExists;
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Diagnostics, Source, sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Version of the file's format.
const FORMAT: u32 = 4;
/// Name by which the file identifies itself.
const KIND: &str = "standoff checkpoint";
/// Largest file read, in bytes: more than any population, so that a wrong path does not fill the memory.
const LARGEST_FILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Populations at the end of a step, with the request and the evidence that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    header: CheckpointHeader,
    kept: KeptRun,
}

/// First line of the file. A later day may be asked for; everything else must be the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct CheckpointHeader {
    format: u32,
    kind: String,
    version: String,
    /// SHA-256 of the scenario.
    scenario: String,
    seed: u64,
    draws: usize,
    paths: usize,
    games: usize,
    resolution: String,
    as_of: String,
    step: u32,
    /// SHA-256 of what was reported up to the step.
    past: String,
    /// SHA-256 of the population.
    population: String,
}

/// State of the run that goes on from step to step. The order of the fields is the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptRun {
    pub populations: Vec<KeptPopulation>,
    pub game_log_weights: Vec<f64>,
    pub weeks: Vec<StepUpdate>,
    pub conflicts: Vec<Conflict>,
}

/// State of one population. The order of the fields is the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptPopulation {
    pub scores: Vec<Vec<f64>>,
    pub ancestors: Vec<usize>,
    pub particles: Vec<Particle>,
    pub log_weights: Vec<f64>,
    pub log_likelihood: f64,
    pub refreshed: u32,
    pub resamplings: u32,
}

impl KeptPopulation {
    fn of_population(population: &Population<WarModel<'_>>) -> Self {
        Self {
            scores: population.parameters.iter().map(|played| played.scores.clone()).collect(),
            ancestors: population.parameters.iter().map(|played| played.ancestor).collect(),
            particles: population.states.clone(),
            log_weights: population.log_weights.clone(),
            log_likelihood: population.log_likelihood,
            refreshed: population.last_refresh_time,
            resamplings: population.resamplings,
        }
    }
}

impl Checkpoint {
    /// Takes down populations as they are.
    pub(super) fn from_populations(
        request: &AssimilationRequest,
        calendar: &Calendar,
        populations: &[Population<WarModel<'_>>],
        game_weights: &GameWeights,
        (weeks, conflicts): (&[StepUpdate], &[Conflict]),
    ) -> Self {
        let kept = KeptRun {
            populations: populations.iter().map(KeptPopulation::of_population).collect(),
            game_log_weights: game_weights.log_weights.clone(),
            weeks: weeks.to_vec(),
            conflicts: conflicts.to_vec(),
        };
        let time = populations.first().map_or(0, |population| population.time);
        Self { header: CheckpointHeader::at_step(request, calendar, time), kept }
    }

    /// Step at whose end the population was taken down.
    pub fn step(&self) -> u32 {
        self.header.step
    }

    /// Day at whose end the population was taken down.
    pub fn as_of(&self) -> &str {
        &self.header.as_of
    }

    pub(super) fn kept_run(&self) -> &KeptRun {
        &self.kept
    }

    /// First property in which the request differs from the one it was made with, as a sentence; none where it fits.
    pub fn mismatch_with(&self, request: &AssimilationRequest) -> Option<String> {
        let mine = &self.header;
        let wanted = CheckpointHeader::before_any_step(request);
        let differs = |name: &str, mine: &dyn std::fmt::Display, wanted: &dyn std::fmt::Display| {
            let (mine, wanted) = (mine.to_string(), wanted.to_string());
            (mine != wanted).then(|| format!("it was made with {name} {mine}, and this is {wanted}"))
        };
        let later = mine.as_of > wanted.as_of;
        differs("version", &mine.version, &wanted.version)
            .or_else(|| (mine.scenario != wanted.scenario).then(|| "it was made from another scenario".to_owned()))
            .or_else(|| differs("seed", &mine.seed, &wanted.seed))
            .or_else(|| differs("the resolution", &mine.resolution, &wanted.resolution))
            .or_else(|| differs("draws", &mine.draws, &wanted.draws))
            .or_else(|| differs("paths", &mine.paths, &wanted.paths))
            .or_else(|| differs("games", &mine.games, &wanted.games))
            .or_else(|| later.then(|| format!("it stands on {}, later than {}", mine.as_of, wanted.as_of)))
    }

    /// True where a calendar has the same reports, up to the step of the checkpoint, as the one it was made with.
    pub fn agrees_with_past_of(&self, calendar: &Calendar) -> bool {
        self.header.step <= calendar.step_count() && calendar.digest_of_past(self.header.step) == self.header.past
    }

    /// Reads a checkpoint; none where there is no file.
    ///
    /// # Errors
    ///
    /// Diagnostics where the file cannot be read, is no checkpoint, has another format, or is damaged.
    pub fn read(path: &Path) -> Result<Option<Self>, Diagnostics> {
        let file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other,
        };
        let name = path.display().to_string();
        let refused = |diagnostic| Diagnostics::one(Source::new(name.as_str(), ""), diagnostic);
        let mut bytes = Vec::new();
        file.and_then(|file| file.take(LARGEST_FILE_BYTES).read_to_end(&mut bytes))
            .map_err(|error| refused(unusable_checkpoint(&error.to_string())))?;
        Self::from_bytes(&name, &bytes).map(Some)
    }

    /// Reads the bytes of a checkpoint; the name is for messages.
    ///
    /// ```
    /// use standoff_assimilation::Checkpoint;
    /// assert!(Checkpoint::from_bytes("a.checkpoint", b"{}").unwrap_err().to_string().contains("no checkpoint"));
    /// ```
    ///
    /// # Errors
    ///
    /// Diagnostics as [`Checkpoint::read`].
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Diagnostics> {
        Self::parse(bytes).map_err(|found| Diagnostics::one(Source::new(name, ""), *found))
    }

    fn parse(bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
        let (line, body) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
        let header: CheckpointHeader = serde_json::from_slice(line).map_err(|_| Box::new(not_a_checkpoint()))?;
        if header.kind != KIND {
            return Err(Box::new(not_a_checkpoint()));
        }
        if header.format != FORMAT {
            let reason = format!("its format is {}, and this program reads {FORMAT}", header.format);
            return Err(Box::new(unusable_checkpoint(&reason)));
        }
        if sha256(body) != header.population {
            return Err(Box::new(unusable_checkpoint("it was cut off or changed")));
        }
        let kept = postcard::from_bytes(body).map_err(|error| Box::new(unusable_checkpoint(&error.to_string())))?;
        Ok(Self { header, kept })
    }

    /// Writes the file, whole or not at all, replacing one of the same name (decision 77).
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), LabError> {
        let failed = |reason: String| LabError::File {
            path: path.display().to_string(),
            reason: format!("checkpoint: {reason}"),
        };
        let bytes = self.to_bytes().map_err(|error| failed(error.to_string()))?;
        atomic_write::atomic_write(path, &bytes, IfExists::Replace).map_err(|error| failed(error.to_string()))
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// [`LabError::Counts`] where a part of it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LabError> {
        let body = postcard::to_stdvec(&self.kept).map_err(|error| LabError::Counts(error.to_string()))?;
        let header = CheckpointHeader { population: sha256(&body), ..self.header.clone() };
        let mut bytes = serde_json::to_vec(&header).map_err(|error| LabError::Counts(error.to_string()))?;
        bytes.push(b'\n');
        bytes.extend(body);
        Ok(bytes)
    }
}

impl CheckpointHeader {
    fn at_step(request: &AssimilationRequest, calendar: &Calendar, step: u32) -> Self {
        let as_of = calendar.last_day_of_step(step, request.scenario.step.months()).to_string();
        Self { step, as_of, past: calendar.digest_of_past(step), ..Self::before_any_step(request) }
    }

    fn before_any_step(request: &AssimilationRequest) -> Self {
        Self {
            format: FORMAT,
            kind: KIND.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: request.scenario.digest(),
            seed: request.seed,
            draws: request.size.draws,
            paths: request.size.paths,
            games: request.size.games,
            resolution: format!("{:?}", request.resolution).to_lowercase(),
            as_of: request.as_of.to_string(),
            step: 0,
            past: String::new(),
            population: String::new(),
        }
    }
}

impl Calendar {
    /// SHA-256 of everything reported by the end of a step.
    ///
    /// It is taken over the debug text, which holds names of types and fields: renaming one lets older checkpoints
    /// begin anew.
    fn digest_of_past(&self, step: u32) -> String {
        let reports = self.reports.get(..=step as usize).unwrap_or(&self.reports);
        let given: Vec<_> = (0..=step).flat_map(|step| self.given_in_step(step)).collect();
        let changes: Vec<_> = (0..=step).flat_map(|step| self.changes_in_step(step)).collect();
        let ids: Vec<_> = self.event_ids.range(..=step).collect();
        let beginning = (self.start, self.recorded, self.backing, &self.decided_elections);
        let heard = (beginning, reports, given, changes, ids);
        sha256(format!("{heard:?}").as_bytes())
    }
}

fn not_a_checkpoint() -> Diagnostic {
    Diagnostic::error("no-checkpoint", "this is no checkpoint, and was left as it is")
        .allowed("a file that does not exist yet, or one that `--checkpoint` wrote")
        .hint("choose another name")
}

fn unusable_checkpoint(reason: &str) -> Diagnostic {
    Diagnostic::error("damaged", format!("this checkpoint cannot be used: {reason}"))
        .allowed("a whole file as `--checkpoint` wrote it")
        .hint("remove it, and the record is gone through from its beginning")
}
