//! `standoff theory`: the classic models, each beside its closed form.

use crate::output::{Failure, print, print_json, style};
use clap::Subcommand;
use serde_json::{Map, Value};
use standoff::brief::{Align, Table, wrap};
use standoff::theory::{self, Check, CheckReport, TheoryError};

/// What can be done with the classic models.
#[derive(Debug, Subcommand)]
pub enum Verb {
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

/// Does it.
pub fn run(verb: &Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { json: true } => print_json(&theory::checks()),
        Verb::List { json: false } => print(&list(theory::checks())),
        Verb::Show { id, json } => show(theory::find_check(id).map_err(|error| wrong(&error))?, *json),
        Verb::Run { id, set, json } => {
            let check = theory::find_check(id).map_err(|error| wrong(&error))?;
            report(check, &theory::run_check(id, set).map_err(|error| wrong(&error))?, *json)
        }
    }
}

fn wrong(error: &TheoryError) -> Failure {
    Failure::Input(format!("error: {error}"))
}

fn list(checks: &[Check]) -> String {
    let mut table = Table::new(&[("check", Align::Left), ("what it is about", Align::Left), ("source", Align::Left)]);
    checks.iter().for_each(|check| table.row([&check.id, &check.title, &check.source]));
    lines(&table)
}

fn show(check: &Check, json: bool) -> Result<(), Failure> {
    if json {
        return print_json(check);
    }
    let mut page = about(check);
    page += &format!("\ninputs\n{}", lines(&values(&check.inputs)));
    page += &format!("\nexpected\n{}", lines(&values(&check.expected)));
    page += &format!("\nwithin {:e}; above 1 in proportion\n", check.abs_tol);
    print(&page)
}

/// Title, formula, place in the model, source.
fn about(check: &Check) -> String {
    let parts = [("", &check.formula), ("in the model: ", &check.nests_to), ("source: ", &check.source)];
    let mut page = format!("{} · {}\n", check.id, check.title);
    for line in parts.iter().flat_map(|(head, text)| wrap(&format!("{head}{text}"), style().columns() - 2)) {
        page += &format!("  {line}\n");
    }
    page
}

fn values(values: &Map<String, Value>) -> Table {
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    values.iter().for_each(|(name, value)| table.row([name, &figure(value)]));
    table
}

/// Prints a report. One that could be computed is a success, whatever the comparison says: that is data.
fn report(check: &Check, report: &CheckReport, json: bool) -> Result<(), Failure> {
    if json { print_json(report) } else { print(&page(check, report)) }
}

fn page(check: &Check, report: &CheckReport) -> String {
    let verdict = match report.ok {
        Some(true) => "ok: the model gives what the closed form says",
        Some(false) => "not ok: the model and the closed form differ",
        None => "there is nothing to compare with for these inputs",
    };
    let inputs = lines(&values(&report.inputs));
    format!("{}\ninputs\n{inputs}\n{}\n{verdict}\n", about(check), lines(&comparison(report)))
}

fn comparison(report: &CheckReport) -> Table {
    let mut table = Table::new(&[("output", Align::Left), ("computed", Align::Left), ("expected", Align::Left)]);
    let names = report.computed.as_object().into_iter().flat_map(Map::keys);
    for name in names {
        let of = |value: &Value| value.get(name).map_or("–".to_owned(), figure);
        table.row([name.clone(), of(&report.computed), of(&report.expected)]);
    }
    table
}

fn lines(table: &Table) -> String {
    table.render(style()).iter().map(|line| format!("{line}\n")).collect()
}

/// A value for people: JSON with ten digits that count.
fn figure(value: &Value) -> String {
    short(value).to_string()
}

fn short(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(short).collect(),
        Value::Object(items) => items.iter().map(|(name, item)| (name.clone(), short(item))).collect(),
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
            figure(&serde_json::json!([0.300_000_000_000_000_04, 3, {"a": 1.0 / 3.0}])),
            r#"[0.3,3,{"a":0.3333333333}]"#
        );
    }
}
