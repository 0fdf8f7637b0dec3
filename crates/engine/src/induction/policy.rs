//! The stored policy of a solved game: what each actor does in the first planning step (decision 3).

use crate::negotiation::round::NegotiationRound;
use crate::precision::Planned;
use crate::state_space::{DEFENDER, Grid, INVADER, Layout, REGIMES, Regime};
use half::f16;
use half::slice::HalfFloatSliceExt;

/// Numbers stored for each package before the owners' pulls: both sides' acceptance and form of a no, as log-odds.
const ANSWER_COLUMNS: usize = 4;

/// A number of the policy. All are logarithms, so that between two positions of the front they can be interpolated
/// (decision 22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The invader accepts.
    InvaderAccepts,
    /// An invader that does not accept refuses openly.
    InvaderRefuses,
    /// The defender accepts, if the invader has.
    DefenderAccepts,
    /// A defender that does not accept refuses openly.
    DefenderRefuses,
    /// Pull of the package to an owner, before its weight in the menu and its proximity.
    Pull(usize),
}

impl Column {
    fn index(self) -> usize {
        match self {
            Self::InvaderAccepts => 0,
            Self::InvaderRefuses => 1,
            Self::DefenderAccepts => 2,
            Self::DefenderRefuses => 3,
            Self::Pull(owner) => ANSWER_COLUMNS + owner,
        }
    }
}

/// Policy at one position of the front. Most of the memory of a game is its policy, so numbers are kept in half precision: to
/// a part in 2,000, which moves the chance of an answer by 1e-4 at most, and that of tabling a package by some 5e-4.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FrontPolicy {
    layout: Layout,
    columns: usize,
    packages: usize,
    /// `[regime][place][column][package]`.
    stored: Vec<f16>,
}

impl FrontPolicy {
    fn new(layout: Layout, grid: &Grid, columns: usize) -> Self {
        let count = REGIMES * layout.places * columns * grid.packages;
        Self { layout, columns, packages: grid.packages, stored: vec![f16::ZERO; count] }
    }

    /// Stores a round that was played, and the pulls of packages, `[owner][menu]`.
    pub fn record(&mut self, regime: Regime, place: usize, round: &NegotiationRound<Planned>, pulls: &[Planned]) {
        let answers = [INVADER, DEFENDER].map(|side| &round.answers[side]);
        let answers = answers.into_iter().flat_map(|side| [&side.accept_odds[..], &side.refuse_odds[..]]);
        let start = self.start_of_place(regime, place);
        let stored = self.stored[start..].chunks_exact_mut(self.packages).take(self.columns);
        for (stored, column) in stored.zip(answers.chain(pulls.chunks_exact(self.layout.menu))) {
            stored.convert_from_f32_slice(&column[..self.packages]);
        }
    }

    fn value(&self, regime: Regime, place: usize, column: Column, package: usize) -> Planned {
        debug_assert!(package < self.packages, "a padded lane has no policy");
        finite(self.stored[self.start_of_place(regime, place) + column.index() * self.packages + package])
    }

    fn start_of_place(&self, regime: Regime, place: usize) -> usize {
        (regime.index() * self.layout.places + place) * self.columns * self.packages
    }
}

/// A stored number, or the largest of half precision where it was larger: between infinite log-odds nothing could be
/// interpolated.
fn finite(stored: f16) -> Planned {
    stored.to_f32().clamp(f16::MIN.to_f32(), f16::MAX.to_f32())
}

/// Policy at every position of the front.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Policy {
    fronts: Vec<FrontPolicy>,
}

impl Policy {
    /// Memory for a policy.
    pub fn new(layout: Layout, grid: &Grid, owners: usize) -> Self {
        let front = FrontPolicy::new(layout, grid, ANSWER_COLUMNS + owners);
        Self { fronts: vec![front; grid.interior_fronts()] }
    }

    /// Policies at the positions of the front, in order.
    pub fn fronts_mut(&mut self) -> &mut [FrontPolicy] {
        &mut self.fronts
    }

    /// Packages that have a policy: those of the menu, without the lanes that pad it.
    pub fn packages(&self) -> usize {
        self.fronts.first().map_or(0, |front| front.packages)
    }

    /// A stored number at a position of the front.
    pub fn value(&self, front: usize, regime: Regime, place: usize, column: Column, package: usize) -> Planned {
        self.fronts[front - 1].value(regime, place, column, package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_world::war::World;

    const OWNERS: usize = 2;

    /// Every number of every column comes back from its own place, to a part in 2,000.
    #[test]
    fn what_is_recorded_is_read_back() {
        let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
        let world = World::new(scenario.war(&scenario.central_values()));
        let grid = Grid::new(&world, 4);
        let layout = grid.layout();
        let mut policy = Policy::new(layout, &grid, OWNERS);
        let number =
            |place: usize, column: usize, package: usize| (place * 97 + column * 13 + package) as Planned / 7.0;
        let places: Vec<(Regime, usize)> =
            Regime::ALL.into_iter().flat_map(|regime| (0..layout.places).map(move |place| (regime, place))).collect();
        for (mark, &(regime, place)) in places.iter().enumerate() {
            let column = |column: usize| (0..layout.menu).map(|package| number(mark, column, package)).collect();
            let mut round = NegotiationRound::new(layout);
            for (side, first) in [(INVADER, 0), (DEFENDER, 2)] {
                round.answers[side].accept_odds = column(first);
                round.answers[side].refuse_odds = column(first + 1);
            }
            let pulls: Vec<Planned> = (0..OWNERS).flat_map(|owner| -> Vec<Planned> { column(4 + owner) }).collect();
            policy.fronts_mut()[1].record(regime, place, &round, &pulls);
        }
        let columns = [
            Column::InvaderAccepts,
            Column::InvaderRefuses,
            Column::DefenderAccepts,
            Column::DefenderRefuses,
            Column::Pull(0),
            Column::Pull(1),
        ];
        for (mark, &(regime, place)) in places.iter().enumerate() {
            for (index, column) in columns.into_iter().enumerate() {
                for package in 0..grid.packages {
                    let (kept, own) = (policy.value(2, regime, place, column, package), number(mark, index, package));
                    assert!((kept - own).abs() <= own / 2048.0, "{column:?} {package}: {kept} {own}");
                }
            }
        }
    }

    #[test]
    fn odds_beyond_half_precision_stay_finite() {
        assert_eq!(finite(f16::from_f32(1e9)), 65_504.0);
        assert_eq!(finite(f16::from_f32(-1e9)), -65_504.0);
    }
}
