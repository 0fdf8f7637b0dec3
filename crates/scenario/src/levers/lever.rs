//! Levers: changes that somebody could bring about on a date, compared with the scenario as it is.

use std::ops::Range;

use jiff::civil::Date;

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::source::Source;
use crate::document::tree::{Node, Table};
use crate::quantities::draws::Values;
use crate::quantities::overrides::matching;
use crate::quantities::parameter::Parameter;
use crate::quantities::quantity::{bounds, difference};
use crate::scenario::Scenario;
use crate::structure::build::{place_of, title};
use crate::time::clock::{months_between, reaches};
use crate::words::{figure, measure, one_of, short};
use standoff_world::intervention::Orders;

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

    /// At strength 1 the change as stated, at 0 none, in between and beyond in proportion.
    fn apply(&self, figures: &mut [f64], strength: f64) {
        let towards = |from: f64, to: f64| if strength == 1.0 { to } else { from + strength * (to - from) };
        match self {
            Self::Set(changes) => {
                changes.iter().for_each(|&(place, value)| figures[place] = towards(figures[place], value));
            }
            Self::Add(changes) => changes.iter().for_each(|&(place, amount)| figures[place] += strength * amount),
            Self::Factor(places, factor) => {
                places.iter().for_each(|&place| figures[place] *= towards(1.0, *factor).max(0.0));
            }
            Self::HoldPosture(_) | Self::Open(_) | Self::Close(_) => {}
        }
    }
}

impl Lever {
    /// Name of the lever that every scenario has and that changes nothing.
    pub const NONE: &'static str = "none";

    /// The lever of a scenario with this name, or the built-in one that changes nothing.
    ///
    /// ```
    /// use standoff_scenario::{Lever, builtin};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// assert!(Lever::find("none", &scenario).unwrap().changes.is_empty());
    /// assert!(Lever::find("nome", &scenario).unwrap_err().render(false).contains("did you mean `none`?"));
    /// ```
    ///
    /// # Errors
    ///
    /// `unknown-lever`, with the nearest name; it points into `name`.
    pub fn find(name: &str, scenario: &Scenario) -> Result<Self, Diagnostics> {
        if name == Lever::NONE {
            return Ok(Self::of(scenario, Lever::NONE, "Nothing changes", Vec::new()));
        }
        scenario.levers.iter().find(|lever| lever.name == name).cloned().ok_or_else(|| {
            let names = || scenario.levers.iter().map(|lever| lever.name.as_str()).chain([Lever::NONE]);
            let message = format!("the scenario has no lever called `{}`", short(name));
            let diagnostic = Diagnostic::error("unknown-lever", message).at(&(0..name.len()));
            let diagnostic = diagnostic.allowed(one_of(names())).nearest(name, names());
            Diagnostics::one(Source::new("--lever", name), diagnostic)
        })
    }

    /// A lever pulled at the start that sets numbers, as those set by hand are.
    pub fn setting(scenario: &Scenario, name: &str, title: &str, values: Vec<(usize, f64)>) -> Self {
        Self::of(scenario, name, title, vec![Change::Set(values)])
    }

    fn of(scenario: &Scenario, name: &str, title: &str, changes: Vec<Change>) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            date: scenario.start,
            months: 0.0,
            foreseen: false,
            note: None,
            changes,
        }
    }

    /// The same lever on another day.
    ///
    /// # Errors
    ///
    /// `before-start` and `beyond-horizon`, where it could change nothing.
    pub fn on(mut self, date: Date, scenario: &Scenario) -> Result<Self, Diagnostics> {
        let months = months_between(scenario.start, date);
        let fault = if months < 0.0 {
            Some(("before-start", "is before the start"))
        } else if !reaches(scenario.horizon_months, months) {
            Some(("beyond-horizon", "is beyond the horizon"))
        } else {
            None
        };
        if let Some((code, what)) = fault {
            let text = date.to_string();
            let diagnostic = Diagnostic::error(code, format!("{text} {what}: nothing would change"));
            let allowed = format!("from {}, within {} months", scenario.start, scenario.horizon_months);
            let diagnostic = diagnostic.at(&(0..text.len())).allowed(allowed);
            return Err(Diagnostics::one(Source::new("--at", text), diagnostic));
        }
        (self.date, self.months) = (date, months);
        Ok(self)
    }

    /// Whether it can be pulled by half: it changes numbers only.
    pub fn divisible(&self) -> bool {
        self.orders().is_empty()
    }

    /// What it brings about beside the numbers that it changes.
    pub fn orders(&self) -> Orders {
        let one = |change: &Change| match *change {
            Change::HoldPosture(place) => Orders { posture: Some(place), ..Orders::default() },
            Change::Open(place) => Orders { opened: vec![place], ..Orders::default() },
            Change::Close(place) => Orders { closed: vec![place], ..Orders::default() },
            Change::Set(_) | Change::Factor(..) | Change::Add(_) => Orders::default(),
        };
        self.changes.iter().map(one).fold(Orders::default(), |orders, next| orders.then(&next))
    }

    /// The values after the lever is pulled, within their bounds: in full at strength 1, not at all at 0. Weights and
    /// shares that sum to one still do: those that the lever leaves alone share what it leaves them.
    pub fn apply(&self, scenario: &Scenario, values: &Values, strength: f64) -> Values {
        let mut values = values.clone();
        let figures = values.figures_mut();
        let changed: Vec<usize> = self.changes.iter().flat_map(Change::places).collect();
        self.changes.iter().for_each(|change| change.apply(figures, strength));
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
        if self.name == Lever::NONE {
            let message = format!("`{}` is the lever that changes nothing, in every scenario", Lever::NONE);
            let diagnostic = Diagnostic::error("reserved-name", message).at(self.place);
            self.found.push(diagnostic.hint("give this one another name"));
        }
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
                "set" => crate::quantities::quantity::read(path, definition, node, self.found)?.value,
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
        lever.changes.iter().for_each(|change| change.apply(figures, 1.0));
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
