//! Measures how time and memory of a forecast grow with its parts, and writes the table into the book:
//! `cargo run --release -p standoff-bench --example cost_of_more`, on a machine that does nothing else.
//!
//! Each size is measured in a process of its own, as the peak of its memory is that of the process. `cost_of_more PART...`
//! measures some parts only and leaves the book as it is.

#![allow(clippy::disallowed_methods, reason = "timing is the purpose")]

use rayon::ThreadPoolBuilder;
use standoff_assimilation::{AssimilationRequest, FilterSize, assimilate};
use standoff_bench::futures::Futures;
use standoff_bench::growth::{Cost, Growth, growth_table, replace_made_part};
use standoff_bench::larger_scenario::{with_drafts, with_horizon, with_members, with_postures};
use standoff_bench::processor::{describe_processor, peak_memory_mb};
use standoff_engine::planning::Planning;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::{ForecastRequest, run_forecast};
use standoff_scenario::{Scenario, builtin, evidence::Log};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Draws and runs of the forecast whose parts grow.
const DRAWS: usize = 8;
const RUNS: usize = 640;
/// The population of the part `events`.
const POPULATION: FilterSize = FilterSize { draws: 512, paths: 10, games: 2, kept: 2 };
/// Packages on the menu while drafts grow: as many as the most drafts, so that the menu stays the same.
const MENU_OF_DRAFTS: usize = 48;
/// Times that each size is measured. The fastest counts.
const ROUNDS: usize = 2;

/// Parts by name, with their titles and the settings that are measured.
const PARTS: [(&str, &str, &[usize]); 10] = [
    ("menu", "packages of the menu", &[12, 16, 32, 64]),
    ("drafts", "drafts, of a menu that stays the same", &[1, 2, 3, 4]),
    ("members", "members of the coalition", &[1, 2, 4, 8]),
    ("postures", "postures of the great power", &[0, 2, 4, 7]),
    ("front", "steps of the front on which actors plan", &[4, 6, 12, 24]),
    ("horizon", "months of the forecast", &[15, 30, 60, 120]),
    ("draws", "draws, of the same number of runs", &[4, 8, 16, 32]),
    ("runs", "runs, of the same number of draws", &[640, 2_560, 10_240]),
    ("events", "events of the record, for an update", &[8, 4, 2, 1]),
    ("threads", "threads", &[1, 2, 4]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, part, setting] = arguments.as_slice()
        && first == "--measure"
    {
        let cost = measure(part, setting.parse()?)?;
        println!("{} {} {}", cost.size, cost.seconds, cost.megabytes);
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|name| !PARTS.iter().any(|part| part.0 == *name)) {
        let names: Vec<&str> = PARTS.iter().map(|part| part.0).collect();
        return Err(format!("no part is called `{unknown}`; there are: {}", names.join(" ")).into());
    }
    let mut growths = Vec::new();
    for (part, title, settings) in PARTS {
        if arguments.is_empty() || arguments.iter().any(|name| name == part) {
            let costs = settings.iter().map(|&setting| measure_apart(part, setting)).collect::<Result<_, _>>()?;
            let growth = Growth { title: title.to_owned(), costs };
            eprintln!("{part}: {:.2}, at the end {:.2}", growth.time_exponent(), growth.last_time_exponent());
            growths.push(growth);
        }
    }
    let made = format!("Processor: {}.\n\n{}", describe_processor(), growth_table(&growths));
    println!("{made}");
    if arguments.is_empty() { write_page(&made) } else { Ok(()) }
}

fn write_page(made: &str) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/cost-of-more.md");
    let page = std::fs::read_to_string(&path)?;
    let page = replace_made_part(&page, "cost-of-more", made).ok_or("the page has no part `cost-of-more`")?;
    Ok(std::fs::write(&path, page)?)
}

