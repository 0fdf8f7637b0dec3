//! `--seal`: writes a forecast into a file that shows whether it was changed.

use crate::options::EnsembleOptions;
use crate::output::{Failure, tell_user};
use standoff::lab::forecast::findings::Findings;
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::verify::seal::{SealContext, seal_forecast};
use std::path::{Path, PathBuf};

/// Arguments of sealing.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SealOptions {
    /// Write the answer into this file with a seal that breaks if anything in it is changed
    #[arg(long = "seal", value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Day on which the forecast is made [default: today, in UTC]
    #[arg(long, value_name = "DATE", requires = "file")]
    made: Option<String>,
    /// Replace the file of --seal where there is one
    #[arg(long, requires = "file")]
    force: bool,
    /// Seal an answer that was stopped early too
    #[arg(long, requires = "file")]
    seal_partial: bool,
}

/// A sealed forecast that is to be written once the forecast is made.
pub struct PlannedSeal<'a> {
    file: &'a Path,
    made: Date,
    replace: bool,
    partial: bool,
}

impl SealOptions {
    /// Checks that a forecast from a day can be sealed. It does so before anything is simulated: a mistake in these
    /// arguments must not cost a long run.
    pub fn plan_seal(&self, start: Date) -> Result<Option<PlannedSeal<'_>>, Failure> {
        let Some(file) = &self.file else { return Ok(None) };
        if file.exists() && !self.force {
            return Err(file_exists(file));
        }
        let made = self.made.as_deref().map_or_else(|| Ok(today_in_utc()), |text| parse_day(text, start))?;
        Ok(Some(PlannedSeal { file, made, replace: self.force, partial: self.seal_partial }))
    }
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
        sealed.write(self.file, self.replace).map_err(failed)?;
        if !ensemble.simulation.quiet {
            tell_user(&format!("sealed in {}, seal {}", self.file.display(), sealed.seal));
        }
        Ok(())
    }
}
