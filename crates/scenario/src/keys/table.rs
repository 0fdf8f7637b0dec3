//! The declaration of a table and of one key in it.

use super::shape::Shape;

/// One key that is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether a scenario must have it.
    pub required: bool,
    /// What it is, in one sentence, with the value used when it is left out.
    pub meaning: &'static str,
}

/// A table of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeclaredTable {
    /// Its path; `*` stands for a name that the scenario chooses; the scenario itself has none.
    pub path: &'static str,
    /// Whether it may stand many times, as `[[path]]`.
    pub repeated: bool,
    /// Its keys that are not quantities.
    pub keys: &'static [Key],
    /// What it is, in one sentence.
    pub meaning: &'static str,
}
