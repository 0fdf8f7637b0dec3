//! Effect of a question's fine print: the same futures answer differently worded questions.
//!
//! Every wording is answered on the same runs, so two rows differ by their words alone and never by chance.

use crate::error::LabError;
use crate::forecast::ensemble::{Ensemble, Probability};
use crate::forecast::provenance::Provenance;
use crate::forecast::request::ForecastRequest;
use crate::future::run::Run;
use crate::outcome::answer::{Answer, QuestionContext, answer_question};
use crate::progress::ProgressMonitor;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::{Date, PRESETS, Preset, Question, QuestionEvent, Scenario, Scope, Stage, Values, Wording};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Wordings`].
pub const FORMAT: u32 = 1;
/// Default months from the start to the deadline; the horizon if that is nearer.
pub const DEFAULT_MONTHS: u32 = 12;
/// Days that must be held or meant, in the grid of wordings.
const DAYS: [u32; 4] = [28, 30, 60, 90];

/// Answers to differently worded questions about the same futures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Wordings {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Futures simulated.
    pub runs: usize,
    /// Futures that failed and are left out.
    pub failed_runs: usize,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// True if the work was cancelled before all runs were done.
    pub interrupted: bool,
    /// Command that reproduces these answers.
    pub command: String,
    /// The answers, deadline by deadline.
    pub deadlines: Vec<DeadlineAnswers>,
}

/// Answers to all wordings by one day.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DeadlineAnswers {
    /// Last day that counts.
    pub by: String,
    /// Months from the start to that day.
    pub months: f64,
    /// Chance that one public wording of a ceasefire question says *yes* and another *no* about the same future; null
    /// where the model does not tell all of them.
    pub divided: Option<Chance>,
    /// Wordings of public questions.
    pub presets: Vec<WordingAnswer>,
    /// Wordings of one event with the fine print changed piece by piece.
    pub grid: Vec<WordingAnswer>,
}

/// Answer to one wording.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WordingAnswer {
    /// Name of the public wording; null in the grid.
    pub preset: Option<String>,
    /// Question in one line.
    pub title: String,
    /// Event that must happen.
    pub event: String,
    /// Part of the war that must be covered.
    pub scope: String,
    /// True if both sides must be bound.
    pub mutual: bool,
    /// Days that it must last at least.
    pub min_days: u32,
    /// True if `min_days` is the length announced; otherwise it is the length held.
    pub intended: bool,
    /// Moment that counts: `agreed` or `in-effect`.
    pub stage: String,
    /// The chance; null where the model does not tell.
    pub chance: Option<Chance>,
    /// Difference from the chance that a general ceasefire takes effect, however short, in the same futures; null where the
    /// model does not tell.
    pub adds: Option<AddedChance>,
    /// Share of futures whose *yes* rests on a quiet that the horizon cut off before it had held long enough.
    pub assumed: f64,
    /// Reason why the model does not tell; null where it does.
    pub silent: Option<String>,
}

/// Difference between two wordings in the same futures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct AddedChance {
    /// This chance less the other.
    pub value: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
}

/// Chance with its band between draws and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Chance {
    /// Probability.
    pub p: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
}

impl From<Probability> for Chance {
    fn from(found: Probability) -> Self {
        Self { p: found.p, low: found.low, high: found.high, mc_error: found.mc_error }
    }
}

/// Default deadline: 12 months after the start, or the horizon if that is nearer.
///
/// ```
/// use standoff_scenario::builtin;
/// let scenario = builtin::load("two-sided").unwrap();
/// let by = standoff_lab::forecast::wordings::default_deadline(&scenario);
/// assert!(by > scenario.start);
/// ```
pub fn default_deadline(scenario: &Scenario) -> Date {
    let months = DEFAULT_MONTHS.min(scenario.horizon_months);
    let days = jiff::Span::new().days(i64::from(months) * 364 / 12);
    scenario.start.saturating_add(days)
}

/// Simulates the futures of a request and answers every wording by every day on them.
///
/// # Errors
///
/// [`LabError`] where no future could be simulated.
pub fn compare_wordings(
    request: &ForecastRequest,
    by: &[Date],
    monitor: ProgressMonitor<'_>,
) -> Result<Wordings, LabError> {
    let design = request.design();
    let (asked, done) = (design.run_count(), AtomicUsize::new(0));
    let draws = design.simulate_runs(0..asked, monitor.cancelled, &|_| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        monitor.report("the same futures", done, design.draws);
    });
    let made: usize = draws.iter().map(|draw| draw.runs.len()).sum();
    if made == 0 {
        return Err(LabError::NothingDone);
    }
    let ensemble = Ensemble::new(&design, draws, made < asked)?;
    let scenario = &request.scenario;
    Ok(Wordings {
        provenance: Provenance::new(FORMAT, scenario, ensemble.central_war(), request.seed)
            .on_record(request.posterior.as_deref()),
        runs: made,
        failed_runs: made - ensemble.valid_runs().count(),
        draws: ensemble.draws.len(),
        interrupted: ensemble.interrupted,
        command: request.command.clone(),
        deadlines: by.iter().map(|&by| deadline_answers(&ensemble, by)).collect(),
    })
}

