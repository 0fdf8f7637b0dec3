//! The roles that take part, and what belongs to one that does not.

use std::ops::Range;

use standoff_world::actors::roles::{ByRole, Role};

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;

/// The name of each role; none of a role that does not take part.
pub(super) fn read_roles(root: &Table) -> ByRole<Option<String>> {
    let table = root.table("roles");
    ByRole::from_fn(|role| table.and_then(|roles| roles.text(role.name())).map(str::to_owned))
}

/// Rejects tables of a role that does not take part.
pub(super) fn check_absent_roles(root: &Table, roles: &ByRole<Option<String>>, found: &mut Diagnostics) {
    let absent = |role: Role| roles[role].is_none();
    let values = root.table("values");
    for role in [Role::GreatPower, Role::Coalition].into_iter().filter(|&role| absent(role)) {
        if let Some(entry) = values.and_then(|values| values.get(role.name())) {
            found.push(absent_role(role, &format!("[values.{}]", role.name()), &entry.key));
        }
    }
    for (key, entry) in ["member", "instrument"].iter().filter_map(|key| Some((key, root.get(key)?))) {
        if absent(Role::Coalition) {
            found.push(absent_role(Role::Coalition, &format!("[{key}.*]"), &entry.key));
        }
    }
    if let Some(entry) = root.get("coalition").filter(|_| absent(Role::Coalition)) {
        let message = "[coalition] is not used, as no coalition takes part";
        found.push(Diagnostic::warning("not-used", message).at(&entry.key).hint("name it in [roles], or remove this"));
    }
}

/// The fault of something that belongs to a role that does not take part.
pub(super) fn absent_role(role: Role, what: &str, place: &Range<usize>) -> Diagnostic {
    let message = format!("{what} belongs to `{}`, which does not take part", role.name());
    Diagnostic::error("absent-role", message)
        .at(place)
        .hint(format!("name `{}` in [roles], or remove this", role.name()))
}
