//! `standoff difference`: why two forecasts differ.

use crate::options::{PlayOptions, shell_arguments};
use crate::output::{Failure, print, print_json, style};
use clap::value_parser;
use standoff::analysis::explanation::difference::{
    DEFAULT_DRAWS, DEFAULT_PATHS, DifferenceRequest, Engine, explain_gap,
};
use standoff::lab::ensemble::design::Resolution;
use standoff::lab::outcome::named::Outcome;
use standoff::scenario::{Diagnostic, Scenario};
use standoff::terminal;

/// What `--set` does here.
const SET: &str =
    "Set a number of the other one by hand, such as 'front.moves=0.6 per week'; `*` stands for any name in a path";
/// Most draws, and most paths of a draw.
const MOST: u64 = 100_000;
/// Month of the outcome that is looked at unless said otherwise; the horizon if that is nearer.
const MONTH: u32 = 24;

/// What `standoff difference` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(mut_arg("set", |set| set.help(SET)))]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml
    one: String,
    /// The other one [default: the first, with the numbers of --set]
    other: Option<String>,
    /// Who makes the decisions of the other one [default: equilibrium]
    #[arg(long, value_name = "NAME")]
    engine: Option<Decides>,
    /// The outcome, such as hold-months or end.frozen [default: settled-24]
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Draws of the uncertain parameters [default: 32]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(2..=MOST))]
    draws: Option<u64>,
    /// Futures of each draw and of each forecast in between [default: 120]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST))]
    paths: Option<u64>,
    /// Let the actors plan on the scenario's own front and step: the same shares, about ten times slower
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    play: PlayOptions,
}

/// Who makes the decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Decides {
    /// The actors of the model, in equilibrium.
    #[default]
    Equilibrium,
    /// Nobody: the outside view, how long past wars went on.
    Hazard,
}

impl Decides {
    fn engine(self) -> Engine {
        match self {
            Self::Equilibrium => Engine::Equilibrium,
            Self::Hazard => Engine::Hazard,
        }
    }
}

/// Explains the gap and prints it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let request = request(arguments)?;
    arguments.play.use_threads()?;
    let explained = arguments.play.watch(|watch| explain_gap(&request, watch))?;
    if arguments.play.json { print_json(&explained) } else { print(&terminal::render_difference(&explained, style())) }
}

fn request(arguments: &Arguments) -> Result<DifferenceRequest, Failure> {
    let play = &arguments.play;
    let one = PlayOptions { set: Vec::new(), ..play.clone() }.scenario(&arguments.one)?;
    let quietly = PlayOptions { quiet: play.quiet || arguments.other.is_none(), ..play.clone() };
    let other = quietly.scenario(arguments.other())?;
    let engine = arguments.engine.unwrap_or_default().engine();
    let outcome = outcome(arguments, [&one, &other], engine)?;
    Ok(DifferenceRequest {
        one: (one, Engine::Equilibrium),
        other: (other, engine),
        draws: arguments.draws(),
        paths: arguments.paths(),
        seed: play.seed(),
        resolution: arguments.resolution(),
        command: arguments.command(&outcome),
        outcome,
    })
}

/// The outcome, which both scenarios must have and the engine must speak to.
fn outcome(arguments: &Arguments, scenarios: [&Scenario; 2], engine: Engine) -> Result<String, Failure> {
    let month = scenarios.map(|scenario| scenario.horizon_months).into_iter().fold(MONTH, u32::min);
    let name = arguments.outcome.clone().unwrap_or_else(|| format!("settled-{month}"));
    for scenario in scenarios {
        Outcome::find(&name, scenario).map_err(|found| Failure::input(&found))?;
    }
    if engine.covers_outcome(&name) {
        return Ok(name);
    }
    let message = format!("the engine `{}` does not speak to `{name}`: it knows only when wars end", engine.name());
    let allowed = format!("settled-M, M from 1 to {}; deal-months", scenarios[0].horizon_months);
    Err(Failure::argument("--outcome", &name, Diagnostic::error("engine-is-silent", message).allowed(allowed)))
}

impl Arguments {
    fn resolution(&self) -> Resolution {
        if self.full { Resolution::Full } else { Resolution::Coarse }
    }

    fn other(&self) -> &str {
        self.other.as_deref().unwrap_or(&self.one)
    }

    fn draws(&self) -> usize {
        self.draws.map_or(DEFAULT_DRAWS, |draws| draws as usize)
    }

    fn paths(&self) -> usize {
        self.paths.map_or(DEFAULT_PATHS, |paths| paths as usize)
    }

    /// The command that gives the same answer: everything that can change it, spelt out.
    fn command(&self, outcome: &str) -> String {
        let mut parts = shell_arguments("standoff difference", std::slice::from_ref(&self.one));
        parts.extend(shell_arguments("", self.other.as_slice()).iter().map(|word| word.trim_start().to_owned()));
        parts.extend(shell_arguments("--set", &self.play.set));
        parts.extend(self.engine.map(|engine| format!("--engine {}", engine.engine().name())));
        parts.extend(shell_arguments("--outcome", &[outcome.to_owned()]));
        parts.push(format!("--draws {} --paths {} --seed {}", self.draws(), self.paths(), self.play.seed()));
        parts.extend(self.full.then(|| "--full".to_owned()));
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_spells_out_what_matters() {
        let arguments = Arguments {
            one: "my war.toml".into(),
            other: Some("two-sided".into()),
            engine: Some(Decides::Hazard),
            play: PlayOptions { set: vec!["front.moves=0.6 per week".into()], quiet: true, ..PlayOptions::default() },
            ..Arguments::default()
        };
        let expected = "standoff difference 'my war.toml' two-sided --set 'front.moves=0.6 per week' --engine hazard \
                        --outcome settled-24 --draws 32 --paths 120 --seed 1";
        assert_eq!(arguments.command("settled-24"), expected);
    }
}
