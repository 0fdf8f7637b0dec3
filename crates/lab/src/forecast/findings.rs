//! Findings of a forecast, with documented and versioned keys. `--json` prints exactly this.
//!
//! Shares and probabilities are in `0..=1`; `low` and `high` bound the central 90 % of the spread between draws of
//! the parameters; `mc_error` is one standard error from the finite number of runs.

mod backers;
mod deals;
mod ends;
mod figures;
mod leading;
mod near_benchmark;
mod needs;
mod start;
mod talks;

pub use backers::{BackerOutlook, BackingAt};
pub use deals::{Deals, DeterrenceAtStart, WhySigned};
pub use ends::{Cause, EndShare};
pub use figures::{Band, MedianBand, ProbabilityAt, Share};
pub use leading::{leading_by, leading_causes, leading_ends};
pub use near_benchmark::{BenchmarkPlace, NearBenchmark, PooledCrowd, PooledEnd};
pub use needs::{NeedOutlook, RouteOutlook};
pub use start::{CentralPackage, CentralSituation, LandAsked, Origin, PackageOutlook, Start};
pub use talks::{LimitedTruceOutlook, PairedDifference, RoundsWithin, Stall, StallEffect, TalksPattern};

use crate::forecast::provenance::Provenance;
use crate::record::outside_view::RecordView;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the keys below; a change that removes or renames a key raises it.
pub const FORMAT: u32 = 5;

/// Findings of a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Engine that made the decisions, but for those of a rule.
    pub engine: String,
    /// Futures simulated.
    pub runs: usize,
    /// Futures that failed, each a row with its reason in the bundle.
    pub failed_runs: usize,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// True if the work was cancelled before all runs were done.
    pub interrupted: bool,
    /// Length of a step: `week` or `month`.
    pub step: String,
    /// Months simulated.
    pub horizon_months: usize,
    /// Command that reproduces these findings.
    pub command: String,
    /// Levers that are pulled in every future; absent where none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levers: Vec<String>,
    /// Mechanisms that are switched off; absent where none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Rule by which actors decided in place of the engine, as all futures show; what a deal is worth, `start` and `talks.stall` are
    /// the engine's. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Situation at the start.
    pub start: Start,
    /// Question 1: how long the line holds.
    pub hold: Hold,
    /// Question 2: what ends the war, by the horizon.
    pub ends: Vec<EndShare>,
    /// The end of the war over time.
    pub war_ends: WarEnds,
    /// Packages that were signed, by how often.
    pub signed: Vec<SignedPackage>,
    /// How likely deals are, at what gain to those who sign, and how long they hold.
    pub deals: Deals,
    /// Question 3: at whose cost.
    pub costs: Vec<Cost>,
    /// The pattern of talks.
    pub talks: TalksPattern,
    /// The order: three strains and the credibility of guarantees.
    pub order: Vec<OrderAt>,
    /// The front and coverage over time.
    pub paths: Vec<PathsAt>,
    /// Needs that several instruments could meet: which route is opened, and how often none; absent where the scenario has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<NeedOutlook>,
    /// Backers: how often each stands behind its side; absent where the scenario has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backers: Vec<BackerOutlook>,
    /// The scenario's questions.
    pub questions: Vec<QuestionAnswer>,
    /// The outside view.
    pub benchmark: Benchmark,
    /// Question 4: what would change it, as far as one ensemble shows.
    pub drivers: Vec<Driver>,
    /// Sources of the spread of the 12-month answers.
    pub spread: VarianceShares,
    /// Constants of the method: numbers that no actor has and no source states, and that no draw varies.
    pub constants: BTreeMap<String, f64>,
}

/// Duration for which the line holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hold {
    /// Chance that no break has happened by then.
    pub survival: Vec<ProbabilityAt>,
    /// Cumulative incidence of each way to break; with survival they sum to one.
    pub causes: Vec<Cause>,
    /// The critical member or instrument at the break, among breaks by coverage or instrument.
    pub critical: Vec<Share>,
    /// Months the line holds, restricted to the horizon: mean and 90 % band between draws.
    pub restricted_mean: Band,
    /// Survival month by month, for charts.
    pub curve: Vec<ProbabilityAt>,
}

/// The end of the war over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WarEnds {
    /// Probability that a general settlement, or the beginning of a truce that lasted, had come by then and held.
    pub settled_or_quiet: Vec<ProbabilityAt>,
    /// Probability that there was neither war nor a truce too young to count as lasting: settled, frozen, or decided by arms.
    pub fighting_over: Vec<ProbabilityAt>,
    /// Mean months of fighting, restricted to the horizon.
    pub restricted_mean: Band,
}

/// A package that was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedPackage {
    /// Its name.
    pub package: String,
    /// Its title.
    pub title: String,
    /// Share of all signatures.
    pub share: f64,
    /// Chance that the peace holds for five years, mean over these signatures.
    pub five_year_peace: f64,
    /// Share of these signatures in which the coalition delivered its parts.
    pub consented: f64,
    /// Share beyond the coalition's red lines.
    pub beyond: f64,
}

/// The ledger of one actor over the horizon; keys that do not apply are absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    /// Role.
    pub actor: String,
    /// Name.
    pub name: String,
    /// Items of the ledger.
    pub items: Vec<CostItem>,
}

/// One line of a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostItem {
    /// Stable key.
    pub item: String,
    /// Title for readers.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Mean.
    pub mean: f64,
    /// 5 % of futures lie below.
    pub low: f64,
    /// 5 % of futures lie above.
    pub high: f64,
    /// Mean per month of fighting, for items where that makes sense.
    pub per_month: Option<f64>,
}

