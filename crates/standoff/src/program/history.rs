//! `standoff history`: the headline answers as they stood at each date of the record, and what moved them.

use crate::program::on_record::OnRecordOptions;
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer, print_text};
use standoff::assimilation::history::{History, HistoryRequest, HistoryStep, run_history};
use standoff::assimilation::{AssimilationRequest, forecast_days};
use standoff::lab::forecast::request::DEFAULT_DRAWS;
use standoff::scenario::{Date, Diagnostic};
use standoff::terminal;
use standoff_picture::{Cell, to_csv};

/// Arguments of `standoff history`.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = HELP)]
pub struct HistoryArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// How far dates are apart: the last step of every month, or every step of the scenario [default: month]
    #[arg(long, value_enum, ignore_case = true)]
    every: Option<Every>,
    /// Leave out dates before this day [default: the beginning of the record]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    #[command(flatten)]
    record: OnRecordOptions,
    /// Print the answers by date as CSV: date, answer, months, p, error
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    ensemble: EnsembleOptions,
}

/// Distance of dates, as a word of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Every {
    Week,
    Month,
}

const HELP: &str = "On the last date the answer is the forecast itself, with draws and plans of its own; on earlier dates \
    actors plan as on the scenario's day, and the talks do not weigh their games. Reports that became known later than they \
    are dated count from the day they are dated.";

/// Makes the history and prints it.
pub fn print_history(arguments: &HistoryArguments) -> Result<(), Failure> {
    let request = history_request(arguments)?;
    let simulation = &arguments.ensemble.simulation;
    let found = simulation.run_watched(|watch| run_history(&request, watch))?;
    match arguments.csv {
        true => print_text(&rows_as_csv(&found)),
        false => print_answer(simulation.json, &found, terminal::render_history),
    }
}

fn history_request(arguments: &HistoryArguments) -> Result<HistoryRequest, Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let size = arguments.ensemble.size(DEFAULT_DRAWS)?;
    let planned = arguments.record.plan_record(word, size, &arguments.ensemble.simulation)?;
    let Some(assimilation) = &planned.request else { return Err(no_record(word, arguments.record.record.no_record)) };
    let from = first_day(arguments, assimilation)?;
    let every = match arguments.every {
        Some(Every::Week) => HistoryStep::Week,
        Some(Every::Month) | None => HistoryStep::Month,
    };
    let mut own = planned.spell_arguments().to_vec();
    own.push(format!("--every {}", every.name()));
    own.extend(shell_arguments("--from", &from.map(|day| day.to_string()).into_iter().collect::<Vec<String>>()));
    Ok(HistoryRequest {
        every,
        from,
        command: arguments.ensemble.repeat_command("history", word, (size.runs, size.draws), &own),
        ..HistoryRequest::new(assimilation.clone(), size.runs)
    })
}

/// The first day of which dates are wanted.
fn first_day(arguments: &HistoryArguments, assimilation: &AssimilationRequest) -> Result<Option<Date>, Failure> {
    let Some(word) = &arguments.from else { return Ok(None) };
    let (first, last) = (forecast_days(&assimilation.scenario).0, assimilation.as_of);
    let wrong = |message: String| {
        let diagnostic = Diagnostic::error("bad-date", message)
            .allowed(format!("a day from {first} to {last}"))
            .hint("without --from the history begins with the record");
        Failure::argument("--from", word, diagnostic)
    };
    let day: Date = word.parse().map_err(|_| wrong(format!("`{}` is no date", word.escape_debug())))?;
    if day < first || day > last {
        return Err(wrong(format!("{day} is outside the record")));
    }
    Ok(Some(day))
}

/// Without a report there is only one date, the scenario's own.
fn no_record(word: &str, left_out: bool) -> Failure {
    let refuse = |message: &str, hint: &str, (flag, word): (&str, &str)| {
        let diagnostic = Diagnostic::error("no-record", message.to_owned())
            .allowed("a scenario with a folder `evidence` beside it, or files of events")
            .hint(hint.to_owned());
        Failure::argument(flag, word, diagnostic)
    };
    if left_out {
        let message = "without a record the answers have no history";
        return refuse(message, "leave out --no-record, or give events with --evidence FILE", ("--no-record", ""));
    }
    refuse(
        "the scenario has no record, so its answers have no history",
        "give events with --evidence FILE, or see `standoff forecast` for the answers of the scenario alone",
        ("SCENARIO", word),
    )
}

/// The answers by date as a table of comma-separated values.
fn rows_as_csv(found: &History) -> String {
    let head = ["date", "answer", "months", "p", "error"].map(Cell::from).to_vec();
    let rows = found.rows.iter().flat_map(|row| {
        row.answers.iter().map(|one| {
            let months = Cell::Number(one.months as f64);
            vec![row.date.as_str().into(), one.answer.as_str().into(), months, one.p.into(), one.error.into()]
        })
    });
    to_csv(&std::iter::once(head).chain(rows).collect::<Vec<Vec<Cell>>>())
}
