//! The great power's posture: a Markov process between named postures, tilted by blame (theory 3.7, decision 7).

use crate::quantity::quantities;

quantities! {
    /// Effects of a posture of the great power.
    PostureEffects {
        arms: Share, 0.0 => 1.0, 0.0, "sA(a)", "Share of its full supply of arms that the great power gives";
        rounds @class: Rate, 0.0 => 4.0, required, "q(a)", "Rounds of talks, over all tracks";
        toll_invader: Number, 0.0 => 50.0, 0.0, "KR(a)", "Share of its stake that this pressure for ever would cost the invader";
        toll_defender: Number, 0.0 => 50.0, 0.0, "KU(a)", "Share of its stake that this pressure for ever would cost the defender";
        sanctions: Number, 0.0 => 5.0, 0.0, "sn(a)", "How much faster the invader's stamina falls";
        credibility @class: Share, 0.0 => 1.0, 0.5, "cred(a)", "Credibility of guarantees towards which the posture moves";
        willingness_decay @class: Number, 0.0 => 10.0, 1.0, "kd(a)", "Factor on the fall of the members' willingness";
        need_met: Share, 0.0 => 1.0, 0.0, "nm(a)", "Share of the defender's need that the great power pays itself";
        commitment: Share, 0.0 => 1.0, 1.0, "cm(a)", "Share of its military spending that the alliance can count on";
        toll_great_power: Number, 0.0 => 50.0, 0.0, "KA(a)", "Share of its stake that this posture for ever would cost the great power";
    }
}

/// A posture of the great power.
#[derive(Debug, Clone, PartialEq)]
pub struct Posture {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whom it presses.
    pub presses: Option<crate::actors::roles::Side>,
    /// Whether it is the posture of a great power that has left.
    pub out: bool,
    /// Its effects.
    pub effects: PostureEffects,
}

/// Transition matrix over `months` of a Markov process with the given rates between states, `exp(Q·months)`, by
/// uniformisation: a Poisson mixture of powers of a stochastic matrix, so that every entry is a sum of
/// non-negative terms.
///
/// `rates[from][to]` is a month; the diagonal is ignored. Rows of the result sum to one.
///
/// ```
/// use standoff_world::actors::great_power::transition_chances;
/// let p = transition_chances(&[vec![0.0, 0.1], vec![0.0, 0.0]], 12.0);
/// assert!((p[0][0] - (-1.2f64).exp()).abs() < 1e-12);
/// ```
pub fn transition_chances(rates: &[Vec<f64>], months: f64) -> Vec<Vec<f64>> {
    let states = rates.len();
    let leave: Vec<f64> = (0..states).map(|i| (0..states).filter(|&j| j != i).map(|j| rates[i][j]).sum()).collect();
    // The clock of the fastest state; the floor serves a process that never moves.
    let pace = leave.iter().fold(1e-12, |a: f64, &b| a.max(b));
    let jump = |i: usize, j: usize| if i == j { 1.0 - leave[i] / pace } else { rates[i][j] / pace };
    let jumps: Vec<Vec<f64>> = (0..states).map(|j| (0..states).map(|i| jump(i, j)).collect()).collect();
    let mut power = identity_matrix(states);
    let mut next = power.clone();
    let mut result = vec![vec![0.0; states]; states];
    let mean = pace * months;
    let mut weight = libm::exp(-mean);
    let mut total = 0.0;
    // Beyond four times the mean and sixty the tail of the Poisson law is below rounding.
    for k in 0..(mean as usize * 4 + 60) {
        for (row, powers) in result.iter_mut().zip(&power) {
            for (entry, p) in row.iter_mut().zip(powers) {
                *entry += weight * p;
            }
        }
        total += weight;
        weight *= mean / (k + 1) as f64;
        for (row, from) in next.iter_mut().zip(&power) {
            for (entry, into) in row.iter_mut().zip(&jumps) {
                *entry = from.iter().zip(into).map(|(power, jump)| power * jump).sum();
            }
        }
        std::mem::swap(&mut power, &mut next);
    }
    // What the tail would have added is shared out, so that rows sum to one.
    result.iter_mut().flatten().for_each(|entry| *entry /= total);
    result
}

fn identity_matrix(states: usize) -> Vec<Vec<f64>> {
    (0..states).map(|i| (0..states).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}
