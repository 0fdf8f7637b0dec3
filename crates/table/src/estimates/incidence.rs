//! Cumulative incidence of competing causes (Aalen and Johansen 1978), by groups.

use super::observation_columns::{ObservationColumns, ObservationNames};
use super::origin::Origin;
use super::selection::{group_labels, refuse_estimate, rows_by_group, select_rows};
use crate::table::{Labels, Table};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::comparison::gray_test;
use standoff_stats::survival::cumulative_incidence_of;
use standoff_stats::{CumulativeIncidence, StatsError};

/// Most times in a curve. Of more, this many evenly spaced ones and the last are kept: a plot shows no more, and JSON
/// of every row would be long.
const MOST_TIMES: usize = 1000;

/// Columns, times and level of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidenceRequest {
    /// Column with the time observed.
    pub time: String,
    /// Column with the cause of the end.
    pub event: String,
    /// Value of it where the observation stopped before the end.
    pub censored: String,
    /// Column with the time from which each row was under observation.
    pub entry: Option<String>,
    /// Column of strata, within which groups are compared.
    pub strata: Option<String>,
    /// Column of groups.
    pub group: Option<String>,
    /// Times at which the chances are reported.
    pub at_times: Vec<f64>,
    /// Chance inside an interval.
    pub level: f64,
}

impl IncidenceRequest {
    /// One set of curves for all rows, with 95 % intervals.
    pub fn new(time: String, event: String, censored: String) -> Self {
        let (at_times, level) = (Vec::new(), 0.95);
        Self { time, event, censored, entry: None, strata: None, group: None, at_times, level }
    }
}

/// Cumulative incidence by group and cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Incidence {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of times.
    pub time: String,
    /// Column of causes.
    pub event: String,
    /// Value where the observation stopped before the end.
    pub censored_value: String,
    /// Column of entries; null where all are under observation from 0 on.
    pub entry: Option<String>,
    /// Column of strata; null without.
    pub strata: Option<String>,
    /// Column of groups; null without.
    pub group: Option<String>,
    /// Chance inside an interval.
    pub level: f64,
    /// The causes.
    pub causes: Vec<String>,
    /// Gray's (1988) test of equal incidence between the groups, one for each cause; empty without groups, and where
    /// `no_gray` says why.
    pub gray: Vec<GrayComparison>,
    /// The reason why groups are not compared; null where they are, or where there are no groups.
    pub no_gray: Option<String>,
    /// One set of curves for each group, or one for all rows.
    pub curves: Vec<IncidenceCurves>,
}

/// A test of equal cumulative incidence of one cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GrayComparison {
    /// The cause.
    pub cause: String,
    /// The statistic, chi-squared where the incidence is the same; null where nothing can be compared.
    pub chi_squared: Option<f64>,
    /// Its degrees of freedom; null where nothing can be compared.
    pub degrees: Option<usize>,
    /// Chance of a statistic at least so large where the incidence is the same; null where nothing can be compared.
    pub p: Option<f64>,
}

/// The causes in one group.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IncidenceCurves {
    /// The group; null where there is only one.
    pub group: Option<String>,
    /// Rows.
    pub rows: usize,
    /// Ends by each cause, in the order of `causes`.
    pub events: Vec<usize>,
    /// Observations that stopped before the end.
    pub censored: usize,
    /// The chances at the times asked for.
    pub at: Vec<IncidenceAt>,
    /// The chances at the times at which something ended; of more than 1000 times, 1000 evenly spaced ones.
    pub steps: Vec<IncidenceAt>,
}

/// The chances at a time; with `survival` the causes sum to one. Null beyond the last observation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IncidenceAt {
    /// The time.
    pub time: f64,
    /// Chance that nothing has ended it.
    pub survival: Option<f64>,
    /// Chance that each cause has ended it, in the order of `causes`.
    pub causes: Vec<Option<CauseAt>>,
}

/// The chance that a cause has ended it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct CauseAt {
    /// The chance (Aalen–Johansen).
    pub incidence: f64,
    /// Its variance; null where the chance is 0 or 1, since the method knows none there.
    pub variance: Option<f64>,
    /// Lower end of the interval; null where the chance is 1.
    pub low: Option<f64>,
    /// Upper end of the interval; null where the chance is 0.
    pub high: Option<f64>,
}

