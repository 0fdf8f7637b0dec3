//! The world that a client asks about, in the words of the command line: what is set by hand, which levers are pulled, which
//! mechanisms are off, and as of which day.

use crate::failure::Failure;
use crate::opened::{Opened, Shelf};
use serde::{Deserialize, Serialize};
use standoff_assimilation::FilterSize;
use standoff_lab::command::{Command, spelt};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::lever_setting::Pull;
use standoff_lab::forecast::request::{DEFAULT_DRAWS, DEFAULT_RUNS, Request};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Diagnostic, Override, Scenario};

/// Most futures, draws, entries of a list and letters of an entry in one request.
const MOST_RUNS: usize = 102_400;
const MOST_DRAWS: usize = 1024;
const MOST_ENTRIES: usize = 200;
const LONGEST_ENTRY: usize = 2_000;
/// Futures of each draw, where the draws are not said.
const PATHS: usize = 8;

/// A world, as a query: the words are those of the command line.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[into_params(parameter_in = Query, rename_all = "kebab-case")]
pub struct Asked {
    /// Name of an open scenario; the first one if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false)]
    pub scenario: Option<String>,
    /// Numbers set by hand, each `path=value`, such as `front.moves=0.6 per week`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[param(max_items = 200)]
    pub set: Vec<String>,
    /// Levers that are pulled in every future, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[param(max_items = 200)]
    pub lever: Vec<String>,
    /// Mechanisms that are switched off, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[param(max_items = 200)]
    pub without: Vec<String>,
    /// Use the record, with what was known by this day, and forecast from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false)]
    pub as_of: Option<String>,
    /// Events beside the record, each a row of the event log; the record is then used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[param(max_items = 200)]
    pub event: Vec<String>,
    /// Futures to simulate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false, minimum = 1, maximum = 102_400)]
    pub runs: Option<usize>,
    /// Draws of the uncertain parameters, no more than runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false, minimum = 1, maximum = 1024)]
    pub draws: Option<usize>,
    /// Seed of all chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false, minimum = 0)]
    pub seed: Option<u64>,
}

/// A world that was checked.
#[derive(Debug, Clone)]
pub struct World {
    /// The word by which the command line opens its scenario.
    pub word: String,
    /// The forecast from the scenario's start, before any evidence.
    pub request: Request,
    /// The evidence, where it is used, and the day as of which it is.
    pub evidence: Option<(Log, Date)>,
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// `bad-query`, with what is allowed.
    pub fn read(query: &str) -> Result<Self, Failure> {
        serde_html_form::from_str(query).map_err(|error| bad_query(query, &error.to_string()))
    }

    /// The same as a query, the shortest that means it.
    pub fn query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    /// Checks what was asked.
    ///
    /// # Errors
    ///
    /// Every fault as the command line would tell it.
    pub fn world(&self, shelf: &Shelf) -> Result<World, Failure> {
        self.check_sizes()?;
        let opened = shelf.find(self.scenario.as_deref())?;
        let scenario = self.set(&opened.scenario)?;
        let evidence = self.evidence(opened, &scenario)?;
        let counts = self.counts()?;
        let command = self.command(opened, counts, evidence.as_ref().map(|(_, day)| *day));
        let request = Request {
            pulls: Pull::all_named(&self.lever, &scenario)?,
            scenario,
            runs: counts.0,
            draws: counts.1,
            seed: self.seed(),
            mechanisms: standoff_lab::mechanisms::without(&self.without)?,
            resolution: Resolution::Coarse,
            command,
            posterior: None,
            shard: None,
        };
        Ok(World { word: opened.word.clone(), request, evidence })
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }

    /// Checks that no list and no entry is too long.
    pub fn check_sizes(&self) -> Result<(), Failure> {
        let lists = [("set", &self.set), ("lever", &self.lever), ("without", &self.without), ("event", &self.event)];
        for (name, list) in lists {
            let long = list.iter().any(|entry| entry.len() > LONGEST_ENTRY);
            if list.len() > MOST_ENTRIES || long {
                let message = format!("{} entries, the longest of {} bytes", list.len(), longest(list));
                let allowed = format!("at most {MOST_ENTRIES} entries of at most {LONGEST_ENTRY} bytes");
                return Err(Failure::of(name, "", Diagnostic::error("too-long", message).allowed(allowed)));
            }
        }
        Ok(())
    }

    fn counts(&self) -> Result<(usize, usize), Failure> {
        let runs = self.runs.unwrap_or(DEFAULT_RUNS);
        let draws = self.draws.unwrap_or(DEFAULT_DRAWS.min(runs.div_ceil(PATHS)));
        let within = |name: &str, value: usize, most: usize| {
            if (1..=most).contains(&value) {
                return Ok(());
            }
            let diagnostic =
                Diagnostic::error("out-of-range", format!("{value} {name}")).allowed(format!("1 to {most}"));
            Err(Failure::of(name, &value.to_string(), diagnostic))
        };
        within("runs", runs, MOST_RUNS)?;
        within("draws", draws, MOST_DRAWS.min(runs))?;
        Ok((runs, draws))
    }

