//! `standoff stats survival`.

use super::{input_table, value_parsers};
use crate::program::output::{Failure, print_answer};
use standoff::table::estimates::{LogRankWeight, ReferenceLevel, SurvivalRequest, Trend, estimate_survival};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  standoff stats survival trial.csv --time weeks --event relapse --group arm --at 10,20
  standoff stats survival watched.csv --time until --entry since --event ended --weight share \\
    --cox age,region --reference region=north --strata cohort";

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
    /// Column with the time from which each row was under observation, before its --time (late entry)
    #[arg(long, value_name = "COLUMN")]
    entry: Option<String>,
    /// Column of how much each row counts: whole numbers are counts, with others variances are robust
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Column of strata: groups are compared within each, and each has a rate of its own under --cox
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,
    /// Column of groups to compare
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// How much each time counts in the comparison: log-rank, wilcoxon, tarone-ware, peto or fleming-harrington:P,Q
    #[arg(long, value_name = "WEIGHTS", default_value = "log-rank", value_parser = parse_weights, requires = "group")]
    weights: LogRankWeight,
    /// Columns of a Cox regression, ties after Efron; a column of text is compared level by level with its first
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    cox: Vec<String>,
    /// Level of a --cox column that its other levels are compared with; makes numbers categories; repeat for others
    #[arg(long, value_name = "COLUMN=LEVEL", value_parser = parse_reference, requires = "cox")]
    reference: Vec<ReferenceLevel>,
    /// Function of time against which --cox tests its ratios for a trend: kaplan-meier, identity, rank or log
    #[arg(long, value_name = "FUNCTION", default_value = "kaplan-meier", value_parser = parse_trend, requires = "cox")]
    trend: Trend,
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
        entry: arguments.entry.clone(),
        weight: arguments.weight.clone(),
        strata: arguments.strata.clone(),
        group: arguments.group.clone(),
        weights: arguments.weights,
        cox: arguments.cox.clone(),
        references: arguments.reference.clone(),
        trend: arguments.trend,
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

/// Parses a column and its reference level. Names of columns may hold `=`, levels rather not: the last one divides.
fn parse_reference(word: &str) -> Result<ReferenceLevel, String> {
    let (column, level) = word.rsplit_once('=').ok_or("allowed: COLUMN=LEVEL, such as region=north")?;
    Ok(ReferenceLevel { column: column.to_owned(), level: level.to_owned() })
}

/// Parses the name of a function of time.
fn parse_trend(word: &str) -> Result<Trend, String> {
    let found = Trend::ALL.into_iter().find(|trend| trend.name() == word);
    found.ok_or_else(|| format!("allowed: {}", Trend::ALL.map(Trend::name).join(", ")))
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
    fn references_and_trends_are_known() {
        let found = parse_reference("a=b=c").unwrap();
        assert_eq!((found.column.as_str(), found.level.as_str()), ("a=b", "c"));
        assert!(parse_reference("north").is_err() && parse_trend("km").is_err());
        assert_eq!(parse_trend("log"), Ok(Trend::Log));
    }

    #[test]
    fn weights_are_known_by_name() {
        assert_eq!(parse_weights("wilcoxon"), Ok(LogRankWeight::Gehan));
        assert_eq!(parse_weights("fleming-harrington:0,1.5"), Ok(LogRankWeight::FlemingHarrington { p: 0.0, q: 1.5 }));
        for word in ["", "logrank", "fleming-harrington:", "fleming-harrington:1", "fleming-harrington:-1,0"] {
            assert!(parse_weights(word).is_err(), "{word}");
        }
    }
}