/// Measures a setting in processes of its own.
fn measure_apart(part: &str, setting: usize) -> Result<Cost, Box<dyn Error>> {
    let mut fastest: Option<Cost> = None;
    for _ in 0..ROUNDS {
        let program = std::env::current_exe()?;
        let output = Command::new(program).args(["--measure", part, &setting.to_string()]).output()?;
        if !output.status.success() {
            return Err(format!("{part} {setting}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let said = String::from_utf8(output.stdout)?;
        let [size, seconds, megabytes] = said.split_whitespace().collect::<Vec<&str>>()[..] else {
            return Err(format!("{part} {setting} said {said:?}").into());
        };
        let cost = Cost { size: size.parse()?, seconds: seconds.parse()?, megabytes: megabytes.parse()? };
        if fastest.is_none_or(|fastest| cost.seconds < fastest.seconds) {
            fastest = Some(cost);
        }
    }
    fastest.ok_or_else(|| "nothing was measured".into())
}

/// Measures a setting in this process: one thread, unless threads are what grows.
fn measure(part: &str, setting: usize) -> Result<Cost, Box<dyn Error>> {
    let threads = if part == "threads" { setting } else { 1 };
    ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let default = standoff_bench::default_scenario;
    let (size, seconds) = match part {
        "menu" => {
            let scenario = default().with_menu(setting);
            (scenario.structure.packages.len(), forecast(scenario, DRAWS, RUNS)?)
        }
        "drafts" => {
            let scenario = with_drafts(setting).with_menu(MENU_OF_DRAFTS);
            (scenario.structure.drafts().count(), forecast(scenario, DRAWS, RUNS)?)
        }
        "members" => {
            let scenario = with_members(setting);
            (scenario.structure.members.len(), forecast(scenario, DRAWS, RUNS)?)
        }
        "postures" => {
            let scenario = with_postures(setting);
            (scenario.structure.postures.len(), forecast(scenario, DRAWS, RUNS)?)
        }
        "front" => (setting, plan_on_front(default(), setting)?),
        "horizon" => (setting, forecast(with_horizon(setting), DRAWS, RUNS)?),
        "draws" => (setting, forecast(default(), setting, RUNS)?),
        "runs" => (setting, forecast(default(), DRAWS, setting)?),
        "events" => update_on_events(default(), setting)?,
        "threads" => (setting, forecast(default(), DRAWS, RUNS)?),
        _ => return Err(format!("no part is called `{part}`").into()),
    };
    Ok(Cost { size, seconds, megabytes: peak_memory_mb().ok_or("the system does not tell the peak of memory")? })
}

/// Seconds of a forecast.
fn forecast(scenario: Scenario, draws: usize, runs: usize) -> Result<f64, Box<dyn Error>> {
    let request = ForecastRequest { runs, draws, ..ForecastRequest::new(scenario) };
    let start = Instant::now();
    black_box(run_forecast(&request, &AtomicBool::new(false), &|_| ())?);
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds of a forecast's games on a front of so many steps, and of its futures. Plans take one of two numbers of steps,
/// so these are solved apart from a forecast, to the same tolerance.
fn plan_on_front(scenario: Scenario, front_steps: usize) -> Result<f64, Box<dyn Error>> {
    let request = ForecastRequest { runs: RUNS, draws: DRAWS, ..ForecastRequest::new(scenario) };
    let design = request.design();
    let start = Instant::now();
    let values = design.draw_values();
    for draw in 0..design.draws {
        let world = design.calibrated_world(draw, &values(draw))?;
        let mut planning = Planning::coarse(&world);
        planning.stages.iter_mut().for_each(|stage| stage.front_steps = front_steps);
        let game = design.solve_planned_game(&world, &planning, draw);
        black_box(Futures::new(world, game, design.clock()).simulate(design.paths));
    }
    Ok(start.elapsed().as_secs_f64())
}

/// Number of events and seconds of an update on every so many-th event of the record.
fn update_on_events(scenario: Scenario, every: usize) -> Result<(usize, f64), Box<dyn Error>> {
    let (mut log, _) =
        Log::read(&builtin::evidence(builtin::DEFAULT), &scenario).map_err(|found| found.render(false))?;
    log.events = log.events.into_iter().step_by(every).collect();
    let (events, as_of) = (log.events.len(), scenario.start);
    let request =
        AssimilationRequest { scenario, log, as_of, size: POPULATION, seed: 1, resolution: Resolution::Coarse };
    let start = Instant::now();
    black_box(assimilate(&request, ProgressMonitor::new(&AtomicBool::new(false), &|_| ()))?);
    Ok((events, start.elapsed().as_secs_f64()))
}
