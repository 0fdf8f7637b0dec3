//! What ends things, and how often by when: cumulative incidence of competing causes, by groups.

use super::origin::Origin;
use super::selection::{groups, labels, pick, refused, times};
use crate::table::{Labels, Table};
use serde::{Deserialize, Serialize};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::{CumulativeIncidence, cumulative_incidence};

/// Most times in the curves; of more, so many are kept, evenly spread, and the last.
const MOST_STEPS: usize = 1000;

/// What to estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidenceRequest {
    /// Column with the time observed.
    pub time: String,
    /// Column with the cause of the end.
    pub event: String,
    /// Value of it where the observation stopped before the end.
    pub censored: String,
    /// Column of groups.
    pub group: Option<String>,
    /// Times at which to tell the chances.
    pub at: Vec<f64>,
    /// Chance inside an interval.
    pub level: f64,
}

/// What ends things, and how often by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incidence {
    /// What it was made from.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of times.
    pub time: String,
    /// Column of causes.
    pub event: String,
    /// Value where the observation stopped before the end.
    pub censored_value: String,
    /// Column of groups; null without.
    pub group: Option<String>,
    /// Chance inside an interval.
    pub level: f64,
    /// The causes.
    pub causes: Vec<String>,
    /// One set of curves for each group, or one for all rows.
    pub curves: Vec<Causes>,
}

/// The causes in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Causes {
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
    /// The chances at the times at which something ended; of more than 1000 times, so many evenly spread.
    pub steps: Vec<IncidenceAt>,
}

/// The chances at a time; with `survival` the causes sum to one. Null beyond the last observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidenceAt {
    /// The time.
    pub time: f64,
    /// Chance that nothing has ended it.
    pub survival: Option<f64>,
    /// Chance that each cause has ended it, in the order of `causes`.
    pub causes: Vec<Option<CauseAt>>,
}

/// The chance that a cause has ended it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CauseAt {
    /// The chance (Aalen–Johansen).
    pub incidence: f64,
    /// Its variance.
    pub variance: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Estimates cumulative incidence from a table.
///
/// # Errors
///
/// Diagnostics where a column does not hold what it must, or nothing ended.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::IncidenceRequest;
/// use standoff_table::estimates::incidence;
/// let table = Table::parse("t.csv", "t,how\n1,won\n2,open\n3,lost\n4,won\n").unwrap();
/// let (time, event, censored) = ("t".to_owned(), "how".to_owned(), "open".to_owned());
/// let request = IncidenceRequest { time, event, censored, group: None, at: vec![3.0], level: 0.95 };
/// let found = incidence(&table, &request).unwrap();
/// assert_eq!(found.causes, ["lost", "won"]);
/// assert_eq!(found.curves[0].at[0].causes[1].unwrap().incidence, 0.25);
/// ```
pub fn incidence(table: &Table, request: &IncidenceRequest) -> Result<Incidence, Diagnostics> {
    let times = times(table, &request.time)?;
    let (names, causes) = causes(table, request, &table.labels(&request.event)?)?;
    let mut curves = Vec::new();
    for (group, rows) in groups(table, labels(table, request.group.as_deref())?.as_ref()) {
        let part = Part { group, times: pick(&times, &rows), causes: pick(&causes, &rows) };
        curves.push(part.curves(names.len(), request).map_err(|error| refused(table, &error))?);
    }
    Ok(Incidence {
        origin: Origin::new("incidence", table),
        time: request.time.clone(),
        event: request.event.clone(),
        censored_value: request.censored.clone(),
        group: request.group.clone(),
        level: request.level,
        causes: names,
        curves,
    })
}

type Cause = Option<usize>;

/// Names of the causes, and the cause of each row.
fn causes(table: &Table, request: &IncidenceRequest, found: &Labels) -> Result<(Vec<String>, Vec<Cause>), Diagnostics> {
    let censored = found.find(&request.censored);
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
    Ok((names, found.of.iter().map(of).collect()))
}

