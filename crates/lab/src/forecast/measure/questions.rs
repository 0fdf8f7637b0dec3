//! The scenario's questions, each with the outside view where that speaks to it.

use crate::error::LabError;
use crate::forecast::ensemble::{Ensemble, Probability};
use crate::forecast::findings::QuestionAnswer;
use crate::forecast::measure::benchmark::outside_view;
use crate::outcome::answer::{Ground, happened};
use standoff_scenario::{Question, QuestionEvent};
use standoff_world::quantity::Figures;

pub fn measure(ensemble: &Ensemble<'_>) -> Result<Vec<QuestionAnswer>, LabError> {
    let view = outside_view(ensemble.design.scenario)?;
    let answer = |question: &Question| {
        let found = question.resolvable.then(|| probability(ensemble, question));
        QuestionAnswer {
            name: question.name.clone(),
            text: question.text.clone(),
            by: question.by.to_string(),
            p: found.map(|found| found.p),
            mc_error: found.map(|found| found.mc_error),
            low: found.map(|found| found.low),
            high: found.map(|found| found.high),
            benchmark: speaks_to(question).then(|| view.mean_chance(question.months)),
        }
    };
    Ok(ensemble.design.scenario.questions.iter().map(answer).collect())
}

/// The outside view counts ends of wars: it speaks to general ceasefires and settlements, nothing else.
fn speaks_to(question: &Question) -> bool {
    question.resolvable
        && matches!(question.event, QuestionEvent::Ceasefire | QuestionEvent::Settlement | QuestionEvent::TruceLasts)
}

fn probability(ensemble: &Ensemble<'_>, question: &Question) -> Probability {
    ensemble.probability_of_draw(|values, run| {
        let ground =
            Ground { area_per_step: values.figure("front.area_per_step"), front_start: ensemble.war().front_start };
        happened(question, run, &ground)
    })
}
