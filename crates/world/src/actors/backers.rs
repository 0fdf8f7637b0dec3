//! Backers: states and funds behind one side, which join and leave in the course of a war (decision 105).
//!
//! A backer is no actor of the game: it holds no chair and signs nothing. It adds to the force of its side and pays part of what
//! the war costs that side, as long as it backs. Whether it does follows rates, and losses of its side can call it in; the
//! actors plan with both. So either side can have a coalition that grows and shrinks, and each a great power behind it.

use crate::actors::roles::Side;
use crate::quantity::quantities;
use crate::state::backing::Backing;
use standoff_num::elementary::{exp, ln};

/// Most backers that a war may have: planners see all of their combinations.
pub const MOST_BACKERS: usize = 3;

quantities! {
    /// Figures of a backer.
    BackerFigures {
        force: Number, 0.0 => 20.0, 0.0, "fb", "What it adds to the force of its side while it backs it, as a share of that side's own";
        pays: Share, 0.0 => 1.0, 0.0, "pb", "Share of what the war costs its side that it pays while it backs it";
        joins: Rate, 0.0 => 50.0, 0.0, "jb", "Rate at which it begins to back its side, with the front where it stood on the first day";
        leaves: Rate, 0.0 => 50.0, 0.0, "lb", "Rate at which it stops";
        alarm: Number, 0.0 => 20.0, 0.0, "ab", "How much the losses of its side call it in: logarithm of the factor on the rate at which it joins once its side has lost the whole stake";
    }
}

/// A backer of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Backer {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// The side that it backs.
    pub side: Side,
    /// Whether it backs that side on the first day.
    pub backs_at_start: bool,
    /// Its figures.
    pub figures: BackerFigures,
}

impl Backer {
    /// Chance that it backs its side `months` later, with the front at share `held` and at `start` on the first day: that of a
    /// process between two states, `pi + (b - pi) exp(-(j+l) t)` with `pi = j/(j+l)` and `j = jb exp(ab·lost)`.
    ///
    /// ```
    /// # use standoff_world::actors::{backers::{Backer, BackerFigures}, roles::Side};
    /// let figures = BackerFigures { force: 0.5, pays: 0.0, joins: 0.1, leaves: 0.0, alarm: 0.0 };
    /// let backer = Backer { name: "north".into(), title: "North".into(), side: Side::Defender, backs_at_start: false, figures };
    /// assert!((backer.chance_to_back(false, 0.5, 0.5, 3.0) - (1.0 - f64::exp(-0.3))).abs() < 1e-12);
    /// assert_eq!(backer.chance_to_back(true, 0.5, 0.5, 3.0), 1.0);
    /// ```
    pub fn chance_to_back(&self, backs: bool, held: f64, start: f64, months: f64) -> f64 {
        let (joins, leaves) = (self.rate_of_joining(held, start), self.figures.leaves);
        let both = joins + leaves;
        let now = f64::from(u8::from(backs));
        if both == 0.0 {
            return now;
        }
        let rest = joins / both;
        rest + (now - rest) * exp(-both * months)
    }

    /// Rate at which it joins with the front at share `held`; ground that its side has gained does not lower it.
    fn rate_of_joining(&self, held: f64, start: f64) -> f64 {
        let lost = match self.side {
            Side::Invader => start - held,
            Side::Defender => held - start,
        };
        self.figures.joins * exp(self.figures.alarm * lost.max(0.0))
    }
}

impl Backing {
    /// Those that back their side on the first day.
    pub fn at_start(backers: &[Backer]) -> Self {
        backers.iter().enumerate().fold(Self::default(), |all, (place, one)| all.with(place, one.backs_at_start))
    }
}

/// Logarithm of what backers add to the force of the invader, less what they add to that of the defender.
pub(crate) fn log_force(backers: &[Backer], backing: Backing) -> f64 {
    let added = |side: Side| total(backers, backing, side, |figures| figures.force);
    ln(1.0 + added(Side::Invader)) - ln(1.0 + added(Side::Defender))
}

/// Share of a side's cost of war that its backers leave it to pay.
pub(crate) fn left_to_pay(backers: &[Backer], backing: Backing, side: Side) -> f64 {
    (1.0 - total(backers, backing, side, |figures| figures.pays)).max(0.0)
}

fn total(backers: &[Backer], backing: Backing, side: Side, figure: impl Fn(&BackerFigures) -> f64) -> f64 {
    let present = backers.iter().enumerate().filter(|(place, backer)| backer.side == side && backing.has(*place));
    present.map(|(_, backer)| figure(&backer.figures)).sum()
}