/// Estimates cumulative incidence from a table.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value of the wrong kind, and where nothing ended.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::IncidenceRequest;
/// use standoff_table::estimates::estimate_incidence;
/// let table = Table::parse("t.csv", "t,how\n1,won\n2,open\n3,lost\n4,won\n").unwrap();
/// let (time, event, censored) = ("t".to_owned(), "how".to_owned(), "open".to_owned());
/// let request = IncidenceRequest { at_times: vec![3.0], ..IncidenceRequest::new(time, event, censored) };
/// let found = estimate_incidence(&table, &request).unwrap();
/// assert_eq!(found.causes, ["lost", "won"]);
/// assert_eq!(found.curves[0].at[0].causes[1].unwrap().incidence, 0.25);
/// ```
pub fn estimate_incidence(table: &Table, request: &IncidenceRequest) -> Result<Incidence, Diagnostics> {
    let (entry, strata) = (request.entry.as_deref(), request.strata.as_deref());
    let columns =
        ObservationColumns::read(table, &ObservationNames { time: &request.time, entry, weight: None, strata })?;
    let (names, causes) = find_causes(table, request, &table.labels(&request.event)?)?;
    let labels = group_labels(table, request.group.as_deref())?;
    let mut curves = Vec::new();
    for (group, rows) in rows_by_group(table, labels.as_ref()) {
        let part = IncidenceGroup { group, columns: columns.select(&rows), causes: select_rows(&causes, &rows) };
        curves.push(part.estimate_curves(names.len(), request).map_err(|error| refuse_estimate(table, &error))?);
    }
    let tests = labels.map(|labels| compare_groups(&columns, &causes, &names, &labels));
    let (gray, no_gray) = tests.map_or((Vec::new(), None), |tests| match tests {
        Ok(tests) => (tests, None),
        Err(reason) => (Vec::new(), Some(reason)),
    });
    Ok(Incidence {
        origin: Origin::new("incidence", table),
        time: request.time.clone(),
        event: request.event.clone(),
        censored_value: request.censored.clone(),
        entry: request.entry.clone(),
        strata: request.strata.clone(),
        group: request.group.clone(),
        level: request.level,
        causes: names,
        gray,
        no_gray,
        curves,
    })
}

/// Tests each cause for equal incidence between the groups, or says why that is not possible.
fn compare_groups(
    columns: &ObservationColumns,
    causes: &[Cause],
    names: &[String],
    labels: &Labels,
) -> Result<Vec<GrayComparison>, String> {
    if labels.names.len() < 2 {
        return Err("there is only one group".to_owned());
    }
    if columns.entries.is_some() {
        return Err("Gray's test is not defined here for observations that enter late".to_owned());
    }
    let test = |(cause, name): (usize, &String)| {
        let found = gray_test(&columns.times, causes, cause, &labels.indices, labels.names.len(), columns.strata());
        let found = match found {
            Ok(found) => Some(found),
            Err(StatsError::NoSpread) => None,
            Err(other) => return Err(other.to_string()),
        };
        Ok(GrayComparison {
            cause: name.clone(),
            chi_squared: found.map(|found| found.statistic),
            degrees: found.map(|found| found.degrees_of_freedom),
            p: found.map(|found| found.p),
        })
    };
    names.iter().enumerate().map(test).collect()
}

type Cause = Option<usize>;

/// Names of the causes, and the cause of each row.
fn find_causes(
    table: &Table,
    request: &IncidenceRequest,
    found: &Labels,
) -> Result<(Vec<String>, Vec<Cause>), Diagnostics> {
    let censored = found.index_of(&request.censored);
    let of = |label: &usize| match censored {
        Some(censored) if *label == censored => None,
        Some(censored) if *label > censored => Some(label - 1),
        _ => Some(*label),
    };
    let kept = found.names.iter().enumerate().filter(|(label, _)| Some(*label) != censored);
    let names: Vec<String> = kept.map(|(_, name)| name.clone()).collect();
    if names.is_empty() {
        let message = format!("every value of column `{}` is `{}`: nothing ended", request.event, request.censored);
        let diagnostic = Diagnostic::error("no-events", message).allowed("one or more causes");
        return Err(table.refuse(diagnostic.hint("name the value of what did not end with --censored")));
    }
    Ok((names, found.indices.iter().map(of).collect()))
}

/// Times and causes of one group, before the estimate.
struct IncidenceGroup {
    group: Option<String>,
    columns: ObservationColumns,
    causes: Vec<Cause>,
}

impl IncidenceGroup {
    fn estimate_curves(self, number: usize, request: &IncidenceRequest) -> Result<IncidenceCurves, StatsError> {
        let found = cumulative_incidence_of(&self.columns.observations(), &self.causes, number)?;
        let last = self.columns.times.iter().copied().fold(0.0, f64::max);
        let known = if found.survival.at(last) == 0.0 { f64::INFINITY } else { last };
        let at = |time: f64| {
            if time > known { incidence_unknown(time, number) } else { incidence_at(&found, time, request.level) }
        };
        Ok(IncidenceCurves {
            rows: self.causes.len(),
            events: (0..number).map(|cause| self.causes.iter().filter(|one| **one == Some(cause)).count()).collect(),
            censored: self.causes.iter().filter(|cause| cause.is_none()).count(),
            at: request.at_times.iter().map(|&time| at(time)).collect(),
            steps: thin_times(&found.survival.times).into_iter().map(at).collect(),
            group: self.group,
        })
    }
}

