//! How long peace lasts, and what ends and talks depend on: the simulated wars beside those that were.

use crate::simulated_wars::{SURVIVAL_OF_AGREEMENTS, SURVIVAL_YEARS, SimulatedWars};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_num::elementary::logit;
use standoff_num::sums::mean;

/// PeaceSurvival of signed peaces after some years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PeaceSurvival {
    /// Years.
    pub years: usize,
    /// Share that lasts so long in the model, each war with the same weight; none where nothing was signed.
    pub model: Option<f64>,
    /// Share of 374 agreements 1975 to 2021 without renewed violence, mostly of civil wars (UCDP).
    pub agreements: f64,
}

/// PeaceSurvival of what is signed in the simulated wars beside that of agreements.
pub fn peace_survival(simulated: &[&SimulatedWars]) -> Vec<PeaceSurvival> {
    let at = |place: usize| {
        let shares: Vec<f64> = simulated.iter().filter_map(|war| war.peace_lasts).map(|lasts| lasts[place]).collect();
        (!shares.is_empty()).then(|| mean(&shares))
    };
    let year = |(place, years): (usize, usize)| PeaceSurvival {
        years,
        model: at(place),
        agreements: SURVIVAL_OF_AGREEMENTS[place],
    };
    SURVIVAL_YEARS.into_iter().enumerate().map(year).collect()
}

/// A slope of a logit model of war-months.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Slope {
    /// What begins or ends: `end` or `round`.
    pub of: &'static str,
    /// On what it depends.
    pub on: &'static str,
    /// Slope in 770 war-months of 37 wars 1853-1999.
    pub wars: f64,
    /// Its standard error, wars as clusters.
    pub error: f64,
    /// Slope in the simulated wars; none where the model has nothing that would give one.
    pub model: Option<f64>,
}

/// The nine slopes.
///
/// The simulated wars have slopes on age, of talks and of the era. Losses of a month do not depend on who is ahead in the model
/// beyond what the front does, and leaders do not change: those have none.
pub fn slopes(simulated: &[(&SimulatedWars, bool)]) -> Vec<Slope> {
    let all: Vec<&SimulatedWars> = simulated.iter().map(|(war, _)| *war).collect();
    let slope = |of, on, wars, error, model| Slope { of, on, wars, error, model };
    vec![
        slope("end", "log of age in months", -0.55, 0.18, age_slope(&all, |war| war.ends_at_risk().collect())),
        slope("end", "imbalance of losses", 0.24, 0.13, None),
        slope("end", "intensity of losses", -0.13, 0.09, None),
        slope("end", "talks under way", 2.06, 0.39, talks_slope(&all)),
        slope("end", "a new leader", -0.57, 0.36, None),
        slope("round", "log of age in months", -0.34, 0.12, age_slope(&all, |war| war.talks_at_risk().collect())),
        slope("round", "imbalance of losses", 0.30, 0.10, None),
        slope("round", "intensity of losses", -0.02, 0.08, None),
        slope("round", "since 1945", 0.53, 0.29, era_slope(simulated)),
    ]
}

/// Slope of the log-odds of an event on the logarithm of age, by iterated weighted least squares over all war-months.
fn age_slope(wars: &[&SimulatedWars], events: fn(&SimulatedWars) -> Vec<[f64; 3]>) -> Option<f64> {
    let cells: Vec<[f64; 3]> = wars.iter().flat_map(|war| events(war)).collect();
    let [all, happened] = cells.iter().fold([0.0; 2], |[all, happened], cell| [all + cell[1], happened + cell[2]]);
    // From the odds of all months together the steps do not overshoot.
    let (mut level, mut slope) = (logit(happened / all), 0.0);
    for _ in 0..50 {
        let (mut score, mut information) = ([0.0; 2], [0.0; 3]);
        for &[month, at_risk, happened] in &cells {
            let age = libm::log(month);
            let chance = 1.0 / (1.0 + libm::exp(-(level + slope * age)));
            let (miss, weight) = (happened - at_risk * chance, at_risk * chance * (1.0 - chance));
            score = [score[0] + miss, score[1] + miss * age];
            information = [information[0] + weight, information[1] + weight * age, information[2] + weight * age * age];
        }
        let determinant = information[0] * information[2] - information[1] * information[1];
        if determinant <= 0.0 || !determinant.is_finite() {
            return None;
        }
        let step = [
            (information[2] * score[0] - information[1] * score[1]) / determinant,
            (information[0] * score[1] - information[1] * score[0]) / determinant,
        ];
        (level, slope) = (level + step[0], slope + step[1]);
        if step[0].abs() + step[1].abs() < 1e-10 {
            return Some(slope);
        }
    }
    None
}

