//! A checked scenario: a war, its numbers with their ranges, its levers and its questions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use standoff_world::war::{Structure, War};

use crate::levers::lever::Lever;
use crate::outside_view::benchmark::Benchmark;
use crate::quantities::draws::Draws;
use crate::quantities::group::Group;
use crate::quantities::index::ParameterIndex;
use crate::quantities::parameter::Parameter;
use crate::quantities::provenance::Reference;
use crate::quantities::values::Values;
use crate::questions::question::Question;
use crate::structure::region::Region;
use crate::time::calendar::ElectionDate;
use crate::time::clock::{DAYS_A_MONTH, StepLength, months_between};

/// A checked scenario. Every number is in the base unit of its quantity.
///
/// Named parts are in alphabetical order, so that the order of a file changes no result.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Summary in one paragraph; may be empty.
    pub summary: String,
    /// First day of the forecast.
    pub start: Date,
    /// Day that answers start from unless another is asked for; none: the last on which anything became known.
    pub as_of: Option<Date>,
    /// First day of the war.
    pub war_began: Date,
    /// Length of one step.
    pub step: StepLength,
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
    pub(crate) index: Arc<ParameterIndex>,
    pub(crate) origin: f64,
    pub(crate) menu: usize,
}

impl Scenario {
    /// The place of a parameter in the list.
    pub fn parameter_place(&self, path: &str) -> Option<usize> {
        self.index.place(path)
    }

    /// The central values.
    pub fn central_values(&self) -> Values {
        Values::new(self.parameters.iter().map(|parameter| parameter.value).collect(), Arc::clone(&self.index))
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
        Draws::new(&self.parameters, &self.groups, self.central_values(), seed, count)
    }

    /// The values at given chances: `chance` gives for the path of every uncertain parameter its chance of lying below.
    /// Each is asked for once, in the order of [`Scenario::uncertain_places`].
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let lowest = scenario.values_at(&|_| 0.0);
    /// assert_eq!(lowest.get("front.moves"), Some(0.3));
    /// ```
    pub fn values_at(&self, chance: &dyn Fn(&str) -> f64) -> Values {
        self.draws_at_chances(1, &|path| vec![chance(path)]).values(0)
    }

    /// As many draws at given chances, one column for each path.
    pub fn draws_at_chances(&self, count: u32, chances: &dyn Fn(&str) -> Vec<f64>) -> Draws {
        Draws::at_chances(&self.parameters, &self.groups, self.central_values(), 0, count, chances)
    }

    /// The parameters that vary from draw to draw, alone or in a group: places in the list.
    pub fn uncertain_places(&self) -> Vec<usize> {
        self.draws(0, 1).varying_places().collect()
    }

    /// This scenario with the figures of another, value and range, wherever both have the parameter and it is wanted.
    /// Numbers that sum to one are taken all or none: where only some are wanted or shared, none is.
    pub fn with_figures_of(&self, other: &Self, wanted: &dyn Fn(&str) -> bool) -> Self {
        let mut mixed = self.clone();
        let whole = |group: &Group| {
            let paths = || group.places.iter().map(|&place| self.parameters[place].path.as_str());
            paths().all(|path| wanted(path) && other.parameter_place(path).is_some())
        };
        let broken: Vec<usize> =
            self.groups.iter().filter(|group| !whole(group)).flat_map(|group| group.places.iter().copied()).collect();
        for (place, parameter) in mixed.parameters.iter_mut().enumerate() {
            let theirs =
                other.parameter_place(&parameter.path).filter(|_| wanted(&parameter.path) && !broken.contains(&place));
            if let Some(theirs) = theirs.map(|theirs| &other.parameters[theirs]) {
                (parameter.value, parameter.distribution) = (theirs.value, theirs.distribution);
            }
        }
        for group in mixed.groups.iter_mut().filter(|group| whole(group)) {
            if let Some(theirs) = other.groups.iter().find(|theirs| theirs.path == group.path) {
                group.concentration = theirs.concentration;
                let ours = |place: &usize| self.parameter_place(&other.parameters[*place].path);
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
    pub fn origin_months(&self) -> f64 {
        self.origin
    }

    /// The last day that a forecast reaches.
    pub fn last_day(&self) -> Date {
        let days = f64::from(self.horizon_months) * DAYS_A_MONTH;
        self.start.saturating_add(jiff::Span::new().days(days.round() as i64))
    }

    /// The first day of the record; the start, where the scenario has none.
    pub fn record_start(&self) -> Date {
        let months = self.structure.record.map_or(0.0, |record| record.months) + self.origin;
        let days = (months * DAYS_A_MONTH).round() as i32;
        self.start.saturating_sub(jiff::Span::new().days(days))
    }

    /// The same scenario with a forecast that begins on another day: what is dated comes that much sooner or later, and
    /// questions whose day is past are no longer asked. A lever whose day is past can be pulled on the first.
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("ukraine-2025-12").unwrap();
    /// let earlier = scenario.begun_on(standoff_scenario::date(2024, 12, 6));
    /// assert_eq!(earlier.origin_months(), -12.0);
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
        for lever in &mut moved.levers {
            (lever.date, lever.months) = (lever.date.max(day), (lever.months - months).max(0.0));
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
}
