//! The commented file that a new scenario starts from.

const TEXT: &str = include_str!("template.toml");

/// The starting file under a name; it is a whole scenario and runs as it is.
///
/// ```
/// use standoff_scenario::{Scenario, Source, template};
/// let (scenario, warnings) = Scenario::parse(&Source::new("mine.toml", template::text("mine"))).unwrap();
/// assert_eq!(scenario.name, "mine");
/// assert!(warnings.is_empty());
/// ```
pub fn text(name: &str) -> String {
    TEXT.replacen("\"NAME\"", &format!("{name:?}"), 1)
}

/// Whether a scenario may have this name.
pub fn is_name(name: &str) -> bool {
    crate::path::is_name(name)
}
