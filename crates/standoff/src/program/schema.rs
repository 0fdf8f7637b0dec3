//! `standoff schema`: the JSON Schema of every answer in JSON, and of the JSON files that the program writes.

pub mod answers;
mod closed;

use crate::program::output::{Failure, print_json, print_text, stdout_style, tell_user};
use answers::{ANSWERS, Answer};
use standoff::lab::atomic_write::{IfExists, atomic_write};
use standoff::prose::{Align, Table};
use standoff::scenario::Diagnostic;
use std::path::{Path, PathBuf};

/// Arguments of `standoff schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArguments {
    /// The answer, in the words of its verb, such as `forecast` or `stats survival` [default: list the answers]
    #[arg(value_name = "ANSWER", conflicts_with = "out")]
    words: Vec<String>,
    /// Write the schemas of all answers into this folder, each as ANSWER.schema.json
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Prints a schema or the list of answers, or writes all schemas.
pub fn print_schemas(arguments: &SchemaArguments) -> Result<(), Failure> {
    match (&arguments.out, arguments.words.as_slice()) {
        (Some(folder), _) => write_schemas(folder, arguments.quiet),
        (None, []) => print_text(&list_answers()),
        (None, words) => print_json(&find_answer(&words.join(" "))?.schema()),
    }
}

fn list_answers() -> String {
    let mut table = Table::new(&[("answer", Align::Left), ("what has this schema", Align::Left)]);
    ANSWERS.iter().for_each(|answer| table.add_row([answer.name, &answer.origin()]));
    table.render(stdout_style()).iter().map(|line| format!("{line}\n")).collect()
}

fn find_answer(name: &str) -> Result<&'static Answer, Failure> {
    ANSWERS.iter().find(|answer| answer.name == name).ok_or_else(|| {
        let names = || ANSWERS.iter().map(|answer| answer.name);
        let message = format!("no answer is called `{}`", name.escape_debug());
        let allowed = names().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
        let diagnostic = Diagnostic::error("unknown-answer", message).allowed(allowed);
        Failure::argument("ANSWER", name, diagnostic.nearest(name, names()))
    })
}

fn write_schemas(folder: &Path, quiet: bool) -> Result<(), Failure> {
    for answer in ANSWERS {
        let text = serde_json::to_string_pretty(&answer.schema()).map_err(Failure::run)? + "\n";
        let file = folder.join(format!("{}.schema.json", answer.name.replace(' ', "-")));
        atomic_write(&file, text.as_bytes(), IfExists::Replace).map_err(Failure::run)?;
    }
    if !quiet {
        tell_user(&format!("{} schemas written to {}", ANSWERS.len(), folder.display()));
    }
    Ok(())
}
