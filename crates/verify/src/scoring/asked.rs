//! What a sealed forecast asks under a name, so that one outcome is never held against two questions.

use super::figures::figures;
use crate::seal::{Found, Sealed, SealedQuestion};
use standoff_scenario::Diagnostic;
use standoff_table::table::shown;
use std::collections::BTreeMap;

/// All that decides what a name means, and the file that said so first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    file: String,
    /// What each part is; a part that a file cannot tell is missing.
    parts: BTreeMap<&'static str, String>,
}

/// What is asked under each name in a sealed file: its questions and its headline figures.
pub(super) fn asked(found: &Found) -> Vec<(String, Asked)> {
    let sealed = &found.sealed;
    let asked = |parts| Asked { file: found.file.clone(), parts };
    let questions = sealed.questions.iter().map(|one| (one.name.clone(), asked(of_question(one, sealed))));
    let figures = figures(sealed).into_iter().map(|figure| (figure.name, asked(of_figure(sealed, figure.at_horizon))));
    questions.chain(figures).collect()
}

fn of_question(question: &SealedQuestion, sealed: &Sealed) -> BTreeMap<&'static str, String> {
    let none = || "none".to_owned();
    let mut parts = BTreeMap::from([
        ("text", question.text.clone()),
        ("by", question.by.clone()),
        ("event", question.event.clone()),
        ("value", question.value.map_or_else(none, |value| value.to_string())),
        ("instrument", question.instrument.clone().unwrap_or_else(none)),
        ("scope", question.scope.clone()),
        ("mutual", question.mutual.to_string()),
        ("min_days", question.min_days.to_string()),
        ("intended", question.intended.to_string()),
        ("stage", question.stage.clone()),
    ]);
    // Evidence takes a forecast onward from a day that the file does not tell, and area is counted from that day.
    if question.event == "front-beyond" && sealed.evidence.is_none() {
        parts.insert("start", sealed.scenario.start.clone());
    }
    parts
}

/// Nothing but the scenario says which war a figure is of. Ends are counted at the horizon.
fn of_figure(sealed: &Sealed, at_horizon: bool) -> BTreeMap<&'static str, String> {
    let mut parts = BTreeMap::from([("scenario", sealed.scenario.name.clone())]);
    parts.extend(at_horizon.then(|| ("horizon_months", sealed.horizon_months.to_string())));
    parts
}

impl Asked {
    /// What is wrong with asking this here, if it is something else.
    pub fn differs(&self, name: &str, here: &Self) -> Option<Diagnostic> {
        let other = |(part, there): (&&'static str, &String)| {
            let here = here.parts.get(part).filter(|here| *here != there)?;
            Some(format!("`{part}` is `{}` there and `{}` here", shown(there), shown(here)))
        };
        let differences: Vec<String> = self.parts.iter().filter_map(other).collect();
        let message = format!("`{}` is another question in {}: {}", shown(name), self.file, differences.join(", "));
        (!differences.is_empty()).then(|| {
            Diagnostic::error("other-question", message)
                .allowed("one question under one name, in the same words")
                .hint("score the files apart, each with outcomes of its own")
        })
    }

    /// Takes over the parts that are not known yet.
    pub fn learn(&mut self, more: &Self) {
        more.parts.iter().for_each(|(part, what)| {
            self.parts.entry(part).or_insert_with(|| what.clone());
        });
    }
}
