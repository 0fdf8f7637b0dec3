//! The declaration of a table and of one key in it.

use super::shape::Shape;

/// One key that is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Shape of its value.
    pub shape: Shape,
    /// Whether a scenario must have it.
    pub required: bool,
    /// Its meaning, in one sentence, with the value used when it is left out.
    pub meaning: &'static str,
}

/// A table of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeclaredTable {
    /// Its path, in which `*` means a name that the scenario chooses; empty for the scenario itself.
    pub path: &'static str,
    /// Whether it may be repeated, as `[[path]]`.
    pub repeated: bool,
    /// Its keys that are not quantities.
    pub keys: &'static [Key],
    /// Its meaning, in one sentence.
    pub meaning: &'static str,
}
