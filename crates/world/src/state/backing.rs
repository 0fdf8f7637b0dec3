//! Which backers stand behind their side.

use serde::{Deserialize, Serialize};

/// The backers that stand behind their side: one bit each, by the place in the scenario's list.
///
/// ```
/// use standoff_world::state::Backing;
/// let both = Backing::default().with(0, true).with(1, true);
/// assert_eq!(both.index(), 3);
/// assert!(!both.with(0, false).has(0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Backing(u8);

impl Backing {
    /// The combination with this index.
    pub fn from_index(index: usize) -> Self {
        Self(index as u8)
    }

    /// Place among all combinations.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether a backer stands behind its side.
    pub fn has(self, place: usize) -> bool {
        place < 8 && self.0 >> place & 1 == 1
    }

    /// The same with a backer in or out.
    pub fn with(self, place: usize, backs: bool) -> Self {
        let bit = 1 << place;
        Self(if backs { self.0 | bit } else { self.0 & !bit })
    }
}
