//! The breakdown itself, and how it is made from an ensemble and an event log.

use super::changes::Changes;
use super::funding::Funding;
use super::futures::{self, Futures};
use super::pattern::{self, TalksPattern};
use super::source_title::source_title;
use super::swings::{self, Swing, SwingByChance};
use super::upcoming::{self, UpcomingDay};
use super::watch::{self, WatchItem};
use super::without_great_power::WithoutGreatPower;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_analysis::explanation::attribution::Delay;
use standoff_analysis::options::frontier::Frontier;
use standoff_assimilation::history::{DatedAnswer, History, answers_of_forecast};
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
pub const FORMAT: u32 = 4;

/// This week's breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breakdown {
    /// Version of the keys.
    pub format: u32,
    /// The day as of which it is known.
    pub as_of: String,
    /// `true` if the ensemble was updated with evidence.
    pub updated: bool,
    /// Command that reproduces it.
    pub command: String,
    /// The state of the war on that day.
    pub today: Today,
    /// The forecast.
    pub forecast: Findings,
    /// Curves and single futures.
    pub futures: Futures,
    /// Funding of the defender's need by source, month by month.
    pub means: Option<Funding>,
    /// The answer without the great power, on the same futures; none where the scenario has no great power, or no lever
    /// that withdraws it.
    pub without_great_power: Option<WithoutGreatPower>,
    /// The talks so far and the drafts.
    pub pattern: TalksPattern,
    /// Days of the calendar to come, votes, renewals and elections, each with how far it may move the answer.
    pub upcoming: Vec<UpcomingDay>,
    /// Events of the next months that would move the answer, the strongest first.
    pub watch: Vec<WatchItem>,
    /// Parameters that swing the answer most, the strongest first.
    pub swings: Vec<Swing>,
    /// Size of the largest swing that chance alone would produce.
    pub swings_by_chance: SwingByChance,
    /// Parameters of the scenario by the grade of their source.
    pub grades: Vec<GradeCount>,
    /// Regions of the land in dispute, as the scenario states them.
    pub regions: Vec<DisputedRegion>,
    /// Delay of a deal by mechanism.
    pub delay: Option<Delay>,
    /// Terms against durability, under every posture of the great power.
    pub frontier: Option<Frontier>,
    /// Changes since last week, and their causes.
    pub changes: Option<Changes>,
    /// Answers of the forecast that a history follows.
    #[serde(default)]
    pub history_answers: Vec<DatedAnswer>,
    /// The answers at each month of the record, and the events that moved them.
    #[serde(default)]
    pub history: Option<History>,
}

/// Version of a file's keys, which every format has.
#[derive(Deserialize)]
struct FormatVersion {
    format: u32,
}

