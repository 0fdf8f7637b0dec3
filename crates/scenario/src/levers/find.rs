//! Levers by their name, levers of one's own, and levers on another day.

use jiff::civil::Date;

use super::change::Change;
use super::lever::Lever;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::source::Source;
use crate::scenario::Scenario;
use crate::time::clock::{is_within_horizon, months_between};
use crate::words::{one_of, shorten};

impl Lever {
    /// The lever of a scenario with this name, or the built-in one that changes nothing.
    ///
    /// ```
    /// use standoff_scenario::{Lever, builtin};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// assert!(Lever::find("none", &scenario).unwrap().changes.is_empty());
    /// assert!(Lever::find("stalemat", &scenario).unwrap_err().render(false).contains("did you mean `stalemate`?"));
    /// ```
    ///
    /// # Errors
    ///
    /// `unknown-lever`, with the nearest name; it points into `name`.
    pub fn find(name: &str, scenario: &Scenario) -> Result<Self, Diagnostics> {
        if name == Lever::NONE {
            return Ok(Self::from_start(scenario, Lever::NONE, "Nothing changes", Vec::new()));
        }
        scenario.levers.iter().find(|lever| lever.name == name).cloned().ok_or_else(|| {
            let names = || scenario.levers.iter().map(|lever| lever.name.as_str());
            let message = format!("the scenario has no lever called `{}`", shorten(name));
            let diagnostic = Diagnostic::error("unknown-lever", message).at(&(0..name.len()));
            let diagnostic = diagnostic.allowed(one_of(names().chain([Lever::NONE]))).nearest(name, names());
            Diagnostics::one(Source::new("--lever", name), diagnostic)
        })
    }

    /// A lever that sets parameters to values from the start on.
    pub fn setting_values(scenario: &Scenario, name: &str, title: &str, values: Vec<(usize, f64)>) -> Self {
        Self::from_start(scenario, name, title, vec![Change::Set(values)])
    }

    fn from_start(scenario: &Scenario, name: &str, title: &str, changes: Vec<Change>) -> Self {
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

    /// The same lever, pulled on another day.
    ///
    /// # Errors
    ///
    /// `before-start` and `beyond-horizon`, where it could change nothing.
    pub fn moved_to(mut self, date: Date, scenario: &Scenario) -> Result<Self, Diagnostics> {
        let months = months_between(scenario.start, date);
        let fault = if months < 0.0 {
            Some(("before-start", "is before the start"))
        } else if !is_within_horizon(scenario.horizon_months, months) {
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
}
