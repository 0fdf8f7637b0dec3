//! Pattern of talks: rounds, results, tracks, and how far drafts moved.

use crate::forecast::ensemble::{Ensemble, band_of_values};
use crate::forecast::findings::{LimitedTruceOutlook, RoundsWithin, Share, Stall, TalksPattern};
use crate::future::months::happened_by;
use crate::future::run::Run;
use crate::future::talks_record::ROUND_RESULTS;
use crate::report_months::{months_up_to, near_months};
use standoff_world::state::RoundResult;
use standoff_world::talks::outcome::Outcome;

/// Measures the pattern of talks over all runs; `stall` is the stall test at the start.
pub fn measure_talks(ensemble: &Ensemble<'_>, stall: Vec<Stall>) -> TalksPattern {
    let rounds: f64 = ensemble.valid_runs().map(|run| f64::from(run.talks.rounds)).sum();
    let rounds_with = |result: RoundResult| {
        ensemble.valid_runs().map(|run| f64::from(run.talks.result_counts.rounds_with(result))).sum::<f64>()
    };
    let rounds_without = |outcome: Outcome| rounds_with(RoundResult::No(outcome));
    let share = |count: f64| if rounds > 0.0 { count / rounds } else { 0.0 };
    // A deal that the public rejects counts as the defender's "yes, but": the government said yes and the side did not
    // deliver (decision 9).
    let evaded = rounds_without(Outcome::InvaderEvades)
        + rounds_without(Outcome::DefenderEvades)
        + rounds_with(RoundResult::NotRatified);
    let refused = rounds_without(Outcome::InvaderRefuses) + rounds_without(Outcome::DefenderRefuses);
    let [motion, movement]: [f64; 2] = [
        ensemble.valid_runs().map(|run| run.talks.draft_motion_steps).sum(),
        ensemble.valid_runs().map(|run| run.talks.draft_movement_steps).sum(),
    ];
    let contested: f64 = ensemble.valid_runs().map(|run| run.fighting_months + run.truce_months).sum();
    TalksPattern {
        rounds_near: RoundsWithin {
            months: near_months(ensemble.horizon_months()),
            rounds: band_of_values(
                &ensemble.valid_runs().map(|run| f64::from(run.talks.near_rounds)).collect::<Vec<_>>(),
            ),
        },
        rounds: band_of_values(&ensemble.valid_runs().map(|run| f64::from(run.talks.rounds)).collect::<Vec<_>>()),
        results: ROUND_RESULTS
            .into_iter()
            .map(|(result, name)| Share { name: name.to_owned(), share: share(rounds_with(result)) })
            .collect(),
        yes_but: if evaded + refused > 0.0 { evaded / (evaded + refused) } else { 0.0 },
        tracks: track_shares(ensemble, rounds),
        draft_motion: if contested > 0.0 { 12.0 * motion / contested } else { 0.0 },
        motion_without_movement: if movement > 0.0 { motion / movement } else { 0.0 },
        limited_truces: limited_truces(ensemble),
        stall,
    }
}

/// Months by which limited truces are counted, before the last.
const LIMITED_TRUCE_MONTHS: [usize; 2] = [3, 6];

/// Chances of a limited truce by kind.
fn limited_truces(ensemble: &Ensemble<'_>) -> Vec<LimitedTruceOutlook> {
    let months = months_up_to(near_months(ensemble.horizon_months()), &LIMITED_TRUCE_MONTHS);
    let begun = |run: &Run, kind: usize, month: usize| {
        run.talks.limited_truce_month[kind].is_some_and(|when| happened_by(when, month as f64))
    };
    let by = |kind: usize| {
        let months = months.iter();
        months.map(|&month| ensemble.probability(|run| begun(run, kind, month)).at_month(month)).collect()
    };
    let kinds = ensemble.central_war().limited_truces.iter().enumerate();
    kinds
        .map(|(place, kind)| LimitedTruceOutlook { kind: kind.name.clone(), title: kind.title.clone(), by: by(place) })
        .collect()
}

fn track_shares(ensemble: &Ensemble<'_>, rounds: f64) -> Vec<Share> {
    let held = |track: usize| ensemble.valid_runs().map(|run| f64::from(run.talks.track_rounds[track])).sum::<f64>();
    let share = |track: usize| if rounds > 0.0 { held(track) / rounds } else { 0.0 };
    let tracks = ensemble.central_war().tracks.iter().enumerate();
    tracks.map(|(index, track)| Share { name: track.title.clone(), share: share(index) }).collect()
}
