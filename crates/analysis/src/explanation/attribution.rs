//! Attribution by Shapley shares: the months of delay that each mechanism accounts for (theory 3.13, decision 73). The
//! difference between two forecasts is shared out by the same functions.
//!
//! Every draw goes through some orders of the causes, each with its reverse, on the same futures. The reverse is there because
//! a cause that comes early in one order comes late in the other, which cancels much of the sampling error. The shares of a draw
//! sum to its own total exactly; their interval is that of the mean over draws, or populations on a record (decision 93).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::division::phase::Phase;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play_divided_draws;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_num::sums::mean;
use standoff_scenario::Scenario;
use standoff_stats::sensitivity::shapley;
use standoff_world::switches::{MECHANISMS, Mechanisms};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Version of the keys of [`Delay`].
pub const FORMAT: u32 = 1;
/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 32;
/// Default number of paths of each draw.
pub const DEFAULT_PATHS: usize = 120;
/// Default number of pairs of an order and its reverse for each draw.
pub const DEFAULT_PAIRS: usize = 1;
/// Selection of the orders of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CauseOrders {
    /// Number of random orders for each draw, each with its reverse.
    Pairs(usize),
    /// All subsets.
    All,
}

impl CauseOrders {
    /// Description in words.
    pub fn words(self) -> String {
        match self {
            Self::Pairs(1) => "one random order and its reverse for each draw".to_owned(),
            Self::Pairs(pairs) => format!("{pairs} random orders and their reverses for each draw"),
            Self::All => "all subsets".to_owned(),
        }
    }
}

/// Request for the delay by mechanism.
#[derive(Debug, Clone)]
pub struct DelayRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Outcome whose change is shared out; usually the months to a deal.
    pub outcome: Outcome,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Paths of each draw and subset.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Orders of the mechanisms.
    pub orders: CauseOrders,
    /// Command that reproduces the result.
    pub command: String,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
}

/// The delay by mechanism: a waterfall from a war in which no mechanism works to the war as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Delay {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Draws of the parameters.
    pub draws: usize,
    /// Paths of each draw and subset.
    pub paths: usize,
    /// Futures of each subset.
    pub runs: usize,
    /// Months to the horizon; a future without a deal counts as that long.
    pub horizon_months: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all draws were done.
    pub interrupted: bool,
    /// Command that reproduces the result.
    pub command: String,
    /// Selection of the orders, in words.
    pub orders: String,
    /// The outcome that is shared out.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Its value with every mechanism off: everyone agrees on the facts, deals hold, nobody waits, errs or blocks.
    pub without: Estimate,
    /// Its value as things are.
    pub today: Estimate,
    /// Share of the futures in which no deal comes by the horizon, with every mechanism off.
    pub no_deal_without: Estimate,
    /// Share of the futures in which no deal comes by the horizon, as things are.
    pub no_deal_today: Estimate,
    /// Share of each mechanism.
    pub shares: Vec<CauseShare>,
    /// Rest of the total after the shares; zero except for rounding.
    pub residual: f64,
}

/// The share of one cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CauseShare {
    /// Stable name.
    pub cause: String,
    /// Title for readers.
    pub title: String,
    /// Addition to the outcome, averaged over orders.
    pub adds: Estimate,
}

/// Mechanisms of a subset: bit `i` is set if the `i`-th of [`MECHANISMS`] works.
pub fn mechanisms_of_subset(subset: usize) -> Mechanisms {
    let mut mechanisms = Mechanisms::default();
    for (place, (_, _, switch)) in MECHANISMS.iter().enumerate() {
        switch(&mut mechanisms, subset >> place & 1 == 1);
    }
    mechanisms
}

/// Shapley shares of one draw: the outcome with no cause, with all of them, and the addition of each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShapleyDraw {
    pub none: f64,
    pub all: f64,
    pub adds: Vec<f64>,
}

/// Delay of a deal in one draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct DelayDraw {
    /// What each mechanism adds.
    adds: Vec<f64>,
    /// Months to a deal without any mechanism and with all.
    ends: [f64; 2],
    /// Shares of futures without a deal, in the same order.
    no_deal: [f64; 2],
}

