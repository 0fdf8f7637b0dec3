//! Declared tables by the path of their keys.

use standoff_world::war::SECTIONS;

use super::table::DeclaredTable;
use super::tables::TABLES;

/// The declared table at a path pattern.
pub(crate) fn table_at(pattern: &str) -> Option<&'static DeclaredTable> {
    TABLES.iter().find(|table| table.path == pattern)
}

/// Names of the tables directly below a path pattern; `*` for names that the scenario chooses.
pub(crate) fn child_names(pattern: &str) -> Vec<&'static str> {
    let paths = TABLES.iter().map(|table| table.path).chain(SECTIONS.iter().map(|section| section.path));
    let mut names: Vec<&str> = paths.filter_map(|path| child_name(pattern, path)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn child_name(pattern: &str, path: &'static str) -> Option<&'static str> {
    let rest = if pattern.is_empty() { path } else { path.strip_prefix(pattern)?.strip_prefix('.')? };
    rest.split('.').next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::declarations::section_at;

    #[test]
    fn children_follow_from_the_declared_paths() {
        assert_eq!(child_names("stamina"), ["defender", "invader"]);
        assert_eq!(child_names("posture"), ["*"]);
        assert_eq!(child_names("posture.*"), ["rate"]);
        assert_eq!(child_names("instrument.*"), ["doubtful"]);
        assert!(child_names("").contains(&"front") && child_names("").contains(&"lever"));
        assert!(child_names("front").is_empty());
    }

    #[test]
    fn no_key_is_declared_twice() {
        for table in TABLES {
            for key in table.keys {
                let quantity = section_at(table.path).is_some_and(|s| s.definitions.iter().any(|d| d.name == key.name));
                assert!(!quantity && !child_names(table.path).contains(&key.name), "{}.{}", table.path, key.name);
                assert_eq!(table.keys.iter().filter(|other| other.name == key.name).count(), 1);
            }
        }
    }
}
