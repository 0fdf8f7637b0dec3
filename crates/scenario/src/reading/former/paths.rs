//! Paths of [[provenance]] and of levers that name former keys follow them to the keys that replaced them.

use std::ops::Range;

use super::amount::AmountConverter;
use super::notes::{CODE, PlaceKind, Sighting};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Node, Table, Value};
use crate::keys::former::{FormerKey, find_former_keys};
use crate::path::{common_pattern, matches_pattern};
use crate::quantities::declarations::fits_quantity;
use crate::words::shorten;

/// Rewrites paths, and remembers where.
pub(super) struct PathFollower<'a> {
    converters: &'a [AmountConverter],
    sightings: Vec<Sighting>,
    /// Keys under which the file stated numbers that have been moved.
    moved: Vec<&'static FormerKey>,
}

impl<'a> PathFollower<'a> {
    /// `sightings` are those of the keys themselves.
    pub fn new(converters: &'a [AmountConverter], sightings: Vec<Sighting>) -> Self {
        let moved = |key: &FormerKey| sightings.iter().any(|one| one.key == key && one.kind == PlaceKind::Stated);
        let moved = converters.iter().map(|converter| converter.key).filter(|key| moved(key)).collect();
        Self { converters, sightings, moved }
    }

    /// All places of former keys.
    pub fn into_sightings(self) -> Vec<Sighting> {
        self.sightings
    }

    /// Rewrites the patterns of [[provenance]].
    pub fn follow_provenance(&mut self, root: &mut Table) {
        for rule in list_at(root, "provenance").into_iter().flatten() {
            let Value::Table(rule) = &mut rule.value else { continue };
            let Some(patterns) = list_at(rule, "paths") else { continue };
            *patterns = patterns.drain(..).flat_map(|pattern| self.follow_pattern(pattern)).collect();
        }
    }

    fn follow_pattern(&mut self, node: Node) -> Vec<Node> {
        let Value::Text(pattern) = &node.value else { return vec![node] };
        let named = NamedKeys::of_pattern(pattern);
        let mut patterns = self.moved_out_of(pattern);
        for (key, path) in named.keys {
            patterns.extend(key.successor_of(&path));
            if key.successor().is_some() || !named.is_kept {
                self.sightings.push(Sighting::new(key, PlaceKind::Provenance, path, &node.span));
            }
        }
        let span = node.span.clone();
        let text = |pattern: String| Node { span: span.clone(), value: Value::Text(pattern) };
        let kept = named.is_kept.then_some(node);
        kept.into_iter().chain(patterns.into_iter().map(text)).collect()
    }

    /// Paths of the numbers that `pattern`, which ends in `*`, covered until they were moved to another table: they
    /// keep their provenance.
    fn moved_out_of(&self, pattern: &str) -> Vec<String> {
        let covered = |key: &&&FormerKey| pattern.ends_with('*') && common_pattern(pattern, key.path).is_some();
        let successors = self.moved.iter().filter(covered).filter_map(|key| key.successor());
        successors.filter(|path| !matches_pattern(pattern, path)).map(str::to_owned).collect()
    }

    /// Rewrites the changes of levers. A lever that loses all its changes stays, with a note that it changes nothing.
    pub fn follow_levers(&mut self, root: &mut Table, found: &mut Diagnostics) {
        let Some(Value::Table(levers)) = root.0.get_mut("lever").map(|entry| &mut entry.node.value) else { return };
        let mut emptied = Vec::new();
        for (name, entry) in &mut levers.0 {
            let Value::Table(lever) = &mut entry.node.value else { continue };
            let Some(changes) = list_at(lever, "change").filter(|changes| !changes.is_empty()) else { continue };
            *changes = changes.drain(..).flat_map(|change| self.follow_change(name, change)).collect();
            if changes.is_empty() {
                emptied.push((name.as_str(), &entry.key));
            }
        }
        if let Some(note) = note_on_emptied_levers(&emptied) {
            found.push(note);
        }
    }

    fn follow_change(&mut self, lever: &str, node: Node) -> Vec<Node> {
        let Some((named, place)) = keys_of_change(&node) else { return vec![node] };
        let mut changes = Vec::new();
        for (key, path) in named.keys {
            let mut sighting = Sighting::new(key, PlaceKind::Lever, path, &place);
            sighting.lever = Some(lever.to_owned());
            if let Some(new) = key.successor_of(&sighting.path) {
                let mut change = node.clone();
                self.convert_change(key, &mut change, new, &mut sighting);
                changes.push(change);
            }
            if key.successor().is_some() || !named.is_kept {
                self.sightings.push(sighting);
            }
        }
        let kept = named.is_kept.then_some(node);
        kept.into_iter().chain(changes).collect()
    }

    /// Gives a change its new path, and an amount that it sets or adds its new unit; a factor needs none.
    fn convert_change(&self, key: &FormerKey, change: &mut Node, path: String, sighting: &mut Sighting) {
        let Value::Table(change) = &mut change.value else { return };
        if let Some(entry) = change.0.get_mut("path") {
            entry.node.value = Value::Text(path);
        }
        let Some(converter) = self.converters.iter().find(|converter| converter.key == key) else { return };
        for name in ["set", "add"] {
            let amount = change.0.get_mut(name).filter(|entry| !matches!(entry.node.value, Value::Table(_)));
            sighting.cost = amount.and_then(|entry| converter.convert_cost(&mut entry.node)).or(sighting.cost.take());
        }
    }
}

/// The former keys that a pattern spells out.
struct NamedKeys {
    /// The keys, each with the part of the pattern that means it.
    keys: Vec<(&'static FormerKey, String)>,
    /// Whether the pattern stays: it names no former key, or a quantity of today beside it. Others go, or they would be
    /// refused as unknown.
    is_kept: bool,
}

impl NamedKeys {
    fn of_pattern(pattern: &str) -> Self {
        let keys = find_former_keys(pattern);
        let is_kept = keys.is_empty() || fits_quantity(pattern);
        Self { keys, is_kept }
    }
}

fn list_at<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Vec<Node>> {
    match &mut table.0.get_mut(key)?.node.value {
        Value::List(nodes) => Some(nodes),
        _ => None,
    }
}

/// The former keys in the path of a change, and the place of the path; none where there are none.
fn keys_of_change(node: &Node) -> Option<(NamedKeys, Range<usize>)> {
    let Value::Table(change) = &node.value else { return None };
    let named = NamedKeys::of_pattern(change.text("path")?);
    Some((named, change.span("path")?.clone())).filter(|(named, _)| !named.keys.is_empty())
}

/// One note on all levers that were left without a change, at the first.
fn note_on_emptied_levers(emptied: &[(&str, &Range<usize>)]) -> Option<Diagnostic> {
    let (name, place) = emptied.iter().min_by_key(|(_, place)| place.start)?;
    let name = shorten(name);
    let levers = match emptied.len() {
        1 => format!("the lever `{name}` changes"),
        count => format!("the lever `{name}` and {} more change", count - 1),
    };
    let message = format!("{levers} nothing now, having changed only what is no longer a key");
    Some(Diagnostic::warning(CODE, message).at(place).hint("remove it, or give it another change"))
}
