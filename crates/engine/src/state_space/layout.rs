//! Strides of the arrays that a planning step reads and writes.

use super::regime::{REGIMES, Regime};
use std::ops::Range;

/// Numbers worked on at once: eight of single precision are one vector on most machines. Rows are padded to a whole
/// number of them, so that no inner loop has a remainder.
pub const LANE: usize = 8;

/// Sides that can be blamed for a failed round: the invader, then the defender.
pub const SIDES: usize = 2;

/// Dimensions of the arrays at one position of the front. Arrays are flat, with the lane fastest, so that one row is
/// one run of memory:
///
/// | array | axes |
/// |---|---|
/// | values and expectations | `[regime][actor][place][lane]` |
/// | changes by blame | `[regime][actor][side][place within a posture][menu]` |
/// | what tabling a package is worth | `[actor][menu]` |
/// | changes by blame in a round | `[side][actor][menu]` |
///
/// ```
/// use standoff_engine::state_space::{Layout, Regime};
/// let layout = Layout { actors: 2, places: 6, posture_places: 2, lanes: 4, menu: 8 };
/// assert_eq!(layout.row(Regime::War, 0, 1), 4..8);
/// assert_eq!(layout.row(Regime::Truce, 1, 0), 72..76);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Actors that take part.
    pub actors: usize,
    /// Planning states at one position of the front, without the draft.
    pub places: usize,
    /// Places of one posture; places are sorted by posture first.
    pub posture_places: usize,
    /// Numbers of one row of values: one for each draft on the table, padded to a whole number of vectors.
    pub lanes: usize,
    /// Numbers of one row of a round: one for each package of the menu, padded alike.
    pub menu: usize,
}

impl Layout {
    /// Layout of a single round of talks over some packages, away from any grid.
    pub fn of_round(actors: usize, packages: usize) -> Self {
        let menu = packages.next_multiple_of(LANE);
        Self { actors, places: 1, posture_places: 1, lanes: menu, menu }
    }

    /// Numbers of one actor in one regime.
    #[inline(always)]
    pub fn actor_len(self) -> usize {
        self.places * self.lanes
    }

    /// Numbers of one actor in one regime and posture.
    #[inline(always)]
    pub fn posture_len(self) -> usize {
        self.posture_places * self.lanes
    }

    /// Numbers of one regime.
    #[inline(always)]
    pub fn regime_len(self) -> usize {
        self.actors * self.actor_len()
    }

    /// Numbers of both regimes.
    #[inline(always)]
    pub fn front_len(self) -> usize {
        REGIMES * self.regime_len()
    }

    /// Numbers of one actor after a side is blamed, in one regime: where blame turns the posture does not depend on the
    /// posture before.
    #[inline(always)]
    pub fn blame_len(self) -> usize {
        self.posture_places * self.menu
    }

    /// Numbers after blame, of both regimes.
    #[inline(always)]
    pub fn all_blame_len(self) -> usize {
        REGIMES * self.actors * SIDES * self.blame_len()
    }

    /// Numbers that say what drafts on the table are worth to all actors.
    #[inline(always)]
    pub fn draft_len(self) -> usize {
        self.actors * self.lanes
    }

    /// Numbers that say what the packages of a menu are worth to all actors.
    #[inline(always)]
    pub fn menu_len(self) -> usize {
        self.actors * self.menu
    }

    /// Everything of one regime.
    #[inline(always)]
    pub fn regime_span(self, regime: Regime) -> Range<usize> {
        span(regime.index(), self.regime_len())
    }

    /// Everything of one actor in one regime.
    #[inline(always)]
    pub fn actor_span(self, regime: Regime, actor: usize) -> Range<usize> {
        span(regime.index() * self.actors + actor, self.actor_len())
    }

    /// One actor at one place.
    #[inline(always)]
    pub fn row(self, regime: Regime, actor: usize, place: usize) -> Range<usize> {
        span((regime.index() * self.actors + actor) * self.places + place, self.lanes)
    }

