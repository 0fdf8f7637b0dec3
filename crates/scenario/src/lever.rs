//! Levers: changes that somebody could bring about on a date, compared with the scenario as it is.

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Table};
use crate::draws::Values;
use crate::parameter::Parameter;
use crate::quantity::{bounds, difference};
use crate::scenario::Scenario;
use crate::set::matching;
use crate::structure::{place_of, title};
use crate::time::{months_between, reaches};
use crate::words::{figure, measure};

/// A change that somebody could bring about.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Day of the change.
    pub date: Date,
    /// The same in months from the start.
    pub months: f64,
    /// Whether the actors see it coming.
    pub foreseen: bool,
    /// A remark for readers.
    pub note: Option<String>,
    /// What changes, in the order of the scenario.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Parameters take a value: place and value in the base unit.
    Set(Vec<(usize, f64)>),
    /// Parameters are multiplied.
    Factor(Vec<usize>, f64),
    /// Amounts are added to parameters: place and amount in the base unit.
    Add(Vec<(usize, f64)>),
    /// The great power takes a posture and keeps it: place in the list of postures.
    HoldPosture(usize),
    /// An instrument opens: place in the list of instruments.
    Open(usize),
    /// An instrument closes: place in the list of instruments.
    Close(usize),
}

impl Change {
    /// Places of the parameters it changes.
    pub fn places(&self) -> Vec<usize> {
        match self {
            Self::Set(changes) | Self::Add(changes) => changes.iter().map(|(place, _)| *place).collect(),
            Self::Factor(places, _) => places.clone(),
            Self::HoldPosture(_) | Self::Open(_) | Self::Close(_) => Vec::new(),
        }
    }

    fn apply(&self, figures: &mut [f64]) {
        match self {
            Self::Set(changes) => changes.iter().for_each(|&(place, value)| figures[place] = value),
            Self::Add(changes) => changes.iter().for_each(|&(place, amount)| figures[place] += amount),
            Self::Factor(places, factor) => places.iter().for_each(|&place| figures[place] *= factor),
            Self::HoldPosture(_) | Self::Open(_) | Self::Close(_) => {}
        }
    }
}

impl Lever {
    /// The values after the lever is pulled, within their bounds. Weights and shares that sum to one still do: those
    /// that the lever leaves alone share what it leaves them.
    pub fn apply(&self, scenario: &Scenario, values: &Values) -> Values {
        let mut values = values.clone();
        let figures = values.figures_mut();
        let changed: Vec<usize> = self.changes.iter().flat_map(Change::places).collect();
        self.changes.iter().for_each(|change| change.apply(figures));
        for &place in &changed {
            figures[place] = scenario.parameters[place].confined(figures[place]);
        }
        for group in scenario.groups.iter().filter(|group| group.places.iter().any(|place| changed.contains(place))) {
            group.settle(&changed, figures);
        }
        values
    }
}

/// Reads the levers; every fault goes to `found`.
pub(crate) fn read(root: &Table, scenario: &Scenario, found: &mut Diagnostics) -> Vec<Lever> {
    let tables = root.named("lever").into_iter();
    tables.map(|(name, place, table)| Reader { name, place, scenario, found }.lever(table)).collect()
}