fn deadline_answers(ensemble: &Ensemble<'_>, by: Date) -> DeadlineAnswers {
    let scenario = ensemble.design.scenario;
    let ask = |event, wording| Question::of_wording(event, wording, by, scenario);
    let plain = ask(QuestionEvent::Ceasefire, PLAIN);
    let worded = |event, wording, title| wording_answer(ensemble, [&ask(event, wording), &plain], title);
    let preset = |preset: &Preset| {
        let found = worded(preset.event, preset.wording, preset.description.to_owned());
        WordingAnswer { preset: Some(preset.name.to_owned()), ..found }
    };
    let questions: Vec<Question> = ceasefire_presets().map(|preset| ask(preset.event, preset.wording)).collect();
    let told = questions.iter().all(|question| question.resolvable);
    let divided = || {
        chance_of_future(ensemble, |ground, run| {
            let mut answers = questions.iter().map(|question| answer_question(question, run, &ground).is_yes());
            let first = answers.next();
            answers.any(|next| Some(next) != first)
        })
    };
    DeadlineAnswers {
        by: by.to_string(),
        months: standoff_scenario::months_between(scenario.start, by),
        divided: told.then(divided),
        presets: PRESETS.iter().map(preset).collect(),
        grid: wording_grid().into_iter().map(|(event, wording, title)| worded(event, wording, title)).collect(),
    }
}

/// A general ceasefire of both sides that takes effect, however short.
const PLAIN: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };

fn ceasefire_presets() -> impl Iterator<Item = &'static Preset> {
    PRESETS.iter().filter(|preset| preset.event == QuestionEvent::Ceasefire)
}

/// The fine print, one piece changed at a time: stage, days held, days meant, whom it binds, scope, and the event.
fn wording_grid() -> Vec<(QuestionEvent, Wording, String)> {
    let held = |min_days| Wording { min_days, ..PLAIN };
    let row = |event, wording, title: &str| (event, wording, title.to_owned());
    let mut rows = vec![
        row(QuestionEvent::Ceasefire, Wording { stage: Stage::Agreed, ..PLAIN }, "A ceasefire or a peace is agreed"),
        row(QuestionEvent::Ceasefire, PLAIN, "A ceasefire takes effect, however short"),
        row(
            QuestionEvent::Ceasefire,
            Wording { intended: true, ..held(90) },
            "It takes effect and is meant to last 90 days",
        ),
    ];
    rows.extend(
        DAYS.map(|days| (QuestionEvent::Ceasefire, held(days), format!("It takes effect and holds {days} days"))),
    );
    rows.extend([
        row(
            QuestionEvent::Ceasefire,
            Wording { stage: Stage::Agreed, ..held(30) },
            "It is agreed and then holds 30 days",
        ),
        row(
            QuestionEvent::Ceasefire,
            Wording { mutual: false, ..PLAIN },
            "It takes effect; one side may declare it alone",
        ),
        row(
            QuestionEvent::Ceasefire,
            Wording { scope: Scope::Sectoral, ..PLAIN },
            "A ceasefire for one sector takes effect",
        ),
        row(
            QuestionEvent::Ceasefire,
            Wording { scope: Scope::Local, ..PLAIN },
            "A ceasefire at one place takes effect",
        ),
        row(
            QuestionEvent::Settlement,
            Wording { stage: Stage::Agreed, ..PLAIN },
            "A settlement is agreed in principle",
        ),
        row(QuestionEvent::Settlement, Wording { stage: Stage::Signed, ..PLAIN }, "The text of a settlement is signed"),
        row(QuestionEvent::Settlement, PLAIN, "A settlement takes effect"),
        row(QuestionEvent::Settlement, held(90), "A settlement takes effect and holds 90 days"),
        row(QuestionEvent::TruceLasts, PLAIN, "A truce has lasted until it is a frozen conflict"),
    ]);
    rows
}

/// Answers a question and compares it with the plain one.
fn wording_answer(ensemble: &Ensemble<'_>, [question, plain]: [&Question; 2], title: String) -> WordingAnswer {
    let silent = silence_reason(question);
    let known = |wanted: fn(Answer) -> bool| {
        chance_of_future(ensemble, |ground, run| wanted(answer_question(question, run, &ground)))
    };
    let Wording { scope, mutual, min_days, intended, stage } = question.wording;
    WordingAnswer {
        preset: None,
        title,
        event: question.event.name().to_owned(),
        scope: scope.name().to_owned(),
        mutual,
        min_days,
        intended,
        stage: stage.name().to_owned(),
        chance: silent.is_none().then(|| known(Answer::is_yes)),
        adds: (silent.is_none() && plain.resolvable).then(|| added_chance(ensemble, question, plain)),
        assumed: if silent.is_none() { known(|answer| answer == Answer::Assumed).p } else { 0.0 },
        silent,
    }
}

