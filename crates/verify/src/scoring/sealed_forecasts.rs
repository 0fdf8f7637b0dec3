//! The forecasts in a sealed file, question by question.

use super::headline_figures::headline_figures;
use super::outcomes::Outcomes;
use super::stated_forecast::{Belief, StatedForecast};
use crate::seal::SealedFile;
use standoff_scenario::{Date, Diagnostic, Diagnostics, Source};

/// Name of the outside view among forecasters.
const OUTSIDE_VIEW: &str = "outside-view";

/// Forecasts that a sealed file states: its questions, those of its headline figures of which there is an outcome, and
/// the outside view's answers to the questions, as those of another forecaster.
///
/// # Errors
///
/// Where the seal is broken, the day is none, or an outcome is of another kind than its forecast.
pub(super) fn stated_forecasts(found: &SealedFile, outcomes: &Outcomes) -> Result<Vec<StatedForecast>, Diagnostics> {
    let refused = |diagnostic| Diagnostics::one(Source::new(found.file.as_str(), ""), diagnostic);
    if !found.seal_holds() {
        return Err(refused(broken_seal()));
    }
    let sealed = &found.sealed;
    let made = sealed.made.parse::<Date>().map_err(|_| refused(invalid_day(&sealed.made)))?;
    let state = |forecaster: &str, question: &str, belief| StatedForecast {
        forecaster: forecaster.to_owned(),
        question: question.to_owned(),
        made,
        belief,
    };
    let own = |(question, belief): (String, Belief)| state(&sealed.forecaster, &question, belief);
    let questions = sealed.questions.iter();
    let mut all: Vec<StatedForecast> =
        questions.clone().filter_map(|one| Some(own((one.name.clone(), Belief::Chance(one.p?))))).collect();
    let figures = headline_figures(sealed).into_iter().filter(|figure| outcomes.find(&figure.name).is_some());
    all.extend(figures.map(|figure| own((figure.name, figure.belief))));
    all.extend(questions.filter_map(|one| Some(state(OUTSIDE_VIEW, &one.name, Belief::Chance(one.outside_view?)))));
    match all.iter().find(|one| !outcomes.fits_belief(one)) {
        Some(one) => Err(Diagnostics::one(Source::new(outcomes.file.as_str(), ""), wrong_kind(one, &found.file))),
        None => Ok(all),
    }
}

fn wrong_kind(stated: &StatedForecast, file: &str) -> Diagnostic {
    let allowed = match stated.belief {
        Belief::Chance(_) => "`yes`, `no` or `annulled`",
        Belief::Quantiles(_) | Belief::Ensemble(_) => "a number or `annulled`",
        Belief::Categories(_) => "a category or `annulled`",
    };
    let message = format!("the outcome of `{}` is of another kind than its forecast in {file}", stated.question);
    Diagnostic::error("wrong-kind", message).allowed(allowed)
}

fn broken_seal() -> Diagnostic {
    Diagnostic::error("broken-seal", "the seal is broken: the file was changed after it was made")
        .allowed("sealed forecasts as they were made")
        .hint("standoff score check FILE says more")
}

fn invalid_day(made: &str) -> Diagnostic {
    Diagnostic::error("bad-date", format!("`{}` is no day", standoff_table::table::escape_for_message(made)))
        .allowed("a day such as 2025-12-31")
        .hint("make the file again: standoff forecast --seal FILE")
}
