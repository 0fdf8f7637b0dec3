//! `standoff scenario`: lists, shows, checks and diagnoses scenarios, and starts new ones.

use crate::diagnose::{DiagnoseArguments, run_diagnose};
use crate::output::{Failure, print_json, print_text, stdout_style, tell_user, tell_warnings};
use crate::scenario_source;
use clap::Subcommand;
use serde_json::{Value, json};
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
        /// File to write, which must not exist [default: NAME.toml]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The JSON Schema of the format, for editors
    Schema,
}

/// Runs the verb.
pub fn run_scenario(verb: &ScenarioVerb) -> Result<(), Failure> {
    match verb {
        ScenarioVerb::List { json } => list_scenarios(*json),
        ScenarioVerb::Show { scenario, json } => show_scenario(scenario.as_deref().unwrap_or(builtin::DEFAULT), *json),
        ScenarioVerb::Check { scenario, json } => check_scenario(scenario, *json),
        ScenarioVerb::Diagnose(arguments) => run_diagnose(arguments),
        ScenarioVerb::New { name, out } => {
            write_template(name, out.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.toml"))))
        }
        ScenarioVerb::Schema => print_json(&keys::json_schema()),
    }
}

fn list_scenarios(json: bool) -> Result<(), Failure> {
    let load = |builtin: &builtin::Builtin| builtin::load(builtin.name).map_err(|found| Failure::input(&found));
    let scenarios: Vec<Scenario> = builtin::ALL.iter().map(load).collect::<Result<_, _>>()?;
    if json {
        return print_json(&scenarios.iter().map(summary_json).collect::<Vec<Value>>());
    }
    let words = |scenario: &Scenario| {
        let mark = if scenario.name == builtin::DEFAULT { " (default)" } else { "" };
        (scenario.name.clone(), format!("{}{mark}. {}", scenario.title, scenario.summary))
    };
    print_text(&scenario_table::render_names(&scenarios.iter().map(words).collect::<Vec<_>>(), stdout_style()))
}

fn summary_json(scenario: &Scenario) -> Value {
    json!({
        "name": scenario.name,
        "title": scenario.title,
        "summary": scenario.summary,
        "start": scenario.start.to_string(),
        "step": scenario.step.to_string(),
        "horizon_months": scenario.horizon_months,
        "currency": scenario.currency,
        "digest": scenario.digest(),
        "default": scenario.name == builtin::DEFAULT,
    })
}

fn show_scenario(word: &str, json: bool) -> Result<(), Failure> {
    let scenario = scenario_source::load_scenario(word, false)?;
    let rows = quantities::parameter_rows(&scenario);
    if json {
        let mut value = summary_json(&scenario);
        value["parameters"] = json!(rows);
        value["levers"] = named_json(&lever_titles(&scenario), "title");
        value["questions"] = named_json(&question_texts(&scenario), "text");
        return print_json(&value);
    }
    print_text(&scenario_table::render_scenario(
        &scenario_heading(&scenario),
        &rows.into_iter().map(table_row).collect::<Vec<Row>>(),
        stdout_style(),
    ))
}

fn named_json(items: &[(String, String)], words: &str) -> Value {
    items.iter().map(|(name, text)| json!({ "name": name, words: text })).collect()
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
        print_json(&findings_json(&read))?;
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

/// Findings of a check as JSON; lines and columns are counted from one, columns in bytes.
fn findings_json(read: &Result<(Scenario, Diagnostics), Diagnostics>) -> Value {
    let found = match read {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    let items: Vec<Value> = found.iter().map(|item| finding_json(item, found.source().text())).collect();
    json!({ "ok": read.is_ok(), "file": found.source().name(), "found": items })
}

fn finding_json(item: &Diagnostic, text: &str) -> Value {
    let place = item.span.as_ref().map(|span| line_and_column(text, span.start));
    json!({
        "severity": if item.severity == Severity::Error { "error" } else { "warning" },
        "code": item.code,
        "message": item.message,
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
        "allowed": item.allowed,
        "hint": item.hint,
    })
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
    (line, column)
}

fn write_template(name: &str, path: PathBuf) -> Result<(), Failure> {
    if !template::is_name(name) {
        let diagnostic = Diagnostic::error("bad-name", "this cannot be the name of a scenario");
        let diagnostic = diagnostic.allowed("small letters, digits, `-` and `_`, at most 64");
        return Err(Failure::argument("NAME", name, diagnostic));
    }
    write_new_file(&path, &template::text(name))?;
    tell_user("it runs as it is: standoff forecast FILE; every number in it says what it means");
    print_text(&format!("{}\n", path.display()))
}

/// Writes a file that does not exist yet, whole or not at all.
fn write_new_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::argument(
            "FILE",
            &path.display().to_string(),
            Diagnostic::error("file-exists", "the file exists and was left as it is")
                .allowed("a file that does not exist yet")
                .hint("choose another name, or another file with --out"),
        ),
        _ => Failure::run(format!("{}: {error}", path.display())),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(path);
        failed(error)
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
