//! Forecasts from several files, each once, with one question under each name.

use super::outcomes::Outcomes;
use super::question_wording::{QuestionWording, list_wordings};
use super::sealed_forecasts;
use super::stated_forecast::StatedForecast;
use crate::seal::{SealedFile, SealedScenario};
use standoff_scenario::{Date, Diagnostic, Diagnostics, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Forecasts from files, each once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ForecastSet {
    pub(super) forecasts: Vec<StatedForecast>,
    /// Forecasts of each forecaster in sealed files that were made too late.
    pub(super) late_by_forecaster: BTreeMap<String, usize>,
    /// Wording of the sealed forecasts' questions, by name.
    pub(super) wordings: BTreeMap<String, QuestionWording>,
    files: Vec<SourceFile>,
    /// Index of the file that holds each forecast.
    places: BTreeMap<(String, String, Date), usize>,
}

/// A file of forecasts.
#[derive(Debug, Clone, PartialEq)]
struct SourceFile {
    name: String,
    /// The scenario of a sealed forecast.
    scenario: Option<SealedScenario>,
}

impl ForecastSet {
    /// Adds forecasts entered by hand.
    ///
    /// # Errors
    ///
    /// A diagnostic where this or another file has the same forecast.
    pub fn add_forecasts(&mut self, file: &str, stated: Vec<StatedForecast>) -> Result<(), Diagnostics> {
        self.add_file(SourceFile { name: file.to_owned(), scenario: None }, stated)
    }

    /// Adds a sealed forecast: those of its answers that have an outcome, and its questions.
    ///
    /// # Errors
    ///
    /// A diagnostic where the seal is broken, where another file has the same forecast, or where it asks something else
    /// under the name of an outcome.
    pub fn add_sealed(&mut self, found: &SealedFile, outcomes: &Outcomes) -> Result<(), Diagnostics> {
        let stated = sealed_forecasts::stated_forecasts(found, outcomes)?;
        let asked = list_wordings(found);
        self.check_wordings(&found.file, &asked, outcomes)?;
        let (sound, late): (Vec<StatedForecast>, Vec<StatedForecast>) =
            stated.into_iter().partition(|one| !outcomes.known_before(one));
        self.add_file(SourceFile { name: found.file.clone(), scenario: Some(found.sealed.scenario.clone()) }, sound)?;
        for one in late {
            *self.late_by_forecaster.entry(one.forecaster).or_default() += 1;
        }
        for (name, asked) in asked {
            self.wordings.entry(name).and_modify(|known| known.add_missing_parts(&asked)).or_insert(asked);
        }
        Ok(())
    }

    fn add_file(&mut self, file: SourceFile, stated: Vec<StatedForecast>) -> Result<(), Diagnostics> {
        let mut own = BTreeSet::new();
        for next in &stated {
            let place = self.places.get(&next.owned_key()).map(|&place| &self.files[place]);
            let twice = if own.insert(next.key()) { place } else { Some(&file) };
            if let Some(first) = twice {
                return Err(Diagnostics::one(
                    Source::new(file.name.as_str(), ""),
                    duplicate_forecast(next, first, &file),
                ));
            }
        }
        self.places.extend(stated.iter().map(|one| (one.owned_key(), self.files.len())));
        self.files.push(file);
        self.forecasts.extend(stated);
        Ok(())
    }

    /// Refuses a question that has an outcome if another file asks something else under the same name: one outcome
    /// cannot score two questions.
    fn check_wordings(
        &self,
        file: &str,
        asked: &[(String, QuestionWording)],
        outcomes: &Outcomes,
    ) -> Result<(), Diagnostics> {
        for (name, here) in asked.iter().filter(|(name, _)| outcomes.find(name).is_some()) {
            if let Some(diagnostic) = self.wordings.get(name).and_then(|known| known.refuse_difference(name, here)) {
                return Err(Diagnostics::one(Source::new(file, ""), diagnostic));
            }
        }
        Ok(())
    }
}

fn duplicate_forecast(stated: &StatedForecast, first: &SourceFile, here: &SourceFile) -> Diagnostic {
    let (forecaster, question, made) = stated.key();
    let what = format!("the forecast of {forecaster} on `{question}` made on {made}");
    let allowed = "each forecast once: one for each forecaster, question and day";
    let twice = |message: String| Diagnostic::error("forecast-twice", message).allowed(allowed);
    if first == here {
        return twice(format!("{what} stands twice in this file")).hint("remove one of the two");
    }
    let message = format!("{what} stands in {} too", first.name);
    match (&first.scenario, &here.scenario) {
        (Some(there), Some(here)) if there.digest != here.digest => twice(message + &scenario_difference(there, here)).hint(
            "sealed forecasts have one forecaster whatever their scenario: score these apart, or enter one of them in a \
             table under another name",
        ),
        _ => twice(message).hint("leave one of the files out"),
    }
}

/// Describes how the scenarios of two sealed forecasts differ.
fn scenario_difference(there: &SealedScenario, here: &SealedScenario) -> String {
    if there.name == here.name {
        return format!(", of `{}` with other content or other numbers set by hand", there.name);
    }
    format!(": there of the scenario `{}`, here of `{}`", there.name, here.name)
}
