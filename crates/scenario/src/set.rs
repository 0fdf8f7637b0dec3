//! Numbers set by hand, `path=value`, in place of what the scenario says.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Value};
use crate::keys::fits;
use crate::quantity;
use crate::scenario::Scenario;
use crate::source::Source;

/// A number set by hand: fixed in all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The parameters it sets, as places in [`Scenario::parameters`].
    pub places: Vec<usize>,
    /// Their value in the base unit.
    pub value: f64,
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
    /// assert_eq!(Override::parse("front.moves=1.3 per week", &scenario).unwrap().value, 1.3 * 52.0 / 12.0);
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
    let values = places.iter().map(|&place| {
        let parameter = &scenario.parameters[place];
        quantity::read(&parameter.path, parameter.definition, &node, found)
    });
    let value = values.collect::<Option<Vec<_>>>()?.first()?.value;
    Some(Override { places, value, text: text.to_owned() })
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
        let message = format!("no quantity is called `{}`", pattern.escape_debug());
        let paths = scenario.parameters.iter().map(|parameter| parameter.path.as_str());
        found.push(Diagnostic::error("unknown-path", message).at(place).nearest(pattern, paths));
    }
    places
}
