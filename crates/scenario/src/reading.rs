//! Reading a scenario: the walk over its keys, and what makes a war of them.

pub(crate) mod walk;
