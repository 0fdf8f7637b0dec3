//! `standoff explain`: the reasons behind a forecast, part by part, the quick parts first.

use crate::program::ctrl_c;
use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{self, EnsembleOptions, SimulationOptions, shell_arguments};
use crate::program::output::{Failure, print_json, print_text, stdout_style};
use crate::program::progress::ProgressDisplay;
use crate::program::shards::{ShardFolderOptions, divide_work};
use standoff::analysis::explanation::draw_table::DrawTable;
use standoff::analysis::explanation::explain::{
    Effort, Explanation, ExplanationPart, ExplanationRequest, LeftOut, explain_forecast,
};
use standoff::breakdown::bundle::draw_table::read_draw_table;
use standoff::breakdown::bundle::inputs::OWN_FOLDER;
use standoff::breakdown::bundle::read::read_bundle;
use standoff::lab::ensemble::record_summary::RecordSummary;
use standoff::lab::error::LabError;
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::lab::outcome::named::Outcome;
use standoff::lab::progress::ProgressMonitor;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal::explanation as page;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Default month of the outcomes; the horizon if that is nearer.
const MONTH: u32 = 24;
/// Default threshold of a case for the boxes: a draw is one where the outcome comes in more than this share of its futures.
const ABOVE: f64 = 0.5;
/// Default chance that an outcome should reach in the part on what would have to be true.
const TARGET: f64 = 0.75;

/// Arguments of `standoff explain`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ExplainArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    pub scenario: Option<String>,
    /// Make these parts only: drivers, boxes, delay, thresholds, requirements, screening, variance
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    part: Vec<String>,
    /// Explain these outcomes, such as hold-months or end.frozen [default: holds-24 and settled-24]
    #[arg(long, value_name = "NAME")]
    outcome: Vec<String>,
    /// Boxes: a draw is a case where the outcome comes in more than this share of its futures [default: 0.5]
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    above: Option<f64>,
    /// Requirements: what the outcome should reach [default: 0.75, for chances]
    #[arg(long, value_name = "NUMBER", value_parser = parse_number)]
    target: Option<f64>,
    /// How much is spent on the parts that take new futures [default: usual]
    #[arg(long, value_name = "HOW")]
    effort: Option<EffortLevel>,
    /// Delay: all 128 subsets of mechanisms rather than sampled orders; about fifteen times as long
    #[arg(long)]
    all_orders: bool,
    /// Read drivers and boxes from this bundle of the same scenario, without new futures; other parts only if named
    #[arg(long, value_name = "DIR", conflicts_with = "shard")]
    bundle: Option<PathBuf>,
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    pub ensemble: EnsembleOptions,
    #[command(flatten)]
    pub shards: ShardFolderOptions,
}

/// Amount of simulation spent on the parts that take new futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum EffortLevel {
    /// A first look.
    Quick,
    /// The usual.
    #[default]
    Usual,
    /// For print.
    Thorough,
}

impl EffortLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Usual => "usual",
            Self::Thorough => "thorough",
        }
    }

    fn as_effort(self) -> Effort {
        let usual = Effort::default();
        match self {
            Self::Quick => Effort {
                delay_draws: 6,
                threshold_draws: 8,
                requirement_draws: 6,
                trajectories: 2,
                points: 8,
                paths: 60,
                ..usual
            },
            Self::Usual => usual,
            Self::Thorough => Effort {
                delay_draws: 48,
                threshold_draws: 48,
                requirement_draws: 24,
                trajectories: 6,
                points: 96,
                paths: 240,
                ..usual
            },
        }
    }
}

/// Explains the forecast; each part is printed as soon as it is ready.
pub fn run_explain(arguments: &ExplainArguments) -> Result<(), Failure> {
    let (ensemble, word) = (&arguments.ensemble, options::scenario_word(arguments.scenario.as_ref()));
    let record = arguments.record.plan_record(word, ensemble.size(DEFAULT_DRAWS)?, &ensemble.simulation)?;
    let (mut request, left_out) = explanation_request(arguments, &record)?;
    let rerun = repeat_command(arguments, OWN_FOLDER, &record.spell_arguments_beside(), (request.runs, request.draws));
    let work = record.divided_work(request.command.clone(), rerun);
    let ShardFolderOptions { shards, out } = &arguments.shards;
    let pages = PartPrinter::new(arguments);
    let made = divide_work((shards, out.as_deref()), &ensemble.simulation, work, |simulation, command| {
        request.command = command;
        if request.table.is_none() || !request.parts.iter().all(|part| part.needs_only_draws()) {
            request.posterior = record.take(simulation)?;
        }
        let made = explain_in_parts(&request, simulation, &pages);
        pages.clear_bar();
        made.map_err(Failure::from)
    })?;
    let Some(mut made) = made else { return Ok(()) };
    made.left_out.extend(left_out);
    pages.print_rest(&made)
}

