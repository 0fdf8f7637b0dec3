//! Command line that reproduces a result: it spells out everything that can change the answer.

/// Command of the program.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// Verb, such as `forecast`.
    pub verb: &'a str,
    /// Scenario as the user named it.
    pub scenario: &'a str,
    /// Numbers of runs and of draws.
    pub counts: (usize, usize),
    /// Seed of the random numbers.
    pub seed: u64,
    /// Numbers set by hand, `path=value`.
    pub overrides: &'a [String],
    /// Arguments of the verb itself, each as a shell reads it.
    pub arguments: &'a [String],
    /// True if actors plan on the scenario's own front and step.
    pub full_resolution: bool,
}

impl Command<'_> {
    /// Command line, quoted for a shell.
    ///
    /// ```
    /// use standoff_lab::command::Command;
    /// use standoff_lab::command::shell_arguments;
    /// let (set, own) = (["front.moves=0.6 per week".to_owned()], shell_arguments("--lever", &["out".to_owned()]));
    /// let command =
    ///     Command { verb: "forecast", scenario: "mine", counts: (64, 8), seed: 1, overrides: &set, arguments: &own, full_resolution: false };
    /// let text = "standoff forecast mine --runs 64 --draws 8 --seed 1 --set 'front.moves=0.6 per week' --lever out";
    /// assert_eq!(command.shell_line(), text);
    /// ```
    pub fn shell_line(&self) -> String {
        let (runs, draws) = self.counts;
        let mut text = format!(
            "standoff {} {} --runs {runs} --draws {draws} --seed {}",
            self.verb,
            quote_for_shell(self.scenario),
            self.seed
        );
        for part in shell_arguments("--set", self.overrides).iter().chain(self.arguments) {
            text.push(' ');
            text.push_str(part);
        }
        if self.full_resolution {
            text.push_str(" --full");
        }
        text
    }
}

/// Arguments that repeat one flag, one for each value, quoted for a shell.
pub fn shell_arguments(name: &str, values: &[String]) -> Vec<String> {
    values.iter().map(|value| format!("{name} {}", quote_for_shell(value))).collect()
}

/// Quotes a word for a POSIX shell where it needs quotes.
pub fn quote_for_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
