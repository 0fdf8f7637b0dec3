//! The elections: who votes, when, and which postures they can bring.

use std::ops::Range;

use standoff_world::actors::roles::Role;
use standoff_world::war::{Direction, ElectionOutline, Electorate, MemberOutline, PostureOutline};

use super::builder::StructureBuilder;
use super::lookup::{find_place, list_names};
use super::roles::absent_role;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::time::clock::months_between;

impl StructureBuilder<'_> {
    pub fn read_elections(
        &self,
        members: &[MemberOutline],
        postures: &[PostureOutline],
        found: &mut Diagnostics,
    ) -> Vec<ElectionOutline> {
        let members = list_names(members, |member| &member.name);
        let postures = list_names(postures, |posture| &posture.name);
        let tables = self.root.named_tables("election");
        let mut elections: Vec<ElectionOutline> = tables
            .into_iter()
            .map(|(name, place, table)| {
                let of = self.find_electorate(name, place, table, &members, found);
                ElectionOutline {
                    name: name.to_owned(),
                    of,
                    months: self.read_election_month(name, table, found),
                    turns: read_turns(name, of, table, &postures, found),
                    chances: read_chances(name, of, table, found),
                }
            })
            .collect();
        elections.sort_by(|one, other| one.months.total_cmp(&other.months).then_with(|| one.name.cmp(&other.name)));
        elections
    }

    fn find_electorate(
        &self,
        name: &str,
        place: &Range<usize>,
        table: &Table,
        members: &[&str],
        found: &mut Diagnostics,
    ) -> Electorate {
        let of = table.text("of").unwrap_or(name);
        let place = table.span("of").unwrap_or(place);
        if of == Role::GreatPower.name() {
            if self.roles.great_power.is_none() {
                found.push(absent_role(Role::GreatPower, &format!("the election `{name}`"), place));
            }
            return Electorate::GreatPower;
        }
        Electorate::Member(find_place("member", members, of, place, found).unwrap_or(0))
    }

    fn read_election_month(&self, name: &str, table: &Table, found: &mut Diagnostics) -> f64 {
        let Some((date, place)) = table.date("date").zip(table.span("date")) else { return 0.0 };
        if date <= self.start {
            let message = format!("the election `{name}` is on {date}, not after the start {}", self.start);
            found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("after {}", self.start)));
        }
        months_between(self.start, date)
    }
}

/// Changes of a member with a chance of the election's own, in the order of [`Direction::ALL`].
fn read_chances(name: &str, of: Electorate, table: &Table, found: &mut Diagnostics) -> Vec<Direction> {
    let Some(chance) = table.table("chance") else { return Vec::new() };
    if let (Electorate::GreatPower, Some(entry)) = (of, table.get("chance")) {
        let message = format!("[election.{name}.chance] changes a member, but the great power votes");
        found.push(
            Diagnostic::error("not-used", message).at(&entry.key).hint("use [election.NAME.turn], or remove this"),
        );
        return Vec::new();
    }
    let names = Direction::ALL.map(Direction::name);
    let mut places: Vec<usize> =
        chance.0.iter().filter_map(|(to, entry)| find_place("change", &names, to, &entry.key, found)).collect();
    places.sort_unstable();
    places.into_iter().map(|place| Direction::ALL[place]).collect()
}

fn read_turns(name: &str, of: Electorate, table: &Table, postures: &[&str], found: &mut Diagnostics) -> Vec<usize> {
    let Some(turn) = table.table("turn") else { return Vec::new() };
    if let (Electorate::Member(_), Some(entry)) = (of, table.get("turn")) {
        let message = format!("[election.{name}.turn] turns the great power, but a member votes");
        found.push(Diagnostic::error("not-used", message).at(&entry.key).hint("of = \"great_power\", or remove this"));
        return Vec::new();
    }
    let mut places: Vec<usize> =
        turn.0.iter().filter_map(|(to, entry)| find_place("posture", postures, to, &entry.key, found)).collect();
    places.sort_unstable();
    places
}