    fn evidence(&self, opened: &Opened, scenario: &Scenario) -> Result<Option<(Log, Date)>, Failure> {
        if self.as_of.is_none() && self.event.is_empty() {
            return Ok(None);
        }
        if !self.lever.is_empty() || !self.without.is_empty() {
            let message = "levers and switches go with a forecast from the scenario's start";
            let diagnostic = Diagnostic::error("levers-with-evidence", message)
                .allowed("either evidence, or levers and mechanisms switched off")
                .hint("leave out as-of and event, or lever and without");
            return Err(Failure::of("as-of", self.as_of.as_deref().unwrap_or_default(), diagnostic));
        }
        let log = opened.log(scenario, &self.event)?;
        let day = self.day(scenario, &log)?;
        Ok(Some((log, day)))
    }

    /// The day up to which evidence is used.
    ///
    /// # Errors
    ///
    /// `bad-date` where it is none, or none from which a forecast can be made.
    pub fn day(&self, scenario: &Scenario, log: &Log) -> Result<Date, Failure> {
        let asked = self.as_of.as_deref();
        let refused = |diagnostic: Box<Diagnostic>| Failure::of("as-of", asked.unwrap_or_default(), *diagnostic);
        standoff_assimilation::resolve_day(scenario, log, asked).map_err(refused)
    }

    /// The scenario with the numbers set by hand.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn set(&self, scenario: &Scenario) -> Result<Scenario, Failure> {
        let read = |text: &String| Override::parse(text, scenario);
        let overrides = self.set.iter().map(read).collect::<Result<Vec<Override>, _>>()?;
        Ok(scenario.with(&overrides)?)
    }

    /// The command that gives the same answer. Events that were added stand in a file, which can be saved.
    fn command(&self, opened: &Opened, counts: (usize, usize), as_of: Option<Date>) -> String {
        let mut own = spelt("--lever", &self.lever);
        own.extend(spelt("--without", &self.without));
        if let Some(day) = as_of {
            own.extend(opened.evidence.iter().cloned());
            own.extend((!self.event.is_empty()).then(|| "--evidence events.csv".to_owned()));
            own.extend(spelt("--as-of", &[day.to_string()]));
        }
        let verb = if as_of.is_some() { "assimilate" } else { "forecast" };
        let (scenario, seed, set) = (opened.word.as_str(), self.seed(), &self.set);
        Command { verb, scenario, counts, seed, set, own: &own, full: false }.text()
    }
}

impl World {
    /// What brings the evidence to bear, for a forecast that keeps so many draws.
    pub fn assimilation(&self, kept: usize) -> Option<standoff_assimilation::AssimilationRequest> {
        let (log, as_of) = self.evidence.clone()?;
        let Request { scenario, seed, resolution, .. } = self.request.clone();
        Some(standoff_assimilation::AssimilationRequest {
            scenario,
            log,
            as_of,
            size: FilterSize::for_kept_draws(kept),
            seed,
            resolution,
        })
    }
}

fn longest(list: &[String]) -> usize {
    list.iter().map(String::len).max().unwrap_or(0)
}

/// A query that cannot be read.
pub fn bad_query(query: &str, error: &str) -> Failure {
    let allowed = "scenario, set, lever, without, as-of, event, runs, draws, seed";
    Failure::of("query", query, Diagnostic::error("bad-query", error).allowed(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::builtin;

    fn shelf() -> Shelf {
        Shelf::new(Opened::builtin(builtin::DEFAULT).unwrap())
    }

    fn refused(query: &str) -> String {
        let failure = Asked::read(query).and_then(|asked| asked.world(&shelf())).unwrap_err();
        assert_eq!((failure.status, failure.faults.len()), (400, 1));
        failure.faults[0].code.clone()
    }

    #[test]
    fn a_query_says_what_the_command_line_says() {
        let query = "scenario=two-sided&set=front.moves%3D0.6+per+week&without=agenda&runs=64&draws=8&seed=7";
        let asked = Asked::read(query).unwrap();
        assert_eq!(asked.query(), query);
        let world = asked.world(&shelf()).unwrap();
        let command = "standoff forecast two-sided --runs 64 --draws 8 --seed 7 --set 'front.moves=0.6 per week' --without agenda";
        assert_eq!(world.request.command, command);
        assert!(!world.request.mechanisms.agenda && world.evidence.is_none());
    }

    #[test]
    fn the_shortest_query_is_the_default_forecast() {
        let world = Asked::read("").unwrap().world(&shelf()).unwrap();
        assert_eq!((world.request.runs, world.request.draws, world.request.seed), (DEFAULT_RUNS, DEFAULT_DRAWS, 1));
        assert_eq!(Asked::default().query(), "");
    }

    #[test]
    fn every_fault_is_told_as_the_command_line_tells_it() {
        assert_eq!(refused("colour=red"), "bad-query");
        assert_eq!(refused("runs=many"), "bad-query");
        assert_eq!(refused("runs=0"), "out-of-range");
        assert_eq!(refused("draws=65&runs=64"), "out-of-range");
        assert_eq!(refused("scenario=..%2F..%2Fetc%2Fpasswd"), "unknown-scenario");
        assert_eq!(refused("set=front.speed%3D1"), "unknown-path");
        assert_eq!(refused("lever=nothing-of-the-kind"), "unknown-lever");
        assert_eq!(refused("without=weather"), "unknown-mechanism");
        assert_eq!(refused("as-of=yesterday"), "bad-date");
        assert_eq!(refused(&format!("set={}", "x".repeat(3000))), "too-long");
        assert_eq!(refused("as-of=2025-06-01&without=agenda"), "levers-with-evidence");
    }
}
