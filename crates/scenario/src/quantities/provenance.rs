//! Where the numbers come from: sources by key, and patterns that say it for many numbers at once.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::Table;
use crate::keys::tables::{self, fits};
use crate::quantities::quantity::{Grade, Quantity};
use crate::words::{one_of, short};

/// A source of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Licence of the figures.
    pub licence: Option<String>,
    /// Published after the start, but states the past.
    pub later: bool,
}

/// Where one number comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Key of the source; none for a default or a number whose source is not stated.
    pub source: Option<String>,
    /// Title of the source, or what stands for it.
    pub title: String,
    /// Day that the number describes.
    pub date: Option<Date>,
    /// Grade of the evidence.
    pub grade: Grade,
    /// A remark for readers.
    pub note: Option<String>,
}

impl Provenance {
    pub(crate) fn of_default() -> Self {
        let title = "Standoff default, theory 3.15".to_owned();
        Self { source: None, title, date: None, grade: Grade::Assumption, note: None }
    }

    pub(crate) fn of_command() -> Self {
        let title = "set by hand".to_owned();
        Self { source: None, title, date: None, grade: Grade::Assumption, note: None }
    }
}

/// One `[[provenance]]`.
struct Rule<'a> {
    paths: Vec<(&'a str, &'a Range<usize>)>,
    source: Option<&'a str>,
    date: Option<Date>,
    grade: Option<Grade>,
    note: Option<&'a str>,
}

/// What the scenario says about its numbers.
pub(crate) struct Book<'a> {
    pub references: BTreeMap<String, Reference>,
    rules: Vec<Rule<'a>>,
    start: Date,
}

impl<'a> Book<'a> {
    /// Reads [sources] and [[provenance]].
    pub fn read(root: &'a Table, start: Date, found: &mut Diagnostics) -> Self {
        let mut book = Self { references: BTreeMap::new(), rules: Vec::new(), start };
        for (name, place, table) in root.named("sources") {
            book.references.insert(name.to_owned(), reference(table));
            book.check_reference(name, table.span("published").unwrap_or(place), found);
        }
        for (table, _) in root.tables("provenance") {
            book.rules.push(rule(table));
            let grade = table.text("grade").and_then(Grade::from_name);
            let source = table.text("source").zip(table.span("source"));
            book.check(source, table.date("date").zip(table.span("date")), grade, found);
        }
        book
    }

    fn check_reference(&self, name: &str, place: &Range<usize>, found: &mut Diagnostics) {
        let Some(reference) = self.references.get(name) else { return };
        let Some(published) = reference.published.filter(|date| *date > self.start && !reference.later) else { return };
        let message = format!("the source `{name}` was published on {published}, after the start {}", self.start);
        found.push(
            Diagnostic::error("source-after-start", message)
                .at(place)
                .allowed(format!("a source published by {}", self.start))
                .hint("if it only states what had happened by then, add vintage = \"later\""),
        );
    }

    /// Checks what one number, or one pattern, says about its origin.
    pub fn check(
        &self,
        source: Option<(&str, &Range<usize>)>,
        date: Option<(Date, &Range<usize>)>,
        grade: Option<Grade>,
        found: &mut Diagnostics,
    ) {
        if let Some((date, place)) = date.filter(|(date, _)| *date > self.start) {
            let message = format!("the number describes {date}, after the start {}", self.start);
            found.push(Diagnostic::error("date-after-start", message).at(place).allowed(format!("by {}", self.start)));
        }
        let Some((key, place)) = source else { return };
        let names = || self.references.keys().map(String::as_str);
        match self.references.get(key) {
            None => found.push(
                Diagnostic::error("unknown-source", format!("no source is called `{}`", short(key)))
                    .at(place)
                    .allowed(one_of(names()))
                    .hint("add it to [sources]")
                    .nearest(key, names()),
            ),
            Some(reference) if reference.later && grade == Some(Grade::Data) => found.push(
                Diagnostic::error("later-as-data", format!("`{key}` was published after the start, so it is not data"))
                    .at(place)
                    .allowed("grade = \"expert\" or \"assumption\""),
            ),
            Some(_) => {}
        }
    }

    /// Where the number at `path` comes from; none where neither it nor a pattern says.
    pub fn of(&self, path: &str, quantity: &Quantity, found: &mut Diagnostics) -> Option<Provenance> {
        let source = quantity.source.as_ref().map(|(key, place)| (key.as_str(), place));
        self.check(source, quantity.date.as_ref().map(|(date, place)| (*date, place)), quantity.grade, found);
        let covers = |rule: &&Rule<'_>| rule.paths.iter().any(|(pattern, _)| fits(pattern, path));
        let rule = self.rules.iter().rev().find(covers).filter(|_| source.is_none());
        let source = source.map(|(key, _)| key).or(rule.and_then(|rule| rule.source));
        let grade = quantity.grade.or(rule.and_then(|rule| rule.grade));
        if source.is_none() && rule.is_none() && grade.is_none() {
            return None;
        }
        let title = source.and_then(|key| self.references.get(key)).map(|reference| reference.title.clone());
        Some(Provenance {
            source: source.map(str::to_owned),
            title: title.unwrap_or_else(|| "judgement".to_owned()),
            date: quantity.date.as_ref().map(|(date, _)| *date).or(rule.and_then(|rule| rule.date)),
            grade: grade.unwrap_or(Grade::Assumption),
            note: quantity.note.clone().or(rule.and_then(|rule| rule.note).map(str::to_owned)),
        })
    }

    /// Every pattern must fit at least one of the quantities.
    pub fn check_patterns(&self, paths: &[&str], found: &mut Diagnostics) {
        let patterns = tables::patterns();
        for &(pattern, place) in self.rules.iter().flat_map(|rule| &rule.paths) {
            if !paths.iter().any(|path| fits(pattern, path)) {
                let message = format!("no quantity fits `{}`", short(pattern));
                let diagnostic = Diagnostic::error("unknown-path", message).at(place);
                found.push(diagnostic.nearest(pattern, patterns.iter().map(String::as_str)));
            }
        }
    }
}

fn reference(table: &Table) -> Reference {
    Reference {
        title: table.text("title").unwrap_or_default().to_owned(),
        published: table.date("published"),
        licence: table.text("licence").map(str::to_owned),
        later: table.text("vintage") == Some("later"),
    }
}

fn rule(table: &Table) -> Rule<'_> {
    Rule {
        paths: table.texts("paths"),
        source: table.text("source"),
        date: table.date("date"),
        grade: table.text("grade").and_then(Grade::from_name),
        note: table.text("note"),
    }
}
