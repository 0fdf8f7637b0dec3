//! Whether a sealed forecast is what it was.

use super::canonical::digest;
use super::sealed::{Found, seal_of};
use serde::{Deserialize, Serialize};
use standoff_lab::forecast::findings::Findings;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// What stands for a digest where there is none.
const NONE: &str = "none";

/// What a check of one file found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The file.
    pub file: String,
    /// Who made the forecast.
    pub forecaster: String,
    /// The day it says it was made.
    pub made: String,
    /// Its scenario.
    pub scenario: String,
    /// Questions it answers.
    pub questions: usize,
    /// Whether everything that was checked is as it was.
    pub intact: bool,
    /// The parts that were checked: `seal`, and `findings`, `scenario` and `evidence` where there
    /// was something to check with.
    pub parts: Vec<Part>,
}

/// One digest, as the file states it and as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What was checked.
    pub part: String,
    /// Digest that the file states; `none` for evidence where it states none.
    pub stated: String,
    /// Digest of what was found; `none` where nothing can be found.
    pub found: String,
    /// Whether both are the same.
    pub same: bool,
}

impl Part {
    fn new(part: &str, stated: &str, found: String) -> Self {
        Self { part: part.to_owned(), stated: stated.to_owned(), same: stated == found, found }
    }
}

/// What a sealed forecast is held against, besides its own seal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// Findings of a bundle.
    pub findings: Option<&'a Findings>,
    /// A scenario with the same numbers set, beginning on the same day.
    pub scenario: Option<&'a Scenario>,
    /// Evidence, of which what was known by that day counts. A forecast without evidence does not stand up to any.
    pub log: Option<&'a Log>,
}

impl Found {
    /// Whether nothing in the file was changed.
    pub fn seal_holds(&self) -> bool {
        seal_of(&self.value) == self.sealed.seal
    }

    /// The first day of the forecast, if it is one.
    pub fn start(&self) -> Option<Date> {
        self.sealed.scenario.start.parse().ok()
    }

    /// Holds the evidence against a log. A forecast that was made without evidence was not made with this.
    fn evidence(&self, log: &Log) -> Part {
        let known = self.start().map_or_else(|| NONE.to_owned(), |start| log.digest(start));
        match &self.sealed.evidence {
            Some(stated) => Part::new("evidence", stated, known),
            None => Part { same: false, ..Part::new("evidence", NONE, known) },
        }
    }

    /// Checks the seal, and the digests of what it is held against.
    pub fn verdict(&self, against: &Against<'_>) -> Verdict {
        let sealed = &self.sealed;
        let mut parts = vec![Part::new("seal", &sealed.seal, seal_of(&self.value))];
        let of_findings = |findings: &Findings| {
            // Findings of this program are JSON; anything else has no digest that could be the same.
            let found = serde_json::to_value(findings).map_or(String::new(), |value| digest(&value));
            Part::new("findings", &sealed.findings, found)
        };
        parts.extend(against.findings.map(of_findings));
        parts
            .extend(against.scenario.map(|scenario| Part::new("scenario", &sealed.scenario.digest, scenario.digest())));
        parts.extend(against.log.map(|log| self.evidence(log)));
        Verdict {
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
