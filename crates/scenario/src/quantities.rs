//! The numbers of a scenario: as they are written, where they come from, the list of all of them, and draws from their
//! ranges.

pub(crate) mod draws;
pub(crate) mod group;
pub(crate) mod index;
pub(crate) mod overrides;
pub(crate) mod parameter;
pub(crate) mod provenance;
pub(crate) mod quantity;
pub(crate) mod rows;

pub use draws::{Draws, Values};
pub use group::Group;
pub use overrides::Override;
pub use parameter::Parameter;
pub use provenance::{Provenance, Reference};
pub use quantity::{DISTRIBUTIONS, Grade, KEYS};
pub use rows::{ParameterRow, parameter_rows, written_bounds};
