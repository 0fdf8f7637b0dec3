//! Checks that a war can be simulated and its game be played.

use crate::error::DrawError;
use standoff_engine::equilibrium::Equilibrium;
use standoff_world::war::War;

/// Checks that a war can be simulated.
///
/// # Errors
///
/// [`DrawError::Odds`] where the odds at the front are no chance.
pub fn check_war(war: &War) -> Result<(), DrawError> {
    let odds = war.front.odds;
    if odds > 0.0 && odds < 1.0 { Ok(()) } else { Err(DrawError::Odds(odds)) }
}

/// Checks that a solved game can be played.
///
/// # Errors
///
/// [`DrawError::Values`] where the values of the actors are not finite.
pub fn check_game(game: &Equilibrium) -> Result<(), DrawError> {
    if game.is_finite() { Ok(()) } else { Err(DrawError::Values) }
}
