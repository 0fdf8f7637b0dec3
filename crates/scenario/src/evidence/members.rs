//! Members that the parties of an event stand for.

use super::event::Party;
use crate::scenario::Scenario;
use standoff_world::actors::roles::Role;

/// Members that parties stand for: places in the list, ascending, each once.
///
/// ```
/// use standoff_scenario::{builtin, evidence::{Party, members_of_parties}};
///
/// let scenario = builtin::load("ukraine-2025-12").unwrap();
/// let [one, group] = [Party::Member(3), Party::Group("eu".to_owned())];
/// let union = members_of_parties(&scenario, &[group.clone()]);
/// assert!(union.contains(&3) && members_of_parties(&scenario, &[one, group]) == union);
/// ```
pub fn members_of_parties(scenario: &Scenario, parties: &[Party]) -> Vec<usize> {
    let all = &scenario.structure.members;
    let mut members: Vec<usize> = Vec::new();
    for party in parties {
        match party {
            Party::Member(member) => members.push(*member),
            Party::Group(group) => {
                members.extend((0..all.len()).filter(|&member| all[member].groups.contains(group)));
            }
            Party::Role(Role::Coalition) => members.extend(0..all.len()),
            Party::Role(_) | Party::Backer(_) => {}
        }
    }
    members.sort_unstable();
    members.dedup();
    members
}
