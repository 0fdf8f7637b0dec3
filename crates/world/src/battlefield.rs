//! War on the ground: the front, the stamina of the belligerents, their losses; and the classic laws of a fight.

pub mod attrition;
pub mod chain;
pub mod finish;
pub mod front;
pub mod losses;
pub mod passage;
pub mod season;
pub mod stamina;
pub mod tide;
