//! `--seal`: a forecast into a file that shows whether it was changed.

use crate::options::Common;
use crate::output::{Failure, say};
use standoff::lab::forecast::findings::Findings;
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::verify::seal::{SealContext, seal_forecast};
use std::path::{Path, PathBuf};

/// What sealing can be told.
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
}

/// A sealed forecast that is wanted.
pub struct Wanted<'a> {
    file: &'a Path,
    made: Date,
    replace: bool,
}

impl SealOptions {
    /// Checks before anything is simulated that a forecast from a day can be sealed.
    pub fn wanted(&self, start: Date) -> Result<Option<Wanted<'_>>, Failure> {
        let Some(file) = &self.file else { return Ok(None) };
        if file.exists() && !self.force {
            return Err(exists(file));
        }
        let made = self.made.as_deref().map_or_else(|| Ok(today()), |text| day(text, start))?;
        Ok(Some(Wanted { file, made, replace: self.force }))
    }
}

/// Today in UTC. Only the program knows the day; no result depends on it.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn day(text: &str, start: Date) -> Result<Date, Failure> {
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

fn exists(file: &Path) -> Failure {
    let diagnostic = Diagnostic::error("file-exists", "the file exists and was left as it is")
        .allowed("a file that does not exist yet")
        .hint("choose another name, or replace it with --force");
    Failure::argument("--seal", &file.display().to_string(), diagnostic)
}

impl Wanted<'_> {
    /// Seals the findings and writes the file; the evidence is told by its digest. The answer has been printed by then,
    /// whatever happens here.
    pub fn write(
        &self,
        findings: &Findings,
        scenario: &Scenario,
        evidence: Option<&str>,
        common: &Common,
    ) -> Result<(), Failure> {
        let how = SealContext { scenario, set: &common.play.set, made: self.made, evidence };
        let sealed = seal_forecast(findings, &how).map_err(Failure::run)?;
        let failed = |error| Failure::run(format!("the sealed forecast was not written: {error}"));
        sealed.write(self.file, self.replace).map_err(failed)?;
        if !common.play.quiet {
            say(&format!("sealed in {}, seal {}", self.file.display(), sealed.seal));
        }
        Ok(())
    }
}
