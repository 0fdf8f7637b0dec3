//! The wording of a sealed forecast's questions, so that one outcome never scores two different questions.

use super::headline_figures::headline_figures;
use crate::seal::{SealedFile, SealedForecast, SealedQuestion};
use standoff_scenario::Diagnostic;
use standoff_table::table::escape_for_message;
use std::collections::BTreeMap;

/// Everything that decides what a name means, and the file that stated it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuestionWording {
    file: String,
    /// The value of each part; a part that a file does not state is absent.
    parts: BTreeMap<&'static str, String>,
}

/// Lists the wording under each name in a sealed file: its questions and its headline figures.
pub(super) fn list_wordings(found: &SealedFile) -> Vec<(String, QuestionWording)> {
    let sealed = &found.sealed;
    let asked = |parts| QuestionWording { file: found.file.clone(), parts };
    let questions = sealed.questions.iter().map(|one| (one.name.clone(), asked(question_parts(one, sealed))));
    let figures = headline_figures(sealed)
        .into_iter()
        .map(|figure| (figure.name, asked(figure_parts(sealed, figure.at_horizon))));
    questions.chain(figures).collect()
}

/// Events that count something from the first day of a forecast.
const COUNTED_FROM_START: [&str; 4] = ["front-beyond", "gained-at-least", "rounds-at-least", "aid-at-least"];

fn question_parts(question: &SealedQuestion, sealed: &SealedForecast) -> BTreeMap<&'static str, String> {
    let none = || "none".to_owned();
    let mut parts = BTreeMap::from([
        ("text", question.text.clone()),
        ("by", question.by.clone()),
        ("event", question.event.clone()),
        ("value", question.value.map_or_else(none, |value| value.to_string())),
        ("instrument", question.instrument.clone().unwrap_or_else(none)),
        ("subject", question.about.clone().unwrap_or_else(none)),
        ("scope", question.scope.clone()),
        ("mutual", question.mutual.to_string()),
        ("min_days", question.min_days.to_string()),
        ("intended", question.intended.to_string()),
        ("stage", question.stage.clone()),
    ]);
    // With evidence a forecast begins on a day that the file does not state, and these are counted from that day.
    if COUNTED_FROM_START.contains(&question.event.as_str()) && sealed.evidence.is_none() {
        parts.insert("start", sealed.scenario.start.clone());
    }
    parts
}

/// A figure has no text, so the scenario identifies the war; ends are counted at the horizon.
fn figure_parts(sealed: &SealedForecast, at_horizon: bool) -> BTreeMap<&'static str, String> {
    let mut parts = BTreeMap::from([("scenario", sealed.scenario.name.clone())]);
    parts.extend(at_horizon.then(|| ("horizon_months", sealed.horizon_months.to_string())));
    parts
}

impl QuestionWording {
    /// Refuses another wording under the same name.
    pub fn refuse_difference(&self, name: &str, here: &Self) -> Option<Diagnostic> {
        let other = |(part, there): (&&'static str, &String)| {
            let here = here.parts.get(part).filter(|here| *here != there)?;
            Some(format!("`{part}` is `{}` there and `{}` here", escape_for_message(there), escape_for_message(here)))
        };
        let differences: Vec<String> = self.parts.iter().filter_map(other).collect();
        let message =
            format!("`{}` is another question in {}: {}", escape_for_message(name), self.file, differences.join(", "));
        (!differences.is_empty()).then(|| {
            Diagnostic::error("other-question", message)
                .allowed("one question under one name, in the same words")
                .hint("score the files apart, each with outcomes of its own")
        })
    }

    /// Adds the parts that are not known yet.
    pub fn add_missing_parts(&mut self, more: &Self) {
        more.parts.iter().for_each(|(part, what)| {
            self.parts.entry(part).or_insert_with(|| what.clone());
        });
    }
}
