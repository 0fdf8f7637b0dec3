//! The event log as its users see it.

mod pages;
mod properties;
mod readings;

use std::sync::OnceLock;

use standoff_scenario::evidence::{Log, header};
use standoff_scenario::{Diagnostics, Scenario, Source, template};

/// A kind of limited truces, of which the starting file has none.
const LIMITED_TRUCE: &str = "\n[limited_truce.energy]\narrivals = { value = 1, unit = \"per year\" }\nlength = 1\n";

/// Backers, of which the starting file has none: one that comes and goes, and one that never leaves.
const BACKERS: &str = "\n[backer.bank]\nside = \"defender\"\npays = 0.2\njoins = 0.02\nleaves = 0.01\n\
                       [backer.fund]\nside = \"defender\"\npays = 0.1\njoins = 0.02\n";

/// The scenario of the starting file, which has all roles, with a kind of limited truces and backers.
pub fn war() -> &'static Scenario {
    static WAR: OnceLock<Scenario> = OnceLock::new();
    WAR.get_or_init(|| {
        Scenario::parse(&Source::new("war.toml", template::text("war") + LIMITED_TRUCE + BACKERS)).unwrap().0
    })
}

/// A log in CSV of these rows.
pub fn source(rows: &str) -> Source {
    Source::new("log.csv", format!("{}\n{rows}", header()))
}

/// The log of these rows, with what a reader should know of it.
pub fn read(rows: &str) -> Result<(Log, Diagnostics), Diagnostics> {
    Log::read(&[source(rows)], war())
}

/// The log of these rows, which has no errors.
pub fn log(rows: &str) -> Log {
    read(rows).unwrap_or_else(|found| panic!("{found}")).0
}
