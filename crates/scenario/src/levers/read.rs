//! The levers of a scenario, read and checked.

use std::ops::Range;

use jiff::civil::Date;

use super::change::Change;
use super::lever::Lever;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Node, Table};
use crate::quantities::group::SUM_TOLERANCE;
use crate::quantities::matching::matching_parameters;
use crate::quantities::parameter::Parameter;
use crate::quantities::read::{read_difference, read_quantity};
use crate::quantities::unit::describe_bounds;
use crate::scenario::Scenario;
use crate::structure::lookup::{find_place, title_or_name};
use crate::time::clock::{is_within_horizon, months_between};
use crate::words::{format_measure, format_number};

/// Reads the levers; every fault goes to `found`.
pub(crate) fn read_levers(root: &Table, scenario: &Scenario, found: &mut Diagnostics) -> Vec<Lever> {
    let tables = root.named_tables("lever").into_iter();
    tables.map(|(name, place, table)| LeverReader { name, place, scenario, found }.read_lever(table)).collect()
}

struct LeverReader<'a> {
    name: &'a str,
    place: &'a Range<usize>,
    scenario: &'a Scenario,
    found: &'a mut Diagnostics,
}

impl LeverReader<'_> {
    fn read_lever(&mut self, table: &Table) -> Lever {
        if self.name == Lever::NONE {
            let message = format!("`{}` is the lever that changes nothing, in every scenario", Lever::NONE);
            let diagnostic = Diagnostic::error("reserved-name", message).at(self.place);
            self.found.push(diagnostic.hint("give this one another name"));
        }
        let date = self.read_date(table);
        let changes: Vec<Change> =
            table.tables("change").into_iter().filter_map(|(change, place)| self.read_change(change, place)).collect();
        if !table.has("change") {
            let message = format!("the lever `{}` changes nothing", self.name);
            let diagnostic = Diagnostic::error("missing-key", message).at(self.place);
            self.found.push(diagnostic.allowed(format!("at least one [[lever.{}.change]]", self.name)));
        }
        let lever = Lever {
            name: self.name.to_owned(),
            title: title_or_name(table, self.name),
            date,
            months: months_between(self.scenario.start, date),
            foreseen: table.flag("foreseen").unwrap_or(false),
            note: table.text("note").map(str::to_owned),
            changes,
        };
        self.check_bounds(&lever);
        lever
    }

    fn read_date(&mut self, table: &Table) -> Date {
        let start = self.scenario.start;
        let date = table.date("date").unwrap_or(start);
        let place = table.span("date").unwrap_or(self.place);
        if date < start {
            let message = format!("the lever `{}` is pulled on {date}, before the start {start}", self.name);
            self.found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("from {start} on")));
        } else if !is_within_horizon(self.scenario.horizon_months, months_between(start, date)) {
            let message = format!("the lever `{}` is pulled beyond the horizon", self.name);
            self.found.push(Diagnostic::warning("beyond-horizon", message).at(place).label("it changes nothing"));
        }
        date
    }

    fn read_change(&mut self, change: &Table, place: &Range<usize>) -> Option<Change> {
        const KINDS: [&str; 6] = ["set", "factor", "add", "hold_posture", "open", "close"];
        let mut kinds = KINDS.into_iter().filter(|kind| change.has(kind));
        let (Some(kind), None) = (kinds.next(), kinds.next()) else {
            let message = format!("a change of the lever `{}` must do one thing", self.name);
            self.found.push(
                Diagnostic::error("bad-change", message)
                    .at(place)
                    .allowed("`path` with one of `set`, `factor` and `add`; or `hold_posture`, `open` or `close`"),
            );
            return None;
        };
        let entry = change.get(kind)?;
        match kind {
            "set" | "factor" | "add" => self.read_number(kind, &entry.node, change, place),
            _ => self.read_named(kind, change),
        }
    }

    fn read_named(&mut self, kind: &str, change: &Table) -> Option<Change> {
        let (name, place) = change.text(kind).zip(change.span(kind))?;
        if let Some(entry) = change.get("path") {
            let message = format!("`path` is not used beside `{kind}`");
            self.found.push(Diagnostic::error("bad-change", message).at(&entry.key).hint("remove it"));
        }
        let structure = &self.scenario.structure;
        if kind == "hold_posture" {
            let names: Vec<&str> = structure.postures.iter().map(|posture| posture.name.as_str()).collect();
            return find_place("posture", &names, name, place, self.found).map(Change::HoldPosture);
        }
        let names: Vec<&str> = structure.instruments.iter().map(|instrument| instrument.name.as_str()).collect();
        let at = find_place("instrument", &names, name, place, self.found)?;
        Some(if kind == "open" { Change::Open(at) } else { Change::Close(at) })
    }

    fn read_number(&mut self, kind: &str, node: &Node, change: &Table, place: &Range<usize>) -> Option<Change> {
        let Some((path, path_place)) = change.text("path").zip(change.span("path")) else {
            if !change.has("path") {
                let message = format!("a change of the lever `{}` has `{kind}` but no `path`", self.name);
                let diagnostic = Diagnostic::error("missing-key", message).at(place);
                self.found.push(diagnostic.allowed("the path of a quantity, such as \"front.moves\""));
            }
            return None;
        };
        let places = matching_parameters(path, &self.scenario.parameters, path_place, self.found);
        if kind == "factor" {
            return change.number("factor").map(|factor| Change::Factor(places, factor));
        }
        let read = |at: usize| {
            let parameter: &Parameter = &self.scenario.parameters[at];
            let (path, definition) = (parameter.path.as_str(), parameter.definition);
            let value = match kind {
                "set" => read_quantity(path, definition, node, self.found)?.value,
                _ => read_difference(path, definition, node, self.found)?,
            };
            Some((at, value))
        };
        let values = places.into_iter().map(read).collect::<Option<Vec<(usize, f64)>>>()?;
        Some(if kind == "set" { Change::Set(values) } else { Change::Add(values) })
    }

    /// With the central values, no parameter may leave its bounds, nor a sum of weights its one.
    fn check_bounds(&mut self, lever: &Lever) {
        let mut values = self.scenario.central_values();
        let figures = values.figures_mut();
        let changed: Vec<usize> = lever.changes.iter().flat_map(Change::parameter_places).collect();
        lever.changes.iter().for_each(|change| change.apply(figures, 1.0));
        for &at in &changed {
            let parameter = &self.scenario.parameters[at];
            if parameter.clamp_to_bounds(figures[at]) != figures[at] {
                let value = format_measure(figures[at], parameter.definition.unit.base());
                let message = format!("the lever `{}` takes `{}` out of bounds, to {value}", self.name, parameter.path);
                let diagnostic = Diagnostic::error("out-of-bounds", message).at(self.place);
                self.found.push(diagnostic.allowed(describe_bounds(parameter.definition)));
            }
        }
        for group in &self.scenario.groups {
            let sum: f64 = group.places.iter().filter(|at| changed.contains(at)).map(|&at| figures[at]).sum();
            let all = group.places.iter().all(|at| changed.contains(at));
            if sum > 1.0 + SUM_TOLERANCE || (all && (sum - 1.0).abs() > SUM_TOLERANCE) {
                let message =
                    format!("the lever `{}` takes the sum in [{}] to {}", self.name, group.path, format_number(sum));
                self.found.push(Diagnostic::error("wrong-sum", message).at(self.place).allowed("1"));
            }
        }
    }
}
