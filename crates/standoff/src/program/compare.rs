//! `standoff compare`: the same futures with and without levers.

use crate::program::on_record::{OnRecordOptions, PlannedRecord};
use crate::program::options::{self, EnsembleOptions, shell_arguments};
use crate::program::output::{Failure, print_answer, stderr_has_colour, tell_warnings};
use crate::program::sweep;
use standoff::analysis::options::compare::{ComparisonRequest, DEFAULT_DRAWS, Sweep, compare_levers};
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::lab::outcome::named::Outcome;
use standoff::prose::column_width;
use standoff::scenario::{Date, Diagnostic, Diagnostics, Lever, Scenario};
use standoff::terminal;

/// Arguments of `standoff compare`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CompareArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// A lever of the scenario; several are compared each alone and all together. `none` changes nothing
    #[arg(long, value_name = "NAME")]
    lever: Vec<String>,
    /// Day on which all levers are pulled, in place of their own
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    /// All levers are foreseen by the actors, whatever the scenario says
    #[arg(long, conflicts_with = "surprise")]
    foreseen: bool,
    /// All levers surprise the actors, whatever the scenario says
    #[arg(long)]
    surprise: bool,
    /// A lever in N strengths (1 is as stated), or a quantity at N values; N is 2 to 41 [default: 5]
    #[arg(long, value_name = "WHAT=LOW..HIGH[:N]")]
    sweep: Option<String>,
    /// Show these outcomes only, such as holds-24, deal-months or value.defender
    #[arg(long, value_name = "NAME")]
    outcome: Vec<String>,
    /// Print the whole report: each option in full
    #[arg(long, conflicts_with = "json")]
    report: bool,
    #[command(flatten)]
    record: OnRecordOptions,
    #[command(flatten)]
    ensemble: EnsembleOptions,
}

/// Makes the comparison and prints it.
pub fn run_compare(arguments: &CompareArguments) -> Result<(), Failure> {
    let (ensemble, word) = (&arguments.ensemble, options::scenario_word(arguments.scenario.as_ref()));
    let record = arguments.record.plan_record(word, ensemble.size(DEFAULT_DRAWS)?, &ensemble.simulation)?;
    let mut request = comparison_request(arguments, &record)?;
    request.posterior = record.take(&ensemble.simulation)?;
    let comparison = arguments.ensemble.simulation.run_watched(|watch| compare_levers(&request, watch))?;
    print_answer(arguments.ensemble.simulation.json, &comparison, |comparison, style| {
        // Outcomes that somebody has named are all of the answer.
        let whole = arguments.report || !arguments.outcome.is_empty();
        let render = if whole { terminal::render_comparison } else { terminal::render_comparison_answer };
        render(comparison, &arguments.outcome, style)
    })
}

fn comparison_request(arguments: &CompareArguments, record: &PlannedRecord) -> Result<ComparisonRequest, Failure> {
    let ensemble = &arguments.ensemble;
    let (word, scenario) = (options::scenario_word(arguments.scenario.as_ref()), record.scenario.clone());
    let pulls = lever_settings(arguments, &scenario)?;
    let sweep = arguments.sweep.as_ref().map(|text| requested_sweep(arguments, text, &scenario)).transpose()?;
    if pulls.is_empty() && sweep.is_none() {
        return Err(nothing_to_compare(&scenario));
    }
    let outcome = |name: &String| Outcome::find(name, &scenario).map_err(|found| Failure::input(&found));
    let outcomes = arguments.outcome.iter().map(outcome).collect::<Result<_, _>>()?;
    let (runs, draws) = ensemble.runs_and_draws(DEFAULT_DRAWS)?;
    let own = [record.spell_arguments(), &arguments.own_arguments()].concat();
    Ok(ComparisonRequest {
        lever_settings: pulls,
        sweep,
        outcomes,
        runs,
        draws,
        seed: ensemble.simulation.seed_or_default(),
        resolution: ensemble.planning_resolution(),
        command: ensemble.repeat_command("compare", word, (runs, draws), &own),
        posterior: None,
        scenario,
    })
}

impl CompareArguments {
    /// Arguments that only this verb has, as a shell reads them.
    fn own_arguments(&self) -> Vec<String> {
        let one = |name: &str, value: &Option<String>| shell_arguments(name, value.as_slice());
        let flag = |name: &str, set: bool| set.then(|| name.to_owned());
        let mut own = shell_arguments("--lever", &self.lever);
        own.extend(one("--at", &self.at));
        own.extend(flag("--foreseen", self.foreseen));
        own.extend(flag("--surprise", self.surprise));
        own.extend(one("--sweep", &self.sweep));
        own.extend(shell_arguments("--outcome", &self.outcome));
        own
    }

