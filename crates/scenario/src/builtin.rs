//! The scenarios that come with the program.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::Scenario;
use crate::source::Source;
use crate::words::short;

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its name.
    pub name: &'static str,
    /// Its file.
    pub text: &'static str,
}

/// The scenario used when none is named.
pub const DEFAULT: &str = "ukraine-2025-12";

/// All of them, the default one first.
pub const ALL: &[Builtin] = &[
    Builtin { name: DEFAULT, text: include_str!("../../../scenarios/ukraine-2025-12/scenario.toml") },
    Builtin { name: "two-sided", text: include_str!("../../../scenarios/two-sided/scenario.toml") },
];

/// The text of a built-in scenario.
pub fn source(name: &str) -> Option<Source> {
    let builtin = ALL.iter().find(|builtin| builtin.name == name)?;
    Some(Source::new(format!("{name}.toml"), builtin.text))
}

/// A built-in scenario.
///
/// ```
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// assert_eq!(scenario.structure.roles.defender.as_deref(), Some("Boria"));
/// ```
///
/// # Errors
///
/// `unknown-scenario` where there is none of that name.
pub fn load(name: &str) -> Result<Scenario, Diagnostics> {
    let Some(source) = source(name) else {
        let names = || ALL.iter().map(|builtin| builtin.name);
        let message = format!("no built-in scenario is called `{}`", short(name));
        let diagnostic = Diagnostic::error("unknown-scenario", message).allowed(crate::words::one_of(names()));
        return Err(Diagnostics::one(Source::new(name, ""), diagnostic.nearest(name, names())));
    };
    Scenario::parse(&source).map(|(scenario, _)| scenario)
}
