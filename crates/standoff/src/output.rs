//! What goes where: data to stdout, words to stderr, and the exit status.

use serde::Serialize;
use standoff::prose::Style;
use standoff::scenario::{Diagnostic, Diagnostics, Source};
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

/// Why the program ends without success; the message is ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The input or the arguments are wrong.
    Input(String),
    /// The run failed.
    Run(String),
}

impl Failure {
    /// What is wrong with the input, in pages that point to the place.
    pub fn input(found: &Diagnostics) -> Self {
        Self::Input(found.render(colour_on_stderr()))
    }

    /// What is wrong with one argument.
    pub fn argument(name: &str, value: &str, diagnostic: Diagnostic) -> Self {
        let diagnostic = diagnostic.at(&(0..value.len()));
        Self::input(&Diagnostics::one(Source::new(name, value), diagnostic))
    }

    /// What went wrong on the way.
    pub fn run(error: impl Display) -> Self {
        Self::Run(format!("error: {error}"))
    }

    /// Says it on stderr; the exit status.
    pub fn report(&self) -> ExitCode {
        let (message, status) = match self {
            Self::Input(message) => (message, 2),
            Self::Run(message) => (message, 1),
        };
        say(message.trim_end());
        ExitCode::from(status)
    }
}

/// Writes data to stdout. A reader that has gone away is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::run(format!("stdout: {error}"))),
        _ => Ok(()),
    }
}

/// Writes a value as JSON to stdout.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(Failure::run)?;
    print(&format!("{text}\n"))
}

/// Says something to people, on stderr; if that is closed, nobody listens.
pub fn say(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// What stdout can show.
pub fn style() -> Style {
    style_of(std::io::stdout().is_terminal())
}

/// What stderr can show.
pub fn style_on_stderr() -> Style {
    style_of(people_watch())
}

fn style_of(terminal: bool) -> Style {
    let width = terminal_size::terminal_size().map_or(Style::WIDEST, |(width, _)| usize::from(width.0));
    Style {
        width: if terminal { width } else { Style::WIDEST },
        colour: terminal && colour_wanted(),
        unicode: unicode(),
    }
}

/// Whether stderr is a terminal.
pub fn people_watch() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether messages may have colour.
pub fn colour_on_stderr() -> bool {
    people_watch() && colour_wanted()
}

fn colour_wanted() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether the locale has more than ASCII; where none is set it is taken to.
fn unicode() -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    locale.is_none_or(|locale| has_unicode(&locale))
}

fn has_unicode(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        assert!(has_unicode("en_GB.UTF-8") && has_unicode("C.utf8"));
        assert!(!has_unicode("C") && !has_unicode("POSIX") && !has_unicode("de_DE.ISO-8859-1"));
    }
}
