//! A checked scenario: a war, its numbers with their ranges, its levers and its questions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use standoff_num::Distribution;
use standoff_world::war::{Structure, War};

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::source::Source;
use crate::document::tree::{self, Table};
use crate::keys::limits;
use crate::levers::lever::{self, Lever};
use crate::outside_view::benchmark::Benchmark;
use crate::quantities::draws::{Draws, Values};
use crate::quantities::group::{self, Group};
use crate::quantities::index::Places;
use crate::quantities::overrides::Override;
use crate::quantities::parameter::{self, Parameter};
use crate::quantities::provenance::{Book, Provenance, Reference};
use crate::questions::question::{self, Question};
use crate::reading::walk;
use crate::structure::build;
use crate::structure::region::{self, Region};
use crate::time::calendar::{self, ElectionDate};
use crate::time::clock::{Step, months_between};
use crate::words::figure;

/// A checked scenario. Every number is in the base unit of its quantity.
///
/// Parts with names stand in alphabetical order, so that the order of a file changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// What it is about, in one paragraph; may be empty.
    pub summary: String,
    /// First day of the forecast.
    pub start: Date,
    /// First day of the war.
    pub war_began: Date,
    /// Length of one step.
    pub step: Step,
    /// Length of the forecast in months.
    pub horizon_months: u32,
    /// Currency of all money.
    pub currency: String,
    /// The parts of the war that are not numbers with a range.
    pub structure: Structure,
    /// Every number of the war, in the order of a scenario.
    pub parameters: Vec<Parameter>,
    /// Numbers that sum to one.
    pub groups: Vec<Group>,
    /// Dates of the elections, in order of time.
    pub elections: Vec<ElectionDate>,
    /// Levers.
    pub levers: Vec<Lever>,
    /// Questions.
    pub questions: Vec<Question>,
    /// The outside view.
    pub benchmark: Benchmark,
    /// Regions of the land in dispute, for readers.
    pub regions: Vec<Region>,
    /// Sources by key.
    pub sources: BTreeMap<String, Reference>,
    pub(crate) places: Arc<Places>,
    pub(crate) origin: f64,
}

impl Scenario {
    /// Reads and checks a scenario. What comes with it are warnings.
    ///
    /// # Errors
    ///
    /// All errors of the scenario, and its warnings, with their places.
    pub fn parse(source: &Source) -> Result<(Self, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new(source.clone());
        let Some(root) = tree::read(source, &mut found) else { return Err(unfinished(found)) };
        let scenario = read(&root, &mut found);
        let found = found.finish()?;
        match scenario {
            Some(scenario) => Ok((scenario, found)),
            None => Err(unfinished(found)),
        }
    }

    /// The place of a parameter in the list.
    pub fn place(&self, path: &str) -> Option<usize> {
        self.places.of(path)
    }

    /// The central values.
    pub fn central(&self) -> Values {
        Values::new(self.parameters.iter().map(|parameter| parameter.value).collect(), Arc::clone(&self.places))
    }

    /// Draws of all values from their ranges.
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let draws = scenario.draws(1, 16);
    /// let moves: Vec<f64> = (0..16).filter_map(|draw| draws.values(draw).get("front.moves")).collect();
    /// assert!(moves.iter().all(|moves| (0.3..=0.8).contains(moves)));
    /// ```
    pub fn draws(&self, seed: u64, count: u32) -> Draws {
        Draws::new(&self.parameters, &self.groups, self.central(), seed, count)
    }

    /// The values at given chances: `chance` says for the path of every uncertain parameter how likely it is to lie
    /// below. Each is asked for once, in the order of [`Scenario::uncertain`].
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let lowest = scenario.at(&|_| 0.0);
    /// assert_eq!(lowest.get("front.moves"), Some(0.3));
    /// ```
    pub fn at(&self, chance: &dyn Fn(&str) -> f64) -> Values {
        self.draws_at(1, &|path| vec![chance(path)]).values(0)
    }

    /// As many draws at given chances, one column for each path.
    pub fn draws_at(&self, count: u32, chances: &dyn Fn(&str) -> Vec<f64>) -> Draws {
        Draws::at(&self.parameters, &self.groups, self.central(), 0, count, chances)
    }

    /// The parameters that vary from draw to draw, alone or in a group: places in the list.
    pub fn uncertain(&self) -> Vec<usize> {
        self.draws(0, 1).varying().collect()
    }