/// One group on its way.
struct Part {
    group: Option<String>,
    times: Vec<f64>,
    causes: Vec<Cause>,
}

impl Part {
    fn curves(self, number: usize, request: &IncidenceRequest) -> Result<Causes, standoff_stats::StatsError> {
        let found = cumulative_incidence(&self.times, &self.causes, number)?;
        let last = self.times.iter().copied().fold(0.0, f64::max);
        let known = if found.survival.at(last) == 0.0 { f64::INFINITY } else { last };
        let at = |time: f64| if time > known { unknown(time, number) } else { at(&found, time, request.level) };
        Ok(Causes {
            rows: self.times.len(),
            events: (0..number).map(|cause| self.causes.iter().filter(|one| **one == Some(cause)).count()).collect(),
            censored: self.causes.iter().filter(|cause| cause.is_none()).count(),
            at: request.at.iter().map(|&time| at(time)).collect(),
            steps: thinned(&found.survival.times).into_iter().map(at).collect(),
            group: self.group,
        })
    }
}

fn at(found: &CumulativeIncidence, time: f64, level: f64) -> IncidenceAt {
    let cause = |cause: usize| {
        let (low, high) = found.interval(cause, time, level);
        CauseAt { incidence: found.incidence[cause].at(time), variance: found.variance(cause, time), low, high }
    };
    let causes = (0..found.incidence.len()).map(|number| Some(cause(number))).collect();
    IncidenceAt { time, survival: Some(found.survival.at(time)), causes }
}

fn unknown(time: f64, causes: usize) -> IncidenceAt {
    IncidenceAt { time, survival: None, causes: vec![None; causes] }
}

/// All times, or as many as are kept.
fn thinned(times: &[f64]) -> Vec<f64> {
    let kept = times.len().min(MOST_STEPS);
    (1..=kept).map(|place| times[place * times.len() / kept - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(censored: &str) -> IncidenceRequest {
        let (time, event) = ("t".to_owned(), "e".to_owned());
        IncidenceRequest { time, event, censored: censored.to_owned(), group: None, at: vec![2.0, 9.0], level: 0.95 }
    }

    #[test]
    fn causes_and_survival_sum_to_one() {
        let table = Table::parse("t", "t,e\n1,2\n2,0\n3,1\n4,2\n5,0\n").unwrap();
        let found = incidence(&table, &request("0")).unwrap();
        assert_eq!((found.causes.as_slice(), found.curves[0].censored), (&["1".to_owned(), "2".to_owned()][..], 2));
        for at in &found.curves[0].steps {
            let sum: f64 = at.causes.iter().flatten().map(|cause| cause.incidence).sum();
            assert!((sum + at.survival.unwrap() - 1.0).abs() < 1e-15);
        }
        assert_eq!(found.curves[0].at[1].survival, None);
    }

    #[test]
    fn what_did_not_end_is_no_cause() {
        let table = Table::parse("t", "t,e\n1,b\n2,a\n3,c\n").unwrap();
        assert_eq!(incidence(&table, &request("b")).unwrap().causes, ["a", "c"]);
        assert_eq!(incidence(&table, &request("0")).unwrap().curves[0].censored, 0);
        let table = Table::parse("t", "t,e\n1,0\n2,0\n").unwrap();
        assert!(incidence(&table, &request("0.0")).unwrap_err().to_string().contains("nothing ended"));
    }

    #[test]
    fn many_times_are_thinned_and_the_last_is_kept() {
        let times: Vec<f64> = (0..2500).map(f64::from).collect();
        let kept = thinned(&times);
        assert_eq!((kept.len(), kept[kept.len() - 1]), (MOST_STEPS, 2499.0));
        assert_eq!(thinned(&times[..3]), [0.0, 1.0, 2.0]);
        assert!(thinned(&[]).is_empty());
    }
}
