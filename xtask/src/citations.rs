//! Every citation resolves inside the repository: a decision to its record, a section of the theory or a check to its
//! row in the book, a link to a file.
//!
//! Read are comments of sources and the whole text of pages and scenarios. A citation is a word and numbers, such as
//! `decision 11`, `decisions 4 to 6`, `theory 3.8, 3.12` or `check V16`. Rows and records are found by their number alone,
//! so that a page may be rewritten freely around it.

mod prose;
#[cfg(test)]
mod tests;

use crate::check_error::CheckError;
use crate::files::{TextFile, text_files};
use prose::{Word, prose_words};
use std::collections::BTreeSet;
use std::path::Path;

/// Folder of the records.
const RECORDS: &str = "docs/src/decisions";
/// Page with a row for each section of the theory and each fact.
const THEORY: &str = "docs/src/theory-notes.md";
/// Page with a row for each check.
const CHECKS: &str = "docs/src/theory-checks.md";
/// Forms that named notes outside the repository: a word, and a mark before the number that follows.
const OLD_FORMS: [(&str, &str); 4] = [("model-decisions", ""), ("design", "§"), ("mission", "S"), ("theory", "§")];
/// Folders of files that others wrote or that are built.
const OUTSIDE: [&str; 5] = ["/target", "/node_modules", "/.git", "/dist", "/book"];
/// Extensions of the files that are read.
const READ: [&str; 9] = ["rs", "md", "toml", "ts", "tsx", "js", "py", "csv", "typ"];

/// Records and rows that may be cited.
struct CitationIndex {
    decisions: BTreeSet<String>,
    /// Sections, facts and checks, each as it is written in the first cell of its row.
    rows: BTreeSet<String>,
}

/// Names every citation that does not resolve, every old form, and every link of a page that leads to no file.
///
/// # Errors
///
/// A file that cannot be read, or no records and rows at all, against which every citation would fail.
pub fn check_citations(root: &Path) -> Result<Vec<String>, CheckError> {
    let files = text_files(root, &|folder| !OUTSIDE.iter().any(|outside| folder.ends_with(outside)))?;
    let index = CitationIndex::of_files(&files);
    if index.decisions.is_empty() || index.rows.is_empty() {
        let message = format!("no records in {RECORDS}, or no rows in {THEORY} and {CHECKS}");
        return Err(CheckError::NothingToCheck(message));
    }
    let read = files.iter().filter(|file| READ.iter().any(|extension| has_extension(&file.path, extension)));
    let exists = |path: &str| root.join(path).exists();
    Ok(read.flat_map(|file| file_faults(file, &index, &exists)).collect())
}

impl CitationIndex {
    fn of_files(files: &[TextFile]) -> Self {
        let record = |file: &TextFile| file.path.strip_prefix(RECORDS)?.strip_prefix('/').map(leading_number);
        let pages = files.iter().filter(|file| [THEORY, CHECKS].contains(&file.path.as_str()));
        Self {
            decisions: files.iter().filter_map(record).filter(|number| !number.is_empty()).collect(),
            rows: pages.flat_map(|page| page.text.lines().filter_map(first_cell)).map(str::to_owned).collect(),
        }
    }
}

/// Number at the beginning of a record's name, without leading zeros.
fn leading_number(name: &str) -> String {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

fn first_cell(line: &str) -> Option<&str> {
    line.strip_prefix('|')?.split('|').next().map(str::trim)
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

fn file_faults(file: &TextFile, index: &CitationIndex, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let words = prose_words(file);
    let mut faults = old_forms(&words);
    faults.extend(unresolved_citations(&words, index));
    if has_extension(&file.path, "md") {
        faults.extend(broken_links(file, exists));
    }
    faults.sort();
    faults.into_iter().map(|(line, fault)| format!("{}:{line}: {fault}", file.path)).collect()
}

/// Citations in an old form, with their lines.
fn old_forms(words: &[Word<'_>]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (here, next) = (bare_word(word.text), words.get(at + 1).map_or("", |next| next.text));
        let is_old =
            |(first, second): &&(&str, &str)| here == *first && (second.is_empty() || is_numbered(next, second));
        let old = OLD_FORMS.iter().find(is_old);
        found.extend(
            old.map(|(first, second)| {
                (word.line, format!("`{}` resolves nowhere", format!("{first} {second}").trim()))
            }),
        );
    }
    found
}

/// A word in small letters, without the punctuation around it.
fn bare_word(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

/// Tests whether a word is a mark and a number.
fn is_numbered(word: &str, mark: &str) -> bool {
    word.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Citations that lead nowhere, with their lines.
fn unresolved_citations(words: &[Word<'_>], index: &CitationIndex) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let name = bare_word(word.text);
        let (known, place): (&BTreeSet<String>, _) = match name.as_str() {
            "decision" | "decisions" => (&index.decisions, RECORDS),
            "theory" => (&index.rows, THEORY),
            _ => continue,
        };
        let missing = cited_numbers(word, &words[at + 1..]).into_iter().filter(|(_, number)| !known.contains(number));
        found.extend(missing.map(|(line, number)| (line, format!("{name} {number} is not in {place}"))));
    }
    let labels = words.iter().flat_map(|word| cited_labels(word.text).map(|label| (word.line, label)));
    let missing = labels.filter(|(_, label)| !index.rows.contains(*label));
    found.extend(missing.map(|(line, label)| (line, format!("{label} is not in {CHECKS} or {THEORY}"))));
    found
}

/// Numbers that follow a citing word, with their lines: one, or a list with commas, `and` and `to`.
fn cited_numbers(citing: &Word<'_>, after: &[Word<'_>]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if !citing.text.ends_with(char::is_alphabetic) {
        return found;
    }
    let mut words = after.iter().peekable();
    while let Some(word) = words.next() {
        let parts: Vec<String> = word.text.split('–').map_while(number_at_start).collect();
        if parts.is_empty() {
            break;
        }
        found.extend(parts.into_iter().map(|number| (word.line, number)));
        let joined = words.next_if(|next| ["and", "to", "or"].contains(&next.text)).is_some();
        if !joined && !word.text.ends_with(',') {
            break;
        }
    }
    found
}

/// Number that a word begins with: digits, or digits with a point between.
fn number_at_start(word: &str) -> Option<String> {
    let length = word.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(word.len());
    let number = word[..length].trim_end_matches('.');
    number.starts_with(|letter: char| letter.is_ascii_digit()).then(|| number.to_owned())
}

/// Labels of checks and facts in a word: `V` or `E` and two digits, alone.
fn cited_labels(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_');
    parts.filter(|part| {
        let digits = part.strip_prefix(['V', 'E']).unwrap_or("");
        digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// Links of a page that lead to no file, with their lines. Code between fences is no link.
fn broken_links(file: &TextFile, exists: &dyn Fn(&str) -> bool) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        let broken = targets
            .chain(named_target(line))
            .filter(|target| !fenced && is_path(target) && !exists(&linked_file(&file.path, target)));
        found.extend(broken.map(|target| (at + 1, format!("no file for the link `{target}`"))));
    }
    found
}

/// Target of a line that gives one a name, `[name]: target`.
fn named_target(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.split_once("]: ").map(|(_, target)| target.trim())
}

fn is_path(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('#') && !target.contains(':')
}

/// File that a link of a page leads to, from the root.
fn linked_file(page: &str, target: &str) -> String {
    let target = target.split(['#', ' ']).next().unwrap_or(target);
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => (),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
