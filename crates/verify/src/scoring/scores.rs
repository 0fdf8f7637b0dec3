//! The result of scoring, with documented and versioned keys. `standoff score --json` prints exactly this.

use schemars::JsonSchema;
use serde::Serialize;

/// Version of the keys below.
pub const FORMAT: u32 = 1;

/// Scores of all forecasters.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Scores {
    /// Version of the keys.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// `true` if every forecast counts, and not only the last of each forecaster on each question.
    pub every: bool,
    /// Seed of the resamples.
    pub seed: u64,
    /// Chance inside every interval.
    pub level: f64,
    /// Questions with an outcome.
    pub outcomes: usize,
    /// Annulled questions among them.
    pub annulled: usize,
    /// The reason why there is nothing to score; null where there is something.
    pub nothing: Option<String>,
    /// Outcomes of questions without a forecast.
    pub unmatched: Vec<UnmatchedOutcome>,
    /// Forecasters in the order of the files.
    pub forecasters: Vec<ForecasterScores>,
    /// Each two forecasters, on the questions that both forecast.
    pub pairs: Vec<ForecasterPair>,
}

/// An outcome without a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnmatchedOutcome {
    /// The question.
    pub question: String,
    /// A question that was forecast and has nearly this name; looked for among the first 40 outcomes without a forecast.
    pub hint: Option<String>,
}

/// One forecaster.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ForecasterScores {
    /// Name.
    pub forecaster: String,
    /// Forecasts given before the outcome.
    pub given: usize,
    /// Those on questions without an outcome yet.
    pub open: usize,
    /// Those on questions that were annulled.
    pub annulled: usize,
    /// Those replaced by a later one on the same question.
    pub replaced: usize,
    /// Forecasts in sealed files made after the outcome was known, which count for nothing.
    pub late: usize,
    /// Scores of chances; null where there are none.
    pub chances: Option<ChanceScores>,
    /// Scores of quantiles; null where there are none.
    pub numbers: Option<NumberScores>,
    /// Scores of ensembles; null where there are none.
    pub ensembles: Option<EnsembleScores>,
    /// Scores of chances of categories; null where there are none.
    pub categories: Option<CategoryScores>,
}

/// Scores of chances.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChanceScores {
    /// Questions.
    pub questions: usize,
    /// Forecasts: more than questions where every one counts.
    pub forecasts: usize,
    /// Forecasts of what happened.
    pub happened: usize,
    /// Clusters of questions that are taken as independent: questions, unless outcomes name clusters.
    pub clusters: usize,
    /// Mean Brier score: 0 is best, always stating one half has 0.25.
    pub brier: f64,
    /// Its standard error over clusters; null with fewer than two.
    pub brier_error: Option<f64>,
    /// Mean logarithmic score in nats: 0 is best, one half has 0.693; null where it is infinite.
    pub log: Option<f64>,
    /// Its standard error over clusters; null with fewer than two, and where the mean is infinite.
    pub log_error: Option<f64>,
    /// Forecasts that gave no chance to the outcome: one of them makes the mean infinite.
    pub infinite: usize,
    /// Mean logarithmic score of the others; null where there are none.
    pub log_of_finite: Option<f64>,
    /// Decomposition of the Brier score.
    pub decomposition: BrierDecomposition,
    /// The reliability diagram: bins by rising chance.
    pub reliability: Vec<ReliabilityBin>,
    /// The forecasts one by one.
    pub answers: Vec<ChanceAnswer>,
}

/// Decomposition of the mean Brier score (Murphy 1973, with the term within bins of Stephenson and others 2008):
/// reliability − resolution + uncertainty + within.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct BrierDecomposition {
    /// Loss from chances that are off.
    pub reliability: f64,
    /// Gain from distinguishing what happens from what does not.
    pub resolution: f64,
    /// Loss of stating the overall frequency every time. That frequency is known only afterwards, so this is no
    /// forecaster.
    pub uncertainty: f64,
    /// Remainder, because the chances within a bin differ.
    pub within: f64,
}

/// Forecasts of about the same chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct ReliabilityBin {
    /// Least chance in it.
    pub from: f64,
    /// Greatest chance in it.
    pub to: f64,
    /// Mean chance.
    pub chance: f64,
    /// Forecasts.
    pub forecasts: u64,
    /// Number of them that happened.
    pub happened: u64,
    /// Share that happened.
    pub frequency: f64,
    /// Lower end of its Jeffreys interval.
    pub low: f64,
    /// Upper end of its Jeffreys interval.
    pub high: f64,
}

