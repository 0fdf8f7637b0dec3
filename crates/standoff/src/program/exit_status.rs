//! The exit statuses of the program, as its help states them.

/// What every verb has.
const PLAIN: &str = "Exit status: 0 done, 1 the run failed, 2 the input or the arguments are wrong";
/// What is added where futures are simulated, which can be stopped.
const STOPPED: &str = ", 3 stopped early by Ctrl-C or SIGTERM, with the answer so far; 130 ended by a second Ctrl-C";

/// Statuses that mean something else with a verb.
const EXCEPTIONS: [(&str, &str); 6] = [
    (
        "brief",
        "Exit status: 0 done, 1 the run failed, 2 the input or the arguments are wrong, 3 stopped early by Ctrl-C or SIGTERM, \
         written from the work done so far and without the parts that were not ready; 130 ended by a second Ctrl-C",
    ),
    (
        "evidence add",
        "Exit status: 0 done, 1 the run failed or was stopped and nothing was written, 2 the input or the arguments are wrong; \
         130 ended by a second Ctrl-C",
    ),
    (
        "evidence check",
        "Exit status: 0 the log can be used, with or without warnings; 1 the run failed; 2 the log cannot be used, or the \
         arguments are wrong",
    ),
    (
        "scenario check",
        "Exit status: 0 the scenario can be used, with or without warnings; 1 the run failed; 2 the scenario cannot be used, \
         or the arguments are wrong",
    ),
    (
        "score check",
        "Exit status: 0 all sealed forecasts are intact, 1 one of them is not or the run failed, 2 the input or the arguments \
         are wrong",
    ),
    (
        "studio",
        "Exit status: 0 ended by Ctrl-C, 1 the server failed, 2 the input or the arguments are wrong; 130 ended by a second \
         Ctrl-C",
    ),
];

/// The statuses of a verb; `simulates` is true where it simulates futures.
pub fn describe_exit_status(verb: &str, simulates: bool) -> String {
    let exception = EXCEPTIONS.iter().find(|(name, _)| *name == verb);
    match exception {
        Some((_, words)) => format!("{words}."),
        None if simulates => format!("{PLAIN}{STOPPED}."),
        None => format!("{PLAIN}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_state_what_differs() {
        assert!(describe_exit_status("forecast", true).contains("130"));
        assert!(!describe_exit_status("schema", false).contains("130"));
        assert!(describe_exit_status("score check", false).contains("1 one of them is not"));
    }
}
