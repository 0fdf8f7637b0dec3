//! The pattern of talks.

use crate::forecast::ensemble::{Ensemble, band_of};
use crate::forecast::findings::{Share, Stall, Talks};

/// Results of rounds, in the order of [`crate::future::run::Run::results`].
const RESULTS: [&str; 8] = [
    "invader says yes, but",
    "invader refuses",
    "defender says yes, but",
    "defender refuses",
    "not ratified",
    "truce",
    "truce renewed",
    "deal",
];

pub fn measure(ensemble: &Ensemble<'_>, stall: Vec<Stall>) -> Talks {
    let rounds: f64 = ensemble.sound().map(|run| f64::from(run.rounds)).sum();
    let of = |index: usize| ensemble.sound().map(|run| f64::from(run.results[index])).sum::<f64>();
    let share = |count: f64| if rounds > 0.0 { count / rounds } else { 0.0 };
    let [evaded, refused] = [of(0) + of(2) + of(4), of(1) + of(3)];
    let [motion, movement]: [f64; 2] =
        [ensemble.sound().map(|run| run.motion).sum(), ensemble.sound().map(|run| run.movement).sum()];
    let contested: f64 = ensemble.sound().map(|run| run.fighting + run.quiet).sum();
    Talks {
        rounds_12_months: band_of(&ensemble.sound().map(|run| f64::from(run.rounds_first_year)).collect::<Vec<_>>()),
        rounds: band_of(&ensemble.sound().map(|run| f64::from(run.rounds)).collect::<Vec<_>>()),
        results: RESULTS
            .iter()
            .enumerate()
            .map(|(index, name)| Share { name: (*name).to_owned(), share: share(of(index)) })
            .collect(),
        yes_but: if evaded + refused > 0.0 { evaded / (evaded + refused) } else { 0.0 },
        tracks: tracks(ensemble, rounds),
        draft_motion: if contested > 0.0 { 12.0 * motion / contested } else { 0.0 },
        motion_without_movement: if movement > 0.0 { motion / movement } else { 0.0 },
        stall,
    }
}

fn tracks(ensemble: &Ensemble<'_>, rounds: f64) -> Vec<Share> {
    let held = |track: usize| ensemble.sound().map(|run| f64::from(run.tracks[track])).sum::<f64>();
    let share = |track: usize| if rounds > 0.0 { held(track) / rounds } else { 0.0 };
    let tracks = ensemble.war().tracks.iter().enumerate();
    tracks.map(|(index, track)| Share { name: track.title.clone(), share: share(index) }).collect()
}
