//! The library of wars: scenarios with their record, and how each war ended, which no forecast reads.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, builtin, months_between};
use std::collections::BTreeMap;

const OUTCOMES: &str = include_str!("../../../scenarios/wars/outcomes.toml");

/// First year of the later era.
const LATER_ERA: i16 = 1945;

/// How a war ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Terms that both sides signed.
    Settlement,
    /// A ceasefire, or a line that went quiet.
    Ceasefire,
    /// A military end in favour of the invader.
    Invader,
    /// A military end in favour of the defender.
    Defender,
}

impl Ending {
    /// Names of the kinds of end that are scored, in order.
    pub const SCORED: [&'static str; 3] = ["agreed", "invader", "defender"];

    /// Its place among the kinds that are scored.
    pub fn scored(self) -> usize {
        match self {
            Self::Settlement | Self::Ceasefire => 0,
            Self::Invader => 1,
            Self::Defender => 2,
        }
    }
}

/// Whether a war has a full scenario, or a short one beside which the others are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// A scenario in full.
    Full,
    /// A short one.
    Control,
}

/// What was known of a war on its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// Whether belligerents of the two sides had a land border, or little sea between them.
    pub border: bool,
    /// Number of sides on which a great power fought.
    pub great_powers: u8,
}

/// What came of a war.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Whether it has a full scenario.
    pub depth: Depth,
    /// Last day of fighting.
    #[serde(with = "dates")]
    pub ended: Date,
    /// How it ended.
    pub ending: Ending,
    /// Share of the stake that the invader held when the fighting ended.
    pub front_at_end: f64,
    /// First day of large fighting of the same sides within five years of the end.
    #[serde(default, with = "dates::optional")]
    pub fought_again: Option<Date>,
    /// What was known of it on its first day, for Cox's model.
    #[serde(default)]
    pub traits: Option<Traits>,
    /// Where this comes from, and what is judgement.
    pub source: String,
}

/// A war of the library.
#[derive(Debug, Clone)]
pub struct LibraryWar {
    /// Name.
    pub name: String,
    /// Its scenario, as of its first day.
    pub scenario: Scenario,
    /// Its record.
    pub log: Log,
    /// What came of it.
    pub outcome: Outcome,
}

impl LibraryWar {
    /// Months from a day to the end.
    pub fn months_to_end(&self, day: Date) -> f64 {
        months_between(day, self.outcome.ended)
    }

    /// Whether it began in 1945 or later.
    pub fn is_later(&self) -> bool {
        self.scenario.war_began.year() >= LATER_ERA
    }
}

/// Outcomes of all wars of the library by name.
///
/// # Errors
///
/// [`LabError::Estimate`] where the table, which is part of the program, cannot be read.
pub fn outcomes() -> Result<BTreeMap<String, Outcome>, LabError> {
    toml::from_str(OUTCOMES).map_err(|error| LabError::Estimate(format!("outcomes of past wars: {error}")))
}

/// Every war of the library, in alphabetical order.
///
/// ```
/// let wars = standoff_wars::library().unwrap();
/// assert!(wars.iter().all(|war| war.outcome.ended > war.scenario.start));
/// ```
///
/// # Errors
///
/// [`LabError::Estimate`] where a scenario, a record or the table of outcomes, which are part of the program, cannot be read.
pub fn library() -> Result<Vec<LibraryWar>, LabError> {
    outcomes()?.into_iter().map(|(name, outcome)| read_war(name, outcome)).collect()
}

/// The wars of these names; all where there are none.
pub(crate) fn chosen_wars(all: Vec<LibraryWar>, names: &[String]) -> Result<Vec<LibraryWar>, LabError> {
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|war| war.name != **name)) {
        return Err(LabError::Counts(format!("there is no war `{unknown}` in the library")));
    }
    Ok(all.into_iter().filter(|war| names.is_empty() || names.contains(&war.name)).collect())
}

fn read_war(name: String, outcome: Outcome) -> Result<LibraryWar, LabError> {
    let unreadable = |found: standoff_scenario::Diagnostics| LabError::Estimate(found.render(false));
    let scenario = builtin::load(&name).map_err(unreadable)?;
    let (log, _) = Log::read(&builtin::evidence(&name), &scenario).map_err(unreadable)?;
    Ok(LibraryWar { name, scenario, log, outcome })
}

/// Dates of TOML, which are no text.
mod dates {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer};

    pub fn deserialize<'de, D: Deserializer<'de>>(reader: D) -> Result<Date, D::Error> {
        toml::value::Datetime::deserialize(reader)?.to_string().parse().map_err(D::Error::custom)
    }

    pub mod optional {
        use jiff::civil::Date;
        use serde::Deserializer;

        pub fn deserialize<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Date>, D::Error> {
            super::deserialize(reader).map(Some)
        }
    }
}
