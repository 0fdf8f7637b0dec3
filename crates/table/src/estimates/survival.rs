//! Survival estimates: Kaplan–Meier curves with intervals, hazards, medians and restricted means, a comparison of
//! groups, and Cox regression.

use super::comparison::{CoxFit, LogRankTest, LogRankWeight, fit_regression, test_equal_rates};
use super::observation_columns::{ObservationColumns, ObservationNames};
use super::origin::Origin;
use super::regression_columns::ReferenceLevel;
use super::regression_request::RegressionRequest;
use super::selection::{group_labels, refuse_estimate, rows_by_group, select_rows};
use super::trend::Trend;
use crate::table::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::KaplanMeier;
use standoff_stats::survival::{LifeTableRow, Ties, kaplan_meier_of, life_table_of};

/// Columns, times and level of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalRequest {
    /// Column with the time observed.
    pub time: String,
    /// Column that is 1 where the end was observed and 0 where the observation stopped before it.
    pub event: String,
    /// Column with the time from which each row was under observation.
    pub entry: Option<String>,
    /// Column of how much each row counts.
    pub weight: Option<String>,
    /// Column of strata, within which groups are compared and which have rates of their own in the regression.
    pub strata: Option<String>,
    /// Column of groups to compare.
    pub group: Option<String>,
    /// Weight of each time in the comparison.
    pub weights: LogRankWeight,
    /// Columns of a Cox regression; none if empty.
    pub cox: Vec<String>,
    /// Reference levels of columns of categories in the regression.
    pub references: Vec<ReferenceLevel>,
    /// Function of time against which the effects of the regression are tested for a trend.
    pub trend: Trend,
    /// Times at which the chance is reported.
    pub at_times: Vec<f64>,
    /// Time up to which means are counted; the last that every group reaches if none.
    pub restrict_to: Option<f64>,
    /// Chance inside an interval.
    pub level: f64,
}

impl SurvivalRequest {
    /// One curve for all rows, with 95 % intervals.
    pub fn new(time: String, event: String) -> Self {
        Self {
            time,
            event,
            entry: None,
            weight: None,
            strata: None,
            group: None,
            weights: LogRankWeight::Equal,
            cox: Vec::new(),
            references: Vec::new(),
            trend: Trend::KaplanMeier,
            at_times: Vec::new(),
            restrict_to: None,
            level: 0.95,
        }
    }

    fn observation_names(&self) -> ObservationNames<'_> {
        let (entry, weight, strata) = (self.entry.as_deref(), self.weight.as_deref(), self.strata.as_deref());
        ObservationNames { time: &self.time, entry, weight, strata }
    }
}

/// Survival curves of all groups, with their comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survival {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of times.
    pub time: String,
    /// Column of events.
    pub event: String,
    /// Column of entries; null where all are under observation from 0 on.
    pub entry: Option<String>,
    /// Column of weights; null where each row counts once.
    pub weight: Option<String>,
    /// Column of strata; null without.
    pub strata: Option<String>,
    /// Column of groups; null without.
    pub group: Option<String>,
    /// The variance behind the intervals and errors of the curves: `greenwood`, or `jackknife` (infinitesimal, robust)
    /// where weights are not counts.
    pub variance: String,
    /// Chance inside an interval.
    pub level: f64,
    /// Time up to which means are counted.
    pub restricted_to: f64,
    /// One curve for each group, or one for all rows.
    pub curves: Vec<SurvivalCurve>,
    /// Test of equal rates between the groups; null where there are not two to compare.
    pub log_rank: Option<LogRankTest>,
    /// The reason why groups are not compared; null where they are, or there are none.
    #[serde(default)]
    pub log_rank_missing: Option<String>,
    /// The regression; null where none was asked for.
    pub cox: Option<CoxFit>,
}

