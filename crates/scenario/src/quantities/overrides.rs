//! Numbers set by hand, `path=value`, in place of what the scenario says.

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::source::Source;
use crate::document::tree::{Node, Value};
use crate::keys::tables::{self, fits};
use crate::quantities::parameter::Parameter;
use crate::quantities::quantity;
use crate::scenario::Scenario;
use crate::words::short;

/// A number set by hand: fixed in all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The parameters it sets, as places in [`Scenario::parameters`], each with its value in the base unit.
    pub values: Vec<(usize, f64)>,
    /// As written.
    pub text: String,
}

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
        let read = read(text, scenario, &mut found);
        let found = found.finish()?;
        read.ok_or(found)
    }
}

fn read(text: &str, scenario: &Scenario, found: &mut Diagnostics) -> Option<Override> {
    let Some((path, value)) = text.split_once('=') else {
        let diagnostic = Diagnostic::error("bad-set", "there is no `=`").at(&(0..text.len()));
        found.push(diagnostic.allowed("path=value, such as front.moves=0.4 or \"front.moves=1 per week\""));
        return None;
    };
    let span = path.len() + 1..text.len();
    let path = path.trim();
    let places = matching(path, scenario, &(0..path.len()), found);
    let node = Node { span, value: written(value) };
    let read = |place| {
        let parameter: &Parameter = &scenario.parameters[place];
        Some((place, quantity::read(&parameter.path, parameter.definition, &node, found)?.value))
    };
    let values = places.into_iter().map(read).collect::<Option<Vec<(usize, f64)>>>()?;
    Some(Override { values, text: text.to_owned() })
}

fn written(text: &str) -> Value {
    let text = text.trim().trim_matches('"');
    text.parse().map_or_else(|_| Value::Text(text.to_owned()), |value| Value::Number { value, whole: false })
}

/// The parameters that a path or pattern means; a fault where there is none.
pub(crate) fn matching(
    pattern: &str,
    scenario: &Scenario,
    place: &std::ops::Range<usize>,
    found: &mut Diagnostics,
) -> Vec<usize> {
    let parameters = scenario.parameters.iter().enumerate();
    let places: Vec<usize> = parameters.filter(|(_, one)| fits(pattern, &one.path)).map(|(place, _)| place).collect();
    if places.is_empty() {
        let message = format!("no quantity is called `{}`", short(pattern));
        let paths = scenario.parameters.iter().map(|parameter| parameter.path.as_str());
        let patterns = if pattern.contains('*') { tables::patterns() } else { Vec::new() };
        let candidates = patterns.iter().map(String::as_str).chain(paths.filter(|_| patterns.is_empty()));
        found.push(Diagnostic::error("unknown-path", message).at(place).nearest(pattern, candidates));
    }
    places
}
