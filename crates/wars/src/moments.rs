//! What simulated wars look like as a class, beside what many wars were like.

use crate::curve::MONTHS;
use crate::keep::Keeper;
use crate::library::library;
use crate::model_forecast::SimulatedEnd;
use crate::score::chosen_wars;
use crate::score_request::ScoreRequest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_lab::future::run::Run;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::Values;
use standoff_world::state::RoundResult;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// Ages, in months, between which the hazard of an end is measured.
const AGES: [(usize, usize); 5] = [(1, 5), (6, 11), (12, 23), (24, 47), (48, MONTHS)];

/// The hazard of an end in wars of these ages, of 770 war-months of 37 wars 1853-1999.
const HAZARDS_OF_WARS: [f64; 5] = [0.0811, 0.0744, 0.0311, 0.0326, 0.0321];

/// Years after which the survival of peaces is read, and what 374 agreements had.
pub(crate) const SURVIVAL_YEARS: [usize; 4] = [1, 2, 5, 10];

/// Share of 374 peace agreements without renewed violence after these years.
pub(crate) const SURVIVAL_OF_AGREEMENTS: [f64; 4] = [0.79, 0.74, 0.69, 0.65];

/// The futures of one war from its first day, counted as wars of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimulatedWars {
    /// Futures.
    pub futures: usize,
    /// Futures that ended in each month, from the first.
    pub ended: Vec<u32>,
    /// Futures that ended on terms or a ceasefire.
    pub agreed: usize,
    /// Futures with a round of talks.
    pub with_rounds: usize,
    /// Rounds of talks.
    pub rounds: u64,
    /// Rounds that led to a deal or a truce.
    pub fruitful_rounds: u64,
    /// Share of signed peaces that last so many years, in the order of the years of the data; none where nothing is signed.
    pub peace_lasts: Option<[f64; 4]>,
}

impl SimulatedWars {
    pub(crate) fn of_futures(futures: &[(&Values, &Run)], ends: &[(f64, SimulatedEnd)]) -> Self {
        let mut ended = vec![0; MONTHS];
        for (month, _) in ends {
            let place = (month.ceil() as usize).clamp(1, MONTHS) - 1;
            ended[place] += 1;
        }
        let talks = || futures.iter().map(|(_, run)| &run.talks);
        let fruitful = [RoundResult::Deal, RoundResult::Truce];
        let hazards: Vec<f64> = ends.iter().filter_map(|(_, end)| end.hazard).collect();
        let lasts = |years: usize| {
            let shares: Vec<f64> = hazards.iter().map(|hazard| libm::pow(1.0 - hazard, 12.0 * years as f64)).collect();
            mean(&shares)
        };
        Self {
            futures: futures.len(),
            ended,
            agreed: ends.iter().filter(|(_, end)| end.ending.scored() == 0).count(),
            with_rounds: talks().filter(|talks| talks.rounds > 0).count(),
            rounds: talks().map(|talks| u64::from(talks.rounds)).sum(),
            fruitful_rounds: talks()
                .map(|talks| fruitful.iter().map(|&result| u64::from(talks.result_counts.rounds_with(result))).sum::<u64>())
                .sum(),
            peace_lasts: (!hazards.is_empty()).then(|| SURVIVAL_YEARS.map(lasts)),
        }
    }

    /// Futures still at war at the beginning of a month, from the first.
    fn at_risk(&self) -> Vec<f64> {
        let mut left = self.futures as f64;
        let mut at_risk = Vec::with_capacity(MONTHS);
        for &ended in &self.ended {
            at_risk.push(left);
            left -= f64::from(ended);
        }
        at_risk
    }

    /// Months at war with their number from the first, futures at risk and futures that ended.
    pub(crate) fn months_at_risk(&self) -> impl Iterator<Item = [f64; 3]> {
        let at_risk = self.at_risk().into_iter().zip(self.ended.clone());
        at_risk.enumerate().map(|(month, (at_risk, ended))| [month as f64 + 1.0, at_risk, f64::from(ended)])
    }

    fn all_ended(&self) -> f64 {
        self.ended.iter().map(|&ended| f64::from(ended)).sum()
    }
}

/// A figure of the simulated class beside that of the wars.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// What is measured.
    pub moment: String,
    /// In the simulated wars, each war of the library with the same weight; none where the model has no such figure.
    pub model: Option<f64>,
    /// In past wars.
    pub wars: f64,
    /// Where the figure of the wars comes from.
    pub source: String,
}

/// Moments of the simulated class beside those of past wars.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WarsMoments {
    /// Version of the keys.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// Seed.
    pub seed: u64,
    /// Wars that were simulated, each from its first day.
    pub wars: Vec<String>,
    /// Futures of each.
    pub futures: usize,
    /// The figures.
    pub moments: Vec<Moment>,
}

