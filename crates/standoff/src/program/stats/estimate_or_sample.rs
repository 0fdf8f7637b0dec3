//! A verb that estimates from a table, or with the word `sample` writes the design for it.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

/// Name of the verb below the estimate.
const SAMPLE: &str = "sample";

/// Arguments of the estimate, or of its design.
///
/// Without the word, the arguments of the estimate are those of the verb itself. A table called `sample` is `./sample`.
#[derive(Debug)]
pub enum EstimateOrSample<E, S> {
    /// Estimate from a table.
    Estimate(E),
    /// Write a design.
    Sample(S),
}

impl<E: Args, S: Args> Args for EstimateOrSample<E, S> {
    fn augment_args(command: Command) -> Command {
        // The arguments bring a description of themselves, which is not for users.
        let sample = S::augment_args(Command::new(SAMPLE)).about("Write the rows at which to run a model");
        E::augment_args(command).subcommand(sample).args_conflicts_with_subcommands(true).subcommand_negates_reqs(true)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<E: Args, S: Args> FromArgMatches for EstimateOrSample<E, S> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        match matches.subcommand() {
            Some((_, matches)) => S::from_arg_matches(matches).map(Self::Sample),
            None => E::from_arg_matches(matches).map(Self::Estimate),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