/// The survival of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurvivalCurve {
    /// The group; null where there is only one.
    pub group: Option<String>,
    /// Rows.
    pub rows: usize,
    /// Ends seen.
    pub events: usize,
    /// Observations that stopped before the end.
    pub censored: usize,
    /// First time at which the chance is one half or less; null if it never falls so far.
    pub median: Option<f64>,
    /// First time at which the lower end of the interval is one half or less.
    pub median_low: Option<f64>,
    /// First time at which the upper end of the interval is one half or less.
    pub median_high: Option<f64>,
    /// Mean time, counted no further than `restricted_to`.
    pub restricted_mean: f64,
    /// Its standard error; null with fewer than two rows.
    pub restricted_mean_error: Option<f64>,
    /// The chance at the times asked for.
    pub at: Vec<SurvivalAt>,
    /// The table: every time at which something ended or an observation stopped, from 0.
    pub steps: Vec<SurvivalStep>,
}

/// The chance to last beyond a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurvivalAt {
    /// The time.
    pub time: f64,
    /// The chance; null beyond the last observation.
    pub survival: Option<f64>,
    /// Lower end of the interval; null where nothing has ended yet.
    pub low: Option<f64>,
    /// Upper end of the interval; null once nothing is left.
    pub high: Option<f64>,
}

/// One line of a survival table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// Observations still going on just before it.
    pub at_risk: usize,
    /// Ends at this time.
    pub events: usize,
    /// Observations that stopped at this time.
    pub censored: usize,
    /// Sum of the weights of those still going on just before it; null without weights.
    pub weight_at_risk: Option<f64>,
    /// Sum of the weights of those that ended at this time; null without weights.
    pub weight_events: Option<f64>,
    /// Chance to last beyond this time (Kaplan–Meier).
    pub survival: f64,
    /// Lower end of its interval; null where nothing has ended yet.
    pub low: Option<f64>,
    /// Upper end of its interval; null once nothing is left.
    pub high: Option<f64>,
    /// Cumulative hazard by then (Nelson–Aalen).
    pub hazard: f64,
}

/// Estimates survival from a table.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value of the wrong kind, and where a mean is asked for beyond the
/// last observation.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::SurvivalRequest;
/// use standoff_table::estimates::estimate_survival;
/// let table = Table::parse("t.csv", "t,seen\n1,1\n2,0\n3,1\n").unwrap();
/// let (time, event) = ("t".to_owned(), "seen".to_owned());
/// let request = SurvivalRequest { at_times: vec![2.5], ..SurvivalRequest::new(time, event) };
/// let found = estimate_survival(&table, &request).unwrap();
/// assert_eq!(found.curves[0].at[0].survival, Some(2.0 / 3.0));
/// assert_eq!(found.curves[0].median, Some(3.0));
/// ```
pub fn estimate_survival(table: &Table, request: &SurvivalRequest) -> Result<Survival, Diagnostics> {
    let columns = ObservationColumns::read(table, &request.observation_names())?;
    let ended = table.flags(&request.event)?;
    let labels = group_labels(table, request.group.as_deref())?;
    let mut parts = Vec::new();
    for (group, rows) in rows_by_group(table, labels.as_ref()) {
        let (part, ended) = (columns.select(&rows), select_rows(&ended, &rows));
        let observations = part.observations();
        let lines = || life_table_of(&observations, &ended, request.level, Ties::Together);
        let estimate = kaplan_meier_of(&observations, &ended).and_then(|curve| Ok((curve, lines()?)));
        let (curve, lines) = estimate.map_err(|error| refuse_estimate(table, &error))?;
        parts.push(SurvivalGroup { group, rows: rows.len(), is_weighted: request.weight.is_some(), curve, lines });
    }
    let restricted_to = restriction_time(table, request, &parts)?;
    let test = labels.map(|labels| test_equal_rates(&columns, &ended, &labels, request.weights)).transpose();
    let (log_rank, log_rank_missing) = test.map_or_else(|reason| (None, Some(reason)), |test| (test, None));
    let variance = if columns.observations().are_counts() { "greenwood" } else { "jackknife" };
    Ok(Survival {
        origin: Origin::new("survival", table),
        time: request.time.clone(),
        event: request.event.clone(),
        entry: request.entry.clone(),
        weight: request.weight.clone(),
        strata: request.strata.clone(),
        group: request.group.clone(),
        variance: variance.to_owned(),
        level: request.level,
        restricted_to,
        curves: parts.iter().map(|part| part.describe_curve(request, restricted_to)).collect(),
        log_rank,
        log_rank_missing,
        cox: fit_if_asked(table, (&columns, &ended), request)?,
    })
}

