//! `standoff scenario`: lists, shows, checks and diagnoses scenarios, and starts new ones.

use crate::program::diagnose::{DiagnoseArguments, run_diagnose};
use crate::program::output::{Failure, print_json, print_text, stdout_style, tell_user, tell_warnings};
use crate::program::scenario_source;
use clap::Subcommand;
use schemars::JsonSchema;
use serde::Serialize;
use standoff::scenario::{Diagnostic, Diagnostics, Scenario, Severity, builtin, keys, quantities, template};
use standoff::terminal::scenario::{self as scenario_table, Heading, Row};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Verbs of `standoff scenario`.
#[derive(Debug, Subcommand)]
pub enum ScenarioVerb {
    /// The scenarios that come with the program
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Every parameter with value, range, source and grade; the levers and the questions
    Show {
        /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
        scenario: Option<String>,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Check a scenario; exit status 2 if it cannot be used
    Check {
        /// A file, a folder with a scenario.toml, or a built-in scenario
        scenario: String,
        /// Print what was found as JSON
        #[arg(long)]
        json: bool,
    },
    /// Whether the numbers of a war can be trusted: who would sign what, what the answer hangs on, and which signs are wrong
    Diagnose(DiagnoseArguments),
    /// Write a commented starting file that runs as it is
    New {
        /// Name of the scenario: small letters, digits, - and _
        name: String,
        /// Start from a built-in scenario with its record, such as korea-1950, in a folder of its own
        #[arg(long, value_name = "SCENARIO")]
        like: Option<String>,
        /// File to write, or folder with --like; it must not exist [default: NAME.toml, or the folder NAME]
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// The JSON Schema of the format, for editors
    Schema,
}

/// A scenario without its numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScenarioSummary {
    /// Name, by which commands call a built-in scenario.
    name: String,
    /// Title for people.
    title: String,
    /// What it is about, in a sentence or two.
    summary: String,
    /// First day, such as `2025-12-05`: nothing that became known later is in it.
    start: String,
    /// Length of a step: `week` or `month`.
    step: String,
    /// Months simulated.
    horizon_months: u32,
    /// Currency of all money.
    currency: String,
    /// SHA-256 of the resolved content.
    digest: String,
    /// True for the scenario that a command without one takes.
    default: bool,
}

/// A scenario with all its numbers, its levers and its questions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScenarioContents {
    #[serde(flatten)]
    summary: ScenarioSummary,
    /// All numbers.
    parameters: Vec<quantities::ParameterRow>,
    /// Levers.
    levers: Vec<NamedLever>,
    /// Questions.
    questions: Vec<NamedQuestion>,
}

/// A lever of a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct NamedLever {
    /// Name, for `--lever`.
    name: String,
    /// Description.
    title: String,
}

/// A question of a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct NamedQuestion {
    /// Name, for `--question`.
    name: String,
    /// The question.
    text: String,
}

/// What a check of a scenario found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScenarioCheck {
    /// True if the scenario can be used.
    ok: bool,
    /// File, or name of the built-in scenario.
    file: String,
    /// Errors and warnings, in the order of the file.
    found: Vec<ScenarioFinding>,
}

/// An error or a warning about a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct ScenarioFinding {
    /// Whether the scenario can be used in spite of it.
    severity: Severity,
    /// Stable name of the kind of fault, such as `unknown-key`.
    code: &'static str,
    /// The fault, in one line.
    message: String,
    /// Line, counted from one; `null` where it concerns the file as a whole.
    line: Option<usize>,
    /// Column in bytes, counted from one; `null` where it concerns the file as a whole.
    column: Option<usize>,
    /// What is allowed there.
    allowed: Option<String>,
    /// The change that probably helps.
    hint: Option<String>,
}

