//! `standoff stats`: the estimators on a table of the user's own.

mod columns;
mod design_file;
mod estimate_or_sample;
mod incidence;
mod input_ranges;
mod input_table;
mod morris;
mod prim;
mod shapley;
mod shares;
mod sobol;
mod survival;
mod value_parsers;

use crate::program::output::Failure;
use clap::Subcommand;

/// Verbs of `standoff stats`, one for each estimator.
#[derive(Debug, Subcommand)]
pub enum StatsVerb {
    /// How long things last: Kaplan–Meier, medians, means, comparison of groups, Cox regression
    Survival(survival::SurvivalArguments),
    /// What ends things, and how often by when: cumulative incidence of competing causes
    Incidence(incidence::IncidenceArguments),
    /// How much of the variance of an output comes from each input: Sobol indices
    Sobol(sobol::SobolArguments),
    /// Which inputs matter at all, from few rows: elementary effects
    Morris(morris::MorrisArguments),
    /// How much each input explains alone, from any rows: first-order shares of variance
    Shares(shares::SharesArguments),
    /// What each of several causes adds, whatever the order: Shapley shares
    Shapley(shapley::ShapleyArguments),
    /// Which inputs lead to the rows of interest: boxes, or that there are none
    Prim(prim::PrimArguments),
}

/// Runs the verb.
pub fn run_stats(verb: &StatsVerb) -> Result<(), Failure> {
    match verb {
        StatsVerb::Survival(arguments) => survival::print_survival(arguments),
        StatsVerb::Incidence(arguments) => incidence::print_incidence(arguments),
        StatsVerb::Sobol(arguments) => sobol::run_sobol(arguments),
        StatsVerb::Morris(arguments) => morris::run_morris(arguments),
        StatsVerb::Shares(arguments) => shares::print_shares(arguments),
        StatsVerb::Shapley(arguments) => shapley::print_shapley_shares(arguments),
        StatsVerb::Prim(arguments) => prim::print_boxes(arguments),
    }
}
