//! Parts of the report of a forecast, by name.

/// A part of the report, which can be asked for on its own.
///
/// ```
/// use standoff_terminal::ForecastPart;
/// assert_eq!(ForecastPart::ALL.map(ForecastPart::name)[..3], ["hold", "ends", "talks"]);
/// assert_eq!(ForecastPart::from_name("costs"), Some(ForecastPart::Costs));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForecastPart {
    /// How long the line can hold.
    Hold,
    /// What ends the war: ends, deals, bargaining.
    Ends,
    /// The pattern of talks.
    Talks,
    /// At whose cost.
    Costs,
    /// The order: strains and credibility.
    Order,
    /// What would change the answer: assumptions.
    Change,
    /// Events to watch.
    Watch,
    /// The outside view.
    Outside,
    /// The scenario's questions.
    Questions,
    /// Limits of the model and constants of the method.
    Method,
}

impl ForecastPart {
    /// All parts, in the order of the report.
    pub const ALL: [Self; 10] = [
        Self::Hold,
        Self::Ends,
        Self::Talks,
        Self::Costs,
        Self::Order,
        Self::Change,
        Self::Watch,
        Self::Outside,
        Self::Questions,
        Self::Method,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Ends => "ends",
            Self::Talks => "talks",
            Self::Costs => "costs",
            Self::Order => "order",
            Self::Change => "change",
            Self::Watch => "watch",
            Self::Outside => "outside",
            Self::Questions => "questions",
            Self::Method => "method",
        }
    }

    /// The part of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// The last line of every page of a forecast: where to read on.
pub(super) fn more_sentence() -> String {
    let names = ForecastPart::ALL.map(ForecastPart::name).join(", ");
    format!("More: --report, or --part {names}")
}