/// Reason why the model cannot answer a question, if it cannot.
fn silence_reason(question: &Question) -> Option<String> {
    match (question.wording.scope, question.resolvable) {
        (Scope::General, true) => None,
        (Scope::General, false) => {
            Some("the deadline, or the days to hold after it, lie beyond the horizon".to_owned())
        }
        _ => Some("the model knows ceasefires on the whole front only".to_owned()),
    }
}

fn added_chance(ensemble: &Ensemble<'_>, question: &Question, plain: &Question) -> AddedChance {
    let yes =
        |question: &Question, ground, run: &Run| f64::from(u8::from(answer_question(question, run, &ground).is_yes()));
    let ground = question_context(ensemble);
    let found =
        ensemble.mean_with_values(|values, run| yes(question, ground(values), run) - yes(plain, ground(values), run));
    AddedChance { value: found.p, mc_error: found.mc_error }
}

fn question_context(ensemble: &Ensemble<'_>) -> impl Fn(&Values) -> QuestionContext {
    let war = ensemble.central_war();
    move |values| QuestionContext::new(values, war)
}

fn chance_of_future(ensemble: &Ensemble<'_>, happened: impl Fn(QuestionContext, &Run) -> bool) -> Chance {
    let ground = question_context(ensemble);
    ensemble.probability_with_values(|values, run| happened(ground(values), run)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::builtin;
    use std::sync::atomic::AtomicBool;

    fn two_sided_wordings() -> Wordings {
        let scenario = builtin::load("two-sided").unwrap();
        let by = [6, 12].map(|months| scenario.start.saturating_add(jiff::Span::new().days(months * 364 / 12)));
        let request = ForecastRequest { runs: 96, draws: 12, seed: 1, ..ForecastRequest::new(scenario) };
        compare_wordings(&request, &by, ProgressMonitor::new(&AtomicBool::new(false), &|_| ())).unwrap()
    }

    fn probability(row: &WordingAnswer) -> f64 {
        row.chance.expect("the model tells").p
    }

    #[test]
    fn stricter_words_and_earlier_days_are_never_likelier() {
        let found = two_sided_wordings();
        for day in &found.deadlines {
            let held: Vec<f64> = day.grid[1..2].iter().chain(&day.grid[3..7]).map(probability).collect();
            assert!(held.windows(2).all(|pair| pair[1] <= pair[0]), "{held:?}");
            assert!(probability(&day.grid[1]) <= probability(&day.grid[0]), "in effect against agreed");
            let gap = |row: &WordingAnswer| {
                row.adds.expect("the model tells").value - (probability(row) - probability(&day.grid[1]))
            };
            assert!(day.presets.iter().chain(&day.grid[..9]).all(|row| gap(row).abs() < 1e-12));
            assert_eq!(probability(&day.grid[1]), probability(&day.grid[2]), "all are meant to last");
            assert!(
                probability(&day.grid[12]) <= probability(&day.grid[11])
                    && probability(&day.grid[13]) <= probability(&day.grid[12]),
                "settlements"
            );
        }
        let rows = |day: &DeadlineAnswers| [&day.presets[..], &day.grid[..]].concat();
        let [early, late] = [0, 1].map(|at| rows(&found.deadlines[at]));
        assert!(
            early
                .iter()
                .zip(&late)
                .filter(|(one, _)| one.chance.is_some())
                .all(|(one, other)| probability(one) <= probability(other))
        );
    }

    #[test]
    fn what_the_model_does_not_know_is_said() {
        let found = two_sided_wordings();
        let silent: Vec<&str> =
            found.deadlines[0].grid.iter().filter(|row| row.silent.is_some()).map(|row| row.scope.as_str()).collect();
        assert_eq!(silent, ["sectoral", "local"]);
        assert!(found.deadlines[0].presets.iter().all(|row| row.chance.is_some()));
    }

    /// A future is divided at least as often as the loosest and the strictest wording differ.
    #[test]
    fn divided_futures_span_the_gap() {
        for day in two_sided_wordings().deadlines {
            let of: Vec<f64> = day.presets.iter().filter(|row| row.event == "ceasefire").map(probability).collect();
            let gap = of.iter().copied().fold(0.0, f64::max) - of.iter().copied().fold(1.0, f64::min);
            let divided = day.divided.expect("the model tells").p;
            assert!(divided >= gap - 1e-12 && divided <= 1.0);
        }
    }
}
