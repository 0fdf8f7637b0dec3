//! `standoff completions`: scripts that let a shell complete the program's commands.

use crate::program::output::{Failure, print_text};
use clap::Command;
use clap_complete::Shell;

/// Arguments of `standoff completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

/// Prints the script for a shell that completes the commands of `program`.
pub fn print_completions(arguments: &CompletionsArguments, mut program: Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "standoff", &mut script);
    print_text(&String::from_utf8(script).map_err(Failure::run)?)
}
