//! The same futures, asked in different words: what a question's fine print is worth.
//!
//! Every wording is answered on the same runs, so that two rows differ by their words alone, never by chance.

use crate::error::LabError;
use crate::forecast::ensemble::{Ensemble, Probability};
use crate::forecast::provenance::{ScenarioName, scenario_name};
use crate::forecast::request::Request;
use crate::future::run::Run;
use crate::outcome::answer::{Answer, Ground, answer};
use crate::progress::{Step, Watch};
use serde::Serialize;
use standoff_scenario::{Date, Event, PRESETS, Preset, Question, Scenario, Scope, Stage, Values, Wording};
use standoff_world::quantity::Figures;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Wordings`].
pub const FORMAT: u32 = 1;
/// Months from the start to the deadline unless said otherwise; the horizon if that is nearer.
pub const MONTHS: u32 = 12;
/// Days that must be held or meant, in the grid of wordings.
const DAYS: [u32; 4] = [28, 30, 60, 90];

/// Answers to differently worded questions about the same futures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wordings {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Futures simulated.
    pub runs: usize,
    /// Futures that failed and are left out.
    pub failed_runs: usize,
    /// Draws of the parameters.
    pub draws: usize,
    /// Whether it was stopped before all runs were done.
    pub interrupted: bool,
    /// Command that reproduces these answers.
    pub command: String,
    /// The answers, deadline by deadline.
    pub deadlines: Vec<Deadline>,
}

/// All wordings by one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deadline {
    /// Last day that counts.
    pub by: String,
    /// The same in months from the start.
    pub months: f64,
    /// Chance that one public wording of a ceasefire question says *yes* and another *no* about the same future; null
    /// where the model does not tell all of them.
    pub divided: Option<Chance>,
    /// Wordings of public questions.
    pub presets: Vec<Worded>,
    /// The same event with the fine print changed piece by piece.
    pub grid: Vec<Worded>,
}

/// One wording and its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worded {
    /// Name of the public wording; null in the grid.
    pub preset: Option<String>,
    /// What it asks, in one line.
    pub title: String,
    /// What must happen.
    pub event: String,
    /// How much of the war must be covered.
    pub scope: String,
    /// Whether both sides must be bound.
    pub mutual: bool,
    /// Days that it must last at least.
    pub min_days: u32,
    /// Whether `min_days` is the length announced; otherwise it is the length held.
    pub intended: bool,
    /// Which moment counts: `agreed` or `in-effect`.
    pub stage: String,
    /// The chance; null where the model does not tell.
    pub chance: Option<Chance>,
    /// What the words add to the chance that a general ceasefire takes effect, however short, in the same futures; null
    /// where the model does not tell.
    pub adds: Option<Adds>,
    /// Share of futures whose *yes* rests on a quiet that the horizon cut off before it had held long enough.
    pub assumed: f64,
    /// Why the model does not tell, where it does not.
    pub silent: Option<String>,
}

/// The difference between two wordings in the same futures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Adds {
    /// This chance less the other.
    pub value: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
}

/// A chance with its band and error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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

/// The deadline where none is named: 12 months after the start, or the horizon if that is nearer.
///
/// ```
/// use standoff_scenario::builtin;
/// let scenario = builtin::load("two-sided").unwrap();
/// let by = standoff_lab::forecast::wordings::default_deadline(&scenario);
/// assert!(by > scenario.start);
/// ```
pub fn default_deadline(scenario: &Scenario) -> Date {
    let months = MONTHS.min(scenario.horizon_months);
    let days = jiff::Span::new().days(i64::from(months) * 364 / 12);
    scenario.start.saturating_add(days)
}

/// Plays the futures of a request and asks them in every wording, by every day.
///
/// # Errors
///
/// [`LabError`] where no future could be played.
pub fn wordings(request: &Request, by: &[Date], watch: Watch<'_>) -> Result<Wordings, LabError> {
    let design = request.design();
    let range = request.range()?;
    let (asked, done) = (range.len(), AtomicUsize::new(0));
    let draws = design.simulate(range, watch.stop, &|_| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(&Step { what: "the same futures".to_owned(), done, of: design.draws });
    });
    let made: usize = draws.iter().map(|draw| draw.runs.len()).sum();
    if made == 0 {
        return Err(LabError::NothingDone);
    }
    let ensemble = Ensemble::new(&design, draws, made < asked)?;
    let scenario = &request.scenario;
    Ok(Wordings {
        format: FORMAT,
        scenario: scenario_name(scenario, ensemble.war()),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        runs: made,
        failed_runs: made - ensemble.sound().count(),
        draws: ensemble.draws.len(),
        interrupted: ensemble.interrupted,
        command: request.command.clone(),
        deadlines: by.iter().map(|&by| deadline(&ensemble, by)).collect(),
    })
}

