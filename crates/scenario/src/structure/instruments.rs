//! Pooled instruments: their voters, and voting rules that some coalition can pass.

use std::collections::BTreeSet;
use std::ops::Range;

use standoff_world::coalition::instruments::{Kind, Rule, Status};
use standoff_world::war::{InstrumentOutline, MemberOutline};

use super::lookup::{find_place, title_or_name};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Table, Value};
use crate::words::{format_number, one_of, shorten};

/// Builds the instruments; every fault goes to `found`.
pub(crate) fn build_instruments(
    root: &Table,
    members: &[MemberOutline],
    found: &mut Diagnostics,
) -> Vec<InstrumentOutline> {
    let tables = root.named_tables("instrument");
    let instruments: Vec<&str> = tables.iter().map(|(name, ..)| *name).collect();
    let mut builder = InstrumentBuilder { members, instruments: &instruments, found };
    let outlines: Vec<InstrumentOutline> =
        tables.iter().map(|(name, _, table)| builder.build_outline(name, table)).collect();
    for (at, (_, place, table)) in tables.iter().enumerate() {
        if requires_itself(&outlines, at) {
            let message = format!("`{}` requires itself, directly or through others", outlines[at].name);
            let place = table.span("requires").unwrap_or(place);
            found.push(Diagnostic::error("circular", message).at(place).hint("remove one `requires`"));
        }
    }
    outlines
}