impl Breakdown {
    /// Makes the parts that follow from a forecast and an event log.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where no run can be read.
    pub fn of_forecast(made: &Forecast, request: &ForecastRequest, log: &Log, as_of: Date) -> Result<Self, LabError> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, made.draws.clone(), made.findings.interrupted)?;
        Ok(Self::new(&ensemble, made.findings.clone(), log, as_of, request.command.clone()))
    }

    /// Reads a breakdown from the JSON that a command wrote. The format is read first, on its own: a file of another format
    /// has other keys, and the error about them would hide the cause.
    ///
    /// ```
    /// use standoff_breakdown::week::Breakdown;
    /// assert_eq!(Breakdown::parse("{\"format\":1}").unwrap_err(), "it has format 1");
    /// ```
    ///
    /// # Errors
    ///
    /// A sentence without its end, about the file as `it`, where the text is not a breakdown of this [`FORMAT`].
    pub fn parse(text: &str) -> Result<Self, String> {
        let foreign = |error: serde_json::Error| format!("it is not a breakdown: {error}");
        let version: FormatVersion = serde_json::from_str(text).map_err(foreign)?;
        if version.format != FORMAT {
            return Err(format!("it has format {}", version.format));
        }
        serde_json::from_str(text).map_err(foreign)
    }

    /// Makes the parts that follow from an ensemble and an event log.
    pub fn new(ensemble: &Ensemble<'_>, findings: Findings, log: &Log, as_of: Date, command: String) -> Self {
        let swings = swings::measure_swings(ensemble);
        Self {
            format: FORMAT,
            as_of: as_of.to_string(),
            updated: ensemble.design.posterior.is_some(),
            command,
            today: measure_today(ensemble),
            futures: futures::measure_futures(ensemble),
            pattern: pattern::measure_pattern(ensemble, &findings, log, as_of),
            upcoming: upcoming::list_upcoming(ensemble),
            watch: watch::list_watched(ensemble),
            swings: swings.strongest,
            swings_by_chance: swings.by_chance,
            grades: count_grades(ensemble.design.scenario),
            regions: list_regions(ensemble.design.scenario),
            forecast: findings,
            means: None,
            without_great_power: None,
            delay: None,
            frontier: None,
            changes: None,
            history_answers: answers_of_forecast(ensemble),
            history: None,
        }
    }

    /// Makes the answer alone: how long the line holds and what ends the war, with the outside view. Everything else
    /// stays empty, so that the answer comes at once.
    ///
    /// # Errors
    ///
    /// [`LabError::Estimate`] where an estimator refuses its input.
    pub fn of_answer(ensemble: &Ensemble<'_>, request: &ForecastRequest) -> Result<Self, LabError> {
        Ok(Self {
            format: FORMAT,
            as_of: ensemble.design.scenario.start.to_string(),
            updated: ensemble.design.posterior.is_some(),
            command: request.command.clone(),
            forecast: measure_answer(request, ensemble)?,
            today: Today::default(),
            futures: futures::measure_futures(ensemble),
            means: None,
            without_great_power: None,
            pattern: TalksPattern::default(),
            upcoming: Vec::new(),
            watch: Vec::new(),
            swings: Vec::new(),
            swings_by_chance: SwingByChance::default(),
            grades: Vec::new(),
            regions: Vec::new(),
            delay: None,
            frontier: None,
            changes: None,
            history_answers: Vec::new(),
            history: None,
        })
    }
}

/// Number of parameters with sources of a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeCount {
    /// The grade.
    pub grade: String,
    /// Parameters.
    pub parameters: usize,
    /// Those that vary from draw to draw.
    pub uncertain: usize,
}

fn count_grades(scenario: &Scenario) -> Vec<GradeCount> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for parameter in &scenario.parameters {
        let (all, uncertain) = counts.entry(parameter.provenance.grade.name().to_owned()).or_default();
        (*all, *uncertain) = (*all + 1, *uncertain + usize::from(parameter.varies()));
    }
    let one = |(grade, (parameters, uncertain))| GradeCount { grade, parameters, uncertain };
    counts.into_iter().map(one).collect()
}

/// A region of the land in dispute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisputedRegion {
    /// Name for people.
    pub title: String,
    /// Its area in km².
    pub area: f64,
    /// Area in it that the invader held at the scenario's start, km².
    pub held: f64,
    /// Grade of the evidence.
    pub grade: String,
    /// Title of its source; empty where none is stated.
    pub source: String,
    /// Day that the area held describes; null where none is stated.
    pub date: Option<String>,
    /// Its place on a tile map, from the left and from the top; null where the scenario states none.
    pub tile: Option<[usize; 2]>,
}

fn list_regions(scenario: &Scenario) -> Vec<DisputedRegion> {
    let regions = scenario.regions.iter();
    let one = |region: &Region| DisputedRegion {
        title: region.title.clone(),
        area: region.area,
        held: region.area * region.held,
        grade: region.grade.name().to_owned(),
        source: source_title(scenario, region.source.as_deref().unwrap_or_default()),
        date: region.date.map(|date| date.to_string()),
        tile: region.tile,
    };
    regions.map(one).collect()
}