fn explain_in_parts(
    request: &ExplanationRequest,
    simulation: &SimulationOptions,
    pages: &PartPrinter,
) -> Result<Explanation, LabError> {
    let progress = |step: &_| pages.lock_bar().show_step(step);
    let division = simulation.division.as_deref();
    let watch = ProgressMonitor { cancelled: ctrl_c::stop_on_ctrl_c(), listener: &progress, division };
    explain_forecast(request, watch, &mut |part, explanation| pages.print_part(part, explanation))
}

/// Printer of the parts as they are made, and of the bar between them.
struct PartPrinter {
    bar: Mutex<ProgressDisplay>,
    shows_progress: bool,
    /// No part is printed by itself: the answer is JSON, or this is one shard of the work.
    quiet: bool,
    /// Nothing is printed before all of it is made: parts of shards that are missing or damaged leave no answer.
    holds_back: bool,
    json: bool,
    printed: Mutex<PrintedParts>,
}

/// Number of the parts printed so far, and the first failure to print.
struct PrintedParts {
    parts: usize,
    /// What is held back.
    held: String,
    so_far: Result<(), Failure>,
}

impl PartPrinter {
    fn new(arguments: &ExplainArguments) -> Self {
        let shows_progress = arguments.ensemble.simulation.shows_progress();
        let quiet = arguments.ensemble.simulation.json || arguments.shards.shards.shard.is_some();
        let printed = PrintedParts { parts: 0, held: String::new(), so_far: Ok(()) };
        let holds_back = arguments.shards.shards.merged().is_some();
        let bar = Mutex::new(ProgressDisplay::new(shows_progress));
        Self {
            bar,
            shows_progress,
            quiet,
            holds_back,
            json: arguments.ensemble.simulation.json,
            printed: Mutex::new(printed),
        }
    }

    /// Locks the bar. A poisoned lock means that another thread panicked while it drew; the bar itself is sound.
    fn lock_bar(&self) -> std::sync::MutexGuard<'_, ProgressDisplay> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_printed(&self) -> std::sync::MutexGuard<'_, PrintedParts> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clear_bar(&self) {
        self.lock_bar().take_away();
    }

    /// Prints a part between two bars; the first with the head of the page.
    fn print_part(&self, part: ExplanationPart, made: &Explanation) {
        let mut printed = self.lock_printed();
        printed.parts += 1;
        if self.quiet || printed.so_far.is_err() {
            return;
        }
        let head = if printed.parts == 1 { page::render_heading(made, stdout_style()) } else { String::new() };
        let text = format!("{head}{}", page::render_part(part, made, stdout_style()));
        if self.holds_back {
            printed.held.push_str(&text);
            return;
        }
        let mut bar = self.lock_bar();
        bar.take_away();
        printed.so_far = print_text(&text);
        *bar = ProgressDisplay::new(self.shows_progress);
    }

    /// Prints the foot of the page, or all of the JSON. An explanation without a single part is a failure, with the
    /// first reason.
    fn print_rest(&self, made: &Explanation) -> Result<(), Failure> {
        let printed = self.lock_printed();
        if printed.parts == 0 {
            let reason = made.left_out.first().map_or("no part was asked for", |left_out| left_out.reason.as_str());
            return Err(Failure::run(format!("nothing could be explained: {reason}")));
        }
        if self.json {
            return print_json(made);
        }
        let rest = format!("{}{}", printed.held, page::render_foot(made, stdout_style()));
        printed.so_far.clone().and_then(|()| print_text(&rest))
    }
}

/// Draws of a bundle, with the record that they rest on.
type BundleDraws = (DrawTable, Option<RecordSummary>);

/// Reads the draws of the bundle that was named.
fn read_draws_of_bundle(
    arguments: &ExplainArguments,
    scenario: &Scenario,
    outcomes: &[Outcome],
) -> Result<Option<BundleDraws>, Failure> {
    let Some(folder) = &arguments.bundle else { return Ok(None) };
    let read = read_bundle(folder).and_then(|bundle| {
        read_draw_table(&bundle, scenario, outcomes).map(|table| (table, bundle.findings.provenance.record))
    });
    match read {
        Ok(draws) => Ok(Some(draws)),
        Err(LabError::Input(found)) => Err(Failure::input(&found)),
        Err(other) => Err(Failure::Input(format!("error: {other}"))),
    }
}

