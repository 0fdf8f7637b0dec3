//! Forecasts from several files: none twice, and under one name one question.

use super::asked::{Asked, asked};
use super::forecast::Stated;
use super::outcomes::Outcomes;
use super::sealed;
use crate::seal::{Found, SealedScenario};
use standoff_scenario::{Date, Diagnostic, Diagnostics, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Forecasts gathered from files, none twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    pub(super) stated: Vec<Stated>,
    /// Forecasts of each forecaster in sealed files that were made too late.
    pub(super) late: BTreeMap<String, usize>,
    /// What sealed forecasts ask under each name.
    pub(super) asked: BTreeMap<String, Asked>,
    files: Vec<File>,
    /// The file in which each forecast stands.
    places: BTreeMap<(String, String, Date), usize>,
}

/// Where forecasts come from.
#[derive(Debug, Clone, PartialEq)]
struct File {
    name: String,
    /// The scenario of a sealed forecast.
    scenario: Option<SealedScenario>,
}

impl Gathered {
    /// Adds forecasts entered by hand.
    ///
    /// # Errors
    ///
    /// A diagnostic where this or another file has the same forecast.
    pub fn add(&mut self, file: &str, stated: Vec<Stated>) -> Result<(), Diagnostics> {
        self.add_from(File { name: file.to_owned(), scenario: None }, stated)
    }

    /// Adds a sealed forecast: those of its answers that have an outcome, and its questions.
    ///
    /// # Errors
    ///
    /// A diagnostic where the seal is broken, where another file has the same forecast, or where it asks something else
    /// under the name of an outcome.
    pub fn add_sealed(&mut self, found: &Found, outcomes: &Outcomes) -> Result<(), Diagnostics> {
        let stated = sealed::stated(found, outcomes)?;
        let asked = asked(found);
        self.check_asked(&found.file, &asked, outcomes)?;
        let (sound, late): (Vec<Stated>, Vec<Stated>) = stated.into_iter().partition(|one| !outcomes.known_before(one));
        self.add_from(File { name: found.file.clone(), scenario: Some(found.sealed.scenario.clone()) }, sound)?;
        for one in late {
            *self.late.entry(one.forecaster).or_default() += 1;
        }
        for (name, asked) in asked {
            self.asked.entry(name).and_modify(|known| known.learn(&asked)).or_insert(asked);
        }
        Ok(())
    }

    fn add_from(&mut self, file: File, stated: Vec<Stated>) -> Result<(), Diagnostics> {
        let mut own = BTreeSet::new();
        for next in &stated {
            let place = self.places.get(&next.own_key()).map(|&place| &self.files[place]);
            let twice = if own.insert(next.key()) { place } else { Some(&file) };
            if let Some(first) = twice {
                return Err(Diagnostics::one(Source::new(file.name.as_str(), ""), stands_twice(next, first, &file)));
            }
        }
        self.places.extend(stated.iter().map(|one| (one.own_key(), self.files.len())));
        self.files.push(file);
        self.stated.extend(stated);
        Ok(())
    }

    /// Refuses what would be held against an outcome that another file asks something else about.
    fn check_asked(&self, file: &str, asked: &[(String, Asked)], outcomes: &Outcomes) -> Result<(), Diagnostics> {
        for (name, here) in asked.iter().filter(|(name, _)| outcomes.find(name).is_some()) {
            if let Some(diagnostic) = self.asked.get(name).and_then(|known| known.differs(name, here)) {
                return Err(Diagnostics::one(Source::new(file, ""), diagnostic));
            }
        }
        Ok(())
    }
}

fn stands_twice(stated: &Stated, first: &File, here: &File) -> Diagnostic {
    let (forecaster, question, made) = stated.key();
    let what = format!("the forecast of {forecaster} on `{question}` made on {made}");
    let allowed = "each forecast once: one for each forecaster, question and day";
    let twice = |message: String| Diagnostic::error("forecast-twice", message).allowed(allowed);
    if first == here {
        return twice(format!("{what} stands twice in this file")).hint("remove one of the two");
    }
    let message = format!("{what} stands in {} too", first.name);
    match (&first.scenario, &here.scenario) {
        (Some(there), Some(here)) if there.digest != here.digest => twice(message + &of_scenarios(there, here)).hint(
            "sealed forecasts have one forecaster whatever their scenario: score these apart, or enter one of them in a \
             table under another name",
        ),
        _ => twice(message).hint("leave one of the files out"),
    }
}

/// Of which scenarios two sealed forecasts are.
fn of_scenarios(there: &SealedScenario, here: &SealedScenario) -> String {
    if there.name == here.name {
        return format!(", of `{}` with other content or other numbers set by hand", there.name);
    }
    format!(": there of the scenario `{}`, here of `{}`", there.name, here.name)
}
