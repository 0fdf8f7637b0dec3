//! Frame of a chart: its title, units, source and description.

use crate::unit::Unit;

/// Title, units, source and description of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// Makes the identifiers inside the SVG unique on its page; letters, digits and hyphens are kept.
    pub slug: String,
    /// A sentence that states the finding.
    pub title: String,
    /// Quantity and units, printed below the title.
    pub units: String,
    /// Source of the data, printed at the foot.
    pub source: String,
    /// Description for readers who do not see the picture.
    pub alt: String,
    /// How its numbers are written.
    pub unit: Unit,
}

impl Frame {
    /// The same for a chart of chances or shares.
    #[must_use]
    pub fn in_percent(self) -> Self {
        Self { unit: Unit::Percent, ..self }
    }
}
