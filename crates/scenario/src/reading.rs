//! Reading a scenario: the walk over its keys, what makes a war of them, and numbers set by hand.

mod former;
mod idle;
mod overrides;
mod parse;
mod shapes;
mod walk;
