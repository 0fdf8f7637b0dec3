//! What is kept of an answer: a bundle (`--out`), and a file that shows whether it was changed (`--seal`).

use crate::program::options::EnsembleOptions;
use crate::program::output::{Failure, tell_user};
use crate::program::shards::shard_word::ShardWord;
use standoff::breakdown::bundle::inputs::BundleInputs;
use standoff::breakdown::bundle::write::{try_bundle_target, write_bundle};
use standoff::breakdown::week::Breakdown;
use standoff::lab::atomic_write::{IfExists, try_target};
use standoff::lab::forecast::findings::Findings;
use standoff::lab::forecast::request::ForecastRequest;
use standoff::lab::forecast::run_forecast::Forecast;
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::verify::seal::{SealContext, seal_forecast};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Arguments of what is kept.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct KeptOptions {
    #[command(flatten)]
    targets: KeptTargets,
    /// Day on which the forecast is made [default: today, in UTC]
    #[arg(long, value_name = "DATE", requires = "seal")]
    made: Option<String>,
    /// Replace the bundle of --out and the file of --seal where there are any
    #[arg(long, requires = "KeptTargets")]
    force: bool,
    /// Seal an answer that was stopped early too
    #[arg(long, requires = "seal")]
    seal_partial: bool,
}

/// Where it is kept.
#[derive(Debug, Clone, Default, clap::Args)]
struct KeptTargets {
    /// Write a bundle into this folder: findings, every run, trajectories, and what they were made from
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write the answer into this file with a seal that breaks if anything in it is changed
    #[arg(long, value_name = "FILE")]
    seal: Option<PathBuf>,
}

/// A sealed forecast that is to be written once the forecast is made.
pub struct PlannedSeal<'a> {
    file: &'a Path,
    made: Date,
    standing: IfExists,
    partial: bool,
}

impl KeptOptions {
    /// Checks that the bundle and the sealed forecast from a day can be written. It does so before anything is simulated: a
    /// mistake in these arguments must not cost a long run.
    pub fn plan(&self, start: Date) -> Result<Option<PlannedSeal<'_>>, Failure> {
        if let Some(folder) = &self.targets.out {
            try_bundle_target(folder, self.standing()).map_err(|error| refuse_folder(folder, &error.to_string()))?;
        }
        let made = self.made.as_deref().map_or_else(|| Ok(today_in_utc()), |text| parse_day(text, start))?;
        let Some(file) = &self.targets.seal else { return Ok(None) };
        try_target(file, self.standing()).map_err(|error| refuse_file(file, &error))?;
        Ok(Some(PlannedSeal { file, made, standing: self.standing(), partial: self.seal_partial }))
    }

    /// What is kept in a folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { targets: KeptTargets { out: Some(folder.to_owned()), seal: None }, ..Self::default() }
    }

    /// The argument that says where something is kept, if there is one.
    pub fn first_target(&self) -> Option<&'static str> {
        let of_seal = self.targets.seal.as_ref().map(|_| "--seal");
        self.targets.out.as_ref().map(|_| "--out").or(of_seal)
    }

    /// Folder of the bundle, or of the shards that are kept in its place.
    pub fn folder(&self) -> Option<&Path> {
        self.targets.out.as_deref()
    }

    /// Refuses what has no meaning for a shard, of which no answer can be sealed and which replaces nothing.
    pub fn refuse_beside_shard(&self, word: &ShardWord) -> Result<(), Failure> {
        let given = [("--seal", self.targets.seal.is_some()), ("--force", self.force)];
        let Some((name, _)) = given.into_iter().find(|(_, given)| *given) else { return Ok(()) };
        let diagnostic = Diagnostic::error("not-with-shard", format!("one shard of the work has nothing for {name}"))
            .allowed(format!("--shard without {name}"))
            .hint(format!("give {name} to `standoff merge`"));
        Err(Failure::argument("--shard", &word.to_string(), diagnostic))
    }

    fn standing(&self) -> IfExists {
        if self.force { IfExists::Replace } else { IfExists::Keep }
    }

    /// Writes the bundle, if one is wanted. By then the answer has been printed, so a failure here does not lose it.
    pub fn write_bundle(
        &self,
        made: &Forecast,
        request: &ForecastRequest,
        inside: impl FnOnce() -> Result<(Breakdown, BundleInputs), Failure>,
        quiet: bool,
    ) -> Result<(), Failure> {
        let Some(folder) = &self.targets.out else { return Ok(()) };
        let (breakdown, inputs) = inside()?;
        write_bundle((folder, self.standing()), made, request, Some(&breakdown), &inputs).map_err(|error| {
            Failure::run(format!("the bundle was not written, and nothing that stood there was changed: {error}"))
        })?;
        if !quiet {
            tell_user(&format!("bundle written to {}", folder.display()));
        }
        Ok(())
    }
}

fn refuse_folder(folder: &Path, reason: &str) -> Failure {
    let diagnostic = Diagnostic::error("unwritable", reason)
        .allowed("a new folder, an empty one, or with --force a bundle")
        .hint("nothing was simulated yet");
    Failure::argument("--out", &folder.display().to_string(), diagnostic)
}

fn refuse_file(file: &Path, error: &std::io::Error) -> Failure {
    if error.kind() == ErrorKind::AlreadyExists {
        return file_exists(file);
    }
    let diagnostic = Diagnostic::error("unwritable", format!("the file cannot be written: {error}"))
        .allowed("a new file in a folder that can be written to");
    Failure::argument("--seal", &file.display().to_string(), diagnostic)
}

/// Today in UTC. Only the program reads the clock; no result depends on it (decision 62).
fn today_in_utc() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn parse_day(text: &str, start: Date) -> Result<Date, Failure> {
    let allowed = format!("a day such as {start}, from then on");
    let refused = |code, message: String| {
        Failure::argument("--made", text, Diagnostic::error(code, message).allowed(allowed.clone()))
    };
    let made = text.parse::<Date>().map_err(|_| refused("bad-date", format!("`{}` is no day", text.escape_debug())))?;
    if made < start {
        return Err(refused("before-start", format!("the forecast knows the war up to {start}")));
    }
    Ok(made)
}

fn file_exists(file: &Path) -> Failure {
    let diagnostic = Diagnostic::error("file-exists", "the file exists and was left as it is")
        .allowed("a file that does not exist yet")
        .hint("choose another name, or replace it with --force");
    Failure::argument("--seal", &file.display().to_string(), diagnostic)
}

impl PlannedSeal<'_> {
    /// Seals the findings and writes the file, which names the evidence by its digest. By then the answer has been
    /// printed, so a failure here does not lose it.
    pub fn write_sealed(
        &self,
        findings: &Findings,
        scenario: &Scenario,
        evidence: Option<&str>,
        ensemble: &EnsembleOptions,
    ) -> Result<(), Failure> {
        if findings.interrupted && !self.partial {
            tell_user(&format!(
                "the answer was stopped early and was not sealed in {}: --seal-partial seals such answers too",
                self.file.display()
            ));
            return Ok(());
        }
        let how = SealContext { scenario, set: &ensemble.simulation.set, made: self.made, evidence };
        let sealed = seal_forecast(findings, &how).map_err(Failure::run)?;
        let failed = |error| Failure::run(format!("the sealed forecast was not written: {error}"));
        sealed.write(self.file, self.standing == IfExists::Replace).map_err(failed)?;
        if !ensemble.simulation.quiet {
            tell_user(&format!("sealed in {}, seal {}", self.file.display(), sealed.seal));
        }
        Ok(())
    }
}
