//! The grade of the evidence for a number.

/// Grade of the evidence for a number, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Measured.
    Data,
    /// Judged by people who know.
    Expert,
    /// Assumed.
    Assumption,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 3] = [Self::Data, Self::Expert, Self::Assumption];

    /// The words for the grades in a scenario, in the order of [`Grade::ALL`].
    pub(crate) const WORDS: &'static [&'static str] = &["data", "expert", "assumption"];

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == name)
    }
}
