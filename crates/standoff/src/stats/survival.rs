//! `standoff stats survival`.

use super::{input_table, value_parsers};
use crate::output::{Failure, print_answer};
use standoff::table::estimates::{LogRankWeight, SurvivalRequest, estimate_survival};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  standoff stats survival trial.csv --time weeks --event relapse --group arm --at 10,20";

/// Arguments of `standoff stats survival`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct SurvivalArguments {
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
    #[arg(long, value_name = "WEIGHTS", default_value = "log-rank", value_parser = parse_weights, requires = "group")]
    weights: LogRankWeight,
    /// Columns of a Cox regression, ties after Efron
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    cox: Vec<String>,
    /// Tell the chance at these times instead of at all
    #[arg(long, value_name = "T,...", value_delimiter = ',', value_parser = value_parsers::parse_time)]
    at: Vec<f64>,
    /// Count means up to this time [default: the last that every group reaches]
    #[arg(long, value_name = "T", value_parser = value_parsers::parse_positive_time)]
    restrict: Option<f64>,
    /// Chance inside an interval
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = value_parsers::parse_share)]
    level: f64,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates the survival curves and prints them.
pub fn print_survival(arguments: &SurvivalArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let found = estimate_survival(&table, &survival_request(arguments)).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_survival)
}

fn survival_request(arguments: &SurvivalArguments) -> SurvivalRequest {
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

/// Parses the name of the weights.
fn parse_weights(word: &str) -> Result<LogRankWeight, String> {
    match word {
        "log-rank" => Ok(LogRankWeight::Equal),
        "wilcoxon" => Ok(LogRankWeight::Gehan),
        "tarone-ware" => Ok(LogRankWeight::TaroneWare),
        "peto" => Ok(LogRankWeight::Peto),
        "fleming-harrington" => Ok(LogRankWeight::FlemingHarrington { p: 1.0, q: 0.0 }),
        _ => parse_powers(word).ok_or_else(|| {
            "allowed: log-rank, wilcoxon, tarone-ware, peto, or fleming-harrington:P,Q with numbers from 0 on"
                .to_owned()
        }),
    }
}

fn parse_powers(word: &str) -> Option<LogRankWeight> {
    let (p, q) = word.strip_prefix("fleming-harrington:")?.split_once(',')?;
    Some(LogRankWeight::FlemingHarrington {
        p: value_parsers::parse_time(p).ok()?,
        q: value_parsers::parse_time(q).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_known_by_name() {
        assert_eq!(parse_weights("wilcoxon"), Ok(LogRankWeight::Gehan));
        assert_eq!(parse_weights("fleming-harrington:0,1.5"), Ok(LogRankWeight::FlemingHarrington { p: 0.0, q: 1.5 }));
        for word in ["", "logrank", "fleming-harrington:", "fleming-harrington:1", "fleming-harrington:-1,0"] {
            assert!(parse_weights(word).is_err(), "{word}");
        }
    }
}