/// The order at a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OrderAt {
    /// Months from the start.
    pub months: usize,
    /// Concentration of allied military spending, Herfindahl.
    pub power_concentration: f64,
    /// Share of allied military spending that the great power holds.
    pub power_share: f64,
    /// Distance between the great power's and the coalition's preferred packages, as a share of the largest.
    pub cohesion_gap: f64,
    /// Similarity of the great power's and the coalition's rankings of all packages, S in -1..=1.
    pub interest_similarity: f64,
    /// Credibility of guarantees.
    pub credibility: Band,
    /// Share of futures in each posture.
    pub out: f64,
}

/// Front and coverage at a month, among futures still contested.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathsAt {
    /// Months from the start.
    pub months: usize,
    /// Area gained by the invader since the start, km².
    pub area: Band,
    /// Coverage of the defender's need.
    pub coverage: Band,
    /// Share of futures still contested.
    pub contested: f64,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionAnswer {
    /// Its name.
    pub name: String,
    /// Its words.
    pub text: String,
    /// Deadline.
    pub by: String,
    /// Probability; null where the model does not resolve it.
    pub p: Option<f64>,
    /// Standard error from the finite number of runs.
    pub mc_error: Option<f64>,
    /// Lower end of the band between draws.
    pub low: Option<f64>,
    /// Upper end of the band between draws.
    pub high: Option<f64>,
    /// Probability under the outside view of past wars, where it speaks to the question.
    pub benchmark: Option<f64>,
    /// Probability by this war's own record, with what it is made of; null where the record says nothing of it.
    #[serde(default)]
    pub own_record: Option<RecordView>,
}

/// The outside view (the engine `hazard`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Benchmark {
    /// Reference class.
    pub reference: String,
    /// Wars in it that were over before the first day of the forecast: those compared with.
    pub wars: usize,
    /// Wars of the class that are not compared with: not over by then, or left out by the scenario.
    pub left_out: Vec<String>,
    /// Age of this war at the start, months.
    pub age_months: f64,
    /// Chance in the model that the fighting first ends within each month of the tables, dated as past wars are: a victory, a
    /// settlement in effect, or a general truce that lasts six months.
    pub model: Vec<ProbabilityAt>,
    /// Chance that a war of this age ends within each month of the tables, by fitted family.
    pub families: Vec<FamilyCurve>,
    /// Wars of the class that lasted as long, and how many of them ended within 12 and 24 months.
    pub record: ReferenceRecord,
    /// The record of this war: no general ceasefire so far.
    ///
    /// Null where the war has just begun.
    pub jeffreys: Option<Jeffreys>,
    /// The model beside the outside view at twelve months, or at the horizon.
    pub near: NearBenchmark,
    /// Both pooled, with weights learnt from past wars; null where there is no outside view.
    pub pooled: Option<PooledEnd>,
    /// Sentence on the months at which the model leaves the outside view, on which side, and what follows.
    pub verdict: String,
    /// Months at which the model lies outside the union of the bands.
    pub leaves_at: Vec<usize>,
}

/// One fitted family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyCurve {
    /// Family.
    pub family: String,
    /// Log-likelihood of the fit.
    pub log_likelihood: f64,
    /// Chance that the war has ended within each horizon.
    pub ends: Vec<FittedEnds>,
    /// Median months remaining.
    pub median_remaining: f64,
}

/// Chance of an end within some months.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EndsWithin {
    /// Months.
    pub months: usize,
    /// Probability.
    pub p: f64,
}

/// Chance of an end within some months under a fitted family.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FittedEnds {
    /// Months.
    pub months: usize,
    /// Probability under the fit to the class.
    pub p: f64,
    /// Lower end of the band that holds nine of ten fits to classes drawn from the class with replacement.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wars of the reference class that lasted as long as this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReferenceRecord {
    /// Wars that lasted at least as long.
    pub lasted: usize,
    /// Which they are, in the order in which they began.
    pub wars: Vec<LastingWar>,
    /// Of them, ended within 12 months.
    pub ended_12: usize,
    /// Of them, ended within 24 months.
    pub ended_24: usize,
}

/// A war of the reference class that lasted as long as this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LastingWar {
    /// Name.
    pub name: String,
    /// First day of fighting.
    pub begun: String,
    /// Length in months.
    pub months: f64,
}

/// Jeffreys posterior of a constant hazard from the record of this war.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Jeffreys {
    /// General ceasefires so far.
    pub events: usize,
    /// Months of exposure.
    pub exposure_months: f64,
    /// Posterior mean hazard a month.
    pub mean: f64,
    /// 5 % and 95 % of the posterior hazard.
    pub band: [f64; 2],
    /// Predictive chance of at least one within each horizon.
    pub ends: Vec<EndsWithin>,
}

/// Rank correlations of a parameter with two answers across draws.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Driver {
    /// Path of the parameter.
    pub parameter: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Months at which the answers are taken: 24, or the horizon.
    pub months: usize,
    /// Rank correlation with the chance that the line holds so long.
    pub hold: f64,
    /// Rank correlation with the chance of a settlement or lasting quiet by then.
    pub ends: f64,
    /// Standard error of a rank correlation at this number of draws.
    pub error: f64,
}

/// Sources of the spread, as shares of the variance of two yes-or-no answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VarianceShares {
    /// Months at which they are taken: 12, or the horizon.
    pub months: usize,
    /// Share from chance within a draw: the line holds so long.
    pub aleatory: f64,
    /// Share from the parameters: the line holds so long.
    pub parametric: f64,
    /// Share from the engine; null while one engine runs.
    pub structural: Option<f64>,
    /// The same for a settlement or lasting quiet within these months: chance.
    pub ends_aleatory: f64,
    /// The same for a settlement or lasting quiet within these months: parameters.
    pub ends_parametric: f64,
}
