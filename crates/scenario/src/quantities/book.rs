//! The sources of a scenario, and rules that give the provenance of many numbers at once.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::declarations::quantity_patterns;
use super::grade::Grade;
use super::provenance::{Provenance, Reference};
use super::quantity::Quantity;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::path::matches_pattern;
use crate::words::{one_of, shorten};

/// One `[[provenance]]`.
struct ProvenanceRule<'a> {
    paths: Vec<(&'a str, &'a Range<usize>)>,
    source: Option<&'a str>,
    date: Option<Date>,
    grade: Option<Grade>,
    note: Option<&'a str>,
}

/// The sources of a scenario and its rules of provenance.
pub(crate) struct SourceBook<'a> {
    pub references: BTreeMap<String, Reference>,
    rules: Vec<ProvenanceRule<'a>>,
    start: Date,
}

impl<'a> SourceBook<'a> {
    /// Reads [sources] and [[provenance]].
    pub fn read(root: &'a Table, start: Date, found: &mut Diagnostics) -> Self {
        let mut book = Self { references: BTreeMap::new(), rules: Vec::new(), start };
        for (name, place, table) in root.named_tables("sources") {
            book.references.insert(name.to_owned(), read_reference(table));
            book.check_reference(name, table.span("published").unwrap_or(place), found);
        }
        for (table, _) in root.tables("provenance") {
            book.rules.push(read_rule(table));
            let grade = table.text("grade").and_then(Grade::from_name);
            let source = table.text("source").zip(table.span("source"));
            book.check_origin(source, table.date("date").zip(table.span("date")), grade, found);
        }
        book
    }

    /// Refuses a source published after the start that is not marked as later (decision 78).
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

    /// Checks the source, date and grade of one number or of one rule.
    pub fn check_origin(
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
                Diagnostic::error("unknown-source", format!("no source is called `{}`", shorten(key)))
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

    /// Provenance of the number at `path`; none where neither the number nor a rule states one.
    ///
    /// The last rule that matches counts, so that a general rule can come before its exceptions. A number with a source
    /// of its own takes nothing from a rule: date and note of the rule describe another source.
    pub fn provenance_of(&self, path: &str, quantity: &Quantity, found: &mut Diagnostics) -> Option<Provenance> {
        let source = quantity.source.as_ref().map(|(key, place)| (key.as_str(), place));
        self.check_origin(source, quantity.date.as_ref().map(|(date, place)| (*date, place)), quantity.grade, found);
        let covers = |rule: &&ProvenanceRule<'_>| rule.paths.iter().any(|(pattern, _)| matches_pattern(pattern, path));
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
        let patterns = quantity_patterns();
        for &(pattern, place) in self.rules.iter().flat_map(|rule| &rule.paths) {
            let fits = |path: &str| matches_pattern(pattern, path);
            // A pattern may speak of what this war does not have, as long as some war could.
            if !paths.iter().any(|path| fits(path)) && !patterns.iter().any(|path| fits(path)) {
                let message = format!("no quantity fits `{}`", shorten(pattern));
                let diagnostic = Diagnostic::error("unknown-path", message).at(place);
                found.push(diagnostic.nearest(pattern, patterns.iter().map(String::as_str)));
            }
        }
    }
}

fn read_reference(table: &Table) -> Reference {
    Reference {
        title: table.text("title").unwrap_or_default().to_owned(),
        published: table.date("published"),
        licence: table.text("licence").map(str::to_owned),
        later: table.text("vintage") == Some("later"),
    }
}

fn read_rule(table: &Table) -> ProvenanceRule<'_> {
    ProvenanceRule {
        paths: table.texts("paths"),
        source: table.text("source"),
        date: table.date("date"),
        grade: table.text("grade").and_then(Grade::from_name),
        note: table.text("note"),
    }
}
