//! Gibbs' inequality for every kind of reading: of all states, the one in which reports were sampled has the highest mean log
//! density. It fails wherever a density fits the samples of a neighbouring state better than those of its own: an area that is
//! off by a thousand square kilometres, aid by a fifth, support by four hundredths, a chance taken for its complement.

use crate::report_cases::{BLIND, Case, SURE, cases, first, one_of_each, world};
use standoff_num::Draws;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::record::{Report, Scene, Trust};
use standoff_world::state::{Regime, RoundHeld, RoundResult};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;

/// Samples of each kind in each state.
const SAMPLES: u32 = 3000;

/// Standard errors by which a mean may fall short. The draws are fixed; with others one run in two hundred would fail, as
/// there are some 10,000 comparisons and one in two million falls as short by chance.
const SHORT: f64 = -5.0;

/// States that differ from the first one in one thing each, by one step of it where it has steps.
fn neighbours(world: &World) -> Vec<Case> {
    let mut all = Vec::new();
    let mut add = |change: &dyn Fn(&mut Case)| {
        let mut case = first(world);
        change(&mut case);
        all.push(case);
    };
    (4..9).for_each(|front| add(&|case| case.state.front = front));
    [0.5, 0.8, 1.25].iter().for_each(|factor| add(&|case| case.state.coalition.aid_rate_bn[0] *= factor));
    (1..3).for_each(|posture| add(&|case| case.state.posture = posture));
    (0..2).for_each(|level| add(&|case| case.state.defender_stamina = level));
    add(&|case| case.state.draft = 1);
    add(&|case| case.state.coalition.instruments[0].status = Status::Closed);
    [Stance::FreeRiding, Stance::Blocking]
        .iter()
        .for_each(|&stance| add(&|case| case.state.coalition.stance[0] = stance));
    add(&|case| case.state.regime = Regime::Truce { quiet_months: 1.0 });
    add(&|case| case.round = None);
    for result in [RoundResult::Deal, RoundResult::NotRatified, RoundResult::No(Outcome::DefenderEvades)] {
        add(&|case| case.round = Some(RoundHeld { track: 0, before: 0, draft: 1, result }));
    }
    add(&|case| case.trust = Trust { calm: true, ..BLIND });
    all
}

/// By how many standard errors the mean log density in the sampled state lies above that in another; infinite where the other
/// rules a sample out, zero where both say the same of every sample.
fn lead(truth: &Scene<'_>, other: &Scene<'_>, samples: &[Report]) -> f64 {
    let gaps: Vec<f64> = samples.iter().map(|one| truth.log_density(one) - other.log_density(one)).collect();
    assert!(gaps.iter().all(|gap| !gap.is_nan()), "a state rules out what was sampled in it");
    let count = gaps.len() as f64;
    let mean = gaps.iter().sum::<f64>() / count;
    let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / count;
    if mean.is_infinite() || variance == 0.0 { mean * f64::MAX } else { mean / (variance / count).sqrt() }
}

#[test]
fn the_mean_log_density_of_what_was_sampled_beats_every_other_states() {
    let world = world();
    // A report of the fighting that is not trusted is weighed by how rare it is: no law, so no inequality.
    let trusted = |case: &Case| case.trust.calm;
    let states: Vec<Case> = cases(&world).into_iter().chain(neighbours(&world)).filter(trusted).collect();
    let mut told_apart = vec![0; 11];
    for (place, truth) in states.iter().enumerate() {
        let truth = truth.scene(&world);
        for (kind, (name, like)) in one_of_each(SURE).into_iter().enumerate() {
            let samples: Vec<Report> =
                (0..SAMPLES).map(|path| truth.simulate(&like, &Draws::new(17, 0, path))).collect();
            for (other, case) in states.iter().enumerate() {
                let lead = lead(&truth, &case.scene(&world), &samples);
                assert!(lead > SHORT, "{name}: state {other} explains what state {place} reports better, by {lead}");
                told_apart[kind] += u32::from(lead > 5.0);
            }
        }
    }
    assert!(told_apart.iter().all(|&pairs| pairs >= 20), "every kind tells states apart: {told_apart:?}");
}
