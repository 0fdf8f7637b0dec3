//! The fine print in which public questions differ: scope, mutuality, duration, stage.

/// The words for the scopes in a scenario, in the order of [`Scope`].
pub(crate) const SCOPE_WORDS: &[&str] = &["general", "sectoral", "local"];

/// Extent of a ceasefire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    General,
    /// One kind of fighting, such as strikes on energy or at sea.
    Sectoral,
    /// One place.
    Local,
}

impl Scope {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        SCOPE_WORDS[self as usize]
    }
}

/// Moment that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Agreement, or its announcement.
    Agreed,
    /// The signature under a text.
    Signed,
    /// Taking effect.
    InEffect,
}

impl Stage {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Signed => "signed",
            Self::InEffect => "in-effect",
        }
    }
}

/// The fine print in which public questions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// Extent of the ceasefire that is needed.
    pub scope: Scope,
    /// Whether both sides must be bound.
    pub mutual: bool,
    /// Days that it must last at least.
    pub min_days: u32,
    /// Whether `min_days` is the length announced; otherwise it is the length held.
    pub intended: bool,
    /// Moment that counts.
    pub stage: Stage,
}

impl Wording {
    /// Days that it must have held, not only have been meant to.
    ///
    /// ```
    /// let held = |name| standoff_scenario::PRESETS.iter().find(|one| one.name == name).unwrap().wording.held_days();
    /// assert_eq!([held("rfi-held-30-days"), held("gjo-intended-28-days"), held("in-effect")], [30, 0, 0]);
    /// ```
    pub fn held_days(&self) -> u32 {
        if self.intended { 0 } else { self.min_days }
    }
}
