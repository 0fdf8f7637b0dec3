//! The week itself: what it holds, and how an ensemble and an event log make it.

use super::changes::Changes;
use super::futures::{self, Futures};
use super::means::Means;
use super::pattern::{self, Pattern};
use super::swings::{self, ByChance, Swing};
use super::upcoming::{self, Upcoming};
use super::watch::{self, Watched};
use super::without_great_power::WithoutGreatPower;
use serde::{Deserialize, Serialize};
use standoff_analysis::explanation::attribution::Delay;
use standoff_analysis::options::frontier::Frontier;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::forecast::measure::measure_answer;
use standoff_lab::forecast::measure::today::{Today, measure_today};
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Region, Scenario};
use std::collections::BTreeMap;

/// Version of the keys of [`Breakdown`].
pub const FORMAT: u32 = 2;

/// This week's breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// Version of the keys.
    pub format: u32,
    /// The day as of which it is known.
    pub as_of: String,
    /// Whether evidence was brought to bear on the ensemble, or the scenario speaks for itself.
    pub updated: bool,
    /// Command that makes the same again.
    pub command: String,
    /// Where the war stands today.
    pub today: Today,
    /// The forecast.
    pub forecast: Findings,
    /// Curves and single futures.
    pub futures: Futures,
    /// Who pays what of the need, month by month.
    pub means: Option<Means>,
    /// The answer without the great power, on the same futures; none where there is none, or no lever that takes it out.
    pub without_great_power: Option<WithoutGreatPower>,
    /// The talks so far and the drafts.
    pub pattern: Pattern,
    /// Days of the calendar to come, votes, renewals and elections, each with how far it may move the answer.
    pub upcoming: Vec<Upcoming>,
    /// What would move the answer most if it came within the next months, the strongest first.
    pub watch: Vec<Watched>,
    /// Parameters that swing the answer most, the strongest first.
    pub swings: Vec<Swing>,
    /// What chance alone would make of the largest swing.
    pub swings_by_chance: ByChance,
    /// Parameters of the scenario by the grade of their source.
    pub grades: Vec<Grades>,
    /// Regions of the land in dispute, as the scenario states them.
    pub regions: Vec<Land>,
    /// Delay of a deal by mechanism.
    pub delay: Option<Delay>,
    /// Terms against durability under every posture.
    pub frontier: Option<Frontier>,
    /// What changed since last week.
    pub changes: Option<Changes>,
}

impl Breakdown {
    /// The parts that a forecast and a log hold.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where no run can be read.
    pub fn of(made: &Forecast, request: &ForecastRequest, log: &Log, as_of: Date) -> Result<Self, LabError> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, made.draws.clone(), made.findings.interrupted)?;
        Ok(Self::new(&ensemble, made.findings.clone(), log, as_of, request.command.clone()))
    }

    /// The parts that an ensemble and a log hold.
    pub fn new(ensemble: &Ensemble<'_>, findings: Findings, log: &Log, as_of: Date, command: String) -> Self {
        let swings = swings::measure(ensemble);
        Self {
            format: FORMAT,
            as_of: as_of.to_string(),
            updated: ensemble.design.posterior.is_some(),
            command,
            today: measure_today(ensemble),
            futures: futures::measure(ensemble),
            pattern: pattern::measure(ensemble, &findings, log, as_of),
            upcoming: upcoming::measure(ensemble),
            watch: watch::measure(ensemble),
            swings: swings.strongest,
            swings_by_chance: swings.by_chance,
            grades: grades(ensemble.design.scenario),
            regions: land(ensemble.design.scenario),
            forecast: findings,
            means: None,
            without_great_power: None,
            delay: None,
            frontier: None,
            changes: None,
        }
    }

    /// The answer alone: how long the line holds and what ends the war, beside the outside view. All else is empty, for
    /// whoever wants the answer within a moment.
    ///
    /// # Errors
    ///
    /// [`LabError::Estimate`] where an estimator refuses its input.
    pub(crate) fn of_answer(ensemble: &Ensemble<'_>, request: &ForecastRequest) -> Result<Self, LabError> {
        Ok(Self {
            format: FORMAT,
            as_of: ensemble.design.scenario.start.to_string(),
            updated: ensemble.design.posterior.is_some(),
            command: request.command.clone(),
            forecast: measure_answer(request, ensemble)?,
            today: Today::default(),
            futures: futures::measure(ensemble),
            means: None,
            without_great_power: None,
            pattern: Pattern::default(),
            upcoming: Vec::new(),
            watch: Vec::new(),
            swings: Vec::new(),
            swings_by_chance: ByChance::default(),
            grades: Vec::new(),
            regions: Vec::new(),
            delay: None,
            frontier: None,
            changes: None,
        })
    }
}

/// How many parameters have sources of a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grades {
    /// The grade.
    pub grade: String,
    /// Parameters.
    pub parameters: usize,
    /// Of them, those that vary from draw to draw.
    pub uncertain: usize,
}

fn grades(scenario: &Scenario) -> Vec<Grades> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for parameter in &scenario.parameters {
        let (all, uncertain) = counts.entry(parameter.provenance.grade.name().to_owned()).or_default();
        (*all, *uncertain) = (*all + 1, *uncertain + usize::from(parameter.varies()));
    }
    let one = |(grade, (parameters, uncertain))| Grades { grade, parameters, uncertain };
    counts.into_iter().map(one).collect()
}

/// A region of the land in dispute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Land {
    /// Name for people.
    pub title: String,
    /// Its area in km².
    pub area: f64,
    /// Area in it that the invader held at the scenario's start, km².
    pub held: f64,
    /// Grade of the evidence.
    pub grade: String,
}

fn land(scenario: &Scenario) -> Vec<Land> {
    let regions = scenario.regions.iter();
    let one = |region: &Region| Land {
        title: region.title.clone(),
        area: region.area,
        held: region.area * region.held,
        grade: region.grade.name().to_owned(),
    };
    regions.map(one).collect()
}