fn requires_itself(outlines: &[InstrumentOutline], start: usize) -> bool {
    let mut at = start;
    for _ in 0..outlines.len() {
        match outlines[at].requires {
            Some(next) if next == start => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

struct InstrumentBuilder<'a> {
    members: &'a [MemberOutline],
    instruments: &'a [&'a str],
    found: &'a mut Diagnostics,
}

impl InstrumentBuilder<'_> {
    fn build_outline(&mut self, name: &str, table: &Table) -> InstrumentOutline {
        let voters = self.read_voters(name, table);
        InstrumentOutline {
            name: name.to_owned(),
            title: title_or_name(table, name),
            kind: if table.text("kind") == Some("authority") { Kind::Authority } else { Kind::Money },
            rule: self.read_rule(name, table, voters.as_deref()),
            opt_out: self.read_way_round(name, table, "opt_out"),
            abstain: self.read_way_round(name, table, "abstain"),
            doubtful: self.read_doubtful(name, table, voters.as_deref()),
            voters: voters.unwrap_or_default(),
            start: read_status(table),
            retries: table.count("retries").unwrap_or(3),
            key: table.flag("key").unwrap_or(false),
            requires: self.read_other(table, "requires"),
            route: self.read_route(name, table),
            pool: table.text("pool").map(str::to_owned),
        }
    }

    /// Nothing after a fault.
    fn read_voters(&mut self, name: &str, table: &Table) -> Option<Vec<usize>> {
        let place = table.span("voters")?;
        let voters = match table.value("voters")? {
            Value::Text(group) => self.group_voters(group, place)?,
            _ => self.listed_voters(table)?,
        };
        if voters.is_empty() {
            let message = format!("`{name}` has no voters");
            self.found.push(Diagnostic::error("no-voters", message).at(place).allowed("at least one member"));
            return None;
        }
        Some(voters.into_iter().collect())
    }

    /// The members of a group, or one member.
    fn group_voters(&mut self, group: &str, place: &Range<usize>) -> Option<BTreeSet<usize>> {
        let belongs = |member: &MemberOutline| member.groups.iter().any(|name| name == group);
        let chosen: BTreeSet<usize> = (0..self.members.len())
            .filter(|&at| belongs(&self.members[at]) || self.members[at].name == group)
            .collect();
        if chosen.is_empty() {
            let groups = self.members.iter().flat_map(|member| member.groups.iter().map(String::as_str));
            let names: BTreeSet<&str> = groups.chain(self.members.iter().map(|member| member.name.as_str())).collect();
            let message = format!("no group or member is called `{}`", shorten(group));
            let diagnostic = Diagnostic::error("unknown-name", message).at(place);
            let diagnostic = diagnostic.allowed(one_of(names.iter().copied())).nearest(group, names.iter().copied());
            self.found.push(diagnostic);
            return None;
        }
        Some(chosen)
    }

    fn listed_voters(&mut self, table: &Table) -> Option<BTreeSet<usize>> {
        let names: Vec<&str> = self.members.iter().map(|member| member.name.as_str()).collect();
        let voters: Vec<Option<usize>> = table
            .texts("voters")
            .into_iter()
            .map(|(name, place)| find_place("member", &names, name, place, self.found))
            .collect();
        voters.into_iter().collect()
    }

    fn read_rule(&mut self, name: &str, table: &Table, voters: Option<&[usize]>) -> Rule {
        let rule = match table.value("rule") {
            Some(Value::Text(word)) if word == "one-holder" => Rule::OneHolder,
            Some(Value::Table(rule)) => match (rule.count("at_least"), rule.number("members"), rule.number("weight")) {
                (Some(needed), _, _) => Rule::AtLeast(needed),
                (None, Some(members), Some(weight)) => Rule::QualifiedMajority { members, weight },
                _ => return Rule::Unanimity,
            },
            _ => Rule::Unanimity,
        };
        if let Some((voters, place)) = voters.zip(table.span("rule")) {
            self.check_rule(name, rule, voters.len(), place);
        }
        rule
    }

    /// The instrument that a key names.
    fn read_other(&mut self, table: &Table, key: &str) -> Option<usize> {
        let (other, place) = table.text(key).zip(table.span(key))?;
        find_place("instrument", self.instruments, other, place, self.found)
    }

    fn read_route(&mut self, name: &str, table: &Table) -> Option<usize> {
        let act = self.read_other(table, "route")?;
        if let (true, Some(place)) = (self.instruments[act] == name, table.span("route")) {
            let message = format!("`{name}` cannot keep itself in force");
            self.found.push(Diagnostic::error("circular", message).at(place).hint("remove `route`"));
        }
        Some(act)
    }

    /// A way round unanimity, which no other rule has a use for.
    fn read_way_round(&mut self, name: &str, table: &Table, key: &str) -> bool {
        let chosen = table.flag(key).unwrap_or(false);
        let unanimous = matches!(table.value("rule"), Some(Value::Text(word)) if word == "unanimity");
        if let (true, false, Some(place)) = (chosen, unanimous, table.span(key)) {
            let message = format!("`{name}` has `{key}`, but its rule is not unanimity");
            self.found.push(Diagnostic::error("not-used", message).at(place).hint(format!("remove `{key}`")));
        }
        chosen
    }

    fn check_rule(&mut self, name: &str, rule: Rule, voters: usize, place: &Range<usize>) {
        let (problem, allowed) = match rule {
            Rule::OneHolder if voters != 1 => {
                (format!("one holder, but there are {voters} voters"), "one voter, or \"unanimity\"".to_owned())
            }
            Rule::AtLeast(0) => {
                ("at least none of its voters, which always passes".to_owned(), format!("1 to {voters}"))
            }
            Rule::AtLeast(needed) if needed > voters => {
                (format!("at least {needed} of only {voters} voters"), format!("1 to {voters}"))
            }
            Rule::QualifiedMajority { members, weight } if !is_share(members) || !is_share(weight) => {
                let shares =
                    format!("{} of the members and {} of the weight", format_number(members), format_number(weight));
                (shares, "shares from 0 to 1".to_owned())
            }
            _ if !rule.passes(voters, voters, 1.0, 1.0) => {
                ("more than all voters together".to_owned(), "a rule that all ayes pass".to_owned())
            }
            _ => return,
        };
        let message = format!("the rule of `{name}` asks for {problem}");
        let label = if rule == Rule::AtLeast(0) { "no vote can fail" } else { "no coalition can pass it" };
        self.found.push(Diagnostic::error("impossible-rule", message).at(place).label(label).allowed(allowed));
    }

    fn read_doubtful(&mut self, name: &str, table: &Table, voters: Option<&[usize]>) -> Vec<usize> {
        let names: Vec<&str> = self.members.iter().map(|member| member.name.as_str()).collect();
        let mut places = Vec::new();
        for (member, entry) in table.table("doubtful").into_iter().flat_map(|doubtful| &doubtful.0) {
            let Some(place) = find_place("member", &names, member, &entry.key, self.found) else { continue };
            if voters.is_some_and(|voters| !voters.contains(&place)) {
                let message = format!("`{member}` is doubtful but has no vote on `{name}`");
                let voting = voters.into_iter().flatten().map(|&voter| names[voter]);
                self.found.push(Diagnostic::error("unknown-name", message).at(&entry.key).allowed(one_of(voting)));
            }
            places.push(place);
        }
        places
    }
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn read_status(table: &Table) -> Status {
    match table.text("start") {
        Some("open") => Status::Open,
        Some("closed") => Status::Closed,
        _ => Status::Proposed,
    }
}
