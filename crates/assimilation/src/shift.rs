//! Shift: the difference that an event makes to the forecast from a day.
//!
//! One forecast has the event in its log, the other does not. Both share the games of the record, the draws, the states
//! and the random numbers, so they differ by the event alone (decision 72). Where the log with the event is no more
//! evidence to the model than the log without it, nothing is played: the shift is zero.

use super::calendar::Calendar;
use super::event_uses::has_place_in_model;
use super::paired_answers::{PairedDraws, ShiftedAnswer};
use super::war_model::WarModel;
use crate::assimilated::Assimilation;
use crate::driver::{assimilate_with_games, solve_games};
use crate::request::AssimilationRequest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::findings::Driver;
use standoff_lab::forecast::measure::drivers::rank_drivers as all_drivers;
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::outcome::named::{ForecastPart, Outcome};
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_lab::report_months::{middle_months, near_months};
use standoff_scenario::Scenario;
use standoff_scenario::evidence::Log;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Shift`].
pub const FORMAT: u32 = 1;

/// Outcomes that are compared, beside holding and settling within the months that are told: how long the line holds, what
/// ends the war and at whose cost. Those that a scenario does not have are left out.
const SHIFT_OUTCOMES: [&str; 12] = [
    "hold-months",
    "end.settlement-inside",
    "end.settlement-beyond",
    "end.frozen",
    "end.military",
    "end.still-at-war",
    "cost.invader.casualties",
    "cost.defender.casualties",
    "cost.defender.area",
    "cost.defender.five-year-peace",
    "cost.coalition.bilateral",
    "cost.coalition.pooled",
];

/// Number of standard errors from zero beyond which a rank correlation is told from noise. Many parameters are tried,
/// of which two standard errors would let several pass by chance.
const CLEAR_STANDARD_ERRORS: f64 = 3.0;

/// Differences that an event makes to the answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shift {
    /// Version of the keys.
    pub format: u32,
    /// Scenario.
    pub scenario: ScenarioName,
    /// Day from which both forecasts are made: events that became known later are not used.
    pub as_of: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Number of draws of either forecast; 0 where nothing was played.
    pub draws: usize,
    /// Number of futures of either forecast.
    pub runs: usize,
    /// Reason why the event is not used, where it is only carried along: the shift is zero, and nothing was played.
    pub unused: Option<UnusedEvidence>,
    /// Step whose reports no state explains, where there is one.
    pub impossible: Option<ImpossibleStep>,
    /// Answers without the event and with it.
    pub answers: Vec<ShiftedAnswer>,
    /// Uncertain parameters on which the answers depend most, without the event or with it.
    pub drivers: Vec<ShiftedDriver>,
}

/// Evidence that the model has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnusedEvidence {
    /// Events of this kind, whatever they say.
    Kind,
    /// This event, though others of its kind are used.
    Event,
}

/// The log that has a step which no state explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftSide {
    /// The log with the event only.
    With,
    /// The log without the event only: the event withdraws the report that no state explains.
    Without,
    /// Both: the event is not the cause.
    Both,
}

/// A step whose reports no state explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImpossibleStep {
    /// Log that has the step.
    pub side: ShiftSide,
    /// Last day of the step.
    pub date: String,
    /// Its readings, the least likely first, and its events.
    pub events: Vec<String>,
}

/// Rank correlation of an answer with an uncertain parameter, without the event and with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShiftedDriver {
    /// Path of the parameter.
    pub parameter: String,
    /// Parameter in words.
    pub meaning: String,
    /// The answer.
    pub answer: String,
    /// Rank correlation without the event.
    pub before: f64,
    /// Rank correlation with it.
    pub after: f64,
    /// Standard error of either.
    pub error: f64,
}

/// Measures the difference that an event makes: `request` has the log with it, `before` is the log without it. At least
/// `runs` futures are played on either side, rounded up to whole draws.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where no draw can be played. An event that
/// no state explains is no error: it is what was found.
pub fn measure_shift(
    request: &AssimilationRequest,
    before: &Log,
    runs: usize,
    watch: ProgressMonitor<'_>,
) -> Result<Shift, LabError> {
    let lay_out = |log: &Log| Calendar::new(&request.scenario, log, request.as_of);
    let (without, with) = (lay_out(before), lay_out(&request.log));
    if with.is_same_evidence(&without) {
        return Ok(Shift { unused: Some(classify_unused(request, before)), ..empty_shift(request) });
    }
    let design = request.design();
    let games = solve_games(&WarModel::new(&design, &with), request.size, watch)?;
    let sides = PairedForecasts { request, games: &games, watch };
    let (with, without) = (sides.assimilate_calendar(&with), sides.assimilate_calendar(&without));
    match (without, with) {
        (Ok(before), Ok(after)) => sides.compare_futures([before, after], runs),
        (without, with) => shift_with_impossible_step(request, without.err(), with.err()),
    }
}

/// Says whether the model has no place for the kind of the new events, or only for these events.
fn classify_unused(request: &AssimilationRequest, before: &Log) -> UnusedEvidence {
    let old: BTreeSet<&str> = before.events.iter().map(|event| event.id.as_str()).collect();
    let mut new = request.log.events.iter().filter(|event| !old.contains(event.id.as_str()));
    if new.any(|event| has_place_in_model(event.kind)) { UnusedEvidence::Event } else { UnusedEvidence::Kind }
}

/// Shift in which no state explains the reports of a step; any other error is passed on.
fn shift_with_impossible_step(
    request: &AssimilationRequest,
    without: Option<LabError>,
    with: Option<LabError>,
) -> Result<Shift, LabError> {
    let side = match (&without, &with) {
        (Some(_), Some(_)) => ShiftSide::Both,
        (Some(_), None) => ShiftSide::Without,
        _ => ShiftSide::With,
    };
    let mut found = None;
    for error in [without, with].into_iter().flatten() {
        let LabError::ImpossibleEvent { date, events } = error else { return Err(error) };
        found = Some(ImpossibleStep { side, date, events });
    }
    Ok(Shift { impossible: found, ..empty_shift(request) })
}

/// Shift without any answer.
fn empty_shift(request: &AssimilationRequest) -> Shift {
    let scenario = &request.scenario;
    Shift {
        format: FORMAT,
        scenario: scenario_name(scenario, &scenario.war(&scenario.central_values())),
        as_of: request.as_of.to_string(),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        draws: 0,
        runs: 0,
        unused: None,
        impossible: None,
        answers: Vec::new(),
        drivers: Vec::new(),
    }
}

/// The two forecasts of a shift, by what they share.
pub(super) struct PairedForecasts<'a> {
    pub request: &'a AssimilationRequest,
    pub games: &'a [Arc<Equilibrium>],
    pub watch: ProgressMonitor<'a>,
}

impl PairedForecasts<'_> {
    /// Brings the ensemble up to date on one side's calendar.
    pub fn assimilate_calendar(&self, calendar: &Calendar) -> Result<Assimilation, LabError> {
        let design = self.request.design();
        let model = WarModel::new(&design, calendar);
        assimilate_with_games(&model, calendar, self.games, self.request, self.watch)
    }

    /// Plays the futures of both sides and compares them.
    fn compare_futures(&self, sides: [Assimilation; 2], runs: usize) -> Result<Shift, LabError> {
        let (draws, paths) = self.draws_and_paths(runs);
        let [without, with] = &sides;
        let [without, with] = [self.design_onward(without, draws, paths), self.design_onward(with, draws, paths)];
        let scenario = with.scenario;
        let before = self.simulate_futures(&without, "futures without the event")?;
        let after = self.simulate_futures(&with, "futures with the event")?;
        let pairs = PairedDraws::new([&without, &with], [&before, &after])?;
        let answers = shift_outcomes(scenario).iter().map(|outcome| pairs.compare_answer(outcome)).collect();
        let draws = pairs.len();
        let [before, after] = [Ensemble::new(&without, before, false)?, Ensemble::new(&with, after, false)?];
        let drivers = clear_drivers(&all_drivers(&before), &all_drivers(&after));
        Ok(Shift { draws, runs: draws * paths, answers, drivers, ..empty_shift(self.request) })
    }

    /// Numbers of draws and of paths in each, for at least `runs` futures.
    pub fn draws_and_paths(&self, runs: usize) -> (usize, usize) {
        let draws = self.request.size.kept.clamp(1, self.request.size.draws);
        (draws, runs.max(1).div_ceil(draws))
    }

    /// Design of the futures of one side.
    pub fn design_onward<'s>(&'s self, side: &'s Assimilation, draws: usize, paths: usize) -> Design<'s> {
        let Assimilation { scenario, posterior, .. } = side;
        Design { scenario, draws, paths, posterior: Some(posterior), ..self.request.design() }
    }

    /// Plays the futures of one side.
    pub fn simulate_futures(&self, design: &Design<'_>, what: &str) -> Result<Vec<DrawRuns>, LabError> {
        let done = AtomicUsize::new(0);
        let heard = |_: &DrawRuns| {
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            (self.watch.listener)(&ProgressStep { what: what.to_owned(), done, of: design.draws });
        };
        let draws = design.simulate_runs(0..design.run_count(), self.watch.cancelled, &heard);
        if self.watch.is_cancelled() { Err(LabError::NothingDone) } else { Ok(draws) }
    }
}

/// Outcomes that a shift compares: those of the first three questions, and the dated questions.
pub(super) fn shift_outcomes(scenario: &Scenario) -> Vec<Outcome> {
    let horizon = scenario.horizon_months as usize;
    let months = [near_months(horizon), middle_months(horizon)];
    let dated = months.map(|months| [format!("holds-{months}"), format!("settled-{months}")]).concat();
    let wanted = |outcome: &Outcome| {
        let listed = SHIFT_OUTCOMES.contains(&outcome.name.as_str()) || dated.contains(&outcome.name);
        listed || outcome.part == ForecastPart::Question
    };
    Outcome::list(scenario).into_iter().filter(wanted).collect()
}

/// Parameters that stand out from the noise between draws on either side, the strongest first.
fn clear_drivers(before: &[Driver], after: &[Driver]) -> Vec<ShiftedDriver> {
    let later: BTreeMap<&str, &Driver> = after.iter().map(|driver| (driver.parameter.as_str(), driver)).collect();
    let both = before.iter().filter_map(|driver| Some((driver, *later.get(driver.parameter.as_str())?)));
    let mut all: Vec<ShiftedDriver> = both.flat_map(|(before, after)| answers_of_driver(before, after)).collect();
    let strength = |one: &ShiftedDriver| one.before.abs().max(one.after.abs());
    all.retain(|one| strength(one) >= CLEAR_STANDARD_ERRORS * one.error);
    all.sort_by(|one, other| strength(other).total_cmp(&strength(one)).then(one.parameter.cmp(&other.parameter)));
    all
}

fn answers_of_driver(before: &Driver, after: &Driver) -> [ShiftedDriver; 2] {
    let one = |(answer, before_with, after_with): (&String, f64, f64)| ShiftedDriver {
        parameter: before.parameter.clone(),
        meaning: before.meaning.clone(),
        answer: answer.clone(),
        before: before_with,
        after: after_with,
        error: before.error.max(after.error),
    };
    let [hold, ends] =
        ["the line holds", "the war is over by"].map(|answer| format!("{answer} {} months", before.months));
    [(&hold, before.hold, after.hold), (&ends, before.ends, after.ends)].map(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::FilterSize;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_scenario::{Date, Source, builtin, date};
    use std::sync::atomic::AtomicBool;

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
    const AREA: &str = "area,area-held,2025-07-10,,invader,,,1010,km2,press,0.9,,,,\n";
    const TRUCE: &str = "truce,ceasefire,2025-08-05,,invader;defender,,in-effect,,,press,0.99,,,,\n";

    fn read_log(rows: &str) -> Log {
        let scenario = builtin::load("two-sided").unwrap();
        Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], &scenario).unwrap().0
    }

    fn shift_request(rows: &str, as_of: Date) -> AssimilationRequest {
        let size = FilterSize { draws: 512, paths: 10, games: 32, kept: 64 };
        let (scenario, log) = (builtin::load("two-sided").unwrap(), read_log(rows));
        AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution: Resolution::Coarse }
    }

    fn shift_by_row(before: &str, row: &str, as_of: Date) -> Shift {
        let (stop, request) = (AtomicBool::new(false), shift_request(&format!("{before}{row}"), as_of));
        measure_shift(&request, &read_log(before), 640, ProgressMonitor::new(&stop, &|_| ())).unwrap()
    }

    fn answer_named<'a>(found: &'a Shift, name: &str) -> &'a ShiftedAnswer {
        found.answers.iter().find(|one| one.outcome == name).unwrap()
    }

    /// However late it became known: silence ends with the last report that the model reads.
    #[test]
    fn what_is_only_carried_shifts_nothing() {
        let found = shift_by_row(AREA, "ban,sanction,2025-11-05,,invader,,imposed,,,press,1,,,,\n", date(2025, 11, 5));
        assert_eq!((found.unused, found.impossible), (Some(UnusedEvidence::Kind), None));
        assert!(found.answers.is_empty() && found.runs == 0);
        let local = "pause,truce,2025-08-05,,invader;defender,local,mutual,10,days,press,1,,,,\n";
        assert_eq!(shift_by_row(AREA, local, date(2025, 8, 5)).unused, Some(UnusedEvidence::Event));
    }

    #[test]
    fn the_same_log_on_both_sides_is_a_shift_of_zero() {
        let (stop, as_of) = (AtomicBool::new(false), date(2025, 8, 5));
        let (request, watch) = (shift_request(AREA, as_of), ProgressMonitor::new(&stop, &|_| ()));
        let calendar = Calendar::new(&request.scenario, &request.log, as_of);
        let design = request.design();
        let games = solve_games(&WarModel::new(&design, &calendar), request.size, watch).unwrap();
        let sides = PairedForecasts { request: &request, games: &games, watch };
        let [one, other] = [(); 2].map(|()| sides.assimilate_calendar(&calendar).unwrap());
        let found = sides.compare_futures([one, other], 640).unwrap();
        assert_eq!((found.draws, found.runs), (64, 640));
        assert!(found.answers.len() >= 13 && found.answers.iter().all(|one| one.difference == 0.0 && one.error == 0.0));
        assert!(found.drivers.iter().all(|one| one.before == one.after));
    }

    #[test]
    fn a_ceasefire_shifts_the_answers() {
        let found = shift_by_row(AREA, TRUCE, date(2025, 8, 5));
        let ceasefire = answer_named(&found, "question.ceasefire-in-a-year");
        assert!(ceasefire.is_clear() && ceasefire.difference > 0.1, "{ceasefire:?}");
        assert!((ceasefire.after - ceasefire.before - ceasefire.difference).abs() < 1e-12);
        assert!(answer_named(&found, "cost.defender.casualties").difference < 0.0);
        assert_eq!(answer_named(&found, "holds-12").part, "hold");
        let back: Shift = serde_json::from_str(&serde_json::to_string(&found).unwrap()).unwrap();
        assert_eq!(back, found);
    }

    #[test]
    fn what_cannot_be_is_found_and_not_an_error() {
        let far = "far,area-held,2025-07-20,,invader,,,9000000,km2,press,1,,,,\n";
        let found = shift_by_row(AREA, far, date(2025, 7, 20)).impossible.unwrap();
        assert!(
            found.side == ShiftSide::With && found.events.iter().any(|line| line.contains("area held")),
            "{found:?}"
        );
        let both = shift_by_row(&format!("{AREA}{far}"), TRUCE, date(2025, 8, 5)).impossible.unwrap();
        assert_eq!(both.side, ShiftSide::Both);
        let back = "back,retract,2025-07-25,,,,,,,press,1,,far,,\n";
        let without = shift_by_row(&format!("{AREA}{far}"), back, date(2025, 7, 25)).impossible.unwrap();
        assert_eq!(without.side, ShiftSide::Without);
    }

    #[test]
    fn a_shift_that_was_stopped_is_none() {
        let (stop, as_of) = (AtomicBool::new(true), date(2025, 8, 5));
        let found =
            measure_shift(&shift_request(TRUCE, as_of), &read_log(""), 160, ProgressMonitor::new(&stop, &|_| ()));
        assert!(matches!(found, Err(LabError::NothingDone)));
    }
}
