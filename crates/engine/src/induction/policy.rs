//! The stored policy of a solved game: what each actor does in the first planning step (decision 3).

use crate::negotiation::round::NegotiationRound;
use crate::precision::Planned;
use crate::state_space::{DEFENDER, FrontBracket, Grid, INVADER, Layout, REGIMES, Regime};
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

    fn columns_of_place(&self, regime: Regime, place: usize) -> &[f16] {
        let start = self.start_of_place(regime, place);
        &self.stored[start..start + self.columns * self.packages]
    }

    fn start_of_place(&self, regime: Regime, place: usize) -> usize {
        (regime.index() * self.layout.places + place) * self.columns * self.packages
    }
}

/// A stored number, or the largest of half precision where it was larger: between infinite log-odds nothing could be
/// interpolated.
fn finite(stored: Planned) -> f64 {
    f64::from(stored.clamp(f16::MIN.to_f32_const(), f16::MAX.to_f32_const()))
}

/// Policy at one position of the war, between two fronts, and between two games where actors have learnt something: the
/// stored logarithms, interpolated.
pub(crate) struct PolicyAt<'p> {
    own: PolicyOfGame<'p>,
    /// The policy of a game in which actors disagree less, with its weight.
    learnt: Option<(PolicyOfGame<'p>, f64)>,
}

/// Policy of one game at one position of the war, between two fronts.
pub(crate) struct PolicyOfGame<'p> {
    packages: usize,
    /// `[column][package]` at the front below.
    below: &'p [f16],
    /// The same at the front above, with its weight; none on the lower front itself.
    above: Option<(&'p [f16], f64)>,
}

impl<'p> PolicyAt<'p> {
    /// A policy that lies between this one and the policy of a game in which actors disagree less.
    pub fn toward(self, learnt: PolicyOfGame<'p>, weight: f64) -> Self {
        Self { learnt: Some((learnt, weight)), ..self }
    }

    /// The number of one package.
    pub fn value(&self, column: Column, package: usize) -> f64 {
        let own = self.own.value(column, package);
        self.learnt.as_ref().map_or(own, |(learnt, weight)| own + weight * (learnt.value(column, package) - own))
    }

    /// The numbers of the first packages, as many as there is room for, as [`Self::value`] gives them one by one.
    pub fn read_column(&self, column: Column, numbers: &mut [f64]) {
        self.own.read_column(column, numbers);
        if let Some((learnt, weight)) = &self.learnt {
            let mut theirs = vec![0.0; numbers.len()];
            learnt.read_column(column, &mut theirs);
            numbers.iter_mut().zip(theirs).for_each(|(own, learnt)| *own += weight * (learnt - *own));
        }
    }
}

impl<'p> From<PolicyOfGame<'p>> for PolicyAt<'p> {
    fn from(own: PolicyOfGame<'p>) -> Self {
        Self { own, learnt: None }
    }
}

impl PolicyOfGame<'_> {
    /// The number of one package.
    pub fn value(&self, column: Column, package: usize) -> f64 {
        debug_assert!(package < self.packages, "a padded lane has no policy");
        let place = column.index() * self.packages + package;
        let below = finite(self.below[place].to_f32());
        self.above.map_or(below, |(above, weight)| below + weight * (finite(above[place].to_f32()) - below))
    }

    /// The numbers of the first packages, as many as there is room for.
    fn read_column(&self, column: Column, numbers: &mut [f64]) {
        let start = column.index() * self.packages;
        let own = start..start + numbers.len().min(self.packages);
        read_numbers(&self.below[own.clone()], numbers, |_, below| below);
        if let Some((above, weight)) = self.above {
            read_numbers(&above[own], numbers, |below, above| below + weight * (above - below));
        }
    }
}

/// Puts stored numbers in place of others, which each may depend on. Several are converted at once, since one alone takes
/// as long as four.
fn read_numbers(stored: &[f16], numbers: &mut [f64], put: impl Fn(f64, f64) -> f64) {
    const AT_ONCE: usize = 32;
    for (stored, numbers) in stored.chunks(AT_ONCE).zip(numbers.chunks_mut(AT_ONCE)) {
        let mut converted = [0.0; AT_ONCE];
        let converted = &mut converted[..stored.len()];
        stored.convert_to_f32_slice(converted);
        numbers.iter_mut().zip(converted).for_each(|(number, read)| *number = put(*number, finite(*read)));
    }
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

    /// Policy at a position of the front.
    pub fn at_front(&self, front: usize, regime: Regime, place: usize) -> PolicyOfGame<'_> {
        let below = self.fronts[front - 1].columns_of_place(regime, place);
        PolicyOfGame { packages: self.packages(), below, above: None }
    }

    /// Policy between two neighbouring fronts.
    pub fn between_fronts(&self, bracket: &FrontBracket, regime: Regime, place: usize) -> PolicyOfGame<'_> {
        let above = || (self.at_front(bracket.high, regime, place).below, bracket.weight);
        // Most positions lie on the grid, and need not read the policy above them.
        PolicyOfGame { above: (bracket.weight != 0.0).then(above), ..self.at_front(bracket.low, regime, place) }
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
            let read = policy.at_front(2, regime, place);
            for (index, column) in columns.into_iter().enumerate() {
                for package in 0..grid.packages {
                    let (kept, own) = (read.value(column, package), f64::from(number(mark, index, package)));
                    assert!((kept - own).abs() <= own / 2048.0, "{column:?} {package}: {kept} {own}");
                }
            }
        }
    }

    #[test]
    fn odds_beyond_half_precision_stay_finite() {
        let stored = [1e9, -1e9, 0.5].map(f16::from_f32);
        let read = PolicyOfGame { packages: 3, below: &stored, above: Some((&stored, 0.5)) };
        let mut numbers = [0.0; 3];
        read.read_column(Column::InvaderAccepts, &mut numbers);
        assert_eq!(numbers, [65_504.0, -65_504.0, 0.5]);
    }
}