    /// Moves a lever to the day, and gives it the foresight, that were asked for.
    fn place_lever(&self, lever: Lever, scenario: &Scenario) -> Result<Lever, Failure> {
        let lever = match &self.at {
            Some(text) => {
                lever.moved_to(parse_day(text, scenario)?, scenario).map_err(|found| Failure::input(&found))?
            }
            None => lever,
        };
        let foreseen = self.foreseen || (lever.foreseen && !self.surprise);
        Ok(Lever { foreseen, ..lever })
    }
}

fn parse_day(text: &str, scenario: &Scenario) -> Result<Date, Failure> {
    text.parse::<Date>().map_err(|_| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is no date", text.escape_debug()));
        let allowed =
            format!("a date such as {}, from then on, within {} months", scenario.start, scenario.horizon_months);
        Failure::argument("--at", text, diagnostic.allowed(allowed))
    })
}

/// Settings of the levers asked for, each once.
fn lever_settings(arguments: &CompareArguments, scenario: &Scenario) -> Result<Vec<LeverSetting>, Failure> {
    let names = &arguments.lever;
    if let Some(twice) = names.iter().enumerate().find_map(|(at, name)| names[..at].contains(name).then_some(name)) {
        return Err(pulled_twice("--lever", twice, twice));
    }
    let pull = |name: &String| {
        let lever = Lever::find(name, scenario).map_err(|found| Failure::input(&found))?;
        arguments.place_lever(lever, scenario).map(LeverSetting::as_stated)
    };
    names.iter().map(pull).collect()
}

fn requested_sweep(arguments: &CompareArguments, text: &str, scenario: &Scenario) -> Result<Sweep, Failure> {
    let (sweep, warning) = sweep::read_sweep(text, scenario, |lever| arguments.place_lever(lever, scenario))?;
    if arguments.lever.contains(&sweep.subject) && sweep.subject != Lever::NONE {
        return Err(pulled_twice("--sweep", text, &sweep.subject));
    }
    if let Some(warning) = warning {
        tell_warnings(&warning, arguments.ensemble.simulation.quiet);
    }
    Ok(sweep)
}

fn pulled_twice(argument: &str, text: &str, name: &str) -> Failure {
    let message = format!("the lever `{}` is pulled twice", name.escape_debug());
    let diagnostic = Diagnostic::error("lever-twice", message).allowed("each lever once");
    Failure::argument(argument, text, diagnostic.hint("to pull it further, sweep it and leave out its --lever"))
}

/// The failure of a comparison with neither a lever nor a sweep, which lists what there is to choose from.
fn nothing_to_compare(scenario: &Scenario) -> Failure {
    let diagnostic = Diagnostic::error("no-lever", "there is nothing to compare the scenario with");
    let page = |diagnostic: Diagnostic| {
        let source = standoff::scenario::Source::new(scenario.name.as_str(), "");
        Diagnostics::one(source, diagnostic).render(stderr_has_colour())
    };
    if scenario.levers.is_empty() {
        let diagnostic = diagnostic.allowed("--sweep PATH=LOW..HIGH; the scenario has no levers");
        return Failure::Input(page(diagnostic.hint("write a [lever.NAME] into the scenario")));
    }
    let diagnostic = diagnostic.allowed("--lever NAME, once or more; --sweep WHAT=LOW..HIGH; or both");
    let list = list_levers(&scenario.levers);
    Failure::Input(format!("{}\n\nlevers of {}:\n{list}", page(diagnostic), scenario.name))
}

/// Lists the names and titles of levers in columns.
fn list_levers(levers: &[Lever]) -> String {
    let widest = levers.iter().map(|lever| column_width(&lever.name)).max().unwrap_or(0);
    let line = |lever: &Lever| {
        let gap = " ".repeat(widest - column_width(&lever.name));
        format!("  {}{gap}  {}\n", lever.name, standoff::prose::strip_controls(&lever.title))
    };
    levers.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_has_everything_that_is_its_own() {
        let arguments = CompareArguments {
            lever: vec!["a".into(), "b".into()],
            at: Some("2026-06-01".into()),
            foreseen: true,
            sweep: Some("x.y=0..1 per week:7".into()),
            outcome: vec!["holds-24".into()],
            ..CompareArguments::default()
        };
        let expected =
            "--lever a --lever b --at 2026-06-01 --foreseen --sweep 'x.y=0..1 per week:7' --outcome holds-24";
        assert_eq!(arguments.own_arguments().join(" "), expected);
    }
}