    /// One actor after a side is blamed, at all places of a posture.
    #[inline(always)]
    pub fn blame_span(self, regime: Regime, actor: usize, side: usize) -> Range<usize> {
        span((regime.index() * self.actors + actor) * SIDES + side, self.blame_len())
    }

    /// One actor after a side is blamed, at one place within a posture.
    #[inline(always)]
    pub fn blame_row(self, regime: Regime, actor: usize, side: usize, in_posture: usize) -> Range<usize> {
        span(((regime.index() * self.actors + actor) * SIDES + side) * self.posture_places + in_posture, self.menu)
    }

    /// Place within its posture.
    #[inline(always)]
    pub fn place_in_posture(self, place: usize) -> usize {
        place % self.posture_places
    }

    /// A row of any array whose last two axes are `[index][lane]`, such as one actor's values of drafts on the table.
    #[inline(always)]
    pub fn lane_row(self, index: usize) -> Range<usize> {
        span(index, self.lanes)
    }

    /// A row of any array whose last two axes are `[index][menu]`, such as one actor's values of tabling.
    #[inline(always)]
    pub fn menu_row(self, index: usize) -> Range<usize> {
        span(index, self.menu)
    }

    /// One actor's row over the menu, of the changes in a round where a side is blamed.
    #[inline(always)]
    pub fn round_blame_row(self, side: usize, actor: usize) -> Range<usize> {
        span(side * self.actors + actor, self.menu)
    }
}

#[inline(always)]
fn span(index: usize, len: usize) -> Range<usize> {
    let start = index * len;
    start..start + len
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout { actors: 3, places: 10, posture_places: 2, lanes: 4, menu: 8 };

    /// Rows in the order in which they should lie, beginning at zero and without a gap.
    fn assert_contiguous(rows: impl Iterator<Item = Range<usize>>, len: usize) {
        let end = rows.fold(0, |end, row| {
            assert_eq!(row.start, end);
            row.end
        });
        assert_eq!(end, len);
    }

    fn indices(regimes_of: usize, inner_of: usize) -> impl Iterator<Item = (Regime, usize, usize)> {
        let pairs = move |regime| (0..regimes_of).flat_map(move |one| (0..inner_of).map(move |two| (regime, one, two)));
        Regime::ALL.into_iter().flat_map(pairs)
    }

    #[test]
    fn rows_of_values_fill_the_array() {
        let rows = indices(LAYOUT.actors, LAYOUT.places).map(|(regime, actor, place)| LAYOUT.row(regime, actor, place));
        assert_contiguous(rows, LAYOUT.front_len());
        let spans = indices(LAYOUT.actors, 1).map(|(regime, actor, _)| LAYOUT.actor_span(regime, actor));
        assert_contiguous(spans, LAYOUT.front_len());
        assert_contiguous(Regime::ALL.into_iter().map(|regime| LAYOUT.regime_span(regime)), LAYOUT.front_len());
    }

    #[test]
    fn rows_after_blame_fill_the_array_and_repeat_with_the_posture() {
        let spans = indices(LAYOUT.actors, SIDES).map(|(regime, actor, side)| LAYOUT.blame_span(regime, actor, side));
        assert_contiguous(spans, LAYOUT.all_blame_len());
        let span = LAYOUT.blame_span(Regime::Truce, 1, 1);
        for place in 0..LAYOUT.places {
            let row = LAYOUT.blame_row(Regime::Truce, 1, 1, LAYOUT.place_in_posture(place));
            assert_eq!(row.start, span.start + place % 2 * LAYOUT.menu);
            assert!(row.end <= span.end && row.len() == LAYOUT.menu);
        }
    }

    #[test]
    fn rows_over_drafts_fill_the_array() {
        assert_contiguous((0..LAYOUT.actors).map(|actor| LAYOUT.lane_row(actor)), LAYOUT.draft_len());
        assert_contiguous((0..LAYOUT.actors).map(|actor| LAYOUT.menu_row(actor)), LAYOUT.menu_len());
        let rows = (0..SIDES).flat_map(|side| (0..LAYOUT.actors).map(move |actor| LAYOUT.round_blame_row(side, actor)));
        assert_contiguous(rows, SIDES * LAYOUT.menu_len());
    }
}