/// Simulates every war of a request from its first day and measures the class.
///
/// # Errors
///
/// As [`crate::score_wars`].
pub fn measure_moments(request: &ScoreRequest, watch: ProgressMonitor<'_>) -> Result<WarsMoments, LabError> {
    let wars = chosen_wars(library()?, &request.wars)?;
    let keeper = Keeper::new(request);
    let mut simulated = Vec::new();
    for (done, war) in wars.iter().enumerate() {
        let forecast = keeper.forecast(war, war.scenario.start, watch)?;
        simulated.extend(forecast.map(|forecast| forecast.simulated));
        watch.report("wars", done + 1, wars.len());
    }
    Ok(WarsMoments {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        seed: request.seed,
        wars: wars.iter().map(|war| war.name.clone()).collect(),
        futures: simulated.first().map_or(0, |first: &SimulatedWars| first.futures),
        moments: moments_of(&simulated),
    })
}

/// The figures of simulated wars, each war with the same weight.
pub(crate) fn moments_of(simulated: &[SimulatedWars]) -> Vec<Moment> {
    const PANEL: &str = "monthly panel of 37 wars 1853-1999, 770 war-months";
    let over_wars = |figure: &dyn Fn(&SimulatedWars) -> Option<f64>| {
        let figures: Vec<f64> = simulated.iter().filter_map(figure).collect();
        (!figures.is_empty()).then(|| mean(&figures))
    };
    let moment = |name: &str, wars: f64, source: &str, figure: &dyn Fn(&SimulatedWars) -> Option<f64>| Moment {
        moment: name.to_owned(),
        model: over_wars(figure),
        wars,
        source: source.to_owned(),
    };
    let mut all: Vec<Moment> = AGES
        .iter()
        .zip(HAZARDS_OF_WARS)
        .map(|(&(from, to), wars)| {
            let name = format!("hazard of an end a month, age {from} to {to} months");
            moment(&name, wars, PANEL, &|war| hazard_between(war, from, to))
        })
        .collect();
    all.push(moment("share of wars that end on terms both accept", 0.68, "47 wars, endings read by hand", &|war| {
        (war.all_ended() > 0.0).then(|| war.agreed as f64 / war.all_ended())
    }));
    all.push(moment("share of wars with talks before the end", 0.8, "Min 2020", &|war| {
        Some(war.with_rounds as f64 / war.futures as f64)
    }));
    all.push(moment("rounds of talks a war", 2.05, "Min 2025, 189 periods in 92 wars", &|war| {
        Some(war.rounds as f64 / war.futures as f64)
    }));
    all.push(moment("share of rounds that bring peace", 0.25, "Min 2025", &|war| {
        (war.rounds > 0).then(|| war.fruitful_rounds as f64 / war.rounds as f64)
    }));
    for (place, years) in SURVIVAL_YEARS.into_iter().enumerate() {
        let name = format!("signed peaces that last {years} {}", if years == 1 { "year" } else { "years" });
        let wars = SURVIVAL_OF_AGREEMENTS[place];
        let source = "UCDP Peace Agreement Dataset v22.1, 374 agreements";
        all.push(moment(&name, wars, source, &|war| war.peace_lasts.map(|lasts| lasts[place])));
    }
    all
}

/// Ends over war-months between two ages.
fn hazard_between(war: &SimulatedWars, from: usize, to: usize) -> Option<f64> {
    let (at_risk, months) = (war.at_risk(), from - 1..to.min(MONTHS));
    let ends: f64 = months.clone().map(|month| f64::from(war.ended[month])).sum();
    let exposure: f64 = months.map(|month| at_risk[month]).sum();
    (exposure > 0.0).then(|| ends / exposure)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten futures: four end in month 1, two in month 3, the rest last.
    #[test]
    fn hazards_are_ends_over_months_at_war() {
        let mut ended = vec![0; MONTHS];
        (ended[0], ended[2]) = (4, 2);
        let war = SimulatedWars {
            futures: 10,
            ended,
            agreed: 3,
            with_rounds: 8,
            rounds: 20,
            fruitful_rounds: 5,
            peace_lasts: None,
        };
        let exposure = 10.0 + 6.0 + 6.0 + 4.0 + 4.0;
        assert!((hazard_between(&war, 1, 5).unwrap() - 6.0 / exposure).abs() < 1e-15);
        assert_eq!(hazard_between(&war, 6, 11), Some(0.0));
        let figures = moments_of(&[war]);
        let model = |name: &str| figures.iter().find(|one| one.moment.contains(name)).and_then(|one| one.model);
        assert_eq!(model("both accept"), Some(0.5));
        assert_eq!(model("bring peace"), Some(0.25));
        assert_eq!(model("last 5 years"), None);
    }
}
