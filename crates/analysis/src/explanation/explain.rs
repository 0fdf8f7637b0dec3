//! The whole explanation of a forecast, part by part, the quick parts first.

use crate::explanation::attribution::Delay;
use crate::explanation::discovery::Discovery;
use crate::explanation::draw_table::DrawTable;
use crate::explanation::requirement::Requirement;
use crate::explanation::sensitivity::{GivenDraws, REST, Screening, Variance};
use crate::explanation::threshold::Threshold;
use crate::explanation::{attribution, discovery, requirement, sensitivity, threshold};
use serde::Serialize;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::{Step, Watch};
use standoff_scenario::Scenario;
use standoff_world::switches::Mechanisms;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Explanation`].
pub const FORMAT: u32 = 1;
/// Parameters whose variance is looked at one by one.
pub const SINGLE: usize = 8;
/// Points of the variance design unless said otherwise.
pub const DEFAULT_POINTS: u16 = 16;
/// Why a part is missing that was not finished.
const STOPPED: &str = "stopped before it was done";

/// A part of the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What goes with the answers, from the draws as they are.
    Drivers,
    /// In which part of what we do not know an outcome comes.
    Boxes,
    /// Which mechanism delays a deal by how much.
    Delay,
    /// Where the answer changes kind.
    Thresholds,
    /// What would have to be true.
    Requirements,
    /// Screening of all parameters.
    Screening,
    /// Variance by parameter.
    Variance,
}

impl Part {
    /// All parts, in the order in which they are made.
    pub const ALL: [Self; 7] = [
        Self::Drivers,
        Self::Boxes,
        Self::Delay,
        Self::Thresholds,
        Self::Requirements,
        Self::Screening,
        Self::Variance,
    ];

    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drivers => "drivers",
            Self::Boxes => "boxes",
            Self::Delay => "delay",
            Self::Thresholds => "thresholds",
            Self::Requirements => "requirements",
            Self::Screening => "screening",
            Self::Variance => "variance",
        }
    }

    /// Whether it needs only the draws of an ensemble, so that a bundle is enough.
    pub fn from_draws(self) -> bool {
        matches!(self, Self::Drivers | Self::Boxes)
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario, with whatever was set by hand.
    pub scenario: Scenario,
    /// The outcomes that are explained.
    pub outcomes: Vec<Outcome>,
    /// The parts, each made once, in the order of [`Part::ALL`].
    pub parts: Vec<Part>,
    /// Futures of the ensemble from which drivers and boxes are read.
    pub runs: usize,
    /// Its draws.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// A draw is a case of an outcome where its mean is above this.
    pub above: f64,
    /// What would have to be true for the outcomes to reach this; chances only, unless one outcome is asked for.
    pub target: f64,
    /// How much is spent on the parts that take new runs.
    pub effort: Effort,
    /// Draws already at hand, with one column of outcomes for each of `outcomes`, in place of the ensemble.
    pub table: Option<DrawTable>,
    /// Command that reproduces it.
    pub command: String,
}

/// How much is spent on the parts that take new runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Draws of the delay by mechanism.
    pub delay_draws: usize,
    /// All subsets of mechanisms rather than sampled orders.
    pub all_subsets: bool,
    /// Draws of every threshold.
    pub threshold_draws: usize,
    /// Draws of what would have to be true.
    pub requirement_draws: usize,
    /// Trajectories of the screening.
    pub trajectories: u32,
    /// Points of the variance design.
    pub points: u16,
    /// Paths of each draw in all of these.
    pub paths: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            delay_draws: 10,
            all_subsets: false,
            threshold_draws: 12,
            requirement_draws: 6,
            trajectories: sensitivity::DEFAULT_TRAJECTORIES,
            points: DEFAULT_POINTS,
            paths: 120,
        }
    }
}

/// Why a forecast says what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// Draws behind drivers and boxes.
    pub draws: usize,
    /// Whether it was stopped early: parts may be missing, or made from fewer draws than asked for.
    pub interrupted: bool,
    /// What goes with each outcome.
    pub drivers: Vec<GivenDraws>,
    /// In which part of what we do not know each outcome comes.
    pub boxes: Vec<Discovery>,
    /// The delay of a deal by mechanism.
    pub delay: Option<Delay>,
    /// Where the answer changes kind.
    pub thresholds: Vec<Threshold>,
    /// What would have to be true for each outcome to reach the target.
    pub requirements: Vec<Requirement>,
    /// Screening of all parameters, for each outcome.
    pub screening: Vec<Screening>,
    /// Variance by parameter, for each outcome.
    pub variance: Vec<Variance>,
    /// Parts that were asked for and not made, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A part that was asked for and not made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The part.
    pub part: String,
    /// Why.
    pub reason: String,
}

/// Makes the parts of an explanation one after the other; `ready` hears after each.
///
/// A part that cannot be made is left out with its reason; so are those that were not begun when it was stopped.
///
/// # Errors
///
/// [`LabError`] where the ensemble behind drivers and boxes cannot be made and nothing else was asked for.
pub fn explain(
    request: &Request,
    watch: Watch<'_>,
    ready: &mut dyn FnMut(Part, &Explanation),
) -> Result<Explanation, LabError> {
    let scenario = &request.scenario;
    let mut explanation = Explanation {
        format: FORMAT,
        scenario: scenario_name(scenario, &scenario.war(&scenario.central())),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        draws: 0,
        interrupted: false,
        drivers: Vec::new(),
        boxes: Vec::new(),
        delay: None,
        thresholds: Vec::new(),
        requirements: Vec::new(),
        screening: Vec::new(),
        variance: Vec::new(),
        left_out: Vec::new(),
    };
    let mut table = request.table.clone();
    for part in Part::ALL.into_iter().filter(|part| request.parts.contains(part)) {
        let made = if watch.stopped() {
            Err(LabError::NothingDone)
        } else {
            make(part, request, &mut table, &mut explanation, watch)
        };
        explanation.interrupted = watch.stopped();
        match made {
            Ok(()) => ready(part, &explanation),
            Err(error) if request.parts.len() == 1 => return Err(error),
            Err(error) => {
                let reason = if watch.stopped() { STOPPED.to_owned() } else { error.to_string() };
                explanation.left_out.push(LeftOut { part: part.name().to_owned(), reason });
            }
        }
    }
    Ok(explanation)
}

fn make(
    part: Part,
    request: &Request,
    table: &mut Option<DrawTable>,
    explanation: &mut Explanation,
    watch: Watch<'_>,
) -> Result<(), LabError> {
    let needs_draws = part.from_draws() || matches!(part, Part::Requirements | Part::Variance);
    if needs_draws && table.is_none() {
        *table = Some(ensemble(request, watch)?);
    }
    let nothing = DrawTable { inputs: Vec::new(), outcomes: Vec::new() };
    let table = table.as_ref().unwrap_or(&nothing);
    if needs_draws {
        explanation.draws = table.draws();
    }
    let each = || request.outcomes.iter().enumerate();
    match part {
        Part::Drivers => {
            explanation.drivers =
                each().map(|(at, outcome)| sensitivity::given_draws(table, at, outcome)).collect::<Result<_, _>>()?;
        }
        Part::Boxes => {
            let boxes =
                |(at, outcome): (usize, &Outcome)| discovery::boxes(table, at, outcome, request.above, request.seed);
            let chances = each().filter(|(_, outcome)| outcome.is_chance());
            explanation.boxes = chances.map(boxes).collect::<Result<_, _>>()?;
        }
        Part::Delay => explanation.delay = Some(attribution::delay(&request.delay()?, watch)?),
        Part::Thresholds => explanation.thresholds = threshold::named(&request.threshold(), watch)?,
        Part::Requirements => {
            let alone = request.outcomes.len() == 1;
            for (at, outcome) in each().filter(|(_, outcome)| alone || outcome.is_chance()) {
                match requirement::require(&request.requirement(outcome), table, at, watch) {
                    Ok(found) => explanation.requirements.push(found),
                    Err(_) if watch.stopped() && !explanation.requirements.is_empty() => break,
                    Err(error) => return Err(error),
                }
            }
        }
        Part::Screening => {
            let trajectories = request.effort.trajectories;
            explanation.screening = sensitivity::screen(&request.sensitivity(), trajectories, watch)?;
        }
        Part::Variance => {
            let strongest = strongest(request, table, explanation)?;
            let points = request.effort.points;
            explanation.variance = sensitivity::variance(&request.sensitivity(), &strongest, points, watch)?;
        }
    }
    Ok(())
}

/// The ensemble behind drivers and boxes.
fn ensemble(request: &Request, watch: Watch<'_>) -> Result<DrawTable, LabError> {
    let draws = request.draws.clamp(1, request.runs.max(1));
    let design = Design {
        scenario: &request.scenario,
        draws,
        paths: request.runs.max(1).div_ceil(draws),
        seed: request.seed,
        mechanisms: Mechanisms::default(),
        pulls: &[],
        resolution: request.resolution,
        posterior: None,
    };
    let done = AtomicUsize::new(0);
    let runs = design.simulate(0..design.runs(), watch.stop, &|_| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(&Step { what: "futures".to_owned(), done, of: draws });
    });
    if runs.is_empty() {
        return Err(LabError::NothingDone);
    }
    Ok(DrawTable::of_runs(&request.scenario, &runs, &request.outcomes))
}

/// The parameters to look at one by one: the strongest of the screening where there is one, else of the draws, taken in
/// turn from the outcomes.
fn strongest(request: &Request, table: &DrawTable, explanation: &Explanation) -> Result<Vec<String>, LabError> {
    let uncertain: Vec<&str> =
        request.scenario.uncertain().iter().map(|&place| request.scenario.parameters[place].path.as_str()).collect();
    let ranked: Vec<Vec<String>> = if explanation.screening.is_empty() {
        let given = |(at, outcome): (usize, &Outcome)| sensitivity::given_draws(table, at, outcome);
        let given = request.outcomes.iter().enumerate().map(given).collect::<Result<Vec<GivenDraws>, LabError>>()?;
        given.into_iter().map(|given| given.inputs.into_iter().map(|input| input.parameter).collect()).collect()
    } else {
        let paths = |screening: &Screening| screening.inputs.iter().map(|input| input.parameter.clone()).collect();
        explanation.screening.iter().map(paths).collect()
    };
    let mut chosen: Vec<String> = Vec::new();
    for rank in 0..ranked.iter().map(Vec::len).max().unwrap_or(0) {
        for path in ranked.iter().filter_map(|ranking| ranking.get(rank)) {
            let new = !chosen.contains(path) && path != REST && uncertain.contains(&path.as_str());
            if new && chosen.len() < SINGLE {
                chosen.push(path.clone());
            }
        }
    }
    Ok(chosen)
}

impl Request {
    fn delay(&self) -> Result<attribution::Request, LabError> {
        let outcome = Outcome::find("deal-months", &self.scenario)
            .map_err(|_| LabError::Estimate("the scenario has no months to a deal".to_owned()))?;
        let orders = if self.effort.all_subsets {
            attribution::Orders::All
        } else {
            attribution::Orders::Pairs(attribution::DEFAULT_PAIRS)
        };
        Ok(attribution::Request {
            scenario: self.scenario.clone(),
            outcome,
            draws: self.effort.delay_draws,
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
            orders,
            command: self.command.clone(),
            posterior: None,
        })
    }

    fn threshold(&self) -> threshold::Request {
        threshold::Request {
            scenario: self.scenario.clone(),
            draws: self.effort.threshold_draws,
            paths: self.effort.paths,
            points: threshold::DEFAULT_POINTS,
            seed: self.seed,
            resolution: self.resolution,
        }
    }

    fn requirement(&self, outcome: &Outcome) -> requirement::Request {
        requirement::Request {
            scenario: self.scenario.clone(),
            outcome: outcome.clone(),
            target: self.target,
            draws: self.effort.requirement_draws,
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
            levers: true,
        }
    }

    fn sensitivity(&self) -> sensitivity::Request {
        sensitivity::Request {
            scenario: self.scenario.clone(),
            outcomes: self.outcomes.clone(),
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
        }
    }
}
