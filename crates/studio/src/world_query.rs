//! The world that a client asks about, in the words of the command line: numbers set by hand, levers pulled, mechanisms switched
//! off, and the day from which it is forecast.

use crate::failure::Failure;
use crate::scenarios::{OpenScenario, Scenarios};
use crate::world::World;
use serde::{Deserialize, Serialize};
use standoff_breakdown::bundle::inputs::{BundleInputs, OWN_FOLDER};
use standoff_lab::command::{Command, shell_arguments};
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::forecast::request::{DEFAULT_DRAWS, DEFAULT_RUNS, ForecastRequest};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Diagnostic, Override, Scenario};

/// Futures of one request: ten times the default, minutes of work.
const MOST_RUNS: usize = 102_400;
/// Draws of one request.
const MOST_DRAWS: usize = 1024;
/// Entries of a list in one request.
const MOST_ENTRIES: usize = 200;
/// Bytes of an entry.
const LONGEST_ENTRY: usize = 2_000;
/// Fewest futures of each draw where a request gives the number of futures only.
const PATHS: usize = 8;

/// A world as a query, in the words of the command line.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[into_params(parameter_in = Query, rename_all = "kebab-case")]
pub struct WorldQuery {
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
    /// Use only what was known by this day, and forecast from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false)]
    pub as_of: Option<String>,
    /// Leave out the record that comes with the scenario, and the files named when the studio was started.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_record: bool,
    /// Events in addition to the record, each a row of the event log.
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
    /// Seed of the random numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(required = false, nullable = false, minimum = 0)]
    pub seed: Option<u64>,
}

impl WorldQuery {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// `bad-query`, with what is allowed.
    pub fn read(query: &str) -> Result<Self, Failure> {
        serde_html_form::from_str(query).map_err(|error| bad_query(query, &error.to_string()))
    }

