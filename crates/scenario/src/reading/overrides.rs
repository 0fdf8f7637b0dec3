//! Numbers set by hand, `path=value`: reading them, and putting them in place of those of the scenario.

use standoff_num::Distribution;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::source::Source;
use crate::document::tree::{Node, Value};
use crate::quantities::group::{Group, SUM_TOLERANCE};
use crate::quantities::matching::matching_parameters;
use crate::quantities::overrides::Override;
use crate::quantities::parameter::Parameter;
use crate::quantities::provenance::Provenance;
use crate::quantities::read::read_quantity;
use crate::scenario::Scenario;
use crate::words::format_number;

impl Override {
    /// Reads `path=value`. The path may hold `*` for any name; the value is a number in the base unit, or a number
    /// and a unit.
    ///
    /// ```
    /// use standoff_scenario::{Override, Scenario, builtin};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// let faster = Override::parse("front.moves=0.6 per week", &scenario).unwrap();
    /// assert!((faster.values[0].1 - 0.6 * 52.0 / 12.0).abs() < 1e-12);
    /// assert!(Override::parse("front.speed=1", &scenario).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// `bad-set` without `=`, `unknown-path`, and the faults of a quantity; they point into `text`.
    pub fn parse(text: &str, scenario: &Scenario) -> Result<Self, Diagnostics> {
        let mut found = Diagnostics::new(Source::new("--set", text));
        let read = read_override(text, scenario, &mut found);
        let found = found.finish()?;
        read.ok_or(found)
    }
}

fn read_override(text: &str, scenario: &Scenario, found: &mut Diagnostics) -> Option<Override> {
    let Some((path, value)) = text.split_once('=') else {
        let diagnostic = Diagnostic::error("bad-set", "there is no `=`").at(&(0..text.len()));
        found.push(diagnostic.allowed("path=value, such as front.moves=0.4 or \"front.moves=1 per week\""));
        return None;
    };
    let span = path.len() + 1..text.len();
    let path = path.trim();
    let places = matching_parameters(path, &scenario.parameters, &(0..path.len()), found);
    let node = Node { span, value: parse_number(value) };
    let read = |place| {
        let parameter: &Parameter = &scenario.parameters[place];
        Some((place, read_quantity(&parameter.path, parameter.definition, &node, found)?.value))
    };
    let values = places.into_iter().map(read).collect::<Option<Vec<(usize, f64)>>>()?;
    Some(Override { values, text: text.to_owned() })
}

fn parse_number(text: &str) -> Value {
    let text = text.trim().trim_matches('"');
    text.parse().map_or_else(|_| Value::Text(text.to_owned()), |value| Value::Number { value, whole: false })
}

impl Scenario {
    /// The scenario with numbers set by hand: they are fixed in all draws. Weights and shares that sum to one still
    /// do: those not set share what the others leave.
    ///
    /// # Errors
    ///
    /// `wrong-sum` where the numbers set make a sum other than one, or above one; `set-twice` where a number is set twice, but
    /// for an exception to what `*` has set before.
    pub fn with_overrides(&self, overrides: &[Override]) -> Result<Self, Diagnostics> {
        check_set_once(overrides)?;
        let mut scenario = self.clone();
        for (place, value) in overrides.iter().flat_map(|one| &one.values) {
            let Some(parameter) = scenario.parameters.get_mut(*place) else { continue };
            (parameter.value, parameter.distribution) = (*value, Distribution::Fixed(*value));
            (parameter.provenance, parameter.unit) = (Provenance::of_command(), parameter.definition.unit.base());
            parameter.stated = true;
        }
        scenario.settle_groups(overrides)?;
        // Terms may have been set, and with them what lies between.
        Ok(scenario.with_menu(scenario.menu))
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
                group.share_remainder(&group.held, &mut figures);
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

/// No number may be set twice: the last would win without a word. After a path with `*`, one by name is an exception to it.
fn check_set_once(overrides: &[Override]) -> Result<(), Diagnostics> {
    let is_general = |one: &Override| one.text.split('=').next().is_some_and(|path| path.contains('*'));
    for (at, later) in overrides.iter().enumerate() {
        let sets_again = |earlier: &&Override| {
            let again = later.values.iter().any(|(place, _)| earlier.values.iter().any(|(before, _)| before == place));
            again && (is_general(later) || !is_general(earlier))
        };
        if let Some(earlier) = overrides[..at].iter().find(sets_again) {
            let message = format!("a number of `{}` is set before", earlier.text.escape_debug());
            let diagnostic = Diagnostic::error("set-twice", message).at(&(0..later.text.len()));
            let diagnostic = diagnostic.allowed("each number once, or by name after a path with `*`");
            return Err(Diagnostics::one(Source::new("--set", later.text.as_str()), diagnostic));
        }
    }
    Ok(())
}

fn check_held(group: &Group, figures: &[f64], overrides: &[Override]) -> Result<(), Diagnostics> {
    let sum: f64 = group.held.iter().map(|&place| figures[place]).sum();
    let all = group.held.len() == group.places.len();
    if sum <= 1.0 + SUM_TOLERANCE && (!all || sum >= 1.0 - SUM_TOLERANCE) {
        return Ok(());
    }
    let text = overrides.iter().map(|one| one.text.as_str()).collect::<Vec<&str>>().join("\n");
    let message = format!("the numbers set in [{}] sum to {}", group.path, format_number(sum));
    let allowed = if all { "1, as all are set" } else { "at most 1" };
    Err(Diagnostics::one(Source::new("--set", text), Diagnostic::error("wrong-sum", message).allowed(allowed)))
}