    /// This scenario with the figures of another, value and range, wherever both have the parameter and it is wanted.
    /// Numbers that sum to one are taken all or none: where only some are wanted or shared, none is.
    pub fn with_figures_of(&self, other: &Self, wanted: &dyn Fn(&str) -> bool) -> Self {
        let mut mixed = self.clone();
        let whole = |group: &Group| {
            let paths = || group.places.iter().map(|&place| self.parameters[place].path.as_str());
            paths().all(|path| wanted(path) && other.place(path).is_some())
        };
        let broken: Vec<usize> =
            self.groups.iter().filter(|group| !whole(group)).flat_map(|group| group.places.iter().copied()).collect();
        for (place, parameter) in mixed.parameters.iter_mut().enumerate() {
            let theirs = other.place(&parameter.path).filter(|_| wanted(&parameter.path) && !broken.contains(&place));
            if let Some(theirs) = theirs.map(|theirs| &other.parameters[theirs]) {
                (parameter.value, parameter.distribution) = (theirs.value, theirs.distribution);
            }
        }
        for group in mixed.groups.iter_mut().filter(|group| whole(group)) {
            if let Some(theirs) = other.groups.iter().find(|theirs| theirs.path == group.path) {
                group.concentration = theirs.concentration;
                let ours = |place: &usize| self.place(&other.parameters[*place].path);
                group.held = theirs.held.iter().filter_map(ours).collect();
            }
        }
        mixed
    }

    /// The war of some values, on a calendar that begins with the forecast.
    pub fn war(&self, values: &Values) -> War {
        let war = self.war_at_start(values);
        if self.origin == 0.0 { war } else { war.seen_from(self.origin) }
    }

    /// The war of some values on the calendar that the scenario was written with.
    pub fn war_at_start(&self, values: &Values) -> War {
        War::new(&self.structure, values)
    }

    /// Months from the start that the scenario was written with to the first day of the forecast: zero unless the
    /// forecast was moved.
    pub fn origin(&self) -> f64 {
        self.origin
    }

    /// The first day of the record; the start, where the scenario has none.
    pub fn record_start(&self) -> Date {
        let months = self.structure.record.map_or(0.0, |record| record.months) + self.origin;
        let days = (months * 364.0 / 12.0).round() as i32;
        self.start.saturating_sub(jiff::Span::new().days(days))
    }

    /// The same scenario with a forecast that begins on another day: what is dated comes that much sooner or later, and
    /// questions whose day is past are no longer asked.
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("ukraine-2025-12").unwrap();
    /// let earlier = scenario.begun_on(standoff_scenario::date(2024, 12, 6));
    /// assert_eq!(earlier.origin(), -12.0);
    /// ```
    pub fn begun_on(&self, day: Date) -> Self {
        let mut moved = self.clone();
        let months = months_between(self.start, day);
        moved.origin += months;
        moved.start = day;
        moved.questions.retain(|question| question.by > day);
        for question in &mut moved.questions {
            question.months -= months;
            question.resolvable = question.is_resolvable(self.horizon_months);
        }
        moved
    }

    /// The same scenario without some elections, by name: their results are known, and they are not held again.
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("ukraine-2025-12").unwrap();
    /// let name = scenario.elections[0].name.clone();
    /// let held = scenario.without_elections(&std::collections::BTreeSet::from([name]));
    /// assert_eq!(held.structure.elections.len() + 1, scenario.structure.elections.len());
    /// ```
    pub fn without_elections(&self, names: &BTreeSet<String>) -> Self {
        let mut left = self.clone();
        left.elections.retain(|election| !names.contains(&election.name));
        left.structure.elections.retain(|election| !names.contains(&election.name));
        left
    }

    /// SHA-256, in hexadecimal, of everything in the scenario that can change a result: independent of comments,
    /// white space, the order of keys, titles and notes.
    pub fn digest(&self) -> String {
        crate::digest::digest(self)
    }

    /// The scenario with numbers set by hand: they are fixed in all draws. Weights and shares that sum to one still
    /// do: those not set share what the others leave.
    ///
    /// # Errors
    ///
    /// `wrong-sum` where the numbers set make a sum other than one, or above one.
    pub fn with(&self, overrides: &[Override]) -> Result<Self, Diagnostics> {
        let mut scenario = self.clone();
        for (place, value) in overrides.iter().flat_map(|one| &one.values) {
            let Some(parameter) = scenario.parameters.get_mut(*place) else { continue };
            (parameter.value, parameter.distribution) = (*value, Distribution::Fixed(*value));
            (parameter.provenance, parameter.unit) = (Provenance::of_command(), parameter.definition.unit.base());
            parameter.stated = true;
        }
        scenario.settle_groups(overrides)?;
        Ok(scenario)
    }

