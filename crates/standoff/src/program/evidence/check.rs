//! `standoff evidence check`: checks that files make a log.

use crate::program::output::{Failure, print_json, print_text, tell_warnings};
use crate::program::{options, record, scenario_source};
use schemars::JsonSchema;
use serde::Serialize;
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

/// What a check of an event log found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LogCheck {
    /// Version of the keys.
    format: u32,
    /// True if the log can be used.
    ok: bool,
    /// Rows of all files; `null` where the log cannot be used.
    rows: Option<usize>,
    /// Events that count: neither corrected nor withdrawn; `null` where the log cannot be used.
    standing: Option<usize>,
    /// Rows of each kind that the log has.
    kinds: Vec<KindRows>,
    /// Errors and warnings, file by file.
    found: Vec<LogFinding>,
}

/// Rows of a kind of event.
#[derive(Debug, Serialize, JsonSchema)]
struct KindRows {
    /// The kind.
    kind: &'static str,
    /// Its rows.
    rows: usize,
}

/// An error or a warning about an event log.
#[derive(Debug, Serialize, JsonSchema)]
struct LogFinding {
    /// Whether the log can be used in spite of it.
    severity: Severity,
    /// Stable name of the kind of fault, such as `unknown-kind`.
    code: &'static str,
    /// The fault, in one line.
    message: String,
    /// File.
    file: String,
    /// Line, counted from one; `null` where it concerns the file as a whole.
    line: Option<usize>,
    /// Column in letters, counted from one; `null` where it concerns the file as a whole.
    column: Option<usize>,
    /// What is allowed there.
    allowed: Option<String>,
    /// The change that probably helps.
    hint: Option<String>,
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
        print_json(&describe_check(&read))?;
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

fn describe_check(read: &Result<(Log, Diagnostics), Diagnostics>) -> LogCheck {
    let found = match read {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    let items = found.by_source().flat_map(|(source, items)| items.iter().map(move |item| describe(item, source)));
    let log = read.as_ref().ok().map(|(log, _)| log);
    let kinds = log.map(rows_by_kind).unwrap_or_default();
    LogCheck {
        format: 1,
        ok: read.is_ok(),
        rows: log.map(|log| log.events.len()),
        standing: log.map(|log| log.known_by(Date::MAX).len()),
        kinds: kinds.into_iter().map(|(kind, rows)| KindRows { kind, rows }).collect(),
        found: items.collect(),
    }
}

fn describe(item: &Diagnostic, source: &Source) -> LogFinding {
    let place = item.position(source);
    LogFinding {
        severity: item.severity,
        code: item.code,
        message: item.message.clone(),
        file: source.name().to_owned(),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        allowed: item.allowed.clone(),
        hint: item.hint.clone(),
    }
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
