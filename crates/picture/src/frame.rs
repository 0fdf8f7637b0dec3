//! What surrounds a chart: its title, units, source and description.

/// What stands around a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// Makes the identifiers inside the SVG unique on its page; letters, digits and hyphens are kept.
    pub slug: String,
    /// A sentence that says the finding.
    pub title: String,
    /// What is shown and in which units, below the title.
    pub units: String,
    /// Where it comes from, at the foot.
    pub source: String,
    /// What there is to see, for those who do not see it.
    pub alt: String,
}
