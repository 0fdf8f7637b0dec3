//! The command line with the feet of its help pages: exit statuses, and the terms that a forecast prints.

use crate::program::exit_status::describe_exit_status;
use crate::program::glossary::short_glossary;
use clap::Command;

/// The verb that simulates futures without an argument on their progress.
const SIMULATING: &str = "game";

/// Width of the terms, a little less than that of a page, which clap would break again.
const WIDTH: usize = 98;

/// A program's command line with the foot of every verb: as it is parsed, and as its help, its completions and its manual
/// describe it.
pub fn with_feet(program: Command) -> Command {
    add_feet(program, "")
}

/// Adds the foot of a verb and of the verbs below it; `words` are those that call it.
fn add_feet(command: Command, words: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let command = names.into_iter().fold(command, |command, name| {
        let words = format!("{words} {name}");
        command.mut_subcommand(name, |verb| add_feet(verb, words.trim_start()))
    });
    if command.is_subcommand_required_set() {
        return command;
    }
    let simulates = words == SIMULATING || has_argument(&command, "no_progress");
    let status = describe_exit_status(words, simulates);
    let own = command.get_after_help().map(|text| format!("{text}\n\n")).unwrap_or_default();
    let foot = format!("{own}{status}{}", if words.is_empty() { "\nNO_COLOR is honoured." } else { "" });
    match words {
        "forecast" => command.after_long_help(format!("{foot}\n\n{}", short_glossary(WIDTH))).after_help(foot),
        _ => command.after_help(foot),
    }
}

fn has_argument(command: &Command, id: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::full_command;

    fn check_feet(command: &Command, words: &str) {
        let group = command.is_subcommand_required_set();
        let foot = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert_eq!(foot.contains("Exit status: 0"), !group, "{words}");
        for verb in command.get_subcommands() {
            check_feet(verb, &format!("{words} {}", verb.get_name()));
        }
    }

    #[test]
    fn every_verb_states_its_exit_statuses() {
        full_command().debug_assert();
        check_feet(&full_command(), "standoff");
    }

    #[test]
    fn only_the_long_help_of_a_forecast_has_terms() {
        let command = full_command();
        let forecast = command.find_subcommand("forecast").unwrap();
        assert!(!forecast.get_after_help().unwrap().to_string().contains("Terms:"));
        assert!(forecast.get_after_long_help().unwrap().to_string().contains("Terms:\n  band"));
    }
}
