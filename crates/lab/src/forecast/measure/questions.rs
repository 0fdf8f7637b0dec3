//! Answers to the scenario's questions, with the outside view of past wars where it covers them, and that of this war's own record
//! where it says anything of them.

use crate::error::LabError;
use crate::forecast::ensemble::{Ensemble, Probability};
use crate::forecast::findings::QuestionAnswer;
use crate::forecast::measure::benchmark::outside_view;
use crate::outcome::answer::{QuestionContext, is_answered_yes};
use crate::record::outside_view::{RecordView, ViewContext, view_question};
use standoff_scenario::{Question, QuestionEvent};

/// Answers every question of the scenario.
pub fn answer_questions(ensemble: &Ensemble<'_>) -> Result<Vec<QuestionAnswer>, LabError> {
    let view = outside_view(ensemble.design.scenario)?;
    let answer = |question: &Question| {
        let found = question.resolvable.then(|| question_probability(ensemble, question));
        QuestionAnswer {
            name: question.name.clone(),
            text: question.text.clone(),
            by: question.by.to_string(),
            p: found.map(|found| found.p),
            mc_error: found.map(|found| found.mc_error),
            low: found.map(|found| found.low),
            high: found.map(|found| found.high),
            benchmark: view.mean_chance(question.months).filter(|_| outside_view_covers(question)),
            own_record: view_from_record(ensemble, question),
        }
    };
    Ok(ensemble.design.scenario.questions.iter().map(answer).collect())
}

/// True if the outside view covers a question. It counts ends of wars, so it covers general ceasefires and settlements only.
fn outside_view_covers(question: &Question) -> bool {
    question.resolvable
        && matches!(question.event, QuestionEvent::Ceasefire | QuestionEvent::Settlement | QuestionEvent::TruceLasts)
}

/// The outside view of a question from the record that the ensemble starts from, if it starts from one.
fn view_from_record(ensemble: &Ensemble<'_>, question: &Question) -> Option<RecordView> {
    let design = ensemble.design;
    let war = ensemble.central_war();
    let ground = QuestionContext::new(&design.scenario.central_values(), war);
    let context = ViewContext {
        scenario: design.scenario,
        area_start: ground.area_start,
        meetings_per_round: war.reporting.meetings,
        seed: design.seed,
    };
    view_question(question, &design.posterior?.series, &context)
}

fn question_probability(ensemble: &Ensemble<'_>, question: &Question) -> Probability {
    ensemble.probability_with_values(|values, run| {
        is_answered_yes(question, run, &QuestionContext::new(values, ensemble.central_war()))
    })
}
