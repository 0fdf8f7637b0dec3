//! `standoff stats survival`.

use super::{read, words};
use crate::output::{Failure, print, print_json, style};
use standoff::table::estimates::{LogRankWeight, SurvivalRequest, estimate_survival};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  standoff stats survival trial.csv --time weeks --event relapse --group arm --at 10,20";

/// What `standoff stats survival` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// A table, CSV or Parquet, or the folder of a bundle
    table: PathBuf,
    /// Column with the time observed
    #[arg(long, value_name = "COLUMN")]
    time: String,
    /// Column that is 1 where the end was seen, 0 where observation stopped before
    #[arg(long, value_name = "COLUMN")]
    event: String,
    /// Column of groups to compare
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// How much each time counts in the comparison: log-rank, wilcoxon, tarone-ware, peto or fleming-harrington:P,Q
    #[arg(long, value_name = "WEIGHTS", default_value = "log-rank", value_parser = weights, requires = "group")]
    weights: LogRankWeight,
    /// Columns of a Cox regression, ties after Efron
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    cox: Vec<String>,
    /// Tell the chance at these times instead of at all
    #[arg(long, value_name = "T,...", value_delimiter = ',', value_parser = words::time)]
    at: Vec<f64>,
    /// Count means up to this time [default: the last that every group reaches]
    #[arg(long, value_name = "T", value_parser = words::positive)]
    restrict: Option<f64>,
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
    let found = estimate_survival(&table, &request(arguments)).map_err(|found| Failure::input(&found))?;
    if arguments.json { print_json(&found) } else { print(&stats::render_survival(&found, style())) }
}

fn request(arguments: &Arguments) -> SurvivalRequest {
    SurvivalRequest {
        time: arguments.time.clone(),
        event: arguments.event.clone(),
        group: arguments.group.clone(),
        weights: arguments.weights,
        cox: arguments.cox.clone(),
        at_times: arguments.at.clone(),
        restrict_to: arguments.restrict,
        level: arguments.level,
    }
}

/// Weights by their name.
fn weights(word: &str) -> Result<LogRankWeight, String> {
    match word {
        "log-rank" => Ok(LogRankWeight::Equal),
        "wilcoxon" => Ok(LogRankWeight::Gehan),
        "tarone-ware" => Ok(LogRankWeight::TaroneWare),
        "peto" => Ok(LogRankWeight::Peto),
        "fleming-harrington" => Ok(LogRankWeight::FlemingHarrington { p: 1.0, q: 0.0 }),
        _ => powers(word).ok_or_else(|| {
            "allowed: log-rank, wilcoxon, tarone-ware, peto, or fleming-harrington:P,Q with numbers from 0 on"
                .to_owned()
        }),
    }
}

fn powers(word: &str) -> Option<LogRankWeight> {
    let (p, q) = word.strip_prefix("fleming-harrington:")?.split_once(',')?;
    Some(LogRankWeight::FlemingHarrington { p: words::time(p).ok()?, q: words::time(q).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_known_by_name() {
        assert_eq!(weights("wilcoxon"), Ok(LogRankWeight::Gehan));
        assert_eq!(weights("fleming-harrington:0,1.5"), Ok(LogRankWeight::FlemingHarrington { p: 0.0, q: 1.5 }));
        for word in ["", "logrank", "fleming-harrington:", "fleming-harrington:1", "fleming-harrington:-1,0"] {
            assert!(weights(word).is_err(), "{word}");
        }
    }
}
