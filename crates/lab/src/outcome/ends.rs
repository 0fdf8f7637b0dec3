//! The five ends of a war, by name.

use standoff_world::state::End;

/// The five ends by name; the last is none.
pub const ENDS: [(&str, &str, &[End]); 5] = [
    ("settlement-inside", "a settlement inside the coalition's red lines", &[End::SettlementInside]),
    ("settlement-beyond", "a settlement beyond the coalition's red lines", &[End::SettlementBeyond]),
    ("frozen", "a frozen conflict: a truce that lasted", &[End::Frozen]),
    ("military", "a military end for either side", &[End::InvaderWins, End::DefenderWins]),
    ("still-at-war", "still at war, or in a truce younger than that", &[]),
];
