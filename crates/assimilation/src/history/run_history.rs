//! A history, made in one pass of the filter and one forecast.

use super::answers::{ANSWER_COUNT, Answers, HISTORY_ANSWERS, HistoryAnswer};
use super::date_rows::{DateCollector, PlayedDate};
use super::event_effects::EffectMeter;
use super::findings::{AnswerTitle, DatedAnswer, FORMAT, History, HistoryMove, HistoryRow, PlanningDifference};
use super::games_of_history::GamesOfHistory;
use super::move_parts::{Change, split_change};
use super::played_futures::pick_count;
use super::request::HistoryRequest;
use crate::assimilated::Assimilation;
use crate::calendar::Calendar;
use crate::driver::{assimilate_observed, solve_games};
use crate::prior::{game_count, population_count};
use crate::war_model::WarModel;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::provenance::scenario_name;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Date, Scenario};
use standoff_stats::false_discovery::{FALSE_DISCOVERY_RATE, largest_kept_p_value};
use std::sync::Arc;

/// Answers of the forecast on the last date, with their errors.
struct PlannedAnswers {
    day: Date,
    means: Answers,
    errors: Answers,
}

impl PlannedAnswers {
    /// Those of a list that has an answer for each place of `asked`; others are unknown.
    fn new(day: Date, answers: &[DatedAnswer], asked: &[usize]) -> Result<Self, LabError> {
        let (mut means, mut errors) = ([f64::NAN; ANSWER_COUNT], [f64::NAN; ANSWER_COUNT]);
        for &place in asked {
            let (name, months) = (HISTORY_ANSWERS[place].name(), HISTORY_ANSWERS[place].months);
            let found = answers.iter().find(|one| one.answer == name && one.months == months).ok_or_else(|| {
                LabError::Counts(format!("the forecast of {day} has no answer `{name}` within {months} months"))
            })?;
            (means[place], errors[place]) = (found.p, found.error);
        }
        Ok(Self { day, means, errors })
    }
}

/// Places of the answers whose months the scenario's horizon holds.
fn asked_places(scenario: &Scenario) -> Vec<usize> {
    let horizon = scenario.horizon_months as usize;
    (0..ANSWER_COUNT).filter(|&place| HISTORY_ANSWERS[place].months <= horizon).collect()
}

/// Makes a history. Once it is stopped, it is made of the dates finished so far, and has no forecast.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped before the first date, [`LabError::Counts`] where nothing is known by the
/// last day, and otherwise as [`assimilate`](crate::assimilate()) and [`run_forecast`].
pub fn run_history(request: &HistoryRequest, watch: ProgressMonitor<'_>) -> Result<History, LabError> {
    let record = &request.assimilation;
    if record.log.known_by(record.as_of).is_empty() {
        return Err(LabError::Counts(format!("there is no record: no event was known by {}", record.as_of)));
    }
    let design = record.design();
    let calendar = Calendar::new(&record.scenario, &record.log, record.as_of);
    let model = WarModel::new(&design, &calendar);
    let games = solve_games(&model, record.size, watch)?;
    let games_of_history = GamesOfHistory::new(&model, &games);
    let meter = EffectMeter::new(record, (&calendar, &model, &games_of_history), request.futures_by_step);
    let mut collector = DateCollector::new(request, (&calendar, &games_of_history), meter);
    let planned = match assimilate_observed(&model, &calendar, &games, record, (watch, &mut collector)) {
        Ok(assimilation) => match &request.forecast {
            Some(answers) => PlannedAnswers::new(record.as_of, answers, &asked_places(&record.scenario)),
            None => plan_anew(request, assimilation, watch),
        },
        Err(error) => Err(error),
    };
    let planned = match planned {
        Ok(planned) => Some(planned),
        Err(LabError::NothingDone) if !collector.dates.is_empty() => None,
        Err(error) => return Err(error),
    };
    Ok(write_findings(request, &collector.dates, planned.as_ref()))
}

/// The forecast of the last day, as the command for forecasts makes it.
fn plan_anew(
    request: &HistoryRequest,
    assimilation: Assimilation,
    watch: ProgressMonitor<'_>,
) -> Result<PlannedAnswers, LabError> {
    let record = &request.assimilation;
    let onward = ForecastRequest {
        runs: request.runs,
        draws: record.size.kept,
        seed: record.seed,
        resolution: record.resolution,
        posterior: Some(Arc::new(assimilation.posterior)),
        ..ForecastRequest::new(assimilation.scenario)
    };
    let listener = |progress: &standoff_lab::forecast::run_forecast::ForecastProgress| {
        watch.report("futures of the forecast", progress.done, progress.runs);
    };
    let made = run_forecast(&onward, watch.cancelled, &listener)?;
    if made.findings.interrupted {
        return Err(LabError::NothingDone);
    }
    let design = onward.design();
    let ensemble = Ensemble::new(&design, made.draws, false)?;
    PlannedAnswers::new(record.as_of, &answers_of_forecast(&ensemble), &asked_places(&record.scenario))
}

/// The answers of a history as a forecast gives them, from its first day on.
pub fn answers_of_forecast(ensemble: &Ensemble<'_>) -> Vec<DatedAnswer> {
    let one = |answer: HistoryAnswer| {
        let found = ensemble.probability(|run| answer.is_yes(run));
        DatedAnswer { answer: answer.name().to_owned(), months: answer.months, p: found.p, error: found.mc_error }
    };
    HISTORY_ANSWERS.map(one).to_vec()
}

