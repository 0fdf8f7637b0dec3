//! A record of half a year that a small filter goes through in a moment.

use standoff_assimilation::{Assimilation, AssimilationRequest, FilterSize, resume_assimilation};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, Source, date};
use standoff_world::state::State;
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

/// A scenario from its text.
pub fn scenario(text: String) -> Scenario {
    Scenario::parse(&Source::new("small.toml", text)).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

/// A log of some rows, and an area at the end of the record.
pub fn log(scenario: &Scenario, rows: &str) -> Log {
    let area = "a,area-held,2025-06-28,,invader,,,1000,km2,ours,0.95,2025-06-28,,,\n";
    let source = Source::new("log.csv", format!("{HEADER}{rows}{area}"));
    Log::read(&[source], scenario).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

/// What a small filter makes of the record up to its last day.
pub fn assimilate(scenario: Scenario, log: Log) -> Assimilation {
    let size = FilterSize { draws: 256, paths: 4, games: 8, kept: 64 };
    let as_of = date(2025, 6, 30);
    let request = AssimilationRequest { scenario, log, as_of, size, seed: 5, resolution: Resolution::Coarse };
    let cancelled = AtomicBool::new(false);
    let monitor = ProgressMonitor::new(&cancelled, &|_| ());
    resume_assimilation(&request, None, monitor).unwrap().assimilation
}

/// Where a parameter lies now, in standard deviations of its range.
pub fn learned(made: &Assimilation, path: &str) -> f64 {
    made.learning.iter().find(|one| one.path == path).unwrap().mean
}

/// All states that are kept.
pub fn states(made: &Assimilation) -> Vec<&State> {
    made.posterior.draws.iter().flat_map(|draw| &draw.states).collect()
}
