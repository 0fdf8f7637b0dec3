//! Output of the program: data on stdout, messages on stderr, and the exit status.

use crate::program::receiver::caller;
use serde::Serialize;
use standoff::lab::error::LabError;
use standoff::prose::Style;
use standoff::scenario::{Diagnostic, Diagnostics, Source};
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};

/// Reason why the program ends without success; the message is ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The input or the arguments are wrong.
    Input(String),
    /// The run failed.
    Run(String),
    /// Nothing failed: a shard has come as far as it can without the others.
    AwaitsShards,
    /// Parts are missing.
    MissingShards {
        /// What is missing.
        words: String,
        /// The shards, from zero.
        shards: Vec<usize>,
    },
}

impl Failure {
    /// A failure of the input, as diagnostics that point to their places.
    pub fn input(found: &Diagnostics) -> Self {
        Self::Input(found.render(stderr_has_colour()))
    }

    /// A failure of one argument.
    pub fn argument(name: &str, value: &str, diagnostic: Diagnostic) -> Self {
        let diagnostic = diagnostic.at(&(0..value.len()));
        Self::input(&Diagnostics::one(Source::new(name, value), diagnostic))
    }

    /// A failure of the run.
    pub fn run(error: impl Display) -> Self {
        Self::Run(format!("error: {error}"))
    }

    /// Writes the message to stderr and returns the exit status.
    pub fn report(&self) -> u8 {
        let (message, status) = match self {
            Self::Input(message) => (message.clone(), 2),
            Self::Run(message) => (message.clone(), 1),
            Self::AwaitsShards => return 0,
            Self::MissingShards { words, .. } => (format!("error: {words}"), 2),
        };
        tell_user(message.trim_end());
        status
    }
}

/// A mistake in the input that the library found is one of the input; all else is the run's.
impl From<LabError> for Failure {
    fn from(error: LabError) -> Self {
        match error {
            LabError::Input(found) => Self::input(&found),
            LabError::AwaitsShards(_) => Self::AwaitsShards,
            LabError::MissingShards { ref shards, .. } => {
                Self::MissingShards { words: error.to_string(), shards: shards.clone() }
            }
            other => Self::run(other),
        }
    }
}

/// Writes text to stdout. A closed pipe is no failure: `standoff ... | head` has had what it wanted.
pub fn print_text(text: &str) -> Result<(), Failure> {
    if let Some(caller) = caller() {
        caller.data(text);
        return Ok(());
    }
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::run(format!("stdout: {error}"))),
        _ => Ok(()),
    }
}

/// Writes a value as JSON to stdout.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(Failure::run)?;
    print_text(&format!("{text}\n"))
}

/// Writes an answer to stdout: as JSON, or as the text that `render` makes of it.
pub fn print_answer<T: Serialize>(
    json: bool,
    answer: &T,
    render: impl FnOnce(&T, Style) -> String,
) -> Result<(), Failure> {
    if !json {
        return print_text(&render(answer, stdout_style()));
    }
    // One call gives a caller both, so that its reader sees the page of the very answer that its data are of.
    if let Some(caller) = caller() {
        caller.page(&render(answer, stdout_style()));
    }
    print_json(answer)
}

/// Writes a message to stderr. If stderr is closed nobody can read it, so an error here is ignored.
pub fn tell_user(message: &str) {
    if let Some(caller) = caller() {
        caller.message(message);
        return;
    }
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// Tells the user the warnings about an input, unless they are to be kept quiet.
pub fn tell_warnings(warnings: &Diagnostics, quiet: bool) {
    if !quiet && !warnings.is_empty() {
        tell_user(&warnings.render(stderr_has_colour()));
    }
}

/// Width, colour and letters that stdout can show.
pub fn stdout_style() -> Style {
    style_for(caller().is_none() && std::io::stdout().is_terminal())
}

/// Width, colour and letters that stderr can show.
pub fn stderr_style() -> Style {
    style_for(stderr_is_terminal())
}

fn style_for(terminal: bool) -> Style {
    let of_terminal = || terminal_size::terminal_size().filter(|_| terminal).map(|(width, _)| usize::from(width.0));
    Style {
        width: stated_columns().or_else(of_terminal).unwrap_or(Style::OF_A_FILE),
        colour: terminal && wants_colour(),
        unicode: locale_has_unicode(),
    }
}

/// The width that the reader asks for by exporting `COLUMNS`, of a file as well.
fn stated_columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|&columns| columns > 0)
}

/// Tests whether somebody watches stderr on a terminal.
pub fn stderr_is_terminal() -> bool {
    caller().is_none() && std::io::stderr().is_terminal()
}

/// Tests whether messages on stderr may have colour.
pub fn stderr_has_colour() -> bool {
    stderr_is_terminal() && wants_colour()
}

fn wants_colour() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Tests whether the locale has more than ASCII; where none is set it is taken to.
fn locale_has_unicode() -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    locale.is_none_or(|locale| names_unicode(&locale))
}

fn names_unicode(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_tell_of_unicode() {
        assert!(names_unicode("en_GB.UTF-8") && names_unicode("C.utf8"));
        assert!(!names_unicode("C") && !names_unicode("POSIX") && !names_unicode("de_DE.ISO-8859-1"));
    }
}
