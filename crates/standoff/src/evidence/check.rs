//! `standoff evidence check`: checks that files make a log.

use crate::output::{Failure, print_json, print_text, tell_warnings};
use crate::{options, record, scenario_source};
use serde_json::{Value, json};
use standoff::scenario::evidence::{KINDS, Log};
use standoff::scenario::{Date, Diagnostic, Diagnostics, Severity, Source};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Arguments of `standoff evidence check`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckLogArguments {
    /// A scenario, if it is not the default one; then files, CSV or JSON, which make one log with its record
    #[arg(value_name = "[SCENARIO] FILE")]
    words: Vec<OsString>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

/// Checks the log.
pub fn check_log(arguments: &CheckLogArguments) -> Result<(), Failure> {
    let (scenario, files) = split_words(&arguments.words);
    let scenario = scenario.map(|word| word.to_string_lossy().into_owned());
    let word = options::scenario_word(scenario.as_ref());
    let scenario = scenario_source::load_scenario(word, false)?;
    let mut record = arguments.record.clone();
    record.evidence.splice(0..0, files.iter().map(PathBuf::from));
    let read = record.read_sources(word).and_then(|sources| Log::read(&sources, &scenario));
    if arguments.json {
        print_json(&findings_json(&read))?;
    }
    let (log, warnings) = read.map_err(|found| Failure::input(&found))?;
    if arguments.json {
        return Ok(());
    }
    if !arguments.record.no_record {
        record::tell_left_out(word).map_err(|found| Failure::input(&found))?;
    }
    tell_warnings(&warnings, false);
    print_text(&summarise_log(&log, &warnings))
}

/// Splits the words into the scenario, if the first word is one, and the files.
fn split_words(words: &[OsString]) -> (Option<&OsString>, &[OsString]) {
    match words {
        [first, files @ ..] if !is_log(first) => (Some(first), files),
        files => (None, files),
    }
}

/// Tests whether a word is the name of a log's file.
fn is_log(word: &OsStr) -> bool {
    let word = word.to_string_lossy().to_ascii_lowercase();
    word.ends_with(".csv") || word.ends_with(".json")
}

/// Summarises a log: the number of its rows, of those that count, and of those of each kind.
fn summarise_log(log: &Log, warnings: &Diagnostics) -> String {
    let standing = log.known_by(Date::MAX).len();
    let warned = match warnings.len() {
        0 => "no warnings".to_owned(),
        1 => "1 warning".to_owned(),
        count => format!("{count} warnings"),
    };
    let mut text = format!("ok, {warned}: rows {}, standing {standing}\n", log.events.len());
    for (name, count) in rows_by_kind(log) {
        text.push_str(&format!("  {count:>7}  {name}\n"));
    }
    text
}

/// Rows of each kind that the log has, in the order of the kinds.
fn rows_by_kind(log: &Log) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    log.events.iter().for_each(|event| *counts.entry(event.kind).or_default() += 1);
    KINDS.iter().filter_map(|one| Some((one.name, *counts.get(&one.kind)?))).collect()
}

fn findings_json(read: &Result<(Log, Diagnostics), Diagnostics>) -> Value {
    let found = match read {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    let items: Vec<Value> = found
        .by_source()
        .flat_map(|(source, items)| items.iter().map(move |item| finding_json(item, source)))
        .collect();
    let kinds: Vec<Value> = read
        .iter()
        .flat_map(|(log, _)| rows_by_kind(log))
        .map(|(kind, rows)| json!({ "kind": kind, "rows": rows }))
        .collect();
    json!({
        "format": 1,
        "ok": read.is_ok(),
        "rows": read.as_ref().ok().map(|(log, _)| log.events.len()),
        "standing": read.as_ref().ok().map(|(log, _)| log.known_by(Date::MAX).len()),
        "kinds": kinds,
        "found": items,
    })
}

/// A finding as JSON; lines and columns are counted from one, columns in letters.
fn finding_json(item: &Diagnostic, source: &Source) -> Value {
    let place = item.position(source);
    json!({
        "severity": if item.severity == Severity::Error { "error" } else { "warning" },
        "code": item.code,
        "message": item.message,
        "file": source.name(),
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
        "allowed": item.allowed,
        "hint": item.hint,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_may_be_a_scenario() {
        let words = ["two-sided", "a.csv", "b.JSON"].map(OsString::from);
        assert_eq!(split_words(&words), (Some(&words[0]), &words[1..]));
        assert_eq!(split_words(&words[1..]), (None, &words[1..]));
    }
}