fn deadline(ensemble: &Ensemble<'_>, by: Date) -> Deadline {
    let scenario = ensemble.design.scenario;
    let ask = |event, wording| Question::of_wording(event, wording, by, scenario);
    let plain = ask(Event::Ceasefire, PLAIN);
    let worded = |event, wording, title| worded(ensemble, [&ask(event, wording), &plain], title);
    let preset = |preset: &Preset| {
        let found = worded(preset.event, preset.wording, preset.description.to_owned());
        Worded { preset: Some(preset.name.to_owned()), ..found }
    };
    let questions: Vec<Question> = ceasefires().map(|preset| ask(preset.event, preset.wording)).collect();
    let told = questions.iter().all(|question| question.resolvable);
    let divided = || {
        chance(ensemble, |ground, run| {
            let mut answers = questions.iter().map(|question| answer(question, run, &ground).is_yes());
            let first = answers.next();
            answers.any(|next| Some(next) != first)
        })
    };
    Deadline {
        by: by.to_string(),
        months: standoff_scenario::months_between(scenario.start, by),
        divided: told.then(divided),
        presets: PRESETS.iter().map(preset).collect(),
        grid: grid().into_iter().map(|(event, wording, title)| worded(event, wording, title)).collect(),
    }
}

/// A general ceasefire of both sides that takes effect, however short.
const PLAIN: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };

fn ceasefires() -> impl Iterator<Item = &'static Preset> {
    PRESETS.iter().filter(|preset| preset.event == Event::Ceasefire)
}

/// The fine print, one piece changed at a time: stage, days held, days meant, whom it binds, scope, and the event.
fn grid() -> Vec<(Event, Wording, String)> {
    let held = |min_days| Wording { min_days, ..PLAIN };
    let row = |event, wording, title: &str| (event, wording, title.to_owned());
    let mut rows = vec![
        row(Event::Ceasefire, Wording { stage: Stage::Agreed, ..PLAIN }, "A ceasefire or a peace is agreed"),
        row(Event::Ceasefire, PLAIN, "A ceasefire takes effect, however short"),
        row(Event::Ceasefire, Wording { intended: true, ..held(90) }, "It takes effect and is meant to last 90 days"),
    ];
    rows.extend(DAYS.map(|days| (Event::Ceasefire, held(days), format!("It takes effect and holds {days} days"))));
    rows.extend([
        row(Event::Ceasefire, Wording { stage: Stage::Agreed, ..held(30) }, "It is agreed and then holds 30 days"),
        row(Event::Ceasefire, Wording { mutual: false, ..PLAIN }, "It takes effect; one side may declare it alone"),
        row(Event::Ceasefire, Wording { scope: Scope::Sectoral, ..PLAIN }, "A ceasefire for one sector takes effect"),
        row(Event::Ceasefire, Wording { scope: Scope::Local, ..PLAIN }, "A ceasefire at one place takes effect"),
        row(Event::Settlement, Wording { stage: Stage::Agreed, ..PLAIN }, "A settlement is agreed"),
        row(Event::Settlement, PLAIN, "A settlement is signed and ratified"),
        row(Event::Settlement, held(90), "A settlement is ratified and holds 90 days"),
        row(Event::TruceLasts, PLAIN, "A truce has lasted until it is a frozen conflict"),
    ]);
    rows
}

/// A question with its answer, and what its words add to those of the plain one.
fn worded(ensemble: &Ensemble<'_>, [question, plain]: [&Question; 2], title: String) -> Worded {
    let silent = silent(question);
    let known = |wanted: fn(Answer) -> bool| chance(ensemble, |ground, run| wanted(answer(question, run, &ground)));
    let Wording { scope, mutual, min_days, intended, stage } = question.wording;
    Worded {
        preset: None,
        title,
        event: question.event.name().to_owned(),
        scope: scope.name().to_owned(),
        mutual,
        min_days,
        intended,
        stage: stage.name().to_owned(),
        chance: silent.is_none().then(|| known(Answer::is_yes)),
        adds: (silent.is_none() && plain.resolvable).then(|| adds(ensemble, question, plain)),
        assumed: if silent.is_none() { known(|answer| answer == Answer::Assumed).p } else { 0.0 },
        silent,
    }
}

