//! Classic models of bargaining, each in its own file and in closed form where there is one. The checks of
//! [`crate::theory`] run them; the equilibrium does not use them.

pub mod bargaining;
pub mod commitment;
pub mod logroll;
pub mod veto;