/// Runs the verb.
pub fn run_scenario(verb: &ScenarioVerb) -> Result<(), Failure> {
    match verb {
        ScenarioVerb::List { json } => list_scenarios(*json),
        ScenarioVerb::Show { scenario, json } => show_scenario(scenario.as_deref().unwrap_or(builtin::DEFAULT), *json),
        ScenarioVerb::Check { scenario, json } => check_scenario(scenario, *json),
        ScenarioVerb::Diagnose(arguments) => run_diagnose(arguments),
        ScenarioVerb::New { name, like: Some(like), out } => {
            write_copy(name, like, out.clone().unwrap_or_else(|| PathBuf::from(name)))
        }
        ScenarioVerb::New { name, like: None, out } => {
            write_template(name, out.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.toml"))))
        }
        ScenarioVerb::Schema => print_json(&keys::json_schema()),
    }
}

fn list_scenarios(json: bool) -> Result<(), Failure> {
    let load = |builtin: &builtin::Builtin| builtin::load(builtin.name).map_err(|found| Failure::input(&found));
    let scenarios: Vec<Scenario> = builtin::every().map(load).collect::<Result<_, _>>()?;
    if json {
        return print_json(&scenarios.iter().map(summarise_scenario).collect::<Vec<ScenarioSummary>>());
    }
    let words = |scenario: &Scenario| {
        let mark = if scenario.name == builtin::DEFAULT { " (default)" } else { "" };
        (scenario.name.clone(), format!("{}{mark}. {}", scenario.title, scenario.summary))
    };
    print_text(&scenario_table::render_names(&scenarios.iter().map(words).collect::<Vec<_>>(), stdout_style()))
}

fn summarise_scenario(scenario: &Scenario) -> ScenarioSummary {
    ScenarioSummary {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        start: scenario.start.to_string(),
        step: scenario.step.to_string(),
        horizon_months: scenario.horizon_months,
        currency: scenario.currency.clone(),
        digest: scenario.digest(),
        default: scenario.name == builtin::DEFAULT,
    }
}

fn show_scenario(word: &str, json: bool) -> Result<(), Failure> {
    let scenario = scenario_source::load_scenario(word, false)?;
    let rows = quantities::parameter_rows(&scenario);
    if json {
        let named_lever = |(name, title)| NamedLever { name, title };
        let named_question = |(name, text)| NamedQuestion { name, text };
        return print_json(&ScenarioContents {
            summary: summarise_scenario(&scenario),
            parameters: rows,
            levers: lever_titles(&scenario).into_iter().map(named_lever).collect(),
            questions: question_texts(&scenario).into_iter().map(named_question).collect(),
        });
    }
    print_text(&scenario_table::render_scenario(
        &scenario_heading(&scenario),
        &rows.into_iter().map(table_row).collect::<Vec<Row>>(),
        stdout_style(),
    ))
}

fn lever_titles(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.levers.iter().map(|lever| (lever.name.clone(), lever.title.clone())).collect()
}

fn question_texts(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.questions.iter().map(|question| (question.name.clone(), question.text.clone())).collect()
}

fn table_row(row: quantities::ParameterRow) -> Row {
    Row {
        path: row.path,
        value: row.value,
        unit: row.unit.to_owned(),
        range: row.range,
        distribution: row.distribution.to_owned(),
        grade: row.grade.to_owned(),
        source: row.title,
        date: row.date,
        meaning: row.meaning.to_owned(),
    }
}

fn scenario_heading(scenario: &Scenario) -> Heading {
    let step = format!(
        "Starts on {}, {} months ahead, step {}, currency {}.",
        scenario.start, scenario.horizon_months, scenario.step, scenario.currency
    );
    Heading {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        facts: vec![step, format!("{}.", count_parts(scenario)), format!("Digest {}.", scenario.digest())],
        lists: vec![("Levers".into(), lever_titles(scenario)), ("Questions".into(), question_texts(scenario))],
    }
}

/// Counts the parts of a scenario: "12 packages, 35 members, ...".
fn count_parts(scenario: &Scenario) -> String {
    let structure = &scenario.structure;
    let counts = [
        (structure.drafts().count(), "package"),
        (structure.members.len(), "member"),
        (structure.instruments.len(), "instrument"),
        (structure.tracks.len(), "track"),
        (scenario.parameters.len(), "parameter"),
        (scenario.levers.len(), "lever"),
        (scenario.questions.len(), "question"),
    ];
    counts.map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" })).join(", ")
}

fn check_scenario(word: &str, json: bool) -> Result<(), Failure> {
    let read = scenario_source::find_source(word).and_then(|source| Scenario::parse(&source));
    if json {
        print_json(&describe_check(&read))?;
    }
    let (scenario, warnings) = read.map_err(|found| Failure::input(&found))?;
    tell_warnings(&warnings, false);
    let count = match warnings.len() {
        0 => "no warnings".to_owned(),
        1 => "1 warning".to_owned(),
        count => format!("{count} warnings"),
    };
    if json { Ok(()) } else { print_text(&format!("{}: ok, {count} ({})\n", scenario.name, count_parts(&scenario))) }
}

fn describe_check(read: &Result<(Scenario, Diagnostics), Diagnostics>) -> ScenarioCheck {
    let found = match read {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    let items = found.iter().map(|item| describe_finding(item, found.source().text()));
    ScenarioCheck { ok: read.is_ok(), file: found.source().name().to_owned(), found: items.collect() }
}

fn describe_finding(item: &Diagnostic, text: &str) -> ScenarioFinding {
    let place = item.span.as_ref().map(|span| line_and_column(text, span.start));
    ScenarioFinding {
        severity: item.severity,
        code: item.code,
        message: item.message.clone(),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        allowed: item.allowed.clone(),
        hint: item.hint.clone(),
    }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
    (line, column)
}

fn check_new_name(name: &str) -> Result<(), Failure> {
    if template::is_name(name) {
        return Ok(());
    }
    let diagnostic = Diagnostic::error("bad-name", "this cannot be the name of a scenario");
    let diagnostic = diagnostic.allowed("small letters, digits, `-` and `_`, at most 64");
    Err(Failure::argument("NAME", name, diagnostic))
}

/// Writes a built-in scenario under another name, with its record, into a folder that does not exist yet.
fn write_copy(name: &str, like: &str, folder: PathBuf) -> Result<(), Failure> {
    check_new_name(name)?;
    let source = match builtin::source(like) {
        Some(source) => source,
        None => return builtin::load(like).map(drop).map_err(|found| Failure::input(&found)),
    };
    let text = copied_text(source.text(), name, like);
    if folder.symlink_metadata().is_ok() {
        return Err(refuse_target("--out", &folder, &ErrorKind::AlreadyExists.into()));
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Made beside its place and moved there whole.
    let made = parent.join(format!(".{name}-{}", std::process::id()));
    let moved = write_copied_files(&made, like, &text).and_then(|()| std::fs::rename(&made, &folder));
    if let Err(error) = moved {
        // What could not be moved is of no use to anybody.
        let _ = std::fs::remove_dir_all(&made);
        return Err(refuse_target("--out", &folder, &error));
    }
    tell_user("it runs as it is: standoff forecast FOLDER; its record is in the folder evidence");
    print_text(&format!("{}\n", folder.display()))
}

/// Writes a scenario's text and the record of a built-in one into a new folder.
fn write_copied_files(folder: &Path, like: &str, text: &str) -> std::io::Result<()> {
    let evidence = folder.join("evidence");
    std::fs::create_dir(folder)?;
    std::fs::create_dir(&evidence)?;
    for file in builtin::evidence(like) {
        let file_name = file.name().rsplit('/').next().unwrap_or_default().to_owned();
        std::fs::write(evidence.join(file_name), file.text())?;
    }
    std::fs::write(folder.join("scenario.toml"), text)
}

/// The text under another name, without the comment on top, which speaks of the original.
fn copied_text(text: &str, name: &str, like: &str) -> String {
    let body: String = text.lines().skip_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let renamed = body.replacen(&format!("name = \"{like}\""), &format!("name = \"{name}\""), 1);
    format!("# Begun as a copy of the built-in scenario {like}.\n{renamed}")
}

fn write_template(name: &str, path: PathBuf) -> Result<(), Failure> {
    check_new_name(name)?;
    write_new_file(&path, &template::text(name))?;
    tell_user("it runs as it is: standoff forecast FILE; every number in it says what it means");
    print_text(&format!("{}\n", path.display()))
}

/// What stands there already is left as it is.
fn refuse_target(argument: &str, path: &Path, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => Failure::argument(
            argument,
            &path.display().to_string(),
            Diagnostic::error("file-exists", "it exists and was left as it is")
                .allowed("what does not exist yet")
                .hint("choose another name, or another place with --out"),
        ),
        _ => Failure::run(format!("{}: {error}", path.display())),
    }
}

/// Writes a file that does not exist yet, whole or not at all.
fn write_new_file(path: &Path, text: &str) -> Result<(), Failure> {
    let created = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = created.map_err(|error| refuse_target("--out", path, &error))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(path);
        refuse_target("--out", path, &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_one() {
        assert_eq!(line_and_column("a\nbc\n", 0), (1, 1));
        assert_eq!(line_and_column("a\nbc\n", 3), (2, 2));
        assert_eq!(line_and_column("a\nbc\n", 500), (3, 1));
    }
}
