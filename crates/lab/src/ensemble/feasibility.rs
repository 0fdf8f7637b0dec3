//! Whether a war can be simulated at all.

use standoff_engine::equilibrium::Equilibrium;
use standoff_world::war::War;

/// Why a war cannot be simulated, if it cannot: figures that are not numbers.
pub fn unfit(war: &War) -> Option<String> {
    let odds = war.front.odds;
    (!(odds > 0.0 && odds < 1.0)).then(|| format!("the odds at the front came out as {odds}"))
}

/// Why a solved game cannot be played, if it cannot.
pub fn sound(game: &Equilibrium) -> Result<(), String> {
    if game.sound() { Ok(()) } else { Err("the values of the actors did not come out as numbers".to_owned()) }
}
