//! A lever: a change that somebody could bring about on a date.

use jiff::civil::Date;
use standoff_world::intervention::Orders;

use super::change::Change;

/// A change that somebody could bring about (decision 71).
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Day of the change.
    pub date: Date,
    /// The same in months from the start.
    pub months: f64,
    /// Whether the actors see it coming.
    pub foreseen: bool,
    /// A remark for readers.
    pub note: Option<String>,
    /// Its changes, in the order of the scenario; a later one acts on the result of those before it.
    pub changes: Vec<Change>,
}

impl Lever {
    /// Name of the lever that every scenario has and that changes nothing.
    pub const NONE: &'static str = "none";

    /// Whether it can be pulled in part: an order, unlike a number, has no half.
    pub fn is_divisible(&self) -> bool {
        self.orders().is_empty()
    }

    /// The orders it gives besides changing numbers.
    pub fn orders(&self) -> Orders {
        let one = |change: &Change| match *change {
            Change::HoldPosture(place) => Orders { posture: Some(place), ..Orders::default() },
            Change::Open(place) => Orders { opened: vec![place], ..Orders::default() },
            Change::Close(place) => Orders { closed: vec![place], ..Orders::default() },
            Change::Set(_) | Change::Factor(..) | Change::Add(_) => Orders::default(),
        };
        self.changes.iter().map(one).fold(Orders::default(), |orders, next| orders.then(&next))
    }
}