/// A chance and the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChanceAnswer {
    /// The question.
    pub question: String,
    /// Day of the forecast.
    pub made: String,
    /// The chance stated.
    pub p: f64,
    /// `true` if it happened.
    pub happened: bool,
    /// Brier score.
    pub brier: f64,
    /// Logarithmic score; null where it is infinite.
    pub log: Option<f64>,
}

/// Scores of quantiles. Their unit is that of each question, so that means are made over questions of one unit only.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NumberScores {
    /// Questions.
    pub questions: usize,
    /// Coverage of the central 50, 80 and 90 % intervals whose ends were stated.
    pub coverage: Vec<IntervalCoverage>,
    /// Means over questions whose outcomes name the same unit, one for each unit and set of levels.
    pub means: Vec<QuantileMean>,
    /// The forecasts one by one.
    pub answers: Vec<NumberAnswer>,
}

/// Mean scores of quantiles of the same levels in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct QuantileMean {
    /// The unit.
    pub unit: String,
    /// The levels.
    pub levels: Vec<f64>,
    /// Questions.
    pub questions: usize,
    /// Forecasts.
    pub forecasts: usize,
    /// Clusters of questions that are taken as independent.
    pub clusters: usize,
    /// Mean quantile score.
    pub quantile_score: f64,
    /// Its standard error over clusters; null with fewer than two.
    pub quantile_score_error: Option<f64>,
    /// `true` if the levels are those of a median and of central intervals, so that the quantile score is the weighted
    /// interval score (Bracher and others 2021).
    pub is_weighted_interval_score: bool,
}

/// Scores of ensembles: equally likely values of a number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EnsembleScores {
    /// Questions.
    pub questions: usize,
    /// Forecasts: more than questions where every one counts.
    pub forecasts: usize,
    /// Means over questions whose outcomes name the same unit.
    pub means: Vec<EnsembleMean>,
    /// Places of the outcomes among the members, over all questions.
    pub pit: PitScores,
    /// The forecasts one by one.
    pub answers: Vec<EnsembleAnswer>,
}

/// Mean scores of ensembles in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EnsembleMean {
    /// The unit.
    pub unit: String,
    /// Questions.
    pub questions: usize,
    /// Forecasts.
    pub forecasts: usize,
    /// Clusters of questions that are taken as independent.
    pub clusters: usize,
    /// Mean CRPS of the members as they are.
    pub crps: f64,
    /// Its standard error over clusters; null with fewer than two.
    pub crps_error: Option<f64>,
    /// Mean fair CRPS; null where an ensemble has one member only.
    pub fair_crps: Option<f64>,
    /// Its standard error over clusters; null with fewer than two, and where there is no mean.
    pub fair_crps_error: Option<f64>,
}

/// An ensemble and the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EnsembleAnswer {
    /// The question.
    pub question: String,
    /// Day of the forecast.
    pub made: String,
    /// The outcome.
    pub outcome: f64,
    /// Members.
    pub members: usize,
    /// CRPS of the members as they are: the spread of few members is too small by their number.
    pub crps: f64,
    /// Fair CRPS: what a large ensemble of the same kind could expect; null with one member.
    pub fair_crps: Option<f64>,
    /// Place of the outcome among the members, from 0 to 1, with a drawn number where it is between two or tied.
    pub pit: f64,
}

/// Scores of chances of categories.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CategoryScores {
    /// Questions.
    pub questions: usize,
    /// Forecasts: more than questions where every one counts.
    pub forecasts: usize,
    /// Clusters of questions that are taken as independent.
    pub clusters: usize,
    /// Mean Brier score over all categories: 0 is best, 2 is worst; with two categories twice that of one chance.
    pub brier: f64,
    /// Its standard error over clusters; null with fewer than two.
    pub brier_error: Option<f64>,
    /// Mean logarithmic score in nats; null where it is infinite.
    pub log: Option<f64>,
    /// Its standard error over clusters; null with fewer than two, and where the mean is infinite.
    pub log_error: Option<f64>,
    /// Forecasts that gave no chance to what came: one of them makes the mean infinite.
    pub infinite: usize,
    /// Scores of ordered categories; null where there are none.
    pub ordered: Option<OrderedScores>,
    /// The forecasts one by one.
    pub answers: Vec<CategoryAnswer>,
}