/// Parts that play futures of their own must start from the evidence of the bundle, or the page would mix two answers.
fn check_evidence_of_bundle(
    arguments: &ExplainArguments,
    parts: &[ExplanationPart],
    of_bundle: Option<&RecordSummary>,
    record: &PlannedRecord,
) -> Result<(), Failure> {
    let Some(folder) = &arguments.bundle else { return Ok(()) };
    let (stated, planned) = (of_bundle.map(|record| record.evidence.clone()), record.evidence_digest());
    if parts.iter().all(|part| part.needs_only_draws()) || stated == planned {
        return Ok(());
    }
    let named =
        |digest: Option<String>| digest.map_or("no evidence".to_owned(), |it| format!("evidence with digest {it}"));
    let message = format!("the bundle was made with {}", named(stated));
    let diagnostic = Diagnostic::error("other-evidence", message).allowed(named(planned));
    let hint = "say with --no-record, --evidence or --as-of what the bundle was made with, or leave --bundle out";
    Err(Failure::argument("--bundle", &folder.display().to_string(), diagnostic.hint(hint)))
}

fn explanation_request(
    arguments: &ExplainArguments,
    record: &PlannedRecord,
) -> Result<(ExplanationRequest, Vec<LeftOut>), Failure> {
    let ensemble = &arguments.ensemble;
    let (word, scenario) = (options::scenario_word(arguments.scenario.as_ref()), record.scenario.clone());
    let outcomes = requested_outcomes(arguments, &scenario)?;
    let mut parts = requested_parts(&arguments.part)?;
    let (table, table_record) =
        read_draws_of_bundle(arguments, &scenario, &outcomes)?.map_or((None, None), |(table, of)| (Some(table), of));
    if table.is_some() && arguments.part.is_empty() {
        parts.retain(|part| part.needs_only_draws());
    }
    let left_out = check_target(arguments, &outcomes, &mut parts)?;
    check_evidence_of_bundle(arguments, &parts, table_record.as_ref(), record)?;
    let (runs, draws) = ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let spend = arguments.effort.unwrap_or_default();
    let request = ExplanationRequest {
        outcomes,
        parts,
        runs,
        draws,
        seed: ensemble.simulation.seed_or_default(),
        resolution: ensemble.planning_resolution(),
        above: arguments.above.unwrap_or(ABOVE),
        target: arguments.target.unwrap_or(TARGET),
        effort: Effort { all_subsets: arguments.all_orders, ..spend.as_effort() },
        table,
        table_record,
        command: repeat_command(arguments, word, record.spell_arguments(), (runs, draws)),
        posterior: None,
        scenario,
    };
    Ok((request, left_out))
}

/// The command that gives the same answer again, with the scenario and its record named in one way or another.
fn repeat_command(arguments: &ExplainArguments, word: &str, record: &[String], counts: (usize, usize)) -> String {
    let own = [record, &arguments.own_arguments()].concat();
    arguments.ensemble.repeat_command("explain", word, counts, &own)
}

/// Outcomes asked for, each once, or the default ones.
fn requested_outcomes(arguments: &ExplainArguments, scenario: &Scenario) -> Result<Vec<Outcome>, Failure> {
    let month = MONTH.min(scenario.horizon_months);
    let usual = ["holds", "settled"].map(|stem| format!("{stem}-{month}"));
    let names = if arguments.outcome.is_empty() { &usual[..] } else { &arguments.outcome[..] };
    let new = |(at, name): &(usize, &String)| !names[..*at].contains(name);
    let find = |(_, name): (usize, &String)| Outcome::find(name, scenario).map_err(|found| Failure::input(&found));
    names.iter().enumerate().filter(new).map(find).collect()
}

fn requested_parts(names: &[String]) -> Result<Vec<ExplanationPart>, Failure> {
    if names.is_empty() {
        return Ok(ExplanationPart::ALL.to_vec());
    }
    let find = |name: &String| {
        ExplanationPart::ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| {
            let known = ExplanationPart::ALL.map(ExplanationPart::name);
            let message = format!("there is no part called `{}`", name.escape_debug());
            let diagnostic = Diagnostic::error("unknown-part", message).allowed(known.join(", "));
            Failure::argument("--part", name, diagnostic.nearest(name, known))
        })
    };
    let mut parts = names.iter().map(find).collect::<Result<Vec<ExplanationPart>, Failure>>()?;
    parts.sort();
    parts.dedup();
    Ok(parts)
}

