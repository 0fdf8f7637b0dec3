//! `standoff brief`: this week's breakdown, as a page, as Markdown and as a document to print.

use crate::program::memory::check_memory;
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_json, tell_user};
use crate::program::progress::ProgressDisplay;
use crate::program::{ctrl_c, record};
use standoff::assimilation;
use standoff::assimilation::{FilterSize, RecordStart, start_on_record};
use standoff::breakdown::bundle::write::BREAKDOWN_FILE;
use standoff::breakdown::week;
use standoff::breakdown::week::simulated_parts::ChangesSince;
use standoff::breakdown::week::{Breakdown, SimulatedPart};
use standoff::brief::document::Document;
use standoff::brief::weekly;
use standoff::lab::atomic_write::{IfExists, try_target, write_together};
use standoff::lab::error::LabError;
use standoff::lab::forecast::request::{DEFAULT_DRAWS, ForecastRequest};
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Date, Diagnostic};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Default number of days between two briefs.
const WEEK: i64 = 7;

/// Arguments of `standoff brief`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BriefArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// Use only what was known by this day, and forecast from it [default: the scenario's start, or the last day on which
    /// an event became known]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The day of the last brief, since which changes are told [default: a week before]
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Leave out what takes games of its own: who pays what, the answer without the great power, the delay by mechanism, terms
    /// against durability, what changed, how the answer moved along the record
    #[arg(long)]
    quick: bool,
    /// Write it on one page: some 300 words and three pictures, from the same data
    #[arg(long)]
    short: bool,
    /// Write what the bundle in this folder says, of a forecast, an update or a brief, without making anything anew
    #[arg(long, value_name = "DIR", conflicts_with_all = ["scenario", "evidence", "no_record", "as_of", "since", "quick"])]
    bundle: Option<PathBuf>,
    /// Write into this folder
    #[arg(long, value_name = "DIR", default_value = "brief")]
    out: PathBuf,
    /// Replace a brief that stands there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    ensemble: EnsembleOptions,
}

/// Makes the brief and writes its files; with `--json` prints the breakdown from which they are written.
pub fn run_brief(arguments: &BriefArguments) -> Result<(), Failure> {
    try_folder(arguments)?;
    let breakdown = match &arguments.bundle {
        Some(folder) => read_breakdown(&folder.join(BREAKDOWN_FILE))?,
        None => make_breakdown(arguments)?,
    };
    let document =
        if arguments.short { weekly::compose_short_brief(&breakdown) } else { weekly::compose_brief(&breakdown) };
    let json = serde_json::to_string(&breakdown).map_err(Failure::run)?;
    write_together(&arguments.out, &brief_files(&document, json)?, arguments.standing()).map_err(Failure::run)?;
    if !arguments.ensemble.simulation.quiet {
        tell_user(&format!("brief written to {}", arguments.out.display()));
    }
    if arguments.ensemble.simulation.json { print_json(&breakdown) } else { Ok(()) }
}

impl BriefArguments {
    fn standing(&self) -> IfExists {
        if self.force { IfExists::Replace } else { IfExists::Keep }
    }
}

/// Tries before anything is simulated whether the brief could be written.
fn try_folder(arguments: &BriefArguments) -> Result<(), Failure> {
    let standing = arguments.standing();
    let refuse = |diagnostic| Failure::argument("--out", &arguments.out.display().to_string(), diagnostic);
    let charts = arguments.out.join("charts");
    let stands = std::fs::read_dir(&charts).map(|mut entries| entries.next().is_some());
    if charts.exists() && !stands.as_ref().is_ok_and(|stands| !stands || arguments.force) {
        let what = if stands.is_ok() { "charts/ is not empty, and was left as it is" } else { "charts is no folder" };
        return Err(refuse(
            Diagnostic::error("file-exists", what)
                .allowed("a folder without charts")
                .hint("choose another folder, or replace the brief with --force"),
        ));
    }
    for name in [BREAKDOWN_FILE, "brief.html", "brief.md", "brief.pdf"] {
        try_target(&arguments.out.join(name), standing).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => refuse(
                Diagnostic::error("file-exists", format!("there is a {name} already, and it was left as it is"))
                    .allowed("a folder without a brief")
                    .hint("choose another folder, or replace the brief with --force"),
            ),
            _ => refuse(
                Diagnostic::error("unwritable", format!("{name} cannot be written there: {error}"))
                    .allowed("a folder that can be written to"),
            ),
        })?;
    }
    Ok(())
}

/// Files of the brief, each with its name and contents.
fn brief_files(document: &Document, json: String) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let texts = [(BREAKDOWN_FILE, json), ("brief.html", document.html()), ("brief.md", document.markdown())];
    let mut files: Vec<(String, Vec<u8>)> = texts.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec();
    for one in document.pictures() {
        files.push((format!("charts/{}.svg", one.slug), one.alone.clone().into_bytes()));
        files.push((format!("charts/{}.csv", one.slug), one.csv.clone().into_bytes()));
    }
    #[cfg(feature = "pdf")]
    files.push(("brief.pdf".to_owned(), document.pdf().map_err(Failure::run)?));
    Ok(files)
}

fn make_breakdown(arguments: &BriefArguments) -> Result<Breakdown, Failure> {
    let week = WeeklyBrief::from_arguments(arguments, options::scenario_word(arguments.scenario.as_ref()))?;
    check_memory(week.counts.0, &week.request.scenario, arguments.ensemble.simulation.quiet)?;
    week.compose_breakdown()
}

