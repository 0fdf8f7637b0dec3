//! Games that the draws of a filter share: those of the forecast without the record.
//!
//! A forecast without the record has as many draws as the filter has games. They are the same draws, with the same values,
//! reasons and foresight, so their games are solved once and serve both.

use crate::request::FilterSize;
use standoff_lab::ensemble::design::Design;
use standoff_num::LatinHypercube;

/// Number of games that a filter of a size solves.
pub(crate) fn game_count(size: FilterSize) -> usize {
    size.games.clamp(1, size.draws.max(1))
}

/// Design of the draws whose games the filter of a design plays.
pub(crate) fn games_design<'a>(filter: &Design<'a>, games: usize) -> Design<'a> {
    Design { draws: games.max(1), ..filter.clone() }
}

/// Chances of a lower value for a parameter by draw of the filter. Where draws share it with their game, it comes from the
/// points of the games, and otherwise from the points of all draws.
pub(crate) fn chances_by_draw(filter: &Design<'_>, games: usize, address: u32, shared: bool) -> Vec<f64> {
    let draws = filter.draws;
    if !shared {
        return LatinHypercube::new(filter.seed, draws as u32).column(address);
    }
    let column = LatinHypercube::new(filter.seed, games as u32).column(address);
    (0..draws).map(|draw| column[draw % games]).collect()
}