    /// The shortest query that means the same: what is left out has its default.
    pub fn to_text(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    /// The scenario as it stands, on the same evidence and at the same size; none where that is what is asked about.
    pub fn as_scenario(&self) -> Option<Self> {
        let plain = Self { set: Vec::new(), lever: Vec::new(), without: Vec::new(), ..self.clone() };
        (plain != *self).then_some(plain)
    }

    /// Checks the query and makes the world that it describes.
    ///
    /// # Errors
    ///
    /// Faults in the words of the command line.
    pub fn to_world(&self, scenarios: &Scenarios) -> Result<World, Failure> {
        self.check_sizes()?;
        let opened = scenarios.find(self.scenario.as_deref())?;
        let overrides = self.read_overrides(&opened.scenario)?;
        let scenario = opened.scenario.with_overrides(&overrides)?;
        let evidence = self.read_evidence(opened, &scenario)?;
        let counts = self.counts()?;
        let command = self.forecast_command(opened, counts, evidence.as_ref().map(|(_, day)| *day));
        let path = |place: usize| opened.scenario.parameters[place].path.clone();
        let set = overrides.iter().flat_map(|one| one.values.iter().map(|(place, value)| (path(*place), *value)));
        let request = ForecastRequest {
            lever_settings: LeverSetting::find_named(&self.lever, &scenario)?,
            runs: counts.0,
            draws: counts.1,
            seed: self.seed(),
            mechanisms: standoff_lab::mechanisms::mechanisms_without(&self.without)?,
            command,
            ..ForecastRequest::new(scenario)
        };
        let (word, levers) = (opened.word.clone(), self.lever.clone());
        let record_arguments = self.record_arguments(opened, evidence.as_ref().map(|(_, day)| *day));
        let set = set.collect();
        let scenario_question = self.as_scenario().map(|query| query.to_text());
        Ok(World {
            scenario_question,
            word,
            opened: opened.scenario.clone(),
            set,
            levers,
            record_arguments,
            request,
            evidence,
        })
    }

    /// The seed, 1 if none is given, as on the command line.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }

    /// Checks that no list and no entry is too long.
    ///
    /// # Errors
    ///
    /// `too-long`.
    pub fn check_sizes(&self) -> Result<(), Failure> {
        let lists = [("set", &self.set), ("lever", &self.lever), ("without", &self.without), ("event", &self.event)];
        for (name, list) in lists {
            let long = list.iter().any(|entry| entry.len() > LONGEST_ENTRY);
            if list.len() > MOST_ENTRIES || long {
                let message = format!("{} entries, the longest of {} bytes", list.len(), longest_entry(list));
                let allowed = format!("at most {MOST_ENTRIES} entries of at most {LONGEST_ENTRY} bytes");
                return Err(Failure::of_input(name, "", Diagnostic::error("too-long", message).allowed(allowed)));
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
            Err(Failure::of_input(name, &value.to_string(), diagnostic))
        };
        within("runs", runs, MOST_RUNS)?;
        within("draws", draws, MOST_DRAWS.min(runs))?;
        Ok((runs, draws))
    }

    fn read_evidence(&self, opened: &OpenScenario, scenario: &Scenario) -> Result<Option<(Log, Date)>, Failure> {
        let log = if self.no_record {
            opened.log_of_events(scenario, &self.event)
        } else {
            opened.log(scenario, &self.event)
        }?;
        let day = self.last_day(scenario, &log)?;
        if !log.known_by(day).is_empty() {
            return Ok(Some((log, day)));
        }
        match &self.as_of {
            Some(asked) if day != scenario.start => {
                let diagnostic = Diagnostic::error("nothing-known", "no event was known by that day")
                    .allowed(format!("{}, the scenario's start, or a day by which an event was known", scenario.start));
                Err(Failure::of_input("as-of", asked, diagnostic))
            }
            _ => Ok(None),
        }
    }

    /// The last day of which evidence is used.
    ///
    /// # Errors
    ///
    /// `bad-date` where it is not a date, or not one from which a forecast can be made.
    pub fn last_day(&self, scenario: &Scenario, log: &Log) -> Result<Date, Failure> {
        let asked = self.as_of.as_deref();
        let refused = |diagnostic: Box<Diagnostic>| Failure::of_input("as-of", asked.unwrap_or_default(), *diagnostic);
        standoff_assimilation::resolve_day(scenario, log, asked).map_err(refused)
    }

    /// The scenario with the numbers set by hand.
    ///
    /// # Errors
    ///
    /// What is wrong with the numbers.
    pub fn set_numbers(&self, scenario: &Scenario) -> Result<Scenario, Failure> {
        Ok(scenario.with_overrides(&self.read_overrides(scenario)?)?)
    }

    fn read_overrides(&self, scenario: &Scenario) -> Result<Vec<Override>, Failure> {
        let read = |text: &String| Override::parse(text, scenario);
        Ok(self.set.iter().map(read).collect::<Result<Vec<Override>, _>>()?)
    }

    /// The command that gives the same answer. It reads added events from a file, which the client can save.
    fn forecast_command(&self, opened: &OpenScenario, counts: (usize, usize), as_of: Option<Date>) -> String {
        let mut own = self.record_arguments(opened, as_of);
        own.extend(shell_arguments("--lever", &self.lever));
        own.extend(shell_arguments("--without", &self.without));
        let verb = "forecast";
        let (scenario, seed, set) = (opened.word.as_str(), self.seed(), &self.set);
        Command { verb, scenario, counts, seed, overrides: set, arguments: &own, full_resolution: false }.shell_line()
    }
}

impl WorldQuery {
    /// Command line that asks the same of a world on its record, with arguments of its own.
    pub fn command_on_record(&self, verb: &str, world: &World, own: impl IntoIterator<Item = String>) -> String {
        let arguments: Vec<String> = world.record_arguments.iter().cloned().chain(own).collect();
        Command {
            verb,
            scenario: &world.word,
            counts: (world.request.runs, world.request.draws),
            seed: self.seed(),
            overrides: &self.set,
            arguments: &arguments,
            full_resolution: false,
        }
        .shell_line()
    }

    /// What the forecast of a world is made from, as its bundle keeps it.
    ///
    /// # Errors
    ///
    /// Those of [`Scenarios::find`].
    pub fn bundle_inputs(&self, scenarios: &Scenarios, world: &World) -> Result<BundleInputs, Failure> {
        let opened = scenarios.find(self.scenario.as_deref())?;
        let day = world.evidence.as_ref().map(|(_, day)| day.to_string());
        let arguments = [
            shell_arguments("--as-of", day.as_slice()),
            shell_arguments("--lever", &self.lever),
            shell_arguments("--without", &self.without),
        ];
        let rerun = Command {
            verb: "forecast",
            scenario: OWN_FOLDER,
            counts: (world.request.runs, world.request.draws),
            seed: self.seed(),
            overrides: &self.set,
            arguments: &arguments.concat(),
            full_resolution: false,
        };
        let log = world.evidence.as_ref().map(|(log, _)| log);
        Ok(BundleInputs::new(opened.source.text(), log, rerun.shell_line()))
    }

    /// Arguments that select the same evidence, in the order of the command line.
    fn record_arguments(&self, opened: &OpenScenario, as_of: Option<Date>) -> Vec<String> {
        let mut own: Vec<String> =
            (!self.event.is_empty()).then(|| "--evidence events.csv".to_owned()).into_iter().collect();
        let left_out = vec!["--no-record".to_owned()];
        own.extend(if self.no_record { left_out } else { opened.evidence.clone() });
        own.extend(as_of.map(|day| shell_arguments("--as-of", &[day.to_string()])).unwrap_or_default());
        own
    }
}

fn longest_entry(list: &[String]) -> usize {
    list.iter().map(String::len).max().unwrap_or(0)
}

fn bad_query(query: &str, error: &str) -> Failure {
    let allowed = "scenario, set, lever, without, as-of, no-record, event, runs, draws, seed";
    Failure::of_input("query", query, Diagnostic::error("bad-query", error).allowed(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::builtin;

    fn scenarios() -> Scenarios {
        Scenarios::new(OpenScenario::builtin(builtin::DEFAULT).unwrap())
    }

    fn refused(query: &str) -> String {
        let failure = WorldQuery::read(query).and_then(|query| query.to_world(&scenarios())).unwrap_err();
        assert_eq!((failure.status, failure.faults.len()), (400, 1));
        failure.faults[0].code.clone()
    }

    #[test]
    fn a_query_means_what_the_command_line_means() {
        let query = "scenario=two-sided&set=front.moves%3D0.6+per+week&without=agenda&runs=64&draws=8&seed=7";
        let read = WorldQuery::read(query).unwrap();
        assert_eq!(read.to_text(), query);
        let world = read.to_world(&scenarios()).unwrap();
        let command = "standoff forecast two-sided --runs 64 --draws 8 --seed 7 --set 'front.moves=0.6 per week' --without agenda";
        assert_eq!(world.request.command, command);
        assert!(!world.request.mechanisms.agenda && world.evidence.is_none());
    }

    #[test]
    fn the_shortest_query_is_the_default_forecast() {
        let world = WorldQuery::read("").unwrap().to_world(&scenarios()).unwrap();
        assert_eq!((world.request.runs, world.request.draws, world.request.seed), (DEFAULT_RUNS, DEFAULT_DRAWS, 1));
        assert_eq!(WorldQuery::default().to_text(), "");
    }

    #[test]
    fn every_fault_has_the_code_that_it_has_on_the_command_line() {
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
        assert_eq!(refused("scenario=two-sided&as-of=2025-07-01"), "nothing-known");
    }
}
