//! The beginning of a record of the war, in figures and names.

use crate::quantity::quantities;
use crate::state::backing::Backing;

quantities! {
    /// Beginning of the record, in figures.
    RecordStart {
        area: Area, 0.0 => 2e7, 0.0, "A0", "Area that the invader held at the scenario's start, by the measure in which the record gives areas; left out or 0, the stake it holds then";
        front: Number, 0.0 => 2400.0, 0.0, "n0", "Where the front stood when the record begins, in steps: the middle of what is possible";
        front_spread: Number, 0.0 => 2400.0, 0.0, "sn", "How far from there it may have stood, in steps";
        effort: Number, 0.0 => 100.0, 1.0, "e0", "What members gave when the record begins, against the scenario's start";
        effort_spread: Number, 0.0 => 3.0, 0.0, "se", "Standard deviation of that factor, in log, for all members together";
        member_spread: Number, 0.0 => 3.0, 0.0, "sm", "Standard deviation of that factor, in log, for each member by itself";
        wear: Number, 0.0 => 1.0, 0.0, "wr", "Wear of stamina in the record against that in the forecast; 0 where the scenario counts stamina from its own start";
    }
}

/// Names that a record begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordOutline {
    /// Months from the beginning of the record to the scenario's start.
    pub months: f64,
    /// Posture: place in the list.
    pub posture: usize,
    /// Draft on the table: place in the list.
    pub draft: usize,
    /// Months before the scenario's start from which areas are those of the disputed stake.
    pub areas: f64,
    /// Months before the scenario's start from which the record holds every limited truce; none where it need not.
    pub limited_truces: Option<f64>,
    /// Backers that stand behind their side when it begins; none where it does not say.
    pub backing: Option<Backing>,
}