fn incidence_at(found: &CumulativeIncidence, time: f64, level: f64) -> IncidenceAt {
    let cause = |cause: usize| {
        let incidence = found.incidence[cause].at(time);
        // Where nobody or everybody ended by it, the variance of the method is zero, and an end of an interval from it
        // would claim certainty after a single observation.
        let (low, high) = found.interval(cause, time, level);
        let known = 0.0 < incidence && incidence < 1.0;
        CauseAt {
            incidence,
            variance: known.then(|| found.variance(cause, time)),
            low: (incidence < 1.0).then_some(low),
            high: (incidence > 0.0).then_some(high),
        }
    };
    let causes = (0..found.incidence.len()).map(|number| Some(cause(number))).collect();
    IncidenceAt { time, survival: Some(found.survival.at(time)), causes }
}

fn incidence_unknown(time: f64, causes: usize) -> IncidenceAt {
    IncidenceAt { time, survival: None, causes: vec![None; causes] }
}

/// All times, or as many as are kept.
fn thin_times(times: &[f64]) -> Vec<f64> {
    let kept = times.len().min(MOST_TIMES);
    (1..=kept).map(|place| times[place * times.len() / kept - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_request(censored: &str) -> IncidenceRequest {
        let request = IncidenceRequest::new("t".to_owned(), "e".to_owned(), censored.to_owned());
        IncidenceRequest { at_times: vec![2.0, 9.0], ..request }
    }

    #[test]
    fn groups_are_compared_by_cause_where_possible() {
        let table = Table::parse("t", "t,e,g,from\n1,1,a,0\n2,2,b,0\n3,1,b,1\n4,0,a,1\n5,1,a,2\n6,2,b,0\n").unwrap();
        let grouped = IncidenceRequest { group: Some("g".to_owned()), ..sample_request("0") };
        let found = estimate_incidence(&table, &grouped).unwrap();
        assert_eq!((found.gray.len(), found.gray[0].degrees, found.no_gray), (2, Some(1), None));
        let late = IncidenceRequest { entry: Some("from".to_owned()), ..grouped };
        let found = estimate_incidence(&table, &late).unwrap();
        assert!(found.gray.is_empty() && found.no_gray.unwrap().contains("late"));
    }

    #[test]
    fn causes_and_survival_sum_to_one() {
        let table = Table::parse("t", "t,e\n1,2\n2,0\n3,1\n4,2\n5,0\n").unwrap();
        let found = estimate_incidence(&table, &sample_request("0")).unwrap();
        assert_eq!((found.causes.as_slice(), found.curves[0].censored), (&["1".to_owned(), "2".to_owned()][..], 2));
        for at in &found.curves[0].steps {
            let sum: f64 = at.causes.iter().flatten().map(|cause| cause.incidence).sum();
            assert!((sum + at.survival.unwrap() - 1.0).abs() < 1e-15);
        }
        assert_eq!(found.curves[0].at[1].survival, None);
    }

    /// One observation, two that are tied, and a cause by which nothing ended before a time: no interval from nothing.
    #[test]
    fn there_is_no_end_of_an_interval_where_there_is_none() {
        for (rows, time, ends) in [
            ("2,1\n", 2.0, (None, Some(1.0))),
            ("2,1\n2,1\n", 2.0, (None, Some(1.0))),
            ("1,0\n3,1\n4,0\n", 2.0, (Some(0.0), None)),
        ] {
            let table = Table::parse("t", &format!("t,e\n{rows}")).unwrap();
            let found = estimate_incidence(&table, &IncidenceRequest { at_times: vec![time], ..sample_request("0") });
            let cause = found.unwrap().curves[0].at[0].causes[0].unwrap();
            assert_eq!((cause.variance, (cause.low, cause.high)), (None, ends));
        }
    }

    #[test]
    fn what_did_not_end_is_no_cause() {
        let table = Table::parse("t", "t,e\n1,b\n2,a\n3,c\n").unwrap();
        assert_eq!(estimate_incidence(&table, &sample_request("b")).unwrap().causes, ["a", "c"]);
        assert_eq!(estimate_incidence(&table, &sample_request("0")).unwrap().curves[0].censored, 0);
        let table = Table::parse("t", "t,e\n1,0\n2,0\n").unwrap();
        assert!(estimate_incidence(&table, &sample_request("0.0")).unwrap_err().to_string().contains("nothing ended"));
    }

    #[test]
    fn many_times_are_thinned_and_the_last_is_kept() {
        let times: Vec<f64> = (0..2500).map(f64::from).collect();
        let kept = thin_times(&times);
        assert_eq!((kept.len(), kept[kept.len() - 1]), (MOST_TIMES, 2499.0));
        assert_eq!(thin_times(&times[..3]), [0.0, 1.0, 2.0]);
        assert!(thin_times(&[]).is_empty());
    }
}
