//! The command that gives the same answer again: everything that can change it, spelt out.

/// A command of the program.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// Its verb.
    pub verb: &'a str,
    /// The word for the scenario.
    pub scenario: &'a str,
    /// Runs and draws.
    pub counts: (usize, usize),
    /// Seed.
    pub seed: u64,
    /// Numbers set by hand, `path=value`.
    pub overrides: &'a [String],
    /// Arguments of the verb itself, each as a shell reads it.
    pub arguments: &'a [String],
    /// Whether actors plan on the scenario's own front and step.
    pub full_resolution: bool,
}

impl Command<'_> {
    /// As a shell reads it.
    ///
    /// ```
    /// use standoff_lab::command::Command;
    /// use standoff_lab::command::spelt;
    /// let (set, own) = (["front.moves=0.6 per week".to_owned()], spelt("--lever", &["out".to_owned()]));
    /// let command =
    ///     Command { verb: "forecast", scenario: "mine", counts: (64, 8), seed: 1, set: &set, own: &own, full: false };
    /// let text = "standoff forecast mine --runs 64 --draws 8 --seed 1 --set 'front.moves=0.6 per week' --lever out";
    /// assert_eq!(command.text(), text);
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

/// Arguments of one name, each with its value as a shell reads it.
pub fn shell_arguments(name: &str, values: &[String]) -> Vec<String> {
    values.iter().map(|value| format!("{name} {}", quote_for_shell(value))).collect()
}

/// A word as a shell reads it.
pub fn quote_for_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
