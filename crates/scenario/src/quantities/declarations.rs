//! The declared quantities (decision 63) by the path at which a scenario states them.

use standoff_world::quantity::{Definition, Section};
use standoff_world::war::SECTIONS;

use crate::path::{common_pattern, join_path, matches_pattern};

/// The section of quantities at a path pattern.
pub(crate) fn section_at(pattern: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.path == pattern)
}

/// The quantity called `name` at a path pattern.
pub(crate) fn definition_at(pattern: &str, name: &str) -> Option<&'static Definition> {
    let definitions = section_at(pattern)?.definitions;
    definitions.iter().find(|definition| definition.name == name || definition.name == "*")
}

/// The quantity at a full path, whether or not a scenario has the names in it.
pub(crate) fn definition_at_path(path: &str) -> Option<&'static Definition> {
    let (group, name) = path.rsplit_once('.')?;
    let section = SECTIONS.iter().find(|section| matches_pattern(section.path, group))?;
    section.definitions.iter().find(|definition| definition.name == name || definition.name == "*")
}

/// The quantity that a pattern of paths means, such as `stamina.*.down`; of several sections the first.
pub(crate) fn definition_of_pattern(pattern: &str) -> Option<&'static Definition> {
    let (group, name) = pattern.rsplit_once('.')?;
    let shared = |section: &&Section| common_pattern(section.path, group).is_some();
    let found = |section: &'static Section| section.definitions.iter().find(|one| one.name == name || one.name == "*");
    SECTIONS.iter().filter(shared).find_map(found)
}

/// Whether a pattern that ends in a name can mean a quantity.
pub(crate) fn fits_quantity(pattern: &str) -> bool {
    let (group, name) = pattern.rsplit_once('.').unwrap_or(("", pattern));
    let has_name = |section: &Section| section.definitions.iter().any(|one| one.name == name || one.name == "*");
    SECTIONS.iter().any(|section| has_name(section) && common_pattern(section.path, group).is_some())
}

/// Patterns of all quantities: every section as a whole and every quantity in it.
pub(crate) fn quantity_patterns() -> Vec<String> {
    let one = |section: &'static Section| {
        let quantities = section.definitions.iter().map(|definition| join_path(section.path, definition.name));
        std::iter::once(join_path(section.path, "*")).chain(quantities)
    };
    SECTIONS.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_found_below_chosen_names() {
        assert!(definition_at_path("posture.a.rate.b").is_some() && definition_at_path("front.speed").is_none());
        assert!(fits_quantity("*.*.cost") && fits_quantity("posture.*.rate.b") && !fits_quantity("values.*.cost"));
    }
}