/// Why the model does not tell.
fn silent(question: &Question) -> Option<String> {
    match (question.wording.scope, question.resolvable) {
        (Scope::General, true) => None,
        (Scope::General, false) => {
            Some("the deadline, or the days to hold after it, lie beyond the horizon".to_owned())
        }
        _ => Some("the model knows ceasefires on the whole front only".to_owned()),
    }
}

fn adds(ensemble: &Ensemble<'_>, question: &Question, plain: &Question) -> Adds {
    let yes = |question: &Question, ground, run: &Run| f64::from(u8::from(answer(question, run, &ground).is_yes()));
    let ground = ground_of(ensemble);
    let found =
        ensemble.mean_of_draw(|values, run| yes(question, ground(values), run) - yes(plain, ground(values), run));
    Adds { value: found.p, mc_error: found.mc_error }
}

fn ground_of(ensemble: &Ensemble<'_>) -> impl Fn(&Values) -> Ground {
    let front_start = ensemble.war().front_start;
    move |values| Ground { area_per_step: values.figure("front.area_per_step"), front_start }
}

fn chance(ensemble: &Ensemble<'_>, happened: impl Fn(Ground, &Run) -> bool) -> Chance {
    let ground = ground_of(ensemble);
    ensemble.probability_of_draw(|values, run| happened(ground(values), run)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::design::Resolution;
    use standoff_scenario::builtin;
    use standoff_world::switches::Mechanisms;
    use std::sync::atomic::AtomicBool;

    fn found() -> Wordings {
        let scenario = builtin::load("two-sided").unwrap();
        let by = [6, 12].map(|months| scenario.start.saturating_add(jiff::Span::new().days(months * 364 / 12)));
        let request = Request {
            scenario,
            runs: 96,
            draws: 12,
            seed: 1,
            mechanisms: Mechanisms::default(),
            pulls: Vec::new(),
            resolution: Resolution::Coarse,
            command: String::new(),
            posterior: None,
            shard: None,
        };
        wordings(&request, &by, Watch { stop: &AtomicBool::new(false), progress: &|_| () }).unwrap()
    }

    fn p(row: &Worded) -> f64 {
        row.chance.expect("the model tells").p
    }

    #[test]
    fn stricter_words_and_earlier_days_are_never_likelier() {
        let found = found();
        for day in &found.deadlines {
            let held: Vec<f64> = day.grid[1..2].iter().chain(&day.grid[3..7]).map(p).collect();
            assert!(held.windows(2).all(|pair| pair[1] <= pair[0]), "{held:?}");
            assert!(p(&day.grid[1]) <= p(&day.grid[0]), "in effect against agreed");
            let gap = |row: &Worded| row.adds.expect("the model tells").value - (p(row) - p(&day.grid[1]));
            assert!(day.presets.iter().chain(&day.grid[..9]).all(|row| gap(row).abs() < 1e-12));
            assert_eq!(p(&day.grid[1]), p(&day.grid[2]), "all are meant to last");
            assert!(p(&day.grid[12]) <= p(&day.grid[11]) && p(&day.grid[13]) <= p(&day.grid[12]), "settlements");
        }
        let rows = |day: &Deadline| [&day.presets[..], &day.grid[..]].concat();
        let [early, late] = [0, 1].map(|at| rows(&found.deadlines[at]));
        assert!(early.iter().zip(&late).filter(|(one, _)| one.chance.is_some()).all(|(one, other)| p(one) <= p(other)));
    }

    #[test]
    fn what_the_model_does_not_know_is_said() {
        let found = found();
        let silent: Vec<&str> =
            found.deadlines[0].grid.iter().filter(|row| row.silent.is_some()).map(|row| row.scope.as_str()).collect();
        assert_eq!(silent, ["sectoral", "local"]);
        assert!(found.deadlines[0].presets.iter().all(|row| row.chance.is_some()));
    }

    /// A future is divided at least as often as the loosest and the strictest wording differ.
    #[test]
    fn divided_futures_span_the_gap() {
        for day in found().deadlines {
            let of: Vec<f64> = day.presets.iter().filter(|row| row.event == "ceasefire").map(p).collect();
            let gap = of.iter().copied().fold(0.0, f64::max) - of.iter().copied().fold(1.0, f64::min);
            let divided = day.divided.expect("the model tells").p;
            assert!(divided >= gap - 1e-12 && divided <= 1.0);
        }
    }
}
