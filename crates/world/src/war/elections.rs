//! Elections on the calendar of a war.

/// Electorate of an election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Electorate {
    /// A member: place in the list.
    Member(usize),
    /// The great power.
    GreatPower,
}

/// A change that an election may bring to a member (decision 49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// It gives less.
    Less,
    /// It gives more.
    More,
    /// It stops blocking.
    StopsBlocking,
    /// It starts blocking.
    StartsBlocking,
}

impl Direction {
    /// All directions.
    pub const ALL: [Self; 4] = [Self::Less, Self::More, Self::StopsBlocking, Self::StartsBlocking];

    /// Name in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Less => "less",
            Self::More => "more",
            Self::StopsBlocking => "stops-blocking",
            Self::StartsBlocking => "starts-blocking",
        }
    }
}

/// An election with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Election {
    /// Name in the scenario.
    pub name: String,
    /// Electorate.
    pub of: Electorate,
    /// Months from the start.
    pub months: f64,
    /// Postures to which the great power may turn, with the chance of each.
    pub turns: Vec<(usize, f64)>,
    /// Changes of a member with a chance of this election's own; for the others that of the coalition counts.
    pub chances: Vec<(Direction, f64)>,
}
