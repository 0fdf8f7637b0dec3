//! Names to places.

use std::ops::Range;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::words::{one_of, shorten};
use standoff_world::actors::roles::Side;

/// The names of things, in their order.
pub(super) fn list_names<T>(items: &[T], name: impl Fn(&T) -> &String) -> Vec<&str> {
    items.iter().map(|item| name(item).as_str()).collect()
}

/// The side that a word names.
pub(super) fn side_named(name: &str) -> Option<Side> {
    match name {
        "invader" => Some(Side::Invader),
        "defender" => Some(Side::Defender),
        _ => None,
    }
}

/// A fault where there are more tables of a kind than a war may have.
pub(super) fn refuse_too_many(
    tables: &[(&str, &Range<usize>, &Table)],
    what: &str,
    most: usize,
    hint: &str,
    found: &mut Diagnostics,
) {
    if let Some((_, place, _)) = tables.get(most) {
        let fault = Diagnostic::error("too-many", format!("{} {what}", tables.len())).at(place);
        found.push(fault.allowed(format!("at most {most}")).hint(hint));
    }
}

/// The name for people; the name itself where none is stated.
pub(crate) fn title_or_name(table: &Table, name: &str) -> String {
    table.text("title").unwrap_or(name).to_owned()
}

/// The place of a name in a list; a fault where the list has none.
pub(crate) fn find_place(
    kind: &str,
    names: &[&str],
    name: &str,
    place: &Range<usize>,
    found: &mut Diagnostics,
) -> Option<usize> {
    let at = names.iter().position(|known| *known == name);
    if at.is_none() && !found.is_full() {
        let message = format!("no {kind} is called `{}`", shorten(name));
        let diagnostic = Diagnostic::error("unknown-name", message).at(place).allowed(one_of(names.iter().copied()));
        found.push(diagnostic.nearest(name, names.iter().copied()));
    }
    at
}