/// Scores of ordered categories.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OrderedScores {
    /// Questions.
    pub questions: usize,
    /// Forecasts.
    pub forecasts: usize,
    /// Clusters of questions that are taken as independent.
    pub clusters: usize,
    /// Mean ranked probability score: the sum of squares over the bounds between categories.
    pub ranked: f64,
    /// Its standard error over clusters; null with fewer than two.
    pub ranked_error: Option<f64>,
    /// Places of the outcomes in the distributions.
    pub pit: PitScores,
}

/// Chances of categories and the one that came.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CategoryAnswer {
    /// The question.
    pub question: String,
    /// Day of the forecast.
    pub made: String,
    /// The category that came.
    pub outcome: String,
    /// The chance given to it.
    pub p: f64,
    /// Brier score over all categories.
    pub brier: f64,
    /// Logarithmic score; null where it is infinite.
    pub log: Option<f64>,
    /// Ranked probability score; null where the categories have no order.
    pub ranked: Option<f64>,
    /// Place of the outcome in the distribution, drawn within its category; null where the categories have no order.
    pub pit: Option<f64>,
}

/// Probability integral transforms: even where forecasts are right on the whole.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PitScores {
    /// Values in each of the bins of equal width from 0 to 1.
    pub counts: Vec<u64>,
    /// Mean; one half where forecasts are right: more if outcomes are higher than stated.
    pub mean: f64,
    /// Variance; 1/12 where forecasts are right: more if they are too narrow. Null with one value.
    pub variance: Option<f64>,
    /// Chi-squared of the counts.
    pub chi_squared: f64,
    /// Chance of counts at least so uneven if forecasts are right and questions independent.
    pub p: f64,
}

/// Coverage of the intervals of one chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct IntervalCoverage {
    /// Chance inside, as stated.
    pub stated: f64,
    /// Outcomes inside.
    pub inside: u64,
    /// Outcomes.
    pub outcomes: u64,
    /// Share inside.
    pub share: f64,
    /// Lower end of its Jeffreys interval.
    pub low: f64,
    /// Upper end of its Jeffreys interval.
    pub high: f64,
}

/// Quantiles and the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NumberAnswer {
    /// The question.
    pub question: String,
    /// Day of the forecast.
    pub made: String,
    /// The outcome.
    pub outcome: f64,
    /// Levels stated.
    pub levels: usize,
    /// Mean over the levels of twice the quantile loss: comes to the CRPS as levels become many and even.
    pub quantile_score: f64,
    /// Weighted interval score (Bracher and others 2021); null unless the levels are those of a median and of central
    /// intervals. It is then equal to the quantile score.
    pub weighted_interval_score: Option<f64>,
    /// Central intervals of which both ends were stated.
    pub intervals: Vec<IntervalAnswer>,
}

/// A central interval and whether it held the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct IntervalAnswer {
    /// Chance inside, as stated.
    pub stated: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// `true` if the outcome lies inside.
    pub inside: bool,
    /// Interval score: the width, and a penalty for an outcome outside.
    pub score: f64,
}

/// Two forecasters on the same questions.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ForecasterPair {
    /// One forecaster.
    pub one: String,
    /// The other, to whom the first is compared.
    pub other: String,
    /// Questions that both forecast.
    pub questions: usize,
    /// Pairs of forecasts: more than questions where every one counts.
    pub forecasts: usize,
    /// Mean Brier score of the first on these.
    pub brier_one: f64,
    /// Mean Brier score of the other on these.
    pub brier_other: f64,
    /// 1 − the one score over the other: above 0 the first is better; null where `no_skill` says why.
    pub skill: Option<BootstrapInterval>,
    /// Resamples left out of the interval of the skill, since the other made no loss in them.
    pub left_out: usize,
    /// The reason why there is no skill; null where there is one.
    pub no_skill: Option<String>,
    /// Brier score that the first saves; null with fewer than two questions.
    pub gain: Option<BootstrapInterval>,
}

/// A figure with its bootstrap interval over questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct BootstrapInterval {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
