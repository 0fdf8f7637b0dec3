//! The part of a state that a report of aid is about: what some members give, and whether they do.

use standoff_world::coalition::members::Stance;
use standoff_world::state::CoalitionState;
use standoff_world::war::War;

/// Stances by the number that stands for them in a part.
const STANCES: [Stance; 3] = [Stance::In, Stance::FreeRiding, Stance::Blocking];

/// Rate and stance of each of some members.
pub(super) fn givers_part(coalition: &CoalitionState, members: &[usize]) -> Vec<f64> {
    let of_member = |&member: &usize| [coalition.aid_rate_bn[member], f64::from(coalition.stance[member] as u8)];
    members.iter().flat_map(of_member).collect()
}

/// Gives members the rates and stances of a part.
pub(super) fn put_givers_part(war: &War, coalition: &mut CoalitionState, members: &[usize], part: &[f64]) {
    for (&member, numbers) in members.iter().zip(part.chunks_exact(2)) {
        coalition.aid_rate_bn[member] = numbers[0];
        set_stance(war, coalition, member, STANCES[(numbers[1] as usize).min(2)]);
    }
}

/// Sets the stance of a member, and counts it among those that have stopped paying or no longer does.
pub(super) fn set_stance(war: &War, coalition: &mut CoalitionState, member: usize, stance: Stance) {
    let departed = |stance: Stance| f64::from(u8::from(stance == Stance::FreeRiding));
    let change = departed(stance) - departed(coalition.stance[member]);
    if change != 0.0 {
        let income = |one: usize| war.members[one].figures.income;
        let total: f64 = (0..war.members.len()).map(income).sum();
        coalition.departed_share = (coalition.departed_share + change * income(member) / total).max(0.0);
    }
    coalition.stance[member] = stance;
}
