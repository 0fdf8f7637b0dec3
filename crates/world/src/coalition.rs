//! The coalition that pays for the defence: its members, their pooled instruments, how a burden is shared and how support
//! wears out.

pub mod alliance;
pub mod fatigue;
pub mod gifts;
pub mod instruments;
pub mod members;
pub mod needs;
pub mod sharing;
