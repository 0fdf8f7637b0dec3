//! Uses of the events of a log: what weighs, what is taken as given, and what is only carried along.

use standoff_scenario::evidence::Kind;

/// Counts of how the events of a kind were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventUses {
    /// Events that weigh states.
    pub weighing: usize,
    /// Events that were taken as given.
    pub given: usize,
    /// Events that the model has no place for: kept in the log, and not used.
    pub carried: usize,
}

/// True where the model has a place for a kind of event; a kind that has none is only carried along in the log.
pub(super) fn has_place_in_model(kind: Kind) -> bool {
    !matches!(kind, Kind::AidPledged | Kind::AidDelivered | Kind::Sanction | Kind::Ratification | Kind::Retract)
}

/// The use of an event.
#[derive(Clone, Copy)]
pub(super) enum EventUse {
    /// It weighs in this step.
    Weighs(u32),
    Given,
    Carried,
}
