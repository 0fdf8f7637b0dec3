//! What simulated wars look like as a class, beside what many wars were like.

use crate::curve::MONTHS;
use crate::keep::Keeper;
use crate::library::{chosen_wars, library};
use crate::score_request::ScoreRequest;
use crate::simulated_wars::{SURVIVAL_OF_AGREEMENTS, SURVIVAL_YEARS, SimulatedWars};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// Ages, in months, between which the hazard of an end is measured.
const AGES: [(usize, usize); 5] = [(1, 5), (6, 11), (12, 23), (24, 47), (48, MONTHS)];

/// The hazard of an end in wars of these ages, of 770 war-months of 37 wars 1853-1999.
const HAZARDS_OF_WARS: [f64; 5] = [0.0811, 0.0744, 0.0311, 0.0326, 0.0321];

/// A figure of the simulated class beside that of the wars.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// What is measured.
    pub moment: String,
    /// In the simulated wars, as many futures of each war of the library; none where the model has no such figure.
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
    let keeper = Keeper::new(request)?;
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
            Moment { model: hazard_between(simulated, from, to), ..moment(&name, wars, PANEL, &|_| None) }
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
        (war.rounds > 0).then(|| war.agreed as f64 / war.rounds as f64)
    }));
    for (place, years) in SURVIVAL_YEARS.into_iter().enumerate() {
        let name = format!("signed peaces that last {years} {}", if years == 1 { "year" } else { "years" });
        let wars = SURVIVAL_OF_AGREEMENTS[place];
        let source = "UCDP Peace Agreement Dataset v22.1, 374 agreements";
        all.push(moment(&name, wars, source, &|war| war.peace_lasts.map(|lasts| lasts[place])));
    }
    all
}

/// Ends over war-months between two ages, of all wars together: wars that last have most of the months at a high age, in the
/// simulated class as in the past one.
fn hazard_between(simulated: &[SimulatedWars], from: usize, to: usize) -> Option<f64> {
    let months = || from - 1..to.min(MONTHS);
    let ends =
        |war: &SimulatedWars| months().map(|month| f64::from(war.ended[month])).sum::<f64>() / war.futures as f64;
    let exposure = |war: &SimulatedWars| {
        let at_risk = war.at_risk();
        months().map(|month| at_risk[month]).sum::<f64>() / war.futures as f64
    };
    let total = |figure: &dyn Fn(&SimulatedWars) -> f64| simulated.iter().map(figure).sum::<f64>();
    let exposed = total(&exposure);
    (exposed > 0.0).then(|| total(&ends) / exposed)
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
            talking: vec![0; MONTHS],
            peace_lasts: None,
        };
        let exposure = 10.0 + 6.0 + 6.0 + 4.0 + 4.0;
        assert!((hazard_between(std::slice::from_ref(&war), 1, 5).unwrap() - 6.0 / exposure).abs() < 1e-15);
        assert_eq!(hazard_between(std::slice::from_ref(&war), 6, 11), Some(0.0));
        let figures = moments_of(&[war]);
        let model = |name: &str| figures.iter().find(|one| one.moment.contains(name)).and_then(|one| one.model);
        assert_eq!(model("both accept"), Some(0.5));
        assert_eq!(model("bring peace"), Some(0.15));
        assert_eq!(model("last 5 years"), None);
    }
}