    fn settle_groups(&mut self, overrides: &[Override]) -> Result<(), Diagnostics> {
        let set: Vec<usize> = overrides.iter().flat_map(|one| one.values.iter().map(|(place, _)| *place)).collect();
        let mut figures: Vec<f64> = self.parameters.iter().map(|parameter| parameter.value).collect();
        for group in &mut self.groups {
            group.held.extend(group.places.iter().copied().filter(|place| set.contains(place)));
            group.held.sort_unstable();
            group.held.dedup();
            if group.places.iter().any(|place| set.contains(place)) {
                check_held(group, &figures, overrides)?;
                group.settle(&group.held, &mut figures);
            }
        }
        for (parameter, value) in self.parameters.iter_mut().zip(figures) {
            if parameter.value != value {
                (parameter.value, parameter.distribution) = (value, Distribution::Fixed(value));
            }
        }
        Ok(())
    }
}

fn check_held(group: &Group, figures: &[f64], overrides: &[Override]) -> Result<(), Diagnostics> {
    let sum: f64 = group.held.iter().map(|&place| figures[place]).sum();
    let all = group.held.len() == group.places.len();
    if sum <= 1.0 + 1e-6 && (!all || sum >= 1.0 - 1e-6) {
        return Ok(());
    }
    let text = overrides.iter().map(|one| one.text.as_str()).collect::<Vec<&str>>().join("\n");
    let message = format!("the numbers set in [{}] sum to {}", group.path, figure(sum));
    let allowed = if all { "1, as all are set" } else { "at most 1" };
    Err(Diagnostics::one(Source::new("--set", text), Diagnostic::error("wrong-sum", message).allowed(allowed)))
}

/// There is no scenario, so there must be an error.
fn unfinished(mut found: Diagnostics) -> Diagnostics {
    if !found.has_errors() {
        found.push(Diagnostic::error("missing-key", "the scenario is not complete"));
    }
    found.finish().unwrap_or_else(|found| found)
}

fn read(root: &Table, found: &mut Diagnostics) -> Option<Scenario> {
    let stated = walk::resolve(root, found);
    let start = root.date("start")?;
    if !limits::kept(root, found) || found.is_full() {
        return None;
    }
    let structure = build::build(root, start, found);
    build::check_rates(root, found);
    let book = Book::read(root, start, found);
    let parameters = parameter::list(&structure, &stated, &book, found);
    let groups = group::read(root, &structure, &parameters, found);
    group::check_turns(&structure, &parameters, found);
    check_anchors(&parameters, found);
    let places = Arc::new(Places::new(&parameters));
    let regions = region::read(root, &book, found);
    let sources = book.references;
    let benchmark = Benchmark::read(root);
    let (levers, questions) = (Vec::new(), Vec::new());
    let mut scenario = Scenario {
        name: root.text("name").unwrap_or_default().to_owned(),
        title: root.text("title").unwrap_or_default().to_owned(),
        summary: root.text("summary").unwrap_or_default().trim().to_owned(),
        start,
        war_began: war_began(root, start, found),
        step: if root.text("step") == Some("month") { Step::Month } else { Step::Week },
        horizon_months: root.count("horizon").map_or(120, |months| months as u32),
        currency: root.text("currency").unwrap_or_default().to_owned(),
        elections: calendar::read(root),
        structure,
        parameters,
        groups,
        levers,
        questions,
        benchmark,
        regions,
        sources,
        places,
        origin: 0.0,
    };
    scenario.levers = lever::read(root, &scenario, found);
    scenario.questions = question::read(root, &scenario, found);
    Some(scenario)
}

fn war_began(root: &Table, start: Date, found: &mut Diagnostics) -> Date {
    let began = root.date("war_began").unwrap_or(start);
    if let Some(place) = root.span("war_began").filter(|_| began > start) {
        let message = format!("the war began on {began}, after the start {start}");
        found.push(Diagnostic::error("date-after-start", message).at(place).allowed(format!("by {start}")));
    }
    began
}

/// The accepted anchor must be the better-liked one.
fn check_anchors(parameters: &[Parameter], found: &mut Diagnostics) {
    let find = |path: &str| parameters.iter().find(|parameter| parameter.path == path);
    let pair = find("ratification.support_accepted").zip(find("ratification.support_refused"));
    let Some((accepted, refused)) = pair.filter(|(accepted, refused)| accepted.range().0 < refused.range().1) else {
        return;
    };
    let place = accepted.span.clone().or(refused.span.clone()).unwrap_or(0..0);
    let message = "support for the refused package can reach that for the accepted one";
    let allowed = format!("the accepted one always above {}", figure(refused.range().1));
    found.push(Diagnostic::error("same-anchors", message).at(&place).allowed(allowed));
}