struct Reader<'a> {
    name: &'a str,
    place: &'a Range<usize>,
    scenario: &'a Scenario,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn lever(&mut self, table: &Table) -> Lever {
        let date = self.date(table);
        let changes: Vec<Change> =
            table.tables("change").into_iter().filter_map(|(change, place)| self.change(change, place)).collect();
        if !table.has("change") {
            let message = format!("the lever `{}` changes nothing", self.name);
            let diagnostic = Diagnostic::error("missing-key", message).at(self.place);
            self.found.push(diagnostic.allowed(format!("at least one [[lever.{}.change]]", self.name)));
        }
        let lever = Lever {
            name: self.name.to_owned(),
            title: title(table, self.name),
            date,
            months: months_between(self.scenario.start, date),
            foreseen: table.flag("foreseen").unwrap_or(false),
            note: table.text("note").map(str::to_owned),
            changes,
        };
        self.check_bounds(&lever);
        lever
    }

    fn date(&mut self, table: &Table) -> Date {
        let start = self.scenario.start;
        let date = table.date("date").unwrap_or(start);
        let place = table.span("date").unwrap_or(self.place);
        if date < start {
            let message = format!("the lever `{}` is pulled on {date}, before the start {start}", self.name);
            self.found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("from {start} on")));
        } else if !reaches(self.scenario.horizon_months, months_between(start, date)) {
            let message = format!("the lever `{}` is pulled beyond the horizon", self.name);
            self.found.push(Diagnostic::warning("beyond-horizon", message).at(place).label("it changes nothing"));
        }
        date
    }

    fn change(&mut self, change: &Table, place: &Range<usize>) -> Option<Change> {
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
            "set" | "factor" | "add" => self.number(kind, &entry.node, change, place),
            _ => self.named(kind, change),
        }
    }

    fn named(&mut self, kind: &str, change: &Table) -> Option<Change> {
        let (name, place) = change.text(kind).zip(change.span(kind))?;
        if let Some(entry) = change.get("path") {
            let message = format!("`path` is not used beside `{kind}`");
            self.found.push(Diagnostic::error("bad-change", message).at(&entry.key).hint("remove it"));
        }
        let structure = &self.scenario.structure;
        if kind == "hold_posture" {
            let names: Vec<&str> = structure.postures.iter().map(|posture| posture.name.as_str()).collect();
            return place_of("posture", &names, name, place, self.found).map(Change::HoldPosture);
        }
        let names: Vec<&str> = structure.instruments.iter().map(|instrument| instrument.name.as_str()).collect();
        let at = place_of("instrument", &names, name, place, self.found)?;
        Some(if kind == "open" { Change::Open(at) } else { Change::Close(at) })
    }

    fn number(&mut self, kind: &str, node: &Node, change: &Table, place: &Range<usize>) -> Option<Change> {
        let Some((path, path_place)) = change.text("path").zip(change.span("path")) else {
            if !change.has("path") {
                let message = format!("a change of the lever `{}` has `{kind}` but no `path`", self.name);
                let diagnostic = Diagnostic::error("missing-key", message).at(place);
                self.found.push(diagnostic.allowed("the path of a quantity, such as \"front.moves\""));
            }
            return None;
        };
        let places = matching(path, self.scenario, path_place, self.found);
        if kind == "factor" {
            return change.number("factor").map(|factor| Change::Factor(places, factor));
        }
        let read = |at: usize| {
            let parameter: &Parameter = &self.scenario.parameters[at];
            let (path, definition) = (parameter.path.as_str(), parameter.definition);
            let value = match kind {
                "set" => crate::quantity::read(path, definition, node, self.found)?.value,
                _ => difference(path, definition, node, self.found)?,
            };
            Some((at, value))
        };
        let values = places.into_iter().map(read).collect::<Option<Vec<(usize, f64)>>>()?;
        Some(if kind == "set" { Change::Set(values) } else { Change::Add(values) })
    }

    /// With the central values, no parameter may leave its bounds, nor a sum of weights its one.
    fn check_bounds(&mut self, lever: &Lever) {
        let mut values = self.scenario.central();
        let figures = values.figures_mut();
        let changed: Vec<usize> = lever.changes.iter().flat_map(Change::places).collect();
        lever.changes.iter().for_each(|change| change.apply(figures));
        for &at in &changed {
            let parameter = &self.scenario.parameters[at];
            if parameter.confined(figures[at]) != figures[at] {
                let value = measure(figures[at], parameter.definition.unit.base());
                let message = format!("the lever `{}` takes `{}` out of bounds, to {value}", self.name, parameter.path);
                let diagnostic = Diagnostic::error("out-of-bounds", message).at(self.place);
                self.found.push(diagnostic.allowed(bounds(parameter.definition)));
            }
        }
        for group in &self.scenario.groups {
            let sum: f64 = group.places.iter().filter(|at| changed.contains(at)).map(|&at| figures[at]).sum();
            let all = group.places.iter().all(|at| changed.contains(at));
            if sum > 1.0 + 1e-6 || (all && (sum - 1.0).abs() > 1e-6) {
                let message = format!("the lever `{}` takes the sum in [{}] to {}", self.name, group.path, figure(sum));
                self.found.push(Diagnostic::error("wrong-sum", message).at(self.place).allowed("1"));
            }
        }
    }
}