/// Shares out the delay of a deal among the mechanisms.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn attribute_delay(request: &DelayRequest, monitor: ProgressMonitor<'_>) -> Result<Delay, LabError> {
    let scenario = &request.scenario;
    let war = scenario.war(&scenario.central_values());
    let design = Design {
        draws: request.draws.max(1),
        paths: request.paths.max(1),
        seed: request.seed,
        resolution: request.resolution,
        posterior: request.posterior.as_deref(),
        ..Design::new(scenario)
    };
    let fits = |draw: &DelayDraw| draw.adds.len() == MECHANISMS.len();
    let played = play_divided_draws(&design, &Phase::new("delay by mechanism"), monitor, fits, |solved| {
        let no_deal = Cell::new([0.0; 2]);
        let value = |subset: usize| -> Result<f64, DrawError> {
            let switched = Design { mechanisms: mechanisms_of_subset(subset), ..design.clone() };
            let of_all = subset + 1 == 1 << MECHANISMS.len();
            let runs = if of_all {
                solved.simulate_paths(&[], 0..design.paths)?
            } else {
                SolvedDraw::new(&switched, solved.draw(), solved.values.clone())?
                    .simulate_paths(&[], 0..design.paths)?
            };
            match subset {
                0 => no_deal.set([share_without_deal(&runs), no_deal.get()[1]]),
                _ if of_all => no_deal.set([no_deal.get()[0], share_without_deal(&runs)]),
                _ => {}
            }
            Ok(mean(&runs.iter().map(|run| request.outcome.read_from(&war, &solved.values, run)).collect::<Vec<f64>>()))
        };
        let draws = Draws::new(RandomStream::MechanismOrders.seed(request.seed), solved.draw() as u32, 0);
        let shared = share_out_draw(MECHANISMS.len(), request.orders, draws, value)?;
        Ok(DelayDraw { adds: shared.adds, ends: [shared.none, shared.all], no_deal: no_deal.get() })
    })?;
    let clusters = Clusters::of_draws(&design, played.draws.iter().map(|(draw, _)| *draw));
    let estimate = |number: &dyn Fn(&DelayDraw) -> f64| {
        let numbers = played.draws.iter().map(|(_, draw)| number(draw));
        Estimate::from_clusters(&numbers.collect::<Vec<f64>>(), &clusters)
    };
    let [no_deal_without, no_deal_today] = [0, 1].map(|which| estimate(&|draw| draw.no_deal[which]));
    let shares = MECHANISMS.iter().enumerate().map(|(place, (cause, title, _))| CauseShare {
        cause: (*cause).to_owned(),
        title: (*title).to_owned(),
        adds: estimate(&|draw| draw.adds[place]),
    });
    let shares: Vec<CauseShare> = shares.collect();
    let (without, today) = (estimate(&|draw| draw.ends[0]), estimate(&|draw| draw.ends[1]));
    Ok(Delay {
        provenance: Provenance::new(FORMAT, scenario, &war, request.seed).on_record(request.posterior.as_deref()),
        draws: played.draws.len(),
        paths: design.paths,
        runs: played.draws.len() * design.paths,
        horizon_months: scenario.horizon_months as usize,
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        command: request.command.clone(),
        orders: request.orders.words(),
        outcome: request.outcome.name.clone(),
        title: request.outcome.title.clone(),
        unit: request.outcome.unit.clone(),
        residual: shapley_residual(&without, &today, &shares),
        without,
        today,
        no_deal_without,
        no_deal_today,
        shares,
    })
}

/// Share of some futures in which no deal comes: neither a settlement nor quiet that lasts.
fn share_without_deal(runs: &[Run]) -> f64 {
    runs.iter().filter(|run| run.first_peace_month().is_none()).count() as f64 / runs.len().max(1) as f64
}

/// Rest of a total after its shares.
pub(crate) fn shapley_residual(from: &Estimate, to: &Estimate, shares: &[CauseShare]) -> f64 {
    to.value - from.value - shares.iter().map(|share| share.adds.value).sum::<f64>()
}

/// Shares out the value of one draw among causes. `value` is asked once for each subset that the orders meet.
pub(crate) fn share_out_draw(
    causes: usize,
    orders: CauseOrders,
    draws: Draws,
    value: impl Fn(usize) -> Result<f64, DrawError>,
) -> Result<ShapleyDraw, DrawError> {
    let mut known: BTreeMap<usize, f64> = BTreeMap::new();
    let mut value = |subset: usize| -> Result<f64, DrawError> {
        if let Some(&known) = known.get(&subset) {
            return Ok(known);
        }
        let found = value(subset)?;
        known.insert(subset, found);
        Ok(found)
    };
    let all = (1 << causes) - 1;
    let (none, all) = (value(0)?, value(all)?);
    let adds = match orders {
        _ if causes == 0 => Vec::new(),
        CauseOrders::All => {
            let values = (0..1 << causes).map(&mut value).collect::<Result<Vec<f64>, DrawError>>()?;
            shapley::shapley_shares(&values).map_err(|error| DrawError::Estimate(error.to_string()))?
        }
        CauseOrders::Pairs(pairs) => shares_over_orders(causes, pairs.max(1), draws, &mut value)?,
    };
    Ok(ShapleyDraw { none, all, adds })
}

fn shares_over_orders(
    causes: usize,
    pairs: usize,
    draws: Draws,
    value: &mut impl FnMut(usize) -> Result<f64, DrawError>,
) -> Result<Vec<f64>, DrawError> {
    let mut adds = vec![0.0; causes];
    for pair in 0..pairs {
        let order = random_order(causes, draws, pair as u16);
        let reverse: Vec<usize> = order.iter().rev().copied().collect();
        for order in [order, reverse] {
            let values =
                shapley::subsets_along(&order).into_iter().map(&mut *value).collect::<Result<Vec<f64>, DrawError>>()?;
            let along = shapley::marginal_contributions(&order, &values)
                .map_err(|error| DrawError::Estimate(error.to_string()))?;
            adds.iter_mut().zip(along).for_each(|(sum, add)| *sum += add / (2 * pairs) as f64);
        }
    }
    Ok(adds)
}

/// An order of causes: by a random number for each.
fn random_order(causes: usize, draws: Draws, pair: u16) -> Vec<usize> {
    let mut order: Vec<usize> = (0..causes).collect();
    let key: Vec<f64> = order.iter().map(|&cause| draws.uniform(0, pair, cause as u32)).collect();
    order.sort_by(|&one, &other| key[one].total_cmp(&key[other]).then(one.cmp(&other)));
    order
}
