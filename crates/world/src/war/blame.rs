//! Where blame for a round turns the great power (theory 3.7).

use crate::actors::roles::Side;
use crate::talks::outcome::Outcome;
use crate::war::figures::War;

/// How far an outcome of a round tilts the posture and against whom; not at all where the great power has no posture
/// to turn to.
pub fn posture_tilt(war: &War, outcome: Outcome) -> (f64, Side) {
    let (tilt, side) = outcome.blame_tilt(&war.talks);
    let somewhere = blamed_posture(war, side).iter().any(|&share| share > 0.0);
    (if somewhere { tilt } else { 0.0 }, side)
}

/// Where a great power that blames a side turns: to the posture that presses it, in part to the one that leaves.
///
/// All zero where no such posture exists.
pub fn blamed_posture(war: &War, side: Side) -> Vec<f64> {
    let pressing: Vec<usize> = postures_where(war, |posture| posture.presses == Some(side));
    let out: Vec<usize> = postures_where(war, |posture| posture.out);
    let to_out = if out.is_empty() {
        0.0
    } else if pressing.is_empty() {
        1.0
    } else {
        war.talks.blame_out
    };
    let mut row = vec![0.0; war.postures.len()];
    for &place in &out {
        row[place] += to_out / out.len() as f64;
    }
    for &place in &pressing {
        row[place] += (1.0 - to_out) / pressing.len() as f64;
    }
    row
}

fn postures_where(war: &War, is: impl Fn(&crate::actors::great_power::Posture) -> bool) -> Vec<usize> {
    (0..war.postures.len()).filter(|&place| is(&war.postures[place])).collect()
}