fn fit_if_asked(
    table: &Table,
    observed: (&ObservationColumns, &[bool]),
    request: &SurvivalRequest,
) -> Result<Option<CoxFit>, Diagnostics> {
    if request.cox.is_empty() {
        return Ok(None);
    }
    let (names, references) = (request.cox.as_slice(), request.references.as_slice());
    let regression = RegressionRequest { names, references, trend: request.trend, level: request.level };
    fit_regression(table, observed, &regression).map(Some)
}

/// The curve of one group, before it is described.
struct SurvivalGroup {
    group: Option<String>,
    rows: usize,
    is_weighted: bool,
    curve: KaplanMeier,
    lines: Vec<LifeTableRow>,
}

impl SurvivalGroup {
    /// The last time at which the curve is known: the last observation, or any time once the curve has reached zero.
    fn known_until(&self) -> f64 {
        if self.curve.survival.at(self.last_time()) == 0.0 { f64::INFINITY } else { self.last_time() }
    }

    fn last_time(&self) -> f64 {
        self.lines.last().map_or(0.0, |line| line.time)
    }

    fn describe_curve(&self, request: &SurvivalRequest, until: f64) -> SurvivalCurve {
        let steps: Vec<SurvivalStep> = self.lines.iter().map(|line| survival_step(line, self.is_weighted)).collect();
        let first = |read: fn(&SurvivalStep) -> Option<f64>| {
            steps.iter().find(|step| read(step).is_some_and(|end| end <= 0.5)).map(|step| step.time)
        };
        let mean_error = self.curve.restricted_mean_standard_error(until);
        SurvivalCurve {
            group: self.group.clone(),
            rows: self.rows,
            events: steps.iter().map(|step| step.events).sum(),
            censored: steps.iter().map(|step| step.censored).sum(),
            median: self.curve.median(),
            median_low: first(|step| step.low),
            median_high: first(|step| step.high),
            restricted_mean: self.curve.restricted_mean(until),
            restricted_mean_error: (self.rows > 1).then_some(mean_error),
            at: request.at_times.iter().map(|&time| self.survival_at(time, request.level)).collect(),
            steps,
        }
    }

    fn survival_at(&self, time: f64, level: f64) -> SurvivalAt {
        if time > self.known_until() {
            return SurvivalAt { time, survival: None, low: None, high: None };
        }
        let survival = self.curve.survival.at(time);
        let (low, high) = known_ends(survival, self.curve.interval(time, level));
        SurvivalAt { time, survival: Some(survival), low, high }
    }
}

fn survival_step(line: &LifeTableRow, is_weighted: bool) -> SurvivalStep {
    let (low, high) = known_ends(line.survival, line.interval);
    SurvivalStep {
        time: line.time,
        at_risk: line.at_risk,
        events: line.ended,
        censored: line.censored,
        weight_at_risk: is_weighted.then_some(line.weight_at_risk),
        weight_events: is_weighted.then_some(line.weight_ended),
        survival: line.survival,
        low,
        high,
        hazard: line.hazard,
    }
}

/// The ends of an interval of a chance that the data tell: where nothing has ended yet there is no lower one, and where
/// all has there is no upper one.
fn known_ends(chance: f64, (low, high): (f64, f64)) -> (Option<f64>, Option<f64>) {
    ((chance < 1.0).then_some(low), (chance > 0.0).then_some(high))
}

