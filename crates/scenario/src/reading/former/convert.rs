//! One pass over the tree of a file that turns former keys into those that replaced them, and says so.
//!
//! Nodes keep their places, so that whatever is said of a converted number points to where the user wrote it.

use std::ops::Range;

use super::amount::{AmountConverter, remove_range};
use super::notes::{PlaceKind, Sighting, push_notes};
use super::paths::PathFollower;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Entry, Node, Table, Value};
use crate::keys::former::{FORMER_KEYS, Fate};

/// Converts all former keys of a file, with one note (`former-key`) for each key.
pub(crate) fn convert_former_keys(root: &mut Table, found: &mut Diagnostics) {
    let converters: Vec<AmountConverter> = FORMER_KEYS.iter().map(|key| AmountConverter::new(key, root)).collect();
    let mut sightings = Vec::new();
    for converter in &converters {
        convert_key(root, converter, &mut sightings);
    }
    let mut follower = PathFollower::new(&converters, sightings);
    follower.follow_provenance(root);
    follower.follow_levers(root, found);
    push_notes(follower.into_sightings(), found);
}

/// Moves the numbers under a former key to the key that replaced it.
fn convert_key(root: &mut Table, converter: &AmountConverter, sightings: &mut Vec<Sighting>) {
    let key = converter.key;
    let parts: Vec<&str> = key.path.split('.').collect();
    let mut taken = Vec::new();
    take_entries(root, &parts, &mut Vec::new(), &mut taken);
    for (names, mut entry) in taken {
        let path = fill_names(key.path, &names);
        let mut sighting = Sighting::new(key, PlaceKind::Stated, path.join("."), &entry.key);
        if let Some(successor) = key.successor() {
            let path = fill_names(successor, &names);
            if has_entry(root, &path) {
                sighting.kind = PlaceKind::Superseded;
            } else {
                sighting.cost = converter.convert_cost(&mut entry.node);
                sighting.lost_range = matches!(key.fate, Fate::Constant { .. }) && remove_range(&mut entry.node);
                put_entry(root, &path, entry);
            }
        }
        sightings.push(sighting);
    }
}

/// Takes the entries at a pattern out of a table, each with the names that stand for `*`.
fn take_entries(table: &mut Table, parts: &[&str], names: &mut Vec<String>, taken: &mut Vec<(Vec<String>, Entry)>) {
    match parts {
        [] => {}
        [name] => taken.extend(table.0.remove(*name).map(|entry| (names.clone(), entry))),
        ["*", rest @ ..] => {
            for (name, entry) in &mut table.0 {
                if let Value::Table(child) = &mut entry.node.value {
                    names.push(name.clone());
                    take_entries(child, rest, names, taken);
                    names.pop();
                }
            }
        }
        [name, rest @ ..] => {
            if let Some(Value::Table(child)) = table.0.get_mut(*name).map(|entry| &mut entry.node.value) {
                take_entries(child, rest, names, taken);
            }
        }
    }
}

/// The parts of a path, with names in place of `*`. A name may hold a dot, so the parts are not joined.
fn fill_names(pattern: &str, names: &[String]) -> Vec<String> {
    let mut names = names.iter();
    let fill = |part: &str| if part == "*" { names.next().cloned() } else { None }.unwrap_or_else(|| part.to_owned());
    pattern.split('.').map(fill).collect()
}

fn has_entry(root: &Table, path: &[String]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let table = parents.iter().try_fold(root, |table, part| table.table(part));
    table.is_some_and(|table| table.has(last))
}

/// Puts an entry at a path. Tables that are missing are made at the place of the entry. Where something else than a
/// table is in the way the entry is lost: the walk refuses the file for it.
fn put_entry(root: &mut Table, path: &[String], entry: Entry) {
    let Some((last, parents)) = path.split_last() else { return };
    let mut table = root;
    for part in parents {
        let made = || empty_table(&entry.key, &entry.node.span);
        let Value::Table(next) = &mut table.0.entry(part.clone()).or_insert_with(made).node.value else { return };
        table = next;
    }
    table.0.insert(last.clone(), entry);
}

fn empty_table(key: &Range<usize>, span: &Range<usize>) -> Entry {
    Entry { key: key.clone(), node: Node { span: span.clone(), value: Value::Table(Table::default()) } }
}
