//! The scenarios that come with the program.

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::source::Source;
use crate::scenario::Scenario;
use crate::words::{one_of, shorten};

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its name.
    pub name: &'static str,
    /// Its file.
    pub text: &'static str,
    /// Files of its record: name and text.
    pub evidence: &'static [(&'static str, &'static str)],
}

/// A file of the default scenario's record.
macro_rules! record {
    ($name:literal) => {
        (concat!($name, ".csv"), include_str!(concat!("../../../scenarios/ukraine-2025-12/evidence/", $name, ".csv")))
    };
}

/// A war of the library, with the files of its record.
macro_rules! war {
    ($name:literal: $($file:literal),*) => {
        Builtin {
            name: $name,
            text: include_str!(concat!("../../../scenarios/wars/", $name, "/scenario.toml")),
            evidence: &[$((
                concat!($file, ".csv"),
                include_str!(concat!("../../../scenarios/wars/", $name, "/evidence/", $file, ".csv")),
            )),*],
        }
    };
}

/// The scenario used when none is named.
pub const DEFAULT: &str = "ukraine-2025-12";

/// The general ones, the default first.
pub const ALL: &[Builtin] = &[
    Builtin {
        name: DEFAULT,
        text: include_str!("../../../scenarios/ukraine-2025-12/scenario.toml"),
        evidence: &[
            record!("aid"),
            record!("area"),
            record!("coalition"),
            record!("losses"),
            record!("opinion"),
            record!("posture"),
            record!("talks"),
        ],
    },
    Builtin { name: "two-sided", text: include_str!("../../../scenarios/two-sided/scenario.toml"), evidence: &[] },
];

/// The library of wars that are over, in alphabetical order.
pub const WARS: &[Builtin] = &[
    war!("aouzou-1986": "end", "front", "talks"),
    war!("attrition-1969": "backers", "end", "front", "posture", "talks"),
    war!("bosnia-1992": "end", "front", "posture", "talks"),
    war!("cenepa-1995": "end", "front", "talks"),
    war!("chaco-1932": "end", "front", "talks"),
    war!("cyprus-1974": "end", "front", "posture", "talks"),
    war!("falklands-1982": "end", "front", "posture", "talks"),
    war!("gulf-1990": "backers", "end", "front", "talks"),
    war!("iran-iraq-1980": "end", "front", "talks"),
    war!("kashmir-1965": "end", "front", "talks"),
    war!("korea-1950": "backers", "end", "front", "posture", "talks"),
    war!("kosovo-1999": "end", "front", "posture", "talks"),
    war!("ogaden-1977": "backers", "end", "front", "talks"),
    war!("palestine-1948": "end", "front", "posture", "talks"),
    war!("polish-soviet-1919": "end", "front", "talks"),
    war!("sino-indian-1962": "end", "front", "talks"),
    war!("suez-1956": "end", "front", "losses", "posture", "talks"),
    war!("uganda-tanzania-1978": "backers", "front", "talks"),
    war!("vietnam-1965": "end", "front", "posture", "talks"),
    war!("winter-war-1939": "end", "front", "talks"),
];

/// All built-in scenarios: the general ones, and the library of wars.
///
/// ```
/// use standoff_scenario::builtin;
/// assert!(builtin::every().any(|one| one.name == "korea-1950"));
/// ```
pub fn every() -> impl Iterator<Item = &'static Builtin> {
    ALL.iter().chain(WARS)
}

/// The text of a built-in scenario.
pub fn source(name: &str) -> Option<Source> {
    let builtin = every().find(|builtin| builtin.name == name)?;
    Some(Source::new(format!("{name}.toml"), builtin.text))
}

/// Files of a built-in scenario's record; empty where it has no record, or where there is no such scenario.
///
/// ```
/// assert!(standoff_scenario::builtin::evidence("two-sided").is_empty());
/// ```
pub fn evidence(name: &str) -> Vec<Source> {
    let builtin = every().find(|builtin| builtin.name == name);
    let files = builtin.map_or(&[][..], |builtin| builtin.evidence);
    files.iter().map(|(file, text)| Source::new(format!("{name}/evidence/{file}"), *text)).collect()
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
        let names = || every().map(|builtin| builtin.name);
        let message = format!("no built-in scenario is called `{}`", shorten(name));
        let diagnostic = Diagnostic::error("unknown-scenario", message).allowed(one_of(names()));
        return Err(Diagnostics::one(Source::new(name, ""), diagnostic.nearest(name, names())));
    };
    Scenario::parse(&source).map(|(scenario, _)| scenario)
}
