//! Elections on the calendar of a war.

/// Electorate of an election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Electorate {
    /// A member: place in the list.
    Member(usize),
    /// The great power.
    GreatPower,
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
}