/// Checks that the target fits the outcomes. One outcome that is no chance needs a target of its own: without one the part is
/// left out, or refused where it was asked for by name.
fn check_target(
    arguments: &ExplainArguments,
    outcomes: &[Outcome],
    parts: &mut Vec<ExplanationPart>,
) -> Result<Vec<LeftOut>, Failure> {
    if let Some(target) = arguments.target {
        let chance = outcomes.iter().find(|outcome| outcome.is_chance());
        return match chance.filter(|_| !(0.0..=1.0).contains(&target)) {
            Some(chance) => Err(target_of_a_chance(target, chance)),
            None => Ok(Vec::new()),
        };
    }
    let [alone] = outcomes else { return Ok(Vec::new()) };
    if alone.is_chance() || !parts.contains(&ExplanationPart::Requirements) {
        return Ok(Vec::new());
    }
    if parts.len() == 1 {
        let message = format!("`{}` is counted in {}: what it should reach must be said", alone.name, alone.unit);
        let diagnostic = Diagnostic::error("no-target", message).allowed("--target NUMBER");
        return Err(Failure::argument("--outcome", &alone.name, diagnostic));
    }
    parts.retain(|&part| part != ExplanationPart::Requirements);
    let reason = format!("{} is counted in {}; --target says what it should reach", alone.name, alone.unit);
    Ok(vec![LeftOut { part: ExplanationPart::Requirements.name().to_owned(), reason }])
}

fn target_of_a_chance(target: f64, chance: &Outcome) -> Failure {
    let message = format!("`{}` is a chance and cannot reach {target}", chance.name);
    let diagnostic = Diagnostic::error("target-out-of-range", message).allowed("0 to 1");
    let diagnostic = diagnostic.hint("for an outcome in other units give it alone, with --outcome");
    Failure::argument("--target", &target.to_string(), diagnostic)
}

impl ExplainArguments {
    /// Arguments that only this verb has, as a shell reads them.
    fn own_arguments(&self) -> Vec<String> {
        let one = |name: &str, value: Option<String>| shell_arguments(name, value.as_slice());
        let mut own = shell_arguments("--part", &self.part);
        own.extend(shell_arguments("--outcome", &self.outcome));
        own.extend(one("--above", self.above.map(|above| above.to_string())));
        own.extend(one("--target", self.target.map(|target| target.to_string())));
        own.extend(one("--effort", self.effort.map(|spend| spend.name().to_owned())));
        own.extend(self.all_orders.then(|| "--all-orders".to_owned()));
        own.extend(one("--bundle", self.bundle.as_ref().map(|folder| folder.display().to_string())));
        own
    }
}

/// Parses a share of futures that some can exceed: below 1.
fn parse_share(text: &str) -> Result<f64, String> {
    parse_number(text)
        .ok()
        .filter(|share| (0.0..1.0).contains(share))
        .ok_or_else(|| "allowed: 0 or more, below 1".to_owned())
}

fn parse_number(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| "allowed: a number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_has_everything_that_is_its_own() {
        let arguments = ExplainArguments {
            part: vec!["drivers".into(), "delay".into()],
            outcome: vec!["holds-24".into()],
            above: Some(0.25),
            target: Some(0.9),
            effort: Some(EffortLevel::Quick),
            all_orders: true,
            ..ExplainArguments::default()
        };
        let expected = "--part drivers --part delay --outcome holds-24 --above 0.25 --target 0.9 --effort quick \
                        --all-orders";
        assert_eq!(arguments.own_arguments().join(" "), expected);
    }

    #[test]
    fn parts_come_in_their_order_and_once() {
        let names = ["delay", "drivers", "delay"].map(str::to_owned);
        assert_eq!(requested_parts(&names), Ok(vec![ExplanationPart::Drivers, ExplanationPart::Delay]));
        assert_eq!(requested_parts(&[]), Ok(ExplanationPart::ALL.to_vec()));
    }

    #[test]
    fn shares_and_numbers() {
        assert_eq!(parse_share("0.5"), Ok(0.5));
        assert!(["1", "-0.1", "NaN", "half"].iter().all(|text| parse_share(text).is_err()));
        assert!(parse_number("inf").is_err() && parse_number("-3e2").is_ok());
    }
}
