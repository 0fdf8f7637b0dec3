//! Lever with the strength at which it is applied.

use standoff_scenario::{Diagnostics, Lever, Scenario};

/// Lever with the strength at which it is applied.
#[derive(Debug, Clone, PartialEq)]
pub struct LeverSetting {
    /// Lever, with its day and whether the actors foresee it.
    pub lever: Lever,
    /// Strength: 1 as the scenario states it, 0 not at all.
    pub strength: f64,
}

impl LeverSetting {
    /// Lever at the strength that the scenario states.
    pub fn as_stated(lever: Lever) -> Self {
        Self { lever, strength: 1.0 }
    }

    /// Finds levers of a scenario by name, each once, at the strength that the scenario states.
    ///
    /// # Errors
    ///
    /// `unknown-lever`, with the names of the levers that exist.
    pub fn find_named(names: &[String], scenario: &Scenario) -> Result<Vec<Self>, Diagnostics> {
        let once = names.iter().enumerate().filter(|(at, name)| !names[..*at].contains(name));
        once.map(|(_, name)| Lever::find(name, scenario).map(Self::as_stated)).collect()
    }
}
