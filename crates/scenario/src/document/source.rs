//! The text of a scenario and where it came from.

use std::fmt;
use std::sync::Arc;

/// A scenario's text with the name shown in messages. Cheap to clone.
///
/// ```
/// let source = standoff_scenario::Source::new("war.toml", "format = 1");
/// assert_eq!(source.name(), "war.toml");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Source({}, {} bytes)", self.name, self.text.len())
    }
}

impl Source {
    /// Text under a name.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The name shown in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}
