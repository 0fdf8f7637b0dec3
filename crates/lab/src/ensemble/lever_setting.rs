//! A lever as it is pulled.

use standoff_scenario::{Diagnostics, Lever, Scenario};

/// A lever as it is pulled.
#[derive(Debug, Clone, PartialEq)]
pub struct LeverSetting {
    /// The lever, with its day and whether actors foresee it.
    pub lever: Lever,
    /// How far: 1 as the scenario states it, 0 not at all.
    pub strength: f64,
}

impl LeverSetting {
    /// A lever pulled as the scenario states it.
    pub fn as_stated(lever: Lever) -> Self {
        Self { lever, strength: 1.0 }
    }

    /// The levers of a scenario that are named, pulled as it states them, each once.
    ///
    /// # Errors
    ///
    /// `unknown-lever`, with those there are.
    pub fn find_named(names: &[String], scenario: &Scenario) -> Result<Vec<Self>, Diagnostics> {
        let once = names.iter().enumerate().filter(|(at, name)| !names[..*at].contains(name));
        once.map(|(_, name)| Lever::find(name, scenario).map(Self::as_stated)).collect()
    }
}
