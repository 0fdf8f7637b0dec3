//! `standoff stats`: the estimators on anyone's table.

mod columns;
mod incidence;
mod morris;
mod prim;
mod read;
mod sobol;
mod survival;
mod words;

use crate::output::Failure;
use clap::Subcommand;

/// What can be estimated.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// How long things last: Kaplan–Meier, medians, means, comparison of groups, Cox regression
    Survival(survival::Arguments),
    /// What ends things, and how often by when: cumulative incidence of competing causes
    Incidence(incidence::Arguments),
    /// How much of the variance of an output comes from each input: Sobol indices
    Sobol(sobol::Arguments),
    /// Which inputs matter at all, from few rows: elementary effects
    Morris(morris::Arguments),
    /// Which inputs lead to the rows of interest: boxes, or that there are none
    Prim(prim::Arguments),
}

/// Estimates and prints.
pub fn run(verb: &Verb) -> Result<(), Failure> {
    match verb {
        Verb::Survival(arguments) => survival::run(arguments),
        Verb::Incidence(arguments) => incidence::run(arguments),
        Verb::Sobol(arguments) => sobol::run(arguments),
        Verb::Morris(arguments) => morris::run(arguments),
        Verb::Prim(arguments) => prim::run(arguments),
    }
}
