//! Playing against refusing everything, and against the same war with more rounds of talks (decision 32).
//!
//! A belligerent can always refuse, so the game should be worth no less to it than refusing everything. An invitation to talk
//! can be declined too, so more rounds of talks should cost it nothing. Both can fail where choices are noisy and drafts
//! cannot compensate; then the model makes a side sign what it should not.

use super::base::{BaseDraw, BaseDraws};
use super::giving_in::{TOLERANCE, role_of};
use super::variant::{Change, Variant, change_postures};
use super::verdict::{Judgement, Verdict};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::design::Design;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::{Scenario, Values};
use standoff_world::actors::roles::Side;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Share of the draws beyond the tolerance from which something is wrong; below it a draw or two may be unlucky.
const MOST_DRAWS: f64 = 0.25;
/// Factor on the rounds of talks in every posture.
const MORE_ROUNDS: f64 = 1.5;

/// One line of the part: a belligerent's shortfall in play against an alternative that it could always have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RationalityLine {
    /// `refusing` or `more-rounds`.
    pub name: String,
    /// `invader` or `defender`.
    pub role: String,
    /// Draws compared.
    pub draws: usize,
    /// Shortfall of the worst draw, as a share of the stake; zero where no draw falls short.
    pub worst: f64,
    /// Mean shortfall, a draw that does not fall short counting as zero.
    pub mean: f64,
    /// Draws that fall short by more than `tolerance`.
    pub beyond: usize,
    /// Difference of values that the tolerance of the solved games explains.
    pub tolerance: f64,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// Shortfalls of one draw, of the invader and the defender.
struct Shortfalls {
    refusing: [f64; 2],
    more_rounds: Option<[f64; 2]>,
}

const SIDES: [Side; 2] = [Side::Invader, Side::Defender];

/// Measures both alternatives over the draws; none where the work was cancelled before all draws were done.
pub(super) fn measure_rationality(
    design: &Design<'_>,
    base: &BaseDraws<'_>,
    monitor: ProgressMonitor<'_>,
) -> Option<Vec<RationalityLine>> {
    let done = AtomicUsize::new(0);
    let one = |draw: &BaseDraw<'_>| {
        if monitor.is_cancelled() {
            return None;
        }
        let found = draw_shortfalls(design, draw);
        monitor.report("refusing everything", done.fetch_add(1, Ordering::Relaxed) + 1, base.draws.len());
        Some(found)
    };
    let all: Vec<Shortfalls> = base.draws.par_iter().with_max_len(1).map(one).collect::<Option<_>>()?;
    let lines = (0..SIDES.len()).flat_map(|side| {
        let refusing: Vec<f64> = all.iter().map(|draw| draw.refusing[side]).collect();
        let rounds: Vec<f64> = all.iter().filter_map(|draw| Some(draw.more_rounds?[side])).collect();
        [rationality_line(REFUSING, side, &refusing), rationality_line(MORE, side, &rounds)]
    });
    let mut lines: Vec<RationalityLine> = lines.collect();
    lines.sort_by_key(|line| line.name == MORE.name);
    Some(lines)
}

fn draw_shortfalls(design: &Design<'_>, draw: &BaseDraw<'_>) -> Shortfalls {
    let (game, start) = (&draw.solved.game, draw.solved.world.start_position());
    let playing = SIDES.map(|side| game.value(role_of(side), &start));
    let refusing = SIDES.map(|side| game.value_of_refusing(side, &start) - game.value(role_of(side), &start));
    let variant = Variant { change: Change::Values(more_rounds), ..Variant::NONE };
    let more_rounds = variant.solve(design, draw.solved.draw(), &draw.solved.values, |solved| {
        let talked = SIDES.map(|side| solved.game.value(role_of(side), &solved.world.start_position()));
        Ok([playing[0] - talked[0], playing[1] - talked[1]])
    });
    Shortfalls { refusing, more_rounds: more_rounds.ok() }
}

fn more_rounds(values: &mut Values, scenario: &Scenario) {
    change_postures(values, scenario, "rounds", |rounds| rounds * MORE_ROUNDS);
}

/// An alternative, with its sentences.
#[derive(Clone, Copy)]
struct Alternative {
    name: &'static str,
    in_order: &'static str,
    not_in_order: &'static str,
}

const REFUSING: Alternative = Alternative {
    name: "refusing",
    in_order: "Talking is worth no less to this side than refusing everything.",
    not_in_order: "This side would do better by refusing everything: look for drafts that it signs and that do not pay for \
                   its part.",
};

const MORE: Alternative = Alternative {
    name: "more-rounds",
    in_order: "More invitations to talk do this side no harm.",
    not_in_order: "This side loses by being invited more often: its deals, or the other side's hopes of them, work against it.",
};

fn rationality_line(alternative: Alternative, side: usize, shortfalls: &[f64]) -> RationalityLine {
    let short: Vec<f64> = shortfalls.iter().map(|one| one.max(0.0)).collect();
    let beyond = short.iter().filter(|&&one| one > TOLERANCE).count();
    RationalityLine {
        name: alternative.name.to_owned(),
        role: role_of(SIDES[side]).name().to_owned(),
        draws: short.len(),
        worst: short.iter().copied().fold(0.0, f64::max),
        mean: if short.is_empty() { 0.0 } else { mean(&short) },
        beyond,
        tolerance: TOLERANCE,
        judgement: Judgement::new(judge_draws(beyond, short.len()), alternative.in_order, alternative.not_in_order),
    }
}

fn judge_draws(beyond: usize, draws: usize) -> Verdict {
    Verdict::above(beyond as f64 / draws.max(1) as f64, 0.0, MOST_DRAWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_beyond_asks_for_a_look_and_many_are_a_fault() {
        assert_eq!([0, 1, 4, 5].map(|beyond| judge_draws(beyond, 16)), {
            use Verdict::{Fault, Look, Ok};
            [Ok, Look, Look, Fault]
        });
        assert_eq!(judge_draws(0, 0), Verdict::Ok);
    }

    #[test]
    fn a_draw_that_gains_does_not_make_up_for_one_that_loses() {
        let line = rationality_line(REFUSING, 1, &[-0.2, 0.01, 0.004]);
        assert_eq!((line.role.as_str(), line.draws, line.beyond), ("defender", 3, 1));
        assert_eq!(line.worst, 0.01);
        assert!((line.mean - 0.014 / 3.0).abs() < 1e-12);
    }
}