/// The time up to which means are counted: the one asked for, if every group is observed that long.
fn restriction_time(table: &Table, request: &SurvivalRequest, parts: &[SurvivalGroup]) -> Result<f64, Diagnostics> {
    let known = parts.iter().map(SurvivalGroup::known_until).fold(f64::INFINITY, f64::min);
    match request.restrict_to {
        None => Ok(parts.iter().map(SurvivalGroup::last_time).fold(f64::INFINITY, f64::min)),
        Some(until) if until <= known => Ok(until),
        Some(until) => {
            let message = format!("a mean up to {until} was asked for, and observations go no further than {known}");
            let diagnostic = Diagnostic::error("beyond-observation", message)
                .allowed(format!("at most {known}"))
                .hint("take a smaller --restrict, or leave it out");
            Err(table.refuse(diagnostic))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_request() -> SurvivalRequest {
        SurvivalRequest::new("t".to_owned(), "e".to_owned())
    }

    #[test]
    fn groups_have_curves_of_their_own() {
        let table = Table::parse("t", "t,e,g\n1,1,b\n2,1,b\n3,0,a\n4,1,a\n5,0,a\n").unwrap();
        let request = SurvivalRequest { group: Some("g".to_owned()), at_times: vec![3.5, 6.0], ..sample_request() };
        let found = estimate_survival(&table, &request).unwrap();
        let [a, b] = &found.curves[..] else { panic!("two groups") };
        assert_eq!((a.group.as_deref(), a.rows, a.events, a.censored, a.median), (Some("a"), 3, 1, 2, Some(4.0)));
        assert_eq!((b.median, found.restricted_to, b.restricted_mean), (Some(1.0), 2.0, 1.5));
        assert_eq!((a.at[0].survival, a.at[1].survival, b.at[1].survival), (Some(1.0), None, Some(0.0)));
    }

    #[test]
    fn what_was_not_observed_is_refused() {
        let table = Table::parse("t.csv", "t,e\n1,1\n2,0\n-3,1\n").unwrap();
        assert!(estimate_survival(&table, &sample_request()).unwrap_err().to_string().contains("t.csv:4:1"));
        let table = Table::parse("t.csv", "t,e\n1,1\n2,0\n").unwrap();
        let found = estimate_survival(&table, &SurvivalRequest { restrict_to: Some(2.5), ..sample_request() });
        assert!(found.unwrap_err().to_string().contains("at most 2"));
    }

    /// After one end nothing is left: how long others would have lasted is not known.
    #[test]
    fn one_observation_has_no_upper_end() {
        let table = Table::parse("t", "t,e\n3,1\n").unwrap();
        let curve = &estimate_survival(&table, &sample_request()).unwrap().curves[0];
        assert_eq!((curve.median, curve.median_low, curve.median_high), (Some(3.0), Some(3.0), None));
        assert_eq!((curve.steps[0].low, curve.steps[0].high), (None, Some(1.0)));
        assert_eq!((curve.steps[1].low, curve.steps[1].high), (Some(0.0), None));
        assert_eq!(curve.restricted_mean_error, None);
    }

    #[test]
    fn entries_weights_and_strata_are_read() {
        let text = "t,e,from,w,s,g\n1,1,0,2,x,a\n3,1,0,1,y,b\n4,1,2,1,x,b\n5,0,1,3,y,a\n6,1,0,1,x,b\n7,1,0,1,y,a\n";
        let table = Table::parse("t", text).unwrap();
        let request = SurvivalRequest {
            entry: Some("from".to_owned()),
            weight: Some("w".to_owned()),
            strata: Some("s".to_owned()),
            cox: vec!["g".to_owned()],
            ..sample_request()
        };
        let found = estimate_survival(&table, &request).unwrap();
        let step = |place: usize| found.curves[0].steps[place];
        assert_eq!((step(1).at_risk, step(1).weight_at_risk, step(1).weight_events), (4, Some(5.0), Some(2.0)));
        assert_eq!((step(2).at_risk, step(2).weight_at_risk), (5, Some(7.0)));
        assert_eq!((found.variance.as_str(), step(1).survival), ("greenwood", 0.6));
        let cox = found.cox.unwrap();
        assert_eq!((cox.coefficients[0].level.as_deref(), cox.variance.as_str()), (Some("b"), "information"));
        assert_eq!(cox.categories[0].reference, "a");
    }

    #[test]
    fn keys_survive_the_round_trip() {
        let table = Table::parse("t", "t,e\n1,1\n2,0\n").unwrap();
        let found = estimate_survival(&table, &sample_request()).unwrap();
        let text = serde_json::to_string(&found).unwrap();
        assert!(text.starts_with("{\"format\":1,\"estimate\":\"survival\",\"table\":\"t\",\"rows\":2"));
        assert_eq!(serde_json::from_str::<Survival>(&text).unwrap(), found);
    }
}