/// Largest breakdown read, in bytes: far more than that of any scenario, so that a wrong file does not fill memory.
const LARGEST_BREAKDOWN_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a breakdown that an earlier command wrote.
fn read_breakdown(path: &Path) -> Result<Breakdown, Failure> {
    let text = read_text(path).map_err(|error| format!("it cannot be read: {error}"));
    text.and_then(|text| Breakdown::parse(&text)).map_err(|what| {
        let diagnostic = Diagnostic::error("not-a-brief", what)
            .allowed(format!(
                "a breakdown.json of format {}, which `forecast --out`, `assimilate --out` and `brief` write",
                week::FORMAT
            ))
            .hint("make it again without --bundle");
        Failure::argument("--bundle", &path.display().to_string(), diagnostic)
    })
}

fn read_text(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST_BREAKDOWN_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST_BREAKDOWN_BYTES {
        return Err(std::io::Error::other("it is larger than that of any brief"));
    }
    Ok(text)
}

/// The request of a weekly brief, and what its parts share.
struct WeeklyBrief<'a> {
    arguments: &'a BriefArguments,
    request: assimilation::AssimilationRequest,
    since: Date,
    counts: (usize, usize),
    command: String,
    stop: &'static AtomicBool,
}

impl<'a> WeeklyBrief<'a> {
    fn from_arguments(arguments: &'a BriefArguments, word: &str) -> Result<Self, Failure> {
        let ensemble = &arguments.ensemble;
        let scenario = ensemble.simulation.read_scenario(word)?;
        let log = arguments.record.read_log(word, &scenario, ensemble.simulation.quiet)?;
        let as_of = record::resolve_last_day("--as-of", arguments.as_of.as_ref(), &scenario, &log)?;
        let since = match &arguments.since {
            None => as_of.saturating_sub(jiff::Span::new().days(WEEK)),
            given => record::resolve_last_day("--since", given.as_ref(), &scenario, &log)?,
        };
        if since >= as_of {
            let message = format!("the last brief, {since}, is not before this one, {as_of}");
            let diagnostic = Diagnostic::error("dates-reversed", message).allowed(format!("before {as_of}"));
            return Err(Failure::argument("--since", &since.to_string(), diagnostic));
        }
        let counts = ensemble.runs_and_draws(DEFAULT_DRAWS)?;
        let mut own = arguments.record.spell_arguments();
        own.extend(shell_arguments("--as-of", &[as_of.to_string()]));
        own.extend(shell_arguments("--since", &[since.to_string()]));
        own.extend(arguments.quick.then(|| "--quick".to_owned()));
        let command = ensemble.repeat_command("brief", word, counts, &own);
        let size = FilterSize::for_kept_draws(counts.1);
        let request = assimilation::AssimilationRequest {
            scenario,
            log,
            as_of,
            size,
            seed: ensemble.simulation.seed_or_default(),
            resolution: ensemble.planning_resolution(),
        };
        Ok(Self { arguments, request, since, counts, command, stop: ctrl_c::stop_on_ctrl_c() })
    }

    fn compose_breakdown(&self) -> Result<Breakdown, Failure> {
        let known = self.take_record()?;
        let wanted = self.forecast_request(known.as_ref());
        let made = self.arguments.ensemble.simulation.make_forecast(&wanted, self.stop)?;
        let mut breakdown =
            Breakdown::of_forecast(&made, &wanted, &self.request.log, self.request.as_of).map_err(Failure::run)?;
        let since = known.is_some().then(|| ChangesSince { request: self.request.clone(), day: self.since });
        let parts = if self.arguments.quick { &[][..] } else { &SimulatedPart::ALL };
        for part in parts {
            self.add_part(*part, &mut breakdown, &wanted, since.as_ref())?;
        }
        Ok(breakdown)
    }

    /// Takes the record, with the forecast without it beside; none where nothing is known.
    fn take_record(&self) -> Result<Option<RecordStart>, Failure> {
        let without = ForecastRequest { command: String::new(), ..self.forecast_request(None) };
        let simulation = &self.arguments.ensemble.simulation;
        simulation.run_watched(|watch| start_on_record(&self.request, Some(&without), watch))
    }

    fn forecast_request(&self, known: Option<&RecordStart>) -> ForecastRequest {
        let (runs, draws) = self.counts;
        ForecastRequest {
            runs,
            draws,
            seed: self.request.seed,
            resolution: self.request.resolution,
            command: self.command.clone(),
            posterior: known.map(|known| Arc::clone(&known.posterior)),
            ..ForecastRequest::new(known.map_or(&self.request.scenario, |known| &known.scenario).clone())
        }
    }

    /// Adds a part that needs an ensemble of its own. If it is stopped before its first result, the brief goes without it.
    fn add_part(
        &self,
        part: SimulatedPart,
        breakdown: &mut Breakdown,
        wanted: &ForecastRequest,
        since: Option<&ChangesSince>,
    ) -> Result<(), Failure> {
        let bar = ProgressDisplay::new(self.arguments.ensemble.simulation.shows_progress());
        let made =
            breakdown.add_part(part, wanted, since, ProgressMonitor::new(self.stop, &|step| bar.show_step(step)));
        bar.take_away();
        match made {
            Err(LabError::NothingDone) => {
                tell_user(&format!("stopped: the brief has no part on {}", part.title()));
                Ok(())
            }
            made => made.map_err(Failure::run),
        }
    }
}
