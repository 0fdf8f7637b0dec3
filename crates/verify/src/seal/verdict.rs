//! The check of a sealed forecast against its seal, its findings, its scenario and its evidence.

use super::canonical_json::digest_json;
use super::sealed_file::{SealedFile, seal_of};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::forecast::findings::Findings;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// Text for a digest that does not exist.
const NONE: &str = "none";

/// The result of checking one file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SealVerdict {
    /// The file.
    pub file: String,
    /// The forecaster.
    pub forecaster: String,
    /// The day on which it was made, as stated in the file.
    pub made: String,
    /// Its scenario.
    pub scenario: String,
    /// Questions it answers.
    pub questions: usize,
    /// `true` if everything that was checked is unchanged.
    pub intact: bool,
    /// The parts that were checked: `seal`, and `findings`, `scenario` and `evidence` where there
    /// was something to check with.
    pub parts: Vec<CheckedPart>,
}

/// One digest, as the file states it and as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckedPart {
    /// Name of the part.
    pub part: String,
    /// Digest that the file states; `none` for evidence where it states none.
    pub stated: String,
    /// Digest of what was found; `none` where nothing can be found.
    pub found: String,
    /// `true` if both are the same.
    pub same: bool,
}

impl CheckedPart {
    fn new(part: &str, stated: &str, found: String) -> Self {
        Self { part: part.to_owned(), stated: stated.to_owned(), same: stated == found, found }
    }
}

/// Inputs that a sealed forecast is checked against, besides its own seal.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckAgainst<'a> {
    /// Findings of a bundle.
    pub findings: Option<&'a Findings>,
    /// A scenario with the same numbers set, beginning on the same day.
    pub scenario: Option<&'a Scenario>,
    /// Evidence, of which only the part known by that day counts. A forecast made without evidence fails this check.
    pub log: Option<&'a Log>,
}

impl SealedFile {
    /// `true` if nothing in the file was changed.
    pub fn seal_holds(&self) -> bool {
        seal_of(&self.value) == self.sealed.seal
    }

    /// The first day of the forecast, if it is one.
    pub fn start_date(&self) -> Option<Date> {
        self.sealed.scenario.start.parse().ok()
    }

    /// Compares the evidence with a log. A forecast made without evidence was not made with this one.
    fn check_evidence(&self, log: &Log) -> CheckedPart {
        let known = self.start_date().map_or_else(|| NONE.to_owned(), |start| log.digest(start));
        match &self.sealed.evidence {
            Some(stated) => CheckedPart::new("evidence", stated, known),
            None => CheckedPart { same: false, ..CheckedPart::new("evidence", NONE, known) },
        }
    }

    /// Checks the seal, and the digests of the inputs given.
    pub fn check_against(&self, against: &CheckAgainst<'_>) -> SealVerdict {
        let sealed = &self.sealed;
        let mut parts = vec![CheckedPart::new("seal", &sealed.seal, seal_of(&self.value))];
        let of_findings = |findings: &Findings| {
            // Findings of this program are JSON; anything else has no digest that could be the same.
            let found = serde_json::to_value(findings).map_or(String::new(), |value| digest_json(&value));
            CheckedPart::new("findings", &sealed.findings, found)
        };
        parts.extend(against.findings.map(of_findings));
        parts.extend(
            against.scenario.map(|scenario| CheckedPart::new("scenario", &sealed.scenario.digest, scenario.digest())),
        );
        parts.extend(against.log.map(|log| self.check_evidence(log)));
        SealVerdict {
            file: self.file.clone(),
            forecaster: sealed.forecaster.clone(),
            made: sealed.made.clone(),
            scenario: sealed.scenario.name.clone(),
            questions: sealed.questions.len(),
            intact: parts.iter().all(|part| part.same),
            parts,
        }
    }
}
