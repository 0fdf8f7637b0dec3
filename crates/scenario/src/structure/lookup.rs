//! Names to places.

use std::ops::Range;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::words::{one_of, shorten};

/// The names of things, in their order.
pub(super) fn list_names<T>(items: &[T], name: impl Fn(&T) -> &String) -> Vec<&str> {
    items.iter().map(|item| name(item).as_str()).collect()
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
