//! `standoff questions`: the same futures, asked in different words.

use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer};
use standoff::lab::forecast::request::{DEFAULT_DRAWS, ForecastRequest};
use standoff::lab::forecast::wordings::{compare_wordings, default_deadline};
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::terminal;

/// Arguments of `standoff questions`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct QuestionsArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// Last day that counts, once or more [default: 12 months after the start]
    #[arg(long, value_name = "DATE")]
    by: Vec<String>,
    /// Print the whole report: each wording in full, and what its words meet in this model
    #[arg(long, conflicts_with = "json")]
    report: bool,
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    ensemble: EnsembleOptions,
}

/// Answers each wording and prints the answers.
pub fn run_questions(arguments: &QuestionsArguments) -> Result<(), Failure> {
    let (ensemble, word) = (&arguments.ensemble, options::scenario_word(arguments.scenario.as_ref()));
    let record = arguments.record.plan_record(word, ensemble.size(DEFAULT_DRAWS)?, &ensemble.simulation)?;
    let (mut request, by) = wordings_request(arguments, &record)?;
    request.posterior = record.take(&ensemble.simulation)?;
    let found = arguments.ensemble.simulation.run_watched(|watch| compare_wordings(&request, &by, watch))?;
    let render = if arguments.report { terminal::render_wordings } else { terminal::render_wordings_answer };
    print_answer(arguments.ensemble.simulation.json, &found, render)
}

fn wordings_request(
    arguments: &QuestionsArguments,
    record: &PlannedRecord,
) -> Result<(ForecastRequest, Vec<Date>), Failure> {
    let ensemble = &arguments.ensemble;
    let (word, scenario) = (options::scenario_word(arguments.scenario.as_ref()), record.scenario.clone());
    let mut by: Vec<Date> =
        arguments.by.iter().map(|text| parse_deadline(text, &scenario)).collect::<Result<_, _>>()?;
    if by.is_empty() {
        by.push(default_deadline(&scenario));
    }
    by.sort_unstable();
    by.dedup();
    let (runs, draws) = ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let mut own = record.spell_arguments().to_vec();
    own.extend(shell_arguments("--by", &by.iter().map(Date::to_string).collect::<Vec<String>>()));
    let request = ForecastRequest {
        runs,
        draws,
        seed: ensemble.simulation.seed_or_default(),
        resolution: ensemble.planning_resolution(),
        command: ensemble.repeat_command("questions", word, (runs, draws), &own),
        ..ForecastRequest::new(scenario)
    };
    Ok((request, by))
}

/// Reads a deadline, which must be after the start and within what is simulated.
fn parse_deadline(text: &str, scenario: &Scenario) -> Result<Date, Failure> {
    let days = i64::from(scenario.horizon_months) * 364 / 12;
    let last = scenario.start.saturating_add(jiff::Span::new().days(days));
    text.parse::<Date>().ok().filter(|day| *day > scenario.start && *day <= last).ok_or_else(|| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is no day to ask by", text.escape_debug()));
        let allowed = format!("a day after {} and up to {last}, the end of what is simulated", scenario.start);
        Failure::argument("--by", text, diagnostic.allowed(allowed))
    })
}
