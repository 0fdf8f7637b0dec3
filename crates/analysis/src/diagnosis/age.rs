//! How likely the model thinks it that the war has lasted as long as it has.
//!
//! The state at the start stands in for the state through the war: futures are simulated from it for as many months as the
//! war is old. A war that is over in nearly all of them would not be there to be forecast.

use super::base::{BaseDraws, LONGEST_MONTHS, age_months};
use super::paired_ratio::{Measured, Ratio, pooled_ratio};
use super::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_lab::forecast::measure::benchmark::outside_view;
use standoff_lab::future::run::Run;
use standoff_scenario::Scenario;

/// Share of futures still at war below which the author should look: a war that the model would have ended with 95 %.
const STILL_AT_WAR: f64 = 0.05;

/// The chance that the model would have let the war reach its age.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgeReached {
    /// Age of the war at the start of the forecast, in months.
    pub age_months: f64,
    /// Months simulated: the age, in whole months and 120 at most.
    pub simulated_months: usize,
    /// Share of futures in which the war then still goes on: no settlement, no frozen conflict, no military end.
    pub still_at_war: f64,
    /// Its standard error, with draws as clusters; null for a single draw.
    pub error: Option<f64>,
    /// Share of the wars of the reference class that lasted at least as long as this one.
    pub reference_share: f64,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// Counts the futures in which the war still goes on at its age.
pub(super) fn measure_age(scenario: &Scenario, base: &BaseDraws<'_>) -> Result<AgeReached, LabError> {
    let view = outside_view(scenario)?;
    let age = age_months(scenario);
    let months = (age.ceil().max(0.0) as usize).min(LONGEST_MONTHS as usize);
    let of_draw = |runs: &[Run]| Ratio {
        sum: runs.iter().filter(|run| goes_on_at(run, months)).count() as f64,
        count: runs.len() as f64,
    };
    let counts: Vec<Ratio> = base.draws.iter().map(|draw| of_draw(&draw.runs)).collect();
    let measured = pooled_ratio(&counts);
    let share = measured.map_or_else(|| counts.first().map_or(1.0, |one| one.sum / one.count), |one| one.value);
    Ok(AgeReached {
        age_months: age,
        simulated_months: months,
        still_at_war: share,
        error: measured.map(|Measured { error, .. }| error),
        reference_share: view.lasted_as_long() as f64 / view.wars().max(1) as f64,
        judgement: judge_age(share),
    })
}

fn goes_on_at(run: &Run, months: usize) -> bool {
    let month = months as f64;
    let won = run.end.is_some_and(|(end, ended)| end.is_military() && ended <= month + 0.5);
    // A future whose horizon is reached counts as going on; half a month keeps rounding out.
    !won && run.first_peace_month().is_none_or(|ended| ended > month + 0.5)
}

fn judge_age(share: f64) -> Judgement {
    let verdict = if share < STILL_AT_WAR { Verdict::Look } else { Verdict::Ok };
    Judgement::new(
        verdict,
        "With these numbers the war could well have lasted as long as it has.",
        "Check weights, costs and rates: with these numbers the war would have ended before.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_world::state::End;

    #[test]
    fn only_an_end_by_then_counts() {
        let ended = |month: f64| Run { end: Some((End::InvaderWins, month)), ..Run::default() };
        assert!(goes_on_at(&Run::default(), 30) && goes_on_at(&ended(31.0), 30));
        assert!(!goes_on_at(&ended(30.0), 30) && !goes_on_at(&ended(2.0), 30));
    }

    #[test]
    fn a_war_that_would_be_over_asks_for_a_look() {
        assert_eq!([0.04, 0.05].map(|share| judge_age(share).verdict), [Verdict::Look, Verdict::Ok]);
    }
}