fn write_findings(request: &HistoryRequest, dates: &[PlayedDate], planned: Option<&PlannedAnswers>) -> History {
    let record = &request.assimilation;
    let scenario = &record.scenario;
    let asked = asked_places(scenario);
    let title = |&place: &usize| AnswerTitle {
        answer: HISTORY_ANSWERS[place].name().to_owned(),
        months: HISTORY_ANSWERS[place].months,
        title: HISTORY_ANSWERS[place].title(),
    };
    let populations = population_count(game_count(record.size));
    let effects = || dates.iter().flat_map(|date| &date.effects);
    // The last date of the record has the forecast in place of the answers of its states.
    let last = planned.and_then(|_| dates.last());
    let earlier = if last.is_some() { &dates[..dates.len() - 1] } else { dates };
    let mut rows: Vec<HistoryRow> =
        earlier.iter().map(|date| history_row(date.day, &asked, (date.means(), date.errors()), false)).collect();
    rows.extend(planned.map(|one| history_row(one.day, &asked, (one.means, one.errors), true)));
    History {
        format: FORMAT,
        scenario: scenario_name(scenario, &scenario.war(&scenario.central_values())),
        evidence: record.log.digest(record.as_of),
        as_of: record.as_of.to_string(),
        seed: record.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        every: request.every.name().to_owned(),
        states: record.size.draws * record.size.paths,
        futures: dates.first().map_or(0, PlayedDate::future_count),
        futures_by_step: pick_count(request.futures_by_step, populations),
        populations,
        events_tested: effects().filter(|effect| effect.estimate.is_some()).count(),
        events_left_out: effects().filter(|effect| effect.estimate.is_none()).count(),
        runs: request.runs,
        interrupted: planned.is_none(),
        answers: asked.iter().map(title).collect(),
        rows,
        moves: moves_between(request, dates, planned, &asked),
        planning: planned
            .zip(last)
            .map_or_else(Vec::new, |(planned, last)| planning_differences(planned, last, &asked)),
    }
}

fn history_row(day: Date, asked: &[usize], (means, errors): (Answers, Answers), planned_anew: bool) -> HistoryRow {
    let dated = |&place: &usize| DatedAnswer {
        answer: HISTORY_ANSWERS[place].name().to_owned(),
        months: HISTORY_ANSWERS[place].months,
        p: means[place],
        error: errors[place],
    };
    HistoryRow { date: day.to_string(), planned_anew, answers: asked.iter().map(dated).collect() }
}

fn moves_between(
    request: &HistoryRequest,
    dates: &[PlayedDate],
    planned: Option<&PlannedAnswers>,
    asked: &[usize],
) -> Vec<HistoryMove> {
    let largest_p_value = largest_p_value(dates, asked);
    let moved = |(place, pair): (usize, &[PlayedDate])| {
        let [before, after] = pair else { return None };
        let (from, to, played_error) = (before.means(), after.means(), after.errors_of_change(before));
        let planned = planned.filter(|_| place + 2 == dates.len());
        let planning: Answers =
            std::array::from_fn(|answer| planned.map_or(0.0, |planned| planned.means[answer] - to[answer]));
        let error = match planned {
            None => played_error,
            Some(planned) => joint_errors(planned.errors, before.errors()),
        };
        let change = Change {
            days: [before.day, after.day],
            change: std::array::from_fn(|answer| {
                planned.map_or(to[answer], |planned| planned.means[answer]) - from[answer]
            }),
            error,
            planning,
            effects: &after.effects,
            largest_p_value,
        };
        Some(split_change(&change, asked, &request.assimilation.log))
    };
    dates.windows(2).enumerate().filter_map(moved).collect()
}

/// Largest p-value of an effect that is told: every event is tested on every answer asked for, and those are told that are
/// kept at the false discovery rate over all of them.
fn largest_p_value(dates: &[PlayedDate], asked: &[usize]) -> Option<f64> {
    let tested = dates.iter().flat_map(|date| &date.effects).filter_map(|effect| effect.estimate.as_ref());
    let p_values: Vec<f64> = tested.flat_map(|one| asked.iter().map(|&answer| one.p_values[answer])).collect();
    largest_kept_p_value(&p_values, FALSE_DISCOVERY_RATE)
}

/// Errors of the differences of two estimates, as if they shared no luck.
fn joint_errors(one: Answers, other: Answers) -> Answers {
    std::array::from_fn(|answer| (one[answer] * one[answer] + other[answer] * other[answer]).sqrt())
}

fn planning_differences(planned: &PlannedAnswers, played: &PlayedDate, asked: &[usize]) -> Vec<PlanningDifference> {
    let (before, errors) = (played.means(), joint_errors(planned.errors, played.errors()));
    let difference = |&place: &usize| PlanningDifference {
        answer: HISTORY_ANSWERS[place].name().to_owned(),
        months: HISTORY_ANSWERS[place].months,
        before: before[place],
        after: planned.means[place],
        difference: planned.means[place] - before[place],
        error: errors[place],
    };
    asked.iter().map(difference).collect()
}
