//! `standoff theory`: the classic models, each beside its closed form.

use crate::program::output::{Failure, print_json, print_text, stdout_style};
use clap::Subcommand;
use serde_json::{Map, Value};
use standoff::prose::{Align, Table, wrap_words};
use standoff::theory::{self, Check, CheckReport, TheoryError};

/// Verbs of `standoff theory`.
#[derive(Debug, Subcommand)]
pub enum TheoryVerb {
    /// All checks: number, title, source
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// One check: what it says, its inputs and what is expected of it
    Show {
        /// Number of the check, such as V06
        id: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Run a check, with other inputs if wanted; `ok` says whether the result is what is expected
    Run {
        /// Number of the check, such as V06
        id: String,
        /// Replace an input, the value in JSON, such as p=0.6 or 'ideal_points=[0.1,0.4]'
        #[arg(long, value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// Print as JSON: id, inputs, computed, expected, ok
        #[arg(long)]
        json: bool,
    },
}

/// Runs the verb.
pub fn run_theory(verb: &TheoryVerb) -> Result<(), Failure> {
    match verb {
        TheoryVerb::List { json: true } => print_json(&theory::checks()),
        TheoryVerb::List { json: false } => print_text(&render_checks(theory::checks())),
        TheoryVerb::Show { id, json } => {
            print_check(theory::find_check(id).map_err(|error| theory_failure(&error))?, *json)
        }
        TheoryVerb::Run { id, set, json } => {
            let check = theory::find_check(id).map_err(|error| theory_failure(&error))?;
            print_report(check, &theory::run_check(id, set).map_err(|error| theory_failure(&error))?, *json)
        }
    }
}

fn theory_failure(error: &TheoryError) -> Failure {
    Failure::Input(format!("error: {error}"))
}

fn render_checks(checks: &[Check]) -> String {
    let mut table = Table::new(&[("check", Align::Left), ("what it is about", Align::Left), ("source", Align::Left)]);
    checks.iter().for_each(|check| table.add_row([&check.id, &check.title, &check.source]));
    table_lines(&table)
}

fn print_check(check: &Check, json: bool) -> Result<(), Failure> {
    if json {
        return print_json(check);
    }
    let mut page = describe_check(check);
    page += &format!("\ninputs\n{}", table_lines(&value_table(&check.inputs)));
    page += &format!("\nexpected\n{}", table_lines(&value_table(&check.expected)));
    page += &format!("\nwithin {:e}; above 1 in proportion\n", check.abs_tol);
    print_text(&page)
}

/// Title, formula, place in the model and source of a check.
fn describe_check(check: &Check) -> String {
    let parts = [("", &check.formula), ("in the model: ", &check.nests_to), ("source: ", &check.source)];
    let mut page = format!("{} · {}\n", check.id, check.title);
    for line in parts.iter().flat_map(|(head, text)| wrap_words(&format!("{head}{text}"), stdout_style().columns() - 2))
    {
        page += &format!("  {line}\n");
    }
    page
}

fn value_table(values: &Map<String, Value>) -> Table {
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    values.iter().for_each(|(name, value)| table.add_row([name, &format_value(value)]));
    table
}

/// Prints a report. A check that could be computed is a success even if the comparison fails: the verdict is data.
fn print_report(check: &Check, report: &CheckReport, json: bool) -> Result<(), Failure> {
    if json { print_json(report) } else { print_text(&render_report(check, report)) }
}

fn render_report(check: &Check, report: &CheckReport) -> String {
    let verdict = match report.ok {
        Some(true) => "ok: the model gives what the closed form says",
        Some(false) => "not ok: the model and the closed form differ",
        None => "there is nothing to compare with for these inputs",
    };
    let inputs = table_lines(&value_table(&report.inputs));
    format!("{}\ninputs\n{inputs}\n{}\n{verdict}\n", describe_check(check), table_lines(&comparison_table(report)))
}

fn comparison_table(report: &CheckReport) -> Table {
    let mut table = Table::new(&[("output", Align::Left), ("computed", Align::Left), ("expected", Align::Left)]);
    let names = report.computed.as_object().into_iter().flat_map(Map::keys);
    for name in names {
        let of = |value: &Value| value.get(name).map_or("–".to_owned(), format_value);
        table.add_row([name.clone(), of(&report.computed), of(&report.expected)]);
    }
    table
}

fn table_lines(table: &Table) -> String {
    table.render(stdout_style()).iter().map(|line| format!("{line}\n")).collect()
}

/// Formats a value for people: JSON with ten significant digits.
fn format_value(value: &Value) -> String {
    shorten_numbers(value).to_string()
}

fn shorten_numbers(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(shorten_numbers).collect(),
        Value::Object(items) => items.iter().map(|(name, item)| (name.clone(), shorten_numbers(item))).collect(),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().and_then(|number| format!("{number:.9e}").parse::<f64>().ok()).into()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_see_ten_digits() {
        assert_eq!(
            format_value(&serde_json::json!([0.300_000_000_000_000_04, 3, {"a": 1.0 / 3.0}])),
            r#"[0.3,3,{"a":0.3333333333}]"#
        );
    }
}
