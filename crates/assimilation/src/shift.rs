//! What an event would change: the forecast from a day with the event in the log and without it.
//!
//! Both forecasts share the games of the record, the draws, the states and the random numbers, so that what differs
//! between them is what the event says. Where a log with the event says no more to the model than the log without it,
//! nothing is played: the shift is zero.

use super::calendar::{Calendar, has_place};
use super::paired_answers::{Pairs, Shifted};
use super::war_model::WarModel;
use crate::assimilated::Assimilation;
use crate::driver::{assimilate_with_games, solve_games};
use crate::request::Request;
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
use standoff_scenario::Scenario;
use standoff_scenario::evidence::Log;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Shift`].
pub const FORMAT: u32 = 1;

/// Outcomes that say how long the line holds, what ends the war and at whose cost; those that a scenario does not have
/// are left out.
const OUTCOMES: [&str; 16] = [
    "holds-12",
    "holds-24",
    "hold-months",
    "settled-12",
    "settled-24",
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

/// A rank correlation is told from noise where it is this many standard errors from zero: many parameters are tried.
const ERRORS: f64 = 3.0;

/// What an event would change in the answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// The day from which both forecasts are made: what became known later is not used.
    pub as_of: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Draws of either forecast; none were made where nothing was played.
    pub draws: usize,
    /// Futures of either forecast.
    pub runs: usize,
    /// Where the event is only carried along: the shift is zero, and nothing was played.
    pub unused: Option<Unused>,
    /// Where no state explains what was reported.
    pub impossible: Option<Impossible>,
    /// The answers without the event and with it.
    pub answers: Vec<Shifted>,
    /// Uncertain parameters on which the answers hang, without the event or with it.
    pub drivers: Vec<Hangs>,
}

/// What the model has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unused {
    /// Events of this kind, whatever they say.
    Kind,
    /// This event, though others of its kind are used.
    Event,
}

/// Which log has a step that no state explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The log with the event only.
    With,
    /// The log without the event only: the event takes away what could not be.
    Without,
    /// Both: the event is not to blame.
    Both,
}

/// A step that no state explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Impossible {
    /// In which log.
    pub side: Side,
    /// Last day of the step.
    pub date: String,
    /// Its readings, the least likely first, and its events.
    pub events: Vec<String>,
}

/// How an answer goes with an uncertain parameter, without the event and with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hangs {
    /// Path of the parameter.
    pub parameter: String,
    /// What it is.
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

/// What an event would change: `request` has the log with it, `before` is the log without it. As many futures as
/// `runs` are played on either side, rounded up to whole draws.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where no draw can be played. An event that no
/// state explains is no error: it is what was found.
pub fn shift(request: &Request, before: &Log, runs: usize, watch: ProgressMonitor<'_>) -> Result<Shift, LabError> {
    let lay_out = |log: &Log| Calendar::new(&request.scenario, log, request.as_of);
    let (without, with) = (lay_out(before), lay_out(&request.log));
    if with.says_the_same(&without) {
        return Ok(Shift { unused: Some(unused(request, before)), ..nothing(request) });
    }
    let design = request.design();
    let games = solve_games(&WarModel::new(&design, &with), request.size, watch)?;
    let sides = Sides { request, games: &games, watch };
    let (with, without) = (sides.up_to_date(&with), sides.up_to_date(&without));
    match (without, with) {
        (Ok(before), Ok(after)) => sides.played([before, after], runs),
        (without, with) => impossible(request, without.err(), with.err()),
    }
}

/// What the model has no place for: everything of a kind, or what the new rows say.
fn unused(request: &Request, before: &Log) -> Unused {
    let old: BTreeSet<&str> = before.events.iter().map(|event| event.id.as_str()).collect();
    let mut new = request.log.events.iter().filter(|event| !old.contains(event.id.as_str()));
    if new.any(|event| has_place(event.kind)) { Unused::Event } else { Unused::Kind }
}

/// What no state explains, or why nothing could be played.
fn impossible(request: &Request, without: Option<LabError>, with: Option<LabError>) -> Result<Shift, LabError> {
    let side = match (&without, &with) {
        (Some(_), Some(_)) => Side::Both,
        (Some(_), None) => Side::Without,
        _ => Side::With,
    };
    let mut found = None;
    for error in [without, with].into_iter().flatten() {
        let LabError::ImpossibleEvent { date, events } = error else { return Err(error) };
        found = Some(Impossible { side, date, events });
    }
    Ok(Shift { impossible: found, ..nothing(request) })
}

/// A shift of which nothing is known yet.
fn nothing(request: &Request) -> Shift {
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

/// Both sides of a shift: what they share.
pub(super) struct Sides<'a> {
    pub request: &'a Request,
    pub games: &'a [Arc<Equilibrium>],
    pub watch: ProgressMonitor<'a>,
}

impl Sides<'_> {
    /// What one side's log has made of the ensemble.
    pub fn up_to_date(&self, calendar: &Calendar) -> Result<Assimilation, LabError> {
        let design = self.request.design();
        let model = WarModel::new(&design, calendar);
        assimilate_with_games(&model, calendar, self.games, self.request, self.watch)
    }

    /// The futures of both sides, and what differs between them.
    fn played(&self, sides: [Assimilation; 2], runs: usize) -> Result<Shift, LabError> {
        let (draws, paths) = self.size(runs);
        let [without, with] = &sides;
        let [without, with] = [self.ahead(without, draws, paths), self.ahead(with, draws, paths)];
        let scenario = with.scenario;
        let before = self.futures(&without, "futures without the event")?;
        let after = self.futures(&with, "futures with the event")?;
        let pairs = Pairs::new(scenario, [&before, &after])?;
        let answers = answers(scenario).iter().map(|outcome| pairs.shifted(outcome)).collect();
        let draws = pairs.len();
        let [before, after] = [Ensemble::new(&without, before, false)?, Ensemble::new(&with, after, false)?];
        let drivers = hangs(&all_drivers(&before), &all_drivers(&after));
        Ok(Shift { draws, runs: draws * paths, answers, drivers, ..nothing(self.request) })
    }

    /// Draws, and paths of each, for as many futures as `runs`.
    pub fn size(&self, runs: usize) -> (usize, usize) {
        let draws = self.request.size.kept.clamp(1, self.request.size.draws);
        (draws, runs.max(1).div_ceil(draws))
    }

    /// How the futures of one side are laid out.
    pub fn ahead<'s>(&'s self, side: &'s Assimilation, draws: usize, paths: usize) -> Design<'s> {
        let Assimilation { scenario, posterior, .. } = side;
        Design { scenario, draws, paths, posterior: Some(posterior), ..self.request.design() }
    }

    /// The futures of one side.
    pub fn futures(&self, design: &Design<'_>, what: &str) -> Result<Vec<DrawRuns>, LabError> {
        let done = AtomicUsize::new(0);
        let heard = |_: &DrawRuns| {
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            (self.watch.listener)(&ProgressStep { what: what.to_owned(), done, of: design.draws });
        };
        let draws = design.simulate_runs(0..design.run_count(), self.watch.cancelled, &heard);
        if self.watch.is_cancelled() { Err(LabError::NothingDone) } else { Ok(draws) }
    }
}

/// The outcomes that a shift is about: those of the first three questions, and the dated questions.
pub(super) fn answers(scenario: &Scenario) -> Vec<Outcome> {
    let wanted =
        |outcome: &Outcome| OUTCOMES.contains(&outcome.name.as_str()) || outcome.part == ForecastPart::Question;
    Outcome::list(scenario).into_iter().filter(wanted).collect()
}

/// The parameters that stand out from the noise between draws on either side, by answer.
fn hangs(before: &[Driver], after: &[Driver]) -> Vec<Hangs> {
    let later: BTreeMap<&str, &Driver> = after.iter().map(|driver| (driver.parameter.as_str(), driver)).collect();
    let both = before.iter().filter_map(|driver| Some((driver, *later.get(driver.parameter.as_str())?)));
    let mut all: Vec<Hangs> = both.flat_map(|(before, after)| hanging(before, after)).collect();
    let strength = |one: &Hangs| one.before.abs().max(one.after.abs());
    all.retain(|one| strength(one) >= ERRORS * one.error);
    all.sort_by(|one, other| strength(other).total_cmp(&strength(one)).then(one.parameter.cmp(&other.parameter)));
    all
}

fn hanging(before: &Driver, after: &Driver) -> [Hangs; 2] {
    let one = |(answer, before_with, after_with): (&str, f64, f64)| Hangs {
        parameter: before.parameter.clone(),
        meaning: before.meaning.clone(),
        answer: answer.to_owned(),
        before: before_with,
        after: after_with,
        error: before.error.max(after.error),
    };
    [("the line holds 24 months", before.hold, after.hold), ("the war is over by 24 months", before.ends, after.ends)]
        .map(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Size;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_scenario::{Date, Source, builtin, date};
    use std::sync::atomic::AtomicBool;

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
    const AREA: &str = "area,area-held,2025-07-10,,invader,,,1010,km2,press,0.9,,,,\n";
    const TRUCE: &str = "truce,ceasefire,2025-08-05,,invader;defender,,in-effect,,,press,0.99,,,,\n";

    fn log(rows: &str) -> Log {
        let scenario = builtin::load("two-sided").unwrap();
        Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], &scenario).unwrap().0
    }

    fn request(rows: &str, as_of: Date) -> Request {
        let size = Size { draws: 128, paths: 10, games: 8, kept: 16 };
        let (scenario, log) = (builtin::load("two-sided").unwrap(), log(rows));
        Request { scenario, log, as_of, size, seed: 1, resolution: Resolution::Coarse }
    }

    fn shifted(before: &str, row: &str, as_of: Date) -> Shift {
        let (stop, request) = (AtomicBool::new(false), request(&format!("{before}{row}"), as_of));
        shift(&request, &log(before), 160, ProgressMonitor { cancelled: &stop, listener: &|_| () }).unwrap()
    }

    fn of<'a>(found: &'a Shift, name: &str) -> &'a Shifted {
        found.answers.iter().find(|one| one.outcome == name).unwrap()
    }

    /// However late it became known: silence ends with the last report that the model reads.
    #[test]
    fn what_is_only_carried_shifts_nothing() {
        let found = shifted(AREA, "ban,sanction,2025-11-05,,invader,,imposed,,,press,1,,,,\n", date(2025, 11, 5));
        assert_eq!((found.unused, found.impossible), (Some(Unused::Kind), None));
        assert!(found.answers.is_empty() && found.runs == 0);
        let local = "pause,truce,2025-08-05,,invader;defender,local,mutual,10,days,press,1,,,,\n";
        assert_eq!(shifted(AREA, local, date(2025, 8, 5)).unused, Some(Unused::Event));
    }

    #[test]
    fn the_same_log_on_both_sides_is_a_shift_of_zero() {
        let (stop, as_of) = (AtomicBool::new(false), date(2025, 8, 5));
        let (request, watch) = (request(AREA, as_of), ProgressMonitor { cancelled: &stop, listener: &|_| () });
        let calendar = Calendar::new(&request.scenario, &request.log, as_of);
        let design = request.design();
        let games = solve_games(&WarModel::new(&design, &calendar), request.size, watch).unwrap();
        let sides = Sides { request: &request, games: &games, watch };
        let [one, other] = [(); 2].map(|()| sides.up_to_date(&calendar).unwrap());
        let found = sides.played([one, other], 160).unwrap();
        assert_eq!((found.draws, found.runs), (16, 160));
        assert!(found.answers.len() >= 13 && found.answers.iter().all(|one| one.difference == 0.0 && one.error == 0.0));
        assert!(found.drivers.iter().all(|one| one.before == one.after));
    }

    #[test]
    fn a_ceasefire_shifts_the_answers() {
        let found = shifted(AREA, TRUCE, date(2025, 8, 5));
        let ceasefire = of(&found, "question.ceasefire-in-a-year");
        assert!(ceasefire.is_clear() && ceasefire.difference > 0.1, "{ceasefire:?}");
        assert!((ceasefire.after - ceasefire.before - ceasefire.difference).abs() < 1e-12);
        assert!(of(&found, "cost.defender.casualties").difference < 0.0);
        assert_eq!(of(&found, "holds-12").part, "hold");
        let back: Shift = serde_json::from_str(&serde_json::to_string(&found).unwrap()).unwrap();
        assert_eq!(back, found);
    }

    #[test]
    fn what_cannot_be_is_found_and_not_an_error() {
        let far = "far,area-held,2025-07-20,,invader,,,9000000,km2,press,1,,,,\n";
        let found = shifted(AREA, far, date(2025, 7, 20)).impossible.unwrap();
        assert!(found.side == Side::With && found.events.iter().any(|line| line.contains("area held")), "{found:?}");
        let both = shifted(&format!("{AREA}{far}"), TRUCE, date(2025, 8, 5)).impossible.unwrap();
        assert_eq!(both.side, Side::Both);
        let back = "back,retract,2025-07-25,,,,,,,press,1,,far,,\n";
        let without = shifted(&format!("{AREA}{far}"), back, date(2025, 7, 25)).impossible.unwrap();
        assert_eq!(without.side, Side::Without);
    }

    #[test]
    fn a_shift_that_was_stopped_is_none() {
        let (stop, as_of) = (AtomicBool::new(true), date(2025, 8, 5));
        let found =
            shift(&request(TRUCE, as_of), &log(""), 160, ProgressMonitor { cancelled: &stop, listener: &|_| () });
        assert!(matches!(found, Err(LabError::NothingDone)));
    }
}
