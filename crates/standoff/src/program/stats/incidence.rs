//! `standoff stats incidence`.

use super::{input_table, value_parsers};
use crate::program::output::{Failure, print_answer, tell_user};
use standoff::table::estimates::{Incidence, IncidenceRequest, estimate_incidence};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  standoff stats incidence wars.csv --time months --event ending --censored ongoing --at 12,24";

/// Arguments of `standoff stats incidence`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct IncidenceArguments {
    /// A table, CSV or Parquet, or the folder of a bundle
    table: PathBuf,
    /// Column with the time observed
    #[arg(long, value_name = "COLUMN")]
    time: String,
    /// Column with the cause of the end
    #[arg(long, value_name = "COLUMN")]
    event: String,
    /// Value of that column where observation stopped before the end
    #[arg(long, value_name = "VALUE", default_value = "0")]
    censored: String,
    /// Column with the time from which each row was under observation, before its --time (late entry)
    #[arg(long, value_name = "COLUMN")]
    entry: Option<String>,
    /// Column of strata, within which groups are compared
    #[arg(long, value_name = "COLUMN", requires = "group")]
    strata: Option<String>,
    /// Column of groups to compare by Gray's test
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// Tell the chances at these times instead of at all
    #[arg(long, value_name = "T,...", value_delimiter = ',', value_parser = value_parsers::parse_time)]
    at: Vec<f64>,
    /// Chance inside an interval
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = value_parsers::parse_share)]
    level: f64,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates the cumulative incidence of each cause and prints it.
pub fn print_incidence(arguments: &IncidenceArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let found = estimate_incidence(&table, &incidence_request(arguments)).map_err(|found| Failure::input(&found))?;
    warn_if_none_censored(&found);
    print_answer(arguments.json, &found, stats::render_incidence)
}

/// Tells the user if no row is censored: the value of `--censored` may be misspelt.
fn warn_if_none_censored(found: &Incidence) {
    if found.curves.iter().all(|causes| causes.censored == 0) {
        let (column, value) = (&found.event, &found.censored_value);
        tell_user(&format!("note: no row of `{column}` is `{value}`, so everything counts as ended; see --censored"));
    }
}

fn incidence_request(arguments: &IncidenceArguments) -> IncidenceRequest {
    IncidenceRequest {
        time: arguments.time.clone(),
        event: arguments.event.clone(),
        censored: arguments.censored.clone(),
        entry: arguments.entry.clone(),
        strata: arguments.strata.clone(),
        group: arguments.group.clone(),
        at_times: arguments.at.clone(),
        level: arguments.level,
    }
}