/// Difference of the log-odds of an end in a month with a round of talks and in one without. To every end on terms a round led.
fn talks_slope(wars: &[&SimulatedWars]) -> Option<f64> {
    let total = |figure: &dyn Fn(&SimulatedWars) -> f64| wars.iter().map(|war| figure(war)).sum::<f64>();
    let agreed = total(&|war| war.agreed as f64);
    let talking = total(&|war| war.talks_at_risk().map(|[_, _, talking]| talking).sum());
    let months = total(&|war| war.ends_at_risk().map(|[_, at_risk, _]| at_risk).sum());
    let ended = total(&SimulatedWars::all_ended);
    let (with, without) = (agreed / talking, (ended - agreed) / (months - talking));
    let sound = |share: &f64| *share > 0.0 && *share < 1.0;
    [with, without].iter().all(sound).then(|| logit(with) - logit(without))
}

/// Difference of the log-odds of a month with a round of talks in wars since 1945 and before.
fn era_slope(wars: &[(&SimulatedWars, bool)]) -> Option<f64> {
    let share = |later: bool| {
        let cells = wars.iter().filter(|(_, era)| *era == later).flat_map(|(war, _)| war.talks_at_risk());
        let [months, talking] =
            cells.fold([0.0; 2], |[months, talking], [_, at_risk, now]| [months + at_risk, talking + now]);
        talking / months
    };
    let (later, earlier) = (share(true), share(false));
    let sound = |share: f64| share > 0.0 && share < 1.0;
    (sound(later) && sound(earlier)).then(|| logit(later) - logit(earlier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::MONTHS;

    /// A hazard of a tenth a month at every age has no slope; one that falls as 1/age falls by about one.
    #[test]
    fn slopes_of_known_hazards() {
        let war = |hazard: &dyn Fn(usize) -> f64| {
            let mut left = 1e6;
            let ended: Vec<u32> = (1..=MONTHS)
                .map(|month| {
                    let gone = (left * hazard(month)).round();
                    left -= gone;
                    gone as u32
                })
                .collect();
            SimulatedWars {
                futures: 1_000_000,
                ended,
                agreed: 0,
                with_rounds: 0,
                rounds: 10,
                talking: vec![1000; MONTHS],
                peace_lasts: Some([0.9, 0.8, 0.5, 0.25]),
            }
        };
        let ends = |war: &SimulatedWars| war.ends_at_risk().collect::<Vec<_>>();
        let (flat, falling) = (war(&|_| 0.1), war(&|month| 0.2 / month as f64));
        assert!(age_slope(&[&flat], ends).unwrap().abs() < 0.01);
        let slope = age_slope(&[&falling], ends).unwrap();
        assert!((-1.2..-0.95).contains(&slope), "{slope}");
        // Rounds in four of ten months at every age.
        let talking = flat.at_risk().iter().map(|at_risk| (0.4 * at_risk).round() as u32).collect();
        let talkative = SimulatedWars { talking, ..flat.clone() };
        assert!(age_slope(&[&talkative], |war| war.talks_at_risk().collect()).unwrap().abs() < 0.01);
        assert_eq!(peace_survival(&[&flat])[2].model, Some(0.5));
        assert!(era_slope(&[(&flat, true), (&flat, false)]).unwrap().abs() < 1e-12);
    }
}
