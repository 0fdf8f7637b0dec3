//! The stall table: what each mechanism does to deals at the start, over draws.
//!
//! Solving a draw's game is the dear part, so a mechanism is switched off in a few draws only, and the games of both sides of a
//! comparison are sketches. Each draw is compared with itself as it is, so that what differs between draws does not count as an
//! effect, and neither does what a sketch gets wrong on both sides alike.

use crate::ensemble::clusters::Clusters;
use crate::ensemble::design::{Design, Resolution};
use crate::ensemble::draw_runs::DrawRuns;
use crate::ensemble::solved_draw::SolvedDraw;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{PairedDifference, Stall, StallEffect};
use crate::forecast::measure::start::{deal_count, start_situations};
use rayon::prelude::*;
use standoff_engine::equilibrium::Situation;
use standoff_num::sums::mean;
use standoff_world::switches::{MECHANISMS, Mechanisms, Switch, switched_off};

/// Draws in which each mechanism is switched off.
const DRAWS: usize = 8;
/// Resolution of both games of a pair.
const RESOLUTION: Resolution = Resolution::Sketch;
/// Standard errors from which a difference is told from none.
const TOLD_APART: f64 = 2.0;

/// A draw as it is, and with a mechanism off.
struct Pair<'a> {
    draw: usize,
    with: &'a Situation,
    without: &'a Situation,
}

/// Measures deals at the start as the war is, then with each mechanism that works off in turn.
pub fn measure_stall(ensemble: &Ensemble<'_>) -> Vec<Stall> {
    let situations = start_situations(ensemble);
    if situations.is_empty() {
        return Vec::new();
    }
    let all = ensemble.design.mechanisms;
    let off = switched_off(&all);
    let working: Vec<_> = MECHANISMS.iter().filter(|(name, ..)| !off.contains(name)).collect();
    let variants: Vec<Mechanisms> =
        std::iter::once(all).chain(working.iter().map(|one| switched(all, one.2))).collect();
    let draws = paired_draws(ensemble);
    let solved = solve_variants(ensemble.design, &variants, &draws);
    let (as_it_is, without) = solved.split_at(draws.len());
    let rows = without.chunks(draws.len()).zip(&working).map(|(without, (name, ..))| {
        let sides = draws.iter().zip(as_it_is.iter().zip(without));
        let pairs = sides.filter_map(|(draw, (with, without))| {
            Some(Pair { draw: draw.draw, with: with.as_ref()?, without: without.as_ref()? })
        });
        stall_without(name, ensemble.design, &pairs.collect::<Vec<Pair<'_>>>())
    });
    std::iter::once(stall_as_it_is(&situations)).chain(rows).collect()
}

fn switched(mut mechanisms: Mechanisms, switch: Switch) -> Mechanisms {
    switch(&mut mechanisms, false);
    mechanisms
}

/// Situations at the start of every draw in every variant, variant by variant; none where a game has no solution.
fn solve_variants(design: &Design<'_>, variants: &[Mechanisms], draws: &[&DrawRuns]) -> Vec<Option<Situation>> {
    let jobs: Vec<(Mechanisms, &DrawRuns)> =
        variants.iter().flat_map(|&variant| draws.iter().map(move |&draw| (variant, draw))).collect();
    let solve = |&(mechanisms, draw): &(Mechanisms, &DrawRuns)| {
        let design = Design { mechanisms, resolution: RESOLUTION, ..design.clone() };
        let solved = SolvedDraw::new(&design, draw.draw, draw.values.clone());
        solved.ok().map(|solved| solved.start_situation())
    };
    jobs.par_iter().with_max_len(1).map(solve).collect()
}

/// Draws in which mechanisms are switched off, evenly spaced over those whose game has a solution.
fn paired_draws<'a>(ensemble: &'a Ensemble<'_>) -> Vec<&'a DrawRuns> {
    let all: Vec<&DrawRuns> = ensemble.draws.iter().filter(|draw| draw.situation.is_some()).collect();
    let count = DRAWS.min(all.len());
    (0..count).map(|place| all[(2 * place + 1) * all.len() / (2 * count)]).collect()
}

fn stall_as_it_is(situations: &[&Situation]) -> Stall {
    Stall {
        without: "none".to_owned(),
        draws: situations.len(),
        gamma: mean_of(situations, |at| at.gamma),
        deals: mean_of(situations, |at| deal_count(at) as f64),
        deal_per_month: mean_of(situations, |at| at.deal_per_month),
        deals_difference: None,
        deal_per_month_difference: None,
        effect: StallEffect::AsItIs,
    }
}

fn stall_without(name: &str, design: &Design<'_>, pairs: &[Pair<'_>]) -> Stall {
    let clusters = Clusters::of_draws(design, pairs.iter().map(|pair| pair.draw));
    let without: Vec<&Situation> = pairs.iter().map(|pair| pair.without).collect();
    let deals = paired_difference(pairs, &clusters, |at| deal_count(at) as f64);
    let chance = paired_difference(pairs, &clusters, |at| at.deal_per_month);
    Stall {
        without: name.to_owned(),
        deals_difference: Some(deals),
        deal_per_month_difference: Some(chance),
        effect: effect_of(chance),
        ..stall_as_it_is(&without)
    }
}

fn mean_of(situations: &[&Situation], number: fn(&Situation) -> f64) -> f64 {
    mean(&situations.iter().map(|situation| number(situation)).collect::<Vec<f64>>())
}

fn paired_difference(pairs: &[Pair<'_>], clusters: &Clusters, number: fn(&Situation) -> f64) -> PairedDifference {
    let all: Vec<f64> = pairs.iter().map(|pair| number(pair.without) - number(pair.with)).collect();
    let error = clusters.mean_error(&all);
    PairedDifference { mean: mean(&all), error: error.is_finite().then_some(error) }
}

/// A mechanism is an obstacle only where deals are likelier without it beyond error (decision 31).
fn effect_of(difference: PairedDifference) -> StallEffect {
    match difference.error {
        Some(error) if difference.mean > TOLD_APART * error => StallEffect::Obstacle,
        Some(error) if difference.mean < -TOLD_APART * error => StallEffect::DealsRarer,
        _ => StallEffect::WithinError,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mechanism_is_an_obstacle_only_beyond_error() {
        let effect = |mean: f64, error: Option<f64>| effect_of(PairedDifference { mean, error });
        assert_eq!(effect(0.05, Some(0.02)), StallEffect::Obstacle);
        assert_eq!(effect(-0.05, Some(0.02)), StallEffect::DealsRarer);
        assert_eq!(effect(0.05, Some(0.03)), StallEffect::WithinError);
        assert_eq!(effect(0.05, None), StallEffect::WithinError, "one draw cannot tell");
        assert_eq!(effect(0.0, Some(0.0)), StallEffect::WithinError);
    }
}
