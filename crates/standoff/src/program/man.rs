//! `standoff man`: the pages of the manual, made from the same descriptions as `--help`.

use crate::program::glossary::short_glossary;
use crate::program::output::{Failure, print_text, tell_user};
use clap::Command;
use clap_mangen::Man;
use standoff::lab::atomic_write::{IfExists, atomic_write};
use standoff::prose::wrap_words;
use standoff::scenario::Diagnostic;
use std::path::{Path, PathBuf};

/// Width of lines that are not filled.
const WIDTH: usize = 76;

/// Arguments of `standoff man`.
#[derive(Debug, clap::Args)]
pub struct ManArguments {
    /// The verb, such as `forecast` or `stats survival` [default: the program]
    #[arg(value_name = "VERB", conflicts_with = "out")]
    words: Vec<String>,
    /// Write the pages of the program and of all verbs into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Prints a page of the manual of `program`, or writes all pages.
pub fn print_manual(arguments: &ManArguments, program: Command) -> Result<(), Failure> {
    let program = build_names(program);
    match &arguments.out {
        Some(folder) => write_pages(&program, folder, arguments.quiet),
        None => print_text(&render_page(find_verb(&program, &arguments.words)?)?),
    }
}

/// The program with the full names of its verbs. It has no verb `help`, which would have a page for every verb once more.
fn build_names(program: Command) -> Command {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    program
}

fn find_verb<'a>(program: &'a Command, words: &[String]) -> Result<&'a Command, Failure> {
    let mut command = program;
    for word in words {
        command = command.find_subcommand(word).ok_or_else(|| {
            let names = || command.get_subcommands().map(Command::get_name);
            let message = format!("no verb is called `{}`", word.escape_debug());
            let allowed = names().map(|name| format!("`{name}`")).collect::<Vec<String>>();
            let allowed = if allowed.is_empty() { "no further word".to_owned() } else { allowed.join(", ") };
            let diagnostic = Diagnostic::error("unknown-verb", message).allowed(allowed);
            Failure::argument("VERB", word, diagnostic.nearest(word, names()))
        })?;
    }
    Ok(command)
}

/// Name of a page, such as `standoff-stats-survival`.
fn page_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page of the manual. The foot of the help page is a section of its own, in lines that are not filled: it has examples and
/// columns.
fn render_page(command: &Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    let source = concat!("standoff ", env!("CARGO_PKG_VERSION"));
    let bare = command.clone().after_help(None).after_long_help(None);
    Man::new(bare).source(source).manual("Standoff").render(&mut page).map_err(Failure::run)?;
    let mut page = String::from_utf8(page).map_err(Failure::run)?;
    let foot = foot_lines(command);
    if !foot.is_empty() {
        page.push_str(&format!(".SH NOTES\n.nf\n{}.fi\n", foot.join("")));
    }
    Ok(spell_letters(&page))
}

/// Letters beyond ASCII by their numbers, which every formatter knows whatever encoding it expects.
fn spell_letters(page: &str) -> String {
    let spell = |letter: char| match letter.is_ascii() {
        true => letter.to_string(),
        false => format!("\\[u{:04X}]", u32::from(letter)),
    };
    page.chars().map(spell).collect()
}

/// Lines of the foot of a command's help page, as a page of the manual spells them.
fn foot_lines(command: &Command) -> Vec<String> {
    let mut foot = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if command.get_after_long_help().is_some() {
        foot.push_str(&format!("\n\n{}", short_glossary(WIDTH)));
    }
    let wrapped = |line: &str| if line.starts_with(' ') { vec![line.to_owned()] } else { wrap_words(line, WIDTH) };
    foot.lines().flat_map(wrapped).map(|line| format!("{}\n", spell_line(&line))).collect()
}

/// A line without anything that the formatter would take for a request.
fn spell_line(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}

fn write_pages(program: &Command, folder: &Path, quiet: bool) -> Result<(), Failure> {
    let pages = write_pages_below(program, folder)?;
    if !quiet {
        tell_user(&format!("{pages} pages written to {}", folder.display()));
    }
    Ok(())
}

/// Writes the page of a command and of all its verbs, and returns their number.
fn write_pages_below(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let file = folder.join(format!("{}.1", page_name(command)));
    atomic_write(&file, render_page(command)?.as_bytes(), IfExists::Replace).map_err(Failure::run)?;
    let below = command.get_subcommands().map(|verb| write_pages_below(verb, folder));
    below.sum::<Result<usize, Failure>>().map(|pages| pages + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_spelled_as_text() {
        assert_eq!(spell_line(".nf a-b \\x"), "\\&.nf a\\-b \\ex");
        assert_eq!(spell_line("'x"), "\\&'x");
        assert_eq!(spell_letters("a–b"), "a\\[u2013]b");
    }
}
