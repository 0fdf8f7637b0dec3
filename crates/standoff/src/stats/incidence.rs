//! `standoff stats incidence`.

use super::{read, words};
use crate::output::{Failure, print, print_json, say, style};
use standoff::table::estimates::{Incidence, IncidenceRequest, estimate_incidence};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  standoff stats incidence wars.csv --time months --event ending --censored ongoing --at 12,24";

/// What `standoff stats incidence` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
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
    /// Column of groups
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// Tell the chances at these times instead of at all
    #[arg(long, value_name = "T,...", value_delimiter = ',', value_parser = words::time)]
    at: Vec<f64>,
    /// Chance inside an interval
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = words::share)]
    level: f64,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates and prints.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let table = read::table(&arguments.table)?;
    let found = estimate_incidence(&table, &request(arguments)).map_err(|found| Failure::input(&found))?;
    warn(&found);
    if arguments.json { print_json(&found) } else { print(&stats::render_incidence(&found, style())) }
}

/// A value that stands nowhere may be misspelt.
fn warn(found: &Incidence) {
    if found.curves.iter().all(|causes| causes.censored == 0) {
        let (column, value) = (&found.event, &found.censored_value);
        say(&format!("note: no row of `{column}` is `{value}`, so everything counts as ended; see --censored"));
    }
}

fn request(arguments: &Arguments) -> IncidenceRequest {
    IncidenceRequest {
        time: arguments.time.clone(),
        event: arguments.event.clone(),
        censored: arguments.censored.clone(),
        group: arguments.group.clone(),
        at_times: arguments.at.clone(),
        level: arguments.level,
    }
}
